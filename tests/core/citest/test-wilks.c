/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/citest/citest.h"

static const char *const domains[] = { "north", "east", "south", "west", NULL };
static const char *const groups[] = { "first", "second", "third", NULL };

enum
{
  X,
  Z,
  Y,
  DOMAIN,
  GROUP,
};

/* x and y shift with the domain; the group has nothing to do with anything. relabel: new codes of the
 * domains. */
static WfTable *
simulate (gsize n, guint64 seed, double shift, const gint32 *relabel)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *values = g_new (double, 3 * n);
  g_autofree gint32 *codes = g_new (gint32, 2 * n);
  const char *levels[5] = { NULL };
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < n; i++)
    {
      double e[] = { wf_rng_normal (&rng), wf_rng_normal (&rng), wf_rng_normal (&rng) };
      gint32 domain = (gint32) (4 * wf_rng_uniform (&rng));

      codes[n + i] = (gint32) (3 * wf_rng_uniform (&rng));
      codes[i] = relabel != NULL ? relabel[domain] : domain;
      values[i] = e[0] + (domain == 2 ? shift * 0.5 : 0);
      values[n + i] = 0.6 * values[i] + e[1];
      values[2 * n + i] = 0.3 * values[n + i] + (domain == 1 ? shift * 0.7 : 0) + e[2];
    }
  for (gint32 d = 0; d < 4; d++)
    levels[relabel != NULL ? relabel[d] : d] = domains[d];
  wf_table_builder_add_continuous (builder, "x", values, n);
  wf_table_builder_add_continuous (builder, "z", values + n, n);
  wf_table_builder_add_continuous (builder, "y", values + 2 * n, n);
  wf_table_builder_add_discrete (builder, "domain", codes, n, levels);
  wf_table_builder_add_discrete (builder, "group", codes + n, n, groups);
  return wf_table_builder_end (builder);
}

static WfCiTest *
prepare (WfTable *table)
{
  g_autoptr (GError) error = NULL;
  WfCiTest *test = wf_ci_test_new ("wilks", table, NULL, 1, NULL, &error);

  g_assert_no_error (error);
  return test;
}

typedef struct
{
  guint x, y;
  guint given[2];
  gsize n_given;
  double p;
} Answer;

/* Computed with numpy and scipy from the residual sums of squares of regressions, and for two discrete
 * columns from determinants of residual cross-products. */
static const Answer answers[] = {
  { X, DOMAIN, { 0 }, 0, 4.440206105061919e-05 },   { Y, DOMAIN, { X, Z }, 2, 0.03070760632654769 },
  { Y, DOMAIN, { GROUP }, 1, 0.05169963018157529 }, { X, Y, { DOMAIN }, 1, 0.13946124265569465 },
  { X, Y, { Z, DOMAIN }, 2, 0.6497989438635254 },   { DOMAIN, GROUP, { 0 }, 0, 0.24392671280218278 },
  { DOMAIN, GROUP, { Z }, 1, 0.20240167391949226 },
};

static void
test_known_answers (void)
{
  static const gint32 relabels[][4] = { { 0, 1, 2, 3 }, { 3, 1, 0, 2 }, { 2, 3, 1, 0 } };

  for (gsize r = 0; r < G_N_ELEMENTS (relabels); r++) /* the order of labels doesn't matter */
    {
      g_autoptr (WfTable) table = simulate (60, 3, 1, relabels[r]);
      g_autoptr (WfCiTest) test = prepare (table);

      for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
        {
          const Answer *a = &answers[i];
          double p = wf_ci_test_get_p_value (test, a->x, a->y, a->given, a->n_given);

          g_assert_cmpfloat_with_epsilon (p, a->p, 1e-9);
          g_assert_cmpfloat (p, ==, wf_ci_test_get_p_value (test, a->y, a->x, a->given, a->n_given));
          g_assert_true (wf_ci_test_is_independent (test, a->x, a->y, a->given, a->n_given, a->p * 0.99));
          g_assert_false (wf_ci_test_is_independent (test, a->x, a->y, a->given, a->n_given, a->p * 1.01));
        }
    }
}

static void
test_is_fishers_z_between_single_columns (void)
{
  g_autoptr (WfTable) table = simulate (80, 4, 1, NULL);
  const gsize columns[] = { X, Z, Y };
  g_autoptr (WfTable) continuous = wf_table_select (table, columns, 3);
  g_autoptr (WfCiTest) wilks = prepare (continuous);
  g_autoptr (WfCiTest) fisher = wf_ci_test_new ("fisher-z", continuous, NULL, 1, NULL, NULL);
  const guint given[] = { 1 };

  g_assert_cmpfloat (wf_ci_test_get_p_value (wilks, 0, 2, given, 1), ==,
                     wf_ci_test_get_p_value (fisher, 0, 2, given, 1));
  g_assert_cmpuint (wf_ci_test_get_max_given (wilks), ==, wf_ci_test_get_max_given (fisher));
}

/* Under independence 5 % of the p-values are below 5 %: between 3.6 and 6.4 % of 1,000, three standard
 * errors. */
