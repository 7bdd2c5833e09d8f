/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/json-place.h"
#include "core/base/source.h"
#include "core/graph/graph.h"

G_BEGIN_DECLS

/* The checked text of a file, and errors at a place of it. */
typedef struct
{
  const char *name;     /* for messages; borrowed from the source, as the rest */
  const char *start;
  const char *end;
} WfText;

/* WF_ERROR_TOO_LARGE beyond WF_LIMIT_GRAPH_BYTES; WF_ERROR_PARSE at a NUL or what isn't UTF-8. Skips a byte order mark. */
gboolean wf_text_init      (WfText *self, WfSource *source, GError **error);
/* `name:line:column: message`; columns count characters from 1 */
void     wf_text_set_error (const WfText *self, const char *place, GError **error, int code, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

/* A graph whose nodes are found one after another. */
typedef struct
{
  const WfText *text;
  GPtrArray    *names;
  GHashTable   *index;        /* name -> node + 1 */
  GArray       *edges;        /* of WfEdge with a < b */
  GHashTable   *edge_index;   /* pair -> position in edges + 1 */
  GArray       *positions;    /* x, y a node; NaN = none */
  GArray       *latent;       /* of guint: nodes */
  GByteArray   *roles;        /* WfNodeRoles of every node */
  GArray       *coefficients; /* of double: one an edge; NaN = none */
  gboolean      splits_bows;  /* a → b beside a ↔ b is read as a → b with a latent cause of both, as the two mean the same */
  GArray       *bows;         /* of WfEdge: those pairs */
} WfDraft;

void     wf_draft_init         (WfDraft *self, const WfText *text);
void     wf_draft_clear        (WfDraft *self);
/* the node of that name, new when needed; WF_ERROR_TOO_LARGE beyond WF_LIMIT_GRAPH_NODES */
gboolean wf_draft_add_node     (WfDraft *self, const char *name, const char *place, guint *node, GError **error);
gssize   wf_draft_find_node    (WfDraft *self, const char *name);
void     wf_draft_set_position (WfDraft *self, guint node, double x, double y);
void     wf_draft_set_latent   (WfDraft *self, guint node);
void     wf_draft_add_roles    (WfDraft *self, guint node, WfNodeRoles roles);
/* of that edge, which has been added; nothing when it was split */
void     wf_draft_set_coefficient (WfDraft *self, const WfEdge *edge, double coefficient);
/* the same edge again only renews the probability (when it isn't NaN); a loop or another edge between the same nodes is an
 * error at place */
gboolean wf_draft_add_edge     (WfDraft *self, const WfEdge *edge, const char *place, GError **error);
/* errors of the graph are prefixed with the file's name */
WfGraph *wf_draft_end          (WfDraft *self, WfGraphKind kind, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfDraft, wf_draft_clear)

/* ---- words that formats share ---- */

typedef struct
{
  WfNodeRoles role;
  const char *name;     /* "exposure" */
} WfRoleName;

#define WF_N_ROLES 4
extern const WfRoleName wf_role_names[WF_N_ROLES];

/* FALSE when the text names no kind */
gboolean wf_graph_kind_from_text (const char *text, WfGraphKind *kind);
/* text: nullable; FALSE when it names none */
gboolean wf_role_from_text       (const char *text, WfNodeRoles *role);
/* "tail", "arrow" or "circle" */
gboolean wf_mark_from_text       (const char *text, WfMark *mark);
/* the whole text is one finite number in the C locale, white space around it aside */
gboolean wf_number_from_text     (const char *text, double *value);

G_END_DECLS
