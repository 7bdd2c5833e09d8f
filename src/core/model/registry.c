/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/model/model-private.h"

static const WfModelKind *const kinds[] = {
  &wf_model_linear_gaussian,
  &wf_model_categorical,
  NULL,
};

/**
 * wf_model_kinds_get_all: (skip)
 *
 * Returns: every family of models, NULL-terminated
 */
const WfModelKind *const *
wf_model_kinds_get_all (void)
{
  return kinds;
}
