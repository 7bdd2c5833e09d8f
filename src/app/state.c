/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/state.h"

static void
world_clear (gpointer data)
{
  WfWorld *world = data;

  g_clear_pointer (&world->intervention, wf_intervention_unref);
}

static GArray *
worlds_new (void)
{
  GArray *worlds = g_array_new (FALSE, TRUE, sizeof (WfWorld));

  g_array_set_clear_func (worlds, world_clear);
  return worlds;
}

WfState *
wf_state_new (void)
{
  WfState *self = g_new0 (WfState, 1);

  self->worlds = worlds_new ();
  self->repairs = g_array_new (FALSE, FALSE, sizeof (WfRepairWorld));
  self->run = self->row = -1;
  self->sections = WF_SECTIONS_ALL;
  self->paper = wf_paper_for_locale ();
  return self;
}

void
wf_compared_run_clear (WfComparedRun *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->sha256, g_free);
}

static void
compared_run_copy (WfComparedRun *self, const WfComparedRun *other)
{
  WfComparedRun copy = { g_strdup (other->name), g_strdup (other->path), other->place, other->n_in_file,
                         g_strdup (other->sha256) };

  wf_compared_run_clear (self);
  *self = copy;
}

#define COPY(field, type) copy->field = self->field ? wf_##type##_ref (self->field) : NULL

WfState *
wf_state_copy (const WfState *self)
{
  WfState *copy = wf_state_new ();

  COPY (source, source);
  COPY (graph_source, source);
  COPY (table, table);
  COPY (import, import);
  COPY (graph, graph);
  COPY (discovery, discovery_result);
  COPY (model, model);
  COPY (fitted, model);
  COPY (layout, layout);
  COPY (beside, graph);
  COPY (beside_source, source);
  COPY (runs, corpus_blame);
  COPY (accuracy, evaluation);
  COPY (causes_layout, layout);
  COPY (trace, trace);
  COPY (blame, blame);
  COPY (suggestions, suggestions);
  COPY (asked, judge_request);
  COPY (profile, profile);
  COPY (evaluation, evaluation);
  COPY (comparison, run_comparison);
  COPY (knowledge, knowledge);
  COPY (knowledge_source, source);
  COPY (obeyed, knowledge);
  COPY (obeyed_source, source);
  COPY (project_source, source);
  copy->pooled = self->pooled ? g_ptr_array_ref (self->pooled) : NULL;
  copy->import_params = self->import_params ? g_variant_ref (self->import_params) : NULL;
  copy->mechanisms = g_strdup (self->mechanisms);
  copy->profile_path = g_strdup (self->profile_path);
  copy->training = self->training ? g_variant_ref (self->training) : NULL;
  for (int i = 0; i < 2; i++)
    compared_run_copy (&copy->compared[i], &self->compared[i]);
  copy->observed = self->observed ? g_ptr_array_ref (self->observed) : NULL;
  copy->learn_seconds = self->learn_seconds;
  copy->learned_by = g_strdup (self->learned_by);
  copy->runs_path = g_strdup (self->runs_path);
  copy->run = self->run;
  copy->row = self->row;
  copy->is_redacted = self->is_redacted;
  copy->sections = self->sections;
  copy->paper = self->paper;
  copy->subject = self->subject;
  copy->outcome = g_strdup (self->outcome);
  copy->n_bins = self->n_bins;
  for (guint i = 0; i < self->worlds->len; i++)
    {
      const WfWorld *world = &g_array_index (self->worlds, WfWorld, i);
      WfWorld other = { wf_intervention_ref (world->intervention), world->is_active };

      g_array_append_val (copy->worlds, other);
    }
  g_array_append_vals (copy->repairs, self->repairs->data, self->repairs->len);
  return copy;
}

#undef COPY

