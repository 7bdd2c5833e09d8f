/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

/**
 * WfRng: (skip)
 *
 * A SplitMix64 stream (Steele, Lea & Flood 2014, OOPSLA). A stream belongs to one (seed, task) pair, so that
 * results depend neither on the number of threads nor on their order.
 */
typedef struct
{
  guint64 state;
} WfRng;

WF_API void    wf_rng_init      (WfRng *self, guint64 seed, guint64 task);  /* task 0: state = seed */
WF_API guint64 wf_rng_next      (WfRng *self);
WF_API double  wf_rng_uniform   (WfRng *self);   /* [0, 1), 53 bits */
WF_API double  wf_rng_normal    (WfRng *self);   /* one normal per two uniforms (Box & Muller 1958, cosine half) */
/* n normals of mean 0: the ziggurat, about ten times faster one by one; other numbers than wf_rng_normal(); the first of more are the same */
WF_API void    wf_rng_fill_normal (WfRng *self, gsize n, double sd, double *out);
WF_API gsize   wf_rng_below     (WfRng *self, gsize n);  /* 0..n-1, floor (n u) */

G_END_DECLS
