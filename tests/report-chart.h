/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/figure-chart.h"
#include "core/report/report.h"

/* The first chart of this kind in a report; NULL = there is none. (transfer none) */
static inline WfFigure *
find_chart (WfReport *report, WfChartKind kind)
{
  for (gsize block = 0; block < wf_report_get_n_blocks (report); block++)
    {
      WfFigure *figure = wf_report_get_block_kind (report, block) == WF_BLOCK_FIGURE ? wf_report_get_figure (report, block) : NULL;

      if (figure != NULL && wf_figure_get_kind (figure) == WF_FIGURE_CHART && wf_figure_get_chart_kind (figure) == kind)
        return figure;
    }
  return NULL;
}
