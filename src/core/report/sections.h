/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/report/report.h"

G_BEGIN_DECLS

/* What a report is made of, in this order; any but the answer can be left out. */
typedef enum
{
  WF_SECTION_ANSWER     = 1 << 0,   /* the title and all up to the first heading but figures; always there */
  WF_SECTION_PICTURE    = 1 << 1,   /* figures up to the first heading */
  WF_SECTION_EVIDENCE   = 1 << 2,   /* under headings of its own */
  WF_SECTION_DOUBTS     = 1 << 3,
  WF_SECTION_UNDONE     = 1 << 4,
  WF_SECTION_METHOD     = 1 << 5,   /* with the data, seed and program */
  WF_SECTION_APPENDICES = 1 << 6,
  WF_SECTION_REPRODUCE  = 1 << 7,   /* the command */
} WfSections;

#define WF_SECTIONS_ALL ((WfSections) ((1 << 8) - 1))

typedef struct
{
  WfSections  section;
  const char *id;       /* "doubts" */
  const char *name;     /* N_("What could make it wrong") */
} WfSectionChoice;

WF_API const WfSectionChoice *wf_sections_get_choices (gsize *n);
WF_API gboolean    wf_sections_parse       (const char *text, WfSections *sections, GError **error);
WF_API char       *wf_sections_to_text     (WfSections sections);
WF_API WfSections  wf_report_get_sections  (WfReport *self);      /* that it was made with */
WF_API WfReport   *wf_report_select        (WfReport *self, WfSections sections);
/* heading nullable: it goes on under the one that is there */
WF_API void wf_report_builder_begin_section (WfReportBuilder *self, WfSections section, const char *heading);

/* right after the answer: how sure it is (marked up, nullable), what it was made from, where the sections below are */
WF_API void wf_report_builder_add_abstract (WfReportBuilder *self, const char *certainty, WfProvenance *provenance);

/* The sections that every report on a result has, in this order and under the same headings, after the answer and its evidence.
 * wf_report_builder_add_provenance() comes last, and after it appendices. */

/* "What could make it wrong": the caller adds what the answer rests on */
WF_API void wf_report_builder_begin_doubts (WfReportBuilder *self);
/* "What was not done": marked-up sentences, NULL ones are left out; at least one */
WF_API void wf_report_builder_add_undone   (WfReportBuilder *self, const char *const *sentences, gsize n);
/* "Method": the caller adds facts */
WF_API void wf_report_builder_begin_method (WfReportBuilder *self);
/* a row of facts; plain text */
WF_API void wf_report_builder_add_fact     (WfReportBuilder *self, const char *name, const char *value);

G_END_DECLS
