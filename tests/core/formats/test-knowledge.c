/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/formats/formats.h"
#include "tests/shared-data.h"

static WfKnowledge *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "k.txt");

  return wf_knowledge_read (source, error);
}

static void
test_sections (void)
{
  static const char text[] =
      "/Knowledge\r\naddTemporal\r\n\r\n1 age \"birth place\"\r\n2* dose tar\r\n3 * cancer cough\r\n\r\n"
      "forbiddirect\r\nage tar\r\n// a comment\r\nrequiredirect\r\ndose cancer\r\n"
      "forbiddengroup\r\nage sex\r\ncancer cough\r\nrequiredgroup\r\n\r\ntar\r\ncough\r\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (WfKnowledge) knowledge = read_text (text, &error);

  g_assert_no_error (error);
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "cancer", "dose"));
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "dose", "birth place"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "age", "birth place"));
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "tar", "dose"));
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "cancer", "cough"));
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "age", "tar"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "age", "dose"));
  g_assert_true (wf_knowledge_is_required (knowledge, "dose", "cancer"));
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "sex", "cough"));
  g_assert_true (wf_knowledge_is_required (knowledge, "tar", "cough"));
  g_assert_false (wf_knowledge_is_required (knowledge, "cough", "tar"));
}

static void
test_empty_sections (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfKnowledge) knowledge =
      read_text ("/knowledge\naddtemporal\n\n1 \n2\n\nforbiddirect\n\nrequiredirect", &error);

  g_assert_no_error (error);
  g_assert_true (wf_knowledge_is_empty (knowledge));
}

static void
check_error (const char *text, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  if (strstr (error->message, words) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "/knowledge\na b\n", "k.txt:2:1: a section" },
    { "/knowledge\naddtemporal\nage 1\n", "k.txt:3:1: a tier" },
    { "/knowledge\naddtemporal\n0 age\n", "k.txt:3:1: a tier" },
    { "/knowledge\naddtemporal\n1** age\n", "k.txt:3:1: a tier" },
    { "/knowledge\naddtemporal\n99999999999 age\n", "k.txt:3:1: a tier" },
    { "/knowledge\nforbiddirect\na b c\n", "k.txt:3:1: two names" },
    { "/knowledge\nrequiredirect\n\n\na\n", "k.txt:5:1: two names" },
    { "/knowledge\nforbiddengroup\na b\nforbiddirect\n", "k.txt:4:1: a group" },
    { "/knowledge\nforbiddengroup\na b", "a group" },
    { "/knowledge\n\xff\n", "k.txt:2:1: not UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_error (cases[i].text, cases[i].words);
}

static void
test_damaged (void)
{
  static const char text[] =
      "/knowledge\naddtemporal\n1 a \"b c\"\n2* d\nforbiddirect\na d\nforbiddengroup\na d\n\"e\" f\n";
  static const char bytes[] = "\n\" */1a\0\xff";
  const WfFormat *format = wf_formats_find ("knowledge");
  WfRng rng;

  wf_rng_init (&rng, 1, 0);
  for (gsize i = 0; i < sizeof text + 500; i++)
    {
      char copy[sizeof text];
      gsize length = MIN (i, sizeof text - 1);
      g_autoptr (GBytes) data = NULL;
      g_autoptr (WfSource) source = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (WfKnowledge) knowledge = NULL;

      memcpy (copy, text, sizeof text);
      if (i >= sizeof text)
        copy[wf_rng_below (&rng, length)] = bytes[wf_rng_below (&rng, sizeof bytes - 1)];
      data = g_bytes_new (copy, length);
      source = wf_source_new (data, "k.txt");
      knowledge = format->read_knowledge (source, &error);
      g_assert_true ((knowledge == NULL) == (error != NULL));
    }
}

static char *
write_text (WfKnowledge *knowledge)
{
  g_autoptr (GError) error = NULL;
  char *text = wf_knowledge_to_text (knowledge, "knowledge", &error);

  g_assert_no_error (error);
  return text;
}

/* Written and read it says the same, and is written the same again. */
static void
check_round_trip (WfKnowledge *knowledge)
{
  g_autofree char *text = write_text (knowledge);
  g_autofree char *text_again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfKnowledge) again = read_text (text, &error);

  g_assert_no_error (error);
  g_assert_true (wf_knowledge_equal (again, knowledge));
  g_assert_cmpuint (wf_knowledge_get_n_groups (again), ==, wf_knowledge_get_n_groups (knowledge));
  text_again = write_text (again);
  g_assert_cmpstr (text_again, ==, text);
}

