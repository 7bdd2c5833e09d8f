/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/diagram/diagram-figure.h"
#include "render/curve-private.h"
#include "render/picture.h"
#include "render/wiring-private.h"

#define N_RANDOM 200
#define SAMPLES  4

/* one output a box; wire i comes from box i */
static void
add_box (WfFigure *figure, WfWiringBoxKind kind, const char *name, guint n_inputs, WfWiringRegion region)
{
  WfWiringBox box = { kind, name, "uniform", n_inputs, kind == WF_WIRING_DISCARD ? 0 : 1, region };

  box.index = (gint) wf_figure_get_n_wiring_boxes (figure);
  wf_figure_add_wiring_box (figure, &box);
}

/* wires i from box i to inputs of later boxes, in turn, and to outputs; parents[i]: places of feeders */
static void
add_wires (WfFigure *figure, guint n, GArray **parents, const gboolean *is_output)
{
  guint n_outputs = 0;

  for (guint i = 0; i < n; i++)
    {
      const WfWiringBox *box = wf_figure_get_wiring_box (figure, i);
      g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (WfWiringEnd));
      WfWiringWire wire = { box->name, i % 5 == 0, box->region, (gint) i, { (gint) i, 0 } };

      for (guint j = i + 1; j < n; j++)
        for (guint k = 0; k < parents[j]->len; k++)
          if (g_array_index (parents[j], guint, k) == i)
            {
              WfWiringEnd end = { (gint) j, k };

              g_array_append_val (targets, end);
            }
      if (is_output[i])
        {
          WfWiringEnd end = { -1, n_outputs++ };

          g_array_append_val (targets, end);
        }
      if (box->n_outputs == 0 || targets->len == 0)
        continue;
      wire.targets = (const WfWiringEnd *) (gpointer) targets->data;
      wire.n_targets = targets->len;
      wf_figure_add_wiring_wire (figure, &wire);
    }
}

/* @extra more boxes than @n; every box up to n is the same whatever comes after it; cut: -1 = none */
static WfFigure *
make_random (guint32 seed, guint n, guint extra, gint cut)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  WfFigure *figure = wf_figure_new_wiring ();
  guint n_all = n + extra;
  g_autofree GArray **parents = g_new0 (GArray *, n_all);
  g_autofree gboolean *is_output = g_new0 (gboolean, n_all);

  for (guint i = 0; i < n_all; i++)
    {
      guint n_parents = i == 0 ? 0 : (guint) g_rand_int_range (random, 0, 4);
      g_autofree char *name = g_strdup_printf ("box %u", i);
      WfWiringBoxKind kind = n_parents > 0 ? WF_WIRING_BOX : WF_WIRING_STATE;

      parents[i] = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint k = 0; k < n_parents; k++)
        {
          guint parent = (guint) g_rand_int_range (random, 0, (gint32) i);

          g_array_append_val (parents[i], parent);
        }
      is_output[i] = g_rand_boolean (random) || i + 1 >= n;
      add_box (figure, cut == (gint) i ? WF_WIRING_GHOST : kind, name, n_parents, i % 3);
    }
  add_wires (figure, n_all, parents, is_output);
  for (guint i = 0; i < n_all; i++)
    g_array_unref (parents[i]);
  return figure;
}

