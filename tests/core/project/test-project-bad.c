/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Files that are no project, or a broken one: an error that says where, and nothing else. */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/project/project.h"

static const char good[] =
    "{\"format\":\"wherefore-project\",\"version\":1,\"program\":\"0.1.0\",\n"
    "\"files\":[{\"role\":\"table\",\"path\":\"a.csv\",\"absolute\":\"/d/"
    "a.csv\",\"size\":3,\"sha256\":\"ab\","
    "\"settings\":{\"delimiter\":\",\"}}],\n"
    "\"graph\":{\"kind\":\"cpdag\",\"nodes\":[\"a\",\"b\"],\"edges\":[{\"a\":\"a\",\"b\":\"b\",\"mark_a\":"
    "\"tail\","
    "\"mark_b\":\"arrow\",\"probability\":0.5}],\"positions\":{\"a\":[1,2],\"b\":[3,4]}},\n"
    "\"discovery\":{\"seed\":1,\"seconds\":0.1,\"program\":\"0.1.0\",\"method\":\"pc\",\"parameters\":{"
    "\"alpha\":0.01},"
    "\"tests\":3,\"warnings\":[\"w\"],\"notes\":[],\"removed\":[[0,1,0.2]],\"kept\":[[0,1,0.1]],"
    "\"oriented\":[[0,1,\"collider\"]],\"triples\":[[0,1,0,1,0.5]],"
    "\"ensemble\":{\"samples\":4,\"failed\":1,\"rule\":\"highest\",\"threshold\":0.5,\"warnings\":[],"
    "\"whole\":{\"kind\":\"cpdag\",\"nodes\":[\"a\",\"b\"],\"edges\":[]},\"pairs\":[[0,1,1,2,3]]}},\n"
    "\"knowledge\":{\"tiers\":[{\"variables\":[\"a\"],\"closed\":true}],\"forbidden\":[[\"b\",\"a\"]],"
    "\"required\":[],\"groups\":[{\"rule\":\"required\",\"from\":[\"a\"],\"to\":[\"b\"]}]},\n"
    "\"interventions\":[{\"do\":\"a=1\",\"on\":true}],\"repairs\":[{\"step\":1,\"keep\":0.5,\"on\":false}],\n"
    "\"view\":{\"page\":\"graph\"}}";

static WfProject *
read_bytes (const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (WfSource) source = wf_source_new (bytes, "a.wherefore");

  return wf_project_read (source, error);
}

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfProject) project = read_bytes (good, strlen (good), &error);

  g_assert_no_error (error);
  g_assert_nonnull (wf_project_get_discovery (project));
}

/* whatever is cut off */
static void
test_truncated (void)
{
  for (gsize n = 0; n < strlen (good); n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfProject) project = read_bytes (good, n, &error);

      g_assert_null (project);
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
      g_assert_true (g_str_has_prefix (error->message, "a.wherefore:"));
    }
}

/* whatever byte is another one: a project or an error, no crash */
static void
test_mutated (void)
{
  static const char bytes[] = "\"{}[],:0-9e.tfn\\ \n\xff";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_strdup (good);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfProject) project = NULL;

      for (int k = g_rand_int_range (rand, 1, 4); k > 0; k--)
        text[g_rand_int_range (rand, 0, (gint32) strlen (good))] =
            bytes[g_rand_int_range (rand, 0, (gint32) sizeof bytes - 1)];
      project = read_bytes (text, strlen (good), &error);
      g_assert_true ((project == NULL) == (error != NULL));
    }
}

