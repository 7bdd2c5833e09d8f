/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/discovery/discovery-private.h"

struct _WfDiscoveryResult
{
  WfGraph *graph;
  GPtrArray *variables; /* names: the nodes of the graph first */
  char *method;
  GVariant *params;
  guint64 n_tests;
  GArray *removed;  /* of WfRemovedPair */
  GArray *pool;     /* of guint */
  GArray *oriented; /* of WfOrientedEdge */
  GStrv warnings;
};

G_DEFINE_BOXED_TYPE (WfDiscoveryResult,
                     wf_discovery_result,
                     wf_discovery_result_ref,
                     wf_discovery_result_unref)

WfDiscoveryResult *
wf_discovery_result_new (WfGraph *graph,
                         GVariant *params,
                         guint64 n_tests,
                         GArray *removed,
                         GArray *pool,
                         GArray *oriented,
                         GStrv warnings)
{
  WfDiscoveryResult *self = g_atomic_rc_box_new0 (WfDiscoveryResult);

  self->graph = wf_graph_ref (graph);
  self->variables = g_ptr_array_new_with_free_func (g_free);
  wf_discovery_result_add_variables (self, wf_graph_get_names (graph));
  self->params = g_variant_ref (params);
  self->n_tests = n_tests;
  self->removed = removed;
  self->pool = pool;
  self->oriented = oriented;
  self->warnings = warnings;
  return self;
}

void
wf_discovery_result_add_variables (WfDiscoveryResult *self, const char *const *names)
{
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    g_ptr_array_add (self->variables, g_strdup (names[i]));
}

/* "continuous columns", ...: what a search takes */
static const char *
accepts_to_text (WfDataKind accepts)
{
  switch ((int) accepts)
    {
      case WF_DATA_CONTINUOUS:
        return _ ("continuous columns");
      case WF_DATA_DISCRETE:
        return _ ("discrete columns");
      case WF_DATA_CONTINUOUS | WF_DATA_MIXED:
        return _ ("continuous columns, and discrete ones as contexts");
      default:
        return _ ("columns that are all continuous or all discrete");
    }
}

static gboolean
check_kind (WfTable *table, const WfDiscovery *method, GError **error)
{
  WfDataKind kind = wf_table_get_data_kind (table);
  gsize n_discrete = 0;
  gsize n = wf_table_get_n_columns (table);
  gsize example = 0;

  if (method->accepts & kind)
    return TRUE;
  for (gsize j = 0; j < n; j++)
    n_discrete += wf_table_get_kind (table, j) == WF_COLUMN_DISCRETE;
  /* the kind to read as the other one: the rarer, or the only one there is */
  while (n_discrete < n && wf_table_get_kind (table, example) !=
                               (2 * n_discrete > n ? WF_COLUMN_CONTINUOUS : WF_COLUMN_DISCRETE))
    example++;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("%s takes %s, but %zu of %zu columns are discrete. Read “%s” and its like as the other "
                  "kind, or leave them out"),
               _ (method->name), accepts_to_text (method->accepts), n_discrete, n,
               wf_table_get_name (table, example));
  return FALSE;
}

static gboolean
check_table (WfTable *table, const WfDiscovery *method, GError **error)
{
  gsize n = wf_table_get_n_columns (table);

  if (wf_table_get_n_rows (table) == 0 || n == 0)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_DATA,
                           _ ("The table is empty; open one with rows of data"));
      return FALSE;
    }
  if (n < 2)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("The table has one column, “%s”; a graph needs at least two. If the file has more, name its "
             "delimiter (comma, semicolon, tab or pipe)"),
          wf_table_get_name (table, 0));
      return FALSE;
    }
  if (n > WF_LIMIT_SEARCH_COLUMNS)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("%zu columns are more than the %d a search takes; select fewer columns"), n,
                   WF_LIMIT_SEARCH_COLUMNS);
      return FALSE;
    }
  return check_kind (table, method, error);
}

