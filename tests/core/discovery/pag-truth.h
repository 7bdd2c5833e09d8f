/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pag-test.h"

/* Two ways to the PAG of a MAG, neither of which shares code with the searches: trying all MAGs that are Markov
 * equivalent, and the rules of Zhang 2008 with paths spelled out one by one. */

/* ---- by force ---- */

/* ant of v in a MAG: v and what has a path of — and → to it */
static inline guint
truth_above (const Marks *mag, guint set)
{
  guint before;

  do
    {
      before = set;
      for (guint v = 0; v < mag->n; v++)
        for (guint u = 0; u < mag->n; u++)
          if (set >> v & 1 && mag->marks[v][u] == WF_MARK_TAIL)
            set |= 1u << u;
    }
  while (set != before);
  return set;
}

/* an arrow at v: v is no ancestor of the other end, and no — meets there */
static inline gboolean
truth_is_ancestral (const Marks *mag)
{
  for (guint v = 0; v < mag->n; v++)
    {
      gboolean has_arrow = FALSE, has_line = FALSE;

      for (guint u = 0; u < mag->n; u++)
        {
          if (mag->marks[u][v] == WF_MARK_ARROW && truth_above (mag, 1u << u) >> v & 1)
            return FALSE;
          has_arrow |= mag->marks[u][v] == WF_MARK_ARROW;
          has_line |= mag->marks[u][v] == WF_MARK_TAIL && mag->marks[v][u] == WF_MARK_TAIL;
        }
      if (has_arrow && has_line)
        return FALSE;
    }
  return TRUE;
}

/* m-separation by reachability over (node, came with an arrow) */
static inline gboolean
truth_is_separated (const Marks *mag, guint x, guint y, guint given)
{
  guint above = truth_above (mag, given);
  guint seen[2] = { 0, 0 }, todo[2] = { 0, 0 };

  for (guint v = 0; v < mag->n; v++)
    if (mag->marks[x][v] != WF_MARK_NONE)
      todo[mag->marks[x][v] == WF_MARK_ARROW] |= 1u << v;
  while ((todo[0] & ~seen[0]) != 0 || (todo[1] & ~seen[1]) != 0)
    {
      guint in = (todo[0] & ~seen[0]) != 0 ? 0 : 1;
      guint v = test_first (todo[in] & ~seen[in]);

      seen[in] |= 1u << v;
      if (v == y)
        return FALSE;
      for (guint w = 0; w < mag->n; w++)
        {
          gboolean is_collider = in == 1 && mag->marks[w][v] == WF_MARK_ARROW;

          if (mag->marks[v][w] != WF_MARK_NONE && (is_collider ? above >> v & 1 : !(given >> v & 1)))
            todo[mag->marks[v][w] == WF_MARK_ARROW] |= 1u << w;
        }
    }
  return TRUE;
}

/* one bit a pair and set, at most 10 x 8 */
static inline void
truth_get_model (const Marks *mag, guint8 *model)
{
  for (guint x = 0; x < mag->n; x++)
    for (guint y = x + 1; y < mag->n; y++)
      for (guint given = 0; given < 1u << mag->n; given++)
        if (!(given >> x & 1) && !(given >> y & 1))
          *model++ = (guint8) truth_is_separated (mag, x, y, given);
}

