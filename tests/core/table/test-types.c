/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/formats.h"
#include "core/table/calendar.h"
#include "core/table/marginal.h"
#include "core/table/types.h"

/* ---- dates ---- */

static void
check_date (const char *text, double seconds, const char *written)
{
  g_autoptr (GString) back = g_string_new (NULL);
  double found;

  g_assert_true (wf_calendar_parse (text, strlen (text), &found));
  g_assert_cmpfloat (found, ==, seconds);
  wf_calendar_append (back, found);
  g_assert_cmpstr (back->str, ==, written);
}

static void
test_dates (void)
{
  static const char *const none[] = { "",
                                      "2026",
                                      "2026-13",
                                      "2026-02-30",
                                      "2025-02-29",
                                      "26-01-05",
                                      "2026-01-05x",
                                      "2026-01-05T",
                                      "2026-01-05 25:00",
                                      "2026-01-05 10:61",
                                      "2026/01/05",
                                      "2026-01-05T10:00+",
                                      "2026-01-05T10:00+0",
                                      "12.5",
                                      "2026-1-5" };
  double seconds;

  check_date ("1970-01-01", 0, "1970-01-01");
  check_date ("2000-02-29", 951782400, "2000-02-29");
  check_date ("1969-12-31", -86400, "1969-12-31");
  check_date ("0001-01-01", -62135596800, "0001-01-01");
  check_date ("2026-01", 1767225600, "2026-01-01");
  check_date ("2026-01-05 10:00", 1767607200, "2026-01-05T10:00Z");
  check_date ("2026-01-05T10:00:05Z", 1767607205, "2026-01-05T10:00:05Z");
  check_date ("2026-01-05T12:00:05.25+02:00", 1767607205.25, "2026-01-05T10:00:05.250Z");
  check_date ("2026-01-05T10:00:00-0130", 1767612600, "2026-01-05T11:30Z");
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (wf_calendar_parse (none[i], strlen (none[i]), &seconds));
}

static void
check_span (double seconds, const char *expected)
{
  g_autofree char *text = wf_calendar_format_span (seconds);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_spans (void)
{
  check_span (0, "0 s");
  check_span (119, "119 s");
  check_span (120, "2 min");
  check_span (7200, "2 h");
  check_span (36.5 * 86400, "36.5 days");
  check_span (-3 * 86400, "−3 days");
}

/* as typed, and as it is written to be read again */
static void
test_typed_spans (void)
{
  static const struct
  {
    const char *text;
    double seconds;
  } spans[] = { { "36.5 days", 3153600 }, { "1 day", 86400 }, { "-2d", -172800 }, { "4.5 h", 16200 },
                { "90 minutes", 5400 },   { "12min", 720 },   { "3 s", 3 },       { "2 weeks", 1209600 } };
  static const char *const none[] = { "", "3", "days", "3 months", "3 d d", "inf days", "x days" };
  double seconds;

  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (GString) again = g_string_new (NULL);

      g_assert_true (wf_calendar_parse_span (spans[i].text, &seconds));
      g_assert_cmpfloat_with_epsilon (seconds, spans[i].seconds, 1e-9);
      wf_calendar_append_span (again, spans[i].seconds);
      g_assert_true (wf_calendar_parse_span (again->str, &seconds));
      g_assert_cmpfloat_with_epsilon (seconds, spans[i].seconds, 1e-6);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (wf_calendar_parse_span (none[i], &seconds));
}

/* every day of eight centuries, and GLib's calendar */
static void
test_days (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (gint64 day = -135140; day < 150000; day += 7)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400);
      g_autofree char *expected = g_date_time_format (date, "%Y-%m-%d");
      double seconds;

      g_string_truncate (text, 0);
      wf_calendar_append (text, (double) day * 86400);
      g_assert_cmpstr (text->str, ==, expected);
      g_assert_true (wf_calendar_parse (expected, strlen (expected), &seconds));
      g_assert_cmpfloat (seconds, ==, (double) day * 86400);
    }
}

/* no date has a name there: the seconds are written as they are */
static void
test_beyond_days (void)
{
  static const double beyond[] = { 1e17, -1e17, 1e300, -8.32466e143, G_MAXDOUBLE };

  for (gsize i = 0; i < G_N_ELEMENTS (beyond); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      wf_calendar_append (text, beyond[i]);
      g_assert_cmpfloat (g_ascii_strtod (text->str, NULL), ==, beyond[i]);
    }
}

/* ---- types ---- */

