/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/blame-figure-private.h"
#include "core/attribute/excerpt-private.h"

#define WORDS_CHARS     28 /* of a step's text on its card */
#define OUTCOME_CHARS   100
#define MAX_GRAPH_STEPS 120
#define VISIBLE         5e-4 /* a change of a deficiency that its number shows */

const char *
wf_blame_get_step_word (WfBlame *self, gsize step)
{
  WfTrace *trace = wf_blame_get_trace (self);

  if (step == wf_blame_get_outcome_step (self) && wf_trace_can_bear_blame (trace, step))
    return _ ("answer");
  if (wf_trace_get_role (trace, step) != WF_ROLE_WORK)
    return wf_step_role_to_text (wf_trace_get_role (trace, step));
  return strstr (wf_trace_get_text (trace, step), "```") != NULL ? _ ("code") : _ ("message");
}

guint
wf_blame_get_suspect (WfBlame *self, gsize step)
{
  const gsize *ranking = wf_blame_get_ranking (self, NULL);

  for (gsize k = 0; k < wf_blame_get_n_suspects (self); k++)
    if (ranking[k] == step)
      return (guint) k + 1;
  return 0;
}

/* By step: 1 + the next one on the path of `step` to the outcome; 0 off it. (transfer full) */
static guint *
get_path_hops (WfBlame *self, gsize step)
{
  guint *hop = g_new0 (guint, wf_trace_get_n_steps (wf_blame_get_trace (self)));
  gsize n;
  const gsize *path = wf_blame_get_path (self, step, &n);

  for (gsize k = 0; k + 1 < n; k++)
    hop[path[k]] = (guint) path[k + 1] + 1;
  return hop;
}

gboolean
wf_blame_is_moved (double before, double after)
{
  return fabs (before - after) >= VISIBLE;
}

gboolean
wf_blame_is_repaired (const WfRepair *repairs, gsize n_repairs, gsize step)
{
  for (gsize r = 0; r < n_repairs; r++)
    if (repairs[r].step == step)
      return TRUE;
  return FALSE;
}

/* deficiency: of the step after the repairs */
static void
add_step (
    WfBlame *self, WfFigure *figure, gsize step, double deficiency, gboolean is_on_path, gboolean is_repaired)
{
  WfTrace *trace = wf_blame_get_trace (self);
  g_autofree char *words = wf_excerpt_line (wf_trace_get_text (trace, step), WORDS_CHARS);
  double before = wf_blame_get_deficiency (self, step);
  gboolean is_moved = wf_blame_is_moved (before, deficiency);
  WfTimelineStep shown = {
    .lane = (guint) wf_trace_get_agent_index (trace, step),
    .index = (guint) step,
    .kind = wf_blame_get_step_word (self, step),
    .words = words,
    .blame = wf_trace_can_bear_blame (trace, step) ? wf_blame_get_probability (self, step) : NAN,
    .deficiency = is_moved ? deficiency : NAN,
    .before = is_moved ? before : NAN,
    .suspect = wf_blame_get_suspect (self, step),
    .is_on_path = is_on_path,
    .is_repaired = is_repaired,
  };

  wf_figure_add_step (figure, &shown);
}

/* hop: for a step on the path 1 + the next one, else 0 */
static void
add_links (WfBlame *self, WfFigure *figure, guint *hop)
{
  for (gsize l = 0; l < wf_blame_get_n_links (self); l++)
    {
      guint from, to;
      double weight;
      gboolean is_on_path;

      wf_blame_get_link (self, l, &from, &to, &weight, NULL);
      is_on_path = hop[from] == to + 1;
      wf_figure_add_link (figure, from, to, weight, is_on_path);
      if (is_on_path)
        hop[from] = 0;
    }
  /* the hops of the path that the structural model has no link for */
  for (guint i = 0; i < wf_trace_get_n_steps (wf_blame_get_trace (self)); i++)
    if (hop[i] > 0)
      wf_figure_add_link (figure, i, hop[i] - 1, 1, TRUE);
}

