/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a gathered column is. Numbers whose values have names are levels with these names, in the order of the
 * values; a column of both numbers and texts is what most of its cells are, as in text files. */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/formats/gather-private.h"
#include "core/table/calendar.h"
#include "core/table/storage.h"

static void
take_note (WfTableBuilder *builder, char *note)
{
  wf_table_builder_add_note (builder, note);
  g_free (note);
}

/* format: of the column's name and how many cells */
static void
note_count (const WfGatherColumn *column, gsize n, const char *format, WfTableBuilder *builder)
{
  g_autofree char *count = wf_format_count (n);

  if (n > 0)
    take_note (builder, g_strdup_printf (format, column->name, count));
}

static void
note_cells (const WfGatherColumn *column, WfTableBuilder *builder)
{
  note_count (column, column->n_infinite,
              g_dngettext (GETTEXT_PACKAGE, "column “%s”: %s cell is infinite and counts as missing",
                           "column “%s”: %s cells are infinite and count as missing", column->n_infinite),
              builder);
  note_count (column, column->n_declared,
              g_dngettext (GETTEXT_PACKAGE, "column “%s”: %s cell has a value that the file declares missing",
                           "column “%s”: %s cells have values that the file declares missing",
                           column->n_declared),
              builder);
  note_count (column, column->n_binary,
              g_dngettext (GETTEXT_PACKAGE, "column “%s”: %s cell is binary and counts as missing",
                           "column “%s”: %s cells are binary and count as missing", column->n_binary),
              builder);
}

/* ---- numbers ---- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static const char *
find_label (const GArray *labels, double value)
{
  const WfValueLabel *found =
      labels->len == 0 ? NULL
                       : bsearch (&value, labels->data, labels->len, sizeof (WfValueLabel), compare_doubles);

  return found != NULL && *found->text != '\0' ? found->text : NULL;
}

/* The sorted distinct values, NULL when there are more than WF_LIMIT_LEVELS. */
static GArray *
find_distinct (const double *values, gsize n)
{
  g_autoptr (GArray) distinct = g_array_new (FALSE, FALSE, sizeof (double));

  for (gsize i = 0; i < n; i++)
    {
      guint at = 0;
      double value = values[i] + 0.0; /* -0 -> 0 */

      if (isnan (value))
        continue;
      for (guint end = distinct->len; at < end;)
        {
          guint middle = (at + end) / 2;

          if (g_array_index (distinct, double, middle) < value)
            at = middle + 1;
          else
            end = middle;
        }
      if (at < distinct->len && g_array_index (distinct, double, at) == value)
        continue;
      if (distinct->len == WF_LIMIT_LEVELS)
        return NULL;
      g_array_insert_val (distinct, at, value);
    }
  return g_steal_pointer (&distinct);
}

static gsize
count_unnamed (const GArray *labels, const GArray *distinct)
{
  gsize n = 0;

  for (guint i = 0; i < distinct->len; i++)
    n += find_label (labels, g_array_index (distinct, double, i)) == NULL;
  return n;
}

/* The values' names; those without one keep their number, and so does a name that two of them have. */
static char **
name_levels (const GArray *labels, const GArray *distinct)
{
  const double *values = (const double *) (gpointer) distinct->data;
  char **levels = wf_values_to_levels (values, distinct->len);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < distinct->len; i++)
    {
      const char *label = find_label (labels, values[i]);
      g_autofree char *number = label != NULL ? levels[i] : NULL;

      if (label != NULL)
        levels[i] = g_strdup (label);
      while (g_hash_table_contains (taken, levels[i]))
        {
          g_autofree char *same = levels[i];

          levels[i] = g_strdup_printf ("%s (%s)", same, number != NULL ? number : same);
        }
      g_hash_table_add (taken, levels[i]);
    }
  return levels;
}

