/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Fewer crossings: sweeps by the mean of what a slot is connected to (Sugiyama, Tagawa & Toda 1981), then
 * exchanges of neighbours; ports count as places of their own. What an earlier layout had keeps its order. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "render/wiring-private.h"

#define SWEEPS         12
#define EXCHANGE_SLOTS 4000 /* beyond it neighbours aren't exchanged */
#define EXCHANGES      8

typedef struct
{
  guint slot;
  double key;
} Sorted;

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer unused)
{
  const Sorted *x = a, *y = b;

  return x->key < y->key ? -1 : x->key > y->key;
}

/* the place of a link's end in its row: rank, and a fraction for the port */
static double
get_place (WfWiringPlan *self, guint slot, double offset)
{
  const WfSlot *place = wf_plan_slot (self, slot);

  return place->rank + (place->width > 0 ? 0.9 * offset / place->width : 0);
}

static void
set_ranks (WfWiringPlan *self, GArray *row)
{
  for (guint i = 0; i < row->len; i++)
    wf_plan_slot (self, g_array_index (row, guint, i))->rank = i;
}

/* the mean place of what it is connected to in the row above or below; its own where there is nothing */
static double
find_key (WfWiringPlan *self, guint slot, gboolean is_upward)
{
  const guint *start = is_upward ? self->below_start : self->above_start;
  const guint *list = is_upward ? self->below : self->above;
  double sum = 0;

  if (start[slot + 1] == start[slot])
    return wf_plan_slot (self, slot)->rank;
  for (guint i = start[slot]; i < start[slot + 1]; i++)
    {
      const WfLink *link = wf_plan_link (self, list[i]);

      sum += is_upward ? get_place (self, link->low, link->low_offset) - link->high_offset * 1e-3
                       : get_place (self, link->high, link->high_offset) - link->low_offset * 1e-3;
    }
  return sum / (start[slot + 1] - start[slot]);
}

/* The slots that an earlier layout had go back into its order, on the ranks they have among the others. */
static void
keep_order (WfWiringPlan *self, GArray *row)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (Sorted));
  guint next = 0;

  for (guint i = 0; i < row->len; i++)
    {
      Sorted entry = { g_array_index (row, guint, i), 0 };

      entry.key = wf_plan_slot (self, entry.slot)->before;
      if (!isnan (entry.key))
        g_array_append_val (kept, entry);
    }
  if (kept->len < 2)
    return;
  g_qsort_with_data (kept->data, (gint) kept->len, sizeof (Sorted), compare_keys, NULL);
  for (guint i = 0; i < row->len; i++)
    if (!isnan (wf_plan_slot (self, g_array_index (row, guint, i))->before))
      g_array_index (row, guint, i) = g_array_index (kept, Sorted, next++).slot;
}

static gboolean
is_fixed (WfWiringPlan *self, guint slot)
{
  WfSlotKind kind = wf_plan_slot (self, slot)->kind;

  return self->is_fixed && (kind == WF_SLOT_INPUT || kind == WF_SLOT_OUTPUT);
}

static void
sort_row (WfWiringPlan *self, GArray *row, gboolean is_upward)
{
  g_autofree Sorted *entries = g_new (Sorted, row->len + 1);

  if (row->len < 2 || is_fixed (self, g_array_index (row, guint, 0)))
    return;
  for (guint i = 0; i < row->len; i++)
    {
      guint slot = g_array_index (row, guint, i);

      entries[i] = (Sorted){ slot, find_key (self, slot, is_upward) };
    }
  g_qsort_with_data (entries, (gint) row->len, sizeof *entries, compare_keys, NULL); /* stable */
  for (guint i = 0; i < row->len; i++)
    g_array_index (row, guint, i) = entries[i].slot;
  keep_order (self, row);
  set_ranks (self, row);
}

/* ---- counting ---- */

static int
compare_links (gconstpointer a, gconstpointer b)
{
  const double *x = a, *y = b;

  if (x[0] != y[0])
    return x[0] < y[0] ? -1 : 1;
  return x[1] < y[1] ? -1 : x[1] > y[1];
}

/* inversions of the second number of pairs that are sorted by the first (merge sort) */
static guint64
count_inversions (double *pairs, double *room, gsize n)
{
  gsize half = n / 2, i = 0, j = half;
  guint64 count;

  if (n < 2)
    return 0;
  count = count_inversions (pairs, room, half) + count_inversions (pairs + half, room, n - half);
  for (gsize k = 0; k < n; k++)
    if (j >= n || (i < half && pairs[i] <= pairs[j]))
      room[k] = pairs[i++];
    else
      {
        room[k] = pairs[j++];
        count += half - i;
      }
  memcpy (pairs, room, n * sizeof *pairs);
  return count;
}

