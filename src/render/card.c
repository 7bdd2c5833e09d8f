/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/format.h"
#include "render/picture-private.h"
#include "render/shapes-private.h"
#include "render/text-private.h"

#define RADIUS       12.0
#define NAME_SIZE    13.5
#define CAPTION_SIZE 12.0
#define PADDING      10.0

/* What one card shows, gathered once. */
typedef struct
{
  cairo_t *cr;
  const WfTheme *theme;
  WfFigure *figure;
  guint node;
  const char *name;
  WfNodeFlags flags;
  WfMarginal *before;
  WfMarginal *after;
  const char *value;
  double width, height;
} Card;

/**
 * wf_card_get_size:
 * @detail: how much is drawn
 * @width: (out): points
 * @height: (out): points
 */
void
wf_card_get_size (WfDetail detail, double *width, double *height)
{
  static const double sizes[][2] = {
    [WF_DETAIL_DOT] = { 16, 16 },
    [WF_DETAIL_LABEL] = { 96, 42 },
    [WF_DETAIL_COMPACT] = { 90, 48 },
    [WF_DETAIL_CARD] = { 132, 72 },
  };

  *width = sizes[detail][0];
  *height = sizes[detail][1];
}

static gboolean
is_set (const Card *card)
{
  return (card->flags & WF_NODE_SET) != 0;
}

/* It has one value, and no distribution: it is neither shifted, nor kept within bounds, nor drawn. */
static gboolean
is_fixed (const Card *card)
{
  return is_set (card) && (card->value == NULL || g_str_has_prefix (card->value, "= "));
}

/* what has another distribution than before */
static gboolean
is_changed (const Card *card)
{
  return (card->flags & WF_NODE_AFFECTED) != 0 || (is_set (card) && !is_fixed (card));
}

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
path_body (const Card *card, double inset)
{
  double width = card->width - 2 * inset, height = card->height - 2 * inset;

  cairo_new_path (card->cr);
  if (card->flags & WF_NODE_LATENT)
    wf_path_rounded (card->cr, inset, inset, width, height, height / 2);
  else
    wf_path_rounded (card->cr, inset, inset, width, height, RADIUS - inset);
}

/* Three faint outlines in place of a blur, so that the page stays vectors. Dark cards have none. */
static void
draw_shadow (const Card *card)
{
  if (card->theme->is_dark || card->theme->is_high_contrast || (card->flags & WF_NODE_LATENT))
    return;
  for (int i = 3; i > 0; i--)
    {
      wf_path_rounded (card->cr, -i, 1 - i * 0.6, card->width + 2 * i, card->height + 1.6 * i, RADIUS + i);
      cairo_set_source_rgba (card->cr, 0, 0, 0, 0.025);
      cairo_fill (card->cr);
    }
}

static void
draw_body (const Card *card)
{
  const WfTheme *theme = card->theme;
  double line = is_set (card) ? 3 : theme->is_high_contrast ? 2 : 1;
  const double dashes[] = { 4, 3 };

  draw_shadow (card);
  path_body (card, line / 2);
  wf_set_color (card->cr, &theme->card);
  cairo_fill_preserve (card->cr);
  wf_set_color (card->cr, is_set (card) ? &theme->accent : &theme->card_border);
  cairo_set_line_width (card->cr, line);
  if (card->flags & WF_NODE_LATENT)
    {
      wf_set_color (card->cr, &theme->caption);
      cairo_set_dash (card->cr, dashes, 2, 0);
    }
  cairo_stroke (card->cr);
  cairo_set_dash (card->cr, NULL, 0, 0);
}

static void
draw_selection (const Card *card)
{
  wf_set_color_alpha (card->cr, &card->theme->accent, card->theme->is_high_contrast ? 1 : 0.45);
  cairo_set_line_width (card->cr, 2);
  wf_path_rounded (card->cr, -4, -4, card->width + 8, card->height + 8, RADIUS + 5);
  cairo_stroke (card->cr);
}

static void
draw_badge (const Card *card)
{
  const WfTheme *theme = card->theme;
  double center = card->height < 60 ? 1 : 2;

  wf_fill_disc (card->cr, &theme->accent, &theme->background, center, center, card->height < 60 ? 11 : 12);
  wf_set_color (card->cr, &theme->on_fill);
  wf_stroke_scissors (card->cr, center, center, 14);
}

