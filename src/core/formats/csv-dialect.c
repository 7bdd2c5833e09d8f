/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How a file is written, from its first records: delimiter, decimal sign, header, what its columns hold. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/params.h"
#include "core/formats/csv-private.h"
#include "core/table/storage.h"

/* Bytes that are no UTF-8 are read as Windows-1252, which is what spreadsheets write. */
char *
wf_csv_to_utf8 (const WfCsvDialect *dialect, const char *text, gsize length, gboolean *is_latin)
{
  gboolean is_utf8 = g_utf8_validate_len (text, length, NULL);
  char *converted = NULL;

  if (is_utf8 && dialect->encoding != WF_CSV_LATIN1)
    return g_strndup (text, length);
  if (!dialect->is_strict && memchr (text, '\0', length) == NULL)
    {
      converted = g_convert (text, (gssize) length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
      if (converted == NULL)
        converted = g_convert (text, (gssize) length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
    }
  if (converted == NULL)
    return g_utf8_make_valid (text, (gssize) length);
  *is_latin |= !is_utf8;
  return converted;
}

/* ---- cells of the sample ---- */

/* is_time: a date; value kinds as wf_csv_read_cell() */
static WfCsvCell
read_sample_cell (const WfCsvDialect *dialect, guint record, gsize column, gboolean *is_time)
{
  gsize length;
  const char *cell = wf_csv_sample_get_cell (&dialect->sample, record, column, &length);
  double value;

  *is_time = FALSE;
  if (length == 0)
    return WF_CSV_MISSING;
  *is_time = wf_csv_read_time (dialect, cell, length, &value) == WF_CSV_NUMBER;
  return wf_csv_read_cell (dialect, cell, length, &value);
}

static gboolean
is_number (WfCsvCell cell)
{
  return cell == WF_CSV_NUMBER || cell == WF_CSV_ROUNDED;
}

guint
wf_csv_dialect_count_heads (const WfCsvDialect *self)
{
  return self->has_header ? 1 : 0;
}

/* what a column holds behind the first skipped records */
static WfCsvColumn
look_at_column (const WfCsvDialect *self, guint skipped, gsize column)
{
  WfCsvColumn found = { 0 };

  for (guint i = skipped; i < self->sample.ends->len; i++)
    {
      gboolean is_time;
      WfCsvCell cell = read_sample_cell (self, i, column, &is_time);

      found.n_times += is_time;
      found.n_texts += cell == WF_CSV_TEXT;
      found.n_numbers += is_number (cell);
      found.n_rounded += cell == WF_CSV_ROUNDED;
      found.n_missing += cell == WF_CSV_MISSING;
    }
  if (found.n_times > 0 && found.n_times == found.n_texts && found.n_numbers == 0)
    found.mode = WF_CSV_READ_TIMES;
  else
    found.mode = found.n_texts > found.n_numbers ? WF_CSV_READ_LEVELS : WF_CSV_READ_NUMBERS;
  return found;
}

/* ---- the decimal sign ---- */

/* "1,234" may as well be a thousand and more: three digits behind the only comma */
static gboolean
is_like_thousands (const char *text, gsize length)
{
  const char *comma = length > 0 ? memchr (text, ',', length) : NULL;

  return comma == NULL || (text + length - comma == 4 && comma > text && comma <= text + 3 + (*text == '-'));
}

static gsize
count_numbers (WfCsvDialect *self, char decimal)
{
  gsize n = 0;

  self->decimal = decimal;
  for (guint i = 0; i < self->sample.ends->len; i++)
    for (guint j = 0; j < wf_csv_sample_count_fields (&self->sample, i); j++)
      {
        gboolean is_time;

        n += is_number (read_sample_cell (self, i, j, &is_time));
      }
  return n;
}

static gboolean
is_all_like_thousands (WfCsvDialect *self)
{
  for (guint i = wf_csv_dialect_count_heads (self); i < self->sample.ends->len; i++)
    for (guint j = 0; j < wf_csv_sample_count_fields (&self->sample, i); j++)
      {
        gsize length;
        const char *cell = wf_csv_sample_get_cell (&self->sample, i, j, &length);

        if (!is_like_thousands (cell, length))
          return FALSE;
      }
  return TRUE;
}

/* A comma can be the decimal sign only where it doesn't separate fields; it is when more cells are numbers
 * that way. */
static void
find_decimal (WfCsvDialect *self)
{
  gsize n_point, n_comma;

  self->is_decimal_sure = TRUE;
  self->decimal = '.';
  self->decimal_reason = _ ("commas stand between the fields");
  if (self->delimiter == ',')
    return;
  n_comma = count_numbers (self, ',');
  n_point = count_numbers (self, '.');
  if (n_comma <= n_point)
    {
      self->decimal_reason =
          n_comma == n_point ? _ ("no number has a comma") : _ ("more cells are numbers this way");
      return;
    }
  self->decimal = ',';
  self->is_decimal_sure = !is_all_like_thousands (self);
  self->decimal_reason =
      self->is_decimal_sure
          ? _ ("more cells are numbers this way")
          : _ ("more cells are numbers this way, but the commas could be those of thousands");
  g_ptr_array_add (self->notes, g_strdup (_ ("the comma was read as the decimal sign")));
}

/* ---- the header ---- */

static gboolean
is_cell_below (const WfCsvDialect *self, guint column)
{
  gsize length;
  const char *cell = wf_csv_sample_get_cell (&self->sample, 0, column, &length);

  for (guint i = 1; length > 0 && i < self->sample.ends->len; i++)
    {
      gsize length_below;
      const char *below = wf_csv_sample_get_cell (&self->sample, i, column, &length_below);

      if (length == length_below && memcmp (cell, below, length) == 0)
        return TRUE;
    }
  return FALSE;
}

/* whether the texts of the first record are values that come again below: levels, not names */
static gboolean
is_record_like_others (const WfCsvDialect *self)
{
  guint n = wf_csv_sample_count_fields (&self->sample, 0);
  guint n_below = 0;

  for (guint j = 0; j < n; j++)
    n_below += is_cell_below (self, j);
  return n_below > 0 && 2 * n_below >= n;
}

/* A header is a first record with a text above numbers, or without any number and unlike the others. */
static void
find_header (WfCsvDialect *self)
{
  gboolean has_number = FALSE;

  self->is_header_sure = TRUE;
  for (guint j = 0; j < wf_csv_sample_count_fields (&self->sample, 0); j++)
    {
      gboolean is_time;
      WfCsvCell cell = read_sample_cell (self, 0, j, &is_time);

      if (cell == WF_CSV_TEXT && !is_time && self->sample.ends->len > 1 &&
          look_at_column (self, 1, j).mode != WF_CSV_READ_LEVELS)
        {
          self->has_header = TRUE;
          self->header_reason = _ ("the first line has texts where the others have numbers");
          return;
        }
      has_number |= is_number (cell) || is_time;
    }
  self->has_header = !has_number;
  self->header_reason =
      has_number ? _ ("the first line holds numbers as the others do") : _ ("the first line holds no number");
  if (self->has_header && is_record_like_others (self))
    {
      self->has_header = FALSE;
      self->is_header_sure = FALSE;
      self->header_reason = _ ("what stands in the first line comes again below");
    }
}

/* ---- names ---- */

static char *
read_name (WfCsvDialect *self, guint column)
{
  gsize length;
  const char *cell = wf_csv_sample_get_cell (&self->sample, 0, column, &length);
  char *name = wf_csv_to_utf8 (self, cell, length, &self->is_latin);
  char *start = name;
  char *end = name + strlen (name);

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  *end = '\0';
  memmove (name, start, (gsize) (end - start) + 1);
  return name;
}

/* R's write.table() and its like leave out the name of the first column, that of the row names */
static gboolean
has_unnamed_rows (const WfCsvSample *sample)
{
  guint n = wf_csv_sample_count_fields (sample, 0);

  for (guint i = 1; i < sample->ends->len; i++)
    {
      gsize length;

      wf_csv_sample_get_cell (sample, i, n, &length);
      if (wf_csv_sample_count_fields (sample, i) != n + 1 || length == 0)
        return FALSE;
    }
  return sample->ends->len > 1;
}

static void
find_names (WfCsvDialect *self)
{
  gsize n = 0;

  if (self->has_header)
    {
      if (has_unnamed_rows (&self->sample))
        g_ptr_array_add (self->names, g_strdup (""));
      for (guint j = 0; j < wf_csv_sample_count_fields (&self->sample, 0); j++)
        g_ptr_array_add (self->names, read_name (self, j));
      wf_names_make_unique (self->names, self->notes);
      return;
    }
  for (guint i = 0; i < self->sample.ends->len; i++)
    n = MAX (n, wf_csv_sample_count_fields (&self->sample, i));
  for (gsize j = 0; j < n; j++)
    g_ptr_array_add (self->names, g_strdup_printf (_ ("column %zu"), j + 1));
}

static void
decide_header (WfCsvDialect *self, GVariant *params)
{
  const char *header = wf_params_get_choice (params, "header");

  if (!g_str_equal (header, "auto"))
    {
      self->has_header = g_str_equal (header, "yes");
      self->is_header_sure = TRUE;
      self->header_reason = "";
      return;
    }
  find_header (self);
  if (!self->has_header && self->is_header_sure)
    g_ptr_array_add (
        self->notes,
        g_strdup (_ ("the first line holds numbers, so it was read as data and the columns were numbered")));
  else if (!self->has_header)
    g_ptr_array_add (
        self->notes,
        g_strdup (_ ("what stands in the first line comes again below, so it was read as data and the "
                     "columns were numbered; “header” changes that")));
}

/* ---- what was asked for ---- */

static void
take_extra_missing (WfCsvDialect *self, const char *markers)
{
  self->extra_missing = g_strsplit_set (markers, ", ", -1);
  self->extra_numbers = g_array_new (FALSE, FALSE, sizeof (double));
  for (char **marker = self->extra_missing; *marker != NULL; marker++)
    {
      double value;
      const char *end = wf_csv_parse_number (*marker, '.', &value);

      if (end != NULL && *end == '\0')
        g_array_append_val (self->extra_numbers, value);
    }
}

static const struct
{
  const char *param, *choice;
  char sign;
} signs[] = {
  { "delimiter", "comma", ',' },
  { "delimiter", "semicolon", ';' },
  { "delimiter", "tab", '\t' },
  { "delimiter", "pipe", '|' },
  { "delimiter", "blanks", WF_CSV_BLANKS },
  { "quote", "double", '"' },
  { "quote", "single", '\'' },
  { "quote", "none", '\0' },
  { "comment", "none", '\0' },
  { "comment", "hash", '#' },
  { "comment", "percent", '%' },
  { "decimal", "point", '.' },
  { "decimal", "comma", ',' },
};

/* FALSE: it is to be found */
static gboolean
get_sign (GVariant *params, const char *param, char *sign)
{
  const char *choice = wf_params_get_choice (params, param);

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (signs[i].param, param) && g_str_equal (signs[i].choice, choice))
      {
        *sign = signs[i].sign;
        return TRUE;
      }
  return FALSE;
}

const char *
wf_csv_name_sign (const char *param, char sign)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (signs[i].param, param) && signs[i].sign == sign)
      return signs[i].choice;
  return "auto";
}

