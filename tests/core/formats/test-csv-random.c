/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A thousand tables nobody would write by hand, written and read again: every cell, name and number comes
 * back. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/formats/formats.h"
#include "core/table/types.h"

#define N_TABLES 1000

static const char *const pieces[] = { "a",  "B",    ",", ";", "\t", "|", "\"", "\"\"", "\n",
                                      "\r", "\r\n", "'", "#", "%",  " ", ".",  "-",    "0",
                                      "1",  "é",    "—", "🜁", "名", "=", "<",  "\\",   "\xc2\xa0" };

/* never empty, never a missing marker, no blanks at the ends: those of names are not kept */
static char *
make_text (WfRng *rng, gboolean is_name)
{
  GString *text = g_string_new (is_name || wf_rng_below (rng, 2) == 0 ? "x" : "");
  gsize n = wf_rng_below (rng, 8);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, pieces[wf_rng_below (rng, G_N_ELEMENTS (pieces))]);
  g_string_append (text, is_name || strspn (text->str, " \t.-") == text->len ? "z" : "");
  return g_string_free (text, FALSE);
}

/* different texts; none is a number, so that all are levels */
static char **
make_texts (WfRng *rng, gsize n, gboolean is_name)
{
  char **texts = g_new0 (char *, n + 1);

  for (gsize i = 0; i < n;)
    {
      g_autofree char *text = make_text (rng, is_name);

      if (!g_strv_contains ((const char *const *) texts, text))
        texts[i++] = g_steal_pointer (&text);
    }
  return texts;
}

/* any double but infinities, each pattern of bits as likely as another; some whole, some missing */
static double
make_number (WfRng *rng)
{
  union
  {
    guint64 bits;
    double value;
  } number = { .bits = wf_rng_next (rng) };

  switch (wf_rng_below (rng, 5))
    {
      case 0:
        return NAN;
      case 1:
        return (double) wf_rng_below (rng, 5) - 2;
      case 2:
        return wf_rng_normal (rng);
      default:
        return isfinite (number.value) ? number.value : 0.1;
    }
}

static void
add_column (WfTableBuilder *builder, WfRng *rng, const char *name, gsize n_rows, GString *types, gsize column)
{
  const char *const names[] = { name, NULL };
  g_autofree double *values = g_new (double, n_rows);
  g_autofree gint32 *codes = g_new (gint32, n_rows);
  gsize n_levels = 1 + wf_rng_below (rng, 6);
  gboolean is_discrete = wf_rng_below (rng, 2) == 0;
  g_auto (GStrv) levels = make_texts (rng, n_levels, FALSE);
  g_autofree char *line = wf_column_types_set ("", names, name, is_discrete ? "categorical" : "continuous");

  for (gsize i = 0; i < n_rows; i++)
    {
      values[i] = make_number (rng);
      codes[i] = (gint32) wf_rng_below (rng, n_levels + 1) - 1;
    }
  g_string_append_printf (types, "%s%s", column > 0 ? "\n" : "", line);
  if (is_discrete)
    wf_table_builder_add_discrete (builder, name, codes, n_rows, (const char *const *) levels);
  else
    wf_table_builder_add_continuous (builder, name, values, n_rows);
}

static WfTable *
make_table (guint64 seed, char **types)
{
  g_autoptr (WfTableBuilder) builder = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  g_auto (GStrv) names = NULL;
  gsize n_rows, n_columns;
  WfRng rng;

  wf_rng_init (&rng, seed, 1);
  n_rows = 1 + wf_rng_below (&rng, 30);
  n_columns = 1 + wf_rng_below (&rng, 6);
  names = make_texts (&rng, n_columns, TRUE);
  builder = wf_table_builder_new (n_rows);
  for (gsize j = 0; j < n_columns; j++)
    add_column (builder, &rng, names[j], n_rows, list, j);
  *types = g_string_free (g_steal_pointer (&list), FALSE);
  return wf_table_builder_end (builder);
}

static WfTable *
read_back (const char *text, const char *delimiter, const char *types)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "b.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) options = NULL;
  GVariantDict dict;
  WfTable *table;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "delimiter", "s", delimiter);
  g_variant_dict_insert (&dict, "decimal", "s", "point");
  g_variant_dict_insert (&dict, "header", "s", "yes");
  g_variant_dict_insert (&dict, "skip", "x", (gint64) 0);
  g_variant_dict_insert (&dict, "weight", "s", "none");
  g_variant_dict_insert (&dict, "type", "s", types);
  options = g_variant_ref_sink (g_variant_dict_end (&dict));
  table = wf_table_read (source, options, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static void
check_same (WfTable *table, WfTable *back)
{
  g_assert_cmpuint (wf_table_get_n_rows (back), ==, wf_table_get_n_rows (table));
  g_assert_cmpuint (wf_table_get_n_columns (back), ==, wf_table_get_n_columns (table));
  for (gsize j = 0; j < wf_table_get_n_columns (table); j++)
    {
      g_assert_cmpstr (wf_table_get_name (back, j), ==, wf_table_get_name (table, j));
      for (gsize i = 0; i < wf_table_get_n_rows (table); i++)
        {
          g_autofree char *cell = wf_table_dup_cell (table, i, j);
          g_autofree char *cell_back = wf_table_dup_cell (back, i, j);
          const double *values = wf_table_get_values (table, j, NULL);

          g_assert_cmpstr (cell, ==, cell_back);
          if (values != NULL && wf_table_get_kind (back, j) == WF_COLUMN_CONTINUOUS)
            g_assert_cmpmem (&values[i], isnan (values[i]) ? 0 : sizeof (double),
                             &wf_table_get_values (back, j, NULL)[i],
                             isnan (values[i]) ? 0 : sizeof (double));
        }
    }
}

static void
test_round_trip (void)
{
  static const char *const formats[] = { "csv", "tsv" };
  static const char *const delimiters[] = { "comma", "tab" };

  for (guint64 seed = 0; seed < N_TABLES; seed++)
    {
      g_autofree char *types = NULL;
      g_autoptr (WfTable) table = make_table (seed, &types);
      g_autofree char *text = wf_table_to_text (table, formats[seed % 2], NULL);
      g_autoptr (WfTable) back = read_back (text, delimiters[seed % 2], types);
      g_autofree char *again = wf_table_to_text (back, formats[seed % 2], NULL);

      check_same (table, back);
      g_assert_cmpstr (again, ==, text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/csv-random/round-trip", test_round_trip);
  return g_test_run ();
}
