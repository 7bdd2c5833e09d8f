/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/gzip.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/utf16.h"
#include "core/trace/log-input-private.h"

#define MAX_LINES_SHOWN 8
#define SNIFFED_BYTES   65536
#define LEAST_NUL       100 /* one byte in so many may be NUL */
#define PREFIX_LINES    200 /* a file that isn't JSON is searched this far for a line that ends in some */
#define MAX_VAIN        8   /* times the file's length that values beyond their line are looked for in vain */

/* What was left out: how much, and the first places. */
typedef struct
{
  gsize n;
  gsize places[MAX_LINES_SHOWN];
} Tally;

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
  gsize place;         /* of the record given last: its line, or its number in the list */
  gsize n_vain;        /* bytes in which no value was found that goes beyond its line */
  gsize first_invalid; /* line of the first replaced byte, 0 = none */
  gboolean is_utf16;
  Tally broken;    /* lines that are no JSON */
  Tally strange;   /* records that are none of the format */
  GError *failure; /* nullable */
};

/* The quotation mark that ends the string whose content begins at p, or end. */
static const char *
find_string_end (const char *p, const char *end)
{
  for (const char *quote = p; (quote = memchr (quote, '"', (gsize) (end - quote))) != NULL; quote++)
    {
      const char *slash = quote;

      while (slash > p && slash[-1] == '\\')
        slash--;
      if ((quote - slash) % 2 == 0)
        return quote;
    }
  return end;
}

/* The end of the JSON value that opens at p, by brackets and strings alone; NULL when it never ends. */
static const char *
find_value_end (const char *p, const char *end)
{
  gsize depth = 0;

  for (; p < end; p++)
    switch (*p)
      {
        case '"':
          p = find_string_end (p + 1, end);
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

/* behind commas and space */
static const char *
skip_separators (const char *p, const char *end)
{
  while (p < end && (*p == ',' || g_ascii_isspace (*p)))
    p++;
  return p;
}

/* Where a line's JSON begins: its first "{" that a key or the end of the object follows; "[" only where the
 * line begins with it and holds nothing else, as brackets are common in the prefixes of logs. */
static const char *
find_value_start (const char *line, const char *end)
{
  const char *p = skip_space (line, end);
  const char *list_end = p < end && *p == '[' ? find_value_end (p, end) : NULL;

  if (p < end && *p == '[' && (list_end == NULL || skip_separators (list_end, end) == end))
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

/* A program, a picture, a database: full of bytes that no text has. One or two in a tool's output are borne.
 */
static gboolean
check_is_text (WfLogInput *self, const char *text, gsize length, GError **error)
{
  gsize n = MIN (length, SNIFFED_BYTES), n_nul = 0;

  for (gsize i = 0; i < n; i++)
    n_nul += text[i] == '\0';
  if (n_nul <= n / LEAST_NUL)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
               _ ("%s is no text: it is full of bytes that no log has. Name the log of an agent run."),
               self->name);
  return FALSE;
}

/* Bytes that aren't UTF-8 are replaced rather than refused: one bad byte in a tool's output must not cost the
 * log. */
static gboolean
set_text (WfLogInput *self, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (self->bytes, &length);
  const char *invalid;

  if (text != NULL && wf_utf16_is_marked (text, length))
    {
      g_autoptr (GBytes) marked = g_steal_pointer (&self->bytes);

      self->is_utf16 = TRUE;
      self->bytes = wf_utf16_convert (text, length, self->name, NULL, error);
      if (self->bytes == NULL)
        return FALSE;
      text = g_bytes_get_data (self->bytes, &length);
    }
  if (text == NULL)
    text = "";
  if (!check_is_text (self, text, length, error))
    return FALSE;
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
  return TRUE;
}

/* Regular expressions count in int. */
static gboolean
check_text_length (WfLogInput *self, GError **error)
{
  if (self->shape != WF_LOG_TEXT || self->length <= WF_LIMIT_JSON_BYTES)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
               _ ("%s: more than the limit of %zu bytes of text; split the file"), self->name,
               WF_LIMIT_JSON_BYTES);
  return FALSE;
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
  if (self->bytes == NULL || !set_text (self, error))
    return NULL;
  if (skip_space (self->text, self->text + self->length) == self->text + self->length)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s: the file is empty. Was the log written to the end?"), self->name);
      return NULL;
    }
  if (!set_shape (self, error) || !check_text_length (self, error))
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
  self->n_vain = 0;
  self->broken.n = self->strange.n = 0;
}

static void
count (Tally *tally, gsize place)
{
  if (tally->n < MAX_LINES_SHOWN)
    tally->places[tally->n] = place;
  tally->n++;
}

void
wf_log_input_leave_out (WfLogInput *self)
{
  count (&self->strange, self->place);
}

/* Goes on to byte "to", counting lines. */
static void
move_to (WfLogInput *self, const char *to)
{
  self->line += count_lines (self->text + self->at, to);
  self->at = (gsize) (to - self->text);
}

