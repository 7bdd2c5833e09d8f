/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Knowledge may leave one direction each to edges that the data ask for, and these directions may close a
 * cycle, which no acyclic graph over these edges avoids. The edge of the cycle that the data come nearest to
 * doing without gives way. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/discovery/pc-private.h"

#define MAX_EXAMPLES 5

typedef struct
{
  const WfPcInput *input;
  const WfAdjacency *graph;
  guint8 *is_gone; /* an edge of the graph */
  guint8 *is_done; /* a node no cycle goes through */
  guint *path;     /* nodes from the first to the present one */
  guint8 *is_on_path;
} Cycles;

/* Does knowledge leave the edge this direction only? */
static gboolean
is_forced (const WfConstraints *constraints, guint from, guint to)
{
  return wf_constraints_is_required (constraints, from, to) ||
         (wf_constraints_is_forbidden (constraints, to, from) &&
          !wf_constraints_is_forbidden (constraints, from, to));
}

static gsize
find_edge (const WfAdjacency *graph, guint a, guint b)
{
  gsize low = 0, high = graph->n_edges;
  guint first = MIN (a, b), second = MAX (a, b);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      const guint *edge = graph->edges + 2 * middle;

      if (edge[0] < first || (edge[0] == first && edge[1] < second))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The length of a cycle, whose nodes are path[*start ...], that is reached from the node; 0 = none. */
static guint
find_cycle (Cycles *self, guint depth, guint *start)
{
  guint v = self->path[depth];

  self->is_on_path[v] = TRUE;
  for (guint i = self->graph->starts[v]; i < self->graph->starts[v + 1]; i++)
    {
      guint w = self->graph->neighbours[i];
      guint length;

      if (self->is_done[w] || !is_forced (self->input->constraints, v, w) ||
          self->is_gone[find_edge (self->graph, v, w)])
        continue;
      if (self->is_on_path[w])
        {
          for (*start = 0; self->path[*start] != w; (*start)++)
            ;
          return depth + 1 - *start;
        }
      self->path[depth + 1] = w;
      length = find_cycle (self, depth + 1, start);
      if (length > 0)
        return length;
    }
  self->is_on_path[v] = FALSE;
  self->is_done[v] = TRUE;
  return 0;
}

static double
get_p (const WfSkeleton *skeleton, guint a, guint b)
{
  for (guint i = 0; i < skeleton->kept->len; i++)
    {
      const WfRemovedPair *pair = &g_array_index (skeleton->kept, WfRemovedPair, i);

      if (pair->a == MIN (a, b) && pair->b == MAX (a, b))
        return pair->p;
    }
  return -1; /* never tested */
}

static int
compare_pairs (const char *const *names, guint a1, guint b1, guint a2, guint b2)
{
  int first = strcmp (names[a1], names[a2]);

  return first != 0 ? first : strcmp (names[b1], names[b2]);
}

/* The edge of the cycle with the largest p-value, equal ones by name; required ones stay. */
static gsize
choose_edge (const Cycles *self, const WfSkeleton *skeleton, guint start, guint length)
{
  guint best_from = 0, best_to = 0;
  double best = -2;

  for (guint i = 0; i < length; i++)
    {
      guint from = self->path[start + i];
      guint to = self->path[start + (i + 1) % length];
      double p;

      if (wf_constraints_is_required (self->input->constraints, from, to))
        continue;
      p = get_p (skeleton, from, to);
      if (p > best || (p == best && compare_pairs (self->input->names, from, to, best_from, best_to) < 0))
        {
          best = p;
          best_from = from;
          best_to = to;
        }
    }
  return find_edge (self->graph, best_from, best_to); /* what is required has no cycle: that was checked */
}

/* Returns how many edges have to go. */
static guint
mark_edges (Cycles *self, const WfSkeleton *skeleton)
{
  guint n = self->graph->n;
  guint n_gone = 0;

  for (guint v = 0; v < n && !wf_progress_is_cancelled (self->input->progress);)
    {
      guint start = 0, length = 0;

      self->path[0] = v;
      if (!self->is_done[v])
        length = find_cycle (self, 0, &start);
      if (length == 0)
        {
          v++;
          continue;
        }
      self->is_gone[choose_edge (self, skeleton, start, length)] = TRUE;
      n_gone++;
      memset (self->is_on_path, 0, n);
    }
  return n_gone;
}

/* Without the edges that are gone; what kept says of them goes, too. */
static void
take_away (const Cycles *self, WfSkeleton *skeleton)
{
  const WfAdjacency *graph = self->graph;
  guint *edges = g_new (guint, 2 * (gsize) graph->n_edges);
  guint n_edges = 0, n_kept = 0;

  for (guint i = 0; i < skeleton->kept->len; i++)
    {
      WfRemovedPair pair = g_array_index (skeleton->kept, WfRemovedPair, i);

      if (!self->is_gone[find_edge (graph, pair.a, pair.b)])
        g_array_index (skeleton->kept, WfRemovedPair, n_kept++) = pair;
    }
  g_array_set_size (skeleton->kept, n_kept);
  for (gsize e = 0; e < graph->n_edges; e++)
    if (!self->is_gone[e])
      {
        edges[2 * n_edges] = graph->edges[2 * e];
        edges[2 * n_edges + 1] = graph->edges[2 * e + 1];
        n_edges++;
      }
  skeleton->final = wf_adjacency_new (graph->n, edges, n_edges);
  g_ptr_array_set_size (skeleton->levels, skeleton->levels->len - 1);
  g_ptr_array_add (skeleton->levels, skeleton->final);
}

static void
warn (const Cycles *self, guint n_gone, GStrvBuilder *warnings)
{
  const char *const *names = self->input->names;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint n = 0;

  for (gsize e = 0; e < self->graph->n_edges; e++)
    if (self->is_gone[e] && ++n <= MAX_EXAMPLES)
      g_string_append_printf (list, "%s%s — %s", n > 1 ? ", " : "", names[self->graph->edges[2 * e]],
                              names[self->graph->edges[2 * e + 1]]);
  if (n > MAX_EXAMPLES)
    g_string_append (list, " …");
  text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u edge that the data ask for was left out: the only direction that the background "
                   "knowledge leaves it would close a cycle: %s",
                   "%u edges that the data ask for were left out: the only direction that the background "
                   "knowledge leaves each would close a cycle: %s",
                   n_gone),
      n_gone, list->str);
  g_strv_builder_add (warnings, text);
}

gboolean
wf_skeleton_break_forced_cycles (WfSkeleton *self,
                                 const WfPcInput *input,
                                 GStrvBuilder *warnings,
                                 GError **error)
{
  gsize n = self->n;
  g_autofree guint8 *flags = NULL;
  g_autofree guint8 *is_gone = NULL;
  g_autofree guint *path = NULL;
  Cycles cycles = { .input = input, .graph = self->final };
  guint n_gone;

  if (input->constraints->rules == NULL)
    return TRUE;
  flags = g_new0 (guint8, 2 * n);
  is_gone = g_new0 (guint8, self->final->n_edges + 1);
  path = g_new (guint, n + 1);
  cycles.is_gone = is_gone;
  cycles.is_done = flags;
  cycles.is_on_path = flags + n;
  cycles.path = path;
  n_gone = mark_edges (&cycles, self);
  if (n_gone > 0)
    {
      warn (&cycles, n_gone, warnings);
      take_away (&cycles, self);
    }
  return wf_progress_check (input->progress, error);
}
