/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "app/application.h"

int
main (int argc, char *argv[])
{
  const char *catalogs = g_getenv ("WHEREFORE_LOCALEDIR"); /* to try translations that aren't installed */
  g_autoptr (WfApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, catalogs != NULL ? catalogs : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("Wherefore"));

  application = wf_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
