/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A document that is saved and opened again is the same one. */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "app-test.h"
#include "app/backup.h"

typedef struct
{
  char *folder;
  char *data;    /* a copy of a sample */
  char *project; /* in the same folder */
} Place;

static void
place_init (Place *place, const char *sample)
{
  g_autofree char *from = wf_test_sample (sample);
  g_autofree char *text = NULL;
  gsize length;

  place->folder = g_dir_make_tmp ("wherefore-XXXXXX", NULL);
  place->data = g_build_filename (place->folder, sample, NULL);
  place->project = g_build_filename (place->folder, "My 2. question.wherefore", NULL);
  g_assert_true (g_file_get_contents (from, &text, &length, NULL));
  g_assert_true (g_file_set_contents (place->data, text, (gssize) length, NULL));
}

static void
place_clear (Place *place)
{
  g_free (place->folder);
  g_free (place->data);
  g_free (place->project);
}

static void
load (WfDocument *document, const char *path)
{
  g_autoptr (GError) error = NULL;

  wf_test_load (document, path, &error);
  g_assert_no_error (error);
  wf_test_wait_idle (document);
}

static WfDocument *
open_new (const char *path)
{
  WfDocument *document = wf_document_new ();

  load (document, path);
  return document;
}

/* as when its window is closed: a worker may hold it a moment longer */
static void
close_document (WfDocument *document)
{
  gpointer left = document;

  g_object_add_weak_pointer (G_OBJECT (document), &left);
  g_object_unref (document);
  for (int i = 0; i < 5000 && left != NULL; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_null (left);
}

/* ---- what is the same ---- */

static void
assert_same_layout (WfLayout *a, WfLayout *b, WfGraph *graph)
{
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      double x, y, other_x, other_y;

      wf_layout_get_node (a, v, &x, &y);
      wf_layout_get_node (b, v, &other_x, &other_y);
      g_assert_cmpfloat (x, ==, other_x);
      g_assert_cmpfloat (y, ==, other_y);
    }
  for (gsize e = 0; e < wf_graph_get_n_edges (graph); e++)
    {
      gsize n, m;
      const double *p = wf_layout_get_edge (a, e, &n), *q = wf_layout_get_edge (b, e, &m);

      g_assert_cmpmem (p, n * 2 * sizeof *p, q, m * 2 * sizeof *q);
    }
}

static void
assert_same_effect (WfEffect *a, WfEffect *b)
{
  WfGraph *graph;

  g_assert_true ((a == NULL) == (b == NULL));
  if (a == NULL)
    return;
  graph = wf_model_get_graph (wf_effect_get_model (a));
  for (guint v = 0; v < wf_graph_get_n_nodes (graph); v++)
    {
      double one = wf_marginal_get_mean (wf_effect_get_after (a, v));
      double other = wf_marginal_get_mean (wf_effect_get_after (b, v));

      g_assert_true (one == other || (isnan (one) && isnan (other)));
    }
}

static void
assert_same_worlds (WfDocument *a, WfDocument *b)
{
  g_assert_cmpuint (wf_document_get_n_interventions (a), ==, wf_document_get_n_interventions (b));
  for (gsize i = 0; i < wf_document_get_n_interventions (a); i++)
    {
      g_autofree char *one = wf_intervention_to_source (wf_document_get_intervention (a, i));
      g_autofree char *other = wf_intervention_to_source (wf_document_get_intervention (b, i));

      g_assert_cmpstr (one, ==, other);
      g_assert_cmpint (wf_document_is_intervention_active (a, i), ==,
                       wf_document_is_intervention_active (b, i));
    }
  g_assert_cmpint (wf_document_get_row (a), ==, wf_document_get_row (b));
  g_assert_cmpuint (wf_document_get_n_repairs (a), ==, wf_document_get_n_repairs (b));
  for (gsize i = 0; i < wf_document_get_n_repairs (a); i++)
    {
      g_assert_cmpuint (wf_document_get_repair (a, i)->step, ==, wf_document_get_repair (b, i)->step);
      g_assert_cmpfloat (wf_document_get_repair (a, i)->keep, ==, wf_document_get_repair (b, i)->keep);
      g_assert_cmpint (wf_document_is_repair_active (a, i), ==, wf_document_is_repair_active (b, i));
    }
}

