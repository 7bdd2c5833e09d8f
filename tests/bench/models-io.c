/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Reading and writing a discrete network of 1,000 nodes in every format of models: a line of JSON a format,
 * medians of wall time in milliseconds. usage: bench-models-io [NODES] */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/wherefore.h"

#define N_REPEATS   15
#define MAX_PARENTS 3 /* as LINK and MUNIN */
#define LIMIT_MS    300

/* up to three parents among the twenty nodes before, two to five states */
static WfModel *
make_model (guint n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (WfGraphBuilder) graph_builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfModelBuilder) builder = NULL;
  g_autofree gsize *n_levels = g_new (gsize, n);
  static const char *const levels[] = { "none", "low", "medium", "high", "very_high", NULL };
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("variable_%u", i));
      n_levels[i] = 2 + wf_rng_below (&rng, 4);
    }
  g_ptr_array_add (names, NULL);
  graph_builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint i = 1; i < n; i++)
    for (gsize k = wf_rng_below (&rng, MAX_PARENTS + 1); k > 0; k--)
      wf_graph_builder_add_arrow (graph_builder, i - 1 - (guint) wf_rng_below (&rng, MIN (i, 20)), i);
  graph = wf_graph_builder_end (graph_builder, WF_GRAPH_DAG, NULL);
  builder = wf_model_builder_new (graph);
  for (guint i = 0; i < n; i++)
    {
      gsize n_parents, n_entries = n_levels[i];
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
      g_autofree double *cpt = NULL;
      const char *own[G_N_ELEMENTS (levels)] = { NULL };

      memcpy (own, levels, n_levels[i] * sizeof *own);
      for (gsize k = 0; k < n_parents; k++)
        n_entries *= n_levels[parents[k]];
      cpt = g_new (double, n_entries);
      for (gsize row = 0; row < n_entries; row += n_levels[i])
        {
          double sum = 0;

          for (gsize l = 0; l < n_levels[i]; l++)
            sum += cpt[row + l] = wf_rng_uniform (&rng);
          for (gsize l = 0; l < n_levels[i]; l++)
            cpt[row + l] /= sum;
        }
      wf_model_builder_set_table (builder, i, own, cpt, n_entries);
    }
  return wf_model_builder_end (builder, NULL);
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
take_median (double *times)
{
  qsort (times, N_REPEATS, sizeof (double), compare);
  return times[N_REPEATS / 2];
}

static void
measure (WfModel *model, const WfFormat *format)
{
  double read_ms[N_REPEATS], write_ms[N_REPEATS];
  gsize n_bytes = 0;

  for (int i = 0; i < N_REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time (), written;
      char *text = wf_model_to_text (model, format->id, NULL);
      g_autofree char *name = g_strconcat ("network.", format->extensions[0], NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (WfSource) source = NULL;
      g_autoptr (WfModel) read = NULL;
      g_autoptr (GError) error = NULL;

      written = g_get_monotonic_time ();
      n_bytes = strlen (text);
      bytes = g_bytes_new_take (text, n_bytes);
      source = wf_source_new (bytes, name);
      read = wf_model_read (source, NULL, &error);
      if (read == NULL)
        g_error ("%s: %s", format->id, error->message);
      write_ms[i] = (double) (written - start) / 1e3;
      read_ms[i] = (double) (g_get_monotonic_time () - written) / 1e3;
    }
  printf ("{\"bench\": \"models-io\", \"format\": \"%s\", \"nodes\": %zu, \"bytes\": %zu, \"read_ms\": %.1f, "
          "\"write_ms\": %.1f, "
          "\"limit_ms\": %d}\n",
          format->id, wf_graph_get_n_nodes (wf_model_get_graph (model)), n_bytes, take_median (read_ms),
          take_median (write_ms), LIMIT_MS);
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 1000;
  g_autoptr (WfModel) model = make_model (MAX (n, 1));

  for (const WfFormat *const *format = wf_formats_get_all (); *format != NULL; format++)
    if ((*format)->write_model != NULL)
      measure (model, *format);
  return 0;
}
