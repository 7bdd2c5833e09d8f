/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Greedy equivalence search (Chickering 2002, JMLR 3): the best edge more as long as one gains, then the best
 * edge less, and, where asked for, the best edge turned (Hauser & Bühlmann 2012, JMLR 13), round and round
 * until nothing gains. As in FGES (Ramsey et al. 2017) only the ways on that end near a change are looked
 * for again, and whether one is possible is asked when its turn comes; one that isn't is asked again later.
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/discovery/ges-private.h"

#define MAX_SETS      1024 /* tried of one kind at one node */
#define MIN_GAIN      1e-7 /* below it is rounding */
#define PARALLEL_WORK 4096 /* pairs worth waking a thread for */
#define BATCH_COST    (1 << 22) /* rows x candidates between two looks at the cancel button */

/* ---- what the phases share ---- */

double
wf_ges_score (const WfGes *self, guint y, const guint64 *parents, guint without, guint with)
{
  gsize n_words = self->class.n_words;
  g_autofree guint *list = g_new (guint, wf_row_count (parents, n_words) + 1);
  gsize k = 0;

  for (guint v = wf_row_next (parents, n_words, 0); v != WF_NO_NODE;
       v = wf_row_next (parents, n_words, v + 1))
    {
      if (with < v)
        {
          list[k++] = with;
          with = WF_NO_NODE;
        }
      if (v != without && v != with)
        list[k++] = v;
    }
  if (with != WF_NO_NODE)
    list[k++] = with;
  return wf_score_get_local (self->input->scores[y], y, list, k);
}

gsize
wf_ges_get_batch (const WfGes *self)
{
  return CLAMP (BATCH_COST / MAX (self->input->n_rows, 1), 1, self->class.n);
}

static gboolean
is_clique_with (const WfGes *self, const guint *set, guint n, guint v)
{
  for (guint i = 0; i < n; i++)
    if (!wf_bits_get (self->class.adjacent, self->class.n_words, set[i], v))
      return FALSE;
  return TRUE;
}

GArray *
wf_ges_list_cliques (const WfGes *self, const guint64 *among, gboolean *is_short)
{
  gsize n_words = self->class.n_words;
  GArray *sets = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint none = 0;
  guint n_sets = 1;

  g_array_append_val (sets, none);
  for (guint start = 0; start < sets->len; start += 1 + g_array_index (sets, guint, start))
    {
      guint n = g_array_index (sets, guint, start);
      guint last = n > 0 ? g_array_index (sets, guint, start + n) + 1 : 0;

      for (guint v = wf_row_next (among, n_words, last); v != WF_NO_NODE;
           v = wf_row_next (among, n_words, v + 1))
        {
          guint n_more = n + 1;

          if (!is_clique_with (self, &g_array_index (sets, guint, start) + 1, n, v))
            continue;
          if (n_sets++ == MAX_SETS)
            {
              *is_short = TRUE;
              return sets;
            }
          g_array_append_val (sets, n_more);
          g_array_set_size (sets, sets->len + n);
          memcpy (&g_array_index (sets, guint, sets->len - n), &g_array_index (sets, guint, start) + 1,
                  n * sizeof (guint));
          g_array_append_val (sets, v);
        }
    }
  return sets;
}

static guint
add_set (GArray *sets, const guint64 *set, gsize n_words)
{
  guint start = sets->len;
  guint n = (guint) wf_row_count (set, n_words);

  g_array_append_val (sets, n);
  for (guint v = wf_row_next (set, n_words, 0); v != WF_NO_NODE; v = wf_row_next (set, n_words, v + 1))
    g_array_append_val (sets, v);
  return start;
}

void
wf_ges_add_step (WfGesSteps *steps, double gain, guint x, const guint64 *set, gsize n_words, guint *start)
{
  WfGesStep step = { .gain = gain, .x = x };

  if (!(gain > MIN_GAIN))
    return;
  if (*start == G_MAXUINT)
    *start = add_set (steps->sets, set, n_words);
  step.set = *start;
  g_array_append_val (steps->steps, step);
}

/* ---- finding ways on ---- */

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const WfGesStep *s = a;
  const WfGesStep *t = b;

  if (s->gain != t->gain)
    return s->gain > t->gain ? -1 : 1;
  if (s->set != t->set)
    return s->set < t->set ? -1 : 1;
  return s->x < t->x ? -1 : s->x > t->x;
}

