/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/discovery/choices-private.h"
#include "core/discovery/pag-private.h"

G_BEGIN_DECLS

/* For the array of parameters of a search that gives a PAG. */
#define WF_DISCOVERY_PAG_PARAMS                                                                                        \
  { .id = "max-path", .name = N_ ("Longest discriminating path"), .type = WF_PARAM_INTEGER, .value = -1, .min = -1,    \
    .max = 1000, .unit = N_ ("edges"), .help = N_ ("Longer paths give no direction; -1 = no limit") },                 \
  { .id = "complete-rules", .name = N_ ("All ten rules"), .type = WF_PARAM_BOOLEAN, .value = 1,                        \
    .help = N_ ("Without rules 5 to 10 all arrows are found, but not all tails (Zhang 2008)") }

typedef struct
{
  WfColliderRule rule;
  gboolean       has_possible_d_sep;
  gboolean       is_complete;
  gssize         max_path;      /* edges of a discriminating path, -1 = no limit */
  WfPathCheck    check_path;    /* nullable; by wf_fci_orient() only */
  gpointer       check_data;
} WfFciOptions;

typedef WfDiscoveryResult *(*WfFciSearch) (const WfPcInput *input, const WfFciOptions *options, GVariant *params, GError **error);

WfDiscoveryResult *wf_fci_search  (const WfPcInput *input, const WfFciOptions *options, GVariant *params, GError **error);
WfDiscoveryResult *wf_rfci_search (const WfPcInput *input, const WfFciOptions *options, GVariant *params, GError **error);

/* parents: an acyclic graph, n rows of (n + 63) / 64 words, bit p of row v: p is a parent of v; its pairs without an edge get none.
 * warnings: added to. The collider rule of the options isn't used. */
WfDiscoveryResult *wf_gfci_search (const WfPcInput *input, const guint64 *parents, const WfFciOptions *options, GVariant *params,
                                   GStrvBuilder *warnings, GError **error);

/* The marks and the result once the triples are told. */
WfDiscoveryResult *wf_fci_orient  (const WfPcInput *input, WfSkeleton *skeleton, GArray *triples, const WfFciOptions *options,
                                   GVariant *params, GStrvBuilder *warnings, GError **error);

/* From what a search is given to what these take. */
WfFciOptions       wf_fci_get_options (GVariant *params);
WfDiscoveryResult *wf_fci_run (const WfDiscoveryInput *input, const WfFciOptions *options, WfFciSearch search, GError **error);

G_END_DECLS
