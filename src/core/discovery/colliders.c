/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Which unshielded triples a - b - c are colliders a -> b <- c. None of the rules depends on the order of
 * columns. The sets are those among the neighbours of a and of c:
 *
 * majority       fewer than half of all separating sets hold b; half of them: unclear (Colombo & Maathuis
 * 2014, section 4.1). conservative   none of them holds b; some but not all: unclear (Ramsey, Zhang & Spirtes
 * 2006). max-p          b is not in the set with the largest p-value of all (Ramsey 2016, arXiv:1610.00378),
 * of equal ones the smallest, then by the names of their members. sepset         b is not in the set that
 * separates a and c; of the separating sets of the smallest size, the one with the largest p-value counts,
 * equal ones by the names of their members.
 *
 * Where no set among the final neighbours separates a and c, the one that removed their edge is the only
 * voter. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/parallel.h"
#include "core/discovery/pc-private.h"

/* The triples of one pair of ends. */
typedef struct
{
  guint first, end; /* positions among the triples */
  gssize removed;   /* position in skeleton->removed, -1 = never tested */
  guint *set;       /* the strongest set, when it was looked for */
  double p;
  guint64 n_tests;
} Ends;

typedef struct
{
  const WfPcInput *input;
  const WfSkeleton *skeleton;
  WfColliderRule rule;
  WfTriple *triples;
  Ends *ends;
  const guint *ranks; /* of the columns by name */
} Colliders;

static int
compare_triples (gconstpointer a, gconstpointer b)
{
  const WfTriple *s = a;
  const WfTriple *t = b;

  if (s->a != t->a)
    return s->a < t->a ? -1 : 1;
  if (s->c != t->c)
    return s->c < t->c ? -1 : 1;
  return s->b < t->b ? -1 : s->b > t->b;
}

/* FALSE when there are too many, or when cancelled. */
static gboolean
check_number (const WfAdjacency *graph, WfProgress *progress, GError **error)
{
  gsize n = 0;

  for (guint b = 0; b < graph->n; b++)
    {
      if (!wf_progress_check (progress, error))
        return FALSE;
      for (guint i = graph->starts[b]; i < graph->starts[b + 1]; i++)
        for (guint j = i + 1; j < graph->starts[b + 1]; j++)
          n += !wf_adjacency_has (graph, graph->neighbours[i], graph->neighbours[j]);
    }
  if (n <= WF_LIMIT_TRIPLES)
    return TRUE;
  g_set_error (
      error, WF_ERROR, WF_ERROR_TOO_LARGE,
      _ ("The tests leave so many links that more than %d pairs of them meet, and no direction can be "
         "told. Take a smaller significance level, larger sets to condition on, or fewer columns"),
      WF_LIMIT_TRIPLES);
  return FALSE;
}

/* The triples a - b - c with a < c of one a, sorted. */
static void
add_triples (const WfAdjacency *graph, const guint8 *is_exogenous, guint a, GArray *triples)
{
  guint first = triples->len;

  for (guint i = graph->starts[a]; i < graph->starts[a + 1]; i++)
    {
      guint b = graph->neighbours[i];

      if (is_exogenous != NULL && is_exogenous[b])
        continue;
      for (guint j = graph->starts[b]; j < graph->starts[b + 1]; j++)
        {
          WfTriple triple = { .a = a, .b = b, .c = graph->neighbours[j] };

          if (triple.c > a && !wf_adjacency_has (graph, a, triple.c))
            g_array_append_val (triples, triple);
        }
    }
  if (triples->len > first)
    qsort (&g_array_index (triples, WfTriple, first), triples->len - first, sizeof (WfTriple),
           compare_triples);
}

GArray *
wf_triples_list (const WfAdjacency *graph, const WfPcInput *input, GError **error)
{
  g_autoptr (GArray) triples = g_array_new (FALSE, TRUE, sizeof (WfTriple));

  if (!check_number (graph, input->progress, error))
    return NULL;
  for (guint a = 0; a < graph->n; a++)
    {
      if (!wf_progress_check (input->progress, error))
        return NULL;
      add_triples (graph, input->is_exogenous, a, triples);
    }
  return g_steal_pointer (&triples);
}

static GArray *
group_by_ends (const WfSkeleton *skeleton, const GArray *triples)
{
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (Ends));
  const WfTriple *all = (const WfTriple *) triples->data;

  for (guint first = 0, end; first < triples->len; first = end)
    {
      Ends ends = { .first = first };

      for (end = first + 1; end < triples->len && all[end].a == all[first].a && all[end].c == all[first].c;
           end++)
        ;
      ends.end = end;
      ends.removed = wf_skeleton_find_removed (skeleton, all[first].a, all[first].c);
      g_array_append_val (groups, ends);
    }
  return groups;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer names)
{
  return strcmp (((const char *const *) names)[*(const guint *) a],
                 ((const char *const *) names)[*(const guint *) b]);
}

