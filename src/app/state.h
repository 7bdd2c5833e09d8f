/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "app/document.h"
#include "core/project/project.h"
#include "core/report/sections.h"
#include "judge/judge.h"

G_BEGIN_DECLS

/* One entry of the strip of worlds. */
typedef struct
{
  WfIntervention *intervention;
  gboolean is_active;
} WfWorld;

/* A step of a run that the what-if puts right, wholly or in part: an entry of the strip of worlds, too. */
typedef struct
{
  WfRepair repair;
  gboolean is_active;
} WfRepairWorld;

/* What a report is about: what is in front. */
typedef enum
{
  WF_SUBJECT_NEWEST, /* the newest answer there is */
  WF_SUBJECT_RUNS,
  WF_SUBJECT_RUN,
  WF_SUBJECT_COMPARISON,
  WF_SUBJECT_DIAGRAM, /* what the cut does */
} WfSubject;

/* One of two runs that are compared. */
typedef struct
{
  char *name;
  char *path;
  gssize place;    /* among the runs of its file; -1 = the only one */
  gsize n_in_file; /* runs that its file holds */
  char *sha256;    /* of its file */
} WfComparedRun;

/*
 * WfState: everything a command can change, as references to immutable values. Copying one costs a few
 * references, so the undo list simply keeps states.
 */
typedef struct
{
  WfSource *source;
  WfSource *graph_source; /* where the graph was read from, when not learned */
  GPtrArray *pooled; /* WfSource of further files whose rows are in the table; NULL = none. Shared, never changed */
  WfTable *table;
  WfImport *import;        /* how the table was read, with its first rows; NULL without one; of a pooled one that of the first file */
  GVariant *import_params; /* a{sv}: what was asked for of it, the rest was found; always with the import */
  GPtrArray *observed; /* WfMarginal of the first columns of the table; shared, never changed */
  WfGraph *graph;
  WfDiscoveryResult *discovery;
  double learn_seconds;
  char *learned_by;               /* version of the program that searched; NULL = this one */
  WfKnowledge *knowledge;         /* for the next search; nullable = none. Never changed: copied, then replaced */
  WfSource *knowledge_source;     /* its file; NULL = said here, as all that was changed since it was read */
  WfKnowledge *obeyed;            /* what the discovery obeyed, likewise */
  WfSource *obeyed_source;
  WfGraph *beside;         /* another graph over the same variables, laid over this one; nullable */
  WfSource *beside_source; /* where it was read from; NULL = it was the document's own before */
  WfModel *model;
  WfModel *fitted;  /* before tables were changed by hand; see wf_state_get_fitted() */
  char *mechanisms; /* "pka=spline,erk=linear-gaussian": those that the data don't choose; NULL = none */
  WfLayout *layout;
  WfCorpusBlame *runs; /* of a folder, or of a file that holds several; NULL for a single log */
  WfEvaluation *accuracy;  /* of that ranking, beside the labels; NULL without any */
  WfLayout *causes_layout; /* of the graph of what makes steps deficient; NULL until it is found */
  char *runs_path;     /* of that folder or file */
  gssize run;          /* the one that trace and blame are of, -1 = none is open */
  WfTrace *trace;
  WfBlame *blame;
  WfSuggestions *suggestions; /* for that blame */
  WfJudgeRequest *asked;      /* what the judge of that blame was asked; NULL without a judge */
  WfProfile *profile;       /* by which runs are ranked; NULL = by the shape of each */
  char *profile_path;       /* of its file, NULL = trained here */
  GVariant *training;       /* a{sv}: how it was trained here; nullable */
  WfEvaluation *evaluation; /* its cross-validation, when trained here; nullable */
  WfRunComparison *comparison;
  WfComparedRun compared[2];
  GArray *worlds;             /* WfWorld */
  gssize row;                 /* of the table, whose own what-if is asked, -1 = of none */
  GArray *repairs;            /* WfRepairWorld, at most one a step */
  /* how reports are written: no command, not undone */
  WfSource *project_source; /* the project file, while it holds the model as it is; nullable. Set before a report */
  gboolean is_redacted; /* what was said is replaced by lengths and hashes */
  WfSections sections;
  WfPaper paper;
  WfSubject subject;
  /* how the diagram is looked at: no command, not undone */
  char *outcome; /* what a cut is asked about; NULL = the last of its effects */
  guint n_bins;  /* of each number; 0 = as many as it takes */
} WfState;

WfState *wf_state_new (void);
WfState *wf_state_copy (const WfState *self);
void wf_state_free (WfState *self);
gboolean wf_state_is_empty (const WfState *self);
/* a mask of WfDocumentPart */
guint wf_state_diff (const WfState *a, const WfState *b);
/* whether both are about the same runs, or without any about the same log; however ranked */
gboolean wf_state_has_same_subject (const WfState *a, const WfState *b);

/* nothing that would be saved differs: what was computed from the rest may */
gboolean wf_state_is_same_work (const WfState *a, const WfState *b);

