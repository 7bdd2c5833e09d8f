/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Grow-shrink trees (Andrews, Ramsey, Sanchez Romero, Camchong & Kummerfeld 2023, NeurIPS). Growing adds the
 * variable before the node that raises its score most, until none does; shrinking takes away what then
 * lowers it. A set knows the variables that raise its score, best first, and where they lead, whatever the
 * order: growing is a walk. Equal sets reached by different ways are one, so the trees are graphs. */

#include "config.h"

#include <string.h>

#include "core/discovery/grow-shrink-private.h"

#define BATCH 64 /* variables scored between two looks at the progress, where one costs little */
#define FEW   64 /* sorted by insertion */

/* Parents that growing came to. */
typedef struct
{
  double grown;  /* score */
  double shrunk; /* score of what shrinking leaves; only where is_shrunk */
  guint parents; /* first in the pool, in increasing order */
  guint n_parents;
  guint steps;  /* in the pool; 0 = not known yet */
  guint scores; /* of the steps, first in the pool */
  gboolean is_shrunk;
} Set;

/* How growing goes on from a set, packed, because walks go from one to the next all over the memory: the set,
 * the number of steps, then best first the variable of each step and the steps of the set it leads to, or 0
 * when nobody went there yet. */
enum
{
  STEPS_SET,
  STEPS_N,
  STEPS_HEAD,
  STEP_VARIABLE = 0,
  STEP_NEXT,
  STEP_SIZE,
};

/* Of one variable. */
typedef struct
{
  GArray *sets;    /* of Set; the first holds what knowledge requires */
  GArray *parents; /* of guint */
  GArray *steps;   /* of guint */
  GArray *scores;  /* of double */
  guint *slots;    /* hash table of sets, by their parents; 0 = free */
  gsize n_slots;   /* a power of two */
} Tree;

struct _WfGrowShrink
{
  WfScore *score;
  const WfConstraints *constraints;
  WfProgress *progress;
  guint n;
  gsize max_parents;
  gsize max_bytes;
  gsize n_bytes;
  Tree *trees;
  guint64 n_sets;
  /* scratch, n each */
  guint *candidates;
  guint *shrunk;
  guint *with;
  guint *better;
  double *scores;
};

/* ---- memory ---- */

static gsize
tree_get_n_bytes (const Tree *tree)
{
  if (tree->sets == NULL)
    return 0;
  return tree->sets->len * sizeof (Set) + tree->parents->len * sizeof (guint) +
         tree->steps->len * sizeof (guint) + tree->scores->len * sizeof (double) +
         tree->n_slots * sizeof (guint);
}

static void
tree_clear (Tree *tree)
{
  g_clear_pointer (&tree->sets, g_array_unref);
  g_clear_pointer (&tree->parents, g_array_unref);
  g_clear_pointer (&tree->steps, g_array_unref);
  g_clear_pointer (&tree->scores, g_array_unref);
  g_clear_pointer (&tree->slots, g_free);
  tree->n_slots = 0;
}

WfGrowShrink *
wf_grow_shrink_new (WfScore *score,
                    const WfConstraints *constraints,
                    gint64 max_parents,
                    gsize max_bytes,
                    WfProgress *progress)
{
  WfGrowShrink *self = g_new0 (WfGrowShrink, 1);
  gsize judged = wf_score_get_max_parents (score);

  self->score = score;
  self->constraints = constraints;
  self->progress = progress;
  self->n = (guint) wf_score_get_n_variables (score);
  self->max_parents = max_parents < 0 ? judged : MIN ((gsize) max_parents, judged);
  self->max_bytes = max_bytes;
  self->trees = g_new0 (Tree, self->n);
  self->candidates = g_new (guint, self->n);
  self->shrunk = g_new (guint, self->n);
  self->with = g_new (guint, self->n);
  self->better = g_new (guint, self->n);
  self->scores = g_new (double, self->n);
  return self;
}

