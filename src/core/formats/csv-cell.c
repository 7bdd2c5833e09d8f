/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/formats/csv-private.h"
#include "core/table/calendar.h"

/* The usual missing markers, documented with the parameter "missing". "None" and "-" are not among them: both
 * are levels of real tables. Among numbers a dash can only mean that there is none. */
static const char *const markers[] = { "",    "NA",  "N/A",  "n/a",  "#N/A", "<NA>", "NaN",
                                       "nan", "NAN", "-nan", "NULL", "null", "?",    "." };

const char *
wf_csv_trim (const char *cell, gsize *length)
{
  while (*length > 0 && (*cell == ' ' || *cell == '\t'))
    {
      cell++;
      (*length)--;
    }
  while (*length > 0 && (cell[*length - 1] == ' ' || cell[*length - 1] == '\t'))
    (*length)--;
  return cell;
}

gboolean
wf_csv_is_usual_missing (const char *cell, gsize length)
{
  if (length > 4)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (markers); i++)
    if (strlen (markers[i]) == length && memcmp (markers[i], cell, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_extra_text (const WfCsvDialect *dialect, const char *cell, gsize length)
{
  for (char **marker = dialect->extra_missing; marker != NULL && *marker != NULL; marker++)
    if (strlen (*marker) == length && memcmp (*marker, cell, length) == 0)
      return TRUE;
  return FALSE;
}

gboolean
wf_csv_is_missing (const WfCsvDialect *dialect, const char *cell, gsize length)
{
  cell = wf_csv_trim (cell, &length);
  return wf_csv_is_usual_missing (cell, length) || is_extra_text (dialect, cell, length);
}

gboolean
wf_csv_is_extra (const WfCsvDialect *dialect, double value)
{
  for (guint i = 0; i < dialect->extra_numbers->len; i++)
    if (g_array_index (dialect->extra_numbers, double, i) == value)
      return TRUE;
  return FALSE;
}

static gboolean
is_dash (const char *cell, gsize length)
{
  return (length == 1 && *cell == '-') || (length == 2 && memcmp (cell, "--", 2) == 0);
}

static gboolean
is_infinity (const char *cell, gsize length)
{
  gsize sign = length > 0 && (*cell == '-' || *cell == '+');

  cell += sign;
  length -= sign;
  return (length == 3 && g_ascii_strncasecmp (cell, "inf", 3) == 0) ||
         (length == 8 && g_ascii_strncasecmp (cell, "infinity", 8) == 0);
}

/* 1.234.567,5 where the comma is the decimal sign: groups of exactly three digits */
static gboolean
read_grouped (const char *cell, gsize length, double *value)
{
  char digits[64];
  gsize n = 0;
  gsize since_point = 0;
  gboolean has_point = FALSE;
  gsize i = length > 0 && (*cell == '-' || *cell == '+');

  if (length >= sizeof digits)
    return FALSE;
  memcpy (digits, cell, i);
  n = i;
  for (; i < length && cell[i] != ','; i++)
    {
      if (cell[i] == '.' ? since_point == 0 || since_point > 3 || (has_point && since_point != 3)
                         : !g_ascii_isdigit (cell[i]))
        return FALSE;
      has_point |= cell[i] == '.';
      since_point = cell[i] == '.' ? 0 : since_point + 1;
      if (cell[i] != '.')
        digits[n++] = cell[i];
    }
  if (!has_point || since_point != 3)
    return FALSE;
  memcpy (digits + n, cell + i, length - i);
  n += length - i;
  digits[n] = '\0';
  return wf_csv_parse_number (digits, ',', value) == digits + n;
}

/* The largest number below which a double holds each whole number, and how many digits one beyond it has at
 * least. */
#define MAX_WHOLE     0x1p53
#define WHOLE_DIGITS  16
#define INT128_DIGITS 38

gboolean
wf_csv_is_rounded (const char *cell, gsize length, double value)
{
  gsize sign = length > 0 && (*cell == '-' || *cell == '+');
  unsigned __int128 whole = 0;

  if (fabs (value) < MAX_WHOLE || length - sign < WHOLE_DIGITS)
    return FALSE;
  for (gsize i = sign; i < length; i++)
    {
      if (!g_ascii_isdigit (cell[i]))
        return FALSE;
      if (i - sign < INT128_DIGITS)
        whole = 10 * whole + (guint) (cell[i] - '0');
    }
  return length - sign > INT128_DIGITS || fabs (value) >= 0x1p127 ||
         whole != (unsigned __int128) fabs (value);
}

WfCsvCell
wf_csv_read_time (const WfCsvDialect *dialect, const char *cell, gsize length, double *value)
{
  cell = wf_csv_trim (cell, &length);
  if (wf_csv_is_missing (dialect, cell, length) || is_dash (cell, length))
    return WF_CSV_MISSING;
  if (wf_calendar_parse (cell, length, value))
    return WF_CSV_NUMBER;
  return memchr (cell, '\0', length) != NULL ? WF_CSV_NUL : WF_CSV_TEXT;
}

WfCsvCell
wf_csv_read_cell (const WfCsvDialect *dialect, const char *cell, gsize length, double *value)
{
  const char *end;

  cell = wf_csv_trim (cell, &length);
  if (length == 0 || is_extra_text (dialect, cell, length))
    return WF_CSV_MISSING;
  end = wf_csv_parse_number (cell, dialect->decimal, value);
  if (end == cell + length || (dialect->decimal == ',' && read_grouped (cell, length, value)))
    {
      if (isinf (*value))
        return WF_CSV_OVERFLOW;
      if (wf_csv_is_extra (dialect, *value))
        return WF_CSV_MISSING;
      return wf_csv_is_rounded (cell, length, *value) ? WF_CSV_ROUNDED : WF_CSV_NUMBER;
    }
  if (wf_csv_is_usual_missing (cell, length) || is_dash (cell, length))
    return WF_CSV_MISSING;
  if (is_infinity (cell, length))
    return WF_CSV_INFINITE;
  return memchr (cell, '\0', length) != NULL ? WF_CSV_NUL : WF_CSV_TEXT;
}
