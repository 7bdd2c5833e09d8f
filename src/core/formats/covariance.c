/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Matrices of covariances or correlations, in two layouts: that of Tetrad, which is the number of rows, the
 * names, then the matrix; and a table whose first line and first column both name the variables, which
 * doesn't say how many rows there were. The matrix is whole or its lower triangle. Between two cells there
 * are tabs, commas, semicolons or bars, or else blanks. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/formats/draft-private.h"
#include "core/formats/formats-private.h"
#include "core/formats/matrix-line-private.h"

#define MAX_ROWS 1000000000 /* exact in a double, and more than any table has */

static gboolean
parse_number (const char *text, double *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*value);
}

static gboolean
is_number (const char *text)
{
  double value;

  return parse_number (text, &value);
}

static gboolean
is_count (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* "/covariance", with which older files of Tetrad begin */
static gboolean
is_section (const WfMatrixLine *line)
{
  return g_ascii_strcasecmp (wf_matrix_line_get_cell (line, 0), "/covariance") == 0 ||
         g_ascii_strcasecmp (wf_matrix_line_get_cell (line, 0), "/correlation") == 0;
}

/* ---- recognising one ---- */

/* the names, then a first row of numbers */
static int
sniff_tetrad (const char **p, const char *end, WfMatrixLine *line)
{
  gsize n_names;

  if (!wf_matrix_line_read (p, end, line) || line->cells->len < 2)
    return 0;
  n_names = line->cells->len;
  for (gsize i = 0; i < n_names; i++)
    if (is_number (wf_matrix_line_get_cell (line, i)))
      return 0;
  if (!wf_matrix_line_read (p, end, line))
    return 0;
  return is_number (wf_matrix_line_get_cell (line, 0)) &&
                 (line->cells->len == 1 || line->cells->len == n_names || !line->is_whole)
             ? 95
             : 0;
}

/* "0": no variable of a search is constant, but no node is its own neighbour in a matrix of edges */
static gboolean
is_zero (const char *text)
{
  double value;

  return parse_number (text, &value) && value == 0;
}

/* header: the corner, then the names. A row that the head cuts off counts once two of its cells are there. */
static int
sniff_square (const char **p, const char *end, const WfMatrixLine *header)
{
  g_auto (WfMatrixLine) line = { NULL };
  gboolean is_cut = FALSE;
  gboolean has_variance = FALSE;
  double variance;
  gsize first = 0; /* 1 where the diagonal is left out */
  gsize n = 0;

  while (wf_matrix_line_read (p, end, &line))
    {
      const char *label = wf_matrix_line_get_cell (&line, 0);

      is_cut = !line.is_whole;
      if (is_cut && line.cells->len < 3)
        break;
      if (n == 0 && g_str_equal (label, wf_matrix_line_get_cell (header, line.cells->len == 1 ? 1 : 2)))
        n = first = 1;
      if (n == 1 && first == 1 && line.cells->len == 1)
        continue;
      if (n + 1 >= header->cells->len || line.cells->len < 2 ||
          !g_str_equal (label, wf_matrix_line_get_cell (header, n + 1)) ||
          (n == first && !is_number (wf_matrix_line_get_cell (&line, 1))) ||
          (n == 0 && is_zero (wf_matrix_line_get_cell (&line, 1))))
        return 0;
      n++;
      /* zeros alone in the diagonal are those of a graph's matrix; a cell that is cut off may be anything */
      has_variance |= first == 1 || line.cells->len <= n ||
                      !parse_number (wf_matrix_line_get_cell (&line, n), &variance) || variance != 0;
    }
  if (!has_variance)
    return 0;
  return n >= first + 2 || (n == first + 1 && is_cut) ? 90 : 0;
}

/* How rows stand under a line of nothing but names: the names before them, or the numbers of a triangle
 * alone. */
typedef enum
{
  BARE_NONE,
  BARE_LABELS,  /* as R prints a matrix: the corner is blank */
  BARE_NUMBERS, /* as lavaan’s getCov() takes it, with its names above */
} BareRows;

static BareRows
find_bare_rows (const WfMatrixLine *header, const WfMatrixLine *row)
{
  const char *first = wf_matrix_line_get_cell (row, 0);

  for (guint i = 0; i < header->cells->len; i++)
    if (is_number (wf_matrix_line_get_cell (header, i)) || *wf_matrix_line_get_cell (header, i) == '\0')
      return BARE_NONE;
  if (g_str_equal (first, wf_matrix_line_get_cell (header, 0)))
    return row->cells->len > 1 && is_number (wf_matrix_line_get_cell (row, 1)) ? BARE_LABELS : BARE_NONE;
  return row->cells->len == 1 && is_number (first) ? BARE_NUMBERS : BARE_NONE;
}

/* header: the names of all variables, p of them, and no number of rows anywhere. Without names before them p
 * rows of 1, 2, ..., p numbers are a triangle; with them they may be whole. */
static int
sniff_bare (const char **p, const char *end, const WfMatrixLine *header)
{
  g_auto (WfMatrixLine) line = { NULL };
  gsize n_names = header->cells->len;
  gboolean is_cut = FALSE;
  BareRows rows = BARE_NONE;
  gsize n = 0;

  while (!is_cut && wf_matrix_line_read (p, end, &line))
    {
      gsize label;

      if (n == 0)
        rows = find_bare_rows (header, &line);
      label = rows == BARE_LABELS ? 1 : 0;
      is_cut = !line.is_whole && n + 1 < n_names;
      if (rows == BARE_NONE || n == n_names ||
          (label == 1 &&
           !g_str_equal (wf_matrix_line_get_cell (&line, 0), wf_matrix_line_get_cell (header, n))))
        return 0;
      if (n == 0 && is_zero (wf_matrix_line_get_cell (&line, label)))
        return 0; /* the diagonal of a graph's matrix */
      if (!is_cut && line.cells->len != label + n + 1 && (label == 0 || line.cells->len != label + n_names))
        return 0;
      for (guint i = (guint) label; i < line.cells->len; i++)
        if (!is_cut && !is_number (wf_matrix_line_get_cell (&line, i)))
          return 0;
      n++;
    }
  return n == n_names || (is_cut && n > 2) ? 92 : 0;
}

static int
sniff (const char *head, gsize length)
{
  const char *p = length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? head + 3 : head;
  const char *end = head + length;
  g_auto (WfMatrixLine) line = { NULL };
  const char *rows;
  int score = 0;

  if (memchr (head, '\0', length) != NULL || !wf_matrix_line_read (&p, end, &line))
    return 0;
  if (is_section (&line))
    return 98;
  if (line.cells->len == 1 && is_count (wf_matrix_line_get_cell (&line, 0)))
    return sniff_tetrad (&p, end, &line);
  rows = p;
  if (line.cells->len >= 3)
    score = sniff_square (&rows, end, &line);
  return score == 0 && line.cells->len >= 2 ? sniff_bare (&p, end, &line) : score;
}

/* ---- reading ---- */

typedef struct
{
  WfText text;
  const char *p;       /* after the lines read */
  GPtrArray *names;    /* NULL-terminated */
  gboolean has_labels; /* the rows begin with their name */
  gsize offset;        /* 1 = the diagonal is left out: the first row is the second variable's */
  gsize n_rows;        /* 0 = not said */
  double *values;      /* p x p */
  const char **places; /* p x p: of the lower triangle */
} Reader;

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->values);
  g_free (self->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
    G_GNUC_PRINTF (4, 5) fail (const Reader *self, const char *place, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  wf_text_set_error (&self->text, place, error, WF_ERROR_PARSE, "%s", message);
  return FALSE;
}

static gboolean
read_count (Reader *self, const WfMatrixLine *line, GError **error)
{
  guint64 n = g_ascii_strtoull (wf_matrix_line_get_cell (line, 0), NULL, 10);

  if (line->cells->len > 1 || !is_count (wf_matrix_line_get_cell (line, 0)) || n > MAX_ROWS)
    return fail (self, line->place, error,
                 _ ("“%s” isn’t a number of rows; it stands alone in the line before the names"),
                 wf_matrix_line_get_cell (line, 0));
  if (n < 2)
    return fail (self, line->place, error, _ ("covariances come from two rows or more, not %u"), (guint) n);
  self->n_rows = (gsize) n;
  return TRUE;
}

/* first: the cell of the line where the names begin */
static gboolean
read_names (Reader *self, const WfMatrixLine *line, guint first, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->names = g_ptr_array_new_with_free_func (g_free);
  if (line->cells->len - first > WF_LIMIT_SEARCH_COLUMNS)
    {
      wf_text_set_error (&self->text, line->place, error, WF_ERROR_TOO_LARGE,
                         _ ("covariances of %u variables are more than the %d that are taken; select fewer"),
                         line->cells->len - first, WF_LIMIT_SEARCH_COLUMNS);
      return FALSE;
    }
  for (guint i = first; i < line->cells->len; i++)
    {
      const char *name = wf_matrix_line_get_cell (line, i);

      if (*name == '\0' || is_number (name))
        return fail (
            self, wf_matrix_line_get_place (line, i), error,
            _ ("the name of a variable is missing here; a line names all of them before the matrix"));
      if (!g_hash_table_add (seen, (gpointer) name))
        return fail (self, wf_matrix_line_get_place (line, i), error,
                     _ ("a second variable is called “%s”; rename one"), name);
      g_ptr_array_add (self->names, g_strdup (name));
    }
  g_ptr_array_add (self->names, NULL);
  return TRUE;
}

/* of the line after the header, which stays to be read */
static BareRows
look_at_rows (const Reader *self, const WfMatrixLine *header)
{
  g_auto (WfMatrixLine) row = { NULL };
  const char *p = self->p;

  return wf_matrix_line_read (&p, self->text.end, &row) ? find_bare_rows (header, &row) : BARE_NONE;
}

/* What stands before the matrix. */
static gboolean
read_head (Reader *self, GError **error)
{
  g_auto (WfMatrixLine) line = { NULL };
  gboolean is_tetrad;

  if (!wf_matrix_line_read (&self->p, self->text.end, &line))
    return fail (self, self->text.end, error, _ ("the matrix of covariances is missing"));
  is_tetrad = is_section (&line);
  if (is_tetrad && !wf_matrix_line_read (&self->p, self->text.end, &line))
    return fail (self, self->text.end, error, _ ("the number of rows is missing"));
  is_tetrad |= line.cells->len == 1;
  if (!is_tetrad)
    {
      BareRows rows = look_at_rows (self, &line);

      self->has_labels = rows != BARE_NUMBERS;
      return read_names (self, &line, rows == BARE_NONE ? 1 : 0, error);
    }
  if (!read_count (self, &line, error))
    return FALSE;
  if (!wf_matrix_line_read (&self->p, self->text.end, &line))
    return fail (self, self->text.end, error, _ ("the names of the variables are missing"));
  return read_names (self, &line, 0, error);
}

/* A triangle without its diagonal begins with the second variable, or with the name of the first and nothing
 * behind it. Without names it has to be said. */
static void
find_offset (Reader *self, const WfMatrixLine *line, gboolean is_without)
{
  gsize p = self->names->len - 1;

  if (!self->has_labels)
    self->offset = is_without ? 1 : 0;
  else if (p > 1 && line->cells->len == 2 &&
           g_str_equal (wf_matrix_line_get_cell (line, 0), g_ptr_array_index (self->names, 1)))
    self->offset = 1;
}

/* "a" and no number: where the diagonal is left out */
static gboolean
is_empty_row (const Reader *self, const WfMatrixLine *line)
{
  return self->has_labels && line->cells->len == 1 &&
         g_str_equal (wf_matrix_line_get_cell (line, 0), g_ptr_array_index (self->names, 0));
}

static gboolean
check_label (Reader *self, const WfMatrixLine *line, gsize row, GError **error)
{
  const char *wanted = g_ptr_array_index (self->names, row);

  if (!self->has_labels || g_str_equal (wf_matrix_line_get_cell (line, 0), wanted))
    return TRUE;
  return fail (self, line->place, error,
               _ ("the row of “%s” is expected here, not of “%s”: rows and columns have the same order"),
               wanted, wf_matrix_line_get_cell (line, 0));
}

/* The whole row, or as far as the diagonal or before it. */
static gboolean
read_row (Reader *self, const WfMatrixLine *line, gsize row, gboolean *is_triangle, GError **error)
{
  gsize p = self->names->len - 1;
  gsize first = self->has_labels ? 1 : 0;
  gsize n = line->cells->len - first;
  gsize wanted;

  if (!check_label (self, line, row, error))
    return FALSE;
  if (row == self->offset)
    *is_triangle = (n == 1 && p > 1) || self->offset == 1;
  wanted = *is_triangle ? row + 1 - self->offset : p;
  if (n != wanted)
    return fail (self, line->place, error,
                 *is_triangle ? _ ("%zu numbers are expected in this row of the lower triangle, not %zu")
                              : _ ("%zu numbers are expected in this row, not %zu"),
                 wanted, n);
  for (gsize j = 0; j < n; j++)
    {
      const char *cell = wf_matrix_line_get_cell (line, first + j);

      if (!parse_number (cell, &self->values[row * p + j]))
        return fail (self, wf_matrix_line_get_place (line, first + j), error,
                     _ ("“%s” is no number; every covariance is needed, with a decimal point"), cell);
      if (*is_triangle)
        self->values[j * p + row] = self->values[row * p + j];
      self->places[row * p + j] = wf_matrix_line_get_place (line, first + j);
    }
  return TRUE;
}

/* without a diagonal they are correlations */
static void
fill_diagonal (Reader *self)
{
  gsize p = self->names->len - 1;

  for (gsize i = 0; self->offset == 1 && i < p; i++)
    {
      self->values[i * p + i] = 1;
      self->places[i * p + i] = i > 0 ? self->places[i * p] : self->p;
    }
}

static gboolean
fail_end (Reader *self, gsize n, GError **error)
{
  gsize p = self->names->len - 1;

  if (n + 1 == p && !self->has_labels && self->offset == 0)
    return fail (self, self->text.end, error,
                 _ ("the matrix ends after %zu of %zu rows; where its diagonal is left out, say “diagonal” "
                    "no (--diagonal "
                    "no on the command line)"),
                 n, p);
  return fail (self, self->text.end, error, _ ("the matrix ends after %zu of %zu rows"), n - self->offset,
               p - self->offset);
}

static gboolean
read_matrix (Reader *self, gboolean is_without, WfProgress *progress, GError **error)
{
  gsize p = self->names->len - 1;
  gboolean is_triangle = FALSE;
  g_auto (WfMatrixLine) line = { NULL };
  gsize n = 0;

  self->values = g_try_new (double, p *p);
  self->places = g_try_new (const char *, p *p);
  if (self->values == NULL || self->places == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                   _ ("Not enough memory for the covariances of %zu variables; select fewer"), p);
      return FALSE;
    }
  while (wf_matrix_line_read (&self->p, self->text.end, &line))
    {
      if (n == 0 && is_empty_row (self, &line))
        continue;
      if (n == 0)
        {
          find_offset (self, &line, is_without);
          n = self->offset;
        }
      if (n == p)
        return fail (self, line.place, error, _ ("the matrix has ended before: %zu variables have %zu rows"),
                     p, p);
      if (!read_row (self, &line, n++, &is_triangle, error) || !wf_progress_check (progress, error))
        return FALSE;
    }
  fill_diagonal (self);
  return n == p || fail_end (self, n, error);
}