/* H -> S, S -> T, T and H -> C; S, T, C at the top */
static WfFigure *
make_smoking (gboolean is_cut)
{
  static const char *const names[] = { "H", "S", "T", "C" };
  static const guint n_inputs[] = { 0, 1, 1, 2 };
  static const WfWiringEnd targets[] = { { 1, 0 }, { 3, 1 },  { 2, 0 }, { -1, 0 },
                                         { 3, 0 }, { -1, 1 }, { -1, 2 } };
  static const guint first[] = { 0, 2, 4, 6, 7 };
  static const WfWiringRegion regions[] = { WF_WIRING_REGION_F, WF_WIRING_REGION_F, WF_WIRING_REGION_G,
                                            WF_WIRING_REGION_F };
  WfFigure *figure = wf_figure_new_wiring ();

  for (guint i = 0; i < 4; i++)
    add_box (figure,
             is_cut && i == 1  ? WF_WIRING_GHOST
             : n_inputs[i] > 0 ? WF_WIRING_BOX
                               : WF_WIRING_STATE,
             names[i], n_inputs[i], regions[i]);
  for (guint i = 0; i < 4; i++)
    {
      WfWiringWire wire = { names[i],
                            i == 0,
                            i == 0 ? WF_WIRING_REGION_F : WF_WIRING_REGION_NONE,
                            (gint) i,
                            { (gint) i, 0 },
                            targets + first[i],
                            first[i + 1] - first[i] };

      wf_figure_add_wiring_wire (figure, &wire);
    }
  return figure;
}

static WfWiring *
lay_out (WfFigure *figure, WfWiring *previous)
{
  g_autoptr (GError) error = NULL;
  WfWiring *wiring = wf_wiring_new (figure, previous, NULL, &error);

  g_assert_no_error (error);
  return wiring;
}

/* ---- properties ---- */

static void
check_boxes (WfWiring *wiring)
{
  for (guint i = 0; i < wiring->n_boxes; i++)
    for (guint j = 0; j < i; j++)
      {
        const WfWiringRect *a = &wiring->boxes[i], *b = &wiring->boxes[j];

        g_assert_true (a->x + a->width + 4 <= b->x || b->x + b->width + 4 <= a->x ||
                       a->y + a->height + 20 <= b->y || b->y + b->height + 20 <= a->y);
      }
}

static gboolean
is_inside (const WfWiringRect *rect, const double *point, double margin)
{
  return point[0] > rect->x - margin && point[0] < rect->x + rect->width + margin &&
         point[1] > rect->y - margin && point[1] < rect->y + rect->height + margin;
}

/* from the upper edge of its source to the lower edge of its target, up all the way, and behind no box */
static void
check_branch (WfWiring *wiring, const WfWiringWire *wire, guint w, guint t)
{
  gsize n;
  const double *points = wf_wiring_get_branch (wiring, w, t, &n);
  g_auto (WfCurve) curve = { 0 };
  double length, before = G_MAXDOUBLE;

  g_assert_cmpuint (n, >=, 4);
  g_assert_cmpuint (n % 3, ==, 1);
  if (wire->source.box >= 0)
    g_assert_cmpfloat_with_epsilon (points[1], wiring->boxes[wire->source.box].y, 1e-9);
  if (wire->targets[t].box >= 0)
    {
      const WfWiringRect *rect = &wiring->boxes[wire->targets[t].box];

      g_assert_cmpfloat_with_epsilon (points[2 * n - 1], rect->y + rect->height, 1e-9);
      g_assert_cmpfloat (points[2 * n - 2], >, rect->x);
      g_assert_cmpfloat (points[2 * n - 2], <, rect->x + rect->width);
    }
  wf_curve_init (&curve, points, n);
  length = wf_curve_get_length (&curve);
  for (int i = 1; i < SAMPLES * (int) n; i++)
    {
      double point[2];

      wf_curve_get_point (&curve, length * i / (SAMPLES * (double) n), point);
      g_assert_cmpfloat (point[1], <, before + 1e-9);
      before = point[1];
      for (guint k = 0; k < wiring->n_boxes; k++)
        g_assert_false (is_inside (&wiring->boxes[k], point, -0.5));
    }
}

