/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/trace/trace-private.h"

#define DIGEST_CHARS 12 /* of the hash: enough to tell equal texts, too few to search for */

/**
 * wf_redact_text:
 * @text: (nullable): a text
 *
 * Returns: (transfer full): "[412 characters, 3fa8c1d20b7e]": how long it is, and the beginning of its
 * SHA-256, which tells which texts are the same; "" for nothing
 */
char *
wf_redact_text (const char *text)
{
  g_autofree char *digest = NULL;
  glong n_chars;

  if (text == NULL || *text == '\0')
    return g_strdup ("");
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  n_chars = g_utf8_strlen (text, -1);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "[%ld character, %.*s]", "[%ld characters, %.*s]", (gulong) n_chars),
      n_chars, DIGEST_CHARS, digest);
}

static void
replace (WfTraceBuilder *builder, WfTrace *self, gsize i)
{
  const char *const texts[] = { wf_trace_get_text (self, i), wf_trace_get_input (self, i),
                                wf_trace_get_status_text (self, i) };
  g_autofree char *text = wf_redact_text (texts[0]);
  g_autofree char *input = wf_redact_text (texts[1]);
  g_autofree char *status = wf_redact_text (texts[2]);

  wf_trace_builder_add_step (builder, wf_trace_get_agent (self, i), wf_trace_get_speaker (self, i),
                             wf_trace_get_kind (self, i), wf_trace_get_role (self, i), text);
  wf_trace_builder_set_id (builder, i, wf_trace_get_step_id (self, i));
  wf_trace_builder_set_title (builder, i, wf_trace_get_title (self, i));
  if (wf_trace_get_parent (self, i) >= 0)
    wf_trace_builder_set_parent (builder, i, (gsize) wf_trace_get_parent (self, i));
  wf_trace_builder_set_input (builder, i, input);
  wf_trace_builder_set_times (builder, i, wf_trace_get_start (self, i), wf_trace_get_end (self, i));
  wf_trace_builder_set_status (builder, i, wf_trace_get_status (self, i), status);
  wf_trace_builder_set_usage (builder, i, wf_trace_get_tokens (self, i), wf_trace_get_cost (self, i));
}

static void
copy_links_and_notes (WfTraceBuilder *builder, WfTrace *self)
{
  const char *agent;
  gint64 step;

  for (gsize l = 0; l < wf_trace_get_n_links (self); l++)
    {
      guint from, to;
      WfLinkSource source;

      wf_trace_get_link (self, l, &from, &to, &source);
      wf_trace_builder_add_link (builder, from, to, source);
    }
  for (const char *const *note = wf_trace_get_notes (self); *note != NULL; note++)
    wf_trace_builder_add_note (builder, *note);
  if (wf_trace_get_label (self, &agent, &step))
    wf_trace_builder_set_label (builder, agent, step);
}

/**
 * wf_trace_redact:
 * @self: a log
 *
 * A copy to hand on where the words must stay: every message, input, error and the question become their
 * length and the beginning of their SHA-256, so that equal texts can still be told. Who took which step,
 * when, in which role and how steps are linked stays; attributes and facts, which may hold anything, are left
 * out.
 *
 * A short text can be found again by trying texts, since its hash is shown: it hides words, it doesn't
 * encrypt them.
 *
 * Returns: (transfer full): the redacted log
 */
WfTrace *
wf_trace_redact (WfTrace *self)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new (self->format);
  g_autofree char *question = wf_redact_text (self->question);

  wf_trace_builder_set_question (builder, question);
  wf_trace_builder_set_name (builder, self->name);
  wf_trace_builder_set_outcome (builder, self->outcome);
  for (gsize i = 0; i < wf_trace_get_n_steps (self); i++)
    replace (builder, self, i);
  copy_links_and_notes (builder, self);
  return wf_trace_builder_end (builder, NULL);
}
