/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/trace/spans-private.h"
#include "core/trace/trace-private.h"

#define ATTRIBUTE_BYTES (64 * 1024) /* of a value that is kept; input and output are kept whole */

typedef struct
{
  WfSpans *spans;
  const char *run; /* "" for spans without a trace id */
  GArray *facts;   /* of guint: which facts are of this run */
  GPtrArray *own;  /* of WfSpan: those of this run */
  WfSpanForest *forest;
  WfTraceBuilder *builder;
  gboolean *has_worker; /* by span: a model call or an agent is below it */
  const char **agents;  /* by span: whose doing it is */
  gboolean has_agents;  /* of the run: any model call or agent */
  gsize n_cut;          /* values of attributes */
} Run;

static WfSpan *
get_span (const Run *run, gsize i)
{
  return g_ptr_array_index (run->own, i);
}

static gboolean
is_environment (const WfSpan *span)
{
  return span->kind == WF_STEP_TOOL || span->kind == WF_STEP_RETRIEVER;
}

static gboolean
is_agentic (const WfSpan *span)
{
  return span->kind == WF_STEP_LLM || span->kind == WF_STEP_AGENT || span->kind == WF_STEP_MESSAGE;
}

/* A log of ordinary services has neither models nor agents: there, whatever is no tool works. */
static gboolean
can_work (const Run *run, const WfSpan *span)
{
  return run->has_agents ? is_agentic (span) : span->kind == WF_STEP_OTHER;
}

/* A model call right below another one is the same call, seen by a second instrumentation: the outer one
 * knows what came of it. */
static gboolean
is_same_call (const Run *run, gsize i)
{
  gssize parent = run->forest->parents[i];
  const WfSpan *above = parent < 0 ? NULL : get_span (run, (gsize) parent);

  return above != NULL && above->kind == WF_STEP_LLM && get_span (run, i)->kind == WF_STEP_LLM &&
         above->output != NULL && *above->output != '\0';
}

static void
find_workers (Run *run)
{
  gsize n = run->own->len;

  for (gsize i = 0; i < n; i++)
    run->has_agents |= is_agentic (get_span (run, i));
  for (gsize p = n; p-- > 0;)
    {
      gsize i = run->forest->order[p];
      gssize parent = run->forest->parents[i];

      if (parent >= 0)
        run->has_worker[parent] |=
            (can_work (run, get_span (run, i)) && !is_same_call (run, i)) || run->has_worker[i];
    }
}

static WfStepRole
get_role (const Run *run, gsize i)
{
  const WfSpan *span = get_span (run, i);

  if (is_environment (span))
    return WF_ROLE_ENVIRONMENT;
  if (span->kind == WF_STEP_HANDOFF)
    return WF_ROLE_INSTRUCT;
  if (is_same_call (run, i) && !run->has_worker[run->forest->parents[i]])
    return WF_ROLE_FRAME;
  return can_work (run, span) && !run->has_worker[i] ? WF_ROLE_WORK : WF_ROLE_FRAME;
}

/* Who the log says; else an agent's own name; in a log of services, the service; else whoever is above; else
 * the span's own name. What is below a tool is not the tool's doing but its caller's. */
static const char *
choose_agent (const Run *run, gsize i)
{
  const WfSpan *span = get_span (run, i);
  gssize parent = run->forest->parents[i];
  const char *service = run->has_agents ? NULL : wf_span_get (span, "service.name");

  if (span->agent != NULL && *span->agent != '\0')
    return span->agent;
  if (span->kind == WF_STEP_AGENT && span->name != NULL)
    return span->name;
  if (service != NULL && *service != '\0')
    return service;
  if (parent >= 0)
    return run->agents[parent];
  return span->name != NULL ? span->name : _ ("span");
}

/* The names are kept apart from the spans, which give their attributes up one after another. */
static void
find_agents (Run *run, GStringChunk *names)
{
  for (gsize p = 0; p < run->own->len; p++)
    {
      gsize i = run->forest->order[p];

      run->agents[i] = g_string_chunk_insert_const (names, choose_agent (run, i));
    }
}

/* where the character begins that holds a byte */
static gsize
find_character (const char *text, gsize byte)
{
  while (byte > 0 && (text[byte] & 0xC0) == 0x80)
    byte--;
  return byte;
}

