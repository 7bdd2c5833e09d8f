/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The greedy min-fill order (Kjærulff 1990; Koller & Friedman 2009, 9.4.3): next goes the variable whose
 * elimination joins the fewest pairs of neighbours, ties by the smaller table, then by index. The number of
 * missing pairs is kept up to date as edges come and variables go; rows of the interaction graph are bits. */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/limits.h"
#include "core/base/triangulation.h"

#define TIE 1e-9 /* of a logarithm of a table's entries */

typedef struct
{
  guint n;
  gsize n_words;        /* of a row */
  guint64 *rows;        /* n x n_words */
  gint64 *fill;         /* n: pairs of neighbours that aren't joined */
  double *log_sizes;    /* n */
  double *log_entries;  /* n: of the table of a variable with its neighbours */
  gboolean *is_waiting; /* n: still to be eliminated */
} Interaction;

static void
interaction_clear (Interaction *self)
{
  g_free (self->rows);
  g_free (self->fill);
  g_free (self->log_sizes);
  g_free (self->log_entries);
  g_free (self->is_waiting);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Interaction, interaction_clear)

static inline guint64 *
get_row (const Interaction *self, guint variable)
{
  return self->rows + (gsize) variable * self->n_words;
}

static inline gboolean
is_joined (const Interaction *self, guint a, guint b)
{
  return (get_row (self, a)[b / 64] >> (b % 64)) & 1;
}

static inline void
flip (Interaction *self, guint a, guint b)
{
  get_row (self, a)[b / 64] ^= G_GUINT64_CONSTANT (1) << (b % 64);
}

static guint
count_common (const Interaction *self, guint a, guint b)
{
  const guint64 *row_a = get_row (self, a), *row_b = get_row (self, b);
  guint n = 0;

  for (gsize w = 0; w < self->n_words; w++)
    n += (guint) __builtin_popcountll (row_a[w] & row_b[w]);
  return n;
}

/* Appends the bits that two rows share. */
static void
list_common (const Interaction *self, guint a, guint b, GArray *list)
{
  const guint64 *row_a = get_row (self, a), *row_b = get_row (self, b);

  for (gsize w = 0; w < self->n_words; w++)
    for (guint64 bits = row_a[w] & row_b[w]; bits != 0; bits &= bits - 1)
      {
        guint variable = (guint) (64 * w) + (guint) __builtin_ctzll (bits);

        g_array_append_val (list, variable);
      }
}

/* Joins two variables: every neighbour of both misses one pair less, and each gets the pairs of its own
 * neighbours with the new one. */
static void
join (Interaction *self, guint a, guint b, GArray *scratch)
{
  g_array_set_size (scratch, 0);
  list_common (self, a, b, scratch);
  for (guint i = 0; i < scratch->len; i++)
    self->fill[g_array_index (scratch, guint, i)]--;
  self->fill[a] += count_common (self, a, a) - scratch->len;
  self->fill[b] += count_common (self, b, b) - scratch->len;
  flip (self, a, b);
  flip (self, b, a);
  self->log_entries[a] += self->log_sizes[b];
  self->log_entries[b] += self->log_sizes[a];
}

/* Takes a variable out whose neighbours are all joined. */
static void
take_out (Interaction *self, guint variable, const guint *neighbours, guint n_neighbours)
{
  for (guint i = 0; i < n_neighbours; i++)
    {
      guint a = neighbours[i];

      self->fill[a] -= count_common (self, a, a) - 1 - count_common (self, a, variable);
    }
  for (guint i = 0; i < n_neighbours; i++)
    {
      flip (self, neighbours[i], variable);
      flip (self, variable, neighbours[i]);
      self->log_entries[neighbours[i]] -= self->log_sizes[variable];
    }
  self->is_waiting[variable] = FALSE;
}

static void
count_fill (Interaction *self, guint variable, GArray *scratch)
{
  gint64 n_joined = 0;

  g_array_set_size (scratch, 0);
  list_common (self, variable, variable, scratch);
  self->log_entries[variable] = self->log_sizes[variable];
  for (guint i = 0; i < scratch->len; i++)
    {
      guint neighbour = g_array_index (scratch, guint, i);

      n_joined += count_common (self, variable, neighbour);
      self->log_entries[variable] += self->log_sizes[neighbour];
    }
  self->fill[variable] = ((gint64) scratch->len * (scratch->len - 1) - n_joined) / 2;
}

