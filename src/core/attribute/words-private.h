/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WF_WORD_NONE G_MAXUINT

/* Numbers words in the order they are added, from 0. */
typedef struct
{
  GArray *entries; /* by number */
  GStringChunk *text;
  guint *slots;    /* 1 + a number, or 0 */
  gsize n_slots;   /* a power of two, at least twice the words */
} WfWords;

WfWords *wf_words_new   (void);
void     wf_words_free  (WfWords *self);
guint    wf_words_find  (const WfWords *self, const char *word, gsize length);
guint    wf_words_add   (WfWords *self, const char *word, gsize length);
guint    wf_words_count (const WfWords *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfWords, wf_words_free)

G_END_DECLS
