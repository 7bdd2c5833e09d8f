/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/blame-figure-private.h"
#include "core/attribute/blame-private.h"

#define MAX_AGENTS 60

/* ---- directions ---- */

/**
 * wf_blame_count_against_time:
 * @self: a result
 * @direction: which way edges are drawn
 *
 * Returns: the number of links that run from a later step to an earlier one when drawn so. An edge that does
 * can't be a cause.
 */
gsize
wf_blame_count_against_time (WfBlame *self, WfEdgeDirection direction)
{
  return wf_structure_count_against_time (self->structure->links, self->structure->n_links, direction);
}

/**
 * wf_blame_get_direction_banner:
 * @self: a result
 * @direction: which way edges are drawn
 *
 * What a picture must say whose edges can't be read as causes.
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL when no edge points against time
 */
char *
wf_blame_get_direction_banner (WfBlame *self, WfEdgeDirection direction)
{
  gsize n = wf_blame_count_against_time (self, direction);

  if (n == 0)
    return NULL;
  return g_strdup_printf (
      _ ("Edges point against time: %zu of %zu run from a later step to an earlier one. Read "
         "them as “uses the output of”, not as causes."),
      n, wf_blame_get_n_links (self));
}

/* ---- steps ---- */

/* The strongest way through the model from a step to the outcome, by the product of weights: for a step on it
 * 1 + the next one, else 0. (transfer full) */
static guint *
find_way (WfBlame *self, gsize step)
{
  const WfStructure *s = self->structure;
  g_autofree double *best = g_new0 (double, s->n_steps);
  g_autofree guint *next = g_new0 (guint, s->n_steps);
  guint *way = g_new0 (guint, s->n_steps);

  best[s->sink] = 1;
  /* by falling consumer: all that a step is used by has come before */
  for (gsize l = s->n_links; l-- > 0;)
    {
      const WfBlameLink *link = &s->links[l];

      if (best[link->consumer] * link->weight <= best[link->producer])
        continue;
      best[link->producer] = best[link->consumer] * link->weight;
      next[link->producer] = link->consumer + 1;
    }
  for (gsize i = step; i != s->sink && next[i] > 0; i = next[i] - 1)
    way[i] = next[i];
  return way;
}

typedef struct
{
  gsize step;
  gsize rank; /* 0: must be shown */
  double effect;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  if (x->effect != y->effect)
    return x->effect > y->effect ? -1 : 1;
  return x->step > y->step ? -1 : 1;
}

/* The steps to show: suspects, the outcome, repairs, the path; then by effect, the later first. place: by
 * step, 1 + its node, 0 = left out. (transfer full) */
static guint *
choose_steps (
    WfBlame *self, const guint *hop, const WfRepair *repairs, gsize n_repairs, gsize max, gsize *n_shown)
{
  gsize n = wf_trace_get_n_steps (wf_blame_get_trace (self));
  g_autofree Candidate *candidates = g_new (Candidate, n);
  guint *place = g_new0 (guint, n);

  for (gsize i = 0; i < n; i++)
    {
      gboolean is_named = wf_blame_get_suspect (self, i) > 0 || i == wf_blame_get_outcome_step (self) ||
                          wf_blame_is_repaired (repairs, n_repairs, i);

      candidates[i] = (Candidate){ i, is_named ? 0 : hop[i] > 0 ? 1 : 2, wf_blame_get_effect (self, i) };
    }
  qsort (candidates, n, sizeof *candidates, compare_candidates);
  for (gsize k = 0; k < MIN (n, max); k++)
    place[candidates[k].step] = TRUE;
  *n_shown = 0;
  for (gsize i = 0; i < n; i++)
    if (place[i] > 0)
      place[i] = (guint)++ * n_shown;
  return place;
}

