/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Required arrows stay whatever the data say; where the data say otherwise, people are told. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/discovery/pc-private.h"

#define MAX_EXAMPLES 5

gboolean
wf_constraints_warn_of_contradictions (const WfConstraints *self,
                                       const char *const *names,
                                       WfDoubt doubt,
                                       gpointer data,
                                       WfProgress *progress,
                                       GStrvBuilder *warnings,
                                       GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n_found = 0;

  for (guint a = 0; self->rules != NULL && a < self->n; a++)
    for (guint b = 0; b < self->n; b++)
      {
        g_autofree char *reason = wf_constraints_is_required (self, a, b) ? doubt (a, b, data) : NULL;

        if (reason != NULL && ++n_found <= MAX_EXAMPLES)
          g_string_append_printf (list, "%s%s → %s (%s)", n_found > 1 ? "; " : "", names[a], names[b],
                                  reason);
      }
  if (n_found > MAX_EXAMPLES)
    g_string_append (list, "; …");
  if (n_found > 0)
    {
      const char *format = g_dngettext (
          GETTEXT_PACKAGE,
          "The data contradict %u arrow that the background knowledge requires. It was kept: %s",
          "The data contradict %u arrows that the background knowledge requires. They were kept: %s",
          n_found);
      g_autofree char *text = g_strdup_printf (format, n_found, list->str);

      g_strv_builder_add (warnings, text);
    }
  return wf_progress_check (progress, error);
}

typedef struct
{
  const WfPcInput *input;
  WfSkeleton *skeleton;
  WfSubsets subsets;
} Doubts;

static char *
describe_set (const char *const *names, const guint *given, guint n_given, double p)
{
  g_autofree char *p_text = wf_format_number (p);
  g_autoptr (GString) set = g_string_new (NULL);

  if (n_given == 0)
    return g_strdup_printf (_ ("independent, p = %s"), p_text);
  for (guint q = 0; q < n_given; q++)
    g_string_append_printf (set, "%s%s", q > 0 ? ", " : "", names[given[q]]);
  return g_strdup_printf (_ ("independent given %s, p = %s"), set->str, p_text);
}

/* Does the set separate? The one that comes nearest is recorded. */
static gboolean
ask (Doubts *self, WfRemovedPair *nearest, const guint *given, guint n_given)
{
  GArray *pool = self->skeleton->pool;
  guint a = MIN (nearest->a, nearest->b);
  guint b = MAX (nearest->a, nearest->b);
  double p = wf_ci_test_get_p_value (self->input->test, a, b, given, n_given);

  self->skeleton->n_tests++;
  if (p > nearest->p)
    {
      nearest->p = p;
      nearest->n_given = n_given;
      g_array_set_size (pool, nearest->first);
      if (n_given > 0)
        g_array_append_vals (pool, given, n_given);
    }
  return p > self->input->alpha;
}

static char *
tell (const Doubts *self, const WfRemovedPair *pair)
{
  const guint *given = (const guint *) self->skeleton->pool->data + pair->first;

  return pair->p > self->input->alpha ? describe_set (self->input->names, given, pair->n_given, pair->p)
                                      : NULL;
}

/* Which of the sets that the skeleton would have tried separates the pair? */
static char *
doubt_by_tests (guint from, guint to, gpointer data)
{
  Doubts *self = data;
  WfRemovedPair nearest = { .a = from, .b = to, .first = self->skeleton->pool->len, .p = -1 };
  gboolean is_found = ask (self, &nearest, NULL, 0);

  for (guint size = 1; !is_found && size < self->skeleton->n_sizes; size++)
    {
      gboolean any = wf_subsets_begin (&self->subsets, g_ptr_array_index (self->skeleton->levels, size - 1),
                                       self->input->constraints, MIN (from, to), MAX (from, to), size);

      for (; any && !is_found && !wf_progress_is_cancelled (self->input->progress);
           any = wf_subsets_next (&self->subsets))
        is_found = ask (self, &nearest, self->subsets.set, size);
    }
  g_array_append_val (self->skeleton->required, nearest);
  return tell (self, &nearest);
}

static char *
doubt_by_records (guint from, guint to, gpointer data)
{
  Doubts *self = data;
  const GArray *required = self->skeleton->required;

  for (guint i = 0; i < required->len; i++)
    {
      const WfRemovedPair *pair = &g_array_index (required, WfRemovedPair, i);

      if (pair->a == from && pair->b == to)
        return tell (self, pair);
    }
  return NULL;
}

gboolean
wf_skeleton_warn_of_contradictions (WfSkeleton *self,
                                    const WfPcInput *input,
                                    GStrvBuilder *warnings,
                                    GError **error)
{
  Doubts doubts = { .input = input, .skeleton = self };
  gboolean is_done;

  wf_subsets_init (&doubts.subsets, self->n);
  is_done = wf_constraints_warn_of_contradictions (input->constraints, input->names,
                                                   input->test != NULL ? doubt_by_tests : doubt_by_records,
                                                   &doubts, input->progress, warnings, error);
  wf_subsets_clear (&doubts.subsets);
  return is_done;
}
