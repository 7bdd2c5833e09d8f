/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/trace/logs.h"
#include "tests/shared-data.h"

/* JSON in C is read more easily with ' for ". (transfer full) */
static inline char *
unquote (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static inline GPtrArray *
read_runs (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "x");

  return wf_traces_read (source, NULL, error);
}

/* The only run of a fixture in the notation of unquote(). */
static inline WfTrace *
read_fixture (const char *format, const char *text)
{
  g_autofree char *json = unquote (text);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (WfSource) source = wf_source_new (bytes, "x");
  g_autoptr (GError) error = NULL;
  WfTrace *trace = wf_trace_read (source, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (wf_logs_is_log (source));
  g_assert_cmpstr (wf_trace_get_format (trace), ==, format);
  return trace;
}

static inline void
check_step (WfTrace *trace, gsize step, const char *agent, WfStepKind kind, WfStepRole role, const char *text)
{
  g_assert_cmpuint (step, <, wf_trace_get_n_steps (trace));
  g_assert_cmpstr (wf_trace_get_agent (trace, step), ==, agent);
  g_assert_cmpint (wf_trace_get_kind (trace, step), ==, kind);
  g_assert_cmpint (wf_trace_get_role (trace, step), ==, role);
  g_assert_cmpstr (wf_trace_get_text (trace, step), ==, text);
}

/* The same steps, whatever holds them. */
static inline void
check_equal (WfTrace *a, WfTrace *b)
{
  g_assert_cmpuint (wf_trace_get_n_steps (a), ==, wf_trace_get_n_steps (b));
  g_assert_cmpstr (wf_trace_get_question (a), ==, wf_trace_get_question (b));
  g_assert_cmpuint (wf_trace_get_n_links (a), ==, wf_trace_get_n_links (b));
  for (gsize i = 0; i < wf_trace_get_n_steps (a); i++)
    {
      check_step (a, i, wf_trace_get_agent (b, i), wf_trace_get_kind (b, i), wf_trace_get_role (b, i),
                  wf_trace_get_text (b, i));
      g_assert_cmpstr (wf_trace_get_step_id (a, i), ==, wf_trace_get_step_id (b, i));
      g_assert_cmpstr (wf_trace_get_input (a, i), ==, wf_trace_get_input (b, i));
      g_assert_cmpint (wf_trace_get_parent (a, i), ==, wf_trace_get_parent (b, i));
      g_assert_cmpint (wf_trace_get_start (a, i), ==, wf_trace_get_start (b, i));
      g_assert_cmpint (wf_trace_get_end (a, i), ==, wf_trace_get_end (b, i));
      g_assert_cmpint (wf_trace_get_status (a, i), ==, wf_trace_get_status (b, i));
    }
}

static inline gboolean
has_link (WfTrace *trace, guint from, guint to, WfLinkSource source)
{
  for (gsize l = 0; l < wf_trace_get_n_links (trace); l++)
    {
      guint a, b;
      WfLinkSource s;

      wf_trace_get_link (trace, l, &a, &b, &s);
      if (a == from && b == to && s == source)
        return TRUE;
    }
  return FALSE;
}

/* The value of a fact of the run; NULL = none. */
static inline const char *
get_fact (WfTrace *trace, const char *name)
{
  const char *key, *value;

  for (gsize i = 0; i < wf_trace_get_n_facts (trace); i++)
    {
      wf_trace_get_fact (trace, i, &key, &value);
      if (strcmp (key, name) == 0)
        return value;
    }
  return NULL;
}

static inline const char *
get_attribute (WfTrace *trace, gsize step, const char *name)
{
  const char *key, *value;

  for (gsize i = 0; i < wf_trace_get_n_attributes (trace, step); i++)
    {
      wf_trace_get_attribute (trace, step, i, &key, &value);
      if (strcmp (key, name) == 0)
        return value;
    }
  return NULL;
}

/* A copy of a value in which the one at place *at, counted in the order of reading, is another; NULL: is missing. */
static inline JsonNode *
copy_with (JsonNode *node, int *at, JsonNode *other)
{
  if ((*at)-- == 0)
    return other == NULL ? NULL : json_node_copy (other);
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_object_new ();
      JsonNode *copy = json_node_new (JSON_NODE_OBJECT);
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          JsonNode *value = copy_with (member, at, other);

          if (value != NULL)
            json_object_set_member (object, name, value);
        }
      json_node_take_object (copy, object);
      return copy;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_array_new ();
      JsonNode *copy = json_node_new (JSON_NODE_ARRAY);

      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        {
          JsonNode *value = copy_with (json_array_get_element (json_node_get_array (node), i), at, other);

          if (value != NULL)
            json_array_add_element (array, value);
        }
      json_node_take_array (copy, array);
      return copy;
    }
  return json_node_copy (node);
}

/* Every value of a fixture left out, and of every wrong type, one at a time: each is read, or refused with a
 * reason. */
static inline void
check_malformed (const char *text)
{
  static const char *const others[] = { NULL, "null", "7", "-1e300", "\"?\"", "true", "[]", "[[3]]", "{}", "{\"id\":{}}" };
  g_autofree char *json = unquote (text);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  guint n_read = 0;

  g_assert_nonnull (root);
  for (gsize o = 0; o < G_N_ELEMENTS (others); o++)
    {
      g_autoptr (JsonNode) other = others[o] == NULL ? NULL : json_from_string (others[o], NULL);

      for (int place = 1;; place++)
        {
          int at = place;
          g_autoptr (JsonNode) variant = copy_with (root, &at, other);
          g_autofree char *mangled = json_to_string (variant, FALSE);
          g_autoptr (GError) error = NULL;
          g_autoptr (GPtrArray) runs = NULL;

          if (at >= 0)
            break;
          runs = read_runs (mangled, &error);
          g_assert_true ((runs == NULL) == (error != NULL));
          n_read += runs != NULL;
        }
    }
  g_assert_cmpuint (n_read, >, 0);
}
