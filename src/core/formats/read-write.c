/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Values from files and into files, whatever their format. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/params.h"
#include "core/formats/formats-private.h"
#include "core/formats/import.h"
#include "core/table/pool.h"
#include "core/table/type-list.h"

/**
 * wf_table_read:
 * @source: a file that holds a table
 * @options: (nullable): a{sv} of the format's parameters
 * @progress: (nullable): told how far it is, and obeyed
 * @error: return location
 *
 * Returns: (transfer full): the table, or %NULL with %WF_ERROR_UNSUPPORTED, %WF_ERROR_PARSE, %WF_ERROR_DATA,
 * %WF_ERROR_TOO_LARGE or %G_IO_ERROR_CANCELLED
 */
WfTable *
wf_table_read (WfSource *source, GVariant *options, WfProgress *progress, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_TABLE, error);
  g_autoptr (GVariant) params = NULL;
  g_autoptr (WfSource) content = NULL;
  g_autoptr (WfTable) table = NULL;
  const char *types;

  if (format == NULL)
    return NULL;
  params = wf_params_complete (format->params, options, error);
  if (params != NULL)
    wf_source_begin_sha256 (source, progress);
  content = params != NULL ? wf_source_unpack (source, progress, error) : NULL;
  table = content != NULL ? format->read_table (content, params, progress, error) : NULL;
  if (table == NULL || format->obeys_types)
    return g_steal_pointer (&table);
  types = wf_params_find (format->params, "type") != NULL ? wf_params_get_text (params, "type") : "";
  return *types != '\0' ? wf_table_with_types (table, types, error) : g_steal_pointer (&table);
}

/* the types of columns that the file has, one a line (transfer full); NULL with an error */
static char *
keep_known_types (const char *types, const char *const *names, GError **error)
{
  g_autoptr (GArray) rules = wf_type_rules_parse (types, names, error);
  g_autofree char *kept = g_strdup ("");

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const WfTypeRule *rule = &g_array_index (rules, WfTypeRule, i);
      g_autofree char *order = rule->order != NULL ? g_strconcat ("ordinal:", rule->order, NULL) : NULL;
      g_autofree char *before = NULL;

      if (!g_strv_contains (names, rule->column))
        continue;
      before = g_steal_pointer (&kept);
      kept = wf_column_types_set (before, names, rule->column,
                                  order != NULL ? order : wf_column_type_to_id (rule->type));
    }
  return rules != NULL ? g_steal_pointer (&kept) : NULL;
}

/* What of the settings of another file this one has: parameters of its format, types of its columns. */
static GVariant *
fit_settings (
    const WfFormat *format, WfSource *source, GVariant *settings, WfProgress *progress, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) others = NULL;
  g_autoptr (WfImport) import = NULL;
  g_autofree char *types = NULL;
  GVariantIter iter;
  const char *id, *text = "";
  GVariant *value;

  g_variant_iter_init (&iter, settings);
  while (g_variant_iter_loop (&iter, "{&sv}", &id, &value))
    if (wf_params_find (format->params, id) != NULL)
      g_variant_dict_insert_value (&dict, id, value);
  g_variant_dict_lookup (&dict, "type", "&s", &text);
  types = g_strdup (text);
  g_variant_dict_remove (&dict, "type");
  others = g_variant_ref_sink (g_variant_dict_end (&dict));
  if (*types == '\0')
    return g_steal_pointer (&others);
  import = wf_import_preview (source, others, progress, error);
  if (import != NULL)
    {
      g_autofree char *given = g_steal_pointer (&types);

      types = keep_known_types (given, wf_import_get_names (import), error);
    }
  if (import == NULL || types == NULL)
    return NULL;
  g_variant_dict_init (&dict, others);
  g_variant_dict_insert (&dict, "type", "s", types);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/**
 * wf_table_read_alike:
 * @source: a file that holds a table
 * @settings: (nullable): a{sv}: how another file is read
 * @progress: (nullable): may cancel
 * @error: return location
 *
 * Reads a file with the settings of another, as far as its format has them and it has the columns they are
 * about.
 *
 * Returns: (transfer full): the table, or %NULL with an error of wf_table_read()
 */
WfTable *
wf_table_read_alike (WfSource *source, GVariant *settings, WfProgress *progress, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_TABLE, error);
  g_autoptr (GVariant) fitted = NULL;

  if (format == NULL)
    return NULL;
  if (settings == NULL)
    return wf_table_read (source, NULL, progress, error);
  fitted = fit_settings (format, source, settings, progress, error);
  return fitted != NULL ? wf_table_read (source, fitted, progress, error) : NULL;
}

