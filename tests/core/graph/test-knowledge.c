/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/graph/knowledge.h"

static const char *const names[] = { "age", "dose", "tar", "cancer", NULL };

static void
test_tiers (void)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();

  g_assert_true (wf_knowledge_is_empty (knowledge));
  wf_knowledge_set_tier (knowledge, "age", 0);
  wf_knowledge_set_tier (knowledge, "dose", 2);
  wf_knowledge_set_tier (knowledge, "tar", 2);
  g_assert_false (wf_knowledge_is_empty (knowledge));
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "dose", "age"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "age", "dose"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "dose", "tar"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "cancer", "age"));
  wf_knowledge_forbid_within_tier (knowledge, 2);
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "dose", "tar"));
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "tar", "dose"));
  wf_knowledge_set_tier (knowledge, "tar", 3);
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "dose", "tar"));
  g_assert_true (wf_knowledge_check (knowledge, names, NULL));
}

static void
test_arrows (void)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();

  wf_knowledge_forbid (knowledge, "age", "dose");
  wf_knowledge_require (knowledge, "dose", "tar");
  wf_knowledge_require (knowledge, "dose", "tar");
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "age", "dose"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "dose", "age"));
  g_assert_true (wf_knowledge_is_required (knowledge, "dose", "tar"));
  g_assert_false (wf_knowledge_is_required (knowledge, "tar", "dose"));
  g_assert_true (wf_knowledge_check (knowledge, names, NULL));
}

