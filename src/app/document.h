/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "app/file-kind.h"
#include "core/attribute/attribution.h"
#include "core/attribute/corpus-blame.h"
#include "core/attribute/evaluation.h"
#include "core/attribute/run-comparison.h"
#include "core/attribute/suggestions.h"
#include "core/base/source.h"
#include "core/discovery/ensemble.h"
#include "core/formats/import.h"
#include "core/inference/counterfactual.h"
#include "core/inference/effect-intervals.h"
#include "core/inference/inference.h"
#include "core/inference/possible-effects.h"
#include "core/project/project.h"
#include "core/report/sections.h"
#include "judge/judge.h"
#include "render/layout.h"
#include "writers/pages.h"

G_BEGIN_DECLS

/* What of the document a change touched: a view redraws only what it shows. */
typedef enum
{
  WF_PART_SOURCE        = 1 << 0,   /* table or trace replaced: everything is new */
  WF_PART_GRAPH         = 1 << 1,
  WF_PART_LAYOUT        = 1 << 2,   /* positions */
  WF_PART_MODEL         = 1 << 3,
  WF_PART_INTERVENTIONS = 1 << 4,   /* the list of worlds */
  WF_PART_EFFECT        = 1 << 5,   /* distributions recomputed */
  WF_PART_BLAME         = 1 << 6,
  WF_PART_REPAIR        = 1 << 7,   /* what-if of a step */
  WF_PART_SELECTION     = 1 << 8,
  WF_PART_HISTORY       = 1 << 9,   /* undo, redo, modified */
  WF_PART_JOBS          = 1 << 10,  /* a job began, progressed past 0.3 s, or ended */
  WF_PART_RUNS          = 1 << 11,  /* another corpus, or another of its runs is open */
  WF_PART_NETWORK       = 1 << 12,  /* the run's graph: which one is wanted, or it was laid out */
  WF_PART_COMPARISON    = 1 << 13,  /* two runs were aligned */
  WF_PART_PROFILE       = 1 << 14,  /* by which the runs are ranked, and what is known of them all */
  WF_PART_KNOWLEDGE     = 1 << 15,  /* what the next search is told, or the last one was */
  WF_PART_BESIDE        = 1 << 16,  /* another graph was laid over, or taken off */
  WF_PART_REASONS       = 1 << 17,  /* why the selected pair is linked or not */
  WF_PART_MEMBERS       = 1 << 18,  /* the effects in every member of a class were found */
  WF_PART_WHY           = 1 << 19,  /* why a value of the row is unusual */
  WF_PART_INTERVALS     = 1 << 20,  /* how sure the effect is became known */
  WF_PART_DIAGRAM       = 1 << 21,  /* it was drawn anew, or is out of date from now on */
  WF_PART_REPORT        = 1 << 22,  /* what reports are about, or how they are written */
  WF_PART_PAGES         = 1 << 23,  /* those of the report were set, or are out of date from now on */
  WF_PART_PROJECT       = 1 << 26,  /* another project file is saved to, or it was saved, or its files were found */
} WfDocumentPart;

/* A file that the project refers to and that isn't there, or isn't what it was. */
typedef struct
{
  char *role;  /* "table", "log", "runs", ... */
  char *name;  /* "sachs.csv" */
  char *path;  /* where it was */
  WfFileState state;
} WfFileProblem;

/**
 * WfDocument:
 *
 * One question: the only thing in the program that changes. It holds the current values (all immutable), the undo list, the selection
 * and the jobs. Commands change it; "changed" (guint parts, a mask of WfDocumentPart) tells the views. Main thread only.
 */
#define WF_TYPE_DOCUMENT (wf_document_get_type ())
G_DECLARE_FINAL_TYPE (WfDocument, wf_document, WF, DOCUMENT, GObject)

WfDocument        *wf_document_new               (void);

