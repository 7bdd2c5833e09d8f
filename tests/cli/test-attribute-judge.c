/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* --judge against a server of the test's own: what comes of its word, and that nobody is asked otherwise. */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "run.h"
#include "tests/judge/stub.h"

#define LOG                                                                                                  \
  "{\"history\": ["                                                                                          \
  "{\"role\": \"human\", \"content\": \"Which share of 240 visits fell in July?\"},"                         \
  "{\"role\": \"Coder\", \"content\": \"I assume 43.5 visits in July.\"},"                                   \
  "{\"role\": \"Checker\", \"content\": \"That seems correct.\"},"                                           \
  "{\"role\": \"Coder\", \"content\": \"FINAL ANSWER: 18.1 percent\"}],"                                     \
  "\"question\": \"Which share of 240 visits fell in July?\"}"

static Stub *
stub_of_scores (void)
{
  g_autofree char *reply =
      stub_say ("{\"scores\": [{\"step\": 2, \"score\": 99}, {\"step\": 1, \"score\": 1},"
                "{\"step\": \"July\", \"score\": \"July\"}]}");

  return stub_new ((const char *const[]){ reply, NULL }, NULL);
}

static JsonObject *
get_first (JsonObject *result)
{
  return json_array_get_object_element (wf_json_get_array (result, "suspects"), 0);
}

static void
test_asked (void)
{
  g_autofree char *log = file_write ("run.json", LOG);
  g_autofree char *page = file_path ("judged.md");
  g_autoptr (Stub) stub = stub_of_scores ();
  g_autofree char *url = stub_get_url (stub);
  g_autofree char *judge = g_strconcat ("tiny-2 at ", url + strlen ("http://"), NULL);
  g_autoptr (Run) alone = run_cli (NULL, "attribute", log, "--json", NULL);
  g_autoptr (Run) judged = run_cli (NULL, "attribute", log, "--json", "--judge", url, "--judge-model", "tiny",
                                    "--redact", "--report", page, NULL);
  g_autoptr (JsonNode) alone_root = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *before = json_node_get_object (run_get_result (alone, "attribute", &alone_root));
  JsonObject *result = json_node_get_object (run_get_result (judged, "attribute", &root));
  JsonArray *reasons = wf_json_get_array (get_first (result), "reasons");
  g_autofree char *markdown = file_read (page);

  g_assert_cmpuint (stub_get_n_requests (stub), ==, 1);
  g_assert_false (json_object_has_member (before, "judge"));
  g_assert_cmpint (json_object_get_int_member (get_first (before), "step"), ==, 1);
  g_assert_cmpstr (wf_json_get_string (result, "judge"), ==, judge);
  g_assert_cmpint (json_object_get_int_member (get_first (result), "step"), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (reasons, 0), ==, "the judge gives it 99 of 100");
  g_assert_nonnull (strstr (markdown, "Judged by a language model, tiny-2 at "));

  /* what the judge repeats of the log, and the log, stay inside */
  g_assert_null (strstr (judged->out, "July"));
  g_assert_null (strstr (judged->err, "July"));
  g_assert_null (strstr (markdown, "July"));
}

static void
test_preview (void)
{
  g_autofree char *log = file_write ("run.json", LOG);
  g_autoptr (Stub) stub = stub_of_scores ();
  g_autofree char *url = stub_get_url (stub);
  g_autofree char *call = g_strconcat ("POST ", url, "/v1/chat/completions\n", NULL);
  g_autoptr (Run) run =
      run_cli (NULL, "attribute", log, "--judge", url, "--judge-model", "tiny", "--judge-preview", NULL);

  run_assert (run, 0);
  g_assert_true (g_str_has_prefix (run->out, call));
  g_assert_nonnull (strstr (run->out, "I assume 43.5 visits"));
  g_assert_cmpuint (stub_get_n_requests (stub), ==, 0);
}

/* One of the two alone is a mistake that has to be told: nobody was asked. */
static void
test_half_asked (void)
{
  static const char *const options[][3] = { { "--judge-model", "tiny", NULL },
                                            { "--judge", "http://127.0.0.1:1", NULL },
                                            { "--judge-preview", NULL } };
  g_autofree char *log = file_write ("run.json", LOG);

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr (Run) run = run_cli (NULL, "attribute", log, options[i][0], options[i][1], NULL);

      run_assert (run, 2);
      run_assert_says (run, "--judge and --judge-model go together");
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/attribute-judge/asked", test_asked);
  g_test_add_func ("/cli/attribute-judge/preview", test_preview);
  g_test_add_func ("/cli/attribute-judge/half-asked", test_half_asked);
  status = g_test_run ();
  files_clear ();
  return status;
}