guint *
wf_names_rank (const char *const *names, guint n)
{
  g_autofree guint *order = g_new (guint, n);
  guint *ranks = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof (guint), compare_names, (gpointer) names);
  for (guint i = 0; i < n; i++)
    ranks[order[i]] = i;
  return ranks;
}

static gboolean
contains (const guint *set, guint n, guint b)
{
  for (guint q = 0; q < n; q++)
    if (set[q] == b)
      return TRUE;
  return FALSE;
}

/* Of two different sets of equal size: does the one with the alphabetically first name that isn't shared come
 * first? */
static gboolean
is_before (const Colliders *self, const guint *a, const guint *b, guint n)
{
  guint first_a = G_MAXUINT, first_b = G_MAXUINT;

  for (guint q = 0; q < n; q++)
    {
      if (!contains (b, n, a[q]))
        first_a = MIN (first_a, self->ranks[a[q]]);
      if (!contains (a, n, b[q]))
        first_b = MIN (first_b, self->ranks[b[q]]);
    }
  return first_a < first_b;
}

/* ---- the strongest set ---- */

/* Of the separating sets of one size the one with the least measure, equal ones by name. */
typedef struct
{
  const Colliders *colliders;
  guint size;
  guint *set; /* room for the largest */
  double measure;
} Strongest;

static void
keep_stronger (const guint *set, double measure, gpointer data)
{
  Strongest *self = data;

  if (measure > self->measure ||
      (measure == self->measure && !is_before (self->colliders, set, self->set, self->size)))
    return;
  self->measure = measure;
  for (guint q = 0; q < self->size; q++)
    self->set[q] = set[q];
}

/* Every set of one size, for one pair; found is told those that separate. */
static void
sweep_sets (const Colliders *self,
            Ends *ends,
            WfSubsets *subsets,
            guint size,
            void (*found) (const guint *set, double measure, gpointer data),
            gpointer data)
{
  const WfPcInput *input = self->input;
  g_autofree guint *least = g_new (guint, size);
  WfCiSweep sweep = { .x = self->triples[ends->first].a,
                      .y = self->triples[ends->first].c,
                      .size = size,
                      .threshold = wf_ci_test_get_threshold (input->test, size, input->alpha),
                      .found = found,
                      .data = data,
                      .progress = input->progress,
                      .least = INFINITY,
                      .set = least };

  if (size == 0)
    {
      double measure = wf_ci_test_get_measure (input->test, sweep.x, sweep.y, NULL, 0);

      sweep.n_tests++;
      if (measure < sweep.threshold)
        found (NULL, measure, data);
    }
  else
    wf_subsets_sweep (subsets, input->test, &sweep);
  ends->n_tests += sweep.n_tests;
}

static void
decide_by_set (const Colliders *self, Ends *ends, const guint *set, guint n_given)
{
  for (guint t = ends->first; t < ends->end; t++)
    {
      WfTriple *triple = &self->triples[t];

      triple->p = ends->p;
      triple->kind = contains (set, n_given, triple->b) ? WF_TRIPLE_NO_COLLIDER : WF_TRIPLE_COLLIDER;
    }
}

/* Was the pair separated by a set of neighbours, on the way to the skeleton? */
static gboolean
is_of_skeleton (const WfSkeleton *skeleton, const WfRemovedPair *pair)
{
  return pair->n_given < skeleton->n_sizes &&
         !wf_adjacency_has (g_ptr_array_index (skeleton->levels, skeleton->n_sizes - 1), pair->a, pair->b);
}

/* The separating set with the largest p-value, of the size at which the pair was separated. */
static void
find_strongest (const Colliders *self, Ends *ends, WfSubsets *subsets)
{
  const WfRemovedPair *pair = &g_array_index (self->skeleton->removed, WfRemovedPair, ends->removed);
  const guint *first = (const guint *) self->skeleton->pool->data + pair->first;
  Strongest strongest = { .colliders = self, .size = pair->n_given, .measure = INFINITY };

  ends->p = pair->p;
  ends->set = g_memdup2 (first, pair->n_given * sizeof (guint));
  if (pair->n_given > 0 && is_of_skeleton (self->skeleton, pair))
    {
      strongest.set = ends->set;
      wf_subsets_collect (subsets, g_ptr_array_index (self->skeleton->levels, pair->n_given - 1),
                          self->input->constraints, pair->a, pair->b);
      sweep_sets (self, ends, subsets, pair->n_given, keep_stronger, &strongest);
      if (strongest.measure < INFINITY)
        ends->p = wf_ci_test_measure_to_p (self->input->test, strongest.measure, pair->n_given);
    }
}

