/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/effect-row.h"
#include "core/base/format.h"
#include "core/table/calendar.h"

#define INTERVAL 1.96  /* standard errors: 95 % */
#define NOTHING  1e-10 /* of a standard deviation or a probability: what sums leave in the last digits */

struct _WfEffectRow
{
  GObject parent_instance;

  guint node;
  char *name;
  gboolean is_probability;
  gboolean is_calendar; /* dates, and spans of time between them */
  gboolean is_set;
  double values[2]; /* before, after */
  char *texts[2];   /* the same of a number or a date; NULL of a probability */
  double change, error;
  gboolean has_interval;
  double low, high; /* of the change; 0 without an interval */
  double size;
};

G_DEFINE_FINAL_TYPE (WfEffectRow, wf_effect_row, G_TYPE_OBJECT)

static void
wf_effect_row_finalize (GObject *object)
{
  WfEffectRow *self = WF_EFFECT_ROW (object);

  g_free (self->name);
  g_free (self->texts[0]);
  g_free (self->texts[1]);
  G_OBJECT_CLASS (wf_effect_row_parent_class)->finalize (object);
}

static void
wf_effect_row_class_init (WfEffectRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wf_effect_row_finalize;
}

static void
wf_effect_row_init (WfEffectRow *self)
{
}

/* level: -1 = of a number, its mean. Returns (transfer full) */
static WfEffectRow *
row_new (WfEffect *effect, WfEffectIntervals *intervals, guint node, int level)
{
  WfEffectRow *self = g_object_new (WF_TYPE_EFFECT_ROW, NULL);
  WfMarginal *marginals[] = { wf_effect_get_before (effect, node), wf_effect_get_after (effect, node) };
  const char *name = wf_marginal_get_name (marginals[0]);
  /* a row's own values have no spread, and a model that was read has no rows */
  gboolean has_rows = wf_table_get_n_rows (wf_model_get_table (wf_effect_get_model (effect))) > 0;
  double sd = wf_marginal_get_sd (has_rows ? wf_model_get_observed (wf_effect_get_model (effect), node)
                                           : marginals[0]);

  self->node = node;
  self->is_probability = level >= 0;
  self->is_calendar = wf_model_is_calendar (wf_effect_get_model (effect), node);
  self->is_set = wf_effect_is_set (effect, node);
  self->name = level < 0 ? g_strdup (name)
                         : g_strdup_printf ("%s = %s", name, wf_marginal_get_level (marginals[0], level));
  for (int i = 0; i < 2; i++)
    {
      self->values[i] = level < 0 ? wf_marginal_get_mean (marginals[i])
                                  : wf_marginal_get_probabilities (marginals[i], NULL)[level];
      self->texts[i] = level < 0 ? wf_marginal_to_text (marginals[i]) : NULL;
    }
  if (!wf_effect_get_change (effect, node, level, &self->change, &self->error))
    {
      self->change = self->values[1] - self->values[0];
      self->error = 0;
    }
  self->has_interval =
      intervals && wf_effect_intervals_get_interval (intervals, node, level, &self->low, &self->high);
  if (self->has_interval)
    wf_effect_intervals_get_standard_error (intervals, node, level, &self->error);
  if (fabs (self->change) < NOTHING * (level < 0 && sd > 0 ? sd : 1))
    self->change = 0;
  self->size = level < 0 && sd > 0 ? self->change / sd : self->change;
  return self;
}

GPtrArray *
wf_effect_rows_new (WfEffect *effect, WfEffectIntervals *intervals)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint node = 0; node < n_nodes; node++)
    {
      WfMarginal *before = wf_effect_get_before (effect, node);
      gsize n_levels;

      if (!wf_effect_is_set (effect, node) && !wf_effect_is_affected (effect, node))
        continue;
      if (wf_marginal_get_kind (before) == WF_COLUMN_CONTINUOUS)
        {
          g_ptr_array_add (rows, row_new (effect, intervals, node, -1));
          continue;
        }
      wf_marginal_get_probabilities (before, &n_levels);
      for (gsize level = n_levels == 2 ? 1 : 0; level < n_levels; level++)
        g_ptr_array_add (rows, row_new (effect, intervals, node, (int) level));
    }
  return rows;
}

guint
wf_effect_row_get_node (WfEffectRow *self)
{
  g_return_val_if_fail (WF_IS_EFFECT_ROW (self), 0);
  return self->node;
}

gboolean
wf_effect_row_is_changed (WfEffectRow *self)
{
  g_return_val_if_fail (WF_IS_EFFECT_ROW (self), FALSE);
  return self->change != 0;
}

static char *
format_value (WfEffectRow *self, int i)
{
  return self->is_probability ? wf_format_percent (self->values[i]) : g_strdup (self->texts[i]);
}

/* of numbers a difference, of dates a span, of probabilities percentage points */
static char *
format_difference (WfEffectRow *self, double difference)
{
  return self->is_calendar ? wf_calendar_format_span (difference)
                           : wf_format_number ((self->is_probability ? 100 : 1) * difference);
}

