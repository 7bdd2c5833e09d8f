/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/base/json.h"
#include "run.h"

#define LOG                                                                                                  \
  "{\"history\": ["                                                                                          \
  "{\"role\": \"human\", \"content\": \"Which share of 240 visits fell in July?\"},"                         \
  "{\"role\": \"Orchestrator (-> Coder)\", \"content\": \"Coder, compute the share of visits in July.\"},"   \
  "{\"role\": \"Coder\", \"content\": \"```python\\nprint (43.5 / 240)\\n``` I assume 43.5 visits.\"},"      \
  "{\"role\": \"Computer_terminal\", \"content\": \"exitcode: 1 (execution failed)\"},"                      \
  "{\"role\": \"Coder\", \"content\": \"The share is 18.1 percent. TERMINATE\"}],"                           \
  "\"question\": \"Which share of 240 visits fell in July?\", \"ground_truth\": \"23.4\", \"is_correct\": "  \
  "false}"

static char *
write_log (void)
{
  return file_write ("run.json", LOG);
}

/* Whether the last of the reasons does not say the contrary. */
static gboolean
can_bear_blame (JsonObject *suspect)
{
  JsonArray *reasons = wf_json_get_array (suspect, "reasons");
  const char *last = json_array_get_string_element (reasons, json_array_get_length (reasons) - 1);

  return strstr (last, "bears no blame") == NULL;
}

static void
test_json (void)
{
  g_autofree char *log = write_log ();
  g_autoptr (Run) run = run_cli (NULL, "attribute", log, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "attribute", &root));
  JsonArray *suspects = wf_json_get_array (result, "suspects");
  JsonArray *agents = wf_json_get_array (result, "agents");
  gint64 n_steps = json_object_get_int_member (result, "steps");
  gboolean is_able = TRUE;
  double sum = 0, last = 1;

  g_assert_cmpint (n_steps, ==, 5);
  g_assert_cmpuint (json_array_get_length (suspects), ==, n_steps);
  for (guint i = 0; i < json_array_get_length (suspects); i++)
    {
      JsonObject *suspect = json_array_get_object_element (suspects, i);
      double probability = json_object_get_double_member (suspect, "probability");

      /* falling among the steps that can bear blame, then among the others */
      if (is_able && !can_bear_blame (suspect))
        {
          is_able = FALSE;
          last = 1;
        }
      g_assert_cmpint (can_bear_blame (suspect), ==, is_able);
      g_assert_cmpfloat (probability, <=, last + 1e-15);
      g_assert_cmpint (json_object_get_int_member (suspect, "step"), <, n_steps);
      g_assert_nonnull (wf_json_get_string (suspect, "agent"));
      g_assert_nonnull (wf_json_get_array (suspect, "reasons"));
      last = probability;
      sum += probability;
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
  g_assert_cmpuint (json_array_get_length (agents), >, 0);
  g_assert_true (json_object_has_member (json_array_get_object_element (agents, 0), "shapley"));
  for (guint i = 0; i < json_array_get_length (agents); i++)
    {
      JsonObject *agent = json_array_get_object_element (agents, i);

      g_assert_cmpfloat_with_epsilon (json_object_get_double_member (agent, "structural_blame"),
                                      json_object_get_double_member (agent, "shapley") *
                                          json_object_get_double_member (agent, "counterfactual"),
                                      1e-12);
    }
  g_assert_nonnull (wf_json_get_string (result, "profile"));
  g_assert_true (json_object_has_member (result, "low_evidence"));
  g_assert_false (json_object_has_member (result, "repair"));
}

/* Above 12 agents the shares are drawn, and come with their interval. */
static void
test_many_agents (void)
{
  g_autoptr (GString) text = g_string_new ("{\"question\": \"q\", \"history\": [");
  g_autofree char *log = NULL;
  g_autofree char *few = write_log ();
  g_autoptr (Run) run = NULL;
  g_autoptr (Run) exact = run_cli (NULL, "attribute", few, "--json", NULL);
  g_autoptr (Run) table = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) exact_root = NULL;
  JsonArray *agents, *interval;
  JsonObject *agent;
  double share;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "%s{\"role\": \"A%u\", \"content\": \"Error: perhaps %u\"}",
                            i > 0 ? "," : "", i, i);
  g_string_append (text, "]}");
  log = file_write ("many.json", text->str);
  run = run_cli (NULL, "attribute", log, "--json", NULL);
  table = run_cli (NULL, "attribute", log, NULL);
  agents = wf_json_get_array (json_node_get_object (run_get_result (run, "attribute", &root)), "agents");
  agent = json_array_get_object_element (agents, json_array_get_length (agents) - 1);
  share = json_object_get_double_member (agent, "shapley");
  interval = wf_json_get_array (agent, "shapley_interval");
  g_assert_cmpfloat (json_array_get_double_element (interval, 0), <, share);
  g_assert_cmpfloat (json_array_get_double_element (interval, 1), >, share);
  g_assert_nonnull (strstr (table->out, " ± "));

  agents =
      wf_json_get_array (json_node_get_object (run_get_result (exact, "attribute", &exact_root)), "agents");
  g_assert_false (json_object_has_member (json_array_get_object_element (agents, 0), "shapley_interval"));
}

