/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Days of the Gregorian calendar by arithmetic alone: years begin in March, so that the leap day is the last
 * (Hinnant 2013, "chrono-Compatible Low-Level Date Algorithms"). */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/format.h"
#include "core/table/calendar.h"

#define DAY_SECONDS 86400
#define MINUTE_FORM "2026-01-05T10:00"

typedef struct
{
  int year, month, day;
} Date;

static gint64
count_days (Date date)
{
  gint64 year = date.year - (date.month <= 2);
  gint64 era = (year >= 0 ? year : year - 399) / 400;
  gint64 year_of_era = year - era * 400;
  gint64 day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static Date
find_date (gint64 days)
{
  gint64 shifted = days + 719468;
  gint64 era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  gint64 day_of_era = shifted - era * 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month = (5 * day_of_year + 2) / 153;
  Date date = { .day = (int) (day_of_year - (153 * month + 2) / 5 + 1) };

  date.month = (int) (month < 10 ? month + 3 : month - 9);
  date.year = (int) (year_of_era + era * 400 + (date.month <= 2));
  return date;
}

static int
count_month_days (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && is_leap);
}

typedef struct
{
  const char *at;
  const char *end;
} Text;

/* exactly so many digits */
static gboolean
read_digits (Text *self, int n, int *number)
{
  *number = 0;
  for (int i = 0; i < n; i++, self->at++)
    {
      if (self->at == self->end || !g_ascii_isdigit (*self->at))
        return FALSE;
      *number = 10 * *number + (*self->at - '0');
    }
  return TRUE;
}