/* -- values; NULL while there is none -- */
WfSource          *wf_document_get_source        (WfDocument *self);
guint              wf_document_get_n_pooled      (WfDocument *self);     /* files beside the first of a pooled table */
char              *wf_document_dup_sources_name  (WfDocument *self);     /* "north.csv and 2 more"; where there is a source */
char              *wf_document_dup_title         (WfDocument *self);
char              *wf_document_dup_stem          (WfDocument *self);     /* the title without the ending of a file: for names of others */
char              *wf_document_dup_facts         (WfDocument *self);     /* "~/data · 853 rows" */
char              *wf_document_dup_subtitle      (WfDocument *self);     /* the same, and "modified •" or "read-only" */
WfTable           *wf_document_get_table         (WfDocument *self);
/* how it was read from its file; a{sv}: what was asked for, the rest was found; both NULL without a table; of several files those of the first,
 * and what was asked for holds for all of them */
WfImport          *wf_document_get_import        (WfDocument *self);
GVariant          *wf_document_get_import_params (WfDocument *self);
WfGraph           *wf_document_get_graph         (WfDocument *self);     /* as learned or read: may be a CPDAG */
WfDiscoveryResult *wf_document_get_discovery     (WfDocument *self);
WfModel           *wf_document_get_model         (WfDocument *self);     /* fitted on an extension of the graph */
gboolean           wf_document_has_given_model   (WfDocument *self);     /* read from a file: there is no table, nothing was observed */
/* of a variable of the graph when nothing is done: as observed, or by a given model; NULL while it isn't known */
WfMarginal        *wf_document_get_marginal      (WfDocument *self, guint node);
/* the format by its ending; WF_ERROR_UNSUPPORTED where that can't hold the model */
gboolean           wf_document_save_model        (WfDocument *self, GFile *file, GError **error);
WfEffect          *wf_document_get_effect        (WfDocument *self);     /* NULL without an active intervention, and no row is asked about */
/* of that effect, once it rests and while they are wanted, which the table of effects says; else NULL */
WfEffectIntervals *wf_document_get_intervals     (WfDocument *self);
void               wf_document_want_intervals    (WfDocument *self, gboolean is_wanted);
WfCounterfactual  *wf_document_get_counterfactual (WfDocument *self);    /* whose effect that is; NULL unless a row is asked about */
gboolean           wf_document_is_coarse         (WfDocument *self);     /* it rests on few draws, and is being refined */
WfFigure          *wf_document_get_figure        (WfDocument *self);     /* what the canvas draws: graph, cards, cuts */
WfLayout          *wf_document_get_layout        (WfDocument *self);
WfTrace           *wf_document_get_trace         (WfDocument *self);
WfBlame           *wf_document_get_blame         (WfDocument *self);
WfSuggestions     *wf_document_get_suggestions   (WfDocument *self);     /* what to change first in the run */
/* who and when for every run of a folder; NULL for a single log */
WfCorpusBlame     *wf_document_get_runs          (WfDocument *self);
gssize             wf_document_get_open_run      (WfDocument *self);     /* -1 = none */
/* trained here, or opened; NULL = by the shape of each log */
WfProfile         *wf_document_get_profile       (WfDocument *self);
WfEvaluation      *wf_document_get_training      (WfDocument *self);     /* the cross-validation of a profile trained here */
WfEvaluation      *wf_document_get_accuracy      (WfDocument *self);     /* of the ranking, beside the labels; NULL without labels */
WfLayout          *wf_document_get_causes_layout (WfDocument *self);     /* of wf_corpus_causes_figure(); NULL until they are found */
/* two runs, aligned, and what they are called */
WfRunComparison   *wf_document_get_comparison    (WfDocument *self);
const char        *wf_document_get_compared_name (WfDocument *self, gsize run);     /* 0 or 1 */
/* another graph, laid over the document's own, and what it is called; NULL = none */
WfGraph           *wf_document_get_beside        (WfDocument *self);
char              *wf_document_dup_beside_name   (WfDocument *self);
/* the steps or the agents of the run as a graph, laid out; NULL while there is none */
WfFigure          *wf_document_get_network       (WfDocument *self);
WfLayout          *wf_document_get_network_layout (WfDocument *self);
/* the distribution of a column as observed; NULL beyond the first 200 columns */
WfMarginal        *wf_document_get_observed      (WfDocument *self, gsize column);
gboolean           wf_document_is_empty          (WfDocument *self);

