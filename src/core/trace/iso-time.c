/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/trace/span-private.h"

#define NS_PER_SECOND G_GINT64_CONSTANT (1000000000)

/* The digits behind the point of a second, in ns; a GDateTime has microseconds only. */
static gint64
read_fraction (const char *text)
{
  const char *time = strpbrk (text, "T ");
  const char *p = time == NULL ? NULL : strpbrk (time, ".,");
  gint64 ns = 0, unit = NS_PER_SECOND / 10;

  for (p = p == NULL ? "" : p + 1; g_ascii_isdigit (*p) && unit > 0; p++, unit /= 10)
    ns += (*p - '0') * unit;
  return ns;
}

gint64
wf_time_from_iso (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *normal = g_strdup (text);

  if (text == NULL)
    return WF_TIME_UNKNOWN;
  if (strlen (normal) > 10 && normal[10] == ' ')
    normal[10] = 'T';
  time = g_date_time_new_from_iso8601 (normal, utc);
  if (time == NULL || g_date_time_get_year (time) < 1700 || g_date_time_get_year (time) > 2250)
    return WF_TIME_UNKNOWN;
  return g_date_time_to_unix (time) * NS_PER_SECOND + read_fraction (text);
}

/* "PT1M48.7S", "P1DT2H": the parts up to days; months and years have no fixed length. */
gint64
wf_duration_from_iso (const char *text)
{
  double seconds = 0;
  gboolean is_time = FALSE;

  if (text == NULL || *text++ != 'P' || *text == '\0')
    return -1;
  while (*text != '\0')
    {
      char *end;
      double value, unit = 0;

      if (*text == 'T')
        {
          is_time = TRUE;
          text++;
          continue;
        }
      value = g_ascii_strtod (text, &end);
      if (end == text || value < 0)
        return -1;
      if (!is_time)
        unit = *end == 'D' ? 86400 : *end == 'W' ? 7 * 86400 : 0;
      else
        unit = *end == 'H' ? 3600 : *end == 'M' ? 60 : *end == 'S' ? 1 : 0;
      if (unit == 0)
        return -1;
      seconds += value * unit;
      text = end + 1;
    }
  return seconds < 9e9 ? (gint64) (seconds * NS_PER_SECOND + 0.5) : -1;
}
