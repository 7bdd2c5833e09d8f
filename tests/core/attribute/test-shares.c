/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/wherefore.h"

/* Games: weights of the players, and what they make of them. */
typedef struct
{
  gsize n_players;
  const double *weights;
  double quota;
  WfProgress *progress;
} Game;

/* output 0: is the quota reached; output 1: the square of the sum */
static gboolean
vote (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer data)
{
  const Game *game = data;
  gsize n_words = WF_COALITION_N_WORDS (game->n_players);

  for (gsize c = 0; c < n_coalitions; c++)
    {
      double sum = 0;

      for (gsize p = 0; p < game->n_players; p++)
        if (WF_COALITION_HAS (coalitions + c * n_words, p))
          sum += game->weights[p];
      values[2 * c] = sum >= game->quota;
      values[2 * c + 1] = sum * sum;
    }
  return TRUE;
}

static WfShares *
share (const Game *game, gint64 n_exact, double tolerance, guint64 seed)
{
  WfSetFunction function = { game->n_players, 2, 1e5, vote, (gpointer) game };
  g_autoptr (GError) error = NULL;
  GVariantDict dict;
  g_autoptr (GVariant) params = NULL;
  WfShares *shares;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "exact-players", "x", n_exact);
  g_variant_dict_insert (&dict, "tolerance", "d", tolerance);
  g_variant_dict_insert (&dict, "permutations", "x", (gint64) 4000);
  params = g_variant_ref_sink (g_variant_dict_end (&dict));
  shares = wf_shares_new (&function, params, seed, NULL, &error);
  g_assert_no_error (error);
  return shares;
}

/* The council of 1958: 4, 4, 4, 2, 2, 1 votes of which 12 decide. Luxembourg, with one vote, never mattered
 * (Brams & Affuso 1976); the others by counting orders: 14/60, 9/60. */
static void
test_council (void)
{
  static const double votes[] = { 4, 4, 4, 2, 2, 1 };
  static const double expected[] = { 14 / 60.0, 14 / 60.0, 14 / 60.0, 9 / 60.0, 9 / 60.0, 0 };
  Game game = { 6, votes, 12, NULL };
  g_autoptr (WfShares) shares = share (&game, 15, 0, 1);
  gsize n_players;
  const double *values = wf_shares_get_values (shares, 0, &n_players);

  g_assert_true (wf_shares_is_exact (shares));
  g_assert_cmpuint (n_players, ==, 6);
  g_assert_cmpuint (wf_shares_get_n_permutations (shares), ==, 0);
  for (gsize p = 0; p < 6; p++)
    {
      g_assert_cmpfloat_with_epsilon (values[p], expected[p], 1e-12);
      g_assert_cmpfloat (wf_shares_get_half_widths (shares, 0, NULL)[p], ==, 0);
    }
  g_assert_cmpfloat (wf_shares_get_none (shares, 0), ==, 0);
  g_assert_cmpfloat (wf_shares_get_all (shares, 0), ==, 1);
}

/* v(S) = (sum of w)^2: a player's share is w times the sum of all. */
static void
test_square (void)
{
  static const double weights[] = { 1, -2, 0.5, 3, 0, 4, 1, 1, 2, -1, 5, 0.25, 1, 1, 2 };
  Game game = { 15, weights, 3, NULL };
  g_autoptr (WfShares) shares = share (&game, 15, 0, 1);
  const double *values = wf_shares_get_values (shares, 1, NULL);
  double sum = 0;

  for (gsize p = 0; p < 15; p++)
    sum += weights[p];
  for (gsize p = 0; p < 15; p++)
    g_assert_cmpfloat_with_epsilon (values[p], weights[p] * sum, 1e-9);
  g_assert_cmpfloat_with_epsilon (wf_shares_get_all (shares, 1), sum * sum, 1e-9);
}

/* Brute force: the mean over all n! orders. */
static void
add_orders (const Game *game, gsize n_placed, guint64 members, double before, double *sums, gsize *n_orders)
{
  if (n_placed == game->n_players)
    (*n_orders)++;
  for (gsize p = 0; p < game->n_players; p++)
    {
      guint64 with = members | ((guint64) 1 << p);
      double values[2];
      gsize n_before = *n_orders;

      if (with == members)
        continue;
      vote (&with, 1, values, (gpointer) game);
      add_orders (game, n_placed + 1, with, values[0], sums, n_orders);
      sums[p] += (double) (*n_orders - n_before) * (values[0] - before);
    }
}

static void
test_brute_force (void)
{
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (guint run = 0; run < 40; run++)
    {
      gsize n = 1 + wf_rng_below (&rng, 6), n_orders = 0;
      double weights[6], sums[6] = { 0 };
      Game game = { n, weights, 3 * wf_rng_uniform (&rng), NULL };
      g_autoptr (WfShares) shares = NULL;

      for (gsize p = 0; p < n; p++)
        weights[p] = wf_rng_normal (&rng);
      shares = share (&game, 15, 0, 1);
      add_orders (&game, 0, 0, 0 >= game.quota, sums, &n_orders);
      for (gsize p = 0; p < n; p++)
        g_assert_cmpfloat_with_epsilon (wf_shares_get_values (shares, 0, NULL)[p],
                                        sums[p] / (double) n_orders, 1e-12);
    }
}

