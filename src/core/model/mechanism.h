/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/json.h"
#include "core/base/params.h"
#include "core/base/progress.h"
#include "core/base/rng.h"
#include "core/table/table.h"

G_BEGIN_DECLS

/**
 * WfMechanism: (skip)
 *
 * How one node comes from its parents: value = f(parents, noise), the structural form of every kind (Pearl 2009, Causality, 2nd ed.,
 * 1.4.1). Levels of discrete nodes are the numbers 0, 1, ...; a missing number (NaN) gives a missing one. Immutable, owned by its
 * model; any thread may ask it.
 */
typedef struct _WfMechanism WfMechanism;
typedef struct _WfFamily WfFamily;         /* (skip) what it is fitted to */

/**
 * WfMechanismKind: (skip)
 *
 * A kind of mechanism. The operations are called through the functions below, which say what they do.
 */
typedef struct
{
  const char    *id;        /* "linear-gaussian" */
  const char    *name;
  const char    *summary;
  const char    *citation;
  WfDataKind     nodes;     /* what the node may be: continuous, discrete or either */
  WfDataKind     parents;   /* what each parent may be; 0 = it has none */
  const WfParam *params;    /* nullable */
  gboolean     (*fit)               (WfMechanism *self, const WfFamily *family, GVariant *params, WfProgress *progress, GError **error);
  void         (*draw_noise)        (const WfMechanism *self, WfRng *rng, gsize n, double *noise);
  void         (*evaluate)          (const WfMechanism *self, const double *const *parents, const double *noise, gsize n, double *out);
  void         (*predict)           (const WfMechanism *self, const double *const *parents, gsize n, double *out);
  void         (*abduct)            (const WfMechanism *self, const double *const *parents, const double *values, WfRng *rng, gsize n, double *noise);
  void         (*log_density)       (const WfMechanism *self, const double *const *parents, const double *values, gsize n, double *out);
  void         (*get_probabilities) (const WfMechanism *self, const double *const *parents, gsize n, double *out);
  char        *(*describe)          (const WfMechanism *self, WfTable *table, guint node, const char *name, const char *const *parents);
  /* its numbers as members of an object, and back: the parents and levels are known. A table that has parents is the model's to write */
  void         (*write)             (const WfMechanism *self, JsonBuilder *builder);
  gboolean     (*read)              (WfMechanism *self, JsonObject *object, GError **error);
  void         (*clear)             (WfMechanism *self);   /* nullable: frees its state */
} WfMechanismKind;

WF_API const WfMechanismKind *const *wf_mechanism_kinds_get_all (void);             /* (skip) */
WF_API const WfMechanismKind *wf_mechanism_kinds_find (const char *id);             /* (skip) NULL = none */

WF_API const WfMechanismKind *wf_mechanism_get_kind (const WfMechanism *self);      /* (skip) */
WF_API gsize wf_mechanism_get_n_parents    (const WfMechanism *self);
WF_API gsize wf_mechanism_get_n_levels     (const WfMechanism *self);               /* 0 = continuous */
/* In all that follows parents are n_parents columns of n numbers, in the order of wf_graph_list_parents(); out and noise are n. */
WF_API void  wf_mechanism_draw_noise       (const WfMechanism *self, WfRng *rng, gsize n, double *noise);
WF_API void  wf_mechanism_evaluate         (const WfMechanism *self, const double *const *parents, const double *noise, gsize n, double *out);
WF_API void  wf_mechanism_predict          (const WfMechanism *self, const double *const *parents, gsize n, double *out);
WF_API void  wf_mechanism_abduct           (const WfMechanism *self, const double *const *parents, const double *values, WfRng *rng, gsize n, double *noise);
WF_API void  wf_mechanism_log_density      (const WfMechanism *self, const double *const *parents, const double *values, gsize n, double *out);
WF_API void  wf_mechanism_get_probabilities (const WfMechanism *self, const double *const *parents, gsize n, double *out);   /* n x n_levels, levels fastest */

G_END_DECLS
