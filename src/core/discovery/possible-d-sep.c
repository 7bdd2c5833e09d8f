/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* With hidden causes two variables may be separated by no set of their neighbours, but by one that holds
 * variables at the end of paths of colliders (Spirtes, Glymour & Scheines 2000, section 6.7). Trying every
 * set of such variables is hopeless. What can't be in a smallest separating set of x and y is left out here,
 * and most pairs need no test at all:
 *
 * - z lies on a path between x and y, so both are in one biconnected component (Colombo et al. 2012, section
 * 3);
 * - z is an ancestor of x or y, as is every collider on the way to it;
 * - neither of x and y is an ancestor of the other, or the neighbours of one would do;
 * - the path begins with x <-> v where v is an ancestor of y, and there is one like it from y.
 *
 * An arrow or a tail found before counts when it holds although some edges are too many; the candidates of
 * every pair come from the same marks, so neither the order of pairs nor that of columns matters. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/discovery/pag-private.h"

#define EDGES_PER_TASK 16

typedef struct
{
  const WfPag *pag;
  const guint *blocks; /* of each slot of neighbours[]: its biconnected component */
  WfSurplus *found;    /* of each task */
  guint64 *n_tests;
  guint *n_cut;
} Phase;

/* What one task needs to search from a pair. */
typedef struct
{
  const Phase *phase;
  const WfAdjacency *graph;
  guint x, y, block;
  guint8 *is_above; /* n: possible ancestors of x (1) or y (2) */
  guint8 *is_candidate;
  guint8 *is_seen; /* by slot */
  guint *queue;    /* slots, or nodes */
  guint *sources;
  guint n_queue;
  guint
      *candidates[2]; /* from x and from y: those that aren't neighbours first, each in the order of names */
  guint n_candidates[2], n_far[2];
  guint *chosen, *set;
} Search;

/* ---- biconnected components (Hopcroft & Tarjan 1973) ---- */

typedef struct
{
  const WfAdjacency *graph;
  guint *blocks;
  guint *depth, *low; /* n; depth 0 = not seen */
  guint *next;        /* n: the slot to look at next */
  guint *parent;
  guint *edges; /* slots of the edges of components not closed yet */
  guint n_edges;
  guint n_blocks;
} Components;

