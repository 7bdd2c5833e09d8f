/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Rows that stand for more, or for less, than one unit: a table of counts, or of probabilities. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/table/table-private.h"

#define MOST_UNITS 9007199254740992.0 /* 2^53: beyond it whole numbers are no longer told apart */

void
wf_table_take_weights (WfTable *self, WfColumn *weights, const char *name)
{
  self->weights = weights;
  self->weight_name = weights != NULL ? g_strdup (name) : NULL;
}

void
wf_table_share_weights (WfTable *self, WfTable *from)
{
  g_assert (self->n_rows == from->n_rows);

  if (from->weights != NULL)
    wf_table_take_weights (self, wf_column_ref (from->weights), from->weight_name);
}

/**
 * wf_table_get_weights:
 * @self: a table
 * @n_rows: (out) (optional): number of weights
 *
 * Returns: (array length=n_rows) (nullable) (transfer none): how many units each row stands for, finite and
 * not negative; %NULL: one each
 */
const double *
wf_table_get_weights (WfTable *self, gsize *n_rows)
{
  if (n_rows != NULL)
    *n_rows = self->weights == NULL ? 0 : self->n_rows;
  return self->weights != NULL ? self->weights->values : NULL;
}

/**
 * wf_table_get_weight_name:
 * @self: a table
 *
 * Returns: (nullable) (transfer none): what the column of weights was called; %NULL without weights
 */
const char *
wf_table_get_weight_name (WfTable *self)
{
  return self->weight_name;
}

/**
 * wf_table_get_total_weight:
 * @self: a table
 *
 * Returns: the sum of the weights; the number of rows without weights
 */
double
wf_table_get_total_weight (WfTable *self)
{
  double sum = 0;

  if (self->weights == NULL)
    return (double) self->n_rows;
  for (gsize i = 0; i < self->n_rows; i++)
    sum += self->weights->values[i];
  return sum;
}

/**
 * wf_table_has_counts:
 * @self: a table
 *
 * Returns: whether it is known how many units the table stands for: it has no weights, or all of them are
 * whole numbers
 */
gboolean
wf_table_has_counts (WfTable *self)
{
  for (gsize i = 0; self->weights != NULL && i < self->n_rows; i++)
    if (self->weights->values[i] != floor (self->weights->values[i]))
      return FALSE;
  return TRUE;
}

/**
 * wf_table_describe_weights:
 * @self: a table
 *
 * Returns: (transfer full) (nullable): what rows count by, and how much they are together, in words;
 * %NULL without weights
 */
char *
wf_table_describe_weights (WfTable *self)
{
  g_autofree char *total = NULL;

  if (self->weights == NULL)
    return NULL;
  if (!wf_table_has_counts (self))
    return g_strdup_printf (_ ("rows count by “%s”, as shares of the whole"), self->weight_name);
  total = wf_format_number (wf_table_get_total_weight (self));
  return g_strdup_printf (_ ("rows count by “%s”, %s in all"), self->weight_name, total);
}

/**
 * wf_table_describe_rows:
 * @self: a table
 *
 * Returns: (transfer full): "8 rows", with what they count by where they have weights
 */
char *
wf_table_describe_rows (WfTable *self)
{
  g_autofree char *count = wf_format_count (self->n_rows);
  g_autofree char *rows =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s row", "%s rows", self->n_rows), count);
  g_autofree char *weights = wf_table_describe_weights (self);

  return weights == NULL ? g_steal_pointer (&rows) : g_strdup_printf ("%s; %s", rows, weights);
}

static gboolean
check_weights (const WfColumn *weights, gsize n_rows, const char *name, GError **error)
{
  double total = 0;

  for (gsize i = 0; i < n_rows; i++)
    {
      double weight = weights->values[i];

      if (isnan (weight))
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("Row %zu has no weight: “%s” is missing there; fill it in, with 0 for a row that "
                        "doesn’t count"),
                     i + 1, name);
      else if (weight < 0)
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("Row %zu has the weight %g; weights in “%s” must be 0 or more"), i + 1, weight, name);
      if (!(weight >= 0))
        return FALSE;
      total += weight;
    }
  if (total == 0)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("All weights in “%s” are 0: no row counts; take another column"), name);
  else if (total > MOST_UNITS)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("The weights in “%s” add up to %g, more than can be counted; divide them"), name, total);
  return total > 0 && total <= MOST_UNITS;
}

/* a name that no column has: "n", "n 2", ... */
static char *
find_free_name (WfTable *self, const char *wanted)
{
  char *name = g_strdup (wanted);

  for (guint i = 2; wf_table_find_column (self, name) >= 0; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", wanted, i);
    }
  return name;
}

