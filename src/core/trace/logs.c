/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/json-tokens.h"
#include "core/base/json.h"
#include "core/base/utf16.h"
#include "core/trace/log-input-private.h"
#include "core/trace/logs-private.h"

#define SNIFF_BYTES    (64 * 1024)
#define MAX_KEYS_SHOWN 8
#define DETECT_RECORDS 20 /* of a file are asked for their format */
#define FLAT_RECORDS   5  /* of plain values are enough to tell a table */

/* clang-format off */
static const WfLogFormat *const formats[] = {
  &wf_log_swe_agent,
  &wf_log_who_and_when,
  &wf_log_otlp,
  &wf_log_otlp_logs,
  &wf_log_otlp_metrics,
  &wf_log_openai_agents,
  &wf_log_openai_run_state,
  &wf_log_nested_spans,
  &wf_log_agentops,
  &wf_log_jaeger,
  &wf_log_langfuse,
  &wf_log_langfuse_chatml,
  &wf_log_langsmith,
  &wf_log_otel_json,
  &wf_log_crewai_events,
  &wf_log_crewai,
  &wf_log_autogen_events,
  &wf_log_autogen_chat,
  &wf_log_anthropic,
  &wf_log_tau_bench,
  &wf_log_agentrx_annotations,
  &wf_log_mast,
  &wf_log_mast_modes,
  &wf_log_agentsight,
  &wf_log_trace_elephant,
  &wf_log_trace_elephant_metadata,
  &wf_log_chat,
  &wf_log_crewai_text,
  &wf_log_label_table,
  &wf_log_speakers,
  &wf_log_text,
  NULL,
};
/* clang-format on */

/**
 * wf_logs_get_all: (skip)
 *
 * Returns: the log formats, NULL-terminated, in the order they are tried
 */
const WfLogFormat *const *
wf_logs_get_all (void)
{
  return formats;
}

/* The first character of the text, after a byte-order mark and space, opens an object or a list; or a line,
 * behind the prefix of a logger, holds an object. */
static gboolean
opens_like_json (const char *text, gsize length)
{
  gsize i = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (i < length && g_ascii_isspace (text[i]))
    i++;
  return i < length && (text[i] == '{' || text[i] == '[' || memmem (text, length, ":{\"", 3) != NULL ||
                        memmem (text, length, " {\"", 3) != NULL);
}

typedef enum
{
  KEY_NONE,
  KEY_PLAIN,  /* its value is a text, a number, ... */
  KEY_NESTED, /* an object or a list */
} Key;

/* the most that any place of the key is */
static Key
find_key (const char *text, gsize length, const char *key)
{
  g_autofree char *quoted = g_strconcat ("\"", key, "\"", NULL);
  const char *end = text + length;
  const char *p = text;
  Key found = KEY_NONE;

  while (found < KEY_NESTED && (p = memmem (p, end - p, quoted, strlen (quoted))) != NULL)
    {
      p += strlen (quoted);
      while (p < end && g_ascii_isspace (*p))
        p++;
      if (p == end || *p != ':')
        continue;
      for (p++; p < end && g_ascii_isspace (*p);)
        p++;
      found = p < end && (*p == '{' || *p == '[') ? KEY_NESTED : KEY_PLAIN;
    }
  return found;
}

static Key
find_any_key (const char *text, gsize length, const char *const *keys)
{
  Key found = KEY_NONE;

  for (; keys != NULL && *keys != NULL; keys++)
    found = MAX (found, find_key (text, length, *keys));
  return found;
}

/* The beginning of a file as UTF-8, unpacked and converted where need be. */
static GBytes *
get_head (WfSource *source)
{
  g_autoptr (GBytes) head = wf_source_read_head (source, SNIFF_BYTES);
  gsize length;
  const char *text = g_bytes_get_data (head, &length);
  GBytes *converted = text != NULL ? wf_utf16_convert_head (text, length) : NULL;

  return converted != NULL ? converted : g_steal_pointer (&head);
}

static const WfLogFormat *
detect_record (JsonNode *record)
{
  for (gsize i = 0; formats[i] != NULL; i++)
    if (formats[i]->detect != NULL && formats[i]->detect (record))
      return formats[i];
  return NULL;
}

