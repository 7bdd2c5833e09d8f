/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/inference/possible-effects-private.h"

#define TWO_SIDED 1.959963984540054 /* standard errors of a 95 % interval */

static const WfMemberGroup *
get_group (WfPossibleEffects *self, gsize i)
{
  g_return_val_if_fail (i < self->groups->len, NULL);
  return &g_array_index (self->groups, WfMemberGroup, i);
}

gsize
wf_possible_effects_get_n (WfPossibleEffects *self)
{
  return self->groups->len;
}

double
wf_possible_effects_get_effect (WfPossibleEffects *self, gsize i)
{
  return get_group (self, i)->result.effect;
}

double
wf_possible_effects_get_standard_error (WfPossibleEffects *self, gsize i)
{
  return get_group (self, i)->result.standard_error;
}

/**
 * wf_possible_effects_get_interval:
 * @self: the effects
 * @i: an entry
 * @low: (out): lower end, in the units of the outcome
 * @high: (out): upper end
 *
 * The effect and 1.96 standard errors on either side: 95 % for the entry, were it the true one. What the
 * search for the graph adds isn't in it.
 *
 * Returns: whether there is one: not without an answer, nor where there is no effect by the graph
 */
gboolean
wf_possible_effects_get_interval (WfPossibleEffects *self, gsize i, double *low, double *high)
{
  const WfMemberGroup *group = get_group (self, i);

  *low = group->result.effect - TWO_SIDED * group->result.standard_error;
  *high = group->result.effect + TWO_SIDED * group->result.standard_error;
  return !group->is_zero && !isnan (*low);
}

char *
wf_possible_effects_describe_interval (WfPossibleEffects *self, gsize i)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  double low, high;

  if (!wf_possible_effects_get_interval (self, i, &low, &high))
    return g_strdup ("–");
  from = wf_format_number (low);
  to = wf_format_number (high);
  /* Translators: an interval, "0.31 to 0.52" */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

const char *const *
wf_possible_effects_get_adjusted (WfPossibleEffects *self, gsize i)
{
  return (const char *const *) get_group (self, i)->names;
}

gsize
wf_possible_effects_get_n_members (WfPossibleEffects *self, gsize i)
{
  return get_group (self, i)->n_members;
}

WfGraph *
wf_possible_effects_get_member (WfPossibleEffects *self, gsize i)
{
  return get_group (self, i)->member;
}

double
wf_possible_effects_get_unsupported (WfPossibleEffects *self, gsize i)
{
  return get_group (self, i)->result.unsupported;
}

const char *
wf_possible_effects_get_reason (WfPossibleEffects *self, gsize i)
{
  const WfMemberGroup *group = get_group (self, i);

  if (group->is_unknown)
    return _ ("no adjustment identifies it: a hidden common cause may stand behind the exposure");
  if (isnan (group->result.effect))
    return _ ("the data can't tell: the exposure doesn't vary once the others are held");
  return NULL;
}

gboolean
wf_possible_effects_is_complete (WfPossibleEffects *self)
{
  return self->is_complete;
}

gsize
wf_possible_effects_get_n_all (WfPossibleEffects *self)
{
  gsize n = 0;

  for (guint i = 0; i < self->groups->len; i++)
    n += get_group (self, i)->n_members;
  return n;
}

gboolean
wf_possible_effects_is_dag (WfPossibleEffects *self)
{
  return self->groups->len == 1 && wf_possible_effects_get_n_all (self) == 1 &&
         wf_graph_get_kind (get_group (self, 0)->member) == WF_GRAPH_DAG;
}

gsize
wf_possible_effects_get_n_unanswered (WfPossibleEffects *self)
{
  gsize n = 0;

  for (guint i = 0; i < self->groups->len; i++)
    if (isnan (get_group (self, i)->result.effect))
      n += MAX (get_group (self, i)->n_members, 1);
  return n;
}

/**
 * wf_possible_effects_get_range:
 * @self: the effects
 * @low: (out): the smallest
 * @high: (out): the largest
 *
 * Returns: whether there is any
 */
gboolean
wf_possible_effects_get_range (WfPossibleEffects *self, double *low, double *high)
{
  *low = *high = NAN;
  for (guint i = 0; i < self->groups->len; i++)
    {
      double effect = get_group (self, i)->result.effect;

      if (isnan (effect))
        continue;
      *low = isnan (*low) ? effect : MIN (*low, effect);
      *high = isnan (*high) ? effect : MAX (*high, effect);
    }
  return !isnan (*low);
}

const char *const *
wf_possible_effects_get_warnings (WfPossibleEffects *self)
{
  return (const char *const *) self->warnings;
}

