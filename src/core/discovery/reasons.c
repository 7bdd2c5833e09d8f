/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/discovery/reasons-private.h"

static const struct
{
  const char *rule;
  const char *text;
} texts[] = {
  { "knowledge", N_ ("background knowledge") },
  { "exogenous", N_ ("a context, which nothing can cause") },
  { "invariance", N_ ("only one end shifts with a context (invariance)") },
  { "intervention", N_ ("an experiment set just one of the two (intervention)") },
  { "collider", N_ ("common effect of two causes (collider)") },
  { "meek 1", N_ ("else there would be another collider (Meek 1)") },
  { "meek 2", N_ ("else there would be a cycle (Meek 2)") },
  { "meek 3", N_ ("else there would be a cycle or a collider (Meek 3)") },
  { "meek 4", N_ ("else there would be a cycle or a collider (Meek 4)") },
  { "extension", N_ ("so that some acyclic graph agrees (see the warning)") },
  { "fci r1", N_ ("else there would be another collider (FCI rule 1)") },
  { "fci r2", N_ ("else an effect would precede its cause (FCI rule 2)") },
  { "fci r3", N_ ("else two colliders would contradict each other (FCI rule 3)") },
  { "fci r4", N_ ("a discriminating path tells (FCI rule 4)") },
  { "fci r5", N_ ("on a circle of open edges, by selection (FCI rule 5)") },
  { "fci r6", N_ ("follows from selection (FCI rule 6)") },
  { "fci r7", N_ ("follows from selection (FCI rule 7)") },
  { "fci r8", N_ ("a directed path leads there as well (FCI rule 8)") },
  { "fci r9", N_ ("else there would be a collider on a path of possible causes (FCI rule 9)") },
  { "fci r10", N_ ("one of two paths of possible causes must be one (FCI rule 10)") },
};

const char *
wf_rule_to_text (const char *rule)
{
  for (gsize i = 0; rule != NULL && i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].rule, rule))
      return _ (texts[i].text);
  return rule != NULL ? rule : _ ("left open by the data");
}

const char *
wf_rule_find (const char *rule)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].rule, rule))
      return texts[i].rule;
  return NULL;
}

const WfCiTestKind *
wf_discovery_result_get_test (WfDiscoveryResult *self)
{
  const WfDiscovery *method = wf_discovery_find (wf_discovery_result_get_method (self), NULL);
  const char *id = method != NULL ? method->test : NULL;

  if (wf_discovery_result_get_oracle (self) != NULL)
    return wf_ci_test_get_oracle ();
  if (id == NULL && !g_variant_lookup (wf_discovery_result_get_params (self), "test", "&s", &id))
    return NULL;
  return wf_ci_test_find (id, NULL);
}

const char *
wf_discovery_result_get_score (WfDiscoveryResult *self)
{
  const char *id;

  return g_variant_lookup (wf_discovery_result_get_params (self), "score", "&s", &id) ? id : NULL;
}

typedef void (*GetPair) (
    WfDiscoveryResult *self, gsize i, guint *a, guint *b, const guint **given, gsize *n_given, double *p);

static gssize
find (WfDiscoveryResult *self, gsize n, GetPair get_pair, guint a, guint b)
{
  for (gsize i = 0; i < n; i++)
    {
      guint x, y;
      const guint *given;
      gsize n_given;
      double p;

      get_pair (self, i, &x, &y, &given, &n_given, &p);
      if (x == a && y == b)
        return (gssize) i;
    }
  return -1;
}

gssize
wf_discovery_result_find_removed (WfDiscoveryResult *self, guint a, guint b)
{
  return find (self, wf_discovery_result_get_n_removed (self), wf_discovery_result_get_removed, a, b);
}

gssize
wf_discovery_result_find_kept (WfDiscoveryResult *self, guint a, guint b)
{
  return find (self, wf_discovery_result_get_n_kept (self), wf_discovery_result_get_kept, a, b);
}

char *
wf_discovery_result_set_to_text (WfDiscoveryResult *self, const guint *given, gsize n)
{
  g_autoptr (GString) text = g_string_new (n == 0 ? _ ("nothing") : NULL);

  for (gsize q = 0; q < n; q++)
    g_string_append_printf (text, "%s%s", q > 0 ? ", " : "",
                            wf_discovery_result_get_variable (self, given[q]));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
