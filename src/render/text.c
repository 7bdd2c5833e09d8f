/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "render/shapes-private.h"
#include "render/text-private.h"

/* Metrics without hinting: the same line has the same width on a screen, on paper and at any zoom. */
static PangoLayout *
make_layout (const WfTextStyle *style, const char *text)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (style->theme->font);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoLayout *layout;

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);

  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  layout = pango_layout_new (context);
  g_object_unref (context);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, valid, -1);
  return layout;
}

static double
get_width (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return logical.width / (double) PANGO_SCALE;
}

/* A rim in the colour of the background, where lines run behind the text. */
static void
draw_halo (cairo_t *cr, const WfTextStyle *style, PangoLayout *layout)
{
  double x, y;

  cairo_get_current_point (cr, &x, &y);
  pango_cairo_layout_path (cr, layout);
  wf_set_color (cr, &style->theme->background);
  cairo_set_line_width (cr, 0.4 * style->size);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  wf_set_color (cr, style->color);
  cairo_move_to (cr, x, y);
}

double
wf_text_get_width (const WfTextStyle *style, const char *text)
{
  g_autoptr (PangoLayout) layout = make_layout (style, text);

  return get_width (layout);
}

void
wf_text_fit (WfTextStyle *style, const char *text, double room)
{
  double width = wf_text_get_width (style, text);

  if (width > room)
    style->size *= MAX (room / width - 1e-6, WF_TEXT_LEAST_FIT);
}

double
wf_text_draw (cairo_t *cr,
              const WfTextStyle *style,
              const char *text,
              double x,
              double baseline,
              double max_width,
              WfTextAnchor anchor)
{
  g_autoptr (PangoLayout) layout = make_layout (style, text);
  double width = get_width (layout);

  if (max_width > 0 && width > max_width)
    {
      pango_layout_set_ellipsize (layout, style->keeps_end ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) floor (max_width * PANGO_SCALE));
      width = get_width (layout);
    }
  if (anchor == WF_TEXT_MIDDLE)
    x -= width / 2;
  else if (anchor == WF_TEXT_END)
    x -= width;
  pango_layout_set_alignment (layout, PANGO_ALIGN_LEFT);
  cairo_save (cr);
  wf_set_color (cr, style->color);
  cairo_move_to (cr, x, baseline - pango_layout_get_baseline (layout) / (double) PANGO_SCALE);
  if (style->has_halo)
    draw_halo (cr, style, layout);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  return width;
}
