/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/attribution.h"
#include "core/attribute/shares-private.h"
#include "core/attribute/worlds-private.h"

G_BEGIN_DECLS

#define WF_N_GROUPS 32   /* of draws, whose spread tells the error of a mean over all of them */

/* One row that was asked about. */
typedef struct
{
  gsize row;
  double score;    /* nats */
  double tail;
  double *shares;  /* one a contribution */
} WfAttributedRow;

struct _WfAttribution
{
  WfAttributionKind kind;
  WfModel *model;
  WfModel *second;          /* nullable */
  char *target;             /* nullable */
  GVariant *params;
  WfContribution *contributions;
  gsize n_contributions;
  double total;
  const char *unit;         /* static */
  gboolean is_exact;
  GArray *rows;             /* WfAttributedRow */
  double before, after;
  GStrvBuilder *notices;    /* while it is built */
  char **warnings;
};

/* The parameter of every method that has a closed form for linear-Gaussian mechanisms. */
extern const char *const wf_attribution_computations[];
#define WF_DRAWS_PARAM                                                                                              \
  { .id = "draws", .name = N_ ("Draws"), .type = WF_PARAM_INTEGER, .value = 10000, .min = 100, .max = 1000000,           \
    .help = N_ ("Draws of the model, where there is no closed form") }
#define WF_COMPUTATION_PARAM                                                                                        \
  { .id = "computation", .name = N_ ("Computation"), .type = WF_PARAM_CHOICE, .choices = wf_attribution_computations, \
    .help = N_ ("automatic: in closed form where there is one; draws: always by draws") }

extern const WfAttributionMethod wf_attribution_anomaly;
extern const WfAttributionMethod wf_attribution_change;
extern const WfAttributionMethod wf_attribution_arrows;
extern const WfAttributionMethod wf_attribution_intrinsic;

/* target: nullable. (transfer full); NULL with WF_ERROR_DATA for an unknown target or a bad parameter. node: out, when there is a target */
WfAttribution *wf_attribution_new    (const WfAttributionMethod *method, WfModel *model, const char *target, GVariant *params, guint *node, GError **error);
/* room for n contributions, none of them known */
void           wf_attribution_resize (WfAttribution *self, gsize n);
void           wf_attribution_warn   (WfAttribution *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* sorts, freezes; (transfer full) of self */
WfAttribution *wf_attribution_end    (WfAttribution *self);

/* Shares of a set function whose first output is what is asked for and whose others are the same in WF_N_GROUPS groups of draws:
 * the share and half width of each of self's contributions from contribution 0 on. FALSE: failed */
WfShares      *wf_attribution_share  (WfAttribution *self, const WfSetFunction *function, guint64 seed, WfProgress *progress, GError **error);
/* half of the 95 % interval of a mean over groups whose means these are */
double         wf_groups_get_half_width (const double *values, gsize stride);

/* FALSE with WF_ERROR_TOO_LARGE when so many draws of so many variables would not fit; param: whose value is the number of draws */
gboolean       wf_attribution_check_draws (gsize n_variables, gsize n_draws, const char *param, GError **error);
/* whether there is a closed form, and it may be used: every mechanism among the players is linear-Gaussian; is_any_root: or a number
 * without causes, of whatever distribution */
gboolean       wf_attribution_is_linear (GVariant *params, WfModel *model, const WfWorlds *worlds, gboolean is_any_root);

G_END_DECLS
