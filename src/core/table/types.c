/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/table/calendar.h"
#include "core/table/storage.h"
#include "core/table/table-private.h"
#include "core/table/type-list.h"

/**
 * wf_table_get_column_type:
 * @self: a table
 * @column: a column
 *
 * Returns: what it is for; continuous or categorical, as its kind is, unless the file or somebody said more
 */
WfColumnType
wf_table_get_column_type (WfTable *self, gsize column)
{
  g_return_val_if_fail (column < self->n_columns, WF_COLUMN_TYPE_CONTINUOUS);

  return self->columns[column]->type;
}

/**
 * wf_table_is_calendar:
 * @self: a table
 * @column: a column
 *
 * Returns: whether its values are dates, seconds since 1970 in UTC
 */
gboolean
wf_table_is_calendar (WfTable *self, gsize column)
{
  g_return_val_if_fail (column < self->n_columns, FALSE);

  return self->columns[column]->is_calendar;
}

/**
 * wf_table_describe_dates:
 * @self: a table
 * @column: a column of dates, as wf_table_is_calendar() says
 *
 * Returns: (transfer full): "2026-01-05 to 2026-03-01", the first and the last; an en dash when all are
 * missing
 */
char *
wf_table_describe_dates (WfTable *self, gsize column)
{
  gsize n;
  const double *values = wf_table_get_values (self, column, &n);
  g_autoptr (GString) from = g_string_new (NULL);
  g_autoptr (GString) to = g_string_new (NULL);
  double first = G_MAXDOUBLE;
  double last = -G_MAXDOUBLE;

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]))
      {
        first = MIN (first, values[i]);
        last = MAX (last, values[i]);
      }
  if (first > last)
    return g_strdup ("–");
  wf_calendar_append (from, first);
  wf_calendar_append (to, last);
  return g_strdup_printf (_ ("%s to %s"), from->str, to->str);
}

/**
 * wf_table_format_value:
 * @self: a table
 * @column: a continuous column
 * @value: a number on its scale
 *
 * Returns: (transfer full): "16.6", of dates "2021-05-30"
 */
char *
wf_table_format_value (WfTable *self, gsize column, double value)
{
  GString *text;

  if (!wf_table_is_calendar (self, column) || !isfinite (value))
    return wf_format_number (value);
  text = g_string_new (NULL);
  wf_calendar_append (text, round (value));
  return g_string_free (text, FALSE);
}

/**
 * wf_table_format_difference:
 * @self: a table
 * @column: a continuous column
 * @difference: of two numbers on its scale
 *
 * Returns: (transfer full): "1.2", of dates "36.5 days"
 */
char *
wf_table_format_difference (WfTable *self, gsize column, double difference)
{
  return wf_table_is_calendar (self, column) && isfinite (difference) ? wf_calendar_format_span (difference)
                                                                      : wf_format_number (difference);
}

/**
 * wf_table_find_type:
 * @self: a table
 * @type: a type
 *
 * Returns: the first column of the type, or -1
 */
gssize
wf_table_find_type (WfTable *self, WfColumnType type)
{
  for (gsize i = 0; i < self->n_columns; i++)
    if (self->columns[i]->type == type)
      return (gssize) i;
  return -1;
}

/* ---- levels in an order of somebody's ---- */

static gboolean
fail_order (WfTable *self, gsize column, const char *level, const char *format, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, format, self->names[column], level);
  return FALSE;
}

/* map: from the levels to their places in the order. It may name more levels than the column has: those of a
 * scale that nobody chose, or of other files. A level that is misspelt leaves out the one that is meant. */
static gboolean
match_order (WfTable *self, const WfColumn *from, gsize column, char **order, gint32 *map, GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint k = 0; order[k] != NULL; k++)
    if (!g_hash_table_insert (places, g_strstrip (order[k]), GUINT_TO_POINTER (k)))
      return fail_order (self, column, order[k], _ ("Column “%s”: the level “%s” stands twice in the order"),
                         error);
  if (g_hash_table_size (places) > WF_LIMIT_LEVELS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("Column “%s”: the order has more than the limit of %d levels; join some"),
                   self->names[column], WF_LIMIT_LEVELS);
      return FALSE;
    }
  for (gsize i = 0; i < from->n_levels; i++)
    {
      gpointer place;

      if (!g_hash_table_lookup_extended (places, from->levels[i], NULL, &place))
        return fail_order (self, column, from->levels[i],
                           _ ("Column “%s”: the order says nothing of the level “%s”; name it, too"), error);
      map[i] = (gint32) GPOINTER_TO_UINT (place);
    }
  return TRUE;
}

