/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/equations-private.h"

G_BEGIN_DECLS

typedef enum
{
  WF_TOKEN_END,
  WF_TOKEN_LINE,     /* the end of a line, outside parentheses */
  WF_TOKEN_NAME,     /* bare or in quotes */
  WF_TOKEN_WORD,     /* and, or, not, if, context */
  WF_TOKEN_NUMBER,
  WF_TOKEN_SIGN,     /* one of ( ) { } , = == != < <= > >= + - * */
} WfToken;

/* Splits text into tokens, one ahead. */
typedef struct
{
  const char *name;      /* of the file, for messages */
  const char *start, *end;
  const char *next;      /* behind the token */
  const char *place;     /* of the token */
  const char *last;      /* behind the token before it */
  WfToken token;
  GString *text;         /* of the token, without quotes */
  gint64 number;
  guint n_open;          /* parentheses */
} WfEquationLexer;

void     wf_equation_lexer_init      (WfEquationLexer *self, const char *text, gsize length, const char *name);
void     wf_equation_lexer_clear     (WfEquationLexer *self);
gboolean wf_equation_lexer_advance   (WfEquationLexer *self, GError **error);
gboolean wf_equation_lexer_is        (const WfEquationLexer *self, WfToken token, const char *text);
/* WF_ERROR_PARSE, or another code, "name:line:column: message" for a place in the text; FALSE */
gboolean wf_equation_lexer_fail      (const WfEquationLexer *self, const char *place, int code, GError **error, const char *format, ...) G_GNUC_PRINTF (5, 6);
/* the token as people would name it: “and”, the end of the line */
char    *wf_equation_lexer_describe  (const WfEquationLexer *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfEquationLexer, wf_equation_lexer_clear)

G_END_DECLS
