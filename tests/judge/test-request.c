/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/json.h"
#include "judge/judge.h"
#include "sample.h"

#define URL "http://localhost:11434"

static WfJudgeRequest *
request_of (WfBlame *blame)
{
  g_autoptr (GError) error = NULL;
  WfJudgeRequest *request = wf_judge_request_new (blame, URL, "llama3", &error);

  g_assert_no_error (error);
  return request;
}

static gboolean
asks_about (WfJudgeRequest *request, gsize step)
{
  gsize n;
  const gsize *steps = wf_judge_request_get_steps (request, &n);

  for (gsize i = 0; i < n; i++)
    if (steps[i] == step)
      return TRUE;
  return FALSE;
}

/* Steps of the sample: 0 plan, 1 work, 2 tool, 3 instruction, 4 work, 5 work, 6 tool, 7 work, 8 thought. */
static void
test_shortlist (void)
{
  static const gsize expected[] = { 0, 1, 3, 4, 5 };
  g_autoptr (WfBlame) blame = sample_blame ();
  g_autoptr (WfJudgeRequest) request = request_of (blame);
  gsize n;
  const gsize *steps = wf_judge_request_get_steps (request, &n);

  g_assert_cmpmem (steps, n * sizeof *steps, expected, sizeof expected);
}

/* In any log: what the rule says, within the bound, and never what can't bear blame. */
static void
test_shortlist_rule (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint run = 0; run < 200; run++)
    {
      g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
      g_autoptr (WfTrace) trace = NULL;
      g_autoptr (WfBlame) blame = NULL;
      g_autoptr (WfJudgeRequest) request = NULL;
      guint n = g_rand_int_range (rand, 1, 40);
      const gsize *ranking;
      gsize n_asked, n_work = 0;

      wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_PLAN, "begin");
      for (guint i = 0; i < n; i++)
        wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE,
                                   g_rand_int_range (rand, WF_ROLE_TASK, WF_ROLE_END + 1), "text");
      trace = wf_trace_builder_end (builder, NULL);
      blame = wf_attribute_trace (trace, NULL, 1, NULL, NULL);
      request = request_of (blame);
      wf_judge_request_get_steps (request, &n_asked);
      ranking = wf_blame_get_ranking (blame, NULL);
      g_assert_cmpuint (n_asked, >=, 1);
      g_assert_cmpuint (n_asked, <=, 15);
      for (gsize k = 0; k < wf_trace_get_n_steps (trace); k++)
        {
          WfStepRole role = wf_trace_get_role (trace, ranking[k]);
          gsize next = ranking[k] + 1;

          if (!wf_trace_can_bear_blame (trace, ranking[k]))
            g_assert_false (asks_about (request, ranking[k]));
          if (k < MIN (3, wf_blame_get_n_suspects (blame)))
            g_assert_true (asks_about (request, ranking[k]));
          if (role != WF_ROLE_WORK)
            continue;
          g_assert_cmpint (asks_about (request, ranking[k]), ==, n_work < 3);
          if (n_work++ < 3 && next < wf_trace_get_n_steps (trace) &&
              (wf_trace_get_role (trace, next) == WF_ROLE_THINK ||
               wf_trace_get_role (trace, next) == WF_ROLE_INSTRUCT))
            g_assert_true (asks_about (request, next));
        }
    }
}

static void
test_body (void)
{
  g_autoptr (WfBlame) blame = sample_blame ();
  g_autoptr (WfJudgeRequest) request = request_of (blame);
  g_autoptr (WfJudgeRequest) again = request_of (blame);
  const char *body = wf_judge_request_get_body (request);
  g_autoptr (JsonNode) root = wf_json_parse (body, -1, "body", NULL);
  JsonArray *messages;
  const char *user;

  g_assert_cmpstr (body, ==, wf_judge_request_get_body (again));
  g_assert_cmpstr (wf_json_get_string (json_node_get_object (root), "model"), ==, "llama3");
  g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), ==, 2);
  messages = wf_json_get_array (json_node_get_object (root), "messages");
  g_assert_cmpuint (json_array_get_length (messages), ==, 2);
  g_assert_cmpstr (wf_json_get_string (json_array_get_object_element (messages, 0), "role"), ==, "system");
  user = wf_json_get_string (json_array_get_object_element (messages, 1), "content");
  g_assert_nonnull (strstr (user, "| Which share of the visits to the Harrow Fen reserve"));
  g_assert_nonnull (strstr (user, "| 18.2 % (39000 of 214300 visits)"));
  g_assert_nonnull (strstr (user, "\nStep 1, work, by:\n| Coder\n"));
  g_assert_nonnull (
      strstr (user, "Tool output that followed:\n| exitcode: 1 (execution failed)\n| Code output:"));
  g_assert_nonnull (strstr (user, "\nStep 3, instruction of the orchestrator, by:\n"));
  g_assert_null (strstr (user, "\nStep 7"));
}

/* What people annotated, and the right answer, stay at home: logs that differ in nothing else give the same
 * bytes. */
