/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib.h>
#include <stdatomic.h>
#ifdef G_OS_UNIX
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "core/base/parallel.h"

static void
count (gsize task, gpointer counts)
{
  g_atomic_int_inc (&((int *) counts)[task]);
}

static void
check_every_task_once (gsize n_tasks, guint n_threads)
{
  g_autofree int *counts = g_new0 (int, n_tasks + 1);

  wf_parallel_for (n_tasks, n_threads, count, counts);
  for (gsize i = 0; i < n_tasks; i++)
    g_assert_cmpint (counts[i], ==, 1);
  g_assert_cmpint (counts[n_tasks], ==, 0);
}

static void
test_every_task_once (void)
{
  static const gsize n_tasks[] = { 0, 1, 2, 3, 100, 10000 };

  for (gsize i = 0; i < G_N_ELEMENTS (n_tasks); i++)
    for (guint n_threads = 0; n_threads < 9; n_threads++)
      check_every_task_once (n_tasks[i], n_threads);
}

static void
nested (gsize task, gpointer total)
{
  int counts[17] = { 0 };

  wf_parallel_for (16, 0, count, counts);
  for (int i = 0; i < 16; i++)
    g_atomic_int_add ((int *) total, counts[i]);
}

static void
twice_nested (gsize task, gpointer total)
{
  wf_parallel_for (8, 0, nested, total);
}

static void
test_nested (void)
{
  int total = 0;

  for (int round = 0; round < 20; round++)
    wf_parallel_for (16, 0, twice_nested, &total);
  g_assert_cmpint (total, ==, 20 * 16 * 8 * 16);
}

static gpointer
call_from_thread (gpointer total)
{
  for (int round = 0; round < 20; round++)
    wf_parallel_for (8, 0, nested, total);
  return NULL;
}

static void
test_several_callers (void)
{
  GThread *threads[6];
  int total = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("caller", call_from_thread, &total);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (total, ==, 6 * 20 * 8 * 16);
}

typedef struct
{
  GMutex mutex;
  GHashTable *threads;
} Threads;

static void
note_thread (gsize task, gpointer data)
{
  Threads *self = data;

  g_usleep (2000);
  g_mutex_lock (&self->mutex);
  g_hash_table_add (self->threads, g_thread_self ());
  g_mutex_unlock (&self->mutex);
}

static void
test_limit (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Threads threads = { .threads = seen };

  g_mutex_init (&threads.mutex);
  wf_parallel_for (20, 1, note_thread, &threads);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 1);
  g_assert_true (g_hash_table_contains (seen, g_thread_self ()));
  wf_parallel_for (20, 2, note_thread, &threads);
  g_assert_cmpuint (g_hash_table_size (seen), <=, 2);
  g_hash_table_remove_all (seen);
  wf_parallel_for (20, 0, note_thread, &threads);
  g_assert_cmpuint (g_hash_table_size (seen), <=, wf_parallel_get_n_cores ());
  g_hash_table_remove_all (seen);
  wf_parallel_set_threads (1);
  wf_parallel_for (20, 0, note_thread, &threads);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 1);
  for (guint i = 0; i < 100 && g_hash_table_size (seen) < 2; i++)
    wf_parallel_for (20, 2, note_thread, &threads);
  g_assert_cmpuint (g_hash_table_size (seen), ==, MIN (2, wf_parallel_get_n_cores ()));
  wf_parallel_set_threads (0);
  g_mutex_clear (&threads.mutex);
}

#ifdef G_OS_UNIX

#define N_PROCESSES 200

/* How many tasks have begun, and how many were told that "2" is no number. */
typedef struct
{
  _Atomic guint n_begun, n_wrong;
} Numbers;

static void
read_number (gsize task, gpointer data)
{
  Numbers *numbers = data;
  gint64 late = g_get_monotonic_time () + G_USEC_PER_SEC / 5;
  gint64 value = 0;

  atomic_fetch_add (&numbers->n_begun, 1);
  while (atomic_load (&numbers->n_begun) < 2 && g_get_monotonic_time () < late)
    ;
  if (!g_ascii_string_to_signed ("2", 10, 0, 9, &value, NULL) || value != 2)
    atomic_fetch_add (&numbers->n_wrong, 1);
}

/* Of how many processes two tasks that are the first to read a number, at the same moment, did not both read
 * it. There is a first time only once in a process, and g_test_init() has it. */
static guint
count_wrong_first_numbers (void)
{
  guint n_wrong = 0;

  for (guint i = 0; i < N_PROCESSES; i++)
    {
      Numbers numbers = { 0, 0 };
      int status = 0;
      pid_t child = fork ();

      if (child == 0)
        {
          wf_parallel_for (2, 0, read_number, &numbers);
          _exit (numbers.n_wrong > 0);
        }
      n_wrong += waitpid (child, &status, 0) != child || !WIFEXITED (status) || WEXITSTATUS (status) != 0;
    }
  return n_wrong;
}

static void
test_first_numbers (gconstpointer n_wrong)
{
  g_assert_cmpuint (GPOINTER_TO_UINT (n_wrong), ==, 0);
}

#endif

int
main (int argc, char *argv[])
{
#ifdef G_OS_UNIX
  guint n_wrong = count_wrong_first_numbers ();

#endif
  g_test_init (&argc, &argv, NULL);
#ifdef G_OS_UNIX
  g_test_add_data_func ("/base/parallel/first-numbers", GUINT_TO_POINTER (n_wrong), test_first_numbers);
#endif
  g_test_add_func ("/base/parallel/every-task-once", test_every_task_once);
  g_test_add_func ("/base/parallel/nested", test_nested);
  g_test_add_func ("/base/parallel/several-callers", test_several_callers);
  g_test_add_func ("/base/parallel/limit", test_limit);
  return g_test_run ();
}