/* what a report says of it, but for the name of the file */
static char *
dup_report (WfDocument *document, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text;

  wf_test_export (document, path);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
assert_same (WfDocument *a, WfDocument *b, const Place *place)
{
  g_autofree char *one = dup_report (a, place->folder, "a.json");
  g_autofree char *other = dup_report (b, place->folder, "b.json");

  g_assert_cmpstr (one, ==, other);
  g_assert_true ((wf_document_get_graph (a) == NULL) == (wf_document_get_graph (b) == NULL));
  if (wf_document_get_graph (a))
    {
      g_assert_true (wf_graph_equal (wf_document_get_graph (a), wf_document_get_graph (b)));
      assert_same_layout (wf_document_get_layout (a), wf_document_get_layout (b), wf_document_get_graph (a));
    }
  assert_same_effect (wf_document_get_effect (a), wf_document_get_effect (b));
  assert_same_worlds (a, b);
  g_assert_false (wf_document_is_modified (a));
  g_assert_false (wf_document_is_modified (b));
}

/* ---- tables ---- */

static void
test_table (void)
{
  Place place;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  double x, y;

  place_init (&place, "web-service.csv");
  document = open_new (place.data);
  g_assert_false (wf_document_is_modified (document));
  wf_document_learn_samples (document, "pc", NULL, 10, WF_ENSEMBLE_PRESERVED);
  wf_test_wait_idle (document);
  g_assert_true (wf_document_is_modified (document));
  wf_document_forbid (document, "traffic", "cache");
  wf_document_set_tier (document, (const char *const[]){ "deploys", NULL }, 0);
  wf_document_set_confidence (document, 0.7);
  wf_test_wait_idle (document);
  wf_document_move_node (document, 1, 17.25, -40);
  wf_test_set (document, "cache=96");
  wf_test_set (document, "hits+=3.5");
  wf_test_wait_idle (document);
  wf_document_set_intervention_active (document, 1, FALSE);
  wf_document_select_pair (document, 2, 3);
  wf_document_set_view (document, "page", g_variant_new_string ("graph"));
  wf_document_set_view (document, "zoom", g_variant_new_double (2));
  wf_test_wait_idle (document);
  wf_test_save (document, place.project);

  again = open_new (place.project);
  assert_same (document, again, &place);
  title = wf_document_dup_title (again);
  subtitle = wf_document_dup_subtitle (again);
  stem = wf_document_dup_stem (again);
  g_assert_cmpstr (title, ==, "My 2. question");
  g_assert_cmpstr (stem, ==, "My 2. question"); /* its dot is none of an ending */
  g_assert_null (strstr (subtitle, "modified"));
  g_assert_null (wf_document_get_undo_label (again));
  g_assert_true (
      wf_knowledge_equal (wf_document_get_knowledge (document), wf_document_get_knowledge (again)));
  g_assert_true (wf_document_has_new_knowledge (again));
  {
    double threshold, zoom;
    guint a, b;

    g_assert_nonnull (wf_document_get_ensemble (again, &threshold));
    g_assert_cmpfloat (threshold, ==, 0.7);
    g_assert_true (wf_document_get_selected_pair (again, &a, &b));
    g_assert_cmpuint (a, ==, 2);
    g_assert_cmpuint (b, ==, 3);
    g_assert_true (wf_document_get_view_number (again, "zoom", &zoom));
    g_assert_cmpfloat (zoom, ==, 2);
    g_assert_cmpstr (g_variant_get_string (wf_document_get_view (again, "page", G_VARIANT_TYPE_STRING), NULL),
                     ==, "graph");
  }
  /* what is done after it was opened is undone to what was saved, where each variable stood too */
  wf_layout_get_node (wf_document_get_layout (again), 1, &x, &y);
  g_assert_cmpfloat (x, ==, 17.25);
  g_assert_cmpfloat (y, ==, -40);
  wf_test_set (again, "latency=200");
  wf_test_wait_idle (again);
  wf_document_move_node (again, 1, 300, 200);
  g_assert_true (wf_document_is_modified (again));
  wf_document_undo (again);
  wf_document_undo (again);
  wf_test_wait_idle (again);
  g_assert_null (wf_document_get_undo_label (again));
  assert_same (document, again, &place);
  wf_document_redo (again);
  wf_document_redo (again);
  wf_test_wait_idle (again);
  wf_layout_get_node (wf_document_get_layout (again), 1, &x, &y);
  g_assert_cmpfloat (x, ==, 300);
  g_assert_cmpuint (wf_document_get_n_interventions (again), ==, 3);
  wf_document_undo (again);
  wf_document_undo (again);
  /* it goes on from there */
  wf_document_set_confidence (again, 0.9);
  wf_document_set_confidence (document, 0.9);
  wf_test_wait_idle (again);
  wf_test_wait_idle (document);
  g_assert_true (wf_graph_equal (wf_document_get_graph (document), wf_document_get_graph (again)));
  place_clear (&place);
}

static void
test_attached_graph (void)
{
  Place place;
  g_autofree char *graph = wf_test_sample ("web-service.dot");
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;

  place_init (&place, "web-service.csv");
  document = open_new (place.data);
  load (document, graph);
  g_assert_false (wf_document_is_modified (document)); /* everything is in files */
  wf_document_set_mechanism (document, "latency", wf_mechanism_kinds_find ("spline"));
  wf_test_wait_idle (document);
  wf_test_set (document, "cache=96");
  wf_test_wait_idle (document);
  wf_document_ask_row (document, 3);
  wf_test_wait_idle (document);
  wf_test_save (document, place.project);
  again = open_new (place.project);
  assert_same (document, again, &place);
  {
    g_autofree char *kind = wf_document_dup_mechanism (again, "latency");

    g_assert_cmpstr (kind, ==, "spline");
  }
  place_clear (&place);
}

static void
test_graph_alone (void)
{
  Place place;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;
  g_autoptr (WfDocument) without = NULL;

  place_init (&place, "web-service.dot");
  document = open_new (place.data);
  wf_document_move_node (document, 0, 10, 10);
  wf_test_save (document, place.project);
  again = open_new (place.project);
  assert_same (document, again, &place);
  /* the project holds the graph itself */
  g_assert_cmpint (g_unlink (place.data), ==, 0);
  without = open_new (place.project);
  g_assert_null (wf_document_get_problem (without));
  g_assert_true (wf_graph_equal (wf_document_get_graph (document), wf_document_get_graph (without)));
  place_clear (&place);
}

static void
test_beside (void)
{
  Place place;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;

  place_init (&place, "web-service.csv");
  document = open_new (place.data);
  wf_document_learn (document, "pc", NULL);
  wf_test_wait_idle (document);
  {
    g_autofree char *path = wf_test_sample ("web-service.dot");
    g_autoptr (GFile) file = g_file_new_for_path (path);

    wf_document_lay_over (document, file);
  }
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_beside (document));
  wf_test_save (document, place.project);
  again = open_new (place.project);
  g_assert_nonnull (wf_document_get_beside (again));
  {
    g_autofree char *name = wf_document_dup_beside_name (again);

    g_assert_cmpstr (name, ==, "web-service.dot");
  }
  assert_same (document, again, &place);
  place_clear (&place);
}

