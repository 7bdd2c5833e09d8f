/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/gzip.h"
#include "core/base/json.h"
#include "core/trace/log-input-private.h"

#define MAX_LINES_SHOWN 8
#define PREFIX_LINES    200 /* a file that isn't JSON is searched this far for a line that ends in some */

struct _WfLogInput
{
  WfProgress *progress;
  char *name;
  GBytes *bytes;
  char *repaired; /* nullable: the text with invalid bytes replaced */
  const char *text;
  gsize length;
  WfLogShape shape;
  gboolean is_by_line; /* of WF_LOG_LINES: a value never goes beyond its line */
  JsonNode *root;      /* of WF_LOG_VALUE and WF_LOG_LIST */
  JsonNode *record;    /* of WF_LOG_LINES: the last one given */
  gsize at;            /* next element, or next byte */
  gsize line;          /* of byte at */
  gsize first_invalid; /* line of the first replaced byte, 0 = none */
  gsize n_left_out;
  GArray *left_out; /* of gsize: the first lines left out */
  GError *failure;  /* nullable */
};

/* The end of the JSON value that opens at p, by brackets and strings alone; NULL when it never ends. */
static const char *
find_value_end (const char *p, const char *end)
{
  gsize depth = 0;

  for (; p < end; p++)
    switch (*p)
      {
        case '"':
          for (p++; p < end && *p != '"'; p++)
            if (*p == '\\')
              p++;
          break;
        case '{':
        case '[':
          depth++;
          break;
        case '}':
        case ']':
          if (--depth == 0)
            return p + 1;
          break;
        default:
          break;
      }
  return NULL;
}

static const char *
skip_space (const char *p, const char *end)
{
  while (p < end && g_ascii_isspace (*p))
    p++;
  return p;
}

static const char *
find_line_end (const char *p, const char *end)
{
  const char *newline = memchr (p, '\n', (gsize) (end - p));

  return newline == NULL ? end : newline;
}

static gsize
count_lines (const char *from, const char *to)
{
  gsize n = 0;

  for (const char *p = from; p < to && (p = memchr (p, '\n', (gsize) (to - p))) != NULL; p++)
    n++;
  return n;
}

/* Where a line's JSON begins: its first "{" that a key or the end of the object follows; "[" only where the
 * line begins with it, as brackets are common in the prefixes of logs. */
static const char *
find_value_start (const char *line, const char *end)
{
  const char *p = skip_space (line, end);

  if (p < end && *p == '[')
    return p;
  for (; p < end && (p = memchr (p, '{', (gsize) (end - p))) != NULL; p++)
    {
      const char *next = skip_space (p + 1, end);

      if (next == end || *next == '"' || *next == '}')
        return p;
    }
  return NULL;
}

static gboolean
has_json_lines (const char *text, const char *end)
{
  const char *line = text;

  for (guint i = 0; i < PREFIX_LINES && line < end; i++)
    {
      const char *stop = find_line_end (line, end);
      const char *start = find_value_start (line, stop);

      if (start != NULL && *start == '{' && find_value_end (start, stop) != NULL)
        return TRUE;
      line = stop < end ? stop + 1 : end;
    }
  return FALSE;
}

/* Bytes that aren't UTF-8 are replaced rather than refused: one bad byte in a tool's output must not cost the
 * log. */
static void
set_text (WfLogInput *self)
{
  gsize length;
  const char *text = g_bytes_get_data (self->bytes, &length);
  const char *invalid;

  if (text == NULL)
    text = "";
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3, length -= 3;
  if (!g_utf8_validate_len (text, length, &invalid))
    {
      self->first_invalid = 1 + count_lines (text, invalid);
      self->repaired = g_utf8_make_valid (text, (gssize) length);
      text = self->repaired;
      length = strlen (text);
    }
  self->text = text;
  self->length = length;
}

static gboolean
set_shape (WfLogInput *self, GError **error)
{
  const char *end = self->text + self->length;
  const char *p = skip_space (self->text, end);
  const char *stop;

  if (p == end || (*p != '{' && *p != '['))
    {
      self->shape = has_json_lines (p, end) ? WF_LOG_LINES : WF_LOG_TEXT;
      self->is_by_line = TRUE;
      return TRUE;
    }
  stop = find_value_end (p, end);
  if (stop != NULL && skip_space (stop, end) < end)
    {
      /* "[12:00] some text" begins like a list, too */
      self->is_by_line = find_value_end (p, find_line_end (p, end)) != NULL;
      self->shape =
          *p == '{' || *skip_space (stop, end) == '[' || has_json_lines (p, end) ? WF_LOG_LINES : WF_LOG_TEXT;
      return TRUE;
    }
  if (stop == NULL && find_line_end (p, end) < end && has_json_lines (find_line_end (p, end), end) &&
      find_value_end (p, find_line_end (p, end)) == NULL && p == find_value_start (p, end) &&
      skip_space (p + 1, end) < find_line_end (p, end) && *p == '{')
    {
      /* the first line is broken, but others hold whole values */
      self->shape = WF_LOG_LINES;
      self->is_by_line = TRUE;
      return TRUE;
    }
  self->root = wf_json_parse (p, (gssize) (end - p), self->name, error);
  if (self->root == NULL)
    return FALSE;
  self->shape = JSON_NODE_HOLDS_ARRAY (self->root) ? WF_LOG_LIST : WF_LOG_VALUE;
  return TRUE;
}

