/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/graph/knowledge-private.h"

G_DEFINE_BOXED_TYPE (WfKnowledge, wf_knowledge, wf_knowledge_ref, wf_knowledge_unref)

static guint
arrow_hash (gconstpointer data)
{
  const WfKnownArrow *arrow = data;

  return arrow->from * 2654435761u + arrow->to;
}

static gboolean
arrow_equal (gconstpointer a, gconstpointer b)
{
  const WfKnownArrow *arrow_a = a, *arrow_b = b;

  return arrow_a->from == arrow_b->from && arrow_a->to == arrow_b->to;
}

static void
name_free (gpointer data)
{
  WfKnownName *name = data;

  g_free (name->text);
  g_free (name);
}

static void
group_free (gpointer data)
{
  WfKnownGroup *group = data;

  g_array_unref (group->from);
  g_array_unref (group->to);
  g_free (group);
}

/**
 * wf_knowledge_new:
 *
 * Returns: (transfer full): knowledge that says nothing
 */
WfKnowledge *
wf_knowledge_new (void)
{
  WfKnowledge *self = g_atomic_rc_box_new0 (WfKnowledge);

  self->names = g_ptr_array_new_with_free_func (name_free);
  self->positions = g_hash_table_new (g_str_hash, g_str_equal);
  self->closed_tiers = g_hash_table_new (NULL, NULL);
  self->forbidden = g_hash_table_new_full (arrow_hash, arrow_equal, g_free, NULL);
  self->required = g_hash_table_new_full (arrow_hash, arrow_equal, g_free, NULL);
  self->groups = g_ptr_array_new_with_free_func (group_free);
  return self;
}

/**
 * wf_knowledge_ref:
 * @self: knowledge
 *
 * Returns: (transfer full): @self
 */
WfKnowledge *
wf_knowledge_ref (WfKnowledge *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
knowledge_clear (gpointer data)
{
  WfKnowledge *self = data;

  g_hash_table_unref (self->positions);
  g_hash_table_unref (self->closed_tiers);
  g_hash_table_unref (self->forbidden);
  g_hash_table_unref (self->required);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->names);
}

/**
 * wf_knowledge_unref:
 * @self: (transfer full): knowledge
 */
void
wf_knowledge_unref (WfKnowledge *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, knowledge_clear);
}

gssize
wf_knowledge_find (WfKnowledge *self, const char *name)
{
  return (gssize) GPOINTER_TO_SIZE (g_hash_table_lookup (self->positions, name)) - 1;
}

static guint
mention (WfKnowledge *self, const char *text)
{
  gssize found = wf_knowledge_find (self, text);
  WfKnownName *name;

  if (found >= 0)
    return (guint) found;
  name = g_new0 (WfKnownName, 1);
  name->text = g_strdup (text);
  g_ptr_array_add (self->names, name);
  g_hash_table_insert (self->positions, name->text, GSIZE_TO_POINTER (self->names->len));
  return self->names->len - 1;
}

static WfKnownName *
get_name (WfKnowledge *self, guint position)
{
  return g_ptr_array_index (self->names, position);
}

static void
set_tier (WfKnowledge *self, guint position, guint tier)
{
  WfKnownName *name = get_name (self, position);

  name->n_uses += (tier != 0) - (name->tier != 0);
  name->tier = tier;
}

/**
 * wf_knowledge_set_tier:
 * @self: knowledge
 * @name: name of a variable
 * @tier: its tier; lower = earlier
 *
 * Places a variable: it can't cause a variable of a lower tier. A variable has at most one tier; the last
 * call counts.
 */
void
wf_knowledge_set_tier (WfKnowledge *self, const char *name, guint tier)
{
  g_return_if_fail (self != NULL && name != NULL && tier < G_MAXINT);
  set_tier (self, mention (self, name), tier + 1);
}

/**
 * wf_knowledge_unset_tier:
 * @self: knowledge
 * @name: name of a variable
 *
 * Takes a variable out of its tier, if it is in one.
 */
void
wf_knowledge_unset_tier (WfKnowledge *self, const char *name)
{
  gssize position;

  g_return_if_fail (self != NULL && name != NULL);

  position = wf_knowledge_find (self, name);
  if (position >= 0)
    set_tier (self, (guint) position, 0);
}

/**
 * wf_knowledge_forbid_within_tier:
 * @self: knowledge
 * @tier: a tier
 *
 * Says that no variable of the tier causes another one of it.
 */
