/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/wherefore.h"

static void
assert_parsed (const char *text,
               const char *node,
               WfInterventionKind kind,
               double value,
               const char *level,
               const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfIntervention) intervention = wf_intervention_parse (text, &error);
  g_autofree char *to_text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (wf_intervention_get_node (intervention), ==, node);
  g_assert_cmpint (wf_intervention_get_kind (intervention), ==, kind);
  if (isnan (value))
    g_assert_true (isnan (wf_intervention_get_value (intervention)));
  else
    g_assert_cmpfloat (wf_intervention_get_value (intervention), ==, value);
  g_assert_cmpstr (wf_intervention_get_level (intervention), ==, level);
  to_text = wf_intervention_to_text (intervention);
  g_assert_cmpstr (to_text, ==, words);
}

static void
test_parse (void)
{
  assert_parsed ("pka=800", "pka", WF_INTERVENTION_SET, 800, "800", "pka = 800");
  assert_parsed (" pka = 8e2 ", "pka", WF_INTERVENTION_SET, 800, "8e2", "pka = 8e2");
  assert_parsed ("x=-1.5", "x", WF_INTERVENTION_SET, -1.5, "-1.5", "x = −1.5");
  assert_parsed ("mek+=50", "mek", WF_INTERVENTION_SHIFT, 50, "50", "mek + 50");
  assert_parsed ("mek += -50", "mek", WF_INTERVENTION_SHIFT, -50, "-50", "mek − 50");
  assert_parsed ("mek-=50", "mek", WF_INTERVENTION_SHIFT, -50, "-50", "mek − 50");
  assert_parsed ("x*=2", "x", WF_INTERVENTION_SCALE, 2, "2", "x × 2");
  assert_parsed ("smoke=yes", "smoke", WF_INTERVENTION_SET, NAN, "yes", "smoke = yes");
  assert_parsed ("smoke=-none", "smoke", WF_INTERVENTION_SET, NAN, "-none", "smoke = -none");
  assert_parsed ("a=b=c", "a", WF_INTERVENTION_SET, NAN, "b=c", "a = b=c");
  assert_parsed ("two words=12 months", "two words", WF_INTERVENTION_SET, NAN, "12 months",
                 "two words = 12 months");
  assert_parsed ("größe=5", "größe", WF_INTERVENTION_SET, 5, "5", "größe = 5");
  assert_parsed ("x=inf", "x", WF_INTERVENTION_SET, NAN, "inf", "x = inf");
  assert_parsed ("x=nan", "x", WF_INTERVENTION_SET, NAN, "nan", "x = nan");
}

static void
test_parse_refused (void)
{
  const char *const texts[] = { "", "=", "x", "x=", "=5", "+=5", "x+=", "x+=yes", "x*=", "x+=inf", "  =  " };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (wf_intervention_parse (texts[i], &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
    }
}

/* What is made by a number is written so that it reads back. */
static void
test_round_trip (void)
{
  const double values[] = { 0.1, 1.0 / 3.0, 1e300, -2.5, 12345678.9, 5e-324 };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (WfIntervention) one = wf_intervention_new ("x", WF_INTERVENTION_SHIFT, values[i]);
      g_autofree char *text = g_strdup_printf ("x+=%s", wf_intervention_get_level (one));
      g_autoptr (WfIntervention) two = wf_intervention_parse (text, NULL);

      g_assert_cmpfloat (wf_intervention_get_value (two), ==, values[i]);
    }
}

static void
test_level (void)
{
  g_autoptr (WfIntervention) named = wf_intervention_new_level ("smoke", "yes");
  g_autoptr (WfIntervention) numbered = wf_intervention_new_level ("smoke", "1");
  g_autoptr (WfIntervention) other = wf_intervention_ref (named);

  g_assert_true (isnan (wf_intervention_get_value (named)));
  g_assert_cmpfloat (wf_intervention_get_value (numbered), ==, 1.0);
  g_assert_cmpint (wf_intervention_get_kind (numbered), ==, WF_INTERVENTION_SET);
  g_assert_true (other == named);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intervention/parse", test_parse);
  g_test_add_func ("/intervention/parse-refused", test_parse_refused);
  g_test_add_func ("/intervention/round-trip", test_round_trip);
  g_test_add_func ("/intervention/level", test_level);
  return g_test_run ();
}
