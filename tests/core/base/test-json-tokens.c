/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/json-tokens.h"
#include "core/base/json.h"
#include "core/base/limits.h"

/* Each token as its first character and its children, from the tokens alone. */
static void
append_token (const WfJsonTokens *tokens, guint32 token, GString *out)
{
  char kind = wf_json_tokens_get_kind (tokens, token);
  guint32 end = wf_json_tokens_get_end (tokens, token);

  g_string_append_c (out, kind);
  for (guint32 at = token + 1; at < end; at = wf_json_tokens_get_end (tokens, at))
    append_token (tokens, at, out);
  if (kind == '{' || kind == '[')
    g_string_append_c (out, kind == '{' ? '}' : ']');
}

/* is_whole: whether the text is a value; what follows it doesn't matter */
static void
check (const char *text, gboolean is_whole, const char *expected)
{
  g_auto (WfJsonTokens) tokens = { NULL };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *copy = g_memdup2 (text, strlen (text)); /* reading past its end is found */
  gsize behind;

  wf_json_tokens_init (&tokens, copy, strlen (text), "a.json");
  g_assert_cmpint (wf_json_tokens_read (&tokens, 0, &behind, NULL, NULL), ==, is_whole);
  if (tokens.n_tokens > 0)
    append_token (&tokens, 0, out);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_tokens (void)
{
  check ("{\"a\": [1, -2.5e3, {}], \"b\": {\"c\": null}, \"d\": true}", TRUE, "{\"[1-{}]\"{\"n}\"t}");
  check ("[]", TRUE, "[]");
  check ("[[], [[]], \"\"] [1]", TRUE, "[[][[]]\"]");
  check ("[NaN, Infinity, -Infinity, -1]", TRUE, "[NI--]");
}

/* what was whole stays, in containers that end there */
static void
test_cut_off (void)
{
  check ("{\"a\": [1, {\"b\": 2, \"c\": 3", FALSE, "{\"[1{\"2}]}"); /* the 3 may be the beginning of a 34 */
  check ("{\"a\": [1, {\"b\": 2, \"c\"", FALSE, "{\"[1{\"2}]}");
  check ("[1, \"ab", FALSE, "[1]");
  check ("[1, tr", FALSE, "[1]");
  check ("[1, 2,]", FALSE, "[12]");
  check ("{", FALSE, "{}");
  check ("x", FALSE, "");
  check ("", FALSE, "");
}

static void
test_texts (void)
{
  static const char text[] = "[\"plain\", \"q\\\"\\\\\\/\\b\\f\\n\\r\\t\", \"\\u00e9\\ud83d\\ude00z\", "
                             "\"\\ud83dx\", \"\\u0000\", \"\", 12, -Infinity ]";
  static const char *const texts[] = { "plain", "q\"\\/\b\f\n\r\t", "é😀z", "\uFFFDx", "\uFFFD", "" };
  g_auto (WfJsonTokens) tokens = { NULL };
  g_autoptr (GString) buffer = g_string_new (NULL);
  gsize behind, length;

  wf_json_tokens_init (&tokens, text, sizeof text - 1, "a.json");
  g_assert_true (wf_json_tokens_read (&tokens, 0, &behind, NULL, NULL));
  g_assert_cmpuint (behind, ==, sizeof text - 1);
  for (guint32 i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *found = wf_json_tokens_get_text (&tokens, i + 1, buffer, &length);

      g_assert_cmpmem (found, length, texts[i], strlen (texts[i]));
    }
  g_assert_cmpmem (wf_json_tokens_get_word (&tokens, 7, &length), length, "12", 2);
  g_assert_cmpmem (wf_json_tokens_get_word (&tokens, 8, &length), length, "-Infinity", 9);
}

/* Where both read the text, they say the same; where one refuses it, so does the other, with the same words.
 */
static void
test_as_parser (void)
{
  static const char *const texts[] = {
    "[1,2",
    "[1 2]",
    "{\"a\" 1}",
    "{a:1}",
    "[1,]",
    "\"\\x\"",
    "\"\\ud8\"",
    "01",
    "1.",
    "1e",
    "[1}",
    "[\"a\nb\"]",
    "[\"\xff\"]",
    "{\"a\":1,}",
    "-",
    "[tru]",
    "[1,\n\n  2 3]",
    "",
    "[\"a",
    "{\"a\":[{}]}",
    "[\"\xc3\xa9\", 1e5]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (WfJsonTokens) tokens = { NULL };
      g_autoptr (GError) error = NULL, parse_error = NULL;
      g_autoptr (JsonNode) node = wf_json_parse (texts[i], -1, "a.json", &parse_error);
      gsize behind;

      wf_json_tokens_init (&tokens, texts[i], strlen (texts[i]), "a.json");
      g_assert_cmpint (wf_json_tokens_read (&tokens, 0, &behind, NULL, &error), ==, node != NULL);
      if (node == NULL)
        g_assert_cmpstr (error->message, ==, parse_error->message);
    }
}

static void
test_deep (void)
{
  g_autofree char *text = g_strnfill (WF_LIMIT_JSON_DEPTH + 1, '[');
  g_auto (WfJsonTokens) tokens = { NULL };
  g_autoptr (GError) error = NULL;
  gsize behind;

  wf_json_tokens_init (&tokens, text, strlen (text), "a.json");
  g_assert_false (wf_json_tokens_read (&tokens, 0, &behind, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "a.json:1:513: nested deeper than the limit of 512"));
  g_assert_cmpuint (tokens.n_tokens, ==, WF_LIMIT_JSON_DEPTH);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-tokens/tokens", test_tokens);
  g_test_add_func ("/json-tokens/cut-off", test_cut_off);
  g_test_add_func ("/json-tokens/texts", test_texts);
  g_test_add_func ("/json-tokens/as-parser", test_as_parser);
  g_test_add_func ("/json-tokens/deep", test_deep);
  return g_test_run ();
}
