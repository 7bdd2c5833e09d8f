/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The search on every DAG of four nodes and a hidden one that feeds any of them, against all sets and all
 * paths written out; and what is computed against the cut of the diagram in which nothing is hidden. */

#include "config.h"

#include "random-model.h"

#define N 5 /* the last is hidden */

typedef struct
{
  gboolean arrow[N][N];
} Net;

static gboolean
leads_to (const Net *net, guint a, guint b)
{
  for (guint k = 0; k < N; k++)
    if (net->arrow[a][k] && (k == b || leads_to (net, k, b)))
      return TRUE;
  return FALSE;
}

/* a collider is open when it or what it leads to is given */
static gboolean
is_open_at (const Net *net, guint before, guint node, guint after, guint given)
{
  gboolean is_given = given >> node & 1;

  if (!net->arrow[before][node] || !net->arrow[after][node])
    return !is_given;
  for (guint k = 0; k < N && !is_given; k++)
    is_given = (given >> k & 1) && leads_to (net, node, k);
  return is_given;
}

/* every path without repetition that begins as listed */
static gboolean
has_open_path (const Net *net, guint *path, guint n, guint to, guint given)
{
  guint last = path[n - 1];

  for (guint next = 0; next < N; next++)
    {
      gboolean is_new = net->arrow[last][next] || net->arrow[next][last];

      for (guint k = 0; k < n; k++)
        is_new = is_new && path[k] != next;
      if (!is_new || (n > 1 && !is_open_at (net, path[n - 2], last, next, given)))
        continue;
      path[n] = next;
      if (next == to || has_open_path (net, path, n + 1, to, given))
        return TRUE;
    }
  return FALSE;
}

/* without the edges out of the cut nodes */
static gboolean
is_separated (const Net *net, guint a, guint b, guint given, guint cut)
{
  Net other = *net;
  guint path[N + 1] = { a };

  for (guint i = 0; i < N; i++)
    for (guint k = 0; k < N; k++)
      if (cut >> i & 1)
        other.arrow[i][k] = FALSE;
  return !has_open_path (&other, path, 1, b, given);
}

static gboolean
reaches_past (const Net *net, guint a, guint b, guint past)
{
  for (guint k = 0; k < N; k++)
    if (net->arrow[a][k] && !(past >> k & 1) && (k == b || reaches_past (net, k, b, past)))
      return TRUE;
  return FALSE;
}

