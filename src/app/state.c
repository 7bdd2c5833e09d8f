/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/learnable.h"
#include "app/state.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/formats/formats.h"

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
  self->run = -1;
  self->repair = -1;
  return self;
}

#define COPY(field, type) copy->field = self->field ? wf_##type##_ref (self->field) : NULL

WfState *
wf_state_copy (const WfState *self)
{
  WfState *copy = wf_state_new ();

  COPY (source, source);
  COPY (graph_source, source);
  COPY (table, table);
  COPY (graph, graph);
  COPY (discovery, discovery_result);
  COPY (model, model);
  COPY (layout, layout);
  COPY (runs, corpus_blame);
  COPY (trace, trace);
  COPY (blame, blame);
  COPY (suggestions, suggestions);
  COPY (asked, judge_request);
  copy->observed = self->observed ? g_ptr_array_ref (self->observed) : NULL;
  copy->learn_seconds = self->learn_seconds;
  copy->runs_path = g_strdup (self->runs_path);
  copy->run = self->run;
  copy->repair = self->repair;
  copy->is_redacted = self->is_redacted;
  for (guint i = 0; i < self->worlds->len; i++)
    {
      const WfWorld *world = &g_array_index (self->worlds, WfWorld, i);
      WfWorld other = { wf_intervention_ref (world->intervention), world->is_active };

      g_array_append_val (copy->worlds, other);
    }
  return copy;
}

#undef COPY

