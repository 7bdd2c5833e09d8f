/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/wherefore.h"
#include "tests/shared-data.h"

/* name, focal, occurred, order, sufficient, necessary, actual, norm, intended */
static const WfCausalFactors layup[] = {
  { "the layup", TRUE, TRUE, 0, TRUE, FALSE, TRUE, FALSE, FALSE },
  { "the three-pointer", TRUE, TRUE, 1, TRUE, FALSE, FALSE, FALSE, FALSE },
};
static const WfCausalFactors cookies[] = {
  { "the cake", FALSE, TRUE, 0, TRUE, FALSE, TRUE, FALSE, FALSE },
  { "the cookies", TRUE, TRUE, 1, TRUE, FALSE, FALSE, FALSE, FALSE },
};
static const WfCausalFactors wires[] = {
  { "the black wire", TRUE, TRUE, 0, FALSE, TRUE, TRUE, FALSE, FALSE },
  { "the red wire", TRUE, TRUE, 0, FALSE, TRUE, TRUE, TRUE, FALSE },
};
static const WfCausalFactors arriving[] = {
  { "Billy", TRUE, TRUE, 0, TRUE, FALSE, FALSE, FALSE, TRUE },
  { "Suzy", TRUE, TRUE, 0, TRUE, FALSE, FALSE, FALSE, TRUE },
};
static const WfCausalFactors benni[] = {
  { "Alex lies", FALSE, TRUE, 3, FALSE, TRUE, TRUE, FALSE, FALSE },
  { "Benni goes", TRUE, TRUE, 4, FALSE, TRUE, TRUE, FALSE, FALSE },
};

static void
check (const WfCausalFactors *factors, gsize n, gsize event, gboolean is_cause, WfCausalReason reason)
{
  g_autoptr (WfCausalJudgement) answer = wf_judge_causes (factors, n, "O", WF_ORDER_EARLIEST);

  g_assert_cmpint (wf_causal_judgement_is_cause (answer, event), ==, is_cause);
  g_assert_cmpint (wf_causal_judgement_get_reason (answer, event), ==, reason);
}

/* The seven cases told in Zhang et al. (2025). */
static void
test_seven (void)
{
  check (layup, 2, 0, TRUE, WF_REASON_EARLIEST);
  check (layup, 2, 1, FALSE, WF_REASON_NOT_EARLIEST);
  check (cookies, 2, 1, FALSE, WF_REASON_NOT_EARLIEST);
  check (wires, 2, 0, FALSE, WF_REASON_NOT_MOST_RESPONSIBLE);
  check (wires, 2, 1, TRUE, WF_REASON_NORM);
  check (arriving, 2, 0, TRUE, WF_REASON_OVERDETERMINED);
  check (arriving, 2, 1, TRUE, WF_REASON_OVERDETERMINED);
  check (benni, 2, 1, FALSE, WF_REASON_NOT_MOST_RESPONSIBLE);
}

static void
test_rules (void)
{
  g_autoptr (WfCausalJudgement) latest = wf_judge_causes (benni, 2, "O", WF_ORDER_LATEST);
  g_autoptr (WfCausalJudgement) share = wf_judge_causes (benni, 2, "O", WF_ORDER_SHARE);

  g_assert_true (wf_causal_judgement_is_cause (latest, 1));
  g_assert_true (wf_causal_judgement_is_cause (share, 1));
}

static void
test_others (void)
{
  static const WfCausalFactors events[] = {
    { "both", TRUE, TRUE, 5, TRUE, TRUE, TRUE, FALSE, FALSE },
    { "neither", TRUE, TRUE, 0, FALSE, FALSE, FALSE, TRUE, TRUE },
    { "absent", TRUE, FALSE, 0, TRUE, TRUE, TRUE, TRUE, TRUE },
    { "meant", TRUE, TRUE, 9, FALSE, FALSE, TRUE, FALSE, TRUE },
    { "blamed", TRUE, TRUE, 7, TRUE, FALSE, FALSE, TRUE, FALSE },
    { "blameless", TRUE, TRUE, 7, TRUE, FALSE, FALSE, FALSE, FALSE },
  };

  check (events, 6, 0, TRUE, WF_REASON_BOTH);
  check (events, 6, 1, FALSE, WF_REASON_NEITHER);
  check (events, 6, 2, FALSE, WF_REASON_NOT_OCCURRED);
  check (events, 6, 3, TRUE, WF_REASON_INTENDED);
  check (events, 6, 4, TRUE, WF_REASON_OVERDETERMINED);
  check (events, 6, 5, FALSE, WF_REASON_LESS_RESPONSIBLE);
}

