/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Greedy relaxations of the sparsest permutation (Lam, Andrews & Ramsey 2022, UAI): an edge x -> y of the
 * graph of an order is tucked when y and those of its ancestors that stand between them go before x. A better
 * order is taken, from an equal one further edges are tucked, to a depth. Tier 0 tucks covered edges, which x
 * and y could share in either direction, tier 1 also those with no other way from x to y than the edge, tier
 * 2 any. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/discovery/choices-private.h"
#include "core/discovery/order-search-private.h"

#define MAX_DEPTH 10
#define EQUAL     1e-6 /* scores of graphs of one class differ by rounding only */

/* What a tuck changed. */
typedef struct
{
  guint first, last; /* places */
  guint *order;      /* n: of those places, before */
  GArray *rows; /* of guint64: of each variable with other parents its number, score, row of seen and row of
                   dag */
  double total;
} Undo;

typedef struct
{
  WfPermutation *at;
  guint64 *dag; /* of at */
  double total;
  Undo undo[MAX_DEPTH]; /* of the tuck at each depth */
  GHashTable *tried;    /* of guint64: sets of tucks */
  GArray *required;     /* of guint: from, to */
  guint64 *ancestors;   /* a row */
  guint64 *moved;       /* a row */
  guint *stack;         /* n */
  guint max_depth, uncovered_depth, nonsingular_depth;
  WfRng *rng;
  WfProgress *progress;
} Grasp;

static inline guint64 *
get_row (const Grasp *self, guint64 *bits, guint v)
{
  return bits + v * self->at->n_words;
}

static inline gboolean
has (const guint64 *row, guint v)
{
  return (row[v / 64] >> (v % 64)) & 1;
}

static inline void
add (guint64 *row, guint v)
{
  row[v / 64] |= G_GUINT64_CONSTANT (1) << (v % 64);
}

static void
update_parents (Grasp *self, guint v)
{
  WfPermutation *at = self->at;
  guint64 *row = get_row (self, self->dag, v);
  gsize n;
  const guint *parents = wf_grow_shrink_get_parents (at->trees, v, at->rank, at->rank[v], &n);

  memset (row, 0, at->n_words * sizeof (guint64));
  for (gsize i = 0; i < n; i++)
    add (row, parents[i]);
}

/* ---- going back ---- */

static void
begin (Grasp *self, Undo *undo, guint x, guint y)
{
  WfPermutation *at = self->at;

  if (undo->order == NULL)
    {
      undo->order = g_new (guint, at->n);
      undo->rows = g_array_new (FALSE, FALSE, sizeof (guint64));
    }
  undo->first = (guint) at->rank[x];
  undo->last = (guint) at->rank[y];
  memcpy (undo->order, at->order + undo->first, (undo->last - undo->first + 1) * sizeof (guint));
  g_array_set_size (undo->rows, 0);
  undo->total = self->total;
}

static void
keep (Grasp *self, Undo *undo, guint v)
{
  gsize n_words = self->at->n_words;
  guint64 head[2] = { v };

  memcpy (&head[1], &self->at->scores[v], sizeof (double));
  g_array_append_vals (undo->rows, head, 2);
  g_array_append_vals (undo->rows, wf_permutation_get_seen (self->at, v), (guint) n_words);
  g_array_append_vals (undo->rows, get_row (self, self->dag, v), (guint) n_words);
}

static void
go_back (Grasp *self, const Undo *undo)
{
  WfPermutation *at = self->at;
  gsize n_words = at->n_words;
  gsize n_bytes = n_words * sizeof (guint64);
  const guint64 *rows = (const guint64 *) (gpointer) undo->rows->data;

  for (guint i = undo->first; i <= undo->last; i++)
    {
      at->order[i] = undo->order[i - undo->first];
      at->rank[at->order[i]] = (gint) i;
    }
  for (gsize i = 0; i < undo->rows->len; i += 2 + 2 * n_words)
    {
      guint v = (guint) rows[i];

      memcpy (&at->scores[v], &rows[i + 1], sizeof (double));
      memcpy (wf_permutation_get_seen (at, v), rows + i + 2, n_bytes);
      memcpy (get_row (self, self->dag, v), rows + i + 2 + n_words, n_bytes);
    }
  self->total = undo->total;
}

/* ---- tucks ---- */

static void
find_ancestors (Grasp *self, guint y)
{
  guint n = 0;

  memset (self->ancestors, 0, self->at->n_words * sizeof (guint64));
  self->stack[n++] = y;
  while (n > 0)
    {
      const guint64 *parents = get_row (self, self->dag, self->stack[--n]);

      for (gsize w = 0; w < self->at->n_words; w++)
        for (guint64 bits = parents[w] & ~self->ancestors[w]; bits != 0; bits &= bits - 1)
          {
            guint v = (guint) (64 * w) + (guint) __builtin_ctzll (bits);

            add (self->ancestors, v);
            self->stack[n++] = v;
          }
    }
}

