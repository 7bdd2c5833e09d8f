/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <cairo-pdf.h>
#include <math.h>

#include "core/base/rng.h"
#include "render/picture.h"
#include "render/shapes-private.h"

#define CANVAS_WIDTH  200
#define CANVAS_HEIGHT 130

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
} Canvas;

static Canvas
canvas_new (const WfTheme *theme, int width, int height)
{
  Canvas canvas;

  canvas.surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  canvas.cr = cairo_create (canvas.surface);
  cairo_set_source_rgb (canvas.cr, theme->background.red, theme->background.green, theme->background.blue);
  cairo_paint (canvas.cr);
  return canvas;
}

static void
canvas_clear (Canvas *canvas)
{
  g_assert_cmpint (cairo_status (canvas->cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (canvas->cr);
  cairo_surface_destroy (canvas->surface);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Canvas, canvas_clear)

/* Pixels within 6 steps of a colour, in a part of the canvas. */
static guint
count_color (Canvas *canvas, const WfColor *color, int x0, int y0, int x1, int y1)
{
  const guchar *data;
  int stride = cairo_image_surface_get_stride (canvas->surface);
  guint count = 0;

  cairo_surface_flush (canvas->surface);
  data = cairo_image_surface_get_data (canvas->surface);
  for (int y = MAX (y0, 0); y < MIN (y1, cairo_image_surface_get_height (canvas->surface)); y++)
    for (int x = MAX (x0, 0); x < MIN (x1, cairo_image_surface_get_width (canvas->surface)); x++)
      {
        const guchar *p = data + y * stride + 4 * x;

        if (fabs (p[2] - 255 * color->red) < 6 && fabs (p[1] - 255 * color->green) < 6 &&
            fabs (p[0] - 255 * color->blue) < 6)
          count++;
      }
  return count;
}

static guint
count_all (Canvas *canvas, const WfColor *color)
{
  return count_color (canvas, color, 0, 0, G_MAXINT, G_MAXINT);
}

static WfMarginal *
make_marginal (double mean, double sd)
{
  double values[2000];
  WfRng rng;

  wf_rng_init (&rng, 7, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = mean + sd * wf_rng_normal (&rng);
  return wf_marginal_new_values ("x", values, G_N_ELEMENTS (values), 0, 100, NAN, NAN);
}

/* Every kind of node and edge: set, affected, unaffected, latent, discrete, bare. */
static WfFigure *
make_graph_figure (void)
{
  const char *names[] = { "set",      "affected", "same", "latent", "a discrete variable with a long name",
                          "b<&>\n\"", NULL };
  const char *levels[] = { "no", "yes", NULL };
  const double observed[] = { 0.7, 0.3 }, changed[] = { 0.2, 0.8 };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfMarginal) before = make_marginal (50, 8), after = make_marginal (35, 6);
  g_autoptr (WfMarginal) point = wf_marginal_new_normal ("x", 80, 0, 0, 100);
  g_autoptr (WfMarginal) no = wf_marginal_new_discrete ("d", levels, observed, 2);
  g_autoptr (WfMarginal) yes = wf_marginal_new_discrete ("d", levels, changed, 2);
  WfFigure *figure;

  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_set_probability (builder, 0, 1, 0.95);
  wf_graph_builder_add_arrow (builder, 2, 0);
  wf_graph_builder_set_edge (builder, 1, 3, WF_MARK_ARROW, WF_MARK_ARROW);
  wf_graph_builder_set_edge (builder, 1, 4, WF_MARK_CIRCLE, WF_MARK_ARROW);
  wf_graph_builder_set_edge (builder, 2, 4, WF_MARK_TAIL, WF_MARK_TAIL);
  graph = wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, &error);
  g_assert_no_error (error);
  figure = wf_figure_new_graph (graph);
  wf_figure_set_node (figure, 0, WF_NODE_SET, before, point, "= 80");
  wf_figure_set_node (figure, 1, WF_NODE_AFFECTED, before, after, NULL);
  wf_figure_set_node (figure, 2, 0, before, NULL, NULL);
  wf_figure_set_node (figure, 3, WF_NODE_LATENT, NULL, NULL, NULL);
  wf_figure_set_node (figure, 4, WF_NODE_AFFECTED, no, yes, NULL);
  wf_figure_set_edge_cut (figure, 1, TRUE); /* edges are sorted: (0,1), (0,2), ... */
  return figure;
}

static void
draw_card (
    Canvas *canvas, const WfTheme *theme, WfFigure *figure, guint node, WfDetail detail, WfCardState state)
{
  cairo_save (canvas->cr);
  cairo_translate (canvas->cr, 30, 30);
  wf_card_draw (canvas->cr, theme, figure, node, detail, state);
  cairo_restore (canvas->cr);
}

static void
test_cards (void)
{
  g_autoptr (WfFigure) figure = make_graph_figure ();

  for (int variant = 0; variant < 4; variant++)
    for (guint node = 0; node < 6; node++)
      for (int detail = WF_DETAIL_DOT; detail <= WF_DETAIL_CARD; detail++)
        for (int state = 0; state < 8; state++)
          {
            WfTheme theme;
            g_auto (Canvas) canvas = { 0 };
            guint n;

            wf_theme_init (&theme, variant & 1, variant & 2);
            canvas = canvas_new (&theme, CANVAS_WIDTH, CANVAS_HEIGHT);
            draw_card (&canvas, &theme, figure, node, detail, state);
            n = count_all (&canvas, &theme.background);
            if (!(state & (WF_CARD_FADED | WF_CARD_STALE)))
              g_assert_cmpuint (n, <, CANVAS_WIDTH * CANVAS_HEIGHT - 20);
            /* nothing reaches further out than the badge and the ring */
            g_assert_cmpuint (count_color (&canvas, &theme.background, 0, 0, CANVAS_WIDTH, 14), ==,
                              14 * CANVAS_WIDTH);
            g_assert_cmpuint (count_color (&canvas, &theme.background, 0, 0, 14, CANVAS_HEIGHT), ==,
                              14 * CANVAS_HEIGHT);
            g_assert_cmpuint (count_color (&canvas, &theme.background, 0, 115, CANVAS_WIDTH, CANVAS_HEIGHT),
                              ==, 15 * CANVAS_WIDTH);
          }
}

static void
test_card_states (void)
{
  g_autoptr (WfFigure) figure = make_graph_figure ();
  WfTheme theme;
  guint accent[4], before[4];

  wf_theme_init (&theme, FALSE, FALSE);
  for (guint node = 0; node < 4; node++)
    {
      g_auto (Canvas) canvas = canvas_new (&theme, CANVAS_WIDTH, CANVAS_HEIGHT);

      draw_card (&canvas, &theme, figure, node, WF_DETAIL_CARD, 0);
      accent[node] = count_all (&canvas, &theme.accent);
      before[node] = count_all (&canvas, &theme.before);
    }
  /* set: a border of 3 all round, the badge and the bar; affected: an outline; else no accent at all */
  g_assert_cmpuint (accent[0], >, 2 * (132 + 72) * 2);
  g_assert_cmpuint (accent[1], >, 40);
  g_assert_cmpuint (accent[1], <, accent[0] / 2);
  g_assert_cmpuint (accent[2], ==, 0);
  g_assert_cmpuint (accent[3], ==, 0);
  g_assert_cmpuint (before[0], >, 100);
  g_assert_cmpuint (before[2], >, 100);
  g_assert_cmpuint (before[3], <, before[2] / 4); /* the rims of letters come near */
}

static guint
count_differences (Canvas *a, Canvas *b)
{
  const guchar *first, *second;
  gsize n = (gsize) cairo_image_surface_get_stride (a->surface) * CANVAS_HEIGHT;
  guint count = 0;

  cairo_surface_flush (a->surface);
  cairo_surface_flush (b->surface);
  first = cairo_image_surface_get_data (a->surface);
  second = cairo_image_surface_get_data (b->surface);
  for (gsize i = 0; i < n; i++)
    count += first[i] != second[i];
  return count;
}

/* Names that differ in their last letter look different as long as none is cut off. */
static guint
compare_names (const char *one, const char *other)
{
  const char *names[] = { one, other, NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, NULL);
  g_autoptr (WfFigure) figure = wf_figure_new_graph (graph);
  g_auto (Canvas) first = { 0 }, second = { 0 };
  WfTheme theme;

  wf_theme_init (&theme, FALSE, FALSE);
  first = canvas_new (&theme, CANVAS_WIDTH, CANVAS_HEIGHT);
  second = canvas_new (&theme, CANVAS_WIDTH, CANVAS_HEIGHT);
  draw_card (&first, &theme, figure, 0, WF_DETAIL_LABEL, 0);
  draw_card (&second, &theme, figure, 1, WF_DETAIL_LABEL, 0);
  return count_differences (&first, &second);
}

/* A label of two words that is too long for one line takes two. */
static void
test_two_lines (void)
{
  g_assert_cmpuint (compare_names ("prev deficiency", "prev deficienca"), >, 0);
  g_assert_cmpuint (compare_names ("own repetition at", "own repetition it"), >, 0);
  g_assert_cmpuint (
      compare_names ("a_name_without_any_place_to_break_it_a", "a_name_without_any_place_to_break_it_b"), ==,
      0);
}

static void
test_selection (void)
{
  g_autoptr (WfFigure) figure = make_graph_figure ();
  WfTheme theme;
  g_auto (Canvas) plain = { 0 }, selected = { 0 };

  wf_theme_init (&theme, FALSE, FALSE);
  plain = canvas_new (&theme, CANVAS_WIDTH, CANVAS_HEIGHT);
  selected = canvas_new (&theme, CANVAS_WIDTH, CANVAS_HEIGHT);
  draw_card (&plain, &theme, figure, 2, WF_DETAIL_CARD, 0);
  draw_card (&selected, &theme, figure, 2, WF_DETAIL_CARD, WF_CARD_SELECTED);
  g_assert_cmpuint (count_all (&selected, &theme.background) + 300, <, count_all (&plain, &theme.background));
}

static void
test_histogram (void)
{
  g_autoptr (WfMarginal) before = make_marginal (25, 5), after = make_marginal (75, 5);
  WfTheme theme;
  g_auto (Canvas) canvas = { 0 };

  wf_theme_init (&theme, FALSE, FALSE);
  canvas = canvas_new (&theme, 200, 60);
  wf_histogram_draw (canvas.cr, &theme, before, after, NAN, 200, 60);
  /* one axis: before at the left, after at the right */
  g_assert_cmpuint (count_color (&canvas, &theme.before, 0, 0, 100, 60), >, 500);
  g_assert_cmpuint (count_color (&canvas, &theme.before, 110, 0, 200, 58), ==, 0);
  g_assert_cmpuint (count_color (&canvas, &theme.accent, 100, 0, 200, 58), >, 30);
  g_assert_cmpuint (count_color (&canvas, &theme.accent, 0, 0, 90, 56), ==, 0);
  /* higher in the middle than at the foot of the hump */
  g_assert_cmpuint (count_color (&canvas, &theme.before, 48, 0, 52, 60), >,
                    count_color (&canvas, &theme.before, 30, 0, 34, 60));
}

static void
test_set_value (void)
{
  g_autoptr (WfMarginal) before = make_marginal (50, 5);
  WfTheme theme;
  g_auto (Canvas) canvas = { 0 };

  wf_theme_init (&theme, FALSE, FALSE);
  canvas = canvas_new (&theme, 200, 40);
  wf_histogram_draw (canvas.cr, &theme, before, NULL, 80, 200, 40);
  g_assert_cmpuint (count_color (&canvas, &theme.accent, 158, 0, 162, 39), >=, 4 * 38);
  wf_histogram_draw (canvas.cr, &theme, before, NULL, 1e9, 200, 40); /* off the axis: at its end */
  g_assert_cmpuint (count_color (&canvas, &theme.accent, 196, 0, 200, 39), >=, 4 * 38);
}

/* The i-th edge of a graph figure with one edge, from left to right over 200 points. */
static guint
count_pixels (
    double probability, WfMark mark_a, WfMark mark_b, gboolean is_cut, gboolean is_explained, int x0, int x1)
{
  const char *names[] = { "a", "b", NULL };
  const double points[] = { 10, 30, 70, 30, 130, 30, 190, 30 };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfFigure) figure = NULL;
  g_auto (Canvas) canvas = { 0 };
  WfTheme theme;

  wf_graph_builder_set_edge (builder, 0, 1, mark_a, mark_b);
  wf_graph_builder_set_probability (builder, 0, 1, probability);
  graph = wf_graph_builder_end (builder, WF_GRAPH_UNKNOWN, NULL);
  figure = wf_figure_new_graph (graph);
  wf_figure_set_edge_cut (figure, 0, is_cut);
  wf_figure_set_edge_explained (figure, 0, is_explained);
  wf_theme_init (&theme, FALSE, FALSE);
  canvas = canvas_new (&theme, 200, 60);
  wf_edge_draw (canvas.cr, &theme, figure, 0, points, 4);
  return (guint) (60 * (x1 - x0)) - count_color (&canvas, &theme.background, x0, 0, x1, 60);
}

