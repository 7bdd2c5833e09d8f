/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The laws of copying and discarding (Jacobs, Kissinger & Zanasi 2019, section 2), one at a time. That copies
 * may be taken in any order and grouping is built into wires. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/diagram/diagram-private.h"

/* whether nothing of what the box gives is used, except to be discarded */
static gboolean
is_unused (const WfDiagramBox *box, const guint *uses)
{
  for (guint k = 0; k < box->n_outputs; k++)
    if (uses[box->outputs[k]] > 0)
      return FALSE;
  return box->n_outputs > 0;
}

/* discards of what the box gives */
static void
remove_discards (WfDiagramBuilder *builder, const WfDiagramBox *box)
{
  for (guint i = 0; i < builder->parts.boxes->len; i++)
    {
      const WfDiagramBox *other = wf_parts_box (&builder->parts, i);

      for (guint k = 0; k < box->n_outputs && other->kind == WF_DIAGRAM_DISCARD && !other->is_removed; k++)
        if (other->inputs[0] == box->outputs[k])
          wf_diagram_builder_remove_box (builder, i);
    }
}

/* a box that nothing comes of; wires of the copy are those of the diagram. Its index is its place, too. */
static WfDiagram *
remove_unused (WfDiagram *self, guint index, char **law)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new_copy (self);
  WfDiagramBox box = *wf_parts_box (&builder->parts, index);

  if (box.kind == WF_DIAGRAM_UNIFORM)
    *law = g_strdup_printf (
        _ ("A discarded uniform state is nothing: %s"),
        wf_parts_object (&self->parts, wf_parts_wire (&self->parts, box.outputs[0])->object)->name);
  else
    *law =
        g_strdup_printf (_ ("A box whose outputs are all discarded only discards its inputs: %s"), box.name);
  remove_discards (builder, &box);
  wf_diagram_builder_remove_box (builder, index);
  for (guint k = 0; k < box.n_inputs; k++)
    wf_diagram_builder_add_discard (builder, box.inputs[k]);
  return wf_diagram_builder_end (builder, NULL);
}

static WfDiagram *
remove_discard (WfDiagram *self, guint index, gboolean is_copy, char **law)
{
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new_copy (self);
  guint wire = wf_parts_box (&self->parts, index)->inputs[0];
  const char *name = wf_parts_object (&self->parts, wf_parts_wire (&self->parts, wire)->object)->name;

  if (is_copy)
    *law = g_strdup_printf (_ ("A copy that is discarded is no copy: %s"), name);
  else
    *law = g_strdup_printf (_ ("Discarding both copies is discarding: %s"), name);
  wf_diagram_builder_remove_box (builder, index);
  return wf_diagram_builder_end (builder, NULL);
}

/**
 * wf_diagram_simplify_once:
 * @self: a diagram whose boxes are total
 * @law: (out): the law that was used, and where; only when there is a result
 *
 * Returns: (transfer full) (nullable): the diagram after one step, or %NULL when no law makes it simpler
 */
WfDiagram *
wf_diagram_simplify_once (WfDiagram *self, char **law)
{
  const WfDiagramParts *parts = &self->parts;
  g_autofree guint *uses = wf_diagram_count_uses (self);
  g_autofree gboolean *is_discarded = g_new0 (gboolean, parts->wires->len + 1);

  for (guint i = 0; i < parts->boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (parts, i);

      if (box->kind != WF_DIAGRAM_DISCARD)
        continue;
      if (uses[box->inputs[0]] > 0 || is_discarded[box->inputs[0]])
        return remove_discard (self, i, uses[box->inputs[0]] > 0, law);
      is_discarded[box->inputs[0]] = TRUE;
    }
  for (guint i = parts->boxes->len; i-- > 0;)
    if (is_unused (wf_parts_box (parts, i), uses))
      return remove_unused (self, i, law);
  return NULL;
}

/**
 * wf_diagram_simplify:
 * @self: a diagram whose boxes are total
 * @laws: (out) (optional) (array zero-terminated=1) (transfer full): the law of each step, and where
 *
 * Returns: (transfer full): the diagram when no step is left; itself when there was none
 */
WfDiagram *
wf_diagram_simplify (WfDiagram *self, char ***laws)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  WfDiagram *result = wf_diagram_ref (self);

  for (;;)
    {
      g_autofree char *law = NULL;
      WfDiagram *next = wf_diagram_simplify_once (result, &law);

      if (next == NULL)
        break;
      g_strv_builder_add (texts, law);
      wf_diagram_unref (result);
      result = next;
    }
  if (laws != NULL)
    *laws = g_strv_builder_end (texts);
  return result;
}
