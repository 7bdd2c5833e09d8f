/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The window on a graph of n nodes: CPU seconds from the start of the toolkit to the first frame, CPU of a
 * panned frame, and the time from setting a value to the frame that shows what follows. usage: xvfb-run -a
 * bench-window [NODES]; one JSON line. */
#include "config.h"

#include <sys/resource.h>

#include "app/document-private.h"
#include "app/window.h"
#include "core/base/rng.h"
#include "render/picture.h"

#define N_ROWS   500
#define N_FRAMES 60

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* every node has up to two parents, mostly near ones */
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
      {
        guint reach = MIN (i, 12);

        wf_graph_builder_add_arrow (builder, i - 1 - wf_rng_below (rng, reach), i);
      }
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

static WfTable *
table_new (WfGraph *graph, WfRng *rng)
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
          values[i * N_ROWS + row] = wf_rng_normal (rng);
          for (gsize k = 0; k < n_parents; k++)
            values[i * N_ROWS + row] += 0.6 * values[parents[k] * N_ROWS + row];
        }
      wf_table_builder_add_continuous (builder, wf_graph_get_name (graph, i), values + i * N_ROWS, N_ROWS);
    }
  return wf_table_builder_end (builder);
}

static WfState *
state_new (guint n)
{
  WfState *state = wf_state_new ();
  g_autoptr (WfFigure) figure = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("", 0);
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  state->source = wf_source_new (bytes, "bench.csv");
  state->graph = graph_new (n, &rng);
  state->table = table_new (state->graph, &rng);
  state->model = wf_model_fit (NULL, state->table, state->graph, NULL, NULL, NULL);
  figure = wf_figure_new_graph (state->graph);
  state->layout = wf_figure_layout (figure, NULL, NULL);
  return state;
}

static void
on_painted (GdkFrameClock *clock, guint *n_frames)
{
  *n_frames += 1;
}

static void
wait_frames (guint *n_frames, guint n)
{
  guint wanted = *n_frames + n;

  while (*n_frames < wanted)
    g_main_context_iteration (NULL, TRUE);
}

static double
wait_effect (WfDocument *document, guint *n_frames)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr (WfIntervention) intervention = wf_intervention_new ("v0", WF_INTERVENTION_SET, 1);

  wf_document_intervene (document, intervention);
  while (wf_document_get_effect (document) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_frames (n_frames, 1);
  return (g_get_monotonic_time () - began) / (double) G_USEC_PER_SEC;
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100;
  guint n_frames = 0;
  double prepared, first, before_pan, pan, effect;
  WfState *state;
  WfWindow *window;
  GdkFrameClock *clock;
  WfCanvas *canvas;

  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  state = state_new (n);
  prepared = cpu_seconds ();
  adw_init ();
  window = g_object_new (WF_TYPE_WINDOW, NULL);
  wf_document_take_state (wf_window_get_document (window), state);
  gtk_window_present (GTK_WINDOW (window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &n_frames);
  while (wf_canvas_layer_get_n_edge_draws (
             wf_canvas_get_layer (wf_page_get_canvas (wf_window_get_page (window)))) == 0)
    wait_frames (&n_frames, 1);
  first = cpu_seconds () - prepared;
  canvas = wf_page_get_canvas (wf_window_get_page (window));
  wait_frames (&n_frames, 1);
  before_pan = cpu_seconds ();
  for (guint i = 0; i < N_FRAMES; i++)
    {
      wf_canvas_pan (canvas, i % 2 ? 9 : -9, 3);
      wait_frames (&n_frames, 1);
    }
  pan = (cpu_seconds () - before_pan) / N_FRAMES;
  effect = wait_effect (wf_window_get_document (window), &n_frames);
  g_print ("{\"bench\":\"window\",\"nodes\":%u,\"first_frame_cpu_s\":%.3f,\"pan_cpu_ms\":%.2f,"
           "\"edge_draws\":%u,\"set_to_frame_s\":%.3f}\n",
           n, first, 1000 * pan, wf_canvas_layer_get_n_edge_draws (wf_canvas_get_layer (canvas)), effect);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
