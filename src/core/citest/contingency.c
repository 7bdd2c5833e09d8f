/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the tests of discrete columns share: x and y are cross-tabulated in every stratum, that is every
 * combination of levels of the columns conditioned on, and each table adds to the statistic and to its
 * degrees of freedom.
 *
 * Adjusted degrees of freedom: (rows - 1) (columns - 1) of every table after leaving out its empty rows and
 * columns, as bnlearn's tests with adjusted degrees of freedom do (Scutari 2010, JSS 35).
 *
 * The rule of thin strata: a stratum with fewer than `rows-per-cell` rows for each cell of that table is
 * skipped, for the statistic is far from chi-squared there; when none is left p = 1. Spirtes, Glymour &
 * Scheines 2000, section 5.5, skip the whole test below 10 rows a cell, Tsamardinos, Brown & Aliferis 2006,
 * Machine Learning 65, below 5; stratum by stratum, what the full ones say is kept.
 *
 * Missing values: a row counts in a test when it has a value of every column of that test (test-wise
 * deletion). */

#include "config.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_cdf.h>

#include "core/base/error.h"
#include "core/citest/contingency-private.h"

#define WAYS       4   /* words that take the bits of a level in turn */
#define MAX_SERIES 300 /* degrees of freedom up to which the tail is summed term by term */

