/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/edge-actions.h"

static gboolean
has_arrow (const char *const *arrows, const char *from, const char *to)
{
  for (gsize i = 0; arrows[i] != NULL; i += 2)
    if (g_str_equal (arrows[i], from) && g_str_equal (arrows[i + 1], to))
      return TRUE;
  return FALSE;
}

WfArrowState
wf_arrow_get_state (WfDocument *document, const char *from, const char *to)
{
  WfKnowledge *knowledge = wf_document_get_knowledge (document);
  g_auto (GStrv) forbidden = NULL;

  if (knowledge == NULL)
    return WF_ARROW_OPEN;
  if (wf_knowledge_is_required (knowledge, from, to))
    return WF_ARROW_REQUIRED;
  if (!wf_knowledge_is_forbidden (knowledge, from, to))
    return WF_ARROW_OPEN;
  forbidden = wf_knowledge_list_forbidden (knowledge);
  return has_arrow ((const char *const *) forbidden, from, to) ? WF_ARROW_FORBIDDEN : WF_ARROW_OUT_OF_ORDER;
}

static void
on_say (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  WfDocument *document = data;
  const char *name = g_action_get_name (G_ACTION (action));
  const char *from, *to;

  g_variant_get (parameter, "(&s&s)", &from, &to);
  if (g_str_equal (name, "forbid"))
    wf_document_forbid (document, from, to);
  else if (g_str_equal (name, "require"))
    wf_document_require (document, from, to);
  else
    wf_document_allow (document, from, to);
}

static void
on_learn_again (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  wf_document_learn_again (data);
}

static void
on_changed (WfDocument *document, guint parts, GActionMap *actions)
{
  GAction *learn_again = g_action_map_lookup_action (actions, "learn-again");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (learn_again),
                               wf_document_get_table (document) != NULL &&
                                   wf_document_get_discovery (document) != NULL);
}

GActionGroup *
wf_edge_actions_new (WfDocument *document)
{
  const GActionEntry entries[] = {
    { .name = "forbid", .activate = on_say, .parameter_type = "(ss)" },
    { .name = "require", .activate = on_say, .parameter_type = "(ss)" },
    { .name = "allow", .activate = on_say, .parameter_type = "(ss)" },
    { .name = "learn-again", .activate = on_learn_again },
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), group, 0);
  on_changed (document, G_MAXUINT, G_ACTION_MAP (group));
  return G_ACTION_GROUP (group);
}

/* format: with the two ends in it */
static void
add_item (GMenu *menu, const char *format, const char *action, const char *from, const char *to)
{
  g_autofree char *label = g_strdup_printf (format, from, to);
  g_auto (GStrv) parts = g_strsplit (label, "_", -1); /* of a name, not of a mnemonic */
  g_autofree char *plain = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (plain, NULL);

  g_menu_item_set_action_and_target (item, action, "(ss)", from, to);
  g_menu_append_item (menu, item);
}

static void
add_direction (GMenu *menu, WfDocument *document, const char *from, const char *to)
{
  WfArrowState state = wf_arrow_get_state (document, from, to);

  if (state == WF_ARROW_REQUIRED)
    add_item (menu, _ ("No Longer Require %s → %s"), "edge.allow", from, to);
  else
    add_item (menu, _ ("Require %s → %s"), "edge.require", from, to);
  if (state == WF_ARROW_FORBIDDEN)
    add_item (menu, _ ("No Longer Forbid %s → %s"), "edge.allow", from, to);
  else if (state != WF_ARROW_OUT_OF_ORDER)
    add_item (menu, _ ("Forbid %s → %s"), "edge.forbid", from, to);
}

GMenuModel *
wf_edge_menu_new (WfDocument *document, guint a, guint b)
{
  WfGraph *graph = wf_document_get_graph (document);
  const char *name_a = wf_graph_get_name (graph, a), *name_b = wf_graph_get_name (graph, b);
  g_autoptr (GMenu) forth = g_menu_new ();
  g_autoptr (GMenu) back = g_menu_new ();
  g_autoptr (GMenu) next = g_menu_new ();
  GMenu *menu = g_menu_new ();

  add_direction (forth, document, name_a, name_b);
  add_direction (back, document, name_b, name_a);
  g_menu_append (next, _ ("_Learn Again"), "edge.learn-again");
  g_menu_append (next, _ ("Background _Knowledge…"), "win.knowledge");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (forth));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (back));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (next));
  return G_MENU_MODEL (menu);
}
