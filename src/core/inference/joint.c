/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/inference/effect-private.h"
#include "core/inference/joint-private.h"

G_DEFINE_BOXED_TYPE (WfJoint, wf_joint, wf_joint_ref, wf_joint_unref)

static WfTable *
get_table (WfJoint *self)
{
  return wf_model_get_table (self->question->model);
}

/* The nodes by name, each once, all of one kind. */
static gboolean
resolve_nodes (WfJoint *self, const char *const *names, GError **error)
{
  WfGraph *graph = wf_model_get_graph (self->question->model);

  self->nodes = g_new (guint, g_strv_length ((char **) names) + 1);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      gssize node = wf_question_find_node (graph, names[i], error);

      if (node < 0)
        return FALSE;
      for (gsize k = 0; k < self->n_nodes; k++)
        if (self->nodes[k] == (guint) node)
          {
            g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is asked for twice; once is enough"),
                         names[i]);
            return FALSE;
          }
      self->nodes[self->n_nodes++] = node;
      if (wf_table_get_kind (get_table (self), node) == wf_table_get_kind (get_table (self), self->nodes[0]))
        continue;
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                   _ ("%s and %s are of different kinds: ask about discrete variables together, or about "
                      "continuous ones"),
                   names[0], names[i]);
      return FALSE;
    }
  self->kind = wf_table_get_kind (get_table (self), self->nodes[0]);
  return TRUE;
}

static gboolean
count_entries (WfJoint *self, GError **error)
{
  g_autofree char *limit = wf_format_count (WF_LIMIT_JOINT_ENTRIES);

  self->n_entries = 1;
  for (gsize i = 0; self->kind == WF_COLUMN_DISCRETE && i < self->n_nodes; i++)
    {
      gsize n_levels = wf_table_get_n_levels (get_table (self), self->nodes[i]);

      if (self->n_entries <= WF_LIMIT_JOINT_ENTRIES / n_levels)
        {
          self->n_entries *= n_levels;
          continue;
        }
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("These variables have more than %s combinations of levels together; ask about fewer"),
                   limit);
      return FALSE;
    }
  return TRUE;
}

/* What is set, drawn or observed outside of what the table held. */
static char **
list_warnings (WfJoint *self, WfSimulation *simulation)
{
  g_autoptr (WfEffect) effect = wf_effect_new (self->question, simulation);

  wf_effect_warn_of_conditions (effect);
  return g_strv_builder_end (effect->notices);
}

static gboolean
infer (WfJoint *self, WfSimulation *simulation, gsize n_draws, WfProgress *progress, GError **error)
{
  switch (self->engine)
    {
      case WF_ENGINE_CLOSED_FORM:
        return wf_joint_infer_gaussian (self, simulation->linear, progress, error);
      case WF_ENGINE_SAMPLING:
        return wf_joint_infer_sampling (self, simulation, n_draws, progress, error);
      case WF_ENGINE_JUNCTION_TREE:
      case WF_ENGINE_ELIMINATION:
      default:
        self->engine = WF_ENGINE_ELIMINATION;
        return wf_joint_infer_categorical (self, simulation->network, progress, error);
    }
}

/**
 * wf_simulation_query:
 * @simulation: a simulation
 * @interventions: (array length=n_interventions): as wf_simulation_intervene() takes them; may be none
 * @n_interventions: how many
 * @given: (array zero-terminated=1) (nullable): evidence, "Z=u", at most one a node
 * @nodes: (array zero-terminated=1): names of the variables, at least one, each once
 * @n_draws: how many draws where it is sampled; 0 = the parameter of the simulation
 * @progress: (nullable): stage and cancelling
 * @error: return location for an error
 *
 * The joint distributions P(nodes | given) and P(nodes | do(interventions), given). Discrete variables: a
 * table of probabilities, by variable elimination without barren nodes. Continuous ones: means and
 * covariances, in closed form for a linear-Gaussian model. Otherwise from weighted draws, with standard
 * errors.
 *
 * Errors: those of wf_simulation_intervene(); #WF_ERROR_DATA: an unknown variable, or one twice;
 * #WF_ERROR_UNSUPPORTED: discrete and continuous variables together; #WF_ERROR_TOO_LARGE: more than
 * %WF_LIMIT_JOINT_ENTRIES combinations of levels.
 *
 * Cost: discrete exponential in the width of the elimination order that leaves the nodes to the end;
 * linear-Gaussian O(all nodes (edges + evidence + nodes)); sampled O(draws (edges + nodes²)).
 *
 * Returns: (transfer full): the joint distribution, or %NULL with an error
 */