/* "+5 ± 0.2", "−3.1 pp"; what the interval says isn't said twice */
static char *
format_change (WfEffectRow *self)
{
  g_autofree char *number = format_difference (self, self->change);
  g_autofree char *signed_number = g_strconcat (self->change > 0 ? "+" : "", number, NULL);
  g_autofree char *width = format_difference (self, INTERVAL * self->error);

  gboolean has_width = self->error > 0 && !self->has_interval;

  if (has_width && self->is_probability)
    /* Translators: percentage points, "+3.1 ± 0.5 pp" */
    return g_strdup_printf (_ ("%s ± %s pp"), signed_number, width);
  if (has_width)
    return g_strdup_printf ("%s ± %s", signed_number, width);
  return self->is_probability ? g_strdup_printf (_ ("%s pp"), signed_number)
                              : g_steal_pointer (&signed_number);
}

/* "4.1 to 5.9", "−3.4 to −2.8 pp"; nothing until it is known */
static char *
format_interval (WfEffectRow *self)
{
  g_autofree char *low = format_difference (self, self->low);
  g_autofree char *high = format_difference (self, self->high);

  if (!self->has_interval)
    return g_strdup ("");
  return self->is_probability
             /* Translators: an interval of percentage points, "2.8 to 3.4 pp" */
             ? g_strdup_printf (_ ("%s to %s pp"), low, high)
             : g_strdup_printf (_ ("%s to %s"), low, high);
}

static char *
format_size (WfEffectRow *self)
{
  g_autofree char *number = wf_format_number (self->size);

  /* Translators: standard deviations */
  return self->is_probability ? g_strdup ("") : g_strdup_printf (_ ("%s sd"), number);
}

char *
wf_effect_row_dup_text (WfEffectRow *self, WfEffectColumn column)
{
  g_return_val_if_fail (WF_IS_EFFECT_ROW (self), NULL);

  switch (column)
    {
      case WF_EFFECT_VARIABLE:
        /* Translators: a variable that somebody intervened on */
        return self->is_set ? g_strdup_printf (_ ("%s (intervened)"), self->name) : g_strdup (self->name);
      case WF_EFFECT_BEFORE:
        return format_value (self, 0);
      case WF_EFFECT_AFTER:
        return format_value (self, 1);
      case WF_EFFECT_CHANGE:
        return format_change (self);
      case WF_EFFECT_INTERVAL:
        return format_interval (self);
      case WF_EFFECT_SIZE:
        return format_size (self);
      case WF_EFFECT_N_COLUMNS:
      default:
        g_return_val_if_reached (NULL);
    }
}

static double
get_key (WfEffectRow *self, WfEffectColumn column)
{
  switch (column)
    {
      case WF_EFFECT_BEFORE:
        return self->values[0];
      case WF_EFFECT_AFTER:
        return self->values[1];
      case WF_EFFECT_CHANGE:
        return self->change;
      case WF_EFFECT_INTERVAL:
        return self->low;
      case WF_EFFECT_SIZE:
        return fabs (self->size);
      case WF_EFFECT_VARIABLE:
      case WF_EFFECT_N_COLUMNS:
      default:
        return 0;
    }
}

int
wf_effect_row_compare (WfEffectRow *self, WfEffectRow *other, WfEffectColumn column)
{
  double a = get_key (self, column), b = get_key (other, column);

  return column == WF_EFFECT_VARIABLE ? g_utf8_collate (self->name, other->name) : (a > b) - (a < b);
}

const char *
wf_effect_column_get_title (WfEffectColumn column)
{
  /* xgettext:no-c-format */
  static const char *const titles[] = { N_ ("Variable"), N_ ("Before"),        N_ ("After"),
                                        N_ ("Change"),   N_ ("95 % interval"), N_ ("Size") };

  return _ (titles[column]);
}

char *
wf_effect_column_dup_help (WfEffectColumn column, WfEffectIntervals *intervals)
{
  if (column != WF_EFFECT_INTERVAL)
    return NULL;
  if (intervals == NULL)
    return g_strdup (_ ("What the change could be with other rows; computed while the table is open"));
  /* Translators: of the interval of a change */
  return g_strdup_printf (_ ("95 %%, from %u samples of the rows"),
                          wf_effect_intervals_get_n_used (intervals));
}

/* Numbers in full; the ends of an interval that isn't known are empty. */
static void
append_number (GString *text, double number, gboolean is_known)
{
  g_string_append_c (text, '\t');
  if (is_known)
    wf_append_double (text, number);
}

char *
wf_effect_rows_to_text (GPtrArray *rows)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", _ ("Variable"), _ ("Before"), _ ("After"),
                          _ ("Change"), _ ("Standard error"), _ ("From (95 %)"), _ ("To (95 %)"));
  for (guint i = 0; i < rows->len; i++)
    {
      WfEffectRow *row = g_ptr_array_index (rows, i);
      const double numbers[] = { row->values[0], row->values[1], row->change, row->error };

      g_string_append (text, row->name);
      for (gsize k = 0; k < G_N_ELEMENTS (numbers); k++)
        append_number (text, numbers[k], TRUE);
      append_number (text, row->low, row->has_interval);
      append_number (text, row->high, row->has_interval);
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
