/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/json-scan-private.h"
#include "core/base/limits.h"

#define FIRST_TOKENS 256
#define POLL_TOKENS  4096

typedef struct
{
  const char *text;
  gsize length;
  gsize at;
  gsize copied; /* text before this byte is in out */
  GString *out; /* nullable: only tokens are wanted */
  WfJsonTokens *tokens; /* nullable */
  guint32 n_whole;      /* of them: without a value that isn't read to its end, and its name */
  guint32 opened[WF_LIMIT_JSON_DEPTH];
  WfProgress *progress;
  char open[WF_LIMIT_JSON_DEPTH];
  gsize depth;
  const char *name;
  GError **error;
} Scan;

void
wf_json_set_error (
    GError **error, int code, const char *text, gsize at, const char *name, const char *message)
{
  gsize line = 1;
  const char *start = text;

  for (const char *newline; (newline = memchr (start, '\n', (gsize) (text + at - start))) != NULL; line++)
    start = newline + 1;
  g_set_error (error, WF_ERROR, code, "%s:%zu:%ld: %s", name, line,
               g_utf8_strlen (start, text + at - start) + 1, message);
}

static gboolean
fail (Scan *self, gsize at, const char *message)
{
  wf_json_set_error (self->error, WF_ERROR_PARSE, self->text, at, self->name, message);
  return FALSE;
}

static int
peek (Scan *self)
{
  return self->at < self->length ? (guchar) self->text[self->at] : -1;
}

static void
skip_space (Scan *self)
{
  while (self->at < self->length && strchr (" \t\r\n", self->text[self->at]) != NULL &&
         self->text[self->at] != '\0')
    self->at++;
}

/* what has been read since the last replacement goes out as it is, then the replacement for [from, at) */
static void
replace (Scan *self, gsize from, const char *replacement)
{
  if (self->out == NULL)
    return;
  g_string_append_len (self->out, self->text + self->copied, (gssize) (from - self->copied));
  g_string_append (self->out, replacement);
  self->copied = self->at;
}

static gboolean
read_hex (Scan *self, guint *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++, self->at++)
    {
      if (self->at >= self->length || !g_ascii_isxdigit (self->text[self->at]))
        return fail (self, MIN (self->at, self->length), _ ("four hexadecimal digits are needed after \\u"));
      *unit = *unit * 16 + (guint) g_ascii_xdigit_value (self->text[self->at]);
    }
  return TRUE;
}

/* at: behind \u */
static gboolean
read_unicode (Scan *self)
{
  gsize from = self->at - 2;
  guint unit;
  guint low;
  gsize behind;

  if (!read_hex (self, &unit))
    return FALSE;
  if (unit >= 0xD800 && unit < 0xDC00 && self->at + 1 < self->length && self->text[self->at] == '\\' &&
      self->text[self->at + 1] == 'u')
    {
      behind = self->at;
      self->at += 2;
      if (!read_hex (self, &low))
        return FALSE;
      if (low >= 0xDC00 && low < 0xE000)
        return TRUE;
      self->at = behind;
    }
  if (unit == 0 || (unit >= 0xD800 && unit < 0xE000))
    replace (self, from, "\\ufffd");
  return TRUE;
}

static gboolean
read_escape (Scan *self)
{
  int c;

  self->at++;
  c = peek (self);
  if (c <= 0 || strchr ("\"\\/bfnrtu", c) == NULL)
    return fail (self, self->at, _ ("unknown escape in a string"));
  self->at++;
  return c != 'u' || read_unicode (self);
}

/* of a string; there is nothing but ASCII outside them */
static gboolean
check_utf8 (Scan *self, gsize from)
{
  const char *invalid;

  return g_utf8_validate_len (self->text + from, self->at - from, &invalid) ||
         fail (self, (gsize) (invalid - self->text), _ ("not UTF-8; convert the file to UTF-8"));
}

static gboolean
read_string (Scan *self)
{
  gsize from = self->at++;
  gboolean is_ascii = TRUE;

  for (;;)
    {
      int c = peek (self);

      if (c < 0)
        return fail (self, from, _ ("this string has no end; is the file complete?"));
      if (c < 0x20)
        return fail (self, self->at, _ ("a control character must be escaped in a string"));
      if (c == '\\')
        {
          if (!read_escape (self))
            return FALSE;
          continue;
        }
      self->at++;
      is_ascii = is_ascii && c < 0x80;
      if (c == '"')
        return self->tokens == NULL || is_ascii || check_utf8 (self, from);
    }
}

