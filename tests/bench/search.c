/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-search TABLE.csv METHOD [ID=VALUE...] [--threads N]
 *
 * One search in this process: its CPU and wall time without reading the table, the largest resident size,
 * and, where TABLE.cpdag stands beside the table ("i j d" or "i j u" a line, columns from 0), how far the
 * graph is from it. One line of JSON; whoever wants medians runs it more than once.
 */

#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "core/discovery/discovery.h"
#include "core/formats/formats.h"
#include "core/graph/compare.h"

static double
get_seconds (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

/* NULL when there is none. */
static WfGraph *
read_truth (const char *table_path, WfTable *table)
{
  g_autofree char *stem = g_strndup (table_path, strlen (table_path) - strlen (".csv"));
  g_autofree char *path = g_strconcat (stem, ".cpdag", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (wf_table_get_names (table));

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      guint a, b;
      char kind;

      if (sscanf (lines[i], "%u %u %c", &a, &b, &kind) == 3)
        wf_graph_builder_set_edge (builder, a, b, WF_MARK_TAIL, kind == 'd' ? WF_MARK_ARROW : WF_MARK_TAIL);
    }
  return wf_graph_builder_end (builder, WF_GRAPH_CPDAG, NULL);
}

static void
print_share (const char *name, double share)
{
  if (isnan (share))
    g_print (",\"%s\":null", name);
  else
    g_print (",\"%s\":%.4f", name, share);
}

static void
print_comparison (WfGraph *truth, WfGraph *found)
{
  WfComparison comparison;

  if (truth == NULL || !wf_graph_compare (truth, found, &comparison, NULL))
    return;
  g_print (",\"shd\":%" G_GSIZE_FORMAT, comparison.shd);
  print_share ("adjacency_precision", comparison.adjacency_precision);
  print_share ("adjacency_recall", comparison.adjacency_recall);
  print_share ("arrowhead_precision", comparison.arrowhead_precision);
  print_share ("arrowhead_recall", comparison.arrowhead_recall);
}

static GVariant *
parse_params (const WfDiscovery *method, char **given, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  for (gsize i = 0; given[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (given[i], "=", 2);
      const WfParam *param = wf_params_find (method->params, parts[0]);
      g_autoptr (GVariant) value = NULL;

      if (param == NULL || parts[1] == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s has no parameter “%s”",
                       method->id, given[i]);
          return NULL;
        }
      value = wf_param_parse (param, parts[1], error);
      if (value == NULL)
        return NULL;
      g_variant_dict_insert_value (&dict, parts[0], value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static gboolean
run (const char *path, const char *id, char **given, guint n_threads, GError **error)
{
  const WfDiscovery *method = wf_discovery_find (id, error);
  g_autoptr (GVariant) params = method != NULL ? parse_params (method, given, error) : NULL;
  g_autoptr (WfSource) source = params != NULL ? wf_source_open_path (path, NULL, error) : NULL;
  g_autoptr (WfTable) table = source != NULL ? wf_table_read (source, NULL, NULL, error) : NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (WfGraph) truth = NULL;
  g_autofree char *name = g_path_get_basename (path);
  double cpu, wall;
  struct rusage usage;

  if (table == NULL)
    return FALSE;
  cpu = get_seconds (CLOCK_PROCESS_CPUTIME_ID);
  wall = get_seconds (CLOCK_MONOTONIC);
  result = wf_discover (table, id, params, NULL, 1, n_threads, NULL, error);
  cpu = get_seconds (CLOCK_PROCESS_CPUTIME_ID) - cpu;
  wall = get_seconds (CLOCK_MONOTONIC) - wall;
  if (result == NULL)
    return FALSE;
  getrusage (RUSAGE_SELF, &usage);
  g_print (
      "{\"bench\":\"search\",\"data\":\"%s\",\"method\":\"%s\",\"cpu_seconds\":%.6f,\"wall_seconds\":%.6f,"
      "\"mib\":%.1f,\"edges\":%" G_GSIZE_FORMAT,
      name, id, cpu, wall, (double) usage.ru_maxrss / 1024,
      wf_graph_get_n_edges (wf_discovery_result_get_graph (result)));
  truth = read_truth (path, table);
  print_comparison (truth, wf_discovery_result_get_graph (result));
  g_print ("}\n");
  return TRUE;
}

int
main (int argc, char **argv)
{
  int n_threads = 1;
  GOptionEntry entries[] = {
    { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads, "Threads that search (1)", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("TABLE.csv METHOD [ID=VALUE...]");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (argc < 3 || !g_str_has_suffix (argv[1], ".csv"))
    {
      g_printerr ("usage: %s TABLE.csv METHOD [ID=VALUE...] [--threads N]\n", g_get_prgname ());
      return 2;
    }
  if (!run (argv[1], argv[2], argv + 3, (guint) n_threads, &error))
    {
      g_printerr ("%s: %s\n", argv[1], error->message);
      return 1;
    }
  return 0;
}
