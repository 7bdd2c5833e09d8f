/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"

G_BEGIN_DECLS

/* A JSON value as the places of its parts in the text, eight bytes each: for values too large for a tree, or for one of many. A container
 * is followed by what it holds: an object by a name and its value in turns, a list by its elements. */
typedef struct
{
  guint32 at;   /* byte, from the value's first */
  guint32 next; /* the token behind it and all that it holds */
} WfJsonToken;

#define WF_JSON_OPENED 3

typedef struct
{
  const char  *text;     /* of the document, borrowed; behind its byte-order mark */
  gsize        length;
  const char  *name;     /* of the document, for errors; borrowed */
  gsize        start;    /* of the value read last */
  WfJsonToken *tokens;
  guint32      n_tokens;
  guint32      capacity;
  /* where reading failed: the containers that were open, the first of them by their tokens */
  gsize        depth;
  guint32      opened[WF_JSON_OPENED];
} WfJsonTokens;

void wf_json_tokens_init  (WfJsonTokens *self, const char *text, gsize length, const char *name);
void wf_json_tokens_clear (WfJsonTokens *self);

/* The value that begins at byte `at` in the place of the one before; *behind: the byte behind it. Checked as by wf_json_parse(), but NaN
 * and Infinity are values, too, as programs write them that know no better. FALSE with WF_ERROR_PARSE that starts with name:line:column,
 * WF_ERROR_TOO_LARGE or G_IO_ERROR_CANCELLED; the tokens are then those of all that was whole, in containers that end there. */
gboolean wf_json_tokens_read (WfJsonTokens *self, gsize at, gsize *behind, WfProgress *progress, GError **error);

/* its first character: one of { [ " t f n N I - and digits */
static inline char
wf_json_tokens_get_kind (const WfJsonTokens *self, guint32 token)
{
  return self->text[self->start + self->tokens[token].at];
}

/* The token behind it and all that it holds: of a container the end of what begins at token + 1, of what it holds the next */
static inline guint32
wf_json_tokens_get_end (const WfJsonTokens *self, guint32 token)
{
  return self->tokens[token].next;
}

/* the content of a text or a name, its escapes resolved in the buffer where there are any; not nul-terminated */
const char *wf_json_tokens_get_text (const WfJsonTokens *self, guint32 token, GString *buffer, gsize *length);
/* a number or a word as it stands */
const char *wf_json_tokens_get_word (const WfJsonTokens *self, guint32 token, gsize *length);
/* byte of the document */
gsize       wf_json_tokens_get_place (const WfJsonTokens *self, guint32 token);
/* the first byte from `at` on that is no space */
gsize       wf_json_tokens_skip_space (const WfJsonTokens *self, gsize at);
/* WF_ERROR_PARSE, "name:line:column: message" of a byte of the document; always FALSE */
gboolean    wf_json_tokens_fail (const WfJsonTokens *self, gsize at, GError **error, const char *message);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfJsonTokens, wf_json_tokens_clear)

G_END_DECLS