static void
add_step (
    WfBlame *self, WfFigure *figure, gsize step, double deficiency, gboolean is_on_path, gboolean is_repaired)
{
  WfTrace *trace = wf_blame_get_trace (self);
  g_autofree char *name = g_strdup_printf ("%zu %s", step, wf_trace_get_agent (trace, step));
  double before = wf_blame_get_deficiency (self, step);
  WfNetworkNode node = {
    .name = name,
    .caption = wf_blame_get_step_word (self, step),
    .share = deficiency,
    .before = wf_blame_is_moved (before, deficiency) ? before : NAN,
    .index = (guint) step,
    .suspect = wf_blame_get_suspect (self, step),
    .is_emphasised = is_on_path || step == wf_blame_get_outcome_step (self),
    .is_repaired = is_repaired,
  };

  wf_figure_add_network_node (figure, &node);
}

static void
add_step_links (
    WfBlame *self, WfFigure *figure, WfEdgeDirection direction, const guint *place, const guint *hop)
{
  for (gsize l = 0; l < wf_blame_get_n_links (self); l++)
    {
      guint producer, consumer;
      double weight;

      wf_blame_get_link (self, l, &producer, &consumer, &weight, NULL);
      if (place[producer] == 0 || place[consumer] == 0)
        continue;
      if (direction == WF_EDGES_PRODUCER_TO_CONSUMER)
        wf_figure_add_link (figure, place[producer] - 1, place[consumer] - 1, weight,
                            hop[producer] == consumer + 1);
      else
        wf_figure_add_link (figure, place[consumer] - 1, place[producer] - 1, weight,
                            hop[producer] == consumer + 1);
    }
}

static void
set_step_alt (WfBlame *self, WfFigure *figure, WfEdgeDirection direction, gsize n_shown)
{
  gsize n = wf_trace_get_n_steps (wf_blame_get_trace (self));
  g_autofree char *banner = wf_blame_get_direction_banner (self, direction);
  g_autofree char *what = NULL;
  g_autofree char *alt = NULL;

  if (n_shown < n)
    what = g_strdup_printf (_ ("%zu of the %zu steps, those that move the outcome most"), n_shown, n);
  else
    what = g_strdup_printf (_ ("The %zu steps"), n);
  if (direction == WF_EDGES_PRODUCER_TO_CONSUMER)
    alt = g_strdup_printf (
        _ ("%s, with an arrow from each to those that use its output, and how deficient each is in "
           "the model."),
        what);
  else
    alt = g_strdup_printf (_ ("%s, with an arrow from each to those whose output it uses. %s"), what,
                           banner != NULL ? banner : "");
  wf_figure_set_alt (figure, alt);
}

WfFigure *
wf_blame_new_step_graph (WfBlame *self,
                         WfEdgeDirection direction,
                         gsize step,
                         const WfRepair *repairs,
                         gsize n_repairs,
                         gsize max_steps)
{
  gsize n = wf_trace_get_n_steps (wf_blame_get_trace (self)), n_shown;
  g_autofree guint *hop = find_way (self, step);
  g_autofree guint *place = choose_steps (self, hop, repairs, n_repairs, max_steps, &n_shown);
  g_autofree double *deficiency = g_new (double, n);
  WfFigure *figure = wf_figure_new_network ();

  wf_blame_get_repaired (self, repairs, n_repairs, deficiency);
  for (gsize i = 0; i < n; i++)
    if (place[i] > 0)
      add_step (self, figure, i, deficiency[i], hop[i] > 0, wf_blame_is_repaired (repairs, n_repairs, i));
  add_step_links (self, figure, direction, place, hop);
  set_step_alt (self, figure, direction, n_shown);
  return figure;
}

/* ---- agents ---- */

typedef struct
{
  gsize agent;
  double blame;
  gsize n_steps;
} AgentShare;

static int
compare_shares (gconstpointer a, gconstpointer b)
{
  const AgentShare *x = a, *y = b;

  if (x->blame != y->blame)
    return x->blame > y->blame ? -1 : 1;
  if (x->n_steps != y->n_steps)
    return x->n_steps > y->n_steps ? -1 : 1;
  return x->agent < y->agent ? -1 : 1;
}

/* place: by agent, 1 + its node, 0 = left out; by blame and by steps where there are too many. (transfer
 * full) */
