/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/table/pool.h"
#include "core/table/storage.h"
#include "core/table/table-private.h"

#define N_LEFT_OUT 10 /* columns that are named in notes */

typedef struct
{
  WfTable *const *tables;
  gsize n_tables;
  GPtrArray *domains; /* of char*, all different */
  gsize n_rows;
  WfTableBuilder *builder;
} Pool;

static void
pool_clear (Pool *self)
{
  g_clear_pointer (&self->domains, g_ptr_array_unref);
  g_clear_pointer (&self->builder, wf_table_builder_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pool, pool_clear)

static gboolean
has_field (WfTable *table, const char *name)
{
  return wf_table_find_column (table, name) >= 0 || wf_table_find_text (table, name) >= 0;
}

/* the first table without the column, or NULL */
static const char *
find_without (const Pool *self, const char *name)
{
  for (gsize t = 0; t < self->n_tables; t++)
    if (!has_field (self->tables[t], name))
      return self->domains->pdata[t];
  return NULL;
}

static WfColumn *
get_column (const Pool *self, gsize table, const char *name)
{
  return self->tables[table]->columns[wf_table_find_column (self->tables[table], name)];
}

/* ---- one column ---- */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = g_ascii_strtod (*(const char *const *) a, NULL);
  double y = g_ascii_strtod (*(const char *const *) b, NULL);

  return (x > y) - (x < y);
}

static gboolean
is_number (const char *text)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (value);
}

/* an order that somebody gave, in every table */
static gboolean
share_order (const Pool *self, const char *name)
{
  WfColumn *first = get_column (self, 0, name);

  for (gsize t = 0; t < self->n_tables; t++)
    {
      WfColumn *column = get_column (self, t, name);

      if (column->type != WF_COLUMN_TYPE_ORDINAL ||
          !g_strv_equal ((const char *const *) column->levels, (const char *const *) first->levels))
        return FALSE;
    }
  return TRUE;
}

/* The levels of all tables: in the order of an ordinal column, else sorted as a reader sorts them.
 * (element-type utf8), NULL-terminated, borrowed from the columns; *are_numbers: every one, and no order is
 * given. */
static GPtrArray *
unite_levels (const Pool *self, const char *name, gboolean *are_numbers)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *levels = g_ptr_array_new ();

  *are_numbers = TRUE;
  for (gsize t = 0; t < self->n_tables; t++)
    {
      WfColumn *column = get_column (self, t, name);

      for (gsize i = 0; i < column->n_levels; i++)
        if (g_hash_table_add (seen, column->levels[i]))
          {
            g_ptr_array_add (levels, column->levels[i]);
            *are_numbers &= is_number (column->levels[i]);
          }
    }
  if (share_order (self, name))
    *are_numbers = FALSE;
  else if (*are_numbers)
    g_ptr_array_sort (levels, compare_numbers);
  else if (get_column (self, 0, name)->type != WF_COLUMN_TYPE_ORDINAL)
    g_ptr_array_sort (levels, compare_texts);
  g_ptr_array_add (levels, NULL);
  return levels;
}

static gboolean
add_levels (Pool *self, const char *name, GPtrArray *levels, GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  gint32 *codes = wf_storage_new_codes (self->n_rows);
  gsize row = 0;

  if (codes == NULL)
    return wf_table_fail_memory (error);
  for (guint i = 0; i + 1 < levels->len; i++)
    g_hash_table_insert (places, levels->pdata[i], GUINT_TO_POINTER (i));
  for (gsize t = 0; t < self->n_tables; t++)
    {
      WfColumn *column = get_column (self, t, name);
      g_autofree gint32 *map = g_new (gint32, column->n_levels + 1);

      for (gsize i = 0; i < column->n_levels; i++)
        map[i] = (gint32) GPOINTER_TO_UINT (g_hash_table_lookup (places, column->levels[i]));
      for (gsize i = 0; i < self->tables[t]->n_rows; i++, row++)
        codes[row] = column->codes[i] < 0 ? -1 : map[column->codes[i]];
    }
  wf_table_builder_take_discrete (self->builder, name, codes, g_strdupv ((char **) levels->pdata));
  return TRUE;
}