/* of the links between a row and the next one */
static guint64
count_above (WfWiringPlan *self, guint layer)
{
  GArray *row = wf_plan_row (self, layer);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, 2 * sizeof (double));
  g_autofree double *high = NULL, *room = NULL;

  for (guint i = 0; i < row->len; i++)
    {
      guint slot = g_array_index (row, guint, i);

      for (guint k = self->above_start[slot]; k < self->above_start[slot + 1]; k++)
        {
          const WfLink *link = wf_plan_link (self, self->above[k]);
          double pair[2] = { get_place (self, link->low, link->low_offset),
                             get_place (self, link->high, link->high_offset) };

          g_array_append_val (ends, pair);
        }
    }
  qsort (ends->data, ends->len, 2 * sizeof (double), compare_links);
  high = g_new (double, ends->len + 1);
  room = g_new (double, ends->len + 1);
  for (guint i = 0; i < ends->len; i++)
    high[i] = ((double *) (gpointer) ends->data)[2 * i + 1];
  return count_inversions (high, room, ends->len);
}

guint64
wf_wiring_plan_count_crossings (WfWiringPlan *self)
{
  guint64 count = 0;

  for (guint l = 0; l + 1 < self->rows->len; l++)
    count += count_above (self, l);
  return count;
}

/* ---- exchanges ---- */

/* crossings among the links of two slots of a row, when `left` stands left of `right` */
static guint
count_pair (WfWiringPlan *self, guint left, guint right, gboolean is_above)
{
  const guint *start = is_above ? self->above_start : self->below_start;
  const guint *list = is_above ? self->above : self->below;
  guint count = 0;

  for (guint i = start[left]; i < start[left + 1]; i++)
    for (guint k = start[right]; k < start[right + 1]; k++)
      {
        const WfLink *a = wf_plan_link (self, list[i]), *b = wf_plan_link (self, list[k]);

        if (is_above)
          count += get_place (self, a->high, a->high_offset) > get_place (self, b->high, b->high_offset);
        else
          count += get_place (self, a->low, a->low_offset) > get_place (self, b->low, b->low_offset);
      }
  return count;
}

static gboolean
may_exchange (WfWiringPlan *self, guint left, guint right)
{
  const WfSlot *a = wf_plan_slot (self, left), *b = wf_plan_slot (self, right);

  return !is_fixed (self, left) && !is_fixed (self, right) && (isnan (a->before) || isnan (b->before));
}

static gboolean
exchange_neighbours (WfWiringPlan *self, GArray *row)
{
  gboolean is_better = FALSE;

  for (guint i = 0; i + 1 < row->len; i++)
    {
      guint left = g_array_index (row, guint, i), right = g_array_index (row, guint, i + 1);
      guint now, then;

      if (!may_exchange (self, left, right))
        continue;
      now = count_pair (self, left, right, TRUE) + count_pair (self, left, right, FALSE);
      then = count_pair (self, right, left, TRUE) + count_pair (self, right, left, FALSE);
      if (then >= now)
        continue;
      g_array_index (row, guint, i) = right;
      g_array_index (row, guint, i + 1) = left;
      wf_plan_slot (self, right)->rank = i;
      wf_plan_slot (self, left)->rank = i + 1;
      is_better = TRUE;
    }
  return is_better;
}

/* ---- sweeps ---- */

static GPtrArray *
copy_rows (WfWiringPlan *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint l = 0; l < self->rows->len; l++)
    g_ptr_array_add (rows, g_array_copy (wf_plan_row (self, l)));
  return rows;
}

static void
restore_rows (WfWiringPlan *self, GPtrArray *rows)
{
  for (guint l = 0; l < self->rows->len; l++)
    {
      GArray *row = wf_plan_row (self, l), *kept = rows->pdata[l];

      memcpy (row->data, kept->data, row->len * sizeof (guint));
      set_ranks (self, row);
    }
}

static void
sweep (WfWiringPlan *self, gboolean is_upward)
{
  for (guint i = 1; i < self->rows->len; i++)
    sort_row (self, wf_plan_row (self, is_upward ? i : self->rows->len - 1 - i), is_upward);
}

static void
begin_order (WfWiringPlan *self)
{
  for (guint l = 0; l < self->rows->len; l++)
    {
      keep_order (self, wf_plan_row (self, l));
      set_ranks (self, wf_plan_row (self, l));
    }
}

gboolean
wf_wiring_plan_order (WfWiringPlan *self, WfProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) best = NULL;
  guint64 fewest = G_MAXUINT64;

  begin_order (self);
  for (int i = 0; i < SWEEPS && fewest > 0; i++)
    {
      guint64 count;

      if (progress != NULL && !wf_progress_check (progress, error))
        return FALSE;
      sweep (self, i % 2 == 0);
      count = wf_wiring_plan_count_crossings (self);
      if (count >= fewest)
        continue;
      fewest = count;
      g_clear_pointer (&best, g_ptr_array_unref);
      best = copy_rows (self);
    }
  if (best != NULL)
    restore_rows (self, best);
  for (int i = 0; i < EXCHANGES && self->slots->len <= EXCHANGE_SLOTS; i++)
    {
      gboolean is_better = FALSE;

      if (progress != NULL && !wf_progress_check (progress, error))
        return FALSE;
      for (guint l = 0; l < self->rows->len; l++)
        is_better |= exchange_neighbours (self, wf_plan_row (self, l));
      if (!is_better)
        break;
    }
  return TRUE;
}
