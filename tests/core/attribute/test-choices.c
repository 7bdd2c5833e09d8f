/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/choices-private.h"
#include "core/base/rng.h"

#define N_LOGS 90 /* more rows than one pass reads */

/* Logs of 2 to 12 steps; feature 0 decides the choice, the others are noise. */
static WfChoices *
make_choices (gsize n_features, guint64 seed)
{
  gsize start[N_LOGS + 1] = { 0 };
  gsize chosen[N_LOGS];
  WfChoices *choices;
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize l = 0; l < N_LOGS; l++)
    {
      start[l + 1] = start[l] + 2 + wf_rng_below (&rng, 11);
      chosen[l] = start[l];
    }
  choices = wf_choices_new (N_LOGS, start, chosen, n_features, NULL);
  for (gsize k = 0; k < choices->n_rows * n_features; k++)
    choices->z[k] = wf_rng_normal (&rng);
  for (gsize i = 0; i < choices->n_rows; i++)
    choices->offset[i] = wf_rng_normal (&rng);
  for (gsize l = 0; l < N_LOGS; l++)
    for (gsize i = start[l]; i < start[l + 1]; i++)
      if (choices->z[i * n_features] > choices->z[choices->chosen[l] * n_features])
        choices->chosen[l] = i;
  return choices;
}

/* The loss from its definition, one log at a time. */
static double
plain_loss (const WfChoices *c, const double *weights)
{
  double loss = 0;

  for (gsize l = 0; l < c->n_logs; l++)
    {
      double sum = 0, own = 0;

      for (gsize i = c->start[l]; i < c->start[l + 1]; i++)
        {
          double score = c->offset[i];

          for (gsize f = 0; f < c->n_features; f++)
            score += weights[f] * c->z[i * c->n_features + f];
          sum += exp (score);
          if (i == c->chosen[l])
            own = score;
        }
      loss += log (sum) - own;
    }
  return loss;
}

static void
draw_weights (double *weights, gsize n)
{
  WfRng rng;

  wf_rng_init (&rng, 3, 1);
  for (gsize f = 0; f < n; f++)
    weights[f] = wf_rng_normal (&rng) / 3;
}

static void
test_loss (void)
{
  g_autoptr (WfChoices) c = make_choices (5, 1);
  g_autofree double *p = g_new (double, c->n_rows);
  double w[5];
  double sum = 0;

  draw_weights (w, 5);
  g_assert_cmpfloat_with_epsilon (wf_choices_get_loss (c, w, p, NULL, NULL), plain_loss (c, w), 1e-10);
  for (gsize i = 0; i < c->n_rows; i++)
    sum += p[i];
  g_assert_cmpfloat_with_epsilon (sum, N_LOGS, 1e-12);
}

