/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/outcome-private.h"

#define FINAL_ANSWER    "FINAL ANSWER:"
#define MAX_TERMINATION (40 * 4) /* bytes of 40 characters */

/* Whether a message in lower case is a bare word of termination: under 40 characters that say "terminate". */
gboolean
wf_outcome_is_termination (const char *lower)
{
  gsize length;

  while (g_ascii_isspace (*lower))
    lower++;
  length = strnlen (lower, MAX_TERMINATION);
  if (lower[length] != '\0' && lower[length + strspn (lower + length, " \t\n\v\f\r")] != '\0')
    return FALSE;
  while (length > 0 && g_ascii_isspace (lower[length - 1]))
    length--;
  return g_utf8_strlen (lower, (gssize) length) < 40 &&
         g_strstr_len (lower, (gssize) length, "terminate") != NULL;
}

/* The place in the lower-case copy that stands for a place in the text: both have the same characters. */
static const char *
find_lower (const char *text, const char *place, const char *lower)
{
  return g_utf8_offset_to_pointer (lower, g_utf8_pointer_to_offset (text, place));
}

void
wf_outcome_init (WfOutcome *self, WfTrace *trace, const WfTokens *tokens)
{
  gsize last = tokens->n_steps - 1;

  while (last > 0 && (wf_trace_get_role (trace, last) == WF_ROLE_ENVIRONMENT ||
                      wf_outcome_is_termination (tokens->lower[last])))
    last--;
  self->step = last;
  self->answer = tokens->lower[last];
  self->answer_length = strlen (self->answer);
  self->original = wf_trace_get_text (trace, last);
  self->original_length = strlen (self->original);
  self->is_stated = FALSE;

  for (gsize i = tokens->n_steps; i-- > 0 && !self->is_stated;)
    {
      const char *text = wf_trace_get_text (trace, i);
      const char *found = strstr (text, FINAL_ANSWER);

      if (found == NULL)
        continue;
      self->original = found + strlen (FINAL_ANSWER);
      self->original_length = strcspn (self->original, "\n");
      self->answer = find_lower (text, self->original, tokens->lower[i]);
      self->answer_length = strcspn (self->answer, "\n");
      self->is_stated = TRUE;
    }
}
