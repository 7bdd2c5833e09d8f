/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Greedy search over acyclic graphs: the edge whose coming, going or turning gains most, until nothing gains;
 * then a tabu walk (Glover 1989, ORSA J. on Computing 1), which takes the best step even downhill but none
 * to a graph seen lately; then restarts from the graph found with some edges changed by chance. What each
 * edge's coming or going gains is kept in a p x p table, of which a step renews the one or two rows of nodes
 * with other parents (Tsamardinos, Brown & Aliferis 2006, Machine Learning 65; as hc and tabu of bnlearn). */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/rng.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/dag-class-private.h"
#include "core/discovery/dag-result-private.h"

#define MIN_GAIN   1e-7      /* below it is rounding */
#define BATCH_COST (1 << 22) /* rows x candidates between two looks at the cancel button */

typedef enum
{
  STEP_NONE,
  STEP_ADD,
  STEP_REMOVE,
  STEP_TURN, /* from -> to becomes to -> from */
} StepKind;

typedef struct
{
  StepKind kind;
  guint from, to;
  double gain;
} Step;

/* What all climbs share. */
typedef struct
{
  const WfDiscoveryInput *input;
  const WfConstraints *constraints;
  WfScore *score;
  guint n;
  gsize n_words;
  gsize max_parents;
  gsize batch;
  guint n_tabu;     /* graphs remembered */
  guint n_downhill; /* steps without a better graph before a walk ends */
  guint n_changes;  /* by chance, before a restart */
  guint64 seed;
} Climbing;

typedef struct
{
  const Climbing *shared;
  guint64 *parents; /* n rows */
  double *gains;    /* n x n, of row v: of a change of the edge w -> v */
  double score;     /* less that of the graph without edges */
  double *locals;   /* n */
  guint64 hash;     /* of the graph */
  guint64 *tabu;    /* ring of hashes */
  guint n_tabu;     /* ever noted */
} Climb;

static void
climb_clear (Climb *self)
{
  g_free (self->parents);
  g_free (self->gains);
  g_free (self->locals);
  g_free (self->tabu);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Climb, climb_clear)

static gboolean
is_cancelled (const Climb *self)
{
  return wf_progress_is_cancelled (self->shared->input->progress);
}

static gboolean
is_parent (const Climb *self, guint from, guint to)
{
  return wf_bits_get (self->parents, self->shared->n_words, to, from);
}

/* ---- the table ---- */

static void
renew_additions (Climb *self, guint v, const guint *parents, gsize n_parents)
{
  const Climbing *shared = self->shared;
  double *gains = self->gains + (gsize) v * shared->n;
  g_autofree guint *others = g_new (guint, shared->n);
  g_autofree double *scores = g_new (double, shared->batch);
  gsize n = 0;

  for (guint w = 0; w < shared->n; w++)
    if (w != v && !is_parent (self, w, v))
      {
        gains[w] = -INFINITY;
        if (!wf_constraints_is_forbidden (shared->constraints, w, v))
          others[n++] = w;
      }
  for (gsize first = 0; first < n && n_parents < shared->max_parents && !is_cancelled (self);
       first += shared->batch)
    {
      gsize n_batch = MIN (shared->batch, n - first);

      wf_score_get_local_with (shared->score, v, parents, n_parents, others + first, n_batch, scores);
      for (gsize i = 0; i < n_batch; i++)
        gains[others[first + i]] = scores[i] - self->locals[v];
    }
}

static void
renew (Climb *self, guint v)
{
  const Climbing *shared = self->shared;
  const guint64 *row = wf_dag_row (self->parents, shared->n_words, v);
  g_autofree guint *parents = g_new (guint, shared->n + 1);
  g_autofree double *scores = g_new (double, shared->n + 1);
  gsize k = 0;

  for (guint w = wf_row_next (row, shared->n_words, 0); w != WF_NO_NODE;
       w = wf_row_next (row, shared->n_words, w + 1))
    parents[k++] = w;
  self->locals[v] = wf_score_get_local (shared->score, v, parents, k);
  if (k > 0)
    wf_score_get_local_without (shared->score, v, parents, k, scores);
  for (gsize i = 0; i < k; i++)
    self->gains[(gsize) v * shared->n + parents[i]] = scores[i] - self->locals[v];
  renew_additions (self, v, parents, k);
}

