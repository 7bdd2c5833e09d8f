/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* One graph for those of many samples. The rules are those of Tetrad's ResamplingEdgeEnsemble; as it may join
 * edges that no single graph can have, they are drawn in the order of falling agreement and what contradicts
 * the edges before is turned, opened or left out. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/discovery/ensemble-private.h"

#define MAX_EXAMPLES 3

/* What is drawn of a pair, and how many samples agree with it. */
typedef struct
{
  const WfEnsemblePair *pair;
  WfMark mark_a, mark_b;
  guint n_agree;
} Edge;

typedef struct
{
  WfEnsemble *ensemble;
  WfGraphKind kind;
  guint n_needed;
  GArray *edges;     /* of Edge, in the order in which they are drawn */
  GArray **children; /* of guint; NULL = none */
  GArray **parents;
  GArray *arrowheads; /* of guint: at, from */
  guint *stack;
  guint8 *is_below; /* flags of the last look along arrows */
  guint8 *is_above;
  GPtrArray *turned; /* of text */
  GPtrArray *opened;
} Consensus;

/* ---- what samples agree with ---- */

static gboolean
has_open_marks (const Consensus *self)
{
  return self->kind == WF_GRAPH_CPDAG || self->kind == WF_GRAPH_PAG;
}

/* Does a sample with these marks have all that the edge says? — of a CPDAG and circles say nothing more than
 * that there is an edge. */
static gboolean
agrees (const Consensus *self, const Edge *edge, WfMark mark_a, WfMark mark_b)
{
  if (self->kind == WF_GRAPH_PAG)
    return (edge->mark_a == WF_MARK_CIRCLE || edge->mark_a == mark_a) &&
           (edge->mark_b == WF_MARK_CIRCLE || edge->mark_b == mark_b);
  if (self->kind == WF_GRAPH_CPDAG && edge->mark_a == WF_MARK_TAIL && edge->mark_b == WF_MARK_TAIL)
    return TRUE;
  return edge->mark_a == mark_a && edge->mark_b == mark_b;
}

static void
count_agreement (const Consensus *self, Edge *edge)
{
  edge->n_agree = 0;
  for (WfMark a = WF_MARK_TAIL; a <= WF_MARK_CIRCLE; a++)
    for (WfMark b = WF_MARK_TAIL; b <= WF_MARK_CIRCLE; b++)
      if (agrees (self, edge, a, b))
        edge->n_agree += edge->pair->counts[a][b];
}

static void
set_marks (const Consensus *self, Edge *edge, WfMark mark_a, WfMark mark_b)
{
  edge->mark_a = mark_a;
  edge->mark_b = mark_b;
  count_agreement (self, edge);
}

static guint
count_mark (const WfEnsemblePair *pair, gboolean at_b, WfMark mark)
{
  guint n = 0;

  for (guint other = 0; other < WF_N_MARKS; other++)
    n += at_b ? pair->counts[other][mark] : pair->counts[mark][other];
  return n;
}

/* ---- the rules ---- */

/* The marks that equally frequent edges share, the others open; of arrows of a DAG the one by name. */
static void
merge (const Consensus *self, Edge *edge, WfMark mark_a, WfMark mark_b)
{
  WfMark open = self->kind == WF_GRAPH_PAG ? WF_MARK_CIRCLE : WF_MARK_TAIL;
  WfGraph *whole = self->ensemble->whole;

  if (edge->mark_a == WF_MARK_NONE ||
      (!has_open_marks (self) &&
       (mark_b == WF_MARK_ARROW) ==
           (strcmp (wf_graph_get_name (whole, edge->pair->a), wf_graph_get_name (whole, edge->pair->b)) < 0)))
    {
      edge->mark_a = mark_a;
      edge->mark_b = mark_b;
    }
  else if (has_open_marks (self))
    {
      edge->mark_a = edge->mark_a == mark_a ? mark_a : open;
      edge->mark_b = edge->mark_b == mark_b ? mark_b : open;
    }
}

