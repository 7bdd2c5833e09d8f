/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/trace/logs.h"

G_BEGIN_DECLS

/* One a format; the order in which they are asked stands in logs.c. */
extern const WfLogFormat wf_log_agentops;
extern const WfLogFormat wf_log_agentrx_annotations;
extern const WfLogFormat wf_log_agentsight;
extern const WfLogFormat wf_log_anthropic;
extern const WfLogFormat wf_log_autogen_chat;
extern const WfLogFormat wf_log_autogen_events;
extern const WfLogFormat wf_log_chat;
extern const WfLogFormat wf_log_crewai;
extern const WfLogFormat wf_log_crewai_events;
extern const WfLogFormat wf_log_crewai_text;
extern const WfLogFormat wf_log_jaeger;
extern const WfLogFormat wf_log_label_table;
extern const WfLogFormat wf_log_langfuse;
extern const WfLogFormat wf_log_langfuse_chatml;
extern const WfLogFormat wf_log_langsmith;
extern const WfLogFormat wf_log_mast;
extern const WfLogFormat wf_log_mast_modes;
extern const WfLogFormat wf_log_nested_spans;
extern const WfLogFormat wf_log_openai_agents;
extern const WfLogFormat wf_log_openai_run_state;
extern const WfLogFormat wf_log_otel_json;
extern const WfLogFormat wf_log_otlp;
extern const WfLogFormat wf_log_otlp_logs;
extern const WfLogFormat wf_log_otlp_metrics;
extern const WfLogFormat wf_log_speakers;
extern const WfLogFormat wf_log_swe_agent;
extern const WfLogFormat wf_log_tau_bench;
extern const WfLogFormat wf_log_text;
extern const WfLogFormat wf_log_trace_elephant;
extern const WfLogFormat wf_log_trace_elephant_metadata;
extern const WfLogFormat wf_log_who_and_when;

G_END_DECLS
