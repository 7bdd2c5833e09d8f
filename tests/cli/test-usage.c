/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/wherefore.h"
#include "run.h"

static const char *const commands[] = { "actual-cause", "attribute",        "compare",
                                        "compare-runs", "convert",          "counterfactual",
                                        "diagram",      "discover",         "evaluate",
                                        "fit",          "intervene",        "list",
                                        "mediate",      "possible-effects", "train" };

static void
test_global (void)
{
  g_autoptr (Run) help = run_cli (NULL, "--help", NULL);
  g_autoptr (Run) version = run_cli (NULL, "--version", NULL);
  g_autoptr (Run) nothing = run_cli (NULL, NULL);

  run_assert (help, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_assert_nonnull (strstr (help->out, commands[i]));
  run_assert (version, 0);
  g_assert_cmpstr (version->out, ==, "Wherefore " PACKAGE_VERSION "\n");
  run_assert (nothing, 2);
  run_assert_says (nothing, "discover");
}

static void
assert_mentions (const char *help, const WfParam *params)
{
  for (const WfParam *param = params; param != NULL && param->id != NULL; param++)
    {
      g_autofree char *option = g_strdup_printf ("--%s", param->id);

      g_test_message ("%s", option);
      g_assert_nonnull (strstr (help, option));
    }
}

static void
test_help_of_commands (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (Run) direct = run_cli (NULL, commands[i], "--help", NULL);
      g_autoptr (Run) word = run_cli (NULL, "help", commands[i], NULL);

      run_assert (direct, 0);
      run_assert (word, 0);
      g_assert_cmpstr (direct->out, ==, word->out);
      g_assert_nonnull (strstr (direct->out, "--json"));
      g_assert_nonnull (strstr (direct->out, "--seed"));
    }
}

static void
test_help_names_every_parameter (void)
{
  g_autoptr (Run) discover = run_cli (NULL, "discover", "--help", NULL);
  g_autoptr (Run) intervene = run_cli (NULL, "intervene", "--help", NULL);
  g_autoptr (Run) convert = run_cli (NULL, "convert", "--help", NULL);

  for (const WfDiscovery *const *m = wf_discoveries_get_all (); *m != NULL; m++)
    assert_mentions (discover->out, (*m)->params);
  for (const WfMechanismKind *const *m = wf_mechanism_kinds_get_all (); *m != NULL; m++)
    assert_mentions (intervene->out, (*m)->params);
  for (const WfFormat *const *f = wf_formats_get_all (); *f != NULL; f++)
    if ((*f)->content & WF_CONTENT_TABLE)
      assert_mentions (convert->out, (*f)->params);
  g_assert_nonnull (strstr (discover->out, "default"));
}

static void
test_wrong_usage (void)
{
  static const struct
  {
    const char *argv[8];
    const char *says;
  } cases[] = {
    { { "discovr" }, "discover" },
    { { "xyzzy" }, "--help" },
    { { "discover" }, "TABLE" },
    { { "compare", "a" }, "ESTIMATE" },
    { { "compare", "a", "b", "c" }, "c" },
    { { "discover", "a.csv", "--alpa", "0.1" }, "--alpha" },
    { { "discover", "a.csv", "--seed", "x" }, "--seed" },
    { { "discover", "a.csv", "--seed", "-1" }, "--seed" },
    { { "discover", "a.csv", "--threads", "1.5" }, "--threads" },
    { { "discover", "a.csv", "--alpha", "two" }, "--alpha" },
    { { "discover", "a.csv", "--method", "magic" }, "pc" },
    { { "discover", "a.csv", "--report", "a.docx" }, ".pdf" },
    { { "discover", "a.csv", "-o", "a.xyz" }, "a.xyz" },
    { { "discover", "a.csv", "--paper", "a5" }, "letter" },
    { { "intervene", "a.csv", "--graph", "g.dot" }, "--do" },
    { { "intervene", "a.csv", "--graph", "g.dot", "--do", "x" }, "x" },
    { { "convert", "a.csv" }, "-o" },
    { { "list", "planets" }, "methods" },
    { { "list", "logs", "--report", "a.pdf" }, "no report" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Run) run = run_cli_argv (NULL, cases[i].argv);

      g_test_message ("%s %s", cases[i].argv[0], cases[i].argv[1]);
      run_assert (run, 2);
      run_assert_says (run, cases[i].says);
    }
}

/* Examples are to be pasted into a shell: it knows no curly quotes. */
static void
test_examples_can_be_pasted (void)
{
  guint n_examples = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (Run) help = run_cli (NULL, commands[i], "--help", NULL);
      g_auto (GStrv) lines = g_strsplit (help->out, "\n", -1);

      for (char **line = lines; *line != NULL; line++)
        if (g_str_has_prefix (*line, "  wherefore-cli "))
          {
            n_examples++;
            g_test_message ("%s", *line);
            g_assert_null (strstr (*line, "“"));
            g_assert_null (strstr (*line, "”"));
          }
    }
  g_assert_cmpuint (n_examples, >, 20);
}

