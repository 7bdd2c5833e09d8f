/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/blame-figure-private.h"
#include "core/attribute/blame-report-private.h"
#include "core/attribute/excerpt-private.h"
#include "core/attribute/judged.h"
#include "core/attribute/suggestions-private.h"
#include "core/base/format.h"
#include "core/report/sections.h"

#define TITLE_CHARS     60
#define QUESTION_CHARS  500
#define ANSWER_CHARS    240
#define EXCERPT_LINES   12
#define EXCERPT_CHARS   700
#define MAX_GRAPH_STEPS 12 /* that a page has room for */

typedef struct
{
  WfBlame *blame;
  WfTrace *trace;
  WfReportBuilder *builder;
} Context;

static char *
escape_line (const char *text, gsize max_chars)
{
  g_autofree char *line = wf_excerpt_line (text, max_chars);

  return wf_report_escape (line);
}

static void
add (Context *c, WfBlockKind kind, char *text)
{
  wf_report_builder_add_text (c->builder, kind, text);
  g_free (text);
}

static void
add_row (Context *c, const char *first, const char *second)
{
  wf_report_builder_add_row (c->builder, (const char *const[]){ first, second, NULL });
}

static char *
make_title (WfTrace *trace)
{
  g_autofree char *question = wf_excerpt_line (wf_trace_get_question (trace), TITLE_CHARS);

  if (wf_trace_get_outcome (trace) == WF_RUN_SUCCEEDED)
    return *question == '\0' ? g_strdup (_ ("Where would the run have failed?"))
                             : g_strdup_printf (_ ("Where would the run have failed? “%s”"), question);
  if (*question == '\0')
    return g_strdup (_ ("Why did the run fail?"));
  return g_strdup_printf (_ ("Why did the run fail? “%s”"), question);
}

/* ---- the answer ---- */

static double
sum_of_suspects (WfBlame *blame)
{
  const gsize *ranking = wf_blame_get_ranking (blame, NULL);
  double sum = 0;

  for (gsize k = 0; k < wf_blame_get_n_suspects (blame); k++)
    sum += wf_blame_get_probability (blame, ranking[k]);
  return sum;
}

static void
add_verdict (Context *c)
{
  gsize first = wf_blame_get_ranking (c->blame, NULL)[0];
  guint n_suspects = (guint) wf_blame_get_n_suspects (c->blame);
  double p = wf_blame_get_probability (c->blame, first);
  g_autofree char *agent = wf_report_escape (wf_trace_get_agent (c->trace, first));
  g_autofree char *probability = wf_format_number (p);
  g_autofree char *together = wf_format_number (sum_of_suspects (c->blame));
  const char *evidence = wf_blame_is_low_evidence (c->blame) ? _ ("evidence low") : _ ("evidence moderate");
  const char *odds = p < 0.5 ? _ ("The odds are still against it") : _ ("The odds are in its favour");
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("**Most likely step %zu, by %s:** probability %s, %s. %s"), first, agent,
                          probability, evidence, odds);
  if (n_suspects > 1)
    g_string_append_printf (text, _ ("; the first %u suspects together hold %s."), n_suspects, together);
  else
    g_string_append (text, _ ("; no other step is suspected."));
  wf_report_builder_add_text (c->builder, WF_BLOCK_VERDICT, text->str);
}

static void
add_question (Context *c)
{
  g_autofree char *question = escape_line (wf_trace_get_question (c->trace), QUESTION_CHARS);
  g_autofree char *answer = escape_line (wf_blame_get_answer (c->blame), ANSWER_CHARS);
  g_autoptr (GString) text = g_string_new (NULL);

  if (*question != '\0')
    g_string_append_printf (text, _ ("Question of the run: *%s* "), question);
  if (*answer == '\0')
    g_string_append (text, _ ("No answer was given."));
  else if (wf_blame_is_answer_stated (c->blame))
    g_string_append_printf (text, _ ("Answer given: %s"), answer);
  else
    g_string_append_printf (text, _ ("No final answer is marked; the last words at step %zu: “%s”"),
                            wf_blame_get_outcome_step (c->blame), answer);
  wf_report_builder_add_text (c->builder, WF_BLOCK_PROSE, text->str);
}

static void
add_timeline (Context *c, const WfRepair *repairs, gsize n_repairs)
{
  gsize first = wf_blame_get_ranking (c->blame, NULL)[0];
  g_autoptr (WfFigure) figure = wf_blame_figure (c->blame, WF_BLAME_TIMELINE, -1, repairs, n_repairs);
  g_autofree char *caption =
      g_strdup_printf (_ ("The %zu steps in their agents’ lanes. Numbered discs: the suspects, the first one "
                          "first. Blue: how what step %zu says reaches the outcome, the black box. The "
                          "task and tool output bear no blame."),
                       wf_trace_get_n_steps (c->trace), first);

  wf_report_builder_add_figure (c->builder, figure, caption);
}

