/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/corpus-blame.h"
#include "core/attribute/corpus-causes-private.h"
#include "core/attribute/excerpt-private.h"
#include "core/attribute/score-private.h"
#include "core/base/format.h"
#include "core/report/figure-chart.h"
#include "core/report/sections.h"

#define MAX_AGENTS 20 /* of the table; the others are counted */
#define FEW_RUNS   8

/* What an agent has to answer for over all runs. */
typedef struct
{
  const char *name;
  gsize n_runs;
  gsize n_first;     /* runs whose first suspect is its step */
  double blame;      /* sum over the runs */
  double structural; /* likewise */
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
          Agent fresh = { .name = names[a] };

          g_array_append_val (agents, fresh);
          place = GSIZE_TO_POINTER (agents->len);
          g_hash_table_insert (places, (gpointer) names[a], place);
        }
      agent = &g_array_index (agents, Agent, GPOINTER_TO_SIZE (place) - 1);
      agent->n_runs++;
      agent->n_first += a == first;
      agent->blame += wf_blame_get_agent_blame (blame, a);
      agent->structural += wf_blame_get_agent_structural_blame (blame, a);
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
count_blamed (WfCorpusBlame *self)
{
  gsize n = 0;

  for (gsize i = 0; i < wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (self)); i++)
    n += wf_corpus_blame_get_blame (self, i) != NULL;
  return n;
}

static void
add_verdict (WfCorpusBlame *self, WfReportBuilder *builder, GArray *agents)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (agents->len == 0)
    {
      wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, _ ("In no run could a step be blamed."));
      return;
    }
  name = escape (g_array_index (agents, Agent, 0).name);
  text = g_strdup_printf (_ ("**%s** takes the first suspected step in %zu of %zu runs."), name,
                          g_array_index (agents, Agent, 0).n_first, count_blamed (self));
  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, text);
}

/* Many runs stand at the end, few are evidence. */
static gboolean
has_appendix (WfCorpusBlame *self)
{
  return wf_corpus_get_n_runs (wf_corpus_blame_get_corpus (self)) > FEW_RUNS;
}

static void
add_profiles (WfCorpusBlame *self, WfReportBuilder *builder)
{
  g_autofree char *profiles = wf_corpus_blame_describe_profiles (self);
  g_autofree char *escaped = wf_report_escape (profiles);

  if (*profiles != '\0')
    wf_report_builder_add_text (builder, WF_BLOCK_PROSE, escaped);
  if (has_appendix (self))
    wf_report_builder_add_text (builder, WF_BLOCK_PROSE,
                                _ ("Every run with its first suspect is in the [appendix](#runs)."));
}

/* How often each agent takes the first suspected step, of the runs that it takes part in. */
static void
add_agents_chart (WfReportBuilder *builder, GArray *agents)
{
  g_autoptr (WfFigure) figure = wf_figure_new_chart (WF_CHART_BARS, 0, 1);

  for (guint a = 0; a < MIN (agents->len, MAX_AGENTS); a++)
    {
      const Agent *agent = &g_array_index (agents, Agent, a);
      double share = (double) agent->n_first / (double) agent->n_runs, low, high;
      g_autofree char *percent = wf_format_percent (share);
      g_autofree char *text = NULL;

      wf_wilson ((double) agent->n_first, (double) agent->n_runs, &low, &high);
      /* Translators: 3 of 12 runs, and their share */
      text = g_strdup_printf (_ ("%zu of %zu, %s"), agent->n_first, agent->n_runs, percent);
      wf_figure_add_bar (figure, agent->name, 0, share, text, a == 0);
      wf_figure_set_bar_interval (figure, a, low, high);
    }
  if (agents->len == 0)
    return;
  wf_figure_set_chart_axis (figure, _ ("share of its runs in which an agent takes the first suspected step"));
  wf_figure_set_chart_alt (figure, _ ("How often each agent takes the first suspected step."));
  wf_report_builder_add_figure (builder, figure,
                                /* xgettext:no-c-format */
                                _ ("In how many of the runs that an agent takes part in it takes the first "
                                   "suspected step, with the 95 % "
                                   "interval of Wilson (1927)."));
}

