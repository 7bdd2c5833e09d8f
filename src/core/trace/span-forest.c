/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/trace/spans-private.h"
#include "core/trace/trace-private.h"

#define IDS_SHOWN 4

/* One kind of fault of the file: how often, and the first ids. */
typedef struct
{
  gsize n;
  GString *ids;
} Fault;

typedef struct
{
  WfSpanForest *forest;
  gsize n;
  gsize *first_child; /* offsets into children, n + 1 */
  gsize *children;    /* of each span, in their order; roots are the children of n */
} Builder;

gsize
wf_span_forest_get_group (const WfSpanForest *self, gsize i)
{
  return self->parents[i] < 0 ? self->spans->len : (gsize) self->parents[i];
}

static void
count_fault (Fault *fault, const WfSpan *span)
{
  if (fault->ids == NULL)
    fault->ids = g_string_new (NULL);
  if (fault->n++ < IDS_SHOWN)
    g_string_append_printf (fault->ids, "%s%s", fault->n > 1 ? ", " : "",
                            span->id != NULL     ? span->id
                            : span->name != NULL ? span->name
                                                 : "?");
  else if (fault->n == IDS_SHOWN + 1)
    g_string_append (fault->ids, ", …");
}

/* one: a format for one span, with %s; several: for more, with %zu and %s */
static void
note_fault (WfSpanForest *self, Fault *fault, const char *one, const char *several)
{
  if (fault->n == 1)
    g_ptr_array_add (self->notes, g_strdup_printf (one, fault->ids->str));
  else if (fault->n > 1)
    g_ptr_array_add (self->notes, g_strdup_printf (several, fault->n, fault->ids->str));
  if (fault->ids != NULL)
    g_string_free (fault->ids, TRUE);
}

static WfSpan *
get_span (WfSpanForest *self, gsize i)
{
  return g_ptr_array_index (self->spans, i);
}

/* Times that no clock shows become unknown; so does an end before its start. */
static void
check_times (WfSpanForest *self)
{
  Fault absurd = { 0 }, negative = { 0 };

  for (gsize i = 0; i < self->spans->len; i++)
    {
      WfSpan *span = get_span (self, i);
      gboolean is_absurd = FALSE;

      if (span->start != WF_TIME_UNKNOWN && (span->start < 0 || span->start > WF_TRACE_LAST_TIME))
        span->start = WF_TIME_UNKNOWN, is_absurd = TRUE;
      if (span->end != WF_TIME_UNKNOWN && (span->end < 0 || span->end > WF_TRACE_LAST_TIME))
        span->end = WF_TIME_UNKNOWN, is_absurd = TRUE;
      if (is_absurd)
        count_fault (&absurd, span);
      if (span->end != WF_TIME_UNKNOWN && span->end < span->start)
        {
          span->end = WF_TIME_UNKNOWN;
          count_fault (&negative, span);
        }
    }
  note_fault (self, &absurd, _ ("A span has a time before 1970 or after 2200, taken for unknown: %s."),
              _ ("%zu spans have a time before 1970 or after 2200, taken for unknown: %s."));
  note_fault (self, &negative, _ ("A span ends before it starts; its end is taken for unknown: %s."),
              _ ("%zu spans end before they start; their ends are taken for unknown: %s."));
}

/* An id of zeros alone is how OpenTelemetry writes that there is none. */
static gboolean
is_no_id (const char *id)
{
  return strspn (id, "0") == strlen (id);
}

static void
find_parents (WfSpanForest *self)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  Fault duplicate = { 0 }, missing = { 0 }, own = { 0 };

  for (gsize i = 0; i < self->spans->len; i++)
    {
      const char *id = get_span (self, i)->id;

      if (id != NULL && g_hash_table_contains (by_id, id))
        count_fault (&duplicate, get_span (self, i));
      else if (id != NULL)
        g_hash_table_insert (by_id, (gpointer) id, GSIZE_TO_POINTER (i + 1));
    }
  for (gsize i = 0; i < self->spans->len; i++)
    {
      const char *parent = get_span (self, i)->parent;
      gsize found = parent == NULL ? 0 : GPOINTER_TO_SIZE (g_hash_table_lookup (by_id, parent));

      self->parents[i] = found > 0 && found - 1 != i ? (gssize) found - 1 : -1;
      if (parent != NULL && found == 0 && !is_no_id (parent))
        count_fault (&missing, get_span (self, i));
      else if (found > 0 && found - 1 == i)
        count_fault (&own, get_span (self, i));
    }
  note_fault (self, &duplicate, _ ("Two spans have the same id; children go to the first: %s."),
              _ ("%zu spans have the id of an earlier one; children go to the first: %s."));
  note_fault (self, &missing, _ ("A span names a parent that is not in the log, and stands at the top: %s."),
              _ ("%zu spans name parents that are not in the log, and stand at the top: %s."));
  note_fault (self, &own, _ ("A span names itself as its parent, and stands at the top: %s."),
              _ ("%zu spans name themselves as their parents, and stand at the top: %s."));
}

/* Of the spans of a cycle through "at", the one that began first: the likeliest to hold the others. */
static gsize
find_cycle_top (WfSpanForest *self, gsize at)
{
  gsize top = at;

  for (gssize i = self->parents[at]; i != (gssize) at; i = self->parents[i])
    if (get_span (self, (gsize) i)->start != WF_TIME_UNKNOWN &&
        (get_span (self, top)->start == WF_TIME_UNKNOWN ||
         get_span (self, (gsize) i)->start < get_span (self, top)->start))
      top = (gsize) i;
  return top;
}

