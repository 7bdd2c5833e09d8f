/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/params.h"
#include "core/base/progress.h"
#include "core/table/covariance.h"
#include "core/table/table.h"

G_BEGIN_DECLS

typedef struct _WfScore WfScore;

/**
 * WfScoreKind: (skip)
 *
 * A decomposable score: a graph's is the sum over its nodes of local(), how well the parents explain the node; larger is better.
 * prepare() does once what every node shares (correlations, codes); what follows may be called from several threads.
 */
typedef struct
{
  const char    *id;         /* "sem-bic" */
  const char    *name;
  const char    *summary;
  const char    *citation;
  WfDataKind     accepts;
  const WfParam *params;     /* nullable */
  gpointer     (*prepare)    (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error);
  /* nullable: the same without a table; the score takes no more of it than this */
  gpointer     (*prepare_covariance) (WfCovariance *covariance, GVariant *params, GError **error);
  void         (*release)    (gpointer state);
  /* parents: in increasing order, without the node */
  double       (*local)      (gpointer state, guint node, const guint *parents, gsize n_parents);
  /* nullable: of the parents and one candidate more, for each candidate; none of them is a parent or the node */
  void         (*local_with) (gpointer state, guint node, const guint *parents, gsize n_parents, const guint *candidates,
                              gsize n_candidates, double *scores);
  /* nullable: of the parents without one of them, for each of them */
  void         (*local_without) (gpointer state, guint node, const guint *parents, gsize n_parents, double *scores);
  /* nullable: how many parents the rows can judge; a search doesn't ask beyond it */
  gsize        (*get_max_parents) (gpointer state);
  /* nullable: what people should know about the data, NULL-terminated */
  const char *const *(*get_warnings) (gpointer state);
} WfScoreKind;

#define WF_TYPE_SCORE (wf_score_get_type ())

WF_API const WfScoreKind *const *wf_scores_get_all (void);   /* (skip) */
WF_API const WfScoreKind *wf_score_find (const char *id, GError **error);   /* (skip); WF_ERROR_DATA lists what there is */
WF_API const WfScoreKind *wf_score_find_fitting (WfTable *table, GError **error);   /* (skip); by the kind of data */
WF_API GType       wf_score_get_type          (void);
/* kind: an id, or NULL = by the table's data. Errors as wf_ci_test_new() */
WF_API WfScore    *wf_score_new               (const char *kind, WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error);
/* without a table; kind: an id, or NULL = ebic. WF_ERROR_DATA: a score that needs the rows */
WF_API WfScore    *wf_score_new_covariance    (const char *kind, WfCovariance *covariance, GVariant *params, GError **error);
WF_API WfScore    *wf_score_ref               (WfScore *self);
WF_API void        wf_score_unref             (WfScore *self);
WF_API const WfScoreKind *wf_score_get_kind   (WfScore *self);   /* (skip) */
WF_API const char *wf_score_get_id            (WfScore *self);
WF_API gsize       wf_score_get_n_variables   (WfScore *self);
WF_API gsize       wf_score_get_max_parents   (WfScore *self);   /* G_MAXSIZE = no limit */
WF_API const char *const *wf_score_get_warnings (WfScore *self);   /* NULL-terminated, may be empty */
WF_API double      wf_score_get_local         (WfScore *self, guint node, const guint *parents, gsize n_parents);
WF_API void        wf_score_get_local_with    (WfScore *self, guint node, const guint *parents, gsize n_parents, const guint *candidates, gsize n_candidates, double *scores);   /* (skip) */
WF_API void        wf_score_get_local_without (WfScore *self, guint node, const guint *parents, gsize n_parents, double *scores);   /* (skip) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfScore, wf_score_unref)

G_END_DECLS