static gsize
skip_digits (Scan *self)
{
  gsize from = self->at;

  while (self->at < self->length && g_ascii_isdigit (self->text[self->at]))
    self->at++;
  return self->at - from;
}

static gboolean
is_beyond_int64 (const char *digits, gsize n)
{
  return n > 19 || (n == 19 && strncmp (digits, "9223372036854775807", 19) > 0);
}

static gboolean
read_number (Scan *self)
{
  gsize from = self->at;
  gsize first_digit;
  gsize n;
  gboolean is_integer = TRUE;

  self->at += peek (self) == '-';
  first_digit = self->at;
  n = skip_digits (self);
  if (n == 0 || (n > 1 && self->text[first_digit] == '0'))
    return fail (self, from, _ ("not a number"));
  if (peek (self) == '.')
    {
      self->at++;
      is_integer = FALSE;
      if (skip_digits (self) == 0)
        return fail (self, self->at, _ ("a digit is needed after the decimal point"));
    }
  if (peek (self) == 'e' || peek (self) == 'E')
    {
      self->at++;
      is_integer = FALSE;
      self->at += peek (self) == '-' || peek (self) == '+';
      if (skip_digits (self) == 0)
        return fail (self, self->at, _ ("a digit is needed in the exponent"));
    }
  if (is_integer && is_beyond_int64 (self->text + first_digit, n))
    {
      g_autofree char *digits = g_strndup (self->text + from, self->at - from);
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", digits);

      replace (self, from, quoted);
    }
  return TRUE;
}

static gboolean
read_word (Scan *self)
{
  static const char *const words[] = { "true", "false", "null", "NaN", "Infinity", "-Infinity" };
  gsize n_words = self->tokens != NULL ? G_N_ELEMENTS (words) : 3;

  for (gsize i = 0; i < n_words; i++)
    {
      gsize n = strlen (words[i]);

      if (self->length - self->at >= n && strncmp (self->text + self->at, words[i], n) == 0 &&
          (self->at + n == self->length || !g_ascii_isalnum (self->text[self->at + n])))
        {
          self->at += n;
          return TRUE;
        }
    }
  return fail (self, self->at,
               self->at == self->length ? _ ("the text ends where a value is needed; is the file complete?")
                                        : _ ("a value is needed here"));
}

/* ---- tokens ---- */

static gboolean
begin_token (Scan *self)
{
  WfJsonTokens *tokens = self->tokens;

  if (tokens == NULL)
    return TRUE;
  if (tokens->n_tokens % POLL_TOKENS == 0 && !wf_progress_check (self->progress, self->error))
    return FALSE;
  if (tokens->n_tokens == tokens->capacity)
    {
      guint32 capacity = tokens->capacity + MAX (tokens->capacity / 2, FIRST_TOKENS);
      WfJsonToken *more = realloc (tokens->tokens, capacity * sizeof (WfJsonToken));

      if (more == NULL)
        {
          g_set_error (self->error, WF_ERROR, WF_ERROR_TOO_LARGE,
                       _ ("%s: not enough memory for the file; close other programs or split it"),
                       self->name);
          return FALSE;
        }
      tokens->tokens = more;
      tokens->capacity = capacity;
    }
  tokens->tokens[tokens->n_tokens].at = (guint32) (self->at - tokens->start);
  tokens->n_tokens++;
  return TRUE;
}

/* the one begun last, which holds nothing else */
static void
end_token (Scan *self)
{
  if (self->tokens != NULL)
    self->tokens->tokens[self->tokens->n_tokens - 1].next = self->tokens->n_tokens;
}

static void
set_whole (Scan *self)
{
  if (self->tokens != NULL)
    self->n_whole = self->tokens->n_tokens;
}

static void
end_container (Scan *self)
{
  if (self->tokens != NULL)
    self->tokens->tokens[self->opened[self->depth]].next = self->tokens->n_tokens;
}

/* "key" : */
static gboolean
read_key (Scan *self)
{
  skip_space (self);
  if (peek (self) != '"')
    return fail (self, self->at, _ ("a name in double quotes is needed here"));
  if (!begin_token (self))
    return FALSE;
  end_token (self);
  if (!read_string (self))
    return FALSE;
  skip_space (self);
  if (peek (self) != ':')
    return fail (self, self->at, _ ("a colon is needed here"));
  self->at++;
  skip_space (self);
  return TRUE;
}

