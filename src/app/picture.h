/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/figure.h"
#include "render/layout.h"
#include "render/wiring.h"

G_BEGIN_DECLS

/* WfPicture: what is in front, to be written as a picture by a worker. */
typedef struct
{
  WfFigure *figure;
  WfLayout *layout; /* as it is arranged there; NULL = it is laid out */
  WfWiring *wiring; /* of a string diagram, likewise; else NULL */
} WfPicture;

void wf_picture_free (WfPicture *self);
/* "svg", "pdf", "png", and "tikz" where there is a way to write that; (transfer container) */
const char **wf_picture_list_choices (const WfPicture *self);
/* whatever the case of the ending; WF_ERROR_UNSUPPORTED when it is none of those. Blocks */
GBytes *wf_picture_draw (const WfPicture *self, const char *ending, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfPicture, wf_picture_free)

G_END_DECLS
