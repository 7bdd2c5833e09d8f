/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/figure.h"
#include "render/theme.h"

G_BEGIN_DECLS

/* Steps first..end-1 in their lanes, one row of the picture; or a line that says they were left out. */
typedef struct
{
  gsize    first, end;
  gboolean is_elided;
  guint   *lanes;       /* the lanes shown, from top to bottom */
  gsize    n_lanes;
  double   y, height;
} WfTimelineBand;

/**
 * WfTimelinePlan: (skip)
 *
 * Where every step of a timeline goes on a page of a given width. Lengths are in points.
 */
typedef struct
{
  WfFigure      *figure;
  const WfTheme *theme;
  double         unit;           /* a point of the design's page, whose body text is 12.5 */
  double         width, height;
  double         label_width;
  double         pitch;          /* from step to step */
  double         lane_height;
  double         box_width, box_height;
  double         head_height;    /* step numbers; 0 in a long log, where the boxes carry them */
  double         foot_height;    /* blame; 0 when nobody bears any */
  double         text_size;
  gsize          n_per_band;
  GArray        *bands;          /* WfTimelineBand */
  double         max_blame;
} WfTimelinePlan;

void                  wf_timeline_plan_init  (WfTimelinePlan *self, WfFigure *figure, const WfTheme *theme, double width);
void                  wf_timeline_plan_clear (WfTimelinePlan *self);
/* the band that shows a step, or NULL when it was left out */
const WfTimelineBand *wf_timeline_plan_find_band (const WfTimelinePlan *self, gsize step);
double                wf_timeline_plan_get_x (const WfTimelinePlan *self, const WfTimelineBand *band, gsize step);
double                wf_timeline_plan_get_y (const WfTimelinePlan *self, const WfTimelineBand *band, guint lane);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfTimelinePlan, wf_timeline_plan_clear)

G_END_DECLS
