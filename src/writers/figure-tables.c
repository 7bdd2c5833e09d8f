/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/format.h"
#include "core/report/figure-chart.h"
#include "core/report/figure-wiring.h"
#include "core/table/calendar.h"
#include "writers/figure-tables-private.h"

#define MOST_POINTS 20 /* of a curve: evenly chosen, the first and the last among them */

static char *
number_or_blank (double value)
{
  return isfinite (value) ? wf_format_number (value) : g_strdup ("");
}

static void
table_free (gpointer data)
{
  WfFigureTable *self = data;

  g_strfreev (self->heads);
  g_free (self->aligns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static GPtrArray *
create_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

static void
add_row (GPtrArray *rows, const char *const *cells)
{
  g_ptr_array_add (rows, g_strdupv ((char **) cells));
}

static gboolean
says_anything (GPtrArray *rows, gsize column)
{
  for (guint row = 0; row < rows->len; row++)
    if (*((char **) rows->pdata[row])[column] != '\0')
      return TRUE;
  return FALSE;
}

static char **
keep_cells (const char *const *cells, const gsize *kept, gsize n_kept)
{
  char **result = g_new0 (char *, n_kept + 1);

  for (gsize i = 0; i < n_kept; i++)
    result[i] = g_strdup (cells[kept[i]]);
  return result;
}

/* The table of these rows without the columns in which no row says anything. */
static void
add_table (GPtrArray *tables, const char *const *heads, const char *aligns, GPtrArray *rows)
{
  gsize n = strlen (aligns), n_kept = 0;
  g_autofree gsize *kept = g_new0 (gsize, n);
  WfFigureTable *table;

  for (gsize column = 0; column < n; column++)
    if (says_anything (rows, column))
      kept[n_kept++] = column;
  if (n_kept == 0)
    return;
  table = g_new0 (WfFigureTable, 1);
  table->heads = keep_cells (heads, kept, n_kept);
  table->aligns = g_new0 (char, n_kept + 1);
  for (gsize i = 0; i < n_kept; i++)
    table->aligns[i] = aligns[kept[i]];
  table->rows = create_rows ();
  for (guint row = 0; row < rows->len; row++)
    g_ptr_array_add (table->rows, keep_cells (rows->pdata[row], kept, n_kept));
  g_ptr_array_add (tables, table);
}

/* The cause first. */
static WfEdge
turn_edge (WfEdge edge)
{
  WfEdge turned = { edge.b, edge.a, edge.mark_b, edge.mark_a, edge.probability };

  return edge.mark_a == WF_MARK_ARROW && edge.mark_b != WF_MARK_ARROW ? turned : edge;
}

/* What is said of an edge beside its marks; "" = nothing. */
static const char *
get_edge_note (WfFigure *figure, gsize edge)
{
  switch (wf_figure_get_edge_difference (figure, edge))
    {
      case WF_EDGE_MISSING:
        return _ ("− only in the first graph");
      case WF_EDGE_EXTRA:
        return _ ("+ only in the second graph");
      case WF_EDGE_REORIENTED:
        return _ ("≠ other marks in the first graph");
      case WF_EDGE_PLAIN:
      default:
        break;
    }
  if (wf_figure_is_edge_cut (figure, edge))
    return _ ("cut");
  if (wf_figure_is_edge_explained (figure, edge))
    return _ ("dashed: explained");
  return wf_figure_is_edge_chosen (figure, edge) ? _ ("a choice: the data leave the direction open") : "";
}

static void
add_edges (GPtrArray *tables, WfFigure *figure)
{
  WfGraph *graph = wf_figure_get_graph (figure);
  const char *heads[] = { _ ("From"), "", _ ("To"), _ ("Confidence"), _ ("Note"), NULL };
  g_autoptr (GPtrArray) rows = create_rows ();
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize i = 0; i < n_edges; i++)
    {
      WfEdge edge = turn_edge (edges[i]);
      g_autofree char *confidence = number_or_blank (edge.probability);
      const char *cells[] = { wf_graph_get_name (graph, edge.a), wf_marks_to_text (edge.mark_a, edge.mark_b),
                              wf_graph_get_name (graph, edge.b), confidence,
                              get_edge_note (figure, i),         NULL };

      add_row (rows, cells);
    }
  add_table (tables, heads, "ssses", rows);
}

static char *
marginal_or_blank (WfMarginal *marginal)
{
  return marginal != NULL ? wf_marginal_to_text (marginal) : g_strdup ("");
}

static void
add_nodes (GPtrArray *tables, WfFigure *figure)
{
  WfGraph *graph = wf_figure_get_graph (figure);
  const char *heads[] = { _ ("Variable"), _ ("Set to"), _ ("Before"), _ ("After"), NULL };
  g_autoptr (GPtrArray) rows = create_rows ();

  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      const char *value = wf_figure_get_node_value (figure, i);
      g_autofree char *before = marginal_or_blank (wf_figure_get_node_before (figure, i));
      g_autofree char *after = marginal_or_blank (wf_figure_get_node_after (figure, i));
      const char *cells[] = { wf_graph_get_name (graph, i), value != NULL ? value : "", before, after, NULL };

      if (value != NULL || *before != '\0' || *after != '\0')
        add_row (rows, cells);
    }
  add_table (tables, heads, "ssee", rows);
}