#define OBSERVED "digraph { Smoking -> Tar; Smoking -> Cancer; Tar -> Cancer; }"

/* a table in a box of the diagram, changed by hand, and what a cut is asked about */
static void
test_diagram (void)
{
  static const double certain[] = { 0, 1, 0, 1, 0, 1, 0.125, 0.875 };
  Place place;
  g_autofree char *graph = NULL;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;
  g_autoptr (GError) error = NULL;
  guint node;
  gsize n;

  place_init (&place, "smoking-tar-cancer.csv");
  graph = g_build_filename (place.folder, "graph.dot", NULL);
  g_assert_true (g_file_set_contents (graph, OBSERVED, -1, NULL));
  document = open_new (place.data);
  load (document, graph);
  wf_document_set_outcome (document, "Cancer");
  wf_document_set_front (document, "diagram");
  wf_test_wait_idle (document);
  node = (guint) wf_graph_find_node (wf_model_get_graph (wf_document_get_model (document)), "Cancer");
  g_assert_true (wf_document_set_table (document, node, certain, 8, &error));
  g_assert_no_error (error);
  wf_test_wait_idle (document);
  g_assert_true (wf_document_is_modified (document));
  wf_test_save (document, place.project);
  again = open_new (place.project);
  g_assert_true (wf_document_is_table_changed (again, node));
  g_assert_false (wf_document_is_table_changed (again, node == 0 ? 1 : 0));
  g_assert_cmpmem (wf_model_get_cpt (wf_document_get_model (again), node, &n), sizeof certain, certain,
                   sizeof certain);
  wf_document_restore_table (again, node);
  g_assert_true (wf_document_is_modified (again));
  wf_document_undo (again);
  g_assert_false (wf_document_is_modified (again));
  wf_test_wait_idle (again);
  place_clear (&place);
}

