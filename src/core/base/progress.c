/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdatomic.h>

#include "core/base/progress.h"

struct _WfProgress
{
  GCancellable *cancellable; /* nullable */
  _Atomic (const char *) stage;
  _Atomic gsize done;
  _Atomic gsize total;
};

G_DEFINE_BOXED_TYPE (WfProgress, wf_progress, wf_progress_ref, wf_progress_unref)

/**
 * wf_progress_new:
 * @cancellable: (nullable): what stops the work
 *
 * Returns: (transfer full): a progress without a stage
 */
WfProgress *
wf_progress_new (GCancellable *cancellable)
{
  WfProgress *self = g_atomic_rc_box_new0 (WfProgress);

  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  return self;
}

/**
 * wf_progress_ref:
 * @self: a progress
 *
 * Returns: (transfer full): @self
 */
WfProgress *
wf_progress_ref (WfProgress *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
wf_progress_clear (WfProgress *self)
{
  g_clear_object (&self->cancellable);
}

/**
 * wf_progress_unref:
 * @self: (transfer full): a progress
 */
void
wf_progress_unref (WfProgress *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) wf_progress_clear);
}

/**
 * wf_progress_set_stage:
 * @self: (nullable): a progress
 * @stage: a static, translated string
 * @total: units of work of the stage, 0 = unknown
 *
 * Starts a stage at 0 of @total.
 */
void
wf_progress_set_stage (WfProgress *self, const char *stage, gsize total)
{
  if (self == NULL)
    return;
  atomic_store (&self->total, 0);
  atomic_store (&self->done, 0);
  atomic_store (&self->stage, stage);
  atomic_store (&self->total, total);
}

/**
 * wf_progress_advance:
 * @self: (nullable): a progress
 * @done: units of work done since the last call
 *
 * Safe from several threads at once.
 */
void
wf_progress_advance (WfProgress *self, gsize done)
{
  if (self != NULL)
    atomic_fetch_add_explicit (&self->done, done, memory_order_relaxed);
}

/**
 * wf_progress_get_stage:
 * @self: a progress
 *
 * Returns: (nullable) (transfer none): the stage, a static string
 */
const char *
wf_progress_get_stage (WfProgress *self)
{
  return atomic_load (&self->stage);
}

/**
 * wf_progress_get_fraction:
 * @self: a progress
 *
 * Returns: how much of the stage is done, 0 to 1, or -1 when unknown
 */
double
wf_progress_get_fraction (WfProgress *self)
{
  gsize total = atomic_load (&self->total);
  gsize done = atomic_load (&self->done);

  return total == 0 ? -1 : MIN (1.0, (double) done / (double) total);
}

/**
 * wf_progress_get_cancellable:
 * @self: (nullable): a progress
 *
 * For calls of GIO that take one.
 *
 * Returns: (nullable) (transfer none): what stops the work
 */
GCancellable *
wf_progress_get_cancellable (WfProgress *self)
{
  return self == NULL ? NULL : self->cancellable;
}

/**
 * wf_progress_is_cancelled:
 * @self: (nullable): a progress
 *
 * Returns: whether the work should stop
 */
gboolean
wf_progress_is_cancelled (WfProgress *self)
{
  return self != NULL && g_cancellable_is_cancelled (self->cancellable);
}

/**
 * wf_progress_check:
 * @self: (nullable): a progress
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * One atomic read: cheap enough for every few microseconds of work.
 *
 * Returns: %FALSE once cancelled
 */
gboolean
wf_progress_check (WfProgress *self, GError **error)
{
  return self == NULL || !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}
