/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/diagram/comb.h"

static const char *const *
get_levels (WfComb *self, const char *object)
{
  WfDiagram *joint = wf_comb_get_joint (self);

  return wf_diagram_get_levels (joint, (guint) wf_diagram_find_object (joint, object));
}

/* a line for each state of the treatment and of the outcome: seen, cut, from the data alone, and the bounds
 */
static void
add_numbers (WfReportBuilder *builder, WfComb *self, const double *cut)
{
  WfBridge *bridge = wf_comb_get_bridge (self);
  const char *const *treatments = get_levels (self, wf_bridge_get_treatment (bridge));
  const char *const *outcomes = get_levels (self, wf_bridge_get_outcome (bridge));
  gsize n_outcomes = g_strv_length ((GStrv) outcomes), n, n_effect;
  const double *observed = wf_comb_get_observed (self, &n), *effect = wf_comb_get_effect (self, &n_effect);
  const double *lower = wf_comb_get_bounds (self, FALSE, &n), *upper = wf_comb_get_bounds (self, TRUE, &n);
  const char *heads[] = { wf_bridge_get_treatment (bridge),
                          wf_bridge_get_outcome (bridge),
                          _ ("Observed"),
                          _ ("Cut diagram"),
                          _ ("From the data alone"),
                          _ ("At least"),
                          _ ("At most"),
                          NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Three numbers side by side"));
  wf_report_builder_begin_table (builder, heads, "sseeeee", NULL);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *x = wf_report_escape (treatments[i / n_outcomes]);
      g_autofree char *c = wf_report_escape (outcomes[i % n_outcomes]);
      g_autofree char *seen = wf_format_number (observed[i]);
      g_autofree char *surgered = wf_format_number (cut != NULL ? cut[i] : NAN);
      g_autofree char *comb = wf_format_number (effect != NULL ? effect[i] : NAN);
      g_autofree char *least = wf_format_number (lower[i]);
      g_autofree char *most = wf_format_number (upper[i]);
      const char *cells[] = { x, c, seen, surgered, comb, least, most, NULL };

      wf_report_builder_add_row (builder, cells);
    }
}

/* "T, U" */
static char *
join_names (const char *const *first, const char *const *second)
{
  g_autofree char *a = g_strjoinv (", ", (GStrv) first);
  g_autofree char *b = g_strjoinv (", ", (GStrv) second);

  return g_strconcat (a, *a != '\0' && *b != '\0' ? ", " : "", b, NULL);
}

/* which observed table feeds which formula */
static void
add_formulas (WfReportBuilder *builder, WfBridge *bridge)
{
  const char *x[] = { wf_bridge_get_treatment (bridge), NULL }, *c = wf_bridge_get_outcome (bridge);
  const char *heads[] = { _ ("Part"), _ ("From the observed table"), _ ("Formula"), NULL };
  g_autofree char *a = join_names (x, wf_bridge_get_context (bridge));
  g_autofree char *b = g_strjoinv (", ", (GStrv) wf_bridge_get_nodes (bridge));
  g_autofree char *g_table = g_strdup_printf ("P(%s, %s)", a, b);
  g_autofree char *f_table = g_strdup_printf ("P(%s, %s, %s)", a, b, c);
  g_autofree char *g_formula = g_strdup_printf ("g(%s | %s) = P(%s, %s) / P(%s)", b, a, a, b, a);
  g_autofree char *f_formula =
      g_strdup_printf ("f(%s, %s | %s) = P(%s) · P(%s | %s, %s)", a, c, b, a, c, a, b);
  const char *rows[2][3] = { { "g", g_table, g_formula }, { "f", f_table, f_formula } };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Which table feeds which formula"));
  wf_report_builder_begin_table (builder, heads, "sss", NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *table = wf_report_escape (rows[i][1]);
      g_autofree char *formula = wf_report_escape (rows[i][2]);
      const char *cells[] = { rows[i][0], table, formula, NULL };

      wf_report_builder_add_row (builder, cells);
    }
}

/**
 * wf_comb_report:
 * @self: the answer
 * @cut: (array length=n) (nullable): what the diagram with fitted tables says after the cut
 * @n: number of entries; 0 without them
 * @provenance: (nullable): where table and graph come from
 *
 * Returns: (transfer full): why it is computable or not, the numbers side by side, and what feeds which
 * formula
 */
WfReport *
wf_comb_report (WfComb *self, WfDiagram *observed, const double *cut, gsize n, WfProvenance *provenance)
{
  WfBridge *bridge = wf_comb_get_bridge (self);
  g_autofree char *title = g_strdup_printf (_ ("What does cutting %s do to %s?"),
                                            wf_bridge_get_treatment (bridge), wf_bridge_get_outcome (bridge));
  g_autofree char *reason = wf_bridge_describe (bridge);
  g_autofree char *escaped = wf_report_escape (reason);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("String diagram report"), title);

  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, escaped);
  add_numbers (builder, self, n > 0 ? cut : NULL);
  if (wf_bridge_get_kind (bridge) == WF_BRIDGE_COMB)
    {
      g_autofree char *difference = wf_format_number (wf_comb_get_reconstruction_error (self));
      g_autofree char *text = g_strdup_printf (
          _ ("f after g gives the observed joint back; the largest difference is %s."), difference);

      add_formulas (builder, bridge);
      wf_report_builder_add_text (builder, WF_BLOCK_PROSE, text);
    }
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
