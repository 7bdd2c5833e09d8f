/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/histogram.h"
#include "app/inspector-levels.h"
#include "app/typed-value.h"
#include "app/value-control.h"
#include "core/base/format.h"
#include "core/table/calendar.h"
#include "core/table/types.h"

#define DATE_CHARS 10 /* 2024-03-01 */

typedef enum
{
  MODE_SET,
  MODE_SHIFT,
  MODE_CLAMP,
  MODE_DRAW,
  N_MODES,
} Mode;

struct _WfValueControl
{
  GtkWidget parent_instance;

  GtkToggleButton *set_mode;
  GtkToggleButton *shift_mode;
  GtkToggleButton *clamp_mode;
  GtkToggleButton *draw_mode;
  GtkStack *stack;
  GtkLabel *value_label;
  GtkEntry *value_entry;
  WfHistogram *histogram;
  GtkAdjustment *adjustment;
  GtkLabel *low;
  GtkLabel *share;
  GtkLabel *high;
  GtkWidget *between;
  GtkEntry *from_entry;
  GtkEntry *to_entry;
  WfHistogram *bounds_histogram;
  GtkAdjustment *from_adjustment;
  GtkAdjustment *to_adjustment;
  GtkEntry *draw_entry;
  GtkBox *levels_box;
  GtkLabel *problem;

  WfDocument *document;
  char *node; /* whose values are shown */
  Mode mode;
  gboolean is_calendar; /* values are dates */
  WfIntervention *shown;
  gboolean is_updating; /* the controls follow the document, not the hand */
};

G_DEFINE_FINAL_TYPE (WfValueControl, wf_value_control, GTK_TYPE_WIDGET)

WfIntervention *
wf_value_control_find (WfDocument *document, const char *node, gboolean *is_active)
{
  for (gsize i = 0; i < wf_document_get_n_interventions (document); i++)
    {
      WfIntervention *intervention = wf_document_get_intervention (document, i);

      if (wf_intervention_get_parent (intervention) != NULL ||
          !g_str_equal (wf_intervention_get_node (intervention), node))
        continue;
      if (is_active)
        *is_active = wf_document_is_intervention_active (document, i);
      return intervention;
    }
  if (is_active)
    *is_active = FALSE;
  return NULL;
}

/* ---- from the hand to the document ---- */

