/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/table/prepare.h"

#define MAX_NAMES 5

char *
wf_table_join_names (const char *const *names, const guint *columns, gsize n)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; i < MIN (n, MAX_NAMES); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", names[columns[i]]);
  if (n > MAX_NAMES)
    g_string_append_printf (list, _ (" and %zu more"), n - MAX_NAMES);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

char *
wf_table_list_names (WfTable *table, const guint *columns, gsize n)
{
  return wf_table_join_names (wf_table_get_names (table), columns, n);
}

void
wf_table_warn_constant (const char *const *names, const gboolean *is_constant, GStrvBuilder *warnings)
{
  g_autoptr (GArray) constant = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *list = NULL;
  g_autofree char *text = NULL;

  for (guint j = 0; names[j] != NULL; j++)
    if (is_constant[j])
      g_array_append_val (constant, j);
  if (constant->len == 0)
    return;
  list = wf_table_join_names (names, (guint *) constant->data, constant->len);
  text = g_strdup_printf (_ ("Never varying, so without any edge: %s"), list);
  g_strv_builder_add (warnings, text);
}

void
wf_table_warn_collinear (const char *const *names, const double *r, gsize n, GStrvBuilder *warnings)
{
  g_autoptr (GPtrArray) collinear = wf_table_find_collinear (r, g_strv_length ((GStrv) names), n);

  for (guint i = 0; i < collinear->len; i++)
    {
      GArray *group = g_ptr_array_index (collinear, i);
      g_autofree char *list = wf_table_join_names (names, (guint *) group->data, group->len);
      g_autofree char *text =
          g_strdup_printf (_ ("Columns %s are perfectly collinear: the others determine each one, so the "
                              "edges of one may belong to another; leave one of them out"),
                           list);

      g_strv_builder_add (warnings, text);
    }
}