/* The value that begins in the line from p to stop; end: where it ends. A value that goes beyond its line is
 * looked for in all that follows, in vain only so often that the cost stays linear. */
static JsonNode *
parse_line (WfLogInput *self, const char *p, const char *stop, const char **end)
{
  const char *last =
      self->is_by_line || self->n_vain / MAX_VAIN > self->length ? stop : self->text + self->length;
  const char *start = find_value_start (p, stop);
  JsonNode *value = NULL;

  *end = start == NULL ? NULL : find_value_end (start, last);
  if (*end != NULL)
    value = wf_json_parse (start, (gssize) (*end - start), self->name, NULL);
  if (value == NULL && start != NULL)
    self->n_vain += (gsize) ((*end != NULL ? *end : last) - start);
  return value;
}

/* Where the next value is looked for behind one that was read: on its line when another follows at once. */
static const char *
find_next (WfLogInput *self, const char *value_end)
{
  const char *end = self->text + self->length;
  const char *next = skip_separators (value_end, end);

  return next < end && *next != '{' && *next != '[' && self->is_by_line ? find_line_end (value_end, end)
                                                                        : next;
}

/* The next value of a file of lines, from byte at. One that isn't JSON costs its line, no more. */
static JsonNode *
next_line (WfLogInput *self)
{
  const char *end = self->text + self->length;

  while (wf_progress_check (self->progress, &self->failure))
    {
      const char *p = skip_space (self->text + self->at, end);
      const char *stop, *value_end;

      if (p == end)
        return NULL;
      move_to (self, p);
      stop = find_line_end (p, end);
      g_clear_pointer (&self->record, json_node_unref);
      self->record = parse_line (self, p, stop, &value_end);
      self->place = self->line;
      move_to (self, self->record != NULL ? find_next (self, value_end) : stop);
      if (self->record != NULL)
        return self->record;
      count (&self->broken, self->place);
    }
  return NULL;
}

JsonNode *
wf_log_input_next (WfLogInput *self)
{
  if (self->failure != NULL)
    return NULL;
  if (self->shape == WF_LOG_LINES)
    return next_line (self);
  if (!wf_progress_check (self->progress, &self->failure))
    return NULL;
  self->place = self->at;
  if (self->shape == WF_LOG_VALUE)
    return self->at++ == 0 ? self->root : NULL;
  if (self->shape == WF_LOG_LIST && self->at < json_array_get_length (json_node_get_array (self->root)))
    return json_array_get_element (json_node_get_array (self->root), (guint) self->at++);
  return NULL;
}

gboolean
wf_log_input_read_each (WfLogInput *self,
                        gboolean (*detect) (JsonNode *record),
                        void (*add) (JsonObject *object, GPtrArray *runs),
                        GPtrArray *runs,
                        GError **error)
{
  JsonNode *record;

  while ((record = wf_log_input_next (self)) != NULL)
    if (detect (record))
      add (json_node_get_object (record), runs);
    else
      wf_log_input_leave_out (self);
  return wf_log_input_finish (self, error);
}

gboolean
wf_log_input_finish (WfLogInput *self, GError **error)
{
  if (self->failure != NULL && error != NULL)
    *error = g_error_copy (self->failure);
  return self->failure == NULL;
}

/* format: with %zu and %s */
static void
add_tally (GStrvBuilder *notes, const Tally *tally, const char *format)
{
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *note = NULL;

  if (tally->n == 0)
    return;
  for (gsize i = 0; i < MIN (tally->n, MAX_LINES_SHOWN); i++)
    g_string_append_printf (places, "%s%zu", i > 0 ? ", " : "", tally->places[i]);
  if (tally->n > MAX_LINES_SHOWN)
    g_string_append (places, ", …");
  note = g_strdup_printf (format, tally->n, places->str);
  g_strv_builder_add (notes, note);
}

char **
wf_log_input_get_notes (WfLogInput *self)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();

  if (self->is_utf16)
    g_strv_builder_add (notes, _ ("The file was read as UTF-16."));
  if (self->first_invalid > 0)
    {
      g_autofree char *note = g_strdup_printf (
          _ ("Bytes that are not UTF-8 were replaced, the first in line %zu."), self->first_invalid);

      g_strv_builder_add (notes, note);
    }
  add_tally (notes, &self->broken,
             g_dngettext (GETTEXT_PACKAGE, "%zu line is no JSON and is left out: %s.",
                          "%zu lines are no JSON and are left out: %s.", self->broken.n));
  add_tally (
      notes, &self->strange,
      self->shape == WF_LOG_LINES
          ? g_dngettext (GETTEXT_PACKAGE, "%zu line holds another kind of record and is left out: %s.",
                         "%zu lines hold other kinds of records and are left out: %s.", self->strange.n)
          : g_dngettext (GETTEXT_PACKAGE,
                         "%zu element of the list is another kind of record and is left out: %s (from 0).",
                         "%zu elements of the list are other kinds of records and are left out: %s (from 0).",
                         self->strange.n));
  return g_strv_builder_end (notes);
}
