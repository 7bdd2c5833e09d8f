/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A diagram as a term: one stage a box. What it takes is copied if it is used later, too, brought to the
 * front, and the rest passes by. */

#include "config.h"

#include <string.h>

#include "core/diagram/diagram-private.h"

typedef struct
{
  WfDiagram *diagram;
  GString *text;
  GArray *strands; /* guint: wires, from the front */
  guint *uses;     /* that are still to come, by wire */
  gboolean has_stage;
} Writer;

static gboolean
is_plain (const char *name)
{
  static const char *const words[] = { "object", "hidden", "real", "box",     "input",
                                       "id",     "copy",   "swap", "discard", "uniform" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (name, words[i]))
      return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  return *name != '\0';
}

static void
append_name (GString *text, const char *name)
{
  static const char controls[] =
      "\001\002\003\004\005\006\007\013\016\017\020\021\022\023\024\025\026\027\030"
      "\031\032\033\034\035\036\037\177";
  g_autoptr (GString) kept = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  if (is_plain (name))
    {
      g_string_append (text, name);
      return;
    }
  for (int c = 1; c < 0x100; c++)
    if (c >= 0x80 || strchr (controls, c) != NULL)
      g_string_append_c (kept, (char) c);
  escaped = g_strescape (name, kept->str);
  g_string_append_printf (text, "\"%s\"", escaped);
}

static const char *
get_name (const Writer *self, guint wire)
{
  return wf_diagram_get_object_name (self->diagram, wf_diagram_get_wire_object (self->diagram, wire));
}

static void
append_objects (Writer *self, const guint *wires, gsize n, const char *separator)
{
  if (n == 0)
    g_string_append (self->text, "()");
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (self->text, i > 0 ? separator : "");
      append_name (self->text, get_name (self, wires[i]));
    }
}

static void
append_declarations (Writer *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const WfDiagramParts *parts = &self->diagram->parts;

  for (guint i = 0; i < parts->objects->len; i++)
    {
      const WfDiagramObject *object = wf_parts_object (parts, i);

      g_string_append (self->text, object->is_hidden ? "hidden " : "");
      g_string_append (self->text, object->is_real ? "real object " : "object ");
      append_name (self->text, object->name);
      if (object->is_real)
        {
          g_string_append_c (self->text, '\n');
          continue;
        }
      g_string_append (self->text, " {");
      for (guint k = 0; k < object->n_levels; k++)
        {
          g_string_append (self->text, k > 0 ? ", " : "");
          append_name (self->text, object->levels[k]);
        }
      g_string_append (self->text, "}\n");
    }
  for (guint i = 0; i < parts->boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (parts, i);

      if (box->kind != WF_DIAGRAM_BOX || !g_hash_table_add (seen, box->name))
        continue;
      g_string_append (self->text, "box ");
      append_name (self->text, box->name);
      g_string_append (self->text, " : ");
      append_objects (self, box->inputs, box->n_inputs, " * ");
      g_string_append (self->text, " -> ");
      append_objects (self, box->outputs, box->n_outputs, " * ");
      g_string_append_c (self->text, '\n');
    }
  if (parts->inputs->len > 0)
    {
      g_string_append (self->text, "input ");
      append_objects (self, (const guint *) (gpointer) parts->inputs->data, parts->inputs->len, ", ");
      g_string_append_c (self->text, '\n');
    }
}

static void
begin_stage (Writer *self)
{
  g_string_append (self->text, self->has_stage ? " ;\n" : "");
  self->has_stage = TRUE;
}

static void
append_of (Writer *self, const char *word, guint wire)
{
  g_string_append (self->text, word);
  g_string_append_c (self->text, '[');
  append_name (self->text, get_name (self, wire));
  g_string_append_c (self->text, ']');
}

/* id of the strands from `first` up to `end` */
static void
append_identities (Writer *self, guint first, guint end, gboolean is_first)
{
  for (guint i = first; i < end; i++)
    {
      g_string_append (self->text, is_first && i == first ? "" : " * ");
      append_of (self, "id", g_array_index (self->strands, guint, i));
    }
}

static void
copy_strand (Writer *self, guint place)
{
  guint wire = g_array_index (self->strands, guint, place);

  begin_stage (self);
  append_identities (self, 0, place, TRUE);
  g_string_append (self->text, place > 0 ? " * " : "");
  append_of (self, "copy", wire);
  append_identities (self, place + 1, self->strands->len, FALSE);
  g_array_insert_val (self->strands, place, wire);
}

/* strands i and i + 1 for every i of the stage; places: increasing */
static void
append_swaps (Writer *self, const GArray *places)
{
  guint next = 0;

  begin_stage (self);
  for (guint i = 0; i < self->strands->len; i++)
    {
      guint *strand = &g_array_index (self->strands, guint, i);

      g_string_append (self->text, i > 0 ? " * " : "");
      if (next == places->len || g_array_index (places, guint, next) != i)
        {
          append_of (self, "id", *strand);
          continue;
        }
      g_string_append (self->text, "swap[");
      append_objects (self, strand, 2, ",");
      g_string_append_c (self->text, ']');
      {
        guint other = strand[0];

        strand[0] = strand[1];
        strand[1] = other;
      }
      next++;
      i++;
    }
}

