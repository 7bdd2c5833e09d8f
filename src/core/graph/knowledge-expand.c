/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Names with an asterisk in background knowledge, which stand for the variables that they match. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/graph/knowledge-private.h"

typedef struct
{
  const char *const *variables;
  GHashTable *known;   /* set of the variables */
  WfKnowledge *answer; /* being built */
  gsize n_arrows;      /* that it has been told, one by one or in groups */
} Expansion;

/* an asterisk stands for any text, also none; linear but for the last asterisk's tries */
static gboolean
matches (const char *pattern, const char *text)
{
  const char *star = NULL, *tried = NULL;

  while (*text != '\0')
    {
      if (*pattern == '*')
        {
          star = pattern++;
          tried = text;
        }
      else if (*pattern == *text)
        {
          pattern++;
          text++;
        }
      else if (star != NULL)
        {
          pattern = star + 1;
          text = ++tried;
        }
      else
        return FALSE;
    }
  while (*pattern == '*')
    pattern++;
  return *pattern == '\0';
}

/* a variable that has an asterisk in its own name is meant itself */
static gboolean
is_pattern (const Expansion *self, const char *name)
{
  return strchr (name, '*') != NULL && !g_hash_table_contains (self->known, name);
}

/* The variables that the names stand for, each once; a pattern that matches none stays as it is. */
static GPtrArray *
expand (const Expansion *self, const char *const *names)
{
  GPtrArray *expanded = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      gboolean has_match = FALSE;

      for (gsize v = 0; is_pattern (self, names[i]) && self->variables[v] != NULL; v++)
        if (matches (names[i], self->variables[v]))
          {
            has_match = TRUE;
            if (g_hash_table_add (seen, (gpointer) self->variables[v]))
              g_ptr_array_add (expanded, (gpointer) self->variables[v]);
          }
      if (!has_match && g_hash_table_add (seen, (gpointer) names[i]))
        g_ptr_array_add (expanded, (gpointer) names[i]);
    }
  g_ptr_array_add (expanded, NULL);
  return expanded;
}

static GPtrArray *
expand_one (const Expansion *self, const char *name)
{
  const char *const names[] = { name, NULL };

  return expand (self, names);
}

/* names said exactly win over patterns, later patterns over earlier ones */
static void
expand_tiers (Expansion *self, WfKnowledge *knowledge, const char *const *names)
{
  for (int pass = 0; pass < 2; pass++)
    for (gsize i = 0; names[i] != NULL; i++)
      {
        int tier = wf_knowledge_get_tier (knowledge, names[i]);
        g_autoptr (GPtrArray) expanded = NULL;

        if (tier < 0 || is_pattern (self, names[i]) != (pass == 0))
          continue;
        expanded = expand_one (self, names[i]);
        for (guint k = 0; k + 1 < expanded->len; k++)
          wf_knowledge_set_tier (self->answer, expanded->pdata[k], (guint) tier);
      }
  for (guint tier = 0; tier < wf_knowledge_get_n_tiers (knowledge); tier++)
    if (wf_knowledge_is_tier_closed (knowledge, tier))
      wf_knowledge_forbid_within_tier (self->answer, tier);
}

static gboolean
count_arrows (Expansion *self, const GPtrArray *from, const GPtrArray *to, GError **error)
{
  self->n_arrows += (gsize) (from->len - 1) * (to->len - 1);
  if (self->n_arrows <= WF_LIMIT_KNOWN_ARROWS)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
               _ ("The background knowledge stands for more than %d arrows; use tiers, or names with an "
                  "asterisk that match fewer variables."),
               WF_LIMIT_KNOWN_ARROWS);
  return FALSE;
}

