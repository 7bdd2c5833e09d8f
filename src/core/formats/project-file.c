/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A project file where a graph is wanted: the one that is looked at in it. The rest of it is core/project's.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/formats/formats-private.h"

static int
sniff (const char *head, gsize length)
{
  return g_strstr_len (head, (gssize) length, "\"" WF_PROJECT_FORMAT "\"") != NULL ? 100 : 0;
}

static WfGraph *
read_graph (WfSource *source, GError **error)
{
  return wf_format_json.read_graph (source, error);
}

static const char *const extensions[] = { WF_PROJECT_EXTENSION, NULL };
static const char *const mime_types[] = { WF_PROJECT_MIME_TYPE, NULL };

const WfFormat wf_format_project = {
  .id = "project",
  .name = N_ ("Wherefore project"),
  .summary = N_ ("What a window holds, with references to its data; where a graph is wanted, its graph"),
  .content = WF_CONTENT_PROJECT | WF_CONTENT_GRAPH,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_graph = read_graph,
};
