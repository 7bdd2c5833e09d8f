/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"
#include "judge/judge.h"

G_BEGIN_DECLS

/* One entry of the strip of worlds. */
typedef struct
{
  WfIntervention *intervention;
  gboolean is_active;
} WfWorld;

/*
 * WfState: everything a command can change, as references to immutable values. Copying one costs a few
 * references, so the undo list simply keeps states.
 */
typedef struct
{
  WfSource *source;
  WfSource *graph_source; /* where the graph was read from, when not learned */
  WfTable *table;
  GPtrArray *observed; /* WfMarginal of the first columns of the table; shared, never changed */
  WfGraph *graph;
  WfDiscoveryResult *discovery;
  double learn_seconds;
  WfModel *model;
  WfLayout *layout;
  WfCorpusBlame *runs; /* of a folder, or of a file that holds several; NULL for a single log */
  char *runs_path;     /* of that folder or file */
  gssize run;          /* the one that trace and blame are of, -1 = none is open */
  WfTrace *trace;
  WfBlame *blame;
  WfSuggestions *suggestions; /* for that blame */
  WfJudgeRequest *asked;      /* what the judge of that blame was asked; NULL without a judge */
  GArray *worlds; /* WfWorld */
  gssize repair;
  gboolean is_redacted; /* reports replace what was said by lengths and hashes; no command, not undone */
} WfState;

WfState *wf_state_new (void);
WfState *wf_state_copy (const WfState *self);
void wf_state_free (WfState *self);
gboolean wf_state_is_empty (const WfState *self);
/* a mask of WfDocumentPart */
guint wf_state_diff (const WfState *a, const WfState *b);

gssize wf_state_find_world (const WfState *self, const char *node);
void wf_state_set_world (WfState *self, WfIntervention *intervention);
void wf_state_remove_world (WfState *self, gsize i);
/* (transfer full): the active ones */
GPtrArray *wf_state_list_active (const WfState *self);

/* the report on what the state holds, newest answer first; NULL with WF_ERROR_DATA when it holds nothing */
WfReport *wf_state_report (const WfState *self, WfEffect *effect, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfState, wf_state_free)

G_END_DECLS
