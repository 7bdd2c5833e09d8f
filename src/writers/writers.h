/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/base/progress.h"
#include "core/report/report.h"

G_BEGIN_DECLS

typedef enum
{
  WF_PAPER_A4,
  WF_PAPER_LETTER,
} WfPaper;

/**
 * WfWriter:
 *
 * One way to write a report: PDF, Markdown, JSON. One file and one line in registry.c each.
 */
typedef struct
{
  const char *id;          /* "pdf" */
  const char *name;        /* N_("PDF document") */
  const char *extension;
  const char *mime_type;
  GBytes   *(*write)       (WfReport *report, WfPaper paper, WfProgress *progress, GError **error);
} WfWriter;

const WfWriter *const *wf_writers_get_all (void);
/* by the extension of the path; WF_ERROR_UNSUPPORTED lists what there is */
const WfWriter *wf_writer_find_for_path   (const char *path, GError **error);
/* writes all or nothing */
gboolean        wf_report_write           (WfReport *report, GFile *file, WfPaper paper, WfProgress *progress, GError **error);

G_END_DECLS
