/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config.h"

#include "core/attribute/blame.h"
#include "core/trace/logs.h"

/* Who and when in data/samples/failed-run.json, by the prior alone, which no training changes. (transfer full) */
static inline WfBlame *
sample_blame (void)
{
  g_autofree char *path = g_build_filename (SOURCEDIR, "data", "samples", "failed-run.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open_path (path, NULL, &error);
  g_autoptr (WfTrace) trace = wf_trace_read (source, NULL, &error);
  g_autoptr (WfProfile) prior = wf_profile_new_prior ();
  WfBlame *blame = wf_attribute_trace (trace, prior, 1, NULL, &error);

  g_assert_no_error (error);
  return blame;
}