static guint *
choose_agents (WfBlame *self, AgentShare *shares, gsize n, gsize *n_shown)
{
  WfTrace *trace = wf_blame_get_trace (self);
  g_autofree AgentShare *sorted = NULL;
  guint *place = g_new0 (guint, n);

  for (gsize a = 0; a < n; a++)
    shares[a] = (AgentShare){ a, wf_blame_get_agent_blame (self, a), 0 };
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    shares[wf_trace_get_agent_index (trace, i)].n_steps++;
  sorted = g_memdup2 (shares, n * sizeof *sorted);
  qsort (sorted, n, sizeof *sorted, compare_shares);
  for (gsize k = 0; k < MIN (n, MAX_AGENTS); k++)
    place[sorted[k].agent] = TRUE;
  *n_shown = 0;
  for (gsize a = 0; a < n; a++)
    if (place[a] > 0)
      place[a] = (guint)++ * n_shown;
  return place;
}

static void
add_agent (WfBlame *self, WfFigure *figure, const AgentShare *share)
{
  WfTrace *trace = wf_blame_get_trace (self);
  g_autofree char *caption = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%zu step", "%zu steps", share->n_steps), share->n_steps);
  gsize first = wf_blame_get_ranking (self, NULL)[0];
  WfNetworkNode node = {
    .name = wf_trace_get_agents (trace)[share->agent],
    .caption = caption,
    .share = wf_trace_is_environment (trace, share->agent) ? NAN : share->blame,
    .before = NAN,
    .index = (guint) share->agent,
    .is_emphasised = wf_trace_get_agent_index (trace, first) == share->agent,
  };

  wf_figure_add_network_node (figure, &node);
}

/* Adds up the links between the steps of every two agents that are shown. */
static void
add_agent_links (WfBlame *self, WfFigure *figure, const guint *place, gsize n_shown)
{
  WfTrace *trace = wf_blame_get_trace (self);
  g_autofree double *weights = g_new0 (double, n_shown *n_shown);
  g_autofree gsize *counts = g_new0 (gsize, n_shown * n_shown);
  gsize n_links = 0;

  for (gsize l = 0; l < wf_blame_get_n_links (self); l++)
    {
      guint producer, consumer, from, to;
      double weight;

      wf_blame_get_link (self, l, &producer, &consumer, &weight, NULL);
      from = place[wf_trace_get_agent_index (trace, producer)];
      to = place[wf_trace_get_agent_index (trace, consumer)];
      if (from == 0 || to == 0)
        continue;
      weights[(from - 1) * n_shown + to - 1] += weight;
      counts[(from - 1) * n_shown + to - 1]++;
    }
  for (guint from = 0; from < n_shown; from++)
    for (guint to = 0; to < n_shown; to++)
      if (counts[from * n_shown + to] > 0)
        {
          g_autofree char *text = g_strdup_printf ("%zu", counts[from * n_shown + to]);

          wf_figure_add_link (figure, from, to, weights[from * n_shown + to], FALSE);
          wf_figure_set_link_text (figure, n_links++, text);
        }
}

WfFigure *
wf_blame_new_agent_graph (WfBlame *self)
{
  gsize n = g_strv_length ((char **) wf_trace_get_agents (wf_blame_get_trace (self))), n_shown;
  g_autofree AgentShare *shares = g_new (AgentShare, n);
  g_autofree guint *place = choose_agents (self, shares, n, &n_shown);
  WfFigure *figure = wf_figure_new_network ();
  g_autofree char *alt = NULL;

  for (gsize a = 0; a < n; a++)
    if (place[a] > 0)
      add_agent (self, figure, &shares[a]);
  add_agent_links (self, figure, place, n_shown);
  if (n_shown < n)
    alt = g_strdup_printf (
        _ ("%zu of the %zu speakers, those with the most blame, and how often each uses what another "
           "or it itself said."),
        n_shown, n);
  else
    alt = g_strdup_printf (_ ("The %zu speakers and how often each uses what another or it itself said."), n);
  wf_figure_set_alt (figure, alt);
  return figure;
}
