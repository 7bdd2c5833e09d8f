/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/formats/draft-private.h"

G_BEGIN_DECLS

typedef enum
{
  DOT_END,
  DOT_ID,         /* a name; is_bare says whether it may be a keyword */
  DOT_HTML,       /* <...> */
  DOT_MARK,       /* { } [ ] ; , = : + */
  DOT_ARROW,      /* -> */
  DOT_LINE,       /* -- */
  DOT_MARKED,     /* an edge of DAGitty that DOT doesn't have: <->, @-@ ... */
} WfDotTokenKind;

/* The token at hand of a DOT text. */
typedef struct
{
  const WfText  *text;
  gboolean       is_dagitty; /* no HTML; edges say their marks; names may hold dots and begin with digits */
  const char    *next;       /* where the next token is looked for */
  WfDotTokenKind kind;
  const char    *place;      /* where the token at hand starts */
  gboolean       is_bare;
  char           mark;
  WfMark         left, right; /* of an edge */
  GString       *value;      /* of an ID */
} WfDotLexer;

void     wf_dot_lexer_init       (WfDotLexer *self, const WfText *text);
void     wf_dot_lexer_clear      (WfDotLexer *self);
gboolean wf_dot_lexer_advance    (WfDotLexer *self, GError **error);
gboolean wf_dot_lexer_is_mark    (const WfDotLexer *self, char mark);
gboolean wf_dot_lexer_is_keyword (const WfDotLexer *self, const char *keyword);
/* appends a name as a quoted ID, or bare where that reads the same */
void     wf_dot_append_id        (GString *text, const char *name);

gboolean wf_dot_lexer_is_edge    (const WfDotLexer *self);

WfGraph *wf_dot_read             (WfSource *source, GError **error);
/* DAGitty's dialect of it */
WfGraph *wf_dagitty_read         (WfSource *source, GError **error);

/* what the reader leaves to dagitty.c: places in points; "dag" with ↔ is an ADMG */
void        wf_dagitty_scale     (WfDraft *draft, const double *box);
WfGraphKind wf_dagitty_find_kind (const WfDraft *draft, WfGraphKind kind);

G_END_DECLS
