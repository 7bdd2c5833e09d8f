/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* --pool: further tables whose rows go with those of a project or the operand. */

#include "config.h"

#include "cli/pool.h"
#include "core/table/pool.h"

typedef struct
{
  GPtrArray *tables;  /* of WfTable */
  GPtrArray *domains; /* of char *: what they are called */
} Pool;

static void
pool_clear (Pool *self)
{
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->domains);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pool, pool_clear)

/* options: nullable, with an error */
static gboolean
add_file (WfInvocation *self, Pool *pool, WfSource *source, GVariant *options, GError **error)
{
  WfTable *table = options != NULL ? wf_table_read_alike (source, options, self->progress, error) : NULL;

  if (table == NULL)
    return FALSE;
  g_ptr_array_add (pool->tables, table);
  g_ptr_array_add (pool->domains, wf_pool_name_domain (source));
  wf_invocation_add_input (self, source, "rows", wf_table_get_n_rows (table), "columns",
                           wf_table_get_n_columns (table));
  return TRUE;
}

/* one of --pool */
static gboolean
add_typed (WfInvocation *self, Pool *pool, const char *path, GError **error)
{
  g_autoptr (WfSource) source = wf_invocation_open (self, path, error);
  const WfFormat *format = source != NULL ? wf_formats_detect (source, WF_CONTENT_TABLE, error) : NULL;
  g_autoptr (GVariant) options = format != NULL ? wf_invocation_collect_reading (self, format, error) : NULL;

  return add_file (self, pool, source, options, error);
}

/* of --pool; NULL = none */
static GPtrArray *
get_paths (WfInvocation *self, WfSource *named)
{
  gboolean is_operand =
      self->operands->len > 0 && g_strcmp0 (wf_source_get_path (named), self->operands->pdata[0]) == 0;

  return is_operand ? g_hash_table_lookup (self->values, "pool") : NULL;
}

WfTable *
wf_invocation_pool (WfInvocation *self,
                    WfSource *named,
                    WfSource *source,
                    WfTable *table,
                    GPtrArray *further,
                    GVariant *options,
                    GError **error)
{
  GPtrArray *paths = get_paths (self, named);
  g_auto (Pool) pool = { g_ptr_array_new_with_free_func ((GDestroyNotify) wf_table_unref),
                         g_ptr_array_new_with_free_func (g_free) };

  if (paths == NULL && further == NULL)
    return wf_table_ref (table);
  g_ptr_array_add (pool.tables, wf_table_ref (table));
  g_ptr_array_add (pool.domains, wf_pool_name_domain (source));
  for (guint i = 0; further != NULL && i < further->len; i++)
    if (!add_file (self, &pool, further->pdata[i], options, error))
      return NULL;
  for (guint i = 0; paths != NULL && i < paths->len; i++)
    if (!add_typed (self, &pool, paths->pdata[i], error))
      return NULL;
  return wf_table_pool ((WfTable *const *) pool.tables->pdata, (const char *const *) pool.domains->pdata,
                        pool.tables->len, error);
}
