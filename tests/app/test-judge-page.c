/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-test.h"
#include "app/judge-page.h"
#include "app/preferences.h"
#include "app/settings.h"
#include "judge/key.h"

#define ADDRESS "https://judge.invalid/v1"

typedef struct
{
  GtkWidget *window;
  GSettings *settings;
} Fixture;

static Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->settings = wf_settings_new ();
  self->window = wf_preferences_new (NULL, self->settings);
  wf_preferences_show_judge (WF_PREFERENCES (self->window), NULL);
  gtk_window_present (GTK_WINDOW (self->window));
  wf_test_run_loop (100);
  return self;
}

static void
fixture_free (Fixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_settings_reset (self->settings, "judge-address");
  g_settings_reset (self->settings, "judge-model");
  g_object_unref (self->settings);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static void
type (Fixture *self, const char *title, const char *text)
{
  GtkWidget *row = find_row (self->window, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static const char *
get_stored (Fixture *self)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (find_row (self->window, "Stored Key")));
}

static gboolean
is_stored (gpointer self)
{
  return g_str_equal (get_stored (self), "In the keyring, for this address");
}

static gboolean
is_none (gpointer self)
{
  return g_str_equal (get_stored (self), "None for this address");
}

static gboolean
is_settled (gpointer self)
{
  GtkSpinner *spinner = GTK_SPINNER (wf_test_find (((Fixture *) self)->window, GTK_TYPE_SPINNER));

  return !gtk_spinner_get_spinning (spinner);
}

static char *
lookup (const char *url)
{
  g_autoptr (GError) error = NULL;
  char *key = wf_judge_key_lookup (url, NULL, &error);

  g_assert_no_error (error);
  return key;
}

/* What is typed is in the settings, and what is wrong with it is said; it is off until then. */
static void
test_address (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  g_autofree char *address = g_settings_get_string (self->settings, "judge-address");
  g_autofree char *typed = NULL;
  g_autofree char *counts = NULL;
  g_autofree char *model = NULL;
  GtkWidget *row = find_row (self->window, "Address");
  GtkWidget *key = find_row (self->window, "New Key");

  g_assert_cmpstr (address, ==, "");
  g_assert_cmpstr (get_stored (self), ==, "Name an address first");
  g_assert_false (gtk_widget_is_sensitive (key));
  type (self, "Address", "judge.invalid");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_true (wf_test_says (self->window, "“judge.invalid” is not the address of a judge"));
  g_assert_false (gtk_widget_is_sensitive (key));
  type (self, "Address", " " ADDRESS " ");
  type (self, "Model", "tiny");
  typed = g_settings_get_string (self->settings, "judge-address");
  counts = wf_judge_page_dup_setting (self->settings, "judge-address");
  model = g_settings_get_string (self->settings, "judge-model");
  g_assert_cmpstr (typed, ==, " " ADDRESS " ");
  g_assert_cmpstr (counts, ==, ADDRESS);
  g_assert_cmpstr (model, ==, "tiny");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_true (gtk_widget_is_sensitive (key));
  wf_test_wait (is_none, self);
}

/* The key is in the keyring and nowhere else; another window sees that it is there; it can be removed. */
static void
test_key (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  Fixture *other;
  GtkWidget *row = find_row (self->window, "New Key");
  GtkWidget *remove;
  char *key;

  type (self, "Address", ADDRESS);
  wf_test_wait (is_none, self);
  remove = wf_test_find (find_row (self->window, "Stored Key"), GTK_TYPE_BUTTON);
  g_assert_false (gtk_widget_get_visible (remove));
  type (self, "New Key", "sk-mine");
  g_signal_emit_by_name (row, "apply");
  wf_test_wait (is_stored, self);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  key = lookup (ADDRESS);
  g_assert_cmpstr (key, ==, "sk-mine");
  wf_judge_key_free (key);

  other = fixture_new ();
  wf_test_wait (is_stored, other);
  fixture_free (other);
  type (self, "Address", "https://other.invalid");
  g_assert_false (gtk_widget_get_visible (remove));
  wf_test_wait (is_none, self);

  type (self, "Address", ADDRESS);
  wf_test_wait (is_stored, self);
  g_assert_true (gtk_widget_get_visible (remove));
  gtk_test_accessible_assert_property (remove, GTK_ACCESSIBLE_PROPERTY_LABEL, "Remove the Stored Key");
  g_signal_emit_by_name (remove, "clicked");
  wf_test_wait (is_none, self);
  g_assert_null (lookup (ADDRESS));
}

/* A key that can't be kept stays in its row, with the reason beside it. */
static void
test_refused (void)
{
  g_autoptr (Fixture) self = fixture_new ();
  GtkWidget *row = find_row (self->window, "New Key");

  type (self, "Address", "http://judge.invalid");
  wf_test_wait (is_none, self);
  type (self, "New Key", "sk-mine");
  g_signal_emit_by_name (row, "apply");
  wf_test_wait (is_settled, self);
  g_assert_nonnull (strstr (get_stored (self), "The key would travel to judge.invalid unencrypted"));
  g_assert_true (gtk_widget_has_css_class (find_row (self->window, "Stored Key"), "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "sk-mine");
  g_assert_true (gtk_widget_is_sensitive (row));
}

/* Closed while the keyring works: the key is kept all the same, and nobody misses the window. */
static void
test_closed (void)
{
  Fixture *self = fixture_new ();
  char *key = NULL;

  type (self, "Address", ADDRESS);
  type (self, "New Key", "sk-late");
  g_signal_emit_by_name (find_row (self->window, "New Key"), "apply");
  fixture_free (self);
  for (guint i = 0; i < 100 && key == NULL; i++)
    {
      wf_test_run_loop (50);
      key = lookup (ADDRESS);
    }
  g_assert_cmpstr (key, ==, "sk-late");
  wf_judge_key_free (key);
  wf_test_run_loop (100);
  g_assert_true (wf_judge_key_clear (ADDRESS, NULL, NULL));
}

/* Without a keyring, in words. In a process of its own, as libsecret looks for one only once. */
static void
test_no_keyring (void)
{
  g_autoptr (Fixture) self = NULL;

  if (!g_test_subprocess ())
    {
      g_setenv ("SECRET_BACKEND", "service", TRUE);
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/there/is/no/bus", TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_setenv ("SECRET_BACKEND", "file", TRUE);
      g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
      g_test_trap_assert_passed ();
      return;
    }
  self = fixture_new ();
  type (self, "Address", ADDRESS);
  wf_test_wait (is_settled, self);
  g_assert_nonnull (strstr (get_stored (self), "The keyring can’t be used"));
  type (self, "New Key", "sk-mine");
  g_signal_emit_by_name (find_row (self->window, "New Key"), "apply");
  g_assert_false (is_settled (self));
  wf_test_wait (is_settled, self);
  g_assert_nonnull (strstr (get_stored (self), "The keyring can’t be used"));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("wherefore-page-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);
  int status;

  g_assert_no_error (error);
  g_setenv ("SECRET_BACKEND", "file", FALSE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/judge-page/address", test_address);
  g_test_add_func ("/judge-page/key", test_key);
  g_test_add_func ("/judge-page/refused", test_refused);
  g_test_add_func ("/judge-page/closed", test_closed);
  g_test_add_func ("/judge-page/no-keyring", test_no_keyring);
  status = g_test_run ();
  g_remove (path);
  g_rmdir (folder);
  return status;
}
