/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/figure.h"
#include "core/report/provenance.h"

G_BEGIN_DECLS

/**
 * WfReport:
 *
 * A report as a value: a list of blocks. Text (titles, captions, heads and cells too) is marked up with a few Markdown spans,
 * `*emphasis*`, `**strong**`, `` `code` `` and `[link](#id)`, to a block of the report with that id or to an address that begins
 * with https:, http: or mailto:; a backslash makes the next of these marks literal, a mark that nothing closes is literal.
 * wf_report_escape() protects names that come from data. Literal are: the text of a CODE block, the report's kind, units, and
 * all text in figures. Built through WfReportBuilder, then frozen.
 */
typedef struct _WfReport WfReport;
typedef struct _WfReportBuilder WfReportBuilder;

#define WF_TYPE_REPORT (wf_report_get_type ())
#define WF_TYPE_REPORT_BUILDER (wf_report_builder_get_type ())

typedef enum
{
  WF_BLOCK_VERDICT,     /* the answer with its uncertainty, one or two sentences, larger type */
  WF_BLOCK_HEADING,
  WF_BLOCK_PROSE,
  WF_BLOCK_TABLE,
  WF_BLOCK_FIGURE,
  WF_BLOCK_CALLOUT,     /* a warning: what could make it wrong */
  WF_BLOCK_FACTS,       /* name, value pairs in a box: method and provenance */
  WF_BLOCK_CODE,        /* monospace: the command that makes the page again */
  WF_BLOCK_ABSTRACT,    /* the whole report in a paragraph */
  WF_BLOCK_LIST,        /* items one below the other, with bullets or numbers */
  WF_BLOCK_APPENDIX,    /* the title of an appendix, up to the next one; on paper it begins a page. Writers letter them */
} WfBlockKind;

typedef enum
{
  WF_ALIGN_START,
  WF_ALIGN_END,         /* numbers */
} WfAlign;

WF_API GType        wf_report_get_type     (void);
WF_API WfReport    *wf_report_ref          (WfReport *self);
WF_API void         wf_report_unref        (WfReport *self);
WF_API const char  *wf_report_get_title    (WfReport *self);
WF_API const char  *wf_report_get_kind     (WfReport *self);       /* "Attribution report", the running head */
WF_API WfProvenance *wf_report_get_provenance (WfReport *self);    /* nullable */
WF_API gsize        wf_report_get_n_blocks (WfReport *self);
WF_API WfBlockKind  wf_report_get_block_kind (WfReport *self, gsize block);
WF_API const char  *wf_report_get_text     (WfReport *self, gsize block);  /* VERDICT, HEADING, PROSE, CALLOUT, CODE, ABSTRACT, APPENDIX; caption of FIGURE and TABLE (nullable) */
WF_API const char  *wf_report_get_id       (WfReport *self, gsize block);  /* nullable: what "[words](#id)" leads to */
WF_API WfFigure    *wf_report_get_figure   (WfReport *self, gsize block);
/* TABLE: column heads; FACTS: 2 columns without heads; LIST: 1 column, a row an item */
WF_API gsize        wf_report_get_n_columns (WfReport *self, gsize block);
WF_API gsize        wf_report_get_n_rows   (WfReport *self, gsize block);
WF_API const char  *wf_report_get_head     (WfReport *self, gsize block, gsize column);
WF_API const char  *wf_report_get_unit     (WfReport *self, gsize block, gsize column);   /* nullable; "mg" */
WF_API WfAlign      wf_report_get_align    (WfReport *self, gsize block, gsize column);
WF_API const char  *wf_report_get_cell     (WfReport *self, gsize block, gsize row, gsize column);
WF_API gboolean     wf_report_is_numbered  (WfReport *self, gsize block);  /* LIST */

WF_API char        *wf_report_escape       (const char *text);
WF_API char        *wf_report_strip        (const char *marked_up);    /* plain text */

WF_API GType            wf_report_builder_get_type (void);
WF_API WfReportBuilder *wf_report_builder_new      (const char *kind, const char *title);
WF_API WfReportBuilder *wf_report_builder_ref      (WfReportBuilder *self);
WF_API void             wf_report_builder_unref    (WfReportBuilder *self);
WF_API void             wf_report_builder_add_text (WfReportBuilder *self, WfBlockKind kind, const char *text);
/* plain text, made a sentence */
WF_API void             wf_report_builder_add_note (WfReportBuilder *self, WfBlockKind kind, const char *note);
WF_API void             wf_report_builder_add_figure (WfReportBuilder *self, WfFigure *figure, const char *caption);
/* aligns: one letter a column, 's' or 'e' ("sse"); heads NULL-terminated */
WF_API void             wf_report_builder_begin_table (WfReportBuilder *self, const char *const *heads, const char *aligns, const char *caption);
WF_API void             wf_report_builder_begin_facts (WfReportBuilder *self);
/* of the table just begun: one a column, NULL or "" = none */
WF_API void             wf_report_builder_set_units (WfReportBuilder *self, const char *const *units);
WF_API void             wf_report_builder_begin_list (WfReportBuilder *self, gboolean is_numbered);
WF_API void             wf_report_builder_add_item (WfReportBuilder *self, const char *text);
/* names the last block, so that links lead to it: letters a-z, digits and "-", each id once */
WF_API void             wf_report_builder_set_id   (WfReportBuilder *self, const char *id);
WF_API void             wf_report_builder_add_row  (WfReportBuilder *self, const char *const *cells);   /* as many as columns */
/* the block every report ends with: inputs with digests, seed, time, program version, then the command */
WF_API void             wf_report_builder_add_provenance (WfReportBuilder *self, WfProvenance *provenance);
WF_API WfReport        *wf_report_builder_end      (WfReportBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfReport, wf_report_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfReportBuilder, wf_report_builder_unref)

G_END_DECLS