/* all of one side to all of the other, but none to itself */
static gboolean
expand_singles (Expansion *self, WfKnowledge *knowledge, WfArrowRule rule, GError **error)
{
  g_auto (GStrv) singles = wf_knowledge_list_single (knowledge, rule);

  for (gsize i = 0; singles[i] != NULL; i += 2)
    {
      gboolean is_plain = !is_pattern (self, singles[i]) && !is_pattern (self, singles[i + 1]);
      g_autoptr (GPtrArray) from = expand_one (self, singles[i]);
      g_autoptr (GPtrArray) to = expand_one (self, singles[i + 1]);

      if (!count_arrows (self, from, to, error))
        return FALSE;
      for (guint a = 0; a + 1 < from->len; a++)
        for (guint b = 0; b + 1 < to->len; b++)
          if (!is_plain && g_str_equal (from->pdata[a], to->pdata[b]))
            continue;
          else if (rule == WF_RULE_REQUIRED)
            wf_knowledge_require (self->answer, from->pdata[a], to->pdata[b]);
          else
            wf_knowledge_forbid (self->answer, from->pdata[a], to->pdata[b]);
    }
  return TRUE;
}

static gboolean
expand_groups (Expansion *self, WfKnowledge *knowledge, GError **error)
{
  for (guint i = 0; i < wf_knowledge_get_n_groups (knowledge); i++)
    {
      g_auto (GStrv) from = NULL;
      g_auto (GStrv) to = NULL;
      WfArrowRule rule = wf_knowledge_get_group (knowledge, i, &from, &to);
      g_autoptr (GPtrArray) causes = expand (self, (const char *const *) from);
      g_autoptr (GPtrArray) effects = expand (self, (const char *const *) to);

      if (!count_arrows (self, causes, effects, error))
        return FALSE;
      if (rule == WF_RULE_REQUIRED)
        wf_knowledge_require_group (self->answer, (const char *const *) causes->pdata,
                                    (const char *const *) effects->pdata);
      else
        wf_knowledge_forbid_group (self->answer, (const char *const *) causes->pdata,
                                   (const char *const *) effects->pdata);
    }
  return TRUE;
}

/**
 * wf_knowledge_expand:
 * @self: knowledge
 * @names: (array zero-terminated=1): the variables of the data
 * @error: return location for an error
 *
 * Names with asterisks stand for the variables that they match, an asterisk for any text: “gene*” for all
 * whose name starts with “gene” (as in Tetrad's knowledge files). A variable whose own name has an asterisk
 * is meant itself. A name that matches none is kept, so that wf_knowledge_check() tells of it. Where a
 * variable is in several tiers, its own name counts before a pattern, a later pattern before an earlier one.
 * From a pattern to a pattern no variable meets itself. Cost: names times patterns, and the arrows.
 *
 * Errors: %WF_ERROR_TOO_LARGE beyond %WF_LIMIT_KNOWN_ARROWS arrows.
 *
 * Returns: (transfer full): knowledge without patterns, @self itself when it has none; or %NULL
 */
WfKnowledge *
wf_knowledge_expand (WfKnowledge *self, const char *const *names, GError **error)
{
  g_auto (GStrv) mentioned = NULL;
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (WfKnowledge) answer = NULL;
  Expansion expansion = { .variables = names };
  gboolean has_patterns = FALSE;

  g_return_val_if_fail (self != NULL && names != NULL, NULL);

  known = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; names[i] != NULL; i++)
    g_hash_table_add (known, (gpointer) names[i]);
  expansion.known = known;
  mentioned = wf_knowledge_list_names (self);
  for (gsize i = 0; mentioned[i] != NULL; i++)
    has_patterns |= is_pattern (&expansion, mentioned[i]);
  if (!has_patterns)
    return wf_knowledge_ref (self);

  expansion.answer = answer = wf_knowledge_new ();
  expand_tiers (&expansion, self, (const char *const *) mentioned);
  if (!expand_singles (&expansion, self, WF_RULE_FORBIDDEN, error) ||
      !expand_singles (&expansion, self, WF_RULE_REQUIRED, error) || !expand_groups (&expansion, self, error))
    return NULL;
  return g_steal_pointer (&answer);
}