/* ---- tables with a column that is called like a key of logs ---- */

static gboolean
is_plain (const WfJsonTokens *tokens, guint32 token)
{
  return strchr ("{[", wf_json_tokens_get_kind (tokens, token)) == NULL;
}

/* an object of nothing but plain values; or of lists that begin with one, as columns do */
static gboolean
holds_only (const WfJsonTokens *tokens, gboolean are_lists)
{
  guint32 end = tokens->n_tokens > 0 && wf_json_tokens_get_kind (tokens, 0) == '{' ? tokens->n_tokens : 0;

  for (guint32 at = 1; at < end; at = wf_json_tokens_get_end (tokens, at + 1))
    if (are_lists
            ? wf_json_tokens_get_kind (tokens, at + 1) != '[' || at + 2 == end || !is_plain (tokens, at + 2)
            : !is_plain (tokens, at + 1))
      return FALSE;
  return end > 1;
}

static gboolean
is_record (const WfJsonTokens *tokens, gsize behind)
{
  g_autoptr (JsonNode) record =
      wf_json_parse (tokens->text + tokens->start, (gssize) (behind - tokens->start), tokens->name, NULL);

  return record != NULL && detect_record (record) != NULL;
}

/* The next record behind one; FALSE where something else follows it, as behind a list that is no document. */
static gboolean
skip_separator (const WfJsonTokens *tokens, gboolean is_list, gsize *at)
{
  char next;

  *at = wf_json_tokens_skip_space (tokens, *at);
  next = *at < tokens->length ? tokens->text[*at] : '\0';
  if (next == '\0' || !is_list)
    return TRUE;
  *at = wf_json_tokens_skip_space (tokens, *at + 1);
  return next == ',' || (next == ']' && *at == tokens->length);
}

/* Whether the first records, the elements of a list or values one after another, are none of a log. is_all:
 * there is no more than this text. */
static gboolean
has_other_records (const char *text, gsize length, gboolean is_all)
{
  g_auto (WfJsonTokens) tokens = { NULL };
  gsize n = 0, n_flat = 0, at;
  gboolean is_list;

  wf_json_tokens_init (&tokens, text, length, "");
  at = wf_json_tokens_skip_space (&tokens, 0);
  is_list = at < tokens.length && tokens.text[at] == '[';
  at = wf_json_tokens_skip_space (&tokens, at + is_list);
  for (; n < DETECT_RECORDS && at < tokens.length && wf_json_tokens_read (&tokens, at, &at, NULL, NULL); n++)
    {
      if (is_plain (&tokens, 0) || is_record (&tokens, at) || !skip_separator (&tokens, is_list, &at))
        return FALSE;
      n_flat += holds_only (&tokens, FALSE);
    }
  return n == DETECT_RECORDS || (n > 0 && is_all && at >= tokens.length) ||
         (n >= FLAT_RECORDS && n_flat == n);
}

/* the object with lists for its members, which hold nothing */
static JsonNode *
copy_names (const WfJsonTokens *tokens)
{
  g_autoptr (GString) buffer = g_string_new (NULL);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint32 at = 1; at < tokens->n_tokens; at = wf_json_tokens_get_end (tokens, at + 1))
    {
      gsize length;
      const char *text = wf_json_tokens_get_text (tokens, at, buffer, &length);
      g_autofree char *name = g_strndup (text, length);

      json_object_set_array_member (object, name, json_array_new ());
    }
  json_node_take_object (node, object);
  return node;
}

/* {"role": ["admin", "guest"], "age": [30, 40]} as far as the text goes, unless it is a frame of spans */
static gboolean
is_of_columns (const char *text, gsize length)
{
  g_auto (WfJsonTokens) tokens = { NULL };
  g_autoptr (JsonNode) names = NULL;
  gsize behind;

  wf_json_tokens_init (&tokens, text, length, "");
  wf_json_tokens_read (&tokens, wf_json_tokens_skip_space (&tokens, 0), &behind, NULL, NULL);
  if (!holds_only (&tokens, TRUE))
    return FALSE;
  names = copy_names (&tokens);
  return detect_record (names) == NULL;
}

