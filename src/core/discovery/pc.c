/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/discovery/pc-private.h"

static const char *const test_choices[] = { "auto", "fisher-z", "g-square", NULL };
static const char *const collider_choices[] = { "majority", "conservative", "sepset", NULL };

static const WfParam pc_params[] = {
  {
      .id = "alpha",
      .name = N_ ("Significance level"),
      .type = WF_PARAM_REAL,
      .value = 0.01,
      .min = 1e-12,
      .max = 0.5,
      .help = N_ ("Two variables stay linked while every test rejects their independence at this level"),
  },
  {
      .id = "test",
      .name = N_ ("Independence test"),
      .type = WF_PARAM_CHOICE,
      .choices = test_choices,
      .help = N_ ("auto: Fisher’s z for continuous columns, G² for discrete ones"),
  },
  {
      .id = "max-degree",
      .name = N_ ("Largest conditioning set"),
      .type = WF_PARAM_INTEGER,
      .value = -1,
      .min = -1,
      .max = 1000,
      .unit = N_ ("variables"),
      .help = N_ ("Sets larger than this are not tested; -1 = no limit"),
  },
  {
      .id = "colliders",
      .name = N_ ("Colliders"),
      .type = WF_PARAM_CHOICE,
      .choices = collider_choices,
      .help = N_ ("How to tell a common effect: by the strongest separating set, by the majority of them, or "
                  "only when all agree"),
  },
  {
      .id = "rows-per-cell",
      .name = N_ ("Rows per cell"),
      .type = WF_PARAM_REAL,
      .value = 2,
      .min = 0,
      .max = 1000,
      .help = N_ ("A stratum with fewer rows for each cell of its table is skipped by the G² test"),
  },
  { NULL },
};

/* The parameters of the test among ours. */
static GVariant *
get_test_params (const WfCiTestKind *kind, GVariant *params)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  for (const WfParam *param = kind->params; param != NULL && param->id != NULL; param++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (params, param->id, NULL);

      if (value != NULL)
        g_variant_dict_insert_value (&dict, param->id, value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static WfCiTest *
create_test (const WfDiscoveryInput *input, GError **error)
{
  const char *choice = wf_params_get_choice (input->params, "test");
  const WfCiTestKind *kind = g_str_equal (choice, "auto") ? wf_ci_test_find_fitting (input->table, error)
                                                          : wf_ci_test_find (choice, error);
  g_autoptr (GVariant) params = NULL;

  if (kind == NULL)
    return NULL;
  params = get_test_params (kind, input->params);
  return wf_ci_test_new (kind->id, input->table, params, input->n_threads, input->progress, error);
}

/* What was asked for, with the test that was taken. */
static GVariant *
get_params_used (GVariant *params, WfCiTest *test)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *id;
  GVariant *value;

  g_variant_iter_init (&iter, params);
  while (g_variant_iter_loop (&iter, "{&sv}", &id, &value))
    if (g_str_equal (id, "test"))
      g_variant_builder_add (&builder, "{sv}", id, g_variant_new_string (wf_ci_test_get_id (test)));
    else
      g_variant_builder_add (&builder, "{sv}", id, value);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
add_warnings (const WfPcInput *input, const WfSkeleton *skeleton, GStrvBuilder *warnings)
{
  g_strv_builder_addv (warnings, (const char **) wf_ci_test_get_warnings (input->test));
  if (skeleton->is_short_of_rows)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("Sets of more than %zu variables were not tested: there are too few rows"),
                           wf_ci_test_get_max_given (input->test));

      g_strv_builder_add (warnings, text);
    }
}

gboolean
wf_pc_find (const WfPcInput *input,
            WfColliderRule rule,
            GStrvBuilder *warnings,
            WfSkeleton **skeleton,
            WfOrientation *orientation,
            GError **error)
{
  g_autoptr (WfSkeleton) found = wf_skeleton_new (input, error);
  g_autoptr (GArray) triples = NULL;

  if (found == NULL)
    return FALSE;
  wf_skeleton_fill_p_values (found, input);
  triples = wf_colliders_find (input, found, rule, error);
  if (triples == NULL)
    return FALSE;
  add_warnings (input, found, warnings);
  if (!wf_orient (input, found, triples, rule == WF_COLLIDERS_CONSERVATIVE, warnings, orientation, error))
    return FALSE;
  *skeleton = g_steal_pointer (&found);
  return TRUE;
}

WfDiscoveryResult *
wf_pc_search (const WfPcInput *input, WfColliderRule rule, GVariant *params, GError **error)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (WfSkeleton) skeleton = NULL;
  WfOrientation orientation = { NULL };
  WfDiscoveryResult *result;

  if (!wf_pc_find (input, rule, warnings, &skeleton, &orientation, error))
    return NULL;
  result = wf_discovery_result_new (orientation.graph, params, skeleton->n_tests,
                                    g_steal_pointer (&skeleton->removed), g_steal_pointer (&skeleton->pool),
                                    orientation.oriented, g_strv_builder_end (warnings));
  wf_graph_unref (orientation.graph);
  return result;
}

static WfColliderRule
get_collider_rule (GVariant *params)
{
  const char *choice = wf_params_get_choice (params, "colliders");

  if (g_str_equal (choice, "majority"))
    return WF_COLLIDERS_MAJORITY;
  return g_str_equal (choice, "conservative") ? WF_COLLIDERS_CONSERVATIVE : WF_COLLIDERS_SEPSET;
}

static WfDiscoveryResult *
pc_run (const WfDiscoveryInput *input, GError **error)
{
  const char *const *names = wf_table_get_names (input->table);
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (WfCiTest) test = create_test (input, error);
  g_autoptr (GVariant) params = NULL;
  WfPcInput pc = { .names = names,
                   .alpha = wf_params_get_real (input->params, "alpha"),
                   .max_given = (gssize) wf_params_get_integer (input->params, "max-degree"),
                   .n_threads = input->n_threads,
                   .progress = input->progress };

  if (test == NULL)
    return NULL;
  constraints = wf_constraints_new (input->knowledge, names, input->progress, error);
  if (constraints == NULL)
    return NULL;
  pc.test = test;
  pc.constraints = constraints;
  params = get_params_used (input->params, test);
  return wf_pc_search (&pc, get_collider_rule (input->params), params, error);
}

const WfDiscovery wf_discovery_pc = {
  .id = "pc",
  .name = N_ ("PC (order-independent)"),
  .summary = N_ ("Tests which variables are independent given others; assumes no hidden common causes"),
  .citation = "Spirtes & Glymour 1991; Colombo & Maathuis 2014, JMLR 15",
  .accepts = WF_DATA_CONTINUOUS | WF_DATA_DISCRETE,
  .returns = WF_GRAPH_CPDAG,
  .params = pc_params,
  .run = pc_run,
};
