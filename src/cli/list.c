/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "core/citest/citest.h"
#include "core/discovery/discovery.h"
#include "core/formats/formats.h"
#include "core/model/model.h"
#include "core/score/score.h"
#include "core/trace/logs.h"
#include "writers/json-values.h"
#include "writers/writers.h"

#define PARAM_INDENT 25 /* "      --rows-per-cell    " */

static const WfOption options[] = { { NULL } };

/* What every registry can tell about an entry; borrowed from it. */
typedef struct
{
  const char *id, *name, *summary, *citation;
  const WfParam *params;
  const WfDiscovery *method; /* nullable: what it is */
  const WfFormat *format;    /* nullable: what it is */
} Entry;

static void
add_entry (GArray *entries,
           const char *id,
           const char *name,
           const char *summary,
           const char *citation,
           const WfParam *params)
{
  Entry entry = { id, _ (name), summary != NULL ? _ (summary) : NULL, citation, params, NULL, NULL };

  g_array_append_val (entries, entry);
}

static void
list_formats (GArray *entries)
{
  for (const WfFormat *const *f = wf_formats_get_all (); *f != NULL; f++)
    {
      add_entry (entries, (*f)->id, (*f)->name, (*f)->summary, NULL, (*f)->params);
      g_array_index (entries, Entry, entries->len - 1).format = *f;
    }
}

/* Without those that are known only to be refused. */
static void
list_logs (GArray *entries)
{
  for (const WfLogFormat *const *l = wf_logs_get_all (); *l != NULL; l++)
    if ((*l)->read != NULL)
      add_entry (entries, (*l)->id, (*l)->name, (*l)->summary, NULL, NULL);
}

static void
list_methods (GArray *entries)
{
  for (const WfDiscovery *const *d = wf_discoveries_get_all (); *d != NULL; d++)
    {
      add_entry (entries, (*d)->id, (*d)->name, (*d)->summary, (*d)->citation, (*d)->params);
      g_array_index (entries, Entry, entries->len - 1).method = *d;
    }
}

/* What a search takes beside a table. */
static const struct
{
  WfEvidence evidence;
  const char *id, *name;
} evidences[] = {
  { WF_EVIDENCE_COVARIANCE, "covariance", N_ ("a covariance matrix") },
  { WF_EVIDENCE_ORACLE, "oracle", N_ ("a graph that answers (--oracle)") },
};

/* The lists that tell what a search's parameters of the same name, but for the s, can be. */
static const char *const lists[][2] = { { "test", "tests" }, { "score", "scores" } };

static void
list_tests (GArray *entries)
{
  for (const WfCiTestKind *const *t = wf_ci_tests_get_all (); *t != NULL; t++)
    add_entry (entries, (*t)->id, (*t)->name, (*t)->summary, (*t)->citation, (*t)->params);
}

static void
list_scores (GArray *entries)
{
  for (const WfScoreKind *const *s = wf_scores_get_all (); *s != NULL; s++)
    add_entry (entries, (*s)->id, (*s)->name, (*s)->summary, (*s)->citation, (*s)->params);
}

static void
list_models (GArray *entries)
{
  for (const WfMechanismKind *const *m = wf_mechanism_kinds_get_all (); *m != NULL; m++)
    add_entry (entries, (*m)->id, (*m)->name, (*m)->summary, (*m)->citation, (*m)->params);
}

static void
list_writers (GArray *entries)
{
  for (const WfWriter *const *w = wf_writers_get_all (); *w != NULL; w++)
    add_entry (entries, (*w)->id, (*w)->name, NULL, NULL, NULL);
}

static const struct
{
  const char *id;
  void (*list) (GArray *entries);
} kinds[] = {
  { "formats", list_formats }, { "logs", list_logs },     { "methods", list_methods },
  { "tests", list_tests },     { "scores", list_scores }, { "models", list_models },
  { "writers", list_writers },
};

static void
add_bound (JsonBuilder *builder, const char *name, const WfParam *param, double value)
{
  json_builder_set_member_name (builder, name);
  if (param->type == WF_PARAM_INTEGER)
    json_builder_add_int_value (builder, (gint64) value);
  else
    wf_json_add_number (builder, value);
}

