/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/trace/logs-private.h"

#define SNIFF_BYTES    (64 * 1024)
#define MAX_KEYS_SHOWN 8

static const WfLogFormat *const formats[] = {
  &wf_log_who_and_when,
  NULL,
};

/* Keys by which the log formats of other tools are known, so that a file of theirs is called by its name. */
static const struct
{
  const char *key;
  const char *name;
} relatives[] = {
  { "history", NULL },
  { "resourceSpans", "OpenTelemetry" },
  { "child_spans", N_ ("nested spans") },
  { "observations", "Langfuse" },
  { "dotted_order", "LangSmith" },
  { "span_attributes", "AgentOps" },
  { "traceID", "Jaeger" },
  { "trajectory", "SWE-agent" },
  { "traj", "tau-bench" },
  { "spans", N_ ("spans") },
};

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

static gboolean
has_key (const char *text, gsize length, const char *key)
{
  g_autofree char *quoted = g_strconcat ("\"", key, "\"", NULL);
  const char *end = text + length;
  const char *p = text;

  while ((p = memmem (p, end - p, quoted, strlen (quoted))) != NULL)
    {
      p += strlen (quoted);
      while (p < end && g_ascii_isspace (*p))
        p++;
      if (p < end && *p == ':')
        return TRUE;
    }
  return FALSE;
}

/* the first character of the text, after a byte-order mark and space, opens an object or a list */
static gboolean
looks_like_json (const char *text, gsize length)
{
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3, length -= 3;
  length = MIN (length, SNIFF_BYTES);
  while (length > 0 && g_ascii_isspace (*text))
    text++, length--;
  return length > 0 && (*text == '{' || *text == '[');
}

/**
 * wf_logs_is_log:
 * @source: a file
 *
 * Tells an agent log from a table or a graph by its first 64 KiB: a JSON value with a key that logs use. The
 * formats this version reads and those it only knows by name both count, so that a reader can say which one
 * it is.
 *
 * Returns: whether wf_trace_read() is the reader to ask
 */
gboolean
wf_logs_is_log (WfSource *source)
{
  GBytes *bytes = wf_source_get_bytes (source);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (!looks_like_json (text, length))
    return FALSE;

  length = MIN (length, SNIFF_BYTES);
  for (gsize i = 0; i < G_N_ELEMENTS (relatives); i++)
    if (has_key (text, length, relatives[i].key))
      return TRUE;
  return FALSE;
}

static JsonObject *
first_object (JsonNode *root)
{
  if (JSON_NODE_HOLDS_OBJECT (root))
    return json_node_get_object (root);
  if (JSON_NODE_HOLDS_ARRAY (root))
    {
      JsonArray *array = json_node_get_array (root);

      if (json_array_get_length (array) > 0 && JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, 0)))
        return json_array_get_object_element (array, 0);
    }
  return NULL;
}

/* The first keys of the file's first object, quoted: what a person needs to see which format it is. */
static char *
describe_keys (JsonNode *root)
{
  JsonObject *object = first_object (root);
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
    g_ptr_array_add (names, (char *) _ (formats[i]->name));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static const char *
relative_of (const char *text, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (relatives); i++)
    if (relatives[i].name != NULL && has_key (text, MIN (length, SNIFF_BYTES), relatives[i].key))
      return _ (relatives[i].name);
  return NULL;
}

static void
set_unsupported (GError **error, WfSource *source, JsonNode *root)
{
  g_autofree char *keys = describe_keys (root);
  g_autofree char *known = describe_formats ();
  gsize length;
  const char *text = g_bytes_get_data (wf_source_get_bytes (source), &length);
  const char *relative = relative_of (text, length);

  if (relative != NULL)
    g_set_error (
        error, WF_ERROR, WF_ERROR_UNSUPPORTED,
        _ ("%s: this looks like a log of the kind “%s” (keys found: %s), which this version doesn’t read. "
           "It reads: %s. Convert the run to a list “history” of messages with “content” and “name”."),
        wf_source_get_name (source), relative, keys, known);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                 _ ("%s: no known agent log (keys found: %s). This version reads: %s. "
                    "Convert the run to a list “history” of messages with “content” and “name”."),
                 wf_source_get_name (source), keys, known);
}

/**
 * wf_trace_read:
 * @source: an agent log
 * @progress: (nullable): stage and cancelling
 * @error: return location
 *
 * Reads an agent log of any registered format, detected by its keys.
 *
 * Errors: WF_ERROR_PARSE for malformed JSON, with line and column; WF_ERROR_UNSUPPORTED for another format,
 * naming the keys found and the formats that are read; WF_ERROR_DATA for a log without a step;
 * WF_ERROR_TOO_LARGE above a limit.
 *
 * Returns: (transfer full): the log, or %NULL
 */
WfTrace *
wf_trace_read (WfSource *source, WfProgress *progress, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  gsize length;
  const char *text;

  wf_progress_set_stage (progress, _ ("Reading the log"), 0);
  if (!wf_progress_check (progress, error))
    return NULL;

  text = g_bytes_get_data (wf_source_get_bytes (source), &length);
  if (!looks_like_json (text, length))
    {
      g_autofree char *known = describe_formats ();

      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                   _ ("%s: this is no agent log in JSON. This version reads: %s."),
                   wf_source_get_name (source), known);
      return NULL;
    }
  root = wf_json_parse (text == NULL ? "" : text, length, wf_source_get_name (source), error);
  if (root == NULL || !wf_progress_check (progress, error))
    return NULL;

  for (gsize i = 0; formats[i] != NULL; i++)
    if (formats[i]->detect (root))
      {
        g_autoptr (WfTrace) trace = formats[i]->read (root, source, error);

        if (trace == NULL)
          g_prefix_error (error, "%s: ", wf_source_get_name (source));
        return g_steal_pointer (&trace);
      }

  set_unsupported (error, source, root);
  return NULL;
}
