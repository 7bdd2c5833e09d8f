/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/inference/mediation-private.h"
#include "core/inference/method-words-private.h"
#include "core/report/figure-chart.h"
#include "core/report/sections.h"

#define NORMAL_95 1.959963984540054 /* its 97.5 % quantile */

char *
wf_mediation_describe (WfMediation *self)
{
  g_autofree char *change = wf_mediation_describe_change (self);
  g_autofree char *outcome = wf_mediation_describe_outcome (self);
  g_autofree char *total = wf_format_number (self->effects[WF_MEDIATION_TOTAL]);
  g_autofree char *direct = wf_format_number (self->effects[WF_MEDIATION_NATURAL_DIRECT]);
  g_autofree char *indirect = wf_format_number (self->effects[WF_MEDIATION_TOTAL_INDIRECT]);
  g_autofree char *through = g_strjoinv (", ", self->names);

  if (self->n_mediators == 0 && self->effects[WF_MEDIATION_TOTAL] == 0.0)
    return g_strdup_printf (_ ("Changing %s doesn’t change %s: no directed path of the graph leads there."),
                            change, outcome);
  if (self->n_mediators == 0)
    return g_strdup_printf (
        _ ("Changing %s changes %s by %s. Nothing lies between the two: all of it is direct."), change,
        outcome, total);
  return g_strdup_printf (_ ("Changing %s changes %s by %s: %s directly, %s through %s."), change, outcome,
                          total, direct, indirect, through);
}

char *
wf_mediation_describe_meaning (WfMediation *self, WfMediationEffect effect)
{
  g_autofree char *joined = NULL;

  g_return_val_if_fail (wf_mediation_has (self, effect), NULL);

  switch (effect)
    {
      case WF_MEDIATION_TOTAL:
        return g_strdup (_ ("everything follows the change"));
      case WF_MEDIATION_NATURAL_DIRECT:
        return g_strdup (_ ("the mediators stay as they would have been without the change"));
      case WF_MEDIATION_NATURAL_INDIRECT:
        return g_strdup (_ ("only the mediators see the change"));
      case WF_MEDIATION_TOTAL_INDIRECT:
        return g_strdup (_ ("the total effect without the natural direct one"));
      case WF_MEDIATION_CONTROLLED_DIRECT:
        joined = g_strjoinv (", ", self->held);
        return g_strdup_printf (_ ("with %s held"), joined);
      case WF_MEDIATION_PATHS:
      default:
        joined = g_strjoinv (", ", self->paths);
        return g_strdup_printf (_ ("along %s alone"), joined);
    }
}

static void
add_effects (WfReportBuilder *builder, WfMediation *self)
{
  const char *heads[] = { _ ("Effect"), _ ("Change"), _ ("Standard error"), _ ("What it means"), NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Effects"));
  wf_report_builder_begin_table (builder, heads, "sees", NULL);
  for (guint i = 0; i < WF_N_MEDIATION_EFFECTS; i++)
    {
      g_autofree char *effect = wf_format_number (self->effects[i]);
      g_autofree char *error =
          self->n_draws > 0 ? wf_format_number (self->errors[i]) : g_strdup (_ ("exact"));
      g_autofree char *meaning =
          self->has[i] ? wf_mediation_describe_meaning (self, (WfMediationEffect) i) : NULL;
      g_autofree char *escaped = meaning != NULL ? wf_report_escape (meaning) : NULL;
      const char *cells[] = { wf_mediation_effect_to_text ((WfMediationEffect) i), effect, error, escaped,
                              NULL };

      if (self->has[i])
        wf_report_builder_add_row (builder, cells);
    }
}

static void
add_bars (WfReportBuilder *builder, WfMediation *self)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_BARS, NAN, NAN);
  g_autofree char *verdict = wf_mediation_describe (self);
  g_autofree char *outcome = wf_mediation_describe_outcome (self);
  g_autofree char *change = g_strdup_printf (_ ("change of %s"), outcome);

  for (guint i = 0; i < WF_N_MEDIATION_EFFECTS; i++)
    {
      gsize row = wf_figure_get_n_rows (figure);

      if (!self->has[i])
        continue;
      wf_figure_add_bar (figure, wf_mediation_effect_to_text ((WfMediationEffect) i), 0.0, self->effects[i],
                         NULL, i == WF_MEDIATION_TOTAL);
      if (self->n_draws > 0)
        wf_figure_set_bar_interval (figure, row, self->effects[i] - NORMAL_95 * self->errors[i],
                                    self->effects[i] + NORMAL_95 * self->errors[i]);
    }
  wf_figure_set_chart_axis (figure, change);
  wf_figure_set_chart_alt (figure, verdict);
  wf_report_builder_add_figure (
      builder, figure,
      self->n_draws > 0
          /* xgettext:no-c-format */
          ? _ ("The total effect and its parts, each as the change of the outcome, with the 95 % interval of "
               "the "
               "draws.")
          : _ ("The total effect and its parts, each as the change of the outcome."));
}

static void
add_doubts (WfReportBuilder *builder, WfMediation *self)
{
  wf_report_builder_begin_doubts (builder);
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE,
                              _ ("Direct and indirect effects compare worlds that no experiment shows "
                                 "together (Pearl 2001). They rest on the "
                                 "graph: no hidden common cause of exposure, mediators and outcome, and "
                                 "noise that a change leaves as it is."));
  for (guint i = 0; i < WF_N_MEDIATION_EFFECTS; i++)
    {
      g_autofree char *assumption = wf_mediation_describe_assumption (self, (WfMediationEffect) i);
      g_autofree char *text = assumption != NULL ? wf_report_escape (assumption) : NULL;

      if (text != NULL)
        wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, text);
    }
  for (gsize i = 0; self->warnings[i] != NULL; i++)
    {
      g_autofree char *text = wf_report_escape (self->warnings[i]);

      wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, text);
    }
}

static void
add_method (WfReportBuilder *builder, WfMediation *self)
{
  g_autofree char *draws = wf_format_count (self->n_draws);
  g_autofree char *engine = self->n_draws > 0
                                ? g_strdup_printf (_ ("%s draws, with the same noise in every world"), draws)
                                : g_strdup (_ ("exactly, from the mechanisms"));

  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (
      builder, _ ("Source"),
      _ ("Pearl 2001, Direct and indirect effects, UAI; paths: Avin, Shpitser & Pearl 2005, IJCAI"));
  wf_model_add_facts (builder, self->model);
  wf_report_builder_add_fact (builder, _ ("Computed by"), engine);
}

/**
 * wf_mediation_report:
 * @self: the effects
 * @provenance: (nullable): where table and graph come from
 *
 * Returns: (transfer full): the total effect in a sentence, a bar and a line for every part, and what they
 * assume
 */
WfReport *
wf_mediation_report (WfMediation *self, WfProvenance *provenance)
{
  WfTable *table = wf_model_get_table (self->model);
  g_autofree char *title =
      g_strdup_printf (_ ("How does %s affect %s?"), wf_table_get_name (table, self->exposure),
                       wf_table_get_name (table, self->outcome));
  g_autofree char *escaped_title = wf_report_escape (title);
  g_autofree char *verdict = wf_mediation_describe (self);
  g_autofree char *escaped = wf_report_escape (verdict);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Mediation report"), escaped_title);

  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, escaped);
  wf_report_builder_add_abstract (builder, wf_model_describe_certainty (self->model, FALSE), provenance);
  add_bars (builder, self);
  add_effects (builder, self);
  wf_model_add_graph (builder, self->model);
  add_doubts (builder, self);
  wf_model_add_undone (builder, self->model, FALSE);
  add_method (builder, self);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
