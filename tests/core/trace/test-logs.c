/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/trace/logs.h"
#include "tests/shared-data.h"

static WfSource *
source_of (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return wf_source_new (bytes, "run.json");
}

static WfTrace *
read_text (const char *text, GError **error)
{
  g_autoptr (WfSource) source = source_of (text);

  return wf_trace_read (source, NULL, error);
}

static void
test_generated_shape (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTrace) trace = read_text (
      "{\"question\":\"When is high tide?\",\"ground_truth\":\"06:12\",\"is_correct\":false,\"history\":["
      "{\"role\":\"assistant\",\"name\":\"Planner\",\"content\":\"Ask the table.\"},"
      "{\"role\":\"user\",\"name\":\"Computer_terminal\",\"content\":\"exitcode: 0\"},"
      "{\"role\":\"user\",\"name\":\"Table_Expert\",\"content\":\"07:40\"}],"
      "\"mistake_agent\":\"Table_Expert\",\"mistake_step\":\"2\"}",
      &error);
  const char *agent;
  gint64 step;

  g_assert_no_error (error);
  g_assert_cmpstr (wf_trace_get_format (trace), ==, "who-and-when");
  g_assert_cmpstr (wf_trace_get_question (trace), ==, "When is high tide?");
  g_assert_cmpstr (wf_trace_get_agent (trace, 2), ==, "Table_Expert");
  g_assert_cmpint (wf_trace_get_role (trace, 0), ==, WF_ROLE_PLAN);
  g_assert_cmpint (wf_trace_get_role (trace, 1), ==, WF_ROLE_ENVIRONMENT);
  g_assert_cmpint (wf_trace_get_kind (trace, 1), ==, WF_STEP_TOOL);
  g_assert_cmpint (wf_trace_get_role (trace, 2), ==, WF_ROLE_WORK);
  g_assert_true (wf_trace_get_label (trace, &agent, &step));
  g_assert_cmpstr (agent, ==, "Table_Expert");
  g_assert_cmpint (step, ==, 2);
  g_assert_null (wf_trace_get_notes (trace)[0]);
}

static void
test_hand_crafted_shape (void)
{
  static const WfStepRole expected[] = { WF_ROLE_TASK, WF_ROLE_PLAN, WF_ROLE_THINK,       WF_ROLE_INSTRUCT,
                                         WF_ROLE_WORK, WF_ROLE_PLAN, WF_ROLE_ENVIRONMENT, WF_ROLE_END };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTrace) trace =
      read_text ("{\"history\":[{\"content\":\"q\",\"role\":\"human\"},"
                 "{\"content\":\" \\n Initial plan: look\",\"role\":\"Orchestrator (thought)\"},"
                 "{\"content\":\"{}\",\"role\":\"Orchestrator (thought)\"},"
                 "{\"content\":\"go\",\"role\":\"Orchestrator (-> WebSurfer)\"},"
                 "{\"content\":\"I clicked\",\"role\":\"WebSurfer\"},"
                 "{\"content\":\"Updated Plan\",\"role\":\"Orchestrator (thought)\"},"
                 "{\"content\":\"1\",\"role\":\"ComputerTerminal\"},"
                 "{\"content\":\"done\",\"role\":\"Orchestrator (termination "
                 "condition)\"}],\"mistake_step\":4,\"mistake_agent\":\"WebSurfer\"}",
                 &error);
  gint64 step;

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (wf_trace_get_role (trace, i), ==, expected[i]);
  g_assert_cmpstr (wf_trace_get_agent (trace, 3), ==, "Orchestrator");
  g_assert_cmpstr (wf_trace_get_speaker (trace, 3), ==, "Orchestrator (-> WebSurfer)");
  g_assert_cmpint (wf_trace_get_kind (trace, 3), ==, WF_STEP_HANDOFF);
  g_assert_true (wf_trace_get_label (trace, NULL, &step));
  g_assert_cmpint (step, ==, 4);
}

static void
test_odd_content (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTrace) trace =
      read_text ("{\"question\":\"q\",\"history\":[{\"role\":\"assistant\",\"content\":["
                 "{\"type\":\"text\",\"text\":\"see\"},{\"type\":\"image\",\"data\":\"AAAA\"},\"this\"]},"
                 "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"function\":{\"name\":\"f\","
                 "\"arguments\":\"{not json\"}}]},"
                 "{\"role\":\"assistant\",\"content\":{\"a\":1}},{\"role\":\"assistant\"},\"bare\",42]}",
                 &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 6);
  g_assert_cmpstr (wf_trace_get_text (trace, 0), ==, "see\nthis");
  g_assert_cmpstr (wf_trace_get_text (trace, 1), ==, "f({not json)");
  g_assert_nonnull (strstr (wf_trace_get_text (trace, 2), "\"a\""));
  g_assert_cmpstr (wf_trace_get_text (trace, 3), ==, "");
  g_assert_cmpstr (wf_trace_get_text (trace, 4), ==, "bare");
  g_assert_cmpstr (wf_trace_get_text (trace, 5), ==, "42");
  g_assert_cmpuint (g_strv_length ((char **) wf_trace_get_notes (trace)), ==, 3);
}

