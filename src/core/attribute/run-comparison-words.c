/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/run-comparison.h"

/* What only one of the runs does first, when that isn't where they part. */
static void
add_split (WfRunComparison *self, GString *text)
{
  gssize split = wf_run_comparison_get_split (self);
  gssize first, second;

  if (split < 0 || split == wf_run_comparison_get_divergence (self))
    return;
  wf_run_comparison_get_pair (self, (gsize) split, &first, &second, NULL);
  g_string_append_c (text, ' ');
  if (first >= 0)
    g_string_append_printf (text, _ ("The first thing that only one of them does is step %zd of the first."),
                            first);
  else
    g_string_append_printf (text, _ ("The first thing that only one of them does is step %zd of the second."),
                            second);
}

static void
add_divergence (WfRunComparison *self, GString *text)
{
  gssize divergence = wf_run_comparison_get_divergence (self);
  gssize first, second;

  if (divergence < 0)
    {
      g_string_append (text, _ ("No agent does anything differently in the two runs."));
      return;
    }
  wf_run_comparison_get_pair (self, (gsize) divergence, &first, &second, NULL);
  if (first < 0)
    g_string_append_printf (text, _ ("The runs part at step %zd, which only the second has."), second);
  else if (second < 0)
    g_string_append_printf (text, _ ("The runs part at step %zd, which only the first has."), first);
  else
    g_string_append_printf (text, _ ("The runs part at step %zd of the first and step %zd of the second."),
                            first, second);
  add_split (self, text);
}

/**
 * wf_run_comparison_describe:
 * @self: a comparison
 *
 * Returns: (transfer full): where the runs part, what only one of them does first, and how they ended, in
 * translated sentences
 */
char *
wf_run_comparison_describe (WfRunComparison *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *outcomes = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  add_divergence (self, text);
  outcomes = wf_run_comparison_describe_outcomes (self);
  if (outcomes != NULL)
    g_string_append_printf (text, " %s", outcomes);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