static void
renew_task (gsize task, gpointer data)
{
  Climb *self = data;

  if (!is_cancelled (self))
    renew (self, (guint) task);
}

/* ---- steps ---- */

/* An edge's part of the hash of a graph (Zobrist 1970). */
static guint64
hash_edge (const Climbing *shared, guint from, guint to)
{
  WfRng rng;

  wf_rng_init (&rng, 0x5eed, 1 + (guint64) from * shared->n + to);
  return wf_rng_next (&rng);
}

static guint64
hash_step (const Climb *self, const Step *step)
{
  guint64 hash = self->hash ^ hash_edge (self->shared, step->from, step->to);

  return step->kind == STEP_TURN ? hash ^ hash_edge (self->shared, step->to, step->from) : hash;
}

static gboolean
is_tabu (const Climb *self, const Step *step)
{
  guint64 hash = hash_step (self, step);

  for (guint i = 0; i < MIN (self->n_tabu, self->shared->n_tabu); i++)
    if (self->tabu[i] == hash)
      return TRUE;
  return FALSE;
}

/* Would it close a cycle? Turning does when there is another way from -> .. -> to. */
static gboolean
closes_cycle (Climb *self, const Step *step)
{
  const Climbing *shared = self->shared;
  gboolean closes;

  if (step->kind == STEP_REMOVE)
    return FALSE;
  if (step->kind == STEP_ADD)
    return wf_dag_has_path (self->parents, shared->n, step->to, step->from);
  wf_bits_unset (self->parents, shared->n_words, step->to, step->from);
  closes = wf_dag_has_path (self->parents, shared->n, step->from, step->to);
  wf_bits_set (self->parents, shared->n_words, step->to, step->from);
  return closes;
}

/* Keeps the step when it beats the best so far and is possible. */
static void
consider (Climb *self, const Step *step, gboolean is_walk, Step *best)
{
  if (step->gain > best->gain && !closes_cycle (self, step) && !(is_walk && is_tabu (self, step)))
    *best = *step;
}

static void
consider_edge (Climb *self, guint from, guint to, gboolean is_walk, Step *best)
{
  const Climbing *shared = self->shared;
  double gain = self->gains[(gsize) to * shared->n + from];
  double back = self->gains[(gsize) from * shared->n + to];

  if (!is_parent (self, from, to))
    {
      if (!is_parent (self, to, from))
        consider (self, &(Step){ STEP_ADD, from, to, gain }, is_walk, best);
      return;
    }
  if (wf_constraints_is_required (shared->constraints, from, to))
    return;
  consider (self, &(Step){ STEP_REMOVE, from, to, gain }, is_walk, best);
  if (back > -INFINITY)
    consider (self, &(Step){ STEP_TURN, from, to, gain + back }, is_walk, best);
}

/* The step that gains most; a walk takes losses, too. */
static Step
find_best (Climb *self, gboolean is_walk)
{
  Step best = { .kind = STEP_NONE, .gain = is_walk ? -INFINITY : MIN_GAIN };

  for (guint to = 0; to < self->shared->n && !is_cancelled (self); to++)
    for (guint from = 0; from < self->shared->n; from++)
      if (from != to)
        consider_edge (self, from, to, is_walk, &best);
  return best;
}

static void
take (Climb *self, const Step *step)
{
  gsize n_words = self->shared->n_words;

  self->hash = hash_step (self, step);
  self->score += step->gain;
  if (step->kind == STEP_ADD)
    wf_bits_set (self->parents, n_words, step->to, step->from);
  else
    wf_bits_unset (self->parents, n_words, step->to, step->from);
  if (step->kind == STEP_TURN)
    wf_bits_set (self->parents, n_words, step->from, step->to);
  renew (self, step->to);
  if (step->kind == STEP_TURN)
    renew (self, step->from);
  wf_progress_advance (self->shared->input->progress, 1);
}

/* ---- climbs ---- */

static void
note (Climb *self)
{
  if (self->shared->n_tabu > 0)
    self->tabu[self->n_tabu++ % self->shared->n_tabu] = self->hash;
}

static void
climb (Climb *self)
{
  for (Step step; (step = find_best (self, FALSE)).kind != STEP_NONE && !is_cancelled (self);)
    {
      note (self);
      take (self, &step);
    }
}

