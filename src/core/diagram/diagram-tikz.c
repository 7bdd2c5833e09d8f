/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A picture in TikZ: a box stands one layer above the highest of those that feed it, in the order of the
 * diagram. */

#include "config.h"

#include <string.h>

#include "core/diagram/diagram-private.h"

#define STEP 1.6 /* cm between layers and between boxes */

typedef struct
{
  double x, y;
} Place;

static void
append_escaped (GString *text, const char *name)
{
  for (; *name != '\0'; name++)
    if (*name == '\\')
      g_string_append (text, "\\textbackslash{}");
    else if (*name == '~' || *name == '^')
      g_string_append_printf (text, "\\%c{}", *name);
    else
      {
        g_string_append (text, strchr ("#$%&_{}", *name) != NULL ? "\\" : "");
        g_string_append_c (text, *name);
      }
}

static void
append_place (GString *text, double x, double y)
{
  char a[G_ASCII_DTOSTR_BUF_SIZE], b[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "(%s,%s)", g_ascii_formatd (a, sizeof a, "%.2f", x),
                          g_ascii_formatd (b, sizeof b, "%.2f", y));
}

/* places of the boxes; *height: of the outputs */
static Place *
place_boxes (const WfDiagramParts *parts, double *height)
{
  Place *places = g_new (Place, parts->boxes->len + 1);
  g_autofree guint *layers = g_new0 (guint, parts->boxes->len + 1);
  g_autofree guint *n_in_layer = g_new0 (guint, parts->boxes->len + 2);
  guint top = 0;

  for (guint i = 0; i < parts->boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (parts, i);

      layers[i] = 1;
      for (guint k = 0; k < box->n_inputs; k++)
        {
          guint feeder = wf_parts_wire (parts, box->inputs[k])->box;

          if (feeder != WF_DIAGRAM_NONE)
            layers[i] = MAX (layers[i], layers[feeder] + 1);
        }
      places[i] = (Place){ n_in_layer[layers[i]]++ * STEP, layers[i] * STEP };
      top = MAX (top, layers[i]);
    }
  *height = (top + 1) * STEP;
  return places;
}

static double
port_offset (guint port, guint n)
{
  return n < 2 ? 0 : -0.3 + 0.6 * port / (n - 1);
}

static void
append_box (const WfDiagramParts *parts, guint index, Place place, GString *text)
{
  static const char *const styles[] = {
    [WF_DIAGRAM_BOX] = "box",
    [WF_DIAGRAM_UNIFORM] = "uniform",
    [WF_DIAGRAM_DISCARD] = "discard",
  };
  const WfDiagramBox *box = wf_parts_box (parts, index);

  g_string_append_printf (text, "  \\node[%s] (b%u) at ", styles[box->kind], index);
  append_place (text, place.x, place.y);
  g_string_append (text, " {");
  append_escaped (text, box->kind == WF_DIAGRAM_BOX ? box->name : "");
  g_string_append (text, "};\n");
}

/* from where a wire is copied to one port */
static void
append_wire (GString *text, Place from, double x, double y)
{
  g_string_append (text, "  \\draw[wire] ");
  append_place (text, from.x, from.y);
  g_string_append (text, " to[out=90,in=-90] ");
  append_place (text, x, y);
  g_string_append (text, ";\n");
}

static void
append_wires (
    const WfDiagramParts *parts, const Place *places, const Place *starts, double height, GString *text)
{
  for (guint i = 0; i < parts->boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (parts, i);

      for (guint k = 0; k < box->n_inputs; k++)
        append_wire (text, starts[box->inputs[k]], places[i].x + port_offset (k, box->n_inputs),
                     places[i].y - 0.25);
    }
  for (guint i = 0; i < parts->outputs->len; i++)
    {
      append_wire (text, starts[wf_parts_output (parts, i)], i * STEP, height);
      g_string_append (text, "  \\node[above] at ");
      append_place (text, i * STEP, height);
      g_string_append (text, " {");
      append_escaped (
          text, wf_parts_object (parts, wf_parts_wire (parts, wf_parts_output (parts, i))->object)->name);
      g_string_append (text, "};\n");
    }
}

/* the stem of each wire up to where it is copied, with its name, and a dot where it goes to several */
static Place *
append_stems (WfDiagram *self, const Place *places, GString *text)
{
  const WfDiagramParts *parts = &self->parts;
  g_autofree guint *uses = wf_diagram_count_uses (self);
  Place *starts = g_new (Place, parts->wires->len + 1);

  for (guint i = 0; i < parts->inputs->len; i++)
    starts[wf_parts_input (parts, i)] = (Place){ i * STEP, 0 };
  for (guint i = 0; i < parts->wires->len; i++)
    {
      const WfDiagramWire *wire = wf_parts_wire (parts, i);
      Place from = starts[i];

      if (wire->box != WF_DIAGRAM_NONE)
        from = (Place){ places[wire->box].x +
                            port_offset (wire->port, wf_parts_box (parts, wire->box)->n_outputs),
                        places[wire->box].y + 0.25 };
      starts[i] = (Place){ from.x, from.y + 0.35 };
      append_wire (text, from, starts[i].x, starts[i].y);
      g_string_append_printf (text, "  \\node[%s] at ", uses[i] > 1 ? "copy" : uses[i] == 0 ? "end" : "pass");
      append_place (text, starts[i].x, starts[i].y);
      g_string_append (text, " {};\n  \\node[label] at ");
      append_place (text, starts[i].x, starts[i].y);
      g_string_append (text, " {");
      append_escaped (text, wf_parts_object (parts, wire->object)->name);
      g_string_append (text, "};\n");
    }
  return starts;
}

/**
 * wf_diagram_to_tikz:
 * @self: the diagram
 *
 * Returns: (transfer full): a tikzpicture that needs \usetikzlibrary{shapes.geometric} and nothing else
 */
char *
wf_diagram_to_tikz (WfDiagram *self)
{
  g_autoptr (GString) text = g_string_new (
      "\\begin{tikzpicture}[box/.style={draw, fill=white, minimum width=9mm, minimum height=5mm},\n"
      "  uniform/.style={draw, fill=white, regular polygon, regular polygon sides=3, shape border "
      "rotate=180,\n"
      "    inner sep=1mm},\n"
      "  discard/.style={draw, rectangle, minimum width=5mm, minimum height=0mm, inner sep=0mm, thick},\n"
      "  end/.style={discard}, pass/.style={coordinate},\n"
      "  copy/.style={circle, fill, inner sep=0.6mm}, label/.style={right, font=\\scriptsize},\n"
      "  wire/.style={}]\n");
  g_autofree Place *places = NULL;
  g_autofree Place *starts = NULL;
  double height;

  places = place_boxes (&self->parts, &height);
  starts = append_stems (self, places, text);
  append_wires (&self->parts, places, starts, height, text);
  for (guint i = 0; i < self->parts.boxes->len; i++)
    append_box (&self->parts, i, places[i], text);
  g_string_append (text, "\\end{tikzpicture}\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
