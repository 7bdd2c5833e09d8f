/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/trace/trace-private.h"

G_DEFINE_BOXED_TYPE (WfTrace, wf_trace, wf_trace_ref, wf_trace_unref)

void
wf_trace_fact_clear (gpointer data)
{
  WfTraceFact *fact = data;

  g_free (fact->key);
  g_free (fact->value);
}

void
wf_trace_step_clear (gpointer data)
{
  WfTraceStep *step = data;

  g_free (step->speaker);
  g_free (step->text);
  g_free (step->id);
  g_free (step->title);
  g_free (step->input);
  g_free (step->status_text);
  g_clear_pointer (&step->attributes, g_array_unref);
}

static void
trace_clear (gpointer data)
{
  WfTrace *self = data;

  g_free (self->format);
  g_free (self->name);
  g_free (self->question);
  g_array_unref (self->facts);
  g_array_unref (self->steps);
  g_array_unref (self->links);
  g_ptr_array_unref (self->agents);
  g_free (self->is_environment);
  g_ptr_array_unref (self->notes);
  g_free (self->label_agent);
}

/**
 * wf_trace_ref:
 * @self: a log
 *
 * Returns: (transfer full): @self with one more reference
 */
WfTrace *
wf_trace_ref (WfTrace *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_trace_unref:
 * @self: (transfer full): a log
 *
 * Drops a reference.
 */
void
wf_trace_unref (WfTrace *self)
{
  g_atomic_rc_box_release_full (self, trace_clear);
}

static const WfTraceStep *
get_step (WfTrace *self, gsize step)
{
  return &g_array_index (self->steps, WfTraceStep, step);
}

static const char *
or_empty (const char *text)
{
  return text == NULL ? "" : text;
}

static void
read_fact (GArray *facts, gsize index, const char **key, const char **value)
{
  const WfTraceFact *fact = &g_array_index (facts, WfTraceFact, index);

  if (key != NULL)
    *key = fact->key;
  if (value != NULL)
    *value = fact->value;
}

/**
 * wf_trace_get_format:
 * @self: a log
 *
 * Returns: id of the log format it was read from
 */
const char *
wf_trace_get_format (WfTrace *self)
{
  return self->format;
}

/**
 * wf_trace_get_question:
 * @self: a log
 *
 * Returns: the task the run was given, "" when the log has none
 */
const char *
wf_trace_get_question (WfTrace *self)
{
  return self->question;
}

/**
 * wf_trace_get_name:
 * @self: a log
 *
 * Returns: id or title of the run as logged, "" when the log has none
 */
const char *
wf_trace_get_name (WfTrace *self)
{
  return self->name;
}

/**
 * wf_trace_get_outcome:
 * @self: a log
 *
 * Returns: how the run ended, as the log says. No blame is made of it.
 */
WfRunOutcome
wf_trace_get_outcome (WfTrace *self)
{
  return self->outcome;
}

/**
 * wf_trace_get_n_facts:
 * @self: a log
 *
 * Returns: number of facts that the log gives of the whole run
 */
gsize
wf_trace_get_n_facts (WfTrace *self)
{
  return self->facts->len;
}

/**
 * wf_trace_get_fact:
 * @self: a log
 * @fact: index of a fact
 * @key: (out) (optional) (transfer none): its name
 * @value: (out) (optional) (transfer none): its value as text
 *
 * Reads one fact of the run, as logged.
 */
void
wf_trace_get_fact (WfTrace *self, gsize fact, const char **key, const char **value)
{
  g_return_if_fail (fact < self->facts->len);

  read_fact (self->facts, fact, key, value);
}

/**
 * wf_trace_get_n_steps:
 * @self: a log
 *
 * Returns: number of steps, at least 1
 */
gsize
wf_trace_get_n_steps (WfTrace *self)
{
  return self->steps->len;
}

/**
 * wf_trace_get_agent:
 * @self: a log
 * @step: index of a step
 *
 * Returns: who took the step, without the remark in brackets that some logs add to the speaker
 */
const char *
wf_trace_get_agent (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, NULL);

  return g_ptr_array_index (self->agents, get_step (self, step)->agent);
}