static void
begin_agents (WfReportBuilder *builder, GArray *agents, gboolean is_structural)
{
  const char *const heads[] = { _ ("Agent"),
                                _ ("Runs"),
                                _ ("First suspect in"),
                                _ ("Mean blame"),
                                is_structural ? _ ("Structural blame") : NULL,
                                NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Agents over all runs"));
  add_agents_chart (builder, agents);
  wf_report_builder_begin_table (
      builder, heads, is_structural ? "seeee" : "seee",
      is_structural
          ? _ ("Blame sums the probabilities of an agent’s steps in a run. Structural blame is the product "
               "of "
               "its Shapley share and its counterfactual effect, with the weights of these runs. Means are "
               "over the runs it takes part in.")
          : _ ("Blame sums the probabilities of an agent’s steps in a run; the mean is over the runs it "
               "takes "
               "part in."));
  wf_report_builder_set_units (builder, (const char *const[]){ NULL, NULL, NULL, "%", NULL });
}

static void
add_agents (WfReportBuilder *builder, GArray *agents, gboolean is_structural)
{
  begin_agents (builder, agents, is_structural);
  for (guint a = 0; a < MIN (agents->len, MAX_AGENTS); a++)
    {
      const Agent *agent = &g_array_index (agents, Agent, a);
      g_autofree char *name = escape (agent->name);
      g_autofree char *n_runs = g_strdup_printf ("%zu", agent->n_runs);
      g_autofree char *n_first = g_strdup_printf ("%zu", agent->n_first);
      g_autofree char *blame = wf_format_points (agent->blame / (double) agent->n_runs);
      g_autofree char *structural =
          wf_format_number (round (1000 * agent->structural / (double) agent->n_runs) / 1000);

      wf_report_builder_add_row (builder, (const char *const[]){ name, n_runs, n_first, blame,
                                                                 is_structural ? structural : NULL, NULL });
    }
  if (agents->len > MAX_AGENTS)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("%u further agents are left out of the table."), agents->len - MAX_AGENTS);

      wf_report_builder_add_text (builder, WF_BLOCK_PROSE, text);
    }
}

/* "3", or "3, was 5" when the causes moved it */
static char *
describe_decisive (WfCorpusBlame *self, gsize run)
{
  WfBlame *blame = wf_corpus_blame_get_blame (self, run);
  gsize step, before;

  if (blame == NULL)
    return g_strdup ("–");
  step = wf_blame_get_decisive_step (blame);
  before = wf_blame_get_decisive_step (wf_corpus_blame_get_blame (wf_corpus_blame_get_without (self), run));
  return step == before ? g_strdup_printf ("%zu", step) : g_strdup_printf (_ ("%zu, was %zu"), step, before);
}

/* Columns that not every report has. */
typedef struct
{
  gboolean has_labels;
  gboolean has_decisive;
  gboolean is_split; /* a table a folder, so that names stay short */
} Columns;

/* "12.json": the name without the folder */
static const char *
get_short_name (WfCorpus *corpus, gsize run)
{
  const char *name = wf_corpus_get_name (corpus, run), *group = wf_corpus_get_group (corpus, run);
  gsize length = strlen (group);

  return length > 0 && g_str_has_prefix (name, group) && name[length] == '/' ? name + length + 1 : name;
}

static void
add_run (WfCorpusBlame *self, WfReportBuilder *builder, gsize run, const Columns *columns)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self);
  WfTrace *trace = wf_corpus_get_run (corpus, run);
  WfBlame *blame = wf_corpus_blame_get_blame (self, run);
  gsize first = blame == NULL ? 0 : wf_blame_get_ranking (blame, NULL)[0];
  gsize rank = wf_corpus_blame_get_label_rank (self, run);
  g_autofree char *name =
      escape (columns->is_split ? get_short_name (corpus, run) : wf_corpus_get_name (corpus, run));
  g_autofree char *n_steps = g_strdup_printf ("%zu", wf_trace_get_n_steps (trace));
  g_autofree char *agent = blame == NULL ? NULL : escape (wf_trace_get_agent (trace, first));
  g_autofree char *suspect = blame == NULL ? escape (wf_corpus_blame_get_problem (self, run))
                                           : g_strdup_printf (_ ("step %zu, %s"), first, agent);
  g_autofree char *probability =
      blame == NULL ? g_strdup ("–") : wf_format_number (wf_blame_get_probability (blame, first));
  g_autofree char *place = rank == 0 ? g_strdup ("–") : g_strdup_printf ("%zu", rank);
  g_autofree char *decisive = columns->has_decisive ? describe_decisive (self, run) : NULL;
  const char *cells[7] = { name, n_steps, suspect, probability };
  gsize n = 4;

  if (columns->has_labels)
    cells[n++] = place;
  if (columns->has_decisive)
    cells[n++] = decisive;
  wf_report_builder_add_row (builder, cells);
}

