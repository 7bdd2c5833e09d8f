/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/trace/corpus.h"
#include "core/trace/logs.h"

typedef struct
{
  WfTrace *trace;
  char *name;
  char *group;
  char *path;
  gssize place;    /* in its file, -1 = the only one */
  gsize n_in_file; /* runs */
  char *sha256;    /* of its file */
} Run;

struct _WfCorpus
{
  GArray *runs; /* of Run */
  GPtrArray *problems;
  gsize n_files;
  gsize n_others;
  char *sha256;
};

/* One file on its way into the corpus. */
typedef struct
{
  GFile *file;
  char *name;        /* below the folder that was named */
  gboolean is_named; /* given itself rather than found in a folder */
  GPtrArray *traces; /* nullable: what was read */
  GError *error;     /* nullable */
  char *sha256;
} Entry;

typedef struct
{
  GPtrArray *entries; /* of Entry */
  WfProgress *progress;
} Reading;

G_DEFINE_BOXED_TYPE (WfCorpus, wf_corpus, wf_corpus_ref, wf_corpus_unref)

static void
run_clear (gpointer data)
{
  Run *run = data;

  wf_trace_unref (run->trace);
  g_free (run->name);
  g_free (run->group);
  g_free (run->path);
  g_free (run->sha256);
}

static void
corpus_clear (gpointer data)
{
  WfCorpus *self = data;

  g_array_unref (self->runs);
  g_ptr_array_unref (self->problems);
  g_free (self->sha256);
}

static WfCorpus *
corpus_new (void)
{
  WfCorpus *self = g_atomic_rc_box_new0 (WfCorpus);

  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  g_array_set_clear_func (self->runs, run_clear);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * wf_corpus_ref:
 * @self: a corpus
 *
 * Returns: (transfer full): @self with one more reference
 */
WfCorpus *
wf_corpus_ref (WfCorpus *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_corpus_unref:
 * @self: (transfer full): a corpus
 *
 * Drops a reference.
 */
void
wf_corpus_unref (WfCorpus *self)
{
  g_atomic_rc_box_release_full (self, corpus_clear);
}

/* The part of a name before its last slash, "" without one. */
static char *
get_group (const char *name)
{
  const char *slash = strrchr (name, G_DIR_SEPARATOR);

  return slash == NULL ? g_strdup ("") : g_strndup (name, (gsize) (slash - name));
}

/* name and group: taken over */
static Run *
add_run (WfCorpus *self, WfTrace *trace, char *name, char *group, const char *path)
{
  Run run = { wf_trace_ref (trace), name, group, g_strdup (path), -1, 1, NULL };

  g_array_append_val (self->runs, run);
  return &g_array_index (self->runs, Run, self->runs->len - 1);
}

/**
 * wf_corpus_new:
 * @runs: (array length=n_runs): logs
 * @names: (array length=n_runs): what each is called; the part before the last slash is its group
 * @n_runs: how many
 *
 * Returns: (transfer full): a corpus of runs that came from no file
 */
WfCorpus *
wf_corpus_new (WfTrace *const *runs, const char *const *names, gsize n_runs)
{
  WfCorpus *self = corpus_new ();

  for (gsize i = 0; i < n_runs; i++)
    add_run (self, runs[i], g_strdup (names[i]), get_group (names[i]), "");
  self->sha256 = g_strdup ("");
  g_ptr_array_add (self->problems, NULL);
  return self;
}

/* the runs of one file; name: below the folder that was named */
static void
add_runs (WfCorpus *self, GPtrArray *traces, const char *name, const char *path, const char *sha256)
{
  for (guint i = 0; i < traces->len; i++)
    {
      gboolean is_one_of_several = traces->len > 1;
      char *run_name = is_one_of_several ? g_strdup_printf ("%s#%u", name, i) : g_strdup (name);
      Run *run = add_run (self, g_ptr_array_index (traces, i), run_name, get_group (name), path);

      run->place = is_one_of_several ? (gssize) i : -1;
      run->n_in_file = traces->len;
      run->sha256 = g_strdup (sha256);
    }
  self->n_files++;
}

static void
add_sha256 (GChecksum *checksum, const char *sha256)
{
  g_checksum_update (checksum, (const guchar *) sha256, -1);
}

/**
 * wf_corpus_new_from_source:
 * @source: a file
 * @traces: (element-type WfTrace): the runs that were read from it
 *
 * Returns: (transfer full): the corpus that wf_corpus_read() makes of that file
 */
WfCorpus *
wf_corpus_new_from_source (WfSource *source, GPtrArray *traces)
{
  WfCorpus *self = corpus_new ();
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *path = wf_source_get_path (source);

  add_runs (self, traces, wf_source_get_name (source), path != NULL ? path : "",
            wf_source_get_sha256 (source));
  add_sha256 (checksum, wf_source_get_sha256 (source));
  self->sha256 = g_strdup (g_checksum_get_string (checksum));
  g_ptr_array_add (self->problems, NULL);
  return self;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->file);
  g_free (entry->name);
  g_clear_pointer (&entry->traces, g_ptr_array_unref);
  g_clear_error (&entry->error);
  g_free (entry->sha256);
  g_free (entry);
}

static void
add_entry (GPtrArray *entries, GFile *file, const char *name, gboolean is_named)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->file = g_object_ref (file);
  entry->name = g_strdup (name);
  entry->is_named = is_named;
  g_ptr_array_add (entries, entry);
}

