/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/actual-cause-private.h"
#include "core/base/format.h"
#include "core/report/sections.h"

char *
wf_actual_cause_explain (WfActualCause *self)
{
  const WfCauseFinding *finding = &self->findings[WF_CAUSE_MODIFIED_HP];
  g_autofree char *cause = wf_actual_cause_describe (self);
  g_autofree char *change =
      finding->change != NULL ? wf_settings_to_text ((const char *const *) finding->change) : NULL;
  g_autofree char *held =
      finding->contingency != NULL ? wf_settings_to_text ((const char *const *) finding->contingency) : NULL;

  if (!self->has_effect)
    return g_strdup_printf (_ ("%s has no cause: it isn’t the case."), self->effect);
  if (!self->has_happened)
    return g_strdup_printf (_ ("%s is no cause of %s: it isn’t the case."), cause, self->effect);
  switch (finding->verdict)
    {
      case WF_VERDICT_YES:
        if (*held == '\0')
          return g_strdup_printf (_ ("%s is a cause of %s: with %s instead, that would not have been."),
                                  cause, self->effect, change);
        return g_strdup_printf (
            _ ("%s is a cause of %s: with %s instead, and %s kept as it is, that would not have been."),
            cause, self->effect, change, held);
      case WF_VERDICT_NOT_MINIMAL:
        return g_strdup_printf (_ ("%s is no cause of %s as a whole: a part of it is one."), cause,
                                self->effect);
      case WF_VERDICT_UNRESOLVED:
        return g_strdup_printf (_ ("Whether %s is a cause of %s stays unresolved: the budget was spent after "
                                   "%zu worlds; allow more, or ask about a smaller part of the model."),
                                cause, self->effect, self->n_evaluations);
      case WF_VERDICT_NO:
      case WF_VERDICT_NOT_ACTUAL:
      default:
        if (self->responsibility > 0 && self->responsible != NULL)
          {
            g_autofree char *whole = wf_settings_to_text ((const char *const *) self->responsible);

            return g_strdup_printf (
                _ ("%s is no cause of %s alone, but part of one: only with %s would that not have been."),
                cause, self->effect, whole);
          }
        if (isnan (self->responsibility))
          return g_strdup_printf (
              _ ("%s is no cause of %s alone; whether it is part of one stays unresolved: "
                 "the budget was spent. Allow more, or ask about a smaller part of the "
                 "model."),
              cause, self->effect);
        return g_strdup_printf (_ ("%s is no cause of %s, and part of none."), cause, self->effect);
    }
}

static char *
describe_witness (const WfCauseFinding *finding)
{
  g_autofree char *change = NULL;
  g_autofree char *held = NULL;

  if (finding->change == NULL)
    return g_strdup ("");
  change = wf_settings_to_text ((const char *const *) finding->change);
  held = wf_settings_to_text ((const char *const *) finding->contingency);
  return *held == '\0' ? g_strdup_printf (_ ("with %s"), change)
                       : g_strdup_printf (_ ("with %s, while %s"), change, held);
}

static void
add_definitions (WfReportBuilder *builder, WfActualCause *self)
{
  const char *heads[] = { _ ("Definition"), _ ("Cause?"), _ ("The effect is undone"), NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Definitions"));
  wf_report_builder_begin_table (builder, heads, "sss", NULL);
  for (guint i = 0; i < WF_N_CAUSE_DEFINITIONS; i++)
    {
      g_autofree char *witness = describe_witness (&self->findings[i]);
      g_autofree char *escaped = wf_report_escape (witness);
      const char *cells[] = { wf_cause_definition_to_text ((WfCauseDefinition) i),
                              wf_cause_verdict_to_text (self->findings[i].verdict), escaped, NULL };

      if (i != WF_CAUSE_NORMAL || self->has_normal)
        wf_report_builder_add_row (builder, cells);
    }
}

static void
add_responsibility (WfReportBuilder *builder, WfActualCause *self)
{
  g_autofree char *number = wf_format_number (self->responsibility);
  g_autofree char *naive = wf_format_number (self->naive_responsibility);
  g_autofree char *text = NULL;
  g_autofree char *normality = NULL;

  text = isnan (self->responsibility)
             ? g_strdup (_ ("The degree of responsibility is unresolved: the budget was spent."))
             : g_strdup_printf (_ ("Degree of responsibility: %s by the modified definition (one over the "
                                   "variables of the smallest cause that it is "
                                   "part of, with those kept as they are), %s by changes of others alone "
                                   "(Chockler & Halpern 2004)."),
                                number, naive);
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, text);
  if (!self->has_normal || self->n_abnormal_witness < 0)
    return;
  normality =
      g_strdup_printf (_ ("Values that aren’t normal: %u in what happened, %d in the most normal world "
                          "that shows the cause."),
                       self->n_abnormal, self->n_abnormal_witness);
  wf_report_builder_add_text (builder, WF_BLOCK_PROSE, normality);
}

