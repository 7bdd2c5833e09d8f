/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/figure.h"

G_BEGIN_DECLS

/* What a figure shows, as tables of plain text, for readers who can't see it and for writers that can't draw. */
typedef struct
{
  char **heads;    /* a head may be empty */
  char *aligns;    /* one letter a column, 's' or 'e' as in a report's table */
  GPtrArray *rows; /* of GStrv */
} WfFigureTable;

/* of WfFigureTable, without columns in which no row says anything; maybe empty */
GPtrArray *wf_figure_list_tables (WfFigure *figure);

G_END_DECLS
