/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-test.h"
#include "app/judge-dialog.h"
#include "app/judge-page.h"
#include "app/preferences.h"
#include "app/sandbox.h"
#include "app/settings.h"
#include "app/trace-sidebar.h"
#include "stub.h"

/* Step 1 is first already; the judge is for step 4. */
#define WORDS "{\"scores\": [{\"step\": 1, \"score\": 2}, {\"step\": 4, \"score\": 98}]}"

/* ---- a window with the sample's run, and a judge who answers in a given way ---- */

typedef struct
{
  WfWindow *window;
  WfDocument *document;
  GSettings *settings;
  Stub *stub;
  WfBlame *blame; /* as loaded */
  char *failure;  /* the last one's message */
  char *notice;
} Fixture;

/* the open window of that type, or NULL */
static GtkWidget *
find_toplevel (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static void
on_failed (WfDocument *document, const GError *error, Fixture *self)
{
  g_free (self->failure);
  self->failure = g_strdup (error->message);
}

static void
on_notice (WfDocument *document, const char *notice, Fixture *self)
{
  g_free (self->notice);
  self->notice = g_strdup (notice);
}

static Fixture *
fixture_new (const char *reply, int width)
{
  Fixture *self = g_new0 (Fixture, 1);
  const char *const replies[] = { reply, NULL };
  g_autofree char *path = wf_test_sample ("failed-run.json");
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  self->stub = stub_new (replies, NULL);
  url = stub_get_url (self->stub);
  self->settings = wf_settings_new ();
  g_settings_set_string (self->settings, "judge-address", url);
  g_settings_set_string (self->settings, "judge-model", " tiny ");
  self->window = g_object_new (WF_TYPE_WINDOW, NULL);
  self->document = wf_window_get_document (self->window);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 800);
  wf_test_load (self->document, path, &error);
  g_assert_no_error (error);
  self->blame = wf_blame_ref (wf_document_get_blame (self->document));
  g_signal_connect (self->document, "failed", G_CALLBACK (on_failed), self);
  g_signal_connect (self->document, "notice", G_CALLBACK (on_notice), self);
  gtk_window_present (GTK_WINDOW (self->window));
  wf_test_run_loop (200);
  return self;
}

static void
fixture_free (Fixture *self)
{
  g_signal_handlers_disconnect_by_data (self->document, self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_assert_null (find_toplevel (WF_TYPE_JUDGE_DIALOG)); /* it goes with its window */
  g_settings_reset (self->settings, "judge-address");
  g_settings_reset (self->settings, "judge-model");
  g_object_unref (self->settings);
  wf_blame_unref (self->blame);
  stub_free (self->stub);
  g_free (self->failure);
  g_free (self->notice);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static GtkWidget *
find_dialog (void)
{
  return find_toplevel (WF_TYPE_JUDGE_DIALOG);
}

static char *
dup_preview (GtkWidget *dialog)
{
  GtkTextView *view = GTK_TEXT_VIEW (wf_test_find (dialog, GTK_TYPE_TEXT_VIEW));
  char *text;

  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);
  return text;
}

static gboolean
has_preview (gpointer dialog)
{
  g_autofree char *text = dup_preview (dialog);

  return *text != '\0';
}

/* the dialog, with its preview */
static GtkWidget *
open_dialog (Fixture *self)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.ask-judge", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  wf_test_wait (has_preview, dialog);
  return dialog;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, action);
  return found;
}

static void
send_and_wait (Fixture *self)
{
  GtkWidget *button = find_button (open_dialog (self), "judge.send");

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_null (find_dialog ());
  g_assert_true (wf_document_is_busy (self->document));
  wf_test_wait_idle (self->document);
}

static void
assert_untouched (Fixture *self)
{
  g_assert_true (wf_document_get_blame (self->document) == self->blame);
  g_assert_null (wf_document_get_undo_label (self->document));
}

/* ---- before Send ---- */

