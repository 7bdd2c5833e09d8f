/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "log-fixture.h"

#define LEAF                                                                                                 \
  "{'timestamp':'2026-02-03T09:00:05Z','trace_id':'t','span_id':'c','parent_span_id':'b','span_name':'f',"   \
  "'span_attributes':{'openinference.span.kind':'TOOL','tool.name':'search','input.value':'{}'},'duration':" \
  "'PT0.25S',"                                                                                               \
  "'status_code':'Error','status_message':'timeout','events':[],'child_spans':[]}"
#define TREE                                                                                                 \
  "{'timestamp':'2026-02-03T09:00:00Z','trace_id':'t','span_id':'a','parent_span_id':null,'span_name':'"     \
  "Agent.run',"                                                                                              \
  "'service_name':'demo','span_attributes':{'openinference.span.kind':'AGENT','input.value':'When?'},"       \
  "'duration':'PT1M48.7S','status_code':'Unset','child_spans':[{'timestamp':'2026-02-03T09:00:01Z','trace_"  \
  "id':'t',"                                                                                                 \
  "'span_id':'b','span_name':'model','span_attributes':{'openinference.span.kind':'LLM','output.value':'I "  \
  "look.'},"                                                                                                 \
  "'duration':'PT2S','status_code':'Ok','child_spans':[" LEAF "]}]}"
#define FILE_OF(spans) "{'trace_id':'t','spans':[" spans "]}"

static void
test_tree (void)
{
  g_autoptr (WfTrace) trace = read_fixture ("nested-spans", FILE_OF (TREE));

  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 3);
  g_assert_cmpstr (wf_trace_get_name (trace), ==, "t");
  g_assert_cmpstr (wf_trace_get_question (trace), ==, "When?");
  check_step (trace, 0, "Agent.run", WF_STEP_AGENT, WF_ROLE_FRAME, "");
  check_step (trace, 1, "Agent.run", WF_STEP_LLM, WF_ROLE_WORK, "I look.");
  check_step (trace, 2, "search", WF_STEP_TOOL, WF_ROLE_ENVIRONMENT, "timeout");
  g_assert_cmpint (wf_trace_get_end (trace, 0) - wf_trace_get_start (trace, 0), ==,
                   G_GINT64_CONSTANT (108700000000));
  g_assert_cmpint (wf_trace_get_parent (trace, 2), ==, 1);
  g_assert_cmpint (wf_trace_get_status (trace, 1), ==, WF_STATUS_OK);
  g_assert_cmpint (wf_trace_get_status (trace, 2), ==, WF_STATUS_ERROR);
}

/* The tree alone, and a leaf whose parent is elsewhere, which says so. */
static void
test_alone (void)
{
  g_autoptr (WfTrace) whole = read_fixture ("nested-spans", FILE_OF (TREE));
  g_autoptr (WfTrace) tree = read_fixture ("nested-spans", TREE);
  g_autoptr (WfTrace) leaf = read_fixture ("nested-spans", LEAF);

  check_equal (tree, whole);
  g_assert_cmpuint (wf_trace_get_n_steps (leaf), ==, 1);
  g_assert_nonnull (strstr (wf_trace_get_notes (leaf)[0], "parent"));
}

/* Where a span is nested counts, also without ids or with the id of another parent. */
static void
test_without_ids (void)
{
  g_autoptr (WfTrace) trace = read_fixture (
      "nested-spans", "{'trace_id':'t','spans':[{'span_name':'main','child_spans':[{'span_name':'x','child_"
                      "spans':[]},{'span_name':'y',"
                      "'child_spans':[{'span_name':'z','parent_span_id':'nowhere','child_spans':null}]}]}]}");
  static const gssize parents[] = { -1, 0, 0, 2 };
  static const char *const titles[] = { "main", "x", "y", "z" };

  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 4);
  g_assert_cmpstr (wf_trace_get_name (trace), ==, "t");
  for (gsize i = 0; i < 4; i++)
    {
      g_assert_cmpint (wf_trace_get_parent (trace, i), ==, parents[i]);
      g_assert_cmpstr (wf_trace_get_title (trace, i), ==, titles[i]);
    }
  g_assert_null (wf_trace_get_notes (trace)[0]);
}

static void
test_malformed (void)
{
  check_malformed (FILE_OF (TREE));
}

/* Spans and steps of the agent as the README counts them; which has a span that failed. */
static void
test_shared (void)
{
  static const struct
  {
    const char *path;
    gsize n_spans;
    guint n_work;
    gboolean has_error;
  } files[] = { { "traces-nested-spans/nested-1.json", 12, 3, TRUE },
                { "traces-nested-spans/nested-2.json", 18, 5, TRUE },
                { "traces-nested-spans/nested-3.json", 24, 7, FALSE } };

  for (gsize f = 0; f < G_N_ELEMENTS (files); f++)
    {
      g_autofree char *path = shared_data_path (files[f].path);
      g_autoptr (WfSource) source = path == NULL ? NULL : wf_source_open_path (path, NULL, NULL);
      g_autoptr (WfTrace) trace = source == NULL ? NULL : wf_trace_read (source, NULL, NULL);
      guint n_work = 0, n_errors = 0;

      if (trace == NULL)
        return;
      g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, files[f].n_spans);
      for (gsize i = 0; i < files[f].n_spans; i++)
        {
          n_work += wf_trace_get_role (trace, i) == WF_ROLE_WORK;
          n_errors += wf_trace_get_status (trace, i) == WF_STATUS_ERROR;
        }
      g_assert_cmpuint (n_work, ==, files[f].n_work);
      g_assert_cmpint (n_errors > 0, ==, files[f].has_error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nested-spans/tree", test_tree);
  g_test_add_func ("/nested-spans/alone", test_alone);
  g_test_add_func ("/nested-spans/without-ids", test_without_ids);
  g_test_add_func ("/nested-spans/malformed", test_malformed);
  g_test_add_func ("/nested-spans/shared", test_shared);
  return g_test_run ();
}
