/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The bootstrap of a search (Efron 1979; Friedman, Goldszmidt & Wyner 1999, UAI, for graphs): the search is
 * repeated on tables of as many rows, drawn with replacement, and what it finds is counted. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/base/rng.h"
#include "core/discovery/ensemble-private.h"

typedef struct
{
  WfTable *table;
  const char *method;
  GVariant *params;
  WfKnowledge *knowledge;
  guint64 seed;
  WfProgress *progress;
  GMutex mutex; /* of what follows; sums don't depend on the order */
  GHashTable *pairs;
  guint n_samples;
  guint n_failed;
  gsize first_failed; /* the sample whose error is told */
  GError *error;
} Bootstrap;

static guint
hash_pair (gconstpointer pair)
{
  const WfEnsemblePair *self = pair;

  return self->a * 40503u + self->b;
}

static gboolean
equal_pairs (gconstpointer a, gconstpointer b)
{
  const WfEnsemblePair *s = a;
  const WfEnsemblePair *t = b;

  return s->a == t->a && s->b == t->b;
}

static void
count_edges (Bootstrap *self, WfGraph *graph)
{
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    {
      WfEnsemblePair key = { .a = edges[e].a, .b = edges[e].b };
      WfEnsemblePair *pair = g_hash_table_lookup (self->pairs, &key);

      if (pair == NULL)
        {
          pair = g_memdup2 (&key, sizeof key);
          g_hash_table_add (self->pairs, pair);
        }
      pair->counts[edges[e].mark_a][edges[e].mark_b]++;
    }
}

/* n of n rows; *seed is for what is random in the search. */
static WfTable *
resample (const Bootstrap *self, gsize sample, guint64 *seed, GError **error)
{
  gsize n = wf_table_get_n_rows (self->table);
  g_autofree gsize *rows = g_try_new (gsize, n);
  WfRng rng;

  if (rows == NULL)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                           _ ("Not enough memory for a sample of the rows; close other programs or select "
                              "fewer rows"));
      return NULL;
    }
  wf_rng_init (&rng, self->seed, sample + 1);
  for (gsize i = 0; i < n; i++)
    rows[i] = wf_rng_below (&rng, n);
  *seed = wf_rng_next (&rng);
  return wf_table_select_rows (self->table, rows, n, error);
}

static void
run_sample (gsize sample, gpointer data)
{
  Bootstrap *self = data;
  g_autoptr (WfProgress) inner = wf_progress_new (wf_progress_get_cancellable (self->progress));
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint64 seed;

  if (wf_progress_is_cancelled (self->progress))
    return;
  table = resample (self, sample, &seed, &error);
  if (table != NULL)
    result = wf_discover (table, self->method, self->params, self->knowledge, seed, 1, inner, &error);
  g_mutex_lock (&self->mutex);
  if (result != NULL)
    {
      count_edges (self, wf_discovery_result_get_graph (result));
      self->n_samples++;
    }
  else
    {
      self->n_failed++;
      if (self->error == NULL || sample < self->first_failed)
        {
          g_clear_error (&self->error);
          self->error = g_steal_pointer (&error);
          self->first_failed = sample;
        }
    }
  g_mutex_unlock (&self->mutex);
  wf_progress_advance (self->progress, 1);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const WfEnsemblePair *s = a;
  const WfEnsemblePair *t = b;

  if (s->a != t->a)
    return s->a < t->a ? -1 : 1;
  return s->b < t->b ? -1 : s->b > t->b;
}

static GStrv
list_warnings (const Bootstrap *self, WfDiscoveryResult *whole)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();

  g_strv_builder_addv (warnings, (const char **) wf_discovery_result_get_warnings (whole));
  if (self->n_failed > 0)
    {
      g_autofree char *text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "%u sample gave no graph and is left out of all shares; the reason: %s",
                       "%u samples gave no graph and are left out of all shares; the first reason: %s",
                       self->n_failed),
          self->n_failed, self->error->message);

      g_strv_builder_add (warnings, text);
    }
  return g_strv_builder_end (warnings);
}

static WfEnsemble *
create_ensemble (Bootstrap *self, WfDiscoveryResult *whole)
{
  GArray *pairs = g_array_sized_new (FALSE, FALSE, sizeof (WfEnsemblePair), g_hash_table_size (self->pairs));
  GHashTableIter iter;
  gpointer pair;

  g_hash_table_iter_init (&iter, self->pairs);
  while (g_hash_table_iter_next (&iter, &pair, NULL))
    g_array_append_vals (pairs, pair, 1);
  g_array_sort (pairs, compare_pairs);
  return wf_ensemble_new (wf_discovery_result_get_graph (whole), pairs, self->n_samples, self->n_failed,
                          list_warnings (self, whole));
}

static gboolean
check_samples (const Bootstrap *self, GError **error)
{
  if (!wf_progress_check (self->progress, error))
    return FALSE;
  if (self->n_samples > 0)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("None of the %u samples of the rows gave a graph, though all rows together do: %s"),
               self->n_failed, self->error->message);
  return FALSE;
}

