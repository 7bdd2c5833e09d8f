/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

/* What a step is in its run. */
typedef enum
{
  WF_STEP_MESSAGE,
  WF_STEP_AGENT,
  WF_STEP_LLM,
  WF_STEP_TOOL,
  WF_STEP_RETRIEVER,
  WF_STEP_HANDOFF,
  WF_STEP_GUARDRAIL,
  WF_STEP_EVALUATOR,
  WF_STEP_OTHER,
} WfStepKind;

/* The part a step plays in the conversation: what blame is modelled on. Framework-neutral. */
typedef enum
{
  WF_ROLE_TASK,         /* the human's message */
  WF_ROLE_PLAN,         /* first message of an agent, or an orchestrator's initial or updated plan */
  WF_ROLE_THINK,        /* orchestrator to itself */
  WF_ROLE_INSTRUCT,     /* orchestrator to an agent */
  WF_ROLE_WORK,
  WF_ROLE_ENVIRONMENT,  /* tool or terminal output: bears no blame */
  WF_ROLE_END,          /* orchestration of the end */
  WF_ROLE_FRAME,        /* a span that only holds others, a guardrail, an evaluator: bears no blame */
} WfStepRole;

/* How a step ended, as the log says. */
typedef enum
{
  WF_STATUS_UNKNOWN,
  WF_STATUS_OK,
  WF_STATUS_ERROR,
} WfStepStatus;

/* How the run ended, as the log says: a reward, a final status. No method reads it but the figures of a corpus. */
typedef enum
{
  WF_RUN_UNKNOWN,
  WF_RUN_SUCCEEDED,
  WF_RUN_FAILED,
} WfRunOutcome;

#define WF_TIME_UNKNOWN G_MININT64

/* Where a link between two steps was taken from, the surest first. Clock order is never taken for causal order: a link by time
 * only says that nothing better is known. */
typedef enum
{
  WF_LINK_EXPLICIT,
  WF_LINK_PARENT,
  WF_LINK_SEQUENCE,
  WF_LINK_TIME,
  WF_LINK_TEXT,
  WF_N_LINK_SOURCES,
} WfLinkSource;

/**
 * WfTrace:
 *
 * An immutable log of one agent run: the question, its steps in order, explicit links where the log has them, and (for benchmark
 * logs) the annotated mistake, which no method reads.
 */
typedef struct _WfTrace WfTrace;
typedef struct _WfTraceBuilder WfTraceBuilder;

#define WF_TYPE_TRACE (wf_trace_get_type ())
#define WF_TYPE_TRACE_BUILDER (wf_trace_builder_get_type ())

WF_API GType              wf_trace_get_type         (void);
WF_API WfTrace           *wf_trace_ref              (WfTrace *self);
WF_API void               wf_trace_unref            (WfTrace *self);
WF_API const char        *wf_trace_get_format       (WfTrace *self);      /* id of the log format */
WF_API const char        *wf_trace_get_name         (WfTrace *self);      /* id or title of the run as logged; "" = none */
WF_API const char        *wf_trace_get_question     (WfTrace *self);      /* "" when the log has none */
WF_API WfRunOutcome       wf_trace_get_outcome      (WfTrace *self);
/* what else the log says of the run: model, framework, session; as logged */
WF_API gsize              wf_trace_get_n_facts      (WfTrace *self);
WF_API void               wf_trace_get_fact         (WfTrace *self, gsize fact, const char **key, const char **value);
WF_API gsize              wf_trace_get_n_steps      (WfTrace *self);
WF_API const char        *wf_trace_get_agent        (WfTrace *self, gsize step);      /* "Orchestrator" */
WF_API const char        *wf_trace_get_speaker      (WfTrace *self, gsize step);      /* as logged: "Orchestrator (-> WebSurfer)" */
WF_API const char        *wf_trace_get_text         (WfTrace *self, gsize step);      /* valid UTF-8, may hold anything */
WF_API WfStepKind         wf_trace_get_kind         (WfTrace *self, gsize step);
WF_API WfStepRole         wf_trace_get_role         (WfTrace *self, gsize step);
WF_API gboolean           wf_trace_can_bear_blame   (WfTrace *self, gsize step);   /* not the task, tool output, a frame or the end */
/* what the log says of one step beyond its text; "" and unknown where it says nothing */
WF_API const char        *wf_trace_get_step_id      (WfTrace *self, gsize step);      /* as logged */
WF_API const char        *wf_trace_get_title        (WfTrace *self, gsize step);      /* name of the span, the tool, the task */
WF_API gssize             wf_trace_get_parent       (WfTrace *self, gsize step);      /* the step that holds it, -1 = none; always an earlier one */
WF_API const char        *wf_trace_get_input        (WfTrace *self, gsize step);      /* prompt or arguments */
WF_API gint64             wf_trace_get_start        (WfTrace *self, gsize step);      /* ns since 1970, or WF_TIME_UNKNOWN */
WF_API gint64             wf_trace_get_end          (WfTrace *self, gsize step);
WF_API WfStepStatus       wf_trace_get_status       (WfTrace *self, gsize step);
WF_API const char        *wf_trace_get_status_text  (WfTrace *self, gsize step);      /* the error's message */
WF_API gint64             wf_trace_get_tokens       (WfTrace *self, gsize step);      /* of prompt and completion, -1 = not logged */
WF_API double             wf_trace_get_cost         (WfTrace *self, gsize step);      /* US dollars, negative = not logged */
WF_API gsize              wf_trace_get_n_attributes (WfTrace *self, gsize step);
WF_API void               wf_trace_get_attribute    (WfTrace *self, gsize step, gsize attribute, const char **key, const char **value);
WF_API const char        *wf_step_role_to_text      (WfStepRole role);                /* "plan", translated */
WF_API const char        *wf_step_kind_to_text      (WfStepKind kind);                /* "tool", translated */
WF_API const char        *wf_run_outcome_to_text    (WfRunOutcome outcome);           /* "failed", translated; "" = unknown */
WF_API const char        *wf_link_source_to_text    (WfLinkSource source);            /* "named in the log", translated */
WF_API const char        *wf_link_source_to_id      (WfLinkSource source);            /* "explicit", "parent", "sequence", "time", "text" */
/* agents in order of their first step; environment speakers last; NULL-terminated */
WF_API const char *const *wf_trace_get_agents       (WfTrace *self);
WF_API gsize              wf_trace_get_agent_index  (WfTrace *self, gsize step);      /* into get_agents() */
WF_API gboolean           wf_trace_is_environment   (WfTrace *self, gsize agent);
WF_API gsize              wf_trace_get_n_links      (WfTrace *self);                  /* explicit ones of the log */
WF_API void               wf_trace_get_link         (WfTrace *self, gsize link, guint *from, guint *to, WfLinkSource *source);
/* annotation of a benchmark: FALSE when there is none */
WF_API gboolean           wf_trace_get_label        (WfTrace *self, const char **agent, gint64 *step);
WF_API const char *const *wf_trace_get_notes        (WfTrace *self);                  /* what the reader noticed */
/* a copy whose texts are replaced by their lengths and hashes */
WF_API WfTrace           *wf_trace_redact           (WfTrace *self);
WF_API char              *wf_redact_text            (const char *text);