/**
 * wf_import_preview_alike:
 * @source: a file that holds a table
 * @settings: a{sv}: how another file is read
 * @progress: (nullable): obeyed
 * @error: return location
 *
 * Returns: (transfer full): how wf_table_read_alike() would read the file, or %NULL with an error of
 *   wf_import_preview()
 */
WfImport *
wf_import_preview_alike (WfSource *source, GVariant *settings, WfProgress *progress, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_TABLE, error);
  g_autoptr (GVariant) fitted = NULL;

  if (format == NULL)
    return NULL;
  fitted = fit_settings (format, source, settings, progress, error);
  return fitted != NULL ? wf_import_preview (source, fitted, progress, error) : NULL;
}

/**
 * wf_table_pool_sources: (skip)
 * @table: of @source
 * @source: a file
 * @further: of WfSource: further files
 * @settings: (nullable): a{sv}: what was asked for of the first file, for all of them: wf_table_read_alike()
 * @progress: (nullable): may cancel
 * @error: return location
 *
 * Reads the further files, and pools their rows with those of the table.
 *
 * Returns: (transfer full): a table with a column “domain”, or %NULL with an error of wf_table_read() or
 *   wf_table_pool()
 */
WfTable *
wf_table_pool_sources (WfTable *table,
                       WfSource *source,
                       GPtrArray *further,
                       GVariant *settings,
                       WfProgress *progress,
                       GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_table_unref);
  g_autoptr (GPtrArray) domains = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (table != NULL && source != NULL && further != NULL, NULL);

  g_ptr_array_add (tables, wf_table_ref (table));
  g_ptr_array_add (domains, wf_pool_name_domain (source));
  for (guint i = 0; i < further->len; i++)
    {
      WfTable *other = wf_table_read_alike (further->pdata[i], settings, progress, error);

      if (other == NULL)
        return NULL;
      g_ptr_array_add (tables, other);
      g_ptr_array_add (domains, wf_pool_name_domain (further->pdata[i]));
    }
  return wf_table_pool ((WfTable *const *) tables->pdata, (const char *const *) domains->pdata, tables->len,
                        error);
}

/**
 * wf_covariance_read:
 * @source: a file that holds covariances or correlations
 * @options: (nullable): a{sv} of the format's parameters; “rows” where the file doesn't say how many there
 * were
 * @progress: (nullable): obeyed
 * @error: return location
 *
 * Returns: (transfer full): the covariances, or %NULL with %WF_ERROR_UNSUPPORTED, %WF_ERROR_PARSE,
 * %WF_ERROR_DATA (not those of any table; the number of rows isn't known), %WF_ERROR_TOO_LARGE or
 * %G_IO_ERROR_CANCELLED
 */
WfCovariance *
wf_covariance_read (WfSource *source, GVariant *options, WfProgress *progress, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_COVARIANCE, error);
  g_autoptr (GVariant) params = NULL;
  g_autoptr (WfSource) content = NULL;

  if (format == NULL)
    return NULL;
  params = wf_params_complete (format->params, options, error);
  content = params != NULL ? wf_source_unpack (source, progress, error) : NULL;
  return content != NULL ? format->read_covariance (content, params, progress, error) : NULL;
}

/**
 * wf_graph_read:
 * @source: a file that holds a graph, or a model, whose graph is read
 * @error: return location
 *
 * Returns: (transfer full): the graph, or %NULL with %WF_ERROR_UNSUPPORTED, %WF_ERROR_PARSE, %WF_ERROR_DATA
 * or %WF_ERROR_TOO_LARGE
 */
WfGraph *
wf_graph_read (WfSource *source, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_GRAPH, error);
  g_autoptr (WfSource) content = format != NULL ? wf_source_unpack (source, NULL, error) : NULL;
  g_autoptr (WfModel) model = NULL;

  if (content == NULL)
    return NULL;
  if (format->read_graph != NULL)
    return format->read_graph (content, error);
  model = format->read_model (content, NULL, error);
  return model == NULL ? NULL : wf_graph_ref (wf_model_get_graph (model));
}

/**
 * wf_model_read:
 * @source: a file that holds a model
 * @progress: (nullable): obeyed
 * @error: return location
 *
 * Returns: (transfer full): the model, or %NULL with %WF_ERROR_UNSUPPORTED, %WF_ERROR_PARSE, %WF_ERROR_DATA,
 * %WF_ERROR_TOO_LARGE or %G_IO_ERROR_CANCELLED
 */
WfModel *
wf_model_read (WfSource *source, WfProgress *progress, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_MODEL, error);
  g_autoptr (WfSource) content = format != NULL ? wf_source_unpack (source, progress, error) : NULL;

  return content == NULL ? NULL : format->read_model (content, progress, error);
}

