/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What people should know of discrete columns before they believe tests of them. */

#include "config.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "core/citest/contingency-private.h"
#include "core/table/prepare.h"

#define MAX_EXAMPLES 5
#define HASH_START   G_GUINT64_CONSTANT (14695981039346656037)

/* A column, and a hash of which rows share a level, whatever the levels are called. */
typedef struct
{
  guint column;
  guint64 hash;
} Pattern;

static int
compare_patterns (const void *a, const void *b)
{
  const Pattern *pattern_a = a, *pattern_b = b;

  if (pattern_a->hash != pattern_b->hash)
    return pattern_a->hash < pattern_b->hash ? -1 : 1;
  return pattern_a->column < pattern_b->column ? -1 : pattern_a->column > pattern_b->column;
}

/* FNV-1a, by number instead of byte */
static inline guint64
add_to_hash (guint64 hash, guint64 number)
{
  return (hash ^ number) * G_GUINT64_CONSTANT (1099511628211);
}

/* Of rows of bits in any order. */
static guint64
hash_bits (const WfCodes *codes, gsize n_words)
{
  guint64 sum = 0;

  for (guint l = 0; l < codes->n_levels; l++)
    {
      guint64 hash = HASH_START;

      for (gsize w = 0; w < n_words; w++)
        hash = add_to_hash (hash, codes->bits[l * n_words + w]);
      sum += hash;
    }
  return sum;
}

/* Levels are numbered as they turn up. */
static guint64
hash_codes (const WfCodes *codes, gsize n)
{
  g_autofree guint16 *numbers = g_new0 (guint16, codes->n_levels);
  guint64 hash = HASH_START;
  guint16 n_found = 0;

  for (gsize i = 0; i < n; i++)
    {
      guint16 number = WF_CODE_MISSING;

      if (codes->codes[i] != WF_CODE_MISSING)
        {
          if (numbers[codes->codes[i]] == 0)
            numbers[codes->codes[i]] = ++n_found;
          number = numbers[codes->codes[i]];
        }
      hash = add_to_hash (hash, number);
    }
  return hash;
}

/* Is each level of the one a level of the other? */
static gboolean
is_copy (const WfCodes *a, const WfCodes *b, gsize n)
{
  g_autofree guint16 *partners = g_new0 (guint16, a->n_levels);

  if (a->n_levels != b->n_levels)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      if ((a->codes[i] == WF_CODE_MISSING) != (b->codes[i] == WF_CODE_MISSING))
        return FALSE;
      if (a->codes[i] == WF_CODE_MISSING)
        continue;
      if (partners[a->codes[i]] == 0)
        partners[a->codes[i]] = b->codes[i] + 1;
      if (partners[a->codes[i]] != b->codes[i] + 1)
        return FALSE;
    }
  return TRUE;
}

/* Of two copies each leaves nothing of the other to explain anything by. */
static void
warn_of_copies (const WfContingency *self, WfTable *table, GStrvBuilder *warnings)
{
  g_autofree Pattern *patterns = g_new (Pattern, self->p);
  g_autoptr (GString) list = g_string_new (NULL);
  gsize n_varying = 0;
  guint n_copies = 0;
  g_autofree char *text = NULL;

  for (guint j = 0; j < self->p; j++)
    {
      const WfCodes *codes = &self->columns[j];

      if (codes->n_levels > 1)
        patterns[n_varying++] = (Pattern){ j, codes->bits != NULL ? hash_bits (codes, self->n_words)
                                                                  : hash_codes (codes, self->n) };
    }
  qsort (patterns, n_varying, sizeof (Pattern), compare_patterns);
  for (gsize i = 0, first = 0; i < n_varying; i++)
    if (patterns[i].hash != patterns[first].hash)
      first = i;
    else if (i > first &&
             is_copy (&self->columns[patterns[first].column], &self->columns[patterns[i].column], self->n) &&
             ++n_copies <= MAX_EXAMPLES)
      g_string_append_printf (list, "%s%s = %s", n_copies > 1 ? ", " : "",
                              wf_table_get_name (table, patterns[first].column),
                              wf_table_get_name (table, patterns[i].column));
  if (n_copies == 0)
    return;
  text =
      g_strdup_printf (_ ("Columns are copies of others: %s%s. Given its copy, a column depends on nothing, "
                          "so links of both may be missing; leave one of them out"),
                       list->str, n_copies > MAX_EXAMPLES ? " …" : "");
  g_strv_builder_add (warnings, text);
}

/* Columns so fine that even a table with a column of two levels is too thin to count. */
static void
warn_of_many_levels (const WfContingency *self, WfTable *table, GStrvBuilder *warnings)
{
  g_autoptr (GArray) fine = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;

  for (guint j = 0; j < self->p; j++)
    if (self->columns[j].n_levels > 1 && self->n < 2 * self->rows_per_cell * self->columns[j].n_levels)
      g_array_append_val (fine, j);
  if (fine->len == 0)
    return;
  names = wf_table_list_names (table, (guint *) fine->data, fine->len);
  text = g_strdup_printf (_ ("Too many levels for %zu rows, so no test can tell what they depend on, and "
                             "they are without any edge: %s. Join levels, or leave the columns out"),
                          self->n, names);
  g_strv_builder_add (warnings, text);
}

GStrv
wf_contingency_list_warnings (const WfContingency *self, WfTable *table)
{
  g_autoptr (GStrvBuilder) warnings = g_strv_builder_new ();
  g_autoptr (GArray) constant = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint j = 0; j < self->p; j++)
    {
      if (self->columns[j].n_levels < 2)
        g_array_append_val (constant, j);
      if (self->columns[j].has_missing)
        g_array_append_val (gaps, j);
    }
  if (constant->len > 0)
    {
      g_autofree char *names = wf_table_list_names (table, (guint *) constant->data, constant->len);
      g_autofree char *text = g_strdup_printf (_ ("Never varying, so without any edge: %s"), names);

      g_strv_builder_add (warnings, text);
    }
  if (gaps->len > 0)
    {
      g_autofree char *names = wf_table_list_names (table, (guint *) gaps->data, gaps->len);
      g_autofree char *text = g_strdup_printf (_ ("Values are missing in %s; each test leaves out the rows "
                                                  "it has no values for, which is harmless only "
                                                  "when values are missing by chance"),
                                               names);

      g_strv_builder_add (warnings, text);
    }
  warn_of_copies (self, table, warnings);
  warn_of_many_levels (self, table, warnings);
  return g_strv_builder_end (warnings);
}
