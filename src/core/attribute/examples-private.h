/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/features-private.h"
#include "core/attribute/shape-private.h"
#include "core/base/rng.h"
#include "core/trace/corpus.h"

G_BEGIN_DECLS

/* One labelled log, with what every fit and every test reads of it. */
typedef struct
{
  WfTrace *trace;
  WfShape shape;
  gsize run;           /* of the corpus */
  gsize subset;
  gsize question;
  gsize step;          /* annotated */
  const char *agent;   /* annotated; borrowed from the trace */
  WfFeatures *features;
  double *prior;       /* n_steps */
  double *neutral;     /* n_steps x WF_N_NEUTRAL: tier 1's z */
  double *mean;        /* of each feature over the steps: WF_N_FEATURES */
  double *squares;     /* sum of (x - mean)^2: likewise */
} WfExample;

typedef struct
{
  WfCorpus *corpus;
  gsize n;
  WfExample *examples;
  GPtrArray *subsets;  /* of char *: the folders the logs lie in */
  gsize n_questions;
  gsize n_left_out;    /* runs without a label, or without a step anybody could be blamed for */
} WfExamples;

/* the labelled runs alone, without what is computed of them: questions, features, prior, neutral. n may be 0
 */
WfExamples *wf_examples_collect (WfCorpus *corpus);
/* WF_ERROR_DATA when no run is labelled */
WfExamples *wf_examples_new        (WfCorpus *corpus, guint n_threads, WfProgress *progress, GError **error);
void        wf_examples_free       (WfExamples *self);
gboolean    wf_examples_are_mixed  (const WfExamples *self); /* of more than one shape */
/* each label to a step of the same log drawn from those that can bear blame: what is then found is chance */
void        wf_examples_permute    (WfExamples *self, guint64 seed);
char       *wf_examples_get_digest (const WfExamples *self);
/* the fold of each member, 0 .. n_folds-1; a question is in one fold only. (transfer full) */
gsize      *wf_examples_fold       (const WfExamples *self, const gsize *members, gsize n_members, gsize n_folds, WfRng *rng);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfExamples, wf_examples_free)

G_END_DECLS
