/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/report/sections.h"

static void
check_strip (const char *marked_up, const char *plain)
{
  g_autofree char *stripped = wf_report_strip (marked_up);

  g_assert_cmpstr (stripped, ==, plain);
}

static void
test_strip (void)
{
  check_strip ("", "");
  check_strip ("*blame* is **0.41** for `step 3`", "blame is 0.41 for step 3");
  check_strip ("**a *b* c**", "a b c");
  check_strip ("a \\* b \\` c \\\\ d \\n", "a * b ` c \\ d \\n");
  check_strip ("3 * 4", "3 * 4");
  check_strip ("2 ** 3", "2 ** 3");
  check_strip ("a ` b", "a ` b");
  check_strip ("`x * y * z`", "x * y * z");
  check_strip ("`a\\`b`", "a`b");
  check_strip ("end\\", "end\\");
  check_strip ("é **ü**", "é ü");
}

static void
test_escape_is_undone (void)
{
  static const char alphabet[] = "*`\\ab []()#";
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < 2000; i++)
    {
      char text[16] = { 0 };
      g_autofree char *escaped = NULL;
      g_autofree char *strong = NULL;

      for (gsize k = 0; k < i % 15; k++)
        text[k] = alphabet[wf_rng_below (&rng, sizeof alphabet - 1)];
      escaped = wf_report_escape (text);
      check_strip (escaped, text);
      strong = g_strdup_printf ("**%s**", escaped);
      if (text[0] != '\0')
        check_strip (strong, text);
    }
}

static void
test_blocks (void)
{
  const char *heads[] = { "Step", "Blame", NULL };
  const char *row_0[] = { "plan", "0.4" }, *row_1[] = { "code", NULL };
  const char *fact[] = { "Method", "PC" };
  const char *lanes[] = { "planner", NULL };
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Attribution report", "Who broke it");
  g_autoptr (WfFigure) figure = wf_figure_new_timeline (lanes);
  g_autoptr (WfReport) report = NULL;

  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, "It was *code*.");
  wf_report_builder_begin_table (builder, heads, "se", NULL);
  wf_report_builder_add_row (builder, row_0);
  wf_report_builder_add_row (builder, row_1);
  wf_report_builder_add_figure (builder, figure, "The run");
  wf_report_builder_begin_facts (builder);
  wf_report_builder_add_row (builder, fact);
  report = wf_report_builder_end (builder);

  g_assert_cmpstr (wf_report_get_kind (report), ==, "Attribution report");
  g_assert_cmpstr (wf_report_get_title (report), ==, "Who broke it");
  g_assert_null (wf_report_get_provenance (report));
  g_assert_cmpuint (wf_report_get_n_blocks (report), ==, 4);
  g_assert_cmpint (wf_report_get_block_kind (report, 0), ==, WF_BLOCK_VERDICT);
  g_assert_cmpstr (wf_report_get_text (report, 0), ==, "It was *code*.");
  g_assert_cmpuint (wf_report_get_n_columns (report, 0), ==, 0);
  g_assert_cmpuint (wf_report_get_n_rows (report, 0), ==, 0);
  g_assert_null (wf_report_get_text (report, 1));
  g_assert_cmpuint (wf_report_get_n_columns (report, 1), ==, 2);
  g_assert_cmpuint (wf_report_get_n_rows (report, 1), ==, 2);
  g_assert_cmpstr (wf_report_get_head (report, 1, 1), ==, "Blame");
  g_assert_cmpint (wf_report_get_align (report, 1, 0), ==, WF_ALIGN_START);
  g_assert_cmpint (wf_report_get_align (report, 1, 1), ==, WF_ALIGN_END);
  g_assert_cmpstr (wf_report_get_cell (report, 1, 0, 1), ==, "0.4");
  g_assert_cmpstr (wf_report_get_cell (report, 1, 1, 0), ==, "code");
  g_assert_cmpstr (wf_report_get_cell (report, 1, 1, 1), ==, "");
  g_assert_true (wf_report_get_figure (report, 2) == figure);
  g_assert_cmpstr (wf_report_get_text (report, 2), ==, "The run");
  g_assert_null (wf_report_get_head (report, 3, 0));
  g_assert_cmpstr (wf_report_get_cell (report, 3, 0, 1), ==, "PC");
}