void
wf_state_free (WfState *self)
{
  g_clear_pointer (&self->source, wf_source_unref);
  g_clear_pointer (&self->graph_source, wf_source_unref);
  g_clear_pointer (&self->project_source, wf_source_unref);
  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_pointer (&self->pooled, g_ptr_array_unref);
  g_clear_pointer (&self->import, wf_import_unref);
  g_clear_pointer (&self->import_params, g_variant_unref);
  g_clear_pointer (&self->observed, g_ptr_array_unref);
  g_clear_pointer (&self->graph, wf_graph_unref);
  g_clear_pointer (&self->discovery, wf_discovery_result_unref);
  g_free (self->learned_by);
  g_clear_pointer (&self->model, wf_model_unref);
  g_clear_pointer (&self->fitted, wf_model_unref);
  g_free (self->mechanisms);
  g_free (self->outcome);
  g_clear_pointer (&self->layout, wf_layout_unref);
  g_clear_pointer (&self->knowledge, wf_knowledge_unref);
  g_clear_pointer (&self->knowledge_source, wf_source_unref);
  g_clear_pointer (&self->obeyed, wf_knowledge_unref);
  g_clear_pointer (&self->obeyed_source, wf_source_unref);
  g_clear_pointer (&self->beside, wf_graph_unref);
  g_clear_pointer (&self->beside_source, wf_source_unref);
  g_clear_pointer (&self->runs, wf_corpus_blame_unref);
  g_clear_pointer (&self->accuracy, wf_evaluation_unref);
  g_clear_pointer (&self->causes_layout, wf_layout_unref);
  g_free (self->runs_path);
  g_clear_pointer (&self->trace, wf_trace_unref);
  g_clear_pointer (&self->blame, wf_blame_unref);
  g_clear_pointer (&self->suggestions, wf_suggestions_unref);
  g_clear_pointer (&self->asked, wf_judge_request_unref);
  g_clear_pointer (&self->profile, wf_profile_unref);
  g_clear_pointer (&self->evaluation, wf_evaluation_unref);
  g_clear_pointer (&self->training, g_variant_unref);
  g_free (self->profile_path);
  g_clear_pointer (&self->comparison, wf_run_comparison_unref);
  for (int i = 0; i < 2; i++)
    wf_compared_run_clear (&self->compared[i]);
  g_clear_pointer (&self->worlds, g_array_unref);
  g_clear_pointer (&self->repairs, g_array_unref);
  g_free (self);
}

gboolean
wf_state_is_empty (const WfState *self)
{
  return self->table == NULL && self->graph == NULL && self->trace == NULL && self->runs == NULL;
}

static gboolean
worlds_equal (GArray *a, GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const WfWorld *one = &g_array_index (a, WfWorld, i);
      const WfWorld *other = &g_array_index (b, WfWorld, i);

      if (one->intervention != other->intervention || one->is_active != other->is_active)
        return FALSE;
    }
  return TRUE;
}

static gboolean
repairs_equal (GArray *a, GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const WfRepairWorld *one = &g_array_index (a, WfRepairWorld, i);
      const WfRepairWorld *other = &g_array_index (b, WfRepairWorld, i);

      if (one->repair.step != other->repair.step || one->repair.keep != other->repair.keep ||
          one->is_active != other->is_active)
        return FALSE;
    }
  return TRUE;
}

/* the same runs, ranked otherwise */
static gboolean
has_same_corpus (const WfState *a, const WfState *b)
{
  return a->runs != NULL && b->runs != NULL &&
         wf_corpus_blame_get_corpus (a->runs) == wf_corpus_blame_get_corpus (b->runs);
}

gboolean
wf_state_has_same_subject (const WfState *a, const WfState *b)
{
  return has_same_corpus (a, b) || (a->runs == NULL && b->runs == NULL && a->trace == b->trace);
}

gboolean
wf_state_has_same_nodes (const WfState *a, const WfState *b)
{
  return a->graph != NULL && b->graph != NULL &&
         g_strv_equal (wf_graph_get_names (a->graph), wf_graph_get_names (b->graph));
}

/* both nullable */
static gboolean
knowledge_equal (WfKnowledge *a, WfKnowledge *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a == b || wf_knowledge_equal (a, b);
}

static gboolean
has_causes (const WfState *self)
{
  return self->runs != NULL && wf_corpus_blame_get_causes (self->runs) != NULL;
}

gboolean
wf_state_is_same_work (const WfState *a, const WfState *b)
{
  return a->table == b->table && a->source == b->source && a->graph == b->graph &&
         a->discovery == b->discovery && a->layout == b->layout && a->beside == b->beside &&
         knowledge_equal (a->knowledge, b->knowledge) && g_strcmp0 (a->mechanisms, b->mechanisms) == 0 &&
         worlds_equal (a->worlds, b->worlds) && a->row == b->row && repairs_equal (a->repairs, b->repairs) &&
         wf_state_has_same_subject (a, b) && a->profile == b->profile && a->evaluation == b->evaluation &&
         a->asked == b->asked && wf_state_has_same_changes (a, b) && a->comparison == b->comparison &&
         has_causes (a) == has_causes (b);
}

