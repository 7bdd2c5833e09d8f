/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/json.h"
#include "core/trace/spans-private.h"
#include "core/trace/trace-private.h"

static void
span_free (gpointer data)
{
  WfSpan *span = data;

  if (span == NULL)
    return;
  g_free (span->id);
  g_free (span->parent);
  g_free (span->run);
  g_free (span->name);
  g_free (span->order);
  g_free (span->status_text);
  g_free (span->agent);
  g_free (span->input);
  g_free (span->output);
  g_clear_pointer (&span->attributes, g_array_unref);
  g_free (span);
}

static void
link_clear (gpointer data)
{
  WfSpanLink *link = data;

  g_free (link->run);
  g_free (link->from);
  g_free (link->to);
}

static void
run_fact_clear (gpointer data)
{
  WfRunFact *fact = data;

  g_free (fact->run);
  g_free (fact->key);
  g_free (fact->value);
}

WfSpans *
wf_spans_new (void)
{
  WfSpans *self = g_new0 (WfSpans, 1);

  self->spans = g_ptr_array_new_with_free_func (span_free);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->links = g_array_new (FALSE, FALSE, sizeof (WfSpanLink));
  g_array_set_clear_func (self->links, link_clear);
  self->facts = g_array_new (FALSE, FALSE, sizeof (WfRunFact));
  g_array_set_clear_func (self->facts, run_fact_clear);
  return self;
}

void
wf_spans_free (WfSpans *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->spans);
  g_hash_table_unref (self->by_id);
  g_array_unref (self->links);
  g_array_unref (self->facts);
  g_free (self);
}

WfSpan *
wf_spans_add (WfSpans *self)
{
  WfSpan *span = g_new0 (WfSpan, 1);

  span->start = span->end = WF_TIME_UNKNOWN;
  span->kind = WF_SPAN_KIND_UNKNOWN;
  span->tokens = -1;
  span->cost = -1;
  span->attributes = g_array_new (FALSE, FALSE, sizeof (WfTraceFact));
  g_array_set_clear_func (span->attributes, wf_trace_fact_clear);
  g_ptr_array_add (self->spans, span);
  return span;
}

gsize
wf_spans_get_n (WfSpans *self)
{
  return self->spans->len;
}

/* The reader sets a span's id after it was added: what came since the last look is entered first. */
WfSpan *
wf_spans_find (WfSpans *self, const char *id)
{
  for (; self->n_entered < self->spans->len; self->n_entered++)
    {
      WfSpan *span = g_ptr_array_index (self->spans, self->n_entered);

      if (span->id != NULL && !g_hash_table_contains (self->by_id, span->id))
        g_hash_table_insert (self->by_id, g_strdup (span->id), span);
    }
  return id == NULL ? NULL : g_hash_table_lookup (self->by_id, id);
}

void
wf_spans_add_link (WfSpans *self,
                   const char *run,
                   const char *from_run,
                   const char *from_id,
                   const char *to_id,
                   WfLinkSource source)
{
  gboolean is_other = from_run != NULL && g_strcmp0 (from_run, run) != 0;
  WfSpanLink link = { g_strdup (run != NULL ? run : ""), is_other ? NULL : g_strdup (from_id),
                      g_strdup (to_id), source };

  g_array_append_val (self->links, link);
}

void
wf_span_set (WfSpan *span, const char *key, const char *value)
{
  WfTraceFact fact = { g_strdup (key), g_utf8_make_valid (value, -1) };

  g_array_append_val (span->attributes, fact);
}

/* Numbers by the dozen, an embedding: a thousand attributes of one number each would tell nobody anything. */
static gboolean
is_vector (JsonArray *array)
{
  guint n = json_array_get_length (array);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_string (node) != NULL)
        return FALSE;
    }
  return n >= WF_SPAN_VECTOR_LENGTH;
}

/* a value as JSON under one key */
static void
set_whole (WfSpan *span, const char *key, JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  wf_span_set (span, key, text);
}

/* A key stands in every attribute below it: a long one is not gone into, or a small file would fill the
 * memory. */
static void
flatten (WfSpan *span, GString *key, JsonNode *node)
{
  gsize length = key->len;

  if (length > WF_SPAN_KEY_BYTES && !JSON_NODE_HOLDS_VALUE (node) && !JSON_NODE_HOLDS_NULL (node))
    set_whole (span, key->str, node);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          g_string_append_printf (key, "%s%s", length > 0 ? "." : "", name);
          flatten (span, key, member);
          g_string_truncate (key, length);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node) && length > 0 && is_vector (json_node_get_array (node)))
    set_whole (span, key->str, node);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_string_append_printf (key, "%s%u", length > 0 ? "." : "", i);
          flatten (span, key, json_array_get_element (array, i));
          g_string_truncate (key, length);
        }
    }
  else if (!JSON_NODE_HOLDS_NULL (node) && length > 0)
    {
      g_autofree char *text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node)
                                                                               : wf_json_to_text (node);

      wf_span_set (span, key->str, text);
    }
}

void
wf_span_set_json (WfSpan *span, const char *key, JsonNode *value)
{
  g_autoptr (GString) prefix = g_string_new (key);

  if (value != NULL)
    flatten (span, prefix, value);
}

const char *
wf_span_get (const WfSpan *span, const char *key)
{
  for (guint i = 0; i < span->attributes->len; i++)
    {
      const WfTraceFact *fact = &g_array_index (span->attributes, WfTraceFact, i);

      if (strcmp (fact->key, key) == 0)
        return fact->value;
    }
  return NULL;
}

static void
add_fact (WfSpans *self, WfRunFactKind kind, const char *run, const char *key, const char *value)
{
  WfRunFact fact = { kind, g_strdup (run), g_strdup (key), g_strdup (value), WF_RUN_UNKNOWN };

  g_array_append_val (self->facts, fact);
}

void
wf_spans_set_question (WfSpans *self, const char *run, const char *question)
{
  add_fact (self, WF_RUN_FACT_QUESTION, run, NULL, question);
}

void
wf_spans_set_name (WfSpans *self, const char *run, const char *name)
{
  add_fact (self, WF_RUN_FACT_NAME, run, NULL, name);
}

void
wf_spans_add_fact (WfSpans *self, const char *run, const char *key, const char *value)
{
  add_fact (self, WF_RUN_FACT_OTHER, run, key, value);
}

void
wf_spans_add_note (WfSpans *self, const char *run, const char *note)
{
  add_fact (self, WF_RUN_FACT_NOTE, run, NULL, note);
}

void
wf_spans_set_outcome (WfSpans *self, const char *run, WfRunOutcome outcome)
{
  WfRunFact fact = { WF_RUN_FACT_OUTCOME, g_strdup (run), NULL, NULL, outcome };

  g_array_append_val (self->facts, fact);
}