static void
decide_signs (WfCsvDialect *self, WfCsvText *text, GVariant *params)
{
  if (!get_sign (params, "comment", &self->comment))
    self->comment = wf_csv_find_comment (text->text, text->length);
  if (!get_sign (params, "quote", &self->quote))
    self->quote = wf_csv_find_quote (text->text, text->length);
  if (!get_sign (params, "delimiter", &self->delimiter))
    {
      self->split = wf_csv_find_split (text->text, text->length, self->quote, self->comment);
      self->delimiter = self->split.delimiter == '\0' ? ',' : self->split.delimiter;
      self->skip = self->split.skip;
    }
  if (wf_params_get_integer (params, "skip") >= 0)
    self->skip = (gsize) wf_params_get_integer (params, "skip");
  else if (self->skip > 0)
    g_ptr_array_add (self->notes,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu line before the table was skipped",
                                                   "%zu lines before the table were skipped", self->skip),
                                      self->skip));
}

static gboolean
squeeze (WfCsvDialect *self, WfCsvText *text, WfProgress *progress, GError **error)
{
  self->delimiter = '\t';
  self->is_squeezed = TRUE;
  return wf_csv_text_squeeze (text, self->quote, progress, error);
}

static WfCsvMode
get_asked_mode (WfColumnType type)
{
  switch (type)
    {
      case WF_COLUMN_TYPE_CONTINUOUS:
      case WF_COLUMN_TYPE_WEIGHT:
        return WF_CSV_READ_NUMBERS;
      case WF_COLUMN_TYPE_TEXT:
        return WF_CSV_READ_TEXTS;
      case WF_COLUMN_TYPE_OMITTED:
        return WF_CSV_SKIP;
      case WF_COLUMN_TYPE_ORDINAL:
      case WF_COLUMN_TYPE_CATEGORICAL:
      case WF_COLUMN_TYPE_TIME:
      case WF_COLUMN_TYPE_DOMAIN:
      case WF_N_COLUMN_TYPES:
      default:
        return WF_CSV_READ_LEVELS;
    }
}