/* On from a peak; the best graph on the way is the climb's in the end. */
static void
walk (Climb *self)
{
  gsize n_bytes = self->shared->n * self->shared->n_words * sizeof (guint64);
  g_autofree guint64 *best = g_memdup2 (self->parents, n_bytes);
  double best_score = self->score;
  guint n_steps = 0;

  while (n_steps < self->shared->n_downhill && self->shared->n_tabu > 0 && !is_cancelled (self))
    {
      Step step;

      note (self);
      step = find_best (self, TRUE);
      if (step.kind == STEP_NONE)
        break;
      take (self, &step);
      n_steps++;
      if (self->score > best_score + MIN_GAIN)
        {
          memcpy (best, self->parents, n_bytes);
          best_score = self->score;
          n_steps = 0;
        }
    }
  memcpy (self->parents, best, n_bytes);
  self->score = best_score;
}

static void
renew_all (Climb *self, guint n_threads)
{
  wf_parallel_for (self->shared->n, n_threads, renew_task, self);
  self->score = 0;
  for (guint v = 0; v < self->shared->n; v++)
    self->score += self->locals[v];
}

/* FALSE when memory is short */
static gboolean
climb_init (Climb *self, const Climbing *shared)
{
  self->shared = shared;
  self->parents = g_new0 (guint64, shared->n * shared->n_words);
  self->gains = g_try_new (double, (gsize) shared->n * shared->n);
  self->locals = g_new0 (double, shared->n);
  self->tabu = g_new0 (guint64, shared->n_tabu + 1);
  return self->gains != NULL;
}

/* Some edges come, go or turn by chance. */
static void
shake (Climb *self, WfRng *rng)
{
  const Climbing *shared = self->shared;

  for (guint i = 0; i < shared->n_changes && !is_cancelled (self); i++)
    {
      guint from = (guint) wf_rng_below (rng, shared->n);
      guint to = (from + 1 + (guint) wf_rng_below (rng, shared->n - 1)) % shared->n;
      Step step = { STEP_ADD, from, to, self->gains[(gsize) to * shared->n + from] };

      if (is_parent (self, to, from))
        continue;
      if (is_parent (self, from, to))
        {
          step.kind = wf_rng_below (rng, 2) ? STEP_REMOVE : STEP_TURN;
          if (step.kind == STEP_TURN)
            step.gain += self->gains[(gsize) from * shared->n + to];
          if (wf_constraints_is_required (shared->constraints, from, to))
            continue;
        }
      if (step.gain > -INFINITY && !closes_cycle (self, &step))
        take (self, &step);
    }
}

typedef struct
{
  const Climbing *shared;
  const guint64 *start;
  guint64 **graphs; /* of each restart; NULL = no memory for one */
  double *scores;
} Restarts;

static void
restart (gsize task, gpointer data)
{
  Restarts *self = data;
  const Climbing *shared = self->shared;
  g_auto (Climb) again = { 0 };
  WfRng rng;

  self->scores[task] = -INFINITY;
  if (wf_progress_is_cancelled (shared->input->progress) || !climb_init (&again, shared))
    return;
  wf_rng_init (&rng, shared->seed, task + 1);
  memcpy (again.parents, self->start, shared->n * shared->n_words * sizeof (guint64));
  renew_all (&again, 1);
  shake (&again, &rng);
  climb (&again);
  walk (&again);
  self->scores[task] = again.score;
  self->graphs[task] = g_steal_pointer (&again.parents);
}

/* The best of the first peak and of those that restarts from it find; the first of equals. */
static void
search_again (const Climbing *shared, gsize n, Climb *peak)
{
  g_autofree guint64 **graphs = g_new0 (guint64 *, n + 1);
  g_autofree double *scores = g_new (double, n + 1);
  Restarts restarts = { .shared = shared, .start = peak->parents, .graphs = graphs, .scores = scores };
  gsize best = n;

  wf_parallel_for (n, shared->input->n_threads, restart, &restarts);
  for (gsize i = 0; i < n; i++)
    if (graphs[i] != NULL && scores[i] > (best < n ? scores[best] : peak->score) + MIN_GAIN)
      best = i;
  if (best < n)
    memcpy (peak->parents, graphs[best], shared->n * shared->n_words * sizeof (guint64));
  for (gsize i = 0; i < n; i++)
    g_free (graphs[i]);
}

