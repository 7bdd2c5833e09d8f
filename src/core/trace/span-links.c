/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/trace/spans-private.h"
#include "core/trace/trace-private.h"

#define LOOK_BACK 16 /* siblings among which the last one that had ended is sought */

/* Two that ran at the same time did not wait for each other. */
static gboolean
had_ended (const WfSpan *before, const WfSpan *span)
{
  return before->end == WF_TIME_UNKNOWN || span->start == WF_TIME_UNKNOWN || before->end <= span->start;
}

/* From the last step of the sibling that had ended before a span began, to that span. */
static void
link_siblings (const WfSpanForest *forest, WfTraceBuilder *builder)
{
  gsize n = forest->spans->len;
  g_autofree gssize *previous = g_new (gssize, n);   /* by span: the sibling before it */
  g_autofree gssize *latest = g_new (gssize, n + 1); /* by parent: its last child so far */

  for (gsize i = 0; i <= n; i++)
    latest[i] = -1;
  for (gsize p = 0; p < n; p++)
    {
      gsize i = forest->order[p];
      gsize group = wf_span_forest_get_group (forest, i);
      gssize before = latest[group];

      previous[i] = before;
      latest[group] = (gssize) i;
      for (guint back = 0; before >= 0 && back < LOOK_BACK; back++, before = previous[before])
        if (had_ended (g_ptr_array_index (forest->spans, before), g_ptr_array_index (forest->spans, i)))
          {
            wf_trace_builder_add_link (builder, (guint) forest->last[before], (guint) p,
                                       forest->ordering[group] == WF_SPAN_BY_TIME ? WF_LINK_TIME
                                                                                  : WF_LINK_SEQUENCE);
            break;
          }
    }
}

/* OpenInference's graph of agents: a span of a node comes after what the node before it did last. Without the
 * parent's own spans: those hold it. */
static void
link_nodes (const WfSpanForest *forest, WfTraceBuilder *builder)
{
  g_autoptr (GHashTable) latest = g_hash_table_new (g_str_hash, g_str_equal); /* node -> place + 1 */

  for (gsize p = 0; p < forest->spans->len; p++)
    {
      gsize i = forest->order[p];
      const WfSpan *span = g_ptr_array_index (forest->spans, i);
      const char *node = wf_span_get (span, "graph.node.id");
      const char *parent = node == NULL ? NULL : wf_span_get (span, "graph.node.parent_id");
      gsize from = parent == NULL ? 0 : GPOINTER_TO_SIZE (g_hash_table_lookup (latest, parent));

      if (from > 0 && forest->last[forest->order[from - 1]] < p)
        wf_trace_builder_add_link (builder, (guint) forest->last[forest->order[from - 1]], (guint) p,
                                   WF_LINK_EXPLICIT);
      if (node != NULL)
        g_hash_table_insert (latest, (gpointer) node, GSIZE_TO_POINTER (p + 1));
    }
}

/* Ids may be the same in every run of a file. */
static char *
join_key (const char *run, const char *id)
{
  return g_strconcat (run, "\n", id, NULL);
}

/* The links of the log by the run and the id they start from: lists of indices. */
static GHashTable *
index_links (GArray *links)
{
  GHashTable *by_from =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint l = 0; l < links->len; l++)
    {
      const WfSpanLink *link = &g_array_index (links, WfSpanLink, l);
      g_autofree char *from = link->from == NULL ? NULL : join_key (link->run, link->from);
      GArray *list = from == NULL ? NULL : g_hash_table_lookup (by_from, from);

      if (from == NULL)
        continue;
      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (by_from, g_steal_pointer (&from), list);
        }
      g_array_append_val (list, l);
    }
  return by_from;
}

static GHashTable *
index_places (const WfSpanForest *forest)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < forest->spans->len; i++)
    {
      char *id = ((WfSpan *) g_ptr_array_index (forest->spans, i))->id;

      if (id != NULL && !g_hash_table_contains (places, id))
        g_hash_table_insert (places, id, GSIZE_TO_POINTER (forest->place[i] + 1));
    }
  return places;
}

static void
note_backward (WfTraceBuilder *builder, gsize n)
{
  g_autofree char *note = NULL;

  if (n == 0)
    return;
  note = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%zu link of the log points back to an earlier step and is left out.",
                   "%zu links of the log point back to earlier steps and are left out.", n),
      n);
  wf_trace_builder_add_note (builder, note);
}

/* Links that the log names. One that leads back in the order of steps is left out; one whose ends are in
 * different runs, or nowhere, is counted at the end. */
static void
link_explicitly (WfSpanLinker *self, const char *run, const WfSpanForest *forest, WfTraceBuilder *builder)
{
  g_autoptr (GHashTable) places = NULL;
  gsize n_backward = 0;

  if (self->links->len == 0)
    return;
  places = index_places (forest);
  for (gsize p = 0; p < forest->spans->len; p++)
    {
      const WfSpan *span = g_ptr_array_index (forest->spans, forest->order[p]);
      g_autofree char *key = span->id == NULL ? NULL : join_key (run, span->id);
      GArray *list = key == NULL ? NULL : g_hash_table_lookup (self->by_from, key);

      for (guint k = 0; list != NULL && k < list->len; k++)
        {
          guint l = g_array_index (list, guint, k);
          const WfSpanLink *link = &g_array_index (self->links, WfSpanLink, l);
          gsize to = GPOINTER_TO_SIZE (g_hash_table_lookup (places, link->to));

          if (to == 0 || GPOINTER_TO_SIZE (g_hash_table_lookup (places, link->from)) != p + 1)
            continue;
          self->is_found[l] = TRUE;
          if (to - 1 > p)
            wf_trace_builder_add_link (builder, (guint) p, (guint) to - 1, link->source);
          else
            n_backward++;
        }
    }
  note_backward (builder, n_backward);
}

WfSpanLinker *
wf_span_linker_new (GArray *links)
{
  WfSpanLinker *self = g_new0 (WfSpanLinker, 1);

  self->links = g_array_ref (links);
  self->by_from = index_links (links);
  self->is_found = g_new0 (gboolean, links->len);
  return self;
}

void
wf_span_linker_free (WfSpanLinker *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->links);
  g_hash_table_unref (self->by_from);
  g_free (self->is_found);
  g_free (self);
}

void
wf_span_linker_add (WfSpanLinker *self, const char *run, const WfSpanForest *forest, WfTraceBuilder *builder)
{
  link_siblings (forest, builder);
  link_nodes (forest, builder);
  link_explicitly (self, run, forest, builder);
}

/* A sequence may name records that are no steps of their own; only what the log calls a cause is missed. */
char *
wf_span_linker_describe_lost (WfSpanLinker *self)
{
  gsize n = 0;

  for (guint l = 0; l < self->links->len; l++)
    n += !self->is_found[l] && g_array_index (self->links, WfSpanLink, l).source == WF_LINK_EXPLICIT;
  return n == 0
             ? NULL
             : g_strdup_printf (
                   g_dngettext (GETTEXT_PACKAGE,
                                "%zu link of the log leads to no step of the same run and is left out.",
                                "%zu links of the log lead to no steps of the same run and are left out.", n),
                   n);
}