static void
assert_explains (const WfCausalFactors *factors, gsize n, gsize event, const char *expected)
{
  g_autoptr (WfCausalJudgement) answer = wf_judge_causes (factors, n, "O", WF_ORDER_EARLIEST);
  g_autofree char *text = wf_causal_judgement_explain (answer, event);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_templates (void)
{
  static const WfCausalFactors both[] = { { "E", TRUE, TRUE, 0, TRUE, TRUE, TRUE, FALSE, FALSE } };
  static const WfCausalFactors neither[] = { { "E", TRUE, TRUE, 0, FALSE, FALSE, FALSE, FALSE, FALSE } };

  assert_explains (both, 1, 0, "E is a cause of O, since E is both sufficient and necessary");
  assert_explains (neither, 1, 0, "E is not a cause of O, since E is neither sufficient nor necessary");
  assert_explains (
      layup, 2, 0,
      "the layup is a cause of O, since the layup occurs the earliest in a disjunctive causal structure");
  assert_explains (wires, 2, 1,
                   "the red wire is a cause of O, since the red wire is an actual cause and violates a norm");
}

/* a table as a file would give it */
static WfTable *
make_table (const char *order, const char *focal)
{
  g_autofree char *text =
      g_strdup_printf ("Event,focal,occur,order,Sufficient,necessary,halpern_pearl,norm violated,intended\n"
                       "layup,%s,1,%s,true,no,yes,0,no\n"
                       "three-pointer,no,1,1,true,no,no,0,no\n",
                       focal, order);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "factors.csv");
  g_autoptr (GError) error = NULL;
  WfTable *table = wf_table_read (source, NULL, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static void
test_table (void)
{
  g_autoptr (WfTable) good = make_table ("0", "yes");
  g_autoptr (WfTable) bad_order = make_table ("first", "yes");
  g_autoptr (WfTable) no_focus = make_table ("0", "no");
  g_autoptr (WfTable) bad_flag = make_table ("0", "perhaps");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCausalJudgement) answer =
      wf_judge_causes_in_table (good, "the win", WF_ORDER_EARLIEST, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wf_causal_judgement_get_n_events (answer), ==, 2);
  g_assert_true (wf_causal_judgement_is_cause (answer, 0));
  g_assert_true (wf_causal_judgement_is_yes (answer));
  g_assert_false (wf_causal_judgement_is_cause (answer, 1));
  g_assert_null (wf_judge_causes_in_table (bad_order, "", WF_ORDER_EARLIEST, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_judge_causes_in_table (no_focus, "", WF_ORDER_EARLIEST, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_judge_causes_in_table (bad_flag, "", WF_ORDER_EARLIEST, &error));
  g_assert_nonnull (strstr (error->message, "perhaps"));
}

/* ---- AC-Bench, with its own factors: what the procedure itself gets right of 765 stories ---- */

static void
test_bench (void)
{
  g_autofree char *path = shared_data_path ("ac-bench/ac-bench.json");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  guint n_right = 0;
  gsize length;
  JsonArray *stories;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  root = wf_json_parse (text, (gssize) length, "ac-bench.json", &error);
  g_assert_no_error (error);
  stories = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (stories); i++)
    {
      JsonObject *story = json_array_get_object_element (stories, i);
      g_autoptr (WfCausalJudgement) answer = wf_judge_causes_in_json (
          json_object_get_member (story, "reasoning"), NULL, WF_ORDER_EARLIEST, &error);

      g_assert_no_error (error);
      n_right +=
          wf_causal_judgement_is_yes (answer) == g_str_equal (wf_json_get_string (story, "answer"), "Yes");
    }
  g_test_message ("%u of %u stories of AC-Bench as annotated", n_right, json_array_get_length (stories));
  g_assert_cmpuint (n_right * 100, >, 72 * json_array_get_length (stories));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ac-reason/seven", test_seven);
  g_test_add_func ("/ac-reason/rules", test_rules);
  g_test_add_func ("/ac-reason/others", test_others);
  g_test_add_func ("/ac-reason/templates", test_templates);
  g_test_add_func ("/ac-reason/table", test_table);
  g_test_add_func ("/ac-reason/bench", test_bench);
  return g_test_run ();
}
