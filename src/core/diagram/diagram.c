/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/diagram/diagram-private.h"

G_DEFINE_BOXED_TYPE (WfDiagram, wf_diagram, wf_diagram_ref, wf_diagram_unref)

static void
object_clear (gpointer data)
{
  WfDiagramObject *self = data;

  g_free (self->name);
  g_strfreev (self->levels);
}

static void
box_clear (gpointer data)
{
  WfDiagramBox *self = data;

  g_free (self->name);
  g_free (self->inputs);
  g_free (self->outputs);
  g_clear_pointer (&self->matrix, g_bytes_unref);
  g_clear_pointer (&self->map, wf_gaussian_map_unref);
}

void
wf_diagram_parts_init (WfDiagramParts *self)
{
  self->objects = g_array_new (FALSE, FALSE, sizeof (WfDiagramObject));
  self->wires = g_array_new (FALSE, FALSE, sizeof (WfDiagramWire));
  self->boxes = g_array_new (FALSE, FALSE, sizeof (WfDiagramBox));
  self->inputs = g_array_new (FALSE, FALSE, sizeof (guint));
  self->outputs = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_set_clear_func (self->objects, object_clear);
  g_array_set_clear_func (self->boxes, box_clear);
}

void
wf_diagram_parts_clear (WfDiagramParts *self)
{
  g_clear_pointer (&self->objects, g_array_unref);
  g_clear_pointer (&self->wires, g_array_unref);
  g_clear_pointer (&self->boxes, g_array_unref);
  g_clear_pointer (&self->inputs, g_array_unref);
  g_clear_pointer (&self->outputs, g_array_unref);
}

gssize
wf_diagram_parts_find_object (const WfDiagramParts *self, const char *name)
{
  for (guint i = 0; i < self->objects->len; i++)
    if (g_str_equal (wf_parts_object (self, i)->name, name))
      return i;
  return -1;
}

char *
wf_diagram_parts_describe (const WfDiagramParts *self, guint box)
{
  const WfDiagramBox *item = wf_parts_box (self, box);
  guint wire;

  if (item->kind == WF_DIAGRAM_BOX)
    return g_strdup (item->name);
  wire = item->kind == WF_DIAGRAM_UNIFORM ? item->outputs[0] : item->inputs[0];
  return g_strdup_printf ("%s %s", item->kind == WF_DIAGRAM_UNIFORM ? "uniform" : "discard",
                          wf_parts_object (self, wf_parts_wire (self, wire)->object)->name);
}

static void
diagram_clear (gpointer data)
{
  WfDiagram *self = data;

  wf_diagram_parts_clear (&self->parts);
}