/* -- loading: one at a time; a newer one cancels the older. The document is untouched until it succeeds. -- */
void               wf_document_load_async        (WfDocument *self, GFile *file, GAsyncReadyCallback callback, gpointer user_data);
gboolean           wf_document_load_finish       (WfDocument *self, GAsyncResult *result, GError **error);
/* the rows of several tables as one; finished by load_finish() */
void               wf_document_load_pool_async   (WfDocument *self, GListModel *files, GAsyncReadyCallback callback, gpointer user_data);
/* whether the files are tables, two or more, that have most of their columns in common: a worker thread reads their beginnings */
void               wf_document_can_pool_async    (GListModel *files, GAsyncReadyCallback callback, gpointer user_data);
gboolean           wf_document_can_pool_finish   (GAsyncResult *result);
/* whether a file of that kind would be laid over what is there: a graph over a table, or the other way round */
gboolean           wf_document_can_attach        (WfDocument *self, WfFileKind kind);

/* -- commands, all undoable -- */
/* a job: the table read once more with these settings, a{sv} of its format's parameters; nothing when they are what they were */
void               wf_document_import            (WfDocument *self, GVariant *params);
/* the same with n_samples bootstrap samples, drawn as the consensus by the rule of what at least half of them found; 0 = none */
void               wf_document_learn_samples     (WfDocument *self, const char *method, GVariant *params, guint n_samples, WfEnsembleRule rule);
/* draws what at least this share of the samples found; nothing without samples. A slider's moves merge; a job fits the model anew */
void               wf_document_set_confidence    (WfDocument *self, double threshold);
WfEnsemble        *wf_document_get_ensemble      (WfDocument *self, double *threshold);                   /* NULL without samples; threshold nullable */
void               wf_document_learn             (WfDocument *self, const char *method, GVariant *params);   /* a job: graph, layout, model follow */
void               wf_document_intervene         (WfDocument *self, WfIntervention *intervention);   /* replaces the one on that node; a slider's moves merge */
/* what the row of the table would have been in these worlds, in place of everything; -1 = everything again */
void               wf_document_ask_row           (WfDocument *self, gssize row);
gssize             wf_document_get_row           (WfDocument *self);
/* why the node has so unusual a value in that row: a job; NULL = it wasn't asked of this node and row */
void               wf_document_ask_why           (WfDocument *self, guint node);
WfAttribution     *wf_document_get_why           (WfDocument *self, guint node);
/* how a node comes from its causes: by a kind, or NULL = what the data choose. A job fits the model anew, which then is a command */
void               wf_document_set_mechanism     (WfDocument *self, const char *node, const WfMechanismKind *kind);
char              *wf_document_dup_mechanism     (WfDocument *self, const char *node);   /* id of the kind that was chosen; NULL = by the data */
gboolean           wf_document_is_measured       (WfDocument *self);                    /* how well the mechanisms fit can be asked at no cost */
void               wf_document_release           (WfDocument *self, const char *node);   /* from its intervention; edges that are cut stay so */
void               wf_document_remove_intervention (WfDocument *self, gsize i);
gsize              wf_document_get_n_interventions (WfDocument *self);
WfIntervention    *wf_document_get_intervention  (WfDocument *self, gsize i);
gboolean           wf_document_is_intervention_active (WfDocument *self, gsize i);
void               wf_document_set_intervention_active (WfDocument *self, gsize i, gboolean is_active);
void               wf_document_move_node         (WfDocument *self, guint node, double x, double y);      /* centre, points */
void               wf_document_arrange           (WfDocument *self);                                       /* a job: the graph is laid out anew */
void               wf_document_open_run          (WfDocument *self, gsize run);                           /* its trace and blame become the document's */
/* jobs: two runs of the corpus; the open run with the one that another log holds */
void               wf_document_compare_runs      (WfDocument *self, gsize first, gsize second);
void               wf_document_compare_with      (WfDocument *self, GFile *file);
/* another graph over the same variables is laid over this one, and its figure says how they differ: a job that reads one; the one that
 * this document had before, FALSE = there was no other; off again */
