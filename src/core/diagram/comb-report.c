/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The page that explains a cut: the question, the picture, the numbers, why they can be had, and from what.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/format.h"
#include "core/diagram/comb-page-private.h"
#include "core/diagram/diagram-figure.h"
#include "core/report/sections.h"

#define SIDE_BY_SIDE 5   /* boxes of a diagram that is shown before and after the cut in one row */
#define MOST_BOXES   120 /* a larger diagram is not shown */

static void
add_text (WfCombPage *self, WfBlockKind kind, const char *text)
{
  wf_report_builder_add_text (self->builder, kind, text);
}

/* ---- the answer ---- */

/* "0.458 to 0.747, a difference of 0.289" of a treatment with two states */
static char *
tell_change (const WfCombPage *self, const double *values)
{
  double from = wf_comb_page_pick (self, values, 0), to = wf_comb_page_pick (self, values, 1);
  g_autofree char *low = wf_format_number (from);
  g_autofree char *high = wf_format_number (to);
  g_autofree char *change = wf_format_difference (from, to);

  return g_strdup_printf (_ ("%s to %s, a difference of %s"), low, high, change);
}

static void
add_verdict (WfCombPage *self)
{
  g_autofree char *reason = wf_bridge_describe_typeset (self->bridge);
  g_autofree char *escaped = wf_report_escape (reason);
  g_autofree char *event = wf_comb_page_describe_event (self);
  g_autofree char *from = wf_comb_page_describe (self, 0, 1, 0);
  g_autofree char *to = wf_comb_page_describe (self, 0, 1, self->n_x - 1);
  g_autofree char *effect = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *text = NULL;

  if (self->effect == NULL || self->n_x != 2)
    text = g_strconcat (escaped, ".", NULL);
  else
    {
      effect = tell_change (self, self->effect);
      seen = tell_change (self, self->seen);
      text = wf_bridge_get_kind (self->bridge) == WF_BRIDGE_NO_PATH
                 ? g_strdup_printf (
                       _ ("%s. Among those who are seen with %s instead of %s, P(%s) goes from %s."), escaped,
                       to, from, event, seen)
                 : g_strdup_printf (
                       _ ("Setting %s instead of %s takes P(%s) from %s. Among those who are seen with "
                          "the one or the other it goes from %s."),
                       to, from, event, effect, seen);
    }
  add_text (self, WF_BLOCK_VERDICT, text);
}

static void
add_notes (WfCombPage *self, const char *const *notes)
{
  for (gsize i = 0; notes != NULL && notes[i] != NULL; i++)
    {
      g_autofree char *escaped = wf_report_escape (notes[i]);

      add_text (self, WF_BLOCK_CALLOUT, escaped);
    }
}

static void
add_question (WfCombPage *self)
{
  g_autofree char *text = g_strdup_printf (_ ("Who has one state of %s may differ from who has another in "
                                              "more than that: what led to %s may lead to "
                                              "%s as well. So the question isn’t what %s is among those who "
                                              "are seen with a state of %s, but what it "
                                              "would be if the state were given to all, by lot. In the "
                                              "picture that is a cut: the box of %s is taken "
                                              "out, what led into it is discarded, and a state that knows "
                                              "nothing of the rest, the same for all, takes "
                                              "its place. All other boxes stay as they are."),
                                           self->x, self->x, self->c, self->c, self->x, self->x);

  add_text (self, WF_BLOCK_HEADING, _ ("The question"));
  add_text (self, WF_BLOCK_PROSE, text);
}

/* ---- pictures ---- */

static void
add_picture (WfCombPage *self, const char *const *cuts, gboolean is_both, const char *caption)
{
  g_autoptr (WfFigure) figure =
      wf_diagram_figure_new (self->diagram, cuts, *cuts != NULL ? self->comb : NULL);

  wf_figure_set_wiring_shows_before (figure, is_both);
  wf_report_builder_add_figure (self->builder, figure, caption);
}

static void
add_pictures (WfCombPage *self)
{
  const char *cuts[] = { wf_bridge_get_treatment (self->bridge), NULL };
  const char *none[] = { NULL };
  gboolean has_regions = wf_bridge_get_kind (self->bridge) == WF_BRIDGE_COMB;
  gsize n_boxes = self->diagram != NULL ? wf_diagram_get_n_boxes (self->diagram) : 0;
  const char *after =
      has_regions
          ? _ ("Read it from the bottom to the top: a box is a table P(out | in), a dot copies a value, "
               "three "
               "bars discard it. Dashed, with scissors: the box that was cut; the triangle in its place "
               "gives every state equally often. g is the channel in the hole, f the comb around it.")
          : _ ("Read it from the bottom to the top: a box is a table P(out | in), a dot copies a value, "
               "three "
               "bars discard it. Dashed, with scissors: the box that was cut; the triangle in its place "
               "gives every state equally often.");

  if (n_boxes == 0 || n_boxes > MOST_BOXES)
    return;
  if (n_boxes > SIDE_BY_SIDE)
    add_picture (self, none, FALSE, _ ("The model as it was observed."));
  add_picture (self, cuts, n_boxes <= SIDE_BY_SIDE, after);
}

