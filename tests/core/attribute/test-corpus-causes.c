/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/corpus-causes.h"
#include "core/base/error.h"
#include "core/base/rng.h"
#include "tests/shared-data.h"

#define MAX_RUNS 120

static const char *const agents[] = { "Planner", "Coder", "Critic" };
static const char *const words[] = { "river",  "bridge",  "town",   "valley", "market", "harbour",
                                     "mill",   "tower",   "meadow", "garden", "castle", "forest",
                                     "island", "village", "road",   "field" };

/* What a step does: errors are carried on by the agent that made one; doubts and new numbers both come late
 * in the run, and have nothing else to do with each other. */
static gboolean
append_step (WfRng *rng, GString *text, double share, gboolean had_error, guint *number)
{
  gboolean has_error = wf_rng_uniform (rng) < (had_error ? 0.7 : 0.1);
  gsize n_words = 8 + wf_rng_below (rng, 12);

  for (gsize i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s ", words[wf_rng_below (rng, G_N_ELEMENTS (words))]);
  if (wf_rng_uniform (rng) < share)
    g_string_append (text, "perhaps maybe ");
  g_string_append_printf (text, "%u ", wf_rng_uniform (rng) < share ? ++*number : 7);
  if (has_error)
    g_string_append (text, "NameError: x");
  return has_error;
}

static WfTrace *
simulate_run (guint64 seed, gsize n_steps)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  gboolean had_error[G_N_ELEMENTS (agents)] = { FALSE };
  guint number = 1000;
  WfRng rng;

  wf_rng_init (&rng, seed, 1);
  wf_trace_builder_set_question (builder, "How many towns lie on the river? 7");
  for (gsize i = 0; i < n_steps; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gsize a = wf_rng_below (&rng, G_N_ELEMENTS (agents));

      had_error[a] = append_step (&rng, text, (double) i / (double) n_steps, had_error[a], &number);
      wf_trace_builder_add_step (builder, agents[a], agents[a], WF_STEP_MESSAGE, WF_ROLE_WORK, text->str);
    }
  return wf_trace_builder_end (builder, NULL);
}

static WfCorpus *
simulate (gsize n_runs, gsize n_steps)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_trace_unref);
  const char *names[MAX_RUNS];

  for (gsize r = 0; r < n_runs; r++)
    {
      names[r] = "run";
      g_ptr_array_add (runs, simulate_run (r, n_steps + r % 5));
    }
  return wf_corpus_new ((WfTrace **) runs->pdata, names, n_runs);
}

static WfCorpusCauses *
discover (WfCorpus *corpus)
{
  g_autoptr (GError) error = NULL;
  WfCorpusCauses *causes = wf_corpus_causes_discover (corpus, WF_CORPUS_CAUSES_ALPHA, NULL, &error);

  g_assert_no_error (error);
  return causes;
}

static WfGraph *
get_graph (WfCorpusCauses *causes)
{
  return wf_discovery_result_get_graph (wf_corpus_causes_get_discovery (causes));
}

static gboolean
has_arrow (WfCorpusCauses *causes, const char *from, const char *to)
{
  WfGraph *graph = get_graph (causes);

  return wf_graph_is_parent (graph, (guint) wf_graph_find_node (graph, from),
                             (guint) wf_graph_find_node (graph, to));
}

static gboolean
is_explained (WfCorpusCauses *causes, const char *a, const char *b)
{
  for (gsize i = 0; i < wf_corpus_causes_get_n_explained (causes); i++)
    {
      guint first, second;

      wf_corpus_causes_get_explained (causes, i, &first, &second);
      if (g_str_equal (wf_graph_get_name (get_graph (causes), first), a) &&
          g_str_equal (wf_graph_get_name (get_graph (causes), second), b))
        return TRUE;
    }
  return FALSE;
}

static gssize
find_parent (WfCorpusCauses *causes, const char *name)
{
  for (gsize i = 0; i < wf_corpus_causes_get_n_parents (causes); i++)
    if (g_str_equal (wf_corpus_causes_get_parent (causes, i), name))
      return (gssize) i;
  return -1;
}

/* What holds of every result: nothing points at a context, nothing back in time, and only signs of its own
 * step at a deficiency; numbers are numbers. */
