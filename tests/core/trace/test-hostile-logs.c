/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "tests/core/trace/log-fixture.h"

static gboolean
has_note (WfTrace *trace, const char *part)
{
  for (const char *const *note = wf_trace_get_notes (trace); *note != NULL; note++)
    if (strstr (*note, part) != NULL)
      return TRUE;
  return FALSE;
}

/* Numbers beyond what any clock or counter shows, in every reader that has some. Each is between two of the
 * ranges by which s, ms, us and ns are told apart. */
static void
test_absurd_counts (void)
{
  static const char *const counts[] = { "50000000000",          "'99999999999'",       "99999999999999",
                                        "99999999999999999",    "-50000000000",        "9223372036854775807",
                                        "-9223372036854775808", "99999999999999999999" };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "[{'name':'a','context':{'trace_id':'1','span_id':'1'},'start_time':%s,'attributes':{}}]",
          counts[i]);
      g_autoptr (WfTrace) trace = read_fixture ("otel-json", text);

      g_assert_cmpint (wf_trace_get_start (trace, 0), ==, WF_TIME_UNKNOWN);
      g_assert_true (has_note (trace, "before 1970 or after 2200"));
    }
}

/* Of messages, too, which are no spans. */
static void
test_absurd_times_of_messages (void)
{
  g_autoptr (WfTrace) trace =
      read_fixture ("autogen-chat",
                    "[{'type':'TextMessage','source':'a','models_usage':null,'content':'x','created_at':-5},"
                    "{'type':'TextMessage','source':'b','content':'y','created_at':99999999999},"
                    "{'type':'TextMessage','source':'b','content':'y','created_at':1700000000}]");

  g_assert_cmpint (wf_trace_get_start (trace, 0), ==, WF_TIME_UNKNOWN);
  g_assert_cmpint (wf_trace_get_start (trace, 1), ==, WF_TIME_UNKNOWN);
  g_assert_cmpint (wf_trace_get_start (trace, 2), ==, G_GINT64_CONSTANT (1700000000000000000));
  g_assert_true (has_note (trace, "2 steps have a time before 1970 or after 2200"));
}

static void
test_absurd_durations (void)
{
  g_autoptr (WfTrace) agentops = read_fixture (
      "agentops", "{'trace':{'trace_id':'t'},'spans':[{'span_id':'1','span_name':'x','span_attributes':{},"
                  "'start_time':'2249-01-01T00:00:00Z','duration':9e17},"
                  "{'span_id':'2','span_name':'y','span_attributes':{},'start_time':'2026-01-01T00:00:00Z',"
                  "'duration':1e999}]}");
  g_autoptr (WfTrace) jaeger = read_fixture (
      "jaeger", "{'data':[{'traceID':'t','spans':[{'traceID':'t','spanID':'1','operationName':'x',"
                "'startTime':1700000000000000,'duration':1e16},"
                "{'traceID':'t','spanID':'2','operationName':'y','startTime':1700000000000000}]}]}");

  for (gsize i = 0; i < 2; i++)
    {
      g_assert_cmpint (wf_trace_get_end (agentops, i), ==, WF_TIME_UNKNOWN);
      g_assert_cmpint (wf_trace_get_end (jaeger, i), ==, WF_TIME_UNKNOWN);
    }
}