static WfDiscoveryResult *
search (const Climbing *shared, gsize n_restarts, GError **error)
{
  g_auto (Climb) first = { 0 };

  if (!climb_init (&first, shared))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("Not enough memory for a table of %u x %u edges; select fewer columns"), shared->n,
                   shared->n);
      return NULL;
    }
  for (guint b = 0; b < shared->n && shared->constraints->rules != NULL; b++)
    for (guint a = 0; a < shared->n; a++)
      if (wf_constraints_is_required (shared->constraints, a, b))
        wf_bits_set (first.parents, shared->n_words, b, a);
  wf_progress_set_stage (shared->input->progress, _ ("Climbing"), 0);
  renew_all (&first, shared->input->n_threads);
  climb (&first);
  walk (&first);
  if (n_restarts > 0)
    search_again (shared, n_restarts, &first);
  if (!wf_progress_check (shared->input->progress, error))
    return NULL;
  return wf_dag_result_new (shared->input, shared->constraints, shared->score, first.parents, NULL, error);
}

static WfDiscoveryResult *
hill_climbing_run (const WfDiscoveryInput *input, GError **error)
{
  gint64 max_parents = wf_params_get_integer (input->params, "max-parents");
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (WfScore) score = wf_discovery_create_score (input, error);
  Climbing shared = {
    .input = input,
    .score = score,
    .n = wf_discovery_input_get_n_variables (input),
    .batch = CLAMP (BATCH_COST / wf_discovery_input_get_n_rows (input), 1,
                    wf_discovery_input_get_n_variables (input)),
    .n_tabu = (guint) wf_params_get_integer (input->params, "tabu"),
    .n_downhill = (guint) wf_params_get_integer (input->params, "max-tabu"),
    .n_changes = (guint) wf_params_get_integer (input->params, "perturb"),
    .seed = input->seed,
  };

  if (score == NULL)
    return NULL;
  constraints =
      wf_constraints_new (input->knowledge, wf_discovery_input_get_names (input), input->progress, error);
  if (constraints == NULL)
    return NULL;
  shared.constraints = constraints;
  shared.n_words = (shared.n + 63) / 64;
  shared.max_parents =
      MIN (wf_score_get_max_parents (score), max_parents < 0 ? G_MAXSIZE : (gsize) max_parents);
  return search (&shared, (gsize) wf_params_get_integer (input->params, "restarts"), error);
}

static const WfParam hill_climbing_params[] = {
  WF_DISCOVERY_SCORE_PARAMS,
  {
      .id = "tabu",
      .name = N_ ("Tabu list"),
      .type = WF_PARAM_INTEGER,
      .value = 10,
      .min = 0,
      .max = 10000,
      .unit = N_ ("graphs"),
      .help = N_ ("Graphs seen last that a walk on from a peak doesn’t come back to; 0 = no such walk"),
  },
  {
      .id = "max-tabu",
      .name = N_ ("Steps downhill"),
      .type = WF_PARAM_INTEGER,
      .value = 10,
      .min = 0,
      .max = 100000,
      .help = N_ ("A walk on from a peak ends after so many steps without a better graph"),
  },
  {
      .id = "restarts",
      .name = N_ ("Restarts"),
      .type = WF_PARAM_INTEGER,
      .value = 0,
      .min = 0,
      .max = 100000,
      .help = N_ ("Searches from the graph found with some edges changed by chance; the best graph of all "
                  "counts"),
  },
  {
      .id = "perturb",
      .name = N_ ("Changes before a restart"),
      .type = WF_PARAM_INTEGER,
      .value = 5,
      .min = 1,
      .max = 100000,
      .unit = N_ ("edges"),
      .help = N_ ("How many edges a restart changes by chance"),
  },
  { NULL },
};

const WfDiscovery wf_discovery_hill_climbing = {
  .id = "hill-climbing",
  .name = N_ ("Hill climbing with tabu (hc, tabu)"),
  .summary = N_ ("Adds, takes away or turns one edge of a graph after the other; assumes no hidden common "
                 "causes"),
  .citation = "Glover 1989, ORSA J. on Computing 1; Tsamardinos et al. 2006, Machine Learning 65",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .takes = WF_EVIDENCE_COVARIANCE,
  .returns = WF_GRAPH_CPDAG,
  .params = hill_climbing_params,
  .run = hill_climbing_run,
};