static void
begin_runs (WfReportBuilder *builder, const Columns *columns)
{
  const char *heads[7] = { _ ("Run"), _ ("Steps"), _ ("First suspect"), _ ("Probability") };
  gsize n = 4;

  if (columns->has_labels)
    heads[n++] = _ ("Place of the annotated step");
  if (columns->has_decisive)
    heads[n++] = _ ("Decisive step");
  wf_report_builder_begin_table (builder, heads, n == 6 ? "seseee" : n == 5 ? "sesee" : "sese", NULL);
}

static gboolean
is_new_group (WfCorpus *corpus, gsize run)
{
  return run == 0 || !g_str_equal (wf_corpus_get_group (corpus, run), wf_corpus_get_group (corpus, run - 1));
}

/* Folders that hold several runs each are worth a table of their own. */
static gboolean
has_large_groups (WfCorpus *corpus)
{
  gsize n_groups = 0;

  for (gsize i = 0; i < wf_corpus_get_n_runs (corpus); i++)
    n_groups += is_new_group (corpus, i);
  return n_groups > 1 && 4 * n_groups <= wf_corpus_get_n_runs (corpus);
}

static void
add_group (WfReportBuilder *builder, const char *group)
{
  g_autofree char *name = wf_report_escape (*group != '\0' ? group : _ ("Top folder"));
  g_autofree char *text = g_strdup_printf ("**%s**", name);

  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, text);
}

static void
add_runs (WfCorpusBlame *self, WfReportBuilder *builder)
{
  WfCorpus *corpus = wf_corpus_blame_get_corpus (self);
  Columns columns = { wf_corpus_blame_get_n_labelled (self) > 0, wf_corpus_blame_get_without (self) != NULL,
                      has_large_groups (corpus) };

  wf_report_builder_add_text (builder, has_appendix (self) ? WF_BLOCK_APPENDIX : WF_BLOCK_HEADING,
                              _ ("Run by run"));
  wf_report_builder_set_id (builder, "runs");
  if (columns.has_decisive)
    wf_report_builder_add_text (
        builder, WF_BLOCK_PROSE,
        _ ("The decisive step is the structural model’s, with the weights of these runs; “was”: with those "
           "that come with the program."));
  for (gsize i = 0; i < wf_corpus_get_n_runs (corpus); i++)
    {
      if (columns.is_split && is_new_group (corpus, i))
        add_group (builder, wf_corpus_get_group (corpus, i));
      if (i == 0 || (columns.is_split && is_new_group (corpus, i)))
        begin_runs (builder, &columns);
      add_run (self, builder, i, &columns);
    }
}

/* ---- what makes steps deficient ---- */

static void
add_use (WfCorpusBlame *self, WfReportBuilder *builder)
{
  gsize n_runs = count_blamed (self), n_labelled = wf_corpus_blame_get_n_labelled (self);
  g_autoptr (GString) text = g_string_new (
      _ ("**These weights are used:** failure, decisive step and structural blame in every run rest on them; "
         "the suspects and their probabilities come from another model and stay as they are."));

  g_string_append_printf (text, _ (" The decisive step is another one in %zu of %zu runs."),
                          wf_corpus_blame_count_moved (self), n_runs);
  if (n_labelled > 0)
    g_string_append_printf (
        text,
        _ (" Of %zu labelled runs it is the annotated one in %zu; with the weights that come with the "
           "program, in %zu."),
        n_labelled, wf_corpus_blame_count_decisive (self),
        wf_corpus_blame_count_decisive (wf_corpus_blame_get_without (self)));
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("What these weights change"));
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, text->str);
}

