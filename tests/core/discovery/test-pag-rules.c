/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/discovery/pag-private.h"
#include "pag-test.h"

/* Marks to start from, without a search. */
typedef struct
{
  WfPag pag;
  WfPcInput input;
  WfSkeleton skeleton;
  const char *names[MAX_OBSERVED + 1];
} Fixture;

/* An edge for every pair that `marks` has one for; NULL = for every pair. */
static WfAdjacency *
create_adjacency (guint n, const Marks *marks)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_edges;

  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      if (marks == NULL || marks->marks[a][b] != WF_MARK_NONE)
        {
          g_array_append_val (edges, a);
          g_array_append_val (edges, b);
        }
  n_edges = edges->len / 2;
  return wf_adjacency_new (n, (guint *) g_array_free (edges, FALSE), n_edges);
}

/* As if every edge that is missing had been removed after the skeleton, so that no test is asked for a
 * stronger set. */
static void
fixture_init (Fixture *self, guint n, const char *start)
{
  Marks marks = test_parse_marks (n, start);

  *self = (Fixture){ .skeleton = { .n = n, .n_sizes = 1 } };
  memcpy (self->names, test_names, n * sizeof (char *));
  self->input.names = self->names;
  self->skeleton.levels = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_adjacency_free);
  g_ptr_array_add (self->skeleton.levels, create_adjacency (n, NULL));
  self->skeleton.final = create_adjacency (n, &marks);
  g_ptr_array_add (self->skeleton.levels, self->skeleton.final);
  self->skeleton.removed = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  self->skeleton.pool = g_array_new (FALSE, FALSE, sizeof (guint));
  self->skeleton.sections = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (self->skeleton.sections, 1);
  wf_pag_init (&self->pag, &self->input, &self->skeleton, -1);
  for (guint a = 0; a < n; a++)
    memcpy (self->pag.marks + a * n, marks.marks[a], n);
}

static void
fixture_clear (Fixture *self)
{
  wf_pag_clear (&self->pag);
  g_ptr_array_unref (self->skeleton.levels);
  g_array_unref (self->skeleton.removed);
  g_array_unref (self->skeleton.pool);
  g_array_unref (self->skeleton.sections);
}

static void
check_end (Fixture *self, const char *end)
{
  guint n = self->skeleton.n;
  Marks found = { .n = n };
  Marks wanted = test_parse_marks (n, end);

  for (guint a = 0; a < n; a++)
    memcpy (found.marks[a], self->pag.marks + a * n, n);
  test_assert_marks (&found, &wanted);
}

/* a and d were separated by c, or by nothing */
static void
separate (Fixture *self, gboolean by_c)
{
  WfRemovedPair pair = { .a = 0, .b = 3, .n_given = by_c, .p = 1 };
  guint c = 2;

  if (by_c)
    {
      g_array_append_val (self->skeleton.pool, c);
      g_array_set_size (self->skeleton.sections, 2);
    }
  g_array_append_val (self->skeleton.removed, pair);
}

