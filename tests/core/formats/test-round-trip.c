/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Holds for every format of graphs in the registry: what is written reads back the same, but for what the
 * format says it loses; broken files are refused with words. */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "random-graph.h"
#include "tests/shared-data.h"

#define N_GRAPHS    1000
#define N_MUTATIONS 2000

static WfGraph *
read_text (const WfFormat *format, const char *text, gsize length, GError **error)
{
  g_autofree char *name = g_strdup_printf ("g.%s", format->extensions[0]);
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (WfSource) source = wf_source_new (bytes, name);

  return format->read_graph (source, error);
}

/* FALSE when the format can't hold the graph and says so */
static gboolean
check_round_trip (const WfFormat *format, WfGraph *graph)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = wf_graph_to_text (graph, format->id, &error);
  g_autofree char *again = NULL;
  g_autofree char *difference = NULL;
  g_autofree char *name = g_strdup_printf ("g.%s", format->extensions[0]);
  g_autoptr (WfGraph) read = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WfSource) source = NULL;

  if (text == NULL)
    {
      g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
      return FALSE;
    }
  bytes = g_bytes_new (text, strlen (text));
  source = wf_source_new (bytes, name);
  read = wf_graph_read (source, &error); /* detected, not told */
  if (read == NULL)
    g_error ("%s: %s\n%s", format->id, error->message, text);
  difference = find_difference (graph, read, format->graph_loses);
  if (difference != NULL)
    g_error ("%s changes %s:\n%s", format->id, difference, text);
  again = wf_graph_to_text (read, format->id, &error);
  g_assert_no_error (error);
  return TRUE;
}

static gboolean
is_graph_format (const WfFormat *format)
{
  return format->read_graph != NULL && format->write_graph != NULL;
}

static void
test_every_kind (gconstpointer data)
{
  const WfFormat *format = data;
  WfRng rng;

  wf_rng_init (&rng, 7, 0);
  for (guint kind = WF_GRAPH_DAG; kind <= WF_GRAPH_UNKNOWN; kind++)
    {
      gsize n_held = 0;

      for (gsize i = 0; i < N_GRAPHS; i++)
        {
          g_autoptr (WfGraph) graph = random_graph (&rng, (WfGraphKind) kind, i % 2 == 1);

          n_held += check_round_trip (format, graph);
        }
      /* every format holds acyclic graphs; what else it holds, it holds often */
      g_assert_true (kind != WF_GRAPH_DAG || n_held > N_GRAPHS / 3);
      g_test_message ("%s: %zu of %d graphs of kind %s", format->id, n_held, N_GRAPHS,
                      wf_graph_kind_to_text ((WfGraphKind) kind));
    }
}

/* from one format into another and back: what neither loses stays */
static void
test_pairs (void)
{
  WfRng rng;

  wf_rng_init (&rng, 8, 0);
  for (const WfFormat *const *first = wf_formats_get_all (); *first != NULL; first++)
    for (const WfFormat *const *second = wf_formats_get_all (); *second != NULL; second++)
      for (gsize i = 0; i < 20 && is_graph_format (*first) && is_graph_format (*second); i++)
        {
          g_autoptr (WfGraph) graph = random_graph (&rng, WF_GRAPH_DAG, FALSE);
          g_autofree char *one = wf_graph_to_text (graph, (*first)->id, NULL);
          g_autoptr (WfGraph) between = one != NULL ? read_text (*first, one, strlen (one), NULL) : NULL;
          g_autofree char *two = between != NULL ? wf_graph_to_text (between, (*second)->id, NULL) : NULL;
          g_autoptr (WfGraph) back = two != NULL ? read_text (*second, two, strlen (two), NULL) : NULL;
          g_autofree char *difference = NULL;

          if (back == NULL)
            continue;
          difference = find_difference (graph, back, (*first)->graph_loses | (*second)->graph_loses);
          if (difference != NULL)
            g_error ("%s and %s change %s:\n%s\n%s", (*first)->id, (*second)->id, difference, one, two);
        }
}

/* a graph, or an error that begins with the name of the file */
static void
check_survives (const WfFormat *format, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = read_text (format, text, length, &error);

  format->sniff (text, length);
  g_assert_true ((graph == NULL) == (error != NULL));
  if (error != NULL && !g_str_has_prefix (error->message, "g."))
    g_error ("%s: “%s” doesn't name the file", format->id, error->message);
}

static void
test_broken (gconstpointer data)
{
  const WfFormat *format = data;
  WfRng rng;

  wf_rng_init (&rng, 9, 0);
  for (gsize i = 0; i < 10; i++)
    {
      g_autoptr (WfGraph) graph = random_graph (&rng, (WfGraphKind) (i % WF_GRAPH_UNKNOWN), FALSE);
      g_autofree char *text = wf_graph_to_text (graph, format->id, NULL);
      gsize length;

      if (text == NULL)
        continue;
      length = strlen (text);

      for (gsize k = 0; k <= length; k++)
        check_survives (format, text, k);
      for (gsize k = 0; k < N_MUTATIONS / 10; k++)
        {
          g_autofree char *copy = g_memdup2 (text, length + 1);
          gsize n = 1 + wf_rng_below (&rng, 4);

          while (n-- > 0)
            copy[wf_rng_below (&rng, length)] = wf_rng_uniform (&rng) < 0.5
                                                    ? text[wf_rng_below (&rng, length)]
                                                    : (char) wf_rng_below (&rng, 256);
          check_survives (format, copy, length);
        }
    }
}

static void
test_shared (void)
{
  g_autofree char *folder = shared_data_path ("bn");
  g_autoptr (GDir) dir = NULL;
  const char *name;
  gsize n = 0;

  if (folder == NULL)
    return;
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (WfSource) source = NULL;
      g_autoptr (WfGraph) graph = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_str_has_suffix (name, ".graph.json") && !g_str_has_suffix (name, ".bif"))
        continue;
      source = wf_source_open_path (path, NULL, &error);
      graph = wf_graph_read (source, &error);
      g_assert_no_error (error);
      n++;
      for (const WfFormat *const *format = wf_formats_get_all (); *format != NULL; format++)
        if (is_graph_format (*format))
          g_assert_true (check_round_trip (*format, graph));
    }
  g_assert_cmpint (n, >, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (const WfFormat *const *format = wf_formats_get_all (); *format != NULL; format++)
    if (is_graph_format (*format))
      {
        g_autofree char *kinds = g_strdup_printf ("/formats/round-trip/%s", (*format)->id);
        g_autofree char *broken = g_strdup_printf ("/formats/broken/%s", (*format)->id);

        g_test_add_data_func (kinds, *format, test_every_kind);
        g_test_add_data_func (broken, *format, test_broken);
      }
  g_test_add_func ("/formats/round-trip/pairs", test_pairs);
  g_test_add_func ("/formats/round-trip/shared", test_shared);
  return g_test_run ();
}
