/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/ac-reason.h"

typedef struct
{
  gboolean is_cause;
  WfCausalReason reason;
} Answer;

struct _WfCausalJudgement
{
  WfCausalFactors *factors;
  Answer *answers;
  gsize n;
  char *outcome;
};

G_DEFINE_BOXED_TYPE (WfCausalJudgement,
                     wf_causal_judgement,
                     wf_causal_judgement_ref,
                     wf_causal_judgement_unref)

static void
judgement_clear (gpointer data)
{
  WfCausalJudgement *self = data;

  for (gsize i = 0; i < self->n; i++)
    g_free ((char *) self->factors[i].name);
  g_free (self->factors);
  g_free (self->answers);
  g_free (self->outcome);
}

WfCausalJudgement *
wf_causal_judgement_ref (WfCausalJudgement *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_causal_judgement_unref (WfCausalJudgement *self)
{
  g_atomic_rc_box_release_full (self, judgement_clear);
}

static gboolean
is_actual (const WfCausalFactors *event)
{
  return event->is_actual_cause || event->is_necessary;
}

static guint
count_blame (const WfCausalFactors *event)
{
  return (guint) (event->has_violated_norm != 0) + (guint) (event->is_intended != 0);
}

/* Of the same branch: each would have done alone, or all are joint actual causes. */
static gboolean
is_rival (const WfCausalFactors *event, const WfCausalFactors *other)
{
  if (!other->has_occurred)
    return FALSE;
  if (event->is_sufficient)
    return other->is_sufficient && !other->is_necessary;
  return !other->is_sufficient && is_actual (other);
}

/* Events that would each have done: the earliest pre-empts the others; at the same time, the more blame
 * decides, and a tie is yes. */
static Answer
judge_disjunctive (const WfCausalJudgement *self, const WfCausalFactors *event)
{
  gboolean is_earliest = TRUE, is_same_time = TRUE, is_most = TRUE;

  for (gsize i = 0; i < self->n; i++)
    {
      const WfCausalFactors *other = &self->factors[i];

      if (!is_rival (event, other))
        continue;
      is_earliest &= event->order <= other->order;
      is_same_time &= event->order == other->order;
      is_most &= count_blame (event) >= count_blame (other);
    }
  if (!is_same_time)
    return (Answer){ is_earliest, is_earliest ? WF_REASON_EARLIEST : WF_REASON_NOT_EARLIEST };
  return (Answer){ is_most, is_most ? WF_REASON_OVERDETERMINED : WF_REASON_LESS_RESPONSIBLE };
}

static int
compare_order (int a, int b, WfOrderRule rule)
{
  if (rule == WF_ORDER_SHARE || a == b)
    return 0;
  return (a < b) == (rule == WF_ORDER_EARLIEST) ? 1 : -1;
}

/* Joint actual causes: blame first, then the order. A rival that broke a norm comes before one that did
 * nothing unusual at the same time, although the paper's listing compares the order alone: its example of the
 * two wires asks for it. */
static Answer
judge_conjunctive (const WfCausalJudgement *self, const WfCausalFactors *event, WfOrderRule rule)
{
  if (event->has_violated_norm || event->is_intended)
    return (Answer){ TRUE, event->has_violated_norm ? WF_REASON_NORM : WF_REASON_INTENDED };
  for (gsize i = 0; i < self->n; i++)
    {
      const WfCausalFactors *other = &self->factors[i];
      int blame = (int) count_blame (event) - (int) count_blame (other);

      if (is_rival (event, other) &&
          (blame < 0 || (blame == 0 && compare_order (event->order, other->order, rule) < 0)))
        return (Answer){ FALSE, WF_REASON_NOT_MOST_RESPONSIBLE };
    }
  return (Answer){ TRUE, WF_REASON_MOST_RESPONSIBLE };
}

static Answer
judge (const WfCausalJudgement *self, const WfCausalFactors *event, WfOrderRule rule)
{
  if (!event->has_occurred)
    return (Answer){ FALSE, WF_REASON_NOT_OCCURRED };
  if (event->is_sufficient && event->is_necessary)
    return (Answer){ TRUE, WF_REASON_BOTH };
  if (!event->is_sufficient && !is_actual (event))
    return (Answer){ FALSE, WF_REASON_NEITHER };
  return event->is_sufficient ? judge_disjunctive (self, event) : judge_conjunctive (self, event, rule);
}

/**
 * wf_judge_causes: (skip)
 * @factors: (array length=n): the events of a story, copied
 * @n: how many
 * @outcome: what is to be explained, in words
 * @rule: who of several joint causes bears more responsibility
 *
 * Algorithm 1 of AC-Reason (Zhang et al. 2025, arXiv 2505.08750, section 4) with two misprints of its listing
 * put right: orders differ when there is more than one of them, and the earliest event pre-empts. Where the
 * paper asks a language model who is more responsible, norms and intentions are counted, and then the order.
 * Cost: n for each focal event.
 *
 * Returns: (transfer full): the answers with their reasons
 */
WfCausalJudgement *
wf_judge_causes (const WfCausalFactors *factors, gsize n, const char *outcome, WfOrderRule rule)
{
  g_return_val_if_fail (factors != NULL || n == 0, NULL);
  g_return_val_if_fail (outcome != NULL, NULL);

  WfCausalJudgement *self = g_atomic_rc_box_new0 (WfCausalJudgement);

  self->n = n;
  self->outcome = g_strdup (outcome);
  self->factors = g_new0 (WfCausalFactors, n + 1);
  self->answers = g_new0 (Answer, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      self->factors[i] = factors[i];
      self->factors[i].name = g_strdup (factors[i].name);
    }
  for (gsize i = 0; i < n; i++)
    if (self->factors[i].is_focal)
      self->answers[i] = judge (self, &self->factors[i], rule);
  return self;
}

gsize
wf_causal_judgement_get_n_events (WfCausalJudgement *self)
{
  return self->n;
}

/**
 * wf_causal_judgement_get_factors: (skip)
 * @self: an answer
 * @event: index of an event
 *
 * Returns: (transfer none): what was known of the event
 */
const WfCausalFactors *
wf_causal_judgement_get_factors (WfCausalJudgement *self, gsize event)
{
  g_return_val_if_fail (event < self->n, NULL);
  return &self->factors[event];
}

const char *
wf_causal_judgement_get_outcome (WfCausalJudgement *self)
{
  return self->outcome;
}

gboolean
wf_causal_judgement_is_yes (WfCausalJudgement *self)
{
  for (gsize i = 0; i < self->n; i++)
    if (self->answers[i].is_cause)
      return TRUE;
  return FALSE;
}

gboolean
wf_causal_judgement_is_cause (WfCausalJudgement *self, gsize event)
{
  g_return_val_if_fail (event < self->n, FALSE);
  return self->answers[event].is_cause;
}

WfCausalReason
wf_causal_judgement_get_reason (WfCausalJudgement *self, gsize event)
{
  g_return_val_if_fail (event < self->n, WF_REASON_NOT_OCCURRED);
  return self->answers[event].reason;
}
