/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/tokens-private.h"

G_BEGIN_DECLS

/* How the run ended. */
typedef struct
{
  gsize step;         /* the last step that is neither tool output nor a bare word of termination */
  const char *answer; /* in lower case; the text after the last FINAL ANSWER:, else all of that step; borrowed from the tokens */
  gsize answer_length;
  const char *original; /* the same as logged; borrowed from the trace */
  gsize original_length;
  gboolean is_stated; /* a FINAL ANSWER was given */
} WfOutcome;

void     wf_outcome_init           (WfOutcome *self, WfTrace *trace, const WfTokens *tokens);
gboolean wf_outcome_is_termination (const char *lower);

G_END_DECLS