/* The slot of v–u for the slot of u–v. */
static guint
find_slot (const WfAdjacency *graph, guint u, guint v)
{
  guint low = graph->starts[u];
  guint high = graph->starts[u + 1];

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (graph->neighbours[middle] < v)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The edges on the stack down to u–v are one component. */
static void
close_block (Components *self, guint u, guint v)
{
  guint slot, last = find_slot (self->graph, u, v);

  do
    {
      slot = self->edges[--self->n_edges];
      self->blocks[slot] = self->n_blocks;
    }
  while (slot != last);
  self->n_blocks++;
}

/* Looks along one edge of v; returns where to go on. */
static guint
visit_next (Components *self, guint v)
{
  const WfAdjacency *graph = self->graph;
  guint slot = self->next[v]++;
  guint w = graph->neighbours[slot];

  if (self->depth[w] == 0)
    {
      self->edges[self->n_edges++] = slot;
      self->parent[w] = v;
      self->depth[w] = self->low[w] = self->depth[v] + 1;
      return w;
    }
  if (w != self->parent[v] && self->depth[w] < self->depth[v])
    {
      self->edges[self->n_edges++] = slot;
      self->low[v] = MIN (self->low[v], self->depth[w]);
    }
  return v;
}

static void
visit_from (Components *self, guint root)
{
  guint v = root;

  self->depth[root] = self->low[root] = 1;
  self->parent[root] = root;
  while (TRUE)
    {
      guint above = self->parent[v];

      if (self->next[v] < self->graph->starts[v + 1])
        {
          v = visit_next (self, v);
          continue;
        }
      if (v == root)
        return;
      self->low[above] = MIN (self->low[above], self->low[v]);
      if (self->low[v] >= self->depth[above])
        close_block (self, above, v);
      v = above;
    }
}

/* Of each slot of neighbours[] the component its edge is part of. */
static guint *
find_blocks (const WfAdjacency *graph)
{
  guint *blocks = g_new (guint, 2 * (gsize) graph->n_edges + 1);
  g_autofree guint *depth = g_new0 (guint, graph->n);
  g_autofree guint *low = g_new0 (guint, graph->n);
  g_autofree guint *next = g_memdup2 (graph->starts, graph->n * sizeof (guint));
  g_autofree guint *parent = g_new (guint, graph->n);
  g_autofree guint *edges = g_new (guint, graph->n_edges + 1);
  Components self = { .graph = graph,
                      .blocks = blocks,
                      .depth = depth,
                      .low = low,
                      .next = next,
                      .parent = parent,
                      .edges = edges };

  memset (blocks, 0xff, (2 * (gsize) graph->n_edges + 1) * sizeof (guint));
  for (guint v = 0; v < graph->n; v++)
    if (depth[v] == 0)
      visit_from (&self, v);
  for (guint v = 0; v < graph->n; v++)
    for (guint i = graph->starts[v]; i < graph->starts[v + 1]; i++)
      if (blocks[i] == G_MAXUINT)
        blocks[i] = blocks[find_slot (graph, graph->neighbours[i], v)];
  return blocks;
}

/* ---- candidates ---- */

static void
search_init (Search *self, const Phase *phase)
{
  const WfAdjacency *graph = phase->pag->graph;
  gsize n_slots = 2 * (gsize) graph->n_edges + 1;

  *self = (Search){ .phase = phase, .graph = graph };
  self->is_above = g_new (guint8, graph->n);
  self->is_candidate = g_new (guint8, graph->n);
  self->is_seen = g_new (guint8, n_slots);
  self->queue = g_new (guint, MAX (n_slots, graph->n));
  self->sources = g_new (guint, n_slots);
  self->candidates[0] = g_new (guint, graph->n);
  self->candidates[1] = g_new (guint, graph->n);
  self->chosen = g_new (guint, graph->n);
  self->set = g_new (guint, graph->n);
}

static void
search_clear (Search *self)
{
  g_free (self->is_above);
  g_free (self->is_candidate);
  g_free (self->is_seen);
  g_free (self->queue);
  g_free (self->sources);
  g_free (self->candidates[0]);
  g_free (self->candidates[1]);
  g_free (self->chosen);
  g_free (self->set);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* Marks with `bit` what may be an ancestor of v, v too; the paths stay in the component. */
static void
mark_above (Search *self, guint v, guint8 bit)
{
  const WfAdjacency *graph = self->graph;
  guint n = 1;

  self->queue[0] = v;
  self->is_above[v] |= bit;
  while (n > 0)
    {
      guint w = self->queue[--n];

      for (guint i = graph->starts[w]; i < graph->starts[w + 1]; i++)
        {
          guint u = graph->neighbours[i];

          if (self->phase->blocks[i] != self->block || (self->is_above[u] & bit) ||
              wf_pag_mark (self->phase->pag, w, u) == WF_MARK_ARROW)
            continue;
          self->is_above[u] |= bit;
          self->queue[n++] = u;
        }
    }
}

/* May a path u, v, w of possible ancestors have a collider at v? */
static gboolean
is_passable (const Search *self, guint u, guint v, guint w)
{
  const WfPag *pag = self->phase->pag;

  if (wf_pag_mark (pag, u, v) == WF_MARK_TAIL || wf_pag_mark (pag, w, v) == WF_MARK_TAIL)
    return FALSE;
  return wf_adjacency_has (self->graph, u, w) || wf_pag_is_unclear (pag, u, v, w) ||
         (wf_pag_mark (pag, u, v) == WF_MARK_ARROW && wf_pag_mark (pag, w, v) == WF_MARK_ARROW);
}

static void
push (Search *self, guint from, guint slot)
{
  guint to = self->graph->neighbours[slot];

  self->is_candidate[to] = TRUE;
  if (self->is_seen[slot] || wf_pag_mark (self->phase->pag, from, to) == WF_MARK_TAIL)
    return;
  self->is_seen[slot] = TRUE;
  self->sources[self->n_queue] = from;
  self->queue[self->n_queue++] = slot;
}

/* Which nodes may a path of colliders from x reach that are possible ancestors of x or y? */
static void
mark_candidates (Search *self, guint x, guint y, guint8 above_y)
{
  const WfAdjacency *graph = self->graph;
  const WfPag *pag = self->phase->pag;

  memset (self->is_candidate, 0, graph->n);
  memset (self->is_seen, 0, 2 * (gsize) graph->n_edges);
  self->n_queue = 0;
  for (guint i = graph->starts[x]; i < graph->starts[x + 1]; i++)
    {
      guint v = graph->neighbours[i];

      if (self->phase->blocks[i] != self->block || v == y || !self->is_above[v])
        continue;
      self->is_candidate[v] = TRUE;
      if ((self->is_above[v] & above_y) && wf_pag_mark (pag, v, x) != WF_MARK_TAIL)
        push (self, x, i);
    }
  for (guint next = 0; next < self->n_queue; next++)
    {
      guint u = self->sources[next];
      guint v = graph->neighbours[self->queue[next]];

      for (guint i = graph->starts[v]; i < graph->starts[v + 1]; i++)
        {
          guint w = graph->neighbours[i];

          if (self->phase->blocks[i] == self->block && w != u && w != x && w != y && self->is_above[w] &&
              is_passable (self, u, v, w))
            push (self, v, i);
        }
    }
}

static int
compare_ranks (gconstpointer a, gconstpointer b, gpointer ranks)
{
  guint rank_a = ((const guint *) ranks)[*(const guint *) a];
  guint rank_b = ((const guint *) ranks)[*(const guint *) b];

  return rank_a < rank_b ? -1 : rank_a > rank_b;
}

/* Lists what was marked. Returns whether sets of it can say more than those of neighbours did. */
static gboolean
list_candidates (Search *self, guint x, guint side)
{
  guint *candidates = self->candidates[side];
  guint n = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      guint first = n;

      for (guint v = 0; v < self->graph->n; v++)
        if (self->is_candidate[v] && wf_adjacency_has (self->graph, x, v) == (pass == 1))
          candidates[n++] = v;
      if (n > first)
        g_qsort_with_data (candidates + first, (int) (n - first), sizeof (guint), compare_ranks,
                           self->phase->pag->ranks);
      if (pass == 0)
        self->n_far[side] = n;
    }
  self->n_candidates[side] = n;
  return self->n_far[side] > 0;
}

/* May the edge be there only because its sets of neighbours don't suffice? */
static gboolean
find_candidates (Search *self)
{
  memset (self->is_above, 0, self->graph->n);
  mark_above (self, self->x, 1);
  mark_above (self, self->y, 2);
  mark_candidates (self, self->x, self->y, 2);
  if (!list_candidates (self, self->x, 0))
    return FALSE;
  mark_candidates (self, self->y, self->x, 1);
  return list_candidates (self, self->y, 1);
}

/* ---- tests ---- */

/* Sets of `size` with a node that isn't a neighbour, at most `limit` + 1. */
static guint64
count_sets (guint n, guint n_far, guint size, guint64 limit)
{
  guint64 n_sets = 0;

  for (guint first = 0; first < n_far && n_sets <= limit; first++)
    {
      guint64 rest = 1;

      for (guint k = 1; k < size && rest <= limit; k++)
        rest = rest * (n - first - k) / k;
      n_sets += n - first >= size ? rest : 0;
    }
  return MIN (n_sets, limit + 1);
}

static int
compare_nodes (gconstpointer a, gconstpointer b)
{
  return *(const guint *) a < *(const guint *) b ? -1 : 1;
}

/* The next set of `size`: combinations whose first member is a node that isn't a neighbour. */
static gboolean
advance (Search *self, guint side, guint size)
{
  guint n = self->n_candidates[side];
  guint q = size;

  while (q > 0 && self->chosen[q - 1] == n - size + q - 1)
    q--;
  if (q == 0)
    return FALSE;
  self->chosen[q - 1]++;
  for (; q < size; q++)
    self->chosen[q] = self->chosen[q - 1] + 1;
  return self->chosen[0] < self->n_far[side];
}

static gboolean
test_sets (Search *self, guint side, guint size, gsize task)
{
  const WfPcInput *input = self->phase->pag->input;
  WfSurplus *found = &self->phase->found[task];

  for (guint q = 0; q < size; q++)
    self->chosen[q] = q;
  do
    {
      WfRemovedPair pair = { .a = self->x, .b = self->y, .first = found->pool->len, .n_given = size };

      if (wf_progress_is_cancelled (input->progress))
        return TRUE;
      for (guint q = 0; q < size; q++)
        self->set[q] = self->candidates[side][self->chosen[q]];
      qsort (self->set, size, sizeof (guint), compare_nodes);
      self->phase->n_tests[task]++;
      if (!wf_ci_test_is_independent (input->test, self->x, self->y, self->set, size, input->alpha))
        continue;
      pair.p = wf_ci_test_get_p_value (input->test, self->x, self->y, self->set, size);
      g_array_append_vals (found->pool, self->set, size);
      g_array_append_val (found->pairs, pair);
      return TRUE;
    }
  while (advance (self, side, size));
  return FALSE;
}

static void
test_pair (Search *self, gsize task)
{
  const WfPcInput *input = self->phase->pag->input;
  gsize largest = wf_ci_test_get_max_given (input->test);
  guint64 n_left = WF_LIMIT_SEPARATING_SETS;

  if (input->max_given >= 0)
    largest = MIN (largest, (gsize) input->max_given);
  largest = MIN (largest, MAX (self->n_candidates[0], self->n_candidates[1]));
  for (guint size = 1; size <= largest; size++)
    for (guint side = 0; side < 2; side++)
      {
        guint64 n_sets = count_sets (self->n_candidates[side], self->n_far[side], size, n_left);

        if (n_sets == 0)
          continue;
        if (n_sets > n_left)
          {
            self->phase->n_cut[task]++;
            return;
          }
        n_left -= n_sets;
        if (test_sets (self, side, size, task))
          return;
      }
}

static void
test_edges (gsize task, gpointer data)
{
  const Phase *self = data;
  const WfPag *pag = self->pag;
  gsize first = task * EDGES_PER_TASK;
  g_auto (Search) search = { 0 };

  wf_surplus_init (&self->found[task]);
  search_init (&search, self);
  for (gsize e = first; e < MIN (first + EDGES_PER_TASK, pag->graph->n_edges); e++)
    {
      search.x = pag->graph->edges[2 * e];
      search.y = pag->graph->edges[2 * e + 1];
      search.block = self->blocks[find_slot (pag->graph, search.x, search.y)];
      if (wf_pag_is_cancelled (pag))
        return;
      if (wf_pag_mark (pag, search.x, search.y) != WF_MARK_TAIL &&
          wf_pag_mark (pag, search.y, search.x) != WF_MARK_TAIL &&
          !wf_constraints_is_kept (pag->input->constraints, search.x, search.y) && find_candidates (&search))
        test_pair (&search, task);
    }
  wf_progress_advance (pag->input->progress, EDGES_PER_TASK);
}

static void
warn_of_cut (guint n, GStrvBuilder *warnings)
{
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  text = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "%u edge may be too many: so many sets at a distance could separate its ends that only the "
          "smaller ones were tried",
          "%u edges may be too many: so many sets at a distance could separate their ends that only "
          "the smaller ones were tried",
          n),
      n);
  g_strv_builder_add (warnings, text);
}

