/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/discover-evidence.h"
#include "cli/discover-output.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/discovery/ensemble.h"
#include "core/formats/formats.h"

static const WfOption options[] = {
  { "oracle", 0, N_ ("GRAPH"),
    N_ ("Instead of TABLE: what the search would find with unlimited data from this acyclic graph") },
  { "latent", 0, N_ ("A,B"),
    N_ ("Nodes of that graph that no study sees, beside those the file calls latent") },
  { "method", 'm', N_ ("M"), N_ ("How to search; “wherefore-cli list methods” (default pc)") },
  { "knowledge", 'k', N_ ("FILE"), N_ ("Tiers, forbidden and required edges (Tetrad's knowledge format)") },
  { "explain", 0, N_ ("A,B"), N_ ("Say why A and B are linked, or not, instead of listing the edges") },
  { "rethreshold", 0, N_ ("ALPHA"),
    N_ ("Cut the graph to a smaller significance level than the one searched at, without testing again") },
  { NULL },
};

static const WfParam rethreshold_param = {
  .id = "rethreshold", .name = N_ ("Significance level"), .type = WF_PARAM_REAL, .min = 1e-300, .max = 0.5
};

static void
list_params (GArray *sets)
{
  const WfDiscovery *const *methods = wf_discoveries_get_all ();

  for (gsize i = 0; methods[i] != NULL; i++)
    wf_params_add_set (sets, methods[i]->id, _ (methods[i]->name), methods[i]->params);
  wf_params_add_set (sets, "bootstrap", _ ("repeated search on samples of the rows"),
                     wf_discover_bootstrap_get_params ());
  wf_params_add_formats (sets);
  wf_params_add_covariance (sets);
}

/* --output is for the graph; the answer is then printed only when JSON was asked for. */
static gboolean
write_graph (WfInvocation *invocation, WfGraph *graph, GError **error)
{
  const char *path = wf_invocation_get (invocation, "output");
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

  if (!wf_graph_write (graph, file, error))
    return FALSE;
  /* Translators: "9 variables, 9 edges written to graph.dot" */
  wf_invocation_tell (invocation, _ ("%zu variables, %zu edges written to %s"), wf_graph_get_n_nodes (graph),
                      wf_graph_get_n_edges (graph), path);
  return TRUE;
}

static gssize
find_node (WfGraph *graph, const char *name, GError **error)
{
  gssize node = wf_graph_find_node (graph, name);
  const char *nearest = node < 0 ? wf_nearest_name (name, wf_graph_get_names (graph)) : NULL;

  if (nearest != NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("There is no variable “%s”; did you mean “%s”?"), name, nearest);
  else if (node < 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("There is no variable “%s”"), name);
  return node;
}

/* --explain: the sentences; NULL without it */
static gboolean
explain (
    WfInvocation *invocation, WfDiscoveryResult *result, WfTable *table, GStrv *explanation, GError **error)
{
  WfGraph *graph = wf_discovery_result_get_graph (result);
  g_auto (GStrv) names = wf_invocation_list (invocation, "explain", 0);
  gssize a, b;

  if (names == NULL)
    return TRUE;
  a = find_node (graph, names[0], error);
  b = a >= 0 ? find_node (graph, names[1], error) : -1;
  if (b < 0)
    return FALSE;
  *explanation = wf_discovery_explain (result, table, (guint) a, (guint) b, error);
  return *explanation != NULL;
}

/* before the work */
static gboolean
check_explain (WfInvocation *invocation, GError **error)
{
  g_auto (GStrv) names = wf_invocation_list (invocation, "explain", 0);

  if (names == NULL || (g_strv_length (names) == 2 && !g_str_equal (names[0], names[1])))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("--explain takes two variables with a comma between: --explain A,B"));
  return FALSE;
}