static void
test_level (void)
{
  guint n_below[3] = { 0 };

  for (guint64 seed = 0; seed < 1000; seed++)
    {
      g_autoptr (WfTable) table = simulate (40, 1000 + seed, 0, NULL);
      g_autoptr (WfCiTest) test = prepare (table);
      const guint given[] = { Z };

      n_below[0] += wf_ci_test_get_p_value (test, X, DOMAIN, NULL, 0) < 0.05;
      n_below[1] += wf_ci_test_get_p_value (test, Y, DOMAIN, given, 1) < 0.05;
      n_below[2] += wf_ci_test_get_p_value (test, GROUP, DOMAIN, NULL, 0) < 0.05;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (n_below); i++)
    {
      g_assert_cmpuint (n_below[i], >=, 30);
      g_assert_cmpuint (n_below[i], <=, 70);
    }
}

/* A variable of several columns is the space they span: other columns of the same space, same answer. */
static void
test_blocks (void)
{
  const gsize n = 70;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autoptr (WfTableBuilder) other = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, 3 * n);
  g_autofree double *mixed = g_new (double, 2 * n);
  g_autoptr (WfTable) one = NULL, two = NULL;
  g_autoptr (WfCiTest) test_one = NULL, test_two = NULL;
  const guint starts[] = { 0, 2, 3 };
  double p;
  WfRng rng;

  wf_rng_init (&rng, 8, 0);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = wf_rng_normal (&rng);
      x[n + i] = wf_rng_normal (&rng);
      x[2 * n + i] = 0.8 * x[n + i] + wf_rng_normal (&rng);
      mixed[i] = 3 * x[i] - x[n + i];
      mixed[n + i] = x[i] + 5 * x[n + i] + 7;
    }
  for (gsize j = 0; j < 3; j++)
    {
      g_autofree char *name = g_strdup_printf ("c%zu", j);

      wf_table_builder_add_continuous (builder, name, x + j * n, n);
      wf_table_builder_add_continuous (other, name, j < 2 ? mixed + j * n : x + j * n, n);
    }
  one = wf_table_builder_end (builder);
  two = wf_table_builder_end (other);
  test_one = wf_ci_test_new_blocks (one, starts, 2, 1, NULL, NULL);
  test_two = wf_ci_test_new_blocks (two, starts, 2, 1, NULL, NULL);
  p = wf_ci_test_get_p_value (test_one, 0, 1, NULL, 0);
  g_assert_cmpfloat (p, <, 0.05);
  g_assert_cmpfloat_with_epsilon (p, wf_ci_test_get_p_value (test_two, 0, 1, NULL, 0), 1e-10);
}

static WfTable *
create_table (gsize n, const double *x, const gint32 *codes, const char *const *levels)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);

  wf_table_builder_add_continuous (builder, "x", x, n);
  wf_table_builder_add_discrete (builder, "domain", codes, n, levels);
  return wf_table_builder_end (builder);
}

static void
assert_refuses (WfTable *table, WfError code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_ci_test_new ("wilks", table, NULL, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_refuses (void)
{
  const double x[] = { 1, 2, 4, 3, 7, 8, 6, 9 };
  const double of_domain[] = { 1, 2, 3, 1, 1, 2, 3, 1 };
  const gint32 different[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
  const gint32 same[] = { 1, 1, 1, 1, 1, 1, 1, 1 };
  const gint32 missing[] = { -1, -1, -1, -1, -1, -1, -1, -1 };
  const gint32 three[] = { 0, 1, 2, 0, 0, 1, 2, 0 };
  const char *const eight[] = { "a", "b", "c", "d", "e", "f", "g", "h", NULL };
  g_autoptr (WfTable) too_many = create_table (8, x, different, eight);
  g_autoptr (WfTable) constant = create_table (8, x, same, groups);
  g_autoptr (WfTable) empty = create_table (8, x, missing, groups);
  g_autoptr (WfTable) determined = create_table (8, of_domain, three, groups);

  assert_refuses (too_many, WF_ERROR_DATA, "8 columns");
  assert_refuses (constant, WF_ERROR_DATA, "domain");
  assert_refuses (empty, WF_ERROR_DATA, "domain");
  assert_refuses (determined, WF_ERROR_SINGULAR, "domain = third");
}

/* A level that occurs only in rows left out for a missing value is no column of the test. */
static void
test_missing (void)
{
  const double x[] = { 1, 2, 4, 3, NAN, 7, 6, 9, 5, 8, 3, 2 };
  const gint32 codes[] = { 0, 1, 0, 1, 2, 0, 1, -1, 1, 1, 0, 0 };
  g_autoptr (WfTable) table = create_table (12, x, codes, groups);
  g_autoptr (WfCiTest) test = prepare (table);

  g_assert_nonnull (strstr (wf_ci_test_get_warnings (test)[0], "2 of 12"));
  g_assert_cmpfloat (wf_ci_test_get_p_value (test, 0, 1, NULL, 0), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wilks/known-answers", test_known_answers);
  g_test_add_func ("/wilks/is-fishers-z-between-single-columns", test_is_fishers_z_between_single_columns);
  g_test_add_func ("/wilks/level", test_level);
  g_test_add_func ("/wilks/blocks", test_blocks);
  g_test_add_func ("/wilks/refuses", test_refuses);
  g_test_add_func ("/wilks/missing", test_missing);
  return g_test_run ();
}
