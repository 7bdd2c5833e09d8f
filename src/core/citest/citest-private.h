/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/citest/citest.h"

G_BEGIN_DECLS

extern const WfCiTestKind wf_ci_test_chi_square;
extern const WfCiTestKind wf_ci_test_conditional_gaussian;
extern const WfCiTestKind wf_ci_test_degenerate_gaussian;
extern const WfCiTestKind wf_ci_test_fisher_z;
extern const WfCiTestKind wf_ci_test_g_square;
extern const WfCiTestKind wf_ci_test_wilks;

/* What no test can do with: too many columns, no rows, a column without any value. */
gboolean wf_ci_test_check_table (WfTable *table, GError **error);

/* What the kind itself has for a sweep; FALSE when it has nothing. */
gboolean wf_ci_test_try_sweep (WfCiTest *self, WfCiSweep *sweep);

/* Adds the answer for one set; FALSE when that ends the sweep. */
static inline gboolean
wf_ci_sweep_add (WfCiSweep *self, const guint *set, double measure)
{
  self->n_tests++;
  if (measure < self->least)
    {
      self->least = measure;
      for (guint q = 0; q < self->size; q++)
        self->set[q] = set[q];
    }
  if (measure >= self->threshold)
    return TRUE;
  if (self->found == NULL)
    return FALSE;
  self->found (set, measure, self->data);
  return TRUE;
}

G_END_DECLS
