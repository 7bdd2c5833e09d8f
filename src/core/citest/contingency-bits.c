/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables counted by meeting rows of bits: 64 rows and more an instruction, where columns have few levels. One
 * of x and y, "outer", meets the columns conditioned on one after another; combinations of too few rows to
 * count are dropped on the way. Sets are asked for in lexicographic order, so that all but the last column of
 * one are often those of the one before: what they leave is kept. */

#include "config.h"

#include <string.h>

#include "core/citest/contingency-private.h"

#define MAX_DEPTH       12        /* columns conditioned on */
#define MAX_KEPT_WORDS  (1 << 20) /* of the rows of bits kept at a depth */
#define CYCLES_PER_ROW  2.0       /* of counting row by row, about */
#define CYCLES_PER_PASS 12.0      /* of a count beside its words */

/* What is left after some of the columns: a row of bits for every combination of their levels that has rows
 * enough, and every level of outer. */
typedef struct
{
  guint column; /* the last one met */
  gsize n_strata;
  guint64 *bits; /* n_strata x levels of outer x n_words */
  gsize n_room;  /* words */
} Depth;

struct _WfBitTally
{
  guint outer;
  gsize n_depths; /* kept */
  Depth depths[MAX_DEPTH];
};

WfBitTally *
wf_bit_tally_new (void)
{
  return g_new0 (WfBitTally, 1);
}

void
wf_bit_tally_free (WfBitTally *self)
{
  for (gsize d = 0; d < MAX_DEPTH; d++)
    g_free (self->depths[d].bits);
  g_free (self);
}

/* One question by bits. */
typedef struct
{
  WfStrata *strata;
  const WfContingency *data;
  const WfCodes *outer, *inner;
  guint
      n_inner; /* rows of bits of inner that are counted; the last level follows unless values are missing */
  gboolean is_transposed; /* outer is y */
  guint32 min_rows;
} Question;

static guint64 *
make_room (Depth *depth, gsize n_words)
{
  if (depth->n_room < n_words)
    {
      g_free (depth->bits);
      depth->bits = g_new (guint64, n_words);
      depth->n_room = n_words;
    }
  return depth->bits;
}

/* The strata of the depth before (NULL: the whole table), each met with every level of the column. FALSE when
 * they would be too many to keep. */
static gboolean
fill_depth (const Question *question, const Depth *before, Depth *depth, guint column)
{
  const WfContingency *data = question->data;
  const WfCodes *codes = &data->columns[column];
  gsize n_words = data->n_words;
  gsize stride = question->outer->n_levels * n_words;
  gsize n_before = before != NULL ? before->n_strata : 1;
  const guint64 *from = before != NULL ? before->bits : question->outer->bits;
  guint64 *to;

  if (n_before * codes->n_levels * stride > MAX_KEPT_WORDS)
    return FALSE;
  to = make_room (depth, n_before * codes->n_levels * stride);
  depth->column = column;
  depth->n_strata = 0;
  for (gsize s = 0; s < n_before; s++)
    for (guint l = 0; l < codes->n_levels; l++)
      {
        guint64 *stratum = to + depth->n_strata * stride;
        guint32 total = 0;

        for (guint a = 0; a < question->outer->n_levels; a++)
          total += data->counter->meet (stratum + a * n_words, from + s * stride + a * n_words,
                                        codes->bits + l * n_words, n_words);
        depth->n_strata += total >= question->min_rows;
      }
  return TRUE;
}

/* What all but the last column leave; *before: NULL with one column or none. FALSE as fill_depth() */
static gboolean
prepare_depths (WfBitTally *self, const Question *question, guint outer, const Depth **before)
{
  const WfStrata *strata = question->strata;
  gsize n_wanted = strata->n_given > 0 ? strata->n_given - 1 : 0;
  gsize d = 0;

  if (self->outer != outer)
    self->n_depths = 0;
  self->outer = outer;
  while (d < MIN (self->n_depths, n_wanted) && self->depths[d].column == strata->given[d])
    d++;
  for (; d < n_wanted; d++)
    {
      self->n_depths = d;
      if (!fill_depth (question, d > 0 ? &self->depths[d - 1] : NULL, &self->depths[d], strata->given[d]))
        return FALSE;
      self->n_depths = d + 1;
    }
  *before = n_wanted > 0 ? &self->depths[n_wanted - 1] : NULL;
  return TRUE;
}

