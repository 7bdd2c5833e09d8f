/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/discovery/ensemble.h"

/* a → c ← b, c → d, e alone */
static WfTable *
simulate (gsize n, guint64 seed)
{
  static const char *const columns[] = { "a", "b", "c", "d", "e" };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (n);
  g_autofree double *x = g_new (double, 5 * n);
  WfRng rng;

  wf_rng_init (&rng, seed, 0);
  for (gsize i = 0; i < 5 * n; i++)
    x[i] = wf_rng_normal (&rng);
  for (gsize i = 0; i < n; i++)
    {
      x[2 * n + i] += 0.8 * x[i] + 0.8 * x[n + i];
      x[3 * n + i] += 0.5 * x[2 * n + i];
    }
  for (gsize j = 0; j < 5; j++)
    wf_table_builder_add_continuous (builder, columns[j], x + j * n, n);
  return wf_table_builder_end (builder);
}

static char *
explain (WfDiscoveryResult *result, WfTable *table, guint a, guint b)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = wf_discovery_explain (result, table, a, b, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (lines), >, 0);
  return g_strjoinv ("\n", lines);
}

static void
assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

static void
test_tests (void)
{
  g_autoptr (WfTable) table = simulate (1000, 1);
  g_autoptr (WfDiscoveryResult) result = wf_discover (table, "pc", NULL, NULL, 1, 1, NULL, NULL);
  g_autofree char *kept = explain (result, table, 2, 0);
  g_autofree char *removed = explain (result, NULL, 3, 0);
  g_autofree char *meek = explain (result, NULL, 2, 3);

  assert_says (kept, "a and c are linked: a → c");
  assert_says (kept, "rejected their independence every time");
  assert_says (kept, "The arrowhead at c: common effect");
  assert_says (kept, "from b; a and b are independent given nothing");
  assert_says (removed, "a and d are not linked");
  assert_says (removed, "independent given c: p = ");
  assert_says (meek, "Meek 1");
}

static void
test_knowledge (void)
{
  g_autoptr (WfTable) table = simulate (1000, 1);
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();
  g_autoptr (WfDiscoveryResult) result = NULL;
  g_autofree char *required = NULL;
  g_autofree char *excluded = NULL;

  wf_knowledge_require (knowledge, "e", "a");
  wf_knowledge_forbid (knowledge, "c", "d");
  wf_knowledge_forbid (knowledge, "d", "c");
  result = wf_discover (table, "pc", NULL, knowledge, 1, 1, NULL, NULL);
  required = explain (result, table, 0, 4);
  excluded = explain (result, table, 2, 3);
  assert_says (required, "a and e are linked: e → a");
  assert_says (required, "Background knowledge requires e → a");
  assert_says (excluded, "not linked");
  assert_says (excluded, "forbids either direction");
}

/* The score that is told is the one the search went by. */
static void
test_scores (void)
{
  g_autoptr (WfTable) table = simulate (1000, 1);
  g_autoptr (WfDiscoveryResult) result = wf_discover (table, "boss", NULL, NULL, 1, 1, NULL, NULL);
  g_autofree char *linked = explain (result, table, 2, 0);
  g_autofree char *missing = explain (result, table, 0, 3);
  g_autofree char *without_data = explain (result, NULL, 2, 0);

  assert_says (linked, "would be worse by ");
  assert_says (linked, "common effect");
  assert_says (missing, "Adding a → d would lower the score by ");
  assert_says (missing, "d → a would close a directed cycle");
  g_assert_null (strstr (without_data, "score"));
}

static void
test_ensemble (void)
{
  g_autoptr (WfTable) table = simulate (300, 1);
  g_autoptr (WfDiscoveryResult) result =
      wf_discover_bootstrap (table, "pc", NULL, NULL, 20, WF_ENSEMBLE_HIGHEST, 0, 1, 2, NULL, NULL);
  g_autofree char *text = explain (result, table, 0, 2);

  assert_says (text, "In 20 samples of the rows: a → c ");
  assert_says (text, "The search on all rows found: a → c");
}

/* Every pair of any search has an explanation. */
static void
test_every_pair (void)
{
  g_autoptr (WfTable) table = simulate (200, 3);
  const WfDiscovery *const *all = wf_discoveries_get_all ();

  for (gsize m = 0; all[m] != NULL; m++)
    {
      g_autoptr (WfDiscoveryResult) result = wf_discover (table, all[m]->id, NULL, NULL, 1, 1, NULL, NULL);

      for (guint a = 0; result != NULL && a < 5; a++)
        for (guint b = 0; b < 5; b++)
          if (a != b)
            {
              g_autofree char *text = explain (result, table, a, b);

              g_assert_nonnull (strchr (text, '.'));
              g_assert_null (strstr (text, "nan"));
            }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/tests", test_tests);
  g_test_add_func ("/explain/knowledge", test_knowledge);
  g_test_add_func ("/explain/scores", test_scores);
  g_test_add_func ("/explain/ensemble", test_ensemble);
  g_test_add_func ("/explain/every-pair", test_every_pair);
  return g_test_run ();
}
