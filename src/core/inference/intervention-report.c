/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/inference/effect-words-private.h"
#include "core/inference/method-words-private.h"
#include "core/report/sections.h"
#include "core/table/types.h"

#define MAX_IN_VERDICT 3 /* effects told in the first sentence */

static gboolean
is_sampled (WfEffect *self)
{
  return self->engine == WF_ENGINE_SAMPLING;
}

static gboolean
is_discrete (WfEffect *self, guint node)
{
  return wf_marginal_get_kind (self->before[node]) == WF_COLUMN_DISCRETE;
}

/* Then the columns of a table have one unit. */
static gboolean
has_levels_only (WfEffect *self)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));

  for (guint i = 0; i < n_nodes; i++)
    if (!is_discrete (self, i))
      return FALSE;
  return TRUE;
}

/* The nodes of the tables: those named, or every affected one. */
static guint *
list_shown (WfEffect *self, const char *const *show, gsize *n_shown)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (guint));

  if (show == NULL)
    return wf_effect_rank_affected (self, n_shown);
  for (gsize i = 0; show[i] != NULL; i++)
    {
      gssize node = wf_graph_find_node (graph, show[i]);
      guint index = (guint) node;

      if (node >= 0)
        g_array_append_val (nodes, index);
    }
  *n_shown = nodes->len;
  return (guint *) g_array_free (g_steal_pointer (&nodes), FALSE);
}

static char *
make_title (WfEffect *self)
{
  g_autofree char *setting = wf_effect_describe_setting (self);
  g_autofree char *given = wf_effect_describe_given (self);

  if (setting != NULL && given != NULL)
    return g_strdup_printf (_ ("What happens if %s, given %s?"), setting, given);
  if (setting != NULL)
    return g_strdup_printf (_ ("What happens if %s?"), setting);
  if (given != NULL)
    return g_strdup_printf (_ ("What is to be expected given %s?"), given);
  return g_strdup (_ ("How are the variables distributed?"));
}

/* "mek falls ..., raf falls ... and 4 others change", escaped */
static char *
list_changes (WfEffect *self, const guint *shown, gsize n_shown)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  gsize n_told = 0, n_more = 0;

  for (gsize i = 0; i < n_shown; i++)
    {
      g_autofree char *change = NULL;
      g_autofree char *escaped = NULL;

      if (!self->is_affected[shown[i]])
        continue;
      if (n_told == MAX_IN_VERDICT)
        {
          n_more++;
          continue;
        }
      change = wf_effect_describe_change (self, shown[i]);
      escaped = wf_report_escape (change);
      g_strv_builder_add (builder, escaped);
      n_told++;
    }
  if (n_more > 0)
    {
      g_autofree char *more = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%zu more variable changes", "%zu more variables change", n_more),
          n_more);

      g_strv_builder_add (builder, more);
    }
  parts = g_strv_builder_end (builder);
  return wf_effect_join (parts);
}

static char *
describe_exactness (WfEffect *self)
{
  g_autofree char *draws = wf_format_count (self->n_draws);

  if (is_sampled (self))
    /* Translators: the end of a sentence: "…; sampled, 10,000 draws." */
    return g_strdup_printf (_ ("sampled, %s draws"), draws);
  if (self->engine == WF_ENGINE_CLOSED_FORM)
    return g_strdup (_ ("exact under the fitted linear-Gaussian model"));
  return g_strdup (_ ("exact under the fitted probability tables"));
}

static char *
describe_nothing (WfEffect *self, const char *condition)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  g_autofree gboolean *is_downstream = wf_effect_list_downstream (self);
  g_autofree char *exactness = NULL;
  gsize n_nodes = wf_graph_get_n_nodes (graph), n_others = 0;

  for (guint i = 0; i < n_nodes; i++)
    n_others += is_downstream[i] && self->conditions[i].intervention == NULL;
  if (n_others == 0)
    return g_strdup_printf (
        _ ("If %s, nothing else changes: no variable lies downstream of it in this graph."), condition);
  exactness = describe_exactness (self);
  return g_strdup_printf (_ ("If %s, none of the variables shown changes; %s."), condition, exactness);
}

