/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/discovery/constraints-private.h"

WfConstraints *
wf_constraints_new (WfKnowledge *knowledge, const char *const *names, WfProgress *progress, GError **error)
{
  g_autoptr (WfConstraints) self = g_new0 (WfConstraints, 1);
  gsize n = g_strv_length ((GStrv) names);

  self->n = (guint) n;
  if (knowledge == NULL || wf_knowledge_is_empty (knowledge))
    return g_steal_pointer (&self);

  self->rules = g_try_new0 (guint8, n * n);
  if (self->rules == NULL)
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                           _ ("Not enough memory for the background knowledge; select fewer columns"));
      return NULL;
    }
  for (gsize a = 0; a < n; a++)
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      for (gsize b = 0; b < n; b++)
        if (a != b)
          {
            if (wf_knowledge_is_required (knowledge, names[a], names[b]))
              self->rules[a * n + b] = WF_RULE_REQUIRED;
            else if (wf_knowledge_is_forbidden (knowledge, names[a], names[b]))
              self->rules[a * n + b] = WF_RULE_FORBIDDEN;
          }
    }
  return g_steal_pointer (&self);
}

void
wf_constraints_free (WfConstraints *self)
{
  g_free (self->rules);
  g_free (self);
}
