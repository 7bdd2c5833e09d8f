/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/dot-lexer-private.h"

static const char *const keywords[] = { "strict", "graph", "digraph", "subgraph", "node", "edge" };

void
wf_dot_lexer_init (WfDotLexer *self, const WfText *text)
{
  *self =
      (WfDotLexer){ .text = text, .next = text->start, .place = text->start, .value = g_string_new (NULL) };
}

void
wf_dot_lexer_clear (WfDotLexer *self)
{
  g_string_free (self->value, TRUE);
}

gboolean
wf_dot_lexer_is_mark (const WfDotLexer *self, char mark)
{
  return self->kind == DOT_MARK && self->mark == mark;
}

gboolean
wf_dot_lexer_is_keyword (const WfDotLexer *self, const char *keyword)
{
  return self->kind == DOT_ID && self->is_bare && g_ascii_strcasecmp (self->value->str, keyword) == 0;
}

static gboolean
starts_with (const WfDotLexer *self, const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize) (self->text->end - self->next) >= length && memcmp (self->next, prefix, length) == 0;
}

gboolean
wf_dot_lexer_is_edge (const WfDotLexer *self)
{
  return self->kind == DOT_ARROW || self->kind == DOT_LINE || self->kind == DOT_MARKED;
}

static void
skip_line (WfDotLexer *self)
{
  while (self->next < self->text->end && *self->next != '\n')
    self->next++;
}

/* white space, comments of C and C++, lines of the preprocessor */
static gboolean
skip_blanks (WfDotLexer *self, GError **error)
{
  for (;;)
    if (self->next < self->text->end && g_ascii_isspace (*self->next))
      self->next++;
    else if (starts_with (self, "//") ||
             (starts_with (self, "#") && (self->next == self->text->start || self->next[-1] == '\n')))
      skip_line (self);
    else if (starts_with (self, "/*"))
      {
        const char *close = g_strstr_len (self->next + 2, self->text->end - self->next - 2, "*/");

        if (close == NULL)
          {
            wf_text_set_error (self->text, self->next, error, WF_ERROR_PARSE,
                               _ ("a comment that isn’t closed; end it with */"));
            return FALSE;
          }
        self->next = close + 2;
      }
    else
      return TRUE;
}

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_' || (guchar) c >= 0x80;
}

static gboolean
is_name_part (const WfDotLexer *self, char c)
{
  return is_name_start (c) || g_ascii_isdigit (c) || (self->is_dagitty && c == '.');
}

static void
read_name (WfDotLexer *self)
{
  while (self->next < self->text->end && is_name_part (self, *self->next))
    g_string_append_c (self->value, *self->next++);
}

static gboolean
is_numeral_start (const WfDotLexer *self)
{
  const char *p = self->next;

  if (p < self->text->end && *p == '-')
    p++;
  if (p < self->text->end && *p == '.')
    p++;
  return p < self->text->end && g_ascii_isdigit (*p);
}

static void
read_numeral (WfDotLexer *self)
{
  gboolean has_point = FALSE;

  do
    {
      has_point |= *self->next == '.';
      g_string_append_c (self->value, *self->next++);
    }
  while (self->next < self->text->end &&
         (g_ascii_isdigit (*self->next) || (*self->next == '.' && !has_point)));
}

/* \" is a quote, \\ a backslash, a backslash before a line's end joins the lines; other escapes stay as they
 * are */
static gboolean
read_quoted (WfDotLexer *self, GError **error)
{
  const char *end = self->text->end;

  for (self->next++; self->next < end && *self->next != '"'; self->next++)
    {
      if (*self->next == '\\' && self->next + 1 < end)
        {
          char escaped = self->next[1];

          if (escaped == '"' || escaped == '\\')
            self->next++;
          else if (escaped == '\n')
            {
              self->next++;
              continue;
            }
          else if (escaped == '\r' && self->next + 2 < end && self->next[2] == '\n')
            {
              self->next += 2;
              continue;
            }
        }
      g_string_append_c (self->value, *self->next);
    }
  if (self->next >= end)
    {
      wf_text_set_error (self->text, self->place, error, WF_ERROR_PARSE,
                         _ ("a name whose quotation mark isn’t closed; close it"));
      return FALSE;
    }
  self->next++;
  return TRUE;
}