/* "16.6", "yes 62 %" or "= 800"; empty when nothing is known */
static char *
make_number (const Card *card)
{
  WfMarginal *marginal = card->after != NULL ? card->after : card->before;

  if (is_set (card) && card->value != NULL)
    return g_strdup (card->value);
  return marginal != NULL ? wf_marginal_to_text (marginal) : g_strdup ("");
}

/* The last line: what it was or what is known, and how far it moved. */
static void
make_captions (const Card *card, char **left, char **right)
{
  g_autofree char *was = card->before != NULL ? wf_marginal_to_text (card->before) : NULL;

  *left = *right = NULL;
  if (is_changed (card) && card->before != NULL && card->after != NULL)
    *right = wf_marginal_change_to_text (card->before, card->after);
  if (is_set (card) || *right != NULL)
    *left = was != NULL ? g_strdup_printf (_ ("was %s"), was) : NULL;
  else if (card->flags & WF_NODE_LATENT)
    *left = g_strdup (_ ("not observed"));
  else if (card->after != NULL)
    *left = g_strdup (_ ("no change"));
  else if (card->before != NULL && wf_marginal_get_kind (card->before) == WF_COLUMN_CONTINUOUS)
    {
      g_autofree char *sd = wf_marginal_sd_to_text (card->before);

      if (isfinite (wf_marginal_get_sd (card->before)) && wf_marginal_get_sd (card->before) > 0)
        *left = g_strdup_printf (_ ("sd %s"), sd);
    }
  else if (card->before != NULL)
    {
      gsize n;
      wf_marginal_get_probabilities (card->before, &n);
      *left = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u state", "%u states", n), (guint) n);
    }
}

/* Only the level where "none 50 %" is too long for its place. */
static char *
shorten (const Card *card, WfMarginal *marginal, char *text, const char *format, double size, double room)
{
  WfTextStyle style = { card->theme, &card->theme->text, size, FALSE };

  if (marginal == NULL || wf_marginal_get_kind (marginal) == WF_COLUMN_CONTINUOUS ||
      wf_text_get_width (&style, text) <= room)
    return text;
  g_free (text);
  return g_strdup_printf (format, wf_marginal_get_level (marginal, wf_marginal_get_mode (marginal)));
}

/* under a name: the mechanism fits badly */
static void
draw_wave (const Card *card, double x, double baseline, double width)
{
  if ((card->flags & WF_NODE_WEAK) == 0)
    return;
  wf_set_color (card->cr, &card->theme->blame);
  cairo_set_line_width (card->cr, card->theme->is_high_contrast ? 1.8 : 1.3);
  wf_stroke_wave (card->cr, x, baseline + 3.6, width);
}

/* Name at the left, number at the right where it fits beside the name or, unless it may stand below, takes at
 * most half of the line; returns whether it was drawn. */
static gboolean
draw_first_line (
    const Card *card, double baseline, double padding, double size, gboolean is_compact, gboolean has_below)
{
  g_autofree char *number = make_number (card);
  gboolean is_bold = !is_compact || is_set (card), is_shown;
  double start = padding + (is_set (card) || card->flags & WF_NODE_LATENT ? 9 : 0),
         room = card->width - padding - start;
  WfTextStyle style = { card->theme, &card->theme->text, size, TRUE };
  WfTextStyle number_style = { card->theme, &card->theme->text, size, is_bold };
  double name = wf_text_get_width (&style, card->name) * (is_compact ? 1 : WF_TEXT_LEAST_FIT), used = 0;
  double number_room = MAX (room - name - 6, 0.5 * room);
  const char *shown;

  if (!is_set (card))
    number = shorten (card, card->after != NULL ? card->after : card->before, number, "%s", size,
                      MAX (room - name - 6, is_compact ? 0 : 0.4 * room));
  shown = number;
  is_shown =
      number[0] != '\0' && (!has_below || name + 6 + wf_text_get_width (&number_style, number) <= room);
  if (wf_text_get_width (&number_style, number) > number_room) /* a date; that it is set is said below */
    {
      number_style = (WfTextStyle){ card->theme, &card->theme->text, CAPTION_SIZE, FALSE };
      shown += is_fixed (card) && g_str_has_prefix (number, "= ") ? 2 : 0;
      if (wf_text_get_width (&number_style, shown) > number_room)
        number_style.size = CAPTION_SIZE - 1;
    }
  if (is_shown)
    used = wf_text_draw (card->cr, &number_style, shown, card->width - padding, baseline, number_room,
                         WF_TEXT_END) +
           6;
  wf_text_fit (&style, card->name, room - used);
  name = wf_text_draw (card->cr, &style, card->name, start, baseline, room - used, WF_TEXT_START);
  draw_wave (card, start, baseline, name);
  return is_shown;
}

