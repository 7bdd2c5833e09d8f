/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/formats.h"
#include "core/project/project-private.h"

#define SNIFFED 4096

/* members that have a place of their own; every other one is a part */
static const char *const known[] = { "format", "version",   "program",       "files",   "graph", "discovery",
                                     "beside", "knowledge", "interventions", "repairs", NULL };

/**
 * wf_project_is_project:
 * @source: a file
 *
 * Returns: whether its first bytes are those of a project file
 */
gboolean
wf_project_is_project (WfSource *source)
{
  gsize size;
  const char *text;

  g_return_val_if_fail (source != NULL, FALSE);

  text = g_bytes_get_data (wf_source_get_bytes (source), &size);
  return size > 0 && g_strstr_len (text, (gssize) MIN (size, SNIFFED), "\"" WF_PROJECT_FORMAT "\"") != NULL;
}

static gboolean
read_head (WfProject *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  const char *program;

  if (g_strcmp0 (wf_json_get_string (object, "format"), WF_PROJECT_FORMAT) != 0)
    return wf_json_fail (place, error, _ ("this is no Wherefore project: “format” must be “%s”"),
                         WF_PROJECT_FORMAT);
  if (!wf_json_read_integer (object, "version", place, 1, G_MAXINT64, &self->version, error) ||
      !wf_json_read_string (object, "program", place, &program, error))
    return FALSE;
  self->program = g_strdup (program);
  return TRUE;
}

/* a path, or the URI of one that is no text */
static char *
text_to_path (const char *text)
{
  return g_str_has_prefix (text, "file:") ? g_filename_from_uri (text, NULL, NULL) : g_strdup (text);
}

static gboolean
read_settings (JsonObject *object, const WfJsonPlace *place, GVariant **settings, GError **error)
{
  JsonObject *value;

  if (!wf_json_has (object, "settings"))
    return TRUE;
  if (!wf_json_read_object (object, "settings", place, &value, error))
    return FALSE;
  *settings = wf_json_to_vardict (value);
  return TRUE;
}

static gboolean
read_file (WfProject *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  const char *role, *absolute, *relative = NULL, *sha256 = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_autofree char *path = NULL;
  gint64 size = 0;
  WfProjectFile *file;

  if (!wf_json_read_string (object, "role", place, &role, error) ||
      !wf_json_read_string (object, "absolute", place, &absolute, error) ||
      (wf_json_has (object, "path") && !wf_json_read_string (object, "path", place, &relative, error)) ||
      (wf_json_has (object, "size") &&
       !wf_json_read_integer (object, "size", place, 0, G_MAXINT64, &size, error)) ||
      (wf_json_has (object, "sha256") && !wf_json_read_string (object, "sha256", place, &sha256, error)) ||
      !read_settings (object, place, &settings, error))
    return FALSE;
  if (wf_project_find_file (self, role) != NULL)
    return wf_json_fail (place, error, _ ("a second file in the role “%s”"), role);
  path = text_to_path (absolute);
  if (path == NULL || *path == '\0')
    return wf_json_fail (place, error, _ ("“absolute” is no path"));
  wf_project_add_file (self, role, path, (guint64) size, sha256, settings);
  file = g_ptr_array_index (self->files, self->files->len - 1);
  file->relative = g_strdup (relative);
  return TRUE;
}

static gboolean
read_files (WfProject *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "files");
  JsonArray *files;

  if (!wf_json_read_array (object, "files", place, &files, error))
    return FALSE;
  if (json_array_get_length (files) > WF_PROJECT_MAX_FILES)
    return wf_json_fail (&here, error, _ ("more than %d files"), WF_PROJECT_MAX_FILES);
  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      WfJsonPlace there = WF_JSON_ELEMENT (&here, i);
      JsonObject *file;

      if (!wf_json_take_object (files, i, &here, &file, error) || !read_file (self, file, &there, error))
        return FALSE;
    }
  return TRUE;
}

/* *graph stays NULL without such a member */
static gboolean
read_graph (JsonObject *object, const char *member, const WfJsonPlace *place, WfGraph **graph, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);
  JsonObject *value;

  if (!wf_json_has (object, member))
    return TRUE;
  if (!wf_json_read_object (object, member, place, &value, error))
    return FALSE;
  *graph = wf_graph_from_json (value, &here, error);
  return *graph != NULL;
}

static gboolean
read_discovery (WfProject *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "discovery");
  JsonObject *discovery;
  const char *program;
  gint64 seed;

  if (!wf_json_has (object, "discovery"))
    return TRUE;
  if (!wf_json_read_object (object, "discovery", place, &discovery, error) ||
      !wf_json_read_integer (discovery, "seed", &here, G_MININT64, G_MAXINT64, &seed, error) ||
      !wf_json_read_number (discovery, "seconds", &here, &self->seconds, error) ||
      !wf_json_read_string (discovery, "program", &here, &program, error))
    return FALSE;
  self->seed = (guint64) seed;
  self->learned_by = g_strdup (program);
  self->discovery = wf_discovery_result_from_json (discovery, self->graph, &here, error);
  return self->discovery != NULL;
}

