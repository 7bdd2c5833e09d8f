/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

typedef enum
{
  WF_MARK_NONE,     /* no edge */
  WF_MARK_TAIL,
  WF_MARK_ARROW,
  WF_MARK_CIRCLE,
} WfMark;

typedef enum
{
  WF_GRAPH_DAG,
  WF_GRAPH_CPDAG,
  WF_GRAPH_MAG,
  WF_GRAPH_PAG,
  WF_GRAPH_ADMG,
  WF_GRAPH_UNKNOWN,   /* read from a file that doesn't say and fits none of the above */
} WfGraphKind;

/* what a question is about, as files say it; whether a node is measured at all stands apart (wf_graph_is_latent()) */
typedef enum /*< flags >*/
{
  WF_ROLE_NONE     = 0,
  WF_ROLE_EXPOSURE = 1 << 0,
  WF_ROLE_OUTCOME  = 1 << 1,
  WF_ROLE_ADJUSTED = 1 << 2,
  WF_ROLE_SELECTED = 1 << 3,
} WfNodeRoles;

/**
 * WfEdge:
 * @a: index of the first end, always less than @b
 * @b: index of the second end
 * @mark_a: the mark at @a
 * @mark_b: the mark at @b; a → b is (tail, arrow)
 * @probability: confidence 0..1, or NaN when not known
 */
typedef struct
{
  guint  a, b;
  WfMark mark_a, mark_b;
  double probability;
} WfEdge;

/**
 * WfGraph:
 *
 * An immutable graph over named nodes whose edges carry a mark at either end. At most one edge a pair.
 */
typedef struct _WfGraph WfGraph;
typedef struct _WfGraphBuilder WfGraphBuilder;

#define WF_TYPE_GRAPH (wf_graph_get_type ())
#define WF_TYPE_GRAPH_BUILDER (wf_graph_builder_get_type ())

WF_API GType              wf_graph_get_type        (void);
WF_API WfGraph           *wf_graph_ref             (WfGraph *self);
WF_API void               wf_graph_unref           (WfGraph *self);
WF_API WfGraphKind        wf_graph_get_kind        (WfGraph *self);
WF_API const char        *wf_graph_kind_to_text    (WfGraphKind kind);      /* "dag", "cpdag", ... */
WF_API gsize              wf_graph_get_n_nodes     (WfGraph *self);
WF_API gsize              wf_graph_get_n_edges     (WfGraph *self);
WF_API const char *const *wf_graph_get_names       (WfGraph *self);
WF_API const char        *wf_graph_get_name        (WfGraph *self, guint node);
WF_API gssize             wf_graph_find_node       (WfGraph *self, const char *name);   /* -1 = none */
/* sorted by (a, b) */
WF_API const WfEdge      *wf_graph_get_edges       (WfGraph *self, gsize *n_edges);
WF_API WfMark             wf_graph_get_mark        (WfGraph *self, guint from, guint at);  /* mark at `at` on the edge from–at; NONE = not adjacent */
WF_API const char        *wf_mark_to_text          (WfMark mark);   /* "tail", "arrow", "circle"; "none" */
/* an edge as written between its ends: "→", "—", "∘→"; "" without an edge */
WF_API const char        *wf_marks_to_text         (WfMark first, WfMark second);
WF_API gboolean           wf_graph_is_adjacent     (WfGraph *self, guint a, guint b);
/* index into get_edges(), or -1: in log time */
WF_API gssize             wf_graph_find_edge       (WfGraph *self, guint a, guint b);
WF_API gboolean           wf_graph_is_parent       (WfGraph *self, guint parent, guint child);   /* parent → child */
/* node indices in increasing order; (transfer full), *n may be 0 */
WF_API guint             *wf_graph_list_parents    (WfGraph *self, guint node, gsize *n);
WF_API guint             *wf_graph_list_children   (WfGraph *self, guint node, gsize *n);
WF_API guint             *wf_graph_list_neighbours (WfGraph *self, guint node, gsize *n);   /* adjacent, whatever the marks */
WF_API guint             *wf_graph_list_descendants (WfGraph *self, guint node, gsize *n);  /* along a → b, without the node itself */
WF_API guint             *wf_graph_list_ancestors  (WfGraph *self, guint node, gsize *n);
WF_API gboolean           wf_graph_has_positions   (WfGraph *self);
WF_API gboolean           wf_graph_get_position    (WfGraph *self, guint node, double *x, double *y);  /* points, y down */
/* not measured: a hidden common cause, say */
WF_API gboolean           wf_graph_is_latent       (WfGraph *self, guint node);
WF_API char             **wf_graph_list_observed   (WfGraph *self);   /* names of the nodes that aren't latent; (transfer full) */
WF_API WfNodeRoles        wf_graph_get_roles       (WfGraph *self, guint node);
/* the linear coefficient of the edge between the two, NaN when not known */
WF_API double             wf_graph_get_coefficient (WfGraph *self, guint a, guint b);
WF_API gboolean           wf_graph_equal           (WfGraph *a, WfGraph *b);   /* same names, latent nodes, edges and marks; positions ignored */