guint
wf_state_diff (const WfState *a, const WfState *b)
{
  guint parts = 0;

  if (a->table != b->table || a->trace != b->trace || a->source != b->source)
    parts |= WF_PART_SOURCE;
  if (a->graph != b->graph || a->discovery != b->discovery)
    parts |= WF_PART_GRAPH;
  if (a->beside != b->beside)
    parts |= WF_PART_BESIDE;
  if (a->layout != b->layout)
    parts |= WF_PART_LAYOUT;
  if (a->model != b->model)
    parts |= WF_PART_MODEL;
  if (a->runs != b->runs)
    parts |= has_same_corpus (a, b) ? WF_PART_PROFILE : WF_PART_SOURCE | WF_PART_RUNS;
  if (a->run != b->run)
    parts |= WF_PART_RUNS;
  if (a->blame != b->blame)
    parts |= WF_PART_BLAME;
  if (a->profile != b->profile || a->evaluation != b->evaluation)
    parts |= WF_PART_PROFILE;
  if (a->knowledge != b->knowledge || a->obeyed != b->obeyed)
    parts |= WF_PART_KNOWLEDGE;
  if (a->comparison != b->comparison)
    parts |= WF_PART_COMPARISON;
  if (!repairs_equal (a->repairs, b->repairs))
    parts |= WF_PART_REPAIR;
  if (!worlds_equal (a->worlds, b->worlds) || a->row != b->row)
    parts |= WF_PART_INTERVENTIONS;
  return parts;
}

void
wf_state_set_knowledge (WfState *self, WfKnowledge *knowledge, WfSource *source)
{
  gboolean says_nothing = knowledge == NULL || wf_knowledge_is_empty (knowledge);

  g_clear_pointer (&self->knowledge, wf_knowledge_unref);
  g_clear_pointer (&self->knowledge_source, wf_source_unref);
  if (says_nothing)
    g_clear_pointer (&knowledge, wf_knowledge_unref);
  self->knowledge = knowledge;
  self->knowledge_source = source && !says_nothing ? wf_source_ref (source) : NULL;
}

gboolean
wf_state_has_new_knowledge (const WfState *self)
{
  if (self->knowledge == NULL || self->obeyed == NULL)
    return self->knowledge != self->obeyed;
  return self->knowledge != self->obeyed && !wf_knowledge_equal (self->knowledge, self->obeyed);
}

/* Any number of edges into a node may be cut; else there is one intervention a node. */
static gboolean
is_like (WfIntervention *a, WfIntervention *b)
{
  return g_str_equal (wf_intervention_get_node (a), wf_intervention_get_node (b)) &&
         g_strcmp0 (wf_intervention_get_parent (a), wf_intervention_get_parent (b)) == 0;
}

gssize
wf_state_find_like (const WfState *self, WfIntervention *intervention)
{
  for (guint i = 0; i < self->worlds->len; i++)
    if (is_like (g_array_index (self->worlds, WfWorld, i).intervention, intervention))
      return i;
  return -1;
}

gssize
wf_state_find_world (const WfState *self, const char *node)
{
  for (guint i = 0; i < self->worlds->len; i++)
    {
      WfIntervention *intervention = g_array_index (self->worlds, WfWorld, i).intervention;

      if (wf_intervention_get_parent (intervention) == NULL &&
          g_str_equal (wf_intervention_get_node (intervention), node))
        return i;
    }
  return -1;
}

void
wf_state_set_world (WfState *self, WfIntervention *intervention)
{
  WfWorld world = { wf_intervention_ref (intervention), TRUE };
  gssize i = wf_state_find_like (self, intervention);

  if (i < 0)
    {
      g_array_append_val (self->worlds, world);
      return;
    }
  world_clear (&g_array_index (self->worlds, WfWorld, i));
  g_array_index (self->worlds, WfWorld, i) = world;
}

void
wf_state_remove_world (WfState *self, gsize i)
{
  g_return_if_fail (i < self->worlds->len);

  g_array_remove_index (self->worlds, i);
}

GPtrArray *
wf_state_list_active (const WfState *self)
{
  GPtrArray *active = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_intervention_unref);

  for (guint i = 0; i < self->worlds->len; i++)
    {
      const WfWorld *world = &g_array_index (self->worlds, WfWorld, i);

      if (world->is_active)
        g_ptr_array_add (active, wf_intervention_ref (world->intervention));
    }
  return active;
}

void
wf_state_set_profile (WfState *self, WfProfile *profile, const char *path)
{
  wf_profile_ref (profile);
  g_clear_pointer (&self->profile, wf_profile_unref);
  g_clear_pointer (&self->evaluation, wf_evaluation_unref);
  g_clear_pointer (&self->training, g_variant_unref);
  g_free (self->profile_path);
  self->profile = profile;
  self->profile_path = g_strdup (path);
}

