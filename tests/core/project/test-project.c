/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A project file holds everything it is given, exactly. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/error.h"
#include "core/discovery/ensemble.h"
#include "core/formats/formats.h"
#include "core/project/project.h"

static WfTable *
read_table (void)
{
  g_autofree char *path = g_build_filename (SOURCEDIR, "data", "samples", "web-service.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  WfTable *table;

  g_assert_no_error (error);
  table = wf_table_read (source, NULL, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static WfProject *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "a.wherefore");
  g_autoptr (GError) error = NULL;
  WfProject *project;

  g_assert_true (wf_project_is_project (source));
  project = wf_project_read (source, &error);
  g_assert_no_error (error);
  return project;
}

/* for the test of the schema */
static void
keep (const char *text)
{
  static guint n_kept;
  const char *folder = g_getenv ("WHEREFORE_KEEP_PROJECTS");
  g_autofree char *name = g_strdup_printf ("%u.wherefore", n_kept++);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;

  g_assert_true (path == NULL || g_file_set_contents (path, text, -1, NULL));
}

/* written and read; writing that again gives the same text */
static WfProject *
pass (WfProject *project)
{
  g_autofree char *text = wf_project_to_text (project, NULL);
  WfProject *read = read_text (text);
  g_autofree char *again = wf_project_to_text (read, NULL);

  g_assert_cmpstr (again, ==, text);
  keep (text);
  return read;
}

static void
assert_same_explanations (WfDiscoveryResult *a, WfDiscoveryResult *b, WfTable *table)
{
  gsize n = wf_graph_get_n_nodes (wf_discovery_result_get_graph (a));

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        g_auto (GStrv) one = wf_discovery_explain (a, table, i, j, NULL);
        g_auto (GStrv) other = wf_discovery_explain (b, table, i, j, NULL);

        g_assert_true ((one == NULL) == (other == NULL));
        if (one != NULL)
          g_assert_cmpstrv (one, other);
      }
}

static void
assert_same_search (WfDiscoveryResult *a, WfDiscoveryResult *b, WfTable *table)
{
  g_assert_true (wf_graph_equal (wf_discovery_result_get_graph (a), wf_discovery_result_get_graph (b)));
  g_assert_cmpstr (wf_discovery_result_get_method (a), ==, wf_discovery_result_get_method (b));
  g_assert_true (g_variant_equal (wf_discovery_result_get_params (a), wf_discovery_result_get_params (b)));
  g_assert_cmpuint (wf_discovery_result_get_n_tests (a), ==, wf_discovery_result_get_n_tests (b));
  g_assert_cmpuint (wf_discovery_result_get_n_variables (a), ==, wf_discovery_result_get_n_variables (b));
  g_assert_true (g_strv_equal (wf_discovery_result_get_warnings (a), wf_discovery_result_get_warnings (b)));
  g_assert_cmpuint (wf_discovery_result_get_n_removed (a), ==, wf_discovery_result_get_n_removed (b));
  g_assert_cmpuint (wf_discovery_result_get_n_kept (a), ==, wf_discovery_result_get_n_kept (b));
  g_assert_cmpuint (wf_discovery_result_get_n_oriented (a), ==, wf_discovery_result_get_n_oriented (b));
  assert_same_explanations (a, b, table);
}

static WfDiscoveryResult *
pass_search (WfDiscoveryResult *result)
{
  g_autoptr (WfProject) project = wf_project_new ();
  g_autoptr (WfProject) read = NULL;

  wf_project_set_graph (project, wf_discovery_result_get_graph (result));
  wf_project_set_discovery (project, result, 7, 0.25, NULL);
  read = pass (project);
  g_assert_cmpuint (wf_project_get_seed (read), ==, 7);
  g_assert_cmpfloat (wf_project_get_seconds (read), ==, 0.25);
  g_assert_cmpstr (wf_project_get_learned_by (read), ==, PACKAGE_VERSION);
  return wf_discovery_result_ref (wf_project_get_discovery (read));
}

