/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/format.h"
#include "core/table/storage.h"

#define ALIGNMENT ((gsize) 64)

static gpointer
allocate (gsize n, gsize size)
{
  if (n > (G_MAXSSIZE - ALIGNMENT) / size)
    return NULL;
  return aligned_alloc (ALIGNMENT, MAX (ALIGNMENT, (n * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT));
}

double *
wf_storage_new_values (gsize n)
{
  return allocate (n, sizeof (double));
}

gint32 *
wf_storage_new_codes (gsize n)
{
  return allocate (n, sizeof (gint32));
}

const char **
wf_storage_new_cells (gsize n)
{
  return g_try_new0 (const char *, MAX (n, 1));
}

/* position of value in the sorted distinct values, or where it belongs */
static gsize
find (const double *distinct, gsize n, double value)
{
  gsize low = 0;

  while (low < n)
    {
      gsize middle = (low + n) / 2;

      if (distinct[middle] < value)
        low = middle + 1;
      else
        n = middle;
    }
  return low;
}

gsize
wf_values_find_levels (const double *values, gsize n, double distinct[WF_DISTINCT_MAX])
{
  gsize n_distinct = 0;
  double last = NAN;

  for (gsize i = 0; i < n; i++)
    {
      double value = values[i];
      gsize at;

      if (value == last || isnan (value))
        continue;
      last = value;
      if (value != rint (value) || fabs (value) > 0x1p53)
        return 0;
      at = find (distinct, n_distinct, value);
      if (at < n_distinct && distinct[at] == value)
        continue;
      if (n_distinct == WF_DISTINCT_MAX)
        return 0;
      memmove (distinct + at + 1, distinct + at, (n_distinct - at) * sizeof (double));
      distinct[at] = value + 0.0; /* -0 -> 0 */
      n_distinct++;
    }
  return n_distinct;
}

gboolean
wf_values_are_whole (const double *values, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]) && values[i] != rint (values[i]))
      return FALSE;
  return TRUE;
}

gint32 *
wf_values_to_codes (const double *values, gsize n, const double *distinct, gsize n_distinct)
{
  gint32 *codes = wf_storage_new_codes (n);

  for (gsize i = 0; codes != NULL && i < n; i++)
    codes[i] = isnan (values[i]) ? -1 : (gint32) find (distinct, n_distinct, values[i]);
  return codes;
}

char **
wf_values_to_levels (const double *distinct, gsize n_distinct)
{
  char **levels = g_new0 (char *, n_distinct + 1);

  for (gsize i = 0; i < n_distinct; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      if (fabs (distinct[i]) <= 0x1p53 && distinct[i] == rint (distinct[i]))
        g_string_printf (text, "%.0f", distinct[i]);
      else
        wf_append_double (text, distinct[i]);
      levels[i] = g_string_free (g_steal_pointer (&text), FALSE);
    }
  return levels;
}
