/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Pearson's X² = sum (N_xyz - E)² / E with E = N_xz N_yz / N_z, which is the sum of N_z (N_xyz² / (N_xz
 * N_yz)) less N_z in each stratum (Pearson 1900, Philosophical Magazine 50; Agresti 2013, Categorical Data
 * Analysis, section 3.2). Degrees of freedom, thin strata and missing values: see contingency.c. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/citest/contingency-private.h"

static double
compute_chi_square (const WfContingency *data, const WfStratum *stratum)
{
  const guint32 *cells = stratum->cells;
  double sum = 0;

  for (guint a = 0; a < stratum->n_x; a++, cells += stratum->n_y)
    {
      double of_row = 0;

      for (guint b = 0; b < stratum->n_y; b++)
        if (stratum->column_sums[b] > 0)
          of_row += (double) cells[b] * cells[b] / stratum->column_sums[b];
      if (stratum->row_sums[a] > 0)
        sum += of_row / stratum->row_sums[a];
    }
  return stratum->total * (sum - 1);
}

static double
p_value (gpointer state, guint x, guint y, const guint *given, gsize n_given)
{
  return wf_contingency_get_p (state, compute_chi_square, x, y, given, n_given);
}

const WfCiTestKind wf_ci_test_chi_square = {
  .id = "chi-square",
  .name = N_ ("Pearson’s χ²"),
  .summary = N_ ("Contingency tables of discrete columns by their distance from what independence expects"),
  .citation = "Pearson 1900, Philosophical Magazine 50; Agresti 2013, Categorical Data Analysis",
  .accepts = WF_DATA_DISCRETE,
  .params = wf_contingency_params,
  .prepare = wf_contingency_prepare,
  .release = wf_contingency_release,
  .p_value = p_value,
  .get_warnings = wf_contingency_get_warnings,
};