static gboolean
open_bracket (Scan *self, gboolean *is_value_next)
{
  char bracket = self->text[self->at];

  if (self->depth == WF_LIMIT_JSON_DEPTH)
    {
      g_autofree char *message =
          g_strdup_printf (_ ("nested deeper than the limit of %d levels; flatten the lists and objects"),
                           WF_LIMIT_JSON_DEPTH);

      return fail (self, self->at, message);
    }
  if (self->tokens != NULL)
    self->opened[self->depth] = self->tokens->n_tokens - 1;
  set_whole (self);
  self->open[self->depth++] = bracket;
  self->at++;
  skip_space (self);
  *is_value_next = peek (self) != (bracket == '{' ? '}' : ']');
  return !*is_value_next || bracket == '[' || read_key (self);
}

/* after a value: closes what ends here; value_next tells whether a comma was read */
static gboolean
read_after_value (Scan *self, gboolean *is_value_next)
{
  *is_value_next = FALSE;
  while (self->depth > 0)
    {
      char bracket = self->open[self->depth - 1];
      int c;

      skip_space (self);
      c = peek (self);
      if (c == ',')
        {
          self->at++;
          skip_space (self);
          *is_value_next = TRUE;
          return bracket == '[' || read_key (self);
        }
      if (c != (bracket == '{' ? '}' : ']'))
        return fail (self, self->at,
                     c < 0            ? _ ("the text ends inside a list or object; is the file complete?")
                     : bracket == '{' ? _ ("a comma or } is needed here")
                                      : _ ("a comma or ] is needed here"));
      self->at++;
      self->depth--;
      end_container (self);
    }
  return TRUE;
}

/* "-Infinity" is a word */
static gboolean
is_number_next (Scan *self, int c)
{
  return g_ascii_isdigit (c) || (c == '-' && (self->tokens == NULL || self->at + 1 == self->length ||
                                              self->text[self->at + 1] != 'I'));
}

static gboolean
read_value (Scan *self, gboolean *is_value_next)
{
  int c = peek (self);

  if (!begin_token (self))
    return FALSE;
  if (c == '{' || c == '[')
    {
      if (!open_bracket (self, is_value_next))
        return FALSE;
      return *is_value_next || read_after_value (self, is_value_next);
    }
  if (c == '"' ? !read_string (self) : is_number_next (self, c) ? !read_number (self) : !read_word (self))
    return FALSE;
  end_token (self);
  if (self->at < self->length) /* else a number may have been cut off */
    set_whole (self);
  return read_after_value (self, is_value_next);
}

GString *
wf_json_scan (const char *text, gsize length, const char *name, GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (length + 1);
  Scan self = { .text = text, .length = length, .out = out, .name = name, .error = error };
  gboolean is_value_next = TRUE;

  skip_space (&self);
  while (is_value_next)
    if (!read_value (&self, &is_value_next))
      return NULL;
  skip_space (&self);
  if (self.at < length)
    {
      fail (&self, self.at,
            _ ("nothing may follow the end of the value; remove what is behind it, or put all values in one "
               "list"));
      return NULL;
    }
  replace (&self, self.at, "");
  return g_steal_pointer (&out);
}

/* what was read before the fault: its containers end there */
static void
end_early (Scan *self)
{
  WfJsonTokens *tokens = self->tokens;

  tokens->n_tokens = self->n_whole;
  tokens->depth = self->depth;
  for (gsize i = 0; i < self->depth; i++)
    tokens->tokens[self->opened[i]].next = self->n_whole;
  memcpy (tokens->opened, self->opened, sizeof tokens->opened);
}

gboolean
wf_json_scan_tokens (WfJsonTokens *tokens, gsize *behind, WfProgress *progress, GError **error)
{
  g_autoptr (GError) failure = NULL;
  Scan self = { .text = tokens->text,
                .length = MIN (tokens->length, tokens->start + WF_LIMIT_JSON_BYTES),
                .at = tokens->start,
                .name = tokens->name,
                .tokens = tokens,
                .progress = progress,
                .error = &failure };
  gboolean is_value_next = TRUE;

  while (is_value_next && read_value (&self, &is_value_next))
    ;
  *behind = self.at;
  if (failure == NULL)
    return TRUE;
  end_early (&self);
  if (self.at == self.length && self.length < tokens->length)
    g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                 _ ("%s: more than the limit of %zu bytes of JSON; split the file"), tokens->name,
                 WF_LIMIT_JSON_BYTES);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
