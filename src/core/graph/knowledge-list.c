/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Knowledge as something to look at: what was said, in the order it was said. */

#include "config.h"

#include "core/graph/knowledge-private.h"

static int
compare_order (gconstpointer a, gconstpointer b)
{
  const WfKnownArrow *arrow_a = *(const WfKnownArrow *const *) a;
  const WfKnownArrow *arrow_b = *(const WfKnownArrow *const *) b;

  return arrow_a->order < arrow_b->order ? -1 : arrow_a->order > arrow_b->order;
}

GPtrArray *
wf_knowledge_sort_arrows (GHashTable *arrows)
{
  GPtrArray *sorted = g_ptr_array_sized_new (g_hash_table_size (arrows));
  GHashTableIter iter;
  gpointer arrow;

  g_hash_table_iter_init (&iter, arrows);
  while (g_hash_table_iter_next (&iter, &arrow, NULL))
    g_ptr_array_add (sorted, arrow);
  g_ptr_array_sort (sorted, compare_order);
  return sorted;
}

static void
copy_arrows (GHashTable *to, GHashTable *from)
{
  GHashTableIter iter;
  gpointer arrow;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &arrow, NULL))
    g_hash_table_add (to, g_memdup2 (arrow, sizeof (WfKnownArrow)));
}

/**
 * wf_knowledge_copy:
 * @self: knowledge
 *
 * Returns: (transfer full): knowledge that says the same and can be changed
 */
WfKnowledge *
wf_knowledge_copy (WfKnowledge *self)
{
  WfKnowledge *copy;
  GHashTableIter iter;
  gpointer tier;

  g_return_val_if_fail (self != NULL, NULL);

  copy = wf_knowledge_new ();
  for (guint i = 0; i < self->names->len; i++)
    {
      WfKnownName *name = g_memdup2 (wf_knowledge_name (self, i), sizeof (WfKnownName));

      name->text = g_strdup (name->text);
      g_ptr_array_add (copy->names, name);
      g_hash_table_insert (copy->positions, name->text, GSIZE_TO_POINTER ((gsize) i + 1));
    }
  g_hash_table_iter_init (&iter, self->closed_tiers);
  while (g_hash_table_iter_next (&iter, &tier, NULL))
    g_hash_table_add (copy->closed_tiers, tier);
  copy_arrows (copy->forbidden, self->forbidden);
  copy_arrows (copy->required, self->required);
  for (guint i = 0; i < self->groups->len; i++)
    {
      WfKnownGroup *group = g_memdup2 (g_ptr_array_index (self->groups, i), sizeof (WfKnownGroup));

      group->from = g_array_copy (group->from);
      group->to = g_array_copy (group->to);
      g_ptr_array_add (copy->groups, group);
    }
  copy->n_said = self->n_said;
  return copy;
}

/**
 * wf_knowledge_is_empty:
 * @self: knowledge
 *
 * Returns: whether it says nothing about any variable
 */
gboolean
wf_knowledge_is_empty (WfKnowledge *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < self->names->len; i++)
    if (wf_knowledge_name (self, i)->n_uses > 0)
      return FALSE;
  return TRUE;
}

