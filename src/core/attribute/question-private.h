/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* letters and digits in lower case, nothing else: what two copies of one question have in common. (transfer full) */
char *wf_question_normalise (const char *text);
/* group of each question, 0 .. n_groups-1: the same text, or the beginning of one another. The result is (transfer full). */
gsize *wf_questions_group   (const char *const *questions, gsize n, gsize *n_groups);

G_END_DECLS
