/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sample.h"

#define NOBODY 65534

/* A file of this test that goes with it. */
static char *
write_pdf (WfReport *report, WfPaper paper, const char *name)
{
  g_autoptr (GBytes) bytes = sample_write (report, "pdf", paper);
  char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return path;
}

/* What a poppler tool says about the file; NULL, and the test skipped, when it is not installed. */
static char *
ask (const char *tool, const char *option, const char *path)
{
  g_autofree char *program = g_find_program_in_path (tool);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status;

  if (program == NULL)
    {
      g_test_skip ("poppler-utils not found");
      return NULL;
    }
  g_ptr_array_add (argv, program);
  if (option != NULL)
    g_ptr_array_add (argv, (gpointer) option);
  g_ptr_array_add (argv, (gpointer) path);
  if (g_str_equal (tool, "pdftotext"))
    g_ptr_array_add (argv, (gpointer) "-");
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return out;
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + 1, part))
    n++;
  return n;
}

static void
test_information (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autofree char *path = write_pdf (report, WF_PAPER_A4, "information.pdf");
  g_autofree char *info = ask ("pdfinfo", "-isodates", path);

  if (info == NULL)
    return;
  g_assert_nonnull (strstr (info, SAMPLE_TITLE));
  g_assert_nonnull (strstr (info, "Wherefore " PACKAGE_VERSION));
  g_assert_nonnull (strstr (info, "Attribution report"));
  g_assert_nonnull (strstr (info, "A4"));
  g_unlink (path);
}

static void
test_letter (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autofree char *path = write_pdf (report, WF_PAPER_LETTER, "letter.pdf");
  g_autofree char *info = ask ("pdfinfo", "-isodates", path);

  if (info == NULL)
    return;
  g_assert_nonnull (strstr (info, "612 x 792"));
  g_unlink (path);
}

static void
test_text (void)
{
  static const char *const parts[] = {
    SAMPLE_TITLE,
    "Most likely step 1:",
    "Evidence",
    "Step 4, WebSurfer",
    "0.41",
    "0.22",
    "Suspects in",
    "The odds are still",
    "Conditional logit",
    "1 of 2",
    "Attribution report",
    "6f9df94de3b9fba581af8c0904dd9a2572c150e04d826fb23ae82fcf246388a6",
    "wherefore-cli attribute visits-0417.json",
  };
  g_autoptr (WfReport) report = sample_report_new ();
  g_autofree char *path = write_pdf (report, WF_PAPER_A4, "text.pdf");
  g_autofree char *text = ask ("pdftotext", "-layout", path);

  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (parts); i++)
    {
      g_test_message ("%s", parts[i]);
      g_assert_nonnull (strstr (text, parts[i]));
    }
  g_unlink (path);
}

static void
test_fonts (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autofree char *path = write_pdf (report, WF_PAPER_A4, "fonts.pdf");
  g_autofree char *fonts = ask ("pdffonts", NULL, path);
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  if (fonts == NULL)
    return;
  lines = g_strsplit (g_strchomp (fonts), "\n", -1);
  for (char **line = lines + 2; *line != NULL; line++, n++)
    g_assert_nonnull (strstr (*line, " yes yes yes ")); /* embedded, subset, with Unicode values */
  g_assert_cmpuint (n, >=, 2);
  g_unlink (path);
}

/* Nobody but a reader of PDFs knows the outline; its titles stand in the file as they are. */
static void
test_outline (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autoptr (GBytes) bytes = sample_write (report, "pdf", WF_PAPER_A4);
  const char *data = g_bytes_get_data (bytes, NULL);
  gsize length = g_bytes_get_size (bytes);

  g_assert_nonnull (g_strstr_len (data, 5, "%PDF-"));
  g_assert_nonnull (memmem (data, length, "/Outlines", 9));
  g_assert_nonnull (memmem (data, length, "(Evidence)", 10));
  g_assert_nonnull (memmem (data, length, "(Method)", 8));
}

static void
test_long_table (void)
{
  g_autoptr (WfReport) report = sample_table_report_new (200);
  g_autofree char *path = write_pdf (report, WF_PAPER_A4, "table.pdf");
  g_autofree char *text = ask ("pdftotext", "-layout", path);
  guint n_pages;

  if (text == NULL)
    return;
  n_pages = count (text, "\f");
  g_assert_cmpuint (n_pages, >=, 5);
  g_assert_cmpuint (count (text, "HeadName"), ==, n_pages);
  for (guint row = 0; row < 200; row++)
    for (guint column = 0; column < 3; column++)
      {
        g_autofree char *cell = g_strdup_printf ("r%uc%u", row, column);

        g_assert_nonnull (strstr (text, cell));
      }
  g_unlink (path);
}

