/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/diagram-answer.h"
#include "app/import-words.h"
#include "app/learnable.h"
#include "app/state.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/formats/formats.h"
#include "core/graph/compare.h"

/* What the command line lists as inputs when it repeats the command: the same reports say the same. */

static char *
dup_base (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return g_filename_display_name (base);
}

static char *
count_steps (WfTrace *trace)
{
  gsize n = wf_trace_get_n_steps (trace);
  g_autofree char *count = wf_format_count (n);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s step", "%s steps", n), count);
}

static char *
count_runs (gsize n)
{
  g_autofree char *count = wf_format_count (n);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s run", "%s runs", n), count);
}

/* a folder, or a file that holds several runs */
static void
add_runs (WfProvenance *provenance, const WfState *self)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self->runs);
  gsize n_files = wf_corpus_get_n_files (corpus);
  g_autofree char *runs = count_runs (wf_corpus_get_n_runs (corpus));
  g_autofree char *name = dup_base (self->runs_path);
  g_autofree char *count = wf_format_count (n_files);
  g_autofree char *files =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s file", "%s files", n_files), count);
  g_autofree char *facts = g_strdup_printf ("%s, %s", runs, files);

  if (g_str_equal (wf_corpus_get_path (corpus, 0), self->runs_path))
    wf_provenance_add_input (provenance, name, wf_corpus_get_file_sha256 (corpus, 0), runs);
  else
    wf_provenance_add_input (provenance, name, wf_corpus_get_sha256 (corpus), facts);
}

/* the file that the open run came from */
static void
add_open_run (WfProvenance *provenance, const WfState *self)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self->runs);
  g_autofree char *name = dup_base (wf_corpus_get_path (corpus, self->run));
  g_autofree char *facts = count_steps (self->trace);

  wf_provenance_add_input (provenance, name, wf_corpus_get_file_sha256 (corpus, self->run), facts);
}

static char *
count_graph (WfGraph *graph)
{
  gsize n_nodes = wf_graph_get_n_nodes (graph), n_edges = wf_graph_get_n_edges (graph);
  g_autofree char *node_count = wf_format_count (n_nodes);
  g_autofree char *edge_count = wf_format_count (n_edges);
  g_autofree char *nodes =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s node", "%s nodes", n_nodes), node_count);
  g_autofree char *edges =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s edge", "%s edges", n_edges), edge_count);

  return g_strdup_printf ("%s, %s", nodes, edges);
}

/* table, trace, graph: what was read from it; nullable */
static void
add_input (WfProvenance *provenance, WfSource *source, WfTable *table, WfTrace *trace, WfGraph *graph)
{
  g_autofree char *facts = NULL;

  if (source == NULL)
    return;
  if (table)
    facts = wf_table_describe_size (table);
  else if (trace)
    facts = count_steps (trace);
  else if (graph)
    facts = count_graph (graph);
  wf_provenance_add_input (provenance, wf_source_get_name (source), wf_source_get_sha256 (source), facts);
}

/* Of the table, when it is the input added last. What was in doubt is told by the table itself only where it
 * was left to the reader: here it was read by what the import settings had found. */
static void
add_reading (WfProvenance *provenance, const WfState *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *notes;
  g_auto (GStrv) all = NULL;

  if (self->table == NULL || self->source == NULL)
    return;
  notes = wf_table_get_notes (self->table);
  if (self->import != NULL && !wf_import_is_sure (self->import))
    {
      g_autofree char *summary = wf_import_sum_up (self->import);

      g_strv_builder_add (builder, summary);
    }
  for (gsize i = 0; notes != NULL && notes[i] != NULL; i++)
    g_strv_builder_add (builder, notes[i]);
  all = g_strv_builder_end (builder);
  wf_provenance_set_input_notes (provenance, (const char *const *) all);
}

/* what the search was told; the file that the command makes when it was said here */
static void
add_obeyed (WfProvenance *provenance, const WfState *self)
{
  g_autofree char *text = wf_state_dup_obeyed_text (self);
  g_autofree char *sha256 = text ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1) : NULL;

  if (text)
    wf_provenance_add_input (provenance, WF_STATE_KNOWLEDGE_HERE, sha256, NULL);
  else if (self->obeyed)
    add_input (provenance, self->obeyed_source, NULL, NULL, NULL);
}

