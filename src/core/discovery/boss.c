/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Best order score search (Andrews, Ramsey, Sanchez Romero, Camchong & Kummerfeld 2023, NeurIPS): every
 * variable in turn goes to where the order of the variables scores best, until none wants to move. Where that
 * ends depends on where it began, so some edges are turned then and it goes on (iterated local search,
 * Lourenço, Martin & Stützle 2003): with the trees there this costs little, and finds more than new starts.
 */

#include "config.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/discovery/boss-private.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/dag-result-private.h"
#include "core/discovery/ges-private.h"
#include "core/discovery/permutation-private.h"

#define WF_ORDER_MIN_GAIN 1e-8 /* less is rounding */
#define EDGES_A_KICK      2
#define FEW               20 /* fewer variables are kicked as often as so many */

typedef struct
{
  WfPermutation *at;
  double *own;        /* n: of the variable that moves, with the first k of the others before it */
  guint64 *seen;      /* a row: what its parents at a place depend on */
  GQueue waiting;     /* of variables to be asked whether they want to move */
  guint8 *is_waiting; /* n */
  WfProgress *progress;
} Search;

/* The places where knowledge lets a variable be. */
static void
get_range (const WfPermutation *at, guint x, guint *first, guint *last)
{
  guint place = (guint) at->rank[x];

  *first = 0;
  *last = at->n - 1;
  if (at->constraints->rules == NULL)
    return;
  for (guint i = 0; i < place; i++)
    if (wf_constraints_is_required (at->constraints, at->order[i], x))
      *first = i + 1;
  for (guint i = at->n - 1; i > place; i--)
    if (wf_constraints_is_required (at->constraints, x, at->order[i]))
      *last = i - 1;
}

/* Fills own: only what growing came across can change what it finds. */
static void
score_places (Search *self, guint x, guint first, guint last)
{
  WfPermutation *at = self->at;
  gint place = at->rank[x];

  for (guint k = first; k <= last; k++)
    {
      gint limit = (gint) k + ((gint) k > place);

      if (k > first)
        {
          guint passed = at->order[limit - 1];

          self->own[k] = self->own[k - 1];
          if (!((self->seen[passed / 64] >> (passed % 64)) & 1))
            continue;
        }
      self->own[k] = wf_grow_shrink_get_score (at->trees, x, at->rank, limit, self->seen);
    }
}

/* What v scores more without x before it than with. */
static double
get_cost (Search *self, guint v, guint x)
{
  WfPermutation *at = self->at;
  gint place = at->rank[x];
  double other;

  if (!wf_permutation_has_seen (at, v, x))
    return 0;
  at->rank[x] = place < at->rank[v] ? G_MAXINT : -1;
  other = wf_grow_shrink_get_score (at->trees, v, at->rank, at->rank[v], NULL);
  at->rank[x] = place;
  return place < at->rank[v] ? other - at->scores[v] : at->scores[v] - other;
}

static guint
find_best_place (Search *self, guint x)
{
  WfPermutation *at = self->at;
  guint place = (guint) at->rank[x];
  guint best = place;
  guint first, last;
  double gain = WF_ORDER_MIN_GAIN;
  double total = 0;

  get_range (at, x, &first, &last);
  score_places (self, x, first, last);
  for (guint k = place; k > first; k--)
    {
      total -= get_cost (self, at->order[k - 1], x);
      if (total + self->own[k - 1] - self->own[place] > gain)
        {
          best = k - 1;
          gain = total + self->own[best] - self->own[place];
        }
    }
  total = 0;
  for (guint k = place + 1; k <= last; k++)
    {
      total += get_cost (self, at->order[k], x);
      if (total + self->own[k] - self->own[place] > gain)
        {
          best = k;
          gain = total + self->own[best] - self->own[place];
        }
    }
  return best;
}

/* ---- the search ---- */

static void
ask_again (Search *self, guint v)
{
  if (self->is_waiting[v])
    return;
  self->is_waiting[v] = TRUE;
  g_queue_push_tail (&self->waiting, GUINT_TO_POINTER (v));
}

/* Those whose best place may be another one since v has other parents or another place. */
static void
ask_around (Search *self, guint v)
{
  const guint64 *seen = wf_permutation_get_seen (self->at, v);

  ask_again (self, v);
  for (gsize w = 0; w < self->at->n_words; w++)
    for (guint64 bits = seen[w]; bits != 0; bits &= bits - 1)
      ask_again (self, (guint) (64 * w) + (guint) __builtin_ctzll (bits));
}

/* Moves a variable, and asks the trees for what may have changed. */
static void
move (Search *self, guint x, guint to)
{
  WfPermutation *at = self->at;
  guint from = (guint) at->rank[x];

  wf_permutation_move (at, from, to);
  for (guint i = MIN (from, to); i <= MAX (from, to); i++)
    if (i == to || wf_permutation_has_seen (at, at->order[i], x))
      {
        wf_permutation_update (at, i, i);
        ask_around (self, at->order[i]);
      }
}

static gboolean
move_to_best_place (Search *self, guint x)
{
  guint to = find_best_place (self, x);

  if (to == (guint) self->at->rank[x])
    return FALSE;
  move (self, x, to);
  return TRUE;
}

/* Moves who waits, and who waits for that, until none wants to. */
static void
settle (Search *self)
{
  while (!g_queue_is_empty (&self->waiting) && !wf_progress_is_cancelled (self->progress))
    {
      guint x = GPOINTER_TO_UINT (g_queue_pop_head (&self->waiting));

      self->is_waiting[x] = FALSE;
      move_to_best_place (self, x);
    }
}

