/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* G² = 2 sum N_xyz ln (N_xyz N_z / (N_xz N_yz)), chi-squared under independence (Spirtes, Glymour & Scheines
 * 2000, Causation, Prediction, and Search, section 5.5; Neapolitan 2004, section 10.3).
 *
 * Degrees of freedom: (rows - 1) (columns - 1) of every stratum's table after leaving out its empty rows and
 * columns. Thin strata: a stratum with fewer than `rows-per-cell` rows for each cell of that table is
 * skipped, for G² is far from chi-squared there; when none is left p = 1. Missing values: a row counts in a
 * test when it has a value of every column of that test (test-wise deletion). */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <gsl/gsl_cdf.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/citest/citest-private.h"
#include "core/table/prepare.h"

#define MISSING     G_MAXUINT16
#define LANES       32    /* rows numbered at once; divides BLOCK */
#define WAYS        4     /* tables counted in turn */
#define SMALL_TABLE 2048  /* cells; larger ones are counted in one */
#define BLOCK       2048  /* rows counted at a time */
#define N_LOGS      65536 /* 2 v ln v is tabulated up to here */
/* The table of all strata is dense up to this many cells for n rows, and cells are numbered in 16 bits;
 * beyond, rows are sorted by stratum. */
#define DENSE_CELLS(n) MIN (8 * (n) + 1024, G_MAXUINT16)

G_STATIC_ASSERT (WF_LIMIT_LEVELS < MISSING);

typedef struct
{
  guint16 *codes; /* n, MISSING = none; zeros up to a multiple of LANES */
  guint n_levels; /* that occur */
  gboolean has_missing;
} Column;

typedef struct _Scratch Scratch;

/* One test's working memory; lent to one thread at a time. */
struct _Scratch
{
  guint32 *counts;
  gsize n_counts;
  guint32 *sums;  /* of rows, then of columns: 2 x WF_LIMIT_LEVELS, zero between strata */
  guint32 *order; /* 2 n, made when first needed */
  Scratch *next;
};

typedef struct
{
  Column *columns;
  gsize p;
  gsize n;
  double rows_per_cell;
  double *logs; /* 2 v ln v */
  GStrv warnings;
  GMutex mutex;
  Scratch *free;
} State;

/* One test: what is counted, and the sums so far. */
typedef struct
{
  State *state;
  const Column *x;
  const Column *y;
  const Column **given;
  gsize k;
  double g2;
  double df;
} Test;

static void
release (gpointer data)
{
  State *self = data;

  while (self->free != NULL)
    {
      Scratch *scratch = self->free;

      self->free = scratch->next;
      g_free (scratch->counts);
      g_free (scratch->sums);
      g_free (scratch->order);
      g_free (scratch);
    }
  for (gsize j = 0; j < self->p; j++)
    g_free (self->columns[j].codes);
  g_free (self->columns);
  g_free (self->logs);
  g_strfreev (self->warnings);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static Scratch *
borrow_scratch (State *self)
{
  Scratch *scratch;

  g_mutex_lock (&self->mutex);
  scratch = self->free;
  if (scratch != NULL)
    self->free = scratch->next;
  g_mutex_unlock (&self->mutex);
  if (scratch == NULL)
    {
      scratch = g_new0 (Scratch, 1);
      scratch->sums = g_new0 (guint32, 2 * WF_LIMIT_LEVELS);
    }
  return scratch;
}

static void
return_scratch (State *self, Scratch *scratch)
{
  g_mutex_lock (&self->mutex);
  scratch->next = self->free;
  self->free = scratch;
  g_mutex_unlock (&self->mutex);
}

static guint32 *
get_zero_counts (Scratch *scratch, gsize n)
{
  if (scratch->n_counts < n)
    {
      g_free (scratch->counts);
      scratch->counts = g_new (guint32, n);
      scratch->n_counts = n;
    }
  memset (scratch->counts, 0, n * sizeof (guint32));
  return scratch->counts;
}

/* Codes of the levels that occur, 0, 1, ... in the order of the levels. */
static void
fill_column (Column *column, const gint32 *codes, gsize n, gsize n_levels)
{
  g_autofree guint16 *map = g_new (guint16, n_levels);

  memset (map, 0xff, n_levels * sizeof (guint16));
  for (gsize i = 0; i < n; i++)
    if (codes[i] >= 0)
      map[codes[i]] = 0;
  for (gsize l = 0; l < n_levels; l++)
    if (map[l] == 0)
      map[l] = (guint16) column->n_levels++;
  column->codes = g_new0 (guint16, (n + LANES - 1) / LANES * LANES);
  for (gsize i = 0; i < n; i++)
    {
      column->codes[i] = codes[i] >= 0 ? map[codes[i]] : MISSING;
      column->has_missing |= codes[i] < 0;
    }
}

static void
add_warnings (State *self, WfTable *table)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (GArray) constant = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint j = 0; j < self->p; j++)
    {
      if (self->columns[j].n_levels < 2)
        g_array_append_val (constant, j);
      if (self->columns[j].has_missing)
        g_array_append_val (gaps, j);
    }
  if (constant->len > 0)
    {
      g_autofree char *names = wf_table_list_names (table, (guint *) constant->data, constant->len);
      g_autofree char *text = g_strdup_printf (_ ("Never varying, so without any edge: %s"), names);

      g_strv_builder_add (warnings, text);
    }
  if (gaps->len > 0)
    {
      g_autofree char *names = wf_table_list_names (table, (guint *) gaps->data, gaps->len);
      g_autofree char *text = g_strdup_printf (_ ("Values are missing in %s; each test leaves out the rows "
                                                  "it has no values for, which is harmless only "
                                                  "when values are missing by chance"),
                                               names);

      g_strv_builder_add (warnings, text);
    }
  self->warnings = g_strv_builder_end (warnings);
}

