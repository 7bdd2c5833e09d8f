/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/inference/effect-words-private.h"
#include "core/inference/intervention-private.h"

typedef struct
{
  guint node;
  double size;
} Change;

static double
measure_change (WfMarginal *before, WfMarginal *after)
{
  double size = 0.0;

  if (wf_marginal_get_kind (before) == WF_COLUMN_DISCRETE)
    {
      gsize n_levels;
      const double *p = wf_marginal_get_probabilities (before, &n_levels);
      const double *q = wf_marginal_get_probabilities (after, &n_levels);

      for (gsize i = 0; i < n_levels; i++)
        size += 0.5 * fabs (q[i] - p[i]);
      return size;
    }
  size = fabs (wf_marginal_get_mean (after) - wf_marginal_get_mean (before));
  return wf_marginal_get_sd (before) > 0.0 ? size / wf_marginal_get_sd (before) : size;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const Change *x = a, *y = b;

  if (x->size != y->size)
    return x->size > y->size ? -1 : 1;
  return x->node < y->node ? -1 : x->node > y->node;
}

guint *
wf_effect_rank_affected (WfEffect *self, gsize *n)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->model));
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Change));
  guint *nodes;

  for (guint i = 0; i < n_nodes; i++)
    if (self->is_affected[i])
      {
        Change change = { i, measure_change (self->before[i], self->after[i]) };

        g_array_append_val (changes, change);
      }
  g_array_sort (changes, compare_changes);
  nodes = g_new (guint, changes->len + 1);
  for (guint i = 0; i < changes->len; i++)
    nodes[i] = g_array_index (changes, Change, i).node;
  *n = changes->len;
  return nodes;
}

char *
wf_effect_join (char **parts)
{
  guint n = g_strv_length (parts);
  g_autofree char *last = NULL;
  g_autofree char *head = NULL;

  if (n < 2)
    return g_strdup (n == 1 ? parts[0] : "");
  last = parts[n - 1];
  parts[n - 1] = NULL;
  head = g_strjoinv (", ", parts);
  /* Translators: the end of a list: "a, b and c" */
  return g_strdup_printf (_ ("%s and %s"), head, last);
}

char *
wf_effect_describe_setting (WfEffect *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (self->question->n_interventions == 0)
    return NULL;
  for (gsize i = 0; i < self->question->n_interventions; i++)
    {
      g_autofree char *part = wf_intervention_describe (self->question->interventions[i]);

      g_strv_builder_add (builder, part);
    }
  parts = g_strv_builder_end (builder);
  return wf_effect_join (parts);
}

char *
wf_effect_describe_given (WfEffect *self)
{
  return wf_effect_has_evidence (self) ? g_strjoinv (", ", self->question->given) : NULL;
}

/* Of two levels that changed equally, the last: "yes" of "no, yes", "1" of "0, 1". */
gsize
wf_effect_find_level (WfEffect *self, guint node)
{
  gsize n_levels, best = 0;
  const double *p = wf_marginal_get_probabilities (self->before[node], &n_levels);
  const double *q = wf_marginal_get_probabilities (self->after[node], &n_levels);

  for (gsize i = 1; i < n_levels; i++)
    if (fabs (q[i] - p[i]) >= fabs (q[best] - p[best]) - 1e-12)
      best = i;
  return best;
}

static char *
describe_discrete (WfEffect *self, guint node)
{
  gsize level = wf_effect_find_level (self, node);
  double p = wf_marginal_get_probabilities (self->before[node], NULL)[level];
  double q = wf_marginal_get_probabilities (self->after[node], NULL)[level];
  g_autofree char *before = wf_format_percent (p);
  g_autofree char *after = wf_format_percent (q);
  const char *name = wf_marginal_get_name (self->before[node]);
  const char *level_name = wf_marginal_get_level (self->before[node], level);

  if (g_str_equal (before, after))
    return g_strdup_printf (_ ("%s hardly changes"), name);
  if (q > p)
    return g_strdup_printf (_ ("%s = %s becomes more likely, from %s to %s"), name, level_name, before,
                            after);
  return g_strdup_printf (_ ("%s = %s becomes less likely, from %s to %s"), name, level_name, before, after);
}

char *
wf_effect_describe_change (WfEffect *self, guint node)
{
  WfMarginal *before = self->before[node], *after = self->after[node];
  const char *name = wf_marginal_get_name (before);

  if (wf_marginal_get_kind (before) == WF_COLUMN_DISCRETE)
    return describe_discrete (self, node);

  double m = wf_marginal_get_mean (before), n = wf_marginal_get_mean (after);
  g_autofree char *from = wf_marginal_to_text (before);
  g_autofree char *to = wf_marginal_to_text (after);
  g_autofree char *change = wf_marginal_change_to_text (before, after);

  if (fabs (n - m) > 1e-9 * wf_marginal_get_sd (before) && (change == NULL || g_str_equal (from, to)))
    return g_strdup_printf (_ ("%s hardly changes"), name);
  if (fabs (n - m) > 1e-9 * wf_marginal_get_sd (before))
    return g_strdup_printf (n < m ? _ ("%s falls from %s to %s (%s)") : _ ("%s rises from %s to %s (%s)"),
                            name, from, to, change);

  g_autofree char *sd_from = wf_marginal_sd_to_text (before);
  g_autofree char *sd_to = wf_marginal_sd_to_text (after);

  return g_strdup_printf (_ ("the standard deviation of %s goes from %s to %s"), name, sd_from, sd_to);
}
