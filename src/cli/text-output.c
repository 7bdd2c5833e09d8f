/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "cli/text-output.h"

#define LINE_WIDTH 80

WfTextTable *
wf_text_table_new (const char *aligns, const char *const *heads)
{
  WfTextTable *self = g_new0 (WfTextTable, 1);

  self->aligns = g_strdup (aligns);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (heads != NULL)
    wf_text_table_add_row (self, heads);
  return self;
}

void
wf_text_table_free (WfTextTable *self)
{
  g_free (self->aligns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

char *
wf_text_make_printable (const char *text_of_file, gboolean is_line)
{
  g_autofree char *valid = g_utf8_make_valid (text_of_file, -1);
  GString *text = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (text, g_unichar_iscntrl (c) && (is_line || c != '\n') ? 0xFFFD : c);
    }
  return g_string_free (text, FALSE);
}

void
wf_text_table_add_row (WfTextTable *self, const char *const *cells)
{
  gsize n = strlen (self->aligns);
  char **row = g_new0 (char *, n + 1);

  for (gsize i = 0; i < n; i++)
    row[i] = wf_text_make_printable (cells[i], TRUE);
  g_ptr_array_add (self->rows, row);
}

static gsize
measure (const char *text)
{
  gsize width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
pad (GString *text, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_string_append_c (text, ' ');
}

static void
print_row (WfTextTable *self, char **row, const gsize *widths, GString *text)
{
  gsize n = strlen (self->aligns);

  for (gsize i = 0; i < n; i++)
    {
      gsize blank = widths[i] - measure (row[i]);

      if (i > 0)
        g_string_append (text, "  ");
      if (self->aligns[i] == 'e')
        pad (text, blank);
      g_string_append (text, row[i]);
      if (self->aligns[i] != 'e' && i + 1 < n)
        pad (text, blank);
    }
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

void
wf_text_append_wrapped (GString *text, const char *words, gsize indent)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  const char *last = strrchr (text->str, '\n');
  gsize column = measure (last != NULL ? last + 1 : text->str);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      gsize width = measure (parts[i]);

      if (i > 0 && column + 1 + width > LINE_WIDTH)
        {
          g_string_append_c (text, '\n');
          pad (text, indent);
          column = indent;
        }
      else if (i > 0)
        {
          g_string_append_c (text, ' ');
          column++;
        }
      g_string_append (text, parts[i]);
      column += width;
    }
}

void
wf_text_table_print (WfTextTable *self, GString *text)
{
  gsize n = strlen (self->aligns);
  g_autofree gsize *widths = g_new0 (gsize, n);

  for (guint r = 0; r < self->rows->len; r++)
    for (gsize i = 0; i < n; i++)
      widths[i] = MAX (widths[i], measure (((char **) self->rows->pdata[r])[i]));
  for (guint r = 0; r < self->rows->len; r++)
    print_row (self, self->rows->pdata[r], widths, text);
}

char *
wf_edge_to_text (WfGraph *graph, const WfEdge *edge)
{
  static const char *const right[] = { "", "—", "→", "—o" };
  const char *a = wf_graph_get_name (graph, edge->a), *b = wf_graph_get_name (graph, edge->b);
  WfMark at_a = edge->mark_a, at_b = edge->mark_b;

  if (at_a == WF_MARK_ARROW && at_b == WF_MARK_ARROW)
    return g_strdup_printf ("%s ↔ %s", a, b);
  if (at_a == WF_MARK_ARROW)
    return at_b == WF_MARK_CIRCLE ? g_strdup_printf ("%s o→ %s", b, a) : g_strdup_printf ("%s → %s", b, a);
  if (at_a == WF_MARK_CIRCLE && at_b == WF_MARK_ARROW)
    return g_strdup_printf ("%s o→ %s", a, b);
  if (at_a == WF_MARK_CIRCLE)
    return g_strdup_printf ("%s o—%s %s", a, at_b == WF_MARK_CIRCLE ? "o" : "", b);
  return g_strdup_printf ("%s %s %s", a, right[at_b], b);
}
