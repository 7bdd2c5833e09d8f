/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Best order score search (Andrews, Ramsey, Sanchez Romero, Camchong & Kummerfeld 2023, NeurIPS): every
 * variable in turn goes to where the order of the variables scores best, until none wants to move. */

#include "config.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/discovery/boss-private.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/dag-result-private.h"
#include "core/discovery/permutation-private.h"

#define MIN_GAIN 1e-8 /* less is rounding */

typedef struct
{
  WfPermutation at;
  double *own;   /* n: of the variable that moves, with the first k of the others before it */
  guint64 *seen; /* a row: what its parents at a place depend on */
  guint *asked;  /* n: how many moves there had been when a variable was asked last */
  guint n_moves;
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
  WfPermutation *at = &self->at;
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
  WfPermutation *at = &self->at;
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
  WfPermutation *at = &self->at;
  guint place = (guint) at->rank[x];
  guint best = place;
  guint first, last;
  double gain = MIN_GAIN;
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

/* Moves and asks for what may have changed. */
static void
move (WfPermutation *at, guint x, guint to)
{
  guint from = (guint) at->rank[x];

  wf_permutation_move (at, from, to);
  for (guint i = MIN (from, to); i <= MAX (from, to); i++)
    if (i == to || wf_permutation_has_seen (at, at->order[i], x))
      wf_permutation_update (at, i, i);
}

/* Asks every variable that something moved since. Returns whether any moved. */
static gboolean
sweep (Search *self)
{
  WfPermutation *at = &self->at;
  g_autofree guint *turn = g_memdup2 (at->order, at->n * sizeof (guint));
  guint n_before = self->n_moves;

  for (guint i = 0; i < at->n && !wf_progress_is_cancelled (self->progress); i++)
    {
      guint to;

      if (self->asked[turn[i]] == self->n_moves)
        continue;
      to = find_best_place (self, turn[i]);
      if (to != (guint) at->rank[turn[i]])
        {
          move (at, turn[i], to);
          self->n_moves++;
        }
      self->asked[turn[i]] = self->n_moves;
    }
  return self->n_moves > n_before;
}

static void
search_clear (Search *self)
{
  wf_permutation_clear (&self->at);
  g_free (self->own);
  g_free (self->seen);
  g_free (self->asked);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* ---- starts ---- */

typedef struct
{
  const WfDiscoveryInput *input;
  const WfConstraints *constraints;
  WfScore *score;
  guint n;
  gsize n_starts;
  guint *orders;  /* n_starts x n: where each ended */
  double *totals; /* n_starts */
} Starts;

static WfGrowShrink *
create_trees (const Starts *self)
{
  return wf_grow_shrink_new (self->score, self->constraints,
                             wf_params_get_integer (self->input->params, "max-parents"),
                             WF_LIMIT_TREE_BYTES / self->n_starts, self->input->progress);
}

static void
run_start (gsize start, gpointer data)
{
  Starts *self = data;
  g_autoptr (WfGrowShrink) trees = create_trees (self);
  g_auto (Search) search = { .progress = self->input->progress };
  g_autofree guint *order = NULL;
  WfRng rng;

  wf_rng_init (&rng, self->input->seed, start);
  order = wf_order_new (self->constraints, self->n, start > 0 ? &rng : NULL);
  wf_permutation_init (&search.at, trees, self->constraints, self->n, order);
  search.own = g_new (double, self->n);
  search.seen = g_new (guint64, search.at.n_words);
  search.asked = g_new (guint, self->n);
  memset (search.asked, 0xff, self->n * sizeof (guint));
  while (sweep (&search))
    ;
  self->totals[start] = wf_permutation_get_total (&search.at);
  memcpy (self->orders + start * self->n, search.at.order, self->n * sizeof (guint));
}

gboolean
wf_boss_find (const WfDiscoveryInput *input,
              const WfConstraints *constraints,
              WfScore *score,
              guint64 *parents,
              GError **error)
{
  Starts starts = { .input = input,
                    .constraints = constraints,
                    .score = score,
                    .n = (guint) wf_score_get_n_variables (score),
                    .n_starts = (gsize) wf_params_get_integer (input->params, "starts") };
  g_autofree guint *orders = g_new0 (guint, starts.n_starts * starts.n);
  g_autofree double *totals = g_new0 (double, starts.n_starts);
  g_autoptr (WfGrowShrink) trees = create_trees (&starts);
  g_auto (WfPermutation) best = { 0 };
  gsize chosen = 0;

  wf_progress_set_stage (input->progress, _ ("Ordering the variables"), 0);
  starts.orders = orders;
  starts.totals = totals;
  wf_parallel_for (starts.n_starts, input->n_threads, run_start, &starts);
  if (!wf_progress_check (input->progress, error))
    return FALSE;
  for (gsize start = 1; start < starts.n_starts; start++)
    if (totals[start] > totals[chosen] + MIN_GAIN)
      chosen = start;
  wf_permutation_init (&best, trees, constraints, starts.n, orders + chosen * starts.n);
  wf_permutation_get_dag (&best, parents);
  return wf_progress_check (input->progress, error);
}

static WfDiscoveryResult *
boss_run (const WfDiscoveryInput *input, GError **error)
{
  gsize n = wf_table_get_n_columns (input->table);
  g_autoptr (WfScore) score = wf_discovery_create_score (input, error);
  g_autoptr (WfConstraints) constraints = NULL;
  g_autofree guint64 *parents = NULL;

  if (score == NULL)
    return NULL;
  constraints =
      wf_constraints_new (input->knowledge, wf_table_get_names (input->table), input->progress, error);
  if (constraints == NULL)
    return NULL;
  parents = g_new0 (guint64, n * ((n + 63) / 64));
  if (!wf_boss_find (input, constraints, score, parents, error))
    return NULL;
  return wf_dag_result_new (input, constraints, score, parents, NULL, error);
}

static const WfParam boss_params[] = {
  WF_DISCOVERY_SCORE_PARAMS,
  WF_ORDER_SEARCH_PARAMS,
  { NULL },
};

const WfDiscovery wf_discovery_boss = {
  .id = "boss",
  .name = N_ ("BOSS (best order)"),
  .summary = N_ ("Moves every variable to its best place in a causal order; assumes no hidden common causes"),
  .citation = "Andrews, Ramsey, Sanchez Romero, Camchong & Kummerfeld 2023, NeurIPS 36",
  .accepts = WF_DATA_CONTINUOUS,
  .returns = WF_GRAPH_CPDAG,
  .params = boss_params,
  .run = boss_run,
};
