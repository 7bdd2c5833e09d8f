/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/formats/draft-private.h"
#include "core/formats/network-private.h"

G_BEGIN_DECLS

typedef enum
{
  NETWORK_END,
  NETWORK_WORD,     /* a bare name or number */
  NETWORK_STRING,   /* "..." */
  NETWORK_MARK,
} WfNetworkTokenKind;

/* The token at hand of a text that tells a Bayesian network: BIF and Hugin NET have the same words. */
typedef struct
{
  WfNetworkDraft    *draft;      /* whose input is the text */
  const WfText      *text;
  const char        *marks;      /* characters that are tokens by themselves */
  gboolean           has_percent_comments;   /* % to the end of the line; else // and / * * / */
  const char        *next;       /* where the next token is looked for */
  const char        *place;      /* where the token at hand starts */
  WfNetworkTokenKind kind;
  char               mark;
  GString           *value;      /* of a word or a string */
} WfNetworkLexer;

void     wf_network_lexer_init       (WfNetworkLexer *self, WfNetworkDraft *draft, const char *marks, gboolean has_percent_comments);
void     wf_network_lexer_clear      (WfNetworkLexer *self);
/* WF_ERROR_PARSE: a quote or a comment that doesn't end */
gboolean wf_network_lexer_advance    (WfNetworkLexer *self, GError **error);
gboolean wf_network_lexer_is_mark    (const WfNetworkLexer *self, char mark);
gboolean wf_network_lexer_is_keyword (const WfNetworkLexer *self, const char *keyword);
gboolean wf_network_lexer_is_name    (const WfNetworkLexer *self);   /* a word or a string */
/* FALSE with WF_ERROR_PARSE: “expected” and what stands there instead. what: in words, or a mark */
gboolean wf_network_lexer_expected   (const WfNetworkLexer *self, const char *what, GError **error);
/* goes past the mark that must be at hand */
gboolean wf_network_lexer_take_mark  (WfNetworkLexer *self, char mark, GError **error);
/* the name at hand, which stays there: what: “a variable” */
gboolean wf_network_lexer_check_name (const WfNetworkLexer *self, const char *what, GError **error);
/* goes past a number, which must be finite */
gboolean wf_network_lexer_take_number (WfNetworkLexer *self, double *value, GError **error);
/* goes past { ... }, whose { is at hand */
gboolean wf_network_lexer_skip_block (WfNetworkLexer *self, GError **error);

/* a WfPlaceErrorFunc of a WfText */
void     wf_network_text_set_error   (gconstpointer input, gconstpointer place, GError **error, int code, const char *message);
/* appends "name" with \" and \\ */
void     wf_network_append_string    (GString *text, const char *name);

#define WF_BIF_MARKS "{}[]()|,;"
WfModel *wf_bif_read                 (WfSource *source, WfProgress *progress, GError **error);
#define WF_NET_MARKS "{}()|=;"
WfModel *wf_net_read                 (WfSource *source, WfProgress *progress, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfNetworkLexer, wf_network_lexer_clear)

G_END_DECLS