typedef struct
{
  const WfGes *ges;
  const WfGesPhase *phase;
  const guint *nodes;
  WfGesSteps *steps; /* n */
} Finding;

static void
find_at (gsize task, gpointer data)
{
  const Finding *self = data;
  guint y = self->nodes[task];
  WfGesSteps *steps = &self->steps[y];

  g_array_set_size (steps->steps, 0);
  g_array_set_size (steps->sets, 0);
  if (wf_progress_is_cancelled (self->ges->input->progress))
    return;
  self->phase->find (self->ges, y, steps);
  g_array_sort (steps->steps, compare_steps);
}

static void
find (const WfGes *self, const WfGesPhase *phase, const guint64 *at, WfGesSteps *steps)
{
  gsize n_words = self->class.n_words;
  g_autofree guint *nodes = g_new (guint, self->class.n);
  Finding finding = { .ges = self, .phase = phase, .nodes = nodes, .steps = steps };
  gsize n = 0;

  for (guint v = wf_row_next (at, n_words, 0); v != WF_NO_NODE; v = wf_row_next (at, n_words, v + 1))
    nodes[n++] = v;
  wf_parallel_for (n, n * self->class.n > PARALLEL_WORK ? self->input->n_threads : 1, find_at, &finding);
}

/* ---- taking one ---- */

/* Knowledge may have made other members than the best necessary, with more parents elsewhere. */
static gboolean
has_too_many_parents (const WfGes *self, const guint64 *dag)
{
  gsize n_words = self->class.n_words;

  for (guint v = 0; self->input->max_parents < self->class.n && v < self->class.n; v++)
    {
      const guint64 *after = dag + v * n_words;
      const guint64 *before = self->class.dag + v * n_words;

      if (memcmp (after, before, n_words * sizeof (guint64)) != 0 &&
          wf_row_count (after, n_words) > MAX (self->input->max_parents, wf_row_count (before, n_words)))
        return TRUE;
    }
  return FALSE;
}

static double
score_dag (const WfGes *self, const guint64 *dag)
{
  double sum = 0;

  for (guint v = 0; v < self->class.n; v++)
    sum += wf_ges_score (self, v, dag + v * self->class.n_words, WF_NO_NODE, WF_NO_NODE);
  return sum;
}

/* Where a score isn't the same for all members of a class, what gains in one may not in another: turning
 * could go round in circles. */
static gboolean
is_gain (const WfGes *self, const WfGesPhase *phase, const guint64 *dag)
{
  return phase != &wf_ges_turning || score_dag (self, dag) > score_dag (self, self->class.dag);
}

/* The node whose next way on gains most; the first of equals. */
static guint
choose_node (const WfGes *self, const WfGesSteps *steps)
{
  guint best = WF_NO_NODE;
  double gain = 0;

  for (guint v = 0; v < self->class.n; v++)
    if (steps[v].head > gain)
      {
        gain = steps[v].head;
        best = v;
      }
  return best;
}

static void
go_to (WfGesSteps *steps, guint next)
{
  steps->next = next;
  steps->head = next < steps->steps->len ? g_array_index (steps->steps, WfGesStep, next).gain : 0;
}

/* The best way on that is possible, as its graph in dag and as its ends; FALSE when there is none, or when
 * cancelled. */
static gboolean
take_best (const WfGes *self, const WfGesPhase *phase, WfGesSteps *steps, guint64 *dag, guint *x, guint *y)
{
  for (guint v = 0; v < self->class.n; v++)
    go_to (&steps[v], 0);
  while ((*y = choose_node (self, steps)) != WF_NO_NODE && !wf_progress_is_cancelled (self->input->progress))
    {
      const WfGesStep *step = &g_array_index (steps[*y].steps, WfGesStep, steps[*y].next);
      const guint *set = &g_array_index (steps[*y].sets, guint, step->set);

      go_to (&steps[*y], steps[*y].next + 1);
      *x = step->x;
      if (phase->take (self, *y, step, set + 1, set[0], dag) && !has_too_many_parents (self, dag) &&
          is_gain (self, phase, dag))
        return TRUE;
    }
  return FALSE;
}