static guint
count_edge_pixels (double probability, WfMark mark_a, WfMark mark_b, gboolean is_cut, int x0, int x1)
{
  return count_pixels (probability, mark_a, mark_b, is_cut, FALSE, x0, x1);
}

static void
test_edge_marks (void)
{
  guint bare = count_edge_pixels (NAN, WF_MARK_TAIL, WF_MARK_TAIL, FALSE, 175, 195);
  guint arrow = count_edge_pixels (NAN, WF_MARK_TAIL, WF_MARK_ARROW, FALSE, 175, 195);
  guint circle = count_edge_pixels (NAN, WF_MARK_TAIL, WF_MARK_CIRCLE, FALSE, 175, 195);

  g_assert_cmpuint (bare, ==, 15 * 2);
  g_assert_cmpuint (arrow, >, bare + 20);
  g_assert_cmpuint (circle, >, bare + 10);
  /* a mark at a changes only that end */
  g_assert_cmpuint (count_edge_pixels (NAN, WF_MARK_ARROW, WF_MARK_TAIL, FALSE, 175, 195), ==, bare);
  g_assert_cmpuint (count_edge_pixels (NAN, WF_MARK_ARROW, WF_MARK_TAIL, FALSE, 5, 25), >, bare + 20);
}

static void
test_edge_width (void)
{
  guint thin = count_edge_pixels (0.6, WF_MARK_TAIL, WF_MARK_TAIL, FALSE, 50, 150);
  guint unknown = count_edge_pixels (NAN, WF_MARK_TAIL, WF_MARK_TAIL, FALSE, 50, 150);
  guint sure = count_edge_pixels (1, WF_MARK_TAIL, WF_MARK_TAIL, FALSE, 50, 150);

  g_assert_cmpuint (sure, ==, 400);
  g_assert_cmpuint (unknown, ==, 200);
  g_assert_cmpuint (thin, <=, 200); /* 1 point may straddle two rows of pixels */
  g_assert_cmpuint (count_edge_pixels (0.1, WF_MARK_TAIL, WF_MARK_TAIL, FALSE, 50, 150), ==, thin);
}

