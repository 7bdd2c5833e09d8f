/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/report/figure.h"
#include "render/layout.h"

G_BEGIN_DECLS

/* WfFigureArea: a figure as wide as there is room, as reports show it. Its description is the figure's. */
#define WF_TYPE_FIGURE_AREA (wf_figure_area_get_type ())
G_DECLARE_FINAL_TYPE (WfFigureArea, wf_figure_area, WF, FIGURE_AREA, GtkWidget)

GtkWidget *wf_figure_area_new (void);
/* figure nullable; layout: of a graph or a network, else NULL */
void wf_figure_area_set_figure (WfFigureArea *self, WfFigure *figure, WfLayout *layout);

G_END_DECLS