/**
 * wf_trace_get_speaker:
 * @self: a log
 * @step: index of a step
 *
 * Returns: the speaker as logged, for example "Orchestrator (thought)"
 */
const char *
wf_trace_get_speaker (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, NULL);

  return get_step (self, step)->speaker;
}

/**
 * wf_trace_get_text:
 * @self: a log
 * @step: index of a step
 *
 * Returns: what was said: valid UTF-8 of any content and length
 */
const char *
wf_trace_get_text (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, NULL);

  return get_step (self, step)->text;
}

/**
 * wf_trace_get_kind:
 * @self: a log
 * @step: index of a step
 *
 * Returns: what the step is
 */
WfStepKind
wf_trace_get_kind (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, WF_STEP_OTHER);

  return get_step (self, step)->kind;
}

/**
 * wf_trace_get_role:
 * @self: a log
 * @step: index of a step
 *
 * Returns: the part the step plays in the conversation
 */
WfStepRole
wf_trace_get_role (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, WF_ROLE_WORK);

  return get_step (self, step)->role;
}

/**
 * wf_trace_can_bear_blame:
 * @self: a log
 * @step: index of a step
 *
 * Work, plans, thoughts and instructions can be to blame; the task, tool output, spans that only hold others
 * and the end of the run can't.
 *
 * Returns: whether the step can be a suspect
 */
gboolean
wf_trace_can_bear_blame (WfTrace *self, gsize step)
{
  switch (wf_trace_get_role (self, step))
    {
      case WF_ROLE_PLAN:
      case WF_ROLE_THINK:
      case WF_ROLE_INSTRUCT:
      case WF_ROLE_WORK:
        return TRUE;
      case WF_ROLE_TASK:
      case WF_ROLE_ENVIRONMENT:
      case WF_ROLE_END:
      case WF_ROLE_FRAME:
      default:
        return FALSE;
    }
}

/**
 * wf_trace_get_step_id:
 * @self: a log
 * @step: index of a step
 *
 * Returns: the id as logged, "" when the log has none
 */
const char *
wf_trace_get_step_id (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, "");

  return or_empty (get_step (self, step)->id);
}

/**
 * wf_trace_get_title:
 * @self: a log
 * @step: index of a step
 *
 * Returns: the name of the span, the tool or the task, "" when the log has none
 */
const char *
wf_trace_get_title (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, "");

  return or_empty (get_step (self, step)->title);
}

/**
 * wf_trace_get_parent:
 * @self: a log
 * @step: index of a step
 *
 * Returns: index of the step that holds this one, always an earlier one; -1 for none
 */
gssize
wf_trace_get_parent (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, -1);

  return get_step (self, step)->parent;
}

/**
 * wf_trace_get_input:
 * @self: a log
 * @step: index of a step
 *
 * Returns: what the step was given: prompt or arguments; "" when the log doesn't say
 */
const char *
wf_trace_get_input (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, "");

  return or_empty (get_step (self, step)->input);
}

/**
 * wf_trace_get_start:
 * @self: a log
 * @step: index of a step
 *
 * Returns: when it began, in nanoseconds since 1970, or %WF_TIME_UNKNOWN
 */
gint64
wf_trace_get_start (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, WF_TIME_UNKNOWN);

  return get_step (self, step)->start;
}

/**
 * wf_trace_get_end:
 * @self: a log
 * @step: index of a step
 *
 * Returns: when it ended, in nanoseconds since 1970, or %WF_TIME_UNKNOWN; never before the start
 */
gint64
wf_trace_get_end (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, WF_TIME_UNKNOWN);

  return get_step (self, step)->end;
}

/**
 * wf_trace_get_status:
 * @self: a log
 * @step: index of a step
 *
 * Returns: how the step ended, as the log says
 */
