/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The state as a project. What verbs compute anew from the rest isn't in it: opening calls them again. */

#include "config.h"

#include "app/state.h"
#include "core/formats/formats.h"

#define SEED 1

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static void
add_runs (const WfState *self, WfProject *project)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self->runs);
  g_autofree char *path = g_uri_is_valid (self->runs_path, G_URI_FLAGS_NONE, NULL)
                              ? g_strdup (self->runs_path)
                              : g_canonicalize_filename (self->runs_path, NULL);

  wf_project_add_file (project, "runs", path, 0, wf_corpus_get_sha256 (corpus), NULL);
}

static void
add_compared (const WfState *self, WfProject *project)
{
  static const char *const roles[] = { "compared-1", "compared-2" };
  JsonObject *object = json_object_new ();
  JsonArray *runs = json_array_new ();

  for (int i = 0; i < 2; i++)
    {
      const WfComparedRun *run = &self->compared[i];
      g_autofree char *path = g_canonicalize_filename (run->path, NULL);
      JsonObject *entry = json_object_new ();

      wf_project_add_file (project, roles[i], path, 0, run->sha256, NULL);
      json_object_set_string_member (entry, "name", run->name);
      json_object_set_int_member (entry, "place", run->place);
      json_array_add_object_element (runs, entry);
    }
  json_object_set_array_member (object, "runs", runs);
  wf_project_set_part (project, "comparison", take_object (object));
}

/* How the table is read: as it was; of several files what was asked for of them, each has the rest for
 * itself. */
static GVariant *
get_settings (const WfState *self)
{
  if (self->import == NULL)
    return NULL;
  if (self->pooled == NULL)
    return wf_import_get_params (self->import);
  return g_variant_n_children (self->import_params) > 0 ? self->import_params : NULL;
}

/* the further files of a pooled table: "table-1", ... */
static void
add_pooled (const WfState *self, WfProject *project)
{
  for (guint i = 0; self->pooled && i < self->pooled->len; i++)
    {
      g_autofree char *role = g_strdup_printf ("table-%u", i + 1);

      wf_project_add_source (project, role, self->pooled->pdata[i], NULL);
    }
}

static void
add_files (const WfState *self, WfProject *project)
{
  if (self->table)
    {
      wf_project_add_source (project, "table", self->source, get_settings (self));
      add_pooled (self, project);
    }
  else if (self->trace && self->runs == NULL)
    wf_project_add_source (project, "log", self->source, NULL);
  if (self->graph && self->discovery == NULL)
    wf_project_add_source (project, "graph", self->graph_source, NULL);
  if (self->runs)
    add_runs (self, project);
  wf_project_add_source (project, "knowledge", self->knowledge_source, NULL);
  wf_project_add_source (project, "obeyed", self->obeyed_source, NULL);
  wf_project_add_source (project, "beside", self->beside_source, NULL);
  if (self->profile_path)
    {
      g_autofree char *path = g_canonicalize_filename (self->profile_path, NULL);

      wf_project_add_file (project, "profile", path, 0, NULL, NULL);
    }
  if (self->comparison)
    add_compared (self, project);
}

/* the weights themselves, so that a trained profile needs no training to be had back */
static void
add_profile (const WfState *self, WfProject *project)
{
  JsonObject *object = json_object_new ();
  g_autofree char *text = wf_profile_to_text (self->profile);

  json_object_set_string_member (object, "text", text);
  if (self->training)
    json_object_set_member (object, "training", wf_json_from_variant (self->training));
  json_object_set_boolean_member (object, "is_evaluated", self->evaluation != NULL);
  wf_project_set_part (project, "profile", take_object (object));
}