static gboolean
add_numbers (Pool *self, const char *name, GError **error)
{
  double *values = wf_storage_new_values (self->n_rows);
  gsize row = 0;

  if (values == NULL)
    return wf_table_fail_memory (error);
  for (gsize t = 0; t < self->n_tables; t++)
    {
      WfTable *table = self->tables[t];
      gsize at = (gsize) wf_table_find_column (table, name);
      g_autoptr (WfColumn) column = table->columns[at]->kind == WF_COLUMN_CONTINUOUS
                                        ? wf_column_ref (table->columns[at])
                                        : wf_table_to_continuous (table, at, error);

      if (column == NULL)
        {
          g_prefix_error (error, _ ("“%s” has numbers in another of the tables. %s: "), name,
                          (const char *) self->domains->pdata[t]);
          free (values);
          return FALSE;
        }
      if (table->n_rows > 0)
        memcpy (values + row, column->values, table->n_rows * sizeof (double));
      row += table->n_rows;
    }
  wf_table_builder_take_continuous (self->builder, name, values);
  return TRUE;
}

/* the type that the column has in every table stays */
static void
keep_type (Pool *self, const char *name)
{
  WfColumn *first = get_column (self, 0, name);

  wf_table_builder_set_label (self->builder, first->label);
  for (gsize t = 1; t < self->n_tables; t++)
    if (get_column (self, t, name)->type != first->type ||
        get_column (self, t, name)->is_calendar != first->is_calendar)
      return;
  wf_table_builder_set_type (self->builder, first->type, first->is_calendar);
}

/* free text in one table is free text in all */
static gboolean
is_text (const Pool *self, const char *name)
{
  for (gsize t = 0; t < self->n_tables; t++)
    if (wf_table_find_text (self->tables[t], name) >= 0)
      return TRUE;
  return FALSE;
}

static gboolean
add_texts (Pool *self, const char *name, GError **error)
{
  g_autofree const char **cells = wf_storage_new_cells (self->n_rows);
  GPtrArray *storage = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_column_unref);
  gsize row = 0;

  for (gsize t = 0; cells != NULL && t < self->n_tables; t++)
    {
      WfTable *table = self->tables[t];
      gssize text = wf_table_find_text (table, name);
      WfColumn *column =
          text >= 0 ? wf_column_ref (g_array_index (table->texts, WfTableText, text).column)
                    : wf_table_variable_to_text (table, (gsize) wf_table_find_column (table, name), error);

      if (column == NULL)
        {
          g_ptr_array_unref (storage);
          return FALSE;
        }
      g_ptr_array_add (storage, column);
      for (gsize i = 0; i < table->n_rows; i++)
        cells[row++] = column->cells[i];
    }
  if (cells == NULL)
    {
      g_ptr_array_unref (storage);
      return wf_table_fail_memory (error);
    }
  wf_table_builder_take_text (self->builder, name, g_steal_pointer (&cells), storage);
  return TRUE;
}

/* Levels in every table are levels, unless they are so many numbers together that a reader would have taken
 * them for numbers. */
static gboolean
add_column (Pool *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) levels = NULL;
  gboolean is_discrete = TRUE, are_numbers;

  if (is_text (self, name))
    return add_texts (self, name, error);
  for (gsize t = 0; t < self->n_tables; t++)
    is_discrete &= get_column (self, t, name)->kind == WF_COLUMN_DISCRETE;
  levels = is_discrete ? unite_levels (self, name, &are_numbers) : NULL;
  if (levels == NULL || (are_numbers && levels->len - 1 > WF_DISTINCT_MAX))
    {
      if (!add_numbers (self, name, error))
        return FALSE;
      if (levels == NULL)
        keep_type (self, name);
      return TRUE;
    }
  if (levels->len - 1 > WF_LIMIT_LEVELS)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_TOO_LARGE,
          _ ("Column “%s” has more than the limit of %d different values in all tables; leave it out"), name,
          WF_LIMIT_LEVELS);
      return FALSE;
    }
  if (!add_levels (self, name, levels, error))
    return FALSE;
  keep_type (self, name);
  return TRUE;
}

