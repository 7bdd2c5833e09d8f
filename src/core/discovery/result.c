/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a search found, and why. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/discovery/result-private.h"

G_DEFINE_BOXED_TYPE (WfDiscoveryResult,
                     wf_discovery_result,
                     wf_discovery_result_ref,
                     wf_discovery_result_unref)

/* What both a test and a score have to say of the data is said once. */
static void
drop_repeated (GStrv warnings)
{
  gsize n = 0;

  for (gsize i = 0; warnings != NULL && warnings[i] != NULL; i++)
    {
      gsize before = 0;

      while (before < n && !g_str_equal (warnings[before], warnings[i]))
        before++;
      if (before < n)
        g_free (warnings[i]);
      else
        warnings[n++] = warnings[i];
    }
  if (warnings != NULL)
    warnings[n] = NULL;
}

WfDiscoveryResult *
wf_discovery_result_new (WfGraph *graph,
                         GVariant *params,
                         guint64 n_tests,
                         GArray *removed,
                         GArray *pool,
                         GArray *oriented,
                         GStrv warnings)
{
  WfDiscoveryResult *self = g_atomic_rc_box_new0 (WfDiscoveryResult);

  self->graph = wf_graph_ref (graph);
  self->variables = g_ptr_array_new_with_free_func (g_free);
  wf_discovery_result_add_variables (self, wf_graph_get_names (graph));
  self->params = g_variant_ref (params);
  self->n_tests = n_tests;
  self->removed = removed;
  self->pool = pool;
  self->oriented = oriented;
  drop_repeated (warnings);
  self->warnings = warnings;
  return self;
}

void
wf_discovery_result_add_variables (WfDiscoveryResult *self, const char *const *names)
{
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    g_ptr_array_add (self->variables, g_strdup (names[i]));
}

void
wf_discovery_result_set_search (WfDiscoveryResult *self, const char *method, WfKnowledge *knowledge)
{
  g_return_if_fail (self->method == NULL);

  self->method = g_strdup (method);
  self->knowledge = knowledge != NULL ? wf_knowledge_ref (knowledge) : NULL;
}

void
wf_discovery_result_set_evidence (WfDiscoveryResult *self, WfCovariance *covariance, WfGraph *oracle)
{
  g_return_if_fail (self->covariance == NULL && self->oracle == NULL);

  self->covariance = covariance != NULL ? wf_covariance_ref (covariance) : NULL;
  self->oracle = oracle != NULL ? wf_graph_ref (oracle) : NULL;
}

void
wf_discovery_result_set_kept (WfDiscoveryResult *self, GArray *kept)
{
  guint n_nodes = (guint) wf_graph_get_n_nodes (self->graph);
  guint n = 0;

  for (guint i = 0; i < kept->len; i++)
    {
      WfRemovedPair pair = g_array_index (kept, WfRemovedPair, i);

      if (pair.b >= n_nodes || wf_graph_is_adjacent (self->graph, pair.a, pair.b))
        g_array_index (kept, WfRemovedPair, n++) = pair;
    }
  g_array_set_size (kept, n);
  g_clear_pointer (&self->kept, g_array_unref);
  self->kept = kept;
}

void
wf_discovery_result_set_required (WfDiscoveryResult *self, GArray *required)
{
  g_return_if_fail (self->required == NULL);

  self->required = required;
}

void
wf_discovery_result_set_notes (WfDiscoveryResult *self, GStrv notes)
{
  g_return_if_fail (self->notes == NULL);

  self->notes = notes;
}

GStrv
wf_discovery_result_get_notes (WfDiscoveryResult *self)
{
  return self->notes;
}

void
wf_discovery_result_set_dag (WfDiscoveryResult *self, WfGraph *dag)
{
  g_return_if_fail (self->dag == NULL);

  self->dag = wf_graph_ref (dag);
}

WfGraph *
wf_discovery_result_get_dag (WfDiscoveryResult *self)
{
  return self->dag;
}

