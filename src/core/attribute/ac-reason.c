/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/ac-reason.h"
#include "core/base/error.h"

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

/* ---- from a table ---- */

typedef enum
{
  FACTOR_EVENT,
  FACTOR_FOCAL,
  FACTOR_OCCUR,
  FACTOR_ORDER,
  FACTOR_SUFFICIENT,
  FACTOR_NECESSARY,
  FACTOR_ACTUAL,
  FACTOR_NORM,
  FACTOR_INTENDED,
  N_FACTORS,
} Factor;

static const char *const factor_names[N_FACTORS][2] = {
  { "event", "name" },
  { "focal", NULL },
  { "occur", "occurred" },
  { "order", NULL },
  { "sufficient", NULL },
  { "necessary", NULL },
  { "actual cause", "halpern pearl" },
  { "norm violated", NULL },
  { "intended", "behavior intended" },
};

/* -1 = the table has none */
static gssize
find_factor (WfTable *table, Factor factor)
{
  for (gsize column = 0; column < wf_table_get_n_columns (table); column++)
    {
      g_autofree char *name = g_ascii_strdown (wf_table_get_name (table, column), -1);

      g_strdelimit (g_strstrip (name), "_-", ' ');
      for (gsize i = 0; i < 2; i++)
        if (factor_names[factor][i] != NULL && g_str_equal (name, factor_names[factor][i]))
          return (gssize) column;
    }
  return -1;
}

static gboolean
fail_cell (WfTable *table, gsize row, gsize column, const char *cell, const char *wanted, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("Row %zu, column “%s”: “%s” should be %s"), row,
               wf_table_get_name (table, column), cell != NULL ? cell : "", wanted);
  return FALSE;
}

static gboolean
read_flag (WfTable *table, gsize row, gssize column, gboolean *flag, GError **error)
{
  static const char *const words[][2] = { { "no", "yes" }, { "false", "true" }, { "0", "1" } };
  g_autofree char *cell = column < 0 ? NULL : wf_table_dup_cell (table, row, (gsize) column);

  if (column < 0)
    return TRUE;
  for (gsize i = 0; cell != NULL && i < G_N_ELEMENTS (words); i++)
    for (guint truth = 0; truth < 2; truth++)
      if (g_ascii_strcasecmp (cell, words[i][truth]) == 0)
        {
          *flag = truth == 1;
          return TRUE;
        }
  return fail_cell (table, row, (gsize) column, cell, _ ("yes or no"), error);
}

static gboolean
read_order (WfTable *table, gsize row, gssize column, int *order, GError **error)
{
  g_autofree char *cell = column < 0 ? NULL : wf_table_dup_cell (table, row, (gsize) column);
  gint64 number;

  if (column < 0)
    return TRUE;
  if (cell == NULL || !g_ascii_string_to_signed (cell, 10, G_MININT, G_MAXINT, &number, NULL))
    return fail_cell (table, row, (gsize) column, cell,
                      _ ("a whole number: 0 for the first events, 1 for the next"), error);
  *order = (int) number;
  return TRUE;
}

static gboolean
read_row (WfTable *table, const gssize *columns, gsize row, WfCausalFactors *event, GError **error)
{
  gboolean *const flags[N_FACTORS] = {
    [FACTOR_FOCAL] = &event->is_focal,           [FACTOR_OCCUR] = &event->has_occurred,
    [FACTOR_SUFFICIENT] = &event->is_sufficient, [FACTOR_NECESSARY] = &event->is_necessary,
    [FACTOR_ACTUAL] = &event->is_actual_cause,   [FACTOR_NORM] = &event->has_violated_norm,
    [FACTOR_INTENDED] = &event->is_intended,
  };

  event->is_focal = TRUE;
  event->has_occurred = TRUE;
  event->name = wf_table_dup_cell (table, row, (gsize) columns[FACTOR_EVENT]);
  if (event->name == NULL)
    return fail_cell (table, row, (gsize) columns[FACTOR_EVENT], NULL, _ ("the event in words"), error);
  for (guint factor = 0; factor < N_FACTORS; factor++)
    if (flags[factor] != NULL && !read_flag (table, row, columns[factor], flags[factor], error))
      return FALSE;
  return read_order (table, row, columns[FACTOR_ORDER], &event->order, error);
}

static void
clear_factors (gpointer data)
{
  g_free ((char *) ((WfCausalFactors *) data)->name);
}

/**
 * wf_judge_causes_in_table:
 * @table: a row an event, a column a factor
 * @outcome: what is to be explained, in words
 * @rule: who of several joint causes bears more responsibility
 * @error: return location for an error
 *
 * wf_judge_causes() for the events of a table. Errors: #WF_ERROR_DATA: there is no column “event” or no focal
 * event, or a cell isn't what its column holds (row and column are named; rows count from 0).
 *
 * Returns: (transfer full): the answers with their reasons, or %NULL with an error
 */
WfCausalJudgement *
wf_judge_causes_in_table (WfTable *table, const char *outcome, WfOrderRule rule, GError **error)
{
  g_return_val_if_fail (table != NULL && outcome != NULL, NULL);

  g_autoptr (GArray) factors = g_array_new (FALSE, TRUE, sizeof (WfCausalFactors));
  gssize columns[N_FACTORS];
  guint n_focal = 0;

  g_array_set_clear_func (factors, clear_factors);
  for (guint factor = 0; factor < N_FACTORS; factor++)
    columns[factor] = find_factor (table, (Factor) factor);
  if (columns[FACTOR_EVENT] < 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The table has no column “event”; it needs one row an event, with columns event, "
                      "focal, occur, order, "
                      "sufficient, necessary, actual cause, norm violated and intended"));
      return NULL;
    }
  for (gsize row = 0; row < wf_table_get_n_rows (table); row++)
    {
      WfCausalFactors *event;

      g_array_set_size (factors, factors->len + 1);
      event = &g_array_index (factors, WfCausalFactors, row);
      if (!read_row (table, columns, row, event, error))
        return NULL;
      n_focal += event->is_focal != 0;
    }
  if (n_focal == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("No event is focal; say yes in that column for those asked about"));
      return NULL;
    }
  return wf_judge_causes ((const WfCausalFactors *) factors->data, factors->len, outcome, rule);
}

/* ---- getters ---- */

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
