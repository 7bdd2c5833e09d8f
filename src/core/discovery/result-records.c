/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a search records, as lists of numbers in JSON: a line a record. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/discovery/pc-private.h"
#include "core/discovery/reasons-private.h"
#include "core/discovery/result-private.h"

/* member: a list of lists; read is called with each of them */
typedef gboolean (*ReadRecord) (JsonArray *record, const WfJsonPlace *place, gpointer data, GError **error);

static gboolean
read_records (JsonObject *object,
              const char *member,
              const WfJsonPlace *place,
              ReadRecord read,
              gpointer data,
              GError **error)
{
  WfJsonPlace here = WF_JSON_MEMBER (place, member);
  JsonArray *records, *record;

  if (!wf_json_read_array (object, member, place, &records, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      WfJsonPlace there = WF_JSON_ELEMENT (&here, i);

      if (!wf_json_take_array (records, i, &here, &record, error) || !read (record, &there, data, error))
        return FALSE;
    }
  return TRUE;
}

/* element i of a record: below n */
static gboolean
take_index (JsonArray *record, guint i, guint n, const WfJsonPlace *place, guint *value, GError **error)
{
  gint64 number;

  if (!wf_json_take_integer (record, i, place, 0, (gint64) n - 1, &number, error))
    return FALSE;
  *value = (guint) number;
  return TRUE;
}

typedef struct
{
  GArray *records;
  GArray *pool;
  guint n;         /* variables */
  guint n_samples; /* of a bootstrap */
} Reading;

/* ---- [a, b, p, given...] ---- */

JsonArray *
wf_records_pairs_to_json (const GArray *pairs, const GArray *pool)
{
  JsonArray *records = json_array_sized_new (pairs->len);

  for (guint i = 0; i < pairs->len; i++)
    {
      const WfRemovedPair *pair = &g_array_index (pairs, WfRemovedPair, i);
      JsonArray *record = json_array_sized_new (3 + pair->n_given);

      json_array_add_int_element (record, pair->a);
      json_array_add_int_element (record, pair->b);
      json_array_add_double_element (record, pair->p);
      for (guint q = 0; q < pair->n_given; q++)
        json_array_add_int_element (record, g_array_index (pool, guint, pair->first + q));
      json_array_add_array_element (records, record);
    }
  return records;
}

static gboolean
read_pair (JsonArray *record, const WfJsonPlace *place, gpointer data, GError **error)
{
  Reading *self = data;
  WfRemovedPair pair = { .first = self->pool->len };

  if (!take_index (record, 0, self->n, place, &pair.a, error) ||
      !take_index (record, 1, self->n, place, &pair.b, error) ||
      !wf_json_take_number (record, 2, place, &pair.p, error))
    return FALSE;
  for (guint i = 3; i < json_array_get_length (record); i++)
    {
      guint given;

      if (!take_index (record, i, self->n, place, &given, error))
        return FALSE;
      g_array_append_val (self->pool, given);
      pair.n_given++;
    }
  g_array_append_val (self->records, pair);
  return TRUE;
}

GArray *
wf_records_pairs_from_json (
    JsonObject *object, const char *member, guint n, GArray *pool, const WfJsonPlace *place, GError **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (WfRemovedPair));
  Reading reading = { .records = pairs, .pool = pool, .n = n };

  return read_records (object, member, place, read_pair, &reading, error) ? g_steal_pointer (&pairs) : NULL;
}

/* ---- [from, to, rule], and "tail" when the mark is one ---- */

JsonArray *
wf_records_oriented_to_json (const GArray *oriented)
{
  JsonArray *records = json_array_sized_new (oriented->len);

  for (guint i = 0; i < oriented->len; i++)
    {
      const WfOrientedEdge *edge = &g_array_index (oriented, WfOrientedEdge, i);
      JsonArray *record = json_array_sized_new (4);

      json_array_add_int_element (record, edge->from);
      json_array_add_int_element (record, edge->to);
      json_array_add_string_element (record, edge->rule);
      if (edge->is_tail)
        json_array_add_string_element (record, wf_mark_to_text (WF_MARK_TAIL));
      json_array_add_array_element (records, record);
    }
  return records;
}

static gboolean
read_oriented (JsonArray *record, const WfJsonPlace *place, gpointer data, GError **error)
{
  Reading *self = data;
  WfOrientedEdge edge = { .is_tail = json_array_get_length (record) > 3 };
  const char *rule;

  if (!take_index (record, 0, self->n, place, &edge.from, error) ||
      !take_index (record, 1, self->n, place, &edge.to, error) ||
      !wf_json_take_string (record, 2, place, &rule, error))
    return FALSE;
  edge.rule = wf_rule_find (rule);
  if (edge.rule == NULL)
    return wf_json_fail (place, error, _ ("“%s” is no rule that sets a mark"), rule);
  g_array_append_val (self->records, edge);
  return TRUE;
}

GArray *
wf_records_oriented_from_json (
    JsonObject *object, const char *member, guint n, const WfJsonPlace *place, GError **error)
{
  g_autoptr (GArray) oriented = g_array_new (FALSE, FALSE, sizeof (WfOrientedEdge));
  Reading reading = { .records = oriented, .n = n };

  return read_records (object, member, place, read_oriented, &reading, error) ? g_steal_pointer (&oriented)
                                                                              : NULL;
}

