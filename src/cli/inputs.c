/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/pool.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/formats/formats.h"
#include "core/table/types.h"
#include "core/trace/logs.h"

/* name: a key of the JSON answer */
static char *
count_to_text (const char *name, gsize n)
{
  g_autofree char *count = wf_format_count (n);
  const char *format;

  if (g_str_equal (name, "rows"))
    format = g_dngettext (GETTEXT_PACKAGE, "%s row", "%s rows", n);
  else if (g_str_equal (name, "columns"))
    format = g_dngettext (GETTEXT_PACKAGE, "%s column", "%s columns", n);
  else if (g_str_equal (name, "variables"))
    format = g_dngettext (GETTEXT_PACKAGE, "%s variable", "%s variables", n);
  else if (g_str_equal (name, "nodes"))
    format = g_dngettext (GETTEXT_PACKAGE, "%s node", "%s nodes", n);
  else if (g_str_equal (name, "edges"))
    format = g_dngettext (GETTEXT_PACKAGE, "%s edge", "%s edges", n);
  else if (g_str_equal (name, "runs"))
    format = g_dngettext (GETTEXT_PACKAGE, "%s run", "%s runs", n);
  else if (g_str_equal (name, "files"))
    format = g_dngettext (GETTEXT_PACKAGE, "%s file", "%s files", n);
  else
    format = g_dngettext (GETTEXT_PACKAGE, "%s step", "%s steps", n);
  return g_strdup_printf (format, count);
}

static WfInput *
add_input (WfInvocation *self, const char *name_1, gsize count_1, const char *name_2, gsize count_2)
{
  WfInput *input = g_new0 (WfInput, 1);
  g_autofree char *first = name_1 != NULL ? count_to_text (name_1, count_1) : NULL;
  g_autofree char *second = name_2 != NULL ? count_to_text (name_2, count_2) : NULL;

  input->count_names[0] = name_1;
  input->count_names[1] = name_2;
  input->counts[0] = count_1;
  input->counts[1] = count_2;
  input->facts = second != NULL ? g_strdup_printf ("%s, %s", first, second) : g_steal_pointer (&first);
  g_ptr_array_add (self->inputs, input);
  return input;
}

void
wf_invocation_add_input (WfInvocation *self,
                         WfSource *source,
                         const char *name_1,
                         gsize count_1,
                         const char *name_2,
                         gsize count_2)
{
  add_input (self, name_1, count_1, name_2, count_2)->source = wf_source_ref (source);
}

const char *
wf_input_get_name (const WfInput *self)
{
  return self->source != NULL ? wf_source_get_name (self->source) : self->name;
}

const char *
wf_input_get_path (const WfInput *self)
{
  const char *path = self->source != NULL ? wf_source_get_path (self->source) : self->path;

  return path != NULL ? path : wf_input_get_name (self);
}

const char *
wf_input_get_sha256 (const WfInput *self)
{
  return self->source != NULL ? wf_source_get_sha256 (self->source) : wf_corpus_get_sha256 (self->corpus);
}

/* what could not be read of it becomes a warning */
void
wf_invocation_add_corpus (WfInvocation *self, WfCorpus *corpus, const char *path)
{
  WfInput *input =
      add_input (self, "runs", wf_corpus_get_n_runs (corpus), "files", wf_corpus_get_n_files (corpus));

  input->corpus = wf_corpus_ref (corpus);
  input->path = g_strdup (path);
  input->name = g_file_test (path, G_FILE_TEST_EXISTS) ? g_path_get_basename (path) : g_strdup (path);
  wf_invocation_warn (self, wf_corpus_get_problems (corpus));
}

WfCorpus *
wf_invocation_read_corpus (WfInvocation *self, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();
  g_autofree char *words = NULL;
  g_autoptr (WfCorpus) corpus = NULL;

  for (guint i = 0; i < self->operands->len; i++)
    {
      g_ptr_array_add (files, g_file_new_for_commandline_arg (self->operands->pdata[i]));
      g_ptr_array_add (paths, self->operands->pdata[i]);
    }
  g_ptr_array_add (paths, NULL);
  corpus = wf_corpus_read ((GFile *const *) files->pdata, files->len, self->progress, error);
  if (corpus == NULL || !wf_invocation_check_runs (self, corpus, error))
    return NULL;
  words = g_strjoinv (" ", (char **) paths->pdata);
  wf_invocation_add_corpus (self, corpus, words);
  return g_steal_pointer (&corpus);
}

