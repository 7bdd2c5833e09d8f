/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/score/discrete-private.h"
#include "core/score/score-private.h"
#include "core/table/prepare.h"

/* Sums stay below this, with room for logarithms of a cell's prior weight, which is above exp (-LARGEST_LOG).
 */
#define LARGEST_SUM 0x1p61
#define LARGEST_LOG 512

void
wf_discrete_free (WfDiscrete *self)
{
  g_clear_pointer (&self->cells, wf_cells_free);
  g_clear_pointer (&self->sums, wf_set_cache_free);
  g_strfreev (self->warnings);
  g_free (self);
}

static void
warn_constant (const WfCells *cells, WfTable *table, GStrvBuilder *warnings)
{
  g_autofree gboolean *is_constant = g_new (gboolean, cells->p);

  for (gsize j = 0; j < cells->p; j++)
    is_constant[j] = cells->n_levels[j] == 1;
  wf_table_warn_constant (wf_table_get_names (table), is_constant, warnings);
}

WfDiscrete *
wf_discrete_new (WfTable *table, WfProgress *progress, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfTable) complete = wf_table_keep_complete_rows (table, 1, warnings, error);
  WfDiscrete *self;
  double n;

  if (complete == NULL || !wf_progress_check (progress, error))
    return NULL;
  n = (double) wf_table_get_n_rows (complete);
  self = g_new0 (WfDiscrete, 1);
  self->cells = wf_cells_new (complete);
  self->sums = wf_set_cache_new (self->cells->p);
  self->scale = exp2 (floor (log2 (LARGEST_SUM / (n * (log (n) + LARGEST_LOG)))));
  /* each parent at least doubles the cells, and cells without rows tell nothing */
  self->max_parents = g_bit_storage (self->cells->n) - 1;
  warn_constant (self->cells, table, warnings);
  self->warnings = g_strv_builder_end (warnings);
  return self;
}

/* F of no columns: of one cell with all rows. */
static double
get_sum_of_none (const WfDiscrete *self, WfCellSum sum, gconstpointer score)
{
  guint32 n = (guint32) self->cells->n;
  WfCellCounts all = { &n, 1 };

  return (double) sum (score, self, &all, 1);
}

static double
add_up (const WfDiscrete *self,
        WfCellSum sum,
        gconstpointer score,
        WfCellCounts *counts,
        double size,
        WfSetKey key)
{
  double value = (double) sum (score, self, counts, size);

  wf_set_cache_add (self->sums, key, value);
  g_free (counts->counts);
  return value;
}

double
wf_discrete_get_difference (
    const WfDiscrete *self, WfCellSum sum, gconstpointer score, guint node, const guint *parents, gsize k)
{
  g_autofree guint *columns = NULL;
  WfSetKey of_node = wf_set_cache_get_key (self->sums, &node, 1);
  WfSetKey of_parents = wf_set_cache_get_key (self->sums, parents, k);
  WfSetKey of_both = { of_node.high ^ of_parents.high, of_node.low ^ of_parents.low };
  gboolean has_both, has_parents;
  WfCellCounts joint, margin;
  double both, before, size;

  has_both = wf_set_cache_find (self->sums, of_both, &both);
  has_parents = k == 0 || wf_set_cache_find (self->sums, of_parents, &before);
  if (k == 0)
    before = get_sum_of_none (self, sum, score);
  if (has_both && has_parents)
    return (both - before) / self->scale;

  columns = g_new (guint, k + 1);
  if (k > 0)
    memcpy (columns, parents, k * sizeof (guint));
  columns[k] = node;
  size = wf_cells_get_size (self->cells, columns, k);
  if (has_both)
    wf_cells_count (self->cells, columns, k, &margin, NULL);
  else
    wf_cells_count (self->cells, columns, k + 1, &joint, has_parents ? NULL : &margin);
  if (!has_both)
    both = add_up (self, sum, score, &joint, size * self->cells->n_levels[node], of_both);
  if (!has_parents)
    before = add_up (self, sum, score, &margin, size, of_parents);
  return (both - before) / self->scale;
}