static void
test_rules (void)
{
  static const struct
  {
    const char *rule;
    guint n;
    const char *start, *end;
  } cases[] = {
    { "fci r1", 3, "a ∘→ b, b ∘—∘ c", "a ∘→ b, b → c" },
    { "fci r2", 3, "a → b, a ∘—∘ c, b ∘→ c", "a → b, a ∘→ c, b ∘→ c" },
    { "fci r2", 3, "a ∘→ b, a ∘—∘ c, b → c", "a ∘→ b, a ∘→ c, b → c" },
    { "fci r3", 4, "a ∘→ b, b ←∘ c, a ∘—∘ d, c ∘—∘ d, b ∘—∘ d", "a ∘→ b, b ←∘ c, a ∘—∘ d, c ∘—∘ d, b ←∘ d" },
    { "fci r5", 4, "a ∘—∘ b, b ∘—∘ c, c ∘—∘ d, a ∘—∘ d", "a — b, b — c, c — d, a — d" },
    { "fci r6", 3, "a — b, b ∘—∘ c", "a — b, b —∘ c" },
    { "fci r7", 3, "a —∘ b, b ∘—∘ c", "a —∘ b, b —∘ c" },
    { "fci r8", 3, "a → b, a ∘→ c, b → c", "a → b, a → c, b → c" },
    { "fci r8", 3, "a —∘ b, a ∘→ c, b → c", "a —∘ b, a → c, b → c" },
    { "fci r9", 4, "a ∘→ b, a ∘→ d, b → c, c → d", "a ∘→ b, a → d, b → c, c → d" },
    { "fci r10", 4, "a ∘→ b, a ∘→ c, a ∘→ d, b → d, c → d", "a ∘→ b, a ∘→ c, a → d, b → d, c → d" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture self;

      fixture_init (&self, cases[i].n, cases[i].start);
      g_assert_true (wf_pag_follow_rules (&self.pag, WF_PAG_RULES_COMPLETE));
      check_end (&self, cases[i].end);
      g_assert_cmpuint (self.pag.oriented->len, >, 0);
      for (guint k = 0; k < self.pag.oriented->len; k++)
        g_assert_cmpstr (g_array_index (self.pag.oriented, WfOrientedEdge, k).rule, ==, cases[i].rule);
      g_assert_cmpuint (self.pag.contradicted->len, ==, 0);
      fixture_clear (&self);
    }
}

/* The path a, b, c, d discriminates for c. */
static void
test_rule_4 (void)
{
  static const char start[] = "a ∘→ b, b ←∘ c, b → d, c ∘→ d";

  for (guint by_c = 0; by_c < 2; by_c++)
    for (gssize max_path = -1; max_path < 4; max_path++)
      {
        gboolean is_reached = max_path < 0 || max_path >= 3;
        Fixture self;

        fixture_init (&self, 4, start);
        self.pag.max_path = max_path;
        separate (&self, by_c);
        g_assert_true (wf_pag_follow_rules (&self.pag, WF_PAG_RULES_ARROWS));
        if (is_reached)
          check_end (&self, by_c ? "a ∘→ b, b ←∘ c, b → d, c → d" : "a ∘→ b, b ↔ c, b → d, c ↔ d");
        else
          check_end (&self, start);
        for (guint k = 0; k < self.pag.oriented->len; k++)
          g_assert_cmpstr (g_array_index (self.pag.oriented, WfOrientedEdge, k).rule, ==, "fci r4");
        fixture_clear (&self);
      }
}

/* A circle that would have to be an arrow and a tail stays one, and is told of. */
static void
test_contradiction (void)
{
  static const char start[] = "a ∘→ b, b ∘—∘ c, c ←∘ d";
  Fixture self;

  fixture_init (&self, 4, start);
  g_assert_true (wf_pag_follow_rules (&self.pag, WF_PAG_RULES_COMPLETE));
  check_end (&self, start);
  g_assert_cmpuint (self.pag.contradicted->len, ==, 2);
  g_assert_cmpuint (self.pag.oriented->len, ==, 0);
  fixture_clear (&self);
}

/* Nothing follows from a triple that may be a collider or not. */
static void
test_unclear (void)
{
  static const char start[] = "a ∘→ b, b ∘—∘ c";
  WfTriple triple = { .a = 0, .b = 1, .c = 2 };
  Fixture self;

  fixture_init (&self, 3, start);
  g_hash_table_add (self.pag.unclear, &triple);
  g_assert_true (wf_pag_follow_rules (&self.pag, WF_PAG_RULES_COMPLETE));
  check_end (&self, start);
  fixture_clear (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pag-rules/each", test_rules);
  g_test_add_func ("/pag-rules/discriminating-path", test_rule_4);
  g_test_add_func ("/pag-rules/contradiction", test_contradiction);
  g_test_add_func ("/pag-rules/unclear", test_unclear);
  return g_test_run ();
}
