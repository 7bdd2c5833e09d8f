/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/blame.h"
#include "core/attribute/profile.h"
#include "core/base/json-place.h"
#include "core/base/source.h"
#include "core/discovery/discovery.h"
#include "core/formats/formats.h"
#include "core/graph/knowledge.h"
#include "core/inference/intervention.h"
#include "core/trace/corpus.h"

G_BEGIN_DECLS

#define WF_PROJECT_VERSION 1

/**
 * WfProject:
 *
 * What a project file holds: references to data, the values that were made of them, and how they were looked at. The schema of the file
 * is data/schemas/wherefore-project.schema.json. Like WfKnowledge it is mutable until shared: build it, then write it or hand it on.
 */
typedef struct _WfProject WfProject;

/**
 * WfProjectFile:
 * @role: what it is to the project: "table", "graph", "log", "runs" (a file or a folder), ...; one file a role
 * @path: where it was, absolute, or a URI
 * @relative: the same from the project's folder; nullable
 * @size: in bytes; 0 = not known, as of a folder
 * @sha256: of its bytes, or of the corpus in a folder; nullable = not known
 * @settings: `a{sv}`: how it was read; nullable
 *
 * A file that the project refers to.
 */
typedef struct
{
  char     *role;
  char     *path;
  char     *relative;
  guint64   size;
  char     *sha256;
  GVariant *settings;
} WfProjectFile;

/**
 * WfFileState:
 * @WF_FILE_SAME: it is there, as it was
 * @WF_FILE_CHANGED: it is there, and something else is in it
 * @WF_FILE_MISSING: it isn't where it was, nor beside the project
 */
typedef enum
{
  WF_FILE_SAME,
  WF_FILE_CHANGED,
  WF_FILE_MISSING,
} WfFileState;

#define WF_TYPE_PROJECT (wf_project_get_type ())

WF_API GType        wf_project_get_type    (void);
WF_API WfProject   *wf_project_new         (void);
WF_API WfProject   *wf_project_ref         (WfProject *self);
WF_API void         wf_project_unref       (WfProject *self);

/* -- the file -- */
WF_API gboolean     wf_project_is_project  (WfSource *source);      /* by its first bytes */
/* WF_ERROR_PARSE names the place; WF_ERROR_TOO_LARGE. A newer version is read as far as it is understood */
WF_API WfProject   *wf_project_read        (WfSource *source, GError **error);
/* folder: that paths are relative to; nullable = none */
WF_API char        *wf_project_to_text     (WfProject *self, const char *folder);
/* all or nothing: the old file stays until the new one is on the disk */
WF_API gboolean     wf_project_write       (WfProject *self, GFile *file, GError **error);
WF_API gint64       wf_project_get_version (WfProject *self);
WF_API gboolean     wf_project_is_newer    (WfProject *self);       /* than this program writes: not to be written over */
WF_API const char  *wf_project_get_program (WfProject *self);       /* version of the program that wrote it; nullable = not read */
WF_API const char  *wf_project_get_path    (WfProject *self);       /* of the file it was read from; nullable */

/* -- references; adding one takes the place of another in its role -- */
WF_API void         wf_project_add_file    (WfProject *self, const char *role, const char *path, guint64 size, const char *sha256, GVariant *settings);
WF_API void         wf_project_add_source  (WfProject *self, const char *role, WfSource *source, GVariant *settings);   /* nothing without a path */
WF_API gsize        wf_project_get_n_files (WfProject *self);
WF_API const WfProjectFile *wf_project_get_file  (WfProject *self, gsize i);               /* (skip) */
WF_API const WfProjectFile *wf_project_find_file (WfProject *self, const char *role);      /* (skip): NULL = none */
/* where it is now: the file is looked for nowhere else */
WF_API void         wf_project_relocate    (WfProject *self, const char *role, const char *path);
/* where it is: from the project's folder, where it was, then beside the project; NULL = missing. (skip) */
WF_API char        *wf_project_locate      (WfProject *self, const WfProjectFile *file);
/* opens it and compares size and digest. NULL with the state MISSING and WF_ERROR_DATA that names it. (skip) */
WF_API WfSource    *wf_project_open_file   (WfProject *self, const WfProjectFile *file, WfFileState *state, WfProgress *progress, GError **error);
/* likewise of "runs", a file or a folder of logs. (skip) */
WF_API WfCorpus    *wf_project_open_runs   (WfProject *self, const WfProjectFile *file, WfFileState *state, WfProgress *progress, GError **error);
/* "sachs.csv" (transfer full), (skip) */
WF_API char        *wf_project_file_dup_name (const WfProjectFile *file);