/* Follows the parents of each span; where they come back to the path just walked, the top of that cycle loses
 * its parent. */
static void
cut_cycles (WfSpanForest *self)
{
  g_autofree gsize *walk = g_new0 (gsize, self->spans->len); /* the walk that reached it, from 1 */
  Fault cycle = { 0 };

  for (gsize i = 0; i < self->spans->len; i++)
    {
      gssize at = (gssize) i;

      for (; at >= 0 && walk[at] == 0; at = self->parents[at])
        walk[at] = i + 1;
      if (at >= 0 && walk[at] == i + 1)
        {
          gsize top = find_cycle_top (self, (gsize) at);

          count_fault (&cycle, get_span (self, top));
          self->parents[top] = -1;
        }
    }
  note_fault (self, &cycle, _ ("The parents of a span lead back to it; it stands at the top: %s."),
              _ ("The parents of %zu spans lead back to them; they stand at the top: %s."));
}

static int
compare_siblings (gconstpointer a, gconstpointer b, gpointer data)
{
  WfSpanForest *self = data;
  gsize i = *(const gsize *) a, j = *(const gsize *) b;
  const WfSpan *first = get_span (self, i), *second = get_span (self, j);
  gsize group = wf_span_forest_get_group (self, i);
  int order = self->ordering[group] == WF_SPAN_BY_ORDER ? strcmp (first->order, second->order)
              : self->ordering[group] == WF_SPAN_BY_TIME
                  ? (first->start > second->start) - (first->start < second->start)
                  : 0;

  return order != 0 ? order : (i > j) - (i < j);
}

/* Siblings go by an explicit order where each of them has one, else by the clock where each has a start, else
 * as in the file. */
static void
find_orderings (WfSpanForest *self)
{
  gsize n = self->spans->len;
  g_autofree gboolean *has_no_order = g_new0 (gboolean, n + 1);
  g_autofree gboolean *has_no_time = g_new0 (gboolean, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      gsize group = wf_span_forest_get_group (self, i);

      has_no_order[group] |= get_span (self, i)->order == NULL;
      has_no_time[group] |= get_span (self, i)->start == WF_TIME_UNKNOWN;
    }
  for (gsize i = 0; i <= n; i++)
    self->ordering[i] = !has_no_order[i]  ? WF_SPAN_BY_ORDER
                        : !has_no_time[i] ? WF_SPAN_BY_TIME
                                          : WF_SPAN_BY_FILE;
}

static void
list_children (Builder *b)
{
  WfSpanForest *self = b->forest;
  g_autofree gsize *next = NULL;

  for (gsize i = 0; i < b->n; i++)
    b->first_child[wf_span_forest_get_group (self, i) + 1]++;
  for (gsize i = 0; i <= b->n; i++)
    b->first_child[i + 1] += b->first_child[i];
  next = g_memdup2 (b->first_child, (b->n + 1) * sizeof *next);
  for (gsize i = 0; i < b->n; i++)
    b->children[next[wf_span_forest_get_group (self, i)]++] = i;
  for (gsize i = 0; i <= b->n; i++)
    g_qsort_with_data (b->children + b->first_child[i], (gint) (b->first_child[i + 1] - b->first_child[i]),
                       sizeof *b->children, compare_siblings, self);
}

/* Parents first, without recursion: a chain may be as long as the log. */
static void
walk_down (Builder *b)
{
  WfSpanForest *self = b->forest;
  g_autofree gsize *stack = g_new (gsize, b->n + 1);
  gsize height = 0, place = 0;

  for (gsize c = b->first_child[b->n + 1]; c-- > b->first_child[b->n];)
    stack[height++] = b->children[c];
  while (height > 0)
    {
      gsize i = stack[--height];

      self->place[i] = place;
      self->order[place++] = i;
      for (gsize c = b->first_child[i + 1]; c-- > b->first_child[i];)
        stack[height++] = b->children[c];
    }
  for (gsize p = 0; p < b->n; p++)
    self->last[self->order[p]] = p;
  for (gsize p = b->n; p-- > 0;)
    {
      gsize i = self->order[p];
      gssize parent = self->parents[i];

      if (parent >= 0)
        self->last[parent] = MAX (self->last[parent], self->last[i]);
    }
}

/* Cost: O(n log n). */
WfSpanForest *
wf_span_forest_new (GPtrArray *spans)
{
  WfSpanForest *self = g_new0 (WfSpanForest, 1);
  gsize n = spans->len;
  g_autofree gsize *first_child = g_new0 (gsize, n + 2);
  g_autofree gsize *children = g_new (gsize, n);
  Builder b = { self, n, first_child, children };

  self->spans = g_ptr_array_ref (spans);
  self->parents = g_new (gssize, n);
  self->order = g_new (gsize, n);
  self->place = g_new (gsize, n);
  self->last = g_new (gsize, n);
  self->ordering = g_new (WfSpanOrdering, n + 1);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  check_times (self);
  find_parents (self);
  cut_cycles (self);
  find_orderings (self);
  list_children (&b);
  walk_down (&b);
  return self;
}

void
wf_span_forest_free (WfSpanForest *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->spans);
  g_free (self->parents);
  g_free (self->order);
  g_free (self->place);
  g_free (self->last);
  g_free (self->ordering);
  g_ptr_array_unref (self->notes);
  g_free (self);
}
