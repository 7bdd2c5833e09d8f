/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/trace/trace-private.h"

struct _WfTraceBuilder
{
  WfTrace *trace;          /* NULL once ended */
  GHashTable *agent_index; /* name -> index + 1; borrows the names */
  gulong n_absurd;         /* steps with a time that no clock shows */
};

G_DEFINE_BOXED_TYPE (WfTraceBuilder, wf_trace_builder, wf_trace_builder_ref, wf_trace_builder_unref)

static void
builder_clear (gpointer data)
{
  WfTraceBuilder *self = data;

  g_hash_table_unref (self->agent_index);
  g_clear_pointer (&self->trace, wf_trace_unref);
}

static void
replace (char **text, const char *with)
{
  g_free (*text);
  *text = g_utf8_make_valid (with, -1);
}

static GArray *
new_facts (void)
{
  GArray *facts = g_array_new (FALSE, FALSE, sizeof (WfTraceFact));

  g_array_set_clear_func (facts, wf_trace_fact_clear);
  return facts;
}

static void
add_fact (GArray *facts, const char *key, const char *value)
{
  WfTraceFact fact = { g_utf8_make_valid (key, -1), g_utf8_make_valid (value, -1) };

  g_array_append_val (facts, fact);
}

/**
 * wf_trace_builder_new:
 * @format: id of the log format
 *
 * Returns: (transfer full): an empty builder
 */