static void
add_param (JsonBuilder *builder, const WfParam *param)
{
  static const char *const types[] = { "boolean", "integer", "real", "choice", "text" };

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, param->id);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, _ (param->name));
  json_builder_set_member_name (builder, "type");
  json_builder_add_string_value (builder, types[param->type]);
  if (param->type == WF_PARAM_CHOICE)
    {
      json_builder_set_member_name (builder, "default");
      json_builder_add_string_value (builder, param->choices[(gsize) param->value]);
      json_builder_set_member_name (builder, "choices");
      wf_json_add_strings (builder, param->choices);
    }
  else if (param->type == WF_PARAM_BOOLEAN)
    {
      json_builder_set_member_name (builder, "default");
      json_builder_add_boolean_value (builder, param->value != 0);
    }
  else if (param->type == WF_PARAM_TEXT)
    {
      json_builder_set_member_name (builder, "default");
      json_builder_add_string_value (builder, "");
    }
  else
    {
      add_bound (builder, "default", param, param->value);
      add_bound (builder, "min", param, param->min);
      add_bound (builder, "max", param, param->max);
    }
  json_builder_set_member_name (builder, "help");
  json_builder_add_string_value (builder, param->help != NULL ? _ (param->help) : NULL);
  json_builder_end_object (builder);
}

/* what it can search, and where its choices are told */
static void
add_method (JsonBuilder *builder, const WfDiscovery *method)
{
  json_builder_set_member_name (builder, "takes");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, "table");
  for (gsize i = 0; i < G_N_ELEMENTS (evidences); i++)
    if (method->takes & evidences[i].evidence)
      json_builder_add_string_value (builder, evidences[i].id);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "lists");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (wf_params_find (method->params, lists[i][0]) != NULL)
      json_builder_add_string_value (builder, lists[i][1]);
  json_builder_end_array (builder);
}

/* what a format holds, and what can be done with that */
static const struct
{
  WfContent content;
  const char *id;
  const char *name;
} contents[] = {
  { WF_CONTENT_TABLE, "table", N_ ("tables") },
  { WF_CONTENT_GRAPH, "graph", N_ ("graphs") },
  { WF_CONTENT_MODEL, "model", N_ ("models") },
  { WF_CONTENT_KNOWLEDGE, "knowledge", N_ ("background knowledge") },
  { WF_CONTENT_COVARIANCE, "covariance", N_ ("covariances") },
};

static gboolean
is_written (const WfFormat *format, WfContent content)
{
  return content == WF_CONTENT_TABLE       ? format->write_table != NULL
         : content == WF_CONTENT_GRAPH     ? format->write_graph != NULL
         : content == WF_CONTENT_MODEL     ? format->write_model != NULL
         : content == WF_CONTENT_KNOWLEDGE ? format->write_knowledge != NULL
                                           : FALSE;
}

/* "other data, positions"; "" when nothing is lost */
static char *
describe_losses (const WfFormat *format)
{
  g_autofree char *parts = wf_graph_parts_to_text (format->graph_loses);
  const char *words = format->loses != NULL ? _ (format->loses) : "";

  return g_strconcat (words, *words != '\0' && *parts != '\0' ? "; " : "", parts, NULL);
}

static void
add_strings (JsonBuilder *builder, const char *member, const char *const *strings)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (gsize i = 0; strings[i] != NULL; i++)
    json_builder_add_string_value (builder, strings[i]);
  json_builder_end_array (builder);
}

static void
add_format (JsonBuilder *builder, const WfFormat *format)
{
  const char *reads[G_N_ELEMENTS (contents) + 1] = { NULL };
  const char *writes[G_N_ELEMENTS (contents) + 1] = { NULL };
  g_autofree char *losses = describe_losses (format);
  gsize n_reads = 0, n_writes = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      if (wf_format_holds (format, contents[i].content))
        reads[n_reads++] = contents[i].id;
      if (is_written (format, contents[i].content))
        writes[n_writes++] = contents[i].id;
    }
  add_strings (builder, "reads", reads);
  add_strings (builder, "writes", writes);
  add_strings (builder, "extensions", format->extensions);
  add_strings (builder, "mime_types", format->mime_types);
  json_builder_set_member_name (builder, "loses");
  json_builder_add_string_value (builder, losses);
}

static void
print_json (WfInvocation *invocation, GArray *entries)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, entry->id);
      json_builder_set_member_name (builder, "name");
      json_builder_add_string_value (builder, entry->name);
      json_builder_set_member_name (builder, "summary");
      json_builder_add_string_value (builder, entry->summary);
      json_builder_set_member_name (builder, "citation");
      json_builder_add_string_value (builder, entry->citation);
      json_builder_set_member_name (builder, "parameters");
      json_builder_begin_array (builder);
      for (const WfParam *param = entry->params; param != NULL && param->id != NULL; param++)
        add_param (builder, param);
      json_builder_end_array (builder);
      if (entry->method != NULL)
        add_method (builder, entry->method);
      if (entry->format != NULL)
        add_format (builder, entry->format);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  wf_json_output_end (invocation, builder);
}