gboolean
wf_invocation_read_profile (WfInvocation *self, const char *option, WfProfile **profile, GError **error)
{
  const char *text = wf_invocation_get (self, option);
  WfJsonPlace place = WF_JSON_DOCUMENT (self->project != NULL ? wf_project_get_path (self->project) : NULL);
  g_autoptr (WfSource) source = NULL;

  *profile = NULL;
  if (text == NULL && self->project != NULL && self->operands->len == 1 && g_str_equal (option, "profile"))
    return wf_project_read_profile (self->project, &place, profile, error);
  if (text == NULL)
    return TRUE;
  if (g_strv_contains (wf_profile_get_names (), text) || !g_file_test (text, G_FILE_TEST_EXISTS))
    {
      *profile = wf_profile_find (text, error);
      return *profile != NULL;
    }
  source = wf_invocation_open (self, text, error);
  *profile = source != NULL ? wf_profile_read (source, error) : NULL;
  return *profile != NULL;
}

WfSource *
wf_invocation_open (WfInvocation *self, const char *path, GError **error)
{
  return wf_source_open_path (path, self->progress, error);
}

/* --without, --discrete and --continuous: one of the names may itself hold a comma. */
static char **
list_columns (WfInvocation *self, const char *const *names, const char *option)
{
  const char *whole = wf_invocation_get (self, option);
  const char *const single[] = { whole, NULL };

  if (whole != NULL && g_strv_contains (names, whole))
    return g_strdupv ((char **) single);
  return wf_invocation_list (self, option, 0);
}

static WfTable *
retype (WfInvocation *self, WfTable *table, GError **error)
{
  g_auto (GStrv) discrete = list_columns (self, wf_table_get_names (table), "discrete");
  g_auto (GStrv) continuous = list_columns (self, wf_table_get_names (table), "continuous");

  if (discrete == NULL && continuous == NULL)
    return wf_table_ref (table);
  return wf_table_retype (table, (const char *const *) discrete, (const char *const *) continuous, error);
}

/* Which of the names --without, all of them among the names or the texts (nullable), doesn't leave out. */
static gsize *
list_kept (
    WfInvocation *self, const char *const *names, const char *const *texts, gsize *n_kept, GError **error)
{
  g_auto (GStrv) without = list_columns (self, names, "without");
  g_autofree gsize *kept = g_new (gsize, g_strv_length ((GStrv) names) + 1);

  *n_kept = 0;
  for (gsize i = 0; without != NULL && without[i] != NULL; i++)
    if (!g_strv_contains (names, without[i]) && (texts == NULL || !g_strv_contains (texts, without[i])))
      {
        const char *nearest = wf_nearest_name (without[i], names);

        g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                     nearest != NULL ? _ ("The table has no column “%s” to leave out; did you mean “%s”?")
                                     : _ ("The table has no column “%s” to leave out"),
                     without[i], nearest);
        return NULL;
      }
  for (gsize i = 0; names[i] != NULL; i++)
    if (without == NULL || !g_strv_contains ((const char *const *) without, names[i]))
      kept[(*n_kept)++] = i;
  return g_steal_pointer (&kept);
}

/* The table, and what counts its rows as a column of it where an option takes that for one. */
static WfTable *
release_weights (WfInvocation *self, WfTable *table, GError **error)
{
  static const char *const options[] = { "without", "discrete", "continuous" };
  const char *names[] = { wf_table_get_weight_name (table), NULL };

  for (gsize i = 0; names[0] != NULL && i < G_N_ELEMENTS (options); i++)
    {
      g_auto (GStrv) listed = list_columns (self, names, options[i]);

      if (listed != NULL && g_strv_contains ((const char *const *) listed, names[0]))
        return wf_table_with_weights (table, NULL, error);
    }
  return wf_table_ref (table);
}