/* the ends at the inputs of every box stand in the order of its ports */
static void
check_ports (WfWiring *wiring, WfFigure *figure)
{
  for (guint i = 0; i < wiring->n_boxes; i++)
    for (guint k = 1; k < wf_figure_get_wiring_box (figure, i)->n_inputs; k++)
      g_assert_cmpfloat (wf_wiring_get_port_x (wiring, i, FALSE, k - 1) + 5, <,
                         wf_wiring_get_port_x (wiring, i, FALSE, k));
  for (guint w = 0; w < wiring->n_wires; w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);

      for (guint t = 0; t < wire->n_targets; t++)
        {
          gsize n;
          const double *points = wf_wiring_get_branch (wiring, w, t, &n);

          if (wire->targets[t].box >= 0)
            g_assert_cmpfloat_with_epsilon (
                points[2 * n - 2],
                wf_wiring_get_port_x (wiring, (guint) wire->targets[t].box, FALSE, wire->targets[t].port),
                1e-9);
        }
    }
}

static void
check_equal (WfWiring *a, WfWiring *b)
{
  g_assert_cmpmem (a->boxes, a->n_boxes * sizeof *a->boxes, b->boxes, b->n_boxes * sizeof *b->boxes);
  g_assert_cmpuint (a->n_branches, ==, b->n_branches);
  for (guint k = 0; k < a->n_branches; k++)
    g_assert_cmpmem (a->branches[k]->data, a->branches[k]->len * sizeof (double), b->branches[k]->data,
                     b->branches[k]->len * sizeof (double));
}

static void
test_random (void)
{
  for (guint32 seed = 0; seed < N_RANDOM; seed++)
    {
      guint n = 2 + seed % 80;
      g_autoptr (WfFigure) figure = make_random (seed, n, 0, -1);
      g_autoptr (WfWiring) wiring = lay_out (figure, NULL);
      g_autoptr (WfWiring) again = lay_out (figure, NULL);

      check_equal (wiring, again);
      check_boxes (wiring);
      check_ports (wiring, figure);
      for (guint w = 0; w < wiring->n_wires; w++)
        {
          const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);

          for (guint t = 0; t < wire->n_targets; t++)
            check_branch (wiring, wire, w, t);
        }
    }
}

/* A cut moves nothing, with the earlier layout or without it. */
static void
test_cut (void)
{
  for (guint32 seed = 0; seed < 40; seed++)
    {
      guint n = 4 + seed;
      g_autoptr (WfFigure) figure = make_random (seed, n, 0, -1);
      g_autoptr (WfFigure) cut = make_random (seed, n, 0, (gint) (seed % n));
      g_autoptr (WfWiring) before = lay_out (figure, NULL);
      g_autoptr (WfWiring) after = lay_out (cut, before);
      g_autoptr (WfWiring) anew = lay_out (cut, NULL);

      check_equal (before, after);
      check_equal (before, anew);
    }
}

/* Boxes that an edit left in one layer keep their order. */
static void
test_edit (void)
{
  for (guint32 seed = 0; seed < 40; seed++)
    {
      guint n = 4 + seed;
      g_autoptr (WfFigure) figure = make_random (seed, n, 0, -1);
      g_autoptr (WfFigure) longer = make_random (seed, n, 3, -1);
      g_autoptr (WfWiring) before = lay_out (figure, NULL);
      g_autoptr (WfWiring) after = lay_out (longer, before);

      check_boxes (after);
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < i; j++)
          if (after->layers[i] == after->layers[j] && before->layers[i] == before->layers[j])
            g_assert_true ((before->boxes[i].x < before->boxes[j].x) ==
                           (after->boxes[i].x < after->boxes[j].x));
    }
}

/* Parts that nothing connects stand side by side: the distance between the second and the third one is that
 * of boxes. */
