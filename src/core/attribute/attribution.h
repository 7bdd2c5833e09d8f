/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"
#include "core/report/report.h"

G_BEGIN_DECLS

/**
 * WfAttribution:
 *
 * How much of something each variable, or each arrow, of a structural causal model accounts for: of a row that is an outlier, of a change
 * between two tables, of the spread of a variable, of what an arrow carries. Immutable; any thread may read it.
 */
typedef struct _WfAttribution WfAttribution;

#define WF_TYPE_ATTRIBUTION (wf_attribution_get_type ())

typedef enum
{
  WF_ATTRIBUTION_ANOMALY,    /* why is this row so unusual? */
  WF_ATTRIBUTION_CHANGE,     /* which mechanisms changed between two tables? */
  WF_ATTRIBUTION_ARROWS,     /* how strong is each arrow? */
  WF_ATTRIBUTION_INTRINSIC,  /* where does the spread of a variable come from? */
} WfAttributionKind;

/**
 * WfAttributionMethod: (skip)
 *
 * One question about a model, with what the answer rests on.
 */
typedef struct
{
  WfAttributionKind kind;
  const char    *id;         /* "anomaly" */
  const char    *name;
  const char    *summary;
  const char    *citation;
  const WfParam *params;
} WfAttributionMethod;

/**
 * WfContribution:
 * @node: the variable, or the cause at the tail of an arrow
 * @child: the variable at the head of an arrow; -1 = it isn't about an arrow
 * @share: what it contributes, in the unit of the answer
 * @half_width: half of its 95 % interval; 0 = exact
 * @p_value: of a change: that its mechanism is the same in both tables; NaN = not asked
 * @observed: of one unusual row: its value, or the number of its level; NaN = none
 * @expected: of one unusual row: what its causes let expect; NaN = none
 */
typedef struct
{
  guint  node;
  gint   child;
  double share;
  double half_width;
  double p_value;
  double observed;
  double expected;
} WfContribution;

WF_API const WfAttributionMethod *wf_attribution_get_method (WfAttributionKind kind);   /* (skip) */

WF_API GType          wf_attribution_get_type     (void);

/* The verbs. target: the name of a variable; params: a{sv}, nullable. Same seed, same answer at any number of threads. WF_ERROR_DATA
 * names what is unknown or missing (with the nearest name); G_IO_ERROR_CANCELLED. */

/* How unusual the rows are by the target, and what the noise of each of its causes contributes to it. table: where the rows are, with
 * the columns of the model; NULL = the model's own. Cost: rows x 2^causes x samples. */
WF_API WfAttribution *wf_attribute_anomaly        (WfModel *model, const char *target, WfTable *table, const gsize *rows, gsize n_rows,
                                                   GVariant *params, guint64 seed, WfProgress *progress, GError **error);
/* What the mechanism of each cause, changed between two tables, contributes to the change of the target. kind, model_params: as of
 * wf_model_fit(), for both tables. Cost: two fits and 2^causes x draws, for the tables and for each bootstrap sample. */
WF_API WfAttribution *wf_attribute_change         (WfTable *first, WfTable *second, WfGraph *graph, const char *kind, GVariant *model_params,
                                                   const char *target, GVariant *params, guint64 seed, WfProgress *progress, GError **error);
/* The strength of each arrow into the target; NULL = of all arrows. */
WF_API WfAttribution *wf_attribute_arrows         (WfModel *model, const char *target, GVariant *params, guint64 seed, WfProgress *progress, GError **error);
/* What the noise of each cause contributes to the spread of the target, beyond what comes through it. Cost: 2^causes x draws. */
WF_API WfAttribution *wf_attribute_intrinsic      (WfModel *model, const char *target, GVariant *params, guint64 seed, WfProgress *progress, GError **error);

WF_API WfAttribution *wf_attribution_ref          (WfAttribution *self);
WF_API void           wf_attribution_unref        (WfAttribution *self);
WF_API WfAttributionKind wf_attribution_get_kind  (WfAttribution *self);
WF_API WfModel       *wf_attribution_get_model    (WfAttribution *self);          /* of a change: the first table's */
WF_API WfModel       *wf_attribution_get_second_model (WfAttribution *self);      /* of a change; else NULL */
WF_API const char    *wf_attribution_get_target   (WfAttribution *self);          /* NULL = all arrows */
WF_API GVariant      *wf_attribution_get_params   (WfAttribution *self);          /* a{sv}, complete */
/* largest in size first */
WF_API const WfContribution *wf_attribution_get_contributions (WfAttribution *self, gsize *n);
WF_API gssize         wf_attribution_find_node    (WfAttribution *self, const char *name);   /* its place among them; -1 = none */
/* what the contributions sum to: a score, a difference, a variance; NaN for arrows, which don't add up */
WF_API double         wf_attribution_get_total    (WfAttribution *self);
WF_API const char    *wf_attribution_get_unit     (WfAttribution *self);          /* "nats", "variance", "mean" ...: of share and total, an id */
WF_API gboolean       wf_attribution_is_exact     (WfAttribution *self);          /* nothing was drawn at random */
/* of an anomaly: the rows, each with its score, the probability of one as high, and a share a contribution in their order */
WF_API gsize          wf_attribution_get_n_rows   (WfAttribution *self);
WF_API gsize          wf_attribution_get_row      (WfAttribution *self, gsize i);
WF_API double         wf_attribution_get_score    (WfAttribution *self, gsize i);
WF_API double         wf_attribution_get_tail     (WfAttribution *self, gsize i);
WF_API double         wf_attribution_get_row_share (WfAttribution *self, gsize i, gsize contribution);
/* of a change: the measure in the first and in the second table, as the models have it */
WF_API double         wf_attribution_get_before   (WfAttribution *self);
WF_API double         wf_attribution_get_after    (WfAttribution *self);
/* of a change: the p-value is below 0.05 after the correction for several tests by Holm (1979) */
WF_API gboolean       wf_attribution_is_changed   (WfAttribution *self, gsize contribution);
WF_API const char *const *wf_attribution_get_warnings (WfAttribution *self);      /* NULL-terminated, may be empty */
/* "Caching Service", or "a → b"; (transfer full) */
WF_API char          *wf_attribution_name         (WfAttribution *self, gsize contribution);
/* the answer in one or two sentences; (transfer full) */
WF_API char          *wf_attribution_describe     (WfAttribution *self);
/* a bar for each contribution */
WF_API WfFigure      *wf_attribution_figure       (WfAttribution *self);
WF_API WfReport      *wf_attribution_report       (WfAttribution *self, WfProvenance *provenance);   /* provenance: nullable */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfAttribution, wf_attribution_unref)

G_END_DECLS