/* Drawn shares: near the exact ones, within their intervals about 19 times in 20, and they sum to v(all). */
static void
test_sampling (void)
{
  static const double weights[] = { 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6 };
  Game game = { 12, weights, 21.5, NULL };
  g_autoptr (WfShares) exact = share (&game, 15, 0, 1);
  guint n_inside = 0;

  for (guint64 seed = 1; seed <= 40; seed++)
    {
      g_autoptr (WfShares) drawn = share (&game, 0, 0.03, seed);
      const double *values = wf_shares_get_values (drawn, 0, NULL);
      const double *half_widths = wf_shares_get_half_widths (drawn, 0, NULL);
      double sum = 0;

      g_assert_false (wf_shares_is_exact (drawn));
      g_assert_cmpuint (wf_shares_get_n_permutations (drawn), >=, 64);
      g_assert_cmpuint (wf_shares_get_n_permutations (drawn), <, 4000);
      for (gsize p = 0; p < 12; p++)
        {
          sum += values[p];
          n_inside += fabs (values[p] - wf_shares_get_values (exact, 0, NULL)[p]) <= half_widths[p];
          g_assert_cmpfloat (half_widths[p], <=, 0.03 + 1e-12);
          /* the square is a sum of pairs, which a permutation and its reverse get right together */
          g_assert_cmpfloat_with_epsilon (wf_shares_get_values (drawn, 1, NULL)[p], weights[p] * 42, 1e-9);
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
    }
  g_test_message ("%u of 480 shares lie in their intervals", n_inside);
  g_assert_cmpuint (n_inside, >=, 480 * 0.91);
  g_assert_cmpuint (n_inside, <=, 480 * 0.99);
}

/* More players than a word has bits: a vote that needs the first player and any 30 of the others. */
static void
test_many_players (void)
{
  double weights[130];
  Game game = { 130, weights, 1030, NULL };
  g_autoptr (WfShares) one_thread = NULL;
  g_autoptr (WfShares) shares = NULL;
  double sum = 0;

  weights[0] = 1000;
  for (gsize p = 1; p < 130; p++)
    weights[p] = 1;
  shares = share (&game, 15, 0.01, 5);
  wf_parallel_set_threads (1);
  one_thread = share (&game, 15, 0.01, 5);
  wf_parallel_set_threads (0);
  for (gsize p = 0; p < 130; p++)
    {
      double value = wf_shares_get_values (shares, 0, NULL)[p];

      sum += value;
      g_assert_cmpfloat (value, ==, wf_shares_get_values (one_thread, 0, NULL)[p]);
    }
  /* it decides unless it comes among the first 30 */
  g_assert_cmpfloat_with_epsilon (wf_shares_get_values (shares, 0, NULL)[0], 100 / 130.0, 0.03);
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
}

static gboolean
vote_slowly (const guint64 *coalitions, gsize n_coalitions, double *values, gpointer data)
{
  const Game *game = data;

  g_cancellable_cancel (wf_progress_get_cancellable (game->progress));
  return vote (coalitions, n_coalitions, values, data);
}

static void
test_cancel (void)
{
  static const double weights[20] = { 1 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  Game game = { 20, weights, 1, progress };
  WfSetFunction function = { 20, 2, 1e5, vote_slowly, &game };

  for (guint n_exact = 0; n_exact <= 20; n_exact += 20)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) params = NULL;
      GVariantDict dict;

      g_cancellable_reset (cancellable);
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "exact-players", "x", (gint64) n_exact);
      params = g_variant_ref_sink (g_variant_dict_end (&dict));
      g_assert_null (wf_shares_new (&function, params, 1, progress, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
test_nobody (void)
{
  Game game = { 0, NULL, 1, NULL };
  g_autoptr (WfShares) exact = share (&game, 15, 0, 1);

  g_assert_cmpuint (wf_shares_get_n_players (exact), ==, 0);
  g_assert_cmpfloat (wf_shares_get_all (exact, 0), ==, wf_shares_get_none (exact, 0));
}

static void
test_bad_params (void)
{
  static const double weights[] = { 1 };
  Game game = { 1, weights, 1, NULL };
  WfSetFunction function = { 1, 2, 1, vote, &game };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'exact-players': <int64 64>}"));

  g_assert_null (wf_shares_new (&function, params, 1, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shares/council", test_council);
  g_test_add_func ("/shares/square", test_square);
  g_test_add_func ("/shares/brute-force", test_brute_force);
  g_test_add_func ("/shares/sampling", test_sampling);
  g_test_add_func ("/shares/many-players", test_many_players);
  g_test_add_func ("/shares/cancel", test_cancel);
  g_test_add_func ("/shares/nobody", test_nobody);
  g_test_add_func ("/shares/bad-params", test_bad_params);
  return g_test_run ();
}
