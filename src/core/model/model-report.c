/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "core/base/format.h"
#include "core/model/model-figure.h"
#include "core/model/model-private.h"
#include "core/model/model-report.h"
#include "core/report/sections.h"

#define MAX_NAMES 6 /* of weak mechanisms in one sentence */

/* "erk, jnk and 3 more" */
static char *
list_weak (WfModel *self, gsize n_weak)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph), n_listed = 0;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < n_nodes && n_listed < MAX_NAMES; i++)
    if (wf_model_is_weak (self, i, NULL))
      {
        const char *separator = n_listed == 0 ? "" : n_listed + 1 == n_weak ? _ (" and ") : ", ";

        g_string_append_printf (list, "%s%s", separator, wf_graph_get_name (self->graph, i));
        n_listed++;
      }
  if (n_weak > n_listed)
    g_string_append_printf (list, _ (" and %zu more"), n_weak - n_listed);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/**
 * wf_model_conclude:
 * @self: a model
 *
 * Returns: (transfer full): in one sentence how well its mechanisms fit; plain text
 */
char *
wf_model_conclude (WfModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  gsize n_nodes = wf_graph_get_n_nodes (self->graph), n_weak = 0, n_children = 0;

  for (guint i = 0; i < n_nodes; i++)
    {
      n_children += self->mechanisms[i].n_parents > 0;
      n_weak += wf_model_is_weak (self, i, NULL);
    }
  if (n_weak == 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "A model of %zu variable; nothing speaks against its mechanisms.",
                     "A model of %zu variables; nothing speaks against its mechanisms.", n_nodes),
        n_nodes);

  g_autofree char *names = list_weak (self, n_weak);

  /* Translators: "2 of 9 mechanisms are weak: erk and jnk." */
  if (n_children == 1)
    return g_strdup_printf (_ ("The only mechanism is weak: %s."), names);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu of %zu mechanisms is weak: %s.",
                                       "%zu of %zu mechanisms are weak: %s.", n_weak),
                          n_weak, n_children, names);
}

/**
 * wf_model_figure:
 * @self: a model
 *
 * Returns: (transfer full): its graph, with what is observed of each variable, and marks on weak mechanisms
 * and on directions that were chosen
 */
WfFigure *
wf_model_figure (WfModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  WfFigure *figure = wf_figure_new_graph (self->graph);
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);
  g_autofree char *alt =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The graph of %zu variable that the answer rests on.",
                                    "The graph of %zu variables that the answer rests on.", n_nodes),
                       n_nodes);

  for (guint i = 0; i < n_nodes; i++)
    wf_figure_set_node (figure, i, 0, wf_model_get_observed (self, i), NULL, NULL);
  wf_model_mark_choices (self, figure);
  wf_model_mark_weak (self, figure);
  wf_figure_set_alt (figure, alt);
  return figure;
}

static char *
format_p_value (double p)
{
  return p < 0.001 ? g_strdup ("< 0.001") : wf_format_number (p);
}

static void
add_mechanisms (WfReportBuilder *builder, WfModel *self)
{
  const char *heads[] = { _ ("Variable"), _ ("Kind"),  _ ("Mechanism"), _ ("R²"),
                          _ ("Gain"),     _ ("Noise"), _ ("Rows"),      NULL };
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  wf_report_builder_add_text (builder, WF_BLOCK_HEADING, _ ("Mechanisms"));
  wf_report_builder_begin_table (builder, heads, "ssseeee",
                                 _ ("R²: share of the variance that the causes explain, or McFadden's of a "
                                    "discrete variable. Gain: by how much the "
                                    "causes raise the mean log-likelihood of rows that were left out, in "
                                    "nats. Noise: p of a test that it is "
                                    "independent of the causes"));
  for (guint i = 0; i < n_nodes; i++)
    {
      const WfMechanism *mechanism = &self->mechanisms[i];
      double alone, held_out = wf_model_get_held_out (self, i, &alone);
      g_autofree char *name = wf_report_escape (wf_graph_get_name (self->graph, i));
      g_autofree char *plain = wf_model_describe (self, i);
      g_autofree char *words = wf_report_escape (plain);
      g_autofree char *r_squared = wf_format_number (mechanism->r_squared);
      g_autofree char *gain = wf_format_difference (mechanism->n_parents > 0 ? alone : NAN, held_out);
      g_autofree char *p_value = format_p_value (mechanism->noise_p_value);
      g_autofree char *rows = wf_format_count (mechanism->n_rows_used);
      const char *cells[] = { name, _ (mechanism->kind->name), words, r_squared, gain, p_value, rows, NULL };

      wf_report_builder_add_row (builder, cells);
    }
}

