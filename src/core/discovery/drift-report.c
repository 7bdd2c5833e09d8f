/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What moves the mechanisms that CD-NOD found to change: a curve for each along time, or the means of its
 * domains. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/discovery/discovery-report-private.h"
#include "core/discovery/drift-private.h"
#include "core/report/figure-chart.h"
#include "core/table/types.h"

typedef struct
{
  const char *name;
  WfDrift *drift;
} Shift;

static void
shift_clear (gpointer data)
{
  Shift *self = data;

  wf_drift_free (self->drift);
}

static int
compare_shifts (gconstpointer a, gconstpointer b)
{
  const Shift *s = a, *t = b;

  if (s->drift->explained != t->drift->explained)
    return s->drift->explained > t->drift->explained ? -1 : 1;
  return g_strcmp0 (s->name, t->name);
}

static gssize
find_variable (const WfContexts *contexts, const char *name)
{
  for (guint v = 0; v < contexts->n; v++)
    if (g_str_equal (contexts->names[v], name))
      return (gssize) v;
  return -1;
}

/* The causes of a node that the graph is sure of, without the surrogate. */
static guint *
list_causes (
    const WfDiscoveryReport *self, const WfContexts *contexts, guint surrogate, guint node, gsize *n_causes)
{
  gsize n;
  g_autofree guint *parents = wf_graph_list_parents (self->graph, node, &n);
  guint *causes = g_new (guint, n + 1);

  *n_causes = 0;
  for (gsize i = 0; i < n; i++)
    {
      gssize variable = find_variable (contexts, wf_graph_get_name (self->graph, parents[i]));

      if (variable >= 0 && variable != (gssize) surrogate)
        causes[(*n_causes)++] = (guint) variable;
    }
  return causes;
}

/* The order of rows is no node of the graph: its arrows are told with the reasons. */
static gboolean
is_shifted (const WfDiscoveryReport *self, const char *surrogate, guint node)
{
  gssize own = wf_graph_find_node (self->graph, surrogate);

  if (own >= 0)
    return wf_graph_is_parent (self->graph, (guint) own, node);
  for (gsize i = 0; i < wf_discovery_result_get_n_oriented (self->result); i++)
    {
      guint from, to;
      const char *rule;

      wf_discovery_result_get_oriented (self->result, i, &from, &to, &rule);
      if (from >= wf_graph_get_n_nodes (self->graph) && to == node)
        return TRUE;
    }
  return FALSE;
}

static GArray *
find_shifts (const WfDiscoveryReport *self, const WfContexts *contexts, guint surrogate)
{
  GArray *shifts = g_array_new (FALSE, FALSE, sizeof (Shift));

  g_array_set_clear_func (shifts, shift_clear);
  for (guint node = 0; node < wf_graph_get_n_nodes (self->graph); node++)
    {
      const char *name = wf_graph_get_name (self->graph, node);
      gssize variable = find_variable (contexts, name);
      gsize n_causes;
      g_autofree guint *causes = NULL;
      Shift shift = { .name = name };

      if (variable < 0 || contexts->is_context[variable] ||
          !is_shifted (self, contexts->names[surrogate], node))
        continue;
      causes = list_causes (self, contexts, surrogate, node, &n_causes);
      shift.drift = wf_drift_new (contexts, surrogate, (guint) variable, causes, n_causes);
      if (shift.drift != NULL)
        g_array_append_val (shifts, shift);
    }
  g_array_sort (shifts, compare_shifts);
  return shifts;
}