/**
 * wf_discover:
 * @table: the data; each column becomes a node
 * @method: id of a search, for example "pc"
 * @params: (nullable): parameters of the search, an `a{sv}`; what is left out has its default
 * @knowledge: (nullable): background knowledge, obeyed
 * @seed: seed of what is random in the search
 * @n_threads: threads that work; 0 = all. The result doesn't depend on it
 * @progress: (nullable): told and obeyed
 * @error: WF_ERROR_DATA (unknown method or parameter, data the method doesn't take, knowledge that
 * contradicts itself), WF_ERROR_SINGULAR, WF_ERROR_TOO_LARGE, or G_IO_ERROR_CANCELLED
 *
 * Searches for the causal graph behind a table.
 *
 * Returns: (transfer full): the graph, and why it is so
 */
WfDiscoveryResult *
wf_discover (WfTable *table,
             const char *method,
             GVariant *params,
             WfKnowledge *knowledge,
             guint64 seed,
             guint n_threads,
             WfProgress *progress,
             GError **error)
{
  const WfDiscovery *found;
  g_autoptr (GVariant) complete = NULL;
  WfDiscoveryInput input = {
    .table = table, .knowledge = knowledge, .seed = seed, .n_threads = n_threads, .progress = progress
  };
  WfDiscoveryResult *result;

  g_return_val_if_fail (table != NULL && method != NULL, NULL);

  found = wf_discovery_find (method, error);
  if (found == NULL || !check_table (table, found, error))
    return NULL;
  complete = wf_params_complete (found->params, params, error);
  if (complete == NULL)
    return NULL;
  if (knowledge != NULL && !wf_knowledge_check (knowledge, wf_table_get_names (table), error))
    return NULL;
  if (!wf_progress_check (progress, error))
    return NULL;
  input.params = complete;
  result = found->run (&input, error);
  if (result != NULL)
    result->method = g_strdup (found->id);
  return result;
}

/**
 * wf_discovery_result_ref:
 * @self: a result
 *
 * Returns: (transfer full): @self
 */
