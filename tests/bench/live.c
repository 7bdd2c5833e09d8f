/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A slider that moves: milliseconds from a move to its effect (coarse where it is sampled), from the last
 * move to the answer in full, and what the main thread computes a frame, with and without the table of
 * effects. Linear models of 50 and 500 nodes and one with curves of 20. usage: xvfb-run -a bench-live; a JSON
 * line each. */

#include "config.h"

#include <math.h>
#include <sys/resource.h>

#include "app/document-private.h"
#include "app/window.h"
#include "core/base/rng.h"
#include "render/picture.h"

#define N_ROWS  1000
#define N_MOVES 120

typedef struct
{
  const char *name;
  const char *kind; /* of the mechanisms */
  guint n_nodes;
  gboolean is_curved;
} Case;

static double
thread_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return 1e3 * (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static double
wall_ms (void)
{
  return (double) g_get_monotonic_time () / 1e3;
}

/* every node but the first has up to two parents, mostly near ones */
static WfGraph *
graph_new (guint n, WfRng *rng)
{
  g_auto (GStrv) names = g_new0 (char *, n + 1);
  g_autoptr (WfGraphBuilder) builder = NULL;

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("v%u", i);
  builder = wf_graph_builder_new ((const char *const *) names);
  for (guint i = 1; i < n; i++)
    for (guint k = 0; k < 1 + i % 2; k++)
      wf_graph_builder_add_arrow (builder, i - 1 - wf_rng_below (rng, MIN (i, 6)), i);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

static WfTable *
table_new (WfGraph *graph, gboolean is_curved, WfRng *rng)
{
  gsize n = wf_graph_get_n_nodes (graph);
  g_autofree double *values = g_new0 (double, n *N_ROWS);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (N_ROWS);

  for (guint i = 0; i < n; i++)
    {
      gsize n_parents;
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);

      for (gsize row = 0; row < N_ROWS; row++)
        {
          double *value = &values[i * N_ROWS + row];

          *value = (n_parents > 0 ? 0.5 : 1) * wf_rng_normal (rng);
          for (gsize k = 0; k < n_parents; k++)
            *value += is_curved ? tanh (2 * values[parents[k] * N_ROWS + row])
                                : 0.6 * values[parents[k] * N_ROWS + row];
        }
      wf_table_builder_add_continuous (builder, wf_graph_get_name (graph, i), values + i * N_ROWS, N_ROWS);
    }
  return wf_table_builder_end (builder);
}

static WfState *
state_new (const Case *test)
{
  WfState *state = wf_state_new ();
  g_autoptr (WfFigure) figure = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  state->source = wf_source_new (bytes, "bench.csv");
  state->graph = graph_new (test->n_nodes, &rng);
  state->table = table_new (state->graph, test->is_curved, &rng);
  state->model = wf_model_fit (test->kind, state->table, state->graph, NULL, NULL, &error);
  g_assert_no_error (error);
  figure = wf_figure_new_graph (state->graph);
  state->layout = wf_figure_layout (figure, NULL, NULL);
  return state;
}

static void
wait_idle (WfDocument *document)
{
  while (wf_document_is_busy (document))
    g_main_context_iteration (NULL, TRUE);
}

static void
move (WfDocument *document, guint i)
{
  g_autoptr (WfIntervention) intervention =
      wf_intervention_new ("v0", WF_INTERVENTION_SET, -1.5 + 3.0 * i / N_MOVES);

  wf_document_intervene (document, intervention);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

/* each move waits for its effect: median and 95th percentile; then from the last one to the answer in full */
static void
measure_answers (WfDocument *document, double *median, double *late, double *full)
{
  double times[N_MOVES];
  double began;

  move (document, N_MOVES);
  wait_idle (document);
  for (guint i = 0; i < N_MOVES; i++)
    {
      WfEffect *before = wf_document_get_effect (document);

      began = wall_ms ();
      move (document, i);
      while (wf_document_get_effect (document) == before)
        g_main_context_iteration (NULL, TRUE);
      times[i] = wall_ms () - began;
    }
  began = wall_ms ();
  wait_idle (document);
  *full = wall_ms () - began;
  qsort (times, N_MOVES, sizeof (double), compare);
  *median = times[N_MOVES / 2];
  *late = times[N_MOVES * 95 / 100];
}

static void
on_painted (GdkFrameClock *clock, guint *n_frames)
{
  *n_frames += 1;
}

/* a move every frame: what the main thread computes for one */
static double
measure_frames (WfWindow *window)
{
  WfDocument *document = wf_window_get_document (window);
  guint n_frames = 0;
  gulong handler = g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                                     G_CALLBACK (on_painted), &n_frames);
  double began = thread_ms ();

  for (guint i = 0; i < N_MOVES; i++)
    {
      guint wanted = n_frames + 1;

      move (document, i);
      while (n_frames < wanted)
        g_main_context_iteration (NULL, TRUE);
    }
  began = thread_ms () - began;
  g_signal_handler_disconnect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), handler);
  wait_idle (document);
  return began / N_MOVES;
}

static void
run (const Case *test)
{
  WfWindow *window = g_object_new (WF_TYPE_WINDOW, NULL);
  WfDocument *document = wf_window_get_document (window);
  double median, late, full, frame, frame_with_table;

  wf_document_take_state (document, state_new (test));
  wait_idle (document);
  measure_answers (document, &median, &late, &full);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  wf_document_select_node (document, 0);
  frame = measure_frames (window);
  g_action_group_change_action_state (G_ACTION_GROUP (window), "show-effects", g_variant_new_boolean (TRUE));
  frame_with_table = measure_frames (window);
  g_print ("{\"bench\":\"live\",\"model\":\"%s\",\"nodes\":%u,\"exact\":%s,\"move_to_effect_ms\":%.2f,"
           "\"move_to_effect_95_ms\":%.2f,\"last_move_to_full_ms\":%.1f,\"frame_cpu_ms\":%.1f,"
           "\"frame_with_table_cpu_ms\":%.1f}\n",
           test->name, test->n_nodes,
           wf_effect_is_exact (wf_document_get_effect (document)) ? "true" : "false", median, late, full,
           frame, frame_with_table);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  static const Case cases[] = {
    { "linear", "linear-gaussian", 50, FALSE },
    { "linear", "linear-gaussian", 500, FALSE },
    { "curves", "spline", 20, TRUE },
  };

  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    run (&cases[i]);
  return 0;
}