/* ---- [a, b, c, kind, p] ---- */

JsonArray *
wf_records_triples_to_json (const GArray *triples)
{
  JsonArray *records = json_array_sized_new (triples->len);

  for (guint i = 0; i < triples->len; i++)
    {
      const WfTriple *triple = &g_array_index (triples, WfTriple, i);
      JsonArray *record = json_array_sized_new (5);

      json_array_add_int_element (record, triple->a);
      json_array_add_int_element (record, triple->b);
      json_array_add_int_element (record, triple->c);
      json_array_add_int_element (record, triple->kind);
      json_array_add_double_element (record, triple->p);
      json_array_add_array_element (records, record);
    }
  return records;
}

static gboolean
read_triple (JsonArray *record, const WfJsonPlace *place, gpointer data, GError **error)
{
  Reading *self = data;
  WfTriple triple = { 0 };
  guint kind;

  if (!take_index (record, 0, self->n, place, &triple.a, error) ||
      !take_index (record, 1, self->n, place, &triple.b, error) ||
      !take_index (record, 2, self->n, place, &triple.c, error) ||
      !take_index (record, 3, WF_TRIPLE_UNCLEAR + 1, place, &kind, error) ||
      !wf_json_take_number (record, 4, place, &triple.p, error))
    return FALSE;
  triple.kind = (WfTripleKind) kind;
  g_array_append_val (self->records, triple);
  return TRUE;
}

GArray *
wf_records_triples_from_json (
    JsonObject *object, const char *member, guint n, const WfJsonPlace *place, GError **error)
{
  g_autoptr (GArray) triples = g_array_new (FALSE, FALSE, sizeof (WfTriple));
  Reading reading = { .records = triples, .n = n };

  return read_records (object, member, place, read_triple, &reading, error) ? g_steal_pointer (&triples)
                                                                            : NULL;
}

/* ---- [a, b, then mark at a, mark at b, samples: as often as there are such] ---- */

static void
add_counts (JsonArray *record, const WfEnsemblePair *pair)
{
  for (guint i = 0; i < WF_N_MARKS; i++)
    for (guint j = 0; j < WF_N_MARKS; j++)
      if (pair->counts[i][j] > 0)
        {
          json_array_add_int_element (record, i);
          json_array_add_int_element (record, j);
          json_array_add_int_element (record, pair->counts[i][j]);
        }
}

JsonArray *
wf_records_counts_to_json (const GArray *pairs)
{
  JsonArray *records = json_array_sized_new (pairs->len);

  for (guint i = 0; i < pairs->len; i++)
    {
      const WfEnsemblePair *pair = &g_array_index (pairs, WfEnsemblePair, i);
      JsonArray *record = json_array_new ();

      json_array_add_int_element (record, pair->a);
      json_array_add_int_element (record, pair->b);
      add_counts (record, pair);
      json_array_add_array_element (records, record);
    }
  return records;
}

/* later pairs come after earlier ones: they are searched by halves */
static gboolean
is_in_order (const GArray *pairs, const WfEnsemblePair *pair)
{
  const WfEnsemblePair *last = pairs->len > 0 ? &g_array_index (pairs, WfEnsemblePair, pairs->len - 1) : NULL;

  return pair->a < pair->b &&
         (last == NULL || last->a < pair->a || (last->a == pair->a && last->b < pair->b));
}

static gboolean
read_counts (JsonArray *record, const WfJsonPlace *place, gpointer data, GError **error)
{
  Reading *self = data;
  WfEnsemblePair pair = { 0 };
  guint64 sum = 0;

  if (!take_index (record, 0, self->n, place, &pair.a, error) ||
      !take_index (record, 1, self->n, place, &pair.b, error))
    return FALSE;
  if (!is_in_order (self->records, &pair))
    return wf_json_fail (place, error, _ ("the pairs must be in increasing order"));
  for (guint i = 2; i < json_array_get_length (record); i += 3)
    {
      guint first, second, count;

      if (!take_index (record, i, WF_N_MARKS, place, &first, error) ||
          !take_index (record, i + 1, WF_N_MARKS, place, &second, error) ||
          !take_index (record, i + 2, self->n_samples + 1, place, &count, error))
        return FALSE;
      if (first == WF_MARK_NONE || second == WF_MARK_NONE)
        return wf_json_fail (place, error, _ ("an edge has a mark at both ends"));
      pair.counts[first][second] = count;
      sum += count;
    }
  if (sum > self->n_samples)
    return wf_json_fail (place, error, _ ("there are only %u samples"), self->n_samples);
  g_array_append_val (self->records, pair);
  return TRUE;
}

GArray *
wf_records_counts_from_json (JsonObject *object,
                             const char *member,
                             guint n,
                             guint n_samples,
                             const WfJsonPlace *place,
                             GError **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (WfEnsemblePair));
  Reading reading = { .records = pairs, .n = n, .n_samples = n_samples };

  return read_records (object, member, place, read_counts, &reading, error) ? g_steal_pointer (&pairs) : NULL;
}
