/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What was observed, what the cut gives, and what follows from the data alone, as a table and as a chart. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/diagram/comb-page-private.h"

#define LEAST_SPREAD 0.15 /* of numbers that a chart from 0 to 1 tells apart */
#define STEP         0.05 /* of the ends of a narrower one */

static char *
format_value (const double *values, gsize i)
{
  return wf_format_number (values != NULL ? values[i] : NAN);
}

/* what is known of it without any graph: "0.51 to 0.88" */
static char *
format_bounds (const WfCombPage *self, gsize i)
{
  g_autofree char *least = wf_format_number (self->lower[i]);
  g_autofree char *most = wf_format_number (self->upper[i]);

  return g_strdup_printf (_ ("%s to %s"), least, most);
}

static void
add_number_row (const WfCombPage *self, gsize x, gsize c, gboolean has_outcome)
{
  g_autofree char *state = wf_report_escape (wf_comb_page_get_level (self, 0, x));
  g_autofree char *event = wf_report_escape (wf_comb_page_get_level (self, self->n_wires - 1, c));
  gsize i = x * self->n_c + c, n = 0;
  g_autofree char *seen = format_value (self->seen, i);
  g_autofree char *cut = format_value (self->cut, i);
  g_autofree char *effect = format_value (self->effect, i);
  g_autofree char *bounds = format_bounds (self, i);
  const char *cells[7] = { NULL };

  cells[n++] = state;
  if (has_outcome)
    cells[n++] = event;
  cells[n++] = seen;
  if (self->cut != NULL)
    cells[n++] = cut;
  cells[n++] = effect;
  cells[n++] = bounds;
  wf_report_builder_add_row (self->builder, cells);
}

static void
add_difference_row (const WfCombPage *self)
{
  const double *columns[] = { self->seen, self->cut, self->effect };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup_printf ("**%s**", _ ("difference")));
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (i != 1 || columns[i] != NULL)
      g_ptr_array_add (cells, columns[i] != NULL
                                  ? wf_format_difference (wf_comb_page_pick (self, columns[i], 0),
                                                          wf_comb_page_pick (self, columns[i], 1))
                                  : wf_format_number (NAN));
  g_ptr_array_add (cells, g_strdup (""));
  g_ptr_array_add (cells, NULL);
  wf_report_builder_add_row (self->builder, (const char *const *) cells->pdata);
}

/* with two states of the outcome its last one is enough */
static void
add_table (const WfCombPage *self)
{
  gboolean has_outcome = self->n_c > 2;
  g_autofree char *event = wf_comb_page_describe_event (self);
  g_autofree char *caption =
      g_strdup_printf (_ ("P(%s) in each state of %s."), has_outcome ? self->c : event, self->x);
  const char *heads[7] = { self->x };
  gsize n = 1;

  if (has_outcome)
    heads[n++] = self->c;
  heads[n++] = _ ("Observed");
  if (self->cut != NULL)
    heads[n++] = _ ("Cut, fitted model");
  heads[n++] = _ ("From the data alone");
  heads[n++] = _ ("Without any graph");
  wf_report_builder_begin_table (self->builder, heads,
                                 has_outcome ? (self->cut != NULL ? "sseeee" : "sseee")
                                             : (self->cut != NULL ? "seeee" : "seee"),
                                 caption);
  for (gsize x = 0; x < self->n_x; x++)
    for (gsize c = has_outcome ? 0 : self->n_c - 1; c < self->n_c; c++)
      add_number_row (self, x, c, has_outcome);
  if (!has_outcome && self->n_x == 2)
    add_difference_row (self);
}

/* a row a number: from the first state of the treatment to the second */
static void
add_change_bars (const WfCombPage *self, WfFigure *chart)
{
  const double *columns[] = { self->seen, self->cut, self->effect };
  const char *labels[] = { _ ("Observed"), _ ("Cut, fitted model"), _ ("From the data alone") };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (columns[i] != NULL)
      {
        double from = wf_comb_page_pick (self, columns[i], 0), to = wf_comb_page_pick (self, columns[i], 1);
        g_autofree char *change = wf_format_difference (from, to);

        wf_figure_add_bar (chart, labels[i], from, to, change, i == 2);
      }
}

