/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pangocairo.h>

#include "render/theme.h"

G_BEGIN_DECLS

typedef enum
{
  WF_TEXT_START,
  WF_TEXT_MIDDLE,
  WF_TEXT_END,
} WfTextAnchor;

/* One line of text: size in units of the surface, colour, weight. */
typedef struct
{
  const WfTheme *theme;
  const WfColor *color;
  double         size;
  gboolean       is_bold;
  gboolean       has_halo;
  gboolean       keeps_end;   /* too long, it is cut in its middle */
} WfTextStyle;

double wf_text_get_width (const WfTextStyle *style, const char *text);
/* a text that is too long for its room is made smaller, by no more than this */
#define WF_TEXT_LEAST_FIT 0.7
void   wf_text_fit       (WfTextStyle *style, const char *text, double room);
/* One line with its anchor at (x, baseline), cut with an ellipsis beyond max_width (0 = no limit); returns the width drawn. */
double wf_text_draw      (cairo_t *cr, const WfTextStyle *style, const char *text, double x, double baseline, double max_width, WfTextAnchor anchor);

G_END_DECLS
