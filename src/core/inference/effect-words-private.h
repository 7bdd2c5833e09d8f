/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/inference/effect-intervals.h"
#include "core/inference/effect-private.h"

/* Plain text: reports escape what they take. */

/* affected nodes, the most changed first: by the move of the mean in standard deviations before, or the total variation */
guint  *wf_effect_rank_affected    (WfEffect *self, gsize *n);
/* "pka is set to 800 and mek is shifted by +50"; NULL without interventions */
char   *wf_effect_describe_setting (WfEffect *self);
/* "Z = u, W = v"; NULL without evidence */
char   *wf_effect_describe_given   (WfEffect *self);
/* "mek falls from 34.1 to 23 (▼ 33 %)" */
char   *wf_effect_describe_change  (WfEffect *self, guint node);
/* the level whose probability changed most */
gsize   wf_effect_find_level       (WfEffect *self, guint node);
/* "a, b and c" */
char   *wf_effect_join             (char **parts);

/* Blocks that reports share. shown: n_shown nodes that are told of */
void    wf_effect_add_mechanisms   (WfReportBuilder *builder, WfEffect *self, const guint *shown, gsize n_shown);
/* the heading, then what could make the answer wrong */
void    wf_effect_add_doubts       (WfReportBuilder *builder, WfEffect *self, const guint *shown, gsize n_shown);
/* intervals: nullable, of this effect; show and provenance as of wf_effect_report() */
/* effect-forest.c: the distributions of the first of these nodes before and after, drawn */
void      wf_effect_add_distributions (WfReportBuilder *builder, WfEffect *self, const guint *shown, gsize n_shown);
/* the changes of these nodes with their intervals, drawn; nothing for nodes that are set */
void      wf_effect_add_forests   (WfReportBuilder *builder, WfEffectIntervals *intervals, const guint *shown, gsize n_shown);
WfReport *wf_effect_write_report  (WfEffect *self, WfEffectIntervals *intervals, const char *const *show, WfProvenance *provenance);
