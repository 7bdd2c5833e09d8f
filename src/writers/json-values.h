/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "core/graph/graph.h"
#include "core/report/figure.h"
#include "core/table/marginal.h"

G_BEGIN_DECLS

/* The values of the program in the one JSON shape of the command line and of report files. Each adds one
 * value to the builder; a number that is not finite becomes null. */
void wf_json_add_number (JsonBuilder *builder, double value);
void wf_json_add_strings (JsonBuilder *builder, const char *const *strings); /* nullable: [] */
/* the same as members of an object; NULL is null */
void wf_json_set_string  (JsonBuilder *builder, const char *name, const char *value);
void wf_json_set_number  (JsonBuilder *builder, const char *name, double value);
void wf_json_set_int     (JsonBuilder *builder, const char *name, gint64 value);
void wf_json_set_boolean (JsonBuilder *builder, const char *name, gboolean value);
void wf_json_set_numbers (JsonBuilder *builder, const char *name, const double *values, gsize n);
/* {"kind","nodes":[],"edges":[{"a","b","mark_a","mark_b","probability"}]}; probability only where known */
void wf_json_add_graph (JsonBuilder *builder, WfGraph *graph);
/* {"node","mean","sd","quantiles":{}} or {"node","probabilities":{}}; null for NULL */
void wf_json_add_marginal (JsonBuilder *builder, WfMarginal *marginal);
void wf_json_add_variant (JsonBuilder *builder,
                          GVariant *values); /* a{sv} of b, x, d, s; NULL: {}; "max-degree" is "max_degree" */
void wf_json_add_figure (JsonBuilder *builder, WfFigure *figure);

G_END_DECLS
