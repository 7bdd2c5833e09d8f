/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "core/attribute/profile.h"
#include "core/base/params.h"
#include "core/base/source.h"
#include "core/formats/formats.h"
#include "core/graph/graph.h"
#include "core/inference/inference.h"
#include "core/model/model.h"
#include "core/project/project.h"
#include "core/report/sections.h"
#include "core/table/table.h"
#include "core/trace/corpus.h"
#include "writers/writers.h"

G_BEGIN_DECLS

typedef struct _WfCommand WfCommand;

/* One input as a report and the JSON envelope name it: a file, or a corpus of them. */
typedef struct
{
  WfSource *source; /* nullable */
  WfCorpus *corpus; /* nullable */
  char *path;       /* of a corpus: as typed */
  char *name;       /* of a corpus: of its folder or file, or of several as typed */
  char *facts;                /* "853 rows, 11 columns"; nullable */
  GStrv notes;                /* what was noticed on reading it; nullable */
  const char *count_names[2]; /* "rows", "columns"; NULL = not told */
  gsize counts[2];
} WfInput;

/**
 * WfInvocation:
 *
 * What was asked on one command line, and what there is to answer. Made by main, filled by one command,
 * printed by main.
 */
typedef struct
{
  const WfCommand *command;
  char **argv;         /* as typed, without the program's name */
  GPtrArray *operands; /* char * */
  GHashTable *values;  /* id of an option -> GPtrArray of char * */
  GHashTable *used;    /* ids of the parameters a verb has taken */
  guint64 seed;
  guint n_threads;
  WfSections sections; /* of the report */
  WfPaper paper;
  gboolean is_json, is_quiet, is_verbose;
  WfProgress *progress;
  WfModel *model;       /* read from a file; NULL = to be fitted */
  WfProject *project;   /* that the first operand names; NULL = it names something else, or isn't read yet */
  GPtrArray *inputs;    /* WfInput */
  GPtrArray *warnings;  /* char * */
  char *method;         /* nullable */
  GVariant *parameters; /* a{sv}; nullable */
  double seconds;       /* of the verb */
  gint64 began;
  GString *out;   /* for standard output */
  GString *notes; /* for standard error, for people who watch */
  GString *told;  /* for standard error, unless --quiet */
} WfInvocation;

WfInvocation *wf_invocation_new (const WfCommand *command, GCancellable *cancellable);
void wf_invocation_free (WfInvocation *self);

/* the last value given for an option; NULL when it was not given */
const char *wf_invocation_get (WfInvocation *self, const char *option);
gboolean wf_invocation_has (WfInvocation *self, const char *option);
/* all values of an option, split at commas; a comma that starts no new `separator`-item belongs to the one
 * before. separator: '=' for X=v,Y=w; 0 for plain names. NULL-terminated, (transfer full), NULL when the
 * option was not given */
char **wf_invocation_list (WfInvocation *self, const char *option, char separator);
void wf_invocation_add_value (WfInvocation *self, const char *option, const char *value);

/* the given options that are parameters of this descriptor, as a{sv}; G_OPTION_ERROR for a value that is none
 */
GVariant *wf_invocation_collect (WfInvocation *self, const WfParam *params, GError **error);
/* FALSE with G_OPTION_ERROR when a parameter was given that no descriptor in use has; what: "pc" */
gboolean wf_invocation_check_used (WfInvocation *self, const char *what, GError **error);

