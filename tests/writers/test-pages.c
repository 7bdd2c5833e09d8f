/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/report/sections.h"
#include "sample.h"
#include "writers/pages.h"

static WfPages *
make_pages (WfReport *report, double width, double height)
{
  g_autoptr (GError) error = NULL;
  WfPages *pages = wf_pages_new_for_size (report, width, height, NULL, &error);

  g_assert_no_error (error);
  return pages;
}

/* cairo 1.16 leaves the objects of pages uncompressed */
static guint
count_pdf_pages (GBytes *pdf)
{
  gsize size;
  const char *data = g_bytes_get_data (pdf, &size);
  guint n = 0;

  for (const char *p = data; p + 12 < data + size; p++)
    n += memcmp (p, "/Type /Page\n", 12) == 0 || memcmp (p, "/Type /Page ", 12) == 0;
  return n;
}

/* The share of the points of a part of the page, drawn at a scale, that aren't paper. */
static double
measure_ink (WfPages *pages, guint page, double x, double y, double width, double height)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width), (int) ceil (height));
  cairo_t *cr = cairo_create (surface);
  const guchar *data;
  gsize n_inked = 0, n = 0;

  cairo_translate (cr, -x, -y);
  wf_pages_draw (pages, page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int row = 0; row < cairo_image_surface_get_height (surface); row++)
    for (int column = 0; column < cairo_image_surface_get_width (surface); column++, n++)
      n_inked += data[row * cairo_image_surface_get_stride (surface) + 4 * column + 3] > 0;
  cairo_surface_destroy (surface);
  return (double) n_inked / (double) n;
}

static void
test_same_as_pdf (void)
{
  g_autoptr (WfReport) report = sample_table_report_new (200);
  g_autoptr (GBytes) a4 = sample_write (report, "pdf", WF_PAPER_A4);
  g_autoptr (GBytes) letter = sample_write (report, "pdf", WF_PAPER_LETTER);
  g_autoptr (WfPages) pages = wf_pages_new (report, WF_PAPER_A4, NULL, NULL);
  g_autoptr (WfPages) others = wf_pages_new (report, WF_PAPER_LETTER, NULL, NULL);
  double width, height;

  g_assert_cmpuint (wf_pages_get_n_pages (pages), >, 3);
  g_assert_cmpuint (wf_pages_get_n_pages (pages), ==, count_pdf_pages (a4));
  g_assert_cmpuint (wf_pages_get_n_pages (others), ==, count_pdf_pages (letter));
  wf_pages_get_size (others, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 612, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 792, 0.01);
  g_assert_true (wf_pages_get_report (pages) == report);
}

/* Every page has ink, in any order of drawing, and the same each time. */
static void
test_draw (void)
{
  g_autoptr (WfReport) report = sample_table_report_new (100);
  g_autoptr (WfPages) pages = make_pages (report, 595, 842);
  guint n = wf_pages_get_n_pages (pages);
  g_autofree double *inks = g_new0 (double, n);

  for (guint i = 0; i < n; i++)
    {
      inks[i] = measure_ink (pages, i, 0, 0, 595, 842);
      g_assert_cmpfloat (inks[i], >, 0.001);
    }
  for (guint i = n; i-- > 0;)
    g_assert_cmpfloat_with_epsilon (measure_ink (pages, i, 0, 0, 595, 842), inks[i], 1e-12);
}