static void
print_line (WfInvocation *invocation, gsize indent, const char *text)
{
  g_string_append_printf (invocation->out, "%*s", (int) indent, "");
  wf_text_append_wrapped (invocation->out, text, indent);
  g_string_append_c (invocation->out, '\n');
}

/* shown: help texts by the id of their parameter; what several entries share is said once */
static void
print_params (WfInvocation *invocation, const WfParam *params, GHashTable *shown)
{
  g_autoptr (GString) shared = g_string_new (NULL);

  for (const WfParam *param = params; param != NULL && param->id != NULL; param++)
    {
      g_autofree char *help = wf_param_get_help (param);

      if (g_strcmp0 (g_hash_table_lookup (shown, param->id), help) == 0)
        {
          g_string_append_printf (shared, " --%s", param->id);
          continue;
        }
      g_string_append_printf (invocation->out, "      --%-16s ", param->id);
      wf_text_append_wrapped (invocation->out, help, PARAM_INDENT);
      g_string_append_c (invocation->out, '\n');
      g_hash_table_insert (shown, g_strdup (param->id), g_steal_pointer (&help));
    }
  if (shared->len > 0)
    {
      g_string_prepend (shared, _ ("as above:"));
      print_line (invocation, 6, shared->str);
    }
}

static void
print_method (WfInvocation *invocation, const WfDiscovery *method)
{
  for (gsize i = 0; i < G_N_ELEMENTS (evidences); i++)
    if (method->takes & evidences[i].evidence)
      {
        g_autofree char *text = g_strdup_printf (_ ("Instead of a table: %s"), _ (evidences[i].name));

        print_line (invocation, 4, text);
      }
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (wf_params_find (method->params, lists[i][0]) != NULL)
      {
        g_autofree char *text = g_strdup_printf (_ ("--%s: “wherefore-cli list %s” tells which there are"),
                                                 lists[i][0], lists[i][1]);

        print_line (invocation, 4, text);
      }
}

static void
print_format (WfInvocation *invocation, const WfFormat *format)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *losses = describe_losses (format);

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    if (format->content & contents[i].content)
      {
        g_string_append (text, text->len > 0 ? "; " : "");
        /* Translators: %s is what a file format holds, “graphs” */
        g_string_append_printf (
            text, is_written (format, contents[i].content) ? _ ("reads and writes %s") : _ ("reads %s"),
            _ (contents[i].name));
      }
  for (gsize i = 0; format->extensions[i] != NULL; i++)
    g_string_append_printf (text, "%s.%s", i == 0 ? ": " : ", ", format->extensions[i]);
  print_line (invocation, 4, text->str);
  if (*losses == '\0')
    return;
  g_string_printf (text, _ ("not kept: %s"), losses);
  print_line (invocation, 4, text->str);
}

static void
print_text (WfInvocation *invocation, GArray *entries)
{
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      g_string_append_printf (invocation->out, "%s  (%s)\n", entry->id, entry->name);
      if (entry->summary != NULL)
        print_line (invocation, 4, entry->summary);
      if (entry->citation != NULL)
        print_line (invocation, 4, entry->citation);
      if (entry->method != NULL)
        print_method (invocation, entry->method);
      if (entry->format != NULL)
        print_format (invocation, entry->format);
      print_params (invocation, entry->params, shown);
    }
}

static gboolean
list_run (WfInvocation *invocation, GError **error)
{
  const char *kind = invocation->operands->pdata[0];
  const char *ids[G_N_ELEMENTS (kinds) + 1] = { NULL };
  g_autofree char *all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));

      ids[i] = kinds[i].id;
      if (!g_str_equal (kind, ids[i]))
        continue;
      kinds[i].list (entries);
      if (invocation->is_json)
        print_json (invocation, entries);
      else
        print_text (invocation, entries);
      return wf_invocation_redirect (invocation, error);
    }
  all = g_strjoinv (", ", (char **) ids);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("There is no list of “%s”; there are %s"),
               kind, all);
  return FALSE;
}

const WfCommand wf_command_list = {
  .id = "list",
  .summary = N_ ("What there is to choose from: formats, logs, methods, tests, scores, models, writers"),
  .usage = "formats|logs|methods|tests|scores|models|writers",
  .options = options,
  .has_no_report = TRUE,
  .min_operands = 1,
  .max_operands = 1,
  .run = list_run,
};
