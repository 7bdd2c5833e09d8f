/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/suggestions-private.h"
#include "core/base/format.h"

static char *
format_fall (double before, double after)
{
  g_autofree char *from = wf_format_number (before);
  g_autofree char *to = wf_format_number (after);

  return g_strdup_printf ("%s → %s", from, to);
}

static void
add_row (WfSuggestions *self, WfBlame *blame, WfReportBuilder *builder, gsize k)
{
  gsize step = wf_suggestions_get_step (self, k);
  double before = k > 0 ? wf_suggestions_get_failure (self, k - 1) : wf_blame_get_failure (blame);
  g_autofree char *agent = wf_report_escape (wf_trace_get_agent (wf_blame_get_trace (blame), step));
  g_autofree char *name = g_strdup_printf (_ ("**Step %zu**, %s"), step, agent);
  g_autofree char *advice =
      g_strdup_printf ("%s (%s)", wf_suggestions_get_advice (self, k), wf_suggestions_get_because (self, k));
  g_autofree char *fall = format_fall (before, wf_suggestions_get_failure (self, k));
  g_autofree char *random = format_fall (before, before - wf_suggestions_get_random_gain (self, k));

  wf_report_builder_add_row (builder, (const char *const[]){ name, advice, fall, random, NULL });
}

void
wf_suggestions_add_to_report (WfSuggestions *self, WfBlame *blame, WfReportBuilder *builder)
{
  const char *const heads[] = { _ ("At"), _ ("Change"), _ ("Deficiency"), _ ("Random step"), NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("What to change first"));
  if (wf_suggestions_get_n (self) == 0)
    {
      wf_report_builder_add_text (builder, WF_BLOCK_PROSE,
                                  _ ("Nothing: in the model no repair of one step lowers the deficiency that "
                                     "reaches the outcome by as much "
                                     "as 0.02."));
      return;
    }
  wf_report_builder_begin_table (
      builder, heads, "ssee",
      _ ("Each row comes on top of those above it. A repair takes four fifths of the step’s own fault away; "
         "deficiency is what reaches the outcome in the model, and the last column what the same repair of a "
         "step drawn at random would do instead. The advice follows from the sign that stands out at the "
         "step; "
         "no run was repeated."));
  for (gsize k = 0; k < wf_suggestions_get_n (self); k++)
    add_row (self, blame, builder, k);
  if (wf_suggestions_get_caveat (self, blame) != NULL)
    wf_report_builder_add_text (builder, WF_BLOCK_PROSE, wf_suggestions_get_caveat (self, blame));
}
