/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

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

gboolean
wf_writer_is_from_right (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08FF && g_unichar_isalpha (c)) || (c >= 0xFB1D && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

gboolean
wf_writer_begins_from_right (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return wf_writer_is_from_right (g_utf8_get_char (p));
  return FALSE;
}

gboolean
wf_writer_is_mirrored (WfReport *report)
{
  return wf_writer_begins_from_right (wf_report_get_kind (report));
}

/* What ends a run of words from the right: letters from the left, marks of the text, and what stands in
 * formulas. Digits and stops within a sentence don't. */
static gboolean
is_break (gunichar c)
{
  static const gunichar others[] = { '*', '`', '[', ']', '\\', '(', ')', '\n', 0xB7, 0x201C, 0x201D, 0 };

  for (gsize i = 0; others[i] != 0; i++)
    if (c == others[i])
      return TRUE;
  return g_unichar_isalpha (c) || g_unichar_type (c) == G_UNICODE_MATH_SYMBOL ||
         g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL;
}

/* One past the last letter of the run that begins at p. */
static const char *
find_run_end (const char *p)
{
  const char *end = p;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (wf_writer_is_from_right (c) || (end == p && g_unichar_ismark (c)))
        end = g_utf8_next_char (p);
      else if (is_break (c))
        break;
    }
  return end;
}

char *
wf_writer_isolate (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *isolated = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);
      gboolean is_run = wf_writer_is_from_right (g_utf8_get_char (p));

      if (is_run)
        {
          next = find_run_end (p);
          g_string_append (isolated, "\342\201\247"); /* U+2067 */
        }
      g_string_append_len (isolated, p, next - p);
      if (is_run)
        g_string_append (isolated, "\342\201\251"); /* U+2069 */
      p = next;
    }
  return g_string_free (isolated, FALSE);
}
