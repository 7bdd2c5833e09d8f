/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/discovery/discovery-private.h"
#include "core/table/types.h"

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
                      "others, and no table of rows; read it as such"),
                   wf_table_get_name (table, 0));
      return FALSE;
    }
  return check_kind (table, method, error);
}

/* "pc, fci": the searches that take this instead of a table */
static char *
list_searches (WfEvidence evidence)
{
  const WfDiscovery *const *all = wf_discoveries_get_all ();
  g_autoptr (GString) ids = g_string_new (NULL);

  for (gsize i = 0; all[i] != NULL; i++)
    if (all[i]->takes & evidence)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", all[i]->id);
  return g_string_free (g_steal_pointer (&ids), FALSE);
}

/* Without a table. */
static gboolean
check_takes (const WfDiscovery *method, WfEvidence evidence, GError **error)
{
  g_autofree char *searches = NULL;

  if (method->takes & evidence)
    return TRUE;
  searches = list_searches (evidence);
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               evidence == WF_EVIDENCE_COVARIANCE
                   ? _ ("%s needs the rows of the data, not only their covariances. These do with "
                        "covariances: %s")
                   : _ ("%s needs data; a graph can only say what is independent. These can ask it: %s"),
               _ (method->name), searches);
  return FALSE;
}

static gboolean
check_n_variables (gsize n, GError **error)
{
  if (n > WF_LIMIT_SEARCH_COLUMNS)
    g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                 _ ("%zu variables are more than the %d a search takes; select fewer"), n,
                 WF_LIMIT_SEARCH_COLUMNS);
  else if (n < 2)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("A graph needs at least two variables, not %zu"), n);
  return n >= 2 && n <= WF_LIMIT_SEARCH_COLUMNS;
}

/* A column that is a domain or a time is what a search along one of them wants, unless another is named.
 * params: (transfer full) */
static GVariant *
name_surrogate (const WfDiscoveryInput *input, const WfDiscovery *method, GVariant *params)
{
  g_autoptr (GVariant) given = params;
  GVariantDict dict;
  gssize column;

  if (input->table == NULL || wf_params_find (method->params, "surrogate") == NULL ||
      *wf_params_get_text (given, "surrogate") != '\0')
    return g_steal_pointer (&given);
  column = wf_table_find_type (input->table, WF_COLUMN_TYPE_DOMAIN);
  if (column < 0)
    column = wf_table_find_type (input->table, WF_COLUMN_TYPE_TIME);
  if (column < 0)
    return g_steal_pointer (&given);
  g_variant_dict_init (&dict, given);
  g_variant_dict_insert (&dict, "surrogate", "s", wf_table_get_name (input->table, (gsize) column));
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* What is common to all kinds of evidence; the input lacks its parameters. */
static WfDiscoveryResult *
search (WfDiscoveryInput *input, const WfDiscovery *method, GVariant *params, GError **error)
{
  g_autoptr (GVariant) complete = wf_params_complete (method->params, params, error);
  g_autoptr (WfKnowledge) knowledge = NULL;
  WfDiscoveryResult *result;

  if (complete == NULL)
    return NULL;
  complete = name_surrogate (input, method, g_steal_pointer (&complete));
  if (input->knowledge != NULL)
    {
      const char *const *names = wf_discovery_input_get_names (input);

      input->knowledge = knowledge = wf_knowledge_expand (input->knowledge, names, error);
      if (knowledge == NULL || !wf_knowledge_check (knowledge, names, error))
        return NULL;
    }
  if (!wf_progress_check (input->progress, error))
    return NULL;
  input->params = complete;
  result = method->run (input, error);
  if (result == NULL)
    return NULL;
  wf_discovery_result_set_search (result, method->id, input->knowledge);
  wf_discovery_result_set_evidence (result, input->covariance, input->oracle);
  return result;
}

/**
 * wf_discover:
 * @table: the data; each column becomes a node
 * @method: id of a search, for example "pc"
 * @params: (nullable): parameters of the search, an `a{sv}`; what is left out has its default
 * @knowledge: (nullable): background knowledge, obeyed; patterns stand for the variables they match
 * @seed: seed of what is random in the search
 * @n_threads: threads that work; 0 = all. The result doesn't depend on it
 * @progress: (nullable): told and obeyed
 * @error: WF_ERROR_DATA (unknown method or parameter, data the method doesn't take, weights of rows that are
 * no counts, knowledge that contradicts itself), WF_ERROR_SINGULAR, WF_ERROR_TOO_LARGE, or
 * G_IO_ERROR_CANCELLED
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
  g_autoptr (WfTable) rows = NULL;
  WfDiscoveryInput input = {
    .knowledge = knowledge, .seed = seed, .n_threads = n_threads, .progress = progress
  };

  g_return_val_if_fail (table != NULL && method != NULL, NULL);

  found = wf_discovery_find (method, error);
  if (found == NULL || !check_table (table, found, error))
    return NULL;
  rows = wf_table_expand_weights (table, error);
  if (rows == NULL)
    return NULL;
  input.table = rows;
  return search (&input, found, params, error);
}

/**
 * wf_discover_covariance:
 * @covariance: covariances or correlations; each variable becomes a node
 * @method: id of a search
 * @params: (nullable): parameters of the search, an `a{sv}`; what is left out has its default
 * @knowledge: (nullable): background knowledge, obeyed
 * @seed: seed of what is random in the search
 * @n_threads: threads that work; 0 = all. The result doesn't depend on it
 * @progress: (nullable): told and obeyed
 * @error: as wf_discover(); WF_ERROR_DATA also for a search, a test or a score that needs the rows
 *
 * As wf_discover() with the rows behind the covariances, where the search needs no more of them.
 *
 * Returns: (transfer full): the graph, and why it is so
 */
WfDiscoveryResult *
wf_discover_covariance (WfCovariance *covariance,
                        const char *method,
                        GVariant *params,
                        WfKnowledge *knowledge,
                        guint64 seed,
                        guint n_threads,
                        WfProgress *progress,
                        GError **error)
{
  const WfDiscovery *found;
  WfDiscoveryInput input = { .covariance = covariance,
                             .knowledge = knowledge,
                             .seed = seed,
                             .n_threads = n_threads,
                             .progress = progress };

  g_return_val_if_fail (covariance != NULL && method != NULL, NULL);

  found = wf_discovery_find (method, error);
  if (found == NULL || !check_takes (found, WF_EVIDENCE_COVARIANCE, error) ||
      !check_n_variables (wf_covariance_get_n_variables (covariance), error))
    return NULL;
  return search (&input, found, params, error);
}

/* Are they nodes of an acyclic graph, each once? */
static gboolean
check_oracle (WfGraph *graph, const char *const *observed, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (wf_graph_get_kind (graph) != WF_GRAPH_DAG)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The graph that is to answer is of the kind “%s”; only a directed acyclic one (dag) "
                      "says what is independent of what in every respect. Draw a hidden common cause as a "
                      "latent node"),
                   wf_graph_kind_to_text (wf_graph_get_kind (graph)));
      return FALSE;
    }
  for (gsize i = 0; observed[i] != NULL; i++)
    if (wf_graph_find_node (graph, observed[i]) < 0 || !g_hash_table_add (seen, (gpointer) observed[i]))
      {
        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     wf_graph_find_node (graph, observed[i]) < 0
                         ? _ ("The graph has no node “%s” to observe")
                         : _ ("“%s” is named twice among the observed nodes"),
                     observed[i]);
        return FALSE;
      }
  return check_n_variables (g_strv_length ((GStrv) observed), error);
}

