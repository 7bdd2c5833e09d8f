/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The functor into stochastic matrices (Jacobs, Kissinger & Zanasi 2019, section 4): every wire is a
 * variable, every box a table over the wires at its ports, and wires that aren't at the boundary are summed
 * out, one by one. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/elimination.h"
#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/diagram/evaluation-private.h"

void
wf_evaluation_clear (WfEvaluation *self)
{
  g_free (self->sizes);
  g_free (self->levels);
}

guint *
wf_list_distinct_wires (const guint *first, guint n_first, const guint *second, guint n_second, guint *n)
{
  guint *list = g_new (guint, n_first + n_second + 1);

  *n = 0;
  for (guint i = 0; i < n_first + n_second; i++)
    {
      guint wire = i < n_first ? first[i] : second[i - n_first];
      guint k = 0;

      while (k < *n && list[k] != wire)
        k++;
      list[k] = wire;
      *n = MAX (*n, k + 1);
    }
  return list;
}

/* where the states of the listed wires are in a table over these wires, some of which may be there twice */
static gsize
find_entry (
    const gsize *sizes, const guint *wires, guint n, const guint *list, const gsize *states, guint n_list)
{
  gsize place = 0;

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n_list; k++)
      if (list[k] == wires[i])
        place = place * sizes[wires[i]] + states[k];
  return place;
}

/* levels: nullable; states of wires that are seen stay */
static gboolean
step_states (const gsize *sizes, const gint *levels, const guint *list, gsize *states, guint n)
{
  for (guint k = n; k-- > 0;)
    if (levels == NULL || levels[list[k]] < 0)
      {
        if (++states[k] < sizes[list[k]])
          return TRUE;
        states[k] = 0;
      }
  return FALSE;
}

/* a box as a table over its wires, each once */
static WfFactor *
tabulate (const WfEvaluation *self, guint index, GError **error)
{
  const WfDiagramBox *box = wf_parts_box (&self->diagram->parts, index);
  guint n;
  g_autofree guint *list =
      wf_list_distinct_wires (box->inputs, box->n_inputs, box->outputs, box->n_outputs, &n);
  g_autofree gsize *states = g_new0 (gsize, n + 1);
  g_autoptr (WfFactor) whole = NULL;
  gsize n_rows = wf_diagram_parts_count_states (&self->diagram->parts, box->outputs, box->n_outputs),
        n_entries;
  const double *matrix = wf_diagram_get_matrix (self->diagram, index, &n_entries);
  const WfScope scope = { list, n };
  gsize i = 0;

  if (box->kind == WF_DIAGRAM_BOX && matrix == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The box “%s” has no matrix; give it one, or compute from the observed data"),
                   box->name);
      return NULL;
    }
  whole = wf_factor_new (&scope, self->sizes, error);
  if (whole == NULL)
    return NULL;
  do
    whole->values[i++] =
        box->kind == WF_DIAGRAM_UNIFORM
            ? 1.0 / (double) n_rows
            : matrix[find_entry (self->sizes, box->inputs, box->n_inputs, list, states, n) * n_rows +
                     find_entry (self->sizes, box->outputs, box->n_outputs, list, states, n)];
  while (step_states (self->sizes, NULL, list, states, n));
  return wf_factor_new_reduced (&scope, self->sizes, whole->values, self->levels, self->progress, error);
}

gboolean *
wf_evaluation_find_needed (const WfEvaluation *self)
{
  const WfDiagramParts *parts = &self->diagram->parts;
  gboolean *needed = g_new0 (gboolean, parts->boxes->len + 1);
  g_autofree gboolean *is_used = g_new0 (gboolean, parts->wires->len + 1);

  for (guint i = 0; i < parts->wires->len; i++)
    is_used[i] = self->levels[i] >= 0;
  for (guint i = 0; i < parts->outputs->len; i++)
    is_used[wf_parts_output (parts, i)] = TRUE;
  for (guint i = parts->boxes->len; i-- > 0;)
    {
      const WfDiagramBox *box = wf_parts_box (parts, i);

      for (guint k = 0; k < box->n_outputs; k++)
        needed[i] = needed[i] || is_used[box->outputs[k]];
      for (guint k = 0; k < box->n_inputs && needed[i]; k++)
        is_used[box->inputs[k]] = TRUE;
    }
  return needed;
}

