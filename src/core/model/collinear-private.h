/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/mechanism-private.h"

/* Of parents whose effects can be told apart, the Cholesky factor (p x p) of their correlation. names: p parents, then the node;
 * covariance: (p + 1) x (p + 1). WF_ERROR_SINGULAR names those that determine one another, or a constant one; WF_ERROR_DATA: numbers
 * too large. */
gboolean wf_parents_factor         (const char *const *names, const double *covariance, gsize p, double *factor, GError **error);
/* the same of the continuous parents of a family of at least 2 rows */
gboolean wf_family_check_collinear (const WfFamily *family, WfProgress *progress, GError **error);
