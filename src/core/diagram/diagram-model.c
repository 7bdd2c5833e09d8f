/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A DAG as a string diagram and back (Jacobs, Kissinger & Zanasi 2019, section 4; Fong 2013). */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/diagram/diagram-private.h"

static const char *const two_states[] = { "0", "1", NULL };
static const char *const no_states[] = { NULL };

/* an object a node, and its wire; wires are numbered like nodes */
static void
add_nodes (WfDiagramBuilder *builder, WfGraph *graph, WfTable *table)
{
  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      const char *name = wf_graph_get_name (graph, i);
      gssize column = table != NULL ? wf_table_find_column (table, name) : -1;
      g_autoptr (GStrvBuilder) levels = g_strv_builder_new ();
      g_auto (GStrv) list = NULL;
      gboolean is_latent = wf_graph_is_latent (graph, i);
      gboolean is_real = column >= 0 && wf_table_get_kind (table, (gsize) column) == WF_COLUMN_CONTINUOUS;

      for (gsize k = 0; column >= 0 && k < wf_table_get_n_levels (table, (gsize) column); k++)
        g_strv_builder_add (levels, wf_table_get_level (table, (gsize) column, k));
      list = g_strv_builder_end (levels);
      wf_diagram_builder_add_object (builder, name,
                                     *list != NULL          ? (const char *const *) list
                                     : is_latent || is_real ? no_states
                                                            : two_states);
      if (is_latent)
        wf_diagram_builder_set_hidden (builder, i);
      if (is_real)
        wf_diagram_builder_set_real (builder, i);
      wf_diagram_builder_add_wire (builder, i);
    }
}

/* a hidden object for a bidirected edge; its wire goes to the boxes of both ends */
static guint
add_confounder (WfDiagramBuilder *builder, WfGraph *graph, const WfEdge *edge)
{
  g_autofree char *name =
      g_strdup_printf ("%s ↔ %s", wf_graph_get_name (graph, edge->a), wf_graph_get_name (graph, edge->b));
  guint object = wf_diagram_builder_add_object (builder, name, no_states);
  guint wire;

  wf_diagram_builder_set_hidden (builder, object);
  wire = wf_diagram_builder_add_wire (builder, object);
  wf_diagram_builder_add_box (builder, name, NULL, 0, &wire, 1);
  return wire;
}

/* per node a list of wires at its inputs: parents in their order, then confounders */
static GPtrArray *
list_inputs (WfDiagramBuilder *builder, WfGraph *graph, GError **error)
{
  g_autoptr (GPtrArray) inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      gsize n;
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n);
      GArray *list = g_array_new (FALSE, FALSE, sizeof (guint));

      g_array_append_vals (list, parents, (guint) n);
      g_ptr_array_add (inputs, list);
    }
  for (gsize i = 0; i < n_edges; i++)
    {
      guint wire;

      if (edges[i].mark_a == WF_MARK_ARROW && edges[i].mark_b == WF_MARK_ARROW)
        {
          wire = add_confounder (builder, graph, &edges[i]);
          g_array_append_val ((GArray *) inputs->pdata[edges[i].a], wire);
          g_array_append_val ((GArray *) inputs->pdata[edges[i].b], wire);
        }
      else if (!wf_graph_is_parent (graph, edges[i].a, edges[i].b) &&
               !wf_graph_is_parent (graph, edges[i].b, edges[i].a))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The edge between %s and %s has no direction; a string diagram needs a DAG: orient "
                          "it first"),
                       wf_graph_get_name (graph, edges[i].a), wf_graph_get_name (graph, edges[i].b));
          return NULL;
        }
    }
  return g_steal_pointer (&inputs);
}

/* the one wire of the object; WF_DIAGRAM_NONE */
static guint
find_wire (const WfDiagramParts *parts, const char *object, GError **error)
{
  guint found = WF_DIAGRAM_NONE, n = 0;

  for (guint i = 0; i < parts->wires->len; i++)
    if (!wf_parts_wire (parts, i)->is_removed &&
        g_str_equal (wf_parts_object (parts, wf_parts_wire (parts, i)->object)->name, object))
      {
        found = i;
        n++;
      }
  if (n == 1)
    return found;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%u wires of the diagram are of “%s”; an output needs one"),
               n, object);
  return WF_DIAGRAM_NONE;
}

