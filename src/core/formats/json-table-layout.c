/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* How a JSON document holds a table: as records, rows or columns, with or without something around them. It
 * must show in the document’s beginning, so what was cut off is taken for what it is up to there. */

#include "config.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/formats/json-table-private.h"

#define LOOK 4096 /* of many members are looked at */
#define ROW_NUMBER_SHARE                                                                                     \
  10 /* row numbers go up to so many times the number of rows, where rows were left out */

/* what a member of the document is, as far as it matters */
typedef enum
{
  PART_PLAIN,
  PART_EMPTY,
  PART_VALUES, /* a list of plain values */
  PART_RECORDS,
  PART_ROWS,
  PART_MEMBERS, /* an object of plain values */
  PART_OBJECT,
  N_PARTS,
} Part;

gboolean
wf_json_is_plain (const WfJsonTokens *tokens, guint32 token)
{
  char kind = wf_json_tokens_get_kind (tokens, token);

  return kind != '{' && kind != '[';
}

guint32
wf_json_count (const WfJsonTokens *tokens, guint32 container, guint32 most, WfProgress *progress)
{
  gboolean is_object = wf_json_tokens_get_kind (tokens, container) == '{';
  guint32 end = wf_json_tokens_get_end (tokens, container);
  guint32 n = 0;

  for (guint32 at = container + 1; at < end && n < most; n++)
    {
      if (n % WF_JSON_POLL == 0 && wf_progress_is_cancelled (progress))
        break;
      at = wf_json_tokens_get_end (tokens, is_object ? at + 1 : at);
    }
  return n;
}

/* text without escapes: those that are compared here have none */
static gboolean
is_called (const WfJsonTokens *tokens, guint32 name, const char *text)
{
  const char *start = tokens->text + wf_json_tokens_get_place (tokens, name) + 1;
  gsize n = strlen (text);

  return strncmp (start, text, n) == 0 && start[n] == '"';
}

guint32
wf_json_find_member (const WfJsonTokens *tokens, guint32 object, const char *name)
{
  guint32 end = wf_json_tokens_get_end (tokens, object);
  guint32 n = 0;

  for (guint32 at = object + 1; at < end && n < LOOK; at = wf_json_tokens_get_end (tokens, at + 1), n++)
    if (is_called (tokens, at, name))
      return at + 1;
  return 0;
}

gboolean
wf_json_have_same_text (const WfJsonTokens *tokens, guint32 first, guint32 second)
{
  const char *a = tokens->text + wf_json_tokens_get_place (tokens, first) + 1;
  const char *b = tokens->text + wf_json_tokens_get_place (tokens, second) + 1;

  for (; *a == *b && *a != '"'; a++, b++)
    if (*a == '\\' && *++a != *++b)
      return FALSE;
  return *a == *b;
}

gboolean
wf_json_is_text_list (const WfJsonTokens *tokens, guint32 list)
{
  guint32 end = wf_json_tokens_get_end (tokens, list);

  for (guint32 at = list + 1; at < end; at = wf_json_tokens_get_end (tokens, at))
    if (wf_json_tokens_get_kind (tokens, at) != '"')
      return FALSE;
  return list + 1 < end;
}

/* ---- row numbers ---- */

/* a whole number that isn’t negative, as a number or in a text */
static gboolean
read_row_number (const WfJsonTokens *tokens, guint32 label, guint64 *number)
{
  const char *p = tokens->text + wf_json_tokens_get_place (tokens, label);
  gboolean is_text = *p == '"';
  char *end;

  p += is_text;
  if (!g_ascii_isdigit (*p))
    return FALSE;
  *number = g_ascii_strtoull (p, &end, 10);
  return is_text ? *end == '"' : strchr (".eE", *end) == NULL;
}

gboolean
wf_json_are_row_numbers (const WfJsonTokens *tokens, const guint32 *labels, gsize n, WfProgress *progress)
{
  guint64 last = 0, number;

  for (gsize i = 0; i < n; i++)
    {
      if (!read_row_number (tokens, labels[i], &number) || (i > 0 && number <= last) ||
          (i % WF_JSON_POLL == 0 && wf_progress_is_cancelled (progress)))
        return FALSE;
      last = number;
    }
  return last <= ROW_NUMBER_SHARE * n;
}

/* ---- objects of objects ---- */

static gboolean
has_number_names (const WfJsonTokens *tokens, guint32 object)
{
  guint32 end = wf_json_tokens_get_end (tokens, object);
  guint64 number;
  guint32 n = 0;

  for (guint32 at = object + 1; at < end && n < LOOK; at = wf_json_tokens_get_end (tokens, at + 1), n++)
    if (!read_row_number (tokens, at, &number))
      return FALSE;
  return object + 1 < end;
}

#define NUMBERS 1
#define TEXTS   2

