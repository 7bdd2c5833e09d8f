/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The files of Stata, SPSS and SAS, read by ReadStat (Evan Miller and others). Each is recognised by its
 * first bytes. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/formats/formats-private.h"
#include "core/formats/import-private.h"
#include "core/formats/readstat-private.h"

static gboolean
begins_with (const char *head, gsize length, const char *magic, gsize n)
{
  return length >= n && memcmp (head, magic, n) == 0;
}

/* Since release 13 it says so in words; before, a release number, the order of bytes, and “1” for data. */
static int
dta_sniff (const char *head, gsize length)
{
  static const guint8 releases[] = { 104, 105, 108, 110, 111, 112, 113, 114, 115 };

  if (begins_with (head, length, "<stata_dta>", 11))
    return 100;
  if (length < 60 || (head[1] != 1 && head[1] != 2) || head[2] != 1 || head[3] != 0)
    return 0;
  return memchr (releases, head[0], sizeof releases) != NULL ? 90 : 0;
}

static int
sav_sniff (const char *head, gsize length)
{
  return begins_with (head, length, "$FL2", 4) || begins_with (head, length, "$FL3", 4) ? 100 : 0;
}

/* behind 200 bytes of greeting and a table of 256 characters, with a line end after every 80 */
static int
por_sniff (const char *head, gsize length)
{
  return memmem (head, MIN (length, 600), "SPSSPORT", 8) != NULL ? 95 : 0;
}

static int
sas7bdat_sniff (const char *head, gsize length)
{
  static const char magic[] =
      "\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00\x09\xc7\x31\x8c"
      "\x18\x1f\x10\x11";

  return begins_with (head, length, magic, 32) ? 100 : 0;
}

static int
xpt_sniff (const char *head, gsize length)
{
  return begins_with (head, length, "HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", 48) ||
                 begins_with (head, length, "HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!", 48)
             ? 100
             : 0;
}

/* ReadStat takes what is missing at the end of these for no more rows, or no names of values. */
static gboolean
dta_is_whole (const char *data, gsize length, gboolean is_short)
{
  static const char end[] = "</stata_dta>";

  if (!begins_with (data, length, "<stata_dta>", 11))
    return !is_short; /* older ones end with names of values, or with rows, of which they say how many */
  while (length > 0 && g_ascii_isspace (data[length - 1]))
    length--;
  return length >= strlen (end) && memcmp (data + length - strlen (end), end, strlen (end)) == 0;
}

/* rows end in Z, which fills the last line */
static gboolean
por_is_whole (const char *data, gsize length, gboolean is_short)
{
  while (length > 0 && g_ascii_isspace (data[length - 1]))
    length--;
  return length > 0 && data[length - 1] == 'Z';
}

/* ---- the end of a transport file ---- */

#define XPT_RECORD         80
#define XPT_MARK           48 /* of a record that is a head: “HEADER RECORD*******OBS     HEADER RECORD!!!!!!!” */
#define XPT_VARIABLE       140
#define XPT_VARIABLE_PLACE 75 /* of that number in a head */
#define XPT_WIDTH_PLACE    4  /* two bytes of what describes a variable */

/* The first head from a record on that is called one of two names of 8 letters, or NULL. */
static const char *
find_head (const char *from, const char *end, const char *name, const char *name_8)
{
  for (; end - from >= XPT_RECORD; from += XPT_RECORD)
    if (memcmp (from, "HEADER RECORD*******", 20) == 0 &&
        memcmp (from + 28, "HEADER RECORD!!!!!!!", 20) == 0 &&
        (memcmp (from + 20, name, 8) == 0 || memcmp (from + 20, name_8, 8) == 0))
      return from;
  return NULL;
}

/* what a row takes, 0 = it can't be told. variables: the head before what describes them */
static gsize
get_row_size (const char *variables, const char *end)
{
  const char *p = variables + XPT_RECORD;
  gsize size = 0;
  guint n = 0;

  for (const char *digit = variables + XPT_MARK + 5; digit < variables + XPT_MARK + 10; digit++)
    n = g_ascii_isdigit (*digit) ? 10 * n + (guint) (*digit - '0') : n;
  for (; n > 0 && end - p >= XPT_VARIABLE; n--, p += XPT_VARIABLE)
    size += (gsize) ((guint8) p[XPT_WIDTH_PLACE] << 8 | (guint8) p[XPT_WIDTH_PLACE + 1]);
  return n == 0 ? size : 0;
}

