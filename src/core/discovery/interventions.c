/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/discovery/interventions-private.h"

static gboolean
is_nothing (const char *text)
{
  return *text == '\0' || g_ascii_strcasecmp (text, "none") == 0 ||
         g_ascii_strcasecmp (text, "observational") == 0;
}

/* Marks the variables that a list names. */
static gboolean
parse_targets (WfTable *table, const char *text, const char *column, guint8 *is_target, GError **error)
{
  g_auto (GStrv) names = NULL;
  gssize whole = wf_table_find_column (table, text);

  if (whole >= 0) /* a name may have a comma in it */
    {
      is_target[whole] = TRUE;
      return TRUE;
    }
  if (is_nothing (text))
    return TRUE;
  names = g_strsplit_set (text, "+,", -1);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      gssize target = wf_table_find_column (table, name);

      if (target >= 0)
        is_target[target] = TRUE;
      else if (!is_nothing (name))
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("“%s” of the column “%s” names no variable of the table. Say which variables were "
                          "set there in the parameter regimes, for example “%s: %s”"),
                       name, column, text, wf_table_get_name (table, 0));
          return FALSE;
        }
    }
  return TRUE;
}

/* "VALUE: VARIABLE, VARIABLE; ..." -> a table from values to lists of variables */
static GHashTable *
parse_mapping (WfTable *levels, const char *mapping, GError **error)
{
  g_autoptr (GHashTable) lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) entries = g_strsplit (mapping, ";", -1);

  for (gsize i = 0; entries[i] != NULL; i++)
    {
      g_autofree char *value = NULL;
      char *colon;

      if (*g_strstrip (entries[i]) == '\0')
        continue;
      colon = strrchr (entries[i], ':');
      if (colon == NULL)
        {
          g_set_error (
              error, WF_ERROR, WF_ERROR_DATA,
              _ ("“%s” in the parameter regimes has no colon; write “value: variable, variable” with "
                 "semicolons between"),
              entries[i]);
          return NULL;
        }
      value = g_strndup (entries[i], colon - entries[i]);
      g_strstrip (value);
      if (wf_table_find_level (levels, 0, value) < 0)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("“%s” in the parameter regimes is no value of the column “%s”, which has for "
                          "example “%s”"),
                       value, wf_table_get_name (levels, 0), wf_table_get_level (levels, 0, 0));
          return NULL;
        }
      g_hash_table_insert (lists, g_steal_pointer (&value), g_strdup (g_strstrip (colon + 1)));
    }
  return g_steal_pointer (&lists);
}

/* Of each value of the column, what was set: regimes with the same variables become one. */
static gboolean
find_regimes (WfInterventions *self, WfTable *levels, const char *mapping, guint *of_level, GError **error)
{
  gsize n = wf_table_get_n_columns (self->table);
  gsize n_levels = wf_table_get_n_levels (levels, 0);
  g_autofree guint8 *is_target = g_new (guint8, n);
  g_autoptr (GHashTable) lists = parse_mapping (levels, mapping, error);

  if (lists == NULL)
    return FALSE;
  for (gsize level = 0; level < n_levels; level++)
    {
      const char *text = wf_table_get_level (levels, 0, level);
      const char *list = g_hash_table_lookup (lists, text);
      guint regime = 0;

      memset (is_target, 0, n);
      if (g_hash_table_size (lists) > 0)
        text = list != NULL ? list : "";
      if (!parse_targets (self->table, text, wf_table_get_name (levels, 0), is_target, error))
        return FALSE;
      while (regime < self->n_regimes && memcmp (self->is_target + regime * n, is_target, n) != 0)
        regime++;
      if (regime == self->n_regimes)
        memcpy (self->is_target + self->n_regimes++ * n, is_target, n);
      of_level[level] = regime;
    }
  return TRUE;
}

/* The one column, as levels, in the rows that have a value. */
static WfTable *
read_levels (WfTable *table, gsize column, GError **error)
{
  const char *const names[] = { wf_table_get_name (table, column), NULL };
  g_autoptr (WfTable) alone = wf_table_select (table, &column, 1);

  return wf_table_retype (alone, names, NULL, error);
}

static WfTable *
leave_out (WfTable *table, gsize column)
{
  gsize n = wf_table_get_n_columns (table);
  g_autofree gsize *columns = g_new (gsize, n);
  gsize k = 0;

  for (gsize j = 0; j < n; j++)
    if (j != column)
      columns[k++] = j;
  return wf_table_select (table, columns, k);
}

