/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/attribute/equations-private.h"
#include "core/base/error.h"
#include "core/base/format.h"

G_DEFINE_BOXED_TYPE (WfEquations, wf_equations, wf_equations_ref, wf_equations_unref)

static void
equations_clear (gpointer data)
{
  WfEquations *self = data;

  for (guint i = 0; i < self->n_equations; i++)
    {
      g_free (self->equations[i].name);
      g_free (self->equations[i].text);
      g_free (self->equations[i].values);
      wf_program_clear (&self->equations[i].program);
    }
  g_free (self->equations);
  g_clear_pointer (&self->index, g_hash_table_unref);
}

WfEquations *
wf_equations_ref (WfEquations *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_equations_unref (WfEquations *self)
{
  g_atomic_rc_box_release_full (self, equations_clear);
}

gsize
wf_equations_get_n_variables (WfEquations *self)
{
  return self->n_equations;
}

const char *
wf_equations_get_name (WfEquations *self, guint variable)
{
  g_return_val_if_fail (variable < self->n_equations, NULL);
  return self->equations[variable].name;
}

gssize
wf_equations_find (WfEquations *self, const char *name)
{
  return GPOINTER_TO_SIZE (g_hash_table_lookup (self->index, name)) - 1;
}

gboolean
wf_equations_is_context (WfEquations *self, guint variable)
{
  g_return_val_if_fail (variable < self->n_equations, FALSE);
  return self->equations[variable].is_context;
}

/**
 * wf_equations_get_values:
 * @self: the model
 * @variable: index of a variable
 * @n: (out): how many values it may have
 *
 * Returns: (array length=n) (transfer none): the values, in the order they were listed
 */
const int *
wf_equations_get_values (WfEquations *self, guint variable, gsize *n)
{
  g_return_val_if_fail (variable < self->n_equations, NULL);
  *n = self->equations[variable].n_values;
  return self->equations[variable].values;
}

const char *
wf_equations_get_text (WfEquations *self, guint variable)
{
  g_return_val_if_fail (variable < self->n_equations, NULL);
  return self->equations[variable].text;
}

/**
 * wf_equations_get_graph:
 * @self: the model
 *
 * Returns: (transfer full): the DAG of who is read by whose equation, over the variables in their order
 */
WfGraph *
wf_equations_get_graph (WfEquations *self)
{
  g_autofree const char **names = g_new0 (const char *, self->n_equations + 1);
  g_autoptr (WfGraphBuilder) builder = NULL;

  for (guint i = 0; i < self->n_equations; i++)
    names[i] = self->equations[i].name;
  builder = wf_graph_builder_new (names);
  for (guint i = 0; i < self->n_equations; i++)
    for (guint j = 0; j < i; j++)
      if (self->equations[i].program.reads & WF_VARIABLE_BIT (j))
        wf_graph_builder_add_arrow (builder, j, i);
  return wf_graph_builder_end (builder, WF_GRAPH_DAG, NULL); /* equations stand in a topological order */
}

int
wf_equation_find_value (const WfEquation *self, gint64 value)
{
  for (guint i = 0; i < self->n_values; i++)
    if (self->values[i] == value)
      return (int) i;
  return -1;
}

char *
wf_equation_list_values (const WfEquation *self)
{
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < self->n_values; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? ", " : "", self->values[i]);
  g_string_append_c (text, '}');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
wf_program_clear (WfProgram *self)
{
  g_clear_pointer (&self->instructions, g_free);
}

static gint64
combine (WfOperation operation, gint64 a, gint64 b)
{
  switch (operation)
    {
      case WF_OPERATION_AND:
        return a != 0 && b != 0;
      case WF_OPERATION_OR:
        return a != 0 || b != 0;
      case WF_OPERATION_EQUAL:
        return a == b;
      case WF_OPERATION_UNEQUAL:
        return a != b;
      case WF_OPERATION_LESS:
        return a < b;
      case WF_OPERATION_LESS_EQUAL:
        return a <= b;
      case WF_OPERATION_GREATER:
        return a > b;
      case WF_OPERATION_GREATER_EQUAL:
        return a >= b;
      case WF_OPERATION_ADD:
        return a + b;
      case WF_OPERATION_SUBTRACT:
        return a - b;
      case WF_OPERATION_MULTIPLY:
        return a * b;
      case WF_OPERATION_CONSTANT:
      case WF_OPERATION_VARIABLE:
      case WF_OPERATION_NOT:
      case WF_OPERATION_NEGATE:
      default:
        g_return_val_if_reached (0);
    }
}

gint64
wf_program_run (const WfProgram *self, const WfEquations *model, WfWorld world)
{
  gint64 stack[WF_LIMIT_EXPRESSION_DEPTH];
  gsize top = 0;

  for (gsize i = 0; i < self->n_instructions; i++)
    {
      const WfInstruction *instruction = &self->instructions[i];

      switch (instruction->operation)
        {
          case WF_OPERATION_CONSTANT:
            stack[top++] = instruction->operand;
            break;
          case WF_OPERATION_VARIABLE:
            stack[top++] = model->equations[instruction->operand]
                               .values[wf_world_get (model, world, instruction->operand)];
            break;
          case WF_OPERATION_NOT:
            stack[top - 1] = stack[top - 1] == 0;
            break;
          case WF_OPERATION_NEGATE:
            stack[top - 1] = -stack[top - 1];
            break;
          default:
            top--;
            stack[top - 1] = combine (instruction->operation, stack[top - 1], stack[top]);
        }
    }
  return stack[0];
}

guint
wf_equations_compute (const WfEquations *self, WfWorld world, guint variable)
{
  const WfEquation *equation = &self->equations[variable];
  int place = wf_equation_find_value (equation, wf_program_run (&equation->program, self, world));

  return (guint) MAX (place, 0); /* the reader has seen to it that there is one */
}

WfWorld
wf_equations_complete (const WfEquations *self, WfWorld world, WfVariableSet fixed)
{
  for (guint i = 0; i < self->n_equations; i++)
    if (!self->equations[i].is_context && !(fixed & WF_VARIABLE_BIT (i)))
      world = wf_world_with (self, world, i, wf_equations_compute (self, world, i));
  return world;
}

gboolean
wf_equations_look_up (const WfEquations *self, const char *name, guint *variable, GError **error)
{
  gssize found = wf_equations_find ((WfEquations *) self, name);
  g_autofree const char **names = NULL;
  const char *nearest;

  if (found >= 0)
    {
      *variable = (guint) found;
      return TRUE;
    }
  names = g_new0 (const char *, self->n_equations + 1);
  for (guint i = 0; i < self->n_equations; i++)
    names[i] = self->equations[i].name;
  nearest = wf_nearest_name (name, names);
  if (nearest != NULL)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA,
                 _ ("The equations have no variable “%s”; did you mean “%s”?"), name, nearest);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The equations have no variable “%s”"), name);
  return FALSE;
}

