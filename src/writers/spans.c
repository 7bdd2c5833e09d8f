/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "writers/spans-private.h"

#define N_KINDS    3
#define NOT_OPEN   G_MAXUINT
#define KIND_PLAIN N_KINDS

/* The mark or the (escaped) byte at p: its kind, length and, for plain text, the byte. */
static guint
read_mark (const char *p, gsize *length, char *byte)
{
  *byte = *p;
  *length = 1;
  if (*p == '\\' && p[1] != '\0' && strchr ("\\*`", p[1]) != NULL)
    {
      *byte = p[1];
      *length = 2;
      return KIND_PLAIN;
    }
  if (*p == '`')
    return WF_SPAN_CODE;
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

static void
toggle (GArray *spans, guint *open, guint kind, gsize at)
{
  if (open[kind] == NOT_OPEN)
    {
      WfSpan span = { kind, at, at };

      open[kind] = spans->len;
      g_array_append_val (spans, span);
    }
  else
    {
      g_array_index (spans, WfSpan, open[kind]).end = at;
      open[kind] = NOT_OPEN;
    }
}

char *
wf_spans_parse (const char *text, GArray **spans)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_sized_new (strlen (valid));
  guint open[N_KINDS] = { NOT_OPEN, NOT_OPEN, NOT_OPEN };
  gsize length;
  char byte;

  *spans = g_array_new (FALSE, FALSE, sizeof (WfSpan));
  for (const char *p = valid; *p != '\0'; p += length)
    {
      guint kind = read_mark (p, &length, &byte);

      if (kind == KIND_PLAIN)
        g_string_append_c (plain, byte);
      else if (open[WF_SPAN_CODE] != NOT_OPEN && kind != WF_SPAN_CODE)
        g_string_append_len (plain, p, length);
      else if (open[kind] != NOT_OPEN || has_twin (p + length, kind))
        toggle (*spans, open, kind, plain->len);
      else
        g_string_append_len (plain, p, length);
    }
  for (guint kind = 0; kind < N_KINDS; kind++)
    if (open[kind] != NOT_OPEN)
      toggle (*spans, open, kind, plain->len);
  return g_string_free (plain, FALSE);
}
