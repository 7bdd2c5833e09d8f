/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Hugin propagation (Jensen, Lauritzen & Olesen 1990; Koller & Friedman 2009, 10.3): messages to the root,
 * then back, each clique divided by what it sent itself (0/0 = 0). Levels that are put in take their variable
 * out of every table. Messages are scaled to a largest entry of 1, so that evidence of tiny probability
 * doesn't vanish. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/elimination.h"
#include "core/inference/junction-tree-private.h"

#define LARGE_WORKSPACE (1 << 23) /* entries: 64 MiB, which isn't kept for the next query */
#define SAFE_PRODUCT    1e-200 /* below this lower bound of a product's largest entry the table is scaled */

/* One query: what it asks, and what it writes. */
typedef struct
{
  const WfJunctionTree *tree;
  const gint *levels;
  WfProgress *progress;
  double log_total;      /* of what was scaled away so far */
  gsize capacity;        /* of the values */
  double *values;        /* all tables, one after the other */
  double **tables;       /* n_cliques: into the values */
  double **separators;   /* n_cliques: into the values */
  double *scratch;       /* into the values: as long as the longest separator */
  gsize *n_entries;      /* n_cliques */
  gsize *n_shared;       /* n_cliques: entries of the separators */
  double *bounds;        /* n_cliques: no more than the largest entry of the table */
  guint *free_variables; /* of all cliques without the levels, one clique after the other */
  WfScope *scopes;       /* n_cliques: into the free variables */
  WfScope *shared;       /* n_cliques: the end of the scopes */
  gsize *strides;        /* n_variables: of the table at hand; all 0 in between */
  gboolean *is_begun;    /* n_cliques: its table has values */
} Workspace;

void
wf_junction_workspace_free (gpointer workspace)
{
  Workspace *self = workspace;

  g_free (self->values);
  g_free (self->tables);
  g_free (self->separators);
  g_free (self->n_entries);
  g_free (self->n_shared);
  g_free (self->bounds);
  g_free (self->free_variables);
  g_free (self->scopes);
  g_free (self->shared);
  g_free (self->strides);
  g_free (self->is_begun);
  g_free (self);
}

static Workspace *
workspace_new (const WfJunctionTree *tree)
{
  Workspace *self = g_new0 (Workspace, 1);
  gsize n_members = 0;

  for (guint c = 0; c < tree->n_cliques; c++)
    n_members += tree->cliques[c].scope.n_variables;
  self->tables = g_new0 (double *, tree->n_cliques + 1);
  self->separators = g_new0 (double *, tree->n_cliques + 1);
  self->n_entries = g_new0 (gsize, tree->n_cliques + 1);
  self->n_shared = g_new0 (gsize, tree->n_cliques + 1);
  self->bounds = g_new0 (double, tree->n_cliques + 1);
  self->free_variables = g_new0 (guint, n_members + 1);
  self->scopes = g_new0 (WfScope, tree->n_cliques + 1);
  self->shared = g_new0 (WfScope, tree->n_cliques + 1);
  self->strides = g_new0 (gsize, tree->n_variables + 1);
  self->is_begun = g_new0 (gboolean, tree->n_cliques + 1);
  return self;
}

/* The tree's spare one, or a new one: two threads never share. */
static Workspace *
borrow_workspace (WfJunctionTree *tree)
{
  Workspace *self = g_atomic_pointer_exchange (&tree->spare, NULL);

  return self != NULL ? self : workspace_new (tree);
}

static void
return_workspace (WfJunctionTree *tree, Workspace *self)
{
  if (self->capacity > LARGE_WORKSPACE || !g_atomic_pointer_compare_and_exchange (&tree->spare, NULL, self))
    wf_junction_workspace_free (self);
}

/* Scopes without the variables that have a level, and room for their tables. */
static gboolean
lay_out (Workspace *self, GError **error)
{
  const WfJunctionTree *tree = self->tree;
  guint *next = self->free_variables;
  gsize n_values = 0, n_scratch = 0, place = 0;

  for (guint c = 0; c < tree->n_cliques; c++)
    {
      const WfClique *clique = &tree->cliques[c];
      guint first_of_separator = clique->scope.n_variables - clique->separator.n_variables;

      self->scopes[c] = (WfScope){ next, 0 };
      self->shared[c].n_variables = 0;
      for (guint k = 0; k < clique->scope.n_variables; k++)
        {
          if (self->levels[clique->scope.variables[k]] >= 0)
            continue;
          *next++ = clique->scope.variables[k];
          self->scopes[c].n_variables++;
          self->shared[c].n_variables += k >= first_of_separator;
        }
      self->shared[c].variables = next - self->shared[c].n_variables;
      self->n_entries[c] = (gsize) wf_scope_count_entries (&self->scopes[c], tree->sizes);
      self->n_shared[c] = (gsize) wf_scope_count_entries (&self->shared[c], tree->sizes);
      n_values += self->n_entries[c] + self->n_shared[c];
      n_scratch = MAX (n_scratch, self->n_shared[c]);
      self->is_begun[c] = FALSE;
      self->bounds[c] = 1.0;
    }
  if (n_values + n_scratch > self->capacity)
    {
      g_free (self->values);
      self->capacity = n_values + n_scratch;
      self->values = g_try_new (double, self->capacity);
      if (self->values == NULL)
        {
          self->capacity = 0;
          wf_set_budget_error ((double) (n_values + n_scratch), error);
          return FALSE;
        }
    }
  for (guint c = 0; c < tree->n_cliques; c++)
    {
      self->tables[c] = self->values + place;
      self->separators[c] = self->tables[c] + self->n_entries[c];
      place += self->n_entries[c] + self->n_shared[c];
    }
  self->scratch = self->values + n_values;
  return TRUE;
}

