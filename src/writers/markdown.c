/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/report/markup.h"
#include "render/picture.h"
#include "writers/figure-tables-private.h"
#include "writers/writers-private.h"

typedef struct
{
  WfReport *report;
  GString *text;
  WfBeside *beside; /* nullable */
  WfProgress *progress;
  guint n_figures, n_appendices;
} Document;

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* Whether the character at p would be read as markup. */
static gboolean
is_special (const char *start, const char *p, const char *end)
{
  gboolean word_before = p > start && is_word (p[-1]);
  gboolean word_after = p + 1 < end && is_word (p[1]);

  switch (*p)
    {
      case '\\':
      case '`':
      case '*':
      case '[':
      case ']':
      case '<':
      case '~':
        return TRUE;
      case '_':
        return !(word_before && word_after);
      case '&':
        return word_after || (p + 1 < end && p[1] == '#');
      case '#':
      case '>':
      case '+':
      case '-':
        return p == start;
      default:
        return FALSE;
    }
}

static void
add_plain_range (GString *text, const char *start, const char *p, const char *end, gboolean in_cell)
{
  for (; p < end; p++)
    {
      if (is_special (start, p, end) || (in_cell && *p == '|'))
        g_string_append_c (text, '\\');
      if (in_cell && (*p == '\n' || *p == '\r'))
        g_string_append (text, *p == '\n' ? "<br>" : "");
      else
        g_string_append_c (text, *p);
    }
}

static void
add_plain (GString *text, const char *plain, gboolean in_cell)
{
  add_plain_range (text, plain, plain, plain + strlen (plain), in_cell);
}

/* A code span whose fence is longer than any run of backticks inside. */
static void
add_code_span (GString *text, const char *start, const char *end, gboolean in_cell)
{
  g_autofree char *fence = NULL;
  gsize run = 0, longest = 0;

  for (const char *p = start; p < end; p++)
    {
      run = *p == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }
  fence = g_strnfill (longest + 1, '`');
  g_string_append_printf (text, "%s%s", fence, longest > 0 ? " " : "");
  for (const char *p = start; p < end; p++)
    {
      if (in_cell && *p == '|')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p == '\n' ? ' ' : *p);
    }
  g_string_append_printf (text, "%s%s", longest > 0 ? " " : "", fence);
}

static void
begin_span (GString *text, const WfSpan *span)
{
  g_string_append (text, span->kind == WF_SPAN_LINK ? "[" : span->kind == WF_SPAN_STRONG ? "**" : "*");
}

static void
end_span (GString *text, const WfSpan *span)
{
  if (span->kind == WF_SPAN_LINK)
    g_string_append_printf (text, "](%s)", span->target);
  else
    begin_span (text, span);
}

/* The plain text from `from` to `to` with its spans, the first of which is *next. */
static void
add_spans (
    GString *text, const char *plain, gsize from, gsize to, GArray *spans, guint *next, gboolean in_cell)
{
  while (*next < spans->len && g_array_index (spans, WfSpan, *next).start < to)
    {
      WfSpan span = g_array_index (spans, WfSpan, (*next)++);

      span.start = MAX (span.start, from);
      span.end = CLAMP (span.end, span.start, to); /* Markdown's spans nest */
      if (span.start == span.end)
        continue;

      add_plain_range (text, plain, plain + from, plain + span.start, in_cell);
      if (span.kind == WF_SPAN_CODE)
        {
          add_code_span (text, plain + span.start, plain + span.end, in_cell);
        }
      else
        {
          begin_span (text, &span);
          add_spans (text, plain, span.start, span.end, spans, next, in_cell);
          end_span (text, &span);
        }
      from = span.end;
    }
  add_plain_range (text, plain, plain + from, plain + to, in_cell);
}

static void
add_marked_up (GString *text, const char *marked_up, gboolean in_cell)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *plain = wf_markup_parse (marked_up, &spans);
  guint next = 0;

  add_spans (text, plain, 0, strlen (plain), spans, &next, in_cell);
}

