/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Knowledge against the variables of a table: whether it can be obeyed, and its rules by column. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/graph/knowledge-private.h"

static GHashTable *
index_names (const char *const *names)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; names[i] != NULL; i++)
    g_hash_table_insert (index, (gpointer) names[i], GSIZE_TO_POINTER (i + 1));
  return index;
}

static gboolean
check_names (WfKnowledge *self, const char *const *names, GError **error)
{
  g_autoptr (GHashTable) known = index_names (names);

  for (guint i = 0; i < self->names->len; i++)
    {
      const WfKnownName *name = wf_knowledge_name (self, i);
      const char *nearest;

      if (name->n_uses == 0 || g_hash_table_contains (known, name->text))
        continue;
      nearest = wf_nearest_name (name->text, names);
      if (nearest != NULL)
        g_set_error (
            error, WF_ERROR, WF_ERROR_DATA,
            _ ("The background knowledge names “%s”, which isn’t a variable of the data. Did you mean “%s”?"),
            name->text, nearest);
      else
        g_set_error (
            error, WF_ERROR, WF_ERROR_DATA,
            _ ("The background knowledge names “%s”, which isn’t a variable of the data. Remove it from the "
               "knowledge or add the column."),
            name->text);
      return FALSE;
    }
  return TRUE;
}

/* nodes: of the graph, by position of the name */
static gboolean
add_required (
    WfKnowledge *self, const WfKnownArrow *arrow, const guint *nodes, WfGraphBuilder *builder, GError **error)
{
  const char *from = wf_knowledge_name (self, arrow->from)->text;
  const char *to = wf_knowledge_name (self, arrow->to)->text;

  if (wf_knowledge_is_forbidden (self, from, to))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The background knowledge requires and forbids %s → %s. Drop one of the two."), from,
                   to);
      return FALSE;
    }
  if (arrow->from == arrow->to ||
      wf_graph_builder_get_mark (builder, nodes[arrow->from], nodes[arrow->to]) == WF_MARK_TAIL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The background knowledge requires a cycle: %s → %s → %s. Drop one of the arrows."), to,
                   from, to);
      return FALSE;
    }
  wf_graph_builder_add_arrow (builder, nodes[arrow->from], nodes[arrow->to]);
  return TRUE;
}

/* The names that required arrows join, NULL-terminated; nodes: their numbers, by position of the name. */
static GPtrArray *
list_joined (WfKnowledge *self, const GPtrArray *required, guint *nodes)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < required->len; i++)
    {
      const WfKnownArrow *arrow = g_ptr_array_index (required, i);

      nodes[arrow->from] = nodes[arrow->to] = 1;
    }
  for (guint i = 0; i < self->names->len; i++)
    if (nodes[i] != 0)
      {
        nodes[i] = names->len;
        g_ptr_array_add (names, wf_knowledge_name (self, i)->text);
      }
  g_ptr_array_add (names, NULL);
  return names;
}

/* the required arrows as a graph, to look for a contradiction or a cycle */
static gboolean
check_required (WfKnowledge *self, GError **error)
{
  g_autofree guint *nodes = g_new0 (guint, self->names->len);
  g_autoptr (GPtrArray) required = wf_knowledge_sort_arrows (self->required);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autoptr (WfGraph) graph = NULL;

  if (required->len == 0)
    return TRUE;
  names = list_joined (self, required, nodes);
  builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint i = 0; i < required->len; i++)
    if (!add_required (self, g_ptr_array_index (required, i), nodes, builder, error))
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
 * forbidden at once, or the required arrows make a cycle. Cost: the names, and the square of the
 * number of those that required arrows join, in bytes.
 *
 * Returns: whether a search over @names can obey
 */
gboolean
wf_knowledge_check (WfKnowledge *self, const char *const *names, GError **error)
{
  g_return_val_if_fail (self != NULL && names != NULL, FALSE);
  return check_names (self, names, error) && check_required (self, error);
}

/* Column by position of the name in the knowledge; -1 = not in the table. */
static gssize *
find_columns (WfKnowledge *self, const char *const *names)
{
  g_autoptr (GHashTable) index = index_names (names);
  gssize *columns = g_new (gssize, self->names->len);

  for (guint i = 0; i < self->names->len; i++)
    columns[i] =
        (gssize) GPOINTER_TO_SIZE (g_hash_table_lookup (index, wf_knowledge_name (self, i)->text)) - 1;
  return columns;
}

static void
fill_arrows (WfKnowledge *self, WfArrowRule rule, const gssize *columns, gsize n, guint8 *rules)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, rule == WF_RULE_REQUIRED ? self->required : self->forbidden);
  while (g_hash_table_iter_next (&iter, &data, NULL))
    {
      const WfKnownArrow *arrow = data;
      gssize from = columns[arrow->from];
      gssize to = columns[arrow->to];

      if (from >= 0 && to >= 0 && from != to)
        rules[(gsize) from * n + (gsize) to] = (guint8) rule;
    }
}

static gboolean
fill_tiers (
    WfKnowledge *self, const gssize *columns, gsize n, guint8 *rules, WfProgress *progress, GError **error)
{
  g_autofree guint *tiers = g_new0 (guint, n); /* of the columns, + 1; 0 = in none */

  for (guint i = 0; i < self->names->len; i++)
    if (columns[i] >= 0)
      tiers[columns[i]] = wf_knowledge_name (self, i)->tier;
  for (gsize a = 0; a < n; a++)
    {
      guint first_allowed;

      if (!wf_progress_check (progress, error))
        return FALSE;
      if (tiers[a] == 0)
        continue;
      first_allowed = tiers[a] + wf_knowledge_is_tier_closed (self, tiers[a] - 1);
      for (gsize b = 0; b < n; b++)
        rules[a * n + b] = tiers[b] != 0 && tiers[b] < first_allowed ? WF_RULE_FORBIDDEN : 0;
      rules[a * n + a] = 0;
    }
  return TRUE;
}

/**
 * wf_knowledge_fill_rules: (skip)
 * @self: knowledge that wf_knowledge_check() found good for @names
 * @names: (array zero-terminated=1): the variables, n of them
 * @rules: n x n, zero before: the rule of names[a] → names[b] comes to a * n + b
 * @progress: (nullable): obeyed
 * @error: %G_IO_ERROR_CANCELLED
 *
 * The knowledge by position, for a search that asks a million times. Cost: n², and the arrows said by name.
 *
 * Returns: %FALSE when cancelled
 */
gboolean
wf_knowledge_fill_rules (
    WfKnowledge *self, const char *const *names, guint8 *rules, WfProgress *progress, GError **error)
{
  g_autofree gssize *columns = NULL;
  gsize n;

  g_return_val_if_fail (self != NULL && names != NULL && rules != NULL, FALSE);

  n = g_strv_length ((GStrv) names);
  columns = find_columns (self, names);
  if (!fill_tiers (self, columns, n, rules, progress, error))
    return FALSE;
  fill_arrows (self, WF_RULE_FORBIDDEN, columns, n, rules);
  fill_arrows (self, WF_RULE_REQUIRED, columns, n, rules);
  return TRUE;
}
