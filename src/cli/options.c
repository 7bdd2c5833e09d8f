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
#include "core/base/parallel.h"

/* of every command that reads a table */
static const WfOption table_options[] = {
  WF_OPTION_DATA,
  { "without", 0, N_ ("A,B"), N_ ("Columns to leave out") },
  { "discrete", 0, N_ ("A,B"), N_ ("Columns to read as categories") },
  { "continuous", 0, N_ ("A,B"), N_ ("Columns to read as numbers") },
  { "pool", 0, N_ ("FILE"),
    N_ ("A further table whose rows are added, with a column “domain” that says where each is from; again "
        "for more") },
  { NULL },
};

static const WfOption common_options[] = {
  { "json", 0, NULL, N_ ("Print the answer as JSON") },
  { "output", 'o', N_ ("FILE"), N_ ("Write the answer to this file; its ending chooses the format") },
  { "report", 0, N_ ("FILE"), N_ ("Also write a report: .pdf, .html, .md, .txt or .json") },
  { "paper", 0, N_ ("PAPER"), N_ ("Paper of a PDF report: a4 or letter (default: the region’s)") },
  { "sections", 0, N_ ("A,B"),
    N_ ("Sections of the report beside the answer: picture, evidence, doubts, undone, method, appendices, "
        "reproduce (default all)") },
  { "seed", 0, N_ ("N"), N_ ("Seed of everything that is drawn at random (default 1)") },
  { "threads", 0, N_ ("N"),
    N_ ("Threads to use; 0 = all cores (default 0). The answer doesn't depend on it") },
  { "quiet", 'q', NULL, N_ ("No progress, no notes, no warnings") },
  { "verbose", 'v', NULL, N_ ("More notes, and every warning") },
  { "help", 'h', NULL, N_ ("Show this help") },
  { NULL },
};

typedef struct
{
  WfInvocation *invocation;
  GPtrArray *ids;   /* const char *: every option there is */
  GPtrArray *texts; /* help texts, kept as long as the context */
  GOptionContext *context;
} Parser;

static const char *
find_long_name (const WfCommand *command, const char *name)
{
  const WfOption *const tables[] = { command->options, common_options };

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const WfOption *option = tables[t]; option != NULL && option->id != NULL; option++)
      if (option->short_name == name[0])
        return option->id;
  return NULL;
}

static gboolean
store (const char *name, const char *value, gpointer data, GError **error)
{
  Parser *parser = data;
  const char *id =
      g_str_has_prefix (name, "--") ? name + 2 : find_long_name (parser->invocation->command, name + 1);

  if (value != NULL && !g_utf8_validate (value, -1, NULL) && !g_str_equal (id, "output") &&
      !g_str_equal (id, "report"))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--%s: the value is not valid UTF-8"),
                   id);
      return FALSE;
    }
  wf_invocation_add_value (parser->invocation, id, value != NULL ? value : "yes");
  return TRUE;
}

static void
add_entry (Parser *parser,
           GOptionGroup *group,
           const char *id,
           char short_name,
           const char *argument,
           const char *help,
           gboolean is_optional)
{
  GOptionEntry entries[2] = { { NULL } };

  entries[0].long_name = id;
  entries[0].short_name = short_name;
  entries[0].flags = argument == NULL ? G_OPTION_FLAG_NO_ARG : G_OPTION_FLAG_FILENAME;
  if (is_optional)
    entries[0].flags |= G_OPTION_FLAG_OPTIONAL_ARG;
  entries[0].arg = G_OPTION_ARG_CALLBACK;
  entries[0].arg_data = store;
  entries[0].description = help;
  entries[0].arg_description = argument;
  g_option_group_add_entries (group, entries);
  g_ptr_array_add (parser->ids, (gpointer) id);
}

static const char *
keep (Parser *parser, char *text)
{
  g_ptr_array_add (parser->texts, text);
  return text;
}

static void
add_options (Parser *parser, GOptionGroup *group, const WfOption *options)
{
  for (const WfOption *option = options; option != NULL && option->id != NULL; option++)
    add_entry (parser, group, option->id, option->short_name,
               option->argument != NULL ? _ (option->argument) : NULL, _ (option->help), FALSE);
}