/**
 * wf_discover_oracle:
 * @dag: an acyclic graph
 * @observed: (array zero-terminated=1) (nullable): the nodes that a study would see, in the order of the
 *   variables; %NULL = all but the latent ones
 * @method: id of a search by independence tests
 * @params: (nullable): parameters of the search, an `a{sv}`; those about tests of data say nothing here
 * @knowledge: (nullable): background knowledge, obeyed
 * @n_threads: threads that work; 0 = all
 * @progress: (nullable): told and obeyed
 * @error: WF_ERROR_DATA: another kind of graph, unknown nodes, a search that needs data; else as
 *   wf_discover()
 *
 * What the search would find with unlimited data from the graph, were every dependence in it visible:
 * d-separation takes the place of tests (Spirtes, Glymour & Scheines 2000, section 5.4).
 *
 * Returns: (transfer full): the graph, and why it is so
 */
WfDiscoveryResult *
wf_discover_oracle (WfGraph *dag,
                    const char *const *observed,
                    const char *method,
                    GVariant *params,
                    WfKnowledge *knowledge,
                    guint n_threads,
                    WfProgress *progress,
                    GError **error)
{
  const WfDiscovery *found;
  g_auto (GStrv) visible = NULL;
  WfDiscoveryInput input = {
    .oracle = dag, .knowledge = knowledge, .n_threads = n_threads, .progress = progress
  };

  g_return_val_if_fail (dag != NULL && method != NULL, NULL);

  found = wf_discovery_find (method, error);
  if (found == NULL || !check_takes (found, WF_EVIDENCE_ORACLE, error))
    return NULL;
  visible = observed != NULL ? g_strdupv ((char **) observed) : wf_graph_list_observed (dag);
  input.observed = (const char *const *) visible;
  if (!check_oracle (dag, input.observed, error))
    return NULL;
  return search (&input, found, params, error);
}
