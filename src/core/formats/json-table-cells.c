/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Values of JSON as cells of a table: members of records become columns when they are first met. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/formats/json-table-private.h"

#define LABELS_NAME "index" /* as pandas calls them */

typedef struct
{
  char *name;
  gsize last_row;     /* that has a cell, from 1; 0 = none */
  gboolean has_value; /* anything but null and what is empty */
  gsize n_nested;     /* cells that hold a list or object */
  gsize line;         /* of the first of them */
} Fact;

static void
fact_clear (gpointer fact)
{
  g_free (((Fact *) fact)->name);
}

void
wf_json_cells_init (WfJsonCells *self, const WfJsonTokens *tokens, WfGather *gather)
{
  *self = (WfJsonCells){ .tokens = tokens,
                         .gather = gather,
                         .columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         .facts = g_array_new (FALSE, TRUE, sizeof (Fact)),
                         .path = g_string_new (NULL),
                         .buffer = g_string_new (NULL),
                         .line = 1 };
  g_array_set_clear_func (self->facts, fact_clear);
}

void
wf_json_cells_clear (WfJsonCells *self)
{
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->facts, g_array_unref);
  g_string_free (self->path, TRUE);
  g_string_free (self->buffer, TRUE);
}

static gboolean
fail (WfJsonCells *self, guint32 token, GError **error, const char *format, const char *name)
{
  g_autofree char *message = g_strdup_printf (format, name);

  return wf_json_tokens_fail (self->tokens, wf_json_tokens_get_place (self->tokens, token), error, message);
}

/* A table has a place for every member of every record, the file has not. */
gboolean
wf_json_cells_check_size (WfJsonCells *self, gsize n_rows, gsize n_columns, GError **error)
{
  gsize n_cells = n_rows * n_columns;
  g_autofree char *limit = NULL;

  if (n_cells <= WF_LIMIT_SPARSE_CELLS || n_cells <= self->tokens->length)
    return TRUE;
  limit = wf_format_count (WF_LIMIT_SPARSE_CELLS);
  g_set_error (
      error, WF_ERROR, WF_ERROR_TOO_LARGE,
      _ ("%s: the records have so few members in common that the table would have %zu rows of %zu "
         "columns, most of its cells empty; the limit is %s cells or one a byte of the file. Keep the "
         "members that are needed"),
      self->tokens->name, n_rows, n_columns, limit);
  return FALSE;
}

static gboolean
check_size (WfJsonCells *self, GError **error)
{
  return wf_json_cells_check_size (self, self->n_rows, self->facts->len, error);
}

/* ---- columns ---- */

static gboolean
add_column (WfJsonCells *self, const char *name, GError **error)
{
  Fact fact = { .name = g_strdup (name) };

  g_array_append_val (self->facts, fact);
  if (!wf_gather_add_column (self->gather, name, NULL, error) || !check_size (self, error))
    return FALSE;
  for (; self->n_waiting > 0; self->n_waiting--)
    if (!wf_gather_begin_row (self->gather, error))
      return FALSE;
  return TRUE;
}

gboolean
wf_json_cells_add_column (WfJsonCells *self, guint32 name, GError **error)
{
  gsize length;
  const char *text = wf_json_tokens_get_kind (self->tokens, name) == '"'
                         ? wf_json_tokens_get_text (self->tokens, name, self->buffer, &length)
                         : wf_json_tokens_get_word (self->tokens, name, &length);
  g_autofree char *copy = g_strndup (text, length);

  return add_column (self, copy, error);
}

gboolean
wf_json_cells_add_labels (WfJsonCells *self, GError **error)
{
  return add_column (self, LABELS_NAME, error);
}

gboolean
wf_json_cells_add_unnamed (WfJsonCells *self, GError **error)
{
  g_autofree char *name = g_strdup_printf (_ ("column %zu"), (gsize) self->facts->len + 1);

  return add_column (self, name, error);
}

/* the column of the member at hand, a new one where there is none yet */
static gboolean
find_column (WfJsonCells *self, gsize *column, GError **error)
{
  *column = GPOINTER_TO_SIZE (g_hash_table_lookup (self->columns, self->path->str));
  if (*column == 0)
    {
      if (!add_column (self, self->path->str, error))
        return FALSE;
      *column = self->facts->len;
      g_hash_table_insert (self->columns, g_strdup (self->path->str), GSIZE_TO_POINTER (*column));
    }
  (*column)--;
  return TRUE;
}

/* ---- cells ---- */

gboolean
wf_json_cells_begin_row (WfJsonCells *self, GError **error)
{
  self->n_rows++;
  if (self->facts->len == 0)
    {
      self->n_waiting++;
      return TRUE;
    }
  return check_size (self, error) && wf_gather_begin_row (self->gather, error);
}

/* Lines are counted from the place that was last asked for. */
static gsize
find_line (WfJsonCells *self, gsize place)
{
  const char *text = self->tokens->text;
  const char *end = text + MAX (place, self->place);
  gsize n = 0;

  for (const char *p = text + MIN (place, self->place);
       p < end && (p = memchr (p, '\n', (gsize) (end - p))) != NULL; p++)
    n++;
  self->line = place > self->place ? self->line + n : self->line - n;
  self->place = place;
  return self->line;
}

