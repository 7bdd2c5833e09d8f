/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/ac-reason.h"
#include "core/base/error.h"

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
 * wf_judge_causes() for the events of a table. Errors: #WF_ERROR_DATA: there is no column “event”, none that
 * says what events do, or no focal event, or a cell isn't what its column holds (row and column are named;
 * rows count from 0).
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
  /* a misspelt name would make every event a cause of nothing */
  if (columns[FACTOR_SUFFICIENT] < 0 && columns[FACTOR_NECESSARY] < 0 && columns[FACTOR_ACTUAL] < 0)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("The table has none of the columns sufficient, necessary and actual cause, which say what "
             "an event did to the outcome; add one, with yes or no for every event"));
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
