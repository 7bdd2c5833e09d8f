/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/report/markup.h"
#include "core/report/report.h"

/* The few spans of Markdown in a report's text: a backslash makes the next of \ * ` [ ] literal; `**`, `*`
 * and the backtick open a span that the next one of its kind closes; within code only the backtick counts;
 * `[words](target)` is a link when the target is "#id" or an address; a mark that nothing closes is literal.
 */

#define ESCAPABLE  "\\*`[]"
#define KIND_PLAIN (WF_SPAN_LINK + 1)
#define NOT_OPEN   G_MAXUINT

/* The mark or the (escaped) byte at p: its kind, length and, for plain text, the byte. */
static guint
read_mark (const char *p, gsize *length, char *byte)
{
  *byte = *p;
  *length = 1;
  if (*p == '\\' && p[1] != '\0' && strchr (ESCAPABLE, p[1]) != NULL)
    {
      *byte = p[1];
      *length = 2;
      return KIND_PLAIN;
    }
  if (*p == '`')
    return WF_SPAN_CODE;
  if (*p == '[')
    return WF_SPAN_LINK;
  if (*p != '*')
    return KIND_PLAIN;
  *length = p[1] == '*' ? 2 : 1;
  return *length == 2 ? WF_SPAN_STRONG : WF_SPAN_EMPHASIS;
}

static gboolean
has_twin (const char *p, guint kind)
{
  gsize length;
  char byte;

  for (; *p != '\0'; p += length)
    if (read_mark (p, &length, &byte) == kind)
      return TRUE;
  return FALSE;
}

static gboolean
is_target (const char *p, gsize length)
{
  static const char *const starts[] = { "#", "https://", "http://", "mailto:" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (length > strlen (starts[i]) && strncmp (p, starts[i], strlen (starts[i])) == 0)
      return TRUE;
  return FALSE;
}

/* p: after the "[". The "]" that closes the words of a link, and its target; NULL when this is no link. Words
 * hold neither code nor another link. */
static const char *
find_link_end (const char *p, const char **target, gsize *target_length)
{
  gsize length;
  char byte;

  for (; *p != '\0' && *p != ']'; p += length)
    {
      guint kind = read_mark (p, &length, &byte);

      if (kind == WF_SPAN_CODE || kind == WF_SPAN_LINK)
        return NULL;
    }
  if (*p != ']' || p[1] != '(')
    return NULL;
  *target = p + 2;
  *target_length = strcspn (*target, ") \t\r\n");
  return (*target)[*target_length] == ')' && is_target (*target, *target_length) ? p : NULL;
}

typedef struct
{
  GString *plain;
  GArray *spans;
  guint open[KIND_PLAIN];
  const char *link_end; /* the "]" of the open link */
  gsize link_tail;      /* bytes from there to its end */
} Parser;

static void
open_span (Parser *self, guint kind, char *target)
{
  WfSpan span = { kind, self->plain->len, self->plain->len, target };

  self->open[kind] = self->spans->len;
  g_array_append_val (self->spans, span);
}

static void
close_span (Parser *self, guint kind)
{
  g_array_index (self->spans, WfSpan, self->open[kind]).end = self->plain->len;
  self->open[kind] = NOT_OPEN;
}

/* p: at a mark. Whether it opened or closed a span, rather than being literal. */
static gboolean
take_mark (Parser *self, guint kind, const char *p, gsize length)
{
  const char *target = NULL;
  gsize target_length = 0;

  if (self->open[WF_SPAN_CODE] != NOT_OPEN && kind != WF_SPAN_CODE)
    return FALSE;
  if (kind == WF_SPAN_LINK)
    {
      self->link_end = find_link_end (p + 1, &target, &target_length);
      if (self->link_end == NULL)
        return FALSE;
      self->link_tail = (gsize) (target + target_length + 1 - self->link_end);
      open_span (self, kind, g_strndup (target, target_length));
      return TRUE;
    }
  if (self->open[kind] != NOT_OPEN)
    close_span (self, kind);
  else if (has_twin (p + length, kind))
    open_span (self, kind, NULL);
  else
    return FALSE;
  return TRUE;
}

static void
span_clear (gpointer span)
{
  g_free (((WfSpan *) span)->target);
}

/**
 * wf_markup_parse: (skip)
 * @text: marked-up text
 * @spans: (out) (optional): its spans, in order of their start; those of different kinds may overlap
 *
 * Cost: linear, but for marks that nothing closes.
 *
 * Returns: (transfer full): the plain text, valid UTF-8
 */
char *
wf_markup_parse (const char *text, GArray **spans)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  Parser parser = { g_string_sized_new (strlen (valid)),
                    g_array_new (FALSE, FALSE, sizeof (WfSpan)),
                    { NOT_OPEN, NOT_OPEN, NOT_OPEN, NOT_OPEN },
                    NULL,
                    0 };
  gsize length;
  char byte;

  g_array_set_clear_func (parser.spans, span_clear);
  for (const char *p = valid; *p != '\0'; p += length)
    {
      guint kind = read_mark (p, &length, &byte);

      if (p == parser.link_end)
        {
          close_span (&parser, WF_SPAN_LINK);
          length = parser.link_tail;
        }
      else if (kind == KIND_PLAIN)
        g_string_append_c (parser.plain, byte);
      else if (!take_mark (&parser, kind, p, length))
        g_string_append_len (parser.plain, p, (gssize) length);
    }
  for (guint kind = 0; kind < KIND_PLAIN; kind++)
    if (parser.open[kind] != NOT_OPEN)
      close_span (&parser, kind);
  if (spans != NULL)
    *spans = g_steal_pointer (&parser.spans);
  g_clear_pointer (&parser.spans, g_array_unref);
  return g_string_free (parser.plain, FALSE);
}

/**
 * wf_report_escape:
 * @text: plain text
 *
 * Returns: (transfer full): text that shows as @text where marked-up text is expected: backslash, `*`, the
 * backtick and the brackets each get a backslash in front
 */
char *
wf_report_escape (const char *text)
{
  g_autoptr (GString) escaped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  escaped = g_string_sized_new (strlen (text));
  for (; *text != '\0'; text++)
    {
      if (strchr (ESCAPABLE, *text) != NULL)
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *text);
    }
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/**
 * wf_report_strip:
 * @marked_up: marked-up text
 *
 * Returns: (transfer full): the plain text: without the marks of `*emphasis*`, `**strong**`, code and
 * links, with escapes undone. The inverse of wf_report_escape() for valid UTF-8.
 */
char *
wf_report_strip (const char *marked_up)
{
  g_return_val_if_fail (marked_up != NULL, NULL);
  return wf_markup_parse (marked_up, NULL);
}
