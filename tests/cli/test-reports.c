/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/json.h"
#include "run.h"

/* What every report of the command line must contain, and that the command it names makes it again, byte for
 * byte. A new command that writes reports needs a line in the table below. */

typedef enum
{
  NONE = 0,
  QUESTION = 1 << 0, /* the title asks something */
  PICTURE = 1 << 1,  /* a figure, with a caption and what it shows in words */
  EVIDENCE = 1 << 2, /* a table */
  REASONS = 1 << 3,  /* how it was computed, after whom, what could make it wrong, what was not done */
  TABLE = 1 << 4,    /* the data are a table: rows, columns, how much of it is missing */
  ALL = QUESTION | PICTURE | EVIDENCE | REASONS,
} Parts;

typedef struct
{
  const char *name;
  const char *words; /* of the command, between spaces; @ stands for the folder of the samples */
  Parts parts;
} Kind;

#define WEB       "@web-service.csv --graph @web-service.dot "
#define RUNS      "@labelled-runs "
#define SMOKING   "@smoking-tar-cancer.csv --graph @smoking-tar-cancer.dot "
#define ROCKS     "@stories/rock-throwing.scm --effect BS=1 "
#define ATTRIBUTE "attribute " WEB "--target latency "

static const Kind kinds[] = {
  { "discover", "discover @web-service.csv", ALL | TABLE },
  { "discover-samples", "discover @web-service.csv --bootstrap 10", ALL | TABLE },
  { "discover-score", "discover @web-service.csv --method boss", ALL | TABLE },
  { "discover-hidden", "discover @web-service.csv --method fci", ALL | TABLE },
  { "discover-oracle", "discover --oracle @web-service.dot --method fci", ALL },
  { "compare", "compare @web-service.dot @web-service-experiments.dot --common", ALL },
  { "compare-same", "compare @web-service.dot @web-service.dot", QUESTION | PICTURE | REASONS },
  { "fit", "fit " WEB, ALL | TABLE },
  { "intervene", "intervene " WEB "--do cache=96", ALL | TABLE },
  { "intervene-nothing", "intervene " WEB "--do satisfaction=60", ALL | TABLE },
  { "intervene-draws", "intervene " WEB "--do cache=96 --method sampling --draws 200", ALL | TABLE },
  { "intervene-intervals", "intervene " WEB "--do cache=96 --bootstrap 20", ALL | TABLE },
  { "intervene-model", "intervene @garden.bif --do Rain=none", ALL },
  { "joint", "intervene " WEB "--do cache=96 --joint hits,latency", ALL | TABLE },
  { "joint-levels", "intervene @garden.bif --do Rain=none --joint Lawn,Path", ALL },
  { "counterfactual", "counterfactual " WEB "--row 3 --do cache=96", ALL | TABLE },
  { "mediate", "mediate " WEB "--exposure cache --outcome latency", ALL | TABLE },
  { "mediate-levels", "mediate @garden.bif --exposure Rain --outcome Path", ALL },
  { "possible-effects", "possible-effects " WEB "--exposure cache --outcome latency", ALL | TABLE },
  { "diagram", "diagram " SMOKING "--cut Smoking --outcome Cancer", ALL | TABLE },
  { "diagram-linear", "diagram " WEB "--cut cache --outcome latency", ALL | TABLE },
  { "attribute-run", "attribute @failed-run.json --repair 1", ALL },
  { "attribute-redacted", "attribute @failed-run.json --redact", ALL },
  { "attribute-runs", "attribute " RUNS, ALL },
  { "attribute-causes", "attribute " RUNS "--causes", ALL },
  { "attribute-row", ATTRIBUTE "--row 3", ALL | TABLE },
  { "attribute-arrows", ATTRIBUTE "--arrows", ALL | TABLE },
  { "attribute-intrinsic", ATTRIBUTE "--intrinsic", ALL | TABLE },
  { "attribute-change", ATTRIBUTE "--against @web-service.csv", ALL | TABLE },
  { "compare-runs", "compare-runs @trials.json --runs 0,1", ALL },
  { "actual-cause", "actual-cause " ROCKS "--cause ST=1", ALL },
  { "actual-cause-no", "actual-cause " ROCKS "--cause BT=1", ALL },
  { "actual-cause-table", "actual-cause @stories/layup.csv", (ALL & ~PICTURE) | TABLE },
  { "evaluate", "evaluate " RUNS, ALL },
  { "evaluate-nested", "evaluate " RUNS "--nested --repeats 1", ALL },
  { "train", "train " RUNS "--tier 1 --repeats 1 -o %trained.profile", ALL },
  { "convert-table", "convert @web-service.csv -o %table.tsv", EVIDENCE | TABLE },
  { "convert-graph", "convert @web-service.dot -o %graph.json", PICTURE | EVIDENCE },
};

