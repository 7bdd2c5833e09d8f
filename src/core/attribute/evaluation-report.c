/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/evaluation-private.h"
#include "core/base/format.h"
#include "core/report/figure-chart.h"
#include "core/report/sections.h"

typedef struct
{
  WfEvaluation *evaluation;
  WfReportBuilder *builder;
} Context;

static double
get (const Context *c, gsize subset, WfMeasure measure)
{
  return wf_evaluation_get (c->evaluation, (gssize) subset, measure);
}

static char *
format_interval (const Context *c, gsize subset, WfMeasure low, WfMeasure high)
{
  g_autofree char *from = wf_format_percent (get (c, subset, low));
  g_autofree char *to = wf_format_percent (get (c, subset, high));

  return g_strdup_printf (_ ("%s to %s"), from, to);
}

static char *
get_subset (const Context *c, gsize subset)
{
  return wf_report_escape (wf_evaluation_get_subset (c->evaluation, subset));
}

static void
add (const Context *c, WfBlockKind kind, char *text)
{
  wf_report_builder_add_text (c->builder, kind, text);
  g_free (text);
}

/* The best floor on steps beside the accuracy: a reader must see both at once. */
static char *
describe_subset (const Context *c, gsize subset)
{
  const char *name;
  g_autofree char *folder = get_subset (c, subset);
  g_autofree char *step = wf_format_percent (get (c, subset, WF_MEASURE_STEP));
  g_autofree char *interval = format_interval (c, subset, WF_MEASURE_STEP_LOW, WF_MEASURE_STEP_HIGH);
  g_autofree char *top3 = wf_format_percent (get (c, subset, WF_MEASURE_TOP3));
  gsize best = wf_floors_get_best (c->evaluation->tallies[subset].floors);
  g_autofree char *floor =
      wf_format_percent (wf_evaluation_get_floor (c->evaluation, (gssize) subset, best, NULL, &name, NULL));
  g_autofree char *what = wf_report_escape (name);

  return g_strdup_printf (
      _ ("**%s:** the annotated step is the first suspect in %s of %zu logs (95 %% interval "
         "%s) and among the first three in %s; %s would be right in %s."),
      folder, step, wf_evaluation_get_n_logs (c->evaluation, (gssize) subset), interval, top3, what, floor);
}

static void
add_answer (const Context *c, WfBlockKind kind)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize s = 0; s < wf_evaluation_get_n_subsets (c->evaluation); s++)
    {
      g_autofree char *sentence = describe_subset (c, s);

      g_string_append_printf (text, "%s%s", s > 0 ? " " : "", sentence);
    }
  wf_report_builder_add_text (c->builder, kind, text->str);
}

static void
add_notes (const Context *c)
{
  const char *const *notes = wf_evaluation_get_notes (c->evaluation);

  for (gsize i = 0; notes[i] != NULL; i++)
    wf_report_builder_add_note (c->builder, WF_BLOCK_CALLOUT, notes[i]);
}

/* ---- tables ---- */

static void
add_accuracy_row (const Context *c, gsize s)
{
  g_autofree char *folder = get_subset (c, s);
  g_autofree char *logs = wf_format_count (wf_evaluation_get_n_logs (c->evaluation, (gssize) s));
  g_autofree char *step = wf_format_percent (get (c, s, WF_MEASURE_STEP));
  g_autofree char *interval = format_interval (c, s, WF_MEASURE_STEP_LOW, WF_MEASURE_STEP_HIGH);
  g_autofree char *agent = wf_format_percent (get (c, s, WF_MEASURE_AGENT));
  g_autofree char *of_agent = format_interval (c, s, WF_MEASURE_AGENT_LOW, WF_MEASURE_AGENT_HIGH);
  g_autofree char *top3 = wf_format_percent (get (c, s, WF_MEASURE_TOP3));
  g_autofree char *near = wf_format_percent (get (c, s, WF_MEASURE_WITHIN_ONE));

  wf_report_builder_add_row (
      c->builder, (const char *const[]){ folder, logs, step, interval, agent, of_agent, top3, near, NULL });
}

static void
add_accuracy (const Context *c)
{
  /* xgettext:no-c-format */
  const char *interval = _ ("95 % interval");
  const char *const heads[] = { _ ("Folder"), _ ("Logs"),        _ ("Step"), interval, _ ("Agent"),
                                interval,     _ ("First three"), _ ("±1"),   NULL };

  wf_report_builder_begin_table (
      c->builder, heads, "seeeeeee",
      _ ("Share of logs whose first suspect is the annotated step, is a step of the annotated agent, whose "
         "first "
         "three suspects hold the annotated step, and whose first suspect is at most one step away. Wilson "
         "intervals over logs."));
  for (gsize s = 0; s < wf_evaluation_get_n_subsets (c->evaluation); s++)
    add_accuracy_row (c, s);
}

