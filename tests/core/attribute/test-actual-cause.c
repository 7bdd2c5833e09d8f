/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/wherefore.h"

#define YES 'Y'
#define NO  'N'
#define ANY '-' /* not asked */

/* One line of the table of known answers. */
typedef struct
{
  const char *story;
  const char *cause;
  const char *effect;
  char but_for, modified, updated;
  double responsibility; /* -1 = not asked */
  const char *held;      /* contingency of the modified definition; NULL = not asked */
} Known;

/* Halpern (2016), Actual Causality, chapters 2, 3 and 6; Halpern (2015), by brute force over the definitions
 */
static const Known known[] = {
  { "forest-fire-disjunctive", "L=1", "FF=1", NO, NO, YES, 0.5, NULL },
  { "forest-fire-disjunctive", "L=1,MD=1", "FF=1", ANY, YES, ANY, 0.5, "" },
  { "forest-fire-conjunctive", "L=1", "FF=1", YES, YES, YES, 1.0, "" },
  { "forest-fire-conjunctive", "L=1,MD=1", "FF=1", ANY, NO, ANY, -1.0, NULL },
  { "rock-throwing", "ST=1", "BS=1", NO, YES, YES, 0.5, "BH=0" },
  { "rock-throwing", "BT=1", "BS=1", NO, NO, NO, 0.0, NULL },
  { "early-pre-emption", "A=1", "D=1", NO, YES, YES, 0.5, "B=0" },
  { "bogus-prevention", "A=1", "D=0", NO, NO, YES, 0.5, NULL },
  { "double-prevention", "B=1", "Bomb=1", YES, YES, YES, 1.0, "" },
  { "double-prevention", "E=1", "Bomb=1", NO, NO, NO, 0.0, NULL },
  { "railroad-switch", "F=1", "ARR=1", NO, YES, YES, 0.5, "LT=0" },
  { "railroad-switch", "RT=1", "ARR=1", YES, YES, YES, 1.0, "" },
  { "loader", "A=1", "D=1", NO, NO, NO, 0.0, NULL },
  { "loader", "C=1", "D=1", YES, YES, YES, 1.0, "" },
  { "vote-5-0", "V2=1", "WIN=1", NO, NO, YES, 1.0 / 3.0, NULL },
  { "vote-5-0", "V1=1,V3=1,V4=1", "WIN=1", ANY, YES, ANY, 1.0 / 3.0, "" },
  { "vote-3-2", "V1=1", "WIN=1", YES, YES, YES, 1.0, "" },
  { "rock-throwing-naive", "ST=1", "BS=1", NO, NO, YES, 0.5, NULL },
  { "rock-throwing-naive", "ST=1,BT=1", "BS=1", ANY, YES, ANY, 0.5, "" },
};

static WfEquations *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "story.scm");
  g_autoptr (GError) error = NULL;
  WfEquations *model = wf_equations_read (source, &error);

  g_assert_no_error (error);
  return model;
}

static WfEquations *
read_story (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".scm", NULL);
  g_autofree char *path = g_build_filename (SOURCEDIR, "data", "samples", "stories", file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  WfEquations *model;

  g_assert_no_error (error);
  model = wf_equations_read (source, &error);
  g_assert_no_error (error);
  return model;
}

static WfActualCause *
ask_with (
    WfEquations *model, const char *const *context, const char *cause, const char *effect, GVariant *params)
{
  g_auto (GStrv) causes = g_strsplit (cause, ",", -1);
  g_autoptr (GError) error = NULL;
  WfActualCause *answer =
      wf_actual_cause (model, context, (const char *const *) causes, effect, params, NULL, &error);

  g_assert_no_error (error);
  return answer;
}

static WfActualCause *
ask (WfEquations *model, const char *cause, const char *effect)
{
  return ask_with (model, NULL, cause, effect, NULL);
}

static gboolean
is_yes (WfActualCause *answer, WfCauseDefinition definition)
{
  WfCauseVerdict verdict = wf_actual_cause_get_verdict (answer, definition);

  g_assert_cmpint (verdict, !=, WF_VERDICT_UNRESOLVED);
  return verdict == WF_VERDICT_YES;
}