/* Where ways on end that the change may bear on: at nodes with other parents or undirected edges than before,
 * and at undirected neighbours of the edge's ends, whose sets it joins or parts. */
static void
mark_changes (const WfGes *self, const WfDagClass *before, guint x, guint y, guint64 *at)
{
  gsize n_words = self->class.n_words;
  gsize n_bytes = n_words * sizeof (guint64);
  const guint ends[] = { x, y };

  memset (at, 0, n_bytes);
  for (guint v = 0; v < self->class.n; v++)
    if (memcmp (before->parents + v * n_words, self->class.parents + v * n_words, n_bytes) != 0 ||
        memcmp (before->neighbours + v * n_words, self->class.neighbours + v * n_words, n_bytes) != 0)
      wf_row_add (at, v);
  for (gsize e = 0; e < 2; e++)
    for (gsize i = 0; i < n_words; i++)
      at[i] |= self->class.neighbours[ends[e] * n_words + i] | before->neighbours[ends[e] * n_words + i];
  wf_row_add (at, x);
  wf_row_add (at, y);
}

/* A turned edge's gain depends on the undirected edges of its other end, too. */
static void
add_adjacent (const WfGes *self, guint64 *at)
{
  gsize n_words = self->class.n_words;
  g_autofree guint64 *changed = g_memdup2 (at, n_words * sizeof (guint64));

  for (guint v = wf_row_next (changed, n_words, 0); v != WF_NO_NODE;
       v = wf_row_next (changed, n_words, v + 1))
    for (gsize i = 0; i < n_words; i++)
      at[i] |= self->class.adjacent[v * n_words + i];
}

static gboolean
run_steps (WfGes *self, const WfGesPhase *phase, WfGesSteps *steps, gboolean *has_changed, GError **error)
{
  gsize n_words = self->class.n_words;
  gsize n_bits = self->class.n * n_words;
  g_autofree guint64 *at = g_new0 (guint64, n_words);
  g_autofree guint64 *dag = g_new (guint64, n_bits);
  g_auto (WfDagClass) before = { 0 };
  guint x, y;

  if (!wf_dag_class_init (&before, self->class.n, self->input->constraints, self->input->separated, error))
    return FALSE;
  for (guint v = 0; v < self->class.n; v++)
    wf_row_add (at, v);
  find (self, phase, at, steps);
  while (take_best (self, phase, steps, dag, &x, &y))
    {
      wf_dag_class_copy (&before, &self->class);
      wf_dag_class_set (&self->class, dag);
      mark_changes (self, &before, x, y, at);
      if (phase == &wf_ges_turning)
        add_adjacent (self, at);
      find (self, phase, at, steps);
      wf_progress_advance (self->input->progress, 1);
      *has_changed = TRUE;
    }
  return wf_progress_check (self->input->progress, error);
}

static gboolean
run_phase (WfGes *self, const WfGesPhase *phase, gboolean *has_changed, guint64 *is_short, GError **error)
{
  g_autofree WfGesSteps *steps = g_new0 (WfGesSteps, self->class.n);
  gboolean is_done;

  for (guint v = 0; v < self->class.n; v++)
    {
      steps[v].steps = g_array_new (FALSE, FALSE, sizeof (WfGesStep));
      steps[v].sets = g_array_new (FALSE, FALSE, sizeof (guint));
    }
  is_done = run_steps (self, phase, steps, has_changed, error);
  for (guint v = 0; v < self->class.n; v++)
    {
      if (steps[v].is_short)
        wf_row_add (is_short, v);
      g_array_unref (steps[v].steps);
      g_array_unref (steps[v].sets);
    }
  return is_done;
}

/* ---- the search ---- */

static void
mark_dependent_of (gsize task, gpointer data)
{
  const WfGes *self = data;
  guint y = (guint) task;
  g_autofree guint *others = g_new (guint, self->class.n);
  g_autofree double *scores = g_new0 (double, self->class.n);
  gsize batch = wf_ges_get_batch (self);
  double alone;
  gsize n = 0;

  if (wf_progress_is_cancelled (self->input->progress))
    return;
  for (guint x = 0; x < self->class.n; x++)
    if (x != y)
      others[n++] = x;
  alone = wf_score_get_local (self->input->scores[y], y, NULL, 0);
  for (gsize first = 0; first < n && !wf_progress_is_cancelled (self->input->progress); first += batch)
    wf_score_get_local_with (self->input->scores[y], y, NULL, 0, others + first, MIN (batch, n - first),
                             scores + first);
  for (gsize i = 0; i < n; i++)
    if (scores[i] > alone)
      wf_row_add (wf_dag_row (self->dependent, self->class.n_words, y), others[i]);
}

