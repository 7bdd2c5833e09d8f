/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Which column of a table of counts, or of probabilities, holds them. Only where nothing else is likely: a
 * table of single units would have combinations that come more than once, or hardly ever most of them. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/table/table-private.h"

#define MIN_LEVEL_ROWS 2 /* a level in one row alone is a name of that row */
#define MIN_SHARE      4 /* at least a quarter of all combinations */

static const char *const weight_names[] = {
  "cases", "count",       "counts",     "freq",  "frequency", "frequencies", "n",
  "p",     "probability", "proportion", "share", "weight",    "weights",     NULL,
};

static gboolean
is_weight_name (const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_strv_contains (weight_names, folded);
}

/* every level of a discrete column without missing values stands in several rows */
static gboolean
has_repeated_levels (const WfColumn *column, gsize n_rows)
{
  g_autofree guint *counts = NULL;

  if (column->kind != WF_COLUMN_DISCRETE || column->n_missing > 0)
    return FALSE;
  counts = g_new0 (guint, column->n_levels + 1);
  for (gsize i = 0; i < n_rows; i++)
    counts[column->codes[i]]++;
  for (gsize k = 0; k < column->n_levels; k++)
    if (counts[k] < MIN_LEVEL_ROWS)
      return FALSE;
  return TRUE;
}

/* whether the columns but one are the cells of a table: no combination twice, and not most of them empty */
static gboolean
are_cells (WfTable *self, gsize without)
{
  g_autofree gboolean *is_taken = NULL;
  gsize n_cells = 1;

  for (gsize j = 0; j < self->n_columns; j++)
    {
      if (j == without)
        continue;
      if (!has_repeated_levels (self->columns[j], self->n_rows))
        return FALSE;
      n_cells *= self->columns[j]->n_levels;
      if (n_cells > MIN_SHARE * self->n_rows)
        return FALSE;
    }
  is_taken = g_new0 (gboolean, n_cells);
  for (gsize row = 0; row < self->n_rows; row++)
    {
      gsize cell = 0;

      for (gsize j = 0; j < self->n_columns; j++)
        if (j != without)
          cell = cell * self->columns[j]->n_levels + (gsize) self->columns[j]->codes[row];
      if (is_taken[cell])
        return FALSE;
      is_taken[cell] = TRUE;
    }
  return TRUE;
}

static char *
make_note (const char *column)
{
  return g_strdup_printf (
      _ ("“%s” is read as how often each combination of the other columns occurs, not as a variable"),
      column);
}

static void
add_note (WfTable *self, const char *column)
{
  gsize n = g_strv_length (self->notes);

  self->notes = g_renew (char *, self->notes, n + 2);
  self->notes[n] = make_note (column);
  self->notes[n + 1] = NULL;
}

char **
wf_table_list_other_notes (WfTable *self)
{
  g_autofree char *own = self->weight_name != NULL ? make_note (self->weight_name) : NULL;
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();

  for (gsize i = 0; self->notes[i] != NULL; i++)
    if (g_strcmp0 (self->notes[i], own) != 0)
      g_strv_builder_add (notes, self->notes[i]);
  return g_strv_builder_end (notes);
}

/**
 * wf_table_find_weights:
 * @self: a table as read from a file
 *
 * Recognises a table of counts or of probabilities: one column with numbers that is called so, beside
 * discrete columns whose combinations come once each. Cost: linear in the cells.
 *
 * Returns: (transfer full): the table with that column as its weights and a note that says so; @self itself
 * when there is none, or it has weights
 */
WfTable *
wf_table_find_weights (WfTable *self)
{
  for (gsize j = 0; self->weights == NULL && self->n_columns > 1 && j < self->n_columns; j++)
    {
      WfTable *weighted;

      if (!is_weight_name (self->names[j]) || !are_cells (self, j))
        continue;
      weighted = wf_table_with_weights (self, self->names[j], NULL);
      if (weighted == NULL)
        continue;
      add_note (weighted, self->names[j]);
      return weighted;
    }
  return wf_table_ref (self);
}
