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

/* of the region that the environment names (LC_PAPER) */
WfPaper     wf_paper_for_locale (void);
/* "a4" */
const char *wf_paper_to_text    (WfPaper paper);
gboolean    wf_paper_parse      (const char *text, WfPaper *paper);

/* Files that a document needs beside it: its pictures. A writer adds them and names them in the document. */
typedef struct
{
  char      *stem;   /* their names begin with it: "report" for report.md */
  GPtrArray *names;  /* "report-1.svg" */
  GPtrArray *files;  /* GBytes, one a name */
} WfBeside;

/**
 * WfWriter:
 *
 * One way to write a report: PDF, HTML, Markdown, text, JSON. One file and one line in registry.c each.
 */
typedef struct
{
  const char *id;          /* "pdf" */
  const char *name;        /* N_("PDF document") */
  const char *extension;
  const char *mime_type;
  gboolean    has_pages;   /* that depend on the paper */
  /* beside: nullable: then the document stands alone, without pictures that it can't hold */
  GBytes   *(*write)       (WfReport *report, WfPaper paper, WfBeside *beside, WfProgress *progress, GError **error);
} WfWriter;

const WfWriter *const *wf_writers_get_all (void);
/* by the extension of the path; WF_ERROR_UNSUPPORTED lists what there is */
const WfWriter *wf_writer_find_for_path   (const char *path, GError **error);
/* writes all or nothing */
gboolean        wf_report_write           (WfReport *report, GFile *file, WfPaper paper, WfProgress *progress, GError **error);

G_END_DECLS
