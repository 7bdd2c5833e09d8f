/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/corpus-blame.h"

G_BEGIN_DECLS

struct _WfCorpusBlame
{
  WfCorpus *corpus;
  guint64 seed;
  WfBlame **blames;         /* NULL where a run has a problem */
  GError **problems;        /* NULL where it has none */
  WfCorpusCauses *causes;   /* nullable */
  WfCorpusBlame *without;   /* nullable: before the causes were put to use */
};

/* without an answer or a reason for any run */
WfCorpusBlame *wf_corpus_blame_new (WfCorpus *corpus, guint64 seed);

G_END_DECLS
