/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Compiles a junction tree (Lauritzen & Spiegelhalter 1988; Koller & Friedman 2009, 10.4): the interaction
 * graph of the scopes is the moral graph, min-fill triangulates it, and the cliques of the elimination order,
 * those within others taken in, hang together so that every variable's cliques are connected. Such a tree has
 * the largest possible weight of separators (Jensen & Jensen 1994), so that no spanning tree has to be
 * searched for. */

#include "config.h"

#include "core/base/limits.h"
#include "core/inference/junction-tree-private.h"

/* A clique while the order is walked from its end: first the separator, then what later steps add. */
typedef struct
{
  GArray *variables; /* guint */
  guint n_separator;
  gssize parent;
} Draft;

static void
draft_clear (gpointer data)
{
  Draft *self = data;

  g_array_unref (self->variables);
}

/* The clique of one elimination: it either is the clique of its neighbours with one variable more, or a new
 * one below it. drafts_of: of every variable that came before, the draft that has its clique. */
static void
add_clique (GArray *drafts, const WfTriangulation *order, guint place, guint *drafts_of, gboolean *is_marked)
{
  const guint *members = &g_array_index (order->members, guint, order->starts[place]);
  guint n_members = order->starts[place + 1] - order->starts[place];
  guint next = G_MAXUINT;
  Draft child = { NULL, n_members - 1, -1 };

  for (guint i = 1; i < n_members; i++)
    next = MIN (next, order->places[members[i]]);
  if (next != G_MAXUINT)
    {
      Draft *parent = &g_array_index (drafts, Draft, drafts_of[order->order[next]]);

      child.parent = drafts_of[order->order[next]];
      if (parent->variables->len == n_members - 1)
        {
          g_array_append_val (parent->variables, members[0]);
          drafts_of[members[0]] = child.parent;
          return;
        }
    }

  child.variables = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 1; i < n_members; i++)
    is_marked[members[i]] = TRUE;
  if (child.parent >= 0)
    {
      GArray *above = g_array_index (drafts, Draft, child.parent).variables;

      for (guint i = 0; i < above->len; i++)
        if (is_marked[g_array_index (above, guint, i)])
          g_array_append_val (child.variables, g_array_index (above, guint, i));
    }
  for (guint i = 1; i < n_members; i++)
    is_marked[members[i]] = FALSE;
  g_array_append_val (child.variables, members[0]);
  drafts_of[members[0]] = drafts->len;
  g_array_append_val (drafts, child);
}

/* The drafts as they stay: variables last to first, so that the separator runs fastest and a message upwards
 * is a sum of whole vectors. */
static void
take_drafts (WfJunctionTree *self, GArray *drafts)
{
  self->n_cliques = drafts->len;
  self->cliques = g_new0 (WfClique, drafts->len + 1);
  for (guint c = 0; c < drafts->len; c++)
    {
      const Draft *draft = &g_array_index (drafts, Draft, c);
      guint n = draft->variables->len;
      guint *variables = g_new (guint, n + 1);

      for (guint i = 0; i < n; i++)
        variables[i] = g_array_index (draft->variables, guint, n - 1 - i);
      self->cliques[c].scope = (WfScope){ variables, n };
      self->cliques[c].separator = (WfScope){ variables + n - draft->n_separator, draft->n_separator };
      self->cliques[c].parent = draft->parent;
      self->n_entries += wf_scope_count_entries (&self->cliques[c].scope, self->sizes);
    }
}

/* Which cliques have a variable, and the smallest table with it. */
static void
index_variables (WfJunctionTree *self)
{
  g_autofree double *smallest = g_new0 (double, self->n_variables + 1);

  self->owners = g_new0 (guint *, self->n_variables + 1);
  self->n_owners = g_new0 (guint, self->n_variables + 1);
  self->homes = g_new0 (guint, self->n_variables + 1);
  for (guint c = 0; c < self->n_cliques; c++)
    {
      const WfClique *clique = &self->cliques[c];
      guint first_of_separator = clique->scope.n_variables - clique->separator.n_variables;
      double n_entries = wf_scope_count_entries (&clique->scope, self->sizes);
      double n_shared = wf_scope_count_entries (&clique->separator, self->sizes);

      for (guint k = 0; k < clique->scope.n_variables; k++)
        {
          guint variable = clique->scope.variables[k];
          gboolean is_shared = k >= first_of_separator;
          double size = is_shared ? n_shared : n_entries;

          self->owners[variable] = g_renew (guint, self->owners[variable], self->n_owners[variable] + 1);
          self->owners[variable][self->n_owners[variable]++] = c;
          if (self->n_owners[variable] > 1 && size >= smallest[variable])
            continue;
          smallest[variable] = size;
          self->homes[variable] = 2 * c + is_shared;
        }
    }
}

