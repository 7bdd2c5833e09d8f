/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Projects as inputs: the one that an operand names, and the files that it refers to. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "core/base/error.h"

/* what “--data PATH” is about: the first of these that the project refers to */
static const char *const data_roles[] = { "table", "log", "runs", "graph", NULL };

const WfProjectFile *
wf_project_find_data (WfProject *project)
{
  for (const char *const *role = data_roles; *role != NULL; role++)
    if (wf_project_find_file (project, *role) != NULL)
      return wf_project_find_file (project, *role);
  return NULL;
}

/* --data: the data, or the folder where all of them are now */
static void
relocate (WfProject *project, const WfProjectFile *data, const char *path)
{
  if (g_str_equal (data->role, "runs") || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      wf_project_relocate (project, data->role, path);
      return;
    }
  for (gsize i = 0; i < wf_project_get_n_files (project); i++)
    {
      const WfProjectFile *file = wf_project_get_file (project, i);
      g_autofree char *base = g_path_get_basename (file->path);
      g_autofree char *moved = g_build_filename (path, base, NULL);

      if (file == data || g_file_test (moved, G_FILE_TEST_EXISTS))
        wf_project_relocate (project, file->role, moved);
    }
}

static WfProject *
parse_project (WfInvocation *self, WfSource *source, GError **error)
{
  const char *path = wf_invocation_get (self, "data");
  g_autoptr (WfProject) project = wf_project_read (source, error);
  const WfProjectFile *data = project != NULL ? wf_project_find_data (project) : NULL;

  if (project == NULL)
    return NULL;
  if (path != NULL && data == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s refers to no data; leave --data out"),
                   wf_source_get_name (source));
      return NULL;
    }
  if (path != NULL)
    relocate (project, data, path);
  if (wf_project_is_newer (project))
    wf_invocation_note (self,
                        _ ("%s was saved by a newer Wherefore (%s); what this one doesn’t know is left out"),
                        wf_source_get_name (source), wf_project_get_program (project));
  return g_steal_pointer (&project);
}

WfProject *
wf_invocation_parse_project (WfInvocation *self, WfSource *source, GError **error)
{
  gboolean is_operand =
      self->operands->len > 0 && g_strcmp0 (wf_source_get_path (source), self->operands->pdata[0]) == 0;
  WfProject *project;

  if (is_operand && self->project != NULL)
    return wf_project_ref (self->project);
  project = parse_project (self, source, error);
  if (is_operand && project != NULL)
    self->project = wf_project_ref (project);
  return project;
}

gboolean
wf_invocation_settle_file (
    WfInvocation *self, const WfProjectFile *file, WfFileState state, const char *path, GError **error)
{
  g_autofree char *name = wf_project_file_dup_name (file);
  gboolean is_named = wf_invocation_has (self, "data");

  if (state == WF_FILE_SAME)
    return TRUE;
  if (is_named && state == WF_FILE_CHANGED)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("%s isn’t what %s was when the project was saved"), path, name);
      const char *const warnings[] = { text, NULL };

      wf_invocation_warn (self, warnings);
      return TRUE;
    }
  if (!is_named && state == WF_FILE_MISSING)
    g_prefix_error (error, _ ("Give --data PATH. "));
  else if (state == WF_FILE_CHANGED)
    g_set_error (
        error, WF_ERROR, WF_ERROR_DATA,
        _ ("%s has changed since the project was saved. To use it as it is, or another file, give --data "
           "PATH."),
        name);
  return FALSE;
}

WfSource *
wf_invocation_open_project_file (WfInvocation *self,
                                 WfProject *project,
                                 const WfProjectFile *file,
                                 GError **error)
{
  WfFileState state;
  g_autoptr (WfSource) source = wf_project_open_file (project, file, &state, self->progress, error);

  return wf_invocation_settle_file (self, file, state, source != NULL ? wf_source_get_name (source) : NULL,
                                    error)
             ? g_steal_pointer (&source)
             : NULL;
}

WfCorpus *
wf_invocation_open_project_runs (WfInvocation *self,
                                 WfProject *project,
                                 const WfProjectFile *file,
                                 GError **error)
{
  g_autofree char *path = wf_project_locate (project, file);
  WfFileState state;
  g_autoptr (WfCorpus) corpus = wf_project_open_runs (project, file, &state, self->progress, error);

  if (!wf_invocation_settle_file (self, file, state, path, error) || corpus == NULL)
    return NULL;
  wf_invocation_add_corpus (self, corpus, path);
  return g_steal_pointer (&corpus);
}

gboolean
wf_invocation_open_project_further (WfInvocation *self,
                                    WfProject *project,
                                    GPtrArray **further,
                                    GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_source_unref);

  *further = NULL;
  for (guint i = 1;; i++)
    {
      g_autofree char *role = g_strdup_printf ("table-%u", i);
      const WfProjectFile *file = wf_project_find_file (project, role);
      WfSource *source;

      if (file == NULL)
        break;
      source = wf_invocation_open_project_file (self, project, file, error);
      if (source == NULL)
        return FALSE;
      g_ptr_array_add (sources, source);
    }
  if (sources->len > 0)
    *further = g_steal_pointer (&sources);
  return TRUE;
}
