/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/table/table.h"

G_BEGIN_DECLS

/**
 * WfCovariance:
 *
 * An immutable matrix of covariances or correlations between named variables, and how many rows it was computed from: all that
 * tests and scores of jointly normal columns need of a table.
 */
typedef struct _WfCovariance WfCovariance;

/* What keeps numbers from being the covariances of any table. */
typedef enum
{
  WF_COVARIANCE_GOOD,
  WF_COVARIANCE_NOT_FINITE,
  WF_COVARIANCE_NEGATIVE,     /* a variance */
  WF_COVARIANCE_ASYMMETRIC,
  WF_COVARIANCE_OUT_OF_RANGE, /* beyond the product of the standard deviations */
  WF_COVARIANCE_INDEFINITE,   /* the others rule out those of the variable `row` */
} WfCovarianceFault;

#define WF_TYPE_COVARIANCE (wf_covariance_get_type ())

WF_API GType         wf_covariance_get_type        (void);
/* values: p x p; n_rows: what they were computed from. WF_ERROR_DATA, WF_ERROR_TOO_LARGE */
WF_API WfCovariance *wf_covariance_new             (const char *const *names, const double *values, gsize n_rows, GError **error);
WF_API WfCovariance *wf_covariance_ref             (WfCovariance *self);
WF_API void          wf_covariance_unref           (WfCovariance *self);
WF_API gsize         wf_covariance_get_n_variables (WfCovariance *self);
WF_API gsize         wf_covariance_get_n_rows      (WfCovariance *self);
WF_API const char *const *wf_covariance_get_names  (WfCovariance *self);
WF_API gssize        wf_covariance_find_variable   (WfCovariance *self, const char *name);   /* -1 = none */
WF_API double        wf_covariance_get             (WfCovariance *self, gsize a, gsize b);
/* the variances are all 1 */
WF_API gboolean      wf_covariance_is_correlation  (WfCovariance *self);
/* some of the variables, in the order given */
WF_API WfCovariance *wf_covariance_select          (WfCovariance *self, const gsize *variables, gsize n);
/* r: p x p, unit diagonal; is_constant: p, TRUE for a variance of 0, which gets zeros beside its diagonal. (skip) */
WF_API void          wf_covariance_fill_correlation (WfCovariance *self, double *r, gboolean *is_constant);
/* the first fault of p x p values, and where. (skip) */
WF_API WfCovarianceFault wf_covariance_find_fault  (const double *values, gsize p, gsize *row, gsize *column);
/* in words, without a place. (skip) */
WF_API char         *wf_covariance_describe_fault  (WfCovarianceFault fault, const char *const *names, const double *values, gsize row, gsize column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfCovariance, wf_covariance_unref)

G_END_DECLS
