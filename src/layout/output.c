/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: MIT
 */

#include "output.h"

#include <math.h>

typedef struct
{
  GString *text;
  double left, top; /* of the bounding box, y up */
  gboolean is_finite;
} Output;

static void
append_number (Output *self, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    self->is_finite = FALSE;
  g_string_append (self->text, g_ascii_formatd (buffer, sizeof buffer, "%.3f", value));
}

/* The only place where y is turned over. */
static void
append_point (Output *self, pointf point)
{
  g_string_append_c (self->text, '[');
  append_number (self, point.x - self->left);
  g_string_append_c (self->text, ',');
  append_number (self, self->top - point.y);
  g_string_append_c (self->text, ']');
}

static void
append_string (Output *self, const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);

  g_string_append_c (self->text, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c == '"' || c == '\\')
        g_string_append_c (self->text, '\\');
      if (c < 0x20)
        g_string_append_printf (self->text, "\\u%04x", (guint) c);
      else
        g_string_append_c (self->text, *p);
    }
  g_string_append_c (self->text, '"');
}

/* A straight piece between two points as a Bézier, without its first point. */
static void
append_line (Output *self, pointf from, pointf to)
{
  for (int i = 1; i <= 3; i++)
    {
      pointf point = { from.x + (to.x - from.x) * i / 3, from.y + (to.y - from.y) * i / 3 };
      g_string_append_c (self->text, ',');
      append_point (self, point);
    }
}

/* 1 + 3k points from tail to head: arrow tips, which Graphviz keeps apart, become straight pieces. */
static void
append_spline (Output *self, const splines *spline)
{
  g_string_append_c (self->text, '[');
  for (int i = 0; spline != NULL && i < spline->size; i++)
    {
      const bezier *piece = &spline->list[i];
      pointf end = piece->size > 0 ? piece->list[piece->size - 1] : piece->sp;

      if (piece->size < 4)
        continue;
      if (i == 0)
        {
          append_point (self, piece->sflag ? piece->sp : piece->list[0]);
          if (piece->sflag)
            append_line (self, piece->sp, piece->list[0]);
        }
      for (int k = 1; k < piece->size; k++)
        {
          g_string_append_c (self->text, ',');
          append_point (self, piece->list[k]);
        }
      if (piece->eflag)
        append_line (self, end, piece->ep);
    }
  g_string_append_c (self->text, ']');
}

static void
append_nodes (Output *self, Agraph_t *graph)
{
  const char *comma = "";

  for (Agnode_t *node = agfstnode (graph); node != NULL; node = agnxtnode (graph, node))
    {
      g_string_append (self->text, comma);
      append_string (self, agnameof (node));
      g_string_append_c (self->text, ':');
      append_point (self, ND_coord (node));
      comma = ",";
    }
}

static void
append_edges (Output *self, Agraph_t *graph)
{
  const char *comma = "";

  for (Agnode_t *node = agfstnode (graph); node != NULL; node = agnxtnode (graph, node))
    for (Agedge_t *edge = agfstout (graph, node); edge != NULL; edge = agnxtout (graph, edge))
      {
        g_string_append (self->text, comma);
        g_string_append (self->text, "\n{\"a\":");
        append_string (self, agnameof (agtail (edge)));
        g_string_append (self->text, ",\"b\":");
        append_string (self, agnameof (aghead (edge)));
        g_string_append (self->text, ",\"points\":");
        append_spline (self, ED_spl (edge));
        g_string_append_c (self->text, '}');
        comma = ",";
      }
}

GString *
output_new (Agraph_t *graph, const char *engine, const char **message)
{
  boxf box = GD_bb (graph);
  Output self = { g_string_new ("{\"engine\":"), box.LL.x, box.UR.y, TRUE };

  append_string (&self, engine);
  g_string_append (self.text, ",\"width\":");
  append_number (&self, box.UR.x - box.LL.x);
  g_string_append (self.text, ",\"height\":");
  append_number (&self, box.UR.y - box.LL.y);
  g_string_append (self.text, ",\n\"nodes\":{");
  append_nodes (&self, graph);
  g_string_append (self.text, "},\n\"edges\":[");
  append_edges (&self, graph);
  g_string_append (self.text, "]}\n");

  if (!self.is_finite)
    {
      *message = "a position is not a finite number";
      g_string_free (self.text, TRUE);
      return NULL;
    }
  return self.text;
}