/* Dotted, and nothing in the middle fifth but the two ticks at its ends. */
static void
test_edge_cut (void)
{
  guint dotted = count_edge_pixels (1, WF_MARK_TAIL, WF_MARK_ARROW, TRUE, 12, 70);

  g_assert_cmpuint (dotted, >, 30);
  g_assert_cmpuint (dotted, <, 58 * 3);
  g_assert_cmpuint (count_edge_pixels (1, WF_MARK_TAIL, WF_MARK_ARROW, TRUE, 86, 114), ==, 0);
  g_assert_cmpuint (count_edge_pixels (1, WF_MARK_TAIL, WF_MARK_ARROW, TRUE, 80, 86), >, 14);
  g_assert_cmpuint (count_edge_pixels (1, WF_MARK_TAIL, WF_MARK_ARROW, TRUE, 114, 121), >, 14);
}

/* Dashes of 7 of every 12 points, two points thick, and the arrow is whole. */
static void
test_edge_explained (void)
{
  guint dashed = count_pixels (NAN, WF_MARK_TAIL, WF_MARK_ARROW, FALSE, TRUE, 20, 140);

  g_assert_cmpuint (dashed, >=, 120 * 2 * 6 / 12);
  g_assert_cmpuint (dashed, <=, 120 * 2 * 9 / 12);
  g_assert_cmpuint (count_pixels (NAN, WF_MARK_TAIL, WF_MARK_ARROW, FALSE, TRUE, 182, 195), ==,
                    count_edge_pixels (NAN, WF_MARK_TAIL, WF_MARK_ARROW, FALSE, 182, 195));
}

