/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Where the files are that a project refers to, and whether they are still the same. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/project/project-private.h"

/**
 * wf_project_file_dup_name: (skip)
 * @file: a file of a project
 *
 * Returns: (transfer full): its base name, for people
 */
char *
wf_project_file_dup_name (const WfProjectFile *file)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  base = g_path_get_basename (file->path);
  return g_filename_display_name (base);
}

/**
 * wf_project_relocate:
 * @self: a project
 * @role: of a file it refers to
 * @path: where that is now
 *
 * The file is looked for nowhere else.
 */
void
wf_project_relocate (WfProject *self, const char *role, const char *path)
{
  g_return_if_fail (self != NULL && role != NULL && path != NULL);

  g_hash_table_insert (self->relocated, g_strdup (role), g_strdup (path));
}

static gboolean
exists (const char *path)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_commandline_arg (path) : NULL;

  return file != NULL && g_file_query_exists (file, NULL);
}

static char *
dup_folder (WfProject *self)
{
  return self->path != NULL && g_path_is_absolute (self->path) ? g_path_get_dirname (self->path) : NULL;
}

/**
 * wf_project_locate: (skip)
 * @self: a project
 * @file: a file it refers to
 *
 * Looks where the file was relocated to, else from the folder of the project, where it was, and beside the
 * project.
 *
 * Returns: (nullable) (transfer full): its path or URI, %NULL when it is at none of these places
 */
char *
wf_project_locate (WfProject *self, const WfProjectFile *file)
{
  const char *relocated;
  g_autofree char *folder = NULL;
  g_autofree char *relative = NULL;
  g_autofree char *base = NULL;
  g_autofree char *beside = NULL;

  g_return_val_if_fail (self != NULL && file != NULL, NULL);

  relocated = g_hash_table_lookup (self->relocated, file->role);
  if (relocated != NULL)
    return exists (relocated) ? g_strdup (relocated) : NULL;
  folder = dup_folder (self);
  if (folder != NULL && file->relative != NULL)
    relative = g_canonicalize_filename (file->relative, folder);
  if (exists (relative))
    return g_steal_pointer (&relative);
  if (exists (file->path))
    return g_strdup (file->path);
  base = g_path_get_basename (file->path);
  if (folder != NULL)
    beside = g_build_filename (folder, base, NULL);
  return exists (beside) ? g_steal_pointer (&beside) : NULL;
}

/* where it is; NULL with an error that names it when it is nowhere */
static char *
find (WfProject *self, const WfProjectFile *file, GError **error)
{
  char *path = wf_project_locate (self, file);
  const char *relocated = g_hash_table_lookup (self->relocated, file->role);
  g_autofree char *name = NULL;

  if (path != NULL)
    return path;
  name = wf_project_file_dup_name (file);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s isn’t there any more: it was %s. Say where it is now."),
               name, relocated != NULL ? relocated : file->path);
  return NULL;
}

/**
 * wf_project_open_file: (skip)
 * @self: a project
 * @file: a file it refers to
 * @state: (out): whether it is as it was, changed or missing
 * @progress: (nullable): may cancel
 * @error: return location
 *
 * Returns: (transfer full): the file, changed or not; %NULL with %WF_ERROR_DATA that names it when it is
 *   missing, or an error of wf_source_open()
 */
WfSource *
wf_project_open_file (
    WfProject *self, const WfProjectFile *file, WfFileState *state, WfProgress *progress, GError **error)
{
  g_autofree char *path = NULL;
  WfSource *source;

  g_return_val_if_fail (self != NULL && file != NULL && state != NULL, NULL);

  *state = WF_FILE_MISSING;
  path = find (self, file, error);
  if (path == NULL)
    return NULL;
  source = wf_source_open_path (path, progress, error);
  if (source == NULL)
    return NULL;
  *state = WF_FILE_SAME;
  if ((file->size > 0 && file->size != g_bytes_get_size (wf_source_get_bytes (source))) ||
      (file->sha256 != NULL && g_strcmp0 (file->sha256, wf_source_get_sha256 (source)) != 0))
    *state = WF_FILE_CHANGED;
  return source;
}

/**
 * wf_project_open_runs: (skip)
 * @self: a project
 * @file: its “runs”: a file or a folder of logs
 * @state: (out): whether they are as they were, changed or missing
 * @progress: (nullable): may cancel
 * @error: return location
 *
 * Returns: (transfer full): the runs, changed or not; %NULL with %WF_ERROR_DATA that names them when they are
 *   missing, or an error of wf_corpus_read()
 */
WfCorpus *
wf_project_open_runs (
    WfProject *self, const WfProjectFile *file, WfFileState *state, WfProgress *progress, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) place = NULL;
  WfCorpus *corpus;

  g_return_val_if_fail (self != NULL && file != NULL && state != NULL, NULL);

  *state = WF_FILE_MISSING;
  path = find (self, file, error);
  if (path == NULL)
    return NULL;
  place = g_file_new_for_commandline_arg (path);
  corpus = wf_corpus_read (&place, 1, progress, error);
  if (corpus == NULL)
    return NULL;
  *state = file->sha256 == NULL || g_str_equal (file->sha256, wf_corpus_get_sha256 (corpus))
               ? WF_FILE_SAME
               : WF_FILE_CHANGED;
  return corpus;
}
