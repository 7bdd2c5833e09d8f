/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/inference/possible-effects-private.h"
#include "core/report/figure-chart.h"
#include "core/report/sections.h"

static void
add_entries (WfReportBuilder *builder, WfPossibleEffects *self)
{
  /* xgettext:no-c-format */
  const char *interval_head = _ ("95 % interval");
  const char *heads[] = { _ ("Effect"),       _ ("Standard error"), interval_head,
                          _ ("Adjusted for"), _ ("Members"),        NULL };

  wf_report_builder_begin_table (builder, heads, "eeese",
                                 _ ("Members that ask the data the same question share a line."));
  for (guint i = 0; i < self->groups->len; i++)
    {
      const WfMemberGroup *group = &g_array_index (self->groups, WfMemberGroup, i);
      g_autofree char *effect = wf_format_number (group->result.effect);
      g_autofree char *error = wf_format_number (group->result.standard_error);
      g_autofree char *interval = wf_possible_effects_describe_interval (self, i);
      g_autofree char *names = wf_possible_effects_describe_adjusted (self, i);
      g_autofree char *escaped = wf_report_escape (names);
      g_autofree char *members =
          group->n_members > 0 ? wf_format_count (group->n_members) : g_strdup (_ ("not counted"));
      const char *cells[] = { effect, error, interval, escaped, members, NULL };

      wf_report_builder_add_row (builder, cells);
    }
}

static void
add_forest (WfReportBuilder *builder, WfPossibleEffects *self)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_FOREST, NAN, NAN);
  g_autofree char *range = wf_possible_effects_describe_range (self);
  double low, high;

  if (!wf_possible_effects_get_range (self, &low, &high))
    return;
  for (guint i = 0; i < self->groups->len; i++)
    {
      const WfMemberGroup *group = &g_array_index (self->groups, WfMemberGroup, i);
      g_autofree char *label = wf_possible_effects_describe_adjusted (self, i);
      gsize row = wf_figure_get_n_rows (figure);
      double from, to;

      if (isnan (group->result.effect))
        continue;
      wf_figure_add_bar (figure, label, NAN, group->result.effect, NULL,
                         group->result.effect == low || group->result.effect == high);
      if (wf_possible_effects_get_interval (self, i, &from, &to))
        wf_figure_set_bar_interval (figure, row, from, to);
    }
  wf_figure_set_chart_axis (figure, _ ("effect"));
  wf_figure_set_chart_alt (figure, range);
  wf_report_builder_add_figure (builder, figure,
                                /* xgettext:no-c-format */
                                _ ("The effect with its 95 % interval, by what is adjusted for; the smallest "
                                   "and the largest in bold."));
}

static const char *
describe_certainty (WfPossibleEffects *self)
{
  double low, high;

  for (guint i = 0; i < self->groups->len; i++)
    if (wf_possible_effects_get_interval (self, i, &low, &high))
      return _ (
          "The numbers hold if one of the graphs of the class is right; the intervals tell how far they "
          "would move with other rows.");
  return _ ("The numbers hold if one of the graphs of the class is right; how far they would move with other "
            "rows was not computed.");
}

static void
add_notes (WfReportBuilder *builder, WfPossibleEffects *self)
{
  const char *last = NULL;

  /* entries without an answer are neighbours */
  for (guint i = 0; i < self->groups->len; i++)
    {
      const char *reason = wf_possible_effects_get_reason (self, i);
      g_autofree char *text = NULL;

      if (reason == NULL || reason == last)
        continue;
      last = reason;
      text = g_strdup_printf (_ ("Without an answer: %s."), reason);
      wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, text);
    }
  for (gsize i = 0; self->warnings[i] != NULL; i++)
    {
      g_autofree char *escaped = wf_report_escape (self->warnings[i]);

      wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, escaped);
    }
}

static void
add_graph (WfReportBuilder *builder, WfPossibleEffects *self)
{
  g_autoptr (WfFigure) figure = wf_figure_new_graph (self->graph);

  wf_report_builder_add_figure (
      builder, figure,
      _ ("The class of graphs that the answer rests on. Where a line has no arrow, or ends in a circle, its "
         "members differ."));
}

static void
add_doubts (WfReportBuilder *builder, WfPossibleEffects *self)
{
  wf_report_builder_begin_doubts (builder);
  add_notes (builder, self);
  wf_report_builder_add_text (
      builder, WF_BLOCK_PROSE,
      _ ("One member of the class is taken to be right: an edge that the search missed, or an arrow that it "
         "got wrong, can put the effect outside of all lines. Each line rests on one reading of the edges "
         "that the data leave open, and its interval is for that reading; what the search for the graph "
         "leaves open shows between the lines."));
}

static void
add_undone (WfReportBuilder *builder, WfPossibleEffects *self)
{
  const char *sentences[] = {
    _ ("Nothing was done to the world: the answer is computed from what was observed."),
    _ ("Which member of the class is the right one was not asked: the data can’t tell."),
    wf_possible_effects_is_dag (self)
        ? _ ("There is only one graph: mediation and interventions in a model of it answer, too.")
        : NULL,
  };

  wf_report_builder_add_undone (builder, sentences, G_N_ELEMENTS (sentences));
}

static void
add_method (WfReportBuilder *builder, WfPossibleEffects *self)
{
  g_autofree char *rows = wf_format_count (wf_table_get_n_rows (self->table));

  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Members"),
                              _ ("IDA (Maathuis, Kalisch & Bühlmann 2009, Annals of Statistics 37): what "
                                 "leads to the exposure or the "
                                 "outcome is held, and what the exposure changes is left"));
  wf_report_builder_add_fact (
      builder, _ ("Adjusted for"),
      _ ("of the sets that give the same answer in every member, the most precise one (Henckel, Perković & "
         "Maathuis 2022, JRSS B 84)"));
  wf_report_builder_add_fact (builder, _ ("Rows"), rows);
}

/**
 * wf_possible_effects_report:
 * @self: the effects
 * @provenance: (nullable): where table and graph come from
 *
 * Returns: (transfer full): the range in a sentence, a dot for every entry, and what each adjusts for
 */
WfReport *
wf_possible_effects_report (WfPossibleEffects *self, WfProvenance *provenance)
{
  g_autofree char *outcome = wf_possible_effects_describe_outcome (self);
  g_autofree char *title =
      g_strdup_printf (_ ("What effect may %s have on %s?"),
                       wf_table_get_name (self->table, self->contrast.exposure), outcome);
  g_autofree char *escaped_title = wf_report_escape (title);
  g_autofree char *range = wf_possible_effects_describe_range (self);
  g_autofree char *escaped = wf_report_escape (range);
  g_autoptr (WfReportBuilder) builder =
      wf_report_builder_new (_ ("Report on possible effects"), escaped_title);

  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, escaped);
  wf_report_builder_add_abstract (builder, describe_certainty (self), provenance);
  add_forest (builder, self);
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Members of the class"));
  add_entries (builder, self);
  add_graph (builder, self);
  add_doubts (builder, self);
  add_undone (builder, self);
  add_method (builder, self);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