static void
show_problem (WfValueControl *self, GtkEntry *entry, const char *problem)
{
  if (problem)
    {
      gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
      gtk_widget_error_bell (GTK_WIDGET (entry));
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_label_set_text (self->problem, problem ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

/* takes it over */
static void
intervene (WfValueControl *self, WfIntervention *intervention)
{
  wf_document_intervene (self->document, intervention);
  wf_intervention_unref (intervention);
}

/* likewise of a range of dates: days, hours, minutes or seconds, of which there are at least sixty */
static double
round_date (double value, double range)
{
  static const double units[] = { 86400, 3600, 60, 1 };
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (units) && range < 60 * units[i])
    i++;
  return round (value / units[i]) * units[i];
}

/* a slider's position as a number worth reading: three significant digits, or a thousandth of the range */
static double
read_slider (WfValueControl *self, GtkAdjustment *adjustment)
{
  double range = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment);
  double exponent = floor (log10 (range)) - 2;
  double unit = pow (10, fabs (exponent)); /* a whole number: what is read has few digits */
  double value = gtk_adjustment_get_value (adjustment);

  if (!(range > 0))
    return value;
  if (self->is_calendar)
    return round_date (value, range);
  return exponent < 0 ? round (value * unit) / unit : round (value / unit) * unit;
}

static WfInterventionKind
get_number_kind (WfValueControl *self)
{
  return self->mode == MODE_SHIFT ? WF_INTERVENTION_SHIFT : WF_INTERVENTION_SET;
}

static void
on_slider (WfValueControl *self)
{
  double value = read_slider (self, self->adjustment);

  if (self->is_updating || self->node == NULL)
    return;
  intervene (self, self->is_calendar ? wf_intervention_new_date (self->node, get_number_kind (self), value)
                                     : wf_intervention_new (self->node, get_number_kind (self), value));
}

static void
keep_within (WfValueControl *self, double from, double to)
{
  intervene (self, self->is_calendar ? wf_intervention_new_clamp_dates (self->node, from, to)
                                     : wf_intervention_new_clamp (self->node, from, to));
}

/* The bound that moves pushes the other one along. */
static void
on_bound (WfValueControl *self, GtkAdjustment *moved)
{
  double from = read_slider (self, self->from_adjustment);
  double to = read_slider (self, self->to_adjustment);

  if (self->is_updating || self->node == NULL)
    return;
  if (from > to && moved == self->from_adjustment)
    to = from;
  else if (from > to)
    from = to;
  keep_within (self, from, to);
}

static gboolean
read_bound (WfValueControl *self, GtkEntry *entry, double *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  return self->is_calendar ? wf_typed_date (text, value) : wf_typed_number (text, value);
}

static void
on_bound_typed (WfValueControl *self, GtkEntry *entry)
{
  double from, to;

  if (self->node == NULL)
    return;
  if (!read_bound (self, self->from_entry, &from) || !read_bound (self, self->to_entry, &to) || from > to)
    {
      show_problem (self, entry,
                    self->is_calendar ? _ ("Type two dates, for example 2024-03-01, the earlier one first.")
                                      : _ ("Type two numbers, the smaller one first."));
      return;
    }
  show_problem (self, self->from_entry, NULL);
  show_problem (self, self->to_entry, NULL);
  keep_within (self, from, to);
}

static void
take_typed (WfValueControl *self, GtkEntry *entry, WfIntervention *intervention, const GError *error)
{
  show_problem (self, entry, error ? error->message : NULL);
  if (intervention)
    intervene (self, intervention);
}

static void
on_entry (WfValueControl *self)
{
  g_autoptr (GError) error = NULL;
  WfIntervention *intervention =
      self->node ? wf_typed_intervention (self->node, get_number_kind (self), self->is_calendar,
                                          gtk_editable_get_text (GTK_EDITABLE (self->value_entry)), &error)
                 : NULL;

  /* a word would be a level: a number has none */
  if (intervention && isnan (wf_intervention_get_value (intervention)) &&
      wf_intervention_get_kind (intervention) == WF_INTERVENTION_SET)
    {
      g_clear_pointer (&intervention, wf_intervention_unref);
      g_set_error_literal (
          &error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
          self->is_calendar ? _ ("Type a date, for example 2024-03-01, or “+=30 days”, “2024-03-01 if z>1”.")
                            : _ ("Type a number, or “*=2”, “~normal(5,2)”, “3 if z>1”."));
    }
  take_typed (self, self->value_entry, intervention, error);
}

static void
on_draw_typed (WfValueControl *self)
{
  g_autofree char *source = g_strconcat ("~", gtk_editable_get_text (GTK_EDITABLE (self->draw_entry)), NULL);
  g_autoptr (GError) error = NULL;

  if (self->node)
    take_typed (self, self->draw_entry,
                wf_typed_intervention (self->node, WF_INTERVENTION_DRAW, self->is_calendar, source, &error),
                error);
}

static void
on_typing (WfValueControl *self, GtkEntry *entry)
{
  if (gtk_widget_has_css_class (GTK_WIDGET (entry), "error"))
    show_problem (self, entry, NULL);
}

/* ---- from the document to the controls ---- */

static WfMarginal *
get_marginal (WfValueControl *self, gboolean is_after)
{
  WfFigure *figure = wf_document_get_figure (self->document);
  WfGraph *graph = wf_document_get_graph (self->document);
  gssize node = graph && self->node ? wf_graph_find_node (graph, self->node) : -1;

  if (figure == NULL || node < 0)
    return NULL;
  return is_after ? wf_figure_get_node_after (figure, node) : wf_figure_get_node_before (figure, node);
}

/* of all rows, though one of them is asked about */
static WfMarginal *
get_observed (WfValueControl *self)
{
  WfModel *model = wf_document_get_model (self->document);
  gssize node = model && self->node ? wf_graph_find_node (wf_model_get_graph (model), self->node) : -1;

  return node < 0 ? NULL : wf_document_get_marginal (self->document, (guint) node);
}

static double
share_below (WfTable *table, gsize column, double value)
{
  gsize n, n_below = 0, n_known = 0;
  const double *values = wf_table_get_values (table, column, &n);

  for (gsize i = 0; values && i < n; i++)
    {
      n_known += !isnan (values[i]);
      n_below += values[i] < value;
    }
  return n_known > 0 ? (double) n_below / n_known : NAN;
}

/* a date as exact as the slider is */
static char *
format_value (WfValueControl *self, double value, GtkAdjustment *adjustment)
{
  double range = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment);

  return wf_typed_value (self->is_calendar ? round_date (value, range) : value, self->is_calendar);
}