void
wf_grow_shrink_free (WfGrowShrink *self)
{
  for (guint v = 0; v < self->n; v++)
    tree_clear (&self->trees[v]);
  g_free (self->trees);
  g_free (self->candidates);
  g_free (self->shrunk);
  g_free (self->with);
  g_free (self->better);
  g_free (self->scores);
  g_free (self);
}

guint64
wf_grow_shrink_get_n_sets (const WfGrowShrink *self)
{
  return self->n_sets;
}

/* ---- sets ---- */

static guint64
hash_parents (const guint *parents, guint n)
{
  guint64 hash = n;

  for (guint i = 0; i < n; i++)
    {
      hash = (hash ^ parents[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 29;
    }
  return hash;
}

static const guint *
get_parents (const Tree *tree, const Set *set)
{
  return &g_array_index (tree->parents, guint, set->parents);
}

/* The slot of a set with these parents, or the free one where it belongs. */
static guint *
find_slot (const Tree *tree, const guint *parents, guint n)
{
  gsize mask = tree->n_slots - 1;
  gsize at = hash_parents (parents, n) & mask;

  for (; tree->slots[at] != 0; at = (at + 1) & mask)
    {
      const Set *set = &g_array_index (tree->sets, Set, tree->slots[at]);

      if (set->n_parents == n && memcmp (get_parents (tree, set), parents, n * sizeof (guint)) == 0)
        break;
    }
  return &tree->slots[at];
}

static void
double_slots (Tree *tree)
{
  g_free (tree->slots);
  tree->n_slots *= 2;
  tree->slots = g_new0 (guint, tree->n_slots);
  for (guint s = 1; s < tree->sets->len; s++)
    {
      const Set *set = &g_array_index (tree->sets, Set, s);

      *find_slot (tree, get_parents (tree, set), set->n_parents) = s;
    }
}

static guint
add_set (Tree *tree, const guint *parents, guint n, double score)
{
  Set set = { .grown = score, .parents = tree->parents->len, .n_parents = n };

  g_array_append_vals (tree->parents, parents, n);
  g_array_append_val (tree->sets, set);
  return tree->sets->len - 1;
}

/* The set that a step leads to. */
static guint
find_set (WfGrowShrink *self, Tree *tree, const Set *from, guint variable, double score)
{
  const guint *parents = get_parents (tree, from);
  guint n = from->n_parents;
  guint at = 0;
  guint found;
  guint *slot;

  while (at < n && parents[at] < variable)
    at++;
  memcpy (self->with, parents, at * sizeof (guint));
  self->with[at] = variable;
  memcpy (self->with + at + 1, parents + at, (n - at) * sizeof (guint));
  slot = find_slot (tree, self->with, n + 1);
  if (*slot != 0)
    return *slot;
  found = *slot = add_set (tree, self->with, n + 1, score);
  if (2 * tree->sets->len > tree->n_slots)
    double_slots (tree);
  return found;
}

/* ---- growing and shrinking ---- */

static guint
list_candidates (WfGrowShrink *self, guint node, const guint *parents, guint n_parents)
{
  guint n = 0;
  guint at = 0;

  for (guint v = 0; v < self->n; v++)
    if (at < n_parents && parents[at] == v)
      at++;
    else if (v != node && !wf_constraints_is_forbidden (self->constraints, v, node))
      self->candidates[n++] = v;
  return n;
}

/* Best first; equal ones by number. */
static int
compare_candidates (gconstpointer a, gconstpointer b, gpointer scores)
{
  double left = ((double *) scores)[*(const guint *) a];
  double right = ((double *) scores)[*(const guint *) b];

  if (left != right)
    return left > right ? -1 : 1;
  return *(const guint *) a < *(const guint *) b ? -1 : 1;
}

/* Fills better with the positions of the candidates that raise the score, best first. */
static guint
list_better (WfGrowShrink *self, guint n_candidates, double score)
{
  guint n = 0;

  for (guint i = 0; i < n_candidates; i++)
    if (self->scores[i] > score)
      self->better[n++] = i;
  if (n > FEW)
    {
      g_qsort_with_data (self->better, (int) n, sizeof (guint), compare_candidates, self->scores);
      return n;
    }
  for (guint i = 1; i < n; i++)
    {
      guint candidate = self->better[i];
      guint at = i;

      for (; at > 0 && self->scores[self->better[at - 1]] < self->scores[candidate]; at--)
        self->better[at] = self->better[at - 1];
      self->better[at] = candidate;
    }
  return n;
}

static void
add_steps (WfGrowShrink *self, Tree *tree, guint index, guint n)
{
  Set *set = &g_array_index (tree->sets, Set, index);
  guint *step;

  set->steps = tree->steps->len;
  set->scores = tree->scores->len;
  g_array_set_size (tree->steps, set->steps + STEPS_HEAD + STEP_SIZE * n);
  g_array_set_size (tree->scores, set->scores + n);
  step = &g_array_index (tree->steps, guint, set->steps);
  step[STEPS_SET] = index;
  step[STEPS_N] = n;
  step += STEPS_HEAD;
  for (guint i = 0; i < n; i++, step += STEP_SIZE)
    {
      step[STEP_VARIABLE] = self->candidates[self->better[i]];
      step[STEP_NEXT] = 0;
      g_array_index (tree->scores, double, set->scores + i) = self->scores[self->better[i]];
    }
}

/* Finds the variables that raise the score. FALSE when cancelled. */
static gboolean
grow (WfGrowShrink *self, guint node, Tree *tree, guint index)
{
  Set *set = &g_array_index (tree->sets, Set, index);
  const guint *parents = get_parents (tree, set);
  guint n = set->n_parents < self->max_parents ? list_candidates (self, node, parents, set->n_parents) : 0;
  guint batch =
      wf_score_get_kind (self->score)->local_with != NULL ? BATCH : 1; /* else each may read every row */

  self->n_sets++;
  for (guint i = 0; i < n; i += batch)
    {
      if (wf_progress_is_cancelled (self->progress))
        return FALSE;
      wf_score_get_local_with (self->score, node, parents, set->n_parents, self->candidates + i,
                               MIN (batch, n - i), self->scores + i);
    }
  add_steps (self, tree, index, list_better (self, n, set->grown));
  return TRUE;
}

/* Takes away, one by one, what lowers the score most; leaves the rest in shrunk. Once cancelled it may be any
 * part. */
static double
shrink (WfGrowShrink *self, guint node, const guint *parents, guint n_parents, double score, gsize *n_left)
{
  gsize n = n_parents;

  memcpy (self->shrunk, parents, n * sizeof (guint));
  while (n > 0 && !wf_progress_is_cancelled (self->progress))
    {
      gsize worst = n;

      wf_score_get_local_without (self->score, node, self->shrunk, n, self->scores);
      for (gsize i = 0; i < n; i++)
        if (self->scores[i] > score && !wf_constraints_is_required (self->constraints, self->shrunk[i], node))
          {
            score = self->scores[i];
            worst = i;
          }
      if (worst == n)
        break;
      n--;
      memmove (self->shrunk + worst, self->shrunk + worst + 1, (n - worst) * sizeof (guint));
    }
  *n_left = n;
  return score;
}

/* ---- walks ---- */

/* FALSE when cancelled. */
static gboolean
start_tree (WfGrowShrink *self, guint node, Tree *tree)
{
  g_autofree guint *required = g_new (guint, self->n);
  guint nowhere = 0;
  guint n = 0;

  tree->sets = g_array_new (FALSE, FALSE, sizeof (Set));
  tree->parents = g_array_sized_new (FALSE, FALSE, sizeof (guint), 1); /* somewhere, even without any */
  tree->steps = g_array_new (FALSE, FALSE, sizeof (guint));
  tree->scores = g_array_new (FALSE, FALSE, sizeof (double));
  tree->n_slots = 16;
  tree->slots = g_new0 (guint, tree->n_slots);
  g_array_append_val (tree->steps, nowhere);
  for (guint v = 0; v < self->n; v++)
    if (wf_constraints_is_required (self->constraints, v, node))
      required[n++] = v;
  add_set (tree, required, n, wf_score_get_local (self->score, node, required, n));
  return grow (self, node, tree, 0);
}

/* Goes where nobody went: the steps of the set that step i leads to. 0 when cancelled. */
static guint
explore (WfGrowShrink *self, guint node, Tree *tree, guint steps, guint i)
{
  const guint *from = &g_array_index (tree->steps, guint, steps);
  const Set *set = &g_array_index (tree->sets, Set, from[STEPS_SET]);
  guint variable = from[STEPS_HEAD + STEP_SIZE * i + STEP_VARIABLE];
  guint found = find_set (self, tree, set, variable, g_array_index (tree->scores, double, set->scores + i));
  guint next;

  if (g_array_index (tree->sets, Set, found).steps == 0 && !grow (self, node, tree, found))
    return 0;
  next = g_array_index (tree->sets, Set, found).steps;
  g_array_index (tree->steps, guint, steps + STEPS_HEAD + STEP_SIZE * i + STEP_NEXT) = next;
  return next;
}

/* The first step to a variable that is there, or the number of steps. */
static guint
choose_step (const guint *steps, const gint *rank, gint limit, guint64 *seen)
{
  const guint *step = steps + STEPS_HEAD;
  guint i;

  for (i = 0; i < steps[STEPS_N]; i++, step += STEP_SIZE)
    {
      guint v = step[STEP_VARIABLE];

      if (seen != NULL)
        seen[v / 64] |= G_GUINT64_CONSTANT (1) << (v % 64);
      if (rank[v] < limit)
        break;
    }
  return i;
}

/* The set at which growing ends; NULL when cancelled. */
static Set *
walk_tree (WfGrowShrink *self, guint node, Tree *tree, const gint *rank, gint limit, guint64 *seen)
{
  guint at;

  if (tree->sets == NULL && !start_tree (self, node, tree))
    {
      tree_clear (tree);
      return NULL;
    }
  at = g_array_index (tree->sets, Set, 0).steps;
  for (;;)
    {
      const guint *steps = &g_array_index (tree->steps, guint, at);
      guint i = choose_step (steps, rank, limit, seen);

      if (i == steps[STEPS_N])
        return &g_array_index (tree->sets, Set, steps[STEPS_SET]);
      at = steps[STEPS_HEAD + STEP_SIZE * i + STEP_NEXT];
      if (at == 0)
        at = explore (self, node, tree, (guint) (steps - (const guint *) (gpointer) tree->steps->data), i);
      if (at == 0)
        return NULL;
    }
}

static Set *
walk (WfGrowShrink *self, guint node, const gint *rank, gint limit, guint64 *seen)
{
  Tree *tree = &self->trees[node];
  gsize n_bytes = tree_get_n_bytes (tree);
  Set *set;

  if (seen != NULL)
    memset (seen, 0, (self->n + 63) / 64 * sizeof (guint64));
  if (self->n_bytes > self->max_bytes && n_bytes * self->n > self->max_bytes)
    {
      tree_clear (tree);
      self->n_bytes -= n_bytes;
      n_bytes = 0;
    }
  set = walk_tree (self, node, tree, rank, limit, seen);
  self->n_bytes += tree_get_n_bytes (tree) - n_bytes;
  return set;
}

double
wf_grow_shrink_get_score (WfGrowShrink *self, guint node, const gint *rank, gint limit, guint64 *seen)
{
  Set *set = walk (self, node, rank, limit, seen);
  gsize n;

  if (set == NULL)
    return 0;
  if (!set->is_shrunk)
    {
      set->shrunk =
          shrink (self, node, get_parents (&self->trees[node], set), set->n_parents, set->grown, &n);
      set->is_shrunk = TRUE;
    }
  return set->shrunk;
}

const guint *
wf_grow_shrink_get_parents (WfGrowShrink *self, guint node, const gint *rank, gint limit, gsize *n_parents)
{
  Set *set = walk (self, node, rank, limit, NULL);

  *n_parents = 0;
  if (set != NULL)
    shrink (self, node, get_parents (&self->trees[node], set), set->n_parents, set->grown, n_parents);
  return self->shrunk;
}
