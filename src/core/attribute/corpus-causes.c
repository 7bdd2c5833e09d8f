/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The corpus-level search of Ma et al. 2025 (CDC-MAS, arXiv 2509.08682), reconstructed: the signs of all
 * steps of all runs, with those of the step before and of the agent's own last step, are searched by CD-NOD
 * with the step's place in its run as surrogate and what else is given as contexts. What is known is told to
 * the search: nothing causes a context, nothing later causes something earlier, and a deficiency is computed
 * from the signs of its own step, so that only they point at it. A link between signs that goes once contexts
 * may separate is explained by context. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/attribute/blame-private.h"
#include "core/attribute/corpus-causes-private.h"
#include "core/base/error.h"
#include "core/base/linalg.h"

#define MIN_ROWS 100
#define SWINGS   1 /* of what the place in the run does */

G_DEFINE_BOXED_TYPE (WfCorpusCauses, wf_corpus_causes, wf_corpus_causes_ref, wf_corpus_causes_unref)

static void
corpus_causes_clear (gpointer data)
{
  WfCorpusCauses *self = data;

  g_clear_pointer (&self->steps, wf_step_table_free);
  g_clear_pointer (&self->discovery, wf_discovery_result_unref);
  g_clear_pointer (&self->explained, g_array_unref);
  g_clear_pointer (&self->parents, g_array_unref);
  g_strfreev (self->notes);
}

/**
 * wf_corpus_causes_ref:
 * @self: a result
 *
 * Returns: (transfer full): @self with one more reference
 */
