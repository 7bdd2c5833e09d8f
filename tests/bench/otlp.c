/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time and memory of "wherefore-cli attribute" on made-up OTLP traces, one JSON line a shape: 100 spans of
 * about 400 bytes a line, and the same spans in one document; beside it what json-glib alone takes to parse
 * the bytes. usage: bench-otlp WHEREFORE_CLI [SPANS] [KEEP.jsonl] */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "core/base/rng.h"

#define SPANS_A_LINE 100
#define N_AGENTS     8
#define T0           G_GUINT64_CONSTANT (1700000000000000000)

/* A child of the span before it or of an older one; now and then its tool fails. */
static void
add_span (GString *text, WfRng *rng, guint64 i, gboolean is_first)
{
  guint64 parent = i == 0 ? 0 : i - MIN (i, 1 + (guint64) (wf_rng_uniform (rng) * 5));
  gboolean has_error = wf_rng_uniform (rng) < 0.05;

  g_string_append_printf (
      text, "%s{\"traceId\":\"5b8efff798038103d269b633813fc60c\",\"spanId\":\"%016" G_GINT64_MODIFIER "x\",",
      is_first ? "" : ",", i + 1);
  if (i > 0)
    g_string_append_printf (text, "\"parentSpanId\":\"%016" G_GINT64_MODIFIER "x\",", parent + 1);
  g_string_append_printf (
      text,
      "\"name\":\"invoke_agent agent_%d\",\"kind\":1,\"startTimeUnixNano\":\"%" G_GUINT64_FORMAT
      "\",\"endTimeUnixNano\":\"%" G_GUINT64_FORMAT "\",\"attributes\":["
      "{\"key\":\"gen_ai.agent.name\",\"value\":{\"stringValue\":\"agent_%d\"}},"
      "{\"key\":\"output.value\",\"value\":{\"stringValue\":\"part %" G_GUINT64_FORMAT
      " follows from part %" G_GUINT64_FORMAT "%s\"}}],\"status\":{%s}}",
      (int) (i % N_AGENTS), T0 + i * 1000000, T0 + i * 1000000 + 900000, (int) (i % N_AGENTS), i, parent,
      has_error ? "; Error: exit code 1" : "", has_error ? "\"code\":2" : "");
}

static GString *
make_trace (guint64 n_spans, guint64 spans_a_line)
{
  GString *text = g_string_new (NULL);
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (guint64 i = 0; i < n_spans; i++)
    {
      gboolean is_first = i % spans_a_line == 0;

      if (is_first)
        g_string_append (text, "{\"resourceSpans\":[{\"resource\":{},\"scopeSpans\":[{\"spans\":[");
      add_span (text, &rng, i, is_first);
      if ((i + 1) % spans_a_line == 0 || i + 1 == n_spans)
        g_string_append (text, "]}]}]}\n");
    }
  return text;
}

static double
parse_alone (const GString *text)
{
  g_auto (GStrv) lines = g_strsplit (text->str, "\n", -1);
  gint64 start = g_get_monotonic_time ();

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();

      if (*lines[i] != '\0' && !json_parser_load_from_data (parser, lines[i], -1, NULL))
        g_error ("the made-up trace is no JSON");
    }
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* Seconds of the command, and its peak of memory in MB. */
static double
run (const char *cli, const char *path, double *peak)
{
  const char *argv[] = { cli, "attribute", path, "--json", NULL };
  gint64 start = g_get_monotonic_time ();
  struct rusage usage;
  GPid pid;
  int status;

  if (!g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                      NULL, NULL, &pid, NULL) ||
      wait4 (pid, &status, 0, &usage) < 0 || status != 0)
    g_error ("%s attribute %s failed", cli, path);
  *peak = (double) usage.ru_maxrss / 1024;
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static void
measure (const char *cli, const char *shape, guint64 n_spans, guint64 spans_a_line, const char *kept)
{
  g_autofree char *path = kept != NULL
                              ? g_strdup (kept)
                              : g_build_filename (g_get_tmp_dir (), "wherefore-bench-otlp.jsonl", NULL);
  g_autoptr (GString) text = make_trace (n_spans, spans_a_line);
  double peak, seconds, alone;

  if (!g_file_set_contents (path, text->str, (gssize) text->len, NULL))
    g_error ("%s can't be written", path);
  seconds = run (cli, path, &peak);
  alone = parse_alone (text);
  g_print ("{\"bench\":\"otlp\",\"shape\":\"%s\",\"spans\":%" G_GUINT64_FORMAT
           ",\"megabytes\":%.1f,\"seconds\":%.2f,\"peak_megabytes\":%.0f,\"json_glib_seconds\":%.2f}\n",
           shape, n_spans, (double) text->len / 1e6, seconds, peak, alone);
  if (kept == NULL)
    g_remove (path);
}

int
main (int argc, char **argv)
{
  guint64 n_spans = argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 100000;

  if (argc < 2 || n_spans == 0)
    {
      g_printerr ("usage: bench-otlp WHEREFORE_CLI [SPANS] [KEEP.jsonl]\n");
      return 2;
    }
  measure (argv[1], "lines", n_spans, SPANS_A_LINE, argc > 3 ? argv[3] : NULL);
  if (argc <= 3)
    measure (argv[1], "document", n_spans, n_spans, NULL);
  return 0;
}