static GPtrArray *
list_factors (const WfEvaluation *self, GError **error)
{
  g_autoptr (GPtrArray) factors = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_factor_free);
  g_autofree gboolean *needed = wf_evaluation_find_needed (self);

  for (guint i = 0; i < self->diagram->parts.boxes->len; i++)
    {
      WfFactor *factor = needed[i] ? tabulate (self, i, error) : NULL;

      if (factor != NULL)
        g_ptr_array_add (factors, factor);
      else if (needed[i])
        return NULL;
    }
  return g_steal_pointer (&factors);
}

/* "S=1": the wire of S and its state */
static gboolean
see (WfEvaluation *self, const char *text, GError **error)
{
  const WfDiagramParts *parts = &self->diagram->parts;
  const char *equals = strchr (text, '=');
  g_autofree char *name = g_strstrip (equals != NULL ? g_strndup (text, equals - text) : g_strdup (text));
  g_autofree char *state = g_strstrip (g_strdup (equals != NULL ? equals + 1 : ""));
  gssize object = wf_diagram_parts_find_object (parts, name);
  guint wire = WF_DIAGRAM_NONE, n = 0;
  gint level = -1;

  for (guint i = 0; i < parts->wires->len && object >= 0; i++)
    if (wf_parts_wire (parts, i)->object == (guint) object)
      {
        wire = i;
        n++;
      }
  if (n != 1)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("“%s”: %u wires of the diagram are of “%s”; it must be one"), text, n, name);
      return FALSE;
    }
  for (guint i = 0; i < wf_parts_object (parts, object)->n_levels; i++)
    if (g_str_equal (wf_parts_object (parts, object)->levels[i], state))
      level = (gint) i;
  if (level < 0)
    {
      g_autofree char *states = g_strjoinv (", ", wf_parts_object (parts, object)->levels);

      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s”: the states of %s are {%s}"), text, name, states);
      return FALSE;
    }
  self->levels[wire] = level;
  return TRUE;
}

gboolean
wf_evaluation_init (WfEvaluation *self, WfDiagram *diagram, const char *const *given, GError **error)
{
  const WfDiagramParts *parts = &diagram->parts;

  self->diagram = diagram;
  self->sizes = g_new (gsize, parts->wires->len + 1);
  self->levels = g_new (gint, parts->wires->len + 1);
  for (guint i = 0; i < parts->wires->len; i++)
    {
      const WfDiagramObject *object = wf_parts_object (parts, wf_parts_wire (parts, i)->object);

      if (object->is_real)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                       _ ("%s is a real number and has no states; cut its column into bins, or evaluate the "
                          "linear maps"),
                       object->name);
          return FALSE;
        }
      if (object->n_levels == 0)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                       _ ("The states of the hidden %s aren’t known; compute from the observed data"),
                       object->name);
          return FALSE;
        }
      self->sizes[i] = object->n_levels;
      self->levels[i] = -1;
    }
  for (gsize i = 0; given != NULL && given[i] != NULL; i++)
    if (!see (self, given[i], error))
      return FALSE;
  return TRUE;
}

/* From the table over those of the boundary's wires that aren't seen to the matrix, columns summing to 1; a
 * column that what is seen rules out is left at 0. */