/* "= 1, candidate" */
static char *
describe_role (WfActualCause *self, guint variable, const WfProgram *effect)
{
  int value = wf_actual_cause_get_actual (self, variable);
  const char *const *held = wf_actual_cause_get_contingency (self, WF_CAUSE_MODIFIED_HP);
  g_autofree char *setting = g_strdup_printf ("%s=%d", self->model->equations[variable].name, value);

  if (self->cause & WF_VARIABLE_BIT (variable))
    return g_strdup_printf (_ ("= %d, candidate"), value);
  if (effect->reads & WF_VARIABLE_BIT (variable))
    return g_strdup_printf (_ ("= %d, effect"), value);
  if (held != NULL && g_strv_contains (held, setting))
    return g_strdup_printf (_ ("= %d, kept"), value);
  return g_strdup_printf ("= %d", value);
}

/* Who is read by whose equation, with the value of every variable. */
static WfFigure *
draw (WfActualCause *self)
{
  WfFigure *figure = wf_figure_new_network ();
  g_auto (WfProgram) effect = { 0 };
  g_autofree char *cause = wf_actual_cause_describe (self);
  g_autofree char *alt = g_strdup_printf (
      _ ("The variables with their values, %s as the candidate, and what hangs on what."), cause);

  wf_program_compile (&effect, self->model, self->effect, "", NULL);
  for (guint i = 0; i < self->model->n_equations; i++)
    {
      g_autofree char *caption = describe_role (self, i, &effect);
      gboolean is_candidate = (self->cause & WF_VARIABLE_BIT (i)) != 0;
      WfNetworkNode node = { .name = self->model->equations[i].name,
                             .caption = caption,
                             .share = NAN,
                             .before = NAN,
                             .index = i,
                             .is_emphasised = is_candidate };

      wf_figure_add_network_node (figure, &node);
    }
  for (guint i = 0; i < self->model->n_equations; i++)
    for (guint k = 0; k < i; k++)
      if (self->model->equations[i].program.reads & WF_VARIABLE_BIT (k))
        wf_figure_add_link (figure, k, i, 1.0, FALSE);
  wf_figure_set_alt (figure, alt);
  return figure;
}

static void
add_equations (WfReportBuilder *builder, WfActualCause *self)
{
  const char *heads[] = { _ ("Variable"), _ ("Equation"), _ ("Value"), NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Equations"));
  wf_report_builder_begin_table (builder, heads, "sse", NULL);
  for (guint i = 0; i < self->model->n_equations; i++)
    {
      g_autofree char *name = wf_report_escape (self->model->equations[i].name);
      g_autofree char *text = wf_report_escape (self->model->equations[i].text);
      g_autofree char *value = g_strdup_printf ("%d", wf_actual_cause_get_actual (self, i));
      const char *cells[] = { name, text, value, NULL };

      wf_report_builder_add_row (builder, cells);
    }
}

static void
add_reasons (WfReportBuilder *builder, WfActualCause *self)
{
  const char *sentences[] = {
    _ ("The equations were not compared with any data, and no probabilities were weighed: the answer is of "
       "one "
       "case, as it happened."),
    self->has_normal ? NULL : _ ("Which values are normal was not told, so all worlds count alike."),
  };
  g_autofree char *worlds = wf_format_count (self->n_evaluations);

  wf_report_builder_begin_doubts (builder);
  wf_report_builder_add_text (
      builder, WF_BLOCK_CALLOUT,
      _ ("The answer is one about these equations. Other variables can make another one of the same story: "
         "whether something is a cause hangs on what the model tells apart."));
  wf_report_builder_add_undone (builder, sentences, G_N_ELEMENTS (sentences));
  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Definitions"),
                              _ ("Halpern 2016, Actual Causality, chapter 2; the first sentence goes by the "
                                 "modified one (Halpern 2015, IJCAI)"));
  wf_report_builder_add_fact (builder, _ ("Worlds looked at"), worlds);
}

/**
 * wf_actual_cause_report:
 * @self: an answer
 * @provenance: (nullable): where the model comes from
 *
 * Returns: (transfer full): the answer in a sentence, the graph with its values, every definition with the
 * world that settles it, the degree of responsibility, and the equations
 */
WfReport *
wf_actual_cause_report (WfActualCause *self, WfProvenance *provenance)
{
  g_autofree char *cause = wf_actual_cause_describe (self);
  g_autofree char *title = g_strdup_printf (_ ("Is %s a cause of %s?"), cause, self->effect);
  g_autofree char *escaped_title = wf_report_escape (title);
  g_autofree char *sentence = wf_actual_cause_explain (self);
  g_autofree char *escaped = wf_report_escape (sentence);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Actual causality report"), escaped_title);
  g_autoptr (WfFigure) figure = draw (self);

  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, escaped);
  wf_report_builder_add_abstract (builder,
                                  _ ("The answer is exact for these equations; whether they are right it "
                                     "can’t tell."),
                                  provenance);
  wf_report_builder_add_figure (
      builder, figure,
      _ ("What happened: each variable with its value, and an arrow from it to those whose equation reads "
         "it."));
  add_definitions (builder, self);
  if (self->has_happened && self->has_effect)
    add_responsibility (builder, self);
  add_equations (builder, self);
  add_reasons (builder, self);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
