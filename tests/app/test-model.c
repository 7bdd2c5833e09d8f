/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A document that holds a model and no table. */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "app-test.h"
#include "core/base/error.h"
#include "core/formats/formats.h"

#define NETWORK                                                                                              \
  "network n { }\nvariable S { type discrete [ 2 ] { no, yes }; }\n"                                         \
  "variable T { type discrete [ 2 ] { no, yes }; }\nvariable C { type discrete [ 2 ] { no, yes }; }\n"       \
  "probability ( S ) { table 0.75, 0.25; }\n"                                                                \
  "probability ( T | S ) { (no) 0.75, 0.25; (yes) 0.25, 0.75; }\n"                                           \
  "probability ( C | T ) { (no) 0.5, 0.5; (yes) 0.25, 0.75; }\n"

typedef struct
{
  char *folder;
  char *path; /* of the network */
} Fixture;

static char *
write_text (const Fixture *f, const char *name, const char *text)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("wherefore-model-XXXXXX", NULL);
  f->path = write_text (f, "network.bif", NETWORK);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (f->folder, name, NULL);

      g_assert_cmpint (g_remove (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->path);
}

static WfDocument *
load (const char *path)
{
  WfDocument *document = wf_document_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_test_load (document, path, &error));
  g_assert_no_error (error);
  wf_test_wait_idle (document);
  return document;
}

static double
probability_of_yes (WfMarginal *marginal)
{
  g_assert_nonnull (marginal);
  return wf_marginal_get_probabilities (marginal, NULL)[1];
}

/* the cards hold what the model says, with and without something done */
static void
test_open (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = load (f->path);
  const double s = 0.25, t = 0.25 + s * 0.5, c = 0.5 + t * 0.25;
  WfFigure *figure = wf_document_get_figure (document);

  g_assert_null (wf_document_get_table (document));
  g_assert_true (wf_document_has_given_model (document));
  g_assert_nonnull (wf_document_get_layout (document));
  g_assert_false (wf_document_is_measured (document));
  g_assert_cmpfloat_with_epsilon (probability_of_yes (wf_figure_get_node_before (figure, 2)), c, 1e-12);
  g_assert_null (wf_figure_get_node_after (figure, 2));
  g_assert_cmpfloat_with_epsilon (probability_of_yes (wf_document_get_marginal (document, 1)), t, 1e-12);

  wf_test_set (document, "S=yes");
  wf_test_wait_idle (document);
  figure = wf_document_get_figure (document);
  g_assert_cmpfloat_with_epsilon (probability_of_yes (wf_figure_get_node_before (figure, 2)), c, 1e-12);
  g_assert_cmpfloat_with_epsilon (probability_of_yes (wf_figure_get_node_after (figure, 2)),
                                  0.5 + 0.75 * 0.25, 1e-12);
  wf_document_undo (document);
  wf_test_wait_idle (document);
  g_assert_null (wf_figure_get_node_after (wf_document_get_figure (document), 2));
}

/* a table of its variables takes its graph, and it gives its graph to one */
static void
test_with_table (Fixture *f, gconstpointer data)
{
  g_autofree char *table =
      write_text (f, "rows.csv", "S,T,C\nno,no,yes\nyes,yes,yes\nno,yes,no\nyes,no,no\nno,no,no\n");
  g_autoptr (WfDocument) document = load (f->path);
  g_autoptr (WfDocument) other = load (table);
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_document_can_attach (other, wf_test_find_kind (f->path)));
  g_assert_true (wf_test_load (document, table, &error));
  g_assert_true (wf_test_load (other, f->path, &error));
  g_assert_no_error (error);
  g_assert_false (wf_document_has_given_model (document));
  g_assert_false (wf_document_has_given_model (other));
  g_assert_cmpuint (wf_model_get_n_rows_used (wf_document_get_model (document), 0), ==, 5);
  g_assert_cmpuint (wf_model_get_n_rows_used (wf_document_get_model (other), 0), ==, 5);
  wf_document_undo (document);
  wf_test_wait_idle (document);
  g_assert_true (wf_document_has_given_model (document));
  g_assert_cmpfloat_with_epsilon (probability_of_yes (wf_document_get_marginal (document, 0)), 0.25, 1e-12);
}

