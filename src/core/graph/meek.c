/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/graph/bits-private.h"
#include "core/graph/builder-private.h"

/* One row a node; undirected means —, marks other than → and — only count as adjacency. */
typedef struct
{
  WfBits adjacent, parents, children, undirected;
} Neighbourhoods;

static void
neighbourhoods_clear (Neighbourhoods *self)
{
  wf_bits_clear (&self->adjacent);
  wf_bits_clear (&self->parents);
  wf_bits_clear (&self->children);
  wf_bits_clear (&self->undirected);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Neighbourhoods, neighbourhoods_clear)

static void
neighbourhoods_init (Neighbourhoods *self, WfGraphBuilder *builder)
{
  gsize n = builder->n;

  wf_bits_init (&self->adjacent, n, n);
  wf_bits_init (&self->parents, n, n);
  wf_bits_init (&self->children, n, n);
  wf_bits_init (&self->undirected, n, n);
  for (guint v = 0; v < n; v++)
    for (guint w = 0; w < n; w++)
      {
        WfMark at_w = wf_graph_builder_get_mark (builder, v, w);
        WfMark at_v = wf_graph_builder_get_mark (builder, w, v);

        if (at_w == WF_MARK_NONE)
          continue;
        wf_bits_set (&self->adjacent, v, w);
        if (at_v == WF_MARK_TAIL && at_w == WF_MARK_TAIL)
          wf_bits_set (&self->undirected, v, w);
        else if (at_v == WF_MARK_TAIL && at_w == WF_MARK_ARROW)
          wf_bits_set (&self->children, v, w);
        else if (at_v == WF_MARK_ARROW && at_w == WF_MARK_TAIL)
          wf_bits_set (&self->parents, v, w);
      }
}

static void
orient (Neighbourhoods *self, guint from, guint to)
{
  wf_bits_unset (&self->undirected, from, to);
  wf_bits_unset (&self->undirected, to, from);
  wf_bits_set (&self->children, from, to);
  wf_bits_set (&self->parents, to, from);
}

/* c → a — b, c and b not adjacent: a → b */
static gboolean
is_rule_1 (const Neighbourhoods *self, guint a, guint b)
{
  const guint64 *parents = wf_bits_row (&self->parents, a);
  const guint64 *adjacent = wf_bits_row (&self->adjacent, b);

  for (gsize i = 0; i < self->adjacent.n_words; i++)
    if (parents[i] & ~adjacent[i])
      return TRUE;
  return FALSE;
}

/* a → c → b, a — b: a → b */
static gboolean
is_rule_2 (const Neighbourhoods *self, guint a, guint b)
{
  const guint64 *children = wf_bits_row (&self->children, a);
  const guint64 *parents = wf_bits_row (&self->parents, b);

  for (gsize i = 0; i < self->adjacent.n_words; i++)
    if (children[i] & parents[i])
      return TRUE;
  return FALSE;
}

/* a — c → b, a — d → b, c and d not adjacent, a — b: a → b */
static gboolean
is_rule_3 (const Neighbourhoods *self, guint a, guint b)
{
  const guint64 *undirected = wf_bits_row (&self->undirected, a);
  const guint64 *parents = wf_bits_row (&self->parents, b);

  for (gsize i = 0; i < self->adjacent.n_words; i++)
    for (guint64 word = undirected[i] & parents[i]; word != 0; word &= word - 1)
      {
        gsize c = i * 64 + wf_bits_lowest (word);
        const guint64 *adjacent = wf_bits_row (&self->adjacent, c);

        for (gsize j = i; j < self->adjacent.n_words; j++)
          {
            guint64 others = undirected[j] & parents[j] & ~adjacent[j];

            if (j == c / 64)
              others &= ~(G_GUINT64_CONSTANT (1) << (c % 64));
            if (others)
              return TRUE;
          }
      }
  return FALSE;
}

/* a — c → d → b, a and d adjacent, c and b not adjacent, a — b: a → b */
static gboolean
is_rule_4 (const Neighbourhoods *self, guint a, guint b)
{
  const guint64 *undirected = wf_bits_row (&self->undirected, a);
  const guint64 *adjacent_a = wf_bits_row (&self->adjacent, a);
  const guint64 *adjacent_b = wf_bits_row (&self->adjacent, b);
  const guint64 *parents_b = wf_bits_row (&self->parents, b);

  for (gsize i = 0; i < self->adjacent.n_words; i++)
    for (guint64 word = adjacent_a[i] & parents_b[i]; word != 0; word &= word - 1)
      {
        const guint64 *parents_d = wf_bits_row (&self->parents, i * 64 + wf_bits_lowest (word));

        for (gsize j = 0; j < self->adjacent.n_words; j++)
          if (undirected[j] & parents_d[j] & ~adjacent_b[j])
            return TRUE;
      }
  return FALSE;
}

static gboolean
is_forced (const Neighbourhoods *self, guint a, guint b)
{
  return is_rule_1 (self, a, b) || is_rule_2 (self, a, b) || is_rule_3 (self, a, b) || is_rule_4 (self, a, b);
}

/* one pass over the edges that are still undirected */
static gsize
orient_forced (Neighbourhoods *self, WfGraphBuilder *builder)
{
  gsize n_oriented = 0;

  for (guint a = 0; a < builder->n; a++)
    for (gsize i = 0; i < self->undirected.n_words; i++)
      for (guint64 word = wf_bits_row (&self->undirected, a)[i]; word != 0; word &= word - 1)
        {
          guint b = (guint) (i * 64 + wf_bits_lowest (word));

          if (!is_forced (self, a, b))
            continue;
          orient (self, a, b);
          wf_graph_builder_add_arrow (builder, a, b);
          n_oriented++;
        }
  return n_oriented;
}

/**
 * wf_graph_builder_apply_meek:
 * @self: a builder
 *
 * Directs every undirected edge (tail, tail) whose direction follows from the others because the other way
 * would make a new unshielded collider or a directed cycle: the closure under rules 1 to 4 of Meek (1995,
 * UAI). Rule 4 matters only when some arrows come from background knowledge. Where the arrows contradict each
 * other, the edge with the lower index wins. Cost: passes x undirected edges x (degree x nodes / 64).
 *
 * Returns: how many edges were directed
 */
gsize
wf_graph_builder_apply_meek (WfGraphBuilder *self)
{
  g_auto (Neighbourhoods) neighbourhoods = { 0 };
  gsize n_oriented = 0, n_pass;

  g_return_val_if_fail (self != NULL, 0);

  if (self->marks == NULL)
    return 0;
  neighbourhoods_init (&neighbourhoods, self);
  do
    {
      n_pass = orient_forced (&neighbourhoods, self);
      n_oriented += n_pass;
    }
  while (n_pass > 0);
  return n_oriented;
}
