/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/fitting-private.h"
#include "core/attribute/score-private.h"

G_BEGIN_DECLS

/* A family at one penalty, fitted to all training logs or to those of the tested log's shape. */
typedef struct
{
  WfFamily family;
  double lambda;
  gboolean is_pooled;
} WfCandidate;

typedef enum
{
  WF_VALIDATION_QUESTIONS,  /* the questions of a fold are left out */
  WF_VALIDATION_FRAMEWORKS, /* and with them all logs of the tested log's shape */
  WF_VALIDATION_NESTED,     /* an inner cross-validation picks among the candidates */
} WfValidationKind;

typedef struct
{
  WfValidationKind kind;
  const WfCandidate *candidates; /* the first alone unless nested */
  gsize n_candidates;
  gboolean is_joint;             /* nested: one choice for all shapes */
  const WfProfile *start;        /* nullable; tier 1 */
  guint n_repeats;
  guint n_folds;
  guint64 seed;
  guint n_threads;
} WfValidation;

typedef struct
{
  gsize n_repeats, n;
  WfScore *scores;  /* n_repeats x n */
  gsize *folds;     /* n_repeats x n: the fold in which the example was tested */
  gsize *picks;     /* WF_N_SHAPES x n_candidates: how often the inner cross-validation took it */
} WfValidated;

/* WF_ERROR_DATA when there are too few questions to leave some out */
WfValidated *wf_validation_run  (const WfValidation *self, const WfExamples *examples, WfProgress *progress, GError **error);
void         wf_validated_free  (WfValidated *self);
/* nested-validation.c: the index of the candidate with the least loss in an inner cross-validation of the members, by shape;
 * progress advances by the number of candidates */
gboolean     wf_validation_pick (const WfValidation *self, const WfExamples *examples, const gsize *members, gsize n_members,
                                 WfRng *rng, gsize *picked, WfProgress *progress, GError **error);
gboolean     wf_members_have_shape (const WfExamples *examples, const gsize *members, gsize n_members, WfShape shape);
/* the members a model for this shape is fitted to: those of the shape, or all where these are too few. (transfer full) */
gsize       *wf_members_of_shape (const WfExamples *examples, const gsize *members, gsize n_members, WfShape shape, gsize *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfValidated, wf_validated_free)

G_END_DECLS
