/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/report/sections.h"

/**
 * wf_report_builder_begin_doubts:
 * @self: a builder
 *
 * Begins the section that tells what an answer rests on and what would break it; the caller adds prose and
 * call-outs.
 */
void
wf_report_builder_begin_doubts (WfReportBuilder *self)
{
  wf_report_builder_add_text (self, WF_BLOCK_HEADING, _ ("What could make it wrong"));
}

/**
 * wf_report_builder_add_undone:
 * @self: a builder
 * @sentences: (array length=n): marked-up sentences, each may be %NULL, at least one is not
 * @n: number of sentences
 *
 * Adds the section that tells what was left out, so that nobody takes it for done.
 */
void
wf_report_builder_add_undone (WfReportBuilder *self, const char *const *sentences, gsize n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    if (sentences[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentences[i]);
  g_return_if_fail (text->len > 0);
  wf_report_builder_add_text (self, WF_BLOCK_HEADING, _ ("What was not done"));
  wf_report_builder_add_text (self, WF_BLOCK_PROSE, text->str);
}

/**
 * wf_report_builder_begin_method:
 * @self: a builder
 *
 * Begins the section that tells how the answer was computed: facts, which wf_report_builder_add_fact() adds.
 */
void
wf_report_builder_begin_method (WfReportBuilder *self)
{
  wf_report_builder_add_text (self, WF_BLOCK_HEADING, _ ("Method"));
  wf_report_builder_begin_facts (self);
}

/**
 * wf_report_builder_add_fact:
 * @self: a builder whose last block is facts
 * @name: what it is, plain text
 * @value: plain text
 */
void
wf_report_builder_add_fact (WfReportBuilder *self, const char *name, const char *value)
{
  g_autofree char *escaped_name = wf_report_escape (name);
  g_autofree char *escaped = wf_report_escape (value);

  wf_report_builder_add_row (self, (const char *const[]){ escaped_name, escaped, NULL });
}
