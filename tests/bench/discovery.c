/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-discovery TABLE.csv... [--floor FLOOR.c] [--runs N]
 *
 * The skeleton of PC with what its tests prepare, each run in a process of its own: CPU time on one thread,
 * wall time on one and on two. With --floor, a plain C program that does the same tests is compiled with cc
 * -O3 -march=native; it prints "cor_s=... skel_s=... tests=...", without cor_s where it doesn't time what it
 * prepares: then "skeleton_ratio" is what compares like with like. All run in alternation; medians of five,
 * or N. One JSON object a table.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <glib/gstdio.h>

#include "core/discovery/pc-private.h"
#include "core/formats/formats.h"

#define MAX_RUNS 101

static double
get_seconds (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

/* Columns of many small whole numbers are read as continuous; beside discrete ones they are levels, too. */
static WfTable *
read_table (const char *path, GError **error)
{
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, error);
  g_autoptr (WfTable) table = source != NULL ? wf_table_read (source, NULL, NULL, error) : NULL;

  if (table != NULL && wf_table_get_data_kind (table) == WF_DATA_MIXED)
    return wf_table_retype (table, wf_table_get_names (table), NULL, error);
  return g_steal_pointer (&table);
}

/* The child: one run, in the form of the floor program. */
static int
run_once (const char *path, double alpha, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = read_table (path, &error);
  g_autoptr (WfCiTest) test = NULL;
  g_autoptr (WfSkeleton) skeleton = NULL;
  WfConstraints constraints = { 0 };
  WfPcInput input = { .alpha = alpha, .max_given = -1, .n_threads = n_threads, .constraints = &constraints };
  double cpu = get_seconds (CLOCK_PROCESS_CPUTIME_ID), wall = get_seconds (CLOCK_MONOTONIC), prepared;

  test = table != NULL ? wf_ci_test_new (NULL, table, NULL, n_threads, NULL, &error) : NULL;
  if (test == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  prepared = get_seconds (CLOCK_PROCESS_CPUTIME_ID);
  input.test = test;
  input.names = wf_table_get_names (table);
  skeleton = wf_skeleton_new (&input, &error);
  g_print ("%s p=%u n=%" G_GSIZE_FORMAT " cor_s=%.6f skel_s=%.6f wall_s=%.6f tests=%" G_GUINT64_FORMAT
           " edges=%u\n",
           path, skeleton->n, wf_table_get_n_rows (table), prepared - cpu,
           get_seconds (CLOCK_PROCESS_CPUTIME_ID) - prepared, get_seconds (CLOCK_MONOTONIC) - wall,
           skeleton->n_tests, skeleton->final->n_edges);
  return 0;
}

typedef struct
{
  double prepare[MAX_RUNS], skeleton[MAX_RUNS], cpu[MAX_RUNS], wall[MAX_RUNS];
  double n_tests;
} Runs;

static double
get_number (const char *output, const char *key)
{
  const char *found = strstr (output, key);

  return found != NULL ? g_ascii_strtod (found + strlen (key), NULL) : 0;
}

static gboolean
run (const char *const *argv, Runs *runs, int i)
{
  g_autofree char *output = NULL;
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "OPENBLAS_NUM_THREADS", "1", TRUE);
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                     NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    return FALSE;
  runs->prepare[i] = get_number (output, " cor_s=");
  runs->skeleton[i] = get_number (output, " skel_s=");
  runs->cpu[i] = runs->prepare[i] + runs->skeleton[i];
  runs->wall[i] = get_number (output, " wall_s=");
  runs->n_tests = get_number (output, " tests=");
  return TRUE;
}

