/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/words-private.h"

#define FIRST_SLOTS 4096

typedef struct
{
  const char *text;
  gsize length;
  guint32 hash;
} Entry;

WfWords *
wf_words_new (void)
{
  WfWords *self = g_new0 (WfWords, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->text = g_string_chunk_new (4096);
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (guint, self->n_slots);
  return self;
}

void
wf_words_free (WfWords *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->entries);
  g_string_chunk_free (self->text);
  g_free (self->slots);
  g_free (self);
}

guint
wf_words_count (const WfWords *self)
{
  return self->entries->len;
}

/* FNV-1a (Fowler, Noll, Vo), 32 bits */
static guint32
hash_of (const char *word, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) word[i]) * 16777619u;
  return hash ^ hash >> 15;
}

/* The slot that has the word, or the empty one where it belongs. */
static guint *
find_slot (const WfWords *self, const char *word, gsize length, guint32 hash)
{
  for (gsize i = hash & (self->n_slots - 1);; i = (i + 1) & (self->n_slots - 1))
    {
      const Entry *entry;

      if (self->slots[i] == 0)
        return &self->slots[i];
      entry = &g_array_index (self->entries, Entry, self->slots[i] - 1);
      if (entry->hash == hash && entry->length == length && memcmp (entry->text, word, length) == 0)
        return &self->slots[i];
    }
}

static void
grow (WfWords *self)
{
  g_free (self->slots);
  self->n_slots *= 2;
  self->slots = g_new0 (guint, self->n_slots);
  for (guint w = 0; w < self->entries->len; w++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, w);

      *find_slot (self, entry->text, entry->length, entry->hash) = w + 1;
    }
}

/* The number of a word; WF_WORD_NONE when it has none. */
guint
wf_words_find (const WfWords *self, const char *word, gsize length)
{
  guint slot = *find_slot (self, word, length, hash_of (word, length));

  return slot > 0 ? slot - 1 : WF_WORD_NONE;
}

/* The number of a word, a new one if it has none. Cost: linear in its length. */
guint
wf_words_add (WfWords *self, const char *word, gsize length)
{
  guint32 hash = hash_of (word, length);
  guint *slot = find_slot (self, word, length, hash);

  if (*slot == 0)
    {
      Entry entry = { g_string_chunk_insert_len (self->text, word, (gssize) length), length, hash };

      g_array_append_val (self->entries, entry);
      *slot = self->entries->len;
      if (2 * (gsize) self->entries->len > self->n_slots)
        grow (self);
      return self->entries->len - 1;
    }
  return *slot - 1;
}
