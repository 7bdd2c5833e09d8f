/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/diagram/diagram.h"

G_BEGIN_DECLS

#define WF_DIAGRAM_NONE G_MAXUINT
#define WF_DIAGRAM_COLUMN_TOLERANCE 1e-9 /* of the sum of a column of a matrix */

typedef struct
{
  char *name;
  char **levels;
  guint n_levels;
  gboolean is_hidden;
  gboolean is_real;       /* a real number; then without levels */
} WfDiagramObject;

typedef struct
{
  guint object;           /* WF_DIAGRAM_NONE while a text is read: not known yet */
  guint box, port;        /* source; box is WF_DIAGRAM_NONE at an input */
  gboolean is_removed;    /* builders only */
} WfDiagramWire;

typedef struct
{
  WfDiagramBoxKind kind;
  char *name;
  guint *inputs, *outputs;
  guint n_inputs, n_outputs;
  GBytes *matrix;         /* doubles: columns (one a combination of the inputs' states) one after the other; nullable */
  WfGaussianMap *map;     /* nullable; between real objects */
  gboolean is_removed;    /* builders only */
} WfDiagramBox;

/* what a diagram and its builder have in common */
typedef struct
{
  GArray *objects;        /* WfDiagramObject */
  GArray *wires;          /* WfDiagramWire */
  GArray *boxes;          /* WfDiagramBox */
  GArray *inputs, *outputs; /* guint: wires */
} WfDiagramParts;

struct _WfDiagram
{
  WfDiagramParts parts;
};

struct _WfDiagramBuilder
{
  WfDiagramParts parts;
};

#define wf_parts_object(parts, i) (&g_array_index ((parts)->objects, WfDiagramObject, i))
#define wf_parts_wire(parts, i) (&g_array_index ((parts)->wires, WfDiagramWire, i))
#define wf_parts_box(parts, i) (&g_array_index ((parts)->boxes, WfDiagramBox, i))
#define wf_parts_input(parts, i) (g_array_index ((parts)->inputs, guint, i))
#define wf_parts_output(parts, i) (g_array_index ((parts)->outputs, guint, i))

void     wf_diagram_parts_init  (WfDiagramParts *self);
void     wf_diagram_parts_clear (WfDiagramParts *self);
gssize   wf_diagram_parts_find_object (const WfDiagramParts *self, const char *name);
/* copies it; what (nullable): the object in the builder. WF_ERROR_DATA: there with other states */
gboolean wf_diagram_builder_merge_object (WfDiagramBuilder *self, const WfDiagramObject *object, guint *place, GError **error);
/* the diagram with its inputs at the wires given; appends the wires of its outputs. inputs: nullable = inputs of the whole */
gboolean wf_diagram_builder_append (WfDiagramBuilder *self, WfDiagram *diagram, const guint *inputs, GArray *outputs, GError **error);
void     wf_diagram_builder_remove_box (WfDiagramBuilder *self, guint box);   /* with the wires that come from it */
/* "f", "uniform S", "discard S" */
char    *wf_diagram_parts_describe (const WfDiagramParts *self, guint box);
/* combinations of states; G_MAXSIZE beyond WF_LIMIT_TABLE_ENTRIES */
gsize    wf_diagram_parts_count_states (const WfDiagramParts *self, const guint *wires, guint n);
/* "S = 1, T = 0": one of them, the last fastest */
char    *wf_diagram_parts_describe_states (const WfDiagramParts *self, const guint *wires, guint n, gsize index);
gboolean wf_diagram_parts_check_matrix (const WfDiagramParts *self, const WfDiagramBox *box, GError **error);
/* ports as many as the map has, and real; no uniform state of a real object */
gboolean wf_diagram_parts_check_gaussian (const WfDiagramParts *self, const WfDiagramBox *box, GError **error);
/* how many ports of boxes but discards, and outputs, each wire goes to; n_wires */
guint   *wf_diagram_count_uses (WfDiagram *self);

G_END_DECLS