static double
get_set_value (const Card *card)
{
  WfMarginal *after = card->after;

  if (!is_fixed (card))
    return NAN;
  if (after != NULL && wf_marginal_get_kind (after) == WF_COLUMN_CONTINUOUS)
    return wf_marginal_get_mean (after);
  if (after != NULL)
    return (double) wf_marginal_get_mode (after);
  if (card->value != NULL && g_str_has_prefix (card->value, "= "))
    {
      char *end;
      double value = g_ascii_strtod (card->value + 2, &end);
      return end > card->value + 2 && *end == '\0' ? value : NAN;
    }
  return NAN;
}

/* on the last line of a card, whose first line the name takes; returns what it takes */
static double
draw_number_below (const Card *card, double room)
{
  g_autofree char *number = make_number (card);

  number = shorten (card, card->after != NULL ? card->after : card->before, number, "%s", CAPTION_SIZE,
                    0.7 * room);
  return draw_text (card, &card->theme->text, CAPTION_SIZE, TRUE, number, card->width - PADDING, 62,
                    0.7 * room, WF_TEXT_END) +
         4;
}

static void
draw_card_content (const Card *card)
{
  const WfTheme *theme = card->theme;
  g_autofree char *left = NULL, *right = NULL;
  double room = card->width - 2 * PADDING, used = 0;
  gboolean has_number;
  WfMarginal *after = is_changed (card) ? card->after : NULL;

  make_captions (card, &left, &right);
  has_number = draw_first_line (card, 20, PADDING, NAME_SIZE, FALSE, !is_set (card) && right == NULL);
  cairo_save (card->cr);
  cairo_translate (card->cr, PADDING, 25);
  if (card->before != NULL || card->after != NULL)
    wf_histogram_draw (card->cr, theme, card->before != NULL ? card->before : card->after,
                       is_fixed (card) ? NULL : after, get_set_value (card), room, 24);
  cairo_restore (card->cr);

  if (right != NULL)
    used = draw_text (card, &theme->accent_text, CAPTION_SIZE, TRUE, right, card->width - PADDING, 62,
                      room * 0.7, WF_TEXT_END) +
           4;
  else if (is_fixed (card))
    used = draw_text (card, &theme->caption, CAPTION_SIZE, FALSE, _ ("set"), card->width - PADDING, 62,
                      room / 2, WF_TEXT_END) +
           4;
  else if (!has_number)
    used = draw_number_below (card, room);
  if (left != NULL && (right != NULL || is_set (card)))
    left = shorten (card, card->before, left, _ ("was %s"), CAPTION_SIZE, room - used);
  if (left != NULL)
    draw_text (card, &theme->caption, CAPTION_SIZE, FALSE, left,
               PADDING + (card->flags & WF_NODE_LATENT ? 8 : 0), 62, room - used, WF_TEXT_START);
}

/* A name that needs the whole first line sends the number to the second, in place of "no change" or what it
 * was.
 */
