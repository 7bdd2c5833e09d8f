/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/effect-row.h"
#include "core/base/format.h"

#define INTERVAL 1.96  /* standard errors: 95 % */
#define NOTHING  1e-10 /* of a standard deviation or a probability: what sums leave in the last digits */

struct _WfEffectRow
{
  GObject parent_instance;

  guint node;
  char *name;
  gboolean is_probability;
  gboolean is_set;
  double values[2]; /* before, after */
  double change, error;
  double size;
};

G_DEFINE_FINAL_TYPE (WfEffectRow, wf_effect_row, G_TYPE_OBJECT)

static void
wf_effect_row_finalize (GObject *object)
{
  g_free (WF_EFFECT_ROW (object)->name);
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
row_new (WfEffect *effect, guint node, int level)
{
  WfEffectRow *self = g_object_new (WF_TYPE_EFFECT_ROW, NULL);
  WfMarginal *marginals[] = { wf_effect_get_before (effect, node), wf_effect_get_after (effect, node) };
  const char *name = wf_marginal_get_name (marginals[0]);
  /* a row's own values have no spread */
  double sd = wf_marginal_get_sd (wf_model_get_observed (wf_effect_get_model (effect), node));

  self->node = node;
  self->is_probability = level >= 0;
  self->is_set = wf_effect_is_set (effect, node);
  self->name = level < 0 ? g_strdup (name)
                         : g_strdup_printf ("%s = %s", name, wf_marginal_get_level (marginals[0], level));
  for (int i = 0; i < 2; i++)
    self->values[i] = level < 0 ? wf_marginal_get_mean (marginals[i])
                                : wf_marginal_get_probabilities (marginals[i], NULL)[level];
  if (!wf_effect_get_change (effect, node, level, &self->change, &self->error))
    {
      self->change = self->values[1] - self->values[0];
      self->error = 0;
    }
  if (fabs (self->change) < NOTHING * (level < 0 && sd > 0 ? sd : 1))
    self->change = 0;
  self->size = level < 0 && sd > 0 ? self->change / sd : self->change;
  return self;
}

GPtrArray *
wf_effect_rows_new (WfEffect *effect)
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
          g_ptr_array_add (rows, row_new (effect, node, -1));
          continue;
        }
      wf_marginal_get_probabilities (before, &n_levels);
      for (gsize level = n_levels == 2 ? 1 : 0; level < n_levels; level++)
        g_ptr_array_add (rows, row_new (effect, node, (int) level));
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
format_value (WfEffectRow *self, double value)
{
  return self->is_probability ? wf_format_percent (value) : wf_format_number (value);
}

/* "+5 ± 0.2", "−3.1 pp" */
static char *
format_change (WfEffectRow *self)
{
  double scale = self->is_probability ? 100 : 1;
  g_autofree char *number = wf_format_number (scale * self->change);
  g_autofree char *signed_number = g_strconcat (self->change > 0 ? "+" : "", number, NULL);
  g_autofree char *width = wf_format_number (INTERVAL * scale * self->error);

  if (self->error > 0 && self->is_probability)
    /* Translators: percentage points, "+3.1 ± 0.5 pp" */
    return g_strdup_printf (_ ("%s ± %s pp"), signed_number, width);
  if (self->error > 0)
    return g_strdup_printf ("%s ± %s", signed_number, width);
  return self->is_probability ? g_strdup_printf (_ ("%s pp"), signed_number)
                              : g_steal_pointer (&signed_number);
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
        return format_value (self, self->values[0]);
      case WF_EFFECT_AFTER:
        return format_value (self, self->values[1]);
      case WF_EFFECT_CHANGE:
        return format_change (self);
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
  static const char *const titles[] = { N_ ("Variable"), N_ ("Before"), N_ ("After"), N_ ("Change"),
                                        N_ ("Size") };

  return _ (titles[column]);
}

char *
wf_effect_rows_to_text (GPtrArray *rows)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\n", _ ("Variable"), _ ("Before"), _ ("After"),
                          _ ("Change"), _ ("Standard error"));
  for (guint i = 0; i < rows->len; i++)
    {
      WfEffectRow *row = g_ptr_array_index (rows, i);
      const double numbers[] = { row->values[0], row->values[1], row->change, row->error };

      g_string_append (text, row->name);
      for (gsize k = 0; k < G_N_ELEMENTS (numbers); k++)
        {
          g_string_append_c (text, '\t');
          wf_append_double (text, numbers[k]);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
