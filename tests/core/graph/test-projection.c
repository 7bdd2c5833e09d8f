/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "graph-test.h"

/* "ab" = a -> b; the nodes are the letters */
static WfGraph *
parse (gsize n, const char *arrows)
{
  g_autoptr (WfGraphBuilder) builder = test_builder (n);

  for (const char *at = arrows; *at != '\0'; at += at[2] == ' ' ? 3 : 2)
    wf_graph_builder_add_arrow (builder, (guint) (at[0] - 'a'), (guint) (at[1] - 'a'));
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL);
}

static GStrv
list_letters (const char *letters)
{
  GStrv names = g_new0 (char *, strlen (letters) + 1);

  for (gsize i = 0; letters[i] != '\0'; i++)
    names[i] = g_strndup (letters + i, 1);
  return names;
}

static WfGraph *
project (WfGraph *dag, const char *observed, const char *selected, GError **error)
{
  g_auto (GStrv) names = list_letters (observed);
  g_auto (GStrv) selecting = list_letters (selected);

  return wf_graph_to_mag (dag, (const char *const *) names, (const char *const *) selecting, error);
}

static void
test_known (void)
{
  static const struct
  {
    const char *arrows;
    gsize n;
    const char *observed, *selected;
    const char *edges;
  } cases[] = {
    { "ab bc", 3, "abc", "", "a → b, b → c" },
    { "ab bc", 3, "ac", "", "a → c" },
    { "ca cb", 3, "ab", "", "a ↔ b" },
    { "ac bc", 3, "ab", "", "" },
    { "ac bc", 3, "ab", "c", "a — b" },
    /* an inducing path through b, which is a collider and an ancestor of c */
    { "ab db dc bc", 4, "abc", "", "a → b, a → c, b → c" },
    /* d separates a and c nowhere: b is a collider without descendants */
    { "ab db dc", 4, "abc", "", "a → b, b ↔ c" },
    /* selection by a descendant turns every mark above it into a tail */
    { "ab ac bd", 4, "abc", "d", "a → c, a — b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (WfGraph) dag = parse (cases[i].n, cases[i].arrows);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (WfGraph) mag = project (dag, cases[i].observed, cases[i].selected, &error);
      gsize n_edges;
      const WfEdge *edges;
      g_auto (GStrv) wanted = g_strsplit (cases[i].edges, ", ", -1);

      g_assert_no_error (error);
      g_assert_cmpint (wf_graph_get_kind (mag), ==, WF_GRAPH_MAG);
      edges = wf_graph_get_edges (mag, &n_edges);
      for (gsize e = 0; e < n_edges; e++)
        {
          g_autofree char *edge = g_strdup_printf ("%s %s %s", wf_graph_get_name (mag, edges[e].a),
                                                   wf_marks_to_text (edges[e].mark_a, edges[e].mark_b),
                                                   wf_graph_get_name (mag, edges[e].b));

          g_assert_true (g_strv_contains ((const char *const *) wanted, edge));
        }
      g_assert_cmpuint (n_edges, ==, g_strv_length (wanted));
    }
}

/* The MAG tells the separations of the DAG: every pair, every set. */
static void
check_separations (WfGraph *dag, WfGraph *mag, guint n_observed, const guint *selected, guint n_selected)
{
  for (guint x = 0; x < n_observed; x++)
    for (guint y = x + 1; y < n_observed; y++)
      for (guint set = 0; set < 1u << n_observed; set++)
        {
          guint given[16];
          guint n_given = 0;
          gboolean in_mag;

          if (set >> x & 1 || set >> y & 1)
            continue;
          for (guint v = 0; v < n_observed; v++)
            if (set >> v & 1)
              given[n_given++] = v;
          in_mag = wf_graph_is_d_separated (mag, x, y, given, n_given);
          for (guint i = 0; i < n_selected; i++)
            given[n_given++] = selected[i];
          g_assert_cmpint (in_mag, ==, wf_graph_is_d_separated (dag, x, y, given, n_given));
        }
}

static void
test_separations (void)
{
  const guint n_observed = 5;
  const guint n = 8;
  gsize n_undirected = 0, n_bidirected = 0;
  WfRng rng;

  wf_rng_init (&rng, 41, 0);
  for (gsize i = 0; i < 300; i++)
    {
      guint n_selected = (guint) wf_rng_below (&rng, 3);
      const guint selected[] = { 7, 6 };
      g_autoptr (WfGraph) dag = test_random_dag (&rng, n, 0.2 + 0.3 * wf_rng_uniform (&rng));
      g_autoptr (WfGraph) mag = project (dag, "abcde", &"gh"[2 - n_selected], NULL);
      gsize n_edges;
      const WfEdge *edges = wf_graph_get_edges (mag, &n_edges);

      for (gsize e = 0; e < n_edges; e++)
        {
          n_undirected += edges[e].mark_a == WF_MARK_TAIL && edges[e].mark_b == WF_MARK_TAIL;
          n_bidirected += edges[e].mark_a == WF_MARK_ARROW && edges[e].mark_b == WF_MARK_ARROW;
        }
      check_separations (dag, mag, n_observed, selected, n_selected);
    }
  g_assert_cmpuint (n_undirected, >, 50);
  g_assert_cmpuint (n_bidirected, >, 50);
}

static void
test_refusals (void)
{
  g_autoptr (WfGraph) dag = parse (3, "ab bc");
  g_autoptr (WfGraph) cpdag = wf_graph_to_cpdag (dag, NULL);
  g_autoptr (GError) kind = NULL;
  g_autoptr (GError) name = NULL;
  g_autoptr (GError) both = NULL;

  g_assert_null (project (cpdag, "ab", "", &kind));
  g_assert_error (kind, WF_ERROR, WF_ERROR_DATA);
  g_assert_null (project (dag, "ax", "", &name));
  g_assert_error (name, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (name->message, "“x”"));
  g_assert_null (project (dag, "ab", "b", &both));
  g_assert_error (both, WF_ERROR, WF_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/projection/known", test_known);
  g_test_add_func ("/projection/separations", test_separations);
  g_test_add_func ("/projection/refusals", test_refusals);
  return g_test_run ();
}
