/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "core/base/rng.h"
#include "run.h"

static int
interrupt_after (GSubprocess *process, guint milliseconds)
{
  g_autoptr (GError) error = NULL;

  g_usleep (milliseconds * 1000);
  g_assert_nonnull (g_subprocess_get_identifier (process)); /* still at work */
  g_subprocess_send_signal (process, SIGINT);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

/* Many children of one hidden cause: every pair stays adjacent, and a search of all sets takes hours. */
static char *
make_dense_csv (void)
{
  g_autoptr (GString) text = g_string_new ("v0");
  WfRng rng;

  for (int column = 1; column < 40; column++)
    g_string_append_printf (text, ",v%d", column);
  g_string_append_c (text, '\n');
  wf_rng_init (&rng, 3, 0);
  for (int row = 0; row < 3000; row++)
    {
      double cause = wf_rng_normal (&rng);

      for (int column = 0; column < 40; column++)
        g_string_append_printf (text, "%s%.6g", column > 0 ? "," : "", cause + 0.5 * wf_rng_normal (&rng));
      g_string_append_c (text, '\n');
    }
  return file_write ("dense.csv", text->str);
}

static void
test_at_work (void)
{
  g_autofree char *table = make_dense_csv ();
  g_autofree char *graph = file_path ("never.dot");
  g_autofree char *report = file_path ("never.pdf");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, g_getenv ("WHEREFORE_CLI"),
      "discover", table, "-o", graph, "--report", report, "--alpha", "0.5", NULL);
  gint64 began;

  g_assert_no_error (error);
  g_usleep (1200 * 1000);
  began = g_get_monotonic_time ();
  g_assert_cmpint (interrupt_after (process, 0), ==, 130);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 1000 * 1000);
  g_assert_false (g_file_test (graph, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (report, G_FILE_TEST_EXISTS));
}

static void
test_waiting_for_input (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                        g_getenv ("WHEREFORE_CLI"), "discover", "-", NULL);

  g_assert_no_error (error);
  g_assert_cmpint (interrupt_after (process, 500), ==, 130);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/interrupt/at-work", test_at_work);
  g_test_add_func ("/cli/interrupt/waiting-for-input", test_waiting_for_input);
  status = g_test_run ();
  files_clear ();
  return status;
}
