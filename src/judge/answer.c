/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/json.h"
#include "judge/answer-private.h"

#define ERROR_CHARS 200
#define MODEL_CHARS 100
#define START_CHARS 80

char *
wf_answer_shorten (const char *text, gsize max_chars)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) line = g_string_new (NULL);
  gsize n = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_blank = g_unichar_isspace (c) || g_unichar_iscntrl (c);

      if (is_blank && (line->len == 0 || line->str[line->len - 1] == ' '))
        continue;
      if (n++ == max_chars)
        {
          g_string_append (line, "…");
          break;
        }
      g_string_append_unichar (line, is_blank ? ' ' : c);
    }
  return g_strchomp (g_string_free (g_steal_pointer (&line), FALSE));
}

static char *
copy_text (GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  return data == NULL ? g_strdup ("") : g_strndup (data, length);
}

static JsonObject *
get_root (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* A server's words in one short line. Servers repeat what they were sent; the key is nobody else's business.
 */
static char *
quote (const char *text, const char *key, gsize max_chars)
{
  g_auto (GStrv) parts = key != NULL ? g_strsplit (text, key, -1) : NULL;
  g_autofree char *hidden = parts != NULL ? g_strjoinv (WF_JUDGE_DOTS, parts) : NULL;

  return wf_answer_shorten (hidden != NULL ? hidden : text, max_chars);
}

/* {"error": {"message": "…"}}, {"error": "…"}, {"message": "…"} or {"detail": "…"} */
static char *
find_error (JsonObject *root, const char *key)
{
  const char *message = wf_json_get_string (wf_json_get_object (root, "error"), "message");
  static const char *const members[] = { "error", "message", "detail" };

  for (gsize i = 0; i < G_N_ELEMENTS (members) && message == NULL; i++)
    message = wf_json_get_string (root, members[i]);
  return message != NULL && *message != '\0' ? quote (message, key, ERROR_CHARS) : NULL;
}

char *
wf_answer_get_error (GBytes *body, const char *key)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) node = length > 0 ? wf_json_parse (data, (gssize) length, "answer", NULL) : NULL;

  return find_error (get_root (node), key);
}

/* A string, or parts of which those of text count. */
static char *
get_content (JsonObject *message)
{
  const char *content = wf_json_get_string (message, "content");
  JsonArray *parts = wf_json_get_array (message, "content");
  g_autoptr (GString) joined = NULL;

  if (content != NULL)
    return g_strdup (content);
  if (parts == NULL)
    return NULL;
  joined = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      const char *text = wf_json_get_string (get_root (json_array_get_element (parts, i)), "text");

      g_string_append (joined, text != NULL ? text : "");
    }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

static char *
get_words (JsonObject *root, gboolean *is_cut)
{
  JsonArray *choices = wf_json_get_array (root, "choices");
  JsonObject *choice = choices != NULL && json_array_get_length (choices) > 0
                           ? get_root (json_array_get_element (choices, 0))
                           : NULL;

  *is_cut = g_strcmp0 (wf_json_get_string (choice, "finish_reason"), "length") == 0;
  return get_content (wf_json_get_object (choice, "message"));
}

static void
complain (GBytes *body, const char *host, const char *key, GError **error)
{
  g_autofree char *text = copy_text (body);
  g_autofree char *start = quote (text, key, START_CHARS);

  if (*start == '\0')
    g_set_error (
        error, WF_ERROR, WF_ERROR_PARSE,
        _ ("%s answered with nothing. Check that the address is that of an OpenAI-compatible server."), host);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                 _ ("%s answered, but not as a language model does; its answer begins “%s”. Check that the "
                    "address is that of an OpenAI-compatible server."),
                 host, start);
}

/* The model's words. model: as the server calls it, or NULL. is_cut: they end where a limit of length was. */
char *
wf_answer_get_words (
    GBytes *body, const char *host, const char *key, char **model, gboolean *is_cut, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) node = length > 0 ? wf_json_parse (data, (gssize) length, host, NULL) : NULL;
  JsonObject *root = get_root (node);
  g_autofree char *failure = NULL;
  const char *name = wf_json_get_string (root, "model");
  char *words = get_words (root, is_cut);

  if (words != NULL)
    {
      *model = name != NULL && *name != '\0' ? wf_answer_shorten (name, MODEL_CHARS) : NULL;
      return words;
    }
  failure = find_error (root, key);
  if (failure != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 _ ("The judge at %s reports an error (%s). Check the model’s name, or try again."), host,
                 failure);
  else
    complain (body, host, key, error);
  return NULL;
}
