/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Places in rows. Row by row each slot wants to stand where the wires at it run straight; with the distances
 * that neighbours keep, that is a weighted isotonic regression, which pooling solves exactly (Barlow et al.
 * 1972). Wires that pass rows weigh most and follow what is above them, so that they bend once, beside the
 * box they come from. In the end everything slides to the median of what it hangs on. */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "render/wiring-private.h"

#define ROUNDS      10
#define SLIDES      12
#define PASS_WEIGHT 30.0
#define SLACK       6.0
#define WIDEST_BAND 48.0
#define STRAIGHT    0.01 /* points: two places that are one */

/* a run of slots whose distances are the least */
typedef struct
{
  double sum, weight;
  guint n;
} Pool;

static double
get_mean (const Pool *pool)
{
  return pool->sum / pool->weight;
}

/* the places next to the wanted ones that keep all distances */
static void
settle_row (WfWiringPlan *self, GArray *row, const double *wanted, const double *weights)
{
  g_autofree double *steps = g_new0 (double, row->len + 1);
  g_autofree Pool *pools = g_new (Pool, row->len + 1);
  guint n_pools = 0, next = 0;

  for (guint i = 1; i < row->len; i++)
    steps[i] =
        steps[i - 1] + wf_wiring_plan_get_gap (self, wf_plan_slot (self, g_array_index (row, guint, i - 1)),
                                               wf_plan_slot (self, g_array_index (row, guint, i)));
  for (guint i = 0; i < row->len; i++)
    {
      pools[n_pools++] = (Pool){ weights[i] * (wanted[i] - steps[i]), weights[i], 1 };
      for (; n_pools > 1 && get_mean (&pools[n_pools - 2]) > get_mean (&pools[n_pools - 1]); n_pools--)
        {
          pools[n_pools - 2].sum += pools[n_pools - 1].sum;
          pools[n_pools - 2].weight += pools[n_pools - 1].weight;
          pools[n_pools - 2].n += pools[n_pools - 1].n;
        }
    }
  for (guint p = 0; p < n_pools; p++)
    for (guint k = 0; k < pools[p].n; k++, next++)
      wf_plan_slot (self, g_array_index (row, guint, next))->x = get_mean (&pools[p]) + steps[next];
}

/* where a slot has to stand for a link at it to be straight */
static double
get_wish (WfWiringPlan *self, const WfLink *link, gboolean of_high)
{
  return of_high ? wf_plan_slot (self, link->low)->x + link->low_offset - link->high_offset
                 : wf_plan_slot (self, link->high)->x + link->high_offset - link->low_offset;
}

static void
add_wishes (WfWiringPlan *self, guint slot, gboolean is_above, double factor, double *sum, double *weight)
{
  const guint *start = is_above ? self->above_start : self->below_start;
  const guint *list = is_above ? self->above : self->below;

  for (guint i = start[slot]; i < start[slot + 1]; i++)
    {
      *sum += factor * get_wish (self, wf_plan_link (self, list[i]), !is_above);
      *weight += factor;
    }
}

static void
place_row (WfWiringPlan *self, guint layer, gboolean is_upward)
{
  GArray *row = wf_plan_row (self, layer);
  g_autofree double *wanted = g_new (double, row->len + 1);
  g_autofree double *weights = g_new (double, row->len + 1);

  for (guint i = 0; i < row->len; i++)
    {
      guint slot = g_array_index (row, guint, i);
      double sum = 0, weight = 0;

      if (wf_plan_slot (self, slot)->kind == WF_SLOT_PASS)
        add_wishes (self, slot, !is_upward, PASS_WEIGHT, &sum, &weight);
      else
        {
          add_wishes (self, slot, TRUE, is_upward ? 0.25 : 1, &sum, &weight);
          add_wishes (self, slot, FALSE, is_upward ? 1 : 0.25, &sum, &weight);
        }
      wanted[i] = weight > 0 ? sum / weight : wf_plan_slot (self, slot)->x;
      weights[i] = weight > 0 ? weight : 0.01;
    }
  settle_row (self, row, wanted, weights);
}

