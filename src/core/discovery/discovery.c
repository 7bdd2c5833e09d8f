/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/discovery/discovery-private.h"

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

/* A square one whose first column names the others, in their order. Read as rows of data it would give a
 * graph, of nothing. */
static gboolean
is_covariance (WfTable *table)
{
  gsize n_rows;
  const gint32 *codes = wf_table_get_codes (table, 0, &n_rows);
  gsize n = wf_table_get_n_columns (table);

  if (codes == NULL || n < 3 || n_rows != n - 1)
    return FALSE;
  for (gsize i = 0; i < n_rows; i++)
    if (codes[i] < 0 || wf_table_get_kind (table, i + 1) != WF_COLUMN_CONTINUOUS ||
        !g_str_equal (wf_table_get_level (table, 0, (gsize) codes[i]), wf_table_get_name (table, i + 1)))
      return FALSE;
  return TRUE;
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
  if (is_covariance (table))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("This is a matrix of covariances or correlations, whose first column, “%s”, names the "
                      "others; a search needs the rows it was computed from"),
                   wf_table_get_name (table, 0));
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
    wf_discovery_result_set_search (result, found->id, knowledge);
  return result;
}
