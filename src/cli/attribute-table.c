/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/attribute-private.h"
#include "core/attribute/attribution.h"
#include "core/base/error.h"

/* What is asked of a table, and not of a log. */
static const char *const options_of_tables[] = { "graph",  "target",    "row",   "against",
                                                 "arrows", "intrinsic", "model", NULL };
static const char *const options_of_logs[] = { "repair", "judge",   "judge-model", "judge-preview",
                                               "redact", "profile", "causes",      "use-causes",
                                               "links",  "run",     NULL };

gboolean
wf_attribute_is_about_table (WfInvocation *invocation)
{
  for (gsize i = 0; options_of_tables[i] != NULL; i++)
    if (wf_invocation_has (invocation, options_of_tables[i]))
      return TRUE;
  return FALSE;
}

void
wf_attribute_list_table_params (GArray *sets)
{
  static const char *const names[] = { "--row", "--against", "--arrows", "--intrinsic" };

  for (WfAttributionKind kind = WF_ATTRIBUTION_ANOMALY; kind <= WF_ATTRIBUTION_INTRINSIC; kind++)
    wf_params_add_set (sets, names[kind], _ (wf_attribution_get_method (kind)->name),
                       wf_attribution_get_method (kind)->params);
  wf_params_add_models (sets);
  wf_params_add_formats (sets);
}

/* A question without a contradiction. */
static gboolean
check_question (WfInvocation *invocation, WfAttributionKind *kind, GError **error)
{
  gboolean has_row = wf_invocation_has (invocation, "row"),
           has_other = wf_invocation_has (invocation, "against");
  gboolean is_arrows = wf_invocation_has (invocation, "arrows");
  gboolean is_intrinsic = wf_invocation_has (invocation, "intrinsic");
  const char *fault = NULL;

  if (invocation->operands->len > 1)
    fault = _ ("One table is asked about; a second one comes with --against");
  else if (is_arrows + is_intrinsic + (has_row || has_other) != 1)
    fault = _ ("Ask one question: --row N (why is it unusual), --against TABLE (why did it change), --arrows "
               "(how strong "
               "are they) or --intrinsic (where does the spread come from)");
  else if (!is_arrows && !wf_invocation_has (invocation, "target"))
    fault = _ ("Name the variable that is asked about with --target Y");
  for (gsize i = 0; options_of_logs[i] != NULL && fault == NULL; i++)
    if (wf_invocation_has (invocation, options_of_logs[i]))
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                     _ ("--%s is about agent logs, and a table is asked about"), options_of_logs[i]);
        return FALSE;
      }
  *kind = is_arrows      ? WF_ATTRIBUTION_ARROWS
          : is_intrinsic ? WF_ATTRIBUTION_INTRINSIC
          : has_row      ? WF_ATTRIBUTION_ANOMALY
                         : WF_ATTRIBUTION_CHANGE;
  if (fault == NULL)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, fault);
  return FALSE;
}

/* "3,5" or "all"; of gsize */
static GArray *
parse_rows (WfInvocation *invocation, WfTable *table, GError **error)
{
  g_auto (GStrv) texts = wf_invocation_list (invocation, "row", 0);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize n_rows = wf_table_get_n_rows (table);

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      guint64 row;
      gsize value;

      if (g_str_equal (texts[i], "all"))
        {
          for (value = 0; value < n_rows; value++)
            g_array_append_val (rows, value);
          continue;
        }
      if (n_rows == 0 || !g_ascii_string_to_unsigned (texts[i], 10, 0, n_rows - 1, &row, NULL))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("--row: “%s” is not a row of the table, which has %zu"
                          " of them, counted from 0; "
                          "several: 3,5; or: all"),
                       texts[i], n_rows);
          return NULL;
        }
      value = row;
      g_array_append_val (rows, value);
    }
  return g_steal_pointer (&rows);
}

/* Where each row begins when it is repeated as often as it counts; one more: where all end. */
static gsize *
list_first (WfTable *table)
{
  gsize n_rows = wf_table_get_n_rows (table);
  const double *weights = wf_table_get_weights (table, NULL);
  gsize *first = g_new0 (gsize, n_rows + 1);

  for (gsize i = 0; i < n_rows; i++)
    first[i + 1] = first[i] + (weights != NULL ? (gsize) weights[i] : 1);
  return first;
}

/* The table without the rows asked about, which are judged by the others: of a row that counts several times
 * without one of these. All of it when few others are left, or when rows are shares of nobody knows how many.
 */
static WfTable *
leave_out (WfTable *weighted, const GArray *rows, GError **error)
{
  g_autoptr (WfTable) table = wf_table_expand_weights (weighted, NULL);
  g_autofree gsize *first = NULL;
  gsize n_rows = table != NULL ? wf_table_get_n_rows (table) : 0, n_kept = 0;
  g_autofree gsize *kept = g_new (gsize, n_rows + 1);
  g_autofree gboolean *is_out = g_new0 (gboolean, n_rows + 1);

  if (table == NULL)
    return wf_table_ref (weighted);
  first = list_first (weighted);
  for (guint i = 0; i < rows->len; i++)
    {
      gsize row = g_array_index (rows, gsize, i);

      if (first[row + 1] > first[row])
        is_out[first[row]] = TRUE;
    }
  for (gsize i = 0; i < n_rows; i++)
    if (!is_out[i])
      kept[n_kept++] = i;
  return n_kept < n_rows / 2 ? wf_table_ref (table) : wf_table_select_rows (table, kept, n_kept, error);
}