/* free text goes without a word of the variables */
static WfTable *
leave_out_texts (WfInvocation *self, WfTable *table, const char *const *texts, GError **error)
{
  g_auto (GStrv) without = list_columns (self, texts, "without");
  g_autofree char *types = g_strdup ("");

  for (gsize i = 0; without != NULL && texts[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) without, texts[i]))
      {
        g_autofree char *before = g_steal_pointer (&types);

        types = wf_column_types_set (before, NULL, texts[i], wf_column_type_to_id (WF_COLUMN_TYPE_OMITTED));
      }
  return *types != '\0' ? wf_table_with_types (table, types, error) : wf_table_ref (table);
}

static WfTable *
leave_out (WfInvocation *self, WfTable *table, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autofree gsize *kept = NULL;
  g_autoptr (WfTable) variables = NULL;
  gsize n_kept;

  for (gsize i = 0; i < wf_table_get_n_texts (table); i++)
    g_ptr_array_add (texts, (gpointer) wf_table_get_text_name (table, i));
  g_ptr_array_add (texts, NULL);
  kept = list_kept (self, wf_table_get_names (table), (const char *const *) texts->pdata, &n_kept, error);
  if (kept == NULL)
    return NULL;
  variables =
      n_kept == wf_table_get_n_columns (table) ? wf_table_ref (table) : wf_table_select (table, kept, n_kept);
  return leave_out_texts (self, variables, (const char *const *) texts->pdata, error);
}

WfCovariance *
wf_invocation_parse_covariance (WfInvocation *self, WfSource *source, GError **error)
{
  const WfFormat *format = wf_formats_detect (source, WF_CONTENT_COVARIANCE, error);
  g_autoptr (GVariant) options = format != NULL ? wf_invocation_collect (self, format->params, error) : NULL;
  g_autoptr (WfCovariance) covariance = NULL;
  g_autofree gsize *kept = NULL;
  WfCovariance *selected;
  WfInput *input;
  gsize n_kept;

  if (options == NULL)
    return NULL;
  if (wf_invocation_has (self, "discrete"))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s holds covariances, which only continuous variables have; leave --discrete out"),
                   wf_source_get_name (source));
      return NULL;
    }
  covariance = wf_covariance_read (source, options, self->progress, error);
  kept = covariance != NULL ? list_kept (self, wf_covariance_get_names (covariance), NULL, &n_kept, error)
                            : NULL;
  if (kept == NULL)
    return NULL;
  selected = wf_covariance_select (covariance, kept, n_kept);
  input = add_input (self, "variables", n_kept, "rows", wf_covariance_get_n_rows (selected));
  input->source = wf_source_ref (source);
  g_free (input->facts);
  input->facts = g_strdup_printf (_ ("covariance of %zu variables, n = %zu"), n_kept,
                                  wf_covariance_get_n_rows (selected));
  return selected;
}