/* A chosen direction is told by its head alone: as long as any, but hollow. */
static void
test_edge_chosen (void)
{
  const char *names[] = { "a", "b", NULL };
  const double points[] = { 10, 30, 70, 30, 130, 30, 190, 30 };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfFigure) figure = NULL;
  guint n_dark[2][2];
  WfTheme theme;

  wf_graph_builder_add_arrow (builder, 0, 1);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  figure = wf_figure_new_graph (graph);
  wf_theme_init (&theme, FALSE, FALSE);
  for (int chosen = 0; chosen < 2; chosen++)
    {
      g_auto (Canvas) canvas = canvas_new (&theme, 200, 60);

      wf_figure_set_edge_chosen (figure, 0, chosen);
      wf_edge_draw (canvas.cr, &theme, figure, 0, points, 4);
      n_dark[chosen][0] = count_color (&canvas, &theme.edge, 20, 0, 170, 60);
      n_dark[chosen][1] = count_color (&canvas, &theme.edge, 181, 0, 190, 60);
    }
  g_assert_cmpuint (n_dark[1][0], ==, n_dark[0][0]);
  g_assert_cmpuint (n_dark[1][1], <, n_dark[0][1] * 2 / 3);
  g_assert_cmpuint (n_dark[1][1], >, 4);
}

