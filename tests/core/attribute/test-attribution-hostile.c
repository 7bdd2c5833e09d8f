/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Every question of a table that is hard to model: an answer that adds up, or an error that says why. */

#include "attribution.h"

#define N_ROWS 40

static const char *const names[] = { "a", "b", "c", "y", NULL };
static const int arrows[] = { 0, 1, 0, 3, 1, 3, 2, 3, -1 };
static const char *const levels[] = { "no", "yes", "never", NULL };

typedef enum
{
  PLAIN,
  CONSTANT,  /* b never varies */
  COLLINEAR, /* b is a */
  EXACT,     /* y has no noise */
  MISSING,   /* a third of c */
  HUGE_VALUES,
  TINY_VALUES,
  FEW_ROWS,
  LEVELS, /* all of them, one that never occurs */
  MIXED,
  OUTLIER,
  N_CASES,
} Case;

static WfTable *
make_table (Case which, guint64 seed)
{
  gsize n = which == FEW_ROWS ? 4 : N_ROWS;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  double values[4][N_ROWS], scale = which == HUGE_VALUES ? 1e300 : which == TINY_VALUES ? 1e-300 : 1;
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < n; i++)
    {
      values[0][i] = wf_rng_normal (&rng);
      values[1][i] = which == CONSTANT ? 1 : values[0][i] + (which == COLLINEAR ? 0 : wf_rng_normal (&rng));
      values[2][i] = which == MISSING && i % 3 == 0 ? NAN : wf_rng_normal (&rng);
      values[3][i] = values[0][i] - values[1][i] + 2 * (isnan (values[2][i]) ? 0 : values[2][i]) +
                     (which == EXACT ? 0 : wf_rng_normal (&rng));
      if (which == OUTLIER && i == 1)
        values[3][i] = 1e12;
    }
  for (gsize c = 0; c < 4; c++)
    {
      gint32 codes[N_ROWS];

      for (gsize i = 0; i < n; i++)
        {
          codes[i] = isnan (values[c][i]) ? -1 : values[c][i] > 0;
          values[c][i] *= scale;
        }
      if (which == LEVELS || (which == MIXED && c % 2 == 1))
        wf_table_builder_add_discrete (builder, names[c], codes, n, levels);
      else
        wf_table_builder_add_continuous (builder, names[c], values[c], n);
    }
  return wf_table_builder_end (builder);
}

static void
assert_answer (WfAttribution *found, const GError *error)
{
  gsize n;
  const WfContribution *contributions;
  g_autoptr (WfReport) report = NULL;
  double size = 1;

  if (found == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == WF_ERROR);
      g_test_message ("%s", error->message);
      return;
    }
  contributions = wf_attribution_get_contributions (found, &n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_false (isnan (contributions[i].share));
      g_assert_false (isnan (contributions[i].half_width));
      size = MAX (size, fabs (contributions[i].share));
    }
  if (!isnan (wf_attribution_get_total (found)))
    g_assert_cmpfloat_with_epsilon (sum_shares (found), wf_attribution_get_total (found), 1e-9 * size);
  report = wf_attribution_report (found, NULL);
  g_assert_cmpuint (wf_report_get_n_blocks (report), >, 3);
}

static void
test_case (gconstpointer data)
{
  Case which = GPOINTER_TO_UINT (data);
  static const char *const computations[] = { "'computation': <'automatic'>", "'computation': <'draws'>" };
  static const gsize rows[] = { 1, 2 };
  g_autoptr (WfTable) table = make_table (which, 1);
  g_autoptr (WfTable) other = make_table (which, 2);
  g_autoptr (WfGraph) graph = make_dag (names, arrows);
  g_autoptr (GError) fault = NULL;
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, NULL, NULL, &fault);

  for (gsize c = 0; c < G_N_ELEMENTS (computations); c++)
    {
      g_autofree char *of_change =
          g_strdup_printf ("{%s, 'bootstrap-samples': <12>, 'draws': <2000>}", computations[c]);
      g_autofree char *of_others = g_strdup_printf ("{%s}", computations[c]);
      g_autoptr (GVariant) change_params = make_params (of_change);
      g_autoptr (GVariant) params = make_params (of_others);
      g_autoptr (WfAttribution) found = NULL;
      GError *error = NULL;

      found = wf_attribute_change (table, other, graph, NULL, NULL, "y", change_params, 1, NULL, &error);
      assert_answer (found, error);
      g_clear_error (&error);
      for (guint question = 0; question < 3 && model != NULL; question++)
        {
          g_clear_pointer (&found, wf_attribution_unref);
          found = question == 0   ? wf_attribute_anomaly (model, "y", NULL, rows, 2, params, 1, NULL, &error)
                  : question == 1 ? wf_attribute_arrows (model, NULL, params, 1, NULL, &error)
                                  : wf_attribute_intrinsic (model, "y", params, 1, NULL, &error);
          assert_answer (found, error);
          g_clear_error (&error);
        }
    }
}

int
main (int argc, char *argv[])
{
  static const char *const titles[] = { "plain", "constant", "collinear", "exact", "missing", "huge",
                                        "tiny",  "few-rows", "levels",    "mixed", "outlier" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < N_CASES; i++)
    {
      g_autofree char *path = g_strdup_printf ("/attribution-hostile/%s", titles[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  return g_test_run ();
}
