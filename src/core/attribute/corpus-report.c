/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/corpus-blame.h"
#include "core/attribute/excerpt-private.h"
#include "core/base/format.h"

#define MAX_AGENTS 20 /* of the table; the others are counted */

/* What an agent has to answer for over all runs. */
typedef struct
{
  const char *name;
  gsize n_runs;
  gsize n_first; /* runs whose first suspect is its step */
  double blame;  /* sum over the runs */
} Agent;

static char *
escape (const char *text)
{
  g_autofree char *line = wf_excerpt_line (text, 80);

  return wf_report_escape (line);
}

static int
compare_agents (gconstpointer a, gconstpointer b)
{
  const Agent *first = a, *second = b;

  if (first->n_first != second->n_first)
    return first->n_first < second->n_first ? 1 : -1;
  if (first->blame != second->blame)
    return first->blame < second->blame ? 1 : -1;
  return g_strcmp0 (first->name, second->name);
}

static void
count_agents (GArray *agents, GHashTable *places, WfBlame *blame)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  const char *const *names = wf_trace_get_agents (trace);
  gsize first = wf_trace_get_agent_index (trace, wf_blame_get_ranking (blame, NULL)[0]);

  for (gsize a = 0; names[a] != NULL; a++)
    {
      gpointer place = g_hash_table_lookup (places, names[a]);
      Agent *agent;

      if (wf_trace_is_environment (trace, a))
        continue;
      if (place == NULL)
        {
          Agent fresh = { names[a], 0, 0, 0 };

          g_array_append_val (agents, fresh);
          place = GSIZE_TO_POINTER (agents->len);
          g_hash_table_insert (places, (gpointer) names[a], place);
        }
      agent = &g_array_index (agents, Agent, GPOINTER_TO_SIZE (place) - 1);
      agent->n_runs++;
      agent->n_first += a == first;
      agent->blame += wf_blame_get_agent_blame (blame, a);
    }
}

/* (transfer full): of Agent, the most often suspected first; names are borrowed */
static GArray *
list_agents (WfCorpusBlame *self)
{
  GArray *agents = g_array_new (FALSE, FALSE, sizeof (Agent));
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (self)); i++)
    if (wf_corpus_blame_get_blame (self, i) != NULL)
      count_agents (agents, places, wf_corpus_blame_get_blame (self, i));
  g_array_sort (agents, compare_agents);
  return agents;
}

static gsize
count_blamed (WfCorpusBlame *self, gboolean low_evidence_only)
{
  gsize n = 0;

  for (gsize i = 0; i < wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (self)); i++)
    {
      WfBlame *blame = wf_corpus_blame_get_blame (self, i);

      n += blame != NULL && (!low_evidence_only || wf_blame_is_low_evidence (blame));
    }
  return n;
}

static void
add_verdict (WfCorpusBlame *self, WfReportBuilder *builder, GArray *agents)
{
  gsize n_runs = count_blamed (self, FALSE);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (agents->len == 0)
    {
      wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, _ ("In no run could a step be blamed."));
      return;
    }
  name = escape (g_array_index (agents, Agent, 0).name);
  text = g_strdup_printf (
      _ ("**%s** takes the first suspected step in %zu of %zu runs. In %zu of them the evidence is low."),
      name, g_array_index (agents, Agent, 0).n_first, n_runs, count_blamed (self, TRUE));
  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, text);
}

static void
add_agents (WfReportBuilder *builder, GArray *agents)
{
  const char *const heads[] = { _ ("Agent"), _ ("Runs"), _ ("First suspect in"), _ ("Mean blame"), NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Agents over all runs"));
  wf_report_builder_begin_table (builder, heads, "seee",
                                 _ ("Blame sums the probabilities of an agent’s steps in a run; the mean is "
                                    "over the runs it takes part in."));
  for (guint a = 0; a < MIN (agents->len, MAX_AGENTS); a++)
    {
      const Agent *agent = &g_array_index (agents, Agent, a);
      g_autofree char *name = escape (agent->name);
      g_autofree char *n_runs = g_strdup_printf ("%zu", agent->n_runs);
      g_autofree char *n_first = g_strdup_printf ("%zu", agent->n_first);
      g_autofree char *blame = wf_format_percent (agent->blame / (double) agent->n_runs);

      wf_report_builder_add_row (builder, (const char *const[]){ name, n_runs, n_first, blame, NULL });
    }
  if (agents->len > MAX_AGENTS)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("%u further agents are left out of the table."), agents->len - MAX_AGENTS);

      wf_report_builder_add_text (builder, WF_BLOCK_PROSE, text);
    }
}

static void
add_run (WfCorpusBlame *self, WfReportBuilder *builder, gsize run, gboolean has_labels)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self);
  WfTrace *trace = wf_corpus_get_run (corpus, run);
  WfBlame *blame = wf_corpus_blame_get_blame (self, run);
  gsize first = blame == NULL ? 0 : wf_blame_get_ranking (blame, NULL)[0];
  gsize rank = wf_corpus_blame_get_label_rank (self, run);
  g_autofree char *name = escape (wf_corpus_get_name (corpus, run));
  g_autofree char *n_steps = g_strdup_printf ("%zu", wf_trace_get_n_steps (trace));
  g_autofree char *agent = blame == NULL ? NULL : escape (wf_trace_get_agent (trace, first));
  g_autofree char *suspect = blame == NULL ? escape (wf_corpus_blame_get_problem (self, run))
                                           : g_strdup_printf (_ ("step %zu, %s"), first, agent);
  g_autofree char *probability =
      blame == NULL ? g_strdup ("–") : wf_format_number (wf_blame_get_probability (blame, first));
  g_autofree char *place = rank == 0 ? g_strdup ("–") : g_strdup_printf ("%zu", rank);

  wf_report_builder_add_row (
      builder, (const char *const[]){ name, n_steps, suspect, probability, has_labels ? place : NULL, NULL });
}

static void
add_runs (WfCorpusBlame *self, WfReportBuilder *builder)
{
  gboolean has_labels = wf_corpus_blame_get_n_labelled (self) > 0;
  const char *const heads[] = { _ ("Run"),
                                _ ("Steps"),
                                _ ("First suspect"),
                                _ ("Probability"),
                                has_labels ? _ ("Place of the annotated step") : NULL,
                                NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Run by run"));
  wf_report_builder_begin_table (builder, heads, has_labels ? "sesee" : "sese", NULL);
  for (gsize i = 0; i < wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (self)); i++)
    add_run (self, builder, i, has_labels);
}

static void
add_notes (WfCorpusBlame *self, WfReportBuilder *builder)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self);
  const char *const *problems = wf_corpus_get_problems (corpus);

  for (gsize i = 0; problems[i] != NULL; i++)
    {
      g_autofree char *text = wf_report_escape (problems[i]);

      wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, text);
    }
}

/**
 * wf_corpus_blame_report:
 * @self: a result
 * @provenance: (nullable): where the result comes from
 *
 * Who and when over many runs: the agents most often suspected, every run with its first suspect and, where
 * people annotated it, the place of the annotated step.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_corpus_blame_report (WfCorpusBlame *self, WfProvenance *provenance)
{
  gsize n_runs = wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (self));
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Why did %zu run fail?", "Why did %zu runs fail?", n_runs), n_runs);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Attribution report"), title);
  g_autoptr (GArray) agents = list_agents (self);

  add_verdict (self, builder, agents);
  add_notes (self, builder);
  add_agents (builder, agents);
  add_runs (self, builder);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