void
wf_discovery_result_set_triples (WfDiscoveryResult *self, GArray *triples)
{
  g_return_if_fail (self->triples == NULL);

  self->triples = triples;
}

GArray *
wf_discovery_result_get_triples (WfDiscoveryResult *self)
{
  return self->triples;
}

/**
 * wf_discovery_result_get_knowledge:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the background knowledge that the search obeyed
 */
WfKnowledge *
wf_discovery_result_get_knowledge (WfDiscoveryResult *self)
{
  return self->knowledge;
}

WfDiscoveryResult *
wf_discovery_result_new_drawn (WfDiscoveryResult *self,
                               WfEnsemble *ensemble,
                               WfGraph *graph,
                               WfEnsembleRule rule,
                               double threshold,
                               GStrv warnings)
{
  WfDiscoveryResult *drawn =
      wf_discovery_result_new (graph, self->params, self->n_tests, g_array_ref (self->removed),
                               g_array_ref (self->pool), g_array_ref (self->oriented), warnings);

  for (guint i = drawn->variables->len; i < self->variables->len; i++)
    g_ptr_array_add (drawn->variables, g_strdup (g_ptr_array_index (self->variables, i)));
  wf_discovery_result_set_search (drawn, self->method, self->knowledge);
  if (self->kept != NULL) /* that of all rows */
    drawn->kept = g_array_ref (self->kept);
  if (self->dag != NULL)
    wf_discovery_result_set_dag (drawn, self->dag);
  drawn->ensemble = wf_ensemble_ref (ensemble);
  drawn->rule = rule;
  drawn->threshold = threshold;
  return drawn;
}

/**
 * wf_discovery_result_ref:
 * @self: a result
 *
 * Returns: (transfer full): @self
 */
