/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tetrad's knowledge as JSON, as it comes with the example data sets of its authors
 * (cmu-phil/example-causal-datasets):
 * {"tiers": {"1": ["dose"], "2": ["tar"]}, "forbid_within": ["1"], "forbid": [["tar", "dose"]], "require":
 * []} */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"
#include "core/formats/json-file-private.h"

#define MAX_TIER 10000

/* "1" is tier 0 */
static gboolean
parse_tier (const char *text, const WfJsonPlace *place, guint *tier, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, MAX_TIER, &number, NULL))
    return wf_json_fail (place, error,
                         _ ("a tier is named by its number from 1 to %d, in quotes; this is “%s”"), MAX_TIER,
                         text);
  *tier = (guint) number - 1;
  return TRUE;
}

static gboolean
read_tiers (WfKnowledge *knowledge, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "tiers");
  JsonObject *tiers;
  JsonObjectIter iter;
  const char *number;

  if (!wf_json_has (object, "tiers"))
    return TRUE;
  if (!wf_json_read_object (object, "tiers", place, &tiers, error))
    return FALSE;
  json_object_iter_init_ordered (&iter, tiers);
  while (json_object_iter_next_ordered (&iter, &number, NULL))
    {
      WfJsonPlace there = WF_JSON_MEMBER (&here, number);
      g_auto (GStrv) names = NULL;
      guint tier;

      if (!parse_tier (number, &there, &tier, error) ||
          !wf_json_read_strings (tiers, number, &here, &names, error))
        return FALSE;
      for (char **name = names; *name != NULL; name++)
        wf_knowledge_set_tier (knowledge, *name, tier);
    }
  return TRUE;
}

static gboolean
read_closed (WfKnowledge *knowledge, JsonObject *object, const WfJsonPlace *place, GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, "forbid_within");
  g_auto (GStrv) numbers = NULL;

  if (!wf_json_has (object, "forbid_within"))
    return TRUE;
  if (!wf_json_read_strings (object, "forbid_within", place, &numbers, error))
    return FALSE;
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      WfJsonPlace there = WF_JSON_ELEMENT (&here, i);
      guint tier;

      if (!parse_tier (numbers[i], &there, &tier, error))
        return FALSE;
      wf_knowledge_forbid_within_tier (knowledge, tier);
    }
  return TRUE;
}

static WfKnowledge *
read_object (JsonObject *object, const WfJsonPlace *place, GError **error)
{
  g_autoptr (WfKnowledge) knowledge = wf_knowledge_new ();

  if (!read_tiers (knowledge, object, place, error) || !read_closed (knowledge, object, place, error) ||
      !wf_knowledge_read_json_arrows (knowledge, object, "forbid", wf_knowledge_forbid, place, error) ||
      !wf_knowledge_read_json_arrows (knowledge, object, "require", wf_knowledge_require, place, error))
    return NULL;
  return g_steal_pointer (&knowledge);
}

static WfKnowledge *
read_file (WfSource *source, GError **error)
{
  return wf_knowledge_read_json_file (source, read_object, error);
}

static int
sniff (const char *head, gsize length)
{
  static const char *const members[] = { "forbid_within", "forbid", "require" };

  if (!wf_json_is_object (head, length) || !wf_json_mentions (head, length, "tiers"))
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (wf_json_mentions (head, length, members[i]))
      return 92;
  return 0;
}

static const char *const extensions[] = { "knowledge.json", NULL };
static const char *const mime_types[] = { "application/json", NULL };

const WfFormat wf_format_knowledge_tetrad_json = {
  .id = "knowledge-tetrad-json",
  .name = N_ ("Tetrad knowledge (JSON)"),
  .summary = N_ ("Tiers, forbidden and required arrows, as with Tetrad’s example data; read, not written"),
  .content = WF_CONTENT_KNOWLEDGE,
  .extensions = extensions,
  .mime_types = mime_types,
  .sniff = sniff,
  .read_knowledge = read_file,
};
