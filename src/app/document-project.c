/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The document and its project file: what is saved, and what isn't yet. */

#include "config.h"

#include <glib/gi18n.h>

#include "app/document-private.h"

#define MAX_BINS 100 /* of wf_table_bin() */

/* Parts that the state says anew; what else an earlier file held stays there. */
static const char *const own_parts[] = { "model",   "tables", "view",       "layout",          "choices",
                                         "profile", "judge",  "comparison", WF_PART_OF_BACKUP, NULL };

void
wf_document_init_project (WfDocument *self)
{
  self->saved = wf_state_copy (self->state);
  self->view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
}

void
wf_document_clear_project (WfDocument *self)
{
  g_clear_object (&self->project_file);
  g_clear_pointer (&self->project_source, wf_source_unref);
  g_clear_pointer (&self->project_sha256, g_free);
  g_clear_object (&self->opened_from);
  g_clear_pointer (&self->project, wf_project_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->saved, wf_state_free);
  g_clear_pointer (&self->view, g_hash_table_unref);
}

/* ---- how it is looked at ---- */

void
wf_document_set_view (WfDocument *self, const char *key, GVariant *value)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (key != NULL);

  if (value != NULL)
    g_hash_table_insert (self->view, g_strdup (key), g_variant_ref_sink (value));
  else
    g_hash_table_remove (self->view, key);
}

GVariant *
wf_document_get_view (WfDocument *self, const char *key, const GVariantType *type)
{
  GVariant *value;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  value = g_hash_table_lookup (self->view, key);
  return value != NULL && g_variant_is_of_type (value, type) ? value : NULL;
}

gboolean
wf_document_get_view_number (WfDocument *self, const char *key, double *number)
{
  GVariant *value;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (key != NULL && number != NULL, FALSE);

  value = g_hash_table_lookup (self->view, key);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    *number = g_variant_get_double (value);
  else if (value != NULL &&
           g_variant_is_of_type (value, G_VARIANT_TYPE_INT64)) /* JSON knows one kind of number */
    *number = (double) g_variant_get_int64 (value);
  else
    return FALSE;
  return TRUE;
}

static void
save_own_view (WfDocument *self)
{
  WfGraph *graph = self->state->graph;
  const char *names[3] = { NULL };
  gboolean has_step = self->state->trace != NULL && self->selected_step >= 0;

  if (graph && self->selected_node >= 0)
    names[0] = wf_graph_get_name (graph, (guint) self->selected_node);
  for (int i = 0; graph && i < 2 && self->selected_pair[0] >= 0; i++)
    names[i] = wf_graph_get_name (graph, (guint) self->selected_pair[i]);
  wf_document_set_view (self, "selected", names[0] ? g_variant_new_strv (names, -1) : NULL);
  wf_document_set_view (self, "outcome",
                        self->state->outcome ? g_variant_new_string (self->state->outcome) : NULL);
  wf_document_set_view (self, "bins",
                        self->state->n_bins > 0 ? g_variant_new_int64 (self->state->n_bins) : NULL);
  wf_document_save_report_view (self);
  wf_document_set_view (self, "step", has_step ? g_variant_new_int64 (self->selected_step) : NULL);
}

/* what a cut is asked about, and into how many intervals numbers are cut */
static void
restore_diagram (WfDocument *self)
{
  GVariant *outcome = wf_document_get_view (self, "outcome", G_VARIANT_TYPE_STRING);
  GVariant *bins = wf_document_get_view (self, "bins", G_VARIANT_TYPE_INT64);

  wf_document_set_outcome (self, outcome ? g_variant_get_string (outcome, NULL) : NULL);
  wf_document_set_bins (self, bins ? (guint) CLAMP (g_variant_get_int64 (bins), 0, MAX_BINS) : 0);
}

static void
restore_own_view (WfDocument *self)
{
  GVariant *selected = wf_document_get_view (self, "selected", G_VARIANT_TYPE_STRING_ARRAY);
  GVariant *step = wf_document_get_view (self, "step", G_VARIANT_TYPE_INT64);
  g_auto (GStrv) names = selected && self->state->graph ? g_variant_dup_strv (selected, NULL) : NULL;
  guint n = names ? g_strv_length (names) : 0;
  gssize a = n > 0 ? wf_graph_find_node (self->state->graph, names[0]) : -1;
  gssize b = n > 1 ? wf_graph_find_node (self->state->graph, names[1]) : -1;

  restore_diagram (self);
  wf_document_restore_report_view (self);
  if (n == 1 && a >= 0)
    wf_document_select_node (self, a);
  else if (n == 2 && a >= 0 && b >= 0 && a != b)
    wf_document_select_pair (self, (guint) a, (guint) b);
  if (step && self->state->trace &&
      (guint64) g_variant_get_int64 (step) < wf_trace_get_n_steps (self->state->trace))
    wf_document_select_step (self, g_variant_get_int64 (step));
}

