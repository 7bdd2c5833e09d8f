/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/excerpt-private.h"
#include "core/attribute/run-comparison.h"
#include "core/base/format.h"
#include "core/report/sections.h"

#define WORDS_CHARS   70
#define EXCERPT_LINES 10
#define EXCERPT_CHARS 600

static char *
escape (const char *text, gsize max_chars)
{
  g_autofree char *line = wf_excerpt_line (text, max_chars);

  return wf_report_escape (line);
}

static const char *
kind_to_text (WfRunPairKind kind)
{
  switch (kind)
    {
      case WF_RUN_PAIR_SAME:
        return _ ("same");
      case WF_RUN_PAIR_ALIKE:
        return _ ("alike");
      case WF_RUN_PAIR_ONLY_FIRST:
        return _ ("first run only");
      case WF_RUN_PAIR_ONLY_SECOND:
      default:
        return _ ("second run only");
    }
}

static char *
name_step (WfTrace *trace, gssize step)
{
  g_autofree char *agent = step < 0 ? NULL : escape (wf_trace_get_agent (trace, (gsize) step), 40);

  return step < 0 ? g_strdup ("–") : g_strdup_printf (_ ("step %zd, %s"), step, agent);
}

/* "and do different things from step 3, assistant, of the first run on"; NULL when that is where they part */
static char *
describe_split (WfRunComparison *self)
{
  gssize split = wf_run_comparison_get_split (self);
  gssize first, second;
  g_autofree char *step = NULL;

  if (split < 0 || split == wf_run_comparison_get_divergence (self))
    return NULL;
  wf_run_comparison_get_pair (self, (gsize) split, &first, &second, NULL);
  if (first >= 0)
    step = name_step (wf_run_comparison_get_first (self), first);
  else
    step = name_step (wf_run_comparison_get_second (self), second);
  return g_strdup_printf (first >= 0
                              ? _ ("The first thing that only one of them does is %s of the first run.")
                              : _ ("The first thing that only one of them does is %s of the second run."),
                          step);
}

/* The sentences that are there, with a blank between. */
static char *
join_sentences (const char *a, const char *b, const char *c, const char *d)
{
  const char *sentences[] = { a, b, c, d };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentences[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_verdict (WfRunComparison *self, WfReportBuilder *builder)
{
  gssize divergence = wf_run_comparison_get_divergence (self);
  gssize first, second;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autofree char *where = NULL;
  g_autofree char *counts = NULL;
  g_autofree char *split = describe_split (self);
  g_autofree char *outcomes = wf_run_comparison_describe_outcomes (self);
  g_autofree char *text = NULL;

  if (divergence < 0)
    {
      text = join_sentences (_ ("**No agent does anything differently** in the two runs."), outcomes, NULL,
                             NULL);
      wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, text);
      return;
    }
  wf_run_comparison_get_pair (self, (gsize) divergence, &first, &second, NULL);
  one = name_step (wf_run_comparison_get_first (self), first);
  other = name_step (wf_run_comparison_get_second (self), second);
  if (first < 0)
    where = g_strdup_printf (_ ("**The runs part** at %s, which only the second run has."), other);
  else if (second < 0)
    where = g_strdup_printf (_ ("**The runs part** at %s, which only the first run has."), one);
  else
    where =
        g_strdup_printf (_ ("**The runs part** at %s of the first run and %s of the second."), one, other);
  counts = g_strdup_printf (
      _ ("Steps that are the same: %zu; alike: %zu; only in the first run: %zu; only in the "
         "second: %zu."),
      wf_run_comparison_count (self, WF_RUN_PAIR_SAME), wf_run_comparison_count (self, WF_RUN_PAIR_ALIKE),
      wf_run_comparison_count (self, WF_RUN_PAIR_ONLY_FIRST),
      wf_run_comparison_count (self, WF_RUN_PAIR_ONLY_SECOND));
  text = join_sentences (where, split, outcomes, counts);
  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, text);
}

