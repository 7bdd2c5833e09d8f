/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Something that is worth doing at most so often: lists that follow a slider. All zero to begin with. */
typedef struct
{
  guint source; /* 0 = nothing waits */
  gint64 last;  /* when it was done, microseconds */
  void (*work) (gpointer data);
  gpointer data;
} WfThrottle;

/* at once when the last time was at least this long ago, else as soon as it will be */
void wf_throttle_run (WfThrottle *self, guint milliseconds, void (*work) (gpointer data), gpointer data);
/* this long after the last time that it was wanted: for what is dear */
void wf_throttle_postpone (WfThrottle *self, guint milliseconds, void (*work) (gpointer data), gpointer data);
/* at once, and not again for what waited */
void wf_throttle_run_now (WfThrottle *self, void (*work) (gpointer data), gpointer data);
void wf_throttle_clear (WfThrottle *self);

G_END_DECLS