static void
test_lists_units_and_ids (void)
{
  const char *heads[] = { "Drug", "Dose", NULL };
  const char *units[] = { NULL, "mg" };
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Report", "Title");
  g_autoptr (WfReport) report = NULL;

  wf_report_builder_begin_table (builder, heads, "se", NULL);
  wf_report_builder_set_units (builder, units);
  wf_report_builder_set_id (builder, "doses");
  wf_report_builder_begin_list (builder, TRUE);
  wf_report_builder_add_item (builder, "first");
  wf_report_builder_add_item (builder, "second");
  wf_report_builder_add_text (builder, WF_BLOCK_APPENDIX, "More");
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*is_id*");
  wf_report_builder_set_id (builder, "doses"); /* taken */
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*is_id*");
  wf_report_builder_set_id (builder, "a b");
  g_test_assert_expected_messages ();
  report = wf_report_builder_end (builder);

  g_assert_null (wf_report_get_unit (report, 0, 0));
  g_assert_cmpstr (wf_report_get_unit (report, 0, 1), ==, "mg");
  g_assert_cmpstr (wf_report_get_id (report, 0), ==, "doses");
  g_assert_cmpint (wf_report_get_block_kind (report, 1), ==, WF_BLOCK_LIST);
  g_assert_true (wf_report_is_numbered (report, 1));
  g_assert_cmpuint (wf_report_get_n_rows (report, 1), ==, 2);
  g_assert_cmpstr (wf_report_get_cell (report, 1, 1, 0), ==, "second");
  g_assert_null (wf_report_get_unit (report, 1, 0));
  g_assert_cmpstr (wf_report_get_text (report, 2), ==, "More");
  g_assert_null (wf_report_get_id (report, 2));
}

/* A warning of a command becomes a sentence; what is one stays as it is. */
static void
test_notes (void)
{
  static const char *const notes[][2] = {
    { "3 rows of a*b were left out", "3 rows of a*b were left out." },
    { "Was it right?", "Was it right?" },
    { "Left out: x, y …", "Left out: x, y …" },
    { "温度は一定です。", "温度は一定です。" },
    { "see “x”", "see “x”." },
    { "", "" },
  };
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Report", "Title");
  g_autoptr (WfReport) report = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    wf_report_builder_add_note (builder, WF_BLOCK_CALLOUT, notes[i][0]);
  report = wf_report_builder_end (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autofree char *plain = wf_report_strip (wf_report_get_text (report, i));

      g_assert_cmpint (wf_report_get_block_kind (report, i), ==, WF_BLOCK_CALLOUT);
      g_assert_cmpstr (plain, ==, notes[i][1]);
    }
}

static void
test_provenance (void)
{
  g_autoptr (WfProvenance) provenance = wf_provenance_new ();
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Report", "Title");
  g_autoptr (WfReport) report = NULL;
  g_autofree char *input = NULL;

  g_assert_true (isnan (wf_provenance_get_seconds (provenance)));
  g_assert_cmpuint (wf_provenance_get_seed (provenance), ==, 1);
  g_assert_null (wf_provenance_get_command (provenance));
  wf_provenance_add_input (provenance, "a*.csv", "0f", "853 rows");
  wf_provenance_add_input (provenance, "b.csv", NULL, NULL);
  wf_provenance_set_command (provenance, "wherefore-cli discover 'a*.csv'");
  wf_provenance_set_seed (provenance, G_MAXUINT64);
  wf_provenance_set_seconds (provenance, 1.25);
  g_assert_cmpuint (wf_provenance_get_n_inputs (provenance), ==, 2);
  g_assert_cmpstr (wf_provenance_get_input_name (provenance, 1), ==, "b.csv");
  g_assert_null (wf_provenance_get_input_sha256 (provenance, 1));
  g_assert_cmpstr (wf_provenance_get_input_facts (provenance, 0), ==, "853 rows");

  wf_report_builder_add_provenance (builder, provenance);
  report = wf_report_builder_end (builder);
  g_assert_true (wf_report_get_provenance (report) == provenance);
  g_assert_cmpuint (wf_report_get_n_blocks (report), ==, 3);
  g_assert_cmpint (wf_report_get_block_kind (report, 0), ==, WF_BLOCK_FACTS);
  g_assert_cmpuint (wf_report_get_n_rows (report, 0), ==, 6);
  input = wf_report_strip (wf_report_get_cell (report, 0, 0, 1));
  g_assert_cmpstr (input, ==, "a*.csv (853 rows)");
  g_assert_cmpstr (wf_report_get_cell (report, 0, 1, 1), ==, "`0f`");
  g_assert_cmpstr (wf_report_get_cell (report, 0, 3, 1), ==, "18446744073709551615");
  g_assert_cmpstr (wf_report_get_cell (report, 0, 4, 1), ==, "1.25 s");
  g_assert_cmpstr (wf_report_get_cell (report, 0, 5, 1), ==, "Wherefore " PACKAGE_VERSION);
  g_assert_cmpstr (wf_report_get_text (report, 1), ==, "Reproduce");
  g_assert_cmpint (wf_report_get_block_kind (report, 2), ==, WF_BLOCK_CODE);
  g_assert_cmpstr (wf_report_get_text (report, 2), ==, "wherefore-cli discover 'a*.csv'");
}

