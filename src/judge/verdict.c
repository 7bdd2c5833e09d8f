/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/json.h"
#include "judge/answer-private.h"

#define MAX_STARTS  64 /* brackets at which JSON may begin, in a model's words */
#define QUOTE_CHARS 120
#define MAX_NOTES   8

/* An answer while it is read. */
typedef struct
{
  const gsize *steps;
  gsize n_steps;
  WfStepScore *found;
  gboolean *is_found; /* by index into steps */
  gsize n_entries;    /* that speak of a step, asked about or not */
  GPtrArray *notes;
} Reading;

static Reading *
reading_new (const gsize *steps, gsize n_steps)
{
  Reading *self = g_new0 (Reading, 1);

  self->steps = steps;
  self->n_steps = n_steps;
  self->found = g_new0 (WfStepScore, n_steps);
  self->is_found = g_new0 (gboolean, n_steps);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
reading_free (Reading *self)
{
  g_free (self->found);
  g_free (self->is_found);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void
add_note (Reading *self, char *note)
{
  if (self->notes->len < MAX_NOTES)
    g_ptr_array_add (self->notes, note);
  else
    g_free (note);
}

/* 70, 70.5, "70", "70%"; FALSE for what is no number */
static gboolean
get_number (JsonNode *node, double *number)
{
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  g_autofree char *text = NULL;
  char *end;

  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    {
      *number = type == G_TYPE_INT64 ? (double) json_node_get_int (node) : json_node_get_double (node);
      return isfinite (*number);
    }
  if (type != G_TYPE_STRING)
    return FALSE;
  text = g_strstrip (g_strdup (json_node_get_string (node)));
  *number = g_ascii_strtod (text, &end);
  return end != text && (*end == '\0' || g_str_equal (end, "%")) && isfinite (*number);
}

static gssize
find_step (const Reading *self, double number)
{
  for (gsize i = 0; i < self->n_steps; i++)
    if (number == (double) self->steps[i])
      return (gssize) i;
  return -1;
}

/* score: NULL for a step that is only named */
static void
add_entry (Reading *self, JsonNode *step, JsonNode *score)
{
  double number, points = 0;
  gssize index;

  if (!get_number (step, &number))
    return;
  self->n_entries++;
  index = find_step (self, number);
  if (index < 0)
    add_note (self,
              g_strdup_printf (_ ("the judge speaks of step %.15g, which it was not asked about"), number));
  else if (score != NULL && (!get_number (score, &points) || points < 0 || points > 100))
    add_note (self,
              g_strdup_printf (_ ("the judge’s score of step %.15g is not a number from 0 to 100"), number));
  else if (self->is_found[index])
    add_note (self, g_strdup_printf (_ ("the judge scores step %.15g twice; the first counts"), number));
  else
    {
      self->is_found[index] = TRUE;
      self->found[index] = (WfStepScore){ self->steps[index], points, score == NULL };
    }
}

/* {"step": 3, "score": 70} */
static void
add_object (Reading *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object != NULL && json_object_has_member (object, "step"))
    add_entry (self, json_object_get_member (object, "step"), json_object_get_member (object, "score"));
}

static void
add_array (Reading *self, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    add_object (self, json_array_get_element (array, i));
}

/* {"3": 70, "5": 20} */
static void
add_map (Reading *self, JsonObject *map)
{
  g_autoptr (GList) members = json_object_get_members (map);

  for (GList *m = members; m != NULL; m = m->next)
    {
      g_autoptr (JsonNode) step = json_node_init_string (json_node_alloc (), m->data);

      add_entry (self, step, json_object_get_member (map, m->data));
    }
}

static void
read_node (Reading *self, JsonNode *node)
{
  JsonObject *root = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *scores = wf_json_get_array (root, "scores");
  JsonObject *map = wf_json_get_object (root, "scores");

  if (JSON_NODE_HOLDS_ARRAY (node))
    add_array (self, json_node_get_array (node));
  else if (scores != NULL)
    add_array (self, scores);
  else if (map != NULL)
    add_map (self, map);
  else if (root != NULL && json_object_has_member (root, "pick"))
    add_entry (self, json_object_get_member (root, "pick"), NULL);
}

/* The bracket that closes the one at p; NULL when there is none. */
static const char *
find_end (const char *p)
{
  gsize depth = 0;
  gboolean is_string = FALSE;

  for (; *p != '\0'; p++)
    if (is_string)
      {
        if (*p == '\\' && p[1] != '\0')
          p++;
        else if (*p == '"')
          is_string = FALSE;
      }
    else if (*p == '"')
      is_string = TRUE;
    else if (*p == '{' || *p == '[')
      depth++;
    else if ((*p == '}' || *p == ']') && --depth == 0)
      return p + 1;
  return NULL;
}

/* Models think aloud first, repeat the form and fence their answer: the last JSON that speaks of steps
 * counts. breaks_off: some JSON never ends. */
static Reading *
search (const char *words, const gsize *steps, gsize n_steps, gboolean *breaks_off)
{
  const char *thought = g_strrstr (words, "</think>");
  const char *p = thought != NULL ? thought : words;
  g_autoptr (Reading) best = NULL;

  *breaks_off = FALSE;
  for (guint n = 0; n < MAX_STARTS && (p = strpbrk (p, "{[")) != NULL; n++)
    {
      const char *end = find_end (p);
      g_autoptr (JsonNode) node = end != NULL ? wf_json_parse (p, end - p, "answer", NULL) : NULL;
      g_autoptr (Reading) reading = reading_new (steps, n_steps);

      *breaks_off |= end == NULL;
      if (node != NULL)
        read_node (reading, node);
      p = node != NULL ? end : p + 1;
      if (reading->n_entries > 0)
        {
          g_clear_pointer (&best, reading_free);
          best = g_steal_pointer (&reading);
        }
    }
  return g_steal_pointer (&best);
}

static void
explain_nothing (const char *words, gboolean is_cut, GError **error)
{
  g_autofree char *start = wf_answer_shorten (words, QUOTE_CHARS);

  if (is_cut)
    g_set_error (
        error, WF_ERROR, WF_ERROR_PARSE,
        _ ("The judge’s answer breaks off before its scores end: allow longer answers on the server, "
           "or ask another model. It begins “%s”."),
        start);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                 _ ("The judge answered without scores in the form it was asked for: try again, or ask "
                    "another model. It said “%s”."),
                 start);
}

