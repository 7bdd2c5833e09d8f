/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/trace/spans-private.h"
#include "core/trace/trace-private.h"

/* Conversations flattened to an attribute a leaf: "llm.input_messages.0.message.content",
 * "gen_ai.completion.0.tool_calls.1.arguments". The attributes may stand in any order. */

typedef enum
{
  LEAF_CONTENT,
  LEAF_CALL_NAME,
  LEAF_CALL_ARGUMENTS,
} LeafKind;

typedef struct
{
  gulong message;
  gulong part; /* of the content, or the call's number */
  LeafKind kind;
  const char *value;
} Leaf;

/* The index behind "prefix." of a key; rest: what follows it */
static gboolean
read_index (const char *key, const char *prefix, gulong *index, const char **rest)
{
  gsize length = strlen (prefix);
  char *end;

  if (strncmp (key, prefix, length) != 0 || key[length] != '.' || !g_ascii_isdigit (key[length + 1]))
    return FALSE;
  *index = strtoul (key + length + 1, &end, 10);
  *rest = end + 1;
  return *end == '.';
}

/* the first number among the names of a path; 0 = none */
static gulong
find_number (const char *path)
{
  for (; path != NULL; path = strchr (path, '.') == NULL ? NULL : strchr (path, '.') + 1)
    if (g_ascii_isdigit (*path))
      return strtoul (path, NULL, 10);
  return 0;
}

static gboolean
read_leaf (const WfTraceFact *fact, const char *prefix, Leaf *leaf)
{
  const char *rest, *tail;
  gboolean is_call;

  if (*fact->value == '\0' || !read_index (fact->key, prefix, &leaf->message, &rest))
    return FALSE;
  tail = strrchr (rest, '.');
  tail = tail == NULL ? rest : tail + 1;
  is_call = strstr (rest, "tool_call") != NULL || g_str_has_prefix (rest, "function_call");
  leaf->part = find_number (rest);
  leaf->value = fact->value;
  if (is_call && g_str_equal (tail, "name"))
    leaf->kind = LEAF_CALL_NAME;
  else if (is_call && g_str_equal (tail, "arguments"))
    leaf->kind = LEAF_CALL_ARGUMENTS;
  else if (!is_call && (g_str_equal (tail, "content") || g_str_equal (tail, "text")))
    leaf->kind = LEAF_CONTENT;
  else
    return FALSE;
  return TRUE;
}

/* by message, its words before its calls, by number, a call's name before its arguments */
static int
compare_leaves (gconstpointer a, gconstpointer b)
{
  const Leaf *first = a, *second = b;
  gboolean is_call = first->kind != LEAF_CONTENT, is_other_call = second->kind != LEAF_CONTENT;

  if (first->message != second->message)
    return first->message < second->message ? -1 : 1;
  if (is_call != is_other_call)
    return is_call ? 1 : -1;
  if (first->part != second->part)
    return first->part < second->part ? -1 : 1;
  return (int) first->kind - (int) second->kind;
}

static GArray *
list_leaves (const WfSpan *span, const char *prefix)
{
  GArray *leaves = g_array_new (FALSE, FALSE, sizeof (Leaf));
  Leaf leaf;

  for (guint i = 0; i < span->attributes->len; i++)
    if (read_leaf (&g_array_index (span->attributes, WfTraceFact, i), prefix, &leaf))
      g_array_append_val (leaves, leaf);
  g_array_sort (leaves, compare_leaves);
  return leaves;
}

/* The messages that are told, from first to last. */
typedef struct
{
  gulong first, last;
  GHashTable *of_system; /* of indices: left out, unless they are all there is */
} Choice;

static gboolean
is_role (const char *rest)
{
  return (g_str_equal (rest, "role") || g_str_has_suffix (rest, ".role")) &&
         strstr (rest, "tool_call") == NULL;
}

static void
choose_new (Choice *choice, gulong index, const char *role)
{
  if (g_str_equal (role, "assistant") || g_str_equal (role, "model"))
    choice->first = MAX (choice->first, index + 1);
  if (g_str_equal (role, "system") || g_str_equal (role, "developer"))
    g_hash_table_add (choice->of_system, GSIZE_TO_POINTER (index));
}

/* Of an input, what is new stands behind the last message of the model. */
static void
choose (Choice *choice, const WfSpan *span, const char *prefix, WfSpanMessages which)
{
  gulong last = choice->last, of_user = 0, index;
  gboolean has_user = FALSE;
  const char *rest;

  for (guint i = 0; i < span->attributes->len; i++)
    {
      const WfTraceFact *fact = &g_array_index (span->attributes, WfTraceFact, i);

      if (!read_index (fact->key, prefix, &index, &rest) || !is_role (rest))
        continue;
      if (which != WF_SPAN_MESSAGES_ALL)
        choose_new (choice, index, fact->value);
      if (g_ascii_strcasecmp (fact->value, "user") == 0 || g_ascii_strcasecmp (fact->value, "human") == 0)
        {
          of_user = has_user ? MAX (of_user, index) : index;
          has_user = TRUE;
        }
    }
  choice->first = MIN (choice->first, last);
  if (which == WF_SPAN_MESSAGES_USER && has_user)
    choice->first = choice->last = of_user;
}

static gboolean
is_chosen (const Choice *choice, gulong message)
{
  return message >= choice->first && message <= choice->last &&
         (!g_hash_table_contains (choice->of_system, GSIZE_TO_POINTER (message)) ||
          choice->first == choice->last);
}

static void
append_leaf (GString *text, const Leaf *leaf, gboolean is_call_open)
{
  g_autofree char *words = NULL;

  switch (leaf->kind)
    {
      case LEAF_CALL_NAME:
        g_string_append_printf (text, "%s%s(", text->len > 0 ? "\n" : "", leaf->value);
        break;
      case LEAF_CALL_ARGUMENTS:
        if (!is_call_open)
          g_string_append_printf (text, "%s(", text->len > 0 ? "\n" : "");
        g_string_append_printf (text, "%s)", leaf->value);
        break;
      case LEAF_CONTENT:
      default:
        words = wf_span_text_to_words (leaf->value, wf_output_to_text);
        if (*words != '\0')
          g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
}

char *
wf_span_join_flat (const WfSpan *span, const char *prefix, WfSpanMessages which)
{
  g_autoptr (GArray) leaves = list_leaves (span, prefix);
  g_autoptr (GHashTable) of_system = NULL;
  g_autoptr (GString) text = NULL;
  Choice choice = { 0, 0, NULL };
  gboolean is_call_open = FALSE;

  if (leaves->len == 0)
    return NULL;
  text = g_string_new (NULL);
  choice.of_system = of_system = g_hash_table_new (NULL, NULL);
  choice.last = g_array_index (leaves, Leaf, leaves->len - 1).message;
  choose (&choice, span, prefix, which);
  for (guint i = 0; i < leaves->len; i++)
    {
      const Leaf *leaf = &g_array_index (leaves, Leaf, i);

      if (!is_chosen (&choice, leaf->message))
        continue;
      if (is_call_open && leaf->kind != LEAF_CALL_ARGUMENTS)
        {
          g_string_append_c (text, ')');
          is_call_open = FALSE;
        }
      append_leaf (text, leaf, is_call_open);
      is_call_open = leaf->kind == LEAF_CALL_NAME;
    }
  if (is_call_open)
    g_string_append_c (text, ')');
  return text->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}
