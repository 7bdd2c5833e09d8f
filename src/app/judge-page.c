/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/judge-keys.h"
#include "app/judge-page.h"
#include "app/sandbox.h"
#include "judge/judge.h"
#include "judge/key.h"

#define TYPING_MS 400 /* the keyring is asked once the address has rested that long */

struct _WfJudgePage
{
  AdwPreferencesPage parent_instance;

  GtkWidget *hint_group;
  GtkLabel *hint;
  GtkWidget *address_row;
  GtkWidget *model_row;
  GtkLabel *address_note;
  GtkWidget *key_group;
  AdwEntryRow *key_row;
  AdwActionRow *stored_row;
  GtkSpinner *spinner;
  GtkWidget *remove_button;

  GSettings *settings;
  GCancellable *lookup; /* the running one; NULL = none */
  GCancellable *end;    /* cancelled with the page */
  guint timer;
  gboolean is_keeping; /* a key is being stored or removed */
};

G_DEFINE_FINAL_TYPE (WfJudgePage, wf_judge_page, ADW_TYPE_PREFERENCES_PAGE)

char *
wf_judge_page_dup_setting (GSettings *settings, const char *key)
{
  return g_strstrip (g_settings_get_string (settings, key));
}

static void
set_error (GtkWidget *widget, gboolean is_error)
{
  if (is_error)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
}

/* ---- the key that is stored ---- */

static void
show_stored (WfJudgePage *self, const char *words, gboolean is_stored, gboolean is_error)
{
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_widget_set_visible (self->remove_button, is_stored);
  adw_action_row_set_subtitle (self->stored_row, words);
  set_error (GTK_WIDGET (self->stored_row), is_error);
}

static void
on_looked_up (GObject *object, GAsyncResult *result, gpointer data)
{
  WfJudgePage *self = data;
  g_autoptr (GError) error = NULL;
  char *key = wf_judge_keys_lookup_finish (result, &error);
  gboolean is_stored = key != NULL;

  wf_judge_key_free (key);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* a newer one runs, or the page is gone */
    return;
  g_clear_object (&self->lookup);
  if (error != NULL)
    show_stored (self, error->message, FALSE, TRUE);
  else
    show_stored (self, is_stored ? _ ("In the keyring, for this address") : _ ("None for this address"),
                 is_stored, FALSE);
}

static void
stop_lookup (WfJudgePage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
}

static gboolean
look_up (gpointer data)
{
  WfJudgePage *self = data;
  g_autofree char *address = wf_judge_page_dup_setting (self->settings, "judge-address");

  self->timer = 0;
  stop_lookup (self);
  self->lookup = g_cancellable_new ();
  wf_judge_keys_lookup_async (address, self->lookup, on_looked_up, self);
  return G_SOURCE_REMOVE;
}

/* ---- the address ---- */

/* What is wrong with it, or what the sandbox does to it, or what one looks like. */
static void
show_address (WfJudgePage *self, const GError *problem)
{
  g_autofree char *sandbox = wf_sandbox_describe_network (WF_SANDBOX_INFO);
  const char *note = _ ("An OpenAI-compatible server, such as http://localhost:11434");

  if (problem != NULL)
    note = problem->message;
  else if (sandbox != NULL)
    note = sandbox;
  gtk_label_set_label (self->address_note, note);
  set_error (self->address_row, problem != NULL);
  set_error (GTK_WIDGET (self->address_note), problem != NULL);
}

static void
follow_address (WfJudgePage *self)
{
  g_autofree char *address = wf_judge_page_dup_setting (self->settings, "judge-address");
  g_autoptr (GError) error = NULL;
  gboolean is_address = *address != '\0' && wf_judge_check_address (address, &error);

  stop_lookup (self);
  show_address (self, error);
  gtk_widget_set_sensitive (self->key_group, is_address);
  show_stored (self, is_address ? _ ("Looking in the keyring…") : _ ("Name an address first"), FALSE, FALSE);
  if (!is_address)
    return;
  gtk_spinner_set_spinning (self->spinner, TRUE);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timer = g_timeout_add (TYPING_MS, look_up, self);
}

/* ---- another key ---- */

/* On to what became of it; while it has the focus, the row takes emptying for typing and offers to apply it.
 */
