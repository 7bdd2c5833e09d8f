/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/judge-dialog.h"
#include "app/judge-keys.h"
#include "judge/key.h"

struct _WfJudgeDialog
{
  AdwWindow parent_instance;

  GtkGrid *facts;
  GtkWidget *warning_box;
  GtkLabel *warning;
  GtkWidget *redaction;
  GtkTextView *preview;
  GtkLabel *key_label; /* in facts */

  WfDocument *document;
  WfJudgeRequest *request;
  GCancellable *lookup;
  char *key;         /* nullable */
  char *key_problem; /* nullable: why there may be one that couldn't be had */
};

G_DEFINE_FINAL_TYPE (WfJudgeDialog, wf_judge_dialog, ADW_TYPE_WINDOW)

/* ---- what is shown ---- */

static GtkLabel *
add_fact (WfJudgeDialog *self, int row, const char *name, const char *value)
{
  GtkWidget *title = gtk_label_new (name);
  GtkWidget *label = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_valign (title, GTK_ALIGN_START);
  gtk_widget_add_css_class (title, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, title, NULL,
                                  -1);
  gtk_grid_attach (self->facts, title, 0, row, 1, 1);
  gtk_grid_attach (self->facts, label, 1, row, 1, 1);
  return GTK_LABEL (label);
}

static char *
describe_steps (WfJudgeDialog *self)
{
  gsize n;
  const gsize *steps = wf_judge_request_get_steps (self->request, &n);
  gsize n_all = wf_trace_get_n_steps (wf_document_get_trace (self->document));
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (list, i > 0 ? ", %zu" : "%zu", steps[i]);
  /* Translators: "5 of 9 steps: 0, 1, 3, 4, 5" */
  return g_strdup_printf (ngettext ("%zu of %zu step: %s", "%zu of %zu steps: %s", n_all), n, n_all,
                          list->str);
}

static const char *
describe_connection (WfJudgeRequest *request)
{
  if (!wf_judge_request_is_private (request))
    return _ ("Not encrypted");
  return g_str_has_prefix (wf_judge_request_get_url (request), "https:") ? _ ("Encrypted")
                                                                         : _ ("Doesn’t leave this computer");
}

static void
show_facts (WfJudgeDialog *self)
{
  g_autofree char *steps = describe_steps (self);
  const char *judge = wf_blame_get_judge (wf_document_get_blame (self->document));
  int row = 0;

  add_fact (self, row++, _ ("Sent to"), wf_judge_request_get_host (self->request));
  add_fact (self, row++, _ ("Model"), wf_judge_request_get_model (self->request));
  add_fact (self, row++, _ ("Connection"), describe_connection (self->request));
  add_fact (self, row++, _ ("About"), steps);
  self->key_label = add_fact (self, row++, _ ("Key"), _ ("Looking in the keyring…"));
  if (judge != NULL)
    add_fact (self, row++, _ ("In place of"), judge);
}

static void
show_warning (WfJudgeDialog *self, const char *text)
{
  gtk_label_set_label (self->warning, text);
  gtk_widget_set_visible (self->warning_box, TRUE);
}

static void
show_privacy (WfJudgeDialog *self)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->redaction, wf_document_is_redacted (self->document));
  if (wf_judge_request_is_private (self->request))
    return;
  text = g_strdup_printf (
      _ ("The connection to %s is not encrypted: everyone on the way can read what is sent. Use its https:// "
         "address if it has one."),
      wf_judge_request_get_host (self->request));
  show_warning (self, text);
}

/* ---- the key, then the preview, then Send can be pressed ---- */

static void
show_preview (WfJudgeDialog *self, const char *key_words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = wf_judge_preview (self->request, self->key, &error);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->preview);
  GtkTextIter start;

  gtk_label_set_label (self->key_label, key_words);
  if (text == NULL) /* a key that can't be sent there */
    show_warning (self, error->message);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "judge.send", text != NULL);
}

/* Without a keyring there is no key; that is worth a word only if the judge then wants one. */
static void
on_looked_up (GObject *object, GAsyncResult *result, gpointer data)
{
  WfJudgeDialog *self = data;
  g_autoptr (GError) error = NULL;
  char *key = wf_judge_keys_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* the dialog is gone */
    return;
  self->key = key;
  self->key_problem = error != NULL ? g_strdup (error->message) : NULL;
  show_preview (self, key != NULL ? _ ("From the keyring, shown as dots") : _ ("None"));
}

static void
find_key (WfJudgeDialog *self)
{
  const char *key = wf_judge_keys_get_from_environment ();

  if (key != NULL)
    {
      self->key = g_strdup (key);
      show_preview (self, _ ("From the environment, shown as dots"));
      return;
    }
  self->lookup = g_cancellable_new ();
  wf_judge_keys_lookup_async (wf_judge_request_get_url (self->request), self->lookup, on_looked_up, self);
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WfJudgeDialog *self = WF_JUDGE_DIALOG (widget);

  wf_document_ask_judge (self->document, self->request, self->key, self->key_problem);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_changed (WfJudgeDialog *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_BLAME))
    gtk_window_close (GTK_WINDOW (self));
}

/* ---- the widget ---- */

static void
wf_judge_dialog_dispose (GObject *object)
{
  WfJudgeDialog *self = WF_JUDGE_DIALOG (object);

  g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
  g_clear_object (&self->document);
  g_clear_pointer (&self->request, wf_judge_request_unref);
  g_clear_pointer (&self->key, wf_judge_key_free);
  g_clear_pointer (&self->key_problem, g_free);
  G_OBJECT_CLASS (wf_judge_dialog_parent_class)->dispose (object);
}

static void
wf_judge_dialog_class_init (WfJudgeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_judge_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/judge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WfJudgeDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, WfJudgeDialog, warning_box);
  gtk_widget_class_bind_template_child (widget_class, WfJudgeDialog, warning);
  gtk_widget_class_bind_template_child (widget_class, WfJudgeDialog, redaction);
  gtk_widget_class_bind_template_child (widget_class, WfJudgeDialog, preview);
  gtk_widget_class_install_action (widget_class, "judge.send", NULL, send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wf_judge_dialog_init (WfJudgeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "judge.send", FALSE);
}

/* not wider or higher than the window it belongs to: on a small screen that is all there is */
static void
set_size (WfJudgeDialog *self, GtkWindow *parent)
{
  int width, height;
  int room_width = gtk_widget_get_width (GTK_WIDGET (parent));
  int room_height = gtk_widget_get_height (GTK_WIDGET (parent));

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (room_width > 0 && room_height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), MIN (width, room_width), MIN (height, room_height));
}

/**
 * wf_judge_dialog_new:
 * @parent: the window it is modal to
 * @document: whose run is asked about
 * @request: what would be sent; of the document's present blame
 *
 * Returns: the dialog, not shown yet
 */
GtkWidget *
wf_judge_dialog_new (GtkWindow *parent, WfDocument *document, WfJudgeRequest *request)
{
  WfJudgeDialog *self = g_object_new (WF_TYPE_JUDGE_DIALOG, "transient-for", parent, NULL);

  self->document = g_object_ref (document);
  self->request = wf_judge_request_ref (request);
  set_size (self, parent);
  show_facts (self);
  show_privacy (self);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  find_key (self);
  return GTK_WIDGET (self);
}