/* every row packed, its middle at zero */
static void
pack_rows (WfWiringPlan *self)
{
  for (guint l = 0; l < self->rows->len; l++)
    {
      GArray *row = wf_plan_row (self, l);
      double x = 0;

      for (guint i = 1; i < row->len; i++)
        {
          WfSlot *slot = wf_plan_slot (self, g_array_index (row, guint, i));

          x += wf_wiring_plan_get_gap (self, wf_plan_slot (self, g_array_index (row, guint, i - 1)), slot);
          slot->x = x;
        }
      for (guint i = 0; i < row->len; i++)
        wf_plan_slot (self, g_array_index (row, guint, i))->x -= x / 2;
    }
}

/* ---- slides ---- */

/* the room of a slot between its neighbours; slack: how much nearer to them it may come */
static void
find_room (WfWiringPlan *self, guint index, double slack, double *low, double *high)
{
  const WfSlot *slot = wf_plan_slot (self, index);
  GArray *row = wf_plan_row (self, slot->layer);

  if (slot->rank > 0)
    {
      const WfSlot *left = wf_plan_slot (self, g_array_index (row, guint, slot->rank - 1));

      *low = MAX (*low, left->x + wf_wiring_plan_get_gap (self, left, slot) - slack);
    }
  if (slot->rank + 1 < row->len)
    {
      const WfSlot *right = wf_plan_slot (self, g_array_index (row, guint, slot->rank + 1));

      *high = MIN (*high, right->x - wf_wiring_plan_get_gap (self, slot, right) + slack);
    }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

static void
add_slot_wishes (WfWiringPlan *self, guint slot, gboolean is_above, GArray *wishes)
{
  const guint *start = is_above ? self->above_start : self->below_start;
  const guint *list = is_above ? self->above : self->below;

  for (guint i = start[slot]; i < start[slot + 1]; i++)
    {
      double wish = get_wish (self, wf_plan_link (self, list[i]), !is_above);

      g_array_append_val (wishes, wish);
    }
}

/* the median that is nearest to where it stands, within its room */
static double
choose_place (GArray *wishes, double now, double low, double high)
{
  guint n = wishes->len;
  double lower, upper;

  if (n == 0 || low > high)
    return now;
  qsort (wishes->data, n, sizeof (double), compare_numbers);
  lower = g_array_index (wishes, double, (n - 1) / 2);
  upper = g_array_index (wishes, double, n / 2);
  return CLAMP (CLAMP (now, lower, upper), low, high);
}

static void
slide_slot (WfWiringPlan *self, guint index)
{
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (double));
  double low = -G_MAXDOUBLE, high = G_MAXDOUBLE;

  /* a little nearer than it should: wires beside it give way in the next round */
  find_room (self, index, self->has_labels ? SLACK : 0, &low, &high);
  add_slot_wishes (self, index, TRUE, wishes);
  add_slot_wishes (self, index, FALSE, wishes);
  wf_plan_slot (self, index)->x = choose_place (wishes, wf_plan_slot (self, index)->x, low, high);
}

/* A straight run of a branch: the upper ends of the links from first to before end, the last of which may be
 * the name of an output. The link `end`, if it is still of the branch, leads out of it. */
static void
slide_run (WfWiringPlan *self, guint first, guint end, gboolean has_upper_end)
{
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (double));
  double low = -G_MAXDOUBLE, high = G_MAXDOUBLE, x = get_wish (self, wf_plan_link (self, first), TRUE),
         now = x;

  for (guint i = first; i < end; i++)
    find_room (self, wf_plan_link (self, i)->high, 0, &low, &high);
  g_array_append_val (wishes, x);
  if (has_upper_end)
    {
      /* of all places between its ends the upper one: the bend is where the wire leaves its box */
      now = get_wish (self, wf_plan_link (self, end), FALSE);
      g_array_append_val (wishes, now);
    }
  x = choose_place (wishes, now, low, high);
  for (guint i = first; i < end && low <= high; i++)
    wf_plan_slot (self, wf_plan_link (self, i)->high)->x = x;
}

