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

/* n_y is a constant where it is small, and is_tabulated where the table of logarithms has all it takes */
static inline __attribute__ ((always_inline)) double
add_up (const WfContingency *data, const WfStratum *stratum, const guint n_y, const gboolean is_tabulated)
{
#define LOG(v) (is_tabulated ? data->logs[v] : wf_contingency_log (data, v))
  const guint32 *cells = stratum->cells;
  double g2 = 0, of_columns = 0;

  /* both parts are about the size of the statistic's terms, not of the whole: little is lost in the
   * difference
   */
  for (guint a = 0; a < stratum->n_x; a++, cells += n_y)
    {
      double of_row = 0;

#pragma GCC unroll 4
      for (guint b = 0; b < n_y; b++)
        of_row += LOG (cells[b]);
      g2 += of_row - LOG (stratum->row_sums[a]);
    }
#pragma GCC unroll 4
  for (guint b = 0; b < n_y; b++)
    of_columns += LOG (stratum->column_sums[b]);
  return g2 + (LOG (stratum->total) - of_columns);
#undef LOG
}

static double
compute_g_square (const WfContingency *data, const WfStratum *stratum)
{
  if (stratum->total >= WF_N_LOGS)
    return add_up (data, stratum, stratum->n_y, FALSE);
  if (stratum->n_y == 2)
    return add_up (data, stratum, 2, TRUE);
  if (stratum->n_y == 3)
    return add_up (data, stratum, 3, TRUE);
  if (stratum->n_y == 4)
    return add_up (data, stratum, 4, TRUE);
  return add_up (data, stratum, stratum->n_y, TRUE);
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
