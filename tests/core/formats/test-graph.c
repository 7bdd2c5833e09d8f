/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/rng.h"
#include "core/formats/formats.h"
#include "tests/shared-data.h"

static WfSource *
new_source (const char *text, gssize length, const char *name)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return wf_source_new (bytes, name);
}

static WfGraph *
read_text (const char *text, const char *name, GError **error)
{
  g_autoptr (WfSource) source = new_source (text, -1, name);

  return wf_graph_read (source, error);
}

static void
check_fails (const char *text, const char *name, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = read_text (text, name, &error);

  g_assert_null (graph);
  g_assert_error (error, WF_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_test_message ("“%s” lacks “%s”", error->message, words);
  g_assert_nonnull (strstr (error->message, words));
}

static WfMark
mark_between (WfGraph *graph, const char *from, const char *at)
{
  return wf_graph_get_mark (graph, (guint) wf_graph_find_node (graph, from),
                            (guint) wf_graph_find_node (graph, at));
}

static void
check_edge (WfGraph *graph, const char *a, const char *b, WfMark mark_a, WfMark mark_b)
{
  g_assert_cmpint (wf_graph_find_node (graph, a), >=, 0);
  g_assert_cmpint (wf_graph_find_node (graph, b), >=, 0);
  g_assert_cmpint (mark_between (graph, b, a), ==, mark_a);
  g_assert_cmpint (mark_between (graph, a, b), ==, mark_b);
}

/* ---- DOT ---- */

static void
test_dot_grammar (void)
{
  static const char text[] =
      "# made by a preprocessor\n"
      "strict digraph \"G \\\"q\\\"\" { rankdir=LR; node [shape=record];\n"
      " a [label=<<b>bold &amp; <i>it</i></b><br/>line>, pos=\"1.5,-2!\"]; \"b c\" [label=\"x|{y}\"];\n"
      " a -> \"b c\":p:ne [label=\"1 -> 2\"] /* c -> d */ // e\n"
      " subgraph cluster_0 { a -> {d e f} [style=dashed] }\n"
      " d -> -1.5 -> 7; \"long\" + \" name\" -> é;\n"
      " subgraph cluster_0 -> last\n"
      "}";
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = read_text (text, "a.dot", &error);
  double x, y;

  g_assert_no_error (error);
  g_assert_cmpuint (wf_graph_get_n_nodes (graph), ==, 10);
  g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 11);
  g_assert_cmpint (wf_graph_get_kind (graph), ==, WF_GRAPH_DAG);
  check_edge (graph, "a", "b c", WF_MARK_TAIL, WF_MARK_ARROW);
  check_edge (graph, "a", "f", WF_MARK_TAIL, WF_MARK_ARROW);
  check_edge (graph, "d", "-1.5", WF_MARK_TAIL, WF_MARK_ARROW);
  check_edge (graph, "-1.5", "7", WF_MARK_TAIL, WF_MARK_ARROW);
  check_edge (graph, "long name", "é", WF_MARK_TAIL, WF_MARK_ARROW);
  check_edge (graph, "e", "last", WF_MARK_TAIL, WF_MARK_ARROW);
  g_assert_true (wf_graph_get_position (graph, 0, &x, &y));
  g_assert_cmpfloat (x, ==, 1.5);
  g_assert_cmpfloat (y, ==, 2);
}