/* No count of tokens and no price: unknown, not the nearest number. */
static void
test_absurd_usage (void)
{
  static const char *const logs[][2] = {
    { "agentops", "{'trace':{'trace_id':'t'},'spans':[{'span_id':'1','span_name':'x','span_attributes':{},"
                  "'metrics':{'total_tokens':1e300,'total_cost':1e999}}]}" },
    { "langfuse",
      "{'observations':[{'id':'1','type':'GENERATION','traceId':'t','startTime':'2026-01-01T00:00:00Z',"
      "'usageDetails':{'total':1e300},'costDetails':{'total':1e999}}]}" },
    { "langsmith", "[{'id':'1','trace_id':'1','dotted_order':'20260105T100000000000Z1','run_type':'llm',"
                   "'inputs':{},'total_tokens':1e300,'total_cost':1e999}]" },
    { "crewai-events", "[{'type':'llm_call_completed','event_id':'1','emission_sequence':1,"
                       "'usage':{'total_tokens':1e300}}]" },
    { "autogen-events",
      "{'type':'LLMCall','messages':[],'response':'x','agent_id':'a/b','prompt_tokens':1e300,"
      "'completion_tokens':1}" },
    { "openai-agents", "[{'object':'trace.span','id':'1','trace_id':'t','span_data':{'type':'response',"
                       "'usage':{'total_tokens':1e300}}}]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autoptr (WfTrace) trace = read_fixture (logs[i][0], logs[i][1]);

      g_assert_cmpint (wf_trace_get_tokens (trace, 0), ==, -1);
      g_assert_cmpfloat (wf_trace_get_cost (trace, 0), <, 0);
    }
}

static WfTrace *
read_bytes (const char *data, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (WfSource) source = wf_source_new (bytes, "x");

  g_assert_true (wf_logs_is_log (source) || error != NULL);
  return wf_trace_read (source, NULL, error);
}

/* A logger's prefix in brackets is no list. */
static void
test_bracketed_prefix (void)
{
  g_autoptr (WfTrace) trace =
      read_fixture ("autogen-events", "[2026-01-05 10:00:00] [INFO] {'type':'LLMCall','messages':[],"
                                      "'response':'one','agent_id':'a/b'}\n"
                                      "[2026-01-05 10:00:01] [INFO] {'type':'LLMCall','messages':[],"
                                      "'response':'two','agent_id':'a/b'}\n");

  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 2);
  g_assert_cmpstr (wf_trace_get_text (trace, 1), ==, "two");
}

/* One value after another without a line between them: none is lost. */
static void
test_values_on_one_line (void)
{
  g_autoptr (WfTrace) trace =
      read_fixture ("chat", "{'role':'user','content':'q'}{'role':'assistant','content':'a'}, "
                            "{'role':'assistant','content':'b'}\n{'role':'assistant','content':'c'},\n");

  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 4);
  g_assert_null (wf_trace_get_notes (trace)[0]);
}

/* A quotation mark ends a string unless an odd number of backslashes stand before it. */
static void
test_escaped_marks (void)
{
  g_autoptr (WfTrace) trace = read_fixture (
      "chat", "{'role':'user','content':'C:\\\\'}{'role':'assistant','content':'\\'}{\\' or \\\\\\'{'}"
              "{'role':'assistant','content':'\\\\\\\\'}");

  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 3);
  g_assert_cmpstr (wf_trace_get_text (trace, 0), ==, "C:\\");
  g_assert_cmpstr (wf_trace_get_text (trace, 1), ==, "\"}{\" or \\\"{");
  g_assert_cmpstr (wf_trace_get_text (trace, 2), ==, "\\\\");
  g_assert_null (wf_trace_get_notes (trace)[0]);
}

