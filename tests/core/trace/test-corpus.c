/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/error.h"
#include "core/trace/corpus.h"
#include "core/trace/logs.h"
#include "tests/shared-data.h"

#define RUN "{\"history\":[{\"content\":\"a\",\"name\":\"b\"}]}"

typedef struct
{
  char *folder;
} Fixture;

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("wherefore-corpus-XXXXXX", NULL);
  write_file (f->folder, "10.json", RUN);
  write_file (f->folder, "2.json", RUN);
  write_file (f->folder, "team/several.json", "[" RUN "," RUN "]");
  write_file (f->folder, "team/broken.json", "{\"history\": [");
  write_file (f->folder, "README.md", "# These are logs");
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_assert_cmpint (g_remove (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  remove_folder (f->folder);
  g_free (f->folder);
}

static WfCorpus *
read_path (const char *path, WfProgress *progress, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return wf_corpus_read (&file, 1, progress, error);
}

static void
test_folder (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "2.json", "10.json", "team/several.json#0", "team/several.json#1" };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCorpus) corpus = read_path (f->folder, NULL, &error);
  g_autoptr (WfCorpus) again = read_path (f->folder, NULL, NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_corpus_get_n_runs (corpus), ==, G_N_ELEMENTS (names));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (wf_corpus_get_name (corpus, i), ==, names[i]);
      g_assert_cmpstr (wf_corpus_get_group (corpus, i), ==, i < 2 ? "" : "team");
    }
  g_assert_cmpuint (wf_corpus_get_n_files (corpus), ==, 3);
  g_assert_cmpuint (wf_corpus_get_n_others (corpus), ==, 1);
  g_assert_cmpuint (g_strv_length ((char **) wf_corpus_get_problems (corpus)), ==, 1);
  g_assert_nonnull (strstr (wf_corpus_get_problems (corpus)[0], "broken.json:1:"));
  g_assert_cmpuint (strlen (wf_corpus_get_sha256 (corpus)), ==, 64);
  g_assert_cmpstr (wf_corpus_get_sha256 (corpus), ==, wf_corpus_get_sha256 (again));
}

/* What a report says of the file of one run; a source that is read already gives the same corpus as its file.
 */
static void
test_file (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "team", "several.json", NULL);
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, NULL);
  g_autoptr (GPtrArray) traces = wf_traces_read (source, NULL, NULL);
  g_autoptr (WfCorpus) folder = read_path (f->folder, NULL, NULL);
  g_autoptr (WfCorpus) read = read_path (path, NULL, NULL);
  g_autoptr (WfCorpus) made = wf_corpus_new_from_source (source, traces);
  WfCorpus *const corpora[] = { read, made };

  g_assert_cmpuint (wf_corpus_get_n_in_file (folder, 0), ==, 1);
  g_assert_cmpuint (wf_corpus_get_n_in_file (folder, 3), ==, 2);
  g_assert_cmpstr (wf_corpus_get_file_sha256 (folder, 3), ==, wf_source_get_sha256 (source));
  g_assert_cmpstr (wf_corpus_get_sha256 (corpora[0]), ==, wf_corpus_get_sha256 (corpora[1]));
  for (gsize i = 0; i < 2; i++)
    {
      g_assert_cmpuint (wf_corpus_get_n_files (corpora[i]), ==, 1);
      g_assert_cmpuint (wf_corpus_get_n_runs (corpora[i]), ==, 2);
      g_assert_cmpstr (wf_corpus_get_name (corpora[i], 1), ==, "several.json#1");
      g_assert_cmpstr (wf_corpus_get_group (corpora[i], 1), ==, "");
      g_assert_cmpstr (wf_corpus_get_path (corpora[i], 1), ==, path);
      g_assert_cmpint (wf_corpus_get_place (corpora[i], 1), ==, 1);
      g_assert_cmpuint (wf_corpus_get_n_in_file (corpora[i], 1), ==, 2);
      g_assert_cmpstr (wf_corpus_get_file_sha256 (corpora[i], 1), ==, wf_source_get_sha256 (source));
    }
}

/* Named itself, a file gives its own error; a folder without a log gives the reason. */
static void
test_nothing (Fixture *f, gconstpointer data)
{
  g_autofree char *broken = g_build_filename (f->folder, "team", "broken.json", NULL);
  g_autofree char *empty = g_build_filename (f->folder, "empty", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_path (broken, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_clear_error (&error);
  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);
  g_assert_null (read_path (empty, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (read_path ("/nonexistent/run.json", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (read_path (f->folder, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A packed log is a log, also when it is found in a folder. */
static void
test_packed (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "3.json.gz", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) plain = G_OUTPUT_STREAM (g_file_create (file, G_FILE_CREATE_NONE, NULL, NULL));
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (plain, packer);
  g_autoptr (WfCorpus) corpus = NULL;

  g_assert_true (g_output_stream_write_all (packed, RUN, strlen (RUN), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (packed, NULL, NULL));
  corpus = read_path (f->folder, NULL, NULL);
  g_assert_cmpuint (wf_corpus_get_n_runs (corpus), ==, 5);
  g_assert_cmpstr (wf_corpus_get_name (corpus, 1), ==, "3.json.gz");
}

static void
test_who_and_when (void)
{
  g_autofree char *path = shared_data_path ("who-and-when");
  g_autoptr (WfCorpus) corpus = NULL;
  guint n_generated = 0;

  if (path == NULL)
    return;
  corpus = read_path (path, NULL, NULL);
  g_assert_cmpuint (wf_corpus_get_n_runs (corpus), ==, 128);
  for (gsize i = 0; i < 128; i++)
    n_generated += g_str_equal (wf_corpus_get_group (corpus, i), "Algorithm-Generated");
  g_assert_cmpuint (n_generated, ==, 88);
  g_assert_null (wf_corpus_get_problems (corpus)[0]);
}

#define ADD(name, test) g_test_add ("/corpus/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("folder", test_folder);
  ADD ("file", test_file);
  ADD ("nothing", test_nothing);
  ADD ("cancelled", test_cancelled);
  ADD ("packed", test_packed);
  g_test_add_func ("/corpus/who-and-when", test_who_and_when);
  return g_test_run ();
}