/* what an object of plain values holds */
static guint
find_kinds (const WfJsonTokens *tokens, guint32 object)
{
  guint32 end = wf_json_tokens_get_end (tokens, object);
  guint kinds = 0;
  guint32 n = 0;

  for (guint32 at = object + 1; at < end && n < LOOK; at = wf_json_tokens_get_end (tokens, at + 1), n++)
    {
      char kind = wf_json_tokens_get_kind (tokens, at + 1);

      if (kind == '"' || kind == 't' || kind == 'f')
        kinds |= TEXTS;
      if (kind == '-' || g_ascii_isdigit (kind))
        kinds |= NUMBERS;
    }
  return kinds;
}

/* What mixes numbers and texts is a row; where there are both, but not in one object, these are columns. NONE
 * = neither. */
static WfJsonLayout
find_by_kinds (const WfJsonTokens *tokens, guint32 object)
{
  guint32 end = wf_json_tokens_get_end (tokens, object);
  guint all = 0, kinds;
  guint32 n = 0;

  for (guint32 at = object + 1; at < end && n < LOOK; at = wf_json_tokens_get_end (tokens, at + 1), n++)
    {
      kinds = find_kinds (tokens, at + 1);
      if (kinds == (NUMBERS | TEXTS))
        return WF_JSON_LAYOUT_INDEX;
      all |= kinds;
    }
  return all == (NUMBERS | TEXTS) ? WF_JSON_LAYOUT_COLUMNS : WF_JSON_LAYOUT_NONE;
}

static gboolean
has_member (const WfJsonTokens *tokens, guint32 object, guint32 name)
{
  guint32 end = wf_json_tokens_get_end (tokens, object);
  guint32 n = 0;

  for (guint32 at = object + 1; at < end && n < LOOK; at = wf_json_tokens_get_end (tokens, at + 1), n++)
    if (wf_json_have_same_text (tokens, at, name))
      return TRUE;
  return FALSE;
}

/* The inner objects have as many members, the first of the first among them; of one that was cut off, so far.
 */
static gboolean
are_alike (const WfJsonTokens *tokens, guint32 object)
{
  guint32 end = wf_json_tokens_get_end (tokens, object);
  guint32 n_first = wf_json_count (tokens, object + 2, LOOK, NULL);
  guint32 n_seen = 0;

  for (guint32 at = object + 1; at < end && n_seen < LOOK;
       at = wf_json_tokens_get_end (tokens, at + 1), n_seen++)
    if (wf_json_count (tokens, at + 1, LOOK, NULL) != n_first
            ? wf_json_tokens_get_end (tokens, at + 1) != tokens->n_tokens
            : !has_member (tokens, at + 1, object + 3))
      return FALSE;
  return TRUE;
}

/* Nothing in the document says whether it is by columns or by rows, both of which pandas writes. The names of
 * rows are numbers where one of the two are; else values tell; else it is a guess that there are more rows
 * than columns. */
static WfJsonShape
find_orientation (const WfJsonTokens *tokens, guint32 object)
{
  gboolean is_outer = has_number_names (tokens, object);
  gboolean is_inner = has_number_names (tokens, object + 2);
  WfJsonShape shape = { .body = object };
  guint32 n_outer = wf_json_count (tokens, object, LOOK, NULL);
  guint32 n_inner = wf_json_count (tokens, object + 2, LOOK, NULL);

  if (n_inner == 0 || (n_outer == 1 && !is_inner && !is_outer) || !are_alike (tokens, object))
    return shape;
  if (is_outer != is_inner)
    shape.layout = is_outer ? WF_JSON_LAYOUT_INDEX : WF_JSON_LAYOUT_COLUMNS;
  else
    shape.layout = find_by_kinds (tokens, object);
  shape.is_guessed = shape.layout == WF_JSON_LAYOUT_NONE;
  if (shape.is_guessed)
    shape.layout = n_outer > n_inner ? WF_JSON_LAYOUT_INDEX : WF_JSON_LAYOUT_COLUMNS;
  return shape;
}

/* ---- the document ---- */

static Part
find_part (const WfJsonTokens *tokens, guint32 token)
{
  gboolean is_object = wf_json_tokens_get_kind (tokens, token) == '{';
  guint32 end = wf_json_tokens_get_end (tokens, token);
  guint32 n = 0;
  char first;

  if (wf_json_is_plain (tokens, token))
    return PART_PLAIN;
  if (token + 1 == end)
    return PART_EMPTY;
  if (is_object)
    {
      for (guint32 at = token + 1; at < end && n < LOOK; at = wf_json_tokens_get_end (tokens, at + 1), n++)
        if (!wf_json_is_plain (tokens, at + 1))
          return PART_OBJECT;
      return PART_MEMBERS;
    }
  first = wf_json_tokens_get_kind (tokens, token + 1);
  return first == '{' ? PART_RECORDS : first == '[' ? PART_ROWS : PART_VALUES;
}

/* Does a record hold anything that becomes a cell? */
static gboolean
has_cells (const WfJsonTokens *tokens, guint32 object, guint depth)
{
  guint32 end = wf_json_tokens_get_end (tokens, object);

  for (guint32 at = object + 1; at < end; at = wf_json_tokens_get_end (tokens, at + 1))
    if (wf_json_is_plain (tokens, at + 1) ||
        (wf_json_tokens_get_kind (tokens, at + 1) == '{' && depth < WF_LIMIT_JSON_LEVELS &&
         has_cells (tokens, at + 1, depth + 1)))
      return TRUE;
  return FALSE;
}

