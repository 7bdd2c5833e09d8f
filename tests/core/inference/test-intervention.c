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

/* text that reads back equal, and what a card shows */
static void
assert_dates (const char *text, const char *words, const char *on_card)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfIntervention) intervention = wf_intervention_parse (text, &error);
  g_autofree char *source = intervention ? wf_intervention_to_source (intervention) : NULL;
  g_autofree char *to_text = intervention ? wf_intervention_to_text (intervention) : NULL;
  g_autofree char *value = intervention ? wf_intervention_describe_value (intervention) : NULL;

  g_assert_no_error (error);
  g_assert_true (wf_intervention_is_calendar (intervention));
  g_assert_cmpstr (source, ==, text);
  g_assert_cmpstr (to_text, ==, words);
  g_assert_cmpstr (value, ==, on_card);
}

static void
test_dates (void)
{
  g_autoptr (WfIntervention) set = wf_intervention_new_date ("when", WF_INTERVENTION_SET, 19783 * 86400.0);
  g_autoptr (WfIntervention) shift = wf_intervention_new_date ("when", WF_INTERVENTION_SHIFT, -30 * 86400.0);
  g_autoptr (WfIntervention) clamp = wf_intervention_new_clamp_dates ("when", 0, 86400);
  g_autofree char *set_text = wf_intervention_to_source (set);
  g_autofree char *shift_text = wf_intervention_to_source (shift);
  g_autofree char *clamp_text = wf_intervention_to_source (clamp);
  g_autoptr (GError) error = NULL;
  double low, high;

  assert_dates ("when=2024-03-01", "when = 2024-03-01", "= 2024-03-01");
  assert_dates ("when+=30 days", "when + 30 days", "+ 30 days");
  assert_dates ("when+=-36 h", "when − 36 h", "− 36 h");
  assert_dates ("when=[2024-01,2024-03-01]", "when ∈ [2024-01-01, 2024-03-01]", "∈ [2024-01-01, 2024-03-01]");
  assert_dates ("when~uniform(2024-01-01,2024-03-01)", "when ~ uniform(2024-01-01, 2024-03-01)",
                "~ uniform(2024-01-01, 2024-03-01)");
  assert_dates ("when~normal(2024-01-01,10 days)", "when ~ normal(2024-01-01, 10 days)",
                "~ normal(2024-01-01, 10 days)");
  g_assert_cmpstr (set_text, ==, "when=2024-03-01");
  g_assert_cmpfloat (wf_intervention_get_value (set), ==, 1709251200);
  g_assert_cmpstr (shift_text, ==, "when+=-30 days");
  g_assert_cmpstr (clamp_text, ==, "when=[1970-01-01,1970-01-02]");
  g_assert_true (wf_intervention_get_bounds (clamp, &low, &high));
  g_assert_cmpfloat (high, ==, 86400);
  /* a date and a number are no range, and a date can't be multiplied */
  g_assert_null (wf_intervention_parse ("when~uniform(2024-01-01,5)", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_clear_error (&error);
  g_assert_null (wf_intervention_parse ("when*=2024-01-01", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
}

static void
test_parse_refused (void)
{
  const char *const texts[] = { "",
                                "=",
                                "x",
                                "x=",
                                "=5",
                                "+=5",
                                "x+=",
                                "x+=yes",
                                "x*=",
                                "x+=inf",
                                "  =  ",
                                "x~",
                                "x~gauss(1,2)",
                                "x~normal(1,-2)",
                                "x~uniform(2,1)",
                                "x~{a:0.5}",
                                "x~{a}",
                                "x~{a:2,b:-1}",
                                "~observed",
                                "x:=",
                                "x:=2*",
                                "x:=z+",
                                "x:=z*2*w*",
                                "-/->x",
                                "z-/->",
                                "x:=a*z" };

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

/* Every kind reads, tells itself to people, and writes itself so that it reads back the same. */
static void
test_kinds (void)
{
  static const struct
  {
    const char *typed;
    WfInterventionKind kind;
    const char *words;
    const char *source;
  } cases[] = {
    { "x=[2, 5]", WF_INTERVENTION_CLAMP, "x ∈ [2, 5]", "x=[2, 5]" },
    { "x ~ normal(5, 2)", WF_INTERVENTION_DRAW, "x ~ normal(5, 2)", "x~normal(5, 2)" },
    { "x~uniform(-1,1)", WF_INTERVENTION_DRAW, "x ~ uniform(−1, 1)", "x~uniform(-1,1)" },
    { "x~{yes:0.3,no:0.7}", WF_INTERVENTION_DRAW, "x ~ {yes: 0.3, no: 0.7}", "x~{yes:0.3,no:0.7}" },
    { "x~observed", WF_INTERVENTION_DRAW, "x at random", "x~observed" },
    { "x~uniform", WF_INTERVENTION_DRAW, "cut x", "x~uniform" },
    { "x:=2+0.5*z-w+normal(0,1)", WF_INTERVENTION_REPLACE, "x := 2 + 0.5·z − w + normal(0, 1)",
      "x:=2+0.5*z-w+normal(0,1)" },
    { "x := -z", WF_INTERVENTION_REPLACE, "x := −z", "x:=-z" },
    { "x := - 2*z + 1", WF_INTERVENTION_REPLACE, "x := 1 − 2·z", "x:=- 2*z + 1" },
    { "x:=3*`body-mass`", WF_INTERVENTION_REPLACE, "x := 3·body-mass", "x:=3*`body-mass`" },
    { "x:=1e-3*z", WF_INTERVENTION_REPLACE, "x := 0.001·z", "x:=1e-3*z" },
    { "z-/->x", WF_INTERVENTION_CUT, "z ↛ x", "z-/->x" },
    { "x=5 if z>-3", WF_INTERVENTION_SET, "x = 5 if z > −3", "x=5 if z>-3" },
    { "x+=1 if z = yes", WF_INTERVENTION_SHIFT, "x + 1 if z = yes", "x+=1 if z=yes" },
    { "z-/->x if w!=no", WF_INTERVENTION_CUT, "z ↛ x if w ≠ no", "z-/->x if w!=no" },
    { "x=maybe if ever", WF_INTERVENTION_SET, "x = maybe if ever", "x=maybe if ever" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfIntervention) one = wf_intervention_parse (cases[i].typed, &error);
      g_autofree char *words = NULL;
      g_autofree char *source = NULL;

      g_assert_no_error (error);
      words = wf_intervention_to_text (one);
      source = wf_intervention_to_source (one);
      g_assert_cmpint (wf_intervention_get_kind (one), ==, cases[i].kind);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (source, ==, cases[i].source);

      g_autoptr (WfIntervention) two = wf_intervention_parse (source, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = wf_intervention_to_text (two);
      g_assert_cmpstr (again, ==, words);
    }
}

static void
test_parts (void)
{
  g_autoptr (WfIntervention) sum = wf_intervention_parse ("x:=2+0.5*z-w+2*normal(1,3)-normal(0,8)", NULL);
  g_autoptr (WfIntervention) draw = wf_intervention_parse ("x~{a:b:0.25,c:0.75}", NULL);
  g_autoptr (WfIntervention) cut = wf_intervention_parse (" z -/-> x if v<=2", NULL);
  const double *numbers;
  double intercept, sd, low, high;
  gsize n;
  const char *const *names = wf_intervention_get_terms (sum, &intercept, &numbers, &n, &sd);
  WfRelation relation;
  const char *value;

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (names[0], ==, "z");
  g_assert_cmpstr (names[1], ==, "w");
  g_assert_cmpfloat (numbers[0], ==, 0.5);
  g_assert_cmpfloat (numbers[1], ==, -1.0);
  g_assert_cmpfloat (intercept, ==, 4.0);
  g_assert_cmpfloat_with_epsilon (sd, 10.0, 1e-12);
  names = wf_intervention_get_levels (draw, &numbers, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (names[0], ==, "a:b");
  g_assert_cmpfloat (numbers[1], ==, 0.75);
  g_assert_false (wf_intervention_get_bounds (draw, &low, &high));
  g_assert_cmpstr (wf_intervention_get_parent (cut), ==, "z");
  g_assert_cmpstr (wf_intervention_get_node (cut), ==, "x");
  g_assert_cmpstr (wf_intervention_get_condition (cut, &relation, &value), ==, "v");
  g_assert_cmpint (relation, ==, WF_RELATION_AT_MOST);
  g_assert_cmpstr (value, ==, "2");
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
  g_test_add_func ("/intervention/dates", test_dates);
  g_test_add_func ("/intervention/parse-refused", test_parse_refused);
  g_test_add_func ("/intervention/round-trip", test_round_trip);
  g_test_add_func ("/intervention/kinds", test_kinds);
  g_test_add_func ("/intervention/parts", test_parts);
  g_test_add_func ("/intervention/level", test_level);
  return g_test_run ();
}
