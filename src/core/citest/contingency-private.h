/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/limits.h"
#include "core/citest/citest-private.h"

G_BEGIN_DECLS

#define WF_CODE_MISSING  G_MAXUINT16
#define WF_CODE_LANES    32    /* rows numbered at once; codes are padded to a multiple */
#define WF_SLICE_LEVELS  16    /* columns of more levels have no bits: they would take more than their codes */
#define WF_SLICE_WORDS   8     /* rows of bits are padded to a multiple */
#define WF_TABLE_COLUMNS 32    /* columns of a table; more have too many cells anyway, or one level */
#define WF_N_LOGS        65536 /* 2 v ln v is tabulated below this */

G_STATIC_ASSERT (WF_LIMIT_LEVELS < WF_CODE_MISSING);

/* A column, or several as one: its levels are those that occur, as 0, 1, ... */
typedef struct
{
  guint16 *codes;         /* n, WF_CODE_MISSING = none; zeros up to a multiple of WF_CODE_LANES */
  guint64 *bits;          /* a row of n_words a level: bit i of word w is row 64 w + i; NULL = too many levels */
  guint    n_levels;
  gboolean has_missing;
} WfCodes;

/* How bits are counted; by what the processor has. Counts don't depend on it. */
typedef struct
{
  double    cycles_per_word;   /* of one count, about */
  /* counts[q] = rows in m & z & the q-th of n_y rows of y; counts[n_y] = rows in m & z */
  void    (*count) (const guint64 *m, const guint64 *z, const guint64 *y, gsize n_words, guint n_y, guint32 *counts);
  /* to = m & z; returns how many rows are in it */
  guint32 (*meet)  (guint64 *to, const guint64 *m, const guint64 *z, gsize n_words);
} WfBitCounter;

typedef struct _WfContingency WfContingency;
typedef struct _WfBitTally WfBitTally;
typedef struct _WfRowTally WfRowTally;
typedef struct _WfTally WfTally;   /* working memory of one thread, with the tables it counted before */

/* The columns of one table in the order of its cells: the last varies fastest. */
typedef struct
{
  const WfContingency *data;
  const guint         *columns;
  const gsize         *strides;   /* between cells whose level of the column differs by one */
  gsize                n_columns;
  gsize                n_cells;
} WfLayout;

/* What all tests of one table share: the "state" of their descriptors. */
struct _WfContingency
{
  WfCodes  *columns;
  gsize     p;
  gsize     n;
  gsize     n_words;
  double    rows_per_cell;
  guint32   min_rows;      /* no stratum of fewer rows is added */
  double   *logs;
  const WfBitCounter *counter;
  GStrv     warnings;
  _Atomic (WfTally *) spare;   /* the tally returned last */
  GMutex    mutex;
  WfTally  *free;              /* others */
};

/* The table of x and y in one stratum; rows and columns may be empty. */
typedef struct
{
  const guint32 *cells;          /* n_x rows of n_y counts */
  const guint32 *row_sums, *column_sums;
  guint          n_x, n_y;
  guint          n_rows, n_columns;   /* those that aren't empty */
  guint32        total;
} WfStratum;

/* What a stratum adds to the statistic. */
typedef double (*WfStratumStatistic) (const WfContingency *self, const WfStratum *stratum);

/* One question, and the sums so far. */
typedef struct
{
  const WfContingency *data;
  WfStratumStatistic   statistic;
  guint                x, y;
  const guint         *given;
  gsize                n_given;
  double               sum;
  double               df;
} WfStrata;

double wf_contingency_compute_log (guint32 v);

/* 2 v ln v, for v up to n */
static inline double
wf_contingency_log (const WfContingency *self, guint32 v)
{
  return G_LIKELY (v < WF_N_LOGS) ? self->logs[v] : wf_contingency_compute_log (v);
}

/* ---- for the descriptors of the tests ---- */
extern const WfParam wf_contingency_params[];
gpointer wf_contingency_prepare (WfTable *table, GVariant *params, guint n_threads, WfProgress *progress, GError **error);
void     wf_contingency_release (gpointer state);
double   wf_contingency_get_p   (gpointer state, WfStratumStatistic statistic, guint x, guint y, const guint *given, gsize n_given);
const char *const *wf_contingency_get_warnings (gpointer state);

/* ---- within ---- */
/* adds a stratum of min_rows or more, unless it is too thin for its table */
static inline void
wf_strata_add (WfStrata *self, const WfStratum *stratum)
{
  if (stratum->n_rows < 2 || stratum->n_columns < 2 ||
      stratum->total < self->data->rows_per_cell * stratum->n_rows * stratum->n_columns)
    return;
  self->sum += self->statistic (self->data, stratum);
  self->df += (double) (stratum->n_rows - 1) * (stratum->n_columns - 1);
}

/* adds those of a table of the question's columns; room: for n_x n_y cells and the sums of one */
void wf_strata_add_all (WfStrata *self, const WfLayout *layout, const guint32 *cells, guint32 *room);

GStrv wf_contingency_list_warnings (const WfContingency *self, WfTable *table);

WfTally    *wf_tally_new       (void);
void        wf_tally_free      (WfTally *self);
WfTally   **wf_tally_next      (WfTally *self);   /* for a list of them */
/* adds all strata */
void        wf_tally_count     (WfTally *self, WfStrata *strata);

WfBitTally *wf_bit_tally_new   (void);
void        wf_bit_tally_free  (WfBitTally *self);
/* the cycles that it takes, about; INFINITY = can't, for a column has too many levels */
double      wf_bit_tally_get_cost (const WfLayout *layout);
/* cells: zero before */
void        wf_bit_tally_fill  (WfBitTally *self, const WfLayout *layout, guint32 *cells);

WfRowTally *wf_row_tally_new   (void);
void        wf_row_tally_free  (WfRowTally *self);
/* the table must have fewer cells than WF_CODE_MISSING; cells: zero before */
double      wf_row_tally_get_cost (const WfLayout *layout);
void        wf_row_tally_fill  (WfRowTally *self, const WfLayout *layout, guint32 *cells);
/* adds all strata without a table of all, sorting rows: for many cells of few rows */
void        wf_row_tally_count_sparse (WfRowTally *self, WfStrata *strata);

/* those that the processor can, fastest first, NULL-terminated */
const WfBitCounter *const *wf_bit_counters_get (void);
/* P (chi-squared with df degrees of freedom > x), df whole */
double      wf_chi_squared_tail (double x, double df);

G_END_DECLS
