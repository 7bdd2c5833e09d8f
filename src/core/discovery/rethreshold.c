/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A smaller significance level than the one searched at, without a test: an edge goes when the set that came
 * nearest to separating its ends does so at the new level. What the tests said of pairs of edges that meet
 * still holds; the pairs that meet newly are judged by the recorded sets.
 *
 * RFCI says nothing of a triple or a discriminating path before its edges passed tests of their own; newly it
 * does so only where all of these are among the tests that were made anyway. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/discovery/contexts-private.h"
#include "core/discovery/ensemble-private.h"
#include "core/discovery/fci-private.h"

typedef struct
{
  WfDiscoveryResult *result;
  GPtrArray *names; /* of all variables, NULL-terminated, borrowed */
  double before;    /* the level searched at */
  double alpha;
  gboolean is_wary; /* a set is believed only after tests of the edges */
  WfConstraints *constraints;
  WfAdjacency *searched; /* the graph at the level before */
  WfSkeleton *skeleton;  /* at the new level */
} Rethreshold;

static void
clear (Rethreshold *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->constraints, wf_constraints_free);
  g_clear_pointer (&self->skeleton, wf_skeleton_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rethreshold, clear)

/* ---- triples ---- */

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

static const guint *
get_set (const WfSkeleton *skeleton, const WfRemovedPair *pair)
{
  return (const guint *) skeleton->pool->data + pair->first;
}

/* Were all subsets of a set tested of an edge that is left, its ends taken out of the set? They were when one
 * end has all of it for possible causes; a required edge was never tested. */
static gboolean
was_tested (const Rethreshold *self, guint x, guint y, const guint *set, guint n)
{
  const WfConstraints *constraints = self->constraints;
  gboolean is_of_x = TRUE, is_of_y = TRUE;

  for (guint q = 0; q < n; q++)
    {
      if (set[q] == x || set[q] == y)
        continue;
      is_of_x = is_of_x && wf_adjacency_has (self->searched, set[q], x) &&
                !wf_constraints_is_forbidden (constraints, set[q], x);
      is_of_y = is_of_y && wf_adjacency_has (self->searched, set[q], y) &&
                !wf_constraints_is_forbidden (constraints, set[q], y);
    }
  return (is_of_x || is_of_y) && !wf_constraints_is_kept (constraints, x, y);
}

static WfTripleKind
judge_by_set (const Rethreshold *self, const WfTriple *triple, const WfRemovedPair *pair)
{
  const guint *set = get_set (self->skeleton, pair);

  if (contains (set, pair->n_given, triple->b))
    return WF_TRIPLE_NO_COLLIDER;
  if (self->is_wary && !(was_tested (self, triple->a, triple->b, set, pair->n_given) &&
                         was_tested (self, triple->c, triple->b, set, pair->n_given)))
    return WF_TRIPLE_UNCLEAR;
  return WF_TRIPLE_COLLIDER;
}

/* What the search said of the triple, else what the set that separates its ends says. */
static void
judge (const Rethreshold *self, const GArray *before, WfTriple *triple)
{
  const WfTriple *found =
      before->len > 0 ? bsearch (triple, before->data, before->len, sizeof *triple, compare_triples) : NULL;
  gssize removed;

  if (found != NULL)
    {
      *triple = *found;
      return;
    }
  removed = wf_skeleton_find_removed (self->skeleton, triple->a, triple->c);
  triple->kind = WF_TRIPLE_UNCLEAR;
  if (removed >= 0)
    {
      const WfRemovedPair *pair = &g_array_index (self->skeleton->removed, WfRemovedPair, removed);

      triple->kind = judge_by_set (self, triple, pair);
      triple->p = pair->p;
    }
}

static GArray *
find_triples (const Rethreshold *self, const WfPcInput *input, GError **error)
{
  GArray *triples = wf_triples_list (self->skeleton->final, input, error);

  for (guint t = 0; triples != NULL && t < triples->len; t++)
    judge (self, wf_discovery_result_get_triples (self->result), &g_array_index (triples, WfTriple, t));
  return triples;
}

/* A path whose ends were separated before was judged by the search. */
static gboolean
check_path (WfPag *pag, const guint *path, guint n_path, gssize removed)
{
  const Rethreshold *self = pag->check_data;
  const WfRemovedPair *pair = &g_array_index (pag->skeleton->removed, WfRemovedPair, removed);
  const guint *set = get_set (pag->skeleton, pair);

  if (pair->p > self->before)
    return TRUE;
  for (guint i = 0; i + 1 < n_path; i++)
    if (!was_tested (self, path[i], path[i + 1], set, pair->n_given))
      return FALSE;
  return TRUE;
}

/* ---- directions ---- */

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
warn (const Rethreshold *self, GStrvBuilder *warnings)
{
  g_autofree char *searched = wf_format_number (self->before);
  g_autofree char *level = wf_format_number (self->alpha);
  g_autofree char *text =
      g_strdup_printf (_ ("Searched at the level %s and cut to %s without new tests; a search at %s may find "
                          "other edges and directions"),
                       searched, level, level);

  if (self->alpha < self->before)
    g_strv_builder_add (warnings, text);
}

static gboolean
has_contexts (const Rethreshold *self)
{
  return g_str_equal (wf_discovery_result_get_method (self->result), wf_discovery_cd_nod.id);
}

