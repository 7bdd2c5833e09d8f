/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Surgery on diagrams (Jacobs, Kissinger & Zanasi 2019, section 5). */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/diagram/diagram-private.h"

static gboolean
fail_object (WfDiagram *self, const char *object, GError **error)
{
  g_autofree const char **names = g_new0 (const char *, self->parts.objects->len + 1);
  const char *nearest;

  for (guint i = 0; i < self->parts.objects->len; i++)
    names[i] = wf_parts_object (&self->parts, i)->name;
  nearest = wf_nearest_name (object, names);
  if (nearest != NULL && !g_str_equal (nearest, object))
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("No box of the diagram gives “%s”; did you mean “%s”?"),
                 object, nearest);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("No box of the diagram gives “%s”: there is nothing to cut"), object);
  return FALSE;
}

/* whether the box gives the object; *is_alone: and nothing else */
static gboolean
gives (const WfDiagramParts *parts, const WfDiagramBox *box, guint object, gboolean *is_alone)
{
  *is_alone = box->n_outputs == 1;
  for (guint k = 0; k < box->n_outputs; k++)
    if (wf_parts_wire (parts, box->outputs[k])->object == object)
      return TRUE;
  return FALSE;
}

/* the wire becomes an input; in the order of objects, so that cuts commute */
static void
open_input (WfDiagramBuilder *builder, guint wire)
{
  const WfDiagramParts *parts = &builder->parts;
  guint place = 0;

  while (place < parts->inputs->len &&
         wf_parts_wire (parts, wf_parts_input (parts, place))->object <= wf_parts_wire (parts, wire)->object)
    place++;
  g_array_insert_val (parts->inputs, place, wire);
}

static gboolean
is_real_input (WfDiagram *self, guint object)
{
  for (guint i = 0; i < self->parts.inputs->len; i++)
    if (wf_parts_wire (&self->parts, wf_parts_input (&self->parts, i))->object == object)
      return wf_diagram_is_real (self, object);
  return FALSE;
}

static void
cut_box (WfDiagramBuilder *builder, const WfDiagramBox *box, guint index)
{
  guint wire = box->outputs[0];
  gboolean is_real =
      wf_parts_object (&builder->parts, wf_parts_wire (&builder->parts, wire)->object)->is_real;

  wf_diagram_builder_remove_box (builder, index);
  wf_parts_wire (&builder->parts, wire)->is_removed = FALSE;
  for (guint k = 0; k < box->n_inputs; k++)
    wf_diagram_builder_add_discard (builder, box->inputs[k]);
  if (is_real)
    open_input (builder, wire);
  else
    wf_diagram_builder_add_uniform (builder, wire);
}

/**
 * wf_diagram_cut:
 * @self: the diagram
 * @object: name of an object
 * @error: return location for an error
 *
 * cut_X, an endofunctor: it is the identity on all boxes but those that give X, which it turns into
 * discarding their inputs and the uniform state of X; a real X has none, and its wire becomes an input. It is
 * idempotent, and cuts commute.
 *
 * Returns: (transfer full): the diagram after it, or %NULL with an error
 */
WfDiagram *
wf_diagram_cut (WfDiagram *self, const char *object, GError **error)
{
  gssize place = wf_diagram_find_object (self, object);
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new_copy (self);
  guint n_cut = 0;

  for (guint i = 0; i < self->parts.boxes->len && place >= 0; i++)
    {
      const WfDiagramBox *box = wf_parts_box (&self->parts, i);
      gboolean is_alone;

      if (!gives (&self->parts, box, (guint) place, &is_alone))
        continue;
      if (!is_alone)
        {
          g_set_error (
              error, WF_ERROR, WF_ERROR_UNSUPPORTED,
              _ ("“%s” gives %s together with others, so that %s can’t be cut alone; split the box first"),
              box->name, object, object);
          return NULL;
        }
      cut_box (builder, box, i);
      n_cut++;
    }
  if (n_cut == 0 && place >= 0 && is_real_input (self, (guint) place))
    return wf_diagram_ref (self);
  if (n_cut == 0)
    {
      fail_object (self, object, error);
      return NULL;
    }
  return wf_diagram_builder_end (builder, error);
}

