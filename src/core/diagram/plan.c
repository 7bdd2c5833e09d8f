/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The contraction of a diagram as a list of steps, for people to go through. The order is that of the
 * evaluation: the same tables, in the same order, are given to the same search. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/base/triangulation.h"
#include "core/diagram/evaluation-private.h"
#include "core/diagram/plan.h"

typedef struct
{
  WfPlanStepKind kind;
  GArray *boxes, *wires; /* guint */
  gssize wire;
  double n_entries;
  char *text;
} Step;

struct _WfDiagramPlan
{
  GArray *steps; /* Step */
};

/* a table on the way */
typedef struct
{
  GArray *boxes, *wires; /* guint */
  char *name;            /* as a sentence calls it */
} Term;

G_DEFINE_BOXED_TYPE (WfDiagramPlan, wf_diagram_plan, wf_diagram_plan_ref, wf_diagram_plan_unref)

static void
step_clear (gpointer data)
{
  Step *self = data;

  g_array_unref (self->boxes);
  g_array_unref (self->wires);
  g_free (self->text);
}

static void
plan_clear (gpointer data)
{
  WfDiagramPlan *self = data;

  g_array_unref (self->steps);
}

WfDiagramPlan *
wf_diagram_plan_ref (WfDiagramPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_diagram_plan_unref (WfDiagramPlan *self)
{
  g_atomic_rc_box_release_full (self, plan_clear);
}

static Term *
term_new (char *name)
{
  Term *self = g_new0 (Term, 1);

  self->boxes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->wires = g_array_new (FALSE, FALSE, sizeof (guint));
  self->name = name;
  return self;
}

static void
term_free (Term *self)
{
  g_array_unref (self->boxes);
  g_array_unref (self->wires);
  g_free (self->name);
  g_free (self);
}

static gboolean
has (const GArray *list, guint value)
{
  for (guint i = 0; i < list->len; i++)
    if (g_array_index (list, guint, i) == value)
      return TRUE;
  return FALSE;
}

static void
add_once (GArray *list, guint value)
{
  if (!has (list, value))
    g_array_append_val (list, value);
}

static int
compare_indices (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return (x > y) - (x < y);
}

/* takes the lists and the text */
static void
add_step (WfDiagramPlan *self,
          WfPlanStepKind kind,
          GArray *boxes,
          GArray *wires,
          gssize wire,
          double n_entries,
          char *text)
{
  Step step = { kind, boxes, wires, wire, n_entries, text };

  g_array_sort (boxes, compare_indices);
  g_array_append_val (self->steps, step);
}

/* ---- words ---- */

static void
append_name (GString *text, const char *name)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
}

/* "Smoking, Cancer" */
static char *
name_wires (const WfDiagramParts *parts, const guint *wires, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    append_name (text, wf_parts_object (parts, wf_parts_wire (parts, wires[i])->object)->name);
  return g_string_free (text, FALSE);
}

static char *
name_boxes (const WfDiagramParts *parts, const GArray *boxes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < boxes->len; i++)
    {
      g_autofree char *name = wf_diagram_parts_describe (parts, g_array_index (boxes, guint, i));

      append_name (text, name);
    }
  return g_string_free (text, FALSE);
}

static char *
name_terms (const GPtrArray *terms)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    append_name (text, ((const Term *) g_ptr_array_index (terms, i))->name);
  return g_string_free (text, FALSE);
}

/* "P(Cancer | Smoking = yes)" */
static char *
name_answer (const WfDiagramParts *parts, const char *const *given)
{
  g_autofree char *outputs =
      name_wires (parts, (const guint *) (gpointer) parts->outputs->data, parts->outputs->len);
  g_autoptr (GString) behind = g_string_new (NULL);

  for (guint i = 0; i < parts->inputs->len; i++)
    append_name (behind,
                 wf_parts_object (parts, wf_parts_wire (parts, wf_parts_input (parts, i))->object)->name);
  for (gsize i = 0; given != NULL && given[i] != NULL; i++)
    append_name (behind, given[i]);
  if (behind->len == 0)
    return g_strdup_printf ("P(%s)", outputs);
  return g_strdup_printf ("P(%s | %s)", outputs, behind->str);
}

/* ---- a diagram of states ---- */

static double
count_entries (const WfEvaluation *self, const GArray *wires)
{
  double product = 1;

  for (guint i = 0; i < wires->len; i++)
    product *= (double) self->sizes[g_array_index (wires, guint, i)];
  return product;
}