static WfDiscoveryResult *
orient (Rethreshold *self, const WfPcInput *input, GArray *triples, GStrvBuilder *warnings, GError **error)
{
  g_autoptr (GVariant) params = replace_alpha (wf_discovery_result_get_params (self->result), self->alpha);
  WfFciOptions options;

  if (has_contexts (self))
    return wf_cd_nod_orient (input, *wf_params_get_text (params, "surrogate") == '\0', self->skeleton,
                             triples, params, warnings, error);
  if (wf_graph_get_kind (wf_discovery_result_get_graph (self->result)) != WF_GRAPH_PAG)
    return wf_pc_orient (input, self->skeleton, triples, params, warnings, error);
  options = wf_fci_get_options (params);
  if (self->is_wary)
    {
      options.check_path = check_path;
      options.check_data = self;
    }
  return wf_fci_orient (input, self->skeleton, triples, &options, params, warnings, error);
}

static WfDiscoveryResult *
cut (Rethreshold *self, const guint8 *is_exogenous, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (GArray) triples = NULL;
  WfPcInput input = { .names = (const char *const *) self->names->pdata,
                      .constraints = self->constraints,
                      .is_exogenous = is_exogenous,
                      .alpha = self->alpha };
  WfDiscoveryResult *result;

  self->skeleton = wf_skeleton_new_recorded (self->result, self->alpha);
  self->searched = g_ptr_array_index (self->skeleton->levels, 0);
  warn (self, warnings);
  wf_skeleton_add_warnings (self->skeleton, &input, warnings);
  if (!wf_skeleton_warn_of_contradictions (self->skeleton, &input, warnings, error))
    return NULL;
  triples = find_triples (self, &input, error);
  if (triples == NULL)
    return NULL;
  result = orient (self, &input, triples, warnings, error);
  if (result == NULL)
    return NULL;
  wf_discovery_result_set_search (result, wf_discovery_result_get_method (self->result),
                                  wf_discovery_result_get_knowledge (self->result));
  wf_discovery_result_set_evidence (result, wf_discovery_result_get_covariance (self->result), NULL);
  return result;
}

static gboolean
check (WfDiscoveryResult *self, double alpha, double *before, GError **error)
{
  const char *method = wf_discovery_result_get_method (self);

  if (wf_discovery_result_get_oracle (self) != NULL)
    g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                         _ ("A graph answered, which is sure of what it says at every level: there is "
                            "nothing to cut"));
  else if (!g_variant_lookup (wf_discovery_result_get_params (self), "alpha", "d", before))
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("%s takes no significance level, so its graph can’t be cut to one; search by tests, for "
                    "example with pc or fci"),
                 method);
  else if (wf_discovery_result_get_ensemble (self) != NULL || wf_discovery_result_get_triples (self) == NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("A graph found by %s can’t be cut to another level without new tests; search again with "
                    "alpha set to it"),
                 method);
  else if (!(alpha > 0 && alpha <= *before))
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("The graph was searched at the level %g; without new tests it can only be cut to a "
                    "smaller one, not to %g. Search again with alpha set to it"),
                 *before, alpha);
  else
    return TRUE;
  return FALSE;
}

/**
 * wf_discovery_rethreshold:
 * @self: the result of a search by independence tests: "pc", "cd-nod", "fci", "rfci" or "gfci"
 * @alpha: a significance level above 0 and not above the one it searched at
 * @error: WF_ERROR_DATA when @alpha is larger, or the search doesn't allow it; WF_ERROR_TOO_LARGE
 *
 * Takes a smaller significance level than the one searched at without a test: an edge goes when the set that
 * came nearest to separating its ends does so at @alpha, and that set becomes its reason. Marks are then
 * found as the search finds them, from what is recorded; what only a test could tell stays open. At the level
 * searched at it is the same graph; below, a fresh search can differ, for it would have tested other sets.
 * Cost: that of finding directions.
 *
 * Returns: (transfer full): the result at @alpha, with a warning that says so
 */
WfDiscoveryResult *
wf_discovery_rethreshold (WfDiscoveryResult *self, double alpha, GError **error)
{
  g_auto (Rethreshold) rethreshold = { .result = self, .alpha = alpha };
  const char *const *names;
  g_autofree guint8 *is_context = NULL;

  if (!check (self, alpha, &rethreshold.before, error))
    return NULL;
  rethreshold.is_wary = g_str_equal (wf_discovery_result_get_method (self), wf_discovery_rfci.id);
  rethreshold.names = g_ptr_array_new ();
  for (guint v = 0; v < wf_discovery_result_get_n_variables (self); v++)
    g_ptr_array_add (rethreshold.names, (gpointer) wf_discovery_result_get_variable (self, v));
  g_ptr_array_add (rethreshold.names, NULL);
  names = (const char *const *) rethreshold.names->pdata;
  rethreshold.constraints = wf_constraints_new (wf_discovery_result_get_knowledge (self), names, NULL, error);
  if (rethreshold.constraints == NULL)
    return NULL;
  if (has_contexts (&rethreshold))
    {
      GVariant *params = wf_discovery_result_get_params (self);

      is_context = wf_contexts_mark (names, wf_params_get_text (params, "surrogate"),
                                     wf_params_get_text (params, "contexts"), error);
      if (is_context == NULL ||
          !wf_constraints_make_exogenous (rethreshold.constraints, is_context, names, error))
        return NULL;
    }
  return cut (&rethreshold, is_context, error);
}