/* Marks that all members of the class share; FALSE when there are too many graphs to try. */
static inline gboolean
truth_by_force (const Marks *mag, guint max_edges, Marks *pag)
{
  guint8 model[80], other[80];
  guint ends[10][2];
  guint n_edges = 0;
  gsize n_models = mag->n * (mag->n - 1) / 2 << (mag->n - 2);

  for (guint a = 0; a < mag->n; a++)
    for (guint b = a + 1; b < mag->n; b++)
      if (mag->marks[a][b] != WF_MARK_NONE)
        {
          ends[n_edges][0] = a;
          ends[n_edges++][1] = b;
        }
  if (n_edges > max_edges)
    return FALSE;
  truth_get_model (mag, model);
  *pag = *mag;
  for (guint code = 0; code < 1u << 2 * n_edges; code++)
    {
      Marks member = { .n = mag->n };

      for (guint e = 0; e < n_edges; e++)
        {
          member.marks[ends[e][0]][ends[e][1]] = code >> 2 * e & 1 ? WF_MARK_ARROW : WF_MARK_TAIL;
          member.marks[ends[e][1]][ends[e][0]] = code >> (2 * e + 1) & 1 ? WF_MARK_ARROW : WF_MARK_TAIL;
        }
      if (!truth_is_ancestral (&member))
        continue;
      truth_get_model (&member, other);
      if (memcmp (model, other, n_models) != 0)
        continue;
      for (guint a = 0; a < mag->n; a++)
        for (guint b = 0; b < mag->n; b++)
          if (pag->marks[a][b] != member.marks[a][b])
            pag->marks[a][b] = WF_MARK_CIRCLE;
    }
  return TRUE;
}

/* ---- by the rules ---- */
typedef struct
{
  const Marks *mag;
  Marks *pag;
  guint path[MAX_OBSERVED];
  guint n_path;
  gboolean is_ring; /* the last node but one must be no neighbour of the first */
  gboolean (*is_step) (const Marks *pag, guint u, guint v);
} Truth;

static inline gboolean
truth_has (const Marks *pag, guint from, guint at, WfMark mark)
{
  return pag->marks[from][at] == mark;
}

static inline gboolean
truth_set (Truth *self, guint from, guint at, WfMark mark)
{
  if (self->pag->marks[from][at] != WF_MARK_CIRCLE)
    return FALSE;
  g_assert_cmpint (self->mag->marks[from][at], ==, mark); /* every rule is true of the MAG */
  self->pag->marks[from][at] = (guint8) mark;
  return TRUE;
}

static inline gboolean
truth_is_on_path (const Truth *self, guint v)
{
  for (guint i = 0; i < self->n_path; i++)
    if (self->path[i] == v)
      return TRUE;
  return FALSE;
}

static inline gboolean
truth_is_circle (const Marks *pag, guint u, guint v)
{
  return truth_has (pag, u, v, WF_MARK_CIRCLE) && truth_has (pag, v, u, WF_MARK_CIRCLE);
}

static inline gboolean
truth_is_potential (const Marks *pag, guint u, guint v)
{
  return pag->marks[u][v] != WF_MARK_NONE && !truth_has (pag, u, v, WF_MARK_TAIL) && !truth_has (pag, v, u, WF_MARK_ARROW);
}

/* Does an uncovered path of steps go on from the one so far to `end`? */
static inline gboolean
truth_extend (Truth *self, guint end)
{
  guint last = self->path[self->n_path - 1];
  gboolean is_found =
      last == end &&
      !(self->is_ring && self->pag->marks[self->path[0]][self->path[self->n_path - 2]] != WF_MARK_NONE);

  for (guint v = 0; v < self->pag->n && !is_found; v++)
    {
      if (truth_is_on_path (self, v) || !self->is_step (self->pag, last, v) ||
          (self->n_path > 1 && self->pag->marks[self->path[self->n_path - 2]][v] != WF_MARK_NONE))
        continue;
      self->path[self->n_path++] = v;
      is_found = truth_extend (self, end);
      self->n_path--;
    }
  return is_found;
}

static inline gboolean
truth_has_path (Truth *self, guint start, guint second, guint end)
{
  if (start == second || !self->is_step (self->pag, start, second))
    return FALSE;
  self->path[0] = start;
  self->path[1] = second;
  self->n_path = 2;
  return truth_extend (self, end);
}

static inline gboolean
truth_is_parent (const Marks *pag, guint u, guint v)
{
  return truth_has (pag, u, v, WF_MARK_ARROW) && truth_has (pag, v, u, WF_MARK_TAIL);
}

