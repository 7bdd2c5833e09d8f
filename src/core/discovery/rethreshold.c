/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A smaller significance level than the one searched at, without a test: an edge goes when the set that came
 * nearest to separating its ends does so at the new level. What the tests said of pairs of edges that meet
 * still holds; the pairs that meet newly are judged by the recorded sets. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/discovery/pc-private.h"
#include "core/discovery/reasons-private.h"

typedef struct
{
  WfDiscoveryResult *result;
  const char *const *names;
  guint n;
  GArray *removed; /* of WfRemovedPair */
  GArray *kept;
  GArray *pool;
  WfAdjacency *graph;
  GHashTable *positions; /* pair -> its place in removed + 1 */
} Rethreshold;

typedef void (*GetPair) (
    WfDiscoveryResult *self, gsize i, guint *a, guint *b, const guint **given, gsize *n_given, double *p);

static gint64
get_key (guint a, guint b)
{
  return (gint64) ((guint64) MIN (a, b) << 32 | MAX (a, b));
}

static void
take (Rethreshold *self, GetPair get_pair, gsize i, GArray *into)
{
  WfRemovedPair pair = { .first = self->pool->len };
  const guint *given;
  gsize n_given;

  get_pair (self->result, i, &pair.a, &pair.b, &given, &n_given, &pair.p);
  pair.n_given = (guint) n_given;
  g_array_append_vals (self->pool, given, pair.n_given);
  g_array_append_val (into, pair);
}

/* By size of the set, then by pair: as the search lists them. */
static int
compare_removed (gconstpointer a, gconstpointer b)
{
  const WfRemovedPair *s = a;
  const WfRemovedPair *t = b;

  if (s->n_given != t->n_given)
    return s->n_given < t->n_given ? -1 : 1;
  if (s->a != t->a)
    return s->a < t->a ? -1 : 1;
  return s->b < t->b ? -1 : s->b > t->b;
}

static void
split_pairs (Rethreshold *self, double alpha)
{
  for (gsize i = 0; i < wf_discovery_result_get_n_removed (self->result); i++)
    take (self, wf_discovery_result_get_removed, i, self->removed);
  for (gsize i = 0; i < wf_discovery_result_get_n_kept (self->result); i++)
    {
      guint a, b;
      const guint *given;
      gsize n_given;
      double p;

      wf_discovery_result_get_kept (self->result, i, &a, &b, &given, &n_given, &p);
      take (self, wf_discovery_result_get_kept, i, p > alpha ? self->removed : self->kept);
    }
  g_array_sort (self->removed, compare_removed);
  for (guint i = 0; i < self->removed->len; i++)
    {
      const WfRemovedPair *pair = &g_array_index (self->removed, WfRemovedPair, i);
      gint64 key = get_key (pair->a, pair->b);

      g_hash_table_insert (self->positions, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (i + 1));
    }
}

static const WfRemovedPair *
find_removed (const Rethreshold *self, guint a, guint b)
{
  gint64 key = get_key (a, b);
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, &key));

  return position > 0 ? &g_array_index (self->removed, WfRemovedPair, position - 1) : NULL;
}

/* What is left of the graph that was found. */
static void
collect_edges (Rethreshold *self)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (guint));
  gsize n_edges;
  const WfEdge *edges = wf_graph_get_edges (wf_discovery_result_get_graph (self->result), &n_edges);
  guint n_left;

  for (gsize e = 0; e < n_edges; e++)
    if (find_removed (self, edges[e].a, edges[e].b) == NULL)
      {
        g_array_append_val (left, edges[e].a);
        g_array_append_val (left, edges[e].b);
      }
  n_left = left->len / 2;
  self->graph =
      wf_adjacency_new (self->n, (guint *) (gpointer) g_array_free (g_steal_pointer (&left), FALSE), n_left);
}

static int
compare_triples (gconstpointer a, gconstpointer b)
{
  const WfTriple *s = a;
  const WfTriple *t = b;

  if (s->a != t->a)
    return s->a < t->a ? -1 : 1;
  if (s->c != t->c)
    return s->c < t->c ? -1 : 1;
  return s->b < t->b ? -1 : s->b > t->b;
}

static gboolean
contains (const guint *set, guint n, guint v)
{
  for (guint i = 0; i < n; i++)
    if (set[i] == v)
      return TRUE;
  return FALSE;
}

/* What the search said of the triple, else what the set that separates its ends says. */
static WfTriple
judge (const Rethreshold *self, const GArray *before, guint a, guint b, guint c)
{
  WfTriple triple = { .a = MIN (a, c), .b = b, .c = MAX (a, c) };
  const WfTriple *found =
      before->len > 0 ? bsearch (&triple, before->data, before->len, sizeof triple, compare_triples) : NULL;
  const WfRemovedPair *pair;

  if (found != NULL)
    return *found;
  pair = find_removed (self, a, c);
  if (pair != NULL && !contains ((const guint *) self->pool->data + pair->first, pair->n_given, b))
    {
      triple.kind = WF_TRIPLE_COLLIDER;
      triple.p = pair->p;
    }
  return triple;
}

