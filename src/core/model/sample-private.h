/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

/* The values in rising order; of very many, some at even distances and the two outermost ones. n >= 1, no NaN */
double *wf_sort_sample (const double *values, gsize n, gsize *n_sorted);