void
wf_contingency_release (gpointer state)
{
  WfContingency *self = state;
  WfTally *spare = atomic_load (&self->spare);

  g_clear_pointer (&spare, wf_tally_free);
  while (self->free != NULL)
    {
      WfTally *tally = self->free;

      self->free = *wf_tally_next (tally);
      wf_tally_free (tally);
    }
  for (gsize j = 0; j < self->p; j++)
    {
      g_free (self->columns[j].codes);
      g_free (self->columns[j].bits);
    }
  g_free (self->columns);
  g_free (self->logs);
  g_strfreev (self->warnings);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static WfTally *
borrow_tally (WfContingency *self)
{
  WfTally *tally = atomic_exchange (&self->spare, NULL);

  if (tally != NULL)
    return tally;
  g_mutex_lock (&self->mutex);
  tally = self->free;
  if (tally != NULL)
    self->free = *wf_tally_next (tally);
  g_mutex_unlock (&self->mutex);
  return tally != NULL ? tally : wf_tally_new ();
}

static void
return_tally (WfContingency *self, WfTally *tally)
{
  WfTally *none = NULL;

  if (atomic_compare_exchange_strong (&self->spare, &none, tally))
    return;
  g_mutex_lock (&self->mutex);
  *wf_tally_next (tally) = self->free;
  self->free = tally;
  g_mutex_unlock (&self->mutex);
}

/* Codes of the levels that occur, 0, 1, ... in the order of the levels. */
static void
fill_codes (WfCodes *column, const gint32 *codes, gsize n, gsize n_levels)
{
  g_autofree guint16 *map = g_new (guint16, n_levels + 1);

  memset (map, 0xff, (n_levels + 1) * sizeof (guint16));
  for (gsize i = 0; i < n; i++)
    if (codes[i] >= 0)
      map[codes[i]] = 0;
    else
      column->has_missing = TRUE;
  for (gsize l = 0; l < n_levels; l++)
    if (map[l] == 0)
      map[l] = (guint16) column->n_levels++;
  column->codes = g_new0 (guint16, (n + WF_CODE_LANES - 1) / WF_CODE_LANES * WF_CODE_LANES);
  for (gsize i = 0; i < n; i++)
    column->codes[i] = codes[i] >= 0 ? map[codes[i]] : WF_CODE_MISSING;
}

/* Of at most 64 rows. Neighbours are often alike, and adding twice to one word waits for the first. */
static inline void
add_bits (const guint16 *codes, const gsize n, guint missing, guint64 words[][WAYS])
{
  for (gsize i = 0; i < n; i += WAYS)
#pragma GCC unroll 4
    for (gsize way = 0; way < WAYS; way++)
      if (i + way < n)
        words[MIN (codes[i + way], missing)][way] |= G_GUINT64_CONSTANT (1) << (i + way);
}

static void
fill_bits (WfCodes *column, gsize n, gsize n_words)
{
  if (column->n_levels > WF_SLICE_LEVELS)
    return;
  column->bits = g_new0 (guint64, MAX (column->n_levels, 1) * n_words);
  for (gsize first = 0; first < n; first += 64)
    {
      guint64 words[WF_SLICE_LEVELS + 1][WAYS];

      memset (words, 0, (column->n_levels + 1) * sizeof (words[0]));
      if (n - first >= 64)
        add_bits (column->codes + first, 64, column->n_levels, words);
      else
        add_bits (column->codes + first, n - first, column->n_levels, words);
      for (guint l = 0; l < column->n_levels; l++)
        column->bits[l * n_words + first / 64] = words[l][0] | words[l][1] | words[l][2] | words[l][3];
    }
}

gpointer
wf_contingency_prepare (
    WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  WfContingency *self = g_new0 (WfContingency, 1);

  g_mutex_init (&self->mutex);
  self->p = wf_table_get_n_columns (table);
  self->n = wf_table_get_n_rows (table);
  self->n_words = (self->n + 64 * WF_SLICE_WORDS - 1) / (64 * WF_SLICE_WORDS) * WF_SLICE_WORDS;
  self->rows_per_cell = wf_params_get_real (params, "rows-per-cell");
  self->min_rows = (guint32) MAX (ceil (4 * self->rows_per_cell), 2);
  self->counter = wf_bit_counters_get ()[0];
  self->columns = g_new0 (WfCodes, self->p);
  for (gsize j = 0; j < self->p; j++)
    {
      if (!wf_progress_check (progress, error))
        {
          wf_contingency_release (self);
          return NULL;
        }
      fill_codes (&self->columns[j], wf_table_get_codes (table, j, NULL), self->n,
                  wf_table_get_n_levels (table, j));
      fill_bits (&self->columns[j], self->n, self->n_words);
    }
  self->logs = g_new (double, MIN (self->n + 1, WF_N_LOGS));
  self->logs[0] = 0;
  for (gsize v = 1; v < MIN (self->n + 1, WF_N_LOGS); v++)
    self->logs[v] = wf_contingency_compute_log ((guint32) v);
  self->warnings = wf_contingency_list_warnings (self, table);
  return self;
}

double
wf_contingency_compute_log (guint32 v)
{
  return 2 * (double) v * log (v);
}

/* By the recurrence of the upper incomplete gamma function: a fraction of the cost of the general one. */
double
wf_chi_squared_tail (double x, double df)
{
  gboolean is_odd;
  double q, term;

  if (df > MAX_SERIES)
    return gsl_cdf_chisq_Q (x, df);
  is_odd = (guint) df % 2 == 1;
  q = is_odd ? erfc (sqrt (x / 2)) : exp (-x / 2);
  if (df < 3)
    return q;
  term = is_odd ? exp (-x / 2) * sqrt (2 * x / G_PI) : q * x / 2;
  for (double d = is_odd ? 3 : 4; d <= df; d += 2)
    {
      q += term;
      term *= x / d;
    }
  return MIN (q, 1);
}

double
wf_contingency_get_p (
    gpointer state, WfStratumStatistic statistic, guint x, guint y, const guint *given, gsize n_given)
{
  WfContingency *self = state;
  gboolean is_tall = self->columns[x].n_levels >= self->columns[y].n_levels; /* tables are read faster so */
  WfStrata strata = { .data = self,
                      .statistic = statistic,
                      .x = is_tall ? x : y,
                      .y = is_tall ? y : x,
                      .given = given,
                      .n_given = n_given };
  WfTally *tally;

  if (self->columns[x].n_levels < 2 || self->columns[y].n_levels < 2)
    return 1;
  tally = borrow_tally (self);
  wf_tally_count (tally, &strata);
  return_tally (self, tally);
  return strata.df > 0 ? wf_chi_squared_tail (MAX (strata.sum, 0), strata.df) : 1;
}

const char *const *
wf_contingency_get_warnings (gpointer state)
{
  return (const char *const *) ((WfContingency *) state)->warnings;
}

const WfParam wf_contingency_params[] = {
  {
      .id = "rows-per-cell",
      .name = N_ ("Rows per cell"),
      .type = WF_PARAM_REAL,
      .value = 2,
      .min = 0,
      .max = 1000,
      .help = N_ ("A stratum with fewer rows for each cell of its table is skipped by the tests of discrete "
                  "columns"),
  },
  { NULL },
};
