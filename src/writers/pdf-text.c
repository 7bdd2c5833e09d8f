/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/report/markup.h"
#include "writers/pdf-private.h"
#include "writers/writers-private.h"

#define LONG_WORD        400
#define ZERO_WIDTH_SPACE "\342\200\213"
#define MONOSPACE        "DejaVu Sans Mono, monospace"

typedef struct
{
  double size, pitch;
  PangoWeight weight;
  gboolean is_caption; /* in the colour of captions */
  gboolean is_monospace;
} Style;

/* The sizes of the page, from the design: body 12.5 on 18, captions and facts 11.5. */
static const Style styles[] = {
  [WF_PDF_TITLE] = { 25, 31, PANGO_WEIGHT_ULTRABOLD, FALSE, FALSE },
  [WF_PDF_VERDICT] = { 15, 22, PANGO_WEIGHT_NORMAL, FALSE, FALSE },
  [WF_PDF_APPENDIX] = { 19, 25, PANGO_WEIGHT_BOLD, FALSE, FALSE },
  [WF_PDF_HEADING] = { 14, 19, PANGO_WEIGHT_BOLD, FALSE, FALSE },
  [WF_PDF_ABSTRACT] = { 12.5, 18, PANGO_WEIGHT_NORMAL, FALSE, FALSE },
  [WF_PDF_BODY] = { 12.5, 18, PANGO_WEIGHT_NORMAL, FALSE, FALSE },
  [WF_PDF_CAPTION] = { 11.5, 16, PANGO_WEIGHT_NORMAL, TRUE, FALSE },
  [WF_PDF_HEAD] = { 12, 16, PANGO_WEIGHT_BOLD, FALSE, FALSE },
  [WF_PDF_FACT_NAME] = { 11.5, 16, PANGO_WEIGHT_NORMAL, TRUE, FALSE },
  [WF_PDF_FACT] = { 11.5, 16, PANGO_WEIGHT_NORMAL, FALSE, FALSE },
  [WF_PDF_CODE] = { 10.5, 16, PANGO_WEIGHT_NORMAL, FALSE, TRUE },
  [WF_PDF_RUNNING] = { 11.5, 16, PANGO_WEIGHT_NORMAL, TRUE, FALSE },
};

static PangoFontDescription *
style_get_font (const Style *style, const WfTheme *theme)
{
  PangoFontDescription *font =
      pango_font_description_from_string (style->is_monospace ? MONOSPACE : theme->font);

  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->weight);
  return font;
}

static void
add_attribute (PangoAttrList *attributes, PangoAttribute *attribute, const WfSpan *span)
{
  attribute->start_index = span->start;
  attribute->end_index = span->end;
  pango_attr_list_insert (attributes, attribute);
}

static guint16
to_pango (double intensity)
{
  return (guint16) (intensity * G_MAXUINT16 + 0.5);
}

static void
add_span (PangoAttrList *attributes, const WfSpan *span, double size, const WfColor *link)
{
  switch (span->kind)
    {
      case WF_SPAN_LINK:
        add_attribute (
            attributes,
            pango_attr_foreground_new (to_pango (link->red), to_pango (link->green), to_pango (link->blue)),
            span);
        break;
      case WF_SPAN_STRONG:
        add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span);
        break;
      case WF_SPAN_EMPHASIS:
        add_attribute (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC), span);
        break;
      case WF_SPAN_CODE:
      default:
        add_attribute (attributes, pango_attr_family_new (MONOSPACE), span);
        add_attribute (attributes, pango_attr_size_new_absolute (size * 0.88 * PANGO_SCALE), span);
        break;
    }
}

/* Pango breaks a word of n letters over lines in O(n^2): a very long one gets invisible places to break at.
 */
static char *
loosen_words (const char *text)
{
  GString *loose = g_string_new (NULL);
  gsize run = 0;

  for (; *text != '\0'; text++)
    {
      gboolean is_start = ((guchar) *text & 0xC0) != 0x80;

      run = g_ascii_isspace (*text) ? 0 : run + is_start;
      if (run > LONG_WORD && (g_ascii_isalnum (*text) || ((guchar) *text & 0xC0) == 0xC0))
        {
          g_string_append (loose, ZERO_WIDTH_SPACE);
          run = 1;
        }
      g_string_append_c (loose, *text);
    }
  return g_string_free (loose, FALSE);
}