/* the same variables in the same order: what is known by their number stays */
gboolean wf_state_has_same_nodes (const WfState *a, const WfState *b);

/* takes it over; NULL and what says nothing = none. source: nullable = said here */
void wf_state_set_knowledge (WfState *self, WfKnowledge *knowledge, WfSource *source);
/* whether a search would be told otherwise than that of the graph was */
gboolean wf_state_has_new_knowledge (const WfState *self);

/* the kind that somebody chose for the mechanism of a node; NULL = by the data */
char *wf_state_dup_mechanism (const WfState *self, const char *node);
/* kind: nullable = by the data. The model is not fitted anew */
void wf_state_set_mechanism (WfState *self, const char *node, const char *kind);

/* state-tables.c: the model as it was fitted, when tables of this one were changed by hand; else NULL */
WfModel *wf_state_get_fitted (const WfState *self);
/* both have the same tables changed, to the same */
gboolean wf_state_has_same_changes (const WfState *a, const WfState *b);
/* (transfer full): the fitted model with all tables that were changed by hand, but at the node this one, n entries; NULL = as it was fitted */
WfModel *wf_state_change_table (const WfState *self, WfModel *fitted, guint node, const double *cpt, gsize n, GError **error);
/* the model has this one instead, which is fitted with one table changed, or none */
void wf_state_set_tables (WfState *self, WfModel *fitted, WfModel *model);
gboolean wf_state_is_table_changed (const WfState *self, guint node);

/* the intervention on a node, -1 = none; cuts of edges into it aren't one */
gssize wf_state_find_world (const WfState *self, const char *node);
/* the entry that this one takes the place of, -1 = none */
gssize wf_state_find_like (const WfState *self, WfIntervention *intervention);
void wf_state_set_world (WfState *self, WfIntervention *intervention);
void wf_state_remove_world (WfState *self, gsize i);
/* (transfer full): the active ones */
GPtrArray *wf_state_list_active (const WfState *self);

void wf_compared_run_clear (WfComparedRun *self);
/* of the corpus; one that could be read */
void wf_state_open_run (WfState *self, gsize run);
/* path: nullable = trained here; forgets how another was trained */
void wf_state_set_profile (WfState *self, WfProfile *profile, const char *path);
/* the profile and all blame by it; the open run must be the same */
void wf_state_take_ranking (WfState *self, const WfState *other);
/* takes the comparison over; the runs are copied */
void wf_state_set_comparison (WfState *self,
                              WfRunComparison *comparison,
                              const WfComparedRun *first,
                              const WfComparedRun *second);

gssize wf_state_find_repair (const WfState *self, gsize step);
/* keep 1 = the step is left as logged */
void wf_state_set_repair (WfState *self, gsize step, double keep);
/* (transfer full): of WfRepair, the active ones */
GArray *wf_state_list_repairs (const WfState *self);

/* what a report is about, by what is in front; else the newest answer; and whether that holds anything that was said */
gboolean wf_state_is_about_comparison (const WfState *self);
gboolean wf_state_is_about_runs (const WfState *self);
gboolean wf_state_is_about_diagram (const WfState *self);
gboolean wf_state_is_about_words (const WfState *self);
gboolean wf_state_compares_two_files (const WfState *self);
/* another graph is laid over this one, which has all its variables; and it was read */
gboolean wf_state_is_beside (const WfState *self);
gboolean wf_state_is_beside_a_file (const WfState *self);

/* whether only the project file knows what is asked: tables of its model were changed by hand */
gboolean wf_state_is_asked_of_project (const WfState *self);
/* state-command.c: what gives the same report on the command line; what trains a profile on the corpus */
char *wf_state_dup_command (const WfState *self, WfEffect *effect);
/* the same question about a cut; n_bins: 0 = no column was cut into intervals */
char *wf_state_dup_diagram_command (const WfState *self, const char *treatment, const char *outcome, guint n_bins);
#define WF_STATE_TRAINED_HERE "mine.profile" /* the file of a profile trained in the window, in commands */
char *wf_state_dup_train_command (const WfState *self, GVariant *params);
#define WF_STATE_KNOWLEDGE_HERE "knowledge.txt" /* the file of knowledge said in the window, likewise */
/* what the discovery obeyed, as the file that the command makes; NULL when it was read from one, or there was none */
char *wf_state_dup_obeyed_text (const WfState *self);
/* state-project.c: as a project, with what only files tell: for a worker */
WfProject *wf_state_to_project (const WfState *self);
/* state-report.c: the report on what the state holds, newest answer first, with the sections that are wanted; NULL with
 * WF_ERROR_DATA when it holds nothing. effect: nullable; row: of a row, whose effect it is; nullable; diagram: an earlier answer
 * about the same model; nullable. For a worker: what a cut does may take long */
WfReport *wf_state_report (const WfState *self,
                           WfEffect *effect,
                           WfCounterfactual *row,
                           WfDiagramAnswer *diagram,
                           WfProgress *progress,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfState, wf_state_free)

G_END_DECLS