/* ---- runs ---- */

static void
test_log (void)
{
  Place place;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;

  place_init (&place, "failed-run.json");
  document = open_new (place.data);
  wf_document_repair_step (document, 3, 0.25);
  wf_document_repair_step (document, 4, 0);
  wf_document_set_repair_active (document, 1, FALSE);
  wf_document_select_step (document, 2);
  wf_document_set_redacted (document, TRUE);
  wf_test_save (document, place.project);
  again = open_new (place.project);
  g_assert_cmpint (wf_document_get_selected_step (again), ==, 2);
  g_assert_true (wf_document_is_redacted (again));
  assert_same (document, again, &place);
  place_clear (&place);
}

static void
test_runs (void)
{
  Place place;
  g_autofree char *folder = wf_test_sample ("labelled-runs");
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;

  place_init (&place, "web-service.csv");
  document = open_new (folder);
  wf_document_train (document, NULL);
  wf_test_wait_idle (document);
  wf_document_compare_runs (document, 2, 5);
  wf_test_wait_idle (document);
  wf_document_find_causes (document);
  wf_test_wait_idle (document);
  wf_document_open_run (document, 4);
  wf_document_repair_step (document, 1, 0);
  wf_test_save (document, place.project);
  again = open_new (place.project);
  g_assert_cmpint (wf_document_get_open_run (again), ==, 4);
  g_assert_nonnull (wf_document_get_training (again));
  g_assert_nonnull (wf_document_get_comparison (again));
  g_assert_cmpstr (wf_document_get_compared_name (again, 0), ==, wf_document_get_compared_name (document, 0));
  g_assert_nonnull (wf_corpus_blame_get_causes (wf_document_get_runs (again)));
  assert_same (document, again, &place);
  for (gsize i = 0; i < 2; i++)
    {
      static const char *const fronts[] = { "runs", "comparison" };

      wf_document_set_front (document, fronts[i]);
      wf_document_set_front (again, fronts[i]);
      assert_same (document, again, &place);
    }
  place_clear (&place);
}

/* ---- files that aren't what they were ---- */

static WfDocument *
save_learned (const Place *place)
{
  WfDocument *document = open_new (place->data);

  wf_document_learn (document, "pc", NULL);
  wf_test_wait_idle (document);
  wf_test_set (document, "cache=96");
  wf_test_wait_idle (document);
  wf_test_save (document, place->project);
  return document;
}

static void
test_missing (void)
{
  Place place;
  g_autofree char *elsewhere = NULL;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;
  g_autoptr (WfDocument) third = NULL;
  g_autoptr (GFile) file = NULL;
  const WfFileProblem *problem;

  place_init (&place, "web-service.csv");
  document = save_learned (&place);
  elsewhere = g_build_filename (place.folder, "moved.csv", NULL);
  g_assert_cmpint (g_rename (place.data, elsewhere), ==, 0);

  again = open_new (place.project);
  problem = wf_document_get_problem (again);
  g_assert_nonnull (problem);
  g_assert_cmpstr (problem->name, ==, "web-service.csv");
  g_assert_cmpstr (problem->role, ==, "table");
  g_assert_cmpint (problem->state, ==, WF_FILE_MISSING);
  g_assert_null (wf_document_get_table (again));
  g_assert_true (wf_graph_equal (wf_document_get_graph (document), wf_document_get_graph (again)));
  g_assert_true (wf_document_is_read_only (again));
  g_assert_false (wf_document_is_modified (again));

  file = g_file_new_for_path (elsewhere);
  wf_document_relocate (again, "table", file);
  wf_test_wait_idle (again);
  g_assert_null (wf_document_get_problem (again));
  g_assert_true (wf_document_is_modified (again)); /* where the table is, is news */
  assert_same_effect (wf_document_get_effect (document), wf_document_get_effect (again));
  wf_test_save (again, place.project);
  g_assert_false (wf_document_is_modified (again));
  third = open_new (place.project);
  g_assert_null (wf_document_get_problem (third));
  assert_same_effect (wf_document_get_effect (document), wf_document_get_effect (third));
  place_clear (&place);
}

