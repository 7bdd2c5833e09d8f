/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/state.h"
#include "core/base/format.h"
#include "core/formats/formats.h"

gboolean
wf_state_is_about_comparison (const WfState *self)
{
  return self->comparison != NULL && self->subject == WF_SUBJECT_COMPARISON;
}

gboolean
wf_state_is_about_diagram (const WfState *self)
{
  return self->graph != NULL && (self->table != NULL || self->model != NULL) &&
         self->subject == WF_SUBJECT_DIAGRAM;
}

/* of the whole corpus though one of its runs is open */
gboolean
wf_state_is_about_runs (const WfState *self)
{
  return self->runs != NULL && (self->blame == NULL || self->subject == WF_SUBJECT_RUNS);
}

/* a file of several runs is named once for two of them */
gboolean
wf_state_compares_two_files (const WfState *self)
{
  return !g_str_equal (self->compared[0].path, self->compared[1].path) || self->compared[0].place < 0;
}

gboolean
wf_state_is_about_words (const WfState *self)
{
  return wf_state_is_about_comparison (self) || (self->blame != NULL && !wf_state_is_about_runs (self));
}

gboolean
wf_state_is_beside (const WfState *self)
{
  if (self->graph == NULL || self->beside == NULL)
    return FALSE;
  for (guint v = 0; v < wf_graph_get_n_nodes (self->beside); v++)
    if (wf_graph_find_node (self->graph, wf_graph_get_name (self->beside, v)) < 0)
      return FALSE;
  return TRUE;
}

gboolean
wf_state_is_beside_a_file (const WfState *self)
{
  return self->beside_source != NULL && wf_state_is_beside (self);
}

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

/* --alpha=0.01 --depth=3; an option that takes lines once for each of them; params: nullable */
static void
append_params (GVariant *params, GString *command)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  if (params == NULL)
    return;
  g_variant_iter_init (&iter, params);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;

      if (g_variant_is_of_type (owned, G_VARIANT_TYPE_BOOLEAN))
        g_string_append_printf (command, " --%s=%s", key, g_variant_get_boolean (owned) ? "true" : "false");
      else if (g_variant_is_of_type (owned, G_VARIANT_TYPE_INT64))
        g_string_append_printf (command, " --%s=%" G_GINT64_FORMAT, key, g_variant_get_int64 (owned));
      else if (g_variant_is_of_type (owned, G_VARIANT_TYPE_DOUBLE))
        {
          g_string_append_printf (command, " --%s=", key);
          wf_append_double (command, g_variant_get_double (owned));
        }
      else if (g_variant_is_of_type (owned, G_VARIANT_TYPE_STRING))
        {
          g_auto (GStrv) lines = g_strsplit (g_variant_get_string (owned, NULL), "\n", -1);

          for (gsize i = 0; lines[i] != NULL; i++)
            {
              g_autofree char *word = shell_word (lines[i]);

              g_string_append_printf (command, " --%s=%s", key, word);
            }
        }
    }
}

/* found: how the table would be read were nothing said */
static gboolean
is_found (WfImport *found, const char *id, GVariant *value)
{
  gsize n;
  const WfFinding *findings = wf_import_get_findings (found, &n);
  g_autoptr (GVariant) other = g_variant_lookup_value (wf_import_get_params (found), id, NULL);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (findings[i].id, id) && !findings[i].is_sure)
      return FALSE;
  return other != NULL && g_variant_equal (other, value);
}

