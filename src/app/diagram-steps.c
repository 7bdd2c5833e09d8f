/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/diagram-steps.h"
#include "app/diagram-words.h"
#include "core/base/error.h"
#include "core/base/format.h"
#include "core/diagram/diagram-figure.h"
#include "core/diagram/plan.h"

#define MAX_PICTURES 60 /* a diagram that takes more laws is simplified at once */

typedef struct
{
  char *text;
  WfFigure *figure;
  WfWiring *wiring;
} Step;

struct _WfDiagramSteps
{
  GArray *steps;
};

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_free (step->text);
  wf_figure_unref (step->figure);
  wf_wiring_unref (step->wiring);
}

static void
steps_clear (gpointer data)
{
  WfDiagramSteps *self = data;

  g_clear_pointer (&self->steps, g_array_unref);
}

WfDiagramSteps *
wf_diagram_steps_ref (WfDiagramSteps *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_diagram_steps_unref (WfDiagramSteps *self)
{
  g_atomic_rc_box_release_full (self, steps_clear);
}

/* takes text and figure over; wiring: nullable = laid out */
static gboolean
add_step (WfDiagramSteps *self,
          char *text,
          WfFigure *figure,
          WfWiring *wiring,
          WfProgress *progress,
          GError **error)
{
  WfWiring *previous =
      self->steps->len > 0 ? g_array_index (self->steps, Step, self->steps->len - 1).wiring : NULL;
  Step step = { text, figure,
                wiring ? wf_wiring_ref (wiring) : wf_wiring_new (figure, previous, progress, error) };

  if (step.wiring == NULL)
    {
      g_free (text);
      wf_figure_unref (figure);
      return FALSE;
    }
  g_array_append_val (self->steps, step);
  return TRUE;
}

/* ---- simplification ---- */

/* the boxes of the diagram before the law that aren't in the one after it */
static gboolean
is_gone (WfDiagram *before, guint box, WfDiagram *after)
{
  const char *name = wf_diagram_get_box_name (before, box);

  return name != NULL ? wf_diagram_find_box (after, name) < 0
                      : wf_diagram_get_box_kind (before, box) == WF_DIAGRAM_DISCARD;
}

static WfFigure *
make_figure (WfDiagram *diagram, WfDiagram *next)
{
  WfFigure *figure = wf_diagram_figure_new (diagram, NULL, NULL);

  for (guint box = 0; next != NULL && box < wf_diagram_get_n_boxes (diagram); box++)
    if (is_gone (diagram, box, next))
      wf_figure_set_wiring_box_emphasis (figure, box, WF_EMPHASIS_STRONG);
  return figure;
}

/* returns what is left */
static WfDiagram *
simplify (WfDiagramSteps *self, WfDiagram *diagram, WfProgress *progress, GError **error)
{
  g_autoptr (WfDiagram) present = wf_diagram_ref (diagram);
  gboolean is_long = wf_diagram_get_n_boxes (diagram) > MAX_PICTURES;

  for (;;)
    {
      g_autofree char *law = NULL;
      g_autoptr (WfDiagram) next =
          is_long ? wf_diagram_simplify (present, NULL) : wf_diagram_simplify_once (present, &law);
      gboolean is_last = next == NULL || is_long;

      if (next == NULL)
        return g_steal_pointer (&present);
      if (is_long)
        law = g_strdup (_ ("What leads nowhere is taken away, and copies that are discarded with it"));
      if (!add_step (self, g_steal_pointer (&law), make_figure (present, next), NULL, progress, error))
        return NULL;
      wf_diagram_unref (present);
      present = g_steal_pointer (&next);
      if (is_last)
        return g_steal_pointer (&present);
    }
}

/* ---- evaluation ---- */

static void
emphasise (WfFigure *figure, WfDiagramPlan *plan, gsize step)
{
  gsize n_boxes, n_wires;
  const guint *boxes = wf_diagram_plan_get_boxes (plan, step, &n_boxes);
  const guint *wires = wf_diagram_plan_get_wires (plan, step, &n_wires);

  for (gsize i = 0; i < wf_figure_get_n_wiring_boxes (figure); i++)
    wf_figure_set_wiring_box_emphasis (figure, i, WF_EMPHASIS_FADED);
  for (gsize i = 0; i < wf_figure_get_n_wiring_wires (figure); i++)
    wf_figure_set_wiring_wire_emphasis (figure, i, WF_EMPHASIS_FADED);
  for (gsize i = 0; i < n_boxes; i++)
    wf_figure_set_wiring_box_emphasis (figure, boxes[i], WF_EMPHASIS_STRONG);
  for (gsize i = 0; i < n_wires; i++)
    wf_figure_set_wiring_wire_emphasis (figure, wires[i], WF_EMPHASIS_STRONG);
}

/* one region stands out of the diagram with its ghost; NONE: both */
static WfFigure *
make_region_figure (WfDiagramAnswer *answer, WfWiringRegion region)
{
  WfFigure *figure =
      wf_diagram_figure_new (answer->observed, (const char *const *) answer->cuts, answer->comb);

  for (gsize i = 0; i < wf_figure_get_n_wiring_boxes (figure); i++)
    {
      WfWiringRegion own = wf_figure_get_wiring_box (figure, i)->region;
      gboolean is_in = region == WF_WIRING_REGION_NONE ? own != WF_WIRING_REGION_NONE : own == region;

      wf_figure_set_wiring_box_emphasis (figure, i, is_in ? WF_EMPHASIS_STRONG : WF_EMPHASIS_FADED);
    }
  return figure;
}

/* "P(Cancer = yes | do Smoking = yes) = 0.747" */
static char *
describe_effect (WfDiagramAnswer *answer)
{
  const char *const *states = wf_diagram_answer_get_levels (answer, answer->treatment);
  const char *const *levels = wf_diagram_answer_get_levels (answer, answer->outcome);
  g_autofree char *number = wf_format_number (answer->effect[answer->n_numbers - 1]);

  return g_strdup_printf ("P(%s = %s | do %s = %s) = %s", answer->outcome,
                          levels[g_strv_length ((GStrv) levels) - 1], answer->treatment,
                          states[g_strv_length ((GStrv) states) - 1], number);
}

/* What nobody observed can't be summed out; the comb does without it, in the diagram with its regions. */
static gboolean
add_comb (WfDiagramSteps *self, WfDiagramAnswer *answer, WfProgress *progress, GError **error)
{
  guint n_bridge = g_strv_length ((GStrv) wf_bridge_get_nodes (answer->bridge));
  g_autofree char *g_tables = wf_diagram_answer_list_tables (answer, 0, n_bridge);
  g_autofree char *f_tables = wf_diagram_answer_list_tables (answer, n_bridge, answer->sources->len);
  g_autofree char *effect = describe_effect (answer);

  return add_step (self, g_strdup_printf (_ ("The channel g in the hole is seen in the data: %s"), g_tables),
                   make_region_figure (answer, WF_WIRING_REGION_G), answer->wiring, progress, error) &&
         add_step (
             self,
             g_strdup_printf (_ ("So is the comb f around it, with all that is hidden inside: %s"), f_tables),
             make_region_figure (answer, WF_WIRING_REGION_F), answer->wiring, progress, error) &&
         add_step (self, g_strdup_printf (_ ("Joined again after the cut they give %s"), effect),
                   make_region_figure (answer, WF_WIRING_REGION_NONE), answer->wiring, progress, error);
}

static gboolean
has_comb (WfDiagramAnswer *answer)
{
  return answer->comb != NULL && answer->effect != NULL &&
         wf_bridge_get_kind (answer->bridge) == WF_BRIDGE_COMB;
}

static gboolean
evaluate (WfDiagramSteps *self,
          WfDiagramAnswer *answer,
          WfDiagram *diagram,
          const char *const *given,
          WfProgress *progress,
          GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (WfDiagramPlan) plan = wf_diagram_plan_new (diagram, given, progress, &local);
  g_autoptr (WfWiring) wiring = NULL;

  if (plan == NULL && local->domain == WF_ERROR && has_comb (answer))
    return add_comb (self, answer, progress, error);
  if (plan == NULL && local->domain == WF_ERROR) /* states that nobody knows: simplified it is */
    return add_step (self, g_strdup_printf (_ ("This is left. It can’t be evaluated: %s"), local->message),
                     wf_diagram_figure_new (diagram, NULL, NULL), NULL, progress, error);
  if (plan == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (gsize i = 0; i < wf_diagram_plan_get_n_steps (plan); i++)
    {
      WfFigure *figure = wf_diagram_figure_new (diagram, NULL, NULL);

      emphasise (figure, plan, i);
      if (!add_step (self, g_strdup (wf_diagram_plan_get_text (plan, i)), figure, wiring, progress, error))
        return FALSE;
      g_clear_pointer (&wiring, wf_wiring_unref);
      wiring = wf_wiring_ref (g_array_index (self->steps, Step, self->steps->len - 1).wiring);
    }
  return TRUE;
}

WfDiagramSteps *
wf_diagram_steps_new (WfDiagramAnswer *answer, WfProgress *progress, GError **error)
{
  g_autoptr (WfDiagramSteps) self = g_atomic_rc_box_new0 (WfDiagramSteps);
  const char *outputs[] = { answer->treatment, answer->outcome, NULL };
  const char *const *levels = wf_diagram_answer_get_levels (answer, answer->treatment);
  g_autoptr (WfDiagram) asked = NULL;
  g_autoptr (WfDiagram) simple = NULL;
  g_autofree char *text = NULL;
  const char *given[] = { NULL, NULL };

  self->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_array_set_clear_func (self->steps, step_clear);
  if (!answer->is_gaussian)
    given[0] = text =
        g_strdup_printf ("%s=%s", answer->treatment, levels[g_strv_length ((GStrv) levels) - 1]);
  /* after the cut a number is an input, no output */
  asked = wf_diagram_with_outputs (answer->surgered, answer->is_gaussian ? outputs + 1 : outputs, error);
  simple = asked ? simplify (self, asked, progress, error) : NULL;
  if (simple == NULL || !evaluate (self, answer, simple, given, progress, error))
    return NULL;
  return g_steal_pointer (&self);
}

gsize
wf_diagram_steps_get_n (WfDiagramSteps *self)
{
  return self->steps->len;
}

const char *
wf_diagram_steps_get_text (WfDiagramSteps *self, gsize step)
{
  return g_array_index (self->steps, Step, step).text;
}

WfFigure *
wf_diagram_steps_get_figure (WfDiagramSteps *self, gsize step)
{
  return g_array_index (self->steps, Step, step).figure;
}

WfWiring *
wf_diagram_steps_get_wiring (WfDiagramSteps *self, gsize step)
{
  return g_array_index (self->steps, Step, step).wiring;
}