static gboolean
set_outputs (WfDiagramBuilder *builder, const char *const *outputs, GError **error)
{
  g_array_set_size (builder->parts.outputs, 0);
  for (gsize i = 0; outputs[i] != NULL; i++)
    {
      guint wire = find_wire (&builder->parts, outputs[i], error);

      if (wire == WF_DIAGRAM_NONE)
        return FALSE;
      wf_diagram_builder_add_output (builder, wire);
    }
  return TRUE;
}

/* the linear-Gaussian mechanism of a node; NULL: it has another */
static WfGaussianMap *
create_map (WfModel *model, guint node)
{
  const WfMechanism *mechanism = wf_model_get_mechanism (model, node);
  const double *coefficients;
  gsize n_parents;
  double intercept, sd;

  if (mechanism == NULL || !g_str_equal (wf_mechanism_get_kind (mechanism)->id, "linear-gaussian"))
    return NULL;
  coefficients = wf_model_get_coefficients (model, node, &n_parents);
  intercept = wf_model_get_intercept (model, node);
  sd = wf_model_get_residual_sd (model, node);
  return wf_gaussian_map_new (n_parents, 1, coefficients, &intercept, (const double[]){ sd * sd }, NULL);
}

/* model: nullable, gives the matrices or the linear maps */
static WfDiagram *
build (WfGraph *graph, WfTable *table, WfModel *model, const char *const *outputs, GError **error)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  g_autoptr (GPtrArray) inputs = NULL;
  g_auto (GStrv) observed = wf_graph_list_observed (graph);

  add_nodes (builder, graph, table);
  inputs = list_inputs (builder, graph, error);
  if (inputs == NULL)
    return NULL;
  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      const GArray *list = inputs->pdata[i];
      guint box = wf_diagram_builder_add_box (builder, wf_graph_get_name (graph, i),
                                              (const guint *) (gpointer) list->data, list->len, &i, 1);
      gsize n;
      const double *cpt = model != NULL ? wf_model_get_cpt (model, i, &n) : NULL;
      g_autoptr (WfGaussianMap) map = model != NULL && cpt == NULL ? create_map (model, i) : NULL;

      if (cpt != NULL)
        wf_diagram_builder_set_matrix (builder, box, cpt, n);
      if (map != NULL)
        wf_diagram_builder_set_gaussian (builder, box, map);
    }
  if (!set_outputs (builder, outputs != NULL ? outputs : (const char *const *) observed, error))
    return NULL;
  return wf_diagram_builder_end (builder, error);
}

/**
 * wf_diagram_new_from_graph:
 * @graph: a DAG, or an ADMG whose bidirected edges are hidden common causes
 * @table: (nullable): the states of its columns
 * @outputs: (array zero-terminated=1) (nullable): names of nodes; %NULL = all that aren't latent
 * @error: return location for an error
 *
 * Returns: (transfer full): the diagram without matrices, or %NULL with #WF_ERROR_DATA
 */
WfDiagram *
wf_diagram_new_from_graph (WfGraph *graph, WfTable *table, const char *const *outputs, GError **error)
{
  return build (graph, table, NULL, outputs, error);
}

/**
 * wf_diagram_new_from_model:
 * @model: a model all of whose nodes have tables, or all of which have linear-Gaussian mechanisms
 * @outputs: (array zero-terminated=1) (nullable): names of nodes; %NULL = all that aren't latent
 * @error: return location for an error
 *
 * Returns: (transfer full): the diagram with its matrices or linear maps, or %NULL with #WF_ERROR_UNSUPPORTED
 */
