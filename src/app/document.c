/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "app/diagram-steps.h"
#include "app/document-private.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "render/picture.h"

G_DEFINE_FINAL_TYPE (WfDocument, wf_document, G_TYPE_OBJECT)

enum
{
  CHANGED,
  FAILED,
  NOTICE,
  SAVE_VIEW,
  RESTORE_VIEW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
wf_document_dispose (GObject *object)
{
  WfDocument *self = WF_DOCUMENT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_handle_id (&self->intervals_rest, g_source_remove);
  wf_throttle_clear (&self->pages_rest);
  g_clear_handle_id (&self->backup_timer, g_source_remove);
  g_clear_pointer (&self->backup, wf_backup_close); /* others may have it as soon as this document is gone */
  G_OBJECT_CLASS (wf_document_parent_class)->dispose (object);
}

static void
wf_document_finalize (GObject *object)
{
  WfDocument *self = WF_DOCUMENT (object);

  g_clear_pointer (&self->state, wf_state_free);
  wf_document_clear_project (self);
  g_clear_pointer (&self->simulation, wf_simulation_unref);
  g_clear_pointer (&self->baseline, wf_effect_unref);
  g_clear_pointer (&self->measured, wf_model_unref);
  g_clear_pointer (&self->effect, wf_effect_unref);
  g_clear_pointer (&self->intervals, wf_effect_intervals_unref);
  g_clear_pointer (&self->unsure, wf_model_unref);
  g_clear_pointer (&self->counterfactual, wf_counterfactual_unref);
  g_clear_pointer (&self->effect_figure, wf_figure_unref);
  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->figure_layout, wf_layout_unref);
  g_clear_pointer (&self->network, wf_figure_unref);
  g_clear_pointer (&self->network_layout, wf_layout_unref);
  g_clear_pointer (&self->diagram, wf_diagram_answer_unref);
  g_free (self->diagram_problem);
  g_clear_pointer (&self->steps, wf_diagram_steps_unref);
  g_clear_pointer (&self->pages, wf_pages_unref);
  g_free (self->pages_problem);
  g_clear_pointer (&self->history, wf_history_free);
  g_clear_pointer (&self->reasons, g_strfreev);
  g_clear_pointer (&self->members, wf_possible_effects_unref);
  g_clear_pointer (&self->why, wf_attribution_unref);
  G_OBJECT_CLASS (wf_document_parent_class)->finalize (object);
}