static gboolean
add_levels (WfGather *self,
            const WfGatherColumn *column,
            const double *distinct,
            gsize n_distinct,
            char **levels,
            WfTableBuilder *builder,
            GError **error)
{
  gint32 *codes = wf_values_to_codes (column->values, self->n_rows, distinct, n_distinct);

  if (codes == NULL)
    {
      g_strfreev (levels);
      return wf_gather_fail_size (self, error);
    }
  wf_table_builder_take_discrete (builder, column->name, codes, levels);
  return TRUE;
}

/* *is_settled: whether the names make levels of the numbers: all of them have one, or they are few */
static gboolean
settle_named (
    WfGather *self, WfGatherColumn *column, WfTableBuilder *builder, gboolean *is_settled, GError **error)
{
  g_autoptr (GArray) distinct = find_distinct (column->values, self->n_rows);
  double few[WF_DISTINCT_MAX];
  gsize n_unnamed = distinct != NULL ? count_unnamed (column->number_labels, distinct) : G_MAXSIZE;

  *is_settled = FALSE;
  if (distinct != NULL && n_unnamed == distinct->len)
    return TRUE;
  if (n_unnamed > 0 && wf_values_find_levels (column->values, self->n_rows, few) == 0)
    {
      take_note (builder,
                 g_strdup_printf (_ ("column “%s”: some of its values have names and others have none, so it "
                                     "was read as numbers"),
                                  column->name));
      return TRUE;
    }
  *is_settled = TRUE;
  return add_levels (self, column, (const double *) (gpointer) distinct->data, distinct->len,
                     name_levels (column->number_labels, distinct), builder, error);
}

static void
add_times (WfGather *self, WfGatherColumn *column, WfTableBuilder *builder)
{
  for (gsize i = 0; i < self->n_rows; i++)
    column->values[i] = column->values[i] * column->scale + column->offset;
  wf_table_builder_take_continuous (builder, column->name, g_steal_pointer (&column->values));
  wf_table_builder_set_type (builder, WF_COLUMN_TYPE_TIME, TRUE);
}

/* Named values make levels; so do few integers. */
static gboolean
settle_numbers (WfGather *self, WfGatherColumn *column, WfTableBuilder *builder, GError **error)
{
  double few[WF_DISTINCT_MAX];
  gsize n_few;
  gboolean is_settled = FALSE;

  if (column->number_labels != NULL && column->number_labels->len > 0 &&
      !settle_named (self, column, builder, &is_settled, error))
    return FALSE;
  if (is_settled)
    return TRUE;
  n_few = wf_values_find_levels (column->values, self->n_rows, few);
  if (n_few > 0)
    return add_levels (self, column, few, n_few, wf_values_to_levels (few, n_few), builder, error);
  wf_table_builder_take_continuous (builder, column->name, g_steal_pointer (&column->values));
  return TRUE;
}

/* ---- texts ---- */

typedef struct
{
  char *text;
  gint32 code;
} Level;

static int
compare_levels (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Level *) a)->text, ((const Level *) b)->text);
}

static void
level_clear (gpointer level)
{
  g_free (((Level *) level)->text);
}

static GArray *
sort_levels (const WfGatherColumn *column)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (Level));

  g_array_set_clear_func (sorted, level_clear);
  for (gsize i = 0; i < wf_csv_levels_get_n (column->levels); i++)
    {
      const char *text = wf_csv_levels_get (column->levels, i);
      const char *name = column->text_labels != NULL ? g_hash_table_lookup (column->text_labels, text) : NULL;
      Level level = { g_utf8_make_valid (name != NULL && *name != '\0' ? name : text, -1), (gint32) i };

      g_array_append_val (sorted, level);
    }
  g_array_sort (sorted, compare_levels);
  return sorted;
}