static int
compare_doubles (const void *a, const void *b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static double
get_median (double *seconds, int n)
{
  qsort (seconds, (size_t) n, sizeof (double), compare_doubles);
  return seconds[n / 2];
}

static gboolean
measure (const char *self, const char *table, const char *floor, int n_runs)
{
  const char *const one_argv[] = { self, "--once", table, "--threads", "1", NULL };
  const char *const two_argv[] = { self, "--once", table, "--threads", "2", NULL };
  const char *const floor_argv[] = { floor, table, NULL };
  g_autofree Runs *one = g_new0 (Runs, 1);
  g_autofree Runs *two = g_new0 (Runs, 1);
  g_autofree Runs *plain = g_new0 (Runs, 1);
  g_autofree char *name = g_path_get_basename (table);
  g_autofree char *escaped = g_strescape (name, NULL);
  double cpu, skeleton;

  for (int i = 0; i < n_runs; i++)
    if (!run (one_argv, one, i) || !run (two_argv, two, i) || (floor != NULL && !run (floor_argv, plain, i)))
      return FALSE;
  cpu = get_median (one->cpu, n_runs);
  skeleton = get_median (one->skeleton, n_runs);
  g_print ("{\"bench\":\"discovery\",\"data\":\"%s\",\"cpu_seconds\":%.6f,\"prepare_seconds\":%.6f,"
           "\"skeleton_seconds\":%.6f,\"wall_seconds\":%.6f,\"wall_seconds_2\":%.6f,\"tests\":%.0f",
           escaped, cpu, get_median (one->prepare, n_runs), skeleton, get_median (one->wall, n_runs),
           get_median (two->wall, n_runs), one->n_tests);
  if (floor != NULL)
    {
      double floor_cpu = get_median (plain->cpu, n_runs);
      double floor_skeleton = get_median (plain->skeleton, n_runs);

      g_print (
          ",\"floor_cpu_seconds\":%.6f,\"floor_skeleton_seconds\":%.6f,\"floor_tests\":%.0f,\"ratio\":%.3f,"
          "\"skeleton_ratio\":%.3f",
          floor_cpu, floor_skeleton, plain->n_tests, cpu / floor_cpu, skeleton / floor_skeleton);
    }
  g_print ("}\n");
  return TRUE;
}

static char *
compile (const char *source, const char *folder)
{
  g_autofree char *program = g_build_filename (folder, "floor", NULL);
  const char *const argv[] = { "cc", "-O3", "-march=native", "-o", program, source, "-lm", NULL };
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                     NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    return NULL;
  return g_steal_pointer (&program);
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) tables = NULL;
  g_autofree char *source = NULL;
  g_autofree char *once = NULL;
  double alpha = 0.01;
  int n_threads = 1, n_runs = 5;
  GOptionEntry entries[] = {
    { "floor", 0, 0, G_OPTION_ARG_FILENAME, &source, "Source of the plain program to compare with",
      "FILE.c" },
    { "alpha", 0, 0, G_OPTION_ARG_DOUBLE, &alpha, "Significance level of --once", "ALPHA" },
    { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "Runs of each", "N" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads, "Threads of --once", "N" },
    { "once", 0, 0, G_OPTION_ARG_FILENAME, &once, "Run once in this process", "TABLE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &tables, NULL, "TABLE..." },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *floor = NULL;
  gboolean is_done = TRUE;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (once != NULL)
    return run_once (once, alpha, (guint) n_threads);
  if (tables == NULL || n_runs < 1 || n_runs > MAX_RUNS)
    {
      g_printerr ("usage: %s TABLE.csv... [--floor FLOOR.c] [--runs N]\n", g_get_prgname ());
      return 2;
    }
  folder = g_dir_make_tmp ("wherefore-bench-XXXXXX", NULL);
  floor = source != NULL ? compile (source, folder) : NULL;
  for (gsize i = 0; tables[i] != NULL && (source == NULL || floor != NULL) && is_done; i++)
    is_done = measure (argv[0], tables[i], floor, n_runs);
  if (floor != NULL)
    g_remove (floor);
  g_rmdir (folder);
  return is_done && (source == NULL || floor != NULL) ? 0 : 1;
}