/* -- values; getters borrow, NULL = none -- */
WF_API void         wf_project_set_graph     (WfProject *self, WfGraph *graph);
WF_API WfGraph     *wf_project_get_graph     (WfProject *self);
WF_API void         wf_project_set_beside    (WfProject *self, WfGraph *beside);             /* compared with it */
WF_API WfGraph     *wf_project_get_beside    (WfProject *self);
/* program: version of the one that searched; NULL = this one */
WF_API void         wf_project_set_discovery (WfProject *self, WfDiscoveryResult *discovery, guint64 seed, double seconds, const char *program);
WF_API WfDiscoveryResult *wf_project_get_discovery (WfProject *self);
WF_API guint64      wf_project_get_seed      (WfProject *self);
WF_API double       wf_project_get_seconds   (WfProject *self);
WF_API const char  *wf_project_get_learned_by (WfProject *self);                             /* version of the program; nullable */
WF_API void         wf_project_set_knowledge (WfProject *self, WfKnowledge *knowledge);      /* for the next search */
WF_API WfKnowledge *wf_project_get_knowledge (WfProject *self);

/* -- what is asked: the strip of worlds -- */
WF_API void         wf_project_add_intervention (WfProject *self, WfIntervention *intervention, gboolean is_active);
WF_API gsize        wf_project_get_n_interventions (WfProject *self);
WF_API WfIntervention *wf_project_get_intervention (WfProject *self, gsize i, gboolean *is_active);
WF_API void         wf_project_add_repair    (WfProject *self, const WfRepair *repair, gboolean is_active);
WF_API gsize        wf_project_get_n_repairs (WfProject *self);
WF_API const WfRepair *wf_project_get_repair (WfProject *self, gsize i, gboolean *is_active);

/* -- everything else, by the name of its member: positions, views, choices. What this version doesn't know of a file stays there -- */
WF_API void         wf_project_set_part      (WfProject *self, const char *name, JsonNode *part);   /* part: (transfer full) (nullable) = taken out */
WF_API JsonNode    *wf_project_get_part      (WfProject *self, const char *name);
WF_API const char *const *wf_project_list_parts (WfProject *self);
/* the parts of another one but these; names: NULL-terminated */
WF_API void         wf_project_take_parts    (WfProject *self, WfProject *other, const char *const *but);

/* -- models among them; place: of the project, for messages. FALSE with an error; NULL = the project holds none -- */
WF_API gboolean     wf_project_read_model    (WfProject *self, const WfJsonPlace *place, WfModel **model, GError **error);   /* (skip) */
/* those tables of a fitted or read model that were changed by hand. (skip) */
WF_API gboolean     wf_project_change_tables (WfProject *self, const WfJsonPlace *place, WfModel *model, WfTable *table, WfProgress *progress, WfModel **fitted, WfModel **changed, GError **error);

/* -- of agent runs; place: of the project, for messages. (skip) -- */
WF_API gboolean     wf_project_read_profile  (WfProject *self, const WfJsonPlace *place, WfProfile **profile, GError **error);   /* NULL = none */
WF_API gboolean     wf_project_read_judge    (WfProject *self, const WfJsonPlace *place, WfBlame *blame, WfBlame **judged, GError **error);   /* NULL = nobody judged */
WF_API gboolean     wf_project_read_run      (WfProject *self, const WfJsonPlace *place, gsize n_runs, gssize *run, GError **error);   /* -1 = all */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfProject, wf_project_unref)

G_END_DECLS
