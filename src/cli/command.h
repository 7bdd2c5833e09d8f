/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli/invocation.h"
#include "core/base/params.h"

G_BEGIN_DECLS

/* One option of a command. An array of them ends with an entry whose id is NULL. */
typedef struct
{
  const char *id;       /* "report": --report */
  char short_name;      /* 'o': -o; 0 = none */
  const char *argument; /* N_("FILE"); NULL = a switch */
  const char *help;     /* N_("...") */
} WfOption;

/* of every command that may be given a project */
#define WF_OPTION_DATA                                                                                       \
  {                                                                                                          \
    "data", 0, N_ ("PATH"),                                                                                  \
        N_ ("Of a project: where its data are, or others instead; a folder when they are several files")     \
  }

/* Parameters of one descriptor that a command offers as options of their own name. */
typedef struct
{
  const char *id;    /* "pc" */
  const char *title; /* "pc: PC (order-independent)"; owned by the list */
  const WfParam *params;
} WfParamSet;

/**
 * WfCommand:
 *
 * One word of the command line: a file of its own and a line in registry.c. run() reads what was asked from
 * the invocation and leaves its answer there; it runs in a worker thread and obeys the invocation's progress.
 */
struct _WfCommand
{
  const char *id;
  const char *summary;     /* N_("...") */
  const char *usage;       /* N_("TABLE --method M") */
  const char *description; /* N_("..."), below the options of --help; nullable */
  const WfOption *options; /* its own; nullable */
  gboolean reads_table;    /* takes --without, --discrete, --continuous and --pool too */
  gboolean has_no_report;  /* refuses --report */
  gboolean has_formats;    /* what --output takes is its own: run() checks the ending; else FILE.txt or FILE.json, of the answer */
  gboolean writes_picture; /* --output takes FILE.pdf, too: a picture */
  guint min_operands, max_operands;
  /* appends WfParamSet; nullable */
  void (*list_params) (GArray *sets);
  gboolean (*run) (WfInvocation *invocation, GError **error);
};

extern const WfCommand wf_command_actual_cause;
extern const WfCommand wf_command_attribute;
extern const WfCommand wf_command_compare;
extern const WfCommand wf_command_compare_runs;
extern const WfCommand wf_command_convert;
extern const WfCommand wf_command_counterfactual;
extern const WfCommand wf_command_diagram;
extern const WfCommand wf_command_discover;
extern const WfCommand wf_command_evaluate;
extern const WfCommand wf_command_fit;
extern const WfCommand wf_command_intervene;
extern const WfCommand wf_command_list;
extern const WfCommand wf_command_mediate;
extern const WfCommand wf_command_possible_effects;
extern const WfCommand wf_command_report;
extern const WfCommand wf_command_simulate;
extern const WfCommand wf_command_train;

const WfCommand *const *wf_commands_get_all (void);
/* G_OPTION_ERROR names the nearest */
const WfCommand *wf_command_find (const char *id, GError **error);

/* options.c: argv begins after the command's name. The command's own and the common options -> the
 * invocation. FALSE with G_OPTION_ERROR */
gboolean wf_options_parse (WfInvocation *invocation, char **argv, GError **error);
char *wf_options_get_help (const WfCommand *command);
/* params.c: array of WfParamSet of the command, without those that have no parameters */
GArray *wf_command_list_params (const WfCommand *command);
char *wf_param_get_help (const WfParam *param);
/* "pc, fci": the sets that have the parameter */
char *wf_params_list_owners (GArray *sets, const char *param);
/* the sets every command that reads a table has */
void wf_params_add_formats (GArray *sets);
/* models.c: those of --model */
void wf_params_add_models (GArray *sets);
/* how a simulation answers */
void wf_params_add_simulation (GArray *sets);
/* of commands that take covariances, too */
void wf_params_add_covariance (GArray *sets);
void wf_params_add_set (GArray *sets, const char *id, const char *name, const WfParam *params);

G_END_DECLS