static void
test_labels_unread (void)
{
  g_autoptr (WfProfile) prior = wf_profile_new_prior ();
  g_autoptr (WfBlame) blame = sample_blame ();
  WfTrace *trace = wf_blame_get_trace (blame);
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("another");
  g_autoptr (WfTrace) other = NULL;
  g_autoptr (WfBlame) other_blame = NULL;
  g_autoptr (WfJudgeRequest) request = request_of (blame);
  g_autoptr (WfJudgeRequest) other_request = NULL;

  wf_trace_builder_set_question (builder, wf_trace_get_question (trace));
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    wf_trace_builder_add_step (builder, wf_trace_get_agent (trace, i), wf_trace_get_speaker (trace, i),
                               wf_trace_get_kind (trace, i), wf_trace_get_role (trace, i),
                               wf_trace_get_text (trace, i));
  wf_trace_builder_set_label (builder, "Orchestrator", 8);
  other = wf_trace_builder_end (builder, NULL);
  other_blame = wf_attribute_trace (other, prior, 1, NULL, NULL);
  other_request = request_of (other_blame);
  g_assert_cmpstr (wf_judge_request_get_body (request), ==, wf_judge_request_get_body (other_request));
  g_assert_null (strstr (wf_judge_request_get_body (request), "24.6"));
}

/* The beginning and the end of a long text, cut between characters; a text never passes for its own end. */
static void
test_excerpts (void)
{
  static const char *const units[] = { "a", "\n", "\"", "\\", "\001", "ä", "𝕏", "| >>> \r\n" };

  for (gsize u = 0; u < G_N_ELEMENTS (units); u++)
    {
      g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
      g_autoptr (GString) text = g_string_new ("FIRST ");
      g_autoptr (WfTrace) trace = NULL;
      g_autoptr (WfBlame) blame = NULL;
      g_autoptr (WfJudgeRequest) request = NULL;
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) lines = NULL;
      JsonArray *messages;
      const char *body;

      while (text->len < 200000)
        g_string_append (text, units[u]);
      g_string_append (text, " LAST");
      wf_trace_builder_set_question (builder, text->str);
      for (guint i = 0; i < 12; i++)
        wf_trace_builder_add_step (builder, text->str, "x", WF_STEP_MESSAGE,
                                   i % 4 == 0 ? WF_ROLE_WORK : WF_ROLE_THINK, text->str);
      trace = wf_trace_builder_end (builder, NULL);
      blame = wf_attribute_trace (trace, NULL, 1, NULL, NULL);
      request = request_of (blame);
      body = wf_judge_request_get_body (request);
      g_assert_cmpuint (strlen (body), <, 160 << 10);
      root = wf_json_parse (body, -1, "body", &error);
      g_assert_no_error (error);
      messages = wf_json_get_array (json_node_get_object (root), "messages");
      lines =
          g_strsplit (wf_json_get_string (json_array_get_object_element (messages, 1), "content"), "\n", -1);
      g_assert_true (g_str_has_prefix (lines[1], "| FIRST "));
      for (gsize i = 0; lines[i] != NULL; i++)
        if (strstr (lines[i], ">>>") != NULL)
          g_assert_true (g_str_has_prefix (lines[i], "| "));
      g_assert_nonnull (strstr (body, " LAST"));
      g_assert_nonnull (strstr (body, "bytes left out ...]"));
    }
}

/* 1200 characters are whole, 1201 are cut. */
static void
test_excerpt_bound (void)
{
  for (gsize n = 1199; n <= 1202; n++)
    {
      g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
      g_autofree char *text = g_strnfill (n, 'x');
      g_autoptr (WfTrace) trace = NULL;
      g_autoptr (WfBlame) blame = NULL;
      g_autoptr (WfJudgeRequest) request = NULL;

      wf_trace_builder_set_question (builder, "why");
      wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK, text);
      wf_trace_builder_add_step (builder, "A", "A", WF_STEP_MESSAGE, WF_ROLE_WORK, "FINAL ANSWER: 2");
      trace = wf_trace_builder_end (builder, NULL);
      blame = wf_attribute_trace (trace, NULL, 1, NULL, NULL);
      request = request_of (blame);
      g_assert_cmpint (strstr (wf_judge_request_get_body (request), "left out") != NULL, ==, n > 1200);
    }
}

