/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "app-test.h"

/* Learning again and again: what stays of a graph, and what the document keeps of how it was learned. */

static WfDocument *
document_new_table (void)
{
  WfDocument *document = wf_document_new ();
  g_autofree char *path = wf_test_sample ("web-service.csv");
  g_autoptr (GError) error = NULL;

  wf_test_load (document, path, &error);
  g_assert_no_error (error);
  return document;
}

static void
learn (WfDocument *document, double alpha)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&builder, "{sv}", "alpha", g_variant_new_double (alpha));
  wf_document_learn (document, "pc", g_variant_builder_end (&builder));
  wf_test_wait_idle (document);
}

/* 2 numbers a variable, in the order of the table */
static double *
list_places (WfDocument *document)
{
  WfTable *table = wf_document_get_table (document);
  WfGraph *graph = wf_document_get_graph (document);
  gsize n = wf_table_get_n_columns (table);
  double *places = g_new (double, 2 * n);

  g_assert_cmpuint (wf_graph_get_n_nodes (graph), ==, n);
  for (gsize i = 0; i < n; i++)
    {
      gssize node = wf_graph_find_node (graph, wf_table_get_name (table, i));

      g_assert_cmpint (node, >=, 0);
      wf_layout_get_node (wf_document_get_layout (document), node, &places[2 * i], &places[2 * i + 1]);
    }
  return places;
}

static gboolean
is_equal (const double *a, const double *b, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (a[i] != b[i])
      return FALSE;
  return TRUE;
}

/* a graph with other edges on the same variables: each stays where it was, and where it was put by hand */
static void
test_places_stay (void)
{
  g_autoptr (WfDocument) document = document_new_table ();
  g_autoptr (WfGraph) first = NULL;
  g_autofree double *before = NULL;
  g_autofree double *after = NULL;

  learn (document, 0.01);
  first = wf_graph_ref (wf_document_get_graph (document));
  wf_document_move_node (document, 2, 400, 333);
  before = list_places (document);
  learn (document, 1e-12);
  g_assert_false (wf_graph_equal (first, wf_document_get_graph (document)));
  after = list_places (document);
  g_assert_true (is_equal (before, after, 18));
  g_assert_cmpfloat (after[4], ==, 400);
  g_assert_cmpuint (wf_layout_get_n_edges (wf_document_get_layout (document)), ==,
                    wf_graph_get_n_edges (wf_document_get_graph (document)));
}

/* of a graph that was opened, whose nodes stand in another order, too */
static void
test_places_by_name (void)
{
  g_autoptr (WfDocument) document = wf_test_document_new ();
  g_autofree double *before = list_places (document);
  g_autofree double *after = NULL;

  learn (document, 0.01);
  after = list_places (document);
  g_assert_true (is_equal (before, after, 18));
}

static void
test_arrange (void)
{
  g_autoptr (WfDocument) document = document_new_table ();
  g_autofree double *first = NULL;
  g_autofree double *moved = NULL;
  g_autofree double *arranged = NULL;
  g_autofree double *undone = NULL;

  learn (document, 0.01);
  first = list_places (document);
  wf_document_move_node (document, 0, 900, 900);
  moved = list_places (document);
  wf_document_arrange (document);
  wf_test_wait_idle (document);
  arranged = list_places (document);
  g_assert_true (is_equal (first, arranged, 18));
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Arrange");
  wf_document_undo (document);
  undone = list_places (document);
  g_assert_true (is_equal (moved, undone, 18));
}

/* what is selected stays when the variables do, and goes when they do */
static void
test_selection (void)
{
  g_autoptr (WfDocument) document = document_new_table ();
  guint a = 99, b = 99;

  learn (document, 0.01);
  g_assert_false (wf_document_get_selected_pair (document, &a, &b));
  wf_document_select_node (document, 1);
  wf_document_select_pair (document, 5, 2);
  g_assert_cmpint (wf_document_get_selected_node (document), ==, -1);
  g_assert_true (wf_document_get_selected_pair (document, &a, &b));
  g_assert_cmpuint (a, ==, 5);
  g_assert_cmpuint (b, ==, 2);
  learn (document, 1e-12);
  g_assert_true (wf_document_get_selected_pair (document, &a, &b));
  wf_document_select_node (document, 3);
  g_assert_false (wf_document_get_selected_pair (document, &a, &b));
  wf_document_undo (document);
  g_assert_cmpint (wf_document_get_selected_node (document), ==, 3);
  wf_document_undo (document);
  g_assert_null (wf_document_get_graph (document));
  g_assert_cmpint (wf_document_get_selected_node (document), ==, -1);
}

