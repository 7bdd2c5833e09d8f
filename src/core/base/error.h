/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

#define WF_ERROR (wf_error_quark ())

/**
 * WfError:
 * @WF_ERROR_PARSE: the input is malformed; the message starts with `file:line:column`
 * @WF_ERROR_DATA: the data can't answer the question (constant column, too few rows, unknown name)
 * @WF_ERROR_UNSUPPORTED: a known kind of input or request that this version doesn't handle
 * @WF_ERROR_TOO_LARGE: a limit of `core/base/limits.h` is exceeded; the message names the limit
 * @WF_ERROR_SINGULAR: a covariance or design matrix is singular; the message names the columns
 * @WF_ERROR_NO_SUPPORT: the event asked about has probability zero in the data or model
 * @WF_ERROR_BUDGET: the exact answer would cost more than the budget
 *
 * The world's faults. The message says what, where, and what to do next. A programmer's fault is a
 * `g_return_val_if_fail()` instead; "not identifiable" or "independent" are results, not errors.
 */
typedef enum
{
  WF_ERROR_PARSE,
  WF_ERROR_DATA,
  WF_ERROR_UNSUPPORTED,
  WF_ERROR_TOO_LARGE,
  WF_ERROR_SINGULAR,
  WF_ERROR_NO_SUPPORT,
  WF_ERROR_BUDGET,
} WfError;

WF_API GQuark wf_error_quark (void);

G_END_DECLS