WF_API GType           wf_trace_builder_get_type    (void);
WF_API WfTraceBuilder *wf_trace_builder_new         (const char *format);
WF_API WfTraceBuilder *wf_trace_builder_ref         (WfTraceBuilder *self);
WF_API void            wf_trace_builder_unref       (WfTraceBuilder *self);
WF_API void            wf_trace_builder_set_name    (WfTraceBuilder *self, const char *name);
WF_API void            wf_trace_builder_set_question (WfTraceBuilder *self, const char *question);
WF_API void            wf_trace_builder_set_outcome (WfTraceBuilder *self, WfRunOutcome outcome);
WF_API void            wf_trace_builder_add_fact    (WfTraceBuilder *self, const char *key, const char *value);
WF_API gsize           wf_trace_builder_add_step    (WfTraceBuilder *self, const char *agent, const char *speaker, WfStepKind kind, WfStepRole role, const char *text);
/* facts of a step that was added; each replaces what was set before */
WF_API void            wf_trace_builder_set_id      (WfTraceBuilder *self, gsize step, const char *id);
WF_API void            wf_trace_builder_set_title   (WfTraceBuilder *self, gsize step, const char *title);
WF_API void            wf_trace_builder_set_parent  (WfTraceBuilder *self, gsize step, gsize parent);      /* parent < step */
WF_API void            wf_trace_builder_set_input   (WfTraceBuilder *self, gsize step, const char *input);
WF_API void            wf_trace_builder_set_times   (WfTraceBuilder *self, gsize step, gint64 start, gint64 end);
WF_API void            wf_trace_builder_set_status  (WfTraceBuilder *self, gsize step, WfStepStatus status, const char *text);
WF_API void            wf_trace_builder_set_usage   (WfTraceBuilder *self, gsize step, gint64 tokens, double cost);
WF_API void            wf_trace_builder_add_attribute (WfTraceBuilder *self, gsize step, const char *key, const char *value);
WF_API gsize           wf_trace_builder_get_n_steps (WfTraceBuilder *self);
WF_API void            wf_trace_builder_add_link    (WfTraceBuilder *self, guint from, guint to, WfLinkSource source);
WF_API void            wf_trace_builder_set_label   (WfTraceBuilder *self, const char *agent, gint64 step);
WF_API void            wf_trace_builder_add_note    (WfTraceBuilder *self, const char *note);
WF_API WfTrace        *wf_trace_builder_end         (WfTraceBuilder *self, GError **error);   /* WF_ERROR_DATA: no step; TOO_LARGE */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfTrace, wf_trace_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfTraceBuilder, wf_trace_builder_unref)

G_END_DECLS
