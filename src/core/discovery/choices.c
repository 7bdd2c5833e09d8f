/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/discovery/choices-private.h"

const char *const wf_discovery_test_choices[] = {
  "auto", "fisher-z", "g-square", "chi-square", "degenerate-gaussian", "conditional-gaussian", NULL
};
const char *const wf_discovery_collider_choices[] = { "majority", "conservative", "max-p", "sepset", NULL };
const char *const wf_discovery_missing_choices[] = { "test-wise", "list-wise", NULL };
const char *const wf_discovery_score_choices[] = {
  "auto", "ebic", "sem-bic", "bge", "bdeu", "discrete-bic", "degenerate-gaussian", "conditional-gaussian",
  NULL
};

/* The parameters of a test or a score among ours. */
static GVariant *
select_params (const WfParam *wanted, GVariant *params)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  for (const WfParam *param = wanted; param != NULL && param->id != NULL; param++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (params, param->id, NULL);

      if (value != NULL)
        g_variant_dict_insert_value (&dict, param->id, value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

WfCiTest *
wf_discovery_create_test (const WfDiscoveryInput *input, GError **error)
{
  const char *choice = wf_params_get_choice (input->params, "test");
  const WfCiTestKind *kind;
  g_autoptr (GVariant) params = NULL;

  if (input->oracle != NULL)
    return wf_ci_test_new_oracle (input->oracle, input->observed);
  if (!g_str_equal (choice, "auto"))
    kind = wf_ci_test_find (choice, error);
  else
    kind = input->table != NULL ? wf_ci_test_find_fitting (input->table, error)
                                : wf_ci_test_find ("fisher-z", error);
  if (kind == NULL)
    return NULL;
  params = select_params (kind->params, input->params);
  if (input->covariance != NULL)
    return wf_ci_test_new_covariance (kind->id, input->covariance, params, error);
  return wf_ci_test_new (kind->id, input->table, params, input->n_threads, input->progress, error);
}

WfScore *
wf_discovery_create_score (const WfDiscoveryInput *input, GError **error)
{
  const char *choice = wf_params_get_choice (input->params, "score");
  const WfScoreKind *kind;
  g_autoptr (GVariant) params = NULL;

  if (!g_str_equal (choice, "auto"))
    kind = wf_score_find (choice, error);
  else
    kind = input->table != NULL ? wf_score_find_fitting (input->table, error) : wf_score_find ("ebic", error);
  if (kind == NULL)
    return NULL;
  params = select_params (kind->params, input->params);
  if (input->covariance != NULL)
    return wf_score_new_covariance (kind->id, input->covariance, params, error);
  return wf_score_new (kind->id, input->table, params, input->n_threads, input->progress, error);
}

/* Does it say something of data, or of rows, where there are none? */
static gboolean
is_idle (const WfDiscoveryInput *input, const char *id)
{
  static const char *const of_data[] = { "alpha", "swings", NULL };

  return (input->oracle != NULL && g_strv_contains (of_data, id)) ||
         (input->table == NULL && g_str_equal (id, "missing-values"));
}

/* Is it a parameter of some test, and the one that was taken has none of that name? */
static gboolean
is_of_another_test (const char *id, WfCiTest *test)
{
  const WfCiTestKind *const *all = wf_ci_tests_get_all ();
  gboolean is_of_tests = FALSE;

  for (gsize i = 0; all[i] != NULL; i++)
    is_of_tests |= wf_params_find (all[i]->params, id) != NULL;
  return is_of_tests && (test == NULL || wf_params_find (wf_ci_test_get_kind (test)->params, id) == NULL);
}

static gboolean
is_of_another_score (const char *id, WfScore *score)
{
  const WfScoreKind *const *all = wf_scores_get_all ();
  gboolean is_of_scores = FALSE;

  for (gsize i = 0; all[i] != NULL; i++)
    is_of_scores |= wf_params_find (all[i]->params, id) != NULL;
  return is_of_scores && (score == NULL || wf_params_find (wf_score_get_kind (score)->params, id) == NULL);
}

GVariant *
wf_discovery_get_params_used (const WfDiscoveryInput *input, WfCiTest *test, WfScore *score)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *id;
  GVariant *value;

  g_variant_iter_init (&iter, input->params);
  while (g_variant_iter_loop (&iter, "{&sv}", &id, &value))
    if (test != NULL && g_str_equal (id, "test"))
      g_variant_builder_add (&builder, "{sv}", id, g_variant_new_string (wf_ci_test_get_id (test)));
    else if (score != NULL && g_str_equal (id, "score"))
      g_variant_builder_add (&builder, "{sv}", id, g_variant_new_string (wf_score_get_id (score)));
    else if (!is_idle (input, id) && !is_of_another_test (id, test) && !is_of_another_score (id, score))
      g_variant_builder_add (&builder, "{sv}", id, value);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}
