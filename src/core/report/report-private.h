/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/sections.h"

G_BEGIN_DECLS

/* reference counted, and never changed once its report is */
typedef struct
{
  WfBlockKind kind;
  WfSections section; /* one of them */
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
  WfSections sections;      /* that it was made with, before any were left out */
};

G_END_DECLS
