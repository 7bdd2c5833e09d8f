/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What holds for every score of the registry. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/rng.h"
#include "core/score/score.h"

#define P 6

static const char *const levels[] = { "low", "middle", "high", NULL };
static const char *const names[P] = { "a", "b", "c", "d", "e", "f" };

/* Columns that depend on those before them. kinds: one letter a column, c or d; the data is what the kind is
 * called. */
static WfTable *
simulate (gsize n, const char *kinds, double missing, guint64 seed)
{
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new0 (double, n *P + 1);
  g_autofree gint32 *codes = g_new (gint32, n + 1);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize j = 0; j < P; j++)
    {
      for (gsize i = 0; i < n; i++)
        {
          double *value = &x[j * n + i];

          *value = wf_rng_normal (&rng);
          *value += j > 0 ? 0.8 * x[(j - 1) * n + i] : 0;
          *value += j > 2 ? 0.5 * x[(j - 3) * n + i] : 0;
          codes[i] = *value < -0.6 ? 0 : *value < 0.6 ? 1 : 2;
          if (kinds[j] == 'd')
            *value = codes[i] - 1; /* what is seen is what acts */
        }
      for (gsize i = 0; i < n; i++)
        if (wf_rng_uniform (&rng) < missing)
          {
            x[j * n + i] = NAN;
            codes[i] = -1;
          }
      if (kinds[j] == 'd')
        wf_table_builder_add_discrete (builder, names[j], codes, n, levels);
      else
        wf_table_builder_add_continuous (builder, names[j], x + j * n, n);
      for (gsize i = 0; i < n; i++)
        x[j * n + i] = isnan (x[j * n + i]) ? 0 : x[j * n + i];
    }
  return wf_table_builder_end (builder);
}

/* Every kind of data the score takes, as letters for simulate(). */
static const char *const *
get_kinds (const WfScoreKind *kind)
{
  static const char *const all[] = { "cccccc", "dddddd", "cdcdcd", NULL };
  static const char *const continuous[] = { "cccccc", NULL };
  static const char *const discrete[] = { "dddddd", NULL };
  static const char *const but_discrete[] = { "cccccc", "cdcdcd", NULL };

  if (kind->accepts & WF_DATA_MIXED)
    return kind->accepts & WF_DATA_DISCRETE ? all : but_discrete;
  return kind->accepts & WF_DATA_DISCRETE ? discrete : continuous;
}

/* The columns of a set written as bits. */
static gsize
list_bits (guint bits, guint *columns)
{
  gsize n = 0;

  for (guint j = 0; j < P; j++)
    if (bits >> j & 1)
      columns[n++] = j;
  return n;
}

/* All scores of a table of P columns, by node and set of parents; those asked for with more parents than the
 * rows can judge are 0. */
static double *
get_all (WfScore *score)
{
  double *all = g_new0 (double, P << P);

  for (guint task = 0; task < P << P; task++)
    {
      guint parents[P], node = task >> P;
      gsize k = list_bits (task & ((1 << P) - 1), parents);

      if (!(task >> node & 1) && k <= wf_score_get_max_parents (score))
        all[task] = wf_score_get_local (score, node, parents, k);
    }
  return all;
}

static double
get_tolerance (double value)
{
  return 1e-9 * (1 + fabs (value));
}

/* Batches are the single scores, in any table. */
static void
check_batches (WfScore *score, const double *all)
{
  for (guint node = 0; node < P; node++)
    for (guint set = 0; set < 1 << P; set++)
      {
        guint parents[P], rest[P];
        double scores[P];
        gsize k = list_bits (set, parents);
        gsize m = list_bits (~set & ~(1u << node) & ((1 << P) - 1), rest);

        if (set >> node & 1 || k > wf_score_get_max_parents (score))
          continue;
        if (k > 0)
          {
            wf_score_get_local_without (score, node, parents, k, scores);
            for (gsize i = 0; i < k; i++)
              {
                double expected = all[node << P | (set & ~(1u << parents[i]))];

                g_assert_cmpfloat_with_epsilon (scores[i], expected, 1e3 * get_tolerance (expected));
              }
          }
        if (k + 1 > wf_score_get_max_parents (score))
          continue;
        wf_score_get_local_with (score, node, parents, k, rest, m, scores);
        for (gsize i = 0; i < m; i++)
          {
            double expected = all[node << P | set | 1u << rest[i]];

            g_assert_cmpfloat_with_epsilon (scores[i], expected, 1e3 * get_tolerance (expected));
          }
      }
}