static void
test_changed (void)
{
  Place place;
  g_autofree char *text = NULL;
  g_autoptr (GString) longer = NULL;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;
  char *last;

  place_init (&place, "web-service.csv");
  document = save_learned (&place);
  g_assert_true (g_file_get_contents (place.data, &text, NULL, NULL));
  last = strrchr (g_strchomp (text), '\n'); /* its last row once more */
  longer = g_string_new (text);
  g_string_append_printf (longer, "%s\n", last);
  g_assert_true (g_file_set_contents (place.data, longer->str, -1, NULL));

  again = open_new (place.project);
  g_assert_cmpint (wf_document_get_problem (again)->state, ==, WF_FILE_CHANGED);
  g_assert_null (wf_document_get_table (again));
  wf_document_take_changed (again);
  wf_test_wait_idle (again);
  g_assert_null (wf_document_get_problem (again));
  g_assert_cmpuint (wf_table_get_n_rows (wf_document_get_table (again)), ==, 1001);
  g_assert_true (wf_document_is_modified (again));
  place_clear (&place);
}

static void
test_newer (void)
{
  Place place;
  g_autofree char *text = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GString) newer = NULL;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;

  place_init (&place, "web-service.csv");
  document = save_learned (&place);
  g_assert_true (g_file_get_contents (place.project, &text, NULL, NULL));
  newer = g_string_new (text);
  g_assert_cmpuint (g_string_replace (newer, "\"version\": 1", "\"version\": 2, \"aura\": \"blue\"", 1), ==,
                    1);
  g_assert_cmpuint (
      g_string_replace (newer, "\"program\": \"" PACKAGE_VERSION "\"", "\"program\": \"99.1\"", 1), ==, 1);
  g_assert_true (g_file_set_contents (place.project, newer->str, -1, NULL));
  again = open_new (place.project);
  g_assert_null (wf_document_get_problem (again));
  g_assert_true (wf_document_is_read_only (again));
  g_assert_cmpstr (wf_document_get_newer_program (again), ==, "99.1");
  assert_same_effect (wf_document_get_effect (document), wf_document_get_effect (again));
  /* as another file, with what isn't understood */
  other = g_build_filename (place.folder, "other.wherefore", NULL);
  wf_test_save (again, other);
  g_assert_false (wf_document_is_read_only (again));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (other, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"aura\": \"blue\""));
  place_clear (&place);
}

/* no partial document: what was there stays */
static void
test_broken (void)
{
  Place place;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfDocument) document = NULL;
  WfTable *table;

  place_init (&place, "web-service.csv");
  document = save_learned (&place);
  table = wf_document_get_table (document);
  g_assert_true (g_file_get_contents (place.project, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (place.project, text, strlen (text) / 2, NULL));
  g_assert_false (wf_test_load (document, place.project, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "My 2. question.wherefore:"));
  g_assert_true (wf_document_get_table (document) == table);
  place_clear (&place);
}