static void
add_compared (WfProvenance *provenance, const WfComparedRun *run)
{
  g_autofree char *name = dup_base (run->path);
  g_autofree char *facts = count_runs (run->n_in_file);

  wf_provenance_add_input (provenance, name, run->sha256, facts);
}

/* "12.json", "airline.json#3"; with the folder where two files have the same name */
static char *
dup_compared_name (const WfState *self, int i)
{
  const WfComparedRun *run = &self->compared[i], *other = &self->compared[1 - i];
  g_autofree char *own = dup_base (run->path);
  g_autofree char *others = dup_base (other->path);
  const char *name = g_str_equal (own, others) && !g_str_equal (run->path, other->path) ? run->path : own;

  return run->place < 0 ? g_strdup (name) : g_strdup_printf ("%s#%zd", name, run->place);
}

static WfReport *
report_comparison (const WfState *self, WfProvenance *provenance)
{
  g_autoptr (WfRunComparison) shown = self->is_redacted ? wf_run_comparison_redact (self->comparison)
                                                        : wf_run_comparison_ref (self->comparison);
  g_autofree char *first = dup_compared_name (self, 0);
  g_autofree char *second = dup_compared_name (self, 1);

  return wf_run_comparison_report (shown, first, second, provenance);
}

/* what the command reads of a project: its table, and itself */
static void
add_project (WfProvenance *provenance, const WfState *self)
{
  for (guint i = 0; self->pooled && i < self->pooled->len; i++)
    add_input (provenance, self->pooled->pdata[i], NULL, NULL, NULL);
  if (self->table)
    add_input (provenance, self->source, self->table, NULL, NULL);
  add_reading (provenance, self);
  add_input (provenance, self->project_source, NULL, NULL, self->graph);
}

static WfProvenance *
state_provenance (const WfState *self, WfEffect *effect)
{
  WfProvenance *provenance = wf_provenance_new ();
  g_autofree char *command = wf_state_dup_command (self, effect);

  if (wf_state_is_about_comparison (self))
    {
      add_compared (provenance, &self->compared[0]);
      if (wf_state_compares_two_files (self))
        add_compared (provenance, &self->compared[1]);
      wf_provenance_set_command (provenance, command);
      return provenance;
    }
  if (wf_state_is_asked_of_project (self))
    {
      add_project (provenance, self);
      wf_provenance_set_command (provenance, command);
      wf_provenance_set_seed (provenance, 1);
      return provenance;
    }
  add_input (provenance, self->source, self->table, self->trace,
             self->graph_source == self->source ? self->graph : NULL);
  add_reading (provenance, self);
  for (guint i = 0; self->pooled && i < self->pooled->len; i++)
    add_input (provenance, self->pooled->pdata[i], NULL, NULL, NULL);
  if (wf_state_is_about_runs (self))
    add_runs (provenance, self);
  else if (self->runs)
    add_open_run (provenance, self);
  add_obeyed (provenance, self);
  if (self->graph_source != self->source)
    add_input (provenance, self->graph_source, NULL, NULL, self->discovery == NULL ? self->graph : NULL);
  if (wf_state_is_beside_a_file (self))
    add_input (provenance, self->beside_source, NULL, NULL, NULL);
  wf_provenance_set_command (provenance, command);
  wf_provenance_set_seed (provenance, 1);
  if (self->discovery && g_getenv ("SOURCE_DATE_EPOCH") == NULL) /* else the same file every time */
    wf_provenance_set_seconds (provenance, self->learn_seconds);
  return provenance;
}