void
wf_knowledge_forbid_within_tier (WfKnowledge *self, guint tier)
{
  g_return_if_fail (self != NULL && tier < G_MAXINT);
  g_hash_table_add (self->closed_tiers, GSIZE_TO_POINTER ((gsize) tier + 1));
}

/**
 * wf_knowledge_allow_within_tier:
 * @self: knowledge
 * @tier: a tier
 *
 * Takes wf_knowledge_forbid_within_tier() back.
 */
void
wf_knowledge_allow_within_tier (WfKnowledge *self, guint tier)
{
  g_return_if_fail (self != NULL && tier < G_MAXINT);
  g_hash_table_remove (self->closed_tiers, GSIZE_TO_POINTER ((gsize) tier + 1));
}

static GHashTable *
get_arrows (WfKnowledge *self, WfArrowRule rule)
{
  return rule == WF_RULE_REQUIRED ? self->required : self->forbidden;
}

static void
add_arrow (WfKnowledge *self, WfArrowRule rule, guint from, guint to, gboolean is_single)
{
  GHashTable *arrows = get_arrows (self, rule);
  WfKnownArrow arrow = { .from = from, .to = to, .order = self->n_said, .is_single = is_single };
  WfKnownArrow *found = g_hash_table_lookup (arrows, &arrow);

  if (found != NULL)
    {
      found->is_single |= is_single;
      return;
    }
  g_hash_table_add (arrows, g_memdup2 (&arrow, sizeof arrow));
  get_name (self, from)->n_uses++;
  get_name (self, to)->n_uses++;
  self->n_said++;
}

static void
add_single (WfKnowledge *self, WfArrowRule rule, const char *from, const char *to)
{
  guint position_from = mention (self, from);
  guint position_to = mention (self, to);

  add_arrow (self, rule, position_from, position_to, TRUE);
}

/**
 * wf_knowledge_forbid:
 * @self: knowledge
 * @from: name of a variable
 * @to: name of another variable
 *
 * Says that @from → @to isn't in the graph.
 */
void
wf_knowledge_forbid (WfKnowledge *self, const char *from, const char *to)
{
  g_return_if_fail (self != NULL && from != NULL && to != NULL);
  add_single (self, WF_RULE_FORBIDDEN, from, to);
}

/**
 * wf_knowledge_require:
 * @self: knowledge
 * @from: name of a variable
 * @to: name of another variable
 *
 * Says that @from → @to is in the graph.
 */
void
wf_knowledge_require (WfKnowledge *self, const char *from, const char *to)
{
  g_return_if_fail (self != NULL && from != NULL && to != NULL);
  add_single (self, WF_RULE_REQUIRED, from, to);
}

static GArray *
mention_all (WfKnowledge *self, const char *const *names)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gsize i = 0; names[i] != NULL; i++)
    {
      guint position = mention (self, names[i]);

      g_array_append_val (positions, position);
    }
  return positions;
}

static void
add_group_arrows (WfKnowledge *self, const WfKnownGroup *group, gboolean is_single)
{
  for (guint i = 0; i < group->from->len; i++)
    for (guint k = 0; k < group->to->len; k++)
      {
        guint from = g_array_index (group->from, guint, i);
        guint to = g_array_index (group->to, guint, k);

        if (from != to)
          add_arrow (self, group->rule, from, to, is_single);
      }
}

static void
add_group (WfKnowledge *self, WfArrowRule rule, const char *const *from, const char *const *to)
{
  WfKnownGroup *group = g_new (WfKnownGroup, 1);

  group->rule = rule;
  group->from = mention_all (self, from);
  group->to = mention_all (self, to);
  g_ptr_array_add (self->groups, group);
  add_group_arrows (self, group, FALSE);
}

/**
 * wf_knowledge_forbid_group:
 * @self: knowledge
 * @from: (array zero-terminated=1): names of variables
 * @to: (array zero-terminated=1): names of variables
 *
 * Says that no variable of @from causes another one of @to. One that is in both lists doesn't matter to
 * itself. Cost and memory: the product of their lengths.
 */
void
wf_knowledge_forbid_group (WfKnowledge *self, const char *const *from, const char *const *to)
{
  g_return_if_fail (self != NULL && from != NULL && to != NULL);
  add_group (self, WF_RULE_FORBIDDEN, from, to);
}

