/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/format.h"
#include "render/curve-private.h"
#include "render/picture-private.h"
#include "render/shapes-private.h"
#include "render/text-private.h"

#define WIDTH        132.0
#define HEIGHT       64.0
#define PADDING      10.0
#define RADIUS       12.0
#define BAR          4.0
#define DISC         8.0
#define NAME_SIZE    13.5
#define SMALL_SIZE   12.0
#define NAME_ALONE   0.5  /* scale below which a card holds its name alone */
#define LEAST_TEXT   6.0  /* points on the page, for that name */
#define LARGEST_NAME 30.0 /* in the layout's points */

/* What one card shows. */
typedef struct
{
  cairo_t *cr;
  const WfTheme *theme;
  const WfNetworkNode *node;
  double scale;
} Card;

void
wf_network_get_card_size (double *width, double *height)
{
  *width = WIDTH;
  *height = HEIGHT;
}

static double
get_scale (WfLayout *layout, double width, double *x, double *y, double *bounds_width, double *bounds_height)
{
  wf_layout_get_bounds (layout, x, y, bounds_width, bounds_height);
  return MIN (1, MIN (width / *bounds_width, wf_picture_max_height (width) / *bounds_height));
}

void
wf_network_picture_measure (WfLayout *layout, double width, double *height)
{
  double x, y, bounds_width, bounds_height;
  double scale = get_scale (layout, width, &x, &y, &bounds_width, &bounds_height);

  *height = bounds_height * scale;
}

/* ---- cards ---- */

static double
draw_text (const Card *card,
           const WfColor *color,
           double size,
           gboolean is_bold,
           const char *text,
           double x,
           double baseline,
           double max_width,
           WfTextAnchor anchor)
{
  WfTextStyle style = { card->theme, color, size, is_bold };

  return wf_text_draw (card->cr, &style, text, x, baseline, max_width, anchor);
}

static void
draw_name (const Card *card, double size, double x, double baseline, double room, WfTextAnchor anchor)
{
  WfTextStyle style = { card->theme, &card->theme->text, size, TRUE };

  wf_text_fit (&style, card->node->name, room);
  wf_text_draw (card->cr, &style, card->node->name, x, baseline, room, anchor);
}

static double
get_width (const Card *card, const char *text)
{
  WfTextStyle style = { card->theme, &card->theme->text, SMALL_SIZE, FALSE };

  return wf_text_get_width (&style, text);
}

static void
draw_body (const Card *card)
{
  const WfNetworkNode *node = card->node;
  double line = node->is_emphasised || node->is_repaired ? 2.4 : card->theme->is_high_contrast ? 2 : 1;

  wf_path_rounded (card->cr, line / 2, line / 2, WIDTH - line, HEIGHT - line, RADIUS - line / 2);
  wf_set_color (card->cr, &card->theme->card);
  cairo_fill_preserve (card->cr);
  if (node->share > 0)
    {
      wf_set_color_alpha (card->cr, &card->theme->blame, 0.22 * MIN (1, node->share));
      cairo_fill_preserve (card->cr);
    }
  wf_set_color (card->cr,
                node->is_emphasised || node->is_repaired ? &card->theme->accent : &card->theme->card_border);
  cairo_set_line_width (card->cr, line);
  cairo_stroke (card->cr);
}

/* The share as a bar along the foot; what it was before a repair as a line that goes on in grey. */
static void
draw_bar (const Card *card)
{
  double room = WIDTH - 2 * PADDING, y = HEIGHT - PADDING - BAR / 2 + 2;
  double shares[] = { card->node->before, card->node->share };

  for (int i = 0; i < 2; i++)
    {
      if (!(shares[i] > 0))
        continue;
      wf_path_rounded (card->cr, PADDING, y - BAR / 2, MAX (BAR, room * MIN (1, shares[i])), BAR, BAR / 2);
      wf_set_color (card->cr, i == 0 ? &card->theme->before : &card->theme->blame);
      cairo_fill (card->cr);
    }
}

static char *
make_number (const WfNetworkNode *node)
{
  g_autofree char *share = wf_format_percent (node->share);
  g_autofree char *before = NULL;

  if (isnan (node->before))
    return g_steal_pointer (&share);
  before = wf_format_percent (node->before);
  return g_strdup_printf ("%s → %s", before, share);
}

static void
draw_content (const Card *card)
{
  const WfNetworkNode *node = card->node;
  g_autofree char *number = isnan (node->share) ? NULL : make_number (node);
  double room = WIDTH - 2 * PADDING, left = room;

  draw_name (card, NAME_SIZE, PADDING, 22, room, WF_TEXT_START);
  if (number != NULL)
    {
      left -= draw_text (card, &card->theme->text, SMALL_SIZE, FALSE, number, WIDTH - PADDING, 40, 0,
                         WF_TEXT_END) +
              6;
      draw_bar (card);
    }
  if (isnan (node->before) || get_width (card, node->caption) <= left)
    draw_text (card, &card->theme->caption, SMALL_SIZE, FALSE, node->caption, PADDING, 40, left,
               WF_TEXT_START);
}