/* 4: does a path that discriminates for path[1] go back from its last node? path = gamma, beta, alpha, .. */
static inline gboolean
truth_discriminates (Truth *self)
{
  guint last = self->path[self->n_path - 1];
  gboolean is_found = FALSE;

  for (guint v = 0; v < self->pag->n && !is_found; v++)
    {
      if (truth_is_on_path (self, v) || !truth_has (self->pag, v, last, WF_MARK_ARROW))
        continue;
      if (truth_has (self->pag, v, self->path[0], WF_MARK_NONE))
        return TRUE;
      if (!truth_is_parent (self->pag, v, self->path[0]) || !truth_has (self->pag, last, v, WF_MARK_ARROW))
        continue;
      self->path[self->n_path++] = v;
      is_found = truth_discriminates (self);
      self->n_path--;
    }
  return is_found;
}

static inline gboolean
truth_rule_4 (Truth *self, guint a, guint b, guint c)
{
  const Marks *pag = self->pag;
  gboolean any;

  if (!truth_has (pag, c, b, WF_MARK_CIRCLE) || !truth_is_parent (pag, a, c) || !truth_has (pag, b, a, WF_MARK_ARROW))
    return FALSE;
  self->path[0] = c;
  self->path[1] = b;
  self->path[2] = a;
  self->n_path = 3;
  if (!truth_discriminates (self))
    return FALSE;
  any = truth_set (self, b, c, WF_MARK_ARROW);
  if (self->mag->marks[c][b] == WF_MARK_ARROW && self->mag->marks[a][b] == WF_MARK_ARROW)
    any |= truth_set (self, a, b, WF_MARK_ARROW) | truth_set (self, c, b, WF_MARK_ARROW);
  else
    any |= truth_set (self, c, b, WF_MARK_TAIL);
  return any;
}

static inline gboolean
truth_arrows_of_triple (Truth *self, guint a, guint b, guint c)
{
  const Marks *pag = self->pag;
  gboolean any = FALSE;

  if (truth_has (pag, a, c, WF_MARK_NONE) && truth_has (pag, a, b, WF_MARK_ARROW) && truth_has (pag, c, b, WF_MARK_CIRCLE))
    any |= truth_set (self, c, b, WF_MARK_TAIL) | truth_set (self, b, c, WF_MARK_ARROW);
  if (truth_has (pag, a, c, WF_MARK_CIRCLE) && truth_has (pag, a, b, WF_MARK_ARROW) && truth_has (pag, b, c, WF_MARK_ARROW) &&
      (truth_has (pag, b, a, WF_MARK_TAIL) || truth_has (pag, c, b, WF_MARK_TAIL)))
    any |= truth_set (self, a, c, WF_MARK_ARROW);
  for (guint d = 0; d < pag->n; d++)
    if (d != a && d != c && truth_has (pag, a, c, WF_MARK_NONE) && truth_has (pag, a, b, WF_MARK_ARROW) &&
        truth_has (pag, c, b, WF_MARK_ARROW) && truth_has (pag, a, d, WF_MARK_CIRCLE) && truth_has (pag, c, d, WF_MARK_CIRCLE) &&
        truth_has (pag, d, b, WF_MARK_CIRCLE))
      any |= truth_set (self, d, b, WF_MARK_ARROW);
  return any | truth_rule_4 (self, a, b, c);
}

static inline gboolean
truth_lines_of_triple (Truth *self, guint a, guint b, guint c)
{
  const Marks *pag = self->pag;

  if (!truth_has (pag, c, b, WF_MARK_CIRCLE) || !truth_has (pag, b, a, WF_MARK_TAIL))
    return FALSE;
  if (truth_has (pag, a, b, WF_MARK_TAIL) || (truth_has (pag, a, b, WF_MARK_CIRCLE) && truth_has (pag, a, c, WF_MARK_NONE)))
    return truth_set (self, c, b, WF_MARK_TAIL);
  return FALSE;
}

/* 5: a ring of circles */
static inline gboolean
truth_rule_5 (Truth *self, guint a, guint b)
{
  const Marks *pag = self->pag;
  gboolean is_found = FALSE;

  self->is_step = truth_is_circle;
  self->is_ring = TRUE;
  for (guint c = 0; c < pag->n && !is_found && truth_is_circle (pag, a, b); c++)
    is_found = c != b && truth_has (pag, c, b, WF_MARK_NONE) && truth_has_path (self, a, c, b);
  self->is_ring = FALSE;
  return is_found && (truth_set (self, a, b, WF_MARK_TAIL) | truth_set (self, b, a, WF_MARK_TAIL));
}