/* No address: the preferences say what to do. The same when it is none. */
static void
check_preferences (Fixture *self, const char *hint)
{
  GtkWidget *preferences;

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.ask-judge", NULL);
  g_assert_null (find_dialog ());
  preferences = find_toplevel (WF_TYPE_PREFERENCES);
  g_assert_nonnull (preferences);
  g_assert_true (
      WF_IS_JUDGE_PAGE (adw_preferences_window_get_visible_page (ADW_PREFERENCES_WINDOW (preferences))));
  g_assert_true (wf_test_says (preferences, hint));
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
test_unnamed (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);

  g_settings_set_string (self->settings, "judge-model", "  ");
  check_preferences (self, "To ask a judge, name the address");
  g_settings_set_string (self->settings, "judge-model", "tiny");
  g_settings_set_string (self->settings, "judge-address", "localhost:11434");
  check_preferences (self, "“localhost:11434” is not the address of a judge: it has to begin");
  g_settings_set_string (self->settings, "judge-address", "nonsense");
  check_preferences (self, "“nonsense” is not the address of a judge: it has to begin");
  g_settings_reset (self->settings, "judge-address");
  check_preferences (self, "To ask a judge, name the address");
  g_assert_cmpuint (stub_get_n_requests (self->stub), ==, 0);
}

/* The action is there for an open run only. */
static void
test_no_run (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);
  g_autofree char *path = wf_test_sample ("web-service.csv");
  g_autoptr (GError) error = NULL;

  wf_test_load (self->document, path, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.ask-judge", NULL);
  g_assert_null (find_dialog ());
  g_assert_null (find_toplevel (WF_TYPE_PREFERENCES));
}

/* The preview is what would be sent, to the byte; opening, reading and cancelling it send nothing. */
static void
test_preview (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);
  g_autofree char *url = stub_get_url (self->stub);
  g_autoptr (WfJudgeRequest) request = wf_judge_request_new (self->blame, url, "tiny", NULL);
  g_autofree char *expected = wf_judge_preview (request, NULL, NULL);
  g_autofree char *shown = NULL;
  GtkWidget *dialog;
  GtkWidget *view;

  dialog = open_dialog (self);
  shown = dup_preview (dialog);
  g_assert_cmpstr (shown, ==, expected);
  g_assert_true (wf_test_says (dialog, wf_judge_request_get_host (request)));
  g_assert_true (wf_test_says (dialog, "Doesn’t leave this computer"));
  g_assert_true (wf_test_says (dialog, " of 9 steps: "));
  g_assert_false (wf_test_says (dialog, "not encrypted"));
  g_assert_false (wf_test_says (dialog, "redacted"));
  gtk_test_accessible_assert_property (find_button (dialog, "judge.send"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Send");
  gtk_test_accessible_assert_property (find_button (dialog, "window.close"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Cancel");
  view = wf_test_find (dialog, GTK_TYPE_TEXT_VIEW);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  g_assert_true (
      gtk_test_accessible_has_relation (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  wf_test_run_loop (100);
  gtk_widget_activate_action (dialog, "window.close", NULL);
  g_assert_null (find_dialog ());
  wf_test_run_loop (100);
  g_assert_false (wf_document_is_busy (self->document));
  g_assert_cmpuint (stub_get_n_requests (self->stub), ==, 0);
  assert_untouched (self);
}

/* Tab goes from Cancel to Send, into the request, and round. */
static void
test_keyboard (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);
  GtkWidget *dialog = open_dialog (self);
  GtkWidget *cancel = find_button (dialog, "window.close");
  GtkWidget *const order[] = { find_button (dialog, "judge.send"), wf_test_find (dialog, GTK_TYPE_TEXT_VIEW),
                               cancel };

  gtk_widget_grab_focus (cancel);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      gtk_widget_child_focus (dialog, GTK_DIR_TAB_FORWARD);
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (dialog)) == order[i]);
    }
}

/* What the user should think of before pressing Send. */
static void
test_warnings (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);
  GtkWidget *dialog;

  g_settings_set_string (self->settings, "judge-address", "http://judge.invalid/v1");
  wf_document_set_redacted (self->document, TRUE);
  dialog = open_dialog (self);
  g_assert_true (wf_test_says (dialog, "The connection to judge.invalid is not encrypted"));
  g_assert_true (wf_test_says (dialog, "That reports are redacted changes nothing"));
  gtk_window_close (GTK_WINDOW (dialog));

  g_settings_set_string (self->settings, "judge-address", "https://judge.invalid/v1");
  dialog = open_dialog (self);
  g_assert_true (wf_test_says (dialog, "Encrypted"));
  g_assert_false (wf_test_says (dialog, "is not encrypted"));
}

/* A key that would go out in the clear is not sent at all. */
static void
test_key_in_the_clear (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);
  GtkWidget *dialog;

  g_setenv ("WHEREFORE_JUDGE_KEY", "sk-mine", TRUE);
  g_settings_set_string (self->settings, "judge-address", "http://judge.invalid/v1");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.ask-judge", NULL);
  dialog = find_dialog ();
  g_assert_true (wf_test_says (dialog, "The key would travel to judge.invalid unencrypted"));
  g_assert_false (gtk_widget_is_sensitive (find_button (dialog, "judge.send")));
  gtk_widget_activate_action (dialog, "judge.send", NULL);
  g_assert_true (find_dialog () == dialog);
  g_assert_false (wf_document_is_busy (self->document));
  gtk_window_close (GTK_WINDOW (dialog));
  g_unsetenv ("WHEREFORE_JUDGE_KEY");
}