/* The span gives its attributes up: two copies of them would double what a large log needs. */
static void
move_attributes (Run *run, gsize place, GArray *attributes)
{
  for (guint a = 0; a < attributes->len; a++)
    {
      const WfTraceFact *fact = &g_array_index (attributes, WfTraceFact, a);
      g_autofree char *cut = NULL;

      if (strnlen (fact->value, ATTRIBUTE_BYTES + 1) > ATTRIBUTE_BYTES)
        {
          cut = g_strndup (fact->value, find_character (fact->value, ATTRIBUTE_BYTES));
          run->n_cut++;
        }
      wf_trace_builder_add_attribute (run->builder, place, fact->key, cut != NULL ? cut : fact->value);
    }
  g_array_set_size (attributes, 0);
}

/* The words of a step: its output, else what went wrong. */
static const char *
get_text (const WfSpan *span)
{
  if (span->output != NULL && *span->output != '\0')
    return span->output;
  return span->status_text != NULL ? span->status_text : "";
}

static void
add_step (Run *run, gsize place)
{
  gsize i = run->forest->order[place];
  WfSpan *span = get_span (run, i);
  /* a tool speaks for itself */
  const char *agent = is_environment (span) && span->name != NULL ? span->name : run->agents[i];
  gssize parent = run->forest->parents[i];

  wf_trace_builder_add_step (run->builder, agent, agent, (WfStepKind) span->kind, get_role (run, i),
                             get_text (span));
  if (span->id != NULL)
    wf_trace_builder_set_id (run->builder, place, span->id);
  if (span->name != NULL)
    wf_trace_builder_set_title (run->builder, place, span->name);
  if (span->input != NULL)
    wf_trace_builder_set_input (run->builder, place, span->input);
  if (parent >= 0)
    {
      gsize above = run->forest->place[parent];

      wf_trace_builder_set_parent (run->builder, place, above);
      wf_trace_builder_add_link (run->builder, (guint) above, (guint) place, WF_LINK_PARENT);
    }
  wf_trace_builder_set_times (run->builder, place, span->start, span->end);
  if (span->status != WF_STATUS_UNKNOWN || span->status_text != NULL)
    wf_trace_builder_set_status (run->builder, place, span->status, span->status_text);
  wf_trace_builder_set_usage (run->builder, place, span->tokens, span->cost);
  move_attributes (run, place, span->attributes);
  g_clear_pointer (&span->input, g_free);
  g_clear_pointer (&span->output, g_free);
}

static void
add_fact (Run *run, const WfRunFact *fact)
{
  switch (fact->kind)
    {
      case WF_RUN_FACT_QUESTION:
        wf_trace_builder_set_question (run->builder, fact->value);
        break;
      case WF_RUN_FACT_NAME:
        wf_trace_builder_set_name (run->builder, fact->value);
        break;
      case WF_RUN_FACT_OUTCOME:
        wf_trace_builder_set_outcome (run->builder, fact->outcome);
        break;
      case WF_RUN_FACT_NOTE:
        wf_trace_builder_add_note (run->builder, fact->value);
        break;
      case WF_RUN_FACT_OTHER:
      default:
        wf_trace_builder_add_fact (run->builder, fact->key, fact->value);
        break;
    }
}

/* What the run was asked, where nobody said so: what the first span with an input was asked, in words rather
 * than in JSON if any was. A tool's arguments are no question. */
static void
find_question (Run *run)
{
  g_autofree char *first = NULL;

  for (gsize p = 0; p < run->own->len; p++)
    {
      const WfSpan *span = get_span (run, run->forest->order[p]);
      g_autofree char *question = is_environment (span) ? NULL : wf_span_dup_question (span);

      if (question == NULL)
        continue;
      if (*question != '{' && *question != '[')
        {
          wf_trace_builder_set_question (run->builder, question);
          return;
        }
      if (first == NULL)
        first = g_steal_pointer (&question);
    }
  if (first != NULL)
    wf_trace_builder_set_question (run->builder, first);
}

static void
add_notes (Run *run)
{
  for (guint i = 0; i < run->forest->notes->len; i++)
    wf_trace_builder_add_note (run->builder, g_ptr_array_index (run->forest->notes, i));
  if (run->n_cut > 0)
    {
      g_autofree char *note = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%zu attribute is longer than 64 KiB; the rest is left out.",
                       "%zu attributes are longer than 64 KiB; the rest is left out.", run->n_cut),
          run->n_cut);

      wf_trace_builder_add_note (run->builder, note);
    }
}