static WfColumn *
put_in_order (WfTable *self, const WfColumn *from, gsize column, const char *text, GError **error)
{
  g_auto (GStrv) order = g_strsplit (text, "<", -1);
  g_autofree gint32 *map = g_new (gint32, from->n_levels + 1);
  WfColumn *ordered;
  gint32 *codes;

  if (!match_order (self, from, column, order, map, error))
    return NULL;
  codes = wf_storage_new_codes (self->n_rows);
  if (codes == NULL)
    {
      wf_table_fail_memory (error);
      return NULL;
    }
  for (gsize i = 0; i < self->n_rows; i++)
    codes[i] = from->codes[i] < 0 ? -1 : map[from->codes[i]];
  ordered = wf_column_new_discrete (codes, self->n_rows, g_steal_pointer (&order));
  ordered->label = g_strdup (from->label);
  return ordered;
}

/* ---- dates among levels ---- */

/* NULL without an error when they are no dates */
static WfColumn *
read_dates (WfTable *self, const WfColumn *from, GError **error)
{
  g_autofree double *seconds = g_new (double, from->n_levels + 1);
  g_autoptr (WfColumn) column = NULL;
  double *values;

  for (gsize i = 0; i < from->n_levels; i++)
    if (!wf_calendar_parse (from->levels[i], strlen (from->levels[i]), &seconds[i]))
      return NULL;
  values = wf_storage_new_values (self->n_rows);
  if (values == NULL)
    {
      wf_table_fail_memory (error);
      return NULL;
    }
  for (gsize i = 0; i < self->n_rows; i++)
    values[i] = from->codes[i] < 0 ? NAN : seconds[from->codes[i]];
  column = wf_column_new_continuous (values, self->n_rows);
  column->label = g_strdup (from->label);
  return wf_column_new_typed (column, WF_COLUMN_TYPE_TIME, TRUE);
}

static WfColumn *
create_time (WfTable *self, gsize column, GError **error)
{
  WfColumn *from = self->columns[column];
  g_autoptr (GError) local_error = NULL;
  g_autoptr (WfColumn) numbers = NULL;
  WfColumn *dates;

  if (from->kind == WF_COLUMN_CONTINUOUS)
    return wf_column_new_typed (from, WF_COLUMN_TYPE_TIME, from->is_calendar);
  dates = from->n_levels > 0 ? read_dates (self, from, &local_error) : NULL;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (dates != NULL)
    return dates;
  numbers = wf_table_to_continuous (self, column, NULL);
  if (numbers == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Column “%s” can’t be a time: “%s” is neither a number nor a date such as 2026-01-05"),
                   self->names[column], from->levels[0]);
      return NULL;
    }
  return wf_column_new_typed (numbers, WF_COLUMN_TYPE_TIME, FALSE);
}

/* ---- the table ---- */

static WfColumn *
create_typed (WfTable *self, gsize column, const WfTypeRule *rule, GError **error)
{
  WfColumn *from = self->columns[column];
  WfColumnKind kind = rule->type == WF_COLUMN_TYPE_CONTINUOUS ? WF_COLUMN_CONTINUOUS : WF_COLUMN_DISCRETE;
  g_autoptr (WfColumn) changed = NULL;
  g_autoptr (WfColumn) ordered = NULL;

  if (rule->type == WF_COLUMN_TYPE_WEIGHT)
    return wf_column_ref (from);
  if (rule->type == WF_COLUMN_TYPE_TIME)
    return create_time (self, column, error);
  if (from->kind == kind)
    changed = wf_column_ref (from);
  else
    changed = kind == WF_COLUMN_DISCRETE ? wf_table_to_discrete (self, column, error)
                                         : wf_table_to_continuous (self, column, error);
  if (changed == NULL)
    return NULL;
  if (rule->order == NULL)
    return wf_column_new_typed (changed, rule->type, FALSE);
  ordered = put_in_order (self, changed, column, rule->order, error);
  return ordered != NULL ? wf_column_new_typed (ordered, rule->type, FALSE) : NULL;
}

/* the column that the rules make the weights, or NULL */
static const char *
find_weight (GArray *rules)
{
  for (guint i = rules->len; i-- > 0;)
    if (g_array_index (rules, WfTypeRule, i).type == WF_COLUMN_TYPE_WEIGHT)
      return g_array_index (rules, WfTypeRule, i).column;
  return NULL;
}

gboolean
wf_type_rules_check (GArray *rules, const char *const *names, GError **error)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const char *name = g_array_index (rules, WfTypeRule, i).column;

      if (!g_strv_contains (names, name))
        {
          wf_fail_no_column (name, names, error);
          return FALSE;
        }
    }
  return TRUE;
}

/* ---- the table with the types ---- */

typedef struct
{
  WfTable *from;
  GArray *rules;
  GPtrArray *columns; /* of WfColumn: variables and texts, in the order of their file */
  GPtrArray *names;
} Typing;

static void
typing_clear (Typing *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Typing, typing_clear)