/* A cell taller than a page goes on over the pages, whole. */
static void
test_tall_cell (void)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Table report", "One tall cell");
  const char *heads[] = { "Name", "Words", NULL };
  g_autoptr (GString) words = g_string_new (NULL);
  const char *cells[] = { "tall", NULL, NULL };
  g_autoptr (WfReport) report = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  for (int i = 0; i < 2500; i++)
    g_string_append_printf (words, "word%d ", i);
  cells[1] = words->str;
  wf_report_builder_begin_table (builder, heads, "ss", NULL);
  wf_report_builder_add_row (builder, cells);
  report = wf_report_builder_end (builder);
  path = write_pdf (report, WF_PAPER_A4, "tall.pdf");
  text = ask ("pdftotext", "-layout", path);
  if (text == NULL)
    return;
  g_assert_cmpuint (count (text, "\f"), >=, 3);
  for (int i = 0; i < 2500; i++)
    {
      g_autofree char *word = g_strdup_printf ("word%d ", i);
      g_autofree char *word_at_end = g_strdup_printf ("word%d\n", i);

      g_assert_true (strstr (text, word) != NULL || strstr (text, word_at_end) != NULL);
    }
  g_unlink (path);
}

/* Names that are too long for their columns give way, not the words and numbers beside them. */
static void
test_long_names (void)
{
  const char *const heads[] = { "From", "To", "Given", "Why", "p-value", NULL };
  g_autofree char *name = g_strnfill (90, 'n');
  const char *const cells[] = { name, name, name, "collider (rule) unquestionably", "1.12e−12", NULL };
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Table report", "Long names");
  g_autoptr (WfReport) report = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  wf_report_builder_begin_table (builder, heads, "sssse", NULL);
  wf_report_builder_add_row (builder, cells);
  report = wf_report_builder_end (builder);
  path = write_pdf (report, WF_PAPER_A4, "names.pdf");
  text = ask ("pdftotext", "-layout", path);
  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "1.12e−12"));
  g_assert_nonnull (strstr (text, "p-value"));
  g_assert_nonnull (strstr (text, "unquestionably"));
  g_unlink (path);
}

static void
add_table (WfReportBuilder *builder)
{
  wf_report_builder_begin_table (builder, (const char *const[]){ "AfterHeading", NULL }, "s", NULL);
  for (guint row = 0; row < 4; row++)
    wf_report_builder_add_row (builder, (const char *const[]){ "cell", NULL });
}

/* A heading never ends a page: wherever it falls, the paragraph begins below it. Nor does the line above a
 * table, and a short table is whole. */
static void
test_heading_stays (void)
{
  for (guint n = 60; n < 110; n++)
    {
      g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Text report", "Keeping");
      g_autoptr (WfReport) report = NULL;
      g_autofree char *path = NULL;
      g_autofree char *text = NULL;
      const char *heading, *end;

      for (guint i = 0; i < n / 2; i++)
        wf_report_builder_add_text (builder, WF_BLOCK_PROSE, "filler");
      wf_report_builder_add_text (builder, n % 2 ? WF_BLOCK_HEADING : WF_BLOCK_PROSE, "HeadingHere");
      if (n % 2)
        wf_report_builder_add_text (builder, WF_BLOCK_PROSE, "AfterHeading");
      else
        add_table (builder);
      report = wf_report_builder_end (builder);
      path = write_pdf (report, WF_PAPER_A4, "heading.pdf");
      text = ask ("pdftotext", "-layout", path);
      g_unlink (path);
      if (text == NULL)
        return;
      heading = strstr (text, "HeadingHere");
      g_assert_nonnull (heading);
      end = n % 2 ? strstr (heading, "AfterHeading") : g_strrstr (heading, "cell");
      g_assert_nonnull (end);
      g_assert_null (memchr (heading, '\f', end - heading));
    }
}

static void
test_reproducible (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  g_setenv ("SOURCE_DATE_EPOCH", "1700000000", TRUE);
  first = sample_write (report, "pdf", WF_PAPER_A4);
  g_usleep (1100000);
  second = sample_write (report, "pdf", WF_PAPER_A4);
  path = write_pdf (report, WF_PAPER_A4, "reproducible.pdf");
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_cmpmem (g_bytes_get_data (first, NULL), g_bytes_get_size (first), g_bytes_get_data (second, NULL),
                   g_bytes_get_size (second));
  text = ask ("pdftotext", "-layout", path);
  if (text != NULL)
    g_assert_nonnull (strstr (text, "14 November 2023"));
  g_unlink (path);
}

