/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/json.h"
#include "writers/json-values.h"
#include "writers/writers-private.h"

static void
add_plain (JsonBuilder *builder, const char *name, const char *marked_up)
{
  g_autofree char *plain = marked_up != NULL ? wf_report_strip (marked_up) : NULL;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, plain);
}

static const char *
block_kind_to_text (WfBlockKind kind)
{
  static const char *const names[] = {
    "verdict", "heading", "prose",    "table", "figure",   "callout",
    "facts",   "code",    "abstract", "list",  "appendix",
  };

  return names[kind];
}

static void
add_row (JsonBuilder *builder, WfReport *report, gsize block, gsize row)
{
  json_builder_begin_array (builder);
  for (gsize column = 0; column < wf_report_get_n_columns (report, block); column++)
    {
      g_autofree char *plain = wf_report_strip (wf_report_get_cell (report, block, row, column));

      json_builder_add_string_value (builder, plain);
    }
  json_builder_end_array (builder);
}

/* Of a table: heads, types ("text" or "number") and units (null = none), one a column. */
static void
add_columns (JsonBuilder *builder, WfReport *report, gsize block)
{
  gsize n = wf_report_get_n_columns (report, block);

  add_plain (builder, "caption", wf_report_get_text (report, block));
  json_builder_set_member_name (builder, "heads");
  json_builder_begin_array (builder);
  for (gsize column = 0; column < n; column++)
    {
      g_autofree char *plain = wf_report_strip (wf_report_get_head (report, block, column));

      json_builder_add_string_value (builder, plain);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "types");
  json_builder_begin_array (builder);
  for (gsize column = 0; column < n; column++)
    json_builder_add_string_value (
        builder, wf_report_get_align (report, block, column) == WF_ALIGN_END ? "number" : "text");
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "units");
  json_builder_begin_array (builder);
  for (gsize column = 0; column < n; column++)
    json_builder_add_string_value (builder, wf_report_get_unit (report, block, column));
  json_builder_end_array (builder);
}

static void
add_rows (JsonBuilder *builder, WfReport *report, gsize block)
{
  if (wf_report_get_block_kind (report, block) == WF_BLOCK_TABLE)
    add_columns (builder, report, block);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (gsize row = 0; row < wf_report_get_n_rows (report, block); row++)
    add_row (builder, report, block, row);
  json_builder_end_array (builder);
}

static void
add_items (JsonBuilder *builder, WfReport *report, gsize block)
{
  wf_json_set_boolean (builder, "numbered", wf_report_is_numbered (report, block));
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (gsize row = 0; row < wf_report_get_n_rows (report, block); row++)
    {
      g_autofree char *plain = wf_report_strip (wf_report_get_cell (report, block, row, 0));

      json_builder_add_string_value (builder, plain);
    }
  json_builder_end_array (builder);
}

static void
add_block (JsonBuilder *builder, WfReport *report, gsize block)
{
  WfBlockKind kind = wf_report_get_block_kind (report, block);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, block_kind_to_text (kind));
  if (wf_report_get_id (report, block) != NULL)
    wf_json_set_string (builder, "id", wf_report_get_id (report, block));
  switch (kind)
    {
      case WF_BLOCK_LIST:
        add_items (builder, report, block);
        break;
      case WF_BLOCK_TABLE:
      case WF_BLOCK_FACTS:
        add_rows (builder, report, block);
        break;
      case WF_BLOCK_FIGURE:
        add_plain (builder, "caption", wf_report_get_text (report, block));
        json_builder_set_member_name (builder, "figure");
        wf_json_add_figure (builder, wf_report_get_figure (report, block));
        break;
      case WF_BLOCK_CODE:
        json_builder_set_member_name (builder, "text");
        json_builder_add_string_value (builder, wf_report_get_text (report, block));
        break;
      case WF_BLOCK_VERDICT:
      case WF_BLOCK_ABSTRACT:
      case WF_BLOCK_APPENDIX:
      case WF_BLOCK_HEADING:
      case WF_BLOCK_PROSE:
      case WF_BLOCK_CALLOUT:
      default:
        add_plain (builder, "text", wf_report_get_text (report, block));
        break;
    }
  json_builder_end_object (builder);
}

static GBytes *
json_write (WfReport *report, WfPaper paper, WfBeside *beside, WfProgress *progress, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GDateTime) date = wf_writer_get_date ();
  g_autofree char *iso = g_date_time_format_iso8601 (date);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  char *line_ended;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "wherefore");
  json_builder_add_string_value (builder, PACKAGE_VERSION);
  json_builder_set_member_name (builder, "created");
  json_builder_add_string_value (builder, iso);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, wf_report_get_kind (report));
  add_plain (builder, "title", wf_report_get_title (report));
  json_builder_set_member_name (builder, "blocks");
  json_builder_begin_array (builder);
  for (gsize block = 0; block < wf_report_get_n_blocks (report); block++)
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      add_block (builder, report, block);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = wf_json_to_text (root);
  line_ended = g_strconcat (text, "\n", NULL);
  return g_bytes_new_take (line_ended, strlen (line_ended));
}

const WfWriter wf_writer_json = {
  .id = "json",
  .name = N_ ("JSON document"),
  .extension = "json",
  .mime_type = "application/json",
  .write = json_write,
};
