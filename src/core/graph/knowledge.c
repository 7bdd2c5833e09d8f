/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/graph/graph-private.h"
#include "core/graph/knowledge.h"

/* An arrow by names, in the order they were given; ends are interned in the knowledge. */
typedef struct
{
  const char *from, *to;
} Arrow;

struct _WfKnowledge
{
  GStringChunk *names;      /* every name once */
  GHashTable *tiers;        /* name -> tier + 1 */
  GHashTable *closed_tiers; /* set of tier + 1 */
  GHashTable *forbidden;    /* set of Arrow, by content of the interned pointers */
  GHashTable *required;
  GPtrArray *mentioned; /* every name, in the order of its first mention */
};

G_DEFINE_BOXED_TYPE (WfKnowledge, wf_knowledge, wf_knowledge_ref, wf_knowledge_unref)

static guint
arrow_hash (gconstpointer data)
{
  const Arrow *arrow = data;

  return g_str_hash (arrow->from) * 31 + g_str_hash (arrow->to);
}

static gboolean
arrow_equal (gconstpointer a, gconstpointer b)
{
  const Arrow *arrow_a = a, *arrow_b = b;

  return g_str_equal (arrow_a->from, arrow_b->from) && g_str_equal (arrow_a->to, arrow_b->to);
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

  self->names = g_string_chunk_new (512);
  self->tiers = g_hash_table_new (g_str_hash, g_str_equal);
  self->closed_tiers = g_hash_table_new (NULL, NULL);
  self->forbidden = g_hash_table_new_full (arrow_hash, arrow_equal, g_free, NULL);
  self->required = g_hash_table_new_full (arrow_hash, arrow_equal, g_free, NULL);
  self->mentioned = g_ptr_array_new ();
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

  g_hash_table_unref (self->tiers);
  g_hash_table_unref (self->closed_tiers);
  g_hash_table_unref (self->forbidden);
  g_hash_table_unref (self->required);
  g_ptr_array_unref (self->mentioned);
  g_string_chunk_free (self->names);
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

static const char *
intern (WfKnowledge *self, const char *name)
{
  const char *copy = g_string_chunk_insert_const (self->names, name);

  if (!g_hash_table_contains (self->tiers, copy))
    {
      g_hash_table_insert (self->tiers, (gpointer) copy, NULL);
      g_ptr_array_add (self->mentioned, (gpointer) copy);
    }
  return copy;
}

static void
add_arrow (WfKnowledge *self, GHashTable *arrows, const char *from, const char *to)
{
  Arrow arrow = { intern (self, from), intern (self, to) };

  g_hash_table_add (arrows, g_memdup2 (&arrow, sizeof arrow));
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
  g_return_if_fail (self != NULL && name != NULL && tier < G_MAXUINT);
  g_hash_table_insert (self->tiers, (gpointer) intern (self, name), GSIZE_TO_POINTER ((gsize) tier + 1));
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
  g_return_if_fail (self != NULL && tier < G_MAXUINT);
  g_hash_table_add (self->closed_tiers, GSIZE_TO_POINTER ((gsize) tier + 1));
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
  add_arrow (self, self->forbidden, from, to);
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
  add_arrow (self, self->required, from, to);
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
  return self->mentioned->len == 0;
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
  Arrow arrow = { from, to };
  gpointer tier_from, tier_to;

  g_return_val_if_fail (self != NULL && from != NULL && to != NULL, FALSE);

  if (g_hash_table_contains (self->forbidden, &arrow))
    return TRUE;
  tier_from = g_hash_table_lookup (self->tiers, from);
  tier_to = g_hash_table_lookup (self->tiers, to);
  if (tier_from == NULL || tier_to == NULL)
    return FALSE;
  return GPOINTER_TO_SIZE (tier_from) > GPOINTER_TO_SIZE (tier_to) ||
         (tier_from == tier_to && g_hash_table_contains (self->closed_tiers, tier_from));
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
  Arrow arrow = { from, to };

  g_return_val_if_fail (self != NULL && from != NULL && to != NULL, FALSE);
  return g_hash_table_contains (self->required, &arrow);
}

static gboolean
check_names (WfKnowledge *self, const char *const *names, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; names[i] != NULL; i++)
    g_hash_table_add (known, (gpointer) names[i]);
  for (guint i = 0; i < self->mentioned->len; i++)
    {
      const char *name = g_ptr_array_index (self->mentioned, i);
      const char *nearest;

      if (g_hash_table_contains (known, name))
        continue;
      nearest = wf_nearest_name (name, names);
      if (nearest != NULL)
        g_set_error (
            error, WF_ERROR, WF_ERROR_DATA,
            _ ("The background knowledge names “%s”, which isn’t a variable of the data. Did you mean “%s”?"),
            name, nearest);
      else
        g_set_error (
            error, WF_ERROR, WF_ERROR_DATA,
            _ ("The background knowledge names “%s”, which isn’t a variable of the data. Remove it from the "
               "knowledge or add the column."),
            name);
      return FALSE;
    }
  return TRUE;
}

