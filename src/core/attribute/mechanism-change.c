/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "core/attribute/mechanism-change-private.h"
#include "core/base/linalg.h"
#include "core/citest/citest.h"
#include "core/model/mechanism.h"

#define RIDGE 1e-9 /* beside unit variances: parents that determine each other */

/* Rows with a value of the node and of every parent. */
typedef struct
{
  WfTable *table;
  guint node;
  guint *parents;
  gsize n_parents;
  gsize n;
  gsize n_first;    /* of them, from the first table */
  double **columns; /* n_parents of n numbers, then the node's */
} Family;

static double
get_number (WfTable *table, gsize row, guint column)
{
  gsize n;
  const double *values = wf_table_get_values (table, column, &n);
  gint32 code = values == NULL ? wf_table_get_codes (table, column, &n)[row] : 0;

  if (values != NULL)
    return values[row];
  return code >= 0 ? code : NAN;
}

static void
read_family (Family *family, WfModel *pooled, guint node, gsize n_first)
{
  gsize n_rows;

  family->table = wf_model_get_table (pooled);
  family->node = node;
  family->parents = wf_graph_list_parents (wf_model_get_graph (pooled), node, &family->n_parents);
  family->columns = g_new0 (double *, family->n_parents + 1);
  n_rows = wf_table_get_n_rows (family->table);
  for (gsize k = 0; k <= family->n_parents; k++)
    family->columns[k] = g_new (double, n_rows + 1);
  for (gsize row = 0; row < n_rows; row++)
    {
      gboolean is_complete = TRUE;

      for (gsize k = 0; k <= family->n_parents; k++)
        {
          guint column = k < family->n_parents ? family->parents[k] : node;

          family->columns[k][family->n] = get_number (family->table, row, column);
          is_complete = is_complete && !isnan (family->columns[k][family->n]);
        }
      family->n_first += is_complete && row < n_first;
      family->n += is_complete;
    }
}

static void
family_clear (Family *family)
{
  for (gsize k = 0; k <= family->n_parents; k++)
    g_free (family->columns[k]);
  g_free (family->columns);
  g_free (family->parents);
}

/* What the parents explain linearly: columns with mean 0 and variance 1. */
typedef struct
{
  gsize n;
  GPtrArray *columns; /* double * */
  double *gram;       /* p x p */
} Design;

