/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/attribute-private.h"
#include "cli/command.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "writers/json-values.h"

#define MAX_EXPLAINED 10 /* links that are told in words */

static const WfParam params[] = {
  {
      .id = "alpha",
      .name = N_ ("Significance level"),
      .type = WF_PARAM_REAL,
      .value = WF_CORPUS_CAUSES_ALPHA,
      .min = 1e-12,
      .max = 0.5,
      .help = N_ ("Two variables stay linked while every test rejects their independence at this level"),
  },
  { .id = NULL },
};

void
wf_attribute_list_params (GArray *sets)
{
  wf_params_add_set (sets, "--causes", _ ("what makes steps deficient"), params);
}

static gboolean
are_wanted (WfInvocation *invocation)
{
  return wf_invocation_has (invocation, "causes") || wf_invocation_has (invocation, "use-causes");
}

gboolean
wf_attribute_check_causes (WfInvocation *invocation, GError **error)
{
  g_autoptr (GVariant) given = wf_invocation_collect (invocation, params, error);

  if (given == NULL)
    return FALSE;
  if (are_wanted (invocation) || !wf_invocation_has (invocation, "alpha"))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       _ ("--alpha is about the search of --causes; give both, or neither"));
  return FALSE;
}

gboolean
wf_attribute_refuse_causes (WfInvocation *invocation, GError **error)
{
  if (!are_wanted (invocation))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
               _ ("--%s looks at what the steps of many runs have in common, and this is one run; name a "
                  "folder of runs, or several files"),
               wf_invocation_has (invocation, "causes") ? "causes" : "use-causes");
  return FALSE;
}

WfCorpusBlame *
wf_attribute_find_causes (WfInvocation *invocation, WfCorpusBlame *result, GError **error)
{
  g_autoptr (WfCorpusCauses) causes = NULL;
  g_autoptr (GVariant) given = NULL;

  if (!are_wanted (invocation))
    return wf_corpus_blame_ref (result);
  given = wf_invocation_collect (invocation, params, error);
  if (given == NULL)
    return NULL;
  invocation->parameters = wf_params_complete (params, given, error);
  causes = wf_corpus_causes_discover (wf_corpus_blame_get_corpus (result),
                                      wf_params_get_real (invocation->parameters, "alpha"),
                                      invocation->progress, error);
  if (causes == NULL)
    return NULL;
  return wf_corpus_blame_with_causes (result, causes, wf_invocation_has (invocation, "use-causes"),
                                      invocation->progress, error);
}

/* ---- JSON ---- */

