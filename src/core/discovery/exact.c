/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The acyclic graph of the best score, by dynamic programming over sets of variables (Koivisto & Sood 2004,
 * JMLR 5; Silander & Myllymäki 2006, UAI): the best graph over a set has a sink, whose parents are the best
 * among the others, and over these lies a best graph. First every set of parents is scored, and of each node
 * those kept that beat all their subsets; then every set of variables asks for its best sink. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/dag-class-private.h"
#include "core/discovery/dag-result-private.h"

#define N_TASKS     64 /* a size of sets is split into so many, whatever the threads */
#define CHECK_EVERY 4096

/* Parents of a node, a bit a variable. */
typedef struct
{
  double score;
  guint32 parents;
} Choice;

typedef struct
{
  const WfDiscoveryInput *input;
  const WfConstraints *constraints;
  WfScore *score;
  guint n;
  gsize max_parents;
  GArray **choices; /* n, of Choice, best first: sets of parents that beat all their subsets */
  double *best;     /* 2^n: score of the best graph over a set */
  guint8 *sinks;    /* 2^n: the sink of that graph */
} Exact;

static gboolean
is_cancelled (const Exact *self)
{
  return wf_progress_is_cancelled (self->input->progress);
}

/* ---- sets of parents ---- */

/* While the sets of one node are scored. Positions count the variables that may be its parents but needn't.
 */
typedef struct
{
  const Exact *exact;
  guint node;
  guint n_free;
  guint free[WF_LIMIT_EXACT_COLUMNS];
  guint32 required;
  double *scores; /* 2^n_free; -INFINITY = too many parents */
  gsize max_free;
} Parents;

static void
parents_init (Parents *self, const Exact *exact, guint node)
{
  gsize n_required;

  *self = (Parents){ .exact = exact, .node = node };
  for (guint v = 0; v < exact->n; v++)
    if (wf_constraints_is_required (exact->constraints, v, node))
      self->required |= 1u << v;
    else if (v != node && !wf_constraints_is_forbidden (exact->constraints, v, node))
      self->free[self->n_free++] = v;
  n_required = (gsize) __builtin_popcount (self->required);
  self->max_free = exact->max_parents > n_required ? exact->max_parents - n_required : 0;
}

static guint32
get_parents (const Parents *self, guint32 positions)
{
  guint32 parents = self->required;

  for (guint32 rest = positions; rest != 0; rest &= rest - 1)
    parents |= 1u << self->free[__builtin_ctz (rest)];
  return parents;
}

static gsize
list_bits (guint32 set, guint *list)
{
  gsize n = 0;

  for (; set != 0; set &= set - 1)
    list[n++] = (guint) __builtin_ctz (set);
  return n;
}

/* The sets that have one position more, after `first`, than the one given, and theirs. */
static void
score_larger (Parents *self, guint32 positions, guint first, gsize size)
{
  guint parents[WF_LIMIT_EXACT_COLUMNS];
  double scores[WF_LIMIT_EXACT_COLUMNS];
  gsize n = list_bits (get_parents (self, positions), parents);

  if (first == self->n_free || size == self->max_free || is_cancelled (self->exact))
    return;
  wf_score_get_local_with (self->exact->score, self->node, parents, n, self->free + first,
                           self->n_free - first, scores);
  for (guint q = first; q < self->n_free; q++)
    self->scores[positions | 1u << q] = scores[q - first];
  for (guint q = first; q < self->n_free; q++)
    score_larger (self, positions | 1u << q, q + 1, size + 1);
}

static int
compare_choices (gconstpointer a, gconstpointer b)
{
  const Choice *s = a;
  const Choice *t = b;

  if (s->score != t->score)
    return s->score > t->score ? -1 : 1;
  return s->parents < t->parents ? -1 : s->parents > t->parents;
}

/* Each set's score becomes that of its best subset; a set that is better than all others within it is kept.
 */
