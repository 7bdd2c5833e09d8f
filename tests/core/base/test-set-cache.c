/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/parallel.h"
#include "core/base/rng.h"
#include "core/base/set-cache.h"

#define N_ELEMENTS 18

static gsize
list_bits (guint bits, guint *set)
{
  gsize n = 0;

  for (guint i = 0; i < N_ELEMENTS; i++)
    if (bits >> i & 1)
      set[n++] = i;
  return n;
}

/* What is found is what was added for that very set. */
static void
add_and_find (gsize task, gpointer data)
{
  WfSetCache *cache = data;

  for (guint bits = (guint) task; bits < 1 << N_ELEMENTS; bits += 7)
    {
      guint set[N_ELEMENTS];
      WfSetKey key = wf_set_cache_get_key (cache, set, list_bits (bits, set));
      double value;

      if (wf_set_cache_find (cache, key, &value))
        g_assert_cmpfloat (value, ==, bits);
      wf_set_cache_add (cache, key, bits);
    }
}

static void
test_remembers (void)
{
  g_autoptr (WfSetCache) cache = wf_set_cache_new (N_ELEMENTS);
  gsize n_found = 0;

  wf_parallel_for (14, 2, add_and_find, cache); /* each set is added twice */
  for (guint bits = 0; bits < 1 << N_ELEMENTS; bits++)
    {
      guint set[N_ELEMENTS];
      double value;

      if (!wf_set_cache_find (cache, wf_set_cache_get_key (cache, set, list_bits (bits, set)), &value))
        continue;
      g_assert_cmpfloat (value, ==, bits);
      n_found++;
    }
  g_assert_cmpuint (n_found, >, (1 << N_ELEMENTS) * 95 / 100);
}

static void
test_order_of_sets (void)
{
  g_autoptr (WfSetCache) cache = wf_set_cache_new (N_ELEMENTS);
  static const guint set[] = { 1, 5, 7 }, turned[] = { 7, 1, 5 };
  double value;

  wf_set_cache_add (cache, wf_set_cache_get_key (cache, set, 3), 0.5);
  g_assert_true (wf_set_cache_find (cache, wf_set_cache_get_key (cache, turned, 3), &value));
  g_assert_cmpfloat (value, ==, 0.5);
  g_assert_false (wf_set_cache_find (cache, wf_set_cache_get_key (cache, set, 2), &value));
  g_assert_false (wf_set_cache_find (cache, wf_set_cache_get_key (cache, set, 0), &value));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/set-cache/remembers", test_remembers);
  g_test_add_func ("/base/set-cache/order-of-sets", test_order_of_sets);
  return g_test_run ();
}