/* The dialog is about the run that was open: with another one it goes. */
static void
test_other_run (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);
  g_autofree char *path = wf_test_sample ("failed-run.json");
  g_autoptr (GError) error = NULL;

  open_dialog (self);
  wf_test_load (self->document, path, &error);
  g_assert_no_error (error);
  g_assert_null (find_dialog ());
  g_assert_cmpuint (stub_get_n_requests (self->stub), ==, 0);
}

/* ---- Send ---- */

static char *
export_report (Fixture *self)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "judged.md", NULL);
  g_autoptr (WfReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  char *text;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  report = wf_document_dup_report (self->document, &error);
  g_assert_no_error (error);
  wf_report_write (report, file, WF_PAPER_A4, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_remove (path);
  return text;
}

/* The result is the judge's, it says so everywhere, and undo and redo go over it. */
static void
test_send (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);
  GtkWidget *sidebar = wf_test_find (GTK_WIDGET (self->window), WF_TYPE_TRACE_SIDEBAR);
  g_autofree char *url = stub_get_url (self->stub);
  g_autofree char *judge = g_strconcat ("tiny-2 at ", url + strlen ("http://"), NULL);
  g_autofree char *stamp = g_strconcat ("Judged by ", judge, NULL);
  g_autofree char *command = g_strconcat ("--judge ", url, "/v1/chat/completions --judge-model tiny", NULL);
  g_autofree char *before = export_report (self);
  g_autofree char *after = NULL;
  g_autofree char *request = NULL;
  WfSuggestions *suggestions = wf_document_get_suggestions (self->document);
  WfBlame *judged;

  g_assert_false (wf_test_says (GTK_WIDGET (self->window), "Judged by"));
  g_assert_null (strstr (before, "--judge"));
  send_and_wait (self);
  g_assert_cmpuint (stub_get_n_requests (self->stub), ==, 1);
  request = stub_get_request (self->stub, 0);
  g_assert_null (strstr (request, "Authorization"));
  judged = wf_document_get_blame (self->document);
  g_assert_cmpstr (wf_blame_get_judge (judged), ==, judge);
  g_assert_true (wf_blame_get_without_judge (judged) == self->blame);
  g_assert_cmpfloat (wf_blame_get_probability (judged, 4), >, wf_blame_get_probability (self->blame, 4));
  g_assert_true (wf_document_get_suggestions (self->document) != suggestions);
  g_assert_null (self->failure);
  g_assert_cmpstr (wf_document_get_undo_label (self->document), ==, "Ask the judge");
  g_assert_true (g_str_has_prefix (self->notice, stamp));
  g_assert_true (wf_test_says (sidebar, judge));
  g_assert_true (wf_test_says (sidebar, "Judged by a language model, tiny-2"));
  g_assert_true (wf_test_says (GTK_WIDGET (wf_window_get_page (self->window)), stamp));
  after = export_report (self);
  g_assert_nonnull (strstr (after, judge));
  g_assert_nonnull (strstr (after, command));

  wf_document_undo (self->document);
  g_assert_true (wf_document_get_blame (self->document) == self->blame);
  g_assert_false (wf_test_says (sidebar, judge));
  wf_document_redo (self->document);
  g_assert_true (wf_document_get_blame (self->document) == judged);
  g_assert_true (wf_test_says (sidebar, judge));
}

/* Asked again, a judge sees the run without the first one's word, and takes its place. */
static void
test_again (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  GtkWidget *dialog;

  send_and_wait (self);
  dialog = open_dialog (self);
  g_assert_true (wf_test_says (dialog, "tiny-2 at "));
  gtk_window_close (GTK_WINDOW (dialog));
  send_and_wait (self);
  first = stub_get_request (self->stub, 0);
  second = stub_get_request (self->stub, 1);
  g_assert_cmpstr (first, ==, second);
  g_assert_true (wf_blame_get_without_judge (wf_document_get_blame (self->document)) == self->blame);
}

