/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "judge/endpoint-private.h"

G_BEGIN_DECLS

#define WF_HTTP_BEARER      "Bearer "
#define WF_HTTP_MAX_HEADERS 4

typedef struct
{
  const char *name;
  const char *value;
} WfHttpHeader;

typedef struct
{
  const WfEndpoint *endpoint;
  const char *body;
  const char *key; /* nullable */
  gint64 deadline; /* monotonic time */
  double connect_seconds;
  gsize max_bytes; /* of the answer */
} WfHttpCall;

typedef struct
{
  guint status;
  char *reason;       /* "Too Many Requests" */
  char *location;     /* of a redirect; nullable */
  double retry_after; /* seconds; negative: the server doesn't say */
  GBytes *body;
} WfHttpReply;

/* what is sent beside Host and Content-Length; authorization: nullable. Returns their number */
gsize        wf_http_list_headers (const char *authorization, WfHttpHeader *headers);
/* G_IO_ERROR_TIMED_OUT, WF_ERROR_TOO_LARGE and what GIO and libsoup say. A status is an answer, not an error */
WfHttpReply *wf_http_post         (const WfHttpCall *call, WfProgress *progress, GError **error);
void         wf_http_reply_free   (WfHttpReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfHttpReply, wf_http_reply_free)

G_END_DECLS
