/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/ac-reason.h"
#include "core/report/sections.h"

/* %1$s: the event, %2$s: the outcome */
static const char *
get_template (WfCausalReason reason)
{
  switch (reason)
    {
      case WF_REASON_NOT_OCCURRED:
        return N_ ("%1$s is not a cause of %2$s, since %1$s did not occur");
      case WF_REASON_BOTH:
        return N_ ("%1$s is a cause of %2$s, since %1$s is both sufficient and necessary");
      case WF_REASON_NEITHER:
        return N_ ("%1$s is not a cause of %2$s, since %1$s is neither sufficient nor necessary");
      case WF_REASON_EARLIEST:
        return N_ (
            "%1$s is a cause of %2$s, since %1$s occurs the earliest in a disjunctive causal structure");
      case WF_REASON_NOT_EARLIEST:
        return N_ ("%1$s is not a cause of %2$s, since %1$s does not occur the earliest in a disjunctive "
                   "causal structure");
      case WF_REASON_OVERDETERMINED:
        return N_ ("%1$s is a cause of %2$s, since %1$s is sufficient and no less responsible than the "
                   "others that occur at the same time");
      case WF_REASON_LESS_RESPONSIBLE:
        return N_ ("%1$s is not a cause of %2$s, since %1$s is less responsible than another that occurs at "
                   "the same time");
      case WF_REASON_NORM:
        return N_ ("%1$s is a cause of %2$s, since %1$s is an actual cause and violates a norm");
      case WF_REASON_INTENDED:
        return N_ ("%1$s is a cause of %2$s, since %1$s is an actual cause and is an intended behaviour");
      case WF_REASON_MOST_RESPONSIBLE:
        return N_ ("%1$s is a cause of %2$s, since %1$s is an actual cause and no other is more responsible");
      case WF_REASON_NOT_MOST_RESPONSIBLE:
      default:
        return N_ ("%1$s is not a cause of %2$s, since another actual cause is more responsible than %1$s");
    }
}

char *
wf_causal_judgement_explain (WfCausalJudgement *self, gsize event)
{
  const WfCausalFactors *factors = wf_causal_judgement_get_factors (self, event);

  g_return_val_if_fail (factors != NULL, NULL);
  return g_strdup_printf (_ (get_template (wf_causal_judgement_get_reason (self, event))), factors->name,
                          wf_causal_judgement_get_outcome (self));
}

static const char *
flag_to_text (gboolean flag)
{
  return flag ? _ ("yes") : _ ("no");
}

static void
add_factors (WfReportBuilder *builder, WfCausalJudgement *self)
{
  const char *heads[] = { _ ("Event"),         _ ("Cause?"),    _ ("Order"),
                          _ ("Sufficient"),    _ ("Necessary"), _ ("Actual"),
                          _ ("Norm violated"), _ ("Intended"),  NULL };

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Events"));
  wf_report_builder_begin_table (builder, heads, "ssesssss", _ ("What was known of each event"));
  for (gsize i = 0; i < wf_causal_judgement_get_n_events (self); i++)
    {
      const WfCausalFactors *event = wf_causal_judgement_get_factors (self, i);
      g_autofree char *name = wf_report_escape (event->name);
      g_autofree char *order = g_strdup_printf ("%d", event->order);
      const char *cells[] = { name,
                              event->is_focal ? flag_to_text (wf_causal_judgement_is_cause (self, i))
                                              : _ ("not asked"),
                              order,
                              flag_to_text (event->is_sufficient),
                              flag_to_text (event->is_necessary),
                              flag_to_text (event->is_actual_cause || event->is_necessary),
                              flag_to_text (event->has_violated_norm),
                              flag_to_text (event->is_intended),
                              NULL };

      wf_report_builder_add_row (builder, cells);
    }
}

static void
add_reasons (WfReportBuilder *builder)
{
  const char *undone =
      _ ("Whether the table tells the story rightly was not checked, and no equations of it were "
         "solved: those are judged by the definitions themselves.");

  wf_report_builder_begin_doubts (builder);
  wf_report_builder_add_text (
      builder, WF_BLOCK_CALLOUT,
      _ ("This follows people’s judgement of stories, from what the table says of each "
         "event: another reading of the story, or other events in it, can turn the "
         "answer round."));
  wf_report_builder_add_undone (builder, &undone, 1);
  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Source"),
                              _ ("AC-Reason (Zhang, Cong, Zhang, Liu, Zhao & Wu 2025, arXiv 2505.08750)"));
}

/**
 * wf_causal_judgement_report:
 * @self: an answer
 * @provenance: (nullable): where the table comes from
 *
 * Returns: (transfer full): the answer, the reason for each event that was asked about, and what was known of
 * all of them
 */
WfReport *
wf_causal_judgement_report (WfCausalJudgement *self, WfProvenance *provenance)
{
  g_autofree char *title = g_strdup_printf (_ ("What caused %s?"), wf_causal_judgement_get_outcome (self));
  g_autofree char *escaped = wf_report_escape (title);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Actual causality report"), escaped);

  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT,
                              wf_causal_judgement_is_yes (self)
                                  ? _ ("Yes: an event that was asked about is a cause.")
                                  : _ ("No: none of the events that were asked about is a cause."));
  wf_report_builder_add_abstract (
      builder, _ ("The answer follows from the table by rule: it is as right as the table."), provenance);
  for (gsize i = 0; i < wf_causal_judgement_get_n_events (self); i++)
    if (wf_causal_judgement_get_factors (self, i)->is_focal)
      {
        g_autofree char *sentence = wf_causal_judgement_explain (self, i);
        g_autofree char *escaped_sentence = wf_report_escape (sentence);
        g_autofree char *text = g_strdup_printf ("%s.", escaped_sentence);

        wf_report_builder_add_text (builder, WF_BLOCK_PROSE, text);
      }
  add_factors (builder, self);
  add_reasons (builder);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
