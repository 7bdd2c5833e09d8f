/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Files of many chunks: the fast way must give what libcsv gives, at once, and stop when told. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/formats/formats.h"

static void
append_row (GString *text, WfRng *rng)
{
  static const char *const words[] = { "red", "green", "blue", "NA", "" };

  switch (wf_rng_below (rng, 5000))
    {
      case 0:
        g_string_append (text, "\n");
        return;
      case 1:
        g_string_append (text, "1.5,2\n");
        return;
      case 2:
        g_string_append (text, "1.5,2,red,4,5.5,6,7\n");
        return;
      case 3:
        g_string_append (text, "inf,1e999,purple,odd,,x\n");
        return;
      default:
        g_string_append_printf (text, "%.6f,%.17g,%s,%d,%s,%d\n", wf_rng_normal (rng),
                                wf_rng_normal (rng) * 1e5, words[wf_rng_below (rng, 5)],
                                (int) wf_rng_below (rng, 4), wf_rng_below (rng, 7) == 0 ? "NA" : "12.25",
                                (int) wf_rng_below (rng, 500));
    }
}

static char *
make_text (gsize n_bytes)
{
  GString *text = g_string_sized_new (n_bytes + 200);
  WfRng rng;

  wf_rng_init (&rng, 77, 0);
  g_string_append (text, "x,large,colour,few,maybe,many\n0.5,1.5,red,1,2.5,3\n");
  while (text->len < n_bytes)
    append_row (text, &rng);
  return g_string_free (text, FALSE);
}

/* the same rows again and again under their header */
static char *
repeat_rows (const char *text, guint n)
{
  GString *repeated = g_string_new (text);

  for (guint i = 1; i < n; i++)
    g_string_append (repeated, strchr (text, '\n') + 1);
  return g_string_free (repeated, FALSE);
}

static WfTable *
read_bytes (const char *text, WfProgress *progress, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "large.csv");

  return wf_table_read (source, NULL, progress, error);
}

static void
check_same_column (WfTable *a, WfTable *b, gsize j)
{
  gsize n = wf_table_get_n_rows (a);

  g_assert_cmpstr (wf_table_get_name (a, j), ==, wf_table_get_name (b, j));
  g_assert_cmpint (wf_table_get_kind (a, j), ==, wf_table_get_kind (b, j));
  g_assert_cmpuint (wf_table_get_n_missing (a, j), ==, wf_table_get_n_missing (b, j));
  if (wf_table_get_kind (a, j) == WF_COLUMN_DISCRETE)
    {
      g_assert_cmpuint (wf_table_get_n_levels (a, j), ==, wf_table_get_n_levels (b, j));
      for (gsize i = 0; i < wf_table_get_n_levels (a, j); i++)
        g_assert_cmpstr (wf_table_get_level (a, j, i), ==, wf_table_get_level (b, j, i));
      g_assert_cmpmem (wf_table_get_codes (a, j, NULL), n * sizeof (gint32), wf_table_get_codes (b, j, NULL),
                       n * sizeof (gint32));
      return;
    }
  for (gsize i = 0; i < n; i++)
    {
      double x = wf_table_get_values (a, j, NULL)[i];
      double y = wf_table_get_values (b, j, NULL)[i];

      if (x != y && !(isnan (x) && isnan (y)))
        g_error ("column %" G_GSIZE_FORMAT ", row %" G_GSIZE_FORMAT ": %.17g and %.17g", j, i, x, y);
    }
}

static void
check_same (WfTable *a, WfTable *b)
{
  g_autofree char *notes_a = g_strjoinv ("\n", (char **) wf_table_get_notes (a));
  g_autofree char *notes_b = g_strjoinv ("\n", (char **) wf_table_get_notes (b));

  g_assert_cmpuint (wf_table_get_n_rows (a), ==, wf_table_get_n_rows (b));
  g_assert_cmpuint (wf_table_get_n_columns (a), ==, wf_table_get_n_columns (b));
  for (gsize j = 0; j < wf_table_get_n_columns (a); j++)
    check_same_column (a, b, j);
  g_assert_cmpstr (notes_a, ==, notes_b);
}

/* One quoted cell behind the header sends the whole body through libcsv. */
static void
test_same_as_libcsv (void)
{
  g_autofree char *plain = make_text (6 << 20);
  g_autoptr (GString) quoted = g_string_new (plain);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) a = read_bytes (plain, NULL, &error);
  g_autoptr (WfTable) b = NULL;

  g_assert_no_error (error);
  g_string_replace (quoted, "\n0.5,", "\n\"0.5\",", 1);
  b = read_bytes (quoted->str, NULL, &error);
  g_assert_no_error (error);
  check_same (a, b);

  /* line 0.5... is row 0; the texts among the few integers make levels, those among many numbers are missing
   */
  g_assert_cmpfloat (wf_table_get_values (a, 0, NULL)[0], ==, 0.5);
  g_assert_cmpint (wf_table_get_kind (a, 3), ==, WF_COLUMN_DISCRETE);
  g_assert_cmpint (wf_table_find_level (a, 3, "odd"), ==, 5);
  g_assert_cmpint (wf_table_get_kind (a, 5), ==, WF_COLUMN_CONTINUOUS);
  g_assert_cmpint (wf_table_find_level (a, 2, "purple"), ==, 2);
  g_assert_cmpuint (wf_table_get_n_rows (a), >, 80000);
}

