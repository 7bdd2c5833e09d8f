/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables counted by meeting rows of bits, 64 rows and more an instruction, where columns have few levels: the
 * rows of every combination of levels of all but the last column, then how many of them have which level of
 * the last. Columns of few levels come first, so that few combinations are met. */

#include "config.h"

#include <math.h>

#include "core/citest/contingency-private.h"

#define MAX_COLUMNS     14
#define CYCLES_PER_PASS 4.0 /* of a count, beside its words */

struct _WfBitTally
{
  guint64 *bits; /* a row for each depth */
  gsize n_bits;  /* words */
};

/* One table being filled. */
typedef struct
{
  const WfContingency *data;
  const WfCodes *codes[MAX_COLUMNS]; /* by number of levels */
  gsize strides[MAX_COLUMNS];
  gsize n_columns;
  guint
      n_counted; /* levels of the last column that are counted; one more follows unless values are missing */
  guint64 *bits;
} Filling;

WfBitTally *
wf_bit_tally_new (void)
{
  return g_new0 (WfBitTally, 1);
}

void
wf_bit_tally_free (WfBitTally *self)
{
  g_free (self->bits);
  g_free (self);
}

double
wf_bit_tally_get_cost (const WfLayout *layout)
{
  const WfContingency *data = layout->data;
  guint most_levels = 0;

  if (layout->n_columns > MAX_COLUMNS)
    return INFINITY;
  for (gsize q = 0; q < layout->n_columns; q++)
    {
      const WfCodes *codes = &data->columns[layout->columns[q]];

      if (codes->bits == NULL)
        return INFINITY;
      most_levels = MAX (most_levels, codes->n_levels);
    }
  return ((double) data->n_words * data->counter->cycles_per_word + CYCLES_PER_PASS) *
         ((double) layout->n_cells + (double) layout->n_cells / most_levels);
}

static void
sort_columns (Filling *self, const WfLayout *layout)
{
  for (gsize q = 0; q < layout->n_columns; q++)
    {
      const WfCodes *codes = &layout->data->columns[layout->columns[q]];
      gsize at = q;

      for (; at > 0 && self->codes[at - 1]->n_levels > codes->n_levels; at--)
        {
          self->codes[at] = self->codes[at - 1];
          self->strides[at] = self->strides[at - 1];
        }
      self->codes[at] = codes;
      self->strides[at] = layout->strides[q];
    }
}

/* The rows m & z, by level of the last column. */
static void
count_last (const Filling *self, const guint64 *m, const guint64 *z, guint32 *cells)
{
  const WfCodes *codes = self->codes[self->n_columns - 1];
  gsize stride = self->strides[self->n_columns - 1];
  guint32 counts[WF_SLICE_LEVELS + 1];
  guint32 sum = 0;

  self->data->counter->count (m, z, codes->bits, self->data->n_words, self->n_counted, counts);
  for (guint l = 0; l < self->n_counted; l++)
    {
      cells[l * stride] = counts[l];
      sum += counts[l];
    }
  if (self->n_counted < codes->n_levels)
    cells[self->n_counted * stride] = counts[self->n_counted] - sum;
}

/* What the rows m add, from the column `depth` on. */
static void
descend (const Filling *self, gsize depth, const guint64 *m, guint32 *cells)
{
  const WfContingency *data = self->data;
  const WfCodes *codes = self->codes[depth];
  guint64 *met = self->bits + depth * data->n_words;

  for (guint l = 0; l < codes->n_levels; l++)
    {
      const guint64 *level = codes->bits + l * data->n_words;
      guint32 *of_level = cells + l * self->strides[depth];

      if (depth + 2 == self->n_columns)
        count_last (self, m != NULL ? m : level, level, of_level);
      else if (m == NULL)
        descend (self, depth + 1, level, of_level);
      else if (data->counter->meet (met, m, level, data->n_words) > 0)
        descend (self, depth + 1, met, of_level);
    }
}

void
wf_bit_tally_fill (WfBitTally *self, const WfLayout *layout, guint32 *cells)
{
  const WfContingency *data = layout->data;
  Filling filling = { .data = data, .n_columns = layout->n_columns };
  const WfCodes *last;

  if (self->n_bits < MAX_COLUMNS * data->n_words)
    {
      self->n_bits = MAX_COLUMNS * data->n_words;
      self->bits = g_renew (guint64, self->bits, self->n_bits);
    }
  filling.bits = self->bits;
  sort_columns (&filling, layout);
  last = filling.codes[filling.n_columns - 1];
  filling.n_counted = last->n_levels - !last->has_missing;
  descend (&filling, 0, NULL, cells);
}
