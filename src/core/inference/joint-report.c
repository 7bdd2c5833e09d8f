/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/inference/joint-private.h"
#include "core/inference/method-words-private.h"
#include "core/report/sections.h"

#define MAX_ROWS  60 /* combinations in the table: those that change most */
#define MAX_MEANS 3  /* told in the first sentence */

static char *
list_names (WfJoint *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < self->n_nodes; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", wf_joint_get_name (self, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "do(x = 1, y + 2)" */
static char *
list_interventions (WfJoint *self)
{
  g_autoptr (GString) text = g_string_new ("do(");

  for (gsize i = 0; i < self->question->n_interventions; i++)
    {
      g_autofree char *one = wf_intervention_to_text (self->question->interventions[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", one);
    }
  g_string_append_c (text, ')');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wf_joint_to_text:
 * @self: a joint distribution
 *
 * Returns: (transfer full): what it is of, "P(A, B | do(x = yes), Z = u)"
 */
char *
wf_joint_to_text (WfJoint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree char *names = list_names (self);
  g_autofree char *given = g_strjoinv (", ", self->question->given);
  g_autofree char *dos = self->question->n_interventions > 0 ? list_interventions (self) : g_strdup ("");

  if (*dos == '\0' && *given == '\0')
    return g_strdup_printf ("P(%s)", names);
  return g_strdup_printf ("P(%s | %s%s%s)", names, dos, *dos != '\0' && *given != '\0' ? ", " : "", given);
}

/* "12 %", or "12 % ± 0.3 %" when it is sampled */
static char *
describe_probability (WfJoint *self, gboolean is_after, gsize entry)
{
  const WfJointWorld *world = &self->worlds[is_after];
  g_autofree char *value = wf_format_percent (world->probabilities[entry]);
  g_autofree char *error = world->errors != NULL ? wf_format_percent (world->errors[entry]) : NULL;

  return error != NULL ? g_strdup_printf ("%s ± %s", value, error) : g_steal_pointer (&value);
}

static char *
describe_mean (WfJoint *self, gboolean is_after, gsize node)
{
  const WfJointWorld *world = &self->worlds[is_after];
  g_autofree char *value = wf_format_number (world->means[node]);
  g_autofree char *error = world->errors != NULL ? wf_format_number (world->errors[node]) : NULL;

  return error != NULL ? g_strdup_printf ("%s ± %s", value, error) : g_steal_pointer (&value);
}

static double
get_change (WfJoint *self, gsize entry)
{
  return self->worlds[1].probabilities[entry] - self->worlds[0].probabilities[entry];
}

/* The entries by size of change, then in their order. */
static int
compare_changes (gconstpointer a, gconstpointer b, gpointer data)
{
  gsize i = *(const gsize *) a, j = *(const gsize *) b;
  double x = fabs (get_change (data, i)), y = fabs (get_change (data, j));

  return x > y ? -1 : x < y ? 1 : (i > j) - (i < j);
}

static gsize *
rank_entries (WfJoint *self)
{
  gsize *entries = g_new (gsize, self->n_entries);

  for (gsize i = 0; i < self->n_entries; i++)
    entries[i] = i;
  g_qsort_with_data (entries, (gint) self->n_entries, sizeof (gsize), compare_changes, self);
  return entries;
}

static const char *
describe_engine (WfJoint *self)
{
  switch (self->engine)
    {
      case WF_ENGINE_CLOSED_FORM:
        return _ ("closed-form means and covariances (exact under the fitted model)");
      case WF_ENGINE_SAMPLING:
        return _ ("weighted draws, with standard errors");
      case WF_ENGINE_JUNCTION_TREE:
      case WF_ENGINE_ELIMINATION:
      default:
        return _ ("variable elimination (exact under the fitted model)");
    }
}

static double
get_correlation (const WfJointWorld *world, gsize n, gsize a, gsize b)
{
  return world->covariances[a * n + b] / sqrt (world->covariances[a * n + a] * world->covariances[b * n + b]);
}

/* the means of the first variables, and how the first two hang together */
static char *
describe_moments (WfJoint *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n = self->n_nodes, n_told = MIN (n, MAX_MEANS);
  double before = n > 1 ? get_correlation (&self->worlds[0], n, 0, 1) : NAN;
  double after = n > 1 ? get_correlation (&self->worlds[1], n, 0, 1) : NAN;

  for (gsize k = 0; k < n_told; k++)
    {
      g_autofree char *from = describe_mean (self, FALSE, k);
      g_autofree char *to = describe_mean (self, TRUE, k);

      g_string_append_printf (
          text, k == 0 ? _ ("The mean of %s goes from %s to %s") : _ (", that of %s from %s to %s"),
          wf_joint_get_name (self, k), from, to);
    }
  if (isfinite (before) && isfinite (after))
    {
      g_autofree char *from = wf_format_number (before);
      g_autofree char *to = wf_format_number (after);

      g_string_append_printf (text, _ ("; the correlation of %s and %s goes from %s to %s"),
                              wf_joint_get_name (self, 0), wf_joint_get_name (self, 1), from, to);
    }
  g_string_append_c (text, '.');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_verdict (WfReportBuilder *builder, WfJoint *self, const gsize *entries)
{
  g_autofree char *text = NULL;

  if (self->kind == WF_COLUMN_DISCRETE)
    {
      g_autofree char *entry = wf_joint_entry_to_text (self, entries[0]);
      g_autofree char *name = wf_report_escape (entry);
      g_autofree char *before = describe_probability (self, FALSE, entries[0]);
      g_autofree char *after = describe_probability (self, TRUE, entries[0]);

      if (fabs (get_change (self, entries[0])) > 1e-9)
        text =
            g_strdup_printf (_ ("Of all combinations, %s changes most: from %s to %s."), name, before, after);
      else
        text = g_strdup (_ ("No combination changes its probability."));
    }
  else
    {
      g_autofree char *plain = describe_moments (self);

      text = wf_report_escape (plain);
    }
  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, text);
}

static void
add_probabilities (WfReportBuilder *builder, WfJoint *self, const gsize *entries)
{
  const char *heads[] = { _ ("combination"), _ ("before"), _ ("after"), _ ("change"), NULL };
  gsize n_rows = MIN (self->n_entries, MAX_ROWS);
  g_autofree char *all = wf_format_count (self->n_entries);
  g_autofree char *caption = NULL;

  if (n_rows < self->n_entries)
    caption = g_strdup_printf (_ ("The %d of %s combinations that change most"), MAX_ROWS, all);
  wf_report_builder_begin_table (builder, heads, "seee", caption);
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *entry = wf_joint_entry_to_text (self, entries[i]);
      g_autofree char *name = wf_report_escape (entry);
      g_autofree char *before = describe_probability (self, FALSE, entries[i]);
      g_autofree char *after = describe_probability (self, TRUE, entries[i]);
      g_autofree char *points = wf_format_number (100.0 * get_change (self, entries[i]));
      g_autofree char *change = g_strdup_printf ("%s\u00a0pp", points);
      const char *cells[] = { name, before, after, change, NULL };

      wf_report_builder_add_row (builder, cells);
    }
}

static void
add_moments (WfReportBuilder *builder, WfJoint *self)
{
  const char *heads[] = { _ ("variable"), _ ("mean before"), _ ("sd"), _ ("mean after"), _ ("sd"), NULL };
  const char *pair_heads[] = { _ ("pair"), _ ("correlation before"), _ ("after"), NULL };
  gsize n = self->n_nodes;

  wf_report_builder_begin_table (builder, heads, "seeee", NULL);
  for (gsize k = 0; k < n; k++)
    {
      g_autofree char *name = wf_report_escape (wf_joint_get_name (self, k));
      g_autofree char *before = describe_mean (self, FALSE, k);
      g_autofree char *after = describe_mean (self, TRUE, k);
      g_autofree char *sd_before = wf_format_number (sqrt (self->worlds[0].covariances[k * n + k]));
      g_autofree char *sd_after = wf_format_number (sqrt (self->worlds[1].covariances[k * n + k]));
      const char *cells[] = { name, before, sd_before, after, sd_after, NULL };

      wf_report_builder_add_row (builder, cells);
    }
  if (n < 2)
    return;
  wf_report_builder_begin_table (builder, pair_heads, "see",
                                 _ ("A variable without spread has no correlation."));
  for (gsize k = 0; k < n; k++)
    for (gsize l = 0; l < k; l++)
      {
        g_autofree char *plain =
            g_strdup_printf ("%s, %s", wf_joint_get_name (self, l), wf_joint_get_name (self, k));
        g_autofree char *name = wf_report_escape (plain);
        g_autofree char *before = wf_format_number (get_correlation (&self->worlds[0], n, k, l));
        g_autofree char *after = wf_format_number (get_correlation (&self->worlds[1], n, k, l));
        const char *cells[] = { name, before, after, NULL };

        wf_report_builder_add_row (builder, cells);
      }
}

static void
add_doubts (WfReportBuilder *builder, WfJoint *self)
{
  wf_report_builder_begin_doubts (builder);
  for (gsize i = 0; self->warnings[i] != NULL; i++)
    {
      g_autofree char *text = wf_report_escape (self->warnings[i]);

      wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, text);
    }
  wf_report_builder_add_text (
      builder, WF_BLOCK_PROSE,
      _ ("The graph is taken as right and complete: a hidden common cause of two variables, a missing "
         "edge or a reversed one changes the answer."));
}

static void
add_method (WfReportBuilder *builder, WfJoint *self)
{
  wf_report_builder_begin_method (builder);
  wf_report_builder_add_fact (builder, _ ("Source"), _ ("Pearl 2009, Causality, chapter 3"));
  wf_model_add_facts (builder, self->question->model);
  wf_report_builder_add_fact (builder, _ ("Computed by"), describe_engine (self));
  if (!wf_joint_is_exact (self))
    {
      g_autofree char *draws = wf_format_count (self->n_draws);
      g_autofree char *effective = wf_format_count ((gsize) self->n_effective);
      g_autofree char *text =
          g_strdup_printf (_ ("%s, which count as %s after weighting by what is given"), draws, effective);

      wf_report_builder_add_fact (builder, _ ("Draws"), text);
    }
}

/**
 * wf_joint_report:
 * @self: a joint distribution
 * @provenance: (nullable): inputs, command and time
 *
 * The largest change in a sentence, the table of combinations or the means and correlations, method.
 *
 * Returns: (transfer full): the report
 */
WfReport *
wf_joint_report (WfJoint *self, WfProvenance *provenance)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autofree char *plain = wf_joint_to_text (self);
  g_autofree char *question = g_strdup_printf (_ ("What is %s?"), plain);
  g_autofree char *title = wf_report_escape (question);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Joint distribution"), title);
  g_autofree gsize *entries = self->kind == WF_COLUMN_DISCRETE ? rank_entries (self) : NULL;

  add_verdict (builder, self, entries);
  wf_report_builder_add_abstract (builder, wf_model_describe_certainty (self->question->model, FALSE),
                                  provenance);
  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("The numbers"));
  if (self->kind == WF_COLUMN_DISCRETE)
    add_probabilities (builder, self, entries);
  else
    add_moments (builder, self);
  wf_model_add_graph (builder, self->question->model);
  add_doubts (builder, self);
  wf_model_add_undone (builder, self->question->model, FALSE);
  add_method (builder, self);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
