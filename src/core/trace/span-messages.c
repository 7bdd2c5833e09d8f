/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/trace/spans-private.h"
#include "core/trace/trace-private.h"

/* Chat messages in a span's attributes: as JSON in one attribute, or flattened over many. */

static gboolean
is_user (const char *role)
{
  return role != NULL && (g_ascii_strcasecmp (role, "user") == 0 || g_ascii_strcasecmp (role, "human") == 0);
}

char *
wf_span_text_to_words (const char *value, WfToText to_text)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_string (node, value);
  return to_text (node);
}

/* The index behind "prefix." of a key, or -1; rest: what follows the index */
static glong
read_index (const char *key, const char *prefix, const char **rest)
{
  gsize length = strlen (prefix);
  char *end;
  gulong index;

  if (strncmp (key, prefix, length) != 0 || key[length] != '.' || !g_ascii_isdigit (key[length + 1]))
    return -1;
  index = strtoul (key + length + 1, &end, 10);
  if (*end != '.' || index > G_MAXINT)
    return -1;
  *rest = end + 1;
  return (glong) index;
}

static const char *
get_tail (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot == NULL ? path : dot + 1;
}

static gboolean
is_in_call (const char *rest)
{
  return strstr (rest, "tool_call") != NULL || strstr (rest, "function_call") != NULL;
}

static void
append_line (GString *text, const char *line)
{
  if (*line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static GHashTable *
index_attributes (const WfSpan *span)
{
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < span->attributes->len; i++)
    {
      WfTraceFact *fact = &g_array_index (span->attributes, WfTraceFact, i);

      g_hash_table_insert (values, fact->key, fact->value);
    }
  return values;
}

/* One line for each call: name and arguments come in either order, and the arguments may be missing. */
static void
append_call (GString *text, GHashTable *values, const WfTraceFact *fact, const char *tail)
{
  g_autofree char *base = g_strndup (fact->key, (gsize) (tail - fact->key));
  g_autofree char *name_key = g_strconcat (base, "name", NULL);
  g_autofree char *arguments_key = g_strconcat (base, "arguments", NULL);
  const char *name = g_hash_table_lookup (values, name_key);
  const char *arguments = g_hash_table_lookup (values, arguments_key);
  g_autofree char *line = NULL;

  if (g_str_equal (tail, "name") && arguments != NULL)
    return;
  line = g_strdup_printf ("%s(%s)", name != NULL ? name : "", arguments != NULL ? arguments : "");
  append_line (text, line);
}

/* The words of flattened messages: contents, text parts, calls as name(arguments). only: the index of one
 * message, -1 for all. NULL when they say nothing. */
static char *
join_flat (const WfSpan *span, const char *prefix, glong only)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) values = NULL;

  for (guint i = 0; i < span->attributes->len; i++)
    {
      const WfTraceFact *fact = &g_array_index (span->attributes, WfTraceFact, i);
      const char *rest = NULL, *tail;
      glong index = read_index (fact->key, prefix, &rest);

      if (index < 0 || (only >= 0 && index != only))
        continue;
      tail = get_tail (rest);
      if (is_in_call (rest) && (g_str_equal (tail, "name") || g_str_equal (tail, "arguments")))
        {
          if (values == NULL)
            values = index_attributes (span);
          append_call (text, values, fact, tail);
        }
      else if (g_str_equal (tail, "content") || g_str_equal (tail, "text"))
        {
          g_autofree char *words = wf_span_text_to_words (fact->value, wf_output_to_text);

          append_line (text, words);
        }
    }
  return text->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

/* The largest index of flattened messages, of those of the user where there are any and they are asked for;
 * -1 = none */
static glong
find_last_index (const WfSpan *span, const char *prefix, gboolean of_user)
{
  glong last = -1, last_of_user = -1;

  for (guint i = 0; i < span->attributes->len; i++)
    {
      const WfTraceFact *fact = &g_array_index (span->attributes, WfTraceFact, i);
      const char *rest = NULL;
      glong index = read_index (fact->key, prefix, &rest);

      last = MAX (last, index);
      if (index >= 0 && g_str_equal (get_tail (rest), "role") && is_user (fact->value))
        last_of_user = MAX (last_of_user, index);
    }
  return of_user && last_of_user >= 0 ? last_of_user : last;
}

static char *
choose_from_json (const char *value, WfSpanMessages which)
{
  switch (which)
    {
      case WF_SPAN_MESSAGES_USER:
        return wf_span_text_to_words (value, wf_question_to_text);
      case WF_SPAN_MESSAGES_LAST:
        return wf_span_text_to_words (value, wf_input_to_text);
      case WF_SPAN_MESSAGES_ALL:
      default:
        return wf_span_text_to_words (value, wf_output_to_text);
    }
}

char *
wf_span_dup_messages (const WfSpan *span, const char *const *keys, WfSpanMessages which)
{
  for (; *keys != NULL; keys++)
    {
      const char *value = wf_span_get (span, *keys);
      g_autofree char *text = NULL;

      if (value != NULL && *value != '\0')
        text = choose_from_json (value, which);
      else if (value == NULL)
        {
          glong last = find_last_index (span, *keys, which == WF_SPAN_MESSAGES_USER);

          text = last < 0 ? NULL : join_flat (span, *keys, which == WF_SPAN_MESSAGES_ALL ? -1 : last);
        }
      if (text != NULL && *text != '\0')
        return g_steal_pointer (&text);
    }
  return NULL;
}