void               wf_document_lay_over          (WfDocument *self, GFile *file);
gboolean           wf_document_lay_over_previous (WfDocument *self);
gboolean           wf_document_has_previous_graph (WfDocument *self);
void               wf_document_lift_off          (WfDocument *self);
/* a job: a profile is fitted to the labels of the corpus, and every run ranked by it; params: of wf_training_get_params(), nullable */
void               wf_document_train             (WfDocument *self, GVariant *params);
void               wf_document_find_causes       (WfDocument *self);                                      /* a job: what makes steps of the corpus deficient */
/* what if the step had been right? keep: share of its fault that stays, 0 = right, 1 = as logged; a slider's moves merge */
void               wf_document_repair_step       (WfDocument *self, gsize step, double keep);
double             wf_document_get_kept          (WfDocument *self, gsize step);                          /* 1 while its repair is off */
gsize              wf_document_get_n_repairs     (WfDocument *self);                                      /* active or not */
const WfRepair    *wf_document_get_repair        (WfDocument *self, gsize i);
gboolean           wf_document_is_repair_active  (WfDocument *self, gsize i);
void               wf_document_set_repair_active (WfDocument *self, gsize i, gboolean is_active);
GArray            *wf_document_dup_repairs       (WfDocument *self);                                      /* of WfRepair, the active ones */
void               wf_document_switch_off_worlds (WfDocument *self);                                      /* every intervention and repair; no row is asked about */
/* a job: sends the request, which has to be about the present blame; what the judge says makes a new one. key: nullable = none;
 * key_problem: nullable = why there may be one that couldn't be had, said when the judge asks for a key */
void               wf_document_ask_judge         (WfDocument *self, WfJudgeRequest *request, const char *key, const char *key_problem);
void               wf_document_undo              (WfDocument *self);
void               wf_document_redo              (WfDocument *self);
const char        *wf_document_get_undo_label    (WfDocument *self);     /* "Set pka to 800"; NULL = nothing to undo */
const char        *wf_document_get_redo_label    (WfDocument *self);

/* -- the model as a string diagram: drawn by a job while its view is in front -- */
typedef struct _WfDiagramAnswer WfDiagramAnswer;   /* diagram-answer.h */
/* why there can't be one; NULL = there can */
const char        *wf_document_get_diagram_obstacle (WfDocument *self);
WfDiagramAnswer   *wf_document_get_diagram       (WfDocument *self);     /* NULL until it is drawn */
const char        *wf_document_get_diagram_problem (WfDocument *self);   /* why the last one failed; NULL = it didn't */
gboolean           wf_document_is_diagram_stale  (WfDocument *self);     /* a newer one is being drawn */
/* what a cut is asked about, NULL = the last of its effects; intervals of each number, 0 = as many as it takes. No commands */
void               wf_document_set_outcome       (WfDocument *self, const char *name);
void               wf_document_set_bins          (WfDocument *self, guint n_bins);
guint              wf_document_get_bins          (WfDocument *self);
/* how its cut is computed, one picture a step: a job; NULL until it ended, and when they aren't wanted */
typedef struct _WfDiagramSteps WfDiagramSteps;     /* diagram-steps.h */
void               wf_document_want_steps        (WfDocument *self, gboolean are_wanted);
WfDiagramSteps    *wf_document_get_steps         (WfDocument *self);
/* commands: the box of a variable is cut, a uniform state takes its place; a table is changed by hand, and is what was fitted again */
void               wf_document_cut               (WfDocument *self, guint node);
/* the world that cuts it and is on; -1 = none */
gssize             wf_document_find_cut          (WfDocument *self, guint node);
void               wf_document_mend              (WfDocument *self, guint node);
gboolean           wf_document_set_table         (WfDocument *self, guint node, const double *cpt, gsize n, GError **error);
gboolean           wf_document_is_table_changed  (WfDocument *self, guint node);
void               wf_document_restore_table     (WfDocument *self, guint node);

