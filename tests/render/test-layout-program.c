/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "core/base/json.h"

static char *
run (const char *engine, const char *input, int *status, char **messages)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
      g_getenv ("WHEREFORE_LAYOUT"), engine, NULL);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &output, messages, &error);
  g_assert_no_error (error);
  *status = g_subprocess_get_exit_status (process);
  return output;
}

static void
test_names (void)
{
  g_autofree char *messages = NULL;
  int status;
  g_autofree char *output =
      run ("dot",
           "digraph { node [shape=box fixedsize=true width=1 height=1 label=\"\"] edge [dir=none]\n"
           "\"q\\\"uo\\\\te\" -> \"two\nlines\"; <<b>bold</b>> -> \"two\nlines\"; \"\xc3\xa9\" }",
           &status, &messages);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = wf_json_parse (output, -1, "output", &error);
  JsonObject *object, *nodes;
  JsonArray *edges, *points;

  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  object = json_node_get_object (root);
  g_assert_cmpstr (wf_json_get_string (object, "engine"), ==, "dot");
  g_assert_cmpfloat (json_object_get_double_member (object, "width"), >=, 72);
  nodes = wf_json_get_object (object, "nodes");
  g_assert_cmpuint (json_object_get_size (nodes), ==, 4);
  g_assert_nonnull (json_object_get_member (nodes, "two\nlines"));
  g_assert_nonnull (json_object_get_member (nodes, "<b>bold</b>"));
  g_assert_nonnull (json_object_get_member (nodes, "\xc3\xa9"));
  edges = wf_json_get_array (object, "edges");
  g_assert_cmpuint (json_array_get_length (edges), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      points = wf_json_get_array (json_array_get_object_element (edges, i), "points");
      g_assert_cmpuint (json_array_get_length (points), >=, 4);
      g_assert_cmpuint (json_array_get_length (points) % 3, ==, 1);
    }
}

/* y grows downwards, and arrows point down. */
static void
test_down (void)
{
  g_autofree char *messages = NULL;
  int status;
  g_autofree char *output = run ("dot", "digraph { a -> b }", &status, &messages);
  g_autoptr (JsonNode) root = wf_json_parse (output, -1, "output", NULL);
  JsonObject *nodes = wf_json_get_object (json_node_get_object (root), "nodes");

  g_assert_cmpfloat (json_array_get_double_element (wf_json_get_array (nodes, "a"), 1), <,
                     json_array_get_double_element (wf_json_get_array (nodes, "b"), 1));
}

static void
test_faults (void)
{
  static const struct
  {
    const char *engine;
    const char *input;
  } cases[] = {
    { "dot", "digraph { a -> " }, { "dot", "" },
    { "dot", "not a graph" },     { "", "digraph { a }" },
    { "pdf", "graph { a }" },     { "dot", "digraph { a -> b } }" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *messages = NULL;
      int status;
      g_autofree char *output = run (cases[i].engine, cases[i].input, &status, &messages);

      if (i == 5) /* one graph, then something: the graph is what counts */
        {
          g_assert_cmpint (status, ==, 0);
          continue;
        }
      g_assert_cmpint (status, !=, 0);
      g_assert_cmpstr (output, ==, "");
      g_assert_nonnull (strstr (messages, "wherefore-layout: "));
    }
}

static void
test_engines (void)
{
  static const char *const engines[] = { "dot", "sfdp", "neato", "fdp", "twopi", "circo" };

  for (gsize i = 0; i < G_N_ELEMENTS (engines); i++)
    {
      g_autofree char *messages = NULL;
      int status;
      g_autofree char *output = run (engines[i], "digraph { a -> b -> c; a -> c; d }", &status, &messages);
      g_autoptr (JsonNode) root = wf_json_parse (output, -1, "output", NULL);

      g_assert_cmpint (status, ==, 0);
      g_assert_cmpuint (json_object_get_size (wf_json_get_object (json_node_get_object (root), "nodes")), ==,
                        4);
    }
}

static void
test_empty (void)
{
  g_autofree char *messages = NULL;
  int status;
  g_autofree char *output = run ("dot", "digraph { }", &status, &messages);
  g_autoptr (JsonNode) root = wf_json_parse (output, -1, "output", NULL);

  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (json_object_get_size (wf_json_get_object (json_node_get_object (root), "nodes")), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout-program/names", test_names);
  g_test_add_func ("/layout-program/down", test_down);
  g_test_add_func ("/layout-program/faults", test_faults);
  g_test_add_func ("/layout-program/engines", test_engines);
  g_test_add_func ("/layout-program/empty", test_empty);
  return g_test_run ();
}