/* against a reader of three lines: splitting and strtod */
static void
test_same_as_plain_loop (void)
{
  g_autofree char *text = make_text (3 << 20);
  g_autoptr (WfTable) table = read_bytes (text, NULL, NULL);
  const double *first = wf_table_get_values (table, 0, NULL);
  const double *second = wf_table_get_values (table, 1, NULL);
  gsize row = 0;

  for (char *line = strchr (text, '\n') + 1; *line != '\0'; line = strchr (line, '\n') + 1)
    {
      char *end = NULL;
      double x;

      if (*line == '\n')
        continue;
      x = g_ascii_strtod (line, &end);
      if (isinf (x))
        g_assert_true (isnan (first[row]) && isnan (second[row]));
      else
        {
          g_assert_cmpfloat (first[row], ==, x);
          g_assert_cmpfloat (second[row], ==, g_ascii_strtod (end + 1, NULL));
        }
      row++;
    }
  g_assert_cmpuint (row, ==, wf_table_get_n_rows (table));
}

typedef struct
{
  GBytes *bytes;
  WfProgress *progress;
  GError *error;
  gint64 ended;
} Reader;

static gpointer
read_until_cancelled (gpointer data)
{
  Reader *self = data;

  while (self->error == NULL)
    {
      g_autoptr (WfSource) source = wf_source_new (self->bytes, "large.csv");
      G_GNUC_UNUSED g_autoptr (WfTable) table = wf_table_read (source, NULL, self->progress, &self->error);
    }
  self->ended = g_get_monotonic_time ();
  return NULL;
}

static void
check_cancel (GBytes *bytes, gulong delay)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  Reader reader = { .bytes = bytes, .progress = progress };
  GThread *thread = g_thread_new ("reader", read_until_cancelled, &reader);
  gint64 cancelled;

  g_usleep (delay);
  cancelled = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  g_thread_join (thread);
  g_assert_error (reader.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (reader.ended - cancelled, <, 200000);
  g_clear_error (&reader.error);
}

static GBytes *
pack (GBytes *bytes)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  gsize length = g_bytes_get_size (bytes), n_in, n_out;
  guint8 *packed = g_malloc (length + 1000);

  g_assert_cmpint (g_converter_convert (packer, g_bytes_get_data (bytes, NULL), length, packed, length + 1000,
                                        G_CONVERTER_INPUT_AT_END, &n_in, &n_out, NULL),
                   ==, G_CONVERTER_FINISHED);
  return g_bytes_new_take (packed, n_out);
}

/* as text between blanks, where an empty cell would be none */
static char *
part_by_blanks (const char *text)
{
  GString *blanks = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p++)
    {
      g_string_append_c (blanks, *p == ',' ? ' ' : *p);
      if (p[0] == ',' && p[1] == ',')
        g_string_append (blanks, "NA");
    }
  return g_string_free (blanks, FALSE);
}

/* plain, quoted, with blanks, in UTF-16, packed, and so large that its digest is computed beside */
static void
test_cancel (void)
{
  char *plain = make_text (8 << 20);
  char *quoted = g_strconcat ("\"x\"", plain + 1, NULL);
  char *large = repeat_rows (plain, 5);
  char *blanks = part_by_blanks (plain);
  gsize n_wide;
  char *wide = g_convert (plain, -1, "UTF-16", "UTF-8", NULL, &n_wide, NULL);
  GBytes *files[] = {
    g_bytes_new_take (plain, strlen (plain)), g_bytes_new_take (quoted, strlen (quoted)),
    g_bytes_new_take (large, strlen (large)), g_bytes_new_take (blanks, strlen (blanks)),
    g_bytes_new_take (wide, n_wide),          NULL,
  };

  files[5] = pack (files[0]);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      for (gulong delay = 0; delay < 60000; delay += 15000)
        check_cancel (files[i], delay);
      g_bytes_unref (files[i]);
    }
}

static void
test_wide (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfTable) none = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;

  for (int row = 0; row < 3; row++)
    for (int j = 0; j < 100000; j++)
      g_string_append_printf (text, row == 0 ? "v%d%c" : "%d.5%c", j, j == 99999 ? '\n' : ',');
  start = g_get_monotonic_time ();
  table = read_bytes (text->str, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  g_assert_cmpuint (wf_table_get_n_columns (table), ==, 100000);
  g_assert_cmpfloat (wf_table_get_values (table, 99999, NULL)[1], ==, 99999.5);

  g_string_prepend (text, "one more,");
  none = read_bytes (text->str, NULL, &error);
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
  g_assert_cmpstr (error->message, ==,
                   "large.csv has 100001 columns; the limit is 100000. Are rows and columns exchanged?");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/csv-large/same-as-libcsv", test_same_as_libcsv);
  g_test_add_func ("/formats/csv-large/same-as-plain-loop", test_same_as_plain_loop);
  g_test_add_func ("/formats/csv-large/cancel", test_cancel);
  g_test_add_func ("/formats/csv-large/wide", test_wide);
  return g_test_run ();
}