static gboolean
check_values (const Reader *self, GError **error)
{
  gsize row, column;
  gsize p = self->names->len - 1;
  WfCovarianceFault fault = wf_covariance_find_fault (self->values, p, &row, &column);
  g_autofree char *text = NULL;

  if (fault == WF_COVARIANCE_GOOD)
    return TRUE;
  text = wf_covariance_describe_fault (fault, (const char *const *) self->names->pdata, self->values, row,
                                       column);
  wf_text_set_error (&self->text, self->places[row * p + column], error, WF_ERROR_DATA, "%s", text);
  return FALSE;
}

/* The number of rows, said by the file or by who asks. */
static gboolean
settle_count (Reader *self, gsize asked, GError **error)
{
  if (self->n_rows == 0 && asked == 0)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("%s doesn’t say how many rows its covariances come from, which a search must know; give "
             "that number as “rows” (--rows N on the command line)"),
          self->text.name);
      return FALSE;
    }
  if (self->n_rows != 0 && asked != 0 && self->n_rows != asked)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("%s says that its covariances come from %zu rows, not from %zu; leave “rows” out"),
                   self->text.name, self->n_rows, asked);
      return FALSE;
    }
  if (asked != 0)
    self->n_rows = asked;
  return TRUE;
}

static WfCovariance *
read_covariance (WfSource *source, GVariant *options, WfProgress *progress, GError **error)
{
  g_auto (Reader) self = { { NULL } };

  if (!wf_text_init (&self.text, source, error))
    return NULL;
  self.p = self.text.start;
  if (!read_head (&self, error) ||
      !read_matrix (&self, g_str_equal (wf_params_get_choice (options, "diagonal"), "no"), progress, error) ||
      !check_values (&self, error) ||
      !settle_count (&self, (gsize) wf_params_get_integer (options, "rows"), error))
    return NULL;
  return wf_covariance_new ((const char *const *) self.names->pdata, self.values, self.n_rows, error);
}