/* Whether the text has a letter of the direction that the report is written in, is a formula, or has no
 * letters. Then it runs that way; else, and in code, each paragraph runs as its first letter does. */
static gboolean
has_own_letters (WfPdfGalley *galley, const char *text)
{
  gboolean has_letters = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_type (c) == G_UNICODE_MATH_SYMBOL)
        return TRUE;
      if (!g_unichar_isalpha (c))
        continue;
      has_letters = TRUE;
      if (wf_writer_is_from_right (c) == galley->is_mirrored)
        return TRUE;
    }
  return !has_letters;
}

/* spans: (out): of marked-up text, else NULL */
static PangoLayout *
create_layout (
    WfPdfGalley *galley, WfPdfStyle style_id, const char *marked_up, gboolean is_plain, GArray **spans)
{
  const Style *style = &styles[style_id];
  g_autofree char *isolated = is_plain || galley->is_mirrored ? NULL : wf_writer_isolate (marked_up);
  g_autofree char *loose = loosen_words (isolated != NULL ? isolated : marked_up);
  g_autofree char *plain = NULL;
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoFontDescription *font = style_get_font (style, &galley->theme);
  PangoLayout *layout = pango_layout_new (galley->context);

  *spans = NULL;
  plain = is_plain ? g_utf8_make_valid (loose, -1) : wf_markup_parse (loose, spans);
  for (guint i = 0; *spans != NULL && i < (*spans)->len; i++)
    add_span (attributes, &g_array_index (*spans, WfSpan, i), style->size, &galley->theme.accent_text);
  pango_layout_set_text (layout, plain, -1);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir (layout, style_id == WF_PDF_CODE || !has_own_letters (galley, plain));
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return layout;
}

static double
find_baseline (WfPdfGalley *galley, const Style *style)
{
  PangoFontDescription *font = style_get_font (style, &galley->theme);
  PangoFontMetrics *metrics = pango_context_get_metrics (galley->context, font, NULL);
  double ascent = pango_units_to_double (pango_font_metrics_get_ascent (metrics));
  double descent = pango_units_to_double (pango_font_metrics_get_descent (metrics));

  pango_font_metrics_unref (metrics);
  pango_font_description_free (font);
  return (style->pitch - ascent - descent) / 2 + ascent;
}

static void
find_lines (WfPdfText *self)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);

  self->n_lines = pango_layout_get_line_count (self->layout);
  self->line_x = g_new0 (double, self->n_lines);
  for (guint i = 0; i < self->n_lines; i++)
    {
      PangoRectangle logical;

      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      self->line_x[i] = pango_units_to_double (logical.x);
      pango_layout_iter_next_line (iter);
    }
  pango_layout_iter_free (iter);
}

/* All texts keep to the edges of the report, whichever way they run; Pango would have a paragraph that runs
 * the other way keep to the other edge, and that is right for code. */
