/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WF_PHRASES_MANY 20 /* no feature tells more occurrences apart: min (3, ln (1 + n)) */

/* Phrases that speak of one thing; NULL-terminated, in lower case. */
extern const char *const wf_phrases_assume[];
extern const char *const wf_phrases_unable[];
extern const char *const wf_phrases_error[];
extern const char *const wf_phrases_manual[];
extern const char *const wf_phrases_correct[];
extern const char *const wf_phrases_sorry[];

/* the narrower lists that reasons in words quote: a phrase here speaks for itself */
extern const char *const wf_phrases_placeholder[];
extern const char *const wf_phrases_request[];
extern const char *const wf_phrases_mistake[];

guint       wf_phrases_count (const char *lower, const char *const *phrases);
char       *wf_phrases_quote (const char *lower, const char *const *phrases);

G_END_DECLS