/* For two tables; that of one is fitted by wf_invocation_fit_model(). */
static GVariant *
collect_model (WfInvocation *invocation, GError **error)
{
  const char *id = wf_invocation_get (invocation, "model");
  g_autofree WfParam *params =
      wf_model_list_params (wf_invocation_get (invocation, "mechanisms") != NULL ? NULL : id);

  if (id != NULL && wf_mechanism_kinds_find (id) == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--model: there is no “%s”; “wherefore-cli list models” tells what there is"), id);
      return NULL;
    }
  return wf_invocation_collect (invocation, params, error);
}

/* What is asked, of what. */
typedef struct
{
  WfAttributionKind kind;
  WfTable *table;
  WfTable *other; /* nullable */
  WfGraph *graph;
  GVariant *params;
  GVariant *model_params; /* of a change */
} Question;

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->table, wf_table_unref);
  g_clear_pointer (&self->other, wf_table_unref);
  g_clear_pointer (&self->graph, wf_graph_unref);
  g_clear_pointer (&self->params, g_variant_unref);
  g_clear_pointer (&self->model_params, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static WfAttribution *
attribute_anomaly (WfInvocation *invocation, const Question *question, GError **error)
{
  WfTable *table = question->other != NULL ? question->other : question->table;
  g_autoptr (GArray) rows = parse_rows (invocation, table, error);
  g_autoptr (WfTable) normal = NULL;
  g_autoptr (WfModel) model = NULL;

  if (rows == NULL)
    return NULL;
  normal =
      question->other != NULL ? wf_table_ref (question->table) : leave_out (question->table, rows, error);
  model = normal != NULL ? wf_invocation_fit_model (invocation, normal, question->graph, error) : NULL;
  if (model == NULL)
    return NULL;
  return wf_attribute_anomaly (model, wf_invocation_get (invocation, "target"), table,
                               (const gsize *) (gconstpointer) rows->data, rows->len, question->params,
                               invocation->seed, invocation->progress, error);
}

static WfAttribution *
attribute (WfInvocation *invocation, const Question *question, GError **error)
{
  const char *target = wf_invocation_get (invocation, "target");
  g_autoptr (WfModel) model = NULL;

  if (question->kind == WF_ATTRIBUTION_ANOMALY)
    return attribute_anomaly (invocation, question, error);
  if (question->kind == WF_ATTRIBUTION_CHANGE)
    return wf_attribute_change (question->table, question->other, question->graph,
                                wf_invocation_get (invocation, "model"), question->model_params, target,
                                question->params, invocation->seed, invocation->progress, error);
  model = wf_invocation_fit_model (invocation, question->table, question->graph, error);
  if (model == NULL)
    return NULL;
  if (question->kind == WF_ATTRIBUTION_ARROWS)
    return wf_attribute_arrows (model, target, question->params, invocation->seed, invocation->progress,
                                error);
  return wf_attribute_intrinsic (model, target, question->params, invocation->seed, invocation->progress,
                                 error);
}

static gboolean
read_question (WfInvocation *invocation, Question *question, GError **error)
{
  const WfAttributionMethod *method;
  const char *against = wf_invocation_get (invocation, "against");

  if (!check_question (invocation, &question->kind, error))
    return FALSE;
  method = wf_attribution_get_method (question->kind);
  question->params = wf_invocation_collect (invocation, method->params, error);
  if (question->params == NULL)
    return FALSE;
  if (!wf_invocation_read_pair (invocation, &question->table, &question->graph, error))
    return FALSE;
  if (question->kind == WF_ATTRIBUTION_CHANGE)
    {
      question->model_params = collect_model (invocation, error);
      if (question->model_params == NULL)
        return FALSE;
    }
  if (against != NULL)
    {
      question->other = wf_invocation_read_table (invocation, against, error);
      if (question->other == NULL)
        return FALSE;
    }
  return question->kind != WF_ATTRIBUTION_CHANGE ||
         wf_invocation_check_used (invocation, _ (method->name), error);
}

gboolean
wf_attribute_table (WfInvocation *invocation, GError **error)
{
  g_auto (Question) question = { 0 };
  g_autoptr (WfAttribution) found = NULL;

  if (!read_question (invocation, &question, error))
    return FALSE;
  wf_invocation_start (invocation);
  found = attribute (invocation, &question, error);
  wf_invocation_stop (invocation);
  if (found == NULL)
    return FALSE;
  /* the question, rather than the model it was asked of, which the answer names too */
  g_free (invocation->method);
  g_clear_pointer (&invocation->parameters, g_variant_unref);
  invocation->method = g_strdup (wf_attribution_get_method (question.kind)->id);
  invocation->parameters = g_variant_ref (wf_attribution_get_params (found));
  wf_invocation_warn (invocation, wf_attribution_get_warnings (found));
  if (invocation->is_json)
    wf_attribute_print_table_json (invocation, found);
  else
    wf_attribute_print_table (invocation, found);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_attribution_report (found, provenance);

      if (!wf_invocation_write_report (invocation, report, error))
        return FALSE;
    }
  return wf_invocation_redirect (invocation, error);
}
