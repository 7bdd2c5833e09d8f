/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* CD-NOD (Huang, Zhang, Zhang, Ramsey, Sanchez-Romero, Glymour & Schölkopf 2020, JMLR 21), phases 1 and 2: a
 * surrogate C, time or domain, stands for whatever shifts mechanisms from row to row. It is one more variable
 * of the order-independent skeleton (phase 1), where it separates what only drifts together; then every edge
 * at C leaves it, for nothing in the table changes the time, and C's edges orient others (phase 2): with
 * C -> Y - Z and no edge between C and Z, either Y is no part of what separates C and Z and Z -> Y, or else
 * Z's mechanism doesn't shift with C though Y does, and Y -> Z. Colliders and Meek's rules do the rest, as in
 * PC.
 *
 * With partial correlations a shift is one of the mean: mechanisms that change only their slope or noise look
 * invariant. */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/contexts-private.h"

static const WfParam cd_nod_params[] = {
  {
      .id = "surrogate",
      .name = N_ ("Surrogate"),
      .type = WF_PARAM_TEXT,
      .help = N_ ("Column of the time or domain along which mechanisms may change; empty = the column of the "
                  "type domain, else that of the type time, else the order of the rows"),
  },
  {
      .id = "contexts",
      .name = N_ ("Further contexts"),
      .type = WF_PARAM_TEXT,
      .help = N_ ("More columns that nothing in the table can cause, with commas between"),
  },
  {
      .id = "alpha",
      .name = N_ ("Significance level"),
      .type = WF_PARAM_REAL,
      .value = 0.05,
      .min = 1e-12,
      .max = 0.5,
      .help = N_ ("Two variables stay linked while every test rejects their independence at this level"),
  },
  {
      .id = "swings",
      .name = N_ ("Swings of a continuous surrogate"),
      .type = WF_PARAM_INTEGER,
      .value = 4,
      .min = 0,
      .max = 50,
      .help = N_ ("How often its influence may rise and fall over its range; 0 = straight lines only"),
  },
  {
      .id = "max-degree",
      .name = N_ ("Largest conditioning set"),
      .type = WF_PARAM_INTEGER,
      .value = -1,
      .min = -1,
      .max = 1000,
      .unit = N_ ("variables"),
      .help = N_ ("Sets larger than this are not tested; -1 = no limit"),
  },
  { NULL },
};

/* ---- reasons ---- */

/* Is there a context c with c -> v, and no edge between c and w? */
static gboolean
has_one_sided_context (const WfGraph *graph, const guint8 *is_context, guint n, guint v, guint w)
{
  for (guint c = 0; c < n; c++)
    if (is_context[c] && c != w && wf_graph_is_parent ((WfGraph *) graph, c, v) &&
        !wf_graph_is_adjacent ((WfGraph *) graph, c, w))
      return TRUE;
  return FALSE;
}

/* What PC calls knowledge, a collider or Meek's first rule is called by the context that stands behind it. */
static void
name_reasons (GArray *oriented, WfGraph *graph, const WfPcInput *input)
{
  const guint8 *is_context = input->is_exogenous;
  guint n = (guint) wf_graph_get_n_nodes (graph);

  for (guint i = 0; i < oriented->len; i++)
    {
      WfOrientedEdge *edge = &g_array_index (oriented, WfOrientedEdge, i);

      if (wf_constraints_is_required (input->constraints, edge->from, edge->to))
        continue;
      if (is_context[edge->from])
        edge->rule = "exogenous";
      else if ((g_str_equal (edge->rule, "collider") &&
                has_one_sided_context (graph, is_context, n, edge->to, edge->from)) ||
               (g_str_equal (edge->rule, "meek 1") &&
                has_one_sided_context (graph, is_context, n, edge->from, edge->to)))
        edge->rule = "invariance";
    }
}

/* ---- the order of rows, which is no column ---- */

static WfGraph *
leave_out_last (WfGraph *graph, GError **error)
{
  guint last = (guint) wf_graph_get_n_nodes (graph) - 1;
  g_auto (GStrv) names = g_strdupv ((char **) wf_graph_get_names (graph));
  g_autoptr (WfGraphBuilder) builder = NULL;
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  g_clear_pointer (&names[last], g_free);
  builder = wf_graph_builder_new ((const char *const *) names);
  for (gsize e = 0; e < n_edges; e++)
    if (edges[e].b < last)
      wf_graph_builder_set_edge (builder, edges[e].a, edges[e].b, edges[e].mark_a, edges[e].mark_b);
  return wf_graph_builder_end (builder, WF_GRAPH_CPDAG, error);
}

