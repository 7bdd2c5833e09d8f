/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

/* A smooth density of some values, on a grid. */
typedef struct _WfDensity WfDensity;

WfDensity *wf_density_new          (const double *values, gsize n);   /* n >= 1 finite numbers; O(n log n) */
void       wf_density_free         (WfDensity *self);
/* in place: values to the log of their density; NaN stays */
void       wf_density_evaluate_log (const WfDensity *self, gsize n, double *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfDensity, wf_density_free)
