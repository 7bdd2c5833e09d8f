/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/citest/citest-private.h"

#define SETS_PER_CHECK 16 /* between two looks at the cancel button, for tests with a fast measure */
#define N_ON_STACK     32

/* The next set of positions below n in lexicographic order. */
static gboolean
advance (guint *chosen, guint size, guint n)
{
  guint q = size;

  while (q > 0 && chosen[q - 1] == n - size + q - 1)
    q--;
  if (q == 0)
    return FALSE;
  chosen[q - 1]++;
  for (; q < size; q++)
    chosen[q] = chosen[q - 1] + 1;
  return TRUE;
}

/* The set in increasing order. FALSE when it has no member that isn't known. */
static gboolean
take (const WfCiSweep *self, const guint *chosen, guint *set)
{
  gboolean is_new = self->is_known == NULL;

  for (guint q = 0; q < self->size; q++)
    {
      guint z = self->candidates[chosen[q]];
      guint at = q;

      for (; at > 0 && set[at - 1] > z; at--)
        set[at] = set[at - 1];
      set[at] = z;
      is_new = is_new || !self->is_known[chosen[q]];
    }
  return is_new;
}

static void
ask_one_by_one (WfCiTest *test, WfCiSweep *self)
{
  gboolean is_fast = wf_ci_test_has_measure (test);
  guint on_stack[2 * N_ON_STACK];
  g_autofree guint *on_heap = self->size > N_ON_STACK ? g_new (guint, 2 * (gsize) self->size) : NULL;
  guint *chosen = on_heap != NULL ? on_heap : on_stack;
  guint *set = chosen + self->size;

  for (guint q = 0; q < self->size; q++)
    chosen[q] = q;
  do
    {
      if (!take (self, chosen, set))
        continue;
      if ((!is_fast || self->n_tests % SETS_PER_CHECK == 0) && wf_progress_is_cancelled (self->progress))
        return;
      if (!wf_ci_sweep_add (self, set, wf_ci_test_get_measure (test, self->x, self->y, set, self->size)))
        return;
    }
  while (advance (chosen, self->size, self->n));
}

/**
 * wf_ci_test_sweep: (skip)
 * @self: a test
 * @sweep: (inout): the question, and its answer so far
 *
 * Asks about one pair of columns given every set of some candidates, or until one separates them. The cost
 * is that of one test a set; tests of correlations share what the sets have in common.
 */
void
wf_ci_test_sweep (WfCiTest *self, WfCiSweep *sweep)
{
  g_return_if_fail (sweep->size > 0);

  if (sweep->n < sweep->size)
    return;
  if (!wf_ci_test_try_sweep (self, sweep))
    ask_one_by_one (self, sweep);
}
