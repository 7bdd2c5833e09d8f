/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "core/attribute/question-private.h"

#define MIN_BEGINNING 40 /* bytes of a question that is the cut-off beginning of another */

char *
wf_question_normalise (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_len (out, p, g_utf8_next_char (p) - p);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

typedef struct
{
  char *text;
  gsize index;
} Question;

static int
compare_questions (const void *a, const void *b)
{
  const Question *x = a, *y = b;
  int order = strcmp (x->text, y->text);

  if (order != 0)
    return order;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* A question nobody knows is a group of its own. In sorted order the beginning of a text stands before it,
 * and everything in between begins with it too. */
gsize *
wf_questions_group (const char *const *questions, gsize n, gsize *n_groups)
{
  g_autofree Question *sorted = g_new (Question, MAX (n, 1));
  gsize *group = g_new (gsize, MAX (n, 1));
  const char *head = NULL; /* shortest text of the group */

  *n_groups = 0;
  for (gsize i = 0; i < n; i++)
    sorted[i] = (Question){ wf_question_normalise (questions[i]), i };
  qsort (sorted, n, sizeof *sorted, compare_questions);
  for (gsize k = 0; k < n; k++)
    {
      const char *text = sorted[k].text;
      gboolean is_same =
          head != NULL && *text != '\0' &&
          (strcmp (head, text) == 0 || (strlen (head) >= MIN_BEGINNING && g_str_has_prefix (text, head)));

      if (!is_same)
        {
          head = text;
          (*n_groups)++;
        }
      group[sorted[k].index] = *n_groups - 1;
    }
  for (gsize k = 0; k < n; k++)
    g_free (sorted[k].text);
  return group;
}
