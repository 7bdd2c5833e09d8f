/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/diagram/diagram-private.h"

G_DEFINE_BOXED_TYPE (WfDiagramBuilder, wf_diagram_builder, wf_diagram_builder_ref, wf_diagram_builder_unref)

static void
builder_clear (gpointer data)
{
  WfDiagramBuilder *self = data;

  wf_diagram_parts_clear (&self->parts);
}

WfDiagramBuilder *
wf_diagram_builder_new (void)
{
  WfDiagramBuilder *self = g_atomic_rc_box_new0 (WfDiagramBuilder);

  wf_diagram_parts_init (&self->parts);
  return self;
}

WfDiagramBuilder *
wf_diagram_builder_ref (WfDiagramBuilder *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_diagram_builder_unref (WfDiagramBuilder *self)
{
  g_atomic_rc_box_release_full (self, builder_clear);
}

guint
wf_diagram_builder_add_object (WfDiagramBuilder *self, const char *name, const char *const *levels)
{
  WfDiagramObject object = { .name = g_strdup (name),
                             .levels = g_strdupv ((GStrv) levels),
                             .n_levels = g_strv_length ((GStrv) levels) };

  g_array_append_val (self->parts.objects, object);
  return self->parts.objects->len - 1;
}

void
wf_diagram_builder_set_hidden (WfDiagramBuilder *self, guint object)
{
  g_return_if_fail (object < self->parts.objects->len);
  wf_parts_object (&self->parts, object)->is_hidden = TRUE;
}

guint
wf_diagram_builder_add_wire (WfDiagramBuilder *self, guint object)
{
  WfDiagramWire wire = { .object = object, .box = WF_DIAGRAM_NONE };

  g_array_append_val (self->parts.wires, wire);
  return self->parts.wires->len - 1;
}

static guint
add_box (WfDiagramBuilder *self,
         WfDiagramBoxKind kind,
         const char *name,
         const guint *inputs,
         gsize n_inputs,
         const guint *outputs,
         gsize n_outputs)
{
  WfDiagramBox box = { .kind = kind,
                       .name = g_strdup (name),
                       .inputs = g_memdup2 (inputs, n_inputs * sizeof (guint)),
                       .n_inputs = (guint) n_inputs,
                       .outputs = g_memdup2 (outputs, n_outputs * sizeof (guint)),
                       .n_outputs = (guint) n_outputs };

  g_array_append_val (self->parts.boxes, box);
  return self->parts.boxes->len - 1;
}

/**
 * wf_diagram_builder_add_box:
 * @self: the builder
 * @name: name of the box; boxes of one name are of one type
 * @inputs: (array length=n_inputs) (nullable): wires that go to its input ports
 * @n_inputs: how many
 * @outputs: (array length=n_outputs) (nullable): wires that come from its output ports
 * @n_outputs: how many
 *
 * Returns: index of the box in the builder
 */
guint
wf_diagram_builder_add_box (WfDiagramBuilder *self,
                            const char *name,
                            const guint *inputs,
                            gsize n_inputs,
                            const guint *outputs,
                            gsize n_outputs)
{
  return add_box (self, WF_DIAGRAM_BOX, name, inputs, n_inputs, outputs, n_outputs);
}

guint
wf_diagram_builder_add_uniform (WfDiagramBuilder *self, guint wire)
{
  return add_box (self, WF_DIAGRAM_UNIFORM, NULL, NULL, 0, &wire, 1);
}

guint
wf_diagram_builder_add_discard (WfDiagramBuilder *self, guint wire)
{
  return add_box (self, WF_DIAGRAM_DISCARD, NULL, &wire, 1, NULL, 0);
}

void
wf_diagram_builder_add_input (WfDiagramBuilder *self, guint wire)
{
  g_array_append_val (self->parts.inputs, wire);
}

void
wf_diagram_builder_add_output (WfDiagramBuilder *self, guint wire)
{
  g_array_append_val (self->parts.outputs, wire);
}

void
wf_diagram_builder_remove_box (WfDiagramBuilder *self, guint box)
{
  WfDiagramBox *item = wf_parts_box (&self->parts, box);

  item->is_removed = TRUE;
  for (guint i = 0; i < item->n_outputs; i++)
    wf_parts_wire (&self->parts, item->outputs[i])->is_removed = TRUE;
}

gboolean
wf_diagram_builder_merge_object (WfDiagramBuilder *self,
                                 const WfDiagramObject *object,
                                 guint *place,
                                 GError **error)
{
  gssize found = wf_diagram_parts_find_object (&self->parts, object->name);

  if (found < 0)
    {
      found = wf_diagram_builder_add_object (self, object->name, (const char *const *) object->levels);
      wf_parts_object (&self->parts, found)->is_hidden = object->is_hidden;
      wf_parts_object (&self->parts, found)->is_real = object->is_real;
    }
  else if (wf_parts_object (&self->parts, found)->is_real != object->is_real)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s is a real number in one diagram and not in the other; rename one"), object->name);
      return FALSE;
    }
  else if (!g_strv_equal ((const char *const *) wf_parts_object (&self->parts, found)->levels,
                          (const char *const *) object->levels))
    {
      g_autofree char *here = g_strjoinv (", ", wf_parts_object (&self->parts, found)->levels);
      g_autofree char *there = g_strjoinv (", ", object->levels);

      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s has the states {%s} in one diagram and {%s} in the other; give both the same"),
                   object->name, here, there);
      return FALSE;
    }
  *place = (guint) found;
  return TRUE;
}