static void
test_writes (void)
{
  static const char text[] =
      "/knowledge\naddtemporal\n\n1 age sex\n3* tar dose\n4*\n\nforbiddirect\nage tar\n\n"
      "requiredirect\ndose cancer\n\nforbiddengroup\nage sex\ncancer cough\n\n"
      "requiredgroup\ntar\ncough\n";
  g_autoptr (WfKnowledge) knowledge = read_text (text, NULL);
  g_autofree char *written = write_text (knowledge);
  g_autoptr (WfKnowledge) nothing = wf_knowledge_new ();

  g_assert_cmpstr (written, ==, text);
  check_round_trip (knowledge);
  check_round_trip (nothing);
}

/* Names that mean something else when written as they are. */
static void
test_round_trip_of_names (void)
{
  static const char *const names[] = { "plain", "two words", "addtemporal", "*", "\"quoted\"",
                                       "a\"b",  "//",        "/knowledge",  "2", "größe",
                                       "a \"",  "\"",        "tab\tx",      NULL };
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *const alone[] = { names[i], NULL };

      wf_knowledge_set_tier (knowledge, names[i], i % 3);
      wf_knowledge_forbid (knowledge, names[i], names[(i + 1) % (G_N_ELEMENTS (names) - 1)]);
      wf_knowledge_require_group (knowledge, alone, names);
      wf_knowledge_forbid_group (knowledge, names, alone);
    }
  wf_knowledge_forbid_within_tier (knowledge, 2);
  check_round_trip (knowledge);
}

/* Anything that can be said: some of everything, names with and without asterisks. */
static WfKnowledge *
make_random (WfRng *rng)
{
  static const char *const pool[] = { "a", "b c", "gene*", "*", "2", "2*", "\"q", "é", "//", NULL };
  const gsize n = G_N_ELEMENTS (pool) - 1;
  WfKnowledge *knowledge = wf_knowledge_new ();

  for (gsize i = wf_rng_below (rng, 6); i > 0; i--)
    wf_knowledge_set_tier (knowledge, pool[wf_rng_below (rng, n)], (guint) wf_rng_below (rng, 12));
  for (gsize i = wf_rng_below (rng, 3); i > 0; i--)
    wf_knowledge_forbid_within_tier (knowledge, (guint) wf_rng_below (rng, 12));
  for (gsize i = wf_rng_below (rng, 5); i > 0; i--)
    wf_knowledge_forbid (knowledge, pool[wf_rng_below (rng, n)], pool[wf_rng_below (rng, n)]);
  for (gsize i = wf_rng_below (rng, 5); i > 0; i--)
    wf_knowledge_require (knowledge, pool[wf_rng_below (rng, n)], pool[wf_rng_below (rng, n)]);
  for (gsize i = wf_rng_below (rng, 4); i > 0; i--)
    {
      const gsize middle = 1 + wf_rng_below (rng, n - 1);
      const char *head[G_N_ELEMENTS (pool)] = { NULL };

      memcpy (head, pool, middle * sizeof *head);
      if (wf_rng_below (rng, 2) == 0)
        wf_knowledge_forbid_group (knowledge, head, pool + middle);
      else
        wf_knowledge_require_group (knowledge, pool + middle, head);
    }
  return knowledge;
}

static void
test_random_round_trips (void)
{
  WfRng rng;

  wf_rng_init (&rng, 3, 0);
  for (guint trial = 0; trial < 1000; trial++)
    {
      g_autoptr (WfKnowledge) knowledge = make_random (&rng);

      check_round_trip (knowledge);
    }
}

