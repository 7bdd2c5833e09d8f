/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Discrete nodes as functions of a uniform noise: the levels share [0, 1) in their order, each as wide as its
 * probability. Of all structural forms that give the same probabilities this one is the monotone coupling:
 * more noise never means a lower level (Oberst & Sontag 2019, ICML, section 3, on what a choice like this
 * means for counterfactuals). */

#include "config.h"

#include <math.h>

#include "core/model/mechanism-private.h"

void
wf_levels_draw_noise (const WfMechanism *self, WfRng *rng, gsize n, double *noise)
{
  for (gsize i = 0; i < n; i++)
    noise[i] = wf_rng_uniform (rng);
}

gssize
wf_levels_pick (const double *probabilities, gsize n_levels, double noise)
{
  double above = 0.0;
  gssize last = -1;

  if (isnan (noise))
    return -1;
  for (gsize i = 0; i < n_levels; i++)
    {
      above += probabilities[i];
      if (noise < above)
        return i;
      if (probabilities[i] > 0.0)
        last = i;
    }
  /* the sum may end a rounding error below 1 */
  return last;
}

double
wf_levels_abduct (const double *probabilities, gsize n_levels, double level, double uniform)
{
  double below = 0.0, above, noise;
  gsize index;

  if (!(level >= 0.0 && level < (double) n_levels))
    return NAN;
  index = level;
  for (gsize i = 0; i < index; i++)
    below += probabilities[i];
  above = below + probabilities[index];
  if (!(above > below))
    return NAN;
  noise = below + (above - below) * uniform;
  return noise < above ? noise : nextafter (above, below);
}