static void
test_every_search (void)
{
  g_autoptr (WfTable) table = read_table ();
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  guint n_found = 0;

  wf_knowledge_forbid (knowledge, wf_table_get_name (table, 1), wf_table_get_name (table, 0));
  for (const WfDiscovery *const *method = wf_discoveries_get_all (); *method != NULL; method++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfDiscoveryResult) result =
          wf_discover (table, (*method)->id, NULL, knowledge, 7, 1, NULL, &error);
      g_autoptr (WfDiscoveryResult) read = NULL;

      if (result == NULL) /* one that needs another kind of table says so */
        {
          g_test_message ("%s: %s", (*method)->id, error->message);
          continue;
        }
      read = pass_search (result);
      assert_same_search (result, read, table);
      g_assert_true (wf_knowledge_equal (wf_discovery_result_get_knowledge (read), knowledge));
      n_found++;
    }
  g_assert_cmpuint (n_found, >=, 8);
}

static void
test_rethreshold (void)
{
  g_autoptr (WfTable) table = read_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiscoveryResult) result =
      wf_discover (table, "pc", g_variant_new_parsed ("{'alpha': <0.1>}"), NULL, 1, 1, NULL, &error);
  g_autoptr (WfDiscoveryResult) read = pass_search (result);
  g_autoptr (WfDiscoveryResult) one = wf_discovery_rethreshold (result, 0.001, &error);
  g_autoptr (WfDiscoveryResult) other = NULL;

  g_assert_no_error (error);
  other = wf_discovery_rethreshold (read, 0.001, &error);
  g_assert_no_error (error);
  assert_same_search (one, other, table);
}

static void
test_bootstrap (void)
{
  g_autoptr (WfTable) table = read_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDiscoveryResult) result =
      wf_discover_bootstrap (table, "pc", NULL, NULL, 12, WF_ENSEMBLE_HIGHEST, 0.4, 3, 1, NULL, &error);
  g_autoptr (WfDiscoveryResult) read = pass_search (result);

  g_assert_no_error (error);
  assert_same_search (result, read, table);
  g_assert_cmpint (wf_discovery_result_get_ensemble_rule (read), ==, WF_ENSEMBLE_HIGHEST);
  g_assert_cmpfloat (wf_discovery_result_get_ensemble_threshold (read), ==, 0.4);
  for (double threshold = 0; threshold <= 1; threshold += 0.125)
    {
      g_autoptr (WfDiscoveryResult) one =
          wf_discovery_result_redraw (result, WF_ENSEMBLE_PRESERVED, threshold, &error);
      g_autoptr (WfDiscoveryResult) other =
          wf_discovery_result_redraw (read, WF_ENSEMBLE_PRESERVED, threshold, &error);

      g_assert_no_error (error);
      assert_same_search (one, other, table);
    }
}

static void
test_evidence (void)
{
  static const double values[] = { 2, 0.5, 0.1, 0.5, 1, 0.3, 0.1, 0.3, 1.5 };
  static const char *const names[] = { "a", "b", "c", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCovariance) covariance = wf_covariance_new (names, values, 50, &error);
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) dag = NULL;
  g_autoptr (WfDiscoveryResult) by_covariance =
      wf_discover_covariance (covariance, "pc", NULL, NULL, 1, 1, NULL, &error);
  g_autoptr (WfDiscoveryResult) by_oracle = NULL;
  g_autoptr (WfDiscoveryResult) read = pass_search (by_covariance);
  g_autoptr (WfDiscoveryResult) read_oracle = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (wf_covariance_get_n_rows (wf_discovery_result_get_covariance (read)), ==, 50);
  for (gsize i = 0; i < 9; i++)
    g_assert_cmpfloat (wf_covariance_get (wf_discovery_result_get_covariance (read), i / 3, i % 3), ==,
                       values[i]);
  wf_graph_builder_add_arrow (builder, 0, 1);
  wf_graph_builder_add_arrow (builder, 2, 1);
  dag = wf_graph_builder_end (builder, WF_GRAPH_DAG, &error);
  by_oracle = wf_discover_oracle (dag, NULL, "pc", NULL, NULL, 1, NULL, &error);
  g_assert_no_error (error);
  read_oracle = pass_search (by_oracle);
  g_assert_true (wf_graph_equal (wf_discovery_result_get_oracle (read_oracle), dag));
}

