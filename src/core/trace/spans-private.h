/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/trace/span-private.h"

G_BEGIN_DECLS

/* What stands behind span-private.h, for the files that turn spans into steps. */

#define WF_SPAN_VECTOR_LENGTH 32  /* numbers that are kept as one attribute rather than one each */
#define WF_SPAN_KEY_BYTES     256 /* what a list or an object holds under a longer key stays one attribute */

typedef struct
{
  char *run;  /* "" for spans without a trace id */
  char *from; /* NULL = of another run */
  char *to;
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

/* What siblings stand in order by. */
typedef enum
{
  WF_SPAN_BY_ORDER, /* an explicit one */
  WF_SPAN_BY_TIME,
  WF_SPAN_BY_FILE,
} WfSpanOrdering;

/*
 * The spans of one run as a forest: parents are indices into spans, -1 for a root; order lists them parents first.
 * What had to be repaired is counted, with the first ids.
 */
typedef struct
{
  GPtrArray *spans;         /* of WfSpan, borrowed */
  gssize *parents;
  gsize *order;             /* place -> span */
  gsize *place;             /* span -> place */
  gsize *last;              /* span -> place of the last one below it */
  WfSpanOrdering *ordering; /* span -> that of its children; the roots' stands at n */
  GPtrArray *notes;         /* char *: what was repaired */
} WfSpanForest;

WfSpanForest *wf_span_forest_new       (GPtrArray *spans);
void          wf_span_forest_free      (WfSpanForest *self);
/* the parent of a span, n for a root: siblings have the same */
gsize         wf_span_forest_get_group (const WfSpanForest *self, gsize i);

/* Fills in what the span's attributes say and its reader didn't. */
void  wf_span_fill_in      (WfSpan *span);
/* What a filled-in span was asked: the user's last message where it was given messages, else its input; NULL = nothing.
 * (transfer full) */
char *wf_span_dup_question (const WfSpan *span);

/* Which of the chat messages in attributes. */
typedef enum
{
  WF_SPAN_MESSAGES_ALL,
  WF_SPAN_MESSAGES_LAST, /* whole histories are sent with every call: new is what stands behind the model's last message */
  WF_SPAN_MESSAGES_USER, /* the last one of the user, else the last one */
} WfSpanMessages;

/* The words of the messages under the first of the keys that has any: JSON in the attribute of that name, or flattened over
 * "key.0…", "key.1…". NULL = none. (transfer full) */
char *wf_span_dup_messages  (const WfSpan *span, const char *const *keys, WfSpanMessages which);
/* Those of the second kind alone. */
char *wf_span_join_flat     (const WfSpan *span, const char *prefix, WfSpanMessages which);
typedef char *(*WfToText)   (JsonNode *node);
/* A text that may be JSON, by one of the readers of span-private.h. (transfer full) */
char *wf_span_text_to_words (const char *value, WfToText to_text);

/* Links between the steps of runs, one run after another. */
typedef struct
{
  GArray *links;       /* of WfSpanLink: those the log names */
  GHashTable *by_from; /* run and id -> GArray of guint: links from it */
  gboolean *is_found;  /* by link: both ends are in one run */
} WfSpanLinker;

WfSpanLinker *wf_span_linker_new           (GArray *links);
void          wf_span_linker_free          (WfSpanLinker *self);
void          wf_span_linker_add           (WfSpanLinker *self, const char *run, const WfSpanForest *forest, WfTraceBuilder *builder);
/* a translated sentence about links with an end that is in no run (transfer full); NULL = none */
char         *wf_span_linker_describe_lost (WfSpanLinker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSpanForest, wf_span_forest_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSpanLinker, wf_span_linker_free)

G_END_DECLS
