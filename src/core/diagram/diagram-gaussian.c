/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Diagrams of real numbers: the functor into Gauss (Fritz 2020, section 6). Every wire is a linear function
 * of the diagram's inputs and noise that covaries with that of the other wires; boxes are gone through in
 * their order. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/elimination.h"
#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/diagram/diagram-private.h"

void
wf_diagram_builder_set_real (WfDiagramBuilder *self, guint object)
{
  g_return_if_fail (object < self->parts.objects->len);
  wf_parts_object (&self->parts, object)->is_real = TRUE;
}

gboolean
wf_diagram_is_real (WfDiagram *self, guint object)
{
  g_return_val_if_fail (object < self->parts.objects->len, FALSE);
  return wf_parts_object (&self->parts, object)->is_real;
}

/**
 * wf_diagram_builder_set_gaussian:
 * @self: the builder
 * @box: a box of its own, not a discard
 * @map: an input an input port, an output an output port
 *
 * It is checked against the ports when the builder ends.
 */
void
wf_diagram_builder_set_gaussian (WfDiagramBuilder *self, guint box, WfGaussianMap *map)
{
  WfDiagramBox *item;

  g_return_if_fail (box < self->parts.boxes->len);
  item = wf_parts_box (&self->parts, box);
  g_return_if_fail (item->kind == WF_DIAGRAM_BOX);
  g_clear_pointer (&item->map, wf_gaussian_map_unref);
  item->map = wf_gaussian_map_ref (map);
}

/**
 * wf_diagram_get_gaussian:
 * @self: the diagram
 * @box: index of a box
 *
 * Returns: (transfer none) (nullable): its linear map
 */
WfGaussianMap *
wf_diagram_get_gaussian (WfDiagram *self, guint box)
{
  g_return_val_if_fail (box < self->parts.boxes->len, NULL);
  return wf_parts_box (&self->parts, box)->map;
}

static gboolean
are_real (const WfDiagramParts *self, const guint *wires, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!wf_parts_object (self, wf_parts_wire (self, wires[i])->object)->is_real)
      return FALSE;
  return TRUE;
}

gboolean
wf_diagram_parts_check_gaussian (const WfDiagramParts *self, const WfDiagramBox *box, GError **error)
{
  if (box->kind == WF_DIAGRAM_UNIFORM && are_real (self, box->outputs, 1))
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_UNSUPPORTED,
          _ ("%s is a real number, and there is no uniform state on these; let its wire be an input"),
          wf_parts_object (self, wf_parts_wire (self, box->outputs[0])->object)->name);
      return FALSE;
    }
  if (box->map == NULL ||
      (wf_gaussian_map_get_n_inputs (box->map) == box->n_inputs &&
       wf_gaussian_map_get_n_outputs (box->map) == box->n_outputs &&
       are_real (self, box->inputs, box->n_inputs) && are_real (self, box->outputs, box->n_outputs)))
    return TRUE;
  g_set_error (
      error, WF_ERROR, WF_ERROR_DATA,
      _ ("The linear map of “%s” takes %u and gives %u real numbers; its ports must be so many, and real"),
      box->name, (guint) wf_gaussian_map_get_n_inputs (box->map),
      (guint) wf_gaussian_map_get_n_outputs (box->map));
  return FALSE;
}

/* what is known of each wire */
typedef struct
{
  gsize n_wires, n_inputs;
  double *coefficients; /* n_inputs x n_wires, of a wire together */
  double *offsets;      /* n_wires */
  double *covariance;   /* n_wires x n_wires */
} Wires;

static void
wires_clear (Wires *self)
{
  g_free (self->coefficients);
  g_free (self->offsets);
  g_free (self->covariance);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wires, wires_clear)

static gboolean
wires_init (Wires *self, const WfDiagramParts *parts, GError **error)
{
  double n_entries = (double) parts->wires->len * (parts->wires->len + parts->inputs->len);

  if (n_entries > WF_LIMIT_TABLE_ENTRIES)
    {
      wf_set_budget_error (n_entries, error);
      return FALSE;
    }
  self->n_wires = parts->wires->len;
  self->n_inputs = parts->inputs->len;
  self->coefficients = g_new0 (double, self->n_wires * self->n_inputs + 1);
  self->offsets = g_new0 (double, self->n_wires + 1);
  self->covariance = g_new0 (double, self->n_wires * self->n_wires + 1);
  for (guint i = 0; i < parts->inputs->len; i++)
    self->coefficients[wf_parts_input (parts, i) * self->n_inputs + i] = 1;
  return TRUE;
}

/* output k: its function, and its covariances with all wires but the box's own outputs */
static void
wires_add_output (Wires *self, const WfDiagramBox *box, guint k)
{
  gsize n_coefficients, n_offset;
  const double *coefficients = wf_gaussian_map_get_coefficients (box->map, &n_coefficients);
  guint wire = box->outputs[k];

  self->offsets[wire] = wf_gaussian_map_get_offset (box->map, &n_offset)[k];
  for (guint j = 0; j < box->n_inputs; j++)
    {
      double coefficient = coefficients[j * box->n_outputs + k];
      guint input = box->inputs[j];

      self->offsets[wire] += coefficient * self->offsets[input];
      for (gsize i = 0; i < self->n_inputs; i++)
        self->coefficients[wire * self->n_inputs + i] +=
            coefficient * self->coefficients[input * self->n_inputs + i];
      for (gsize i = 0; i < self->n_wires; i++)
        self->covariance[wire * self->n_wires + i] +=
            coefficient * self->covariance[input * self->n_wires + i];
    }
  for (gsize i = 0; i < self->n_wires; i++)
    self->covariance[i * self->n_wires + wire] = self->covariance[wire * self->n_wires + i];
}

