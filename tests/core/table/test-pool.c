/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/formats/formats.h"
#include "core/table/pool.h"
#include "core/table/types.h"

static WfTable *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "t.csv");
  g_autoptr (GError) error = NULL;
  WfTable *table = wf_table_read (source, NULL, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static WfTable *
pool_texts (const char *first, const char *second, GError **error)
{
  static const char *const domains[] = { "north", "south" };
  g_autoptr (WfTable) a = read_text (first);
  g_autoptr (WfTable) b = read_text (second);
  WfTable *const tables[] = { a, b };

  return wf_table_pool (tables, domains, 2, error);
}

static void
assert_text (WfTable *table, const char *expected)
{
  g_autofree char *text = wf_table_to_text (table, "csv", NULL);

  g_assert_cmpstr (text, ==, expected);
}

/* columns by name, levels united, missing values stay, what isn't in both is named */
static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = pool_texts ("x,g,only\n1.5,b,1\n,a,2\n", "g,x\nc,2.5\na,3.5\n,4.5\n", &error);

  g_assert_no_error (error);
  assert_text (table, "x,g,domain\n1.5,b,north\n,a,north\n2.5,c,south\n3.5,a,south\n4.5,,south\n");
  g_assert_cmpint (wf_table_get_column_type (table, 2), ==, WF_COLUMN_TYPE_DOMAIN);
  g_assert_cmpuint (wf_table_get_n_levels (table, 1), ==, 3);
  g_assert_cmpstr (wf_table_get_level (table, 1, 0), ==, "a");
  g_assert_cmpstr (wf_table_get_notes (table)[0], ==, "column “only” was left out: “south” doesn’t have it");
}

/* what is free text in one table is in both */
static void
test_free_text (void)
{
  static const char *const names[] = { "a", "b" };
  static const double x[] = { 1.5, 2.5 };
  static const char *const domains[] = { "north", "south" };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (2);
  g_autoptr (WfTable) first = NULL;
  g_autoptr (WfTable) second = read_text ("x,name\n3.5,a\n4.5,\n");
  g_autoptr (WfTable) pooled = NULL;

  wf_table_builder_add_text (builder, "name", names, 2);
  wf_table_builder_add_continuous (builder, "x", x, 2);
  first = wf_table_builder_end (builder);
  pooled = wf_table_pool ((WfTable *const[]){ first, second }, domains, 2, &error);
  g_assert_no_error (error);
  g_clear_pointer (&first, wf_table_unref);
  g_clear_pointer (&second, wf_table_unref);
  assert_text (pooled, "name,x,domain\na,1.5,north\nb,2.5,north\na,3.5,south\n,4.5,south\n");
  g_assert_cmpuint (wf_table_get_n_texts (pooled), ==, 1);
}

/* few integers in each table, many in both; integers here, numbers there */
static void
test_kinds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) many = pool_texts ("n\n1\n2\n3\n4\n5\n6\n", "n\n7\n8\n9\n10\n11\n12\n", &error);
  g_autoptr (WfTable) mixed = pool_texts ("n\n1\n2\n", "n\n1.5\n2.5\n", &error);
  g_autoptr (WfTable) few = pool_texts ("n\n10\n2\n", "n\n2\n9\n", &error);

  g_assert_no_error (error);
  g_assert_cmpint (wf_table_get_kind (many, 0), ==, WF_COLUMN_CONTINUOUS);
  g_assert_cmpfloat (wf_table_get_values (many, 0, NULL)[11], ==, 12);
  g_assert_cmpint (wf_table_get_kind (mixed, 0), ==, WF_COLUMN_CONTINUOUS);
  g_assert_cmpfloat (wf_table_get_values (mixed, 0, NULL)[1], ==, 2);
  g_assert_cmpint (wf_table_get_kind (few, 0), ==, WF_COLUMN_DISCRETE);
  g_assert_cmpstr (wf_table_get_level (few, 0, 2), ==, "10");
}