WfCorpusCauses *
wf_corpus_causes_ref (WfCorpusCauses *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_corpus_causes_unref:
 * @self: (transfer full): a result
 *
 * Drops a reference.
 */
void
wf_corpus_causes_unref (WfCorpusCauses *self)
{
  g_atomic_rc_box_release_full (self, corpus_causes_clear);
}

/* ---- what is known ---- */

/* An agent's own last step is never after the step before. */
static const guint tiers[] = { [WF_STEP_OWN] = 0, [WF_STEP_PREVIOUS] = 1, [WF_STEP_CURRENT] = 2 };

static gboolean
is_deficiency (const WfStepColumn *column)
{
  return column->when != WF_STEP_CONTEXT && column->what == WF_STEP_DEFICIENCY;
}

static WfKnowledge *
create_knowledge (const WfStepTable *steps)
{
  WfKnowledge *knowledge = wf_knowledge_new ();
  const char *const *names = wf_table_get_names (steps->table);
  gsize n = wf_table_get_n_columns (steps->table);

  for (gsize a = 0; a < n; a++)
    {
      if (steps->columns[a].when != WF_STEP_CONTEXT)
        wf_knowledge_set_tier (knowledge, names[a], tiers[steps->columns[a].when]);
      for (gsize b = 0; b < n && is_deficiency (&steps->columns[a]); b++)
        if (a != b && steps->columns[b].when != steps->columns[a].when)
          wf_knowledge_forbid (knowledge, names[b], names[a]);
        else if (a != b)
          wf_knowledge_forbid (knowledge, names[a], names[b]);
    }
  return knowledge;
}

/* ---- the search ---- */

/* The contexts' names, the surrogate's first; NULL-terminated, borrowed. */
static GPtrArray *
list_contexts (const WfStepTable *steps)
{
  GPtrArray *contexts = g_ptr_array_new ();

  for (gsize j = 0; j < wf_table_get_n_columns (steps->table); j++)
    if (steps->columns[j].when == WF_STEP_CONTEXT)
      g_ptr_array_add (contexts, (gpointer) wf_table_get_name (steps->table, j));
  g_ptr_array_add (contexts, NULL);
  return contexts;
}

static GVariant *
create_params (GPtrArray *contexts, double alpha, gint64 swings)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *others = NULL;

  g_variant_dict_insert (&dict, "alpha", "d", alpha);
  if (contexts->len > 1)
    {
      others = g_strjoinv (",", (char **) contexts->pdata + 1);
      g_variant_dict_insert (&dict, "surrogate", "s", contexts->pdata[0]);
      g_variant_dict_insert (&dict, "contexts", "s", others);
      g_variant_dict_insert (&dict, "swings", "x", swings);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* Without any context, as in runs of two steps each, there is nothing for CD-NOD to do but what PC does.
 * Where runs are all alike, the swings of the place in the run may follow from another context: then a trend
 * has to do. */
static WfDiscoveryResult *
search (const WfStepTable *steps, WfKnowledge *knowledge, double alpha, WfProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) contexts = list_contexts (steps);
  const char *method = contexts->len > 1 ? "cd-nod" : "pc";
  g_autoptr (GVariant) params = create_params (contexts, alpha, SWINGS);
  g_autoptr (GVariant) trend = create_params (contexts, alpha, 0);
  g_autoptr (GError) first = NULL;
  WfDiscoveryResult *result = wf_discover (steps->table, method, params, knowledge, 0, 0, progress, &first);

  if (result == NULL && g_error_matches (first, WF_ERROR, WF_ERROR_SINGULAR))
    return wf_discover (steps->table, method, trend, knowledge, 0, 0, progress, error);
  if (result == NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  return result;
}

/* The same search by someone who doesn't know the contexts. */
static WfDiscoveryResult *
search_without_contexts (const WfStepTable *steps, double alpha, WfProgress *progress, GError **error)
{
  gsize n = wf_table_get_n_columns (steps->table);
  g_autofree gsize *kept = g_new (gsize, n);
  g_autofree WfStepColumn *columns = g_new (WfStepColumn, n);
  gsize n_kept = 0;
  g_autoptr (WfKnowledge) knowledge = NULL;
  g_autoptr (WfTable) table = NULL;
  WfStepTable rest = { .columns = columns };

  for (gsize j = 0; j < n; j++)
    if (steps->columns[j].when != WF_STEP_CONTEXT)
      {
        columns[n_kept] = steps->columns[j];
        kept[n_kept++] = j;
      }
  table = wf_table_select (steps->table, kept, n_kept);
  rest.table = table;
  knowledge = create_knowledge (&rest);
  return search (&rest, knowledge, alpha, progress, error);
}

/* ---- what contexts explain ---- */

static gboolean
has_context (const WfStepTable *steps, const guint *given, gsize n_given)
{
  for (gsize q = 0; q < n_given; q++)
    if (steps->columns[given[q]].when == WF_STEP_CONTEXT)
      return TRUE;
  return FALSE;
}

static gboolean
is_linked (WfGraph *graph, const char *a, const char *b)
{
  return wf_graph_is_adjacent (graph, (guint) wf_graph_find_node (graph, a),
                               (guint) wf_graph_find_node (graph, b));
}

/* May context explain a link of the two? One end is of the step itself, for how the past hangs together is
 * another question; and how signs make a deficiency is known. */
static gboolean
is_explainable (const WfStepColumn *a, const WfStepColumn *b)
{
  if (a->when == WF_STEP_CONTEXT || b->when == WF_STEP_CONTEXT)
    return FALSE;
  if (a->when != b->when)
    return a->when == WF_STEP_CURRENT || b->when == WF_STEP_CURRENT;
  return a->when == WF_STEP_CURRENT && !is_deficiency (a) && !is_deficiency (b);
}

/* Pairs that a set with a context separates, and that are linked without contexts. */
static void
find_explained (WfCorpusCauses *self, WfGraph *without)
{
  const char *const *names = wf_table_get_names (self->steps->table);
  const WfStepColumn *columns = self->steps->columns;

  for (gsize i = 0; i < wf_discovery_result_get_n_removed (self->discovery); i++)
    {
      WfExplainedPair pair;
      const guint *given;
      gsize n_given;
      double p;

      wf_discovery_result_get_removed (self->discovery, i, &pair.a, &pair.b, &given, &n_given, &p);
      if (is_explainable (&columns[pair.a], &columns[pair.b]) && has_context (self->steps, given, n_given) &&
          is_linked (without, names[pair.a], names[pair.b]))
        g_array_append_val (self->explained, pair);
    }
}

/* ---- the parents of the deficiency ---- */

static int
compare_parents (gconstpointer a, gconstpointer b)
{
  const WfDeficiencyParent *x = a, *y = b;
  double difference = fabs (x->strength) - fabs (y->strength);

  if (difference != 0)
    return difference > 0 ? -1 : 1;
  return x->column < y->column ? -1 : x->column > y->column;
}

/* Least squares of the deficiency's log-odds on its parents: their weights would be those it was computed
 * with, were none of the signs left out. covariance: of the parents and, last, of the log-odds; (n + 1) x (n
 * + 1) */
static void
set_weights (WfCorpusCauses *self, const double *covariance, const double *means)
{
  gsize n = self->parents->len, m = n + 1;
  WfDeficiencyParent *parents = (WfDeficiencyParent *) self->parents->data;
  g_autofree double *a = g_new (double, n *n + 1);
  g_autofree double *weights = g_new (double, n + 1);
  double variance = covariance[n * m + n];

  for (gsize i = 0; i < n; i++)
    {
      memcpy (a + i * n, covariance + i * m, n * sizeof (double));
      weights[i] = covariance[i * m + n];
    }
  self->bias = means[n];
  if (n == 0 || !wf_linalg_solve_spd (a, n, weights, 1, NULL))
    return;
  for (gsize i = 0; i < n; i++)
    {
      parents[i].weight = weights[i];
      parents[i].strength = weights[i] * sqrt (covariance[i * m + i] / variance);
      self->bias -= weights[i] * means[i];
      self->r_squared += weights[i] * covariance[i * m + n] / variance;
    }
  self->r_squared = CLAMP (self->r_squared, 0, 1);
  g_array_sort (self->parents, compare_parents);
}

static gboolean
find_parents (WfCorpusCauses *self, WfProgress *progress, GError **error)
{
  WfTable *table = self->steps->table;
  guint deficiency = (guint) wf_step_table_find (self->steps, WF_STEP_CURRENT, WF_STEP_DEFICIENCY);
  gsize n_parents, n_rows;
  const double *observed = wf_table_get_values (table, deficiency, &n_rows);
  g_autofree guint *found =
      wf_graph_list_neighbours (wf_discovery_result_get_graph (self->discovery), deficiency, &n_parents);
  g_autofree const double **columns = g_new (const double *, n_parents + 1);
  g_autofree double *log_odds = g_new (double, n_rows);
  g_autofree double *covariance = g_new (double, (n_parents + 1) * (n_parents + 1));
  g_autofree double *means = g_new (double, n_parents + 1);

  for (gsize i = 0; i < n_parents; i++)
    {
      WfDeficiencyParent parent = { .column = found[i] };

      columns[i] = wf_table_get_values (table, found[i], NULL);
      g_array_append_val (self->parents, parent);
    }
  for (gsize i = 0; i < n_rows; i++)
    log_odds[i] = log (observed[i] / (1 - observed[i]));
  columns[n_parents] = log_odds;
  if (!wf_linalg_covariance (columns, n_rows, n_parents + 1, 0, progress, means, covariance, error))
    return FALSE;
  set_weights (self, covariance, means);
  return TRUE;
}

/* ---- the verb ---- */

static gboolean
check_steps (const WfStepTable *steps, gsize n_runs, GError **error)
{
  gsize n_rows = wf_table_get_n_rows (steps->table);

  if (n_rows < MIN_ROWS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The %zu runs have %zu steps that follow another one and can bear blame; to learn what "
                      "makes steps deficient takes %d. Add runs"),
                   n_runs, n_rows, MIN_ROWS);
      return FALSE;
    }
  if (wf_step_table_find (steps, WF_STEP_CURRENT, WF_STEP_DEFICIENCY) >= 0)
    return TRUE;
  g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The steps of these runs are all equally deficient, or one sign alone tells how "
                          "much: there is nothing to learn. Add runs of another kind"));
  return FALSE;
}

