/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/source.h"
#include "core/graph/graph.h"

G_BEGIN_DECLS

/**
 * WfEquations:
 *
 * A deterministic structural causal model over few values: context variables, whose values are given, and one equation for every other
 * variable, in an order in which each stands after those it reads (Halpern 2016, Actual Causality, ch. 2). Immutable. As text, a file
 * whose name ends in .scm:
 *
 *     # Suzy and Billy throw at a bottle
 *     context U1 = 1
 *     ST = U1
 *     BT {0,1} = 1
 *     BS = ST or BT and not ST
 *
 * A list in braces names the values of a variable, 0 and 1 when there is none. An expression has "and", "or", "not", the comparisons
 * == != < <= > >=, + - *, parentheses, integers and names (in quotes if they hold more than letters, digits and _); anything but 0 is
 * true. "D if A and B" means the same as "D = A and B". A # begins a comment; a ; ends a line, too.
 */
typedef struct _WfEquations WfEquations;

#define WF_TYPE_EQUATIONS (wf_equations_get_type ())

WF_API GType        wf_equations_get_type    (void);
/* WF_ERROR_PARSE with file:line:column: what is wrong, an unknown name, one that is read before its equation, a value outside those of
 * its variable; WF_ERROR_TOO_LARGE: beyond WF_LIMIT_EQUATION_BITS, WF_LIMIT_EXPRESSION_DEPTH, or an equation that is too wide to check.
 * Cost: linear in the text; an equation whose values aren't plain is run for every combination of what it reads */
WF_API WfEquations *wf_equations_read        (WfSource *source, GError **error);
WF_API WfEquations *wf_equations_ref         (WfEquations *self);
WF_API void         wf_equations_unref       (WfEquations *self);
WF_API gsize        wf_equations_get_n_variables (WfEquations *self);
WF_API const char  *wf_equations_get_name    (WfEquations *self, guint variable);
WF_API gssize       wf_equations_find        (WfEquations *self, const char *name);      /* -1 = none */
WF_API gboolean     wf_equations_is_context  (WfEquations *self, guint variable);
/* (array length=n) (transfer none): the values it may have, in the order they were listed */
WF_API const int   *wf_equations_get_values  (WfEquations *self, guint variable, gsize *n);
/* "BS = ST or BT and not ST", as written, without its comment */
WF_API const char  *wf_equations_get_text    (WfEquations *self, guint variable);
/* who is read by whose equation: a DAG over the variables in their order (transfer full) */
WF_API WfGraph     *wf_equations_get_graph   (WfEquations *self);
/* The value of every variable. context: "U1=0" texts in place of the context's own values; settings: "ST=1", equations replaced by a
 * value (do); both nullable and NULL-terminated. WF_ERROR_DATA: an unknown name (the nearest named), a value it can't have, a name that
 * has an equation among the context. (array length=n) (transfer full) */
WF_API int         *wf_equations_solve       (WfEquations *self, const char *const *context, const char *const *settings, gsize *n, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfEquations, wf_equations_unref)

G_END_DECLS