/* A run whose only span at the top ended in an error failed. That it ended without one doesn't say that what
 * came of it was right. */
static void
find_outcome (Run *run)
{
  const WfSpan *top = NULL;

  for (gsize i = 0; i < run->own->len; i++)
    if (run->forest->parents[i] < 0)
      {
        if (top != NULL)
          return;
        top = get_span (run, i);
      }
  if (top != NULL && top->status == WF_STATUS_ERROR)
    wf_trace_builder_set_outcome (run->builder, WF_RUN_FAILED);
}

static void
build_run (Run *run, WfSpanLinker *linker)
{
  g_autoptr (WfSpanForest) forest = NULL;
  g_autofree gboolean *has_worker = g_new0 (gboolean, run->own->len);
  g_autofree const char **agents = g_new0 (const char *, run->own->len);
  g_autoptr (GStringChunk) names = g_string_chunk_new (1024);

  for (guint i = 0; i < run->own->len; i++)
    wf_span_fill_in (get_span (run, i));
  run->forest = forest = wf_span_forest_new (run->own);
  run->has_worker = has_worker;
  run->agents = agents;
  find_workers (run);
  find_agents (run, names);
  wf_trace_builder_set_name (run->builder, run->run);
  find_question (run);
  find_outcome (run);
  wf_span_linker_add (linker, run->run, forest, run->builder);
  for (gsize p = 0; p < run->own->len; p++)
    add_step (run, p);
  for (guint f = 0; f < run->facts->len; f++)
    add_fact (run, &g_array_index (run->spans->facts, WfRunFact, g_array_index (run->facts, guint, f)));
  add_notes (run);
}

static void
group_free (gpointer data)
{
  Run *run = data;

  g_array_unref (run->facts);
  g_ptr_array_unref (run->own);
  g_clear_pointer (&run->builder, wf_trace_builder_unref);
  g_free (run);
}

/* The runs in order of their first span, each with its spans and facts. Cost: linear. */
static GPtrArray *
list_runs (WfSpans *self, const char *format)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *runs = g_ptr_array_new_with_free_func (group_free);

  for (guint i = 0; i < self->spans->len; i++)
    {
      WfSpan *span = g_ptr_array_index (self->spans, i);
      const char *name = span->run != NULL ? span->run : "";
      Run *run = g_hash_table_lookup (by_name, name);

      if (run == NULL)
        {
          run = g_new0 (Run, 1);
          *run = (Run){ .spans = self, .run = name, .builder = wf_trace_builder_new (format) };
          run->facts = g_array_new (FALSE, FALSE, sizeof (guint));
          run->own = g_ptr_array_new ();
          g_ptr_array_add (runs, run);
          g_hash_table_insert (by_name, (gpointer) name, run);
        }
      g_ptr_array_add (run->own, span);
    }
  for (guint f = 0; f < self->facts->len; f++)
    {
      const WfRunFact *fact = &g_array_index (self->facts, WfRunFact, f);
      Run *only = fact->run == NULL ? NULL : g_hash_table_lookup (by_name, fact->run);

      for (guint r = 0; fact->run == NULL && r < runs->len; r++)
        g_array_append_val (((Run *) g_ptr_array_index (runs, r))->facts, f);
      if (only != NULL)
        g_array_append_val (only->facts, f);
    }
  return runs;
}

gboolean
wf_spans_end (WfSpans *self, const char *format, GPtrArray *runs, GError **error)
{
  g_autoptr (GPtrArray) own = list_runs (self, format);
  g_autoptr (WfSpanLinker) linker = wf_span_linker_new (self->links);
  g_autofree char *lost = NULL;

  if (own->len > WF_LIMIT_RUNS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("the file holds %u runs; at most %d are read. Split the file."), own->len,
                   WF_LIMIT_RUNS);
      return FALSE;
    }
  for (guint i = 0; i < own->len; i++)
    {
      Run *run = g_ptr_array_index (own, i);

      build_run (run, linker);
      g_ptr_array_add (runs, g_steal_pointer (&run->builder));
    }
  lost = wf_span_linker_describe_lost (linker);
  if (lost != NULL && runs->len > 0)
    wf_trace_builder_add_note (g_ptr_array_index (runs, 0), lost);
  return TRUE;
}