static WfTable *
make_table (void)
{
  static const double x[] = { 1, 2, 2.5, NAN };
  static const double year[] = { 2001, 2002, 2003, 2004 };
  static const gint32 size[] = { 0, 1, 2, -1 };
  static const gint32 day[] = { 1, 0, -1, 1 };
  static const gint32 code[] = { 0, 1, 1, 0 };
  static const char *const sizes[] = { "large", "medium", "small", NULL };
  static const char *const days[] = { "2026-01-05", "2026-01-06", NULL };
  static const char *const codes[] = { "7", "9", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);

  wf_table_builder_add_continuous (builder, "x", x, 4);
  wf_table_builder_add_continuous (builder, "year", year, 4);
  wf_table_builder_add_discrete (builder, "size", size, 4, sizes);
  wf_table_builder_add_discrete (builder, "day", day, 4, days);
  wf_table_builder_add_discrete (builder, "a,b=c", code, 4, codes);
  return wf_table_builder_end (builder);
}

static WfTable *
with_types (const char *types)
{
  g_autoptr (WfTable) table = make_table ();
  g_autoptr (GError) error = NULL;
  WfTable *typed = wf_table_with_types (table, types, &error);

  g_assert_no_error (error);
  return typed;
}

static void
test_defaults (void)
{
  g_autoptr (WfTable) table = make_table ();

  g_assert_cmpint (wf_table_get_column_type (table, 0), ==, WF_COLUMN_TYPE_CONTINUOUS);
  g_assert_cmpint (wf_table_get_column_type (table, 2), ==, WF_COLUMN_TYPE_CATEGORICAL);
  g_assert_false (wf_table_is_calendar (table, 1));
  g_assert_cmpint (wf_table_find_type (table, WF_COLUMN_TYPE_TIME), ==, -1);
}

static void
test_ordinal (void)
{
  g_autoptr (WfTable) table = with_types ("size=ordinal:small<medium<large");
  static const gint32 expected[] = { 2, 1, 0, -1 };

  g_assert_cmpint (wf_table_get_column_type (table, 2), ==, WF_COLUMN_TYPE_ORDINAL);
  g_assert_cmpstr (wf_table_get_level (table, 2, 0), ==, "small");
  g_assert_cmpmem (wf_table_get_codes (table, 2, NULL), sizeof expected, expected, sizeof expected);
}

/* an order may hold levels that no row has: those of a scale, or of other files */
static void
test_more_levels (void)
{
  g_autoptr (WfTable) table = with_types ("size=ordinal:tiny<small<medium<big<large");
  static const gint32 expected[] = { 4, 2, 1, -1 };

  g_assert_cmpuint (wf_table_get_n_levels (table, 2), ==, 5);
  g_assert_cmpstr (wf_table_get_level (table, 2, 3), ==, "big");
  g_assert_cmpmem (wf_table_get_codes (table, 2, NULL), sizeof expected, expected, sizeof expected);
}

static void
test_time (void)
{
  g_autoptr (WfTable) table = with_types ("day=time,year=time\na,b=c=time");
  g_autofree char *cell = wf_table_dup_cell (table, 0, 3);
  g_autofree char *missing = wf_table_dup_cell (table, 2, 3);
  g_autofree char *year = wf_table_dup_cell (table, 0, 1);
  g_autofree char *code = wf_table_dup_cell (table, 0, 4);

  g_assert_true (wf_table_is_calendar (table, 3));
  g_assert_cmpstr (cell, ==, "2026-01-06");
  g_assert_null (missing);
  g_assert_cmpstr (year, ==, "2001");
  g_assert_cmpstr (code, ==, "7");
  g_assert_cmpint (wf_table_find_type (table, WF_COLUMN_TYPE_TIME), ==, 1);
}

/* what a card says of dates: dates, and days between them */
static void
test_marginals (void)
{
  g_autoptr (WfTable) table = with_types ("day=time,year=time\na,b=c=time");
  g_autoptr (WfMarginal) dates = wf_marginal_new_observed (table, 3);
  g_autoptr (WfMarginal) numbers = wf_marginal_new_observed (table, 0);
  g_autoptr (WfMarginal) normal =
      wf_marginal_new_normal ("day", wf_marginal_get_mean (dates) + 12 * 86400, 5 * 86400, 0, 1);
  g_autoptr (WfMarginal) later = wf_marginal_with_moments (wf_marginal_write_dates (normal, TRUE),
                                                           wf_marginal_get_mean (normal), 5 * 86400);
  g_autofree char *mean = wf_marginal_to_text (dates);
  g_autofree char *sd = wf_marginal_sd_to_text (later);
  g_autofree char *change = wf_marginal_change_to_text (dates, later);
  g_autofree char *back = wf_marginal_change_to_text (later, dates);
  g_autofree char *number = wf_marginal_to_text (numbers);

  g_assert_true (g_str_has_prefix (mean, "2026-01-"));
  g_assert_cmpstr (sd, ==, "5 days");
  g_assert_cmpstr (change, ==, "▲\u00a012 days");
  g_assert_cmpstr (back, ==, "▼\u00a012 days");
  g_assert_null (strchr (number, '-'));
}

