/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "writers/writers.h"

/* Reports made for tests. */
#define SAMPLE_TITLE "Why did the visit run fail?"

/* every kind of block but figures that need a layout */
WfReport *sample_report_new (void);
/* one table of n_rows rows; cell (r, c) is "r7c1" */
WfReport *sample_table_report_new (guint n_rows);
/* a graph, a timeline and a chart */
WfReport *sample_figure_report_new (void);
/* a tree of causes, below n lines of text */
WfReport *sample_graph_report_new (guint n_nodes, guint n_lines);
/* a report of one block of text */
WfReport *sample_text_report_new (const char *title, WfBlockKind kind, const char *text);
GBytes *sample_write (WfReport *report, const char *extension, WfPaper paper);
