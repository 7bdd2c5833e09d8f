/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Counterfactuals of discrete models by a twin network (Balke & Pearl 1994; Pearl 2009, 7.1.4): two worlds
 * that share the noise of every node. Tables of probabilities don't say what the noise is, so that an
 * assumption is needed: a node's noise U is uniform and its level the one in whose interval U falls, in the
 * order of the levels (the inverse CDF, the coupling that wf_mechanism_abduct() draws from). Nodes that
 * nothing done lies upstream of are the same in both worlds. Of the others U is a variable with the intervals
 * between all breakpoints as levels; it touches only the two tables of its node, so that it is summed out
 * beforehand: their product, summed, is the length of the overlap of the interval of x given its causes with
 * that of x' given its own. */

#include "config.h"

#include <string.h>

#include "core/base/elimination.h"
#include "core/inference/surgery-private.h"
#include "core/inference/twin-network-private.h"

typedef struct
{
  WfNetwork *network;
  const WfQuestion *question;
  guint n;                 /* nodes of one world; the copy of node i is n + i */
  gsize *sizes;            /* 2 n; 1 for copies that aren't needed */
  gboolean *is_downstream; /* n: it has a copy */
  WfWorld world;           /* of both */
} Twin;

static void
twin_clear (Twin *self)
{
  wf_world_clear (&self->world);
  g_free (self->sizes);
  g_free (self->is_downstream);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Twin, twin_clear)

static guint
get_copy (const Twin *self, guint node)
{
  return self->is_downstream[node] ? self->n + node : node;
}

static void
twin_init (Twin *self, WfNetwork *network, const gint *row, const WfQuestion *question)
{
  guint n = network->n_nodes;

  self->network = network;
  self->question = question;
  self->n = n;
  self->is_downstream = wf_question_list_downstream (question);
  self->sizes = g_new (gsize, 2 * n + 1);
  for (guint i = 0; i < n; i++)
    {
      self->sizes[i] = network->sizes[i];
      self->sizes[n + i] = self->is_downstream[i] ? network->sizes[i] : 1;
    }
  wf_world_init_empty (&self->world, 2 * n, self->sizes, n);
  for (guint i = 0; i < n; i++)
    {
      self->world.tables_of[n + i] = i;
      self->world.scopes[i] = network->scopes[i];
      self->world.tables[i] = network->tables[i];
      if (row[i] >= 0)
        wf_world_observe (&self->world, i, row[i]);
      if (wf_question_is_fixed (question, i))
        self->world.levels[n + i] = question->conditions[i].level;
    }
}

/* The free nodes that both tables of a node are about; its copy comes last. */
static guint *
list_scope (const Twin *self, const WfSurgery *surgery, guint node, guint *n_scope)
{
  const WfScope *scope = &self->network->scopes[node];
  guint *list = g_new (guint, scope->n_variables + surgery->n_heard + 1);

  *n_scope = 0;
  for (guint k = 0; k < scope->n_variables; k++)
    if (self->world.levels[scope->variables[k]] < 0)
      list[(*n_scope)++] = scope->variables[k];
  for (guint k = 0; k < surgery->n_heard; k++)
    {
      guint heard = get_copy (self, surgery->heard[k]);
      gboolean is_new = self->world.levels[heard] < 0;

      for (guint i = 0; is_new && i < *n_scope; i++)
        is_new = list[i] != heard;
      if (is_new)
        list[(*n_scope)++] = heard;
    }
  list[(*n_scope)++] = self->n + node;
  return list;
}

/* What one state of both worlds leaves to the levels of the copy. state: 2 n; heard: n, scratch. */
static void
couple (const Twin *self, WfSurgery *surgery, const gint *state, gint *heard, double *out)
{
  const WfScope *scope = &self->network->scopes[surgery->node];
  gsize row = 0;
  double lower, upper;

  for (guint k = 0; k + 1 < scope->n_variables; k++)
    row = row * self->sizes[scope->variables[k]] + (gsize) state[scope->variables[k]];
  wf_network_find_interval (self->network, surgery->node, row, (gsize) state[surgery->node], &lower, &upper);
  for (guint k = 0; k < surgery->n_heard; k++)
    heard[surgery->heard[k]] = state[get_copy (self, surgery->heard[k])];
  if (upper > lower)
    wf_surgery_read (surgery, heard, lower, upper, out);
  else
    memset (out, 0, self->sizes[surgery->node] * sizeof (double));
}

/* The table of a node and its copy together. */
static gboolean
join (Twin *self, guint node, WfProgress *progress, GError **error)
{
  g_auto (WfSurgery) surgery = { 0 };
  g_autofree gint *state = g_memdup2 (self->world.levels, 2 * self->n * sizeof (gint));
  g_autofree gint *heard = g_new0 (gint, self->n + 1);
  g_autofree guint *variables = NULL;
  g_autoptr (WfFactor) factor = NULL;
  gsize n_levels = self->sizes[node];
  guint n_scope;

  if (!wf_surgery_init (&surgery, self->network, self->question, node, progress, error))
    return FALSE;
  variables = list_scope (self, &surgery, node, &n_scope);
  factor = wf_factor_new (&(WfScope){ variables, n_scope }, self->sizes, error);
  if (factor == NULL)
    return FALSE;
  for (guint k = 0; k < n_scope; k++)
    state[variables[k]] = 0;
  for (gsize i = 0; i < factor->n_entries; i += n_levels)
    {
      couple (self, &surgery, state, heard, factor->values + i);
      for (guint k = n_scope - 1; k-- > 0 && (gsize) ++state[variables[k]] == self->sizes[variables[k]];)
        state[variables[k]] = 0;
      if (i % (1 << 12) == 0 && !wf_progress_check (progress, error))
        return FALSE;
    }
  wf_world_replace (&self->world, node, g_steal_pointer (&variables), n_scope,
                    g_steal_pointer (&factor->values));
  return TRUE;
}

gboolean
wf_twin_network_infer (WfNetwork *network,
                       const gint *row,
                       const WfQuestion *question,
                       double *const *factual,
                       double *const *counterfactual,
                       WfProgress *progress,
                       GError **error)
{
  g_auto (Twin) twin = { 0 };
  g_autofree double **out = g_new0 (double *, 2 * network->n_nodes + 1);

  twin_init (&twin, network, row, question);
  for (guint i = 0; i < twin.n; i++)
    {
      if (twin.is_downstream[i] && !wf_question_is_fixed (question, i) && !join (&twin, i, progress, error))
        return FALSE;
      out[i] = factual[i];
      if (twin.is_downstream[i])
        out[twin.n + i] = counterfactual[i];
      else if (out[i] == NULL)
        out[i] = counterfactual[i];
    }
  if (!wf_world_infer (&twin.world, out, NULL, progress, error))
    return FALSE;
  for (guint i = 0; i < twin.n; i++)
    if (!twin.is_downstream[i] && counterfactual[i] != NULL && counterfactual[i] != out[i])
      memcpy (counterfactual[i], out[i], twin.sizes[i] * sizeof (double));
  return TRUE;
}