/* Rows follow one another without regard to the records of 80 bytes; blanks fill the last of those. A file
 * that is cut off between two rows can't be told from a shorter one: nowhere does it say how many it has. */
static gboolean
xpt_is_whole (const char *data, gsize length, gboolean is_short)
{
  const char *end = data + length;
  const char *variables = find_head (data, end, "NAMESTR ", "NAMSTV8 ");
  const char *member = find_head (data, end, "MEMBER  ", "MEMBV8  ");
  const char *rows = variables != NULL ? find_head (variables, end, "OBS     ", "OBSV8   ") : NULL;
  gsize size = rows != NULL ? get_row_size (variables, end) : 0;
  gsize rest;

  if (length % XPT_RECORD != 0 || rows == NULL)
    return FALSE;
  rows += XPT_RECORD;
  /* where it was written on a VAX, what describes a variable is shorter */
  if (size == 0 || member == NULL || memcmp (member + XPT_VARIABLE_PLACE, "140", 3) != 0 ||
      find_head (rows, end, "MEMBER  ", "MEMBV8  ") != NULL)
    return TRUE;
  rest = (gsize) (end - rows) % size;
  if (rest >= XPT_RECORD)
    return FALSE;
  for (const char *p = end - rest; p < end; p++)
    if (*p != ' ')
      return FALSE;
  return TRUE;
}

/* the number of rows is said at the beginning and checked by ReadStat */
static gboolean
is_whole (const char *data, gsize length, gboolean is_short)
{
  return TRUE;
}

/* ---- times ---- */

#define DAY        86400.0
#define SINCE_1960 (-315619200.0)   /* the first second of 1960, from 1970 */
#define SINCE_1582 (-12219379200.0) /* that of 14 October 1582, where SPSS begins */

/* Formats of times: those of days and those of seconds, by the letters they begin with. */
static const char *const sas_days[] = { "DATE9",   "DATE7",   "DATE",  "DDMMYY",  "MMDDYY",
                                        "YYMMDD",  "YYMMN",   "MONYY", "WORDDAT", "WEEKDAT",
                                        "E8601DA", "B8601DA", NULL };
static const char *const sas_seconds[] = { "DATETIME", "DATEAMPM", "E8601DT", "B8601DT", NULL };
static const char *const spss_seconds[] = { "DATE",     "ADATE",  "EDATE", "SDATE", "JDATE",
                                            "DATETIME", "YMDHMS", "MOYR",  "QYR",   NULL };

