/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-discovery TABLE.csv... [--floor FLOOR.c]
 *
 * CPU time of the correlation matrix and the skeleton of PC on one thread, each run in a process of its own,
 * median of five. With --floor, a plain C program that does the same tests is compiled with cc -O3
 * -march=native and run in alternation; it prints "cor_s=... skel_s=... tests=...". One JSON object a table.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <glib/gstdio.h>

#include "core/discovery/pc-private.h"
#include "core/formats/formats.h"

#define N_RUNS 5

static double
get_cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

/* The child: one run, in the form of the floor program. */
static int
run_once (const char *path, double alpha)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfTable) table = source != NULL ? wf_table_read (source, NULL, NULL, &error) : NULL;
  g_autoptr (WfCiTest) test = NULL;
  g_autoptr (WfSkeleton) skeleton = NULL;
  WfConstraints constraints = { 0 };
  WfPcInput input = { .alpha = alpha, .max_given = -1, .n_threads = 1, .constraints = &constraints };
  double start, prepared, end;

  if (table == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  start = get_cpu_seconds ();
  test = wf_ci_test_new (NULL, table, NULL, 1, NULL, &error);
  prepared = get_cpu_seconds ();
  if (test == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  input.test = test;
  input.names = wf_table_get_names (table);
  skeleton = wf_skeleton_new (&input, &error);
  end = get_cpu_seconds ();
  g_print ("%s p=%u n=%" G_GSIZE_FORMAT " cor_s=%.6f skel_s=%.6f tests=%" G_GUINT64_FORMAT " edges=%u\n",
           path, skeleton->n, wf_table_get_n_rows (table), prepared - start, end - prepared,
           skeleton->n_tests, skeleton->final->n_edges);
  return 0;
}

typedef struct
{
  double seconds[N_RUNS];
  double n_tests;
} Runs;

static double
get_number (const char *output, const char *key)
{
  const char *found = strstr (output, key);

  return found != NULL ? g_ascii_strtod (found + strlen (key), NULL) : 0;
}

static gboolean
run (const char *const *argv, Runs *runs, gsize i)
{
  g_autofree char *output = NULL;
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "OPENBLAS_NUM_THREADS", "1", TRUE);
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                     NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    return FALSE;
  runs->seconds[i] = get_number (output, "cor_s=") + get_number (output, "skel_s=");
  runs->n_tests = get_number (output, "tests=");
  return TRUE;
}

static int
compare_doubles (const void *a, const void *b)
{
  return *(const double *) a < *(const double *) b ? -1 : *(const double *) a > *(const double *) b;
}

static double
get_median (Runs *runs)
{
  qsort (runs->seconds, N_RUNS, sizeof (double), compare_doubles);
  return runs->seconds[N_RUNS / 2];
}

static gboolean
measure (const char *self, const char *table, const char *floor)
{
  const char *const ours_argv[] = { self, "--once", table, NULL };
  const char *const floor_argv[] = { floor, table, NULL };
  Runs ours = { 0 };
  Runs plain = { 0 };
  g_autofree char *name = g_path_get_basename (table);
  g_autofree char *escaped = g_strescape (name, NULL);
  double seconds;

  for (gsize i = 0; i < N_RUNS; i++)
    if (!run (ours_argv, &ours, i) || (floor != NULL && !run (floor_argv, &plain, i)))
      return FALSE;
  seconds = get_median (&ours);
  g_print ("{\"bench\":\"discovery\",\"data\":\"%s\",\"cpu_seconds\":%.6f,\"tests\":%.0f", escaped, seconds,
           ours.n_tests);
  if (floor != NULL)
    g_print (",\"floor_cpu_seconds\":%.6f,\"floor_tests\":%.0f,\"ratio\":%.3f", get_median (&plain),
             plain.n_tests, seconds / plain.seconds[N_RUNS / 2]);
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
  GOptionEntry entries[] = {
    { "floor", 0, 0, G_OPTION_ARG_FILENAME, &source, "Source of the plain program to compare with",
      "FILE.c" },
    { "alpha", 0, 0, G_OPTION_ARG_DOUBLE, &alpha, "Significance level of --once", "ALPHA" },
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
    return run_once (once, alpha);
  if (tables == NULL)
    {
      g_printerr ("usage: %s TABLE.csv... [--floor FLOOR.c]\n", g_get_prgname ());
      return 2;
    }
  folder = g_dir_make_tmp ("wherefore-bench-XXXXXX", NULL);
  floor = source != NULL ? compile (source, folder) : NULL;
  for (gsize i = 0; tables[i] != NULL && (source == NULL || floor != NULL) && is_done; i++)
    is_done = measure (argv[0], tables[i], floor);
  if (floor != NULL)
    g_remove (floor);
  g_rmdir (folder);
  return is_done && (source == NULL || floor != NULL) ? 0 : 1;
}
