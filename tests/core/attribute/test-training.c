/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/fitting-private.h"
#include "core/attribute/train.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "tests/core/attribute/labelled.h"
#include "tests/shared-data.h"

static GVariant *
params (const char *text)
{
  return g_variant_ref_sink (g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL));
}

static WfProfile *
train (WfCorpus *corpus, const char *text, WfEvaluation **evaluation, WfEvaluation **unfamiliar)
{
  g_autoptr (GVariant) given = params (text);
  g_autoptr (GError) error = NULL;
  WfProfile *profile =
      wf_train (corpus, NULL, given, "the command", 3, 0, evaluation, unfamiliar, NULL, &error);

  g_assert_no_error (error);
  return profile;
}

/* ---- evaluation ---- */

static double
find_floor (WfEvaluation *e, const char *wanted)
{
  for (gsize f = 0; f < wf_evaluation_get_n_floors (e, -1); f++)
    {
      const char *id;
      double share = wf_evaluation_get_floor (e, -1, f, &id, NULL, NULL);

      if (g_str_equal (id, wanted))
        return share;
    }
  return NAN;
}

/* Four runs of 3, 3, 3 and 2 worker steps; labels 2, 2, 0 and 1. */
static WfCorpus *
make_known (void)
{
  static const gsize labels[] = { 2, 2, 0, 1 };
  static const char *const names[] = { "a", "b", "c", "d" };
  WfTrace *runs[4];
  WfCorpus *corpus;

  for (gsize r = 0; r < 4; r++)
    {
      g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");

      for (gsize i = 0; i < (r < 3 ? 3 : 2); i++)
        wf_trace_builder_add_step (builder, i == 0 ? "Ada" : "Ben", "x", WF_STEP_MESSAGE, WF_ROLE_WORK,
                                   "words");
      wf_trace_builder_set_label (builder, labels[r] == 0 ? "ADA" : "ben", (gint64) labels[r]);
      runs[r] = wf_trace_builder_end (builder, NULL);
    }
  corpus = wf_corpus_new (runs, names, 4);
  for (gsize r = 0; r < 4; r++)
    wf_trace_unref (runs[r]);
  return corpus;
}

static void
test_floors (void)
{
  g_autoptr (WfCorpus) corpus = make_known ();
  g_autoptr (WfProfile) prior = wf_profile_new_prior ();
  g_autoptr (WfEvaluation) e = wf_evaluate_profile (corpus, prior, FALSE, 1, 0, NULL, NULL);
  const char *id;

  /* in the run of two steps the last stands for step 2 */
  g_assert_cmpfloat (wf_evaluation_get_floor (e, -1, 0, &id, NULL, NULL), ==, 0.75);
  g_assert_cmpstr (id, ==, "step 2");
  g_assert_cmpfloat (find_floor (e, "step 0"), ==, 0.25);
  g_assert_cmpfloat_with_epsilon (find_floor (e, "random step"), (1.0 / 3 + 1.0 / 3 + 1.0 / 3 + 0.5) / 4,
                                  1e-12);
  g_assert_cmpfloat (find_floor (e, "first worker step"), ==, 0.25);
  /* Ben has two steps of three; of one each, Ada is first */
  g_assert_cmpfloat (find_floor (e, "busiest worker"), ==, 0.5);
  g_assert_cmpfloat (find_floor (e, "ben"), ==, 0.75);

  /* the prior always names the first worker step */
  g_assert_cmpfloat (wf_evaluation_get (e, -1, WF_MEASURE_STEP), ==, 0.25);
  g_assert_cmpfloat (wf_evaluation_get (e, -1, WF_MEASURE_AGENT), ==, 0.25);
  g_assert_cmpfloat (wf_evaluation_get (e, -1, WF_MEASURE_TOP3), ==, 1);
  g_assert_cmpfloat (wf_evaluation_get (e, -1, WF_MEASURE_WITHIN_ONE), ==, 0.5);
  g_assert_cmpfloat (wf_evaluation_get (e, -1, WF_MEASURE_RANK), ==, (3 + 3 + 1 + 2) / 4.0);
  g_assert_cmpfloat_with_epsilon (wf_evaluation_get (e, -1, WF_MEASURE_LOG_LOSS),
                                  (2 * -log (0.49 / 2.19) - log (1 / 2.19) - log (0.7 / 1.7)) / 4, 1e-12);
  g_assert_cmpfloat (wf_evaluation_get (e, -1, WF_MEASURE_STEP_SPREAD), ==, 0);
  g_assert_cmpuint (wf_evaluation_get_log_rank (e, 0, 0), ==, 3);
  g_assert_cmpstr (wf_evaluation_get_profile (e), ==, "prior");
}