static void
test_hostile_text (void)
{
  g_autofree char *long_word = g_strnfill (6000, 'x');
  const char *texts[] = {
    "",
    " ",
    "\xff\xfe",
    "שלום **עולם** مرحبا",
    "日本語のとても長い文章",
    "a\tb\rc\x01\x1b[31m",
    "** * ` \\",
    long_word,
    "line\n\n\nline",
    "e\xcc\x81\xcc\x81\xcc\x81",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (WfBlockKind kind = WF_BLOCK_VERDICT; kind <= WF_BLOCK_PROSE; kind++)
      {
        g_autoptr (WfReport) report = sample_text_report_new (texts[i], kind, texts[i]);
        g_autoptr (GBytes) bytes = sample_write (report, "pdf", WF_PAPER_A4);

        g_assert_cmpuint (g_bytes_get_size (bytes), >, 500);
      }
}

static void
test_figures (void)
{
  g_autoptr (WfReport) report = sample_figure_report_new ();
  g_autofree char *path = write_pdf (report, WF_PAPER_A4, "figures.pdf");
  g_autofree char *text = ask ("pdftotext", "-layout", path);
  g_autofree char *images = NULL;

  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "Figure 1. A graph."));
  g_assert_nonnull (strstr (text, "smoke"));
  g_assert_nonnull (strstr (text, "Planner"));
  g_assert_nonnull (strstr (text, "random step"));
  images = ask ("pdfimages", "-list", path);
  if (images != NULL)
    g_assert_cmpuint (count (images, "\n"), ==, 2); /* two lines of heads: vectors only */
  g_unlink (path);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (WfReport) report = sample_table_report_new (50);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "cancelled.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (wf_report_write (report, file, WF_PAPER_A4, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (file, NULL));
}

static void
test_no_half_file (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/folder/report.pdf");
  g_autoptr (GFile) unknown = g_file_new_for_path ("/tmp/report.docx");
  g_autoptr (GError) error = NULL;

  g_assert_false (wf_report_write (report, nowhere, WF_PAPER_A4, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "report.pdf"));
  g_clear_error (&error);
  g_assert_false (wf_report_write (report, unknown, WF_PAPER_A4, NULL, &error));
  g_assert_nonnull (strstr (error->message, ".pdf, .html, .md, .txt, .json"));
  g_assert_false (g_file_query_exists (unknown, NULL));
}

