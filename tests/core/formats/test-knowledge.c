/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

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
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (cases[i].text, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
      if (strstr (error->message, cases[i].words) == NULL)
        g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/knowledge/sections", test_sections);
  g_test_add_func ("/formats/knowledge/empty-sections", test_empty_sections);
  g_test_add_func ("/formats/knowledge/errors", test_errors);
  g_test_add_func ("/formats/knowledge/damaged", test_damaged);
  g_test_add_func ("/formats/knowledge/shared-sachs", test_shared_sachs);
  g_test_add_func ("/formats/knowledge/shared-tiers", test_shared_tiers);
  return g_test_run ();
}