static gboolean
has_note (WfEvaluation *e, const char *part)
{
  for (const char *const *note = wf_evaluation_get_notes (e); *note != NULL; note++)
    if (strstr (*note, part) != NULL)
      return TRUE;
  return FALSE;
}

/* ---- training ---- */

static void
test_train (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (30, TRUE);
  g_autoptr (WfCorpus) others = labelled_corpus (24, FALSE);
  g_autoptr (WfEvaluation) validated = NULL;
  g_autoptr (WfEvaluation) unfamiliar = NULL;
  g_autoptr (WfProfile) profile =
      train (corpus, "{'tier': <1>, 'repeats': <2>, 'name': <'mine'>, 'origin': <'own logs'>}", &validated,
             &unfamiliar);
  g_autoptr (WfEvaluation) here = wf_evaluate_profile (corpus, profile, FALSE, 1, 0, NULL, NULL);
  g_autoptr (WfEvaluation) there = wf_evaluate_profile (others, profile, FALSE, 1, 0, NULL, NULL);
  g_autofree char *text = wf_profile_to_text (profile);
  double lambda = wf_profile_get_lambda (profile);

  g_assert_cmpstr (wf_profile_get_name (profile), ==, "mine");
  g_assert_cmpstr (wf_profile_get_framework (profile), ==, "");
  g_assert_cmpuint (wf_profile_get_n_logs (profile), ==, 30);
  g_assert_true (lambda == 10 || lambda == 30 || lambda == 100 || lambda == 300);
  g_assert_cmpuint (wf_evaluation_get_n_repeats (validated), ==, 2);
  g_assert_cmpint (wf_evaluation_get_kind (unfamiliar), ==, WF_EVALUATION_FRAMEWORKS);
  g_assert_cmpfloat (wf_evaluation_get (validated, -1, WF_MEASURE_STEP), >, 0.9);
  g_assert_cmpfloat (wf_evaluation_get (there, -1, WF_MEASURE_STEP), >, 0.9);
  g_assert_true (has_note (here, "was trained on these very logs"));
  g_assert_false (has_note (there, "was trained on these very logs"));
  g_assert_nonnull (strstr (text, "command=the command\n"));
  g_assert_nonnull (strstr (text, "origin=own logs\n"));
  g_assert_nonnull (strstr (text, "[left-out-frameworks]"));
}

/* Logs of one framework give a profile of that framework; the features asked for are chosen. */
static void
test_one_framework (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (24, FALSE);
  g_autoptr (WfEvaluation) unfamiliar = NULL;
  g_autoptr (WfProfile) profile =
      train (corpus, "{'tier': <2>, 'lambda': <10.0>, 'features': <5>, 'repeats': <1>}", NULL, &unfamiliar);

  g_assert_null (unfamiliar);
  g_assert_cmpstr (wf_profile_get_framework (profile), ==, "group-chat");
  g_assert_cmpstr (wf_profile_get_name (profile), ==, "group-chat");
  g_assert_cmpuint (wf_profile_get_n_weights (profile), ==, 5);
  g_assert_cmpfloat (wf_profile_get_lambda (profile), ==, 10);
}

/* The same file at any number of threads. */
static void
test_threads (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (24, TRUE);
  g_autoptr (GVariant) given = params ("{'tier': <2>, 'repeats': <2>}");
  g_autofree char *text = NULL;

  for (guint n_threads = 1; n_threads <= 2; n_threads++)
    {
      g_autoptr (WfProfile) profile =
          wf_train (corpus, NULL, given, NULL, 9, n_threads, NULL, NULL, NULL, NULL);
      g_autofree char *again = wf_profile_to_text (profile);

      if (text != NULL)
        g_assert_cmpstr (text, ==, again);
      g_free (text);
      text = g_steal_pointer (&again);
    }
}