static gpointer
prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error)
{
  State *self = g_new0 (State, 1);

  g_mutex_init (&self->mutex);
  self->p = wf_table_get_n_columns (table);
  self->n = wf_table_get_n_rows (table);
  self->rows_per_cell = wf_params_get_real (params, "rows-per-cell");
  self->columns = g_new0 (Column, self->p);
  for (gsize j = 0; j < self->p; j++)
    {
      if (!wf_progress_check (progress, error))
        {
          release (self);
          return NULL;
        }
      fill_column (&self->columns[j], wf_table_get_codes (table, j, NULL), self->n,
                   wf_table_get_n_levels (table, j));
    }
  self->logs = g_new (double, MIN (self->n + 1, N_LOGS));
  self->logs[0] = 0;
  for (gsize v = 1; v < MIN (self->n + 1, N_LOGS); v++)
    self->logs[v] = 2 * (double) v * log ((double) v);
  add_warnings (self, table);
  return self;
}

/* 2 v ln v */
static inline double
get_log (const State *self, guint32 v)
{
  return G_LIKELY (v < N_LOGS) ? self->logs[v] : 2 * (double) v * log (v);
}

/* Adds one stratum, whose table has n_rows x n_columns that are not empty and `g2` as its statistic. */
static void
add_stratum (Test *test, double g2, guint n_rows, guint n_columns, guint32 total)
{
  double df = (double) (n_rows - 1) * (n_columns - 1);

  if (n_rows < 2 || n_columns < 2 || total < test->state->rows_per_cell * n_rows * n_columns)
    return;
  test->g2 += g2;
  test->df += df;
}

/* cells: n_levels (x) rows of n_levels (y) counts */
static void
add_dense_stratum (Test *test, const guint32 *cells, guint32 *column_sums)
{
  const State *state = test->state;
  guint nx = test->x->n_levels;
  guint ny = test->y->n_levels;
  guint n_rows = 0, n_columns = 0;
  guint32 total = 0;
  double g2 = 0;

  for (guint a = 0; a < nx; a++)
    {
      guint32 sum = 0;

      for (guint b = 0; b < ny; b++)
        {
          guint32 v = cells[a * ny + b];

          g2 += get_log (state, v);
          sum += v;
          column_sums[b] += v;
        }
      g2 -= get_log (state, sum);
      n_rows += sum > 0;
      total += sum;
    }
  for (guint b = 0; b < ny; b++)
    {
      g2 -= get_log (state, column_sums[b]);
      n_columns += column_sums[b] > 0;
      column_sums[b] = 0;
    }
  g2 += get_log (state, total);
  add_stratum (test, g2, n_rows, n_columns, total);
}

/* cells = cells * n_levels + codes, for n rounded up to LANES. The inner count is fixed so that it becomes
 * vector code. */