/* a row a state of the treatment: from one number to the other */
static void
add_state_bars (const WfCombPage *self, WfFigure *chart, const double *from, const double *to)
{
  for (gsize x = 0; x < self->n_x; x++)
    {
      double low = wf_comb_page_pick (self, from, x), high = wf_comb_page_pick (self, to, x);
      g_autofree char *a = wf_format_number (low);
      g_autofree char *b = wf_format_number (high);
      g_autofree char *text = g_strdup_printf (_ ("%s to %s"), a, b);

      wf_figure_add_bar (chart, wf_comb_page_get_level (self, 0, x), low, high, text, FALSE);
    }
}

/* From 0 to 1, unless that shows nothing of the differences. */
static WfFigure *
create_chart (const WfCombPage *self)
{
  const double *columns[] = { self->seen, self->cut, self->effect };
  double low = 1, high = 0;

  if (self->effect == NULL)
    return wf_figure_new_chart (WF_CHART_DUMBBELL, 0, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    for (gsize x = 0; x < self->n_x && columns[i] != NULL; x++)
      {
        low = MIN (low, wf_comb_page_pick (self, columns[i], x));
        high = MAX (high, wf_comb_page_pick (self, columns[i], x));
      }
  if (high - low >= LEAST_SPREAD)
    return wf_figure_new_chart (WF_CHART_DUMBBELL, 0, 1);
  low = floor (low / STEP) * STEP;
  high = ceil (high / STEP) * STEP;
  return wf_figure_new_chart (WF_CHART_DUMBBELL, low, MAX (high, low + STEP));
}

/* "Observed: from 0.324 to 0.81; ..." */
static char *
tell_bars (WfFigure *chart)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < wf_figure_get_n_rows (chart); i++)
    {
      const char *label;
      double from, to;
      g_autofree char *low = NULL;
      g_autofree char *high = NULL;

      wf_figure_get_bar (chart, i, &label, &from, &to, NULL, NULL);
      low = wf_format_number (from);
      high = wf_format_number (to);
      g_string_append (text, i > 0 ? "; " : "");
      g_string_append_printf (text, _ ("%s: from %s to %s"), label, low, high);
    }
  g_string_append_c (text, '.');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_chart (const WfCombPage *self)
{
  g_autoptr (WfFigure) chart = create_chart (self);
  g_autofree char *event = wf_comb_page_describe_event (self);
  g_autofree char *first = wf_comb_page_describe (self, 0, 1, 0);
  g_autofree char *last = wf_comb_page_describe (self, 0, 1, self->n_x - 1);
  g_autofree char *caption = NULL;
  g_autofree char *alt = NULL;

  if (self->effect == NULL)
    {
      add_state_bars (self, chart, self->lower, self->upper);
      caption = g_strdup_printf (
          _ ("P(%s) after the cut in each state of %s: it lies between the circles, whatever is "
             "hidden."),
          event, self->x);
    }
  else if (self->n_x == 2)
    {
      add_change_bars (self, chart);
      caption = g_strdup_printf (_ ("P(%s): open circle %s, filled circle %s."), event, first, last);
    }
  else
    {
      add_state_bars (self, chart, self->seen, self->effect);
      caption = g_strdup_printf (
          _ ("P(%s) in each state of %s: open circle as observed, filled circle from the data "
             "alone."),
          event, self->x);
    }
  alt = tell_bars (chart);
  wf_figure_set_alt (chart, alt);
  wf_report_builder_add_figure (self->builder, chart, caption);
}

void
wf_comb_page_add_numbers (const WfCombPage *self)
{
  wf_report_builder_add_text (self->builder, WF_BLOCK_HEADING, _ ("The numbers side by side"));
  add_table (self);
  add_chart (self);
}