/* The largest set to ask for: as large as the skeleton's, but for a pair that it never tested all there are.
 */
static guint
get_largest (const Colliders *self, const Ends *ends)
{
  gsize largest = self->skeleton->n_sizes - 1;

  if (ends->removed >= 0)
    return (guint) largest;
  largest = MIN (largest + 1, wf_ci_test_get_max_given (self->input->test));
  return (guint) (self->input->max_given < 0 ? largest : MIN (largest, (gsize) self->input->max_given));
}

/* The set with the largest p-value of all sizes, the smallest of equal ones. */
static void
decide_by_max_p (const Colliders *self, Ends *ends, WfSubsets *subsets, guint largest)
{
  g_autofree guint *set = g_new (guint, largest);
  g_autofree guint *best = g_new (guint, largest);
  guint n_best = 0;
  gboolean has_any = FALSE;

  for (guint size = 0; size <= largest; size++)
    {
      Strongest strongest = { .colliders = self, .size = size, .set = set, .measure = INFINITY };
      double p;

      sweep_sets (self, ends, subsets, size, keep_stronger, &strongest);
      if (isinf (strongest.measure))
        continue;
      p = wf_ci_test_measure_to_p (self->input->test, strongest.measure, size);
      if (has_any && p <= ends->p)
        continue;
      has_any = TRUE;
      ends->p = p;
      n_best = size;
      for (guint q = 0; q < size; q++)
        best[q] = set[q];
    }
  if (!has_any && ends->removed >= 0)
    {
      const WfRemovedPair *pair = &g_array_index (self->skeleton->removed, WfRemovedPair, ends->removed);

      ends->p = pair->p;
      decide_by_set (self, ends, (const guint *) self->skeleton->pool->data + pair->first, pair->n_given);
    }
  else if (has_any)
    decide_by_set (self, ends, best, n_best);
  else
    for (guint t = ends->first; t < ends->end; t++)
      self->triples[t].kind = WF_TRIPLE_UNCLEAR;
}

/* ---- votes ---- */

/* The separating sets of one pair, as far as one middle is concerned. */
typedef struct
{
  guint n_with, n_without;
  double least_without; /* measure of the sets of one size without it; INFINITY = none */
  double p_without;     /* the largest, of all sizes */
} Votes;

typedef struct
{
  const Colliders *colliders;
  const Ends *ends;
  guint size;
  Votes *votes;
} Poll;

static void
cast (const guint *set, double measure, gpointer data)
{
  const Poll *self = data;

  for (guint t = self->ends->first; t < self->ends->end; t++)
    {
      Votes *of = &self->votes[t - self->ends->first];

      if (contains (set, self->size, self->colliders->triples[t].b))
        of->n_with++;
      else
        {
          of->n_without++;
          of->least_without = MIN (of->least_without, measure);
        }
    }
}

/* The sets of one size are counted: their measures become p-values, which those of other sizes compare with.
 */
static void
close_poll (const Poll *self)
{
  WfCiTest *test = self->colliders->input->test;

  for (guint i = 0; i < self->ends->end - self->ends->first; i++)
    {
      Votes *of = &self->votes[i];

      if (!isinf (of->least_without))
        of->p_without = MAX (of->p_without, wf_ci_test_measure_to_p (test, of->least_without, self->size));
      of->least_without = INFINITY;
    }
}

static WfTripleKind
judge (WfColliderRule rule, const Votes *votes)
{
  if (rule == WF_COLLIDERS_CONSERVATIVE && votes->n_with > 0 && votes->n_without > 0)
    return WF_TRIPLE_UNCLEAR;
  if (votes->n_with == votes->n_without)
    return WF_TRIPLE_UNCLEAR;
  return votes->n_with < votes->n_without ? WF_TRIPLE_COLLIDER : WF_TRIPLE_NO_COLLIDER;
}

