/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/cause-search-private.h"

/* A context variable that is read by one equation alone, which only copies it. */
static gboolean
is_copied (const WfEquations *model, guint variable)
{
  guint n_readers = 0, n_copies = 0;

  if (!model->equations[variable].is_context)
    return FALSE;
  for (guint i = 0; i < model->n_equations; i++)
    if (model->equations[i].program.reads & WF_VARIABLE_BIT (variable))
      {
        n_readers++;
        n_copies += model->equations[i].program.n_instructions == 1;
      }
  return n_readers == 1 && n_copies == 1;
}

/* What a set of variables hangs on, the set itself with it: against the order of the equations. */
static WfVariableSet
list_behind (const WfEquations *model, WfVariableSet set)
{
  for (guint i = model->n_equations; i-- > 0;)
    if (set & WF_VARIABLE_BIT (i))
      set |= model->equations[i].program.reads;
  return set;
}

/* g_int64_hash() may look at the lower half alone, which sets of late variables share (Knuth 1998,
 * section 6.4) */
static guint
hash_set (gconstpointer set)
{
  return (guint) ((*(const WfVariableSet *) set * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32);
}

gboolean
wf_cause_search_init (WfCauseSearch *self,
                      const WfEquations *model,
                      const char *const *context,
                      WfVariableSet asked,
                      const char *effect,
                      WfProgress *progress,
                      GError **error)
{
  WfWorld world;

  *self = (WfCauseSearch){ .model = model, .progress = progress, .budget = G_MAXUINT64 };
  if (!wf_program_compile (&self->effect, model, effect, _ ("the effect"), error) ||
      !wf_equations_parse_context (model, context, &world, error))
    return FALSE;
  self->actual = wf_equations_complete (model, world, 0);
  for (guint i = 0; i < model->n_equations; i++)
    if (is_copied (model, i) && !(asked & WF_VARIABLE_BIT (i)))
      self->exogenous |= WF_VARIABLE_BIT (i);
  self->walked = list_behind (model, self->effect.reads);
  self->relevant = self->walked & ~self->exogenous;
  self->normal = g_new (int, model->n_equations + 1);
  for (guint i = 0; i < model->n_equations; i++)
    self->normal[i] = -1;
  self->witnessed = g_hash_table_new_full (hash_set, g_int64_equal, g_free, NULL);
  return TRUE;
}

void
wf_cause_search_clear (WfCauseSearch *self)
{
  wf_program_clear (&self->effect);
  g_clear_pointer (&self->normal, g_free);
  g_clear_pointer (&self->witnessed, g_hash_table_unref);
}

gboolean
wf_cause_search_is_spent (const WfCauseSearch *self)
{
  return self->n_evaluations >= self->budget || wf_progress_is_cancelled (self->progress);
}

gboolean
wf_cause_search_evaluate (WfCauseSearch *self, WfWorld world)
{
  self->n_evaluations++;
  return wf_program_run (&self->effect, self->model, world) != 0;
}

/* Variables that weren't walked hang on the others as ever: their normality counts, too. */
guint
wf_cause_search_count_abnormal (const WfCauseSearch *self, WfWorld world)
{
  guint n = 0;

  world = wf_equations_complete (self->model, world, self->walked);
  for (guint i = 0; i < self->model->n_equations; i++)
    n += self->normal[i] >= 0 && wf_world_get (self->model, world, i) != (guint) self->normal[i];
  return n;
}

guint
wf_variable_set_count (WfVariableSet set)
{
  return (guint) __builtin_popcountll (set);
}

WfVariableSet
wf_variable_set_first (WfVariableSet pool, guint n)
{
  WfVariableSet set = 0;

  for (guint i = 0; i < n && pool != 0; i++)
    {
      set |= pool & -pool;
      pool &= pool - 1;
    }
  return set;
}

/* The lowest run of members gives its highest to the next free place of the pool, and the others fall back to
 * the beginning. */
gboolean
wf_variable_set_next (WfVariableSet pool, WfVariableSet *set)
{
  WfVariableSet rest = pool;
  guint n_before = 0;

  while (rest != 0)
    {
      WfVariableSet low = rest & -rest;
      WfVariableSet above = rest & (rest - 1);

      if ((*set & low) && above != 0 && !(*set & (above & -above)))
        {
          WfVariableSet below = low - 1;

          *set = (*set & ~(below | low)) | (above & -above) | wf_variable_set_first (pool, n_before);
          return TRUE;
        }
      n_before += (*set & low) != 0;
      rest = above;
    }
  return FALSE;
}

/* ---- the modified definition ---- */

typedef struct
{
  WfCauseSearch *search;
  WfVariableSet cause;
  guint min_held, max_held;
  guint max_abnormal;
  gboolean was_bounded; /* some walk would have held more */
  WfCauseWitness *witness;
} Modified;

static WfSearchResult
judge_modified (Modified *self, WfWorld world, WfVariableSet held)
{
  WfCauseSearch *search = self->search;

  if (wf_cause_search_is_spent (search))
    return WF_SEARCH_SPENT;
  if (wf_cause_search_evaluate (search, world) || wf_variable_set_count (held) < self->min_held ||
      (self->max_abnormal != G_MAXUINT &&
       wf_cause_search_count_abnormal (search, world) > self->max_abnormal))
    return WF_SEARCH_NONE;
  *self->witness = (WfCauseWitness){ .world = world, .changed = self->cause, .held = held };
  return WF_SEARCH_FOUND;
}

static WfSearchResult walk_modified (Modified *self, guint variable, WfWorld world, WfVariableSet held);

/* Another value than the actual one. */
static WfSearchResult
change (Modified *self, guint variable, WfWorld world, WfVariableSet held)
{
  const WfEquations *model = self->search->model;
  guint actual = wf_world_get (model, self->search->actual, variable);
  WfSearchResult result = WF_SEARCH_NONE;

  for (guint place = 0; place < model->equations[variable].n_values && result == WF_SEARCH_NONE; place++)
    if (place != actual)
      result = walk_modified (self, variable + 1, wf_world_with (model, world, variable, place), held);
  return result;
}

static WfSearchResult
walk_modified (Modified *self, guint variable, WfWorld world, WfVariableSet held)
{
  const WfEquations *model = self->search->model;

  for (; variable < model->n_equations; variable++)
    {
      WfVariableSet bit = WF_VARIABLE_BIT (variable);
      guint actual = wf_world_get (model, self->search->actual, variable);
      guint natural;
      WfSearchResult result;

      if (self->cause & bit)
        return change (self, variable, world, held);
      if (!(self->search->walked & bit) || model->equations[variable].is_context)
        continue;
      natural = wf_equations_compute (model, world, variable);
      world = wf_world_with (model, world, variable, natural);
      if (natural == actual)
        continue;
      if (wf_variable_set_count (held) >= self->max_held)
        {
          self->was_bounded = TRUE;
          continue;
        }
      result = walk_modified (self, variable + 1, world, held);
      if (result != WF_SEARCH_NONE)
        return result;
      held |= bit;
      world = wf_world_with (model, world, variable, actual);
    }
  return judge_modified (self, world, held);
}

WfSearchResult
wf_cause_search_modified (
    WfCauseSearch *self, WfVariableSet cause, guint max_held, guint max_abnormal, WfCauseWitness *witness)
{
  Modified walk = { .search = self, .cause = cause, .max_abnormal = max_abnormal, .witness = witness };
  WfSearchResult result = WF_SEARCH_NONE;

  for (guint n = 0; n <= max_held && result == WF_SEARCH_NONE; n++)
    {
      walk.min_held = walk.max_held = n;
      walk.was_bounded = FALSE;
      result = walk_modified (&walk, 0, self->actual, 0);
      if (!walk.was_bounded)
        break;
    }
  return result;
}

WfSearchResult
wf_cause_search_has_witness (WfCauseSearch *self, WfVariableSet cause)
{
  WfCauseWitness witness;
  Modified walk = {
    .search = self, .cause = cause, .max_held = 64, .max_abnormal = G_MAXUINT, .witness = &witness
  };
  gpointer known;
  WfSearchResult result;

  if (g_hash_table_lookup_extended (self->witnessed, &cause, NULL, &known))
    return (WfSearchResult) GPOINTER_TO_UINT (known);
  result = wf_cause_search_has_part (self, cause);
  if (result == WF_SEARCH_NONE)
    result = walk_modified (&walk, 0, self->actual, 0);
  if (result != WF_SEARCH_SPENT)
    g_hash_table_insert (self->witnessed, g_memdup2 (&cause, sizeof cause), GUINT_TO_POINTER (result));
  return result;
}

WfSearchResult
wf_cause_search_has_part (WfCauseSearch *self, WfVariableSet cause)
{
  WfSearchResult result = WF_SEARCH_NONE;

  if (wf_variable_set_count (cause) < 2)
    return WF_SEARCH_NONE;
  for (WfVariableSet rest = cause; rest != 0 && result == WF_SEARCH_NONE; rest &= rest - 1)
    result = wf_cause_search_has_witness (self, cause & ~(rest & -rest));
  return result;
}

/* The fewest others that the cause needs to hold, if it is minimal. A set that a known part answers looks at
 * no world, and yet counts: there can be very many. */
static WfSearchResult
try_cause (WfCauseSearch *self, WfVariableSet cause, guint max_held, WfCauseWitness *witness)
{
  WfSearchResult part = wf_cause_search_has_part (self, cause);

  if (part == WF_SEARCH_FOUND && !wf_cause_search_is_spent (self))
    {
      self->n_evaluations++;
      return WF_SEARCH_NONE;
    }
  if (part != WF_SEARCH_NONE)
    return WF_SEARCH_SPENT;
  part = wf_cause_search_has_witness (self, cause);
  return part == WF_SEARCH_FOUND ? wf_cause_search_modified (self, cause, max_held, G_MAXUINT, witness)
                                 : part;
}

WfSearchResult
wf_cause_search_responsible (WfCauseSearch *self, WfVariableSet part, WfCauseWitness *witness)
{
  WfVariableSet pool = self->relevant & ~part;
  guint n_part = wf_variable_set_count (part);
  guint n_pool = wf_variable_set_count (pool);
  guint best = G_MAXUINT; /* of cause and contingency together */

  for (guint n_more = 0; n_more <= n_pool && n_part + n_more < best; n_more++)
    {
      WfVariableSet more = wf_variable_set_first (pool, n_more);

      do
        {
          guint n_cause = n_part + n_more;
          WfCauseWitness found;
          WfSearchResult result;

          if (n_cause >= best)
            break;
          result = try_cause (self, part | more, best == G_MAXUINT ? 64 : best - n_cause - 1, &found);
          if (result == WF_SEARCH_SPENT)
            return result;
          if (result == WF_SEARCH_FOUND)
            {
              best = n_cause + wf_variable_set_count (found.held);
              *witness = found;
            }
        }
      while (n_more > 0 && wf_variable_set_next (pool, &more));
    }
  return best == G_MAXUINT ? WF_SEARCH_NONE : WF_SEARCH_FOUND;
}