static gboolean
read_column (WfInterventions *self, WfTable *table, gsize column, const char *mapping, GError **error)
{
  g_autoptr (WfTable) told = wf_table_drop_missing (table, &column, 1);
  g_autoptr (WfTable) levels = read_levels (told, column, error);
  gsize n = wf_table_get_n_rows (told);
  gsize n_missing = wf_table_get_n_rows (table) - n;
  const gint32 *codes;
  g_autofree guint *of_level = NULL;

  if (levels == NULL)
    return FALSE;
  self->table = leave_out (told, column);
  self->is_target =
      g_new0 (guint8, (wf_table_get_n_levels (levels, 0) + 1) * wf_table_get_n_columns (self->table));
  of_level = g_new (guint, wf_table_get_n_levels (levels, 0) + 1);
  if (!find_regimes (self, levels, mapping, of_level, error))
    return FALSE;
  codes = wf_table_get_codes (levels, 0, NULL);
  self->regimes = g_new (guint, n + 1);
  for (gsize i = 0; i < n; i++)
    self->regimes[i] = of_level[codes[i]];
  if (n_missing > 0)
    {
      self->warnings = g_new0 (char *, 2);
      self->warnings[0] = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%zu row doesn’t tell what was set in it and was left out",
                       "%zu rows don’t tell what was set in them and were left out", n_missing),
          n_missing);
    }
  return TRUE;
}

static gboolean
check_rows (const WfInterventions *self, GError **error)
{
  gsize n = wf_table_get_n_columns (self->table);

  if (n < 2)
    {
      g_set_error_literal (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("Beside the column that tells what was set, a graph needs two variables at least"));
      return FALSE;
    }
  for (guint v = 0; v < n; v++)
    {
      gboolean is_seen = wf_table_get_n_rows (self->table) == 0;

      for (gsize i = 0; i < wf_table_get_n_rows (self->table) && !is_seen; i++)
        is_seen = !self->is_target[self->regimes[i] * n + v];
      if (!is_seen)
        {
          g_set_error (
              error, WF_ERROR, WF_ERROR_DATA,
              _ ("“%s” was set from outside in every row, so that nothing tells its causes. Leave the "
                 "column out, or add rows where it was only observed"),
              wf_table_get_name (self->table, v));
          return FALSE;
        }
    }
  return TRUE;
}

WfInterventions *
wf_interventions_new (WfTable *table, const char *targets, const char *mapping, GError **error)
{
  g_autoptr (WfInterventions) self = g_new0 (WfInterventions, 1);
  gssize column = *targets != '\0' ? wf_table_find_column (table, targets) : -1;

  if (*targets == '\0')
    {
      self->table = wf_table_ref (table);
      self->n_regimes = 1;
      self->regimes = g_new0 (guint, wf_table_get_n_rows (table) + 1);
      self->is_target = g_new0 (guint8, wf_table_get_n_columns (table) + 1);
      self->warnings = g_new0 (char *, 2);
      self->warnings[0] =
          g_strdup (_ ("No column was named that tells which variable was set in which row: all "
                       "rows count as observed"));
      return g_steal_pointer (&self);
    }
  if (column < 0)
    {
      if (!wf_table_fail_text (table, targets, error))
        g_set_error (
            error, WF_ERROR, WF_ERROR_DATA,
            _ ("There is no column “%s” to tell what was set in each row; the table begins with “%s”"),
            targets, wf_table_get_name (table, 0));
      return NULL;
    }
  if (!read_column (self, table, (gsize) column, mapping, error) || !check_rows (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
wf_interventions_free (WfInterventions *self)
{
  g_clear_pointer (&self->table, wf_table_unref);
  g_free (self->regimes);
  g_free (self->is_target);
  g_strfreev (self->warnings);
  g_free (self);
}

WfTable *
wf_interventions_select_rows (const WfInterventions *self, guint column, GError **error)
{
  gsize n_columns = wf_table_get_n_columns (self->table);
  gsize n = wf_table_get_n_rows (self->table);
  g_autofree gsize *rows = g_new (gsize, n + 1);
  gsize k = 0;

  for (gsize i = 0; i < n; i++)
    if (!self->is_target[self->regimes[i] * n_columns + column])
      rows[k++] = i;
  return k == n ? wf_table_ref (self->table) : wf_table_select_rows (self->table, rows, k, error);
}

gboolean
wf_interventions_is_alike (const WfInterventions *self, guint a, guint b)
{
  gsize n = wf_table_get_n_columns (self->table);

  for (guint r = 0; r < self->n_regimes; r++)
    if (self->is_target[r * n + a] != self->is_target[r * n + b])
      return FALSE;
  return TRUE;
}