/* Scores that overflow exp() still give probabilities. */
static void
test_extreme_scores (void)
{
  g_autoptr (WfChoices) c = make_choices (1, 1);
  g_autofree double *p = g_new (double, c->n_rows);
  const double w = 1e5;
  double loss = wf_choices_get_loss (c, &w, p, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (loss, 0, 1e-9);
  for (gsize i = 0; i < c->n_rows; i++)
    g_assert_true (p[i] >= 0 && p[i] <= 1);
}

static void
test_derivatives (void)
{
  const double h = 1e-5;
  g_autoptr (WfChoices) c = make_choices (4, 2);
  g_autofree double *p = g_new (double, c->n_rows);
  g_autofree double *scaled = g_new (double, c->n_rows * 4);
  double w[4], gradient[4], hessian[16];

  draw_weights (w, 4);
  wf_choices_get_loss (c, w, p, gradient, NULL);
  wf_choices_get_hessian (c, p, scaled, hessian, NULL);
  for (gsize a = 0; a < 4; a++)
    {
      double up[4], down[4], right[4], left[4];

      memcpy (up, w, sizeof w);
      memcpy (down, w, sizeof w);
      up[a] += h;
      down[a] -= h;
      g_assert_cmpfloat_with_epsilon (gradient[a], (plain_loss (c, up) - plain_loss (c, down)) / (2 * h),
                                      1e-6);
      wf_choices_get_loss (c, up, p, right, NULL);
      wf_choices_get_loss (c, down, p, left, NULL);
      for (gsize b = a; b < 4; b++)
        g_assert_cmpfloat_with_epsilon (hessian[a * 4 + b], (right[b] - left[b]) / (2 * h), 1e-6);
    }
}

/* At the optimum the penalised gradient is 0, from any start, and the objective is no smaller nearby. */
static void
test_optimum (void)
{
  static const double lambdas[] = { 0.1, 1, 10, 300 };
  static const double anchor[] = { 0.5, -1, 0, 0.2, 0, 0 };
  g_autoptr (WfChoices) c = make_choices (6, 3);
  g_autofree double *p = g_new (double, c->n_rows);

  for (gsize k = 0; k < 2 * G_N_ELEMENTS (lambdas); k++)
    {
      double lambda = lambdas[k / 2], gradient[6];
      const double *to = k % 2 == 0 ? NULL : anchor;
      double near[6] = { 0 }, far[6] = { 9, -9, 9, -9, 9, -9 };

      g_assert_true (wf_choices_fit (c, lambda, to, NULL, near, NULL, NULL));
      g_assert_true (wf_choices_fit (c, lambda, to, NULL, far, NULL, NULL));
      wf_choices_get_loss (c, near, p, gradient, NULL);
      for (gsize f = 0; f < 6; f++)
        {
          g_assert_cmpfloat_with_epsilon (gradient[f] + lambda * (near[f] - (to != NULL ? to[f] : 0)), 0,
                                          1e-6);
          g_assert_cmpfloat_with_epsilon (near[f], far[f], 1e-6);
        }
    }
}

/* A given curvature, right, of other logs, or plainly wrong, changes the time, not the optimum. */
static void
test_curvature (void)
{
  static const double lambdas[] = { 0.3, 10, 300 };
  g_autoptr (WfChoices) c = make_choices (6, 3);
  g_autoptr (WfChoices) other = make_choices (6, 7);
  g_autofree double *p = g_new (double, MAX (c->n_rows, other->n_rows));
  g_autofree double *scaled = g_new (double, MAX (c->n_rows, other->n_rows) * 6);

  for (gsize k = 0; k < G_N_ELEMENTS (lambdas); k++)
    {
      double curvatures[4][36] = { 0 }, exact[6] = { 0 }, best, squares = 0;

      g_assert_true (wf_choices_fit (c, lambdas[k], NULL, NULL, exact, NULL, NULL));
      best = wf_choices_get_loss (c, exact, p, NULL, NULL);
      wf_choices_get_hessian (c, p, scaled, curvatures[0], NULL);
      wf_choices_get_loss (other, exact, p, NULL, NULL);
      wf_choices_get_hessian (other, p, scaled, curvatures[1], NULL);
      for (gsize f = 0; f < 6; f++)
        {
          curvatures[2][f * 7] = 1e4;
          curvatures[3][f * 7] = -1e4; /* no factor */
          squares += exact[f] * exact[f];
        }
      best += lambdas[k] / 2 * squares;
      for (gsize kind = 0; kind < 4; kind++)
        {
          double w[6] = { 2, -2, 1, 0, 1, -1 }, found = 0;

          g_assert_true (wf_choices_fit (c, lambdas[k], NULL, curvatures[kind], w, NULL, NULL));
          for (gsize f = 0; f < 6; f++)
            found += lambdas[k] / 2 * w[f] * w[f];
          found += wf_choices_get_loss (c, w, p, NULL, NULL);
          g_test_message ("lambda %g, kind %zu: %g", lambdas[k], kind, found - best);
          g_assert_cmpfloat_with_epsilon (found, best, 1e-6 * (1 + best));
        }
    }
}

/* A large penalty leaves the anchor. */
static void
test_anchor (void)
{
  static const double anchor[] = { 0.5, -1, 0.25 };
  g_autoptr (WfChoices) c = make_choices (3, 4);
  double w[3] = { 0 };

  g_assert_true (wf_choices_fit (c, 1e9, anchor, NULL, w, NULL, NULL));
  for (gsize f = 0; f < 3; f++)
    g_assert_cmpfloat_with_epsilon (w[f], anchor[f], 1e-6);
}

/* The feature that decides is chosen first; the weights are those of a fit to the chosen alone. */
static void
test_select (void)
{
  g_autoptr (WfChoices) c = make_choices (12, 5);
  g_autoptr (WfChoices) part = NULL;
  gsize features[12];
  double weights[12], again[12] = { 0 };

  g_assert_cmpuint (wf_choices_select (c, 1, 7, features, weights, NULL, NULL), ==, 7);
  g_assert_cmpuint (features[0], ==, 0);
  for (gsize a = 0; a < 7; a++)
    for (gsize b = 0; b < a; b++)
      g_assert_cmpuint (features[a], !=, features[b]);
  part = wf_choices_restrict (c, features, 7, NULL);
  g_assert_true (wf_choices_fit (part, 1, NULL, NULL, again, NULL, NULL));
  for (gsize k = 0; k < 7; k++)
    g_assert_cmpfloat_with_epsilon (weights[k], again[k], 1e-7);
  g_assert_cmpuint (wf_choices_select (c, 1, 40, features, weights, NULL, NULL), ==, 12);
}

static void
test_cancelled (void)
{
  g_autoptr (WfChoices) c = make_choices (3, 6);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;
  double w[3] = { 0 };

  g_cancellable_cancel (cancellable);
  g_assert_false (wf_choices_fit (c, 1, NULL, NULL, w, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choices/loss", test_loss);
  g_test_add_func ("/choices/extreme-scores", test_extreme_scores);
  g_test_add_func ("/choices/derivatives", test_derivatives);
  g_test_add_func ("/choices/optimum", test_optimum);
  g_test_add_func ("/choices/curvature", test_curvature);
  g_test_add_func ("/choices/anchor", test_anchor);
  g_test_add_func ("/choices/select", test_select);
  g_test_add_func ("/choices/cancelled", test_cancelled);
  return g_test_run ();
}