/* The accuracy beside the best that needs no method, folder by folder. */
static void
add_accuracy_chart (const Context *c)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_BARS, 0, 1);

  for (gsize s = 0; s < wf_evaluation_get_n_subsets (c->evaluation); s++)
    {
      const char *folder = wf_evaluation_get_subset (c->evaluation, s), *name;
      gsize best = wf_floors_get_best (c->evaluation->tallies[s].floors), row = wf_figure_get_n_rows (figure);
      double floor = wf_evaluation_get_floor (c->evaluation, (gssize) s, best, NULL, &name, NULL);
      g_autofree char *percent = wf_format_percent (get (c, s, WF_MEASURE_STEP));
      g_autofree char *interval = format_interval (c, s, WF_MEASURE_STEP_LOW, WF_MEASURE_STEP_HIGH);
      g_autofree char *words = g_strdup_printf ("%s (%s)", percent, interval);
      g_autofree char *label = g_strdup_printf (_ ("%s: %s"), folder, name);
      g_autofree char *beside = wf_format_percent (floor);

      wf_figure_add_bar (figure, folder, 0, get (c, s, WF_MEASURE_STEP), words, TRUE);
      wf_figure_set_bar_interval (figure, row, get (c, s, WF_MEASURE_STEP_LOW),
                                  get (c, s, WF_MEASURE_STEP_HIGH));
      wf_figure_add_bar (figure, label, 0, floor, beside, FALSE);
    }
  wf_figure_set_chart_axis (figure, _ ("share of logs whose annotated step is found"));
  wf_figure_set_chart_alt (figure, _ ("How often the annotated step is found, beside what needs no method."));
  wf_report_builder_add_figure (
      c->builder, figure,
      /* xgettext:no-c-format */
      _ ("How often the first suspect is the annotated step, with its 95 % interval, and "
         "below it the best that is named without reading the log."));
}

static void
add_floors (const Context *c)
{
  const char *const heads[] = { _ ("Folder"), _ ("Named without reading the log"), _ ("Right"), NULL };

  add (c, WF_BLOCK_HEADING, g_strdup (_ ("What needs no method")));
  wf_report_builder_begin_table (
      c->builder, heads, "sse",
      _ ("The best constant steps and the best constant agent are chosen with the labels in view."));
  wf_report_builder_set_units (c->builder, (const char *const[]){ NULL, NULL, "%" });
  for (gsize s = 0; s < wf_evaluation_get_n_subsets (c->evaluation); s++)
    for (gsize f = 0; f < wf_evaluation_get_n_floors (c->evaluation, (gssize) s); f++)
      {
        gboolean is_agent;
        const char *name;
        g_autofree char *share =
            wf_format_points (wf_evaluation_get_floor (c->evaluation, (gssize) s, f, NULL, &name, &is_agent));
        g_autofree char *folder = get_subset (c, s);
        g_autofree char *plain = g_strdup_printf (is_agent ? _ ("agent: %s") : _ ("step: %s"), name);
        g_autofree char *what = wf_report_escape (plain);

        wf_report_builder_add_row (c->builder, (const char *const[]){ folder, what, share, NULL });
      }
}

static void
add_probabilities (const Context *c)
{
  const char *const heads[] = { _ ("Folder"), _ ("Mean rank"), _ ("Log loss"),         _ ("Brier"),
                                _ ("Base"),   _ ("ECE"),       _ ("ECE of the first"), NULL };
  static const WfMeasure measures[] = { WF_MEASURE_RANK,        WF_MEASURE_LOG_LOSS,
                                        WF_MEASURE_BRIER,       WF_MEASURE_BRIER_BASE,
                                        WF_MEASURE_CALIBRATION, WF_MEASURE_TOP_CALIBRATION };

  add (c, WF_BLOCK_HEADING, g_strdup (_ ("Are the probabilities right?")));
  wf_report_builder_begin_table (c->builder, heads, "seeeeee",
                                 _ ("Mean place of the annotated step; mean negative logarithm of its "
                                    "probability; mean squared error of "
                                    "the probability of a step, beside that of one probability for every "
                                    "step; expected calibration error "
                                    "over all steps, and of the first suspect alone."));
  for (gsize s = 0; s < wf_evaluation_get_n_subsets (c->evaluation); s++)
    {
      char *cells[G_N_ELEMENTS (measures) + 2] = { get_subset (c, s), NULL };

      for (gsize m = 0; m < G_N_ELEMENTS (measures); m++)
        cells[m + 1] = wf_format_number (get (c, s, measures[m]));
      wf_report_builder_add_row (c->builder, (const char *const *) cells);
      for (gsize m = 0; cells[m] != NULL; m++)
        g_free (cells[m]);
    }
  wf_evaluation_add_calibration (c->evaluation, c->builder);
}