static void
add_timeline (GPtrArray *tables, WfFigure *figure)
{
  const char *heads[] = {
    _ ("Step"), _ ("Agent"), _ ("Kind"), _ ("Blame"), _ ("Suspect"), _ ("Words"), NULL
  };
  const char *const *lanes = wf_figure_get_lanes (figure);
  g_autoptr (GPtrArray) rows = create_rows ();

  for (gsize i = 0; i < wf_figure_get_n_steps (figure); i++)
    {
      const WfTimelineStep *step = wf_figure_get_step (figure, i);
      g_autofree char *index = g_strdup_printf ("%u", step->index);
      g_autofree char *blame = number_or_blank (step->blame);
      g_autofree char *suspect = step->suspect > 0 ? g_strdup_printf ("%u", step->suspect) : g_strdup ("");
      const char *cells[] = { index, lanes[step->lane], step->kind != NULL ? step->kind : "",
                              blame, suspect,           step->words != NULL ? step->words : "",
                              NULL };

      add_row (rows, cells);
    }
  add_table (tables, heads, "essees", rows);
}

static void
add_network_nodes (GPtrArray *tables, WfFigure *figure)
{
  const char *heads[] = { _ ("Name"), _ ("Share"), _ ("Before"), "", NULL };
  g_autoptr (GPtrArray) rows = create_rows ();

  for (gsize i = 0; i < wf_figure_get_n_network_nodes (figure); i++)
    {
      const WfNetworkNode *node = wf_figure_get_network_node (figure, i);
      g_autofree char *share = number_or_blank (node->share);
      g_autofree char *before = number_or_blank (node->before);
      const char *cells[] = { node->name, share, before, node->caption, NULL };

      add_row (rows, cells);
    }
  add_table (tables, heads, "sees", rows);
}

static void
add_network_links (GPtrArray *tables, WfFigure *figure)
{
  const char *heads[] = { _ ("From"), _ ("To"), _ ("Weight"), "", NULL };
  g_autoptr (GPtrArray) rows = create_rows ();

  for (gsize i = 0; i < wf_figure_get_n_links (figure); i++)
    {
      const char *label = wf_figure_get_link_text (figure, i);
      g_autofree char *strength = NULL;
      double weight;
      guint from, to;

      wf_figure_get_link (figure, i, &from, &to, &weight, NULL);
      strength = number_or_blank (weight);
      g_ptr_array_add (rows, g_strdupv ((char *[]){ (char *) wf_figure_get_network_node (figure, from)->name,
                                                    (char *) wf_figure_get_network_node (figure, to)->name,
                                                    strength, (char *) (label != NULL ? label : ""), NULL }));
    }
  add_table (tables, heads, "ssee", rows);
}

