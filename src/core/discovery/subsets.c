/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/discovery/pc-private.h"

#define MAX_ORDERED 64 /* candidates; more stay in the order of names */

void
wf_subsets_init (WfSubsets *self, guint n)
{
  self->from_x = g_new (guint, n);
  self->from_y = g_new (guint, n);
  self->is_shared = g_new (guint8, n);
  self->chosen = g_new (guint, n);
  self->set = g_new (guint, n);
  self->associations = NULL;
}

void
wf_subsets_clear (WfSubsets *self)
{
  g_free (self->from_x);
  g_free (self->from_y);
  g_free (self->is_shared);
  g_free (self->chosen);
  g_free (self->set);
}

/* A set that separates x and y can be found among the causes of x or those of y. */
static guint
collect (const WfAdjacency *graph, const WfConstraints *constraints, guint x, guint y, guint *candidates)
{
  guint n = 0;

  for (guint i = graph->starts[x]; i < graph->starts[x + 1]; i++)
    {
      guint z = graph->neighbours[i];

      if (z != y && !wf_constraints_is_forbidden (constraints, z, x))
        candidates[n++] = z;
    }
  return n;
}

static void
mark_shared (WfSubsets *self)
{
  guint i = 0;

  for (guint j = 0; j < self->n_y; j++)
    {
      while (i < self->n_x && self->from_x[i] < self->from_y[j])
        i++;
      self->is_shared[j] = i < self->n_x && self->from_x[i] == self->from_y[j];
    }
}

static gboolean
take (WfSubsets *self)
{
  const guint *from = self->is_at_y ? self->from_y : self->from_x;
  gboolean is_new = !self->is_at_y || self->size == 0;

  for (guint q = 0; q < self->size; q++)
    {
      self->set[q] = from[self->chosen[q]];
      is_new |= self->is_at_y && !self->is_shared[self->chosen[q]];
    }
  return is_new;
}

/* The next combination in lexicographic order. */
static gboolean
advance (WfSubsets *self)
{
  guint n = self->is_at_y ? self->n_y : self->n_x;
  guint q = self->size;

  while (q > 0 && self->chosen[q - 1] == n - self->size + q - 1)
    q--;
  if (q == 0)
    return FALSE;
  self->chosen[q - 1]++;
  for (; q < self->size; q++)
    self->chosen[q] = self->chosen[q - 1] + 1;
  return TRUE;
}

static gboolean
begin_at_y (WfSubsets *self)
{
  if (self->is_at_y || self->size == 0 || self->n_y < self->size)
    return FALSE;
  self->is_at_y = TRUE;
  for (guint q = 0; q < self->size; q++)
    self->chosen[q] = q;
  return take (self) || wf_subsets_next (self);
}

void
wf_subsets_collect (
    WfSubsets *self, const WfAdjacency *graph, const WfConstraints *constraints, guint x, guint y)
{
  self->graph = graph;
  self->constraints = constraints;
  self->x = x;
  self->y = y;
  self->n_x = collect (graph, constraints, x, y, self->from_x);
  self->has_y = FALSE;
}

/* Most pairs are separated from their first end: the other one waits until it is asked for. */
static void
collect_at_y (WfSubsets *self)
{
  if (self->has_y)
    return;
  self->n_y = collect (self->graph, self->constraints, self->y, self->x, self->from_y);
  mark_shared (self);
  self->has_y = TRUE;
}

/* A column that depends little on x or on y doesn't separate them: the one whose weaker link of the two is
 * the strongest comes first. */
static const guint *
put_strongest_first (WfSubsets *self)
{
  double links[MAX_ORDERED];

  if (self->associations == NULL || self->n_x > MAX_ORDERED)
    return self->from_x;
  for (guint i = 0; i < self->n_x; i++)
    {
      guint z = self->from_x[i];
      double link = MIN (self->associations[wf_pair_position (self->graph->n, self->x, z)],
                         self->associations[wf_pair_position (self->graph->n, self->y, z)]);
      guint at = i;

      for (; at > 0 && links[at - 1] < link; at--)
        {
          links[at] = links[at - 1];
          self->chosen[at] = self->chosen[at - 1];
        }
      links[at] = link;
      self->chosen[at] = z;
    }
  return self->chosen;
}

void
wf_subsets_sweep (WfSubsets *self, WfCiTest *test, WfCiSweep *sweep)
{
  sweep->candidates = put_strongest_first (self);
  sweep->n = self->n_x;
  sweep->is_known = NULL;
  wf_ci_test_sweep (test, sweep);
  if (sweep->found == NULL && sweep->least < sweep->threshold)
    return;
  collect_at_y (self);
  sweep->candidates = self->from_y;
  sweep->n = self->n_y;
  sweep->is_known = self->is_shared;
  wf_ci_test_sweep (test, sweep);
}

gboolean
wf_subsets_begin (
    WfSubsets *self, const WfAdjacency *graph, const WfConstraints *constraints, guint x, guint y, guint size)
{
  self->size = size;
  self->is_at_y = FALSE;
  wf_subsets_collect (self, graph, constraints, x, y);
  collect_at_y (self);
  if (self->n_x < size)
    return begin_at_y (self);
  for (guint q = 0; q < size; q++)
    self->chosen[q] = q;
  return take (self);
}

gboolean
wf_subsets_next (WfSubsets *self)
{
  while (advance (self))
    if (take (self))
      return TRUE;
  return begin_at_y (self);
}