static const char *const extensions[] = { "cov", "csv", "txt", NULL };
static const char *const mime_types[] = { "text/plain", NULL };

static const char *const diagonals[] = { "yes", "no", NULL };

static const WfParam params[] = {
  { .id = "diagonal",
    .name = N_ ("Diagonal"),
    .type = WF_PARAM_CHOICE,
    .choices = diagonals,
    .help = N_ ("Whether a lower triangle without names of rows has its diagonal; without it these are "
                "correlations") },
  { .id = "rows",
    .name = N_ ("Rows behind covariances"),
    .type = WF_PARAM_INTEGER,
    .min = 0,
    .max = MAX_ROWS,
    .unit = N_ ("rows"),
    .help =
        N_ ("How many rows a matrix of covariances comes from, where its file doesn’t say; 0 = it does") },
  { NULL }
};

const WfFormat wf_format_covariance = {
  .id = "covariance",
  .name = N_ ("Covariance matrix"),
  .summary =
      N_ ("Covariances or correlations: Tetrad’s layout (number of rows, names, matrix), or a table "
          "whose first line and first column name the variables, also as R prints it; or names above the "
          "lower triangle alone, as for lavaan. Whole, or the lower triangle, with its diagonal or without. "
          "Where the number of rows isn’t said, it is asked for."),
  .content = WF_CONTENT_COVARIANCE,
  .extensions = extensions,
  .mime_types = mime_types,
  .params = params,
  .sniff = sniff,
  .read_covariance = read_covariance,
};
