/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Names of columns: made unique, asked for in vain. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/table/storage.h"

gboolean
wf_fail_no_column (const char *name, const char *const *names, GError **error)
{
  const char *nearest = wf_nearest_name (name, names);

  if (nearest != NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There is no column “%s”; did you mean “%s”?"), name,
                 nearest);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("There is no column “%s”"), name);
  return FALSE;
}

/* "x", "x" -> "x", "x 2"; "" -> "column 3" */
static char *
make_unique (GHashTable *taken, const char *given, gsize column)
{
  g_autofree char *base = *given != '\0' ? g_strdup (given) : g_strdup_printf (_ ("column %zu"), column + 1);
  char *name = g_strdup (base);

  for (guint i = 2; g_hash_table_contains (taken, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", base, i);
    }
  return name;
}

#define N_RENAMED_NOTES 5

static void
note_renamed (GPtrArray *notes, gsize n_renamed, gsize column, const char *given, const char *name)
{
  if (n_renamed > N_RENAMED_NOTES)
    return;
  g_ptr_array_add (notes,
                   *given == '\0'
                       ? g_strdup_printf (_ ("column %zu has no name; it is called “%s”"), column + 1, name)
                       : g_strdup_printf (_ ("column %zu: the name “%s” is taken; it is called “%s”"),
                                          column + 1, given, name));
}

/* Names that stand once keep their name, wherever they stand; only then come the repeated and the empty ones.
 */
void
wf_names_make_unique (GPtrArray *names, GPtrArray *notes)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gboolean *is_first = g_new0 (gboolean, names->len + 1);
  gsize n_renamed = 0;

  for (guint i = 0; i < names->len; i++)
    is_first[i] = *(char *) names->pdata[i] != '\0' && g_hash_table_add (taken, names->pdata[i]);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *given = NULL;

      if (is_first[i])
        continue;
      given = names->pdata[i];
      names->pdata[i] = make_unique (taken, given, i);
      g_hash_table_add (taken, names->pdata[i]);
      note_renamed (notes, ++n_renamed, i, given, names->pdata[i]);
    }
  if (n_renamed > N_RENAMED_NOTES)
    g_ptr_array_add (
        notes, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu more column was renamed",
                                             "%zu more columns were renamed", n_renamed - N_RENAMED_NOTES),
                                n_renamed - N_RENAMED_NOTES));
}