/* old is in the good file once: with new in its place the message is this one */
static const struct
{
  const char *old, *new, *message;
} faults[] = {
  { "wherefore-project", "wherefore-graph", "this is no Wherefore project" },
  { "\"version\":1", "\"version\":\"1\"", "version: a whole number from 1 on is expected" },
  { "\"version\":1", "\"version\":0", "version: a whole number from 1 on is expected" },
  { "\"size\":3", "\"size\":-3", "files[0].size: a whole number from 0 on is expected" },
  { "\"absolute\":\"/d/a.csv\"", "\"absolute\":7", "files[0].absolute: a text in double quotes is expected" },
  { "\"absolute\":\"/d/a.csv\",", "", "files[0].absolute: this is missing" },
  { "{\"delimiter\":\",\"}", "[]", "files[0].settings: an object in braces is expected" },
  { "\"mark_b\":\"arrow\"", "\"mark_b\":\"feather\"", "graph.edges[0].mark_b: “mark_b” must be" },
  { "\"nodes\":[\"a\",\"b\"],\"edges\":[{", "\"nodes\":[\"a\",\"a\"],\"edges\":[{",
    "graph.nodes[1]: this repeats" },
  { "\"method\":\"pc\"", "\"method\":\"pcc\"", "discovery.parameters: There is no" },
  { "{\"alpha\":0.01}", "{\"alpha\":7}", "discovery.parameters: Parameter “alpha”" },
  { "[[0,1,0.2]]", "[[0,1]]", "discovery.removed[0][2]: this is missing" },
  { "[[0,1,0.2]]", "[[0,2,0.2]]", "discovery.removed[0][1]: a whole number from 0 to 1 is expected" },
  { "[[0,1,0.1]]", "[[0,1,\"x\"]]", "discovery.kept[0][2]: a number is expected" },
  { "\"collider\"", "\"guess\"", "discovery.oriented[0]: “guess” is no rule" },
  { "[[0,1,0,1,0.5]]", "[[0,1,0,9,0.5]]", "discovery.triples[0][3]: a whole number from 0 to 2" },
  { "\"samples\":4", "\"samples\":0", "discovery.ensemble.samples: a whole number from 1" },
  { "\"rule\":\"highest\"", "\"rule\":\"best\"", "discovery.ensemble: “rule” must be" },
  { "\"threshold\":0.5", "\"threshold\":null", "discovery.ensemble: “threshold” must be" },
  { "[[0,1,1,2,3]]", "[[1,0,1,2,3]]", "discovery.ensemble.pairs[0]: the pairs must be" },
  { "[[0,1,1,2,3]]", "[[0,1,1,2,3,2,2,3]]", "discovery.ensemble.pairs[0]: there are only 4 samples" },
  { "\"nodes\":[\"a\",\"b\"],\"edges\":[]", "\"nodes\":[\"a\",\"c\"],\"edges\":[]",
    "discovery.ensemble.whole: its nodes" },
  { "\"closed\":true", "\"closed\":1", "knowledge.tiers[0].closed: true or false is expected" },
  { "[[\"b\",\"a\"]]", "[[\"b\"]]", "knowledge.forbidden[0][1]: this is missing" },
  { "\"rule\":\"required\"", "\"rule\":\"liked\"", "knowledge.groups[0]: “rule” must be" },
  { "\"do\":\"a=1\"", "\"do\":\"a\"", "interventions[0]: " },
  { "\"keep\":0.5", "\"keep\":5", "repairs[0]: “keep” must be a number from 0 to 1" },
  { "\"step\":1", "\"step\":1.5", "repairs[0].step: a whole number" },
};

static void
test_wrong_types (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GString) text = g_string_new (good);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfProject) project = NULL;

      g_assert_cmpuint (g_string_replace (text, faults[i].old, faults[i].new, 0), ==, 1);
      project = read_bytes (text->str, text->len, &error);
      g_assert_null (project);
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
      if (!g_regex_match_simple ("^a\\.wherefore:[0-9]+:[0-9]+: ", error->message, 0, 0))
        g_error ("“%s” doesn’t say where", error->message);
      if (strstr (error->message, faults[i].message) == NULL)
        g_error ("“%s” lacks “%s”", error->message, faults[i].message);
    }
}

static void
test_repeated_role (void)
{
  const char *text = "{\"format\":\"wherefore-project\",\"version\":1,\"program\":\"0\",\"files\":["
                     "{\"role\":\"table\",\"absolute\":\"/a\"},{\"role\":\"table\",\"absolute\":\"/b\"}]}";
  g_autoptr (GError) error = NULL;

  g_assert_null (read_bytes (text, strlen (text), &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_assert_cmpstr (error->message, ==, "a.wherefore:1:99: files[1]: a second file in the role “table”");
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("{\"format\":\"wherefore-project\",\"view\":");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 1000000; i++)
    g_string_append_c (text, '[');
  g_assert_null (read_bytes (text->str, text->len, &error));
  g_assert_nonnull (error);
}

static void
test_huge (void)
{
  gsize size = WF_LIMIT_PROJECT_BYTES + 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (size), size); /* pages that are never touched */
  g_autoptr (WfSource) source = wf_source_new (bytes, "a.wherefore");

  g_assert_null (wf_project_read (source, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
}

static void
test_newer_that_differs (void)
{
  const char *text = "{\"format\":\"wherefore-project\",\"version\":9,\"program\":\"9.1\",\"files\":{}}";
  g_autoptr (GError) error = NULL;

  g_assert_null (read_bytes (text, strlen (text), &error));
  g_assert_nonnull (strstr (error->message, "newer Wherefore (9.1)"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/project-bad/good", test_good);
  g_test_add_func ("/project-bad/truncated", test_truncated);
  g_test_add_func ("/project-bad/mutated", test_mutated);
  g_test_add_func ("/project-bad/wrong-types", test_wrong_types);
  g_test_add_func ("/project-bad/repeated-role", test_repeated_role);
  g_test_add_func ("/project-bad/deep", test_deep);
  g_test_add_func ("/project-bad/huge", test_huge);
  g_test_add_func ("/project-bad/newer-that-differs", test_newer_that_differs);
  return g_test_run ();
}
