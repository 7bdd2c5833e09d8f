/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/trace/trace.h"

G_BEGIN_DECLS

/*
 * The spans of a tracing system, from whichever file, on their way to steps. A reader adds each span with what
 * its file says outright; what it leaves NULL or unknown is filled in from the span's attributes by the tables of
 * span-conventions.c (GenAI semantic conventions old and new, OpenInference, Traceloop, AgentOps).
 *
 * Attributes are flat: a nested value becomes one key a leaf, with dots and zero-based indices between the names
 * ("llm.input_messages.0.message.role"), so that files with flat and with nested lists read alike. A list of many numbers
 * stays one value.
 */
typedef struct
{
  char *id;             /* as logged; NULL = none */
  char *parent;         /* id of the span that holds it; NULL = root */
  char *run;            /* trace id: spans of one are one run; NULL = all together */
  char *name;
  gint64 start, end;    /* ns since 1970, or WF_TIME_UNKNOWN */
  char *order;          /* sorts the spans of a run by execution (a dotted order, a padded sequence number); NULL = none */
  WfStepStatus status;
  char *status_text;
  /* what the file says outright; WF_SPAN_KIND_UNKNOWN and NULL are filled in from the attributes */
  gint kind;            /* WfStepKind */
  char *agent;
  char *input;
  char *output;
  gint64 tokens;        /* -1 = unknown */
  double cost;          /* negative = unknown */
  GArray *attributes;   /* private */
} WfSpan;

#define WF_SPAN_KIND_UNKNOWN (-1)

typedef struct _WfSpans WfSpans;

WfSpans    *wf_spans_new          (void);
void        wf_spans_free         (WfSpans *self);
/* a new span with everything unknown; owned by self; valid until the next is added */
WfSpan     *wf_spans_add          (WfSpans *self);
gsize       wf_spans_get_n        (WfSpans *self);
/* the span with that id, for records that come in two parts; NULL = none */
WfSpan     *wf_spans_find         (WfSpans *self, const char *id);
/* what the output of one span does for another, said by the log: a handoff, a trigger; unknown ids are counted and noted.
 * run: trace id of the second, nullable; from_run: of the first, NULL = the same; one of another run is counted, too */
void        wf_spans_add_link     (WfSpans *self, const char *run, const char *from_run, const char *from_id, const char *to_id,
                                   WfLinkSource source);

void        wf_span_set           (WfSpan *span, const char *key, const char *value);
void        wf_span_set_json      (WfSpan *span, const char *key, JsonNode *value);   /* flattens; key "" = the members themselves */
const char *wf_span_get           (const WfSpan *span, const char *key);              /* NULL = none */

/* Facts of a run (by trace id; NULL = every run) that are no span: question, name, outcome, metadata. */
void        wf_spans_set_question (WfSpans *self, const char *run, const char *question);
void        wf_spans_set_name     (WfSpans *self, const char *run, const char *name);
void        wf_spans_add_fact     (WfSpans *self, const char *run, const char *key, const char *value);
void        wf_spans_add_note     (WfSpans *self, const char *run, const char *note);
void        wf_spans_set_outcome  (WfSpans *self, const char *run, WfRunOutcome outcome);

/*
 * One WfTraceBuilder a trace id, in order of first appearance, into runs. Steps stand in the order: a parent before its
 * children; siblings by explicit order where all have one, else by start time, else as in the file; which of these
 * was used is said by the source of the links (EXPLICIT, PARENT, SEQUENCE, TIME). Self-parents, cycles, duplicate ids,
 * missing parents and negative durations are repaired, counted and noted with their ids.
 *
 * Roles: a model call or an agent without others under it works; one that holds others is a frame, and so is a model call
 * right below another, which is the same call seen twice; tools and retrievers are the environment; the run's input is its
 * question. A span's agent is what its attributes say, else that of the nearest span above, else its own name.
 */
gboolean    wf_spans_end          (WfSpans *self, const char *format, GPtrArray *runs, GError **error);

/* ISO 8601 with or without zone ("2026-01-05T10:00:00.500Z", also with a space) -> ns since 1970, or WF_TIME_UNKNOWN */
gint64      wf_time_from_iso      (const char *text);
/* ISO 8601 duration ("PT1M48.7S") -> ns, or -1 */
gint64      wf_duration_from_iso  (const char *text);
/* Content of a chat message as text: a string; a list of parts ({type, text|content}); tool calls as name(arguments).
 * (transfer full), "" for none */
char       *wf_message_to_text    (JsonNode *content);

/* All look into text that is JSON, and into what wraps the messages of a conversation (conversation-private.h).
 * (transfer full), "" for none.
 *
 * What is new in an input: the messages behind the last of the model, without the system's; else all of it */
char       *wf_input_to_text      (JsonNode *input);
/* what was said last: of a whole history the messages at its end that are the model's; else the answer in it */
char       *wf_output_to_text     (JsonNode *output);
/* the same for the result of a tool, of whose data nothing may be lost; and for its arguments, which stay JSON */
char       *wf_data_to_text       (JsonNode *data);
char       *wf_arguments_to_text  (JsonNode *arguments);
/* what the user said last, else the question, the task or the prompt in it; else as wf_input_to_text() */
char       *wf_question_to_text   (JsonNode *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfSpans, wf_spans_free)

G_END_DECLS
