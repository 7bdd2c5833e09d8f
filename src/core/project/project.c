/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/project/project-private.h"

G_DEFINE_BOXED_TYPE (WfProject, wf_project, wf_project_ref, wf_project_unref)

static void
file_free (gpointer data)
{
  WfProjectFile *file = data;

  g_free (file->role);
  g_free (file->path);
  g_free (file->relative);
  g_free (file->sha256);
  g_clear_pointer (&file->settings, g_variant_unref);
  g_free (file);
}

static void
world_clear (gpointer data)
{
  wf_intervention_unref (((WfProjectWorld *) data)->intervention);
}

/**
 * wf_project_new:
 *
 * Returns: (transfer full): a project with nothing in it
 */
WfProject *
wf_project_new (void)
{
  WfProject *self = g_atomic_rc_box_new0 (WfProject);

  self->version = WF_PROJECT_VERSION;
  self->files = g_ptr_array_new_with_free_func (file_free);
  self->relocated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->worlds = g_array_new (FALSE, FALSE, sizeof (WfProjectWorld));
  g_array_set_clear_func (self->worlds, world_clear);
  self->repairs = g_array_new (FALSE, FALSE, sizeof (WfProjectRepair));
  self->parts = json_object_new ();
  return self;
}

/**
 * wf_project_ref:
 * @self: a project
 *
 * Returns: (transfer full): @self
 */