static void
wf_document_class_init (WfDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wf_document_dispose;
  object_class->finalize = wf_document_finalize;

  signals[CHANGED] = g_signal_new ("changed", WF_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[FAILED] = g_signal_new ("failed", WF_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[NOTICE] = g_signal_new ("notice", WF_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SAVE_VIEW] =
      g_signal_new ("save-view", WF_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESTORE_VIEW] =
      g_signal_new ("restore-view", WF_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wf_document_init (WfDocument *self)
{
  self->state = wf_state_new ();
  self->history = wf_history_new ();
  self->selected_node = self->selected_pair[0] = self->selected_pair[1] = -1;
  self->selected_step = -1;
  wf_document_init_project (self);
}

WfDocument *
wf_document_new (void)
{
  return g_object_new (WF_TYPE_DOCUMENT, NULL);
}

void
wf_document_emit_changed (WfDocument *self, guint parts)
{
  parts |= wf_document_follow_report (self, parts);
  if (parts != 0)
    g_signal_emit (self, signals[CHANGED], 0, parts);
}

void
wf_document_emit_failed (WfDocument *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

void
wf_document_emit_save_view (WfDocument *self)
{
  g_signal_emit (self, signals[SAVE_VIEW], 0);
}

void
wf_document_emit_restore_view (WfDocument *self)
{
  g_signal_emit (self, signals[RESTORE_VIEW], 0);
}

void
wf_document_emit_notice (WfDocument *self, const char *notice)
{
  g_signal_emit (self, signals[NOTICE], 0, notice);
}

/* ---- every change of state goes through here ---- */

/* a run opens on its first suspect */
static gssize
first_suspect (WfState *state)
{
  return state->blame ? (gssize) wf_blame_get_ranking (state->blame, NULL)[0] : -1;
}

static void
take_state (WfDocument *self, WfState *state, gboolean may_wait)
{
  g_autoptr (WfState) old = g_steal_pointer (&self->state);
  guint parts = wf_state_diff (old, state) | WF_PART_HISTORY;

  state->is_redacted = old->is_redacted;
  state->sections = old->sections;
  state->paper = old->paper;
  state->subject = old->subject;
  if (state->table == old->table)
    {
      g_free (state->outcome);
      state->outcome = g_strdup (old->outcome);
      state->n_bins = old->n_bins;
    }
  self->state = state;
  wf_document_drop_stale_jobs (self, old);
  if (state->trace != old->trace)
    self->selected_step = first_suspect (state);
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_MODEL))
    {
      if (self->effect)
        parts |= WF_PART_EFFECT;
      wf_document_follow_model (self);
      wf_document_update_figure (self);
      if (!wf_state_has_same_nodes (old, state))
        wf_document_forget_nodes (self);
      parts |= WF_PART_SELECTION;
    }
  if (parts & (WF_PART_SOURCE | WF_PART_MODEL | WF_PART_INTERVENTIONS))
    parts |= wf_document_follow_worlds (self, may_wait);
  if ((parts & WF_PART_BESIDE) || ((parts & WF_PART_LAYOUT) && state->beside != NULL))
    wf_document_update_figure (self);
  parts |= wf_document_follow_network (self, parts);
  parts |= wf_document_follow_diagram (self, parts);
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH))
    wf_document_follow_pair (self);
  wf_document_follow_changes (self);
  wf_document_emit_changed (self, parts);
}

void
wf_document_take_state (WfDocument *self, WfState *state)
{
  take_state (self, state, FALSE);
}

void
wf_document_commit (WfDocument *self, const char *label, const char *merge_key, WfState *next)
{
  wf_history_push (self->history, label, merge_key, self->state);
  take_state (self, next, merge_key != NULL);
}

/* ---- values ---- */

WfSource *
wf_document_get_source (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->source;
}

WfTable *
wf_document_get_table (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->table;
}

WfGraph *
wf_document_get_graph (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->graph;
}

WfDiscoveryResult *
wf_document_get_discovery (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->discovery;
}

WfModel *
wf_document_get_model (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->model;
}

WfLayout *
wf_document_get_layout (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->figure_layout != NULL ? self->figure_layout : self->state->layout;
}

WfTrace *
wf_document_get_trace (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->trace;
}

WfBlame *
wf_document_get_blame (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->blame;
}

WfSuggestions *
wf_document_get_suggestions (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->suggestions;
}

void
wf_document_set_front (WfDocument *self, const char *view)
{
  WfSubject subject;

  g_return_if_fail (WF_IS_DOCUMENT (self));

  /* the pages are about what was in front before */
  if (g_strcmp0 (view, "report") == 0)
    return;
  subject = self->state->subject;
  self->state->subject = g_strcmp0 (view, "runs") == 0         ? WF_SUBJECT_RUNS
                         : g_strcmp0 (view, "trace") == 0      ? WF_SUBJECT_RUN
                         : g_strcmp0 (view, "comparison") == 0 ? WF_SUBJECT_COMPARISON
                         : g_strcmp0 (view, "diagram") == 0    ? WF_SUBJECT_DIAGRAM
                                                               : WF_SUBJECT_NEWEST;
  wf_document_emit_changed (self, wf_document_follow_diagram (self, 0) |
                                      (self->state->subject != subject ? WF_PART_REPORT : 0));
}

WfCorpusBlame *
wf_document_get_runs (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->runs;
}

gssize
wf_document_get_open_run (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), -1);
  return self->state->run;
}

WfMarginal *
wf_document_get_observed (WfDocument *self, gsize column)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  if (self->state->observed == NULL || column >= self->state->observed->len)
    return NULL;
  return g_ptr_array_index (self->state->observed, column);
}

