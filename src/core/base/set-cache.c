/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include "core/base/rng.h"
#include "core/base/set-cache.h"

#define N_WAYS     4  /* places an entry may take */
#define GROUP_BITS 18 /* so many groups of places: 24 MB, of which only what is used takes memory */
#define N_LOCKS    64
#define SEED       1970

/* The key 0 is no entry: that of the empty set, which isn't remembered. */
typedef struct
{
  WfSetKey key;
  double value;
} Entry;

struct _WfSetCache
{
  WfSetKey *keys; /* of the elements */
  Entry *entries;
  GMutex locks[N_LOCKS];
};

WfSetCache *
wf_set_cache_new (gsize n_elements)
{
  WfSetCache *self = g_new0 (WfSetCache, 1);
  WfRng rng;

  wf_rng_init (&rng, SEED, 0);
  self->keys = g_new (WfSetKey, n_elements);
  for (gsize i = 0; i < n_elements; i++)
    {
      self->keys[i].high = wf_rng_next (&rng);
      self->keys[i].low = wf_rng_next (&rng);
    }
  self->entries = calloc (N_WAYS << GROUP_BITS, sizeof (Entry)); /* without it nothing is remembered */
  for (gsize i = 0; i < N_LOCKS; i++)
    g_mutex_init (&self->locks[i]);
  return self;
}

void
wf_set_cache_free (WfSetCache *self)
{
  for (gsize i = 0; i < N_LOCKS; i++)
    g_mutex_clear (&self->locks[i]);
  free (self->entries);
  g_free (self->keys);
  g_free (self);
}

WfSetKey
wf_set_cache_get_key (const WfSetCache *self, const guint *set, gsize n)
{
  WfSetKey key = { 0, 0 };

  for (gsize i = 0; i < n; i++)
    {
      key.high ^= self->keys[set[i]].high;
      key.low ^= self->keys[set[i]].low;
    }
  return key;
}

static gboolean
is_empty (WfSetKey key)
{
  return key.high == 0 && key.low == 0;
}

static gboolean
is_same (WfSetKey a, WfSetKey b)
{
  return a.high == b.high && a.low == b.low;
}

/* The places of a key; not bits of the key itself, of which few sets may have few combinations. */
static gsize
get_group (WfSetKey key)
{
  return ((key.low ^ key.high >> 32) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> (64 - GROUP_BITS);
}

gboolean
wf_set_cache_find (WfSetCache *self, WfSetKey key, double *value)
{
  gsize group = get_group (key);
  Entry *entries = self->entries + group * N_WAYS;
  gboolean is_found = FALSE;

  if (self->entries == NULL || is_empty (key))
    return FALSE;
  g_mutex_lock (&self->locks[group % N_LOCKS]);
  for (gsize way = 0; way < N_WAYS && !is_found; way++)
    if (is_same (entries[way].key, key))
      {
        *value = entries[way].value;
        is_found = TRUE;
      }
  g_mutex_unlock (&self->locks[group % N_LOCKS]);
  return is_found;
}

void
wf_set_cache_add (WfSetCache *self, WfSetKey key, double value)
{
  gsize group = get_group (key);
  gsize way = key.high % N_WAYS; /* what goes when all places are taken */
  Entry *entries = self->entries + group * N_WAYS;

  if (self->entries == NULL || is_empty (key))
    return;
  g_mutex_lock (&self->locks[group % N_LOCKS]);
  for (gsize other = 0; other < N_WAYS; other++)
    if (is_same (entries[other].key, key) || is_empty (entries[other].key))
      {
        way = other;
        break;
      }
  entries[way] = (Entry){ key, value };
  g_mutex_unlock (&self->locks[group % N_LOCKS]);
}
