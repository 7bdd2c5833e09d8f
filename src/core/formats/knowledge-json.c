/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Background knowledge as a value in JSON, as it stands in project files, and a file of it, which has
 * "format" and "version" besides (data/schemas/wherefore-knowledge.schema.json):
 * {"tiers": [{"variables": ["dose"], "closed": true}, ...], "forbidden": [["a", "b"]], "required": [],
 *  "groups": [{"rule": "forbidden", "from": ["a"], "to": ["b", "c"]}]} */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/json.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"
#include "core/formats/json-file-private.h"

#define MAX_TIERS      10000
#define FORMAT_NAME    "wherefore-knowledge"
#define FORMAT_VERSION 1

static JsonArray *
strings_to_json (const char *const *texts, gsize n)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; i < n; i++)
    json_array_add_string_element (array, texts[i]);
  return array;
}

static JsonArray *
tiers_to_json (WfKnowledge *knowledge)
{
  JsonArray *tiers = json_array_new ();
  g_auto (GStrv) names = wf_knowledge_list_names (knowledge);

  for (guint t = 0; t < wf_knowledge_get_n_tiers (knowledge); t++)
    {
      JsonObject *tier = json_object_new ();
      JsonArray *variables = json_array_new ();

      for (char **name = names; *name != NULL; name++)
        if (wf_knowledge_get_tier (knowledge, *name) == (int) t)
          json_array_add_string_element (variables, *name);
      json_object_set_array_member (tier, "variables", variables);
      if (wf_knowledge_is_tier_closed (knowledge, t))
        json_object_set_boolean_member (tier, "closed", TRUE);
      json_array_add_object_element (tiers, tier);
    }
  return tiers;
}

static JsonArray *
arrows_to_json (WfKnowledge *knowledge, WfArrowRule rule)
{
  JsonArray *arrows = json_array_new ();
  g_auto (GStrv) names = wf_knowledge_list_single (knowledge, rule);

  for (char **name = names; *name != NULL; name += 2)
    json_array_add_array_element (arrows, strings_to_json ((const char *const *) name, 2));
  return arrows;
}

static JsonArray *
groups_to_json (WfKnowledge *knowledge)
{
  JsonArray *groups = json_array_new ();

  for (guint g = 0; g < wf_knowledge_get_n_groups (knowledge); g++)
    {
      JsonObject *group = json_object_new ();
      g_auto (GStrv) from = NULL;
      g_auto (GStrv) to = NULL;
      WfArrowRule rule = wf_knowledge_get_group (knowledge, g, &from, &to);

      json_object_set_string_member (group, "rule", rule == WF_RULE_FORBIDDEN ? "forbidden" : "required");
      json_object_set_array_member (group, "from",
                                    strings_to_json ((const char *const *) from, g_strv_length (from)));
      json_object_set_array_member (group, "to",
                                    strings_to_json ((const char *const *) to, g_strv_length (to)));
      json_array_add_object_element (groups, group);
    }
  return groups;
}

/**
 * wf_knowledge_to_json:
 * @knowledge: background knowledge
 *
 * Returns: (transfer full): an object that wf_knowledge_from_json() reads back equal
 */
JsonNode *
wf_knowledge_to_json (WfKnowledge *knowledge)
{
  JsonObject *object;
  JsonNode *node;

  g_return_val_if_fail (knowledge != NULL, NULL);

  object = json_object_new ();
  json_object_set_array_member (object, "tiers", tiers_to_json (knowledge));
  json_object_set_array_member (object, "forbidden", arrows_to_json (knowledge, WF_RULE_FORBIDDEN));
  json_object_set_array_member (object, "required", arrows_to_json (knowledge, WF_RULE_REQUIRED));
  if (wf_knowledge_get_n_groups (knowledge) > 0)
    json_object_set_array_member (object, "groups", groups_to_json (knowledge));
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static gboolean
read_tiers (WfKnowledge *knowledge, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "tiers");
  JsonArray *tiers;

  if (!wf_json_has (object, "tiers"))
    return TRUE;
  if (!wf_json_read_array (object, "tiers", place, &tiers, error))
    return FALSE;
  if (json_array_get_length (tiers) > MAX_TIERS)
    return wf_json_fail (&here, error, _ ("more than %d tiers"), MAX_TIERS);
  for (guint t = 0; t < json_array_get_length (tiers); t++)
    {
      WfJsonPlace there = WF_JSON_ELEMENT (&here, t);
      g_auto (GStrv) names = NULL;
      gboolean is_closed = FALSE;
      JsonObject *tier;

      if (!wf_json_take_object (tiers, t, &here, &tier, error) ||
          !wf_json_read_strings (tier, "variables", &there, &names, error) ||
          (wf_json_has (tier, "closed") && !wf_json_read_boolean (tier, "closed", &there, &is_closed, error)))
        return FALSE;
      for (char **name = names; *name != NULL; name++)
        wf_knowledge_set_tier (knowledge, *name, t);
      if (is_closed)
        wf_knowledge_forbid_within_tier (knowledge, t);
    }
  return TRUE;
}

