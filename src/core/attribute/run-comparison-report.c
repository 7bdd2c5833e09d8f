/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/excerpt-private.h"
#include "core/attribute/run-comparison.h"
#include "core/base/format.h"

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

static void
add_verdict (WfRunComparison *self, WfReportBuilder *builder)
{
  gssize divergence = wf_run_comparison_get_divergence (self);
  gssize first, second;
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autofree char *where = NULL;
  g_autofree char *text = NULL;

  if (divergence < 0)
    {
      wf_report_builder_add_text (builder, WF_BLOCK_VERDICT,
                                  _ ("**No agent does anything differently** in the two runs."));
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
  text = g_strdup_printf (
      _ ("%s Steps that are the same: %zu; alike: %zu; only in the first run: %zu; only in the "
         "second: %zu."),
      where, wf_run_comparison_count (self, WF_RUN_PAIR_SAME),
      wf_run_comparison_count (self, WF_RUN_PAIR_ALIKE),
      wf_run_comparison_count (self, WF_RUN_PAIR_ONLY_FIRST),
      wf_run_comparison_count (self, WF_RUN_PAIR_ONLY_SECOND));
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
  wf_report_builder_begin_facts (builder);
  add_run (builder, _ ("First run"), first_name, wf_run_comparison_get_first (self));
  add_run (builder, _ ("Second run"), second_name, wf_run_comparison_get_second (self));
  add_divergence (self, builder);
  add_pairs (self, builder);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