static void
check_result (WfCorpusCauses *causes)
{
  WfGraph *graph = get_graph (causes);
  guint n = (guint) wf_graph_get_n_nodes (graph);

  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++)
      {
        const char *from = wf_graph_get_name (graph, a), *to = wf_graph_get_name (graph, b);
        gboolean is_current = !g_str_has_prefix (from, "prev ") && !g_str_has_prefix (from, "own ");

        if (a == b || !wf_graph_is_parent (graph, a, b))
          continue;
        g_assert_cmpstr (to, !=, "step share");
        g_assert_cmpstr (to, !=, "run length");
        g_assert_cmpstr (from, !=, "deficiency");
        if (g_str_equal (to, "deficiency"))
          g_assert_cmpint (find_parent (causes, from), >=, 0);
        if (is_current && !g_str_equal (from, "step share") && !g_str_equal (from, "run length") &&
            !g_str_equal (from, "first turn") && !g_str_equal (from, "role"))
          g_assert_false (g_str_has_prefix (to, "prev ") || g_str_has_prefix (to, "own "));
      }
  for (gsize i = 0; i < wf_corpus_causes_get_n_parents (causes); i++)
    {
      g_assert_true (isfinite (wf_corpus_causes_get_weight (causes, i)));
      g_assert_true (isfinite (wf_corpus_causes_get_strength (causes, i)));
      if (i > 0)
        g_assert_cmpfloat (fabs (wf_corpus_causes_get_strength (causes, i - 1)), >=,
                           fabs (wf_corpus_causes_get_strength (causes, i)));
    }
  g_assert_true (isfinite (wf_corpus_causes_get_bias (causes)));
  g_assert_cmpfloat (wf_corpus_causes_get_r_squared (causes), >=, 0);
  g_assert_cmpfloat (wf_corpus_causes_get_r_squared (causes), <=, 1);
}

static void
test_planted (void)
{
  g_autoptr (WfCorpus) corpus = simulate (80, 14);
  g_autoptr (WfCorpusCauses) causes = discover (corpus);
  gssize error;

  check_result (causes);
  g_assert_cmpuint (wf_corpus_causes_get_n_runs (causes), ==, 80);
  g_assert_cmpuint (wf_table_get_n_rows (wf_corpus_causes_get_table (causes)), ==, 80 * 13 + 160);
  g_assert_true (has_arrow (causes, "own error", "error"));
  g_assert_false (has_arrow (causes, "prev error", "error"));
  g_assert_true (has_arrow (causes, "step share", "novelty"));
  g_assert_true (has_arrow (causes, "step share", "hedging"));
  g_assert_true (is_explained (causes, "prev novelty", "hedging"));
  g_assert_true (is_explained (causes, "prev hedging", "novelty"));
  g_assert_false (wf_graph_is_adjacent (get_graph (causes),
                                        (guint) wf_graph_find_node (get_graph (causes), "novelty"),
                                        (guint) wf_graph_find_node (get_graph (causes), "hedging")));
  error = find_parent (causes, "error"); /* the weight it was computed with: 2 */
  g_assert_cmpint (error, >=, 0);
  g_assert_cmpfloat_with_epsilon (wf_corpus_causes_get_weight (causes, (gsize) error), 2, 0.1);
  g_assert_cmpfloat (wf_corpus_causes_get_r_squared (causes), >, 0.8);
}

static void
test_same_again (void)
{
  g_autoptr (WfCorpus) corpus = simulate (40, 9);
  g_autoptr (WfCorpusCauses) one = discover (corpus);
  g_autoptr (WfCorpusCauses) two = discover (corpus);

  g_assert_true (wf_graph_equal (get_graph (one), get_graph (two)));
  g_assert_cmpfloat (wf_corpus_causes_get_bias (one), ==, wf_corpus_causes_get_bias (two));
  g_assert_cmpuint (wf_corpus_causes_get_n_explained (one), ==, wf_corpus_causes_get_n_explained (two));
}