/* What was done meanwhile stays; undone is the judge alone. */
static void
test_meanwhile (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);

  gtk_widget_activate_action (open_dialog (self), "judge.send", NULL);
  wf_document_repair_step (self->document, 1, 0);
  wf_test_wait_idle (self->document);
  g_assert_nonnull (wf_blame_get_judge (wf_document_get_blame (self->document)));
  g_assert_cmpfloat (wf_document_get_kept (self->document, 1), ==, 0);
  wf_document_undo (self->document);
  g_assert_true (wf_document_get_blame (self->document) == self->blame);
  g_assert_cmpfloat (wf_document_get_kept (self->document, 1), ==, 0);
}

static void
test_key (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);
  g_autofree char *shown = NULL;
  g_autofree char *request = NULL;
  GtkWidget *dialog;

  g_setenv ("WHEREFORE_JUDGE_KEY", "sk-mine", TRUE);
  dialog = open_dialog (self);
  shown = dup_preview (dialog);
  g_assert_nonnull (strstr (shown, "Authorization: Bearer ••••••••\n"));
  g_assert_null (strstr (shown, "sk-mine"));
  gtk_widget_activate_action (dialog, "judge.send", NULL);
  wf_test_wait_idle (self->document);
  g_unsetenv ("WHEREFORE_JUDGE_KEY");
  request = stub_get_request (self->stub, 0);
  g_assert_nonnull (strstr (request, "Authorization: Bearer sk-mine\r\n"));
}

static gboolean
is_asked (gpointer data)
{
  Fixture *self = data;

  return stub_get_n_requests (self->stub) > 0 && wf_document_get_job (self->document) != NULL;
}

/* The wait is shown; Cancel ends it at once and leaves everything as it was, without a word. */
static void
test_cancel (void)
{
  g_autoptr (Fixture) self = fixture_new (STUB_SILENCE, 1280);
  gint64 began;

  gtk_widget_activate_action (open_dialog (self), "judge.send", NULL);
  wf_test_wait (is_asked, self);
  g_assert_cmpstr (wf_progress_get_stage (wf_document_get_job (self->document)), ==, "Asking the judge");
  wf_test_run_loop (200);
  g_assert_true (wf_test_says (GTK_WIDGET (self->window), "Asking the judge"));
  began = g_get_monotonic_time ();
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.cancel", NULL);
  wf_test_wait_idle (self->document);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 200000);
  wf_test_run_loop (100);
  g_assert_null (self->failure);
  g_assert_null (self->notice);
  assert_untouched (self);
}

/* A judge who is asked about a run that isn't open any more is not waited for. */
static void
test_dropped (void)
{
  g_autoptr (Fixture) self = fixture_new (STUB_SILENCE, 1280);
  g_autofree char *path = wf_test_sample ("failed-run.json");
  g_autoptr (GError) error = NULL;

  gtk_widget_activate_action (open_dialog (self), "judge.send", NULL);
  wf_test_wait (is_asked, self);
  wf_test_load (self->document, path, &error);
  g_assert_no_error (error);
  g_assert_false (wf_document_is_busy (self->document));
  g_assert_null (wf_blame_get_judge (wf_document_get_blame (self->document)));
}

/* ---- what goes wrong ---- */

static void
check_failure (const char *reply, const char *part)
{
  g_autoptr (Fixture) self = fixture_new (reply, 1280);

  send_and_wait (self);
  g_assert_nonnull (self->failure);
  g_test_message ("%s", self->failure);
  g_assert_nonnull (strstr (self->failure, part));
  assert_untouched (self);
  wf_test_run_loop (300);
  g_assert_true (wf_test_says (GTK_WIDGET (self->window), self->failure));
  g_assert_true (wf_test_says (GTK_WIDGET (self->window), "Details"));
}

static void
test_server_error (void)
{
  g_autofree char *reply = stub_respond (500, "", "oops");

  check_failure (reply, "status 500");
}

static void
test_garbage (void)
{
  g_autofree char *garbage = stub_respond (200, "", "<html>Hi</html>");
  g_autofree char *prose = stub_say ("Step 1, obviously.");

  check_failure (garbage, "OpenAI-compatible");
  check_failure (prose, "Step 1, obviously.");
  check_failure (STUB_HANG_UP, "broke off");
}

/* The keyring is missing: a word about it only when the judge wants a key. */
static void
test_no_keyring (void)
{
  g_autofree char *reply = stub_respond (401, "", "{\"error\": {\"message\": \"no key\"}}");
  g_autoptr (Fixture) self = NULL;

  check_failure (reply, "The keyring can’t be used");
  self = fixture_new (reply, 1280);
  g_setenv ("WHEREFORE_JUDGE_KEY", "sk-mine", TRUE);
  send_and_wait (self);
  g_unsetenv ("WHEREFORE_JUDGE_KEY");
  g_assert_nonnull (strstr (self->failure, "status 401"));
  g_assert_null (strstr (self->failure, "keyring"));
}