static void
draw_compact_content (const Card *card)
{
  g_autofree char *left = NULL, *right = NULL, *number = make_number (card);
  double room = card->width - 18;
  gboolean has_number = draw_first_line (card, 20, 9, 13, TRUE, TRUE);

  make_captions (card, &left, &right);
  if (right != NULL)
    draw_text (card, &card->theme->accent_text, CAPTION_SIZE, TRUE, right, 9, 37, room, WF_TEXT_START);
  else if (has_number && left != NULL)
    draw_text (card, &card->theme->caption, CAPTION_SIZE, FALSE, left, 9, 37, room, WF_TEXT_START);
  else if (!has_number && number[0] != '\0')
    {
      number =
          shorten (card, card->after != NULL ? card->after : card->before, number, "%s", CAPTION_SIZE, room);
      draw_text (card, &card->theme->text, CAPTION_SIZE, is_set (card), number, 9, 37, room, WF_TEXT_START);
    }
  else if (left != NULL)
    draw_text (card, &card->theme->caption, CAPTION_SIZE, FALSE, left,
               9 + (card->flags & WF_NODE_LATENT ? 4 : 0), 37, room, WF_TEXT_START);
}

/* The space at which a name falls into two lines that need the least room; NULL: it has none. room: what the
 * longer line needs at NAME_SIZE */
static const char *
find_break (const Card *card, double *room)
{
  WfTextStyle style = { card->theme, &card->theme->text, NAME_SIZE, TRUE };
  const char *best = NULL;

  for (const char *space = strchr (card->name, ' '); space != NULL; space = strchr (space + 1, ' '))
    {
      g_autofree char *first = g_strndup (card->name, (gsize) (space - card->name));
      double wider = MAX (wf_text_get_width (&style, first), wf_text_get_width (&style, space + 1));

      if (best != NULL && wider >= *room)
        continue;
      best = space;
      *room = wider;
    }
  return best;
}

static void
draw_name (const Card *card, double room)
{
  WfTextStyle style = { card->theme, &card->theme->text, NAME_SIZE, TRUE };
  double middle = card->width / 2, center = card->height / 2, wider;
  gboolean is_long = wf_text_get_width (&style, card->name) > room;
  const char *space = is_long ? find_break (card, &wider) : NULL;
  g_autofree char *first = space != NULL ? g_strndup (card->name, (gsize) (space - card->name)) : NULL;

  if (space == NULL)
    {
      double width;

      wf_text_fit (&style, card->name, room);
      width = wf_text_draw (card->cr, &style, card->name, middle, center + 4.8, room, WF_TEXT_MIDDLE);
      draw_wave (card, middle - width / 2, center + 4.8, width);
    }
  else
    {
      wf_text_draw (card->cr, &style, first, middle, center - 3.2, room, WF_TEXT_MIDDLE);
      wider = wf_text_draw (card->cr, &style, space + 1, middle, center + 12.8, room, WF_TEXT_MIDDLE);
      draw_wave (card, middle - wider / 2, center + 12.8, wider);
    }
}

static void
draw_label_content (const Card *card)
{
  g_autofree char *left = NULL, *change = NULL;
  double middle = card->width / 2, room = card->width - 16;
  WfTextStyle style = { card->theme, &card->theme->text, 13, TRUE };

  make_captions (card, &left, &change);
  if (is_set (card) && card->value != NULL)
    draw_text (card, &card->theme->text, CAPTION_SIZE, TRUE, card->value, middle, 34, room, WF_TEXT_MIDDLE);
  else if (change != NULL)
    draw_text (card, &card->theme->accent_text, CAPTION_SIZE, TRUE, change, middle, 34, room, WF_TEXT_MIDDLE);
  else
    {
      draw_name (card, room);
      return;
    }
  wf_text_fit (&style, card->name, room);
  room = wf_text_draw (card->cr, &style, card->name, middle, 19, room, WF_TEXT_MIDDLE);
  draw_wave (card, middle - room / 2, 19, room);
}

/* A disc; ringed when affected, a square when set: shape tells what colour tells. */
static void
draw_dot (const Card *card, WfCardState state)
{
  const WfTheme *theme = card->theme;
  double w = card->width, h = card->height, inset = MIN (w, h) * 0.2;
  WfColor grey = wf_color_mix (&theme->edge, 0.75, &theme->background);

  cairo_new_path (card->cr);
  if (is_set (card))
    cairo_rectangle (card->cr, inset / 2, inset / 2, w - inset, h - inset);
  else
    wf_path_rounded (card->cr, inset, inset, w - 2 * inset, h - 2 * inset, MIN (w, h) / 2);
  wf_set_color (card->cr, card->flags & (WF_NODE_SET | WF_NODE_AFFECTED) ? &theme->accent : &grey);
  if (card->flags & WF_NODE_LATENT)
    {
      cairo_set_line_width (card->cr, inset / 2);
      cairo_stroke (card->cr);
    }
  else
    cairo_fill (card->cr);
  if (card->flags & WF_NODE_AFFECTED || state & WF_CARD_SELECTED)
    {
      wf_set_color (card->cr, &theme->accent);
      cairo_set_line_width (card->cr, state & WF_CARD_SELECTED ? inset * 0.75 : inset / 3);
      wf_path_rounded (card->cr, -inset / 4, -inset / 4, w + inset / 2, h + inset / 2,
                       is_set (card) ? 0 : MIN (w, h));
      cairo_stroke (card->cr);
    }
}

