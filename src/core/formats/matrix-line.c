/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/formats/matrix-line-private.h"

void
wf_matrix_line_clear (WfMatrixLine *self)
{
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
}

/* What stands between the cells of a line; ' ' = any number of blanks. */
static char
find_delimiter (const char *p, const char *end)
{
  static const char marks[] = "\t,;|";
  gsize best = sizeof marks;
  gboolean is_quoted = FALSE;

  for (; p < end; p++)
    {
      const char *mark = *p != '\0' ? strchr (marks, *p) : NULL;

      if (*p == '"')
        is_quoted = !is_quoted;
      else if (mark != NULL && !is_quoted)
        best = MIN (best, (gsize) (mark - marks));
    }
  return best < sizeof marks ? marks[best] : ' ';
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static void
skip_blanks (const char **p, const char *end, char delimiter)
{
  while (*p < end && is_blank (**p) && **p != delimiter)
    (*p)++;
}

/* the cell at *p, which then is at the delimiter after it, or at the end */
static char *
read_cell (const char **p, const char *end, char delimiter)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (*p < end && **p == '"')
    {
      for ((*p)++; *p < end && (**p != '"' || (*p + 1 < end && (*p)[1] == '"')); (*p)++)
        {
          *p += **p == '"';
          g_string_append_c (text, **p);
        }
      *p += *p < end;
    }
  while (*p < end && (delimiter == ' ' ? !is_blank (**p) : **p != delimiter))
    g_string_append_c (text, *(*p)++);
  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

static void
split (WfMatrixLine *line, const char *end)
{
  char delimiter = find_delimiter (line->place, end);
  const char *p = line->place;

  line->cells = g_ptr_array_new_with_free_func (g_free);
  line->places = g_array_new (FALSE, FALSE, sizeof (const char *));
  while (p < end)
    {
      skip_blanks (&p, end, delimiter == ' ' ? '\0' : delimiter);
      if (p == end)
        break;
      g_array_append_val (line->places, p);
      g_ptr_array_add (line->cells, read_cell (&p, end, delimiter));
      p += p < end;
    }
  while (line->cells->len > 0 && *wf_matrix_line_get_cell (line, line->cells->len - 1) == '\0')
    {
      g_ptr_array_set_size (line->cells, (int) line->cells->len - 1);
      g_array_set_size (line->places, line->cells->len);
    }
}

gboolean
wf_matrix_line_read (const char **p, const char *text_end, WfMatrixLine *line)
{
  wf_matrix_line_clear (line);
  while (*p < text_end)
    {
      const char *end = memchr (*p, '\n', (gsize) (text_end - *p));

      line->is_whole = end != NULL;
      if (end == NULL)
        end = text_end;
      line->place = *p;
      while (line->place < end && (*line->place == ' ' || *line->place == '\r'))
        line->place++;
      *p = end < text_end ? end + 1 : end;
      if (line->place == end || *line->place == '#' ||
          (end - line->place > 1 && !strncmp (line->place, "//", 2)))
        continue;
      split (line, end);
      if (line->cells->len > 0)
        return TRUE;
      wf_matrix_line_clear (line);
    }
  return FALSE;
}