static gboolean
begins_with_any (const char *format, const char *const *beginnings)
{
  for (gsize i = 0; beginnings[i] != NULL; i++)
    if (g_ascii_strncasecmp (format, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
set_calendar (double scale, double offset, double *scale_out, double *offset_out)
{
  *scale_out = scale;
  *offset_out = offset;
  return TRUE;
}

gboolean
wf_readstat_find_calendar (const WfReadstatKind *kind, const char *format, double *scale, double *offset)
{
  if (format == NULL)
    return FALSE;
  if (kind->parse == readstat_parse_dta)
    {
      format += strspn (format, "%-");
      if (g_ascii_tolower (format[0]) == 't' && g_ascii_tolower (format[1]) == 'c')
        return set_calendar (1e-3, SINCE_1960, scale, offset);
      return (g_str_has_prefix (format, "td") || *format == 'd') &&
             set_calendar (DAY, SINCE_1960, scale, offset);
    }
  if (kind->parse == readstat_parse_sav || kind->parse == readstat_parse_por)
    return begins_with_any (format, spss_seconds) && set_calendar (1, SINCE_1582, scale, offset);
  if (begins_with_any (format, sas_seconds))
    return set_calendar (1, SINCE_1960, scale, offset);
  return begins_with_any (format, sas_days) && set_calendar (DAY, SINCE_1960, scale, offset);
}

/* ---- the formats ---- */

#define DEFINE_READERS(name, format, parse, is_whole)                                                        \
  static const WfReadstatKind name##_kind = { &format, parse, is_whole };                                    \
                                                                                                             \
  static WfTable *name##_read_table (WfSource *source, GVariant *params, WfProgress *progress,               \
                                     GError **error)                                                         \
  {                                                                                                          \
    return wf_readstat_read (&name##_kind, source, progress, error);                                         \
  }                                                                                                          \
                                                                                                             \
  static WfImport *name##_preview (WfSource *source, GVariant *params, WfProgress *progress, GError **error) \
  {                                                                                                          \
    return wf_readstat_preview (&name##_kind, source, params, progress, error);                              \
  }

DEFINE_READERS (dta, wf_format_stata, readstat_parse_dta, dta_is_whole)
DEFINE_READERS (sav, wf_format_spss, readstat_parse_sav, is_whole)
DEFINE_READERS (por, wf_format_spss_portable, readstat_parse_por, por_is_whole)
DEFINE_READERS (sas7bdat, wf_format_sas, readstat_parse_sas7bdat, is_whole)
DEFINE_READERS (xpt, wf_format_sas_transport, readstat_parse_xport, xpt_is_whole)

static const WfParam params[] = { WF_IMPORT_TYPE_PARAM, { NULL } };

static const char *const dta_extensions[] = { "dta", NULL };
static const char *const dta_mime_types[] = { "application/x-stata-dta", NULL };
static const char *const sav_extensions[] = { "sav", "zsav", NULL };
static const char *const sav_mime_types[] = { "application/x-spss-sav", NULL };
static const char *const por_extensions[] = { "por", NULL };
static const char *const por_mime_types[] = { "application/x-spss-por", NULL };
static const char *const sas7bdat_extensions[] = { "sas7bdat", NULL };
static const char *const sas7bdat_mime_types[] = { "application/x-sas-data", NULL };
static const char *const xpt_extensions[] = { "xpt", NULL };
static const char *const xpt_mime_types[] = { "application/x-sas-xport", NULL };

const WfFormat wf_format_stata = {
  .id = "stata",
  .name = N_ ("Stata data"),
  .summary = N_ (
      "A table of Stata, releases 104 to 119. Values that have names become levels, in their order; missing "
      "values of every kind are missing. Before release 117 a file that is cut off just before a set of such "
      "names "
      "is read without it."),
  .content = WF_CONTENT_TABLE,
  .loses = N_ ("the kinds of missing values (.a to .z): they are all just missing"),
  .extensions = dta_extensions,
  .mime_types = dta_mime_types,
  .params = params,
  .sniff = dta_sniff,
  .read_table = dta_read_table,
  .preview = dta_preview,
};

const WfFormat wf_format_spss = {
  .id = "spss",
  .name = N_ ("SPSS data"),
  .summary = N_ ("A table of SPSS, also compressed. Values that have names become levels, in their order; "
                 "values that are "
                 "declared missing are missing."),
  .content = WF_CONTENT_TABLE,
  .loses = N_ ("which values are declared missing: they are just missing"),
  .extensions = sav_extensions,
  .mime_types = sav_mime_types,
  .params = params,
  .sniff = sav_sniff,
  .read_table = sav_read_table,
  .preview = sav_preview,
};

const WfFormat wf_format_spss_portable = {
  .id = "spss-portable",
  .name = N_ ("SPSS portable file"),
  .summary = N_ ("As SPSS data, in the portable layout."),
  .content = WF_CONTENT_TABLE,
  .loses = N_ ("which values are declared missing: they are just missing"),
  .extensions = por_extensions,
  .mime_types = por_mime_types,
  .params = params,
  .sniff = por_sniff,
  .read_table = por_read_table,
  .preview = por_preview,
};

const WfFormat wf_format_sas = {
  .id = "sas",
  .name = N_ ("SAS data"),
  .summary = N_ ("A table of SAS (sas7bdat)."),
  .content = WF_CONTENT_TABLE,
  .loses =
      N_ ("the kinds of missing values, and the names of values, which stand in another file (sas7bcat)"),
  .extensions = sas7bdat_extensions,
  .mime_types = sas7bdat_mime_types,
  .params = params,
  .sniff = sas7bdat_sniff,
  .read_table = sas7bdat_read_table,
  .preview = sas7bdat_preview,
};

const WfFormat wf_format_sas_transport = {
  .id = "sas-transport",
  .name = N_ ("SAS transport file"),
  .summary =
      N_ ("A table of SAS in the XPORT layout, versions 5 and 8. It doesn’t say how many rows it has: a file "
          "that is cut off just between two of them is read as far as it goes."),
  .content = WF_CONTENT_TABLE,
  .loses = N_ ("the kinds of missing values (.A to .Z): they are all just missing"),
  .extensions = xpt_extensions,
  .mime_types = xpt_mime_types,
  .params = params,
  .sniff = xpt_sniff,
  .read_table = xpt_read_table,
  .preview = xpt_preview,
};