static void
add_weak (WfReportBuilder *builder, WfModel *self)
{
  const char *heads[] = { _ ("Variable"), _ ("Why its mechanism is weak"), NULL };
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  wf_report_builder_begin_table (builder, heads, "ss", NULL);
  for (guint i = 0; i < n_nodes; i++)
    {
      const char *reason;
      g_autofree char *name = NULL;
      g_autofree char *escaped = NULL;

      if (!wf_model_is_weak (self, i, &reason))
        continue;
      name = wf_report_escape (wf_graph_get_name (self->graph, i));
      escaped = wf_report_escape (reason);
      wf_report_builder_add_row (builder, (const char *[]){ name, escaped, NULL });
    }
}

static void
add_doubts (WfReportBuilder *builder, WfModel *self)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph), n_weak = 0;

  for (guint i = 0; i < n_nodes; i++)
    n_weak += wf_model_is_weak (self, i, NULL);
  wf_report_builder_begin_doubts (builder);
  if (n_weak > 0)
    add_weak (builder, self);
  for (gsize i = 0; self->warnings[i] != NULL; i++)
    {
      g_autofree char *text = wf_report_escape (self->warnings[i]);

      wf_report_builder_add_text (builder, WF_BLOCK_CALLOUT, text);
    }
  wf_report_builder_add_text (
      builder, WF_BLOCK_PROSE,
      _ ("A good fit of the mechanisms doesn’t tell that the graph is right: one with "
         "arrows turned round may fit as well, and a hidden common cause hides in the "
         "noise of its effects."));
}

/* The kinds that occur, and how they were come by. */
static void
add_method (WfReportBuilder *builder, WfModel *self)
{
  const WfMechanismKind *const *kinds = wf_mechanism_kinds_get_all ();
  gsize n_nodes = wf_graph_get_n_nodes (self->graph), n_automatic = 0;
  g_autofree char *params = wf_params_to_text (wf_model_get_params (self));

  wf_report_builder_begin_method (builder);
  for (gsize k = 0; kinds[k] != NULL; k++)
    {
      gsize n_used = 0;
      g_autofree char *text = NULL;

      for (guint i = 0; i < n_nodes; i++)
        n_used += self->mechanisms[i].kind == kinds[k];
      if (n_used == 0)
        continue;
      /* Translators: what a kind of mechanism does, whose it is */
      text = g_strdup_printf (_ ("%s (%s)"), _ (kinds[k]->summary), kinds[k]->citation);
      wf_report_builder_add_fact (builder, _ (kinds[k]->name), text);
    }
  if (*params != '\0')
    wf_report_builder_add_fact (builder, _ ("Parameters"), params);
  for (guint i = 0; i < n_nodes; i++)
    n_automatic += self->is_automatic[i];
  if (n_automatic > 0)
    wf_report_builder_add_fact (builder, _ ("Choice of the kinds"),
                                _ ("the simplest that the variable allows, unless another one predicts rows "
                                   "that were left out better by more than one standard error"));
}

static void
add_undone (WfReportBuilder *builder)
{
  const char *sentences[] = {
    _ ("Whether links are missing, or arrows point the wrong way, was not tested."),
    _ ("How far the numbers of a mechanism would move with other rows was not computed."),
  };

  wf_report_builder_add_undone (builder, sentences, G_N_ELEMENTS (sentences));
}

/**
 * wf_model_report:
 * @self: a model
 * @provenance: (nullable): what it was computed from
 *
 * Returns: (transfer full): a report of the mechanisms and how well they fit
 */
WfReport *
wf_model_report (WfModel *self, WfProvenance *provenance)
{
  g_return_val_if_fail (self != NULL, NULL);

  gsize n_nodes = wf_graph_get_n_nodes (self->graph);
  g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "How does %zu variable come about?",
                                                         "How do %zu variables come about?", n_nodes),
                                            n_nodes);
  g_autofree char *plain = wf_model_conclude (self);
  g_autofree char *verdict = wf_report_escape (plain);
  g_autoptr (WfReportBuilder) builder = wf_report_builder_new (_ ("Model report"), title);
  g_autoptr (WfFigure) figure = wf_model_figure (self);

  wf_figure_set_alt (figure, plain);
  wf_report_builder_add_text (builder, WF_BLOCK_VERDICT, verdict);
  wf_report_builder_add_abstract (builder,
                                  _ ("How well each mechanism fits stands beside it; that the graph is right "
                                     "is taken for granted."),
                                  provenance);
  wf_report_builder_add_figure (builder, figure,
                                _ ("What is observed of each variable; a wavy line marks a weak mechanism."));
  add_mechanisms (builder, self);
  add_doubts (builder, self);
  add_undone (builder);
  add_method (builder, self);
  if (provenance != NULL)
    wf_report_builder_add_provenance (builder, provenance);
  return wf_report_builder_end (builder);
}