typedef struct
{
  guint from, to; /* positions among the names mentioned */
} Pair;

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const Pair *pair_a = a, *pair_b = b;

  if (pair_a->from != pair_b->from)
    return pair_a->from < pair_b->from ? -1 : 1;
  return pair_a->to < pair_b->to ? -1 : pair_a->to > pair_b->to;
}

/* the required arrows by the order in which their names were mentioned, so that a message is always the same
 */
static GArray *
list_required (WfKnowledge *self)
{
  g_autoptr (GHashTable) positions = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < self->mentioned->len; i++)
    g_hash_table_insert (positions, g_ptr_array_index (self->mentioned, i), GUINT_TO_POINTER (i));
  g_hash_table_iter_init (&iter, self->required);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Arrow *arrow = key;
      Pair pair = { GPOINTER_TO_UINT (g_hash_table_lookup (positions, arrow->from)),
                    GPOINTER_TO_UINT (g_hash_table_lookup (positions, arrow->to)) };

      g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, compare_pairs);
  return pairs;
}

static gboolean
add_required (WfKnowledge *self, const Pair *pair, WfGraphBuilder *builder, GError **error)
{
  const char *from = g_ptr_array_index (self->mentioned, pair->from);
  const char *to = g_ptr_array_index (self->mentioned, pair->to);

  if (wf_knowledge_is_forbidden (self, from, to))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The background knowledge requires and forbids %s → %s. Drop one of the two."), from,
                   to);
      return FALSE;
    }
  if (pair->from == pair->to || wf_graph_builder_get_mark (builder, pair->from, pair->to) == WF_MARK_TAIL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The background knowledge requires a cycle: %s → %s → %s. Drop one of the arrows."), to,
                   from, to);
      return FALSE;
    }
  wf_graph_builder_add_arrow (builder, pair->from, pair->to);
  return TRUE;
}

/* the required arrows as a graph over the names mentioned, to look for a contradiction or a cycle */
static gboolean
check_required (WfKnowledge *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) required = list_required (self);
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;

  if (required->len == 0)
    return TRUE;
  for (guint i = 0; i < self->mentioned->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (self->mentioned, i));
  g_ptr_array_add (names, NULL);
  builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint i = 0; i < required->len; i++)
    if (!add_required (self, &g_array_index (required, Pair, i), builder, error))
      return FALSE;

  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, error);
  if (graph == NULL)
    g_prefix_error (error, "%s ", _ ("The background knowledge can’t hold."));
  return graph != NULL;
}

/**
 * wf_knowledge_check:
 * @self: knowledge
 * @names: (array zero-terminated=1): the variables of the data
 * @error: return location for an error
 *
 * Errors: %WF_ERROR_DATA when a name isn't among @names (the nearest is suggested), an arrow is required and
 * forbidden at once, or the required arrows make a cycle. Cost: the names, and with required arrows the
 * square of the number of names mentioned in bytes.
 *
 * Returns: whether a search over @names can obey
 */
gboolean
wf_knowledge_check (WfKnowledge *self, const char *const *names, GError **error)
{
  g_return_val_if_fail (self != NULL && names != NULL, FALSE);
  return check_names (self, names, error) && check_required (self, error);
}