static void
test_batches (gconstpointer data)
{
  const WfScoreKind *kind = data;

  for (const char *const *kinds = get_kinds (kind); *kinds != NULL; kinds++)
    {
      g_autoptr (WfTable) table = simulate (80, *kinds, 0.01, 3);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfScore) score = wf_score_new (kind->id, table, NULL, 1, NULL, &error);
      g_autofree double *all = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (wf_score_get_id (score), ==, kind->id);
      g_assert_nonnull (strstr (wf_score_get_warnings (score)[0], "rows have a missing value"));
      all = get_all (score);
      check_batches (score, all);
    }
}

/* A complete graph scores the same in every order of its nodes: all the registry's scores are equivalent over
 * a class. */
static void
test_is_equivalent (gconstpointer data)
{
  static const guint orders[][P] = { { 0, 1, 2, 3, 4, 5 }, { 5, 4, 3, 2, 1, 0 }, { 3, 0, 5, 1, 4, 2 } };
  const WfScoreKind *kind = data;

  for (const char *const *kinds = get_kinds (kind); *kinds != NULL; kinds++)
    {
      g_autoptr (WfTable) table = simulate (300, *kinds, 0, 5);
      g_autoptr (WfScore) score = wf_score_new (kind->id, table, NULL, 1, NULL, NULL);
      double first = 0;

      for (gsize o = 0; o < G_N_ELEMENTS (orders); o++)
        {
          double total = 0;
          guint before = 0;

          for (gsize i = 0; i < P; i++)
            {
              guint parents[P];
              gsize k = list_bits (before, parents);

              total += wf_score_get_local (score, orders[o][i], parents, k);
              before |= 1u << orders[o][i];
            }
          first = o == 0 ? total : first;
          g_assert_cmpfloat_with_epsilon (total, first, get_tolerance (first));
        }
    }
}

/* With enough rows the causes of a node score better than none, and than all but one of them. */
static void
test_finds_causes (gconstpointer data)
{
  const WfScoreKind *kind = data;

  for (const char *const *kinds = get_kinds (kind); *kinds != NULL; kinds++)
    {
      g_autoptr (WfTable) table = simulate (3000, *kinds, 0, 6);
      g_autoptr (WfScore) score = wf_score_new (kind->id, table, NULL, 1, NULL, NULL);
      const guint causes[] = { 1, 3 }, too_many[] = { 0, 1, 3 };
      double best = wf_score_get_local (score, 4, causes, 2);

      g_assert_cmpfloat (best, >, wf_score_get_local (score, 4, NULL, 0));
      g_assert_cmpfloat (best, >, wf_score_get_local (score, 4, causes, 1));
      g_assert_cmpfloat (best, >, wf_score_get_local (score, 4, causes + 1, 1));
      g_assert_cmpfloat (best, >, wf_score_get_local (score, 4, too_many, 3));
    }
}

typedef struct
{
  WfScore *score;
  double *scores;
} Asking;

static void
ask (gsize task, gpointer data)
{
  Asking *self = data;
  guint parents[P], node = (guint) task >> P;
  gsize k = list_bits (task & ((1 << P) - 1), parents);

  if (!(task >> node & 1) && k <= wf_score_get_max_parents (self->score))
    self->scores[task] = wf_score_get_local (self->score, node, parents, k);
}

/* Several threads may ask at once, and prepare; what they get is the same to the last bit. */
static void
test_threads (gconstpointer data)
{
  const WfScoreKind *kind = data;

  for (const char *const *kinds = get_kinds (kind); *kinds != NULL; kinds++)
    {
      g_autoptr (WfTable) table = simulate (5000, *kinds, 0, 7);
      g_autoptr (WfScore) one = wf_score_new (kind->id, table, NULL, 1, NULL, NULL);
      g_autoptr (WfScore) two = wf_score_new (kind->id, table, NULL, 2, NULL, NULL);
      g_autofree double *expected = get_all (one);
      g_autofree double *scores = g_new0 (double, P << P);
      Asking asking = { two, scores };

      wf_parallel_for (P << P, 2, ask, &asking);
      g_assert_cmpmem (scores, sizeof (double) * (P << P), expected, sizeof (double) * (P << P));
    }
}

