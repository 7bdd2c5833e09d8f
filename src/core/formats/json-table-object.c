/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables in a JSON document that is an object, which is read as a whole: its tokens take the place of a tree.
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/formats/json-table-private.h"

/* *column: that of the labels was added; labels that only number the rows are left out */
static gboolean
add_labels (WfJsonReader *self, GArray *labels, gboolean *is_column, GError **error)
{
  *is_column =
      labels->len > 0 && !wf_json_are_row_numbers (&self->tokens, (const guint32 *) (gpointer) labels->data,
                                                   labels->len, self->progress);
  return !*is_column || wf_json_cells_add_labels (&self->cells, error);
}

/* fewer when cancelled */
static GArray *
list_tokens (WfJsonReader *self, guint32 container, gboolean is_object)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 at = container + 1; at < wf_json_reader_get_next (self, container);
       at = wf_json_reader_get_next (self, is_object ? at + 1 : at))
    {
      if (list->len % WF_JSON_POLL == 0 && wf_progress_is_cancelled (self->progress))
        break;
      g_array_append_val (list, at);
    }
  return list;
}

static gboolean
read_records (WfJsonReader *self, const WfJsonShape *shape, GError **error)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 at = shape->body + 1; shape->has_labels && at < wf_json_reader_get_next (self, shape->body);
       at = wf_json_reader_get_next (self, at))
    {
      guint32 label = wf_json_tokens_get_kind (&self->tokens, at) == '{'
                          ? wf_json_find_member (&self->tokens, at, "index")
                          : 0;

      if (labels->len % WF_JSON_POLL == 0 && !wf_progress_check (self->progress, error))
        return FALSE;
      if (label != 0)
        g_array_append_val (labels, label);
    }
  if (labels->len > 0 && wf_json_are_row_numbers (&self->tokens, (const guint32 *) (gpointer) labels->data,
                                                  labels->len, self->progress))
    self->cells.left_out = "index";
  for (guint32 at = shape->body + 1;
       at < wf_json_reader_get_next (self, shape->body) && !wf_json_reader_is_full (self);
       at = wf_json_reader_get_next (self, at))
    if (!wf_json_reader_add_record (self, at, error))
      return FALSE;
  return TRUE;
}

/* shape->names: nullable; with them there may be labels */
static gboolean
read_rows (WfJsonReader *self, const WfJsonShape *shape, GError **error)
{
  g_autoptr (GArray) labels = shape->labels != 0 ? list_tokens (self, shape->labels, FALSE)
                                                 : g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 at = shape->body + 1;
  gboolean is_labelled = FALSE;
  guint32 n_rows = wf_json_count (&self->tokens, shape->body, G_MAXUINT32, self->progress);

  if (!wf_progress_check (self->progress, error))
    return FALSE;
  if (shape->labels != 0 && (labels->len < n_rows || (labels->len > n_rows && !self->is_cut)))
    return wf_json_reader_fail (self, shape->labels, error,
                                _ ("there must be as many names of rows as there are rows"));
  if (!add_labels (self, labels, &is_labelled, error))
    return FALSE;
  if (shape->names != 0 ? !wf_json_reader_add_names (self, shape->names, TRUE, error)
                        : !wf_json_reader_add_first_row (self, at, error))
    return FALSE;
  for (at = shape->names != 0 ? at : wf_json_reader_get_next (self, at);
       at < wf_json_reader_get_next (self, shape->body) && !wf_json_reader_is_full (self);
       at = wf_json_reader_get_next (self, at))
    {
      gsize row = self->cells.n_rows;

      if (!wf_json_cells_begin_row (&self->cells, error) ||
          (is_labelled &&
           !wf_json_cells_set (&self->cells, 0, g_array_index (labels, guint32, row), error)) ||
          !wf_json_reader_add_row (self, at, is_labelled, error))
        return FALSE;
    }
  return TRUE;
}

/* members of an object, each of which is a row or a column */
static gboolean
check_names (WfJsonReader *self, GArray *names, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint j = 0; j < names->len; j++)
    {
      guint32 at = g_array_index (names, guint32, j);
      gsize length;
      const char *text = wf_json_tokens_get_text (&self->tokens, at, self->cells.buffer, &length);

      if (j % WF_JSON_POLL == 0 && !wf_progress_check (self->progress, error))
        return FALSE;
      if (!g_hash_table_add (taken, g_strndup (text, length)))
        return wf_json_reader_fail (self, at, error, _ ("this name is there already; rename one of the two"));
    }
  return TRUE;
}