/* The walk through a clique's table beside one over some of its variables; levels put in move its start. */
static gsize
begin_walk (Workspace *self, guint clique, const WfScope *other, WfWalk *walk)
{
  const gsize *sizes = self->tree->sizes;
  gsize stride = 1, offset = 0;

  for (guint k = other->n_variables; k-- > 0; stride *= sizes[other->variables[k]])
    {
      guint variable = other->variables[k];

      if (self->levels[variable] >= 0)
        offset += stride * (gsize) self->levels[variable];
      else
        self->strides[variable] = stride;
    }
  wf_walk_init (walk, &self->scopes[clique], sizes, self->strides);
  for (guint k = 0; k < other->n_variables; k++)
    self->strides[other->variables[k]] = 0;
  return offset;
}

static double
find_largest (const double *values, gsize n)
{
  double largest = 0.0;

  for (gsize i = 0; i < n; i++)
    largest = values[i] > largest ? values[i] : largest;
  return largest;
}

static void
scale (double *values, gsize n, double factor)
{
  for (gsize i = 0; i < n; i++)
    values[i] *= factor;
}

static gboolean
set_no_support (GError **error)
{
  wf_set_support_error (error);
  return FALSE;
}

/* Divides by the largest entry and remembers it. */
static gboolean
rescale (Workspace *self, double *values, gsize n, GError **error)
{
  double largest = find_largest (values, n);

  if (!(largest > 0.0))
    return set_no_support (error);
  if (largest == 1.0)
    return TRUE;
  for (gsize i = 0; i < n; i++)
    values[i] /= largest;
  self->log_total += log (largest);
  return TRUE;
}

/* The smallest positive value. */
static double
find_least (const double *values, gsize n)
{
  double least = INFINITY;

  for (gsize i = 0; i < n; i++)
    least = values[i] > 0.0 && values[i] < least ? values[i] : least;
  return least;
}

/* Multiplies a table over some of its variables into a clique. */
static gboolean
multiply_in (Workspace *self, guint clique, const WfScope *scope, const double *values, GError **error)
{
  gsize n_values = (gsize) wf_scope_count_entries (scope, self->tree->sizes), offset;
  WfWalk walk;
  gboolean is_done;

  self->bounds[clique] *= MIN (1.0, find_least (values, n_values));
  if (self->is_begun[clique] && self->bounds[clique] < SAFE_PRODUCT)
    {
      if (!rescale (self, self->tables[clique], self->n_entries[clique], error))
        return FALSE;
      self->bounds[clique] = MIN (1.0, find_least (values, n_values));
    }
  offset = begin_walk (self, clique, scope, &walk);
  is_done = self->is_begun[clique]
                ? wf_walk_multiply (&walk, self->tables[clique], values + offset, self->progress, error)
                : wf_walk_assign (&walk, self->tables[clique], values + offset, self->progress, error);
  self->is_begun[clique] = TRUE;
  return is_done;
}

static gboolean
put_in_potentials (Workspace *self, const WfPotential *potentials, gsize n_potentials, GError **error)
{
  for (gsize i = 0; i < n_potentials; i++)
    if (!multiply_in (self, potentials[i].clique, &potentials[i].scope, potentials[i].values, error))
      return FALSE;
  for (guint c = 0; c < self->tree->n_cliques; c++)
    if (!self->is_begun[c])
      {
        for (gsize i = 0; i < self->n_entries[c]; i++)
          self->tables[c][i] = 1.0;
        self->is_begun[c] = TRUE;
      }
  return TRUE;
}

/* The table of a clique summed to what it shares with its parent. */
static gboolean
sum_to_separator (Workspace *self, guint source, guint child, double *out, GError **error)
{
  WfWalk walk;

  memset (out, 0, self->n_shared[child] * sizeof (double));
  begin_walk (self, source, &self->shared[child], &walk);
  return wf_walk_add_up (&walk, self->tables[source], out, self->progress, error);
}