/* Lines that never close what they open are each looked at once, not each to the end of the file. */
static void
test_unbalanced_lines (void)
{
  g_autoptr (GString) text = g_string_new ("{\"role\":\"user\",\n\"content\":\"q\"}\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTrace) trace = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "{\"role\":{\"a\":\"user\"}\n");
  g_string_append (text, "{\"role\":\"assistant\",\"content\":\"a\"}\n");
  g_test_timer_start ();
  trace = read_bytes (text->str, text->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 2);
  g_assert_true (has_note (trace, "100000 lines are no JSON and are left out: 3, 4, 5"));
  g_assert_cmpfloat (g_test_timer_elapsed (), <,
                     10); /* takes 0.03 s; a look to the end for each takes minutes */
}

/* A line of JSON that is no record of the format is told like one that is no JSON; so is an element of a
 * list. */
static void
test_strange_records (void)
{
  static const char *const logs[][2] = {
    { "otlp", "{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'0a','spanId':'01','name':'x'}]}]}]}" },
    { "otel-json", "{'name':'a','context':{'trace_id':'1','span_id':'1'},'attributes':{}}" },
    { "jaeger", "{'data':[{'traceID':'t','spans':[{'traceID':'t','spanID':'1','operationName':'x'}]}]}" },
    { "langfuse",
      "{'observations':[{'id':'1','type':'SPAN','traceId':'t','startTime':'2026-01-01T00:00:00Z'}]}" },
    { "langsmith", "{'id':'1','trace_id':'1','dotted_order':'1Z1','run_type':'llm','inputs':{}}" },
    { "openai-agents", "{'object':'trace.span','id':'1','trace_id':'t','span_data':{'type':'response'}}" },
    { "openai-run-state", "{'$schemaVersion':'1','original_input':'q','generated_items':[]}" },
    { "crewai-events", "{'type':'llm_call_completed','event_id':'1','emission_sequence':1}" },
    { "crewai", "{'task_name':'t','agent':'a','status':'completed'}" },
    { "autogen-events", "{'type':'LLMCall','messages':[],'response':'x','agent_id':'a/b'}" },
    { "autogen-chat", "{'type':'TextMessage','source':'user','content':'x','models_usage':null}" },
    { "anthropic-session",
      "['client.beta.x',{'id':'1','type':'user.message','content':'x','processed_at':'x'}]" },
    { "agentsight", "{'timestamp':1,'source':'ssl','pid':1,'comm':'a','data':{}}" },
    { "trace-elephant", "{'agent_name':'a','input':'x','output':'y'}" },
    { "tau-bench", "{'task_id':1,'reward':1,'traj':[{'role':'user','content':'x'}]}" },
    { "swe-agent", "{'trajectory':[{'action':'ls','observation':'x'}],'info':{}}" },
    { "nested-spans", "{'span_id':'1','span_name':'x','child_spans':[]}" },
    { "agentops", "{'trace':{},'spans':[{'span_id':'1','span_name':'x','span_attributes':{}}]}" },
    { "mast", "{'problem_statement':'x','trajectory':'y'}" },
    { "who-and-when", "{'history':[{'role':'a','content':'x'}]}" },
    { "chat", "{'messages':[{'role':'user','content':'x'}]}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *lines = g_strconcat (logs[i][1], "\n{'strange':1}\n7\n", NULL);
      g_autofree char *list = g_strconcat ("[", logs[i][1], ",{'strange':1},7]", NULL);
      g_autoptr (WfTrace) of_lines = read_fixture (logs[i][0], lines);
      g_autoptr (WfTrace) of_list = read_fixture (logs[i][0], list);

      g_test_message ("%s", logs[i][0]);

      g_assert_true (has_note (of_lines, "1 line is no JSON and is left out: 3."));
      g_assert_true (has_note (of_lines, "1 line holds another kind of record and is left out: 2."));
      g_assert_true (
          has_note (of_list, "2 elements of the list are other kinds of records and are left out: 1, 2"));
      g_assert_cmpuint (wf_trace_get_n_steps (of_lines), ==, wf_trace_get_n_steps (of_list));
    }
}

/* A collector with one file for all it gathers: the spans in it are read, whatever comes first. */
static void
test_signals_in_one_file (void)
{
  g_autoptr (WfTrace) trace = read_fixture (
      "otlp", "{'resourceLogs':[]}\n{'resourceMetrics':[]}\n"
              "{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'0a','spanId':'01'}]}]}]}\n");

  g_assert_true (has_note (trace, "2 lines hold other kinds of records and are left out: 1, 2."));
}

/* Ids that begin again in every trace: a link is of its own trace; one that leads to another is counted. */
static void
test_links_of_runs (void)
{
  g_autofree char *json = unquote ("{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'0a','spanId':'01'}"
                                   ",{'traceId':'0a','spanId':'02'},"
                                   "{'traceId':'0a','spanId':'03','links':[{'traceId':'0A','spanId':'01'}]},{"
                                   "'traceId':'0b','spanId':'01'},"
                                   "{'traceId':'0b','spanId':'02','links':[{'traceId':'0a','spanId':'01'}]},{"
                                   "'traceId':'0b','spanId':'03'}]}]}]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = read_runs (json, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (runs->len, ==, 2);
  g_assert_true (has_link (g_ptr_array_index (runs, 0), 0, 2, WF_LINK_EXPLICIT));
  g_assert_false (has_link (g_ptr_array_index (runs, 1), 0, 2, WF_LINK_EXPLICIT));
  g_assert_false (has_link (g_ptr_array_index (runs, 1), 0, 1, WF_LINK_EXPLICIT));
  g_assert_true (
      has_note (g_ptr_array_index (runs, 0), "1 link of the log leads to no step of the same run"));
}

/* What the SDKs of OpenTelemetry print has links, too; and Jaeger's references name their trace. */
static void
test_links_of_spans (void)
{
  g_autoptr (WfTrace) sdk = read_fixture (
      "otel-json", "[{'name':'a','context':{'trace_id':'0x1','span_id':'0x1'},'attributes':{},'links':[]},"
                   "{'name':'b','context':{'trace_id':'0x1','span_id':'0x2'},'attributes':{}},"
                   "{'name':'c','context':{'trace_id':'0x1','span_id':'0x3'},'attributes':{},'links':[7,{},"
                   "{'context':{'trace_id':'0x1','span_id':'0x1'},'attributes':{}},"
                   "{'context':{'trace_id':'0x2','span_id':'0x2'},'attributes':{}}]}]");
  g_autoptr (WfTrace) jaeger = read_fixture (
      "jaeger",
      "{'data':[{'traceID':'t','spans':[{'traceID':'t','spanID':'1'},{'traceID':'t','spanID':'2'},"
      "{'traceID':'t','spanID':'3','references':[{'refType':'FOLLOWS_FROM','traceID':'t','spanID':'1'},"
      "{'refType':'FOLLOWS_FROM','traceID':'u','spanID':'2'}]}]}]}");

  g_assert_true (has_link (sdk, 0, 2, WF_LINK_EXPLICIT));
  g_assert_false (has_link (sdk, 1, 2, WF_LINK_EXPLICIT));
  g_assert_true (has_note (sdk, "1 link of the log leads to no step of the same run"));
  g_assert_true (has_link (jaeger, 0, 2, WF_LINK_EXPLICIT));
  g_assert_false (has_link (jaeger, 1, 2, WF_LINK_EXPLICIT));
}

/* A key of 100 KB over 20,000 values: were it said of each, 5 MB would need 2 GB. */
static void
test_long_keys (void)
{
  g_autofree char *key = g_strnfill (100000, 'k');
  g_autoptr (GString) strings = g_string_new ("\"first\"");
  g_autoptr (GString) values = g_string_new ("{\"stringValue\":\"first\"}");
  g_autofree char *flat = NULL, *otlp = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_string_append (strings, ",\"x\"");
      g_string_append (values, ",{\"stringValue\":\"x\"}");
    }
  flat = g_strdup_printf ("[{'name':'a','context':{'trace_id':'1','span_id':'1'},'attributes':{'%s':[%s]}}]",
                          key, strings->str);
  otlp =
      g_strdup_printf ("{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'1','spanId':'1','attributes':"
                       "[{'key':'%s','value':{'arrayValue':{'values':[%s]}}}]}]}]}]}",
                       key, values->str);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WfTrace) trace = read_fixture (i == 0 ? "otel-json" : "otlp", i == 0 ? flat : otlp);

      g_assert_cmpuint (wf_trace_get_n_attributes (trace, 0), ==, 1);
      g_assert_nonnull (strstr (get_attribute (trace, 0, key), "first"));
    }
}

