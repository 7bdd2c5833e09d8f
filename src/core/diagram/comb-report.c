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

#define SIDE_BY_SIDE 5    /* boxes of a diagram that is shown before and after the cut in one row */
#define LEAST_SPREAD 0.15 /* of numbers that a chart from 0 to 1 tells apart */
#define STEP         0.05 /* of the ends of a narrower one */
#define MOST_BOXES   120  /* a larger diagram is not shown */

/* what there is to tell of */
typedef struct
{
  WfCombPage page;
  WfReportBuilder *builder;
  WfDiagram *diagram;                                /* before the cut; nullable */
  const double *seen, *cut, *effect, *lower, *upper; /* treatment x outcome; cut, effect nullable */
  char *x, *c;                                       /* treatment and outcome, escaped */
} Telling;

static void
telling_init (Telling *self, WfComb *comb, WfDiagram *diagram, const double *cut)
{
  gsize n;

  wf_comb_page_init (&self->page, comb);
  self->diagram = diagram;
  self->seen = wf_comb_get_observed (comb, &n);
  self->effect = wf_comb_get_effect (comb, &n);
  self->lower = wf_comb_get_bounds (comb, FALSE, &n);
  self->upper = wf_comb_get_bounds (comb, TRUE, &n);
  self->cut = cut;
  self->x = wf_report_escape (wf_bridge_get_treatment (self->page.bridge));
  self->c = wf_report_escape (wf_bridge_get_outcome (self->page.bridge));
}

static void
telling_clear (Telling *self)
{
  wf_comb_page_clear (&self->page);
  g_clear_pointer (&self->builder, wf_report_builder_unref);
  g_free (self->x);
  g_free (self->c);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Telling, telling_clear)

static void
add_text (Telling *self, WfBlockKind kind, const char *text)
{
  wf_report_builder_add_text (self->builder, kind, text);
}

/* "Cancer = yes": a state of the outcome; escaped */
static char *
describe_outcome (const Telling *self, gsize c)
{
  return wf_comb_page_describe (&self->page, self->page.n_wires - 1, self->page.n_wires, c);
}

/* of the last state of the outcome, in state x of the treatment */
static double
pick (const Telling *self, const double *values, gsize x)
{
  return values[x * self->page.n_c + self->page.n_c - 1];
}

/* ---- the answer ---- */

/* "0.458 to 0.747, a difference of 0.289" of a treatment with two states */
static char *
tell_change (const Telling *self, const double *values)
{
  double from = pick (self, values, 0), to = pick (self, values, 1);
  g_autofree char *low = wf_format_number (from);
  g_autofree char *high = wf_format_number (to);
  g_autofree char *change = wf_format_difference (from, to);

  return g_strdup_printf (_ ("%s to %s, a difference of %s"), low, high, change);
}

static void
add_verdict (Telling *self)
{
  g_autofree char *reason = wf_bridge_describe (self->page.bridge);
  g_autofree char *escaped = wf_report_escape (reason);
  g_autofree char *event = describe_outcome (self, self->page.n_c - 1);
  g_autofree char *from = wf_comb_page_describe (&self->page, 0, 1, 0);
  g_autofree char *to = wf_comb_page_describe (&self->page, 0, 1, self->page.n_x - 1);
  g_autofree char *effect = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *text = NULL;

  if (self->effect == NULL || self->page.n_x != 2)
    {
      g_autofree char *sentence = g_strconcat (escaped, ".", NULL);

      add_text (self, WF_BLOCK_VERDICT, sentence);
      return;
    }
  effect = tell_change (self, self->effect);
  seen = tell_change (self, self->seen);
  text = g_strdup_printf (_ ("Setting %s instead of %s takes P(%s) from %s. Seen, not set, it goes from %s."),
                          to, from, event, effect, seen);
  add_text (self, WF_BLOCK_VERDICT, text);
}

static void
add_question (Telling *self)
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
add_picture (Telling *self, const char *const *cuts, gboolean is_both, const char *caption)
{
  g_autoptr (WfFigure) figure =
      wf_diagram_figure_new (self->diagram, cuts, *cuts != NULL ? self->page.comb : NULL);

  wf_figure_set_wiring_shows_before (figure, is_both);
  wf_report_builder_add_figure (self->builder, figure, caption);
}