static void
test_spots (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autoptr (WfPages) pages = make_pages (report, 595, 842);
  gsize n, n_links = 0, n_within = 0;
  const WfPageSpot *spots = wf_pages_get_spots (pages, &n);

  g_assert_cmpint (spots[0].kind, ==, WF_SPOT_TITLE);
  g_assert_cmpstr (spots[0].text, ==, SAMPLE_TITLE);
  for (gsize i = 0; i < n; i++)
    {
      const WfPageSpot *spot = &spots[i];

      g_assert_cmpuint (spot->page, <, wf_pages_get_n_pages (pages));
      g_assert_cmpfloat (spot->x, >=, 0);
      g_assert_cmpfloat (spot->y, >=, 0);
      g_assert_cmpfloat (spot->x + spot->width, <=, 595);
      g_assert_cmpfloat (spot->y + spot->height, <=, 842);
      g_assert_true ((spot->kind == WF_SPOT_FIGURE) == (spot->figure != NULL));
      g_assert_cmpfloat (measure_ink (pages, spot->page, spot->x, spot->y, spot->width, spot->height), >,
                         0.01);
      g_assert_true ((spot->kind == WF_SPOT_LINK) == (spot->address != NULL));
      g_assert_cmpstr (spot->text, !=, spot->address);
      n_links += spot->kind == WF_SPOT_LINK;
      n_within += spot->kind == WF_SPOT_LINK && spot->target >= 0;
    }
  g_assert_cmpuint (n_links, >, n_within);
  g_assert_cmpuint (n_within, >, 0);
}

static void
test_figures (void)
{
  g_autoptr (WfReport) report = sample_figure_report_new ();
  g_autoptr (WfPages) pages = make_pages (report, 595, 842);
  gsize n;
  const WfPageSpot *spots = wf_pages_get_spots (pages, &n);
  guint n_figures = 0;

  for (gsize i = 0; i < n; i++)
    if (spots[i].kind == WF_SPOT_FIGURE)
      {
        g_autofree char *begin = g_strdup_printf ("Figure %u.", ++n_figures);

        g_assert_true (g_str_has_prefix (spots[i].text, begin));
        g_assert_true ((spots[i].layout != NULL) ==
                       (wf_figure_get_kind (spots[i].figure) == WF_FIGURE_GRAPH));
        g_assert_cmpfloat (
            measure_ink (pages, spots[i].page, spots[i].x, spots[i].y, spots[i].width, spots[i].height), >,
            0.01);
      }
  g_assert_cmpuint (n_figures, ==, 3);
  g_assert_nonnull (wf_pages_find_figure (pages, 0));
  g_assert_null (wf_pages_find_figure (pages, wf_pages_get_n_pages (pages)));
}

static const WfPageSpot *
find_figure_below (WfPages *pages, const WfPageSpot *link)
{
  const WfPageSpot *figure = wf_pages_find_figure (pages, 0);

  g_assert_true (link->figure == figure->figure && link->layout == figure->layout);
  return figure;
}

/* Every part of a large graph can be reached from its map: the links are on the map, and lead to the pages of
 * the parts, in their order. */
static void
test_map (void)
{
  g_autoptr (WfReport) report = sample_graph_report_new (320, 3);
  g_autoptr (WfPages) pages = make_pages (report, 595, 842);
  gsize n;
  const WfPageSpot *spots = wf_pages_get_spots (pages, &n);
  guint n_links = 0;

  for (gsize i = 0; i < n; i++)
    {
      const WfPageSpot *link = &spots[i], *figure;

      if (link->kind != WF_SPOT_LINK)
        continue;
      figure = find_figure_below (pages, link);
      g_assert_cmpuint (link->page, ==, figure->page);
      g_assert_cmpfloat (link->x, >=, figure->x - 0.01);
      g_assert_cmpfloat (link->y, >=, figure->y - 0.01);
      g_assert_cmpfloat (link->x + link->width, <=, figure->x + figure->width + 0.01);
      g_assert_cmpfloat (link->y + link->height, <=, figure->y + figure->height + 0.01);
      g_assert_true (g_str_has_prefix (link->text, "Figure 1, part "));
      g_assert_cmpint (link->target, ==, ++n_links);
    }
  g_assert_cmpuint (n_links, >, 1);
  g_assert_cmpuint (n_links + 1, ==, wf_pages_get_n_pages (pages));
}

/* What is laid out already stays as it is, on other paper and below other words; another graph is laid out.
 */
