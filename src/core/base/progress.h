/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "core/base/macros.h"

G_BEGIN_DECLS

#define WF_TYPE_PROGRESS (wf_progress_get_type ())

/**
 * WfProgress:
 *
 * What a long verb tells and obeys: a stage, how far it is, and whether it should stop. One is made per job;
 * the worker writes it, any thread reads it (a timer, never one callback a tick). Every verb takes it nullable.
 */
typedef struct _WfProgress WfProgress;

WF_API GType       wf_progress_get_type      (void);
WF_API WfProgress *wf_progress_new           (GCancellable *cancellable);
WF_API WfProgress *wf_progress_ref           (WfProgress *self);
WF_API void        wf_progress_unref         (WfProgress *self);
/* stage: a static, translated string, for example _("Orienting edges"); total 0 = unknown */
WF_API void        wf_progress_set_stage     (WfProgress *self, const char *stage, gsize total);
WF_API void        wf_progress_advance       (WfProgress *self, gsize done);   /* adds; safe from several threads */
WF_API const char *wf_progress_get_stage     (WfProgress *self);
WF_API double      wf_progress_get_fraction  (WfProgress *self);               /* 0..1, or -1 when unknown */
/* nullable, (transfer none): for calls of GIO that take one */
WF_API GCancellable *wf_progress_get_cancellable (WfProgress *self);
WF_API gboolean    wf_progress_is_cancelled  (WfProgress *self);
/* FALSE with G_IO_ERROR_CANCELLED once cancelled; cheap enough for every few microseconds of work */
WF_API gboolean    wf_progress_check         (WfProgress *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfProgress, wf_progress_unref)

G_END_DECLS
