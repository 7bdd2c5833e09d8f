/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time to lay a string diagram out, to draw it the first time, and again after a cut: of random DAGs of the
 * numbers of boxes that are given (default: 20, 200, 500), two causes a box, every variable at the top. One
 * JSON line a size. The first one carries what a process pays for its fonts. */

#include "config.h"

#include <cairo.h>
#include <stdlib.h>

#include "core/wherefore.h"
#include "render/wiring.h"

#define N_REPEATS 9
#define WIDTH     1280
#define HEIGHT    800

static WfDiagram *
make_diagram (guint n)
{
  g_auto (GStrv) names = g_new0 (char *, n + 1);
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (GError) error = NULL;
  WfDiagram *diagram;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("v%u", i);
  builder = wf_graph_builder_new ((const char *const *) names);
  for (guint i = 1; i < n; i++)
    for (int k = 0; k < 2; k++)
      {
        guint reach = wf_rng_below (&rng, 10) < 7 ? MIN (i, 12) : i;

        wf_graph_builder_add_arrow (builder, i - 1 - (guint) wf_rng_below (&rng, reach), i);
      }
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, &error);
  diagram = wf_diagram_new_from_graph (graph, NULL, NULL, &error);
  if (diagram == NULL)
    g_error ("%s", error->message);
  return diagram;
}

/* milliseconds */
static double
draw (WfFigure *figure, WfWiring *wiring)
{
  gint64 start = g_get_monotonic_time ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  double x, y, width, height;
  WfWiringView view;
  WfTheme theme;

  wf_theme_init (&theme, FALSE, FALSE);
  wf_wiring_view_init (&view);
  wf_wiring_get_bounds (wiring, &x, &y, &width, &height);
  view.scale = MIN (1, MIN (WIDTH / width, HEIGHT / height));
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, view.scale, view.scale);
  cairo_translate (cr, -x, -y);
  wf_wiring_draw (cr, &theme, figure, wiring, &view);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return (g_get_monotonic_time () - start) / 1e3;
}

static double
lay_out (WfFigure *figure, WfWiring *previous, WfWiring **wiring)
{
  gint64 start = g_get_monotonic_time ();

  *wiring = wf_wiring_new (figure, previous, NULL, NULL);
  return (g_get_monotonic_time () - start) / 1e3;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_median (double *values)
{
  qsort (values, N_REPEATS, sizeof *values, compare_doubles);
  return values[N_REPEATS / 2];
}

static void
measure (guint n)
{
  g_autoptr (WfDiagram) diagram = make_diagram (n);
  const char *cuts[] = { "v1", NULL };
  g_autoptr (WfFigure) figure = wf_diagram_figure_new (diagram, NULL, NULL);
  g_autoptr (WfFigure) cut = wf_diagram_figure_new (diagram, cuts, NULL);
  double times[3][N_REPEATS], first = 0;

  for (int i = 0; i < N_REPEATS; i++)
    {
      g_autoptr (WfWiring) wiring = NULL;
      g_autoptr (WfWiring) after = NULL;

      times[0][i] = lay_out (figure, NULL, &wiring);
      times[1][i] = draw (figure, wiring);
      times[2][i] = lay_out (cut, wiring, &after);
      if (i == 0)
        first = times[0][i] + times[1][i];
    }
  g_print ("{\"bench\": \"wiring\", \"boxes\": %u, \"first_frame_ms\": %.1f, \"layout_ms\": %.1f, "
           "\"draw_ms\": %.1f, "
           "\"after_cut_ms\": %.1f}\n",
           n, first, get_median (times[0]), get_median (times[1]), get_median (times[2]));
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 20, 200, 500 };

  if (argc > 1)
    for (int i = 1; i < argc; i++)
      measure ((guint) CLAMP (atoi (argv[i]), 1, 5000));
  else
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      measure (sizes[i]);
  return 0;
}