/* -- background knowledge: what the next search is told; each change is a command -- */
WfKnowledge       *wf_document_get_knowledge     (WfDocument *self);     /* NULL = none; not to be changed */
/* why no search can obey it; NULL = any can */
char              *wf_document_dup_knowledge_problem (WfDocument *self);
gboolean           wf_document_has_new_knowledge (WfDocument *self);     /* the graph was learned with another one */
void               wf_document_set_tier          (WfDocument *self, const char *const *names, int tier);   /* from 0; -1 = in none */
void               wf_document_close_tier        (WfDocument *self, guint tier, gboolean is_closed);       /* no arrow within it */
void               wf_document_forbid            (WfDocument *self, const char *from, const char *to);
void               wf_document_require           (WfDocument *self, const char *from, const char *to);      /* and not the other way */
void               wf_document_allow             (WfDocument *self, const char *from, const char *to);      /* neither of the two */
void               wf_document_clear_knowledge   (WfDocument *self);
gboolean           wf_document_save_knowledge    (WfDocument *self, GFile *file, GError **error);
/* the search that gave the graph, once more with what is known now; a job */
void               wf_document_learn_again       (WfDocument *self);

/* -- selection, shared by every view -- */
void               wf_document_select_node       (WfDocument *self, gssize node);     /* -1 = none */
gssize             wf_document_get_selected_node (WfDocument *self);
/* two variables: the edge between them, or why there is none; no single one is selected then. a, b: in the order they were chosen */
void               wf_document_select_pair       (WfDocument *self, guint a, guint b);
gboolean           wf_document_get_selected_pair (WfDocument *self, guint *a, guint *b);  /* FALSE = none */
/* sentences why they are linked or not; NULL while they are looked for (a job), and without a search */
const char *const *wf_document_get_reasons       (WfDocument *self);
/* whether the graph stands for a class of them; a job: the effect of one on the other in each; what it found for the selected pair, NULL
 * = it wasn't asked */
gboolean           wf_document_has_members       (WfDocument *self);
void               wf_document_ask_members       (WfDocument *self, guint exposure, guint outcome);
WfPossibleEffects *wf_document_get_members       (WfDocument *self, guint *exposure, guint *outcome);
void               wf_document_select_step       (WfDocument *self, gssize step);
gssize             wf_document_get_selected_step (WfDocument *self);

/* how the run is looked at, like a selection: no command */
void               wf_document_set_run_view      (WfDocument *self, WfBlameView view);
WfBlameView        wf_document_get_run_view      (WfDocument *self);

/* -- the project file -- */
GFile             *wf_document_get_project_file  (WfDocument *self);     /* that is saved to; NULL = none yet */
gboolean           wf_document_is_modified       (WfDocument *self);     /* something was done that is in no file */
/* it isn't saved to its file: a newer version wrote that; or there is a problem, with which it can't be saved at all */
gboolean           wf_document_is_read_only      (WfDocument *self);
/* the version of the program that wrote it, where that is a newer one; else NULL */
const char        *wf_document_get_newer_program (WfDocument *self);
/* In a worker; on success the file becomes the project file. Where another program changed that after it was opened here,
 * G_IO_ERROR_WRONG_ETAG, unless overwrites */