static void
add_pictures (Telling *self)
{
  const char *cuts[] = { wf_bridge_get_treatment (self->page.bridge), NULL };
  const char *none[] = { NULL };
  gboolean has_regions = wf_bridge_get_kind (self->page.bridge) == WF_BRIDGE_COMB;
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

/* ---- numbers ---- */

static char *
format_value (const double *values, gsize i)
{
  return wf_format_number (values != NULL ? values[i] : NAN);
}

/* what is known of it without any graph: "0.51 to 0.88" */
static char *
format_bounds (const Telling *self, gsize i)
{
  g_autofree char *least = wf_format_number (self->lower[i]);
  g_autofree char *most = wf_format_number (self->upper[i]);

  return g_strdup_printf (_ ("%s to %s"), least, most);
}

static void
add_number_row (Telling *self, gsize x, gsize c, gboolean has_outcome)
{
  g_autofree char *state = wf_report_escape (wf_comb_page_get_level (&self->page, 0, x));
  g_autofree char *event = wf_report_escape (wf_comb_page_get_level (&self->page, self->page.n_wires - 1, c));
  gsize i = x * self->page.n_c + c, n = 0;
  g_autofree char *seen = format_value (self->seen, i);
  g_autofree char *cut = format_value (self->cut, i);
  g_autofree char *effect = format_value (self->effect, i);
  g_autofree char *bounds = format_bounds (self, i);
  const char *cells[7] = { NULL };

  cells[n++] = state;
  if (has_outcome)
    cells[n++] = event;
  cells[n++] = seen;
  if (self->cut != NULL)
    cells[n++] = cut;
  cells[n++] = effect;
  cells[n++] = bounds;
  wf_report_builder_add_row (self->builder, cells);
}

static void
add_difference_row (Telling *self)
{
  const double *columns[] = { self->seen, self->cut, self->effect };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup_printf ("**%s**", _ ("difference")));
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (i != 1 || columns[i] != NULL)
      g_ptr_array_add (cells, columns[i] != NULL ? wf_format_difference (pick (self, columns[i], 0),
                                                                         pick (self, columns[i], 1))
                                                 : wf_format_number (NAN));
  g_ptr_array_add (cells, g_strdup (""));
  g_ptr_array_add (cells, NULL);
  wf_report_builder_add_row (self->builder, (const char *const *) cells->pdata);
}

/* with two states of the outcome its last one is enough */
static void
add_numbers (Telling *self)
{
  gboolean has_outcome = self->page.n_c > 2;
  g_autofree char *event = describe_outcome (self, self->page.n_c - 1);
  g_autofree char *caption = has_outcome
                                 ? g_strdup_printf (_ ("P(%s) in each state of %s."), self->c, self->x)
                                 : g_strdup_printf (_ ("P(%s) in each state of %s."), event, self->x);
  const char *heads[7] = { self->x };
  gsize n = 1;

  if (has_outcome)
    heads[n++] = self->c;
  heads[n++] = _ ("Observed");
  if (self->cut != NULL)
    heads[n++] = _ ("Cut, fitted model");
  heads[n++] = _ ("From the data alone");
  heads[n++] = _ ("Without any graph");
  add_text (self, WF_BLOCK_HEADING, _ ("The numbers side by side"));
  wf_report_builder_begin_table (self->builder, heads,
                                 has_outcome ? (self->cut != NULL ? "sseeee" : "sseee")
                                             : (self->cut != NULL ? "seeee" : "seee"),
                                 caption);
  for (gsize x = 0; x < self->page.n_x; x++)
    for (gsize c = has_outcome ? 0 : self->page.n_c - 1; c < self->page.n_c; c++)
      add_number_row (self, x, c, has_outcome);
  if (!has_outcome && self->page.n_x == 2)
    add_difference_row (self);
}

/* a row a number: from the first state of the treatment to the second */
static void
add_change_bars (Telling *self, WfFigure *chart)
{
  const double *columns[] = { self->seen, self->cut, self->effect };
  const char *labels[] = { _ ("Observed"), _ ("Cut, fitted model"), _ ("From the data alone") };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (columns[i] != NULL)
      {
        double from = pick (self, columns[i], 0), to = pick (self, columns[i], 1);
        g_autofree char *change = wf_format_difference (from, to);

        wf_figure_add_bar (chart, labels[i], from, to, change, i == 2);
      }
}

