/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

#include "writers/writers-private.h"

static const char *const papers[] = { [WF_PAPER_A4] = "a4", [WF_PAPER_LETTER] = "letter" };

/* Letter paper is 216 mm wide, and no other paper that a locale names is. */
WfPaper
wf_paper_for_locale (void)
{
#ifdef __GLIBC__
  int width = (int) (gintptr) nl_langinfo (_NL_PAPER_WIDTH);

  return width == 216 ? WF_PAPER_LETTER : WF_PAPER_A4;
#else
  return WF_PAPER_A4;
#endif
}

const char *
wf_paper_to_text (WfPaper paper)
{
  return papers[paper];
}

gboolean
wf_paper_parse (const char *text, WfPaper *paper)
{
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_strcmp0 (papers[i], text) == 0)
      {
        *paper = (WfPaper) i;
        return TRUE;
      }
  return FALSE;
}

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
wf_writer_get_made (void)
{
  g_autoptr (GDateTime) date = wf_writer_get_date ();
  /* Translators: the day of a report, “4 November 2026”; see g_date_time_format() */
  g_autofree char *day = g_date_time_format (date, _ ("%-d %B %Y"));

  return g_strdup_printf ("Wherefore %s, %s", PACKAGE_VERSION, day);
}

char *
wf_writer_get_head (WfReport *report, gsize block, gsize column)
{
  const char *head = wf_report_get_head (report, block, column);
  const char *unit = wf_report_get_unit (report, block, column);
  g_autofree char *escaped = unit != NULL ? wf_report_escape (unit) : NULL;

  return unit != NULL ? g_strdup_printf ("%s (%s)", head, escaped) : g_strdup (head);
}

char *
wf_writer_get_letters (guint number)
{
  GString *letters = g_string_new (NULL);

  for (guint rest = number; rest > 0; rest = (rest - 1) / 26)
    g_string_prepend_c (letters, (char) ('A' + (rest - 1) % 26));
  return g_string_free (letters, FALSE);
}

char *
wf_writer_appendix (const char *title, guint number)
{
  g_autofree char *letters = wf_writer_get_letters (number);

  /* Translators: the title of an appendix: its letter, what it holds */
  return g_strdup_printf (_ ("Appendix %s. %s"), letters, title);
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

gboolean
wf_writer_has_target (WfReport *report, const char *target)
{
  if (*target != '#')
    return TRUE;
  for (gsize block = 0; block < wf_report_get_n_blocks (report); block++)
    if (g_strcmp0 (wf_report_get_id (report, block), target + 1) == 0)
      return TRUE;
  return FALSE;
}

char *
wf_writer_get_address (const char *target)
{
  return g_uri_escape_string (target, "#:/?&=+,;@%!$()*[]~", FALSE);
}