static void
test_dot_marks (void)
{
  static const char text[] =
      "digraph { edge [dir=both]; a -> b; { edge [dir=back]; b -> c } \n"
      "c -> d [arrowtail=odot]; d -> e [dir=none]; edge [dir=forward, probability=0.5] e -> f;\n"
      "f -> g [arrowhead=odot, dir=both, arrowtail=odot, probability=\"1e-3\"] }";
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = read_text (text, "a.gv", &error);
  g_autoptr (WfGraph) undirected = NULL;
  const WfEdge *edges;
  gsize n_edges;

  g_assert_no_error (error);
  check_edge (graph, "a", "b", WF_MARK_ARROW, WF_MARK_ARROW);
  check_edge (graph, "b", "c", WF_MARK_ARROW, WF_MARK_TAIL);
  check_edge (graph, "c", "d", WF_MARK_CIRCLE, WF_MARK_ARROW);
  check_edge (graph, "d", "e", WF_MARK_TAIL, WF_MARK_TAIL);
  check_edge (graph, "e", "f", WF_MARK_TAIL, WF_MARK_ARROW);
  check_edge (graph, "f", "g", WF_MARK_CIRCLE, WF_MARK_CIRCLE);
  g_assert_cmpint (wf_graph_get_kind (graph), ==, WF_GRAPH_PAG);
  edges = wf_graph_get_edges (graph, &n_edges);
  g_assert_true (isnan (edges[0].probability));
  g_assert_cmpfloat (edges[n_edges - 2].probability, ==, 0.5);
  g_assert_cmpfloat (edges[n_edges - 1].probability, ==, 1e-3);

  undirected = read_text ("Graph { a -- b -- c }", "a.dot", &error);
  g_assert_no_error (error);
  check_edge (undirected, "b", "c", WF_MARK_TAIL, WF_MARK_TAIL);
  g_assert_cmpint (wf_graph_get_kind (undirected), ==, WF_GRAPH_CPDAG);
}

static void
test_dot_cycles (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = read_text ("digraph { a -> b -> c -> a }", "a.dot", &error);

  /* a cyclic graph can be drawn and compared, but not taken for a DAG */
  g_assert_no_error (error);
  g_assert_cmpint (wf_graph_get_kind (graph), ==, WF_GRAPH_UNKNOWN);
  g_assert_null (wf_graph_to_dag (graph, NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "a → b → c → a"));

  check_fails ("digraph { graph [kind=dag]; a -> b -> c -> a }", "a.dot", WF_ERROR_DATA, "a → b → c → a");
  check_fails ("digraph {\n  a -> b\n  b -> a\n}", "a.dot", WF_ERROR_UNSUPPORTED, "a.dot:3:5: the cycle");
  check_fails ("digraph {\n  a -> b\n  d -> d\n}", "a.dot", WF_ERROR_PARSE,
               "a.dot:3:5: an edge joins “d” to itself");
}

static void
test_dot_errors (void)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "digraph {\n a -> ;\n}", "x.dot:2:7: " },
    { "digraph { a -- b }", "x.dot:1:13: " },
    { "graph { a -> b }", "x.dot:1:11: " },
    { "digraph { é -> % }", "x.dot:1:16: “%”" },
    { "digraph { <<b>x</b>> -> a }", "x.dot:1:11: HTML" },
    { "digraph { a [label=<<b>] }", "x.dot:1:20: HTML" },
    { "digraph { \"a }", "x.dot:1:11: " },
    { "digraph { a /* b }", "x.dot:1:13: " },
    { "digraph { a [pos=here] }", "x.dot:1:18: “here”" },
    { "digraph { a -> b [probability=2] }", "“2”" },
    { "digraph { graph [kind=tree] }", "“tree”" },
    { "digraph { a } digraph { b }", "x.dot:1:15: " },
    { "digraph { a", "x.dot:1:12: " },
    { "digraph { node -> a }", "“node”" },
  };
  g_autoptr (GString) deep = g_string_new ("digraph { ");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_fails (cases[i].text, "x.dot", WF_ERROR_PARSE, cases[i].words);
  for (gsize i = 0; i < 100000; i++)
    g_string_append_c (deep, '{');
  check_fails (deep->str, "x.dot", WF_ERROR_PARSE, "too deeply");
}

static void
test_dot_groups_are_limited (void)
{
  g_autoptr (GString) text = g_string_new ("digraph { {");

  for (gsize i = 0; i < 6000; i++)
    g_string_append_printf (text, " a%" G_GSIZE_FORMAT, i);
  g_string_append (text, "} -> {");
  for (gsize i = 0; i < 6000; i++)
    g_string_append_printf (text, " b%" G_GSIZE_FORMAT, i);
  g_string_append (text, "} }");
  check_fails (text->str, "x.dot", WF_ERROR_TOO_LARGE, "smaller groups");
}

