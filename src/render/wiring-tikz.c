/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A wiring for LaTeX: the same places as in every other picture, names in the fonts of the document. */

#include "config.h"

#include "render/tikz-private.h"
#include "render/wiring-private.h"

#define UNIT   0.65  /* points of the document a point of the layout: names of 14 are \small */
#define WIDEST 455.0 /* points of the document: 16 cm; what is wider is scaled down, with its names */

static void
append_point (GString *text, double x, double y)
{
  char a[G_ASCII_DTOSTR_BUF_SIZE], b[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "(%s,%s)", g_ascii_formatd (a, sizeof a, "%.1f", x),
                          g_ascii_formatd (b, sizeof b, "%.1f", y));
}

static void
append_name (GString *text, const char *options, double x, double y, const char *name)
{
  if (*name == '\0')
    return;
  g_string_append_printf (text, "  \\node[%s] at ", options);
  append_point (text, x, y);
  g_string_append (text, " {");
  wf_tikz_append_escaped (text, name);
  g_string_append (text, "};\n");
}

static void
append_line (GString *text, const char *style, double x1, double y1, double x2, double y2)
{
  g_string_append_printf (text, "  \\draw[%s] ", style);
  append_point (text, x1, y1);
  g_string_append (text, " -- ");
  append_point (text, x2, y2);
  g_string_append (text, ";\n");
}

/* ---- regions ---- */

static void
append_regions (WfWiring *self, GString *text)
{
  for (guint i = 0; self->is_clean && i < self->outlines->len; i++)
    {
      const WfWiringOutline *outline = &g_array_index (self->outlines, WfWiringOutline, i);
      const double *xy = (const double *) (gpointer) outline->corners->data;
      const char *letter = outline->region == WF_WIRING_REGION_G ? "g" : "f";

      g_string_append_printf (text, "  \\draw[region %s] ", letter);
      for (guint k = 0; k + 1 < outline->corners->len; k += 2)
        {
          append_point (text, xy[k], xy[k + 1]);
          g_string_append (text, " -- ");
        }
      g_string_append (text, "cycle;\n");
      append_name (text, outline->region == WF_WIRING_REGION_G ? "letter, text=orange!60!black" : "letter",
                   outline->letter_x + 18, outline->letter_y, letter);
    }
}

/* ---- wires ---- */

/* the pieces of a spline from one of its points on */
static void
append_spline (GString *text, const char *style, const double *xy, gsize n)
{
  g_string_append_printf (text, "  \\draw[%s] ", style);
  append_point (text, xy[0], xy[1]);
  for (gsize k = 1; k + 2 < n; k += 3)
    {
      const double *piece = xy + 2 * k;

      if (piece[-2] == piece[4])
        g_string_append (text, " -- ");
      else
        {
          g_string_append (text, " .. controls ");
          append_point (text, piece[0], piece[1]);
          g_string_append (text, " and ");
          append_point (text, piece[2], piece[3]);
          g_string_append (text, " .. ");
        }
      append_point (text, piece[4], piece[5]);
    }
  g_string_append (text, ";\n");
}

static gboolean
is_cut (WfFigure *figure, const WfWiringEnd *end)
{
  return end->box >= 0 && wf_figure_get_wiring_box (figure, (gsize) end->box)->kind == WF_WIRING_GHOST;
}

/* the stem that all branches share up to the dot, then the branches */
static void
append_wire (WfFigure *figure, WfWiring *self, guint w, GString *text)
{
  const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);
  double x, y;
  gboolean has_dot = wf_wiring_get_dot (self, w, &x, &y);

  for (guint t = 0; t < wire->n_targets; t++)
    {
      gsize n, from = has_dot ? 3 : 0;
      const double *xy = wf_wiring_get_branch (self, w, t, &n);

      if (has_dot && t == 0)
        append_line (text, "wire", xy[0], xy[1], x, y);
      append_spline (text, is_cut (figure, &wire->targets[t]) ? "wire, cut" : "wire", xy + 2 * from,
                     n - from);
    }
  if (!has_dot)
    return;
  g_string_append (text, "  \\fill ");
  append_point (text, x, y);
  g_string_append (text, " circle[radius=4.5];\n");
}

/* ---- boxes ---- */

/* three bars, the widest at the wire, which comes from below at y */
static void
append_ground (GString *text, double x, double y, double width)
{
  append_line (text, "wire", x, y, x, y - 6);
  for (int i = 0; i < 3; i++)
    append_line (text, "wire", x - width * (0.5 - 0.19 * i), y - 6 - 5 * i, x + width * (0.5 - 0.19 * i),
                 y - 6 - 5 * i);
}

static void
append_triangle (GString *text, const char *style, double x, double y, double width, double height)
{
  g_string_append_printf (text, "  \\draw[%s] ", style);
  append_point (text, x - width / 2, y);
  g_string_append (text, " -- ");
  append_point (text, x + width / 2, y);
  g_string_append (text, " -- ");
  append_point (text, x, y + height);
  g_string_append (text, " -- cycle;\n");
}

static void
append_rectangle (GString *text, const char *style, const WfWiringRect *rect)
{
  g_string_append_printf (text, "  \\draw[%s] ", style);
  append_point (text, rect->x, rect->y);
  g_string_append (text, " rectangle ");
  append_point (text, rect->x + rect->width, rect->y + rect->height);
  g_string_append (text, ";\n");
}

