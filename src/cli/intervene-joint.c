/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* intervene --joint A,B: what a few variables do together. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/intervene-joint.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "writers/json-values.h"

static void
add_entries (JsonBuilder *builder, WfJoint *joint, gboolean is_after)
{
  gsize n_entries;
  const double *probabilities = wf_joint_get_probabilities (joint, is_after, &n_entries);
  const double *errors = wf_joint_get_errors (joint, is_after);

  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_entries; i++)
    {
      gsize n_below = n_entries;

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "levels");
      json_builder_begin_array (builder);
      for (gsize k = 0; k < wf_joint_get_n_nodes (joint); k++)
        {
          n_below /= wf_joint_get_n_levels (joint, k);
          json_builder_add_string_value (
              builder, wf_joint_get_level (joint, k, i / n_below % wf_joint_get_n_levels (joint, k)));
        }
      json_builder_end_array (builder);
      wf_json_set_number (builder, "probability", probabilities[i]);
      if (errors != NULL)
        wf_json_set_number (builder, "standard_error", errors[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_moments (JsonBuilder *builder, WfJoint *joint, gboolean is_after)
{
  gsize n = wf_joint_get_n_nodes (joint);

  json_builder_begin_object (builder);
  wf_json_set_numbers (builder, "means", wf_joint_get_means (joint, is_after), n);
  if (wf_joint_get_errors (joint, is_after) != NULL)
    wf_json_set_numbers (builder, "standard_errors", wf_joint_get_errors (joint, is_after), n);
  json_builder_set_member_name (builder, "covariances");
  json_builder_begin_array (builder);
  for (gsize k = 0; k < n; k++)
    {
      json_builder_begin_array (builder);
      for (gsize l = 0; l < n; l++)
        wf_json_add_number (builder, wf_joint_get_covariances (joint, is_after)[k * n + l]);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (WfInvocation *invocation, WfModel *model, WfJoint *joint, GPtrArray *interventions)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "interventions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < interventions->len; i++)
    wf_json_add_intervention (builder, model, interventions->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "exact");
  json_builder_add_boolean_value (builder, wf_joint_is_exact (joint));
  if (!wf_joint_is_exact (joint))
    {
      wf_json_set_int (builder, "draws", (gint64) wf_joint_get_n_draws (joint));
      wf_json_set_number (builder, "effective_draws", wf_joint_get_effective_draws (joint));
    }
  json_builder_set_member_name (builder, "variables");
  json_builder_begin_array (builder);
  for (gsize k = 0; k < wf_joint_get_n_nodes (joint); k++)
    json_builder_add_string_value (builder, wf_joint_get_name (joint, k));
  json_builder_end_array (builder);
  for (guint w = 0; w < 2; w++)
    {
      json_builder_set_member_name (builder, w == 0 ? "before" : "after");
      if (wf_joint_get_kind (joint) == WF_COLUMN_DISCRETE)
        add_entries (builder, joint, w == 1);
      else
        add_moments (builder, joint, w == 1);
    }
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

/* A number, with its standard error where it is sampled. */
static char *
describe (double value, const double *errors, gsize i)
{
  g_autofree char *number = wf_format_number (value);
  g_autofree char *error = errors != NULL ? wf_format_number (errors[i]) : NULL;

  return error != NULL ? g_strdup_printf ("%s ± %s", number, error) : g_steal_pointer (&number);
}

static void
print_probabilities (WfInvocation *invocation, WfJoint *joint)
{
  const char *heads[] = { _ ("combination"), _ ("before"), _ ("after"), _ ("change"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("seee", heads);
  gsize n_entries;
  const double *before = wf_joint_get_probabilities (joint, FALSE, &n_entries);
  const double *after = wf_joint_get_probabilities (joint, TRUE, NULL);

  for (gsize i = 0; i < n_entries; i++)
    {
      g_autofree char *entry = wf_joint_entry_to_text (joint, i);
      g_autofree char *was = describe (before[i], wf_joint_get_errors (joint, FALSE), i);
      g_autofree char *is = describe (after[i], wf_joint_get_errors (joint, TRUE), i);
      g_autofree char *change = wf_format_difference (before[i], after[i]);
      const char *cells[] = { entry, was, is, change, NULL };

      wf_text_table_add_row (table, cells);
    }
  wf_text_table_print (table, invocation->out);
}

/* Means, and below them the covariances of each variable with those before it. */
static void
print_moments (WfInvocation *invocation, WfJoint *joint)
{
  const char *heads[] = { "", _ ("before"), _ ("after"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("see", heads);
  gsize n = wf_joint_get_n_nodes (joint);

  for (gsize k = 0; k < n; k++)
    {
      g_autofree char *label = g_strdup_printf (_ ("mean of %s"), wf_joint_get_name (joint, k));
      g_autofree char *was =
          describe (wf_joint_get_means (joint, FALSE)[k], wf_joint_get_errors (joint, FALSE), k);
      g_autofree char *is =
          describe (wf_joint_get_means (joint, TRUE)[k], wf_joint_get_errors (joint, TRUE), k);
      const char *cells[] = { label, was, is, NULL };

      wf_text_table_add_row (table, cells);
    }
  for (gsize k = 0; k < n; k++)
    for (gsize l = 0; l <= k; l++)
      {
        g_autofree char *label =
            l == k ? g_strdup_printf (_ ("variance of %s"), wf_joint_get_name (joint, k))
                   : g_strdup_printf (_ ("covariance of %s and %s"), wf_joint_get_name (joint, l),
                                      wf_joint_get_name (joint, k));
        g_autofree char *was = wf_format_number (wf_joint_get_covariances (joint, FALSE)[k * n + l]);
        g_autofree char *is = wf_format_number (wf_joint_get_covariances (joint, TRUE)[k * n + l]);
        const char *cells[] = { label, was, is, NULL };

        wf_text_table_add_row (table, cells);
      }
  wf_text_table_print (table, invocation->out);
}

static void
print_text (WfInvocation *invocation, WfJoint *joint)
{
  g_autofree char *title = wf_joint_to_text (joint);
  g_autofree char *draws = wf_format_count (wf_joint_get_n_draws (joint));

  g_string_append (invocation->out, title);
  if (wf_joint_is_exact (joint))
    g_string_append (invocation->out, _ (", computed exactly"));
  else
    g_string_append_printf (invocation->out, _ (", from %s draws"), draws);
  g_string_append_c (invocation->out, '\n');
  if (wf_joint_get_kind (joint) == WF_COLUMN_DISCRETE)
    print_probabilities (invocation, joint);
  else
    print_moments (invocation, joint);
}

gboolean
wf_intervene_answer_joint (
    WfInvocation *invocation, WfModel *model, WfJoint *joint, GPtrArray *interventions, GError **error)
{
  if (invocation->is_json)
    print_json (invocation, model, joint, interventions);
  else
    print_text (invocation, joint);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_joint_report (joint, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}