static void
test_renew (void)
{
  g_autoptr (WfReport) report = sample_graph_report_new (20, 3);
  g_autoptr (WfReport) longer = sample_graph_report_new (20, 5);
  g_autoptr (WfReport) larger = sample_graph_report_new (21, 3);
  g_autoptr (WfPages) pages = wf_pages_new (report, WF_PAPER_A4, NULL, NULL);
  g_autoptr (WfPages) fresh = wf_pages_new (longer, WF_PAPER_LETTER, NULL, NULL);
  g_autoptr (WfPages) kept = wf_pages_renew (pages, longer, WF_PAPER_LETTER, NULL, NULL);
  g_autoptr (WfPages) others = wf_pages_renew (pages, larger, WF_PAPER_A4, NULL, NULL);
  const WfPageSpot *before = wf_pages_find_figure (pages, 0), *after = wf_pages_find_figure (kept, 0);

  g_assert_true (after->figure != before->figure && after->layout == before->layout);
  g_assert_true (wf_pages_find_figure (fresh, 0)->layout != before->layout);
  g_assert_true (wf_pages_find_figure (others, 0)->layout != before->layout);
  g_assert_cmpfloat (measure_ink (kept, 0, 0, 0, 612, 792), ==, measure_ink (fresh, 0, 0, 0, 612, 792));
}

/* A picture book's paper and a postcard: nothing leaves the sheet. */
static void
test_small_paper (void)
{
  g_autoptr (WfReport) report = sample_table_report_new (60);
  g_autoptr (WfPages) pages = make_pages (report, 210, 297);
  double width, height;

  wf_pages_get_size (pages, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 210, 1e-6);
  g_assert_cmpfloat_with_epsilon (height, 297, 1e-6);
  g_assert_cmpfloat (measure_ink (pages, 0, 20, 20, 170, 257), >, 0.01);
  g_assert_cmpfloat (measure_ink (pages, 0, 0, 0, 20, 297), ==, 0);
  g_assert_cmpfloat (measure_ink (pages, 0, 190, 0, 20, 297), ==, 0);
}

static void
test_fewer_sections (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autoptr (WfReport) answer = wf_report_select (report, 0);
  g_autoptr (WfPages) pages = make_pages (report, 595, 842);
  g_autoptr (WfPages) fewer = make_pages (answer, 595, 842);
  gsize n, n_fewer;

  wf_pages_get_spots (pages, &n);
  wf_pages_get_spots (fewer, &n_fewer);
  g_assert_cmpuint (n_fewer, <, n);
  g_assert_cmpuint (wf_pages_get_n_pages (fewer), <=, wf_pages_get_n_pages (pages));
}

static void
test_cancel (void)
{
  g_autoptr (WfReport) report = sample_table_report_new (100);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_pages_new (report, WF_PAPER_A4, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
draw_all (gpointer data)
{
  WfPages *pages = data;

  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < wf_pages_get_n_pages (pages); i++)
      g_assert_cmpfloat (measure_ink (pages, i, 0, 0, 595, 842), >, 0.001);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (WfReport) report = sample_table_report_new (60);
  g_autoptr (WfPages) pages = make_pages (report, 595, 842);
  GThread *thread = g_thread_new ("draws too", draw_all, pages);

  draw_all (pages);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writers/pages/same-as-pdf", test_same_as_pdf);
  g_test_add_func ("/writers/pages/draw", test_draw);
  g_test_add_func ("/writers/pages/spots", test_spots);
  g_test_add_func ("/writers/pages/figures", test_figures);
  g_test_add_func ("/writers/pages/map", test_map);
  g_test_add_func ("/writers/pages/renew", test_renew);
  g_test_add_func ("/writers/pages/small-paper", test_small_paper);
  g_test_add_func ("/writers/pages/fewer-sections", test_fewer_sections);
  g_test_add_func ("/writers/pages/cancel", test_cancel);
  g_test_add_func ("/writers/pages/threads", test_threads);
  return g_test_run ();
}