static inline void
add_column (const guint16 *restrict codes, guint n_levels, gsize n, guint16 *restrict cells)
{
  for (gsize i = 0; i < n; i += LANES)
    for (gsize lane = i; lane < i + LANES; lane++)
      cells[lane] = (guint16) (cells[lane] * n_levels + codes[lane]);
}

static inline void
mask_missing (const guint16 *restrict codes, guint16 n_cells, gsize n, guint16 *restrict cells)
{
  for (gsize i = 0; i < n; i += LANES)
    for (gsize lane = i; lane < i + LANES; lane++)
      cells[lane] = codes[lane] == MISSING ? n_cells : cells[lane];
}

/* Cell numbers of the rows from first on; rows with a missing value get n_cells, a cell that is not read. */
static void
number_cells (const Test *test, gsize first, gsize n, guint16 n_cells, guint16 *cells)
{
  memset (cells, 0, BLOCK * sizeof (guint16));
  for (gsize q = 0; q < test->k; q++)
    add_column (test->given[q]->codes + first, test->given[q]->n_levels, n, cells);
  add_column (test->x->codes + first, test->x->n_levels, n, cells);
  add_column (test->y->codes + first, test->y->n_levels, n, cells);

  for (gsize q = 0; q < test->k; q++)
    if (test->given[q]->has_missing)
      mask_missing (test->given[q]->codes + first, n_cells, n, cells);
  if (test->x->has_missing)
    mask_missing (test->x->codes + first, n_cells, n, cells);
  if (test->y->has_missing)
    mask_missing (test->y->codes + first, n_cells, n, cells);
}

/* Neighbouring rows are often alike, and adding twice to one count waits for the first: rows of a block take
 * turns between n_ways tables of `stride` counts. */
static inline void
count_block (const guint16 *cells, gsize n, gsize n_ways, gsize stride, guint32 *counts)
{
  gsize i = 0;

  for (; i + n_ways <= n; i += n_ways)
    for (gsize way = 0; way < n_ways; way++)
      counts[way * stride + cells[i + way]]++;
  for (; i < n; i++)
    counts[cells[i]]++;
}

static void
count_dense (Test *test, gsize n_strata, Scratch *scratch)
{
  gsize n_table = (gsize) test->x->n_levels * test->y->n_levels;
  gsize n_cells = n_strata * n_table;
  gsize n_ways = n_cells <= SMALL_TABLE ? WAYS : 1;
  gsize stride = n_cells + 1;
  guint32 *counts = get_zero_counts (scratch, n_ways * stride);
  guint16 cells[BLOCK];

  for (gsize first = 0; first < test->state->n; first += BLOCK)
    {
      gsize n = MIN (BLOCK, test->state->n - first);

      number_cells (test, first, n, (guint16) n_cells, cells);
      if (n_ways == WAYS)
        count_block (cells, n, WAYS, stride, counts);
      else
        count_block (cells, n, 1, stride, counts);
    }
  for (gsize way = 1; way < n_ways; way++)
    for (gsize cell = 0; cell < n_cells; cell++)
      counts[cell] += counts[way * stride + cell];
  for (gsize s = 0; s < n_strata; s++)
    add_dense_stratum (test, counts + s * n_table, scratch->sums);
}

/* Rows without a missing value, sorted by stratum: a counting sort by each column of the set. Returns how
 * many. */
static gsize
sort_rows (const Test *test, Scratch *scratch, guint32 **sorted)
{
  gsize n = 0;
  guint32 *from, *to;

  if (scratch->order == NULL)
    scratch->order = g_new (guint32, 2 * test->state->n);
  from = scratch->order;
  to = scratch->order + test->state->n;
  for (guint32 i = 0; i < test->state->n; i++)
    {
      gboolean is_missing = test->x->codes[i] == MISSING || test->y->codes[i] == MISSING;

      for (gsize q = 0; q < test->k && !is_missing; q++)
        is_missing = test->given[q]->codes[i] == MISSING;
      if (!is_missing)
        from[n++] = i;
    }
  for (gsize q = 0; q < test->k; q++)
    {
      const guint16 *codes = test->given[q]->codes;
      guint32 starts[WF_LIMIT_LEVELS + 1] = { 0 };

      for (gsize i = 0; i < n; i++)
        starts[codes[from[i]] + 1]++;
      for (guint l = 0; l < test->given[q]->n_levels; l++)
        starts[l + 1] += starts[l];
      for (gsize i = 0; i < n; i++)
        to[starts[codes[from[i]]]++] = from[i];
      *sorted = from;
      from = to;
      to = *sorted;
    }
  *sorted = from;
  return n;
}

