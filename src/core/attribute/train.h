/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/evaluation.h"
#include "core/base/params.h"

G_BEGIN_DECLS

WF_API const WfParam *wf_training_get_params (void);   /* (skip) tier, lambda, pool, features, name, origin, repeats */
/* params: nullable; the same, with the name of the profile's file where they give no name (transfer full) */
WF_API GVariant      *wf_training_name_after (GVariant *params, const char *path);

/* The verb. start: weights the penalty draws to, tier 1 only; nullable = 0. params: a{sv} or NULL. command: nullable, stored in the
 * profile. evaluation and unfamiliar (out) (optional): its cross-validation; the same with frameworks left out, NULL when the logs
 * are of one. WF_ERROR_DATA: no labelled log, fewer than 3 questions, parameters that don't go together */
WF_API WfProfile     *wf_train               (WfCorpus *corpus, WfProfile *start, GVariant *params, const char *command,
                                              guint64 seed, guint n_threads, WfEvaluation **evaluation, WfEvaluation **unfamiliar,
                                              WfProgress *progress, GError **error);

G_END_DECLS
