/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/evaluation-private.h"
#include "core/base/format.h"

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

/* The next tenth above all that is shown. */
static double
find_end (WfEvaluation *self, gssize subset, WfCalibration what)
{
  double end = 0.1;

  for (gsize b = 0; b < wf_evaluation_get_n_bins (self, what); b++)
    {
      double predicted, observed;

      if (wf_evaluation_get_bin (self, subset, what, b, NULL, NULL, &predicted, &observed) > 0)
        end = MAX (end, MAX (predicted, observed));
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
 * A reliability diagram by rows (DeGroot & Fienberg 1983): from the mean probability that the steps of a
 * range were given to the share of them that was annotated.
 *
 * Returns: (transfer full): a chart with a row for each range that holds a step
 */
WfFigure *
wf_evaluation_figure (WfEvaluation *self, gssize subset, WfCalibration what)
{
  WfFigure *figure;

  g_return_val_if_fail (what < WF_N_CALIBRATIONS, NULL);

  figure = wf_figure_new_chart (WF_CHART_DUMBBELL, 0, find_end (self, subset, what));
  wf_figure_set_alt (figure, get_alt (what));
  for (gsize b = 0; b < wf_evaluation_get_n_bins (self, what); b++)
    {
      double predicted, observed;
      gsize n = wf_evaluation_get_bin (self, subset, what, b, NULL, NULL, &predicted, &observed);
      g_autofree char *range = describe_range (self, what, b);
      g_autofree char *count = wf_format_count (n);
      g_autofree char *given = wf_format_percent (predicted);
      g_autofree char *right = wf_format_percent (observed);
      g_autofree char *text = g_strdup_printf (_ ("%s → %s of %s"), given, right, count);

      if (n > 0)
        wf_figure_add_bar (figure, range, predicted, observed, text, FALSE);
    }
  return figure;
}

static char *
describe_steps (WfEvaluation *self)
{
  guint n_repeats = wf_evaluation_get_n_repeats (self);
  const char *text = _ (
      "Every step of all logs, by the probability it was given. Open circle: the mean of these "
      "probabilities; filled: the share of the steps that was the annotated one; both in figures at the "
      "right, with the number of steps. Where the circles meet, probabilities can be taken at their word.");

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
