/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/phrases-private.h"

#define MAX_QUOTE 40 /* bytes of a quoted word */

static const char *const assume[] = {
  "assum",       "simulat",  "hypothetical", "placeholder",  "for example", "for demonstration",
  "sample data", "dummy",    "mock",         "fictional",    "let's say",   "suppose",
  "approximat",  "estimate", "example data", "replace with", "your_",       NULL,
};

const char *const wf_phrases_unable[] = {
  "unable",    "cannot",        "can't",       "could not",    "couldn't",  "not able",
  "failed to", "not available", "no direct",   "did not find", "not found", "not possible",
  "difficult", "don't have",    "do not have", "inaccessible", NULL,
};

const char *const wf_phrases_error[] = {
  "error",  "traceback", "exception", "failed",      "timeout", "404",
  "denied", "refused",   "captcha",   "not defined", "no such", NULL,
};

static const char *const manual[] = {
  "manual", "please provide", "please check", "share the", "provide the", "visit", "browse", NULL,
};

static const char *const correct[] = {
  "correct", "incorrect", "accurate", "inaccurate", "mistake", "wrong", "issue", NULL,
};

static const char *const sorry[] = {
  "sorry", "apolog", "my mistake", "it seems", "it appears", "unfortunately", "oops", NULL,
};

static const char *const plan[] = {
  "plan", "step 1", "first,", "steps", "let's", "we need to", "we will", "next", NULL,
};

static const char *const verify[] = {
  "verif", "double-check", "double check", "confirm", "validate", "cross-check", "ensure", NULL,
};

static const char *const conclude[] = {
  "final answer", "therefore", "thus",     "conclusion", "the answer is", "in summary",
  "to summarize", "terminate", "conclude", "the final",  "result is",     NULL,
};

static const char *const search[] = { "search", "web", "http", "query", "bing", "google", NULL };

static const char *const know[] = {
  "based on",       "known",      "according to",  "historical", "is as follows",
  "are as follows", "identified", "the following", NULL,
};

static const char *const calculate[] = {
  "calculat", "sum", "average", "multiply", "count", "round", "total", NULL,
};

static const char *const clicks[] = { "i clicked", "click", NULL };
static const char *const typing[] = { "i typed", "i scrolled", "scroll", NULL };
static const char *const fence[] = { "```", NULL };
static const char *const address[] = { "http", NULL };
static const char *const question_mark[] = { "?", NULL };

const char *const *const wf_phrases_of_topic[WF_N_TOPICS] = {
  [WF_TOPIC_ASSUME] = assume,
  [WF_TOPIC_UNABLE] = wf_phrases_unable,
  [WF_TOPIC_ERROR] = wf_phrases_error,
  [WF_TOPIC_MANUAL] = manual,
  [WF_TOPIC_CORRECT] = correct,
  [WF_TOPIC_SORRY] = sorry,
  [WF_TOPIC_PLAN] = plan,
  [WF_TOPIC_VERIFY] = verify,
  [WF_TOPIC_CONCLUDE] = conclude,
  [WF_TOPIC_SEARCH] = search,
  [WF_TOPIC_KNOW] = know,
  [WF_TOPIC_CALCULATE] = calculate,
  [WF_TOPIC_CLICK] = clicks,
  [WF_TOPIC_TYPE] = typing,
  [WF_TOPIC_CODE] = fence,
  [WF_TOPIC_LINK] = address,
  [WF_TOPIC_ASK] = question_mark,
};

const char *const wf_phrases_placeholder[] = {
  "assum", "simulat",   "hypothetical", "placeholder",  "for demonstration", "sample data", "dummy",
  "mock",  "fictional", "let's say",    "example data", "replace with",      "your_",       NULL,
};

const char *const wf_phrases_request[] = {
  "manual", "please provide", "please check", "share the", NULL,
};

const char *const wf_phrases_mistake[] = {
  "incorrect", "inaccurate", "mistake", "wrong", "sorry", "apolog", "unfortunately", "oops", NULL,
};

/* A letter, a digit or "_", where a character begins. */
static gboolean
is_word_char (const char *p)
{
  return *p == '_' || g_unichar_isalnum (g_utf8_get_char (p));
}

static gboolean
begins_word (const char *text, const char *p)
{
  return p == text || !is_word_char (g_utf8_prev_char (p));
}

/* The first phrase that occurs at the beginning of a word, filled up to the end of its last word: "assum"
 * quotes "assumed". NULL when there is none. (transfer full) */
char *
wf_phrases_quote (const char *lower, const char *const *phrases)
{
  for (gsize i = 0; phrases[i] != NULL; i++)
    for (const char *p = lower; (p = strstr (p, phrases[i])) != NULL; p++)
      {
        const char *end = p + strlen (phrases[i]);

        if (!begins_word (lower, p))
          continue;
        while (*end != '\0' && is_word_char (end) && g_utf8_next_char (end) - p <= MAX_QUOTE)
          end = g_utf8_next_char (end);
        return g_strndup (p, (gsize) (end - p));
      }
  return NULL;
}
