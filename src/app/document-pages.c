/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The pages of the report on what is in front, while somebody looks at them, and how reports are written. */

#include "config.h"

#include "app/document-private.h"

#define REST_MS 250 /* that nothing changed in, before the report is set anew */

/* what a report tells, or how */
#define CONTENT                                                                                              \
  (WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_MODEL | WF_PART_INTERVENTIONS | WF_PART_EFFECT | WF_PART_BLAME | \
   WF_PART_REPAIR | WF_PART_RUNS | WF_PART_COMPARISON | WF_PART_PROFILE | WF_PART_BESIDE | WF_PART_REPORT |  \
   WF_PART_PROJECT)

/* ---- they follow the document ---- */

static void
set (gpointer data)
{
  wf_document_start_report (data);
}

static void
set_soon (WfDocument *self)
{
  wf_document_cancel_job (self, WF_JOB_REPORT);
  if (self->pages == NULL)
    wf_throttle_run_now (&self->pages_rest, set, self);
  else
    wf_throttle_postpone (&self->pages_rest, REST_MS, set, self);
}

guint
wf_document_follow_report (WfDocument *self, guint parts)
{
  gboolean is_outdated = (parts & CONTENT) != 0;

  /* pages of something else aren't worth keeping */
  if ((parts & WF_PART_SOURCE) || wf_state_is_empty (self->state))
    g_clear_pointer (&self->pages, wf_pages_unref);
  if (!is_outdated)
    return 0;
  self->are_pages_stale = TRUE;
  g_clear_pointer (&self->pages_problem, g_free);
  if (self->wants_pages && !wf_state_is_empty (self->state))
    set_soon (self);
  else
    wf_throttle_clear (&self->pages_rest);
  return WF_PART_PAGES;
}

gboolean
wf_job_set_report (WfJob *job, GError **error)
{
  g_autoptr (WfPages) older = g_steal_pointer (&job->pages);
  g_autoptr (WfReport) report = wf_job_report (job, error);

  job->pages =
      report != NULL ? wf_pages_renew (older, report, job->state->paper, job->progress, error) : NULL;
  return job->pages != NULL;
}

void
wf_document_take_pages (WfDocument *self, WfJob *job, const GError *error)
{
  gboolean is_stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (!is_stopped)
    {
      g_clear_pointer (&self->pages, wf_pages_unref);
      self->pages = g_steal_pointer (&job->pages);
      g_free (self->pages_problem);
      self->pages_problem = error ? g_strdup (error->message) : NULL;
      self->are_pages_stale = FALSE;
    }
  wf_document_emit_changed (self, WF_PART_PAGES);
}

void
wf_document_want_pages (WfDocument *self, gboolean are_wanted)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  if (self->wants_pages == !!are_wanted)
    return;
  self->wants_pages = !!are_wanted;
  if (self->wants_pages && self->are_pages_stale)
    wf_document_refresh_pages (self);
  else if (!self->wants_pages)
    {
      wf_throttle_clear (&self->pages_rest);
      wf_document_cancel_job (self, WF_JOB_REPORT);
    }
}

void
wf_document_refresh_pages (WfDocument *self)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  if (wf_state_is_empty (self->state))
    return;
  wf_throttle_run_now (&self->pages_rest, set, self);
  wf_document_emit_changed (self, WF_PART_PAGES);
}

WfPages *
wf_document_get_pages (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->pages;
}

const char *
wf_document_get_pages_problem (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), NULL);
  return self->pages_problem;
}

gboolean
wf_document_are_pages_stopped (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);

  return self->wants_pages && self->are_pages_stale && self->jobs[WF_JOB_REPORT] == NULL &&
         self->pages_rest.source == 0;
}

/* ---- how reports are written: nothing to undo, as they are no change of what they are about ---- */

gboolean
wf_document_is_redacted (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  return self->state->is_redacted;
}

void
wf_document_set_redacted (WfDocument *self, gboolean is_redacted)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  if (self->state->is_redacted == !!is_redacted)
    return;
  self->state->is_redacted = !!is_redacted;
  wf_document_emit_changed (self, WF_PART_REPORT);
}

gboolean
wf_document_can_redact (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), FALSE);
  return wf_state_is_about_words (self->state);
}

WfSections
wf_document_get_sections (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), WF_SECTIONS_ALL);
  return self->state->sections;
}

void
wf_document_set_sections (WfDocument *self, WfSections sections)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  sections |= WF_SECTION_ANSWER;
  if (self->state->sections == sections)
    return;
  self->state->sections = sections;
  wf_document_emit_changed (self, WF_PART_REPORT);
}

WfPaper
wf_document_get_paper (WfDocument *self)
{
  g_return_val_if_fail (WF_IS_DOCUMENT (self), WF_PAPER_A4);
  return self->state->paper;
}

void
wf_document_set_paper (WfDocument *self, WfPaper paper)
{
  g_return_if_fail (WF_IS_DOCUMENT (self));

  if (self->state->paper == paper)
    return;
  self->state->paper = paper;
  wf_document_emit_changed (self, WF_PART_REPORT);
}

void
wf_document_save_report_view (WfDocument *self)
{
  const WfState *state = self->state;
  g_autofree char *sections = wf_sections_to_text (state->sections);

  wf_document_set_view (self, "redact", g_variant_new_boolean (state->is_redacted));
  wf_document_set_view (self, "paper", g_variant_new_string (wf_paper_to_text (state->paper)));
  wf_document_set_view (self, "sections",
                        state->sections != WF_SECTIONS_ALL ? g_variant_new_string (sections) : NULL);
}

void
wf_document_restore_report_view (WfDocument *self)
{
  GVariant *redact = wf_document_get_view (self, "redact", G_VARIANT_TYPE_BOOLEAN);
  GVariant *paper = wf_document_get_view (self, "paper", G_VARIANT_TYPE_STRING);
  GVariant *named = wf_document_get_view (self, "sections", G_VARIANT_TYPE_STRING);
  WfPaper saved = self->state->paper;
  WfSections sections = WF_SECTIONS_ALL;

  if (paper != NULL)
    wf_paper_parse (g_variant_get_string (paper, NULL), &saved);
  if (named != NULL) /* else, and of a version that knows others: all */
    wf_sections_parse (g_variant_get_string (named, NULL), &sections, NULL);
  wf_document_set_redacted (self, redact != NULL && g_variant_get_boolean (redact));
  wf_document_set_paper (self, saved);
  wf_document_set_sections (self, sections);
}
