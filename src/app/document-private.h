/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/backup.h"
#include "app/history.h"
#include "app/throttle.h"
#include "writers/pages.h"

G_BEGIN_DECLS

#define WF_DOCUMENT_SEED       1
#define WF_PART_OF_BACKUP      "backup" /* of a project: what it is a backup of */
#define WF_DOCUMENT_CONFIDENCE 0.5 /* what is drawn of samples at first */
#define WF_DOCUMENT_SHOW_AFTER_US (300 * 1000) /* under this, work isn't shown */

typedef enum
{
  WF_JOB_LOAD,
  WF_JOB_LEARN,
  WF_JOB_COMPILE,
  WF_JOB_EFFECT,
  WF_JOB_NETWORK,
  WF_JOB_COMPARE,
  WF_JOB_TRAIN,
  WF_JOB_CAUSES,
  WF_JOB_JUDGE,
  WF_JOB_ARRANGE,
  WF_JOB_BESIDE,
  WF_JOB_FIT,
  WF_JOB_MEASURE,
  WF_JOB_EXPLAIN,
  WF_JOB_MEMBERS,
  WF_JOB_WHY,
  WF_JOB_INTERVALS,
  WF_JOB_DIAGRAM,
  WF_JOB_STEPS,
  WF_JOB_REPORT,
  WF_N_JOBS,
} WfJobKind;

/*
 * WfJob: one piece of work in a worker thread. It owns a copy of the document's state: the worker reads and
 * changes only that; the main thread takes it over when the job is still the newest of its kind.
 */
typedef struct
{
  WfJobKind kind;
  guint generation;
  gint64 began;
  GCancellable *cancellable;
  WfProgress *progress;
  WfState *state;
  WfSimulation *simulation; /* made, or to be asked */
  gsize n_draws;            /* of a coarse answer; 0 = in full */
  WfEffect *effect; /* made, or whose intervals are wanted */
  WfEffectIntervals *intervals;
  WfCounterfactual *counterfactual; /* of a row, whose effect it is; nullable */
  WfFigure *figure;  /* of that effect */
  char *label;       /* of the command that it ends in; NULL = it belongs to one that was */
  WfDiagramAnswer *diagram; /* the previous one, then the one that was made; whose steps are wanted; nullable */
  WfDiagramSteps *steps;
  WfPages *pages; /* of before, until the new ones are set */
  WfFigure *network; /* to be laid out */
  WfLayout *network_layout;
  GFile *file;
  GPtrArray *further; /* GFile: tables that are pooled with the file; nullable */
  WfSource *source; /* to be read once more, in place of a file; nullable */
  guint pair[2]; /* to be explained, or exposure and outcome; the first alone: the target */
  WfAttribution *why;
  WfPossibleEffects *members;
  GStrv reasons;
  gsize runs[2]; /* of the corpus, to be compared, unless there is a file */
  char *method;
  GVariant *params;
  guint n_samples; /* of a bootstrap; 0 = none */
  WfEnsembleRule rule;
  WfJudgeRequest *request;
  char *key;         /* of the judge; nullable */
  char *key_problem; /* nullable */
  guint n_threads;
  gboolean did_attach; /* the graph was laid over the table that was there, or the other way round */
  gboolean is_knowledge; /* the file was some, for the table that is there */
  gboolean is_profile; /* the file was one, and is laid over the runs */
  char *note;          /* for the user; nullable */
  GHashTable *places;  /* role -> path of files of the project that were found elsewhere; nullable */
  gboolean takes_changed; /* files of the project that aren't what they were are taken as they are */
  WfProject *project;  /* the file was one; nullable */
  WfSource *project_source; /* its text; nullable */
  GPtrArray *problems; /* WfFileProblem: of its files */
  GVariant *view;      /* a{sv}: how it was looked at; nullable */
  GTask *reply;        /* the caller's task; nullable */
} WfJob;

struct _WfDocument
{
  GObject parent_instance;

