/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Interventions on a discrete node as another table of it. A SET or a DRAW gives a distribution that its
 * causes have no part in (Pearl 2009, 3.2.3 and 4.2); a cut edge gives the average of the rows of the table
 * over an independent draw of the parent (Janzing and others 2013, section 3); a condition chooses row by row
 * between that and the natural mechanism. */

#include "config.h"

#include <string.h>

#include "core/base/elimination.h"
#include "core/inference/surgery-private.h"

#define SLIVER 1e-14 /* of an interval: what rounding leaves where two intervals touch */

static gboolean
holds (const WfCriterion *criterion, gint level)
{
  return (level == (gint) criterion->value) == (criterion->relation == WF_RELATION_EQUAL);
}

static double *
copy_marginal (WfNetwork *network, guint node, WfProgress *progress, GError **error)
{
  WfMarginal *marginal = wf_network_get_marginal (network, node, progress, error);

  return marginal != NULL ? g_memdup2 (wf_marginal_get_probabilities (marginal, NULL),
                                       network->sizes[node] * sizeof (double))
                          : NULL;
}

/* SET and DRAW as one distribution. */
static gboolean
find_drawn (WfSurgery *self, WfNetwork *network, WfProgress *progress, GError **error)
{
  const WfCondition *condition = self->condition;
  gsize n_levels = network->sizes[self->node];

  if (condition->intervention == NULL)
    return TRUE;
  if (condition->kind == WF_INTERVENTION_DRAW && condition->draw == WF_DRAW_OBSERVED)
    self->drawn = copy_marginal (network, self->node, progress, error);
  else if (condition->kind == WF_INTERVENTION_DRAW)
    self->drawn = g_memdup2 (condition->probabilities, n_levels * sizeof (double));
  else
    {
      self->drawn = g_new0 (double, n_levels);
      self->drawn[condition->level] = 1.0;
    }
  return self->drawn != NULL;
}

