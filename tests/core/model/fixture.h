/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Small helpers of the tests of this folder. */

#pragma once

#include <math.h>
#include <string.h>

#include "core/wherefore.h"

/* arrows: pairs of indices, ended by -1 */
static inline WfGraph *
make_graph (const char *const *names, const int *arrows)
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

/* { name: text } */
static inline GVariant *
make_text_param (const char *name, const char *text)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, name, "s", text);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* the fit fails with the code and the message holds the words */
static inline void
assert_not_fitted (WfTable *table, WfGraph *graph, const char *mechanisms, int code, const char *words)
{
  g_autoptr (GVariant) params = make_text_param ("mechanisms", mechanisms);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = wf_model_fit (NULL, table, graph, params, NULL, &error);

  g_assert_null (model);
  g_assert_error (error, WF_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static inline const char *
get_kind (WfModel *model, guint node)
{
  return wf_mechanism_get_kind (wf_model_get_mechanism (model, node))->id;
}
