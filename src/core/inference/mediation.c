/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/inference/contrast-private.h"
#include "core/inference/mediation-private.h"
#include "core/inference/nested-private.h"
#include "core/inference/question-private.h"

static const char *const methods[] = { "automatic", "exact", "sampling", NULL };

static const WfParam parameters[] = {
  { .id = "method",
    .name = N_ ("Method"),
    .type = WF_PARAM_CHOICE,
    .choices = methods,
    .help = N_ ("Exact where the mechanisms allow it, or draws with standard errors") },
  { .id = "draws",
    .name = N_ ("Draws"),
    .type = WF_PARAM_INTEGER,
    .value = 100000,
    .min = 10,
    .max = 100000000,
    .help = N_ ("Draws of the noise when effects are sampled") },
  { .id = NULL },
};

G_DEFINE_BOXED_TYPE (WfMediation, wf_mediation, wf_mediation_ref, wf_mediation_unref)

const WfParam *
wf_mediation_get_parameters (void)
{
  return parameters;
}

static void
mediation_clear (gpointer data)
{
  WfMediation *self = data;

  g_clear_pointer (&self->model, wf_model_unref);
  g_free (self->mediators);
  g_strfreev (self->names);
  g_strfreev (self->held);
  g_strfreev (self->paths);
  for (guint i = 0; i < WF_N_MEDIATION_EFFECTS; i++)
    g_strfreev (self->recanting[i]);
  g_strfreev (self->warnings);
}

WfMediation *
wf_mediation_ref (WfMediation *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_mediation_unref (WfMediation *self)
{
  g_atomic_rc_box_release_full (self, mediation_clear);
}

/* ---- what is asked ---- */

/* nodes on directed paths from the exposure to the outcome, without the two: n_nodes booleans */
static gboolean *
mark_between (WfGraph *graph, guint exposure, guint outcome)
{
  gsize n = wf_graph_get_n_nodes (graph), n_below, n_above;
  g_autofree guint *below = wf_graph_list_descendants (graph, exposure, &n_below);
  g_autofree guint *above = wf_graph_list_ancestors (graph, outcome, &n_above);
  g_autofree gboolean *is_below = g_new0 (gboolean, n + 1);
  gboolean *is_between = g_new0 (gboolean, n + 1);

  for (gsize i = 0; i < n_below; i++)
    is_below[below[i]] = below[i] != outcome;
  for (gsize i = 0; i < n_above; i++)
    is_between[above[i]] = is_below[above[i]];
  return is_between;
}

static gboolean
resolve_mediators (WfMediation *self, const char *const *through, GError **error)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  gsize n = wf_graph_get_n_nodes (graph);
  g_autofree gboolean *is_between = mark_between (graph, self->exposure, self->outcome);
  g_autofree gboolean *is_mediator = g_new0 (gboolean, n + 1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (gsize i = 0; through != NULL && through[i] != NULL; i++)
    {
      gssize node = wf_question_find_node (graph, through[i], error);

      if (node < 0)
        return FALSE;
      if (!is_between[node])
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("%s lies on no directed path from %s to %s, and mediates nothing"), through[i],
                       wf_graph_get_name (graph, self->exposure), wf_graph_get_name (graph, self->outcome));
          return FALSE;
        }
      is_mediator[node] = TRUE;
    }
  self->mediators = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    if (through != NULL ? is_mediator[i] : is_between[i])
      {
        self->mediators[self->n_mediators++] = i;
        g_strv_builder_add (names, wf_graph_get_name (graph, i));
      }
  self->names = g_strv_builder_end (names);
  return TRUE;
}