/* the name of a node with a weak mechanism has a wave under it, at every size with a name */
static void
test_weak (void)
{
  const char *names[] = { "a", "b", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  g_autoptr (WfFigure) figure = wf_figure_new_graph (graph);
  g_autoptr (WfMarginal) before = make_marginal (0, 1);
  WfTheme theme;

  for (guint i = 0; i < 2; i++)
    wf_figure_set_node (figure, i, 0, before, NULL, NULL);
  wf_figure_add_node_flags (figure, 1, WF_NODE_WEAK);
  g_assert_cmpuint (wf_figure_get_node_flags (figure, 1), ==, WF_NODE_WEAK);
  wf_theme_init (&theme, FALSE, TRUE);
  for (WfDetail detail = WF_DETAIL_LABEL; detail <= WF_DETAIL_CARD; detail++)
    for (guint i = 0; i < 2; i++)
      {
        g_auto (Canvas) canvas = canvas_new (&theme, CANVAS_WIDTH, CANVAS_HEIGHT);

        wf_card_draw (canvas.cr, &theme, figure, i, detail, 0);
        if (i == 0)
          g_assert_cmpuint (count_all (&canvas, &theme.blame), ==, 0);
        else
          g_assert_cmpuint (count_all (&canvas, &theme.blame), >, 0);
      }
}

static WfFigure *
make_timeline (guint n, gboolean has_blame)
{
  const char *lanes[] = { "Orchestrator", "Coder",
                          "A very long name of an agent that nobody can read in full", "Terminal", NULL };
  WfFigure *figure = wf_figure_new_timeline (lanes);

  for (guint i = 0; i < n; i++)
    {
      WfTimelineStep step = { i % 4,
                              i,
                              "code",
                              "words",
                              has_blame && i % 4 != 3 ? 1.0 / (i + 2) : NAN,
                              NAN,
                              NAN,
                              i < 3 ? i + 1 : 0,
                              i == 2 || i + 1 == n,
                              i == 1 };
      wf_figure_add_step (figure, &step);
    }
  if (n > 3)
    {
      wf_figure_add_link (figure, 0, 2, 1, FALSE);
      wf_figure_add_link (figure, 2, n - 1, 1, TRUE);
    }
  wf_figure_set_outcome (figure, "wrong answer");
  return figure;
}

static GPtrArray *
make_figures (void)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_figure_unref);
  const guint sizes[] = { 0, 1, 9, 40, 130, 1000 };
  WfFigure *chart;
  g_autoptr (WfMarginal) before = make_marginal (50, 8), after = make_marginal (35, 6);

  g_ptr_array_add (figures, make_graph_figure ());
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_ptr_array_add (figures, make_timeline (sizes[i], TRUE));
      g_ptr_array_add (figures, make_timeline (sizes[i], FALSE));
    }
  for (int kind = WF_CHART_BARS; kind <= WF_CHART_DUMBBELL; kind++)
    {
      g_ptr_array_add (figures, wf_figure_new_chart (kind, NAN, NAN));
      chart = wf_figure_new_chart (kind, NAN, NAN);
      for (int i = 0; i < 60; i++)
        wf_figure_add_bar (chart, "a row", 0.2, i % 7 == 0 ? NAN : 0.1 * (i - 30), i % 2 ? "text" : NULL,
                           i % 3 == 0);
      g_ptr_array_add (figures, chart);
    }
  chart = wf_figure_new_chart (WF_CHART_HISTOGRAM, NAN, NAN);
  wf_figure_add_histogram (chart, before, after);
  wf_figure_add_histogram (chart, before, NULL);
  g_ptr_array_add (figures, chart);
  return figures;
}

