/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/report/report-private.h"

#define MOST_NAMED 3 /* inputs in the abstract */

static const WfSectionChoice choices[] = {
  { WF_SECTION_PICTURE, "picture", N_ ("Picture") },
  { WF_SECTION_EVIDENCE, "evidence", N_ ("Evidence") },
  { WF_SECTION_DOUBTS, "doubts", N_ ("What could make it wrong") },
  { WF_SECTION_UNDONE, "undone", N_ ("What was not done") },
  { WF_SECTION_METHOD, "method", N_ ("Method and data") },
  { WF_SECTION_APPENDICES, "appendices", N_ ("Appendices") },
  { WF_SECTION_REPRODUCE, "reproduce", N_ ("Reproduce") },
};

/**
 * wf_sections_get_choices: (skip)
 * @n: (out): their number
 *
 * Returns: (transfer none): what can be left out of a report, in the order of its pages
 */
const WfSectionChoice *
wf_sections_get_choices (gsize *n)
{
  g_return_val_if_fail (n != NULL, NULL);
  *n = G_N_ELEMENTS (choices);
  return choices;
}

static WfSections
find_section (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].id, id))
      return choices[i].section;
  return g_str_equal (id, "answer") ? WF_SECTION_ANSWER : 0;
}

/**
 * wf_sections_parse:
 * @text: names, separated by commas: "picture,method"; "answer" may be named, and is always meant
 * @sections: (out): those
 * @error: WF_ERROR_UNSUPPORTED lists the names there are
 *
 * Returns: whether @text names sections
 */
gboolean
wf_sections_parse (const char *text, WfSections *sections, GError **error)
{
  g_auto (GStrv) names = NULL;
  WfSections named = WF_SECTION_ANSWER;

  g_return_val_if_fail (text != NULL && sections != NULL, FALSE);

  names = g_strsplit (text, ",", -1);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      WfSections one = find_section (g_strstrip (names[i]));
      g_autofree char *all = one == 0 ? wf_sections_to_text (WF_SECTIONS_ALL) : NULL;

      if (one == 0)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                       _ ("“%s” is no section of a report; name some of %s"), names[i], all);
          return FALSE;
        }
      named |= one;
    }
  *sections = named;
  return TRUE;
}

/**
 * wf_sections_to_text:
 * @sections: some
 *
 * Returns: (transfer full): what wf_sections_parse() reads: "answer,picture,method"
 */
char *
wf_sections_to_text (WfSections sections)
{
  GString *text = g_string_new ("answer");

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (sections & choices[i].section)
      g_string_append_printf (text, ",%s", choices[i].id);
  return g_string_free (text, FALSE);
}

/**
 * wf_report_get_sections:
 * @self: a report
 *
 * Returns: the sections that it was made with, those too that wf_report_select() left out
 */
WfSections
wf_report_get_sections (WfReport *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->sections;
}

/* "web-service.csv (1,000 rows, 9 columns, none missing) and web-service.dot (9 nodes, 9 edges)", marked up;
 * many inputs are counted */
static char *
list_inputs (WfProvenance *provenance)
{
  gsize n = wf_provenance_get_n_inputs (provenance);
  g_autoptr (GString) list = g_string_new (NULL);

  if (n > MOST_NAMED)
    return g_strdup_printf (_ ("%zu files"), n);
  for (gsize i = 0; i < n; i++)
    {
      const char *facts = wf_provenance_get_input_facts (provenance, i);
      g_autofree char *name = wf_report_escape (wf_provenance_get_input_name (provenance, i));
      g_autofree char *escaped = facts != NULL ? wf_report_escape (facts) : NULL;

      if (i > 0)
        g_string_append (list, i + 1 == n ? _ (" and ") : ", ");
      g_string_append (list, name);
      if (escaped != NULL)
        g_string_append_printf (list, " (%s)", escaped);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/**
 * wf_report_builder_add_abstract:
 * @self: a builder that has the answer and no more
 * @certainty: (nullable): how sure the answer is, a marked-up sentence; %NULL when the answer says it
 * @provenance: (nullable): where the result comes from
 *
 * Adds what a reader of the first lines alone must know of the rest: how sure the answer is, what it was made
 * from, and where its limits stand. The report needs the sections that follow here.
 */
void
wf_report_builder_add_abstract (WfReportBuilder *self, const char *certainty, WfProvenance *provenance)
{
  g_autoptr (GString) text = g_string_new (certainty);

  if (provenance != NULL && wf_provenance_get_n_inputs (provenance) > 0)
    {
      g_autofree char *inputs = list_inputs (provenance);

      g_string_append (text, text->len > 0 ? " " : "");
      /* Translators: %s names files */
      g_string_append_printf (text, _ ("Made from %s."), inputs);
    }
  g_string_append (text, text->len > 0 ? " " : "");
  g_string_append (text, _ ("Before you rely on it: [what could make it wrong](#doubts), [what was not "
                            "done](#undone), [method](#method)."));
  wf_report_builder_add_text (self, WF_BLOCK_ABSTRACT, text->str);
}

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
  wf_report_builder_begin_section (self, WF_SECTION_DOUBTS, _ ("What could make it wrong"));
  wf_report_builder_set_id (self, "doubts");
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
  wf_report_builder_begin_section (self, WF_SECTION_UNDONE, _ ("What was not done"));
  wf_report_builder_set_id (self, "undone");
  wf_report_builder_begin_list (self, FALSE);
  for (gsize i = 0; i < n; i++)
    if (sentences[i] != NULL)
      wf_report_builder_add_item (self, sentences[i]);
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
  wf_report_builder_begin_section (self, WF_SECTION_METHOD, _ ("Method"));
  wf_report_builder_set_id (self, "method");
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