static gboolean
resolve_values (WfMediation *self, const char *from, const char *to, const char *level, GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  gsize n_exposure = wf_table_get_n_levels (table, self->exposure);
  gsize n_outcome = wf_table_get_n_levels (table, self->outcome);
  double mean = 0.0, last = 0.0;

  if (n_exposure == 0 && wf_table_get_n_rows (table) > 0)
    mean = wf_marginal_get_mean (wf_model_get_observed (self->model, self->exposure));
  if (!wf_contrast_read_value (table, self->exposure, from, mean, &self->from, error) ||
      !wf_contrast_read_value (table, self->exposure, to,
                               n_exposure > 0 ? (double) n_exposure - 1.0 : self->from + 1.0, &self->to,
                               error))
    return FALSE;
  if (n_outcome == 0 && level != NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s has no levels: its mean is asked for"),
                   wf_table_get_name (table, self->outcome));
      return FALSE;
    }
  if (n_outcome > 0 &&
      !wf_contrast_read_value (table, self->outcome, level, (double) n_outcome - 1.0, &last, error))
    return FALSE;
  self->level = (guint) last;
  if (self->from != self->to)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("From and to are the same value of %s; take two"),
               wf_table_get_name (table, self->exposure));
  return FALSE;
}

/* ---- the answer ---- */

static gboolean
infer (WfMediation *self,
       const WfNested *nested,
       const guint *versions,
       GVariant *params,
       guint64 seed,
       WfProgress *progress,
       GError **error)
{
  const char *method = wf_params_get_choice (params, "method");
  WfNestedQuery query = { versions, WF_N_WORLDS, self->level };
  gboolean is_linear = wf_nested_is_linear (nested, &query),
           is_discrete = wf_nested_is_discrete (nested, &query);
  double means[WF_N_WORLDS];

  if (g_str_equal (method, "exact") && !is_linear && !is_discrete)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                   _ ("Only linear-Gaussian models and probability tables are exact here; take the method "
                      "“sampling”"));
      return FALSE;
    }
  if (g_str_equal (method, "sampling") || (!is_linear && !is_discrete))
    {
      self->n_draws = (gsize) wf_params_get_integer (params, "draws");
      return wf_nested_sample (nested, &query, wf_mediation_pairs, WF_N_MEDIATION_EFFECTS, self->n_draws,
                               seed, self->effects, self->errors, progress, error);
    }
  if (is_linear)
    wf_nested_infer_linear (nested, &query, means);
  else if (!wf_nested_infer_discrete (nested, &query, means, progress, error))
    {
      if (g_error_matches (*error, WF_ERROR, WF_ERROR_BUDGET))
        g_prefix_error (error, "%s ", _ ("The method “sampling” answers with standard errors."));
      return FALSE;
    }
  for (guint i = 0; i < WF_N_MEDIATION_EFFECTS; i++)
    self->effects[i] = means[wf_mediation_pairs[i][1]] - means[wf_mediation_pairs[i][0]];
  return TRUE;
}

/* The values of the exposure that no row comes near. */
static void
warn (WfMediation *self)
{
  WfTable *table = wf_model_get_table (self->model);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const double asked[] = { self->from, self->to };
  gsize n_rows;
  const double *values = wf_table_get_values (table, self->exposure, &n_rows);
  double low = INFINITY, high = -INFINITY;

  for (gsize i = 0; values != NULL && i < n_rows; i++)
    {
      low = values[i] < low ? values[i] : low;
      high = values[i] > high ? values[i] : high;
    }
  for (gsize i = 0; low <= high && i < G_N_ELEMENTS (asked); i++)
    if (asked[i] < low || asked[i] > high)
      {
        g_autofree char *value = wf_format_number (asked[i]);
        g_autofree char *low_text = wf_format_number (low);
        g_autofree char *high_text = wf_format_number (high);
        g_autofree char *text =
            g_strdup_printf (_ ("%s = %s lies outside the observed range [%s, %s]: extrapolation"),
                             wf_table_get_name (table, self->exposure), value, low_text, high_text);

        g_strv_builder_add (builder, text);
      }
  self->warnings = g_strv_builder_end (builder);
}