static void
add_curves (const WfDiscoveryReport *self, GArray *shifts, const char *surrogate)
{
  gssize column = wf_table_find_column (self->table, surrogate); /* -1: the order of rows */
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_CURVES, NAN, NAN);
  g_autofree char *about = g_strdup_printf (
      _ ("Curves of what the means of variables, given their causes, do along %s."), surrogate);

  for (guint i = 0; i < shifts->len; i++)
    {
      const Shift *shift = &g_array_index (shifts, Shift, i);
      const WfDrift *drift = shift->drift;
      g_autofree char *percent = wf_format_percent (drift->explained);
      /* Translators: %s is a share, "12 %" */
      g_autofree char *text = g_strdup_printf (_ ("%s of what its causes leave"), percent);
      WfCurveRow curve = { shift->name, text, drift->x, drift->y, drift->low, drift->high, drift->n };

      wf_figure_add_curve (figure, &curve);
    }
  wf_figure_set_chart_axis (figure, surrogate);
  wf_figure_set_chart_dates (figure, column >= 0 && wf_table_is_calendar (self->table, (gsize) column));
  wf_figure_set_chart_alt (figure, about);
  wf_report_builder_add_figure (
      self->builder, figure,
      /* xgettext:no-c-format */
      _ ("Driving forces (Huang et al. 2020, phase 4), here of means: by least squares, how the mean of each "
         "variable, given its causes, moves, compared with its average and in its own unit; grey: the 95 % "
         "interval, point by point. At the right the share of the variance, beyond the causes, that the "
         "movement explains."));
}

static void
add_domain (WfTable *table, WfFigure *figure, const Shift *shift, gsize k)
{
  const WfDrift *drift = shift->drift;
  g_autofree char *label = g_strdup_printf ("%s, %s", shift->name, drift->levels[k]);
  gsize column = (gsize) wf_table_find_column (table, shift->name);
  g_autofree char *number = wf_table_format_difference (table, column, drift->y[k]);
  g_autofree char *from = wf_table_format_difference (table, column, drift->low[k]);
  g_autofree char *to = wf_table_format_difference (table, column, drift->high[k]);
  g_autofree char *text = g_strdup_printf (_ ("%s (%s to %s)"), number, from, to);
  gsize row = wf_figure_get_n_rows (figure);

  wf_figure_add_bar (figure, label, NAN, drift->y[k] / drift->sd, text,
                     drift->low[k] > 0 || drift->high[k] < 0);
  wf_figure_set_bar_interval (figure, row, drift->low[k] / drift->sd, drift->high[k] / drift->sd);
}

static void
add_domains (const WfDiscoveryReport *self, GArray *shifts, const char *surrogate)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_FOREST, NAN, NAN);
  g_autofree char *about =
      g_strdup_printf (_ ("What the means of variables, given their causes, are in each %s."), surrogate);

  for (guint i = 0; i < shifts->len; i++)
    {
      const Shift *shift = &g_array_index (shifts, Shift, i);

      for (gsize k = 0; k < shift->drift->n; k++)
        add_domain (self->table, figure, shift, k);
    }
  wf_figure_set_chart_axis (figure, _ ("distance from the average, in standard deviations"));
  wf_figure_set_chart_alt (figure, about);
  wf_report_builder_add_figure (
      self->builder, figure,
      /* xgettext:no-c-format */
      _ ("Driving forces (Huang et al. 2020, phase 4), here of means: by least squares, the mean of each "
         "variable, given its causes, in each domain, compared with its average and with its 95 % interval; "
         "the numbers at the right are in the unit of the variable. Bold where the interval leaves out 0."));
}

void
wf_discovery_report_add_drift (const WfDiscoveryReport *self)
{
  GVariant *params = wf_discovery_result_get_params (self->result);
  const char *name;
  g_autoptr (WfContexts) contexts = NULL;
  g_autoptr (GArray) shifts = NULL;
  gssize surrogate;

  if (!g_str_equal (self->method->id, "cd-nod") || self->table == NULL)
    return;
  name = wf_params_get_text (params, "surrogate");
  /* what was searched could be prepared: an error means that this is another table */
  contexts = wf_contexts_new (self->table, name, wf_params_get_text (params, "contexts"),
                              (guint) wf_params_get_integer (params, "swings"), NULL);
  if (contexts == NULL)
    return;
  surrogate = *name == '\0' ? (gssize) contexts->n - 1 : find_variable (contexts, name);
  shifts = find_shifts (self, contexts, (guint) surrogate);
  if (shifts->len == 0)
    return;
  wf_report_builder_add_text (self->builder, WF_BLOCK_HEADING, _ ("What moves the mechanisms that change"));
  if (g_array_index (shifts, Shift, 0).drift->is_discrete)
    add_domains (self, shifts, contexts->names[surrogate]);
  else
    add_curves (self, shifts, contexts->names[surrogate]);
}
