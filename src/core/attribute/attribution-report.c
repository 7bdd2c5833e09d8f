/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/attribution-words-private.h"
#include "core/base/format.h"
#include "core/model/model-report.h"
#include "core/report/figure-chart.h"
#include "core/report/sections.h"

#define MAX_BARS 20 /* of the figure */
#define MAX_ROWS 40 /* of an anomaly, told one by one */

/**
 * wf_attribution_figure:
 * @self: an attribution
 *
 * A bar for each of the largest contributions; those that a test calls changed, or the largest, are
 * emphasised.
 *
 * Returns: (transfer full): the figure
 */
WfFigure *
wf_attribution_figure (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_BARS, NAN, NAN);
  g_autofree char *alt = wf_attribution_describe (self);

  for (gsize i = 0; i < MIN (self->n_contributions, MAX_BARS); i++)
    {
      g_autofree char *name = wf_attribution_name (self, i);
      const WfContribution *one = &self->contributions[i];
      g_autofree char *text = wf_attribution_format_share (one);
      gboolean is_emphasised =
          self->kind == WF_ATTRIBUTION_CHANGE ? wf_attribution_is_changed (self, i) : i == 0;
      gsize row = wf_figure_get_n_rows (figure);

      if (!isfinite (one->share))
        continue;
      wf_figure_add_bar (figure, name, 0, one->share, text, is_emphasised);
      if (one->half_width > 0)
        wf_figure_set_bar_interval (figure, row, one->share - one->half_width, one->share + one->half_width);
    }
  wf_figure_set_chart_axis (figure, wf_attribution_get_unit_name (self));
  wf_figure_set_chart_alt (figure, alt);
  return g_steal_pointer (&figure);
}

static char *
make_title (WfAttribution *self)
{
  switch (self->kind)
    {
      case WF_ATTRIBUTION_ANOMALY:
        return self->rows->len == 1 ? g_strdup_printf (_ ("Why is %s unusual in row %zu?"), self->target,
                                                       g_array_index (self->rows, WfAttributedRow, 0).row)
                                    : g_strdup_printf (_ ("Why is %s unusual in these rows?"), self->target);
      case WF_ATTRIBUTION_CHANGE:
        return g_strdup_printf (_ ("Why did %s change?"), self->target);
      case WF_ATTRIBUTION_INTRINSIC:
        return g_strdup_printf (_ ("Where does the spread of %s come from?"), self->target);
      case WF_ATTRIBUTION_ARROWS:
      default:
        return self->target != NULL ? g_strdup_printf (_ ("How strong are the arrows into %s?"), self->target)
                                    : g_strdup (_ ("How strong are the arrows?"));
    }
}

static void
add_escaped (WfReportBuilder *builder, WfBlockKind kind, const char *text)
{
  g_autofree char *escaped = wf_report_escape (text);

  wf_report_builder_add_text (builder, kind, escaped);
}

/* One row of the table: name, share, part, then what the kind of question adds. */
static void
add_contribution (WfReportBuilder *builder, WfAttribution *self, gsize i)
{
  const WfContribution *one = &self->contributions[i];
  g_autofree char *plain = wf_attribution_name (self, i);
  g_autofree char *name = wf_report_escape (plain);
  g_autofree char *share = wf_attribution_format_share (one);
  g_autofree char *part = wf_attribution_format_part (self, i);
  g_autofree char *observed = wf_attribution_format_value (self, i, one->observed);
  g_autofree char *observed_escaped = wf_report_escape (observed);
  g_autofree char *expected = wf_format_number (one->expected);
  g_autofree char *p_value = wf_attribution_format_p (one->p_value);
  const char *part_text = part != NULL ? part : "–";

  if (self->kind == WF_ATTRIBUTION_ARROWS)
    wf_report_builder_add_row (builder, (const char *const[]){ name, share, NULL });
  else if (self->kind == WF_ATTRIBUTION_CHANGE)
    wf_report_builder_add_row (
        builder, (const char *const[]){ name, share, part_text, p_value,
                                        wf_attribution_is_changed (self, i) ? _ ("yes") : _ ("no"), NULL });
  else if (self->rows->len == 1)
    wf_report_builder_add_row (
        builder, (const char *const[]){ name, share, part_text, observed_escaped, expected, NULL });
  else
    wf_report_builder_add_row (builder, (const char *const[]){ name, share, part_text, NULL });
}