WfStepStatus
wf_trace_get_status (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, WF_STATUS_UNKNOWN);

  return get_step (self, step)->status;
}

/**
 * wf_trace_get_status_text:
 * @self: a log
 * @step: index of a step
 *
 * Returns: the message of its error, "" when there is none
 */
const char *
wf_trace_get_status_text (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, "");

  return or_empty (get_step (self, step)->status_text);
}

/**
 * wf_trace_get_tokens:
 * @self: a log
 * @step: index of a step
 *
 * Returns: tokens of prompt and completion together, -1 when not logged
 */
gint64
wf_trace_get_tokens (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, -1);

  return get_step (self, step)->tokens;
}

/**
 * wf_trace_get_cost:
 * @self: a log
 * @step: index of a step
 *
 * Returns: cost in US dollars, negative when not logged
 */
double
wf_trace_get_cost (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, -1);

  return get_step (self, step)->cost;
}

/**
 * wf_trace_get_n_attributes:
 * @self: a log
 * @step: index of a step
 *
 * Returns: number of further attributes that the log gives the step
 */
gsize
wf_trace_get_n_attributes (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, 0);

  return get_step (self, step)->attributes == NULL ? 0 : get_step (self, step)->attributes->len;
}

/**
 * wf_trace_get_attribute:
 * @self: a log
 * @step: index of a step
 * @attribute: index of an attribute
 * @key: (out) (optional) (transfer none): its name
 * @value: (out) (optional) (transfer none): its value as text
 *
 * Reads one attribute of a step, as logged.
 */
void
wf_trace_get_attribute (WfTrace *self, gsize step, gsize attribute, const char **key, const char **value)
{
  g_return_if_fail (attribute < wf_trace_get_n_attributes (self, step));

  read_fact (get_step (self, step)->attributes, attribute, key, value);
}

/**
 * wf_step_role_to_text:
 * @role: a role
 *
 * Returns: one translated word for it
 */
const char *
wf_step_role_to_text (WfStepRole role)
{
  switch (role)
    {
      case WF_ROLE_TASK:
        return _ ("task");
      case WF_ROLE_PLAN:
        return _ ("plan");
      case WF_ROLE_THINK:
        return _ ("thought");
      case WF_ROLE_INSTRUCT:
        return _ ("instruct");
      case WF_ROLE_WORK:
        return _ ("work");
      case WF_ROLE_ENVIRONMENT:
        return _ ("result");
      case WF_ROLE_END:
        return _ ("end");
      case WF_ROLE_FRAME:
        return _ ("frame");
      default:
        g_return_val_if_reached (_ ("work"));
    }
}

/**
 * wf_step_kind_to_text:
 * @kind: a kind
 *
 * Returns: one translated word for it
 */
const char *
wf_step_kind_to_text (WfStepKind kind)
{
  switch (kind)
    {
      case WF_STEP_MESSAGE:
        return _ ("message");
      case WF_STEP_AGENT:
        return _ ("agent");
      case WF_STEP_LLM:
        return _ ("model call");
      case WF_STEP_TOOL:
        return _ ("tool");
      case WF_STEP_RETRIEVER:
        return _ ("retriever");
      case WF_STEP_HANDOFF:
        return _ ("handoff");
      case WF_STEP_GUARDRAIL:
        return _ ("guardrail");
      case WF_STEP_EVALUATOR:
        return _ ("evaluator");
      case WF_STEP_OTHER:
        return _ ("other");
      default:
        g_return_val_if_reached (_ ("other"));
    }
}

/**
 * wf_run_outcome_to_text:
 * @outcome: how a run ended
 *
 * Returns: one translated word for it, "" for unknown
 */
const char *
wf_run_outcome_to_text (WfRunOutcome outcome)
{
  switch (outcome)
    {
      case WF_RUN_SUCCEEDED:
        return _ ("succeeded");
      case WF_RUN_FAILED:
        return _ ("failed");
      case WF_RUN_UNKNOWN:
      default:
        return "";
    }
}

