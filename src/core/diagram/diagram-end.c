/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a builder holds, checked, without what was removed, its boxes in a topological order. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/diagram/diagram-private.h"

static gboolean
check_objects (const WfDiagramParts *self, GError **error)
{
  for (guint i = 0; i < self->objects->len; i++)
    {
      const WfDiagramObject *object = wf_parts_object (self, i);

      if (wf_diagram_parts_find_object (self, object->name) != i)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There are two objects “%s”; rename one"),
                       object->name);
          return FALSE;
        }
      if (object->is_real && object->n_levels > 0)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The object %s is a real number and has states; it can be but one of both"),
                       object->name);
          return FALSE;
        }
      if (object->n_levels == 0 && !object->is_hidden && !object->is_real)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The object %s has no states; list at least one"),
                       object->name);
          return FALSE;
        }
    }
  return TRUE;
}

/* of a wire that comes from two places, or from none */
static gboolean
fail_source (const WfDiagramParts *self, guint wire, gboolean is_double, GError **error)
{
  const char *name = wf_parts_object (self, wf_parts_wire (self, wire)->object)->name;

  if (is_double)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("Wire %u, of %s, comes from two places; it may come from one"), wire, name);
  else
    g_set_error (
        error, WF_ERROR, WF_ERROR_DATA,
        _ ("Wire %u, of %s, comes from nowhere; let it be an output of a box or an input of the diagram"),
        wire, name);
  return FALSE;
}

/* sets the sources of the wires */
static gboolean
set_sources (WfDiagramParts *self, GError **error)
{
  g_autofree gboolean *has_source = g_new0 (gboolean, self->wires->len + 1);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      guint wire = wf_parts_input (self, i);

      if (has_source[wire])
        return fail_source (self, wire, TRUE, error);
      has_source[wire] = TRUE;
      wf_parts_wire (self, wire)->box = WF_DIAGRAM_NONE;
    }
  for (guint i = 0; i < self->boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (self, i);

      for (guint k = 0; k < box->n_outputs && !box->is_removed; k++)
        {
          if (has_source[box->outputs[k]])
            return fail_source (self, box->outputs[k], TRUE, error);
          has_source[box->outputs[k]] = TRUE;
          wf_parts_wire (self, box->outputs[k])->box = i;
          wf_parts_wire (self, box->outputs[k])->port = k;
        }
    }
  for (guint i = 0; i < self->wires->len; i++)
    if (!has_source[i] && !wf_parts_wire (self, i)->is_removed)
      return fail_source (self, i, FALSE, error);
  return TRUE;
}

static void
append_objects (const WfDiagramParts *self, GString *text, const guint *wires, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " * " : "",
                            wf_parts_object (self, wf_parts_wire (self, wires[i])->object)->name);
}

/* "S * T -> C" */
static char *
describe_type (const WfDiagramParts *self, const WfDiagramBox *box)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_objects (self, text, box->inputs, box->n_inputs);
  g_string_append (text, box->n_inputs > 0 ? " -> " : "-> ");
  append_objects (self, text, box->outputs, box->n_outputs);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_types (const WfDiagramParts *self, GError **error)
{
  g_autoptr (GHashTable) types = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < self->boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (self, i);
      g_autofree char *type = NULL;
      const char *known;

      if (!box->is_removed && !wf_diagram_parts_check_gaussian (self, box, error))
        return FALSE;
      if (box->kind != WF_DIAGRAM_BOX || box->is_removed)
        continue;
      type = describe_type (self, box);
      known = g_hash_table_lookup (types, box->name);
      if (known != NULL && !g_str_equal (known, type))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The box “%s” is both %s and %s; rename one of them"), box->name, known, type);
          return FALSE;
        }
      g_hash_table_replace (types, box->name, g_steal_pointer (&type));
      if (box->matrix != NULL && !wf_diagram_parts_check_matrix (self, box, error))
        return FALSE;
    }
  return TRUE;
}

