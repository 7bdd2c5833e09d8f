/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/trace/trace.h"

G_BEGIN_DECLS

/* 1970 to 2200: a clock beyond them was not set */
#define WF_TRACE_LAST_TIME G_GINT64_CONSTANT (7258118400000000000)

/* Strings are never NULL inside: the getters give "" for what the log doesn't say. NULL stands for "" here. */
typedef struct
{
  char *key;
  char *value;
} WfTraceFact;

typedef struct
{
  char *speaker;
  char *text;
  char *id;          /* nullable, as are the next three */
  char *title;
  char *input;
  char *status_text;
  GArray *attributes; /* of WfTraceFact; nullable */
  gsize agent;
  gssize parent;
  gint64 start, end;
  gint64 tokens;
  double cost;
  WfStepKind kind;
  WfStepRole role;
  WfStepStatus status;
} WfTraceStep;

typedef struct
{
  guint from, to;
  WfLinkSource source;
} WfTraceLink;

struct _WfTrace
{
  char *format;
  char *name;
  char *question;
  WfRunOutcome outcome;
  GArray *facts;     /* of WfTraceFact */
  GArray *steps;     /* of WfTraceStep */
  GArray *links;     /* of WfTraceLink */
  GPtrArray *agents; /* names, NULL-terminated once built */
  gboolean *is_environment;
  GPtrArray *notes;
  gboolean is_labelled;
  char *label_agent;
  gint64 label_step;
};

void wf_trace_fact_clear (gpointer data);
void wf_trace_step_clear (gpointer data);

G_END_DECLS