static void
test_bad_parameters (void)
{
  static const char *const cases[] = { "{'tier': <3>}", "{'lambda': <-1.0>}", "{'pool': <'some'>}",
                                       "{'repeats': <0>}", "{'depth': <2>}" };
  g_autoptr (WfCorpus) corpus = labelled_corpus (6, FALSE);
  g_autoptr (WfProfile) start = wf_profile_find ("default", NULL);
  g_autoptr (GVariant) tier_2 = params ("{'tier': <2>}");
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) given = params (cases[i]);

      g_assert_null (wf_train (corpus, NULL, given, NULL, 1, 0, NULL, NULL, NULL, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_clear_error (&error);
    }
  g_assert_null (wf_train (corpus, start, tier_2, NULL, 1, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

/* Weights that saw other logs are said to be there. */
static void
test_start (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (9, FALSE);
  g_autoptr (WfProfile) start = wf_profile_find ("default", NULL);
  g_autoptr (GVariant) given = params ("{'tier': <1>, 'lambda': <30.0>, 'repeats': <1>}");
  g_autoptr (WfEvaluation) validated = NULL;
  g_autoptr (WfProfile) profile = wf_train (corpus, start, given, NULL, 1, 0, &validated, NULL, NULL, NULL);

  g_assert_nonnull (profile);
  g_assert_true (has_note (validated, "starts from the weights of another profile"));
}

static void
test_nested (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (18, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEvaluation) e = wf_evaluate_nested (corpus, 1, FALSE, 1, 0, NULL, &error);
  guint sum = 0;

  g_assert_no_error (error);
  for (gsize c = 0; c < wf_evaluation_get_n_choices (e); c++)
    {
      guint times;

      g_assert_nonnull (wf_evaluation_get_choice (e, c, NULL, &times));
      sum += times;
    }
  g_assert_cmpuint (sum, ==, 2 * 10); /* of two shapes, in each fold */
  g_assert_true (has_note (e, "1 to 3 points optimistic"));
}

/* With one framework there is nothing to pool. */
static void
test_nested_alone (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (12, FALSE);
  g_autoptr (WfEvaluation) e = wf_evaluate_nested (corpus, 1, FALSE, 1, 0, NULL, NULL);

  g_assert_cmpuint (wf_evaluation_get_n_choices (e), >, 0);
  for (gsize c = 0; c < wf_evaluation_get_n_choices (e); c++)
    g_assert_true (g_str_has_suffix (wf_evaluation_get_choice (e, c, NULL, NULL), "own framework"));
}

/* Nothing tells the mistake from the other steps, but it is always step 2. */
static WfTrace *
plain_run (guint index)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("test");
  g_autofree char *question = g_strdup_printf ("How many things of kind %u are there?", index);

  wf_trace_builder_set_question (builder, question);
  for (guint i = 0; i < 4; i++)
    wf_trace_builder_add_step (builder, "Ada", "Ada", WF_STEP_MESSAGE, WF_ROLE_WORK, "word");
  wf_trace_builder_set_label (builder, "Ada", 2);
  return wf_trace_builder_end (builder, NULL);
}

/* Where a constant is as good, it is said; not where the method is better, nor of labels drawn by lot. */
static void
test_floors_are_said (void)
{
  static const char *const said = "not clearly better than a rule that reads no log: “always step 2";
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_trace_unref);
  const char *names[8] = { "a", "b", "c", "d", "e", "f", "g", "h" };
  g_autoptr (WfCorpus) plain = NULL;
  g_autoptr (WfCorpus) telling = labelled_corpus (40, FALSE);
  g_autoptr (WfEvaluation) constant = NULL;
  g_autoptr (WfEvaluation) by_lot = NULL;
  g_autoptr (WfEvaluation) better = wf_evaluate_nested (telling, 1, FALSE, 1, 0, NULL, NULL);
  g_autoptr (WfReport) report = NULL;

  for (guint i = 0; i < 8; i++)
    g_ptr_array_add (runs, plain_run (i));
  plain = wf_corpus_new ((WfTrace *const *) runs->pdata, names, 8);
  constant = wf_evaluate_profile (plain, NULL, FALSE, 1, 0, NULL, NULL);
  by_lot = wf_evaluate_profile (plain, NULL, TRUE, 1, 0, NULL, NULL);
  g_assert_true (has_note (constant, said));
  g_assert_false (has_note (by_lot, "not clearly better"));
  g_assert_cmpfloat (wf_evaluation_get (better, -1, WF_MEASURE_STEP), >, 0.7);
  g_assert_false (has_note (better, "not clearly better"));
  report = wf_evaluation_report (constant, NULL);
  g_assert_nonnull (
      strstr (wf_report_get_text (report, 0), "always step 2, or the last would be right in 100"));
}

static void
test_report (void)
{
  g_autoptr (WfCorpus) corpus = labelled_corpus (12, FALSE);
  g_autoptr (WfEvaluation) e = wf_evaluate_profile (corpus, NULL, TRUE, 1, 0, NULL, NULL);
  g_autoptr (WfReport) report = wf_evaluation_report (e, NULL);
  gsize n_tables = 0;

  g_assert_true (has_note (e, "drawn by lot"));
  g_assert_cmpint (wf_report_get_block_kind (report, 0), ==, WF_BLOCK_VERDICT);
  g_assert_nonnull (strstr (wf_report_get_text (report, 0), "of 12 logs (95 % interval"));
  for (gsize b = 0; b < wf_report_get_n_blocks (report); b++)
    n_tables += wf_report_get_block_kind (report, b) == WF_BLOCK_TABLE;
  g_assert_cmpuint (n_tables, ==, 3);
}

/* ---- the reference program ---- */

/* Fits the reference's three models to the group chats: all features at lambda 100, tier 1 at 30, 16 chosen
 * features at 10. */
static const char driver[] =
    "import json, sys\n"
    "sys.path.insert(0, sys.argv[1])\n"
    "import numpy as np, scipy.optimize, attribution_reference as r\n"
    "# to the optimum: the reference stops early\n"
    "r.minimize = lambda f, w, jac, method, options=None: scipy.optimize.minimize(f, w, jac=jac, "
    "method=method,\n"
    "    options=dict(maxiter=5000, maxfun=50000, gtol=1e-9, ftol=1e-15, maxcor=30))\n"
    "logs = [L for L in r.prepare(sys.argv[2]) if L.sub == 'AG']\n"
    "names = logs[0].names; ix = r.cols(names); nx = [names.index(n) for n in r.NEUTRAL]\n"
    "ys = [L.ystep for L in logs]; X = [L.X[:, ix] for L in logs]; name = [names[i] for i in ix]\n"
    "a = r.CondLogit(100.0).fit(X, ys)\n"
    "b = r.OffsetLogit(30.0).fit([r.z_within(L, nx) for L in logs], [r.prior_offset(L) for L in logs], ys)\n"
    "c = r.SelectCL(16, 10.0).fit(X, ys)\n"
    "print(json.dumps(dict(all=dict(zip(name, a.w.tolist())), neutral=dict(zip(r.NEUTRAL, b.w.tolist())),\n"
    "                      chosen={name[s]: w for s, w in zip(c.sel, c.m.w.tolist())})))\n";

static void
compare (JsonObject *expected, const WfExamples *examples, const WfFamily *family, double lambda)
{
  g_autofree gsize *all = g_new (gsize, examples->n);
  const WfFitting fitting = { family, examples, all, examples->n, &lambda, 1, NULL, NULL };
  g_autoptr (WfProfile) profile = NULL;
  gsize n = 0;

  for (gsize i = 0; i < examples->n; i++)
    all[i] = i;
  g_assert_true (wf_family_fit (&fitting, &profile, NULL, NULL));
  for (gsize w = 0; w < wf_profile_get_n_weights (profile); w++)
    {
      const char *feature;
      double weight = wf_profile_get_weight (profile, w, &feature, NULL, NULL);

      if (!json_object_has_member (expected, feature))
        g_error ("the reference has no weight for %s", feature);
      if (fabs (weight - json_object_get_double_member (expected, feature)) > 1e-4)
        g_error ("%s: %g, the reference has %g", feature, weight,
                 json_object_get_double_member (expected, feature));
      n++;
    }
  g_assert_cmpuint (n, ==, json_object_get_size (expected));
}

static void
test_reference (void)
{
  static const WfFamily everything = { 2, WF_N_FEATURES, 0 }, neutral = { 1, WF_N_NEUTRAL, 0 },
                        chosen = { 2, WF_N_FEATURES, 16 };
  g_autofree char *folder = shared_data_path ("who-and-when");
  g_autofree char *tools = NULL;
  g_autofree char *output = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (WfCorpus) corpus = NULL;
  g_autoptr (WfExamples) examples = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *argv[] = { "/usr/bin/python3", "-B", "-c", driver, NULL, NULL, NULL };
  int status;

  if (folder == NULL)
    return;
  tools = g_build_filename (folder, "..", "..", "tools", NULL);
  argv[4] = tools;
  argv[5] = folder;
  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL,
                     &status, NULL) ||
      !g_spawn_check_wait_status (status, NULL))
    {
      g_test_skip ("the reference program or its Python modules are not here");
      return;
    }
  node = wf_json_parse (output, -1, "reference", NULL);
  path = g_build_filename (folder, "Algorithm-Generated", NULL);
  file = g_file_new_for_path (path);
  corpus = wf_corpus_read (&file, 1, NULL, NULL);
  examples = wf_examples_new (corpus, 0, NULL, NULL);
  g_assert_cmpuint (examples->n, ==, 88);
  compare (wf_json_get_object (json_node_get_object (node), "all"), examples, &everything, 100);
  compare (wf_json_get_object (json_node_get_object (node), "neutral"), examples, &neutral, 30);
  compare (wf_json_get_object (json_node_get_object (node), "chosen"), examples, &chosen, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/training/floors", test_floors);
  g_test_add_func ("/training/train", test_train);
  g_test_add_func ("/training/one-framework", test_one_framework);
  g_test_add_func ("/training/threads", test_threads);
  g_test_add_func ("/training/bad-parameters", test_bad_parameters);
  g_test_add_func ("/training/start", test_start);
  g_test_add_func ("/training/nested", test_nested);
  g_test_add_func ("/training/nested-alone", test_nested_alone);
  g_test_add_func ("/training/floors-are-said", test_floors_are_said);
  g_test_add_func ("/training/report", test_report);
  g_test_add_func ("/training/reference", test_reference);
  return g_test_run ();
}