static void
check_fails (WfKnowledge *knowledge, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (wf_knowledge_check (knowledge, names, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  if (strstr (error->message, words) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_unknown_name (void)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();

  wf_knowledge_forbid (knowledge, "age", "cancr");
  check_fails (knowledge, "Did you mean “cancer”?");
}

static void
test_contradictions (void)
{
  g_autoptr (WfKnowledge) both = wf_knowledge_new ();
  g_autoptr (WfKnowledge) against_tier = wf_knowledge_new ();
  g_autoptr (WfKnowledge) pair = wf_knowledge_new ();
  g_autoptr (WfKnowledge) self_loop = wf_knowledge_new ();
  g_autoptr (WfKnowledge) cycle = wf_knowledge_new ();

  wf_knowledge_forbid (both, "age", "tar");
  wf_knowledge_require (both, "age", "tar");
  check_fails (both, "age → tar");
  wf_knowledge_set_tier (against_tier, "age", 1);
  wf_knowledge_set_tier (against_tier, "tar", 2);
  wf_knowledge_require (against_tier, "tar", "age");
  check_fails (against_tier, "tar → age");
  wf_knowledge_require (pair, "age", "tar");
  wf_knowledge_require (pair, "tar", "age");
  check_fails (pair, "cycle");
  wf_knowledge_require (self_loop, "age", "age");
  check_fails (self_loop, "cycle");
  wf_knowledge_require (cycle, "age", "dose");
  wf_knowledge_require (cycle, "dose", "tar");
  wf_knowledge_require (cycle, "tar", "age");
  check_fails (cycle, "age → dose → tar → age");
}

static const char *const group_from[] = { "age", "dose", NULL };
static const char *const group_to[] = { "dose", "tar", "cancer", NULL };

static void
check_list (GStrv found, const char *expected)
{
  g_autofree char *joined = g_strjoinv (" ", found);

  g_assert_cmpstr (joined, ==, expected);
  g_strfreev (found);
}

static void
test_groups (void)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfKnowledge) pairs = wf_knowledge_new ();
  g_auto (GStrv) from = NULL;
  g_auto (GStrv) to = NULL;

  wf_knowledge_forbid (knowledge, "dose", "tar");
  wf_knowledge_forbid_group (knowledge, group_from, group_to);
  g_assert_true (wf_knowledge_is_forbidden (knowledge, "age", "cancer"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "dose", "dose"));
  g_assert_false (wf_knowledge_is_forbidden (knowledge, "cancer", "age"));
  g_assert_cmpuint (wf_knowledge_get_n_groups (knowledge), ==, 1);
  g_assert_cmpint (wf_knowledge_get_group (knowledge, 0, &from, &to), ==, WF_RULE_FORBIDDEN);
  g_assert_cmpstrv (from, group_from);
  g_assert_cmpstrv (to, group_to);
  check_list (wf_knowledge_list_forbidden (knowledge), "dose tar age dose age tar age cancer dose cancer");
  check_list (wf_knowledge_list_single (knowledge, WF_RULE_FORBIDDEN), "dose tar");
  check_list (wf_knowledge_list_required (knowledge), "");

  wf_knowledge_forbid (pairs, "dose", "cancer");
  wf_knowledge_forbid (pairs, "age", "tar");
  wf_knowledge_forbid (pairs, "dose", "tar");
  wf_knowledge_forbid (pairs, "age", "dose");
  g_assert_false (wf_knowledge_equal (knowledge, pairs));
  wf_knowledge_forbid (pairs, "age", "cancer");
  g_assert_true (wf_knowledge_equal (knowledge, pairs));

  /* one arrow less: the group is its other arrows */
  wf_knowledge_allow (knowledge, "age", "dose");
  g_assert_cmpuint (wf_knowledge_get_n_groups (knowledge), ==, 0);
  check_list (wf_knowledge_list_single (knowledge, WF_RULE_FORBIDDEN),
              "dose tar age tar age cancer dose cancer");
}

static void
test_required_group (void)
{
  static const char *const causes[] = { "age", "dose", NULL };
  static const char *const effects[] = { "cancer", NULL };
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();

  wf_knowledge_require_group (knowledge, causes, effects);
  g_assert_true (wf_knowledge_is_required (knowledge, "dose", "cancer"));
  g_assert_true (wf_knowledge_check (knowledge, names, NULL));
  wf_knowledge_require_group (knowledge, effects, causes);
  check_fails (knowledge, "cycle");
}

static void
test_editing (void)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfKnowledge) copy = NULL;

  wf_knowledge_set_tier (knowledge, "age", 0);
  wf_knowledge_set_tier (knowledge, "tumour", 3);
  wf_knowledge_forbid_within_tier (knowledge, 1);
  wf_knowledge_require (knowledge, "age", "tumour");
  wf_knowledge_forbid (knowledge, "age", "dose");
  g_assert_cmpint (wf_knowledge_get_tier (knowledge, "tumour"), ==, 3);
  g_assert_cmpint (wf_knowledge_get_tier (knowledge, "dose"), ==, -1);
  g_assert_cmpint (wf_knowledge_get_tier (knowledge, "tar"), ==, -1);
  g_assert_cmpuint (wf_knowledge_get_n_tiers (knowledge), ==, 4);
  g_assert_true (wf_knowledge_is_tier_closed (knowledge, 1));
  g_assert_false (wf_knowledge_is_tier_closed (knowledge, 0));
  check_list (wf_knowledge_list_names (knowledge), "age tumour dose");
  check_fails (knowledge, "tumour");

  /* what is taken back doesn't count any more, in either of the two */
  copy = wf_knowledge_copy (knowledge);
  g_assert_true (wf_knowledge_equal (copy, knowledge));
  wf_knowledge_unset_tier (copy, "tumour");
  g_assert_false (wf_knowledge_equal (copy, knowledge));
  g_assert_cmpuint (wf_knowledge_get_n_tiers (copy), ==, 2);
  wf_knowledge_allow (copy, "age", "tumour");
  g_assert_true (wf_knowledge_check (copy, names, NULL));
  check_list (wf_knowledge_list_names (copy), "age dose");
  wf_knowledge_allow (copy, "age", "dose");
  wf_knowledge_allow (copy, "age", "dose");
  wf_knowledge_unset_tier (copy, "age");
  g_assert_true (wf_knowledge_is_empty (copy));
  wf_knowledge_allow_within_tier (copy, 1);
  g_assert_cmpuint (wf_knowledge_get_n_tiers (copy), ==, 0);
  g_assert_true (wf_knowledge_is_required (knowledge, "age", "tumour"));
  g_assert_cmpint (wf_knowledge_get_tier (knowledge, "tumour"), ==, 3);
}

