/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/formats/formats.h"
#include "tests/shared-data.h"

static inline WfModel *
read_model_text (const char *text, gssize length, const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (WfSource) source = wf_source_new (bytes, name);

  return wf_model_read (source, NULL, error);
}

/* what a file of the format is called */
static inline char *
name_file (const char *format)
{
  return g_strdup_printf ("m.%s", wf_formats_find (format)->extensions[0]);
}

/* written in a format and read again */
static inline WfModel *
pass_through (WfModel *model, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = name_file (format);
  g_autofree char *text = wf_model_to_text (model, format, &error);
  WfModel *read;

  g_assert_no_error (error);
  read = read_model_text (text, -1, name, &error);
  g_assert_no_error (error);
  return read;
}

/* of the first n_nodes of names that look odd to one format or another */
static inline char *
make_odd_name (WfRng *rng, guint number)
{
  static const char *const odd[] = { "x",     "a b",    "(p)",   "0.5",   "-1",  "é",      "q\"t\"", "b\\s",     "<x>&amp;",
                                     "{|}",   "a,b;c",  "true",  "#1",    "//c", "table",  "%",      "property", "a=b",
                                     "[0,1)", "naïve 日", "a--b", "node", "A_1", "default", "'s'",    "]]>",     "1e5" };

  return g_strdup_printf ("%s%u", odd[wf_rng_below (rng, G_N_ELEMENTS (odd))], number);
}

static inline char **
make_levels (WfRng *rng, gsize n)
{
  char **levels = g_new0 (char *, n + 1);

  for (gsize i = 0; i < n; i++)
    levels[i] = make_odd_name (rng, (guint) i);
  return levels;
}

/* a DAG in no particular order, some of its nodes with a place */
static inline WfGraph *
make_random_dag (WfRng *rng, guint n, double density)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (WfGraphBuilder) builder = NULL;
  g_autofree guint *order = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    {
      guint j = (guint) wf_rng_below (rng, i + 1);

      g_ptr_array_add (names, make_odd_name (rng, i));
      order[i] = order[j];
      order[j] = i;
    }
  g_ptr_array_add (names, NULL);
  builder = wf_graph_builder_new ((const char *const *) names->pdata);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (wf_rng_uniform (rng) < density)
        wf_graph_builder_add_arrow (builder, order[a], order[b]);
  for (guint i = 0; i < n; i++)
    if (wf_rng_uniform (rng) < 0.5)
      wf_graph_builder_set_position (builder, i, 1000.0 * wf_rng_uniform (rng) - 300.0, floor (100.0 * wf_rng_uniform (rng)));
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

/* tables of 1 to 4 states; zeros and ones among the probabilities */
static inline WfModel *
make_discrete_model (WfRng *rng, guint n, double density)
{
  g_autoptr (WfGraph) graph = make_random_dag (rng, n, density);
  g_autoptr (WfModelBuilder) builder = wf_model_builder_new (graph);
  g_autoptr (GError) error = NULL;
  g_autofree gsize *n_levels = g_new (gsize, n);
  WfModel *model;

  for (guint i = 0; i < n; i++)
    n_levels[i] = 1 + wf_rng_below (rng, 4);
  for (guint i = 0; i < n; i++)
    {
      gsize n_parents, n_entries = n_levels[i];
      g_autofree guint *parents = wf_graph_list_parents (graph, i, &n_parents);
      g_auto (GStrv) levels = make_levels (rng, n_levels[i]);
      g_autofree double *cpt = NULL;

      for (gsize k = 0; k < n_parents; k++)
        n_entries *= n_levels[parents[k]];
      cpt = g_new (double, n_entries);
      for (gsize row = 0; row < n_entries; row += n_levels[i])
        {
          double sum = 0.0;
          gsize sure = wf_rng_uniform (rng) < 0.2 ? wf_rng_below (rng, n_levels[i]) : n_levels[i];

          for (gsize l = 0; l < n_levels[i]; l++)
            sum += cpt[row + l] = sure == n_levels[i] ? pow (wf_rng_uniform (rng), 8.0) : l == sure;
          for (gsize l = 0; l < n_levels[i]; l++)
            cpt[row + l] /= sum;
        }
      wf_model_builder_set_table (builder, i, (const char *const *) levels, cpt, n_entries);
    }
  model = wf_model_builder_end (builder, &error);
  g_assert_no_error (error);
  return model;
}

static inline void
check_same_positions (WfGraph *a, WfGraph *b, double tolerance)
{
  for (guint i = 0; i < wf_graph_get_n_nodes (a); i++)
    {
      double x = 0, y = 0, u = 0, v = 0;

      g_assert_cmpint (wf_graph_get_position (a, i, &x, &y), ==, wf_graph_get_position (b, i, &u, &v));
      g_assert_cmpfloat (fabs (x - u), <=, tolerance);
      g_assert_cmpfloat (fabs (y - v), <=, tolerance);
    }
}

/* the same names, levels, arrows, and every probability to the last bit */
static inline void
check_same_tables (WfModel *a, WfModel *b)
{
  WfGraph *graph = wf_model_get_graph (a);

  g_assert_true (wf_graph_equal (graph, wf_model_get_graph (b)));
  for (guint i = 0; i < wf_graph_get_n_nodes (graph); i++)
    {
      WfTable *s = wf_model_get_table (a), *t = wf_model_get_table (b);
      gsize n, m;
      const double *p = wf_model_get_cpt (a, i, &n);
      const double *q = wf_model_get_cpt (b, i, &m);

      g_assert_cmpuint (wf_table_get_n_levels (s, i), ==, wf_table_get_n_levels (t, i));
      for (gsize l = 0; l < wf_table_get_n_levels (s, i); l++)
        g_assert_cmpstr (wf_table_get_level (s, i, l), ==, wf_table_get_level (t, i, l));
      g_assert_nonnull (p);
      g_assert_nonnull (q);
      g_assert_cmpmem (p, n * sizeof (double), q, m * sizeof (double));
    }
}