static void
test_endpoints (void)
{
  static const char *const cases[][3] = {
    { "http://localhost:11434", "http://localhost:11434/v1/chat/completions", "localhost:11434" },
    { "https://a.example/", "https://a.example/v1/chat/completions", "a.example" },
    { "https://a.example:443/v1", "https://a.example/v1/chat/completions", "a.example" },
    { "https://a.example/api/v1//", "https://a.example/api/v1/chat/completions", "a.example" },
    { "HTTPS://a.example/v1/chat/completions", "https://a.example/v1/chat/completions", "a.example" },
    { "https://a.example/d/x?api-version=2", "https://a.example/d/x/chat/completions?api-version=2",
      "a.example" },
    { "http://[::1]:8080/v1#top", "http://[::1]:8080/v1/chat/completions", "[::1]:8080" },
  };
  static const char *const bad[] = {
    "",           "localhost:11434", "ftp://a.example",   "http://",       "https://u:p@a.example",
    "http:///v1", "a b c",           "https://a:b:c/v1/", "file:///etc/x",
  };
  g_autoptr (WfBlame) blame = sample_blame ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfJudgeRequest) request = wf_judge_request_new (blame, cases[i][0], "m", &error);

      g_assert_no_error (error);
      g_assert_cmpstr (wf_judge_request_get_url (request), ==, cases[i][1]);
      g_assert_cmpstr (wf_judge_request_get_host (request), ==, cases[i][2]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (wf_judge_check_address (bad[i], NULL));
      g_assert_null (wf_judge_request_new (blame, bad[i], "m", &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_assert_null (strstr (error->message, "u:p"));
    }
}

static void
test_model (void)
{
  g_autoptr (WfBlame) blame = sample_blame ();
  g_autofree char *huge = g_strnfill (5000, 'm');
  const char *const bad[] = { "", "\xff", huge };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wf_judge_request_new (blame, URL, bad[i], &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
    }
}

static gboolean
can_send (const char *url, const char *key)
{
  g_autoptr (WfBlame) blame = sample_blame ();
  g_autoptr (WfJudgeRequest) request = wf_judge_request_new (blame, url, "m", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *preview = wf_judge_preview (request, key, &error);

  if (preview == NULL)
    {
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_assert_true (*key == '\0' || strstr (error->message, key) == NULL);
      return FALSE;
    }
  if (key != NULL)
    g_assert_null (strstr (preview, key));
  g_assert_cmpint (strstr (preview, "Authorization: Bearer ••••••••\n") != NULL, ==, key != NULL);
  return TRUE;
}

/* A key is never shown, never travels in the clear, and is no way into the headers. */
static void
test_keys (void)
{
  g_assert_true (can_send ("https://a.example", "sk-secret"));
  g_assert_true (can_send ("https://a.example", NULL));
  g_assert_true (can_send ("http://127.0.0.1:1", "sk-secret"));
  g_assert_true (can_send ("http://[::1]:1", "sk-secret"));
  g_assert_true (can_send ("http://localhost:1", "sk-secret"));
  g_assert_true (can_send ("http://a.example", NULL));
  g_assert_false (can_send ("http://a.example", "sk-secret"));
  g_assert_false (can_send ("http://localhost.a.example", "sk-secret"));
  g_assert_false (can_send ("http://127.0.0.1.a.example", "sk-secret"));
  g_assert_false (can_send ("https://a.example", ""));
  g_assert_false (can_send ("https://a.example", "sk\r\nX-Evil: 1"));
  g_assert_false (can_send ("https://a.example", "sk secret"));
  g_assert_false (can_send ("https://a.example", "schlüssel"));
}

static void
test_private (void)
{
  static const struct
  {
    const char *url;
    gboolean is_private;
  } cases[] = {
    { "https://a.example", TRUE },
    { "http://a.example", FALSE },
    { "http://192.168.1.2", FALSE },
    { "http://127.0.0.1", TRUE },
  };
  g_autoptr (WfBlame) blame = sample_blame ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfJudgeRequest) request = wf_judge_request_new (blame, cases[i].url, "m", NULL);

      g_assert_cmpint (wf_judge_request_is_private (request), ==, cases[i].is_private);
    }
}

/* A judge is asked without knowing what another one said. */
static void
test_judged_anew (void)
{
  static const WfStepScore score = { 7, 100, FALSE };
  g_autoptr (WfBlame) blame = sample_blame ();
  g_autoptr (WfBlame) judged = wf_blame_with_scores (blame, &score, 1, 5, "m at h");
  g_autoptr (WfJudgeRequest) first = request_of (blame);
  g_autoptr (WfJudgeRequest) second = request_of (judged);

  g_assert_cmpuint (wf_blame_get_ranking (judged, NULL)[0], ==, 7);
  g_assert_cmpstr (wf_judge_request_get_body (first), ==, wf_judge_request_get_body (second));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/request/shortlist", test_shortlist);
  g_test_add_func ("/judge/request/shortlist-rule", test_shortlist_rule);
  g_test_add_func ("/judge/request/body", test_body);
  g_test_add_func ("/judge/request/labels-unread", test_labels_unread);
  g_test_add_func ("/judge/request/excerpts", test_excerpts);
  g_test_add_func ("/judge/request/excerpt-bound", test_excerpt_bound);
  g_test_add_func ("/judge/request/endpoints", test_endpoints);
  g_test_add_func ("/judge/request/model", test_model);
  g_test_add_func ("/judge/request/keys", test_keys);
  g_test_add_func ("/judge/request/private", test_private);
  g_test_add_func ("/judge/request/judged-anew", test_judged_anew);
  return g_test_run ();
}