/* ---- evidence ---- */

/* "First code of the run; its execution failed at step 2" */
static char *
join_reasons (WfBlame *blame, gsize step)
{
  g_autofree char *joined = g_strjoinv (_ ("; "), (char **) wf_blame_get_reasons (blame, step));
  g_autoptr (GString) sentence = g_string_new (NULL);

  g_string_append_unichar (sentence, g_unichar_toupper (g_utf8_get_char (joined)));
  g_string_append (sentence, g_utf8_next_char (joined));
  return wf_report_escape (sentence->str);
}

static char *
name_step (Context *c, gsize step)
{
  g_autofree char *agent = wf_report_escape (wf_trace_get_agent (c->trace, step));

  return g_strdup_printf (_ ("**Step %zu**, %s"), step, agent);
}

static const char *
describe_evidence (WfBlame *blame)
{
  if (wf_blame_get_tier (blame) > 0)
    return wf_blame_get_judge (blame) != NULL
               ? _ ("The probability comes from the profile, the reasons that raise it most come first, and "
                    "from "
                    "the judge.")
               : _ ("The probability comes from the profile; the reasons that raise it most come first.");
  return wf_blame_get_judge (blame) != NULL
             ? _ ("The probability comes from the step’s place in the run, the last reason in each row, and "
                  "from the judge. The other reasons are for you to judge.")
             : _ ("The probability comes from the step’s place in the run alone, the last reason in each "
                  "row. "
                  "The other reasons are for you to judge.");
}

static void
add_evidence (Context *c)
{
  const char *const heads[] = { _ ("No."), _ ("Suspect"), _ ("What speaks for it"), _ ("Probability"), NULL };
  const gsize *ranking = wf_blame_get_ranking (c->blame, NULL);
  g_autofree char *caption = NULL;

  add (c, WF_BLOCK_HEADING, g_strdup (_ ("Evidence")));
  caption =
      g_strdup_printf (_ ("%s What they said is in the [appendix](#words)."), describe_evidence (c->blame));
  wf_report_builder_begin_table (c->builder, heads, "ssse", caption);
  for (gsize k = 0; k < wf_blame_get_n_suspects (c->blame); k++)
    {
      g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, k + 1);
      g_autofree char *suspect = name_step (c, ranking[k]);
      g_autofree char *reasons = join_reasons (c->blame, ranking[k]);
      g_autofree char *probability = wf_format_number (wf_blame_get_probability (c->blame, ranking[k]));

      wf_report_builder_add_row (c->builder,
                                 (const char *const[]){ number, suspect, reasons, probability, NULL });
    }
}

/* ---- which step uses which ---- */

static void
add_step_graph (Context *c, const WfRepair *repairs, gsize n_repairs)
{
  gsize first = wf_blame_get_ranking (c->blame, NULL)[0];
  gsize n_steps = wf_trace_get_n_steps (c->trace);
  g_autoptr (WfFigure) figure = NULL;
  g_autoptr (GString) caption = g_string_new (NULL);
  g_autofree char *links = wf_blame_describe_links (c->blame);

  figure = wf_blame_new_step_graph (c->blame, WF_EDGES_PRODUCER_TO_CONSUMER, first, repairs, n_repairs,
                                    MAX_GRAPH_STEPS);
  if (n_steps > MAX_GRAPH_STEPS)
    g_string_append_printf (caption, _ ("The %d of the %zu steps that move the outcome most. "),
                            MAX_GRAPH_STEPS, n_steps);
  g_string_append (
      caption,
      _ ("An arrow runs from a step to those that use its output, so that a deficient one explains them; "
         "the wider, the more of a deficiency passes on. Percent: the deficiency of each step in the model. "
         "Blue: the strongest way from the first suspect to the outcome."));
  g_string_append_printf (caption, " %s.", links);
  wf_report_builder_add_text (c->builder, WF_BLOCK_HEADING, _ ("Which step uses which"));
  wf_report_builder_add_figure (c->builder, figure, caption->str);
}

/* ---- what if ---- */

static void
add_suggestions (Context *c)
{
  g_autoptr (WfSuggestions) suggestions = wf_blame_suggest (c->blame, NULL, NULL);

  wf_suggestions_add_to_report (suggestions, c->blame, c->builder);
}

/* ---- agents ---- */

/* A share of the outcome; what rounds to nothing is called so. */
static char *
format_share (double share)
{
  return share < 0.0005 ? g_strdup (_ ("≈ 0")) : wf_format_number (share);
}