/* ---- making a report ---- */

/* @ the samples, % the test's own folder */
static char *
expand (const char *word)
{
  if (*word == '@')
    return g_build_filename (SOURCEDIR, "data", "samples", word + 1, NULL);
  return *word == '%' ? file_path (word + 1) : g_strdup (word);
}

static void
make_report (const Kind *kind, const char *path)
{
  g_auto (GStrv) words = g_strsplit (kind->words, " ", -1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (Run) run = NULL;

  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (argv, expand (words[i]));
  g_ptr_array_add (argv, g_strdup ("--report"));
  g_ptr_array_add (argv, g_strdup (path));
  g_ptr_array_add (argv, NULL);
  run = run_cli_argv (NULL, (const char *const *) argv->pdata);
  run_assert (run, 0);
}

/* What the shell makes of the command. */
static void
run_command (const char *command)
{
  g_autofree char *program = g_shell_quote (g_getenv ("WHEREFORE_CLI"));
  g_autofree char *line = NULL;
  const char *argv[] = { "/bin/sh", "-c", NULL, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (command, "wherefore-cli "));
  line = g_strconcat (program, command + strlen ("wherefore-cli"), NULL);
  argv[2] = line;
  process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* ---- reading it ---- */

static JsonObject *
get_block (JsonArray *blocks, guint i)
{
  return i < json_array_get_length (blocks) ? json_array_get_object_element (blocks, i) : NULL;
}

static gboolean
is_block (JsonArray *blocks, guint i, const char *kind)
{
  JsonObject *block = get_block (blocks, i);

  return block != NULL && g_str_equal (wf_json_get_string (block, "kind"), kind);
}

/* the block after the heading; fails when there is none, or it stands there twice */
static guint
find_section (JsonArray *blocks, const char *heading)
{
  guint found = 0;

  for (guint i = 0; i < json_array_get_length (blocks); i++)
    if (is_block (blocks, i, "heading") &&
        g_str_equal (wf_json_get_string (get_block (blocks, i), "text"), heading))
      {
        g_assert_cmpuint (found, ==, 0);
        found = i + 1;
      }
  if (found == 0)
    g_test_message ("there is no section “%s”", heading);
  g_assert_cmpuint (found, >, 0);
  return found;
}

static guint
count_blocks (JsonArray *blocks, const char *kind)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (blocks); i++)
    n += is_block (blocks, i, kind);
  return n;
}

static char *
block_to_text (JsonArray *blocks, guint i)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), get_block (blocks, i));

  return json_to_string (node, FALSE);
}

/* ---- what must be in it ---- */

static void
check_title (JsonObject *report, Parts parts)
{
  const char *title = wf_json_get_string (report, "title");

  g_assert_cmpuint (strlen (title), >, 8);
  g_assert_cmpstr (wf_json_get_string (report, "kind"), !=, "");
  if (parts & QUESTION)
    g_assert_nonnull (strchr (title, '?'));
}

/* The answer, before all else, in a sentence. */
static void
check_answer (JsonArray *blocks)
{
  const char *text;

  g_assert_true (is_block (blocks, 0, "verdict"));
  g_assert_cmpuint (count_blocks (blocks, "verdict"), ==, 1);
  text = wf_json_get_string (get_block (blocks, 0), "text");
  g_assert_cmpuint (strlen (text), >, 15);
  g_assert_true (g_str_has_suffix (text, "."));
}

static gboolean
has_block_with_id (JsonArray *blocks, const char *id)
{
  for (guint i = 0; i < json_array_get_length (blocks); i++)
    if (json_object_has_member (get_block (blocks, i), "id") &&
        g_str_equal (wf_json_get_string (get_block (blocks, i), "id"), id))
      return TRUE;
  return FALSE;
}

