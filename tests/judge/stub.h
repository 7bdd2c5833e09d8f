/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

/* A server on 127.0.0.1 that answers with prepared bytes, whatever they are, and remembers what it received, to the byte. */
typedef struct _Stub Stub;

#define STUB_SILENCE "(silence)" /* receives, and never answers; at the end of a reply: stalls there */
#define STUB_HANG_UP "(hang up)" /* receives, and closes the connection */

/* the n-th connection gets the n-th reply, later ones the last; certificate: nullable: with TLS */
Stub       *stub_new          (const char *const *replies, GTlsCertificate *certificate);
void        stub_free         (Stub *self);
char       *stub_get_url      (Stub *self);               /* "http://127.0.0.1:1234" */
guint       stub_get_n_requests (Stub *self);
char       *stub_get_request  (Stub *self, guint index);  /* raw: request line, headers, body */
gint64      stub_get_time     (Stub *self, guint index);  /* when it came, monotonic */

/* a whole HTTP response; headers: "Retry-After: 1\r\n", or "" */
char       *stub_respond      (guint status, const char *headers, const char *body);
/* one whose only choice is these words of a model */
char       *stub_say          (const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stub, stub_free)