static void
draw_name_alone (const Card *card)
{
  double size = CLAMP (LEAST_TEXT / card->scale, NAME_SIZE, LARGEST_NAME);

  draw_name (card, size, WIDTH / 2, HEIGHT / 2 + 0.35 * size, WIDTH - PADDING, WF_TEXT_MIDDLE);
}

static void
draw_signs (const Card *card)
{
  g_autofree char *number = g_strdup_printf ("%u", card->node->suspect);

  if (card->node->suspect > 0)
    {
      wf_fill_disc (card->cr, &card->theme->blame_text, &card->theme->background, WIDTH - 2, 2, DISC + 1);
      draw_text (card, &card->theme->background, 11, TRUE, number, WIDTH - 2, 6, 0, WF_TEXT_MIDDLE);
    }
  if (card->node->is_repaired)
    {
      wf_fill_disc (card->cr, &card->theme->accent_text, &card->theme->background, 2, 2, DISC + 1);
      wf_set_color (card->cr, &card->theme->background);
      wf_stroke_hammer (card->cr, 2, 2, 1.3 * DISC);
    }
}

void
wf_network_draw_card (cairo_t *cr, const WfTheme *theme, WfFigure *figure, guint node, double scale)
{
  Card card = { cr, theme, wf_figure_get_network_node (figure, node), scale };

  draw_body (&card);
  if (scale < NAME_ALONE)
    draw_name_alone (&card);
  else
    draw_content (&card);
  draw_signs (&card);
}

/* ---- links ---- */

static double
find_largest_weight (WfFigure *figure)
{
  double largest = 0, weight;

  for (gsize l = 0; l < wf_figure_get_n_links (figure); l++)
    {
      wf_figure_get_link (figure, l, NULL, NULL, &weight, NULL);
      largest = MAX (largest, weight);
    }
  return largest;
}

/* As wide as its weight is to the largest. */
static void
draw_link (cairo_t *cr, WfFigure *figure, const WfTheme *theme, WfLayout *layout, gsize l, double largest)
{
  double weight, share;
  gboolean is_on_path;
  WfColor color;
  gsize n_points;
  const double *points = wf_layout_get_edge (layout, l, &n_points);

  wf_figure_get_link (figure, l, NULL, NULL, &weight, &is_on_path);
  share = largest > 0 ? weight / largest : 1;
  color = is_on_path ? theme->accent_text
                     : wf_color_mix (&theme->edge, theme->is_high_contrast ? 1 : 0.55 + 0.45 * share,
                                     &theme->background);
  wf_arrow_draw (cr, theme, &color, 1 + 3 * share, points, n_points);
}

/* Its text, on a patch of the background in the middle of the line. */
static void
draw_link_text (cairo_t *cr, WfFigure *figure, const WfTheme *theme, WfLayout *layout, gsize l)
{
  WfTextStyle style = { theme, &theme->text, SMALL_SIZE, FALSE };
  const char *text = wf_figure_get_link_text (figure, l);
  g_auto (WfCurve) curve = { 0 };
  double middle[2], width;
  gsize n_points;
  const double *points = wf_layout_get_edge (layout, l, &n_points);

  if (text == NULL || n_points < 4)
    return;
  wf_curve_init (&curve, points, n_points);
  wf_curve_get_point (&curve, wf_curve_get_length (&curve) / 2, middle);
  width = wf_text_get_width (&style, text);
  wf_path_rounded (cr, middle[0] - width / 2 - 4, middle[1] - 9, width + 8, 18, 6);
  wf_set_color (cr, &theme->background);
  cairo_fill (cr);
  wf_text_draw (cr, &style, text, middle[0], middle[1] + 4.5, 0, WF_TEXT_MIDDLE);
}

void
wf_network_draw_links (cairo_t *cr, const WfTheme *theme, WfFigure *figure, WfLayout *layout, double scale)
{
  gsize n = wf_figure_get_n_links (figure);
  double largest = find_largest_weight (figure);

  for (int pass = 0; pass < 2; pass++)
    for (gsize l = 0; l < n; l++)
      {
        gboolean is_on_path;

        wf_figure_get_link (figure, l, NULL, NULL, NULL, &is_on_path);
        if (is_on_path == pass)
          draw_link (cr, figure, theme, layout, l, largest);
      }
  for (gsize l = 0; scale >= NAME_ALONE && l < n; l++)
    draw_link_text (cr, figure, theme, layout, l);
}

void
wf_network_picture_draw (cairo_t *cr, WfFigure *figure, WfLayout *layout, const WfTheme *theme, double width)
{
  double x, y, bounds_width, bounds_height;
  double scale = get_scale (layout, width, &x, &y, &bounds_width, &bounds_height);

  cairo_save (cr);
  cairo_translate (cr, (width - bounds_width * scale) / 2, 0);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -x, -y);
  wf_network_draw_links (cr, theme, figure, layout, scale);
  for (guint i = 0; i < wf_figure_get_n_network_nodes (figure); i++)
    {
      double center_x, center_y;

      wf_layout_get_node (layout, i, &center_x, &center_y);
      cairo_save (cr);
      cairo_translate (cr, center_x - WIDTH / 2, center_y - HEIGHT / 2);
      wf_network_draw_card (cr, theme, figure, i, scale);
      cairo_restore (cr);
    }
  cairo_restore (cr);
}
