/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "writers/writers-private.h"

GDateTime *
wf_writer_get_date (void)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  gint64 seconds;

  if (epoch != NULL &&
      g_ascii_string_to_signed (epoch, 10, 0, G_GINT64_CONSTANT (253402300799), &seconds, NULL))
    return g_date_time_new_from_unix_utc (seconds);
  return g_date_time_new_now_local ();
}

char *
wf_writer_caption (const char *caption, guint number)
{
  g_autofree char *label = g_strdup_printf (_ ("Figure %u."), number);

  if (caption == NULL || *caption == '\0')
    return g_strdup_printf ("**%s**", label);
  return g_strdup_printf ("**%s** %s", label, caption);
}

const char *
wf_writer_get_source_name (WfReport *report)
{
  WfProvenance *provenance = wf_report_get_provenance (report);

  if (provenance == NULL || wf_provenance_get_n_inputs (provenance) == 0)
    return NULL;
  return wf_provenance_get_input_name (provenance, 0);
}
