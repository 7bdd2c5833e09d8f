/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a chart shows, in words: for those who can't see it. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/report/figure-private.h"

#define MOST_TOLD 8 /* rows, cells or curves one by one */

/**
 * wf_figure_get_bar_text:
 * @self: a chart of bars, dumbbells, a forest or a calibration
 * @i: index of a row
 *
 * Returns: (transfer full): the text given with the row, else its value, and its interval if it has one
 */
char *
wf_figure_get_bar_text (WfFigure *self, gsize i)
{
  const char *text = NULL;
  double value = NAN, low, high;
  g_autofree char *number = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  wf_figure_get_bar (self, i, NULL, NULL, &value, &text, NULL);
  if (text != NULL)
    return g_strdup (text);
  number = wf_format_number (value);
  if (!wf_figure_get_bar_interval (self, i, &low, &high))
    return g_steal_pointer (&number);
  from = wf_format_number (low);
  to = wf_format_number (high);
  /* Translators: a value and its interval, "0.31 (0.2 to 0.42)" */
  return g_strdup_printf (_ ("%s (%s to %s)"), number, from, to);
}

static void
add_entry (GString *text, const char *label, const char *words)
{
  g_string_append (text, text->len > 0 ? "; " : "");
  /* Translators: what a row of a chart shows: its label, and what stands beside it */
  g_string_append_printf (text, _ ("%s: %s"), label, words);
}

static char *
describe_histogram (WfFigure *self, gsize i, const char **label)
{
  WfMarginal *before = wf_figure_get_histogram_before (self, i);
  WfMarginal *after = wf_figure_get_histogram_after (self, i);
  g_autofree char *was = wf_marginal_to_text (before);
  g_autofree char *is = after != NULL ? wf_marginal_to_text (after) : NULL;

  *label = wf_marginal_get_name (before);
  return is != NULL ? g_strdup_printf ("%s → %s", was, is) : g_steal_pointer (&was);
}

/* where it starts, where it ends, and what lies between */
static char *
describe_curve (const WfCurveRow *curve)
{
  double first = NAN, last = NAN, low = NAN, high = NAN;

  for (gsize k = 0; k < curve->n; k++)
    if (isfinite (curve->y[k]))
      {
        first = isnan (first) ? curve->y[k] : first;
        last = curve->y[k];
        low = fmin (low, curve->y[k]);
        high = fmax (high, curve->y[k]);
      }

  g_autofree char *start = wf_format_number (first);
  g_autofree char *end = wf_format_number (last);
  g_autofree char *least = wf_format_number (low);
  g_autofree char *most = wf_format_number (high);

  /* Translators: of a curve, all four are numbers */
  return g_strdup_printf (_ ("from %s at the start to %s at the end, between %s and %s"), start, end, least,
                          most);
}

static char *
describe_row (WfFigure *self, gsize i, const char **label)
{
  if (self->chart_kind == WF_CHART_HISTOGRAM)
    return describe_histogram (self, i, label);
  if (self->chart_kind == WF_CHART_CURVES)
    {
      *label = wf_figure_get_curve (self, i)->label;
      return describe_curve (wf_figure_get_curve (self, i));
    }
  wf_figure_get_bar (self, i, label, NULL, NULL, NULL, NULL);
  return wf_figure_get_bar_text (self, i);
}

typedef struct
{
  gsize row, column;
  double share;
} Cell;

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const Cell *s = a, *t = b;

  if (s->share != t->share)
    return s->share > t->share ? -1 : 1;
  if (s->row != t->row)
    return s->row < t->row ? -1 : 1;
  return s->column < t->column ? -1 : s->column > t->column;
}

static gsize
describe_cells (WfFigure *self, GString *text)
{
  gsize n = wf_figure_get_n_rows (self);
  const char *const *names = wf_figure_get_heat_names (self);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));

  for (gsize row = 0; row < n; row++)
    for (gsize column = 0; column < n; column++)
      {
        Cell cell = { row, column, wf_figure_get_heat_cell (self, row, column) };

        if (cell.share > 0)
          g_array_append_val (cells, cell);
      }
  g_array_sort (cells, compare_cells);
  for (guint i = 0; i < MIN (cells->len, MOST_TOLD); i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);
      g_autofree char *label = g_strdup_printf ("%s → %s", names[cell->row], names[cell->column]);
      g_autofree char *percent = wf_format_percent (cell->share);

      add_entry (text, label, percent);
    }
  return cells->len;
}

/**
 * wf_figure_set_chart_alt:
 * @self: a chart whose rows are all there
 * @about: a sentence on what it shows, plain text
 *
 * Makes the alternative text of the sentence and of what the chart shows: the first rows, the largest shares
 * of a heat map, or where curves start and end.
 */
void
wf_figure_set_chart_alt (WfFigure *self, const char *about)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *alt = NULL;
  gsize n;

  g_return_if_fail (self != NULL && self->kind == WF_FIGURE_CHART && about != NULL);

  n = wf_figure_get_n_rows (self);
  if (self->chart_kind == WF_CHART_HEAT)
    n = describe_cells (self, text);
  else
    for (gsize i = 0; i < MIN (n, MOST_TOLD); i++)
      {
        const char *label;
        g_autofree char *words = describe_row (self, i, &label);

        add_entry (text, label, words);
      }
  if (n > MOST_TOLD)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE, "; and %zu more", "; and %zu more", n - MOST_TOLD),
                            n - MOST_TOLD);
  alt = text->len > 0 ? g_strdup_printf ("%s %s.", about, text->str) : g_strdup (about);
  wf_figure_set_alt (self, alt);
}
