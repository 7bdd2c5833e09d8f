/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "core/base/error.h"
#include "judge/key.h"

/* libsecret's own file backend takes the place of the user's keyring. */
static void
use_file (const char *path)
{
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
}

static char *
lookup (const char *url)
{
  g_autoptr (GError) error = NULL;
  char *key = wf_judge_key_lookup (url, NULL, &error);

  g_assert_no_error (error);
  return key;
}

static void
test_keep (void)
{
  g_autoptr (GError) error = NULL;
  char *key = NULL;

  g_assert_null (lookup ("https://a.example"));
  g_assert_true (wf_judge_key_store ("https://a.example", "sk-old", NULL, &error));
  g_assert_true (wf_judge_key_store ("https://a.example/v1/", "sk-new", NULL, &error));
  g_assert_true (wf_judge_key_store ("https://b.example", "sk-b", NULL, &error));
  g_assert_no_error (error);

  key = lookup ("https://a.example/v1/chat/completions");
  g_assert_cmpstr (key, ==, "sk-new");
  wf_judge_key_free (key);
  g_assert_null (lookup ("https://c.example"));

  g_assert_true (wf_judge_key_clear ("https://a.example", NULL, &error));
  g_assert_true (wf_judge_key_clear ("https://a.example", NULL, &error));
  g_assert_no_error (error);
  g_assert_null (lookup ("https://a.example"));
  key = lookup ("https://b.example");
  g_assert_cmpstr (key, ==, "sk-b");
  wf_judge_key_free (key);
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (wf_judge_key_store ("a.example", "sk", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_false (wf_judge_key_store ("https://a.example", "", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_false (wf_judge_key_store ("http://a.example", "sk", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_judge_key_lookup ("a.example", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_false (wf_judge_key_clear ("a.example", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_judge_key_lookup ("https://a.example", progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("wherefore-key-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);
  int status;

  g_assert_no_error (error);
  use_file (path);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/key/keep", test_keep);
  g_test_add_func ("/judge/key/refused", test_refused);
  g_test_add_func ("/judge/key/cancelled", test_cancelled);
  status = g_test_run ();
  g_remove (path);
  g_rmdir (folder);
  return status;
}
