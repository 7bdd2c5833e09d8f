/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "core/base/format.h"

/* clang-format off */
static const WfCommand *const commands[] = {
  &wf_command_discover,
  &wf_command_compare,
  &wf_command_compare_runs,
  &wf_command_fit,
  &wf_command_intervene,
  &wf_command_simulate,
  &wf_command_counterfactual,
  &wf_command_possible_effects,
  &wf_command_mediate,
  &wf_command_diagram,
  &wf_command_actual_cause,
  &wf_command_attribute,
  &wf_command_train,
  &wf_command_evaluate,
  &wf_command_convert,
  &wf_command_report,
  &wf_command_list,
  NULL,
};
/* clang-format on */

const WfCommand *const *
wf_commands_get_all (void)
{
  return commands;
}

const WfCommand *
wf_command_find (const char *id, GError **error)
{
  const char *ids[G_N_ELEMENTS (commands)] = { NULL };
  const char *nearest;

  for (gsize i = 0; commands[i] != NULL; i++)
    {
      ids[i] = commands[i]->id;
      if (g_str_equal (id, ids[i]))
        return commands[i];
    }
  nearest = wf_nearest_name (id, ids);
  if (nearest != NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                 _ ("There is no command “%s”; did you mean “%s”?"), id, nearest);
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                 _ ("There is no command “%s”; “wherefore-cli --help” lists them"), id);
  return NULL;
}