static void
check_verdict (WfActualCause *answer, WfCauseDefinition definition, char expected)
{
  if (expected != ANY)
    g_assert_cmpint (is_yes (answer, definition), ==, expected == YES);
}

/* A witness, set in the equations, undoes the effect; with the cause as it was in place of its change, it
 * doesn't. */
static void
check_witness (WfActualCause *answer, WfCauseDefinition definition, const char *effect)
{
  WfEquations *model = wf_actual_cause_get_model (answer);
  const char *const *change = wf_actual_cause_get_change (answer, definition);
  const char *const *held = wf_actual_cause_get_contingency (answer, definition);
  g_autoptr (GPtrArray) settings = g_ptr_array_new ();
  g_auto (GStrv) parts = g_strsplit (effect, "=", 2);
  gssize variable = wf_equations_find (model, parts[0]);
  g_autoptr (GError) error = NULL;
  g_autofree int *values = NULL;
  gsize n;

  g_assert_nonnull (change);
  for (gsize i = 0; change[i] != NULL; i++)
    g_ptr_array_add (settings, (gpointer) change[i]);
  for (gsize i = 0; held[i] != NULL; i++)
    g_ptr_array_add (settings, (gpointer) held[i]);
  g_ptr_array_add (settings, NULL);
  values = wf_equations_solve (model, NULL, (const char *const *) settings->pdata, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (values[variable], !=, atoi (parts[1]));
}

static void
test_known (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const Known *line = &known[i];
      g_autoptr (WfEquations) model = read_story (line->story);
      g_autoptr (WfActualCause) answer = ask (model, line->cause, line->effect);

      g_test_message ("%s: %s", line->story, line->cause);
      check_verdict (answer, WF_CAUSE_BUT_FOR, line->but_for);
      check_verdict (answer, WF_CAUSE_MODIFIED_HP, line->modified);
      check_verdict (answer, WF_CAUSE_UPDATED_HP, line->updated);
      if (line->responsibility >= 0)
        g_assert_cmpfloat_with_epsilon (wf_actual_cause_get_responsibility (answer), line->responsibility,
                                        1e-12);
      if (line->held != NULL)
        {
          g_autofree char *held =
              g_strjoinv (",", (GStrv) wf_actual_cause_get_contingency (answer, WF_CAUSE_MODIFIED_HP));

          g_assert_cmpstr (held, ==, line->held);
        }
      for (guint definition = 0; definition <= WF_CAUSE_UPDATED_HP; definition++)
        if (is_yes (answer, (WfCauseDefinition) definition))
          check_witness (answer, (WfCauseDefinition) definition, line->effect);
    }
}

static void
test_not_minimal (void)
{
  g_autoptr (WfEquations) model = read_story ("forest-fire-conjunctive");
  g_autoptr (WfActualCause) answer = ask (model, "L=1,MD=1", "FF=1");

  g_assert_cmpint (wf_actual_cause_get_verdict (answer, WF_CAUSE_MODIFIED_HP), ==, WF_VERDICT_NOT_MINIMAL);
  g_assert_cmpint (wf_actual_cause_get_verdict (answer, WF_CAUSE_UPDATED_HP), ==, WF_VERDICT_NOT_MINIMAL);
  g_assert_null (wf_actual_cause_get_change (answer, WF_CAUSE_MODIFIED_HP));
}