static void
add_verdict (WfReportBuilder *builder, WfEffect *self, const guint *shown, gsize n_shown)
{
  g_autofree char *setting = wf_effect_describe_setting (self);
  g_autofree char *given = wf_effect_describe_given (self);
  g_autofree char *condition = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *changes = list_changes (self, shown, n_shown);
  g_autofree char *exactness = describe_exactness (self);
  g_autofree char *text = NULL;

  if (setting == NULL)
    {
      text = g_strdup_printf (_ ("Nothing is set: these are the distributions of the model as fitted; %s."),
                              exactness);
      wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, text);
      return;
    }
  condition =
      given != NULL ? g_strdup_printf (_ ("%s and %s is observed"), setting, given) : g_strdup (setting);
  escaped = wf_report_escape (condition);
  if (*changes == '\0')
    text = describe_nothing (self, escaped);
  else
    text = g_strdup_printf (_ ("If %s, %s; %s."), escaped, changes, exactness);
  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, text);
}

/* "−2.1 to 0.4" of the change, "" without one; of a level in percentage points */
static char *
describe_interval (WfTable *table, WfEffectIntervals *intervals, guint node, gint level)
{
  double scale = level >= 0 ? 100.0 : 1.0, low, high;

  if (intervals == NULL || !wf_effect_intervals_get_interval (intervals, node, level, &low, &high))
    return g_strdup ("");

  g_autofree char *from = wf_table_format_difference (table, node, scale * low);
  g_autofree char *to = wf_table_format_difference (table, node, scale * high);

  /* Translators: an interval, "2.1 to 3.4" */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

/* The columns after the change: the interval, where there are intervals, then the standard error of sampling.
 */
static void
add_row (WfReportBuilder *builder,
         WfEffect *self,
         WfEffectIntervals *intervals,
         guint node,
         gint level,
         const char *name,
         const char *before,
         const char *after,
         const char *change)
{
  WfTable *table = wf_model_get_table (self->model);
  g_autofree char *escaped = wf_report_escape (name);
  double difference, error = 0.0;
  gboolean has_error = is_sampled (self) && wf_effect_get_change (self, node, level, &difference, &error);
  g_autofree char *standard_error =
      has_error ? wf_table_format_difference (table, node, level >= 0 ? 100.0 * error : error) : NULL;
  g_autofree char *interval = describe_interval (table, intervals, node, level);
  const char *cells[] = { escaped, before, after, change, standard_error, NULL, NULL };

  if (intervals != NULL)
    {
      cells[4] = interval;
      cells[5] = standard_error;
    }
  wf_report_builder_add_row (builder, cells);
}

static const char *
describe_fixed (WfEffect *self, guint node)
{
  return wf_effect_is_fixed (self, node) ? _ ("set") : NULL;
}

static void
add_continuous_row (WfReportBuilder *builder, WfEffect *self, WfEffectIntervals *intervals, guint node)
{
  WfMarginal *from = self->before[node], *to = self->after[node];
  g_autofree char *mean_from = wf_marginal_to_text (from);
  g_autofree char *mean_to = wf_marginal_to_text (to);
  g_autofree char *sd_from = wf_marginal_sd_to_text (from);
  g_autofree char *sd_to = wf_marginal_sd_to_text (to);
  g_autofree char *before = g_strdup_printf ("%s (%s)", mean_from, sd_from);
  g_autofree char *after = g_strdup_printf ("%s (%s)", mean_to, sd_to);
  g_autofree char *moved = wf_marginal_change_to_text (from, to);
  g_autofree char *change = moved != NULL ? g_steal_pointer (&moved) : wf_format_change (0, 0);
  const char *fixed = describe_fixed (self, node);

  add_row (builder, self, intervals, node, -1, wf_marginal_get_name (from), before, after,
           fixed != NULL ? fixed : change);
}

/* "▲ 3.1 pp" */
static char *
describe_points (double from, double to, gboolean has_unit)
{
  g_autofree char *points = wf_format_number (100.0 * fabs (to - from));

  if (fabs (to - from) < 5e-4)
    return g_strdup ("≈\u00a00");
  return g_strdup_printf ("%s\u00a0%s%s", to > from ? "▲" : "▼", points, has_unit ? "\u00a0pp" : "");
}

static void
add_discrete_rows (WfReportBuilder *builder, WfEffect *self, WfEffectIntervals *intervals, guint node)
{
  gsize n_levels;
  const double *p = wf_marginal_get_probabilities (self->before[node], &n_levels);
  const double *q = wf_marginal_get_probabilities (self->after[node], &n_levels);
  gboolean is_changed = self->is_affected[node] || self->conditions[node].intervention != NULL;
  gboolean has_units = has_levels_only (self);

  for (gsize i = 0; i < n_levels; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s = %s", wf_marginal_get_name (self->before[node]),
                                               wf_marginal_get_level (self->before[node], i));
      g_autofree char *before = has_units ? wf_format_points (p[i]) : wf_format_percent (p[i]);
      g_autofree char *after = has_units ? wf_format_points (q[i]) : wf_format_percent (q[i]);
      g_autofree char *change = describe_points (p[i], q[i], !has_units);
      const char *fixed = describe_fixed (self, node);

      if (!is_changed || fabs (q[i] - p[i]) > 1e-9)
        add_row (builder, self, intervals, node, (gint) i, name, before, after,
                 fixed != NULL ? fixed : change);
    }
}