/* x -> y whose ends have the same parents otherwise */
static gboolean
is_covered (Grasp *self, guint x, guint y)
{
  const guint64 *of_x = get_row (self, self->dag, x);
  const guint64 *of_y = get_row (self, self->dag, y);

  for (gsize w = 0; w < self->at->n_words; w++)
    if ((of_x[w] ^ of_y[w]) != (w == x / 64 ? G_GUINT64_CONSTANT (1) << (x % 64) : 0))
      return FALSE;
  return TRUE;
}

static gboolean
overlap (const guint64 *a, const guint64 *b, gsize n_words, gboolean is_inverted)
{
  for (gsize w = 0; w < n_words; w++)
    if (a[w] & (is_inverted ? ~b[w] : b[w]))
      return TRUE;
  return FALSE;
}

/* Asks the trees for those who see others before them now. */
static void
update (Grasp *self, Undo *undo)
{
  WfPermutation *at = self->at;

  for (guint i = undo->first; i <= undo->last; i++)
    {
      guint v = at->order[i];

      if (!overlap (wf_permutation_get_seen (at, v), self->moved, at->n_words, has (self->moved, v)))
        continue;
      keep (self, undo, v);
      self->total -= at->scores[v];
      wf_permutation_update (at, i, i);
      self->total += at->scores[v];
      update_parents (self, v);
    }
}

static gboolean
obeys (const Grasp *self)
{
  for (guint i = 0; i + 1 < self->required->len; i += 2)
    if (self->at->rank[g_array_index (self->required, guint, i)] >
        self->at->rank[g_array_index (self->required, guint, i + 1)])
      return FALSE;
  return TRUE;
}

/* Puts y and its ancestors after x before x. FALSE when knowledge or the tier doesn't allow that. */
static gboolean
tuck (Grasp *self, guint x, guint y, gboolean must_be_singular, Undo *undo)
{
  WfPermutation *at = self->at;
  guint n = 0;

  begin (self, undo, x, y);
  memset (self->moved, 0, at->n_words * sizeof (guint64));
  for (guint i = undo->first + 1; i <= undo->last; i++)
    {
      guint z = at->order[i];

      if (z != y && !has (self->ancestors, z))
        continue;
      if (z != y && must_be_singular && has (get_row (self, self->dag, z), x))
        return FALSE;
      add (self->moved, z);
      self->stack[n++] = z;
    }
  for (guint i = undo->first; i <= undo->last; i++)
    if (!has (self->moved, at->order[i]))
      self->stack[n++] = at->order[i];
  for (guint i = 0; i < n; i++)
    {
      at->order[undo->first + i] = self->stack[i];
      at->rank[self->stack[i]] = (gint) (undo->first + i);
    }
  if (!obeys (self))
    return FALSE;
  update (self, undo);
  return TRUE;
}

/* ---- the search ---- */

static guint64
hash_edge (guint x, guint y)
{
  WfRng rng;

  wf_rng_init (&rng, MIN (x, y), MAX (x, y));
  return wf_rng_next (&rng);
}

static gboolean
is_new (Grasp *self, guint64 tucks)
{
  return g_hash_table_add (self->tried, g_memdup2 (&tucks, sizeof tucks));
}

static void
shuffle (guint *items, guint n, WfRng *rng)
{
  for (guint i = n; i > 1; i--)
    {
      guint swap = (guint) wf_rng_below (rng, i);
      guint item = items[i - 1];

      items[i - 1] = items[swap];
      items[swap] = item;
    }
}

static gboolean go_deeper (Grasp *self, guint depth, guint64 tucks);

/* Returns whether it ended in a better order; if not, all is as it was. */
static gboolean
try_tuck (Grasp *self, guint x, guint y, guint depth, guint64 tucks)
{
  Undo *undo = &self->undo[depth - 1];
  double before = self->total;

  if (depth > self->uncovered_depth && !is_covered (self, x, y))
    return FALSE;
  find_ancestors (self, y);
  if (tuck (self, x, y, depth > self->nonsingular_depth, undo))
    {
      if (self->total > before + EQUAL)
        return TRUE;
      tucks ^= hash_edge (x, y);
      if (self->total > before - EQUAL && depth < self->max_depth &&
          (depth <= self->uncovered_depth || is_new (self, tucks)) && go_deeper (self, depth + 1, tucks))
        return TRUE;
    }
  go_back (self, undo);
  return FALSE;
}

