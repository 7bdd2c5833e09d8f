/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/profile.h"
#include "core/report/report.h"
#include "core/trace/trace.h"

G_BEGIN_DECLS

/**
 * WfBlame:
 *
 * Who and when, for one failed run. Two models stand side by side and are never mixed:
 * the *suspects* and their probability come from a conditional logit over the steps; the *structural* numbers (local fault q, deficiency F, counterfactual
 * effect CE, Shapley blame, what-if) come from a noisy-OR model on the producer → consumer graph (the sheet on CDC-MAS,
 * b3.1-b3.5 and b3.7).
 */
typedef struct _WfBlame WfBlame;

#define WF_TYPE_BLAME (wf_blame_get_type ())

/**
 * WfRepair:
 * @step: index of a step
 * @keep: share of its fault that stays: 0 = the step had been right, 1 = as it was
 *
 * A step that a what-if puts right.
 */
typedef struct
{
  gsize  step;
  double keep;
} WfRepair;

/* Which way an edge between a step and one that uses its output is drawn (sheet on CDC-MAS, b2). */
typedef enum
{
  WF_EDGES_PRODUCER_TO_CONSUMER,  /* performance: a deficient producer explains its consumers; what every number here is computed on */
  WF_EDGES_CONSUMER_TO_PRODUCER,  /* data dependency: who needs whose output; no causes */
} WfEdgeDirection;

typedef enum
{
  WF_BLAME_TIMELINE,      /* lanes, steps, blame, a path */
  WF_BLAME_CAUSES,        /* steps and their deficiency, WF_EDGES_PRODUCER_TO_CONSUMER */
  WF_BLAME_DEPENDENCIES,  /* the same, WF_EDGES_CONSUMER_TO_PRODUCER */
  WF_BLAME_AGENTS,        /* agents and their blame; how often one uses the output of another, or its own */
} WfBlameView;

WF_API GType        wf_blame_get_type          (void);
/* the verb. profile: nullable = chosen by the shape of the log; seed: for permutation sampling above 12 agents */
WF_API WfBlame     *wf_attribute_trace         (WfTrace *trace, WfProfile *profile, guint64 seed, WfProgress *progress, GError **error);
WF_API WfBlame     *wf_blame_ref               (WfBlame *self);
WF_API void         wf_blame_unref             (WfBlame *self);
WF_API WfTrace     *wf_blame_get_trace         (WfBlame *self);

/* -- suspects, from the logit -- */
WF_API const char  *wf_blame_get_profile       (WfBlame *self);                 /* name of the profile used */
WF_API const char  *wf_blame_get_profile_note  (WfBlame *self);                 /* what that profile can and can't do, a few sentences */
WF_API guint        wf_blame_get_tier          (WfBlame *self);                 /* of the profile: 1, 2; 0 = the prior alone, no weights */
WF_API gboolean     wf_blame_is_low_evidence   (WfBlame *self);                 /* top probability below 0.25, or nobody else could be blamed */
WF_API gboolean     wf_blame_is_without_choice (WfBlame *self);                 /* one step alone can bear blame */
WF_API double       wf_blame_get_probability   (WfBlame *self, gsize step);     /* sums to 1 over the steps */
WF_API const gsize *wf_blame_get_ranking       (WfBlame *self, gsize *n_steps); /* all steps: blamable first, falling probability, ties to the earlier */
WF_API gsize        wf_blame_get_n_suspects    (WfBlame *self);                 /* how many to name: 3, or 5 over 25 steps; at least 1 */
WF_API const char *const *wf_blame_get_reasons (WfBlame *self, gsize step);     /* in words; NULL-terminated */
/* the strongest path step → ... → outcome: step indices */
WF_API const gsize *wf_blame_get_path          (WfBlame *self, gsize step, gsize *n_steps);