char *
wf_possible_effects_describe (WfPossibleEffects *self)
{
  const WfContrast *contrast = &self->contrast;
  const char *name = wf_table_get_name (self->table, contrast->exposure);
  g_autofree char *step = NULL;

  if (wf_table_get_kind (self->table, contrast->exposure) == WF_COLUMN_DISCRETE)
    /* Translators: "smoke from no to yes" */
    return g_strdup_printf (_ ("%s from %s to %s"), name,
                            wf_table_get_level (self->table, contrast->exposure, (gsize) contrast->from),
                            wf_table_get_level (self->table, contrast->exposure, (gsize) contrast->to));
  step = wf_format_number (contrast->to - contrast->from);
  /* Translators: "dose by 1" */
  return g_strdup_printf (_ ("%s by %s"), name, step);
}

char *
wf_possible_effects_describe_outcome (WfPossibleEffects *self)
{
  const char *name = wf_table_get_name (self->table, self->contrast.outcome);

  if (wf_table_get_kind (self->table, self->contrast.outcome) == WF_COLUMN_DISCRETE)
    return g_strdup_printf ("P(%s = %s)", name,
                            wf_table_get_level (self->table, self->contrast.outcome, self->contrast.level));
  return g_strdup_printf (_ ("the mean of %s"), name);
}

/* " 360 of the 1,140 members don’t tell: there the effect may be anything." (transfer full) */
static char *
describe_unanswered (WfPossibleEffects *self)
{
  gsize n_unanswered = wf_possible_effects_get_n_unanswered (self),
        n_all = wf_possible_effects_get_n_all (self);
  g_autofree char *count = wf_format_count (n_unanswered);
  g_autofree char *all = wf_format_count (n_all);

  if (n_unanswered == 0)
    return g_strdup ("");
  if (n_all == 0)
    return g_strdup (_ (" Other readings of the graph don’t tell: there the effect may be anything."));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, " %s of the %s members doesn’t tell: there the effect may be anything.",
                   " %s of the %s members don’t tell: there the effect may be anything.", n_unanswered),
      count, all);
}

/* One effect, of all that are told. */
static char *
describe_single (
    WfPossibleEffects *self, const char *change, const char *outcome, double effect, const char *unanswered)
{
  g_autofree char *text = wf_format_number (effect);

  if (*unanswered != '\0')
    return effect == 0.0 ? g_strdup_printf (_ ("Changing %s doesn’t change %s where the graph tells.%s"),
                                            change, outcome, unanswered)
                         : g_strdup_printf (_ ("Changing %s changes %s by %s where the graph tells.%s"),
                                            change, outcome, text, unanswered);
  if (self->is_local)
    return effect == 0.0
               ? g_strdup_printf (
                     _ ("Changing %s doesn’t change %s, however the edges at the exposure are read."), change,
                     outcome)
               : g_strdup_printf (
                     _ ("Changing %s changes %s by %s, however the edges at the exposure are read."), change,
                     outcome, text);
  if (wf_possible_effects_get_n_all (self) == 1)
    return effect == 0.0
               ? g_strdup_printf (_ ("Changing %s doesn’t change %s: no arrows lead there."), change, outcome)
               : g_strdup_printf (_ ("Changing %s changes %s by %s: the graph leaves no direction open."),
                                  change, outcome, text);
  return effect == 0.0
             ? g_strdup_printf (
                   _ ("Changing %s doesn’t change %s, whichever member of the class is the true one."),
                   change, outcome)
             : g_strdup_printf (_ ("Changing %s changes %s by %s, whichever member of the class is the true "
                                   "one: the class identifies the effect."),
                                change, outcome, text);
}

char *
wf_possible_effects_describe_range (WfPossibleEffects *self)
{
  g_autofree char *change = wf_possible_effects_describe (self);
  g_autofree char *outcome = wf_possible_effects_describe_outcome (self);
  g_autofree char *unanswered = describe_unanswered (self);
  g_autofree char *low_text = NULL;
  g_autofree char *high_text = NULL;
  double low, high;

  if (!wf_possible_effects_get_range (self, &low, &high))
    return g_strdup_printf (
        _ ("The graph and the data don’t tell what changing %s does to %s: see the reason below."), change,
        outcome);
  low_text = wf_format_number (low);
  high_text = wf_format_number (high);
  if (g_str_equal (low_text, high_text))
    return describe_single (self, change, outcome, low, unanswered);
  return g_strdup_printf (
      self->is_local
          ? _ ("Changing %s changes %s by %s to %s, depending on how the edges at the exposure are read.%s")
          : _ ("Changing %s changes %s by %s to %s, depending on which member of the class is the true "
               "one.%s"),
      change, outcome, low_text, high_text, unanswered);
}

char *
wf_possible_effects_describe_adjusted (WfPossibleEffects *self, gsize i)
{
  const WfMemberGroup *group = get_group (self, i);

  if (group->is_zero)
    return g_strdup (_ ("(no effect)"));
  if (group->is_unknown)
    return g_strdup ("–");
  return group->n_adjusted == 0 ? g_strdup (_ ("nothing")) : g_strjoinv (", ", group->names);
}
