/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <pango/pango.h>
#include <string.h>

#include "writers/text-private.h"

#define GAP              2 /* between columns of a table */
#define NARROWEST        6 /* a column of a table is made no narrower */
#define CONTROL_PICTURES 0x2400

static guint
get_char_columns (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

guint
wf_text_get_columns (const char *text)
{
  guint columns = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    columns += get_char_columns (g_utf8_get_char (text));
  return columns;
}

/* Without what a terminal would obey. */
static char *
tame (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *tame = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\t' || c == '\r')
        g_string_append_c (tame, ' ');
      else if (c < 0x20 && c != '\n')
        g_string_append_unichar (tame, CONTROL_PICTURES + c);
      else if (c != '\n' && g_unichar_iscntrl (c))
        g_string_append_unichar (tame, 0xFFFD);
      else
        g_string_append_unichar (tame, c);
    }
  return g_string_free (tame, FALSE);
}

static void
add_line (GPtrArray *lines, const char *start, const char *end)
{
  g_ptr_array_add (lines, g_strchomp (g_strndup (start, (gsize) (end - start))));
}

/* One paragraph, without line ends. */
static void
wrap_paragraph (GPtrArray *lines, const char *text, guint columns)
{
  int n = (int) g_utf8_strlen (text, -1);
  g_autofree PangoLogAttr *attributes = g_new0 (PangoLogAttr, n + 1);
  const char *start = text, *last_break = NULL, *p = text;
  guint used = 0, at_break = 0; /* columns since start */

  pango_get_log_attrs (text, (int) strlen (text), -1, pango_language_get_default (), attributes, n + 1);
  for (int i = 0; i < n; i++, p = g_utf8_next_char (p))
    {
      guint width = get_char_columns (g_utf8_get_char (p));

      if (attributes[i].is_line_break && p > start)
        {
          last_break = p;
          at_break = used;
        }
      if (used + width > columns && !attributes[i].is_white)
        {
          const char *end = last_break != NULL ? last_break : p;

          if (end > start)
            {
              add_line (lines, start, end);
              used = last_break != NULL ? used - at_break : 0;
              start = end;
              last_break = NULL;
            }
        }
      used += width;
    }
  add_line (lines, start, p);
}

char **
wf_text_wrap (const char *text, guint columns)
{
  g_autofree char *tamed = tame (text);
  g_auto (GStrv) paragraphs = g_strsplit (tamed, "\n", -1);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (gsize i = 0; paragraphs[i] != NULL; i++)
    wrap_paragraph (lines, paragraphs[i], columns);
  if (lines->len == 0)
    g_ptr_array_add (lines, g_strdup (""));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_steal (lines, NULL);
}

static guint
get_widest (const char *cell)
{
  g_auto (GStrv) lines = g_strsplit (cell, "\n", -1);
  guint widest = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    widest = MAX (widest, wf_text_get_columns (lines[i]));
  return widest;
}

/* As wide as the widest cell; then the widest columns give way until the table fits. */
static guint *
measure_columns (const WfTextTable *table, gsize n, guint columns)
{
  guint *widths = g_new0 (guint, n);
  guint sum = (guint) (n - 1) * GAP;

  for (gsize c = 0; c < n; c++)
    {
      widths[c] = table->heads != NULL ? get_widest (table->heads[c]) : 1;
      for (guint row = 0; row < table->rows->len; row++)
        widths[c] = MAX (widths[c], get_widest (((char **) table->rows->pdata[row])[c]));
      widths[c] = MAX (widths[c], 2);
      sum += widths[c];
    }
  while (sum > columns)
    {
      gsize widest = 0;

      for (gsize c = 1; c < n; c++)
        if (widths[c] > widths[widest])
          widest = c;
      if (widths[widest] <= NARROWEST)
        break;
      widths[widest]--;
      sum--;
    }
  return widths;
}

static void
add_spaces (GString *text, guint n)
{
  g_string_append_printf (text, "%*s", (int) n, "");
}

/* Without blanks at the end of a line. */
static void
end_line (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

static void
add_row (GString *text, const char *const *cells, const char *aligns, const guint *widths)
{
  g_autoptr (GPtrArray) wrapped = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  gsize n_lines = 1;

  for (gsize c = 0; aligns[c] != '\0'; c++)
    {
      g_ptr_array_add (wrapped, wf_text_wrap (cells[c], widths[c]));
      n_lines = MAX (n_lines, g_strv_length (wrapped->pdata[c]));
    }
  for (gsize line = 0; line < n_lines; line++)
    {
      for (gsize c = 0; aligns[c] != '\0'; c++)
        {
          char **lines = wrapped->pdata[c];
          const char *words = line < g_strv_length (lines) ? lines[line] : "";
          guint used = wf_text_get_columns (words), rest = widths[c] > used ? widths[c] - used : 0;

          add_spaces (text, (c > 0 ? GAP : 0) + (aligns[c] == 'e' ? rest : 0));
          g_string_append (text, words);
          add_spaces (text, aligns[c] == 'e' ? 0 : rest);
        }
      end_line (text);
    }
}

void
wf_text_add_table (GString *text, const WfTextTable *table, guint columns)
{
  gsize n = strlen (table->aligns);
  g_autofree guint *widths = measure_columns (table, n, columns);

  if (table->heads != NULL)
    {
      add_row (text, table->heads, table->aligns, widths);
      for (gsize c = 0; c < n; c++)
        {
          add_spaces (text, c > 0 ? GAP : 0);
          for (guint i = 0; i < widths[c]; i++)
            g_string_append (text, "─");
        }
      g_string_append_c (text, '\n');
    }
  for (guint row = 0; row < table->rows->len; row++)
    add_row (text, table->rows->pdata[row], table->aligns, widths);
}
