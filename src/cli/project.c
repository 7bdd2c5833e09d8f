/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Projects as inputs: of a project, a command that wants a table gets its table. */

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

WfProject *
wf_invocation_parse_project (WfInvocation *self, WfSource *source, GError **error)
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
    wf_project_relocate (project, data->role, path);
  if (wf_project_is_newer (project))
    wf_invocation_note (self,
                        _ ("%s was saved by a newer Wherefore (%s); what this one doesn’t know is left out"),
                        wf_source_get_name (source), wf_project_get_program (project));
  return g_steal_pointer (&project);
}

WfSource *
wf_invocation_open_project_file (WfInvocation *self,
                                 WfProject *project,
                                 const WfProjectFile *file,
                                 GError **error)
{
  g_autofree char *name = wf_project_file_dup_name (file);
  g_autoptr (WfSource) source = NULL;
  WfFileState state;

  if (g_str_equal (file->role, "table") && wf_project_find_file (project, "table-1") != NULL)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_UNSUPPORTED,
          _ ("The table of this project is pooled from several files; give those, or export the report in "
             "the window"));
      return NULL;
    }
  source = wf_project_open_file (project, file, &state, self->progress, error);
  if (source == NULL)
    {
      if (state == WF_FILE_MISSING && !wf_invocation_has (self, "data"))
        g_prefix_error (error, _ ("Give --data PATH. "));
      return NULL;
    }
  if (state == WF_FILE_SAME)
    return g_steal_pointer (&source);
  if (wf_invocation_has (self, "data"))
    {
      g_autofree char *text = g_strdup_printf (_ ("%s isn’t what %s was when the project was saved"),
                                               wf_source_get_name (source), name);
      const char *const warnings[] = { text, NULL };

      wf_invocation_warn (self, warnings);
      return g_steal_pointer (&source);
    }
  g_set_error (
      error, WF_ERROR, WF_ERROR_DATA,
      _ ("%s has changed since the project was saved. To use it as it is, or another file, give --data "
         "PATH."),
      name);
  return NULL;
}

WfSource *
wf_invocation_open_project_table (WfInvocation *self, WfSource *source, GVariant **settings, GError **error)
{
  g_autoptr (WfProject) project = wf_invocation_parse_project (self, source, error);
  const WfProjectFile *file = project != NULL ? wf_project_find_file (project, "table") : NULL;
  WfSource *table;

  if (project == NULL)
    return NULL;
  if (file == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s holds no table, and one is needed here"),
                   wf_source_get_name (source));
      return NULL;
    }
  table = wf_invocation_open_project_file (self, project, file, error);
  if (table != NULL && file->settings != NULL)
    *settings = g_variant_ref (file->settings);
  return table;
}
