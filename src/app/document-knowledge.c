/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/document-private.h"
#include "core/formats/formats.h"

WfKnowledge *
wf_document_get_knowledge (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->state->knowledge;
}

gboolean
wf_document_has_new_knowledge (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  return wf_state_has_new_knowledge (self->state);
}

char *
wf_document_dup_knowledge_problem (WfDocument *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);

  if (self->state->knowledge == NULL || self->state->table == NULL)
    return NULL;
  wf_knowledge_check (self->state->knowledge, wf_table_get_names (self->state->table), &error);
  return error ? g_strdup (error->message) : NULL;
}

/* a copy to be changed */
static WfKnowledge *
copy_knowledge (WfDocument *self)
{
  return self->state->knowledge ? wf_knowledge_copy (self->state->knowledge) : wf_knowledge_new ();
}

/* takes both over; what says the same is no command */
static void
commit (WfDocument *self, char *label, WfKnowledge *knowledge)
{
  g_autofree char *owned = label;
  WfKnowledge *old = self->state->knowledge;
  WfState *next;

  if (old ? wf_knowledge_equal (old, knowledge) : wf_knowledge_is_empty (knowledge))
    {
      wf_knowledge_unref (knowledge);
      return;
    }
  next = wf_state_copy (self->state);
  wf_state_set_knowledge (next, knowledge, NULL);
  wf_document_commit (self, label, NULL, next);
}

void
wf_document_set_tier (WfDocument *self, const char *const *names, int tier)
{
  WfKnowledge *knowledge;
  g_autofree char *joined = NULL;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (names != NULL && names[0] != NULL);

  knowledge = copy_knowledge (self);
  for (const char *const *name = names; *name; name++)
    if (tier < 0)
      wf_knowledge_unset_tier (knowledge, *name);
    else
      wf_knowledge_set_tier (knowledge, *name, (guint) tier);
  joined = g_strjoinv (", ", (char **) names);
  commit (self,
          tier < 0 ? g_strdup_printf (_ ("Take %s out of the tiers"), joined)
                   : g_strdup_printf (_ ("Put %s into tier %d"), joined, tier + 1),
          knowledge);
}

void
wf_document_close_tier (WfDocument *self, guint tier, gboolean is_closed)
{
  WfKnowledge *knowledge;

  g_return_if_fail (WF_IS_DOCUMENT (self));

  knowledge = copy_knowledge (self);
  if (is_closed)
    wf_knowledge_forbid_within_tier (knowledge, tier);
  else
    wf_knowledge_allow_within_tier (knowledge, tier);
  commit (self,
          g_strdup_printf (is_closed ? _ ("Forbid arrows within tier %u") : _ ("Allow arrows within tier %u"),
                           tier + 1),
          knowledge);
}

void
wf_document_forbid (WfDocument *self, const char *from, const char *to)
{
  WfKnowledge *knowledge;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (from != NULL && to != NULL);

  knowledge = copy_knowledge (self);
  wf_knowledge_allow (knowledge, from, to);
  wf_knowledge_forbid (knowledge, from, to);
  commit (self, g_strdup_printf (_ ("Forbid %s → %s"), from, to), knowledge);
}

void
wf_document_require (WfDocument *self, const char *from, const char *to)
{
  WfKnowledge *knowledge;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (from != NULL && to != NULL);

  knowledge = copy_knowledge (self);
  wf_knowledge_allow (knowledge, from, to);
  if (wf_knowledge_is_required (knowledge, to, from))
    wf_knowledge_allow (knowledge, to, from);
  wf_knowledge_require (knowledge, from, to);
  commit (self, g_strdup_printf (_ ("Require %s → %s"), from, to), knowledge);
}

void
wf_document_allow (WfDocument *self, const char *from, const char *to)
{
  WfKnowledge *knowledge;

  g_return_if_fail (WF_IS_DOCUMENT (self));
  g_return_if_fail (from != NULL && to != NULL);

  knowledge = copy_knowledge (self);
  wf_knowledge_allow (knowledge, from, to);
  commit (self, g_strdup_printf (_ ("Leave %s → %s open"), from, to), knowledge);
}

void
wf_document_clear_knowledge (WfDocument *self)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));
  commit (self, g_strdup (_ ("Forget all knowledge")), wf_knowledge_new ());
}

gboolean
wf_document_save_knowledge (WfDocument *self, GFile *file, GError **error)
{
  g_autoptr (WfKnowledge) knowledge = NULL;

  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  knowledge = self->state->knowledge ? wf_knowledge_ref (self->state->knowledge) : wf_knowledge_new ();
  return wf_knowledge_write (knowledge, file, error);
}
