/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/trace/span-private.h"

G_BEGIN_DECLS

/* What stands behind span-private.h, for the files that turn spans into steps. */

typedef struct
{
  char *from, *to;
  WfLinkSource source;
} WfSpanLink;

typedef enum
{
  WF_RUN_FACT_QUESTION,
  WF_RUN_FACT_NAME,
  WF_RUN_FACT_OUTCOME,
  WF_RUN_FACT_NOTE,
  WF_RUN_FACT_OTHER,
} WfRunFactKind;

typedef struct
{
  WfRunFactKind kind;
  char *run; /* nullable = every run */
  char *key;
  char *value;
  WfRunOutcome outcome;
} WfRunFact;

struct _WfSpans
{
  GPtrArray *spans;  /* of WfSpan */
  GHashTable *by_id; /* id -> the first span with it */
  guint n_entered;   /* spans that by_id knows */
  GArray *links;     /* of WfSpanLink */
  GArray *facts;     /* of WfRunFact */
};

/*
 * The spans of one run as a forest: parents are indices into spans, -1 for a root; order lists them parents first.
 * What had to be repaired is counted, with the first ids.
 */
typedef struct
{
  GPtrArray *spans;    /* of WfSpan, borrowed */
  gssize *parents;
  gsize *order;        /* place -> span */
  gsize *place;        /* span -> place */
  gsize *last;         /* span -> place of the last one below it */
  gboolean is_ordered; /* siblings by an explicit order, or by their place in the file, rather than by the clock */
  GPtrArray *notes;    /* char *: what was repaired */
} WfSpanForest;

WfSpanForest *wf_span_forest_new  (GPtrArray *spans);
void          wf_span_forest_free (WfSpanForest *self);

/* Fills in what the span's attributes say and its reader didn't. */
void wf_span_fill_in (WfSpan *span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSpanForest, wf_span_forest_free)

G_END_DECLS
