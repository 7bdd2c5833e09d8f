/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "judge/answer-private.h"

static const gsize steps[] = { 0, 3, 12 };

static WfVerdict *
read_words (const char *words, GError **error)
{
  return wf_verdict_new (words, FALSE, steps, G_N_ELEMENTS (steps), error);
}

static void
assert_score (WfVerdict *verdict, guint index, gsize step, double score)
{
  WfStepScore *found = &g_array_index (verdict->scores, WfStepScore, index);

  g_assert_cmpuint (index, <, verdict->scores->len);
  g_assert_cmpuint (found->step, ==, step);
  g_assert_false (found->is_pick);
  g_assert_cmpfloat (found->score, ==, score);
}

/* The same three scores, as models put them. */
static void
test_forms (void)
{
  static const char *const forms[] = {
    "{\"scores\": [{\"step\": 0, \"score\": 10}, {\"step\": 3, \"score\": 85.5}, {\"step\": 12, \"score\": "
    "0}]}",
    "{\"scores\": [{\"step\": 12, \"score\": 0}, {\"step\": 3, \"score\": 85.5}, {\"step\": 0, \"score\": "
    "10}]}",
    "```json\n{\"scores\": [{\"step\": 0, \"score\": 10}, {\"step\": 3, \"score\": 85.5},\n {\"step\": 12, "
    "\"score\": 0}]}\n```",
    "Sure! Here it is:\n```\n[{\"step\": 0, \"score\": 10}, {\"step\": 3, \"score\": 85.5}, {\"step\": 12, "
    "\"score\": 0}]\n```\nLet me know {if} you need [more].",
    "{\"scores\": {\"0\": 10, \"3\": 85.5, \"12\": 0}}",
    "{\"scores\": [{\"step\": \"0\", \"score\": \"10\"}, {\"step\": \"3\", \"score\": \"85.5%\"}, {\"step\": "
    "12.0, "
    "\"score\": 0.0}], \"reason\": \"a \\\"}\\\" b\"}",
    "<think>{\"scores\": [{\"step\": 0, \"score\": 99}]} no {</think>{\"scores\": [{\"step\": 0, \"score\": "
    "10}, "
    "{\"step\": 3, \"score\": 85.5}, {\"step\": 12, \"score\": 0}]}",
    "The form is {\"scores\": [{\"step\": 0, \"score\": 50}]}. My answer: {\"scores\": [{\"step\": 0, "
    "\"score\": "
    "10}, {\"step\": 3, \"score\": 85.5}, {\"step\": 12, \"score\": 0}]}",
    "I use a set {x and then: {\"scores\": [{\"step\": 0, \"score\": 10}, {\"step\": 3, \"score\": 85.5}, "
    "{\"step\": 12, \"score\": 0}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfVerdict) verdict = read_words (forms[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (verdict->scores->len, ==, 3);
      assert_score (verdict, 0, 0, 10);
      assert_score (verdict, 1, 3, 85.5);
      assert_score (verdict, 2, 12, 0);
      g_assert_cmpuint (verdict->notes->len, ==, 0);
    }
}

static void
test_pick (void)
{
  g_autoptr (WfVerdict) verdict = read_words ("{\"pick\": 12}", NULL);

  g_assert_cmpuint (verdict->scores->len, ==, 1);
  g_assert_cmpuint (g_array_index (verdict->scores, WfStepScore, 0).step, ==, 12);
  g_assert_true (g_array_index (verdict->scores, WfStepScore, 0).is_pick);
  g_assert_cmpuint (verdict->notes->len, ==, 0);
}