WfDiagram *
wf_diagram_new_from_model (WfModel *model, const char *const *outputs, GError **error)
{
  WfGraph *graph = wf_model_get_graph (model);
  guint n_linear = 0, n_nodes = (guint) wf_graph_get_n_nodes (graph);

  for (guint i = 0; i < n_nodes; i++)
    {
      g_autoptr (WfGaussianMap) map = create_map (model, i);
      gsize n;

      n_linear += map != NULL;
      if (map == NULL && wf_model_get_cpt (model, i, &n) == NULL)
        {
          g_set_error (
              error, WF_ERROR, WF_ERROR_UNSUPPORTED,
              _ ("%s has neither a table of probabilities nor a linear mechanism, and a box needs one; "
                 "fit “categorical” or “linear-gaussian” mechanisms"),
              wf_graph_get_name (graph, i));
          return NULL;
        }
    }
  if (n_linear > 0 && n_linear < n_nodes)
    {
      g_set_error_literal (
          error, WF_ERROR, WF_ERROR_UNSUPPORTED,
          _ ("Some nodes have tables and others linear mechanisms; cut the continuous columns "
             "into bins"));
      return NULL;
    }
  return build (graph, wf_model_get_table (model), model, outputs, error);
}

/**
 * wf_diagram_with_outputs:
 * @self: the diagram
 * @outputs: (array zero-terminated=1): names of objects that have one wire each
 * @error: return location for an error
 *
 * Returns: (transfer full): the same boxes with these outputs, or %NULL with #WF_ERROR_DATA
 */
WfDiagram *
wf_diagram_with_outputs (WfDiagram *self, const char *const *outputs, GError **error)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new_copy (self);

  return set_outputs (builder, outputs, error) ? wf_diagram_builder_end (builder, error) : NULL;
}

/* whether a box stands for a node: it gives one object that nothing else gives */
static gboolean
check_network (WfDiagram *self, GError **error)
{
  const WfDiagramParts *parts = &self->parts;
  g_autofree gboolean *is_given = g_new0 (gboolean, parts->objects->len + 1);

  if (parts->inputs->len > 0)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                           _ ("A diagram with inputs is no network; compose it with states"));
      return FALSE;
    }
  for (guint i = 0; i < parts->wires->len; i++)
    {
      const WfDiagramWire *wire = wf_parts_wire (parts, i);

      if (is_given[wire->object] || wf_parts_box (parts, wire->box)->n_outputs != 1)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("In a network each variable has a box of its own; “%s” hasn’t"),
                       wf_parts_object (parts, wire->object)->name);
          return FALSE;
        }
      is_given[wire->object] = TRUE;
    }
  return TRUE;
}

/* parents[k]: node (wire's object) of input k of the box that gives the wire */
static void
add_arrows (const WfDiagramParts *parts, guint wire, const guint *nodes, WfGraphBuilder *builder)
{
  const WfDiagramBox *box = wf_parts_box (parts, wf_parts_wire (parts, wire)->box);

  for (guint k = 0; k < box->n_inputs; k++)
    wf_graph_builder_add_arrow (builder, nodes[box->inputs[k]], nodes[wire]);
}

/* node of each wire: in the order of the objects */
static guint *
number_nodes (const WfDiagramParts *parts, const char **names)
{
  guint *nodes = g_new0 (guint, parts->wires->len + 1);
  guint n = 0;

  for (guint i = 0; i < parts->objects->len; i++)
    for (guint k = 0; k < parts->wires->len; k++)
      if (wf_parts_wire (parts, k)->object == i)
        {
          nodes[k] = n;
          names[n++] = wf_parts_object (parts, i)->name;
        }
  return nodes;
}

/**
 * wf_diagram_to_graph:
 * @self: a diagram without inputs whose boxes have one output each, of different objects
 * @error: return location for an error
 *
 * Returns: (transfer full): the DAG of what feeds what, or %NULL with #WF_ERROR_DATA
 */
WfGraph *
wf_diagram_to_graph (WfDiagram *self, GError **error)
{
  const WfDiagramParts *parts = &self->parts;
  g_autofree const char **names = g_new0 (const char *, parts->wires->len + 1);
  g_autofree guint *nodes = NULL;
  g_autoptr (WfGraphBuilder) builder = NULL;

  if (!check_network (self, error))
    return NULL;
  nodes = number_nodes (parts, names);
  builder = wf_graph_builder_new (names);
  for (guint i = 0; i < parts->wires->len; i++)
    {
      add_arrows (parts, i, nodes, builder);
      if (wf_parts_object (parts, wf_parts_wire (parts, i)->object)->is_hidden)
        wf_graph_builder_set_latent (builder, nodes[i]);
    }
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, error);
}

