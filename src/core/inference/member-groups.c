/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Members of a class that give an effect the same answer. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/inference/possible-effects-private.h"

static void
group_clear (gpointer data)
{
  WfMemberGroup *group = data;

  g_free (group->adjusted);
  g_free (group->narrow);
  g_clear_pointer (&group->member, wf_graph_unref);
  g_strfreev (group->names);
}

GArray *
wf_member_groups_new (void)
{
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (WfMemberGroup));

  g_array_set_clear_func (groups, group_clear);
  return groups;
}

static gboolean
is_same (const WfMemberGroup *a, const WfMemberGroup *b)
{
  return a->is_zero == b->is_zero && a->is_unknown == b->is_unknown && a->n_adjusted == b->n_adjusted &&
         (a->n_adjusted == 0 || memcmp (a->adjusted, b->adjusted, a->n_adjusted * sizeof *a->adjusted) == 0);
}

void
wf_member_groups_add (GArray *groups, WfMemberGroup group)
{
  for (guint i = 0; i < groups->len; i++)
    {
      WfMemberGroup *other = &g_array_index (groups, WfMemberGroup, i);

      if (is_same (other, &group))
        {
          other->n_members += group.n_members;
          group_clear (&group);
          return;
        }
    }
  g_array_append_val (groups, group);
}

static gboolean
is_told (const WfMemberGroup *group)
{
  return !group->is_zero && !group->is_unknown && group->member != NULL;
}

/* n x n: at [a * n + b] whether the set of a is valid in the member of b */
static gboolean *
compare_sets (GArray *groups, guint x, guint y)
{
  guint n = groups->len;
  gboolean *is_valid = g_new0 (gboolean, (gsize) n * n + 1);

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      {
        const WfMemberGroup *set = &g_array_index (groups, WfMemberGroup, a),
                            *in = &g_array_index (groups, WfMemberGroup, b);

        is_valid[(gsize) a * n + b] =
            a == b || (is_told (set) && is_told (in) &&
                       wf_adjustment_is_valid (in->member, x, y, set->adjusted, set->n_adjusted));
      }
  return is_valid;
}

/* The first of the groups that others are joined with, by group: a set that is valid in both makes two one,
 * and so on. */
static guint *
list_firsts (const gboolean *is_valid, guint n)
{
  guint *firsts = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    firsts[i] = i;
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      if (is_valid[(gsize) a * n + b] && firsts[a] != firsts[b])
        {
          guint kept = MIN (firsts[a], firsts[b]), gone = MAX (firsts[a], firsts[b]);

          for (guint i = 0; i < n; i++)
            if (firsts[i] == gone)
              firsts[i] = kept;
        }
  return firsts;
}

/* Of the groups joined with `first`, the one whose set is valid in the most members */
static guint
find_best (GArray *groups, const gboolean *is_valid, const guint *firsts, guint first)
{
  guint n = groups->len, best = first;
  gsize most = 0;

  for (guint a = first; a < n; a++)
    {
      gsize n_valid = 0;

      for (guint b = 0; b < n && firsts[a] == first; b++)
        if (is_valid[(gsize) a * n + b])
          n_valid += MAX (g_array_index (groups, WfMemberGroup, b).n_members, 1);
      if (n_valid > most)
        best = a;
      most = MAX (most, n_valid);
    }
  return best;
}

/* Joins groups that still differ in the set, but one of these is valid in both. */
static void
join_groups (GArray **groups, guint x, guint y)
{
  g_autoptr (GArray) parts = g_steal_pointer (groups);
  g_autofree gboolean *is_valid = compare_sets (parts, x, y);
  g_autofree guint *firsts = list_firsts (is_valid, parts->len);

  *groups = wf_member_groups_new ();
  for (guint first = 0; first < parts->len; first++)
    {
      guint best = find_best (parts, is_valid, firsts, first);
      WfMemberGroup *kept = &g_array_index (parts, WfMemberGroup, best);

      if (firsts[first] != first)
        continue;
      for (guint i = first; i < parts->len; i++)
        if (firsts[i] == first && i != best)
          kept->n_members += g_array_index (parts, WfMemberGroup, i).n_members;
      g_array_append_val (*groups, *kept);
      *kept = (WfMemberGroup){ 0 };
    }
}

/* Groups whose answers are the same estimand become one, with the most precise set. One member speaks for all
 * of a group: a set that is as good in it as that of the group is so in every distribution of the class. */
gboolean
wf_member_groups_refine (GArray **groups, guint x, guint y, WfProgress *progress, GError **error)
{
  g_autoptr (GArray) parts = g_steal_pointer (groups);

  *groups = wf_member_groups_new ();
  for (guint i = 0; i < parts->len; i++)
    {
      WfMemberGroup group = g_array_index (parts, WfMemberGroup, i);

      g_array_index (parts, WfMemberGroup, i) = (WfMemberGroup){ 0 };
      if (is_told (&group))
        {
          g_autofree guint *found = g_steal_pointer (&group.adjusted);
          gsize n_found = group.n_adjusted;

          group.narrow = wf_adjustment_prune (group.member, x, y, found, n_found, &group.n_narrow);
          group.adjusted = wf_adjustment_refine (group.member, x, y, found, n_found, &group.n_adjusted);
        }
      wf_member_groups_add (*groups, group);
      if (!wf_progress_check (progress, error))
        return FALSE;
    }
  join_groups (groups, x, y);
  return TRUE;
}

/* With the smaller set where the more precise one leaves more rows without both levels. */
void
wf_member_group_estimate (WfMemberGroup *group, const WfContrast *contrast)
{
  WfContrastResult narrow;

  wf_contrast_estimate (contrast, group->adjusted, group->n_adjusted, &group->result);
  if (group->narrow == NULL || (group->result.unsupported == 0.0 && !isnan (group->result.effect)))
    return;
  wf_contrast_estimate (contrast, group->narrow, group->n_narrow, &narrow);
  if (isnan (narrow.effect) ||
      (!isnan (group->result.effect) && narrow.unsupported >= group->result.unsupported))
    return;
  group->result = narrow;
  g_free (group->adjusted);
  group->adjusted = g_steal_pointer (&group->narrow);
  group->n_adjusted = group->n_narrow;
}