/* From the leaves to the roots, which end up normalised. */
static gboolean
collect (Workspace *self, GError **error)
{
  const WfJunctionTree *tree = self->tree;

  for (guint c = tree->n_cliques; c-- > 0;)
    {
      double *message = self->separators[c];

      if (!wf_progress_check (self->progress, error))
        return FALSE;
      if (tree->cliques[c].parent < 0)
        {
          double total = 0.0;

          for (gsize i = 0; i < self->n_entries[c]; i++)
            total += self->tables[c][i];
          if (!(total > 0.0))
            return set_no_support (error);
          scale (self->tables[c], self->n_entries[c], 1.0 / total);
          self->log_total += log (total);
          continue;
        }
      if (!sum_to_separator (self, c, c, message, error) ||
          !rescale (self, message, self->n_shared[c], error) ||
          !multiply_in (self, tree->cliques[c].parent, &self->shared[c], message, error))
        return FALSE;
    }
  return TRUE;
}

/* From the roots to the leaves: every table and separator becomes a distribution. */
static gboolean
distribute (Workspace *self, GError **error)
{
  const WfJunctionTree *tree = self->tree;

  for (guint c = 0; c < tree->n_cliques; c++)
    {
      double *sent = self->separators[c], *ratio = self->scratch;
      WfWalk walk;

      if (tree->cliques[c].parent < 0)
        continue;
      if (!wf_progress_check (self->progress, error) ||
          !sum_to_separator (self, tree->cliques[c].parent, c, ratio, error))
        return FALSE;
      for (gsize i = 0; i < self->n_shared[c]; i++)
        {
          double both = ratio[i];

          ratio[i] = sent[i] > 0.0 ? both / sent[i] : 0.0;
          sent[i] = both;
        }
      begin_walk (self, c, &self->shared[c], &walk);
      if (!wf_walk_multiply (&walk, self->tables[c], ratio, self->progress, error))
        return FALSE;
    }
  return TRUE;
}

/* A variable's distribution from the smallest table that has it. */
static gboolean
read_marginal (Workspace *self, guint variable, double *out, GError **error)
{
  const WfJunctionTree *tree = self->tree;
  guint clique = tree->homes[variable] / 2;
  gboolean is_shared = tree->homes[variable] % 2 == 1;
  const WfScope *scope = is_shared ? &self->shared[clique] : &self->scopes[clique];
  const double *table = is_shared ? self->separators[clique] : self->tables[clique];
  gsize n_levels = tree->sizes[variable];
  double total = 0.0;
  WfWalk walk;

  memset (out, 0, n_levels * sizeof (double));
  self->strides[variable] = 1;
  wf_walk_init (&walk, scope, tree->sizes, self->strides);
  self->strides[variable] = 0;
  if (!wf_walk_add_up (&walk, table, out, self->progress, error))
    return FALSE;
  for (gsize i = 0; i < n_levels; i++)
    total += out[i];
  scale (out, n_levels, 1.0 / total);
  return TRUE;
}

static gboolean
propagate (Workspace *self,
           const WfPotential *potentials,
           gsize n_potentials,
           double *const *marginals,
           GError **error)
{
  const WfJunctionTree *tree = self->tree;
  gboolean is_wanted = FALSE;

  if (!lay_out (self, error) || !put_in_potentials (self, potentials, n_potentials, error) ||
      !collect (self, error))
    return FALSE;
  for (guint i = 0; i < tree->n_variables; i++)
    is_wanted |= marginals[i] != NULL;
  if (is_wanted && !distribute (self, error))
    return FALSE;
  for (guint i = 0; i < tree->n_variables; i++)
    {
      if (marginals[i] == NULL)
        continue;
      if (self->levels[i] >= 0)
        {
          memset (marginals[i], 0, tree->sizes[i] * sizeof (double));
          marginals[i][self->levels[i]] = 1.0;
        }
      else if (!read_marginal (self, i, marginals[i], error))
        return FALSE;
    }
  return TRUE;
}

gboolean
wf_junction_tree_propagate (WfJunctionTree *self,
                            const WfPotential *potentials,
                            gsize n_potentials,
                            const gint *levels,
                            double *const *marginals,
                            double *log_total,
                            WfProgress *progress,
                            GError **error)
{
  Workspace *workspace = borrow_workspace (self);
  gboolean is_done;

  workspace->tree = self;
  workspace->levels = levels;
  workspace->progress = progress;
  workspace->log_total = 0.0;
  is_done = propagate (workspace, potentials, n_potentials, marginals, error);
  if (is_done && log_total != NULL)
    *log_total = workspace->log_total;
  return_workspace (self, workspace);
  return is_done;
}
