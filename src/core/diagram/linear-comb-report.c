/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/diagram/diagram-figure.h"
#include "core/diagram/linear-comb.h"
#include "core/report/sections.h"

/* a line: what it is; the change per unit, the outcome at the treatment's mean and a standard deviation above
 * it, and the spread that is left. map: nullable */
static void
add_line (WfReportBuilder *builder, WfLinearComb *self, const char *name, WfGaussianMap *map)
{
  gsize n;
  double slope = map != NULL ? wf_gaussian_map_get_coefficients (map, &n)[0] : NAN;
  double offset = map != NULL ? wf_gaussian_map_get_offset (map, &n)[0] : NAN;
  double sd = map != NULL ? sqrt (wf_gaussian_map_get_covariance (map, &n)[0]) : NAN;
  double mean = wf_linear_comb_get_mean (self);
  g_autofree char *change = wf_format_number (slope);
  g_autofree char *at = wf_format_number (offset + slope * mean);
  g_autofree char *above = wf_format_number (offset + slope * (mean + wf_linear_comb_get_sd (self)));
  g_autofree char *left = wf_format_number (sd);
  const char *cells[] = { name, change, at, above, left, NULL };

  wf_report_builder_add_row (builder, cells);
}

static void
add_numbers (WfReportBuilder *builder, WfLinearComb *self, WfGaussianMap *cut)
{
  WfBridge *bridge = wf_linear_comb_get_bridge (self);
  g_autofree char *x = wf_report_escape (wf_bridge_get_treatment (bridge));
  g_autofree char *c = wf_report_escape (wf_bridge_get_outcome (bridge));
  g_autofree char *mean = wf_format_number (wf_linear_comb_get_mean (self));
  g_autofree char *above = wf_format_number (wf_linear_comb_get_mean (self) + wf_linear_comb_get_sd (self));
  g_autofree char *change = g_strdup_printf (_ ("Change of %s per unit of %s"), c, x);
  g_autofree char *at = g_strdup_printf (_ ("%s at %s = %s"), c, x, mean);
  g_autofree char *higher = g_strdup_printf (_ ("at %s = %s"), x, above);
  const char *heads[] = { "", change, at, higher, _ ("Spread around it"), NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Three numbers side by side"));
  wf_report_builder_begin_table (
      builder, heads, "seeee",
      _ ("The second value of the treatment is its mean and one standard deviation. Spread is the standard "
         "deviation of the outcome when the treatment is known."));
  add_line (builder, self, _ ("Observed"), wf_linear_comb_get_observed (self));
  add_line (builder, self, _ ("Cut diagram"), cut);
  add_line (builder, self, _ ("From the data alone"), wf_linear_comb_get_effect (self));
}

/* g and f with their numbers */
static void
add_formulas (WfReportBuilder *builder, WfLinearComb *self)
{
  WfBridge *bridge = wf_linear_comb_get_bridge (self);
  const char *const *nodes = wf_bridge_get_nodes (bridge);
  const char *heads[] = { _ ("Bridge"), _ ("g: change per unit of the treatment"),
                          _ ("f: change of the outcome per unit of the bridge"), _ ("Product"), NULL };
  gsize n, n_nodes = g_strv_length ((GStrv) nodes), n_outputs;
  const double *g = wf_gaussian_map_get_coefficients (wf_linear_comb_get_channel (self), &n);
  WfGaussianMap *f = wf_linear_comb_get_comb (self);
  const double *coefficients = wf_gaussian_map_get_coefficients (f, &n);
  g_autofree char *difference = wf_format_number (wf_linear_comb_get_reconstruction_error (self));
  g_autofree char *check = g_strdup_printf (
      _ ("f after g gives the observed means and covariances back; the largest difference is %s standard "
         "deviations."),
      difference);

  n_outputs = wf_gaussian_map_get_n_outputs (f);
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Along the bridge"));
  wf_report_builder_begin_table (builder, heads, "seee",
                                 _ ("The products sum to the change that is computed from the data alone."));
  for (gsize b = 0; b < n_nodes; b++)
    {
      double behind = coefficients[b * n_outputs + n_outputs - 1];
      g_autofree char *name = wf_report_escape (nodes[b]);
      g_autofree char *first = wf_format_number (g[b]);
      g_autofree char *second = wf_format_number (behind);
      g_autofree char *product = wf_format_number (g[b] * behind);
      const char *cells[] = { name, first, second, product, NULL };

      wf_report_builder_add_row (builder, cells);
    }
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, check);
}

