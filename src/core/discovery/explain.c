/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Why two variables are linked, or not, and why the link points as it does, from what the search recorded. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/interventions-private.h"
#include "core/discovery/reasons-private.h"

typedef struct
{
  WfDiscoveryResult *result;
  WfTable *table; /* nullable */
  WfGraph *graph; /* that of the reasons: for a bootstrap the graph of all rows */
  guint a, b;     /* a < b */
  const char *a_name, *b_name;
  GStrvBuilder *lines;
} Explanation;

static void G_GNUC_PRINTF (2, 3) add (Explanation *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_strv_builder_add (self->lines, text);
}

/* "A → B", the cause first where there is one */
static char *
describe_marks (const Explanation *self, WfMark mark_a, WfMark mark_b)
{
  if (mark_a == WF_MARK_ARROW && mark_b != WF_MARK_ARROW)
    return g_strdup_printf ("%s %s %s", self->b_name, wf_marks_to_text (mark_b, mark_a), self->a_name);
  return g_strdup_printf ("%s %s %s", self->a_name, wf_marks_to_text (mark_a, mark_b), self->b_name);
}

static char *
describe_pair (const Explanation *self, WfGraph *graph)
{
  if (!wf_graph_is_adjacent (graph, self->a, self->b))
    return g_strdup (_ ("no edge"));
  return describe_marks (self, wf_graph_get_mark (graph, self->b, self->a),
                         wf_graph_get_mark (graph, self->a, self->b));
}

static void
explain_edge (Explanation *self, WfGraph *graph)
{
  g_autofree char *text = describe_pair (self, graph);

  if (wf_graph_is_adjacent (graph, self->a, self->b))
    add (self, _ ("%s and %s are linked: %s."), self->a_name, self->b_name, text);
  else
    add (self, _ ("%s and %s are not linked."), self->a_name, self->b_name);
}

/* ---- a bootstrap ---- */

static int
compare_shares (gconstpointer a, gconstpointer b)
{
  const double *const *s = a;
  const double *const *t = b;

  return **s > **t ? -1 : **s < **t ? 1 : *s < *t ? -1 : *s > *t;
}

static void
explain_ensemble (Explanation *self, WfEnsemble *ensemble)
{
  double shares[WF_N_MARKS * WF_N_MARKS];
  const double *order[WF_N_MARKS * WF_N_MARKS];
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *whole = describe_pair (self, wf_ensemble_get_whole (ensemble));

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      shares[i] = wf_ensemble_get_probability (ensemble, self->a, self->b, (WfMark) (i / WF_N_MARKS),
                                               (WfMark) (i % WF_N_MARKS));
      order[i] = &shares[i];
    }
  qsort (order, G_N_ELEMENTS (order), sizeof *order, compare_shares);
  for (guint i = 0; i < G_N_ELEMENTS (order) && *order[i] > 0; i++)
    {
      guint marks = (guint) (order[i] - shares);
      g_autofree char *percent = wf_format_percent (*order[i]);
      g_autofree char *edge =
          marks == 0 ? g_strdup (_ ("no edge"))
                     : describe_marks (self, (WfMark) (marks / WF_N_MARKS), (WfMark) (marks % WF_N_MARKS));

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", edge, percent);
    }
  add (self,
       g_dngettext (GETTEXT_PACKAGE, "In %u sample of the rows: %s.", "In %u samples of the rows: %s.",
                    wf_ensemble_get_n_samples (ensemble)),
       wf_ensemble_get_n_samples (ensemble), text->str);
  add (self, _ ("The search on all rows found: %s. Its reasons follow."), whole);
}

/* ---- knowledge ---- */

static void
explain_knowledge (Explanation *self)
{
  WfKnowledge *knowledge = wf_discovery_result_get_knowledge (self->result);
  gboolean is_a_b_forbidden, is_b_a_forbidden;

  if (knowledge == NULL)
    return;
  if (wf_knowledge_is_required (knowledge, self->a_name, self->b_name))
    add (self, _ ("Background knowledge requires %s → %s."), self->a_name, self->b_name);
  if (wf_knowledge_is_required (knowledge, self->b_name, self->a_name))
    add (self, _ ("Background knowledge requires %s → %s."), self->b_name, self->a_name);
  is_a_b_forbidden = wf_knowledge_is_forbidden (knowledge, self->a_name, self->b_name);
  is_b_a_forbidden = wf_knowledge_is_forbidden (knowledge, self->b_name, self->a_name);
  if (is_a_b_forbidden && is_b_a_forbidden)
    add (self, _ ("Background knowledge forbids either direction between the two."));
  else if (is_a_b_forbidden || is_b_a_forbidden)
    add (self, _ ("Background knowledge forbids %s → %s."), is_a_b_forbidden ? self->a_name : self->b_name,
         is_a_b_forbidden ? self->b_name : self->a_name);
}

