/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables in JSON, as data frames, databases and services write them. Lists and lines are read one record at a
 * time; a document that is an object is read as a whole. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/utf16.h"
#include "core/formats/json-table-private.h"

#define HEAD_BYTES    65536     /* in which the first of several values ends */
#define PREVIEW_BYTES (1 << 20) /* of an object, if they hold enough rows */

void
wf_json_reader_clear (WfJsonReader *self)
{
  if (self->gather == NULL)
    return;
  wf_json_cells_clear (&self->cells);
  wf_gather_free (self->gather);
  wf_json_tokens_clear (&self->tokens);
  g_bytes_unref (self->bytes);
}

static gboolean
fail_at (WfJsonReader *self, gsize at, GError **error, const char *message)
{
  return wf_json_tokens_fail (&self->tokens, at, error, message);
}

gboolean
wf_json_reader_fail (WfJsonReader *self, guint32 token, GError **error, const char *message)
{
  return fail_at (self, wf_json_tokens_get_place (&self->tokens, token), error, message);
}

/* ---- rows ---- */

gboolean
wf_json_reader_is_full (WfJsonReader *self)
{
  self->has_more = self->has_more || self->cells.n_rows == self->max_rows;
  return self->cells.n_rows == self->max_rows;
}

gboolean
wf_json_reader_add_record (WfJsonReader *self, guint32 record, GError **error)
{
  if (wf_json_tokens_get_kind (&self->tokens, record) != '{')
    return wf_json_reader_fail (self, record, error, _ ("an object is needed here, as those before it"));
  return wf_json_cells_begin_row (&self->cells, error) &&
         wf_json_cells_add_record (&self->cells, record, error);
}

/* first: of the columns, behind that of the labels */
gboolean
wf_json_reader_add_row (WfJsonReader *self, guint32 row, gsize first, GError **error)
{
  gsize n_columns = self->cells.facts->len;
  gsize column = first;

  if (wf_json_tokens_get_kind (&self->tokens, row) != '[')
    return wf_json_reader_fail (self, row, error, _ ("a list is needed here, as those before it"));
  for (guint32 at = row + 1; at < wf_json_reader_get_next (self, row);
       at = wf_json_reader_get_next (self, at), column++)
    {
      if (column == n_columns)
        return wf_json_reader_fail (self, at, error,
                                    _ ("this row has more values than there are names of columns"));
      if (!wf_json_cells_set (&self->cells, column, at, error))
        return FALSE;
    }
  return column == n_columns ||
         wf_json_reader_fail (self, row, error,
                              _ ("this row has fewer values than there are names of columns"));
}

/* names: a list of them, or of a first row’s values without names */
gboolean
wf_json_reader_add_names (WfJsonReader *self, guint32 names, gboolean are_names, GError **error)
{
  for (guint32 at = names + 1; at < wf_json_reader_get_next (self, names);
       at = wf_json_reader_get_next (self, at))
    if (!wf_json_is_plain (&self->tokens, at))
      return wf_json_reader_fail (self, at, error, _ ("the name of a column is needed here"));
    else if (!(are_names ? wf_json_cells_add_column (&self->cells, at, error)
                         : wf_json_cells_add_unnamed (&self->cells, error)))
      return FALSE;
  return TRUE;
}

static gboolean
add_next_row (WfJsonReader *self, guint32 row, gsize first, GError **error)
{
  return wf_json_cells_begin_row (&self->cells, error) && wf_json_reader_add_row (self, row, first, error);
}

/* a row of those whose first may hold the names of the columns */
gboolean
wf_json_reader_add_first_row (WfJsonReader *self, guint32 row, GError **error)
{
  gboolean are_names = wf_json_is_text_list (&self->tokens, row);

  return wf_json_reader_add_names (self, row, are_names, error) &&
         (are_names || add_next_row (self, row, 0, error));
}

/* ---- a list, and values one after another ---- */

/* the value read last, which is a row or the names */
static gboolean
add_value (WfJsonReader *self, GError **error)
{
  char kind = wf_json_tokens_get_kind (&self->tokens, 0);
  gboolean is_first = self->layout == WF_JSON_LAYOUT_NONE;

  if (is_first && kind != '{' && kind != '[')
    return wf_json_reader_fail (self, 0, error,
                                _ ("an object or a list of values is needed here: a row of the table"));
  if (is_first)
    self->layout = kind == '{' ? WF_JSON_LAYOUT_RECORDS : WF_JSON_LAYOUT_ROWS;
  if (self->layout == WF_JSON_LAYOUT_RECORDS)
    return wf_json_reader_add_record (self, 0, error);
  return is_first ? wf_json_reader_add_first_row (self, 0, error) : add_next_row (self, 0, 0, error);
}

/* at: behind a value of the list; *is_next: another one begins there */
static gboolean
read_comma (WfJsonReader *self, gsize *at, gboolean *is_next, GError **error)
{
  const WfJsonTokens *tokens = &self->tokens;

  *at = wf_json_tokens_skip_space (tokens, *at);
  if (*at == tokens->length)
    return fail_at (self, *at, error, _ ("the text ends inside a list or object; is the file complete?"));
  *is_next = tokens->text[*at] == ',';
  if (!*is_next && tokens->text[*at] != ']')
    return fail_at (self, *at, error, _ ("a comma or ] is needed here"));
  *at = wf_json_tokens_skip_space (tokens, *at + 1);
  return TRUE;
}