static PangoAlignment
choose_alignment (WfPdfGalley *galley, PangoLayout *layout, WfPdfStyle style, WfAlign align)
{
  gboolean is_right = (align == WF_ALIGN_END) != galley->is_mirrored;
  gboolean runs_other_way =
      wf_writer_begins_from_right (pango_layout_get_text (layout)) != galley->is_mirrored;

  if (pango_layout_get_auto_dir (layout) && runs_other_way && style != WF_PDF_CODE)
    is_right = !is_right;
  return is_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

WfPdfText *
wf_pdf_text_new (WfPdfGalley *galley,
                 WfPdfStyle style_id,
                 const char *marked_up,
                 gboolean is_plain,
                 double x,
                 double width,
                 WfAlign align)
{
  WfPdfText *self = g_rc_box_new0 (WfPdfText);
  const Style *style = &styles[style_id];

  self->report = galley->report;
  self->layout = create_layout (galley, style_id, marked_up, is_plain, &self->spans);
  self->color = style->is_caption ? galley->theme.caption : galley->theme.text;
  self->x = galley->is_mirrored ? galley->width - x - width : x;
  self->pitch = style->pitch;
  self->baseline = find_baseline (galley, style);
  pango_layout_set_width (self->layout, pango_units_from_double (MAX (width, 1)));
  pango_layout_set_alignment (self->layout, choose_alignment (galley, self->layout, style_id, align));
  find_lines (self);
  return self;
}

WfPdfText *
wf_pdf_text_ref (WfPdfText *self)
{
  return g_rc_box_acquire (self);
}

static void
text_clear (gpointer data)
{
  WfPdfText *self = data;

  g_clear_object (&self->layout);
  g_clear_pointer (&self->line_x, g_free);
  g_clear_pointer (&self->spans, g_array_unref);
}

void
wf_pdf_text_unref (WfPdfText *self)
{
  g_rc_box_release_full (self, text_clear);
}

void
wf_pdf_text_list_links (WfPdfText *self, guint line, WfPdfLinkFunc func, gpointer data)
{
  PangoLayoutLine *layout_line = pango_layout_get_line_readonly (self->layout, line);
  gsize first = (gsize) layout_line->start_index, end = first + (gsize) layout_line->length;

  for (guint i = 0; self->spans != NULL && i < self->spans->len; i++)
    {
      const WfSpan *span = &g_array_index (self->spans, WfSpan, i);
      g_autofree char *words = NULL;
      g_autofree int *ranges = NULL;
      int n_ranges;

      if (span->kind != WF_SPAN_LINK || span->start >= end || span->end <= first ||
          !wf_writer_has_target (self->report, span->target))
        continue;
      words = g_strndup (pango_layout_get_text (self->layout) + span->start, span->end - span->start);
      pango_layout_line_get_x_ranges (layout_line, (int) span->start, (int) span->end, &ranges, &n_ranges);
      for (int k = 0; k < n_ranges; k++)
        func (span->target, words, self->x + pango_units_to_double (ranges[2 * k]),
              pango_units_to_double (ranges[2 * k + 1] - ranges[2 * k]), data);
    }
}

/* A line on its way to the paper. */
typedef struct
{
  cairo_t *cr;
  double top, pitch;
} Drawn;

/* Whole numbers: some releases of cairo read the decimal sign of the locale here, others a point. */
static void
draw_link (const char *target, const char *words, double x, double width, gpointer data)
{
  const Drawn *drawn = data;
  g_autofree char *address = wf_writer_get_address (target);
  g_autofree char *tag = g_strdup_printf ("%s='%s' rect=[%d %d %d %d]", *address == '#' ? "dest" : "uri",
                                          address + (*address == '#'), (int) x, (int) drawn->top,
                                          (int) ceil (x + width - (int) x), (int) drawn->pitch);

  cairo_tag_begin (drawn->cr, CAIRO_TAG_LINK, tag);
  cairo_tag_end (drawn->cr, CAIRO_TAG_LINK);
}

void
wf_pdf_text_draw (WfPdfText *self, cairo_t *cr, guint line, double top)
{
  PangoLayoutLine *layout_line;

  if (line >= self->n_lines)
    return;
  layout_line = pango_layout_get_line_readonly (self->layout, line);
  cairo_set_source_rgba (cr, self->color.red, self->color.green, self->color.blue, self->color.alpha);
  cairo_move_to (cr, self->x + self->line_x[line], top + self->baseline);
  pango_cairo_show_layout_line (cr, layout_line);
  wf_pdf_text_list_links (self, line, draw_link, &(Drawn){ cr, top, self->pitch });
}

static double
layout_width (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return pango_units_to_double (logical.width);
}

double
wf_pdf_text_get_width (WfPdfText *self)
{
  return layout_width (self->layout);
}

void
wf_pdf_text_measure (
    WfPdfGalley *galley, WfPdfStyle style, const char *marked_up, double *natural, double *minimum)
{
  g_autoptr (GArray) spans = NULL;
  g_autoptr (PangoLayout) layout = create_layout (galley, style, marked_up, FALSE, &spans);

  *natural = layout_width (layout);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_width (layout, 0);
  *minimum = MIN (layout_width (layout), *natural);
}