/* The modelling lesson: without who hits, no single cause; with it, Suzy's throw is one. */
static void
test_list (void)
{
  g_autoptr (WfEquations) naive = read_story ("rock-throwing-naive");
  g_autoptr (WfEquations) refined = read_story ("rock-throwing");
  g_autoptr (GPtrArray) of_naive = NULL;
  g_autoptr (GPtrArray) of_refined = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_complete = FALSE;
  g_autofree char *pair = NULL;

  of_naive = wf_list_actual_causes (naive, NULL, "BS=1", 3, NULL, &is_complete, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (is_complete);
  g_assert_cmpuint (of_naive->len, ==, 1);
  pair = g_strjoinv (",", of_naive->pdata[0]);
  g_assert_cmpstr (pair, ==, "ST=1,BT=1");

  of_refined = wf_list_actual_causes (refined, NULL, "BS=1", 3, NULL, &is_complete, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_refined->len, ==, 2);
  g_assert_cmpstr (((char **) of_refined->pdata[0])[0], ==, "ST=1");
  g_assert_cmpstr (((char **) of_refined->pdata[1])[0], ==, "SH=1");
}

/* ---- against the definitions, word for word ---- */

#define N_RANDOM 6

/* A random model of six binary variables: the first two from the context, the others of up to three before
 * them. */
static char *
make_random (WfRng *rng, guint *tables, guint (*parents)[3], guint *n_parents)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 2; i++)
    g_string_append_printf (text, "context U%u = %u\n", i, (guint) wf_rng_below (rng, 2));
  for (guint i = 0; i < N_RANDOM; i++)
    {
      n_parents[i] = i < 2 ? 0 : 1 + (guint) wf_rng_below (rng, MIN (i, 3));
      for (guint k = 0; k < n_parents[i]; k++)
        parents[i][k] = (guint) wf_rng_below (rng, i);
      tables[i] = (guint) wf_rng_below (rng, 1u << (1u << n_parents[i]));
      if (i < 2)
        {
          g_string_append_printf (text, "X%u = U%u\n", i, i);
          continue;
        }
      g_string_append_printf (text, "X%u = 0", i);
      for (guint row = 0; row < 1u << n_parents[i]; row++)
        if ((tables[i] >> row) & 1)
          {
            g_string_append (text, " or (1");
            for (guint k = 0; k < n_parents[i]; k++)
              g_string_append_printf (text, " and %sX%u", (row >> k) & 1 ? "" : "not ", parents[i][k]);
            g_string_append_c (text, ')');
          }
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

typedef struct
{
  guint tables[N_RANDOM], parents[N_RANDOM][3], n_parents[N_RANDOM];
  guint context; /* bits of U0, U1 */
} Random;

/* the world of do (fixed = values) */
static guint
solve (const Random *model, guint fixed, guint values)
{
  guint world = 0;

  for (guint i = 0; i < N_RANDOM; i++)
    {
      guint row = 0, value = (model->context >> i) & 1;

      for (guint k = 0; k < model->n_parents[i]; k++)
        row |= ((world >> model->parents[i][k]) & 1) << k;
      if (i >= 2)
        value = (model->tables[i] >> row) & 1;
      if ((fixed >> i) & 1)
        value = (values >> i) & 1;
      world |= value << i;
    }
  return world;
}

#define EFFECT (N_RANDOM - 1)

static gboolean
has_effect (const Random *model, guint actual, guint fixed, guint values)
{
  return ((solve (model, fixed, values) ^ actual) >> EFFECT & 1) == 0;
}

static gboolean
meets_modified (const Random *model, guint actual, guint cause)
{
  for (guint held = 0; held < 1u << N_RANDOM; held++)
    if ((held & cause) == 0 && !has_effect (model, actual, held | cause, actual ^ cause))
      return TRUE;
  return FALSE;
}

static gboolean
is_kept (const Random *model, guint actual, guint cause, guint held, guint values)
{
  guint rest = ((1u << N_RANDOM) - 1) & ~held & ~cause;

  for (guint part = 0; part < 1u << N_RANDOM; part++)
    for (guint others = 0; (part & ~held) == 0 && others < 1u << N_RANDOM; others++)
      if ((others & ~rest) == 0 &&
          !has_effect (model, actual, cause | part | others, (actual & (cause | others)) | (values & part)))
        return FALSE;
  return TRUE;
}

/* any other values of the cause, not all of them changed */
static gboolean
meets_updated (const Random *model, guint actual, guint cause)
{
  for (guint held = 0; held < 1u << N_RANDOM; held++)
    for (guint values = 0; (held & cause) == 0 && values < 1u << N_RANDOM; values++)
      if ((values & ~(held | cause)) == 0 && ((values ^ actual) & cause) != 0 &&
          !has_effect (model, actual, held | cause, values) && is_kept (model, actual, cause, held, values))
        return TRUE;
  return FALSE;
}

static gboolean
has_modified_part (const Random *model, guint actual, guint cause)
{
  for (guint part = 1; part < cause; part++)
    if ((part & ~cause) == 0 && meets_modified (model, actual, part))
      return TRUE;
  return FALSE;
}

/* 1 / min (|C| + |W|) over minimal causes C that hold the variable */
static double
measure_responsibility (const Random *model, guint actual, guint variable)
{
  guint best = 2 * N_RANDOM;

  for (guint cause = 1; cause < 1u << N_RANDOM; cause++)
    if ((cause >> variable & 1) && !has_modified_part (model, actual, cause))
      for (guint held = 0; held < 1u << N_RANDOM; held++)
        if ((held & cause) == 0 && !has_effect (model, actual, held | cause, actual ^ cause))
          best = MIN (best, (guint) __builtin_popcount (cause | held));
  return best == 2 * N_RANDOM ? 0.0 : 1.0 / best;
}

/* in every context, with the variable set to its value */
static gboolean
suffices (const Random *model, guint actual, guint variable)
{
  Random other = *model;

  for (other.context = 0; other.context < 4; other.context++)
    if (!has_effect (&other, actual, 1u << variable, actual))
      return FALSE;
  return TRUE;
}

/* Two variables as one cause: no part of it may be one. */
static void
check_pair (WfRng *rng, WfEquations *model, const Random *random, guint actual, const char *effect)
{
  guint first = (guint) wf_rng_below (rng, EFFECT),
        second = (first + 1 + (guint) wf_rng_below (rng, EFFECT - 1)) % EFFECT;
  guint pair = 1u << first | 1u << second;
  g_autofree char *cause =
      g_strdup_printf ("X%u=%u,X%u=%u", first, actual >> first & 1, second, actual >> second & 1);
  g_autoptr (WfActualCause) answer = ask (model, cause, effect);

  g_assert_cmpint (is_yes (answer, WF_CAUSE_MODIFIED_HP), ==,
                   meets_modified (random, actual, pair) && !has_modified_part (random, actual, pair));
  g_assert_cmpint (is_yes (answer, WF_CAUSE_UPDATED_HP), ==,
                   meets_updated (random, actual, pair) && !meets_updated (random, actual, 1u << first) &&
                       !meets_updated (random, actual, 1u << second));
}

static void
check_random (WfRng *rng, gboolean is_thorough, guint *n_exceptions)
{
  Random random = { 0 };
  g_autofree char *text = make_random (rng, random.tables, random.parents, random.n_parents);
  g_autoptr (WfEquations) model = read_text (text);
  guint variable = (guint) wf_rng_below (rng, EFFECT);
  gsize n;
  g_autofree int *values = wf_equations_solve (model, NULL, NULL, &n, NULL);
  g_autofree char *cause = NULL;
  g_autofree char *effect = NULL;
  g_autoptr (WfActualCause) answer = NULL;
  guint actual;

  random.context = (guint) (values[0] | values[1] << 1);
  actual = solve (&random, 0, 0);
  for (guint i = 0; i < N_RANDOM; i++) /* the equations say what the tables say */
    g_assert_cmpint (values[wf_equations_find (model, (char[]){ 'X', (char) ('0' + i), '\0' })], ==,
                     (int) (actual >> i & 1));
  cause = g_strdup_printf ("X%u=%u", variable, actual >> variable & 1);
  effect = g_strdup_printf ("X%d=%u", EFFECT, actual >> EFFECT & 1);
  answer = ask (model, cause, effect);
  /* Proposition 1 of Zhang et al. (2025): but-for implies modified */
  if (is_yes (answer, WF_CAUSE_BUT_FOR))
    g_assert_true (is_yes (answer, WF_CAUSE_MODIFIED_HP));
  g_assert_cmpint (is_yes (answer, WF_CAUSE_MODIFIED_HP), ==,
                   meets_modified (&random, actual, 1u << variable));
  if (is_yes (answer, WF_CAUSE_MODIFIED_HP) && !is_yes (answer, WF_CAUSE_UPDATED_HP))
    ++*n_exceptions;
  g_assert_cmpint (wf_actual_cause_get_responsibility (answer) > 0, >=,
                   is_yes (answer, WF_CAUSE_MODIFIED_HP));
  if (!is_thorough)
    return;
  g_assert_cmpint (is_yes (answer, WF_CAUSE_UPDATED_HP), ==, meets_updated (&random, actual, 1u << variable));
  g_assert_cmpfloat_with_epsilon (wf_actual_cause_get_responsibility (answer),
                                  measure_responsibility (&random, actual, variable), 1e-12);
  g_assert_cmpint (is_yes (answer, WF_CAUSE_SUFFICIENT), ==,
                   suffices (&random, actual, variable) &&
                       measure_responsibility (&random, actual, variable) > 0);
  check_pair (rng, model, &random, actual, effect);
}

static void
test_random (void)
{
  guint n_exceptions = 0;
  WfRng rng;

  wf_rng_init (&rng, 11, 0);
  for (guint i = 0; i < 10000; i++)
    check_random (&rng, i < 1000, &n_exceptions);
  g_test_message ("%u of 10,000 modified singletons that the updated definition rejects", n_exceptions);
}

/* ---- the other definitions ---- */

/* Lightning alone suffices for a disjunctive fire, and not for a conjunctive one; weakly neither needs the
 * wind to blow. */
static void
test_sufficient (void)
{
  g_autoptr (WfEquations) either = read_story ("forest-fire-disjunctive");
  g_autoptr (WfEquations) both = read_story ("forest-fire-conjunctive");
  g_autoptr (WfEquations) dry =
      read_text ("context D = 1; context L = 1; context M = 1; FF = D and (L or M)");
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'candidates': <'L,M'>}"));
  g_autoptr (WfActualCause) of_either = ask (either, "L=1", "FF=1");
  g_autoptr (WfActualCause) of_both = ask (both, "L=1", "FF=1");
  g_autoptr (WfActualCause) pair = ask (both, "L=1,MD=1", "FF=1");
  g_autoptr (WfActualCause) more = ask (either, "L=1,MD=1", "FF=1");
  g_autoptr (WfActualCause) of_dry = ask_with (dry, NULL, "L=1", "FF=1", params);

  g_assert_true (is_yes (of_either, WF_CAUSE_SUFFICIENT));
  g_assert_false (is_yes (of_both, WF_CAUSE_SUFFICIENT));
  g_assert_true (is_yes (pair, WF_CAUSE_SUFFICIENT));
  g_assert_cmpint (wf_actual_cause_get_verdict (more, WF_CAUSE_SUFFICIENT), ==, WF_VERDICT_NOT_MINIMAL);
  g_assert_false (is_yes (of_dry, WF_CAUSE_SUFFICIENT));
  g_assert_true (is_yes (of_dry, WF_CAUSE_WEAKLY_SUFFICIENT));
}

