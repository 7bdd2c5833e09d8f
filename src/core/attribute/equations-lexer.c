/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/attribute/equations-lexer-private.h"
#include "core/base/error.h"

static const char *const words[] = { "and", "or", "not", "if", "context" };
/* the longer of two that begin alike comes first */
static const char *const signs[] = { "==", "!=", "<=", ">=", "=", "<", ">", "(",
                                     ")",  "{",  "}",  ",",  "+", "-", "*" };

void
wf_equation_lexer_init (WfEquationLexer *self, const char *text, gsize length, const char *name)
{
  *self = (WfEquationLexer){ .name = name,
                             .start = text,
                             .end = text + length,
                             .next = text,
                             .place = text,
                             .last = text,
                             .text = g_string_new (NULL) };
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    self->next += 3;
}

void
wf_equation_lexer_clear (WfEquationLexer *self)
{
  g_string_free (self->text, TRUE);
}

gboolean
wf_equation_lexer_fail (
    const WfEquationLexer *self, const char *place, int code, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  const char *line_start = self->start;
  guint line = 1;
  va_list args;

  for (const char *p = self->start; p < place; p++)
    if (*p == '\n')
      {
        line++;
        line_start = p + 1;
      }
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, WF_ERROR, code, "%s:%u:%ld: %s", self->name, line,
               g_utf8_strlen (line_start, place - line_start) + 1, message);
  return FALSE;
}

char *
wf_equation_lexer_describe (const WfEquationLexer *self)
{
  if (self->token == WF_TOKEN_END)
    return g_strdup (_ ("the end of the text"));
  if (self->token == WF_TOKEN_LINE)
    return g_strdup (_ ("the end of the line"));
  return g_strdup_printf (_ ("“%s”"), self->text->str);
}

gboolean
wf_equation_lexer_is (const WfEquationLexer *self, WfToken token, const char *text)
{
  return self->token == token && g_str_equal (self->text->str, text);
}

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_' || (guchar) c >= 0x80;
}

static void
skip_blanks (WfEquationLexer *self)
{
  while (self->next < self->end)
    if (*self->next == '#')
      while (self->next < self->end && *self->next != '\n')
        self->next++;
    else if (*self->next == ' ' || *self->next == '\t' || *self->next == '\r' ||
             (*self->next == '\n' && self->n_open > 0))
      self->next++;
    else
      return;
}

static gboolean
read_quoted (WfEquationLexer *self, GError **error)
{
  for (self->next++; self->next < self->end && *self->next != '"' && *self->next != '\n'; self->next++)
    g_string_append_c (self->text, *self->next);
  if (self->next == self->end || *self->next == '\n' || self->text->len == 0)
    return wf_equation_lexer_fail (self, self->place, WF_ERROR_PARSE, error,
                                   self->text->len == 0 ? _ ("a name in quotes that is empty")
                                                        : _ ("a name that isn't closed by a \""));
  self->next++;
  self->token = WF_TOKEN_NAME;
  return TRUE;
}

static void
read_name (WfEquationLexer *self)
{
  while (self->next < self->end && (is_name_start (*self->next) || g_ascii_isdigit (*self->next)))
    g_string_append_c (self->text, *self->next++);
  self->token = WF_TOKEN_NAME;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (self->text->str, words[i]))
      self->token = WF_TOKEN_WORD;
}

static gboolean
read_number (WfEquationLexer *self, GError **error)
{
  while (self->next < self->end && g_ascii_isdigit (*self->next))
    g_string_append_c (self->text, *self->next++);
  self->token = WF_TOKEN_NUMBER;
  if (self->next < self->end && (*self->next == '.' || is_name_start (*self->next)))
    return wf_equation_lexer_fail (
        self, self->place, WF_ERROR_PARSE, error,
        _ ("only whole numbers are values; a name that begins with a digit stands in quotes"));
  if (!g_ascii_string_to_signed (self->text->str, 10, 0, WF_LIMIT_EQUATION_NUMBER, &self->number, NULL))
    return wf_equation_lexer_fail (self, self->place, WF_ERROR_TOO_LARGE, error,
                                   _ ("no number may exceed %d"), WF_LIMIT_EQUATION_NUMBER);
  return TRUE;
}

static gboolean
read_sign (WfEquationLexer *self, GError **error)
{
  gunichar character;
  char utf8[7] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      gsize length = strlen (signs[i]);

      if ((gsize) (self->end - self->next) < length || memcmp (self->next, signs[i], length) != 0)
        continue;
      g_string_append (self->text, signs[i]);
      self->next += length;
      self->token = WF_TOKEN_SIGN;
      if (*signs[i] == '(')
        self->n_open++;
      else if (*signs[i] == ')' && self->n_open > 0)
        self->n_open--;
      return TRUE;
    }
  character = g_utf8_get_char_validated (self->next, self->end - self->next);
  if (character < 0x20 || character == (gunichar) -1 || character == (gunichar) -2)
    return wf_equation_lexer_fail (self, self->place, WF_ERROR_PARSE, error, _ ("a byte that isn't text"));
  g_unichar_to_utf8 (character, utf8);
  return wf_equation_lexer_fail (
      self, self->place, WF_ERROR_PARSE, error,
      _ ("“%s” means nothing here; expressions are made of and, or, not, ==, !=, <, "
         "<=, >, >=, +, -, * and parentheses"),
      utf8);
}

gboolean
wf_equation_lexer_advance (WfEquationLexer *self, GError **error)
{
  self->last = self->next;
  skip_blanks (self);
  self->place = self->next;
  g_string_truncate (self->text, 0);
  if (self->next == self->end)
    {
      self->token = WF_TOKEN_END;
      return TRUE;
    }
  if (*self->next == '\n' || *self->next == ';')
    {
      self->next++;
      self->token = WF_TOKEN_LINE;
      return TRUE;
    }
  if (*self->next == '"')
    return read_quoted (self, error);
  if (g_ascii_isdigit (*self->next))
    return read_number (self, error);
  if (is_name_start (*self->next))
    {
      read_name (self);
      return TRUE;
    }
  return read_sign (self, error);
}