static void
test_parts (void)
{
  static const char text[] = "object S {no, yes}\nobject T {no, yes}\nobject C {a, b}\n"
                             "box t : S -> T * C\nbox k : C * S -> C * T\ninput S\ninput C\n"
                             "(copy * id) ; (t * id * id) ; (id * k * id) ; (id * id * discard * copy) ;\n"
                             "(uniform[T] * id * id * id * id)\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "parts.txt");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiagram) diagram = wf_diagram_read_text (source, &error);
  g_autoptr (WfFigure) figure = NULL;
  g_autoptr (WfWiring) wiring = NULL;
  gsize ground;

  g_assert_no_error (error);
  figure = wf_diagram_figure_new (diagram, NULL, NULL);
  wiring = lay_out (figure, NULL);
  check_boxes (wiring);
  for (ground = 0; wf_figure_get_wiring_box (figure, ground)->kind != WF_WIRING_DISCARD; ground++)
    ;
  g_assert_cmpfloat (wiring->outputs[2 * 3] - wiring->boxes[ground].x - wiring->boxes[ground].width, >, 30);
  g_assert_cmpfloat (wiring->outputs[2 * 3] - wiring->boxes[ground].x - wiring->boxes[ground].width, <, 75);
}

/* a chain, and a tree whose children are ports of no one else: no crossing is needed */
static void
test_crossings (void)
{
  g_autoptr (WfFigure) figure = make_smoking (FALSE);
  g_autoptr (WfWiringPlan) plan = wf_wiring_plan_new (figure, NULL);

  g_assert_true (wf_wiring_plan_order (plan, NULL, NULL));
  g_assert_cmpuint (wf_wiring_plan_count_crossings (plan), ==, 0);
}

/* ---- asking ---- */

static void
test_pick (void)
{
  g_autoptr (WfFigure) figure = make_smoking (TRUE);
  g_autoptr (WfWiring) wiring = lay_out (figure, NULL);
  guint index = 99;
  gint target = 99;

  for (guint i = 0; i < 4; i++)
    {
      double x, y, width, height;

      wf_wiring_get_box (wiring, i, &x, &y, &width, &height);
      g_assert_cmpint (wf_wiring_pick (wiring, x + width / 2, y + height / 2, 0, &index, NULL), ==,
                       WF_WIRING_ON_BOX);
      g_assert_cmpuint (index, ==, i);
    }
  for (guint w = 0; w < 4; w++)
    {
      double x, y;
      gsize n;
      const double *points = wf_wiring_get_branch (wiring, w, 0, &n);

      /* right below where it ends, beside the line */
      g_assert_cmpint (
          wf_wiring_pick (wiring, points[2 * n - 2] + 2, points[2 * n - 1] + 3, 4, &index, &target), ==,
          WF_WIRING_ON_WIRE);
      g_assert_cmpuint (index, ==, w);
      g_assert_cmpint (target, ==, 0);
      if (!wf_wiring_get_dot (wiring, w, &x, &y))
        continue;
      g_assert_cmpint (wf_wiring_pick (wiring, x, y + 6, 4, &index, &target), ==, WF_WIRING_ON_WIRE);
      g_assert_cmpuint (index, ==, w);
      g_assert_cmpint (target, ==, -1);
    }
  g_assert_cmpint (wf_wiring_pick (wiring, -1e4, 0, 4, &index, &target), ==, WF_WIRING_NOTHING);
}

static void
test_neighbours (void)
{
  g_autoptr (WfFigure) figure = make_smoking (FALSE);
  g_autoptr (WfWiring) wiring = lay_out (figure, NULL);

  g_assert_cmpint (wf_wiring_get_neighbour (wiring, 0, WF_WIRING_UP), ==, 1);
  g_assert_cmpint (wf_wiring_get_neighbour (wiring, 1, WF_WIRING_UP), ==, 2);
  g_assert_cmpint (wf_wiring_get_neighbour (wiring, 2, WF_WIRING_UP), ==, 3);
  g_assert_cmpint (wf_wiring_get_neighbour (wiring, 3, WF_WIRING_UP), ==, -1);
  g_assert_cmpint (wf_wiring_get_neighbour (wiring, 3, WF_WIRING_DOWN), ==, 2);
  g_assert_cmpint (wf_wiring_get_neighbour (wiring, 0, WF_WIRING_DOWN), ==, -1);
  g_assert_cmpint (wf_wiring_get_neighbour (wiring, 2, WF_WIRING_LEFT), ==, -1);
}

/* ---- regions ---- */

