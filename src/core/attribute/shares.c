/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/shares-private.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/rng.h"

#define WF_SHARES_MAX_EXACT 20   /* 2^20 coalitions */
#define BATCH               64   /* coalitions of one call of the set function */
#define ROUND               16   /* pairs of permutations between two looks at the intervals */
#define MIN_PAIRS           32   /* below it an interval says little */
#define SMALL_WORK          2e5  /* nanoseconds; not worth waking a thread for */
#define TWO_SIDED           1.96 /* standard errors of a 95 % interval */

struct _WfShares
{
  gsize n_players;
  gsize n_outputs;
  gboolean is_exact;
  gsize n_permutations;
  double *values;      /* n_outputs x n_players, an output's together */
  double *half_widths; /* likewise */
  double *none;        /* n_outputs */
  double *all;         /* n_outputs */
};

G_DEFINE_BOXED_TYPE (WfShares, wf_shares, wf_shares_ref, wf_shares_unref)

static const WfParam shares_params[] = {
  WF_SHARES_PARAMS,
  { NULL },
};

/**
 * wf_shares_get_params: (skip)
 *
 * Returns: (transfer none): how shares are computed, the same for everything that is shared out
 */
const WfParam *
wf_shares_get_params (void)
{
  return shares_params;
}

GVariant *
wf_shares_pick_params (GVariant *params)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  for (const WfParam *param = shares_params; param->id != NULL; param++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (params, param->id, NULL);

      g_variant_dict_insert_value (&dict, param->id, value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static gboolean
evaluate (const WfSetFunction *function, const guint64 *coalitions, gsize n, double *values)
{
  return function->evaluate (coalitions, n, values, function->data);
}

/* Batches of numbered coalitions: those of one word, 0, 1, 2, ... */
typedef struct
{
  const WfSetFunction *function;
  gsize n_coalitions;
  double *values; /* n_coalitions x n_outputs */
  WfProgress *progress;
} Enumeration;

static void
run_batch (gsize task, gpointer data)
{
  const Enumeration *all = data;
  gsize first = task * BATCH, n = MIN (BATCH, all->n_coalitions - first);
  guint64 coalitions[BATCH];

  if (wf_progress_is_cancelled (all->progress))
    return;
  for (gsize i = 0; i < n; i++)
    coalitions[i] = first + i;
  if (evaluate (all->function, coalitions, n, all->values + first * all->function->n_outputs))
    wf_progress_advance (all->progress, n);
}

/* phi_p = sum over S without p of |S|! (n - |S| - 1)! / n! (v(S + p) - v(S)) */
static void
weigh (const WfShares *self, const double *values)
{
  gsize n = self->n_players, d = self->n_outputs, n_coalitions = (gsize) 1 << n;
  double weight[WF_SHARES_MAX_EXACT + 1] = { 0 };

  for (gsize size = 0; size < n; size++)
    weight[size] = tgamma ((double) size + 1) * tgamma ((double) (n - size)) / tgamma ((double) n + 1);
  for (gsize p = 0; p < n; p++)
    for (gsize members = 0; members < n_coalitions; members++)
      if (((members >> p) & 1) == 0)
        {
          const double *without = values + members * d, *with = values + (members | ((gsize) 1 << p)) * d;
          double w = weight[__builtin_popcountll (members)];

          for (gsize o = 0; o < d; o++)
            self->values[o * n + p] += w * (with[o] - without[o]);
        }
}

static gboolean
share_exactly (WfShares *self, const WfSetFunction *function, WfProgress *progress, GError **error)
{
  gsize n_coalitions = (gsize) 1 << self->n_players, d = self->n_outputs;
  g_autofree double *values = g_try_new0 (double, n_coalitions *d);
  Enumeration all = { function, n_coalitions, values, progress };

  if (values == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("There is no memory for the values of %zu sets of players; a smaller “exact-players” "
                      "draws permutations instead"),
                   n_coalitions);
      return FALSE;
    }
  wf_progress_set_stage (progress, _ ("Valuing sets of players"), n_coalitions);
  wf_parallel_for ((n_coalitions + BATCH - 1) / BATCH,
                   function->nanoseconds * (double) n_coalitions < SMALL_WORK ? 1 : 0, run_batch, &all);
  if (!wf_progress_check (progress, error))
    return FALSE;
  memcpy (self->none, values, d * sizeof *values);
  memcpy (self->all, values + (n_coalitions - 1) * d, d * sizeof *values);
  weigh (self, values);
  self->is_exact = TRUE;
  return TRUE;
}

/* Pairs of permutations, a permutation and its reverse, and what each player brings in when it comes. */
typedef struct
{
  const WfShares *self;
  const WfSetFunction *function;
  const gsize *orders; /* ROUND x n_players */
  double *marginals;   /* ROUND x n_outputs x n_players */
  WfProgress *progress;
} Sampling;

/* Values of the players in the order they come, without none and all. is_reverse: from the last to the first.
 * values: (n_players - 1) x n_outputs, out */
static gboolean
value_order (const Sampling *sampling, const gsize *order, gboolean is_reverse, double *values)
{
  gsize n = sampling->self->n_players, d = sampling->self->n_outputs, n_words = WF_COALITION_N_WORDS (n);
  g_autofree guint64 *coalitions = g_new0 (guint64, BATCH * n_words);

  for (gsize first = 0; first + 1 < n; first += BATCH)
    {
      gsize n_now = MIN (BATCH, n - 1 - first);

      if (first > 0)
        memcpy (coalitions, coalitions + (BATCH - 1) * n_words, n_words * sizeof *coalitions);
      for (gsize k = 0; k < n_now; k++)
        {
          guint64 *coalition = coalitions + k * n_words;
          gsize player = order[is_reverse ? n - 1 - (first + k) : first + k];

          if (k > 0)
            memcpy (coalition, coalition - n_words, n_words * sizeof *coalitions);
          coalition[player / 64] |= (guint64) 1 << (player % 64);
        }
      if (wf_progress_is_cancelled (sampling->progress) ||
          !evaluate (sampling->function, coalitions, n_now, values + first * d))
        return FALSE;
    }
  return TRUE;
}

static void
run_pair (gsize task, gpointer data)
{
  const Sampling *sampling = data;
  const WfShares *self = sampling->self;
  gsize n = self->n_players, d = self->n_outputs;
  const gsize *order = sampling->orders + task * n;
  double *marginals = sampling->marginals + task * d * n;
  g_autofree double *values = g_new (double, n *d);

  memset (marginals, 0, d * n * sizeof *marginals);
  for (int is_reverse = FALSE; is_reverse <= TRUE; is_reverse++)
    {
      if (!value_order (sampling, order, is_reverse, values))
        return;
      memcpy (values + (n - 1) * d, self->all, d * sizeof *values);
      for (gsize k = 0; k < n; k++)
        {
          const double *before = k > 0 ? values + (k - 1) * d : self->none;
          gsize player = order[is_reverse ? n - 1 - k : k];

          for (gsize o = 0; o < d; o++)
            marginals[o * n + player] += 0.5 * (values[k * d + o] - before[o]);
        }
    }
  wf_progress_advance (sampling->progress, 1);
}

/* Each order comes from the one before it, so that rounds of any size draw the same ones (Fisher & Yates). */
static void
draw_orders (WfRng *rng, gsize n, gsize n_orders, gsize *orders)
{
  gsize *before = orders + (ROUND - 1) * n;

  for (gsize i = 0; i < n_orders; i++)
    {
      gsize *order = orders + i * n;

      if (order != before)
        memcpy (order, before, n * sizeof *order);
      for (gsize k = n; k-- > 1;)
        {
          gsize other = wf_rng_below (rng, k + 1);
          gsize kept = order[k];

          order[k] = order[other];
          order[other] = kept;
        }
      before = order;
    }
}

/* sums, squares: n_outputs x n_players. Means, and 1.96 standard errors. */
static void
conclude (WfShares *self, const double *sums, const double *squares, gsize n_pairs)
{
  double n = (double) n_pairs;

  for (gsize i = 0; i < self->n_outputs * self->n_players; i++)
    {
      double mean = sums[i] / n;
      double variance = MAX (0, squares[i] / n - mean * mean) * n / (n - 1);

      self->values[i] = mean;
      self->half_widths[i] = TWO_SIDED * sqrt (variance / n);
    }
  self->n_permutations = 2 * n_pairs;
}

static gboolean
is_close_enough (const WfShares *self, double tolerance)
{
  double size = 0, widest = 0;

  for (gsize p = 0; p < self->n_players; p++)
    {
      size += fabs (self->values[p]);
      widest = MAX (widest, self->half_widths[p]);
    }
  return widest <= tolerance * size;
}

/* v(none) and v(all), which every permutation begins and ends with. */
static gboolean
value_ends (WfShares *self, const WfSetFunction *function)
{
  gsize d = self->n_outputs, n_words = WF_COALITION_N_WORDS (self->n_players);
  g_autofree guint64 *coalitions = g_new0 (guint64, 2 * n_words);
  g_autofree double *values = g_new0 (double, 2 * d);

  for (gsize p = 0; p < self->n_players; p++)
    coalitions[n_words + p / 64] |= (guint64) 1 << (p % 64);
  if (!evaluate (function, coalitions, 2, values))
    return FALSE;
  memcpy (self->none, values, d * sizeof *values);
  memcpy (self->all, values + d, d * sizeof *values);
  return TRUE;
}

/* Means over seeded random orders in antithetic pairs (Castro, Gomez & Tejada 2009; Mitchell et al. 2022). */
static gboolean
share_by_sampling (WfShares *self,
                   const WfSetFunction *function,
                   gsize max_pairs,
                   double tolerance,
                   guint64 seed,
                   WfProgress *progress,
                   GError **error)
{
  gsize n = self->n_players, size = self->n_outputs * n, n_pairs = 0;
  g_autofree gsize *orders = g_new (gsize, ROUND * n);
  g_autofree double *marginals = g_new (double, ROUND *size);
  g_autofree double *sums = g_new0 (double, size);
  g_autofree double *squares = g_new0 (double, size);
  Sampling sampling = { self, function, orders, marginals, progress };
  gboolean is_small = function->nanoseconds * (double) (2 * n * ROUND) < SMALL_WORK;
  WfRng rng;

  wf_progress_set_stage (progress, _ ("Drawing permutations of the players"), max_pairs);
  if (!value_ends (self, function))
    return wf_progress_check (progress, error);
  wf_rng_init (&rng, seed, 0);
  for (gsize p = 0; p < n; p++)
    orders[(ROUND - 1) * n + p] = p;
  while (n_pairs < max_pairs)
    {
      gsize n_now = MIN (ROUND, max_pairs - n_pairs);

      draw_orders (&rng, n, n_now, orders);
      wf_parallel_for (n_now, is_small ? 1 : 0, run_pair, &sampling);
      if (!wf_progress_check (progress, error))
        return FALSE;
      for (gsize pair = 0; pair < n_now; pair++)
        for (gsize i = 0; i < size; i++)
          {
            sums[i] += marginals[pair * size + i];
            squares[i] += marginals[pair * size + i] * marginals[pair * size + i];
          }
      n_pairs += n_now;
      conclude (self, sums, squares, n_pairs);
      if (n_pairs >= MIN_PAIRS && is_close_enough (self, tolerance))
        break;
    }
  return TRUE;
}

/**
 * wf_shares_new: (skip)
 * @function: what is shared out
 * @params: (nullable): a{sv} of wf_shares_get_params()
 * @seed: of the permutations
 * @progress: (nullable): told the coalitions or the permutations; obeyed between two calls of the function
 *
 * Shares out v(all) − v(none) among the players: exactly, or by permutations with 95 % intervals. A share
 * that is drawn is unbiased, and the shares sum to v(all) − v(none) all the same.
 *
 * Returns: (transfer full): the shares; %NULL with %WF_ERROR_DATA for a parameter out of range,
 * %WF_ERROR_TOO_LARGE or %G_IO_ERROR_CANCELLED
 */
WfShares *
wf_shares_new (
    const WfSetFunction *function, GVariant *params, guint64 seed, WfProgress *progress, GError **error)
{
  g_autoptr (GVariant) values = NULL;
  g_autoptr (WfShares) self = NULL;
  gsize n, d;
  gboolean is_done;

  g_return_val_if_fail (function != NULL && function->n_outputs > 0, NULL);

  values = wf_params_complete (shares_params, params, error);
  if (values == NULL)
    return NULL;
  n = function->n_players;
  d = function->n_outputs;
  self = g_atomic_rc_box_new0 (WfShares);
  self->n_players = n;
  self->n_outputs = d;
  self->values = g_new0 (double, d *n + 1);
  self->half_widths = g_new0 (double, d *n + 1);
  self->none = g_new0 (double, d);
  self->all = g_new0 (double, d);
  if (n <= (gsize) wf_params_get_integer (values, "exact-players"))
    is_done = share_exactly (self, function, progress, error);
  else
    is_done = share_by_sampling (self, function, (gsize) wf_params_get_integer (values, "permutations") / 2,
                                 wf_params_get_real (values, "tolerance"), seed, progress, error);
  return is_done ? g_steal_pointer (&self) : NULL;
}

/**
 * wf_shares_ref:
 * @self: shares
 *
 * Returns: (transfer full): the same
 */
WfShares *
wf_shares_ref (WfShares *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
shares_clear (WfShares *self)
{
  g_free (self->values);
  g_free (self->half_widths);
  g_free (self->none);
  g_free (self->all);
}

/**
 * wf_shares_unref:
 * @self: (transfer full): shares
 */
void
wf_shares_unref (WfShares *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) shares_clear);
}

