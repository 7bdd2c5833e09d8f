/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/wherefore.h"
#include "run.h"

/* What people read is German; what programs read is the same in every language. */

static char *locales; /* a folder with de_DE.UTF-8, or NULL */

static void
speak (gboolean is_german)
{
  g_setenv ("LC_ALL", is_german ? "de_DE.UTF-8" : "C.UTF-8", TRUE);
  g_setenv ("LANGUAGE", is_german ? "de" : "", TRUE);
}

/* The machine may have no German locale: makes one, where its sources are installed. */
static void
make_locale (void)
{
  const char *argv[] = { "localedef", "-i", "de_DE", "-f", "UTF-8", NULL, NULL };
  g_autofree char *target = NULL;
  int status = -1;

  locales = g_dir_make_tmp ("wherefore-locale-XXXXXX", NULL);
  g_assert_nonnull (locales);
  target = g_build_filename (locales, "de_DE.UTF-8", NULL);
  argv[5] = target;
  if (g_spawn_sync (NULL, (char **) argv, NULL,
                    G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                    NULL, NULL, &status, NULL) &&
      g_spawn_check_wait_status (status, NULL))
    {
      g_setenv ("LOCPATH", locales, TRUE);
      return;
    }
  g_rmdir (locales);
  g_clear_pointer (&locales, g_free);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static gboolean
skip_without_locale (void)
{
  if (locales != NULL)
    return FALSE;
  g_test_skip ("localedef can’t make a German locale here");
  return TRUE;
}

static void
test_help (void)
{
  if (skip_without_locale ())
    return;
  speak (TRUE);

  g_autoptr (Run) all = run_cli (NULL, "--help", NULL);
  g_autoptr (Run) discover = run_cli (NULL, "discover", "--help", NULL);

  run_assert (all, 0);
  run_assert (discover, 0);
  g_assert_nonnull (strstr (all->out, "Einen Kausalgraphen aus einer Tabelle lernen"));
  g_assert_nonnull (strstr (discover->out, "TABELLE [--method M]"));
  g_assert_nonnull (strstr (discover->out, "Zwei Variablen bleiben verbunden,"));
  g_assert_nonnull (strstr (discover->out, "[Variablen]"));
  g_assert_null (strstr (discover->out, "Options:"));
  g_assert_null (strstr (discover->out, "default"));
}

/* The library's words, with an argument and a plural. */
static void
test_messages (void)
{
  if (skip_without_locale ())
    return;
  speak (TRUE);

  g_autofree char *table = make_collider_csv ("spoken.csv", 300);
  g_autofree char *report = file_path ("spoken.md");
  g_autofree char *text = NULL;
  g_autoptr (Run) wrong = run_cli (NULL, "discover", table, "--alpha", "7", NULL);
  g_autoptr (Run) right = run_cli (NULL, "discover", table, "--alpha", "0.01", "--report", report, NULL);

  run_assert (wrong, 2);
  run_assert_says (wrong, "Parameter „alpha“ kann nicht „7“ sein; geben Sie eine Zahl von 1e-12 bis 0.5 an");
  run_assert (right, 0);
  text = file_read (report);
  g_assert_nonnull (strstr (text, "**3 Kanten** wurden zwischen 4 Variablen gefunden"));
  g_assert_nonnull (strstr (text, "(300 Zeilen, 4 Spalten, keine Zelle fehlt)"));
  g_assert_nonnull (strstr (text, "14. November 2023"));
}

/* cairo reads numbers in the locale; a decimal comma must not get in its way. */
static void
test_pdf (void)
{
  if (skip_without_locale ())
    return;
  speak (TRUE);

  g_autofree char *table = make_collider_csv ("drawn.csv", 300);
  g_autofree char *report = file_path ("drawn.pdf");
  g_autofree char *text = NULL;
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--report", report, NULL);

  run_assert (run, 0);
  text = file_read (report);
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
}

/* Files and JSON must not get a decimal comma, nor read one. */
static void
test_files_keep_the_c_format (void)
{
  char *results[2], *graphs[2], *tables[2];

  if (skip_without_locale ())
    return;
  for (int german = 0; german < 2; german++)
    {
      g_autofree char *table = make_collider_csv ("numbers.csv", 300);
      g_autofree char *graph = file_path ("numbers.json");
      g_autofree char *copy = file_path ("copy.csv");
      g_autoptr (JsonNode) root = NULL;

      speak (german == 1);

      g_autoptr (Run) discover = run_cli (NULL, "discover", table, "-o", graph, NULL);
      g_autoptr (Run) convert = run_cli (NULL, "convert", table, "-o", copy, NULL);
      g_autoptr (Run) intervene =
          run_cli (NULL, "intervene", table, "--graph", graph, "--do", "z=0.5", "--json", "--quiet", NULL);

      run_assert (discover, 0);
      run_assert (convert, 0);
      run_assert (intervene, 0);
      graphs[german] = file_read (graph);
      tables[german] = file_read (copy);
      results[german] = json_to_string (run_get_result (intervene, "intervene", &root), TRUE);
    }
  g_assert_cmpstr (graphs[0], ==, graphs[1]);
  g_assert_cmpstr (tables[0], ==, tables[1]);
  g_assert_cmpstr (results[0], ==, results[1]);
  g_assert_nonnull (strstr (tables[1], "."));
  for (int i = 0; i < 2; i++)
    {
      g_free (results[i]);
      g_free (graphs[i]);
      g_free (tables[i]);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  make_locale ();
  g_test_add_func ("/cli/language/help", test_help);
  g_test_add_func ("/cli/language/messages", test_messages);
  g_test_add_func ("/cli/language/pdf", test_pdf);
  g_test_add_func ("/cli/language/files-keep-the-c-format", test_files_keep_the_c_format);
  status = g_test_run ();
  files_clear ();
  if (locales != NULL)
    remove_folder (locales);
  g_free (locales);
  return status;
}