/* a row each, below the input's digest; the text is plain, whatever signs it has */
static void
test_provenance_notes (void)
{
  const char *notes[] = { "1 line was skipped", "column “a*b” is empty", NULL };
  g_autoptr (WfProvenance) provenance = wf_provenance_new ();
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Report", "Title");
  g_autoptr (WfReport) report = NULL;
  g_autofree char *second = NULL;

  wf_provenance_add_input (provenance, "a.csv", "0f", NULL);
  wf_provenance_set_input_notes (provenance, notes);
  wf_provenance_add_input (provenance, "b.csv", NULL, NULL);
  g_assert_true (g_strv_equal (wf_provenance_get_input_notes (provenance, 0), notes));
  g_assert_null (wf_provenance_get_input_notes (provenance, 1));

  wf_report_builder_add_provenance (builder, provenance);
  report = wf_report_builder_end (builder);
  g_assert_cmpuint (wf_report_get_n_rows (report, 0), ==, 7);
  g_assert_cmpstr (wf_report_get_cell (report, 0, 1, 1), ==, "`0f`");
  g_assert_cmpstr (wf_report_get_cell (report, 0, 2, 1), ==, notes[0]);
  second = wf_report_strip (wf_report_get_cell (report, 0, 3, 1));
  g_assert_cmpstr (second, ==, notes[1]);
  g_assert_cmpstr (wf_report_get_cell (report, 0, 4, 1), ==, "b.csv");
}

/* what isn't known isn't claimed */
static void
test_provenance_without_command (void)
{
  g_autoptr (WfProvenance) provenance = wf_provenance_new ();
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Report", "Title");
  g_autoptr (WfReport) report = NULL;

  wf_report_builder_add_provenance (builder, provenance);
  report = wf_report_builder_end (builder);
  g_assert_cmpuint (wf_report_get_n_blocks (report), ==, 1);
  g_assert_cmpuint (wf_report_get_n_rows (report, 0), ==, 2);
}

/* one block of each section, the text of which names it */
static WfReport *
make_sections (void)
{
  const char *lanes[] = { "planner", NULL };
  const char *undone[] = { "undone" };
  g_autoptr (WfProvenance) provenance = wf_provenance_new ();
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Report", "Title");
  g_autoptr (WfFigure) figure = wf_figure_new_timeline (lanes);

  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, "answer");
  wf_report_builder_add_figure (builder, figure, "picture");
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, "answer");
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, "evidence");
  wf_report_builder_add_figure (builder, figure, "evidence");
  wf_report_builder_begin_doubts (builder);
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, "doubts");
  wf_report_builder_add_undone (builder, undone, 1);
  wf_report_builder_begin_method (builder);
  wf_report_builder_add_text (builder, WF_BLOCK_APPENDIX, "appendices");
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, "appendices");
  wf_provenance_set_command (provenance, "reproduce");
  wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}

static guint
count_texts (WfReport *report, const char *text)
{
  guint n = 0;

  for (gsize i = 0; i < wf_report_get_n_blocks (report); i++)
    if (wf_report_get_block_kind (report, i) == WF_BLOCK_LIST)
      n += g_strcmp0 (wf_report_get_cell (report, i, 0, 0), text) == 0;
    else
      n += g_strcmp0 (wf_report_get_text (report, i), text) == 0;
  return n;
}

/* each section left out takes its blocks, and only those, with it; the answer stays */
static void
test_select (void)
{
  static const guint n_texts[] = {
    1, 2, 1, 1, 0, 2, 1
  }; /* that are its name; the method is two boxes of facts */
  g_autoptr (WfReport) report = make_sections ();
  g_autoptr (WfReport) answer = wf_report_select (report, 0);
  g_autoptr (WfReport) same = wf_report_select (report, WF_SECTIONS_ALL);
  gsize n;
  const WfSectionChoice *choices = wf_sections_get_choices (&n);

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (n_texts));
  g_assert_true (same == report);
  g_assert_cmpuint (wf_report_get_sections (report), ==, WF_SECTIONS_ALL);
  g_assert_cmpuint (wf_report_get_n_blocks (answer), ==, 2);
  g_assert_cmpuint (count_texts (answer, "answer"), ==, 2);
  g_assert_true (wf_report_get_provenance (answer) == wf_report_get_provenance (report));
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (WfReport) rest = wf_report_select (report, WF_SECTIONS_ALL & ~choices[i].section);
      g_autoptr (WfReport) one = wf_report_select (report, choices[i].section);
      gsize n_rest = wf_report_get_n_blocks (rest), n_one = wf_report_get_n_blocks (one);

      g_assert_cmpuint (wf_report_get_sections (rest), ==, WF_SECTIONS_ALL);
      g_assert_cmpuint (n_one, >, 2);
      g_assert_cmpuint (n_rest + n_one, ==, wf_report_get_n_blocks (report) + 2);
      g_assert_cmpuint (count_texts (report, choices[i].id), ==, n_texts[i]);
      g_assert_cmpuint (count_texts (one, choices[i].id), ==, n_texts[i]);
      g_assert_cmpuint (count_texts (rest, choices[i].id), ==, 0);
    }
}