static void
add_run (WfReportBuilder *builder, const char *which, const char *name, WfTrace *trace)
{
  const char *outcome = wf_run_outcome_to_text (wf_trace_get_outcome (trace));
  g_autofree char *shown = escape (name, 60);
  g_autofree char *text =
      *outcome == '\0'
          ? g_strdup_printf (_ ("%s, %zu steps"), shown, wf_trace_get_n_steps (trace))
          : g_strdup_printf (_ ("%s, %zu steps, %s"), shown, wf_trace_get_n_steps (trace), outcome);

  wf_report_builder_add_row (builder, (const char *const[]){ which, text, NULL });
}

static void
add_timeline_step (
    WfFigure *figure, WfTrace *trace, guint lane, gssize step, gboolean is_paired, gboolean is_parting)
{
  g_autofree char *words = wf_excerpt_line (wf_trace_get_text (trace, (gsize) step), WORDS_CHARS / 2);
  WfTimelineStep shown = {
    .lane = lane,
    .index = (guint) step,
    .kind = wf_trace_get_agent (trace, (gsize) step),
    .words = words,
    .blame = NAN,
    .deficiency = NAN,
    .before = NAN,
    .suspect = is_parting,
    .is_on_path = is_paired,
  };

  wf_figure_add_step (figure, &shown);
}

/**
 * wf_run_comparison_figure:
 * @self: a comparison
 * @first_name: what the first run is called
 * @second_name: what the second run is called
 *
 * Both runs as lanes of a timeline; a link joins two steps that were paired, and a disc marks where they
 * part.
 *
 * Returns: (transfer full): the figure
 */
WfFigure *
wf_run_comparison_figure (WfRunComparison *self, const char *first_name, const char *second_name)
{
  WfFigure *figure = wf_figure_new_timeline ((const char *const[]){ first_name, second_name, NULL });
  gssize divergence = wf_run_comparison_get_divergence (self);
  g_autofree char *alt = NULL;

  for (gsize i = 0; i < wf_run_comparison_get_n_pairs (self); i++)
    {
      gssize first, second;
      double similarity;
      gboolean is_parting = (gssize) i == divergence, is_paired;
      guint n = (guint) wf_figure_get_n_steps (figure);

      wf_run_comparison_get_pair (self, i, &first, &second, &similarity);
      is_paired = first >= 0 && second >= 0;
      if (first >= 0)
        add_timeline_step (figure, wf_run_comparison_get_first (self), 0, first, is_paired, is_parting);
      if (second >= 0)
        add_timeline_step (figure, wf_run_comparison_get_second (self), 1, second, is_paired, is_parting);
      if (is_paired)
        wf_figure_add_link (figure, n, n + 1, similarity, TRUE);
    }
  alt = g_strdup_printf (
      _ ("The steps of both runs in two lanes; %zu pairs of them say the same or something alike."),
      wf_run_comparison_count (self, WF_RUN_PAIR_SAME) + wf_run_comparison_count (self, WF_RUN_PAIR_ALIKE));
  wf_figure_set_alt (figure, alt);
  return figure;
}

static void
add_timeline (WfRunComparison *self,
              WfReportBuilder *builder,
              const char *first_name,
              const char *second_name)
{
  g_autoptr (WfFigure) figure = wf_run_comparison_figure (self, first_name, second_name);

  wf_report_builder_add_figure (
      builder, figure,
      _ ("Both runs, their steps by number. Blue: from a step of the first run to the one of "
         "the second that says the same or something alike. The disc: where they part."));
}

static void
add_words (WfReportBuilder *builder, WfTrace *trace, gssize step)
{
  g_autofree char *name = name_step (trace, step);
  g_autofree char *head = g_strdup_printf ("**%s**", name);
  g_autofree char *text = NULL;

  if (step < 0)
    return;
  text = wf_excerpt_lines (wf_trace_get_text (trace, (gsize) step), EXCERPT_LINES, EXCERPT_CHARS);
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, head);
  wf_report_builder_add_text (builder, WF_BLOCK_CODE, *text != '\0' ? text : _ ("(nothing)"));
}

