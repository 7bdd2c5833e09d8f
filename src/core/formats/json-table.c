/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tables in JSON as a format. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/utf16.h"
#include "core/formats/formats-private.h"
#include "core/formats/import-private.h"
#include "core/formats/json-table-private.h"

#define PREVIEW_ROWS (4 * WF_IMPORT_ROWS)

/* how sure a look at the beginning is */
#define SURE   92
#define LIKELY 90 /* other formats in JSON that name themselves are more */
#define UNSURE 5  /* one object may be anything: the extension decides */

static WfTable *
read_table (WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  g_auto (WfJsonReader) self = { NULL };

  wf_progress_set_stage (progress, _ ("Reading the table"), 0);
  return wf_json_reader_read (&self, source, G_MAXSIZE, progress, error);
}

static WfImport *
preview (WfSource *source, GVariant *params, WfProgress *progress, GError **error)
{
  g_auto (WfJsonReader) self = { NULL };
  g_autoptr (WfSource) content = wf_source_unpack (source, progress, error);
  g_autoptr (WfTable) table =
      content != NULL ? wf_json_reader_read (&self, content, PREVIEW_ROWS, progress, error) : NULL;
  WfImport *import;

  if (table == NULL)
    return NULL;
  import = wf_import_new (&wf_format_json_table, params);
  wf_import_add_table (import, table);
  if (self.has_more)
    wf_import_set_has_more (import);
  return import;
}

/* ---- detection ---- */

static int
score_object (WfJsonTokens *tokens, gsize behind, gboolean is_whole)
{
  gsize next = wf_json_tokens_skip_space (tokens, behind);
  WfJsonShape shape = wf_json_shape_find (tokens);

  /* no other document goes on behind its end */
  if (is_whole && next < tokens->length && tokens->text[next] == '{')
    return tokens->n_tokens > 1 ? SURE : 0;
  return shape.layout == WF_JSON_LAYOUT_NONE ? 0 : shape.layout == WF_JSON_LAYOUT_RECORD ? UNSURE : LIKELY;
}

static int
sniff (const char *head, gsize length)
{
  g_autoptr (GBytes) converted = length > 0 ? wf_utf16_convert_head (head, length) : NULL;
  g_auto (WfJsonTokens) tokens = { NULL };
  gsize at, behind = 0;
  gboolean is_whole;
  char first;

  if (converted != NULL)
    head = g_bytes_get_data (converted, &length);
  wf_json_tokens_init (&tokens, head, length, "");
  at = wf_json_tokens_skip_space (&tokens, 0);
  first = at < tokens.length ? tokens.text[at] : '\0';
  if (first != '{' && first != '[')
    return 0;
  if (first == '[' && wf_json_is_sequence_of_lists (&tokens, at))
    return SURE;
  is_whole = wf_json_tokens_read (&tokens, at, &behind, NULL, NULL);
  if (first == '{')
    return score_object (&tokens, behind, is_whole);
  /* a first record that is broken is told where */
  return wf_json_shape_find (&tokens).layout != WF_JSON_LAYOUT_NONE ||
                 (!is_whole && tokens.n_tokens > 1 && tokens.depth > 0 &&
                  wf_json_tokens_get_kind (&tokens, 1) == '{' &&
                  wf_json_tokens_get_end (&tokens, 1) == tokens.n_tokens)
             ? SURE
             : 0;
}

static const WfParam params[] = { WF_IMPORT_TYPE_PARAM, { NULL } };
static const char *const extensions[] = { "json", "jsonl", "ndjson", NULL };
static const char *const mime_types[] = { "application/json", "application/x-ndjson", NULL };

const WfFormat wf_format_json_table = {
  .id = "json-table",
  .name = N_ ("JSON records"),
  .summary = N_ ("A list of objects, an object a line (JSON Lines), an object of equally long lists, a list "
                 "of lists, or what "
                 "pandas writes; also under a name of a document. Members of objects in a record become "
                 "columns, as in “address.city”."),
  .content = WF_CONTENT_TABLE,
  .loses = N_ ("lists in a record, which are missing, and what stands beside the records"),
  .extensions = extensions,
  .mime_types = mime_types,
  .params = params,
  .sniff = sniff,
  .read_table = read_table,
  .preview = preview,
};