static gboolean
is_same_stratum (const Test *test, guint32 a, guint32 b)
{
  for (gsize q = 0; q < test->k; q++)
    if (test->given[q]->codes[a] != test->given[q]->codes[b])
      return FALSE;
  return TRUE;
}

/* The n rows of one stratum. The cells they touch are zero before and after. */
static void
add_sparse_stratum (Test *test, const guint32 *rows, gsize n, guint32 *counts, guint32 *sums)
{
  const State *state = test->state;
  const guint16 *x = test->x->codes;
  const guint16 *y = test->y->codes;
  guint ny = test->y->n_levels;
  guint32 *row_sums = sums;
  guint32 *column_sums = sums + WF_LIMIT_LEVELS;
  guint n_rows = 0, n_columns = 0;
  double g2 = get_log (state, (guint32) n);

  for (gsize i = 0; i < n; i++)
    {
      n_rows += row_sums[x[rows[i]]]++ == 0;
      n_columns += column_sums[y[rows[i]]]++ == 0;
      counts[x[rows[i]] * ny + y[rows[i]]]++;
    }
  for (gsize i = 0; i < n; i++)
    {
      guint32 *cell = &counts[x[rows[i]] * ny + y[rows[i]]];

      g2 += get_log (state, *cell) - get_log (state, row_sums[x[rows[i]]]) -
            get_log (state, column_sums[y[rows[i]]]);
      *cell = row_sums[x[rows[i]]] = column_sums[y[rows[i]]] = 0;
    }
  add_stratum (test, g2, n_rows, n_columns, (guint32) n);
}

static void
count_sparse (Test *test, Scratch *scratch)
{
  guint32 *counts = get_zero_counts (scratch, (gsize) test->x->n_levels * test->y->n_levels);
  guint32 *rows;
  gsize n = sort_rows (test, scratch, &rows);

  for (gsize first = 0, next; first < n; first = next)
    {
      for (next = first + 1; next < n && is_same_stratum (test, rows[first], rows[next]); next++)
        ;
      add_sparse_stratum (test, rows + first, next - first, counts, scratch->sums);
    }
}

static double
p_value (gpointer data, guint x, guint y, const guint *given, gsize n_given)
{
  State *self = data;
  const Column *on_stack[32];
  g_autofree const Column **on_heap =
      n_given > G_N_ELEMENTS (on_stack) ? g_new (const Column *, n_given) : NULL;
  Test test = { .state = self,
                .x = &self->columns[x],
                .y = &self->columns[y],
                .given = on_heap != NULL ? on_heap : on_stack,
                .k = n_given };
  gsize n_table = (gsize) test.x->n_levels * test.y->n_levels;
  gsize n_strata = 1;
  Scratch *scratch;

  for (gsize q = 0; q < n_given; q++)
    {
      test.given[q] = &self->columns[given[q]];
      if (n_strata * n_table <= DENSE_CELLS (self->n))
        n_strata *= test.given[q]->n_levels;
    }
  scratch = borrow_scratch (self);
  if (n_strata * n_table <= DENSE_CELLS (self->n))
    count_dense (&test, n_strata, scratch);
  else
    count_sparse (&test, scratch);
  return_scratch (self, scratch);
  return test.df > 0 ? gsl_cdf_chisq_Q (MAX (test.g2, 0), test.df) : 1;
}

static const char *const *
get_warnings (gpointer data)
{
  return (const char *const *) ((State *) data)->warnings;
}

static const WfParam params[] = {
  {
      .id = "rows-per-cell",
      .name = N_ ("Rows per cell"),
      .type = WF_PARAM_REAL,
      .value = 2,
      .min = 0,
      .max = 1000,
      .help = N_ ("A stratum with fewer rows for each cell of its table is skipped by the G² test"),
  },
  { NULL },
};

const WfCiTestKind wf_ci_test_g_square = {
  .id = "g-square",
  .name = N_ ("G² (likelihood ratio)"),
  .summary = N_ ("Contingency tables of discrete columns; exact in the limit of many rows a cell"),
  .citation = "Spirtes, Glymour & Scheines 2000, Causation, Prediction, and Search",
  .accepts = WF_DATA_DISCRETE,
  .params = params,
  .prepare = prepare,
  .release = release,
  .p_value = p_value,
  .get_warnings = get_warnings,
};