/* Asks everybody, in the order they are in, until none wants to move. */
static void
settle_all (Search *self)
{
  gboolean has_moved = TRUE;

  while (has_moved && !wf_progress_is_cancelled (self->progress))
    {
      g_autofree guint *turn = g_memdup2 (self->at->order, self->at->n * sizeof (guint));

      has_moved = FALSE;
      for (guint i = 0; i < self->at->n && !wf_progress_is_cancelled (self->progress); i++)
        has_moved |= move_to_best_place (self, turn[i]);
    }
  g_queue_clear (&self->waiting);
  memset (self->is_waiting, 0, self->at->n * sizeof (guint8));
}

/* One of those that the parents of v depend on, or v. */
static guint
draw_near (Search *self, guint v, WfRng *rng)
{
  const guint64 *seen = wf_permutation_get_seen (self->at, v);
  guint drawn = v;
  guint n = 1;

  for (gsize w = 0; w < self->at->n_words; w++)
    for (guint64 bits = seen[w]; bits != 0; bits &= bits - 1)
      if (wf_rng_below (rng, ++n) == 0)
        drawn = (guint) (64 * w) + (guint) __builtin_ctzll (bits);
  return drawn;
}

/* Turns an edge: a variable goes before one of its parents. */
static void
turn_edge (Search *self, guint v, WfRng *rng)
{
  WfPermutation *at = self->at;
  guint place = (guint) at->rank[v];
  const guint64 *seen = wf_permutation_get_seen (at, v);
  guint first, last, n = 0;
  guint to = place;

  get_range (at, v, &first, &last);
  for (guint i = first; i < place; i++)
    if (((seen[at->order[i] / 64] >> (at->order[i] % 64)) & 1) && wf_rng_below (rng, ++n) == 0)
      to = i;
  if (to != place)
    move (self, v, to);
}

static void
kick (Search *self, WfRng *rng)
{
  guint v = (guint) wf_rng_below (rng, self->at->n);

  for (guint k = 0; k < EDGES_A_KICK; k++)
    {
      turn_edge (self, v, rng);
      v = draw_near (self, v, rng);
    }
}

/* Turns a few edges and settles, and goes back when that was worse, until so many kicks in a row brought
 * nothing. */
static void
improve (Search *self, gsize patience, WfRng *rng)
{
  g_auto (WfPermutation) best = { 0 };
  double total = wf_permutation_get_total (self->at);

  wf_permutation_init (&best, self->at->trees, self->at->constraints, self->at->n, self->at->order);
  for (gsize n_idle = 0; n_idle < patience && !wf_progress_is_cancelled (self->progress); n_idle++)
    {
      double now;

      kick (self, rng);
      settle (self);
      now = wf_permutation_get_total (self->at);
      if (now > total + WF_ORDER_MIN_GAIN)
        n_idle = 0;
      if (now > total - WF_ORDER_MIN_GAIN)
        {
          total = now;
          wf_permutation_copy (&best, self->at);
        }
      else
        wf_permutation_copy (self->at, &best);
    }
  settle_all (self);
}

static void
search_clear (Search *self)
{
  g_free (self->own);
  g_free (self->seen);
  g_free (self->is_waiting);
  g_queue_clear (&self->waiting);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static void
search (WfPermutation *at, const WfDiscoveryInput *input, WfRng *rng)
{
  g_auto (Search) self = { .at = at, .progress = input->progress };

  self.own = g_new (double, at->n);
  self.seen = g_new (guint64, at->n_words);
  self.is_waiting = g_new0 (guint8, at->n);
  settle_all (&self);
  improve (&self, (gsize) wf_params_get_integer (input->params, "kicks") * MAX (at->n, FEW), rng);
}

gboolean
wf_boss_find (const WfDiscoveryInput *input,
              const WfConstraints *constraints,
              WfScore *score,
              guint64 *parents,
              GError **error)
{
  guint n = (guint) wf_score_get_n_variables (score);
  g_autofree WfScore **scores = g_new (WfScore *, n);
  gint64 max_parents = wf_params_get_integer (input->params, "max-parents");
  WfGesInput ges = { .n = n,
                     .scores = scores,
                     .constraints = constraints,
                     .max_parents = MIN (wf_score_get_max_parents (score),
                                         max_parents < 0 ? G_MAXSIZE : (gsize) max_parents),
                     .n_rows = wf_discovery_input_get_n_rows (input),
                     .n_threads = input->n_threads,
                     .progress = input->progress };

  for (guint v = 0; v < n; v++)
    scores[v] = score;
  return wf_order_search_find (input, constraints, score, search, parents, error) &&
         wf_ges_prune (&ges, parents, error);
}

static WfDiscoveryResult *
boss_run (const WfDiscoveryInput *input, GError **error)
{
  return wf_order_search_run (input, wf_boss_find, error);
}

static const WfParam boss_params[] = {
  WF_DISCOVERY_SCORE_PARAMS,
  WF_BOSS_PARAMS,
  { NULL },
};

const WfDiscovery wf_discovery_boss = {
  .id = "boss",
  .name = N_ ("BOSS (best order)"),
  .summary = N_ ("Moves every variable to its best place in a causal order; assumes no hidden common causes"),
  .citation = "Andrews, Ramsey, Sanchez Romero, Camchong & Kummerfeld 2023, NeurIPS 36",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .takes = WF_EVIDENCE_COVARIANCE,
  .returns = WF_GRAPH_CPDAG,
  .params = boss_params,
  .run = boss_run,
};