static void
test_knowledge (void)
{
  static const char *const from[] = { "odd \"name\"", "a", NULL };
  static const char *const to[] = { "b", "forbiddirect", NULL };
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfProject) project = wf_project_new ();
  g_autoptr (WfProject) read = NULL;

  wf_knowledge_set_tier (knowledge, "a", 2);
  wf_knowledge_set_tier (knowledge, "b", 0);
  wf_knowledge_forbid_within_tier (knowledge, 2);
  wf_knowledge_forbid (knowledge, "b", "a");
  wf_knowledge_require (knowledge, "a", "umlaut ä");
  wf_knowledge_forbid_group (knowledge, from, to);
  wf_project_set_knowledge (project, knowledge);
  read = pass (project);
  g_assert_true (wf_knowledge_equal (wf_project_get_knowledge (read), knowledge));
  g_assert_cmpuint (wf_knowledge_get_n_groups (wf_project_get_knowledge (read)), ==, 1);
  g_assert_true (wf_knowledge_is_tier_closed (wf_project_get_knowledge (read), 2));
}

static void
test_worlds (void)
{
  static const char *const texts[] = { "pka=800.1234567890123",
                                       "mek+=50",
                                       "x*=0.1",
                                       "s=yes",
                                       "x=[2,5]",
                                       "z-/->x",
                                       "x~normal(5,2)",
                                       "x~{yes:0.3,no:0.7}",
                                       "y~observed",
                                       "x=5 if z>3",
                                       "x:=2+0.5*z+normal(0,1)" };
  g_autoptr (WfProject) project = wf_project_new ();
  g_autoptr (WfProject) read = NULL;
  const WfRepair repairs[] = { { 3, 0 }, { 7, 0.35 } };
  gboolean is_active;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfIntervention) intervention = wf_intervention_parse (texts[i], &error);

      g_assert_no_error (error);
      wf_project_add_intervention (project, intervention, i % 2 == 0);
    }
  wf_project_add_repair (project, &repairs[0], TRUE);
  wf_project_add_repair (project, &repairs[1], FALSE);
  read = pass (project);
  g_assert_cmpuint (wf_project_get_n_interventions (read), ==, G_N_ELEMENTS (texts));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *before = wf_intervention_to_source (wf_project_get_intervention (project, i, NULL));
      g_autofree char *after = wf_intervention_to_source (wf_project_get_intervention (read, i, &is_active));

      g_assert_cmpstr (after, ==, before);
      g_assert_cmpint (is_active, ==, i % 2 == 0);
    }
  g_assert_cmpuint (wf_project_get_n_repairs (read), ==, 2);
  g_assert_cmpuint (wf_project_get_repair (read, 1, &is_active)->step, ==, 7);
  g_assert_cmpfloat (wf_project_get_repair (read, 1, NULL)->keep, ==, 0.35);
  g_assert_false (is_active);
}