static gboolean
standardise (double *x, gsize n)
{
  double mean = 0, squares = 0;

  for (gsize i = 0; i < n; i++)
    mean += x[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    {
      x[i] -= mean;
      squares += x[i] * x[i] / (double) n;
    }
  if (!(squares > 0))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    x[i] /= sqrt (squares);
  return TRUE;
}

static double
multiply (const double *x, const double *y, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += x[i] * y[i];
  return sum;
}

/* Takes x. */
static void
add_column (Design *design, double *x)
{
  if (standardise (x, design->n))
    g_ptr_array_add (design->columns, x);
  else
    g_free (x);
}

/* Numbers as they are, of levels an indicator each but the first. */
static void
design_init (Design *design, const Family *family)
{
  gsize p;

  design->n = family->n;
  design->columns = g_ptr_array_new_with_free_func (g_free);
  for (gsize k = 0; k < family->n_parents; k++)
    {
      gsize n_levels = wf_table_get_n_levels (family->table, family->parents[k]);

      if (n_levels == 0)
        add_column (design, g_memdup2 (family->columns[k], family->n * sizeof (double)));
      for (gsize l = 1; l < n_levels; l++)
        {
          double *is_level = g_new (double, family->n);

          for (gsize i = 0; i < family->n; i++)
            is_level[i] = family->columns[k][i] == (double) l;
          add_column (design, is_level);
        }
    }
  p = design->columns->len;
  design->gram = g_new (double, p *p + 1);
  for (gsize i = 0; i < p; i++)
    for (gsize j = 0; j < p; j++)
      design->gram[i + j * p] =
          multiply (design->columns->pdata[i], design->columns->pdata[j], design->n) / (double) design->n +
          (i == j ? RIDGE : 0);
}

static void
design_clear (Design *design)
{
  g_ptr_array_unref (design->columns);
  g_free (design->gram);
}

/* Leaves of x what the columns and a constant don't explain. */
static void
project (const Design *design, double *x)
{
  gsize p = design->columns->len, n = design->n;
  g_autofree double *gram = g_memdup2 (design->gram, (p * p + 1) * sizeof (double));
  g_autofree double *weights = g_new (double, p + 1);
  double mean = 0;

  for (gsize i = 0; i < n; i++)
    mean += x[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    x[i] -= mean;
  for (gsize j = 0; j < p; j++)
    weights[j] = multiply (design->columns->pdata[j], x, n) / (double) n;
  if (p == 0 || !wf_linalg_solve_spd (gram, p, weights, 1, NULL))
    return;
  for (gsize j = 0; j < p; j++)
    {
      const double *column = design->columns->pdata[j];

      for (gsize i = 0; i < n; i++)
        x[i] -= weights[j] * column[i];
    }
}

/* Scores of residuals against contrasts of the tables. */
typedef struct
{
  double smallest; /* p-value */
  gsize n_tests;
} Scores;

/* y: without the part that the design explains; contrast is spoilt */
static void
add_score (Scores *scores, const Design *design, double *contrast, const double *y)
{
  gsize n = design->n;
  double size, spread = multiply (y, y, n) / (double) n, before = multiply (contrast, contrast, n), z;

  project (design, contrast);
  size = multiply (contrast, contrast, n);
  if (!(size > 1e-6 * before) || !(spread > 0))
    return;
  z = multiply (contrast, y, n) / sqrt (size * spread);
  scores->smallest = MIN (scores->smallest, 2 * gsl_cdf_ugaussian_Q (fabs (z)));
  scores->n_tests++;
}

static double
test_number (const Family *family, const WfMechanism *mechanism)
{
  gsize n = family->n;
  g_autofree double *residual = g_new (double, n + 1);
  g_autofree double *size = g_new (double, n + 1);
  g_autofree double *contrast = g_new (double, n + 1);
  Scores scores = { .smallest = 1 };
  Design design;
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  wf_mechanism_abduct (mechanism, (const double *const *) family->columns, family->columns[family->n_parents],
                       &rng, n, residual);
  design_init (&design, family);
  project (&design, residual);
  for (gsize i = 0; i < n; i++)
    size[i] = fabs (residual[i]);
  project (&design, size);
  for (gsize c = 0; c < design.columns->len + 2; c++)
    {
      const double *factor = c >= 2 ? design.columns->pdata[c - 2] : NULL;

      for (gsize i = 0; i < n; i++)
        contrast[i] = i < family->n_first ? 0 : factor != NULL ? factor[i] : 1;
      add_score (&scores, &design, contrast, c == 1 ? size : residual);
    }
  design_clear (&design);
  return scores.n_tests > 0 ? -expm1 ((double) scores.n_tests * log1p (-scores.smallest)) : 1;
}

/* The node, the table, the parents: all levels. */
static double
test_levels (const Family *family)
{
  static const char *const tables[] = { "first", "second", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (family->n);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfCiTest) test = NULL;
  g_autofree gint32 *codes = g_new (gint32, family->n + 1);
  g_autofree guint *given = g_new (guint, family->n_parents + 1);

  for (gsize i = 0; i < family->n; i++)
    codes[i] = i >= family->n_first;
  wf_table_builder_add_discrete (builder, "table", codes, family->n, tables);
  for (gsize k = family->n_parents + 1; k-- > 0;)
    {
      guint column = k < family->n_parents ? family->parents[k] : family->node;
      g_autoptr (GPtrArray) levels = g_ptr_array_new ();
      g_autofree char *name = g_strdup_printf ("%zu", k);

      for (gsize l = 0; l < wf_table_get_n_levels (family->table, column); l++)
        g_ptr_array_add (levels, (gpointer) wf_table_get_level (family->table, column, l));
      g_ptr_array_add (levels, NULL);
      for (gsize i = 0; i < family->n; i++)
        codes[i] = (gint32) family->columns[k][i];
      wf_table_builder_add_discrete (builder, name, codes, family->n, (const char *const *) levels->pdata);
      if (k < family->n_parents)
        given[k] = (guint) (2 + k);
    }
  table = wf_table_builder_end (builder);
  test = wf_ci_test_new ("g-square", table, NULL, 0, NULL, NULL);
  return test != NULL ? wf_ci_test_get_p_value (test, 0, 1, given, family->n_parents) : 1;
}

static double
sum_log_density (const Family *family, WfModel *model, gsize first, gsize end)
{
  g_autofree const double **columns = g_new (const double *, family->n_parents + 1);
  g_autofree double *logs = g_new (double, end - first + 1);
  double sum = 0;

  for (gsize k = 0; k <= family->n_parents; k++)
    columns[k] = family->columns[k] + first;
  wf_mechanism_log_density (wf_model_get_mechanism (model, family->node), columns, columns[family->n_parents],
                            end - first, logs);
  for (gsize i = 0; i < end - first; i++)
    sum += logs[i];
  return sum;
}

static double
test_likelihoods (const Family *family, WfModel *pooled, WfModel *first, WfModel *second)
{
  gsize n_levels = wf_table_get_n_levels (family->table, family->node), n_columns = 1;
  double ratio = sum_log_density (family, first, 0, family->n_first) +
                 sum_log_density (family, second, family->n_first, family->n) -
                 sum_log_density (family, pooled, 0, family->n);

  for (gsize k = 0; k < family->n_parents; k++)
    {
      gsize n = wf_table_get_n_levels (family->table, family->parents[k]);

      n_columns += n > 0 ? n - 1 : 1;
    }
  return n_levels > 1 ? gsl_cdf_chisq_Q (MAX (2 * ratio, 0), (double) ((n_levels - 1) * n_columns)) : 1;
}

double
wf_mechanism_change_test (WfModel *pooled, WfModel *first, WfModel *second, guint node, gsize n_first)
{
  Family family = { NULL };
  gboolean are_levels = TRUE;
  double p_value;

  read_family (&family, pooled, node, n_first);
  for (gsize k = 0; k < family.n_parents; k++)
    are_levels = are_levels && wf_table_get_n_levels (family.table, family.parents[k]) > 0;
  if (family.n_first == 0 || family.n_first == family.n)
    p_value = 1;
  else if (wf_table_get_kind (family.table, node) == WF_COLUMN_CONTINUOUS)
    p_value = test_number (&family, wf_model_get_mechanism (pooled, node));
  else if (are_levels)
    p_value = test_levels (&family);
  else
    p_value = test_likelihoods (&family, pooled, first, second);
  family_clear (&family);
  return isnan (p_value) ? 1 : p_value;
}
