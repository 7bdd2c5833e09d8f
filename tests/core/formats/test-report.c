/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/formats/formats.h"
#include "core/table/types.h"

/* the cell of a table block, plain */
static void
check_cell (WfReport *report, gsize block, gsize row, gsize column, const char *expected)
{
  g_autofree char *plain = wf_report_strip (wf_report_get_cell (report, block, row, column));

  g_assert_cmpstr (plain, ==, expected);
}

static gssize
find_block (WfReport *report, WfBlockKind kind)
{
  for (gsize i = 0; i < wf_report_get_n_blocks (report); i++)
    if (wf_report_get_block_kind (report, i) == kind)
      return (gssize) i;
  return -1;
}

static void
test_table (void)
{
  const double values[] = { 1, 2, 3, NAN };
  const gint32 codes[] = { 0, 1, -1, -1 };
  const char *levels[] = { "no*", "yes", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (4);
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfProvenance) provenance = wf_provenance_new ();
  g_autoptr (WfReport) report = NULL;
  gsize block;

  wf_table_builder_add_continuous (builder, "do_se*", values, 4);
  wf_table_builder_add_discrete (builder, "smoke", codes, 4, levels);
  wf_table_builder_add_note (builder, "line 7: `3` fields");
  table = wf_table_builder_end (builder);
  wf_provenance_add_input (provenance, "a.csv", NULL, NULL);
  report = wf_table_report (table, provenance);

  g_assert_cmpstr (wf_report_get_text (report, 0), ==, "4 rows, 2 columns.");
  g_assert_cmpstr (wf_report_get_text (report, (gsize) find_block (report, WF_BLOCK_CALLOUT)), ==,
                   "line 7: \\`3\\` fields.");
  block = (gsize) find_block (report, WF_BLOCK_TABLE);
  g_assert_cmpuint (wf_report_get_n_rows (report, block), ==, 2);
  check_cell (report, block, 0, 0, "do_se*");
  check_cell (report, block, 0, 1, "continuous");
  check_cell (report, block, 0, 2, "1");
  check_cell (report, block, 0, 3, "mean 2, sd 1");
  check_cell (report, block, 1, 1, "discrete");
  check_cell (report, block, 1, 2, "2");
  check_cell (report, block, 1, 3, "no*, yes");
  g_assert_true (wf_report_get_provenance (report) == provenance);
  g_assert_cmpint (find_block (report, WF_BLOCK_FACTS), >, (gssize) block);
}

/* dates as dates, orders as such */
static void
test_types (void)
{
  const gint32 codes[] = { 0, 1, 2 };
  const char *days[] = { "2026-01-05", "2026-03-01T10:00Z", "2025-12-31", NULL };
  const char *sizes[] = { "large", "small", "middle", NULL };
  g_autoptr (WfTableBuilder) builder = wf_table_builder_new (3);
  g_autoptr (WfTable) plain = NULL;
  g_autoptr (WfTable) table = NULL;
  g_autoptr (WfReport) report = NULL;
  gsize block;

  wf_table_builder_add_discrete (builder, "day", codes, 3, days);
  wf_table_builder_add_discrete (builder, "size", codes, 3, sizes);
  plain = wf_table_builder_end (builder);
  table = wf_table_with_types (plain, "day=time\nsize=ordinal:small<middle<large", NULL);
  report = wf_table_report (table, NULL);
  block = (gsize) find_block (report, WF_BLOCK_TABLE);
  check_cell (report, block, 0, 1, "time");
  check_cell (report, block, 0, 3, "2025-12-31 to 2026-03-01T10:00Z");
  check_cell (report, block, 1, 1, "ordinal");
  check_cell (report, block, 1, 3, "small, middle, large");
}

static void
test_graph (void)
{
  const char *names[] = { "a*", "b", "c", NULL };
  g_autoptr (WfGraphBuilder) builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = NULL;
  g_autoptr (WfReport) report = NULL;
  gsize block;

  wf_graph_builder_add_arrow (builder, 1, 0);
  wf_graph_builder_set_edge (builder, 1, 2, WF_MARK_ARROW, WF_MARK_ARROW);
  wf_graph_builder_set_probability (builder, 0, 1, 0.5);
  graph = wf_graph_builder_end (builder, WF_GRAPH_ADMG, NULL);
  report = wf_graph_report (graph, NULL);

  g_assert_nonnull (strstr (wf_report_get_text (report, 0), "3 nodes, 2 edges; an ADMG"));
  g_assert_true (wf_figure_get_graph (
                     wf_report_get_figure (report, (gsize) find_block (report, WF_BLOCK_FIGURE))) == graph);
  block = (gsize) find_block (report, WF_BLOCK_TABLE);
  check_cell (report, block, 0, 0, "b");
  check_cell (report, block, 0, 1, "→");
  check_cell (report, block, 0, 2, "a*");
  check_cell (report, block, 0, 3, "50");
  g_assert_cmpstr (wf_report_get_unit (report, block, 3), ==, "%");
  check_cell (report, block, 1, 1, "↔");
  check_cell (report, block, 1, 3, "");
  g_assert_null (wf_report_get_provenance (report));
}

static void
test_empty (void)
{
  const char *names[] = { NULL };
  g_autoptr (WfGraphBuilder) graph_builder = wf_graph_builder_new (names);
  g_autoptr (WfGraph) graph = wf_graph_builder_end (graph_builder, WF_GRAPH_DAG, NULL);
  g_autoptr (WfReport) graph_report = wf_graph_report (graph, NULL);
  g_autoptr (WfTableBuilder) table_builder = wf_table_builder_new (0);
  g_autoptr (WfTable) table = wf_table_builder_end (table_builder);
  g_autoptr (WfReport) table_report = wf_table_report (table, NULL);

  g_assert_cmpint (find_block (graph_report, WF_BLOCK_TABLE), ==, -1);
  g_assert_cmpstr (wf_report_get_text (table_report, 0), ==, "0 rows, 0 columns.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/report/table", test_table);
  g_test_add_func ("/formats/report/types", test_types);
  g_test_add_func ("/formats/report/graph", test_graph);
  g_test_add_func ("/formats/report/empty", test_empty);
  return g_test_run ();
}