/* an order holds for both, also where one has not all of its levels, and where they are numbers */
static void
test_orders (void)
{
  static const char *const domains[] = { "north", "south" };
  static const char types[] = "size=ordinal:small<medium<large\nrank=ordinal:3<2<1";
  static const gint32 sizes[] = { 2, 0, 1, 0 };
  static const gint32 ranks[] = { 0, 2, 1, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) a = read_text ("size,rank\nlarge,3\nsmall,1\n");
  g_autoptr (WfTable) b = read_text ("size,rank\nmedium,2\nsmall,2\n");
  g_autoptr (WfTable) first = wf_table_with_types (a, types, &error);
  g_autoptr (WfTable) second = wf_table_with_types (b, types, &error);
  g_autoptr (WfTable) pooled = wf_table_pool ((WfTable *const[]){ first, second }, domains, 2, &error);

  g_assert_no_error (error);
  for (gsize j = 0; j < 2; j++)
    {
      g_assert_cmpint (wf_table_get_column_type (pooled, j), ==, WF_COLUMN_TYPE_ORDINAL);
      g_assert_cmpuint (wf_table_get_n_levels (pooled, j), ==, 3);
    }
  g_assert_cmpstr (wf_table_get_level (pooled, 0, 1), ==, "medium");
  g_assert_cmpstr (wf_table_get_level (pooled, 1, 0), ==, "3");
  g_assert_cmpmem (wf_table_get_codes (pooled, 0, NULL), sizeof sizes, sizes, sizeof sizes);
  g_assert_cmpmem (wf_table_get_codes (pooled, 1, NULL), sizeof ranks, ranks, sizeof ranks);
}

static void
test_errors (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pool_texts ("a\n1.5\n", "b\n1.5\n", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "no column in common: “a” of “north” isn’t in “south”"));
  g_clear_error (&error);
  g_assert_null (pool_texts ("a\n1.5\n2.5\n", "a\nx\ny\n", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "“a” has numbers in another of the tables. south: "));
}

/* rows of a table without weights count once; a domain that is there already stays */
static void
test_weights (void)
{
  static const char *const domains[] = { "t", "t" };
  g_autoptr (WfTable) plain = read_text ("a,w,domain\nx,2,p\ny,3,q\n");
  g_autoptr (WfTable) weighted = wf_table_with_weights (plain, "w", NULL);
  g_autoptr (WfTable) other = read_text ("a,domain\nz,p\n");
  WfTable *const tables[] = { weighted, other };
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) table = wf_table_pool (tables, domains, 2, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (wf_table_get_total_weight (table), ==, 6);
  g_assert_cmpstr (wf_table_get_name (table, 1), ==, "domain");
  g_assert_cmpstr (wf_table_get_name (table, 2), ==, "domain 2");
  g_assert_cmpstr (wf_table_get_level (table, 2, 1), ==, "t 2");
}

/* shares beside counts are refused, beside shares they aren't */
static void
test_shares (void)
{
  static const char shares[] = "a,b,p\nx,u,0.25\nx,v,0.25\ny,u,0.5\ny,v,0\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (WfTable) both = pool_texts (shares, shares, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (wf_table_get_total_weight (both), ==, 2);
  g_assert_null (pool_texts ("a,b\nx,u\ny,v\n", shares, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "“south” are shares, by “p”"));
  g_assert_nonnull (strstr (error->message, "“north” are counted"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/pool/rows", test_rows);
  g_test_add_func ("/table/pool/free-text", test_free_text);
  g_test_add_func ("/table/pool/kinds", test_kinds);
  g_test_add_func ("/table/pool/orders", test_orders);
  g_test_add_func ("/table/pool/errors", test_errors);
  g_test_add_func ("/table/pool/weights", test_weights);
  g_test_add_func ("/table/pool/shares", test_shares);
  return g_test_run ();
}