static void
add_causes (WfCorpusBlame *self, WfReportBuilder *builder)
{
  WfCorpusCauses *causes = wf_corpus_blame_get_causes (self);

  if (causes == NULL)
    return;
  wf_corpus_causes_add_to_report (causes, builder);
  if (wf_corpus_blame_get_without (self) != NULL)
    add_use (self, builder);
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

static void
add_reasons (WfCorpusBlame *self, WfReportBuilder *builder)
{
  const char *sentences[] = {
    _ ("No run was repeated, and no language model was asked."),
    wf_corpus_blame_get_causes (self) == NULL
        ? _ ("What makes steps deficient over all runs was not searched.")
        : NULL,
    wf_corpus_blame_get_n_labelled (self) == 0
        ? _ ("How often the suspects are right can’t be told: nobody annotated these runs.")
        : NULL,
  };

  wf_report_builder_begin_doubts (builder);
  wf_report_builder_add_text (
      builder, WF_BLOCK_CALLOUT,
      _ ("The suspects can be the wrong ones if an orchestrator made the decisive choice, if logs leave out "
         "messages, or if more than one step had to go wrong. An agent that takes more steps, or the first "
         "ones, is suspected more often for that alone."));
  if (wf_corpus_blame_get_causes (self) != NULL)
    wf_corpus_causes_add_limits (wf_corpus_blame_get_causes (self), builder);
  wf_report_builder_add_undone (builder, sentences, G_N_ELEMENTS (sentences));
  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Suspects"),
                              _ ("conditional logit over the steps of each run (McFadden 1974), with the "
                                 "weights of its profile"));
  wf_report_builder_add_fact (
      builder, _ ("What if, shares"),
      _ ("noisy-OR model of surface faults on the graph of which step uses what, after "
         "Ma et al. 2025; it does not understand what the text means"));
  if (wf_corpus_blame_get_causes (self) != NULL)
    wf_corpus_causes_add_facts (wf_corpus_blame_get_causes (self), builder);
}

/* Of runs that are known to have succeeded nobody asks why they failed. */
static char *
make_title (WfCorpus *corpus)
{
  gsize n_runs = wf_corpus_get_n_runs (corpus), n_succeeded = 0;

  for (gsize run = 0; run < n_runs; run++)
    n_succeeded += wf_trace_get_outcome (wf_corpus_get_run (corpus, run)) == WF_RUN_SUCCEEDED;
  if (n_succeeded == 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Why did %zu run fail?", "Why did %zu runs fail?", n_runs), n_runs);
  return g_strdup_printf (_ ("Who and when in %zu runs, of which %zu succeeded"), n_runs, n_succeeded);
}

/**
 * wf_corpus_blame_report:
 * @self: a result
 * @provenance: (nullable): where the result comes from
 *
 * Who and when over many runs: the agents most often suspected; where people annotated runs, how often the
 * suspects agree, beside what needs no method; what makes steps deficient, when that is known; every run with
 * its first suspect.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_corpus_blame_report (WfCorpusBlame *self, WfProvenance *provenance)
{
  g_autofree char *title = make_title (wf_corpus_blame_get_corpus (self));
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Attribution report"), title);
  g_autoptr (GArray) agents = list_agents (self);
  g_autoptr (WfEvaluation) evaluation = wf_corpus_blame_evaluate (self);

  add_verdict (self, builder, agents);
  wf_report_builder_add_abstract (builder, _ ("A first suspect is the step to read first, not a finding."),
                                  provenance);
  add_profiles (self, builder);
  add_notes (self, builder);
  add_agents (builder, agents, wf_corpus_blame_get_without (self) != NULL);
  if (evaluation != NULL)
    wf_evaluation_add_to_report (evaluation, builder);
  add_causes (self, builder);
  if (!has_appendix (self))
    add_runs (self, builder);
  add_reasons (self, builder);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  if (has_appendix (self))
    add_runs (self, builder);
  return wf_report_builder_end (builder);
}
