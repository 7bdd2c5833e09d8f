/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/evaluation-private.h"

#define N_CONSTANTS 3 /* constant steps that are told */

static gboolean
is_in (const WfExample *example, gssize subset)
{
  return subset < 0 || example->subset == (gsize) subset;
}

static gsize
count_logs (const WfExamples *examples, gssize subset)
{
  gsize n = 0;

  for (gsize i = 0; i < examples->n; i++)
    n += is_in (&examples->examples[i], subset);
  return n;
}

static void
floor_clear (gpointer data)
{
  WfFloor *self = data;

  g_free (self->id);
  g_free (self->name);
}

static void
add (GArray *floors, char *id, char *name, double share, gboolean is_agent)
{
  WfFloor floor = { id, name, share, is_agent };

  g_array_append_val (floors, floor);
}

static gsize
find_first_worker (WfTrace *trace)
{
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_get_role (trace, i) == WF_ROLE_WORK)
      return i;
  return 0;
}

double
wf_floors_get_first_worker (const WfExamples *examples, gssize subset)
{
  gsize hits = 0;

  for (gsize i = 0; i < examples->n; i++)
    if (is_in (&examples->examples[i], subset))
      hits += find_first_worker (examples->examples[i].trace) == examples->examples[i].step;
  return (double) hits / (double) count_logs (examples, subset);
}

/* Logs for which this step is right; in a shorter one the last step stands for it. */
static gsize
count_step (const WfExamples *examples, gssize subset, gsize step)
{
  gsize hits = 0;

  for (gsize i = 0; i < examples->n; i++)
    if (is_in (&examples->examples[i], subset))
      hits +=
          examples->examples[i].step == MIN (step, wf_trace_get_n_steps (examples->examples[i].trace) - 1);
  return hits;
}

typedef struct
{
  gsize step;
  gsize hits;
} Constant;

static int
compare_constants (const void *a, const void *b)
{
  const Constant *x = a, *y = b;

  if (x->hits != y->hits)
    return x->hits > y->hits ? -1 : 1;
  return x->step < y->step ? -1 : x->step > y->step;
}

/* Every annotated step once, the one that is right most often first; ties to the earlier. Cost: quadratic in
 * the logs. (element-type Constant) (transfer full) */
static GArray *
list_constants (const WfExamples *examples, gssize subset)
{
  GArray *constants = g_array_new (FALSE, FALSE, sizeof (Constant));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (gsize i = 0; i < examples->n; i++)
    {
      Constant constant = { examples->examples[i].step, 0 };

      if (!is_in (&examples->examples[i], subset) ||
          !g_hash_table_add (seen, GSIZE_TO_POINTER (constant.step)))
        continue;
      constant.hits = count_step (examples, subset, constant.step);
      g_array_append_val (constants, constant);
    }
  g_array_sort (constants, compare_constants);
  return constants;
}

double
wf_floors_get_constant (const WfExamples *examples, gssize subset, gsize *step)
{
  g_autoptr (GArray) constants = list_constants (examples, subset);

  *step = g_array_index (constants, Constant, 0).step;
  return (double) g_array_index (constants, Constant, 0).hits / (double) count_logs (examples, subset);
}

static void
add_constants (GArray *floors, const WfExamples *examples, gssize subset)
{
  g_autoptr (GArray) constants = list_constants (examples, subset);
  double n = (double) count_logs (examples, subset);

  for (guint k = 0; k < MIN (constants->len, N_CONSTANTS); k++)
    {
      const Constant *constant = &g_array_index (constants, Constant, k);

      add (floors, g_strdup_printf ("step %zu", constant->step),
           g_strdup_printf (_ ("always step %zu, or the last"), constant->step), (double) constant->hits / n,
           FALSE);
    }
}

static void
add_random (GArray *floors, const WfExamples *examples, gssize subset)
{
  double sum = 0;

  for (gsize i = 0; i < examples->n; i++)
    if (is_in (&examples->examples[i], subset))
      sum += 1 / (double) wf_trace_get_n_steps (examples->examples[i].trace);
  add (floors, g_strdup ("random step"), g_strdup (_ ("a step drawn by lot")),
       sum / (double) count_logs (examples, subset), FALSE);
}

/* The agent with the most worker steps; ties to the first. */
static const char *
find_busiest_worker (WfTrace *trace)
{
  const char *const *agents = wf_trace_get_agents (trace);
  g_autofree gsize *count = g_new0 (gsize, g_strv_length ((char **) agents));
  gsize best = 0;

  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_get_role (trace, i) == WF_ROLE_WORK)
      count[wf_trace_get_agent_index (trace, i)]++;
  for (gsize a = 0; agents[a] != NULL; a++)
    if (count[a] > count[best])
      best = a;
  return agents[best];
}

static void
add_busiest_worker (GArray *floors, const WfExamples *examples, gssize subset)
{
  gsize hits = 0;

  for (gsize i = 0; i < examples->n; i++)
    if (is_in (&examples->examples[i], subset))
      hits +=
          wf_agents_are_same (find_busiest_worker (examples->examples[i].trace), examples->examples[i].agent);
  add (floors, g_strdup ("busiest worker"), g_strdup (_ ("the agent with the most worker steps")),
       (double) hits / (double) count_logs (examples, subset), TRUE);
}

static gsize
count_agent (const WfExamples *examples, gssize subset, const char *agent)
{
  gsize count = 0;

  for (gsize i = 0; i < examples->n; i++)
    if (is_in (&examples->examples[i], subset))
      count += wf_agents_are_same (examples->examples[i].agent, agent);
  return count;
}

/* The annotated agent that occurs most; ties to the first. Cost: quadratic in the logs. */
static void
add_constant_agent (GArray *floors, const WfExamples *examples, gssize subset)
{
  const char *best = "";
  gsize hits = 0;

  for (gsize i = 0; i < examples->n; i++)
    if (is_in (&examples->examples[i], subset))
      {
        gsize count = count_agent (examples, subset, examples->examples[i].agent);

        if (count > hits)
          {
            hits = count;
            best = examples->examples[i].agent;
          }
      }
  add (floors, g_strdup (best), g_strdup_printf (_ ("always %s"), best),
       (double) hits / (double) count_logs (examples, subset), TRUE);
}

GArray *
wf_floors_find (const WfExamples *examples, gssize subset)
{
  GArray *floors = g_array_new (FALSE, FALSE, sizeof (WfFloor));

  g_array_set_clear_func (floors, floor_clear);
  add_constants (floors, examples, subset);
  add_random (floors, examples, subset);
  add (floors, g_strdup ("first worker step"), g_strdup (_ ("the first worker step")),
       wf_floors_get_first_worker (examples, subset), FALSE);
  add_busiest_worker (floors, examples, subset);
  add_constant_agent (floors, examples, subset);
  return floors;
}

gsize
wf_floors_get_best (const GArray *floors)
{
  gsize best = 0;

  for (gsize f = 1; f < floors->len; f++)
    if (!g_array_index (floors, WfFloor, f).is_agent &&
        g_array_index (floors, WfFloor, f).share > g_array_index (floors, WfFloor, best).share)
      best = f;
  return best;
}
