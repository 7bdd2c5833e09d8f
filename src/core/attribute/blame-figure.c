/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/blame.h"
#include "core/attribute/excerpt-private.h"

#define WORDS_CHARS   28 /* of a step's text on its card */
#define OUTCOME_CHARS 100

static const char *
kind_of (WfBlame *self, gsize step)
{
  WfTrace *trace = wf_blame_get_trace (self);

  if (step == wf_blame_get_outcome_step (self) && wf_trace_can_bear_blame (trace, step))
    return _ ("answer");
  if (wf_trace_get_role (trace, step) != WF_ROLE_WORK)
    return wf_step_role_to_text (wf_trace_get_role (trace, step));
  return strstr (wf_trace_get_text (trace, step), "```") != NULL ? _ ("code") : _ ("message");
}

static guint
suspect_of (WfBlame *self, gsize step)
{
  const gsize *ranking = wf_blame_get_ranking (self, NULL);

  for (gsize k = 0; k < wf_blame_get_n_suspects (self); k++)
    if (ranking[k] == step)
      return (guint) k + 1;
  return 0;
}

static void
add_step (WfBlame *self, WfFigure *figure, gsize step, gboolean is_on_path, gboolean is_repaired)
{
  WfTrace *trace = wf_blame_get_trace (self);
  g_autofree char *words = wf_excerpt_line (wf_trace_get_text (trace, step), WORDS_CHARS);
  WfTimelineStep shown = {
    .lane = (guint) wf_trace_get_agent_index (trace, step),
    .index = (guint) step,
    .kind = kind_of (self, step),
    .words = words,
    .blame = wf_trace_can_bear_blame (trace, step) ? wf_blame_get_probability (self, step) : NAN,
    .suspect = suspect_of (self, step),
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

/**
 * wf_blame_figure:
 * @self: a result
 * @step: the step whose path to the outcome is shown; -1 for the first suspect
 * @repair: a step shown as put right, or -1
 *
 * The run as a timeline: one lane a speaker, those of the environment last; blame, suspects and links. It
 * holds every step; who draws it breaks long runs into rows.
 *
 * Returns: (transfer full): the figure
 */
WfFigure *
wf_blame_figure (WfBlame *self, gssize step, gssize repair)
{
  WfTrace *trace = wf_blame_get_trace (self);
  gsize n = wf_trace_get_n_steps (trace);
  gsize chosen = step >= 0 ? (gsize) step : wf_blame_get_ranking (self, NULL)[0];
  g_autoptr (WfFigure) figure = NULL;
  g_autofree guint *hop = g_new0 (guint, n);
  g_autofree char *answer = NULL;
  const gsize *path;
  gsize n_path;

  g_return_val_if_fail (chosen < n && repair < (gssize) n, NULL);

  figure = wf_figure_new_timeline (wf_trace_get_agents (trace));
  path = wf_blame_get_path (self, chosen, &n_path);
  for (gsize k = 0; k + 1 < n_path; k++)
    hop[path[k]] = (guint) path[k + 1] + 1;
  for (gsize i = 0; i < n; i++)
    add_step (self, figure, i, hop[i] > 0 || i == path[n_path - 1], (gssize) i == repair);
  add_links (self, figure, hop);
  answer = wf_excerpt_line (wf_blame_get_answer (self), OUTCOME_CHARS);
  wf_figure_set_outcome (figure, *answer != '\0' ? answer : _ ("no answer"));
  set_alt (self, figure);
  return g_steal_pointer (&figure);
}
