/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/model/mechanism-private.h"

static gboolean
is_complete (const WfFamily *self, gsize row)
{
  for (gsize k = 0; k <= self->n_parents; k++)
    if (self->codes[k] != NULL ? self->codes[k][row] < 0 : isnan (self->values[k][row]))
      return FALSE;
  return TRUE;
}

/* The column without the rows that are left out; NULL without memory. */
static gpointer
copy_column (WfFamily *self, gsize k, const gboolean *is_kept, gsize n_kept, gsize n_rows)
{
  gsize size = self->codes[k] != NULL ? sizeof (gint32) : sizeof (double), to = 0;
  gpointer copy = g_try_malloc (MAX (1, n_kept * size));

  if (copy == NULL)
    return NULL;
  g_ptr_array_add (self->copies, copy);
  for (gsize row = 0; row < n_rows; row++)
    {
      if (!is_kept[row])
        continue;
      if (self->codes[k] != NULL)
        ((gint32 *) copy)[to++] = self->codes[k][row];
      else
        ((double *) copy)[to++] = self->values[k][row];
    }
  if (self->codes[k] != NULL)
    self->codes[k] = copy;
  else
    self->values[k] = copy;
  return copy;
}

/* The weights without those of the rows that are left out. */
static gboolean
copy_weights (WfFamily *self, const gboolean *is_kept, gsize n_kept, gsize n_rows)
{
  double *copy = self->weights != NULL ? g_try_new (double, MAX (1, n_kept)) : NULL;
  gsize to = 0;

  if (copy == NULL)
    return self->weights == NULL;
  g_ptr_array_add (self->copies, copy);
  for (gsize row = 0; row < n_rows; row++)
    if (is_kept[row])
      copy[to++] = self->weights[row];
  self->weights = copy;
  return TRUE;
}

/* Leaves out the rows with a missing value. */
static gboolean
compact (WfFamily *self, GError **error)
{
  g_autofree gboolean *is_kept = g_try_new (gboolean, MAX (1, self->n_rows));
  gsize n_kept = 0, n_rows = self->n_rows;
  gboolean is_done = is_kept != NULL;

  self->copies = g_ptr_array_new_with_free_func (g_free);
  for (gsize row = 0; is_done && row < n_rows; row++)
    {
      is_kept[row] = is_complete (self, row);
      n_kept += is_kept[row];
    }
  self->n_rows = n_kept;
  is_done = is_done && copy_weights (self, is_kept, n_kept, n_rows);
  for (gsize k = 0; is_done && k <= self->n_parents; k++)
    is_done = copy_column (self, k, is_kept, n_kept, n_rows) != NULL;
  if (!is_done)
    g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE, _ ("Not enough memory to fit %s"),
                 self->names[self->n_parents]);
  return is_done;
}

gboolean
wf_family_init (
    WfFamily *self, WfTable *table, const guint *parents, gsize n_parents, guint node, GError **error)
{
  gboolean is_whole = TRUE;

  self->n_parents = n_parents;
  self->n_rows = wf_table_get_n_rows (table);
  self->names = g_new (const char *, n_parents + 1);
  self->values = g_new0 (const double *, n_parents + 1);
  self->codes = g_new0 (const gint32 *, n_parents + 1);
  self->n_levels = g_new0 (gsize, n_parents + 1);
  self->weights = wf_table_get_weights (table, NULL);
  self->has_shares = !wf_table_has_counts (table);
  for (gsize k = 0; k <= n_parents; k++)
    {
      guint column = k < n_parents ? parents[k] : node;

      self->names[k] = wf_table_get_name (table, column);
      self->values[k] = wf_table_get_values (table, column, NULL);
      self->codes[k] = wf_table_get_codes (table, column, NULL);
      self->n_levels[k] = wf_table_get_n_levels (table, column);
      is_whole &= wf_table_get_n_missing (table, column) == 0;
    }
  return is_whole || compact (self, error);
}

gboolean
wf_family_select (WfFamily *self,
                  const WfFamily *from,
                  gboolean with_parents,
                  const gsize *rows,
                  gsize n_rows,
                  GError **error)
{
  gsize first = with_parents ? 0 : from->n_parents;

  g_assert (from->weights == NULL);

  self->n_parents = from->n_parents - first;
  self->n_rows = n_rows;
  self->names = g_memdup2 (from->names + first, (self->n_parents + 1) * sizeof (const char *));
  self->values = g_new0 (const double *, self->n_parents + 1);
  self->codes = g_new0 (const gint32 *, self->n_parents + 1);
  self->n_levels = g_memdup2 (from->n_levels + first, (self->n_parents + 1) * sizeof (gsize));
  self->copies = g_ptr_array_new_with_free_func (g_free);
  for (gsize k = 0; k <= self->n_parents; k++)
    {
      const gint32 *codes = from->codes[first + k];
      gpointer copy = g_try_malloc (MAX (1, n_rows) * (codes != NULL ? sizeof (gint32) : sizeof (double)));

      if (copy == NULL)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE, _ ("Not enough memory to fit %s"),
                       from->names[from->n_parents]);
          return FALSE;
        }
      g_ptr_array_add (self->copies, copy);
      if (codes != NULL)
        self->codes[k] = copy;
      else
        self->values[k] = copy;
      for (gsize i = 0; i < n_rows; i++)
        if (codes != NULL)
          ((gint32 *) copy)[i] = codes[rows[i]];
        else
          ((double *) copy)[i] = from->values[first + k][rows[i]];
    }
  return TRUE;
}

const double **
wf_family_list_columns (const WfFamily *self, GPtrArray *copies)
{
  const double **columns = g_new0 (const double *, self->n_parents + 2);

  for (gsize k = 0; k <= self->n_parents; k++)
    {
      double *levels;

      columns[k] = self->values[k];
      if (columns[k] != NULL)
        continue;
      levels = g_new (double, self->n_rows + 1);
      for (gsize i = 0; i < self->n_rows; i++)
        levels[i] = self->codes[k][i];
      g_ptr_array_add (copies, levels);
      columns[k] = levels;
    }
  return columns;
}

void
wf_family_clear (WfFamily *self)
{
  g_free (self->names);
  g_free (self->values);
  g_free (self->codes);
  g_free (self->n_levels);
  g_clear_pointer (&self->copies, g_ptr_array_unref);
}

gboolean
wf_family_check_rows (const WfFamily *self, gsize n_needed, GError **error)
{
  if (self->n_rows >= n_needed)
    return TRUE;
  if (self->n_parents == 0)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 g_dngettext (GETTEXT_PACKAGE, "%s has %zu value, and a fit needs at least %zu; add rows",
                              "%s has %zu values, and a fit needs at least %zu; add rows", self->n_rows),
                 self->names[0], self->n_rows, n_needed);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 g_dngettext (GETTEXT_PACKAGE,
                              "%s and its parents have %zu complete row, and a fit needs at least %zu; add "
                              "rows, or drop the columns with many missing values",
                              "%s and its parents have %zu complete rows, and a fit needs at least %zu; add "
                              "rows, or drop the columns with many missing values",
                              self->n_rows),
                 self->names[self->n_parents], self->n_rows, n_needed);
  return FALSE;
}