static void
fill_matrix (const WfEvaluation *self,
             const double *values,
             const guint *list,
             guint n_list,
             gsize n_rows,
             double *matrix,
             gsize n)
{
  const WfDiagramParts *parts = &self->diagram->parts;
  const guint *inputs = (const guint *) (gpointer) parts->inputs->data;
  const guint *outputs = (const guint *) (gpointer) parts->outputs->data;
  g_autofree gsize *states = g_new0 (gsize, n_list + 1);
  gsize i = 0;

  for (guint k = 0; k < n_list; k++)
    states[k] = (gsize) MAX (self->levels[list[k]], 0);
  do
    matrix[find_entry (self->sizes, inputs, parts->inputs->len, list, states, n_list) * n_rows +
           find_entry (self->sizes, outputs, parts->outputs->len, list, states, n_list)] = values[i++];
  while (step_states (self->sizes, self->levels, list, states, n_list));
  for (gsize start = 0; start < n; start += n_rows)
    {
      double sum = 0;

      for (gsize row = 0; row < n_rows; row++)
        sum += matrix[start + row];
      for (gsize row = 0; row < n_rows && sum > 0; row++)
        matrix[start + row] /= sum;
    }
}

/* the boundary's table, contracted in min-fill order */
static double *
contract (const WfEvaluation *self, const guint *list, guint n_list, GError **error)
{
  g_autofree guint *query = g_new (guint, n_list + 1);
  WfScope scope = { query, 0 };
  g_autoptr (GPtrArray) factors = list_factors (self, error);
  g_autofree double *values = NULL;

  if (factors == NULL)
    return NULL;
  for (guint k = 0; k < n_list; k++)
    if (self->levels[list[k]] < 0)
      query[scope.n_variables++] = list[k];
  values = g_try_new (double, (gsize) wf_scope_count_entries (&scope, self->sizes));
  if (values == NULL)
    {
      wf_set_budget_error (wf_scope_count_entries (&scope, self->sizes), error);
      return NULL;
    }
  if (!wf_eliminate (factors, self->diagram->parts.wires->len, self->sizes, &scope, values, self->progress,
                     error))
    return NULL;
  return g_steal_pointer (&values);
}

/**
 * wf_diagram_evaluate:
 * @self: a diagram whose boxes have matrices
 * @given: (array zero-terminated=1) (nullable): "S=1": what is seen of objects that have one wire
 * @n: (out): number of entries
 * @progress: (nullable): where to tell how far it is
 * @error: return location for an error
 *
 * P(outputs | inputs, given) of a diagram, by contracting wires in min-fill order: no matrix is ever larger
 * than what the order needs. Errors: #WF_ERROR_DATA: a box without a matrix, an unknown name in @given;
 * #WF_ERROR_NO_SUPPORT: @given has probability 0; #WF_ERROR_BUDGET: more than WF_LIMIT_TABLE_ENTRIES entries.
 *
 * Returns: (array length=n) (transfer full): outputs fastest, then inputs, of each the last fastest; or %NULL
 * with an error
 */
double *
wf_diagram_evaluate (
    WfDiagram *self, const char *const *given, gsize *n, WfProgress *progress, GError **error)
{
  const WfDiagramParts *parts = &self->parts;
  g_auto (WfEvaluation) evaluation = { .progress = progress };
  const guint *inputs = (const guint *) (gpointer) parts->inputs->data;
  const guint *outputs = (const guint *) (gpointer) parts->outputs->data;
  gsize n_rows = wf_diagram_parts_count_states (parts, outputs, parts->outputs->len);
  gsize n_columns = wf_diagram_parts_count_states (parts, inputs, parts->inputs->len);
  guint n_list;
  g_autofree guint *list =
      wf_list_distinct_wires (inputs, parts->inputs->len, outputs, parts->outputs->len, &n_list);
  g_autofree double *values = NULL;
  g_autofree double *matrix = NULL;

  if (!wf_evaluation_init (&evaluation, self, given, error))
    return NULL;
  if ((double) n_rows * (double) n_columns > WF_LIMIT_TABLE_ENTRIES)
    {
      wf_set_budget_error ((double) n_rows * (double) n_columns, error);
      return NULL;
    }
  values = contract (&evaluation, list, n_list, error);
  if (values == NULL)
    return NULL;
  *n = n_rows * n_columns;
  matrix = g_new0 (double, *n);
  fill_matrix (&evaluation, values, list, n_list, n_rows, matrix, *n);
  return g_steal_pointer (&matrix);
}