/* of a table and its graph */
static WfReport *
report_newest (
    const WfState *self, WfEffect *effect, WfCounterfactual *row, WfProvenance *provenance, GError **error)
{
  if (row)
    return wf_counterfactual_report (row, NULL, provenance);
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

/* what the command would warn of: how the table was read, what was done to it, how the tables of the boxes
 * were fitted */
static GStrv
list_notes (const WfState *self, const WfDiagramAnswer *answer)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *notes = self->table ? wf_table_get_notes (self->table) : NULL;
  const char *const *warnings = answer->tables ? wf_model_get_warnings (answer->tables) : NULL;
  g_autofree char *bins = wf_diagram_describe_bins ((const char *const *) answer->binned);

  for (gsize i = 0; notes != NULL && notes[i] != NULL; i++)
    {
      g_autofree char *note = g_strdup_printf ("%s: %s", wf_source_get_name (self->source), notes[i]);

      g_strv_builder_add (builder, note);
    }
  if (bins != NULL)
    g_strv_builder_add (builder, bins);
  for (gsize i = 0; warnings != NULL && warnings[i] != NULL; i++)
    g_strv_builder_add (builder, warnings[i]);
  return g_strv_builder_end (builder);
}

/* NULL without an error: no cut was made that the data could tell of */
static WfReport *
report_cut (const WfState *self,
            WfDiagramAnswer *previous,
            WfProvenance *provenance,
            WfProgress *progress,
            GError **error)
{
  g_autoptr (WfDiagramAnswer) answer = wf_diagram_answer_new (self, previous, progress, error);
  g_autofree char *command = NULL;
  g_auto (GStrv) notes = NULL;

  if (answer == NULL || (answer->comb == NULL && answer->linear == NULL))
    return NULL;
  command = wf_state_dup_diagram_command (self, answer->treatment, answer->outcome,
                                          answer->binned == NULL ? 0
                                          : self->n_bins > 0     ? self->n_bins
                                                                 : WF_DIAGRAM_BINS);
  wf_provenance_set_command (provenance, command);
  if (answer->linear)
    {
      g_autoptr (WfGaussianMap) map = answer->cut
                                          ? wf_linear_comb_evaluate_cut (answer->surgered, answer->treatment,
                                                                         answer->outcome, NULL, error)
                                          : NULL;

      return answer->cut && map == NULL
                 ? NULL
                 : wf_linear_comb_report (answer->linear, answer->observed, map, provenance);
    }
  notes = list_notes (self, answer);
  return wf_comb_report (answer->comb, answer->observed, answer->cut, answer->cut ? answer->n_numbers : 0,
                         (const char *const *) notes, provenance);
}

/* with all sections */
static WfReport *
report_all (const WfState *self,
            WfEffect *effect,
            WfCounterfactual *row,
            WfDiagramAnswer *diagram,
            WfProgress *progress,
            GError **error)
{
  g_autoptr (WfProvenance) provenance = state_provenance (self, effect);
  g_autoptr (GError) local = NULL;

  if (wf_state_is_about_comparison (self))
    return report_comparison (self, provenance);
  if (wf_state_is_about_runs (self))
    return wf_corpus_blame_report (self->runs, provenance);
  if (self->blame)
    {
      g_autoptr (WfBlame) shown =
          self->is_redacted ? wf_blame_redact (self->blame) : wf_blame_ref (self->blame);
      g_autoptr (GArray) repairs = wf_state_list_repairs (self);

      return wf_blame_report (shown, (const WfRepair *) (gconstpointer) repairs->data, repairs->len,
                              provenance);
    }
  if (wf_state_is_beside_a_file (self))
    {
      g_autoptr (WfGraph) shared = wf_graph_restrict (self->graph, self->beside, error);

      return shared != NULL ? wf_comparison_report (self->beside, shared, provenance, error) : NULL;
    }
  if (wf_state_is_about_diagram (self))
    {
      WfReport *report = report_cut (self, diagram, provenance, progress, &local);

      if (local)
        g_propagate_error (error, g_steal_pointer (&local));
      else if (report == NULL)
        report = report_newest (self, effect, row, provenance, error);
      return report;
    }
  return report_newest (self, effect, row, provenance, error);
}

WfReport *
wf_state_report (const WfState *self,
                 WfEffect *effect,
                 WfCounterfactual *row,
                 WfDiagramAnswer *diagram,
                 WfProgress *progress,
                 GError **error)
{
  g_autoptr (WfReport) all = report_all (self, effect, row, diagram, progress, error);

  return all != NULL ? wf_report_select (all, self->sections) : NULL;
}