static void
keep_best (Parents *self, GArray *choices)
{
  for (guint32 positions = 0; positions < 1u << self->n_free; positions++)
    {
      double best = -INFINITY;

      if (positions % CHECK_EVERY == 0 && is_cancelled (self->exact))
        return;
      for (guint32 rest = positions; rest != 0; rest &= rest - 1)
        best = MAX (best, self->scores[positions & ~(rest & -rest)]);
      if (self->scores[positions] > best)
        {
          Choice choice = { self->scores[positions], get_parents (self, positions) };

          g_array_append_val (choices, choice);
        }
      else
        self->scores[positions] = best;
    }
  g_array_sort (choices, compare_choices);
}

static void
score_node (gsize task, gpointer data)
{
  Exact *self = data;
  Parents parents;
  guint required[WF_LIMIT_EXACT_COLUMNS];
  gsize n_sets;

  if (is_cancelled (self))
    return;
  parents_init (&parents, self, (guint) task);
  n_sets = (gsize) 1 << parents.n_free;
  parents.scores = g_try_new (double, n_sets);
  if (parents.scores == NULL)
    return; /* without choices: the caller tells */
  for (gsize i = 0; i < n_sets && !(i % CHECK_EVERY == 0 && is_cancelled (self)); i++)
    parents.scores[i] = -INFINITY;
  parents.scores[0] =
      wf_score_get_local (self->score, parents.node, required, list_bits (parents.required, required));
  score_larger (&parents, 0, 0, 0);
  keep_best (&parents, self->choices[task]);
  g_free (parents.scores);
  wf_progress_advance (self->input->progress, 1);
}

/* ---- sets of variables ---- */

/* The best parents of a node within a set; NULL when those that are required aren't in it. */
static const Choice *
find_best (const Exact *self, guint node, guint32 within)
{
  const Choice *choices = (const Choice *) (gconstpointer) self->choices[node]->data;

  for (guint i = 0; i < self->choices[node]->len; i++)
    if ((choices[i].parents & ~within) == 0)
      return &choices[i];
  return NULL;
}

static void
find_sink (Exact *self, guint32 set)
{
  self->best[set] = -INFINITY;
  for (guint32 rest = set; rest != 0; rest &= rest - 1)
    {
      guint sink = (guint) __builtin_ctz (rest);
      guint32 others = set & ~(1u << sink);
      const Choice *choice = self->best[others] > -INFINITY ? find_best (self, sink, others) : NULL;

      if (choice != NULL && self->best[others] + choice->score > self->best[set])
        {
          self->best[set] = self->best[others] + choice->score;
          self->sinks[set] = (guint8) sink;
        }
    }
}

/* All sets of one size, in the order of numbers, split into tasks. */
typedef struct
{
  Exact *exact;
  guint size;
  guint64 n_sets;
} Level;

static guint64
choose (guint n, guint k)
{
  guint64 product = 1;

  if (k > n)
    return 0;
  for (guint i = 0; i < k; i++)
    product = product * (n - i) / (i + 1);
  return product;
}

/* the set with that many smaller ones of its size */
static guint32
get_set (guint64 rank, guint size)
{
  guint32 set = 0;

  for (; size > 0; size--)
    {
      guint v = size - 1;

      while (choose (v + 1, size) <= rank)
        v++;
      rank -= choose (v, size);
      set |= 1u << v;
    }
  return set;
}

/* the next larger number with as many bits (Gosper's hack) */
static guint32
get_next_set (guint32 set)
{
  guint64 lowest = set & -set;
  guint64 carried = set + lowest;

  return (guint32) ((((carried ^ set) / lowest) >> 2) | carried);
}

static void
find_sinks (gsize task, gpointer data)
{
  const Level *self = data;
  guint64 first = self->n_sets * task / N_TASKS;
  guint64 end = self->n_sets * (task + 1) / N_TASKS;
  guint32 set = first < end ? get_set (first, self->size) : 0;

  for (guint64 i = first; i < end; i++)
    {
      if (i % CHECK_EVERY == 0 && is_cancelled (self->exact))
        return;
      find_sink (self->exact, set);
      if (i + 1 < end)
        set = get_next_set (set);
    }
  wf_progress_advance (self->exact->input->progress, end - first);
}

/* ---- the search ---- */