/* A frame of many rows and many columns that hold next to nothing. */
static void
test_hollow_frame (void)
{
  g_autoptr (GString) text = g_string_new ("{'context.span_id':['a'");
  g_autoptr (WfTrace) trace = NULL;

  for (guint i = 1; i < 50000; i++)
    g_string_append_printf (text, ",'%u'", i);
  g_string_append (text, "],'name':['first']");
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, ",'%u':[]", i);
  g_string_append_c (text, '}');
  g_test_timer_start ();
  trace = read_fixture ("otel-json", text->str);
  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 50000);
  g_assert_cmpstr (wf_trace_get_title (trace, 0), ==, "first");
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 10); /* takes 0.3 s; cell by cell 28 s */
}

/* What a crew is asked is found in one go through the attributes. */
static void
test_many_tasks (void)
{
  g_autoptr (GString) text =
      g_string_new ("{'trace':{'trace_id':'t'},'spans':[{'span_id':'1','span_name':'x',"
                    "'span_attributes':{'crewai':{'crew':{'tasks':[{'id':'i','description':'first'}");
  g_autoptr (WfTrace) trace = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, ",{'description':'d'}");
  g_string_append (text, "]}}}}]}");
  g_test_timer_start ();
  trace = read_fixture ("agentops", text->str);
  g_assert_true (g_str_has_prefix (wf_trace_get_question (trace), "first\nd\nd\n"));
  g_assert_cmpuint (strlen (wf_trace_get_question (trace)), ==, 5 + 2 * 100000);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 6); /* takes 0.3 s; a look for each takes 16 s */
}

