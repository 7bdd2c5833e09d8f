/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a search is given, whether that is a table, covariances, or a graph that answers. */

#include "config.h"

#include "core/discovery/discovery-private.h"

const char *const *
wf_discovery_input_get_names (const WfDiscoveryInput *self)
{
  if (self->table != NULL)
    return wf_table_get_names (self->table);
  return self->covariance != NULL ? wf_covariance_get_names (self->covariance) : self->observed;
}

guint
wf_discovery_input_get_n_variables (const WfDiscoveryInput *self)
{
  return g_strv_length ((GStrv) wf_discovery_input_get_names (self));
}

gsize
wf_discovery_input_get_n_rows (const WfDiscoveryInput *self)
{
  if (self->table != NULL)
    return wf_table_get_n_rows (self->table);
  return self->covariance != NULL ? wf_covariance_get_n_rows (self->covariance) : 0;
}