/* ---- tests ---- */

/* What a graph said, instead of a test. */
static void
explain_separation (Explanation *self, gssize removed)
{
  g_autofree char *set = NULL;
  guint a, b;
  const guint *given;
  gsize n_given;
  double p;

  if (removed < 0)
    {
      add (self, _ ("No set of variables that was asked about separates the two in the given graph."));
      return;
    }
  wf_discovery_result_get_removed (self->result, (gsize) removed, &a, &b, &given, &n_given, &p);
  set = wf_discovery_result_set_to_text (self->result, given, n_given);
  add (self, _ ("The given graph separates them given %s. That removed the edge."), set);
}

static void
explain_tests (Explanation *self)
{
  const WfCiTestKind *test = wf_discovery_result_get_test (self->result);
  gssize removed = wf_discovery_result_find_removed (self->result, self->a, self->b);
  gssize kept = removed < 0 ? wf_discovery_result_find_kept (self->result, self->a, self->b) : -1;
  g_autofree char *alpha = NULL;
  g_autofree char *number = NULL;
  g_autofree char *set = NULL;
  guint a, b;
  const guint *given;
  gsize n_given;
  double p, level;

  if (wf_discovery_result_get_oracle (self->result) != NULL && (removed >= 0 || kept >= 0))
    explain_separation (self, removed);
  if (test == NULL || (removed < 0 && kept < 0) ||
      !g_variant_lookup (wf_discovery_result_get_params (self->result), "alpha", "d", &level))
    return;
  if (removed >= 0)
    wf_discovery_result_get_removed (self->result, (gsize) removed, &a, &b, &given, &n_given, &p);
  else
    wf_discovery_result_get_kept (self->result, (gsize) kept, &a, &b, &given, &n_given, &p);
  alpha = wf_format_number (level);
  number = wf_format_number (p);
  set = wf_discovery_result_set_to_text (self->result, given, n_given);
  if (removed >= 0)
    add (self,
         _ ("%s found them independent given %s: p = %s, above the level of %s. That removed the edge."),
         _ (test->name), set, number, alpha);
  else
    add (self,
         _ ("%s rejected their independence every time, at the level of %s. The set that came nearest to "
            "separating them: %s, p = %s."),
         _ (test->name), alpha, set, number);
}

/* ---- scores ---- */

/* The score of `to` with its parents in the graph and `from`, less that without `from`. */
static double
get_gain (WfScore *score, WfGraph *dag, guint from, guint to)
{
  gsize n;
  g_autofree guint *with = NULL;
  g_autofree guint *parents = wf_graph_list_parents (dag, to, &n);
  gsize n_with = 0;
  gsize n_without = 0;

  with = g_new (guint, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      if (n_with == n_without && from < parents[i])
        with[n_with++] = from;
      if (parents[i] == from)
        continue;
      with[n_with++] = parents[i];
      parents[n_without++] = parents[i];
    }
  if (n_with == n_without)
    with[n_with++] = from;
  return wf_score_get_local (score, to, with, n_with) - wf_score_get_local (score, to, parents, n_without);
}

static gboolean
is_ancestor (WfGraph *dag, guint from, guint to)
{
  gsize n;
  g_autofree guint *below = wf_graph_list_descendants (dag, from, &n);

  for (gsize i = 0; i < n; i++)
    if (below[i] == to)
      return TRUE;
  return FALSE;
}

/* Were there experiments? Then a variable's score is of the rows where it was not set. */
static gboolean
has_targets (const Explanation *self)
{
  const char *targets;

  return g_variant_lookup (wf_discovery_result_get_params (self->result), "targets", "&s", &targets) &&
         *targets != '\0';
}