/* a graph with circles has no model, but is shown, asked about and drawn by samples all the same */
static void
test_hidden_causes (void)
{
  g_autoptr (WfDocument) document = document_new_table ();

  wf_document_learn_samples (document, "fci", NULL, 5, WF_ENSEMBLE_PRESERVED);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_graph (document));
  g_assert_cmpint (wf_graph_get_kind (wf_document_get_graph (document)), ==, WF_GRAPH_PAG);
  g_assert_nonnull (wf_document_get_layout (document));
  wf_document_select_pair (document, 0, 4);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_reasons (document));
  wf_document_set_confidence (document, 0.95);
  wf_test_wait_idle (document);
  g_assert_cmpint (wf_graph_get_kind (wf_document_get_graph (document)), ==, WF_GRAPH_PAG);
  g_assert_nonnull (wf_document_get_reasons (document));
}

/* ---- samples ---- */

static gboolean
draws_only (WfGraph *graph, double threshold)
{
  gsize n;
  const WfEdge *edges = wf_graph_get_edges (graph, &n);

  for (gsize i = 0; i < n; i++)
    if (!(edges[i].probability >= threshold))
      return FALSE;
  return TRUE;
}

/* what is drawn follows the slider, whose moves are one command; each variable stays where it is, and the
 * model follows */
static void
test_confidence (void)
{
  g_autoptr (WfDocument) document = document_new_table ();
  g_autofree double *before = NULL;
  g_autofree double *after = NULL;
  double threshold = 0;
  gsize n_all, n_sure;

  learn (document, 0.2);
  g_assert_null (wf_document_get_ensemble (document, NULL));
  wf_document_learn_samples (document, "pc", g_variant_new_parsed ("{'alpha': <0.2>}"), 12,
                             WF_ENSEMBLE_PRESERVED);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_ensemble (document, &threshold));
  g_assert_cmpfloat (threshold, ==, 0.5);
  g_assert_cmpuint (wf_ensemble_get_n_samples (wf_document_get_ensemble (document, NULL)), ==, 12);
  before = list_places (document);
  for (int percent = 49; percent >= 5; percent -= 4)
    wf_document_set_confidence (document, percent / 100.0);
  n_all = wf_graph_get_n_edges (wf_document_get_graph (document));
  for (int percent = 5; percent <= 95; percent += 5)
    {
      wf_document_set_confidence (document, percent / 100.0);
      g_assert_true (draws_only (wf_document_get_graph (document), percent / 100.0));
    }
  n_sure = wf_graph_get_n_edges (wf_document_get_graph (document));
  g_assert_cmpuint (n_sure, <, n_all);
  g_assert_cmpuint (wf_layout_get_n_edges (wf_document_get_layout (document)), ==, n_sure);
  g_assert_cmpuint (wf_graph_get_n_edges (wf_figure_get_graph (wf_document_get_figure (document))), ==,
                    n_sure);
  after = list_places (document);
  g_assert_true (is_equal (before, after, 18));
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_model (document));
  wf_document_undo (document);
  wf_document_get_ensemble (document, &threshold);
  g_assert_cmpfloat (threshold, ==, 0.5);
  g_assert_true (g_str_has_prefix (wf_document_get_undo_label (document), "Learn with "));
  wf_document_redo (document);
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_model (document));
}