/* Nothing that a log tells goes lost because its type is new; what only says a thing again stays a frame. */
static void
test_unknown_types (void)
{
  g_autoptr (WfTrace) session =
      read_fixture ("anthropic-session",
                    "['client.beta.x',{'id':'1','type':'user.message','content':'q','processed_at':'x'}]\n"
                    "['client.beta.x',{'id':'2','type':'session.status_idle'}]\n['client.beta.x',{'id':'3','"
                    "type':'agent.thinking'}]\n"
                    "['client.beta.x',{'id':'4','type':'agent.new_thing','content':'words'}]\n"
                    "['client.beta.x',{'id':'5','type':'user.tool_confirmation','result':'allow'}]\n"
                    "['client.beta.x',{'id':'6','type':'agent.message','content':'a'}]\n");
  g_autoptr (WfTrace) crew = read_fixture (
      "crewai-events",
      "{'type':'llm_call_started','event_id':'a','emission_sequence':1,'agent_role':'w'}\n"
      "{'type':'llm_stream_chunk','event_id':'b','emission_sequence':2,'parent_event_id':'a'}\n"
      "{'type':'llm_call_completed','event_id':'c','started_event_id':'a','response':'done'}\n");

  g_assert_cmpuint (wf_trace_get_n_steps (session), ==, 4);
  check_step (session, 1, "agent", WF_STEP_OTHER, WF_ROLE_FRAME, "words");
  g_assert_cmpstr (wf_trace_get_title (session, 1), ==, "agent.new_thing");
  check_step (session, 2, "user", WF_STEP_OTHER, WF_ROLE_FRAME, "allow");
  check_step (crew, 0, "w", WF_STEP_LLM, WF_ROLE_WORK, "done");
  check_step (crew, 1, "w", WF_STEP_OTHER, WF_ROLE_FRAME, "");
}

/* AutoGen's log names who was told, and by whom; that an agent does one thing after another is but its order.
 */
static void
test_told_agents (void)
{
  g_autoptr (WfTrace) trace = read_fixture (
      "autogen-events",
      "{'type':'Message','payload':'go','sender':null,'receiver':'planner/1','delivery_stage':'SEND'}\n"
      "{'type':'LLMCall','messages':[],'response':'a plan','agent_id':'planner/1'}\n"
      "{'type':'Message','payload':'write','sender':'planner/1','receiver':'writer/1',"
      "'delivery_stage':'SEND'}\n"
      "{'type':'Message','payload':'write','sender':'planner/1','receiver':'writer/1',"
      "'delivery_stage':'DELIVER'}\n"
      "{'type':'LLMCall','messages':[],'response':'a text','agent_id':'writer/1'}\n"
      "{'type':'LLMCall','messages':[],'response':'better','agent_id':'writer/1'}\n");

  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 5);
  g_assert_cmpuint (wf_trace_get_n_links (trace), ==, 4);
  g_assert_true (has_link (trace, 0, 1, WF_LINK_EXPLICIT));
  g_assert_true (has_link (trace, 1, 2, WF_LINK_SEQUENCE));
  g_assert_true (has_link (trace, 2, 3, WF_LINK_EXPLICIT));
  g_assert_true (has_link (trace, 3, 4, WF_LINK_SEQUENCE));
}

