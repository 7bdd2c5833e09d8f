/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/blame-private.h"
#include "core/attribute/effects-private.h"
#include "core/base/rng.h"

#define LOW_EVIDENCE 0.25
#define N_DRAWS      200 /* of random steps to repair, for the control of several repairs */
#define CONTROL_SEED 1

G_DEFINE_BOXED_TYPE (WfBlame, wf_blame, wf_blame_ref, wf_blame_unref)

static void
blame_clear (gpointer data)
{
  WfBlame *self = data;
  gsize n = self->trace != NULL ? wf_trace_get_n_steps (self->trace) : 0;

  for (gsize i = 0; i < n; i++)
    g_strfreev (self->reasons[i]);
  g_free (self->reasons);
  if (self->original != NULL)
    {
      g_free (self->answer);
      wf_trace_unref (self->trace);
      wf_blame_unref (self->original);
      return;
    }
  g_free (self->probability);
  g_free (self->ranking);
  g_free (self->agent_blame);
  if (self->judged != NULL)
    {
      wf_judged_free (self->judged);
      return;
    }
  for (gsize i = 0; i < n; i++)
    g_free (self->paths[i]);
  g_free (self->paths);
  g_free (self->next);
  g_clear_pointer (&self->symptoms, wf_symptoms_free);
  g_clear_pointer (&self->structure, wf_structure_free);
  g_free (self->fault);
  g_free (self->deficiency);
  g_free (self->effect);
  g_clear_pointer (&self->shapley, wf_shapley_free);
  g_free (self->answer);
  g_clear_pointer (&self->profile, wf_profile_unref);
  g_clear_pointer (&self->trace, wf_trace_unref);
}

/**
 * wf_blame_ref:
 * @self: a result
 *
 * Returns: (transfer full): @self with one more reference
 */