void wf_invocation_warn (WfInvocation *self, const char *const *warnings);
/* what a reader noticed in one input */
void wf_invocation_warn_about (WfInvocation *self, WfSource *source, const char *const *warnings);
void wf_invocation_note (WfInvocation *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* a line on standard error unless --quiet: what was written where nothing else is printed */
void wf_invocation_tell (WfInvocation *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* to those of the JSON answer; those of a later call win. The seed, which has a place of its own, is left out */
void wf_invocation_add_parameters (WfInvocation *self, GVariant *parameters);
/* the verb begins, ends: what "seconds" counts */
void wf_invocation_start (WfInvocation *self);
void wf_invocation_stop (WfInvocation *self);

/* inputs.c: each is remembered as an input */
WfSource *wf_invocation_open (WfInvocation *self, const char *path, GError **error);
/* the reading options of a format of tables, a{sv}; every --type given */
GVariant *wf_invocation_collect_reading (WfInvocation *self, const WfFormat *format, GError **error);
/* with --discrete and --continuous and the reading options obeyed */
WfTable *wf_invocation_read_table (WfInvocation *self, const char *path, GError **error);
WfTable *wf_invocation_parse_table (WfInvocation *self, WfSource *source, GError **error);
/* --without obeyed */
WfCovariance *wf_invocation_parse_covariance (WfInvocation *self, WfSource *source, GError **error);
WfModel *wf_invocation_parse_model (WfInvocation *self, WfSource *source, GError **error);
WfGraph *wf_invocation_read_graph (WfInvocation *self, const char *path, GError **error);
void wf_invocation_add_input (WfInvocation *self,
                              WfSource *source,
                              const char *name_1,
                              gsize count_1,
                              const char *name_2,
                              gsize count_2);
void wf_invocation_add_corpus (WfInvocation *self, WfCorpus *corpus, const char *path);
/* The operands, files and folders of logs, as one corpus. What could not be read becomes a warning. */
WfCorpus *wf_invocation_read_corpus (WfInvocation *self, GError **error);
const char *wf_input_get_name (const WfInput *self);
const char *wf_input_get_path (const WfInput *self);
const char *wf_input_get_sha256 (const WfInput *self);

/* an option that names a shipped profile or a file of one; NULL when it was not given, but --profile that of the only operand, a resolved project. FALSE: there is none */
gboolean wf_invocation_read_profile (WfInvocation *self, const char *option, WfProfile **profile, GError **error);

/* project.c: with --data obeyed; what a newer version saved is noted */
WfProject *wf_invocation_parse_project (WfInvocation *self, WfSource *source, GError **error);
/* what the project is about: its table, log, runs or graph; NULL = none */
const WfProjectFile *wf_project_find_data (WfProject *project);
/* one that is as it was, or that --data names */
WfSource *wf_invocation_open_project_file (WfInvocation *self,
                                           WfProject *project,
                                           const WfProjectFile *file,
                                           GError **error);
/* What isn't as it was is only taken when somebody says so. path: where it is; NULL = nowhere. FALSE with an error, which takes up one
 * that is there */
gboolean wf_invocation_settle_file (WfInvocation *self, const WfProjectFile *file, WfFileState state, const char *path, GError **error);
/* likewise its runs, remembered as an input */
WfCorpus *wf_invocation_open_project_runs (WfInvocation *self,
                                           WfProject *project,
                                           const WfProjectFile *file,
                                           GError **error);
/* the further files of a pooled table, of WfSource; NULL = it is not pooled */
gboolean wf_invocation_open_project_further (WfInvocation *self,
                                             WfProject *project,
                                             GPtrArray **further,
                                             GError **error);

/* project-inputs.c: whether the source is a model, or a project that holds one and no table */
gboolean wf_invocation_holds_model (WfInvocation *self, WfSource *source, gboolean *holds_model, GError **error);
/* of a project, with the tables that were changed by hand */
WfModel *wf_invocation_parse_project_model (WfInvocation *self, WfSource *source, GError **error);
/* the mechanisms that somebody chose in it, where no others are typed */
void wf_invocation_take_project_choices (WfInvocation *self);
/* whether the graph is that of the project, and tables of its model were changed by hand; the model with these */
gboolean wf_invocation_has_changed_tables (WfInvocation *self, WfGraph *graph);
WfModel *wf_invocation_change_tables (WfInvocation *self, WfModel *model, WfTable *table, GError **error);
/* operands that are projects give way to the logs they refer to; of compare-runs: to the two that were compared */
gboolean wf_invocation_resolve_logs (WfInvocation *self, GError **error);
gboolean wf_invocation_resolve_compared (WfInvocation *self, GError **error);
/* whether the runs are those of the project that was resolved */
gboolean wf_invocation_check_runs (WfInvocation *self, WfCorpus *corpus, GError **error);

/* models.c: --model and the parameters of mechanisms; says which open directions were taken. The other parameters of the
 * command are to be collected before */
WfModel *wf_invocation_fit_model (WfInvocation *self, WfTable *table, WfGraph *graph, GError **error);
/* a table and its graph: that of --graph, else of the project that the source is */
gboolean wf_invocation_parse_pair (WfInvocation *self, WfSource *source, WfTable **table, WfGraph **graph, GError **error);
/* likewise of the operand */
gboolean wf_invocation_read_pair (WfInvocation *self, WfTable **table, WfGraph **graph, GError **error);
/* the operand: a model, or a table with --graph, or a project of either; wf_invocation_fit_model() then gives the one that was read */
gboolean wf_invocation_read_subject (WfInvocation *self, WfTable **table, WfGraph **graph, GError **error);
/* are --exposure and --outcome given? */
gboolean wf_invocation_check_effect (WfInvocation *self, GError **error);

/* simulations.c: what the commands that act on a model share */
/* --do, with G_OPTION_ERROR for what isn't one; (element-type WfIntervention) */
GPtrArray *wf_invocation_parse_interventions (WfInvocation *self, GError **error);
/* --model, --method, --draws and --seed: starts the clock, fits and compiles; NULL with an error */
WfSimulation *wf_invocation_start_simulation (WfInvocation *self, WfTable *table, WfGraph *graph, GError **error);
/* evidence on what comes after an intervention: it is not what a counterfactual asks. After a successful answer */
void wf_invocation_warn_of_evidence (WfInvocation *self,
                                     WfGraph *graph,
                                     GPtrArray *interventions,
                                     const char *const *given);
gboolean wf_invocation_check_nodes (WfGraph *graph, const char *const *names, GError **error);
void wf_json_add_intervention (JsonBuilder *builder, WfModel *model, WfIntervention *intervention);
/* "do(x = 1, y + 2)", "sampled, 10,000 draws" */
char *wf_effect_interventions_to_text (WfEffect *effect);
char *wf_effect_engine_to_text (WfEffect *effect);

/* outputs.c */
/* an error in what was typed: turns *error into G_OPTION_ERROR, returns FALSE */
gboolean wf_invocation_blame_usage (GError **error);
/* the option, when given, names a file in whose format this content can be written */
gboolean
wf_invocation_check_format (WfInvocation *self, const char *option, WfContent content, GError **error);
/* before the work: is every file that is asked for one we can write? */
/* that the ending of --output, when that is a file, is one of these; the error is one of usage */
gboolean wf_invocation_check_ending (WfInvocation *self, const char *const *endings, GError **error);
gboolean wf_invocation_check_outputs (WfInvocation *self, GError **error);
WfProvenance *wf_invocation_create_provenance (WfInvocation *self);
/* writes --report; the report (transfer none, nullable when there is none to write) */
gboolean wf_invocation_write_report (WfInvocation *self, WfReport *report, GError **error);
gboolean wf_invocation_wants_report (WfInvocation *self);
/* what was printed goes to --output instead of standard output */
gboolean wf_invocation_redirect (WfInvocation *self, GError **error);
char *wf_invocation_get_command_line (WfInvocation *self);

/* json-output.c: {"wherefore":…,"result": — then the command adds one value — } */
JsonBuilder *wf_json_output_begin (WfInvocation *self);
void wf_json_output_end (WfInvocation *self, JsonBuilder *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfInvocation, wf_invocation_free)

G_END_DECLS