/* saved in another format and opened again; a fitted one, too, of curves */
static void
test_save (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = load (f->path);
  g_autoptr (WfDocument) fitted = wf_test_document_new ();
  g_autoptr (WfDocument) again = NULL;
  g_autoptr (WfDocument) curves = NULL;
  g_autofree char *xdsl_path = g_build_filename (f->folder, "network.xdsl", NULL);
  g_autofree char *json_path = g_build_filename (f->folder, "fitted.json", NULL);
  g_autofree char *bif_path = g_build_filename (f->folder, "fitted.bif", NULL);
  g_autoptr (GFile) xdsl = g_file_new_for_path (xdsl_path);
  g_autoptr (GFile) json = g_file_new_for_path (json_path);
  g_autoptr (GFile) bif = g_file_new_for_path (bif_path);
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_document_save_model (document, xdsl, &error));
  g_assert_no_error (error);
  again = load (xdsl_path);
  g_assert_cmpfloat_with_epsilon (probability_of_yes (wf_document_get_marginal (again, 0)), 0.25, 1e-12);

  wf_document_set_mechanism (fitted, "latency", wf_mechanism_kinds_find ("spline"));
  wf_test_wait_idle (fitted);
  g_assert_true (wf_document_save_model (fitted, json, &error));
  g_assert_no_error (error);
  curves = load (json_path);
  g_assert_true (wf_document_has_given_model (curves));
  for (guint i = 0; i < wf_graph_get_n_nodes (wf_document_get_graph (curves)); i++)
    {
      WfMarginal *given = wf_document_get_marginal (curves, i),
                 *observed = wf_document_get_marginal (fitted, i);

      g_assert_cmpfloat_with_epsilon (wf_marginal_get_mean (given), wf_marginal_get_mean (observed),
                                      0.1 * wf_marginal_get_sd (observed));
    }
  g_assert_false (wf_document_save_model (fitted, bif, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED);
}

/* the project file holds the model itself */
static void
test_project (Fixture *f, gconstpointer data)
{
  g_autoptr (WfDocument) document = load (f->path);
  g_autoptr (WfDocument) again = NULL;
  g_autofree char *path = g_build_filename (f->folder, "question.wherefore", NULL);

  wf_test_set (document, "S=yes");
  wf_test_wait_idle (document);
  wf_test_save (document, path);
  g_assert_cmpint (g_remove (f->path), ==, 0);
  again = load (path);
  g_assert_true (wf_document_has_given_model (again));
  g_assert_cmpfloat_with_epsilon (
      probability_of_yes (wf_figure_get_node_after (wf_document_get_figure (again), 2)), 0.5 + 0.75 * 0.25,
      1e-12);
}

/* a broken one leaves what was there, and says where it is broken */
static void
test_broken (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_text (f, "broken.bif", NETWORK "probability ( C ) { }\n");
  g_autoptr (WfDocument) document = load (f->path);
  WfModel *model = wf_document_get_model (document);
  g_autoptr (GError) error = NULL;

  g_assert_false (wf_test_load (document, path, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_true (g_str_has_prefix (error->message, "broken.bif:8:13: "));
  g_assert_true (wf_document_get_model (document) == model);
}

/* in the window: a variable can be set, its mechanism isn't chosen anew, there is no table to go to */
static void
test_window (Fixture *f, gconstpointer data)
{
  WfWindow *window = wf_test_window_new (1200, 800);
  WfDocument *document = wf_window_get_document (window);
  g_autoptr (GError) error = NULL;

  wf_test_load_style ();
  g_assert_true (wf_test_load (document, f->path, &error));
  g_assert_no_error (error);
  wf_test_wait_idle (document);
  wf_test_run_loop (100);
  g_assert_true (wf_test_shows (GTK_WIDGET (window), "Nothing done"));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "there are no rows"));
  wf_document_select_node (document, 1);
  wf_test_run_loop (100);
  g_assert_true (wf_test_says (GTK_WIDGET (window), "As the model says"));
  g_assert_true (wf_test_says (GTK_WIDGET (window), "2 rows of probabilities"));
  wf_test_set (document, "S=yes");
  wf_test_wait_idle (document);
  wf_test_run_loop (100);
  g_assert_true (wf_test_says (GTK_WIDGET (window), "S = yes"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/model/open", Fixture, NULL, set_up, test_open, tear_down);
  g_test_add ("/model/with-table", Fixture, NULL, set_up, test_with_table, tear_down);
  g_test_add ("/model/save", Fixture, NULL, set_up, test_save, tear_down);
  g_test_add ("/model/project", Fixture, NULL, set_up, test_project, tear_down);
  g_test_add ("/model/broken", Fixture, NULL, set_up, test_broken, tear_down);
  g_test_add ("/model/window", Fixture, NULL, set_up, test_window, tear_down);
  return g_test_run ();
}
