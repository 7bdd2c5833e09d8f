/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/table.h"

G_BEGIN_DECLS

/* What an exposure changes in the mean of an outcome, or in the probability of one of its levels, with some columns held as they are. */
typedef struct
{
  WfTable *table;          /* borrowed */
  guint exposure, outcome; /* columns */
  double from, to;         /* values of the exposure; places of levels when it is discrete */
  guint level;             /* of a discrete outcome */
} WfContrast;

typedef struct
{
  double effect;           /* NaN = the data can't tell */
  double standard_error;   /* NaN likewise */
  double unsupported;      /* share of the rows in whose group one of the two levels isn't seen; 0 for a regression */
  gsize n_rows;            /* without a missing value */
} WfContrastResult;

/* Adjusted for the given columns: standardised over their groups when exposure and given are discrete (Robins 1986), else by least
 * squares, discrete ones as indicators. Cost: n p^2. */
void wf_contrast_estimate (const WfContrast *self, const guint *given, gsize n_given, WfContrastResult *result);

/* a number, or the place of a level of a discrete column; text: nullable = otherwise. WF_ERROR_DATA */
gboolean wf_contrast_read_value (WfTable *table, guint column, const char *text, double otherwise, double *value, GError **error);

G_END_DECLS
