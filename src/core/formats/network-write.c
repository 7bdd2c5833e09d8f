/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the writers of Bayesian networks share. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/formats/network-private.h"

static gboolean
is_identifier (const char *name)
{
  if (!g_ascii_isalpha (*name))
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  return TRUE;
}

/* "a b" -> "a_b", "1" -> "x1" */
static char *
make_identifier (const char *name)
{
  g_autoptr (GString) id = g_string_new (g_ascii_isalpha (*name) ? "" : "x");

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_c (id, g_ascii_isalnum (*p) ? *p : '_');
  return g_string_free (g_steal_pointer (&id), FALSE);
}

char **
wf_network_make_ids (const char *const *names)
{
  gsize n = g_strv_length ((char **) names);
  char **ids = g_new0 (char *, n + 1);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < n; i++)
    if (is_identifier (names[i]))
      {
        ids[i] = g_strdup (names[i]);
        g_hash_table_add (taken, ids[i]);
      }
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *base = NULL;

      if (ids[i] != NULL)
        continue;
      base = make_identifier (names[i]);
      ids[i] = g_strdup (base);
      for (guint next = 2; g_hash_table_contains (taken, ids[i]); next++)
        {
          g_free (ids[i]);
          ids[i] = g_strdup_printf ("%s_%u", base, next);
        }
      g_hash_table_add (taken, ids[i]);
    }
  return ids;
}

gboolean
wf_network_check_discrete (WfModel *model, const char *format_name, GError **error)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n_nodes = wf_graph_get_n_nodes (graph), n;

  for (guint i = 0; i < n_nodes; i++)
    if (wf_model_get_cpt (model, i, &n) == NULL)
      {
        g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                     _ ("%s holds only tables of probabilities, and %s has none; write .json instead"),
                     _ (format_name), wf_graph_get_name (graph, i));
        return FALSE;
      }
  return TRUE;
}
