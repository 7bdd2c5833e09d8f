/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Matrices of boxes: P(outputs | inputs), a column for every combination of states of the inputs. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/diagram/diagram-private.h"

gsize
wf_diagram_parts_count_states (const WfDiagramParts *self, const guint *wires, guint n)
{
  double product = 1;

  for (guint i = 0; i < n; i++)
    product *= wf_parts_object (self, wf_parts_wire (self, wires[i])->object)->n_levels;
  return product <= WF_LIMIT_TABLE_ENTRIES ? (gsize) product : G_MAXSIZE;
}

/**
 * wf_diagram_builder_set_matrix:
 * @self: the builder
 * @box: a box of its own, not a uniform state or a discard
 * @matrix: (array length=n): P(outputs | inputs): outputs fastest, then inputs, of each the last port fastest
 * @n: number of entries: the product of the numbers of states of all ports
 *
 * The entries are copied. They are checked when the builder ends.
 */
void
wf_diagram_builder_set_matrix (WfDiagramBuilder *self, guint box, const double *matrix, gsize n)
{
  WfDiagramBox *item;

  g_return_if_fail (box < self->parts.boxes->len);
  item = wf_parts_box (&self->parts, box);
  g_return_if_fail (item->kind == WF_DIAGRAM_BOX);
  g_clear_pointer (&item->matrix, g_bytes_unref);
  item->matrix = g_bytes_new (matrix, n * sizeof (double));
}

/**
 * wf_diagram_get_matrix:
 * @self: the diagram
 * @box: index of a box
 * @n: (out): number of entries; 0 without a matrix
 *
 * Returns: (array length=n) (transfer none) (nullable): P(outputs | inputs), as in
 * wf_diagram_builder_set_matrix()
 */
const double *
wf_diagram_get_matrix (WfDiagram *self, guint box, gsize *n)
{
  const WfDiagramBox *item;
  const double *matrix;

  g_return_val_if_fail (box < self->parts.boxes->len, NULL);
  item = wf_parts_box (&self->parts, box);
  *n = 0;
  if (item->matrix == NULL)
    return NULL;
  matrix = g_bytes_get_data (item->matrix, n);
  *n /= sizeof (double);
  return matrix;
}

/* "S = 1, T = 0": a combination of states, the last fastest */
char *
wf_diagram_parts_describe_states (const WfDiagramParts *self, const guint *wires, guint n, gsize index)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = n; i-- > 0;)
    {
      const WfDiagramObject *object = wf_parts_object (self, wf_parts_wire (self, wires[i])->object);
      const char *level = object->levels[index % object->n_levels];
      /* the lowest and the highest of a column's bins */
      gboolean is_bound = g_str_has_prefix (level, "≤ ") || g_str_has_prefix (level, "> ");
      g_autofree char *one = g_strdup_printf ("%s%s%s%s", object->name, is_bound ? " " : " = ", level,
                                              text->len > 0 ? ", " : "");

      g_string_prepend (text, one);
      index /= object->n_levels;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_column (const WfDiagramParts *self,
              const WfDiagramBox *box,
              const double *column,
              gsize n,
              gsize index,
              GError **error)
{
  g_autofree char *states = NULL;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double sum = 0;
  gboolean is_valid = TRUE;

  for (gsize i = 0; i < n; i++)
    {
      is_valid = is_valid && column[i] >= 0;
      sum += column[i];
    }
  if (is_valid && fabs (sum - 1) <= WF_DIAGRAM_COLUMN_TOLERANCE)
    return TRUE;
  states = wf_diagram_parts_describe_states (self, box->inputs, box->n_inputs, index);
  g_ascii_formatd (number, sizeof number, "%.10g", sum);
  if (!is_valid)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("The matrix of “%s” has an entry below 0 in its column (%s); they are probabilities"),
                 box->name, states);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("The matrix of “%s”: the column (%s) sums to %s; each must sum to 1"), box->name, states,
                 number);
  return FALSE;
}

gboolean
wf_diagram_parts_check_matrix (const WfDiagramParts *self, const WfDiagramBox *box, GError **error)
{
  gsize n_columns = wf_diagram_parts_count_states (self, box->inputs, box->n_inputs);
  gsize n_rows = wf_diagram_parts_count_states (self, box->outputs, box->n_outputs);
  gsize n;
  const double *matrix = g_bytes_get_data (box->matrix, &n);

  n /= sizeof (double);
  if (n_columns == G_MAXSIZE || n_rows == G_MAXSIZE || n != n_columns * n_rows)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                   _ ("The matrix of “%s” has %u entries; its ports have %u × %u states"), box->name,
                   (guint) n, (guint) n_rows, (guint) n_columns);
      return FALSE;
    }
  for (gsize i = 0; i < n_columns; i++)
    if (!check_column (self, box, matrix + i * n_rows, n_rows, i, error))
      return FALSE;
  return TRUE;
}