/**
 * wf_knowledge_read:
 * @source: a file that holds background knowledge
 * @error: return location
 *
 * Returns: (transfer full): the knowledge, or %NULL with %WF_ERROR_UNSUPPORTED, %WF_ERROR_PARSE,
 * %WF_ERROR_DATA or %WF_ERROR_TOO_LARGE
 */
WfKnowledge *
wf_knowledge_read (WfSource *source, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_KNOWLEDGE, error);
  g_autoptr (WfSource) content = format != NULL ? wf_source_unpack (source, NULL, error) : NULL;

  return content == NULL ? NULL : format->read_knowledge (content, error);
}

/* the value as text of the format; *length without the NUL behind it */
static char *
value_to_text (const WfFormat *format, WfContent content, gpointer value, gsize *length, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_written = FALSE;

  if (content == WF_CONTENT_TABLE)
    is_written = format->write_table (value, text, error);
  else if (content == WF_CONTENT_GRAPH)
    is_written = format->write_graph (value, text, error);
  else if (content == WF_CONTENT_MODEL)
    is_written = format->write_model (value, text, error);
  else if (content == WF_CONTENT_KNOWLEDGE)
    is_written = format->write_knowledge (value, text, error);
  if (!is_written)
    return NULL;
  *length = text->len;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
to_text (const char *id, WfContent content, gpointer value, GError **error)
{
  const WfFormat *format = wf_formats_find_writer (id, content, error);
  gsize length;

  return format == NULL ? NULL : value_to_text (format, content, value, &length, error);
}

static gboolean
write_file (GFile *file, WfContent content, gpointer value, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  const WfFormat *format = wf_formats_find_for_writing (name, content, error);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (format == NULL)
    return FALSE;
  text = value_to_text (format, content, value, &length, error);
  return text != NULL && wf_file_write (file, text, length, error);
}

/**
 * wf_table_to_text:
 * @table: a table
 * @format: an id, for example "csv"
 * @error: return location
 *
 * Returns: (transfer full): the table as text, or %NULL with %WF_ERROR_UNSUPPORTED
 */
char *
wf_table_to_text (WfTable *table, const char *format, GError **error)
{
  return to_text (format, WF_CONTENT_TABLE, table, error);
}

/**
 * wf_graph_to_text:
 * @graph: a graph
 * @format: an id, for example "dot"
 * @error: return location
 *
 * Returns: (transfer full): the graph as text, or %NULL with %WF_ERROR_UNSUPPORTED
 */
char *
wf_graph_to_text (WfGraph *graph, const char *format, GError **error)
{
  return to_text (format, WF_CONTENT_GRAPH, graph, error);
}

/**
 * wf_model_to_text:
 * @model: a model
 * @format: an id, for example "bif"
 * @error: return location
 *
 * Returns: (transfer full): the model as text, or %NULL with %WF_ERROR_UNSUPPORTED
 */
char *
wf_model_to_text (WfModel *model, const char *format, GError **error)
{
  return to_text (format, WF_CONTENT_MODEL, model, error);
}

/**
 * wf_knowledge_to_text:
 * @knowledge: background knowledge
 * @format: an id, for example "knowledge"
 * @error: return location
 *
 * Returns: (transfer full): the knowledge as text, or %NULL with %WF_ERROR_UNSUPPORTED
 */
char *
wf_knowledge_to_text (WfKnowledge *knowledge, const char *format, GError **error)
{
  return to_text (format, WF_CONTENT_KNOWLEDGE, knowledge, error);
}

/**
 * wf_table_write:
 * @table: a table
 * @file: the target; its extension names the format
 * @error: return location
 *
 * Returns: %TRUE when written
 */
gboolean
wf_table_write (WfTable *table, GFile *file, GError **error)
{
  return write_file (file, WF_CONTENT_TABLE, table, error);
}

/**
 * wf_graph_write:
 * @graph: a graph
 * @file: the target; its extension names the format
 * @error: return location
 *
 * Returns: %TRUE when written
 */
gboolean
wf_graph_write (WfGraph *graph, GFile *file, GError **error)
{
  return write_file (file, WF_CONTENT_GRAPH, graph, error);
}

/**
 * wf_model_write:
 * @model: a model
 * @file: the target; its extension names the format
 * @error: return location
 *
 * Returns: %TRUE when written
 */
gboolean
wf_model_write (WfModel *model, GFile *file, GError **error)
{
  return write_file (file, WF_CONTENT_MODEL, model, error);
}

/**
 * wf_knowledge_write:
 * @knowledge: background knowledge
 * @file: the target; its extension names the format
 * @error: return location
 *
 * Returns: %TRUE when written
 */
gboolean
wf_knowledge_write (WfKnowledge *knowledge, GFile *file, GError **error)
{
  return write_file (file, WF_CONTENT_KNOWLEDGE, knowledge, error);
}
