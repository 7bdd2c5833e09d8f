/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/attribute/corpus-blame-private.h"
#include "core/attribute/score-private.h"
#include "core/base/parallel.h"

typedef struct
{
  WfCorpusBlame *self;
  WfProfile *profile;
  WfProgress *progress;
} Work;

G_DEFINE_BOXED_TYPE (WfCorpusBlame, wf_corpus_blame, wf_corpus_blame_ref, wf_corpus_blame_unref)

static void
corpus_blame_clear (gpointer data)
{
  WfCorpusBlame *self = data;

  for (gsize i = 0; i < wf_corpus_get_n_runs (self->corpus); i++)
    {
      g_clear_pointer (&self->blames[i], wf_blame_unref);
      g_clear_error (&self->problems[i]);
    }
  g_free (self->blames);
  g_free (self->problems);
  wf_corpus_unref (self->corpus);
  g_clear_pointer (&self->causes, wf_corpus_causes_unref);
  g_clear_pointer (&self->without, wf_corpus_blame_unref);
}

WfCorpusBlame *
wf_corpus_blame_new (WfCorpus *corpus, guint64 seed)
{
  gsize n_runs = wf_corpus_get_n_runs (corpus);
  WfCorpusBlame *self = g_atomic_rc_box_new0 (WfCorpusBlame);

  self->corpus = wf_corpus_ref (corpus);
  self->seed = seed;
  self->blames = g_new0 (WfBlame *, n_runs);
  self->problems = g_new0 (GError *, n_runs);
  return self;
}

/**
 * wf_corpus_blame_ref:
 * @self: a result
 *
 * Returns: (transfer full): @self with one more reference
 */