/* -- structural model -- */
WF_API gsize        wf_blame_get_outcome_step  (WfBlame *self);                 /* the sink: last answering step */
WF_API const char  *wf_blame_get_answer        (WfBlame *self);                 /* what the run answered, as logged; "" = nothing */
WF_API gboolean     wf_blame_is_answer_stated  (WfBlame *self);                 /* it was marked FINAL ANSWER */
WF_API double       wf_blame_get_failure       (WfBlame *self);                 /* F at the sink: v(all) */
WF_API double       wf_blame_get_fault         (WfBlame *self, gsize step);     /* q */
WF_API double       wf_blame_get_deficiency    (WfBlame *self, gsize step);     /* F */
WF_API double       wf_blame_get_effect        (WfBlame *self, gsize step);     /* CE = F_sink - F_sink | do(q = 0) */
WF_API gsize        wf_blame_get_decisive_step (WfBlame *self);                 /* gated rule */
WF_API gsize        wf_blame_get_n_links       (WfBlame *self);                 /* producer → consumer */
WF_API void         wf_blame_get_link          (WfBlame *self, gsize link, guint *producer, guint *consumer, double *weight, WfLinkSource *source);
/* links by which the step uses others, or is used by them: the strongest first. (transfer full) */
WF_API gsize       *wf_blame_list_links        (WfBlame *self, gsize step, gboolean is_used, gsize *n_links);
WF_API gsize        wf_blame_count_links       (WfBlame *self, WfLinkSource source);
/* "12 links: 3 named in the log, 9 order in the log"; (transfer full) */
WF_API char        *wf_blame_describe_links    (WfBlame *self);
/* F_sink after the step's fault is scaled: q <- keep q; keep 0 = the step had been right */
WF_API double       wf_blame_what_if           (WfBlame *self, gsize step, double keep);
WF_API double       wf_blame_what_if_random    (WfBlame *self, double keep);    /* the control: mean over all blamable steps */
/* several at once; deficiency (nullable): F of every step, out, as many as the log has */
WF_API double       wf_blame_get_repaired      (WfBlame *self, const WfRepair *repairs, gsize n_repairs, double *deficiency);
/* the control: the same repairs of random steps; exact for one repair, else the mean of 200 seeded draws */
WF_API double       wf_blame_get_random_repaired (WfBlame *self, const WfRepair *repairs, gsize n_repairs);

/* -- agents: index into wf_trace_get_agents() -- */
WF_API double       wf_blame_get_agent_blame   (WfBlame *self, gsize agent);    /* sum of the probabilities of its steps that can bear blame */
WF_API double       wf_blame_get_agent_shapley (WfBlame *self, gsize agent);    /* phi */
WF_API double       wf_blame_get_agent_shapley_error (WfBlame *self, gsize agent);   /* half the 95 % interval; 0 when exact */
WF_API double       wf_blame_get_agent_counterfactual (WfBlame *self, gsize agent);   /* CF = v(all) - v(all without it) */
WF_API double       wf_blame_get_agent_structural_blame (WfBlame *self, gsize agent); /* phi x CF */
WF_API gboolean     wf_blame_is_shapley_exact  (WfBlame *self);                 /* <= 12 agents */

/* -- pictures -- */
/* step: whose path to the outcome is shown, -1 = the first suspect's; repairs: shown as put right */
WF_API WfFigure    *wf_blame_figure            (WfBlame *self, WfBlameView view, gssize step, const WfRepair *repairs, gsize n_repairs);
/* links that run from a later step to an earlier one when drawn so */
WF_API gsize        wf_blame_count_against_time (WfBlame *self, WfEdgeDirection direction);
/* nullable: "Edges point against time: …", what a picture drawn so must say; (transfer full) */
WF_API char        *wf_blame_get_direction_banner (WfBlame *self, WfEdgeDirection direction);
/* the same numbers on a log whose texts are replaced by lengths and hashes; for reports that leave the house */
WF_API WfBlame     *wf_blame_redact            (WfBlame *self);
/* repairs: of the what-if; none = the first suspect put right */
WF_API WfReport    *wf_blame_report            (WfBlame *self, const WfRepair *repairs, gsize n_repairs, WfProvenance *provenance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfBlame, wf_blame_unref)

G_END_DECLS
