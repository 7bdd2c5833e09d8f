/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/params-form.h"

struct _WfParamsForm
{
  AdwPreferencesGroup parent_instance;

  const WfParam *params;
  AdwExpanderRow *more; /* NULL = every one stands first */
  GPtrArray *controls; /* one a parameter: GtkSwitch, GtkSpinButton, AdwComboRow or AdwEntryRow; borrowed */
};

G_DEFINE_FINAL_TYPE (WfParamsForm, wf_params_form, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static void
wf_params_form_finalize (GObject *object)
{
  g_ptr_array_unref (WF_PARAMS_FORM (object)->controls);
  G_OBJECT_CLASS (wf_params_form_parent_class)->finalize (object);
}

static void
wf_params_form_class_init (WfParamsFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wf_params_form_finalize;
  changed_signal =
      g_signal_new ("changed", WF_TYPE_PARAMS_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wf_params_form_init (WfParamsForm *self)
{
  self->controls = g_ptr_array_new ();
}

/* enough digits to show the default and to step through the range */
static guint
digits_of (const WfParam *param)
{
  double step = param->value != 0 ? fabs (param->value) : (param->max - param->min) / 100;

  if (param->type == WF_PARAM_INTEGER)
    return 0;
  return CLAMP (1 - (int) floor (log10 (MAX (step, 1e-9))), 1, 9);
}

/* -1 of a count stands for no limit, and reads so */
static gboolean
on_limit_output (GtkSpinButton *spin)
{
  if (gtk_spin_button_get_value_as_int (spin) >= 0)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (spin), _ ("no limit"));
  return TRUE;
}

static int
on_limit_input (GtkSpinButton *spin, double *value)
{
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (spin)), _ ("no limit")) != 0)
    return FALSE;
  *value = -1;
  return TRUE;
}

static GtkWidget *
spin_new (const WfParam *param)
{
  guint digits = digits_of (param);
  double low = isfinite (param->min) ? param->min : -1e9;
  double high = isfinite (param->max) ? param->max : 1e9;
  GtkWidget *spin = gtk_spin_button_new_with_range (low, MAX (low, high), pow (10, -(double) digits));

  if (param->type == WF_PARAM_INTEGER && param->min == -1)
    {
      gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);
      gtk_editable_set_width_chars (GTK_EDITABLE (spin), (int) g_utf8_strlen (_ ("no limit"), -1));
      g_signal_connect (spin, "output", G_CALLBACK (on_limit_output), NULL);
      g_signal_connect (spin, "input", G_CALLBACK (on_limit_input), NULL);
    }
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), digits);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), param->value);
  return spin;
}

static GtkWidget *
choice_row_new (const WfParam *param)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) choices = gtk_string_list_new (param->choices);

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), (guint) param->value);
  return row;
}

static void
on_value (WfParamsForm *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
watch (WfParamsForm *self, const WfParam *param, GtkWidget *control)
{
  const char *signal = param->type == WF_PARAM_CHOICE    ? "notify::selected"
                       : param->type == WF_PARAM_BOOLEAN ? "notify::active"
                       : param->type == WF_PARAM_TEXT    ? "changed"
                                                         : "value-changed";

  g_signal_connect_object (control, signal, G_CALLBACK (on_value), self, G_CONNECT_SWAPPED);
}

/* Enter in a field does what the panel is for. */
static void
activate_default (GtkWidget *editable)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (editable));

  if (text != NULL && GTK_IS_TEXT (text))
    gtk_text_set_activates_default (GTK_TEXT (text), TRUE);
}

static void
add_row (WfParamsForm *self, const WfParam *param, gboolean is_first)
{
  const char *name = _ (param->name);
  g_autofree char *title = param->unit ? g_strdup_printf ("%s (%s)", name, _ (param->unit)) : g_strdup (name);
  GtkWidget *row, *control;

  if (param->type == WF_PARAM_CHOICE)
    row = control = choice_row_new (param);
  else if (param->type == WF_PARAM_TEXT)
    {
      row = control = adw_entry_row_new ();
      gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
    }
  else
    {
      row = adw_action_row_new ();
      control = param->type == WF_PARAM_BOOLEAN ? gtk_switch_new () : spin_new (param);
      if (param->type == WF_PARAM_BOOLEAN)
        gtk_switch_set_active (GTK_SWITCH (control), param->value != 0);
      gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
      gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (param->help)
    gtk_widget_set_tooltip_text (row, _ (param->help));
  watch (self, param, control);
  if (GTK_IS_EDITABLE (control))
    activate_default (control);
  if (is_first)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  else
    adw_expander_row_add_row (self->more, row);
  g_ptr_array_add (self->controls, control);
}

GtkWidget *
wf_params_form_new (const WfParam *params)
{
  WfParamsForm *self = g_object_new (WF_TYPE_PARAMS_FORM, NULL);

  self->params = params;
  for (const WfParam *param = params; param && param->id; param++)
    add_row (self, param, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), self->controls->len > 0);
  return GTK_WIDGET (self);
}

static gboolean
has_rest (const WfParam *params, const char *const *first)
{
  for (const WfParam *param = params; param && param->id; param++)
    if (!g_strv_contains (first, param->id))
      return TRUE;
  return FALSE;
}

GtkWidget *
wf_params_form_new_short (const WfParam *params, const char *const *first)
{
  WfParamsForm *self = g_object_new (WF_TYPE_PARAMS_FORM, NULL);

  self->params = params;
  if (has_rest (params, first))
    {
      self->more = ADW_EXPANDER_ROW (adw_expander_row_new ());
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more), _ ("More"));
    }
  for (const WfParam *param = params; param && param->id; param++)
    add_row (self, param, g_strv_contains (first, param->id));
  if (self->more != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->more));
  gtk_widget_set_visible (GTK_WIDGET (self), self->controls->len > 0);
  return GTK_WIDGET (self);
}

static GVariant *
value_of (const WfParam *param, GtkWidget *control)
{
  switch (param->type)
    {
      case WF_PARAM_BOOLEAN:
        return g_variant_new_boolean (gtk_switch_get_active (GTK_SWITCH (control)));
      case WF_PARAM_INTEGER:
        return g_variant_new_int64 (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (control)));
      case WF_PARAM_CHOICE:
        return g_variant_new_string (param->choices[adw_combo_row_get_selected (ADW_COMBO_ROW (control))]);
      case WF_PARAM_TEXT:
        return g_variant_new_string (gtk_editable_get_text (GTK_EDITABLE (control)));
      case WF_PARAM_REAL:
      default:
        return g_variant_new_double (gtk_spin_button_get_value (GTK_SPIN_BUTTON (control)));
    }
}

GVariant *
wf_params_form_get_values (WfParamsForm *self)
{
  GVariantBuilder builder;

  g_return_val_if_fail (WF_IS_PARAMS_FORM (self), NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < self->controls->len; i++)
    g_variant_builder_add (&builder, "{sv}", self->params[i].id,
                           value_of (&self->params[i], g_ptr_array_index (self->controls, i)));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

void
wf_params_form_set_real (WfParamsForm *self, const char *id, double value)
{
  g_return_if_fail (WF_IS_PARAMS_FORM (self));

  for (guint i = 0; i < self->controls->len; i++)
    if (g_str_equal (self->params[i].id, id) && self->params[i].type == WF_PARAM_REAL)
      gtk_spin_button_set_value (g_ptr_array_index (self->controls, i), value);
}