GVariant *
wf_invocation_collect_reading (WfInvocation *self, const WfFormat *format, GError **error)
{
  g_autoptr (GVariant) options = wf_invocation_collect (self, format->params, error);
  GPtrArray *types = g_hash_table_lookup (self->values, "type");
  g_autoptr (GString) lines = g_string_new (NULL);
  GVariantDict dict;

  if (options == NULL || types == NULL || wf_params_find (format->params, "type") == NULL)
    return g_steal_pointer (&options);
  for (guint i = 0; i < types->len; i++)
    g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", (char *) types->pdata[i]);
  g_variant_dict_init (&dict, options);
  g_variant_dict_insert (&dict, "type", "s", lines->str);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* What the project says of reading, and over that what was typed. */
static GVariant *
merge_options (GVariant *settings, GVariant *typed)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (settings);
  GVariantIter iter;
  const char *id;
  GVariant *value;

  g_variant_iter_init (&iter, typed);
  while (g_variant_iter_loop (&iter, "{&sv}", &id, &value))
    g_variant_dict_insert_value (&dict, id, value);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* The file of a table, as it is named on the command line or by a project. */
typedef struct
{
  WfSource *source;
  WfSource *named;    /* what was typed: the same, or the project */
  GVariant *settings; /* of a project; nullable */
  GPtrArray *further; /* of WfSource: whose rows a project adds; nullable */
} TableFile;

static WfTable *
parse_table (WfInvocation *self, const TableFile *file, GError **error)
{
  WfSource *source = file->source;
  WfInput *input;
  const WfFormat *format;
  g_autoptr (GVariant) options = NULL;
  g_autoptr (WfTable) read = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfTable) pooled = NULL;
  g_autoptr (WfTable) selected = NULL;
  WfTable *typed;

  if (wf_logs_is_log (source))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                   _ ("%s is an agent log, and a table is needed here; “wherefore-cli attribute” reads it"),
                   wf_source_get_name (source));
      return NULL;
    }
  format = wf_formats_detect (source, WF_CONTENT_TABLE, error);
  if (format == NULL)
    return NULL;
  options = wf_invocation_collect_reading (self, format, error);
  if (options != NULL && file->settings != NULL)
    {
      g_autoptr (GVariant) typed_options = g_steal_pointer (&options);

      options = merge_options (file->settings, typed_options);
    }
  if (options == NULL)
    return NULL;
  read = wf_table_read (source, options, self->progress, error);
  table = read != NULL ? release_weights (self, read, error) : NULL;
  if (table == NULL)
    return NULL;
  pooled = wf_invocation_pool (self, file->named, source, table, file->further, options, error);
  if (pooled == NULL)
    return NULL;
  wf_invocation_warn_about (self, source, wf_table_get_notes (pooled));
  selected = leave_out (self, pooled, error);
  if (selected == NULL)
    return NULL;
  typed = retype (self, selected, error);
  if (typed != NULL)
    {
      input =
          add_input (self, "rows", wf_table_get_n_rows (typed), "columns", wf_table_get_n_columns (typed));
      input->source = wf_source_ref (source);
      g_free (input->facts);
      input->facts = wf_table_describe_size (typed);
      input->notes = g_strdupv ((char **) wf_table_get_notes (pooled));
    }
  return typed;
}

static WfTable *
parse_project_table (WfInvocation *self, WfSource *named, GError **error)
{
  g_autoptr (WfProject) project = wf_invocation_parse_project (self, named, error);
  const WfProjectFile *file = project != NULL ? wf_project_find_file (project, "table") : NULL;
  g_autoptr (WfSource) source = NULL;
  g_autoptr (GPtrArray) further = NULL;

  if (project == NULL)
    return NULL;
  if (file == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s holds no table, and one is needed here"),
                   wf_source_get_name (named));
      return NULL;
    }
  source = wf_invocation_open_project_file (self, project, file, error);
  if (source == NULL || !wf_invocation_open_project_further (self, project, &further, error))
    return NULL;
  return parse_table (self, &(TableFile){ source, named, file->settings, further }, error);
}

WfTable *
wf_invocation_parse_table (WfInvocation *self, WfSource *source, GError **error)
{
  return wf_project_is_project (source)
             ? parse_project_table (self, source, error)
             : parse_table (self, &(TableFile){ source, source, NULL, NULL }, error);
}

WfTable *
wf_invocation_read_table (WfInvocation *self, const char *path, GError **error)
{
  g_autoptr (WfSource) source = wf_invocation_open (self, path, error);

  return source != NULL ? wf_invocation_parse_table (self, source, error) : NULL;
}

WfModel *
wf_invocation_parse_model (WfInvocation *self, WfSource *source, GError **error)
{
  WfModel *model = wf_project_is_project (source) ? wf_invocation_parse_project_model (self, source, error)
                                                  : wf_model_read (source, self->progress, error);

  if (model == NULL)
    return NULL;
  wf_invocation_add_input (self, source, "nodes", wf_graph_get_n_nodes (wf_model_get_graph (model)), "edges",
                           wf_graph_get_n_edges (wf_model_get_graph (model)));
  wf_invocation_warn_about (self, source, wf_model_get_warnings (model));
  return model;
}

WfGraph *
wf_invocation_read_graph (WfInvocation *self, const char *path, GError **error)
{
  g_autoptr (WfSource) source = wf_invocation_open (self, path, error);
  WfGraph *graph = source != NULL ? wf_graph_read (source, error) : NULL;

  if (graph != NULL)
    wf_invocation_add_input (self, source, "nodes", wf_graph_get_n_nodes (graph), "edges",
                             wf_graph_get_n_edges (graph));
  return graph;
}