/* FALSE: no edge */
static gboolean
pick (const Consensus *self, const WfEnsemblePair *pair, WfEnsembleRule rule, Edge *edge)
{
  guint n_edges = 0;
  guint most = 0;

  *edge = (Edge){ .pair = pair };
  for (guint i = 0; i < WF_N_MARKS * WF_N_MARKS; i++)
    {
      n_edges += (&pair->counts[0][0])[i];
      most = MAX (most, (&pair->counts[0][0])[i]);
    }
  if ((rule == WF_ENSEMBLE_HIGHEST && self->ensemble->n_samples - n_edges > most) ||
      (rule == WF_ENSEMBLE_MAJORITY && 2 * most <= self->ensemble->n_samples))
    return FALSE;
  for (WfMark a = WF_MARK_TAIL; a <= WF_MARK_CIRCLE; a++)
    for (WfMark b = WF_MARK_TAIL; b <= WF_MARK_CIRCLE; b++)
      if (pair->counts[a][b] == most)
        merge (self, edge, a, b);
  count_agreement (self, edge);
  return TRUE;
}

/* Opens the mark that claims most: a tail before an arrow, the rarer before the more frequent. */
static void
weaken (const Consensus *self, Edge *edge)
{
  gboolean is_tail_a = edge->mark_a == WF_MARK_TAIL;
  gboolean is_tail_b = edge->mark_b == WF_MARK_TAIL;
  gboolean at_b;

  if (self->kind == WF_GRAPH_CPDAG)
    {
      set_marks (self, edge, WF_MARK_TAIL, WF_MARK_TAIL);
      return;
    }
  if (edge->mark_a == WF_MARK_CIRCLE || edge->mark_b == WF_MARK_CIRCLE)
    at_b = edge->mark_a == WF_MARK_CIRCLE;
  else if (is_tail_a != is_tail_b)
    at_b = is_tail_b;
  else
    at_b = count_mark (edge->pair, TRUE, edge->mark_b) < count_mark (edge->pair, FALSE, edge->mark_a);
  set_marks (self, edge, at_b ? edge->mark_a : WF_MARK_CIRCLE, at_b ? WF_MARK_CIRCLE : edge->mark_b);
}

static gboolean
is_open (const Consensus *self, const Edge *edge)
{
  WfMark open = self->kind == WF_GRAPH_PAG ? WF_MARK_CIRCLE : WF_MARK_TAIL;

  return !has_open_marks (self) || (edge->mark_a == open && edge->mark_b == open);
}

static int
compare_names (const WfGraph *graph, guint a, guint b)
{
  return strcmp (wf_graph_get_name ((WfGraph *) graph, a), wf_graph_get_name ((WfGraph *) graph, b));
}

/* Falling agreement; equal ones by name, so that the order of columns doesn't matter. */
static int
compare_edges (gconstpointer a, gconstpointer b, gpointer data)
{
  const WfGraph *graph = data;
  const Edge *s = a;
  const Edge *t = b;
  gboolean is_s_turned, is_t_turned;
  int order;

  if (s->n_agree != t->n_agree)
    return s->n_agree > t->n_agree ? -1 : 1;
  is_s_turned = compare_names (graph, s->pair->a, s->pair->b) > 0;
  is_t_turned = compare_names (graph, t->pair->a, t->pair->b) > 0;
  order = compare_names (graph, is_s_turned ? s->pair->b : s->pair->a, is_t_turned ? t->pair->b : t->pair->a);
  if (order != 0)
    return order;
  return compare_names (graph, is_s_turned ? s->pair->a : s->pair->b, is_t_turned ? t->pair->a : t->pair->b);
}

static void
pick_edges (Consensus *self, WfEnsembleRule rule)
{
  GArray *pairs = self->ensemble->pairs;

  for (guint i = 0; i < pairs->len; i++)
    {
      Edge edge;

      if (!pick (self, &g_array_index (pairs, WfEnsemblePair, i), rule, &edge))
        continue;
      while (edge.n_agree < self->n_needed && !is_open (self, &edge))
        weaken (self, &edge);
      if (edge.n_agree >= self->n_needed)
        g_array_append_val (self->edges, edge);
    }
  g_array_sort_with_data (self->edges, compare_edges, self->ensemble->whole);
}

/* ---- contradictions ---- */

/* Marks the node and all that the arrows in lists lead to. */
static void
follow (const Consensus *self, GArray **lists, guint node, guint8 *is_seen)
{
  guint n = 0;

  memset (is_seen, 0, wf_graph_get_n_nodes (self->ensemble->whole));
  self->stack[n++] = node;
  is_seen[node] = TRUE;
  while (n > 0)
    {
      const GArray *list = lists[self->stack[--n]];

      for (guint i = 0; list != NULL && i < list->len; i++)
        {
          guint next = g_array_index (list, guint, i);

          if (!is_seen[next])
            {
              is_seen[next] = TRUE;
              self->stack[n++] = next;
            }
        }
    }
}

