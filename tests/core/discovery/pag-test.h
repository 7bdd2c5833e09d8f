/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include "core/base/rng.h"
#include "core/citest/citest.h"
#include "core/discovery/fci-private.h"

/* What searches that allow for hidden causes are measured against. Sets are bits. */

#define MAX_ALL      20
#define MAX_OBSERVED 12

/* Nodes 0 .. n_observed - 1 are observed, then come hidden ones, the last n_selected of which decided on the rows. */
typedef struct
{
  guint n, n_observed, n_selected;
  guint parents[MAX_ALL];
  guint children[MAX_ALL];
} TestDag;

G_GNUC_UNUSED static const char *const test_names[MAX_OBSERVED + 1] = { "a", "b", "c", "d", "e", "f", "g", "h",
                                                                        "i", "j", "k", "l" };

static inline guint
test_first (guint set)
{
  return (guint) __builtin_ctz (set);
}

/* set and the ancestors of its members */
static inline guint
test_above (const TestDag *dag, guint set)
{
  guint todo = set;

  while (todo != 0)
    {
      guint v = test_first (todo);

      todo &= todo - 1;
      todo |= dag->parents[v] & ~set;
      set |= dag->parents[v];
    }
  return set;
}

/* d-separation by reachability (Koller & Friedman 2009, algorithm 3.1) */
static inline gboolean
test_is_separated (const TestDag *dag, guint x, guint y, guint given)
{
  guint above = test_above (dag, given);
  guint seen_up = 0, seen_down = 0;
  guint up = 1u << x; /* came from a child */
  guint down = 0;     /* came from a parent */

  while ((up & ~seen_up) != 0 || (down & ~seen_down) != 0)
    {
      if ((up & ~seen_up) != 0)
        {
          guint v = test_first (up & ~seen_up);

          seen_up |= 1u << v;
          if (given >> v & 1)
            continue;
          up |= dag->parents[v];
          down |= dag->children[v];
        }
      else
        {
          guint v = test_first (down & ~seen_down);

          seen_down |= 1u << v;
          if (!(given >> v & 1))
            down |= dag->children[v];
          if (above >> v & 1)
            up |= dag->parents[v];
        }
      if ((up | down) >> y & 1)
        return FALSE;
    }
  return TRUE;
}

static inline double
test_p_value (gpointer state, guint x, guint y, const guint *given, gsize n_given)
{
  const TestDag *dag = state;
  guint set = ((1u << dag->n_selected) - 1) << (dag->n - dag->n_selected);

  for (gsize q = 0; q < n_given; q++)
    set |= 1u << given[q];
  return test_is_separated (dag, x, y, set) ? 1 : 0;
}

G_GNUC_UNUSED static const WfCiTestKind test_oracle = {
  .id = "oracle",
  .name = "d-separation",
  .accepts = WF_DATA_CONTINUOUS,
  .p_value = test_p_value,
};

static inline void
test_add_arrow (TestDag *dag, guint from, guint to)
{
  dag->parents[to] |= 1u << from;
  dag->children[from] |= 1u << to;
}

/* Hidden nodes come first in the order of causes, mostly, and have more effects than others; those selected by come
 * last: else they would hardly matter. */
static inline TestDag
test_create_dag (WfRng *rng, guint n_observed, guint n_hidden, guint n_selected, double degree)
{
  TestDag dag = { .n = n_observed + n_hidden + n_selected, .n_observed = n_observed, .n_selected = n_selected };
  guint order[MAX_ALL];
  guint n_early = wf_rng_below (rng, 4) > 0 ? n_hidden : 0;
  guint n_middle = dag.n - n_early - n_selected;

  for (guint i = 0; i < n_early; i++)
    order[i] = n_observed + i;
  for (guint i = 0; i < n_middle; i++)
    {
      guint v = i < n_observed ? i : i + n_early;
      guint swap = (guint) wf_rng_below (rng, i + 1);

      order[n_early + i] = order[n_early + swap];
      order[n_early + swap] = v;
    }
  for (guint i = 0; i < n_selected; i++)
    order[dag.n - n_selected + i] = dag.n - n_selected + i;
  for (guint i = 0; i < dag.n; i++)
    for (guint j = i + 1; j < dag.n; j++)
      if (wf_rng_uniform (rng) < degree / (dag.n - 1) * (i < n_early ? 2.5 : 1))
        test_add_arrow (&dag, order[i], order[j]);
  return dag;
}

