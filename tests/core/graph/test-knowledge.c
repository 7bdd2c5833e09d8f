/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/knowledge/tiers", test_tiers);
  g_test_add_func ("/graph/knowledge/arrows", test_arrows);
  g_test_add_func ("/graph/knowledge/unknown-name", test_unknown_name);
  g_test_add_func ("/graph/knowledge/contradictions", test_contradictions);
  g_test_add_func ("/graph/knowledge/many-names", test_many_names);
  return g_test_run ();
}
