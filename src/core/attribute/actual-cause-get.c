/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/attribute/actual-cause-private.h"

WfEquations *
wf_actual_cause_get_model (WfActualCause *self)
{
  return self->model;
}

const char *
wf_actual_cause_get_effect (WfActualCause *self)
{
  return self->effect;
}

char *
wf_settings_to_text (const char *const *settings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; settings[i] != NULL; i++)
    {
      const char *equals = strrchr (settings[i], '=');

      if (i > 0)
        g_string_append (text, settings[i + 1] != NULL ? ", " : _ (" and "));
      g_string_append_len (text, settings[i], equals - settings[i]);
      g_string_append_printf (text, " = %s", equals + 1);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
wf_actual_cause_describe (WfActualCause *self)
{
  return wf_settings_to_text ((const char *const *) self->candidate);
}

gboolean
wf_actual_cause_has_happened (WfActualCause *self)
{
  return self->has_happened;
}

gboolean
wf_actual_cause_has_effect (WfActualCause *self)
{
  return self->has_effect;
}

WfCauseVerdict
wf_actual_cause_get_verdict (WfActualCause *self, WfCauseDefinition definition)
{
  g_return_val_if_fail (definition < WF_N_CAUSE_DEFINITIONS, WF_VERDICT_NO);
  return self->findings[definition].verdict;
}

const char *const *
wf_actual_cause_get_change (WfActualCause *self, WfCauseDefinition definition)
{
  g_return_val_if_fail (definition < WF_N_CAUSE_DEFINITIONS, NULL);
  return (const char *const *) self->findings[definition].change;
}

const char *const *
wf_actual_cause_get_contingency (WfActualCause *self, WfCauseDefinition definition)
{
  g_return_val_if_fail (definition < WF_N_CAUSE_DEFINITIONS, NULL);
  return (const char *const *) self->findings[definition].contingency;
}

double
wf_actual_cause_get_responsibility (WfActualCause *self)
{
  return self->responsibility;
}

const char *const *
wf_actual_cause_get_responsible (WfActualCause *self)
{
  return (const char *const *) self->responsible;
}

const char *const *
wf_actual_cause_get_circumstance (WfActualCause *self)
{
  return (const char *const *) self->circumstance;
}

double
wf_actual_cause_get_naive_responsibility (WfActualCause *self)
{
  return self->naive_responsibility;
}

guint
wf_actual_cause_get_n_abnormal (WfActualCause *self)
{
  return self->n_abnormal;
}

int
wf_actual_cause_get_n_abnormal_witness (WfActualCause *self)
{
  return self->n_abnormal_witness;
}

gsize
wf_actual_cause_get_n_evaluations (WfActualCause *self)
{
  return self->n_evaluations;
}

int
wf_actual_cause_get_actual (WfActualCause *self, guint variable)
{
  g_return_val_if_fail (variable < self->model->n_equations, 0);
  return self->model->equations[variable].values[wf_world_get (self->model, self->actual, variable)];
}

const char *
wf_cause_definition_to_text (WfCauseDefinition definition)
{
  static const char *const names[WF_N_CAUSE_DEFINITIONS] = {
    N_ ("but-for"),
    N_ ("modified Halpern–Pearl (2015)"),
    N_ ("updated Halpern–Pearl (2005)"),
    N_ ("modified, at least as normal"),
    N_ ("sufficient in every context"),
    N_ ("sufficient whatever the other candidates"),
  };

  g_return_val_if_fail (definition < WF_N_CAUSE_DEFINITIONS, NULL);
  return _ (names[definition]);
}

const char *
wf_cause_verdict_to_text (WfCauseVerdict verdict)
{
  static const char *const names[] = {
    [WF_VERDICT_NO] = N_ ("no"),
    [WF_VERDICT_NOT_ACTUAL] = N_ ("no: not the case"),
    [WF_VERDICT_NOT_MINIMAL] = N_ ("no: a part of it is one"),
    [WF_VERDICT_YES] = N_ ("yes"),
    [WF_VERDICT_UNRESOLVED] = N_ ("unresolved"),
  };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (names), NULL);
  return _ (names[verdict]);
}
