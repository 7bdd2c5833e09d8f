/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/json-scan-private.h"
#include "core/base/json-tokens.h"

void
wf_json_tokens_init (WfJsonTokens *self, const char *text, gsize length, const char *name)
{
  gboolean is_marked = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0;

  /* no bytes may come as no pointer */
  if (length == 0)
    text = "";
  *self = (WfJsonTokens){ .text = is_marked ? text + 3 : text,
                          .length = is_marked ? length - 3 : length,
                          .name = name };
}

void
wf_json_tokens_clear (WfJsonTokens *self)
{
  g_clear_pointer (&self->tokens, free);
}

gboolean
wf_json_tokens_read (WfJsonTokens *self, gsize at, gsize *behind, WfProgress *progress, GError **error)
{
  self->start = at;
  self->n_tokens = 0;
  return wf_json_scan_tokens (self, behind, progress, error);
}

gsize
wf_json_tokens_get_place (const WfJsonTokens *self, guint32 token)
{
  return self->start + self->tokens[token].at;
}

gsize
wf_json_tokens_skip_space (const WfJsonTokens *self, gsize at)
{
  while (at < self->length && g_ascii_isspace (self->text[at]))
    at++;
  return at;
}

gboolean
wf_json_tokens_fail (const WfJsonTokens *self, gsize at, GError **error, const char *message)
{
  wf_json_set_error (error, WF_ERROR_PARSE, self->text, at, self->name, message);
  return FALSE;
}

/* ---- texts ---- */

static guint
read_hex (const char *digits)
{
  guint unit = 0;

  for (int i = 0; i < 4; i++)
    unit = unit * 16 + (guint) g_ascii_xdigit_value (digits[i]);
  return unit;
}

/* p: behind \u; the last character of the escape is given back. A half of a pair and NUL become U+FFFD. */
static const char *
append_unicode (GString *out, const char *p)
{
  gunichar unit = read_hex (p);

  p += 3;
  if (unit >= 0xD800 && unit < 0xDC00 && p[1] == '\\' && p[2] == 'u')
    {
      gunichar low = read_hex (p + 3);

      if (low >= 0xDC00 && low < 0xE000)
        {
          g_string_append_unichar (out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
          return p + 6;
        }
    }
  g_string_append_unichar (out, unit == 0 || (unit >= 0xD800 && unit < 0xE000) ? 0xFFFD : unit);
  return p;
}

static const char *
append_escape (GString *out, const char *p)
{
  static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
  const char *letter = strchr (letters, *p);

  if (*p == 'u')
    return append_unicode (out, p + 1);
  g_string_append_c (out, letter != NULL ? meanings[letter - letters] : *p);
  return p;
}

const char *
wf_json_tokens_get_text (const WfJsonTokens *self, guint32 token, GString *buffer, gsize *length)
{
  const char *start = self->text + wf_json_tokens_get_place (self, token) + 1;
  const char *p = start;

  while (*p != '"' && *p != '\\')
    p++;
  *length = (gsize) (p - start);
  if (*p == '"')
    return start;
  g_string_truncate (buffer, 0);
  for (const char *from = start; *p != '"'; from = p)
    {
      if (*p == '\\')
        {
          g_string_append_len (buffer, from, p - from);
          from = p = append_escape (buffer, p + 1) + 1;
        }
      while (*p != '"' && *p != '\\')
        p++;
      g_string_append_len (buffer, from, p - from);
    }
  *length = buffer->len;
  return buffer->str;
}

const char *
wf_json_tokens_get_word (const WfJsonTokens *self, guint32 token, gsize *length)
{
  const char *start = self->text + wf_json_tokens_get_place (self, token);
  const char *end = self->text + self->length;
  const char *p = start;

  while (p < end && (g_ascii_isalnum (*p) || *p == '-' || *p == '+' || *p == '.'))
    p++;
  *length = (gsize) (p - start);
  return start;
}
