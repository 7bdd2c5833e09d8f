/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/blame-private.h"

/* Strongest first, ties in the order of the log. */
static int
compare_weights (gconstpointer a, gconstpointer b, gpointer data)
{
  const WfBlameLink *links = data;
  const WfBlameLink *x = &links[*(const gsize *) a], *y = &links[*(const gsize *) b];

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return (x > y) - (x < y);
}

/**
 * wf_blame_list_links:
 * @self: a result
 * @step: index of a step
 * @is_used: whether to list the steps that use this one, rather than those that it uses
 * @n_links: (out): how many
 *
 * Returns: (transfer full) (array length=n_links): indices for wf_blame_get_link(), the strongest first
 */
gsize *
wf_blame_list_links (WfBlame *self, gsize step, gboolean is_used, gsize *n_links)
{
  const WfStructure *s = self->structure;
  gsize first, n;
  gsize *found;

  *n_links = 0;
  g_return_val_if_fail (step < s->n_steps, NULL);

  first = is_used ? s->uses_start[step] : s->start[step];
  n = (is_used ? s->uses_start[step + 1] : s->start[step + 1]) - first;
  found = g_new (gsize, MAX (n, 1));
  for (gsize l = 0; l < n; l++)
    found[l] = is_used ? s->uses[first + l] : first + l;
  g_qsort_with_data (found, (int) n, sizeof *found, compare_weights, s->links);
  *n_links = n;
  return found;
}

/**
 * wf_blame_count_links:
 * @self: a result
 * @source: what links may be taken from
 *
 * Returns: how many links are
 */
gsize
wf_blame_count_links (WfBlame *self, WfLinkSource source)
{
  gsize n = 0;

  for (gsize l = 0; l < self->structure->n_links; l++)
    n += self->structure->links[l].source == source;
  return n;
}

/**
 * wf_blame_describe_links:
 * @self: a result
 *
 * Returns: (transfer full): how many links there are and what they were taken from, translated
 */
char *
wf_blame_describe_links (WfBlame *self)
{
  gsize n_links = wf_blame_get_n_links (self);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *separator = ": ";

  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%zu link", "%zu links", n_links), n_links);
  for (WfLinkSource source = 0; source < WF_N_LINK_SOURCES; source++)
    {
      gsize n = wf_blame_count_links (self, source);

      if (n == 0)
        continue;
      /* Translators: "3 by parent and child": what links were taken from */
      g_string_append (text, separator);
      g_string_append_printf (text, _ ("%zu by %s"), n, wf_link_source_to_text (source));
      separator = ", ";
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
