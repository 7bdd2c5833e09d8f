/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/discovery/constraints-private.h"

static void
set_memory_error (GError **error)
{
  g_set_error_literal (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                       _ ("Not enough memory for the background knowledge; select fewer columns"));
}

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
      set_memory_error (error);
      return NULL;
    }
  if (!wf_knowledge_fill_rules (knowledge, names, self->rules, progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
wf_constraints_make_exogenous (WfConstraints *self,
                               const guint8 *is_marked,
                               const char *const *names,
                               GError **error)
{
  gsize n = self->n;

  if (self->rules == NULL)
    self->rules = g_try_new0 (guint8, n * n);
  if (self->rules == NULL)
    {
      set_memory_error (error);
      return FALSE;
    }
  for (gsize b = 0; b < n; b++)
    for (gsize a = 0; is_marked[b] && a < n; a++)
      if (self->rules[a * n + b] & WF_RULE_REQUIRED)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The background knowledge requires %s → %s, but “%s” is a context, which nothing "
                          "in the table can cause. Take the arrow out of the knowledge, or name another "
                          "context"),
                       names[a], names[b], names[b]);
          return FALSE;
        }
      else if (a != b)
        self->rules[a * n + b] = WF_RULE_FORBIDDEN;
  return TRUE;
}

void
wf_constraints_free (WfConstraints *self)
{
  g_free (self->rules);
  g_free (self);
}
