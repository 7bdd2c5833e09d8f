/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/command.h"
#include "core/base/error.h"
#include "writers/writers.h"

#define COMMAND_WIDTH 88

gboolean
wf_invocation_wants_report (WfInvocation *self)
{
  return wf_invocation_has (self, "report");
}

gboolean
wf_invocation_blame_usage (GError **error)
{
  if (error != NULL && *error != NULL)
    {
      g_autoptr (GError) failure = g_steal_pointer (error);

      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, failure->message);
    }
  return FALSE;
}

gboolean
wf_invocation_check_format (WfInvocation *self, const char *option, WfContent content, GError **error)
{
  const char *path = wf_invocation_get (self, option);

  if (path == NULL || wf_formats_find_for_writing (path, content, error) != NULL)
    return TRUE;
  return wf_invocation_blame_usage (error);
}

/* a device or a pipe has no ending */
static gboolean
is_stream (const char *path)
{
  return g_str_equal (path, "-") ||
         (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

gboolean
wf_invocation_check_ending (WfInvocation *self, const char *const *endings, GError **error)
{
  const char *path = wf_invocation_get (self, "output");
  const char *dot = path != NULL ? strrchr (path, '.') : NULL;
  g_autofree char *name = NULL;
  g_autofree char *list = NULL;

  if (path == NULL || is_stream (path))
    return TRUE;
  for (gsize i = 0; dot != NULL && endings[i] != NULL; i++)
    if (g_ascii_strcasecmp (dot + 1, endings[i]) == 0)
      return TRUE;
  name = g_path_get_basename (path);
  list = g_strjoinv (", .", (char **) endings);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("The ending of “%s” names nothing that can be written here; end it in one of: .%s"), name,
               list);
  return FALSE;
}

/* as text, or as with --json */
static gboolean
check_answer (WfInvocation *self, GError **error)
{
  static const char *const endings[] = { "txt", "json", NULL };
  const char *path = wf_invocation_get (self, "output");
  const char *dot = path != NULL ? strrchr (path, '.') : NULL;

  if (self->command->has_formats)
    return TRUE;
  if (!wf_invocation_check_ending (self, endings, error))
    return FALSE;
  self->is_json = self->is_json || (dot != NULL && g_ascii_strcasecmp (dot, ".json") == 0);
  return TRUE;
}

/* Before the work, rather than after it. */
static gboolean
check_folder (WfInvocation *self, const char *option, GError **error)
{
  const char *path = wf_invocation_get (self, option);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  if (path == NULL || g_str_equal (path, "-") || strstr (path, "://") != NULL ||
      g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("There is no folder “%s” to write --%s %s to. Make it first."), folder, option, path);
  return FALSE;
}

gboolean
wf_invocation_check_outputs (WfInvocation *self, GError **error)
{
  const char *report = wf_invocation_get (self, "report");
  const char *output = wf_invocation_get (self, "output");

  if (output != NULL && ((g_str_has_suffix (output, ".pdf") && !self->command->writes_picture) ||
                         g_str_has_suffix (output, ".md") || g_str_has_suffix (output, ".html")))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                   _ ("--output writes the answer itself; for a document write --report %s"), output);
      return wf_invocation_blame_usage (error);
    }
  if (report != NULL && self->command->has_no_report)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("“wherefore-cli %s” writes no report; leave --report out, or keep its answer with "
                      "-o FILE"),
                   self->command->id);
      return FALSE;
    }
  if (report != NULL && wf_writer_find_for_path (report, error) == NULL)
    return wf_invocation_blame_usage (error);
  return check_answer (self, error) && check_folder (self, "output", error) &&
         check_folder (self, "report", error);
}

static gboolean
is_plain_word (const char *word)
{
  if (*word == '\0')
    return FALSE;
  for (const char *p = word; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("_-./=,:+@%", *p) == NULL)
      return FALSE;
  return TRUE;
}

/* What was typed, and the paper where pages depend on it: another locale may have another. */
static GStrv
list_words (WfInvocation *self)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *report = wf_invocation_get (self, "report");
  const WfWriter *writer = report != NULL ? wf_writer_find_for_path (report, NULL) : NULL;

  g_strv_builder_addv (words, (const char **) self->argv);
  if (writer != NULL && writer->has_pages && !wf_invocation_has (self, "paper"))
    g_strv_builder_add_many (words, "--paper", wf_paper_to_text (self->paper), NULL);
  return g_strv_builder_end (words);
}

/* A line break before an option when the line is full, so that the command can be copied from a page. */
char *
wf_invocation_get_command_line (WfInvocation *self)
{
  g_autoptr (GString) line = g_string_new ("wherefore-cli ");
  g_auto (GStrv) words = list_words (self);
  gsize width;

  g_string_append (line, self->command->id);
  width = line->len;
  for (char **arg = words; *arg != NULL; arg++)
    {
      g_autofree char *word = is_plain_word (*arg) ? g_strdup (*arg) : g_shell_quote (*arg);
      g_autofree char *valid = g_utf8_make_valid (word, -1);
      gsize next = arg[1] != NULL && **arg == '-' && *arg[1] != '-' ? strlen (arg[1]) + 1 : 0;

      if (width + strlen (valid) + next + 1 > COMMAND_WIDTH && **arg == '-')
        {
          g_string_append (line, " \\\n ");
          width = 1;
        }
      g_string_append_printf (line, " %s", valid);
      width += strlen (valid) + 1;
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

WfProvenance *
wf_invocation_create_provenance (WfInvocation *self)
{
  WfProvenance *provenance = wf_provenance_new ();
  g_autofree char *line = wf_invocation_get_command_line (self);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      WfInput *input = self->inputs->pdata[i];

      wf_provenance_add_input (provenance, wf_input_get_name (input), wf_input_get_sha256 (input),
                               input->facts);
      wf_provenance_set_input_notes (provenance, (const char *const *) input->notes);
    }
  wf_provenance_set_command (provenance, line);
  wf_provenance_set_seed (provenance, self->seed);
  /* a report that is to be made again byte for byte can't tell how long it took */
  if (g_getenv ("SOURCE_DATE_EPOCH") == NULL)
    wf_provenance_set_seconds (provenance, self->seconds);
  return provenance;
}

gboolean
wf_invocation_write_report (WfInvocation *self, WfReport *report, GError **error)
{
  const char *path = wf_invocation_get (self, "report");
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (WfReport) shown = wf_report_select (report, self->sections);

  if (!wf_report_write (shown, file, self->paper, self->progress, error))
    return FALSE;
  wf_invocation_note (self, _ ("report: %s"), path);
  return TRUE;
}

gboolean
wf_invocation_redirect (WfInvocation *self, GError **error)
{
  const char *path = wf_invocation_get (self, "output");
  g_autoptr (GFile) file = NULL;

  if (path == NULL || g_str_equal (path, "-"))
    return TRUE;
  file = g_file_new_for_commandline_arg (path);
  if (!wf_file_write (file, self->out->str, self->out->len, error))
    return FALSE;
  g_string_truncate (self->out, 0);
  wf_invocation_tell (self, _ ("written: %s"), path);
  return TRUE;
}
