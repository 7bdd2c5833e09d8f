/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/attribute/phrases-private.h"
#include "core/attribute/reasons-private.h"
#include "core/base/format.h"

#define MIN_ANSWER_SHARE 0.2 /* of the answer's words, to be told */
#define MIN_REUSE_SHARE  0.5 /* of the later steps */
#define EARLY_WORKERS    5   /* worker steps that are named by their rank */

/* One finding about a step: its words, or NULL when it doesn't hold. Findings are told in the order of the
 * table below: the features that carried most in cross-validation on public logs first. */
typedef struct
{
  WfTrace *trace;
  const WfTokens *tokens;
  const WfFlow *flow;
  const WfFeatures *features;
  gsize step;
  gsize n_work_before;
} Context;

static double
get (const Context *c, WfFeature feature)
{
  return wf_features_get (c->features, c->step, feature);
}

/* format: one %s for the quoted phrase. NULL when the step has none of the phrases: they are among those that
 * `feature` counts. */
static char *
quote (const Context *c, WfFeature feature, const char *const *phrases, const char *format)
{
  g_autofree char *found = NULL;

  if (get (c, feature) > 0)
    found = wf_phrases_quote (c->tokens->lower[c->step], phrases);
  return found == NULL ? NULL : g_strdup_printf (format, found);
}

static char *
find_code (const Context *c)
{
  return get (c, WF_FEATURE_FIRST_CODE) > 0 ? g_strdup (_ ("first code of the run")) : NULL;
}

/* The feature counts tool output that doesn't report success as a failure; words are only made of one that
 * reports an error. */
static char *
find_failure (const Context *c)
{
  const char *next;

  if (get (c, WF_FEATURE_NEXT_FAILS) == 0)
    return NULL;
  next = c->tokens->lower[c->step + 1];
  if (strstr (next, "error") == NULL && strstr (next, "traceback") == NULL &&
      strstr (next, "exitcode: ") == NULL)
    return NULL;
  return g_strdup_printf (_ ("its execution failed at step %zu"), c->step + 1);
}

static char *
find_numbers (const Context *c)
{
  guint own = c->flow->n_numbers[c->step];
  guint all = c->flow->n_answer_numbers;

  if (own == 0)
    return NULL;
  if (all == 1)
    return g_strdup (_ ("introduces the number of the answer"));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "introduces %u of the %u numbers of the answer",
                                       "introduces %u of the %u numbers of the answer", own),
                          own, all);
}

static char *
find_assumption (const Context *c)
{
  return quote (c, WF_FEATURE_ASSUME, wf_phrases_placeholder,
                _ ("says that values are made up or assumed: “%s”"));
}

static char *
find_correction (const Context *c)
{
  gsize other = c->features->other[c->step];
  g_autofree char *found = NULL;

  if (other >= c->features->n_steps || other > c->step + 2)
    return NULL;
  found = wf_phrases_quote (c->tokens->lower[other], wf_phrases_mistake);
  if (found == NULL)
    return NULL;
  return g_strdup_printf (_ ("the next speaker, %s, speaks of a mistake: “%s”"),
                          wf_trace_get_agent (c->trace, other), found);
}

static char *
find_answer (const Context *c)
{
  g_autofree char *share = NULL;

  if (c->flow->n_numbers[c->step] > 0 || get (c, WF_FEATURE_ANSWER) < MIN_ANSWER_SHARE)
    return NULL;
  share = wf_format_percent (get (c, WF_FEATURE_ANSWER));
  return g_strdup_printf (_ ("first to say %s of what the answer says"), share);
}

static char *
find_failed_search (const Context *c)
{
  return quote (c, WF_FEATURE_UNABLE, wf_phrases_unable, _ ("says that something did not work: “%s”"));
}

static char *
find_request (const Context *c)
{
  return quote (c, WF_FEATURE_MANUAL, wf_phrases_request, _ ("leaves work to somebody else: “%s”"));
}

static char *
find_error (const Context *c)
{
  return quote (c, WF_FEATURE_ERROR, wf_phrases_error, _ ("speaks of an error: “%s”"));
}

static char *
find_reuse (const Context *c)
{
  gsize after = c->features->n_steps - 1 - c->step;
  guint n = c->flow->n_reusers[c->step];

  if (n < 2 || n < MIN_REUSE_SHARE * (double) after)
    return NULL;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of the %zu later steps uses what it brought in",
                                       "%u of the %zu later steps use what it brought in", n),
                          n, after);
}

static gboolean
has (const Context *c, WfFeature feature)
{
  return feature < c->features->n_features && get (c, feature) > 0;
}

static char *
find_stuck (const Context *c)
{
  return has (c, WF_FEATURE_LEDGER_STUCK_WORK)
             ? g_strdup (_ ("the next ledger of the orchestrator sees no progress"))
             : NULL;
}

static char *
find_before_satisfied (const Context *c)
{
  return has (c, WF_FEATURE_LEDGER_BEFORE_SATISFIED)
             ? g_strdup (_ ("the last work before the orchestrator calls the request satisfied"))
             : NULL;
}

static char *
find_satisfied (const Context *c)
{
  return has (c, WF_FEATURE_LEDGER_FIRST_SATISFIED) ? g_strdup (_ ("the first to call the request satisfied"))
                                                    : NULL;
}

