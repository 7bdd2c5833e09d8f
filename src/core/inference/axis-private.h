/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/marginal.h"

/* The axis that the distributions of a variable before and after share. */
typedef struct
{
  double low, high;   /* low > high = empty: a model without rows has no observed axis */
} WfAxis;

void wf_axis_init             (WfAxis *self, WfMarginal *observed);
/* to the 0.5 % and 99.5 % quantiles of finite values when more than 2 % of them lie outside */
void wf_axis_extend_to_values (WfAxis *self, const double *values, gsize n);
/* the same for a normal distribution; sd 0 = a point */
void wf_axis_extend_to_normal (WfAxis *self, double mean, double sd);
