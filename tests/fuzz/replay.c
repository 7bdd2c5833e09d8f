/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Runs every target on every seed and on everything that ever crashed one, without libFuzzer: part of the
 * tests. usage: fuzz-replay FOLDER...   each folder's files through each target fuzz-replay --list      the
 * targets, one a line */

#include "config.h"

#include <stdlib.h>

#include "tests/fuzz/targets.h"

#define MAX_SECONDS 10 /* a file, a target, with sanitizers on a busy machine */

static char **targets;

static void
test_file (gconstpointer data)
{
  const char *path = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  for (gsize i = 0; targets[i] != NULL; i++)
    {
      gint64 began = g_get_monotonic_time ();
      double seconds;

      g_test_message ("%s", targets[i]);
      g_assert_true (fuzz_run (targets[i], (const guint8 *) text, length));
      seconds = (g_get_monotonic_time () - began) / (double) G_USEC_PER_SEC;
      if (seconds > MAX_SECONDS)
        g_error ("%s takes %.1f s on %s", targets[i], seconds, path);
    }
}

static void
add_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *base = g_path_get_basename (folder);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/fuzz/%s/%s", base, name);

      g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_file, g_free);
    }
}

int
main (int argc, char *argv[])
{
  targets = fuzz_list_targets ();
  if (argc == 2 && g_str_equal (argv[1], "--list"))
    {
      for (gsize i = 0; targets[i] != NULL; i++)
        g_print ("%s\n", targets[i]);
      return EXIT_SUCCESS;
    }
  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    add_folder (argv[i]);
  return g_test_run ();
}
