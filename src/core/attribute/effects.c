/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/attribute/effects-private.h"
#include "core/base/parallel.h"

#define STEPS_A_TASK 256
#define MAX_TASKS    32 /* each copies the deficiencies */
#define BITS         64

typedef struct
{
  const WfStructure *structure;
  const double *fault;
  const double *deficiency;
  const double *reach;
  double keep;
  double negligible; /* change of the failure */
  const guint *steps;
  gsize n_steps; /* that are worth following */
  gsize n_tasks;
  double *effect;
  WfProgress *progress;
} Effects;

/* One change on its way to the sink. Between two changes `value` is the deficiency, and nobody waits. */
typedef struct
{
  const Effects *effects;
  double *value;
  GArray *changed;  /* of guint: steps whose value differs from the deficiency */
  guint64 *waiting; /* a bit a step: a producer of it changed */
  gsize n_waiting;
} Front;

/* What no deficiency falls below when any one step is repaired: a step's producers are as they were when it
 * is itself repaired, else its fault is. */
static double *
find_least (const WfStructure *structure, const double *fault, const double *deficiency)
{
  double *least = g_new (double, structure->n_steps);

  for (gsize j = 0; j < structure->n_steps; j++)
    {
      double repaired = 1 - wf_structure_get_spared (structure, j, deficiency);
      double reached = 1 - (1 - fault[j]) * wf_structure_get_spared (structure, j, least);

      least[j] = MIN (repaired, reached);
    }
  return least;
}

static double
get_repaired (const Effects *effects, gsize step)
{
  double spared = wf_structure_get_spared (effects->structure, step, effects->deficiency);

  return 1 - (1 - effects->keep * effects->fault[step]) * spared;
}

/* Steps whose repair can change the failure at all. */
static guint *
find_steps (const Effects *effects, gsize *n)
{
  guint *steps = g_new (guint, effects->structure->sink + 1);

  *n = 0;
  for (gsize i = 0; i <= effects->structure->sink; i++)
    if (effects->fault[i] > 0 && effects->reach[i] > 0 &&
        (effects->deficiency[i] - get_repaired (effects, i)) * effects->reach[i] >= effects->negligible)
      steps[(*n)++] = (guint) i;
  return steps;
}

/* The step takes a new value, and its consumers wait for theirs; not when the failure can't tell. */
static void
change (Front *front, gsize step, double value)
{
  const WfStructure *structure = front->effects->structure;
  guint changed = (guint) step;

  if (!(fabs (value - front->value[step]) * front->effects->reach[step] >= front->effects->negligible))
    return;
  front->value[step] = value;
  g_array_append_val (front->changed, changed);
  for (gsize u = structure->uses_start[step]; u < structure->uses_start[step + 1]; u++)
    {
      guint consumer = structure->links[structure->uses[u]].consumer;
      guint64 bit = (guint64) 1 << (consumer % BITS);

      if (front->effects->reach[consumer] == 0 || (front->waiting[consumer / BITS] & bit) != 0)
        continue;
      front->waiting[consumer / BITS] |= bit;
      front->n_waiting++;
    }
}

/* By how much the failure falls when the step is repaired. Every step that waits is later than the last one
 * that changed, so one way through the bits meets them all in order. */
static double
follow (Front *front, gsize step)
{
  const WfStructure *structure = front->effects->structure;
  double after;

  change (front, step, get_repaired (front->effects, step));
  for (gsize word = step / BITS; front->n_waiting > 0; word++)
    while (front->waiting[word] != 0)
      {
        gsize j = word * BITS + (gsize) __builtin_ctzll (front->waiting[word]);

        front->waiting[word] &= front->waiting[word] - 1;
        front->n_waiting--;
        change (front, j,
                1 - (1 - front->effects->fault[j]) * wf_structure_get_spared (structure, j, front->value));
      }
  after = front->value[structure->sink];
  for (guint k = 0; k < front->changed->len; k++)
    {
      guint j = g_array_index (front->changed, guint, k);

      front->value[j] = front->effects->deficiency[j];
    }
  g_array_set_size (front->changed, 0);
  return front->effects->deficiency[structure->sink] - after;
}

static void
run_task (gsize task, gpointer data)
{
  const Effects *effects = data;
  gsize n = effects->structure->sink + 1;
  g_autofree double *value = g_memdup2 (effects->deficiency, n * sizeof *value);
  g_autofree guint64 *waiting = g_new0 (guint64, n / BITS + 1);
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (guint));
  Front front = { effects, value, changed, waiting, 0 };

  for (gsize k = task; k < effects->n_steps && !wf_progress_is_cancelled (effects->progress);
       k += effects->n_tasks)
    effects->effect[effects->steps[k]] = follow (&front, effects->steps[k]);
}

/* CE_i = F_sink - F_sink | do (q_i <- keep q_i) for every step. fault: n_steps; deficiency: what
 * wf_structure_propagate() makes of it. Equal to propagating every repair through the whole run but for
 * changes of the failure below WF_STRUCTURE_NEGLIGIBLE. Cost: O(links), and for each step whose effect isn't
 * negligible the links between it and the sink on which its change isn't. NULL when cancelled. (transfer
 * full) (array length=n_steps) */
double *
wf_effects_new (const WfStructure *structure,
                const double *fault,
                const double *deficiency,
                double keep,
                WfProgress *progress,
                GError **error)
{
  g_autofree double *effect = g_new0 (double, structure->n_steps);
  g_autofree double *least = find_least (structure, fault, deficiency);
  g_autofree double *reach = wf_structure_find_reach (structure, fault, least);
  g_autofree guint *steps = NULL;
  Effects effects = { structure, fault, deficiency, reach, keep };

  if (deficiency[structure->sink] > 0)
    {
      effects.negligible = WF_STRUCTURE_NEGLIGIBLE * deficiency[structure->sink];
      effects.steps = steps = find_steps (&effects, &effects.n_steps);
      effects.n_tasks = CLAMP (effects.n_steps / STEPS_A_TASK, 1, MAX_TASKS);
      effects.effect = effect;
      effects.progress = progress;
      wf_parallel_for (effects.n_tasks, 0, run_task, &effects);
    }
  if (!wf_progress_check (progress, error))
    return NULL;
  return g_steal_pointer (&effect);
}
