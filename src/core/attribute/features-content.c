/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/features-builder-private.h"

static const struct
{
  WfFeature feature;
  WfTopic topic;
} topics[] = {
  { WF_FEATURE_ASSUME, WF_TOPIC_ASSUME },   { WF_FEATURE_UNABLE, WF_TOPIC_UNABLE },
  { WF_FEATURE_ERROR, WF_TOPIC_ERROR },     { WF_FEATURE_MANUAL, WF_TOPIC_MANUAL },
  { WF_FEATURE_PLAN, WF_TOPIC_PLAN },       { WF_FEATURE_SORRY, WF_TOPIC_SORRY },
  { WF_FEATURE_VERIFY, WF_TOPIC_VERIFY },   { WF_FEATURE_CONCLUDE, WF_TOPIC_CONCLUDE },
  { WF_FEATURE_SEARCH, WF_TOPIC_SEARCH },   { WF_FEATURE_KNOW, WF_TOPIC_KNOW },
  { WF_FEATURE_CORRECT, WF_TOPIC_CORRECT }, { WF_FEATURE_CALCULATE, WF_TOPIC_CALCULATE },
  { WF_FEATURE_CLICK, WF_TOPIC_CLICK },     { WF_FEATURE_TYPE, WF_TOPIC_TYPE },
};

/* White space as a regular expression on Unicode text has it. */
static const char *
skip_space (const char *p)
{
  for (;; p = g_utf8_next_char (p))
    {
      gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);

      if (c == ' ' || c == '\n')
        continue;
      if (!g_unichar_isspace (c) && c != '\v' && !(c >= 0x1c && c <= 0x1f) && c != 0x85)
        return p;
    }
}

/* The end of the mark of a list at p, "-", "*" or "12."; NULL when there is none. */
static const char *
skip_mark (const char *p)
{
  const char *digits = p;

  if (*p == '-' || *p == '*')
    return p + 1;
  while (g_ascii_isdigit (*p))
    p++;
  return p > digits && *p == '.' ? p + 1 : NULL;
}

/* Lines that begin with the mark of a list and white space. */
static guint
count_items (const char *text)
{
  guint n = 0;

  for (const char *p = text; p != NULL;)
    {
      const char *mark = skip_space (p);
      const char *after = skip_mark (mark);

      n += after != NULL && skip_space (after) > after;
      p = strchr (mark, '\n');
      p = p != NULL ? p + 1 : NULL;
    }
  return n;
}

static double
get_share_of_numbers (const WfTokens *tokens, gsize i)
{
  gsize n = 0, n_numbers = 0;

  for (gsize k = tokens->start[i]; k < tokens->start[i + 1]; k++)
    {
      const WfToken *token = wf_tokens_get (tokens, k);

      n += token->count;
      if (wf_tokens_is_number (tokens, token->id))
        n_numbers += token->count;
    }
  return n > 0 ? (double) n_numbers / (double) n : 0;
}

static void
set_words (WfFeatureBuilder *b, gsize i)
{
  const guint *counts = b->facts[i].topics;

  for (gsize k = 0; k < G_N_ELEMENTS (topics); k++)
    wf_feature_builder_set (b, i, topics[k].feature, wf_feature_builder_damp (counts[topics[k].topic]));
  wf_feature_builder_set (b, i, WF_FEATURE_ASSUME_IN_CODE,
                          counts[WF_TOPIC_CODE] > 0 ? wf_feature_builder_damp (counts[WF_TOPIC_ASSUME]) : 0);
  if (i > 0)
    wf_feature_builder_set (b, i, WF_FEATURE_UNABLE_BEFORE,
                            wf_feature_builder_damp (b->facts[i - 1].topics[WF_TOPIC_UNABLE]));
}

/* What the step says. Cost: linear in the text. */
gboolean
wf_features_add_content (WfFeatureBuilder *b, GError **error)
{
  gsize longest = 1;

  for (gsize i = 0; i < b->n_steps; i++)
    longest = MAX (longest, b->tokens->n_chars[i]);
  for (gsize i = 0; i < b->n_steps; i++)
    {
      const guint *counts = b->facts[i].topics;
      double length = (double) b->tokens->n_chars[i];

      if (!wf_progress_check (b->progress, error))
        return FALSE;
      set_words (b, i);
      wf_feature_builder_set (b, i, WF_FEATURE_CODE, counts[WF_TOPIC_CODE] > 0);
      wf_feature_builder_set (b, i, WF_FEATURE_LENGTH, log1p (length));
      wf_feature_builder_set (b, i, WF_FEATURE_LENGTH_SHARE, length / (double) longest);
      wf_feature_builder_set (b, i, WF_FEATURE_LINKS, log1p (counts[WF_TOPIC_LINK]));
      wf_feature_builder_set (b, i, WF_FEATURE_ASKS, counts[WF_TOPIC_ASK] > 0);
      wf_feature_builder_set (b, i, WF_FEATURE_NUMBERS, get_share_of_numbers (b->tokens, i));
      wf_feature_builder_set (b, i, WF_FEATURE_LIST, log1p (count_items (wf_trace_get_text (b->trace, i))));
    }
  return TRUE;
}
