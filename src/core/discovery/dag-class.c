/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The class of an acyclic graph and its members. An edge has the same direction in all members when it is
 * part of a collider, when the constraints or an intervention say so, or when that follows by the rules of
 * Meek 1995 (for interventions: Hauser & Bühlmann 2012, JMLR 13, theorem 18). */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/discovery/dag-class-private.h"

gboolean
wf_dag_class_init (
    WfDagClass *self, guint n, const WfConstraints *constraints, const guint64 *separated, GError **error)
{
  gsize n_bits;

  self->n = n;
  self->n_words = (n + 63) / 64;
  self->constraints = constraints;
  self->separated = separated;
  n_bits = n * self->n_words;
  self->dag = g_try_new0 (guint64, 5 * n_bits);
  if (self->dag == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("Not enough memory for a graph of %u variables; select fewer columns"), n);
      return FALSE;
    }
  self->adjacent = self->dag + n_bits;
  self->parents = self->adjacent + n_bits;
  self->children = self->parents + n_bits;
  self->neighbours = self->children + n_bits;
  return TRUE;
}

void
wf_dag_class_clear (WfDagClass *self)
{
  g_clear_pointer (&self->dag, g_free);
}

void
wf_dag_class_copy (WfDagClass *self, const WfDagClass *other)
{
  memcpy (self->dag, other->dag, 5 * self->n * self->n_words * sizeof (guint64));
}

/* ---- from the graph to its class ---- */

static void
direct (WfDagClass *self, guint from, guint to)
{
  wf_bits_unset (self->neighbours, self->n_words, from, to);
  wf_bits_unset (self->neighbours, self->n_words, to, from);
  wf_bits_set (self->children, self->n_words, from, to);
  wf_bits_set (self->parents, self->n_words, to, from);
}

/* Is one of the set neither a nor adjacent to it? */
static gboolean
has_stranger (const WfDagClass *self, const guint64 *set, guint a)
{
  const guint64 *adjacent = wf_dag_row (self->adjacent, self->n_words, a);

  for (gsize i = 0; i < self->n_words; i++)
    if (set[i] & ~adjacent[i] & ~(i == a / 64 ? G_GUINT64_CONSTANT (1) << (a % 64) : 0))
      return TRUE;
  return FALSE;
}

/* Is a -> b, which the graph has, in every member for a reason of its own? */
static gboolean
is_fixed (const WfDagClass *self, guint a, guint b)
{
  if (wf_constraints_is_forbidden (self->constraints, b, a))
    return TRUE;
  if (self->separated != NULL && wf_bits_get (self->separated, self->n_words, a, b))
    return TRUE;
  return has_stranger (self, wf_dag_row (self->dag, self->n_words, b), a);
}

/* Two nodes of a row that aren't adjacent. */
static gboolean
has_open_pair (const WfDagClass *self, const guint64 *first, const guint64 *second)
{
  for (gsize i = 0; i < self->n_words; i++)
    for (guint64 word = first[i] & second[i]; word != 0; word &= word - 1)
      {
        guint c = (guint) (i * 64) + (guint) __builtin_ctzll (word);
        const guint64 *adjacent = wf_dag_row (self->adjacent, self->n_words, c);

        for (gsize j = i; j < self->n_words; j++)
          {
            guint64 others = first[j] & second[j] & ~adjacent[j];

            if (j == c / 64)
              others &= ~(G_GUINT64_CONSTANT (1) << (c % 64));
            if (others != 0)
              return TRUE;
          }
      }
  return FALSE;
}

/* a - c -> d -> b, a and d adjacent, c and b not; only knowledge gives cause for it */
static gboolean
is_rule_4 (const WfDagClass *self, guint a, guint b)
{
  gsize n_words = self->n_words;
  const guint64 *neighbours = wf_dag_row (self->neighbours, n_words, a);
  const guint64 *adjacent_a = wf_dag_row (self->adjacent, n_words, a);
  const guint64 *adjacent_b = wf_dag_row (self->adjacent, n_words, b);
  const guint64 *parents_b = wf_dag_row (self->parents, n_words, b);

  for (guint d = wf_row_next (parents_b, n_words, 0); d != WF_NO_NODE;
       d = wf_row_next (parents_b, n_words, d + 1))
    {
      const guint64 *parents_d = wf_dag_row (self->parents, n_words, d);

      for (gsize i = 0; i < n_words && wf_row_has (adjacent_a, d); i++)
        if (neighbours[i] & parents_d[i] & ~adjacent_b[i])
          return TRUE;
    }
  return FALSE;
}