/* numbers and dates are read as such also where levels are asked for: the table makes levels of them, in
 * their order; but not of numbers that would be rounded */
static gboolean
decide_columns (WfCsvDialect *self, GVariant *params, GError **error)
{
  gsize n = self->names->len;
  const char *const *names;

  g_ptr_array_add (self->names, NULL);
  names = (const char *const *) self->names->pdata;
  self->rules = wf_type_rules_parse (wf_params_get_text (params, "type"), names, error);
  if (self->rules == NULL || !wf_type_rules_check (self->rules, names, error))
    return FALSE;
  g_ptr_array_remove_index (self->names, (guint) n);
  self->columns = g_new0 (WfCsvColumn, n + 1);
  for (gsize j = 0; j < n; j++)
    {
      WfCsvColumn *column = &self->columns[j];
      const WfTypeRule *rule = wf_type_rules_find (self->rules, self->names->pdata[j]);

      *column = look_at_column (self, wf_csv_dialect_count_heads (self), j);
      if (rule == NULL && column->mode == WF_CSV_READ_LEVELS &&
          wf_csv_is_free_text (wf_csv_count_texts (self, j), column->n_texts + column->n_numbers))
        column->mode = WF_CSV_READ_TEXTS;
      if (rule == NULL)
        continue;
      column->is_asked = TRUE;
      column->is_asked_number = rule->type == WF_COLUMN_TYPE_CONTINUOUS ||
                                rule->type == WF_COLUMN_TYPE_TIME || rule->type == WF_COLUMN_TYPE_WEIGHT;
      if (get_asked_mode (rule->type) != WF_CSV_READ_LEVELS || column->n_texts > column->n_times ||
          column->n_rounded > 0)
        column->mode = get_asked_mode (rule->type);
    }
  return TRUE;
}