/* Two texts of one name are one level. */
static char **
merge_levels (const GArray *sorted, gint32 *map)
{
  GPtrArray *levels = g_ptr_array_new ();

  for (guint i = 0; i < sorted->len; i++)
    {
      const Level *level = &g_array_index (sorted, Level, i);

      if (levels->len == 0 || !g_str_equal (levels->pdata[levels->len - 1], level->text))
        g_ptr_array_add (levels, g_strdup (level->text));
      map[level->code] = (gint32) levels->len - 1;
    }
  g_ptr_array_add (levels, NULL);
  return (char **) g_ptr_array_free (levels, FALSE);
}

/* Few numbers among texts are texts, too. */
static gboolean
write_numbers_as_texts (WfGather *self, WfGatherColumn *column)
{
  for (gsize i = 0; i < self->n_rows; i++)
    if (!isnan (column->values[i]) &&
        (column->cells != NULL ? column->cells[i] == NULL : column->codes[i] < 0))
      {
        g_auto (GStrv) text = wf_values_to_levels (&column->values[i], 1);

        if (column->cells == NULL)
          column->codes[i] = wf_csv_levels_add (column->levels, text[0], strlen (text[0]));
        if (column->cells == NULL && wf_csv_levels_is_full (column->levels) &&
            !wf_gather_begin_cells (self, column))
          return FALSE;
        if (column->cells != NULL)
          column->cells[i] = g_string_chunk_insert (column->texts, text[0]);
      }
  return TRUE;
}

static void
add_levels_of_texts (WfGather *self, WfGatherColumn *column, WfTableBuilder *builder)
{
  g_autoptr (GArray) sorted = sort_levels (column);
  g_autofree gint32 *map = g_new (gint32, sorted->len + 1);
  char **levels = merge_levels (sorted, map);

  for (gsize i = 0; i < self->n_rows; i++)
    if (column->codes[i] >= 0)
      column->codes[i] = map[column->codes[i]];
  wf_table_builder_take_discrete (builder, column->name, g_steal_pointer (&column->codes), levels);
}

/* the names that texts have take their place, as among levels */
static void
name_cells (WfGather *self, WfGatherColumn *column)
{
  for (gsize i = 0; i < self->n_rows; i++)
    {
      const char *name =
          column->cells[i] != NULL ? g_hash_table_lookup (column->text_labels, column->cells[i]) : NULL;

      if (name != NULL && *name != '\0')
        column->cells[i] = g_string_chunk_insert_const (column->texts, name);
    }
}

static void
add_free_text (WfGather *self, WfGatherColumn *column, WfTableBuilder *builder)
{
  GPtrArray *storage = g_ptr_array_new_with_free_func ((GDestroyNotify) g_string_chunk_free);

  if (column->text_labels != NULL)
    name_cells (self, column);
  g_ptr_array_add (storage, g_steal_pointer (&column->texts));
  wf_table_builder_take_text (builder, column->name, g_steal_pointer (&column->cells), storage);
  if (column->n_rounded > 0)
    return;
  take_note (builder, g_strdup_printf (
                          _ ("column “%s” has another text in nearly every row, or more than %d, as names or "
                             "free text have; it stays with the rows but is no variable"),
                          column->name, WF_LIMIT_LEVELS));
}

static const char *
get_text (const WfGatherColumn *column, gsize row)
{
  if (column->cells != NULL)
    return column->cells[row];
  return column->codes[row] >= 0 ? wf_csv_levels_get (column->levels, (gsize) column->codes[row]) : NULL;
}

/* Texts that are all dates are times, as in text files: databases and JSON have nothing else for them. */
static gboolean
add_dates (WfGather *self, const WfGatherColumn *column, WfTableBuilder *builder)
{
  gboolean may_be = column->n_numbers == 0 && column->n_rounded == 0 && column->text_labels == NULL;
  double *values = may_be ? wf_storage_new_values (self->n_rows) : NULL;

  if (values == NULL)
    return FALSE;
  for (gsize i = 0; i < self->n_rows; i++)
    {
      const char *text = get_text (column, i);

      values[i] = NAN;
      if (text != NULL && !wf_calendar_parse (text, strlen (text), &values[i]))
        {
          free (values);
          return FALSE;
        }
    }
  wf_table_builder_take_continuous (builder, column->name, values);
  wf_table_builder_set_type (builder, WF_COLUMN_TYPE_TIME, TRUE);
  return TRUE;
}