/**
 * wf_shares_get_n_players:
 * @self: shares
 *
 * Returns: how many share
 */
gsize
wf_shares_get_n_players (WfShares *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_players;
}

/**
 * wf_shares_is_exact:
 * @self: shares
 *
 * Returns: whether every coalition was valued
 */
gboolean
wf_shares_is_exact (WfShares *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->is_exact;
}

/**
 * wf_shares_get_n_permutations:
 * @self: shares
 *
 * Returns: permutations drawn, reversed ones among them; 0 when exact
 */
gsize
wf_shares_get_n_permutations (WfShares *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_permutations;
}

/**
 * wf_shares_get_values:
 * @self: shares
 * @output: number of the output
 * @n_players: (out) (optional): number of players
 *
 * Returns: (array length=n_players) (transfer none): the share of every player
 */
const double *
wf_shares_get_values (WfShares *self, gsize output, gsize *n_players)
{
  g_return_val_if_fail (self != NULL && output < self->n_outputs, NULL);

  if (n_players != NULL)
    *n_players = self->n_players;
  return self->values + output * self->n_players;
}

/**
 * wf_shares_get_half_widths:
 * @self: shares
 * @output: number of the output
 * @n_players: (out) (optional): number of players
 *
 * Returns: (array length=n_players) (transfer none): half of the 95 % interval of every share; 0 when exact
 */
const double *
wf_shares_get_half_widths (WfShares *self, gsize output, gsize *n_players)
{
  g_return_val_if_fail (self != NULL && output < self->n_outputs, NULL);

  if (n_players != NULL)
    *n_players = self->n_players;
  return self->half_widths + output * self->n_players;
}

/**
 * wf_shares_get_none:
 * @self: shares
 * @output: number of the output
 *
 * Returns: the value of the empty coalition
 */
double
wf_shares_get_none (WfShares *self, gsize output)
{
  g_return_val_if_fail (self != NULL && output < self->n_outputs, NAN);
  return self->none[output];
}

/**
 * wf_shares_get_all:
 * @self: shares
 * @output: number of the output
 *
 * Returns: the value of all players together
 */
double
wf_shares_get_all (WfShares *self, gsize output)
{
  g_return_val_if_fail (self != NULL && output < self->n_outputs, NAN);
  return self->all[output];
}
