/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/mechanism-private.h"

/* The operations of a mechanism that has a table (cpt), whatever kind it is of. */
void  wf_categorical_evaluate          (const WfMechanism *self, const double *const *parents, const double *noise, gsize n, double *out);
void  wf_categorical_abduct            (const WfMechanism *self, const double *const *parents, const double *values, WfRng *rng, gsize n, double *noise);
void  wf_categorical_log_density       (const WfMechanism *self, const double *const *parents, const double *values, gsize n, double *out);
void  wf_categorical_get_probabilities (const WfMechanism *self, const double *const *parents, gsize n, double *out);
void  wf_categorical_write             (const WfMechanism *self, JsonBuilder *builder);
gboolean wf_categorical_read           (WfMechanism *self, JsonObject *object, GError **error);
char *wf_categorical_describe          (const WfMechanism *self, WfTable *table, guint node, const char *name, const char *const *parents);
