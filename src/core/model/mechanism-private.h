/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/mechanism.h"

/* The complete rows of a node and its parents. Columns: the parents in their order, then the node. */
struct _WfFamily
{
  const char **names;        /* n_parents + 1, borrowed */
  gsize n_parents;
  gsize n_rows;
  const double **values;     /* n_parents + 1 columns of n_rows, borrowed from the table or from the copies; NULL for a discrete one */
  const gint32 **codes;      /* the same; NULL for a continuous one */
  gsize *n_levels;           /* n_parents + 1; 0 = continuous */
  const double *weights;     /* n_rows; NULL: each row counts once. Only kinds that take them are given any */
  gboolean has_shares;       /* the weights are no counts: nobody knows how many rows there are */
  GPtrArray *copies;         /* NULL when no row is left out */
};

/* How one node comes from its parents. The kind's fit() fills what belongs to it; the rest is there before. */
struct _WfMechanism
{
  const WfMechanismKind *kind;
  guint *parents;            /* as wf_graph_list_parents() */
  gsize n_parents;
  gsize *parent_levels;      /* n_parents; 0 = continuous */
  gsize n_levels;            /* of the node; 0 = continuous */
  double *coefficients;      /* linear-gaussian: n_parents; else NULL */
  double intercept;
  double residual_sd;
  double *cpt;               /* a table: n_entries; else NULL */
  gsize n_entries;
  gpointer state;            /* what else the kind keeps */
  double r_squared;          /* NaN = none */
  gsize n_rows_used;
  double held_out;           /* NaN = not measured, as the next three */
  double held_out_alone;     /* without the parents */
  double noise_p_value;
  double noise_share;        /* of the noise's ranks that the parents tell */
  char *weakness;            /* in words; NULL = none */
  GPtrArray *notices;        /* (element-type utf8) nullable */
};

/* WF_ERROR_TOO_LARGE without memory for the copies. columns: n_parents + 1 */
gboolean wf_family_init  (WfFamily *self, WfTable *table, const guint *parents, gsize n_parents, guint node, GError **error);
/* these rows, in this order, of a family without weights; the node alone or with its parents */
gboolean wf_family_select (WfFamily *self, const WfFamily *from, gboolean with_parents, const gsize *rows, gsize n_rows, GError **error);
void     wf_family_clear (WfFamily *self);
/* the columns as numbers, n_parents + 1 and NULL; levels are copied to where copies keeps them */
const double **wf_family_list_columns (const WfFamily *self, GPtrArray *copies);
/* fewer than needed: WF_ERROR_DATA */
gboolean wf_family_check_rows (const WfFamily *self, gsize n_needed, GError **error);

/* knows its parents and nothing else */
void     wf_mechanism_init  (WfMechanism *self, const guint *parents, const gsize *parent_levels, gsize n_parents, gsize n_levels);
void     wf_mechanism_clear (WfMechanism *self);
void     wf_mechanism_warn  (WfMechanism *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Numbers of its equation, for people: an intercept of dates is a date, or a span where it stands beside dates; a slope of dates the
 * span that one unit of the parent adds (transfer full). */
char    *wf_mechanism_format_intercept (const WfMechanism *self, WfTable *table, guint node, double intercept);
char    *wf_mechanism_format_slope     (const WfMechanism *self, WfTable *table, guint node, gsize parent, double slope);

/* Of one row of probabilities. The noise is uniform, the levels share [0, 1) in their order. */
gssize   wf_levels_pick     (const double *probabilities, gsize n_levels, double noise);              /* -1 for NaN */
double   wf_levels_abduct   (const double *probabilities, gsize n_levels, double level, double uniform);   /* NaN for what can't be */
void     wf_levels_draw_noise (const WfMechanism *self, WfRng *rng, gsize n, double *noise);

extern const WfMechanismKind wf_mechanism_categorical;
extern const WfMechanismKind wf_mechanism_linear_gaussian;
extern const WfMechanismKind wf_mechanism_spline;
extern const WfMechanismKind wf_mechanism_logistic;
extern const WfMechanismKind wf_mechanism_empirical;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfFamily, wf_family_clear)