WfProject *
wf_project_ref (WfProject *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (WfProject *self)
{
  g_free (self->program);
  g_free (self->path);
  g_ptr_array_unref (self->files);
  g_hash_table_unref (self->relocated);
  g_clear_pointer (&self->graph, wf_graph_unref);
  g_clear_pointer (&self->beside, wf_graph_unref);
  g_clear_pointer (&self->discovery, wf_discovery_result_unref);
  g_free (self->learned_by);
  g_clear_pointer (&self->knowledge, wf_knowledge_unref);
  g_array_unref (self->worlds);
  g_array_unref (self->repairs);
  json_object_unref (self->parts);
  g_clear_pointer (&self->part_names, g_ptr_array_unref);
}

/**
 * wf_project_unref:
 * @self: (transfer full): a project
 */
void
wf_project_unref (WfProject *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * wf_project_get_version:
 * @self: a project
 *
 * Returns: the version of the format it was read in; else the one that is written
 */
gint64
wf_project_get_version (WfProject *self)
{
  return self->version;
}

/**
 * wf_project_is_newer:
 * @self: a project
 *
 * Returns: whether a newer program wrote it, so that writing it here might lose something
 */
gboolean
wf_project_is_newer (WfProject *self)
{
  return self->version > WF_PROJECT_VERSION;
}

/**
 * wf_project_get_program:
 * @self: a project
 *
 * Returns: (nullable) (transfer none): version of the program that wrote its file
 */
const char *
wf_project_get_program (WfProject *self)
{
  return self->program;
}

/**
 * wf_project_get_path:
 * @self: a project
 *
 * Returns: (nullable) (transfer none): its own file, when it was read from one: an absolute path, or a URI
 */
const char *
wf_project_get_path (WfProject *self)
{
  return self->path;
}

/* ---- references ---- */

/**
 * wf_project_find_file: (skip)
 * @self: a project
 * @role: what the file is to it
 *
 * Returns: (nullable): the file
 */
const WfProjectFile *
wf_project_find_file (WfProject *self, const char *role)
{
  g_return_val_if_fail (self != NULL && role != NULL, NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      const WfProjectFile *file = g_ptr_array_index (self->files, i);

      if (g_str_equal (file->role, role))
        return file;
    }
  return NULL;
}

/**
 * wf_project_add_file:
 * @self: a project
 * @role: what the file is to it; another file in that role is forgotten
 * @path: an absolute path or a URI
 * @size: in bytes; 0 = not known
 * @sha256: (nullable): of its bytes
 * @settings: (nullable): `a{sv}`: how it was read
 */
void
wf_project_add_file (
    WfProject *self, const char *role, const char *path, guint64 size, const char *sha256, GVariant *settings)
{
  WfProjectFile *file;

  g_return_if_fail (self != NULL && role != NULL && path != NULL);
  g_return_if_fail (settings == NULL || g_variant_is_of_type (settings, G_VARIANT_TYPE_VARDICT));

  g_ptr_array_remove (self->files, (gpointer) wf_project_find_file (self, role));
  file = g_new0 (WfProjectFile, 1);
  file->role = g_strdup (role);
  file->path = g_strdup (path);
  file->size = size;
  file->sha256 = g_strdup (sha256);
  file->settings = settings != NULL ? g_variant_ref_sink (settings) : NULL;
  g_ptr_array_add (self->files, file);
}

/**
 * wf_project_add_source:
 * @self: a project
 * @role: what the file is to it
 * @source: (nullable): a file that was opened
 * @settings: (nullable): `a{sv}`: how it was read
 *
 * Computes the digest, where nobody did before: 0.4 s for 200 MB. What came from no file can't be referred
 * to.
 */
void
wf_project_add_source (WfProject *self, const char *role, WfSource *source, GVariant *settings)
{
  const char *path = source != NULL ? wf_source_get_path (source) : NULL;
  g_autofree char *absolute = NULL;

  g_return_if_fail (self != NULL && role != NULL);

  if (path == NULL || g_str_equal (path, "-"))
    return;
  absolute =
      g_uri_is_valid (path, G_URI_FLAGS_NONE, NULL) ? g_strdup (path) : g_canonicalize_filename (path, NULL);
  wf_project_add_file (self, role, absolute, g_bytes_get_size (wf_source_get_bytes (source)),
                       wf_source_get_sha256 (source), settings);
}

/**
 * wf_project_get_n_files:
 * @self: a project
 *
 * Returns: number of files it refers to
 */
gsize
wf_project_get_n_files (WfProject *self)
{
  return self->files->len;
}

/**
 * wf_project_get_file: (skip)
 * @self: a project
 * @i: below wf_project_get_n_files()
 *
 * Returns: (transfer none): a file
 */
const WfProjectFile *
wf_project_get_file (WfProject *self, gsize i)
{
  g_return_val_if_fail (i < self->files->len, NULL);

  return g_ptr_array_index (self->files, i);
}

/* ---- values ---- */

/**
 * wf_project_set_graph:
 * @self: a project
 * @graph: (nullable): the graph that is looked at
 */
void
wf_project_set_graph (WfProject *self, WfGraph *graph)
{
  g_return_if_fail (self != NULL);

  if (graph != NULL)
    wf_graph_ref (graph);
  g_clear_pointer (&self->graph, wf_graph_unref);
  self->graph = graph;
}

/**
 * wf_project_get_graph:
 * @self: a project
 *
 * Returns: (nullable) (transfer none): the graph
 */
WfGraph *
wf_project_get_graph (WfProject *self)
{
  return self->graph;
}

/**
 * wf_project_set_beside:
 * @self: a project
 * @beside: (nullable): another graph that it is compared with
 */
void
wf_project_set_beside (WfProject *self, WfGraph *beside)
{
  g_return_if_fail (self != NULL);

  if (beside != NULL)
    wf_graph_ref (beside);
  g_clear_pointer (&self->beside, wf_graph_unref);
  self->beside = beside;
}

/**
 * wf_project_get_beside:
 * @self: a project
 *
 * Returns: (nullable) (transfer none): the graph it is compared with
 */
WfGraph *
wf_project_get_beside (WfProject *self)
{
  return self->beside;
}

/**
 * wf_project_set_discovery:
 * @self: a project
 * @discovery: (nullable): the search that found the graph
 * @seed: of the search
 * @seconds: it took
 * @program: (nullable): version of the program that searched, %NULL = this one
 */
void
wf_project_set_discovery (
    WfProject *self, WfDiscoveryResult *discovery, guint64 seed, double seconds, const char *program)
{
  g_return_if_fail (self != NULL);

  if (discovery != NULL)
    wf_discovery_result_ref (discovery);
  g_clear_pointer (&self->discovery, wf_discovery_result_unref);
  self->discovery = discovery;
  self->seed = seed;
  self->seconds = seconds;
  g_free (self->learned_by);
  self->learned_by = g_strdup (program != NULL ? program : PACKAGE_VERSION);
}

/**
 * wf_project_get_discovery:
 * @self: a project
 *
 * Returns: (nullable) (transfer none): the search that found the graph
 */
WfDiscoveryResult *
wf_project_get_discovery (WfProject *self)
{
  return self->discovery;
}

/**
 * wf_project_get_seed:
 * @self: a project
 *
 * Returns: the seed of the search
 */
guint64
wf_project_get_seed (WfProject *self)
{
  return self->seed;
}

/**
 * wf_project_get_seconds:
 * @self: a project
 *
 * Returns: how long the search took
 */
double
wf_project_get_seconds (WfProject *self)
{
  return self->seconds;
}

/**
 * wf_project_get_learned_by:
 * @self: a project
 *
 * Returns: (nullable) (transfer none): version of the program that searched
 */
const char *
wf_project_get_learned_by (WfProject *self)
{
  return self->learned_by;
}

/**
 * wf_project_set_knowledge:
 * @self: a project
 * @knowledge: (nullable): what the next search is told; not to be changed any more
 */
void
wf_project_set_knowledge (WfProject *self, WfKnowledge *knowledge)
{
  g_return_if_fail (self != NULL);

  if (knowledge != NULL)
    wf_knowledge_ref (knowledge);
  g_clear_pointer (&self->knowledge, wf_knowledge_unref);
  self->knowledge = knowledge;
}

/**
 * wf_project_get_knowledge:
 * @self: a project
 *
 * Returns: (nullable) (transfer none): what the next search is told
 */
WfKnowledge *
wf_project_get_knowledge (WfProject *self)
{
  return self->knowledge;
}

/* ---- worlds ---- */

/**
 * wf_project_add_intervention:
 * @self: a project
 * @intervention: what is done
 * @is_active: whether it is on
 */
void
wf_project_add_intervention (WfProject *self, WfIntervention *intervention, gboolean is_active)
{
  WfProjectWorld world = { NULL, is_active };

  g_return_if_fail (self != NULL && intervention != NULL);

  world.intervention = wf_intervention_ref (intervention);
  g_array_append_val (self->worlds, world);
}

/**
 * wf_project_get_n_interventions:
 * @self: a project
 *
 * Returns: number of interventions, active or not
 */
gsize
wf_project_get_n_interventions (WfProject *self)
{
  return self->worlds->len;
}

/**
 * wf_project_get_intervention:
 * @self: a project
 * @i: below wf_project_get_n_interventions()
 * @is_active: (out) (optional): whether it is on
 *
 * Returns: (transfer none): an intervention
 */
WfIntervention *
wf_project_get_intervention (WfProject *self, gsize i, gboolean *is_active)
{
  const WfProjectWorld *world;

  g_return_val_if_fail (i < self->worlds->len, NULL);

  world = &g_array_index (self->worlds, WfProjectWorld, i);
  if (is_active != NULL)
    *is_active = world->is_active;
  return world->intervention;
}

/**
 * wf_project_add_repair:
 * @self: a project
 * @repair: a step that is put right
 * @is_active: whether it is on
 */
void
wf_project_add_repair (WfProject *self, const WfRepair *repair, gboolean is_active)
{
  WfProjectRepair entry = { { 0 }, is_active };

  g_return_if_fail (self != NULL && repair != NULL);

  entry.repair = *repair;
  g_array_append_val (self->repairs, entry);
}

/**
 * wf_project_get_n_repairs:
 * @self: a project
 *
 * Returns: number of repairs, active or not
 */
gsize
wf_project_get_n_repairs (WfProject *self)
{
  return self->repairs->len;
}

/**
 * wf_project_get_repair:
 * @self: a project
 * @i: below wf_project_get_n_repairs()
 * @is_active: (out) (optional): whether it is on
 *
 * Returns: (transfer none): a step that is put right
 */
const WfRepair *
wf_project_get_repair (WfProject *self, gsize i, gboolean *is_active)
{
  const WfProjectRepair *entry;

  g_return_val_if_fail (i < self->repairs->len, NULL);

  entry = &g_array_index (self->repairs, WfProjectRepair, i);
  if (is_active != NULL)
    *is_active = entry->is_active;
  return &entry->repair;
}

/* ---- parts ---- */

/**
 * wf_project_set_part:
 * @self: a project
 * @name: of a member that has no function of its own
 * @part: (transfer full) (nullable): its value; %NULL takes it out
 */
void
wf_project_set_part (WfProject *self, const char *name, JsonNode *part)
{
  g_return_if_fail (self != NULL && name != NULL);

  g_clear_pointer (&self->part_names, g_ptr_array_unref);
  if (part != NULL)
    json_object_set_member (self->parts, name, part);
  else
    json_object_remove_member (self->parts, name);
}

/**
 * wf_project_get_part:
 * @self: a project
 * @name: of a member
 *
 * Returns: (nullable) (transfer none): its value
 */
JsonNode *
wf_project_get_part (WfProject *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return json_object_get_member (self->parts, name);
}

/**
 * wf_project_list_parts:
 * @self: a project
 *
 * Returns: (transfer none) (array zero-terminated=1): names of the members that have no function of their
 * own, in the order of the file
 */
const char *const *
wf_project_list_parts (WfProject *self)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->part_names == NULL)
    {
      self->part_names = g_ptr_array_new_with_free_func (g_free);
      json_object_iter_init_ordered (&iter, self->parts);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        g_ptr_array_add (self->part_names, g_strdup (name));
      g_ptr_array_add (self->part_names, NULL);
    }
  return (const char *const *) self->part_names->pdata;
}

/**
 * wf_project_take_parts:
 * @self: a project
 * @other: another one
 * @but: (array zero-terminated=1): names of parts that are left
 *
 * Takes over what an earlier file held and its reader doesn't know, so that saving loses nothing.
 */
void
wf_project_take_parts (WfProject *self, WfProject *other, const char *const *but)
{
  g_return_if_fail (self != NULL && other != NULL && but != NULL);

  for (const char *const *name = wf_project_list_parts (other); *name != NULL; name++)
    if (!g_strv_contains (but, *name))
      wf_project_set_part (self, *name, json_node_copy (wf_project_get_part (other, *name)));
}