/* A disk that is full in the midst of the file: an error, and what was there before stays. */
static void
test_disk_full (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "report.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  struct rlimit limit, small;

  g_assert_true (g_file_set_contents (path, "as it was", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  small = limit;
  small.rlim_cur = 2000; /* bytes that a file may grow to */
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (wf_report_write (report, file, WF_PAPER_A4, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  signal (SIGXFSZ, SIG_DFL);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "report.pdf"));
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_assert_cmpstr (before, ==, "as it was");
  g_unlink (path);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir)); /* nor is anything else left */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A folder that nobody may write to: an error that names the file, and nothing in the folder. The superuser
 * may write everywhere, so that a child gives up that right first. */
static void
test_no_permission (void)
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;

  if (g_test_subprocess ())
    {
      g_autoptr (WfReport) report = sample_report_new ();
      g_autofree char *path = g_build_filename (g_getenv ("WHEREFORE_TEST_FOLDER"), "report.pdf", NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;

      if (geteuid () == 0)
        g_assert_cmpint (setresuid (NOBODY, NOBODY, NOBODY), ==, 0);
      g_assert_false (wf_report_write (report, file, WF_PAPER_A4, NULL, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
      g_assert_nonnull (strstr (error->message, "report.pdf"));
      return;
    }
  folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  g_setenv ("WHEREFORE_TEST_FOLDER", folder, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  dir = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* qpdf finds no fault; skipped where it isn't installed */
static void
assert_is_sound (const char *path)
{
  g_autofree char *qpdf = g_find_program_in_path ("qpdf");
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *faults = NULL;
  g_autoptr (GError) error = NULL;

  if (qpdf == NULL)
    {
      g_test_message ("qpdf isn't installed");
      return;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                              qpdf, "--check", path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &faults, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (faults, ==, "");
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

/* Links lead to addresses and to blocks; one to a block that isn't there is none. */
static void
test_links (void)
{
  g_autoptr (WfReport) report = sample_report_new ();
  g_autofree char *path = write_pdf (report, WF_PAPER_A4, "links.pdf");
  g_autofree char *urls = ask ("pdfinfo", "-url", path);
  g_autofree char *dests = ask ("pdfinfo", "-dests", path);

  assert_is_sound (path);
  g_unlink (path);
  if (urls == NULL)
    return;
  g_assert_nonnull (strstr (urls, "https://example.org/logit"));
  g_assert_nonnull (strstr (dests, "\"evidence\""));
}

/* Above 300 nodes the map of the parts comes first, then the parts, in which every name can be read. */
static void
test_tiles (void)
{
  g_autoptr (WfReport) report = sample_graph_report_new (320, 3);
  g_autofree char *path = write_pdf (report, WF_PAPER_LETTER, "tiles.pdf");
  g_autofree char *text = ask ("pdftotext", "-layout", path);

  assert_is_sound (path);
  g_unlink (path);
  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "The following pages show it in parts"));
  g_assert_nonnull (strstr (text, "Figure 1, part A1."));
  g_assert_cmpuint (count (text, "\f"), ==, 1 + count (text, "Figure 1, part "));
  for (guint i = 0; i < 320; i++)
    {
      g_autofree char *name = g_strdup_printf ("node%u", i);

      g_assert_nonnull (strstr (text, name));
    }
}

/* Scripts that run from the right and those of the east keep their letters, and their fonts are embedded. */
static void
test_scripts (void)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("تقرير", "שלום עולם");
  g_autoptr (WfReport) report = NULL;
  const char *heads[] = { "変数", "ערך", NULL }, *row[] = { "喫煙", "0.41", NULL };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *fonts = NULL;

  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, "因果図は変数の関係を表す。");
  wf_report_builder_begin_table (builder, heads, "se", NULL);
  wf_report_builder_add_row (builder, row);
  wf_report_builder_begin_list (builder, FALSE);
  wf_report_builder_add_item (builder, "سبب");
  report = wf_report_builder_end (builder);
  path = write_pdf (report, WF_PAPER_A4, "scripts.pdf");
  text = ask ("pdftotext", "-layout", path);
  fonts = ask ("pdffonts", NULL, path);
  assert_is_sound (path);
  g_unlink (path);
  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "0.41"));
  if (strstr (fonts, "Droid") == NULL)
    g_test_message ("fonts-droid-fallback isn't installed");
  else
    g_assert_nonnull (strstr (text, "因果図は変数の関係を表す。"));
}

/* left edge of the first word of the text that `part` begins, in points; -1: not there */
static double
find_x (const char *boxes, const char *part)
{
  g_autofree char *end = g_strdup_printf (">%s</word>", part);
  const char *word = strstr (boxes, end);
  double x;

  if (word == NULL)
    return -1;
  while (!g_str_has_prefix (word, "xMin"))
    word--;
  g_assert_cmpint (sscanf (word, "xMin=\"%lf\"", &x), ==, 1);
  return x;
}

static char *
get_boxes (const char *kind)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (kind, "Title");
  g_autoptr (WfReport) report = NULL;
  g_autofree char *path = NULL;
  char *boxes;

  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, "Prose");
  wf_report_builder_begin_table (builder, (const char *const[]){ "First", "Last", NULL }, "se", NULL);
  wf_report_builder_add_row (builder, (const char *const[]){ "שלום", "7", NULL });
  wf_report_builder_begin_facts (builder);
  wf_report_builder_add_row (builder, (const char *const[]){ "Name", "Value" });
  wf_report_builder_begin_list (builder, FALSE);
  wf_report_builder_add_item (builder, "Item");
  report = wf_report_builder_end (builder);
  path = write_pdf (report, WF_PAPER_A4, "mirrored.pdf");
  boxes = ask ("pdftotext", "-bbox", path);
  g_unlink (path);
  return boxes;
}

/* A report in a language that is written from the right begins there; another one doesn't, whatever its data
 * are called. */
static void
test_mirrored (void)
{
  g_autofree char *plain = get_boxes ("Report");
  g_autofree char *mirrored = plain != NULL ? get_boxes ("تقرير") : NULL;
  const double left = 54, middle = 297;

  if (plain == NULL)
    return;
  g_assert_cmpfloat_with_epsilon (find_x (plain, "Prose"), left, 2);
  g_assert_cmpfloat_with_epsilon (find_x (plain, "First"), left, 2);
  g_assert_cmpfloat (find_x (plain, "Last"), >, middle);
  g_assert_cmpfloat (find_x (plain, "Name"), <, find_x (plain, "Value"));
  g_assert_cmpfloat_with_epsilon (find_x (plain, "•"), left, 12);
  g_assert_cmpfloat (find_x (mirrored, "Prose"), >, middle);
  g_assert_cmpfloat (find_x (mirrored, "First"), >, middle);
  g_assert_cmpfloat_with_epsilon (find_x (mirrored, "Last"), left, 2);
  g_assert_cmpfloat_with_epsilon (find_x (mirrored, "7"), left, 2);
  g_assert_cmpfloat (find_x (mirrored, "Name"), >, find_x (mirrored, "Value"));
  g_assert_cmpfloat (find_x (mirrored, "•"), >, find_x (mirrored, "Item"));
}