static WfScore *
create_score (const Explanation *self, guint to, GError **error)
{
  WfDiscoveryInput input = { .table = self->table,
                             .covariance = wf_discovery_result_get_covariance (self->result),
                             .params = wf_discovery_result_get_params (self->result),
                             .n_threads = 1 };
  g_autoptr (WfInterventions) interventions = NULL;
  g_autoptr (WfTable) rows = NULL;

  if (!has_targets (self))
    return wf_discovery_create_score (&input, error);
  interventions = wf_interventions_new (self->table, wf_params_get_text (input.params, "targets"),
                                        wf_params_get_text (input.params, "regimes"), error);
  rows = interventions != NULL ? wf_interventions_select_rows (interventions, to, error) : NULL;
  input.table = rows;
  return rows != NULL ? wf_discovery_create_score (&input, error) : NULL;
}

static void
explain_rows (Explanation *self, guint to)
{
  if (has_targets (self))
    add (self, _ ("That is over the rows in which %s was not set."), wf_graph_get_name (self->graph, to));
}

static void
explain_missing (Explanation *self, WfScore *score, WfGraph *dag, guint from, guint to)
{
  const char *name = _ (wf_score_get_kind (score)->name);
  const char *from_name = wf_graph_get_name (dag, from);
  const char *to_name = wf_graph_get_name (dag, to);
  g_autofree char *number = NULL;
  double gain;

  if (is_ancestor (dag, to, from))
    {
      add (self, _ ("%s → %s would close a directed cycle in the acyclic graph the search ended at."),
           from_name, to_name);
      return;
    }
  gain = get_gain (score, dag, from, to);
  number = wf_format_number (ABS (gain));
  if (gain > 0)
    add (self,
         _ ("Adding %s → %s alone would raise the score by %s (%s), but not in a graph that the search came "
            "by or may take."),
         from_name, to_name, number, name);
  else
    add (self, _ ("Adding %s → %s would lower the score by %s (%s)."), from_name, to_name, number, name);
  explain_rows (self, to);
}

static void
explain_present (Explanation *self, WfScore *score, WfGraph *dag, guint from, guint to)
{
  g_autofree char *number = wf_format_number (get_gain (score, dag, from, to));

  add (self,
       _ ("Without the edge the score of the acyclic graph the search ended at would be worse by %s (%s)."),
       number, _ (wf_score_get_kind (score)->name));
  explain_rows (self, to);
}

static gboolean
has_data (const Explanation *self)
{
  return self->table != NULL || wf_discovery_result_get_covariance (self->result) != NULL;
}

static gboolean
explain_score (Explanation *self, GError **error)
{
  WfGraph *dag = wf_discovery_result_get_dag (self->result);
  gboolean is_backward;
  guint from, to;
  g_autoptr (WfScore) score = NULL;
  g_autoptr (WfScore) opposite = NULL;

  if (dag == NULL || !has_data (self) || wf_discovery_result_get_score (self->result) == NULL)
    return TRUE;
  is_backward = wf_graph_is_parent (dag, self->b, self->a);
  from = is_backward ? self->b : self->a;
  to = is_backward ? self->a : self->b;
  score = create_score (self, to, error);
  if (score == NULL)
    return FALSE;
  if (wf_graph_is_adjacent (dag, from, to))
    {
      explain_present (self, score, dag, from, to);
      return TRUE;
    }
  opposite = has_targets (self) ? create_score (self, from, error) : wf_score_ref (score);
  if (opposite == NULL)
    return FALSE;
  explain_missing (self, score, dag, from, to);
  explain_missing (self, opposite, dag, to, from);
  return TRUE;
}

/* ---- marks ---- */

/* The other cause at a collider, and what separates the two. */
static void
explain_collider (Explanation *self, guint from, guint at)
{
  for (guint c = 0; c < wf_graph_get_n_nodes (self->graph); c++)
    {
      gssize removed;
      g_autofree char *set = NULL;
      guint a, b;
      const guint *given;
      gsize n_given;
      double p;

      if (c == from || c == at || wf_graph_get_mark (self->graph, c, at) != WF_MARK_ARROW ||
          wf_graph_is_adjacent (self->graph, c, from))
        continue;
      removed = wf_discovery_result_find_removed (self->result, MIN (c, from), MAX (c, from));
      if (removed < 0)
        {
          add (self, _ ("There it meets the arrow from %s, which %s is not linked with."),
               wf_graph_get_name (self->graph, c), wf_graph_get_name (self->graph, from));
          return;
        }
      wf_discovery_result_get_removed (self->result, (gsize) removed, &a, &b, &given, &n_given, &p);
      set = wf_discovery_result_set_to_text (self->result, given, n_given);
      add (self, _ ("There it meets the arrow from %s; %s and %s are independent given %s."),
           wf_graph_get_name (self->graph, c), wf_graph_get_name (self->graph, from),
           wf_graph_get_name (self->graph, c), set);
      return;
    }
}