static gboolean
is_bridge (const Net *net, guint x, guint c, guint bridge, guint context)
{
  if (reaches_past (net, x, c, bridge))
    return FALSE;
  for (guint i = 0; i < N; i++)
    {
      if ((context >> i & 1) && leads_to (net, x, i))
        return FALSE;
      if ((bridge >> i & 1) && (!is_separated (net, x, i, context, 1u << x) ||
                                !is_separated (net, i, c, context | 1u << x, bridge)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_back_door (const Net *net, guint x, guint c, guint context)
{
  for (guint i = 0; i < N; i++)
    if ((context >> i & 1) && leads_to (net, x, i))
      return FALSE;
  return is_separated (net, x, c, context, 1u << x);
}

/* what the definition says, and the sizes of the smallest sets */
static WfBridgeKind
decide (const Net *net, guint x, guint c, guint *n_bridge, guint *n_context)
{
  guint others = 0xf & ~(1u << x) & ~(1u << c);
  WfBridgeKind kind = WF_BRIDGE_NONE;

  *n_bridge = *n_context = 0;
  if (!leads_to (net, x, c))
    return WF_BRIDGE_NO_PATH;
  for (guint bridge = 1; bridge < 16; bridge++)
    for (guint context = 0; context < 16; context++)
      {
        guint size = (guint) __builtin_popcount (bridge), size_context = (guint) __builtin_popcount (context);

        if ((bridge & ~others) || (context & ~others) || (bridge & context) ||
            !is_bridge (net, x, c, bridge, context))
          continue;
        if (kind == WF_BRIDGE_NONE || size < *n_bridge || (size == *n_bridge && size_context < *n_context))
          {
            *n_bridge = size;
            *n_context = size_context;
          }
        kind = WF_BRIDGE_COMB;
      }
  for (guint context = 0; context < 16 && kind != WF_BRIDGE_COMB; context++)
    if (!(context & ~others) && is_back_door (net, x, c, context))
      {
        guint size = (guint) __builtin_popcount (context);

        *n_context = kind == WF_BRIDGE_NONE ? size : MIN (size, *n_context);
        kind = WF_BRIDGE_BACK_DOOR;
      }
  return kind;
}

static WfGraph *
make_graph (const Net *net, gboolean is_hidden)
{
  static const char *const names[] = { "A", "B", "C", "D", "H", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);

  for (guint i = 0; i < N; i++)
    for (guint k = 0; k < N; k++)
      if (net->arrow[i][k])
        wf_graph_builder_add_arrow (builder, i, k);
  if (is_hidden)
    wf_graph_builder_set_latent (builder, N - 1);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

static WfModel *
draw_tables (WfGraph *graph, WfRng *rng)
{
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);

  for (guint i = 0; i < N; i++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
      double cpt[1 << N];

      for (gsize k = 0; k < (gsize) 1 << n_parents; k++)
        draw_distribution (rng, 2, cpt + 2 * k);
      wf_model_builder_set_table (builder, i, binary, cpt, (gsize) 2 << n_parents);
    }
  return wf_model_builder_end (builder, NULL);
}

/* Without a context each box that leads to treatment, bridge or outcome is in g or in f; between the two go
 * only wires of the treatment and of the bridge. */
static void
check_regions (WfComb *comb, WfDiagram *whole)
{
  WfBridge *bridge = wf_comb_get_bridge (comb);
  const char *ends[] = { wf_bridge_get_treatment (bridge), wf_bridge_get_outcome (bridge), NULL };
  gsize n_boxes, n;
  g_autofree WfCombRegion *regions = wf_bridge_list_box_regions (wf_comb_get_bridge (comb), whole, &n_boxes);
  g_autofree gboolean *leads = g_new0 (gboolean, n_boxes);
  gboolean has_g = FALSE;

  for (guint i = (guint) n_boxes; i-- > 0;)
    {
      const guint *wires = wf_diagram_get_box_outputs (whole, i, &n);
      const char *name = wf_diagram_get_object_name (whole, wf_diagram_get_wire_object (whole, wires[0]));

      leads[i] = leads[i] || g_strv_contains (ends, name);
      g_assert_true (!leads[i] || regions[i] != WF_COMB_REGION_NONE);
      has_g = has_g || regions[i] == WF_COMB_REGION_G;
      wires = wf_diagram_get_box_inputs (whole, i, &n);
      for (gsize k = 0; k < n; k++)
        {
          guint source, port;

          g_assert_true (wf_diagram_get_wire_source (whole, wires[k], &source, &port));
          leads[source] = leads[source] || leads[i];
          name = wf_diagram_get_object_name (whole, wf_diagram_get_wire_object (whole, wires[k]));
          if (regions[i] == WF_COMB_REGION_G && regions[source] == WF_COMB_REGION_F)
            g_assert_cmpstr (name, ==, ends[0]);
          if (regions[i] == WF_COMB_REGION_F && regions[source] == WF_COMB_REGION_G)
            g_assert_true (g_strv_contains (wf_bridge_get_nodes (bridge), name));
        }
    }
  g_assert_true (has_g);
}

/* the comb from the observed joint is the cut of the whole; where there is none, the bounds hold it */
static void
check_numbers (WfBridge *bridge, WfDiagram *whole)
{
  const char *outputs[] = { wf_bridge_get_outcome (bridge), NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfComb) comb = wf_comb_new (whole, bridge, NULL, &error);
  g_autoptr (WfDiagram) cut = wf_diagram_cut (whole, wf_bridge_get_treatment (bridge), NULL);
  g_autoptr (WfDiagram) one = wf_diagram_with_outputs (cut, outputs, NULL);
  const double *effect, *lower, *upper;
  gsize n;

  g_assert_no_error (error);
  if (wf_bridge_get_kind (bridge) == WF_BRIDGE_COMB && *wf_bridge_get_context (bridge) == NULL)
    check_regions (comb, whole);
  effect = wf_comb_get_effect (comb, &n);
  lower = wf_comb_get_bounds (comb, FALSE, &n);
  upper = wf_comb_get_bounds (comb, TRUE, &n);
  for (guint x = 0; x < 2; x++)
    {
      g_autofree char *text = g_strdup_printf ("%s=%u", wf_bridge_get_treatment (bridge), x);
      const char *given[] = { text, NULL };
      g_autofree double *truth = wf_diagram_evaluate (one, given, &n, NULL, NULL);

      for (guint c = 0; c < 2; c++)
        {
          g_assert_cmpfloat (truth[c], >=, lower[2 * x + c] - 1e-12);
          g_assert_cmpfloat (truth[c], <=, upper[2 * x + c] + 1e-12);
          if (effect != NULL)
            g_assert_cmpfloat_with_epsilon (truth[c], effect[2 * x + c], 1e-12);
        }
    }
}

static void
check_net (const Net *net, guint seed, guint *n_kinds)
{
  g_autoptr (WfGraph) graph = make_graph (net, TRUE);
  g_autoptr (WfModel) model = NULL;
  g_autoptr (WfDiagram) whole = NULL;
  WfRng rng;

  wf_rng_init (&rng, 21, seed + 1);
  model = draw_tables (graph, &rng);
  whole = wf_diagram_new_from_model (model, NULL, NULL);
  for (guint x = 0; x < 4; x++)
    for (guint c = 0; c < 4; c++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (WfBridge) bridge = NULL;
        guint n_bridge, n_context;
        WfBridgeKind kind;

        if (x == c)
          continue;
        kind = decide (net, x, c, &n_bridge, &n_context);
        bridge =
            wf_bridge_find (graph, wf_graph_get_name (graph, x), wf_graph_get_name (graph, c), NULL, &error);
        g_assert_no_error (error);
        g_assert_cmpint (wf_bridge_get_kind (bridge), ==, kind);
        g_assert_cmpuint (g_strv_length ((GStrv) wf_bridge_get_nodes (bridge)), ==, n_bridge);
        g_assert_cmpuint (g_strv_length ((GStrv) wf_bridge_get_context (bridge)), ==, n_context);
        check_numbers (bridge, whole);
        n_kinds[kind]++;
      }
}

/* all orders are the same up to names: arrows go up; the hidden node feeds any set */
static void
test_all_small_graphs (void)
{
  guint n_kinds[4] = { 0 };

  for (guint bits = 0; bits < 64 * 16; bits++)
    {
      Net net = { 0 };
      guint bit = 0;

      for (guint i = 0; i < 4; i++)
        for (guint k = i + 1; k < 4; k++)
          net.arrow[i][k] = bits >> bit++ & 1;
      for (guint k = 0; k < 4; k++)
        net.arrow[4][k] = bits >> bit++ & 1;
      check_net (&net, bits, n_kinds);
    }
  for (guint i = 0; i < 4; i++) /* each answer comes up */
    g_assert_cmpuint (n_kinds[i], >, 100);
}

static void
test_bidirected (void)
{
  static const char *const names[] = { "X", "M", "Y", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfBridge) bridge = NULL;
  g_autoptr (WfBridge) other = NULL;
  g_autofree char *text = NULL;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 1, 2);
  wf_graph_builder_set_edge (builder, 0, 2, WF_MARK_ARROW, WF_MARK_ARROW);
  graph = wf_graph_builder_end (builder, WF_GRAPH_ADMG, NULL);
  bridge = wf_bridge_find (graph, "X", "Y", NULL, NULL);
  g_assert_cmpint (wf_bridge_get_kind (bridge), ==, WF_BRIDGE_COMB);
  g_assert_cmpstr (wf_bridge_get_nodes (bridge)[0], ==, "M");
  other = wf_bridge_find (graph, "M", "Y", NULL, NULL);
  text = wf_bridge_describe (other);
  g_assert_cmpint (wf_bridge_get_kind (other), ==, WF_BRIDGE_BACK_DOOR);
  g_assert_cmpstr (text, ==, "X blocks every other way from M to Y: back-door adjustment");
  g_free (text);
  text = wf_bridge_describe_typeset (bridge);
  g_assert_cmpstr (text, ==, "All that X does to Y goes through M (X → M → Y): comb disintegration");
}

static void
test_errors (void)
{
  static const char *const names[] = { "X", "Y", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (GError) error = NULL;

  wf_graph_builder_set_edge (builder, 0, 1, WF_MARK_TAIL, WF_MARK_TAIL);
  graph = wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
  g_assert_null (wf_bridge_find (graph, "X", "Y", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "between X and Y has no direction"));
  g_clear_error (&error);
  g_assert_null (wf_bridge_find (graph, "X", "X", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_bridge_find (graph, "X", "Q", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bridge/all-small-graphs", test_all_small_graphs);
  g_test_add_func ("/bridge/bidirected", test_bidirected);
  g_test_add_func ("/bridge/errors", test_errors);
  return g_test_run ();
}
