/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "core/base/parallel.h"
#include "core/base/source.h"

typedef struct
{
  char *folder;
  char *path;
  GFile *file;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "a b.csv", NULL);
  self->file = g_file_new_for_path (self->path);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
  g_object_unref (self->file);
}

static void
check_bytes (WfSource *source, const char *expected)
{
  gsize size;
  const char *data = g_bytes_get_data (wf_source_get_bytes (source), &size);

  g_assert_cmpmem (data, size, expected, strlen (expected));
}

static void
test_round_trip (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = NULL;

  g_assert_true (wf_file_write (self->file, "abc", 3, &error));
  g_assert_no_error (error);
  source = wf_source_open_path (self->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wf_source_get_name (source), ==, "a b.csv");
  g_assert_cmpstr (wf_source_get_path (source), ==, self->path);
  check_bytes (source, "abc");
  /* FIPS 180-2, appendix B.1 */
  g_assert_cmpstr (wf_source_get_sha256 (source), ==,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

  g_assert_true (wf_file_write (self->file, "longer text", 11, &error));
  check_bytes (source, "abc");
}

static void
test_empty (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = NULL;

  g_assert_true (wf_file_write (self->file, NULL, 0, &error));
  source = wf_source_open (self->file, NULL, &error);
  g_assert_no_error (error);
  check_bytes (source, "");
}

static void
test_large (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = NULL;
  gsize size;
  int fd = g_creat (self->path, 0600);

  g_assert_cmpint (ftruncate (fd, 40 << 20), ==, 0);
  g_close (fd, NULL);
  source = wf_source_open (self->file, NULL, &error);
  g_assert_no_error (error);
  g_bytes_get_data (wf_source_get_bytes (source), &size);
  g_assert_cmpuint (size, ==, 40 << 20);
}

static void
test_errors (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);

  g_assert_null (wf_source_open (self->file, NULL, &missing));
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (wf_source_open_path (self->folder, NULL, &folder));
  g_assert_error (folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_cancellable_cancel (cancellable);
  g_assert_null (wf_source_open (self->file, progress, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* standard input: what is in the pipe, and cancelling while it stays silent */
static void
test_standard_input (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  GThread *thread;
  gint64 start;
  int saved = dup (0);
  int fds[2];

  g_assert_cmpint (pipe (fds), ==, 0);
  g_assert_cmpint (write (fds[1], "x,y\n", 4), ==, 4);
  close (fds[1]);
  dup2 (fds[0], 0);
  close (fds[0]);
  source = wf_source_open_path ("-", NULL, &error);
  g_assert_no_error (error);
  check_bytes (source, "x,y\n");
  g_assert_cmpstr (wf_source_get_path (source), ==, "-");

  g_assert_cmpint (pipe (fds), ==, 0);
  dup2 (fds[0], 0);
  close (fds[0]);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  start = g_get_monotonic_time ();
  g_assert_null (wf_source_open_path ("-", progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 250000);
  g_thread_join (thread);
  close (fds[1]);
  dup2 (saved, 0);
  close (saved);
}

static void
take_digest (gsize task, gpointer source)
{
  g_assert_cmpuint (strlen (wf_source_get_sha256 (source)), ==, 64);
}

static void
test_bytes (Fixture *self, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("hello", 5);
  g_autoptr (WfSource) source = wf_source_new (bytes, "pasted");

  g_assert_cmpstr (wf_source_get_name (source), ==, "pasted");
  g_assert_null (wf_source_get_path (source));
  wf_parallel_for (64, 0, take_digest, source);
}

static void
test_write_fails (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (self->folder, "no", "such", "folder.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (wf_file_write (file, "x", 1, &error));
  g_assert_nonnull (error);
}

static void
test_write_keeps (Fixture *self, gconstpointer unused)
{
  g_autofree char *link = g_build_filename (self->folder, "link.csv", NULL);
  g_autoptr (GFile) link_file = g_file_new_for_path (link);
  g_autoptr (GFile) null_device = g_file_new_for_path ("/dev/null");
  g_autofree char *text = NULL;
  GStatBuf status;

  g_assert_true (wf_file_write (self->file, "1", 1, NULL));
  g_assert_cmpint (g_chmod (self->path, 0640), ==, 0);
  g_assert_cmpint (symlink (self->path, link), ==, 0);
  g_assert_true (wf_file_write (link_file, "2", 1, NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "2");
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0640);

  g_assert_true (wf_file_write (null_device, "3", 1, NULL));
  g_assert_cmpint (g_stat ("/dev/null", &status), ==, 0);
  g_assert_true (S_ISCHR (status.st_mode));
}

#define ADD(name, func) g_test_add ("/base/source/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("empty", test_empty);
  ADD ("large", test_large);
  ADD ("errors", test_errors);
  ADD ("standard-input", test_standard_input);
  ADD ("bytes", test_bytes);
  ADD ("write-fails", test_write_fails);
  ADD ("write-keeps", test_write_keeps);
  return g_test_run ();
}
