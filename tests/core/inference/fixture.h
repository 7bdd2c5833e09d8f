/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Random models and small helpers of the tests of this folder. */

#pragma once

#include <math.h>
#include <string.h>

#include "core/wherefore.h"

#define MAX_NODES 8

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

static inline const char *const *
get_names (gsize n)
{
  static const char *const names[MAX_NODES + 1] = { "a", "b", "c", "d", "e", "f", "g", "h", NULL };

  return names + (MAX_NODES - n);
}

/* A DAG over n nodes whose order is a random permutation of the indices. */
static inline WfGraph *
make_random_dag (WfRng *rng, guint n, double density)
{
  guint order[MAX_NODES];
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (get_names (n));

  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n - 1; i > 0; i--)
    {
      guint j = wf_rng_below (rng, i + 1), swap = order[i];

      order[i] = order[j];
      order[j] = swap;
    }
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      if (wf_rng_uniform (rng) < density)
        wf_graph_builder_add_arrow (builder, order[i], order[j]);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

static inline WfEffect *
intervene (WfModel *model, const char *const *interventions, const char *const *given, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_intervention_unref);

  for (gsize i = 0; interventions != NULL && interventions[i] != NULL; i++)
    {
      WfIntervention *intervention = wf_intervention_parse (interventions[i], error);

      if (intervention == NULL)
        return NULL;
      g_ptr_array_add (list, intervention);
    }
  return wf_intervene (model, (WfIntervention *const *) list->pdata, list->len, given, NULL, error);
}

/* The call fails with the code and its message holds the word. */
static inline void
assert_refused (WfModel *model, const char *intervention, const char *given, int code, const char *word)
{
  const char *interventions[] = { intervention, NULL };
  const char *evidence[] = { given, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfEffect) effect = intervene (model, interventions, evidence, &error);

  g_assert_null (effect);
  g_assert_error (error, WF_ERROR, code);
  g_assert_nonnull (strstr (error->message, word));
}

/* A file of the shared data, or NULL with the test skipped. */
static inline char *
find_shared (const char *name)
{
  const char *folder = g_getenv ("WHEREFORE_SHARED_DATA");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL)
                                         : g_build_filename (SOURCEDIR, "..", "shared", "data", name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("shared data not found");
  return NULL;
}
