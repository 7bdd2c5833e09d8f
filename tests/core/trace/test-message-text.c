/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "log-fixture.h"

#include "core/trace/span-private.h"

typedef struct
{
  const char *json;
  const char *input, *output; /* NULL = not asked for */
  const char *question;
} Payload;

/* What the models' interfaces and frameworks send and get, and what is told of it. */
static const Payload payloads[] = {
  /* texts, also in quotes */
  { "'When?'", "When?", "When?", "When?" },
  { "'\\'When?\\''", "When?", "When?", "When?" },
  { "null", "", "", "" },
  { "12", "12", "12", "12" },
  /* OpenAI chat: a request, an answer, one with calls */
  { "{'messages':[{'role':'system','content':'Be brief.'},{'role':'user','content':'When?'}],'model':'m'}",
    "When?", NULL, "When?" },
  { "{'id':'c','choices':[{'index':0,'message':{'role':'assistant','content':'At noon.'}}],'model':'m'}",
    NULL, "At noon.", NULL },
  { "{'choices':[{'message':{'role':'assistant','content':null,'tool_calls':[{'id':'1','type':'function','"
    "function':"
    "{'name':'f','arguments':'{}'}},{'id':'2','type':'function','function':{'name':'g','arguments':'1'}}]}}]"
    "}",
    NULL, "f({})\ng(1)", NULL },
  /* a later request: what is new are the results of the tools; what was asked stays what the user said last
   */
  { "[{'role':'user','content':'When?'},{'role':'assistant','tool_calls':[{'function':{'name':'f','arguments'"
    ":'x'}}]},"
    "{'role':'tool','content':'a'},{'role':'tool','content':'b'}]",
    "a\nb", NULL, "When?" },
  /* OpenAI responses */
  { "[{'role':'user','content':'When?'},{'type':'function_call','name':'f','arguments':'{}','call_id':'c'},"
    "{'type':'function_call_output','call_id':'c','output':'noon'}]",
    "noon", NULL, "When?" },
  { "{'id':'r','object':'response','output':[{'type':'reasoning','summary':[]},{'type':'message','role':'"
    "assistant',"
    "'content':[{'type':'output_text','text':'At noon.'}]}]}",
    NULL, "At noon.", NULL },
  /* Anthropic */
  { "{'role':'assistant','content':[{'type':'text','text':'I "
    "look.'},{'type':'tool_use','id':'t','name':'f','input':"
    "{'q':1}}]}",
    NULL, "I look.\nf({\"q\":1})", NULL },
  { "{'content':[{'type':'text','text':'Sunny'}]}", NULL, "Sunny", NULL },
  /* Gemini */
  { "{'contents':[{'role':'user','parts':[{'text':'When?'}]}],'tools':[]}", "When?", NULL, "When?" },
  { "{'candidates':[{'content':{'role':'model','parts':[{'text':'At "
    "noon.'},{'functionCall':{'name':'f','args':{}}}]}}]}",
    NULL, "At noon.\nf({})", NULL },
  /* OpenTelemetry's messages */
  { "[{'role':'assistant','parts':[{'type':'reasoning','content':'Hm.'},{'type':'tool_call','id':'1','name':'"
    "f',"
    "'arguments':{'q':1}}],'finish_reason':'tool_call'}]",
    NULL, "Hm.\nf({\"q\":1})", NULL },
  /* LangChain: messages as written down and as dictionaries, a graph's state, generations, tools behind the
     messages */
  { "{'messages':[{'lc':1,'type':'constructor','id':['langchain_core','messages','HumanMessage'],'kwargs':{'"
    "content':"
    "'When?'}},{'lc':1,'type':'constructor','id':['x','AIMessage'],'kwargs':{'content':'At noon.'}}]}",
    "At noon.", "At noon.", "When?" },
  { "{'messages':[{'content':'When?','type':'human'},{'content':'','type':'ai','additional_kwargs':{'tool_"
    "calls':["
    "{'function':{'name':'f','arguments':'{}'}}]}},{'content':'noon','type':'tool'},{'content':'Noon.','type'"
    ":'ai'}]}",
    "Noon.", "Noon.", "When?" },
  { "{'generations':[[{'text':'At "
    "noon.','generation_info':{},'message':{'lc':1,'id':['AIMessage'],'kwargs':{'content':"
    "'At noon.'}}}]],'llm_output':null}",
    NULL, "At noon.", NULL },
  { "{'messages':[[{'role':'user','content':'When?'}]]}", "When?", NULL, "When?" },
  { "[{'role':'user','content':'When?'},{'role':'tool','content':{'type':'function','function':{'name':'f','"
    "parameters':"
    "{}}}}]",
    "When?", NULL, "When?" },
  /* printed calls of any-agent; a function's one argument; a crew's answer */
  { "[{'tool.name':'f','tool.args':'{}'}]", NULL, "f({})", NULL },
  { "{'args':['tides'],'kwargs':{}}", "tides", NULL, "tides" },
  { "{'raw':'A poem','pydantic':null,'tasks_output':[]}", NULL, "A poem", NULL },
  /* data that isn't a message stays */
  { "{'task':'tides','depth':2}", "{\"task\":\"tides\",\"depth\":2}", "{\"task\":\"tides\",\"depth\":2}",
    "tides" },
  { "[1,[2,{'a':null}]]", "[1,[2,{\"a\":null}]]", "[1,[2,{\"a\":null}]]", NULL },
  { "{'role':7,'content':{'x':[true]}}", NULL, "{\"role\":7,\"content\":{\"x\":[true]}}", NULL },
};