static void
add_node_rows (WfReportBuilder *builder, WfEffect *self, WfEffectIntervals *intervals, guint node)
{
  if (wf_marginal_get_kind (self->before[node]) == WF_COLUMN_DISCRETE)
    add_discrete_rows (builder, self, intervals, node);
  else
    add_continuous_row (builder, self, intervals, node);
}

static const char *
get_table_caption (WfEffect *self)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));

  if (has_levels_only (self))
    return _ ("Probability of each level");
  for (guint i = 0; i < n_nodes; i++)
    if (is_discrete (self, i))
      return _ ("Mean, with the standard deviation in brackets, or the probability of each level; pp = "
                "percentage points");
  return _ ("Mean, with the standard deviation in brackets");
}

static void
add_effects (
    WfReportBuilder *builder, WfEffect *self, WfEffectIntervals *intervals, const guint *shown, gsize n_shown)
{
  const char *heads[] = { _ ("Variable"), _ ("Before"), _ ("After"), _ ("Change"), NULL, NULL, NULL };
  gsize n_heads = 4;
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));

  if (n_shown + self->question->n_interventions == 0)
    return;
  if (intervals != NULL)
    /* xgettext:no-c-format */
    heads[n_heads++] = _ ("95 % interval of the change");
  if (is_sampled (self))
    heads[n_heads++] = intervals != NULL ? _ ("Standard error of sampling") : _ ("Standard error");
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Effects"));
  wf_report_builder_begin_table (builder, heads,
                                 n_heads == 4   ? "seee"
                                 : n_heads == 5 ? "seeee"
                                                : "seeeee",
                                 get_table_caption (self));
  if (has_levels_only (self))
    wf_report_builder_set_units (
        builder, (const char *const[]){ NULL, "%", "%", _ ("percentage points"), NULL, NULL });
  for (guint i = 0; i < n_nodes; i++)
    if (self->conditions[i].intervention != NULL)
      add_node_rows (builder, self, intervals, i);
  for (gsize i = 0; i < n_shown; i++)
    if (self->conditions[shown[i]].intervention == NULL)
      add_node_rows (builder, self, intervals, shown[i]);
}