WfBlame *
wf_blame_ref (WfBlame *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * wf_blame_unref:
 * @self: (transfer full): a result
 *
 * Drops a reference.
 */
void
wf_blame_unref (WfBlame *self)
{
  g_atomic_rc_box_release_full (self, blame_clear);
}

/**
 * wf_blame_get_trace:
 * @self: a result
 *
 * Returns: (transfer none): the log it is about
 */
WfTrace *
wf_blame_get_trace (WfBlame *self)
{
  return self->trace;
}

/* ---- suspects ---- */

/**
 * wf_blame_get_profile:
 * @self: a result
 *
 * Returns: name of the profile the probabilities rest on
 */
const char *
wf_blame_get_profile (WfBlame *self)
{
  return wf_profile_get_name (self->profile);
}

/**
 * wf_blame_get_profile_note:
 * @self: a result
 *
 * Returns: what the profile can and can't do, in one or two sentences
 */
const char *
wf_blame_get_profile_note (WfBlame *self)
{
  return wf_profile_get_note (self->profile);
}

/**
 * wf_blame_get_tier:
 * @self: a result
 *
 * Returns: 0 when the probabilities rest on the place of the steps alone, 1 for a profile for any framework,
 * 2 for one of a known framework
 */
guint
wf_blame_get_tier (WfBlame *self)
{
  return wf_profile_get_n_weights (self->profile) > 0 ? wf_profile_get_tier (self->profile) : 0;
}

/**
 * wf_blame_is_low_evidence:
 * @self: a result
 *
 * Returns: whether the first suspect has a probability below 0.25, or is the only step that can bear blame,
 * so that its probability says nothing
 */
gboolean
wf_blame_is_low_evidence (WfBlame *self)
{
  return self->probability[self->ranking[0]] < LOW_EVIDENCE || wf_blame_is_without_choice (self);
}

/**
 * wf_blame_is_without_choice:
 * @self: a result
 *
 * Returns: whether there is but one step that can bear blame: its probability of 1 is no finding
 */
gboolean
wf_blame_is_without_choice (WfBlame *self)
{
  gsize n = 0;

  for (gsize i = 0; i < wf_trace_get_n_steps (self->trace) && n < 2; i++)
    n += wf_trace_can_bear_blame (self->trace, i);
  return n < 2;
}

/**
 * wf_blame_get_probability:
 * @self: a result
 * @step: index of a step
 *
 * Returns: the probability that this step was the decisive mistake, by the logit; sums to 1 over the steps
 */
double
wf_blame_get_probability (WfBlame *self, gsize step)
{
  g_return_val_if_fail (step < self->structure->n_steps, 0);

  return self->probability[step];
}

/**
 * wf_blame_get_ranking:
 * @self: a result
 * @n_steps: (out) (optional): number of steps
 *
 * Returns: (array length=n_steps) (transfer none): every step, those that can bear blame first, in falling
 * probability; ties to the earlier
 */
const gsize *
wf_blame_get_ranking (WfBlame *self, gsize *n_steps)
{
  if (n_steps != NULL)
    *n_steps = self->structure->n_steps;
  return self->ranking;
}

/**
 * wf_blame_get_n_suspects:
 * @self: a result
 *
 * Returns: how many of the ranking to name: 3, or 5 in runs of more than 25 steps, and never more than there
 * are steps of agents
 */
gsize
wf_blame_get_n_suspects (WfBlame *self)
{
  return self->n_suspects;
}

/**
 * wf_blame_get_reasons:
 * @self: a result
 * @step: index of a step
 *
 * Returns: (array zero-terminated=1) (transfer none): findings about the step in words, the strongest first;
 * at least one. Those that raise the step's probability most come first. With the profile "prior" it
 * rests on the last of them alone, the step's place.
 */
const char *const *
wf_blame_get_reasons (WfBlame *self, gsize step)
{
  g_return_val_if_fail (step < self->structure->n_steps, NULL);

  return (const char *const *) self->reasons[step];
}

static WfBlamePath *
make_path (WfBlame *self, gsize step)
{
  gsize n = 1;
  WfBlamePath *path;

  for (gsize i = step; self->next[i] != i; i = self->next[i])
    n++;
  path = g_malloc (sizeof *path + n * sizeof *path->steps);
  path->n_steps = n;
  for (gsize k = 0; k < n; k++, step = self->next[step])
    path->steps[k] = step;
  return path;
}

/**
 * wf_blame_get_path:
 * @self: a result
 * @step: index of a step
 * @n_steps: (out) (optional): length of the path
 *
 * The way of what a step says to the outcome: the path with the largest product of shares in the graph of who
 * last said what; where nothing of it is taken up, on to the next step.
 *
 * Returns: (array length=n_steps) (transfer none): steps from @step to the outcome; @step alone when it comes
 * after the outcome
 */
const gsize *
wf_blame_get_path (WfBlame *self, gsize step, gsize *n_steps)
{
  WfBlamePath *path;

  g_return_val_if_fail (step < self->structure->n_steps, NULL);

  path = g_atomic_pointer_get (&self->paths[step]);
  if (path == NULL)
    {
      path = make_path (self, step);
      if (!g_atomic_pointer_compare_and_exchange (&self->paths[step], NULL, path))
        {
          g_free (path);
          path = g_atomic_pointer_get (&self->paths[step]);
        }
    }
  if (n_steps != NULL)
    *n_steps = path->n_steps;
  return path->steps;
}

/* ---- structural model ---- */

/**
 * wf_blame_get_outcome_step:
 * @self: a result
 *
 * Returns: the last step that answers: neither tool output nor a bare word of termination
 */
gsize
wf_blame_get_outcome_step (WfBlame *self)
{
  return self->structure->sink;
}

/**
 * wf_blame_get_answer:
 * @self: a result
 *
 * Returns: what the run answered, as logged: the line after the last FINAL ANSWER:, else all of the last step
 * that answers; "" for nothing
 */
const char *
wf_blame_get_answer (WfBlame *self)
{
  return self->answer;
}

/**
 * wf_blame_is_answer_stated:
 * @self: a result
 *
 * Returns: whether wf_blame_get_answer() was marked as the final answer
 */
gboolean
wf_blame_is_answer_stated (WfBlame *self)
{
  return self->is_answer_stated;
}

/**
 * wf_blame_get_failure:
 * @self: a result
 *
 * Returns: deficiency of the outcome in the noisy-OR model, 0 to 1
 */
double
wf_blame_get_failure (WfBlame *self)
{
  return self->deficiency[self->structure->sink];
}

/**
 * wf_blame_get_fault:
 * @self: a result
 * @step: index of a step
 *
 * Returns: q, the step's own fault: its observed deficiency without what its producers explain, 0 to 0.99; 0
 * for the task and tool output
 */
double
wf_blame_get_fault (WfBlame *self, gsize step)
{
  g_return_val_if_fail (step < self->structure->n_steps, 0);

  return self->fault[step];
}

/**
 * wf_blame_get_deficiency:
 * @self: a result
 * @step: index of a step
 *
 * Returns: F, the step's own fault and what reaches it, 0 to 1
 */
double
wf_blame_get_deficiency (WfBlame *self, gsize step)
{
  g_return_val_if_fail (step < self->structure->n_steps, 0);

  return self->deficiency[step];
}

/**
 * wf_blame_get_effect:
 * @self: a result
 * @step: index of a step
 *
 * Returns: CE, by how much the failure falls under do (q = 0)
 */
double
wf_blame_get_effect (WfBlame *self, gsize step)
{
  g_return_val_if_fail (step < self->structure->n_steps, 0);

  return self->effect[step];
}

/**
 * wf_blame_get_decisive_step:
 * @self: a result
 *
 * Returns: of the steps with at least a quarter of the largest effect the one with the largest fault
 */
gsize
wf_blame_get_decisive_step (WfBlame *self)
{
  return self->decisive;
}

/**
 * wf_blame_get_n_links:
 * @self: a result
 *
 * Returns: number of producer → consumer links
 */
gsize
wf_blame_get_n_links (WfBlame *self)
{
  return self->structure->n_links;
}

/**
 * wf_blame_get_link:
 * @self: a result
 * @link: index of a link
 * @producer: (out) (optional): the earlier step
 * @consumer: (out) (optional): the step that uses it
 * @weight: (out) (optional): how much of a deficiency passes on, 0.4 to 0.9
 * @source: (out) (optional): what the link was taken from
 *
 * Reads one link.
 */
void
wf_blame_get_link (
    WfBlame *self, gsize link, guint *producer, guint *consumer, double *weight, WfLinkSource *source)
{
  const WfBlameLink *found;

  g_return_if_fail (link < self->structure->n_links);

  found = &self->structure->links[link];
  if (producer != NULL)
    *producer = found->producer;
  if (consumer != NULL)
    *consumer = found->consumer;
  if (weight != NULL)
    *weight = found->weight;
  if (source != NULL)
    *source = found->source;
}

/**
 * wf_blame_what_if:
 * @self: a result
 * @step: index of a step
 * @keep: share of the fault that stays, 0 (the step had been right) to 1
 *
 * A model's answer, not a replay of the run.
 *
 * Returns: the failure after q <- keep q
 */
double
wf_blame_what_if (WfBlame *self, gsize step, double keep)
{
  WfRepair repair = { step, keep };

  return wf_blame_get_repaired (self, &repair, 1, NULL);
}

/**
 * wf_blame_what_if_random:
 * @self: a result
 * @keep: share of the fault that stays, 0 to 1
 *
 * The control: what putting right a step drawn at random would do.
 *
 * Returns: mean of wf_blame_what_if() over the steps that can bear blame
 */
double
wf_blame_what_if_random (WfBlame *self, double keep)
{
  g_autofree double *partial = NULL;
  double sum = 0;
  gsize count = 0;

  g_return_val_if_fail (keep >= 0 && keep <= 1, 0);

  if (keep > 0)
    partial = wf_effects_new (self->structure, self->fault, self->deficiency, keep, NULL, NULL);
  for (gsize i = 0; i < self->structure->n_steps; i++)
    if (wf_trace_can_bear_blame (self->trace, i))
      {
        sum += partial != NULL ? partial[i] : self->effect[i];
        count++;
      }
  return wf_blame_get_failure (self) - sum / (double) count;
}

/**
 * wf_blame_get_repaired:
 * @self: a result
 * @repairs: (array length=n_repairs): steps and what stays of their faults
 * @n_repairs: number of repairs
 * @deficiency: (out caller-allocates) (array) (nullable): room for the deficiency F of every step of the log,
 * in [0, 1]
 *
 * What the noisy-OR model makes of several repairs at once, q <- keep q for each; a step that is named twice
 * is scaled twice. Steps before the first repaired one are as they were. A model's answer, not a replay of
 * the run.
 *
 * Cost: O(links).
 *
 * Returns: the failure after the repairs: F at the outcome
 */
double
wf_blame_get_repaired (WfBlame *self, const WfRepair *repairs, gsize n_repairs, double *deficiency)
{
  gsize n = self->structure->n_steps, first = n;
  g_autofree double *fault = g_memdup2 (self->fault, n * sizeof *fault);
  g_autofree double *room = deficiency == NULL ? g_new (double, n) : NULL;
  double *found = deficiency != NULL ? deficiency : room;

  g_return_val_if_fail (repairs != NULL || n_repairs == 0, 0);

  for (gsize r = 0; r < n_repairs; r++)
    {
      g_return_val_if_fail (repairs[r].step < n && repairs[r].keep >= 0 && repairs[r].keep <= 1, 0);
      fault[repairs[r].step] *= repairs[r].keep;
      first = MIN (first, repairs[r].step);
    }
  memcpy (found, self->deficiency, n * sizeof *found);
  wf_structure_propagate_from (self->structure, fault, first, found);
  return found[self->structure->sink];
}

/* Steps that can bear blame. (transfer full) */
static gsize *
list_able (WfBlame *self, gsize *n_able)
{
  gsize *able = g_new (gsize, self->structure->n_steps);

  *n_able = 0;
  for (gsize i = 0; i < self->structure->n_steps; i++)
    if (wf_trace_can_bear_blame (self->trace, i))
      able[(*n_able)++] = i;
  return able;
}

/**
 * wf_blame_get_random_repaired:
 * @self: a result
 * @repairs: (array length=n_repairs): only what stays of the faults is read
 * @n_repairs: number of repairs
 *
 * The control of wf_blame_get_repaired(): the same repairs, of different steps drawn at random.
 *
 * Cost: see wf_blame_what_if_random() for one repair; else 200 times O(links).
 *
 * Returns: the mean failure after them, over all steps that can bear blame for one repair, else over 200
 * draws that are always the same
 */
double
wf_blame_get_random_repaired (WfBlame *self, const WfRepair *repairs, gsize n_repairs)
{
  g_autofree gsize *able = NULL;
  g_autofree WfRepair *drawn = NULL;
  gsize n_able, n_drawn;
  double sum = 0;
  WfRng rng;

  g_return_val_if_fail (repairs != NULL && n_repairs > 0, 0);

  if (n_repairs == 1)
    return wf_blame_what_if_random (self, repairs[0].keep);
  able = list_able (self, &n_able);
  n_drawn = MIN (n_repairs, n_able);
  drawn = g_memdup2 (repairs, n_drawn * sizeof *drawn);
  wf_rng_init (&rng, CONTROL_SEED, 0);
  for (guint draw = 0; draw < N_DRAWS; draw++)
    {
      for (gsize k = 0; k < n_drawn; k++)
        {
          gsize other = k + wf_rng_below (&rng, n_able - k), chosen = able[other];

          able[other] = able[k];
          able[k] = drawn[k].step = chosen;
        }
      sum += wf_blame_get_repaired (self, drawn, n_drawn, NULL);
    }
  return sum / N_DRAWS;
}

/* ---- agents ---- */

/**
 * wf_blame_get_agent_blame:
 * @self: a result
 * @agent: index into wf_trace_get_agents()
 *
 * Returns: sum of the probabilities of the agent's steps that can bear blame: 0 for whoever set the task, and
 * for tools
 */
double
wf_blame_get_agent_blame (WfBlame *self, gsize agent)
{
  g_return_val_if_fail (agent < self->structure->n_agents, 0);

  return self->agent_blame[agent];
}

/**
 * wf_blame_get_agent_shapley:
 * @self: a result
 * @agent: index into wf_trace_get_agents()
 *
 * Returns: phi, the agent's Shapley share of the failure; the shares sum to wf_blame_get_failure()
 */
double
wf_blame_get_agent_shapley (WfBlame *self, gsize agent)
{
  g_return_val_if_fail (agent < self->structure->n_agents, 0);

  return self->shapley->shapley[agent];
}

/**
 * wf_blame_get_agent_shapley_error:
 * @self: a result
 * @agent: index into wf_trace_get_agents()
 *
 * Returns: half the width of the 95 % interval of wf_blame_get_agent_shapley(); 0 when it is exact
 */
double
wf_blame_get_agent_shapley_error (WfBlame *self, gsize agent)
{
  g_return_val_if_fail (agent < self->structure->n_agents, 0);

  return self->shapley->half_width[agent];
}

/**
 * wf_blame_get_agent_counterfactual:
 * @self: a result
 * @agent: index into wf_trace_get_agents()
 *
 * Returns: CF, by how much the failure falls when every step of the agent is right
 */
double
wf_blame_get_agent_counterfactual (WfBlame *self, gsize agent)
{
  g_return_val_if_fail (agent < self->structure->n_agents, 0);

  return self->shapley->counterfactual[agent];
}

/**
 * wf_blame_get_agent_structural_blame:
 * @self: a result
 * @agent: index into wf_trace_get_agents()
 *
 * The score by which Ma et al. 2025 (CDC-MAS) rank agents. Not to be mixed with wf_blame_get_agent_blame(),
 * which comes from the other model.
 *
 * Returns: phi times CF, 0 to 1
 */
double
wf_blame_get_agent_structural_blame (WfBlame *self, gsize agent)
{
  return wf_blame_get_agent_shapley (self, agent) * wf_blame_get_agent_counterfactual (self, agent);
}

/**
 * wf_blame_is_shapley_exact:
 * @self: a result
 *
 * Returns: whether the Shapley shares come from all coalitions, as for up to 12 agents with a fault, rather
 * than from 200 permutations
 */
gboolean
wf_blame_is_shapley_exact (WfBlame *self)
{
  return self->shapley->is_exact;
}
