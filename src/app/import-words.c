/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/import-words.h"

/* summary: how it is said beside others; NULL = it goes without saying */
static const struct
{
  const char *setting;
  const char *choice;
  const char *name;
  const char *summary;
} words[] = {
  { "delimiter", "comma", N_ ("Comma"), N_ ("commas between fields") },
  { "delimiter", "semicolon", N_ ("Semicolon"), N_ ("semicolons between fields") },
  { "delimiter", "tab", N_ ("Tab"), N_ ("tabs between fields") },
  { "delimiter", "pipe", N_ ("Vertical bar"), N_ ("vertical bars between fields") },
  { "delimiter", "blanks", N_ ("Blanks"), N_ ("blanks between fields") },
  { "decimal", "point", N_ ("Point"), NULL },
  { "decimal", "comma", N_ ("Comma"), N_ ("decimal comma") },
  { "header", "yes", N_ ("In the first line"), NULL },
  { "header", "no", N_ ("None"), N_ ("no names of columns") },
  { "quote", "double", N_ ("Double quotes"), NULL },
  { "quote", "single", N_ ("Single quotes"), N_ ("single quotes") },
  { "quote", "none", N_ ("None"), NULL },
  { "comment", "none", N_ ("None"), NULL },
  { "comment", "hash", N_ ("Lines that begin with #"), N_ ("comments behind #") },
  { "comment", "percent", N_ ("Lines that begin with %"), N_ ("comments behind %") },
  { "encoding", "utf-8", N_ ("Unicode (UTF-8)"), NULL },
  { "encoding", "utf-16", N_ ("Unicode (UTF-16)"), N_ ("UTF-16") },
  { "encoding", "latin-1", N_ ("Western European (Windows-1252)"), N_ ("Windows-1252") },
};

static gssize
find (const char *setting, const char *choice)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].setting, setting) && g_str_equal (words[i].choice, choice))
      return (gssize) i;
  return -1;
}

const char *
wf_import_name_choice (const char *setting, const char *choice)
{
  gssize i = find (setting, choice);

  return i >= 0 ? _ (words[i].name) : choice;
}

/* (transfer full) (nullable): as it is said beside others */
static char *
sum_up_finding (const WfFinding *finding)
{
  gssize i = find (finding->id, finding->value);

  if (g_str_equal (finding->id, "table"))
    return g_strdup_printf (_ ("table “%s”"), finding->value);
  if (g_str_equal (finding->id, "sheet"))
    return g_strdup_printf (_ ("sheet “%s”"), finding->value);
  return i >= 0 && words[i].summary != NULL ? g_strdup (_ (words[i].summary)) : NULL;
}

char *
wf_import_sum_up (WfImport *import)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n;
  const WfFinding *findings = wf_import_get_findings (import, &n);

  for (gsize k = 0; k < n; k++)
    {
      g_autofree char *part = sum_up_finding (&findings[k]);

      if (part != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
    }
  if (text->len == 0)
    return g_strdup (_ (wf_import_get_format (import)->name));
  /* Translators: what was found of a file: “semicolons between fields, decimal comma” */
  return g_strdup_printf (_ ("Detected: %s"), text->str);
}