/* by, in place of the box; its outputs take over the wires */
static gboolean
replace_box (WfDiagramBuilder *builder, const WfDiagramBox *box, guint index, WfDiagram *by, GError **error)
{
  g_autoptr (GArray) outputs = g_array_new (FALSE, FALSE, sizeof (guint));

  wf_diagram_builder_remove_box (builder, index);
  if (!wf_diagram_builder_append (builder, by, box->inputs, outputs, error))
    return FALSE;
  for (guint i = 0; i < builder->parts.boxes->len; i++)
    {
      WfDiagramBox *other = wf_parts_box (&builder->parts, i);

      for (guint k = 0; k < other->n_inputs; k++)
        for (guint j = 0; j < box->n_outputs; j++)
          if (other->inputs[k] == box->outputs[j])
            other->inputs[k] = g_array_index (outputs, guint, j);
    }
  for (guint i = 0; i < builder->parts.outputs->len; i++)
    for (guint j = 0; j < box->n_outputs; j++)
      if (wf_parts_output (&builder->parts, i) == box->outputs[j])
        wf_parts_output (&builder->parts, i) = g_array_index (outputs, guint, j);
  return TRUE;
}

static gboolean
has_type (WfDiagram *self, const WfDiagramBox *box, WfDiagram *by)
{
  gboolean is_same = box->n_inputs == by->parts.inputs->len && box->n_outputs == by->parts.outputs->len;

  for (guint k = 0; k < box->n_inputs && is_same; k++)
    is_same = g_str_equal (
        wf_diagram_get_object_name (self, wf_parts_wire (&self->parts, box->inputs[k])->object),
        wf_diagram_get_object_name (by, wf_parts_wire (&by->parts, wf_parts_input (&by->parts, k))->object));
  for (guint k = 0; k < box->n_outputs && is_same; k++)
    is_same = g_str_equal (
        wf_diagram_get_object_name (self, wf_parts_wire (&self->parts, box->outputs[k])->object),
        wf_diagram_get_object_name (by, wf_parts_wire (&by->parts, wf_parts_output (&by->parts, k))->object));
  return is_same;
}

/**
 * wf_diagram_replace:
 * @self: the diagram
 * @box: name of a box
 * @by: a diagram of its type
 * @error: return location for an error
 *
 * Soft surgery: @by takes the place of every box of the name. Errors: #WF_ERROR_DATA: no box of the name,
 * another type, objects with other states.
 *
 * Returns: (transfer full): the diagram after it, or %NULL with an error
 */
WfDiagram *
wf_diagram_replace (WfDiagram *self, const char *box, WfDiagram *by, GError **error)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new_copy (self);

  if (wf_diagram_find_box (self, box) < 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The diagram has no box “%s”"), box);
      return NULL;
    }
  for (guint i = 0; i < self->parts.boxes->len; i++)
    {
      const WfDiagramBox *item = wf_parts_box (&builder->parts, i);
      WfDiagramBox copy;
      g_autofree guint *inputs = NULL;
      g_autofree guint *outputs = NULL;

      if (g_strcmp0 (item->name, box) != 0)
        continue;
      if (!has_type (self, wf_parts_box (&self->parts, i), by))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("What is to replace “%s” must take and give the same objects in the same order"),
                       box);
          return NULL;
        }
      copy = *item;
      copy.inputs = inputs = g_memdup2 (item->inputs, item->n_inputs * sizeof (guint));
      copy.outputs = outputs = g_memdup2 (item->outputs, item->n_outputs * sizeof (guint));
      if (!replace_box (builder, &copy, i, by, error))
        return NULL;
    }
  return wf_diagram_builder_end (builder, error);
}