static void
test_sections_text (void)
{
  g_autofree char *all = wf_sections_to_text (WF_SECTIONS_ALL);
  g_autofree char *none = wf_sections_to_text (0);
  g_autoptr (GError) error = NULL;
  WfSections sections;

  g_assert_cmpstr (none, ==, "answer");
  g_assert_true (wf_sections_parse (all, &sections, NULL));
  g_assert_cmpuint (sections, ==, WF_SECTIONS_ALL);
  g_assert_true (wf_sections_parse ("method, picture", &sections, NULL));
  g_assert_cmpuint (sections, ==, WF_SECTION_ANSWER | WF_SECTION_METHOD | WF_SECTION_PICTURE);
  g_assert_false (wf_sections_parse ("method,pictures", &sections, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "“pictures”"));
  g_assert_nonnull (strstr (error->message, all));
}

static void
test_misuse (void)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Report", "Title");
  g_autoptr (WfReport) report = NULL;
  const char *cells[] = { "a", "b" };

  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, "text");
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*n_columns > 0*");
  wf_report_builder_add_row (builder, cells);
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*WF_BLOCK_TABLE*");
  wf_report_builder_add_text (builder, WF_BLOCK_TABLE, "text");
  report = wf_report_builder_end (builder);
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*is_open*");
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, "late");
  g_test_assert_expected_messages ();
  g_assert_cmpuint (wf_report_get_n_blocks (report), ==, 1);
}

/* ---- the abstract ---- */

static char *
make_abstract (const char *certainty, guint n_inputs)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Report", "Title");
  g_autoptr (WfProvenance) provenance = wf_provenance_new ();
  g_autoptr (WfReport) report = NULL;

  for (guint i = 0; i < n_inputs; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u*.csv", i);

      wf_provenance_add_input (provenance, name, NULL, i == 0 ? "7 rows" : NULL);
    }
  wf_report_builder_add_abstract (builder, certainty, provenance);
  report = wf_report_builder_end (builder);
  g_assert_cmpint (wf_report_get_block_kind (report, 0), ==, WF_BLOCK_ABSTRACT);
  return g_strdup (wf_report_get_text (report, 0));
}

static void
test_abstract (void)
{
  g_autofree char *bare = make_abstract (NULL, 0);
  g_autofree char *one = make_abstract ("Sure.", 1);
  g_autofree char *three = make_abstract (NULL, 3);
  g_autofree char *many = make_abstract (NULL, 40);

  g_assert_true (g_str_has_prefix (bare, "Before you rely on it: "));
  g_assert_nonnull (strstr (bare, "](#doubts)"));
  g_assert_true (g_str_has_prefix (one, "Sure. Made from 0\\*.csv (7 rows). Before "));
  g_assert_true (g_str_has_prefix (three, "Made from 0\\*.csv (7 rows), 1\\*.csv and 2\\*.csv. Before "));
  g_assert_true (g_str_has_prefix (many, "Made from 40 files. Before "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/report/strip", test_strip);
  g_test_add_func ("/report/report/escape-is-undone", test_escape_is_undone);
  g_test_add_func ("/report/report/blocks", test_blocks);
  g_test_add_func ("/report/report/lists-units-and-ids", test_lists_units_and_ids);
  g_test_add_func ("/report/report/notes", test_notes);
  g_test_add_func ("/report/report/provenance", test_provenance);
  g_test_add_func ("/report/report/provenance-notes", test_provenance_notes);
  g_test_add_func ("/report/report/provenance-without-command", test_provenance_without_command);
  g_test_add_func ("/report/report/select", test_select);
  g_test_add_func ("/report/report/sections-text", test_sections_text);
  g_test_add_func ("/report/report/misuse", test_misuse);
  g_test_add_func ("/report/report/abstract", test_abstract);
  return g_test_run ();
}