static gboolean
is_ancestor (const Consensus *self, guint from, guint to)
{
  follow (self, self->children, from, self->is_below);
  return self->is_below[to];
}

static void
add_to_list (GArray **list, guint node)
{
  if (*list == NULL)
    *list = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (*list, node);
}

static void
record (Consensus *self, const Edge *edge)
{
  guint a = edge->pair->a;
  guint b = edge->pair->b;
  const guint at_a[] = { a, b };
  const guint at_b[] = { b, a };

  if (edge->mark_a == WF_MARK_ARROW)
    g_array_append_vals (self->arrowheads, at_a, 2);
  if (edge->mark_b == WF_MARK_ARROW)
    g_array_append_vals (self->arrowheads, at_b, 2);
  if (edge->mark_a == WF_MARK_TAIL && edge->mark_b == WF_MARK_ARROW)
    {
      add_to_list (&self->children[a], b);
      add_to_list (&self->parents[b], a);
    }
  else if (edge->mark_b == WF_MARK_TAIL && edge->mark_a == WF_MARK_ARROW)
    {
      add_to_list (&self->children[b], a);
      add_to_list (&self->parents[a], b);
    }
}

/* Would u -> v make a node an ancestor of one that an arrowhead says it isn't one of? */
static gboolean
is_refuted (const Consensus *self, guint u, guint v)
{
  const guint *heads = (const guint *) self->arrowheads->data;

  follow (self, self->parents, u, self->is_above);
  follow (self, self->children, v, self->is_below);
  for (guint i = 0; i < self->arrowheads->len; i += 2)
    if (self->is_above[heads[i]] && self->is_below[heads[i + 1]])
      return TRUE;
  return FALSE;
}

static void
note (const Consensus *self, GPtrArray *list, const Edge *edge)
{
  gboolean is_backward = edge->mark_a == WF_MARK_ARROW && edge->mark_b != WF_MARK_ARROW;
  guint from = is_backward ? edge->pair->b : edge->pair->a;
  guint to = is_backward ? edge->pair->a : edge->pair->b;
  WfMark mark_from = is_backward ? edge->mark_b : edge->mark_a;
  WfMark mark_to = is_backward ? edge->mark_a : edge->mark_b;

  g_ptr_array_add (list,
                   g_strdup_printf ("%s %s %s (%.0f %%)", wf_graph_get_name (self->ensemble->whole, from),
                                    wf_marks_to_text (mark_from, mark_to),
                                    wf_graph_get_name (self->ensemble->whole, to),
                                    100.0 * edge->n_agree / self->ensemble->n_samples));
}

/* An arrow of a DAG or CPDAG that would close a directed cycle. FALSE: leave the edge out. */
static gboolean
resolve_cycle (Consensus *self, Edge *edge)
{
  gboolean is_forward = edge->mark_b == WF_MARK_ARROW;
  Edge before = *edge;

  if (!is_ancestor (self, is_forward ? edge->pair->b : edge->pair->a,
                    is_forward ? edge->pair->a : edge->pair->b))
    return TRUE;
  set_marks (self, edge, before.mark_b, before.mark_a);
  if (edge->n_agree >= self->n_needed)
    {
      note (self, self->turned, &before);
      return TRUE;
    }
  note (self, self->opened, &before);
  if (self->kind != WF_GRAPH_CPDAG)
    return FALSE;
  set_marks (self, edge, WF_MARK_TAIL, WF_MARK_TAIL);
  return TRUE;
}

/* Opens what the edges before contradict: an arrowhead says that its node is no ancestor of the other, → that
 * the first is one of the second (Richardson & Spirtes 2002). */
static void
resolve_ancestors (Consensus *self, Edge *edge)
{
  Edge before = *edge;
  guint a = edge->pair->a;
  guint b = edge->pair->b;
  gboolean is_a_wrong = edge->mark_a == WF_MARK_ARROW && is_ancestor (self, a, b);
  gboolean is_b_wrong = edge->mark_b == WF_MARK_ARROW && is_ancestor (self, b, a);
  WfMark mark_a = is_a_wrong || (is_b_wrong && edge->mark_a == WF_MARK_TAIL) ? WF_MARK_CIRCLE : edge->mark_a;
  WfMark mark_b = is_b_wrong || (is_a_wrong && edge->mark_b == WF_MARK_TAIL) ? WF_MARK_CIRCLE : edge->mark_b;

  if (mark_a == WF_MARK_TAIL && mark_b == WF_MARK_ARROW && is_refuted (self, a, b))
    mark_a = WF_MARK_CIRCLE;
  else if (mark_b == WF_MARK_TAIL && mark_a == WF_MARK_ARROW && is_refuted (self, b, a))
    mark_b = WF_MARK_CIRCLE;
  if (mark_a == before.mark_a && mark_b == before.mark_b)
    return;
  set_marks (self, edge, mark_a, mark_b);
  note (self, self->opened, &before);
}

