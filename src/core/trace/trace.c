/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/trace/trace.h"

typedef struct
{
  char *speaker;
  char *text;
  gsize agent;
  WfStepKind kind;
  WfStepRole role;
} Step;

typedef struct
{
  guint from, to;
  WfLinkSource source;
} Link;

struct _WfTrace
{
  char *format;
  char *question;
  GArray *steps;     /* of Step */
  GArray *links;     /* of Link */
  GPtrArray *agents; /* names, NULL-terminated once built */
  gboolean *is_environment;
  GPtrArray *notes;
  gboolean is_labelled;
  char *label_agent;
  gint64 label_step;
};

struct _WfTraceBuilder
{
  WfTrace *trace;          /* NULL once ended */
  GHashTable *agent_index; /* name -> index + 1; borrows the names */
};

G_DEFINE_BOXED_TYPE (WfTrace, wf_trace, wf_trace_ref, wf_trace_unref)
G_DEFINE_BOXED_TYPE (WfTraceBuilder, wf_trace_builder, wf_trace_builder_ref, wf_trace_builder_unref)

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_free (step->speaker);
  g_free (step->text);
}

static void
trace_clear (gpointer data)
{
  WfTrace *self = data;

  g_free (self->format);
  g_free (self->question);
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

static const Step *
get_step (WfTrace *self, gsize step)
{
  return &g_array_index (self->steps, Step, step);
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
 * Work, plans, thoughts and instructions can be to blame; the task, tool output and the end of the run can't.
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
      default:
        return FALSE;
    }
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
      default:
        g_return_val_if_reached (_ ("work"));
    }
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
  const Link *found;

  g_return_if_fail (link < self->links->len);

  found = &g_array_index (self->links, Link, link);
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

/* ---- builder ---- */

static void
builder_clear (gpointer data)
{
  WfTraceBuilder *self = data;

  g_hash_table_unref (self->agent_index);
  g_clear_pointer (&self->trace, wf_trace_unref);
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
  trace->question = g_strdup ("");
  trace->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_array_set_clear_func (trace->steps, step_clear);
  trace->links = g_array_new (FALSE, TRUE, sizeof (Link));
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

  g_free (self->trace->question);
  self->trace->question = g_utf8_make_valid (question, -1);
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
  Step step = { .kind = kind, .role = role };

  g_return_val_if_fail (self->trace != NULL && agent != NULL && speaker != NULL && text != NULL, 0);

  step.agent = intern_agent (self, agent);
  step.speaker = g_utf8_make_valid (speaker, -1);
  step.text = g_utf8_make_valid (text, -1);
  g_array_append_val (self->trace->steps, step);
  return self->trace->steps->len - 1;
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
  Link link = { from, to, source };

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
    is_environment[get_step (self, i)->agent] &= get_step (self, i)->role == WF_ROLE_ENVIRONMENT;

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
    g_array_index (self->steps, Step, i).agent = place[get_step (self, i)->agent];

  g_ptr_array_add (ordered, NULL);
  g_ptr_array_unref (self->agents);
  self->agents = ordered;
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
    if (g_array_index (trace->links, Link, l).to >= trace->steps->len)
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     _ ("A link leads to step %u, but the log has only %u steps."),
                     g_array_index (trace->links, Link, l).to, trace->steps->len);
        return NULL;
      }

  order_agents (trace);
  g_ptr_array_add (trace->notes, NULL);
  return g_steal_pointer (&trace);
}