static gboolean
try_parents (Grasp *self, guint y, guint depth, guint64 tucks)
{
  const guint64 *row = get_row (self, self->dag, y);
  g_autofree guint *parents = NULL;
  guint n = 0;

  for (gsize w = 0; w < self->at->n_words; w++)
    n += (guint) __builtin_popcountll (row[w]);
  parents = g_new (guint, n);
  n = 0;
  for (gsize w = 0; w < self->at->n_words; w++)
    for (guint64 bits = row[w]; bits != 0; bits &= bits - 1)
      parents[n++] = (guint) (64 * w) + (guint) __builtin_ctzll (bits);
  shuffle (parents, n, self->rng);
  for (guint i = 0; i < n && !wf_progress_is_cancelled (self->progress); i++)
    if (try_tuck (self, parents[i], y, depth, tucks))
      return TRUE;
  return FALSE;
}

static gboolean
go_deeper (Grasp *self, guint depth, guint64 tucks)
{
  g_autofree guint *nodes = g_memdup2 (self->at->order, self->at->n * sizeof (guint));

  shuffle (nodes, self->at->n, self->rng);
  for (guint i = 0; i < self->at->n && !wf_progress_is_cancelled (self->progress); i++)
    if (try_parents (self, nodes[i], depth, tucks))
      return TRUE;
  return FALSE;
}

static void
grasp_clear (Grasp *self)
{
  for (guint depth = 0; depth < MAX_DEPTH; depth++)
    {
      g_free (self->undo[depth].order);
      g_clear_pointer (&self->undo[depth].rows, g_array_unref);
    }
  g_free (self->dag);
  g_hash_table_unref (self->tried);
  g_array_unref (self->required);
  g_free (self->ancestors);
  g_free (self->moved);
  g_free (self->stack);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Grasp, grasp_clear)

static void
list_required (Grasp *self)
{
  for (guint a = 0; a < self->at->n && self->at->constraints->rules != NULL; a++)
    for (guint b = 0; b < self->at->n; b++)
      if (wf_constraints_is_required (self->at->constraints, a, b))
        {
          g_array_append_val (self->required, a);
          g_array_append_val (self->required, b);
        }
}

static void
search (WfPermutation *at, const WfDiscoveryInput *input, WfRng *rng)
{
  g_auto (Grasp) self = { .at = at, .rng = rng, .progress = input->progress };

  self.max_depth = (guint) wf_params_get_integer (input->params, "depth");
  self.uncovered_depth = (guint) wf_params_get_integer (input->params, "singular-depth");
  self.nonsingular_depth = (guint) wf_params_get_integer (input->params, "nonsingular-depth");
  self.dag = g_new (guint64, at->n * at->n_words);
  self.tried = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self.required = g_array_new (FALSE, FALSE, sizeof (guint));
  self.ancestors = g_new (guint64, at->n_words);
  self.moved = g_new (guint64, at->n_words);
  self.stack = g_new (guint, at->n);
  list_required (&self);
  wf_permutation_get_dag (at, self.dag);
  self.total = wf_permutation_get_total (at);
  while (go_deeper (&self, 1, 0) && !wf_progress_is_cancelled (self.progress))
    g_hash_table_remove_all (self.tried);
}

static gboolean
find (const WfDiscoveryInput *input,
      const WfConstraints *constraints,
      WfScore *score,
      guint64 *parents,
      GError **error)
{
  return wf_order_search_find (input, constraints, score, search, parents, error);
}

static WfDiscoveryResult *
grasp_run (const WfDiscoveryInput *input, GError **error)
{
  return wf_order_search_run (input, find, error);
}

static const WfParam grasp_params[] = {
  WF_DISCOVERY_SCORE_PARAMS,
  WF_ORDER_STARTS_PARAM,
  {
      .id = "depth",
      .name = N_ ("Depth"),
      .type = WF_PARAM_INTEGER,
      .value = 3,
      .min = 1,
      .max = MAX_DEPTH,
      .unit = N_ ("edges"),
      .help = N_ ("How many edges are turned one after the other before the graph has to be better"),
  },
  {
      .id = "singular-depth",
      .name = N_ ("Depth of uncovered edges"),
      .type = WF_PARAM_INTEGER,
      .value = 1,
      .min = 0,
      .max = MAX_DEPTH,
      .unit = N_ ("edges"),
      .help = N_ ("How many of them may have ends with different further parents; 0 is tier 0"),
  },
  {
      .id = "nonsingular-depth",
      .name = N_ ("Depth of edges with detours"),
      .type = WF_PARAM_INTEGER,
      .value = 1,
      .min = 0,
      .max = MAX_DEPTH,
      .unit = N_ ("edges"),
      .help = N_ ("How many of them may have another directed path beside them; 0 is tier 1"),
  },
  { NULL },
};

const WfDiscovery wf_discovery_grasp = {
  .id = "grasp",
  .name = N_ ("GRaSP (sparsest order)"),
  .summary = N_ ("Turns edge after edge towards a simpler graph; assumes no hidden common causes"),
  .citation = "Lam, Andrews & Ramsey 2022, UAI, PMLR 180",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .takes = WF_EVIDENCE_COVARIANCE,
  .returns = WF_GRAPH_CPDAG,
  .params = grasp_params,
  .run = grasp_run,
};