static GStrv
join_notes (const WfStepTable *steps, WfDiscoveryResult *discovery)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();

  if (steps->left_out[0] != NULL)
    {
      g_autofree char *reasons = g_strjoinv ("; ", steps->left_out);
      g_autofree char *text = g_strdup_printf (_ ("Left out of the search: %s"), reasons);

      g_strv_builder_add (notes, text);
    }
  g_strv_builder_addv (notes, (const char **) wf_discovery_result_get_warnings (discovery));
  return g_strv_builder_end (notes);
}

/**
 * wf_corpus_causes_discover:
 * @corpus: runs, best of one kind
 * @alpha: significance level of the tests, above 0, at most 0.5; %WF_CORPUS_CAUSES_ALPHA is a good one
 * @progress: (nullable): stage, fraction and cancelling
 * @error: WF_ERROR_DATA (fewer than 100 steps, a deficiency that doesn't vary), G_IO_ERROR_CANCELLED
 *
 * Searches the pooled steps of a corpus for what makes a step deficient. A row is a step that can bear blame
 * and isn't the first of its run; its columns are seven signs and the deficiency they add up to, now, at the
 * step before, and at the same agent's last step, and as contexts the place in the run, the run's length
 * (log), whether it is the agent's first turn, and the step's role. CD-NOD (Huang et al. 2020) finds the
 * graph with linear tests. After the discovery of Ma et al. 2025 (CDC-MAS), with observable signs in place of
 * their encoder. Annotations are never read.
 *
 * The deficiency is a function of the signs of its step. That they point at it is therefore no finding; which
 * of them stay linked when the others are known, and what stands before them, is.
 *
 * Cost: linear in the text for the signs, then O(d² 2^k) tests of 28 columns. On all cores; the result
 * doesn't depend on their number.
 *
 * Returns: (transfer full): the result, or %NULL
 */
