/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <time.h>

/* A cancel button that is pressed after a while, in a thread of its own, and how long the work goes on then. */
typedef struct
{
  GCancellable *cancellable;
  gulong        delay;         /* microseconds */
  gint64        wall;          /* when it was pressed */
  clock_t       processor;
} Cancelling;

static inline void
press (Cancelling *self)
{
  self->wall = g_get_monotonic_time ();
  self->processor = clock ();
  g_cancellable_cancel (self->cancellable);
}

static inline gpointer
press_after_delay (gpointer data)
{
  Cancelling *self = data;

  g_usleep (self->delay);
  press (self);
  return NULL;
}

/* Microseconds since it was pressed; on a machine busy with other things no more than what this process worked. */
static inline gint64
get_time_since (const Cancelling *self)
{
  gint64 worked = (gint64) (clock () - self->processor) * G_USEC_PER_SEC / CLOCKS_PER_SEC;

  return MIN (g_get_monotonic_time () - self->wall, worked);
}