/* the diagram with the ghost of what was cut */
/* the slope with its reason; escaped */
static char *
make_verdict (WfLinearComb *self)
{
  WfBridge *bridge = wf_linear_comb_get_bridge (self);
  WfGaussianMap *effect = wf_linear_comb_get_effect (self);
  WfGaussianMap *observed = wf_linear_comb_get_observed (self);
  g_autofree char *reason = wf_bridge_describe_typeset (bridge);
  g_autofree char *text = NULL;
  gsize n;

  if (effect == NULL)
    text = g_strdup_printf ("%s.", reason);
  else
    {
      g_autofree char *change = wf_format_number (wf_gaussian_map_get_coefficients (effect, &n)[0]);
      g_autofree char *seen = wf_format_number (wf_gaussian_map_get_coefficients (observed, &n)[0]);

      text = g_strdup_printf (_ ("Setting %s one unit higher changes %s by %s, computed from the data alone; "
                                 "among cases that are seen with one unit more it is %s. %s."),
                              wf_bridge_get_treatment (bridge), wf_bridge_get_outcome (bridge), change, seen,
                              reason);
    }
  return wf_report_escape (text);
}

static void
add_picture (WfReportBuilder *builder, WfDiagram *diagram, WfBridge *bridge)
{
  const char *cuts[] = { wf_bridge_get_treatment (bridge), NULL };
  g_autoptr (WfFigure) figure = wf_diagram_figure_new_bridged (diagram, cuts, bridge);
  g_autofree char *name = wf_report_escape (cuts[0]);
  g_autofree char *caption =
      g_strdup_printf (_ ("The diagram, read from the bottom up: the box of %s is cut, and %s is set from "
                          "outside."),
                       name, name);

  wf_report_builder_add_figure (builder, figure, caption);
}

static void
add_reasons (WfReportBuilder *builder)
{
  const char *sentences[] = {
    _ ("Nothing was done to the world: the answer is computed from what was observed."),
    _ ("Whether the graph fits the data was not tested, and no interval for the number of rows was "
       "computed."),
  };

  wf_report_builder_begin_doubts (builder);
  wf_report_builder_add_text (
      builder, WF_BLOCK_CALLOUT,
      _ ("This rests on the graph, which the data can’t prove. All variables are taken "
         "to depend linearly on each other, with noise of the same spread everywhere. "
         "Where they don’t, cut them into bins."));
  wf_report_builder_add_undone (builder, sentences, G_N_ELEMENTS (sentences));
  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Computable or not"),
                              _ ("Pearl 2009, Causality, chapter 3; comb disintegration: Jacobs, Kissinger & "
                                 "Zanasi 2019, FoSSaCS"));
  wf_report_builder_add_fact (builder, _ ("Maps"), _ ("linear with Gaussian noise (Fritz 2020)"));
}

/**
 * wf_linear_comb_report:
 * @self: the answer
 * @diagram: (nullable): the diagram before the cut, for its picture
 * @cut: (nullable): what the diagram with fitted mechanisms says after the cut: treatment -> outcome
 * @provenance: (nullable): where table and graph come from
 *
 * Returns: (transfer full): why it is computable or not, the numbers side by side, the bridge's part, and
 * what is assumed
 */
WfReport *
wf_linear_comb_report (WfLinearComb *self, WfDiagram *diagram, WfGaussianMap *cut, WfProvenance *provenance)
{
  WfBridge *bridge = wf_linear_comb_get_bridge (self);
  g_autofree char *title = g_strdup_printf (_ ("What does cutting %s do to %s?"),
                                            wf_bridge_get_treatment (bridge), wf_bridge_get_outcome (bridge));
  g_autofree char *escaped_title = wf_report_escape (title);
  g_autofree char *verdict = make_verdict (self);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("String diagram report"), escaped_title);

  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, verdict);
  wf_report_builder_add_abstract (builder,
                                  _ ("The numbers hold if the graph is right and every effect is in "
                                     "proportion to its cause; they have no intervals."),
                                  provenance);
  if (diagram != NULL)
    add_picture (builder, diagram, bridge);
  add_numbers (builder, self, cut);
  if (wf_bridge_get_kind (bridge) == WF_BRIDGE_COMB)
    add_formulas (builder, self);
  if (wf_bridge_get_kind (bridge) == WF_BRIDGE_NONE)
    wf_report_builder_add_text (builder, WF_BLOCK_PROSE,
                                _ ("Nothing bounds the change either: a hidden cause that is strong enough "
                                   "makes any slope from none."));
  add_reasons (builder);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