/* The rules by position are those by name. */
static void
test_rules (void)
{
  static const char *const all[] = { "a", "b", "c", "d", "e", "f", "g", NULL };
  static const char *const outside[] = { "b", "x", NULL };
  WfRng rng;

  wf_rng_init (&rng, 5, 0);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
      guint8 rules[49] = { 0 };

      for (guint v = 0; v < 6; v++)
        if (wf_rng_uniform (&rng) < 0.7)
          wf_knowledge_set_tier (knowledge, all[wf_rng_below (&rng, 7)], (guint) wf_rng_below (&rng, 3));
      wf_knowledge_forbid_within_tier (knowledge, (guint) wf_rng_below (&rng, 3));
      for (guint v = 0; v < 5; v++)
        wf_knowledge_forbid (knowledge, all[wf_rng_below (&rng, 7)], all[wf_rng_below (&rng, 7)]);
      wf_knowledge_require (knowledge, "g", "a");
      wf_knowledge_forbid_group (knowledge, outside, all + 5);
      g_assert_true (wf_knowledge_fill_rules (knowledge, all, rules, NULL, NULL));
      for (guint a = 0; a < 7; a++)
        for (guint b = 0; b < 7; b++)
          g_assert_cmpint (rules[7 * a + b], ==,
                           a == b                                                  ? 0
                           : wf_knowledge_is_required (knowledge, all[a], all[b])  ? WF_RULE_REQUIRED
                           : wf_knowledge_is_forbidden (knowledge, all[a], all[b]) ? WF_RULE_FORBIDDEN
                                                                                   : 0);
    }
}

/* Tiers of as many columns as a search takes, as a file of knowledge for wide data has them. */
static void
test_many_names (void)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_auto (GStrv) many = g_new0 (char *, 5001);
  gint64 start;

  for (guint i = 0; i < 5000; i++)
    {
      many[i] = g_strdup_printf ("the expression level of the gene number %u", i);
      wf_knowledge_set_tier (knowledge, many[i], i % 7);
    }
  wf_knowledge_require (knowledge, many[0], many[8]);
  start = g_get_monotonic_time ();
  g_assert_true (wf_knowledge_check (knowledge, (const char *const *) many, NULL));
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
}

/* A pattern stands for what it matches, and no variable meets itself. */
static void
test_patterns (void)
{
  static const char *const variables[] = { "gene1", "gene2", "gene22", "age", "a*b", "axb", NULL };
  static const char *const genes[] = { "gene*", NULL }, *const age[] = { "age", "*b", NULL };
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfKnowledge) expanded = NULL;
  g_autoptr (WfKnowledge) again = NULL;
  g_autoptr (WfKnowledge) expected = wf_knowledge_new ();

  wf_knowledge_set_tier (knowledge, "gene2", 0);
  wf_knowledge_set_tier (knowledge, "gene*", 1);
  wf_knowledge_set_tier (knowledge, "*22", 2);
  wf_knowledge_forbid_within_tier (knowledge, 2);
  wf_knowledge_forbid (knowledge, "g*e2*", "gene*");
  wf_knowledge_require (knowledge, "a*b", "age"); /* a variable of that name: no pattern */
  wf_knowledge_forbid_group (knowledge, genes, age);
  expanded = wf_knowledge_expand (knowledge, variables, NULL);

  wf_knowledge_set_tier (expected, "gene2", 0);
  wf_knowledge_set_tier (expected, "gene1", 1);
  wf_knowledge_set_tier (expected, "gene22", 2);
  wf_knowledge_forbid_within_tier (expected, 2);
  for (gsize from = 1; from <= 2; from++)
    for (gsize to = 0; to <= 2; to++)
      if (from != to)
        wf_knowledge_forbid (expected, variables[from], variables[to]);
  wf_knowledge_require (expected, "a*b", "age");
  for (gsize from = 0; from <= 2; from++)
    for (gsize to = 3; to <= 5; to++)
      wf_knowledge_forbid (expected, variables[from], variables[to]);
  g_assert_true (wf_knowledge_equal (expanded, expected));
  g_assert_cmpuint (wf_knowledge_get_n_groups (expanded), ==, 1);
  again = wf_knowledge_expand (expanded, variables, NULL);
  g_assert_true (again == expanded);
}