static GArray *
list_triples (const Rethreshold *self)
{
  const WfAdjacency *graph = self->graph;
  const GArray *before = wf_discovery_result_get_triples (self->result);
  GArray *triples = g_array_new (FALSE, FALSE, sizeof (WfTriple));

  for (guint b = 0; b < graph->n; b++)
    for (guint i = graph->starts[b]; i < graph->starts[b + 1]; i++)
      for (guint j = i + 1; j < graph->starts[b + 1]; j++)
        if (!wf_adjacency_has (graph, graph->neighbours[i], graph->neighbours[j]))
          {
            WfTriple triple = judge (self, before, graph->neighbours[i], b, graph->neighbours[j]);

            g_array_append_val (triples, triple);
          }
  g_array_sort (triples, compare_triples);
  return triples;
}

static GVariant *
replace_alpha (GVariant *params, double alpha)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *id;
  GVariant *value;

  g_variant_iter_init (&iter, params);
  while (g_variant_iter_loop (&iter, "{&sv}", &id, &value))
    g_variant_builder_add (&builder, "{sv}", id,
                           g_str_equal (id, "alpha") ? g_variant_new_double (alpha) : value);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
warn (const Rethreshold *self, double before, double alpha, GStrvBuilder *warnings)
{
  g_autofree char *searched = wf_format_number (before);
  g_autofree char *level = wf_format_number (alpha);
  g_autofree char *text =
      g_strdup_printf (_ ("Searched at the level %s and cut to %s without new tests; a search at %s may find "
                          "other edges and directions"),
                       searched, level, level);

  if (alpha < before)
    g_strv_builder_add (warnings, text);
}

static WfDiscoveryResult *
orient (Rethreshold *self, double before, double alpha, GError **error)
{
  GVariant *params = wf_discovery_result_get_params (self->result);
  WfKnowledge *knowledge = wf_discovery_result_get_knowledge (self->result);
  g_autoptr (GVariant) changed = replace_alpha (params, alpha);
  g_autoptr (WfConstraints) constraints = wf_constraints_new (knowledge, self->names, NULL, error);
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (GArray) triples = NULL;
  WfPcInput input = { .names = self->names, .constraints = constraints, .alpha = alpha };
  WfSkeleton skeleton = { .n = self->n, .final = self->graph };
  WfOrientation orientation = { NULL };
  WfDiscoveryResult *result;
  const char *colliders = wf_params_get_choice (params, "colliders");

  if (constraints == NULL)
    return NULL;
  triples = list_triples (self);
  warn (self, before, alpha, warnings);
  if (!wf_orient (&input, &skeleton, triples, g_str_equal (colliders, "conservative"), warnings, &orientation,
                  error))
    return NULL;
  result = wf_discovery_result_new (
      orientation.graph, changed, wf_discovery_result_get_n_tests (self->result), g_array_ref (self->removed),
      g_array_ref (self->pool), orientation.oriented, g_strv_builder_end (warnings));
  wf_discovery_result_set_search (result, wf_discovery_result_get_method (self->result), knowledge);
  wf_discovery_result_set_kept (result, g_array_ref (self->kept));
  wf_discovery_result_set_triples (result, g_steal_pointer (&triples));
  wf_graph_unref (orientation.graph);
  return result;
}

static gboolean
check (WfDiscoveryResult *self, double alpha, double *before, GError **error)
{
  if (wf_discovery_result_get_ensemble (self) != NULL || wf_discovery_result_get_triples (self) == NULL ||
      !g_variant_lookup (wf_discovery_result_get_params (self), "alpha", "d", before))
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("A graph found by %s can’t be cut to another level without new tests; search again with "
             "alpha set to it"),
          wf_discovery_result_get_method (self));
      return FALSE;
    }
  if (alpha > 0 && alpha <= *before)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("The graph was searched at the level %g; without new tests it can only be cut to a smaller "
                  "one, not to %g. Search again with alpha set to it"),
               *before, alpha);
  return FALSE;
}

/**
 * wf_discovery_rethreshold:
 * @self: the result of a search by independence tests that records its edges, for now "pc"
 * @alpha: a significance level above 0 and not above the one it searched at
 * @error: WF_ERROR_DATA when @alpha is larger, or the search doesn't allow it
 *
 * Takes a smaller significance level than the one searched at without a test: an edge goes when the set that
 * came nearest to separating its ends does so at @alpha, and that set becomes its reason. Directions are then
 * found as the search finds them. At the level searched at it is the same graph; below, a fresh search can
 * differ, for it would have tested other sets. Cost: that of finding directions.
 *
 * Returns: (transfer full): the result at @alpha, with a warning that says so
 */
WfDiscoveryResult *
wf_discovery_rethreshold (WfDiscoveryResult *self, double alpha, GError **error)
{
  Rethreshold rethreshold = { .result = self };
  WfDiscoveryResult *result;
  double before;

  if (!check (self, alpha, &before, error))
    return NULL;
  rethreshold.names = wf_graph_get_names (wf_discovery_result_get_graph (self));
  rethreshold.n = (guint) wf_graph_get_n_nodes (wf_discovery_result_get_graph (self));
  rethreshold.removed = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  rethreshold.kept = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  rethreshold.pool = g_array_new (FALSE, FALSE, sizeof (guint));
  rethreshold.positions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  split_pairs (&rethreshold, alpha);
  collect_edges (&rethreshold);
  result = orient (&rethreshold, before, alpha, error);
  g_array_unref (rethreshold.removed);
  g_array_unref (rethreshold.kept);
  g_array_unref (rethreshold.pool);
  g_hash_table_unref (rethreshold.positions);
  wf_adjacency_free (rethreshold.graph);
  return result;
}
