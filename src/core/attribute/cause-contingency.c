/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/cause-search-private.h"

/* The updated definition (Halpern & Pearl 2005): the others W may be held at any values w under which the
 * effect is undone, as long as the cause, with its actual value, keeps bringing the effect about whichever
 * part of W is held at w, and whichever part of the rest at its actual values. */

typedef struct
{
  WfCauseSearch *search;
  WfVariableSet cause;
  guint n_changes, max_changes; /* others held at another value than theirs: as many as this walk looks for */
  gboolean was_bounded;
  WfCauseWitness *witness;
} Updated;

/* ---- (b): the cause keeps its effect ---- */

static WfSearchResult
walk_kept (
    WfCauseSearch *search, const WfCauseWitness *witness, WfVariableSet cause, guint variable, WfWorld world)
{
  const WfEquations *model = search->model;

  for (; variable < model->n_equations; variable++)
    {
      WfVariableSet bit = WF_VARIABLE_BIT (variable);
      guint actual = wf_world_get (model, search->actual, variable);
      guint natural = actual, other;

      if (!(search->walked & bit) || (cause & bit))
        continue;
      if (!model->equations[variable].is_context)
        natural = wf_equations_compute (model, world, variable);
      other = witness->held & bit ? wf_world_get (model, witness->world, variable) : actual;
      world = wf_world_with (model, world, variable, natural);
      if (other != natural)
        {
          WfSearchResult result = walk_kept (search, witness, cause, variable + 1, world);

          if (result != WF_SEARCH_NONE)
            return result;
          world = wf_world_with (model, world, variable, other);
        }
    }
  if (wf_cause_search_is_spent (search))
    return WF_SEARCH_SPENT;
  return wf_cause_search_evaluate (search, world) ? WF_SEARCH_NONE : WF_SEARCH_FOUND;
}

/* NONE: the effect is there in all of these worlds. */
static WfSearchResult
find_loss (WfCauseSearch *search, const WfCauseWitness *witness)
{
  return walk_kept (search, witness, witness->changed, 0, search->actual);
}

/* ---- (a): with another value of the cause it isn't ---- */

static WfSearchResult
judge_updated (Updated *self, WfWorld world, WfVariableSet held, guint n_changes)
{
  WfCauseWitness candidate = { .world = world, .changed = self->cause, .held = held };
  WfSearchResult loss;

  if (wf_cause_search_is_spent (self->search))
    return WF_SEARCH_SPENT;
  if (wf_cause_search_evaluate (self->search, world) || n_changes < self->n_changes)
    return WF_SEARCH_NONE;
  loss = find_loss (self->search, &candidate);
  if (loss != WF_SEARCH_NONE)
    return loss == WF_SEARCH_FOUND ? WF_SEARCH_NONE : loss;
  *self->witness = candidate;
  return WF_SEARCH_FOUND;
}

static WfSearchResult
walk_updated (Updated *self, guint variable, WfWorld world, WfVariableSet held, guint n_changes);

/* Held at each value it may have, where the bound on changes allows it. At its actual value it changes (a)
 * only where it would have had another, and (b) never: what is held there may go either way as well as what
 * isn't. */
static WfSearchResult
hold (Updated *self, guint variable, WfWorld world, WfVariableSet held, guint n_changes)
{
  const WfEquations *model = self->search->model;
  guint actual = wf_world_get (model, self->search->actual, variable);
  gboolean is_cause = (self->cause & WF_VARIABLE_BIT (variable)) != 0;
  gboolean may_stay =
      is_cause ? wf_variable_set_count (self->cause) > 1 : wf_world_get (model, world, variable) != actual;
  WfSearchResult result = WF_SEARCH_NONE;

  for (guint place = 0; place < model->equations[variable].n_values && result == WF_SEARCH_NONE; place++)
    {
      gboolean is_change = !is_cause && place != actual;

      if (place == actual && !may_stay)
        continue;
      if (is_change && n_changes == self->max_changes)
        {
          self->was_bounded = TRUE;
          continue;
        }
      result = walk_updated (self, variable + 1, wf_world_with (model, world, variable, place),
                             is_cause ? held : held | WF_VARIABLE_BIT (variable), n_changes + is_change);
    }
  return result;
}