/* A pen that should not have been taken: the professor's act is the abnormal one (Knobe & Fraser 2008). The
 * witness of the assistant, who may take pens, is less normal than what happened when taking them is the
 * norm. */
static void
test_normality (void)
{
  g_autoptr (WfEquations) model = read_text ("context P = 1; context A = 1; NOPENS = P and A");
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'normal': <'P=0,A=1'>}"));
  g_autoptr (WfActualCause) professor = ask_with (model, NULL, "P=1", "NOPENS=1", params);
  g_autoptr (GVariant) strict = g_variant_ref_sink (g_variant_new_parsed ("{'normal': <'A=1'>}"));
  g_autoptr (WfActualCause) assistant = ask_with (model, NULL, "A=1", "NOPENS=1", strict);

  g_assert_true (is_yes (professor, WF_CAUSE_NORMAL));
  g_assert_cmpuint (wf_actual_cause_get_n_abnormal (professor), ==, 1);
  g_assert_cmpint (wf_actual_cause_get_n_abnormal_witness (professor), ==, 0);
  g_assert_true (is_yes (assistant, WF_CAUSE_MODIFIED_HP));
  g_assert_false (is_yes (assistant, WF_CAUSE_NORMAL));
  g_assert_cmpint (wf_actual_cause_get_n_abnormal_witness (assistant), ==, 1);
}

