/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Marginals, and what changed from one to another, in words. */

#include "config.h"

#include <math.h>

#include "core/base/format.h"
#include "core/table/calendar.h"
#include "core/table/marginal-private.h"

#define NB_SPACE      "\u00a0"
#define SECONDS_A_DAY 86400.0

/* the day where the dates are days apart */
static char *
mean_date (WfMarginal *self)
{
  double unit = self->sd < SECONDS_A_DAY ? 1 : SECONDS_A_DAY;
  GString *text = g_string_new (NULL);

  wf_calendar_append (text, unit * round (self->mean / unit));
  return g_string_free (text, FALSE);
}

/**
 * wf_marginal_to_text:
 * @self: a marginal
 *
 * Returns: (transfer full): the number on a card: the mean, "16.6", of dates "2021-05-30", or the most likely
 * level, "yes 62 %"
 */
char *
wf_marginal_to_text (WfMarginal *self)
{
  g_autofree char *share = NULL;
  gsize mode;

  if (self->is_calendar && isfinite (self->mean))
    return mean_date (self);
  if (self->kind == WF_COLUMN_CONTINUOUS || self->n_levels == 0)
    return wf_format_number (self->mean);
  mode = wf_marginal_get_mode (self);
  share = wf_format_percent (self->probabilities[mode]);
  return g_strdup_printf ("%s %s", self->levels[mode], share);
}

/**
 * wf_marginal_sd_to_text:
 * @self: a continuous marginal
 *
 * Returns: (transfer full): the standard deviation, "1.2", of dates "36.5 days"
 */
char *
wf_marginal_sd_to_text (WfMarginal *self)
{
  g_return_val_if_fail (self->kind == WF_COLUMN_CONTINUOUS, NULL);

  return self->is_calendar && isfinite (self->sd) ? wf_calendar_format_span (self->sd)
                                                  : wf_format_number (self->sd);
}

static char *
change_of_date (double change)
{
  g_autofree char *span = wf_calendar_format_span (fabs (change));

  return g_strdup_printf ("%s" NB_SPACE "%s", change < 0 ? "▼" : "▲", span);
}

static gboolean
is_same (double a, double b, double scale)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= 1e-9 * scale;
}

static char *
change_of_mean (WfMarginal *before, WfMarginal *after)
{
  double scale = MAX (fabs (before->mean), fabs (after->mean));

  /* a mean that only wobbles around 0 by rounding has not changed */
  if (isfinite (before->sd))
    scale = MAX (scale, before->sd);
  if (is_same (before->mean, after->mean, scale))
    return is_same (before->sd, after->sd, scale) ? NULL : g_strdup ("≈" NB_SPACE "0");
  if (before->is_calendar && isfinite (after->mean - before->mean))
    return change_of_date (after->mean - before->mean);
  return wf_format_change (before->mean, after->mean);
}

static gboolean
has_same_levels (WfMarginal *before, WfMarginal *after)
{
  if (before->n_levels != after->n_levels)
    return FALSE;
  for (gsize i = 0; i < before->n_levels; i++)
    if (!g_str_equal (before->levels[i], after->levels[i]))
      return FALSE;
  return TRUE;
}

/* in percentage points, of the level that is the most likely one afterwards */
static char *
change_of_mode (WfMarginal *before, WfMarginal *after)
{
  gsize mode = wf_marginal_get_mode (after);
  double change = after->probabilities[mode] - before->probabilities[mode];
  gboolean is_changed = FALSE;
  char points[16];

  for (gsize i = 0; i < after->n_levels; i++)
    is_changed |= !is_same (before->probabilities[i], after->probabilities[i], 1);
  if (!is_changed)
    return NULL;
  if (fabs (change) < 0.0005)
    return g_strdup ("≈" NB_SPACE "0");
  g_ascii_formatd (points, sizeof points, fabs (change) < 0.0995 ? "%.1f" : "%.0f", fabs (change) * 100);
  if (g_str_has_suffix (points, ".0"))
    points[strlen (points) - 2] = '\0';
  return g_strdup_printf ("%s%s%s%spp", change < 0 ? "▼" : "▲", NB_SPACE, points, NB_SPACE);
}

/**
 * wf_marginal_change_to_text:
 * @before: a marginal
 * @after: the same variable, for example after an intervention
 *
 * The change of the mean as wf_format_change() puts it; for discrete variables the change, in percentage
 * points, of the level that is the most likely one afterwards. A change of shape alone is "≈ 0".
 *
 * Returns: (nullable) (transfer full): "▼ 17 %", "▲ 12 pp", "≈ 0", or %NULL when nothing changed (beyond 1e-9
 * relative)
 */
char *
wf_marginal_change_to_text (WfMarginal *before, WfMarginal *after)
{
  g_return_val_if_fail (before->kind == after->kind, NULL);

  if (before->kind == WF_COLUMN_CONTINUOUS)
    return change_of_mean (before, after);
  g_return_val_if_fail (has_same_levels (before, after), NULL);
  return before->n_levels == 0 ? NULL : change_of_mode (before, after);
}