/* A finding, and the features that weigh it in the logit. */
typedef struct
{
  char *(*describe) (const Context *context);
  gsize n_features;
  WfFeature features[3];
} Finding;

static const Finding findings[] = {
  { find_code, 2, { WF_FEATURE_FIRST_CODE, WF_FEATURE_CODE } },
  { find_failure, 2, { WF_FEATURE_NEXT_FAILS, WF_FEATURE_NEXT_FAILS_FIRST } },
  { find_numbers, 1, { WF_FEATURE_ANSWER_NUMBERS } },
  { find_assumption, 3, { WF_FEATURE_ASSUME, WF_FEATURE_FIRST_ASSUME, WF_FEATURE_ASSUME_IN_CODE } },
  { find_correction, 2, { WF_FEATURE_NEXT_CORRECT, WF_FEATURE_NEXT_SORRY } },
  { find_answer, 2, { WF_FEATURE_ANSWER, WF_FEATURE_ANSWER_WORK } },
  { find_failed_search, 1, { WF_FEATURE_UNABLE } },
  { find_request, 1, { WF_FEATURE_MANUAL } },
  { find_error, 1, { WF_FEATURE_ERROR } },
  { find_reuse, 1, { WF_FEATURE_REUSERS } },
  { find_stuck, 1, { WF_FEATURE_LEDGER_STUCK_WORK } },
  { find_before_satisfied, 1, { WF_FEATURE_LEDGER_BEFORE_SATISFIED } },
  { find_satisfied, 1, { WF_FEATURE_LEDGER_FIRST_SATISFIED } },
};

/* What a finding adds to the score of its step; 0 when the profile doesn't weigh it. */
static double
weigh (const Finding *finding, const Context *c, const double *terms)
{
  double sum = 0;

  for (gsize k = 0; terms != NULL && k < finding->n_features; k++)
    if (finding->features[k] < c->features->n_features)
      sum += terms[finding->features[k]];
  return sum;
}

static const char *
describe_worker (gsize n_before)
{
  static const char *const ordinals[EARLY_WORKERS] = {
    N_ ("first worker step"),  N_ ("second worker step"), N_ ("third worker step"),
    N_ ("fourth worker step"), N_ ("fifth worker step"),
  };

  return n_before < EARLY_WORKERS ? _ (ordinals[n_before]) : _ ("late worker step");
}

/* The part the step plays. */
static const char *
describe_place (const Context *c)
{
  switch (wf_trace_get_role (c->trace, c->step))
    {
      case WF_ROLE_WORK:
        return describe_worker (c->n_work_before);
      case WF_ROLE_PLAN:
        return c->step == 0 ? _ ("the plan that opens the run") : _ ("a plan of the orchestrator");
      case WF_ROLE_THINK:
        return _ ("a thought of the orchestrator");
      case WF_ROLE_INSTRUCT:
        return _ ("an instruction of the orchestrator");
      case WF_ROLE_TASK:
        return _ ("the task: bears no blame");
      case WF_ROLE_ENVIRONMENT:
        return _ ("tool output: bears no blame");
      case WF_ROLE_END:
        return _ ("the end of the run: bears no blame");
      case WF_ROLE_FRAME:
        return _ ("holds other steps: bears no blame");
      default:
        g_return_val_if_reached ("");
    }
}

/* The findings that hold: those that raise the score, the strongest first, then those that the profile
 * doesn't weigh. What lowers the score is no reason to suspect the step. */
static void
add_findings (GPtrArray *reasons, const Context *c, const double *terms)
{
  double weights[G_N_ELEMENTS (findings)];
  gboolean is_told[G_N_ELEMENTS (findings)] = { FALSE };

  for (gsize f = 0; f < G_N_ELEMENTS (findings); f++)
    weights[f] = weigh (&findings[f], c, terms);
  for (gsize n = 0; n < G_N_ELEMENTS (findings); n++)
    {
      gsize best = G_N_ELEMENTS (findings);
      char *reason;

      for (gsize f = 0; f < G_N_ELEMENTS (findings); f++)
        if (!is_told[f] && weights[f] >= 0 && (best == G_N_ELEMENTS (findings) || weights[f] > weights[best]))
          best = f;
      if (best == G_N_ELEMENTS (findings))
        return;
      is_told[best] = TRUE;
      reason = findings[best].describe (c);
      if (reason != NULL)
        g_ptr_array_add (reasons, reason);
    }
}

/* Why a step is or isn't suspected, in words: findings in falling strength, its place last. At least one;
 * (transfer full), NULL-terminated. n_work_before: worker steps before it. Cost: linear in the text of the
 * step and of the next. */
char **
wf_reasons_new (WfTrace *trace,
                const WfTokens *tokens,
                const WfFlow *flow,
                const WfFeatures *features,
                gsize step,
                gsize n_work_before,
                const double *terms)
{
  Context context = { trace, tokens, flow, features, step, n_work_before };
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();
  gboolean can_bear_blame = wf_trace_can_bear_blame (trace, step);

  if (can_bear_blame)
    add_findings (reasons, &context, terms);
  if (reasons->len > 0 || !can_bear_blame || terms != NULL)
    g_ptr_array_add (reasons, g_strdup (describe_place (&context)));
  else
    g_ptr_array_add (reasons, g_strdup_printf (_ ("%s: the prior alone"), describe_place (&context)));
  g_ptr_array_add (reasons, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&reasons), FALSE);
}
