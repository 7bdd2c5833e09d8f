/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/report.h"

G_BEGIN_DECLS

typedef struct
{
  WfBlockKind kind;
  char *id;         /* nullable */
  char *text;       /* nullable */
  WfFigure *figure; /* nullable */
  char **heads;     /* of a table; nullable */
  char **units;     /* of a table; nullable; "" = none */
  char *aligns;     /* one letter a column */
  gsize n_columns;
  GPtrArray *cells; /* row by row */
  gboolean is_numbered;
} WfBlock;

struct _WfReport
{
  char *kind;
  char *title;
  WfProvenance *provenance; /* nullable */
  GPtrArray *blocks;        /* of WfBlock */
};

G_END_DECLS
