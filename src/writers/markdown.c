/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "writers/markdown-private.h"
#include "writers/spans-private.h"
#include "writers/writers-private.h"

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

void
wf_markdown_add_plain (GString *text, const char *plain, gboolean in_cell)
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

static const char *
span_marker (WfSpanKind kind)
{
  return kind == WF_SPAN_STRONG ? "**" : "*";
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
          g_string_append (text, span_marker (span.kind));
          add_spans (text, plain, span.start, span.end, spans, next, in_cell);
          g_string_append (text, span_marker (span.kind));
        }
      from = span.end;
    }
  add_plain_range (text, plain, plain + from, plain + to, in_cell);
}

static void
add_marked_up (GString *text, const char *marked_up, gboolean in_cell)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *plain = wf_spans_parse (marked_up, &spans);
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

void
wf_markdown_add_row (GString *text, const char *const *plain_cells)
{
  begin_row (text);
  for (gsize i = 0; plain_cells[i] != NULL; i++)
    {
      g_string_append_c (text, ' ');
      wf_markdown_add_plain (text, plain_cells[i], TRUE);
      g_string_append (text, " |");
    }
  g_string_append_c (text, '\n');
}

void
wf_markdown_begin_table (GString *text, const char *const *heads, const char *aligns)
{
  wf_markdown_add_row (text, heads);
  add_rule (text, aligns);
}

static void
add_report_row (GString *text, WfReport *report, gsize block, gssize row)
{
  gboolean is_facts = wf_report_get_block_kind (report, block) == WF_BLOCK_FACTS;

  begin_row (text);
  for (gsize column = 0; column < wf_report_get_n_columns (report, block); column++)
    {
      const char *cell = row >= 0   ? wf_report_get_cell (report, block, row, column)
                         : is_facts ? ""
                                    : wf_report_get_head (report, block, column);

      g_string_append_c (text, ' ');
      add_marked_up (text, cell, TRUE);
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

static void
add_figure_block (GString *text, WfReport *report, gsize block, guint number)
{
  g_autofree char *caption = wf_writer_caption (wf_report_get_text (report, block), number);

  add_marked_up (text, caption, FALSE);
  g_string_append (text, "\n\n");
  wf_markdown_add_figure (text, wf_report_get_figure (report, block));
}

static void
add_block (GString *text, WfReport *report, gsize block, guint *n_figures)
{
  const char *marked_up = wf_report_get_text (report, block);

  switch (wf_report_get_block_kind (report, block))
    {
      case WF_BLOCK_HEADING:
        add_text_block (text, "## ", marked_up);
        break;
      case WF_BLOCK_CALLOUT:
        add_text_block (text, "> ", marked_up);
        break;
      case WF_BLOCK_TABLE:
      case WF_BLOCK_FACTS:
        add_rows (text, report, block);
        break;
      case WF_BLOCK_FIGURE:
        add_figure_block (text, report, block, ++*n_figures);
        break;
      case WF_BLOCK_CODE:
        add_code_block (text, marked_up);
        break;
      case WF_BLOCK_VERDICT:
      case WF_BLOCK_PROSE:
      default:
        add_text_block (text, "", marked_up);
        break;
    }
}

static GBytes *
markdown_write (WfReport *report, WfPaper paper, WfProgress *progress, GError **error)
{
  g_autoptr (GString) text = g_string_new ("# ");
  g_autoptr (GDateTime) date = wf_writer_get_date ();
  /* Translators: the day of a report, “4 November 2026”; see g_date_time_format() */
  g_autofree char *day = g_date_time_format (date, _ ("%-d %B %Y"));
  guint n_figures = 0;

  wf_markdown_add_plain (text, wf_report_get_title (report), FALSE);
  g_string_append (text, "\n\n");
  wf_markdown_add_plain (text, wf_report_get_kind (report), FALSE);
  g_string_append_printf (text, ", Wherefore %s, %s\n", PACKAGE_VERSION, day);
  for (gsize block = 0; block < wf_report_get_n_blocks (report); block++)
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      g_string_append_c (text, '\n');
      add_block (text, report, block, &n_figures);
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