  WfState *state;
  WfSimulation *simulation; /* of the model; NULL until it is made */
  WfEffect *baseline;       /* of a model without a table: nothing is done in it; nullable */
  WfModel *measured;        /* the last one of which is known how well it fits; nullable */
  WfEffect *effect;
  WfEffectIntervals *intervals; /* of that effect; nullable */
  WfModel *unsure;              /* the last one whose samples gave none; nullable */
  gboolean wants_intervals;
  guint intervals_rest; /* they are begun when it ends; 0 = they aren't */
  WfCounterfactual *counterfactual; /* of a row, whose effect it is; nullable */
  WfFigure *effect_figure;          /* always with the effect */
  WfFigure *figure;
  WfLayout *figure_layout; /* of a figure that shows another graph, too; else NULL */
  WfHistory *history;
  gssize selected_node;
  gssize selected_pair[2]; /* both -1 = none */
  GStrv reasons;           /* for that pair; nullable */
  WfPossibleEffects *members; /* asked for that pair; nullable */
  guint members_of[2];        /* exposure and outcome */
  WfAttribution *why;         /* of the row, for that variable; nullable */
  guint why_node;
  gssize selected_step;
  guint n_threads;

  WfBlameView run_view;
  WfFigure *network; /* of the run; always with its layout */
  WfLayout *network_layout;

  WfDiagramAnswer *diagram; /* nullable */
  char *diagram_problem;
  gboolean is_diagram_stale;
  WfDiagramSteps *steps; /* of that diagram; nullable */
  gboolean wants_steps;

  WfPages *pages; /* of the report; nullable */
  char *pages_problem;
  gboolean wants_pages;
  gboolean are_pages_stale;
  WfThrottle pages_rest; /* they are set anew when it ends */

  WfJob *jobs[WF_N_JOBS]; /* the newest of its kind, or NULL; owned by its task */
  guint generations[WF_N_JOBS];
  GFile *project_file;    /* that is saved to; NULL = none yet */
  WfSource *project_source; /* what is in it; nullable */
  char *project_sha256;   /* of what was read from it, or written to it, last; nullable */
  GTask *newest_save;     /* weak */
  WfProject *project;     /* as it was opened; nullable */
  GPtrArray *problems;    /* WfFileProblem; nullable */
  GHashTable *places;     /* role -> path, as somebody said; nullable */
  GFile *opened_from;     /* the project file, or the backup of one; nullable */
  WfState *saved;         /* what the project file holds, or there was nothing to lose of; NULL = all is unsaved */
  GHashTable *view;       /* key -> GVariant: how it is looked at */
  WfBackup *backup;       /* what was changed, in case that the program ends; nullable */
  guint backup_timer;
  gpointer saving;        /* the backup that a worker writes; borrowed, NULL = none */
  gboolean is_newer;      /* the project file is of a newer version */

  gboolean needs_effect; /* the worlds changed while an effect was being computed */
  guint rest;            /* a coarse effect is refined when it ends; 0 = none is */
  guint timer;
};

/* document.c */
/* one command: its label, then the changed copy of the state becomes the present; merge_key nullable */
void wf_document_commit (WfDocument *self, const char *label, const char *merge_key, WfState *next);
void wf_document_take_state (WfDocument *self, WfState *state);
void wf_document_emit_changed (WfDocument *self, guint parts);
void wf_document_emit_failed (WfDocument *self, const GError *error);
void wf_document_emit_notice (WfDocument *self, const char *notice);
void wf_document_emit_save_view (WfDocument *self);
void wf_document_emit_restore_view (WfDocument *self);

/* document-figure.c: of what there is now; doesn't say so */
void wf_document_update_figure (WfDocument *self);

/* document-effect.c */
/* after the model may have changed: no effect of another one stays */
void wf_document_follow_model (WfDocument *self);
/* may_wait: a running one is a recent state of the same drag: let it end, then compute the newest. Returns what changed at once */
guint wf_document_follow_worlds (WfDocument *self, gboolean may_wait);
void wf_document_take_simulation (WfDocument *self, WfJob *job);
void wf_document_take_effect (WfDocument *self, WfJob *job);
void wf_document_take_measure (WfDocument *self, WfJob *job);
/* the newest worlds, when they changed meanwhile */
void wf_document_ask_again (WfDocument *self);

/* document-intervals.c: the effect is another one, or somebody wants to know how sure it is */
void wf_document_follow_effect (WfDocument *self);
/* a newer question: what is known of the older one stays until it is answered */
void wf_document_stop_intervals (WfDocument *self);
void wf_document_drop_intervals (WfDocument *self);
/* in a worker thread */
gboolean wf_job_find_intervals (WfJob *job, GError **error);
/* of a job that failed, too */
void wf_document_take_intervals (WfDocument *self, WfJob *job);