/**
 * wf_logs_is_log:
 * @source: a file
 *
 * Tells an agent log from a table or a graph by its first 64 KiB: JSON with a key that logs use, unless its
 * records are seen to be none of a log, or text in the lines of a known log; also packed by gzip. Files that
 * wf_traces_read() refuses by name count too, so that it can say what they are.
 *
 * Returns: whether wf_traces_read() is the reader to ask
 */
gboolean
wf_logs_is_log (WfSource *source)
{
  g_autoptr (GBytes) head = get_head (source);
  gsize length;
  const char *text = g_bytes_get_data (head, &length);
  g_autofree char *mended = NULL;
  const char *valid = text;
  gsize n_valid = length;
  Key key = KEY_NONE;
  gboolean is_json;

  if (text == NULL)
    return FALSE; /* an empty file */
  if (!g_utf8_validate_len (text, length, NULL)) /* expressions on other bytes read beyond their end */
    {
      mended = g_utf8_make_valid (text, (gssize) length);
      valid = mended;
      n_valid = strlen (mended);
    }
  is_json = opens_like_json (text, length);
  for (gsize i = 0; formats[i] != NULL; i++)
    {
      const WfLogFormat *format = formats[i];

      if (is_json)
        key = MAX (key, find_any_key (text, length, format->keys));
      if (format->detect_text != NULL && !format->is_last_resort && format->detect_text (valid, n_valid))
        return TRUE;
    }
  if (key == KEY_NONE || is_of_columns (text, length))
    return FALSE;
  return key == KEY_NESTED || !has_other_records (text, length, length < SNIFF_BYTES);
}

/* The first keys of a record, quoted: what a person needs to see which format it is. */
static char *
describe_keys (JsonNode *record)
{
  JsonObject *object =
      record != NULL && JSON_NODE_HOLDS_OBJECT (record) ? json_node_get_object (record) : NULL;
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autoptr (GList) members = NULL;
  guint n_shown = 0;

  if (object == NULL || json_object_get_size (object) == 0)
    return g_strdup (_ ("no keys"));

  members = json_object_get_members (object);
  for (GList *l = members; l != NULL && n_shown < MAX_KEYS_SHOWN; l = l->next, n_shown++)
    {
      g_autofree char *shown = g_utf8_substring (l->data, 0, MIN (g_utf8_strlen (l->data, -1), 40));

      g_string_append_printf (keys, "%s“%s”", n_shown > 0 ? ", " : "", shown);
    }
  if (g_list_length (members) > n_shown)
    g_string_append (keys, ", …");
  return g_string_free (g_steal_pointer (&keys), FALSE);
}

static char *
describe_formats (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; formats[i] != NULL; i++)
    if (formats[i]->read != NULL)
      g_ptr_array_add (names, (char *) _ (formats[i]->name));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static void
set_unsupported (GError **error, WfLogInput *input)
{
  g_autofree char *known = describe_formats ();
  g_autofree char *keys = NULL;

  if (wf_log_input_get_shape (input) == WF_LOG_TEXT)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_UNSUPPORTED,
          _ ("%s: this is no agent log in JSON and has no lines by speakers. Logs that are read: %s."),
          wf_log_input_get_name (input), known);
      return;
    }
  wf_log_input_rewind (input);
  keys = describe_keys (wf_log_input_next (input));
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
               _ ("%s: no known agent log (keys found: %s). Logs that are read: %s. "
                  "Convert the run to a list “history” of messages with “content” and “name”."),
               wf_log_input_get_name (input), keys, known);
}

static const WfLogFormat *
detect_text (WfLogInput *input)
{
  gsize length;
  const char *text = wf_log_input_get_text (input, &length);

  for (gsize i = 0; formats[i] != NULL; i++)
    if (formats[i]->detect_text != NULL && formats[i]->detect_text (text, MIN (length, SNIFF_BYTES)))
      return formats[i];
  return NULL;
}

/* The format of the first record that any format reads, else that any knows: a collector writes spans, log
 * records and metrics into one file. Lines of JSON that none knows may still be text. */