static gboolean
find_rule (const Explanation *self, guint from, guint at, const char **rule, WfMark *mark)
{
  for (gsize i = wf_discovery_result_get_n_oriented (self->result); i-- > 0;)
    {
      guint x, y;

      wf_discovery_result_get_oriented (self->result, i, &x, &y, rule);
      *mark = wf_discovery_result_get_oriented_mark (self->result, i);
      if (x == from && y == at)
        return TRUE;
    }
  return FALSE;
}

static void
explain_mark (Explanation *self, guint from, guint at)
{
  const char *name = wf_graph_get_name (self->graph, at);
  const char *rule;
  WfMark mark;

  if (!find_rule (self, from, at, &rule, &mark))
    return;
  if (mark == WF_MARK_TAIL)
    add (self, _ ("The tail at %s: %s."), name, wf_rule_to_text (rule));
  else
    add (self, _ ("The arrowhead at %s: %s."), name, wf_rule_to_text (rule));
  if (g_str_equal (rule, "collider"))
    explain_collider (self, from, at);
}

static void
explain_marks (Explanation *self)
{
  WfMark mark_a = wf_graph_get_mark (self->graph, self->b, self->a);
  WfMark mark_b = wf_graph_get_mark (self->graph, self->a, self->b);

  if (mark_a == WF_MARK_NONE)
    return;
  explain_mark (self, self->b, self->a);
  explain_mark (self, self->a, self->b);
  if (mark_a == WF_MARK_TAIL && mark_b == WF_MARK_TAIL && wf_graph_get_kind (self->graph) == WF_GRAPH_CPDAG)
    add (self, _ ("The direction is left open: graphs with either fit the data equally well."));
  if (mark_a == WF_MARK_CIRCLE)
    add (self, _ ("The mark at %s is left open: the data fit an arrowhead or a tail."), self->a_name);
  if (mark_b == WF_MARK_CIRCLE)
    add (self, _ ("The mark at %s is left open: the data fit an arrowhead or a tail."), self->b_name);
}

/**
 * wf_discovery_explain:
 * @self: the result of a search
 * @table: (nullable): the data it searched; without it differences of scores are not told
 * @a: index of a node
 * @b: index of another node
 * @error: as of wf_score_new()
 *
 * Says in sentences why two variables are linked or not, and why the link points as it does: how often
 * samples have it, background knowledge, the test that removed it or came nearest to that, the score that
 * would be lost or gained, and the rule behind every mark. Cost: the records of the result; for a search by
 * score also the preparation of the score.
 *
 * Returns: (transfer full) (array zero-terminated=1): the sentences, at least one
 */
GStrv
wf_discovery_explain (WfDiscoveryResult *self, WfTable *table, guint a, guint b, GError **error)
{
  WfGraph *graph = wf_discovery_result_get_graph (self);
  WfEnsemble *ensemble = wf_discovery_result_get_ensemble (self);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  Explanation explanation = { .result = self,
                              .table = table,
                              .graph = ensemble != NULL ? wf_ensemble_get_whole (ensemble) : graph,
                              .a = MIN (a, b),
                              .b = MAX (a, b),
                              .lines = lines };

  g_return_val_if_fail (a != b && a < wf_graph_get_n_nodes (graph) && b < wf_graph_get_n_nodes (graph), NULL);

  explanation.a_name = wf_graph_get_name (graph, explanation.a);
  explanation.b_name = wf_graph_get_name (graph, explanation.b);
  explain_edge (&explanation, graph);
  if (ensemble != NULL)
    explain_ensemble (&explanation, ensemble);
  explain_knowledge (&explanation);
  explain_tests (&explanation);
  if (!explain_score (&explanation, error))
    return NULL;
  explain_marks (&explanation);
  return g_strv_builder_end (lines);
}
