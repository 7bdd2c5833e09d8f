/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "writers/spans-private.h"

typedef struct
{
  GString *plain;
  GArray *spans;
} Parser;

/* The marker at p: its length, 0 when there is none. */
static gsize
marker_at (const char *p, WfSpanKind *kind)
{
  if (g_str_has_prefix (p, "**"))
    {
      *kind = WF_SPAN_STRONG;
      return 2;
    }
  if (*p == '*' || *p == '`')
    {
      *kind = *p == '*' ? WF_SPAN_EMPHASIS : WF_SPAN_CODE;
      return 1;
    }
  return 0;
}

/* The closing twin of the marker that opens at `open`, before `end`; NULL when what is there is only text. */
static const char *
find_twin (const char *open, const char *end, WfSpanKind kind, gsize length)
{
  const char *p = open + length;

  if (p >= end || g_ascii_isspace (*p))
    return NULL;
  while (p < end)
    {
      WfSpanKind other;
      gsize other_length;

      if (*p == '\\' && p + 1 < end && kind != WF_SPAN_CODE)
        {
          p += 2;
          continue;
        }
      other_length = marker_at (p, &other);
      if (other_length > 0 && other == kind && p > open + length && p + length <= end)
        return p;
      p += MAX (other_length, 1);
    }
  return NULL;
}

static void
parse_range (Parser *parser, const char *p, const char *end)
{
  while (p < end)
    {
      WfSpanKind kind;
      gsize length = marker_at (p, &kind);
      const char *twin = length > 0 ? find_twin (p, end, kind, length) : NULL;

      if (twin != NULL)
        {
          WfSpan span = { kind, parser->plain->len, 0 };
          guint index = parser->spans->len;

          g_array_append_val (parser->spans, span);
          if (kind == WF_SPAN_CODE)
            g_string_append_len (parser->plain, p + 1, twin - p - 1);
          else
            parse_range (parser, p + length, twin);
          g_array_index (parser->spans, WfSpan, index).end = parser->plain->len;
          p = twin + length;
          continue;
        }
      if (*p == '\\' && p + 1 < end && g_ascii_ispunct (p[1]))
        p++;
      g_string_append_c (parser->plain, *p++);
    }
}

char *
wf_spans_parse (const char *text, GArray **spans)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  Parser parser = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (WfSpan)) };

  parse_range (&parser, valid, valid + strlen (valid));
  *spans = parser.spans;
  return g_string_free (parser.plain, FALSE);
}
