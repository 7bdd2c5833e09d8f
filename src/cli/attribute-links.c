/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/attribute-private.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "writers/json-values.h"

void
wf_attribute_add_links (JsonBuilder *builder, WfBlame *blame)
{
  json_builder_set_member_name (builder, "links");
  json_builder_begin_array (builder);
  for (gsize l = 0; l < wf_blame_get_n_links (blame); l++)
    {
      guint producer, consumer;
      double weight;
      WfLinkSource source;

      wf_blame_get_link (blame, l, &producer, &consumer, &weight, &source);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "producer");
      json_builder_add_int_value (builder, producer);
      json_builder_set_member_name (builder, "consumer");
      json_builder_add_int_value (builder, consumer);
      json_builder_set_member_name (builder, "weight");
      wf_json_add_number (builder, weight);
      json_builder_set_member_name (builder, "source");
      json_builder_add_string_value (builder, wf_link_source_to_id (source));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
wf_attribute_print_links (GString *out, WfBlame *blame)
{
  const char *heads[] = { _ ("step"), _ ("used by"), _ ("weight"), _ ("known by"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("eees", heads);
  g_autofree char *summary = wf_blame_describe_links (blame);

  for (gsize l = 0; l < wf_blame_get_n_links (blame); l++)
    {
      guint producer, consumer;
      double weight;
      WfLinkSource source;
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;
      g_autofree char *number = NULL;

      wf_blame_get_link (blame, l, &producer, &consumer, &weight, &source);
      from = g_strdup_printf ("%u", producer);
      to = g_strdup_printf ("%u", consumer);
      number = wf_format_number (weight);
      wf_text_table_add_row (
          table, (const char *const[]){ from, to, number, wf_link_source_to_text (source), NULL });
    }
  g_string_append_printf (out, "\n%s\n", summary);
  wf_text_table_print (table, out);
}