void               wf_document_save_async        (WfDocument *self, GFile *file, gboolean overwrites, GAsyncReadyCallback callback, gpointer user_data);
gboolean           wf_document_save_finish       (WfDocument *self, GAsyncResult *result, GError **error);
/* the first of its files that has to be settled; NULL = none. Saying where it is, or taking every changed one as it is, opens it again */
const WfFileProblem *wf_document_get_problem     (WfDocument *self);
void               wf_document_relocate          (WfDocument *self, const char *role, GFile *file);
void               wf_document_take_changed      (WfDocument *self);
/* what isn't saved goes to a backup, at once: before the window closes. It does so by itself a while after each change */
gboolean           wf_document_back_up           (WfDocument *self, GError **error);
void               wf_document_forget_changes    (WfDocument *self);     /* they are given up: no backup is kept */
/* how it is looked at, which the project file keeps and undo leaves alone. Signal "save-view": whoever knows says so now;
 * "restore-view": a project was opened, and they ask. value: nullable; get: NULL without one of that type, (transfer none) */
void               wf_document_set_view          (WfDocument *self, const char *key, GVariant *value);
GVariant          *wf_document_get_view          (WfDocument *self, const char *key, const GVariantType *type);
gboolean           wf_document_get_view_number   (WfDocument *self, const char *key, double *number);

/* -- jobs -- */
WfProgress        *wf_document_get_job           (WfDocument *self);     /* the one to show; NULL when idle or under 0.3 s */
gboolean           wf_document_is_busy           (WfDocument *self);     /* a job runs, shown or not */
void               wf_document_cancel            (WfDocument *self);     /* every job; returns at once */
void               wf_document_set_n_threads     (WfDocument *self, guint n_threads);     /* for the next jobs; 0 = all */
/* signal "failed" (GError*): what the user asked for could not be done; shown as a toast. Never G_IO_ERROR_CANCELLED. */
/* signal "notice" (const char*): a word for the user that isn't a failure */

/* -- reports -- */
/* what is in front, and reports are about: "runs", "trace", "comparison", "diagram"; "report": what was before; anything else: the
 * newest answer */
void               wf_document_set_front         (WfDocument *self, const char *view);
/* how they are written; no commands. Whether what was said is replaced by lengths and hashes, where anything was */
gboolean           wf_document_is_redacted       (WfDocument *self);
void               wf_document_set_redacted      (WfDocument *self, gboolean is_redacted);
gboolean           wf_document_can_redact        (WfDocument *self);
WfSections         wf_document_get_sections      (WfDocument *self);
void               wf_document_set_sections      (WfDocument *self, WfSections sections);
WfPaper            wf_document_get_paper         (WfDocument *self);
void               wf_document_set_paper         (WfDocument *self, WfPaper paper);
/* the report on what there is: attribution, intervention, discovery, or what the file holds; NULL when nothing is */
gboolean           wf_document_can_report        (WfDocument *self);
WfReport          *wf_document_dup_report        (WfDocument *self, GError **error);
/* the same in a worker */
void               wf_document_report_async      (WfDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                                  gpointer user_data);
WfReport          *wf_document_report_finish     (WfDocument *self, GAsyncResult *result, GError **error);
/* written to the file, in the form that its ending says */
void               wf_document_export_async      (WfDocument *self, GFile *file, GCancellable *cancellable,
                                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean           wf_document_export_finish     (WfDocument *self, GAsyncResult *result, GError **error);
/* its pages, while they are wanted: a job sets them anew a moment after they are out of date; until then the old ones stay.
 * NULL = none yet, or the problem says why there are none */
void               wf_document_want_pages        (WfDocument *self, gboolean are_wanted);
WfPages           *wf_document_get_pages         (WfDocument *self);
const char        *wf_document_get_pages_problem (WfDocument *self);
/* out of date, and nothing is done about it: somebody stopped that */
gboolean           wf_document_are_pages_stopped (WfDocument *self);
void               wf_document_refresh_pages     (WfDocument *self);

G_END_DECLS
