/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "small-tables.h"

/* From the multivariate formula with T = t I over standardised columns, and again, for the same numbers, as
 * the product of the Student predictive densities of one row after another. */
static void
test_known (void)
{
  g_autoptr (WfTable) table = create_continuous ();
  g_autoptr (WfScore) score = create_score ("bge", table, NULL);
  g_autoptr (WfScore) other = create_score ("bge", table, "{'alpha-mu': <2.0>, 'alpha-w': <10.0>}");
  const guint x = 0, y = 1, yz[] = { 1, 2 }, xz[] = { 0, 2 };

  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 0, NULL, 0), -10.543713109511, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 0, &y, 1), -8.68765615305614, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 0, yz, 2), -6.8992404369856, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, 2, &x, 1), -10.491338547878573, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_score_get_local (other, 1, xz, 2), -8.399151406686357, 1e-9);
}

static void
test_refuses_improper_prior (void)
{
  g_autoptr (WfTable) table = create_continuous ();
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_score_new ("bge", table, g_variant_new_parsed ("{'alpha-w': <4.0>}"), 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "alpha-w is 4, but 3 columns need more than 4"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/bge/known", test_known);
  g_test_add_func ("/score/bge/refuses-improper-prior", test_refuses_improper_prior);
  return g_test_run ();
}
