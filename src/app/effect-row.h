/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "core/inference/effect-intervals.h"

G_BEGIN_DECLS

/* WfEffectRow: how one number changed, the mean of a variable or the probability of a level. For the table of effects. */
#define WF_TYPE_EFFECT_ROW (wf_effect_row_get_type ())
G_DECLARE_FINAL_TYPE (WfEffectRow, wf_effect_row, WF, EFFECT_ROW, GObject)

typedef enum
{
  WF_EFFECT_VARIABLE,
  WF_EFFECT_BEFORE,
  WF_EFFECT_AFTER,
  WF_EFFECT_CHANGE,   /* with the 95 % interval of the draws when it is sampled and no other is known */
  WF_EFFECT_INTERVAL, /* 95 %, of what the rows leave open */
  WF_EFFECT_SIZE,     /* in standard deviations as observed; of a probability: points */
  WF_EFFECT_N_COLUMNS,
} WfEffectColumn;

/* intervals: of the effect, nullable. (transfer full): of WfEffectRow, for every variable that an effect set or changed; one row a level but the first of two */
GPtrArray  *wf_effect_rows_new         (WfEffect *effect, WfEffectIntervals *intervals);
guint       wf_effect_row_get_node     (WfEffectRow *self);
gboolean    wf_effect_row_is_changed   (WfEffectRow *self);
char       *wf_effect_row_dup_text     (WfEffectRow *self, WfEffectColumn column);
/* as list models sort; sizes without their sign */
int         wf_effect_row_compare      (WfEffectRow *self, WfEffectRow *other, WfEffectColumn column);
const char *wf_effect_column_get_title (WfEffectColumn column);
/* what the column holds; nullable, and intervals too */
char       *wf_effect_column_dup_help  (WfEffectColumn column, WfEffectIntervals *intervals);
/* for a spreadsheet: tabs between, numbers in full */
char       *wf_effect_rows_to_text     (GPtrArray *rows);

G_END_DECLS
