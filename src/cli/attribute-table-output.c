/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/attribute-private.h"
#include "cli/text-output.h"
#include "core/attribute/attribution.h"
#include "core/base/format.h"
#include "writers/json-values.h"

#define MAX_ROWS 20 /* of an anomaly, told on a terminal */

static const char *
get_name (WfAttribution *found, guint node)
{
  return wf_graph_get_name (wf_model_get_graph (wf_attribution_get_model (found)), node);
}

/* A number, or the name of a level. */
static void
set_value (JsonBuilder *builder, WfAttribution *found, guint node, double value)
{
  WfTable *table = wf_model_get_table (wf_attribution_get_model (found));

  if (wf_table_get_kind (table, node) == WF_COLUMN_DISCRETE)
    wf_json_set_string (builder, "value", wf_table_get_level (table, node, (gsize) value));
  else
    wf_json_set_number (builder, "value", value);
}

static void
add_contribution (JsonBuilder *builder, WfAttribution *found, gsize i)
{
  const WfContribution *one = &wf_attribution_get_contributions (found, NULL)[i];
  double interval[] = { one->share - one->half_width, one->share + one->half_width };

  json_builder_begin_object (builder);
  wf_json_set_string (builder, one->child >= 0 ? "from" : "node", get_name (found, one->node));
  if (one->child >= 0)
    wf_json_set_string (builder, "to", get_name (found, (guint) one->child));
  wf_json_set_number (builder, "share", one->share);
  wf_json_set_numbers (builder, "interval", interval, G_N_ELEMENTS (interval));
  if (!isnan (one->observed))
    {
      set_value (builder, found, one->node, one->observed);
      wf_json_set_number (builder, "expected", one->expected);
    }
  if (wf_attribution_get_kind (found) == WF_ATTRIBUTION_CHANGE)
    {
      wf_json_set_number (builder, "p_value", one->p_value);
      wf_json_set_boolean (builder, "changed", wf_attribution_is_changed (found, i));
    }
  json_builder_end_object (builder);
}

static void
add_rows (JsonBuilder *builder, WfAttribution *found)
{
  gsize n;
  const WfContribution *contributions = wf_attribution_get_contributions (found, &n);

  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (gsize r = 0; r < wf_attribution_get_n_rows (found); r++)
    {
      json_builder_begin_object (builder);
      wf_json_set_int (builder, "row", (gint64) wf_attribution_get_row (found, r));
      wf_json_set_number (builder, "score", wf_attribution_get_score (found, r));
      wf_json_set_number (builder, "probability", wf_attribution_get_tail (found, r));
      json_builder_set_member_name (builder, "shares");
      json_builder_begin_object (builder);
      for (gsize i = 0; i < n; i++)
        wf_json_set_number (builder, get_name (found, contributions[i].node),
                            wf_attribution_get_row_share (found, r, i));
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
wf_attribute_print_table_json (WfInvocation *invocation, WfAttribution *found)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);
  WfAttributionKind kind = wf_attribution_get_kind (found);
  gsize n;

  wf_attribution_get_contributions (found, &n);
  json_builder_begin_object (builder);
  wf_json_set_string (builder, "question", wf_attribution_get_method (kind)->id);
  wf_json_set_string (builder, "target", wf_attribution_get_target (found));
  wf_json_set_string (builder, "model", wf_model_get_kind (wf_attribution_get_model (found)));
  wf_json_set_string (builder, "unit", wf_attribution_get_unit (found));
  wf_json_set_boolean (builder, "exact", wf_attribution_is_exact (found));
  if (kind != WF_ATTRIBUTION_ARROWS)
    wf_json_set_number (builder, "total", wf_attribution_get_total (found));
  if (kind == WF_ATTRIBUTION_CHANGE)
    {
      wf_json_set_number (builder, "before", wf_attribution_get_before (found));
      wf_json_set_number (builder, "after", wf_attribution_get_after (found));
    }
  json_builder_set_member_name (builder, "contributions");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < n; i++)
    add_contribution (builder, found, i);
  json_builder_end_array (builder);
  if (kind == WF_ATTRIBUTION_ANOMALY)
    add_rows (builder, found);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* "4.35 ± 0.12"; "∞" where a cause fixes its effect */
