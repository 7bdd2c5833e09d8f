/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/inference/counterfactual-private.h"
#include "core/inference/effect-words-private.h"
#include "core/inference/method-words-private.h"
#include "core/report/sections.h"

#define MAX_IN_VERDICT 3 /* changes told in the first sentence */

/**
 * wf_counterfactual_describe_value:
 * @marginal: of a row
 *
 * Returns: (transfer full): what it is, as a table shows it: "34.1", "23 ± 4" with the standard deviation,
 * "yes", "yes 80 %"
 */
char *
wf_counterfactual_describe_value (WfMarginal *marginal)
{
  gsize n_levels, mode = wf_marginal_get_mode (marginal);
  const double *p = wf_marginal_get_probabilities (marginal, &n_levels);

  if (wf_marginal_get_kind (marginal) == WF_COLUMN_CONTINUOUS)
    {
      g_autofree char *mean = wf_marginal_to_text (marginal);
      g_autofree char *sd = wf_marginal_sd_to_text (marginal);

      return wf_marginal_get_sd (marginal) > 0.0 ? g_strdup_printf ("%s ± %s", mean, sd)
                                                 : g_steal_pointer (&mean);
    }
  if (n_levels > 0 && p[mode] > 1.0 - 1e-9)
    return g_strdup (wf_marginal_get_level (marginal, mode));
  return wf_marginal_to_text (marginal);
}

static gboolean
is_shown (WfCounterfactual *self, guint node, const char *const *show)
{
  if (show != NULL)
    return g_strv_contains (show, wf_graph_get_name (wf_model_get_graph (self->effect->model), node));
  return wf_question_is_acted_on (self->effect->question, node) || wf_effect_is_affected (self->effect, node);
}

/* "mek would have been 23 instead of 34.1" */
static char *
describe_change (WfCounterfactual *self, guint node)
{
  g_autofree char *was = wf_counterfactual_describe_value (wf_counterfactual_get_factual (self, node));
  g_autofree char *would = wf_counterfactual_describe_value (wf_counterfactual_get_marginal (self, node));

  return g_strdup_printf (_ ("%s would have been %s instead of %s"),
                          wf_graph_get_name (wf_model_get_graph (self->effect->model), node), would, was);
}

static void
add_verdict (WfReportBuilder *builder, WfCounterfactual *self, const char *const *show)
{
  gsize n_affected, n_told = 0;
  g_autofree guint *affected = wf_effect_rank_affected (self->effect, &n_affected);
  g_autofree char *setting = wf_effect_describe_setting (self->effect);
  g_autofree char *escaped = wf_report_escape (setting != NULL ? setting : _ ("nothing is done"));
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *changes = NULL;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < n_affected && n_told < MAX_IN_VERDICT; i++)
    {
      g_autofree char *change = NULL;
      g_autofree char *plain = NULL;

      if (!is_shown (self, affected[i], show))
        continue;
      plain = describe_change (self, affected[i]);
      change = wf_report_escape (plain);
      g_strv_builder_add (parts, change);
      n_told++;
    }
  list = g_strv_builder_end (parts);
  changes = wf_effect_join (list);
  if (n_told == 0)
    text = g_strdup_printf (_ ("Row %zu would have been the same if %s."), self->row, escaped);
  else
    /* Translators: “In row 17, if pka is set to 800: mek would have been 23 instead of 34.1.” */
    text = g_strdup_printf (_ ("In row %zu, if %s: %s."), self->row, escaped, changes);
  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, text);
}

