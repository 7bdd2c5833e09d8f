/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Whatever ends the writing, the file is the old one or the new one. */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/project/project.h"

#define N_KILLS 40
#define LONG    5000
#define NOBODY  65534

/* one with a list that long; its number is in it */
static WfProject *
make (gint64 number, guint length)
{
  WfProject *project = wf_project_new ();
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < length; i++)
    json_array_add_int_element (array, number);
  json_node_take_array (node, array);
  wf_project_set_part (project, "list", node);
  return project;
}

/* which one is in the file, which must be whole */
static gint64
read_number (const char *path, guint length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfProject) project = NULL;
  JsonArray *array;

  g_assert_no_error (error);
  project = wf_project_read (source, &error);
  g_assert_no_error (error);
  array = json_node_get_array (wf_project_get_part (project, "list"));
  g_assert_cmpuint (json_array_get_length (array), ==, length);
  for (guint i = 1; i < length; i++)
    g_assert_cmpint (json_array_get_int_element (array, i), ==, json_array_get_int_element (array, 0));
  return json_array_get_int_element (array, 0);
}

static void
write_number (const char *path, gint64 number, guint length)
{
  g_autoptr (WfProject) project = make (number, length);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_project_write (project, file, &error));
  g_assert_no_error (error);
}

/* a child that writes one version after another until it is killed */
static pid_t
start_writer (const char *path, guint length)
{
  pid_t child = fork ();

  if (child != 0)
    return child;
  for (gint64 number = 1;; number++)
    {
      g_autoptr (WfProject) project = make (number, length);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      if (!wf_project_write (project, file, NULL))
        _exit (1);
    }
}

static void
test_killed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.wherefore", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  const guint length = 20000;
  gint64 start = g_get_monotonic_time (), time;
  guint n_newer = 0;

  write_number (path, 0, length);
  time = g_get_monotonic_time () -
         start; /* of one writing, here and now: some are killed in their first, some later */
  for (int i = 0; i < N_KILLS; i++)
    {
      pid_t child = start_writer (path, length);
      int status;

      g_assert_cmpint (child, >, 0);
      g_usleep ((gulong) g_rand_double_range (rand, 0, 4 * (double) time));
      g_assert_cmpint (kill (child, SIGKILL), ==, 0);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));
      n_newer += read_number (path, length) > 0;
    }
  g_assert_cmpuint (n_newer, >, 0);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

/* (transfer full): what went wrong when there is room for that many bytes; NULL = nothing */
static GError *
write_into (WfProject *project, const char *path, gsize room)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GError *error = NULL;
  struct rlimit before, full;
  gboolean is_written;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  full = before;
  full.rlim_cur = room;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &full), ==, 0);
  is_written = wf_project_write (project, file, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_true (is_written == (error == NULL));
  return error;
}

/* No room for the new one, wherever in it that begins: the old one stays, and nothing is left beside it. */
static void
test_full (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.wherefore", NULL);
  g_autoptr (WfProject) project = make (2, LONG);
  g_autofree char *text = wf_project_to_text (project, folder);
  gsize size = strlen (text);
  const gsize rooms[] = { 0, 1, 100, 4095, 4096, 4097, size / 2, size - 1 };

  write_number (path, 1, 10);
  signal (SIGXFSZ, SIG_IGN);
  for (gsize i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      g_autoptr (GError) error = write_into (project, path, rooms[i]);

      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, "/a.wherefore wasn’t written and is as it was: "));
      g_assert_cmpint (read_number (path, 10), ==, 1);
      g_assert_cmpuint (count_files (folder), ==, 1);
    }
  g_assert_null (write_into (project, path, size));
  g_assert_cmpint (read_number (path, LONG), ==, 2);
}

/* a folder that nothing can be made in; for root, too, who is somebody else meanwhile */
static void
test_read_only (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.wherefore", NULL);
  g_autofree char *other = g_build_filename (folder, "b.wherefore", NULL);
  g_autoptr (WfProject) project = make (2, 10);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) new_file = g_file_new_for_path (other);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) new_error = NULL;
  uid_t user = geteuid ();
  gboolean is_written, is_new;

  write_number (path, 1, 10);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  if (user == 0)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  is_written = wf_project_write (project, file, &error);
  is_new = wf_project_write (project, new_file, &new_error);
  if (user == 0)
    g_assert_cmpint (seteuid (user), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_false (is_written);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  g_assert_nonnull (
      strstr (error->message, "/a.wherefore wasn’t written and is as it was: its folder can’t be"));
  g_assert_false (is_new);
  g_assert_nonnull (strstr (new_error->message, "/b.wherefore wasn’t written: its folder can’t be"));
  g_assert_cmpint (read_number (path, 10), ==, 1);
  g_assert_cmpuint (count_files (folder), ==, 1);
}

static void
test_no_folder (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "nowhere", "a.wherefore", NULL);
  g_autoptr (WfProject) project = make (1, 3);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (wf_project_write (project, file, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* a link stays one; permissions stay */
static void
test_link (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.wherefore", NULL);
  g_autofree char *link = g_build_filename (folder, "b.wherefore", NULL);
  GStatBuf status;

  write_number (path, 1, 10);
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_cmpint (symlink (path, link), ==, 0);
  write_number (link, 2, 10);
  g_assert_cmpint (read_number (path, 10), ==, 2);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/project-write/killed", test_killed);
  g_test_add_func ("/project-write/full", test_full);
  g_test_add_func ("/project-write/read-only", test_read_only);
  g_test_add_func ("/project-write/no-folder", test_no_folder);
  g_test_add_func ("/project-write/link", test_link);
  return g_test_run ();
}