/* nothing is known of the variable: its name takes the middle of the card */
static gboolean
has_only_name (const Card *card)
{
  return card->before == NULL && card->after == NULL && !is_set (card) && !(card->flags & WF_NODE_LATENT);
}

static void
draw (const Card *card, WfDetail detail, WfCardState state)
{
  if (detail == WF_DETAIL_DOT)
    {
      draw_dot (card, state);
      return;
    }
  draw_body (card);
  if (detail == WF_DETAIL_LABEL || has_only_name (card))
    draw_label_content (card);
  else if (detail == WF_DETAIL_CARD)
    draw_card_content (card);
  else
    draw_compact_content (card);
  if (state & WF_CARD_SELECTED)
    draw_selection (card);
  if (is_set (card))
    draw_badge (card);
  wf_roles_draw (card->cr, card->theme, wf_graph_get_roles (wf_figure_get_graph (card->figure), card->node),
                 card->width - 3, 2);
}

static Card
make_card (cairo_t *cr, const WfTheme *theme, WfFigure *figure, guint node)
{
  return (Card){
    .cr = cr,
    .theme = theme,
    .figure = figure,
    .node = node,
    .name = wf_graph_get_name (wf_figure_get_graph (figure), node),
    .flags = wf_figure_get_node_flags (figure, node),
    .before = wf_figure_get_node_before (figure, node),
    .after = wf_figure_get_node_after (figure, node),
    .value = wf_figure_get_node_value (figure, node),
  };
}

/**
 * wf_card_draw:
 * @cr: where; the card's top left corner is the origin, the badges and the ring reach 13 points outside
 * @theme: colours
 * @figure: a graph figure
 * @node: index of a node
 * @detail: how much is drawn
 * @state: selected, faded, stale
 */
void
wf_card_draw (
    cairo_t *cr, const WfTheme *theme, WfFigure *figure, guint node, WfDetail detail, WfCardState state)
{
  Card card = make_card (cr, theme, figure, node);
  gboolean is_dimmed = (state & (WF_CARD_FADED | WF_CARD_STALE)) != 0;

  wf_card_get_size (detail, &card.width, &card.height);
  cairo_save (cr);
  if (is_dimmed)
    cairo_push_group (cr);
  draw (&card, detail, state);
  if (is_dimmed)
    {
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, state & WF_CARD_FADED ? 0.4 : 0.6);
    }
  cairo_restore (cr);
}

void
wf_card_draw_in_box (cairo_t *cr,
                     const WfTheme *theme,
                     WfFigure *figure,
                     guint node,
                     WfDetail detail,
                     double width,
                     double height)
{
  Card card = make_card (cr, theme, figure, node);
  double own_width, own_height, scale;

  wf_card_get_size (detail, &own_width, &own_height);
  scale = MIN (width / own_width, height / own_height);
  if (detail == WF_DETAIL_LABEL)
    {
      WfTextStyle style = { theme, &theme->text, NAME_SIZE, TRUE };
      double room = wf_text_get_width (&style, card.name);

      find_break (&card, &room);
      scale = CLAMP (width / (room + 17), scale, height / own_height); /* a short name is written larger */
    }
  card.width = width / scale;
  card.height = detail == WF_DETAIL_DOT ? height / scale : own_height;
  cairo_save (cr);
  cairo_translate (cr, 0, (height - card.height * scale) / 2);
  cairo_scale (cr, scale, scale);
  draw (&card, detail, 0);
  cairo_restore (cr);
}