static void
decide_by_votes (const Colliders *self, Ends *ends, WfSubsets *subsets, guint largest)
{
  g_autofree Votes *votes = g_new0 (Votes, ends->end - ends->first);
  Poll poll = { .colliders = self, .ends = ends, .votes = votes };

  for (guint i = 0; i < ends->end - ends->first; i++)
    votes[i].least_without = INFINITY;
  for (poll.size = 0; poll.size <= largest; poll.size++)
    {
      sweep_sets (self, ends, subsets, poll.size, cast, &poll);
      close_poll (&poll);
    }
  if (ends->removed >= 0 && votes[0].n_with + votes[0].n_without == 0)
    {
      const WfRemovedPair *pair = &g_array_index (self->skeleton->removed, WfRemovedPair, ends->removed);

      ends->p = pair->p;
      decide_by_set (self, ends, (const guint *) self->skeleton->pool->data + pair->first, pair->n_given);
      return;
    }
  for (guint t = ends->first; t < ends->end; t++)
    {
      self->triples[t].kind = judge (self->rule, &votes[t - ends->first]);
      self->triples[t].p = votes[t - ends->first].p_without;
    }
}

static void
decide (gsize task, gpointer data)
{
  Colliders *self = data;
  Ends *ends = &self->ends[task];
  const WfTriple *first = &self->triples[ends->first];
  WfSubsets subsets;

  if (wf_progress_is_cancelled (self->input->progress))
    return;
  wf_subsets_init (&subsets, self->skeleton->n);
  wf_subsets_collect (&subsets, self->skeleton->final, self->input->constraints, first->a, first->c);
  if (self->rule == WF_COLLIDERS_SEPSET && ends->removed >= 0)
    {
      find_strongest (self, ends, &subsets);
      decide_by_set (self, ends, ends->set,
                     g_array_index (self->skeleton->removed, WfRemovedPair, ends->removed).n_given);
    }
  else if (self->rule == WF_COLLIDERS_MAX_P)
    decide_by_max_p (self, ends, &subsets, get_largest (self, ends));
  else
    decide_by_votes (self, ends, &subsets, get_largest (self, ends));
  wf_subsets_clear (&subsets);
  wf_progress_advance (self->input->progress, 1);
}

/* The set found takes the place of the one that removed the edge. */
static void
keep_found (WfSkeleton *skeleton, Ends *ends)
{
  skeleton->n_tests += ends->n_tests;
  if (ends->set != NULL)
    {
      WfRemovedPair *pair = &g_array_index (skeleton->removed, WfRemovedPair, ends->removed);

      pair->p = ends->p;
      memcpy (&g_array_index (skeleton->pool, guint, pair->first), ends->set, pair->n_given * sizeof (guint));
    }
  g_free (ends->set);
}

void
wf_colliders_find_strongest (const WfPcInput *input, WfSkeleton *skeleton, const guint *ranks, guint position)
{
  const WfRemovedPair *pair = &g_array_index (skeleton->removed, WfRemovedPair, position);
  WfTriple triple = { .a = pair->a, .c = pair->b };
  Colliders self = { .input = input, .skeleton = skeleton, .triples = &triple, .ranks = ranks };
  Ends ends = { .removed = position };
  WfSubsets subsets;

  if (pair->n_given == 0 || !is_of_skeleton (skeleton, pair))
    return;
  wf_subsets_init (&subsets, skeleton->n);
  find_strongest (&self, &ends, &subsets);
  wf_subsets_clear (&subsets);
  keep_found (skeleton, &ends);
}

GArray *
wf_colliders_find (const WfPcInput *input, WfSkeleton *skeleton, WfColliderRule rule, GError **error)
{
  g_autoptr (GArray) triples = wf_triples_list (skeleton->final, input, error);
  g_autoptr (GArray) groups = NULL;
  g_autofree guint *ranks = NULL;
  Colliders self = { .input = input, .skeleton = skeleton, .rule = rule };

  if (triples == NULL)
    return NULL;
  groups = group_by_ends (skeleton, triples);
  ranks = wf_names_rank (input->names, skeleton->n);
  self.triples = (WfTriple *) triples->data;
  self.ends = (Ends *) groups->data;
  self.ranks = ranks;
  wf_progress_set_stage (input->progress, _ ("Looking for common effects"), groups->len);
  wf_parallel_for (groups->len, input->n_threads, decide, &self);
  for (guint i = 0; i < groups->len; i++)
    keep_found (skeleton, &g_array_index (groups, Ends, i));
  return wf_progress_check (input->progress, error) ? g_steal_pointer (&triples) : NULL;
}

WfColliderRule
wf_colliders_get_rule (GVariant *params)
{
  const char *choice = wf_params_get_choice (params, "colliders");

  if (g_str_equal (choice, "majority"))
    return WF_COLLIDERS_MAJORITY;
  if (g_str_equal (choice, "max-p"))
    return WF_COLLIDERS_MAX_P;
  return g_str_equal (choice, "conservative") ? WF_COLLIDERS_CONSERVATIVE : WF_COLLIDERS_SEPSET;
}
