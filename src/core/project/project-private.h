/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/project/project-report.h"

G_BEGIN_DECLS

#define WF_PROJECT_MAX_FILES 1000 /* a role each */

typedef struct
{
  WfIntervention *intervention;
  gboolean is_active;
} WfProjectWorld;

typedef struct
{
  WfRepair repair;
  gboolean is_active;
} WfProjectRepair;

struct _WfProject
{
  gint64 version;
  char *program;   /* nullable */
  char *path;      /* of the file it was read from, absolute; nullable */
  GPtrArray *files;        /* WfProjectFile */
  GHashTable *relocated;   /* role -> path */
  WfGraph *graph;
  WfGraph *beside;
  WfDiscoveryResult *discovery;
  guint64 seed;
  double seconds;
  char *learned_by; /* nullable */
  WfKnowledge *knowledge;
  GArray *worlds;  /* WfProjectWorld */
  GArray *repairs; /* WfProjectRepair */
  JsonObject *parts;
  GPtrArray *part_names; /* for wf_project_list_parts(); NULL = not listed yet */
};

/* a part that is an object; NULL = none */
JsonObject *wf_project_get_object (WfProject *self, const char *name);

/* project-runs.c: what the corpus, the source of the contents stands for */
gboolean wf_project_open_corpus (WfProject *self, WfProjectContents *contents, const WfJsonPlace *place, guint64 seed, WfProgress *progress, GError **error);
gboolean wf_project_open_log    (WfProject *self, WfProjectContents *contents, const WfJsonPlace *place, guint64 seed, WfProgress *progress, GError **error);
/* NULL without an error when there are no runs */
WfReport *wf_project_report_runs (WfProject *self, WfProjectContents *contents, WfProvenance *provenance);

G_END_DECLS
