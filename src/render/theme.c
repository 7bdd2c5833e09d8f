/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "render/theme.h"

#define RGB(hex)                                                                                             \
  {                                                                                                          \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) &0xff) / 255.0, 1                      \
  }
#define SHADE(grey, alpha)                                                                                   \
  {                                                                                                          \
    grey, grey, grey, alpha                                                                                  \
  }

/* Okabe & Ito (2008): orange, sky blue, green, yellow, blue, vermillion, purple, grey. */
#define CATEGORIES                                                                                           \
  {                                                                                                          \
    RGB (0xe69f00), RGB (0x56b4e9), RGB (0x009e73), RGB (0xf0e442), RGB (0x0072b2), RGB (0xd55e00),          \
        RGB (0xcc79a7), RGB (0x9a9996)                                                                       \
  }

#define FONT "Cantarell, Inter, sans-serif"

static const WfTheme light = {
  .background = RGB (0xffffff),
  .card = RGB (0xffffff),
  .card_border = SHADE (0, 0.22),
  .text = SHADE (0, 0.86),
  .caption = SHADE (0, 0.62),
  .edge = RGB (0x5e5c64),
  .before = RGB (0xc4c2be),
  .accent = RGB (0x3584e4),
  .accent_text = RGB (0x1a5fb4),
  .on_fill = RGB (0xffffff),
  .blame = RGB (0xd55e00),
  .blame_text = RGB (0xb4490a),
  .good = RGB (0x007a5a),
  .hairline = SHADE (0, 0.14),
  .kinds = CATEGORIES,
  .font = FONT,
  .font_size = 14,
};

static const WfTheme dark = {
  .background = RGB (0x1e1e1e),
  .card = RGB (0x343434),
  .card_border = SHADE (1, 0.24),
  .text = SHADE (1, 0.94),
  .caption = SHADE (1, 0.68),
  .edge = RGB (0xa8a6ab),
  .before = RGB (0x77767b),
  .accent = RGB (0x3584e4),
  .accent_text = RGB (0x99c1f1),
  .on_fill = RGB (0xffffff),
  .blame = RGB (0xd55e00),
  .blame_text = RGB (0xffa36b),
  .good = RGB (0x5cd6ae),
  .hairline = SHADE (1, 0.12),
  .kinds = CATEGORIES,
  .is_dark = TRUE,
  .font = FONT,
  .font_size = 14,
};

/* Black or white for everything that carries meaning; the accent at the strength of text. */
static void
raise_contrast (WfTheme *theme)
{
  const WfColor ink = { theme->is_dark ? 1 : 0, theme->is_dark ? 1 : 0, theme->is_dark ? 1 : 0, 1 };

  theme->is_high_contrast = TRUE;
  theme->text = theme->caption = theme->edge = theme->card_border = ink;
  theme->hairline = ink;
  theme->hairline.alpha = 0.5;
  theme->accent = theme->accent_text;
  theme->blame = theme->blame_text;
  if (theme->is_dark)
    theme->background = theme->card = theme->on_fill = (WfColor) RGB (0x000000);
  else
    theme->before = (WfColor) RGB (0x9a9996);
}

/**
 * wf_theme_init:
 * @theme: (out caller-allocates): filled
 * @is_dark: light lines on a dark canvas; FALSE for paper
 * @is_high_contrast: black or white lines, thicker borders
 *
 * The design's colours: one accent, one neutral, Okabe-Ito for categories. Body text is 14 units high, as in
 * the window.
 */
void
wf_theme_init (WfTheme *theme, gboolean is_dark, gboolean is_high_contrast)
{
  *theme = is_dark ? dark : light;
  if (is_high_contrast)
    raise_contrast (theme);
}
