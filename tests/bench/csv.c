/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Reading a numeric CSV and its SHA-256, beside pandas on the same file, which reads alone. One line of JSON
 * a reader: medians in seconds; memory that isn't the mapped file, at its peak, as a multiple of the table's.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "core/wherefore.h"

#define N_COLUMNS   12
#define MAX_REPEATS 99

typedef struct
{
  double wall[MAX_REPEATS];
  double cpu[MAX_REPEATS];
  int n;
} Times;

static const char pandas_script[] =
    "import os, sys, time\n"
    "import pandas\n"
    "cpu = os.times(); wall = time.perf_counter()\n"
    "table = pandas.read_csv(sys.argv[1], engine='c')\n"
    "wall = time.perf_counter() - wall; after = os.times()\n"
    "print(wall, after.user + after.system - cpu.user - cpu.system, *table.shape)\n";

/* a chain of standard normals, five decimals: about 102 bytes a row */
static gboolean
write_file (const char *path, gsize n_bytes)
{
  FILE *file = g_fopen (path, "w");
  gsize written = 0;
  WfRng rng;

  if (file == NULL)
    return FALSE;
  wf_rng_init (&rng, 1, 0);
  for (int j = 0; j < N_COLUMNS; j++)
    fprintf (file, "x%d%c", j, j + 1 == N_COLUMNS ? '\n' : ',');
  while (written < n_bytes)
    {
      double x = 0;

      for (int j = 0; j < N_COLUMNS; j++)
        {
          x = 0.5 * x + wf_rng_normal (&rng);
          written += (gsize) fprintf (file, "%.5f%c", x, j + 1 == N_COLUMNS ? '\n' : ',');
        }
    }
  return fclose (file) == 0;
}

/* bytes of this process that no file backs */
static double
read_anonymous_bytes (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) ||
      (line = strstr (text, "RssAnon:")) == NULL)
    return 0;
  return g_ascii_strtod (line + strlen ("RssAnon:"), NULL) * 1024;
}

typedef struct
{
  gint is_over; /* atomic */
  double peak;
} Watch;

static gpointer
watch_memory (gpointer data)
{
  Watch *self = data;

  while (!g_atomic_int_get (&self->is_over))
    {
      self->peak = MAX (self->peak, read_anonymous_bytes ());
      g_usleep (2000);
    }
  return NULL;
}

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static void
run_ours (const char *path, Times *times, gsize *n_rows, double *memory)
{
  g_autoptr (GError) error = NULL;
  Watch watch = { .is_over = 0 };
  double before = read_anonymous_bytes ();
  GThread *watcher = g_thread_new ("memory", watch_memory, &watch);
  double cpu = cpu_seconds ();
  gint64 start = g_get_monotonic_time ();
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfTable) table = source == NULL ? NULL : wf_table_read (source, NULL, NULL, &error);

  if (table == NULL)
    g_error ("%s", error->message);
  wf_source_get_sha256 (source);
  times->wall[times->n] = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  times->cpu[times->n++] = cpu_seconds () - cpu;
  g_atomic_int_set (&watch.is_over, 1);
  g_thread_join (watcher);
  *n_rows = wf_table_get_n_rows (table);
  *memory = MAX (*memory, (watch.peak - before) / ((double) *n_rows * N_COLUMNS * sizeof (double)));
}

/* FALSE when there is no pandas */
static gboolean
run_pandas (const char *path, Times *times, gsize n_rows)
{
  const char *argv[] = { "/usr/bin/python3", "-c", pandas_script, path, NULL };
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  int status = 0;
  double rows = 0;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors, &status,
                     NULL) ||
      !g_spawn_check_wait_status (status, NULL) ||
      sscanf (output, "%lf %lf %lf", &times->wall[times->n], &times->cpu[times->n], &rows) != 3)
    return FALSE;
  if ((gsize) rows != n_rows)
    g_error ("pandas read %.0f rows, Wherefore %" G_GSIZE_FORMAT, rows, n_rows);
  times->n++;
  return TRUE;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *values, int n)
{
  qsort (values, (size_t) n, sizeof *values, compare);
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

static void
print_times (const char *name, gsize n_bytes, gsize n_rows, Times *times, Times *reference, double memory)
{
  double wall = median (times->wall, times->n);
  double cpu = median (times->cpu, times->n);

  g_print ("{\"bench\":\"csv\",\"reader\":\"%s\",\"megabytes\":%.1f,\"rows\":%" G_GSIZE_FORMAT
           ",\"columns\":%d,\"repeats\":%d,\"wall\":%.4f,\"cpu\":%.4f",
           name, (double) n_bytes / 1e6, n_rows, N_COLUMNS, times->n, wall, cpu);
  if (memory > 0)
    g_print (",\"memory_ratio\":%.3f", memory);
  if (reference != NULL && reference->n > 0)
    g_print (",\"pandas_wall_ratio\":%.2f,\"pandas_cpu_ratio\":%.2f",
             median (reference->wall, reference->n) / wall, median (reference->cpu, reference->n) / cpu);
  g_print ("}\n");
}

int
main (int argc, char *argv[])
{
  gsize megabytes = argc > 1 ? (gsize) g_ascii_strtoull (argv[1], NULL, 10) : 100;
  int repeats = argc > 2 ? CLAMP (atoi (argv[2]), 1, MAX_REPEATS) : 5;
  g_autofree char *folder = g_dir_make_tmp ("wherefore-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "numbers.csv", NULL);
  Times ours = { .n = 0 };
  Times pandas = { .n = 0 };
  gboolean has_pandas = TRUE;
  gsize n_rows = 0;
  double memory = 0;

  if (!write_file (path, megabytes * 1000000))
    g_error ("can't write %s", path);
  for (int i = 0; i < repeats; i++)
    {
      run_ours (path, &ours, &n_rows, &memory);
      has_pandas = has_pandas && run_pandas (path, &pandas, n_rows);
    }
  print_times ("wherefore", megabytes * 1000000, n_rows, &ours, &pandas, memory);
  if (pandas.n > 0)
    print_times ("pandas", megabytes * 1000000, n_rows, &pandas, NULL, 0);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