static gboolean
is_known (Parser *parser, const char *id)
{
  return g_ptr_array_find_with_equal_func (parser->ids, id, g_str_equal, NULL);
}

static const char *
param_argument (const WfParam *param)
{
  static const char *const names[] = {
    [WF_PARAM_BOOLEAN] = "yes|no", [WF_PARAM_INTEGER] = "N", [WF_PARAM_REAL] = "X",
    [WF_PARAM_CHOICE] = "NAME",    [WF_PARAM_TEXT] = "TEXT",
  };

  return names[param->type];
}

/* What a parameter is for; the descriptors that share it are named. */
static char *
describe_param (GArray *sets, const WfParam *param)
{
  g_autofree char *help = wf_param_get_help (param);
  g_autofree char *owners = wf_params_list_owners (sets, param->id);

  return strchr (owners, ',') != NULL ? g_strdup_printf (_ ("%s. For %s"), help, owners)
                                      : g_steal_pointer (&help);
}

/* A parameter that several descriptors share is one option, explained where it comes first. */
static void
add_params (Parser *parser)
{
  g_autoptr (GArray) sets = wf_command_list_params (parser->invocation->command);

  for (guint s = 0; s < sets->len; s++)
    {
      const WfParamSet *set = &g_array_index (sets, WfParamSet, s);
      GOptionGroup *group = g_option_group_new (set->id, keep (parser, g_strconcat (set->title, ":", NULL)),
                                                set->id, parser, NULL);

      for (const WfParam *param = set->params; param->id != NULL; param++)
        if (!is_known (parser, param->id))
          add_entry (parser, group, param->id, 0, param_argument (param),
                     keep (parser, describe_param (sets, param)), param->type == WF_PARAM_BOOLEAN);
      g_option_context_add_group (parser->context, group);
    }
}

static void
add_group (Parser *parser, const char *id, const char *title, const WfOption *options)
{
  GOptionGroup *group;

  if (options == NULL || options->id == NULL)
    return;
  group = g_option_group_new (id, title, id, parser, NULL);
  add_options (parser, group, options);
  g_option_context_add_group (parser->context, group);
}

static void
parser_init (Parser *parser, WfInvocation *invocation)
{
  const WfCommand *command = invocation->command;

  parser->invocation = invocation;
  parser->ids = g_ptr_array_new ();
  parser->texts = g_ptr_array_new_with_free_func (g_free);
  parser->context = g_option_context_new (_ (command->usage));
  g_option_context_set_help_enabled (parser->context, FALSE);
  g_option_context_set_summary (parser->context, _ (command->summary));
  if (command->description != NULL)
    g_option_context_set_description (parser->context, _ (command->description));
  add_group (parser, "options", _ ("Options:"), command->options);
  if (command->reads_table)
    add_group (parser, "table", _ ("Options of the table:"), table_options);
  add_params (parser);
  add_group (parser, "common", _ ("Common options:"), common_options);
}

static void
parser_clear (Parser *parser)
{
  g_option_context_free (parser->context);
  g_ptr_array_unref (parser->ids);
  g_ptr_array_unref (parser->texts);
}

/* "--ahpla": did you mean --alpha? */
static void
explain_unknown (Parser *parser, char **argv, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_copy (parser->ids, NULL, NULL);

  g_ptr_array_add (names, NULL);
  for (char **arg = argv; *arg != NULL; arg++)
    {
      g_auto (GStrv) parts = NULL;
      const char *nearest;

      if (!g_str_has_prefix (*arg, "--") || (*arg)[2] == '\0')
        continue;
      parts = g_strsplit (*arg + 2, "=", 2);
      if (is_known (parser, parts[0]))
        continue;
      nearest = wf_nearest_name (parts[0], (const char *const *) names->pdata);
      g_clear_error (error);
      if (nearest != NULL)
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION,
                     _ ("There is no option --%s; did you mean --%s?"), parts[0], nearest);
      else
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, _ ("There is no option --%s"),
                     parts[0]);
      return;
    }
}

static gboolean
parse_count (WfInvocation *invocation, const char *option, guint64 max, guint64 *value, GError **error)
{
  const char *text = wf_invocation_get (invocation, option);
  g_autofree char *limit = g_strdup_printf ("%" G_GUINT64_FORMAT, max);

  if (text == NULL || g_ascii_string_to_unsigned (text, 10, 0, max, value, NULL))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("--%s: “%s” is not a whole number from 0 to %s"), option, text, limit);
  return FALSE;
}

