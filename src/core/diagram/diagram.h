/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/base/source.h"
#include "core/diagram/gaussian-map.h"
#include "core/model/model.h"

G_BEGIN_DECLS

/**
 * WfDiagramBoxKind:
 * @WF_DIAGRAM_BOX: a named process
 * @WF_DIAGRAM_UNIFORM: the uniform state: no input, one output
 * @WF_DIAGRAM_DISCARD: one input, no output
 */
typedef enum
{
  WF_DIAGRAM_BOX,
  WF_DIAGRAM_UNIFORM,
  WF_DIAGRAM_DISCARD,
} WfDiagramBoxKind;

/**
 * WfDiagram:
 *
 * A string diagram of a category with copying, discarding and uniform states (Jacobs, Kissinger & Zanasi 2019, section 3): boxes with
 * ordered ports, and wires of named objects, variables with their states. A wire comes from one port and goes to any number of them, so
 * that copies need no box of their own; one that goes nowhere is discarded. Immutable; boxes are in a topological order.
 */
typedef struct _WfDiagram WfDiagram;
typedef struct _WfDiagramBuilder WfDiagramBuilder;

#define WF_DIAGRAM_EQUAL_WORK (1 << 24)   /* boxes and wires that a comparison looks at */
#define WF_TYPE_DIAGRAM (wf_diagram_get_type ())
#define WF_TYPE_DIAGRAM_BUILDER (wf_diagram_builder_get_type ())

WF_API GType        wf_diagram_get_type        (void);
WF_API WfDiagram   *wf_diagram_ref             (WfDiagram *self);
WF_API void         wf_diagram_unref           (WfDiagram *self);
WF_API gsize        wf_diagram_get_n_objects   (WfDiagram *self);
WF_API const char  *wf_diagram_get_object_name (WfDiagram *self, guint object);
WF_API gssize       wf_diagram_find_object     (WfDiagram *self, const char *name);      /* -1 = none */
WF_API const char *const *wf_diagram_get_levels (WfDiagram *self, guint object);         /* its states; NULL-terminated */
WF_API gsize        wf_diagram_get_n_levels    (WfDiagram *self, guint object);
WF_API gboolean     wf_diagram_is_hidden       (WfDiagram *self, guint object);          /* not measured */
WF_API gboolean     wf_diagram_is_real         (WfDiagram *self, guint object);          /* a real number: no states */
WF_API gsize        wf_diagram_get_n_boxes     (WfDiagram *self);
WF_API WfDiagramBoxKind wf_diagram_get_box_kind (WfDiagram *self, guint box);
WF_API const char  *wf_diagram_get_box_name    (WfDiagram *self, guint box);             /* NULL but for WF_DIAGRAM_BOX */
WF_API gssize       wf_diagram_find_box        (WfDiagram *self, const char *name);      /* the first; -1 = none */
/* wires at its ports, in their order; (array length=n) (transfer none) */
WF_API const guint *wf_diagram_get_box_inputs  (WfDiagram *self, guint box, gsize *n);
WF_API const guint *wf_diagram_get_box_outputs (WfDiagram *self, guint box, gsize *n);
WF_API gsize        wf_diagram_get_n_wires     (WfDiagram *self);
WF_API guint        wf_diagram_get_wire_object (WfDiagram *self, guint wire);
/* the box and port it comes from; FALSE: from an input of the diagram */
WF_API gboolean     wf_diagram_get_wire_source (WfDiagram *self, guint wire, guint *box, guint *port);
/* wires at the boundary; (array length=n) (transfer none) */
WF_API const guint *wf_diagram_get_inputs      (WfDiagram *self, gsize *n);
WF_API const guint *wf_diagram_get_outputs     (WfDiagram *self, gsize *n);

/* P(outputs | inputs) of a box: outputs fastest, of inputs and of outputs the last port fastest; NULL without one */
WF_API const double *wf_diagram_get_matrix     (WfDiagram *self, guint box, gsize *n);

/* the linear map with Gaussian noise of a box between real objects; NULL without one */
WF_API WfGaussianMap *wf_diagram_get_gaussian  (WfDiagram *self, guint box);

