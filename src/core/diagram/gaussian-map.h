/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

/**
 * WfGaussianMap:
 *
 * A morphism of the category Gauss (Fritz 2020, section 6): y = A x + b + N(0, S), a linear map of reals with Gaussian noise; without
 * inputs a normal distribution, with S = 0 a linear function. Composition, parallel, copies and discards are exact. Immutable.
 */
typedef struct _WfGaussianMap WfGaussianMap;

#define WF_TYPE_GAUSSIAN_MAP (wf_gaussian_map_get_type ())
#define WF_GAUSSIAN_MAP_TOLERANCE 1e-9   /* of a variance below 0, times the largest one */

WF_API GType          wf_gaussian_map_get_type       (void);
/* coefficients: A, n_outputs x n_inputs, column-major; offset: b, n_outputs; covariance: S, n_outputs x n_outputs, its lower triangle is
 * read. All are copied. WF_ERROR_DATA: a number that isn't finite, a covariance that is none */
WF_API WfGaussianMap *wf_gaussian_map_new            (gsize n_inputs, gsize n_outputs, const double *coefficients, const double *offset,
                                                      const double *covariance, GError **error);
WF_API WfGaussianMap *wf_gaussian_map_new_identity   (gsize n);
WF_API WfGaussianMap *wf_gaussian_map_new_copy       (gsize n);   /* n -> 2 n: all, and once more */
WF_API WfGaussianMap *wf_gaussian_map_new_discard    (gsize n);   /* n -> 0 */
WF_API WfGaussianMap *wf_gaussian_map_ref            (WfGaussianMap *self);
WF_API void           wf_gaussian_map_unref          (WfGaussianMap *self);
WF_API gsize          wf_gaussian_map_get_n_inputs   (WfGaussianMap *self);
WF_API gsize          wf_gaussian_map_get_n_outputs  (WfGaussianMap *self);
WF_API const double  *wf_gaussian_map_get_coefficients (WfGaussianMap *self, gsize *n);   /* as above */
WF_API const double  *wf_gaussian_map_get_offset     (WfGaussianMap *self, gsize *n);
WF_API const double  *wf_gaussian_map_get_covariance (WfGaussianMap *self, gsize *n);     /* both triangles */
/* first ; second: (C A, C b + d, C S C' + T). WF_ERROR_DATA: the numbers of ports don't match */
WF_API WfGaussianMap *wf_gaussian_map_compose        (WfGaussianMap *first, WfGaussianMap *second, GError **error);
/* left * right: independent of each other */
WF_API WfGaussianMap *wf_gaussian_map_juxtapose      (WfGaussianMap *left, WfGaussianMap *right);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfGaussianMap, wf_gaussian_map_unref)

G_END_DECLS
