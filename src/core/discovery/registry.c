/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/discovery/discovery-private.h"

/* clang-format off */
static const WfDiscovery *const discoveries[] = {
  &wf_discovery_pc,
  &wf_discovery_fci,
  &wf_discovery_rfci,
  &wf_discovery_gfci,
  &wf_discovery_fges,
  &wf_discovery_gies,
  &wf_discovery_hill_climbing,
  &wf_discovery_exact,
  &wf_discovery_cd_nod,
  &wf_discovery_boss,
  &wf_discovery_grasp,
  NULL,
};
/* clang-format on */

/**
 * wf_discoveries_get_all: (skip)
 *
 * Returns: every search, NULL-terminated
 */
const WfDiscovery *const *
wf_discoveries_get_all (void)
{
  return discoveries;
}

/**
 * wf_discovery_find: (skip)
 * @id: an id, for example "pc"
 * @error: WF_ERROR_DATA lists the ids there are
 *
 * Returns: (nullable): the descriptor
 */
const WfDiscovery *
wf_discovery_find (const char *id, GError **error)
{
  g_autoptr (GString) ids = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  ids = g_string_new (NULL);
  for (gsize i = 0; discoveries[i] != NULL; i++)
    {
      if (g_str_equal (discoveries[i]->id, id))
        return discoveries[i];
      g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", discoveries[i]->id);
    }
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There is no search “%s”; choose one of %s"), id, ids->str);
  return NULL;
}
