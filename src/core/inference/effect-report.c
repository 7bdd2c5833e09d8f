/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the report of an intervention and that of a row share. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/inference/effect-words-private.h"
#include "core/inference/method-words-private.h"
#include "core/report/sections.h"

#define MAX_CHOICES   6    /* edges named one by one */
#define MAX_WEAK      4    /* mechanisms whose weakness is told */
#define LITTLE_LINEAR 0.1  /* R² below which the causes explain little */
#define LITTLE_TABLE  0.05 /* McFadden's pseudo R² runs lower */
#define MAX_SKEW      0.5  /* an exponential distribution has 0.56 */

static gboolean
is_discrete (WfEffect *self, guint node)
{
  return wf_marginal_get_kind (self->before[node]) == WF_COLUMN_DISCRETE;
}

static gboolean
is_little_explained (WfEffect *self, guint node)
{
  return wf_model_get_r_squared (self->model, node) <
         (is_discrete (self, node) ? LITTLE_TABLE : LITTLE_LINEAR);
}

static void
add_mechanism_row (WfReportBuilder *builder, WfEffect *self, guint node)
{
  g_autofree char *name = wf_report_escape (wf_graph_get_name (wf_model_get_graph (self->model), node));
  g_autofree char *description = wf_model_describe (self->model, node);
  g_autofree char *escaped = wf_report_escape (description);
  g_autofree char *mechanism = NULL;
  g_autofree char *r_squared = wf_format_number (wf_model_get_r_squared (self->model, node));
  g_autofree char *fit = wf_model_is_weak (self->model, node, NULL)
                             ? g_strdup_printf (_ ("%s, weak"), r_squared)
                             : g_strdup (r_squared);
  g_autofree char *rows = wf_format_count (wf_model_get_n_rows_used (self->model, node));

  mechanism = wf_question_is_detached (self->question, node)
                  ? g_strdup_printf (_ ("%s (not used while it is set)"), escaped)
                  : g_strdup (escaped);

  const char *cells[] = { name, mechanism, fit, rows, NULL };

  wf_report_builder_add_row (builder, cells);
}

static const char *
get_fit_head (WfEffect *self)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model)), n_discrete = 0;

  for (guint i = 0; i < n_nodes; i++)
    n_discrete += is_discrete (self, i);
  return n_discrete == n_nodes ? _ ("Pseudo R²") : n_discrete == 0 ? _ ("R²") : _ ("R² or pseudo R²");
}

void
wf_effect_add_mechanisms (WfReportBuilder *builder, WfEffect *self, const guint *shown, gsize n_shown)
{
  const char *heads[] = { _ ("Variable"), _ ("Mechanism"), get_fit_head (self), _ ("Rows"), NULL };
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));

  if (n_shown + self->question->n_interventions == 0)
    return;
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Mechanisms"));
  /* what stands in a file was fitted to no rows */
  if (!wf_model_is_fitted (self->model))
    heads[2] = NULL;
  wf_report_builder_begin_table (builder, heads, heads[2] != NULL ? "ssee" : "ss", NULL);
  for (guint i = 0; i < n_nodes; i++)
    if (self->conditions[i].intervention != NULL)
      add_mechanism_row (builder, self, i);
  for (gsize i = 0; i < n_shown; i++)
    if (self->conditions[shown[i]].intervention == NULL)
      add_mechanism_row (builder, self, shown[i]);
}

/* "a → b" of an edge of the DAG */
static char *
describe_edge (WfGraph *graph, const WfEdge *edge)
{
  gboolean is_forward = edge->mark_b == WF_MARK_ARROW;

  return g_strdup_printf ("%s → %s", wf_graph_get_name (graph, is_forward ? edge->a : edge->b),
                          wf_graph_get_name (graph, is_forward ? edge->b : edge->a));
}

static void
add_choices (WfReportBuilder *builder, WfEffect *self)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  gsize n_choices, n_edges;
  const guint *choices = wf_model_get_choices (self->model, &n_choices);
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  if (n_choices == 0)
    return;
  for (gsize i = 0; i < MIN (n_choices, MAX_CHOICES); i++)
    {
      g_autofree char *edge = describe_edge (graph, &edges[choices[i]]);
      g_autofree char *escaped = wf_report_escape (edge);

      g_strv_builder_add (parts, escaped);
    }
  if (n_choices > MAX_CHOICES)
    {
      g_autofree char *more = g_strdup_printf (_ ("%zu more"), n_choices - MAX_CHOICES);

      g_strv_builder_add (parts, more);
    }
  list = g_strv_builder_end (parts);
  names = wf_effect_join (list);
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "The data leave open the direction of %zu edge; it was taken as %s. "
                                       "The other direction fits as well and can give another answer.",
                                       "The data leave open the direction of %zu edges; they were taken as "
                                       "%s. Other directions fit as well and can give another answer.",
                                       n_choices),
                          n_choices, names);
  wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, text);
}