/* by the crossings of a ray to the right */
static gboolean
is_within (WfWiring *wiring, WfWiringRegion region, double x, double y)
{
  gboolean is_in = FALSE;

  for (guint o = 0; o < wiring->outlines->len; o++)
    {
      const WfWiringOutline *outline = &g_array_index (wiring->outlines, WfWiringOutline, o);
      const double *xy = (const double *) (gpointer) outline->corners->data;
      guint n = outline->corners->len / 2;

      for (guint i = 0; i < n && outline->region == region; i++)
        {
          const double *a = xy + 2 * i, *b = xy + 2 * ((i + 1) % n);

          if ((a[1] > y) != (b[1] > y) && a[0] > x)
            is_in = !is_in;
        }
    }
  return is_in;
}

static void
test_outlines (void)
{
  guint n_clean = 0;

  for (guint32 seed = 0; seed < N_RANDOM; seed++)
    {
      g_autoptr (WfFigure) figure = make_random (seed, 2 + seed % 30, 0, -1);
      g_autoptr (WfWiring) wiring = lay_out (figure, NULL);

      n_clean += wiring->is_clean;
      for (guint i = 0; i < wiring->n_boxes && wiring->is_clean; i++)
        for (int corner = 0; corner < 5; corner++)
          {
            const WfWiringRect *rect = &wiring->boxes[i];
            double x = rect->x + (corner == 4 ? 0.5 : corner & 1 ? 0.999 : 0.001) * rect->width;
            double y = rect->y + (corner == 4 ? 0.5 : corner & 2 ? 0.999 : 0.001) * rect->height;

            for (WfWiringRegion region = WF_WIRING_REGION_G; region <= WF_WIRING_REGION_F; region++)
              g_assert_true (is_within (wiring, region, x, y) ==
                             (wf_figure_get_wiring_box (figure, i)->region == region));
          }
    }
  g_assert_cmpuint (n_clean, >, N_RANDOM / 2);
}

/* What took the place of the cut box is in no region; its ground is. */
static void
test_ghost_region (void)
{
  g_autoptr (WfFigure) figure = make_smoking (TRUE);
  g_autoptr (WfWiring) wiring = lay_out (figure, NULL);
  const WfWiringRect *ghost = &wiring->boxes[1];

  g_assert_true (wf_wiring_has_outlines (wiring));
  g_assert_false (is_within (wiring, WF_WIRING_REGION_F, ghost->x + ghost->width / 2, ghost->y + 14));
  g_assert_true (
      is_within (wiring, WF_WIRING_REGION_F, ghost->x + ghost->width / 2, ghost->y + ghost->height - 8));
}

/* ---- pictures ---- */

static guint
count_ink (cairo_surface_t *surface, guint32 background)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += (((const guint32 *) (gconstpointer) (data + y * cairo_image_surface_get_stride (surface)))[x] &
            0xffffff) != background;
  return n;
}

/* ink of the picture, and outside of the layout's bounds */
static guint
draw (WfFigure *figure, WfWiring *wiring, const WfTheme *theme, const WfWiringView *view, guint *outside)
{
  double x, y, width, height;
  cairo_surface_t *surface;
  guint32 background = (guint32) lround (theme->background.red * 255) * 0x10101;
  cairo_t *cr;
  guint inked;

  wf_wiring_get_bounds (wiring, &x, &y, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width + 60, (int) height + 60);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, theme->background.red, theme->background.green, theme->background.blue);
  cairo_paint (cr);
  cairo_save (cr);
  cairo_translate (cr, 30 - x, 30 - y);
  wf_wiring_draw (cr, theme, figure, wiring, view);
  cairo_restore (cr);
  cairo_surface_flush (surface);
  inked = count_ink (surface, background);
  cairo_set_source_rgb (cr, theme->background.red, theme->background.green, theme->background.blue);
  cairo_rectangle (cr, 30, 30, width, height);
  cairo_fill (cr);
  cairo_surface_flush (surface);
  *outside = count_ink (surface, background);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return inked;
}

