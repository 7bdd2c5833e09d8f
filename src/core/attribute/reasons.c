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

typedef char *(*Finding) (const Context *context);

static const Finding findings[] = {
  find_code,   find_failure,       find_numbers, find_assumption, find_correction,
  find_answer, find_failed_search, find_request, find_error,      find_reuse,
};

static const char *
describe_worker (gsize n_before)
{
  static const char *const ordinals[EARLY_WORKERS] = {
    N_ ("first worker step"),  N_ ("second worker step"), N_ ("third worker step"),
    N_ ("fourth worker step"), N_ ("fifth worker step"),
  };

  return n_before < EARLY_WORKERS ? _ (ordinals[n_before]) : _ ("late worker step");
}

/* What the fixed prior goes by. */
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

/* Why a step is or isn't suspected, in words: findings in falling strength, its place last. At least one;
 * (transfer full), NULL-terminated. n_work_before: worker steps before it. Cost: linear in the text of the
 * step and of the next. */
char **
wf_reasons_new (WfTrace *trace,
                const WfTokens *tokens,
                const WfFlow *flow,
                const WfFeatures *features,
                gsize step,
                gsize n_work_before)
{
  Context context = { trace, tokens, flow, features, step, n_work_before };
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();
  gboolean can_bear_blame = wf_trace_can_bear_blame (trace, step);

  for (gsize f = 0; f < G_N_ELEMENTS (findings) && can_bear_blame; f++)
    {
      char *reason = findings[f](&context);

      if (reason != NULL)
        g_ptr_array_add (reasons, reason);
    }
  if (reasons->len > 0 || !can_bear_blame)
    g_ptr_array_add (reasons, g_strdup (describe_place (&context)));
  else
    g_ptr_array_add (reasons, g_strdup_printf (_ ("%s: the prior alone"), describe_place (&context)));
  g_ptr_array_add (reasons, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&reasons), FALSE);
}
