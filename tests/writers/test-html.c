/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "sample.h"

static char *
write_html (WfReport *report)
{
  g_autoptr (GBytes) bytes = sample_write (report, "html", WF_PAPER_A4);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_test_message ("missing: %s in\n%.20000s", part, text);
  g_assert_nonnull (strstr (text, part));
}

/* `tidy -e` finds neither an error nor a warning; skipped where it isn't installed. */
static void
assert_is_tidy (const char *text)
{
  g_autofree char *tidy = g_find_program_in_path ("tidy");
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *faults = NULL;
  g_autoptr (GError) error = NULL;

  if (tidy == NULL)
    {
      g_test_message ("tidy isn't installed");
      return;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, tidy,
                              "-q", "-e", "-utf8", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, text, NULL, NULL, &faults, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (faults, ==, "");
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
test_blocks (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autofree char *text = write_html (report);

  g_assert_true (g_str_has_prefix (text, "<!DOCTYPE html>\n<html lang=\"en\">\n"));
  assert_has (text, "<title>" SAMPLE_TITLE "</title>");
  assert_has (text, "<h1>" SAMPLE_TITLE "</h1>");
  assert_has (text, "<p class=\"verdict\"><strong>Most likely step 1:</strong> probability");
  assert_has (text, "<p class=\"abstract\">One run, <a href=\"#evidence\">two suspects</a>.</p>");
  assert_has (text, "<h2 id=\"evidence\">Evidence</h2>");
  assert_has (text, "<td class=\"short\"></td><th scope=\"col\">Suspect</th>");
  assert_has (text, "<th scope=\"col\" class=\"number\">Probability (per run)</th>");
  assert_has (text, "<caption>Suspects in falling order.</caption>");
  assert_has (text, "<td class=\"number\">0.41</td>");
  assert_has (text, "<div class=\"callout\" role=\"note\">The odds");
  assert_has (text, "<ol>\n<li>Read step 1.</li>");
  assert_has (text, "<a href=\"https://example.org/logit\">the paper</a>");
  assert_has (text, "<dt>Seed</dt><dd>7</dd>");
  assert_has (text, "<pre dir=\"auto\"><code>wherefore-cli attribute");
  assert_has (text, "Appendix A. The log</h2>");
  assert_has (text, "<nav aria-label=\"Contents\">");
  assert_is_tidy (text);
}

/* Only a word that no column has room for may be broken. */
static void
test_long_words (void)
{
  const char *const heads[] = { "From", "To", NULL };
  const char *const cells[] = { "condition of many words", "response_time_in_milliseconds", NULL };
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Table report", "Long words");
  g_autoptr (WfReport) report = NULL;
  g_autofree char *text = NULL;

  wf_report_builder_begin_table (builder, heads, "ss", NULL);
  wf_report_builder_add_row (builder, cells);
  report = wf_report_builder_end (builder);
  text = write_html (report);
  assert_has (text, "<td>condition of many words</td>");
  assert_has (text, "<td class=\"long\">response_time_in_milliseconds</td>");
  assert_has (text, ".long{overflow-wrap:anywhere");
}

/* Nothing comes from elsewhere, nothing runs. */
static void
test_stands_alone (void)
{
  g_autoptr (WfReport) report = sample_figure_report_new ();
  g_autofree char *text = write_html (report);

  g_assert_null (strstr (text, "<script"));
  g_assert_null (strstr (text, "src="));
  g_assert_null (strstr (text, "<link"));
  g_assert_null (strstr (text, "@import"));
  assert_has (text, "default-src 'none'");
}

/* every "#x" of `use` names an id that is there; returns how many */
static guint
check_uses (const char *text, const char *pattern, GHashTable *ids)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *id = g_match_info_fetch (match, 1);

      if (!g_hash_table_contains (ids, id))
        g_test_message ("no such id: %s", id);
      g_assert_true (g_hash_table_contains (ids, id));
      n++;
    }
  return n;
}

static void
test_figures (void)
{
  g_autoptr (WfReport) report = sample_figure_report_new ();
  g_autofree char *text = write_html (report);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) regex = g_regex_new (" id=\"([^\"]*)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_assert_true (g_hash_table_add (ids, g_match_info_fetch (match, 1))); /* each once */
  g_assert_cmpuint (check_uses (text, "href=\"#([^\"]*)\"", ids), >, 20);
  check_uses (text, "url\\(#([^)]*)\\)", ids);
  g_assert_cmpuint (check_uses (text, "aria-labelledby=\"([^ \"]*)", ids), ==, 6);
  assert_has (text, "<svg role=\"img\" aria-labelledby=\"figure_1_light_desc\"");
  assert_has (text, "<desc id=\"figure_2_dark_desc\">Two steps, the second to blame.</desc>");
  assert_has (text, "<figcaption><strong>Figure 3.</strong> A chart.</figcaption>");
  assert_has (text, "<td>random step</td><td class=\"number\">0.74</td>");
  assert_is_tidy (text);
}

static void
test_hostile_text (void)
{
  static const struct
  {
    const char *text, *html;
  } cases[] = {
    { "<script>alert (1)</script>", ">&lt;script&gt;alert (1)&lt;/script&gt;</p>" },
    { "a & b \"c\"", ">a &amp; b &quot;c&quot;</p>" },
    { "\x01\x1b[31m \xff", ">\357\277\275\357\277\275[31m \357\277\275</p>" },
    { "**a *b** c*", "><strong>a <em>b</em></strong> c</p>" },
    { "[a](https://example.org/?a=1&b=\"><i>)",
      "<a href=\"https://example.org/?a=1&amp;b=%22%3E%3Ci%3E\">a" },
    { "[a](javascript:alert)", ">[a](javascript:alert)</p>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfReport) report = sample_text_report_new ("Text", WF_BLOCK_PROSE, cases[i].text);
      g_autofree char *text = write_html (report);

      assert_has (text, cases[i].html);
      assert_is_tidy (text);
    }
}

/* Words from the right are isolated within a sentence, marks and all. */
static void
test_directions (void)
{
  g_autoptr (WfReport) plain =
      sample_text_report_new ("Title", WF_BLOCK_PROSE, "If *שלום עולם* is 2, בית rises.");
  g_autofree char *text = write_html (plain);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("תקרير", "Title");
  g_autoptr (WfReport) report = wf_report_builder_end (builder);
  g_autofree char *mirrored = write_html (report);

  assert_has (text, "<html lang=\"en\">");
  assert_has (text, "If <em>\342\201\247שלום עולם\342\201\251</em> is 2, \342\201\247בית\342\201\251 rises.");
  assert_has (mirrored, "<html lang=\"en\" dir=\"rtl\">");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writers/html/blocks", test_blocks);
  g_test_add_func ("/writers/html/long-words", test_long_words);
  g_test_add_func ("/writers/html/stands-alone", test_stands_alone);
  g_test_add_func ("/writers/html/figures", test_figures);
  g_test_add_func ("/writers/html/hostile-text", test_hostile_text);
  g_test_add_func ("/writers/html/directions", test_directions);
  return g_test_run ();
}