static void
add_contributions (WfReportBuilder *builder, WfAttribution *self)
{
  const char *variable = _ ("Variable"), *share = _ ("Share"), *part = _ ("Of the whole");
  const char *units[] = { NULL, wf_attribution_get_unit_name (self), NULL, NULL, NULL };
  const char *caption =
      self->is_exact ? _ ("Exact under the model.") : /* xgettext:no-c-format */ _ ("With 95 % intervals.");

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Contributions"));
  if (self->kind == WF_ATTRIBUTION_ARROWS)
    wf_report_builder_begin_table (builder, (const char *const[]){ _ ("Arrow"), _ ("Strength"), NULL }, "se",
                                   caption);
  else if (self->kind == WF_ATTRIBUTION_CHANGE)
    wf_report_builder_begin_table (
        builder, (const char *const[]){ variable, share, part, _ ("p of no change"), _ ("Changed"), NULL },
        "seees", caption);
  else if (self->rows->len == 1)
    wf_report_builder_begin_table (
        builder,
        (const char *const[]){ variable, share, part, _ ("Value"), _ ("Expected of its causes"), NULL },
        "seeee", caption);
  else
    wf_report_builder_begin_table (builder, (const char *const[]){ variable, share, part, NULL }, "see",
                                   caption);
  wf_report_builder_set_units (builder, units);
  for (gsize i = 0; i < self->n_contributions; i++)
    add_contribution (builder, self, i);
}

/* Each row with what contributes most to it. */
static void
add_rows (WfReportBuilder *builder, WfAttribution *self)
{
  const char *heads[] = { _ ("Row"), _ ("Score"), _ ("Contributes most"), _ ("Share"), NULL };
  g_autofree char *caption = NULL;

  if (self->rows->len < 2)
    return;
  if (self->rows->len > MAX_ROWS)
    caption = g_strdup_printf (_ ("The first %d of %u rows"), MAX_ROWS, self->rows->len);
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Rows"));
  wf_report_builder_begin_table (builder, heads, "eese", caption);
  for (guint r = 0; r < MIN (self->rows->len, MAX_ROWS); r++)
    {
      const WfAttributedRow *row = &g_array_index (self->rows, WfAttributedRow, r);
      gsize best = 0;
      g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, row->row);
      g_autofree char *score = wf_format_number (row->score);
      g_autofree char *plain = NULL;
      g_autofree char *name = NULL;
      g_autofree char *share = NULL;

      for (gsize i = 1; i < self->n_contributions; i++)
        if (row->shares[i] > row->shares[best])
          best = i;
      plain = wf_attribution_name (self, best);
      name = wf_report_escape (plain);
      share = wf_format_number (row->shares[best]);
      wf_report_builder_add_row (builder, (const char *const[]){ number, score, name, share, NULL });
    }
}

/* The mechanisms that the answer rests on; of a change, of both tables. */
static void
add_mechanisms (WfReportBuilder *builder, WfAttribution *self)
{
  const char *heads[] = { _ ("Variable"), self->second != NULL ? _ ("In the first table") : _ ("Mechanism"),
                          self->second != NULL ? _ ("In the second table") : NULL, NULL };
  WfGraph *graph = wf_model_get_graph (self->model);
  g_autofree gboolean *is_told = g_new0 (gboolean, wf_graph_get_n_nodes (graph));

  if (self->n_contributions == 0)
    return;
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Mechanisms"));
  wf_report_builder_begin_table (builder, heads, self->second != NULL ? "sss" : "ss", NULL);
  for (gsize i = 0; i < self->n_contributions; i++)
    {
      const WfContribution *one = &self->contributions[i];
      guint node = one->child >= 0 ? (guint) one->child : one->node;
      g_autofree char *name = wf_report_escape (wf_graph_get_name (graph, node));
      g_autofree char *plain = wf_model_describe (self->model, node);
      g_autofree char *other_plain =
          self->second != NULL ? wf_model_describe (self->second, node) : g_strdup ("");
      g_autofree char *mechanism = wf_report_escape (plain);
      g_autofree char *other = wf_report_escape (other_plain);
      const char *cells[] = { name, mechanism, self->second != NULL ? other : NULL, NULL };

      if (!is_told[node])
        wf_report_builder_add_row (builder, cells);
      is_told[node] = TRUE;
    }
}