static void
show_share (WfValueControl *self, double value)
{
  WfTable *table = wf_document_get_table (self->document);
  gssize column = table ? wf_table_find_column (table, self->node) : -1;
  double share = column >= 0 ? share_below (table, column, value) : NAN;
  g_autofree char *number = wf_format_number (value);
  g_autofree char *percent = wf_format_percent (share);
  g_autofree char *text = NULL;

  if (!isnan (share) && self->mode == MODE_SET && self->is_calendar)
    /* Translators: of a date, "after 77 % of rows" */
    text = g_strdup_printf (_ ("after %s of rows"), percent);
  else if (!isnan (share) && self->mode == MODE_SET)
    /* Translators: "800 is above 77 % of rows" */
    text = g_strdup_printf (_ ("%s is above %s of rows"), number, percent);
  gtk_label_set_text (self->share, text ? text : "");
}

/* What is being typed stays until what it would change is something else: an effect that is refined meanwhile
 * takes nothing away. */
static void
set_entry (GtkEntry *entry, const char *text)
{
  GtkWidget *delegate = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry)));
  const char *shown = g_object_get_data (G_OBJECT (entry), "shown");

  if (g_strcmp0 (shown, text) == 0 && gtk_widget_has_focus (delegate))
    return;
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  g_object_set_data_full (G_OBJECT (entry), "shown", g_strdup (text), g_free);
}

/* what is typed there was meant for another variable, or has been taken */
static void
forget_typed (WfValueControl *self)
{
  GtkEntry *const entries[] = { self->value_entry, self->from_entry, self->to_entry, self->draw_entry };

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    g_object_set_data (G_OBJECT (entries[i]), "shown", NULL);
}

static void
configure (GtkAdjustment *adjustment, double value, double low, double high)
{
  gtk_adjustment_configure (adjustment, value, low, high, (high - low) / 100, (high - low) / 10, 0);
}

/* what is shifted by is a span where values are dates */
static char *
format_amount (WfValueControl *self, double value, gboolean is_shift)
{
  return is_shift && self->is_calendar ? wf_calendar_format_span (value)
                                       : format_value (self, value, self->adjustment);
}

static void
show_number (WfValueControl *self, WfMarginal *before, WfIntervention *own, gboolean is_active)
{
  WfInterventionKind kind = get_number_kind (self);
  gboolean is_shift = kind == WF_INTERVENTION_SHIFT;
  gboolean is_own = own && wf_intervention_get_kind (own) == kind;
  double range = wf_marginal_get_high (before) - wf_marginal_get_low (before);
  double low = is_shift ? -range : wf_marginal_get_low (before);
  double high = is_shift ? range : wf_marginal_get_high (before);
  WfMarginal *here = get_marginal (self, FALSE);
  double value = is_own     ? wf_intervention_get_value (own)
                 : is_shift ? 0
                            : wf_marginal_get_mean (here ? here : before);
  gboolean is_typed = own && (is_own || self->mode == MODE_SET);
  g_autofree char *low_text = NULL;
  g_autofree char *high_text = NULL;
  g_autofree char *text = NULL;

  gtk_label_set_text (self->value_label, is_shift ? _ ("Shift by") : _ ("Set to"));
  configure (self->adjustment, value, low, high);
  low_text = format_amount (self, low, is_shift);
  high_text = format_amount (self, high, is_shift);
  text = is_typed ? wf_typed_text (own, kind) : format_amount (self, value, is_shift);
  gtk_label_set_text (self->low, low_text);
  gtk_label_set_text (self->high, high_text);
  set_entry (self->value_entry, text);
  wf_histogram_set (self->histogram, before, is_active && !is_own ? get_marginal (self, TRUE) : NULL,
                    is_active && is_own && !is_shift ? value : NAN);
  if (is_active && is_shift)
    wf_histogram_set (self->histogram, before, get_marginal (self, TRUE), NAN);
  show_share (self, value);
}