gboolean
wf_knowledge_read_json_arrows (WfKnowledge *knowledge,
                               JsonObject *object,
                               const char *member,
                               void (*say) (WfKnowledge *, const char *, const char *),
                               const WfJsonPlace *place,
                               GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);
  JsonArray *arrows, *arrow;

  if (!wf_json_has (object, member))
    return TRUE;
  if (!wf_json_read_array (object, member, place, &arrows, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (arrows); i++)
    {
      WfJsonPlace there = WF_JSON_ELEMENT (&here, i);
      const char *from, *to;

      if (!wf_json_take_array (arrows, i, &here, &arrow, error) ||
          !wf_json_take_string (arrow, 0, &there, &from, error) ||
          !wf_json_take_string (arrow, 1, &there, &to, error))
        return FALSE;
      say (knowledge, from, to);
    }
  return TRUE;
}

static gboolean
read_groups (WfKnowledge *knowledge, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "groups");
  JsonArray *groups;

  if (!wf_json_has (object, "groups"))
    return TRUE;
  if (!wf_json_read_array (object, "groups", place, &groups, error))
    return FALSE;
  for (guint g = 0; g < json_array_get_length (groups); g++)
    {
      WfJsonPlace there = WF_JSON_ELEMENT (&here, g);
      g_auto (GStrv) from = NULL;
      g_auto (GStrv) to = NULL;
      const char *rule;
      JsonObject *group;

      if (!wf_json_take_object (groups, g, &here, &group, error) ||
          !wf_json_read_string (group, "rule", &there, &rule, error) ||
          !wf_json_read_strings (group, "from", &there, &from, error) ||
          !wf_json_read_strings (group, "to", &there, &to, error))
        return FALSE;
      if (g_str_equal (rule, "forbidden"))
        wf_knowledge_forbid_group (knowledge, (const char *const *) from, (const char *const *) to);
      else if (g_str_equal (rule, "required"))
        wf_knowledge_require_group (knowledge, (const char *const *) from, (const char *const *) to);
      else
        return wf_json_fail (&there, error, _ ("“rule” must be forbidden or required"));
    }
  return TRUE;
}

/**
 * wf_knowledge_from_json: (skip)
 * @object: an object
 * @place: of @object
 * @error: return location
 *
 * Returns: (transfer full): the knowledge, or %NULL with %WF_ERROR_PARSE that names the member
 */
WfKnowledge *
wf_knowledge_from_json (JsonObject *object, const WfJsonPlace *place, GError **error)
{
  g_autoptr (WfKnowledge) knowledge = NULL;

  g_return_val_if_fail (object != NULL && place != NULL, NULL);

  knowledge = wf_knowledge_new ();
  if (!read_tiers (knowledge, object, place, error) ||
      !wf_knowledge_read_json_arrows (knowledge, object, "forbidden", wf_knowledge_forbid, place, error) ||
      !wf_knowledge_read_json_arrows (knowledge, object, "required", wf_knowledge_require, place, error) ||
      !read_groups (knowledge, object, place, error))
    return NULL;
  return g_steal_pointer (&knowledge);
}

/* ---- a file of it ---- */

WfKnowledge *
wf_knowledge_read_json_file (WfSource *source,
                             WfKnowledge *(*read_object) (JsonObject *, const WfJsonPlace *, GError **),
                             GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  WfText text = { 0 };
  WfJsonPlace place;

  if (!wf_text_init (&text, source, error))
    return NULL;
  root = wf_json_parse (text.start, text.end - text.start, text.name, error);
  if (root == NULL)
    return NULL;
  place = wf_json_document (text.name, text.start, (gsize) (text.end - text.start));
  if (JSON_NODE_HOLDS_OBJECT (root))
    return read_object (json_node_get_object (root), &place, error);
  wf_json_fail (&place, error, _ ("an object in braces is expected"));
  return NULL;
}

static WfKnowledge *
read_own (JsonObject *object, const WfJsonPlace *place, GError **error)
{
  gint64 version = FORMAT_VERSION;

  if (wf_json_has (object, "version") &&
      !wf_json_read_integer (object, "version", place, 1, G_MAXINT, &version, error))
    return NULL;
  if (version > FORMAT_VERSION)
    {
      wf_json_fail (place, error, _ ("version %d of the format; this program reads %d. Use a newer one."),
                    (int) version, FORMAT_VERSION);
      return NULL;
    }
  return wf_knowledge_from_json (object, place, error);
}

static WfKnowledge *
read_file (WfSource *source, GError **error)
{
  return wf_knowledge_read_json_file (source, read_own, error);
}

static gboolean
write_file (WfKnowledge *knowledge, GString *text, GError **error)
{
  g_autoptr (JsonNode) value = wf_knowledge_to_json (knowledge);

  wf_json_append_file (text, value, FORMAT_NAME, FORMAT_VERSION);
  return TRUE;
}

static int
sniff (const char *head, gsize length)
{
  return wf_json_is_object (head, length) && wf_json_mentions (head, length, FORMAT_NAME) ? 98 : 0;
}

static const char *const extensions[] = { "knowledge.json", NULL };
static const char *const mime_types[] = { "application/json", NULL };

const WfFormat wf_format_knowledge_json = {
  .id = "knowledge-json",
  .name = N_ ("Wherefore knowledge (JSON)"),
  .summary = N_ ("As in project files"),
  .content = WF_CONTENT_KNOWLEDGE,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_knowledge = read_file,
  .write_knowledge = write_file,
};