/* ---- Tetrad ---- */

static void
test_tetrad_grammar (void)
{
  static const char text[] =
      "Graph Nodes:\r\n\r\ndose;tar;cancer;gene;a b;x\r\n\r\n"
      "Graph Attributes:\r\nBIC: -12.5\r\n\r\nGraph Node Attributes:\r\nScore: [dose: 1]\r\n\r\n"
      "Graph Edges:\r\n\r\n1. dose --> tar dd nl\r\n2. tar o-> cancer\r\n\r\n3. gene <-> cancer\r\n"
      "4. gene --- dose\r\n5. a b o-o dose [a b o-o dose]:0.82;[no edge]:0.18;\r\n"
      "6. a b <-o x\r\n7. x <-- tar\r\n8. x o-- dose\r\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = read_text (text, "g.txt", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_graph_get_n_nodes (graph), ==, 6);
  g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 8);
  check_edge (graph, "dose", "tar", WF_MARK_TAIL, WF_MARK_ARROW);
  check_edge (graph, "tar", "cancer", WF_MARK_CIRCLE, WF_MARK_ARROW);
  check_edge (graph, "gene", "cancer", WF_MARK_ARROW, WF_MARK_ARROW);
  check_edge (graph, "gene", "dose", WF_MARK_TAIL, WF_MARK_TAIL);
  check_edge (graph, "a b", "dose", WF_MARK_CIRCLE, WF_MARK_CIRCLE);
  check_edge (graph, "a b", "x", WF_MARK_ARROW, WF_MARK_CIRCLE);
  check_edge (graph, "x", "tar", WF_MARK_ARROW, WF_MARK_TAIL);
  check_edge (graph, "x", "dose", WF_MARK_CIRCLE, WF_MARK_TAIL);
  for (gsize i = 0; i < 8; i++)
    {
      const WfEdge *edge = &wf_graph_get_edges (graph, NULL)[i];

      if (edge->a == 0 && edge->b == 4)
        g_assert_cmpfloat (edge->probability, ==, 0.82);
      else
        g_assert_true (isnan (edge->probability));
    }
}

static void
test_tetrad_errors (void)
{
  check_fails ("Graph Nodes:\na,b\n\nGraph Edges:\n1. a --> c\n", "g.txt", WF_ERROR_PARSE, "g.txt:5:1: ");
  check_fails ("Graph Nodes:\na,b\n\nGraph Edges:\n1. a ==> b\n", "g.txt", WF_ERROR_PARSE, "g.txt:5:1: ");
  check_fails ("Graph Nodes:\na,b\n\nGraph Edges:\n1. a --> a\n", "g.txt", WF_ERROR_PARSE, "to itself");
  check_fails ("Graph Nodes:\na,b\nGraph Edges:\n1. a --> b\n2. b --> a\n", "g.txt", WF_ERROR_UNSUPPORTED,
               "g.txt:5:1: the cycle a → b → a");
  check_fails ("x\nGraph Nodes:\na\n", "g.txt", WF_ERROR_PARSE, "g.txt:1:1: ");
}

/* ---- JSON ---- */

static void
test_json_shapes (void)
{
  static const char *const texts[] = {
    "{\"kind\":\"dag\",\"nodes\":[\"a\",\"b\"],\"edges\":[{\"a\":\"b\",\"b\":\"a\",\"mark_a\":\"tail\","
    "\"mark_b\":\"arrow\"}]}",
    "{\"wherefore\":\"0.1.0\",\"command\":\"discover\",\"result\":{\"graph\":{\"nodes\":[\"a\",\"b\"],"
    "\"edges\":"
    "[{\"a\":\"a\",\"b\":\"b\",\"mark_a\":\"arrow\",\"mark_b\":\"tail\",\"probability\":null}]},\"tests\":3}"
    "}",
    "{\"wherefore\":\"0.1.0\",\"result\":{\"nodes\":[\"a\",\"b\"],\"edges\":[[\"b\",\"a\"]]}}",
    "\xef\xbb\xbf{\"name\":\"n\",\"nodes\":[\"a\",\"b\"],\"states\":{},\"edges\":[[\"b\",\"a\"]]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfGraph) graph = read_text (texts[i], "g.json", &error);

      g_assert_no_error (error);
      g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, 1);
      g_assert_cmpint (wf_graph_get_kind (graph), ==, WF_GRAPH_DAG);
      check_edge (graph, "b", "a", WF_MARK_TAIL, WF_MARK_ARROW);
    }
}