/* ---- all of them ---- */

static gsize
count_fields (WfTable *table)
{
  return table->n_columns + wf_table_get_n_texts (table);
}

/* variables first */
static const char *
get_field_name (WfTable *table, gsize field)
{
  return field < table->n_columns ? table->names[field]
                                  : wf_table_get_text_name (table, field - table->n_columns);
}

static void
note_left_out (Pool *self)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize t = 0; t < self->n_tables; t++)
    for (gsize j = 0; j < count_fields (self->tables[t]) && g_hash_table_size (told) < N_LEFT_OUT; j++)
      {
        const char *name = get_field_name (self->tables[t], j);
        const char *without = find_without (self, name);
        g_autofree char *note = NULL;

        if (without == NULL || !g_hash_table_add (told, (gpointer) name))
          continue;
        note = g_strdup_printf (_ ("column “%s” was left out: “%s” doesn’t have it"), name, without);
        wf_table_builder_add_note (self->builder, note);
      }
}

static void
take_notes (Pool *self)
{
  for (gsize t = 0; t < self->n_tables; t++)
    for (char **note = self->tables[t]->notes; *note != NULL; note++)
      {
        g_autofree char *text = g_strdup_printf ("%s: %s", (const char *) self->domains->pdata[t], *note);

        wf_table_builder_add_note (self->builder, text);
      }
}

static gboolean
add_domain (Pool *self, GError **error)
{
  gint32 *codes = wf_storage_new_codes (self->n_rows);
  gsize row = 0;

  if (codes == NULL)
    return wf_table_fail_memory (error);
  for (gsize t = 0; t < self->n_tables; t++)
    for (gsize i = 0; i < self->tables[t]->n_rows; i++)
      codes[row++] = (gint32) t;
  g_ptr_array_add (self->domains, NULL);
  /* not translated: a graph that was learned, and a project, know the column by its name */
  wf_table_builder_take_discrete (self->builder, "domain", codes, g_strdupv ((char **) self->domains->pdata));
  wf_table_builder_set_type (self->builder, WF_COLUMN_TYPE_DOMAIN, FALSE);
  return TRUE;
}

/* A row of a table without weights counts once. */
static gboolean
add_weights (const Pool *self, WfTable *table, GError **error)
{
  const char *name = NULL;
  double *values;
  gsize row = 0;

  for (gsize t = self->n_tables; t-- > 0;)
    if (self->tables[t]->weights != NULL)
      name = self->tables[t]->weight_name;
  if (name == NULL)
    return TRUE;
  values = wf_storage_new_values (self->n_rows);
  if (values == NULL)
    return wf_table_fail_memory (error);
  for (gsize t = 0; t < self->n_tables; t++)
    for (gsize i = 0; i < self->tables[t]->n_rows; i++)
      values[row++] = self->tables[t]->weights != NULL ? self->tables[t]->weights->values[i] : 1;
  wf_table_take_weights (table, wf_column_new_continuous (values, self->n_rows), name);
  return TRUE;
}

/* What counts as shares of the whole has no place beside rows that are one unit each, or several. */
static gboolean
check_weights (const Pool *self, GError **error)
{
  gssize shares = -1, counts = -1;

  for (gsize t = self->n_tables; t-- > 0;)
    if (wf_table_has_counts (self->tables[t]))
      counts = (gssize) t;
    else
      shares = (gssize) t;
  if (shares < 0 || counts < 0)
    return TRUE;
  g_set_error (
      error, WF_ERROR, WF_ERROR_DATA,
      _ ("The rows of “%s” are shares, by “%s”, of nobody knows how much data, and those of “%s” are "
         "counted; give counts in both, or read them apart"),
      (const char *) self->domains->pdata[shares], self->tables[shares]->weight_name,
      (const char *) self->domains->pdata[counts]);
  return FALSE;
}

