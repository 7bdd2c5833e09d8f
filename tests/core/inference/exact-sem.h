/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "core/wherefore.h"

/* Tables whose sample covariance is exactly that of a linear model: the noise is made orthonormal. */

#define SEM_MAX  12
#define SEM_ROWS 80

typedef struct
{
  guint n;
  double coefficients[SEM_MAX][SEM_MAX]; /* [from][to]; only from < to: the order of the nodes is one of causes */
} Sem;

/* n columns of mean 0, variance 1 and correlation 0 (Gram-Schmidt) */
static inline void
sem_make_noise (WfRng *rng, guint n, double noise[SEM_MAX][SEM_ROWS])
{
  for (guint k = 0; k < n; k++)
    {
      double mean = 0.0, square = 0.0;

      for (guint i = 0; i < SEM_ROWS; i++)
        noise[k][i] = wf_rng_normal (rng);
      for (guint i = 0; i < SEM_ROWS; i++)
        mean += noise[k][i] / SEM_ROWS;
      for (guint i = 0; i < SEM_ROWS; i++)
        noise[k][i] -= mean;
      for (guint j = 0; j < k; j++)
        {
          double product = 0.0;

          for (guint i = 0; i < SEM_ROWS; i++)
            product += noise[k][i] * noise[j][i] / (SEM_ROWS - 1);
          for (guint i = 0; i < SEM_ROWS; i++)
            noise[k][i] -= product * noise[j][i];
        }
      for (guint i = 0; i < SEM_ROWS; i++)
        square += noise[k][i] * noise[k][i];
      for (guint i = 0; i < SEM_ROWS; i++)
        noise[k][i] *= sqrt ((SEM_ROWS - 1) / square);
    }
}

/* a column a node, those with a name */
static inline WfTable *
sem_make_table (const Sem *sem, WfRng *rng, const char *const *names, guint n_named)
{
  double noise[SEM_MAX][SEM_ROWS], values[SEM_MAX][SEM_ROWS];
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (SEM_ROWS);

  sem_make_noise (rng, sem->n, noise);
  for (guint v = 0; v < sem->n; v++)
    for (guint i = 0; i < SEM_ROWS; i++)
      {
        values[v][i] = noise[v][i];
        for (guint u = 0; u < v; u++)
          values[v][i] += sem->coefficients[u][v] * values[u][i];
      }
  for (guint v = 0; v < n_named; v++)
    wf_table_builder_add_continuous (builder, names[v], values[v], SEM_ROWS);
  return wf_table_builder_end (builder);
}

/* sum over directed paths of the products of their coefficients */
static inline double
sem_total_effect (const Sem *sem, guint x, guint y)
{
  double effects[SEM_MAX] = { 0.0 };

  effects[x] = 1.0;
  for (guint v = x + 1; v <= y; v++)
    for (guint u = x; u < v; u++)
      effects[v] += effects[u] * sem->coefficients[u][v];
  return x < y ? effects[y] : 0.0;
}