static gboolean
find_cuts (WfSurgery *self, WfNetwork *network, WfProgress *progress, GError **error)
{
  const WfCondition *condition = self->condition;

  self->cut_from = g_new0 (double *, condition->n_cuts + 1);
  for (gsize i = 0; i < condition->n_cuts; i++)
    {
      self->cut_from[i] = copy_marginal (network, condition->cuts[i].parent, progress, error);
      if (self->cut_from[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
hear (WfSurgery *self, guint node)
{
  gboolean is_new = node != self->node;

  for (guint i = 0; is_new && i < self->n_heard; i++)
    is_new = self->heard[i] != node;
  if (is_new)
    self->heard[self->n_heard++] = node;
}

static void
list_heard (WfSurgery *self, const WfQuestion *question)
{
  const WfCondition *condition = self->condition;
  const WfScope *scope = &self->network->scopes[self->node];
  gboolean is_detached = wf_question_is_detached (question, self->node);

  self->heard = g_new (guint, scope->n_variables + condition->n_cuts + 1);
  for (guint k = 0; k + 1 < scope->n_variables; k++)
    if (!is_detached && !wf_question_has_cut (question, scope->variables[k], self->node))
      hear (self, scope->variables[k]);
  for (gsize i = 0; !is_detached && i < condition->n_cuts; i++)
    if (condition->cuts[i].is_conditional)
      hear (self, condition->cuts[i].criterion.node);
  if (condition->intervention != NULL && condition->is_conditional)
    hear (self, condition->criterion.node);
}

gboolean
wf_surgery_init (WfSurgery *self,
                 WfNetwork *network,
                 const WfQuestion *question,
                 guint node,
                 WfProgress *progress,
                 GError **error)
{
  gsize n_rows = 1;

  self->network = network;
  self->condition = &question->conditions[node];
  self->node = node;
  if (!find_drawn (self, network, progress, error) || !find_cuts (self, network, progress, error))
    return FALSE;
  list_heard (self, question);
  for (gsize i = 0; i < self->condition->n_cuts; i++)
    n_rows *= network->sizes[self->condition->cuts[i].parent];
  self->rows = g_new (gsize, n_rows);
  self->weights = g_new (double, n_rows);
  return TRUE;
}

void
wf_surgery_clear (WfSurgery *self)
{
  for (gsize i = 0; self->cut_from != NULL && i < self->condition->n_cuts; i++)
    g_free (self->cut_from[i]);
  g_free (self->cut_from);
  g_free (self->drawn);
  g_free (self->heard);
  g_free (self->rows);
  g_free (self->weights);
}

/* The cut of the parent at a place, where it holds. */
static const double *
find_cut (const WfSurgery *self, guint place, const gint *levels)
{
  for (gsize i = 0; i < self->condition->n_cuts; i++)
    {
      const WfCut *cut = &self->condition->cuts[i];

      if (cut->place == place &&
          (!cut->is_conditional || holds (&cut->criterion, levels[cut->criterion.node])))
        return self->cut_from[i];
    }
  return NULL;
}

/* The rows of the table at this state: one, or as many as the cut parents have levels together. */
static void
list_rows (WfSurgery *self, const gint *levels)
{
  const WfScope *scope = &self->network->scopes[self->node];

  self->n_rows = 1;
  self->rows[0] = 0;
  self->weights[0] = 1.0;
  for (guint place = 0; place + 1 < scope->n_variables; place++)
    {
      guint parent = scope->variables[place];
      gsize size = self->network->sizes[parent], n_before = self->n_rows;
      const double *from = find_cut (self, place, levels);

      for (gsize i = n_before; i-- > 0;)
        {
          gsize row = self->rows[i] * size;
          double weight = self->weights[i];

          if (from == NULL)
            self->rows[i] = row + (gsize) levels[parent];
          for (gsize l = 0; from != NULL && l < size; l++)
            {
              self->rows[i * size + l] = row + l;
              self->weights[i * size + l] = weight * from[l];
            }
        }
      if (from != NULL)
        self->n_rows = n_before * size;
    }
}

void
wf_network_find_interval (
    const WfNetwork *self, guint node, gsize row, gsize level, double *lower, double *upper)
{
  const double *table = self->tables[node] + row * self->sizes[node];

  *lower = 0.0;
  for (gsize l = 0; l < level; l++)
    *lower += table[l];
  *upper = *lower + table[level];
}

/* Adds what the natural mechanism does with the noise in the interval. */
static void
add_natural (const WfSurgery *self, double lower, double upper, double *out)
{
  gsize n_levels = self->network->sizes[self->node];
  gboolean is_all = lower <= 0.0 && upper >= 1.0;

  for (gsize r = 0; r < self->n_rows; r++)
    {
      const double *row = self->network->tables[self->node] + self->rows[r] * n_levels;
      double begin = 0.0;

      for (gsize l = 0; l < n_levels; begin += row[l++])
        {
          double part = is_all ? row[l] : MIN (upper, begin + row[l]) - MAX (lower, begin);

          if (is_all || part > SLIVER * (upper - lower))
            out[l] += self->weights[r] * part;
        }
    }
}

void
wf_surgery_read (WfSurgery *self, const gint *levels, double lower, double upper, double *out)
{
  const WfCondition *condition = self->condition;
  gsize n_levels = self->network->sizes[self->node];
  gboolean is_on_itself = condition->is_conditional && condition->criterion.node == self->node;
  double redrawn = 0.0;

  memset (out, 0, n_levels * sizeof (double));
  if (self->drawn != NULL && !is_on_itself &&
      (!condition->is_conditional || holds (&condition->criterion, levels[condition->criterion.node])))
    {
      for (gsize l = 0; l < n_levels; l++)
        out[l] = self->drawn[l] * (upper - lower);
      return;
    }
  list_rows (self, levels);
  add_natural (self, lower, upper, out);
  if (self->drawn == NULL || !is_on_itself)
    return;
  /* what the mechanism gives is taken away where the condition holds, and drawn instead */
  for (gsize l = 0; l < n_levels; l++)
    if (holds (&condition->criterion, (gint) l))
      {
        redrawn += out[l];
        out[l] = 0.0;
      }
  for (gsize l = 0; l < n_levels; l++)
    out[l] += redrawn * self->drawn[l];
}

/* The table of a node after surgery, over what it hears and itself. */
static gboolean
operate (WfWorld *self, WfSurgery *surgery, WfProgress *progress, GError **error)
{
  guint n = surgery->n_heard;
  gsize n_levels = self->sizes[surgery->node];
  g_autofree guint *variables = g_new (guint, n + 1);
  g_autofree gint *levels = g_new0 (gint, self->n_nodes + 1);
  WfScope scope = { variables, n + 1 };
  g_autoptr (WfFactor) factor = NULL;

  memcpy (variables, surgery->heard, n * sizeof (guint));
  variables[n] = surgery->node;
  factor = wf_factor_new (&scope, self->sizes, error);
  if (factor == NULL)
    return FALSE;
  for (gsize i = 0; i < factor->n_entries; i += n_levels)
    {
      wf_surgery_read (surgery, levels, 0.0, 1.0, factor->values + i);
      for (guint k = n; k-- > 0 && (gsize) ++levels[variables[k]] == self->sizes[variables[k]];)
        levels[variables[k]] = 0;
      if (i % (1 << 16) == 0 && !wf_progress_check (progress, error))
        return FALSE;
    }
  wf_world_replace (self, surgery->node, g_steal_pointer (&variables), n + 1,
                    g_steal_pointer (&factor->values));
  return TRUE;
}

/* Replaces the tables of all nodes that something is done to. */
static gboolean
intervene (WfWorld *self, const WfQuestion *question, WfProgress *progress, GError **error)
{
  for (guint i = 0; i < self->n_nodes; i++)
    {
      g_auto (WfSurgery) surgery = { 0 };

      if (!wf_question_is_acted_on (question, i))
        continue;
      if (wf_question_is_fixed (question, i))
        {
          wf_world_set (self, i, question->conditions[i].level);
          continue;
        }
      if (!wf_surgery_init (&surgery, self->network, question, i, progress, error) ||
          !operate (self, &surgery, progress, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
wf_world_pose (WfWorld *self,
               WfNetwork *network,
               const WfQuestion *question,
               gboolean is_after,
               WfProgress *progress,
               GError **error)
{
  wf_world_init (self, network);
  for (guint i = 0; i < network->n_nodes; i++)
    if (question->conditions[i].is_observed)
      wf_world_observe (self, i, question->conditions[i].evidence_level);
  return !is_after || intervene (self, question, progress, error);
}