/* Tetrad's pattern, as a file has it. */
static void
test_patterns (void)
{
  static const char *const variables[] = { "x1", "x2", "y", NULL };
  g_autoptr (WfKnowledge) knowledge =
      read_text ("/knowledge\naddtemporal\n1* x*\n2 y\nforbiddirect\nx1 y*\n", NULL);
  g_autoptr (WfKnowledge) expanded = wf_knowledge_expand (knowledge, variables, NULL);

  g_assert_true (wf_knowledge_check (expanded, variables, NULL));
  g_assert_true (wf_knowledge_is_forbidden (expanded, "x1", "x2"));
  g_assert_true (wf_knowledge_is_forbidden (expanded, "y", "x2"));
  g_assert_true (wf_knowledge_is_forbidden (expanded, "x1", "y"));
  g_assert_false (wf_knowledge_is_forbidden (expanded, "x2", "y"));
}

static void
test_name_with_line_break (void)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (GError) error = NULL;

  wf_knowledge_forbid (knowledge, "a\nb", "c");
  g_assert_null (wf_knowledge_to_text (knowledge, "knowledge", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "line break"));
}

static void
test_writes_by_extension (void)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-knowledge-XXXXXX", NULL);
  g_autoptr (GFile) good = g_file_new_build_filename (folder, "k.txt", NULL);
  g_autoptr (GFile) bad = g_file_new_build_filename (folder, "k.csv", NULL);
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfSource) source = NULL;
  g_autoptr (WfKnowledge) again = NULL;
  g_autoptr (GError) error = NULL;

  wf_knowledge_forbid (knowledge, "a", "b");
  g_assert_true (wf_knowledge_write (knowledge, good, NULL));
  source = wf_source_open_path (g_file_peek_path (good), NULL, NULL);
  again = wf_knowledge_read (source, NULL);
  g_assert_true (wf_knowledge_equal (again, knowledge));
  g_assert_false (wf_knowledge_write (knowledge, bad, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, ".knowledge"));
  g_assert_true (g_file_delete (good, NULL, NULL));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static WfKnowledge *
read_json_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "k.json");

  return wf_knowledge_read (source, error);
}

/* our own files: everything that can be said comes back; a newer version is refused */
static void
test_json_file (void)
{
  static const char text[] = "/knowledge\naddtemporal\n1* age \"birth place\"\n2 dose\n4 cancer\n"
                             "forbiddirect\nage tar\nrequiredirect\ndose cancer\n"
                             "forbiddengroup\nage sex\ncancer cough\nrequiredgroup\ntar\ncough\n";
  g_autoptr (WfKnowledge) knowledge = read_text (text, NULL);
  g_autofree char *json = wf_knowledge_to_text (knowledge, "knowledge-json", NULL);
  g_autoptr (WfKnowledge) again = read_json_text (json, NULL);
  g_autoptr (WfKnowledge) newer = NULL;
  g_autoptr (WfKnowledge) wrong = NULL;
  g_autoptr (GError) version = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (again);
  g_assert_true (wf_knowledge_equal (again, knowledge));
  newer = read_json_text ("{\"format\":\"wherefore-knowledge\",\"version\":2}", &version);
  g_assert_null (newer);
  g_assert_nonnull (strstr (version->message, "version 2"));
  wrong = read_json_text ("{\"format\":\"wherefore-knowledge\",\"forbidden\":[[\"a\"]]}", &error);
  g_assert_null (wrong);
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "forbidden[0]"));
}

static WfKnowledge *
read_shared (const char *name)
{
  g_autofree char *path = shared_data_path (name);
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GError) error = NULL;
  WfKnowledge *knowledge;

  if (path == NULL)
    return NULL;
  source = wf_source_open_path (path, NULL, &error);
  g_assert_no_error (error);
  knowledge = wf_knowledge_read (source, &error);
  g_assert_no_error (error);
  return knowledge;
}

static void
test_shared_sachs (void)
{
  static const char *const names[] = { "raf", "mek", "plc", "pip2", "pip3", "erk",
                                       "akt", "pka", "pkc", "p38",  "jnk",  NULL };
  g_autoptr (WfKnowledge) knowledge = read_shared ("sachs/sachs.knowledge.txt");
  g_autoptr (GError) error = NULL;
  gsize n_required = 0;

  if (knowledge == NULL)
    return;
  for (gsize a = 0; names[a] != NULL; a++)
    for (gsize b = 0; names[b] != NULL; b++)
      n_required += wf_knowledge_is_required (knowledge, names[a], names[b]);
  g_assert_cmpuint (n_required, ==, 20);
  g_assert_true (wf_knowledge_is_required (knowledge, "pip3", "akt"));
  wf_knowledge_check (knowledge, names, &error);
  g_assert_no_error (error);
}