static gboolean
read_common (WfInvocation *invocation, GError **error)
{
  const char *paper = wf_invocation_get (invocation, "paper");
  const char *sections = wf_invocation_get (invocation, "sections");
  guint64 n_threads = 0;

  invocation->is_json = wf_invocation_has (invocation, "json");
  invocation->is_quiet = wf_invocation_has (invocation, "quiet");
  invocation->is_verbose = wf_invocation_has (invocation, "verbose");
  invocation->paper = wf_paper_for_locale ();
  if (paper != NULL && !wf_paper_parse (paper, &invocation->paper))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--paper: “%s” is neither a4 nor letter"), paper);
      return FALSE;
    }
  invocation->sections = WF_SECTIONS_ALL;
  if (sections != NULL && !wf_sections_parse (sections, &invocation->sections, error))
    {
      g_prefix_error (error, "--sections: ");
      return wf_invocation_blame_usage (error);
    }
  if (!parse_count (invocation, "seed", G_MAXINT64, &invocation->seed, error) ||
      !parse_count (invocation, "threads", 1024, &n_threads, error))
    return FALSE;
  invocation->n_threads = n_threads;
  wf_parallel_set_threads (n_threads);
  return TRUE;
}

static gboolean
read_operands (WfInvocation *invocation, char **argv, GError **error)
{
  const WfCommand *command = invocation->command;

  for (char **arg = argv; *arg != NULL; arg++)
    if (!g_str_equal (*arg, "--"))
      g_ptr_array_add (invocation->operands, g_strdup (*arg));
  if (invocation->operands->len < command->min_operands)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Something is missing: wherefore-cli %s %s"), command->id, _ (command->usage));
      return FALSE;
    }
  if (invocation->operands->len > command->max_operands)
    {
      g_set_error (
          error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _ ("“%s” is one too many: wherefore-cli %s %s"),
          (char *) invocation->operands->pdata[command->max_operands], command->id, _ (command->usage));
      return FALSE;
    }
  return TRUE;
}

/* GOption takes the first word for the program's name. */
static char **
prepend_program (char **argv)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, "wherefore-cli");
  g_strv_builder_addv (builder, (const char **) argv);
  return g_strv_builder_end (builder);
}

gboolean
wf_options_parse (WfInvocation *invocation, char **argv, GError **error)
{
  g_auto (GStrv) words = prepend_program (argv);
  g_autoptr (GError) failure = NULL;
  Parser parser = { 0 };
  gboolean is_done;

  invocation->argv = g_strdupv (argv);
  parser_init (&parser, invocation);
  is_done = g_option_context_parse_strv (parser.context, &words, &failure);
  if (g_error_matches (failure, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    explain_unknown (&parser, argv, &failure);
  parser_clear (&parser);
  if (!is_done)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return read_common (invocation, error) && read_operands (invocation, words + 1, error);
}

/* GOption gives each option a line, however long. */
static char *
wrap_help (const char *help)
{
  g_auto (GStrv) lines = g_strsplit (help, "\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      const char *gap = g_str_has_prefix (*line, "  -") ? strstr (*line + 2, "  ") : NULL;
      gsize n_before = gap != NULL ? (gsize) (gap - *line) + strspn (gap, " ") : 0;

      if (line != lines)
        g_string_append_c (text, '\n');
      g_string_append_len (text, *line, (gssize) n_before);
      if (gap != NULL)
        wf_text_append_wrapped (text, *line + n_before, (gsize) g_utf8_strlen (*line, (gssize) n_before));
      else
        g_string_append (text, *line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
wf_options_get_help (const WfCommand *command)
{
  g_autoptr (WfInvocation) invocation = wf_invocation_new (command, NULL);
  g_autofree char *program = g_strdup_printf ("wherefore-cli %s", command->id);
  Parser parser = { 0 };
  g_autofree char *help = NULL;

  parser_init (&parser, invocation);
  g_set_prgname (program);
  help = g_option_context_get_help (parser.context, FALSE, NULL);
  g_set_prgname ("wherefore-cli");
  parser_clear (&parser);
  return wrap_help (help);
}