/* the smallest diagrams; levels: NULL-terminated, at least one */
WF_API WfDiagram   *wf_diagram_new_identity    (const char *object, const char *const *levels);
WF_API WfDiagram   *wf_diagram_new_copy        (const char *object, const char *const *levels);
WF_API WfDiagram   *wf_diagram_new_discard     (const char *object, const char *const *levels);
WF_API WfDiagram   *wf_diagram_new_uniform     (const char *object, const char *const *levels);
WF_API WfDiagram   *wf_diagram_new_swap        (const char *a, const char *const *levels_a, const char *b, const char *const *levels_b, GError **error);
/* WF_ERROR_DATA: ports that don't match (which, and of what objects), the same object with other states, the same box of another type */
WF_API WfDiagram   *wf_diagram_compose         (WfDiagram *first, WfDiagram *second, GError **error);   /* first ; second */
WF_API WfDiagram   *wf_diagram_juxtapose       (WfDiagram *left, WfDiagram *right, GError **error);     /* left * right */

/* Equal up to the laws of copying and discarding: an isomorphism of hypergraphs that keeps names, states, ports and the boundary's
 * order. Cost: near linear where boxes differ in name; at most WF_DIAGRAM_EQUAL_WORK boxes and wires are looked at. FALSE with
 * WF_ERROR_BUDGET: undecided, among boxes of one name that nothing tells apart; FALSE without an error: they differ */
WF_API gboolean     wf_diagram_equal           (WfDiagram *a, WfDiagram *b, GError **error);
/* the next step of simplification; *law: its name and where; NULL when there is none left. (nullable) (transfer full) */
WF_API WfDiagram   *wf_diagram_simplify_once   (WfDiagram *self, char **law);
/* all of them; *laws: nullable, one text a step. Boxes are taken to be total: matrices whose columns sum to 1 */
WF_API WfDiagram   *wf_diagram_simplify        (WfDiagram *self, char ***laws);

/* Text: declarations, then a term of id, copy, discard, swap, uniform[X] and boxes, "*" side by side, ";" one after the other:
 *     object S {no, yes}      (hidden object H {}, real object X)
 *     box t : S -> T
 *     input S
 *     copy ; (t * id)
 * id[X], copy[X], discard[X] and swap[X,Y] name their objects; needed only where nothing else does. () is no object. A name of other than letters, digits
 * and _ stands in quotes. # begins a comment. WF_ERROR_PARSE with file:line:column */
WF_API WfDiagram   *wf_diagram_read_text       (WfSource *source, GError **error);
WF_API char        *wf_diagram_to_text         (WfDiagram *self);
WF_API JsonNode    *wf_diagram_to_json         (WfDiagram *self);
/* WF_ERROR_DATA: what is wrong in it: a member that is missing, a wire without a source or with two, a loop */
WF_API WfDiagram   *wf_diagram_from_json       (JsonNode *node, GError **error);

/* The functor into stochastic matrices: P(outputs | inputs, given). given: "S=1" texts, nullable. Cost: what the min-fill order needs, at
 * most WF_LIMIT_TABLE_ENTRIES a table, else WF_ERROR_BUDGET. WF_ERROR_DATA: a box without a matrix; WF_ERROR_NO_SUPPORT: P(given) = 0 */
WF_API double      *wf_diagram_evaluate        (WfDiagram *self, const char *const *given, gsize *n, WfProgress *progress, GError **error);

/* The functor into linear maps with Gaussian noise, of a diagram of real objects: outputs from inputs, in closed form. WF_ERROR_DATA: a
 * box without a linear map; WF_ERROR_BUDGET: too many wires */
WF_API WfGaussianMap *wf_diagram_evaluate_gaussian (WfDiagram *self, WfProgress *progress, GError **error);

/* A box a node, from its parents to the node, with its table; a latent node or a bidirected edge is a hidden object that feeds several.
 * outputs: names (nullable: all that are observed). The structure alone; table: nullable, the states of its columns (else 0 and 1).
 * WF_ERROR_DATA: a cycle, an edge that is no arrow, an unknown name */