static gboolean
has_all_arrows (WfKnowledge *a, GHashTable *arrows_a, WfKnowledge *b, GHashTable *arrows_b)
{
  GHashTableIter iter;
  gpointer data;

  if (g_hash_table_size (arrows_a) != g_hash_table_size (arrows_b))
    return FALSE;
  g_hash_table_iter_init (&iter, arrows_a);
  while (g_hash_table_iter_next (&iter, &data, NULL))
    {
      const WfKnownArrow *arrow = data;
      gssize from = wf_knowledge_find (b, wf_knowledge_name (a, arrow->from)->text);
      gssize to = wf_knowledge_find (b, wf_knowledge_name (a, arrow->to)->text);

      if (from < 0 || to < 0 ||
          !g_hash_table_contains (arrows_b, &(WfKnownArrow){ .from = (guint) from, .to = (guint) to }))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_all_tiers (WfKnowledge *a, WfKnowledge *b)
{
  for (guint i = 0; i < a->names->len; i++)
    {
      const WfKnownName *name = wf_knowledge_name (a, i);

      if ((int) name->tier - 1 != wf_knowledge_get_tier (b, name->text))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_all_closed_tiers (WfKnowledge *a, WfKnowledge *b)
{
  GHashTableIter iter;
  gpointer tier;

  g_hash_table_iter_init (&iter, a->closed_tiers);
  while (g_hash_table_iter_next (&iter, &tier, NULL))
    if (!g_hash_table_contains (b->closed_tiers, tier))
      return FALSE;
  return g_hash_table_size (a->closed_tiers) == g_hash_table_size (b->closed_tiers);
}

/**
 * wf_knowledge_equal:
 * @a: knowledge
 * @b: knowledge
 *
 * Returns: whether both say the same: the same tiers, and the same arrows forbidden and required by name,
 * whether one by one or as a group, in any order
 */
gboolean
wf_knowledge_equal (WfKnowledge *a, WfKnowledge *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  return a == b || (has_all_tiers (a, b) && has_all_tiers (b, a) && has_all_closed_tiers (a, b) &&
                    has_all_arrows (a, a->forbidden, b, b->forbidden) &&
                    has_all_arrows (a, a->required, b, b->required));
}

/**
 * wf_knowledge_get_tier:
 * @self: knowledge
 * @name: name of a variable
 *
 * Returns: its tier, or -1 when it is in none
 */
int
wf_knowledge_get_tier (WfKnowledge *self, const char *name)
{
  gssize position;

  g_return_val_if_fail (self != NULL && name != NULL, -1);

  position = wf_knowledge_find (self, name);
  return position < 0 ? -1 : (int) wf_knowledge_name (self, (guint) position)->tier - 1;
}

/**
 * wf_knowledge_get_n_tiers:
 * @self: knowledge
 *
 * Returns: one more than the last tier that has a variable or forbids arrows within. Tiers before it may be
 * empty
 */
guint
wf_knowledge_get_n_tiers (WfKnowledge *self)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer tier;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->names->len; i++)
    n = MAX (n, wf_knowledge_name (self, i)->tier);
  g_hash_table_iter_init (&iter, self->closed_tiers);
  while (g_hash_table_iter_next (&iter, &tier, NULL))
    n = MAX (n, (guint) GPOINTER_TO_SIZE (tier));
  return n;
}

/**
 * wf_knowledge_is_tier_closed:
 * @self: knowledge
 * @tier: a tier
 *
 * Returns: whether arrows within the tier are forbidden
 */
gboolean
wf_knowledge_is_tier_closed (WfKnowledge *self, guint tier)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return g_hash_table_contains (self->closed_tiers, GSIZE_TO_POINTER ((gsize) tier + 1));
}

/**
 * wf_knowledge_list_names:
 * @self: knowledge
 *
 * Returns: (transfer full): every variable it says something about, in the order of their first mention
 */
GStrv
wf_knowledge_list_names (WfKnowledge *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->names->len; i++)
    if (wf_knowledge_name (self, i)->n_uses > 0)
      g_strv_builder_add (names, wf_knowledge_name (self, i)->text);
  return g_strv_builder_end (names);
}

static GStrv
list_arrows (WfKnowledge *self, GHashTable *arrows, gboolean is_single_only)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GPtrArray) sorted = wf_knowledge_sort_arrows (arrows);

  for (guint i = 0; i < sorted->len; i++)
    {
      const WfKnownArrow *arrow = g_ptr_array_index (sorted, i);

      if (is_single_only && !arrow->is_single)
        continue;
      g_strv_builder_add (names, wf_knowledge_name (self, arrow->from)->text);
      g_strv_builder_add (names, wf_knowledge_name (self, arrow->to)->text);
    }
  return g_strv_builder_end (names);
}

/**
 * wf_knowledge_list_forbidden:
 * @self: knowledge
 *
 * Returns: (transfer full): the arrows forbidden by name, those of groups included, in the order they were
 * said: from, to, from, to, …
 */
GStrv
wf_knowledge_list_forbidden (WfKnowledge *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return list_arrows (self, self->forbidden, FALSE);
}

/**
 * wf_knowledge_list_required:
 * @self: knowledge
 *
 * Returns: (transfer full): the arrows required, those of groups included, in the order they were said: from,
 * to, from, to, …
 */
GStrv
wf_knowledge_list_required (WfKnowledge *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return list_arrows (self, self->required, FALSE);
}

/**
 * wf_knowledge_list_single:
 * @self: knowledge
 * @rule: forbidden or required
 *
 * Returns: (transfer full): the arrows that were said one by one, not only as part of a group
 */
GStrv
wf_knowledge_list_single (WfKnowledge *self, WfArrowRule rule)
{
  g_return_val_if_fail (self != NULL, NULL);
  return list_arrows (self, rule == WF_RULE_REQUIRED ? self->required : self->forbidden, TRUE);
}

/**
 * wf_knowledge_get_n_groups:
 * @self: knowledge
 *
 * Returns: number of groups, forbidden and required
 */
guint
wf_knowledge_get_n_groups (WfKnowledge *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->groups->len;
}

static GStrv
list_group_names (WfKnowledge *self, const GArray *positions)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < positions->len; i++)
    g_strv_builder_add (names, wf_knowledge_name (self, g_array_index (positions, guint, i))->text);
  return g_strv_builder_end (names);
}

/**
 * wf_knowledge_get_group:
 * @self: knowledge
 * @group: below wf_knowledge_get_n_groups()
 * @from: (out) (transfer full): the causes
 * @to: (out) (transfer full): the effects
 *
 * Returns: whether every arrow from the ones to the others is forbidden or required
 */
WfArrowRule
wf_knowledge_get_group (WfKnowledge *self, guint group, GStrv *from, GStrv *to)
{
  const WfKnownGroup *found;

  g_return_val_if_fail (self != NULL && group < self->groups->len, WF_RULE_FORBIDDEN);

  found = g_ptr_array_index (self->groups, group);
  *from = list_group_names (self, found->from);
  *to = list_group_names (self, found->to);
  return found->rule;
}