void
wf_state_free (WfState *self)
{
  g_clear_pointer (&self->source, wf_source_unref);
  g_clear_pointer (&self->graph_source, wf_source_unref);
  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_pointer (&self->observed, g_ptr_array_unref);
  g_clear_pointer (&self->graph, wf_graph_unref);
  g_clear_pointer (&self->discovery, wf_discovery_result_unref);
  g_clear_pointer (&self->model, wf_model_unref);
  g_clear_pointer (&self->layout, wf_layout_unref);
  g_clear_pointer (&self->runs, wf_corpus_blame_unref);
  g_free (self->runs_path);
  g_clear_pointer (&self->trace, wf_trace_unref);
  g_clear_pointer (&self->blame, wf_blame_unref);
  g_clear_pointer (&self->suggestions, wf_suggestions_unref);
  g_clear_pointer (&self->asked, wf_judge_request_unref);
  g_clear_pointer (&self->worlds, g_array_unref);
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

guint
wf_state_diff (const WfState *a, const WfState *b)
{
  guint parts = 0;

  if (a->table != b->table || a->trace != b->trace || a->source != b->source)
    parts |= WF_PART_SOURCE;
  if (a->graph != b->graph || a->discovery != b->discovery)
    parts |= WF_PART_GRAPH;
  if (a->layout != b->layout)
    parts |= WF_PART_LAYOUT;
  if (a->model != b->model)
    parts |= WF_PART_MODEL;
  if (a->runs != b->runs)
    parts |= WF_PART_SOURCE | WF_PART_RUNS;
  if (a->run != b->run)
    parts |= WF_PART_RUNS;
  if (a->blame != b->blame)
    parts |= WF_PART_BLAME;
  if (a->repair != b->repair)
    parts |= WF_PART_REPAIR;
  if (!worlds_equal (a->worlds, b->worlds))
    parts |= WF_PART_INTERVENTIONS;
  return parts;
}

gssize
wf_state_find_world (const WfState *self, const char *node)
{
  for (guint i = 0; i < self->worlds->len; i++)
    if (g_str_equal (wf_intervention_get_node (g_array_index (self->worlds, WfWorld, i).intervention), node))
      return i;
  return -1;
}

void
wf_state_set_world (WfState *self, WfIntervention *intervention)
{
  WfWorld world = { wf_intervention_ref (intervention), TRUE };
  gssize i = wf_state_find_world (self, wf_intervention_get_node (intervention));

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

/* ---- the report ---- */

static const char *
source_path (WfSource *source)
{
  const char *path = source ? wf_source_get_path (source) : NULL;

  return path ? path : source ? wf_source_get_name (source) : "-";
}

/* quoted only where a shell needs it */
static char *
shell_word (const char *text)
{
  const char *safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%";

  return text[0] != '\0' && strspn (text, safe) == strlen (text) ? g_strdup (text) : g_shell_quote (text);
}

/* --without A,B: the columns that the search was not given */
static void
append_without (const WfState *self, GString *command)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *word = NULL;

  for (const char *const *name = wf_table_get_names (self->table); *name; name++)
    if (wf_graph_find_node (self->graph, *name) < 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", *name);
  if (names->len == 0)
    return;
  word = shell_word (names->str);
  g_string_append_printf (command, " --without %s", word);
}

static void
append_discover (const WfState *self, GString *command)
{
  g_autofree char *table = shell_word (source_path (self->source));
  GVariant *params = wf_discovery_result_get_params (self->discovery);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_string_append_printf (command, "wherefore-cli discover %s --method %s", table,
                          wf_discovery_result_get_method (self->discovery));
  append_without (self, command);
  if (params == NULL)
    return;
  g_variant_iter_init (&iter, params);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      if (g_variant_is_of_type (owned, G_VARIANT_TYPE_BOOLEAN))
        g_string_append_printf (command, " --%s=%s", key, g_variant_get_boolean (owned) ? "true" : "false");
      else if (g_variant_is_of_type (owned, G_VARIANT_TYPE_INT64))
        g_string_append_printf (command, " --%s=%" G_GINT64_FORMAT, key, g_variant_get_int64 (owned));
      else if (g_variant_is_of_type (owned, G_VARIANT_TYPE_DOUBLE))
        g_string_append_printf (command, " --%s=%s", key,
                                g_ascii_dtostr (number, sizeof number, g_variant_get_double (owned)));
      else if (g_variant_is_of_type (owned, G_VARIANT_TYPE_STRING))
        {
          g_autofree char *word = shell_word (g_variant_get_string (owned, NULL));

          g_string_append_printf (command, " --%s=%s", key, word);
        }
    }
}

static void
append_intervene (const WfState *self, WfEffect *effect, GString *command)
{
  g_autofree char *table = shell_word (source_path (self->source));
  g_autofree char *graph = NULL;

  if (self->discovery)
    {
      append_discover (self, command);
      g_string_append (command, " -o graph.json && ");
    }
  graph = shell_word (self->discovery ? "graph.json" : source_path (self->graph_source));
  g_string_append_printf (command, "wherefore-cli intervene %s --graph %s", table, graph);
  for (gsize i = 0; i < wf_effect_get_n_interventions (effect); i++)
    {
      static const char *const operators[] = { "=", "+=", "*=" };
      WfIntervention *intervention = wf_effect_get_intervention (effect, i);
      g_autofree char *text = g_strconcat (wf_intervention_get_node (intervention),
                                           operators[wf_intervention_get_kind (intervention)],
                                           wf_intervention_get_level (intervention), NULL);
      g_autofree char *quoted = shell_word (text);

      g_string_append_printf (command, " --do %s", quoted);
    }
}

/* the open run by its file and its place in it; without one, all of them */
static void
append_attribute_run (const WfState *self, GString *command)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self->runs);
  gssize place = self->run < 0 ? -1 : wf_corpus_get_place (corpus, self->run);
  g_autofree char *path =
      shell_word (self->run < 0 ? self->runs_path : wf_corpus_get_path (corpus, self->run));

  g_string_printf (command, "wherefore-cli attribute %s", path);
  if (place >= 0)
    g_string_append_printf (command, " --run %" G_GSSIZE_FORMAT, place);
}