/* A judge that scores from 0 to 1 would say “surely not” of every step. */
static gboolean
is_of_another_scale (const Reading *self)
{
  double top = 0;

  for (gsize i = 0; i < self->n_steps; i++)
    if (self->is_found[i] && self->found[i].is_pick)
      return FALSE;
    else if (self->is_found[i])
      top = MAX (top, self->found[i].score);
  return top > 0 && top <= 1;
}

static gboolean
check (const Reading *self, gsize n_found, GError **error)
{
  if (n_found == 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                   _ ("The judge’s answer can’t be used (%s): try again, or ask another model."),
                   self->notes->len > 0 ? (char *) self->notes->pdata[0] : "");
      return FALSE;
    }
  if (is_of_another_scale (self))
    {
      g_set_error_literal (error, WF_ERROR, WF_ERROR_PARSE,
                           _ ("The judge scored from 0 to 1 instead of 0 to 100: try again, or ask another "
                              "model."));
      return FALSE;
    }
  return TRUE;
}

WfVerdict *
wf_verdict_new (const char *words, gboolean is_cut, const gsize *steps, gsize n_steps, GError **error)
{
  gboolean breaks_off;
  g_autoptr (Reading) reading = search (words, steps, n_steps, &breaks_off);
  g_autoptr (WfVerdict) self = g_new0 (WfVerdict, 1);

  self->scores = g_array_new (FALSE, FALSE, sizeof (WfStepScore));
  if (reading == NULL)
    {
      explain_nothing (words, is_cut || breaks_off, error);
      return NULL;
    }
  for (gsize i = 0; i < n_steps; i++)
    if (reading->is_found[i])
      g_array_append_val (self->scores, reading->found[i]);
  if (!check (reading, self->scores->len, error))
    return NULL;
  if (self->scores->len < n_steps && !g_array_index (self->scores, WfStepScore, 0).is_pick)
    add_note (reading, g_strdup_printf (_ ("the judge scored %u of the %zu steps it was asked about"),
                                        self->scores->len, n_steps));
  self->notes = g_ptr_array_ref (reading->notes);
  return g_steal_pointer (&self);
}

void
wf_verdict_free (WfVerdict *self)
{
  g_clear_pointer (&self->scores, g_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}