/* free text as a variable of the type: of a table that has no other column */
static WfColumn *
create_from_text (WfTable *self, gsize text, const WfTypeRule *rule, GError **error)
{
  const char *names[] = { wf_table_get_text_name (self, text), NULL };
  WfColumn *column = wf_table_text_to_variable (self, text, rule->type, error);
  g_autoptr (WfTable) alone = NULL;

  if (column == NULL)
    return NULL;
  alone = wf_table_new_take (self->n_rows, 1, g_memdup2 (&column, sizeof column), g_strdupv ((char **) names),
                             g_new0 (char *, 1));
  return create_typed (alone, 0, rule, error);
}

/* FALSE with an error that names the column */
static gboolean
add_field (Typing *self, const WfTableField *field, GError **error)
{
  WfTable *from = self->from;
  const char *name = field->is_text ? wf_table_get_text_name (from, field->index) : from->names[field->index];
  const WfTypeRule *rule = wf_type_rules_find (self->rules, name);
  WfColumn *column;

  if (rule != NULL && rule->type == WF_COLUMN_TYPE_OMITTED)
    return TRUE;
  if (field->is_text)
    column = rule == NULL || rule->type == WF_COLUMN_TYPE_TEXT
                 ? wf_column_ref (g_array_index (from->texts, WfTableText, field->index).column)
                 : create_from_text (from, field->index, rule, error);
  else if (rule == NULL)
    column = wf_column_ref (from->columns[field->index]);
  else
    column = rule->type == WF_COLUMN_TYPE_TEXT ? wf_table_variable_to_text (from, field->index, error)
                                               : create_typed (from, field->index, rule, error);
  if (column == NULL)
    return FALSE;
  g_ptr_array_add (self->columns, column);
  g_ptr_array_add (self->names, g_strdup (name));
  return TRUE;
}

static gboolean
add_fields (Typing *self, GError **error)
{
  gsize n_fields;
  g_autofree WfTableField *fields = wf_table_list_fields (self->from, &n_fields);

  for (gsize i = 0; i < n_fields; i++)
    if (!add_field (self, &fields[i], error))
      return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    if (((WfColumn *) self->columns->pdata[i])->cells == NULL)
      return TRUE;
  g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("No column is left: all of them are text or left out; keep one as a variable"));
  return FALSE;
}

/* variables and texts apart again */
static WfTable *
part_fields (const Typing *self)
{
  GPtrArray *all = self->columns;
  WfColumn **columns = g_new (WfColumn *, all->len + 1);
  char **names = g_new0 (char *, all->len + 1);
  gsize n = 0;
  WfTable *table;

  for (guint i = 0; i < all->len; i++)
    if (((WfColumn *) all->pdata[i])->cells == NULL)
      {
        names[n] = g_strdup (self->names->pdata[i]);
        columns[n++] = wf_column_ref (all->pdata[i]);
      }
  table = wf_table_new_take (self->from->n_rows, n, columns, names, g_strdupv (self->from->notes));
  n = 0;
  for (guint i = 0; i < all->len; i++)
    if (((WfColumn *) all->pdata[i])->cells == NULL)
      n++;
    else
      wf_table_take_text (table, wf_column_ref (all->pdata[i]), self->names->pdata[i], n);
  wf_table_share_weights (table, self->from);
  return table;
}

WfTable *
wf_type_rules_apply (GArray *rules, WfTable *table, GError **error)
{
  g_auto (Typing) self = { table, rules, g_ptr_array_new_with_free_func ((GDestroyNotify) wf_column_unref),
                           g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (WfTable) typed = NULL;
  const char *weight = find_weight (rules);

  if (!add_fields (&self, error))
    return NULL;
  typed = part_fields (&self);
  return weight != NULL && g_strcmp0 (weight, table->weight_name) != 0
             ? wf_table_with_weights (typed, weight, error)
             : g_steal_pointer (&typed);
}

/* variables and texts */
static char **
list_names (WfTable *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_addv (names, (const char **) self->names);
  for (gsize i = 0; i < wf_table_get_n_texts (self); i++)
    g_strv_builder_add (names, wf_table_get_text_name (self, i));
  return g_strv_builder_end (names);
}

/**
 * wf_table_with_types:
 * @self: a table
 * @types: lines “COLUMN=TYPE”, or several with commas between on one line
 * @error: return location
 *
 * Continuous needs numbers; ordinal, categorical and domain need at most %WF_LIMIT_LEVELS different values; a
 * time is a number or a date in ISO 8601.
 *
 * An order of levels names those of the column, and may name more, which no row has then. Free text stays
 * beside the variables; “omit” takes it away, too.
 *
 * Returns: (transfer full): the table with these types, without the columns that are no variables; %NULL with
 * %WF_ERROR_DATA that names the column
 */
WfTable *
wf_table_with_types (WfTable *self, const char *types, GError **error)
{
  g_auto (GStrv) names = list_names (self);
  g_autoptr (GArray) rules = wf_type_rules_parse (types, (const char *const *) names, error);

  if (rules == NULL || !wf_type_rules_check (rules, (const char *const *) names, error))
    return NULL;
  return wf_type_rules_apply (rules, self, error);
}