/* What this version doesn't know survives; what the window keeps there, too. */
static void
test_parts (void)
{
  g_autoptr (WfProject) project =
      read_text ("{\"format\":\"wherefore-project\",\"version\":1,\"program\":\"0.9\",\"files\":[],"
                 "\"later\":{\"x\":[1,2.5,null]},\"view\":{\"page\":\"graph\"}}");
  g_autoptr (WfProject) read = pass (project);
  g_autoptr (WfProject) other = wf_project_new ();
  const char *const own[] = { "view", NULL };

  g_assert_cmpstr (wf_project_get_program (project), ==, "0.9");
  g_assert_cmpuint (g_strv_length ((GStrv) wf_project_list_parts (read)), ==, 2);
  g_assert_nonnull (wf_project_get_part (read, "later"));
  wf_project_set_part (other, "view", json_node_init_string (json_node_alloc (), "mine"));
  wf_project_take_parts (other, read, own);
  g_assert_cmpstr (json_node_get_string (wf_project_get_part (other, "view")), ==, "mine");
  g_assert_nonnull (wf_project_get_part (other, "later"));
  wf_project_set_part (other, "later", NULL);
  g_assert_null (wf_project_get_part (other, "later"));
}

static void
test_newer (void)
{
  g_autoptr (WfProject) project =
      read_text ("{\"format\":\"wherefore-project\",\"version\":2,\"program\":\"9.0\",\"files\":[]}");

  g_assert_true (wf_project_is_newer (project));
  g_assert_cmpint (wf_project_get_version (project), ==, 2);
}

/* ---- files ---- */

typedef struct
{
  char *folder;
  char *data;    /* folder/data/rows.csv */
  char *project; /* folder/study/a.wherefore */
} Place;

