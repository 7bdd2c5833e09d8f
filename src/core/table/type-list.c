/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The text that says which column is of which type: "id=text", "size=ordinal:small<medium<large". */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/table/type-list.h"

static const struct
{
  const char *id;
  const char *name;
} type_names[WF_N_COLUMN_TYPES] = {
  [WF_COLUMN_TYPE_CONTINUOUS] = { "continuous", N_ ("continuous") },
  [WF_COLUMN_TYPE_ORDINAL] = { "ordinal", N_ ("ordinal") },
  [WF_COLUMN_TYPE_CATEGORICAL] = { "categorical", N_ ("categorical") },
  [WF_COLUMN_TYPE_TEXT] = { "text", N_ ("text") },
  [WF_COLUMN_TYPE_TIME] = { "time", N_ ("time") },
  [WF_COLUMN_TYPE_DOMAIN] = { "domain", N_ ("domain") },
  [WF_COLUMN_TYPE_WEIGHT] = { "weight", N_ ("weight") },
  [WF_COLUMN_TYPE_OMITTED] = { "omit", N_ ("left out") },
};

/**
 * wf_column_type_to_id:
 * @type: a type
 *
 * Returns: (transfer none): what stands for it in a file and on a command line
 */
const char *
wf_column_type_to_id (WfColumnType type)
{
  g_return_val_if_fail (type < WF_N_COLUMN_TYPES, NULL);

  return type_names[type].id;
}

/**
 * wf_column_type_from_id:
 * @id: a text
 * @type: (out): the type
 *
 * Returns: whether @id is one
 */
gboolean
wf_column_type_from_id (const char *id, WfColumnType *type)
{
  for (WfColumnType i = 0; i < WF_N_COLUMN_TYPES; i++)
    if (g_str_equal (type_names[i].id, id))
      {
        *type = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * wf_column_type_get_name:
 * @type: a type
 *
 * Returns: (transfer none): its name for people
 */
const char *
wf_column_type_get_name (WfColumnType type)
{
  g_return_val_if_fail (type < WF_N_COLUMN_TYPES, NULL);

  return _ (type_names[type].name);
}

/* ---- one line ---- */

static gboolean
parse_type (const char *text, WfColumnType *type, const char **order)
{
  *order = g_str_has_prefix (text, "ordinal:") ? text + strlen ("ordinal:") : NULL;
  if (*order == NULL)
    return wf_column_type_from_id (text, type);
  *type = WF_COLUMN_TYPE_ORDINAL;
  return TRUE;
}

/* a line holds no newline: "\n" stands for it, "\\" for a backslash */
static char *
unescape (const char *text, gsize length)
{
  GString *plain = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\\' && i + 1 < length && (text[i + 1] == 'n' || text[i + 1] == '\\'))
      g_string_append_c (plain, text[++i] == 'n' ? '\n' : '\\');
    else
      g_string_append_c (plain, text[i]);
  return g_string_free (plain, FALSE);
}

static void
append_escaped (GString *line, const char *text)
{
  for (; *text != '\0'; text++)
    if (*text == '\n')
      g_string_append (line, "\\n");
    else if (*text == '\\')
      g_string_append (line, "\\\\");
    else
      g_string_append_c (line, *text);
}

/* A name may hold an equals sign: the first one that a type follows ends it. */
static gboolean
parse_item (const char *item, WfTypeRule *rule)
{
  for (const char *sign = strchr (item, '='); sign != NULL; sign = strchr (sign + 1, '='))
    {
      const char *order;

      if (!parse_type (sign + 1, &rule->type, &order))
        continue;
      rule->column = unescape (item, (gsize) (sign - item));
      rule->order = order != NULL ? unescape (order, strlen (order)) : NULL;
      return TRUE;
    }
  return FALSE;
}

static void
rule_clear (gpointer data)
{
  WfTypeRule *rule = data;

  g_free (rule->column);
  g_free (rule->order);
}

static gboolean
fail_item (const char *item, GError **error)
{
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("“%s” says no column’s type: write COLUMN=TYPE with one of continuous, ordinal, "
                  "categorical, text, time, domain, weight and omit, for example “age=continuous” or "
                  "“size=ordinal:small<medium<large”"),
               item);
  return FALSE;
}

/* "a=time,b=text": a comma that ends no item belongs to it */
static gboolean
parse_items (const char *line, GArray *rules, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (line, ",", -1);
  g_autoptr (GString) item = g_string_new (NULL);
  WfTypeRule rule;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_string_append_printf (item, "%s%s", item->len > 0 ? "," : "",
                              item->len > 0 ? parts[i] : g_strchug (parts[i]));
      if (!parse_item (item->str, &rule))
        continue;
      g_array_append_val (rules, rule);
      g_string_truncate (item, 0);
    }
  return item->len == 0 || fail_item (item->str, error);
}