/* names of the wires at the inputs of a box */
static char *
list_box_inputs (WfFigure *figure, gint box)
{
  const WfWiringBox *drawn = wf_figure_get_wiring_box (figure, (gsize) box);
  g_autofree const char **names = g_new0 (const char *, drawn->n_inputs + 1);

  for (gsize w = 0; w < wf_figure_get_n_wiring_wires (figure); w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);

      for (gsize t = 0; t < wire->n_targets; t++)
        if (wire->targets[t].box == box && wire->targets[t].port < drawn->n_inputs)
          names[wire->targets[t].port] = wire->label;
    }
  return g_strjoinv (", ", (char **) names);
}

static const char *
get_box_word (const WfWiringBox *box)
{
  switch (box->kind)
    {
      case WF_WIRING_STATE:
        return _ ("state");
      case WF_WIRING_UNIFORM:
        return _ ("uniform");
      case WF_WIRING_DISCARD:
        return _ ("discard");
      case WF_WIRING_GHOST:
        return _ ("cut");
      case WF_WIRING_BOX:
      default:
        return _ ("box");
    }
}

static void
add_wiring (GPtrArray *tables, WfFigure *figure)
{
  const char *heads[] = { _ ("Box"), _ ("Kind"), _ ("From"), _ ("Region"), NULL };
  g_autoptr (GPtrArray) rows = create_rows ();

  for (gsize i = 0; i < wf_figure_get_n_wiring_boxes (figure); i++)
    {
      const WfWiringBox *box = wf_figure_get_wiring_box (figure, i);
      g_autofree char *inputs = list_box_inputs (figure, (gint) i);
      const char *region = box->region == WF_WIRING_REGION_G   ? "g"
                           : box->region == WF_WIRING_REGION_F ? "f"
                                                               : "";

      g_ptr_array_add (rows, g_strdupv ((char *[]){ (char *) box->name, (char *) get_box_word (box), inputs,
                                                    (char *) region, NULL }));
    }
  add_table (tables, heads, "ssss", rows);
}

static void
add_histograms (GPtrArray *tables, WfFigure *figure)
{
  const char *heads[] = { _ ("Variable"), _ ("Before"), _ ("After"), NULL };
  g_autoptr (GPtrArray) rows = create_rows ();

  for (gsize i = 0; i < wf_figure_get_n_rows (figure); i++)
    {
      WfMarginal *marginal = wf_figure_get_histogram_before (figure, i);
      g_autofree char *before = marginal_or_blank (marginal);
      g_autofree char *after = marginal_or_blank (wf_figure_get_histogram_after (figure, i));
      const char *cells[] = { marginal != NULL ? wf_marginal_get_name (marginal) : "", before, after, NULL };

      add_row (rows, cells);
    }
  add_table (tables, heads, "see", rows);
}

static void
add_bars (GPtrArray *tables, WfFigure *figure)
{
  WfChartKind kind = wf_figure_get_chart_kind (figure);
  gboolean has_from = kind == WF_CHART_DUMBBELL || kind == WF_CHART_CALIBRATION;
  const char *heads[] = { "", _ ("Value"), _ ("From"), _ ("Lower"), _ ("Upper"), _ ("In words"), NULL };
  g_autoptr (GPtrArray) rows = create_rows ();

  for (gsize i = 0; i < wf_figure_get_n_rows (figure); i++)
    {
      const char *label, *words;
      double from, value, low, high;
      gboolean is_emphasised;

      wf_figure_get_bar (figure, i, &label, &from, &value, &words, &is_emphasised);
      wf_figure_get_bar_interval (figure, i, &low, &high);

      g_autofree char *value_text = wf_format_number (value);
      g_autofree char *from_text = number_or_blank (has_from ? from : NAN);
      g_autofree char *low_text = isnan (low) ? g_strdup ("") : wf_format_number (low);
      g_autofree char *high_text = isnan (high) ? g_strdup ("") : wf_format_number (high);

      add_row (rows, (const char *const[]){ label, value_text, from_text, low_text, high_text,
                                            words != NULL ? words : "", NULL });
    }
  add_table (tables, heads, "seeees", rows);
}