static gboolean
skip_html (WfDotLexer *self, GError **error)
{
  gsize depth = 0;

  for (; self->next < self->text->end; self->next++)
    if (*self->next == '<')
      depth++;
    else if (*self->next == '>' && --depth == 0)
      {
        self->next++;
        return TRUE;
      }
  wf_text_set_error (self->text, self->place, error, WF_ERROR_PARSE,
                     _ ("HTML text whose < isn’t closed; close it with >"));
  return FALSE;
}

/* the edge at the place where the next token starts */
static gboolean
find_edge (WfDotLexer *self)
{
  static const struct
  {
    const char *text;
    WfDotTokenKind kind;
    WfMark left, right;
  } edges[] = {
    { "<->", DOT_MARKED, WF_MARK_ARROW, WF_MARK_ARROW },
    { "<-@", DOT_MARKED, WF_MARK_ARROW, WF_MARK_CIRCLE },
    { "@->", DOT_MARKED, WF_MARK_CIRCLE, WF_MARK_ARROW },
    { "@-@", DOT_MARKED, WF_MARK_CIRCLE, WF_MARK_CIRCLE },
    { "@--", DOT_MARKED, WF_MARK_CIRCLE, WF_MARK_TAIL },
    { "--@", DOT_MARKED, WF_MARK_TAIL, WF_MARK_CIRCLE },
    { "<-", DOT_MARKED, WF_MARK_ARROW, WF_MARK_TAIL },
    { "->", DOT_ARROW, WF_MARK_TAIL, WF_MARK_ARROW },
    { "--", DOT_LINE, WF_MARK_TAIL, WF_MARK_TAIL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    if (starts_with (self, edges[i].text) && (self->is_dagitty || edges[i].kind != DOT_MARKED))
      {
        self->kind = edges[i].kind;
        self->left = edges[i].left;
        self->right = edges[i].right;
        self->next += strlen (edges[i].text);
        return TRUE;
      }
  return FALSE;
}

static gboolean
refuse_character (WfDotLexer *self, GError **error)
{
  char character[8] = { 0 };

  g_unichar_to_utf8 (g_utf8_get_char (self->next), character);
  wf_text_set_error (
      self->text, self->next, error, WF_ERROR_PARSE,
      _ ("“%s” can’t stand here; put names with other characters than letters, digits and _ in double "
         "quotes"),
      character);
  return FALSE;
}

/**
 * wf_dot_lexer_advance: (skip)
 *
 * Reads the next token (Graphviz, "The DOT Language").
 */
gboolean
wf_dot_lexer_advance (WfDotLexer *self, GError **error)
{
  if (!skip_blanks (self, error))
    return FALSE;

  self->place = self->next;
  self->is_bare = FALSE;
  g_string_truncate (self->value, 0);
  if (self->next >= self->text->end)
    self->kind = DOT_END;
  else if (find_edge (self))
    return TRUE;
  else if (*self->next == '"')
    {
      self->kind = DOT_ID;
      return read_quoted (self, error);
    }
  else if (*self->next == '<' && !self->is_dagitty)
    {
      self->kind = DOT_HTML;
      return skip_html (self, error);
    }
  else if (is_name_part (self, *self->next) && (self->is_dagitty || !g_ascii_isdigit (*self->next)))
    {
      self->kind = DOT_ID;
      self->is_bare = TRUE;
      read_name (self);
    }
  else if (is_numeral_start (self))
    {
      self->kind = DOT_ID;
      read_numeral (self);
    }
  else if (strchr ("{}[];,=:+", *self->next) != NULL)
    {
      self->kind = DOT_MARK;
      self->mark = *self->next++;
    }
  else
    return refuse_character (self, error);
  return TRUE;
}

static gboolean
is_plain (const char *name)
{
  if (!g_ascii_isalpha (*name) && *name != '_')
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (g_ascii_strcasecmp (name, keywords[i]) == 0)
      return FALSE;
  return TRUE;
}

void
wf_dot_append_id (GString *text, const char *name)
{
  if (is_plain (name))
    {
      g_string_append (text, name);
      return;
    }
  g_string_append_c (text, '"');
  for (; *name != '\0'; name++)
    {
      if (*name == '"' || *name == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *name);
    }
  g_string_append_c (text, '"');
}