/* 1 / (1 + k) (Chockler & Halpern 2004): an 11-0 vote has k = 5 */
static void
test_naive_responsibility (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (WfEquations) model = NULL;
  g_autoptr (WfActualCause) answer = NULL;

  for (guint i = 1; i <= 11; i++)
    g_string_append_printf (text, "context V%u = 1\n", i);
  g_string_append (text, "W = V1 + V2 + V3 + V4 + V5 + V6 + V7 + V8 + V9 + V10 + V11 >= 6\n");
  model = read_text (text->str);
  answer = ask (model, "V4=1", "W=1");
  g_assert_cmpfloat_with_epsilon (wf_actual_cause_get_naive_responsibility (answer), 1.0 / 6.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (wf_actual_cause_get_responsibility (answer), 1.0 / 6.0, 1e-12);
}

static void
test_finite (void)
{
  /* 0 = no dose, 1 = small, 2 = large; only none would have spared him */
  g_autoptr (WfEquations) model = read_text ("context dose {0,1,2} = 2\n"
                                             "level {0,1,2} = dose\n"
                                             "ill if level >= 1\n"
                                             "strength {-1, 0, 5} = 5 * (level == 2) - (level == 0)\n");
  g_autoptr (WfActualCause) answer = ask (model, "level=2", "ill=1");
  const char *const *change = wf_actual_cause_get_change (answer, WF_CAUSE_BUT_FOR);
  g_autoptr (WfActualCause) strength = ask (model, "dose=2", "strength=5 and not (ill = 0)");

  g_assert_true (is_yes (answer, WF_CAUSE_BUT_FOR));
  g_assert_cmpstr (change[0], ==, "level=0");
  g_assert_true (is_yes (strength, WF_CAUSE_BUT_FOR));
  g_assert_cmpint (wf_actual_cause_get_actual (strength, 3), ==, 5);
}

static void
test_not_actual (void)
{
  g_autoptr (WfEquations) model = read_story ("rock-throwing");
  const char *context[] = { "Suzy_wants=0", NULL };
  g_autoptr (WfActualCause) other = ask_with (model, context, "ST=1", "BS=1", NULL);
  g_autoptr (WfActualCause) billy = ask_with (model, context, "BT=1", "BS=1", NULL);
  g_autoptr (WfActualCause) effect = ask (model, "ST=1", "BS=0");

  g_assert_false (wf_actual_cause_has_happened (other));
  g_assert_cmpint (wf_actual_cause_get_verdict (other, WF_CAUSE_MODIFIED_HP), ==, WF_VERDICT_NOT_ACTUAL);
  g_assert_cmpfloat (wf_actual_cause_get_responsibility (other), ==, 0);
  g_assert_true (is_yes (billy, WF_CAUSE_BUT_FOR));
  g_assert_false (wf_actual_cause_has_effect (effect));
  g_assert_cmpint (wf_actual_cause_get_verdict (effect, WF_CAUSE_SUFFICIENT), ==, WF_VERDICT_NOT_ACTUAL);
}

/* A vote of 40 that no search by brute force gets through. */
static void
test_budget (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) sum = g_string_new ("0");
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed ("{'budget': <int64 5000>}"));
  g_autoptr (WfEquations) model = NULL;
  g_autoptr (WfActualCause) answer = NULL;
  g_autoptr (GPtrArray) causes = NULL;
  gboolean is_complete = TRUE;

  for (guint i = 0; i < 40; i++)
    {
      g_string_append_printf (text, "context V%u = 1\n", i);
      g_string_append_printf (sum, " + V%u", i);
    }
  g_string_append_printf (text, "W = %s >= 21\n", sum->str);
  model = read_text (text->str);
  answer = ask_with (model, NULL, "V0=1", "W=1", params);
  g_assert_cmpint (wf_actual_cause_get_verdict (answer, WF_CAUSE_BUT_FOR), ==, WF_VERDICT_NO);
  g_assert_cmpint (wf_actual_cause_get_verdict (answer, WF_CAUSE_UPDATED_HP), ==, WF_VERDICT_UNRESOLVED);
  g_assert_true (isnan (wf_actual_cause_get_responsibility (answer)));
  causes = wf_list_actual_causes (model, NULL, "W=1", 20, params, &is_complete, NULL, NULL);
  g_assert_false (is_complete);
}

