/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How well a node's mechanism fits: how likely it makes rows that it was fitted without, and whether the
 * noise is independent of the parents. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/model/model-private.h"
#include "core/model/validation-private.h"

#define MIN_ROWS     30
#define WEAK_P_VALUE 0.001
#define WEAK_SHARE   0.02 /* of the noise, that the parents must tell for a small p to matter */

static double
get_mean (const double *x, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += x[i];
  return sum / (double) n;
}

static double
measure (const WfMechanism *mechanism,
         const WfValidation *validation,
         gboolean with_parents,
         GVariant *params)
{
  gsize n = validation->rows.n_rows;
  g_autofree double *densities = g_new (double, n);

  return wf_validation_measure (validation, mechanism, mechanism->kind, with_parents, params, NULL, densities,
                                NULL)
             ? get_mean (densities, n)
             : NAN;
}

static void
describe_weakness (WfMechanism *mechanism, const char *name)
{
  g_autofree char *p = wf_format_number (mechanism->noise_p_value);

  if (mechanism->n_parents == 0)
    return;
  if (mechanism->held_out <= mechanism->held_out_alone)
    mechanism->weakness = g_strdup_printf (
        _ ("the parents of %s don't help to predict it: rows that were left out are as likely without them"),
        name);
  else if (mechanism->noise_p_value < WEAK_P_VALUE && mechanism->noise_share > WEAK_SHARE)
    mechanism->weakness = g_strdup_printf (
        _ ("the noise of %s depends on its parents (p = %s): a curve, an interaction or a changing spread is "
           "missing"),
        name, p);
}

void
wf_model_check_mechanism (WfModel *self, guint node)
{
  WfMechanism *mechanism = &self->mechanisms[node];
  g_auto (WfFamily) family = { 0 };
  g_auto (WfValidation) validation = { 0 };

  if (!wf_family_init (&family, self->table, mechanism->parents, mechanism->n_parents, node, NULL) ||
      !wf_validation_init (&validation, &family, MIN_ROWS, NULL))
    return;
  if (isnan (mechanism->held_out))
    mechanism->held_out = measure (mechanism, &validation, TRUE, self->params);
  mechanism->held_out_alone =
      mechanism->n_parents > 0 ? measure (mechanism, &validation, FALSE, self->params) : mechanism->held_out;
  wf_noise_test (mechanism, validation.columns, validation.rows.n_rows, &mechanism->noise_p_value,
                 &mechanism->noise_share);
  describe_weakness (mechanism, wf_graph_get_name (self->graph, node));
}
