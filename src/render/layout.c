/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "render/layout-private.h"

#define LAYERED_NODES 400
#define LAYERED_EDGES 800
#define SPRING_NODES  5000
#define LIMIT_MS      10000
#define UPRIGHT       1.5 /* a network that is so many times as high as wide is laid out in lines */

static gboolean
run (WfSketch *sketch,
     const char *program,
     const char *engine,
     guint limit_ms,
     WfProgress *progress,
     GError **error)
{
  if (!wf_sketch_run (sketch, program, engine, limit_ms, progress, error))
    return FALSE;
  /* The curves of a network are the engine's own: it leads both ways between two nodes apart. */
  if (g_str_equal (engine, "dot") && sketch->graph != NULL)
    wf_sketch_route_layers (sketch);
  else
    wf_sketch_draw_curves (sketch);
  return TRUE;
}

static WfLayout *
lay_out_on_grid (WfSketch *sketch, const char *note)
{
  wf_sketch_clear_curves (sketch);
  wf_sketch_set_grid (sketch);
  for (gsize i = 0; i < sketch->n_nodes; i++)
    {
      sketch->xy[2 * i] += WF_LAYOUT_MARGIN + sketch->widths[0] / 2;
      sketch->xy[2 * i + 1] += WF_LAYOUT_MARGIN + sketch->heights[0] / 2;
    }
  wf_sketch_draw_curves (sketch);
  wf_sketch_fan_ends (sketch);
  return wf_sketch_to_layout (sketch, "grid", note);
}

/* The choice of the engine; program: nullable. Frees nothing of the sketch. */
WfLayout *
wf_sketch_lay_out (
    WfSketch *sketch, const char *program, guint limit_ms, WfProgress *progress, GError **error)
{
  g_autofree char *note = NULL;
  const char *engines[] = { "dot", "sfdp", NULL };
  gboolean is_small = sketch->n_nodes <= LAYERED_NODES && sketch->n_edges <= LAYERED_EDGES;

  if (progress != NULL)
    wf_progress_set_stage (progress, _ ("Laying out the graph"), 0);
  if (sketch->n_edges == 0)
    return lay_out_on_grid (sketch, NULL);
  if (program == NULL)
    return lay_out_on_grid (sketch,
                            _ ("The program wherefore-layout is not installed; the nodes stand on a grid."));
  if (sketch->n_nodes > SPRING_NODES)
    return lay_out_on_grid (sketch, _ ("The graph has more than 5,000 nodes; they stand on a grid."));

  for (int i = is_small ? 0 : 1; engines[i] != NULL; i++)
    {
      g_autoptr (GError) failure = NULL;

      if (run (sketch, program, engines[i], limit_ms, progress, &failure))
        {
          if (sketch->is_sideways && i == 0)
            wf_sketch_wrap (sketch);
          wf_sketch_pack (sketch);
          return wf_sketch_to_layout (sketch, engines[i], note);
        }
      if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      g_free (note);
      note = g_strdup_printf ("%s %s", failure->message,
                              i == 0 ? _ ("The spring layout stands in for the layered one.")
                                     : _ ("The nodes stand on a grid."));
    }
  return lay_out_on_grid (sketch, note);
}

/**
 * wf_layout_new:
 * @graph: a graph
 * @node_widths: (array): width of every node, points
 * @node_heights: (array): height of every node, points
 * @progress: (nullable): for the stage and for cancelling, which ends the layout program within 20 ms
 * @error: %G_IO_ERROR_CANCELLED only: every other fault ends in a simpler layout with a note
 *
 * Lays the graph out from top to bottom in layers (Gansner, Koutsofios, North & Vo 1993) up to 400 nodes and
 * 800 edges, by springs (Hu 2005) up to 5,000 nodes, else on a grid; components stand side by side on
 * shelves. Blocks for up to 20 s.
 *
 * Returns: (transfer full): the layout, or NULL when cancelled
 */
