/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/report/markup.h"
#include "writers/figure-tables-private.h"
#include "writers/text-private.h"
#include "writers/writers-private.h"

#define COLUMNS 80 /* of the terminal */

typedef struct
{
  WfReport *report;
  GString *text;
  guint n_figures, n_appendices;
} Document;

/* Plain text, with the addresses of links behind their words. */
static char *
to_plain (const char *marked_up)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *words = wf_markup_parse (marked_up, &spans);
  g_autoptr (GString) plain = g_string_new (NULL);
  gsize from = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const WfSpan *span = &g_array_index (spans, WfSpan, i);

      if (span->kind != WF_SPAN_LINK || *span->target == '#')
        continue;
      g_string_append_len (plain, words + from, (gssize) (span->end - from));
      g_string_append_printf (plain, " <%s>", span->target);
      from = span->end;
    }
  g_string_append (plain, words + from);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* first: in front of the first line; rest: in front of all others, as wide. */
static void
add_wrapped (GString *text, const char *first, const char *rest, const char *plain)
{
  g_auto (GStrv) lines = wf_text_wrap (plain, COLUMNS - wf_text_get_columns (first));

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      const char *start = i == 0 ? first : rest;

      if (*lines[i] == '\0' && strspn (start, " ") == strlen (start))
        start = "";
      g_string_append_printf (text, "%s%s\n", start, lines[i]);
    }
}

static void
add_marked_up (GString *text, const char *first, const char *rest, const char *marked_up)
{
  g_autofree char *plain = to_plain (marked_up);

  add_wrapped (text, first, rest, plain);
}

/* A line of rules as wide as the longest line above it. */
static void
add_title (GString *text, const char *rule, const char *marked_up)
{
  g_autofree char *plain = to_plain (marked_up);
  g_auto (GStrv) lines = wf_text_wrap (plain, COLUMNS);
  guint widest = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      widest = MAX (widest, wf_text_get_columns (lines[i]));
      g_string_append_printf (text, "%s\n", lines[i]);
    }
  for (guint i = 0; i < widest; i++)
    g_string_append (text, rule);
  g_string_append_c (text, '\n');
}

static void
add_table (Document *self, gsize block)
{
  WfReport *report = self->report;
  gsize n = wf_report_get_n_columns (report, block);
  const char *caption = wf_report_get_text (report, block);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) heads = g_new0 (char *, n + 1);
  g_autofree char *aligns = g_new0 (char, n + 1);
  gboolean has_heads = wf_report_get_block_kind (report, block) == WF_BLOCK_TABLE;
  WfTextTable table = { has_heads ? (const char *const *) heads : NULL, aligns, rows };

  for (gsize c = 0; c < n; c++)
    {
      g_autofree char *head = has_heads ? wf_writer_get_head (report, block, c) : g_strdup ("");

      heads[c] = to_plain (head);
      aligns[c] = wf_report_get_align (report, block, c) == WF_ALIGN_END ? 'e' : 's';
    }
  for (gsize row = 0; row < wf_report_get_n_rows (report, block); row++)
    {
      char **cells = g_new0 (char *, n + 1);

      for (gsize c = 0; c < n; c++)
        cells[c] = to_plain (wf_report_get_cell (report, block, row, c));
      g_ptr_array_add (rows, cells);
    }
  wf_text_add_table (self->text, &table, COLUMNS);
  if (caption != NULL && *caption != '\0')
    {
      g_string_append_c (self->text, '\n');
      add_marked_up (self->text, "", "", caption);
    }
}

static void
add_list (Document *self, gsize block)
{
  for (gsize row = 0; row < wf_report_get_n_rows (self->report, block); row++)
    {
      g_autofree char *number = g_strdup_printf ("%2u. ", (guint) row + 1);
      const char *first = wf_report_is_numbered (self->report, block) ? number : "  • ";
      g_autofree char *rest = g_strnfill (wf_text_get_columns (first), ' ');

      add_marked_up (self->text, first, rest, wf_report_get_cell (self->report, block, row, 0));
    }
}

static void
add_figure (Document *self, gsize block)
{
  WfFigure *figure = wf_report_get_figure (self->report, block);
  g_autofree char *caption = wf_writer_caption (wf_report_get_text (self->report, block), ++self->n_figures);
  g_autoptr (GPtrArray) tables = wf_figure_list_tables (figure);

  add_marked_up (self->text, "", "", caption);
  add_wrapped (self->text, "", "", wf_figure_get_alt (figure));
  for (guint i = 0; i < tables->len; i++)
    {
      const WfFigureTable *drawn = tables->pdata[i];
      WfTextTable table = { (const char *const *) drawn->heads, drawn->aligns, drawn->rows };

      g_string_append_c (self->text, '\n');
      wf_text_add_table (self->text, &table, COLUMNS);
    }
}

/* Lines are kept as they are, so that a command can be copied. */
static void
add_code (Document *self, const char *code)
{
  g_autofree char *stripped = g_strchomp (g_strdup (code));
  g_auto (GStrv) lines = wf_text_wrap (stripped, G_MAXINT);

  for (gsize i = 0; lines[i] != NULL; i++)
    g_string_append_printf (self->text, "%s%s\n", *lines[i] != '\0' ? "    " : "", lines[i]);
}

static void
add_block (Document *self, gsize block)
{
  const char *marked_up = wf_report_get_text (self->report, block);
  g_autofree char *appendix = NULL;

  switch (wf_report_get_block_kind (self->report, block))
    {
      case WF_BLOCK_HEADING:
        add_title (self->text, "─", marked_up);
        break;
      case WF_BLOCK_APPENDIX:
        appendix = wf_writer_appendix (marked_up, ++self->n_appendices);
        add_title (self->text, "═", appendix);
        break;
      case WF_BLOCK_CALLOUT:
        add_marked_up (self->text, "  ! ", "  ! ", marked_up);
        break;
      case WF_BLOCK_TABLE:
      case WF_BLOCK_FACTS:
        add_table (self, block);
        break;
      case WF_BLOCK_LIST:
        add_list (self, block);
        break;
      case WF_BLOCK_FIGURE:
        add_figure (self, block);
        break;
      case WF_BLOCK_CODE:
        add_code (self, marked_up);
        break;
      case WF_BLOCK_VERDICT:
      case WF_BLOCK_ABSTRACT:
      case WF_BLOCK_PROSE:
      default:
        add_marked_up (self->text, "", "", marked_up);
        break;
    }
}

static GBytes *
text_write (WfReport *report, WfPaper paper, WfBeside *beside, WfProgress *progress, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Document self = { report, text, 0, 0 };
  g_autofree char *made = wf_writer_get_made ();
  g_autofree char *kind = g_strdup_printf ("%s, %s", wf_report_get_kind (report), made);

  add_title (text, "═", wf_report_get_title (report));
  add_wrapped (text, "", "", kind);
  for (gsize block = 0; block < wf_report_get_n_blocks (report); block++)
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      g_string_append_c (text, '\n');
      add_block (&self, block);
    }
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

const WfWriter wf_writer_text = {
  .id = "text",
  .name = N_ ("Plain text"),
  .extension = "txt",
  .mime_type = "text/plain",
  .write = text_write,
};