static gboolean
resolve (WfMediation *self,
         const char *exposure,
         const char *from,
         const char *to,
         const char *outcome,
         const char *level,
         const char *const *through,
         GError **error)
{
  WfGraph *graph = wf_model_get_graph (self->model);
  gssize x = wf_question_find_node (graph, exposure, error);
  gssize y = x >= 0 ? wf_question_find_node (graph, outcome, error) : -1;

  if (x < 0 || y < 0)
    return FALSE;
  if (x == y)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("Exposure and outcome are the same variable; take two"));
      return FALSE;
    }
  self->exposure = (guint) x;
  self->outcome = (guint) y;
  return resolve_values (self, from, to, level, error) && resolve_mediators (self, through, error);
}

/**
 * wf_mediate:
 * @model: a fitted model
 * @exposure: name of a node
 * @from: (nullable): the value or level a; %NULL = the observed mean, or the first level
 * @to: (nullable): the value or level b; %NULL = one more than a, or the last level
 * @outcome: name of another node
 * @level: (nullable): of a discrete outcome, whose probability is asked; %NULL = its last
 * @through: (array zero-terminated=1) (nullable): mediators; %NULL = every node on a directed path between
 * the two
 * @hold: (array zero-terminated=1) (nullable): "M=v" for the controlled direct effect
 * @paths: (array zero-terminated=1) (nullable): "X,M,Y" for a path-specific effect
 * @params: (nullable): values of wf_mediation_get_parameters()
 * @seed: of the draws
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * The total effect of changing the exposure from a to b, and what of it goes through the mediators or along
 * paths, each a comparison of nested counterfactuals whose worlds share the noise (Pearl 2001; path-specific
 * Avin, Shpitser & Pearl 2005). Closed form for a linear-Gaussian model; the mediation formula by variable
 * elimination for tables; else draws with common noise, whose differences have standard errors. Where a node
 * takes part in two versions, tables couple them by the order of the levels, and the node is named.
 *
 * Errors: #WF_ERROR_DATA: an unknown name or value, a mediator that isn't between the two, a path that the
 * graph hasn't; #WF_ERROR_BUDGET: a table beyond %WF_LIMIT_TABLE_ENTRIES; #WF_ERROR_UNSUPPORTED: exact
 * inference of other mechanisms.
 *
 * Cost: linear in nodes and edges for the closed form, times the draws when sampled; exponential in the width
 * of the elimination order.
 *
 * Returns: (transfer full): the effects, or %NULL with an error
 */
WfMediation *
wf_mediate (WfModel *model,
            const char *exposure,
            const char *from,
            const char *to,
            const char *outcome,
            const char *level,
            const char *const *through,
            const char *const *hold,
            const char *const *paths,
            GVariant *params,
            guint64 seed,
            WfProgress *progress,
            GError **error)
{
  g_return_val_if_fail (model != NULL && exposure != NULL && outcome != NULL, NULL);

  g_autoptr (WfMediation) self = g_atomic_rc_box_new0 (WfMediation);
  g_autoptr (GVariant) completed = wf_params_complete (parameters, params, error);
  g_autoptr (GError) failure = NULL;
  g_auto (WfNested) nested = { 0 };
  guint versions[WF_N_WORLDS] = { 0 };

  self->model = wf_model_ref (model);
  if (completed == NULL || !resolve (self, exposure, from, to, outcome, level, through, error))
    return NULL;
  wf_progress_set_stage (progress, _ ("Comparing the worlds"), 0);
  wf_nested_init (&nested, model);
  if (!wf_mediation_add_worlds (self, &nested, hold, paths, versions, error))
    return NULL;
  wf_mediation_list_recanting (self, &nested, versions);
  if (!infer (self, &nested, versions, completed, seed, progress, &failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  warn (self);
  return wf_progress_check (progress, error) ? g_steal_pointer (&self) : NULL;
}