static void
add_parents (JsonBuilder *builder, WfCorpusCauses *causes)
{
  json_builder_set_member_name (builder, "parents");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_corpus_causes_get_n_parents (causes); i++)
    {
      json_builder_begin_object (builder);
      wf_json_set_string (builder, "sign", wf_corpus_causes_get_parent (causes, i));
      wf_json_set_number (builder, "weight", wf_corpus_causes_get_weight (causes, i));
      wf_json_set_number (builder, "strength", wf_corpus_causes_get_strength (causes, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_explained (JsonBuilder *builder, WfCorpusCauses *causes)
{
  WfTable *table = wf_corpus_causes_get_table (causes);

  json_builder_set_member_name (builder, "explained_by_context");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_corpus_causes_get_n_explained (causes); i++)
    {
      guint a, b;

      wf_corpus_causes_get_explained (causes, i, &a, &b);
      json_builder_begin_object (builder);
      wf_json_set_string (builder, "a", wf_table_get_name (table, a));
      wf_json_set_string (builder, "b", wf_table_get_name (table, b));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What the weights change, "used": null when they are only shown. */
static void
add_use (JsonBuilder *builder, WfCorpusBlame *result)
{
  WfCorpusBlame *without = wf_corpus_blame_get_without (result);

  json_builder_set_member_name (builder, "used");
  if (without == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  wf_json_set_int (builder, "decisive_step_moved", wf_corpus_blame_count_moved (result));
  wf_json_set_int (builder, "labelled", wf_corpus_blame_get_n_labelled (result));
  wf_json_set_int (builder, "decisive_step_right", wf_corpus_blame_count_decisive (result));
  wf_json_set_int (builder, "decisive_step_right_without", wf_corpus_blame_count_decisive (without));
  json_builder_end_object (builder);
}

void
wf_attribute_add_causes (JsonBuilder *builder, WfCorpusBlame *result)
{
  WfCorpusCauses *causes = wf_corpus_blame_get_causes (result);
  WfDiscoveryResult *discovery;

  if (causes == NULL)
    return;
  discovery = wf_corpus_causes_get_discovery (causes);
  json_builder_set_member_name (builder, "causes");
  json_builder_begin_object (builder);
  wf_json_set_string (builder, "method", wf_discovery_result_get_method (discovery));
  wf_json_set_number (builder, "alpha",
                      wf_params_get_real (wf_discovery_result_get_params (discovery), "alpha"));
  wf_json_set_int (builder, "runs", wf_corpus_causes_get_n_runs (causes));
  wf_json_set_int (builder, "rows", wf_table_get_n_rows (wf_corpus_causes_get_table (causes)));
  json_builder_set_member_name (builder, "graph");
  wf_json_add_graph (builder, wf_discovery_result_get_graph (discovery));
  add_parents (builder, causes);
  wf_json_set_number (builder, "bias", wf_corpus_causes_get_bias (causes));
  wf_json_set_number (builder, "r_squared", wf_corpus_causes_get_r_squared (causes));
  add_explained (builder, causes);
  add_use (builder, result);
  json_builder_set_member_name (builder, "notes");
  wf_json_add_strings (builder, wf_corpus_causes_get_notes (causes));
  json_builder_end_object (builder);
}

/* ---- text ---- */

/* What points at a sign, "–" for nothing. */
static char *
list_causes (WfCorpusCauses *causes, const char *sign)
{
  WfGraph *graph = wf_discovery_result_get_graph (wf_corpus_causes_get_discovery (causes));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gsize n;
  g_autofree guint *found = wf_graph_list_parents (graph, (guint) wf_graph_find_node (graph, sign), &n);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (names, (gpointer) wf_graph_get_name (graph, found[i]));
  g_ptr_array_add (names, NULL);
  return n > 0 ? g_strjoinv (", ", (char **) names->pdata) : g_strdup ("–");
}

static void
print_parents (GString *out, WfCorpusCauses *causes)
{
  const char *heads[] = { _ ("sign"), _ ("weight"), _ ("strength"), _ ("what points at it"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("sees", heads);
  g_autofree char *bias = wf_format_number (wf_corpus_causes_get_bias (causes));
  g_autofree char *share = wf_format_percent (wf_corpus_causes_get_r_squared (causes));

  if (wf_corpus_causes_get_n_parents (causes) == 0)
    {
      g_string_append (out, _ ("No sign stays linked to the deficiency once the others are known.\n"));
      return;
    }
  for (gsize i = 0; i < wf_corpus_causes_get_n_parents (causes); i++)
    {
      const char *sign = wf_corpus_causes_get_parent (causes, i);
      g_autofree char *weight = wf_format_number (wf_corpus_causes_get_weight (causes, i));
      g_autofree char *strength = wf_format_number (wf_corpus_causes_get_strength (causes, i));
      g_autofree char *before = list_causes (causes, sign);

      wf_text_table_add_row (table, (const char *const[]){ sign, weight, strength, before, NULL });
    }
  wf_text_table_print (table, out);
  g_string_append_printf (out, _ ("Log-odds without any sign: %s. These signs tell %s of the variance.\n"),
                          bias, share);
}

static void
print_explained (GString *out, WfCorpusCauses *causes)
{
  WfTable *table = wf_corpus_causes_get_table (causes);
  gsize n = wf_corpus_causes_get_n_explained (causes);

  if (n == 0)
    return;
  g_string_append_printf (out,
                          g_dngettext (GETTEXT_PACKAGE, "%zu link is explained by context:",
                                       "%zu links are explained by context:", n),
                          n);
  for (gsize i = 0; i < MIN (n, MAX_EXPLAINED); i++)
    {
      guint a, b;

      wf_corpus_causes_get_explained (causes, i, &a, &b);
      g_string_append_printf (out, "%s %s — %s", i > 0 ? "," : "", wf_table_get_name (table, a),
                              wf_table_get_name (table, b));
    }
  g_string_append (out, n > MAX_EXPLAINED ? ", …\n" : "\n");
}

static void
print_use (GString *out, WfCorpusBlame *result)
{
  WfCorpusBlame *without = wf_corpus_blame_get_without (result);
  gsize n_labelled = wf_corpus_blame_get_n_labelled (result);

  if (without == NULL)
    return;
  g_string_append_printf (
      out,
      _ ("The structural model of every run uses these weights; suspects and probabilities "
         "don’t. The decisive step is another one in %zu runs.\n"),
      wf_corpus_blame_count_moved (result));
  if (n_labelled > 0)
    g_string_append_printf (
        out,
        _ ("It is the annotated one in %zu of %zu labelled runs; with the weights that come "
           "with the program, in %zu.\n"),
        wf_corpus_blame_count_decisive (result), n_labelled, wf_corpus_blame_count_decisive (without));
}

void
wf_attribute_print_causes (GString *out, WfCorpusBlame *result)
{
  WfCorpusCauses *causes = wf_corpus_blame_get_causes (result);
  WfDiscoveryResult *discovery;
  const char *const *notes;
  g_autofree char *steps = NULL;
  g_autofree char *alpha = NULL;

  if (causes == NULL)
    return;
  discovery = wf_corpus_causes_get_discovery (causes);
  notes = wf_corpus_causes_get_notes (causes);
  steps = wf_format_count (wf_table_get_n_rows (wf_corpus_causes_get_table (causes)));
  alpha = wf_format_number (wf_params_get_real (wf_discovery_result_get_params (discovery), "alpha"));
  g_string_append_printf (out, _ ("\nWhat makes steps deficient: %s steps of %zu runs (%s, alpha = %s)\n\n"),
                          steps, wf_corpus_causes_get_n_runs (causes),
                          wf_discovery_result_get_method (discovery), alpha);
  print_parents (out, causes);
  print_explained (out, causes);
  print_use (out, result);
  for (gsize i = 0; notes[i] != NULL; i++)
    g_string_append_printf (out, "%s\n", notes[i]);
}