/* The values of the columns, one list after another, side by side. */
static gboolean
read_lists (WfJsonReader *self, const WfJsonShape *shape, GError **error)
{
  g_autoptr (GArray) names = list_tokens (self, shape->body, TRUE);
  guint32 n_rows = 0, n;

  if (!check_names (self, names, error))
    return FALSE;
  for (guint j = 0; j < names->len; j++)
    {
      guint32 *at = &g_array_index (names, guint32, j);
      guint32 list = *at + 1;

      if (wf_json_tokens_get_kind (&self->tokens, list) != '[')
        return wf_json_reader_fail (self, list, error,
                                    _ ("a list of values is needed here, as those before it"));
      n = wf_json_count (&self->tokens, list, G_MAXUINT32, self->progress);
      n_rows = j == 0 ? n : n_rows;
      if (!wf_progress_check (self->progress, error))
        return FALSE;
      if (n != n_rows)
        return wf_json_reader_fail (
            self, list, error,
            _ ("this list is longer or shorter than those before it; all columns of a table have "
               "one value a row"));
      if (!wf_json_cells_add_column (&self->cells, *at, error))
        return FALSE;
      *at = list + 1;
    }
  wf_gather_reserve_rows (self->gather, MIN (n_rows, self->max_rows));
  for (guint32 i = 0; i < n_rows && !wf_json_reader_is_full (self); i++)
    {
      if (!wf_json_cells_begin_row (&self->cells, error))
        return FALSE;
      for (guint j = 0; j < names->len; j++)
        {
          guint32 *at = &g_array_index (names, guint32, j);

          if (!wf_json_cells_set (&self->cells, j, *at, error))
            return FALSE;
          *at = wf_json_reader_get_next (self, *at);
        }
    }
  return TRUE;
}

/* a row each: its name and an object */
static gboolean
read_index (WfJsonReader *self, const WfJsonShape *shape, GError **error)
{
  g_autoptr (GArray) labels = list_tokens (self, shape->body, TRUE);
  gboolean is_labelled;

  if (!check_names (self, labels, error) || !add_labels (self, labels, &is_labelled, error))
    return FALSE;
  for (guint i = 0; i < labels->len && !wf_json_reader_is_full (self); i++)
    {
      guint32 label = g_array_index (labels, guint32, i);

      if (!wf_json_reader_add_record (self, label + 1, error) ||
          (is_labelled && !wf_json_cells_set (&self->cells, 0, label, error)))
        return FALSE;
    }
  return TRUE;
}

/* ---- an object of columns, whose members are named after the rows ---- */

typedef struct
{
  GArray *labels; /* the first name of each row */
  GHashTable *
      rows; /* name -> its row + 1; NULL = not needed yet: the columns have the same rows in the same order */
} Rows;

