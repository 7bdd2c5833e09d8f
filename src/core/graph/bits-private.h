/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows of bits over nodes: n_rows rows of n_words 64-bit words, one allocation. */
typedef struct
{
  guint64 *words;
  gsize n_words;
} WfBits;

static inline void
wf_bits_init (WfBits *self, gsize n_rows, gsize n_bits)
{
  self->n_words = (n_bits + 63) / 64;
  self->words = g_new0 (guint64, MAX (n_rows * self->n_words, 1));
}

static inline void
wf_bits_clear (WfBits *self)
{
  g_clear_pointer (&self->words, g_free);
}

static inline guint64 *
wf_bits_row (const WfBits *self, gsize row)
{
  return self->words + row * self->n_words;
}

static inline gboolean
wf_bits_get (const WfBits *self, gsize row, gsize bit)
{
  return (wf_bits_row (self, row)[bit / 64] >> (bit % 64)) & 1;
}

static inline void
wf_bits_set (WfBits *self, gsize row, gsize bit)
{
  wf_bits_row (self, row)[bit / 64] |= G_GUINT64_CONSTANT (1) << (bit % 64);
}

static inline void
wf_bits_unset (WfBits *self, gsize row, gsize bit)
{
  wf_bits_row (self, row)[bit / 64] &= ~(G_GUINT64_CONSTANT (1) << (bit % 64));
}

/* the lowest bit of a word that isn't zero */
static inline guint
wf_bits_lowest (guint64 word)
{
  return (guint) __builtin_ctzll (word);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfBits, wf_bits_clear)

G_END_DECLS