static void
add_left_out (WfDiagramPlan *self, const WfDiagramParts *parts, const gboolean *needed)
{
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *names = NULL;

  for (guint i = 0; i < parts->boxes->len; i++)
    if (!needed[i] && wf_parts_box (parts, i)->kind != WF_DIAGRAM_DISCARD)
      g_array_append_val (boxes, i);
  if (boxes->len == 0)
    return;
  names = name_boxes (parts, boxes);
  add_step (self, WF_PLAN_LEAVE_OUT, g_steal_pointer (&boxes), g_array_new (FALSE, FALSE, sizeof (guint)), -1,
            0, g_strdup_printf (_ ("Left out, as nothing that is asked for depends on it: %s"), names));
}

/* a table a box that is needed, over its wires that aren't seen */
static GPtrArray *
list_terms (const WfEvaluation *self, const gboolean *needed)
{
  const WfDiagramParts *parts = &self->diagram->parts;
  GPtrArray *terms = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);

  for (guint i = 0; i < parts->boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (parts, i);
      guint n;
      g_autofree guint *wires = NULL;
      Term *term;

      if (!needed[i])
        continue;
      wires = wf_list_distinct_wires (box->inputs, box->n_inputs, box->outputs, box->n_outputs, &n);
      term = term_new (wf_diagram_parts_describe (parts, i));
      g_array_append_val (term->boxes, i);
      for (guint k = 0; k < n; k++)
        if (self->levels[wires[k]] < 0)
          g_array_append_val (term->wires, wires[k]);
      g_ptr_array_add (terms, term);
    }
  return terms;
}

/* what is seen: which boxes it touches */
static void
add_seen (WfDiagramPlan *self, const WfEvaluation *evaluation, const gboolean *needed)
{
  const WfDiagramParts *parts = &evaluation->diagram->parts;

  for (guint wire = 0; wire < parts->wires->len; wire++)
    {
      GArray *boxes, *wires;
      const WfDiagramObject *object = wf_parts_object (parts, wf_parts_wire (parts, wire)->object);
      g_autofree char *names = NULL;

      if (evaluation->levels[wire] < 0)
        continue;
      boxes = g_array_new (FALSE, FALSE, sizeof (guint));
      wires = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (wires, wire);
      for (guint i = 0; i < parts->boxes->len; i++)
        {
          const WfDiagramBox *box = wf_parts_box (parts, i);
          gboolean is_at = FALSE;

          for (guint k = 0; k < box->n_inputs; k++)
            is_at = is_at || box->inputs[k] == wire;
          for (guint k = 0; k < box->n_outputs; k++)
            is_at = is_at || box->outputs[k] == wire;
          if (is_at && needed[i])
            g_array_append_val (boxes, i);
        }
      names = name_boxes (parts, boxes);
      add_step (self, WF_PLAN_SEE, boxes, wires, wire, 0,
                g_strdup_printf (_ ("%s = %s is seen: of %s only what fits it is kept"), object->name,
                                 object->levels[evaluation->levels[wire]], names));
    }
}

/* the terms that have the wire, taken out of the list */
static GPtrArray *
take_terms (GPtrArray *terms, guint wire)
{
  GPtrArray *joined = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);

  for (guint i = 0; i < terms->len;)
    {
      const Term *term = g_ptr_array_index (terms, i);

      if (has (term->wires, wire))
        g_ptr_array_add (joined, g_ptr_array_steal_index (terms, i));
      else
        i++;
    }
  return joined;
}

/* their boxes, and their wires */
static Term *
join (const GPtrArray *terms, char *name)
{
  Term *whole = term_new (name);

  for (guint i = 0; i < terms->len; i++)
    {
      const Term *term = g_ptr_array_index (terms, i);

      for (guint k = 0; k < term->boxes->len; k++)
        add_once (whole->boxes, g_array_index (term->boxes, guint, k));
      for (guint k = 0; k < term->wires->len; k++)
        add_once (whole->wires, g_array_index (term->wires, guint, k));
    }
  return whole;
}

static char *
describe_sum (const WfEvaluation *self, const GPtrArray *joined, guint wire, const GArray *left)
{
  const WfDiagramParts *parts = &self->diagram->parts;
  g_autofree char *names = name_terms (joined);
  g_autofree char *summed = name_wires (parts, &wire, 1);
  g_autofree char *over = name_wires (parts, (const guint *) (gpointer) left->data, left->len);
  g_autofree char *entries = wf_format_number (count_entries (self, left));

  if (left->len == 0)
    return g_strdup_printf (_ ("Multiply %s and sum over %s: one number is left"), names, summed);
  if (joined->len == 1)
    return g_strdup_printf (_ ("Sum %s over %s: a table over %s is left (numbers: %s)"), names, summed, over,
                            entries);
  return g_strdup_printf (_ ("Multiply %s and sum over %s: a table over %s is left (numbers: %s)"), names,
                          summed, over, entries);
}

