/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/diagram/diagram-private.h"

/* one wire of an object, in at an input, out at that many outputs */
static WfDiagram *
new_wire (const char *object, const char *const *levels, guint n_outputs)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  guint wire;

  g_return_val_if_fail (levels != NULL && *levels != NULL, NULL);
  wire = wf_diagram_builder_add_wire (builder, wf_diagram_builder_add_object (builder, object, levels));
  wf_diagram_builder_add_input (builder, wire);
  for (guint i = 0; i < n_outputs; i++)
    wf_diagram_builder_add_output (builder, wire);
  if (n_outputs == 0)
    wf_diagram_builder_add_discard (builder, wire);
  return wf_diagram_builder_end (builder, NULL);
}

WfDiagram *
wf_diagram_new_identity (const char *object, const char *const *levels)
{
  return new_wire (object, levels, 1);
}

WfDiagram *
wf_diagram_new_copy (const char *object, const char *const *levels)
{
  return new_wire (object, levels, 2);
}

WfDiagram *
wf_diagram_new_discard (const char *object, const char *const *levels)
{
  return new_wire (object, levels, 0);
}

WfDiagram *
wf_diagram_new_uniform (const char *object, const char *const *levels)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  guint wire;

  g_return_val_if_fail (levels != NULL && *levels != NULL, NULL);
  wire = wf_diagram_builder_add_wire (builder, wf_diagram_builder_add_object (builder, object, levels));
  wf_diagram_builder_add_uniform (builder, wire);
  wf_diagram_builder_add_output (builder, wire);
  return wf_diagram_builder_end (builder, NULL);
}

/**
 * wf_diagram_new_swap:
 * @a: an object
 * @levels_a: (array zero-terminated=1): its states
 * @b: another object, or the same
 * @levels_b: (array zero-terminated=1): its states
 * @error: return location for an error
 *
 * Errors: #WF_ERROR_DATA: one object with two lists of states.
 *
 * Returns: (transfer full): a * b -> b * a, or %NULL with an error
 */
WfDiagram *
wf_diagram_new_swap (
    const char *a, const char *const *levels_a, const char *b, const char *const *levels_b, GError **error)
{
  g_autoptr (WfDiagram) first = wf_diagram_new_identity (a, levels_a);
  g_autoptr (WfDiagram) second = wf_diagram_new_identity (b, levels_b);
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();

  if (!wf_diagram_builder_append (builder, first, NULL, builder->parts.outputs, error) ||
      !wf_diagram_builder_append (builder, second, NULL, builder->parts.outputs, error))
    return NULL;
  wf_parts_output (&builder->parts, 0) = wf_parts_input (&builder->parts, 1);
  wf_parts_output (&builder->parts, 1) = wf_parts_input (&builder->parts, 0);
  return wf_diagram_builder_end (builder, error);
}

static const char *
get_name (WfDiagram *self, guint wire)
{
  return wf_diagram_get_object_name (self, wf_diagram_get_wire_object (self, wire));
}

static gboolean
check_boundary (WfDiagram *first, WfDiagram *second, GError **error)
{
  gsize n_outputs, n_inputs;
  const guint *outputs = wf_diagram_get_outputs (first, &n_outputs);
  const guint *inputs = wf_diagram_get_inputs (second, &n_inputs);

  for (gsize i = 0; i < MIN (n_outputs, n_inputs); i++)
    if (!g_str_equal (get_name (first, outputs[i]), get_name (second, inputs[i])))
      {
        g_set_error (
            error, WF_ERROR, WF_ERROR_DATA,
            _ ("Output %u of the first diagram is of %s, but the second takes %s there; swap or rename one"),
            (guint) i + 1, get_name (first, outputs[i]), get_name (second, inputs[i]));
        return FALSE;
      }
  if (n_outputs == n_inputs)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("The first diagram has %u outputs and the second %u inputs; let the rest pass by (id) or "
                  "discard it"),
               (guint) n_outputs, (guint) n_inputs);
  return FALSE;
}

/**
 * wf_diagram_compose:
 * @first: a diagram
 * @second: another, whose inputs are the outputs of the first
 * @error: return location for an error
 *
 * Returns: (transfer full): @first and then @second, or %NULL with an error
 */
WfDiagram *
wf_diagram_compose (WfDiagram *first, WfDiagram *second, GError **error)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();
  g_autoptr (GArray) middle = g_array_new (FALSE, FALSE, sizeof (guint));

  if (!check_boundary (first, second, error) ||
      !wf_diagram_builder_append (builder, first, NULL, middle, error) ||
      !wf_diagram_builder_append (builder, second, (const guint *) (gpointer) middle->data,
                                  builder->parts.outputs, error))
    return NULL;
  return wf_diagram_builder_end (builder, error);
}

/**
 * wf_diagram_juxtapose:
 * @left: a diagram
 * @right: another
 * @error: return location for an error
 *
 * Returns: (transfer full): both side by side, or %NULL with an error
 */
WfDiagram *
wf_diagram_juxtapose (WfDiagram *left, WfDiagram *right, GError **error)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new ();

  if (!wf_diagram_builder_append (builder, left, NULL, builder->parts.outputs, error) ||
      !wf_diagram_builder_append (builder, right, NULL, builder->parts.outputs, error))
    return NULL;
  return wf_diagram_builder_end (builder, error);
}