static void
test_repair (void)
{
  g_autofree char *log = write_log ();
  g_autoptr (Run) run = run_cli (NULL, "attribute", log, "--repair", "2", "--json", NULL);
  g_autoptr (Run) half = run_cli (NULL, "attribute", log, "--repair", "2=0.5", "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "attribute", log, "--repair", "2", NULL);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) half_root = NULL;
  JsonObject *repair =
      wf_json_get_object (json_node_get_object (run_get_result (run, "attribute", &root)), "repair");
  JsonObject *part =
      wf_json_get_object (json_node_get_object (run_get_result (half, "attribute", &half_root)), "repair");
  double before = json_object_get_double_member (repair, "failure_before");
  double after = json_object_get_double_member (repair, "failure_after");

  g_assert_cmpint (json_object_get_int_member (repair, "step"), ==, 2);
  g_assert_cmpfloat (after, <=, before);
  g_assert_cmpfloat (json_object_get_double_member (part, "failure_after"), >=, after);
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "step 2"));
}

/* What to change first, beside its control, and the same in the report. */
static void
test_suggestions (void)
{
  g_autofree char *log = write_log ();
  g_autofree char *page = file_path ("suggestions.md");
  g_autoptr (Run) run = run_cli (NULL, "attribute", log, "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "attribute", log, "--report", page, NULL);
  g_autofree char *markdown = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonArray *suggestions =
      wf_json_get_array (json_node_get_object (run_get_result (run, "attribute", &root)), "suggestions");
  JsonObject *first;

  g_assert_cmpuint (json_array_get_length (suggestions), >, 0);
  g_assert_cmpuint (json_array_get_length (suggestions), <=, 3);
  first = json_array_get_object_element (suggestions, 0);
  g_assert_cmpint (json_object_get_int_member (first, "step"), ==, 2);
  g_assert_cmpstr (wf_json_get_string (first, "agent"), ==, "Coder");
  g_assert_cmpstr (wf_json_get_string (first, "reason"), ==, "error");
  g_assert_cmpfloat (json_object_get_double_member (first, "gain"), >,
                     json_object_get_double_member (first, "random_step_gain"));
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, wf_json_get_string (first, "advice")));
  markdown = file_read (page);
  g_assert_nonnull (strstr (markdown, wf_json_get_string (first, "advice")));
}

static void
test_repairs (void)
{
  g_autofree char *log = write_log ();
  g_autoptr (Run) run = run_cli (NULL, "attribute", log, "--repair", "2,4=0.5", "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "attribute", log, "--repair", "2,4=0.5", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *repair =
      wf_json_get_object (json_node_get_object (run_get_result (run, "attribute", &root)), "repair");
  JsonArray *steps = wf_json_get_array (repair, "steps");
  double after = json_object_get_double_member (repair, "failure_after");

  g_assert_cmpuint (json_array_get_length (steps), ==, 2);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (steps, 1), "step"), ==, 4);
  g_assert_cmpfloat (after, <, json_object_get_double_member (repair, "failure_before"));
  g_assert_cmpfloat (after, <, json_object_get_double_member (repair, "random_step_after"));
  run_assert (text, 0);
  g_assert_nonnull (strstr (text->out, "Had steps 2, 4 (0.5 of its fault left) been repaired"));
}

static void
test_bad_repair (void)
{
  static const char *const repairs[] = { "5", "-1", "x", "2=2", "2=", "2=nan", "", "2,9" };
  g_autofree char *log = write_log ();

  for (gsize i = 0; i < G_N_ELEMENTS (repairs); i++)
    {
      g_autoptr (Run) run = run_cli (NULL, "attribute", log, "--repair", repairs[i], NULL);

      run_assert (run, 2);
      run_assert_says (run, "--repair");
    }
}

static void
test_standard_input (void)
{
  g_autofree char *log = write_log ();
  g_autoptr (Run) piped = run_cli (LOG, "attribute", "-", NULL);
  g_autoptr (Run) direct = run_cli (NULL, "attribute", log, NULL);

  run_assert (piped, 0);
  g_assert_cmpstr (piped->out, ==, direct->out);
}

