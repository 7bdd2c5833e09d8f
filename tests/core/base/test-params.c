/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/base/error.h"
#include "core/base/params.h"

static const char *const rules[] = { "majority", "conservative", NULL };

static const WfParam params[] = {
  { .id = "alpha", .name = "Level", .type = WF_PARAM_REAL, .value = 0.01, .min = 0, .max = 1 },
  { .id = "max-degree", .name = "Degree", .type = WF_PARAM_INTEGER, .value = -1, .min = -1, .max = 100 },
  { .id = "stable", .name = "Stable", .type = WF_PARAM_BOOLEAN, .value = 1 },
  { .id = "rule", .name = "Rule", .type = WF_PARAM_CHOICE, .value = 1, .choices = rules },
  { .id = "missing", .name = "Missing", .type = WF_PARAM_TEXT },
  { NULL }
};

static void
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) values = wf_params_complete (params, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpfloat (wf_params_get_real (values, "alpha"), ==, 0.01);
  g_assert_cmpint (wf_params_get_integer (values, "max-degree"), ==, -1);
  g_assert_true (wf_params_get_boolean (values, "stable"));
  g_assert_cmpstr (wf_params_get_choice (values, "rule"), ==, "conservative");
  g_assert_cmpstr (wf_params_get_text (values, "missing"), ==, "");
  text = wf_params_to_text (values);
  g_assert_cmpstr (text, ==, "alpha = 0.01, max-degree = -1, stable = true, rule = conservative");
}

static void
test_none (void)
{
  g_autoptr (GVariant) values = wf_params_complete (NULL, NULL, NULL);
  g_autofree char *text = wf_params_to_text (values);

  g_assert_cmpuint (g_variant_n_children (values), ==, 0);
  g_assert_cmpstr (text, ==, "");
}

static void
test_given (void)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (g_variant_new_parsed (
      "{'rule': <'majority'>, 'alpha': <1>, 'max-degree': <3.0>, 'stable': <false>, 'missing': <'-999'>}"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) values = wf_params_complete (params, given, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = wf_params_to_text (values);
  g_assert_cmpstr (text, ==, "alpha = 1, max-degree = 3, stable = false, rule = majority, missing = -999");
}

static void
check_refused (const char *given, const char *expected)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_parsed (given));
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) values = wf_params_complete (params, variant, &error);

  g_assert_null (values);
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_refused (void)
{
  check_refused ("{'alpha': <2.0>}", "Parameter “alpha” can't be “2.0”; give a number from 0 to 1");
  check_refused ("{'alpha': <'big'>}", "Parameter “alpha” can't be “big”; give a number from 0 to 1");
  check_refused ("{'max-degree': <1.5>}",
                 "Parameter “max-degree” can't be “1.5”; give an integer from -1 to 100");
  check_refused ("{'stable': <1>}", "Parameter “stable” can't be “1”; give true or false");
  check_refused ("{'missing': <1>}", "Parameter “missing” can't be “1”; give a text");
  check_refused ("{'rule': <'none'>}",
                 "Parameter “rule” can't be “none”; give one of majority, conservative");
  check_refused ("{'alhpa': <0.1>}",
                 "There is no parameter “alhpa”; there are: alpha, max-degree, stable, rule, missing");
  check_refused ("{'Alpha': <0.1>}", "There is no parameter “Alpha”; did you mean “alpha”?");
}

static void
test_not_a_number (void)
{
  GVariantDict dict;
  g_autoptr (GVariant) nan = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "alpha", "d", NAN);
  nan = g_variant_ref_sink (g_variant_dict_end (&dict));
  g_assert_null (wf_params_complete (params, nan, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

static void
check_parse (const char *id, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = wf_param_parse (wf_params_find (params, id), text, &error);
  g_autofree char *printed = NULL;

  if (expected == NULL)
    {
      g_assert_null (value);
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      return;
    }
  g_assert_no_error (error);
  printed = g_variant_print (value, TRUE);
  g_assert_cmpstr (printed, ==, expected);
}

static void
test_parse (void)
{
  check_parse ("alpha", "0.05", "0.050000000000000003");
  check_parse ("alpha", "5e-1", "0.5");
  check_parse ("alpha", "0,05", NULL);
  check_parse ("alpha", "nan", NULL);
  check_parse ("alpha", "", NULL);
  check_parse ("max-degree", "7", "int64 7");
  check_parse ("max-degree", "7.5", NULL);
  check_parse ("max-degree", "1e300", NULL);
  check_parse ("stable", "No", "false");
  check_parse ("stable", "maybe", NULL);
  check_parse ("rule", "majority", "'majority'");
  check_parse ("rule", "Majority", NULL);
  check_parse ("missing", "-999 .", "'-999 .'");
  check_parse ("missing", "\xff", NULL);
  g_assert_null (wf_params_find (params, "beta"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/params/defaults", test_defaults);
  g_test_add_func ("/base/params/none", test_none);
  g_test_add_func ("/base/params/given", test_given);
  g_test_add_func ("/base/params/refused", test_refused);
  g_test_add_func ("/base/params/not-a-number", test_not_a_number);
  g_test_add_func ("/base/params/parse", test_parse);
  return g_test_run ();
}
