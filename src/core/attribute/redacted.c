/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/attribute/blame-private.h"

/* What a reason quotes of a message, in the quotation marks of any language. A reason has one quotation at
 * most, so that it reaches to the last mark: the words themselves may hold others. */
static char *
strip_quotes (const GRegex *quotes, const char *reason)
{
  return g_regex_replace_literal (quotes, reason, -1, 0, "“…”", 0, NULL);
}

static char ***
redact_reasons (WfBlame *self)
{
  g_autoptr (GRegex) quotes = g_regex_new ("“.*”|„.*[“”]|«.*»|».*«", G_REGEX_DOTALL, 0, NULL);
  gsize n = wf_trace_get_n_steps (self->trace);
  char ***reasons = g_new0 (char **, n);

  for (gsize i = 0; i < n; i++)
    {
      gsize n_reasons = g_strv_length (self->reasons[i]);

      reasons[i] = g_new0 (char *, n_reasons + 1);
      for (gsize r = 0; r < n_reasons; r++)
        reasons[i][r] = strip_quotes (quotes, self->reasons[i][r]);
    }
  return reasons;
}

/**
 * wf_blame_redact:
 * @self: a result
 *
 * The result to hand on where the words must stay: its numbers, on a log without a word (wf_trace_redact()).
 * What it answered is replaced in the same way, and reasons lose what they quote.
 *
 * Returns: (transfer full): the redacted result
 */
WfBlame *
wf_blame_redact (WfBlame *self)
{
  WfBlame *redacted;

  if (self->original != NULL)
    return wf_blame_ref (self);
  redacted = g_atomic_rc_box_dup (sizeof *redacted, self);
  redacted->original = wf_blame_ref (self);
  redacted->trace = wf_trace_redact (self->trace);
  redacted->answer = wf_redact_text (self->answer);
  redacted->reasons = redact_reasons (self);
  return redacted;
}