static const WfLogFormat *
detect (WfLogInput *input, GError **error)
{
  const WfLogFormat *found = NULL;
  JsonNode *record;

  for (guint i = 0; (found == NULL || found->read == NULL) && i < DETECT_RECORDS; i++)
    {
      const WfLogFormat *of_record;

      record = wf_log_input_next (input);
      of_record = record == NULL ? NULL : detect_record (record);
      if (record == NULL)
        break;
      if (of_record != NULL && (found == NULL || of_record->read != NULL))
        found = of_record;
    }
  if (!wf_log_input_finish (input, error))
    return NULL;
  if (found == NULL && wf_log_input_get_shape (input) >= WF_LOG_LINES)
    found = detect_text (input);
  if (found == NULL)
    set_unsupported (error, input);
  else if (found->read == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED, "%s: %s", wf_log_input_get_name (input),
                   _ (found->refusal));
      return NULL;
    }
  return found;
}

/* What the input left out is said of the first run: the others have no better claim to it. */
static void
add_input_notes (WfLogInput *input, GPtrArray *builders)
{
  g_auto (GStrv) notes = wf_log_input_get_notes (input);

  for (char **note = notes; builders->len > 0 && *note != NULL; note++)
    wf_trace_builder_add_note (g_ptr_array_index (builders, 0), *note);
}

static gboolean
end_runs (WfLogInput *input, GPtrArray *builders, GPtrArray *traces, GError **error)
{
  for (guint i = 0; i < builders->len; i++)
    {
      WfTrace *trace = wf_trace_builder_end (g_ptr_array_index (builders, i), error);

      if (trace == NULL)
        {
          g_prefix_error (error, "%s: ", wf_log_input_get_name (input));
          return FALSE;
        }
      g_ptr_array_add (traces, trace);
    }
  return TRUE;
}

/**
 * wf_traces_read:
 * @source: an agent log
 * @progress: (nullable): stage and cancelling
 * @error: return location
 *
 * Reads an agent log of any registered format, detected by the keys of its records or the look of its lines;
 * also packed by gzip, and in UTF-16 with its byte-order mark. What is left out is counted, and noted with
 * its places on the first run.
 *
 * Errors: WF_ERROR_PARSE for malformed JSON, with line and column; WF_ERROR_UNSUPPORTED for another file,
 * which says what it is, or names the keys found and the formats that are read; WF_ERROR_DATA for an empty
 * file and a log without a step; WF_ERROR_TOO_LARGE above a limit.
 *
 * Returns: (transfer full) (element-type WfTrace): the runs in the order of the file, at least one; or %NULL
 */
GPtrArray *
wf_traces_read (WfSource *source, WfProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) builders = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_trace_builder_unref);
  g_autoptr (GPtrArray) traces = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_trace_unref);
  g_autoptr (WfLogInput) input = NULL;
  const WfLogFormat *format;

  wf_progress_set_stage (progress, _ ("Reading the log"), 0);
  if (!wf_progress_check (progress, error))
    return NULL;
  input = wf_log_input_new (source, progress, error);
  format = input == NULL ? NULL : detect (input, error);
  if (format == NULL)
    return NULL;
  wf_log_input_rewind (input);
  if (!format->read (input, builders, error))
    {
      if (error != NULL && *error != NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
          !g_str_has_prefix ((*error)->message, wf_source_get_name (source)))
        g_prefix_error (error, "%s: ", wf_source_get_name (source));
      return NULL;
    }
  if (builders->len == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s: a log of the kind “%s” without a single run."),
                   wf_source_get_name (source), _ (format->name));
      return NULL;
    }
  add_input_notes (input, builders);
  return end_runs (input, builders, traces, error) ? g_steal_pointer (&traces) : NULL;
}

/**
 * wf_trace_read:
 * @source: an agent log
 * @progress: (nullable): stage and cancelling
 * @error: return location
 *
 * Reads a log of one run; see wf_traces_read().
 *
 * Errors: also WF_ERROR_DATA when the file holds several runs.
 *
 * Returns: (transfer full): the run, or %NULL
 */
WfTrace *
wf_trace_read (WfSource *source, WfProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) traces = wf_traces_read (source, progress, error);

  if (traces == NULL)
    return NULL;
  if (traces->len > 1)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s holds %u runs, and one is needed here; say which"),
                   wf_source_get_name (source), traces->len);
      return NULL;
    }
  return g_ptr_array_steal_index (traces, 0);
}