static void
test_report (void)
{
  g_autofree char *log = write_log ();
  g_autofree char *first = file_path ("first.pdf");
  g_autofree char *second = file_path ("run.md");
  g_autofree char *pdf = NULL;
  g_autofree char *markdown = NULL;
  g_autoptr (Run) paper = run_cli (NULL, "attribute", log, "--repair", "2", "--report", first, NULL);
  g_autoptr (Run) text = run_cli (NULL, "attribute", log, "--repair", "2", "--report", second, NULL);

  run_assert (paper, 0);
  run_assert (text, 0);
  pdf = file_read (first);
  markdown = file_read (second);
  g_assert_true (g_str_has_prefix (pdf, "%PDF-"));
  g_assert_nonnull (strstr (markdown, "wherefore-cli attribute"));
}

#define LABELLED                                                                                             \
  "{\"question\": \"q\", \"history\": ["                                                                     \
  "{\"role\": \"assistant\", \"name\": \"Planner\", \"content\": \"Ask the table.\"},"                       \
  "{\"role\": \"user\", \"name\": \"Reader\", \"content\": \"07:40\"}],"                                     \
  "\"mistake_agent\": \"reader\", \"mistake_step\": \"1\"}"

/* Several files, one of them with two runs: a row a run, and the annotation's place beside it. */
static void
test_corpus (void)
{
  g_autofree char *single = write_log ();
  g_autofree char *several = file_write ("several.jsonl", LABELLED "\n" LABELLED "\n");
  g_autoptr (Run) run = run_cli (NULL, "attribute", single, several, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "attribute", &root));
  JsonArray *runs = wf_json_get_array (result, "runs");
  JsonObject *last, *label;

  g_assert_cmpuint (json_array_get_length (runs), ==, 3);
  g_assert_cmpstr (wf_json_get_string (json_array_get_object_element (runs, 0), "run"), ==, "run.json");
  last = json_array_get_object_element (runs, 2);
  g_assert_cmpstr (wf_json_get_string (last, "run"), ==, "several.jsonl#1");
  g_assert_cmpuint (json_array_get_length (wf_json_get_array (last, "suspects")), ==, 2);
  label = wf_json_get_object (last, "label");
  g_assert_cmpint (json_object_get_int_member (label, "step"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (label, "rank"), >=, 1);
}

static void
test_corpus_report (void)
{
  g_autofree char *several = file_write ("several.jsonl", LABELLED "\n" LABELLED "\n");
  g_autofree char *path = file_path ("corpus.md");
  g_autofree char *markdown = NULL;
  g_autoptr (Run) run = run_cli (NULL, "attribute", several, "--report", path, NULL);

  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "several.jsonl#0"));
  markdown = file_read (path);
  g_assert_nonnull (strstr (markdown, "Why did 2 runs fail?"));
  g_assert_nonnull (strstr (markdown, "in 2 of 2 runs"));
}

static void
test_one_of_several (void)
{
  g_autofree char *several = file_write ("several.jsonl", LABELLED "\n" LABELLED "\n");
  g_autoptr (Run) chosen = run_cli (NULL, "attribute", several, "--run", "1", NULL);
  g_autoptr (Run) beyond = run_cli (NULL, "attribute", several, "--run", "2", NULL);
  g_autoptr (Run) repair = run_cli (NULL, "attribute", several, "--repair", "1", NULL);

  run_assert (chosen, 0);
  g_assert_nonnull (strstr (chosen->out, "2 steps"));
  run_assert (beyond, 2);
  run_assert_says (beyond, "its runs are 0 to 1");
  run_assert (repair, 2);
  run_assert_says (repair, "--run");
}

/* A run that succeeded isn't asked why it failed; what is no text at all is refused. */
static void
test_no_failure (void)
{
  g_autofree char *log =
      file_write ("succeeded.json", "[{\"task_id\":1,\"trial\":0,\"reward\":1.0,\"traj\":["
                                    "{\"role\":\"user\",\"content\":\"Which flight?\"},"
                                    "{\"role\":\"assistant\",\"content\":\"The one at noon.\"}]}]");
  g_autofree char *page = file_path ("succeeded.md");
  g_autofree char *program = file_path ("program.bin");
  g_autoptr (Run) run = run_cli (NULL, "attribute", log, "--report", page, NULL);
  g_autoptr (Run) bytes = NULL;
  g_autofree char *markdown = file_read (page);
  char zeros[400] = "ELF";

  run_assert (run, 0);
  g_assert_nonnull (strstr (run->out, "the run succeeded"));
  g_assert_nonnull (strstr (markdown, "Where would the run have failed?"));
  g_assert_true (g_file_set_contents (program, zeros, sizeof zeros, NULL));
  bytes = run_cli (NULL, "attribute", program, NULL);
  run_assert (bytes, 1);
  run_assert_says (bytes, "is no text");
}