static void
empty_key (WfJudgePage *self)
{
  if (gtk_widget_get_state_flags (GTK_WIDGET (self->key_row)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    gtk_widget_grab_focus (GTK_WIDGET (self->stored_row));
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
}

static void
on_kept (GObject *object, GAsyncResult *result, gpointer data)
{
  WfJudgePage *self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_kept = wf_judge_keys_keep_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* the page is gone */
    return;
  self->is_keeping = FALSE;
  follow_address (self);
  if (!is_kept)
    {
      stop_lookup (self);
      show_stored (self, error->message, FALSE, TRUE);
    }
  else
    empty_key (self);
}

/* key: nullable = clear */
static void
keep (WfJudgePage *self, const char *key)
{
  g_autofree char *address = wf_judge_page_dup_setting (self->settings, "judge-address");

  if (self->is_keeping)
    return;
  self->is_keeping = TRUE;
  stop_lookup (self);
  gtk_spinner_set_spinning (self->spinner, TRUE);
  wf_judge_keys_keep_async (address, key, self->end, on_kept, self);
}

static void
on_key_applied (WfJudgePage *self)
{
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->key_row));

  if (*key != '\0')
    keep (self, key);
}

static void
on_remove_clicked (WfJudgePage *self)
{
  keep (self, NULL);
}

/* The keyring may ask the user to unlock it: not before the page is looked at. */
static void
wf_judge_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (wf_judge_page_parent_class)->map (widget);
  if (WF_JUDGE_PAGE (widget)->settings != NULL)
    follow_address (WF_JUDGE_PAGE (widget));
}

static void
wf_judge_page_dispose (GObject *object)
{
  WfJudgePage *self = WF_JUDGE_PAGE (object);

  stop_lookup (self);
  g_cancellable_cancel (self->end);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (wf_judge_page_parent_class)->dispose (object);
}

static void
wf_judge_page_finalize (GObject *object)
{
  g_object_unref (WF_JUDGE_PAGE (object)->end);
  G_OBJECT_CLASS (wf_judge_page_parent_class)->finalize (object);
}

static void
wf_judge_page_class_init (WfJudgePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_judge_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = wf_judge_page_finalize;
  widget_class->map = wf_judge_page_map;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/judge-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WfJudgePage, hint_group);
  gtk_widget_class_bind_template_child (widget_class, WfJudgePage, hint);
  gtk_widget_class_bind_template_child (widget_class, WfJudgePage, address_row);
  gtk_widget_class_bind_template_child (widget_class, WfJudgePage, model_row);
  gtk_widget_class_bind_template_child (widget_class, WfJudgePage, address_note);
  gtk_widget_class_bind_template_child (widget_class, WfJudgePage, key_group);
  gtk_widget_class_bind_template_child (widget_class, WfJudgePage, key_row);
  gtk_widget_class_bind_template_child (widget_class, WfJudgePage, stored_row);
  gtk_widget_class_bind_template_child (widget_class, WfJudgePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WfJudgePage, remove_button);
}

/* what takes the keys inside a row has no name of its own in libadwaita 1.2 */
static void
name_text (GtkWidget *row)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

static void
wf_judge_page_init (WfJudgePage *self)
{
  self->end = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  name_text (self->address_row);
  name_text (self->model_row);
  name_text (GTK_WIDGET (self->key_row));
  g_signal_connect_object (self->key_row, "apply", G_CALLBACK (on_key_applied), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remove_button, "clicked", G_CALLBACK (on_remove_clicked), self,
                           G_CONNECT_SWAPPED);
}

void
wf_judge_page_set_settings (WfJudgePage *self, GSettings *settings)
{
  g_return_if_fail (WF_IS_JUDGE_PAGE (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "judge-address", self->address_row, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "judge-model", self->model_row, "text", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::judge-address", G_CALLBACK (follow_address), self,
                           G_CONNECT_SWAPPED);
  follow_address (self);
}

void
wf_judge_page_set_hint (WfJudgePage *self, const char *hint)
{
  g_return_if_fail (WF_IS_JUDGE_PAGE (self));

  gtk_label_set_label (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (self->hint_group, hint != NULL);
}

void
wf_judge_page_focus (WfJudgePage *self)
{
  g_autofree char *address = NULL;

  g_return_if_fail (WF_IS_JUDGE_PAGE (self));

  address = wf_judge_page_dup_setting (self->settings, "judge-address");
  gtk_widget_grab_focus (wf_judge_check_address (address, NULL) ? self->model_row : self->address_row);
}