/* --sheet=Sales --pool south.csv: how the table was read, without what the command finds by itself */
static void
append_reading (const WfState *self, GString *command)
{
  gboolean is_said = self->import != NULL &&
                     (!wf_import_is_sure (self->import) || g_variant_n_children (self->import_params) > 0);
  g_autoptr (WfImport) found = is_said ? wf_import_preview (self->source, NULL, NULL, NULL) : NULL;
  g_auto (GVariantDict) said = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) params = NULL;
  GVariantIter iter;
  const char *id;
  GVariant *value;

  if (is_said)
    {
      g_variant_iter_init (&iter, wf_import_get_params (self->import));
      while (g_variant_iter_loop (&iter, "{&sv}", &id, &value))
        if (found == NULL || !is_found (found, id, value))
          g_variant_dict_insert_value (&said, id, value);
    }
  params = g_variant_ref_sink (g_variant_dict_end (&said));
  append_params (params, command);
  for (guint i = 0; self->pooled != NULL && i < self->pooled->len; i++)
    {
      g_autofree char *further = shell_word (source_path (self->pooled->pdata[i]));

      g_string_append_printf (command, " --pool %s", further);
    }
}

char *
wf_state_dup_obeyed_text (const WfState *self)
{
  return self->obeyed && self->obeyed_source == NULL ? wf_knowledge_to_text (self->obeyed, "knowledge", NULL)
                                                     : NULL;
}

/* What was said in the window is in no file yet: printf '1 dose\n' > knowledge.txt */
static void
append_print_knowledge (const WfState *self, GString *command)
{
  g_autofree char *text = wf_state_dup_obeyed_text (self);
  g_autoptr (GString) format = g_string_new (text);
  g_autofree char *word = NULL;

  if (text == NULL)
    return;
  g_string_replace (format, "\\", "\\\\", 0);
  g_string_replace (format, "%", "%%", 0);
  g_string_replace (format, "\n", "\\n", 0);
  word = g_shell_quote (format->str);
  g_string_append_printf (command, "printf %s > %s && ", word, WF_STATE_KNOWLEDGE_HERE);
}

static void
append_knowledge (const WfState *self, GString *command)
{
  g_autofree char *path =
      shell_word (self->obeyed_source ? source_path (self->obeyed_source) : WF_STATE_KNOWLEDGE_HERE);

  if (self->obeyed)
    g_string_append_printf (command, " --knowledge %s", path);
}

/* --bootstrap 20 --ensemble preserved --threshold 0.5 */
static void
append_samples (const WfState *self, GString *command)
{
  WfEnsemble *ensemble = wf_discovery_result_get_ensemble (self->discovery);

  if (ensemble == NULL)
    return;
  g_string_append_printf (command, " --bootstrap %u --ensemble %s --threshold ",
                          wf_ensemble_get_n_samples (ensemble) + wf_ensemble_get_n_failed (ensemble),
                          wf_ensemble_rule_to_text (wf_discovery_result_get_ensemble_rule (self->discovery)));
  wf_append_double (command, wf_discovery_result_get_ensemble_threshold (self->discovery));
}

static void
append_discover (const WfState *self, GString *command)
{
  g_autofree char *table = shell_word (source_path (self->source));

  append_print_knowledge (self, command);
  g_string_append_printf (command, "wherefore-cli discover %s --method %s", table,
                          wf_discovery_result_get_method (self->discovery));
  append_reading (self, command);
  append_knowledge (self, command);
  append_samples (self, command);
  append_without (self, command);
  append_params (wf_discovery_result_get_params (self->discovery), command);
}

/* Returns what the graph is called in commands, after one that makes the file where it was learned here. */
static char *
append_graph (const WfState *self, GString *command)
{
  if (self->discovery)
    {
      append_discover (self, command);
      g_string_append (command, " -o graph.json && ");
      return g_strdup ("graph.json");
    }
  return shell_word (source_path (self->graph_source ? self->graph_source : self->source));
}

static void
append_compare_graphs (const WfState *self, GString *command)
{
  g_autofree char *graph = append_graph (self, command);
  g_autofree char *beside = shell_word (source_path (self->beside_source));

  g_string_append_printf (command, "wherefore-cli compare %s %s --common", beside, graph);
}

gboolean
wf_state_is_asked_of_project (const WfState *self)
{
  return self->project_source != NULL && wf_state_get_fitted (self) != NULL;
}

