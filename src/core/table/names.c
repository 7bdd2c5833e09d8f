/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/table/prepare.h"

#define MAX_NAMES 5

char *
wf_table_list_names (WfTable *table, const guint *columns, gsize n)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; i < MIN (n, MAX_NAMES); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", wf_table_get_name (table, columns[i]));
  if (n > MAX_NAMES)
    g_string_append_printf (names, _ (" and %zu more"), n - MAX_NAMES);
  return g_string_free (g_steal_pointer (&names), FALSE);
}
