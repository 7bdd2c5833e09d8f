/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/trace/spans-private.h"
#include "core/trace/trace-private.h"

#define LOOK_BACK       16          /* siblings among which the last one that had ended is sought */
#define ATTRIBUTE_BYTES (64 * 1024) /* longer values stand in input and output, which are not cut */

typedef struct
{
  WfSpans *spans;
  const char *run; /* "" for spans without a trace id */
  GPtrArray *own;  /* of WfSpan: those of this run */
  WfSpanForest *forest;
  WfTraceBuilder *builder;
  gboolean *has_worker; /* by span: a model call or an agent is below it */
  gboolean has_agents;  /* of the run: any model call, agent or tool */
} Run;

static WfSpan *
get_span (const Run *run, gsize i)
{
  return g_ptr_array_index (run->own, i);
}

static void
find_workers (Run *run)
{
  gsize n = run->own->len;

  for (gsize p = n; p-- > 0;)
    {
      gsize i = run->forest->order[p];
      gssize parent = run->forest->parents[i];
      int kind = get_span (run, i)->kind;
      gboolean works = kind == WF_STEP_LLM || kind == WF_STEP_AGENT;

      run->has_agents |= works || kind == WF_STEP_TOOL;
      if (parent >= 0)
        run->has_worker[parent] |= works || run->has_worker[i];
    }
}

/* A log of ordinary services has neither models nor agents: there its leaves do the work. */
static WfStepRole
get_role (const Run *run, gsize i)
{
  gboolean is_leaf = run->forest->last[i] == run->forest->place[i];

  switch (get_span (run, i)->kind)
    {
      case WF_STEP_LLM:
      case WF_STEP_AGENT:
      case WF_STEP_MESSAGE:
        return run->has_worker[i] ? WF_ROLE_FRAME : WF_ROLE_WORK;
      case WF_STEP_TOOL:
      case WF_STEP_RETRIEVER:
        return WF_ROLE_ENVIRONMENT;
      case WF_STEP_HANDOFF:
        return WF_ROLE_INSTRUCT;
      default:
        return !run->has_agents && is_leaf ? WF_ROLE_WORK : WF_ROLE_FRAME;
    }
}

/* A tool speaks for itself; everybody else is who the log says, else whoever is above it. */
static const char *
get_agent (const Run *run, gsize i)
{
  const WfSpan *span = get_span (run, i);
  const char *name = span->name != NULL ? span->name : _ ("span");

  if (span->kind == WF_STEP_TOOL || span->kind == WF_STEP_RETRIEVER)
    return name;
  for (gssize at = (gssize) i; at >= 0; at = run->forest->parents[at])
    {
      const WfSpan *above = get_span (run, (gsize) at);

      if (above->agent != NULL && *above->agent != '\0')
        return above->agent;
      if (above->kind == WF_STEP_AGENT && above->name != NULL)
        return above->name;
      if (run->forest->parents[at] < 0)
        return above->name != NULL ? above->name : name;
    }
  return name;
}

static void
add_step (Run *run, gsize place)
{
  gsize i = run->forest->order[place];
  WfSpan *span = get_span (run, i);
  const char *agent = get_agent (run, i);
  gssize parent = run->forest->parents[i];
  const char *text = span->output != NULL && *span->output != '\0' ? span->output
                     : span->status_text != NULL                   ? span->status_text
                                                                   : "";

  wf_trace_builder_add_step (run->builder, agent, agent, (WfStepKind) span->kind, get_role (run, i), text);
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
  for (guint a = 0; a < span->attributes->len; a++)
    {
      const WfTraceFact *fact = &g_array_index (span->attributes, WfTraceFact, a);

      if (strlen (fact->value) <= ATTRIBUTE_BYTES)
        wf_trace_builder_add_attribute (run->builder, place, fact->key, fact->value);
    }
}

/* Two that ran at the same time did not wait for each other. */
static gboolean
had_ended (const WfSpan *before, const WfSpan *span)
{
  return before->end == WF_TIME_UNKNOWN || span->start == WF_TIME_UNKNOWN || before->end <= span->start;
}

