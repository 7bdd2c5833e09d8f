/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "writers/pdf-private.h"
#include "writers/writers-private.h"

#define GAP            18.0 /* between columns */
#define ROW_PADDING    6.0  /* above and below the text of a row */
#define LONG_TABLE     15   /* rows; a longer table is set closer */
#define LONG_PADDING   3.0
#define SHORT_TABLE    12    /* lines with heads; a table of at most as many stays on one page */
#define LONGEST_WORD   160.0 /* a longer word may be broken */
#define MAX_HEAD_LINES 12    /* higher heads are not repeated on the next page */
#define KEPT_LINES     8     /* a row of at most as many lines stays on one page */

typedef struct
{
  double natural, minimum, width, x;
} Column;

static void
measure_columns (WfPdfGalley *galley, gsize block, Column *columns)
{
  WfReport *report = galley->report;

  for (gsize c = 0; c < wf_report_get_n_columns (report, block); c++)
    {
      Column *column = &columns[c];
      g_autofree char *head = wf_writer_get_head (report, block, c);

      wf_pdf_text_measure (galley, WF_PDF_HEAD, head, &column->natural, &column->minimum);
      for (gsize r = 0; r < wf_report_get_n_rows (report, block); r++)
        {
          double natural, minimum;

          wf_pdf_text_measure (galley, WF_PDF_BODY, wf_report_get_cell (report, block, r, c), &natural,
                               &minimum);
          column->natural = MAX (column->natural, natural);
          column->minimum = MAX (column->minimum, MIN (minimum, LONGEST_WORD));
        }
      column->natural += 0.5; /* rounding to Pango units must not break a line that fits */
      column->minimum = MIN (column->minimum + 0.5, column->natural);
    }
}

static double
clamp_to_level (const Column *column, double level)
{
  return CLAMP (level, column->minimum, column->natural);
}

/* Max-min fair: every column as wide as it likes up to one common level, never below its longest word, so
 * that narrow columns stay on one line and the widest gives way; where not even the longest words have room,
 * the columns of the longest give way. The level is found by bisection. */
static void
share_width (Column *columns, gsize n, double width)
{
  double low = 0, high = 0, minimum = 0;

  for (gsize i = 0; i < n; i++)
    {
      high = MAX (high, columns[i].natural);
      minimum += columns[i].minimum;
    }
  for (gsize i = 0; minimum > width && i < n; i++)
    {
      columns[i].natural = columns[i].minimum;
      columns[i].minimum = 0;
    }
  for (int step = 0; step < 50; step++)
    {
      double level = (low + high) / 2, sum = 0;

      for (gsize i = 0; i < n; i++)
        sum += clamp_to_level (&columns[i], level);
      if (sum > width)
        high = level;
      else
        low = level;
    }
  for (gsize i = 0; i < n; i++)
    columns[i].width = clamp_to_level (&columns[i], low);
}

/* What is left goes into the widest column of words, so that numbers end at the right margin. */
static void
stretch (WfReport *report, gsize block, Column *columns, gsize n, double width)
{
  double rest = width;
  gsize widest = 0;

  for (gsize i = 0; i < n; i++)
    {
      gboolean is_words = wf_report_get_align (report, block, i) == WF_ALIGN_START;
      gboolean is_best_words = wf_report_get_align (report, block, widest) == WF_ALIGN_START;

      rest -= columns[i].width;
      if (is_words && (!is_best_words || columns[i].width > columns[widest].width))
        widest = i;
    }
  if (rest > 0)
    columns[widest].width += rest;
}

static void
place_columns (WfPdfGalley *galley, gsize block, Column *columns)
{
  gsize n = wf_report_get_n_columns (galley->report, block);
  double gap = n > 1 ? MIN (GAP, galley->width / (4.0 * n)) : 0;
  double width = galley->width - gap * (n - 1);
  double x = 0;

  share_width (columns, n, width);
  stretch (galley->report, block, columns, n, width);
  for (gsize i = 0; i < n; i++)
    {
      columns[i].x = x;
      x += columns[i].width + gap;
    }
}