gboolean
wf_document_is_empty (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), TRUE);
  return wf_state_is_empty (self->state);
}

/* "Sachs proteins" of Sachs proteins.wherefore */
static char *
dup_project_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  char *name = g_filename_display_name (base);

  if (g_str_has_suffix (name, "." WF_PROJECT_EXTENSION))
    name[strlen (name) - strlen ("." WF_PROJECT_EXTENSION)] = '\0';
  return name;
}

/* how many files there are beside the first of a pooled table */
guint
wf_document_get_n_pooled (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), 0);

  return self->state->pooled ? self->state->pooled->len : 0;
}

/* of the file that was opened, or the files of a pooled table */
char *
wf_document_dup_sources_name (WfDocument *self)
{
  guint n = wf_document_get_n_pooled (self);

  g_return_val_if_fail (self->state->source != NULL, NULL);

  if (n > 0)
    /* Translators: the name of a file, and how many more there are */
    return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n),
                            wf_source_get_name (self->state->source), n);
  return g_strdup (wf_source_get_name (self->state->source));
}

char *
wf_document_dup_title (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  if (self->project_file)
    return dup_project_name (self->project_file);
  if (self->state->runs)
    {
      g_autofree char *name = g_path_get_basename (self->state->runs_path);

      return g_filename_display_name (name);
    }
  return self->state->source ? wf_document_dup_sources_name (self) : g_strdup (_ ("Wherefore"));
}

char *
wf_document_dup_stem (WfDocument *self)
{
  char *title = wf_document_dup_title (self);
  char *dot = strrchr (title, '.');

  if (dot && dot != title && self->project_file == NULL)
    *dot = '\0';
  return title;
}

static char *
dup_folder (const char *path)
{
  g_autofree char *folder = path ? g_path_get_dirname (path) : NULL;

  if (folder == NULL || !g_path_is_absolute (folder))
    return NULL;
  if (g_str_equal (folder, g_get_home_dir ()))
    return g_strdup ("~");
  if (g_str_has_prefix (folder, g_get_home_dir ()) && folder[strlen (g_get_home_dir ())] == '/')
    return g_strconcat ("~", folder + strlen (g_get_home_dir ()), NULL);
  return g_steal_pointer (&folder);
}

static char *
dup_count (WfState *state)
{
  g_autofree char *count = NULL;
  gsize n;

  if (state->table)
    {
      n = wf_table_get_n_rows (state->table);
      count = wf_format_count (n);
      return g_strdup_printf (ngettext ("%s row", "%s rows", n), count);
    }
  if (state->runs)
    {
      WfCorpus *corpus = wf_corpus_blame_get_corpus (state->runs);

      n = wf_corpus_get_n_runs (corpus);
      if (state->run >= 0)
        return g_strdup (wf_corpus_get_name (corpus, state->run));
      count = wf_format_count (n);
      return g_strdup_printf (ngettext ("%s run", "%s runs", n), count);
    }
  if (state->trace)
    {
      n = wf_trace_get_n_steps (state->trace);
      count = wf_format_count (n);
      return g_strdup_printf (ngettext ("%s step", "%s steps", n), count);
    }
  if (state->graph)
    {
      n = wf_graph_get_n_nodes (state->graph);
      count = wf_format_count (n);
      return g_strdup_printf (ngettext ("%s variable", "%s variables", n), count);
    }
  return NULL;
}