static void
check_figures (JsonArray *blocks)
{
  for (guint i = 0; i < json_array_get_length (blocks); i++)
    if (is_block (blocks, i, "figure"))
      {
        JsonObject *figure = json_object_get_object_member (get_block (blocks, i), "figure");

        g_assert_cmpuint (strlen (wf_json_get_string (figure, "alt")), >, 15);
        g_assert_cmpuint (strlen (wf_json_get_string (get_block (blocks, i), "caption")), >, 15);
      }
}

/* No heading over nothing, and none of the traces that a missing number leaves. */
static void
check_blocks (JsonArray *blocks)
{
  g_autoptr (GRegex) trace = g_regex_new ("\\(null\\)|\\b-?nan\\b|\\binf\\b|%[sdzu]\\b", 0, 0, NULL);

  for (guint i = 0; i < json_array_get_length (blocks); i++)
    {
      g_autofree char *text = block_to_text (blocks, i);

      if (g_regex_match (trace, text, 0, NULL))
        g_test_message ("%s", text);
      g_assert_false (g_regex_match (trace, text, 0, NULL));
      if (is_block (blocks, i, "heading"))
        g_assert_true (get_block (blocks, i + 1) != NULL && !is_block (blocks, i + 1, "heading"));
      if (is_block (blocks, i, "table") || is_block (blocks, i, "facts"))
        g_assert_cmpuint (
            json_array_get_length (json_object_get_array_member (get_block (blocks, i), "rows")), >, 0);
    }
}

/* In this order; the method names whose it is, with the year. */
static void
check_reasons (JsonArray *blocks)
{
  guint doubts = find_section (blocks, "What could make it wrong");
  guint undone = find_section (blocks, "What was not done");
  guint method = find_section (blocks, "Method");
  g_autoptr (GRegex) year = g_regex_new ("\\b(1[89]|20)\\d\\d\\b", 0, 0, NULL);
  gboolean has_year = FALSE;

  g_assert_cmpuint (doubts, <, undone);
  g_assert_cmpuint (undone, <, method);
  g_assert_true (is_block (blocks, undone, "list"));
  for (guint i = method; get_block (blocks, i + 1) != NULL && !is_block (blocks, i + 1, "heading"); i++)
    {
      g_autofree char *text = block_to_text (blocks, i);

      has_year |= g_regex_match (year, text, 0, NULL);
    }
  g_assert_true (has_year);
}

static gboolean
has_fact (JsonArray *rows, guint i, const char *name)
{
  JsonArray *row = i < json_array_get_length (rows) ? json_array_get_array_element (rows, i) : NULL;

  return row != NULL && g_str_equal (json_array_get_string_element (row, 0), name);
}

/* Right below the answer: how sure it is, what of, and where its limits are told. */
static void
check_abstract (JsonArray *blocks)
{
  static const char *const links[][2] = {
    { "what could make it wrong", "doubts" },
    { "what was not done", "undone" },
    { "method", "method" },
  };
  JsonArray *rows =
      json_object_get_array_member (get_block (blocks, find_section (blocks, "Reproduce") - 2), "rows");
  const char *text;
  guint n = json_array_get_length (rows);

  g_assert_true (is_block (blocks, 1, "abstract"));
  g_assert_cmpuint (count_blocks (blocks, "abstract"), ==, 1);
  text = wf_json_get_string (get_block (blocks, 1), "text");
  for (guint i = 0; i < n && i < 6; i++)
    if (has_fact (rows, i, "Input"))
      {
        JsonArray *row = json_array_get_array_element (rows, i);

        g_assert_nonnull (strstr (text, json_array_get_string_element (row, 1)));
      }
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_assert_nonnull (strstr (text, links[i][0]));
      g_assert_true (has_block_with_id (blocks, links[i][1]));
    }
}

/* Every input with its digest and its size; seed and version. Above the command. */
static void
check_provenance (JsonArray *blocks, Parts parts)
{
  guint last = find_section (blocks, "Reproduce") - 2;
  JsonArray *rows = json_object_get_array_member (get_block (blocks, last), "rows");
  g_autofree char *text = block_to_text (blocks, last);
  guint n = json_array_get_length (rows), n_inputs = 0;
  g_autoptr (GRegex) counted = g_regex_new (" \\([0-9,]+ [a-z]+", 0, 0, NULL);

  g_assert_true (is_block (blocks, last, "facts"));
  for (guint i = 0; i < n; i++)
    if (has_fact (rows, i, "Input"))
      {
        const char *input = json_array_get_string_element (json_array_get_array_element (rows, i), 1);

        n_inputs++;
        g_assert_true (g_regex_match (counted, input, 0, NULL));
        g_assert_true (has_fact (rows, i + 1, "SHA-256"));
        g_assert_cmpuint (
            strlen (json_array_get_string_element (json_array_get_array_element (rows, i + 1), 1)), ==, 64);
      }
  g_assert_cmpuint (n_inputs, >, 0);
  g_assert_true (has_fact (rows, n - 2, "Seed"));
  g_assert_true (has_fact (rows, n - 1, "Program"));
  if (parts & TABLE)
    {
      g_assert_nonnull (strstr (text, " columns, "));
      g_assert_nonnull (strstr (text, " missing"));
    }
}