static void
set_alt (WfBlame *self, WfFigure *figure)
{
  WfTrace *trace = wf_blame_get_trace (self);
  const gsize *ranking = wf_blame_get_ranking (self, NULL);
  g_autoptr (GString) suspects = g_string_new (NULL);
  g_autofree char *alt = NULL;

  for (gsize k = 0; k < wf_blame_get_n_suspects (self); k++)
    g_string_append_printf (suspects, _ ("%s%zu (%s)"), k > 0 ? ", " : "", ranking[k],
                            wf_trace_get_agent (trace, ranking[k]));
  alt = g_strdup_printf (_ ("Timeline of the run: %zu steps in the lanes of %u speakers; suspected steps, "
                            "the first one first: %s."),
                         wf_trace_get_n_steps (trace), g_strv_length ((char **) wf_trace_get_agents (trace)),
                         suspects->str);
  wf_figure_set_alt (figure, alt);
}

static WfFigure *
new_timeline (WfBlame *self, gsize chosen, const WfRepair *repairs, gsize n_repairs)
{
  WfTrace *trace = wf_blame_get_trace (self);
  WfFigure *figure = wf_figure_new_timeline (wf_trace_get_agents (trace));
  g_autofree guint *hop = get_path_hops (self, chosen);
  g_autofree double *deficiency = g_new (double, wf_trace_get_n_steps (trace));
  g_autofree char *answer = wf_excerpt_line (wf_blame_get_answer (self), OUTCOME_CHARS);
  gsize n_path;
  const gsize *path = wf_blame_get_path (self, chosen, &n_path);

  wf_blame_get_repaired (self, repairs, n_repairs, deficiency);
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    add_step (self, figure, i, deficiency[i], hop[i] > 0 || i == path[n_path - 1],
              wf_blame_is_repaired (repairs, n_repairs, i));
  add_links (self, figure, hop);
  wf_figure_set_outcome (figure, *answer != '\0' ? answer : _ ("no answer"));
  set_alt (self, figure);
  return figure;
}

/**
 * wf_blame_figure:
 * @self: a result
 * @view: what to show
 * @step: the step whose path to the outcome is shown; -1 for the first suspect
 * @repairs: (array length=n_repairs) (nullable): steps shown as put right
 * @n_repairs: number of repairs
 *
 * The run as a picture. %WF_BLAME_TIMELINE: one lane a speaker, those of the environment last; blame,
 * suspects and links of every step; who draws it breaks long runs into rows. %WF_BLAME_CAUSES and
 * %WF_BLAME_DEPENDENCIES: the steps and which uses which, in either direction, with their deficiency before
 * and after the repairs; of a run of more than 120 steps those that matter most. %WF_BLAME_AGENTS: who uses
 * whose output, and how often; agents that go back and forth, or on by themselves, show as loops.
 *
 * Returns: (transfer full): the figure
 */
WfFigure *
wf_blame_figure (WfBlame *self, WfBlameView view, gssize step, const WfRepair *repairs, gsize n_repairs)
{
  gsize n = wf_trace_get_n_steps (wf_blame_get_trace (self));
  gsize chosen = step >= 0 ? (gsize) step : wf_blame_get_ranking (self, NULL)[0];

  g_return_val_if_fail (chosen < n, NULL);
  g_return_val_if_fail (repairs != NULL || n_repairs == 0, NULL);

  switch (view)
    {
      case WF_BLAME_TIMELINE:
        return new_timeline (self, chosen, repairs, n_repairs);
      case WF_BLAME_CAUSES:
        return wf_blame_new_step_graph (self, WF_EDGES_PRODUCER_TO_CONSUMER, chosen, repairs, n_repairs,
                                        MAX_GRAPH_STEPS);
      case WF_BLAME_DEPENDENCIES:
        return wf_blame_new_step_graph (self, WF_EDGES_CONSUMER_TO_PRODUCER, chosen, repairs, n_repairs,
                                        MAX_GRAPH_STEPS);
      case WF_BLAME_AGENTS:
        return wf_blame_new_agent_graph (self);
      default:
        g_return_val_if_reached (NULL);
    }
}