/* boxes from `first` on in the stack run into each other */
static void
fail_loop (const WfDiagramParts *self, const GArray *stack, guint first, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint start = 0;

  while (g_array_index (stack, guint, start) != first)
    start++;
  for (guint i = stack->len; i-- > start;)
    {
      g_autofree char *name = wf_diagram_parts_describe (self, g_array_index (stack, guint, i));

      g_string_append_printf (text, "%s%s", text->len > 0 ? " → " : "", name);
    }
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("The diagram has a loop: %s and back again; a causal diagram has none"), text->str);
}

/* the next box that feeds this one and hasn't been placed */
static guint
find_feeder (const WfDiagramParts *self, const WfDiagramBox *box, const guint8 *state)
{
  for (guint k = 0; k < box->n_inputs; k++)
    {
      guint feeder = wf_parts_wire (self, box->inputs[k])->box;

      if (feeder != WF_DIAGRAM_NONE && state[feeder] != 2)
        return feeder;
    }
  return WF_DIAGRAM_NONE;
}

/* boxes, those that feed one before it, else as they were; NULL with a loop */
static GArray *
sort_boxes (const WfDiagramParts *self, GError **error)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *state = g_new0 (guint8, self->boxes->len + 1); /* 1 on the stack, 2 placed */

  for (guint i = 0; i < self->boxes->len; i++)
    {
      if (state[i] == 2 || wf_parts_box (self, i)->is_removed)
        continue;
      g_array_append_val (stack, i);
      state[i] = 1;
      while (stack->len > 0)
        {
          guint box = g_array_index (stack, guint, stack->len - 1);
          guint feeder = find_feeder (self, wf_parts_box (self, box), state);

          if (feeder == WF_DIAGRAM_NONE)
            {
              state[box] = 2;
              g_array_append_val (order, box);
              g_array_set_size (stack, stack->len - 1);
            }
          else if (state[feeder] == 1)
            {
              fail_loop (self, stack, feeder, error);
              return NULL;
            }
          else
            {
              state[feeder] = 1;
              g_array_append_val (stack, feeder);
            }
        }
    }
  return g_steal_pointer (&order);
}

static void
renumber (guint *wires, guint n, const guint *places)
{
  for (guint i = 0; i < n; i++)
    wires[i] = places[wires[i]];
}

static void
swap_arrays (GArray **a, GArray **b)
{
  GArray *other = *a;

  *a = *b;
  *b = other;
}

/* the parts of a checked builder, without what was removed, into empty ones; the builder is then spent */
static void
move_parts (WfDiagramParts *from, const GArray *order, WfDiagramParts *to)
{
  g_autofree guint *places = g_new (guint, from->wires->len + 1);

  swap_arrays (&from->objects, &to->objects);
  swap_arrays (&from->inputs, &to->inputs);
  swap_arrays (&from->outputs, &to->outputs);
  for (guint i = 0; i < from->wires->len; i++)
    {
      places[i] = to->wires->len;
      if (!wf_parts_wire (from, i)->is_removed)
        g_array_append_val (to->wires, *wf_parts_wire (from, i));
    }
  renumber ((guint *) (gpointer) to->inputs->data, to->inputs->len, places);
  renumber ((guint *) (gpointer) to->outputs->data, to->outputs->len, places);
  for (guint i = 0; i < order->len; i++)
    {
      WfDiagramBox *box = wf_parts_box (from, g_array_index (order, guint, i));

      renumber (box->inputs, box->n_inputs, places);
      renumber (box->outputs, box->n_outputs, places);
      for (guint k = 0; k < box->n_outputs; k++)
        wf_parts_wire (to, box->outputs[k])->box = i;
      g_array_append_val (to->boxes, *box);
      memset (box, 0, sizeof *box);
    }
}

WfDiagram *
wf_diagram_builder_end (WfDiagramBuilder *self, GError **error)
{
  g_autoptr (GArray) order = NULL;
  WfDiagram *diagram;

  if (!check_objects (&self->parts, error) || !set_sources (&self->parts, error) ||
      !check_types (&self->parts, error))
    return NULL;
  order = sort_boxes (&self->parts, error);
  if (order == NULL)
    return NULL;
  diagram = g_atomic_rc_box_new0 (WfDiagram);
  wf_diagram_parts_init (&diagram->parts);
  move_parts (&self->parts, order, &diagram->parts);
  return diagram;
}
