/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/diagram-numbers.h"
#include "app/diagram-words.h"
#include "app/tooltip.h"
#include "core/base/format.h"

#define N_WAYS     3
#define MAX_ROWS   64 /* of a table that is shown: more are a wall of numbers */
#define MAX_STATES 32 /* of the treatment */
#define ROUNDING   1e-12 /* what it leaves of two equal numbers */
#define NAME_LINES 2
#define NAME_CHARS 10

static GtkWidget *
label_new (const char *text, const char *style, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_add_css_class (label, style);
  return label;
}

/* a head of two lines */
static GtkWidget *
head_new (const char *text)
{
  GtkWidget *label = label_new (text, "caption", 1);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 8);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
name_new (const char *text)
{
  GtkWidget *label = label_new (text, "row-head", 0);
  int length = (int) g_utf8_strlen (text, -1);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), NAME_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN (length, NAME_CHARS));
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_set_hexpand (label, TRUE);
  wf_tooltip_update (label, length > NAME_LINES * NAME_CHARS ? text : NULL);
  return label;
}

static void
clear_grid (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))))
    gtk_grid_remove (grid, child);
}

static void
list_ways (WfDiagramAnswer *answer, const double *ways[N_WAYS])
{
  ways[0] = answer->seen;
  ways[1] = answer->cut;
  ways[2] = answer->effect;
}

static void
add_row (GtkGrid *grid, int row, const char *name, const double numbers[N_WAYS])
{
  static const char *const styles[N_WAYS] = { "observed", "cut", "comb" };

  gtk_grid_attach (grid, name_new (name), 0, row, 1, 1);
  for (int way = 0; way < N_WAYS; way++)
    {
      g_autofree char *text = isnan (numbers[way]) ? g_strdup ("—") : wf_format_number (numbers[way]);
      GtkWidget *label = label_new (text, "numeric", 1);

      gtk_widget_add_css_class (label, styles[way]);
      gtk_grid_attach (grid, label, way + 1, row, 1, 1);
    }
}

static void
fill_line (GtkGrid *grid, WfDiagramAnswer *answer)
{
  const double *ways[N_WAYS];
  double slopes[N_WAYS], offsets[N_WAYS];
  g_autofree char *slope = g_strdup_printf (_ ("per unit of %s"), answer->treatment);
  g_autofree char *offset = g_strdup_printf (_ ("mean at %s = 0"), answer->treatment);

  list_ways (answer, ways);
  for (int way = 0; way < N_WAYS; way++)
    {
      slopes[way] = ways[way] ? ways[way][0] : NAN;
      offsets[way] = ways[way] ? ways[way][1] : NAN;
    }
  add_row (grid, 1, slope, slopes);
  add_row (grid, 2, offset, offsets);
}

static void
fill_states (GtkGrid *grid, WfDiagramAnswer *answer, guint level)
{
  const char *const *states = wf_diagram_answer_get_levels (answer, answer->treatment);
  gsize n_states = g_strv_length ((GStrv) states), n_levels = answer->n_numbers / n_states;
  const double *ways[N_WAYS];
  double numbers[N_WAYS], differences[N_WAYS] = { 0 };

  list_ways (answer, ways);
  /* as in the pictures: the last state, "yes", first */
  for (gsize i = 0; i < MIN (n_states, MAX_STATES); i++)
    {
      gsize x = n_states - 1 - i;

      for (int way = 0; way < N_WAYS; way++)
        {
          numbers[way] = ways[way] ? ways[way][x * n_levels + level] : NAN;
          differences[way] += i == 0 ? numbers[way] : -numbers[way];
        }
      add_row (grid, (int) i + 1, states[x], numbers);
    }
  for (int way = 0; way < N_WAYS; way++)
    if (fabs (differences[way]) < ROUNDING)
      differences[way] = 0;
  if (n_states == 2)
    add_row (grid, 3, _ ("difference"), differences);
}

void
wf_diagram_numbers_fill (GtkGrid *grid, WfDiagramAnswer *answer, guint level)
{
  clear_grid (grid);
  gtk_grid_attach (grid, name_new (answer->treatment), 0, 0, 1, 1);
  gtk_grid_attach (grid, head_new (_ ("observed")), 1, 0, 1, 1);
  gtk_grid_attach (grid, head_new (_ ("cut, fitted model")), 2, 0, 1, 1);
  gtk_grid_attach (grid, head_new (_ ("from data alone")), 3, 0, 1, 1);
  if (answer->is_gaussian)
    fill_line (grid, answer);
  else
    fill_states (grid, answer, level);
}