static void
test_figures (void)
{
  g_autoptr (GPtrArray) figures = make_figures ();

  for (int variant = 0; variant < 4; variant++)
    for (guint i = 0; i < figures->len; i++)
      {
        WfFigure *figure = g_ptr_array_index (figures, i);
        g_autoptr (GError) error = NULL;
        WfLayout *layout = wf_figure_layout (figure, NULL, &error);
        WfTheme theme;
        double height;
        g_auto (Canvas) canvas = { 0 };

        g_assert_no_error (error);
        g_assert_true ((layout != NULL) == (wf_figure_get_kind (figure) == WF_FIGURE_GRAPH));
        wf_theme_init (&theme, variant & 1, variant & 2);
        theme.font_size = 9.4;
        wf_figure_measure (figure, layout, &theme, 450, &height);
        g_assert_cmpfloat (height, >=, 0);
        g_assert_cmpfloat (height, <=, 1.25 * 450 + 1e-6);
        canvas = canvas_new (&theme, 450, (int) ceil (height) + 30);
        wf_figure_draw (canvas.cr, figure, layout, &theme, 450);
        /* what was measured holds what is drawn */
        g_assert_cmpuint (count_color (&canvas, &theme.background, 0, (int) ceil (height) + 2, 450, G_MAXINT),
                          ==, 28 * 450);
        g_clear_pointer (&layout, wf_layout_unref);
      }
}

