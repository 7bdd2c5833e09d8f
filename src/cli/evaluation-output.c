/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/evaluation-output.h"
#include "cli/text-output.h"
#include "core/base/format.h"
#include "writers/json-values.h"

/* ---- JSON ---- */

static void
add_interval (
    JsonBuilder *builder, const char *name, WfEvaluation *e, gssize subset, WfMeasure low, WfMeasure high)
{
  double ends[] = { wf_evaluation_get (e, subset, low), wf_evaluation_get (e, subset, high) };

  wf_json_set_numbers (builder, name, ends, G_N_ELEMENTS (ends));
}

static void
add_floors (JsonBuilder *builder, WfEvaluation *e, gssize subset, gboolean agents)
{
  json_builder_set_member_name (builder, agents ? "agent_floors" : "floors");
  json_builder_begin_object (builder);
  for (gsize f = 0; f < wf_evaluation_get_n_floors (e, subset); f++)
    {
      gboolean is_agent;
      const char *id;
      double share = wf_evaluation_get_floor (e, subset, f, &id, NULL, &is_agent);

      if (is_agent == agents)
        wf_json_set_number (builder, id, share);
    }
  json_builder_end_object (builder);
}

/* A range of probabilities each, also those that no step was given one of. */
static void
add_bins (JsonBuilder *builder, WfEvaluation *e, gssize subset, WfCalibration what)
{
  json_builder_set_member_name (builder,
                                what == WF_CALIBRATION_FIRST ? "first_suspect_calibration" : "calibration");
  json_builder_begin_array (builder);
  for (gsize b = 0; b < wf_evaluation_get_n_bins (e, what); b++)
    {
      double low, high, predicted, observed;
      gsize n = wf_evaluation_get_bin (e, subset, what, b, &low, &high, &predicted, &observed);

      json_builder_begin_object (builder);
      wf_json_set_number (builder, "low", low);
      wf_json_set_number (builder, "high", high);
      wf_json_set_int (builder, "steps", (gint64) n);
      wf_json_set_number (builder, "predicted", predicted);
      wf_json_set_number (builder, "observed", observed);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_subset (JsonBuilder *builder, WfEvaluation *e, gsize subset)
{
  static const struct
  {
    const char *name;
    WfMeasure measure;
  } members[] = {
    { "step_accuracy_sd", WF_MEASURE_STEP_SPREAD },
    { "agent_accuracy", WF_MEASURE_AGENT },
    { "agent_accuracy_by_sum", WF_MEASURE_AGENT_BY_SUM },
    { "top3", WF_MEASURE_TOP3 },
    { "within_one_step", WF_MEASURE_WITHIN_ONE },
    { "mean_rank", WF_MEASURE_RANK },
    { "log_loss", WF_MEASURE_LOG_LOSS },
    { "brier", WF_MEASURE_BRIER },
    { "brier_base_rate", WF_MEASURE_BRIER_BASE },
    { "calibration_error", WF_MEASURE_CALIBRATION },
    { "first_suspect_calibration_error", WF_MEASURE_TOP_CALIBRATION },
  };

  json_builder_begin_object (builder);
  wf_json_set_string (builder, "name", wf_evaluation_get_subset (e, subset));
  wf_json_set_int (builder, "logs", (gint64) wf_evaluation_get_n_logs (e, (gssize) subset));
  wf_json_set_number (builder, "step_accuracy", wf_evaluation_get (e, (gssize) subset, WF_MEASURE_STEP));
  add_interval (builder, "interval", e, (gssize) subset, WF_MEASURE_STEP_LOW, WF_MEASURE_STEP_HIGH);
  add_interval (builder, "agent_interval", e, (gssize) subset, WF_MEASURE_AGENT_LOW, WF_MEASURE_AGENT_HIGH);
  for (gsize m = 0; m < G_N_ELEMENTS (members); m++)
    wf_json_set_number (builder, members[m].name, wf_evaluation_get (e, (gssize) subset, members[m].measure));
  add_floors (builder, e, (gssize) subset, FALSE);
  add_floors (builder, e, (gssize) subset, TRUE);
  add_bins (builder, e, (gssize) subset, WF_CALIBRATION_STEPS);
  add_bins (builder, e, (gssize) subset, WF_CALIBRATION_FIRST);
  json_builder_end_object (builder);
}

static void
add_choices (JsonBuilder *builder, WfEvaluation *e)
{
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_array (builder);
  for (gsize c = 0; c < wf_evaluation_get_n_choices (e); c++)
    {
      const char *framework;
      guint times;
      const char *model = wf_evaluation_get_choice (e, c, &framework, &times);

      json_builder_begin_object (builder);
      wf_json_set_string (builder, "framework", framework);
      wf_json_set_string (builder, "model", model);
      wf_json_set_int (builder, "times", times);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* One number a repeat. */
static void
add_repeats (JsonBuilder *builder, WfEvaluation *e, gsize log)
{
  guint n = wf_evaluation_get_n_repeats (e);

  json_builder_set_member_name (builder, "folds");
  json_builder_begin_array (builder);
  for (guint r = 0; r < n; r++)
    json_builder_add_int_value (builder, (gint64) wf_evaluation_get_log_fold (e, log, r));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "ranks");
  json_builder_begin_array (builder);
  for (guint r = 0; r < n; r++)
    json_builder_add_int_value (builder, (gint64) wf_evaluation_get_log_rank (e, log, r));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "losses");
  json_builder_begin_array (builder);
  for (guint r = 0; r < n; r++)
    wf_json_add_number (builder, wf_evaluation_get_log_loss (e, log, r));
  json_builder_end_array (builder);
}

static void
add_logs (JsonBuilder *builder, WfEvaluation *e)
{
  json_builder_set_member_name (builder, "logs");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < wf_evaluation_get_n_logs (e, -1); i++)
    {
      json_builder_begin_object (builder);
      wf_json_set_string (builder, "log", wf_evaluation_get_log_name (e, i));
      wf_json_set_string (builder, "subset",
                          wf_evaluation_get_subset (e, wf_evaluation_get_log_subset (e, i)));
      wf_json_set_int (builder, "step", (gint64) wf_evaluation_get_log_step (e, i));
      add_repeats (builder, e, i);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
wf_evaluation_add_json (JsonBuilder *builder, WfEvaluation *evaluation, gboolean is_detailed)
{
  static const char *const kinds[] = { "profile", "cross-validation", "left-out-frameworks", "nested" };

  wf_json_set_string (builder, "kind", kinds[wf_evaluation_get_kind (evaluation)]);
  wf_json_set_string (builder, "profile", wf_evaluation_get_profile (evaluation));
  wf_json_set_int (builder, "repeats", wf_evaluation_get_n_repeats (evaluation));
  wf_json_set_boolean (builder, "permuted", wf_evaluation_is_permuted (evaluation));
  json_builder_set_member_name (builder, "subsets");
  json_builder_begin_array (builder);
  for (gsize s = 0; s < wf_evaluation_get_n_subsets (evaluation); s++)
    add_subset (builder, evaluation, s);
  json_builder_end_array (builder);
  add_choices (builder, evaluation);
  json_builder_set_member_name (builder, "notes");
  wf_json_add_strings (builder, wf_evaluation_get_notes (evaluation));
  if (is_detailed)
    add_logs (builder, evaluation);
}

/* ---- text ---- */

static char *
format_share (double share)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup_printf ("%s %%", g_ascii_formatd (buffer, sizeof buffer, "%.1f", 100 * share));
}

static char *
format_interval (double low, double high)
{
  g_autofree char *from = format_share (low);
  g_autofree char *to = format_share (high);

  return g_strdup_printf ("%s – %s", from, to);
}

void
wf_evaluation_print_figures (GString *out, WfEvaluation *e)
{
  /* xgettext:no-c-format */
  const char *interval_head = _ ("95 % interval");
  const char *heads[] = { _ ("folder"),      _ ("logs"), _ ("step"),      interval_head,  _ ("agent"),
                          _ ("first three"), _ ("±1"),   _ ("mean rank"), _ ("log loss"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("seeeeeeee", heads);

  for (gsize s = 0; s < wf_evaluation_get_n_subsets (e); s++)
    {
      gssize i = (gssize) s;
      g_autofree char *logs = wf_format_count (wf_evaluation_get_n_logs (e, i));
      g_autofree char *step = format_share (wf_evaluation_get (e, i, WF_MEASURE_STEP));
      g_autofree char *interval = format_interval (wf_evaluation_get (e, i, WF_MEASURE_STEP_LOW),
                                                   wf_evaluation_get (e, i, WF_MEASURE_STEP_HIGH));
      g_autofree char *agent = format_share (wf_evaluation_get (e, i, WF_MEASURE_AGENT));
      g_autofree char *top3 = format_share (wf_evaluation_get (e, i, WF_MEASURE_TOP3));
      g_autofree char *near = format_share (wf_evaluation_get (e, i, WF_MEASURE_WITHIN_ONE));
      g_autofree char *rank = wf_format_number (wf_evaluation_get (e, i, WF_MEASURE_RANK));
      g_autofree char *loss = wf_format_number (wf_evaluation_get (e, i, WF_MEASURE_LOG_LOSS));

      wf_text_table_add_row (table, (const char *const[]){ wf_evaluation_get_subset (e, s), logs, step,
                                                           interval, agent, top3, near, rank, loss, NULL });
    }
  wf_text_table_print (table, out);
}

static void
print_calibration (GString *out, WfEvaluation *e)
{
  const char *heads[] = { _ ("folder"), _ ("calibration error of every step"), _ ("of the first suspect"),
                          NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("see", heads);

  for (gsize s = 0; s < wf_evaluation_get_n_subsets (e); s++)
    {
      g_autofree char *steps = wf_format_number (wf_evaluation_get (e, (gssize) s, WF_MEASURE_CALIBRATION));
      g_autofree char *first =
          wf_format_number (wf_evaluation_get (e, (gssize) s, WF_MEASURE_TOP_CALIBRATION));

      wf_text_table_add_row (table,
                             (const char *const[]){ wf_evaluation_get_subset (e, s), steps, first, NULL });
    }
  wf_text_table_print (table, out);
}

static void
print_floors (GString *out, WfEvaluation *e)
{
  const char *heads[] = { _ ("folder"), _ ("without reading the log"), _ ("right"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("sse", heads);

  for (gsize s = 0; s < wf_evaluation_get_n_subsets (e); s++)
    for (gsize f = 0; f < wf_evaluation_get_n_floors (e, (gssize) s); f++)
      {
        gboolean is_agent;
        const char *name;
        g_autofree char *share =
            format_share (wf_evaluation_get_floor (e, (gssize) s, f, NULL, &name, &is_agent));
        g_autofree char *what = g_strdup_printf (is_agent ? _ ("agent: %s") : _ ("step: %s"), name);

        wf_text_table_add_row (table,
                               (const char *const[]){ wf_evaluation_get_subset (e, s), what, share, NULL });
      }
  wf_text_table_print (table, out);
}

static void
print_choices (GString *out, WfEvaluation *e)
{
  const char *heads[] = { _ ("framework"), _ ("model chosen in the folds"), _ ("times"), NULL };
  g_autoptr (WfTextTable) table = wf_text_table_new ("sse", heads);

  if (wf_evaluation_get_n_choices (e) == 0)
    return;
  for (gsize c = 0; c < wf_evaluation_get_n_choices (e); c++)
    {
      const char *framework;
      guint times;
      const char *model = wf_evaluation_get_choice (e, c, &framework, &times);
      g_autofree char *count = g_strdup_printf ("%u", times);

      wf_text_table_add_row (
          table, (const char *const[]){ *framework != '\0' ? framework : _ ("other"), model, count, NULL });
    }
  g_string_append_c (out, '\n');
  wf_text_table_print (table, out);
}

void
wf_evaluation_print (GString *out, WfEvaluation *evaluation)
{
  const char *const *notes = wf_evaluation_get_notes (evaluation);

  wf_evaluation_print_figures (out, evaluation);
  g_string_append_c (out, '\n');
  print_floors (out, evaluation);
  g_string_append_c (out, '\n');
  print_calibration (out, evaluation);
  print_choices (out, evaluation);
  if (notes[0] != NULL)
    g_string_append_c (out, '\n');
  for (gsize i = 0; notes[i] != NULL; i++)
    g_string_append_printf (out, "%s\n", notes[i]);
}