/* brings every strand to where it is wanted, side by side in each stage; wanted: by place, its new one */
static void
sort_strands (Writer *self, guint *wanted)
{
  guint n_idle = 0;

  for (guint parity = 0; n_idle < 2; parity = 1 - parity)
    {
      g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint i = parity; i + 1 < self->strands->len; i += 2)
        if (wanted[i] > wanted[i + 1])
          {
            guint other = wanted[i];

            wanted[i] = wanted[i + 1];
            wanted[i + 1] = other;
            g_array_append_val (places, i);
          }
      n_idle = places->len > 0 ? 0 : n_idle + 1;
      if (places->len > 0)
        append_swaps (self, places);
    }
}

/* The wires to the front, in that order; a wire that is used again leaves a copy behind. */
static void
bring_forward (Writer *self, const guint *wires, guint n)
{
  g_autofree guint *wanted = NULL;
  guint rest = n;

  for (guint k = 0; k < n; k++)
    if (--self->uses[wires[k]] > 0)
      for (guint i = 0; i < self->strands->len; i++)
        if (g_array_index (self->strands, guint, i) == wires[k])
          {
            copy_strand (self, i);
            break;
          }
  wanted = g_new (guint, self->strands->len + 1);
  for (guint i = 0; i < self->strands->len; i++)
    wanted[i] = WF_DIAGRAM_NONE;
  for (guint k = 0; k < n; k++)
    for (guint i = 0; i < self->strands->len; i++)
      if (wanted[i] == WF_DIAGRAM_NONE && g_array_index (self->strands, guint, i) == wires[k])
        {
          wanted[i] = k;
          break;
        }
  for (guint i = 0; i < self->strands->len; i++)
    if (wanted[i] == WF_DIAGRAM_NONE)
      wanted[i] = rest++;
  sort_strands (self, wanted);
}

/* strands of wires that are never used end here; from the place on */
static void
discard_unused (Writer *self)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean has_unused = FALSE;

  for (guint i = 0; i < self->strands->len; i++)
    has_unused = has_unused || self->uses[g_array_index (self->strands, guint, i)] == 0;
  if (!has_unused)
    return;
  begin_stage (self);
  for (guint i = 0; i < self->strands->len; i++)
    {
      guint wire = g_array_index (self->strands, guint, i);

      g_string_append (self->text, i > 0 ? " * " : "");
      append_of (self, self->uses[wire] == 0 ? "discard" : "id", wire);
      if (self->uses[wire] > 0)
        g_array_append_val (kept, wire);
    }
  g_array_set_size (self->strands, 0);
  g_array_append_vals (self->strands, kept->data, kept->len);
}

static void
append_box (Writer *self, const WfDiagramBox *box)
{
  bring_forward (self, box->inputs, box->n_inputs);
  begin_stage (self);
  if (box->kind == WF_DIAGRAM_UNIFORM)
    append_of (self, "uniform", box->outputs[0]);
  else if (box->kind == WF_DIAGRAM_DISCARD)
    append_of (self, "discard", box->inputs[0]);
  else
    append_name (self->text, box->name);
  append_identities (self, box->n_inputs, self->strands->len, FALSE);
  if (box->n_inputs > 0)
    g_array_remove_range (self->strands, 0, box->n_inputs);
  if (box->n_outputs > 0)
    g_array_insert_vals (self->strands, 0, box->outputs, box->n_outputs);
  discard_unused (self);
}

/**
 * wf_diagram_to_text:
 * @self: the diagram
 *
 * Returns: (transfer full): text that wf_diagram_read_text() makes an equal diagram of
 */
char *
wf_diagram_to_text (WfDiagram *self)
{
  const WfDiagramParts *parts = &self->parts;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) strands = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *uses = wf_diagram_count_uses (self);
  Writer writer = { self, text, strands, uses, FALSE };

  for (guint i = 0; i < parts->boxes->len; i++)
    if (wf_parts_box (parts, i)->kind == WF_DIAGRAM_DISCARD)
      uses[wf_parts_box (parts, i)->inputs[0]]++;
  append_declarations (&writer);
  g_array_append_vals (strands, parts->inputs->data, parts->inputs->len);
  discard_unused (&writer);
  for (guint i = 0; i < parts->boxes->len; i++)
    append_box (&writer, wf_parts_box (parts, i));
  bring_forward (&writer, (const guint *) (gpointer) parts->outputs->data, parts->outputs->len);
  if (!writer.has_stage)
    {
      append_identities (&writer, 0, strands->len, TRUE);
      g_string_append (text, strands->len == 0 ? "id[]" : "");
    }
  g_string_append_c (text, '\n');
  return g_string_free (g_steal_pointer (&text), FALSE);
}