static cairo_status_t
append_bytes (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
has_image (GByteArray *pdf)
{
  return memmem (pdf->data, pdf->len, "/Subtype /Image", 15) != NULL;
}

static GByteArray *
make_pdf (WfFigure *figure, WfLayout *layout, gboolean has_bitmap)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, 600, 800);
  cairo_t *cr = cairo_create (surface);
  WfTheme theme;

  wf_theme_init (&theme, FALSE, FALSE);
  if (has_bitmap)
    {
      cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 9, 9);
      cairo_set_source_surface (cr, image, 0, 0);
      cairo_paint (cr);
      cairo_surface_destroy (image);
    }
  wf_figure_draw (cr, figure, layout, &theme, 600);
  if (wf_figure_get_kind (figure) == WF_FIGURE_GRAPH)
    wf_card_draw (cr, &theme, figure, 0, WF_DETAIL_CARD, WF_CARD_FADED | WF_CARD_SELECTED);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return bytes;
}

static void
test_pdf (void)
{
  g_autoptr (GPtrArray) figures = make_figures ();

  for (guint i = 0; i < figures->len; i++)
    {
      WfFigure *figure = g_ptr_array_index (figures, i);
      WfLayout *layout = wf_figure_layout (figure, NULL, NULL);
      g_autoptr (GByteArray) pdf = make_pdf (figure, layout, FALSE),
                             control = make_pdf (figure, layout, TRUE);

      g_assert_false (has_image (pdf));
      g_assert_true (has_image (control));
      g_clear_pointer (&layout, wf_layout_unref);
    }
}

/* Positions in another unit, as in a DAGitty file, are stretched until the cards stand apart; coinciding ones
 * are laid out anew. */
static void
test_positions (void)
{
  const char *names[] = { "a", "b", "c", NULL };
  const double small[] = { -1, 0, 1, 0, 0, 1 }, same[] = { 5, 5, 5, 5, 5, 5 };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL, placed = NULL, piled = NULL;
  g_autoptr (WfFigure) figure = NULL, pile = NULL;
  g_autoptr (WfLayout) layout = NULL, other = NULL;
  double x[3], y[3];

  wf_graph_builder_add_arrow (builder, 0, 2);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  placed = wf_graph_with_positions (graph, small, 6);
  figure = wf_figure_new_graph (placed);
  layout = wf_figure_layout (figure, NULL, NULL);
  g_assert_cmpstr (wf_layout_get_engine (layout), ==, "given");
  for (guint i = 0; i < 3; i++)
    wf_layout_get_node (layout, i, &x[i], &y[i]);
  g_assert_cmpfloat (x[1] - x[0], >=, 132);
  g_assert_cmpfloat (y[2] - y[0], >=, 72);
  g_assert_cmpfloat_with_epsilon ((x[1] - x[0]) / (y[2] - y[0]), 2, 1e-9);
  piled = wf_graph_with_positions (graph, same, 6);
  pile = wf_figure_new_graph (piled);
  other = wf_figure_layout (pile, NULL, NULL);
  g_assert_cmpstr (wf_layout_get_engine (other), ==, "dot");
}

static void
test_never_up (void)
{
  g_autoptr (WfFigure) figure = make_graph_figure ();
  g_autoptr (WfLayout) layout = wf_figure_layout (figure, NULL, NULL);
  WfTheme theme;
  double narrow, exact, wide, x, y, width, height;

  wf_theme_init (&theme, FALSE, FALSE);
  wf_layout_get_bounds (layout, &x, &y, &width, &height);
  wf_figure_measure (figure, layout, &theme, 0.5 * width, &narrow);
  wf_figure_measure (figure, layout, &theme, 2 * width, &exact);
  wf_figure_measure (figure, layout, &theme, 9 * width, &wide);
  g_assert_cmpfloat (narrow, <=, 0.5 * height + 1e-6);
  g_assert_cmpfloat_with_epsilon (exact, height, 1e-6);
  g_assert_cmpfloat_with_epsilon (wide, height, 1e-6);
}