static char *
format_shapley (WfBlame *blame, gsize agent)
{
  g_autofree char *share = format_share (wf_blame_get_agent_shapley (blame, agent));
  g_autofree char *error = NULL;

  if (wf_blame_is_shapley_exact (blame))
    return g_steal_pointer (&share);
  error = format_share (wf_blame_get_agent_shapley_error (blame, agent));
  return g_strdup_printf ("%s ± %s", share, error);
}

static char *
format_fall (double fall)
{
  g_autofree char *share = format_share (fall);

  return fall < 0.0005 ? g_steal_pointer (&share) : g_strdup_printf ("▼ %s", share);
}

static gboolean
has_blamable_step (WfTrace *trace, gsize agent)
{
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_get_agent_index (trace, i) == agent && wf_trace_can_bear_blame (trace, i))
      return TRUE;
  return FALSE;
}

static void
add_agent_graph (Context *c)
{
  g_autoptr (WfFigure) figure = wf_blame_figure (c->blame, WF_BLAME_AGENTS, -1, NULL, 0);

  wf_report_builder_add_figure (c->builder, figure,
                                _ ("An arrow runs from an agent to one that uses what it said; its number "
                                   "counts how often. Percent: the agent’s "
                                   "blame. The first suspect’s agent is framed in blue."));
}

static void
add_agents (Context *c)
{
  const char *const heads[] = { _ ("Agent"), _ ("Blame"), _ ("Shapley share"), _ ("Fall if it were right"),
                                NULL };
  const char *const *agents = wf_trace_get_agents (c->trace);

  add (c, WF_BLOCK_HEADING, g_strdup (_ ("Blame by agent")));
  wf_report_builder_begin_table (
      c->builder, heads, "seee",
      _ ("Blame sums the probabilities of the agent’s steps. The other columns come from the model and don’t "
         "use them: the Shapley shares divide the deficiency that reaches the outcome among the agents, and "
         "the last column is how far it would fall had all steps of the agent been right."));
  wf_report_builder_set_units (c->builder, (const char *const[]){ NULL, "%", NULL, NULL });
  for (gsize a = 0; agents[a] != NULL; a++)
    {
      g_autofree char *agent = wf_report_escape (agents[a]);
      g_autofree char *blame = wf_format_points (wf_blame_get_agent_blame (c->blame, a));
      g_autofree char *shapley = format_shapley (c->blame, a);
      g_autofree char *right = format_fall (wf_blame_get_agent_counterfactual (c->blame, a));

      if (has_blamable_step (c->trace, a))
        wf_report_builder_add_row (c->builder, (const char *const[]){ agent, blame, shapley, right, NULL });
    }
}

/* ---- what was said ---- */

static void
add_words (Context *c)
{
  const gsize *ranking = wf_blame_get_ranking (c->blame, NULL);

  add (c, WF_BLOCK_APPENDIX, g_strdup (_ ("What the suspects said")));
  wf_report_builder_set_id (c->builder, "words");
  for (gsize k = 0; k < wf_blame_get_n_suspects (c->blame); k++)
    {
      char *text = wf_excerpt_lines (wf_trace_get_text (c->trace, ranking[k]), EXCERPT_LINES, EXCERPT_CHARS);

      add (c, WF_BLOCK_PROSE, name_step (c, ranking[k]));
      add (c, WF_BLOCK_CODE, *text != '\0' ? g_strdup (text) : g_strdup (_ ("(nothing)")));
      g_free (text);
    }
}

/* ---- method ---- */

static void
add_annotation (Context *c)
{
  const char *agent;
  gint64 step;

  if (wf_trace_get_label (c->trace, &agent, &step))
    {
      g_autofree char *name = wf_report_escape (agent);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, step);
      g_autofree char *text =
          g_strdup_printf (_ ("step %s, %s, as annotated by people; no method reads it"), number, name);

      add_row (c, _ ("Annotation"), text);
    }
}

static const char *
describe_model (WfBlame *blame)
{
  switch (wf_blame_get_tier (blame))
    {
      case 1:
        return _ ("Conditional logit over the steps: a fixed prior on their place, and weighed findings that "
                  "mean the "
                  "same in any framework.");
      case 2:
        return _ ("Conditional logit over the steps, trained on labelled logs of this framework.");
      case 0:
      default:
        return _ ("Conditional logit over the steps with a fixed prior on their place; the other findings "
                  "are shown "
                  "for you to judge.");
    }
}