WfJunctionTree *
wf_junction_tree_new (const WfScope *scopes,
                      gsize n_scopes,
                      const gsize *sizes,
                      guint n_variables,
                      double *n_entries,
                      WfProgress *progress,
                      GError **error)
{
  g_autoptr (WfTriangulation) order =
      wf_triangulation_new (scopes, n_scopes, sizes, n_variables, NULL, progress, error);
  g_autoptr (WfJunctionTree) self = NULL;
  g_autoptr (GArray) drafts = g_array_new (FALSE, FALSE, sizeof (Draft));
  g_autofree guint *drafts_of = g_new0 (guint, n_variables + 1);
  g_autofree gboolean *is_marked = g_new0 (gboolean, n_variables + 1);

  if (order == NULL)
    return NULL;
  g_array_set_clear_func (drafts, draft_clear);
  self = g_new0 (WfJunctionTree, 1);
  self->n_variables = n_variables;
  self->sizes = g_memdup2 (sizes, n_variables * sizeof (gsize));
  for (guint place = order->n_eliminated; !order->is_huge && place-- > 0;)
    add_clique (drafts, order, place, drafts_of, is_marked);
  take_drafts (self, drafts);
  self->n_entries = MAX (self->n_entries, order->largest);
  if (n_entries != NULL)
    *n_entries = self->n_entries;
  if (self->n_entries > WF_LIMIT_TABLE_ENTRIES)
    {
      wf_set_budget_error (self->n_entries, error);
      return NULL;
    }
  index_variables (self);
  return g_steal_pointer (&self);
}

void
wf_junction_tree_free (WfJunctionTree *self)
{
  for (guint c = 0; c < self->n_cliques; c++)
    g_free ((guint *) self->cliques[c].scope.variables);
  for (guint i = 0; self->owners != NULL && i < self->n_variables; i++)
    g_free (self->owners[i]);
  g_clear_pointer (&self->spare, wf_junction_workspace_free);
  g_free (self->cliques);
  g_free (self->owners);
  g_free (self->n_owners);
  g_free (self->homes);
  g_free (self->sizes);
  g_free (self);
}

double
wf_junction_tree_count_entries (const WfJunctionTree *self)
{
  return self->n_entries;
}

guint
wf_junction_tree_get_n_cliques (const WfJunctionTree *self)
{
  return self->n_cliques;
}

static gboolean
has_variable (const WfClique *clique, guint variable)
{
  for (guint k = 0; k < clique->scope.n_variables; k++)
    if (clique->scope.variables[k] == variable)
      return TRUE;
  return FALSE;
}

gssize
wf_junction_tree_find_clique (const WfJunctionTree *self, const WfScope *scope, const gint *levels)
{
  guint rarest = G_MAXUINT;
  double smallest = 0.0;
  gssize found = -1;

  for (guint k = 0; k < scope->n_variables; k++)
    {
      guint variable = scope->variables[k];

      if (levels != NULL && levels[variable] >= 0)
        continue;
      if (rarest == G_MAXUINT || self->n_owners[variable] < self->n_owners[rarest])
        rarest = variable;
    }
  if (rarest == G_MAXUINT)
    return 0;
  for (guint i = 0; i < self->n_owners[rarest]; i++)
    {
      const WfClique *clique = &self->cliques[self->owners[rarest][i]];
      double n_entries = wf_scope_count_entries (&clique->scope, self->sizes);
      gboolean has_all = found < 0 || n_entries < smallest;

      for (guint k = 0; has_all && k < scope->n_variables; k++)
        has_all = (levels != NULL && levels[scope->variables[k]] >= 0) ||
                  has_variable (clique, scope->variables[k]);
      if (!has_all)
        continue;
      found = self->owners[rarest][i];
      smallest = n_entries;
    }
  return found;
}