static guint
hash_pixels (Canvas *canvas, int x0, int y0, int x1, int y1)
{
  const guchar *data;
  int stride = cairo_image_surface_get_stride (canvas->surface);
  guint hash = 5381;

  cairo_surface_flush (canvas->surface);
  data = cairo_image_surface_get_data (canvas->surface);
  for (int y = y0; y < y1; y++)
    for (int x = 4 * x0; x < 4 * x1; x++)
      hash = x % 4 == 3 ? hash : hash * 33 + data[y * stride + x];
  return hash;
}

/* Each role has a mark of its own at the corner, at every size but the dots, and in grey. */
static void
test_roles (void)
{
  static const WfNodeRoles roles[] = {
    WF_ROLE_NONE,     WF_ROLE_EXPOSURE, WF_ROLE_OUTCOME,
    WF_ROLE_ADJUSTED, WF_ROLE_SELECTED, WF_ROLE_EXPOSURE | WF_ROLE_OUTCOME
  };
  const char *names[] = { "a", "b", "c", "d", "e", "f", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfFigure) figure = NULL;
  g_autofree char *both = wf_roles_to_text (WF_ROLE_EXPOSURE | WF_ROLE_OUTCOME);
  g_autofree char *none = wf_roles_to_text (WF_ROLE_NONE);

  g_assert_cmpstr (both, ==, "exposure, outcome");
  g_assert_cmpstr (none, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    wf_graph_builder_set_roles (builder, i, roles[i]);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
  figure = wf_figure_new_graph (graph);
  for (int variant = 0; variant < 4; variant++)
    for (WfDetail detail = WF_DETAIL_LABEL; detail <= WF_DETAIL_CARD; detail++)
      {
        double width, height;
        guint counts[G_N_ELEMENTS (roles)], hashes[G_N_ELEMENTS (roles)];
        WfTheme theme;
        WfColor ink;

        wf_theme_init (&theme, variant & 1, variant & 2);
        ink = wf_color_mix (&theme.text, 1, &theme.card);
        wf_card_get_size (detail, &width, &height);
        for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
          {
            g_auto (Canvas) canvas = canvas_new (&theme, CANVAS_WIDTH, CANVAS_HEIGHT);
            int right = (int) (30 + width), top = 30;

            draw_card (&canvas, &theme, figure, i, detail, 0);
            counts[i] = count_color (&canvas, &ink, right - 9, top - 5, right + 3, top + 8);
            hashes[i] = hash_pixels (&canvas, right - 9, top - 5, right + 3, top + 8);
          }
        for (guint i = 1; i < G_N_ELEMENTS (roles); i++)
          g_assert_cmpuint (counts[i], >, counts[0] + 10);
        for (guint i = 1; i <= 4; i++)
          for (guint k = i + 1; k <= 4; k++)
            g_assert_cmpuint (hashes[i], !=, hashes[k]);
        g_assert_cmpuint (hashes[5], ==, hashes[2]); /* the last one is in the corner, the other beside it */
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture/cards", test_cards);
  g_test_add_func ("/picture/card-states", test_card_states);
  g_test_add_func ("/picture/two-lines", test_two_lines);
  g_test_add_func ("/picture/selection", test_selection);
  g_test_add_func ("/picture/histogram", test_histogram);
  g_test_add_func ("/picture/set-value", test_set_value);
  g_test_add_func ("/picture/edge-marks", test_edge_marks);
  g_test_add_func ("/picture/edge-width", test_edge_width);
  g_test_add_func ("/picture/edge-cut", test_edge_cut);
  g_test_add_func ("/picture/edge-explained", test_edge_explained);
  g_test_add_func ("/picture/edge-chosen", test_edge_chosen);
  g_test_add_func ("/picture/weak", test_weak);
  g_test_add_func ("/picture/roles", test_roles);
  g_test_add_func ("/picture/figures", test_figures);
  g_test_add_func ("/picture/pdf", test_pdf);
  g_test_add_func ("/picture/positions", test_positions);
  g_test_add_func ("/picture/never-up", test_never_up);
  return g_test_run ();
}