WfTraceBuilder *
wf_trace_builder_new (const char *format)
{
  WfTraceBuilder *self;
  WfTrace *trace;

  g_return_val_if_fail (format != NULL, NULL);

  self = g_atomic_rc_box_new0 (WfTraceBuilder);
  trace = g_atomic_rc_box_new0 (WfTrace);
  trace->format = g_strdup (format);
  trace->name = g_strdup ("");
  trace->question = g_strdup ("");
  trace->facts = new_facts ();
  trace->steps = g_array_new (FALSE, TRUE, sizeof (WfTraceStep));
  g_array_set_clear_func (trace->steps, wf_trace_step_clear);
  trace->links = g_array_new (FALSE, TRUE, sizeof (WfTraceLink));
  trace->agents = g_ptr_array_new_with_free_func (g_free);
  trace->notes = g_ptr_array_new_with_free_func (g_free);
  self->trace = trace;
  self->agent_index = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

/**
 * wf_trace_builder_ref:
 * @self: a builder
 *
 * Returns: (transfer full): @self with one more reference
 */
WfTraceBuilder *
wf_trace_builder_ref (WfTraceBuilder *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_trace_builder_unref:
 * @self: (transfer full): a builder
 *
 * Drops a reference.
 */
void
wf_trace_builder_unref (WfTraceBuilder *self)
{
  g_atomic_rc_box_release_full (self, builder_clear);
}

/**
 * wf_trace_builder_set_name:
 * @self: a builder that has not ended
 * @name: id or title of the run
 *
 * Sets what the log calls the run.
 */
void
wf_trace_builder_set_name (WfTraceBuilder *self, const char *name)
{
  g_return_if_fail (self->trace != NULL && name != NULL);

  replace (&self->trace->name, name);
}

/**
 * wf_trace_builder_set_outcome:
 * @self: a builder that has not ended
 * @outcome: how the run ended
 *
 * Sets how the run ended, where the log says.
 */
void
wf_trace_builder_set_outcome (WfTraceBuilder *self, WfRunOutcome outcome)
{
  g_return_if_fail (self->trace != NULL);

  self->trace->outcome = outcome;
}

/**
 * wf_trace_builder_add_fact:
 * @self: a builder that has not ended
 * @key: a name
 * @value: its value as text
 *
 * Adds a fact of the whole run.
 */
void
wf_trace_builder_add_fact (WfTraceBuilder *self, const char *key, const char *value)
{
  g_return_if_fail (self->trace != NULL && key != NULL && value != NULL);

  add_fact (self->trace->facts, key, value);
}

/**
 * wf_trace_builder_set_question:
 * @self: a builder that has not ended
 * @question: the task; bytes that aren't UTF-8 are replaced
 *
 * Sets the task the run was given.
 */
void
wf_trace_builder_set_question (WfTraceBuilder *self, const char *question)
{
  g_return_if_fail (self->trace != NULL && question != NULL);

  replace (&self->trace->question, question);
}

static gsize
intern_agent (WfTraceBuilder *self, const char *agent)
{
  GPtrArray *agents = self->trace->agents;
  g_autofree char *name = g_utf8_make_valid (agent, -1);
  gsize known = GPOINTER_TO_SIZE (g_hash_table_lookup (self->agent_index, name));

  if (known > 0)
    return known - 1;

  g_hash_table_insert (self->agent_index, name, GSIZE_TO_POINTER (agents->len + 1));
  g_ptr_array_add (agents, g_steal_pointer (&name));
  return agents->len - 1;
}

/**
 * wf_trace_builder_add_step:
 * @self: a builder that has not ended
 * @agent: who took the step
 * @speaker: the speaker as logged
 * @kind: what the step is
 * @role: the part it plays
 * @text: what was said; bytes that aren't UTF-8 are replaced
 *
 * Appends a step.
 *
 * Returns: its index
 */
gsize
wf_trace_builder_add_step (WfTraceBuilder *self,
                           const char *agent,
                           const char *speaker,
                           WfStepKind kind,
                           WfStepRole role,
                           const char *text)
{
  WfTraceStep step = { .kind = kind,
                       .role = role,
                       .parent = -1,
                       .start = WF_TIME_UNKNOWN,
                       .end = WF_TIME_UNKNOWN,
                       .tokens = -1,
                       .cost = -1 };

  g_return_val_if_fail (self->trace != NULL && agent != NULL && speaker != NULL && text != NULL, 0);

  step.agent = intern_agent (self, agent);
  step.speaker = g_utf8_make_valid (speaker, -1);
  step.text = g_utf8_make_valid (text, -1);
  g_array_append_val (self->trace->steps, step);
  return self->trace->steps->len - 1;
}

static WfTraceStep *
get_step (WfTraceBuilder *self, gsize step)
{
  g_return_val_if_fail (self->trace != NULL && step < self->trace->steps->len, NULL);

  return &g_array_index (self->trace->steps, WfTraceStep, step);
}

/**
 * wf_trace_builder_get_n_steps:
 * @self: a builder that has not ended
 *
 * Returns: number of steps so far
 */
gsize
wf_trace_builder_get_n_steps (WfTraceBuilder *self)
{
  g_return_val_if_fail (self->trace != NULL, 0);

  return self->trace->steps->len;
}

/**
 * wf_trace_builder_set_id:
 * @self: a builder that has not ended
 * @step: index of a step
 * @id: the id as logged
 *
 * Sets it; bytes that aren't UTF-8 are replaced.
 */
void
wf_trace_builder_set_id (WfTraceBuilder *self, gsize step, const char *id)
{
  WfTraceStep *found = get_step (self, step);

  g_return_if_fail (found != NULL && id != NULL);

  replace (&found->id, id);
}

/**
 * wf_trace_builder_set_title:
 * @self: a builder that has not ended
 * @step: index of a step
 * @title: name of the span, the tool or the task
 *
 * Sets it; bytes that aren't UTF-8 are replaced.
 */
void
wf_trace_builder_set_title (WfTraceBuilder *self, gsize step, const char *title)
{
  WfTraceStep *found = get_step (self, step);

  g_return_if_fail (found != NULL && title != NULL);

  replace (&found->title, title);
}

/**
 * wf_trace_builder_set_input:
 * @self: a builder that has not ended
 * @step: index of a step
 * @input: what the step was given
 *
 * Sets it; bytes that aren't UTF-8 are replaced.
 */
void
wf_trace_builder_set_input (WfTraceBuilder *self, gsize step, const char *input)
{
  WfTraceStep *found = get_step (self, step);

  g_return_if_fail (found != NULL && input != NULL);

  replace (&found->input, input);
}

/**
 * wf_trace_builder_set_parent:
 * @self: a builder that has not ended
 * @step: index of a step
 * @parent: index of an earlier one, which holds it
 *
 * Sets the step's parent.
 */
void
wf_trace_builder_set_parent (WfTraceBuilder *self, gsize step, gsize parent)
{
  WfTraceStep *found = get_step (self, step);

  g_return_if_fail (found != NULL && parent < step);

  found->parent = (gssize) parent;
}

static gboolean
is_absurd (gint64 time)
{
  return time != WF_TIME_UNKNOWN && (time < 0 || time > WF_TRACE_LAST_TIME);
}

/**
 * wf_trace_builder_set_times:
 * @self: a builder that has not ended
 * @step: index of a step
 * @start: nanoseconds since 1970, or %WF_TIME_UNKNOWN
 * @end: the same; one before the start counts as unknown
 *
 * Sets when the step ran. Times before 1970 and after 2200 count as unknown, with a note.
 */
void
wf_trace_builder_set_times (WfTraceBuilder *self, gsize step, gint64 start, gint64 end)
{
  WfTraceStep *found = get_step (self, step);

  g_return_if_fail (found != NULL);

  if (is_absurd (start) || is_absurd (end))
    self->n_absurd++;
  found->start = is_absurd (start) ? WF_TIME_UNKNOWN : start;
  found->end = is_absurd (end) || end < found->start ? WF_TIME_UNKNOWN : end;
}

/**
 * wf_trace_builder_set_status:
 * @self: a builder that has not ended
 * @step: index of a step
 * @status: how it ended
 * @text: (nullable): the error's message
 *
 * Sets how the step ended.
 */
void
wf_trace_builder_set_status (WfTraceBuilder *self, gsize step, WfStepStatus status, const char *text)
{
  WfTraceStep *found = get_step (self, step);

  g_return_if_fail (found != NULL);

  found->status = status;
  replace (&found->status_text, text == NULL ? "" : text);
}

/**
 * wf_trace_builder_set_usage:
 * @self: a builder that has not ended
 * @step: index of a step
 * @tokens: of prompt and completion together, -1 when not logged
 * @cost: US dollars, negative when not logged
 *
 * Sets what the step used.
 */
void
wf_trace_builder_set_usage (WfTraceBuilder *self, gsize step, gint64 tokens, double cost)
{
  WfTraceStep *found = get_step (self, step);

  g_return_if_fail (found != NULL);

  found->tokens = tokens;
  found->cost = cost;
}

/**
 * wf_trace_builder_add_attribute:
 * @self: a builder that has not ended
 * @step: index of a step
 * @key: a name
 * @value: its value as text
 *
 * Adds what else the log says of the step.
 */
void
wf_trace_builder_add_attribute (WfTraceBuilder *self, gsize step, const char *key, const char *value)
{
  WfTraceStep *found = get_step (self, step);

  g_return_if_fail (found != NULL && key != NULL && value != NULL);

  if (found->attributes == NULL)
    found->attributes = new_facts ();
  add_fact (found->attributes, key, value);
}

/**
 * wf_trace_builder_add_link:
 * @self: a builder that has not ended
 * @from: the step whose output is used
 * @to: a later step, which uses it
 * @source: what the link was taken from
 *
 * Adds an explicit link in the direction of the data.
 */
void
wf_trace_builder_add_link (WfTraceBuilder *self, guint from, guint to, WfLinkSource source)
{
  WfTraceLink link = { from, to, source };

  g_return_if_fail (self->trace != NULL && from < to);

  g_array_append_val (self->trace->links, link);
}

/**
 * wf_trace_builder_set_label:
 * @self: a builder that has not ended
 * @agent: the annotated agent
 * @step: the annotated step
 *
 * Sets the annotation of a benchmark. One that names no step of the log is dropped with a note.
 */
void
wf_trace_builder_set_label (WfTraceBuilder *self, const char *agent, gint64 step)
{
  g_return_if_fail (self->trace != NULL && agent != NULL);

  g_free (self->trace->label_agent);
  self->trace->label_agent = g_utf8_make_valid (agent, -1);
  self->trace->label_step = step;
  self->trace->is_labelled = TRUE;
}

/**
 * wf_trace_builder_add_note:
 * @self: a builder that has not ended
 * @note: a translated sentence about the input
 *
 * Adds what the reader noticed.
 */
void
wf_trace_builder_add_note (WfTraceBuilder *self, const char *note)
{
  g_return_if_fail (self->trace != NULL && note != NULL);

  g_ptr_array_add (self->trace->notes, g_strdup (note));
}

/* Speakers of the environment move behind the agents; both keep the order of their first step. */
static void
order_agents (WfTrace *self)
{
  gsize n = self->agents->len;
  g_autofree gsize *place = g_new (gsize, n);
  g_autofree gboolean *is_environment = g_new (gboolean, n);
  GPtrArray *ordered = g_ptr_array_new_full (n + 1, g_free);

  for (gsize a = 0; a < n; a++)
    is_environment[a] = TRUE;
  for (gsize i = 0; i < self->steps->len; i++)
    is_environment[g_array_index (self->steps, WfTraceStep, i).agent] &=
        g_array_index (self->steps, WfTraceStep, i).role == WF_ROLE_ENVIRONMENT;

  self->is_environment = g_new0 (gboolean, n);
  for (int pass = 0; pass < 2; pass++)
    for (gsize a = 0; a < n; a++)
      if (is_environment[a] == (pass == 1))
        {
          place[a] = ordered->len;
          self->is_environment[ordered->len] = is_environment[a];
          g_ptr_array_add (ordered, g_steal_pointer (&g_ptr_array_index (self->agents, a)));
        }
  for (gsize i = 0; i < self->steps->len; i++)
    g_array_index (self->steps, WfTraceStep, i).agent =
        place[g_array_index (self->steps, WfTraceStep, i).agent];

  g_ptr_array_add (ordered, NULL);
  g_ptr_array_unref (self->agents);
  self->agents = ordered;
}

static void
note_absurd_times (WfTraceBuilder *self)
{
  g_autofree char *note = NULL;

  if (self->n_absurd == 0)
    return;
  note = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%lu step has a time before 1970 or after 2200, taken for unknown.",
                   "%lu steps have a time before 1970 or after 2200, taken for unknown.", self->n_absurd),
      self->n_absurd);
  wf_trace_builder_add_note (self, note);
}