static void
test_missing_file (void)
{
  static const char *const argvs[][6] = {
    { "discover", "nowhere.csv" },
    { "compare", "nowhere.csv", "b" },
    { "attribute", "nowhere.csv" },
    { "convert", "nowhere.csv", "-o", "out.csv" },
    { "intervene", "nowhere.csv", "--graph=g.dot", "--do=x=1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (argvs); i++)
    {
      g_autoptr (Run) run = run_cli_argv (NULL, argvs[i]);

      run_assert (run, 1);
      run_assert_says (run, "nowhere.csv");
    }
}

/* What is known only to be refused is no format that is read. */
static void
test_list_logs (void)
{
  g_autoptr (Run) logs = run_cli (NULL, "list", "logs", NULL);

  run_assert (logs, 0);
  g_assert_nonnull (strstr (logs->out, "otlp  ("));
  g_assert_null (strstr (logs->out, "otlp-metrics"));
  g_assert_null (strstr (logs->out, "label-table"));
}

static void
test_list (void)
{
  static const char *const kinds[] = { "formats", "logs", "methods", "tests", "scores", "models", "writers" };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (Run) text = run_cli (NULL, "list", kinds[i], NULL);
      g_autoptr (Run) json = run_cli (NULL, "list", kinds[i], "--json", NULL);
      g_autoptr (JsonNode) root = NULL;
      JsonArray *entries = json_node_get_array (run_get_result (json, "list", &root));

      run_assert (text, 0);
      g_assert_cmpuint (json_array_get_length (entries), >, 0);
      for (guint e = 0; e < json_array_get_length (entries); e++)
        {
          JsonObject *entry = json_array_get_object_element (entries, e);

          g_assert_nonnull (strstr (text->out, wf_json_get_string (entry, "id")));
          g_assert_nonnull (wf_json_get_string (entry, "name"));
          g_assert_true (json_object_has_member (entry, "summary"));
          g_assert_true (json_object_has_member (entry, "citation"));
          g_assert_nonnull (wf_json_get_array (entry, "parameters"));
        }
    }
}

/* a document asked for where the answer goes is pointed to --report, before anything is done */
static void
test_document_as_output (void)
{
  g_autofree char *graph = file_write ("graph.dot", "digraph { a -> b }\n");
  g_autofree char *target = file_path ("answer.pdf");
  g_autoptr (Run) run = run_cli (NULL, "compare", graph, graph, "-o", target, NULL);

  run_assert (run, 2);
  run_assert_says (run, "--report");
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

/* a log where a table is needed is told what it is, and who reads it */
static void
test_log_as_table (void)
{
  g_autofree char *log =
      file_write ("run.json", "{\"history\": [{\"role\": \"human\", \"content\": \"a\"}]}");
  g_autoptr (Run) run = run_cli (NULL, "discover", log, NULL);

  run_assert (run, 1);
  run_assert_says (run, "wherefore-cli attribute");
}

/* An ending that nothing is known of is no answer as text: the ones that there are are named, before any
 * work. */
static void
test_unknown_endings (void)
{
  static const struct
  {
    const char *command;
    const char *ending; /* one that is named */
  } cases[] = {
    { "actual-cause", ".txt, .json" },
    { "attribute", ".txt, .json" },
    { "compare", ".txt, .json" },
    { "compare-runs", ".txt, .json" },
    { "convert", ".csv" },
    { "counterfactual", ".txt, .json" },
    { "diagram", ".svg" },
    { "discover", ".dot" },
    { "evaluate", ".txt, .json" },
    { "fit", ".bif" },
    { "intervene", ".txt, .json" },
    { "list", ".txt, .json" },
    { "mediate", ".txt, .json" },
    { "possible-effects", ".txt" },
    { "report", ".txt, .json" },
    { "simulate", ".csv" },
    { "train", ".profile, .json" },
  };
  g_autofree char *table = file_write ("endings.csv", "x,y\n1,2\n2,3\n4,3\n");
  g_autofree char *folder = g_path_get_dirname (table);
  g_autofree char *path = g_build_filename (folder, "answer.xyz", NULL);
  g_autofree char *json = g_build_filename (folder, "formats.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (Run) list = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_pair = g_str_has_prefix (cases[i].command, "compare");
      g_autoptr (Run) run = run_cli (NULL, cases[i].command, "-o", path, table, is_pair ? table : NULL, NULL);

      run_assert (run, 2);
      run_assert_says (run, "answer.xyz");
      run_assert_says (run, cases[i].ending);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  /* and the ending chooses the form of the answer */
  list = run_cli (NULL, "list", "formats", "-o", json, NULL);
  run_assert (list, 0);
  g_assert_true (g_file_get_contents (json, &text, NULL, NULL));
  g_assert_cmpint (text[0], ==, '{');
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/usage/global", test_global);
  g_test_add_func ("/cli/usage/help-of-commands", test_help_of_commands);
  g_test_add_func ("/cli/usage/help-names-every-parameter", test_help_names_every_parameter);
  g_test_add_func ("/cli/usage/wrong-usage", test_wrong_usage);
  g_test_add_func ("/cli/usage/missing-file", test_missing_file);
  g_test_add_func ("/cli/usage/list", test_list);
  g_test_add_func ("/cli/usage/list-logs", test_list_logs);
  g_test_add_func ("/cli/usage/log-as-table", test_log_as_table);
  g_test_add_func ("/cli/usage/unknown-endings", test_unknown_endings);
  g_test_add_func ("/cli/usage/document-as-output", test_document_as_output);
  g_test_add_func ("/cli/usage/examples-can-be-pasted", test_examples_can_be_pasted);
  status = g_test_run ();
  files_clear ();
  return status;
}
