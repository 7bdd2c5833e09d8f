/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What the reports on a model's answers say alike of how they were computed and what was left out. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/inference/method-words-private.h"
#include "core/model/model-report.h"
#include "core/report/sections.h"

/* among shares of nobody knows how many rows the rows of a prior have no weight */
static gboolean
has_prior (WfModel *model)
{
  GVariant *params = wf_model_get_params (model);
  double ess = 1;

  if (params != NULL)
    g_variant_lookup (params, "ess", "d", &ess);
  return ess > 0 && wf_table_has_counts (wf_model_get_rows (model));
}

static const char *
describe_model (WfModel *model)
{
  if (g_str_equal (wf_model_get_kind (model), "categorical"))
    return has_prior (model)
               ? _ ("one probability table a variable, given its causes (BDeu prior)")
               : _ ("one probability table a variable, given its causes (relative frequencies)");
  if (wf_model_is_linear (model))
    return _ ("linear-Gaussian, least squares, one equation a variable");
  return _ ("a mechanism of its own kind a variable");
}

gboolean
wf_model_is_fitted (WfModel *model)
{
  return wf_table_get_n_rows (wf_model_get_rows (model)) > 0;
}

void
wf_model_add_facts (WfReportBuilder *builder, WfModel *model)
{
  g_autofree char *rows = wf_table_describe_rows (wf_model_get_rows (model));
  g_autofree char *params = wf_params_to_text (wf_model_get_params (model));

  if (!wf_model_is_fitted (model))
    {
      wf_report_builder_add_fact (builder, _ ("Model"), _ ("as it stands in the file; nothing was fitted"));
      return;
    }
  wf_report_builder_add_fact (builder, _ ("Model"), describe_model (model));
  if (*params != '\0')
    wf_report_builder_add_fact (builder, _ ("Parameters"), params);
  wf_report_builder_add_fact (builder, _ ("Fitted to"), rows);
}

const char *
wf_model_describe_certainty (WfModel *model, gboolean has_intervals)
{
  if (!wf_model_is_fitted (model))
    return _ ("The numbers hold if the graph and the mechanisms of the file are right.");
  return has_intervals ? _ ("The numbers hold if graph and mechanisms are right; the intervals tell how far "
                            "they would move with other rows.")
                       : _ ("The numbers hold if graph and mechanisms are right; how far they would move "
                            "with other rows was not computed.");
}

void
wf_model_add_undone (WfReportBuilder *builder, WfModel *model, gboolean has_intervals)
{
  const char *sentences[] = {
    _ ("Nothing was done to the world: the answer is computed from a model."),
    wf_model_is_fitted (model)
        ? _ ("Whether the graph fits the data was not tested, and no other graph was tried.")
        : _ ("The model was not compared with any data."),
    has_intervals || !wf_model_is_fitted (model)
        ? NULL
        : _ ("How far the numbers would move with other rows was not computed: they have no intervals."),
  };

  wf_report_builder_add_undone (builder, sentences, G_N_ELEMENTS (sentences));
}

void
wf_model_add_graph (WfReportBuilder *builder, WfModel *model)
{
  g_autoptr (WfFigure) figure = wf_model_figure (model);

  wf_report_builder_add_figure (builder, figure,
                                wf_model_is_fitted (model)
                                    ? _ ("The graph that the answer rests on, with what is observed of each "
                                         "variable.")
                                    : _ ("The graph that the answer rests on."));
}