static void
on_refused (GObject *document, GAsyncResult *result, gpointer is_done)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (wf_document_save_finish (WF_DOCUMENT (document), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  g_assert_nonnull (strstr (error->message, "My 2. question.wherefore"));
  *(gboolean *) is_done = TRUE;
}

static void
assert_refused (WfDocument *document, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean is_done = FALSE;

  wf_document_save_async (document, file, FALSE, on_refused, &is_done);
  wf_test_wait (wf_test_is_true, &is_done);
}

/* Two documents of one file: the second doesn't write over what the first wrote, not even from a backup. */
static void
test_overtaken (void)
{
  Place place;
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;
  g_autofree char *other = NULL;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;
  g_autoptr (WfDocument) restored = NULL;
  g_autoptr (GError) error = NULL;

  place_init (&place, "web-service.csv");
  document = save_learned (&place);
  again = open_new (place.project);
  wf_test_set (again, "hits=20");
  wf_test_wait_idle (again);
  g_assert_true (wf_document_back_up (again, &error));
  wf_test_save (document, place.project); /* the same once more, which is no change */
  wf_test_set (document, "cache=10");
  wf_test_wait_idle (document);
  wf_test_save (document, place.project);
  g_assert_true (g_file_get_contents (place.project, &text, NULL, NULL));
  assert_refused (again, place.project);
  g_assert_true (wf_document_is_modified (again));
  g_assert_true (g_file_get_contents (place.project, &after, NULL, NULL));
  g_assert_cmpstr (text, ==, after);

  /* elsewhere, and where it isn't any more, it is written */
  other = g_build_filename (place.folder, "other.wherefore", NULL);
  close_document (g_steal_pointer (&again));
  {
    g_autoptr (GPtrArray) backups = wf_backups_list ();
    g_autofree char *path = g_file_get_path (((WfBackupInfo *) backups->pdata[0])->file);

    restored = open_new (path);
  }
  assert_refused (restored, place.project);
  wf_test_save (restored, other);
  g_assert_cmpint (g_unlink (other), ==, 0);
  wf_test_set (restored, "hits=21");
  wf_test_wait_idle (restored);
  wf_test_save (restored, other);
  place_clear (&place);
}

static void
on_saved_twice (GObject *document, GAsyncResult *result, gpointer n_saved)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_document_save_finish (WF_DOCUMENT (document), result, &error));
  g_assert_no_error (error);
  ++*(guint *) n_saved;
}

static gboolean
is_saved_thrice (gpointer n_saved)
{
  return *(guint *) n_saved == 3;
}

/* whoever saves while it is being saved isn't told of a change that is their own */
static void
test_save_in_a_row (void)
{
  Place place;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;
  g_autoptr (GFile) file = NULL;
  guint n_saved = 0;

  place_init (&place, "web-service.csv");
  document = save_learned (&place);
  file = g_file_new_for_path (place.project);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *world = g_strdup_printf ("hits=%d", 20 + i);

      wf_test_set (document, world);
      wf_document_save_async (document, file, FALSE, on_saved_twice, &n_saved);
    }
  wf_test_wait (is_saved_thrice, &n_saved);
  wf_test_wait_idle (document);
  g_assert_false (wf_document_is_modified (document));
  again = open_new (place.project);
  assert_same (document, again, &place);
  place_clear (&place);
}

/* ---- modified, and backups ---- */

static void
test_modified (void)
{
  Place place;
  g_autofree char *subtitle = NULL;
  g_autoptr (WfDocument) document = NULL;

  place_init (&place, "web-service.csv");
  document = save_learned (&place);
  g_assert_false (wf_document_is_modified (document));
  wf_test_set (document, "hits=20");
  g_assert_true (wf_document_is_modified (document));
  subtitle = wf_document_dup_subtitle (document);
  g_assert_true (g_str_has_suffix (subtitle, "modified •"));
  wf_document_undo (document);
  g_assert_false (wf_document_is_modified (document));
  wf_document_redo (document);
  g_assert_true (wf_document_is_modified (document));
  wf_test_wait_idle (document);
  place_clear (&place);
}

static guint
count_backups (void)
{
  g_autoptr (GPtrArray) backups = wf_backups_list ();

  return backups->len;
}