/* Put to use: another deficiency, the same suspects. */
static void
test_attribute (void)
{
  g_autoptr (WfCorpus) corpus = simulate (60, 12);
  g_autoptr (WfCorpusCauses) causes = discover (corpus);
  WfTrace *trace = wf_corpus_get_run (corpus, 3);
  g_autoptr (WfBlame) plain = wf_attribute_trace (trace, NULL, 1, NULL, NULL);
  g_autoptr (WfBlame) informed = wf_corpus_causes_attribute (causes, trace, NULL, 1, NULL, NULL);
  double share = 0;

  g_assert_cmpuint (wf_corpus_causes_get_n_parents (causes), <, 7);
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    {
      g_assert_cmpfloat (wf_blame_get_probability (plain, i), ==, wf_blame_get_probability (informed, i));
      g_assert_cmpfloat (wf_blame_get_deficiency (informed, i), >=, 0);
      g_assert_cmpfloat (wf_blame_get_deficiency (informed, i), <=, 1);
    }
  g_assert_cmpfloat (wf_blame_get_failure (plain), !=, wf_blame_get_failure (informed));
  for (gsize a = 0; wf_trace_get_agents (trace)[a] != NULL; a++)
    share += wf_blame_get_agent_shapley (informed, a);
  g_assert_cmpfloat_with_epsilon (share, wf_blame_get_failure (informed), 1e-9);
}

/* ---- what it looks like ---- */

static void
test_figure (void)
{
  g_autoptr (WfCorpus) corpus = simulate (80, 14);
  g_autoptr (WfCorpusCauses) causes = discover (corpus);
  g_autoptr (WfFigure) figure = wf_corpus_causes_figure (causes);
  WfGraph *graph = wf_figure_get_graph (figure);
  gsize n_edges, n_dashed = 0;
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize e = 0; e < n_edges; e++)
    if (wf_figure_is_edge_explained (figure, e))
      {
        n_dashed++;
        g_assert_true (is_explained (causes, wf_graph_get_name (graph, edges[e].a),
                                     wf_graph_get_name (graph, edges[e].b)));
      }
  g_assert_cmpuint (n_dashed, ==, wf_corpus_causes_get_n_explained (causes));
  g_assert_cmpuint (n_dashed, <, n_edges);
  g_assert_cmpint (wf_graph_find_node (graph, "deficiency"), >=, 0);
}

static void
test_report (void)
{
  g_autoptr (WfCorpus) corpus = simulate (80, 14);
  g_autoptr (WfCorpusCauses) causes = discover (corpus);
  g_autoptr (WfReport) report = wf_corpus_causes_report (causes, NULL);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new ("Kind", "Title");
  g_autoptr (WfReport) section = NULL;
  gsize n_tables = 0;

  g_assert_cmpint (wf_report_get_block_kind (report, 0), ==, WF_BLOCK_VERDICT);
  g_assert_nonnull (strstr (wf_report_get_text (report, 0), "*error*"));
  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    n_tables += wf_report_get_block_kind (report, b) == WF_BLOCK_TABLE;
  g_assert_cmpuint (n_tables, ==, 2);
  wf_corpus_causes_add_to_report (causes, builder);
  section = wf_report_builder_end (builder);
  g_assert_cmpint (wf_report_get_block_kind (section, 0), ==, WF_BLOCK_HEADING);
}

/* ---- what is refused ---- */

static void
assert_refuses (WfCorpus *corpus, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_corpus_causes_discover (corpus, 0.01, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, word));
}

static WfTrace *
make_monotonous_run (gsize n_steps)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

  for (gsize i = 0; i < n_steps; i++)
    wf_trace_builder_add_step (builder, agents[i % 2], agents[i % 2], WF_STEP_MESSAGE, WF_ROLE_WORK, "");
  return wf_trace_builder_end (builder, NULL);
}

static void
test_refuses (void)
{
  static const char *const names[] = { "only" };
  g_autoptr (WfCorpus) tiny = simulate (1, 5);
  g_autoptr (WfTrace) monotonous = make_monotonous_run (200);
  g_autoptr (WfCorpus) same = wf_corpus_new (&monotonous, names, 1);

  assert_refuses (tiny, "100");
  assert_refuses (same, "equally deficient");
}