static gboolean
find_best_graphs (Exact *self, GError **error)
{
  gsize n_sets = (gsize) 1 << self->n;

  wf_progress_set_stage (self->input->progress, _ ("Scoring all sets of causes"), self->n);
  wf_parallel_for (self->n, self->input->n_threads, score_node, self);
  if (!wf_progress_check (self->input->progress, error))
    return FALSE;
  self->best = g_try_new (double, n_sets);
  self->sinks = g_try_new (guint8, n_sets);
  for (guint v = 0; v < self->n; v++)
    if (self->best == NULL || self->sinks == NULL || self->choices[v]->len == 0)
      {
        g_set_error_literal (
            error, WF_ERROR, WF_ERROR_TOO_LARGE,
            _ ("Not enough memory for every set of the variables; leave some columns out, or "
               "search with boss"));
        return FALSE;
      }
  wf_progress_set_stage (self->input->progress, _ ("Looking for the best order"), n_sets);
  self->best[0] = 0;
  for (guint size = 1; size <= self->n; size++)
    {
      Level level = { .exact = self, .size = size, .n_sets = choose (self->n, size) };

      wf_parallel_for (N_TASKS, self->input->n_threads, find_sinks, &level);
      if (!wf_progress_check (self->input->progress, error))
        return FALSE;
    }
  return TRUE;
}

static void
read_graph (const Exact *self, guint64 *parents)
{
  guint32 set = (guint32) (((guint64) 1 << self->n) - 1);

  while (set != 0)
    {
      guint sink = self->sinks[set];

      set &= ~(1u << sink);
      parents[sink] = find_best (self, sink, set)->parents;
    }
}

static gboolean
check_size (gsize n, GError **error)
{
  if (n <= WF_LIMIT_EXACT_COLUMNS)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
               _ ("The exact search looks at every set of the variables: %zu columns are more than the %d it "
                  "takes. Leave some out, or search with boss or fges, which find nearly as good graphs"),
               n, WF_LIMIT_EXACT_COLUMNS);
  return FALSE;
}

static WfDiscoveryResult *
search (Exact *self, GError **error)
{
  guint64 parents[WF_LIMIT_EXACT_COLUMNS] = { 0 };
  WfDiscoveryResult *result = NULL;

  self->choices = g_new (GArray *, self->n);
  for (guint v = 0; v < self->n; v++)
    self->choices[v] = g_array_new (FALSE, FALSE, sizeof (Choice));
  if (find_best_graphs (self, error))
    {
      read_graph (self, parents);
      result = wf_dag_result_new (self->input, self->constraints, self->score, parents, NULL, error);
    }
  for (guint v = 0; v < self->n; v++)
    g_array_unref (self->choices[v]);
  g_free (self->choices);
  g_free (self->best);
  g_free (self->sinks);
  return result;
}

static WfDiscoveryResult *
exact_run (const WfDiscoveryInput *input, GError **error)
{
  gint64 max_parents = wf_params_get_integer (input->params, "max-parents");
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (WfScore) score = NULL;
  Exact self = { .input = input, .n = wf_discovery_input_get_n_variables (input) };

  if (!check_size (self.n, error))
    return NULL;
  score = wf_discovery_create_score (input, error);
  if (score == NULL)
    return NULL;
  constraints =
      wf_constraints_new (input->knowledge, wf_discovery_input_get_names (input), input->progress, error);
  if (constraints == NULL)
    return NULL;
  self.constraints = constraints;
  self.score = score;
  self.max_parents =
      MIN (wf_score_get_max_parents (score), max_parents < 0 ? G_MAXSIZE : (gsize) max_parents);
  return search (&self, error);
}

static const WfParam exact_params[] = {
  WF_DISCOVERY_SCORE_PARAMS,
  { NULL },
};

const WfDiscovery wf_discovery_exact = {
  .id = "exact",
  .name = N_ ("Exact (dynamic programming)"),
  .summary =
      N_ ("The graph of the best score of all, for up to 25 variables; assumes no hidden common causes"),
  .citation = "Silander & Myllymäki 2006, UAI; Koivisto & Sood 2004, JMLR 5",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .takes = WF_EVIDENCE_COVARIANCE,
  .returns = WF_GRAPH_CPDAG,
  .params = exact_params,
  .run = exact_run,
};