static char *
describe_shifts (WfGraph *graph)
{
  guint last = (guint) wf_graph_get_n_nodes (graph) - 1;
  gsize n;
  g_autofree guint *shifted = wf_graph_list_children (graph, last, &n);
  g_autoptr (GString) names = g_string_new (NULL);

  if (n == 0)
    return g_strdup (_ ("No surrogate was named, so the order of the rows stood for time. No mechanism was "
                        "seen to shift along it; if the rows have no order, use pc"));
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", wf_graph_get_name (graph, shifted[i]));
  return g_strdup_printf (_ ("No surrogate was named, so the order of the rows stood for time. Along it the "
                             "mechanisms shift of: %s"),
                          names->str);
}

/* Takes the arrows and the triples; the graph is the caller's. */
static WfDiscoveryResult *
end (const WfPcInput *input,
     gboolean has_row_order,
     WfSkeleton *skeleton,
     const WfOrientation *orientation,
     GVariant *params,
     GStrvBuilder *warnings,
     GError **error)
{
  g_autoptr (GArray) oriented = orientation->oriented;
  g_autoptr (GArray) triples = orientation->triples;
  g_autoptr (WfGraph) graph = NULL;
  g_autofree char *shifts = NULL;
  const char *const *added = NULL;
  WfDiscoveryResult *result;

  name_reasons (oriented, orientation->graph, input);
  if (has_row_order)
    {
      shifts = describe_shifts (orientation->graph);
      g_strv_builder_add (warnings, shifts);
      added = input->names + skeleton->n - 1;
    }
  graph = has_row_order ? leave_out_last (orientation->graph, error) : wf_graph_ref (orientation->graph);
  if (graph == NULL)
    return NULL;
  result = wf_skeleton_end (skeleton, graph, params, g_steal_pointer (&oriented), g_steal_pointer (&triples),
                            warnings);
  wf_discovery_result_add_variables (result, added);
  return result;
}

WfDiscoveryResult *
wf_cd_nod_orient (const WfPcInput *input,
                  gboolean has_row_order,
                  WfSkeleton *skeleton,
                  GArray *triples,
                  GVariant *params,
                  GStrvBuilder *warnings,
                  GError **error)
{
  WfOrientation orientation = { NULL };
  g_autoptr (WfGraph) whole = NULL;

  if (!wf_orient (input, skeleton, triples, FALSE, warnings, &orientation, error))
    return NULL;
  whole = orientation.graph;
  orientation.triples = g_array_ref (triples);
  return end (input, has_row_order, skeleton, &orientation, params, warnings, error);
}

WfDiscoveryResult *
wf_cd_nod_search (
    const WfPcInput *input, gboolean has_row_order, GVariant *params, GStrvBuilder *warnings, GError **error)
{
  g_autoptr (WfSkeleton) skeleton = NULL;
  WfOrientation orientation = { NULL };
  g_autoptr (WfGraph) whole = NULL;

  if (!wf_pc_find (input, WF_COLLIDERS_MAJORITY, warnings, &skeleton, &orientation, error))
    return NULL;
  whole = orientation.graph;
  return end (input, has_row_order, skeleton, &orientation, params, warnings, error);
}

/* ---- a graph instead of data ---- */

/* The contexts are nodes of it, without causes. */
static guint8 *
mark_contexts (const WfDiscoveryInput *input, GError **error)
{
  const char *surrogate = wf_params_get_text (input->params, "surrogate");
  g_autofree guint8 *is_context = NULL;

  if (*surrogate == '\0')
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                           _ ("A graph has no rows whose order could stand for time; name one of its nodes "
                              "as “surrogate”"));
      return NULL;
    }
  is_context =
      wf_contexts_mark (input->observed, surrogate, wf_params_get_text (input->params, "contexts"), error);
  for (gsize v = 0; is_context != NULL && input->observed[v] != NULL; v++)
    {
      gssize node = wf_graph_find_node (input->oracle, input->observed[v]);
      gsize n;
      g_autofree guint *causes = wf_graph_list_parents (input->oracle, (guint) node, &n);

      if (!is_context[v] || n == 0)
        continue;
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("“%s” can’t be a context, for “%s” causes it in the graph; nothing causes a context"),
                   input->observed[v], wf_graph_get_name (input->oracle, causes[0]));
      return NULL;
    }
  return g_steal_pointer (&is_context);
}

