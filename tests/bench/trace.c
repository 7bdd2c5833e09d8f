/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time from a log's bytes to its suspects: the first run and the median of nine, one JSON line a log.
 * Arguments: agent logs. */

#include "config.h"

#include <stdlib.h>

#include "core/wherefore.h"

#define N_REPEATS 9

typedef struct
{
  double read, attribute;
} Times;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static Times
run_once (const char *path, gsize *n_steps)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfBlame) blame = NULL;
  Times times;
  gint64 start = g_get_monotonic_time ();

  source = wf_source_open_path (path, NULL, &error);
  if (source != NULL)
    trace = wf_trace_read (source, NULL, &error);
  times.read = milliseconds_since (start);
  if (trace == NULL)
    g_error ("%s", error->message);

  start = g_get_monotonic_time ();
  blame = wf_attribute_trace (trace, NULL, 1, NULL, &error);
  times.attribute = milliseconds_since (start);
  if (blame == NULL)
    g_error ("%s: %s", path, error->message);
  *n_steps = wf_trace_get_n_steps (trace);
  return times;
}

int
main (int argc, char **argv)
{
  for (int k = 1; k < argc; k++)
    {
      g_autofree char *name = g_path_get_basename (argv[k]);
      double totals[N_REPEATS];
      gsize n_steps;
      Times first = run_once (argv[k], &n_steps);

      for (guint i = 0; i < N_REPEATS; i++)
        {
          Times again = run_once (argv[k], &n_steps);

          totals[i] = again.read + again.attribute;
        }
      qsort (totals, N_REPEATS, sizeof *totals, compare_doubles);
      g_print ("{\"bench\":\"trace\",\"log\":\"%s\",\"steps\":%" G_GSIZE_FORMAT
               ",\"first_read_ms\":%.2f,\"first_attribute_ms\":%.2f,\"median_ms\":%.2f}\n",
               name, n_steps, first.read, first.attribute, totals[N_REPEATS / 2]);
    }
  return EXIT_SUCCESS;
}