/* Names in the order people expect: digits as numbers, "2.json" before "10.json". */
static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = *(Entry *const *) a, *second = *(Entry *const *) b;
  g_autofree char *first_key = g_utf8_collate_key_for_filename (first->name, -1);
  g_autofree char *second_key = g_utf8_collate_key_for_filename (second->name, -1);
  int order = strcmp (first_key, second_key);

  return order != 0 ? order : strcmp (first->name, second->name);
}

/* Every file below a folder; links are not followed, so no circle is walked. */
static gboolean
list_folder (GPtrArray *entries, GFile *folder, const char *prefix, WfProgress *progress, GError **error)
{
  g_autoptr (GFileEnumerator) children = NULL;

  children = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
      G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, wf_progress_get_cancellable (progress), error);
  if (children == NULL)
    return FALSE;
  for (;;)
    {
      GFileInfo *info;
      GFile *child;
      g_autofree char *shown = NULL;
      g_autofree char *name = NULL;

      if (!g_file_enumerator_iterate (children, &info, &child, wf_progress_get_cancellable (progress), error))
        return FALSE;
      if (info == NULL)
        return TRUE;
      shown = g_filename_display_name (g_file_info_get_name (info));
      name = *prefix == '\0' ? g_strdup (shown) : g_build_filename (prefix, shown, NULL);
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY &&
          !list_folder (entries, child, name, progress, error))
        return FALSE;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
        add_entry (entries, child, name, FALSE);
      if (entries->len > WF_LIMIT_RUNS)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                       _ ("The folder holds more than the limit of %d files; name a folder inside it"),
                       WF_LIMIT_RUNS);
          return FALSE;
        }
    }
}

static gboolean
list_file (GPtrArray *entries, GFile *file, gboolean is_only, WfProgress *progress, GError **error)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base == NULL ? "" : base);
  gsize n_before = entries->len;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) != G_FILE_TYPE_DIRECTORY)
    {
      add_entry (entries, file, name, TRUE);
      return TRUE;
    }
  /* one folder: names below it say enough; of several, each keeps its own name in front */
  if (!list_folder (entries, file, is_only ? "" : name, progress, error))
    return FALSE;
  if (entries->len > n_before)
    qsort (entries->pdata + n_before, entries->len - n_before, sizeof *entries->pdata, compare_entries);
  return TRUE;
}

static void
read_entry (gsize task, gpointer data)
{
  Reading *reading = data;
  Entry *entry = g_ptr_array_index (reading->entries, task);
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfProgress) own = wf_progress_new (wf_progress_get_cancellable (reading->progress));

  source = wf_source_open (entry->file, own, &entry->error);
  if (source != NULL && (entry->is_named || wf_logs_is_log (source)))
    {
      entry->traces = wf_traces_read (source, own, &entry->error);
      entry->sha256 = g_strdup (wf_source_get_sha256 (source));
    }
  wf_progress_advance (reading->progress, 1);
}

/* What the entries held; a single named file keeps its own error. */
static gboolean
collect (WfCorpus *self, GPtrArray *entries, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      if (entry->traces != NULL)
        {
          g_autofree char *path = g_file_peek_path (entry->file) == NULL ? g_file_get_uri (entry->file)
                                                                         : g_file_get_path (entry->file);

          add_runs (self, entry->traces, entry->name, path, entry->sha256);
          add_sha256 (checksum, entry->sha256);
        }
      else if (entry->error == NULL)
        self->n_others++;
      else if (entries->len == 1)
        {
          g_propagate_error (error, g_steal_pointer (&entry->error));
          return FALSE;
        }
      else
        g_ptr_array_add (self->problems,
                         strstr (entry->error->message, entry->name) != NULL
                             ? g_strdup (entry->error->message)
                             : g_strdup_printf ("%s: %s", entry->name, entry->error->message));
    }
  if (self->runs->len == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   g_dngettext (GETTEXT_PACKAGE, "No agent log could be read; %u file was looked at. %s",
                                "No agent log could be read; %u files were looked at. %s", entries->len),
                   entries->len,
                   self->problems->len > 0 ? (char *) g_ptr_array_index (self->problems, 0)
                                           : _ ("None looks like a log."));
      return FALSE;
    }
  self->sha256 = g_strdup (g_checksum_get_string (checksum));
  g_ptr_array_add (self->problems, NULL);
  return TRUE;
}

