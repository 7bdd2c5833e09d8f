/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Isomorphism of hypergraphs by colour refinement and, where it leaves boxes alike, by trying each (McKay
 * 1981). Discards are left out: a wire that goes nowhere is discarded, and a discarded copy is no copy. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/diagram/diagram-private.h"

static guint64
mix (guint64 hash, guint64 value)
{
  hash ^= value + 0x9e3779b97f4a7c15u + (hash << 6) + (hash >> 2);
  hash *= 0xff51afd7ed558ccdu;
  return hash ^ (hash >> 33);
}

static guint64
mix_text (guint64 hash, const char *text)
{
  for (; *text != '\0'; text++)
    hash = mix (hash, (guchar) *text);
  return mix (hash, 0x100);
}

static guint64 *
colour_wires (WfDiagram *self)
{
  guint64 *colours = g_new (guint64, self->parts.wires->len + 1);

  for (guint i = 0; i < self->parts.wires->len; i++)
    {
      const WfDiagramObject *object = wf_parts_object (&self->parts, wf_parts_wire (&self->parts, i)->object);

      colours[i] = mix_text (object->is_hidden + 2 * object->is_real, object->name);
      for (guint k = 0; k < object->n_levels; k++)
        colours[i] = mix_text (colours[i], object->levels[k]);
    }
  for (guint i = 0; i < self->parts.inputs->len; i++)
    colours[wf_parts_input (&self->parts, i)] = mix (colours[wf_parts_input (&self->parts, i)], 2 * i + 1);
  for (guint i = 0; i < self->parts.outputs->len; i++)
    colours[wf_parts_output (&self->parts, i)] = mix (colours[wf_parts_output (&self->parts, i)], 2 * i + 2);
  return colours;
}

static guint64 *
colour_boxes (WfDiagram *self)
{
  guint64 *colours = g_new (guint64, self->parts.boxes->len + 1);

  for (guint i = 0; i < self->parts.boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (&self->parts, i);

      colours[i] = mix_text (box->kind, box->name != NULL ? box->name : "");
    }
  return colours;
}

/* one round: boxes by their ordered wires, wires by their source and the multiset of where they go */
static void
refine (WfDiagram *self, guint64 *wires, guint64 *boxes)
{
  const WfDiagramParts *parts = &self->parts;
  g_autofree guint64 *targets = g_new0 (guint64, parts->wires->len + 1);

  for (guint i = 0; i < parts->boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (parts, i);

      if (box->kind == WF_DIAGRAM_DISCARD)
        continue;
      for (guint k = 0; k < box->n_inputs; k++)
        boxes[i] = mix (boxes[i], wires[box->inputs[k]]);
      for (guint k = 0; k < box->n_outputs; k++)
        boxes[i] = mix (boxes[i], wires[box->outputs[k]]);
      for (guint k = 0; k < box->n_inputs; k++)
        targets[box->inputs[k]] += mix (boxes[i], k); /* a sum: in any order */
    }
  for (guint i = 0; i < parts->wires->len; i++)
    {
      const WfDiagramWire *wire = wf_parts_wire (parts, i);

      wires[i] = mix (wires[i], targets[i]);
      if (wire->box != WF_DIAGRAM_NONE)
        wires[i] = mix (wires[i], mix (boxes[wire->box], wire->port));
    }
}

typedef struct
{
  WfDiagram *diagram;
  guint64 *wires, *boxes;
} Colouring;

static void
colouring_clear (Colouring *self)
{
  g_free (self->wires);
  g_free (self->boxes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Colouring, colouring_clear)

static Colouring
colouring_copy (const Colouring *self)
{
  return (Colouring){
    .diagram = self->diagram,
    .wires = g_memdup2 (self->wires, (self->diagram->parts.wires->len + 1) * sizeof (guint64)),
    .boxes = g_memdup2 (self->boxes, (self->diagram->parts.boxes->len + 1) * sizeof (guint64)),
  };
}

static int
compare_colours (gconstpointer a, gconstpointer b)
{
  const guint64 *first = a, *second = b;

  return (*first > *second) - (*first < *second);
}

/* colours of all boxes but discards, and of all wires, in increasing order */
static GArray *
sort_colours (const Colouring *self, gboolean has_wires)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < self->diagram->parts.boxes->len; i++)
    if (wf_parts_box (&self->diagram->parts, i)->kind != WF_DIAGRAM_DISCARD)
      g_array_append_val (sorted, self->boxes[i]);
  if (has_wires)
    g_array_append_vals (sorted, self->wires, self->diagram->parts.wires->len);
  g_array_sort (sorted, compare_colours);
  return sorted;
}

static gboolean
has_same_colours (const Colouring *a, const Colouring *b)
{
  g_autoptr (GArray) first = sort_colours (a, TRUE);
  g_autoptr (GArray) second = sort_colours (b, TRUE);

  for (guint i = 0; i < first->len && first->len == second->len; i++)
    if (g_array_index (first, guint64, i) != g_array_index (second, guint64, i))
      return FALSE;
  return first->len == second->len;
}

