/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/evaluation-private.h"
#include "core/attribute/score-private.h"
#include "core/base/format.h"
#include "core/report/figure-chart.h"

/* "below 2 %", "2 % to 5 %", "50 % or more" */
static char *
describe_range (WfEvaluation *self, WfCalibration what, gsize bin)
{
  gsize n_bins = wf_evaluation_get_n_bins (self, what);
  double low, high;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  wf_evaluation_get_bin (self, -1, what, bin, &low, &high, NULL, NULL);
  from = wf_format_percent (low);
  to = wf_format_percent (high);
  if (bin == 0)
    return g_strdup_printf (_ ("below %s"), to);
  return bin == n_bins - 1 ? g_strdup_printf (_ ("%s or more"), from)
                           : g_strdup_printf (_ ("%s to %s"), from, to);
}

/* How many steps a bin holds, the share of them that was annotated, and the 95 % interval of that share; a
 * step that was tested in several repeats counts once for it. */
static gsize
get_bin (WfEvaluation *self,
         gssize subset,
         WfCalibration what,
         gsize bin,
         double *predicted,
         double *observed,
         double *low,
         double *high)
{
  gsize n = wf_evaluation_get_bin (self, subset, what, bin, NULL, NULL, predicted, observed);
  double n_steps = (double) n / wf_evaluation_get_n_repeats (self);

  if (n > 0)
    wf_wilson (*observed * n_steps, n_steps, low, high);
  return n;
}

/* The next tenth above all that is shown. */
static double
find_end (WfEvaluation *self, gssize subset, WfCalibration what)
{
  double end = 0.1;

  for (gsize b = 0; b < wf_evaluation_get_n_bins (self, what); b++)
    {
      double predicted, observed, low, high;

      if (get_bin (self, subset, what, b, &predicted, &observed, &low, &high) > 0)
        end = MAX (end, MAX (predicted, high));
    }
  return MIN (1, ceil (10 * end - 1e-9) / 10);
}

static const char *
get_alt (WfCalibration what)
{
  return what == WF_CALIBRATION_FIRST
             ? _ ("Chart of the probabilities given to first suspects and of how often they were right.")
             : _ ("Chart of the probabilities given to steps and of how often they were right.");
}

/**
 * wf_evaluation_figure:
 * @self: a result
 * @subset: index of a subset, or -1 for all
 * @what: which probabilities
 *
 * A reliability diagram (DeGroot & Fienberg 1983): the mean probability that the steps of a range were given,
 * and the share of them that was annotated with its 95 % interval (Wilson 1927), as if the steps were
 * independent.
 *
 * Returns: (transfer full): a chart with a row for each range that holds a step
 */
WfFigure *
wf_evaluation_figure (WfEvaluation *self, gssize subset, WfCalibration what)
{
  WfFigure *figure;

  g_return_val_if_fail (what < WF_N_CALIBRATIONS, NULL);

  figure = wf_figure_new_chart (WF_CHART_CALIBRATION, 0, find_end (self, subset, what));
  for (gsize b = 0; b < wf_evaluation_get_n_bins (self, what); b++)
    {
      double predicted, observed, low, high;
      gsize n = get_bin (self, subset, what, b, &predicted, &observed, &low, &high), row;

      if (n == 0)
        continue;

      g_autofree char *range = describe_range (self, what, b);
      g_autofree char *count = wf_format_count (n);
      g_autofree char *given = wf_format_percent (predicted);
      g_autofree char *right = wf_format_percent (observed);
      g_autofree char *from = wf_format_percent (low);
      g_autofree char *to = wf_format_percent (high);
      /* Translators: the probability given, the share that was right, of how many, and the interval of the
       * share */
      g_autofree char *text = g_strdup_printf (_ ("%s → %s of %s (%s to %s)"), given, right, count, from, to);

      row = wf_figure_get_n_rows (figure);
      wf_figure_add_bar (figure, range, predicted, observed, text, FALSE);
      wf_figure_set_bar_interval (figure, row, low, high);
    }
  wf_figure_set_chart_axis (figure, _ ("probability given →   ↑ share that was right"));
  wf_figure_set_chart_alt (figure, get_alt (what));
  return figure;
}

static char *
describe_steps (WfEvaluation *self)
{
  guint n_repeats = wf_evaluation_get_n_repeats (self);
  const char *text =
      /* xgettext:no-c-format */
      _ ("Every step of all logs, by the probability it was given: from left to right the mean of these "
         "probabilities, upwards the share of the steps that was the annotated one with its 95 % interval; "
         "both in figures at the right, with the number of steps. On the dashed line probabilities can be "
         "taken at their word.");

  return n_repeats == 1
             ? g_strdup (text)
             : g_strdup_printf (_ ("%s Each step counts %u times, once in each repeat."), text, n_repeats);
}

static void
add_charts (WfEvaluation *self, WfReportBuilder *builder)
{
  g_autoptr (WfFigure) steps = wf_evaluation_figure (self, -1, WF_CALIBRATION_STEPS);
  g_autoptr (WfFigure) first = wf_evaluation_figure (self, -1, WF_CALIBRATION_FIRST);
  g_autofree char *caption = describe_steps (self);

  wf_report_builder_add_figure (builder, steps, caption);
  wf_report_builder_add_figure (builder, first,
                                _ ("The same for the first suspect of each log alone: how sure it was, and "
                                   "how often it was right."));
}

static void
add_row (WfEvaluation *self, WfReportBuilder *builder, gsize subset, WfCalibration what, gsize bin)
{
  double predicted, observed;
  gsize n = wf_evaluation_get_bin (self, (gssize) subset, what, bin, NULL, NULL, &predicted, &observed);
  g_autofree char *folder = wf_report_escape (wf_evaluation_get_subset (self, subset));
  g_autofree char *range = describe_range (self, what, bin);
  g_autofree char *count = wf_format_count (n);
  g_autofree char *given = wf_format_percent (predicted);
  g_autofree char *right = wf_format_percent (observed);
  const char *of = what == WF_CALIBRATION_FIRST ? _ ("first suspect") : _ ("every step");

  if (n > 0)
    wf_report_builder_add_row (builder,
                               (const char *const[]){ folder, of, range, count, given, right, NULL });
}

void
wf_evaluation_add_calibration (WfEvaluation *self, WfReportBuilder *builder)
{
  const char *const heads[] = { _ ("Folder"), _ ("Of"),         _ ("Probability given"),
                                _ ("Steps"),  _ ("Mean given"), _ ("Annotated"),
                                NULL };

  add_charts (self, builder);
  if (wf_evaluation_get_n_subsets (self) == 1)
    return; /* all there is to say is in the charts */
  wf_report_builder_begin_table (builder, heads, "ssseee",
                                 _ ("The same by folder: how many steps were given a probability of the "
                                    "range, its mean, and the share of these steps "
                                    "that was the annotated one."));
  for (gsize s = 0; s < wf_evaluation_get_n_subsets (self); s++)
    for (WfCalibration what = 0; what < WF_N_CALIBRATIONS; what++)
      for (gsize b = 0; b < wf_evaluation_get_n_bins (self, what); b++)
        add_row (self, builder, s, what, b);
}