/* ---- bad data ---- */

static void
check_finite (const WfScoreKind *kind, WfTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfScore) score = wf_score_new (kind->id, table, NULL, 1, NULL, &error);
  g_autofree double *all = NULL;

  if (score == NULL)
    {
      g_assert_cmpint (error->domain, ==, WF_ERROR);
      g_assert_cmpuint (strlen (error->message), >, 20);
      return;
    }
  all = get_all (score);
  for (gsize i = 0; i < P << P; i++)
    g_assert_true (isfinite (all[i]));
  check_batches (score, all);
}

/* A table of P columns of which some are spoilt. */
static WfTable *
spoil (gsize n, const char *kinds, guint way)
{
  g_autoptr (WfTable) table = simulate (n, kinds, way == 4 ? 0.3 : 0, 8);
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *values = g_new (double, n + 1);
  g_autofree gint32 *codes = g_new (gint32, n + 1);

  for (gsize j = 0; j < P; j++)
    {
      gsize from = way == 1 && j >= 3 ? j - 3 : j; /* 1: the last three repeat the first three */

      for (gsize i = 0; i < n; i++)
        if (kinds[j] == 'd')
          codes[i] = kinds[from] == 'd' ? wf_table_get_codes (table, from, NULL)[i] : (gint32) (i % 2);
        else
          {
            values[i] = kinds[from] == 'd' ? (double) i : wf_table_get_values (table, from, NULL)[i];
            if (way == 3)
              values[i] *= 1e307; /* 3: near the largest number */
          }
      for (gsize i = 0; i < n; i++)
        if (j % 3 == 1 && (way == 0 || way == 2)) /* 0: never varies; 2: empty */
          {
            values[i] = way == 0 ? 7 : NAN;
            codes[i] = way == 0 ? 1 : -1;
          }
      if (way == 5 && kinds[j] == 'c' && j >= 2) /* 5: a sum of others */
        for (gsize i = 0; i < n; i++)
          values[i] = (double) (i % 3) * (double) j - (double) (i / 2);
      if (kinds[j] == 'd')
        wf_table_builder_add_discrete (builder, names[j], codes, n, levels);
      else
        wf_table_builder_add_continuous (builder, names[j], values, n);
    }
  return wf_table_builder_end (builder);
}

static void
test_survives_bad_data (gconstpointer data)
{
  static const gsize n_rows[] = { 0, 1, 2, 3, 4, 7, 40, 200 };
  const WfScoreKind *kind = data;

  for (const char *const *kinds = get_kinds (kind); *kinds != NULL; kinds++)
    for (gsize i = 0; i < G_N_ELEMENTS (n_rows); i++)
      for (guint way = 0; way <= 5; way++)
        {
          g_autoptr (WfTable) table = spoil (n_rows[i], *kinds, way);

          check_finite (kind, table);
        }
}

