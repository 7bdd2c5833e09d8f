/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/phrases-private.h"

#define NOTHING -1

/* One phrase of one topic. */
typedef struct
{
  WfTopic topic;
  guint length;
  int next; /* another phrase that ends where this one does, or NOTHING */
} Phrase;

/* Finds every phrase in one pass over a text (Aho and Corasick 1975). Bytes that no phrase has are class 0.
 */
typedef struct
{
  guint8 class_of[256];
  guint n_classes;
  GArray *phrases;   /* of Phrase */
  GArray *ending;    /* of int: for each state the phrases that end in it, or NOTHING */
  GArray *following; /* of guint: the state that follows a state on a class; 0 is the start */
} Automaton;

static guint *
follow (Automaton *self, guint state, guint class)
{
  return &g_array_index (self->following, guint, state * self->n_classes + class);
}

static int *
get_ending (Automaton *self, guint state)
{
  return &g_array_index (self->ending, int, state);
}

static void
classify_bytes (Automaton *self)
{
  self->n_classes = 1;
  for (guint t = 0; t < WF_N_TOPICS; t++)
    for (gsize k = 0; wf_phrases_of_topic[t][k] != NULL; k++)
      for (const char *p = wf_phrases_of_topic[t][k]; *p != '\0'; p++)
        if (self->class_of[(guchar) *p] == 0)
          self->class_of[(guchar) *p] = (guint8) self->n_classes++;
}

static guint
add_state (Automaton *self)
{
  int nothing = NOTHING;

  g_array_append_val (self->ending, nothing);
  g_array_set_size (self->following, self->ending->len * self->n_classes);
  return self->ending->len - 1;
}

static void
add_phrase (Automaton *self, const char *text, WfTopic topic)
{
  Phrase phrase = { topic, (guint) strlen (text), NOTHING };
  guint state = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      guint class = self->class_of[(guchar) *p];

      if (*follow (self, state, class) == 0)
        {
          guint added = add_state (self);

          *follow (self, state, class) = added;
        }
      state = *follow (self, state, class);
    }
  phrase.next = *get_ending (self, state);
  *get_ending (self, state) = (int) self->phrases->len;
  g_array_append_val (self->phrases, phrase);
}

/* What ends in the longest proper suffix of a state ends in the state as well. */
static void
append_endings (Automaton *self, guint state, guint suffix)
{
  int *place = get_ending (self, state);

  while (*place != NOTHING)
    place = &g_array_index (self->phrases, Phrase, *place).next;
  *place = *get_ending (self, suffix);
}

/* States in order of their depth: where a phrase doesn't go on, its longest suffix that begins a phrase does.
 */
static void
link_suffixes (Automaton *self)
{
  guint n_states = self->ending->len;
  g_autofree guint *suffix = g_new0 (guint, n_states);
  g_autofree guint *queue = g_new (guint, n_states);
  guint head = 0, tail = 0;

  queue[tail++] = 0;
  while (head < tail)
    {
      guint state = queue[head++];

      if (state != 0)
        append_endings (self, state, suffix[state]);
      for (guint class = 1; class < self->n_classes; class ++)
        {
          guint *child = follow (self, state, class);
          guint fallback = state == 0 ? 0 : *follow (self, suffix[state], class);

          if (*child == 0)
            *child = fallback;
          else
            {
              suffix[*child] = fallback;
              queue[tail++] = *child;
            }
        }
    }
}

static Automaton *
automaton_new (void)
{
  Automaton *self = g_new0 (Automaton, 1);

  classify_bytes (self);
  self->phrases = g_array_new (FALSE, FALSE, sizeof (Phrase));
  self->ending = g_array_new (FALSE, FALSE, sizeof (int));
  self->following = g_array_new (FALSE, TRUE, sizeof (guint));
  add_state (self);
  for (guint t = 0; t < WF_N_TOPICS; t++)
    for (gsize k = 0; wf_phrases_of_topic[t][k] != NULL; k++)
      add_phrase (self, wf_phrases_of_topic[t][k], t);
  link_suffixes (self);
  return self;
}

/* Built once, then only read. */
static Automaton *
get_automaton (void)
{
  static gsize automaton = 0;

  if (g_once_init_enter (&automaton))
    g_once_init_leave (&automaton, (gsize) automaton_new ());
  return (Automaton *) automaton;
}

/* Sets how often a text in lower case speaks of each topic: occurrences of all its phrases together; those of
 * one phrase don't overlap. counts: WF_N_TOPICS. Cost: linear in the text, whatever the number of phrases. */
void
wf_phrases_count (const char *lower, guint *counts)
{
  Automaton *automaton = get_automaton ();
  const guint *following = &g_array_index (automaton->following, guint, 0);
  const int *ending = &g_array_index (automaton->ending, int, 0);
  g_autofree gsize *free_from = g_new0 (gsize, automaton->phrases->len); /* where the next one may begin */
  guint state = 0;

  memset (counts, 0, WF_N_TOPICS * sizeof *counts);
  for (gsize i = 0; lower[i] != '\0'; i++)
    {
      state = following[state * automaton->n_classes + automaton->class_of[(guchar) lower[i]]];
      for (int p = ending[state]; p != NOTHING;)
        {
          const Phrase *phrase = &g_array_index (automaton->phrases, Phrase, p);

          if (i + 1 - phrase->length >= free_from[p])
            {
              counts[phrase->topic]++;
              free_from[p] = i + 1;
            }
          p = phrase->next;
        }
    }
}
