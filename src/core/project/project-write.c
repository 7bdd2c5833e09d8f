/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/formats/formats.h"
#include "core/project/project-private.h"

/* Of two absolute paths: from a folder to a file, through ".." where need be. NULL where only the root is
 * shared. */
static char *
dup_relative (const char *path, const char *folder)
{
  g_auto (GStrv) to = g_strsplit (path, G_DIR_SEPARATOR_S, -1);
  g_auto (GStrv) from = g_strsplit (folder, G_DIR_SEPARATOR_S, -1);
  g_autoptr (GString) relative = g_string_new (NULL);
  gsize n_shared = 0, n_from = g_strv_length (from);

  while (to[n_shared] != NULL && to[n_shared + 1] != NULL && n_shared < n_from &&
         g_str_equal (to[n_shared], from[n_shared]))
    n_shared++;
  if (n_shared < 2)
    return NULL;
  for (gsize i = n_shared; i < n_from; i++)
    g_string_append (relative, ".." G_DIR_SEPARATOR_S);
  for (gsize i = n_shared; to[i] != NULL; i++)
    g_string_append_printf (relative, "%s%s", i > n_shared ? G_DIR_SEPARATOR_S : "", to[i]);
  return g_string_free (g_steal_pointer (&relative), FALSE);
}

/* Names of files are bytes; JSON holds text. A URI holds any of them. */
static char *
path_to_text (const char *path)
{
  if (g_utf8_validate (path, -1, NULL))
    return g_strdup (path);
  return g_filename_to_uri (path, NULL, NULL);
}

static JsonObject *
file_to_json (const WfProjectFile *file, const char *folder)
{
  JsonObject *object = json_object_new ();
  g_autofree char *absolute = path_to_text (file->path);
  g_autofree char *relative =
      folder != NULL && g_path_is_absolute (file->path) ? dup_relative (file->path, folder) : NULL;

  json_object_set_string_member (object, "role", file->role);
  if (relative != NULL && g_utf8_validate (relative, -1, NULL))
    json_object_set_string_member (object, "path", relative);
  json_object_set_string_member (object, "absolute", absolute);
  if (file->size > 0)
    json_object_set_int_member (object, "size", (gint64) file->size);
  if (file->sha256 != NULL)
    json_object_set_string_member (object, "sha256", file->sha256);
  if (file->settings != NULL)
    json_object_set_member (object, "settings", wf_json_from_variant (file->settings));
  return object;
}

static void
add_files (WfProject *self, const char *folder, JsonObject *object)
{
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < self->files->len; i++)
    json_array_add_object_element (files, file_to_json (g_ptr_array_index (self->files, i), folder));
  json_object_set_array_member (object, "files", files);
}

static void
add_discovery (WfProject *self, JsonObject *object)
{
  JsonNode *node = wf_discovery_result_to_json (self->discovery, self->graph);
  JsonObject *discovery = json_node_get_object (node);

  json_object_set_int_member (discovery, "seed", (gint64) self->seed);
  json_object_set_double_member (discovery, "seconds", self->seconds);
  json_object_set_string_member (discovery, "program", self->learned_by);
  json_object_set_member (object, "discovery", node);
}

static void
add_worlds (WfProject *self, JsonObject *object)
{
  JsonArray *worlds = json_array_new ();

  for (guint i = 0; i < self->worlds->len; i++)
    {
      const WfProjectWorld *world = &g_array_index (self->worlds, WfProjectWorld, i);
      g_autofree char *text = wf_intervention_to_source (world->intervention);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "do", text);
      json_object_set_boolean_member (entry, "on", world->is_active);
      json_array_add_object_element (worlds, entry);
    }
  json_object_set_array_member (object, "interventions", worlds);
}

static void
add_repairs (WfProject *self, JsonObject *object)
{
  JsonArray *repairs = json_array_new ();

  for (guint i = 0; i < self->repairs->len; i++)
    {
      const WfProjectRepair *repair = &g_array_index (self->repairs, WfProjectRepair, i);
      JsonObject *entry = json_object_new ();

      json_object_set_int_member (entry, "step", (gint64) repair->repair.step);
      json_object_set_double_member (entry, "keep", repair->repair.keep);
      json_object_set_boolean_member (entry, "on", repair->is_active);
      json_array_add_object_element (repairs, entry);
    }
  json_object_set_array_member (object, "repairs", repairs);
}

static void
add_values (WfProject *self, JsonObject *object)
{
  if (self->graph != NULL)
    json_object_set_member (object, "graph", wf_graph_to_json (self->graph));
  if (self->discovery != NULL)
    add_discovery (self, object);
  if (self->beside != NULL)
    json_object_set_member (object, "beside", wf_graph_to_json (self->beside));
  if (self->knowledge != NULL)
    json_object_set_member (object, "knowledge", wf_knowledge_to_json (self->knowledge));
  if (self->worlds->len > 0)
    add_worlds (self, object);
  if (self->repairs->len > 0)
    add_repairs (self, object);
}

/**
 * wf_project_to_text:
 * @self: a project
 * @folder: (nullable): an absolute path that the paths of files are relative to, beside their absolute ones
 *
 * Returns: (transfer full): the project file
 */
char *
wf_project_to_text (WfProject *self, const char *folder)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;
  JsonNode *part;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, object);
  json_object_set_string_member (object, "format", WF_PROJECT_FORMAT);
  json_object_set_int_member (object, "version", WF_PROJECT_VERSION);
  json_object_set_string_member (object, "program", PACKAGE_VERSION);
  add_files (self, folder, object);
  add_values (self, object);
  json_object_iter_init_ordered (&iter, self->parts);
  while (json_object_iter_next_ordered (&iter, &name, &part))
    json_object_set_member (object, name, json_node_ref (part));
  json = wf_json_to_compact_text (root);
  return g_strconcat (json, "\n", NULL);
}

/**
 * wf_project_write:
 * @self: a project
 * @file: the target
 * @error: return location
 *
 * Writes a temporary file beside the target, has the disk confirm it, then takes the target's place: whatever
 * happens meanwhile, there is the old file or the new one.
 *
 * Returns: %TRUE when written
 */
gboolean
wf_project_write (WfProject *self, GFile *file, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL && G_IS_FILE (file), FALSE);

  if (g_file_peek_path (file) != NULL)
    folder = g_path_get_dirname (g_file_peek_path (file));
  text = wf_project_to_text (self, folder);
  return wf_file_write (file, text, strlen (text), error);
}
