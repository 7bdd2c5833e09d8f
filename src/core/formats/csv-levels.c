/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A small dictionary: texts to codes. Open addressing with linear probing; a column of text repeats few
 * levels, so the last one found is tried first. */

#include "config.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/formats/csv-private.h"

#define FREE_TEXTS 50 /* of which nearly every row has its own */

typedef struct
{
  char *text;
  gsize length;
  guint32 hash;
} Level;

struct _WfCsvLevels
{
  GArray *levels;  /* of Level */
  gint32 *slots;   /* codes, -1 = free */
  guint32 n_slots; /* a power of two, at most half full */
  gint32 last;     /* -1 = none */
  gboolean is_full;
};

static void
level_clear (gpointer level)
{
  g_free (((Level *) level)->text);
}

WfCsvLevels *
wf_csv_levels_new (void)
{
  WfCsvLevels *self = g_new0 (WfCsvLevels, 1);

  self->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  g_array_set_clear_func (self->levels, level_clear);
  self->n_slots = 16;
  self->slots = g_new (gint32, self->n_slots);
  memset (self->slots, 0xff, self->n_slots * sizeof (gint32));
  self->last = -1;
  return self;
}

void
wf_csv_levels_free (WfCsvLevels *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->levels);
  g_free (self->slots);
  g_free (self);
}

/* FNV-1a (Fowler, Noll & Vo 1991) */
static guint32
hash_text (const char *text, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * 16777619u;
  return hash;
}

static Level *
get (WfCsvLevels *self, gint32 code)
{
  return &g_array_index (self->levels, Level, code);
}

static gboolean
is_level (const Level *level, const char *text, gsize length)
{
  return level->length == length && memcmp (level->text, text, length) == 0;
}

static void
place (WfCsvLevels *self, guint32 hash, gint32 code)
{
  guint32 slot = hash & (self->n_slots - 1);

  while (self->slots[slot] >= 0)
    slot = (slot + 1) & (self->n_slots - 1);
  self->slots[slot] = code;
}

static void
grow (WfCsvLevels *self)
{
  self->n_slots *= 2;
  self->slots = g_renew (gint32, self->slots, self->n_slots);
  memset (self->slots, 0xff, self->n_slots * sizeof (gint32));
  for (guint i = 0; i < self->levels->len; i++)
    place (self, get (self, (gint32) i)->hash, (gint32) i);
}

static gint32
append (WfCsvLevels *self, const char *text, gsize length, guint32 hash)
{
  Level level = { .length = length, .hash = hash };
  gint32 code = (gint32) self->levels->len;

  if (self->levels->len == WF_LIMIT_LEVELS)
    {
      self->is_full = TRUE;
      return -1;
    }
  level.text = g_malloc (length + 1);
  memcpy (level.text, text, length);
  level.text[length] = '\0';
  g_array_append_val (self->levels, level);
  if (2 * self->levels->len > self->n_slots)
    grow (self);
  else
    place (self, hash, code);
  return code;
}

gint32
wf_csv_levels_add (WfCsvLevels *self, const char *text, gsize length)
{
  guint32 hash;
  guint32 slot;

  if (self->is_full)
    return -1;
  if (self->last >= 0 && is_level (get (self, self->last), text, length))
    return self->last;
  hash = hash_text (text, length);
  for (slot = hash & (self->n_slots - 1); self->slots[slot] >= 0; slot = (slot + 1) & (self->n_slots - 1))
    {
      Level *level = get (self, self->slots[slot]);

      if (level->hash == hash && is_level (level, text, length))
        return self->last = self->slots[slot];
    }
  return self->last = append (self, text, length, hash);
}

gboolean
wf_csv_is_free_text (gsize n_texts, gsize n_rows)
{
  return n_texts > WF_LIMIT_LEVELS || (n_texts >= FREE_TEXTS && n_texts > n_rows - n_rows / 10);
}

gboolean
wf_csv_levels_is_full (WfCsvLevels *self)
{
  return self->is_full;
}

gsize
wf_csv_levels_get_n (WfCsvLevels *self)
{
  return self->levels->len;
}

const char *
wf_csv_levels_get (WfCsvLevels *self, gsize level)
{
  return get (self, (gint32) level)->text;
}