static void
sum_out (WfDiagramPlan *self, const WfEvaluation *evaluation, GPtrArray *terms, guint wire)
{
  g_autoptr (GPtrArray) joined = take_terms (terms, wire);
  Term *whole;
  GArray *wires;

  if (joined->len == 0) /* of a box that was left out */
    return;
  whole = join (joined, g_strdup_printf (_ ("the table of step %u"), self->steps->len + 1));
  wires = g_array_copy (whole->wires);
  for (guint i = 0; i < whole->wires->len; i++)
    if (g_array_index (whole->wires, guint, i) == wire)
      {
        g_array_remove_index (whole->wires, i);
        break;
      }
  add_step (self, WF_PLAN_SUM, g_array_copy (whole->boxes), wires, wire,
            count_entries (evaluation, whole->wires), describe_sum (evaluation, joined, wire, whole->wires));
  g_ptr_array_add (terms, whole);
}

/* the order that wf_diagram_evaluate() takes */
static WfTriangulation *
find_order (const WfEvaluation *self, const GPtrArray *terms, GError **error)
{
  const WfDiagramParts *parts = &self->diagram->parts;
  g_autofree WfScope *scopes = g_new (WfScope, terms->len + 1);
  g_autofree gboolean *kept = g_new0 (gboolean, parts->wires->len + 1);

  for (guint i = 0; i < terms->len; i++)
    {
      const Term *term = g_ptr_array_index (terms, i);

      scopes[i] = (WfScope){ (guint *) (gpointer) term->wires->data, term->wires->len };
    }
  for (guint i = 0; i < parts->inputs->len; i++)
    kept[wf_parts_input (parts, i)] = TRUE;
  for (guint i = 0; i < parts->outputs->len; i++)
    kept[wf_parts_output (parts, i)] = TRUE;
  return wf_triangulation_new (scopes, terms->len, self->sizes, parts->wires->len, kept, self->progress,
                               error);
}

static gboolean
plan_states (WfDiagramPlan *self, const WfEvaluation *evaluation, const char *const *given, GError **error)
{
  const WfDiagramParts *parts = &evaluation->diagram->parts;
  g_autofree gboolean *needed = wf_evaluation_find_needed (evaluation);
  g_autoptr (GPtrArray) terms = list_terms (evaluation, needed);
  g_autoptr (WfTriangulation) order = find_order (evaluation, terms, error);
  g_autofree char *names = NULL, *answer = NULL;
  Term *whole;

  if (order == NULL)
    return FALSE;
  if (order->is_huge)
    {
      wf_set_budget_error (order->largest, error);
      return FALSE;
    }
  add_left_out (self, parts, needed);
  add_seen (self, evaluation, needed);
  for (guint i = 0; i < order->n_eliminated; i++)
    {
      if (!wf_progress_check (evaluation->progress, error))
        return FALSE;
      sum_out (self, evaluation, terms, order->order[i]);
    }
  whole = join (terms, NULL);
  names = name_terms (terms);
  answer = name_answer (parts, given);
  add_step (self, WF_PLAN_READ, g_array_ref (whole->boxes), g_array_ref (whole->wires), -1,
            count_entries (evaluation, whole->wires),
            terms->len == 1
                ? g_strdup_printf (_ ("Scale %s to sum to 1: %s"), names, answer)
                : g_strdup_printf (_ ("Multiply %s and scale it to sum to 1: %s"), names, answer));
  term_free (whole);
  return TRUE;
}

/* ---- a diagram of real objects ---- */