static void
test_pictures (void)
{
  g_autoptr (WfFigure) figure = make_smoking (TRUE);
  g_autoptr (WfFigure) whole = make_smoking (FALSE);
  g_autoptr (WfWiring) wiring = lay_out (figure, NULL);
  const guint8 changing[] = { 0, 1, 0, 0 };

  for (int variant = 0; variant < 4; variant++)
    {
      WfWiringView view;
      WfTheme theme;
      guint outside, before, start, middle, end, bare, lit;

      wf_theme_init (&theme, variant & 1, variant & 2);
      wf_wiring_view_init (&view);
      before = draw (whole, wiring, &theme, &view, &outside);
      g_assert_cmpuint (outside, ==, 0);
      end = draw (figure, wiring, &theme, &view, &outside);
      g_assert_cmpuint (outside, ==, 0);
      view.is_changing = changing;
      view.cut_progress = 0;
      start = draw (figure, wiring, &theme, &view, &outside);
      view.cut_progress = 0.5;
      middle = draw (figure, wiring, &theme, &view, &outside);
      view.cut_progress = 1;
      g_assert_cmpuint (draw (figure, wiring, &theme, &view, &outside), ==, end);
      g_assert_cmpuint (middle, !=, end);
      g_assert_cmpuint (start, !=, end);
      view.shows_regions = FALSE;
      bare = draw (whole, wiring, &theme, &view, &outside);
      g_assert_cmpuint (bare, <, before);
      view.hover_wire = 1;
      view.selected_box = 3;
      lit = draw (whole, wiring, &theme, &view, &outside);
      g_assert_cmpuint (outside, ==, 0);
      g_assert_cmpuint (lit, >, bare);
      /* a step of an explanation: a strong wire has more ink than a plain one */
      view.hover_wire = view.selected_box = -1;
      wf_figure_set_wiring_wire_emphasis (whole, 2, WF_EMPHASIS_STRONG);
      g_assert_cmpuint (draw (whole, wiring, &theme, &view, &outside), >, bare);
      wf_figure_set_wiring_wire_emphasis (whole, 2, WF_EMPHASIS_NORMAL);
    }
}