static void
test_empty_history (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text ("{\"question\":\"q\",\"history\":[]}", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_true (g_str_has_prefix (error->message, "run.json: "));
}

/* Another format is refused with its name, the keys found and what is read. */
static void
test_unsupported (void)
{
  static const struct
  {
    const char *text;
    const char *expected;
  } cases[] = {
    { "{\"alpha\":1,\"beta\":2}", "“alpha”, “beta”" },
    { "{\"history\":[1,2]}", "Who&When" },
    { "{\"history\":{\"content\":1}}", "Who&When" },
    { "[]", "no keys" },
    { "3", "no agent log in JSON" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (cases[i].text, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
      g_assert_nonnull (strstr (error->message, cases[i].expected));
      g_assert_nonnull (strstr (error->message, "Who&When"));
    }
}

static void
test_is_log (void)
{
  static const struct
  {
    const char *text;
    gboolean is_log;
  } cases[] = {
    { "{\"history\": []}", TRUE },
    { " \n{\"history\" : []}", TRUE },
    { "INFO:logger:{\"history\":[]}\n", TRUE },
    { "\xef\xbb\xbf{\"question\":\"q\",\"history\":[]}", TRUE },
    { "{\"format\":\"wherefore-graph\",\"nodes\":[\"history\"]}", FALSE },
    { "history,x\n1,2\n", FALSE },
    /* columns that are called like a key of logs */
    { "[{\"id\": 1, \"success\": true}, {\"id\": 2, \"success\": false}]", FALSE },
    { "{\"name\": \"Ann\", \"role\": \"admin\"}\n{\"name\": \"Bo\", \"role\": \"guest\"}\n", FALSE },
    { "{\"count\": 1, \"results\": [{\"comm\": 1}]}", FALSE },
    { "{\"role\": [\"admin\", \"guest\"], \"age\": [3, 4]}", FALSE },
    { "[[\"role\", \"age\"], [\"admin\", 3]]", FALSE },
    { "[{\"id\": 1, \"success\": true}, {\"role\": \"user\", \"content\": \"x\"}]", TRUE },
    { "{\"role\": \"user\", \"content\": \"x\"}\n", TRUE },
    /* cut off in the first record: nothing is known of it but its keys */
    { "[{\"id\": 1, \"history\": [", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfSource) source = source_of (cases[i].text);

      g_assert_cmpint (wf_logs_is_log (source), ==, cases[i].is_log);
    }
}

static void
test_malformed (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text ("{\"history\": [\n  {\"content\": \"x\", }\n]}", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_assert_true (g_str_has_prefix (error->message, "run.json:2:"));
}

static GPtrArray *
read_all (const char *text, GError **error)
{
  g_autoptr (WfSource) source = source_of (text);

  return wf_traces_read (source, NULL, error);
}

#define MESSAGE "{\"history\":[{\"content\":\"a\",\"name\":\"b\"}]}"

/* A file of lines and a list give a run a record; what is no JSON is counted, with its lines. */
static void
test_several_runs (void)
{
  static const struct
  {
    const char *text;
    guint n_runs;
    const char *note;
  } cases[] = {
    { MESSAGE "\n" MESSAGE "\n\n" MESSAGE, 3, NULL },
    { "[" MESSAGE ",\n" MESSAGE "]", 2, NULL },
    { "\xef\xbb\xbf" MESSAGE "\r\n{\"history\": [\nnoise\n" MESSAGE "\n", 2, "left out: 2, 3." },
    { "noise\n2026-01-05 INFO x.events:" MESSAGE "\n", 1, "left out: 1." },
    { "{\n\"history\":\n[]}\n" MESSAGE, 1, NULL }, /* an empty list without a question is no log */
    { "{\"history\":[{\"content\":\"\xff\",\"name\":\"b\"}]}", 1, "the first in line 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) runs = read_all (cases[i].text, &error);
      const char *const *notes;

      g_assert_no_error (error);
      g_assert_cmpuint (runs->len, ==, cases[i].n_runs);
      notes = wf_trace_get_notes (g_ptr_array_index (runs, 0));
      if (cases[i].note != NULL)
        g_assert_nonnull (strstr (notes[g_strv_length ((char **) notes) - 1], cases[i].note));
    }
}

static void
test_one_run_is_asked_for (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (MESSAGE "\n" MESSAGE, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "2 runs"));
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (WfSource) source = source_of ("{\"history\":[{\"content\":\"a\",\"name\":\"b\"}]}");
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_trace_read (source, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- the shared data ---- */

static WfTrace *
read_path (const char *path, GError **error)
{
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, error);

  return source == NULL ? NULL : wf_trace_read (source, NULL, error);
}

typedef struct
{
  guint n_logs, n_step_1, n_step_8, n_speaker_agrees;
  gsize n_longest;
  double position; /* sum of step / number of steps */
} Totals;

static void
add_log (const char *path, Totals *totals)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTrace) trace = read_path (path, &error);
  gsize n;
  const char *agent;
  gint64 step;

  g_assert_no_error (error);
  g_assert_null (wf_trace_get_notes (trace)[0]);
  g_assert_true (wf_trace_get_label (trace, &agent, &step));
  n = wf_trace_get_n_steps (trace);
  totals->n_logs++;
  totals->n_longest = MAX (totals->n_longest, n);
  totals->n_step_1 += step == 1;
  totals->n_step_8 += step == 8;
  totals->n_speaker_agrees += g_str_equal (agent, wf_trace_get_agent (trace, (gsize) step));
  totals->position += (double) step / (double) n;
}

static Totals
read_folder (const char *name)
{
  g_autofree char *folder = shared_data_path (name);
  g_autoptr (GDir) dir = NULL;
  Totals totals = { 0 };
  const char *entry;

  if (folder == NULL)
    return totals;
  dir = g_dir_open (folder, 0, NULL);
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, entry, NULL);

      if (g_str_has_suffix (entry, ".json"))
        add_log (path, &totals);
    }
  return totals;
}

/* The counts of the data's own description: 88 and 40 logs, 2 and 4 whose annotated agent is not the (exact)
 * speaker of the annotated step; the share that a constant answer gets right. */
static void
test_who_and_when (void)
{
  Totals generated = read_folder ("who-and-when/Algorithm-Generated");
  Totals crafted;

  if (generated.n_logs == 0)
    return;
  crafted = read_folder ("who-and-when/Hand-Crafted");
  g_assert_cmpuint (generated.n_logs, ==, 88);
  g_assert_cmpuint (crafted.n_logs, ==, 40);
  g_assert_cmpuint (generated.n_speaker_agrees, ==, 86);
  g_assert_cmpuint (crafted.n_speaker_agrees, ==, 36);
  g_assert_cmpuint (generated.n_longest, ==, 10);
  g_assert_cmpuint (crafted.n_longest, ==, 130);
  g_assert_cmpuint (generated.n_step_1, ==, 25);
  g_assert_cmpuint (crafted.n_step_8, ==, 5);
  g_assert_cmpfloat_with_epsilon (generated.position / 88, 0.3516, 1e-4);
  g_assert_cmpfloat_with_epsilon (crafted.position / 40, 0.4755, 1e-4);
}

static void
assert_shared_error (const char *name, int code)
{
  g_autofree char *path = shared_data_path (name);
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  g_assert_null (read_path (path, &error));
  g_assert_error (error, WF_ERROR, code);
  g_test_message ("%s", error->message);
}

static void
test_bad_files (void)
{
  g_autofree char *path = shared_data_path ("bad/trace-unknown-roles.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTrace) trace = NULL;

  if (path == NULL)
    return;
  assert_shared_error ("bad/truncated.json", WF_ERROR_PARSE);
  assert_shared_error ("bad/deep-nesting.json", WF_ERROR_PARSE);
  assert_shared_error ("traces-otlp/otlp-spec-logs-example.json", WF_ERROR_UNSUPPORTED);

  trace = read_path (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 7);
  g_assert_false (wf_trace_get_label (trace, NULL, NULL));
  g_assert_cmpint (wf_trace_get_role (trace, 3), ==, WF_ROLE_ENVIRONMENT);
  for (const char *const *note = wf_trace_get_notes (trace); *note != NULL; note++)
    g_test_message ("%s", *note);
  g_assert_cmpuint (g_strv_length ((char **) wf_trace_get_notes (trace)), >=, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/logs/generated-shape", test_generated_shape);
  g_test_add_func ("/logs/hand-crafted-shape", test_hand_crafted_shape);
  g_test_add_func ("/logs/odd-content", test_odd_content);
  g_test_add_func ("/logs/empty-history", test_empty_history);
  g_test_add_func ("/logs/unsupported", test_unsupported);
  g_test_add_func ("/logs/is-log", test_is_log);
  g_test_add_func ("/logs/malformed", test_malformed);
  g_test_add_func ("/logs/several-runs", test_several_runs);
  g_test_add_func ("/logs/one-run-is-asked-for", test_one_run_is_asked_for);
  g_test_add_func ("/logs/cancelled", test_cancelled);
  g_test_add_func ("/logs/who-and-when", test_who_and_when);
  g_test_add_func ("/logs/bad-files", test_bad_files);
  return g_test_run ();
}