/* What comes in pieces has its question where it begins. */
static void
test_stream (void)
{
  g_autoptr (WfTrace) trace = read_fixture (
      "autogen-events",
      "{'type':'LLMStreamStart','messages':[{'role':'user','content':'When?'}],'agent_id':'planner/1'}\n"
      "{'type':'LLMStreamEnd','response':'At "
      "noon.','prompt_tokens':1,'completion_tokens':2,'agent_id':'planner/1'}\n");

  g_assert_cmpuint (wf_trace_get_n_steps (trace), ==, 1);
  check_step (trace, 0, "planner", WF_STEP_LLM, WF_ROLE_WORK, "At noon.");
  g_assert_cmpstr (wf_trace_get_input (trace, 0), ==, "When?");
}

/* A reward that is missing is none of 0. */
static void
test_reward_unknown (void)
{
  static const struct
  {
    const char *reward;
    WfRunOutcome outcome;
  } rewards[] = {
    { "null", WF_RUN_UNKNOWN }, { "'?'", WF_RUN_UNKNOWN }, { "0", WF_RUN_FAILED }, { "1.0", WF_RUN_SUCCEEDED }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rewards); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("[{'reward':%s,'traj':[{'role':'user','content':'x'}]}]", rewards[i].reward);
      g_autoptr (WfTrace) trace = read_fixture ("tau-bench", text);

      g_assert_cmpint (wf_trace_get_outcome (trace), ==, rewards[i].outcome);
    }
}

/* The title of a step stays when its words are redacted: it may not be made of them. */
static void
test_title_without_words (void)
{
  g_autoptr (WfTrace) trace = read_fixture (
      "swe-agent",
      "{'trajectory':[{'action':'\\n echo \\'the secret\\'','observation':'x','response':''}],'info':{}}");
  g_autoptr (WfTrace) redacted = wf_trace_redact (trace);

  g_assert_nonnull (strstr (wf_trace_get_text (trace, 0), "the secret"));
  g_assert_cmpstr (wf_trace_get_title (redacted, 0), ==, "echo");
}

static void
test_utf16 (void)
{
  static const char text[] =
      "{\"history\":[{\"role\":\"a\",\"content\":\"caf\303\251\"}],\"question\":\"q\"}";
  static const char *const encodings[] = { "UTF-16LE", "UTF-16BE" };
  static const char *const marks[] = { "\xff\xfe", "\xfe\xff" };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize length;
      g_autofree char *words = g_convert (text, -1, encodings[i], "UTF-8", NULL, &length, NULL);
      g_autofree char *file = g_malloc (length + 3);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfTrace) trace = NULL, broken = NULL;

      memcpy (file, marks[i], 2);
      memcpy (file + 2, words, length);
      file[length + 2] = 'x';
      trace = read_bytes (file, length + 2, NULL);
      g_assert_cmpstr (wf_trace_get_text (trace, 0), ==, "caf\303\251");
      g_assert_true (has_note (trace, "UTF-16"));
      broken = read_bytes (file, length + 3, &error);
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
      g_assert_null (broken);
    }
}

static void
test_empty (void)
{
  static const char *const files[] = { "", " \n\t\n", "\xef\xbb\xbf" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_bytes (files[i], strlen (files[i]), &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_assert_nonnull (strstr (error->message, "the file is empty"));
    }
}

/* Tables of labels are refused by what they are, other tables as no log; words that begin like the name of
 * another kind of file are words. A folder passes over both, but tells of labels in JSON. */
static void
test_tables_and_words (void)
{
  static const struct
  {
    const char *text, *message;
  } files[] = {
    { "trace,mas,fm_1.1,fm_1.2\nChatDev_1,ChatDev,1,0\nAG2 b,AG2,1,0\nAG2 c,AG2,1,0\n",
      "what people found wrong" },
    { "file,mistake_agent,mistake_step\r\n1.json,Web Surfer,2\r\n2.json,Web Surfer,2\r\n",
      "what people found wrong" },
    { "{\"task_instruction\":\"Sort.\",\"mistake_agent\":\"a\",\"mistake_step\":1}", "step_records.json" },
    { "id,text,value\n1,\"a long text\",2\n2,\"a long text\",2\n", "no agent log" },
    { "graph {\n a -- b;\n c -- d;\n}\n", "no agent log" },
    { "Network traffic was checked by the agent,\nwho found nothing in it.\n", NULL },
    { "Page two: the mistake_agent and the mistake_step\nare explained here.\n", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) runs = read_runs (files[i].text, &error);
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].text, strlen (files[i].text));
      g_autoptr (WfSource) source = wf_source_new (bytes, "x");

      g_assert_true (wf_logs_is_log (source) == (*files[i].text == '{'));
      g_assert_true ((runs == NULL) == (files[i].message != NULL));
      if (files[i].message == NULL)
        continue;
      g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
      g_assert_nonnull (strstr (error->message, files[i].message));
    }
}

