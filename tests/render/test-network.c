/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/layout-private.h"
#include "render/picture.h"

#define N_NODES 4
#define WIDTH   132.0
#define HEIGHT  64.0

/* A loop, both ways between two nodes, a way back, and a node apart with a loop of its own; in no order. */
static const WfEdge links[] = {
  { 1, 0, WF_MARK_TAIL, WF_MARK_ARROW, NAN }, { 0, 0, WF_MARK_TAIL, WF_MARK_ARROW, NAN },
  { 1, 2, WF_MARK_TAIL, WF_MARK_ARROW, NAN }, { 0, 1, WF_MARK_TAIL, WF_MARK_ARROW, NAN },
  { 2, 0, WF_MARK_TAIL, WF_MARK_ARROW, NAN }, { 3, 3, WF_MARK_TAIL, WF_MARK_ARROW, NAN },
};

#define N_LINKS G_N_ELEMENTS (links)

static WfLayout *
lay_out (const char *program)
{
  double widths[N_NODES], heights[N_NODES];
  g_autoptr (WfSketch) sketch = NULL;
  WfLayout *layout;

  for (int i = 0; i < N_NODES; i++)
    {
      widths[i] = WIDTH;
      heights[i] = HEIGHT;
    }
  sketch = wf_sketch_new_network (links, N_LINKS, N_NODES, widths, heights);
  layout = wf_sketch_lay_out (sketch, program, 10000, NULL, NULL);
  g_assert_nonnull (layout);
  return layout;
}

/* How far a point is outside of the card of a node; negative inside. */
static double
get_gap (WfLayout *layout, guint node, const double *point)
{
  double x, y;

  wf_layout_get_node (layout, node, &x, &y);
  return MAX (fabs (point[0] - x) - WIDTH / 2, fabs (point[1] - y) - HEIGHT / 2);
}

static void
get_middle (const double *p, double *middle)
{
  for (int i = 0; i < 2; i++)
    middle[i] = (p[i] + 3 * p[2 + i] + 3 * p[4 + i] + p[6 + i]) / 8;
}

static void
check_layout (WfLayout *layout)
{
  for (gsize e = 0; e < N_LINKS; e++)
    {
      gsize n_points;
      const double *points = wf_layout_get_edge (layout, e, &n_points);
      double farthest = 0;

      g_assert_cmpuint (n_points, >=, 4);
      g_assert_cmpuint (n_points % 3, ==, 1);
      g_assert_cmpfloat (fabs (get_gap (layout, links[e].a, points)), <, 2);
      g_assert_cmpfloat (fabs (get_gap (layout, links[e].b, points + 2 * (n_points - 1))), <, 2);
      for (gsize k = 0; k < n_points; k++)
        farthest = MAX (farthest, get_gap (layout, links[e].a, points + 2 * k));
      g_assert_cmpfloat (farthest, >, 12);
    }
}

/* The two ways between two nodes run apart. */
static void
check_apart (WfLayout *layout)
{
  gsize n;
  double there[2], back[2];

  get_middle (wf_layout_get_edge (layout, 0, &n), back);
  get_middle (wf_layout_get_edge (layout, 3, &n), there);
  g_assert_cmpfloat (hypot (there[0] - back[0], there[1] - back[1]), >, 8);
}

static void
test_layered (void)
{
  g_autofree char *program = wf_layout_find_program ();
  g_autoptr (WfLayout) layout = lay_out (program);

  g_assert_cmpstr (wf_layout_get_engine (layout), ==, "dot");
  check_layout (layout);
  check_apart (layout);
}

/* Without the layout program. */
static void
test_grid (void)
{
  g_autoptr (WfLayout) layout = lay_out (NULL);

  g_assert_cmpstr (wf_layout_get_engine (layout), ==, "grid");
  check_layout (layout);
  check_apart (layout);
}

static WfFigure *
make_figure (void)
{
  WfFigure *figure = wf_figure_new_network ();

  for (guint i = 0; i < N_NODES; i++)
    {
      g_autofree char *name = g_strdup_printf ("agent %u", i);
      WfNetworkNode node = {
        name, i > 0 ? "2 steps" : NULL, i > 0 ? 0.3 * i : NAN, i > 1 ? 0.9 : NAN, i, i == 1, i == 2
      };

      wf_figure_add_network_node (figure, &node);
    }
  for (gsize e = 0; e < N_LINKS; e++)
    {
      wf_figure_add_link (figure, links[e].a, links[e].b, 1.0 / (double) (e + 1), e == 2);
      wf_figure_set_link_text (figure, e, e % 2 ? "12" : NULL);
    }
  return figure;
}

static guint32
get_pixel (cairo_surface_t *surface, double x, double y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  return ((const guint32 *) (gconstpointer) (data +
                                             (int) y * cairo_image_surface_get_stride (surface)))[(int) x] &
         0xffffff;
}