/* what a cut leaves: a ground for each wire, and a new state; of a real object an open input */
static void
append_ghost (WfWiring *self, guint i, const WfWiringBox *box, GString *text)
{
  const WfWiringRect *rect = &self->boxes[i];
  double x = wf_wiring_get_port_x (self, i, TRUE, 0);

  append_rectangle (text, "ghost", rect);
  for (guint k = 0; k < box->n_inputs; k++)
    append_ground (text, wf_wiring_get_port_x (self, i, FALSE, k), rect->y + rect->height, 22);
  append_line (text, "wire", x, rect->y, x, rect->y + 6);
  if (box->is_real)
    {
      g_string_append (text, "  \\draw[made] ");
      append_point (text, x, rect->y + 14);
      g_string_append (text, " circle[radius=8];\n");
    }
  else
    append_triangle (text, "made", x, rect->y + 6, 42, 20);
  append_name (text, "port, anchor=south west", x + 4, rect->y - 1, box->caption);
}

static void
append_box (WfFigure *figure, WfWiring *self, guint i, GString *text)
{
  const WfWiringBox *box = wf_figure_get_wiring_box (figure, i);
  const WfWiringRect *rect = &self->boxes[i];
  double middle = rect->x + rect->width / 2;

  if (box->kind == WF_WIRING_GHOST)
    append_ghost (self, i, box, text);
  else if (box->kind == WF_WIRING_DISCARD)
    append_ground (text, middle, rect->y + rect->height, rect->width - 8);
  else if (box->n_inputs == 0)
    {
      append_triangle (text, box->kind == WF_WIRING_UNIFORM ? "made" : "box", middle, rect->y, rect->width,
                       rect->height);
      append_name (text, "caption", middle, rect->y + 13,
                   box->kind == WF_WIRING_UNIFORM ? box->caption : box->name);
    }
  else
    {
      append_rectangle (text, "box, rounded corners=2pt", rect);
      append_name (text, "caption", middle, rect->y + rect->height / 2, box->name);
    }
}

/* ---- names ---- */

static void
append_boundary_name (WfWiring *self, gboolean is_output, guint port, const char *name, GString *text)
{
  const double *place = (is_output ? self->outputs : self->inputs) + 2 * port;
  const char *options = is_output ? "caption, anchor=south" : "caption, anchor=north";

  if (self->has_upright_names)
    options = is_output ? "caption, rotate=90, anchor=west" : "caption, rotate=90, anchor=east";
  append_name (text, options, place[0], place[1], name);
}

/* at the boundary, and beside the last straight piece of every branch */
static void
append_names (WfFigure *figure, WfWiring *self, GString *text)
{
  for (guint w = 0; w < self->n_wires; w++)
    {
      const WfWiringWire *wire = wf_figure_get_wiring_wire (figure, w);
      g_autofree char *label = wf_wiring_make_label (wire);

      if (wire->source.box < 0)
        append_boundary_name (self, FALSE, wire->source.port, wire->label, text);
      for (guint t = 0; t < wire->n_targets; t++)
        {
          const WfWiringEnd *end = &wire->targets[t];
          const WfWiringRect *rect = end->box >= 0 ? &self->boxes[end->box] : NULL;

          if (rect == NULL)
            append_boundary_name (self, TRUE, end->port, wire->label, text);
          else if (self->has_labels)
            append_name (text, "port, anchor=west",
                         wf_wiring_get_port_x (self, (guint) end->box, FALSE, end->port) + 4,
                         rect->y + rect->height + 11, label);
        }
    }
}

/**
 * wf_wiring_to_tikz:
 * @figure: a figure of kind %WF_FIGURE_WIRING
 * @self: its layout
 *
 * Returns: (transfer full): a tikzpicture that needs the package tikz and nothing else, in the fonts of the
 * document; at most 16 cm wide, with its names scaled down where that takes it
 */
char *
wf_wiring_to_tikz (WfFigure *figure, WfWiring *self)
{
  g_autoptr (GString) text = g_string_new ("\\begin{tikzpicture}[x=0.65pt, y=-0.65pt");
  double width = self->bounds.width * UNIT;
  char scale[G_ASCII_DTOSTR_BUF_SIZE];

  if (width > WIDEST)
    g_string_append_printf (text, ", scale=%s, transform shape",
                            g_ascii_formatd (scale, sizeof scale, "%.3f", WIDEST / width));
  g_string_append (text,
                   ",\n"
                   "  box/.style={draw, fill=white, semithick}, ghost/.style={draw=gray, dashed, rounded "
                   "corners=2pt},\n"
                   "  made/.style={draw=blue!70!black, fill=blue!8, thick}, wire/.style={semithick},\n"
                   "  cut/.style={gray, dotted}, caption/.style={inner sep=2pt, font=\\small},\n"
                   "  port/.style={inner sep=1pt, font=\\scriptsize, text=black!70},\n"
                   "  region f/.style={draw=blue!60!black, fill=blue!10, rounded corners=3pt},\n"
                   "  region g/.style={draw=orange!60!black, fill=orange!15, dashed, rounded corners=3pt},\n"
                   "  letter/.style={fill=white, inner sep=1.5pt, font=\\small\\itshape, "
                   "text=blue!60!black}]\n");
  append_regions (self, text);
  for (guint w = 0; w < self->n_wires; w++)
    append_wire (figure, self, w, text);
  for (guint i = 0; i < self->n_boxes; i++)
    append_box (figure, self, i, text);
  append_names (figure, self, text);
  g_string_append (text, "\\end{tikzpicture}\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