WfLayout *
wf_layout_new (WfGraph *graph,
               const double *node_widths,
               const double *node_heights,
               WfProgress *progress,
               GError **error)
{
  g_autofree char *program = NULL;
  g_autoptr (WfSketch) sketch = NULL;

  g_return_val_if_fail (graph != NULL, NULL);

  program = wf_layout_find_program ();
  sketch = wf_sketch_new (graph, node_widths, node_heights);
  return wf_sketch_lay_out (sketch, program, LIMIT_MS, progress, error);
}

static gboolean
is_upright (WfLayout *layout)
{
  return g_str_equal (wf_layout_get_engine (layout), "dot") &&
         wf_layout_get_height (layout) > UPRIGHT * wf_layout_get_width (layout);
}

/**
 * wf_layout_new_network:
 * @links: (array length=n_links): from a to b, each pair at most once; their marks are not read
 * @n_links: number of links
 * @n_nodes: number of nodes
 * @node_widths: (array): width of every node, points
 * @node_heights: (array): height of every node, points
 * @progress: (nullable): see wf_layout_new()
 * @error: %G_IO_ERROR_CANCELLED only
 *
 * Lays out a picture that is no causal graph: a link may lead back to its own node, and two links both ways
 * between two nodes. The engines and their limits are those of wf_layout_new(); a chain runs from left to
 * right, in lines of a few nodes.
 *
 * Returns: (transfer full): the layout, or NULL when cancelled
 */
WfLayout *
wf_layout_new_network (const WfEdge *links,
                       gsize n_links,
                       gsize n_nodes,
                       const double *node_widths,
                       const double *node_heights,
                       WfProgress *progress,
                       GError **error)
{
  g_autofree char *program = wf_layout_find_program ();
  g_autoptr (WfSketch) sketch = wf_sketch_new_network (links, n_links, n_nodes, node_widths, node_heights);
  g_autoptr (WfLayout) layout = wf_sketch_lay_out (sketch, program, LIMIT_MS, progress, error);

  if (layout == NULL || !is_upright (layout))
    return g_steal_pointer (&layout);
  sketch->is_sideways = TRUE;
  return wf_sketch_lay_out (sketch, program, LIMIT_MS, progress, error);
}

/**
 * wf_layout_new_positions:
 * @graph: a graph
 * @xy: (array): the centre of every node: x0, y0, x1, ...; points, y down
 * @node_widths: (array): width of every node, points
 * @node_heights: (array): height of every node, points
 *
 * Nodes stay where they are; edges become soft curves that leave and enter in the middle third of a side.
 *
 * Returns: (transfer full): the layout
 */
WfLayout *
wf_layout_new_positions (WfGraph *graph,
                         const double *xy,
                         const double *node_widths,
                         const double *node_heights)
{
  g_autoptr (WfSketch) sketch = NULL;

  g_return_val_if_fail (graph != NULL, NULL);

  sketch = wf_sketch_new (graph, node_widths, node_heights);
  if (sketch->n_nodes > 0)
    memcpy (sketch->xy, xy, 2 * sketch->n_nodes * sizeof *xy);
  wf_sketch_draw_curves (sketch);
  wf_sketch_fan_ends (sketch);
  return wf_sketch_to_layout (sketch, "given", NULL);
}

/**
 * wf_layout_find_program:
 *
 * Returns: (transfer full) (nullable): the path of wherefore-layout: `$WHEREFORE_LAYOUT`, else in the build
 * folder, else installed
 */
char *
wf_layout_find_program (void)
{
  const char *places[] = { g_getenv ("WHEREFORE_LAYOUT"), BUILDDIR "/src/layout/wherefore-layout",
                           LIBEXECDIR "/wherefore-layout" };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i] != NULL && g_file_test (places[i], G_FILE_TEST_IS_EXECUTABLE) &&
        !g_file_test (places[i], G_FILE_TEST_IS_DIR))
      return g_strdup (places[i]);
  return NULL;
}