/* ---- graphs as marks ---- */
typedef struct
{
  guint n;
  guint8 marks[MAX_OBSERVED][MAX_OBSERVED]; /* [from][at] */
} Marks;

/* The MAG (Richardson & Spirtes 2002): adjacent unless the ancestors of both separate them. */
static inline Marks
test_to_mag (const TestDag *dag)
{
  Marks mag = { .n = dag->n_observed };
  guint observed = (1u << dag->n_observed) - 1;
  guint selected = ((1u << dag->n_selected) - 1) << (dag->n - dag->n_selected);

  for (guint a = 0; a < mag.n; a++)
    for (guint b = 0; b < mag.n; b++)
      {
        guint above = test_above (dag, selected | 1u << a | 1u << b);

        if (a != b && !test_is_separated (dag, a, b, ((above & observed) | selected) & ~(1u << a | 1u << b)))
          mag.marks[a][b] = test_above (dag, selected | 1u << a) >> b & 1 ? WF_MARK_TAIL : WF_MARK_ARROW;
      }
  return mag;
}

static inline Marks
test_read_graph (WfGraph *graph)
{
  Marks marks = { .n = (guint) wf_graph_get_n_nodes (graph) };

  for (guint a = 0; a < marks.n; a++)
    for (guint b = 0; b < marks.n; b++)
      if (a != b)
        marks.marks[a][b] = (guint8) wf_graph_get_mark (graph, a, b);
  return marks;
}

static inline char *
test_write_marks (const Marks *marks)
{
  GString *text = g_string_new (NULL);

  for (guint a = 0; a < marks->n; a++)
    for (guint b = a + 1; b < marks->n; b++)
      if (marks->marks[a][b] != WF_MARK_NONE)
        g_string_append_printf (text, "%s%s %s %s", text->len > 0 ? ", " : "", test_names[a],
                                wf_marks_to_text (marks->marks[b][a], marks->marks[a][b]), test_names[b]);
  return g_string_free (text, FALSE);
}

/* "a ∘→ b, b — c" */
static inline Marks
test_parse_marks (guint n, const char *text)
{
  static const WfMark all[] = { WF_MARK_TAIL, WF_MARK_ARROW, WF_MARK_CIRCLE };
  g_auto (GStrv) edges = g_strsplit (text, ", ", -1);
  Marks marks = { .n = n };

  for (gsize e = 0; edges[e] != NULL; e++)
    {
      guint a = (guint) (edges[e][0] - 'a');
      guint b = (guint) (edges[e][strlen (edges[e]) - 1] - 'a');
      gboolean is_read = FALSE;

      for (gsize i = 0; i < 3; i++)
        for (gsize j = 0; j < 3; j++)
          {
            g_autofree char *edge =
                g_strdup_printf ("%s %s %s", test_names[a], wf_marks_to_text (all[i], all[j]), test_names[b]);

            if (!g_str_equal (edge, edges[e]))
              continue;
            is_read = TRUE;
            marks.marks[b][a] = (guint8) all[i];
            marks.marks[a][b] = (guint8) all[j];
          }
      g_assert_true (is_read);
    }
  return marks;
}

static inline void
test_assert_marks (const Marks *found, const Marks *wanted)
{
  g_autofree char *found_text = test_write_marks (found);
  g_autofree char *wanted_text = test_write_marks (wanted);

  g_assert_cmpstr (found_text, ==, wanted_text);
}

/* ---- the searches, asked by an oracle ---- */
static inline WfDiscoveryResult *
test_search (WfFciSearch search, const TestDag *dag, WfKnowledge *knowledge, const WfFciOptions *options, guint n_threads)
{
  const char *names[MAX_ALL + 1] = { NULL };
  g_autoptr (WfCiTest) test = wf_ci_test_new_custom (&test_oracle, (gpointer) dag);
  g_autoptr (WfConstraints) constraints = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  g_autoptr (GError) error = NULL;
  WfPcInput input = { .test = test, .names = names, .alpha = 0.05, .max_given = -1, .n_threads = n_threads };
  WfDiscoveryResult *result;

  for (guint v = 0; v < dag->n_observed; v++)
    names[v] = test_names[v];
  constraints = wf_constraints_new (knowledge, names, NULL, NULL);
  input.constraints = constraints;
  result = search (&input, options, params, &error);
  g_assert_no_error (error);
  return result;
}
