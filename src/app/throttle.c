/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/throttle.h"

static gboolean
on_time (gpointer data)
{
  WfThrottle *self = data;

  self->source = 0;
  wf_throttle_run_now (self, self->work, self->data);
  return G_SOURCE_REMOVE;
}

void
wf_throttle_run_now (WfThrottle *self, void (*work) (gpointer data), gpointer data)
{
  wf_throttle_clear (self);
  work (data);
  self->last = g_get_monotonic_time ();
}

void
wf_throttle_run (WfThrottle *self, guint milliseconds, void (*work) (gpointer data), gpointer data)
{
  gint64 elapsed = (g_get_monotonic_time () - self->last) / 1000;

  self->work = work;
  self->data = data;
  if (self->source != 0)
    return;
  if (elapsed >= milliseconds)
    wf_throttle_run_now (self, work, data);
  else
    self->source = g_timeout_add (milliseconds - (guint) MAX (elapsed, 0), on_time, self);
}

void
wf_throttle_postpone (WfThrottle *self, guint milliseconds, void (*work) (gpointer data), gpointer data)
{
  wf_throttle_clear (self);
  self->work = work;
  self->data = data;
  self->source = g_timeout_add (milliseconds, on_time, self);
}

void
wf_throttle_clear (WfThrottle *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}