WfCorpusBlame *
wf_corpus_blame_ref (WfCorpusBlame *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_corpus_blame_unref:
 * @self: (transfer full): a result
 *
 * Drops a reference.
 */
void
wf_corpus_blame_unref (WfCorpusBlame *self)
{
  g_atomic_rc_box_release_full (self, corpus_blame_clear);
}

static void
attribute_run (gsize run, gpointer data)
{
  Work *work = data;
  WfCorpusBlame *self = work->self;
  g_autoptr (WfProgress) own = wf_progress_new (wf_progress_get_cancellable (work->progress));

  if (!wf_progress_is_cancelled (own))
    self->blames[run] = wf_attribute_trace (wf_corpus_get_run (self->corpus, run), work->profile, self->seed,
                                            own, &self->problems[run]);
  wf_progress_advance (work->progress, 1);
}

/**
 * wf_attribute_corpus:
 * @corpus: runs that failed
 * @profile: (nullable): weights for all of them; %NULL chooses by the shape of each log
 * @seed: as wf_attribute_trace()
 * @progress: (nullable): stage, fraction and cancelling
 * @error: return location
 *
 * wf_attribute_trace() for every run, on all cores; the result is the same on any number of them.
 *
 * Errors: G_IO_ERROR_CANCELLED. A run that nobody can be blamed for keeps its reason instead.
 *
 * Returns: (transfer full): the result, or %NULL
 */
WfCorpusBlame *
wf_attribute_corpus (WfCorpus *corpus, WfProfile *profile, guint64 seed, WfProgress *progress, GError **error)
{
  gsize n_runs = wf_corpus_get_n_runs (corpus);
  g_autoptr (WfCorpusBlame) self = wf_corpus_blame_new (corpus, seed);
  Work work = { self, profile, progress };

  wf_progress_set_stage (progress, _ ("Ranking suspects"), n_runs);
  wf_parallel_for (n_runs, 0, attribute_run, &work);
  return wf_progress_check (progress, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * wf_corpus_blame_get_corpus:
 * @self: a result
 *
 * Returns: (transfer none): the runs it is about
 */
WfCorpus *
wf_corpus_blame_get_corpus (WfCorpusBlame *self)
{
  return self->corpus;
}

/**
 * wf_corpus_blame_get_blame:
 * @self: a result
 * @run: index of a run
 *
 * Returns: (transfer none) (nullable): who and when, or %NULL when the run has a problem
 */
WfBlame *
wf_corpus_blame_get_blame (WfCorpusBlame *self, gsize run)
{
  g_return_val_if_fail (run < wf_corpus_get_n_runs (self->corpus), NULL);

  return self->blames[run];
}

/**
 * wf_corpus_blame_get_problem:
 * @self: a result
 * @run: index of a run
 *
 * Returns: (nullable): why nobody can be blamed, or %NULL
 */
const char *
wf_corpus_blame_get_problem (WfCorpusBlame *self, gsize run)
{
  g_return_val_if_fail (run < wf_corpus_get_n_runs (self->corpus), NULL);

  return self->problems[run] == NULL ? NULL : self->problems[run]->message;
}

/**
 * wf_corpus_blame_get_label_rank:
 * @self: a result
 * @run: index of a run
 *
 * Returns: place of the annotated step in wf_blame_get_ranking(), from 1; 0 when the run is not annotated or
 * has a problem
 */
gsize
wf_corpus_blame_get_label_rank (WfCorpusBlame *self, gsize run)
{
  WfBlame *blame = wf_corpus_blame_get_blame (self, run);
  const gsize *ranking;
  gsize n_steps, place = 0;
  gint64 step;

  if (blame == NULL || !wf_trace_get_label (wf_blame_get_trace (blame), NULL, &step))
    return 0;
  ranking = wf_blame_get_ranking (blame, &n_steps);
  while (place < n_steps && ranking[place] != (gsize) step)
    place++;
  return place + 1;
}

/**
 * wf_corpus_blame_is_agent_right:
 * @self: a result
 * @run: index of a run
 *
 * Returns: whether the run is annotated with the agent of its first suspect, whatever the case of the letters
 */
gboolean
wf_corpus_blame_is_agent_right (WfCorpusBlame *self, gsize run)
{
  WfBlame *blame = wf_corpus_blame_get_blame (self, run);
  const char *agent;

  if (blame == NULL || !wf_trace_get_label (wf_blame_get_trace (blame), &agent, NULL))
    return FALSE;
  return wf_agents_are_same (
      agent, wf_trace_get_agent (wf_blame_get_trace (blame), wf_blame_get_ranking (blame, NULL)[0]));
}

/**
 * wf_corpus_blame_get_n_labelled:
 * @self: a result
 *
 * Returns: number of annotated runs without a problem
 */
gsize
wf_corpus_blame_get_n_labelled (WfCorpusBlame *self)
{
  gsize n = 0;

  for (gsize i = 0; i < wf_corpus_get_n_runs (self->corpus); i++)
    n += wf_corpus_blame_get_label_rank (self, i) > 0;
  return n;
}

/* How many runs rest on each profile: names are borrowed. (transfer full) */
static GHashTable *
count_profiles (WfCorpusBlame *self, gsize *n_blamed, gsize *n_low)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  *n_blamed = *n_low = 0;
  for (gsize i = 0; i < wf_corpus_get_n_runs (self->corpus); i++)
    {
      WfBlame *blame = self->blames[i];
      gpointer name;

      if (blame == NULL)
        continue;
      name = (gpointer) wf_blame_get_profile (blame);
      g_hash_table_insert (counts, name,
                           GSIZE_TO_POINTER (1 + GPOINTER_TO_SIZE (g_hash_table_lookup (counts, name))));
      (*n_blamed)++;
      *n_low += wf_blame_is_low_evidence (blame);
    }
  return counts;
}

/**
 * wf_corpus_blame_describe_profiles:
 * @self: a result
 *
 * Returns: (transfer full): which profiles the suspects rest on, and in how many runs the evidence is low, in
 * translated sentences; "" when nobody is blamed in any run
 */
char *
wf_corpus_blame_describe_profiles (WfCorpusBlame *self)
{
  gsize n_blamed, n_low;
  g_autoptr (GHashTable) counts = count_profiles (self, &n_blamed, &n_low);
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (counts), (GCompareFunc) strcmp);
  g_autoptr (GString) profiles = g_string_new (NULL);

  if (n_blamed == 0)
    return g_strdup ("");
  for (GList *name = names; name != NULL; name = name->next)
    g_string_append_printf (profiles, _ ("%s%s in %zu"), name != names ? ", " : "", (char *) name->data,
                            GPOINTER_TO_SIZE (g_hash_table_lookup (counts, name->data)));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Profiles used in %zu run: %s. The evidence is low in %zu.",
                   "Profiles used in %zu runs: %s. The evidence is low in %zu.", n_blamed),
      n_blamed, profiles->str, n_low);
}
