/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue, alpha;
} WfColor;

/**
 * WfTheme:
 *
 * Every colour and size a picture uses. The window fills one from the style manager, paper uses WF_THEME_LIGHT; nothing
 * else in the project names a colour.
 */
typedef struct
{
  WfColor     background;      /* canvas */
  WfColor     card;
  WfColor     card_border;
  WfColor     text;
  WfColor     caption;         /* text at 62 % or 68 % */
  WfColor     edge;
  WfColor     before;          /* "as observed" areas */
  WfColor     accent;          /* lines and fills */
  WfColor     accent_text;
  WfColor     on_fill;         /* text and signs on accent and blame */
  WfColor     blame;           /* vermillion */
  WfColor     blame_text;
  WfColor     good;            /* green */
  WfColor     hairline;
  WfColor     kinds[8];        /* Okabe-Ito, for categories */
  gboolean    is_dark;
  gboolean    is_high_contrast; /* thicker strokes */
  const char *font;            /* Pango family list: "Cantarell, sans-serif" */
  double      font_size;       /* points of body text on this surface */
} WfTheme;

/* variant: as in the design's table of colours */
void wf_theme_init (WfTheme *theme, gboolean is_dark, gboolean is_high_contrast);

G_END_DECLS