static WfDiscoveryResult *
ask_oracle (const WfDiscoveryInput *input, GError **error)
{
  g_autofree guint8 *is_context = mark_contexts (input, error);
  g_autoptr (WfCiTest) test = wf_ci_test_new_oracle (input->oracle, input->observed);
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (GVariant) params = wf_discovery_get_params_used (input, test, NULL);
  g_autoptr (WfConstraints) constraints = NULL;
  WfPcInput pc = { .test = test,
                   .names = input->observed,
                   .is_exogenous = is_context,
                   .alpha = wf_params_get_real (input->params, "alpha"),
                   .max_given = (gssize) wf_params_get_integer (input->params, "max-degree"),
                   .n_threads = input->n_threads,
                   .progress = input->progress };

  if (is_context == NULL)
    return NULL;
  constraints = wf_constraints_new (input->knowledge, pc.names, input->progress, error);
  if (constraints == NULL || !wf_constraints_make_exogenous (constraints, is_context, pc.names, error))
    return NULL;
  pc.constraints = constraints;
  return wf_cd_nod_search (&pc, FALSE, params, warnings, error);
}

/* ---- a table ---- */

static void
warn_of_few_swings (const WfContexts *contexts, guint asked, gsize n_rows, GStrvBuilder *warnings)
{
  g_autofree char *text = NULL;

  if (contexts->n_swings == asked)
    return;
  text = contexts->n_swings == 0
             ? g_strdup_printf (_ ("%zu rows are too few to tell swings along the surrogate: only straight "
                                   "trends were looked for"),
                                n_rows)
             : g_strdup_printf (_ ("%zu rows are too few for %u swings along the surrogate: up to %u were "
                                   "looked for"),
                                n_rows, asked, contexts->n_swings);
  g_strv_builder_add (warnings, text);
}

static WfDiscoveryResult *
search_table (const WfDiscoveryInput *input, GError **error)
{
  guint n_swings = (guint) wf_params_get_integer (input->params, "swings");
  g_autoptr (WfContexts) contexts =
      wf_contexts_new (input->table, wf_params_get_text (input->params, "surrogate"),
                       wf_params_get_text (input->params, "contexts"), n_swings, error);
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (WfCiTest) test = NULL;
  WfPcInput pc = { .alpha = wf_params_get_real (input->params, "alpha"),
                   .max_given = (gssize) wf_params_get_integer (input->params, "max-degree"),
                   .n_threads = input->n_threads,
                   .progress = input->progress };

  if (contexts == NULL)
    return NULL;
  pc.names = (const char *const *) contexts->names;
  pc.is_exogenous = contexts->is_context;
  test = wf_ci_test_new_blocks (contexts->table, contexts->starts, contexts->n, input->n_threads,
                                input->progress, error);
  if (test == NULL)
    return NULL;
  constraints = wf_constraints_new (input->knowledge, pc.names, input->progress, error);
  if (constraints == NULL ||
      !wf_constraints_make_exogenous (constraints, contexts->is_context, pc.names, error))
    return NULL;
  pc.test = test;
  pc.constraints = constraints;
  warn_of_few_swings (contexts, n_swings, wf_table_get_n_rows (input->table), warnings);
  return wf_cd_nod_search (&pc, contexts->has_row_order, input->params, warnings, error);
}

static WfDiscoveryResult *
cd_nod_run (const WfDiscoveryInput *input, GError **error)
{
  return input->oracle != NULL ? ask_oracle (input, error) : search_table (input, error);
}

const WfDiscovery wf_discovery_cd_nod = {
  .id = "cd-nod",
  .name = N_ ("CD-NOD (changing mechanisms)"),
  .summary = N_ ("PC with the time or domain along which mechanisms shift; assumes no other hidden common "
                 "causes"),
  .citation = "Huang et al. 2020, JMLR 21, phases 1 and 2",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_MIXED,
  .takes = WF_EVIDENCE_ORACLE,
  .returns = WF_GRAPH_CPDAG,
  .test = "wilks",
  .params = cd_nod_params,
  .run = cd_nod_run,
};