WfFigure *
wf_diagram_numbers_figure (WfDiagramAnswer *answer, guint level)
{
  static const char *const names[N_WAYS] = { N_ ("observed"), N_ ("cut"), N_ ("from data") };
  const char *const *states = wf_diagram_answer_get_levels (answer, answer->treatment);
  const double *ways[N_WAYS];
  gsize n_states, n_levels;
  WfFigure *figure;
  gboolean is_empty = TRUE;
  g_autofree char *alt = NULL;

  if (answer->is_gaussian)
    return NULL;
  n_states = g_strv_length ((GStrv) states);
  n_levels = answer->n_numbers / n_states;
  list_ways (answer, ways);
  figure = wf_figure_new_chart (WF_CHART_DUMBBELL, 0, 1);
  for (int way = 0; way < N_WAYS; way++)
    {
      double from = ways[way] ? ways[way][level] : NAN;
      double to = ways[way] ? ways[way][(n_states - 1) * n_levels + level] : NAN;

      if (isnan (from) || isnan (to))
        continue;
      wf_figure_add_bar (figure, _ (names[way]), from, to, NULL, way == 2);
      is_empty = FALSE;
    }
  if (is_empty)
    {
      wf_figure_unref (figure);
      return NULL;
    }
  alt = g_strdup_printf (_ ("Open circle: %s = %s; filled: %s = %s"), answer->treatment, states[0],
                         answer->treatment, states[n_states - 1]);
  wf_figure_set_alt (figure, alt);
  return figure;
}

char *
wf_diagram_numbers_explain_dashes (WfDiagramAnswer *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (answer->cut == NULL && answer->cut_problem)
    /* Translators: %s says why a number isn't there */
    g_string_append_printf (text, _ ("No number of the cut model: %s."), answer->cut_problem);
  if (answer->effect == NULL && answer->comb_problem)
    {
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("None from the data alone: %s."), answer->comb_problem);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* ---- bounds ---- */

char *
wf_diagram_numbers_list_bounds (WfDiagramAnswer *answer)
{
  g_autoptr (GString) text = NULL;
  const char *const *states, *const *levels;
  const double *lower, *upper;
  gsize n, n_levels;

  if (answer->comb == NULL || answer->effect != NULL)
    return NULL;
  lower = wf_comb_get_bounds (answer->comb, FALSE, &n);
  upper = wf_comb_get_bounds (answer->comb, TRUE, &n);
  states = wf_diagram_answer_get_levels (answer, answer->treatment);
  levels = wf_diagram_answer_get_levels (answer, answer->outcome);
  n_levels = g_strv_length ((GStrv) levels);
  text = g_string_new (_ ("Whatever is hidden:"));
  for (gsize x = 0; states[x] != NULL && x < MAX_STATES; x++)
    {
      gsize i = x * n_levels + n_levels - 1;
      g_autofree char *least = wf_format_number (lower[i]);
      g_autofree char *most = wf_format_number (upper[i]);
      g_autofree char *line =
          g_markup_printf_escaped (_ ("P(%s = %s | do %s = %s) is between %s and %s"), answer->outcome,
                                   levels[n_levels - 1], answer->treatment, states[x], least, most);

      g_string_append_printf (text, "\n%s", line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- tables ---- */

/* the states of what is given, in a row of the table; the last one fastest */
static char *
name_row (WfDiagramAnswer *answer, char **given, gsize row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize k = g_strv_length (given); k-- > 0;)
    {
      const char *const *levels = wf_diagram_answer_get_levels (answer, given[k]);
      gsize n = g_strv_length ((GStrv) levels);

      if (text->len > 0)
        g_string_prepend (text, ", ");
      g_string_prepend (text, levels[row % n]);
      row /= n;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
table_new (WfDiagramAnswer *answer, const WfDiagramSource *source)
{
  GtkWidget *grid = gtk_grid_new ();
  const char *const *levels = wf_diagram_answer_get_levels (answer, source->of);
  gsize n_levels = g_strv_length ((GStrv) levels);
  g_autofree char *given = g_strjoinv (", ", source->given);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_add_css_class (grid, "numbers");
  gtk_grid_attach (GTK_GRID (grid), name_new (given), 0, 0, 1, 1);
  for (gsize l = 0; l < n_levels; l++)
    gtk_grid_attach (GTK_GRID (grid), label_new (levels[l], "caption", 1), (int) l + 1, 0, 1, 1);
  for (gsize row = 0; row * n_levels < source->n && row < MAX_ROWS; row++)
    {
      g_autofree char *name = name_row (answer, source->given, row);

      gtk_grid_attach (GTK_GRID (grid), name_new (name), 0, (int) row + 1, 1, 1);
      for (gsize l = 0; l < n_levels; l++)
        {
          double value = source->values[row * n_levels + l];
          g_autofree char *text = isnan (value) ? g_strdup ("—") : wf_format_number (value);

          gtk_grid_attach (GTK_GRID (grid), label_new (text, "numeric", 1), (int) l + 1, (int) row + 1, 1, 1);
        }
    }
  return grid;
}

void
wf_diagram_numbers_fill_sources (GtkBox *box, WfDiagramAnswer *answer)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
  for (guint i = 0; answer->sources && i < answer->sources->len; i++)
    {
      const WfDiagramSource *source = g_ptr_array_index (answer->sources, i);
      g_autofree char *title = wf_diagram_source_to_text (source);

      if (source->values == NULL)
        continue;
      gtk_box_append (box, label_new (title, "caption-heading", 0));
      gtk_box_append (box, table_new (answer, source));
    }
}