/* cancelled at once, however many samples; what was there stays */
static void
test_cancel_samples (void)
{
  g_autoptr (WfDocument) document = document_new_table ();
  g_autoptr (WfGraph) graph = NULL;
  gint64 began;

  learn (document, 0.01);
  graph = wf_graph_ref (wf_document_get_graph (document));
  wf_document_learn_samples (document, "pc", NULL, 10000, WF_ENSEMBLE_HIGHEST);
  wf_test_run_loop (350);
  g_assert_nonnull (wf_document_get_job (document));
  began = g_get_monotonic_time ();
  wf_document_cancel (document);
  wf_test_wait_idle (document);
  g_test_message ("cancelled after %.3f s", (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - began, <,
                   2 * G_USEC_PER_SEC); /* 0.2 s where the machine is free */
  g_assert_true (wf_document_get_graph (document) == graph);
  g_assert_null (wf_document_get_ensemble (document, NULL));
}

/* the same search with as many samples, drawn by the same rule */
static void
test_samples_again (void)
{
  g_autoptr (WfDocument) document = document_new_table ();

  wf_document_learn_samples (document, "pc", NULL, 7, WF_ENSEMBLE_HIGHEST);
  wf_test_wait_idle (document);
  wf_document_forbid (document, "cache", "hits");
  wf_document_learn_again (document);
  wf_test_wait_idle (document);
  g_assert_cmpuint (wf_ensemble_get_n_samples (wf_document_get_ensemble (document, NULL)), ==, 7);
  g_assert_cmpint (wf_discovery_result_get_ensemble_rule (wf_document_get_discovery (document)), ==,
                   WF_ENSEMBLE_HIGHEST);
}

/* ---- background knowledge ---- */

static gboolean
has_arrow (WfDocument *document, const char *from, const char *to)
{
  WfGraph *graph = wf_document_get_graph (document);

  return wf_graph_is_parent (graph, wf_graph_find_node (graph, from), wf_graph_find_node (graph, to));
}

static void
test_knowledge (void)
{
  g_autoptr (WfDocument) document = document_new_table ();
  const char *const late[] = { "cache", NULL };
  WfKnowledge *knowledge;

  g_assert_null (wf_document_get_knowledge (document));
  wf_document_forbid (document, "cache", "hits");
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Forbid cache → hits");
  wf_document_set_tier (document, late, 1);
  wf_document_close_tier (document, 1, TRUE);
  wf_document_require (document, "cache", "hits");
  knowledge = wf_document_get_knowledge (document);
  g_assert_true (wf_knowledge_is_required (knowledge, "cache", "hits"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "cache", "hits"));
  g_assert_cmpint (wf_knowledge_get_tier (knowledge, "cache"), ==, 1);
  g_assert_true (wf_knowledge_is_tier_closed (knowledge, 1));
  wf_document_undo (document);
  g_assert_true (wf_knowledge_is_forbidden (wf_document_get_knowledge (document), "cache", "hits"));
  for (int i = 0; i < 3; i++)
    wf_document_undo (document);
  g_assert_null (wf_document_get_knowledge (document));
  for (int i = 0; i < 4; i++)
    wf_document_redo (document);
  g_assert_true (wf_knowledge_is_required (wf_document_get_knowledge (document), "cache", "hits"));
  wf_document_clear_knowledge (document);
  g_assert_null (wf_document_get_knowledge (document));
  /* what says nothing new is no command */
  wf_document_allow (document, "cache", "hits");
  g_assert_cmpstr (wf_document_get_undo_label (document), ==, "Forget all knowledge");
}

static void
test_knowledge_obeyed (void)
{
  g_autoptr (WfDocument) document = document_new_table ();
  g_autofree char *problem = NULL;

  learn (document, 0.01);
  g_assert_true (has_arrow (document, "cache", "hits"));
  g_assert_false (wf_document_has_new_knowledge (document));
  wf_document_forbid (document, "cache", "hits");
  wf_document_forbid (document, "hits", "cache");
  g_assert_true (wf_document_has_new_knowledge (document));
  wf_document_learn_again (document);
  wf_test_wait_idle (document);
  g_assert_false (wf_document_has_new_knowledge (document));
  g_assert_false (has_arrow (document, "cache", "hits"));
  wf_document_undo (document);
  g_assert_true (wf_document_has_new_knowledge (document));
  g_assert_true (has_arrow (document, "cache", "hits"));
  g_assert_null (wf_document_dup_knowledge_problem (document));
  wf_document_require (document, "traffic", "deploys");
  wf_document_require (document, "deploys", "errors");
  wf_document_require (document, "errors", "traffic");
  problem = wf_document_dup_knowledge_problem (document);
  g_assert_nonnull (problem);
}

/* said while the search runs: for the next one */
static void
test_knowledge_meanwhile (void)
{
  g_autoptr (WfDocument) document = document_new_table ();

  wf_document_learn (document, "pc", NULL);
  wf_document_forbid (document, "cache", "hits");
  wf_test_wait_idle (document);
  g_assert_nonnull (wf_document_get_graph (document));
  g_assert_true (has_arrow (document, "cache", "hits"));
  g_assert_nonnull (wf_document_get_knowledge (document));
  g_assert_true (wf_document_has_new_knowledge (document));
}

/* in JSON, it isn't taken for the log of an agent */
static void
test_knowledge_in_json (void)
{
  static const char *const texts[] = {
    "{\"tiers\": {\"1\": [\"cache\"], \"2\": [\"hits\"]}, \"forbid_within\": [], \"forbid\": [], "
    "\"require\": []}",
    "{\"format\": \"wherefore-knowledge\", \"tiers\": [{\"variables\": [\"cache\"]}, {\"variables\": "
    "[\"hits\"]}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (WfDocument) document = document_new_table ();
      g_autofree char *path = g_build_filename (g_get_tmp_dir (), "known.json", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      wf_test_load (document, path, &error);
      g_assert_no_error (error);
      g_assert_cmpint (wf_knowledge_get_tier (wf_document_get_knowledge (document), "hits"), ==, 1);
    }
}

/* A file is taken for the table that is there, and refused when it names what the table lacks. */
static void
test_knowledge_file (void)
{
  g_autoptr (WfDocument) document = document_new_table ();
  g_autoptr (WfDocument) empty = wf_document_new ();
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "known.txt", NULL);
  g_autofree char *saved = g_build_filename (g_get_tmp_dir (), "saved.txt", NULL);
  g_autoptr (GFile) saved_file = g_file_new_for_path (saved);
  g_autoptr (WfKnowledge) before = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "/knowledge\naddtemporal\n1 cache\n2 hits\n", -1, NULL));
  g_assert_cmpint (wf_test_find_kind (path), ==, WF_FILE_KIND_KNOWLEDGE);
  g_assert_true (wf_document_can_attach (document, WF_FILE_KIND_KNOWLEDGE));
  g_assert_false (wf_document_can_attach (empty, WF_FILE_KIND_KNOWLEDGE));
  g_assert_false (wf_test_load (empty, path, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (wf_test_load (document, path, &error));
  g_assert_no_error (error);
  g_assert_nonnull (wf_document_get_table (document));
  g_assert_cmpint (wf_knowledge_get_tier (wf_document_get_knowledge (document), "hits"), ==, 1);
  before = wf_knowledge_ref (wf_document_get_knowledge (document));
  g_assert_true (wf_document_save_knowledge (document, saved_file, &error));
  wf_document_clear_knowledge (document);
  g_assert_true (wf_test_load (document, saved, &error));
  g_assert_true (wf_knowledge_equal (wf_document_get_knowledge (document), before));
  g_assert_true (g_file_set_contents (path, "/knowledge\nforbiddirect\ncache hitss\n", -1, NULL));
  g_assert_false (wf_test_load (document, path, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "hitss"));
  g_assert_true (wf_knowledge_equal (wf_document_get_knowledge (document), before));
  g_remove (path);
  g_remove (saved);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learn/places-stay", test_places_stay);
  g_test_add_func ("/learn/places-by-name", test_places_by_name);
  g_test_add_func ("/learn/arrange", test_arrange);
  g_test_add_func ("/learn/selection", test_selection);
  g_test_add_func ("/learn/hidden-causes", test_hidden_causes);
  g_test_add_func ("/learn/confidence", test_confidence);
  g_test_add_func ("/learn/cancel-samples", test_cancel_samples);
  g_test_add_func ("/learn/samples-again", test_samples_again);
  g_test_add_func ("/learn/knowledge", test_knowledge);
  g_test_add_func ("/learn/knowledge-obeyed", test_knowledge_obeyed);
  g_test_add_func ("/learn/knowledge-meanwhile", test_knowledge_meanwhile);
  g_test_add_func ("/learn/knowledge-file", test_knowledge_file);
  g_test_add_func ("/learn/knowledge-in-json", test_knowledge_in_json);
  return g_test_run ();
}