WfLogInput *
wf_log_input_new (WfSource *source, WfProgress *progress, GError **error)
{
  g_autoptr (WfLogInput) self = g_new0 (WfLogInput, 1);

  self->progress = progress;
  self->name = g_strdup (wf_source_get_name (source));
  self->bytes = wf_gzip_is_packed (wf_source_get_bytes (source))
                    ? wf_gzip_unpack (wf_source_get_bytes (source), self->name, progress, error)
                    : g_bytes_ref (wf_source_get_bytes (source));
  self->left_out = g_array_new (FALSE, FALSE, sizeof (gsize));
  if (self->bytes == NULL)
    return NULL;
  set_text (self);
  if (!set_shape (self, error))
    return NULL;
  wf_log_input_rewind (self);
  return g_steal_pointer (&self);
}

void
wf_log_input_free (WfLogInput *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->record, json_node_unref);
  g_array_unref (self->left_out);
  g_clear_error (&self->failure);
  g_free (self->repaired);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  g_free (self);
}

WfLogShape
wf_log_input_get_shape (WfLogInput *self)
{
  return self->shape;
}

const char *
wf_log_input_get_name (WfLogInput *self)
{
  return self->name;
}

const char *
wf_log_input_get_text (WfLogInput *self, gsize *length)
{
  *length = self->length;
  return self->text;
}

void
wf_log_input_rewind (WfLogInput *self)
{
  self->at = 0;
  self->line = 1;
  self->n_left_out = 0;
  g_array_set_size (self->left_out, 0);
}

static void
leave_out (WfLogInput *self)
{
  self->n_left_out++;
  if (self->left_out->len < MAX_LINES_SHOWN)
    g_array_append_val (self->left_out, self->line);
}

/* Goes on to byte "to", counting lines. */
static void
move_to (WfLogInput *self, const char *to)
{
  self->line += count_lines (self->text + self->at, to);
  self->at = (gsize) (to - self->text);
}

/* The next value of a file of lines, from byte at. One that isn't JSON costs its line, no more. */
static JsonNode *
next_line (WfLogInput *self, gsize *line)
{
  const char *end = self->text + self->length;

  while (wf_progress_check (self->progress, &self->failure))
    {
      const char *p = skip_space (self->text + self->at, end);
      const char *stop, *start, *value_end;

      if (p == end)
        return NULL;
      move_to (self, p);
      stop = find_line_end (p, end);
      start = find_value_start (p, stop);
      value_end = start == NULL ? NULL : find_value_end (start, self->is_by_line ? stop : end);
      g_clear_pointer (&self->record, json_node_unref);
      if (value_end != NULL)
        self->record = wf_json_parse (start, (gssize) (value_end - start), self->name, NULL);
      if (self->record == NULL)
        leave_out (self);
      if (line != NULL)
        *line = self->line;
      move_to (self, self->record != NULL && !self->is_by_line ? value_end : stop);
      if (self->record != NULL)
        return self->record;
    }
  return NULL;
}

JsonNode *
wf_log_input_next (WfLogInput *self, gsize *line)
{
  if (self->failure != NULL)
    return NULL;
  if (self->shape == WF_LOG_LINES)
    return next_line (self, line);
  if (!wf_progress_check (self->progress, &self->failure))
    return NULL;
  if (line != NULL)
    *line = 0;
  if (self->shape == WF_LOG_VALUE)
    return self->at++ == 0 ? self->root : NULL;
  if (self->shape == WF_LOG_LIST && self->at < json_array_get_length (json_node_get_array (self->root)))
    return json_array_get_element (json_node_get_array (self->root), (guint) self->at++);
  return NULL;
}

gboolean
wf_log_input_finish (WfLogInput *self, GError **error)
{
  if (self->failure != NULL && error != NULL)
    *error = g_error_copy (self->failure);
  return self->failure == NULL;
}

char **
wf_log_input_get_notes (WfLogInput *self)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();

  if (self->first_invalid > 0)
    {
      g_autofree char *note = g_strdup_printf (
          _ ("Bytes that are not UTF-8 were replaced, the first in line %zu."), self->first_invalid);

      g_strv_builder_add (notes, note);
    }
  if (self->n_left_out > 0)
    {
      g_autoptr (GString) lines = g_string_new (NULL);
      g_autofree char *note = NULL;

      for (guint i = 0; i < self->left_out->len; i++)
        g_string_append_printf (lines, "%s%zu", i > 0 ? ", " : "", g_array_index (self->left_out, gsize, i));
      if (self->n_left_out > self->left_out->len)
        g_string_append (lines, ", …");
      note = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu line is no JSON and is left out: %s.",
                                           "%zu lines are no JSON and are left out: %s.", self->n_left_out),
                              self->n_left_out, lines->str);
      g_strv_builder_add (notes, note);
    }
  return g_strv_builder_end (notes);
}