/**
 * wf_link_source_to_text:
 * @source: what a link was taken from
 *
 * Returns: a few translated words for it
 */
const char *
wf_link_source_to_text (WfLinkSource source)
{
  switch (source)
    {
      case WF_LINK_EXPLICIT:
        return _ ("named in the log");
      case WF_LINK_PARENT:
        return _ ("parent and child");
      case WF_LINK_SEQUENCE:
        return _ ("order in the log");
      case WF_LINK_TIME:
        return _ ("clock order only");
      case WF_LINK_TEXT:
        return _ ("shared words");
      case WF_N_LINK_SOURCES:
      default:
        g_return_val_if_reached (_ ("order in the log"));
    }
}

/**
 * wf_link_source_to_id:
 * @source: what a link was taken from
 *
 * Returns: a word for it in files, the same in every language
 */
const char *
wf_link_source_to_id (WfLinkSource source)
{
  static const char *const ids[WF_N_LINK_SOURCES] = { "explicit", "parent", "sequence", "time", "text" };

  g_return_val_if_fail (source < WF_N_LINK_SOURCES, ids[WF_LINK_SEQUENCE]);

  return ids[source];
}

/**
 * wf_trace_get_agents:
 * @self: a log
 *
 * Returns: (array zero-terminated=1): agents in order of their first step, speakers of the environment last
 */
const char *const *
wf_trace_get_agents (WfTrace *self)
{
  return (const char *const *) self->agents->pdata;
}

/**
 * wf_trace_get_agent_index:
 * @self: a log
 * @step: index of a step
 *
 * Returns: index of the step's agent in wf_trace_get_agents()
 */
gsize
wf_trace_get_agent_index (WfTrace *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, 0);

  return get_step (self, step)->agent;
}

/**
 * wf_trace_is_environment:
 * @self: a log
 * @agent: index into wf_trace_get_agents()
 *
 * Returns: whether all that this speaker says is tool or terminal output
 */
gboolean
wf_trace_is_environment (WfTrace *self, gsize agent)
{
  g_return_val_if_fail (agent + 1 < self->agents->len, FALSE);

  return self->is_environment[agent];
}

/**
 * wf_trace_get_n_links:
 * @self: a log
 *
 * Returns: number of explicit links of the log
 */
gsize
wf_trace_get_n_links (WfTrace *self)
{
  return self->links->len;
}

/**
 * wf_trace_get_link:
 * @self: a log
 * @link: index of a link
 * @from: (out) (optional): the earlier step, whose output is used
 * @to: (out) (optional): the later step, which uses it
 * @source: (out) (optional): what the link was taken from
 *
 * Reads one explicit link.
 */
void
wf_trace_get_link (WfTrace *self, gsize link, guint *from, guint *to, WfLinkSource *source)
{
  const WfTraceLink *found;

  g_return_if_fail (link < self->links->len);

  found = &g_array_index (self->links, WfTraceLink, link);
  if (from != NULL)
    *from = found->from;
  if (to != NULL)
    *to = found->to;
  if (source != NULL)
    *source = found->source;
}

/**
 * wf_trace_get_label:
 * @self: a log
 * @agent: (out) (optional) (transfer none): the annotated agent
 * @step: (out) (optional): the annotated step, an index of this log
 *
 * The mistake as people annotated it in a benchmark. No method reads it.
 *
 * Returns: whether the log is annotated
 */
gboolean
wf_trace_get_label (WfTrace *self, const char **agent, gint64 *step)
{
  if (agent != NULL)
    *agent = self->label_agent;
  if (step != NULL)
    *step = self->label_step;
  return self->is_labelled;
}

/**
 * wf_trace_get_notes:
 * @self: a log
 *
 * Returns: (array zero-terminated=1): what the reader noticed, translated
 */
const char *const *
wf_trace_get_notes (WfTrace *self)
{
  return (const char *const *) self->notes->pdata;
}
