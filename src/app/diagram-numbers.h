/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "app/diagram-answer.h"

G_BEGIN_DECLS

/* The three numbers of a cut side by side: observed, cut, from the data alone. level: state of the outcome. */
void wf_diagram_numbers_fill (GtkGrid *grid, WfDiagramAnswer *answer, guint level);
/* the same as dumbbells, from the first state of the treatment to the last; NULL where there is nothing to draw */
WfFigure *wf_diagram_numbers_figure (WfDiagramAnswer *answer, guint level);
/* why some of them are dashes; NULL = none is */
char *wf_diagram_numbers_explain_dashes (WfDiagramAnswer *answer);
/* what can be said where it isn't computable, in markup; NULL elsewhere */
char *wf_diagram_numbers_list_bounds (WfDiagramAnswer *answer);
/* the tables that the way from the data rests on, one below the other */
void wf_diagram_numbers_fill_sources (GtkBox *box, WfDiagramAnswer *answer);

G_END_DECLS