/* what a judge answered; who asks again may hear something else */
static void
add_judge (const WfState *self, WfProject *project)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  gsize n_scores;
  const WfStepScore *scores = wf_blame_get_judge_scores (self->blame, &n_scores);

  for (gsize i = 0; i < n_scores; i++)
    {
      JsonObject *score = json_object_new ();

      json_object_set_int_member (score, "step", (gint64) scores[i].step);
      if (scores[i].is_pick)
        json_object_set_boolean_member (score, "is_pick", TRUE);
      else
        json_object_set_double_member (score, "score", scores[i].score);
      json_array_add_object_element (array, score);
    }
  json_object_set_string_member (object, "judge", wf_blame_get_judge (self->blame));
  json_object_set_double_member (object, "weight", wf_blame_get_judge_weight (self->blame));
  if (self->asked)
    {
      json_object_set_string_member (object, "url", wf_judge_request_get_url (self->asked));
      json_object_set_string_member (object, "model", wf_judge_request_get_model (self->asked));
    }
  json_object_set_array_member (object, "scores", array);
  wf_project_set_part (project, "judge", take_object (object));
}

static void
add_choices (const WfState *self, WfProject *project)
{
  JsonObject *object = json_object_new ();

  if (self->mechanisms)
    json_object_set_string_member (object, "mechanisms", self->mechanisms);
  if (self->row >= 0)
    json_object_set_int_member (object, "row", self->row);
  if (self->run >= 0)
    json_object_set_int_member (object, "run", self->run);
  if (self->runs && wf_corpus_blame_get_causes (self->runs))
    json_object_set_boolean_member (object, "finds_causes", TRUE);
  if (json_object_get_size (object) > 0)
    wf_project_set_part (project, "choices", take_object (object));
  else
    json_object_unref (object);
}

/* those that were changed by hand, by the name of the variable */
static void
add_tables (const WfState *self, WfProject *project)
{
  JsonObject *tables = json_object_new ();
  WfGraph *graph = wf_model_get_graph (self->model);

  for (guint node = 0; node < wf_graph_get_n_nodes (graph); node++)
    {
      JsonArray *numbers;
      const double *cpt;
      gsize n;

      if (!wf_state_is_table_changed (self, node))
        continue;
      cpt = wf_model_get_cpt (self->model, node, &n);
      numbers = json_array_new ();
      for (gsize i = 0; i < n; i++)
        json_array_add_double_element (numbers, cpt[i]);
      json_object_set_array_member (tables, wf_graph_get_name (graph, node), numbers);
    }
  wf_project_set_part (project, "tables", take_object (tables));
}

/* one that a table was fitted to is fitted again, and changed as it was; another one is kept */
static void
add_model (const WfState *self, WfProject *project)
{
  WfModel *fitted = wf_state_get_fitted (self);

  if (fitted)
    add_tables (self, project);
  if (self->model && self->table == NULL)
    wf_project_set_part (project, "model", wf_model_to_json (fitted ? fitted : self->model));
}

static void
add_worlds (const WfState *self, WfProject *project)
{
  for (guint i = 0; i < self->worlds->len; i++)
    {
      const WfWorld *world = &g_array_index (self->worlds, WfWorld, i);

      wf_project_add_intervention (project, world->intervention, world->is_active);
    }
  for (guint i = 0; i < self->repairs->len; i++)
    {
      const WfRepairWorld *world = &g_array_index (self->repairs, WfRepairWorld, i);

      wf_project_add_repair (project, &world->repair, world->is_active);
    }
}

WfProject *
wf_state_to_project (const WfState *self)
{
  WfProject *project = wf_project_new ();

  add_files (self, project);
  wf_project_set_graph (project, self->graph);
  if (self->discovery)
    wf_project_set_discovery (project, self->discovery, SEED, self->learn_seconds, self->learned_by);
  wf_project_set_beside (project, self->beside);
  wf_project_set_knowledge (project, self->knowledge);
  add_worlds (self, project);
  add_model (self, project);
  if (self->layout)
    wf_project_set_part (project, "layout", wf_layout_to_json (self->layout, self->graph));
  add_choices (self, project);
  if (self->profile)
    add_profile (self, project);
  if (self->blame && wf_blame_get_judge (self->blame))
    add_judge (self, project);
  return project;
}