/* the figure through the functions that reports use, and as files */
static void
test_figure (void)
{
  g_autoptr (WfFigure) figure = make_smoking (TRUE);
  g_autoptr (WfFigure) empty = wf_figure_new_wiring ();
  g_autoptr (WfLayout) layout = wf_figure_layout (figure, NULL, NULL);
  g_autoptr (WfLayout) nothing = wf_figure_layout (empty, NULL, NULL);
  const char *const *endings = wf_picture_list_endings ();
  static const char *const starts[] = { "<?xml", "%PDF", "\x89PNG" };
  double narrow, wide;
  WfTheme theme;

  wf_theme_init (&theme, FALSE, FALSE);
  g_assert_nonnull (wf_layout_get_wiring (layout));
  wf_figure_measure (figure, layout, &theme, 200, &narrow);
  wf_figure_measure (figure, layout, &theme, 2000, &wide);
  g_assert_cmpfloat (narrow, <=, 250 + 1e-9);
  g_assert_cmpfloat_with_epsilon (wide, wf_layout_get_wiring (layout)->bounds.height, 1e-9);
  g_assert_nonnull (nothing);
  for (gsize i = 0; endings[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = wf_figure_to_picture (figure, endings[i], NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (memcmp (g_bytes_get_data (bytes, NULL), starts[i], strlen (starts[i])), ==, 0);
    }
}

/* how often a part comes in a text */
static guint
count_parts (const char *text, const char *part)
{
  guint n = 0;

  for (const char *found = strstr (text, part); found != NULL; found = strstr (found + 1, part))
    n++;
  return n;
}

/* every box, wire, dot and name of the layout, with the cut, and both regions */
static void
test_tikz (void)
{
  g_autoptr (WfFigure) figure = make_smoking (TRUE);
  g_autoptr (WfFigure) before = make_smoking (FALSE);
  g_autoptr (WfWiring) wiring = lay_out (figure, NULL);
  g_autofree char *text = wf_wiring_to_tikz (figure, wiring);
  g_autofree char *plain = wf_wiring_to_tikz (before, wiring);

  g_assert_true (g_str_has_prefix (text, "\\begin{tikzpicture}["));
  g_assert_true (g_str_has_suffix (text, "\\end{tikzpicture}\n"));
  g_assert_cmpuint (count_parts (text, "\\draw[ghost]"), ==, 1);
  g_assert_cmpuint (count_parts (text, "\\draw[made]"), ==, 1);
  g_assert_cmpuint (count_parts (text, "\\draw[wire, cut]"), ==, 1);
  g_assert_cmpuint (count_parts (text, "\\draw[box, rounded"), ==, 2);
  g_assert_cmpuint (count_parts (text, "\\draw[region g]"), ==, 1);
  g_assert_cmpuint (count_parts (text, "\\draw[region f]"), >=, 1);
  g_assert_cmpuint (count_parts (text, "circle["), ==, 3);
  g_assert_cmpuint (count_parts (text, "{T};"), ==, 3); /* box, output, and at C */
  g_assert_cmpuint (count_parts (text, "{H, hidden};"), ==, 2);
  g_assert_cmpuint (count_parts (plain, "ghost"), ==, 1); /* the style */
  g_assert_cmpuint (count_parts (plain, "\\draw[wire, cut]"), ==, 0);
  g_assert_cmpuint (count_parts (plain, "\\draw[box, rounded"), ==, 3);
}

/* what LaTeX reads otherwise is escaped; a wide one is scaled to the page */
static void
test_tikz_names (void)
{
  g_autoptr (WfFigure) figure = wf_figure_new_wiring ();
  g_autoptr (WfFigure) large = make_random (3, 100, 0, 5);
  g_autoptr (WfWiring) wide = lay_out (large, NULL);
  g_autoptr (WfWiring) wiring = NULL;
  g_autofree char *scaled = wf_wiring_to_tikz (large, wide);
  g_autofree char *text = NULL;
  const char *scale = strstr (scaled, ", scale=");
  double x, y, width, height;

  add_box (figure, WF_WIRING_STATE, "a_b^c {50%} <x> \\~", 0, WF_WIRING_REGION_NONE);
  wiring = lay_out (figure, NULL);
  text = wf_wiring_to_tikz (figure, wiring);
  g_assert_nonnull (strstr (text, "{a\\_b\\textasciicircum{}c \\{50\\%\\} \\textless{}x\\textgreater{} "
                                  "\\textbackslash{}\\textasciitilde{}};"));
  g_assert_null (strstr (text, "scale="));
  g_assert_nonnull (scale);
  wf_wiring_get_bounds (wide, &x, &y, &width, &height);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (scale + strlen (", scale="), NULL) * width * 0.65, 455, 2);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (WfFigure) figure = make_random (1, 60, 0, -1);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_wiring_new (figure, NULL, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wiring/random", test_random);
  g_test_add_func ("/wiring/cut", test_cut);
  g_test_add_func ("/wiring/edit", test_edit);
  g_test_add_func ("/wiring/parts", test_parts);
  g_test_add_func ("/wiring/crossings", test_crossings);
  g_test_add_func ("/wiring/pick", test_pick);
  g_test_add_func ("/wiring/neighbours", test_neighbours);
  g_test_add_func ("/wiring/outlines", test_outlines);
  g_test_add_func ("/wiring/ghost-region", test_ghost_region);
  g_test_add_func ("/wiring/pictures", test_pictures);
  g_test_add_func ("/wiring/tikz", test_tikz);
  g_test_add_func ("/wiring/tikz-names", test_tikz_names);
  g_test_add_func ("/wiring/figure", test_figure);
  g_test_add_func ("/wiring/cancel", test_cancel);
  return g_test_run ();
}
