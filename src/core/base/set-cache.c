/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/rng.h"
#include "core/base/set-cache.h"

#define N_WAYS       4  /* places an entry may take */
#define SHARD_BITS   6  /* 2^6 tables, each with a lock of its own */
#define FIRST_BITS   3  /* of 2^3 groups of places at first */
#define LARGEST_BITS 12 /* and of 2^12 at most: 24 MB for all */
#define SEED         1970

/* The key 0 is no entry: that of the empty set, which isn't remembered. */
typedef struct
{
  WfSetKey key;
  double value;
} Entry;

typedef struct
{
  GMutex lock;
  Entry *entries; /* N_WAYS << bits */
  guint bits;
  gsize n;
} Shard;

struct _WfSetCache
{
  WfSetKey *keys; /* of the elements */
  Shard shards[1 << SHARD_BITS];
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
  for (gsize i = 0; i < G_N_ELEMENTS (self->shards); i++)
    {
      g_mutex_init (&self->shards[i].lock);
      self->shards[i].bits = FIRST_BITS;
      self->shards[i].entries = g_new0 (Entry, N_WAYS << FIRST_BITS);
    }
  return self;
}

void
wf_set_cache_free (WfSetCache *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->shards); i++)
    {
      g_mutex_clear (&self->shards[i].lock);
      g_free (self->shards[i].entries);
    }
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

/* Not bits of the key itself, of which few sets may have few combinations. */
static guint64
get_hash (WfSetKey key)
{
  return (key.low ^ key.high >> 32) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
}

static Entry *
get_group (const Shard *shard, guint64 hash)
{
  return shard->entries + N_WAYS * (hash << SHARD_BITS >> (64 - shard->bits));
}

gboolean
wf_set_cache_find (WfSetCache *self, WfSetKey key, double *value)
{
  guint64 hash = get_hash (key);
  Shard *shard = &self->shards[hash >> (64 - SHARD_BITS)];
  gboolean is_found = FALSE;
  Entry *entries;

  if (is_empty (key))
    return FALSE;
  g_mutex_lock (&shard->lock);
  entries = get_group (shard, hash);
  for (gsize way = 0; way < N_WAYS && !is_found; way++)
    if (is_same (entries[way].key, key))
      {
        *value = entries[way].value;
        is_found = TRUE;
      }
  g_mutex_unlock (&shard->lock);
  return is_found;
}

/* Where all places are taken, one of the entries goes. */
static void
put (Shard *shard, WfSetKey key, double value)
{
  Entry *entries = get_group (shard, get_hash (key));
  gsize way = key.high % N_WAYS;

  for (gsize other = 0; other < N_WAYS; other++)
    if (is_same (entries[other].key, key) || is_empty (entries[other].key))
      {
        way = other;
        break;
      }
  shard->n += is_empty (entries[way].key);
  entries[way] = (Entry){ key, value };
}

static void
grow (Shard *shard)
{
  g_autofree Entry *old = shard->entries;
  gsize n = N_WAYS << shard->bits;

  shard->bits++;
  shard->n = 0;
  shard->entries = g_new0 (Entry, N_WAYS << shard->bits);
  for (gsize i = 0; i < n; i++)
    if (!is_empty (old[i].key))
      put (shard, old[i].key, old[i].value);
}

void
wf_set_cache_add (WfSetCache *self, WfSetKey key, double value)
{
  Shard *shard = &self->shards[get_hash (key) >> (64 - SHARD_BITS)];

  if (is_empty (key))
    return;
  g_mutex_lock (&shard->lock);
  if (shard->bits < LARGEST_BITS && shard->n > (gsize) N_WAYS << shard->bits >> 1)
    grow (shard);
  put (shard, key, value);
  g_mutex_unlock (&shard->lock);
}