/* TABLE --graph GRAPH, after the command that makes the graph; MODEL; or PROJECT, which holds all of it */
static void
append_subject (const WfState *self, const char *verb, GString *command)
{
  gboolean is_of_project = wf_state_is_asked_of_project (self);
  g_autofree char *subject = shell_word (source_path (is_of_project ? self->project_source : self->source));
  /* a model that was read has its own */
  g_autofree char *graph = self->table && !is_of_project ? append_graph (self, command) : NULL;

  g_string_append_printf (command, "wherefore-cli %s %s", verb, subject);
  if (graph)
    {
      append_reading (self, command);
      g_string_append_printf (command, " --graph %s", graph);
    }
}

/* What was changed in the window, and isn't saved in a project, is in no file: a comment says so. */
static void
append_changes (const WfState *self, GString *command)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (wf_state_is_asked_of_project (self))
    return;
  for (guint node = 0; wf_state_get_fitted (self) && node < wf_graph_get_n_nodes (self->graph); node++)
    if (wf_state_is_table_changed (self, node))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              wf_graph_get_name (self->graph, node));
  if (names->len == 0)
    return;
  g_string_replace (names, "\n", " ", 0);
  g_string_append (command, "  # ");
  /* Translators: stands behind a command that knows nothing of them; %s lists variables */
  g_string_append_printf (command, _ ("without the tables changed by hand: %s"), names->str);
}

static void
append_intervene (const WfState *self, WfEffect *effect, GString *command)
{
  append_subject (self, self->row >= 0 ? "counterfactual" : "intervene", command);
  if (self->row >= 0)
    g_string_append_printf (command, " --row %" G_GSSIZE_FORMAT, self->row);
  if (self->mechanisms && !wf_state_is_asked_of_project (self))
    {
      g_autofree char *mechanisms = shell_word (self->mechanisms);

      g_string_append_printf (command, " --mechanisms %s", mechanisms);
    }
  for (gsize i = 0; i < wf_effect_get_n_interventions (effect); i++)
    {
      g_autofree char *text = wf_intervention_to_source (wf_effect_get_intervention (effect, i));
      g_autofree char *quoted = shell_word (text);

      g_string_append_printf (command, " --do %s", quoted);
    }
}

/* the open run by its file and its place in it; without one, all of them */
static void
append_attribute_run (const WfState *self, GString *command)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self->runs);
  gssize run = wf_state_is_about_runs (self) ? -1 : self->run;
  gssize place = run < 0 ? -1 : wf_corpus_get_place (corpus, run);
  g_autofree char *path = shell_word (run < 0 ? self->runs_path : wf_corpus_get_path (corpus, run));

  g_string_append_printf (command, "wherefore-cli attribute %s", path);
  if (place >= 0)
    g_string_append_printf (command, " --run %" G_GSSIZE_FORMAT, place);
}

