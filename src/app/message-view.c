/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/message-view.h"
#include "core/base/format.h"

#define MAX_BYTES                                                                                            \
  20000 /* what is shown of one message: beyond that laying out text would hold up the window */
#define FENCE "```"

static void
ensure_tags (GtkTextBuffer *buffer)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (buffer);

  if (gtk_text_tag_table_lookup (table, "code") != NULL)
    return;
  gtk_text_buffer_create_tag (buffer, "code", "family", "monospace", "scale", 0.9, NULL);
  gtk_text_buffer_create_tag (buffer, "note", "style", PANGO_STYLE_ITALIC, "scale", 0.9, NULL);
}

static void
insert (GtkTextBuffer *buffer, const char *text, gssize length, const char *tag)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (tag != NULL)
    gtk_text_buffer_insert_with_tags_by_name (buffer, &end, text, (int) length, tag, NULL);
  else
    gtk_text_buffer_insert (buffer, &end, text, (int) length);
}

/* A fence stands alone at the start of a line, with at most a language behind it. */
static gboolean
is_fence (const char *line, const char *end)
{
  while (line < end && (*line == ' ' || *line == '\t'))
    line++;
  if (!g_str_has_prefix (line, FENCE) || line + strlen (FENCE) > end)
    return FALSE;
  return g_strstr_len (line + strlen (FENCE), end - line - strlen (FENCE), FENCE) == NULL;
}

/* Text between pairs of fences is code; the fence's own line is left out. */
static void
insert_with_code (GtkTextBuffer *buffer, const char *text, const char *end)
{
  gboolean is_code = FALSE;
  const char *shown = text;

  for (const char *line = text, *next; line < end; line = next)
    {
      const char *newline = memchr (line, '\n', end - line);

      next = newline ? newline + 1 : end;
      if (!is_fence (line, next))
        continue;
      insert (buffer, shown, line - shown, is_code ? "code" : NULL);
      is_code = !is_code;
      shown = next;
    }
  insert (buffer, shown, end - shown, is_code ? "code" : NULL);
}

void
wf_message_view_set_text (GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  gsize length = strlen (text);
  const char *end = text + length;

  ensure_tags (buffer);
  gtk_text_buffer_set_text (buffer, "", 0);
  if (length > MAX_BYTES)
    end = g_utf8_find_prev_char (text, text + MAX_BYTES);
  insert_with_code (buffer, text, end);
  if (length > MAX_BYTES)
    {
      g_autofree char *rest = wf_format_count (g_utf8_strlen (end, -1));
      g_autofree char *note = g_strdup_printf (_ ("\n… and %s more characters"), rest);

      insert (buffer, note, -1, "note");
    }
}