static WfGraph *
draw (Consensus *self, GError **error)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (wf_graph_get_names (self->ensemble->whole));

  for (guint i = 0; i < self->edges->len; i++)
    {
      Edge *edge = &g_array_index (self->edges, Edge, i);

      if (self->kind == WF_GRAPH_PAG)
        resolve_ancestors (self, edge);
      else if (edge->mark_a != edge->mark_b && !resolve_cycle (self, edge))
        continue;
      record (self, edge);
      wf_graph_builder_set_edge (builder, edge->pair->a, edge->pair->b, edge->mark_a, edge->mark_b);
      wf_graph_builder_set_probability (builder, edge->pair->a, edge->pair->b,
                                        (double) edge->n_agree / self->ensemble->n_samples);
    }
  return wf_graph_builder_end (builder, self->kind, error);
}

static void
warn (GPtrArray *list, const char *format, GStrvBuilder *warnings)
{
  g_autoptr (GString) examples = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < MIN (list->len, MAX_EXAMPLES); i++)
    g_string_append_printf (examples, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (list, i));
  if (list->len > MAX_EXAMPLES)
    g_string_append (examples, " …");
  text = g_strconcat (format, " ", examples->str, NULL);
  g_strv_builder_add (warnings, text);
}

static void
add_warnings (const Consensus *self, GStrvBuilder *warnings)
{
  if (warnings != NULL && self->turned->len > 0)
    warn (self->turned,
          _ ("Drawn the other way round, because the most frequent direction would close a directed cycle "
             "with edges that more samples have:"),
          warnings);
  if (warnings != NULL && self->opened->len > 0)
    warn (self->opened,
          has_open_marks (self)
              ? _ ("Drawn with its direction open, because it contradicts edges that more samples have:")
              : _ ("Left out, because it would close a directed cycle with edges that more samples have:"),
          warnings);
}

static void
consensus_init (Consensus *self, WfEnsemble *ensemble)
{
  gsize n = wf_graph_get_n_nodes (ensemble->whole);

  self->ensemble = ensemble;
  self->kind = wf_graph_get_kind (ensemble->whole);
  self->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  self->children = g_new0 (GArray *, n);
  self->parents = g_new0 (GArray *, n);
  self->arrowheads = g_array_new (FALSE, FALSE, sizeof (guint));
  self->stack = g_new (guint, n);
  self->is_below = g_new (guint8, n);
  self->is_above = g_new (guint8, n);
  self->turned = g_ptr_array_new_with_free_func (g_free);
  self->opened = g_ptr_array_new_with_free_func (g_free);
}

static void
consensus_clear (Consensus *self)
{
  for (gsize v = 0; v < wf_graph_get_n_nodes (self->ensemble->whole); v++)
    {
      g_clear_pointer (&self->children[v], g_array_unref);
      g_clear_pointer (&self->parents[v], g_array_unref);
    }
  g_array_unref (self->edges);
  g_free (self->children);
  g_free (self->parents);
  g_array_unref (self->arrowheads);
  g_free (self->stack);
  g_free (self->is_below);
  g_free (self->is_above);
  g_ptr_array_unref (self->turned);
  g_ptr_array_unref (self->opened);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Consensus, consensus_clear)

WfGraph *
wf_ensemble_draw (
    WfEnsemble *self, WfEnsembleRule rule, double threshold, GStrvBuilder *warnings, GError **error)
{
  g_auto (Consensus) consensus = { 0 };
  WfGraph *graph;

  g_return_val_if_fail (threshold >= 0 && threshold <= 1, NULL);

  consensus_init (&consensus, self);
  consensus.n_needed = MAX (1, (guint) ceil (threshold * self->n_samples - 1e-9));
  pick_edges (&consensus, rule);
  graph = draw (&consensus, error);
  if (graph != NULL)
    add_warnings (&consensus, warnings);
  return graph;
}