WfJoint *
wf_simulation_query (WfSimulation *simulation,
                     WfIntervention *const *interventions,
                     gsize n_interventions,
                     const char *const *given,
                     const char *const *nodes,
                     gsize n_draws,
                     WfProgress *progress,
                     GError **error)
{
  g_return_val_if_fail (simulation != NULL, NULL);
  g_return_val_if_fail (interventions != NULL || n_interventions == 0, NULL);
  g_return_val_if_fail (nodes != NULL && nodes[0] != NULL, NULL);

  g_autoptr (WfJoint) self = NULL;
  g_autoptr (WfQuestion) question =
      wf_question_new (simulation->model, interventions, n_interventions, given, error);

  if (question == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (WfJoint);
  self->question = g_steal_pointer (&question);
  if (!resolve_nodes (self, nodes, error) || !count_entries (self, error) ||
      !wf_simulation_choose_engine (simulation, self->question, &self->engine, error))
    return NULL;
  self->warnings = list_warnings (self, simulation);
  wf_progress_set_stage (progress, _ ("Propagating the interventions"), 0);
  return infer (self, simulation, n_draws, progress, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * wf_joint_ref:
 * @self: a joint distribution
 *
 * Returns: (transfer full): @self
 */
WfJoint *
wf_joint_ref (WfJoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
joint_clear (gpointer data)
{
  WfJoint *self = data;

  for (guint i = 0; i < 2; i++)
    {
      g_free (self->worlds[i].probabilities);
      g_free (self->worlds[i].means);
      g_free (self->worlds[i].covariances);
      g_free (self->worlds[i].errors);
    }
  g_free (self->nodes);
  g_strfreev (self->warnings);
  wf_question_unref (self->question);
}

/**
 * wf_joint_unref:
 * @self: (transfer full): a joint distribution
 */
void
wf_joint_unref (WfJoint *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, joint_clear);
}

/**
 * wf_joint_get_engine:
 * @self: a joint distribution
 *
 * Returns: what computed it
 */
WfEngine
wf_joint_get_engine (WfJoint *self)
{
  g_return_val_if_fail (self != NULL, WF_ENGINE_SAMPLING);
  return self->engine;
}

/**
 * wf_joint_is_exact:
 * @self: a joint distribution
 *
 * Returns: %TRUE when it is exact under the fitted model
 */
gboolean
wf_joint_is_exact (WfJoint *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->engine != WF_ENGINE_SAMPLING;
}

/**
 * wf_joint_get_n_draws:
 * @self: a joint distribution
 *
 * Returns: how many draws it rests on, 0 when exact
 */
gsize
wf_joint_get_n_draws (WfJoint *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_draws;
}

/**
 * wf_joint_get_effective_draws:
 * @self: a joint distribution
 *
 * Returns: how many unweighted draws would tell as much, of the world where they are fewer; 0 when exact
 */
double
wf_joint_get_effective_draws (WfJoint *self)
{
  g_return_val_if_fail (self != NULL, 0.0);
  return self->n_effective;
}

/**
 * wf_joint_get_n_nodes:
 * @self: a joint distribution
 *
 * Returns: how many variables it is of
 */
gsize
wf_joint_get_n_nodes (WfJoint *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_nodes;
}

/**
 * wf_joint_get_name:
 * @self: a joint distribution
 * @node: which of its variables, in the order asked for
 *
 * Returns: (transfer none): its name
 */
const char *
wf_joint_get_name (WfJoint *self, gsize node)
{
  g_return_val_if_fail (self != NULL && node < self->n_nodes, NULL);
  return wf_table_get_name (get_table (self), self->nodes[node]);
}

/**
 * wf_joint_get_kind:
 * @self: a joint distribution
 *
 * Returns: the kind of its variables
 */
WfColumnKind
wf_joint_get_kind (WfJoint *self)
{
  g_return_val_if_fail (self != NULL, WF_COLUMN_DISCRETE);
  return self->kind;
}

/**
 * wf_joint_get_n_levels:
 * @self: a joint distribution
 * @node: which of its variables
 *
 * Returns: how many levels it has, 0 for a continuous one
 */
gsize
wf_joint_get_n_levels (WfJoint *self, gsize node)
{
  g_return_val_if_fail (self != NULL && node < self->n_nodes, 0);
  return self->kind == WF_COLUMN_DISCRETE ? wf_table_get_n_levels (get_table (self), self->nodes[node]) : 0;
}

/**
 * wf_joint_get_level:
 * @self: a joint distribution of discrete variables
 * @node: which of them
 * @level: which of its levels
 *
 * Returns: (transfer none): the name of the level
 */
const char *
wf_joint_get_level (WfJoint *self, gsize node, gsize level)
{
  g_return_val_if_fail (level < wf_joint_get_n_levels (self, node), NULL);
  return wf_table_get_level (get_table (self), self->nodes[node], level);
}

/**
 * wf_joint_get_probabilities:
 * @self: a joint distribution
 * @is_after: after the interventions
 * @n_entries: (out) (optional): how many
 *
 * Returns: (array length=n_entries) (transfer none) (nullable): the probability of every combination of
 * levels, the last variable fastest, sum 1; %NULL for continuous variables
 */
const double *
wf_joint_get_probabilities (WfJoint *self, gboolean is_after, gsize *n_entries)
{
  g_return_val_if_fail (self != NULL, NULL);
  if (n_entries != NULL)
    *n_entries = self->kind == WF_COLUMN_DISCRETE ? self->n_entries : 0;
  return self->worlds[is_after != FALSE].probabilities;
}

/**
 * wf_joint_get_means: (skip)
 * @self: a joint distribution
 * @is_after: after the interventions
 *
 * Returns: (nullable): as many means as there are variables; %NULL for discrete ones
 */
const double *
wf_joint_get_means (WfJoint *self, gboolean is_after)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->worlds[is_after != FALSE].means;
}

/**
 * wf_joint_get_covariances: (skip)
 * @self: a joint distribution
 * @is_after: after the interventions
 *
 * Returns: (nullable): the covariances, variables x variables; %NULL for discrete ones
 */
const double *
wf_joint_get_covariances (WfJoint *self, gboolean is_after)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->worlds[is_after != FALSE].covariances;
}

/**
 * wf_joint_get_errors: (skip)
 * @self: a joint distribution
 * @is_after: after the interventions
 *
 * Returns: (nullable): standard errors of the probabilities, or of the means; %NULL when exact
 */
const double *
wf_joint_get_errors (WfJoint *self, gboolean is_after)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->worlds[is_after != FALSE].errors;
}

/**
 * wf_joint_get_warnings:
 * @self: a joint distribution
 *
 * Returns: (array zero-terminated=1) (transfer none): what makes the answer less sure, in words
 */
const char *const *
wf_joint_get_warnings (WfJoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return (const char *const *) self->warnings;
}

/**
 * wf_joint_entry_to_text:
 * @self: a joint distribution of discrete variables
 * @entry: a combination of levels
 *
 * Returns: (transfer full): "A = yes, B = no"
 */
char *
wf_joint_entry_to_text (WfJoint *self, gsize entry)
{
  g_return_val_if_fail (self != NULL && self->kind == WF_COLUMN_DISCRETE, NULL);
  g_return_val_if_fail (entry < self->n_entries, NULL);

  g_autoptr (GString) text = g_string_new (NULL);
  gsize n_below = self->n_entries;

  for (gsize i = 0; i < self->n_nodes; i++)
    {
      gsize n_levels = wf_joint_get_n_levels (self, i);

      n_below /= n_levels;
      g_string_append_printf (text, "%s%s = %s", i > 0 ? ", " : "", wf_joint_get_name (self, i),
                              wf_joint_get_level (self, i, entry / n_below % n_levels));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
