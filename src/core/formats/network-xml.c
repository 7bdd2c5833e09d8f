/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/formats/network-xml-private.h"

void
wf_network_xml_set_error (
    gconstpointer input, gconstpointer place, GError **error, int code, const char *message)
{
  const WfXml *xml = input;

  if (place != NULL)
    wf_xml_set_error (xml, place, error, code, "%s", message);
  else
    g_set_error (error, WF_ERROR, code, "%s: %s", xml->name, message);
}

gboolean
wf_network_xml_read_table (WfNetworkDraft *draft, guint variable, const xmlNode *element, GError **error)
{
  g_autofree char *text = wf_xml_dup_text (element);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  char *end = text;

  while (*end != '\0')
    {
      const char *start = end;
      double value = g_ascii_strtod (start, &end);

      if (end == start || !isfinite (value) || (*end != '\0' && !g_ascii_isspace (*end) && *end != ','))
        return wf_network_draft_fail (draft, element, error, WF_ERROR_PARSE,
                                      _ ("a number is expected in the table instead of “%.20s”"), start);
      g_array_append_val (numbers, value);
      while (g_ascii_isspace (*end) || *end == ',')
        end++;
    }
  return wf_network_draft_set_table (draft, variable, (const double *) numbers->data, numbers->len, FALSE,
                                     element, error);
}

void
wf_network_xml_append (GString *text, const char *indent, const char *tag, const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  g_string_append_printf (text, "%s<%s>%s</%s>\n", indent, tag, escaped, tag);
}

gboolean
wf_network_xml_check_names (WfModel *model, const char *format_name, GError **error)
{
  WfTable *table = wf_model_get_table (model);

  for (gsize i = 0; i < wf_table_get_n_columns (table); i++)
    {
      gboolean is_good = wf_xml_can_hold (wf_graph_get_name (wf_model_get_graph (model), (guint) i));

      for (gsize l = 0; is_good && l < wf_table_get_n_levels (table, i); l++)
        is_good = wf_xml_can_hold (wf_table_get_level (table, i, l));
      if (!is_good)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                       _ ("%s can’t hold a name or a level of variable %zu, which has control characters; "
                          "rename it, or write .json"),
                       _ (format_name), i);
          return FALSE;
        }
    }
  return TRUE;
}

void
wf_network_append_table (WfModel *model, guint node, GString *text)
{
  gsize n;
  const double *cpt = wf_model_get_cpt (model, node, &n);

  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      wf_append_double (text, cpt[i]);
    }
}