char *
wf_document_dup_facts (WfDocument *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *count = NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  folder = dup_folder (self->project_file    ? g_file_peek_path (self->project_file)
                       : self->state->runs   ? self->state->runs_path
                       : self->state->source ? wf_source_get_path (self->state->source)
                                             : NULL);
  count = dup_count (self->state);
  if (folder && count)
    g_ptr_array_add (parts, folder);
  if (count)
    g_ptr_array_add (parts, count);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

char *
wf_document_dup_subtitle (WfDocument *self)
{
  g_autofree char *facts = wf_document_dup_facts (self);
  const char *state = NULL;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  if (wf_document_is_read_only (self))
    state = _ ("read-only");
  else if (wf_document_is_modified (self))
    state = _ ("modified •");
  if (state == NULL || *facts == '\0')
    return state ? g_strdup (state) : g_steal_pointer (&facts);
  return g_strdup_printf ("%s · %s", facts, state);
}

/* ---- loading ---- */

void
wf_document_load_async (WfDocument *self, GFile *file, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) reply = NULL;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (G_IS_FILE (file));

  reply = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (reply, wf_document_load_async);
  wf_document_start_load (self, file, reply);
}

gboolean
wf_document_load_finish (WfDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
wf_document_can_attach (WfDocument *self, WfFileKind kind)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);

  if (self->state->trace)
    return FALSE;
  if (self->state->table == NULL)
    return kind == WF_FILE_KIND_TABLE;
  if (kind == WF_FILE_KIND_KNOWLEDGE)
    return TRUE;
  return self->state->graph_source == NULL && (kind == WF_FILE_KIND_GRAPH || kind == WF_FILE_KIND_MODEL);
}

/* ---- commands ---- */

void
wf_document_learn (WfDocument *self, const char *method, GVariant *params)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->table != NULL);
  g_return_if_fail (method != NULL);

  wf_document_start_learn (self, method, params, 0, WF_ENSEMBLE_PRESERVED);
}

void
wf_document_learn_samples (
    WfDocument *self, const char *method, GVariant *params, guint n_samples, WfEnsembleRule rule)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->table != NULL);
  g_return_if_fail (method != NULL);

  wf_document_start_learn (self, method, params, n_samples, rule);
}

void
wf_document_learn_again (WfDocument *self)
{
  WfDiscoveryResult *discovery;
  WfEnsemble *ensemble;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->table != NULL && self->state->discovery != NULL);

  discovery = self->state->discovery;
  ensemble = wf_discovery_result_get_ensemble (discovery);
  wf_document_start_learn (
      self, wf_discovery_result_get_method (discovery), wf_discovery_result_get_params (discovery),
      ensemble ? wf_ensemble_get_n_samples (ensemble) + wf_ensemble_get_n_failed (ensemble) : 0,
      ensemble ? wf_discovery_result_get_ensemble_rule (discovery) : WF_ENSEMBLE_PRESERVED);
}

void
wf_document_move_node (WfDocument *self, guint node, double x, double y)
{
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;
  WfState *next;
  gsize n;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->layout != NULL);
  n = wf_graph_get_n_nodes (self->state->graph);
  g_return_if_fail (node < n);

  label = g_strdup_printf (_ ("Move %s"), wf_graph_get_name (self->state->graph, node));
  key = g_strdup_printf ("move:%u", node);
  next = wf_state_copy (self->state);
  wf_layout_unref (next->layout);
  next->layout = wf_layout_move_node (self->state->layout, self->state->graph, node, x, y);
  wf_document_commit (self, label, key, next);
}

void
wf_document_arrange (WfDocument *self)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (self->state->graph != NULL);

  wf_document_start_arrange (self);
}

static void
travel (WfDocument *self, WfState *(*step) (WfHistory *, WfState *) )
{
  WfState *present = wf_state_copy (self->state);
  WfState *other = step (self->history, present);

  if (other == NULL)
    {
      wf_state_free (present);
      return;
    }
  wf_document_cancel_job (self, WF_JOB_LEARN);
  wf_document_take_state (self, other);
  wf_document_follow_graph (self);
}

void
wf_document_undo (WfDocument *self)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  travel (self, wf_history_undo);
}

void
wf_document_redo (WfDocument *self)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  travel (self, wf_history_redo);
}

const char *
wf_document_get_undo_label (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return wf_history_get_undo_label (self->history);
}

const char *
wf_document_get_redo_label (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return wf_history_get_redo_label (self->history);
}

void
wf_document_set_n_threads (WfDocument *self, guint n_threads)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  self->n_threads = n_threads;
}