static void
put (const char *path, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
place_init (Place *place)
{
  g_autoptr (WfProject) project = wf_project_new ();
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  place->folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  place->data = g_build_filename (place->folder, "data", "rows.csv", NULL);
  place->project = g_build_filename (place->folder, "study", "a.wherefore", NULL);
  put (place->data, "a,b\n1,2\n");
  put (place->project, "");
  source = wf_source_open_path (place->data, NULL, NULL);
  wf_project_add_source (project, "table", source,
                         g_variant_new_parsed ("{'delimiter': <','>, 'types': <{'a': 'ordinal'}>}"));
  file = g_file_new_for_path (place->project);
  g_assert_true (wf_project_write (project, file, &error));
  g_assert_no_error (error);
}

static void
place_clear (Place *place)
{
  g_free (place->folder);
  g_free (place->data);
  g_free (place->project);
}

static WfProject *
open_project (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  WfProject *project = source != NULL ? wf_project_read (source, &error) : NULL;

  g_assert_no_error (error);
  return project;
}

static WfFileState
open_table (WfProject *project, char **path)
{
  WfFileState state;
  g_autoptr (WfSource) source =
      wf_project_open_file (project, wf_project_find_file (project, "table"), &state, NULL, NULL);

  g_assert_true ((source == NULL) == (state == WF_FILE_MISSING));
  if (path != NULL)
    *path = source != NULL ? g_strdup (wf_source_get_path (source)) : NULL;
  return state;
}

static void
test_file (void)
{
  Place place;
  g_autoptr (WfProject) project = NULL;
  const WfProjectFile *file;
  g_autofree char *text = NULL;

  place_init (&place);
  project = open_project (place.project);
  file = wf_project_find_file (project, "table");
  g_assert_cmpstr (file->relative, ==, "../data/rows.csv");
  g_assert_cmpstr (file->path, ==, place.data);
  g_assert_cmpuint (file->size, ==, 8);
  g_assert_cmpuint (strlen (file->sha256), ==, 64);
  text = g_variant_print (file->settings, FALSE);
  g_assert_cmpstr (text, ==, "{'delimiter': <','>, 'types': <{'a': 'ordinal'}>}");
  g_assert_cmpint (open_table (project, NULL), ==, WF_FILE_SAME);
  g_assert_null (wf_project_find_file (project, "graph"));
  place_clear (&place);
}

/* a folder that was moved whole: the relative path leads */
static void
test_moved_whole (void)
{
  Place place;
  g_autofree char *moved = NULL;
  g_autofree char *path = NULL;
  g_autofree char *found = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (WfProject) project = NULL;

  place_init (&place);
  moved = g_strconcat (place.folder, "-moved", NULL);
  g_assert_cmpint (g_rename (place.folder, moved), ==, 0);
  path = g_build_filename (moved, "study", "a.wherefore", NULL);
  expected = g_build_filename (moved, "data", "rows.csv", NULL);
  project = open_project (path);
  g_assert_cmpint (open_table (project, &found), ==, WF_FILE_SAME);
  g_assert_cmpstr (found, ==, expected);
  place_clear (&place);
}

/* the project alone was moved: the absolute path leads; the data next to it: their name does */
static void
test_moved_alone (void)
{
  Place place;
  g_autofree char *folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.wherefore", NULL);
  g_autofree char *beside = g_build_filename (folder, "rows.csv", NULL);
  g_autofree char *found = NULL;
  g_autoptr (WfProject) project = NULL;

  place_init (&place);
  g_assert_cmpint (g_rename (place.project, path), ==, 0);
  project = open_project (path);
  g_assert_cmpint (open_table (project, NULL), ==, WF_FILE_SAME);
  g_assert_cmpint (g_rename (place.data, beside), ==, 0);
  g_assert_cmpint (open_table (project, &found), ==, WF_FILE_SAME);
  g_assert_cmpstr (found, ==, beside);
  place_clear (&place);
}

static void
test_changed_and_missing (void)
{
  Place place;
  WfFileState state;
  g_autoptr (WfProject) project = NULL;
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *elsewhere = NULL;

  place_init (&place);
  project = open_project (place.project);
  put (place.data, "a,b\n1,3\n"); /* as long as before */
  g_assert_cmpint (open_table (project, NULL), ==, WF_FILE_CHANGED);
  put (place.data, "a,b\n1,30\n");
  g_assert_cmpint (open_table (project, NULL), ==, WF_FILE_CHANGED);
  g_unlink (place.data);
  source = wf_project_open_file (project, wf_project_find_file (project, "table"), &state, NULL, &error);
  g_assert_null (source);
  g_assert_cmpint (state, ==, WF_FILE_MISSING);
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_true (g_str_has_prefix (error->message, "rows.csv isn’t there any more"));
  elsewhere = g_build_filename (place.folder, "elsewhere", "other-name.csv", NULL);
  put (elsewhere, "a,b\n1,2\n");
  wf_project_relocate (project, "table", elsewhere);
  g_assert_cmpint (open_table (project, NULL), ==, WF_FILE_SAME);
  place_clear (&place);
}

static void
test_odd_names (void)
{
  g_autoptr (WfProject) project = wf_project_new ();
  g_autoptr (WfProject) again = NULL;

  wf_project_add_file (project, "table", "/data/\xff\xfe.csv", 3, NULL, NULL);
  wf_project_add_file (project, "graph", "https://example.org/a.dot", 0, NULL, NULL);
  wf_project_add_file (project, "graph", "https://example.org/b.dot", 0, NULL, NULL);
  again = pass (project);
  g_assert_cmpuint (wf_project_get_n_files (again), ==, 2);
  g_assert_cmpstr (wf_project_find_file (again, "table")->path, ==, "/data/\xff\xfe.csv");
  g_assert_cmpstr (wf_project_find_file (again, "graph")->path, ==, "https://example.org/b.dot");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/project/every-search", test_every_search);
  g_test_add_func ("/project/rethreshold", test_rethreshold);
  g_test_add_func ("/project/bootstrap", test_bootstrap);
  g_test_add_func ("/project/evidence", test_evidence);
  g_test_add_func ("/project/knowledge", test_knowledge);
  g_test_add_func ("/project/worlds", test_worlds);
  g_test_add_func ("/project/parts", test_parts);
  g_test_add_func ("/project/newer", test_newer);
  g_test_add_func ("/project/file", test_file);
  g_test_add_func ("/project/moved-whole", test_moved_whole);
  g_test_add_func ("/project/moved-alone", test_moved_alone);
  g_test_add_func ("/project/changed-and-missing", test_changed_and_missing);
  g_test_add_func ("/project/odd-names", test_odd_names);
  return g_test_run ();
}