/* --repair 1,4=0.5 */
static void
append_repairs (const WfState *self, GString *command)
{
  g_autoptr (GArray) repairs = wf_state_list_repairs (self);

  for (guint i = 0; i < repairs->len; i++)
    {
      const WfRepair *repair = &g_array_index (repairs, WfRepair, i);

      g_string_append_printf (command, "%s%zu", i == 0 ? " --repair " : ",", repair->step);
      if (repair->keep > 0)
        {
          g_string_append_c (command, '=');
          wf_append_double (command, repair->keep);
        }
    }
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

char *
wf_state_dup_train_command (const WfState *self, GVariant *params)
{
  g_autofree char *path = shell_word (self->runs_path);
  g_autoptr (GString) command = g_string_new (NULL);

  g_string_printf (command, "wherefore-cli train %s", path);
  append_params (params, command);
  g_string_append_printf (command, " -o %s", WF_STATE_TRAINED_HERE);
  return g_string_free (g_steal_pointer (&command), FALSE);
}

/* --profile FILE; nothing when each log's shape chooses */
static void
append_profile (const WfState *self, GString *command)
{
  g_autofree char *path = shell_word (self->profile_path ? self->profile_path : WF_STATE_TRAINED_HERE);

  if (self->profile != NULL)
    g_string_append_printf (command, " --profile %s", path);
}

/* wherefore-cli compare-runs A B --runs I,J */
static void
append_compare (const WfState *self, GString *command)
{
  const WfComparedRun *first = &self->compared[0], *second = &self->compared[1];
  g_autofree char *one = shell_word (first->path);
  g_autofree char *other = shell_word (second->path);

  g_string_append_printf (command, "wherefore-cli compare-runs %s", one);
  if (wf_state_compares_two_files (self))
    g_string_append_printf (command, " %s", other);
  if (first->place >= 0 || second->place >= 0)
    g_string_append_printf (command, " --runs %" G_GSSIZE_FORMAT ",%" G_GSSIZE_FORMAT, MAX (first->place, 0),
                            MAX (second->place, 0));
}

/* --redact --sections answer,method --paper letter --report report.pdf; the paper always, as on the command
 * line: another region's may be another */
static void
append_report (const WfState *self, GString *command)
{
  if (self->is_redacted && wf_state_is_about_words (self))
    g_string_append (command, " --redact");
  if (self->sections != WF_SECTIONS_ALL)
    {
      g_autofree char *sections = wf_sections_to_text (self->sections);

      g_string_append_printf (command, " --sections %s", sections);
    }
  g_string_append_printf (command, " --paper %s --report report.pdf", wf_paper_to_text (self->paper));
}

char *
wf_state_dup_diagram_command (const WfState *self, const char *treatment, const char *outcome, guint n_bins)
{
  g_autoptr (GString) command = g_string_new (NULL);
  g_autofree char *cut = shell_word (treatment);
  g_autofree char *seen = shell_word (outcome);

  append_subject (self, "diagram", command);
  g_string_append_printf (command, " --cut %s --outcome %s", cut, seen);
  if (n_bins > 0)
    g_string_append_printf (command, " --bins %u", n_bins);
  append_report (self, command);
  append_changes (self, command);
  return g_string_free (g_steal_pointer (&command), FALSE);
}

char *
wf_state_dup_command (const WfState *self, WfEffect *effect)
{
  g_autoptr (GString) command = g_string_new (NULL);
  g_autofree char *path = shell_word (source_path (self->source));

  if (wf_state_is_about_comparison (self))
    {
      append_compare (self, command);
      append_report (self, command);
      return g_string_free (g_steal_pointer (&command), FALSE);
    }
  if (self->profile && self->profile_path == NULL)
    {
      g_autofree char *train = wf_state_dup_train_command (self, self->training);

      g_string_append_printf (command, "%s && ", train);
    }
  if (self->runs)
    append_attribute_run (self, command);
  else if (self->blame)
    g_string_append_printf (command, "wherefore-cli attribute %s", path);
  if (self->blame || self->runs)
    {
      append_profile (self, command);
      if (wf_state_is_about_runs (self) && wf_corpus_blame_get_causes (self->runs) != NULL)
        g_string_append (command, " --causes");
      if (!wf_state_is_about_runs (self))
        {
          append_judge (self, command);
          append_repairs (self, command);
        }
    }
  else if (wf_state_is_beside_a_file (self))
    append_compare_graphs (self, command);
  else if (effect)
    append_intervene (self, effect, command);
  else if (self->discovery)
    append_discover (self, command);
  else
    {
      g_string_printf (command, "wherefore-cli convert %s -o %s", path, self->table ? "out.csv" : "out.json");
      append_reading (self, command);
    }
  append_report (self, command);
  if (effect && !self->blame && !self->runs && !wf_state_is_beside_a_file (self))
    append_changes (self, command);
  return g_string_free (g_steal_pointer (&command), FALSE);
}