static void
rows_clear (Rows *rows)
{
  g_clear_pointer (&rows->labels, g_array_unref);
  g_clear_pointer (&rows->rows, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static char *
dup_text (WfJsonReader *self, guint32 token)
{
  gsize length;
  const char *text = wf_json_tokens_get_text (&self->tokens, token, self->cells.buffer, &length);

  return g_strndup (text, length);
}

/* expected: the row that it is as long as all columns are alike */
static gsize
find_row (WfJsonReader *self, Rows *rows, guint32 name, gsize expected)
{
  g_autofree char *text = NULL;
  gsize row;

  if (expected < rows->labels->len &&
      wf_json_have_same_text (&self->tokens, name, g_array_index (rows->labels, guint32, expected)))
    return expected;
  if (rows->rows == NULL)
    {
      rows->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < rows->labels->len; i++)
        g_hash_table_insert (rows->rows, dup_text (self, g_array_index (rows->labels, guint32, i)),
                             GSIZE_TO_POINTER ((gsize) i + 1));
    }
  text = dup_text (self, name);
  row = GPOINTER_TO_SIZE (g_hash_table_lookup (rows->rows, text));
  if (row > 0)
    return row - 1;
  g_array_append_val (rows->labels, name);
  g_hash_table_insert (rows->rows, g_steal_pointer (&text), GSIZE_TO_POINTER ((gsize) rows->labels->len));
  return rows->labels->len - 1;
}

/* the rows of one column; values: NULL = they are only listed, else one a row is stored */
static gboolean
go_through_column (WfJsonReader *self, Rows *rows, guint32 column, guint32 *values, GError **error)
{
  gsize expected = 0;

  if (wf_json_tokens_get_kind (&self->tokens, column) != '{')
    return wf_json_reader_fail (self, column, error, _ ("an object is needed here, as those before it"));
  for (guint32 at = column + 1; at < wf_json_reader_get_next (self, column);
       at = wf_json_reader_get_next (self, at + 1))
    {
      gsize row = find_row (self, rows, at, expected);

      if (expected % WF_JSON_POLL == 0 && !wf_progress_check (self->progress, error))
        return FALSE;
      if (values != NULL && values[row] != 0)
        return wf_json_reader_fail (self, at, error, _ ("this name is there already; rename one of the two"));
      if (values != NULL)
        values[row] = at + 1;
      expected = row + 1;
    }
  return TRUE;
}

static gboolean
add_columns (WfJsonReader *self, const Rows *rows, GArray *names, const guint32 *values, GError **error)
{
  gsize n_rows = rows->labels->len;
  gboolean is_labelled;

  if (!add_labels (self, rows->labels, &is_labelled, error))
    return FALSE;
  for (guint j = 0; j < names->len; j++)
    if (!wf_json_cells_add_column (&self->cells, g_array_index (names, guint32, j), error))
      return FALSE;
  wf_gather_reserve_rows (self->gather, MIN (n_rows, self->max_rows));
  for (gsize i = 0; i < n_rows && !wf_json_reader_is_full (self); i++)
    {
      if (!wf_json_cells_begin_row (&self->cells, error) ||
          (is_labelled &&
           !wf_json_cells_set (&self->cells, 0, g_array_index (rows->labels, guint32, i), error)))
        return FALSE;
      for (guint j = 0; j < names->len; j++)
        if (values[j * n_rows + i] != 0 &&
            !wf_json_cells_set (&self->cells, j + (gsize) is_labelled, values[j * n_rows + i], error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
read_columns (WfJsonReader *self, const WfJsonShape *shape, GError **error)
{
  g_autoptr (GArray) names = list_tokens (self, shape->body, TRUE);
  g_auto (Rows) rows = { .labels = g_array_new (FALSE, FALSE, sizeof (guint32)) };
  g_autofree guint32 *values = NULL;
  gsize n_rows;

  if (!check_names (self, names, error))
    return FALSE;
  for (guint j = 0; j < names->len; j++)
    if (!go_through_column (self, &rows, g_array_index (names, guint32, j) + 1, NULL, error))
      return FALSE;
  n_rows = rows.labels->len;
  if (!wf_json_cells_check_size (&self->cells, n_rows, names->len, error))
    return FALSE;
  values = g_try_new0 (guint32, n_rows * names->len);
  if (values == NULL)
    return wf_gather_fail_size (self->gather, error);
  for (guint j = 0; j < names->len; j++)
    if (!go_through_column (self, &rows, g_array_index (names, guint32, j) + 1, values + j * n_rows, error))
      return FALSE;
  return add_columns (self, &rows, names, values, error);
}

/* ---- whatever it is ---- */

gboolean
wf_json_reader_read_shape (WfJsonReader *self, const WfJsonShape *shape, GError **error)
{
  if (shape->is_guessed)
    wf_gather_add_note (
        self->gather,
        shape->layout == WF_JSON_LAYOUT_INDEX
            ? _ ("the file doesn’t say whether its outer names are those of rows or of columns; "
                 "they were taken for rows, as there are more of them")
            : _ ("the file doesn’t say whether its outer names are those of rows or of columns; "
                 "they were taken for columns, as pandas writes them"));
  switch (shape->layout)
    {
      case WF_JSON_LAYOUT_RECORD:
        return wf_json_reader_add_record (self, shape->body, error);
      case WF_JSON_LAYOUT_RECORDS:
        return read_records (self, shape, error);
      case WF_JSON_LAYOUT_ROWS:
        return read_rows (self, shape, error);
      case WF_JSON_LAYOUT_LISTS:
        return read_lists (self, shape, error);
      case WF_JSON_LAYOUT_COLUMNS:
        return read_columns (self, shape, error);
      case WF_JSON_LAYOUT_INDEX:
        return read_index (self, shape, error);
      case WF_JSON_LAYOUT_NONE:
      default:
        return wf_json_reader_fail (
            self, 0, error,
            _ ("no table in here: a list of records, records a line, or an object of lists of "
               "equal length is expected"));
    }
}
