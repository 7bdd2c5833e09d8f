/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/json.h"
#include "core/model/mechanism-private.h"

/* What kinds of mechanisms put into JSON, and how they get it back. Doubles are exact. */
void     wf_numbers_write       (JsonBuilder *builder, const char *name, const double *values, gsize n);
void     wf_numbers_write_one   (JsonBuilder *builder, const char *name, double value);
/* a list of finite numbers, n of them. WF_ERROR_DATA names the member */
double  *wf_numbers_read        (JsonObject *object, const char *name, gsize n, GError **error);
/* the same, of any length > 0 */
double  *wf_numbers_read_all    (JsonObject *object, const char *name, gsize *n, GError **error);
gboolean wf_numbers_read_one    (JsonObject *object, const char *name, double *value, GError **error);
/* a standard deviation */
gboolean wf_numbers_read_sd     (JsonObject *object, const char *name, double *value, GError **error);
/* objects, n of them */
JsonArray *wf_numbers_read_list (JsonObject *object, const char *name, gsize n, GError **error);
