/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/inference/intervention-private.h"
#include "core/table/calendar.h"

static const char *
relation_to_text (WfRelation relation)
{
  static const char *const signs[] = { "=", "≠", "<", "≤", ">", "≥" };

  return signs[relation];
}

/* "−5" of "-5" when it is a number */
static char *
typed_to_text (const char *typed)
{
  gboolean is_number = !isnan (wf_intervention_read_number (typed));

  return is_number && typed[0] == '-' ? g_strconcat ("−", typed + 1, NULL) : g_strdup (typed);
}

/* a number of the intervention, or the date or the span that it is */
static char *
number_to_text (WfIntervention *self, double value, gboolean is_span)
{
  GString *text;

  if (!self->is_calendar)
    return wf_format_number (value);
  if (is_span)
    return wf_calendar_format_span (value);
  text = g_string_new (NULL);
  wf_calendar_append (text, value);
  return g_string_free (text, FALSE);
}

/* "2 + 0.5·z + normal(0, 1)" */
static char *
sum_to_text (WfIntervention *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->intercept != 0.0 || (self->n_names == 0 && self->sd == 0.0))
    {
      g_autofree char *number = wf_format_number (self->intercept);

      g_string_append (text, number);
    }
  for (gsize i = 0; i < self->n_names; i++)
    {
      double size = fabs (self->numbers[i]);
      g_autofree char *number = wf_format_number (size);
      const char *sign = self->numbers[i] < 0.0 ? "−" : "+";

      if (text->len > 0)
        g_string_append_printf (text, " %s ", sign);
      else if (self->numbers[i] < 0.0)
        g_string_append (text, sign);
      if (size != 1.0)
        g_string_append_printf (text, "%s·", number);
      g_string_append (text, self->names[i]);
    }
  if (self->sd > 0.0)
    {
      g_autofree char *sd = wf_format_number (self->sd);

      g_string_append_printf (text, text->len > 0 ? " + normal(0, %s)" : "normal(0, %s)", sd);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "normal(5, 2)", "{yes: 0.3, no: 0.7}" */
static char *
distribution_to_text (WfIntervention *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *first = number_to_text (self, self->first, FALSE);
  g_autofree char *second = number_to_text (self, self->second, self->draw == WF_DRAW_NORMAL);

  switch (self->draw)
    {
      case WF_DRAW_NORMAL:
        g_string_printf (text, "normal(%s, %s)", first, second);
        break;
      case WF_DRAW_UNIFORM:
        g_string_printf (text, "uniform(%s, %s)", first, second);
        break;
      case WF_DRAW_LEVELS:
        for (gsize i = 0; i < self->n_names; i++)
          {
            g_autofree char *p = wf_format_number (self->numbers[i]);

            g_string_append_printf (text, "%s%s: %s", i == 0 ? "{" : ", ", self->names[i], p);
          }
        g_string_append_c (text, '}');
        break;
      case WF_DRAW_OBSERVED:
      default:
        g_string_append (text, _ ("observed"));
        break;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
bounds_to_text (WfIntervention *self)
{
  g_autofree char *low = number_to_text (self, self->first, FALSE);
  g_autofree char *high = number_to_text (self, self->second, FALSE);

  return g_strdup_printf ("[%s, %s]", low, high);
}

static char *
action_to_text (WfIntervention *self)
{
  gboolean is_negative = self->level[0] == '-';
  const char *digits = self->level + (is_negative ? 1 : 0);
  g_autofree char *detail = NULL;

  switch (self->kind)
    {
      case WF_INTERVENTION_SHIFT:
        detail = self->is_calendar ? wf_calendar_format_span (fabs (self->value)) : g_strdup (digits);
        return g_strdup_printf ("%s %s %s", self->node, is_negative ? "−" : "+", detail);
      case WF_INTERVENTION_SCALE:
        return g_strdup_printf ("%s × %s%s", self->node, is_negative ? "−" : "", digits);
      case WF_INTERVENTION_CLAMP:
        detail = bounds_to_text (self);
        return g_strdup_printf ("%s ∈ %s", self->node, detail);
      case WF_INTERVENTION_DRAW:
        if (self->draw == WF_DRAW_EVEN)
          /* Translators: the box of a variable was cut out of a string diagram: “cut Smoking” */
          return g_strdup_printf (_ ("cut %s"), self->node);
        if (self->draw == WF_DRAW_OBSERVED)
          /* Translators: a variable that is drawn at random, as often as observed: “pka at random” */
          return g_strdup_printf (_ ("%s at random"), self->node);
        detail = distribution_to_text (self);
        return g_strdup_printf ("%s ~ %s", self->node, detail);
      case WF_INTERVENTION_REPLACE:
        detail = sum_to_text (self);
        return g_strdup_printf ("%s := %s", self->node, detail);
      case WF_INTERVENTION_CUT:
        return g_strdup_printf ("%s ↛ %s", self->names[0], self->node);
      case WF_INTERVENTION_SET:
      default:
        detail = typed_to_text (self->level);
        return g_strdup_printf ("%s = %s", self->node, detail);
    }
}

/**
 * wf_intervention_to_text:
 * @self: an intervention
 *
 * Returns: (transfer full): for people: "pka = 800", "mek + 50", "mek − 50", "x × 2", "x ∈ [2, 5]", "x ~
 * normal(5, 2)", "x at random", "x := 2 + 0.5·z", "z ↛ x", with "if z > 3" behind it
 */
char *
wf_intervention_to_text (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree char *action = action_to_text (self);
  g_autofree char *threshold = NULL;

  if (self->tested == NULL)
    return g_steal_pointer (&action);
  threshold = typed_to_text (self->threshold);
  /* Translators: "x = 5 if z > 3" */
  return g_strdup_printf (_ ("%s if %s %s %s"), action, self->tested, relation_to_text (self->relation),
                          threshold);
}

/**
 * wf_intervention_to_source:
 * @self: an intervention
 *
 * Returns: (transfer full): as wf_intervention_parse() reads it: "pka=800", "z-/->x if w>=2"
 */
char *
wf_intervention_to_source (WfIntervention *self)
{
  static const char *const signs[] = { "=", "+=", "*=", "=", "~", ":=" };
  static const char *const relations[] = { "=", "!=", "<", "<=", ">", ">=" };
  g_autofree char *action = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind == WF_INTERVENTION_CUT)
    action = g_strconcat (self->names[0], "-/->", self->node, NULL);
  else
    action = g_strconcat (self->node, signs[self->kind], self->level, NULL);
  if (self->tested == NULL)
    return g_steal_pointer (&action);
  return g_strconcat (action, " if ", self->tested, relations[self->relation], self->threshold, NULL);
}

/**
 * wf_intervention_describe_value:
 * @self: an intervention
 *
 * Returns: (transfer full): what a card shows of it: "= 800", "+ 50", "× 2", "cut"
 */
char *
wf_intervention_describe_value (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree char *number = number_to_text (self, self->value, FALSE);
  g_autofree char *size = number_to_text (self, fabs (self->value), TRUE);
  g_autofree char *detail = NULL;

  switch (self->kind)
    {
      case WF_INTERVENTION_SHIFT:
        return g_strdup_printf ("%s %s", self->value < 0.0 ? "−" : "+", size);
      case WF_INTERVENTION_SCALE:
        return g_strdup_printf ("× %s", number);
      case WF_INTERVENTION_CLAMP:
        detail = bounds_to_text (self);
        return g_strdup_printf ("∈ %s", detail);
      case WF_INTERVENTION_DRAW:
        if (self->draw == WF_DRAW_EVEN)
          /* Translators: of a variable, in place of a value, in little room */
          return g_strdup (_ ("cut"));
        if (self->draw == WF_DRAW_OBSERVED)
          /* Translators: in place of a value, in little room */
          return g_strdup (_ ("random"));
        detail = distribution_to_text (self);
        return g_strdup_printf ("~ %s", detail);
      case WF_INTERVENTION_REPLACE:
        detail = sum_to_text (self);
        return g_strdup_printf (":= %s", detail);
      case WF_INTERVENTION_CUT:
        return g_strdup_printf ("↛ %s", self->names[0]);
      case WF_INTERVENTION_SET:
      default:
        return g_strdup_printf ("= %s", isnan (self->value) || self->is_calendar ? self->level : number);
    }
}

static char *
describe_action (WfIntervention *self)
{
  g_autofree char *number = number_to_text (self, self->value, self->kind == WF_INTERVENTION_SHIFT);
  g_autofree char *detail = NULL;

  switch (self->kind)
    {
      case WF_INTERVENTION_SHIFT:
        /* Translators: these stand in “What happens if %s?” and “If %s, …”: “pka is shifted by +50” */
        return g_strdup_printf (_ ("%s is shifted by %s%s"), self->node, self->value > 0.0 ? "+" : "",
                                number);
      case WF_INTERVENTION_SCALE:
        return g_strdup_printf (_ ("%s is multiplied by %s"), self->node, number);
      case WF_INTERVENTION_CLAMP:
        detail = bounds_to_text (self);
        return g_strdup_printf (_ ("%s is kept within %s"), self->node, detail);
      case WF_INTERVENTION_DRAW:
        if (self->draw == WF_DRAW_EVEN)
          return g_strdup_printf (_ ("%s is cut from its causes and drawn evenly"), self->node);
        detail = distribution_to_text (self);
        return self->draw == WF_DRAW_OBSERVED
                   ? g_strdup_printf (_ ("%s is randomised"), self->node)
                   : g_strdup_printf (_ ("%s is drawn from %s"), self->node, detail);
      case WF_INTERVENTION_REPLACE:
        detail = sum_to_text (self);
        return g_strdup_printf (_ ("%s becomes %s"), self->node, detail);
      case WF_INTERVENTION_CUT:
        return g_strdup_printf (_ ("%s no longer acts on %s"), self->names[0], self->node);
      case WF_INTERVENTION_SET:
      default:
        return g_strdup_printf (_ ("%s is set to %s"), self->node,
                                isnan (self->value) || self->is_calendar ? self->level : number);
    }
}

/* "pka is set to 800 where erk > 3" */
char *
wf_intervention_describe (WfIntervention *self)
{
  g_autofree char *action = describe_action (self);
  g_autofree char *threshold = NULL;

  if (self->tested == NULL)
    return g_steal_pointer (&action);
  threshold = typed_to_text (self->threshold);
  /* Translators: “pka is set to 800 where erk > 3” */
  return g_strdup_printf (_ ("%s where %s %s %s"), action, self->tested, relation_to_text (self->relation),
                          threshold);
}
