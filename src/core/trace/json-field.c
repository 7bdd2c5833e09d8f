/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/json.h"
#include "core/trace/json-field-private.h"

#define LARGEST_TOKENS 1e15
#define LARGEST_TIME   9.2e18 /* of a gint64, in ns */

char *
wf_json_dup_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return wf_json_to_text (node);
}

char *
wf_json_dup_id (JsonObject *object, const char *member)
{
  g_autofree char *text = wf_json_dup_text (object, member);

  return text == NULL || *text == '\0' ? NULL : g_steal_pointer (&text);
}

double
wf_json_get_number (JsonObject *object, const char *member, double fallback)
{
  JsonNode *node = json_object_get_member (object, member);
  const char *text = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
  char *end;
  double value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;
  if (text == NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return fallback;
  value = text == NULL ? json_node_get_double (node) : g_ascii_strtod (text, &end);
  return (text != NULL && (end == text || *end != '\0')) || !isfinite (value) ? fallback : value;
}

gint64
wf_tokens_from_number (double number)
{
  return number >= 0 && number < LARGEST_TOKENS ? (gint64) number : -1;
}

gint64
wf_time_add (gint64 start, double duration)
{
  double end = (double) start + duration;

  return start == WF_TIME_UNKNOWN || !(ABS (duration) < LARGEST_TIME && ABS (end) < LARGEST_TIME)
             ? WF_TIME_UNKNOWN
             : start + (gint64) duration;
}

/* as many nanoseconds, or the most there are: a time that no clock shows */
static gint64
multiply (gint64 count, gint64 unit)
{
  return count > G_MAXINT64 / unit ? G_MAXINT64 : count < -G_MAXINT64 / unit ? -G_MAXINT64 : count * unit;
}

/* From 1973 to 2200 the four units have ranges of their own. */
static gint64
time_from_count (gint64 count)
{
  gint64 size = ABS (MAX (count, -G_MAXINT64));
  gint64 factor = size < 100000000000         ? 1000000000
                  : size < 100000000000000    ? 1000000
                  : size < 100000000000000000 ? 1000
                                              : 1;

  return multiply (count, factor);
}

gint64
wf_json_get_count_time (JsonObject *object, const char *member, gint64 unit)
{
  g_autofree char *text = wf_json_dup_text (object, member);
  char *end;
  gint64 count;
  double value;

  if (text == NULL || *text == '\0')
    return WF_TIME_UNKNOWN;
  count = g_ascii_strtoll (text, &end, 10);
  if (*end != '\0')
    {
      value = g_ascii_strtod (text, &end);
      if (*end != '\0' || isnan (value))
        return WF_TIME_UNKNOWN;
      count = value >= 9e18 ? G_MAXINT64 : value <= -9e18 ? -G_MAXINT64 : (gint64) value;
    }
  return count == 0 ? WF_TIME_UNKNOWN : multiply (count, unit);
}

gint64
wf_json_get_time (JsonObject *object, const char *member)
{
  g_autofree char *text = wf_json_dup_text (object, member);
  char *end;
  gint64 count;

  if (text == NULL || *text == '\0')
    return WF_TIME_UNKNOWN;
  count = g_ascii_strtoll (text, &end, 10);
  if (*end == '\0')
    return time_from_count (count);
  if (*end == '.' && end != text)
    {
      double seconds = g_ascii_strtod (text, &end);

      return *end == '\0' && fabs (seconds) < 9e9 ? (gint64) (seconds * 1e9) : WF_TIME_UNKNOWN;
    }
  return wf_time_from_iso (text);
}

WfStepStatus
wf_status_from_text (const char *text)
{
  g_autofree char *lower = text == NULL ? NULL : g_ascii_strdown (text, -1);

  if (lower == NULL)
    return WF_STATUS_UNKNOWN;
  if (g_str_equal (lower, "2") || strstr (lower, "error") != NULL || strstr (lower, "fail") != NULL)
    return WF_STATUS_ERROR;
  if (g_str_equal (lower, "1") || g_str_has_suffix (lower, "ok") || g_str_has_prefix (lower, "success"))
    return WF_STATUS_OK;
  return WF_STATUS_UNKNOWN;
}

WfStepStatus
wf_json_get_status (JsonObject *object, const char *member)
{
  g_autofree char *text = wf_json_dup_text (object, member);

  return wf_status_from_text (text);
}

JsonArray *
wf_json_get_list_of (JsonNode *record, const char *member, gboolean (*is_one) (JsonNode *node))
{
  JsonArray *list =
      JSON_NODE_HOLDS_OBJECT (record) ? wf_json_get_array (json_node_get_object (record), member) : NULL;

  return list != NULL && json_array_get_length (list) > 0 && is_one (json_array_get_element (list, 0)) ? list
                                                                                                       : NULL;
}

void
wf_replace_text (char **text, char *with)
{
  if (with == NULL)
    return;
  g_free (*text);
  *text = with;
}

gboolean
wf_json_has_all (JsonNode *record, ...)
{
  gboolean has_all = JSON_NODE_HOLDS_OBJECT (record);
  const char *member;
  va_list members;

  va_start (members, record);
  while (has_all && (member = va_arg (members, const char *)) != NULL)
    has_all = json_object_has_member (json_node_get_object (record), member);
  va_end (members);
  return has_all;
}