/* A row of texts: one box a line, so that a very tall row can go on over the page. */
static void
add_row (WfPdfGalley *galley, GPtrArray *texts, double padding, double rule, gboolean is_head)
{
  guint n_lines = 1;

  for (guint i = 0; i < texts->len; i++)
    n_lines = MAX (n_lines, ((WfPdfText *) texts->pdata[i])->n_lines);
  for (guint line = 0; line < n_lines; line++)
    {
      gboolean is_first = line == 0, is_last = line + 1 == n_lines;
      double pitch = texts->len > 0 ? ((WfPdfText *) texts->pdata[0])->pitch : 18;
      WfPdfBox *box = wf_pdf_add_box (galley, 0, pitch + (is_first ? padding : 0) + (is_last ? padding : 0));

      box->text_top = is_first ? padding : 0;
      box->rule = is_last ? rule : 0;
      box->is_rule_strong = is_head;
      box->is_kept = is_head || (!is_last && (n_lines <= KEPT_LINES || is_first || line + 2 == n_lines));
      for (guint i = 0; i < texts->len; i++)
        wf_pdf_box_add_text (box, texts->pdata[i], line);
    }
}

static GPtrArray *
create_cells (WfPdfGalley *galley, gsize block, gssize row, const Column *columns)
{
  WfReport *report = galley->report;
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_pdf_text_unref);

  for (gsize c = 0; c < wf_report_get_n_columns (report, block); c++)
    {
      g_autofree char *head = row < 0 ? wf_writer_get_head (report, block, c) : NULL;
      const char *cell = row < 0 ? head : wf_report_get_cell (report, block, row, c);

      g_ptr_array_add (texts, wf_pdf_text_new (galley, row < 0 ? WF_PDF_HEAD : WF_PDF_BODY, cell, FALSE,
                                               columns[c].x, columns[c].width,
                                               wf_report_get_align (report, block, c)));
    }
  return texts;
}

static void
add_caption (WfPdfGalley *galley, const char *caption)
{
  g_autoptr (WfPdfText) text =
      wf_pdf_text_new (galley, WF_PDF_CAPTION, caption, FALSE, 0, galley->width, WF_ALIGN_START);
  for (guint line = 0; line < text->n_lines; line++)
    {
      WfPdfBox *box = wf_pdf_add_box (galley, line == 0 ? 6 : 0, text->pitch);

      box->is_kept = line + 1 < text->n_lines && (line == 0 || line + 2 == text->n_lines);
      wf_pdf_box_add_text (box, text, line);
    }
}

gboolean
wf_pdf_add_table (WfPdfGalley *galley, gsize block, GError **error)
{
  gsize n_rows = wf_report_get_n_rows (galley->report, block);
  g_autofree Column *columns = g_new0 (Column, MAX (wf_report_get_n_columns (galley->report, block), 1));
  const char *caption = wf_report_get_text (galley->report, block);
  gboolean has_caption = caption != NULL && *caption != '\0';
  g_autoptr (GPtrArray) heads = NULL;
  guint begin = galley->boxes->len;
  gssize head_first = begin, head_last;

  measure_columns (galley, block, columns);
  place_columns (galley, block, columns);
  heads = create_cells (galley, block, -1, columns);
  add_row (galley, heads, 4, 1, TRUE);
  ((WfPdfBox *) galley->boxes->pdata[head_first])->space = 6;
  head_last = (gssize) galley->boxes->len - 1;
  if (head_last - head_first >= MAX_HEAD_LINES)
    head_first = head_last = -1;
  for (gsize row = 0; row < n_rows; row++)
    {
      g_autoptr (GPtrArray) cells = NULL;
      guint first = galley->boxes->len;

      if (!wf_progress_check (galley->progress, error))
        return FALSE;
      cells = create_cells (galley, block, row, columns);
      add_row (galley, cells, n_rows > LONG_TABLE ? LONG_PADDING : ROW_PADDING, 0.75, FALSE);
      for (guint i = first; i < galley->boxes->len; i++)
        {
          ((WfPdfBox *) galley->boxes->pdata[i])->head_first = head_first;
          ((WfPdfBox *) galley->boxes->pdata[i])->head_last = head_last;
        }
      /* no single row alone after the heads or on the last page */
      if (n_rows > 1 && (row == 0 || row + 2 == n_rows || (has_caption && row + 1 == n_rows)))
        ((WfPdfBox *) galley->boxes->pdata[galley->boxes->len - 1])->is_kept = TRUE;
    }
  if (galley->boxes->len - begin <= SHORT_TABLE)
    for (guint i = begin; i + 1 < galley->boxes->len; i++)
      ((WfPdfBox *) galley->boxes->pdata[i])->is_kept = TRUE;
  if (has_caption)
    add_caption (galley, caption);
  galley->after = 4;
  return TRUE;
}
