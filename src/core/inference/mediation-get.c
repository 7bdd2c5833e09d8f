/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/inference/mediation-private.h"

WfModel *
wf_mediation_get_model (WfMediation *self)
{
  return self->model;
}

gboolean
wf_mediation_is_exact (WfMediation *self)
{
  return self->n_draws == 0;
}

gsize
wf_mediation_get_n_draws (WfMediation *self)
{
  return self->n_draws;
}

gboolean
wf_mediation_has (WfMediation *self, WfMediationEffect effect)
{
  g_return_val_if_fail (effect < WF_N_MEDIATION_EFFECTS, FALSE);
  return self->has[effect];
}

double
wf_mediation_get_effect (WfMediation *self, WfMediationEffect effect)
{
  return wf_mediation_has (self, effect) ? self->effects[effect] : NAN;
}

double
wf_mediation_get_standard_error (WfMediation *self, WfMediationEffect effect)
{
  return wf_mediation_has (self, effect) ? self->errors[effect] : NAN;
}

const char *const *
wf_mediation_get_recanting (WfMediation *self, WfMediationEffect effect)
{
  g_return_val_if_fail (effect < WF_N_MEDIATION_EFFECTS, NULL);
  return (const char *const *) self->recanting[effect];
}

double
wf_mediation_get_proportion (WfMediation *self)
{
  double total = self->effects[WF_MEDIATION_TOTAL];

  return total != 0.0 ? self->effects[WF_MEDIATION_TOTAL_INDIRECT] / total : NAN;
}

const char *const *
wf_mediation_get_mediators (WfMediation *self)
{
  return (const char *const *) self->names;
}

char *
wf_mediation_describe_change (WfMediation *self)
{
  WfTable *table = wf_model_get_table (self->model);
  const char *name = wf_table_get_name (table, self->exposure);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (wf_table_get_kind (table, self->exposure) == WF_COLUMN_DISCRETE)
    return g_strdup_printf (_ ("%s from %s to %s"), name,
                            wf_table_get_level (table, self->exposure, (gsize) self->from),
                            wf_table_get_level (table, self->exposure, (gsize) self->to));
  from = wf_format_number (self->from);
  to = wf_format_number (self->to);
  return g_strdup_printf (_ ("%s from %s to %s"), name, from, to);
}

char *
wf_mediation_describe_outcome (WfMediation *self)
{
  WfTable *table = wf_model_get_table (self->model);
  const char *name = wf_table_get_name (table, self->outcome);

  if (wf_table_get_kind (table, self->outcome) == WF_COLUMN_DISCRETE)
    return g_strdup_printf ("P(%s = %s)", name, wf_table_get_level (table, self->outcome, self->level));
  return g_strdup_printf (_ ("the mean of %s"), name);
}

const char *
wf_mediation_effect_to_text (WfMediationEffect effect)
{
  static const char *const names[WF_N_MEDIATION_EFFECTS] = {
    [WF_MEDIATION_TOTAL] = N_ ("total effect"),
    [WF_MEDIATION_NATURAL_DIRECT] = N_ ("natural direct effect"),
    [WF_MEDIATION_NATURAL_INDIRECT] = N_ ("natural indirect effect"),
    [WF_MEDIATION_TOTAL_INDIRECT] = N_ ("total indirect effect"),
    [WF_MEDIATION_CONTROLLED_DIRECT] = N_ ("controlled direct effect"),
    [WF_MEDIATION_PATHS] = N_ ("path-specific effect"),
  };

  g_return_val_if_fail (effect < WF_N_MEDIATION_EFFECTS, NULL);
  return _ (names[effect]);
}

const char *const *
wf_mediation_get_warnings (WfMediation *self)
{
  return (const char *const *) self->warnings;
}

char *
wf_mediation_describe_assumption (WfMediation *self, WfMediationEffect effect)
{
  g_autofree char *names = NULL;

  if (!self->has[effect] || self->recanting[effect][0] == NULL)
    return NULL;
  names = g_strjoinv (", ", self->recanting[effect]);
  return g_strdup_printf (_ ("%s: %s would have to be in two worlds at once, so that no experiment can tell "
                             "this effect. It is computed from the mechanisms, "
                             "and assumes that their noise is the same in both worlds."),
                          wf_mediation_effect_to_text (effect), names);
}
