/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/equations-private.h"
#include "core/base/progress.h"

G_BEGIN_DECLS

/* A world in which the effect isn't the case, and how it was reached from the actual one. */
typedef struct
{
  WfWorld world;
  WfVariableSet changed;    /* the cause, with other values */
  WfVariableSet held;       /* the contingency W */
} WfCauseWitness;

typedef enum
{
  WF_SEARCH_NONE,
  WF_SEARCH_FOUND,
  WF_SEARCH_SPENT,          /* the budget, or cancelled */
} WfSearchResult;

/* What all searches of one question share. Worlds are walked variable by variable in the order of the equations, branching only
 * where a choice makes a difference, so that no world is seen twice. */
typedef struct
{
  const WfEquations *model;
  WfProgram effect;
  WfWorld actual;
  WfVariableSet exogenous;  /* context variables that are copied: never changed nor held */
  WfVariableSet relevant;   /* what the effect hangs on, read or behind it; not exogenous */
  WfVariableSet walked;     /* what is computed: the relevant ones and the exogenous ones behind them */
  int *normal;              /* one a variable: place of its normal value, -1 = all are */
  guint n_abnormal;         /* of the actual world */
  guint64 budget, n_evaluations;   /* n_evaluations: so far, to be set back before each search */
  GHashTable *witnessed;    /* set of variables (guint64 *) -> whether it or a part of it has a witness, a WfSearchResult */
  WfProgress *progress;
} WfCauseSearch;

/* asked: variables of the candidate, which are never exogenous */
gboolean       wf_cause_search_init     (WfCauseSearch *self, const WfEquations *model, const char *const *context, WfVariableSet asked,
                                         const char *effect, WfProgress *progress, GError **error);
void           wf_cause_search_clear    (WfCauseSearch *self);
/* whether the effect is the case in a world; counts against the budget */
gboolean       wf_cause_search_evaluate (WfCauseSearch *self, WfWorld world);
gboolean       wf_cause_search_is_spent (const WfCauseSearch *self);
guint          wf_cause_search_count_abnormal (const WfCauseSearch *self, WfWorld world);

/* modified definition, without minimality: another value for every variable of the cause, at most max_held others at their actual values,
 * at most max_abnormal (G_MAXUINT = any) values that aren't normal. The fewest held are found first. */
WfSearchResult wf_cause_search_modified (WfCauseSearch *self, WfVariableSet cause, guint max_held, guint max_abnormal, WfCauseWitness *witness);
/* whether the cause, or a part of it, has a witness with a contingency of any size; remembered */
WfSearchResult wf_cause_search_has_witness (WfCauseSearch *self, WfVariableSet cause);
/* whether a strict part of the cause does: FOUND = not minimal */
WfSearchResult wf_cause_search_has_part (WfCauseSearch *self, WfVariableSet cause);
/* a minimal cause that holds this set, with the fewest variables of it and of its contingency together */
WfSearchResult wf_cause_search_responsible (WfCauseSearch *self, WfVariableSet part, WfCauseWitness *witness);
/* updated definition, without minimality; the fewest changes of the contingency are found first */
WfSearchResult wf_cause_search_updated  (WfCauseSearch *self, WfVariableSet cause, WfCauseWitness *witness, guint *n_changes);
/* whether the effect holds whatever the values of the varied variables, while those of the cause keep theirs: NONE = it does,
 * FOUND = there is a world where it doesn't */
WfSearchResult wf_cause_search_vary     (WfCauseSearch *self, WfVariableSet cause, WfVariableSet varied);

/* The sets of n of the pool's variables one after the other, in the order of their numbers: begin with that of the first n, FALSE after
 * the last. n >= 1 */
WfVariableSet  wf_variable_set_first    (WfVariableSet pool, guint n);
gboolean       wf_variable_set_next     (WfVariableSet pool, WfVariableSet *set);
guint          wf_variable_set_count    (WfVariableSet set);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfCauseSearch, wf_cause_search_clear)

G_END_DECLS