GVariant *
wf_document_dup_view (WfDocument *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GList) keys = NULL;

  wf_document_emit_save_view (self);
  save_own_view (self);
  keys = g_list_sort (g_hash_table_get_keys (self->view), (GCompareFunc) g_strcmp0);
  for (GList *l = keys; l; l = l->next)
    g_variant_builder_add (&builder, "{sv}", l->data, g_hash_table_lookup (self->view, l->data));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* ---- asking ---- */

GFile *
wf_document_get_project_file (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->project_file;
}

gboolean
wf_document_is_modified (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);

  if (wf_document_get_problem (self) != NULL)
    return FALSE;
  if (self->saved == NULL)
    return !wf_state_is_empty (self->state);
  return !wf_state_is_same_work (self->saved, self->state);
}

gboolean
wf_document_is_read_only (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);

  return self->is_newer || wf_document_get_problem (self) != NULL;
}

const char *
wf_document_get_newer_program (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  return self->is_newer ? wf_project_get_program (self->project) : NULL;
}

const WfFileProblem *
wf_document_get_problem (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  return self->problems != NULL && self->problems->len > 0 ? g_ptr_array_index (self->problems, 0) : NULL;
}

void
wf_document_name_project (WfDocument *self)
{
  gboolean is_saved =
      self->project_source != NULL && self->saved != NULL && self->saved->model == self->state->model;

  g_clear_pointer (&self->state->project_source, wf_source_unref);
  if (is_saved)
    self->state->project_source = wf_source_ref (self->project_source);
}

void
wf_document_follow_changes (WfDocument *self)
{
  if (wf_document_get_problem (self) != NULL) /* what is there is a part of it */
    return;
  if (wf_document_is_modified (self))
    wf_document_schedule_backup (self);
  else
    wf_document_drop_backup (self);
}

/* ---- opening ---- */

static void
take_view (WfDocument *self, GVariant *view)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_hash_table_remove_all (self->view);
  if (view == NULL)
    return;
  g_variant_iter_init (&iter, view);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    g_hash_table_insert (self->view, g_strdup (key), g_variant_ref (value));
}

/* what a backup says of the project file that it is of; NULL = it is of none yet */
static const char *
get_origin (WfProject *project, const char *member)
{
  JsonNode *node = wf_project_get_part (project, WF_PART_OF_BACKUP);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
             ? wf_json_get_string (json_node_get_object (node), member)
             : NULL;
}

static void
take_project (WfDocument *self, WfJob *job)
{
  gboolean is_backup = wf_backup_is_backup (job->file);
  const char *uri = get_origin (job->project, "of");

  g_set_object (&self->opened_from, job->file);
  g_clear_object (&self->project_file);
  g_clear_pointer (&self->project_source, wf_source_unref);
  g_free (self->project_sha256);
  self->project_sha256 =
      g_strdup (is_backup ? get_origin (job->project, "sha256") : wf_source_get_sha256 (job->project_source));
  g_clear_pointer (&self->saved, wf_state_free);
  g_clear_pointer (&self->project, wf_project_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->project = wf_project_ref (job->project);
  self->problems = g_ptr_array_ref (job->problems);
  self->is_newer = wf_project_is_newer (job->project);
  if (job->places == NULL)
    g_clear_pointer (&self->places, g_hash_table_unref);
  if (!is_backup)
    {
      self->project_file = g_object_ref (job->file);
      self->project_source = wf_source_ref (job->project_source);
      if (!job->takes_changed &&
          job->places == NULL) /* else where its files are, or what is in them, is news */
        self->saved = wf_state_copy (self->state);
    }
  else
    {
      self->project_file = uri ? g_file_new_for_uri (uri) : NULL;
      g_clear_pointer (&self->backup, wf_backup_close);
      self->backup = wf_backup_adopt (job->file);
    }
  take_view (self, job->view);
  restore_own_view (self);
  wf_document_emit_restore_view (self);
}

void
wf_document_finish_open (WfDocument *self, WfJob *job, gboolean was_modified)
{
  if (job->project != NULL)
    take_project (self, job);
  else if (!was_modified && self->project_file == NULL)
    {
      /* nothing is lost that isn't in files */
      g_clear_pointer (&self->saved, wf_state_free);
      self->saved = wf_state_copy (self->state);
    }
  wf_document_follow_changes (self);
  wf_document_emit_changed (self, WF_PART_PROJECT | WF_PART_HISTORY);
}

void
wf_document_relocate (WfDocument *self, const char *role, GFile *file)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->opened_from != NULL);
  g_return_if_fail (G_IS_FILE (file));

  if (self->places == NULL)
    self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->places, g_strdup (role),
                       g_file_peek_path (file) ? g_file_get_path (file) : g_file_get_uri (file));
  wf_document_start_open_again (self, FALSE);
}