/* the ranking's own blame of the open run, before any judge */
static WfBlame *
get_ranked (const WfState *self, gssize run)
{
  return run < 0 || self->runs == NULL ? self->blame : wf_corpus_blame_get_blame (self->runs, run);
}

/* Of the run that is open here, whichever was open there. */
static void
take_blame (WfState *self, const WfState *other)
{
  WfBlame *blame = get_ranked (other, self->run);

  if (self->trace == NULL || blame == NULL)
    return;
  wf_blame_ref (blame);
  g_clear_pointer (&self->blame, wf_blame_unref);
  g_clear_pointer (&self->suggestions, wf_suggestions_unref);
  g_clear_pointer (&self->asked, wf_judge_request_unref);
  self->blame = blame;
  if (other->suggestions != NULL && other->blame == blame)
    self->suggestions = wf_suggestions_ref (other->suggestions);
  else
    self->suggestions = wf_blame_suggest (blame, NULL, NULL);
}

void
wf_state_open_run (WfState *self, gsize run)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self->runs);

  g_clear_pointer (&self->trace, wf_trace_unref);
  g_clear_pointer (&self->blame, wf_blame_unref);
  g_clear_pointer (&self->suggestions, wf_suggestions_unref);
  g_clear_pointer (&self->asked, wf_judge_request_unref);
  self->run = (gssize) run;
  g_array_set_size (self->repairs, 0);
  self->trace = wf_trace_ref (wf_corpus_get_run (corpus, run));
  self->blame = wf_blame_ref (wf_corpus_blame_get_blame (self->runs, run));
  self->suggestions = wf_blame_suggest (self->blame, NULL, NULL);
}

void
wf_state_take_ranking (WfState *self, const WfState *other)
{
  gboolean is_ranked_anew = get_ranked (self, self->run) != get_ranked (other, self->run);

  if (other->profile != self->profile)
    wf_state_set_profile (self, other->profile, other->profile_path);
  g_clear_pointer (&self->training, g_variant_unref);
  g_clear_pointer (&self->evaluation, wf_evaluation_unref);
  g_clear_pointer (&self->accuracy, wf_evaluation_unref);
  g_clear_pointer (&self->causes_layout, wf_layout_unref);
  self->accuracy = other->accuracy ? wf_evaluation_ref (other->accuracy) : NULL;
  self->causes_layout = other->causes_layout ? wf_layout_ref (other->causes_layout) : NULL;
  self->training = other->training ? g_variant_ref (other->training) : NULL;
  self->evaluation = other->evaluation ? wf_evaluation_ref (other->evaluation) : NULL;
  if (other->runs != NULL)
    {
      wf_corpus_blame_ref (other->runs);
      g_clear_pointer (&self->runs, wf_corpus_blame_unref);
      self->runs = other->runs;
    }
  if (is_ranked_anew) /* else what a judge made of it stays */
    take_blame (self, other);
}

void
wf_state_set_comparison (WfState *self,
                         WfRunComparison *comparison,
                         const WfComparedRun *first,
                         const WfComparedRun *second)
{
  g_clear_pointer (&self->comparison, wf_run_comparison_unref);
  self->comparison = comparison;
  compared_run_copy (&self->compared[0], first);
  compared_run_copy (&self->compared[1], second);
}

gssize
wf_state_find_repair (const WfState *self, gsize step)
{
  for (guint i = 0; i < self->repairs->len; i++)
    if (g_array_index (self->repairs, WfRepairWorld, i).repair.step == step)
      return i;
  return -1;
}

void
wf_state_set_repair (WfState *self, gsize step, double keep)
{
  WfRepairWorld world = { { step, keep }, TRUE };
  gssize i = wf_state_find_repair (self, step);

  if (i >= 0 && keep >= 1)
    g_array_remove_index (self->repairs, i);
  else if (i >= 0)
    g_array_index (self->repairs, WfRepairWorld, i) = world;
  else if (keep < 1)
    g_array_append_val (self->repairs, world);
}

GArray *
wf_state_list_repairs (const WfState *self)
{
  GArray *active = g_array_new (FALSE, FALSE, sizeof (WfRepair));

  for (guint i = 0; i < self->repairs->len; i++)
    {
      const WfRepairWorld *world = &g_array_index (self->repairs, WfRepairWorld, i);

      if (world->is_active)
        g_array_append_val (active, world->repair);
    }
  return active;
}
