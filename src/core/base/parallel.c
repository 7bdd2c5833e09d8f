/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdatomic.h>

#include "core/base/parallel.h"

/* One call of wf_parallel_for(): shared by the caller and the workers that came to help. A worker that comes
 * late finds no task and only drops its reference, so the caller waits for running tasks, never for the pool:
 * nested calls can't deadlock. */
typedef struct
{
  WfParallelFunc func;
  gpointer data;
  gsize n_tasks;
  _Atomic gsize next;
  _Atomic gsize n_done;
  GMutex mutex;
  GCond all_done;
} Job;

static void
job_clear (Job *self)
{
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->all_done);
}

static void
job_unref (Job *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) job_clear);
}

static void
job_work (Job *self)
{
  gsize task;

  while ((task = atomic_fetch_add (&self->next, 1)) < self->n_tasks)
    {
      self->func (task, self->data);
      if (atomic_fetch_add (&self->n_done, 1) + 1 == self->n_tasks)
        {
          g_mutex_lock (&self->mutex);
          g_cond_broadcast (&self->all_done);
          g_mutex_unlock (&self->mutex);
        }
    }
}

static void
worker (gpointer job, gpointer unused)
{
  job_work (job);
  job_unref (job);
}

/* Made at first use, n_cores - 1 workers; NULL on a machine with one core. A number is read before there are
 * workers: GLib sets up its C locale at the first one, and whoever waits for that meanwhile finds errno set
 * and is told by g_ascii_string_to_signed() that "2" is no number (GLib 2.74). */
static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool = NULL;
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      g_ascii_strtoll ("0", NULL, 10);
      if (wf_parallel_get_n_cores () > 1)
        pool = g_thread_pool_new (worker, NULL, (int) wf_parallel_get_n_cores () - 1, FALSE, NULL);
      g_once_init_leave (&done, 1);
    }
  return pool;
}

/**
 * wf_parallel_get_n_cores:
 *
 * Returns: the processors this process may use
 */
guint
wf_parallel_get_n_cores (void)
{
  return g_get_num_processors ();
}

static _Atomic guint threads_set = 0;

/**
 * wf_parallel_set_threads:
 * @n_threads: threads of later calls that name no number of their own; 0 = all cores, as at first
 *
 * Limits this process, for work whose functions take no number of threads. May be called from any thread.
 */
void
wf_parallel_set_threads (guint n_threads)
{
  atomic_store (&threads_set, n_threads);
}

/**
 * wf_parallel_for: (skip)
 * @n_tasks: number of tasks; a split that must not depend on @n_threads
 * @n_threads: threads that work, the caller among them; 0 = what wf_parallel_set_threads() was told
 * @func: runs one task
 * @data: for @func
 *
 * Runs every task once, and returns when all have ended. May be called from a task.
 */
void
wf_parallel_for (gsize n_tasks, guint n_threads, WfParallelFunc func, gpointer data)
{
  guint n_wanted = n_threads != 0 ? n_threads : atomic_load (&threads_set);
  GThreadPool *pool = n_tasks > 1 && n_wanted != 1 ? get_pool () : NULL;
  gsize n_cores, n_helpers;
  Job *job;

  if (pool == NULL)
    {
      for (gsize task = 0; task < n_tasks; task++)
        func (task, data);
      return;
    }

  n_cores = wf_parallel_get_n_cores ();
  n_helpers = MIN (n_wanted == 0 ? n_cores : MIN (n_wanted, n_cores), n_tasks) - 1;
  job = g_atomic_rc_box_new0 (Job);
  job->func = func;
  job->data = data;
  job->n_tasks = n_tasks;
  g_mutex_init (&job->mutex);
  g_cond_init (&job->all_done);
  for (gsize i = 0; i < n_helpers; i++)
    g_thread_pool_push (pool, g_atomic_rc_box_acquire (job), NULL);

  job_work (job);
  g_mutex_lock (&job->mutex);
  while (atomic_load (&job->n_done) < n_tasks)
    g_cond_wait (&job->all_done, &job->mutex);
  g_mutex_unlock (&job->mutex);
  job_unref (job);
}