static gboolean
interaction_init (Interaction *self,
                  const WfScope *scopes,
                  gsize n_scopes,
                  const gsize *sizes,
                  guint n,
                  const gboolean *kept)
{
  g_autoptr (GArray) scratch = g_array_new (FALSE, FALSE, sizeof (guint));

  self->n = n;
  self->n_words = n / 64 + 1;
  self->rows = g_try_new0 (guint64, self->n_words * n + 1);
  if (self->rows == NULL)
    return FALSE;
  self->fill = g_new0 (gint64, n + 1);
  self->log_sizes = g_new0 (double, n + 1);
  self->log_entries = g_new0 (double, n + 1);
  self->is_waiting = g_new0 (gboolean, n + 1);
  for (gsize s = 0; s < n_scopes; s++)
    for (guint i = 0; i < scopes[s].n_variables; i++)
      for (guint j = 0; j < i; j++)
        {
          guint a = scopes[s].variables[i], b = scopes[s].variables[j];

          if (is_joined (self, a, b))
            continue;
          flip (self, a, b);
          flip (self, b, a);
        }
  for (guint i = 0; i < n; i++)
    {
      self->is_waiting[i] = kept == NULL || !kept[i];
      self->log_sizes[i] = log2 ((double) sizes[i]);
    }
  for (guint i = 0; i < n; i++)
    count_fill (self, i, scratch);
  return TRUE;
}

static guint
pick (const Interaction *self)
{
  guint best = G_MAXUINT;

  for (guint i = 0; i < self->n; i++)
    if (self->is_waiting[i] &&
        (best == G_MAXUINT || self->fill[i] < self->fill[best] ||
         (self->fill[i] == self->fill[best] && self->log_entries[i] < self->log_entries[best] - TIE)))
      best = i;
  return best;
}

/* Eliminates one variable: lists its clique, joins it, takes the variable out; leaves off before a huge one.
 */
static void
eliminate (
    WfTriangulation *self, Interaction *interaction, guint variable, const gsize *sizes, GArray *scratch)
{
  gsize start = self->members->len;
  const guint *neighbours;
  guint n_neighbours;
  WfScope clique;

  g_array_append_val (self->members, variable);
  list_common (interaction, variable, variable, self->members);
  n_neighbours = self->members->len - start - 1;
  neighbours = &g_array_index (self->members, guint, start) + 1;
  clique = (WfScope){ neighbours - 1, n_neighbours + 1 };
  self->largest = MAX (self->largest, wf_scope_count_entries (&clique, sizes));
  self->is_huge = self->largest > WF_TRIANGULATION_MAX_ENTRIES;
  if (self->is_huge)
    return;

  for (guint i = 0; i < n_neighbours; i++)
    for (guint j = 0; j < i; j++)
      if (!is_joined (interaction, neighbours[i], neighbours[j]))
        join (interaction, neighbours[i], neighbours[j], scratch);
  take_out (interaction, variable, neighbours, n_neighbours);
  self->places[variable] = self->n_eliminated;
  self->order[self->n_eliminated++] = variable;
  self->starts[self->n_eliminated] = self->members->len;
}

static WfTriangulation *
triangulation_alloc (guint n_variables)
{
  WfTriangulation *self = g_new0 (WfTriangulation, 1);

  self->n_variables = n_variables;
  self->order = g_new (guint, n_variables + 1);
  self->places = g_new (guint, n_variables + 1);
  self->starts = g_new0 (gsize, n_variables + 1);
  self->members = g_array_new (FALSE, FALSE, sizeof (guint));
  self->largest = 1.0;
  for (guint i = 0; i < n_variables; i++)
    self->places[i] = G_MAXUINT;
  return self;
}

void
wf_triangulation_free (WfTriangulation *self)
{
  g_free (self->order);
  g_free (self->places);
  g_free (self->starts);
  g_array_unref (self->members);
  g_free (self);
}

WfTriangulation *
wf_triangulation_new (const WfScope *scopes,
                      gsize n_scopes,
                      const gsize *sizes,
                      guint n_variables,
                      const gboolean *kept,
                      WfProgress *progress,
                      GError **error)
{
  g_autoptr (WfTriangulation) self = triangulation_alloc (n_variables);
  g_autoptr (GArray) scratch = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto (Interaction) interaction = { 0 };
  double n_kept_entries = 1.0;

  if (!interaction_init (&interaction, scopes, n_scopes, sizes, n_variables, kept))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_BUDGET,
                   _ ("Not enough memory to order the elimination of %u variables"), n_variables);
      return NULL;
    }
  for (guint next = pick (&interaction); next != G_MAXUINT && !self->is_huge; next = pick (&interaction))
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      eliminate (self, &interaction, next, sizes, scratch);
    }
  for (guint i = 0; kept != NULL && i < n_variables; i++)
    n_kept_entries *= kept[i] ? (double) sizes[i] : 1.0;
  self->largest = MAX (self->largest, n_kept_entries);
  return g_steal_pointer (&self);
}

void
wf_set_budget_error (double n_entries, GError **error)
{
  g_autofree char *needed =
      n_entries < 1e9 ? wf_format_count ((gsize) n_entries) : wf_format_number (n_entries);
  g_autofree char *allowed = wf_format_count (WF_LIMIT_TABLE_ENTRIES);

  g_set_error (error, WF_ERROR, WF_ERROR_BUDGET,
               /* Translators: two numbers, "170,000,000" and "67,108,864" */
               _ ("The exact answer needs tables of %s entries and the budget is %s: sampling answers with "
                  "standard errors (--method sampling); or merge levels, remove edges or ask about fewer "
                  "variables"),
               needed, allowed);
}
