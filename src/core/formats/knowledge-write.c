/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Background knowledge in Tetrad's format, with its groups. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/formats-private.h"

/* Quoted where it wouldn't be read back as it is. Tetrad itself knows no quotes: it reads such names in part.
 */
static void
append_name (GString *text, const char *name)
{
  gboolean is_plain = *name != '\0' && strpbrk (name, " \t\r\f") == NULL && strchr ("\"/*", *name) == NULL &&
                      !wf_knowledge_is_section (name);

  g_string_append_c (text, ' ');
  if (is_plain)
    {
      g_string_append (text, name);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *p = name; *p != '\0'; p++)
    {
      g_string_append_c (text, *p);
      if (*p == '"')
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

/* without the space in front */
static void
append_line (GString *text, const char *const *names, gsize n)
{
  gsize start = text->len;

  for (gsize i = 0; i < n; i++)
    append_name (text, names[i]);
  g_string_erase (text, (gssize) start, 1);
  g_string_append_c (text, '\n');
}

static int
compare_tiers (gconstpointer a, gconstpointer b, gpointer knowledge)
{
  return wf_knowledge_get_tier (knowledge, *(const char *const *) a) -
         wf_knowledge_get_tier (knowledge, *(const char *const *) b);
}

static void
append_tiers (GString *text, WfKnowledge *knowledge, GStrv names)
{
  gsize n = g_strv_length (names);
  g_autofree const char **sorted = g_memdup2 (names, (n + 1) * sizeof (char *));
  guint n_tiers = wf_knowledge_get_n_tiers (knowledge);
  gsize i = 0;

  g_qsort_with_data (sorted, (int) n, sizeof (char *), compare_tiers, knowledge);
  while (i < n && wf_knowledge_get_tier (knowledge, sorted[i]) < 0)
    i++;
  g_string_append (text, "addtemporal\n\n");
  for (guint tier = 0; tier < n_tiers; tier++)
    {
      gboolean is_closed = wf_knowledge_is_tier_closed (knowledge, tier);
      gboolean is_empty = i == n || wf_knowledge_get_tier (knowledge, sorted[i]) != (int) tier;

      if (is_empty && !is_closed)
        continue;
      g_string_append_printf (text, "%u%s", tier + 1, is_closed ? "*" : "");
      for (; i < n && wf_knowledge_get_tier (knowledge, sorted[i]) == (int) tier; i++)
        append_name (text, sorted[i]);
      g_string_append_c (text, '\n');
    }
}

static void
append_arrows (GString *text, WfKnowledge *knowledge, WfArrowRule rule)
{
  g_auto (GStrv) arrows = wf_knowledge_list_single (knowledge, rule);

  g_string_append (text, rule == WF_RULE_REQUIRED ? "\nrequiredirect\n" : "\nforbiddirect\n");
  for (gsize i = 0; arrows[i] != NULL; i += 2)
    append_line (text, (const char *const *) arrows + i, 2);
}

static void
append_groups (GString *text, WfKnowledge *knowledge, WfArrowRule rule)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < wf_knowledge_get_n_groups (knowledge); i++)
    {
      g_auto (GStrv) from = NULL;
      g_auto (GStrv) to = NULL;

      if (wf_knowledge_get_group (knowledge, i, &from, &to) != rule || *from == NULL || *to == NULL)
        continue;
      if (is_first)
        g_string_append (text, rule == WF_RULE_REQUIRED ? "\nrequiredgroup\n" : "\nforbiddengroup\n");
      is_first = FALSE;
      append_line (text, (const char *const *) from, g_strv_length (from));
      append_line (text, (const char *const *) to, g_strv_length (to));
    }
}

gboolean
wf_knowledge_write_text (WfKnowledge *knowledge, GString *text, GError **error)
{
  g_auto (GStrv) names = wf_knowledge_list_names (knowledge);

  for (gsize i = 0; names[i] != NULL; i++)
    if (strchr (names[i], '\n') != NULL)
      {
        g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                     _ ("The name “%s” has a line break, which a file of knowledge can’t hold; rename the "
                        "column"),
                     names[i]);
        return FALSE;
      }
  g_string_append (text, "/knowledge\n");
  append_tiers (text, knowledge, names);
  append_arrows (text, knowledge, WF_RULE_FORBIDDEN);
  append_arrows (text, knowledge, WF_RULE_REQUIRED);
  append_groups (text, knowledge, WF_RULE_FORBIDDEN);
  append_groups (text, knowledge, WF_RULE_REQUIRED);
  return TRUE;
}
