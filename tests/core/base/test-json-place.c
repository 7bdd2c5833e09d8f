/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/error.h"
#include "core/base/json-place.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = wf_json_parse (text, -1, "a.json", &error);

  g_assert_no_error (error);
  return node;
}

static void
test_variant (void)
{
  static const char *const texts[] = {
    "{'alpha': <0.5>, 'depth': <int64 -1>, 'test': <'fisher-z'>, 'on': <true>}",
    "{'names': <['a', 'b', 'c']>, 'none': <@as []>, 'types': <{'pka': 'continuous', 'dose': 'ordinal'}>}",
    "{'mixed': <[<'a'>, <int64 3>]>, 'nested': <{'one': <int64 1>, 'two': <'b'>}>}",
    "@a{sv} {}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_parsed (texts[i]));
      g_autoptr (JsonNode) node = wf_json_from_variant (value);
      g_autofree char *text = wf_json_to_compact_text (node);
      g_autoptr (JsonNode) again = parse (text);
      g_autoptr (GVariant) read = wf_json_to_vardict (json_node_get_object (again));
      g_autofree char *expected = g_variant_print (value, TRUE);
      g_autofree char *got = g_variant_print (read, TRUE);

      g_assert_cmpstr (got, ==, expected);
    }
}

static void
test_numbers (void)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (
      g_variant_new_parsed ("{'u': <uint32 7>, 'y': <byte 3>, 'd': <1.0>, 'n': <@d nan>}"));
  g_autoptr (JsonNode) node = wf_json_from_variant (value);
  g_autofree char *text = wf_json_to_compact_text (node);
  g_autoptr (JsonNode) again = parse (text);
  g_autoptr (GVariant) read = wf_json_to_vardict (json_node_get_object (again));
  gint64 whole;
  double number;

  g_assert_true (g_variant_lookup (read, "u", "x", &whole));
  g_assert_cmpint (whole, ==, 7);
  g_assert_true (g_variant_lookup (read, "y", "x", &whole));
  g_assert_cmpint (whole, ==, 3);
  g_assert_true (g_variant_lookup (read, "n", "d", &number));
  g_assert_true (isnan (number));
}

static void
test_compact (void)
{
  g_autoptr (JsonNode) node = parse ("{\"a\":[1,2.5,\"x\"],\"b\":[[1],[]],\"c\":[]}");
  g_autofree char *text = wf_json_to_compact_text (node);

  g_assert_cmpstr (text, ==,
                   "{\n  \"a\": [1, 2.5, \"x\"],\n  \"b\": [\n    [1],\n    []\n  ],\n  \"c\": []\n}");
}

static void
test_places (void)
{
  g_autoptr (JsonNode) node = parse (
      "{\"s\":\"text\",\"n\":2.5,\"i\":3,\"b\":true,\"a\":[1,\"x\",[],{}],\"z\":null,\"t\":[\"p\",4]}");
  JsonObject *object = json_node_get_object (node);
  WfJsonPlace document = WF_JSON_DOCUMENT ("a.json");
  WfJsonPlace outer = WF_JSON_MEMBER (&document, "outer");
  WfJsonPlace place = WF_JSON_ELEMENT (&outer, 4);
  WfJsonPlace list = WF_JSON_MEMBER (&place, "a");
  g_auto (GStrv) strings = NULL;
  g_autoptr (GError) error = NULL;
  const char *text;
  JsonArray *array;
  double number;
  gint64 whole;
  gboolean is_true;

  g_assert_true (wf_json_read_string (object, "s", &place, &text, &error));
  g_assert_cmpstr (text, ==, "text");
  g_assert_true (wf_json_read_number (object, "n", &place, &number, &error));
  g_assert_cmpfloat (number, ==, 2.5);
  g_assert_true (wf_json_read_number (object, "z", &place, &number, &error));
  g_assert_true (isnan (number));
  g_assert_true (wf_json_read_boolean (object, "b", &place, &is_true, &error));
  g_assert_true (is_true);
  g_assert_true (wf_json_read_integer (object, "i", &place, 3, 3, &whole, &error));
  g_assert_true (wf_json_read_array (object, "a", &place, &array, &error));
  g_assert_true (wf_json_has (object, "s"));
  g_assert_false (wf_json_has (object, "z"));
  g_assert_false (wf_json_has (object, "nothing"));

#define FAILS(call, said)                                                                                    \
  g_assert_false (call);                                                                                     \
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);                                                          \
  g_assert_cmpstr (error->message, ==, said);                                                                \
  g_clear_error (&error)

  FAILS (wf_json_read_string (object, "n", &place, &text, &error),
         "a.json: outer[4].n: a text in double quotes is expected");
  FAILS (wf_json_read_string (object, "nothing", &place, &text, &error),
         "a.json: outer[4].nothing: this is missing");
  FAILS (wf_json_read_integer (object, "n", &place, 0, 9, &whole, &error),
         "a.json: outer[4].n: a whole number from 0 to 9 is expected");
  FAILS (wf_json_read_integer (object, "i", &place, 4, G_MAXINT64, &whole, &error),
         "a.json: outer[4].i: a whole number from 4 on is expected");
  FAILS (wf_json_take_number (array, 1, &list, &number, &error),
         "a.json: outer[4].a[1]: a number is expected");
  FAILS (wf_json_take_number (array, 9, &list, &number, &error), "a.json: outer[4].a[9]: this is missing");
  FAILS (wf_json_read_strings (object, "t", &place, &strings, &error),
         "a.json: outer[4].t[1]: a text in double quotes is expected");
  FAILS (wf_json_fail (&document, &error, "%s", "nothing in it"), "a.json: nothing in it");
}

/* Every value is found again, behind all that may stand around it; what is missing is where it would be. */
static void
test_lines (void)
{
  static const char text[] = "\xef\xbb\xbf{\n \"a\" : [1, \"]}\\\"\", {\"x\": [[], {}]},\n  -2.5e3 ],"
                             "\n \"k\\u00e9y\": {\"é\": true, \"n\": null},\n \"a2\": 7, \"a\": [0, 9]}";
  WfJsonPlace document = wf_json_document ("a.json", text, sizeof text - 1);
  WfJsonPlace a = WF_JSON_MEMBER (&document, "a"), key = WF_JSON_MEMBER (&document, "kéy");
  const struct
  {
    WfJsonPlace place;
    const char *message;
  } cases[] = {
    { document, "a.json:1:1: !" },
    { a, "a.json:5:16: a: !" }, /* the last of one name counts */
    { WF_JSON_ELEMENT (&a, 1), "a.json:5:20: a[1]: !" },
    { WF_JSON_ELEMENT (&a, 2), "a.json:5:16: a[2]: !" },
    { WF_JSON_MEMBER (&document, "a2"), "a.json:5:8: a2: !" },
    { WF_JSON_MEMBER (&document, "a3"), "a.json:1:1: a3: !" },
    { WF_JSON_MEMBER (&key, "n"), "a.json:4:31: kéy.n: !" },
    { WF_JSON_ELEMENT (&key, 0), "a.json:4:14: kéy[0]: !" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (wf_json_fail (&cases[i].place, &error, "!"));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-place/variant", test_variant);
  g_test_add_func ("/json-place/numbers", test_numbers);
  g_test_add_func ("/json-place/compact", test_compact);
  g_test_add_func ("/json-place/places", test_places);
  g_test_add_func ("/json-place/lines", test_lines);
  return g_test_run ();
}