/* One run that is long enough: what tells runs apart is left out, and said to be. */
static void
test_one_run (void)
{
  g_autoptr (WfCorpus) corpus = simulate (1, 300);
  g_autoptr (WfCorpusCauses) causes = discover (corpus);

  check_result (causes);
  g_assert_nonnull (strstr (wf_corpus_causes_get_notes (causes)[0], "“run length” is the same"));
  g_assert_cmpint (find_parent (causes, "error"), >=, 0);
}

/* Runs of two steps: the second is always the last, the place in the run never varies. */
static void
test_short_runs (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_trace_unref);
  const char *names[MAX_RUNS];
  g_autoptr (WfCorpus) corpus = NULL;
  g_autoptr (WfCorpusCauses) causes = NULL;

  for (gsize r = 0; r < MAX_RUNS; r++)
    {
      names[r] = "run";
      g_ptr_array_add (runs, simulate_run (r, 2));
    }
  corpus = wf_corpus_new ((WfTrace **) runs->pdata, names, MAX_RUNS);
  causes = discover (corpus);
  check_result (causes);
  g_assert_cmpint (wf_graph_find_node (get_graph (causes), "step share"), ==, -1);
}

/* Runs that are all alike: the agent's turn follows from the place in the run. */
static void
test_pipeline (void)
{
  static const char *const order[] = { "Planner", "Coder", "Critic", "Planner" };
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_trace_unref);
  const char *names[MAX_RUNS];
  g_autoptr (WfCorpus) corpus = NULL;
  g_autoptr (WfCorpusCauses) causes = NULL;

  for (gsize r = 0; r < MAX_RUNS; r++)
    {
      g_autoptr (WfTrace) run = simulate_run (r, G_N_ELEMENTS (order));
      g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

      for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
        wf_trace_builder_add_step (builder, order[i], order[i], WF_STEP_MESSAGE, WF_ROLE_WORK,
                                   wf_trace_get_text (run, i));
      names[r] = "run";
      g_ptr_array_add (runs, wf_trace_builder_end (builder, NULL));
    }
  corpus = wf_corpus_new ((WfTrace **) runs->pdata, names, MAX_RUNS);
  causes = discover (corpus);
  check_result (causes);
  g_assert_cmpint (wf_params_get_integer (
                       wf_discovery_result_get_params (wf_corpus_causes_get_discovery (causes)), "swings"),
                   ==, 0);
  g_assert_cmpint (find_parent (causes, "error"), >=, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (WfCorpus) corpus = simulate (20, 9);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_corpus_causes_discover (corpus, 0.01, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- the benchmark ---- */

static void
test_shared (gconstpointer folder)
{
  g_autofree char *path = shared_data_path (folder);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WfCorpus) corpus = file != NULL ? wf_corpus_read (&file, 1, NULL, &error) : NULL;
  g_autoptr (WfCorpusCauses) causes = NULL;

  g_assert_no_error (error);
  if (corpus == NULL)
    return;
  causes = discover (corpus);
  check_result (causes);
  g_assert_cmpint (find_parent (causes, "error"), >=, 0);
  g_assert_cmpuint (wf_corpus_causes_get_n_explained (causes), >, 0);
  g_assert_cmpfloat (wf_corpus_causes_get_r_squared (causes), >, 0.8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpus-causes/planted", test_planted);
  g_test_add_func ("/corpus-causes/same-again", test_same_again);
  g_test_add_func ("/corpus-causes/attribute", test_attribute);
  g_test_add_func ("/corpus-causes/figure", test_figure);
  g_test_add_func ("/corpus-causes/report", test_report);
  g_test_add_func ("/corpus-causes/refuses", test_refuses);
  g_test_add_func ("/corpus-causes/one-run", test_one_run);
  g_test_add_func ("/corpus-causes/short-runs", test_short_runs);
  g_test_add_func ("/corpus-causes/pipeline", test_pipeline);
  g_test_add_func ("/corpus-causes/cancelled", test_cancelled);
  g_test_add_data_func ("/corpus-causes/shared/algorithm-generated", "who-and-when/Algorithm-Generated",
                        test_shared);
  g_test_add_data_func ("/corpus-causes/shared/hand-crafted", "who-and-when/Hand-Crafted", test_shared);
  return g_test_run ();
}
