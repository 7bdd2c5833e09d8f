/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* XMLBIF, XDSL and Hugin NET as their programs write them. */

#include "model-fixture.h"

static WfModel *
read_good (const char *text, gssize length, const char *name)
{
  g_autoptr (GError) error = NULL;
  WfModel *model = read_model_text (text, length, name, &error);

  g_assert_no_error (error);
  return model;
}

static void
check_fails (const char *text, const char *name, int code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = read_model_text (text, -1, name, &error);

  g_assert_null (model);
  g_assert_error (error, WF_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
check_cpt (WfModel *model, const char *name, const double *expected, gsize n_expected)
{
  gssize node = wf_graph_find_node (wf_model_get_graph (model), name);
  const double *cpt;
  gsize n;

  g_assert_cmpint (node, >=, 0);
  cpt = wf_model_get_cpt (model, (guint) node, &n);
  g_assert_cmpuint (n, ==, n_expected);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (cpt[i], expected[i], 1e-15);
}

static void
check_position (WfModel *model, const char *name, double x, double y)
{
  gssize node = wf_graph_find_node (wf_model_get_graph (model), name);
  double own_x, own_y;

  g_assert_cmpint (node, >=, 0);
  g_assert_true (wf_graph_get_position (wf_model_get_graph (model), (guint) node, &own_x, &own_y));
  g_assert_cmpfloat (own_x, ==, x);
  g_assert_cmpfloat (own_y, ==, y);
}

/* P(wet | rain, sprinkler), parents in another order than the variables: rain no: sprinkler off, on; rain
 * yes: ... */
static const double wet[] = { 1.0, 0.0, 0.2, 0.8, 0.1, 0.9, 0.01, 0.99 };

static const char net[] =
    "% made by hand\nnet\n{\n    propagation_auto = \"1\";\n    HR_Grid_X = \"10\";\n    node_size = (80 "
    "40);\n}\n\n"
    "potential (Wet | Sprinkler Rain)\n{\n    data = ((( 1 0 )  % off, no\n             ( 0.1 0.9 ))\n"
    "            (( 0.2 0.8 )\n             ( 0.01 0.99 )));\n}\n"
    "node Rain\n{\n    label = \"Does it rain; (today)?\";\n    position = (110 220);\n    states = (\"no\" "
    "\"yes\");\n"
    "    HR_State_0 = \"\";\n}\n"
    "discrete node Sprinkler\n{\n    states = (\"off\" \"on\");\n}\nnode Wet\n{\n    states = (\"dry\" "
    "\"wet\");\n}\n"
    "potential (Rain)\n{\n    data = (0.75 .25);\n}\npotential (Sprinkler | )\n{\n}\n";

static void
test_net (void)
{
  g_autoptr (WfModel) model = read_good (net, -1, "m.net");
  const double rain[] = { 0.75, 0.25 }, even[] = { 0.5, 0.5 };

  check_cpt (model, "Wet", wet, G_N_ELEMENTS (wet));
  check_cpt (model, "Rain", rain, 2);
  check_cpt (model, "Sprinkler", even, 2);
  check_position (model, "Rain", 110.0, 220.0);
}

static void
test_net_errors (void)
{
  static const char a[] = "net { }\nnode A { states = (\"y\" \"n\"); }\n";
  static const struct
  {
    const char *rest;
    int code;
    const char *message;
  } cases[] = {
    { "potential (A) { data = (0.5 0.6); }", WF_ERROR_DATA,
      "m.net:3:24: the probabilities of “A” sum to 1.1, not to 1; correct them" },
    { "potential (A) { data = (0.5 normal(0, 1)); }", WF_ERROR_PARSE,
      "m.net:3:29: a number is expected here instead of “normal”" },
    { "potential (A | B) { data = (0.5 0.5); }", WF_ERROR_DATA,
      "m.net:3:16: there is no variable “B”; declare it" },
    { "potential (A) { model_data = (x); }", WF_ERROR_UNSUPPORTED,
      "m.net:3:17: a table that is given by an expression; save the network with its tables (data = ...)" },
    { "utility U { }", WF_ERROR_UNSUPPORTED,
      "m.net:3:1: “utility”: only discrete nodes with tables are read; remove it" },
    { "potential (A) { data = ((0.5 0.5); }", WF_ERROR_PARSE,
      "m.net:3:34: a number is expected here instead of “;”" },
    { "node A { states = (\"y\"); }", WF_ERROR_DATA,
      "m.net:3:6: a second variable “A”; rename one of the two" },
    { "node B { states = (\"y\"", WF_ERROR_PARSE,
      "m.net:3:23: the name of a state is expected here, and the file ends" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (a, cases[i].rest, NULL);

      check_fails (text, "m.net", cases[i].code, cases[i].message);
    }
}

static const char xmlbif[] =
    "<?xml version=\"1.0\" encoding=\"US-ASCII\"?>\n<!-- Bayesian network in XMLBIF v0.3 -->\n"
    "<!DOCTYPE BIF [\n\t<!ELEMENT BIF ( NETWORK )*>\n\t      <!ATTLIST BIF VERSION CDATA #REQUIRED>\n"
    "\t<!ELEMENT NETWORK ( NAME, ( PROPERTY | VARIABLE | DEFINITION )* )>\n\t<!ELEMENT NAME (#PCDATA)>\n]>\n"
    "<BIF VERSION=\"0.3\">\n<NETWORK>\n<NAME>Garden &amp; weather</NAME>\n"
    "<DEFINITION>\n\t<FOR>Wet</FOR>\n\t<GIVEN>Sprinkler</GIVEN>\n\t<GIVEN>Rain</GIVEN>\n"
    "\t<TABLE>\n 1 0 <!-- off, no -->\n 0.1 0.9\n 0.2, 0.8\n 1e-2 .99\n</TABLE>\n</DEFINITION>\n"
    "<VARIABLE TYPE=\"nature\">\n\t<NAME> Rain </NAME>\n\t<OUTCOME>&lt; 1 "
    "mm</OUTCOME>\n\t<OUTCOME>yes</OUTCOME>\n"
    "\t<PROPERTY>color = red</PROPERTY><PROPERTY>position = (12.5, 40)</PROPERTY>\n</VARIABLE>\n"
    "<VARIABLE TYPE=\"nature\"><NAME>Sprinkler</NAME><OUTCOME>off</OUTCOME><OUTCOME>on</OUTCOME></VARIABLE>\n"
    "<VARIABLE TYPE=\"nature\"><NAME>Wet</NAME><OUTCOME>dry</OUTCOME><OUTCOME>wet</OUTCOME></VARIABLE>\n"
    "<DEFINITION><FOR>Rain</FOR><TABLE>0.75 0.25</TABLE></DEFINITION>\n"
    "<DEFINITION><FOR>Sprinkler</FOR><TABLE>0.5 0.5</TABLE></DEFINITION>\n"
    "</NETWORK>\n</BIF>\n";

static void
test_xmlbif (void)
{
  g_autoptr (WfModel) model = read_good (xmlbif, -1, "m.xml");

  check_cpt (model, "Wet", wet, G_N_ELEMENTS (wet));
  check_position (model, "Rain", 12.5, 40.0);
  g_assert_cmpstr (wf_table_get_level (wf_model_get_table (model), 0, 0), ==, "< 1 mm");
}

static void
test_xmlbif_errors (void)
{
  static const char a[] =
      "<BIF><NETWORK>\n<VARIABLE TYPE=\"nature\"><NAME>A</NAME><OUTCOME>y</OUTCOME><OUTCOME>n</OUTCOME>"
      "</VARIABLE>\n";
  static const struct
  {
    const char *rest;
    int code;
    const char *message;
  } cases[] = {
    { "<DEFINITION><FOR>A</FOR><TABLE>0.5 0.6</TABLE></DEFINITION>", WF_ERROR_DATA,
      "m.xml:3:25: the probabilities of “A” sum to 1.1, not to 1; correct them" },
    { "<DEFINITION><FOR>A</FOR><TABLE>0.5 x</TABLE></DEFINITION>", WF_ERROR_PARSE,
      "m.xml:3:25: a number is expected in the table instead of “x”" },
    { "<DEFINITION><FOR>A</FOR></DEFINITION>", WF_ERROR_PARSE,
      "m.xml:3:1: a definition lacks its <TABLE>; add it" },
    { "<DEFINITION><FOR>B</FOR><TABLE/></DEFINITION>", WF_ERROR_DATA,
      "m.xml:3:13: there is no variable “B”; did you mean “A”?" },
    { "<VARIABLE TYPE=\"utility\"><NAME>U</NAME></VARIABLE>", WF_ERROR_UNSUPPORTED,
      "m.xml:3:1: “U” is of the type “utility”; only “nature” is read, remove it" },
    { "", WF_ERROR_DATA, "m.xml:2:1: “A” has no probabilities; give it a table" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (a, cases[i].rest, "</NETWORK></BIF>", NULL);

      check_fails (text, "m.xml", cases[i].code, cases[i].message);
    }
}

/* as GeNIe 2 wrote it: Latin-1, a submodel, a deterministic node */
static const char xdsl[] =
    "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<smile version=\"1.0\" id=\"Garden\" "
    "numsamples=\"1000\">\n"
    "\t<nodes>\n\t\t<cpt id=\"Rain\">\n\t\t\t<property id=\"wherefore_name\">Gr\xfc\xdf"
    "e</property>\n"
    "\t\t\t<state id=\"no\" />\n\t\t\t<state id=\"yes\" />\n"
    "\t\t\t<probabilities>0.75 0.25</probabilities>\n\t\t</cpt>\n"
    "\t\t<cpt id=\"Sprinkler\">\n\t\t\t<state id=\"off\" />\n\t\t\t<state id=\"on\" />\n"
    "\t\t\t<probabilities>0.5 0.5</probabilities>\n\t\t</cpt>\n"
    "\t\t<cpt id=\"Wet\">\n\t\t\t<state id=\"dry\" />\n\t\t\t<state id=\"wet\" />\n\t\t\t<parents>Sprinkler "
    "Rain</parents>\n"
    "\t\t\t<probabilities>1 0 0.1 0.9 0.2 0.8 0.01 0.99</probabilities>\n\t\t</cpt>\n"
    "\t\t<deterministic id=\"Any\">\n\t\t\t<state id=\"no\" />\n\t\t\t<state id=\"yes\" />\n"
    "\t\t\t<parents>Rain Sprinkler</parents>\n\t\t\t<resultingstates>no yes yes yes</resultingstates>\n"
    "\t\t</deterministic>\n\t</nodes>\n\t<extensions>\n\t\t<genie version=\"1.0\" app=\"GeNIe 2.0\" "
    "name=\"Garden\">\n"
    "\t\t\t<node id=\"Rain\">\n\t\t\t\t<name>Rain</name>\n\t\t\t\t<position>10 20 90 "
    "60</position>\n\t\t\t</node>\n"
    "\t\t\t<submodel id=\"Sub\"><position>1 1 2 2</position><node id=\"Wet\"><position>0 0 10 "
    "30</position></node></submodel>\n"
    "\t\t</genie>\n\t</extensions>\n</smile>\n";

static void
test_xdsl (void)
{
  g_autoptr (WfModel) model = read_good (xdsl, -1, "m.xdsl");
  const double any[] = { 1, 0, 0, 1, 0, 1, 0, 1 };

  check_cpt (model, "Wet", wet, G_N_ELEMENTS (wet));
  check_cpt (model, "Any", any, G_N_ELEMENTS (any));
  check_position (model, "Grüße", 50.0, 40.0);
  check_position (model, "Wet", 5.0, 15.0);
}

static void
test_xdsl_errors (void)
{
  static const char a[] = "<smile><nodes>\n<cpt id=\"A\"><state id=\"y\"/><state "
                          "id=\"n\"/><probabilities>0.5 0.5</probabilities></cpt>\n";
  static const struct
  {
    const char *rest;
    int code;
    const char *message;
  } cases[] = {
    { "<noisymax id=\"M\"/>", WF_ERROR_UNSUPPORTED,
      "m.xdsl:3:1: a node of the kind “noisymax”; only “cpt” and “deterministic” are read, turn it into "
      "one" },
    { "<cpt id=\"B\"><state id=\"y\"/><parents>C</parents><probabilities>1</probabilities></cpt>",
      WF_ERROR_DATA, "m.xdsl:3:28: there is no variable “C”; declare it" },
    { "<cpt id=\"B\"><state id=\"y\"/><parents>A</parents><probabilities>1</probabilities></cpt>",
      WF_ERROR_DATA, "m.xdsl:3:48: 1 probabilities for “B”; its states and those of its parents make 2" },
    { "<deterministic id=\"B\"><state id=\"y\"/><resultingstates>z</resultingstates></deterministic>",
      WF_ERROR_DATA, "m.xdsl:3:38: “B” has no state “z”; it has y" },
    { "<cpt id=\"B\"/>", WF_ERROR_DATA, "m.xdsl:3:1: the node lacks its <probabilities>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat (a, cases[i].rest, "</nodes></smile>", NULL);

      check_fails (text, "m.xdsl", cases[i].code, cases[i].message);
    }
}

/* a table of one variable of one parent, each a name that is no identifier */
static void
test_identifiers (void)
{
  static const char *const names[] = { "a b", "a_b", "1", "x1", "é", NULL };
  static const char *const levels[] = { "<1", ">=1", "_1", NULL };
  static const char *const formats[] = { "net", "xdsl" };
  const double p[] = { 0.5, 0.25, 0.25 };
  g_autoptr (WfGraphBuilder) graph_builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = wf_graph_builder_end (graph_builder, WF_GRAPH_DAG, NULL);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (WfModel) model = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    wf_model_builder_set_table (builder, i, levels, p, 3);
  model = wf_model_builder_end (builder, NULL);
  for (gsize f = 0; f < G_N_ELEMENTS (formats); f++)
    {
      g_autofree char *text = wf_model_to_text (model, formats[f], NULL);
      g_autoptr (WfModel) read = pass_through (model, formats[f]);

      check_same_tables (model, read);
      g_assert_nonnull (strstr (text, "a_b_2"));
      g_assert_nonnull (strstr (text, "x1_2"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/networks/net", test_net);
  g_test_add_func ("/formats/networks/net-errors", test_net_errors);
  g_test_add_func ("/formats/networks/xmlbif", test_xmlbif);
  g_test_add_func ("/formats/networks/xmlbif-errors", test_xmlbif_errors);
  g_test_add_func ("/formats/networks/xdsl", test_xdsl);
  g_test_add_func ("/formats/networks/xdsl-errors", test_xdsl_errors);
  g_test_add_func ("/formats/networks/identifiers", test_identifiers);
  return g_test_run ();
}