/* What the tasks found, in their order. */
static void
join (Phase *self, gsize n_tasks, WfSurplus *all, guint *n_cut)
{
  *n_cut = 0;
  for (gsize i = 0; i < n_tasks; i++)
    {
      WfSurplus *found = &self->found[i];

      for (guint j = 0; j < found->pairs->len; j++)
        g_array_index (found->pairs, WfRemovedPair, j).first += all->pool->len;
      g_array_append_vals (all->pairs, found->pairs->data, found->pairs->len);
      g_array_append_vals (all->pool, found->pool->data, found->pool->len);
      self->pag->skeleton->n_tests += self->n_tests[i];
      *n_cut += self->n_cut[i];
      wf_surplus_clear (found);
    }
}

gboolean
wf_possible_d_sep (WfPag *pag, GStrvBuilder *warnings, gboolean *any, GError **error)
{
  gsize n_tasks = (pag->graph->n_edges + EDGES_PER_TASK - 1) / EDGES_PER_TASK;
  g_autofree guint *blocks = find_blocks (pag->graph);
  g_autofree WfSurplus *found = g_new0 (WfSurplus, n_tasks);
  g_autofree guint64 *n_tests = g_new0 (guint64, n_tasks);
  g_autofree guint *n_cut = g_new0 (guint, n_tasks);
  g_auto (WfSurplus) all = { NULL };
  Phase phase = { .pag = pag, .blocks = blocks, .found = found, .n_tests = n_tests, .n_cut = n_cut };
  guint n_cut_pairs;

  wf_progress_set_stage (pag->input->progress, _ ("Looking for sets at a distance that separate"),
                         pag->graph->n_edges);
  wf_surplus_init (&all);
  wf_parallel_for (n_tasks, pag->input->n_threads, test_edges, &phase);
  join (&phase, n_tasks, &all, &n_cut_pairs);
  if (!wf_progress_check (pag->input->progress, error))
    return FALSE;
  warn_of_cut (n_cut_pairs, warnings);
  *any = all.pairs->len > 0;
  if (*any)
    wf_skeleton_remove (pag->skeleton, all.pairs, all.pool);
  return TRUE;
}
