/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Graphs as other programs write them, and what is said of faults in them. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/formats.h"

static WfGraph *
read_text (const char *name, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, name);

  return wf_graph_read (source, error);
}

/* "a -> b, a <-> c": the edges, sorted by index */
static char *
describe (WfGraph *graph)
{
  g_autoptr (GString) text = g_string_new (wf_graph_kind_to_text (wf_graph_get_kind (graph)));
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  g_string_append_c (text, ':');
  for (gsize i = 0; i < n_edges; i++)
    g_string_append_printf (text, " %s%s%s", wf_graph_get_name (graph, edges[i].a),
                            wf_marks_to_text (edges[i].mark_a, edges[i].mark_b),
                            wf_graph_get_name (graph, edges[i].b));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static WfGraph *
check_read (const char *name, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  WfGraph *graph = read_text (name, text, &error);
  g_autofree char *got = NULL;

  g_assert_no_error (error);
  got = describe (graph);
  g_assert_cmpstr (got, ==, expected);
  return graph;
}

static void
check_fault (const char *name, const char *text, const char *place, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *prefix = g_strconcat (name, ":", place, ": ", NULL);

  g_assert_null (read_text (name, text, &error));
  if (!g_str_has_prefix (error->message, prefix) || strstr (error->message, part) == NULL)
    g_error ("“%s” isn't at %s or doesn't say “%s”", error->message, place, part);
}

static guint
node (WfGraph *graph, const char *name)
{
  gssize found = wf_graph_find_node (graph, name);

  g_assert_cmpint (found, >=, 0);
  return (guint) found;
}

static void
test_dagitty (void)
{
  g_autoptr (WfGraph) dag = check_read ("a.txt",
                                        "dag {\n  bb=\"0,0,1,1\"\n  dose [exposure,pos=\"0.125,0.5\"]\n"
                                        "  tar [pos=\"0.5,0.5\"]; cancer [outcome]\n  gene [latent,l]\n"
                                        "  dose -> tar -> cancer [beta=0.5]\n  gene -> { dose cancer }\n}\n",
                                        "dag: dose→tar dose←gene tar→cancer cancer←gene");
  g_autoptr (WfGraph) bow = check_read ("a.dagitty", "dag { x -> y [beta=2]; x <-> y [beta=3] ; z <-> x }",
                                        "admg: x→y x↔z x←U_x_y y←U_x_y");
  g_autoptr (WfGraph) pag = check_read ("a.dagitty", "PAG{a @-> b @-@ c <-@ d @-- e --@ f <-> g -- 1.x}",
                                        "pag: a∘→b b∘—∘c c←∘d d∘—e e—∘f f↔g g—1.x");
  g_autoptr (WfGraph) pdag = check_read ("a.dagitty", "pdag { a -- b b <- c }", "cpdag: a—b b←c");
  g_autoptr (WfGraph) plain = check_read ("a.dot", "digraph G { x <- y <-> z }", "admg: x←y y↔z");
  double x, y;

  g_assert_cmpint (wf_graph_get_roles (dag, node (dag, "dose")), ==, WF_ROLE_EXPOSURE);
  g_assert_cmpint (wf_graph_get_roles (dag, node (dag, "cancer")), ==, WF_ROLE_OUTCOME);
  g_assert_true (wf_graph_is_latent (dag, node (dag, "gene")));
  g_assert_cmpfloat (wf_graph_get_coefficient (dag, 0, 1), ==, 0.5);
  g_assert_true (wf_graph_get_position (dag, 0, &x, &y));
  /* a box of one unit is spread over 512 points */
  g_assert_cmpfloat (x, ==, 64);
  g_assert_cmpfloat (y, ==, 256);
  g_assert_true (wf_graph_is_latent (bow, node (bow, "U_x_y")));
  g_assert_cmpfloat (wf_graph_get_coefficient (bow, 0, 1), ==, 2);
  check_fault ("a.dagitty", "dag { x -> y\n  y -> @ }", "2:8", "");
  check_fault ("a.dagitty", "dag { x [pos=\"1\"] }", "1:14", "position");
  check_fault ("a.dagitty", "dag { x -> y [beta=z] }", "1:20", "number");
}

static void
test_lavaan (void)
{
  g_autoptr (WfGraph) graph =
      check_read ("a.lav",
                  "# Holzinger\n visual =~ x1 + 0.5*x2 +\n   start(0.8)*x3\n y ~ a*visual + b*x1 # both\n"
                  "x1 ~~ x2; y ~ 1\nind := a*b\nx3 ~~ 0*x2\ny ~~ y\nu | t1\n",
                  "admg: visual→x1 visual→x2 visual→x3 visual→y x1↔x2 x1→y");
  g_autoptr (WfGraph) bow = check_read ("a.lav", "y ~ 2*x\nx ~~ y\n", "dag: y←x y←U_y_x x←U_y_x");
  g_autoptr (WfGraph) many = check_read ("a.txt", "y1 + y2 ~ x1 + -1.5e0*x2", "dag: y1←x1 y1←x2 x1→y2 x2→y2");

  g_assert_true (wf_graph_is_latent (graph, node (graph, "visual")));
  g_assert_cmpfloat (wf_graph_get_coefficient (graph, 0, node (graph, "x2")), ==, 0.5);
  g_assert_cmpfloat (wf_graph_get_coefficient (bow, 0, 1), ==, 2);
  g_assert_cmpfloat (wf_graph_get_coefficient (many, node (many, "y2"), node (many, "x2")), ==, -1.5);
  check_fault ("a.lav", "a ~ b\nc ~ d\ne ~ f\ng ~ h\ni ~ j\nk ~\n", "7:1", "variable");
  check_fault ("a.lav", "a ~ b\nc ~ d\ne ~ f\ng ~ h\ni ~ j\nk l\n", "6:3", "operator");
}

static void
test_graphml (void)
{
  /* as networkx, igraph and yEd write it */
  g_autoptr (WfGraph) networkx = check_read (
      "a.graphml",
      "<?xml version='1.0' encoding='utf-8'?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<graph edgedefault=\"directed\"><node id=\"a b\"/><node id=\"c\"/><edge source=\"a b\" "
      "target=\"c\"/></graph></graphml>",
      "dag: a b→c");
  g_autoptr (WfGraph) igraph = check_read (
      "a.xml",
      "<graphml><key id='v_name' for='node' attr.name='name' attr.type='string'/>"
      "<graph id='G' edgedefault='undirected'><node id='n0'><data key='v_name'>x &amp; y</data></node>"
      "<node id='n1'><data key='v_name'>z</data></node><edge source='n0' target='n1'></edge></graph>"
      "</graphml>",
      "cpdag: x & y—z");
  g_autoptr (WfGraph) yed = check_read (
      "a.graphml",
      "<graphml xmlns:y='http://www.yworks.com/xml/graphml'><key for='node' id='d6' "
      "yfiles.type='nodegraphics'/>"
      "<graph edgedefault='directed'><node id='n0'><data key='d6'><y:ShapeNode><y:Geometry height='30' "
      "width='20' "
      "x='10' y='5'/><y:NodeLabel>dose <y:LabelModel/></y:NodeLabel></y:ShapeNode></data></node><node "
      "id='n1'>"
      "<data key='d6'><y:ShapeNode><y:NodeLabel>tar</y:NodeLabel></y:ShapeNode></data></node><edge id='e' "
      "source='n0' target='n1'><data key='d9'><y:PolyLineEdge><y:Arrows source='standard' "
      "target='white_circle'/></y:PolyLineEdge></data></edge></graph></graphml>",
      "pag: dose←∘tar");
  double x, y;

  g_assert_cmpint (wf_graph_get_n_nodes (networkx) + wf_graph_get_n_nodes (igraph), ==, 4);
  g_assert_true (wf_graph_get_position (yed, 0, &x, &y));
  g_assert_cmpfloat (x, ==, 20);
  g_assert_cmpfloat (y, ==, 20);
  check_fault ("a.graphml",
               "<graphml>\n<graph>\n <node id='a'/>\n <edge source='a'\n target='b'/></graph></graphml>",
               "4:2", "“b”");
  check_fault ("a.graphml", "<graphml><graph></graphml>", "1:27", "well-formed");
  check_fault ("a.graphml", "<graphml><graph><node id='a'/><edge source='a' target='a'/></graph></graphml>",
               "1:31", "itself");
}

static void
test_xml_guard (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) deep = g_string_new (NULL);

  /* a bomb of entities, and one that reads a file */
  g_assert_null (read_text (
      "a.graphml", "<!DOCTYPE g [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<graphml>&b;</graphml>",
      &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "entities"));
  g_clear_error (&error);
  g_assert_null (
      read_text ("a.graphml",
                 "<!DOCTYPE g [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>\n<graphml>&a;</graphml>", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_string_append (deep, "<graphml>");
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<a>");
  g_assert_null (read_text ("a.graphml", deep->str, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_clear_error (&error);
  g_string_assign (deep, "<graphml>");
  for (guint i = 0; i < (1 << 19) + 1; i++)
    g_string_append (deep, "<a/>");
  g_assert_null (read_text ("a.graphml", deep->str, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
}

static void
test_gml (void)
{
  g_autoptr (WfGraph) directed = check_read (
      "a.gml",
      "# made by hand\nCreator \"me\"\nVersion 1\ngraph [\n  directed 1\n  node [ id 1 label \"a "
      "&quot;b&quot;\" "
      "graphics [ x 1.5 y -2 fill [ r 1 ] ] ]\n node [ id 7 label \"caf&#233; &odd;\" ]\n edge [ source 7 "
      "target 1 weight 3 ] ]",
      "dag: a \"b\"←café &odd;");
  g_autoptr (WfGraph) undirected = check_read (
      "a.txt", "graph [ node [ id 0 name \"x\" ] node [ id 1 name \"y\" ] edge [ source 0 target 1 ] ]",
      "cpdag: x—y");
  g_autoptr (WfGraph) ids = check_read (
      "a.gml", "graph[directed 1 edge[source 1 target 2]node[id 1 label \"s\"]node[id 2 label \"s\"]]",
      "dag: 1→2");
  double x, y;

  g_assert_cmpint (wf_graph_get_n_nodes (undirected) + wf_graph_get_n_nodes (ids), ==, 4);
  g_assert_true (wf_graph_get_position (directed, 0, &x, &y));
  g_assert_cmpfloat (x, ==, 1.5);
  g_assert_cmpfloat (y, ==, -2);
  check_fault ("a.gml", "graph [\n node [ label \"x\" ]\n]", "2:19", "id");
  check_fault ("a.gml", "graph [\n node [ id 0 ]\n edge [ source 0 target 1 ]\n]", "3:7", "1");
  check_fault ("a.gml", "graph [ node [ id 0 ]", "1:22", "]");
}

static void
test_pcalg (void)
{
  /* write.csv(), write.table() and print() */
  g_autoptr (WfGraph) csv = check_read (
      "a.csv", "\"\",\"A\",\"B\",\"C\"\n\"A\",0,0,1\n\"B\",1,0,1\n\"C\",1,0,0\n", "cpdag: A→B A—C B←C");
  g_autoptr (WfGraph) table = check_read (
      "a.txt", "\"A\" \"B\" \"C\"\n\"A\" 0 2 1\n\"B\" 3 0 2\n\"C\" 2 1 0\n", "pag: A→B A←∘C B∘→C");
  g_autoptr (WfGraph) print = check_read (
      "a.txt", "Adjacency Matrix 'amat' (2 x 2) of type \xe2\x80\x98pag\xe2\x80\x99:\n  A B\nA . 1\nB 1 .\n",
      "pag: A∘—∘B");
  g_autoptr (WfGraph) bare = check_read ("a.amat", "A B\n0 0\n1 0\n", "dag: A→B");

  g_assert_cmpint (wf_graph_get_n_nodes (csv) + wf_graph_get_n_nodes (table), ==, 6);
  g_assert_cmpint (wf_graph_get_n_nodes (print) + wf_graph_get_n_nodes (bare), ==, 4);
  check_fault ("a.amat", "# pcalg amat.pag\nA B\nA 0 2\nC 3 0\n", "4:1", "“C”");
  check_fault ("a.amat", "# pcalg amat.pag\nA B\nA 0 5\nB 3 0\n", "3:1", "“5”");
  check_fault ("a.amat", "# pcalg amat.pag\nA B\nA 0 2\nB 0 0\n", "1:1", "“A” and “B”");
  check_fault ("a.amat", "# pcalg amat.pag\nA B\nA 0 2\n", "4:1", "square");
}

static void
test_tetrad (void)
{
  g_autoptr (WfGraph) text = check_read ("a.txt",
                                         "Graph Nodes:\r\nX;Y;Z\r\n\r\nGraph Edges:\r\n\r\n1. X --> Y [X --> "
                                         "Y]:0.8200;[no edge]:0.1800;\r\n2. Y o-> Z dd nl\r\n",
                                         "pag: X→Y Y∘→Z");
  g_autoptr (WfGraph) new = check_read ("a.json",
                                        "{\"nodes\":[{\"nodeType\":{\"name\":\"Measured\",\"ordinal\":0},"
                                        "\"name\":\"X\",\"centerX\":5,\"centerY\":7},"
                                        "{\"nodeType\":{\"ordinal\":1},\"name\":\"L\",\"centerX\":-1,"
                                        "\"centerY\":-1}],\"edgesSet\":[{\"node1\":{\"name\":"
                                        "\"L\"},\"node2\":{\"name\":\"X\"},\"endpoint1\":\"TAIL\","
                                        "\"endpoint2\":\"ARROW\",\"edgeTypeProbabilities\":["
                                        "{\"edgeType\":\"nil\",\"probability\":0.25},{\"edgeType\":\"ta\","
                                        "\"properties\":[],\"probability\":0.75}]}]}",
                                        "dag: X←L");
  g_autoptr (WfGraph) old = check_read ("a.json",
                                        "{\"graph\":{\"nodes\":[{\"nodeType\":{\"ordinal\":0},\"name\":\"X\"}"
                                        ",{\"name\":\"Y\"}],\"edgesSet\":[{\"node1\":"
                                        "{\"name\":\"X\"},\"node2\":{\"name\":\"Y\"},\"endpoint1\":{"
                                        "\"ordinal\":2},\"endpoint2\":{\"ordinal\":1}}]}}",
                                        "pag: X∘→Y");
  double x, y;

  g_assert_cmpfloat (wf_graph_get_edges (text, NULL)[0].probability, ==, 0.82);
  g_assert_cmpfloat (wf_graph_get_edges (new, NULL)[0].probability, ==, 0.75);
  g_assert_true (isnan (wf_graph_get_edges (old, NULL)[0].probability));
  g_assert_true (wf_graph_get_position (new, 0, &x, &y));
  g_assert_false (wf_graph_get_position (new, 1, &x, &y));
  g_assert_true (wf_graph_is_latent (new, 1));
}

static void
test_json (void)
{
  g_autoptr (WfGraph) pairs =
      check_read ("a.json", "{\"edges\":[[\"a\",\"b\"],[\"c\",\"b\"]]}", "dag: a→b b←c");
  g_autoptr (WfGraph) objects = check_read (
      "a.json", "{\"edges\":[{\"a\":\"x\",\"b\":\"y\",\"coefficient\":2}],\"roles\":{\"x\":[\"adjusted\"]}}",
      "dag: x→y");

  g_assert_cmpint (wf_graph_get_n_nodes (pairs), ==, 3);
  g_assert_cmpfloat (wf_graph_get_coefficient (objects, 1, 0), ==, 2);
  g_assert_cmpint (wf_graph_get_roles (objects, 0), ==, WF_ROLE_ADJUSTED);
}

/* what DOT may hold beside nodes and edges */
static void
test_dot_traps (void)
{
  g_autoptr (WfGraph) graph = check_read ("a.dot",
                                          "/* c */ strict digraph \"a graph\" {\n node [shape=box] // all\n "
                                          "subgraph cluster_0 { label=<<b>x</b>>; a:p:ne -> "
                                          "\"b\\\"c\":sw }\n# no preprocessor here\n a -> {d e} [dir=back]; "
                                          "pos=\"x\"\n f [pos=\"1,2,3!\", label=<a<b/>>, "
                                          "selected];\n}",
                                          "dag: a→b\"c a←d a←e");
  double x, y;

  g_assert_true (wf_graph_get_position (graph, node (graph, "f"), &x, &y));
  g_assert_cmpfloat (x, ==, 1);
  g_assert_cmpfloat (y, ==, -2);
  g_assert_cmpint (wf_graph_get_roles (graph, node (graph, "f")), ==, WF_ROLE_SELECTED);
}

static void
test_lost_parts (void)
{
  g_autoptr (WfGraph) graph =
      check_read ("a.dagitty", "dag { x [exposure,pos=\"0,0\"] x -> y [beta=1] }", "dag: x→y");
  const WfFormat *tetrad = wf_formats_find ("tetrad");
  g_autofree char *words = wf_graph_parts_to_text (wf_format_list_lost_parts (tetrad, graph));

  g_assert_cmpint (wf_format_list_lost_parts (wf_formats_find ("json"), graph), ==, 0);
  g_assert_cmpint (wf_format_list_lost_parts (wf_formats_find ("dagitty"), graph), ==, 0);
  g_assert_cmpstr (words, ==, "positions, roles of variables, coefficients of edges");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/graph-files/dagitty", test_dagitty);
  g_test_add_func ("/formats/graph-files/lavaan", test_lavaan);
  g_test_add_func ("/formats/graph-files/graphml", test_graphml);
  g_test_add_func ("/formats/graph-files/xml-guard", test_xml_guard);
  g_test_add_func ("/formats/graph-files/gml", test_gml);
  g_test_add_func ("/formats/graph-files/pcalg", test_pcalg);
  g_test_add_func ("/formats/graph-files/tetrad", test_tetrad);
  g_test_add_func ("/formats/graph-files/json", test_json);
  g_test_add_func ("/formats/graph-files/dot-traps", test_dot_traps);
  g_test_add_func ("/formats/graph-files/lost-parts", test_lost_parts);
  return g_test_run ();
}