/**
 * wf_corpus_read:
 * @files: (array length=n_files): files and folders; folders are searched to any depth
 * @n_files: how many
 * @progress: (nullable): stage, fraction and cancelling
 * @error: return location
 *
 * Reads every run of the files, on all cores. In a folder, files that don't look like logs are passed over
 * and counted; logs that can't be read are kept as problems.
 *
 * Errors: WF_ERROR_DATA when no run could be read; the file's own error when it is the only one;
 * WF_ERROR_TOO_LARGE above WF_LIMIT_RUNS files; of GIO for a folder that can't be listed.
 *
 * Returns: (transfer full): the corpus, or %NULL
 */
WfCorpus *
wf_corpus_read (GFile *const *files, gsize n_files, WfProgress *progress, GError **error)
{
  g_autoptr (WfCorpus) self = corpus_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  Reading reading = { entries, progress };

  wf_progress_set_stage (progress, _ ("Looking for logs"), 0);
  for (gsize i = 0; i < n_files; i++)
    if (!list_file (entries, files[i], n_files == 1, progress, error))
      return NULL;
  wf_progress_set_stage (progress, _ ("Reading the logs"), entries->len);
  wf_parallel_for (entries->len, 0, read_entry, &reading);
  if (!wf_progress_check (progress, error) || !collect (self, entries, error))
    return NULL;
  return g_steal_pointer (&self);
}

static const Run *
get_run (WfCorpus *self, gsize run)
{
  g_return_val_if_fail (run < self->runs->len, NULL);

  return &g_array_index (self->runs, Run, run);
}

/**
 * wf_corpus_get_n_runs:
 * @self: a corpus
 *
 * Returns: number of runs, at least 1 when it was read from files
 */
gsize
wf_corpus_get_n_runs (WfCorpus *self)
{
  return self->runs->len;
}

/**
 * wf_corpus_get_run:
 * @self: a corpus
 * @run: index of a run
 *
 * Returns: (transfer none): the run
 */
WfTrace *
wf_corpus_get_run (WfCorpus *self, gsize run)
{
  return get_run (self, run)->trace;
}

/**
 * wf_corpus_get_name:
 * @self: a corpus
 * @run: index of a run
 *
 * Returns: its file below the folder that was read, with "#" and a number from 0 when the file holds several
 * runs
 */
const char *
wf_corpus_get_name (WfCorpus *self, gsize run)
{
  return get_run (self, run)->name;
}

/**
 * wf_corpus_get_group:
 * @self: a corpus
 * @run: index of a run
 *
 * Returns: the folder of its file below the one that was read, "" for that folder itself
 */
const char *
wf_corpus_get_group (WfCorpus *self, gsize run)
{
  return get_run (self, run)->group;
}

/**
 * wf_corpus_get_path:
 * @self: a corpus
 * @run: index of a run
 *
 * Returns: path or URI of its file, "" when it came from none
 */
const char *
wf_corpus_get_path (WfCorpus *self, gsize run)
{
  return get_run (self, run)->path;
}

/**
 * wf_corpus_get_place:
 * @self: a corpus
 * @run: index of a run
 *
 * Returns: its place among the runs of its file, from 0; -1 when it is the only one
 */
gssize
wf_corpus_get_place (WfCorpus *self, gsize run)
{
  return get_run (self, run)->place;
}

/**
 * wf_corpus_get_file_sha256:
 * @self: a corpus
 * @run: index of a run
 *
 * Returns: the SHA-256 of its file alone, "" when it came from none
 */
const char *
wf_corpus_get_file_sha256 (WfCorpus *self, gsize run)
{
  const char *sha256 = get_run (self, run)->sha256;

  return sha256 != NULL ? sha256 : "";
}

/**
 * wf_corpus_get_n_in_file:
 * @self: a corpus
 * @run: index of a run
 *
 * Returns: how many runs its file holds, itself among them
 */
gsize
wf_corpus_get_n_in_file (WfCorpus *self, gsize run)
{
  return get_run (self, run)->n_in_file;
}

/**
 * wf_corpus_get_n_files:
 * @self: a corpus
 *
 * Returns: number of files that runs came from
 */
gsize
wf_corpus_get_n_files (WfCorpus *self)
{
  return self->n_files;
}

/**
 * wf_corpus_get_n_others:
 * @self: a corpus
 *
 * Returns: number of files in folders that don't look like logs
 */
gsize
wf_corpus_get_n_others (WfCorpus *self)
{
  return self->n_others;
}

/**
 * wf_corpus_get_problems:
 * @self: a corpus
 *
 * Returns: (array zero-terminated=1): one sentence for each log that could not be read
 */
const char *const *
wf_corpus_get_problems (WfCorpus *self)
{
  return (const char *const *) self->problems->pdata;
}

/**
 * wf_corpus_get_sha256:
 * @self: a corpus
 *
 * Returns: SHA-256 over the digests of its files in order, "" when it came from none
 */
const char *
wf_corpus_get_sha256 (WfCorpus *self)
{
  return self->sha256;
}