static gboolean
parse_line (const char *line, const char *const *names, GArray *rules, GError **error)
{
  WfTypeRule rule;

  if (*line == '\0')
    return TRUE;
  if (strchr (line, ',') == NULL || names == NULL)
    {
      if (!parse_item (line, &rule))
        return fail_item (line, error);
      g_array_append_val (rules, rule);
      return TRUE;
    }
  if (parse_item (line, &rule))
    {
      if (g_strv_contains (names, rule.column))
        {
          g_array_append_val (rules, rule);
          return TRUE;
        }
      rule_clear (&rule);
    }
  return parse_items (line, rules, error);
}

GArray *
wf_type_rules_parse (const char *text, const char *const *names, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (WfTypeRule));

  g_array_set_clear_func (rules, rule_clear);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (!parse_line (lines[i], names, rules, error))
      return NULL;
  return g_steal_pointer (&rules);
}

const WfTypeRule *
wf_type_rules_find (GArray *rules, const char *column)
{
  for (guint i = rules->len; i-- > 0;)
    if (g_str_equal (g_array_index (rules, WfTypeRule, i).column, column))
      return &g_array_index (rules, WfTypeRule, i);
  return NULL;
}

/**
 * wf_column_types_find:
 * @types: lines “COLUMN=TYPE”
 * @names: (array zero-terminated=1) (nullable): the columns there are
 * @column: one of them
 * @type: (out): its type
 * @order: (out) (optional) (transfer full) (nullable): its levels in order, with “<” between them
 *
 * Returns: whether @types say something of it; %FALSE also where they can't be read
 */
gboolean
wf_column_types_find (
    const char *types, const char *const *names, const char *column, WfColumnType *type, char **order)
{
  g_autoptr (GArray) rules = wf_type_rules_parse (types, names, NULL);
  const WfTypeRule *rule = rules != NULL ? wf_type_rules_find (rules, column) : NULL;

  if (rule == NULL)
    return FALSE;
  *type = rule->type;
  if (order != NULL)
    *order = g_strdup (rule->order);
  return TRUE;
}

static void
append_rule (GString *text, const char *column, const char *type)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  append_escaped (text, column);
  g_string_append_c (text, '=');
  append_escaped (text, type);
}

/**
 * wf_column_types_set:
 * @types: lines “COLUMN=TYPE”; what can't be read of them is dropped
 * @names: (array zero-terminated=1) (nullable): the columns there are
 * @column: one of them
 * @type: (nullable): an id of a type, or “ordinal:a<b”; %NULL: nothing is said of @column any more
 *
 * Returns: (transfer full): the lines with this one changed
 */
char *
wf_column_types_set (const char *types, const char *const *names, const char *column, const char *type)
{
  g_autoptr (GArray) rules = wf_type_rules_parse (types, names, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const WfTypeRule *rule = &g_array_index (rules, WfTypeRule, i);
      g_autofree char *ordered = rule->order != NULL ? g_strconcat ("ordinal:", rule->order, NULL) : NULL;

      if (!g_str_equal (rule->column, column))
        append_rule (text, rule->column, ordered != NULL ? ordered : wf_column_type_to_id (rule->type));
    }
  if (type != NULL)
    append_rule (text, column, type);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