static void
show_bounds (WfValueControl *self, WfMarginal *before, WfIntervention *own, gboolean is_active)
{
  gboolean is_own = own && wf_intervention_get_kind (own) == WF_INTERVENTION_CLAMP;
  double low = wf_marginal_get_low (before), high = wf_marginal_get_high (before);
  double from = low, to = high;
  g_autofree char *from_text = NULL;
  g_autofree char *to_text = NULL;

  if (is_own)
    wf_intervention_get_bounds (own, &from, &to);
  configure (self->from_adjustment, from, low, high);
  configure (self->to_adjustment, to, low, high);
  from_text =
      is_own ? wf_typed_value (from, self->is_calendar) : format_value (self, from, self->from_adjustment);
  to_text = is_own ? wf_typed_value (to, self->is_calendar) : format_value (self, to, self->to_adjustment);
  set_entry (self->from_entry, from_text);
  set_entry (self->to_entry, to_text);
  wf_histogram_set (self->bounds_histogram, before, is_active ? get_marginal (self, TRUE) : NULL, NAN);
}

static void
show_draw (WfValueControl *self, WfIntervention *own)
{
  gboolean is_own = own && wf_intervention_get_kind (own) == WF_INTERVENTION_DRAW;
  g_autofree char *text = is_own ? wf_typed_text (own, WF_INTERVENTION_DRAW) : g_strdup ("observed");

  set_entry (self->draw_entry, text);
}

static GtkToggleButton *
get_mode_button (WfValueControl *self, Mode mode)
{
  GtkToggleButton *const buttons[] = { self->set_mode, self->shift_mode, self->clamp_mode, self->draw_mode };

  return buttons[mode];
}

static Mode
get_mode_of (WfIntervention *intervention)
{
  switch (wf_intervention_get_kind (intervention))
    {
      case WF_INTERVENTION_SHIFT:
        return MODE_SHIFT;
      case WF_INTERVENTION_CLAMP:
        return MODE_CLAMP;
      case WF_INTERVENTION_DRAW:
        return MODE_DRAW;
      case WF_INTERVENTION_SET:
      case WF_INTERVENTION_SCALE:
      case WF_INTERVENTION_REPLACE:
      case WF_INTERVENTION_CUT:
      default:
        return MODE_SET;
    }
}

/* The page of an intervention comes to the front when that is new; else what the hand chose stays. */
static void
follow_mode (WfValueControl *self, const char *node, WfIntervention *own)
{
  gboolean is_other = g_strcmp0 (self->node, node) != 0;

  if (is_other)
    {
      g_free (self->node);
      self->node = g_strdup (node);
    }
  if (is_other || own != self->shown)
    {
      forget_typed (self);
      if (own || is_other || self->mode == MODE_DRAW)
        self->mode = own ? get_mode_of (own) : MODE_SET;
      gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
    }
  g_clear_pointer (&self->shown, wf_intervention_unref);
  self->shown = own ? wf_intervention_ref (own) : NULL;
}

static gboolean
has_dates (WfValueControl *self)
{
  WfTable *table = wf_document_get_table (self->document);
  gssize column = table ? wf_table_find_column (table, self->node) : -1;

  return column >= 0 && wf_table_is_calendar (table, (gsize) column);
}

/* a date takes more of it than a number */
static void
make_room (WfValueControl *self)
{
  GtkEntry *const entries[] = { self->value_entry, self->from_entry, self->to_entry };
  static const int widths[] = { 7, 5, 5 };

  gtk_widget_set_visible (self->between, !self->is_calendar);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      gtk_editable_set_width_chars (GTK_EDITABLE (entries[i]), self->is_calendar ? DATE_CHARS : widths[i]);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (entries[i]),
                                        self->is_calendar ? DATE_CHARS : widths[i] + 2);
    }
}

