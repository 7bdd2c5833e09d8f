/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"

G_BEGIN_DECLS

/**
 * WfParallelFunc: (skip)
 * @task: index of the task, 0..n_tasks-1
 * @data: the caller's data; tasks write to disjoint places of it
 */
typedef void (*WfParallelFunc) (gsize task, gpointer data);

/* Runs every task once on the shared pool (n_threads - 1 workers and the caller; 0 = as many as was set). The split into
 * tasks is the caller's and must not depend on n_threads. Returns when all have ended. */
WF_API void  wf_parallel_for         (gsize n_tasks, guint n_threads, WfParallelFunc func, gpointer data);
WF_API void  wf_parallel_set_threads (guint n_threads);   /* what 0 means in this process; 0 = all cores */
WF_API guint wf_parallel_get_n_cores (void);

G_END_DECLS
