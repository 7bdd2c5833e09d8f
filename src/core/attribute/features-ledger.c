/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/attribute/features-builder-private.h"

#define NEAR 4 /* steps within which a ledger is about a step */

typedef enum
{
  ANSWER_NONE,
  ANSWER_NO,
  ANSWER_YES,
} Answer;

/* What an orchestrator notes down after each round. */
typedef struct
{
  Answer progress, loop, satisfied;
} Ledger;

typedef struct
{
  Ledger *ledgers; /* of each step */
  gsize bad;       /* the first that says no progress, or a loop; n_steps when there is none, and so below */
  gsize satisfied; /* the first that says the request is satisfied */
  gsize replan;    /* the first renewed plan */
  gsize last_work; /* the last worker step before `satisfied` */
} Course;

static const char *
skip_space (const char *p)
{
  while (g_ascii_isspace (*p))
    p++;
  return p;
}

/* What follows `"key":`, or NULL; *p moves behind it. */
static const char *
find_value (const char **p, const char *key)
{
  while ((*p = strstr (*p, key)) != NULL)
    {
      *p = skip_space (*p + strlen (key));
      if (**p == ':')
        return *p = skip_space (*p + 1);
    }
  return NULL;
}

/* The first answer, true or false, in the object that `key` names. A ledger is often not quite JSON, so it is
 * read as text. Cost: linear in the text. */
static Answer
read_answer (const char *text, const char *key)
{
  const char *p = text;
  const char *value = find_value (&p, key);

  while (value != NULL && *value != '{')
    value = find_value (&p, key);
  if (value == NULL)
    return ANSWER_NONE;
  while ((value = find_value (&p, "\"answer\"")) != NULL)
    if (g_str_has_prefix (value, "true"))
      return ANSWER_YES;
    else if (g_str_has_prefix (value, "false"))
      return ANSWER_NO;
  return ANSWER_NONE;
}

static gboolean
is_bad (const Ledger *ledger)
{
  return ledger->progress == ANSWER_NO || ledger->loop == ANSWER_YES;
}

static gboolean
read_course (WfFeatureBuilder *b, Course *course, GError **error)
{
  course->bad = course->satisfied = course->replan = course->last_work = b->n_steps;
  for (gsize i = 0; i < b->n_steps; i++)
    {
      Ledger *ledger = &course->ledgers[i];
      const char *text = wf_trace_get_text (b->trace, i);

      if (!wf_progress_check (b->progress, error))
        return FALSE;
      ledger->progress = read_answer (text, "\"is_progress_being_made\"");
      ledger->loop = read_answer (text, "\"is_in_loop\"");
      ledger->satisfied = read_answer (text, "\"is_request_satisfied\"");
      if (course->bad == b->n_steps && is_bad (ledger))
        course->bad = i;
      if (course->satisfied == b->n_steps && ledger->satisfied == ANSWER_YES)
        course->satisfied = i;
      if (course->replan == b->n_steps && b->facts[i].role == WF_ROLE_PLAN && i > 1)
        course->replan = i;
    }
  for (gsize i = 0; i < course->satisfied && course->satisfied < b->n_steps; i++)
    if (b->facts[i].role == WF_ROLE_WORK)
      course->last_work = i;
  return TRUE;
}

/* The next ledger, if it is near; n_steps when not. */
static gsize
find_next (WfFeatureBuilder *b, const Course *course, gsize i)
{
  for (gsize j = i + 1; j < b->n_steps && j <= i + NEAR; j++)
    if (course->ledgers[j].progress != ANSWER_NONE)
      return j;
  return b->n_steps;
}

static void
set_next (WfFeatureBuilder *b, const Course *course, gsize i)
{
  static const Ledger none = { ANSWER_NONE, ANSWER_NONE, ANSWER_NONE };
  gsize next = find_next (b, course, i);
  gboolean is_work = b->facts[i].role == WF_ROLE_WORK;
  gboolean has_next = next < b->n_steps;
  const Ledger *ledger = has_next ? &course->ledgers[next] : &none;
  gboolean is_about_bad = has_next && next == course->bad;

  wf_feature_builder_set (b, i, WF_FEATURE_LEDGER_FOLLOWS, has_next);
  wf_feature_builder_set (b, i, WF_FEATURE_LEDGER_STUCK, ledger->progress == ANSWER_NO);
  wf_feature_builder_set (b, i, WF_FEATURE_LEDGER_STUCK_WORK, is_work && ledger->progress == ANSWER_NO);
  wf_feature_builder_set (b, i, WF_FEATURE_LEDGER_LOOP, ledger->loop == ANSWER_YES);
  wf_feature_builder_set (b, i, WF_FEATURE_LEDGER_SATISFIED, ledger->satisfied == ANSWER_YES);
  wf_feature_builder_set (b, i, WF_FEATURE_LEDGER_FIRST_BAD, is_about_bad);
  wf_feature_builder_set (b, i, WF_FEATURE_LEDGER_FIRST_BAD_WORK, is_work && is_about_bad);
}

/* What the orchestrator's ledgers say about the steps. Cost: linear in the text. */
gboolean
wf_features_add_ledger (WfFeatureBuilder *b, GError **error)
{
  g_autofree Ledger *ledgers = g_new0 (Ledger, b->n_steps);
  Course course = { .ledgers = ledgers };

  if (!read_course (b, &course, error))
    return FALSE;
  for (gsize i = 0; i < b->n_steps; i++)
    {
      set_next (b, &course, i);
      wf_feature_builder_set (b, i, WF_FEATURE_IS_LEDGER, ledgers[i].progress != ANSWER_NONE);
      wf_feature_builder_set (b, i, WF_FEATURE_IS_BAD, is_bad (&ledgers[i]));
      wf_feature_builder_set (b, i, WF_FEATURE_IS_FIRST_BAD, i == course.bad);
      wf_feature_builder_set (b, i, WF_FEATURE_AFTER_BAD, i > course.bad);
      wf_feature_builder_set (b, i, WF_FEATURE_IS_REPLAN, i == course.replan);
      wf_feature_builder_set (b, i, WF_FEATURE_AFTER_REPLAN, i > course.replan);
      wf_feature_builder_set (b, i, WF_FEATURE_LEDGER_FIRST_SATISFIED, i == course.satisfied);
      wf_feature_builder_set (b, i, WF_FEATURE_LEDGER_BEFORE_SATISFIED, i == course.last_work);
    }
  return TRUE;
}
