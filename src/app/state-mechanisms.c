/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The kinds of mechanisms that somebody chose, as one text: "pka=spline,erk=linear-gaussian". */

#include "config.h"

#include <string.h>

#include "app/state.h"

/* the entry of a node in the list; NULL without one */
static const char *
find_kind (char **entries, const char *node)
{
  gsize length = strlen (node);

  for (; *entries; entries++)
    if (g_str_has_prefix (*entries, node) && (*entries)[length] == '=')
      return *entries + length + 1;
  return NULL;
}

char *
wf_state_dup_mechanism (const WfState *self, const char *node)
{
  g_auto (GStrv) entries = g_strsplit (self->mechanisms ? self->mechanisms : "", ",", -1);

  return g_strdup (find_kind (entries, node));
}

void
wf_state_set_mechanism (WfState *self, const char *node, const char *kind)
{
  g_auto (GStrv) entries = g_strsplit (self->mechanisms ? self->mechanisms : "", ",", -1);
  const char *old = find_kind (entries, node);
  g_autoptr (GString) text = g_string_new (NULL);

  for (char **entry = entries; *entry; entry++)
    if (old == NULL || *entry != old - strlen (node) - 1)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", *entry);
  if (kind)
    g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "," : "", node, kind);
  g_free (self->mechanisms);
  self->mechanisms = text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