static void
test_json_errors (void)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "{\"nodes\":[\"a\",1],\"edges\":[]}", "nodes[1]" },
    { "{\"nodes\":[\"a\",\"a\"],\"edges\":[]}", "repeats" },
    { "{\"nodes\":[\"a\"]}", "“edges”" },
    { "{\"nodes\":[\"a\"],\"edges\":[3]}", "edges[0]" },
    { "{\"nodes\":[\"a\"],\"edges\":[[\"a\",\"z\"]]}", "“z”" },
    { "{\"nodes\":[\"a\"],\"edges\":[[\"a\",\"a\"]]}", "to itself" },
    { "{\"nodes\":[\"a\",\"b\"],\"edges\":[[\"a\",\"b\"],[\"b\",\"a\"]]}",
      "g.json:1:39: edges[1]: this is a second edge" },
    { "{\"nodes\":[\"a\",\"b\"],\"edges\":[[\"a\"]]}", "two nodes" },
    { "{\"nodes\":[\"a\",\"b\"],\"edges\":[{\"a\":\"a\",\"b\":\"b\",\"mark_a\":\"x\"}]}", "“mark_a”" },
    { "{\"nodes\":[\"a\",\"b\"],\"edges\":[{\"a\":\"a\",\"b\":\"b\",\"mark_a\":\"tail\",\"mark_b\":\"tail\","
      "\"probability\":7}]}",
      "“probability”" },
    { "{\"kind\":\"tree\",\"nodes\":[],\"edges\":[]}", "“tree”" },
    { "{\"nodes\":[\"a\"],\"edges\":[],\"positions\":{\"a\":[1]}}", "[x, y]" },
    { "{\"nodes\":[\"a\"],\"edges\":[],\"positions\":{\"b\":[1,2]}}", "“b”" },
    { "{\"wherefore\":\"0.1.0\",\"result\":{}}", "no graph" },
    { "{\"result\":{\"graph\":{\"nodes\":[\"a\"],\n\"edges\":[],\n\"latent\":[\"a\", \"z\"]}}}",
      "g.json:3:16: result.graph.latent[1]: this isn’t" },
    { "{\"nodes\":[\"a\",\"b\"],\"edges\":[\n {\"a\":\"a\"}]}", "g.json:2:2: edges[0].b: " },
    { "{\"nodes\": [\"a\",],\n \"edges\":[]}", "g.json:1:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_fails (cases[i].text, "g.json", WF_ERROR_PARSE, cases[i].words);
}

/* ---- all formats ---- */

static const char *const formats[] = { "dot", "json", "tetrad" };

/* names that a format may stumble over; those the Tetrad format refuses come last */
static const char *const odd_names[] = {
  "a",        "node", "Graph",   "1.5",  "-3",         "two words",   "it's",  "é",        "a b",     "kind",
  "a_1",      "x,y",  "[a",      "# no", "\"quoted\"", "back\\slash", "end\\", "/* c */",  "a->b",    "<b>",
  "percent%", "\\n",  "dose dd", "1. a", "semi;colon", "line\nbreak", "",      " spaced ", "a --> b",
};
#define N_TETRAD_NAMES (G_N_ELEMENTS (odd_names) - 5)