/* "a → b" of an edge of the DAG */
static char *
describe_edge (WfGraph *graph, const WfEdge *edge)
{
  gboolean is_forward = edge->mark_b == WF_MARK_ARROW;

  return g_strdup_printf ("%s → %s", wf_graph_get_name (graph, is_forward ? edge->a : edge->b),
                          wf_graph_get_name (graph, is_forward ? edge->b : edge->a));
}

static const char *
get_limits (WfEffect *self, gboolean has_intervals)
{
  if (!wf_model_is_fitted (self->model))
    return _ ("The mechanisms are taken to be exactly those of the file.");
  if (wf_model_is_discrete (self->model))
    return has_intervals
               ? _ ("The probabilities are estimated from the rows of the table, so rare combinations are "
                    "uncertain; the intervals tell how much, if the graph is right.")
               : _ ("The probabilities are estimated from the rows of the table, so rare combinations are "
                    "uncertain; the "
                    "answer carries no interval for that.");
  if (wf_model_is_linear (self->model))
    return has_intervals
               ? _ ("Every cause is taken to act in proportion, with normal noise of one size; curved or "
                    "combined effects are averaged out. The intervals are those of the limited number of "
                    "rows, "
                    "if graph and equations are right.")
               : _ ("Every cause is taken to act in proportion, with normal noise of one size; curved or "
                    "combined effects are averaged out, and the answer carries no interval for the limited "
                    "number "
                    "of rows.");
  return has_intervals
             ? _ ("Continuous variables are taken to be a smooth function of their causes plus noise of one "
                  "size. The intervals are those of the limited number of rows and of the draws, if the "
                  "graph "
                  "and the kinds of mechanisms are right.")
             : _ ("Continuous variables are taken to be a smooth function of their causes plus noise of one "
                  "size; the "
                  "standard "
                  "errors are those of the draws, and the answer carries no interval for the limited number "
                  "of "
                  "rows.");
}

static void
add_doubts (
    WfReportBuilder *builder, WfEffect *self, WfEffectIntervals *intervals, const guint *shown, gsize n_shown)
{
  const char *const *warnings = intervals != NULL ? wf_effect_intervals_get_warnings (intervals) : NULL;

  wf_effect_add_doubts (builder, self, shown, n_shown);
  for (gsize i = 0; warnings != NULL && warnings[i] != NULL; i++)
    {
      g_autofree char *escaped = wf_report_escape (warnings[i]);

      wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, escaped);
    }
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, get_limits (self, intervals != NULL));
}

static char *
list_cuts (WfEffect *self)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize e = 0; e < n_edges; e++)
    if (wf_effect_is_cut (self, e))
      {
        g_autofree char *edge = describe_edge (graph, &edges[e]);

        g_string_append_printf (list, list->len == 0 ? "%s" : ", %s", edge);
      }
  return list->len > 0 ? wf_report_escape (list->str) : g_strdup (_ ("none"));
}

static const char *
get_caption (WfEffect *self)
{
  gsize n_edges = wf_graph_get_n_edges (wf_model_get_graph (self->model));

  for (gsize e = 0; e < n_edges; e++)
    if (wf_effect_is_cut (self, e))
      return _ ("Grey: as observed. Outlined: after the intervention. Dotted: edges that it cuts.");
  return _ ("Grey: as observed. Outlined: after the intervention. It cuts no edge.");
}