/* Every set of the others has a but-for cause as a part, so that no world is looked at: the sets count, or
 * 2^40 of them would be tried. What isn't known isn't denied. */
static void
test_budget_of_sets (void)
{
  g_autoptr (GString) text = g_string_new ("context V = 1\n");
  g_autoptr (GString) all = g_string_new ("V >= 0");
  g_autoptr (GVariant) params =
      g_variant_ref_sink (g_variant_new_parsed ("{'budget': <int64 100000>, 'candidates': <'V'>}"));
  g_autoptr (WfEquations) model = NULL;
  g_autoptr (WfActualCause) answer = NULL;
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_string_append_printf (text, "context A%u = 1\n", i);
      g_string_append_printf (all, " and A%u", i);
    }
  g_string_append_printf (text, "W = %s\n", all->str);
  model = read_text (text->str);
  answer = ask_with (model, NULL, "V=1", "W=1", params);
  g_assert_cmpint (wf_actual_cause_get_verdict (answer, WF_CAUSE_MODIFIED_HP), ==, WF_VERDICT_NO);
  g_assert_true (isnan (wf_actual_cause_get_responsibility (answer)));
  sentence = wf_actual_cause_explain (answer);
  g_assert_nonnull (strstr (sentence, "unresolved"));
  g_assert_null (strstr (sentence, "part of none"));
}