static gboolean
follows (const WfDagClass *self, guint a, guint b)
{
  gsize n_words = self->n_words;
  const guint64 *parents_a = wf_dag_row (self->parents, n_words, a);
  const guint64 *children_a = wf_dag_row (self->children, n_words, a);
  const guint64 *parents_b = wf_dag_row (self->parents, n_words, b);
  const guint64 *adjacent_b = wf_dag_row (self->adjacent, n_words, b);

  for (gsize i = 0; i < n_words; i++) /* rules 1 and 2 */
    if ((parents_a[i] & ~adjacent_b[i]) | (children_a[i] & parents_b[i]))
      return TRUE;
  return has_open_pair (self, wf_dag_row (self->neighbours, n_words, a), parents_b) ||
         (self->constraints->rules != NULL && is_rule_4 (self, a, b));
}

/* One pass over the undirected edges; the direction that may follow is that of the graph. */
static gboolean
follow_rules (WfDagClass *self)
{
  gsize n_words = self->n_words;
  gboolean has_changed = FALSE;

  for (guint b = 0; b < self->n; b++)
    {
      const guint64 *neighbours = wf_dag_row (self->neighbours, n_words, b);
      const guint64 *parents = wf_dag_row (self->dag, n_words, b);

      for (gsize i = 0; i < n_words; i++)
        for (guint64 word = neighbours[i] & parents[i]; word != 0; word &= word - 1)
          {
            guint a = (guint) (i * 64) + (guint) __builtin_ctzll (word);

            if (follows (self, a, b))
              {
                direct (self, a, b);
                has_changed = TRUE;
              }
          }
    }
  return has_changed;
}

void
wf_dag_class_set (WfDagClass *self, const guint64 *dag)
{
  gsize n_words = self->n_words;
  gsize n_bits = self->n * n_words;

  if (dag != self->dag)
    memcpy (self->dag, dag, n_bits * sizeof (guint64));
  memset (self->adjacent, 0, 4 * n_bits * sizeof (guint64));
  for (guint v = 0; v < self->n; v++)
    for (gsize i = 0; i < n_words; i++)
      for (guint64 word = self->dag[v * n_words + i]; word != 0; word &= word - 1)
        {
          guint a = (guint) (i * 64) + (guint) __builtin_ctzll (word);

          wf_bits_set (self->adjacent, n_words, a, v);
          wf_bits_set (self->adjacent, n_words, v, a);
        }
  memcpy (self->neighbours, self->adjacent, n_bits * sizeof (guint64));
  for (guint v = 0; v < self->n; v++)
    for (gsize i = 0; i < n_words; i++)
      for (guint64 word = self->dag[v * n_words + i]; word != 0; word &= word - 1)
        {
          guint a = (guint) (i * 64) + (guint) __builtin_ctzll (word);

          if (is_fixed (self, a, v))
            direct (self, a, v);
        }
  while (follow_rules (self))
    ;
}

/* ---- members ---- */

/* What hangs together by undirected edges while it is taken apart; rows by position in nodes. */
typedef struct
{
  const WfDagClass *class;
  guint *nodes;
  gsize n;
  guint *positions; /* of a node */
  guint64 *in;      /* parents among them */
  guint64 *out;     /* children among them */
  guint64 *open;    /* undirected */
  guint64 *left;    /* a row */
} Component;

static void
component_clear (Component *self)
{
  g_free (self->nodes);
  g_free (self->positions);
  g_free (self->in);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Component, component_clear)

static void
collect (Component *self, const WfDagWish *wishes, gsize n_wishes)
{
  const WfDagClass *class = self->class;
  gsize n_words = class->n_words;

  for (gsize i = 0; i < n_wishes; i++)
    if (!wf_row_has (self->left, wishes[i].node))
      {
        wf_row_add (self->left, wishes[i].node);
        self->nodes[self->n++] = wishes[i].node;
      }
  for (gsize i = 0; i < self->n; i++)
    {
      const guint64 *row = wf_dag_row (class->neighbours, n_words, self->nodes[i]);

      for (guint w = wf_row_next (row, n_words, 0); w != WF_NO_NODE; w = wf_row_next (row, n_words, w + 1))
        if (!wf_row_has (self->left, w))
          {
            wf_row_add (self->left, w);
            self->nodes[self->n++] = w;
          }
    }
}