static void
add_choices (const Context *c)
{
  const char *const heads[] = { _ ("Framework"), _ ("Model"), _ ("Folds"), NULL };

  if (wf_evaluation_get_n_choices (c->evaluation) == 0)
    return;
  add (c, WF_BLOCK_HEADING, g_strdup (_ ("Models chosen")));
  wf_report_builder_begin_table (c->builder, heads, "sse",
                                 _ ("What the inner cross-validation of each fold chose by likelihood."));
  for (gsize k = 0; k < wf_evaluation_get_n_choices (c->evaluation); k++)
    {
      const char *framework;
      guint times;
      const char *model = wf_evaluation_get_choice (c->evaluation, k, &framework, &times);
      g_autofree char *count = g_strdup_printf ("%u", times);

      wf_report_builder_add_row (
          c->builder,
          (const char *const[]){ *framework != '\0' ? framework : _ ("other"), model, count, NULL });
    }
}

/* ---- method ---- */

static const char *
describe_kind (WfEvaluationKind kind)
{
  switch (kind)
    {
      case WF_EVALUATION_TRAINING:
        return _ ("Cross-validation in ten folds by question: the logs of a question are tested by a model "
                  "that was "
                  "trained without them.");
      case WF_EVALUATION_FRAMEWORKS:
        return _ (
            "Cross-validation in ten folds by question, and by framework: each log is tested by a model that "
            "saw neither its question nor its framework.");
      case WF_EVALUATION_NESTED:
        return _ (
            "Nested cross-validation in ten outer folds by question. In the training part of each, three "
            "five-fold cross-validations choose the model by likelihood. Every mean, deviation, choice and "
            "weight comes from the training part.");
      case WF_EVALUATION_PROFILE:
      default:
        return _ ("The profile as it is, on these logs.");
    }
}

static void
add_method (const Context *c)
{
  const char *profile = wf_evaluation_get_profile (c->evaluation);
  g_autofree char *repeats = g_strdup_printf ("%u", wf_evaluation_get_n_repeats (c->evaluation));
  g_autofree char *name = wf_report_escape (profile);

  wf_report_builder_begin_method (c->builder);
  wf_report_builder_add_row (
      c->builder,
      (const char *const[]){ _ ("Test"), describe_kind (wf_evaluation_get_kind (c->evaluation)), NULL });
  if (*profile != '\0')
    wf_report_builder_add_row (c->builder, (const char *const[]){ _ ("Profile"), name, NULL });
  else
    wf_report_builder_add_row (c->builder, (const char *const[]){ _ ("Repeats"), repeats, NULL });
  wf_report_builder_add_fact (
      c->builder, _ ("Right"),
      _ ("the annotated step, compared as a whole number; the annotated agent, whatever "
         "the case of its letters"));
  wf_report_builder_add_fact (c->builder, _ ("Intervals"), _ ("Wilson 1927, over logs"));
  wf_report_builder_add_fact (c->builder, _ ("Calibration"),
                              _ ("reliability diagram (DeGroot & Fienberg 1983, The Statistician 32)"));
}

static void
add_limits (const Context *c)
{
  const char *sentences[] = {
    _ ("The labels were not checked, and no run was repeated to see whether the annotated step decided it."),
    wf_evaluation_get_kind (c->evaluation) == WF_EVALUATION_PROFILE
        ? _ ("Whether the profile was trained on some of these logs was not asked; if it was, the figures "
             "are "
             "too good.")
        : NULL,
  };

  wf_report_builder_begin_doubts (c->builder);
  wf_report_builder_add_text (
      c->builder, WF_BLOCK_CALLOUT,
      /* xgettext:no-c-format */
      _ ("People who label such logs disagree on many of them: 100 % is out of reach. Logs of other "
         "frameworks, tasks or models can give other figures."));
  wf_report_builder_add_undone (c->builder, sentences, G_N_ELEMENTS (sentences));
}

/**
 * wf_evaluation_add_to_report:
 * @self: a result
 * @builder: a report on the logs
 *
 * Adds a section: how often the annotation is found, what to know about these figures, the floors beside
 * them, and calibration.
 */
void
wf_evaluation_add_to_report (WfEvaluation *self, WfReportBuilder *builder)
{
  Context c = { self, builder };

  add (&c, WF_BLOCK_HEADING, g_strdup (_ ("How often the annotation is found")));
  add_notes (&c);
  add_answer (&c, WF_BLOCK_PROSE);
  add_accuracy_chart (&c);
  add_accuracy (&c);
  add_floors (&c);
  add_probabilities (&c);
}

/**
 * wf_evaluation_report:
 * @self: a result
 * @provenance: (nullable): where it comes from
 *
 * Accuracy with its intervals, beside the floors; calibration; method.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_evaluation_report (WfEvaluation *self, WfProvenance *provenance)
{
  g_autoptr (WfReportBuilder) builder =
      wf_report_builder_new (_ ("Evaluation report"), _ ("How often is the blame right?"));
  Context c = { self, builder };

  add_answer (&c, WF_BLOCK_VERDICT);
  wf_report_builder_add_abstract (builder, NULL, provenance);
  add_notes (&c);
  add (&c, WF_BLOCK_HEADING, g_strdup (_ ("How often the annotation is found")));
  add_accuracy_chart (&c);
  add_accuracy (&c);
  add_floors (&c);
  add_probabilities (&c);
  add_choices (&c);
  add_limits (&c);
  add_method (&c);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
