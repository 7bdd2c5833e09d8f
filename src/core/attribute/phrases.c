/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/phrases-private.h"

#define MAX_QUOTE 40 /* bytes of a quoted word */

const char *const wf_phrases_assume[] = {
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

const char *const wf_phrases_manual[] = {
  "manual", "please provide", "please check", "share the", "provide the", "visit", "browse", NULL,
};

const char *const wf_phrases_correct[] = {
  "correct", "incorrect", "accurate", "inaccurate", "mistake", "wrong", "issue", NULL,
};

const char *const wf_phrases_sorry[] = {
  "sorry", "apolog", "my mistake", "it seems", "it appears", "unfortunately", "oops", NULL,
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

/* Occurrences of all phrases together, at most WF_PHRASES_MANY; those of one phrase don't overlap. Cost:
 * linear in the text for each phrase. */
guint
wf_phrases_count (const char *lower, const char *const *phrases)
{
  guint n = 0;

  for (gsize i = 0; phrases[i] != NULL; i++)
    for (const char *p = lower; n < WF_PHRASES_MANY && (p = strstr (p, phrases[i])) != NULL;
         p += strlen (phrases[i]))
      n++;
  return n;
}

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80 || c == '_';
}

/* The first phrase that occurs at the beginning of a word, filled up to the end of its last word: "assum"
 * quotes "assumed". NULL when there is none. (transfer full) */
char *
wf_phrases_quote (const char *lower, const char *const *phrases)
{
  for (gsize i = 0; phrases[i] != NULL; i++)
    for (const char *p = lower; (p = strstr (p, phrases[i])) != NULL; p++)
      {
        gsize length = strlen (phrases[i]);

        if (p > lower && is_word_byte (p[-1]))
          continue;
        while (length < MAX_QUOTE && is_word_byte (p[length]))
          length++;
        while (((guchar) p[length] & 0xc0) == 0x80)
          length--;
        return g_utf8_make_valid (p, (gssize) length);
      }
  return NULL;
}
