/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/report/report.h"

/* The few spans of Markdown in a report's text: a backslash makes the next of \ * ` literal; `**`, `*` and
 * the backtick open a span that the next one of its kind closes; within code only the backtick counts; a mark
 * that nothing closes is literal. */

typedef enum
{
  TOKEN_TEXT, /* one byte, or an escaped one */
  TOKEN_STRONG,
  TOKEN_EMPHASIS,
  TOKEN_CODE,
  N_TOKENS,
} Token;

static Token
read_token (const char *text, gsize *length, char *byte)
{
  *byte = *text;
  *length = 1;
  if (*text == '\\' && text[1] != '\0' && strchr ("\\*`", text[1]) != NULL)
    {
      *byte = text[1];
      *length = 2;
      return TOKEN_TEXT;
    }
  if (*text == '`')
    return TOKEN_CODE;
  if (*text != '*')
    return TOKEN_TEXT;
  if (text[1] != '*')
    return TOKEN_EMPHASIS;
  *length = 2;
  return TOKEN_STRONG;
}

static gboolean
has_token (const char *text, Token wanted)
{
  gsize length;
  char byte;

  for (; *text != '\0'; text += length)
    if (read_token (text, &length, &byte) == wanted)
      return TRUE;
  return FALSE;
}

/**
 * wf_report_escape:
 * @text: plain text
 *
 * Returns: (transfer full): text that shows as @text where marked-up text is expected: backslash, `*` and the
 * backtick each get a backslash in front
 */
char *
wf_report_escape (const char *text)
{
  g_autoptr (GString) escaped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  escaped = g_string_sized_new (strlen (text));
  for (; *text != '\0'; text++)
    {
      if (strchr ("\\*`", *text) != NULL)
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *text);
    }
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/**
 * wf_report_strip:
 * @marked_up: marked-up text
 *
 * Returns: (transfer full): the plain text: without the marks of `*emphasis*`, `**strong**` and code spans,
 * with escapes undone. The inverse of wf_report_escape().
 */
char *
wf_report_strip (const char *marked_up)
{
  g_autoptr (GString) plain = NULL;
  gboolean is_open[N_TOKENS] = { FALSE };
  const char *p;
  gsize length;
  char byte;

  g_return_val_if_fail (marked_up != NULL, NULL);

  plain = g_string_sized_new (strlen (marked_up));
  for (p = marked_up; *p != '\0'; p += length)
    {
      Token token = read_token (p, &length, &byte);

      if (token == TOKEN_TEXT)
        g_string_append_c (plain, byte);
      else if (is_open[TOKEN_CODE] && token != TOKEN_CODE)
        g_string_append_len (plain, p, (gssize) length);
      else if (is_open[token] || has_token (p + length, token))
        is_open[token] = !is_open[token];
      else
        g_string_append_len (plain, p, (gssize) length);
    }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}