static void
component_init (Component *self, const WfDagClass *class, const WfDagWish *wishes, gsize n_wishes)
{
  gsize n_words = class->n_words;
  guint64 *left = g_new0 (guint64, n_words);

  self->class = class;
  self->nodes = g_new (guint, class->n);
  self->positions = g_new (guint, class->n);
  self->left = left;
  collect (self, wishes, n_wishes);
  self->in = g_new0 (guint64, (3 * self->n + 1) * n_words);
  self->out = self->in + self->n * n_words;
  self->open = self->out + self->n * n_words;
  self->left = self->open + self->n * n_words;
  memcpy (self->left, left, n_words * sizeof (guint64));
  g_free (left);
  for (gsize i = 0; i < self->n; i++)
    {
      self->positions[self->nodes[i]] = (guint) i;
      memcpy (self->open + i * n_words, wf_dag_row (class->neighbours, n_words, self->nodes[i]),
              n_words * sizeof (guint64));
      for (gsize w = 0; w < n_words; w++)
        self->out[i * n_words + w] = class->children[self->nodes[i] * n_words + w] & self->left[w];
    }
}

static void
component_direct (Component *self, guint from, guint to)
{
  gsize n_words = self->class->n_words;
  guint a = self->positions[from];
  guint b = self->positions[to];

  wf_bits_unset (self->open, n_words, a, to);
  wf_bits_unset (self->open, n_words, b, from);
  wf_bits_set (self->out, n_words, a, to);
  wf_bits_set (self->in, n_words, b, from);
}

/* FALSE when wishes contradict each other */
static gboolean
fulfil (Component *self, const WfDagWish *wish)
{
  gsize n_words = self->class->n_words;
  const guint64 *neighbours = wf_dag_row (self->class->neighbours, n_words, wish->node);
  guint y = self->positions[wish->node];

  for (guint w = wf_row_next (neighbours, n_words, 0); w != WF_NO_NODE;
       w = wf_row_next (neighbours, n_words, w + 1))
    {
      gboolean is_into = wf_row_has (wish->into, w);

      if (wf_bits_get (self->open, n_words, y, w))
        component_direct (self, is_into ? w : wish->node, is_into ? wish->node : w);
      else if (is_into != wf_bits_get (self->in, n_words, y, w))
        return FALSE;
    }
  return TRUE;
}

/* No arrow leaves x, and its undirected neighbours are adjacent to all others, among those that are left. */
static gboolean
is_sink (const Component *self, guint x)
{
  gsize n_words = self->class->n_words;
  guint position = self->positions[x];
  const guint64 *out = wf_dag_row (self->out, n_words, position);
  const guint64 *open = wf_dag_row (self->open, n_words, position);
  const guint64 *around = wf_dag_row (self->class->adjacent, n_words, x);

  for (gsize i = 0; i < n_words; i++)
    if (out[i] & self->left[i])
      return FALSE;
  for (gsize i = 0; i < n_words; i++)
    for (guint64 word = open[i] & self->left[i]; word != 0; word &= word - 1)
      {
        guint w = (guint) (i * 64) + (guint) __builtin_ctzll (word);
        const guint64 *adjacent = wf_dag_row (self->class->adjacent, n_words, w);

        for (gsize j = 0; j < n_words; j++)
          if (around[j] & self->left[j] & ~adjacent[j] &
              ~(j == w / 64 ? G_GUINT64_CONSTANT (1) << (w % 64) : 0))
            return FALSE;
      }
  return TRUE;
}

