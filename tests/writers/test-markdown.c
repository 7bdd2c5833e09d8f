/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/report/figure-chart.h"
#include "sample.h"

static char *
write_markdown (WfReport *report)
{
  g_autoptr (GBytes) bytes = sample_write (report, "md", WF_PAPER_A4);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data, length);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_test_message ("missing: %s in\n%s", part, text);
  g_assert_nonnull (strstr (text, part));
}

static void
test_blocks (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autofree char *text = write_markdown (report);

  g_assert_true (g_str_has_prefix (text, "# " SAMPLE_TITLE "\n"));
  assert_has (text, "\n## Evidence\n");
  assert_has (text, "\n**Most likely step 1:** probability 0.41, evidence *moderate*.\n");
  assert_has (text,
              "|  | Suspect | Why it is suspected | Probability (per run) |\n| --- | --- | --- | ---: |\n");
  assert_has (text, "| 1 | **Step 1**, Verification_Expert | First code; its execution failed. | 0.41 |\n");
  assert_has (text, "monthly table \\| stopped.");
  assert_has (text, "\n> The odds are still against it.\n");
  assert_has (text, "\nOne run, [two suspects](#evidence).\n");
  assert_has (text, "\n<a id=\"evidence\"></a>\n\n## Evidence\n");
  assert_has (text, "\n1. Read step 1.\n2. Compare with [the paper](https://example.org/logit).\n");
  assert_has (text, "\n## Appendix A. The log\n\n- Nine steps");
  assert_has (text, "`prior`");
  assert_has (text, "6f9df94de3b9fba581af8c0904dd9a2572c150e04d826fb23ae82fcf246388a6");
  assert_has (text, "\n```\nwherefore-cli attribute");
}

static void
test_figures (void)
{
  g_autoptr (WfReport) report = sample_figure_report_new ();
  g_autofree char *text = write_markdown (report);

  assert_has (text, "**Figure 1.** A graph.");
  assert_has (text, "Smoke causes tar, tar causes cancer.");
  assert_has (text, "| smoke | → | tar |");
  assert_has (text, "| tar | → | cancer | dashed: explained |");
  assert_has (text, "| smoke | = 1 |");
  assert_has (text, "| tar |  | 2");
  assert_has (text, "**Figure 2.** A timeline.");
  assert_has (text, "| 1 | Coder | code | 0.75 | 1 | print (1) |");
  assert_has (text, "**Figure 3.** A chart.");
  assert_has (text, "| step 1 | 0.31 | 0.78 |");
}

