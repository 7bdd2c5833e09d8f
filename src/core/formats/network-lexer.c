/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/network-lexer-private.h"

void
wf_network_text_set_error (
    gconstpointer input, gconstpointer place, GError **error, int code, const char *message)
{
  const WfText *text = input;

  if (place != NULL)
    wf_text_set_error (text, place, error, code, "%s", message);
  else
    g_set_error (error, WF_ERROR, code, "%s: %s", text->name, message);
}

void
wf_network_append_string (GString *text, const char *name)
{
  g_string_append_c (text, '"');
  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

void
wf_network_lexer_init (WfNetworkLexer *self,
                       WfNetworkDraft *draft,
                       const char *marks,
                       gboolean has_percent_comments)
{
  const WfText *text = draft->input;

  *self = (WfNetworkLexer){ draft, text, marks, has_percent_comments, text->start, text->start };
  self->value = g_string_new (NULL);
}

void
wf_network_lexer_clear (WfNetworkLexer *self)
{
  if (self->value != NULL)
    g_string_free (g_steal_pointer (&self->value), TRUE);
}

static gboolean
starts_with (const char *p, const char *end, const char *prefix)
{
  gsize n = strlen (prefix);

  return (gsize) (end - p) >= n && memcmp (p, prefix, n) == 0;
}

static gboolean
is_comment (const WfNetworkLexer *self, const char *p)
{
  if (self->has_percent_comments)
    return *p == '%';
  return starts_with (p, self->text->end, "//") || starts_with (p, self->text->end, "/*");
}

/* Past white space and comments. */
static gboolean
skip_space (WfNetworkLexer *self, GError **error)
{
  const char *end = self->text->end;

  while (self->next < end)
    {
      const char *p = self->next;

      if (g_ascii_isspace (*p))
        self->next++;
      else if (!is_comment (self, p))
        break;
      else if (starts_with (p, end, "/*"))
        {
          for (p += 2; p < end && !starts_with (p, end, "*/");)
            p++;
          if (p >= end)
            return wf_network_draft_fail (self->draft, self->next, error, WF_ERROR_PARSE,
                                          _ ("this comment does not end; close it with */"));
          self->next = p + 2;
        }
      else
        {
          const char *newline = memchr (p, '\n', end - p);

          self->next = newline != NULL ? newline + 1 : end;
        }
    }
  return TRUE;
}

static gboolean
read_string (WfNetworkLexer *self, GError **error)
{
  const char *end = self->text->end;
  const char *p = self->next + 1;

  for (; p < end && *p != '"'; p++)
    {
      if (*p == '\\' && p + 1 < end && (p[1] == '"' || p[1] == '\\'))
        p++;
      g_string_append_c (self->value, *p);
    }
  if (p >= end)
    return wf_network_draft_fail (self->draft, self->place, error, WF_ERROR_PARSE,
                                  _ ("this quote does not end; close it with \""));
  self->kind = NETWORK_STRING;
  self->next = p + 1;
  return TRUE;
}

gboolean
wf_network_lexer_advance (WfNetworkLexer *self, GError **error)
{
  const char *end = self->text->end;
  const char *p;

  g_string_truncate (self->value, 0);
  if (!skip_space (self, error))
    return FALSE;
  self->place = p = self->next;
  self->kind = NETWORK_END;
  if (p == end)
    return TRUE;
  if (*p == '"')
    return read_string (self, error);
  if (strchr (self->marks, *p) != NULL)
    {
      self->kind = NETWORK_MARK;
      self->mark = *p;
      self->next = p + 1;
      return TRUE;
    }
  while (p < end && !g_ascii_isspace (*p) && *p != '"' && strchr (self->marks, *p) == NULL &&
         !is_comment (self, p))
    p++;
  self->kind = NETWORK_WORD;
  self->next = p;
  g_string_append_len (self->value, self->place, p - self->place);
  return TRUE;
}

gboolean
wf_network_lexer_is_mark (const WfNetworkLexer *self, char mark)
{
  return self->kind == NETWORK_MARK && self->mark == mark;
}

gboolean
wf_network_lexer_is_keyword (const WfNetworkLexer *self, const char *keyword)
{
  return self->kind == NETWORK_WORD && g_ascii_strcasecmp (self->value->str, keyword) == 0;
}

gboolean
wf_network_lexer_is_name (const WfNetworkLexer *self)
{
  return self->kind == NETWORK_WORD || self->kind == NETWORK_STRING;
}

gboolean
wf_network_lexer_expected (const WfNetworkLexer *self, const char *what, GError **error)
{
  gsize length = MIN (self->next - self->place, 40);
  g_autofree char *cut = g_strndup (self->place, length);
  g_autofree char *found = g_utf8_make_valid (cut, -1);

  if (self->kind == NETWORK_END)
    return wf_network_draft_fail (self->draft, self->place, error, WF_ERROR_PARSE,
                                  _ ("%s is expected here, and the file ends"), what);
  return wf_network_draft_fail (self->draft, self->place, error, WF_ERROR_PARSE,
                                _ ("%s is expected here instead of “%s”"), what, found);
}

gboolean
wf_network_lexer_take_mark (WfNetworkLexer *self, char mark, GError **error)
{
  char what[] = "“x”";

  *strchr (what, 'x') = mark;
  return wf_network_lexer_is_mark (self, mark) ? wf_network_lexer_advance (self, error)
                                               : wf_network_lexer_expected (self, what, error);
}

gboolean
wf_network_lexer_check_name (const WfNetworkLexer *self, const char *what, GError **error)
{
  return wf_network_lexer_is_name (self) || wf_network_lexer_expected (self, what, error);
}

gboolean
wf_network_lexer_take_number (WfNetworkLexer *self, double *value, GError **error)
{
  char *end = self->value->str;

  if (self->kind == NETWORK_WORD)
    *value = g_ascii_strtod (self->value->str, &end);
  if (end == self->value->str || *end != '\0' || !isfinite (*value))
    return wf_network_lexer_expected (self, _ ("a number"), error);
  return wf_network_lexer_advance (self, error);
}

gboolean
wf_network_lexer_skip_block (WfNetworkLexer *self, GError **error)
{
  gsize depth = 0;

  do
    {
      if (self->kind == NETWORK_END)
        return wf_network_lexer_expected (self, "“}”", error);
      if (wf_network_lexer_is_mark (self, '{'))
        depth++;
      else if (wf_network_lexer_is_mark (self, '}'))
        depth--;
      if (!wf_network_lexer_advance (self, error))
        return FALSE;
    }
  while (depth > 0);
  return TRUE;
}