static void
slide_branch (WfWiringPlan *self, guint branch)
{
  guint end = self->first_link[branch + 1];

  for (guint first = self->first_link[branch]; first < end;)
    {
      guint last = first;
      double x = wf_plan_slot (self, wf_plan_link (self, first)->high)->x;

      if (wf_plan_slot (self, wf_plan_link (self, first)->high)->kind == WF_SLOT_BOX)
        break;
      while (last < end && wf_plan_slot (self, wf_plan_link (self, last)->high)->kind != WF_SLOT_BOX &&
             fabs (wf_plan_slot (self, wf_plan_link (self, last)->high)->x - x) < STRAIGHT)
        last++;
      slide_run (self, first, last, last < end);
      first = last;
    }
}

/* ---- bands ---- */

/* from left to right what a slot, or a link with both its ends, takes up */
typedef struct
{
  double left, right;
} Span;

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *x = a, *y = b;

  return x->left < y->left ? -1 : x->left > y->left;
}

static Span *
list_spans (WfWiringPlan *self, guint *n)
{
  Span *spans = g_new (Span, self->slots->len + self->links->len + 1);

  *n = 0;
  for (guint i = 0; i < self->slots->len; i++)
    {
      const WfSlot *slot = wf_plan_slot (self, i);

      spans[(*n)++] = (Span){ slot->x - slot->width / 2, slot->x + slot->width / 2 };
    }
  for (guint i = 0; i < self->links->len; i++)
    {
      double low = wf_plan_slot (self, wf_plan_link (self, i)->low)->x;
      double high = wf_plan_slot (self, wf_plan_link (self, i)->high)->x;

      spans[(*n)++] = (Span){ MIN (low, high), MAX (low, high) };
    }
  qsort (spans, *n, sizeof *spans, compare_spans);
  return spans;
}

/* Parts of the diagram that nothing connects move together: a band from the bottom to the top that holds
 * nothing gets no wider than the gap of two boxes. */
static void
close_bands (WfWiringPlan *self)
{
  guint n;
  g_autofree Span *spans = list_spans (self, &n);
  double right = n > 0 ? spans[0].right : 0, moved = 0;

  for (guint i = 1; i < n; i++)
    {
      double gap = spans[i].left - right;

      if (gap > WIDEST_BAND)
        {
          double from = right - moved, by = gap - WIDEST_BAND;

          for (guint k = 0; k < self->slots->len; k++)
            if (wf_plan_slot (self, k)->x > from)
              wf_plan_slot (self, k)->x -= by;
          moved += by;
        }
      right = MAX (right, spans[i].right);
    }
}

gboolean
wf_wiring_plan_place (WfWiringPlan *self, WfProgress *progress, GError **error)
{
  guint n = self->rows->len;

  pack_rows (self);
  for (int round = 0; round < ROUNDS; round++)
    {
      if (progress != NULL && !wf_progress_check (progress, error))
        return FALSE;
      for (guint l = 0; l < n; l++)
        place_row (self, l, TRUE);
      for (guint l = n; l-- > 0;)
        place_row (self, l, FALSE);
    }
  for (int round = 0; round < SLIDES; round++)
    {
      if (progress != NULL && !wf_progress_check (progress, error))
        return FALSE;
      for (guint b = 0; b < self->n_branches; b++)
        slide_branch (self, b);
      if (self->n_outputs > 0)
        place_row (self, n - 1, TRUE); /* names make room for each other */
      for (guint i = 0; i < self->slots->len; i++)
        if (wf_plan_slot (self, i)->kind == WF_SLOT_BOX || wf_plan_slot (self, i)->kind == WF_SLOT_INPUT)
          slide_slot (self, i);
    }
  close_bands (self);
  return TRUE;
}