static void
plan_reals (WfDiagramPlan *self, const WfDiagramParts *parts)
{
  g_autofree char *answer = name_answer (parts, NULL);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (guint)), *asked = g_array_copy (parts->outputs);

  for (guint i = 0; i < parts->boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (parts, i);
      double n_in = box->n_inputs, n_out = box->n_outputs;
      g_autofree char *name = wf_diagram_parts_describe (parts, i);
      g_autofree char *inputs = name_wires (parts, box->inputs, box->n_inputs);
      GArray *boxes, *wires;

      if (box->kind == WF_DIAGRAM_DISCARD)
        continue;
      boxes = g_array_new (FALSE, FALSE, sizeof (guint));
      wires = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (all, i);
      g_array_append_val (boxes, i);
      g_array_append_vals (wires, box->inputs, box->n_inputs);
      g_array_append_vals (wires, box->outputs, box->n_outputs);
      add_step (self, WF_PLAN_APPLY, boxes, wires, -1, n_in * n_out + n_out + n_out * n_out,
                box->n_inputs == 0
                    ? g_strdup_printf (_ ("%s has a mean and a variance of its own"), name)
                    : g_strdup_printf (_ ("%s is a linear function of %s, and noise: its mean and its "
                                          "covariances follow from theirs"),
                                       name, inputs));
    }
  add_step (self, WF_PLAN_READ, all, asked, -1,
            (double) asked->len * (1.0 + parts->inputs->len + (double) asked->len),
            g_strdup_printf (_ ("Read off the means and covariances that are asked for: %s"), answer));
}

static gboolean
is_all_real (const WfDiagramParts *parts)
{
  for (guint i = 0; i < parts->wires->len; i++)
    if (!wf_parts_object (parts, wf_parts_wire (parts, i)->object)->is_real)
      return FALSE;
  return parts->wires->len > 0;
}

/**
 * wf_diagram_plan_new:
 * @diagram: a diagram, whose boxes need no matrices
 * @given: (array zero-terminated=1) (nullable): "S=1": what is seen of objects that have one wire; none of
 * real ones
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * The steps of wf_diagram_evaluate(), or of wf_diagram_evaluate_gaussian() where all objects are real.
 * Errors: #WF_ERROR_DATA: an unknown name in @given, a hidden object without states;
 * #WF_ERROR_UNSUPPORTED: real objects beside others or in @given; #WF_ERROR_BUDGET. Cost: that of the order,
 * and steps times wires.
 *
 * Returns: (transfer full): the steps, or %NULL with an error
 */
WfDiagramPlan *
wf_diagram_plan_new (WfDiagram *diagram, const char *const *given, WfProgress *progress, GError **error)
{
  g_autoptr (WfDiagramPlan) self = g_atomic_rc_box_new0 (WfDiagramPlan);
  g_auto (WfEvaluation) evaluation = { .progress = progress };

  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, step_clear);
  if (is_all_real (&diagram->parts) && (given == NULL || *given == NULL))
    plan_reals (self, &diagram->parts);
  else if (!wf_evaluation_init (&evaluation, diagram, given, error) ||
           !plan_states (self, &evaluation, given, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* ---- what it says ---- */

static const Step *
get_step (WfDiagramPlan *self, gsize step)
{
  g_assert (step < self->steps->len);

  return &g_array_index (self->steps, Step, step);
}

gsize
wf_diagram_plan_get_n_steps (WfDiagramPlan *self)
{
  return self->steps->len;
}

WfPlanStepKind
wf_diagram_plan_get_kind (WfDiagramPlan *self, gsize step)
{
  return get_step (self, step)->kind;
}

/**
 * wf_diagram_plan_get_boxes:
 * @self: the plan
 * @step: a step
 * @n: (out): number of boxes
 *
 * Returns: (array length=n) (transfer none): the boxes that are in what the step makes, increasing
 */
const guint *
wf_diagram_plan_get_boxes (WfDiagramPlan *self, gsize step, gsize *n)
{
  const GArray *boxes = get_step (self, step)->boxes;

  *n = boxes->len;
  return (const guint *) (gpointer) boxes->data;
}

/**
 * wf_diagram_plan_get_wires:
 * @self: the plan
 * @step: a step
 * @n: (out): number of wires
 *
 * Returns: (array length=n) (transfer none): the wires that the step looks at
 */
const guint *
wf_diagram_plan_get_wires (WfDiagramPlan *self, gsize step, gsize *n)
{
  const GArray *wires = get_step (self, step)->wires;

  *n = wires->len;
  return (const guint *) (gpointer) wires->data;
}

gssize
wf_diagram_plan_get_wire (WfDiagramPlan *self, gsize step)
{
  return get_step (self, step)->wire;
}

double
wf_diagram_plan_get_n_entries (WfDiagramPlan *self, gsize step)
{
  return get_step (self, step)->n_entries;
}

const char *
wf_diagram_plan_get_text (WfDiagramPlan *self, gsize step)
{
  return get_step (self, step)->text;
}