static void
check_content (const char *text, Parts parts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = wf_json_parse (text, -1, "report", &error);
  JsonObject *report;
  JsonArray *blocks;

  g_assert_no_error (error);
  report = json_node_get_object (root);
  blocks = json_object_get_array_member (report, "blocks");
  check_title (report, parts);
  check_answer (blocks);
  check_figures (blocks);
  check_blocks (blocks);
  if (parts & PICTURE)
    g_assert_cmpuint (count_blocks (blocks, "figure"), >, 0);
  if (parts & EVIDENCE)
    g_assert_cmpuint (count_blocks (blocks, "table"), >, 0);
  if (parts & REASONS)
    {
      check_abstract (blocks);
      check_reasons (blocks);
    }
  check_provenance (blocks, parts);
}

static char *
get_command (const char *text)
{
  g_autoptr (JsonNode) root = wf_json_parse (text, -1, "report", NULL);
  JsonArray *blocks = json_object_get_array_member (json_node_get_object (root), "blocks");
  guint place = find_section (blocks, "Reproduce");

  /* only appendices follow */
  g_assert_true (get_block (blocks, place + 1) == NULL || is_block (blocks, place + 1, "appendix"));
  g_assert_true (is_block (blocks, place, "code"));
  return g_strdup (wf_json_get_string (get_block (blocks, place), "text"));
}

/* ---- tests ---- */

static void
test_kind (gconstpointer data)
{
  const Kind *kind = data;
  g_autofree char *name = g_strdup_printf ("it's %s.json", kind->name); /* a name that a shell must be told */
  g_autofree char *path = file_path (name);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *command = NULL;

  make_report (kind, path);
  first = file_read (path);
  check_content (first, kind->parts);
  command = get_command (first);
  g_assert_cmpint (g_remove (path), ==, 0);
  run_command (command);
  second = file_read (path);
  g_assert_cmpstr (first, ==, second);
}

/* Every command that writes reports is in the table. */
static void
test_commands (void)
{
  g_autoptr (Run) run = run_cli (NULL, "--help", NULL);
  g_autoptr (GRegex) padded = g_regex_new ("^  ([a-z-]+)  +[A-Z]", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  run_assert (run, 0);
  for (g_regex_match (padded, run->out, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *command = g_match_info_fetch (match, 1);
      g_autofree char *prefix = g_strconcat (command, " ", NULL);
      g_autoptr (Run) refused = run_cli (NULL, command, "models", "--report", "x.md", NULL);
      gboolean is_tested = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
        is_tested |= g_str_has_prefix (kinds[i].words, prefix);
      /* that of a project is one of those below, made again in test-project.c */
      if (strstr (refused->err, "writes no report") != NULL || g_str_equal (command, "report"))
        continue;
      n++;
      if (!is_tested)
        g_test_message ("%s writes reports", command);
      g_assert_true (is_tested);
    }
  g_assert_cmpuint (n, >=, 12);
}

/* The pages of another locale are others: the command in a PDF names the paper. */
static void
test_paper (void)
{
  g_autofree char *table = expand ("@web-service.csv");
  g_autofree char *path = file_path ("paper.pdf");
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autoptr (Run) run = run_cli (NULL, "discover", table, "--report", path, NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  run_assert (run, 0);
  if (program == NULL)
    {
      g_test_skip ("poppler-utils not found");
      return;
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, path, "-", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "--paper a4"));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/commands", test_commands);
  g_test_add_func ("/reports/paper", test_paper);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reports/%s", kinds[i].name);

      g_test_add_data_func (path, &kinds[i], test_kind);
    }
  status = g_test_run ();
  files_clear ();
  return status;
}
