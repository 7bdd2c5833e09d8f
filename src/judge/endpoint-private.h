/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Where a judge listens. */
typedef struct
{
  GUri *uri;
  char *url;
  char *host; /* with the port when it isn't the usual one: "localhost:11434", "[::1]:8080" */
  gboolean is_loopback;
  gboolean is_encrypted;
} WfEndpoint;

WfEndpoint *wf_endpoint_new  (const char *url, GError **error);
void        wf_endpoint_free (WfEndpoint *self);
/* may this key be sent there? WF_ERROR_DATA */
gboolean    wf_endpoint_check_key (const WfEndpoint *self, const char *key, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfEndpoint, wf_endpoint_free)

G_END_DECLS
