/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* G² = 2 sum N_xyz ln (N_xyz N_z / (N_xz N_yz)), chi-squared under independence (Spirtes, Glymour & Scheines
 * 2000, Causation, Prediction, and Search, section 5.5; Neapolitan 2004, section 10.3). Degrees of freedom,
 * thin strata and missing values: see contingency.c. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/citest/contingency-private.h"

/* n_y is a constant where it is small */
static inline __attribute__ ((always_inline)) double
add_up (const WfContingency *data,
        const guint32 *cells,
        guint n_x,
        const guint n_y,
        const guint32 *row_sums,
        const guint32 *column_sums,
        guint32 total)
{
  double g2 = 0, of_columns = 0;

  /* both parts are about the size of the statistic's terms, not of the whole: little is lost in the
   * difference
   */
  for (guint a = 0; a < n_x; a++, cells += n_y)
    {
      double of_row = 0;

#pragma GCC unroll 3
      for (guint b = 0; b < n_y; b++)
        of_row += wf_contingency_log (data, cells[b]);
      g2 += of_row - wf_contingency_log (data, row_sums[a]);
    }
#pragma GCC unroll 3
  for (guint b = 0; b < n_y; b++)
    of_columns += wf_contingency_log (data, column_sums[b]);
  return g2 + (wf_contingency_log (data, total) - of_columns);
}

static double
compute_g_square (const WfContingency *data,
                  const guint32 *cells,
                  guint n_x,
                  guint n_y,
                  const guint32 *row_sums,
                  const guint32 *column_sums,
                  guint32 total)
{
  if (n_y == 2)
    return add_up (data, cells, n_x, 2, row_sums, column_sums, total);
  if (n_y == 3)
    return add_up (data, cells, n_x, 3, row_sums, column_sums, total);
  return add_up (data, cells, n_x, n_y, row_sums, column_sums, total);
}

static double
p_value (gpointer state, guint x, guint y, const guint *given, gsize n_given)
{
  return wf_contingency_get_p (state, compute_g_square, x, y, given, n_given);
}

const WfCiTestKind wf_ci_test_g_square = {
  .id = "g-square",
  .name = N_ ("G² (likelihood ratio)"),
  .summary = N_ ("Contingency tables of discrete columns; exact in the limit of many rows a cell"),
  .citation = "Spirtes, Glymour & Scheines 2000, Causation, Prediction, and Search",
  .accepts = WF_DATA_DISCRETE,
  .params = wf_contingency_params,
  .prepare = wf_contingency_prepare,
  .release = wf_contingency_release,
  .p_value = p_value,
  .get_warnings = wf_contingency_get_warnings,
};
