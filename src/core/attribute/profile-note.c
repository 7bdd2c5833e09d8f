/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/profile-private.h"
#include "core/base/format.h"

static void
append (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static char *
describe_training (const WfProfile *self)
{
  g_autofree char *logs = wf_format_count (self->n_logs);

  if (*self->framework == '\0')
    return g_strdup_printf (_ ("Trained on %s labelled logs."), logs);
  return g_strdup_printf (_ ("Trained on %s labelled logs of one framework (“%s”)."), logs, self->framework);
}

/* format: what was left out; the shares of the first suspect, its interval, the first three, a constant step,
 * the first worker step */
static char *
describe_figures (const WfProfileFigures *figures, const char *format)
{
  g_autofree char *step = wf_format_percent (figures->step);
  g_autofree char *low = wf_format_percent (figures->step_low);
  g_autofree char *high = wf_format_percent (figures->step_high);
  g_autofree char *top3 = wf_format_percent (figures->top3);
  g_autofree char *constant = wf_format_percent (figures->constant_step);
  g_autofree char *worker = wf_format_percent (figures->first_worker);

  return g_strdup_printf (format, step, low, high, top3, figures->constant, constant, worker);
}

static char *
describe_prior (void)
{
  return g_strdup (
      _ ("Fixed prior, no trained profile: about as good as always blaming the first worker step. On public "
         "logs of failed runs (Who&When, generated and hand-crafted) the annotated step was the first "
         "suspect in 27 of 88 and 6 of 40, and among the first three in 51 and 18."));
}

/* The sentences people read wherever the profile is used. */
void
wf_profile_make_note (WfProfile *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->n_logs == 0)
    append (text, describe_prior ());
  else
    append (text, describe_training (self));
  if (self->unfamiliar.n_logs > 0)
    append (text, describe_figures (
                      &self->unfamiliar,
                      _ ("On frameworks left out of training the annotated step was the first suspect in %s "
                         "of the logs (95 %% interval %s to %s) and among the first three in %s; always "
                         "naming step %zu would be right in %s, the first worker step in %s.")));
  if (self->validated.n_logs > 0)
    append (text,
            describe_figures (
                &self->validated,
                _ ("On questions left out of training the annotated step was the first suspect in %s of the "
                   "logs (95 %% interval %s to %s) and among the first three in %s; always naming step %zu "
                   "would be right in %s, the first worker step in %s.")));
  if (self->n_logs > 0)
    append (text, g_strdup (_ ("The pool of features was chosen with all labels of Who&When in view, so that "
                               "figures on those logs are 1 to 3 points optimistic.")));
  g_free (self->note);
  self->note = g_string_free (g_steal_pointer (&text), FALSE);
}
