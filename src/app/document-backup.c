/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What was changed is written to a backup a while later, so that it outlives the program. The user's own file
 * changes only when they save. */

#include "config.h"

#include "app/document-private.h"

#define AFTER_SECONDS 5

typedef struct
{
  WfState *state;
  WfProject *before; /* nullable */
  GVariant *view;
  GFile *file;     /* of the backup */
  GFile *original; /* the project file; nullable */
  char *sha256;    /* of what that was; nullable */
  gboolean is_overtaken; /* by a newer one of the same document: not written. Under the lock of writing */
} Snapshot;

/* A worker that writes is never overtaken by a window that closes: what is newest is written last. */
static GMutex writing;

static void
snapshot_free (Snapshot *snapshot)
{
  wf_state_free (snapshot->state);
  g_clear_pointer (&snapshot->before, wf_project_unref);
  g_variant_unref (snapshot->view);
  g_object_unref (snapshot->file);
  g_clear_object (&snapshot->original);
  g_free (snapshot->sha256);
  g_free (snapshot);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Snapshot, snapshot_free)

/* NULL with an error when there is no place for a backup */
static Snapshot *
snapshot_new (WfDocument *self, GError **error)
{
  g_autofree char *title = wf_document_dup_title (self);
  Snapshot *snapshot;

  if (self->backup == NULL)
    self->backup = wf_backup_new (error);
  if (self->backup == NULL)
    return NULL;
  wf_backup_describe (self->backup, title, self->project_file);
  snapshot = g_new0 (Snapshot, 1);
  snapshot->view = wf_document_dup_view (self);
  snapshot->state = wf_state_copy (self->state);
  snapshot->before = self->project ? wf_project_ref (self->project) : NULL;
  snapshot->file = g_object_ref (wf_backup_get_file (self->backup));
  snapshot->original = self->project_file ? g_object_ref (self->project_file) : NULL;
  snapshot->sha256 = g_strdup (self->project_sha256);
  return snapshot;
}

static gboolean
snapshot_write_now (const Snapshot *snapshot, GError **error)
{
  g_autoptr (WfProject) project =
      wf_document_snapshot_to_project (snapshot->state, snapshot->view, snapshot->before);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  if (snapshot->original)
    {
      g_autofree char *uri = g_file_get_uri (snapshot->original);

      json_object_set_string_member (object, "of", uri);
      if (snapshot->sha256)
        json_object_set_string_member (object, "sha256", snapshot->sha256);
    }
  json_node_take_object (node, object);
  wf_project_set_part (project, WF_PART_OF_BACKUP, node);
  return wf_project_write (project, snapshot->file, error);
}

static gboolean
snapshot_write (const Snapshot *snapshot, GError **error)
{
  gboolean is_written;

  g_mutex_lock (&writing);
  is_written = snapshot->is_overtaken || snapshot_write_now (snapshot, error);
  g_mutex_unlock (&writing);
  return is_written;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (snapshot_write (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  WfDocument *self = WF_DOCUMENT (object);
  Snapshot *snapshot = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->saving = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("No backup was written: %s", error->message); /* closing tries again, and then asks */
  if (self->backup == NULL || !g_file_equal (wf_backup_get_file (self->backup), snapshot->file))
    g_file_delete (snapshot->file, NULL, NULL); /* saved or undone meanwhile */
}

static gboolean
on_timer (gpointer data)
{
  WfDocument *self = data;
  g_autoptr (GTask) task = NULL;
  Snapshot *snapshot;

  if (self->saving != NULL)
    return G_SOURCE_CONTINUE;
  self->backup_timer = 0;
  snapshot = wf_document_is_modified (self) ? snapshot_new (self, NULL) : NULL;
  if (snapshot == NULL)
    return G_SOURCE_REMOVE;
  self->saving = snapshot;
  task = g_task_new (self, NULL, on_written, NULL);
  g_task_set_source_tag (task, on_timer);
  g_task_set_task_data (task, snapshot, (GDestroyNotify) snapshot_free);
  g_task_run_in_thread (task, write_in_thread);
  return G_SOURCE_REMOVE;
}

/* what the worker has not begun to write needs no writing any more */
static void
overtake (WfDocument *self)
{
  Snapshot *older = self->saving;

  if (older == NULL)
    return;
  g_mutex_lock (&writing);
  older->is_overtaken = TRUE;
  g_mutex_unlock (&writing);
}

void
wf_document_schedule_backup (WfDocument *self)
{
  if (self->backup_timer == 0)
    self->backup_timer = g_timeout_add_seconds (AFTER_SECONDS, on_timer, self);
}

void
wf_document_drop_backup (WfDocument *self)
{
  g_clear_handle_id (&self->backup_timer, g_source_remove);
  g_clear_pointer (&self->backup, wf_backup_delete);
}

gboolean
wf_document_back_up (WfDocument *self, GError **error)
{
  g_autoptr (Snapshot) snapshot = NULL;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);

  g_clear_handle_id (&self->backup_timer, g_source_remove);
  if (!wf_document_is_modified (self))
    return TRUE;
  snapshot = snapshot_new (self, error);
  overtake (self);
  return snapshot != NULL && snapshot_write (snapshot, error);
}

void
wf_document_forget_changes (WfDocument *self)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  g_clear_pointer (&self->saved, wf_state_free);
  self->saved = wf_state_copy (self->state);
  wf_document_drop_backup (self);
  wf_document_emit_changed (self, WF_PART_PROJECT | WF_PART_HISTORY);
}
