/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/model/model.h"

G_BEGIN_DECLS

/* Sets an error at a place of an input, whatever a place is there; NULL = none. */
typedef void (*WfPlaceErrorFunc) (gconstpointer input, gconstpointer place, GError **error, int code, const char *message);

typedef struct
{
  char          *name;
  gconstpointer  place;         /* where it is declared */
  GPtrArray     *states;        /* char *; empty = not discrete */
  GHashTable    *state_index;   /* state -> number + 1 */
  double         x, y;          /* NaN = none */
  gboolean       is_latent;
  gboolean       is_defined;    /* has parents and a table */
  gconstpointer  definition;    /* where */
  guint         *parents;       /* in the order of the file */
  gsize          n_parents;
  double        *table;         /* own states fastest, then the last parent of the file; NaN = not given */
  gsize          n_entries;
  char          *kind;          /* of a mechanism that is no table, which has the numbers; else NULL */
  JsonObject    *numbers;
} WfNetworkVariable;

/**
 * WfNetworkDraft: (skip)
 *
 * A Bayesian network as files tell it: variables with states, then the table of each, in any order. Rows of tables are found by the
 * names of states. Whatever is wrong is told with its place.
 */
typedef struct
{
  gconstpointer    input;
  WfPlaceErrorFunc set_error;
  GPtrArray       *variables;   /* WfNetworkVariable */
  GHashTable      *index;       /* name -> number + 1 */
  GPtrArray       *warnings;    /* char * */
  gsize            n_entries;   /* of all tables */
} WfNetworkDraft;

void     wf_network_draft_init         (WfNetworkDraft *self, gconstpointer input, WfPlaceErrorFunc set_error);
void     wf_network_draft_clear        (WfNetworkDraft *self);
/* FALSE, with the error */
gboolean wf_network_draft_fail         (WfNetworkDraft *self, gconstpointer place, GError **error, int code, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
WfNetworkVariable *wf_network_draft_get (WfNetworkDraft *self, guint variable);
gboolean wf_network_draft_add_variable (WfNetworkDraft *self, const char *name, gconstpointer place, guint *variable, GError **error);
gboolean wf_network_draft_add_state    (WfNetworkDraft *self, guint variable, const char *state, gconstpointer place, GError **error);
/* of a name that must be there; the error names the nearest */
gboolean wf_network_draft_find         (WfNetworkDraft *self, const char *name, gconstpointer place, guint *variable, GError **error);
gboolean wf_network_draft_find_state   (WfNetworkDraft *self, guint variable, const char *state, gconstpointer place, guint *number, GError **error);
/* the states of all variables are known now; the table is empty */
gboolean wf_network_draft_define       (WfNetworkDraft *self, guint variable, const guint *parents, gsize n_parents, gconstpointer place, GError **error);
/* a mechanism that is no table; parents in rising order */
gboolean wf_network_draft_define_mechanism (WfNetworkDraft *self, guint variable, const guint *parents, gsize n_parents, const char *kind,
                                            JsonObject *numbers, gconstpointer place, GError **error);
/* states: one a parent, in their order; p: n probabilities of the variable's states */
gboolean wf_network_draft_set_row      (WfNetworkDraft *self, guint variable, const guint *states, const double *p, gsize n, gconstpointer place, GError **error);
/* all rows that were not given */
gboolean wf_network_draft_set_default  (WfNetworkDraft *self, guint variable, const double *p, gsize n, gconstpointer place, GError **error);
/* the whole table at once: own states fastest, or slowest */
gboolean wf_network_draft_set_table    (WfNetworkDraft *self, guint variable, const double *p, gsize n, gboolean is_slowest, gconstpointer place, GError **error);
/* Checks that all is there, and that there is no cycle. Errors: WF_ERROR_DATA at their places */
WfModel *wf_network_draft_end          (WfNetworkDraft *self, GError **error);

/* "position = (12.5, 30)", as properties tell it */
gboolean wf_network_parse_position     (const char *text, double *x, double *y);
#define WF_NETWORK_NAME "wherefore_name"   /* an attribute of ours: a name that is no identifier */
/* a distinct identifier of ASCII letters, digits and _ for each name; a name that is one stays. (transfer full) */
char   **wf_network_make_ids           (const char *const *names);
/* what a format that knows only tables says of another model; name: untranslated */
gboolean wf_network_check_discrete     (WfModel *model, const char *format_name, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfNetworkDraft, wf_network_draft_clear)

G_END_DECLS