static gboolean
read_char (Text *self, const char *allowed)
{
  if (self->at == self->end || *self->at == '\0' || strchr (allowed, *self->at) == NULL)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
read_date (Text *self, Date *date)
{
  date->day = 1;
  if (!read_digits (self, 4, &date->year) || !read_char (self, "-") || !read_digits (self, 2, &date->month) ||
      date->month < 1 || date->month > 12)
    return FALSE;
  if (self->at == self->end)
    return TRUE;
  return read_char (self, "-") && read_digits (self, 2, &date->day) && date->day >= 1 &&
         date->day <= count_month_days (date->year, date->month);
}

static double
read_fraction (Text *self)
{
  double fraction = 0;
  double scale = 1;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    {
      if (scale < 1e15)
        {
          fraction = 10 * fraction + (*self->at - '0');
          scale *= 10;
        }
      self->at++;
    }
  return fraction / scale;
}

/* 10:00, 10:00:00, 10:00:00.25 */
static gboolean
read_clock (Text *self, double *seconds)
{
  int hour, minute, second = 0;
  double fraction = 0;

  if (!read_digits (self, 2, &hour) || !read_char (self, ":") || !read_digits (self, 2, &minute))
    return FALSE;
  if (read_char (self, ":"))
    {
      if (!read_digits (self, 2, &second))
        return FALSE;
      if (read_char (self, ".,"))
        fraction = read_fraction (self);
    }
  *seconds = hour * 3600 + minute * 60 + second + fraction;
  return hour < 24 && minute < 60 && second < 61;
}

/* Z, +02:00, +0200, +02; nothing */
static gboolean
read_zone (Text *self, double *offset)
{
  gboolean is_west;
  int hours, minutes = 0;

  *offset = 0;
  if (self->at == self->end || read_char (self, "Zz"))
    return self->at == self->end;
  is_west = *self->at == '-';
  if (!read_char (self, "+-") || !read_digits (self, 2, &hours))
    return FALSE;
  if (self->at < self->end)
    {
      read_char (self, ":");
      if (!read_digits (self, 2, &minutes))
        return FALSE;
    }
  *offset = (is_west ? -1 : 1) * (hours * 3600 + minutes * 60);
  return self->at == self->end && hours < 24 && minutes < 60;
}

/**
 * wf_calendar_parse: (skip)
 * @text: (array length=length): a day or a time of it in ISO 8601
 * @length: bytes of it
 * @seconds: (out): since 1970 in UTC
 *
 * Returns: whether it is one
 */
gboolean
wf_calendar_parse (const char *text, gsize length, double *seconds)
{
  Text self = { text, text + length };
  double clock = 0;
  double offset = 0;
  Date date;

  if (!read_date (&self, &date))
    return FALSE;
  if (self.at < self.end &&
      (!read_char (&self, "Tt ") || !read_clock (&self, &clock) || !read_zone (&self, &offset)))
    return FALSE;
  *seconds = (double) (count_days (date) * DAY_SECONDS) + clock - offset;
  return TRUE;
}

/* ":05.25" with as few digits as read back */
static void
append_seconds (GString *text, double seconds, double minutes, double rest)
{
  gsize length = text->len;
  gsize begin = length - strlen (MINUTE_FORM);

  for (int digits = 0; digits <= 12; digits += 3)
    {
      double again;

      g_string_append_printf (text, ":%0*.*fZ", digits > 0 ? digits + 3 : 2, digits, rest - 60 * minutes);
      if (wf_calendar_parse (text->str + begin, text->len - begin, &again) && again == seconds)
        return;
      if (digits < 12)
        g_string_truncate (text, length);
    }
}

/**
 * wf_calendar_append: (skip)
 * @text: where to
 * @seconds: since 1970 in UTC, finite
 */
void
wf_calendar_append (GString *text, double seconds)
{
  double day = floor (seconds / DAY_SECONDS);
  double rest = seconds - day * DAY_SECONDS;
  Date date = { 0 };
  int minutes;

  if (fabs (day) < 4e6)
    date = find_date ((gint64) day);
  if (date.month == 0 || date.year < 0 || date.year > 9999)
    {
      wf_append_double (text, seconds);
      return;
    }
  g_string_append_printf (text, "%04d-%02d-%02d", date.year, date.month, date.day);
  if (rest == 0)
    return;
  minutes = (int) (rest / 60);
  g_string_append_printf (text, "T%02d:%02d", minutes / 60, minutes % 60);
  if (rest > 60 * minutes)
    append_seconds (text, seconds, minutes, rest);
  else
    g_string_append_c (text, 'Z');
}

/* ---- spans of time ---- */

static const struct
{
  double seconds;
  const char *text;  /* for people */
  const char *words; /* as typed, with blanks between; the first one is written */
} units[] = {
  /* Translators: a span of time; %s is a number */
  { DAY_SECONDS, N_ ("%s days"), "days day d" }, { 3600, N_ ("%s h"), "h hour hours" },
  { 60, N_ ("%s min"), "min minute minutes" },   { 1, N_ ("%s s"), "s sec second seconds" },
  { 7 * DAY_SECONDS, NULL, "weeks week w" },
};

/* the largest of which there are two */
static gsize
find_unit (double seconds)
{
  gsize i = 0;

  while (units[i].seconds > 1 && fabs (seconds) < 2 * units[i].seconds)
    i++;
  return i;
}

/**
 * wf_calendar_parse_span: (skip)
 * @text: a number and a unit: days, h, min, s or weeks
 * @seconds: (out): how long that is
 *
 * Returns: whether it is a span of time
 */
gboolean
wf_calendar_parse_span (const char *text, double *seconds)
{
  char *end;
  double number = g_ascii_strtod (text, &end);
  g_autofree char *unit = g_strstrip (g_strdup (end));

  if (end == text || !isfinite (number) || *unit == '\0')
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_auto (GStrv) words = g_strsplit (units[i].words, " ", -1);

      if (g_strv_contains ((const char *const *) words, unit))
        {
          *seconds = number * units[i].seconds;
          return isfinite (*seconds);
        }
    }
  return FALSE;
}

/**
 * wf_calendar_append_span: (skip)
 * @text: where to
 * @seconds: how long, finite
 */
void
wf_calendar_append_span (GString *text, double seconds)
{
  gsize unit = find_unit (seconds);
  g_auto (GStrv) words = g_strsplit (units[unit].words, " ", 2);

  wf_append_double (text, seconds / units[unit].seconds);
  g_string_append_printf (text, " %s", words[0]);
}

/**
 * wf_calendar_format_span: (skip)
 * @seconds: how long, finite
 *
 * Returns: (transfer full): that in the largest unit of which there are two, with three significant digits
 */
char *
wf_calendar_format_span (double seconds)
{
  gsize unit = find_unit (seconds);
  g_autofree char *number = wf_format_number (seconds / units[unit].seconds);

  return g_strdup_printf (_ (units[unit].text), number);
}