static void
show_page (WfValueControl *self)
{
  WfMarginal *before = get_observed (self);
  gboolean is_active, is_number;
  WfIntervention *own;
  gssize node;

  if (self->node == NULL || before == NULL)
    return;
  self->is_updating = TRUE;
  own = wf_value_control_find (self->document, self->node, &is_active);
  is_number = wf_marginal_get_kind (before) == WF_COLUMN_CONTINUOUS;
  node = wf_graph_find_node (wf_document_get_graph (self->document), self->node);
  self->is_calendar = is_number && has_dates (self);
  make_room (self);
  gtk_widget_set_visible (GTK_WIDGET (self->shift_mode), is_number);
  gtk_widget_set_visible (GTK_WIDGET (self->clamp_mode), is_number);
  for (Mode mode = 0; mode < N_MODES; mode++)
    gtk_toggle_button_set_active (get_mode_button (self, mode), mode == self->mode);
  gtk_stack_set_visible_child_name (self->stack, self->mode == MODE_DRAW    ? "draw"
                                                 : !is_number               ? "levels"
                                                 : self->mode == MODE_CLAMP ? "bounds"
                                                                            : "number");
  if (self->mode == MODE_DRAW)
    show_draw (self, own);
  else if (!is_number)
    wf_inspector_fill_levels (self->levels_box, self->document, node, is_active ? own : NULL);
  else if (self->mode == MODE_CLAMP)
    show_bounds (self, before, own, is_active);
  else
    show_number (self, before, own, is_active);
  self->is_updating = FALSE;
}

/* One that waits for a value does nothing yet; to draw at random there is nothing more to say. */
static void
on_mode (WfValueControl *self, GtkToggleButton *button)
{
  if (self->is_updating || !gtk_toggle_button_get_active (button) || self->node == NULL)
    return;
  for (Mode mode = 0; mode < N_MODES; mode++)
    if (get_mode_button (self, mode) == button)
      self->mode = mode;
  if (self->mode == MODE_DRAW)
    take_typed (
        self, self->draw_entry,
        wf_typed_intervention (self->node, WF_INTERVENTION_DRAW, self->is_calendar, "~observed", NULL), NULL);
  show_page (self);
}

static void
wf_value_control_dispose (GObject *object)
{
  WfValueControl *self = WF_VALUE_CONTROL (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  g_clear_pointer (&self->node, g_free);
  g_clear_pointer (&self->shown, wf_intervention_unref);
  G_OBJECT_CLASS (wf_value_control_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WfValueControl, name)

static void
wf_value_control_class_init (WfValueControlClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_value_control_dispose;
  g_type_ensure (WF_TYPE_HISTOGRAM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/value-control.ui");
  BIND (set_mode);
  BIND (shift_mode);
  BIND (clamp_mode);
  BIND (draw_mode);
  BIND (stack);
  BIND (value_label);
  BIND (value_entry);
  BIND (histogram);
  BIND (adjustment);
  BIND (low);
  BIND (share);
  BIND (high);
  BIND (between);
  BIND (from_entry);
  BIND (to_entry);
  BIND (bounds_histogram);
  BIND (from_adjustment);
  BIND (to_adjustment);
  BIND (draw_entry);
  BIND (levels_box);
  BIND (problem);
}

static void
wf_value_control_init (WfValueControl *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (Mode mode = 0; mode < N_MODES; mode++)
    g_signal_connect_object (get_mode_button (self, mode), "toggled", G_CALLBACK (on_mode), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_slider), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->from_adjustment, "value-changed", G_CALLBACK (on_bound), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->to_adjustment, "value-changed", G_CALLBACK (on_bound), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value_entry, "activate", G_CALLBACK (on_entry), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->from_entry, "activate", G_CALLBACK (on_bound_typed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->to_entry, "activate", G_CALLBACK (on_bound_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draw_entry, "activate", G_CALLBACK (on_draw_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value_entry, "changed", G_CALLBACK (on_typing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->from_entry, "changed", G_CALLBACK (on_typing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->to_entry, "changed", G_CALLBACK (on_typing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draw_entry, "changed", G_CALLBACK (on_typing), self, G_CONNECT_SWAPPED);
}

void
wf_value_control_set_document (WfValueControl *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_VALUE_CONTROL (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
}

void
wf_value_control_show (WfValueControl *self, guint node)
{
  const char *name;

  g_return_if_fail (WF_IS_VALUE_CONTROL (self));

  name = wf_graph_get_name (wf_document_get_graph (self->document), node);
  follow_mode (self, name, wf_value_control_find (self->document, name, NULL));
  show_page (self);
}

gboolean
wf_value_control_focus (WfValueControl *self)
{
  g_return_val_if_fail (WF_IS_VALUE_CONTROL (self), FALSE);

  return gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}