/* From the last step of the sibling that had ended before a span began, to that span. */
static void
link_siblings (Run *run)
{
  gsize n = run->own->len;
  g_autofree gssize *previous = g_new (gssize, n);   /* by span: the sibling before it */
  g_autofree gssize *latest = g_new (gssize, n + 1); /* by parent: its last child so far */
  WfLinkSource source = run->forest->is_ordered ? WF_LINK_SEQUENCE : WF_LINK_TIME;

  for (gsize i = 0; i <= n; i++)
    latest[i] = -1;
  for (gsize p = 0; p < n; p++)
    {
      gsize i = run->forest->order[p];
      gsize above = run->forest->parents[i] < 0 ? n : (gsize) run->forest->parents[i];
      gssize before = latest[above];

      previous[i] = before;
      latest[above] = (gssize) i;
      for (guint back = 0; before >= 0 && back < LOOK_BACK; back++, before = previous[before])
        if (had_ended (get_span (run, (gsize) before), get_span (run, i)))
          {
            wf_trace_builder_add_link (run->builder, (guint) run->forest->last[before], (guint) p, source);
            break;
          }
    }
}

/* Links that the log names; those that lead to no span of the run, or back in the order of steps, are
 * counted. */
static void
link_explicitly (Run *run)
{
  g_autoptr (GHashTable) places = NULL;
  gsize n_backward = 0;

  if (run->spans->links->len == 0)
    return;
  places = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < run->own->len; i++)
    if (get_span (run, i)->id != NULL && !g_hash_table_contains (places, get_span (run, i)->id))
      g_hash_table_insert (places, get_span (run, i)->id, GSIZE_TO_POINTER (run->forest->place[i] + 1));
  for (guint l = 0; l < run->spans->links->len; l++)
    {
      const WfSpanLink *link = &g_array_index (run->spans->links, WfSpanLink, l);
      gsize from = GPOINTER_TO_SIZE (g_hash_table_lookup (places, link->from));
      gsize to = GPOINTER_TO_SIZE (g_hash_table_lookup (places, link->to));

      if (from > 0 && to > from)
        wf_trace_builder_add_link (run->builder, (guint) from - 1, (guint) to - 1, link->source);
      else if (from > 0 && to > 0)
        n_backward++;
    }
  if (n_backward > 0)
    {
      g_autofree char *note = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%zu link of the log points back to an earlier step and is left out.",
                       "%zu links of the log point back to earlier steps and are left out.", n_backward),
          n_backward);

      wf_trace_builder_add_note (run->builder, note);
    }
}

static void
add_facts (Run *run)
{
  for (guint f = 0; f < run->spans->facts->len; f++)
    {
      const WfRunFact *fact = &g_array_index (run->spans->facts, WfRunFact, f);

      if (fact->run != NULL && !g_str_equal (fact->run, run->run))
        continue;
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
}

/* What the run was asked, where nobody said so: the input of the first span that has one. */
static void
find_question (Run *run)
{
  for (gsize p = 0; p < run->own->len; p++)
    {
      const char *input = get_span (run, run->forest->order[p])->input;

      if (input != NULL && *input != '\0')
        {
          wf_trace_builder_set_question (run->builder, input);
          return;
        }
    }
}

static void
build_run (Run *run, GPtrArray *runs)
{
  for (guint i = 0; i < run->own->len; i++)
    wf_span_fill_in (get_span (run, i));
  run->forest = wf_span_forest_new (run->own);
  run->has_worker = g_new0 (gboolean, run->own->len);
  find_workers (run);
  wf_trace_builder_set_name (run->builder, run->run);
  find_question (run);
  for (gsize p = 0; p < run->own->len; p++)
    add_step (run, p);
  link_siblings (run);
  link_explicitly (run);
  add_facts (run);
  for (guint i = 0; i < run->forest->notes->len; i++)
    wf_trace_builder_add_note (run->builder, g_ptr_array_index (run->forest->notes, i));
  g_ptr_array_add (runs, g_steal_pointer (&run->builder));
  g_clear_pointer (&run->forest, wf_span_forest_free);
  g_clear_pointer (&run->has_worker, g_free);
}

gboolean
wf_spans_end (WfSpans *self, const char *format, GPtrArray *runs, GError **error)
{
  g_autoptr (GHashTable) by_run = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->spans->len; i++)
    {
      WfSpan *span = g_ptr_array_index (self->spans, i);
      const char *name = span->run != NULL ? span->run : "";
      GPtrArray *group = g_hash_table_lookup (by_run, name);

      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_ptr_array_add (groups, group);
          g_hash_table_insert (by_run, (gpointer) name, group);
        }
      g_ptr_array_add (group, span);
    }
  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *own = g_ptr_array_index (groups, i);
      const WfSpan *first = g_ptr_array_index (own, 0);
      Run run = { self, first->run != NULL ? first->run : "", own, NULL, wf_trace_builder_new (format), NULL,
                  FALSE };

      build_run (&run, runs);
    }
  return TRUE;
}