WfCorpusCauses *
wf_corpus_causes_discover (WfCorpus *corpus, double alpha, WfProgress *progress, GError **error)
{
  g_autoptr (WfCorpusCauses) self = g_atomic_rc_box_new0 (WfCorpusCauses);
  g_autoptr (WfKnowledge) knowledge = NULL;
  g_autoptr (WfDiscoveryResult) without = NULL;

  g_return_val_if_fail (corpus != NULL && alpha > 0 && alpha <= 0.5, NULL);

  self->explained = g_array_new (FALSE, FALSE, sizeof (WfExplainedPair));
  self->parents = g_array_new (FALSE, FALSE, sizeof (WfDeficiencyParent));
  self->steps = wf_step_table_new (corpus, progress, error);
  if (self->steps == NULL || !check_steps (self->steps, wf_corpus_get_n_runs (corpus), error))
    return NULL;
  knowledge = create_knowledge (self->steps);
  self->discovery = search (self->steps, knowledge, alpha, progress, error);
  if (self->discovery == NULL)
    return NULL;
  without = search_without_contexts (self->steps, alpha, progress, error);
  if (without == NULL)
    return NULL;
  find_explained (self, wf_discovery_result_get_graph (without));
  if (!find_parents (self, progress, error))
    return NULL;
  self->notes = join_notes (self->steps, self->discovery);
  return g_steal_pointer (&self);
}

/* ---- getters ---- */

/**
 * wf_corpus_causes_get_n_runs:
 * @self: a result
 *
 * Returns: number of runs with a step in the table
 */
gsize
wf_corpus_causes_get_n_runs (WfCorpusCauses *self)
{
  return self->steps->n_runs;
}

/**
 * wf_corpus_causes_get_table:
 * @self: a result
 *
 * Returns: (transfer none): what was searched, a row a step
 */
WfTable *
wf_corpus_causes_get_table (WfCorpusCauses *self)
{
  return self->steps->table;
}

/**
 * wf_corpus_causes_get_discovery:
 * @self: a result
 *
 * Returns: (transfer none): what was found: the graph, whose nodes are the columns of the table, and why
 */
WfDiscoveryResult *
wf_corpus_causes_get_discovery (WfCorpusCauses *self)
{
  return self->discovery;
}

/**
 * wf_corpus_causes_get_notes:
 * @self: a result
 *
 * Returns: (transfer none) (array zero-terminated=1): what people should know, in words
 */
const char *const *
wf_corpus_causes_get_notes (WfCorpusCauses *self)
{
  return (const char *const *) self->notes;
}

/**
 * wf_corpus_causes_get_n_explained:
 * @self: a result
 *
 * Returns: number of links between signs that contexts explain
 */
gsize
wf_corpus_causes_get_n_explained (WfCorpusCauses *self)
{
  return self->explained->len;
}