static void
test_nobody_there (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 1280);

  g_settings_set_string (self->settings, "judge-address", "http://127.0.0.1:1");
  send_and_wait (self);
  g_assert_nonnull (strstr (self->failure, "Start the judge’s server"));
  assert_untouched (self);
}

/* ---- looks ---- */

static int
get_minimum (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int minimum;

  gtk_widget_measure (widget, orientation, for_size, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Nothing needs more than the smallest window, however long names and addresses are. */
static void
test_narrow (void)
{
  g_autofree char *reply = stub_say (WORDS);
  g_autoptr (Fixture) self = fixture_new (reply, 360);
  GtkWidget *dialog, *page;
  int width, height;

  g_settings_set_string (self->settings, "judge-address",
                         "http://a-judge-with-a-long-name.of-a-long-domain.example.org:12345");
  g_settings_set_string (self->settings, "judge-model", "a-model/with-a-very-long-name:that-never-ends-70b");
  dialog = open_dialog (self);
  g_assert_cmpint (get_minimum (dialog, GTK_ORIENTATION_HORIZONTAL, -1), <=, 360);
  g_assert_cmpint (get_minimum (dialog, GTK_ORIENTATION_VERTICAL, 360), <=, 294);
  gtk_window_get_default_size (GTK_WINDOW (dialog), &width, &height);
  g_assert_cmpint (width, <=, 360);
  g_assert_cmpint (height, <=, 800);
  gtk_window_close (GTK_WINDOW (dialog));

  g_settings_set_string (self->settings, "judge-address", "nonsense-without-any-blank-that-could-be-broken");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.ask-judge", NULL);
  dialog = find_toplevel (WF_TYPE_PREFERENCES);
  page = wf_test_find (dialog, WF_TYPE_JUDGE_PAGE);
  g_assert_cmpint (get_minimum (page, GTK_ORIENTATION_HORIZONTAL, -1), <=, 340);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static char *
describe_network (const char *info)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "flatpak-info", NULL);
  char *text;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_assert_true (g_file_set_contents (path, info, -1, NULL));
  text = wf_sandbox_describe_network (path);
  g_remove (path);
  return text;
}

static void
test_sandbox (void)
{
  g_autofree char *without = describe_network ("[Context]\nshared=ipc;\n");
  g_autofree char *nothing = describe_network ("[Application]\nname=x\n");
  g_autofree char *with = describe_network ("[Context]\nshared=network;ipc;\n");

  g_assert_nonnull (strstr (without, "flatpak override --user --share=network " APPLICATION_ID));
  g_assert_cmpstr (nothing, ==, without);
  g_assert_null (with);
  g_assert_null (wf_sandbox_describe_network ("/there/is/no/such/file"));
}

int
main (int argc, char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/there/is/no/bus", TRUE);
  g_unsetenv ("WHEREFORE_JUDGE_KEY");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/judge-dialog/unnamed", test_unnamed);
  g_test_add_func ("/judge-dialog/no-run", test_no_run);
  g_test_add_func ("/judge-dialog/preview", test_preview);
  g_test_add_func ("/judge-dialog/keyboard", test_keyboard);
  g_test_add_func ("/judge-dialog/warnings", test_warnings);
  g_test_add_func ("/judge-dialog/key-in-the-clear", test_key_in_the_clear);
  g_test_add_func ("/judge-dialog/other-run", test_other_run);
  g_test_add_func ("/judge-dialog/send", test_send);
  g_test_add_func ("/judge-dialog/again", test_again);
  g_test_add_func ("/judge-dialog/meanwhile", test_meanwhile);
  g_test_add_func ("/judge-dialog/key", test_key);
  g_test_add_func ("/judge-dialog/cancel", test_cancel);
  g_test_add_func ("/judge-dialog/dropped", test_dropped);
  g_test_add_func ("/judge-dialog/server-error", test_server_error);
  g_test_add_func ("/judge-dialog/garbage", test_garbage);
  g_test_add_func ("/judge-dialog/no-keyring", test_no_keyring);
  g_test_add_func ("/judge-dialog/nobody-there", test_nobody_there);
  g_test_add_func ("/judge-dialog/narrow", test_narrow);
  g_test_add_func ("/judge-dialog/sandbox", test_sandbox);
  return g_test_run ();
}