/* Whoever repeats it asks the judge anew, with a key of their own. */
static void
append_judge (const WfState *self, GString *command)
{
  g_autofree char *url = self->asked ? shell_word (wf_judge_request_get_url (self->asked)) : NULL;
  g_autofree char *model = self->asked ? shell_word (wf_judge_request_get_model (self->asked)) : NULL;

  if (self->asked)
    g_string_append_printf (command, " --judge %s --judge-model %s", url, model);
}

static void
add_runs (WfProvenance *provenance, const WfState *self)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self->runs);
  g_autofree char *name = g_path_get_basename (self->runs_path);
  gsize n_runs = wf_corpus_get_n_runs (corpus);
  g_autofree char *facts =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu run", "%zu runs", n_runs), n_runs);

  wf_provenance_add_input (provenance, name, wf_corpus_get_sha256 (corpus), facts);
}

static char *
state_command (const WfState *self, WfEffect *effect)
{
  g_autoptr (GString) command = g_string_new (NULL);
  g_autofree char *path = shell_word (source_path (self->source));

  if (self->runs)
    append_attribute_run (self, command);
  else if (self->blame)
    g_string_printf (command, "wherefore-cli attribute %s", path);
  if (self->blame || self->runs)
    {
      append_judge (self, command);
      if (self->repair >= 0)
        g_string_append_printf (command, " --repair %" G_GSSIZE_FORMAT, self->repair);
      if (self->is_redacted && self->blame)
        g_string_append (command, " --redact");
    }
  else if (effect)
    append_intervene (self, effect, command);
  else if (self->discovery)
    append_discover (self, command);
  else
    g_string_printf (command, "wherefore-cli convert %s -o out.json", path);
  return g_string_free (g_steal_pointer (&command), FALSE);
}

static void
add_input (WfProvenance *provenance, WfSource *source, WfTable *table)
{
  g_autofree char *facts = NULL;

  if (source == NULL)
    return;
  if (table)
    {
      g_autofree char *rows = wf_format_count (wf_table_get_n_rows (table));
      g_autofree char *columns = wf_format_count (wf_table_get_n_columns (table));

      facts = g_strdup_printf (_ ("%s rows, %s columns"), rows, columns);
    }
  wf_provenance_add_input (provenance, wf_source_get_name (source), wf_source_get_sha256 (source), facts);
}

static WfProvenance *
state_provenance (const WfState *self, WfEffect *effect)
{
  WfProvenance *provenance = wf_provenance_new ();
  g_autofree char *command = state_command (self, effect);

  add_input (provenance, self->source, self->table);
  if (self->runs)
    add_runs (provenance, self);
  if (self->graph_source != self->source)
    add_input (provenance, self->graph_source, NULL);
  wf_provenance_set_command (provenance, command);
  wf_provenance_set_seed (provenance, 1);
  if (self->discovery)
    wf_provenance_set_seconds (provenance, self->learn_seconds);
  return provenance;
}

WfReport *
wf_state_report (const WfState *self, WfEffect *effect, GError **error)
{
  g_autoptr (WfProvenance) provenance = state_provenance (self, effect);
  WfRepair repair = { (gsize) MAX (self->repair, 0), 0 };

  if (self->blame)
    {
      g_autoptr (WfBlame) shown =
          self->is_redacted ? wf_blame_redact (self->blame) : wf_blame_ref (self->blame);

      return wf_blame_report (shown, &repair, self->repair >= 0, provenance);
    }
  if (self->runs)
    return wf_corpus_blame_report (self->runs, provenance);
  if (effect)
    return wf_effect_report (effect, NULL, provenance);
  if (self->discovery && self->table)
    {
      g_autoptr (WfTable) table = wf_learnable_select_nodes (self->table, self->graph);

      return wf_discovery_report (self->discovery, table, provenance);
    }
  if (self->graph)
    return wf_graph_report (self->graph, provenance);
  if (self->table)
    return wf_table_report (self->table, provenance);
  g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("There is nothing to report yet: open a table, a graph or an agent log."));
  return NULL;
}