static void
start (WfGes *self, guint64 *dag)
{
  const WfConstraints *constraints = self->input->constraints;
  guint n = self->class.n;

  for (guint b = 0; b < n && constraints->rules != NULL; b++)
    for (guint a = 0; a < n; a++)
      if (wf_constraints_is_required (constraints, a, b))
        wf_bits_set (dag, self->class.n_words, b, a);
  wf_dag_class_set (&self->class, dag);
  if (!self->input->is_faithful)
    return;
  self->dependent = g_new0 (guint64, n * self->class.n_words);
  wf_parallel_for (n, self->input->n_threads, mark_dependent_of, self);
}

static void
warn_of_sets (const guint64 *is_short, gsize n_words, GStrvBuilder *warnings)
{
  guint n = (guint) wf_row_count (is_short, n_words);
  g_autofree char *text = NULL;

  if (n == 0 || warnings == NULL)
    return;
  text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u variable had so many undirected edges that only the %d smallest sets of them were "
                   "tried as its causes; a larger penalty or background knowledge leaves fewer",
                   "%u variables had so many undirected edges that only the %d smallest sets of them were "
                   "tried as their causes; a larger penalty or background knowledge leaves fewer",
                   n),
      n, MAX_SETS);
  g_strv_builder_add (warnings, text);
}

static void
ges_clear (WfGes *self)
{
  wf_dag_class_clear (&self->class);
  g_free (self->dependent);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfGes, ges_clear)

gboolean
wf_ges_find (const WfGesInput *input, guint64 *dag, GStrvBuilder *warnings, GError **error)
{
  const struct
  {
    const WfGesPhase *phase;
    const char *stage;
  } phases[] = {
    { &wf_ges_forward, _ ("Adding edges") },
    { &wf_ges_backward, _ ("Taking edges away") },
    { &wf_ges_turning, _ ("Turning edges") },
  };
  g_auto (WfGes) self = { .input = input };
  g_autofree guint64 *is_short = g_new0 (guint64, (input->n + 63) / 64);
  gboolean has_changed = TRUE;
  double reached = -INFINITY;

  if (!wf_dag_class_init (&self.class, input->n, input->constraints, input->separated, error))
    return FALSE;
  start (&self, dag);
  while (has_changed &&
         score_dag (&self, self.class.dag) > reached) /* what goes or turns may let others come */
    {
      has_changed = FALSE;
      reached = score_dag (&self, self.class.dag);
      for (gsize i = 0; i < (input->turns ? 3 : 2); i++)
        {
          gboolean ignored;

          wf_progress_set_stage (input->progress, phases[i].stage, 0);
          if (!run_phase (&self, phases[i].phase, i > 0 ? &has_changed : &ignored, is_short, error))
            return FALSE;
        }
    }
  memcpy (dag, self.class.dag, input->n * self.class.n_words * sizeof (guint64));
  warn_of_sets (is_short, self.class.n_words, warnings);
  return TRUE;
}

gboolean
wf_ges_prune (const WfGesInput *input, guint64 *dag, GError **error)
{
  g_auto (WfGes) self = { .input = input };
  g_autofree guint64 *is_short = g_new0 (guint64, (input->n + 63) / 64);
  gboolean has_changed = FALSE;

  if (!wf_dag_class_init (&self.class, input->n, input->constraints, input->separated, error))
    return FALSE;
  wf_dag_class_set (&self.class, dag);
  wf_progress_set_stage (input->progress, _ ("Taking edges away"), 0);
  if (!run_phase (&self, &wf_ges_backward, &has_changed, is_short, error))
    return FALSE;
  if (has_changed)
    memcpy (dag, self.class.dag, input->n * self.class.n_words * sizeof (guint64));
  return TRUE;
}