WfDiagram *
wf_diagram_ref (WfDiagram *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_diagram_unref (WfDiagram *self)
{
  g_atomic_rc_box_release_full (self, diagram_clear);
}

gsize
wf_diagram_get_n_objects (WfDiagram *self)
{
  return self->parts.objects->len;
}

const char *
wf_diagram_get_object_name (WfDiagram *self, guint object)
{
  g_return_val_if_fail (object < self->parts.objects->len, NULL);
  return wf_parts_object (&self->parts, object)->name;
}

gssize
wf_diagram_find_object (WfDiagram *self, const char *name)
{
  return wf_diagram_parts_find_object (&self->parts, name);
}

/**
 * wf_diagram_get_levels:
 * @self: the diagram
 * @object: index of an object
 *
 * Returns: (array zero-terminated=1) (transfer none): the names of its states
 */
const char *const *
wf_diagram_get_levels (WfDiagram *self, guint object)
{
  g_return_val_if_fail (object < self->parts.objects->len, NULL);
  return (const char *const *) wf_parts_object (&self->parts, object)->levels;
}

gsize
wf_diagram_get_n_levels (WfDiagram *self, guint object)
{
  g_return_val_if_fail (object < self->parts.objects->len, 0);
  return wf_parts_object (&self->parts, object)->n_levels;
}

gboolean
wf_diagram_is_hidden (WfDiagram *self, guint object)
{
  g_return_val_if_fail (object < self->parts.objects->len, FALSE);
  return wf_parts_object (&self->parts, object)->is_hidden;
}

gsize
wf_diagram_get_n_boxes (WfDiagram *self)
{
  return self->parts.boxes->len;
}

WfDiagramBoxKind
wf_diagram_get_box_kind (WfDiagram *self, guint box)
{
  g_return_val_if_fail (box < self->parts.boxes->len, WF_DIAGRAM_BOX);
  return wf_parts_box (&self->parts, box)->kind;
}

/**
 * wf_diagram_get_box_name:
 * @self: the diagram
 * @box: index of a box
 *
 * Returns: (nullable) (transfer none): its name, or %NULL for a uniform state or a discard
 */
const char *
wf_diagram_get_box_name (WfDiagram *self, guint box)
{
  g_return_val_if_fail (box < self->parts.boxes->len, NULL);
  return wf_parts_box (&self->parts, box)->name;
}

gssize
wf_diagram_find_box (WfDiagram *self, const char *name)
{
  for (guint i = 0; i < self->parts.boxes->len; i++)
    if (g_strcmp0 (wf_parts_box (&self->parts, i)->name, name) == 0)
      return i;
  return -1;
}

/**
 * wf_diagram_get_box_inputs:
 * @self: the diagram
 * @box: index of a box
 * @n: (out): how many it has
 *
 * Returns: (array length=n) (transfer none): the wires at its input ports, in their order
 */
const guint *
wf_diagram_get_box_inputs (WfDiagram *self, guint box, gsize *n)
{
  g_return_val_if_fail (box < self->parts.boxes->len, NULL);
  *n = wf_parts_box (&self->parts, box)->n_inputs;
  return wf_parts_box (&self->parts, box)->inputs;
}

/**
 * wf_diagram_get_box_outputs:
 * @self: the diagram
 * @box: index of a box
 * @n: (out): how many it has
 *
 * Returns: (array length=n) (transfer none): the wires at its output ports, in their order
 */
const guint *
wf_diagram_get_box_outputs (WfDiagram *self, guint box, gsize *n)
{
  g_return_val_if_fail (box < self->parts.boxes->len, NULL);
  *n = wf_parts_box (&self->parts, box)->n_outputs;
  return wf_parts_box (&self->parts, box)->outputs;
}

gsize
wf_diagram_get_n_wires (WfDiagram *self)
{
  return self->parts.wires->len;
}

guint
wf_diagram_get_wire_object (WfDiagram *self, guint wire)
{
  g_return_val_if_fail (wire < self->parts.wires->len, 0);
  return wf_parts_wire (&self->parts, wire)->object;
}

/**
 * wf_diagram_get_wire_source:
 * @self: the diagram
 * @wire: index of a wire
 * @box: (out): the box it comes from
 * @port: (out): of its outputs
 *
 * Returns: %FALSE when it comes from an input of the diagram
 */
gboolean
wf_diagram_get_wire_source (WfDiagram *self, guint wire, guint *box, guint *port)
{
  g_return_val_if_fail (wire < self->parts.wires->len, FALSE);
  *box = wf_parts_wire (&self->parts, wire)->box;
  *port = wf_parts_wire (&self->parts, wire)->port;
  return *box != WF_DIAGRAM_NONE;
}

/**
 * wf_diagram_get_inputs:
 * @self: the diagram
 * @n: (out): how many it has
 *
 * Returns: (array length=n) (transfer none): the wires at its inputs
 */
const guint *
wf_diagram_get_inputs (WfDiagram *self, gsize *n)
{
  *n = self->parts.inputs->len;
  return (const guint *) (gconstpointer) self->parts.inputs->data;
}

/**
 * wf_diagram_get_outputs:
 * @self: the diagram
 * @n: (out): how many it has
 *
 * Returns: (array length=n) (transfer none): the wires at its outputs; a wire may be there more than once
 */
const guint *
wf_diagram_get_outputs (WfDiagram *self, gsize *n)
{
  *n = self->parts.outputs->len;
  return (const guint *) (gconstpointer) self->parts.outputs->data;
}

guint *
wf_diagram_count_uses (WfDiagram *self)
{
  guint *uses = g_new0 (guint, self->parts.wires->len + 1);

  for (guint i = 0; i < self->parts.boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (&self->parts, i);

      for (guint k = 0; k < box->n_inputs && box->kind != WF_DIAGRAM_DISCARD; k++)
        uses[box->inputs[k]]++;
    }
  for (guint i = 0; i < self->parts.outputs->len; i++)
    uses[wf_parts_output (&self->parts, i)]++;
  return uses;
}