/* The table of one stratum: rows (n_outer rows of bits) met with `level`. */
static void
add_stratum (const Question *question, const guint64 *rows, const guint64 *level)
{
  const WfContingency *data = question->data;
  guint n_outer = question->outer->n_levels;
  guint n_levels = question->inner->n_levels;
  guint32 cells[WF_SLICE_LEVELS * WF_SLICE_LEVELS];
  guint32 outer_sums[WF_SLICE_LEVELS], inner_sums[WF_SLICE_LEVELS] = { 0 };
  guint32 total = 0;

  for (guint a = 0; a < n_outer; a++)
    {
      guint32 counts[WF_SLICE_LEVELS + 1];
      guint32 sum = 0;
      const guint64 *row = rows + a * data->n_words;

      data->counter->count (row, level != NULL ? level : row, question->inner->bits, data->n_words,
                            question->n_inner, counts);
      for (guint b = 0; b < question->n_inner; b++)
        sum += counts[b];
      if (question->n_inner < n_levels)
        {
          guint32 all = counts[question->n_inner];

          counts[n_levels - 1] = all - sum;
          sum = all;
        }
      for (guint b = 0; b < n_levels; b++)
        {
          cells[question->is_transposed ? b * n_outer + a : a * n_levels + b] = counts[b];
          inner_sums[b] += counts[b];
        }
      outer_sums[a] = sum;
      total += sum;
    }
  if (total < question->min_rows)
    return;
  if (question->is_transposed)
    wf_strata_add (question->strata, cells, n_levels, n_outer, inner_sums, outer_sums);
  else
    wf_strata_add (question->strata, cells, n_outer, n_levels, outer_sums, inner_sums);
}

static gboolean
has_bits (const WfStrata *strata)
{
  const WfCodes *columns = strata->data->columns;

  if (strata->n_given > MAX_DEPTH || columns[strata->x].bits == NULL || columns[strata->y].bits == NULL)
    return FALSE;
  for (gsize q = 0; q < strata->n_given; q++)
    if (columns[strata->given[q]].bits == NULL)
      return FALSE;
  return TRUE;
}

/* Is it cheaper than to go through the rows, with so many strata? */
static gboolean
is_cheap (const Question *question, gsize n_strata)
{
  const WfContingency *data = question->data;
  double n_counts = (double) n_strata * question->outer->n_levels * (question->n_inner + 1);

  return n_counts * ((double) data->n_words * data->counter->cycles_per_word + CYCLES_PER_PASS) <
         CYCLES_PER_ROW * (double) data->n;
}

gboolean
wf_bit_tally_count (WfBitTally *self, WfStrata *strata)
{
  const WfContingency *data = strata->data;
  const WfCodes *x = &data->columns[strata->x];
  const WfCodes *y = &data->columns[strata->y];
  gboolean is_transposed = y->n_levels < x->n_levels;
  const WfCodes *inner = is_transposed ? x : y;
  Question question = { .strata = strata,
                        .data = data,
                        .outer = is_transposed ? y : x,
                        .inner = inner,
                        .n_inner = inner->n_levels - !inner->has_missing,
                        .is_transposed = is_transposed,
                        .min_rows = wf_contingency_get_min_rows (data) };
  const WfCodes *last = strata->n_given > 0 ? &data->columns[strata->given[strata->n_given - 1]] : NULL;
  guint n_last = last != NULL ? last->n_levels : 1;
  gsize stride = question.outer->n_levels * data->n_words;
  const Depth *before;

  if (!has_bits (strata) || !is_cheap (&question, n_last) ||
      !prepare_depths (self, &question, is_transposed ? strata->y : strata->x, &before))
    return FALSE;
  if (before != NULL && !is_cheap (&question, before->n_strata * n_last))
    return FALSE;
  for (gsize s = 0; s < (before != NULL ? before->n_strata : 1); s++)
    for (guint l = 0; l < n_last; l++)
      add_stratum (&question, (before != NULL ? before->bits : question.outer->bits) + s * stride,
                   last != NULL ? last->bits + l * data->n_words : NULL);
  return TRUE;
}
