/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/file-kind.h"
#include "core/attribute/profile.h"
#include "core/formats/formats.h"
#include "core/project/project.h"
#include "core/trace/logs.h"

#define READABLE (WF_CONTENT_TABLE | WF_CONTENT_GRAPH | WF_CONTENT_KNOWLEDGE | WF_CONTENT_MODEL)

WfFileKind
wf_file_kind_find (WfSource *source, GError **error)
{
  const WfFormat *format;

  g_return_val_if_fail (source != NULL, WF_FILE_KIND_NONE);

  if (wf_project_is_project (source))
    return WF_FILE_KIND_PROJECT;
  if (wf_profile_is_profile (source))
    return WF_FILE_KIND_PROFILE;
  if (wf_logs_is_log (source))
    return WF_FILE_KIND_LOG;
  format = wf_formats_detect (source, READABLE, error);
  if (format == NULL)
    return WF_FILE_KIND_NONE;
  if (format->content == WF_CONTENT_KNOWLEDGE)
    return WF_FILE_KIND_KNOWLEDGE;
  if (format->content & WF_CONTENT_TABLE)
    return WF_FILE_KIND_TABLE;
  return format->content & WF_CONTENT_MODEL ? WF_FILE_KIND_MODEL : WF_FILE_KIND_GRAPH;
}

const char *
wf_file_kind_get_name (WfFileKind kind)
{
  switch (kind)
    {
      case WF_FILE_KIND_FOLDER:
        return _ ("folder of agent logs");
      case WF_FILE_KIND_PROJECT:
        return _ ("project");
      case WF_FILE_KIND_PROFILE:
        return _ ("profile of blame");
      case WF_FILE_KIND_LOG:
        return _ ("agent log");
      case WF_FILE_KIND_KNOWLEDGE:
        return _ ("background knowledge");
      case WF_FILE_KIND_TABLE:
        return _ ("table");
      case WF_FILE_KIND_MODEL:
        return _ ("model");
      case WF_FILE_KIND_GRAPH:
        return _ ("graph");
      case WF_FILE_KIND_NONE:
      default:
        return NULL;
    }
}

/* ---- in a worker: a file may be large, or far away ---- */

static WfFileKind
find_kind (GFile *file)
{
  g_autoptr (WfSource) source = NULL;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)
    return WF_FILE_KIND_FOLDER;
  source = wf_source_open (file, NULL, NULL);
  return source != NULL ? wf_file_kind_find (source, NULL) : WF_FILE_KIND_NONE;
}

static void
find_in_thread (GTask *task, gpointer file, gpointer data, GCancellable *cancellable)
{
  g_task_return_int (task, find_kind (file));
}

void
wf_file_kind_find_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (file, NULL, callback, user_data);
  g_task_set_source_tag (task, wf_file_kind_find_async);
  g_task_run_in_thread (task, find_in_thread);
}

WfFileKind
wf_file_kind_find_finish (GAsyncResult *result)
{
  return (WfFileKind) g_task_propagate_int (G_TASK (result), NULL);
}
