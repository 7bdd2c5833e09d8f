/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Time to write the report of a long log in every form: 1,000 steps by eight agents, made up here, their
 * suspects and then each step with its words, about a hundred pages. One JSON line a form. */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "core/wherefore.h"
#include "writers/writers.h"

#define N_STEPS  1000
#define N_AGENTS 8

static WfFigure *
make_timeline (void)
{
  g_autoptr (GPtrArray) lanes = g_ptr_array_new_with_free_func (g_free);
  WfFigure *figure;

  for (guint agent = 0; agent < N_AGENTS; agent++)
    g_ptr_array_add (lanes, g_strdup_printf ("agent_%u", agent));
  g_ptr_array_add (lanes, NULL);
  figure = wf_figure_new_timeline ((const char *const *) lanes->pdata);
  for (guint i = 0; i < N_STEPS; i++)
    {
      WfTimelineStep step = { i * 7 % N_AGENTS,  i,     "message", "words of a step", 1.0 / N_STEPS, NAN, NAN,
                              i < 3 ? i + 1 : 0, FALSE, FALSE };

      wf_figure_add_step (figure, &step);
      if (i > 0)
        wf_figure_add_link (figure, i - 1, i, 0.5, i < 10);
    }
  wf_figure_set_outcome (figure, "wrong");
  return figure;
}

static void
add_step (WfReportBuilder *builder, guint i)
{
  static const char words[] =
      "The total of the parts so far follows from what the step before it said; one number was "
      "read from a table, the other was computed with code that ran without an error. ";
  g_autofree char *number = g_strdup_printf ("%u", i);
  g_autofree char *agent = g_strdup_printf ("**agent_%u**", i * 7 % N_AGENTS);
  g_autofree char *text = g_strdup_printf ("%s%s%s`x = %u`", words, words, words, i);
  const char *cells[] = { number, agent, text, "0.001", NULL };

  wf_report_builder_add_row (builder, cells);
}

static WfReport *
make_report (void)
{
  const char *heads[] = { "Step", "Agent", "What it said", "Blame", NULL };
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Attribution report", "Why did the run fail?");
  g_autoptr (WfFigure) timeline = make_timeline ();

  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, "**Most likely step 1:** probability 0.41.");
  wf_report_builder_add_figure (builder, timeline, "The steps in their agents’ lanes.");
  wf_report_builder_add_text (builder, WF_BLOCK_APPENDIX, "The log");
  wf_report_builder_begin_table (builder, heads, "esse", NULL);
  for (guint i = 0; i < N_STEPS; i++)
    add_step (builder, i);
  return wf_report_builder_end (builder);
}

int
main (void)
{
  g_autoptr (WfReport) report = make_report ();

  for (const WfWriter *const *writer = wf_writers_get_all (); *writer != NULL; writer++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();
      clock_t start_cpu = clock ();
      g_autoptr (GBytes) bytes = (*writer)->write (report, WF_PAPER_A4, NULL, NULL, &error);

      if (bytes == NULL)
        {
          g_printerr ("%s\n", error->message);
          return EXIT_FAILURE;
        }
      g_print ("{\"bench\":\"report\",\"writer\":\"%s\",\"steps\":%d,\"bytes\":%" G_GSIZE_FORMAT
               ",\"ms\":%.0f,\"cpu_ms\":%.0f}\n",
               (*writer)->id, N_STEPS, g_bytes_get_size (bytes),
               (double) (g_get_monotonic_time () - start) / 1000,
               (double) (clock () - start_cpu) * 1000 / CLOCKS_PER_SEC);
      if (g_getenv ("WHEREFORE_BENCH_PDF") != NULL && g_str_equal ((*writer)->id, "pdf"))
        g_file_set_contents (g_getenv ("WHEREFORE_BENCH_PDF"), g_bytes_get_data (bytes, NULL),
                             (gssize) g_bytes_get_size (bytes), NULL);
    }
  return EXIT_SUCCESS;
}
