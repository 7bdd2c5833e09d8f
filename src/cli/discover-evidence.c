/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/discover-evidence.h"
#include "core/base/format.h"
#include "core/trace/logs.h"

void
wf_discover_evidence_clear (WfDiscoverEvidence *self)
{
  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_pointer (&self->covariance, wf_covariance_unref);
  g_clear_pointer (&self->oracle, wf_graph_unref);
  g_clear_pointer (&self->observed, g_strfreev);
}

/* --latent: all of them nodes of the graph */
static gboolean
check_latent (WfGraph *graph, const char *const *latent, GError **error)
{
  for (gsize i = 0; latent != NULL && latent[i] != NULL; i++)
    if (wf_graph_find_node (graph, latent[i]) < 0)
      {
        const char *nearest = wf_nearest_name (latent[i], wf_graph_get_names (graph));

        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     nearest != NULL ? _ ("--latent: the graph has no node “%s”; did you mean “%s”?")
                                     : _ ("--latent: the graph has no node “%s”"),
                     latent[i], nearest);
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_oracle (WfDiscoverEvidence *self, WfInvocation *invocation, GError **error)
{
  g_auto (GStrv) latent = wf_invocation_list (invocation, "latent", 0);
  g_autoptr (GStrvBuilder) observed = g_strv_builder_new ();

  self->oracle = wf_invocation_read_graph (invocation, wf_invocation_get (invocation, "oracle"), error);
  if (self->oracle == NULL || !check_latent (self->oracle, (const char *const *) latent, error))
    return FALSE;
  for (guint v = 0; v < wf_graph_get_n_nodes (self->oracle); v++)
    {
      const char *name = wf_graph_get_name (self->oracle, v);

      if (!wf_graph_is_latent (self->oracle, v) &&
          (latent == NULL || !g_strv_contains ((const char *const *) latent, name)))
        g_strv_builder_add (observed, name);
    }
  self->observed = g_strv_builder_end (observed);
  return TRUE;
}

/* A table, or covariances in its place: the file tells. */
static gboolean
read_data (WfDiscoverEvidence *self, WfInvocation *invocation, GError **error)
{
  g_autoptr (WfSource) source = wf_invocation_open (invocation, invocation->operands->pdata[0], error);
  const WfFormat *format;

  if (source == NULL)
    return FALSE;
  format = wf_logs_is_log (source)
               ? NULL
               : wf_formats_detect (source, WF_CONTENT_TABLE | WF_CONTENT_COVARIANCE, NULL);
  if (format != NULL && format->content == WF_CONTENT_COVARIANCE)
    {
      self->covariance = wf_invocation_parse_covariance (invocation, source, error);
      return self->covariance != NULL;
    }
  self->table = wf_invocation_parse_table (invocation, source, error);
  return self->table != NULL;
}

gboolean
wf_discover_evidence_read (WfDiscoverEvidence *self, WfInvocation *invocation, GError **error)
{
  const WfCommand *command = invocation->command;
  gboolean has_oracle = wf_invocation_has (invocation, "oracle");

  if (has_oracle && invocation->operands->len > 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("--oracle takes the place of a table: leave “%s” out"),
                 (char *) invocation->operands->pdata[0]);
  else if (!has_oracle && invocation->operands->len == 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                 _ ("Something is missing: wherefore-cli %s %s; the file of TABLE may hold covariances, and "
                    "--oracle GRAPH takes its place"),
                 command->id, _ (command->usage));
  else if (!has_oracle && wf_invocation_has (invocation, "latent"))
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         _ ("--latent is about the nodes of a graph: give --oracle GRAPH, too"));
  else
    return has_oracle ? read_oracle (self, invocation, error) : read_data (self, invocation, error);
  return FALSE;
}
