/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/attribute-private.h"
#include "core/base/format.h"
#include "writers/json-values.h"

/* "3" or "3=0.5" */
static gboolean
parse_repair (const char *text, gsize n_steps, WfRepair *repair, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  guint64 step;
  char *end;

  if (parts[0] == NULL || !g_ascii_string_to_unsigned (parts[0], 10, 0, n_steps - 1, &step, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--repair: “%s” is not a step of this log; its steps are 0 to %zu"), text, n_steps - 1);
      return FALSE;
    }
  *repair = (WfRepair){ step, 0 };
  if (parts[1] == NULL)
    return TRUE;
  repair->keep = g_ascii_strtod (parts[1], &end);
  if (*parts[1] != '\0' && *end == '\0' && repair->keep >= 0 && repair->keep <= 1)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("--repair: “%s” is not a share from 0 (right) to 1 (as it was)"), parts[1]);
  return FALSE;
}

/* --repair STEP[=q],... : an array of WfRepair, empty when it was not given. (transfer full) */
GArray *
wf_attribute_parse_repairs (WfInvocation *invocation, WfTrace *trace, GError **error)
{
  g_autoptr (GArray) repairs = g_array_new (FALSE, FALSE, sizeof (WfRepair));
  g_auto (GStrv) texts = wf_invocation_list (invocation, "repair", 0);

  for (gsize i = 0; texts != NULL && (i == 0 || texts[i] != NULL); i++)
    {
      WfRepair repair;

      if (!parse_repair (texts[i] != NULL ? texts[i] : "", wf_trace_get_n_steps (trace), &repair, error))
        return NULL;
      g_array_append_val (repairs, repair);
    }
  return g_steal_pointer (&repairs);
}

static void
add_one (JsonBuilder *builder, const WfRepair *repair)
{
  wf_json_set_int (builder, "step", (gint64) repair->step);
  wf_json_set_number (builder, "keep", repair->keep);
}

void
wf_attribute_add_repairs (JsonBuilder *builder, WfBlame *blame, const GArray *repairs)
{
  const WfRepair *all = (const WfRepair *) (gconstpointer) repairs->data;

  if (repairs->len == 0)
    return;
  json_builder_set_member_name (builder, "repair");
  json_builder_begin_object (builder);
  if (repairs->len == 1)
    add_one (builder, all);
  else
    {
      json_builder_set_member_name (builder, "steps");
      json_builder_begin_array (builder);
      for (guint r = 0; r < repairs->len; r++)
        {
          json_builder_begin_object (builder);
          add_one (builder, &all[r]);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  wf_json_set_number (builder, "failure_before", wf_blame_get_failure (blame));
  wf_json_set_number (builder, "failure_after", wf_blame_get_repaired (blame, all, repairs->len, NULL));
  wf_json_set_number (builder, "random_step_after", wf_blame_get_random_repaired (blame, all, repairs->len));
  json_builder_end_object (builder);
}

/* "step 3 been right", or "steps 3, 5 (0.2 of its fault left) been repaired" */
static char *
describe (const WfRepair *repairs, gsize n_repairs)
{
  g_autoptr (GString) steps = g_string_new (NULL);

  if (n_repairs == 1 && repairs->keep == 0)
    return g_strdup_printf (_ ("Had step %zu been right"), repairs->step);
  for (gsize r = 0; r < n_repairs; r++)
    {
      g_autofree char *keep = wf_format_number (repairs[r].keep);

      g_string_append_printf (steps, "%s%zu", r > 0 ? ", " : "", repairs[r].step);
      if (repairs[r].keep > 0)
        g_string_append_printf (steps, _ (" (%s of its fault left)"), keep);
    }
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Had step %s been repaired", "Had steps %s been repaired", n_repairs),
      steps->str);
}

void
wf_attribute_print_repairs (GString *out, WfBlame *blame, const GArray *repairs)
{
  const WfRepair *all = (const WfRepair *) (gconstpointer) repairs->data;
  g_autofree char *before = wf_format_number (wf_blame_get_failure (blame));
  g_autofree char *had = NULL;
  g_autofree char *after = NULL;
  g_autofree char *random = NULL;

  if (repairs->len == 0)
    return;
  had = describe (all, repairs->len);
  after = wf_format_number (wf_blame_get_repaired (blame, all, repairs->len, NULL));
  random = wf_format_number (wf_blame_get_random_repaired (blame, all, repairs->len));
  /* Translators: the first %s is “Had step 3 been right” */
  g_string_append_printf (
      out,
      repairs->len == 1
          ? _ ("\n%s, the deficiency that reaches the outcome would fall from %s to %s in the model; "
               "with a random step instead, to %s. This is a model’s answer, not a replay.\n")
          : _ ("\n%s, the deficiency that reaches the outcome would fall from %s to %s in the model; "
               "with random steps instead, to %s on average. This is a model’s answer, not a "
               "replay.\n"),
      had, before, after, random);
}
