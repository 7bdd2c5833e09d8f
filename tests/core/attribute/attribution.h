/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Small models with known answers, and helpers of the tests of attribution. */

#pragma once

#include <math.h>
#include <string.h>

#include "core/wherefore.h"

/* arrows: pairs of indices, ended by -1 */
static inline WfGraph *
make_dag (const char *const *names, const int *arrows)
{
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (GError) error = NULL;
  WfGraph *graph;

  for (gsize i = 0; arrows[i] >= 0; i += 2)
    wf_graph_builder_add_arrow (builder, arrows[i], arrows[i + 1]);
  graph = wf_graph_builder_end (builder, WF_GRAPH_DAG, &error);
  g_assert_no_error (error);
  return graph;
}

/* "{'draws': <5000>}" or NULL */
static inline GVariant *
make_params (const char *text)
{
  return text != NULL ? g_variant_ref_sink (g_variant_new_parsed (text)) : NULL;
}

static inline const WfContribution *
get_contribution (WfAttribution *attribution, const char *name)
{
  gssize place = wf_attribution_find_node (attribution, name);

  g_assert_cmpint (place, >=, 0);
  return &wf_attribution_get_contributions (attribution, NULL)[place];
}

static inline double
sum_shares (WfAttribution *attribution)
{
  gsize n;
  const WfContribution *contributions = wf_attribution_get_contributions (attribution, &n);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += contributions[i].share;
  return sum;
}

static inline void
assert_same (WfAttribution *a, WfAttribution *b)
{
  gsize n, n_other;
  const WfContribution *one = wf_attribution_get_contributions (a, &n);
  const WfContribution *other = wf_attribution_get_contributions (b, &n_other);

  g_assert_cmpuint (n, ==, n_other);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (one[i].node, ==, other[i].node);
      g_assert_cmpfloat (one[i].share, ==, other[i].share);
      g_assert_cmpfloat (one[i].half_width, ==, other[i].half_width);
    }
}
