/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "core/base/format.h"

/* Going from run to run is one command, so that undo goes back to the one
 * that was worked on, with its repairs. */
void
wf_document_open_run (WfDocument *self, gsize run)
{
  WfCorpus *corpus;
  WfState *next;
  g_autofree char *label = NULL;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->runs != NULL);
  g_return_if_fail (wf_corpus_blame_get_blame (self->state->runs, run) != NULL);

  if (self->state->run == (gssize) run)
    return;
  corpus = wf_corpus_blame_get_corpus (self->state->runs);
  label = g_strdup_printf (_ ("Open %s"), wf_corpus_get_name (corpus, run));
  next = wf_state_copy (self->state);
  wf_state_open_run (next, run);
  wf_document_commit (self, label, "open-run", next);
}

/* ---- profiles ---- */

void
wf_document_train (WfDocument *self, GVariant *params)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->runs != NULL);

  wf_document_start_train (self, params);
}

WfProfile *
wf_document_get_profile (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->profile;
}

WfEvaluation *
wf_document_get_training (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->evaluation;
}

WfEvaluation *
wf_document_get_accuracy (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->accuracy;
}

void
wf_document_find_causes (WfDocument *self)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->runs != NULL);

  wf_document_start_causes (self);
}

WfLayout *
wf_document_get_causes_layout (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->causes_layout;
}

/* ---- two runs ---- */

void
wf_document_compare_runs (WfDocument *self, gsize first, gsize second)
{
  gsize n_runs;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->runs != NULL);
  n_runs = wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (self->state->runs));
  g_return_if_fail (first < n_runs && second < n_runs && first != second);

  wf_document_start_compare (self, first, second, NULL);
}

void
wf_document_compare_with (WfDocument *self, GFile *file)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->trace != NULL);
  g_return_if_fail (G_IS_FILE (file));

  wf_document_start_compare (self, 0, 0, file);
}

WfRunComparison *
wf_document_get_comparison (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->comparison;
}

const char *
wf_document_get_compared_name (WfDocument *self, gsize run)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (run < 2, NULL);
  return self->state->compared[run].name;
}

/* ---- what if ---- */

static char *
describe_repair (gsize step, double keep)
{
  g_autofree char *percent = wf_format_percent (1 - keep);

  if (keep >= 1)
    return g_strdup_printf (_ ("Leave step %zu as logged"), step);
  if (keep <= 0)
    return g_strdup_printf (_ ("Put step %zu right"), step);
  /* Translators: %s is a percentage: "Put step 4 right by 60 %" */
  return g_strdup_printf (_ ("Put step %zu right by %s"), step, percent);
}

void
wf_document_repair_step (WfDocument *self, gsize step, double keep)
{
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;
  WfState *next;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->trace != NULL && step < wf_trace_get_n_steps (self->state->trace));
  g_return_if_fail (keep >= 0 && keep <= 1);

  next = wf_state_copy (self->state);
  wf_state_set_repair (next, step, keep);
  if (wf_state_diff (self->state, next) == 0)
    {
      wf_state_free (next);
      return;
    }
  label = describe_repair (step, keep);
  key = g_strdup_printf ("repair:%zu", step);
  wf_document_commit (self, label, key, next);
}

double
wf_document_get_kept (WfDocument *self, gsize step)
{
  gssize i;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), 1);

  i = wf_state_find_repair (self->state, step);
  return i >= 0 && wf_document_is_repair_active (self, i) ? wf_document_get_repair (self, i)->keep : 1;
}

gsize
wf_document_get_n_repairs (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), 0);
  return self->state->repairs->len;
}

const WfRepair *
wf_document_get_repair (WfDocument *self, gsize i)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (i < self->state->repairs->len, NULL);
  return &g_array_index (self->state->repairs, WfRepairWorld, i).repair;
}

gboolean
wf_document_is_repair_active (WfDocument *self, gsize i)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (i < self->state->repairs->len, FALSE);
  return g_array_index (self->state->repairs, WfRepairWorld, i).is_active;
}

void
wf_document_set_repair_active (WfDocument *self, gsize i, gboolean is_active)
{
  g_autofree char *text = NULL;
  WfState *next;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (i < self->state->repairs->len);

  if (wf_document_is_repair_active (self, i) == !!is_active)
    return;
  text = is_active ? describe_repair (wf_document_get_repair (self, i)->step,
                                      wf_document_get_repair (self, i)->keep)
                   : describe_repair (wf_document_get_repair (self, i)->step, 1);
  next = wf_state_copy (self->state);
  g_array_index (next->repairs, WfRepairWorld, i).is_active = !!is_active;
  wf_document_commit (self, text, NULL, next);
}

GArray *
wf_document_dup_repairs (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return wf_state_list_repairs (self->state);
}