static WfSearchResult
walk_updated (Updated *self, guint variable, WfWorld world, WfVariableSet held, guint n_changes)
{
  WfCauseSearch *search = self->search;
  const WfEquations *model = search->model;
  WfSearchResult result;

  while (variable < model->n_equations && !((search->relevant | self->cause) & WF_VARIABLE_BIT (variable)))
    variable++;
  if (variable == model->n_equations)
    return judge_updated (self, world, held, n_changes);
  if (self->cause & WF_VARIABLE_BIT (variable))
    return hold (self, variable, world, held, n_changes);
  if (!model->equations[variable].is_context)
    world = wf_world_with (model, world, variable, wf_equations_compute (model, world, variable));
  result = walk_updated (self, variable + 1, world, held, n_changes);
  return result != WF_SEARCH_NONE ? result : hold (self, variable, world, held, n_changes);
}

/* The world of a contingency: the cause changed, the held ones held, the others as the equations say. */
static WfWorld
complete (const WfCauseSearch *search, const WfCauseWitness *witness)
{
  const WfEquations *model = search->model;
  WfWorld world = search->actual;

  for (guint i = 0; i < model->n_equations; i++)
    if ((witness->changed | witness->held) & WF_VARIABLE_BIT (i))
      world = wf_world_with (model, world, i, wf_world_get (model, witness->world, i));
  return wf_equations_complete (model, world, witness->changed | witness->held);
}

/* Others that needn't be held are let go, one after the other. */
static void
shrink (WfCauseSearch *search, WfCauseWitness *witness)
{
  for (WfVariableSet rest = witness->held; rest != 0; rest &= rest - 1)
    {
      WfCauseWitness smaller = *witness;

      smaller.held &= ~(rest & -rest);
      smaller.world = complete (search, &smaller);
      if (!wf_cause_search_evaluate (search, smaller.world) && find_loss (search, &smaller) == WF_SEARCH_NONE)
        *witness = smaller;
    }
}

/* Parts of the cause that stayed as they are count among what is held. */
static void
tell_kept (const WfCauseSearch *search, WfCauseWitness *witness)
{
  for (guint i = 0; i < search->model->n_equations; i++)
    if ((witness->changed & WF_VARIABLE_BIT (i)) &&
        wf_world_get (search->model, witness->world, i) == wf_world_get (search->model, search->actual, i))
      {
        witness->changed &= ~WF_VARIABLE_BIT (i);
        witness->held |= WF_VARIABLE_BIT (i);
      }
}

WfSearchResult
wf_cause_search_updated (WfCauseSearch *self, WfVariableSet cause, WfCauseWitness *witness, guint *n_changes)
{
  Updated walk = { .search = self, .cause = cause, .witness = witness };
  WfSearchResult result = WF_SEARCH_NONE;

  for (guint n = 0; result == WF_SEARCH_NONE; n++)
    {
      walk.n_changes = walk.max_changes = n;
      walk.was_bounded = FALSE;
      result = walk_updated (&walk, 0, self->actual, 0, 0);
      if (!walk.was_bounded)
        break;
    }
  if (result == WF_SEARCH_FOUND)
    {
      *n_changes = walk.n_changes;
      shrink (self, witness);
      tell_kept (self, witness);
    }
  return result;
}

/* ---- sufficiency: whatever the values of some variables ---- */

static WfSearchResult
walk_varied (WfCauseSearch *search, WfVariableSet cause, WfVariableSet varied, guint variable, WfWorld world)
{
  const WfEquations *model = search->model;

  for (; variable < model->n_equations; variable++)
    {
      WfVariableSet bit = WF_VARIABLE_BIT (variable);
      WfSearchResult result = WF_SEARCH_NONE;

      if (!(search->walked & bit) || (cause & bit))
        continue;
      if (varied & bit)
        {
          for (guint place = 0; place < model->equations[variable].n_values && result == WF_SEARCH_NONE;
               place++)
            result = walk_varied (search, cause, varied, variable + 1,
                                  wf_world_with (model, world, variable, place));
          return result;
        }
      if (!model->equations[variable].is_context)
        world = wf_world_with (model, world, variable, wf_equations_compute (model, world, variable));
    }
  if (wf_cause_search_is_spent (search))
    return WF_SEARCH_SPENT;
  return wf_cause_search_evaluate (search, world) ? WF_SEARCH_NONE : WF_SEARCH_FOUND;
}

WfSearchResult
wf_cause_search_vary (WfCauseSearch *self, WfVariableSet cause, WfVariableSet varied)
{
  return walk_varied (self, cause, varied & ~cause, 0, self->actual);
}