static const char *
get_doubt (WfAttribution *self)
{
  switch (self->kind)
    {
      case WF_ATTRIBUTION_ANOMALY:
        return _ ("A cause is found among the variables of the graph only; an unusual noise can stand for a "
                  "cause that "
                  "was not measured. The intervals are of the draws, not of the fitted mechanisms.");
      case WF_ATTRIBUTION_CHANGE:
        return _ (
            "The graph is taken to be the same in both tables. What a hidden cause changes is told of the "
            "variables that it acts on.");
      case WF_ATTRIBUTION_INTRINSIC:
        return _ ("The answer depends on the mechanisms being of the right form: of a category on how its "
                  "levels come "
                  "from noise, which no data can tell. It is about spread, not about what an intervention "
                  "would do.");
      case WF_ATTRIBUTION_ARROWS:
      default:
        return _ ("A strong arrow is not a strong total effect: other paths may add to it or cancel it. "
                  "Strengths of "
                  "arrows don’t add up.");
    }
}

static void
add_doubts (WfReportBuilder *builder, WfAttribution *self)
{
  const char *const *model_warnings = wf_model_get_warnings (self->model);

  wf_report_builder_begin_doubts (builder);
  for (gsize i = 0; self->warnings[i] != NULL; i++)
    add_escaped (builder, WF_BLOCK_CALLOUT, self->warnings[i]);
  for (gsize i = 0; self->second == NULL && model_warnings[i] != NULL; i++)
    add_escaped (builder, WF_BLOCK_CALLOUT, model_warnings[i]);
  wf_report_builder_add_text (
      builder, WF_BLOCK_PROSE,
      _ ("The graph is taken as right and complete: a hidden common cause of two variables, a "
         "missing edge or a reversed one changes the answer."));
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, get_doubt (self));
}

static void
add_undone (WfReportBuilder *builder, WfAttribution *self)
{
  const char *sentences[] = {
    _ ("Nothing was put right and tried again: the shares are those of a model."),
    _ ("Whether the graph fits the data was not tested, and no other graph was tried."),
    self->is_exact ? _ ("How far the shares would move with other rows was not computed.") : NULL,
  };

  wf_report_builder_add_undone (builder, sentences, G_N_ELEMENTS (sentences));
}

static void
add_method (WfReportBuilder *builder, WfAttribution *self)
{
  const WfAttributionMethod *method = wf_attribution_get_method (self->kind);
  g_autofree char *params = wf_params_to_text (self->params);
  g_autofree char *model_params = wf_params_to_text (wf_model_get_params (self->model));
  g_autofree char *rows = wf_table_describe_rows (wf_model_get_rows (self->model));

  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Question"), _ (method->name));
  wf_report_builder_add_fact (builder, _ ("Source"), method->citation);
  wf_report_builder_add_fact (builder, _ ("Parameters"), params);
  wf_report_builder_add_fact (builder, _ ("Model"), wf_model_get_kind (self->model));
  if (*model_params != '\0')
    wf_report_builder_add_fact (builder, _ ("Parameters of the model"), model_params);
  wf_report_builder_add_fact (builder, _ ("Fitted to"), rows);
  if (self->second != NULL)
    {
      g_autofree char *others = wf_format_count (wf_table_get_n_rows (wf_model_get_table (self->second)));

      wf_report_builder_add_fact (builder, _ ("Rows of the second table"), others);
    }
  wf_report_builder_add_fact (builder, _ ("Computed"),
                              self->is_exact ? _ ("in closed form") : _ ("from seeded draws"));
}

/**
 * wf_attribution_report:
 * @self: an attribution
 * @provenance: (nullable): inputs, command and time
 *
 * The answer in a sentence, a bar for each contribution, the contributions with their intervals, rows,
 * mechanisms, what could make it wrong, method.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_attribution_report (WfAttribution *self, WfProvenance *provenance)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree char *plain = make_title (self);
  g_autofree char *title = wf_report_escape (plain);
  g_autofree char *verdict = wf_attribution_describe (self);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Attribution report"), title);
  g_autoptr (WfFigure) figure = wf_attribution_figure (self);
  g_autoptr (WfFigure) graph = wf_model_figure (self->model);
  g_autofree char *caption = g_strdup_printf ("%s.", _ (wf_attribution_get_method (self->kind)->summary));

  add_escaped (builder, WF_BLOCK_VERDICT, verdict);
  wf_report_builder_add_abstract (builder, _ ("The contributions hold if graph and mechanisms are right."),
                                  provenance);
  if (wf_figure_get_n_rows (figure) > 0)
    wf_report_builder_add_figure (builder, figure, caption);
  if (self->n_contributions > 0)
    add_contributions (builder, self);
  add_rows (builder, self);
  add_mechanisms (builder, self);
  wf_report_builder_add_figure (
      builder, graph, _ ("The graph that the answer rests on, with what is observed of each variable."));
  add_doubts (builder, self);
  add_undone (builder, self);
  add_method (builder, self);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
