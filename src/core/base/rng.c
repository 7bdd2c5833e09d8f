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

/* within this file without a call: normals are drawn by the million */
static inline guint64
next_bits (WfRng *self)
{
  guint64 z;

  self->state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  z = self->state;
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
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
  return next_bits (self);
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
  return (double) (next_bits (self) >> 11) * 0x1p-53;
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

/* The ziggurat: layers of equal area under exp (-x² / 2), the last of them with the tail beyond ZIGGURAT_END.
 */
#define N_LAYERS      256
#define ZIGGURAT_END  3.6541528853610088
#define ZIGGURAT_AREA 0.00492867323399

typedef struct
{
  double width[N_LAYERS + 1];  /* of a layer; layer 0 is the base, as wide as its area is high */
  double height[N_LAYERS + 1]; /* exp (-x² / 2) at that width */
} Ziggurat;

static const Ziggurat *
get_ziggurat (void)
{
  static Ziggurat tables;
  static gsize is_made = 0;

  if (g_once_init_enter (&is_made))
    {
      double *x = tables.width;

      x[0] = ZIGGURAT_AREA * exp (0.5 * ZIGGURAT_END * ZIGGURAT_END);
      x[1] = ZIGGURAT_END;
      for (gsize i = 1; i + 1 < N_LAYERS; i++)
        x[i + 1] = sqrt (-2.0 * log (ZIGGURAT_AREA / x[i] + exp (-0.5 * x[i] * x[i])));
      x[N_LAYERS] = 0.0;
      for (gsize i = 0; i <= N_LAYERS; i++)
        tables.height[i] = exp (-0.5 * x[i] * x[i]);
      g_once_init_leave (&is_made, 1);
    }
  return &tables;
}

/* Beyond ZIGGURAT_END: Marsaglia 1964, Technometrics 6. */
static double
draw_tail (WfRng *self)
{
  double x, y;

  do
    {
      x = -log (1.0 - wf_rng_uniform (self)) / ZIGGURAT_END;
      y = -log (1.0 - wf_rng_uniform (self));
    }
  while (2.0 * y < x * x);
  return ZIGGURAT_END + x;
}

/* The size of a normal when the first point was not inside its layer for sure; the sign is not drawn anew. */
static double
draw_size (WfRng *self, const Ziggurat *tables, gsize layer, double size)
{
  for (;;)
    {
      guint64 bits;

      if (layer == 0)
        return draw_tail (self);
      if (tables->height[layer] +
              wf_rng_uniform (self) * (tables->height[layer + 1] - tables->height[layer]) <
          exp (-0.5 * size * size))
        return size;
      bits = next_bits (self);
      layer = bits & (N_LAYERS - 1);
      size = (double) (bits >> 11) * 0x1p-53 * tables->width[layer];
      if (size < tables->width[layer + 1])
        return size;
    }
}

/**
 * wf_rng_fill_normal: (skip)
 * @self: a stream
 * @n: how many
 * @sd: their standard deviation
 * @out: (out caller-allocates) (array length=n): independent normals of mean 0
 *
 * The ziggurat of 256 layers (Marsaglia & Tsang 2000, Journal of Statistical Software 5(8)), layer, sign and
 * size from disjoint bits (Doornik 2005). The first numbers of a longer call are those of a shorter one.
 */
void
wf_rng_fill_normal (WfRng *self, gsize n, double sd, double *out)
{
  const Ziggurat *tables = get_ziggurat ();

  for (gsize i = 0; i < n; i++)
    {
      guint64 bits = next_bits (self);
      gsize layer = bits & (N_LAYERS - 1);
      double size = (double) (bits >> 11) * 0x1p-53 * tables->width[layer];

      if (G_UNLIKELY (size >= tables->width[layer + 1]))
        size = draw_size (self, tables, layer, size);
      out[i] = (bits & N_LAYERS) != 0 ? -sd * size : sd * size;
    }
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