/* No name from the right turns a formula or a sentence around: what follows the name stands to its right. */
static void
test_formula (void)
{
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Report", "Title");
  g_autoptr (WfReport) report = NULL;
  g_autofree char *path = NULL;
  g_autofree char *boxes = NULL;

  wf_report_builder_begin_table (builder, (const char *const[]){ "Formula", NULL }, "s", NULL);
  wf_report_builder_add_row (builder, (const char *const[]){ "שלום = 11 + 22 · עולם + 33", NULL });
  report = wf_report_builder_end (builder);
  path = write_pdf (report, WF_PAPER_A4, "formula.pdf");
  boxes = ask ("pdftotext", "-bbox", path);
  g_unlink (path);
  if (boxes == NULL)
    return;
  g_assert_cmpfloat (find_x (boxes, "11"), >, 54);
  g_assert_cmpfloat (find_x (boxes, "11"), <, find_x (boxes, "22"));
  g_assert_cmpfloat (find_x (boxes, "22"), <, find_x (boxes, "33"));
}

/* By how much the name of a node differs in height, wherever on its page the graph stands. */
static double
get_spread (guint n_nodes)
{
  double low = G_MAXDOUBLE, high = 0;

  for (guint n_lines = 18; n_lines < 36; n_lines += 2)
    {
      g_autoptr (WfReport) report = sample_graph_report_new (n_nodes, n_lines);
      g_autofree char *path = write_pdf (report, WF_PAPER_A4, "graph.pdf");
      g_autofree char *text = ask ("pdftotext", "-bbox", path);
      const char *word = text != NULL ? strstr (text, ">node0</word>") : NULL;
      double top, bottom;

      g_unlink (path);
      if (text == NULL)
        return -1;
      g_assert_nonnull (word);
      while (!g_str_has_prefix (word, "yMin"))
        word--;
      g_assert_cmpint (sscanf (word, "yMin=\"%lf\" xMax=\"%*f\" yMax=\"%lf\"", &top, &bottom), ==, 2);
      low = MIN (low, bottom - top);
      high = MAX (high, bottom - top);
    }
  return high / low - 1;
}

/* The names of a large graph are small already: it gets a page of its own rather than be made smaller. */
static void
test_large_graph (void)
{
  double small = get_spread (7), large = get_spread (24);

  if (small < 0)
    return;
  g_assert_cmpfloat (small, >, 0.02);
  g_assert_cmpfloat (large, <, 0.005);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writers/pdf/information", test_information);
  g_test_add_func ("/writers/pdf/letter", test_letter);
  g_test_add_func ("/writers/pdf/text", test_text);
  g_test_add_func ("/writers/pdf/fonts", test_fonts);
  g_test_add_func ("/writers/pdf/outline", test_outline);
  g_test_add_func ("/writers/pdf/long-table", test_long_table);
  g_test_add_func ("/writers/pdf/tall-cell", test_tall_cell);
  g_test_add_func ("/writers/pdf/heading-stays", test_heading_stays);
  g_test_add_func ("/writers/pdf/reproducible", test_reproducible);
  g_test_add_func ("/writers/pdf/hostile-text", test_hostile_text);
  g_test_add_func ("/writers/pdf/figures", test_figures);
  g_test_add_func ("/writers/pdf/cancel", test_cancel);
  g_test_add_func ("/writers/pdf/no-half-file", test_no_half_file);
  g_test_add_func ("/writers/pdf/disk-full", test_disk_full);
  g_test_add_func ("/writers/pdf/large-graph", test_large_graph);
  g_test_add_func ("/writers/pdf/links", test_links);
  g_test_add_func ("/writers/pdf/long-names", test_long_names);
  g_test_add_func ("/writers/pdf/tiles", test_tiles);
  g_test_add_func ("/writers/pdf/scripts", test_scripts);
  g_test_add_func ("/writers/pdf/mirrored", test_mirrored);
  g_test_add_func ("/writers/pdf/formula", test_formula);
  g_test_add_func ("/writers/pdf/no-permission", test_no_permission);
  return g_test_run ();
}
