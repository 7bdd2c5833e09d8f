/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

/**
 * WfProvenance:
 *
 * Where a result comes from: inputs with digests, the command that makes it again, seed, and how long it took.
 * Filled by the program that runs a verb, printed by every report.
 */
typedef struct _WfProvenance WfProvenance;

#define WF_TYPE_PROVENANCE (wf_provenance_get_type ())

WF_API GType         wf_provenance_get_type    (void);
WF_API WfProvenance *wf_provenance_new         (void);
WF_API WfProvenance *wf_provenance_ref         (WfProvenance *self);
WF_API void          wf_provenance_unref       (WfProvenance *self);
WF_API void          wf_provenance_add_input   (WfProvenance *self, const char *name, const char *sha256, const char *facts);  /* facts: "853 rows, 11 columns"; nullable */
WF_API void          wf_provenance_set_input_notes (WfProvenance *self, const char *const *notes);  /* of the input added last; nullable */
WF_API void          wf_provenance_set_command (WfProvenance *self, const char *command);
WF_API void          wf_provenance_set_seed    (WfProvenance *self, guint64 seed);
WF_API void          wf_provenance_set_seconds (WfProvenance *self, double seconds);
WF_API gsize         wf_provenance_get_n_inputs (WfProvenance *self);
WF_API const char   *wf_provenance_get_input_name   (WfProvenance *self, gsize i);
WF_API const char   *wf_provenance_get_input_sha256 (WfProvenance *self, gsize i);
WF_API const char   *wf_provenance_get_input_facts  (WfProvenance *self, gsize i);
WF_API const char *const *wf_provenance_get_input_notes (WfProvenance *self, gsize i);
WF_API const char   *wf_provenance_get_command (WfProvenance *self);
WF_API guint64       wf_provenance_get_seed    (WfProvenance *self);
WF_API double        wf_provenance_get_seconds (WfProvenance *self);   /* NaN = not measured */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfProvenance, wf_provenance_unref)

G_END_DECLS