/* Which step uses which, and how that is known; only when asked. */
static void
test_links (void)
{
  g_autofree char *log = write_log ();
  g_autoptr (Run) run = run_cli (NULL, "attribute", log, "--links", "--json", NULL);
  g_autoptr (Run) text = run_cli (NULL, "attribute", log, "--links", NULL);
  g_autoptr (Run) bare = run_cli (NULL, "attribute", log, "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *links =
      wf_json_get_array (json_node_get_object (run_get_result (run, "attribute", &root)), "links");
  guint n_by_order = 0;

  g_assert_cmpuint (json_array_get_length (links), >=, 4);
  for (guint i = 0; i < json_array_get_length (links); i++)
    {
      JsonObject *link = json_array_get_object_element (links, i);

      g_assert_cmpint (json_object_get_int_member (link, "producer"), <,
                       json_object_get_int_member (link, "consumer"));
      g_assert_cmpfloat (json_object_get_double_member (link, "weight"), >=, 0.4);
      n_by_order += g_str_equal (wf_json_get_string (link, "source"), "sequence");
    }
  g_assert_cmpuint (n_by_order, >, 0);
  g_assert_nonnull (strstr (text->out, "order in the log"));
  g_assert_null (strstr (bare->out, "\"links\""));
}

static void
test_compare_runs (void)
{
  g_autofree char *several = file_write ("several.jsonl", LABELLED "\n" LABELLED "\n");
  g_autofree char *single = write_log ();
  g_autoptr (Run) same = run_cli (NULL, "compare-runs", several, "--runs", "0,1", "--json", NULL);
  g_autoptr (Run) other = run_cli (NULL, "compare-runs", several, single, "--runs", "1,0", NULL);
  g_autoptr (Run) which = run_cli (NULL, "compare-runs", several, NULL);
  g_autoptr (Run) beyond = run_cli (NULL, "compare-runs", several, "--runs", "0,2", NULL);
  g_autoptr (Run) redacted =
      run_cli (NULL, "compare-runs", several, single, "--runs", "1,0", "--redact", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (same, "compare-runs", &root));

  g_assert_cmpuint (json_array_get_length (wf_json_get_array (result, "pairs")), ==, 2);
  g_assert_true (json_object_get_null_member (result, "divergence"));
  g_assert_true (json_object_get_null_member (result, "split"));
  g_assert_cmpint (json_object_get_int_member (result, "same"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (result, "only_first"), ==, 0);
  g_assert_cmpstr (wf_json_get_string (wf_json_get_object (result, "second"), "name"), ==, "several.jsonl#1");
  run_assert (other, 0);
  g_assert_nonnull (strstr (other->out, "The runs part at step"));
  g_assert_nonnull (strstr (other->out, "July"));
  run_assert (redacted, 0);
  g_assert_nonnull (strstr (redacted->out, "The runs part at step"));
  g_assert_null (strstr (redacted->out, "July"));
  run_assert (which, 2);
  run_assert_says (which, "--runs I,J");
  run_assert (beyond, 2);
  run_assert_says (beyond, "its runs are 0 to 1");
}

static void
test_folder_without_logs (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-empty-XXXXXX", NULL);
  g_autoptr (Run) run = run_cli (NULL, "attribute", folder, NULL);

  run_assert (run, 1);
  run_assert_says (run, "No agent log");
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/attribute/json", test_json);
  g_test_add_func ("/cli/attribute/many-agents", test_many_agents);
  g_test_add_func ("/cli/attribute/repair", test_repair);
  g_test_add_func ("/cli/attribute/suggestions", test_suggestions);
  g_test_add_func ("/cli/attribute/repairs", test_repairs);
  g_test_add_func ("/cli/attribute/bad-repair", test_bad_repair);
  g_test_add_func ("/cli/attribute/standard-input", test_standard_input);
  g_test_add_func ("/cli/attribute/report", test_report);
  g_test_add_func ("/cli/attribute/corpus", test_corpus);
  g_test_add_func ("/cli/attribute/corpus-report", test_corpus_report);
  g_test_add_func ("/cli/attribute/one-of-several", test_one_of_several);
  g_test_add_func ("/cli/attribute/no-failure", test_no_failure);
  g_test_add_func ("/cli/attribute/links", test_links);
  g_test_add_func ("/cli/attribute/compare-runs", test_compare_runs);
  g_test_add_func ("/cli/attribute/folder-without-logs", test_folder_without_logs);
  status = g_test_run ();
  files_clear ();
  return status;
}