static void
append_boxes (WfDiagramBuilder *self, WfDiagram *diagram, const guint *wires)
{
  for (guint i = 0; i < diagram->parts.boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (&diagram->parts, i);
      g_autofree guint *inputs = g_new (guint, box->n_inputs + 1);
      g_autofree guint *outputs = g_new (guint, box->n_outputs + 1);
      guint place;

      for (guint k = 0; k < box->n_inputs; k++)
        inputs[k] = wires[box->inputs[k]];
      for (guint k = 0; k < box->n_outputs; k++)
        outputs[k] = wires[box->outputs[k]];
      place = add_box (self, box->kind, box->name, inputs, box->n_inputs, outputs, box->n_outputs);
      if (box->matrix != NULL)
        wf_parts_box (&self->parts, place)->matrix = g_bytes_ref (box->matrix);
      if (box->map != NULL)
        wf_parts_box (&self->parts, place)->map = wf_gaussian_map_ref (box->map);
    }
}

gboolean
wf_diagram_builder_append (
    WfDiagramBuilder *self, WfDiagram *diagram, const guint *inputs, GArray *outputs, GError **error)
{
  const WfDiagramParts *parts = &diagram->parts;
  g_autofree guint *objects = g_new (guint, parts->objects->len + 1);
  g_autofree guint *wires = g_new (guint, parts->wires->len + 1);

  for (guint i = 0; i < parts->objects->len; i++)
    if (!wf_diagram_builder_merge_object (self, wf_parts_object (parts, i), &objects[i], error))
      return FALSE;
  for (guint i = 0; i < parts->wires->len; i++)
    wires[i] = WF_DIAGRAM_NONE;
  for (guint i = 0; i < parts->inputs->len && inputs != NULL; i++)
    wires[wf_parts_input (parts, i)] = inputs[i];
  for (guint i = 0; i < parts->wires->len; i++)
    if (wires[i] == WF_DIAGRAM_NONE)
      wires[i] = wf_diagram_builder_add_wire (self, objects[wf_parts_wire (parts, i)->object]);
  for (guint i = 0; i < parts->inputs->len && inputs == NULL; i++)
    wf_diagram_builder_add_input (self, wires[wf_parts_input (parts, i)]);
  append_boxes (self, diagram, wires);
  for (guint i = 0; i < parts->outputs->len; i++)
    g_array_append_val (outputs, wires[wf_parts_output (parts, i)]);
  return TRUE;
}

WfDiagramBuilder *
wf_diagram_builder_new_copy (WfDiagram *diagram)
{
  WfDiagramBuilder *self = wf_diagram_builder_new ();

  wf_diagram_builder_append (self, diagram, NULL, self->parts.outputs,
                             NULL); /* into nothing: it can't fail */
  return self;
}