/* document-reasons.c: looks for the reasons anew, when a pair is selected; the second in a worker thread */
void wf_document_follow_pair (WfDocument *self);
gboolean wf_job_explain (WfJob *job, GError **error);
void wf_document_take_reasons (WfDocument *self, WfJob *job);

/* document-members.c: the first in a worker thread */
gboolean wf_job_find_members (WfJob *job, GError **error);
void wf_document_take_members (WfDocument *self, WfJob *job);
void wf_document_forget_members (WfDocument *self);

/* document-why.c: the first in a worker thread */
gboolean wf_job_attribute_row (WfJob *job, GError **error);
void wf_document_take_why (WfDocument *self, WfJob *job);

/* document-model.c: the first two in a worker thread: of a source; of the simulation that was made */
gboolean wf_job_load_model (WfJob *job, WfSource *source, GError **error);
gboolean wf_job_find_baseline (WfJob *job, GError **error);
void wf_document_take_baseline (WfDocument *self, WfJob *job);

/* document-selection.c: no variable is selected any more; doesn't say so */
void wf_document_forget_nodes (WfDocument *self);

/* document-beside.c */
/* the graph with the other one laid over it, and the nodes of the figure; both NULL when there is none */
void wf_document_lay_beside (WfDocument *self);
/* in a worker thread */
gboolean wf_job_read_beside (WfJob *job, GError **error);
void wf_document_take_beside (WfDocument *self, WfGraph *beside, WfSource *source);

/* document-network.c */
/* parts: what changed; starts the layout of another graph where one is needed. Returns what follows from it */
guint wf_document_follow_network (WfDocument *self, guint parts);
/* takes both over */
void wf_document_take_network (WfDocument *self, WfFigure *network, WfLayout *layout);

/* document-diagram.c */
/* parts: what changed; begins to draw another one while its view is in front. Returns what follows from it */
guint wf_document_follow_diagram (WfDocument *self, guint parts);
/* in a worker thread */
gboolean wf_job_draw_diagram (WfJob *job, GError **error);
/* error: nullable */
void wf_document_take_diagram (WfDocument *self, WfJob *job, const GError *error);
/* in a worker thread */
gboolean wf_job_list_steps (WfJob *job, GError **error);
void wf_document_take_steps (WfDocument *self, WfJob *job);

/* document-pages.c */
/* parts: what changed; sets the report anew while its pages are wanted. Returns what follows from it */
guint wf_document_follow_report (WfDocument *self, guint parts);
/* in a worker thread */
gboolean wf_job_set_report (WfJob *job, GError **error);
/* error: nullable; a cancel, too */
void wf_document_take_pages (WfDocument *self, WfJob *job, const GError *error);
void wf_document_save_report_view (WfDocument *self);
void wf_document_restore_report_view (WfDocument *self);

/* document-report.c: what a job that reports needs beyond the state; the report that comes of it, in a worker thread */
void wf_job_take_report_inputs (WfJob *job, WfDocument *self);
WfReport *wf_job_report (WfJob *job, GError **error);

/* document-jobs.c */
/* (transfer full): a copy of the present, for a worker that isn't one of the document's jobs */
WfJob *wf_job_new (WfDocument *self, WfJobKind kind);
void wf_job_free (gpointer job);
void wf_document_start_load (WfDocument *self, GFile *file, GTask *reply);
/* the project once more, with its files where somebody said they are; takes_changed: those that changed, too */
void wf_document_start_open_again (WfDocument *self, gboolean takes_changed);
/* further: of GFile */
void wf_document_start_pool (WfDocument *self, GFile *file, GPtrArray *further, GTask *reply);
/* params: how the table is read once more */
void wf_document_start_import (WfDocument *self, GVariant *params);
void wf_document_start_learn (
    WfDocument *self, const char *method, GVariant *params, guint n_samples, WfEnsembleRule rule);