/* the program ends without saving: the work is offered, and is as it was */
static void
test_backup (void)
{
  Place place;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;
  g_autoptr (WfEffect) effect = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  place_init (&place, "web-service.csv");
  g_assert_cmpuint (count_backups (), ==, 0);
  document = save_learned (&place);
  wf_test_set (document, "hits=20");
  wf_test_wait_idle (document);
  g_assert_true (wf_document_back_up (document, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_backups (), ==, 0); /* it is being worked on */
  effect = wf_effect_ref (wf_document_get_effect (document));
  close_document (g_steal_pointer (&document));

  backups = wf_backups_list ();
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_cmpstr (((WfBackupInfo *) backups->pdata[0])->title, ==, "My 2. question");
  path = g_file_get_path (((WfBackupInfo *) backups->pdata[0])->file);
  again = open_new (path);
  g_assert_cmpuint (count_backups (), ==, 0);
  g_assert_true (wf_document_is_modified (again));
  assert_same_effect (effect, wf_document_get_effect (again));
  {
    g_autofree char *file = g_file_get_path (wf_document_get_project_file (again));

    g_assert_cmpstr (file, ==, place.project); /* of which it is the unsaved work */
  }
  wf_test_save (again, place.project);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  place_clear (&place);
}

/* of a document that was never saved */
static void
test_backup_untitled (void)
{
  g_autofree char *table = wf_test_sample ("web-service.csv");
  g_autoptr (WfDocument) document = open_new (table);
  g_autoptr (WfDocument) again = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  g_assert_true (wf_document_back_up (document, &error));
  g_assert_no_error (error);
  wf_document_learn (document, "pc", NULL);
  wf_test_wait_idle (document);
  g_assert_true (wf_document_back_up (document, &error));
  g_assert_no_error (error);
  close_document (g_steal_pointer (&document));
  backups = wf_backups_list ();
  g_assert_cmpuint (backups->len, ==, 1);
  path = g_file_get_path (((WfBackupInfo *) backups->pdata[0])->file);
  again = open_new (path);
  g_assert_null (wf_document_get_project_file (again));
  g_assert_nonnull (wf_document_get_discovery (again));
  g_assert_true (wf_document_is_modified (again));
  /* given up */
  wf_document_forget_changes (again);
  g_assert_false (wf_document_is_modified (again));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_backups (), ==, 0);
}

/* the table of unsaved work is gone, too: it isn't thrown away for that */
static void
test_backup_missing (void)
{
  Place place;
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (WfDocument) document = NULL;
  g_autoptr (WfDocument) again = NULL;
  g_autofree char *path = NULL;

  place_init (&place, "web-service.csv");
  document = open_new (place.data);
  wf_document_learn (document, "pc", NULL);
  wf_test_wait_idle (document);
  g_assert_true (wf_document_back_up (document, NULL));
  close_document (g_steal_pointer (&document));
  g_assert_cmpint (g_unlink (place.data), ==, 0);
  backups = wf_backups_list ();
  path = g_file_get_path (((WfBackupInfo *) backups->pdata[0])->file);
  again = open_new (path);
  g_assert_nonnull (wf_document_get_problem (again));
  close_document (g_steal_pointer (&again));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_backups (), ==, 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
  place_clear (&place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("SOURCE_DATE_EPOCH", "0", TRUE); /* no dates and durations in reports */
  g_test_add_func ("/app-project/table", test_table);
  g_test_add_func ("/app-project/attached-graph", test_attached_graph);
  g_test_add_func ("/app-project/graph-alone", test_graph_alone);
  g_test_add_func ("/app-project/beside", test_beside);
  g_test_add_func ("/app-project/diagram", test_diagram);
  g_test_add_func ("/app-project/log", test_log);
  g_test_add_func ("/app-project/runs", test_runs);
  g_test_add_func ("/app-project/missing", test_missing);
  g_test_add_func ("/app-project/changed", test_changed);
  g_test_add_func ("/app-project/newer", test_newer);
  g_test_add_func ("/app-project/broken", test_broken);
  g_test_add_func ("/app-project/overtaken", test_overtaken);
  g_test_add_func ("/app-project/save-in-a-row", test_save_in_a_row);
  g_test_add_func ("/app-project/modified", test_modified);
  g_test_add_func ("/app-project/backup", test_backup);
  g_test_add_func ("/app-project/backup-untitled", test_backup_untitled);
  g_test_add_func ("/app-project/backup-missing", test_backup_missing);
  return g_test_run ();
}