WfDiscoveryResult *
wf_discovery_result_ref (WfDiscoveryResult *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* one that is still being read lacks some of it */
static void
clear (WfDiscoveryResult *self)
{
  g_clear_pointer (&self->graph, wf_graph_unref);
  g_clear_pointer (&self->variables, g_ptr_array_unref);
  g_free (self->method);
  g_clear_pointer (&self->knowledge, wf_knowledge_unref);
  g_clear_pointer (&self->covariance, wf_covariance_unref);
  g_clear_pointer (&self->oracle, wf_graph_unref);
  g_clear_pointer (&self->params, g_variant_unref);
  g_clear_pointer (&self->removed, g_array_unref);
  g_clear_pointer (&self->kept, g_array_unref);
  g_clear_pointer (&self->required, g_array_unref);
  g_clear_pointer (&self->pool, g_array_unref);
  g_clear_pointer (&self->oriented, g_array_unref);
  g_strfreev (self->warnings);
  g_strfreev (self->notes);
  g_clear_pointer (&self->dag, wf_graph_unref);
  g_clear_pointer (&self->triples, g_array_unref);
  g_clear_pointer (&self->ensemble, wf_ensemble_unref);
}

/**
 * wf_discovery_result_unref:
 * @self: (transfer full): a result
 */
void
wf_discovery_result_unref (WfDiscoveryResult *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * wf_discovery_result_get_graph:
 * @self: a result
 *
 * Returns: (transfer none): the graph found; its nodes are the columns, in their order, but for one that
 * tells what experiments set
 */
WfGraph *
wf_discovery_result_get_graph (WfDiscoveryResult *self)
{
  return self->graph;
}

/**
 * wf_discovery_result_get_method:
 * @self: a result
 *
 * Returns: (transfer none): id of the search
 */
const char *
wf_discovery_result_get_method (WfDiscoveryResult *self)
{
  return self->method;
}

/**
 * wf_discovery_result_get_params:
 * @self: a result
 *
 * Returns: (transfer none): every parameter, an `a{sv}`; a choice left to the search is the one it took
 */
GVariant *
wf_discovery_result_get_params (WfDiscoveryResult *self)
{
  return self->params;
}

/**
 * wf_discovery_result_get_covariance:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the covariances it was found from
 */
WfCovariance *
wf_discovery_result_get_covariance (WfDiscoveryResult *self)
{
  return self->covariance;
}

/**
 * wf_discovery_result_get_oracle:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the graph that answered instead of data
 */
WfGraph *
wf_discovery_result_get_oracle (WfDiscoveryResult *self)
{
  return self->oracle;
}

/**
 * wf_discovery_result_get_n_tests:
 * @self: a result
 *
 * Returns: how many independence tests were made
 */
guint64
wf_discovery_result_get_n_tests (WfDiscoveryResult *self)
{
  return self->n_tests;
}

/**
 * wf_discovery_result_get_warnings:
 * @self: a result
 *
 * Returns: (transfer none) (array zero-terminated=1): what people should know, in words; may be empty
 */
const char *const *
wf_discovery_result_get_warnings (WfDiscoveryResult *self)
{
  return (const char *const *) self->warnings;
}

/**
 * wf_discovery_result_get_n_variables:
 * @self: a result
 *
 * Returns: number of variables the search looked at
 */
gsize
wf_discovery_result_get_n_variables (WfDiscoveryResult *self)
{
  return self->variables->len;
}

/**
 * wf_discovery_result_get_variable:
 * @self: a result
 * @i: below wf_discovery_result_get_n_variables()
 *
 * Returns: (transfer none): the name of a node of the graph, or past them of what the search added to the
 * columns, for example the order of rows
 */
const char *
wf_discovery_result_get_variable (WfDiscoveryResult *self, guint i)
{
  g_return_val_if_fail (i < self->variables->len, NULL);

  return g_ptr_array_index (self->variables, i);
}

static void
get_pair (WfDiscoveryResult *self,
          const WfRemovedPair *pair,
          guint *a,
          guint *b,
          const guint **given,
          gsize *n_given,
          double *p)
{
  *a = pair->a;
  *b = pair->b;
  *given = (const guint *) self->pool->data + pair->first;
  *n_given = pair->n_given;
  *p = pair->p;
}

/**
 * wf_discovery_result_get_n_removed:
 * @self: a result
 *
 * Returns: number of pairs that a test found independent
 */
gsize
wf_discovery_result_get_n_removed (WfDiscoveryResult *self)
{
  return self->removed->len;
}

/**
 * wf_discovery_result_get_removed:
 * @self: a result
 * @i: below wf_discovery_result_get_n_removed()
 * @a: (out): a variable
 * @b: (out): a variable after @a
 * @given: (out) (array length=n_given) (transfer none): the variables that separate them
 * @n_given: (out): how many
 * @p: (out): p-value of their independence
 *
 * Why a pair has no edge. Pairs with smaller sets come first, then by column.
 */
void
wf_discovery_result_get_removed (
    WfDiscoveryResult *self, gsize i, guint *a, guint *b, const guint **given, gsize *n_given, double *p)
{
  g_return_if_fail (i < self->removed->len);

  get_pair (self, &g_array_index (self->removed, WfRemovedPair, i), a, b, given, n_given, p);
}

/**
 * wf_discovery_result_get_n_oriented:
 * @self: a result
 *
 * Returns: number of marks with a reason: arrows, and in a PAG tails
 */
gsize
wf_discovery_result_get_n_oriented (WfDiscoveryResult *self)
{
  return self->oriented->len;
}

/**
 * wf_discovery_result_get_oriented:
 * @self: a result
 * @i: below wf_discovery_result_get_n_oriented()
 * @a: (out): the cause
 * @b: (out): the effect
 * @rule: (out) (transfer none): "knowledge", "exogenous", "invariance", "intervention", "collider",
 *   "meek 1" .. "meek 4", "fci r1" .. "fci r10", "extension"
 *
 * Why an edge points as it does, in the order in which directions were found. In a PAG each end has a reason
 * of its own, that of the mark at @b; see wf_discovery_result_get_oriented_mark().
 */
void
wf_discovery_result_get_oriented (WfDiscoveryResult *self, gsize i, guint *a, guint *b, const char **rule)
{
  const WfOrientedEdge *edge;

  g_return_if_fail (i < self->oriented->len);

  edge = &g_array_index (self->oriented, WfOrientedEdge, i);
  *a = edge->from;
  *b = edge->to;
  *rule = edge->rule;
}

/**
 * wf_discovery_result_get_oriented_mark:
 * @self: a result
 * @i: below wf_discovery_result_get_n_oriented()
 *
 * Returns: the mark that the rule set at the end `b`: an arrow, or in a PAG also a tail
 */
WfMark
wf_discovery_result_get_oriented_mark (WfDiscoveryResult *self, gsize i)
{
  g_return_val_if_fail (i < self->oriented->len, WF_MARK_NONE);

  return g_array_index (self->oriented, WfOrientedEdge, i).is_tail ? WF_MARK_TAIL : WF_MARK_ARROW;
}

/**
 * wf_discovery_result_get_n_kept:
 * @self: a result
 *
 * Returns: number of edges that tests left, with the test that came nearest to removing each; 0 when the
 *   search didn't record them
 */
gsize
wf_discovery_result_get_n_kept (WfDiscoveryResult *self)
{
  return self->kept != NULL ? self->kept->len : 0;
}

/**
 * wf_discovery_result_get_kept:
 * @self: a result
 * @i: below wf_discovery_result_get_n_kept()
 * @a: (out): a variable
 * @b: (out): a variable after @a
 * @given: (out) (array length=n_given) (transfer none): the set that came nearest to separating them
 * @n_given: (out): how many
 * @p: (out): p-value of their independence given it: the largest of all tests made
 *
 * Why a pair has an edge, by pair.
 */
void
wf_discovery_result_get_kept (
    WfDiscoveryResult *self, gsize i, guint *a, guint *b, const guint **given, gsize *n_given, double *p)
{
  g_return_if_fail (i < wf_discovery_result_get_n_kept (self));

  get_pair (self, &g_array_index (self->kept, WfRemovedPair, i), a, b, given, n_given, p);
}

gsize
wf_discovery_result_get_n_required (WfDiscoveryResult *self)
{
  return self->required != NULL ? self->required->len : 0;
}

void
wf_discovery_result_get_required (
    WfDiscoveryResult *self, gsize i, guint *from, guint *to, const guint **given, gsize *n_given, double *p)
{
  g_return_if_fail (i < wf_discovery_result_get_n_required (self));

  get_pair (self, &g_array_index (self->required, WfRemovedPair, i), from, to, given, n_given, p);
}

/**
 * wf_discovery_result_get_ensemble:
 * @self: a result
 *
 * Returns: (nullable) (transfer none): how often each edge was found, when the result is of a bootstrap
 */
WfEnsemble *
wf_discovery_result_get_ensemble (WfDiscoveryResult *self)
{
  return self->ensemble;
}

/**
 * wf_discovery_result_get_ensemble_rule:
 * @self: the result of a bootstrap
 *
 * Returns: the rule its graph is drawn by
 */
WfEnsembleRule
wf_discovery_result_get_ensemble_rule (WfDiscoveryResult *self)
{
  g_return_val_if_fail (self->ensemble != NULL, WF_ENSEMBLE_HIGHEST);

  return self->rule;
}

/**
 * wf_discovery_result_get_ensemble_threshold:
 * @self: the result of a bootstrap
 *
 * Returns: the threshold its graph is drawn by
 */
double
wf_discovery_result_get_ensemble_threshold (WfDiscoveryResult *self)
{
  g_return_val_if_fail (self->ensemble != NULL, 0);

  return self->threshold;
}
