/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/equations.h"
#include "core/attribute/profile.h"
#include "core/formats/formats.h"
#include "core/formats/import.h"
#include "core/project/project.h"
#include "core/trace/logs.h"
#include "tests/core/formats/random-graph.h"
#include "tests/fuzz/targets.h"

/* the readers that are in no registry */
static const char *const others[] = { "detect", "import", "logs", "equations", "profile", "project", NULL };

static void
check_answer (gconstpointer value, GError **error)
{
  if (value == NULL && *error == NULL)
    g_error ("neither a value nor an error");
  if (value != NULL && *error != NULL)
    g_error ("a value and the error “%s”", (*error)->message);
  if (*error != NULL && (*error)->message[0] == '\0')
    g_error ("an error without words");
  g_clear_error (error);
}

static WfSource *
source_of_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return wf_source_new (bytes, "written");
}

static void
run_table (const WfFormat *format, WfSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) params = wf_params_complete (format->params, NULL, &error);
  g_autoptr (WfTable) table = NULL;

  g_assert_no_error (error);
  table = format->read_table (source, params, NULL, &error);
  check_answer (table, &error);
}

static void
run_preview (const WfFormat *format, WfSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) params = wf_params_complete (format->params, NULL, &error);
  g_autoptr (WfImport) import = NULL;

  g_assert_no_error (error);
  import = format->preview (source, params, NULL, &error);
  check_answer (import, &error);
}

static void
run_covariance (const WfFormat *format, WfSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) params = wf_params_complete (format->params, NULL, &error);
  g_autoptr (WfCovariance) covariance = NULL;

  g_assert_no_error (error);
  covariance = format->read_covariance (source, params, NULL, &error);
  check_answer (covariance, &error);
}

static void
run_graph (const WfFormat *format, WfSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfGraph) graph = format->read_graph (source, &error);
  g_autofree char *text = NULL;
  g_autofree char *difference = NULL;
  g_autoptr (WfSource) written = NULL;
  g_autoptr (WfGraph) again = NULL;

  check_answer (graph, &error);
  text = graph != NULL && format->write_graph != NULL ? wf_graph_to_text (graph, format->id, NULL) : NULL;
  if (text == NULL)
    return;
  written = source_of_text (text);
  again = format->read_graph (written, &error);
  if (again == NULL)
    g_error ("what is written doesn't read: %s\n%s", error->message, text);
  difference = find_difference (graph, again, format->graph_loses);
  if (difference != NULL)
    g_error ("writing changes %s:\n%s", difference, text);
}

static void
run_model (const WfFormat *format, WfSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfModel) model = format->read_model (source, NULL, &error);
  g_autofree char *text = NULL;
  g_autoptr (WfSource) written = NULL;
  g_autoptr (WfModel) again = NULL;

  check_answer (model, &error);
  text = model != NULL && format->write_model != NULL ? wf_model_to_text (model, format->id, NULL) : NULL;
  if (text == NULL)
    return;
  written = source_of_text (text);
  again = format->read_model (written, NULL, &error);
  if (again == NULL)
    g_error ("what is written doesn't read: %s\n%s", error->message, text);
}

static void
run_knowledge (const WfFormat *format, WfSource *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfKnowledge) knowledge = format->read_knowledge (source, &error);
  g_autofree char *text = NULL;
  g_autoptr (WfSource) written = NULL;
  g_autoptr (WfKnowledge) again = NULL;

  check_answer (knowledge, &error);
  text = knowledge != NULL && format->write_knowledge != NULL
             ? wf_knowledge_to_text (knowledge, format->id, NULL)
             : NULL;
  if (text == NULL)
    return;
  written = source_of_text (text);
  again = format->read_knowledge (written, &error);
  if (again == NULL)
    g_error ("what is written doesn't read: %s\n%s", error->message, text);
}

static void
run_format (const WfFormat *format, WfSource *source)
{
  gsize length;
  const char *head = g_bytes_get_data (wf_source_get_bytes (source), &length);

  format->sniff (length > 0 ? head : "", MIN (length, 65536));
  if (format->preview != NULL)
    run_preview (format, source);
  if (format->read_table != NULL)
    run_table (format, source);
  if (format->read_covariance != NULL)
    run_covariance (format, source);
  if (format->read_graph != NULL)
    run_graph (format, source);
  if (format->read_model != NULL)
    run_model (format, source);
  if (format->read_knowledge != NULL)
    run_knowledge (format, source);
}

static void
run_other (const char *target, WfSource *source)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (target, "detect"))
    check_answer (wf_formats_detect (source, (WfContent) 0xff, &error), &error);
  else if (g_str_equal (target, "import"))
    {
      g_autoptr (WfImport) import = wf_import_detect (source, NULL, &error);

      check_answer (import, &error);
    }
  else if (g_str_equal (target, "logs"))
    {
      g_autoptr (GPtrArray) runs = wf_traces_read (source, NULL, &error);

      wf_logs_is_log (source);
      check_answer (runs, &error);
    }
  else if (g_str_equal (target, "equations"))
    {
      g_autoptr (WfEquations) equations = wf_equations_read (source, &error);

      check_answer (equations, &error);
    }
  else if (g_str_equal (target, "profile"))
    {
      g_autoptr (WfProfile) profile = wf_profile_read (source, &error);

      wf_profile_is_profile (source);
      check_answer (profile, &error);
    }
  else if (g_str_equal (target, "project"))
    {
      g_autoptr (WfProject) project = wf_project_read (source, &error);

      wf_project_is_project (source);
      check_answer (project, &error);
    }
}

char **
fuzz_list_targets (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (const WfFormat *const *format = wf_formats_get_all (); *format != NULL; format++)
    {
      g_autofree char *name = g_strconcat ("format-", (*format)->id, NULL);

      g_strv_builder_add (names, name);
    }
  for (gsize i = 0; others[i] != NULL; i++)
    g_strv_builder_add (names, others[i]);
  return g_strv_builder_end (names);
}

gboolean
fuzz_run (const char *target, const guint8 *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (WfSource) source = wf_source_new (bytes, "fuzz");
  const WfFormat *format =
      g_str_has_prefix (target, "format-") ? wf_formats_find (target + strlen ("format-")) : NULL;

  if (format == NULL && !g_strv_contains (others, target))
    return FALSE;
  if (format == NULL)
    run_other (target, source);
  else if (length > 0) /* empty files are refused before any reader sees them */
    run_format (format, source);
  return TRUE;
}
