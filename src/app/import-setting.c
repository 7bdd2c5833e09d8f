/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/import-setting.h"
#include "app/import-words.h"

typedef struct
{
  const WfParam *param;
  GStrv choices; /* ids; NULL = any text */
  WfImportChanged changed;
  gpointer data;
  GtkWidget *doubt; /* the sign of a guess */
  gboolean is_updating;
} Setting;

static void
setting_free (Setting *setting)
{
  g_strfreev (setting->choices);
  g_free (setting);
}

static Setting *
get_setting (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "setting");
}

const char *
wf_import_setting_get_id (GtkWidget *row)
{
  return get_setting (row)->param->id;
}

static void
on_selected (AdwComboRow *row)
{
  Setting *setting = get_setting (GTK_WIDGET (row));
  guint selected = adw_combo_row_get_selected (row);

  if (!setting->is_updating && selected < g_strv_length (setting->choices))
    setting->changed (setting->param->id, setting->choices[selected], setting->data);
}

static void
on_text (GtkEditable *row)
{
  Setting *setting = get_setting (GTK_WIDGET (row));

  if (!setting->is_updating)
    setting->changed (setting->param->id, gtk_editable_get_text (row), setting->data);
}

/* the choices of the setting but for "auto", or those that this file has */
static GStrv
list_choices (const WfParam *param, const WfFinding *finding)
{
  const char *const *from = finding->choices != NULL ? finding->choices : param->choices;
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (; from != NULL && *from != NULL; from++)
    if (finding->choices != NULL || !g_str_equal (*from, "auto"))
      g_ptr_array_add (list, g_strdup (*from));
  if (list->len == 0)
    return NULL;
  g_ptr_array_add (list, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

static GtkWidget *
combo_new (Setting *setting)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; setting->choices[i] != NULL; i++)
    gtk_string_list_append (names, wf_import_name_choice (setting->param->id, setting->choices[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_selected), NULL);
  return row;
}

static GtkWidget *
entry_new (void)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect (row, "changed", G_CALLBACK (on_text), NULL);
  return row;
}

static GtkWidget *
doubt_new (void)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-question-symbolic");

  gtk_widget_set_tooltip_text (icon, _ ("A guess: check it against the rows"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("A guess: check it against the rows"), -1);
  return icon;
}

void
wf_import_setting_update (GtkWidget *row, const WfFinding *finding)
{
  Setting *setting = get_setting (row);

  setting->is_updating = TRUE;
  gtk_widget_set_visible (setting->doubt, !finding->is_sure);
  if (ADW_IS_COMBO_ROW (row))
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), finding->reason);
      for (guint i = 0; setting->choices[i] != NULL; i++)
        if (g_str_equal (setting->choices[i], finding->value))
          adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
    }
  else
    gtk_widget_set_tooltip_text (row, finding->reason);
  if (ADW_IS_ENTRY_ROW (row) && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), finding->value))
    gtk_editable_set_text (GTK_EDITABLE (row), finding->value);
  setting->is_updating = FALSE;
}

GtkWidget *
wf_import_setting_new (const WfParam *param, const WfFinding *finding, WfImportChanged changed, gpointer data)
{
  Setting *setting = g_new0 (Setting, 1);
  GtkWidget *row;

  setting->param = param;
  setting->choices = list_choices (param, finding);
  setting->changed = changed;
  setting->data = data;
  setting->doubt = doubt_new ();
  setting->is_updating = TRUE;
  row = setting->choices != NULL ? combo_new (setting) : entry_new ();
  g_object_set_data_full (G_OBJECT (row), "setting", setting, (GDestroyNotify) setting_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (param->name));
  if (ADW_IS_COMBO_ROW (row))
    {
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), setting->doubt);
    }
  else
    adw_entry_row_add_prefix (ADW_ENTRY_ROW (row), setting->doubt);
  wf_import_setting_update (row, finding);
  return row;
}
