/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/rng.h"

/**
 * wf_rng_init: (skip)
 * @self: (out): a stream
 * @seed: the seed of the whole job
 * @task: index of the task that owns the stream
 *
 * Task 0 starts at state = @seed; the other tasks at @seed xor the first number of the stream seeded with
 * @task, a bijection of @task, so that no two tasks of a job share a state.
 */
void
wf_rng_init (WfRng *self, guint64 seed, guint64 task)
{
  WfRng offset = { task };

  self->state = task == 0 ? seed : seed ^ wf_rng_next (&offset);
}

/**
 * wf_rng_next: (skip)
 * @self: a stream
 *
 * SplitMix64: Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators", OOPSLA.
 *
 * Returns: 64 random bits
 */
guint64
wf_rng_next (WfRng *self)
{
  guint64 z;

  self->state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  z = self->state;
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

/**
 * wf_rng_uniform: (skip)
 * @self: a stream
 *
 * Returns: a multiple of 2^-53 in [0, 1)
 */
double
wf_rng_uniform (WfRng *self)
{
  return (double) (wf_rng_next (self) >> 11) * 0x1p-53;
}

/**
 * wf_rng_normal: (skip)
 * @self: a stream
 *
 * Box & Muller 1958; the sine half is discarded so that a normal always costs two uniforms.
 *
 * Returns: a standard normal
 */
double
wf_rng_normal (WfRng *self)
{
  double radius = sqrt (-2 * log (1 - wf_rng_uniform (self)));

  return radius * cos (2 * G_PI * wf_rng_uniform (self));
}

/**
 * wf_rng_below: (skip)
 * @self: a stream
 * @n: at least 1
 *
 * Returns: floor (n u), in 0 to @n - 1
 */
gsize
wf_rng_below (WfRng *self, gsize n)
{
  gsize number = (gsize) ((double) n * wf_rng_uniform (self));

  g_return_val_if_fail (n > 0, 0);

  return MIN (number, n - 1);
}