static WfGraph *
random_graph (WfRng *rng, WfGraphKind kind, gsize n_names, gboolean has_positions)
{
  gsize n = 1 + wf_rng_below (rng, 7);
  gsize first = wf_rng_below (rng, n_names);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (WfGraphBuilder) builder = NULL;

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (names, (gpointer) odd_names[(first + i) % n_names]);
  g_ptr_array_add (names, NULL);
  builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      {
        static const guint8 n_sorts[] = { 1, 2, 3, 9, 2, 9 };
        static const WfMark sorts[][2] = {
          { WF_MARK_TAIL, WF_MARK_ARROW },    { WF_MARK_TAIL, WF_MARK_TAIL },
          { WF_MARK_ARROW, WF_MARK_ARROW },   { WF_MARK_CIRCLE, WF_MARK_ARROW },
          { WF_MARK_CIRCLE, WF_MARK_CIRCLE }, { WF_MARK_CIRCLE, WF_MARK_TAIL },
          { WF_MARK_ARROW, WF_MARK_CIRCLE },  { WF_MARK_TAIL, WF_MARK_CIRCLE },
          { WF_MARK_ARROW, WF_MARK_TAIL }
        };
        gsize sort = wf_rng_below (rng, n_sorts[kind]);

        if (wf_rng_uniform (rng) < 0.5)
          continue;
        if (kind == WF_GRAPH_ADMG && sort == 1)
          sort = 2;
        wf_graph_builder_set_edge (builder, a, b, sorts[sort][0], sorts[sort][1]);
        if (wf_rng_uniform (rng) < 0.5)
          wf_graph_builder_set_probability (builder, a, b, wf_rng_uniform (rng));
      }
  for (guint v = 0; has_positions && v < n; v++)
    if (v % 3 != 2)
      wf_graph_builder_set_position (builder, v, wf_rng_normal (rng) * 100, wf_rng_normal (rng));
  /* a MAG may turn out not to be ancestral */
  return wf_graph_builder_end (builder, kind, NULL);
}

static void
check_same (WfGraph *a, WfGraph *b, gboolean has_positions)
{
  gsize n_edges;
  const WfEdge *edges_a = wf_graph_get_edges (a, &n_edges);
  const WfEdge *edges_b = wf_graph_get_edges (b, NULL);

  g_assert_true (wf_graph_equal (a, b));
  g_assert_cmpint (wf_graph_get_kind (a), ==, wf_graph_get_kind (b));
  for (gsize i = 0; i < n_edges; i++)
    {
      g_assert_cmpint (isnan (edges_a[i].probability), ==, isnan (edges_b[i].probability));
      if (!isnan (edges_a[i].probability))
        g_assert_cmpfloat (edges_a[i].probability, ==, edges_b[i].probability);
    }
  for (guint v = 0; has_positions && v < wf_graph_get_n_nodes (a); v++)
    {
      double xa, ya, xb, yb;

      g_assert_cmpint (wf_graph_get_position (a, v, &xa, &ya), ==, wf_graph_get_position (b, v, &xb, &yb));
      g_assert_cmpfloat (xa, ==, xb);
      g_assert_cmpfloat (ya, ==, yb);
    }
}

static void
test_round_trips (void)
{
  WfRng rng;

  wf_rng_init (&rng, 9, 0);
  for (guint i = 0; i < 1200; i++)
    {
      const char *format = formats[i % G_N_ELEMENTS (formats)];
      gboolean is_tetrad = g_str_equal (format, "tetrad");
      g_autoptr (WfGraph) graph = random_graph (
          &rng, (WfGraphKind) (i / 3 % 6), is_tetrad ? N_TETRAD_NAMES : G_N_ELEMENTS (odd_names), !is_tetrad);
      g_autoptr (WfGraph) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      if (graph == NULL)
        continue;
      text = wf_graph_to_text (graph, format, &error);
      g_assert_no_error (error);
      again = read_text (text, "graph", &error);
      if (error != NULL)
        g_test_message ("%s", text);
      g_assert_no_error (error);
      check_same (graph, again, !is_tetrad);
    }
}