static void
test_shared_tiers (void)
{
  g_autoptr (WfKnowledge) knowledge = read_shared ("tetrad-examples/abalone.knowledge.txt");

  if (knowledge == NULL)
    return;
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "WhW", "ShkW"));
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "Diam", "Sex"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "Sex", "Diam"));
}

static void
test_tetrad_json (void)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "{\"tiers\": {\"0\": [\"tar\"]}, \"forbid\": []}", "tiers.0: a tier is named by its number" },
    { "{\"tiers\": {\"first\": [\"tar\"]}, \"forbid\": []}", "this is “first”" },
    { "{\"tiers\": {},\n \"forbid\": [[\"tar\"]]}", "k.txt:2:13: forbid[0][1]" },
    { "{\"tiers\": {},\n \"forbid_within\": [\"99999\"]}", "forbid_within[0]: a tier" },
    { "{\"tiers\": [], \"require\": []}", "k.txt:1:11: tiers" },
    { "{\"tiers\": {}, \"require\": [", "k.txt:1:" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfKnowledge) knowledge =
      read_text ("{\"tiers\": {\"2\": [\"tar\"], \"1\": [\"dose\", \"age\"]}, \"forbid_within\": [\"1\"],\n"
                 "\"forbid\": [[\"tar\", \"cancer\"]], \"require\": [[\"dose\", \"tar\"]]}",
                 &error);

  g_assert_no_error (error);
  g_assert_cmpint (wf_knowledge_get_tier (knowledge, "dose"), ==, 0);
  g_assert_cmpint (wf_knowledge_get_tier (knowledge, "tar"), ==, 1);
  g_assert_true (wf_knowledge_is_tier_closed (knowledge, 0));
  g_assert_false (wf_knowledge_is_tier_closed (knowledge, 1));
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "tar", "cancer"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "cancer", "tar"));
  g_assert_true (wf_knowledge_is_required (knowledge, "dose", "tar"));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_error (cases[i].text, cases[i].words);
}

static void
test_shared_round_trips (void)
{
  static const char *const sets[] = {
    "abalone", "airfoil-self-noise", "algerian-forest-fires", "auto-mpg",
    "cites",   "wine-quality",       "car-evaluation",        "yacht-hydrodynamics"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *name = g_strdup_printf ("tetrad-examples/%s.knowledge.txt", sets[i]);
      g_autofree char *json = g_strdup_printf ("tetrad-examples/%s.knowledge.json", sets[i]);
      g_autoptr (WfKnowledge) knowledge = read_shared (name);
      g_autoptr (WfKnowledge) same = read_shared (json);

      if (knowledge == NULL)
        return;
      check_round_trip (knowledge);
      g_assert_false (wf_knowledge_is_empty (same));
      g_assert_true (wf_knowledge_equal (knowledge, same));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/knowledge/sections", test_sections);
  g_test_add_func ("/formats/knowledge/empty-sections", test_empty_sections);
  g_test_add_func ("/formats/knowledge/errors", test_errors);
  g_test_add_func ("/formats/knowledge/damaged", test_damaged);
  g_test_add_func ("/formats/knowledge/writes", test_writes);
  g_test_add_func ("/formats/knowledge/round-trip-of-names", test_round_trip_of_names);
  g_test_add_func ("/formats/knowledge/random-round-trips", test_random_round_trips);
  g_test_add_func ("/formats/knowledge/patterns", test_patterns);
  g_test_add_func ("/formats/knowledge/name-with-line-break", test_name_with_line_break);
  g_test_add_func ("/formats/knowledge/writes-by-extension", test_writes_by_extension);
  g_test_add_func ("/formats/knowledge/json-file", test_json_file);
  g_test_add_func ("/formats/knowledge/tetrad-json", test_tetrad_json);
  g_test_add_func ("/formats/knowledge/shared-round-trips", test_shared_round_trips);
  g_test_add_func ("/formats/knowledge/shared-sachs", test_shared_sachs);
  g_test_add_func ("/formats/knowledge/shared-tiers", test_shared_tiers);
  return g_test_run ();
}