static char *
format_share (const WfContribution *one)
{
  g_autofree char *share = isinf (one->share) ? g_strdup ("∞") : wf_format_number (one->share);
  g_autofree char *error = wf_format_number (one->half_width);

  return one->half_width > 0 ? g_strdup_printf ("%s ± %s", share, error) : g_steal_pointer (&share);
}

static char *
format_value (WfAttribution *found, const WfContribution *one)
{
  WfTable *table = wf_model_get_table (wf_attribution_get_model (found));

  if (!isnan (one->observed) && wf_table_get_kind (table, one->node) == WF_COLUMN_DISCRETE)
    return g_strdup (wf_table_get_level (table, one->node, (gsize) one->observed));
  return wf_format_number (one->observed);
}

/* The last two columns differ by question; aligns "se" and what they need. */
static void
print_contributions (GString *out, WfAttribution *found)
{
  WfAttributionKind kind = wf_attribution_get_kind (found);
  gboolean is_row = wf_attribution_get_n_rows (found) == 1, is_change = kind == WF_ATTRIBUTION_CHANGE;
  const char *heads[] = { kind == WF_ATTRIBUTION_ARROWS ? _ ("arrow") : _ ("variable"),
                          kind == WF_ATTRIBUTION_ARROWS ? _ ("strength") : _ ("share"),
                          is_row      ? _ ("value")
                          : is_change ? _ ("p of no change")
                                      : NULL,
                          is_row ? _ ("expected") : _ ("changed"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new (is_row || is_change ? "seee" : "se", heads);
  gsize n;
  const WfContribution *contributions = wf_attribution_get_contributions (found, &n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *name = wf_attribution_name (found, i);
      g_autofree char *share = format_share (&contributions[i]);
      g_autofree char *value = format_value (found, &contributions[i]);
      g_autofree char *expected = wf_format_number (contributions[i].expected);
      g_autofree char *p_value = contributions[i].p_value < 0.001
                                     ? g_strdup ("< 0.001")
                                     : wf_format_number (contributions[i].p_value);
      const char *cells[] = { name, share,
                              is_row      ? value
                              : is_change ? p_value
                                          : NULL,
                              is_row                                 ? expected
                              : wf_attribution_is_changed (found, i) ? _ ("yes")
                                                                     : _ ("no"),
                              NULL };

      wf_text_table_add_row (table, cells);
    }
  wf_text_table_print (table, out);
}

static void
print_rows (GString *out, WfAttribution *found)
{
  const char *heads[] = { _ ("row"), _ ("score"), _ ("contributes most"), _ ("share"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("eese", heads);
  gsize n, n_rows = wf_attribution_get_n_rows (found);

  wf_attribution_get_contributions (found, &n);
  for (gsize r = 0; r < MIN (n_rows, MAX_ROWS); r++)
    {
      g_autofree char *row = g_strdup_printf ("%" G_GSIZE_FORMAT, wf_attribution_get_row (found, r));
      g_autofree char *score = wf_format_number (wf_attribution_get_score (found, r));
      g_autofree char *name = NULL;
      g_autofree char *share = NULL;
      gsize best = 0;

      for (gsize i = 1; i < n; i++)
        if (wf_attribution_get_row_share (found, r, i) > wf_attribution_get_row_share (found, r, best))
          best = i;
      name = wf_attribution_name (found, best);
      share = wf_format_number (wf_attribution_get_row_share (found, r, best));
      wf_text_table_add_row (table, (const char *const[]){ row, score, name, share, NULL });
    }
  g_string_append_c (out, '\n');
  wf_text_table_print (table, out);
  if (n_rows > MAX_ROWS)
    g_string_append_printf (out, _ ("… and %zu more rows; --json tells all\n"), n_rows - MAX_ROWS);
}

void
wf_attribute_print_table (WfInvocation *invocation, WfAttribution *found)
{
  g_autofree char *answer = wf_attribution_describe (found);
  g_autofree char *printable = wf_text_make_printable (answer, TRUE);
  gsize n;

  wf_attribution_get_contributions (found, &n);
  wf_text_append_wrapped (invocation->out, printable, 0);
  g_string_append_c (invocation->out, '\n');
  if (n == 0)
    return;
  g_string_append_c (invocation->out, '\n');
  print_contributions (invocation->out, found);
  if (wf_attribution_get_n_rows (found) > 1)
    print_rows (invocation->out, found);
}