/* ---- reasons ---- */

/* why the observed tables tell what the treatment does */
static void
explain_way (WfCombPage *self)
{
  g_autofree char *a = wf_comb_page_list_names (self, 0, 1 + self->n_context);
  g_autofree char *z = wf_comb_page_list_names (self, 1, 1 + self->n_context);
  g_autofree char *b = wf_comb_page_list_names (self, 1 + self->n_context, self->n_wires - 1);
  g_autofree char *text = NULL;

  if (wf_bridge_get_kind (self->bridge) == WF_BRIDGE_COMB)
    text = g_strdup_printf (_ ("g: nothing that is hidden leads to both %s and %s, so P(%s | %s) as it was "
                               "observed is what %s does to %s. "
                               "f: in each state of %s nothing else leads to both %s and %s, so P(%s | %s, "
                               "%s) as it was observed tells what "
                               "%s does to %s; it is averaged over how common the states are. One after the "
                               "other they give the effect."),
                            self->x, b, b, a, self->x, b, a, b, self->c, self->c, a, b, b, self->c);
  else if (wf_bridge_get_kind (self->bridge) == WF_BRIDGE_BACK_DOOR && self->n_context > 0)
    text = g_strdup_printf (
        _ ("In each state of %s nothing else leads to both %s and %s: there P(%s | %s) as it was "
           "observed is what %s does. Averaged over how common the states are, it is the effect."),
        z, self->x, self->c, self->c, a, self->x);
  if (text != NULL)
    add_text (self, WF_BLOCK_PROSE, text);
}

static void
add_reason (WfCombPage *self)
{
  g_autofree char *reason = wf_bridge_describe_typeset (self->bridge);
  g_autofree char *escaped = wf_report_escape (reason);
  g_autofree char *text = g_strconcat (escaped, ".", NULL);

  add_text (self, WF_BLOCK_HEADING,
            self->effect != NULL ? _ ("Why it is computable") : _ ("Why it isn’t computable"));
  add_text (self, WF_BLOCK_PROSE, text);
  explain_way (self);
  if (self->effect == NULL)
    {
      g_autofree char *bounds = g_strdup_printf (_ ("Something hidden could make up for any part of what is "
                                                    "seen, so no number follows from the data. What "
                                                    "follows is an interval (Manski 1990): among those seen "
                                                    "with the state of %s in question the share is "
                                                    "known; all others could have been anything."),
                                                 self->x);

      add_text (self, WF_BLOCK_PROSE, bounds);
    }
}

/* a part of the formula, the table it comes from, and how */
static void
add_formula (WfCombPage *self, const char *part, const char *table, const char *formula)
{
  const char *cells[] = { part, table, formula, NULL };

  wf_report_builder_add_row (self->builder, cells);
}

/* which observed table feeds which formula */
static void
add_formulas (WfCombPage *self)
{
  const char *heads[] = { _ ("Part"), _ ("From the observed table"), _ ("Formula"), NULL };
  gsize bridge = 1 + self->n_context, outcome = self->n_wires - 1;
  g_autofree char *a = wf_comb_page_list_names (self, 0, bridge);
  g_autofree char *z = wf_comb_page_list_names (self, 1, bridge);
  g_autofree char *b = wf_comb_page_list_names (self, bridge, outcome);
  g_autofree char *given = wf_comb_page_list_names (self, 0, outcome);
  g_autofree char *last = g_strdup_printf ("P(%s | %s)", self->c, given);
  WfBridgeKind kind = wf_bridge_get_kind (self->bridge);

  if (kind != WF_BRIDGE_COMB && kind != WF_BRIDGE_BACK_DOOR)
    return;
  add_text (self, WF_BLOCK_HEADING, _ ("Which table feeds which formula"));
  wf_report_builder_begin_table (self->builder, heads, "sss", NULL);
  if (kind == WF_BRIDGE_COMB)
    {
      g_autofree char *channel = g_strdup_printf ("P(%s | %s)", b, a);
      g_autofree char *tables = g_strdup_printf ("P(%s), %s", a, last);
      g_autofree char *g = g_strdup_printf ("g(%s | %s) = P(%s | %s)", b, a, b, a);
      g_autofree char *f = g_strdup_printf ("f(%s, %s | %s) = P(%s) · %s", a, self->c, b, a, last);

      add_formula (self, "**g**", channel, g);
      add_formula (self, "**f**", tables, f);
    }
  else
    {
      g_autofree char *tables =
          self->n_context > 0 ? g_strdup_printf ("P(%s), %s", z, last) : g_strdup (last);
      g_autofree char *sum =
          self->n_context > 0 ? g_strdup_printf ("Σ P(%s) · %s", z, last) : g_strdup (last);

      add_formula (self, _ ("the answer"), tables, sum);
    }
  wf_comb_page_add_tables (self);
}

static void
add_check (WfCombPage *self)
{
  g_autofree char *difference = wf_format_number (wf_comb_get_reconstruction_error (self->comb));
  g_autofree char *text = g_strdup_printf (_ ("Check: f with g in its hole must be what was observed, in "
                                              "every combination of states. f after g gives the "
                                              "observed joint back; the largest difference is %s."),
                                           difference);

  add_text (self, WF_BLOCK_PROSE, text);
}

