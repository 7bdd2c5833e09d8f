/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Several tables opened together: one table, with a column that says which file a row is from. */

#include "config.h"

#include "app/document-private.h"

gboolean
wf_job_pool (WfJob *job, GPtrArray *further, GError **error)
{
  WfState *state = job->state;
  g_autoptr (WfTable) first = g_steal_pointer (&state->table);

  state->table =
      wf_table_pool_sources (first, state->source, further, state->import_params, job->progress, error);
  if (state->table == NULL)
    return FALSE;
  state->pooled = g_ptr_array_ref (further);
  g_clear_pointer (&state->observed, g_ptr_array_unref);
  return wf_job_observe (job, error);
}

/* in the worker: the files beside the first */
GPtrArray *
wf_job_open_further (WfJob *job, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_source_unref);

  for (guint i = 0; i < job->further->len; i++)
    {
      WfSource *source = wf_source_open (job->further->pdata[i], job->progress, error);

      if (source == NULL)
        return NULL;
      g_ptr_array_add (sources, source);
    }
  return g_steal_pointer (&sources);
}

/* ---- whether they belong together: in a worker, too ---- */

static WfImport *
look_at (GFile *file)
{
  g_autoptr (WfSource) source = wf_source_open (file, NULL, NULL);

  if (source == NULL || wf_file_kind_find (source, NULL) != WF_FILE_KIND_TABLE)
    return NULL;
  return wf_import_detect (source, NULL, NULL);
}

static gboolean
share_columns (WfImport *first, WfImport *other)
{
  gsize n = wf_import_get_n_columns (first), n_other = wf_import_get_n_columns (other), n_shared = 0;

  for (const char *const *name = wf_import_get_names (first); *name; name++)
    n_shared += g_strv_contains (wf_import_get_names (other), *name);
  return n_shared > 0 && 2 * n_shared >= MAX (n, n_other);
}

static void
look_at_all (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  GPtrArray *files = data;
  g_autoptr (WfImport) first = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (WfImport) import = look_at (files->pdata[i]);

      if (import == NULL || (first != NULL && !share_columns (first, import)))
        {
          g_task_return_boolean (task, FALSE);
          return;
        }
      if (first == NULL)
        first = g_steal_pointer (&import);
    }
  g_task_return_boolean (task, files->len >= 2);
}

static GPtrArray *
list_files (GListModel *files, guint from)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = from; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (list, g_list_model_get_item (files, i));
  return list;
}

void
wf_document_can_pool_async (GListModel *files, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_LIST_MODEL (files));

  task = g_task_new (files, NULL, callback, user_data);
  g_task_set_source_tag (task, wf_document_can_pool_async);
  g_task_set_task_data (task, list_files (files, 0), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, look_at_all);
}

gboolean
wf_document_can_pool_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
wf_document_load_pool_async (WfDocument *self,
                             GListModel *files,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) reply = NULL;
  g_autoptr (GFile) first = NULL;
  g_autoptr (GPtrArray) further = NULL;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (g_list_model_get_n_items (files) >= 2);

  first = g_list_model_get_item (files, 0);
  further = list_files (files, 1);
  reply = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (reply, wf_document_load_pool_async);
  wf_document_start_pool (self, first, further, reply);
}