/**
 * wf_corpus_causes_get_explained:
 * @self: a result
 * @i: below wf_corpus_causes_get_n_explained()
 * @a: (out): a column of the table
 * @b: (out): a column after @a
 *
 * A pair that is linked in a search without contexts and that a set with a context separates. One of the two
 * is a sign of the step itself.
 */
void
wf_corpus_causes_get_explained (WfCorpusCauses *self, gsize i, guint *a, guint *b)
{
  g_return_if_fail (i < self->explained->len);

  *a = g_array_index (self->explained, WfExplainedPair, i).a;
  *b = g_array_index (self->explained, WfExplainedPair, i).b;
}

/**
 * wf_corpus_causes_get_n_parents:
 * @self: a result
 *
 * Returns: number of signs that stay linked to the deficiency
 */
gsize
wf_corpus_causes_get_n_parents (WfCorpusCauses *self)
{
  return self->parents->len;
}

/**
 * wf_corpus_causes_get_parent:
 * @self: a result
 * @i: below wf_corpus_causes_get_n_parents(); the strongest comes first
 *
 * Returns: (transfer none): name of the sign's column
 */
const char *
wf_corpus_causes_get_parent (WfCorpusCauses *self, gsize i)
{
  g_return_val_if_fail (i < self->parents->len, NULL);

  return wf_table_get_name (self->steps->table, g_array_index (self->parents, WfDeficiencyParent, i).column);
}

/**
 * wf_corpus_causes_get_weight:
 * @self: a result
 * @i: below wf_corpus_causes_get_n_parents()
 *
 * Returns: by how much the log-odds of deficiency rise with the sign from 0 to 1, by least squares
 */
double
wf_corpus_causes_get_weight (WfCorpusCauses *self, gsize i)
{
  g_return_val_if_fail (i < self->parents->len, 0);

  return g_array_index (self->parents, WfDeficiencyParent, i).weight;
}

/**
 * wf_corpus_causes_get_strength:
 * @self: a result
 * @i: below wf_corpus_causes_get_n_parents()
 *
 * Returns: the weight in standard deviations: of the log-odds, for one of the sign
 */
double
wf_corpus_causes_get_strength (WfCorpusCauses *self, gsize i)
{
  g_return_val_if_fail (i < self->parents->len, 0);

  return g_array_index (self->parents, WfDeficiencyParent, i).strength;
}

/**
 * wf_corpus_causes_get_bias:
 * @self: a result
 *
 * Returns: log-odds of deficiency when none of the parents is there
 */
double
wf_corpus_causes_get_bias (WfCorpusCauses *self)
{
  return self->bias;
}

/**
 * wf_corpus_causes_get_r_squared:
 * @self: a result
 *
 * Returns: share of the variance of the log-odds of deficiency that the parents tell, 0 to 1
 */
double
wf_corpus_causes_get_r_squared (WfCorpusCauses *self)
{
  return self->r_squared;
}

/* ---- put to use ---- */

/**
 * wf_corpus_causes_attribute:
 * @self: what makes steps deficient in runs of this kind
 * @trace: a run
 * @profile: (nullable): as wf_attribute_trace()
 * @seed: as wf_attribute_trace()
 * @progress: (nullable): as wf_attribute_trace()
 * @error: as wf_attribute_trace()
 *
 * wf_attribute_trace() with the discovered parents as the signs of the structural model: the observed
 * deficiency is logistic (bias + weights times parents). The suspects of the logit are the same.
 *
 * Returns: (transfer full): the result, or %NULL
 */
WfBlame *
wf_corpus_causes_attribute (WfCorpusCauses *self,
                            WfTrace *trace,
                            WfProfile *profile,
                            guint64 seed,
                            WfProgress *progress,
                            GError **error)
{
  WfSymptomWeights weights = { .bias = self->bias };

  g_return_val_if_fail (trace != NULL, NULL);

  for (guint i = 0; i < self->parents->len; i++)
    {
      const WfDeficiencyParent *parent = &g_array_index (self->parents, WfDeficiencyParent, i);

      weights.of[self->steps->columns[parent->column].what] = parent->weight;
    }
  return wf_blame_new (trace, profile, &weights, seed, progress, error);
}
