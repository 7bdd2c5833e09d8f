/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/trace/logs-private.h"

/* The tables that benchmarks put beside their logs: Who&When's annotations, MAST's failure modes, the
 * comparison of two teams of annotators. */

static gboolean
is_label (const char *column)
{
  static const char *const prefixes[] = { "mistake_", "fm_",          "agentrx_",
                                          "failure_", "failed_agent", "root_cause" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (column, prefixes[i]))
      return TRUE;
  return FALSE;
}

/* Two columns of labels in a first line without a space; one alone may be a word of a text. */
static gboolean
detect_text (const char *text, gsize length)
{
  const char *stop = memchr (text, '\n', length);
  g_autofree char *header = stop == NULL ? NULL : g_strndup (text, (gsize) (stop - text));
  g_auto (GStrv) columns = NULL;
  guint n_labels = 0;

  if (header == NULL || strchr (g_strchomp (header), ' ') != NULL)
    return FALSE;
  columns = g_strsplit_set (header, ",;\t", -1);
  for (char **column = columns; *column != NULL; column++)
    n_labels += is_label (*column);
  return n_labels >= 2;
}

const WfLogFormat wf_log_label_table = {
  .id = "label-table",
  .name = N_ ("tables of annotations"),
  .summary = N_ ("What people found wrong in runs, a line each"),
  .detect_text = detect_text,
  .is_last_resort = TRUE, /* it is a table like any other to whoever doesn't ask for a log */
  .refusal = N_ ("this is a table of what people found wrong in runs, not a run. "
                 "Open the log of a run, or the folder that the logs are in."),
};
