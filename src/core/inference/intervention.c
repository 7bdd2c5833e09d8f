/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/inference/intervention.h"

struct _WfIntervention
{
  char *node;
  WfInterventionKind kind;
  double value;
  char *level;
};

G_DEFINE_BOXED_TYPE (WfIntervention, wf_intervention, wf_intervention_ref, wf_intervention_unref)

static WfIntervention *
intervention_new_take (char *node, WfInterventionKind kind, double value, char *level)
{
  WfIntervention *self = g_atomic_rc_box_new0 (WfIntervention);

  self->node = node;
  self->kind = kind;
  self->value = value;
  self->level = level;
  return self;
}

static char *
number_to_text (double value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  wf_append_double (text, value);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* NaN unless the whole text is a finite number. */
static double
text_to_number (const char *text)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (value) ? value : NAN;
}

/**
 * wf_intervention_new:
 * @node: name of a node
 * @kind: what is done to it
 * @value: the value it is set to, the amount added, or the factor; finite
 *
 * An intervention by a number.
 *
 * Returns: (transfer full): a new intervention
 */
WfIntervention *
wf_intervention_new (const char *node, WfInterventionKind kind, double value)
{
  g_return_val_if_fail (node != NULL, NULL);
  g_return_val_if_fail (isfinite (value), NULL);

  return intervention_new_take (g_strdup (node), kind, value, number_to_text (value));
}

/**
 * wf_intervention_new_level:
 * @node: name of a node
 * @level: the level it is set to, by name
 *
 * Sets a node to a level. A level that reads as a number has a value too.
 *
 * Returns: (transfer full): a new intervention
 */
WfIntervention *
wf_intervention_new_level (const char *node, const char *level)
{
  g_return_val_if_fail (node != NULL, NULL);
  g_return_val_if_fail (level != NULL, NULL);

  return intervention_new_take (g_strdup (node), WF_INTERVENTION_SET, text_to_number (level),
                                g_strdup (level));
}

/**
 * wf_intervention_parse:
 * @text: `X=v` sets, `X+=d` and `X-=d` shift, `X*=k` scales; blanks around the parts are ignored
 * @error: return location for an error
 *
 * Reads an intervention as typed. The first `=` ends the name. #WF_ERROR_DATA says what is missing.
 *
 * Returns: (transfer full): the intervention, or %NULL with an error
 */
WfIntervention *
wf_intervention_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  const char *equals = strchr (text, '=');
  char sign = equals != NULL && equals > text ? equals[-1] : '\0';
  gboolean is_set = strchr ("+-*", sign) == NULL || sign == '\0';
  g_autofree char *node = NULL;
  g_autofree char *level = NULL;
  double value;

  if (equals != NULL)
    {
      node = g_strstrip (g_strndup (text, equals - text - (is_set ? 0 : 1)));
      level = g_strstrip (g_strdup (equals + 1));
    }
  if (node == NULL || *node == '\0' || *level == '\0')
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("“%s” is not an intervention: write X=v to set, X+=d to shift or X*=k to scale"), text);
      return NULL;
    }

  value = text_to_number (level);
  if (is_set)
    return intervention_new_take (g_steal_pointer (&node), WF_INTERVENTION_SET, value,
                                  g_steal_pointer (&level));
  if (isnan (value))
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s”: a shift or a scale needs a number, not “%s”"),
                   text, level);
      return NULL;
    }
  return wf_intervention_new (node, sign == '*' ? WF_INTERVENTION_SCALE : WF_INTERVENTION_SHIFT,
                              sign == '-' ? -value : value);
}

/**
 * wf_intervention_ref:
 * @self: an intervention
 *
 * Returns: (transfer full): @self
 */
WfIntervention *
wf_intervention_ref (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
intervention_clear (gpointer data)
{
  WfIntervention *self = data;

  g_free (self->node);
  g_free (self->level);
}

/**
 * wf_intervention_unref:
 * @self: (transfer full): an intervention
 */
void
wf_intervention_unref (WfIntervention *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, intervention_clear);
}

/**
 * wf_intervention_get_node:
 * @self: an intervention
 *
 * Returns: name of the node
 */
const char *
wf_intervention_get_node (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->node;
}

/**
 * wf_intervention_get_kind:
 * @self: an intervention
 *
 * Returns: what is done to the node
 */
WfInterventionKind
wf_intervention_get_kind (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, WF_INTERVENTION_SET);
  return self->kind;
}

/**
 * wf_intervention_get_value:
 * @self: an intervention
 *
 * Returns: the number, or NaN when it is a level that does not read as one
 */
double
wf_intervention_get_value (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NAN);
  return self->value;
}

/**
 * wf_intervention_get_level:
 * @self: an intervention
 *
 * Returns: the level or number as typed
 */
const char *
wf_intervention_get_level (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->level;
}

/**
 * wf_intervention_to_text:
 * @self: an intervention
 *
 * Returns: (transfer full): for people: "pka = 800", "mek + 50", "mek − 50", "x × 2"
 */
char *
wf_intervention_to_text (WfIntervention *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  gboolean is_negative = self->level[0] == '-';
  const char *digits = self->level + (is_negative ? 1 : 0);
  gboolean is_number = !isnan (self->value);

  switch (self->kind)
    {
      case WF_INTERVENTION_SHIFT:
        return g_strdup_printf ("%s %s %s", self->node, is_negative ? "−" : "+", digits);
      case WF_INTERVENTION_SCALE:
        return g_strdup_printf ("%s × %s%s", self->node, is_negative ? "−" : "", digits);
      case WF_INTERVENTION_SET:
      default:
        return g_strdup_printf ("%s = %s%s", self->node, is_negative && is_number ? "−" : "",
                                is_number ? digits : self->level);
    }
}