static void
add_values (WfReportBuilder *builder, WfCounterfactual *self, const char *const *show)
{
  const char *heads[] = { _ ("Variable"), _ ("In the row"), _ ("Would have been"), _ ("Change"), NULL };
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (self->effect->model));

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Values"));
  wf_report_builder_begin_table (
      builder, heads, "seee",
      _ ("± = standard deviation of what the row leaves open; of levels the likeliest"));
  for (guint i = 0; i < n_nodes; i++)
    {
      WfMarginal *factual = wf_counterfactual_get_factual (self, i),
                 *acted = wf_counterfactual_get_marginal (self, i);
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;
      g_autofree char *was = NULL;
      g_autofree char *would = NULL;
      g_autofree char *change = NULL;

      if (!is_shown (self, i, show))
        continue;
      name = wf_report_escape (wf_marginal_get_name (factual));
      value = wf_counterfactual_describe_value (factual);
      was = wf_counterfactual_is_missing (self, i) ? g_strdup_printf (_ ("missing (%s)"), value)
                                                   : g_strdup (value);
      would = wf_counterfactual_describe_value (acted);
      change = wf_marginal_change_to_text (factual, acted);

      const char *cells[] = { name, was, would, change != NULL ? change : _ ("no change"), NULL };

      wf_report_builder_add_row (builder, cells);
    }
}

static void
add_doubts (WfReportBuilder *builder, WfCounterfactual *self, const guint *affected, gsize n_affected)
{
  wf_effect_add_doubts (builder, self->effect, affected, n_affected);
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE,
                              _ ("What would have been is never seen: it rests on the graph, on the form of "
                                 "every mechanism, and on the noise of the "
                                 "row staying as it was."));
  if (!wf_model_is_linear (self->effect->model))
    wf_report_builder_add_text (
        builder, WF_BLOCK_PROSE,
        _ ("Of a variable with levels the data tell only how often each comes about, not how the levels of "
           "the same case hang "
           "together: they are taken to change in their order. Another coupling can give another answer."));
}

static void
add_method (WfReportBuilder *builder, WfCounterfactual *self)
{
  g_autofree char *draws = wf_format_count (wf_effect_get_n_draws (self->effect));
  g_autofree char *missing = wf_format_count (self->n_missing);
  g_autofree char *engine = NULL;

  if (!wf_counterfactual_is_exact (self))
    engine = g_strdup_printf (_ ("abduction, action and prediction with %s draws of the noise"), draws);
  else if (wf_effect_get_engine (self->effect) == WF_ENGINE_JUNCTION_TREE)
    engine = g_strdup (_ ("a twin network (exact), Balke & Pearl 1994"));
  else
    engine = g_strdup (_ ("abduction, action and prediction (exact)"));

  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Source"), _ ("Pearl 2009, Causality, chapter 7"));
  wf_model_add_facts (builder, self->effect->model);
  wf_report_builder_add_fact (builder, _ ("Computed by"), engine);
  wf_report_builder_add_fact (builder, _ ("Values missing in the row"), missing);
}

/**
 * wf_counterfactual_report:
 * @self: a counterfactual
 * @show: (array zero-terminated=1) (nullable): names of the variables to tell of; %NULL = all that would have
 * changed
 * @provenance: (nullable): inputs, command and time
 *
 * What the row would have been: a sentence, the graph, the values, what could make it wrong, method.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_counterfactual_report (WfCounterfactual *self, const char *const *show, WfProvenance *provenance)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree char *setting = wf_effect_describe_setting (self->effect);
  g_autofree char *plain = g_strdup_printf (_ ("What would row %zu have been if %s?"), self->row,
                                            setting != NULL ? setting : _ ("nothing is done"));
  g_autofree char *title = wf_report_escape (plain);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Counterfactual report"), title);
  g_autoptr (WfFigure) figure = wf_effect_figure (self->effect);
  gsize n_affected;
  g_autofree guint *affected = wf_effect_rank_affected (self->effect, &n_affected);

  add_verdict (builder, self, show);
  wf_report_builder_add_abstract (builder, wf_model_describe_certainty (self->effect->model, FALSE),
                                  provenance);
  wf_report_builder_add_figure (builder, figure,
                                _ ("Grey: the row as it is. Outlined: as it would have been."));
  add_values (builder, self, show);
  wf_effect_add_mechanisms (builder, self->effect, affected, n_affected);
  add_doubts (builder, self, affected, n_affected);
  wf_model_add_undone (builder, self->effect->model, FALSE);
  add_method (builder, self);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