static char *
describe_engine (WfEffect *self)
{
  g_autofree char *draws = wf_format_count (self->n_draws);
  g_autofree char *effective = wf_format_number (floor (self->n_effective));

  switch (self->engine)
    {
      case WF_ENGINE_CLOSED_FORM:
        return g_strdup (_ ("closed-form means and variances of the graph after the cut (exact)"));
      case WF_ENGINE_JUNCTION_TREE:
        return g_strdup (_ ("truncated factorisation and a junction tree (exact)"));
      case WF_ENGINE_SAMPLING:
        if (wf_effect_has_evidence (self))
          return g_strdup_printf (
              _ ("%s draws, the same before and after, weighted by what is given (as good as %s)"), draws,
              effective);
        return g_strdup_printf (_ ("%s draws, with the same noise before and after"), draws);
      case WF_ENGINE_ELIMINATION:
      default:
        return g_strdup (_ ("truncated factorisation and variable elimination (exact)"));
    }
}

static char *
describe_samples (WfEffectIntervals *intervals)
{
  g_autofree char *samples = wf_format_count (wf_effect_intervals_get_n_samples (intervals));
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, wf_effect_intervals_get_seed (intervals));

  return g_strdup_printf (
      _ ("95 %%, percentiles of %s samples of the rows, drawn again with replacement (seed "
         "%s), each fitted with the same kinds of mechanisms"),
      samples, seed);
}

static void
add_method (WfReportBuilder *builder, WfEffect *self, WfEffectIntervals *intervals)
{
  g_autofree char *cuts = list_cuts (self);
  g_autofree char *engine = describe_engine (self);

  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Source"),
                              _ ("Pearl 2009, Causality, chapter 3: setting a variable cuts the arrows into "
                                 "it and leaves all other mechanisms as they are"));
  wf_model_add_facts (builder, self->model);
  wf_report_builder_add_row (builder, (const char *const[]){ _ ("Edges cut"), cuts, NULL });
  wf_report_builder_add_fact (builder, _ ("Computed by"), engine);
  if (intervals != NULL)
    {
      g_autofree char *samples = describe_samples (intervals);

      wf_report_builder_add_fact (builder, _ ("Intervals"), samples);
    }
  if (self->engine == WF_ENGINE_CLOSED_FORM)
    wf_report_builder_add_fact (
        builder, _ ("Shape of the distributions"),
        wf_effect_has_evidence (self)
            ? _ ("normal")
            : _ ("rows of the table (at most 10,000, at even distances), each moved with its own noise"));
}

WfReport *
wf_effect_write_report (WfEffect *self,
                        WfEffectIntervals *intervals,
                        const char *const *show,
                        WfProvenance *provenance)
{
  g_autofree char *plain = make_title (self);
  g_autofree char *title = wf_report_escape (plain);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Intervention report"), title);
  g_autoptr (WfFigure) figure = wf_effect_figure (self);
  gsize n_shown;
  g_autofree guint *shown = list_shown (self, show, &n_shown);

  add_verdict (builder, self, shown, n_shown);
  wf_report_builder_add_abstract (builder, wf_model_describe_certainty (self->model, intervals != NULL),
                                  provenance);
  wf_report_builder_add_figure (builder, figure, get_caption (self));
  wf_effect_add_distributions (builder, self, shown, n_shown);
  if (intervals != NULL)
    wf_effect_add_forests (builder, intervals, shown, n_shown);
  add_effects (builder, self, intervals, shown, n_shown);
  wf_effect_add_mechanisms (builder, self, shown, n_shown);
  add_doubts (builder, self, intervals, shown, n_shown);
  wf_model_add_undone (builder, self->model, intervals != NULL);
  add_method (builder, self, intervals);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}

/**
 * wf_effect_report:
 * @self: an effect
 * @show: (array zero-terminated=1) (nullable): names of the variables to tell of, others are ignored; %NULL =
 * every affected one
 * @provenance: (nullable): inputs, command and time
 *
 * What happens if: the largest effects in a sentence, the graph, effects, mechanisms, what could make it
 * wrong, method.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_effect_report (WfEffect *self, const char *const *show, WfProvenance *provenance)
{
  g_return_val_if_fail (self != NULL, NULL);
  return wf_effect_write_report (self, NULL, show, provenance);
}