/* the columns but one (-1 = all of them), then the weights that were there */
static WfTable *
release_weights (WfTable *self, gssize without)
{
  WfColumn **columns = g_new (WfColumn *, self->n_columns + 2);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  WfTable *table;
  gsize n = 0;

  for (gsize i = 0; i < self->n_columns; i++)
    {
      if ((gssize) i == without)
        continue;
      columns[n++] = wf_column_ref (self->columns[i]);
      g_strv_builder_add (names, self->names[i]);
    }
  if (self->weights != NULL)
    {
      g_autofree char *name = find_free_name (self, self->weight_name);

      columns[n++] = wf_column_ref (self->weights);
      g_strv_builder_add (names, name);
    }
  table = wf_table_new_take (self->n_rows, n, columns, g_strv_builder_end (names),
                             wf_table_list_other_notes (self));
  wf_table_share_texts (table, self);
  for (gsize i = 0; without >= 0 && i < wf_table_get_n_texts (table); i++)
    {
      WfTableText *text = &g_array_index (table->texts, WfTableText, i);

      text->place -= text->place > (gsize) without;
    }
  return table;
}

/**
 * wf_table_with_weights:
 * @self: a table
 * @column: (nullable): the column that says how many units a row stands for, or %NULL: every row counts once
 * @error: %WF_ERROR_DATA: an unknown name (with the nearest), a weight that is negative, missing or no number
 * (its row is named), or all weights are 0, or add up to more than 2^53; %WF_ERROR_TOO_LARGE
 *
 * Takes a column out of the variables. Weights that were there become a column again, the last one.
 *
 * Returns: (transfer full): the table with these weights
 */
WfTable *
wf_table_with_weights (WfTable *self, const char *column, GError **error)
{
  gssize found = column != NULL ? wf_table_find_column (self, column) : -1;
  WfColumn *weights = NULL;
  WfTable *table;

  if (column != NULL)
    {
      if (found < 0)
        {
          wf_table_fail_name (self, column, error);
          return NULL;
        }
      weights = self->columns[found]->kind == WF_COLUMN_CONTINUOUS
                    ? wf_column_ref (self->columns[found])
                    : wf_table_to_continuous (self, (gsize) found, error);
      if (weights == NULL)
        return NULL;
      if (!check_weights (weights, self->n_rows, column, error))
        {
          wf_column_unref (weights);
          return NULL;
        }
    }
  table = release_weights (self, found);
  wf_table_take_weights (table, weights, column);
  return table;
}

static gboolean
fail_shares (WfTable *self, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("The weights in “%s” are shares and no counts, so nobody knows how much data there is; "
                  "give counts, or what has rows"),
               self->weight_name);
  return FALSE;
}

/* each row as often as it counts, (element-type gsize); NULL with an error */
static GArray *
repeat_rows (WfTable *self, GError **error)
{
  double total = wf_table_get_total_weight (self);
  GArray *rows;

  if (!wf_table_has_counts (self))
    {
      fail_shares (self, error);
      return NULL;
    }
  if (!(total <= WF_LIMIT_EXPANDED_ROWS))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("The weights in “%s” stand for %.0f rows; this works on at most %d "
                      "(WF_LIMIT_EXPANDED_ROWS). Divide the counts, or take a sample"),
                   self->weight_name, total, WF_LIMIT_EXPANDED_ROWS);
      return NULL;
    }
  rows = g_array_sized_new (FALSE, FALSE, sizeof (gsize), (guint) total);
  for (gsize row = 0; row < self->n_rows; row++)
    for (gsize k = (gsize) self->weights->values[row]; k > 0; k--)
      g_array_append_val (rows, row);
  return rows;
}

/**
 * wf_table_expand_weights:
 * @self: a table
 * @error: %WF_ERROR_DATA: weights that are no whole numbers; %WF_ERROR_TOO_LARGE: more than
 * %WF_LIMIT_EXPANDED_ROWS rows, or no memory
 *
 * Every row as often as it counts, one after the other: for what has to know how much data there is, or takes
 * rows one by one. Cost: the sum of the weights times the columns.
 *
 * Returns: (transfer full): a table without weights; @self itself when it has none
 */
WfTable *
wf_table_expand_weights (WfTable *self, GError **error)
{
  g_autoptr (GArray) rows = NULL;
  WfTable *table;

  if (self->weights == NULL)
    return wf_table_ref (self);
  rows = repeat_rows (self, error);
  if (rows == NULL)
    return NULL;
  table = wf_table_select_rows (self, (const gsize *) (gpointer) rows->data, rows->len, error);
  if (table == NULL)
    return NULL;
  g_clear_pointer (&table->weights, wf_column_unref);
  g_clear_pointer (&table->weight_name, g_free);
  return table;
}
