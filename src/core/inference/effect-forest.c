/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What an intervention does to each variable, one below the other: its distribution before and after, and its
 * change with the interval. Variables are measured in different units: means share an axis of standard
 * deviations, probabilities one of percentage points. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/inference/effect-words-private.h"
#include "core/inference/intervention-private.h"
#include "core/report/figure-chart.h"
#include "core/table/types.h"

#define MOST_DISTRIBUTIONS 8

void
wf_effect_add_distributions (WfReportBuilder *builder, WfEffect *self, const guint *shown, gsize n_shown)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_HISTOGRAM, NAN, NAN);

  for (gsize i = 0; i < n_shown && wf_figure_get_n_rows (figure) < MOST_DISTRIBUTIONS; i++)
    if (self->conditions[shown[i]].intervention == NULL)
      wf_figure_add_histogram (figure, self->before[shown[i]], self->after[shown[i]]);
  if (self->question->n_interventions == 0 || wf_figure_get_n_rows (figure) == 0)
    return;
  wf_figure_set_chart_alt (figure, _ ("Distributions before and after."));
  wf_report_builder_add_figure (builder, figure,
                                _ ("Grey: before; outlined: after, each on its own axis. At the right the "
                                   "mean, or the most probable level."));
}

/* A row of one unit: text says it in the variable's own. */
static void
add_row (WfFigure *figure,
         WfEffectIntervals *intervals,
         guint node,
         gint level,
         double scale,
         double in_words,
         const char *label)
{
  WfEffect *effect = wf_effect_intervals_get_effect (intervals);
  WfTable *table = wf_model_get_table (effect->model);
  double change, error, low, high;
  gsize row = wf_figure_get_n_rows (figure);

  if (!wf_effect_get_change (effect, node, level, &change, &error) ||
      !wf_effect_intervals_get_interval (intervals, node, level, &low, &high))
    return;

  g_autofree char *number = wf_table_format_difference (table, node, in_words * change);
  g_autofree char *from = wf_table_format_difference (table, node, in_words * low);
  g_autofree char *to = wf_table_format_difference (table, node, in_words * high);
  g_autofree char *text = g_strdup_printf (_ ("%s (%s to %s)"), number, from, to);

  wf_figure_add_bar (figure, label, NAN, scale * change, text, low > 0 || high < 0);
  wf_figure_set_bar_interval (figure, row, scale * low, scale * high);
}

static void
add_levels (WfFigure *figure, WfEffectIntervals *intervals, guint node, WfMarginal *before)
{
  gsize n_levels;

  wf_marginal_get_probabilities (before, &n_levels);
  for (gsize i = 0; i < n_levels; i++)
    {
      g_autofree char *label =
          g_strdup_printf ("%s = %s", wf_marginal_get_name (before), wf_marginal_get_level (before, i));

      add_row (figure, intervals, node, (gint) i, 100, 100, label);
    }
}

static void
add_node (WfFigure *means, WfFigure *levels, WfEffectIntervals *intervals, guint node)
{
  WfEffect *effect = wf_effect_intervals_get_effect (intervals);
  WfMarginal *before = effect->before[node];

  if (effect->conditions[node].intervention != NULL)
    return;
  if (wf_marginal_get_kind (before) == WF_COLUMN_DISCRETE)
    add_levels (levels, intervals, node, before);
  else if (wf_marginal_get_sd (before) > 0)
    add_row (means, intervals, node, -1, 1 / wf_marginal_get_sd (before), 1, wf_marginal_get_name (before));
}

void
wf_effect_add_forests (WfReportBuilder *builder,
                       WfEffectIntervals *intervals,
                       const guint *shown,
                       gsize n_shown)
{
  g_autoptr (WfFigure) means = wf_figure_new_chart (WF_CHART_FOREST, NAN, NAN);
  g_autoptr (WfFigure) levels = wf_figure_new_chart (WF_CHART_FOREST, NAN, NAN);

  for (gsize i = 0; i < n_shown; i++)
    add_node (means, levels, intervals, shown[i]);
  wf_figure_set_chart_axis (means, _ ("change of the mean, in standard deviations before"));
  wf_figure_set_chart_axis (levels, _ ("change of the probability, percentage points"));
  /* xgettext:no-c-format */
  wf_figure_set_chart_alt (means, _ ("Changes of the means with their 95 % intervals."));
  /* xgettext:no-c-format */
  wf_figure_set_chart_alt (levels, _ ("Changes of the probabilities with their 95 % intervals."));
  if (wf_figure_get_n_rows (means) > 0)
    wf_report_builder_add_figure (
        builder, means,
        /* xgettext:no-c-format */
        _ ("What changes, and how sure that is: each mean with its 95 % interval, on one scale of standard "
           "deviations before; the numbers at the right are in the unit of the variable. Bold where the "
           "interval leaves out 0."));
  if (wf_figure_get_n_rows (levels) > 0)
    wf_report_builder_add_figure (
        builder, levels,
        /* xgettext:no-c-format */
        _ ("What changes, and how sure that is: the probability of each level with its 95 % interval, in "
           "percentage points. Bold where the interval leaves out 0."));
}
