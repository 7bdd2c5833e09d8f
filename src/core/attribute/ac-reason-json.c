/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/attribute/ac-reason.h"
#include "core/base/error.h"
#include "core/base/json.h"

static gboolean
fail_member (const char *event, const char *name, const char *wanted, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("Event “%s”: “%s” should be %s"), event, name, wanted);
  return FALSE;
}

/* true or false, or 1 or 0; a member that isn't there leaves the flag as it is */
static gboolean
read_flag (JsonObject *object, const char *event, const char *name, gboolean *flag, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (type == G_TYPE_BOOLEAN)
    *flag = json_node_get_boolean (node);
  else if (type == G_TYPE_INT64 && (json_node_get_int (node) == 0 || json_node_get_int (node) == 1))
    *flag = json_node_get_int (node) == 1;
  else
    return fail_member (event, name, _ ("true or false"), error);
  return TRUE;
}

static gboolean
read_order (JsonObject *object, const char *event, int *order, GError **error)
{
  JsonNode *node = json_object_get_member (object, "order");

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64 ||
      ABS (json_node_get_int (node)) > G_MAXINT)
    return fail_member (event, "order", _ ("a whole number: 0 for the first events, 1 for the next"), error);
  *order = (int) json_node_get_int (node);
  return TRUE;
}

static gboolean
read_event (JsonObject *events, const char *name, gboolean is_focal, WfCausalFactors *factors, GError **error)
{
  JsonObject *event = wf_json_get_object (events, name);

  if (event == NULL)
    return fail_member (name, name, _ ("an object with its factors"), error);
  *factors = (WfCausalFactors){ .name = name, .is_focal = is_focal, .has_occurred = TRUE };
  return read_flag (event, name, "focal", &factors->is_focal, error) &&
         read_flag (event, name, "occur", &factors->has_occurred, error) &&
         read_order (event, name, &factors->order, error) &&
         read_flag (event, name, "sufficient", &factors->is_sufficient, error) &&
         read_flag (event, name, "necessary", &factors->is_necessary, error) &&
         read_flag (event, name, "halpern_pearl", &factors->is_actual_cause, error) &&
         read_flag (event, name, "norm_violated", &factors->has_violated_norm, error) &&
         read_flag (event, name, "behavior_intended", &factors->is_intended, error);
}

static gboolean
read_events (JsonObject *events, gboolean is_focal, GArray *factors, GError **error)
{
  g_autoptr (GList) names = events != NULL ? json_object_get_members (events) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    {
      WfCausalFactors one;

      if (!read_event (events, name->data, is_focal, &one, error))
        return FALSE;
      g_array_append_val (factors, one);
    }
  return TRUE;
}

/* "outcome_event": a name, or an object whose first member is named so */
static char *
read_outcome (JsonObject *root)
{
  const char *name = wf_json_get_string (root, "outcome_event");
  JsonObject *object = wf_json_get_object (root, "outcome_event");
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  if (name != NULL)
    return g_strdup (name);
  return names != NULL ? g_strdup (names->data) : NULL;
}

/**
 * wf_judge_causes_in_json:
 * @node: an object with "causal_events" and "outcome_event"
 * @outcome: (nullable): what is to be explained, in words; %NULL = the outcome event's name
 * @rule: who of several joint causes bears more responsibility
 * @error: return location for an error
 *
 * wf_judge_causes() for the events that a language model has found in a story: "causal_events" maps the name
 * of each event to its factors occur, order, focal, sufficient, necessary, halpern_pearl, norm_violated and
 * behavior_intended, or holds two such maps, "focal_causal_events" and "other_causal_events". Errors:
 * #WF_ERROR_DATA: there are no events, none is focal, or a factor is of another type (the event is named).
 *
 * Returns: (transfer full): the answers with their reasons, or %NULL with an error
 */
WfCausalJudgement *
wf_judge_causes_in_json (JsonNode *node, const char *outcome, WfOrderRule rule, GError **error)
{
  g_return_val_if_fail (node != NULL, NULL);

  g_autoptr (GArray) factors = g_array_new (FALSE, FALSE, sizeof (WfCausalFactors));
  JsonObject *root = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *events = root != NULL ? wf_json_get_object (root, "causal_events") : NULL;
  g_autofree char *named = root != NULL ? read_outcome (root) : NULL;
  gboolean is_split = events != NULL && json_object_has_member (events, "focal_causal_events");
  gboolean is_read, has_focus = FALSE;

  if (events == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The file has no “causal_events” with the events of a story"));
      return NULL;
    }
  if (is_split)
    is_read = read_events (wf_json_get_object (events, "focal_causal_events"), TRUE, factors, error) &&
              read_events (wf_json_get_object (events, "other_causal_events"), FALSE, factors, error);
  else
    is_read = read_events (events, FALSE, factors, error);
  if (!is_read)
    return NULL;
  for (guint i = 0; i < factors->len; i++)
    has_focus |= g_array_index (factors, WfCausalFactors, i).is_focal;
  if (!has_focus)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("No event is focal; say “focal”: true for those asked about"));
      return NULL;
    }
  if (outcome == NULL)
    outcome = named != NULL ? named : _ ("the outcome");
  return wf_judge_causes ((const WfCausalFactors *) factors->data, factors->len, outcome, rule);
}