static void
add_divergence (WfRunComparison *self, WfReportBuilder *builder)
{
  gssize divergence = wf_run_comparison_get_divergence (self);
  gssize first, second;

  if (divergence < 0)
    return;
  wf_run_comparison_get_pair (self, (gsize) divergence, &first, &second, NULL);
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Where they part"));
  add_words (builder, wf_run_comparison_get_first (self), first);
  add_words (builder, wf_run_comparison_get_second (self), second);
}

static void
add_pair (WfRunComparison *self, WfReportBuilder *builder, gsize pair)
{
  gssize first, second;
  double similarity;
  WfRunPairKind kind = wf_run_comparison_get_pair (self, pair, &first, &second, &similarity);
  WfTrace *trace = first >= 0 ? wf_run_comparison_get_first (self) : wf_run_comparison_get_second (self);
  gsize step = (gsize) (first >= 0 ? first : second);
  g_autofree char *one = first < 0 ? g_strdup ("–") : g_strdup_printf ("%zd", first);
  g_autofree char *other = second < 0 ? g_strdup ("–") : g_strdup_printf ("%zd", second);
  g_autofree char *agent = escape (wf_trace_get_agent (trace, step), 30);
  g_autofree char *words = escape (wf_trace_get_text (trace, step), WORDS_CHARS);

  wf_report_builder_add_row (builder,
                             (const char *const[]){ one, other, agent, kind_to_text (kind), words, NULL });
}

static void
add_pairs (WfRunComparison *self, WfReportBuilder *builder)
{
  const char *const heads[] = { _ ("First"), _ ("Second"), _ ("Agent"), _ ("Steps are"), _ ("Words"), NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Step by step"));
  wf_report_builder_begin_table (builder, heads, "eesss",
                                 _ ("Numbers of the steps in both runs. Steps are the same when the same "
                                    "agent uses nearly the same words, alike "
                                    "when it uses many of them."));
  for (gsize i = 0; i < wf_run_comparison_get_n_pairs (self); i++)
    add_pair (self, builder, i);
}

static void
add_reasons (WfReportBuilder *builder)
{
  const char *sentences[] = {
    _ ("No run was repeated: whether the step at which they part decided the outcome was not tested."),
    _ ("What the text means was not judged: steps are compared by their words."),
  };

  wf_report_builder_begin_doubts (builder);
  wf_report_builder_add_text (
      builder, WF_BLOCK_CALLOUT,
      _ ("Two runs of the same task differ by chance, too, and a run can recover from where it parts. That "
         "the runs part at a step is a reason to read it, not a proof that it is to blame."));
  wf_report_builder_add_undone (builder, sentences, G_N_ELEMENTS (sentences));
  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Pairs of steps"),
                              _ ("the pairing in order with the largest sum of similarities (Needleman & "
                                 "Wunsch 1970, Journal of Molecular Biology 48)"));
  wf_report_builder_add_fact (builder, _ ("Similarity"),
                              _ ("of the words, between steps of the same agent in the same role"));
}

/**
 * wf_run_comparison_report:
 * @self: a comparison
 * @first_name: what the first run is called
 * @second_name: what the second run is called
 * @provenance: (nullable): where the result comes from
 *
 * Where two runs part, what was said there, and every step beside its partner.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_run_comparison_report (WfRunComparison *self,
                          const char *first_name,
                          const char *second_name,
                          WfProvenance *provenance)
{
  g_autoptr (WfReportBuilder) builder =
      wf_report_builder_new (_ ("Comparison report"), _ ("Where do the two runs part?"));

  add_verdict (self, builder);
  wf_report_builder_add_abstract (
      builder,
      _ ("Steps are compared by who speaks and what is said; that the runs part there doesn’t prove "
         "that one failed of it."),
      provenance);
  wf_report_builder_begin_facts (builder);
  add_run (builder, _ ("First run"), first_name, wf_run_comparison_get_first (self));
  add_run (builder, _ ("Second run"), second_name, wf_run_comparison_get_second (self));
  add_timeline (self, builder, first_name, second_name);
  add_divergence (self, builder);
  add_pairs (self, builder);
  add_reasons (builder);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