/* a row a state of the treatment: from one number to the other */
static void
add_state_bars (Telling *self, WfFigure *chart, const double *from, const double *to)
{
  for (gsize x = 0; x < self->page.n_x; x++)
    {
      double low = pick (self, from, x), high = pick (self, to, x);
      g_autofree char *a = wf_format_number (low);
      g_autofree char *b = wf_format_number (high);
      g_autofree char *text = g_strdup_printf (_ ("%s to %s"), a, b);

      wf_figure_add_bar (chart, wf_comb_page_get_level (&self->page, 0, x), low, high, text, FALSE);
    }
}

/* From 0 to 1, unless that shows nothing of the differences. */
static WfFigure *
create_chart (const Telling *self)
{
  const double *columns[] = { self->seen, self->cut, self->effect };
  double low = 1, high = 0;

  if (self->effect == NULL)
    return wf_figure_new_chart (WF_CHART_DUMBBELL, 0, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    for (gsize x = 0; x < self->page.n_x && columns[i] != NULL; x++)
      {
        low = MIN (low, pick (self, columns[i], x));
        high = MAX (high, pick (self, columns[i], x));
      }
  if (high - low >= LEAST_SPREAD)
    return wf_figure_new_chart (WF_CHART_DUMBBELL, 0, 1);
  low = floor (low / STEP) * STEP;
  high = ceil (high / STEP) * STEP;
  return wf_figure_new_chart (WF_CHART_DUMBBELL, low, MAX (high, low + STEP));
}

static void
add_chart (Telling *self)
{
  g_autoptr (WfFigure) chart = create_chart (self);
  g_autofree char *event = describe_outcome (self, self->page.n_c - 1);
  g_autofree char *first = wf_comb_page_describe (&self->page, 0, 1, 0);
  g_autofree char *last = wf_comb_page_describe (&self->page, 0, 1, self->page.n_x - 1);
  g_autofree char *caption = NULL;
  g_autofree char *alt = NULL;

  if (self->effect == NULL)
    {
      add_state_bars (self, chart, self->lower, self->upper);
      caption = g_strdup_printf (
          _ ("P(%s) after the cut in each state of %s: it lies between the circles, whatever is "
             "hidden."),
          event, self->x);
    }
  else if (self->page.n_x == 2)
    {
      add_change_bars (self, chart);
      caption = g_strdup_printf (_ ("P(%s): open circle %s, filled circle %s."), event, first, last);
    }
  else
    {
      add_state_bars (self, chart, self->seen, self->effect);
      caption = g_strdup_printf (
          _ ("P(%s) in each state of %s: open circle as observed, filled circle from the data "
             "alone."),
          event, self->x);
    }
  alt = wf_report_strip (caption);
  wf_figure_set_alt (chart, alt);
  wf_report_builder_add_figure (self->builder, chart, caption);
}

/* ---- reasons ---- */

/* why the observed tables tell what the treatment does */
static void
explain_way (Telling *self)
{
  g_autofree char *a = wf_comb_page_list_names (&self->page, 0, 1 + self->page.n_context);
  g_autofree char *z = wf_comb_page_list_names (&self->page, 1, 1 + self->page.n_context);
  g_autofree char *b =
      wf_comb_page_list_names (&self->page, 1 + self->page.n_context, self->page.n_wires - 1);
  g_autofree char *text = NULL;

  if (wf_bridge_get_kind (self->page.bridge) == WF_BRIDGE_COMB)
    text = g_strdup_printf (_ ("g: nothing that is hidden leads to both %s and %s, so P(%s | %s) as it was "
                               "observed is what %s does to %s. "
                               "f: in each state of %s nothing else leads to both %s and %s, so P(%s | %s, "
                               "%s) as it was observed tells what "
                               "%s does to %s; it is averaged over how common the states are. One after the "
                               "other they give the effect."),
                            self->x, b, b, a, self->x, b, a, b, self->c, self->c, a, b, b, self->c);
  else if (wf_bridge_get_kind (self->page.bridge) == WF_BRIDGE_BACK_DOOR && self->page.n_context > 0)
    text = g_strdup_printf (
        _ ("In each state of %s nothing else leads to both %s and %s: there P(%s | %s) as it was "
           "observed is what %s does. Averaged over how common the states are, it is the effect."),
        z, self->x, self->c, self->c, a, self->x);
  if (text != NULL)
    add_text (self, WF_BLOCK_PROSE, text);
}

static void
add_reason (Telling *self)
{
  g_autofree char *reason = wf_bridge_describe (self->page.bridge);
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
add_formula (Telling *self, const char *part, const char *table, const char *formula)
{
  const char *cells[] = { part, table, formula, NULL };

  wf_report_builder_add_row (self->builder, cells);
}

/* which observed table feeds which formula */
static void
add_formulas (Telling *self)
{
  const char *heads[] = { _ ("Part"), _ ("From the observed table"), _ ("Formula"), NULL };
  gsize bridge = 1 + self->page.n_context, outcome = self->page.n_wires - 1;
  g_autofree char *a = wf_comb_page_list_names (&self->page, 0, bridge);
  g_autofree char *z = wf_comb_page_list_names (&self->page, 1, bridge);
  g_autofree char *b = wf_comb_page_list_names (&self->page, bridge, outcome);
  g_autofree char *given = wf_comb_page_list_names (&self->page, 0, outcome);
  g_autofree char *last = g_strdup_printf ("P(%s | %s)", self->c, given);
  WfBridgeKind kind = wf_bridge_get_kind (self->page.bridge);

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
          self->page.n_context > 0 ? g_strdup_printf ("P(%s), %s", z, last) : g_strdup (last);
      g_autofree char *sum =
          self->page.n_context > 0 ? g_strdup_printf ("Σ P(%s) · %s", z, last) : g_strdup (last);

      add_formula (self, _ ("the answer"), tables, sum);
    }
  wf_comb_page_add_tables (&self->page, self->builder);
}

static void
add_check (Telling *self)
{
  g_autofree char *difference = wf_format_number (wf_comb_get_reconstruction_error (self->page.comb));
  g_autofree char *text = g_strdup_printf (_ ("Check: f with g in its hole must be what was observed, in "
                                              "every combination of states. f after g gives the "
                                              "observed joint back; the largest difference is %s."),
                                           difference);

  add_text (self, WF_BLOCK_PROSE, text);
}

/* what the answer rests on, and what would break it */
static void
add_assumptions (Telling *self)
{
  g_autofree char *b =
      wf_comb_page_list_names (&self->page, 1 + self->page.n_context, self->page.n_wires - 1);
  g_autofree char *z = wf_comb_page_list_names (&self->page, 1, 1 + self->page.n_context);
  g_autofree char *text = NULL;

  switch (wf_bridge_get_kind (self->page.bridge))
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
        text = self->page.n_context > 0
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
  add_text (self, WF_BLOCK_CALLOUT, text);
}

/**
 * wf_comb_report:
 * @self: the answer
 * @observed: (nullable): the diagram of the graph before the cut, for the picture
 * @cut: (array length=n) (nullable): what the diagram with fitted tables says after the cut
 * @n: number of entries; 0 without them
 * @provenance: (nullable): where table and graph come from
 *
 * Returns: (transfer full): the question, the picture before and after the cut, the numbers side by side, why
 * they are computable or not, what feeds which formula with the numbers put in, and what it rests on
 */
WfReport *
wf_comb_report (WfComb *self, WfDiagram *observed, const double *cut, gsize n, WfProvenance *provenance)
{
  WfBridge *bridge = wf_comb_get_bridge (self);
  g_autofree char *title = g_strdup_printf (_ ("What does cutting %s do to %s?"),
                                            wf_bridge_get_treatment (bridge), wf_bridge_get_outcome (bridge));
  g_autofree char *escaped = wf_report_escape (title);
  g_auto (Telling) telling = { 0 };

  telling_init (&telling, self, observed, n > 0 ? cut : NULL);
  telling.builder = wf_report_builder_new (_ ("String diagram report"), escaped);
  add_verdict (&telling);
  add_question (&telling);
  add_pictures (&telling);
  add_numbers (&telling);
  add_chart (&telling);
  add_reason (&telling);
  add_formulas (&telling);
  wf_comb_page_add_derivation (&telling.page, telling.builder);
  if (wf_bridge_get_kind (bridge) == WF_BRIDGE_COMB)
    add_check (&telling);
  add_assumptions (&telling);
  if (provenance != NULL)
    wf_report_builder_add_provenance (telling.builder, provenance);
  return wf_report_builder_end (telling.builder);
}
