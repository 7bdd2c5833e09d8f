/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/attribute-private.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "writers/json-values.h"

void
wf_attribute_add_suggestions (JsonBuilder *builder, WfBlame *blame, WfSuggestions *suggestions)
{
  json_builder_set_member_name (builder, "suggestions");
  json_builder_begin_array (builder);
  for (gsize k = 0; k < wf_suggestions_get_n (suggestions); k++)
    {
      gsize step = wf_suggestions_get_step (suggestions, k);
      double after = wf_suggestions_get_failure (suggestions, k);
      double gain = wf_suggestions_get_gain (suggestions, k);
      double random = wf_suggestions_get_random_gain (suggestions, k);

      json_builder_begin_object (builder);
      wf_json_set_int (builder, "step", (gint64) step);
      wf_json_set_string (builder, "agent", wf_trace_get_agent (wf_blame_get_trace (blame), step));
      wf_json_set_string (builder, "reason", wf_suggestions_get_reason (suggestions, k));
      wf_json_set_string (builder, "advice", wf_suggestions_get_advice (suggestions, k));
      wf_json_set_number (builder, "keep", WF_SUGGESTION_KEEP);
      wf_json_set_number (builder, "gain", gain);
      wf_json_set_number (builder, "failure_after", after);
      wf_json_set_number (builder, "random_step_gain", random);
      wf_json_set_number (builder, "random_step_after", after + gain - random);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
wf_attribute_print_suggestions (GString *out, WfBlame *blame, WfSuggestions *suggestions)
{
  const char *heads[] = { _ ("step"), _ ("change"), _ ("deficiency"), _ ("random step"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("esee", heads);
  g_autofree char *failure = wf_format_number (wf_blame_get_failure (blame));

  g_string_append_c (out, '\n');
  if (wf_suggestions_get_n (suggestions) == 0)
    {
      g_string_append (out, _ ("No repair of one step would lower the deficiency that reaches the outcome by "
                               "as much as 0.02 in the model.\n"));
      return;
    }
  g_string_append_printf (
      out,
      _ ("What to change first, each on top of the one above; deficiency that reaches the "
         "outcome in the model, %s as logged:\n"),
      failure);
  for (gsize k = 0; k < wf_suggestions_get_n (suggestions); k++)
    {
      double after = wf_suggestions_get_failure (suggestions, k);
      double gain = wf_suggestions_get_gain (suggestions, k);
      g_autofree char *step = g_strdup_printf ("%zu", wf_suggestions_get_step (suggestions, k));
      g_autofree char *left = wf_format_number (after);
      g_autofree char *random =
          wf_format_number (after + gain - wf_suggestions_get_random_gain (suggestions, k));
      const char *cells[] = { step, wf_suggestions_get_advice (suggestions, k), left, random, NULL };

      wf_text_table_add_row (table, cells);
    }
  wf_text_table_print (table, out);
  if (wf_suggestions_get_caveat (suggestions, blame) != NULL)
    g_string_append_printf (out, "%s\n", wf_suggestions_get_caveat (suggestions, blame));
}