static guint
count_colours (const GArray *sorted)
{
  guint n = 0;

  for (guint i = 0; i < sorted->len; i++)
    if (i == 0 || g_array_index (sorted, guint64, i) != g_array_index (sorted, guint64, i - 1))
      n++;
  return n;
}

/* both at once, as many rounds as tell more boxes or wires apart; *work: what is left of it, negative = too
 * little */
static void
refine_both (Colouring *a, Colouring *b, gint64 *work)
{
  gint64 round = (gint64) a->diagram->parts.wires->len + a->diagram->parts.boxes->len +
                 b->diagram->parts.wires->len + b->diagram->parts.boxes->len;
  guint n = 0, before;

  do
    {
      g_autoptr (GArray) sorted = NULL;

      before = n;
      *work -= round;
      refine (a->diagram, a->wires, a->boxes);
      refine (b->diagram, b->wires, b->boxes);
      sorted = sort_colours (a, TRUE);
      n = count_colours (sorted);
    }
  while (n > before && *work >= 0);
}

/* a colour that several boxes have; FALSE when all differ */
static gboolean
find_shared (const Colouring *self, guint64 *colour)
{
  g_autoptr (GArray) sorted = sort_colours (self, FALSE);

  for (guint i = 1; i < sorted->len; i++)
    if (g_array_index (sorted, guint64, i) == g_array_index (sorted, guint64, i - 1))
      {
        *colour = g_array_index (sorted, guint64, i);
        return TRUE;
      }
  return FALSE;
}

static guint
find_colour (const Colouring *self, guint64 colour, guint from)
{
  for (guint i = from; i < self->diagram->parts.boxes->len; i++)
    if (self->boxes[i] == colour && wf_parts_box (&self->diagram->parts, i)->kind != WF_DIAGRAM_DISCARD)
      return i;
  return WF_DIAGRAM_NONE;
}

/* colours that tell all boxes apart say which is which: whether all the wires agree */
static gboolean
is_isomorphism (const Colouring *a, const Colouring *b)
{
  for (guint i = 0; i < a->diagram->parts.boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (&a->diagram->parts, i);
      const WfDiagramBox *other;
      guint place;

      if (box->kind == WF_DIAGRAM_DISCARD)
        continue;
      place = find_colour (b, a->boxes[i], 0);
      other = place != WF_DIAGRAM_NONE ? wf_parts_box (&b->diagram->parts, place) : NULL;
      if (other == NULL || other->n_inputs != box->n_inputs || other->n_outputs != box->n_outputs)
        return FALSE;
      for (guint k = 0; k < box->n_inputs; k++)
        if (a->wires[box->inputs[k]] != b->wires[other->inputs[k]])
          return FALSE;
      for (guint k = 0; k < box->n_outputs; k++)
        if (a->wires[box->outputs[k]] != b->wires[other->outputs[k]])
          return FALSE;
    }
  return TRUE;
}

/* Each step tells one more box apart, in a by choice, in b by trying all that are like it. FALSE with *work <
 * 0: given up. */
static gboolean
match (Colouring *a, Colouring *b, gint64 *work)
{
  guint64 colour;
  guint chosen;

  refine_both (a, b, work);
  if (*work < 0 || !has_same_colours (a, b))
    return FALSE;
  if (!find_shared (a, &colour))
    return is_isomorphism (a, b);
  chosen = find_colour (a, colour, 0);
  for (guint i = find_colour (b, colour, 0); i != WF_DIAGRAM_NONE && *work >= 0;
       i = find_colour (b, colour, i + 1))
    {
      g_auto (Colouring) next_a = colouring_copy (a);
      g_auto (Colouring) next_b = colouring_copy (b);

      next_a.boxes[chosen] = next_b.boxes[i] = mix (colour, 1);
      if (match (&next_a, &next_b, work))
        return TRUE;
    }
  return FALSE;
}

/**
 * wf_diagram_equal:
 * @a: a diagram
 * @b: another
 * @error: return location for an error
 *
 * Near linear where boxes differ in name. Among boxes of one name that nothing tells apart the search can be
 * exponential: it looks at no more than WF_DIAGRAM_EQUAL_WORK boxes and wires. Errors: #WF_ERROR_BUDGET: by
 * then it is undecided.
 *
 * Returns: %TRUE when they are shown to be equal; %FALSE without an error when they are shown to differ
 */
gboolean
wf_diagram_equal (WfDiagram *a, WfDiagram *b, GError **error)
{
  g_auto (Colouring) first = { a, colour_wires (a), colour_boxes (a) };
  g_auto (Colouring) second = { b, colour_wires (b), colour_boxes (b) };
  gint64 work = WF_DIAGRAM_EQUAL_WORK;

  if (a->parts.inputs->len != b->parts.inputs->len || a->parts.outputs->len != b->parts.outputs->len)
    return FALSE;
  if (match (&first, &second, &work))
    return TRUE;
  if (work < 0)
    g_set_error (
        error, WF_ERROR, WF_ERROR_BUDGET,
        _ ("Whether the diagrams are equal is undecided: too many of their boxes are alike, and %d boxes "
           "and wires were looked at; give boxes that differ different names"),
        WF_DIAGRAM_EQUAL_WORK);
  return FALSE;
}