static gboolean
read_knowledge (WfProject *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "knowledge");
  JsonObject *knowledge;

  if (!wf_json_has (object, "knowledge"))
    return TRUE;
  if (!wf_json_read_object (object, "knowledge", place, &knowledge, error))
    return FALSE;
  self->knowledge = wf_knowledge_from_json (knowledge, &here, error);
  return self->knowledge != NULL;
}

/* calls read with every object of a list that may be missing */
static gboolean
read_list (WfProject *self,
           JsonObject *object,
           const char *member,
           const WfJsonPlace *place,
           gboolean (*read) (WfProject *, JsonObject *, const WfJsonPlace *, GError **),
           GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);
  JsonArray *list;

  if (!wf_json_has (object, member))
    return TRUE;
  if (!wf_json_read_array (object, member, place, &list, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      WfJsonPlace there = WF_JSON_ELEMENT (&here, i);
      JsonObject *entry;

      if (!wf_json_take_object (list, i, &here, &entry, error) || !read (self, entry, &there, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_intervention (WfProject *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (WfIntervention) intervention = NULL;
  const char *text;
  gboolean is_active;

  if (!wf_json_read_string (object, "do", place, &text, error) ||
      !wf_json_read_boolean (object, "on", place, &is_active, error))
    return FALSE;
  intervention = wf_intervention_parse (text, &local_error);
  if (intervention == NULL)
    return wf_json_fail (place, error, "%s", local_error->message);
  wf_project_add_intervention (self, intervention, is_active);
  return TRUE;
}

static gboolean
read_repair (WfProject *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfRepair repair;
  gboolean is_active;
  gint64 step;

  if (!wf_json_read_integer (object, "step", place, 0, WF_LIMIT_STEPS, &step, error) ||
      !wf_json_read_number (object, "keep", place, &repair.keep, error) ||
      !wf_json_read_boolean (object, "on", place, &is_active, error))
    return FALSE;
  if (!(repair.keep >= 0 && repair.keep <= 1))
    return wf_json_fail (place, error, _ ("“keep” must be a number from 0 to 1"));
  repair.step = (gsize) step;
  wf_project_add_repair (self, &repair, is_active);
  return TRUE;
}

static void
keep_parts (WfProject *self, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!g_strv_contains (known, name))
      json_object_set_member (self->parts, name, json_node_ref (node));
}

static gboolean
read_object (WfProject *self, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  if (!read_head (self, object, place, error) || !read_files (self, object, place, error) ||
      !read_graph (object, "graph", place, &self->graph, error) ||
      !read_graph (object, "beside", place, &self->beside, error) ||
      !read_discovery (self, object, place, error) || !read_knowledge (self, object, place, error) ||
      !read_list (self, object, "interventions", place, read_intervention, error) ||
      !read_list (self, object, "repairs", place, read_repair, error))
    {
      if (self->version > WF_PROJECT_VERSION)
        g_prefix_error (error,
                        _ ("This project was saved by a newer Wherefore (%s), which this one can’t read: "),
                        self->program != NULL ? self->program : "?");
      return FALSE;
    }
  keep_parts (self, object);
  return TRUE;
}

/**
 * wf_project_read:
 * @source: a project file
 * @error: return location
 *
 * Reads the file itself; none of those that it refers to is opened. Members that this version doesn't know
 * stay as parts.
 *
 * Returns: (transfer full): the project, or %NULL with %WF_ERROR_PARSE that names the place, or
 *   %WF_ERROR_TOO_LARGE
 */
WfProject *
wf_project_read (WfSource *source, GError **error)
{
  g_autoptr (WfProject) self = NULL;
  g_autoptr (JsonNode) root = NULL;
  const char *path;
  WfJsonPlace place;
  gsize size;
  const char *text;

  g_return_val_if_fail (source != NULL, NULL);

  text = g_bytes_get_data (wf_source_get_bytes (source), &size);
  if (size > WF_LIMIT_PROJECT_BYTES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%s: more than the limit of %zu bytes for a project; is it one?"),
                   wf_source_get_name (source), WF_LIMIT_PROJECT_BYTES);
      return NULL;
    }
  root = wf_json_parse (text != NULL ? text : "", (gssize) size, wf_source_get_name (source), error);
  if (root == NULL)
    return NULL;
  place = wf_json_document (wf_source_get_name (source), text, size);
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      wf_json_fail (&place, error, _ ("an object in braces is expected"));
      return NULL;
    }
  self = wf_project_new ();
  path = wf_source_get_path (source);
  if (path != NULL && !g_str_equal (path, "-"))
    self->path = g_uri_is_valid (path, G_URI_FLAGS_NONE, NULL) ? g_strdup (path)
                                                               : g_canonicalize_filename (path, NULL);
  return read_object (self, json_node_get_object (root), &place, error) ? g_steal_pointer (&self) : NULL;
}
