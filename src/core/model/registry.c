/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/model/mechanism-private.h"

static const WfMechanismKind *const kinds[] = {
  &wf_mechanism_linear_gaussian, &wf_mechanism_spline,    &wf_mechanism_categorical,
  &wf_mechanism_logistic,        &wf_mechanism_empirical, NULL,
};

/**
 * wf_mechanism_kinds_get_all: (skip)
 *
 * Returns: every kind of mechanism, NULL-terminated
 */
const WfMechanismKind *const *
wf_mechanism_kinds_get_all (void)
{
  return kinds;
}

/**
 * wf_mechanism_kinds_find: (skip)
 * @id: id of a kind
 *
 * Returns: (transfer none) (nullable): the kind
 */
const WfMechanismKind *
wf_mechanism_kinds_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (gsize i = 0; kinds[i] != NULL; i++)
    if (g_str_equal (kinds[i]->id, id))
      return kinds[i];
  return NULL;
}