static inline gboolean
truth_rule_10 (Truth *self, guint a, guint c)
{
  const Marks *pag = self->pag;
  guint starts = 0;

  for (guint m = 0; m < pag->n; m++)
    for (guint b = 0; b < pag->n; b++)
      if (b != c && m != c && b != a && truth_is_parent (pag, b, c) && truth_has_path (self, a, m, b))
        starts |= 1u << m;
  for (guint m = 0; m < pag->n; m++)
    for (guint w = 0; w < pag->n; w++)
      if (m != w && starts >> m & 1 && starts >> w & 1 && truth_has (pag, m, w, WF_MARK_NONE))
        return TRUE;
  return FALSE;
}

/* 8, 9 and 10 */
static inline gboolean
truth_tail (Truth *self, guint a, guint c)
{
  const Marks *pag = self->pag;
  gboolean is_tail = FALSE;

  if (!truth_has (pag, c, a, WF_MARK_CIRCLE) || !truth_has (pag, a, c, WF_MARK_ARROW))
    return FALSE;
  self->is_step = truth_is_potential;
  for (guint b = 0; b < pag->n; b++)
    {
      is_tail |= truth_has (pag, b, a, WF_MARK_TAIL) && !truth_has (pag, a, b, WF_MARK_TAIL) && truth_is_parent (pag, b, c);
      is_tail |= b != c && truth_has (pag, b, c, WF_MARK_NONE) && truth_has_path (self, a, b, c);
    }
  return (is_tail || truth_rule_10 (self, a, c)) && truth_set (self, c, a, WF_MARK_TAIL);
}

typedef gboolean (*TripleRule) (Truth *self, guint a, guint b, guint c);

static inline gboolean
truth_sweep (Truth *self, TripleRule rule)
{
  const Marks *pag = self->pag;
  gboolean any = FALSE, is_new;

  do
    {
      is_new = FALSE;
      for (guint a = 0; a < pag->n; a++)
        for (guint b = 0; b < pag->n; b++)
          for (guint c = 0; c < pag->n; c++)
            if (a != c && !truth_has (pag, a, b, WF_MARK_NONE) && !truth_has (pag, b, c, WF_MARK_NONE))
              is_new |= rule (self, a, b, c);
      any |= is_new;
    }
  while (is_new);
  return any;
}

static inline Marks
truth_by_rules (const Marks *mag)
{
  Marks pag = { .n = mag->n };
  Truth self = { .mag = mag, .pag = &pag };
  Marks before;
  gboolean any;

  for (guint a = 0; a < mag->n; a++)
    for (guint b = 0; b < mag->n; b++)
      if (mag->marks[a][b] != WF_MARK_NONE)
        pag.marks[a][b] = WF_MARK_CIRCLE;
  for (guint a = 0; a < mag->n; a++)
    for (guint b = 0; b < mag->n; b++)
      for (guint c = 0; c < mag->n; c++)
        if (a != c && mag->marks[a][c] == WF_MARK_NONE && mag->marks[a][b] == WF_MARK_ARROW && mag->marks[c][b] == WF_MARK_ARROW)
          pag.marks[a][b] = pag.marks[c][b] = WF_MARK_ARROW;
  truth_sweep (&self, truth_arrows_of_triple);
  before = pag;
  for (guint a = 0; a < mag->n; a++)
    for (guint b = a + 1; b < mag->n; b++)
      {
        Marks rings = before;

        self.pag = &rings; /* the rings of circles there were before the first became one of lines */
        if (truth_rule_5 (&self, a, b))
          pag.marks[a][b] = pag.marks[b][a] = WF_MARK_TAIL;
      }
  self.pag = &pag;
  truth_sweep (&self, truth_lines_of_triple);
  do
    {
      any = FALSE;
      for (guint a = 0; a < mag->n; a++)
        for (guint c = 0; c < mag->n; c++)
          any |= truth_tail (&self, a, c);
    }
  while (any);
  return pag;
}