static void
test_payloads (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      const Payload *p = &payloads[i];
      g_autofree char *json = unquote (p->json);
      g_autoptr (JsonNode) node = json_from_string (json, NULL);
      g_autofree char *input = wf_input_to_text (node);
      g_autofree char *output = wf_output_to_text (node);
      g_autofree char *question = wf_question_to_text (node);

      g_test_message ("%s", p->json);
      if (p->input != NULL)
        g_assert_cmpstr (input, ==, p->input);
      if (p->output != NULL)
        g_assert_cmpstr (output, ==, p->output);
      if (p->question != NULL)
        g_assert_cmpstr (question, ==, p->question);
    }
}

/* The same within a text, as tracing systems record it. */
static void
test_in_text (void)
{
  for (gsize i = 2; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *json = unquote (payloads[i].json);
      g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), json);
      g_autofree char *output = wf_output_to_text (node);

      if (payloads[i].output != NULL && *payloads[i].output != '\0')
        g_assert_cmpstr (output, ==, payloads[i].output);
    }
}

/* Of a tool's result and arguments nothing is lost. */
static void
test_data (void)
{
  static const struct
  {
    const char *json, *result, *arguments;
  } cases[] = {
    { "{'status':'ok','message':'Saved.'}", "{\"status\":\"ok\",\"message\":\"Saved.\"}",
      "{\"status\":\"ok\",\"message\":\"Saved.\"}" },
    { "{'output':'noon'}", "noon", "{\"output\":\"noon\"}" },
    { "{'content':[{'type':'text','text':'noon'}]}", "noon",
      "{\"content\":[{\"type\":\"text\",\"text\":\"noon\"}]}" },
    { "{'content':'noon','type':'tool','tool_call_id':'c'}", "noon",
      "{\"content\":\"noon\",\"type\":\"tool\",\"tool_call_id\":\"c\"}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = unquote (cases[i].json);
      g_autoptr (JsonNode) node = json_from_string (json, NULL);
      g_autofree char *result = wf_data_to_text (node);
      g_autofree char *arguments = wf_arguments_to_text (node);

      g_assert_cmpstr (result, ==, cases[i].result);
      g_assert_cmpstr (arguments, ==, cases[i].arguments);
    }
}

/* Wrappers without end are followed some way, not forever. */
static void
test_depth (void)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *output = NULL;
  g_autofree char *content = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (json, "{\"output\":[");
  for (guint i = 0; i < 200; i++)
    g_string_append (json, "]}");
  node = json_from_string (json->str, NULL);
  output = wf_output_to_text (node);
  content = wf_message_to_text (node);
  g_assert_cmpstr (output, ==, json->str);
  g_assert_cmpstr (content, ==, json->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-text/payloads", test_payloads);
  g_test_add_func ("/message-text/in-text", test_in_text);
  g_test_add_func ("/message-text/data", test_data);
  g_test_add_func ("/message-text/depth", test_depth);
  return g_test_run ();
}