/* the covariances of the box's outputs with each other: through the inputs, and of the noise */
static void
wires_add_noise (Wires *self, const WfDiagramBox *box)
{
  gsize n;
  const double *coefficients = wf_gaussian_map_get_coefficients (box->map, &n);
  const double *noise = wf_gaussian_map_get_covariance (box->map, &n);

  for (guint k = 0; k < box->n_outputs; k++)
    for (guint l = 0; l < box->n_outputs; l++)
      {
        double sum = noise[k * box->n_outputs + l];

        for (guint j = 0; j < box->n_inputs; j++)
          sum += coefficients[j * box->n_outputs + k] *
                 self->covariance[box->outputs[l] * self->n_wires + box->inputs[j]];
        self->covariance[box->outputs[k] * self->n_wires + box->outputs[l]] = sum;
      }
}

static WfGaussianMap *
select_outputs (const Wires *self, const WfDiagramParts *parts, GError **error)
{
  guint n = parts->outputs->len;
  g_autofree double *coefficients = g_new (double, n * self->n_inputs + 1);
  g_autofree double *offsets = g_new (double, n + 1);
  g_autofree double *covariance = g_new (double, n *n + 1);

  for (guint i = 0; i < n; i++)
    {
      guint wire = wf_parts_output (parts, i);

      offsets[i] = self->offsets[wire];
      for (gsize j = 0; j < self->n_inputs; j++)
        coefficients[j * n + i] = self->coefficients[wire * self->n_inputs + j];
      for (guint j = 0; j < n; j++)
        covariance[j * n + i] = self->covariance[wf_parts_output (parts, j) * self->n_wires + wire];
    }
  return wf_gaussian_map_new (self->n_inputs, n, coefficients, offsets, covariance, error);
}

/**
 * wf_diagram_evaluate_gaussian:
 * @self: a diagram of real numbers whose boxes have linear maps
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Exact. Cost: wires times (wires + inputs) numbers, times the ports of each. Errors: #WF_ERROR_DATA: a box
 * without a linear map; #WF_ERROR_BUDGET: more than WF_LIMIT_TABLE_ENTRIES numbers.
 *
 * Returns: (transfer full): the linear map from inputs to outputs, or %NULL with an error
 */
WfGaussianMap *
wf_diagram_evaluate_gaussian (WfDiagram *self, WfProgress *progress, GError **error)
{
  const WfDiagramParts *parts = &self->parts;
  g_auto (Wires) wires = { 0 };

  if (!wires_init (&wires, parts, error))
    return NULL;
  for (guint i = 0; i < parts->boxes->len; i++)
    {
      const WfDiagramBox *box = wf_parts_box (parts, i);

      if (!wf_progress_check (progress, error))
        return NULL;
      if (box->kind == WF_DIAGRAM_DISCARD)
        continue;
      if (box->map == NULL)
        {
          g_autofree char *name = wf_diagram_parts_describe (parts, i);

          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The box “%s” has no linear map; give it one, or evaluate a diagram of states"),
                       name);
          return NULL;
        }
      for (guint k = 0; k < box->n_outputs; k++)
        wires_add_output (&wires, box, k);
      wires_add_noise (&wires, box);
    }
  return select_outputs (&wires, parts, error);
}

/**
 * wf_diagram_plug:
 * @self: a diagram that has an input of the object
 * @object: name of a real object
 * @value: what its wire is to be
 * @error: return location for an error
 *
 * The state at one point goes into the input. After wf_diagram_cut() this is do(X = x).
 *
 * Returns: (transfer full): the diagram without the input, or %NULL with #WF_ERROR_DATA
 */
WfDiagram *
wf_diagram_plug (WfDiagram *self, const char *object, double value, GError **error)
{
  gssize place = wf_diagram_find_object (self, object);
  g_autoptr (WfGaussianMap) point = wf_gaussian_map_new (0, 1, NULL, &value, NULL, error);
  g_autoptr (WfDiagramBuilder) builder = wf_diagram_builder_new_copy (self);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *name = g_strdup_printf ("%s = %s", object, g_ascii_dtostr (number, sizeof number, value));

  if (point == NULL)
    return NULL;
  for (guint i = 0; i < builder->parts.inputs->len && place >= 0; i++)
    {
      guint wire = wf_parts_input (&builder->parts, i), box;

      if (wf_parts_wire (&builder->parts, wire)->object != (guint) place)
        continue;
      g_array_remove_index (builder->parts.inputs, i);
      box = wf_diagram_builder_add_box (builder, name, NULL, 0, &wire, 1);
      wf_diagram_builder_set_gaussian (builder, box, point);
      return wf_diagram_builder_end (builder, error);
    }
  g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The diagram has no input of “%s”; cut it first"), object);
  return NULL;
}
