/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/limits.h"

static void
check_text (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = wf_json_parse (text, -1, "a.json", &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = wf_json_to_text (node);
  g_assert_cmpstr (written, ==, expected);
}

static void
test_round_trip (void)
{
  check_text (
      " {\"b\": [1, 2.5, -0.1e2], \"a\": {\"x\": null, \"y\": true}, \"e\": [], \"f\": {}} ",
      "{\n  \"b\": [\n    1,\n    2.5,\n    -10\n  ],\n  \"a\": {\n    \"x\": null,\n    \"y\": true\n  },\n"
      "  \"e\": [],\n  \"f\": {}\n}");
  check_text ("\xef\xbb\xbf"
              "0.30000000000000004",
              "0.30000000000000004");
  check_text ("\"tab\\t quote\\\" back\\\\ nl\\n \\u00e9 \\ud83d\\ude00 / \\u0001\"",
              "\"tab\\t quote\\\" back\\\\ nl\\n é 😀 / \\u0001\"");
  check_text ("1e999", "null");
}

static void
test_big_integers (void)
{
  check_text ("9223372036854775807", "9223372036854775807");
  check_text ("-9223372036854775807", "-9223372036854775807");
  check_text ("9223372036854775808", "\"9223372036854775808\"");
  check_text ("340282366920938463463374607431768211456", "\"340282366920938463463374607431768211456\"");
  check_text ("[-99999999999999999999,1]", "[\n  \"-99999999999999999999\",\n  1\n]");
}

static void
test_lost_characters (void)
{
  check_text ("\"a\\u0000b\"", "\"a\uFFFDb\"");
  check_text ("\"\\ud83dx\"", "\"\uFFFDx\"");
  check_text ("\"\\ude00\"", "\"\uFFFD\"");
  check_text ("\"\\ud83d\\ud83d\\ude00\"", "\"\uFFFD😀\"");
}

static void
check_error (const char *text, gssize length, const char *start)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = wf_json_parse (text, length, "a.json", &error);

  g_assert_null (node);
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  if (!g_str_has_prefix (error->message, start))
    g_error ("“%s” doesn't begin with “%s”", error->message, start);
}

static void
test_errors (void)
{
  check_error ("", -1, "a.json:1:1: ");
  check_error ("{\n  \"é\": tru\n}", -1, "a.json:2:8: ");
  check_error ("{\"a\" 1}", -1, "a.json:1:6: ");
  check_error ("{a: 1}", -1, "a.json:1:2: ");
  check_error ("[1,]", -1, "a.json:1:4: ");
  check_error ("[1 2]", -1, "a.json:1:4: ");
  check_error ("[1}", -1, "a.json:1:3: ");
  check_error ("{\"a\":1,}", -1, "a.json:1:8: ");
  check_error ("[1", -1, "a.json:1:3: ");
  check_error ("{\"a\":", -1, "a.json:1:6: ");
  check_error ("1 2", -1, "a.json:1:3: ");
  check_error ("01", -1, "a.json:1:1: ");
  check_error ("-", -1, "a.json:1:1: ");
  check_error ("1.", -1, "a.json:1:3: ");
  check_error ("1e", -1, "a.json:1:3: ");
  check_error ("nulla", -1, "a.json:1:1: ");
  check_error ("\"abc", -1, "a.json:1:1: ");
  check_error ("\"a\nb\"", -1, "a.json:1:3: ");
  check_error ("\"\\x\"", -1, "a.json:1:3: ");
  check_error ("\"\\u12g4\"", -1, "a.json:1:6: ");
  check_error ("\"\\u12", -1, "a.json:1:6: ");
  check_error ("// no\n1", -1, "a.json:1:1: ");
  check_error ("[1,\n \xff]", -1, "a.json:2:2: ");
  check_error ("[1,\0]", 5, "a.json:1:4: ");
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  for (int i = 0; i < 1000000; i++)
    g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
  check_error (text->str, -1, "a.json:1:1537: nested deeper than the limit of 512 levels");

  g_string_truncate (text, 0);
  for (int i = 0; i < WF_LIMIT_JSON_DEPTH; i++)
    g_string_append_c (text, '[');
  for (int i = 0; i < WF_LIMIT_JSON_DEPTH; i++)
    g_string_append_c (text, ']');
  node = wf_json_parse (text->str, -1, "a.json", &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
}

/* every prefix of a text is refused, none crashes */
static void
test_truncated (void)
{
  const char *text = "{\"a\": [1.5e3, \"x\\u00e9\", {\"b\": false}], \"c\": -12}";

  for (gsize length = 0; length < strlen (text); length++)
    check_error (text, (gssize) length, "a.json:1:");
}

static void
test_getters (void)
{
  g_autoptr (JsonNode) node =
      wf_json_parse ("{\"s\": \"x\", \"n\": 1, \"a\": [1], \"o\": {}, \"z\": null}", -1, "a", NULL);
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpstr (wf_json_get_string (object, "s"), ==, "x");
  g_assert_null (wf_json_get_string (object, "n"));
  g_assert_null (wf_json_get_string (object, "a"));
  g_assert_null (wf_json_get_string (object, "z"));
  g_assert_null (wf_json_get_string (object, "missing"));
  g_assert_null (wf_json_get_string (NULL, "s"));
  g_assert_nonnull (wf_json_get_array (object, "a"));
  g_assert_null (wf_json_get_array (object, "o"));
  g_assert_nonnull (wf_json_get_object (object, "o"));
  g_assert_null (wf_json_get_object (object, "a"));
}

static void
test_numbers_written (void)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  json_array_add_double_element (array, NAN);
  json_array_add_double_element (array, INFINITY);
  json_array_add_double_element (array, 0.1);
  json_node_take_array (node, array);
  text = wf_json_to_text (node);
  g_assert_cmpstr (text, ==, "[\n  null,\n  null,\n  0.1\n]");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/round-trip", test_round_trip);
  g_test_add_func ("/base/json/big-integers", test_big_integers);
  g_test_add_func ("/base/json/lost-characters", test_lost_characters);
  g_test_add_func ("/base/json/errors", test_errors);
  g_test_add_func ("/base/json/depth", test_depth);
  g_test_add_func ("/base/json/truncated", test_truncated);
  g_test_add_func ("/base/json/getters", test_getters);
  g_test_add_func ("/base/json/numbers-written", test_numbers_written);
  return g_test_run ();
}