/* what is no variable is gone, what is a weight weighs */
static void
test_left_out (void)
{
  g_autoptr (WfTable) table = with_types ("size=text\nday=omit\nyear=weight\nx=categorical");
  gsize n;

  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 2);
  g_assert_cmpint (wf_table_get_kind (table, 0), ==, WF_COLUMN_DISCRETE);
  g_assert_cmpstr (wf_table_get_weight_name (table), ==, "year");
  g_assert_cmpfloat (wf_table_get_weights (table, &n)[3], ==, 2004);
}

/* Free text stands beside the variables, in its place, and comes back as what it was. */
static void
test_free_text (void)
{
  g_autoptr (WfTable) table = with_types ("size=text\nyear=text");
  g_autoptr (WfTable) back =
      wf_table_with_types (table, "size=ordinal:small<medium<large\nyear=continuous", NULL);
  g_autoptr (WfTable) gone = wf_table_with_types (table, "size=omit", NULL);
  g_autoptr (WfTable) weighted = wf_table_with_types (table, "year=weight", NULL);
  g_autofree char *written = wf_table_to_text (table, "csv", NULL);
  g_autofree char *same = wf_table_to_text (back, "csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 3);
  g_assert_cmpuint (wf_table_get_n_texts (table), ==, 2);
  g_assert_cmpstr (wf_table_get_text (table, (gsize) wf_table_find_text (table, "year"), 3), ==, "2004");
  g_assert_null (wf_table_get_text (table, (gsize) wf_table_find_text (table, "size"), 3));
  g_assert_cmpuint (wf_table_get_n_missing_texts (table, 1), ==, 1);
  g_assert_cmpint (wf_table_find_text (table, "x"), ==, -1);
  g_assert_cmpstr (written, ==,
                   "x,year,size,day,\"a,b=c\"\n1,2001,large,2026-01-06,7\n2,2002,medium,2026-01-05,9\n"
                   "2.5,2003,small,,9\n,2004,,2026-01-06,7\n");
  g_assert_cmpstr (same, ==, written);
  g_assert_cmpstr (wf_table_get_level (back, 2, 0), ==, "small");
  g_assert_cmpfloat (wf_table_get_values (back, 1, NULL)[2], ==, 2003);
  g_assert_cmpuint (wf_table_get_n_texts (gone), ==, 1);
  g_assert_cmpfloat (wf_table_get_weights (weighted, NULL)[3], ==, 2004);
  g_assert_cmpuint (wf_table_get_n_texts (weighted), ==, 1);
  g_assert_null (wf_table_retype (table, (const char *const[]){ "size", NULL }, NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "Column “size” is free text and no variable"));
  g_clear_error (&error);
  g_assert_null (wf_table_with_types (table, "size=continuous", &error));
  g_assert_nonnull (strstr (error->message, "“large” is not a number"));
}

/* Rows and columns come and go; the text of a row stays with it. */
static void
test_free_text_kept (void)
{
  static const char *const remarks[] = { "a", NULL, "c,d", "e" };
  static const double x[] = { 1, 2, 3, 4 };
  static const double y[] = { 1.5, NAN, 3.5, 4.5 };
  static const gsize rows[] = { 3, 1, 3 };
  static const gsize second = 1;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
  g_autoptr (WfTable) table = NULL, chosen = NULL, narrow = NULL, complete = NULL, weighted = NULL;
  g_autofree char *text = NULL, *weighted_text = NULL;

  wf_table_builder_add_continuous (builder, "x", x, 4);
  wf_table_builder_add_text (builder, "remark", remarks, 4);
  wf_table_builder_set_label (builder, "what was said");
  wf_table_builder_add_continuous (builder, "y", y, 4);
  table = wf_table_builder_end (builder);
  g_assert_cmpstr (wf_table_get_text_label (table, 0), ==, "what was said");
  chosen = wf_table_select_rows (table, rows, 3, NULL);
  narrow = wf_table_select (chosen, &second, 1);
  complete = wf_table_drop_missing (table, NULL, 0);
  weighted = wf_table_with_weights (table, "x", NULL);
  g_clear_pointer (&table, wf_table_unref);
  g_clear_pointer (&chosen, wf_table_unref);
  text = wf_table_to_text (narrow, "csv", NULL);
  g_assert_cmpstr (text, ==, "remark,y\ne,4.5\n,\ne,4.5\n");
  g_assert_cmpuint (wf_table_get_n_missing_texts (narrow, 0), ==, 1);
  g_assert_cmpstr (wf_table_get_text (complete, 0, 1), ==, "c,d");
  weighted_text = wf_table_to_text (weighted, "csv", NULL);
  g_assert_cmpstr (weighted_text, ==, "remark,y,x\na,1.5,1\n,,2\n\"c,d\",3.5,3\ne,4.5,4\n");
}

/* a type stays with its column, whatever is done to the rows and the others */
static void
test_kept (void)
{
  static const gsize columns[] = { 3, 2 };
  static const gsize rows[] = { 1, 1, 0 };
  g_autoptr (WfTable) table = with_types ("day=time\nsize=ordinal");
  g_autoptr (WfTable) selected = wf_table_select (table, columns, 2);
  g_autoptr (WfTable) fewer = wf_table_select_rows (selected, rows, 3, NULL);
  g_autoptr (WfTable) complete = wf_table_drop_missing (fewer, NULL, 0);
  g_autofree char *cell = wf_table_dup_cell (fewer, 0, 0);

  for (int i = 0; i < 3; i++)
    {
      WfTable *each = i == 0 ? selected : i == 1 ? fewer : complete;

      g_assert_cmpint (wf_table_get_column_type (each, 0), ==, WF_COLUMN_TYPE_TIME);
      g_assert_true (wf_table_is_calendar (each, 0));
      g_assert_cmpint (wf_table_get_column_type (each, 1), ==, WF_COLUMN_TYPE_ORDINAL);
    }
  g_assert_cmpstr (cell, ==, "2026-01-05");
}

static void
check_refused (const char *types, const char *part)
{
  g_autoptr (WfTable) table = make_table ();
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_table_with_types (table, types, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, part);
}

static void
test_refused (void)
{
  check_refused ("yearr=time", "did you mean “year”?");
  check_refused ("x=number", "write COLUMN=TYPE");
  check_refused ("x", "write COLUMN=TYPE");
  check_refused ("size=continuous", "its level “large” is not a number");
  check_refused ("size=time", "“large” is neither a number nor a date");
  check_refused ("size=ordinal:small<large", "nothing of the level “medium”");
  check_refused ("size=ordinal:small<medium<lrage", "says nothing of the level “large”");
  check_refused ("size=ordinal:small<medium<large<small", "“small” stands twice");
  check_refused ("x=text\nyear=omit\nsize=omit\nday=omit\na,b=c=omit", "No column is left");
}

/* the text that says types: one column's changed, the others kept */
static void
test_text (void)
{
  static const char *const names[] = { "x", "a,b", "two\nlines", "back\\slash", NULL };
  g_autofree char *one = wf_column_types_set ("", names, "two\nlines", "text");
  g_autofree char *two = wf_column_types_set (one, names, "a,b", "ordinal:p<q");
  g_autofree char *three = wf_column_types_set (two, names, "back\\slash", "time");
  g_autofree char *four = wf_column_types_set (three, names, "two\nlines", "domain");
  g_autofree char *none = wf_column_types_set (four, names, "a,b", NULL);
  g_autofree char *order = NULL;
  WfColumnType type;

  g_assert_cmpstr (four, ==, "a,b=ordinal:p<q\nback\\\\slash=time\ntwo\\nlines=domain");
  g_assert_cmpstr (none, ==, "back\\\\slash=time\ntwo\\nlines=domain");
  g_assert_true (wf_column_types_find (four, names, "a,b", &type, &order));
  g_assert_cmpint (type, ==, WF_COLUMN_TYPE_ORDINAL);
  g_assert_cmpstr (order, ==, "p<q");
  g_assert_true (wf_column_types_find (four, names, "two\nlines", &type, NULL));
  g_assert_cmpint (type, ==, WF_COLUMN_TYPE_DOMAIN);
  g_assert_false (wf_column_types_find (four, names, "x", &type, NULL));
  for (type = 0; type < WF_N_COLUMN_TYPES; type++)
    {
      WfColumnType back;

      g_assert_true (wf_column_type_from_id (wf_column_type_to_id (type), &back));
      g_assert_cmpint (back, ==, type);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/types/dates", test_dates);
  g_test_add_func ("/table/types/spans", test_spans);
  g_test_add_func ("/table/types/typed-spans", test_typed_spans);
  g_test_add_func ("/table/types/free-text", test_free_text);
  g_test_add_func ("/table/types/free-text-kept", test_free_text_kept);
  g_test_add_func ("/table/types/marginals", test_marginals);
  g_test_add_func ("/table/types/days", test_days);
  g_test_add_func ("/table/types/beyond-days", test_beyond_days);
  g_test_add_func ("/table/types/defaults", test_defaults);
  g_test_add_func ("/table/types/ordinal", test_ordinal);
  g_test_add_func ("/table/types/more-levels", test_more_levels);
  g_test_add_func ("/table/types/time", test_time);
  g_test_add_func ("/table/types/left-out", test_left_out);
  g_test_add_func ("/table/types/kept", test_kept);
  g_test_add_func ("/table/types/refused", test_refused);
  g_test_add_func ("/table/types/text", test_text);
  return g_test_run ();
}