void
wf_document_take_changed (WfDocument *self)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->opened_from != NULL);

  wf_document_start_open_again (self, TRUE);
}

/* ---- saving ---- */

typedef struct
{
  WfState *state;
  WfProject *before; /* nullable */
  GVariant *view;
  GFile *file;
  gboolean overwrites;
  char *sha256;      /* of what has to be in the file; NULL = whatever is */
  WfSource *written; /* the file, when it is there; nullable: it can't be read */
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  wf_state_free (save->state);
  g_clear_pointer (&save->before, wf_project_unref);
  g_variant_unref (save->view);
  g_object_unref (save->file);
  g_free (save->sha256);
  g_clear_pointer (&save->written, wf_source_unref);
  g_free (save);
}

WfProject *
wf_document_snapshot_to_project (const WfState *state, GVariant *view, WfProject *before)
{
  WfProject *project = wf_state_to_project (state);

  wf_project_set_part (project, "view", wf_json_from_variant (view));
  if (before != NULL)
    wf_project_take_parts (project, before, own_parts);
  return project;
}

/* Nobody's work is lost: not that of another window or program either. A file that is gone has nothing to
 * lose. */
static gboolean
is_as_it_was (const Save *save, GError **error)
{
  g_autoptr (WfSource) present = save->sha256 != NULL ? wf_source_open (save->file, NULL, NULL) : NULL;

  if (present == NULL || g_str_equal (wf_source_get_sha256 (present), save->sha256))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
               _ ("“%s” was changed by another program after it was opened here. Replacing it loses that "
                  "change."),
               wf_source_get_name (present));
  return FALSE;
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Save *save = data;
  g_autoptr (WfProject) project = wf_document_snapshot_to_project (save->state, save->view, save->before);
  g_autoptr (GError) error = NULL;

  if (!is_as_it_was (save, &error) || !wf_project_write (project, save->file, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  save->written = wf_source_open (save->file, NULL, NULL);
  if (save->written != NULL)
    wf_source_get_sha256 (save->written); /* now: the main thread asks for it */
  g_task_return_boolean (task, TRUE);
}

static void
start_save (GTask *task)
{
  WfDocument *self = g_task_get_source_object (task);
  Save *save = g_task_get_task_data (task);

  if (!save->overwrites && self->project_file != NULL && g_file_equal (save->file, self->project_file))
    save->sha256 = g_strdup (self->project_sha256);
  g_task_run_in_thread (task, save_in_thread);
}

static void
on_earlier_save (GTask *earlier, GParamSpec *pspec, GTask *task)
{
  start_save (task);
}

static void
unref_task (gpointer task, GClosure *closure)
{
  g_object_unref (task);
}

/* One after the other: each knows what the one before wrote. */
static void
queue_save (WfDocument *self, GTask *task)
{
  GTask *earlier = self->newest_save;

  g_set_weak_pointer (&self->newest_save, task);
  if (earlier != NULL && !g_task_get_completed (earlier))
    g_signal_connect_data (earlier, "notify::completed", G_CALLBACK (on_earlier_save), g_object_ref (task),
                           unref_task, 0);
  else
    start_save (task);
}

void
wf_document_save_async (
    WfDocument *self, GFile *file, gboolean overwrites, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (wf_document_get_problem (self) == NULL);

  save = g_new0 (Save, 1);
  save->view = wf_document_dup_view (self);
  save->state = wf_state_copy (self->state);
  save->before = self->project ? wf_project_ref (self->project) : NULL;
  save->file = g_object_ref (file);
  save->overwrites = overwrites;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, wf_document_save_async);
  g_task_set_task_data (task, save, save_free);
  queue_save (self, task);
}

gboolean
wf_document_save_finish (WfDocument *self, GAsyncResult *result, GError **error)
{
  Save *save;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  save = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  g_set_object (&self->project_file, save->file);
  g_clear_pointer (&self->project_source, wf_source_unref);
  self->project_source = g_steal_pointer (&save->written);
  g_free (self->project_sha256);
  self->project_sha256 = self->project_source ? g_strdup (wf_source_get_sha256 (self->project_source)) : NULL;
  self->is_newer = FALSE;
  g_clear_pointer (&self->saved, wf_state_free);
  self->saved = wf_state_copy (save->state);
  wf_document_follow_changes (self);
  wf_document_emit_changed (self, WF_PART_PROJECT | WF_PART_HISTORY);
  return TRUE;
}