static void
add_warnings (WfReportBuilder *builder, const char *const *warnings)
{
  for (gsize i = 0; warnings[i] != NULL; i++)
    {
      g_autofree char *text = wf_report_escape (warnings[i]);

      wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, text);
    }
}

/* Why the mechanisms that the answer rests on deserve doubt. */
static void
add_weak (WfReportBuilder *builder, WfEffect *self, const guint *shown, gsize n_shown)
{
  gsize n_weak = 0;

  for (gsize i = 0; i < n_shown; i++)
    {
      const char *reason;
      g_autofree char *text = NULL;
      g_autofree char *escaped = NULL;

      if (wf_question_is_detached (self->question, shown[i]) ||
          !wf_model_is_weak (self->model, shown[i], &reason) || ++n_weak > MAX_WEAK)
        continue;
      text = g_strdup_printf (_ ("Weak mechanism: %s."), reason);
      escaped = wf_report_escape (text);
      wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, escaped);
    }
  if (n_weak > MAX_WEAK)
    {
      g_autofree char *more = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%zu more mechanism is weak; the table marks it.",
                       "%zu more mechanisms are weak; the table marks them.", n_weak - MAX_WEAK),
          n_weak - MAX_WEAK);

      wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, more);
    }
}

/* Affected variables whose parents say little about them: their answer is right in the mean and wide. */
static void
add_little_explained (WfReportBuilder *builder, WfEffect *self, const guint *shown, gsize n_shown)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < n_shown; i++)
    if (is_little_explained (self, shown[i]) && !wf_question_is_detached (self->question, shown[i]))
      {
        g_autofree char *escaped = wf_report_escape (wf_graph_get_name (graph, shown[i]));

        g_strv_builder_add (parts, escaped);
      }
  list = g_strv_builder_end (parts);
  if (list[0] == NULL)
    return;
  names = wf_effect_join (list);
  text = g_strdup_printf (
      _ ("Little explained: the causes in the graph tell little of %s, most comes from elsewhere."), names);
  wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, text);
}

/* Bowley's measure of skewness, taken at 5 % and 95 % (Hinkley 1975): -1 to 1, 0 = symmetric. */
static double
measure_skew (WfMarginal *observed)
{
  double low = wf_marginal_get_quantile (observed, 0.05);
  double middle = wf_marginal_get_quantile (observed, 0.5);
  double high = wf_marginal_get_quantile (observed, 0.95);

  return high > low ? (high + low - 2.0 * middle) / (high - low) : 0.0;
}

/* A line through skewed values follows the few large ones. */
static void
add_skewed (WfReportBuilder *builder, WfEffect *self, const guint *shown, gsize n_shown)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < n_shown; i++)
    if (!is_discrete (self, shown[i]) &&
        fabs (measure_skew (wf_model_get_observed (self->model, shown[i]))) > MAX_SKEW)
      {
        g_autofree char *escaped = wf_report_escape (wf_graph_get_name (graph, shown[i]));

        g_strv_builder_add (parts, escaped);
      }
  list = g_strv_builder_end (parts);
  if (list[0] == NULL)
    return;
  names = wf_effect_join (list);
  text = g_strdup_printf (
      _ ("Strongly skewed: %s. A few extreme rows decide means and slopes there; logarithms of "
         "the columns may fit better."),
      names);
  wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, text);
}

/* Chosen directions, warnings of the answer and of the model, and variables that the model explains badly. */
void
wf_effect_add_doubts (WfReportBuilder *builder, WfEffect *self, const guint *shown, gsize n_shown)
{
  wf_report_builder_begin_doubts (builder);
  add_choices (builder, self);
  add_warnings (builder, (const char *const *) self->warnings);
  add_warnings (builder, wf_model_get_warnings (self->model));
  add_weak (builder, self, shown, n_shown);
  add_little_explained (builder, self, shown, n_shown);
  add_skewed (builder, self, shown, n_shown);
  wf_report_builder_add_text (
      builder, WF_BLOCK_PROSE,
      _ ("The graph is taken as right and complete: a hidden common cause of two variables, a missing "
         "edge or a reversed one changes the answer."));
}