WfDiscoveryResult *
wf_discovery_result_ref (WfDiscoveryResult *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (WfDiscoveryResult *self)
{
  wf_graph_unref (self->graph);
  g_ptr_array_unref (self->variables);
  g_free (self->method);
  g_variant_unref (self->params);
  g_array_unref (self->removed);
  g_array_unref (self->pool);
  g_array_unref (self->oriented);
  g_strfreev (self->warnings);
}

/**
 * wf_discovery_result_unref:
 * @self: (transfer full): a result
 */
void
wf_discovery_result_unref (WfDiscoveryResult *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * wf_discovery_result_get_graph:
 * @self: a result
 *
 * Returns: (transfer none): the graph found; its nodes are the columns, in their order
 */
WfGraph *
wf_discovery_result_get_graph (WfDiscoveryResult *self)
{
  return self->graph;
}

/**
 * wf_discovery_result_get_method:
 * @self: a result
 *
 * Returns: (transfer none): id of the search
 */
const char *
wf_discovery_result_get_method (WfDiscoveryResult *self)
{
  return self->method;
}

/**
 * wf_discovery_result_get_params:
 * @self: a result
 *
 * Returns: (transfer none): every parameter, an `a{sv}`; a choice left to the search is the one it took
 */
GVariant *
wf_discovery_result_get_params (WfDiscoveryResult *self)
{
  return self->params;
}

/**
 * wf_discovery_result_get_n_tests:
 * @self: a result
 *
 * Returns: how many independence tests were made
 */
guint64
wf_discovery_result_get_n_tests (WfDiscoveryResult *self)
{
  return self->n_tests;
}

/**
 * wf_discovery_result_get_warnings:
 * @self: a result
 *
 * Returns: (transfer none) (array zero-terminated=1): what people should know, in words; may be empty
 */
const char *const *
wf_discovery_result_get_warnings (WfDiscoveryResult *self)
{
  return (const char *const *) self->warnings;
}

/**
 * wf_discovery_result_get_n_variables:
 * @self: a result
 *
 * Returns: number of variables the search looked at
 */
gsize
wf_discovery_result_get_n_variables (WfDiscoveryResult *self)
{
  return self->variables->len;
}

/**
 * wf_discovery_result_get_variable:
 * @self: a result
 * @i: below wf_discovery_result_get_n_variables()
 *
 * Returns: (transfer none): the name of a node of the graph, or past them of what the search added to the
 * columns, for example the order of rows
 */
const char *
wf_discovery_result_get_variable (WfDiscoveryResult *self, guint i)
{
  g_return_val_if_fail (i < self->variables->len, NULL);

  return g_ptr_array_index (self->variables, i);
}

/**
 * wf_discovery_result_get_n_removed:
 * @self: a result
 *
 * Returns: number of pairs that a test found independent
 */
gsize
wf_discovery_result_get_n_removed (WfDiscoveryResult *self)
{
  return self->removed->len;
}

/**
 * wf_discovery_result_get_removed:
 * @self: a result
 * @i: below wf_discovery_result_get_n_removed()
 * @a: (out): a variable
 * @b: (out): a variable after @a
 * @given: (out) (array length=n_given) (transfer none): the variables that separate them
 * @n_given: (out): how many
 * @p: (out): p-value of their independence
 *
 * Why a pair has no edge. Pairs with smaller sets come first, then by column.
 */
void
wf_discovery_result_get_removed (
    WfDiscoveryResult *self, gsize i, guint *a, guint *b, const guint **given, gsize *n_given, double *p)
{
  const WfRemovedPair *pair;

  g_return_if_fail (i < self->removed->len);

  pair = &g_array_index (self->removed, WfRemovedPair, i);
  *a = pair->a;
  *b = pair->b;
  *given = (const guint *) self->pool->data + pair->first;
  *n_given = pair->n_given;
  *p = pair->p;
}

/**
 * wf_discovery_result_get_n_oriented:
 * @self: a result
 *
 * Returns: number of marks with a reason: arrows, and in a PAG tails
 */
gsize
wf_discovery_result_get_n_oriented (WfDiscoveryResult *self)
{
  return self->oriented->len;
}

/**
 * wf_discovery_result_get_oriented:
 * @self: a result
 * @i: below wf_discovery_result_get_n_oriented()
 * @a: (out): the cause
 * @b: (out): the effect
 * @rule: (out) (transfer none): "knowledge", "exogenous", "invariance", "collider", "meek 1" .. "meek 4",
 *   "fci r1" .. "fci r10", "extension"
 *
 * Why an edge points as it does, in the order in which directions were found. In a PAG each end has a reason
 * of its own, that of the mark at @b; see wf_discovery_result_get_oriented_mark().
 */
void
wf_discovery_result_get_oriented (WfDiscoveryResult *self, gsize i, guint *a, guint *b, const char **rule)
{
  const WfOrientedEdge *edge;

  g_return_if_fail (i < self->oriented->len);

  edge = &g_array_index (self->oriented, WfOrientedEdge, i);
  *a = edge->from;
  *b = edge->to;
  *rule = edge->rule;
}

/**
 * wf_discovery_result_get_oriented_mark:
 * @self: a result
 * @i: below wf_discovery_result_get_n_oriented()
 *
 * Returns: the mark that the rule set at the end `b`: an arrow, or in a PAG also a tail
 */
WfMark
wf_discovery_result_get_oriented_mark (WfDiscoveryResult *self, gsize i)
{
  g_return_val_if_fail (i < self->oriented->len, WF_MARK_NONE);

  return g_array_index (self->oriented, WfOrientedEdge, i).is_tail ? WF_MARK_TAIL : WF_MARK_ARROW;
}
