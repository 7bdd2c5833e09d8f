/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The joint table of an answer, as its report asks for it. */

#include "config.h"

#include "core/diagram/comb-page-private.h"
#include "core/diagram/diagram-private.h"

static gsize
count (const WfCombPage *self, gsize first, gsize end)
{
  return wf_diagram_parts_count_states (&self->joint->parts, self->wires + first, (guint) (end - first));
}

void
wf_comb_page_init (WfCombPage *self, WfComb *comb, WfDiagram *diagram, const double *cut)
{
  gsize n;

  self->comb = comb;
  self->diagram = diagram;
  self->seen = wf_comb_get_observed (comb, &n);
  self->effect = wf_comb_get_effect (comb, &n);
  self->lower = wf_comb_get_bounds (comb, FALSE, &n);
  self->upper = wf_comb_get_bounds (comb, TRUE, &n);
  self->cut = cut;
  self->bridge = wf_comb_get_bridge (comb);
  self->joint = wf_comb_get_joint (comb);
  self->x = wf_report_escape (wf_bridge_get_treatment (self->bridge));
  self->c = wf_report_escape (wf_bridge_get_outcome (self->bridge));
  self->wires = wf_diagram_get_outputs (self->joint, &self->n_wires);
  self->n_context = g_strv_length ((GStrv) wf_bridge_get_context (self->bridge));
  self->n_nodes = g_strv_length ((GStrv) wf_bridge_get_nodes (self->bridge));
  self->n_x = count (self, 0, 1);
  self->n_z = count (self, 1, 1 + self->n_context);
  self->n_b = count (self, 1 + self->n_context, 1 + self->n_context + self->n_nodes);
  self->n_c = count (self, self->n_wires - 1, self->n_wires);
  self->table = wf_diagram_evaluate (self->joint, NULL, &n, NULL, NULL);
}

void
wf_comb_page_clear (WfCombPage *self)
{
  g_clear_pointer (&self->builder, wf_report_builder_unref);
  g_free (self->table);
  g_free (self->x);
  g_free (self->c);
}

double
wf_comb_page_sum (const WfCombPage *self, gsize x, gsize z, gsize b, gsize c)
{
  double sum = 0;

  for (gsize i = x == WF_PAGE_ANY ? 0 : x; i < (x == WF_PAGE_ANY ? self->n_x : x + 1); i++)
    for (gsize j = z == WF_PAGE_ANY ? 0 : z; j < (z == WF_PAGE_ANY ? self->n_z : z + 1); j++)
      for (gsize k = b == WF_PAGE_ANY ? 0 : b; k < (b == WF_PAGE_ANY ? self->n_b : b + 1); k++)
        for (gsize l = c == WF_PAGE_ANY ? 0 : c; l < (c == WF_PAGE_ANY ? self->n_c : c + 1); l++)
          sum += self->table[((i * self->n_z + j) * self->n_b + k) * self->n_c + l];
  return sum;
}

char *
wf_comb_page_list_names (const WfCombPage *self, gsize first, gsize end)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = first; i < end; i++)
    g_string_append_printf (
        text, "%s%s", i > first ? ", " : "",
        wf_diagram_get_object_name (self->joint, wf_diagram_get_wire_object (self->joint, self->wires[i])));
  return wf_report_escape (text->str);
}

char *
wf_comb_page_describe (const WfCombPage *self, gsize first, gsize end, gsize index)
{
  g_autofree char *text = wf_diagram_parts_describe_states (&self->joint->parts, self->wires + first,
                                                            (guint) (end - first), index);

  return wf_report_escape (text);
}

char *
wf_comb_page_list_states (const WfCombPage *self, gsize first, gsize end, gsize index)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = end; i-- > first;) /* the last fastest */
    {
      gsize n =
          wf_diagram_get_n_levels (self->joint, wf_diagram_get_wire_object (self->joint, self->wires[i]));

      g_string_prepend (text, text->len > 0 ? ", " : "");
      g_string_prepend (text, wf_comb_page_get_level (self, i, index % n));
      index /= n;
    }
  return wf_report_escape (text->str);
}

const char *
wf_comb_page_get_level (const WfCombPage *self, gsize variable, gsize level)
{
  return wf_diagram_get_levels (self->joint,
                                wf_diagram_get_wire_object (self->joint, self->wires[variable]))[level];
}

char *
wf_comb_page_describe_event (const WfCombPage *self)
{
  return wf_comb_page_describe (self, self->n_wires - 1, self->n_wires, self->n_c - 1);
}

double
wf_comb_page_pick (const WfCombPage *self, const double *values, gsize x)
{
  return values[x * self->n_c + self->n_c - 1];
}
