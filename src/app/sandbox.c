/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/sandbox.h"

char *
wf_sandbox_describe_network (const char *info_path)
{
  g_autoptr (GKeyFile) info = g_key_file_new ();
  g_auto (GStrv) shared = NULL;

  if (!g_key_file_load_from_file (info, info_path, G_KEY_FILE_NONE, NULL))
    return NULL;
  shared = g_key_file_get_string_list (info, "Context", "shared", NULL, NULL);
  if (shared != NULL && g_strv_contains ((const char *const *) shared, "network"))
    return NULL;
  /* Translators: %s is a command for a terminal */
  return g_strdup_printf (_ ("This copy of Wherefore runs in a sandbox without network. To let it out: %s"),
                          "flatpak override --user --share=network " APPLICATION_ID);
}