static gboolean
decide (WfCsvDialect *self, GVariant *params, GError **error)
{
  if (!get_sign (params, "decimal", &self->decimal))
    find_decimal (self);
  else
    self->is_decimal_sure = TRUE;
  decide_header (self, params);
  find_names (self);
  self->body = self->has_header ? self->sample.first_end : self->sample.start;
  self->body_line = self->has_header ? self->sample.first_end_line : self->skip + 1;
  return decide_columns (self, params, error);
}

static gboolean
check_columns (const WfCsvDialect *self, const char *name, GError **error)
{
  if (self->sample.open_quote > 0)
    return wf_csv_fail_open_quote (name, self->sample.open_quote, error);
  if (self->names->len == 0)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s holds no columns"), name);
  else if (self->names->len > WF_LIMIT_COLUMNS)
    g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                 _ ("%s has %u columns; the limit is %d. Are rows and columns exchanged?"), name,
                 self->names->len, WF_LIMIT_COLUMNS);
  else
    return TRUE;
  return FALSE;
}

WfCsvDialect *
wf_csv_dialect_new (WfCsvText *text, const char *name, GVariant *params, WfProgress *progress, GError **error)
{
  g_autoptr (WfCsvDialect) self = g_new0 (WfCsvDialect, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->encoding = text->encoding;
  self->is_strict = g_str_equal (wf_params_get_choice (params, "encoding"), "utf-8");
  take_extra_missing (self, wf_params_get_text (params, "missing"));
  decide_signs (self, text, params);
  if (self->delimiter == WF_CSV_BLANKS && !squeeze (self, text, progress, error))
    return NULL;
  wf_csv_sample_init (&self->sample, text->text, text->length, self->skip, self->delimiter, self->quote,
                      self->comment);
  if (self->sample.ends->len > 0 && !decide (self, params, error))
    return NULL;
  return check_columns (self, name, error) ? g_steal_pointer (&self) : NULL;
}

void
wf_csv_dialect_free (WfCsvDialect *self)
{
  g_strfreev (self->extra_missing);
  g_array_unref (self->extra_numbers);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->notes);
  wf_csv_sample_clear (&self->sample);
  g_clear_pointer (&self->rules, g_array_unref);
  g_free (self->columns);
  g_free (self);
}
