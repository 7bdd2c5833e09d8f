/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/excerpt-private.h"

#define ELLIPSIS "…"

/* The beginning of a text in one line: white space and control characters become single blanks, the cut falls
 * between words where it can. (transfer full) */
char *
wf_excerpt_line (const char *text, gsize max_chars)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gsize n_chars = 0, last_word = 0;
  gboolean is_blank_due = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          is_blank_due = line->len > 0;
          continue;
        }
      if (n_chars + (is_blank_due ? 2 : 1) > max_chars)
        {
          if (is_blank_due)
            last_word = line->len;
          g_string_truncate (line, last_word > line->len / 2 ? last_word : line->len);
          g_string_append (line, ELLIPSIS);
          break;
        }
      if (is_blank_due)
        {
          last_word = line->len;
          g_string_append_c (line, ' ');
          n_chars++;
          is_blank_due = FALSE;
        }
      g_string_append_unichar (line, c);
      n_chars++;
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* The first lines of a text as they stand; control characters become blanks. (transfer full) */
char *
wf_excerpt_lines (const char *text, gsize max_lines, gsize max_chars)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  gsize n_lines = 1, n_chars = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), n_chars++)
    {
      gunichar c = g_utf8_get_char (p);

      if (n_chars == max_chars || (c == '\n' && n_lines == max_lines && p[1] != '\0'))
        {
          g_string_append (lines, c == '\n' ? "\n" ELLIPSIS : ELLIPSIS);
          break;
        }
      n_lines += c == '\n';
      g_string_append_unichar (lines, c != '\n' && g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_strchomp (g_string_free (g_steal_pointer (&lines), FALSE));
}