gboolean
wf_equations_parse_setting (
    const WfEquations *self, const char *text, guint *variable, guint *place, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = NULL;
  g_autofree char *value_text = NULL;
  g_autofree char *values = NULL;
  gint64 value = 0;
  int found = -1;

  if (equals == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("“%s” isn't a variable with its value, as in A=1"),
                   text);
      return FALSE;
    }
  name = g_strstrip (g_strndup (text, (gsize) (equals - text)));
  value_text = g_strstrip (g_strdup (equals[1] == '=' ? equals + 2 : equals + 1));
  if (!wf_equations_look_up (self, name, variable, error))
    return FALSE;
  if (g_ascii_string_to_signed (value_text, 10, G_MININT, G_MAXINT, &value, NULL))
    found = wf_equation_find_value (&self->equations[*variable], value);
  if (found < 0)
    {
      values = wf_equation_list_values (&self->equations[*variable]);
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s can't be “%s”: its values are %s"), name,
                   value_text, values);
      return FALSE;
    }
  *place = (guint) found;
  return TRUE;
}

gboolean
wf_equations_parse_context (const WfEquations *self,
                            const char *const *context,
                            WfWorld *world,
                            GError **error)
{
  *world = 0;
  for (guint i = 0; i < self->n_equations; i++)
    if (self->equations[i].is_context)
      *world = wf_world_with (self, *world, i, self->equations[i].given);
  for (gsize i = 0; context != NULL && context[i] != NULL; i++)
    {
      guint variable, place;

      if (!wf_equations_parse_setting (self, context[i], &variable, &place, error))
        return FALSE;
      if (!self->equations[variable].is_context)
        {
          g_set_error (
              error, WF_ERROR, WF_ERROR_DATA,
              _ ("%s has an equation, and isn't part of the context; begin its line with “context” to "
                 "give its value"),
              self->equations[variable].name);
          return FALSE;
        }
      *world = wf_world_with (self, *world, variable, place);
    }
  return TRUE;
}

/**
 * wf_equations_solve:
 * @self: the model
 * @context: (array zero-terminated=1) (nullable): "U1=0" in place of the context's own values
 * @settings: (array zero-terminated=1) (nullable): "ST=1", equations replaced by a value
 * @n: (out): number of variables
 * @error: return location for an error
 *
 * One pass over the equations in their order. Errors: #WF_ERROR_DATA: an unknown name (the nearest is named),
 * a value that the variable can't have, a name with an equation among the context.
 *
 * Returns: (array length=n) (transfer full): the value of every variable, or %NULL with an error
 */
int *
wf_equations_solve (
    WfEquations *self, const char *const *context, const char *const *settings, gsize *n, GError **error)
{
  WfVariableSet fixed = 0;
  WfWorld world;
  int *values;

  if (!wf_equations_parse_context (self, context, &world, error))
    return NULL;
  for (gsize i = 0; settings != NULL && settings[i] != NULL; i++)
    {
      guint variable, place;

      if (!wf_equations_parse_setting (self, settings[i], &variable, &place, error))
        return NULL;
      world = wf_world_with (self, world, variable, place);
      fixed |= WF_VARIABLE_BIT (variable);
    }
  world = wf_equations_complete (self, world, fixed);
  *n = self->n_equations;
  values = g_new (int, self->n_equations + 1);
  for (guint i = 0; i < self->n_equations; i++)
    values[i] = self->equations[i].values[wf_world_get (self, world, i)];
  return values;
}