/* A row a pair of which any share is. */
static void
add_heat (GPtrArray *tables, WfFigure *figure)
{
  const char *heads[] = { _ ("From"), _ ("To"), _ ("Share"), NULL };
  const char *const *names = wf_figure_get_heat_names (figure);
  gsize n = wf_figure_get_n_rows (figure);
  g_autoptr (GPtrArray) rows = create_rows ();

  for (gsize row = 0; row < n; row++)
    for (gsize column = 0; column < n; column++)
      {
        double share = wf_figure_get_heat_cell (figure, row, column);
        g_autofree char *percent = wf_format_percent (share);

        if (share > 0)
          add_row (rows, (const char *const[]){ names[row], names[column], percent, NULL });
      }
  add_table (tables, heads, "sse", rows);
}

static char *
format_date (double seconds)
{
  GString *date = g_string_new (NULL);

  wf_calendar_append (date, round (seconds));
  return g_string_free (date, FALSE);
}

static void
add_points (GPtrArray *rows, const WfCurveRow *curve, gboolean has_dates)
{
  gsize n = MIN (curve->n, MOST_POINTS);

  for (gsize i = 0; i < n; i++)
    {
      gsize k = n > 1 ? i * (curve->n - 1) / (n - 1) : 0;
      g_autofree char *x = has_dates ? format_date (curve->x[k]) : number_or_blank (curve->x[k]);
      g_autofree char *y = number_or_blank (curve->y[k]);
      g_autofree char *low = number_or_blank (curve->low != NULL ? curve->low[k] : NAN);
      g_autofree char *high = number_or_blank (curve->high != NULL ? curve->high[k] : NAN);

      add_row (rows, (const char *const[]){ curve->label, x, y, low, high, NULL });
    }
}

static void
add_curves (GPtrArray *tables, WfFigure *figure)
{
  const char *axis = wf_figure_get_chart_axis (figure);
  const char *heads[] = { "", axis != NULL ? axis : "", _ ("Value"), _ ("Lower"), _ ("Upper"), NULL };
  g_autoptr (GPtrArray) rows = create_rows ();

  for (gsize i = 0; i < wf_figure_get_n_rows (figure); i++)
    add_points (rows, wf_figure_get_curve (figure, i), wf_figure_has_chart_dates (figure));
  add_table (tables, heads, "seeee", rows);
}

static void
add_chart (GPtrArray *tables, WfFigure *figure)
{
  switch (wf_figure_get_chart_kind (figure))
    {
      case WF_CHART_HISTOGRAM:
        add_histograms (tables, figure);
        break;
      case WF_CHART_HEAT:
        add_heat (tables, figure);
        break;
      case WF_CHART_CURVES:
        add_curves (tables, figure);
        break;
      case WF_CHART_BARS:
      case WF_CHART_DUMBBELL:
      case WF_CHART_FOREST:
      case WF_CHART_CALIBRATION:
      default:
        add_bars (tables, figure);
        break;
    }
}

GPtrArray *
wf_figure_list_tables (WfFigure *figure)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (table_free);

  switch (wf_figure_get_kind (figure))
    {
      case WF_FIGURE_GRAPH:
        add_edges (tables, figure);
        add_nodes (tables, figure);
        break;
      case WF_FIGURE_TIMELINE:
        add_timeline (tables, figure);
        break;
      case WF_FIGURE_NETWORK:
        add_network_nodes (tables, figure);
        add_network_links (tables, figure);
        break;
      case WF_FIGURE_WIRING:
        add_wiring (tables, figure);
        break;
      case WF_FIGURE_CHART:
      default:
        add_chart (tables, figure);
        break;
    }
  return tables;
}