/**
 * wf_knowledge_require_group:
 * @self: knowledge
 * @from: (array zero-terminated=1): names of variables
 * @to: (array zero-terminated=1): names of variables
 *
 * Says that every variable of @from causes every other one of @to directly.
 */
void
wf_knowledge_require_group (WfKnowledge *self, const char *const *from, const char *const *to)
{
  g_return_if_fail (self != NULL && from != NULL && to != NULL);
  add_group (self, WF_RULE_REQUIRED, from, to);
}

static gboolean
contains (const GArray *positions, guint position)
{
  for (guint i = 0; i < positions->len; i++)
    if (g_array_index (positions, guint, i) == position)
      return TRUE;
  return FALSE;
}

/* Groups that hold the arrow become their arrows. */
static void
dissolve_groups (WfKnowledge *self, const WfKnownArrow *arrow)
{
  for (guint i = self->groups->len; i-- > 0;)
    {
      const WfKnownGroup *group = g_ptr_array_index (self->groups, i);

      if (!contains (group->from, arrow->from) || !contains (group->to, arrow->to))
        continue;
      add_group_arrows (self, group, TRUE);
      g_ptr_array_remove_index (self->groups, i);
    }
}

/**
 * wf_knowledge_allow:
 * @self: knowledge
 * @from: name of a variable
 * @to: name of another variable
 *
 * Takes back what was said about @from → @to by name: it is neither forbidden nor required any more, unless
 * by tiers. A group that holds the arrow is replaced by its other arrows.
 */
void
wf_knowledge_allow (WfKnowledge *self, const char *from, const char *to)
{
  gssize position_from, position_to;
  WfKnownArrow arrow;
  guint n_removed;

  g_return_if_fail (self != NULL && from != NULL && to != NULL);

  position_from = wf_knowledge_find (self, from);
  position_to = wf_knowledge_find (self, to);
  if (position_from < 0 || position_to < 0)
    return;
  arrow = (WfKnownArrow){ .from = (guint) position_from, .to = (guint) position_to };
  dissolve_groups (self, &arrow);
  n_removed = (guint) g_hash_table_remove (self->forbidden, &arrow) +
              (guint) g_hash_table_remove (self->required, &arrow);
  get_name (self, arrow.from)->n_uses -= n_removed;
  get_name (self, arrow.to)->n_uses -= n_removed;
}

/**
 * wf_knowledge_is_forbidden:
 * @self: knowledge
 * @from: name of a variable
 * @to: name of a variable
 *
 * Returns: whether @from → @to is forbidden: by name, because @from is of a later tier, or because both are
 * of a tier without arrows within. Constant time.
 */
gboolean
wf_knowledge_is_forbidden (WfKnowledge *self, const char *from, const char *to)
{
  gssize position_from, position_to;
  WfKnownArrow arrow;
  guint tier_from, tier_to;

  g_return_val_if_fail (self != NULL && from != NULL && to != NULL, FALSE);

  position_from = wf_knowledge_find (self, from);
  position_to = wf_knowledge_find (self, to);
  if (position_from < 0 || position_to < 0)
    return FALSE;
  arrow = (WfKnownArrow){ .from = (guint) position_from, .to = (guint) position_to };
  if (g_hash_table_contains (self->forbidden, &arrow))
    return TRUE;
  tier_from = wf_knowledge_name (self, arrow.from)->tier;
  tier_to = wf_knowledge_name (self, arrow.to)->tier;
  if (tier_from == 0 || tier_to == 0)
    return FALSE;
  return tier_from > tier_to ||
         (tier_from == tier_to && g_hash_table_contains (self->closed_tiers, GSIZE_TO_POINTER (tier_from)));
}

/**
 * wf_knowledge_is_required:
 * @self: knowledge
 * @from: name of a variable
 * @to: name of a variable
 *
 * Returns: whether @from → @to is required. Constant time.
 */
gboolean
wf_knowledge_is_required (WfKnowledge *self, const char *from, const char *to)
{
  gssize position_from, position_to;

  g_return_val_if_fail (self != NULL && from != NULL && to != NULL, FALSE);

  position_from = wf_knowledge_find (self, from);
  position_to = wf_knowledge_find (self, to);
  return position_from >= 0 && position_to >= 0 &&
         g_hash_table_contains (self->required,
                                &(WfKnownArrow){ .from = (guint) position_from, .to = (guint) position_to });
}