/* what the answer rests on, and what would break it */
static void
add_assumptions (WfCombPage *self)
{
  g_autofree char *b = wf_comb_page_list_names (self, 1 + self->n_context, self->n_wires - 1);
  g_autofree char *z = wf_comb_page_list_names (self, 1, 1 + self->n_context);
  g_autofree char *text = NULL;

  switch (wf_bridge_get_kind (self->bridge))
    {
      case WF_BRIDGE_COMB:
        text = g_strdup_printf (_ ("This rests on the graph, which the data can’t prove. It would be wrong "
                                   "if %s led to %s by a way around "
                                   "%s, if something hidden led to both %s and %s (an open path %s ← ? → "
                                   "%s), or to both %s and %s other "
                                   "than through %s."),
                                self->x, self->c, b, self->x, b, self->x, b, b, self->c, self->x);
        break;
      case WF_BRIDGE_BACK_DOOR:
        text = self->n_context > 0
                   ? g_strdup_printf (
                         _ ("This rests on the graph, which the data can’t prove. It would be wrong if "
                            "something besides %s led to both %s and %s (an open path %s ← ? → %s), or if "
                            "%s were itself changed by %s."),
                         z, self->x, self->c, self->x, self->c, z, self->x)
                   : g_strdup_printf (
                         _ ("This rests on the graph, which the data can’t prove. It would be wrong if "
                            "something led to both %s and %s (an open path %s ← ? → %s)."),
                         self->x, self->c, self->x, self->c);
        break;
      case WF_BRIDGE_NO_PATH:
        text = g_strdup_printf (
            _ ("This rests on the graph, which the data can’t prove: no arrow may be missing from "
               "%s to %s."),
            self->x, self->c);
        break;
      case WF_BRIDGE_NONE:
      default:
        text = g_strdup_printf (
            _ ("It would become computable if a variable on the open path were measured, or one "
               "that carries all that %s does to %s and has no hidden cause in common with %s."),
            self->x, self->c, self->x);
        break;
    }
  wf_report_builder_begin_doubts (self->builder);
  add_text (self, WF_BLOCK_CALLOUT, text);
}

/* what was left out, and whose method it is */
static void
add_method (WfCombPage *self)
{
  const char *sentences[] = {
    _ ("Nothing was done to the world: the answer is computed from what was observed."),
    _ ("Whether the graph fits the data was not tested, and no interval for the number of rows was "
       "computed."),
  };

  wf_report_builder_add_undone (self->builder, sentences, G_N_ELEMENTS (sentences));
  wf_report_builder_begin_method (self->builder);
  wf_report_builder_add_fact (self->builder, _ ("Computable or not"),
                              _ ("Pearl 2009, Causality, chapter 3; comb disintegration: Jacobs, Kissinger & "
                                 "Zanasi 2019, FoSSaCS"));
  if (self->effect == NULL)
    wf_report_builder_add_fact (self->builder, _ ("Bounds"), _ ("Manski 1990"));
}

/**
 * wf_comb_report:
 * @self: the answer
 * @observed: (nullable): the diagram of the graph before the cut, for the picture
 * @cut: (array length=n) (nullable): what the diagram with fitted tables says after the cut
 * @n: number of entries; 0 without them
 * @notes: (array zero-terminated=1) (nullable): how the data were read, and what was done to them first
 * @provenance: (nullable): where table and graph come from
 *
 * Returns: (transfer full): the question, the picture before and after the cut, the numbers side by side, why
 * they are computable or not, what feeds which formula with the numbers put in, and what it rests on
 */
WfReport *
wf_comb_report (WfComb *self,
                WfDiagram *observed,
                const double *cut,
                gsize n,
                const char *const *notes,
                WfProvenance *provenance)
{
  WfBridge *bridge = wf_comb_get_bridge (self);
  g_autofree char *title = g_strdup_printf (_ ("What does cutting %s do to %s?"),
                                            wf_bridge_get_treatment (bridge), wf_bridge_get_outcome (bridge));
  g_autofree char *escaped = wf_report_escape (title);
  g_auto (WfCombPage) page = { 0 };

  wf_comb_page_init (&page, self, observed, n > 0 ? cut : NULL);
  page.builder = wf_report_builder_new (_ ("String diagram report"), escaped);
  add_verdict (&page);
  wf_report_builder_add_abstract (page.builder,
                                  _ ("The numbers hold if the graph is right; how far they would move with "
                                     "other rows was not computed."),
                                  provenance);
  add_notes (&page, notes);
  add_question (&page);
  add_pictures (&page);
  wf_comb_page_add_numbers (&page);
  add_reason (&page);
  add_formulas (&page);
  wf_comb_page_add_derivation (&page);
  if (wf_bridge_get_kind (bridge) == WF_BRIDGE_COMB)
    add_check (&page);
  add_assumptions (&page);
  add_method (&page);
  if (provenance != NULL)
    wf_report_builder_add_provenance (page.builder, provenance);
  return wf_report_builder_end (page.builder);
}