/* The graph, and with what the search says what the drawing says. */
static WfDiscoveryResult *
draw (WfDiscoveryResult *result, WfEnsemble *ensemble, WfEnsembleRule rule, double threshold, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfGraph) graph = NULL;

  g_strv_builder_addv (warnings, (const char **) ensemble->warnings);
  graph = wf_ensemble_draw (ensemble, rule, threshold, warnings, error);
  if (graph == NULL)
    return NULL;
  return wf_discovery_result_new_drawn (result, ensemble, graph, rule, threshold,
                                        g_strv_builder_end (warnings));
}

static WfDiscoveryResult *
run (Bootstrap *self,
     WfDiscoveryResult *whole,
     guint n_samples,
     guint n_threads,
     WfEnsembleRule rule,
     double threshold,
     GError **error)
{
  g_autoptr (WfEnsemble) ensemble = NULL;

  wf_progress_set_stage (self->progress, _ ("Searching samples of the rows"), n_samples);
  wf_parallel_for (n_samples, n_threads, run_sample, self);
  if (!check_samples (self, error))
    return NULL;
  ensemble = create_ensemble (self, whole);
  return draw (whole, ensemble, rule, threshold, error);
}

/**
 * wf_discover_bootstrap:
 * @table: the data; each column becomes a node
 * @method: id of a search
 * @params: (nullable): parameters of the search, an `a{sv}`
 * @knowledge: (nullable): background knowledge, obeyed in every sample
 * @n_samples: how many times to search, 1 to WF_LIMIT_SAMPLES
 * @rule: which edge stands for those of the samples
 * @threshold: 0 to 1: the share of samples that must agree with an edge, see wf_ensemble_get_graph()
 * @seed: seed of the samples and of what is random in the search
 * @n_threads: threads that work; 0 = all. The result doesn't depend on it
 * @progress: (nullable): told and obeyed
 * @error: as of wf_discover(), which also searches all rows first; WF_ERROR_DATA when no sample gives a graph
 *
 * Repeats a search on samples of the rows, as many as there are, drawn with replacement, and counts how often
 * it finds each edge with which marks. A sample that can't be searched is counted and told in a warning.
 *
 * The samples run in parallel, each search in one thread; a thread needs memory for a copy of the table.
 * Cost: @n_samples + 1 searches.
 *
 * Returns: (transfer full): the consensus as its graph, with a probability at every edge; what was removed
 * and why arrows point as they do is that of the search on all rows
 */
WfDiscoveryResult *
wf_discover_bootstrap (WfTable *table,
                       const char *method,
                       GVariant *params,
                       WfKnowledge *knowledge,
                       guint n_samples,
                       WfEnsembleRule rule,
                       double threshold,
                       guint64 seed,
                       guint n_threads,
                       WfProgress *progress,
                       GError **error)
{
  g_autoptr (GVariant) shared = params != NULL ? g_variant_ref_sink (params) : NULL;
  g_autoptr (WfTable) rows = NULL;
  g_autoptr (WfDiscoveryResult) whole = NULL;
  Bootstrap self = {
    .method = method, .params = shared, .knowledge = knowledge, .seed = seed, .progress = progress
  };
  WfDiscoveryResult *result;

  g_return_val_if_fail (n_samples > 0 && threshold >= 0 && threshold <= 1, NULL);

  if (n_samples > WF_LIMIT_SAMPLES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%u samples are more than the limit of %d; a few hundred tell shares to a few percent"),
                   n_samples, WF_LIMIT_SAMPLES);
      return NULL;
    }
  rows = wf_table_expand_weights (table, error);
  if (rows == NULL)
    return NULL;
  self.table = rows;
  whole = wf_discover (rows, method, shared, knowledge, seed, n_threads, progress, error);
  if (whole == NULL)
    return NULL;
  self.pairs = g_hash_table_new_full (hash_pair, equal_pairs, g_free, NULL);
  g_mutex_init (&self.mutex);
  result = run (&self, whole, n_samples, n_threads, rule, threshold, error);
  g_mutex_clear (&self.mutex);
  g_hash_table_unref (self.pairs);
  g_clear_error (&self.error);
  return result;
}

/**
 * wf_discovery_result_redraw:
 * @self: the result of a bootstrap
 * @rule: which edge stands for those of the samples
 * @threshold: 0 to 1: the share of samples that must agree with an edge
 * @error: WF_ERROR_DATA when @self is of a single search
 *
 * The same samples drawn otherwise; nothing is searched again. Cost: that of wf_ensemble_get_graph().
 *
 * Returns: (transfer full): @self with another graph
 */
WfDiscoveryResult *
wf_discovery_result_redraw (WfDiscoveryResult *self, WfEnsembleRule rule, double threshold, GError **error)
{
  WfEnsemble *ensemble = wf_discovery_result_get_ensemble (self);

  g_return_val_if_fail (threshold >= 0 && threshold <= 1, NULL);

  if (ensemble == NULL)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                           _ ("The graph is that of a single search, which says nothing about how sure its "
                              "edges are; search samples of the rows (bootstrap) first"));
      return NULL;
    }
  return draw (self, ensemble, rule, threshold, error);
}