static void
add_method (Context *c)
{
  g_autofree char *plain =
      g_strdup_printf (_ ("“%s”. %s"), wf_blame_get_profile (c->blame), wf_blame_get_profile_note (c->blame));
  g_autofree char *note = wf_report_escape (plain);
  g_autofree char *log = g_strdup_printf (
      _ ("%zu steps by %u speakers, format %s"), wf_trace_get_n_steps (c->trace),
      g_strv_length ((char **) wf_trace_get_agents (c->trace)), wf_trace_get_format (c->trace));

  wf_report_builder_begin_method (c->builder);
  add_row (c, _ ("Suspects"), describe_model (c->blame));
  add_row (c, _ ("Profile"), note);
  add_row (c, _ ("Judge"),
           wf_blame_get_judge (c->blame) != NULL ? _ ("asked: what it said of a step is in its evidence")
                                                 : _ ("none: no language model, no network"));
  add_row (c, _ ("What if, shares"),
           _ ("Noisy-OR model of surface faults (errors, repetition, unsupported numbers) on the graph of "
              "which step uses what, after Ma et al. 2025. It does not understand what the text means."));
  add_row (c, _ ("Shapley shares"),
           wf_blame_is_shapley_exact (c->blame) ? _ ("exact, over all coalitions of agents")
                                                : /* xgettext:no-c-format */
               _ ("from 200 seeded permutations, ± half a 95 % interval"));
  add_row (c, _ ("Log"), log);
  add_annotation (c);
}

static void
add_limits (Context *c)
{
  const char *sentences[] = {
    _ ("No run was repeated: whether the outcome would have been another is a model’s answer."),
    wf_blame_get_judge (c->blame) == NULL ? _ ("No language model was asked, and nothing was sent anywhere: "
                                               "what the text means was not judged, "
                                               "only what it shows on its surface.")
                                          : NULL,
  };

  wf_report_builder_begin_doubts (c->builder);
  wf_report_builder_add_text (
      c->builder, WF_BLOCK_CALLOUT,
      _ ("The suspects can be the wrong ones if an orchestrator made the decisive choice, if the log leaves "
         "out messages, or if more than one step had to go wrong."));
  wf_report_builder_add_undone (c->builder, sentences, G_N_ELEMENTS (sentences));
}

/* Whoever reads the numbers has to know whose they are. */
static void
add_judge (Context *c)
{
  g_autofree char *text = wf_blame_describe_judge (c->blame);

  if (text != NULL)
    add (c, WF_BLOCK_CALLOUT, wf_report_escape (text));
}

static void
add_notes (Context *c)
{
  const char *const *notes = wf_trace_get_notes (c->trace);

  add_judge (c);
  if (wf_trace_get_outcome (c->trace) == WF_RUN_SUCCEEDED)
    wf_report_builder_add_text (
        c->builder, WF_BLOCK_CALLOUT,
        _ ("The log says that the run succeeded. The suspects are the steps that would "
           "most likely be to blame if it had failed."));
  if (wf_blame_is_without_choice (c->blame))
    wf_report_builder_add_text (c->builder, WF_BLOCK_CALLOUT,
                                _ ("Only one step can bear blame: its probability says nothing."));
  else if (wf_blame_is_low_evidence (c->blame))
    wf_report_builder_add_text (c->builder, WF_BLOCK_CALLOUT,
                                _ ("Low evidence: no step reaches a probability of 0.25. Take the suspects "
                                   "for the steps to read first, not for a finding."));
  for (gsize i = 0; notes[i] != NULL; i++)
    wf_report_builder_add_note (c->builder, WF_BLOCK_CALLOUT, notes[i]);
}

/**
 * wf_blame_report:
 * @self: a result
 * @repairs: (array length=n_repairs) (nullable): of the what-if; none puts the first suspect right
 * @n_repairs: number of repairs
 * @provenance: (nullable): where the result comes from
 *
 * Who and when: verdict, timeline, evidence, what-if with its control, which step uses which, agents, method;
 * in an appendix the words of the suspects.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_blame_report (WfBlame *self, const WfRepair *repairs, gsize n_repairs, WfProvenance *provenance)
{
  WfTrace *trace = wf_blame_get_trace (self);
  g_autofree char *title = make_title (trace);
  g_autoptr (WfReportBuilder) builder = NULL;
  Context c = { self, trace, NULL };
  WfRepair first = { wf_blame_get_ranking (self, NULL)[0], 0 };

  g_return_val_if_fail (repairs != NULL || n_repairs == 0, NULL);

  builder = wf_report_builder_new (_ ("Attribution report"), title);
  c.builder = builder;
  add_verdict (&c);
  wf_report_builder_add_abstract (builder, NULL, provenance);
  add_question (&c);
  add_notes (&c);
  add_timeline (&c, repairs, n_repairs);
  add_evidence (&c);
  wf_blame_add_repairs (self, n_repairs > 0 ? repairs : &first, MAX (1, n_repairs), builder);
  add_suggestions (&c);
  add_step_graph (&c, repairs, n_repairs);
  add_agents (&c);
  add_agent_graph (&c);
  add_limits (&c);
  add_method (&c);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  add_words (&c);
  return wf_report_builder_end (builder);
}