static gboolean
answer (WfInvocation *invocation, WfDiscoveryResult *result, WfTable *table, GError **error)
{
  gboolean has_file = wf_invocation_has (invocation, "output");
  g_auto (GStrv) explanation = NULL;

  if (!explain (invocation, result, table, &explanation, error))
    return FALSE;
  if (invocation->is_json)
    wf_discover_print_json (invocation, result, (const char *const *) explanation);
  else if (!has_file || explanation != NULL)
    wf_discover_print_text (invocation, result, (const char *const *) explanation);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_discovery_report (result, table, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return !has_file || write_graph (invocation, wf_discovery_result_get_graph (result), error);
}

static gboolean
read_knowledge (WfInvocation *invocation, WfKnowledge **knowledge, GError **error)
{
  const char *path = wf_invocation_get (invocation, "knowledge");
  g_autoptr (WfSource) source = NULL;

  if (path == NULL)
    return TRUE;
  source = wf_invocation_open (invocation, path, error);
  *knowledge = source != NULL ? wf_knowledge_read (source, error) : NULL;
  if (*knowledge != NULL)
    wf_invocation_add_input (invocation, source, NULL, 0, NULL, 0);
  return *knowledge != NULL;
}

/* How to search: what was typed, complete. */
typedef struct
{
  const WfDiscovery *method;
  GVariant *params;
  GVariant *bootstrap; /* "bootstrap", "ensemble", "threshold" */
  double rethreshold;  /* 0 = not asked for */
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->params, g_variant_unref);
  g_clear_pointer (&self->bootstrap, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
has_param (const WfParam *params, const char *id)
{
  while (params->id != NULL && !g_str_equal (params->id, id))
    params++;
  return params->id != NULL;
}

/* What is about data can't be asked of a graph. */
static gboolean
check_oracle (WfInvocation *invocation, GError **error)
{
  static const char *const of_data[] = { "alpha",       "test",      "rows-per-cell", "missing-values",
                                         "swings",      "bootstrap", "ensemble",      "threshold",
                                         "rethreshold", "without",   "discrete",      "continuous",
                                         NULL };

  for (gsize i = 0; of_data[i] != NULL; i++)
    if (wf_invocation_has (invocation, of_data[i]))
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     _ ("--%s is about data, and --oracle has none: leave one of the two out"), of_data[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_together (WfInvocation *invocation, const Search *self, GError **error)
{
  gboolean has_samples = wf_params_get_integer (self->bootstrap, "bootstrap") > 0;
  const char *fault = NULL;

  if (self->rethreshold > 0 && !has_param (self->method->params, "alpha"))
    fault = _ ("--rethreshold is for a search by tests; this one takes no significance level");
  else if (!has_samples &&
           (wf_invocation_has (invocation, "ensemble") || wf_invocation_has (invocation, "threshold")))
    fault = _ ("--ensemble and --threshold are about samples of the rows: give --bootstrap N, too");
  else if (has_samples && self->rethreshold > 0)
    fault = _ ("--rethreshold can’t be taken with --bootstrap: search with --alpha set to that level");
  if (fault != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, fault);
  return fault == NULL;
}

static gboolean
collect (WfInvocation *invocation, Search *self, GError **error)
{
  const char *id = wf_invocation_has (invocation, "method") ? wf_invocation_get (invocation, "method") : "pc";
  const char *level = wf_invocation_get (invocation, "rethreshold");
  g_autoptr (GVariant) given = NULL;
  g_autoptr (GVariant) rethreshold = NULL;

  self->method = wf_discovery_find (id, error);
  if (self->method == NULL)
    return wf_invocation_blame_usage (error);
  self->params = wf_invocation_collect (invocation, self->method->params, error);
  given = self->params != NULL
              ? wf_invocation_collect (invocation, wf_discover_bootstrap_get_params (), error)
              : NULL;
  if (given == NULL)
    return FALSE;
  self->bootstrap = wf_params_complete (wf_discover_bootstrap_get_params (), given, error);
  if (self->bootstrap == NULL)
    return FALSE;
  if (level != NULL)
    {
      rethreshold = wf_param_parse (&rethreshold_param, level, error);
      if (rethreshold == NULL)
        return wf_invocation_blame_usage (error);
      g_variant_ref_sink (rethreshold);
      self->rethreshold = g_variant_get_double (rethreshold);
    }
  return (!wf_invocation_has (invocation, "oracle") || check_oracle (invocation, error)) &&
         check_together (invocation, self, error) && check_explain (invocation, error);
}

static WfDiscoveryResult *
search_samples (WfInvocation *invocation,
                const Search *self,
                const WfDiscoverEvidence *evidence,
                WfKnowledge *knowledge,
                guint n_samples,
                GError **error)
{
  WfEnsembleRule rule;

  if (evidence->table == NULL)
    {
      g_set_error_literal (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("--bootstrap searches samples of the rows, and covariances have no rows to draw "
             "from; give the table they were computed from, or leave --bootstrap out"));
      return NULL;
    }
  if (!wf_ensemble_rule_from_text (wf_params_get_choice (self->bootstrap, "ensemble"), &rule, error))
    return NULL;
  return wf_discover_bootstrap (evidence->table, self->method->id, self->params, knowledge, n_samples, rule,
                                wf_params_get_real (self->bootstrap, "threshold"), invocation->seed,
                                invocation->n_threads, invocation->progress, error);
}

static WfDiscoveryResult *
search_once (WfInvocation *invocation,
             const Search *self,
             const WfDiscoverEvidence *evidence,
             WfKnowledge *knowledge,
             GError **error)
{
  const char *method = self->method->id;

  if (evidence->oracle != NULL)
    return wf_discover_oracle (evidence->oracle, (const char *const *) evidence->observed, method,
                               self->params, knowledge, invocation->n_threads, invocation->progress, error);
  if (evidence->covariance != NULL)
    return wf_discover_covariance (evidence->covariance, method, self->params, knowledge, invocation->seed,
                                   invocation->n_threads, invocation->progress, error);
  return wf_discover (evidence->table, method, self->params, knowledge, invocation->seed,
                      invocation->n_threads, invocation->progress, error);
}

static WfDiscoveryResult *
search (WfInvocation *invocation,
        const Search *self,
        const WfDiscoverEvidence *evidence,
        WfKnowledge *knowledge,
        GError **error)
{
  guint n_samples = (guint) wf_params_get_integer (self->bootstrap, "bootstrap");
  g_autoptr (WfDiscoveryResult) result = NULL;

  if (n_samples > 0)
    return search_samples (invocation, self, evidence, knowledge, n_samples, error);
  result = search_once (invocation, self, evidence, knowledge, error);
  if (result == NULL || self->rethreshold == 0)
    return g_steal_pointer (&result);
  return wf_discovery_rethreshold (result, self->rethreshold, error);
}

static gboolean
discover_run (WfInvocation *invocation, GError **error)
{
  g_auto (Search) asked = { NULL };
  g_auto (WfDiscoverEvidence) evidence = { NULL };
  g_autoptr (WfKnowledge) knowledge = NULL;
  g_autoptr (WfDiscoveryResult) result = NULL;

  if (!collect (invocation, &asked, error) ||
      !wf_invocation_check_format (invocation, "output", WF_CONTENT_GRAPH, error))
    return FALSE;
  if (!wf_discover_evidence_read (&evidence, invocation, error) ||
      !wf_invocation_check_used (invocation, asked.method->id, error) ||
      !read_knowledge (invocation, &knowledge, error))
    return FALSE;

  wf_invocation_start (invocation);
  result = search (invocation, &asked, &evidence, knowledge, error);
  wf_invocation_stop (invocation);
  if (result == NULL)
    return FALSE;
  invocation->method = g_strdup (wf_discovery_result_get_method (result));
  invocation->parameters = g_variant_ref (wf_discovery_result_get_params (result));
  wf_invocation_warn (invocation, wf_discovery_result_get_warnings (result));
  return answer (invocation, result, evidence.table, error);
}

const WfCommand wf_command_discover = {
  .id = "discover",
  .summary = N_ ("Learn a causal graph from a table"),
  .usage = N_ ("TABLE [--method M]"),
  .description = N_ ("Examples:\n"
                     "  wherefore-cli discover proteins.csv --alpha 0.01 -o graph.dot\n"
                     "  wherefore-cli discover proteins.csv --knowledge tiers.txt --report graph.pdf\n"
                     "  wherefore-cli discover proteins.csv --bootstrap 100 --ensemble majority\n"
                     "  wherefore-cli discover proteins.csv --explain PKA,Raf\n"
                     "  wherefore-cli discover published.cov --method boss --rows 645\n"
                     "  wherefore-cli discover --oracle truth.dot --latent gene --method fci"),
  .options = options,
  .reads_table = TRUE,
  .has_formats = TRUE,
  .min_operands = 0,
  .max_operands = 1,
  .list_params = list_params,
  .run = discover_run,
};