/* Bytes of a program where a line's first characters are looked at: no letters, whatever they would stand
 * for. */
static void
test_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (int round = 0; round < 20; round++)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (WfSource) source = NULL;

      g_string_truncate (text, 0);
      while (text->len < 60000)
        {
          g_string_append_c (text, '\n');
          g_string_append_c (text, (char) g_rand_int_range (rand, 0xf0, 0x100));
          for (int i = 0; i < 5; i++)
            g_string_append_c (text, (char) g_rand_int_range (rand, 0x80, 0x100));
        }
      bytes = g_bytes_new (text->str, text->len);
      source = wf_source_new (bytes, "program");
      g_assert_false (wf_logs_is_log (source));
    }
}

/* A log in Latin-1 is one all the same: taken for UTF-8, the letter at the end of a line would swallow the
 * next three bytes, and with them the beginning of a line. */
static void
test_latin_letters (void)
{
  static const char text[] = "2026-01-05 10:00:00 INFO planner: all\xf4\n"
                             "2026-01-05 10:00:01 INFO coder: all\xf4\n"
                             "2026-01-05 10:00:02 INFO planner: all\xf4\n"
                             "2026-01-05 10:00:03 INFO coder: all\xf4\n"
                             "2026-01-05 10:00:04 INFO planner: so be it\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "crew.log");

  g_assert_true (wf_logs_is_log (source));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile-logs/absurd-counts", test_absurd_counts);
  g_test_add_func ("/hostile-logs/absurd-times-of-messages", test_absurd_times_of_messages);
  g_test_add_func ("/hostile-logs/absurd-durations", test_absurd_durations);
  g_test_add_func ("/hostile-logs/absurd-usage", test_absurd_usage);
  g_test_add_func ("/hostile-logs/bracketed-prefix", test_bracketed_prefix);
  g_test_add_func ("/hostile-logs/values-on-one-line", test_values_on_one_line);
  g_test_add_func ("/hostile-logs/escaped-marks", test_escaped_marks);
  g_test_add_func ("/hostile-logs/unbalanced-lines", test_unbalanced_lines);
  g_test_add_func ("/hostile-logs/strange-records", test_strange_records);
  g_test_add_func ("/hostile-logs/signals-in-one-file", test_signals_in_one_file);
  g_test_add_func ("/hostile-logs/links-of-runs", test_links_of_runs);
  g_test_add_func ("/hostile-logs/links-of-spans", test_links_of_spans);
  g_test_add_func ("/hostile-logs/long-keys", test_long_keys);
  g_test_add_func ("/hostile-logs/hollow-frame", test_hollow_frame);
  g_test_add_func ("/hostile-logs/many-tasks", test_many_tasks);
  g_test_add_func ("/hostile-logs/unknown-types", test_unknown_types);
  g_test_add_func ("/hostile-logs/told-agents", test_told_agents);
  g_test_add_func ("/hostile-logs/stream", test_stream);
  g_test_add_func ("/hostile-logs/reward-unknown", test_reward_unknown);
  g_test_add_func ("/hostile-logs/title-without-words", test_title_without_words);
  g_test_add_func ("/hostile-logs/utf16", test_utf16);
  g_test_add_func ("/hostile-logs/tables-and-words", test_tables_and_words);
  g_test_add_func ("/hostile-logs/empty", test_empty);
  g_test_add_func ("/hostile-logs/bytes", test_bytes);
  g_test_add_func ("/hostile-logs/latin-letters", test_latin_letters);
  return g_test_run ();
}
