/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* --pool: further tables whose rows go with those of the operand. */

#include "config.h"

#include "cli/pool.h"
#include "core/table/pool.h"

static WfTable *
read_further (WfInvocation *self, const char *path, GPtrArray *domains, GError **error)
{
  g_autoptr (WfSource) source = wf_invocation_open (self, path, error);
  const WfFormat *format = source != NULL ? wf_formats_detect (source, WF_CONTENT_TABLE, error) : NULL;
  g_autoptr (GVariant) options = format != NULL ? wf_invocation_collect_reading (self, format, error) : NULL;
  WfTable *table = options != NULL ? wf_table_read (source, options, self->progress, error) : NULL;

  if (table == NULL)
    return NULL;
  g_ptr_array_add (domains, wf_pool_name_domain (source));
  wf_invocation_add_input (self, source, "rows", wf_table_get_n_rows (table), "columns",
                           wf_table_get_n_columns (table));
  return table;
}

WfTable *
wf_invocation_pool (WfInvocation *self, WfSource *source, WfTable *table, GError **error)
{
  GPtrArray *paths = g_hash_table_lookup (self->values, "pool");
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_table_unref);
  g_autoptr (GPtrArray) domains = g_ptr_array_new_with_free_func (g_free);

  if (paths == NULL || self->operands->len == 0 ||
      g_strcmp0 (wf_source_get_path (source), self->operands->pdata[0]) != 0)
    return wf_table_ref (table);
  g_ptr_array_add (tables, wf_table_ref (table));
  g_ptr_array_add (domains, wf_pool_name_domain (source));
  for (guint i = 0; i < paths->len; i++)
    {
      WfTable *further = read_further (self, paths->pdata[i], domains, error);

      if (further == NULL)
        return NULL;
      g_ptr_array_add (tables, further);
    }
  return wf_table_pool ((WfTable *const *) tables->pdata, (const char *const *) domains->pdata, tables->len,
                        error);
}