static void
count_nested (WfJsonCells *self, gsize column, guint32 token)
{
  Fact *fact = &g_array_index (self->facts, Fact, column);

  if (fact->n_nested++ == 0)
    fact->line = find_line (self, wf_json_tokens_get_place (self->tokens, token));
}

gboolean
wf_json_cells_set (WfJsonCells *self, gsize column, guint32 token, GError **error)
{
  char kind = wf_json_tokens_get_kind (self->tokens, token);
  gboolean is_empty =
      (kind == '{' || kind == '[') && wf_json_tokens_get_end (self->tokens, token) == token + 1;
  const char *text;
  gsize length;

  if (kind != 'n' && !is_empty)
    g_array_index (self->facts, Fact, column).has_value = TRUE;
  switch (kind)
    {
      case '{':
      case '[':
        if (!is_empty)
          count_nested (self, column, token);
        return TRUE;
      case '"':
        text = wf_json_tokens_get_text (self->tokens, token, self->buffer, &length);
        return wf_gather_set_cell (self->gather, column, text, length, error);
      case 't':
        return wf_gather_set_text (self->gather, column, "true", 4, error);
      case 'f':
        return wf_gather_set_text (self->gather, column, "false", 5, error);
      case 'n':
      case 'N':
        return TRUE;
      case 'I':
        return wf_gather_set_number (self->gather, column, INFINITY, error);
      default:
        text = wf_json_tokens_get_word (self->tokens, token, &length);
        if (length > 1 && text[1] == 'I')
          return wf_gather_set_number (self->gather, column, -INFINITY, error);
        return wf_gather_set_cell (self->gather, column, text, length, error);
    }
}

/* the value of the member that the path names; depth: of objects around it */
static gboolean
add_member (WfJsonCells *self, guint32 token, guint depth, GError **error)
{
  guint32 end = wf_json_tokens_get_end (self->tokens, token);
  gsize path_length = self->path->len;
  gsize column;
  Fact *fact;

  if (wf_json_tokens_get_kind (self->tokens, token) == '{' && depth < WF_LIMIT_JSON_LEVELS)
    {
      for (guint32 at = token + 1; at < end; at = wf_json_tokens_get_end (self->tokens, at + 1))
        {
          gsize length;
          const char *name = wf_json_tokens_get_text (self->tokens, at, self->buffer, &length);

          if (depth > 0)
            g_string_append_c (self->path, '.');
          g_string_append_len (self->path, name, (gssize) length);
          if ((self->left_out == NULL || depth > 0 || !g_str_equal (self->path->str, self->left_out)) &&
              !add_member (self, at + 1, depth + 1, error))
            return FALSE;
          g_string_truncate (self->path, path_length);
        }
      return TRUE;
    }
  if (!find_column (self, &column, error))
    return FALSE;
  fact = &g_array_index (self->facts, Fact, column);
  if (fact->last_row == self->n_rows)
    return fail (self, token, error, _ ("this repeats the name “%s”; rename one of the two"), fact->name);
  fact->last_row = self->n_rows;
  return wf_json_cells_set (self, column, token, error);
}

gboolean
wf_json_cells_add_record (WfJsonCells *self, guint32 object, GError **error)
{
  g_string_truncate (self->path, 0);
  return add_member (self, object, 0, error);
}

/* ---- the end ---- */

/* "address" is no column where it is an object or null: "address.city" is. */
static void
leave_out_objects (WfJsonCells *self)
{
  g_autoptr (GHashTable) objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->facts->len; i++)
    {
      const char *name = g_array_index (self->facts, Fact, i).name;

      for (const char *dot = strchr (name, '.'); dot != NULL; dot = strchr (dot + 1, '.'))
        g_hash_table_add (objects, g_strndup (name, (gsize) (dot - name)));
    }
  for (guint i = 0; i < self->facts->len; i++)
    {
      const Fact *fact = &g_array_index (self->facts, Fact, i);

      if (!fact->has_value && g_hash_table_contains (objects, fact->name))
        wf_gather_leave_out (self->gather, i);
    }
}

void
wf_json_cells_end (WfJsonCells *self)
{
  leave_out_objects (self);
  for (guint i = 0; i < self->facts->len; i++)
    {
      const Fact *fact = &g_array_index (self->facts, Fact, i);
      g_autofree char *count = wf_format_count (fact->n_nested);
      g_autofree char *note = NULL;

      if (fact->n_nested == 0)
        continue;
      note = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "column “%s”: %s cell holds a list or an object, for which a table has no place, and "
                       "is missing (line %zu)",
                       "column “%s”: %s cells hold lists or objects, for which a table has no place, and are "
                       "missing (the first in line %zu)",
                       fact->n_nested),
          fact->name, count, fact->line);
      wf_gather_add_note (self->gather, note);
    }
}
