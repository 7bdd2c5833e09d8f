/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/error.h"

/**
 * wf_error_quark:
 *
 * Returns: the domain of #WfError
 */
G_DEFINE_QUARK (wf-error-quark, wf_error)
