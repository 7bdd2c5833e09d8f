/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/attribute/attribution-words-private.h"
#include "core/base/format.h"

#define MAX_PART 2 /* of the whole: more than that is no part of it */

char *
wf_attribution_format_number (double value)
{
  if (isinf (value))
    return g_strdup (value > 0 ? "∞" : "−∞");
  return wf_format_number (value);
}

char *
wf_attribution_format_share (const WfContribution *contribution)
{
  g_autofree char *share = wf_attribution_format_number (contribution->share);
  g_autofree char *error = wf_format_number (contribution->half_width);

  return contribution->half_width > 0 ? g_strdup_printf ("%s ± %s", share, error) : g_steal_pointer (&share);
}

char *
wf_attribution_format_part (WfAttribution *self, gsize contribution)
{
  double share = self->contributions[contribution].share;

  if (isnan (self->total) || !(fabs (self->total) > 0) || fabs (share / self->total) > MAX_PART)
    return NULL;
  return wf_format_percent (share / self->total);
}

char *
wf_attribution_format_value (WfAttribution *self, gsize contribution, double value)
{
  guint node = self->contributions[contribution].node;
  WfTable *table = wf_model_get_table (self->model);

  if (isnan (value) || wf_table_get_kind (table, node) == WF_COLUMN_CONTINUOUS)
    return wf_format_number (value);
  return g_strdup (wf_table_get_level (table, node, (gsize) value));
}

char *
wf_attribution_format_p (double p_value)
{
  return p_value < 0.001 ? g_strdup ("< 0.001") : wf_format_number (p_value);
}

const char *
wf_attribution_get_unit_name (WfAttribution *self)
{
  if (g_str_equal (self->unit, "nats"))
    return _ ("nats");
  if (g_str_equal (self->unit, "mean"))
    return _ ("difference of means");
  if (g_str_equal (self->unit, "total-variation"))
    return _ ("total variation");
  return g_str_equal (self->unit, "gini") ? _ ("Gini impurity") : _ ("variance");
}

/* "1 in 1,200", or "20 %" of what isn't rare. */
static char *
format_rarity (double tail)
{
  g_autofree char *count = wf_format_count ((gsize) round (1 / tail));

  return tail < 0.05 ? g_strdup_printf (_ ("1 in %s"), count) : wf_format_percent (tail);
}

static char *
describe_anomaly (WfAttribution *self, const char *name, const char *share)
{
  g_autofree char *total = wf_format_number (self->total);
  g_autofree char *rarity = NULL;
  const WfAttributedRow *row = &g_array_index (self->rows, WfAttributedRow, 0);

  if (self->rows->len > 1)
    /* Translators: “In 20 rows, Website is unusual with a score of 3.84 nats on average. …” */
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "In %u row, “%s” has an outlier score of %s nats on average. The noise of “%s” "
                     "contributes most to it: %s.",
                     "In %u rows, “%s” has an outlier score of %s nats on average. The noise of “%s” "
                     "contributes most to it: %s.",
                     self->rows->len),
        self->rows->len, self->target, total, name, share);
  if (row->score == 0)
    return g_strdup_printf (_ ("Row %zu (the first is 0): the value of “%s” is what is to be expected, so "
                               "that there is nothing to attribute."),
                            row->row, self->target);
  rarity = format_rarity (row->tail);
  return g_strdup_printf (_ ("Row %zu (the first is 0): a value of “%s” as unusual has a probability of %s, "
                             "which is an outlier score of %s "
                             "nats. The noise of “%s” contributes most to it: %s."),
                          row->row, self->target, rarity, total, name, share);
}

/* "x, y": whose mechanism changed by its test; NULL = none */
static char *
list_changed (WfAttribution *self)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; i < self->n_contributions; i++)
    if (wf_attribution_is_changed (self, i))
      g_string_append_printf (
          list, "%s“%s”", list->len > 0 ? ", " : "",
          wf_graph_get_name (wf_model_get_graph (self->model), self->contributions[i].node));
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

static char *
describe_change (WfAttribution *self, const char *name, const char *share)
{
  g_autofree char *before = wf_format_number (self->before);
  g_autofree char *after = wf_format_number (self->after);
  g_autofree char *changed = list_changed (self);
  g_autofree char *what =
      g_str_equal (self->unit, "mean")
          ? g_strdup_printf (_ ("The mean of “%s” goes from %s to %s."), self->target, before, after)
      : g_str_equal (self->unit, "nats")
          ? g_strdup_printf (_ ("The distribution of “%s” moves by %s nats."), self->target, after)
          : g_strdup_printf (_ ("The distribution of “%s” moves by a total variation of %s."), self->target,
                             after);
  g_autofree char *tests = changed != NULL
                               ? g_strdup_printf (_ ("Mechanisms that changed, by their tests: %s."), changed)
                               : g_strdup (_ ("No mechanism changed beyond chance."));

  return g_strdup_printf (_ ("%s The mechanism of “%s” contributes most: %s. %s"), what, name, share, tests);
}

static char *
describe_intrinsic (WfAttribution *self, const char *name, const char *share)
{
  g_autofree char *total = wf_format_number (self->total);
  g_autofree char *part = wf_attribution_format_part (self, 0);

  return g_strdup_printf (_ ("Of the spread of “%s” (%s: %s), the noise of “%s” makes most: %s%s%s%s."),
                          self->target, wf_attribution_get_unit_name (self), total, name, share,
                          part != NULL ? " (" : "", part != NULL ? part : "", part != NULL ? ")" : "");
}

static char *
describe_arrows (WfAttribution *self, const char *name, const char *share)
{
  return self->target != NULL
             ? g_strdup_printf (_ ("The strongest arrow into “%s” is %s: %s (%s)."), self->target, name,
                                share, wf_attribution_get_unit_name (self))
             : g_strdup_printf (_ ("The strongest arrow of the graph is %s: %s (%s)."), name, share,
                                wf_attribution_get_unit_name (self));
}

/**
 * wf_attribution_describe:
 * @self: an attribution
 *
 * Returns: (transfer full): the answer in a few sentences, plain text
 */
char *
wf_attribution_describe (WfAttribution *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree char *name = NULL;
  g_autofree char *share = NULL;

  if (self->n_contributions == 0)
    return self->target != NULL ? g_strdup_printf (_ ("No arrow of the graph goes into “%s”."), self->target)
                                : g_strdup (_ ("The graph has no arrows."));
  name = wf_attribution_name (self, 0);
  share = wf_attribution_format_share (&self->contributions[0]);
  switch (self->kind)
    {
      case WF_ATTRIBUTION_ANOMALY:
        return describe_anomaly (self, name, share);
      case WF_ATTRIBUTION_CHANGE:
        return describe_change (self, name, share);
      case WF_ATTRIBUTION_INTRINSIC:
        return describe_intrinsic (self, name, share);
      case WF_ATTRIBUTION_ARROWS:
      default:
        return describe_arrows (self, name, share);
    }
}
