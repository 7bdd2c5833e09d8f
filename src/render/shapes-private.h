/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "render/theme.h"

G_BEGIN_DECLS

void    wf_set_color       (cairo_t *cr, const WfColor *color);
void    wf_set_color_alpha (cairo_t *cr, const WfColor *color, double alpha);   /* times the colour's own alpha */
WfColor wf_color_mix       (const WfColor *over, double share, const WfColor *under);   /* opaque */

void    wf_path_rounded    (cairo_t *cr, double x, double y, double width, double height, double radius);
void    wf_path_ellipse    (cairo_t *cr, double x, double y, double width, double height);
/* an arrow head with its tip at (x, y), pointing along the unit vector (ux, uy); fills */
void    wf_fill_arrow_head (cairo_t *cr, double x, double y, double ux, double uy, double length);
/* the same, filled with one colour and outlined with another, which reaches no further than the tip */
void    wf_draw_hollow_head (cairo_t *cr, const WfColor *fill, const WfColor *line, double x, double y, double ux, double uy, double length);
/* a wavy line from (x, y) to the right; strokes */
void    wf_stroke_wave     (cairo_t *cr, double x, double y, double length);
/* line drawings on a 16 x 16 grid centred on (x, y) */
void    wf_stroke_scissors (cairo_t *cr, double x, double y, double size);
void    wf_stroke_hammer   (cairo_t *cr, double x, double y, double size);
/* a filled disc with a ring of the colour behind it */
void    wf_fill_disc       (cairo_t *cr, const WfColor *color, const WfColor *ring, double x, double y, double radius);

G_END_DECLS