/* the algorithms, one file each */
WF_API gboolean  wf_graph_is_acyclic       (WfGraph *self);                      /* no directed cycle */
WF_API guint    *wf_graph_sort_topologically (WfGraph *self, gsize *n);          /* NULL when cyclic; ties by index */
/* x and y d-separated (m-separated where marks allow) given the set; Koller & Friedman 2009, algorithm 3.1 */
WF_API gboolean  wf_graph_is_d_separated   (WfGraph *self, guint x, guint y, const guint *given, gsize n_given);
WF_API WfGraph  *wf_graph_to_cpdag         (WfGraph *dag, GError **error);        /* Chickering 1995 / Meek 1995 */
/* the MAG over the observed nodes of a DAG whose other nodes are hidden (Richardson & Spirtes 2002); selected: nullable */
WF_API WfGraph  *wf_graph_to_mag           (WfGraph *dag, const char *const *observed, const char *const *selected, GError **error);
/* an extension of a CPDAG to a DAG (Dor & Tarsi 1992); *chosen (nullable): indices into get_edges() of self whose direction was a choice.
 * WF_ERROR_DATA when there is none. A DAG returns itself. */
WF_API WfGraph  *wf_graph_to_dag           (WfGraph *self, guint **chosen, gsize *n_chosen, GError **error);
WF_API WfGraph  *wf_graph_cut              (WfGraph *self, const guint *nodes, gsize n_nodes);  /* edges into the nodes removed: the mutilated graph */
WF_API WfGraph  *wf_graph_with_positions   (WfGraph *self, const double *xy, gsize n);  /* n = 2 x nodes: x0, y0, x1, ... */

WF_API GType           wf_graph_builder_get_type     (void);
WF_API WfGraphBuilder *wf_graph_builder_new          (const char *const *names);   /* names must differ */
WF_API WfGraphBuilder *wf_graph_builder_new_copy     (WfGraph *graph);
WF_API WfGraphBuilder *wf_graph_builder_ref          (WfGraphBuilder *self);
WF_API void            wf_graph_builder_unref        (WfGraphBuilder *self);
WF_API void            wf_graph_builder_set_edge     (WfGraphBuilder *self, guint a, guint b, WfMark mark_a, WfMark mark_b);  /* NONE, NONE removes */
WF_API void            wf_graph_builder_add_arrow    (WfGraphBuilder *self, guint from, guint to);
WF_API void            wf_graph_builder_set_probability (WfGraphBuilder *self, guint a, guint b, double probability);
WF_API void            wf_graph_builder_set_position (WfGraphBuilder *self, guint node, double x, double y);
WF_API void            wf_graph_builder_set_latent   (WfGraphBuilder *self, guint node);
WF_API void            wf_graph_builder_set_roles    (WfGraphBuilder *self, guint node, WfNodeRoles roles);
WF_API void            wf_graph_builder_set_coefficient (WfGraphBuilder *self, guint a, guint b, double coefficient);
WF_API WfMark          wf_graph_builder_get_mark     (WfGraphBuilder *self, guint from, guint at);
/* closes the orientations under Meek's rules 1-4 (Meek 1995); returns how many edges it oriented */
WF_API gsize           wf_graph_builder_apply_meek   (WfGraphBuilder *self);
/* checks the kind: DAG = arrows only, no cycle (WF_ERROR_DATA names one); CPDAG = → and — (a learned one may be cyclic); PAG = any
 * marks; UNKNOWN = picks the narrowest kind that fits. On success the builder is spent; on error it is as before. */
WF_API WfGraph        *wf_graph_builder_end          (WfGraphBuilder *self, WfGraphKind kind, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfGraph, wf_graph_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfGraphBuilder, wf_graph_builder_unref)

G_END_DECLS