/* In a file of its own the pictures stand beside it; when something fails, nothing is left. */
static void
test_pictures (void)
{
  g_autoptr (WfReport) report = sample_figure_report_new ();
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a report.md", NULL);
  g_autofree char *picture = g_build_filename (folder, "a report-3.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *svg = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0); /* a folder where the file is to be */
  g_assert_false (wf_report_write (report, file, WF_PAPER_A4, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (g_file_test (picture, G_FILE_TEST_EXISTS));
  g_rmdir (path);

  g_assert_true (wf_report_write (report, file, WF_PAPER_A4, NULL, &error));
  g_assert_no_error (error);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  assert_has (text, "\n![Smoke causes tar, tar causes cancer.](<a report-1.svg>)\n");
  assert_has (text, "\n![Failure probability falls from 0.78 to 0.31.](<a report-3.svg>)\n");
  g_file_get_contents (picture, &svg, NULL, &error);
  g_assert_no_error (error);
  assert_has (svg, "<svg ");
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/a report-%u.svg", folder, i);

      g_assert_cmpint (g_unlink (name), ==, 0);
    }
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* What stands beside a bar is told too; without such words there is no column for them. */
static void
test_bars_with_words (void)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Bars", "Bars");
  g_autoptr (WfFigure) bars = wf_figure_new_chart (WF_CHART_BARS, NAN, NAN);
  g_autoptr (WfFigure) pairs = wf_figure_new_chart (WF_CHART_DUMBBELL, 0, 1);
  g_autoptr (WfReport) report = NULL;
  g_autofree char *text = NULL;

  wf_figure_add_bar (bars, "one", NAN, 0.5, NULL, FALSE);
  wf_figure_add_bar (pairs, "two", 0.2, 0.25, "20 % → 25 % of 8", FALSE);
  wf_figure_add_bar (pairs, "three", 0.5, 0.75, NULL, FALSE);
  wf_report_builder_add_figure (builder, bars, "First.");
  wf_report_builder_add_figure (builder, pairs, "Second.");
  report = wf_report_builder_end (builder);
  text = write_markdown (report);
  assert_has (text, "|  | Value |\n| --- | ---: |\n| one | 0.5 |\n");
  assert_has (text, "|  | Value | From | In words |\n| --- | ---: | ---: | --- |\n");
  assert_has (text, "| two | 0.25 | 0.2 | 20 % → 25 % of 8 |\n");
  assert_has (text, "| three | 0.75 | 0.5 |  |\n");
}

/* Intervals, shares and curves as columns; what isn't there has none. */
static void
test_chart_tables (void)
{
  const char *const names[] = { "a", "b", NULL };
  double x[41], y[41];
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Charts", "Charts");
  g_autoptr (WfFigure) forest = wf_figure_new_chart (WF_CHART_FOREST, NAN, NAN);
  g_autoptr (WfFigure) heat = wf_figure_new_heat (names);
  g_autoptr (WfFigure) curves = wf_figure_new_chart (WF_CHART_CURVES, NAN, NAN);
  g_autoptr (WfReport) report = NULL;
  g_autofree char *text = NULL;

  wf_figure_add_bar (forest, "one", NAN, 0.5, NULL, FALSE);
  wf_figure_set_bar_interval (forest, 0, 0.25, INFINITY);
  wf_figure_add_bar (forest, "two", NAN, 2, NULL, FALSE);
  wf_figure_set_heat_cell (heat, 0, 1, 0.97);
  wf_figure_set_heat_cell (heat, 1, 0, 0);
  for (int i = 0; i < 41; i++)
    {
      x[i] = i;
      y[i] = i * i;
    }
  wf_figure_add_curve (curves, &(WfCurveRow){ "c", NULL, x, y, NULL, NULL, 41 });
  wf_figure_set_chart_axis (curves, "row");
  wf_report_builder_add_figure (builder, forest, "First.");
  wf_report_builder_add_figure (builder, heat, "Second.");
  wf_report_builder_add_figure (builder, curves, "Third.");
  report = wf_report_builder_end (builder);
  text = write_markdown (report);
  assert_has (text, "|  | Value | Lower | Upper |\n");
  assert_has (text, "| one | 0.5 | 0.25 | ∞ |\n| two | 2 |  |  |\n");
  assert_has (text, "| From | To | Share |\n| --- | --- | ---: |\n| a | b | 97\u00a0% |\n");
  assert_has (text, "|  | row | Value |\n| --- | ---: | ---: |\n| c | 0 | 0 |\n| c | 2 | 4 |\n");
  assert_has (text, "| c | 40 | 1600 |\n");
  g_assert_null (strstr (text, "| c | 1 |")); /* 20 of the points */
}

static void
test_escapes (void)
{
  static const struct
  {
    const char *plain, *markdown;
  } cases[] = {
    { "a_b_c", "\na_b_c\n" },         { "_a_", "\n\\_a\\_\n" },
    { "<script>", "\n\\<script>\n" }, { "# no heading", "\n\\# no heading\n" },
    { "[x](y)", "\n\\[x\\](y)\n" },   { "&amp;", "\n\\&amp;\n" },
    { "*stars*", "\n\\*stars\\*\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = wf_report_escape (cases[i].plain);
      g_autoptr (WfReport) report = sample_text_report_new ("Names", WF_BLOCK_PROSE, escaped);
      g_autofree char *text = write_markdown (report);

      assert_has (text, cases[i].markdown);
    }
}

static void
test_code_with_fences (void)
{
  g_autoptr (WfReport) report = sample_text_report_new ("Code", WF_BLOCK_CODE, "echo ```\n**not bold**");
  g_autofree char *text = write_markdown (report);

  assert_has (text, "\n~~~~~~\necho ```\n**not bold**\n~~~~~~\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writers/markdown/blocks", test_blocks);
  g_test_add_func ("/writers/markdown/figures", test_figures);
  g_test_add_func ("/writers/markdown/pictures", test_pictures);
  g_test_add_func ("/writers/markdown/bars-with-words", test_bars_with_words);
  g_test_add_func ("/writers/markdown/chart-tables", test_chart_tables);
  g_test_add_func ("/writers/markdown/escapes", test_escapes);
  g_test_add_func ("/writers/markdown/code-with-fences", test_code_with_fences);
  return g_test_run ();
}