/* Whether anything was drawn within 3 points of a place. */
static gboolean
is_inked (cairo_surface_t *surface, double x, double y)
{
  guint32 blank = get_pixel (surface, 1, 1);

  for (int dx = -3; dx <= 3; dx++)
    for (int dy = -3; dy <= 3; dy++)
      if (get_pixel (surface, x + dx, y + dy) != blank)
        return TRUE;
  return FALSE;
}

/* Every line is there at its middle, at full size; and at any width it fits. */
static void
test_picture (void)
{
  g_autoptr (WfFigure) figure = make_figure ();
  g_autoptr (WfLayout) layout = wf_figure_layout (figure, NULL, NULL);
  double width = wf_layout_get_width (layout), height;
  cairo_surface_t *surface;
  WfTheme theme;
  cairo_t *cr;

  wf_theme_init (&theme, FALSE, FALSE);
  wf_figure_measure (figure, layout, &theme, width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width), (int) ceil (height));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  wf_figure_draw (cr, figure, layout, &theme, width);
  cairo_surface_flush (surface);
  g_assert_cmpfloat_with_epsilon (height, wf_layout_get_height (layout), 1);
  for (gsize e = 0; e < N_LINKS; e++)
    {
      double middle[2];
      gsize n;

      get_middle (wf_layout_get_edge (layout, e, &n), middle);
      g_assert_true (is_inked (surface, middle[0], middle[1]));
    }
  wf_figure_measure (figure, layout, &theme, width / 8, &height);
  g_assert_cmpfloat (height, <=, 1.25 * width / 8 + 1e-9);
  wf_figure_draw (cr, figure, layout, &theme, width / 8);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

#define N_CHAIN 9

static const WfEdge chain[] = {
  { .a = 0, .b = 1 }, { .a = 1, .b = 2 }, { .a = 2, .b = 3 }, { .a = 3, .b = 4 },
  { .a = 4, .b = 5 }, { .a = 5, .b = 6 }, { .a = 6, .b = 7 }, { .a = 7, .b = 8 },
  { .a = 1, .b = 5 }, { .a = 0, .b = 8 }, { .a = 6, .b = 2 },
};

/* Nowhere inside of a card, but for what the eye doesn't see. */
static void
check_clear (WfLayout *layout, const double *p)
{
  for (double t = 0; t <= 1; t += 1.0 / 64)
    {
      double s = 1 - t, point[2];

      for (int i = 0; i < 2; i++)
        point[i] =
            s * s * s * p[i] + 3 * s * s * t * p[2 + i] + 3 * s * t * t * p[4 + i] + t * t * t * p[6 + i];
      for (guint node = 0; node < N_CHAIN; node++)
        g_assert_cmpfloat (get_gap (layout, node, point), >, -2);
    }
}

/* A chain stands in lines, one below the other, which are read like those of a text. */
static void
test_chain (void)
{
  double widths[N_CHAIN], heights[N_CHAIN], x, y, last_x = -1, last_y = -1;
  g_autoptr (WfLayout) layout = NULL;
  gsize n_points;

  for (int i = 0; i < N_CHAIN; i++)
    {
      widths[i] = WIDTH;
      heights[i] = HEIGHT;
    }
  layout = wf_layout_new_network (chain, G_N_ELEMENTS (chain), N_CHAIN, widths, heights, NULL, NULL);
  g_assert_nonnull (layout);
  g_assert_cmpfloat (wf_layout_get_width (layout), <, 5 * (WIDTH + WF_LAYOUT_NETWORK_GAP));
  g_assert_cmpfloat (wf_layout_get_height (layout), <, wf_layout_get_width (layout));
  for (guint node = 0; node < N_CHAIN; node++)
    {
      wf_layout_get_node (layout, node, &x, &y);
      g_assert_true (x > last_x + WIDTH || y > last_y + HEIGHT);
      last_x = x;
      last_y = y;
    }
  for (gsize e = 0; e < G_N_ELEMENTS (chain); e++)
    {
      const double *points = wf_layout_get_edge (layout, e, &n_points);

      g_assert_cmpuint (n_points % 3, ==, 1);
      g_assert_cmpfloat (fabs (get_gap (layout, chain[e].a, points)), <, 2);
      g_assert_cmpfloat (fabs (get_gap (layout, chain[e].b, points + 2 * (n_points - 1))), <, 2);
      for (gsize k = 0; k + 3 < n_points; k += 3)
        check_clear (layout, points + 2 * k);
    }
}

static void
test_empty (void)
{
  g_autoptr (WfFigure) figure = wf_figure_new_network ();
  g_autoptr (WfLayout) layout = wf_figure_layout (figure, NULL, NULL);
  double height;
  WfTheme theme;

  wf_theme_init (&theme, TRUE, TRUE);
  g_assert_nonnull (layout);
  wf_figure_measure (figure, layout, &theme, 300, &height);
  g_assert_true (isfinite (height));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/layered", test_layered);
  g_test_add_func ("/network/grid", test_grid);
  g_test_add_func ("/network/picture", test_picture);
  g_test_add_func ("/network/chain", test_chain);
  g_test_add_func ("/network/empty", test_empty);
  return g_test_run ();
}