/* What can't be used is left out and told; the rest counts. */
static void
test_left_out (void)
{
  static const struct
  {
    const char *entry;
    const char *note;
  } cases[] = {
    { "{\"step\": 4, \"score\": 90}", "step 4" },
    { "{\"step\": -1, \"score\": 90}", "step -1" },
    { "{\"step\": 3.5, \"score\": 90}", "step 3.5" },
    { "{\"step\": 1e300, \"score\": 90}", "which it was not asked about" },
    { "{\"step\": 3, \"score\": 101}", "not a number from 0 to 100" },
    { "{\"step\": 3, \"score\": -1}", "not a number from 0 to 100" },
    { "{\"step\": 3, \"score\": \"high\"}", "not a number from 0 to 100" },
    { "{\"step\": 3, \"score\": null}", "not a number from 0 to 100" },
    { "{\"step\": 3, \"score\": \"nan\"}", "not a number from 0 to 100" },
    { "{\"step\": 12, \"score\": 1}", "twice" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = g_strdup_printf (
          "{\"scores\": [{\"step\": 12, \"score\": 60}, %s, {\"step\": 0, \"score\": 5}]}", cases[i].entry);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfVerdict) verdict = read_words (words, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (verdict->scores->len, ==, 2);
      assert_score (verdict, 0, 0, 5);
      assert_score (verdict, 1, 12, 60);
      g_assert_cmpuint (verdict->notes->len, ==, 2);
      g_assert_nonnull (strstr (verdict->notes->pdata[0], cases[i].note));
      g_assert_nonnull (strstr (verdict->notes->pdata[1], "2 of the 3 steps"));
    }
}

static void
test_unusable (void)
{
  static const struct
  {
    const char *words;
    const char *message;
  } cases[] = {
    { "", "without scores" },
    { "I think step 3 is to blame.", "I think step 3" },
    { "{}", "without scores" },
    { "[]", "without scores" },
    { "[1, 2, 3]", "without scores" },
    { "{\"scores\": 3}", "without scores" },
    { "{\"scores\": [3, \"x\", null, [], {}]}", "without scores" },
    { "{\"step\": 3, \"score\": 70}", "without scores" },
    { "{\"scores\": [{\"step\": 0, \"score\": 80}, {\"step\": 3, \"sc", "breaks off" },
    { "{\"scores\": [{\"step\": 0, \"score\": 80}", "breaks off" },
    { "```json\n{\"scores\": {\"0\": 80, \"3\": 1", "breaks off" },
    { "{\"scores\": [{\"step\": 7, \"score\": 80}]}", "step 7" },
    { "{\"scores\": [{\"step\": 3, \"score\": 800}]}", "0 to 100" },
    { "{\"scores\": [{\"step\": 0, \"score\": 0.1}, {\"step\": 3, \"score\": 0.9}]}", "from 0 to 1 " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_words (cases[i].words, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

/* Surely none of them: a judge may say so. */
static void
test_all_zero (void)
{
  g_autoptr (WfVerdict) verdict =
      read_words ("{\"scores\": [{\"step\": 0, \"score\": 0}, {\"step\": 3, \"score\": 0}]}", NULL);

  g_assert_cmpuint (verdict->scores->len, ==, 2);
}

/* No answer, however long and twisted, takes long or crashes. */
static void
test_hostile (void)
{
  static const char *const units[] = { "{",  "[",  "{\"", "{}", "[{\"step\":3},", "{\"scores\":[",
                                       "\"", "\\", "```" };

  for (gsize u = 0; u < G_N_ELEMENTS (units); u++)
    {
      g_autoptr (GString) words = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      while (words->len < 1 << 20)
        g_string_append (words, units[u]);
      g_test_timer_start ();
      g_assert_null (read_words (words->str, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
      g_assert_cmpfloat (g_test_timer_elapsed (), <, 5);
      g_assert_cmpuint (strlen (error->message), <, 1000);
    }
}

static void
test_many_notes (void)
{
  g_autoptr (GString) words = g_string_new ("[{\"step\": 3, \"score\": 70}");
  g_autoptr (WfVerdict) verdict = NULL;

  for (guint i = 100; i < 2000; i++)
    g_string_append_printf (words, ", {\"step\": %u, \"score\": 1}", i);
  g_string_append_c (words, ']');
  verdict = read_words (words->str, NULL);
  g_assert_cmpuint (verdict->scores->len, ==, 1);
  g_assert_cmpuint (verdict->notes->len, <=, 8);
}

/* ---- the envelope around the words ---- */

static char *
get_words (const char *body, char **model, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  gboolean is_cut;

  *model = NULL;
  return wf_answer_get_words (bytes, "host", "sk/1", model, &is_cut, error);
}

static void
test_envelope (void)
{
  static const char *const bodies[] = {
    "{\"model\": \"m\\u0007 2\", \"choices\": [{\"message\": {\"content\": \"ab\"}}]}",
    "{\"model\": \"m 2\", \"choices\": [{\"message\": {\"content\": [{\"type\": \"text\", \"text\": \"a\"}, "
    "3, "
    "{\"type\": \"image\"}, {\"text\": \"b\"}]}}, {\"message\": {\"content\": \"c\"}}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *model = NULL;
      g_autofree char *words = get_words (bodies[i], &model, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (words, ==, "ab");
      g_assert_cmpstr (model, ==, "m 2");
    }
}

static void
test_bad_envelope (void)
{
  static const struct
  {
    const char *body;
    const char *message;
  } cases[] = {
    { "", "answered with nothing" },
    { "<html><body>Welcome</body></html>", "<html>" },
    { "{\"choices\": [{\"message\": {\"content\": \"a", "not as a language model" },
    { "[]", "not as a language model" },
    { "null", "not as a language model" },
    { "{\"choices\": []}", "not as a language model" },
    { "{\"choices\": [null]}", "not as a language model" },
    { "{\"choices\": [{\"message\": {\"content\": null}}]}", "not as a language model" },
    { "{\"choices\": {\"message\": {}}}", "not as a language model" },
    { "\xff\xfe", "not as a language model" },
    { "{\"error\": {\"message\": \"model\\nnot loaded\"}}", "model not loaded" },
    { "{\"error\": \"no such model\"}", "no such model" },
    { "{\"error\": \"bad key sk\\/1\"}", "bad key ••••••••" },
    { "what is sk/1?", "what is ••••••••?" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *model = NULL;

      g_assert_null (get_words (cases[i].body, &model, &error));
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judge/answer/forms", test_forms);
  g_test_add_func ("/judge/answer/pick", test_pick);
  g_test_add_func ("/judge/answer/left-out", test_left_out);
  g_test_add_func ("/judge/answer/unusable", test_unusable);
  g_test_add_func ("/judge/answer/all-zero", test_all_zero);
  g_test_add_func ("/judge/answer/hostile", test_hostile);
  g_test_add_func ("/judge/answer/many-notes", test_many_notes);
  g_test_add_func ("/judge/answer/envelope", test_envelope);
  g_test_add_func ("/judge/answer/bad-envelope", test_bad_envelope);
  return g_test_run ();
}