static void
check_label (WfTraceBuilder *self)
{
  WfTrace *trace = self->trace;

  if (trace->is_labelled && (trace->label_step < 0 || trace->label_step >= trace->steps->len))
    {
      g_autofree char *step = g_strdup_printf ("%" G_GINT64_FORMAT, trace->label_step);
      g_autofree char *note = g_strdup_printf (
          _ ("The annotated step %s is not a step of this log; the annotation is left out."), step);

      wf_trace_builder_add_note (self, note);
      trace->is_labelled = FALSE;
      g_clear_pointer (&trace->label_agent, g_free);
    }
}

/**
 * wf_trace_builder_end:
 * @self: a builder that has not ended
 * @error: return location
 *
 * Freezes the log. The builder can't be used afterwards.
 *
 * Errors: WF_ERROR_DATA without a step or with a link to a step that doesn't exist; WF_ERROR_TOO_LARGE above
 * WF_LIMIT_STEPS or WF_LIMIT_AGENTS.
 *
 * Returns: (transfer full): the log, or %NULL
 */
WfTrace *
wf_trace_builder_end (WfTraceBuilder *self, GError **error)
{
  g_autoptr (WfTrace) trace = NULL;

  g_return_val_if_fail (self->trace != NULL, NULL);

  check_label (self);
  note_absurd_times (self);
  g_hash_table_remove_all (self->agent_index);
  trace = g_steal_pointer (&self->trace);
  if (trace->steps->len == 0)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                           _ ("The log has no step: its list of messages is empty."));
      return NULL;
    }
  if (trace->steps->len > WF_LIMIT_STEPS || trace->agents->len > WF_LIMIT_AGENTS)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_TOO_LARGE,
          _ ("The log has %u steps by %u agents; at most %d steps and %d agents are read. Split the run."),
          trace->steps->len, trace->agents->len, WF_LIMIT_STEPS, WF_LIMIT_AGENTS);
      return NULL;
    }
  for (gsize l = 0; l < trace->links->len; l++)
    if (g_array_index (trace->links, WfTraceLink, l).to >= trace->steps->len)
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("A link leads to step %u, but the log has only %u steps."),
                     g_array_index (trace->links, WfTraceLink, l).to, trace->steps->len);
        return NULL;
      }

  order_agents (trace);
  g_ptr_array_add (trace->notes, NULL);
  return g_steal_pointer (&trace);
}