static void
test_cancelled (void)
{
  g_autoptr (WfEquations) model = read_story ("vote-5-0");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  const char *cause[] = { "V1=1", NULL };
  gboolean is_complete;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) of_list = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_actual_cause (model, NULL, cause, "WIN=1", NULL, progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (wf_list_actual_causes (model, NULL, "WIN=1", 3, NULL, &is_complete, progress, &of_list));
  g_assert_error (of_list, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_errors (void)
{
  g_autoptr (WfEquations) model = read_story ("rock-throwing");
  static const struct
  {
    const char *context, *cause, *effect;
    const char *says;
  } bad[] = {
    { NULL, "Sh=1", "BS=1", "“SH”" },           { NULL, "SH=2", "BS=1", "{0, 1}" },
    { NULL, "SH=1,SH=1", "BS=1", "twice" },     { NULL, "SH", "BS=1", "A=1" },
    { NULL, "SH=1", "BS=", "end of the text" }, { NULL, "SH=1", "BR=1", "“BR”" },
    { "ST=0", "SH=1", "BS=1", "context" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *context[] = { bad[i].context, NULL };
      g_auto (GStrv) causes = g_strsplit (bad[i].cause, ",", -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfActualCause) answer =
          wf_actual_cause (model, context, (const char *const *) causes, bad[i].effect, NULL, NULL, &error);

      g_assert_null (answer);
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, bad[i].says));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/actual-cause/known", test_known);
  g_test_add_func ("/actual-cause/not-minimal", test_not_minimal);
  g_test_add_func ("/actual-cause/list", test_list);
  g_test_add_func ("/actual-cause/random", test_random);
  g_test_add_func ("/actual-cause/sufficient", test_sufficient);
  g_test_add_func ("/actual-cause/normality", test_normality);
  g_test_add_func ("/actual-cause/naive-responsibility", test_naive_responsibility);
  g_test_add_func ("/actual-cause/finite", test_finite);
  g_test_add_func ("/actual-cause/not-actual", test_not_actual);
  g_test_add_func ("/actual-cause/budget", test_budget);
  g_test_add_func ("/actual-cause/budget-of-sets", test_budget_of_sets);
  g_test_add_func ("/actual-cause/cancelled", test_cancelled);
  g_test_add_func ("/actual-cause/errors", test_errors);
  return g_test_run ();
}