static void
test_pattern_without_match (void)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfKnowledge) expanded = NULL;
  g_autoptr (GError) error = NULL;

  wf_knowledge_forbid (knowledge, "gene*", "dose");
  expanded = wf_knowledge_expand (knowledge, names, NULL);
  g_assert_false (wf_knowledge_check (expanded, names, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "“gene*”"));
}

static void
test_patterns_beyond_limit (void)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfKnowledge) expanded = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) many = g_new0 (char *, 2101);

  for (guint i = 0; i < 2100; i++)
    many[i] = g_strdup_printf ("v%u", i);
  wf_knowledge_forbid (knowledge, "*", "v*");
  expanded = wf_knowledge_expand (knowledge, (const char *const *) many, &error);
  g_assert_null (expanded);
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
}

/* the same question by a regular expression */
static gboolean
matches_expression (const char *pattern, const char *text)
{
  g_autoptr (GString) expression = g_string_new ("^(?:");

  for (const char *p = pattern; *p != '\0'; p++)
    if (*p == '*')
      g_string_append (expression, ".*");
    else
      g_string_append_c (expression, *p);
  g_string_append (expression, ")$");
  return g_regex_match_simple (expression->str, text, 0, 0);
}

/* Short patterns over two letters against all names of up to four of them. */
static void
test_random_patterns (void)
{
  static const char letters[] = "ab*";
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  WfRng rng;

  for (guint n = 1; n <= 4; n++)
    for (guint bits = 0; bits < 1u << n; bits++)
      {
        char *name = g_new0 (char, n + 1);

        for (guint i = 0; i < n; i++)
          name[i] = (bits >> i & 1) != 0 ? 'a' : 'b';
        g_ptr_array_add (all, name);
      }
  g_ptr_array_add (all, NULL);
  wf_rng_init (&rng, 7, 0);
  for (guint trial = 0; trial < 1000; trial++)
    {
      g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
      g_autoptr (WfKnowledge) expanded = NULL;
      char pattern[7] = "";
      gsize n = 1 + wf_rng_below (&rng, 6);
      gboolean has_star;

      for (gsize i = 0; i < n; i++)
        pattern[i] = letters[wf_rng_below (&rng, 3)];
      has_star = strchr (pattern, '*') != NULL;
      wf_knowledge_set_tier (knowledge, pattern, 4);
      expanded = wf_knowledge_expand (knowledge, (const char *const *) all->pdata, NULL);
      for (guint i = 0; i + 1 < all->len; i++)
        {
          const char *name = g_ptr_array_index (all, i);
          gboolean is_meant = has_star ? matches_expression (pattern, name) : g_str_equal (pattern, name);

          g_assert_cmpint (wf_knowledge_get_tier (expanded, name), ==, is_meant ? 4 : -1);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/knowledge/tiers", test_tiers);
  g_test_add_func ("/graph/knowledge/arrows", test_arrows);
  g_test_add_func ("/graph/knowledge/unknown-name", test_unknown_name);
  g_test_add_func ("/graph/knowledge/contradictions", test_contradictions);
  g_test_add_func ("/graph/knowledge/groups", test_groups);
  g_test_add_func ("/graph/knowledge/required-group", test_required_group);
  g_test_add_func ("/graph/knowledge/editing", test_editing);
  g_test_add_func ("/graph/knowledge/rules", test_rules);
  g_test_add_func ("/graph/knowledge/many-names", test_many_names);
  g_test_add_func ("/graph/knowledge/patterns", test_patterns);
  g_test_add_func ("/graph/knowledge/pattern-without-match", test_pattern_without_match);
  g_test_add_func ("/graph/knowledge/patterns-beyond-limit", test_patterns_beyond_limit);
  g_test_add_func ("/graph/knowledge/random-patterns", test_random_patterns);
  return g_test_run ();
}
