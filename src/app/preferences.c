/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/judge-page.h"
#include "app/preferences.h"

struct _WfPreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *style_row;
  AdwComboRow *paper_row;
  GtkAdjustment *threads_adjustment;
  GtkAdjustment *alpha_adjustment;
  WfJudgePage *judge_page;
};

G_DEFINE_FINAL_TYPE (WfPreferences, wf_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* an enum of the schema <-> the index of a row: the order is the same; the nick comes with the binding */
static gboolean
get_index (GValue *value, GVariant *variant, gpointer data)
{
  const char *const *nicks = data;

  for (guint i = 0; nicks[i]; i++)
    if (g_str_equal (nicks[i], g_variant_get_string (variant, NULL)))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
set_index (const GValue *value, const GVariantType *type, gpointer data)
{
  const char *const *nicks = data;

  return g_variant_new_string (nicks[g_value_get_uint (value)]);
}

static void
wf_preferences_class_init (WfPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WF_TYPE_JUDGE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, WfPreferences, style_row);
  gtk_widget_class_bind_template_child (widget_class, WfPreferences, paper_row);
  gtk_widget_class_bind_template_child (widget_class, WfPreferences, threads_adjustment);
  gtk_widget_class_bind_template_child (widget_class, WfPreferences, alpha_adjustment);
  gtk_widget_class_bind_template_child (widget_class, WfPreferences, judge_page);
}

static void
wf_preferences_init (WfPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wf_preferences_new (GtkWindow *parent, GSettings *settings)
{
  static const char *const styles[] = { "follow", "light", "dark", NULL };
  static const char *const papers[] = { "a4", "letter", "region", NULL };
  WfPreferences *self = g_object_new (WF_TYPE_PREFERENCES, "transient-for", parent, "modal", TRUE, NULL);

  g_settings_bind_with_mapping (settings, "style-variant", self->style_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, get_index, set_index, (gpointer) styles, NULL);
  g_settings_bind_with_mapping (settings, "report-paper-size", self->paper_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, get_index, set_index, (gpointer) papers, NULL);
  g_settings_bind (settings, "n-threads", self->threads_adjustment, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "default-alpha", self->alpha_adjustment, "value", G_SETTINGS_BIND_DEFAULT);
  wf_judge_page_set_settings (self->judge_page, settings);
  return GTK_WIDGET (self);
}

void
wf_preferences_show_judge (WfPreferences *self, const char *hint)
{
  g_return_if_fail (WF_IS_PREFERENCES (self));

  wf_judge_page_set_hint (self->judge_page, hint);
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (self),
                                           ADW_PREFERENCES_PAGE (self->judge_page));
  wf_judge_page_focus (self->judge_page);
}