static gboolean
check_end (WfJsonReader *self, gsize at, GError **error)
{
  return wf_json_tokens_skip_space (&self->tokens, at) == self->tokens.length ||
         fail_at (
             self, wf_json_tokens_skip_space (&self->tokens, at), error,
             _ ("nothing may follow the end of the value; remove what is behind it, or put all values in one "
                "list"));
}

/* at: its bracket */
static gboolean
read_list (WfJsonReader *self, gsize at, GError **error)
{
  gboolean is_next;

  at = wf_json_tokens_skip_space (&self->tokens, at + 1);
  for (is_next = at == self->tokens.length || self->tokens.text[at] != ']', at += !is_next; is_next;)
    {
      if (wf_json_reader_is_full (self))
        return TRUE;
      if (!wf_json_tokens_read (&self->tokens, at, &at, self->progress, error) || !add_value (self, error) ||
          !read_comma (self, &at, &is_next, error))
        return FALSE;
    }
  return check_end (self, at, error);
}

static gboolean
read_sequence (WfJsonReader *self, gsize at, GError **error)
{
  for (; at < self->tokens.length; at = wf_json_tokens_skip_space (&self->tokens, at))
    {
      if (wf_json_reader_is_full (self))
        return TRUE;
      if (!wf_json_tokens_read (&self->tokens, at, &at, self->progress, error) || !add_value (self, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- the document ---- */

/* The first rows of a large object, if its beginning holds enough of them; *is_read: whether it does. */
static gboolean
read_beginning (WfJsonReader *self, gsize at, gboolean *is_read, GError **error)
{
  WfJsonTokens *tokens = &self->tokens;
  gsize length = tokens->length, behind;
  WfJsonShape shape;
  gboolean is_whole;

  *is_read = FALSE;
  if (self->max_rows == G_MAXSIZE || length <= PREVIEW_BYTES)
    return TRUE;
  tokens->length = PREVIEW_BYTES;
  is_whole = wf_json_tokens_read (tokens, at, &behind, self->progress, NULL);
  tokens->length = length;
  shape = wf_json_shape_find (tokens);
  if (is_whole || behind < PREVIEW_BYTES || tokens->depth < 2 || tokens->opened[1] != shape.body ||
      (shape.layout != WF_JSON_LAYOUT_RECORDS && shape.layout != WF_JSON_LAYOUT_ROWS))
    return TRUE;
  if (tokens->depth > 2)
    {
      /* the last of them was cut off */
      tokens->n_tokens = tokens->opened[2];
      tokens->tokens[0].next = tokens->tokens[shape.body].next = tokens->n_tokens;
    }
  if (wf_json_count (tokens, shape.body, G_MAXUINT32, NULL) <= self->max_rows)
    return TRUE;
  *is_read = self->is_cut = self->has_more = TRUE;
  return wf_json_reader_read_shape (self, &shape, error);
}

/* a document that is an object, or the first of several */
static gboolean
read_object (WfJsonReader *self, gsize at, GError **error)
{
  WfJsonTokens *tokens = &self->tokens;
  gboolean is_read;
  WfJsonShape shape;

  if (!read_beginning (self, at, &is_read, error))
    return FALSE;
  if (is_read)
    return TRUE;
  if (!wf_json_tokens_read (tokens, at, &at, self->progress, error))
    return FALSE;
  at = wf_json_tokens_skip_space (tokens, at);
  if (at < tokens->length && tokens->text[at] == '{')
    return add_value (self, error) && read_sequence (self, at, error);
  shape = wf_json_shape_find (tokens);
  return check_end (self, at, error) && wf_json_reader_read_shape (self, &shape, error);
}

/* whether the list at that byte is a row, and more of them follow it */
gboolean
wf_json_is_sequence_of_lists (WfJsonTokens *tokens, gsize at)
{
  gsize length = tokens->length, behind;
  gboolean is_whole;

  tokens->length = MIN (length, at + HEAD_BYTES);
  is_whole = wf_json_tokens_read (tokens, at, &behind, NULL, NULL);
  tokens->length = length;
  if (!is_whole || tokens->n_tokens == 1 || !wf_json_is_plain (tokens, 1))
    return FALSE;
  behind = wf_json_tokens_skip_space (tokens, behind);
  return behind < length && tokens->text[behind] == '[';
}

static gboolean
read_document (WfJsonReader *self, GError **error)
{
  gsize at = wf_json_tokens_skip_space (&self->tokens, 0);

  switch (at < self->tokens.length ? self->tokens.text[at] : '\0')
    {
      case '{':
        return read_object (self, at, error);
      case '[':
        return wf_json_is_sequence_of_lists (&self->tokens, at) ? read_sequence (self, at, error)
                                                                : read_list (self, at, error);
      default:
        return fail_at (self, at, error, _ ("a list or an object is needed here"));
    }
}

WfTable *
wf_json_reader_read (
    WfJsonReader *self, WfSource *source, gsize max_rows, WfProgress *progress, GError **error)
{
  GBytes *bytes = wf_source_get_bytes (source);
  const char *name = wf_source_get_name (source);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  bytes = wf_utf16_is_marked (text, length) ? wf_utf16_convert (text, length, name, progress, error)
                                            : g_bytes_ref (bytes);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  self->bytes = bytes;
  self->progress = progress;
  self->max_rows = max_rows;
  self->gather = wf_gather_new (name, progress);
  wf_json_tokens_init (&self->tokens, text, length, name);
  wf_json_cells_init (&self->cells, &self->tokens, self->gather);
  if (!read_document (self, error))
    return NULL;
  wf_json_cells_end (&self->cells);
  wf_json_tokens_clear (&self->tokens); /* room for what the columns become */
  return wf_gather_end (self->gather, error);
}