static gboolean
add_texts (WfGather *self, WfGatherColumn *column, WfTableBuilder *builder, GError **error)
{
  gsize n_cells = column->n_texts + column->n_numbers;

  if (add_dates (self, column, builder))
    return TRUE;
  if (column->values != NULL && !write_numbers_as_texts (self, column))
    return wf_gather_fail_size (self, error);
  if (column->n_rounded > 0)
    take_note (builder, g_strdup_printf (
                            _ ("column “%s” holds whole numbers of more digits than numbers hold here (the "
                               "first in row %zu), so it was read as text; where they are amounts, "
                               "“continuous” as its type rounds them"),
                            column->name, column->first_rounded));
  if (column->cells == NULL &&
      (column->text_labels != NULL || !wf_csv_is_free_text (wf_csv_levels_get_n (column->levels), n_cells)))
    {
      add_levels_of_texts (self, column, builder);
      return TRUE;
    }
  if (column->cells == NULL && !wf_gather_begin_cells (self, column))
    return wf_gather_fail_size (self, error);
  add_free_text (self, column, builder);
  return TRUE;
}

static gboolean
add_empty (WfGather *self, WfGatherColumn *column, WfTableBuilder *builder, GError **error)
{
  double *values = wf_storage_new_values (self->n_rows);

  if (values == NULL)
    return wf_gather_fail_size (self, error);
  for (gsize i = 0; i < self->n_rows; i++)
    values[i] = NAN;
  wf_table_builder_take_continuous (builder, column->name, values);
  return TRUE;
}

/* A few integers with a text among them are levels; other numbers stay numbers unless most cells are texts,
 * or all are whole and some more than a double holds, as identifiers are. */
static gboolean
is_text (WfGather *self, const WfGatherColumn *column)
{
  double few[WF_DISTINCT_MAX];

  if (column->n_rounded > 0 && wf_values_are_whole (column->values, self->n_rows))
    return TRUE;
  return column->n_texts > 0 && (column->values == NULL || column->n_numbers < column->n_texts ||
                                 wf_values_find_levels (column->values, self->n_rows, few) > 0);
}

static gboolean
add_numbers (WfGather *self, WfGatherColumn *column, WfTableBuilder *builder, GError **error)
{
  if (column->values == NULL)
    return add_empty (self, column, builder, error);
  note_count (
      column, column->n_rounded,
      g_dngettext (GETTEXT_PACKAGE,
                   "column “%s”: %s whole number has more digits than numbers hold here and was rounded",
                   "column “%s”: %s whole numbers have more digits than numbers hold here and were rounded",
                   column->n_rounded),
      builder);
  note_count (column, column->n_texts,
              g_dngettext (GETTEXT_PACKAGE, "column “%s”: %s cell is no number and counts as missing",
                           "column “%s”: %s cells are no numbers and count as missing", column->n_texts),
              builder);
  if (column->scale != 0)
    {
      add_times (self, column, builder);
      return TRUE;
    }
  return settle_numbers (self, column, builder, error);
}

gboolean
wf_gather_settle (WfGather *self, WfGatherColumn *column, WfTableBuilder *builder, GError **error)
{
  gboolean has_texts = is_text (self, column);

  if (!(has_texts ? add_texts (self, column, builder, error) : add_numbers (self, column, builder, error)))
    return FALSE;
  if (column->is_ordinal && !has_texts && column->values != NULL)
    wf_table_builder_set_type (builder, WF_COLUMN_TYPE_ORDINAL, FALSE);
  wf_table_builder_set_label (builder, column->label);
  note_cells (column, builder);
  return TRUE;
}
