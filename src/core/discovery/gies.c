/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Greedy interventional equivalence search (Hauser & Bühlmann 2012, JMLR 13): that over classes of graphs,
 * with rows of which experiments set some variables. A variable's score is of the rows where it was not set,
 * for elsewhere its value has other causes; and the direction between two of which an experiment set just one
 * can be told. */

#include "config.h"

#include "core/base/error.h"
#include "core/discovery/choices-private.h"
#include "core/discovery/dag-result-private.h"
#include "core/discovery/ges-private.h"
#include "core/discovery/interventions-private.h"

static const WfParam gies_params[] = {
  WF_DISCOVERY_SCORE_PARAMS,
  {
      .id = "targets",
      .name = N_ ("Column of targets"),
      .type = WF_PARAM_TEXT,
      .help = N_ ("Column whose values name the variables that were set in a row, with + or commas between; "
                  "none = only observed"),
  },
  {
      .id = "regimes",
      .name = N_ ("What its values mean"),
      .type = WF_PARAM_TEXT,
      .help = N_ ("Where that column doesn’t name variables: “value: variable, variable; value: variable”; "
                  "other values = only observed"),
  },
  WF_GES_PARAM_TURNING,
  { NULL },
};

/* One score for each set of rows that some variables share. */
static gboolean
create_scores (const WfDiscoveryInput *input,
               const WfInterventions *interventions,
               GPtrArray *owned,
               WfScore **scores,
               GError **error)
{
  guint n = (guint) wf_table_get_n_columns (interventions->table);

  for (guint v = 0; v < n; v++)
    {
      WfDiscoveryInput part = *input;
      g_autoptr (WfTable) rows = NULL;
      guint like = 0;

      while (like < v && !wf_interventions_is_alike (interventions, like, v))
        like++;
      if (like < v)
        {
          scores[v] = scores[like];
          continue;
        }
      rows = wf_interventions_select_rows (interventions, v, error);
      if (rows == NULL)
        return FALSE;
      part.table = rows;
      scores[v] = wf_discovery_create_score (&part, error);
      if (scores[v] == NULL)
        {
          g_prefix_error (error, _ ("Rows where “%s” was not set: "),
                          wf_table_get_name (interventions->table, v));
          return FALSE;
        }
      g_ptr_array_add (owned, scores[v]);
    }
  return TRUE;
}

static guint64 *
list_separated (const WfInterventions *interventions)
{
  guint n = (guint) wf_table_get_n_columns (interventions->table);
  gsize n_words = (n + 63) / 64;
  guint64 *separated = g_new0 (guint64, n * n_words);

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      if (!wf_interventions_is_alike (interventions, a, b))
        wf_bits_set (separated, n_words, a, b);
  return separated;
}

static WfDiscoveryResult *
search (const WfDiscoveryInput *input,
        const WfInterventions *interventions,
        WfScore *const *scores,
        GError **error)
{
  guint n = wf_discovery_input_get_n_variables (input);
  gint64 max_parents = wf_params_get_integer (input->params, "max-parents");
  g_autofree guint64 *separated = list_separated (interventions);
  g_autofree guint64 *parents = g_new0 (guint64, n * ((n + 63) / 64));
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfConstraints) constraints =
      wf_constraints_new (input->knowledge, wf_discovery_input_get_names (input), input->progress, error);
  WfGesInput ges = {
    .n = n,
    .scores = scores,
    .constraints = constraints,
    .separated = separated,
    .max_parents = max_parents < 0 ? G_MAXSIZE : (gsize) max_parents,
    .turns = wf_params_get_boolean (input->params, "turning"),
    .n_rows = wf_discovery_input_get_n_rows (input),
    .n_threads = input->n_threads,
    .progress = input->progress,
  };

  if (constraints == NULL)
    return NULL;
  for (guint v = 0; v < n; v++)
    ges.max_parents = MIN (ges.max_parents, wf_score_get_max_parents (scores[v]));
  if (interventions->warnings != NULL)
    g_strv_builder_addv (warnings, (const char **) interventions->warnings);
  if (!wf_ges_find (&ges, parents, warnings, error))
    return NULL;
  return wf_dag_result_new_interventional (input, constraints, scores, separated, parents, warnings, error);
}

static WfDiscoveryResult *
gies_run (const WfDiscoveryInput *input, GError **error)
{
  g_autoptr (WfInterventions) interventions =
      wf_interventions_new (input->table, wf_params_get_text (input->params, "targets"),
                            wf_params_get_text (input->params, "regimes"), error);
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_score_unref);
  g_autofree WfScore **scores = NULL;
  WfDiscoveryInput variables = *input;

  if (interventions == NULL)
    return NULL;
  scores = g_new (WfScore *, wf_table_get_n_columns (interventions->table));
  if (!create_scores (input, interventions, owned, scores, error))
    return NULL;
  variables.table = interventions->table;
  return search (&variables, interventions, scores, error);
}

const WfDiscovery wf_discovery_gies = {
  .id = "gies",
  .name = N_ ("GIES (experiments)"),
  .summary = N_ ("FGES with rows of experiments: a column tells which variables were set; assumes no hidden "
                 "common causes"),
  .citation = "Hauser & Bühlmann 2012, JMLR 13",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE | WF_DATA_MIXED,
  .returns = WF_GRAPH_CPDAG,
  .params = gies_params,
  .run = gies_run,
};