static gboolean
have_cells (const WfJsonTokens *tokens, guint32 list)
{
  guint32 end = wf_json_tokens_get_end (tokens, list);
  guint32 n = 0;

  for (guint32 at = list + 1; at < end && n < LOOK; at = wf_json_tokens_get_end (tokens, at), n++)
    if (wf_json_tokens_get_kind (tokens, at) == '{' && has_cells (tokens, at, 0))
      return TRUE;
  return FALSE;
}

static WfJsonShape
find_in_list (const WfJsonTokens *tokens, guint32 list)
{
  WfJsonShape shape = { .body = list };
  Part part = find_part (tokens, list);

  if (part == PART_RECORDS && have_cells (tokens, list))
    shape.layout = WF_JSON_LAYOUT_RECORDS;
  if (part == PART_ROWS && find_part (tokens, list + 1) == PART_VALUES)
    shape.layout = WF_JSON_LAYOUT_ROWS;
  return shape;
}

/* graphs in JSON, and what the program’s own commands answer */
static gboolean
is_other (const WfJsonTokens *tokens, guint32 object)
{
  guint32 nodes = wf_json_find_member (tokens, object, "nodes");
  guint32 edges = wf_json_find_member (tokens, object, "edges");

  return (nodes != 0 && !wf_json_is_plain (tokens, nodes)) ||
         (edges != 0 && !wf_json_is_plain (tokens, edges)) ||
         wf_json_find_member (tokens, object, "wherefore") != 0;
}

/* {"columns": [...], "index": [...], "data": [[...], ...]} */
static gboolean
find_split (const WfJsonTokens *tokens, guint32 object, WfJsonShape *shape)
{
  guint32 names = wf_json_find_member (tokens, object, "columns");
  guint32 labels = wf_json_find_member (tokens, object, "index");
  guint32 data = wf_json_find_member (tokens, object, "data");

  if (names == 0 || data == 0 || find_part (tokens, names) != PART_VALUES ||
      find_part (tokens, data) != PART_ROWS)
    return FALSE;
  *shape = (WfJsonShape){ .layout = WF_JSON_LAYOUT_ROWS, .body = data, .names = names };
  if (labels != 0 && find_part (tokens, labels) == PART_VALUES)
    shape->labels = labels;
  return TRUE;
}

/* {"schema": {"primaryKey": ["index"], ...}, "data": [{...}, ...]}: a key without a name of its own */
static gboolean
has_labels (const WfJsonTokens *tokens, guint32 object)
{
  guint32 schema = wf_json_find_member (tokens, object, "schema");
  guint32 key = schema != 0 && wf_json_tokens_get_kind (tokens, schema) == '{'
                    ? wf_json_find_member (tokens, schema, "primaryKey")
                    : 0;

  return key != 0 && find_part (tokens, key) == PART_VALUES &&
         wf_json_tokens_get_end (tokens, key) == key + 2 &&
         wf_json_tokens_get_kind (tokens, key + 1) == '"' && is_called (tokens, key + 1, "index");
}

static WfJsonShape
find_in_object (const WfJsonTokens *tokens)
{
  guint32 end = wf_json_tokens_get_end (tokens, 0);
  guint n[N_PARTS] = { 0 }, n_members = 0;
  guint32 records = 0;
  WfJsonShape shape = { 0 };

  if (end == 1 || is_other (tokens, 0) || find_split (tokens, 0, &shape))
    return shape;
  for (guint32 at = 1; at < end && n_members < LOOK;
       at = wf_json_tokens_get_end (tokens, at + 1), n_members++)
    {
      Part part = find_part (tokens, at + 1);

      n[part]++;
      if (part == PART_RECORDS || part == PART_ROWS)
        records = at + 1;
    }
  if (n[PART_RECORDS] == 1 && n[PART_ROWS] == 0)
    {
      shape = find_in_list (tokens, records);
      shape.has_labels = has_labels (tokens, 0);
    }
  else if (n[PART_ROWS] == 1 && n_members == 1)
    shape = find_in_list (tokens, records);
  else if (n[PART_VALUES] > 0 && n[PART_VALUES] + n[PART_EMPTY] == n_members)
    shape.layout = WF_JSON_LAYOUT_LISTS;
  else if (n[PART_MEMBERS] == n_members)
    shape = find_orientation (tokens, 0);
  else if (n[PART_PLAIN] == n_members)
    shape.layout = WF_JSON_LAYOUT_RECORD;
  return shape;
}

WfJsonShape
wf_json_shape_find (const WfJsonTokens *tokens)
{
  char kind = tokens->n_tokens > 0 ? wf_json_tokens_get_kind (tokens, 0) : '\0';

  return kind == '[' ? find_in_list (tokens, 0) : kind == '{' ? find_in_object (tokens) : (WfJsonShape){ 0 };
}