static void
test_tetrad_refuses_names (void)
{
  for (gsize i = N_TETRAD_NAMES; i < G_N_ELEMENTS (odd_names); i++)
    {
      const char *names[] = { "a", odd_names[i], NULL };
      g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
      g_autoptr (WfGraph) graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (wf_graph_to_text (graph, "tetrad", &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
    }
}

static const char *const samples[] = {
  "strict digraph \"é\" { graph [kind=pag]; edge [dir=both]; a [pos=\"1,2!\", label=<<b>x</b>>]; a -> {b "
  "c:p:n} -> d "
  "[arrowhead=odot, probability=\"0.5\"] /* x */ subgraph s { e } subgraph s -> \"q\" + \"\\\"r\" }",
  "Graph Nodes:\na;b c;é\n\nGraph Attributes:\nkind: pag\n\nGraph Edges:\n1. a o-> b c [a o-> b c]:0.5\n2. b "
  "c <-o é\n",
  "{\"format\":\"wherefore-graph\",\"kind\":\"pag\",\"nodes\":[\"a\",\"é\"],\"edges\":[{\"a\":\"a\",\"b\":"
  "\"é\",\"mark_a\":"
  "\"circle\",\"mark_b\":\"arrow\",\"probability\":0.5}],\"positions\":{\"a\":[1,2.5]}}",
};

/* whatever becomes of a file: a graph or an error that names the file, never both, never a crash */
static void
read_damaged (const WfFormat *format, const char *data, gsize length)
{
  g_autoptr (WfSource) source = new_source (data, (gssize) length, "damaged");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = format->read_graph (source, &error);

  format->sniff (data, MIN (length, 4096));
  g_assert_true ((graph == NULL) == (error != NULL));
  if (error != NULL)
    g_assert_true (g_str_has_prefix (error->message, "damaged:"));
}

static void
test_truncated_and_damaged (void)
{
  static const char bytes[] = "{}[]\"\\<>-;,:o\n\0\xff 1/*";
  WfRng rng;

  wf_rng_init (&rng, 4, 0);
  for (gsize f = 0; f < G_N_ELEMENTS (formats); f++)
    for (gsize s = 0; s < G_N_ELEMENTS (samples); s++)
      {
        const WfFormat *format = wf_formats_find (formats[f]);
        gsize length = strlen (samples[s]);

        for (gsize n = 0; n <= length; n++)
          read_damaged (format, samples[s], n);
        for (gsize i = 0; i < 400; i++)
          {
            g_autofree char *copy = g_memdup2 (samples[s], length);

            for (gsize k = 0; k < 1 + i % 3; k++)
              copy[wf_rng_below (&rng, length)] = bytes[wf_rng_below (&rng, sizeof bytes - 1)];
            read_damaged (format, copy, length);
          }
      }
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *words;
  } cases[] = {
    { "digraph {\n a\0b }", 16, "x.dot:2:3: a NUL" },
    { "digraph {\n \xff }", -1, "x.dot:2:2: not UTF-8" },
    { "Graph Nodes:\na\0b\n", 16, "x.dot:2:2: a NUL" },
    { "{\"nodes\":[\"\xc3\"],\"edges\":[]}", -1, "x.dot:1:12: not UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfSource) source = new_source (cases[i].text, cases[i].length, "x.dot");
      g_autoptr (GError) error = NULL;

      g_assert_null (wf_graph_read (source, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

static void
test_too_large (void)
{
  g_autoptr (GString) text = g_string_new ("Graph Nodes:\n");

  for (gsize i = 0; i <= WF_LIMIT_GRAPH_NODES; i++)
    g_string_append_printf (text, "v%" G_GSIZE_FORMAT ";", i);
  check_fails (text->str, "x.txt", WF_ERROR_TOO_LARGE, "20000");

  g_string_assign (text, "Graph Nodes:\na,b\n\nGraph Edges:\n1. a --> ");
  for (guint k = 0; k < 10000; k++)
    g_string_append (text, "b c ");
  check_fails (text->str, "x.txt", WF_ERROR_TOO_LARGE, "x.txt:5:1: a line of more than 16384 bytes");

  g_string_set_size (text, (gsize) WF_LIMIT_GRAPH_BYTES + 1);
  memset (text->str, ' ', text->len);
  memcpy (text->str, "graph {", 7);
  check_fails (text->str, "x.dot", WF_ERROR_TOO_LARGE, "67108865");
}

/* ---- shared data ---- */

static void
test_shared_bad_dot (void)
{
  g_autofree char *path = shared_data_path ("bad/html-labels.dot");
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  source = wf_source_open_path (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (wf_graph_read (source, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "html-labels.dot:4:4: an edge joins “d” to itself"));
}

static void
test_shared_networks (void)
{
  static const struct
  {
    const char *name;
    gsize n_nodes, n_edges;
  } cases[] = { { "bn/asia.graph.json", 8, 8 },
                { "bn/alarm.graph.json", 37, 46 },
                { "bn/link.graph.json", 724, 1125 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = shared_data_path (cases[i].name);
      g_autoptr (WfSource) source = NULL;
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (GError) error = NULL;

      if (path == NULL)
        return;
      source = wf_source_open_path (path, NULL, &error);
      graph = wf_graph_read (source, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (wf_graph_get_n_nodes (graph), ==, cases[i].n_nodes);
      g_assert_cmpuint (wf_graph_get_n_edges (graph), ==, cases[i].n_edges);
      g_assert_cmpint (wf_graph_get_kind (graph), ==, WF_GRAPH_DAG);
    }
}

/* Nodes that no study sees stay so in the formats that can say it. */
static void
test_latent (void)
{
  static const char *const kept_by[] = { "dot", "json" };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = read_text ("digraph { u [latent, pos=\"1,2\"]; v [latent=true]; w [latent=no]; "
                                         "\"x\" [label=latent]; u -> x [latent]; }",
                                         "l.dot", &error);

  g_assert_no_error (error);
  g_assert_true (wf_graph_is_latent (graph, (guint) wf_graph_find_node (graph, "u")));
  g_assert_true (wf_graph_is_latent (graph, (guint) wf_graph_find_node (graph, "v")));
  g_assert_false (wf_graph_is_latent (graph, (guint) wf_graph_find_node (graph, "w")));
  g_assert_false (wf_graph_is_latent (graph, (guint) wf_graph_find_node (graph, "x")));
  for (gsize i = 0; i < G_N_ELEMENTS (kept_by); i++)
    {
      g_autofree char *text = wf_graph_to_text (graph, kept_by[i], NULL);
      g_autoptr (WfGraph) again = read_text (text, "again", &error);
      double x, y;

      g_assert_no_error (error);
      g_assert_true (wf_graph_equal (again, graph));
      g_assert_true (wf_graph_get_position (again, 0, &x, &y));
    }
  check_fails ("{\"nodes\":[\"a\"],\"edges\":[],\"latent\":[\"b\"]}", "l.json", WF_ERROR_PARSE, "latent[0]");
  check_fails ("{\"nodes\":[\"a\"],\"edges\":[],\"latent\":[\"a\",3]}", "l.json", WF_ERROR_PARSE,
               "latent[1]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/graph/dot-grammar", test_dot_grammar);
  g_test_add_func ("/formats/graph/dot-marks", test_dot_marks);
  g_test_add_func ("/formats/graph/dot-cycles", test_dot_cycles);
  g_test_add_func ("/formats/graph/dot-errors", test_dot_errors);
  g_test_add_func ("/formats/graph/dot-groups-are-limited", test_dot_groups_are_limited);
  g_test_add_func ("/formats/graph/tetrad-grammar", test_tetrad_grammar);
  g_test_add_func ("/formats/graph/tetrad-errors", test_tetrad_errors);
  g_test_add_func ("/formats/graph/json-shapes", test_json_shapes);
  g_test_add_func ("/formats/graph/json-errors", test_json_errors);
  g_test_add_func ("/formats/graph/round-trips", test_round_trips);
  g_test_add_func ("/formats/graph/tetrad-refuses-names", test_tetrad_refuses_names);
  g_test_add_func ("/formats/graph/truncated-and-damaged", test_truncated_and_damaged);
  g_test_add_func ("/formats/graph/encodings", test_encodings);
  g_test_add_func ("/formats/graph/latent", test_latent);
  g_test_add_func ("/formats/graph/too-large", test_too_large);
  g_test_add_func ("/formats/graph/shared-bad-dot", test_shared_bad_dot);
  g_test_add_func ("/formats/graph/shared-networks", test_shared_networks);
  return g_test_run ();
}