/* Takes sinks away one by one (Dor & Tarsi 1992), undirected edges pointing at them. */
static gboolean
take_apart (Component *self)
{
  gsize n_words = self->class->n_words;
  g_autofree guint64 *candidates = g_memdup2 (self->left, n_words * sizeof (guint64));
  gsize n_gone = 0;

  for (guint x; (x = wf_row_next (candidates, n_words, 0)) != WF_NO_NODE;)
    {
      const guint64 *around = wf_dag_row (self->class->adjacent, n_words, x);
      const guint64 *open = wf_dag_row (self->open, n_words, self->positions[x]);

      wf_row_remove (candidates, x);
      if (!is_sink (self, x))
        continue;
      wf_row_remove (self->left, x);
      n_gone++;
      for (gsize i = 0; i < n_words; i++) /* no sink stays none until one beside it goes */
        {
          candidates[i] |= around[i] & self->left[i];
          for (guint64 word = open[i] & self->left[i]; word != 0; word &= word - 1)
            wf_bits_set (self->in, n_words, self->positions[x],
                         (guint) (i * 64) + (guint) __builtin_ctzll (word));
        }
    }
  return n_gone == self->n;
}

/* Wishes alone may have made colliders that the class doesn't have. */
static gboolean
has_new_collider (const WfDagClass *self, const guint64 *dag, const Component *component)
{
  gsize n_words = self->n_words;

  for (gsize k = 0; k < component->n; k++)
    {
      const guint64 *parents = wf_dag_row (dag, n_words, component->nodes[k]);
      const guint64 *in = wf_dag_row (component->in, n_words, (guint) k);

      for (guint a = wf_row_next (in, n_words, 0); a != WF_NO_NODE; a = wf_row_next (in, n_words, a + 1))
        if (has_stranger (self, parents, a))
          return TRUE;
    }
  return FALSE;
}

gboolean
wf_dag_class_find_member (const WfDagClass *self, const WfDagWish *wishes, gsize n_wishes, guint64 *dag)
{
  gsize n_words = self->n_words;
  g_auto (Component) component = { 0 };

  component_init (&component, self, wishes, n_wishes);
  for (gsize i = 0; i < n_wishes; i++)
    if (!fulfil (&component, &wishes[i]))
      return FALSE;
  if (!take_apart (&component))
    return FALSE;
  memcpy (dag, self->dag, self->n * n_words * sizeof (guint64));
  for (gsize k = 0; k < component.n; k++)
    for (gsize i = 0; i < n_words; i++)
      dag[component.nodes[k] * n_words + i] =
          self->parents[component.nodes[k] * n_words + i] | component.in[k * n_words + i];
  return !has_new_collider (self, dag, &component);
}

/* ---- paths ---- */

gboolean
wf_dag_class_has_path (const WfDagClass *self, guint from, guint to, const guint64 *blocked)
{
  gsize n_words = self->n_words;
  g_autofree guint64 *seen = g_memdup2 (blocked, n_words * sizeof (guint64));
  g_autofree guint *stack = g_new (guint, self->n);
  guint n = 0;

  wf_row_add (seen, from);
  stack[n++] = from;
  while (n > 0)
    {
      guint v = stack[--n];
      const guint64 *children = wf_dag_row (self->children, n_words, v);
      const guint64 *neighbours = wf_dag_row (self->neighbours, n_words, v);

      for (gsize i = 0; i < n_words; i++)
        {
          guint64 word = (children[i] | neighbours[i]) & ~seen[i];

          for (seen[i] |= word; word != 0; word &= word - 1)
            stack[n++] = (guint) (i * 64) + (guint) __builtin_ctzll (word);
        }
      if (wf_row_has (seen, to))
        return TRUE;
    }
  return FALSE;
}

gboolean
wf_dag_has_path (const guint64 *dag, guint n, guint from, guint to)
{
  gsize n_words = (n + 63) / 64;
  g_autofree guint64 *seen = g_new0 (guint64, n_words);
  g_autofree guint *stack = g_new (guint, n);
  guint n_stack = 0;

  wf_row_add (seen, to); /* upwards: rows are of parents */
  stack[n_stack++] = to;
  while (n_stack > 0)
    {
      const guint64 *parents = wf_dag_row (dag, n_words, stack[--n_stack]);

      for (gsize i = 0; i < n_words; i++)
        {
          guint64 word = parents[i] & ~seen[i];

          for (seen[i] |= word; word != 0; word &= word - 1)
            stack[n_stack++] = (guint) (i * 64) + (guint) __builtin_ctzll (word);
        }
      if (wf_row_has (seen, from))
        return TRUE;
    }
  return FALSE;
}