static void
test_refuses_other_kinds (gconstpointer data)
{
  const WfScoreKind *kind = data;
  g_autoptr (WfTable) discrete = simulate (20, "dddddd", 0, 9);
  g_autoptr (WfTable) continuous = simulate (20, "cccccc", 0, 9);
  g_autoptr (GError) error = NULL;

  if (!(kind->accepts & WF_DATA_DISCRETE))
    g_assert_null (wf_score_new (kind->id, discrete, NULL, 1, NULL, &error));
  else if (!(kind->accepts & WF_DATA_CONTINUOUS))
    g_assert_null (wf_score_new (kind->id, continuous, NULL, 1, NULL, &error));
  else
    return;
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

static void
test_cancels (gconstpointer data)
{
  const WfScoreKind *kind = data;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (WfTable) table = simulate (100, get_kinds (kind)[0], 0, 10);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_score_new (kind->id, table, NULL, 2, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What is taken when nobody chooses; see the registry for why. */
static void
test_defaults (void)
{
  static const char *const expected[][2] = { { "cccccc", "ebic" },
                                             { "dddddd", "bdeu" },
                                             { "cdcdcd", "degenerate-gaussian" } };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (WfTable) table = simulate (30, expected[i][0], 0, 11);
      g_autoptr (WfScore) score = wf_score_new (NULL, table, NULL, 1, NULL, NULL);

      g_assert_cmpstr (wf_score_get_id (score), ==, expected[i][1]);
    }
}

static WfCovariance *
compute_covariance (WfTable *table)
{
  gsize n = wf_table_get_n_rows (table);
  double values[P * P];
  const char *with_end[P + 1] = { NULL };

  memcpy (with_end, names, sizeof names);
  for (guint a = 0; a < P; a++)
    for (guint b = 0; b < P; b++)
      {
        const double *x = wf_table_get_values (table, a, NULL), *y = wf_table_get_values (table, b, NULL);
        double sum_x = 0, sum_y = 0, sum = 0;

        for (gsize i = 0; i < n; i++)
          {
            sum_x += x[i];
            sum_y += y[i];
            sum += x[i] * y[i];
          }
        values[a * P + b] = (sum - sum_x * sum_y / (double) n) / (double) (n - 1);
      }
  return wf_covariance_new (with_end, values, n, NULL);
}

/* The scores of continuous columns are those of the rows; the others say that they need these. */
static void
test_covariance (gconstpointer data)
{
  const WfScoreKind *kind = data;
  g_autoptr (WfTable) table = simulate (80, "cccccc", 0, 5);
  g_autoptr (WfCovariance) covariance = compute_covariance (table);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfScore) score = wf_score_new_covariance (kind->id, covariance, NULL, &error);
  g_autoptr (WfScore) reference = NULL;

  if (kind->prepare_covariance == NULL)
    {
      g_assert_null (score);
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, "needs the rows"));
      return;
    }
  g_assert_no_error (error);
  reference = wf_score_new (kind->id, table, NULL, 1, NULL, NULL);
  g_assert_cmpuint (wf_score_get_n_variables (score), ==, P);
  g_assert_cmpuint (wf_score_get_max_parents (score), ==, wf_score_get_max_parents (reference));
  g_assert_null (wf_score_get_warnings (score)[0]);
  for (guint node = 0; node < P; node++)
    for (guint bits = 0; bits < 1 << P; bits++)
      {
        guint parents[P];
        gsize k = list_bits (bits, parents);

        if (!(bits & 1u << node))
          g_assert_cmpfloat_with_epsilon (wf_score_get_local (score, node, parents, k),
                                          wf_score_get_local (reference, node, parents, k), 1e-8);
      }
}

static void
add_tests (const WfScoreKind *kind)
{
  static const struct
  {
    const char *name;
    GTestDataFunc test;
  } tests[] = {
    { "batches", test_batches },
    { "is-equivalent", test_is_equivalent },
    { "finds-causes", test_finds_causes },
    { "threads", test_threads },
    { "survives-bad-data", test_survives_bad_data },
    { "refuses-other-kinds", test_refuses_other_kinds },
    { "cancels", test_cancels },
    { "covariance", test_covariance },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/score/%s/%s", kind->id, tests[i].name);

      g_test_add_data_func (path, kind, tests[i].test);
    }
}

/* Those that take covariances are named, so that none loses that unnoticed. */
static void
test_takes_covariances (void)
{
  g_assert_nonnull (wf_score_find ("ebic", NULL)->prepare_covariance);
  g_assert_nonnull (wf_score_find ("sem-bic", NULL)->prepare_covariance);
  g_assert_nonnull (wf_score_find ("bge", NULL)->prepare_covariance);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (const WfScoreKind *const *kinds = wf_scores_get_all (); *kinds != NULL; kinds++)
    add_tests (*kinds);
  g_test_add_func ("/score/defaults", test_defaults);
  g_test_add_func ("/score/takes-covariances", test_takes_covariances);
  return g_test_run ();
}