static void
begin_row (GString *text)
{
  g_string_append_c (text, '|');
}

static void
add_rule (GString *text, const char *aligns)
{
  begin_row (text);
  for (const char *a = aligns; *a != '\0'; a++)
    g_string_append (text, *a == 'e' ? " ---: |" : " --- |");
  g_string_append_c (text, '\n');
}

static void
add_plain_row (GString *text, char **cells)
{
  begin_row (text);
  for (gsize i = 0; cells[i] != NULL; i++)
    {
      g_string_append_c (text, ' ');
      add_plain (text, cells[i], TRUE);
      g_string_append (text, " |");
    }
  g_string_append_c (text, '\n');
}

static void
add_report_row (GString *text, WfReport *report, gsize block, gssize row)
{
  gboolean is_facts = wf_report_get_block_kind (report, block) == WF_BLOCK_FACTS;

  begin_row (text);
  for (gsize column = 0; column < wf_report_get_n_columns (report, block); column++)
    {
      g_autofree char *head =
          row < 0 && !is_facts ? wf_writer_get_head (report, block, column) : g_strdup ("");

      g_string_append_c (text, ' ');
      add_marked_up (text, row < 0 ? head : wf_report_get_cell (report, block, row, column), TRUE);
      g_string_append (text, " |");
    }
  g_string_append_c (text, '\n');
}

static void
add_rows (GString *text, WfReport *report, gsize block)
{
  g_autoptr (GString) aligns = g_string_new (NULL);
  const char *caption = wf_report_get_text (report, block);

  for (gsize column = 0; column < wf_report_get_n_columns (report, block); column++)
    {
      gboolean is_end = wf_report_get_block_kind (report, block) == WF_BLOCK_TABLE &&
                        wf_report_get_align (report, block, column) == WF_ALIGN_END;

      g_string_append_c (aligns, is_end ? 'e' : 's');
    }
  add_report_row (text, report, block, -1);
  add_rule (text, aligns->str);
  for (gsize row = 0; row < wf_report_get_n_rows (report, block); row++)
    add_report_row (text, report, block, row);
  if (caption != NULL && *caption != '\0')
    {
      g_string_append_c (text, '\n');
      add_marked_up (text, caption, FALSE);
      g_string_append_c (text, '\n');
    }
}

static void
add_code_block (GString *text, const char *code)
{
  const char *fence = strstr (code, "```") != NULL ? "~~~~~~" : "```";

  g_string_append_printf (text, "%s\n%s%s%s\n", fence, code, g_str_has_suffix (code, "\n") ? "" : "\n",
                          fence);
}

static void
add_text_block (GString *text, const char *prefix, const char *marked_up)
{
  g_auto (GStrv) lines = g_strsplit (marked_up, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_string_append (text, prefix);
      add_marked_up (text, lines[i], FALSE);
      g_string_append_c (text, '\n');
    }
}

/* One item; further lines of it are indented to stand below the first. */
static void
add_item (GString *text, const char *marker, const char *marked_up)
{
  g_auto (GStrv) lines = g_strsplit (marked_up, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      if (i == 0)
        g_string_append (text, marker);
      else
        g_string_append_printf (text, "%*s", (int) strlen (marker), "");
      add_marked_up (text, lines[i], FALSE);
      g_string_append_c (text, '\n');
    }
}

static void
add_list (GString *text, WfReport *report, gsize block)
{
  for (gsize row = 0; row < wf_report_get_n_rows (report, block); row++)
    {
      g_autofree char *number = g_strdup_printf ("%u. ", (guint) row + 1);

      add_item (text, wf_report_is_numbered (report, block) ? number : "- ",
                wf_report_get_cell (report, block, row, 0));
    }
}

