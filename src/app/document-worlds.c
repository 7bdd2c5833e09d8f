/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The strip of worlds: interventions as commands. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"

static char *
make_label (WfIntervention *intervention)
{
  g_autofree char *text = wf_intervention_to_text (intervention);

  switch (wf_intervention_get_kind (intervention))
    {
      case WF_INTERVENTION_SHIFT:
        /* Translators: these four are commands that can be undone; %s is "pka + 50" */
        return g_strdup_printf (_ ("Shift %s"), text);
      case WF_INTERVENTION_CLAMP:
        return g_strdup_printf (_ ("Keep %s"), text);
      case WF_INTERVENTION_DRAW:
        if (wf_intervention_get_draw (intervention) == WF_DRAW_EVEN)
          return g_strdup_printf (_ ("Cut %s"), wf_intervention_get_node (intervention));
        return g_strdup_printf (_ ("Draw %s"), text);
      case WF_INTERVENTION_CUT:
        return g_strdup_printf (_ ("Cut %s"), text);
      case WF_INTERVENTION_SCALE:
      case WF_INTERVENTION_REPLACE:
      case WF_INTERVENTION_SET:
      default:
        /* Translators: %s is "pka = 800" */
        return g_strdup_printf (_ ("Set %s"), text);
    }
}

void
wf_document_intervene (WfDocument *self, WfIntervention *intervention)
{
  g_autofree char *source = NULL;
  g_autofree char *label = NULL;
  g_autofree char *key = NULL;
  WfState *next;
  gssize old;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (intervention != NULL);

  source = wf_intervention_to_source (intervention);
  old = wf_state_find_like (self->state, intervention);
  if (old >= 0)
    {
      const WfWorld *world = &g_array_index (self->state->worlds, WfWorld, old);
      g_autofree char *before = wf_intervention_to_source (world->intervention);

      if (world->is_active && g_str_equal (before, source))
        return;
    }
  label = make_label (intervention);
  /* a slider's moves are of one kind: another one is another command */
  key = g_strdup_printf ("world:%u:%s", wf_intervention_get_kind (intervention),
                         wf_intervention_get_node (intervention));
  next = wf_state_copy (self->state);
  wf_state_set_world (next, intervention);
  wf_document_commit (self, label, key, next);
}

/* what the chip of the entry is taken away for */
static void
remove_world (WfDocument *self, gsize i)
{
  WfIntervention *intervention = g_array_index (self->state->worlds, WfWorld, i).intervention;
  WfInterventionKind kind = wf_intervention_get_kind (intervention);
  gboolean is_even = kind == WF_INTERVENTION_DRAW && wf_intervention_get_draw (intervention) == WF_DRAW_EVEN;
  gboolean is_cut = kind == WF_INTERVENTION_CUT || is_even;
  g_autofree char *text =
      is_even ? g_strdup (wf_intervention_get_node (intervention)) : wf_intervention_to_text (intervention);
  g_autofree char *label = is_cut
                               ? g_strdup_printf (_ ("Undo the cut %s"), text)
                               : g_strdup_printf (_ ("Release %s"), wf_intervention_get_node (intervention));
  WfState *next = wf_state_copy (self->state);

  wf_state_remove_world (next, i);
  wf_document_commit (self, label, NULL, next);
}

void
wf_document_release (WfDocument *self, const char *node)
{
  gssize i;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (node != NULL);

  i = wf_state_find_world (self->state, node);
  if (i >= 0)
    remove_world (self, i);
}

void
wf_document_remove_intervention (WfDocument *self, gsize i)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (i < self->state->worlds->len);

  remove_world (self, i);
}

gsize
wf_document_get_n_interventions (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), 0);
  return self->state->worlds->len;
}

WfIntervention *
wf_document_get_intervention (WfDocument *self, gsize i)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (i < self->state->worlds->len, NULL);
  return g_array_index (self->state->worlds, WfWorld, i).intervention;
}

gboolean
wf_document_is_intervention_active (WfDocument *self, gsize i)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (i < self->state->worlds->len, FALSE);
  return g_array_index (self->state->worlds, WfWorld, i).is_active;
}

void
wf_document_set_intervention_active (WfDocument *self, gsize i, gboolean is_active)
{
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;
  WfState *next;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (i < self->state->worlds->len);

  if (g_array_index (self->state->worlds, WfWorld, i).is_active == !!is_active)
    return;
  text = wf_intervention_to_text (wf_document_get_intervention (self, i));
  label = g_strdup_printf (is_active ? _ ("Switch on %s") : _ ("Switch off %s"), text);
  next = wf_state_copy (self->state);
  g_array_index (next->worlds, WfWorld, i).is_active = !!is_active;
  wf_document_commit (self, label, NULL, next);
}

void
wf_document_switch_off_worlds (WfDocument *self)
{
  WfState *next;

  g_return_if_fail (WF_IS_DOCUMENT (self));

  next = wf_state_copy (self->state);
  for (guint i = 0; i < next->worlds->len; i++)
    g_array_index (next->worlds, WfWorld, i).is_active = FALSE;
  for (guint i = 0; i < next->repairs->len; i++)
    g_array_index (next->repairs, WfRepairWorld, i).is_active = FALSE;
  next->row = -1;
  if (wf_state_diff (self->state, next) == 0)
    wf_state_free (next);
  else
    wf_document_commit (self, _ ("Switch every world off"), NULL, next);
}