static gboolean
check (const Pool *self, gsize n_common, GError **error)
{
  if (n_common == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The tables have no column in common: “%s” of “%s” isn’t in “%s”. Give columns that "
                      "are the same "
                      "the same name"),
                   self->tables[0]->n_columns > 0 ? self->tables[0]->names[0] : "",
                   (const char *) self->domains->pdata[0], (const char *) self->domains->pdata[1]);
      return FALSE;
    }
  if (self->n_rows > WF_LIMIT_CELLS / (n_common + 1))
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_TOO_LARGE,
          _ ("The tables have %zu rows together; with %zu columns that is above the limit of %zu cells"),
          self->n_rows, n_common + 1, WF_LIMIT_CELLS);
      return FALSE;
    }
  return TRUE;
}

static void
pool_init (Pool *self, WfTable *const *tables, const char *const *domains, gsize n_tables)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  self->tables = tables;
  self->n_tables = n_tables;
  self->domains = g_ptr_array_new_with_free_func (g_free);
  for (gsize t = 0; t < n_tables; t++)
    {
      g_ptr_array_add (self->domains, g_strdup (domains[t]));
      self->n_rows += tables[t]->n_rows;
    }
  wf_names_make_unique (self->domains, notes);
  self->builder = wf_table_builder_new (self->n_rows);
}

/**
 * wf_table_pool:
 * @tables: (array length=n_tables): two tables or more
 * @domains: (array length=n_tables): what each is called; a name that comes twice gets a number behind it
 * @n_tables: how many
 * @error: return location
 *
 * The rows of several tables as one, those of the first one first. Columns are matched by name: those that
 * not every table has are left out, with a note that names one without it. A column that has numbers in one
 * table has them in all, and free text in one is free text in all. The last column, of type “domain”, says
 * which table a row is from; where tables have weights, rows of others count once.
 *
 * Returns: (transfer full): the table, or %NULL with %WF_ERROR_DATA (no column is in all of them; levels that
 * are no numbers where another table has numbers; weights that are shares in one table, and counts in
 * another) or %WF_ERROR_TOO_LARGE
 */
WfTable *
wf_table_pool (WfTable *const *tables, const char *const *domains, gsize n_tables, GError **error)
{
  g_auto (Pool) self = { NULL };
  g_autoptr (GPtrArray) common = g_ptr_array_new ();
  g_autofree WfTableField *fields = NULL;
  gsize n_fields, n_variables = 0;
  g_autoptr (WfTable) table = NULL;

  g_return_val_if_fail (n_tables >= 2, NULL);

  pool_init (&self, tables, domains, n_tables);
  fields = wf_table_list_fields (tables[0], &n_fields);
  for (gsize j = 0; j < n_fields; j++)
    {
      const char *name = fields[j].is_text ? wf_table_get_text_name (tables[0], fields[j].index)
                                           : tables[0]->names[fields[j].index];

      if (find_without (&self, name) != NULL)
        continue;
      g_ptr_array_add (common, (gpointer) name);
      n_variables += !is_text (&self, name);
    }
  if (!check (&self, n_variables, error) || !check_weights (&self, error))
    return NULL;
  note_left_out (&self);
  take_notes (&self);
  for (guint j = 0; j < common->len; j++)
    if (!add_column (&self, common->pdata[j], error))
      return NULL;
  if (!add_domain (&self, error))
    return NULL;
  table = wf_table_builder_end (self.builder);
  return add_weights (&self, table, error) ? g_steal_pointer (&table) : NULL;
}

/**
 * wf_pool_name_domain:
 * @source: a file that holds a table
 *
 * Returns: (transfer full): its name without what follows the first point
 */
char *
wf_pool_name_domain (WfSource *source)
{
  char *name = g_strdup (wf_source_get_name (source));
  char *dot = strchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  return name;
}
