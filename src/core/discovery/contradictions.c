/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Required arrows stay whatever the data say; where the data say otherwise, people are told. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/discovery/pc-private.h"

#define MAX_EXAMPLES 5

gboolean
wf_constraints_warn_of_contradictions (const WfConstraints *self,
                                       const char *const *names,
                                       WfDoubt doubt,
                                       gpointer data,
                                       WfProgress *progress,
                                       GStrvBuilder *warnings,
                                       GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n_found = 0;

  for (guint a = 0; self->rules != NULL && a < self->n; a++)
    for (guint b = 0; b < self->n; b++)
      {
        g_autofree char *reason = wf_constraints_is_required (self, a, b) ? doubt (a, b, data) : NULL;

        if (reason != NULL && ++n_found <= MAX_EXAMPLES)
          g_string_append_printf (list, "%s%s → %s (%s)", n_found > 1 ? "; " : "", names[a], names[b],
                                  reason);
      }
  if (n_found > MAX_EXAMPLES)
    g_string_append (list, "; …");
  if (n_found > 0)
    {
      const char *format = g_dngettext (
          GETTEXT_PACKAGE,
          "The data contradict %u arrow that the background knowledge requires. It was kept: %s",
          "The data contradict %u arrows that the background knowledge requires. They were kept: %s",
          n_found);
      g_autofree char *text = g_strdup_printf (format, n_found, list->str);

      g_strv_builder_add (warnings, text);
    }
  return wf_progress_check (progress, error);
}

typedef struct
{
  const WfPcInput *input;
  WfSkeleton *skeleton;
  WfSubsets subsets;
} Doubts;

static char *
describe_set (const char *const *names, const guint *given, guint n_given, double p)
{
  g_autofree char *p_text = wf_format_number (p);
  g_autoptr (GString) set = g_string_new (NULL);

  if (n_given == 0)
    return g_strdup_printf (_ ("independent, p = %s"), p_text);
  for (guint q = 0; q < n_given; q++)
    g_string_append_printf (set, "%s%s", q > 0 ? ", " : "", names[given[q]]);
  return g_strdup_printf (_ ("independent given %s, p = %s"), set->str, p_text);
}

static char *
ask (Doubts *self, guint a, guint b, const guint *given, guint n_given)
{
  double p = wf_ci_test_get_p_value (self->input->test, a, b, given, n_given);

  self->skeleton->n_tests++;
  return p > self->input->alpha ? describe_set (self->input->names, given, n_given, p) : NULL;
}

/* Which of the sets that the skeleton would have tried separates the pair? */
static char *
doubt_by_tests (guint from, guint to, gpointer data)
{
  Doubts *self = data;
  guint a = MIN (from, to);
  guint b = MAX (from, to);
  char *reason = ask (self, a, b, NULL, 0);

  for (guint size = 1; reason == NULL && size < self->skeleton->n_sizes; size++)
    {
      gboolean any = wf_subsets_begin (&self->subsets, g_ptr_array_index (self->skeleton->levels, size - 1),
                                       self->input->constraints, a, b, size);

      for (; any && reason == NULL && !wf_progress_is_cancelled (self->input->progress);
           any = wf_subsets_next (&self->subsets))
        reason = ask (self, a, b, self->subsets.set, size);
    }
  return reason;
}

gboolean
wf_skeleton_warn_of_contradictions (WfSkeleton *self,
                                    const WfPcInput *input,
                                    GStrvBuilder *warnings,
                                    GError **error)
{
  Doubts doubts = { .input = input, .skeleton = self };
  gboolean is_done;

  wf_subsets_init (&doubts.subsets, self->n);
  is_done = wf_constraints_warn_of_contradictions (input->constraints, input->names, doubt_by_tests, &doubts,
                                                   input->progress, warnings, error);
  wf_subsets_clear (&doubts.subsets);
  return is_done;
}