WF_API WfDiagram   *wf_diagram_new_from_graph  (WfGraph *graph, WfTable *table, const char *const *outputs, GError **error);
/* of tables, or of linear-Gaussian mechanisms. WF_ERROR_UNSUPPORTED: a node that has neither, or some of both */
WF_API WfDiagram   *wf_diagram_new_from_model  (WfModel *model, const char *const *outputs, GError **error);
/* back: a diagram without inputs whose boxes have one output each, of different objects; matrices become tables, linear maps linear-Gaussian
 * mechanisms */
WF_API WfGraph     *wf_diagram_to_graph        (WfDiagram *self, GError **error);
WF_API WfModel     *wf_diagram_to_model        (WfDiagram *self, GError **error);
/* the same with other outputs: objects that have one wire each */
WF_API WfDiagram   *wf_diagram_with_outputs    (WfDiagram *self, const char *const *outputs, GError **error);

/* Surgery: each box that gives the object alone discards its inputs, and a uniform state takes its place (Jacobs, Kissinger & Zanasi
 * 2019, section 5). do(X = x) is to cut X and then to see X = x. On the reals there is no uniform state: the wire becomes an input of the
 * diagram (inputs in the order of objects), and do(X = x) is to cut X and then to plug x in. WF_ERROR_DATA: no such object or no box that gives it;
 * WF_ERROR_UNSUPPORTED: a box that gives others, too */
WF_API WfDiagram   *wf_diagram_cut             (WfDiagram *self, const char *object, GError **error);
/* the state at one point goes into the input of a real object. WF_ERROR_DATA: no such input, a number that isn't finite */
WF_API WfDiagram   *wf_diagram_plug            (WfDiagram *self, const char *object, double value, GError **error);
/* soft surgery: every box of the name is replaced by a diagram of the same type */
WF_API WfDiagram   *wf_diagram_replace         (WfDiagram *self, const char *box, WfDiagram *by, GError **error);

WF_API GType        wf_diagram_builder_get_type    (void);
WF_API WfDiagramBuilder *wf_diagram_builder_new    (void);
WF_API WfDiagramBuilder *wf_diagram_builder_new_copy (WfDiagram *diagram);
WF_API WfDiagramBuilder *wf_diagram_builder_ref    (WfDiagramBuilder *self);
WF_API void         wf_diagram_builder_unref       (WfDiagramBuilder *self);
/* returns its index; objects differ in name */
WF_API guint        wf_diagram_builder_add_object  (WfDiagramBuilder *self, const char *name, const char *const *levels);
WF_API void         wf_diagram_builder_set_hidden  (WfDiagramBuilder *self, guint object);
/* a real number, instead of states: its list of levels must be empty */
WF_API void         wf_diagram_builder_set_real    (WfDiagramBuilder *self, guint object);
/* a wire, whose source is yet to come */
WF_API guint        wf_diagram_builder_add_wire    (WfDiagramBuilder *self, guint object);
/* inputs, outputs: wires; returns the box */
WF_API guint        wf_diagram_builder_add_box     (WfDiagramBuilder *self, const char *name, const guint *inputs, gsize n_inputs,
                                                    const guint *outputs, gsize n_outputs);
WF_API guint        wf_diagram_builder_add_uniform (WfDiagramBuilder *self, guint wire);
WF_API guint        wf_diagram_builder_add_discard (WfDiagramBuilder *self, guint wire);
WF_API void         wf_diagram_builder_add_input   (WfDiagramBuilder *self, guint wire);
WF_API void         wf_diagram_builder_add_output  (WfDiagramBuilder *self, guint wire);
/* of a box that is not a uniform state or a discard; n: product of the numbers of states of its ports */
WF_API void         wf_diagram_builder_set_matrix  (WfDiagramBuilder *self, guint box, const double *matrix, gsize n);
WF_API void         wf_diagram_builder_set_gaussian (WfDiagramBuilder *self, guint box, WfGaussianMap *map);
/* WF_ERROR_DATA: objects of one name, no states (but of a hidden or real one), a linear map that its ports don't fit, a column of a matrix that doesn't sum to 1 (it is named), a wire without a source or with two, boxes of one name and different types, a loop (its
 * boxes are named). On success the builder is spent. */
WF_API WfDiagram   *wf_diagram_builder_end         (WfDiagramBuilder *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfDiagram, wf_diagram_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfDiagramBuilder, wf_diagram_builder_unref)

G_END_DECLS