/* the model of the graph that is there, when it lacks one it may have */
void wf_document_follow_graph (WfDocument *self);
void wf_document_start_compile (WfDocument *self);
void wf_document_start_measure (WfDocument *self);
/* label: of the command; kind: nullable */
void wf_document_start_refit (WfDocument *self, const char *label, const char *node, const char *kind);
/* n_draws: 0 = in full */
void wf_document_start_intervene (WfDocument *self, gsize n_draws);
/* after the one that is there */
void wf_document_start_diagram (WfDocument *self);
void wf_document_start_steps (WfDocument *self);
void wf_document_start_report (WfDocument *self);
/* of the effect that is there */
void wf_document_start_intervals (WfDocument *self);
/* file: nullable */
void wf_document_start_compare (WfDocument *self, gsize first, gsize second, GFile *file);
void wf_document_start_train (WfDocument *self, GVariant *params);
void wf_document_start_causes (WfDocument *self);
void wf_document_start_explain (WfDocument *self, guint a, guint b);
void wf_document_start_why (WfDocument *self, guint node);
void wf_document_start_members (WfDocument *self, guint exposure, guint outcome);
void wf_document_start_arrange (WfDocument *self);
void wf_document_start_beside (WfDocument *self, GFile *file);
void wf_document_start_network (WfDocument *self, WfFigure *network);
void wf_document_start_judge (WfDocument *self, WfJudgeRequest *request, const char *key, const char *key_problem);
void wf_document_cancel_job (WfDocument *self, WfJobKind kind);
/* those that were asked about something in old that is there no more */
void wf_document_drop_stale_jobs (WfDocument *self, const WfState *old);

/* document-work.c: in a worker thread */
gboolean wf_job_run (WfJob *job, GError **error);
/* document-pool.c: the same. further: of WfSource; their rows come behind those of the table that the state has */
gboolean wf_job_pool (WfJob *job, GPtrArray *further, GError **error);
GPtrArray *wf_job_open_further (WfJob *job, GError **error);
/* params: a{sv}, nullable: as in a project, or as somebody asked; the state gets the table and how it was read */
gboolean wf_job_read_table (WfJob *job, WfSource *source, GVariant *params, GError **error);
/* for the user, when it is done; nullable */
void wf_job_add_note (WfJob *job, const char *note);

gboolean wf_job_lay_out (WfJob *job, GError **error);
gboolean wf_job_fit (WfJob *job, GError **error);
gboolean wf_job_observe (WfJob *job, GError **error);
/* every variable of the graph that was measured is a column of the table */
gboolean wf_graph_is_about (WfGraph *graph, WfTable *table);

/* document-open.c, document-open-runs.c: likewise. place: of the project */
gboolean wf_job_load_project (WfJob *job, WfSource *source, GError **error);
gboolean wf_job_open_blame (WfJob *job, WfProject *project, const WfJsonPlace *place, GError **error);
void wf_file_problem_free (gpointer data);

/* document-project.c */
void wf_document_init_project (WfDocument *self);
void wf_document_clear_project (WfDocument *self);
/* a load that ended; was_modified: before it */
void wf_document_finish_open (WfDocument *self, WfJob *job, gboolean was_modified);
/* what would be saved may be something else now */
void wf_document_follow_changes (WfDocument *self);
/* the present as a project, with the view; project and folder: for a worker */
WfProject *wf_document_snapshot_to_project (const WfState *state, GVariant *view, WfProject *before);
/* (transfer full): a{sv} */
GVariant *wf_document_dup_view (WfDocument *self);

/* document-backup.c */
void wf_document_schedule_backup (WfDocument *self);
/* the state knows its project file where that holds its model */
void wf_document_name_project (WfDocument *self);
/* nothing is unsaved any more */
void wf_document_drop_backup (WfDocument *self);

/* document-work-runs.c: likewise */
gboolean wf_job_attribute_again (WfJob *job, GError **error);
gboolean wf_job_load_runs (WfJob *job, GError **error);
gboolean wf_job_load_log (WfJob *job, WfSource *source, GError **error);
gboolean wf_job_use_profile (WfJob *job, WfSource *source, GError **error);
gboolean wf_job_compare (WfJob *job, GError **error);
gboolean wf_job_train (WfJob *job, GError **error);
gboolean wf_job_find_causes (WfJob *job, GError **error);

/* document-judge.c: the first in a worker thread */
gboolean wf_job_ask_judge (WfJob *job, GError **error);
void wf_document_take_judgement (WfDocument *self, WfJob *job);

G_END_DECLS