/* The matrix of the box that gives the wire, inputs in the order of the graph's parents: evaluated with these
 * inputs. */
static double *
order_matrix (WfDiagram *self, guint wire, WfGraph *graph, guint node, gsize *n, GError **error)
{
  const WfDiagramParts *parts = &self->parts;
  const WfDiagramBox *box = wf_parts_box (parts, wf_parts_wire (parts, wire)->box);
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new_copy (self);
  g_autoptr (WfDiagram) alone = NULL;
  gsize n_parents;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);

  for (guint i = 0; i < parts->boxes->len; i++)
    if (wf_parts_box (parts, i) != box)
      wf_diagram_builder_remove_box (builder, i);
  g_array_set_size (builder->parts.outputs, 0);
  for (gsize k = 0; k < n_parents; k++)
    {
      guint input = find_wire (parts, wf_graph_get_name (graph, parents[k]), error);

      if (input == WF_DIAGRAM_NONE)
        return NULL;
      wf_parts_wire (&builder->parts, input)->is_removed = FALSE;
      wf_diagram_builder_add_input (builder, input);
    }
  wf_diagram_builder_add_output (builder, wire);
  alone = wf_diagram_builder_end (builder, error);
  return alone != NULL ? wf_diagram_evaluate (alone, NULL, n, NULL, error) : NULL;
}

/* the linear map of the box that gives the wire, coefficients in the order of the graph's parents; an input
 * that a parent has twice counts twice */
static gboolean
set_linear (WfDiagram *self, guint wire, WfGraph *graph, guint node, WfModelBuilder *builder, GError **error)
{
  const WfDiagramParts *parts = &self->parts;
  const WfDiagramBox *box = wf_parts_box (parts, wf_parts_wire (parts, wire)->box);
  gsize n_parents, n;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n_parents);
  g_autofree double *coefficients = g_new0 (double, n_parents + 1);
  const double *slopes;

  if (box->map == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The box “%s” has no linear map; give it one"),
                   box->name);
      return FALSE;
    }
  slopes = wf_gaussian_map_get_coefficients (box->map, &n);
  for (guint k = 0; k < box->n_inputs; k++)
    {
      const char *name = wf_parts_object (parts, wf_parts_wire (parts, box->inputs[k])->object)->name;

      for (gsize i = 0; i < n_parents; i++)
        if (g_str_equal (wf_graph_get_name (graph, parents[i]), name))
          coefficients[i] += slopes[k];
    }
  wf_model_builder_set_linear (builder, node, wf_gaussian_map_get_offset (box->map, &n)[0], coefficients,
                               n_parents, sqrt (wf_gaussian_map_get_covariance (box->map, &n)[0]));
  return TRUE;
}

/**
 * wf_diagram_to_model:
 * @self: a diagram as for wf_diagram_to_graph(), whose boxes have matrices or linear maps
 * @error: return location for an error
 *
 * Returns: (transfer full): a model of tables and linear-Gaussian mechanisms, or %NULL with #WF_ERROR_DATA
 */
WfModel *
wf_diagram_to_model (WfDiagram *self, GError **error)
{
  g_autoptr (WfGraph) graph = wf_diagram_to_graph (self, error);
  g_autoptr (WfModelBuilder) builder = graph != NULL ? wf_model_builder_new (graph) : NULL;

  for (guint i = 0; i < self->parts.wires->len && graph != NULL; i++)
    {
      const WfDiagramObject *object = wf_parts_object (&self->parts, wf_parts_wire (&self->parts, i)->object);
      guint node = (guint) wf_graph_find_node (graph, object->name);
      gsize n;
      g_autofree double *matrix = NULL;

      if (object->is_real)
        {
          if (!set_linear (self, i, graph, node, builder, error))
            return NULL;
          continue;
        }
      matrix = order_matrix (self, i, graph, node, &n, error);
      if (matrix == NULL)
        return NULL;
      wf_model_builder_set_table (builder, node, (const char *const *) object->levels, matrix, n);
    }
  return graph != NULL ? wf_model_builder_end (builder, error) : NULL;
}