/* The picture beside the document, or what it shows in words. */
static gboolean
add_picture (Document *self, WfFigure *figure, GError **error)
{
  const char *alt = wf_figure_get_alt (figure);
  GBytes *picture;
  char *name;

  if (self->beside == NULL)
    {
      add_plain (self->text, alt, FALSE);
      g_string_append_c (self->text, '\n');
      return TRUE;
    }
  picture = wf_figure_to_picture (figure, "svg", self->progress, error);
  if (picture == NULL)
    return FALSE;
  name = g_strdup_printf ("%s-%u.svg", self->beside->stem, self->n_figures);
  g_ptr_array_add (self->beside->names, name);
  g_ptr_array_add (self->beside->files, picture);
  g_string_append (self->text, "![");
  add_plain (self->text, alt, TRUE);
  g_string_append_printf (self->text, "](<%s>)\n", name);
  return TRUE;
}

static void
add_figure_table (GString *text, const WfFigureTable *table)
{
  g_string_append_c (text, '\n');
  add_plain_row (text, table->heads);
  add_rule (text, table->aligns);
  for (guint row = 0; row < table->rows->len; row++)
    add_plain_row (text, table->rows->pdata[row]);
}

static gboolean
add_figure_block (Document *self, gsize block, GError **error)
{
  WfFigure *figure = wf_report_get_figure (self->report, block);
  g_autofree char *caption = wf_writer_caption (wf_report_get_text (self->report, block), ++self->n_figures);
  g_autoptr (GPtrArray) tables = wf_figure_list_tables (figure);

  add_marked_up (self->text, caption, FALSE);
  g_string_append (self->text, "\n\n");
  if (!add_picture (self, figure, error))
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    add_figure_table (self->text, tables->pdata[i]);
  return TRUE;
}

/* Where links to the block lead. */
static void
add_anchor (GString *text, WfReport *report, gsize block)
{
  if (wf_report_get_id (report, block) != NULL)
    g_string_append_printf (text, "<a id=\"%s\"></a>\n\n", wf_report_get_id (report, block));
}

static gboolean
add_block (Document *self, gsize block, GError **error)
{
  const char *marked_up = wf_report_get_text (self->report, block);
  g_autofree char *appendix = NULL;

  add_anchor (self->text, self->report, block);
  switch (wf_report_get_block_kind (self->report, block))
    {
      case WF_BLOCK_HEADING:
        add_text_block (self->text, "## ", marked_up);
        break;
      case WF_BLOCK_APPENDIX:
        appendix = wf_writer_appendix (marked_up, ++self->n_appendices);
        add_text_block (self->text, "## ", appendix);
        break;
      case WF_BLOCK_CALLOUT:
        add_text_block (self->text, "> ", marked_up);
        break;
      case WF_BLOCK_TABLE:
      case WF_BLOCK_FACTS:
        add_rows (self->text, self->report, block);
        break;
      case WF_BLOCK_LIST:
        add_list (self->text, self->report, block);
        break;
      case WF_BLOCK_FIGURE:
        return add_figure_block (self, block, error);
      case WF_BLOCK_CODE:
        add_code_block (self->text, marked_up);
        break;
      case WF_BLOCK_VERDICT:
      case WF_BLOCK_ABSTRACT:
      case WF_BLOCK_PROSE:
      default:
        add_text_block (self->text, "", marked_up);
        break;
    }
  return TRUE;
}

static GBytes *
markdown_write (WfReport *report, WfPaper paper, WfBeside *beside, WfProgress *progress, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Document self = { report, text, beside, progress, 0, 0 };
  g_autofree char *made = wf_writer_get_made ();

  add_text_block (text, "# ", wf_report_get_title (report));
  g_string_append_c (text, '\n');
  add_plain (text, wf_report_get_kind (report), FALSE);
  g_string_append_printf (text, ", %s\n", made);
  for (gsize block = 0; block < wf_report_get_n_blocks (report); block++)
    {
      g_string_append_c (text, '\n');
      if (!wf_progress_check (progress, error) || !add_block (&self, block, error))
        return NULL;
    }
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

const WfWriter wf_writer_markdown = {
  .id = "markdown",
  .name = N_ ("Markdown document"),
  .extension = "md",
  .mime_type = "text/markdown",
  .write = markdown_write,
};
