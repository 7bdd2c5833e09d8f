/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/attribute/equations-lexer-private.h"
#include "core/attribute/equations-parser-private.h"
#include "core/base/error.h"

#define NOT_THERE -1

static gboolean
expect_sign (WfEquationLexer *lexer, const char *sign, GError **error)
{
  g_autofree char *found = NULL;

  if (wf_equation_lexer_is (lexer, WF_TOKEN_SIGN, sign))
    return wf_equation_lexer_advance (lexer, error);
  found = wf_equation_lexer_describe (lexer);
  return wf_equation_lexer_fail (lexer, lexer->place, WF_ERROR_PARSE, error,
                                 _ ("“%s” is wanted here, not %s"), sign, found);
}

static gboolean
read_integer (WfEquationLexer *lexer, gint64 *value, GError **error)
{
  gboolean is_negative = wf_equation_lexer_is (lexer, WF_TOKEN_SIGN, "-");

  if (is_negative && !wf_equation_lexer_advance (lexer, error))
    return FALSE;
  if (lexer->token != WF_TOKEN_NUMBER)
    {
      g_autofree char *found = wf_equation_lexer_describe (lexer);

      return wf_equation_lexer_fail (lexer, lexer->place, WF_ERROR_PARSE, error,
                                     _ ("a value is a whole number, as in 0 or 1, and not %s"), found);
    }
  *value = is_negative ? -lexer->number : lexer->number;
  return wf_equation_lexer_advance (lexer, error);
}

/* {0, 1, 2}, or 0 and 1 without it */
static gboolean
read_values (WfEquationLexer *lexer, WfEquation *equation, GError **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (int));

  if (!wf_equation_lexer_is (lexer, WF_TOKEN_SIGN, "{"))
    {
      equation->values = g_new (int, 2);
      equation->values[0] = 0;
      equation->values[1] = 1;
      equation->n_values = 2;
      return TRUE;
    }
  do
    {
      const char *place;
      gint64 value;
      int number;

      if (!wf_equation_lexer_advance (lexer, error))
        return FALSE;
      place = lexer->place;
      if (!read_integer (lexer, &value, error))
        return FALSE;
      number = (int) value;
      for (guint i = 0; i < values->len; i++)
        if (g_array_index (values, int, i) == number)
          return wf_equation_lexer_fail (lexer, place, WF_ERROR_PARSE, error,
                                         _ ("the value %d is listed twice"), number);
      if (values->len == WF_LIMIT_LEVELS)
        return wf_equation_lexer_fail (lexer, place, WF_ERROR_TOO_LARGE, error,
                                       _ ("no variable has more than %d values"), WF_LIMIT_LEVELS);
      g_array_append_val (values, number);
    }
  while (wf_equation_lexer_is (lexer, WF_TOKEN_SIGN, ","));
  equation->n_values = values->len;
  equation->values = (int *) g_array_free (g_steal_pointer (&values), FALSE);
  return expect_sign (lexer, "}", error);
}

/* A place among the 64 bits of a world. */
static gboolean
allot_bits (
    WfEquations *self, WfEquation *equation, const WfEquationLexer *lexer, const char *place, GError **error)
{
  guint width = MAX (g_bit_storage (equation->n_values - 1), 1);

  if (self->n_bits + width > WF_LIMIT_EQUATION_BITS)
    return wf_equation_lexer_fail (lexer, place, WF_ERROR_TOO_LARGE, error,
                                   _ ("too many variables: at most %d of two values, or fewer of more "
                                      "values; ask about a part of the model"),
                                   WF_LIMIT_EQUATION_BITS);
  equation->shift = self->n_bits;
  equation->mask = (G_GUINT64_CONSTANT (1) << width) - 1;
  self->n_bits += width;
  return TRUE;
}

/* "A = 1, B = 2", of the variables that an equation reads */
static char *
describe_reads (const WfEquations *self, WfVariableSet reads, WfWorld world)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n_equations; i++)
    if (reads & WF_VARIABLE_BIT (i))
      g_string_append_printf (text, "%s%s = %d", text->len > 0 ? ", " : "", self->equations[i].name,
                              self->equations[i].values[wf_world_get (self, world, i)]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The next combination of values of some variables; FALSE after the last. */
static gboolean
step_world (const WfEquations *self, WfVariableSet variables, WfWorld *world)
{
  for (guint i = 0; i < self->n_equations; i++)
    if (variables & WF_VARIABLE_BIT (i))
      {
        guint place = wf_world_get (self, *world, i);

        if (place + 1 < self->equations[i].n_values)
          {
            *world = wf_world_with (self, *world, i, place + 1);
            return TRUE;
          }
        *world = wf_world_with (self, *world, i, 0);
      }
  return FALSE;
}

/* Never gives a value that the variable can't have: by the range of the expression, else by every combination
 * of what it reads. */
static gboolean
check_values (const WfEquations *self,
              const WfEquation *equation,
              const WfEquationLexer *lexer,
              const char *place,
              GError **error)
{
  const WfProgram *program = &equation->program;
  gboolean is_plain = program->high - program->low < WF_LIMIT_LEVELS;
  double n_combinations = 1.0;
  WfWorld world = 0;

  for (gint64 value = program->low; is_plain && value <= program->high; value++)
    is_plain = wf_equation_find_value (equation, value) != NOT_THERE;
  if (is_plain)
    return TRUE;
  for (guint i = 0; i < self->n_equations; i++)
    if (program->reads & WF_VARIABLE_BIT (i))
      n_combinations *= self->equations[i].n_values;
  if (n_combinations > WF_LIMIT_EQUATION_ROWS)
    return wf_equation_lexer_fail (
        lexer, place, WF_ERROR_TOO_LARGE, error,
        _ ("the equation of %s reads too many variables to see whether it stays among "
           "its values; compare, as in A + B >= 1, or split it"),
        equation->name);
  do
    {
      gint64 value = wf_program_run (program, self, world);
      g_autofree char *values = NULL;
      g_autofree char *where = NULL;
      g_autofree char *number = NULL;

      if (wf_equation_find_value (equation, value) != NOT_THERE)
        continue;
      values = wf_equation_list_values (equation);
      where = describe_reads (self, program->reads, world);
      number = g_strdup_printf ("%" G_GINT64_FORMAT, value);
      return wf_equation_lexer_fail (
          lexer, place, WF_ERROR_PARSE, error,
          *where != '\0' ? _ ("%s would be %s, but its values are %s; list them after its name, as in %s "
                              "{0,1,2} (this is where %s)")
                         : _ ("%s would be %s, but its values are %s; list them after its name, as in %s "
                              "{0,1,2}%s"),
          equation->name, number, values, equation->name, where);
    }
  while (step_world (self, program->reads, &world));
  return TRUE;
}

static gboolean
read_given (WfEquationLexer *lexer, WfEquation *equation, GError **error)
{
  const char *place = lexer->place;
  g_autofree char *values = NULL;
  g_autofree char *number = NULL;
  gint64 value;
  int found;

  if (!read_integer (lexer, &value, error))
    return FALSE;
  found = wf_equation_find_value (equation, value);
  if (found != NOT_THERE)
    {
      equation->given = (guint) found;
      return TRUE;
    }
  values = wf_equation_list_values (equation);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  return wf_equation_lexer_fail (lexer, place, WF_ERROR_PARSE, error,
                                 _ ("%s can't be %s: its values are %s; list others after its name, as "
                                    "in %s {0,1,2}"),
                                 equation->name, number, values, equation->name);
}

/* NAME {values}, and what comes between it and its right side */
static gboolean
read_left (WfEquations *self, WfEquation *equation, WfEquationLexer *lexer, GError **error)
{
  const char *place = lexer->place;
  g_autofree char *found = NULL;

  if (lexer->token != WF_TOKEN_NAME)
    {
      found = wf_equation_lexer_describe (lexer);
      return wf_equation_lexer_fail (
          lexer, place, WF_ERROR_PARSE, error,
          _ ("a line begins with the name of a variable, or with “context” and a name, "
             "and not with %s"),
          found);
    }
  if (g_hash_table_contains (self->index, lexer->text->str))
    return wf_equation_lexer_fail (lexer, place, WF_ERROR_PARSE, error, _ ("%s has a line already"),
                                   lexer->text->str);
  equation->name = g_strdup (lexer->text->str);
  if (!wf_equation_lexer_advance (lexer, error) || !read_values (lexer, equation, error) ||
      !allot_bits (self, equation, lexer, place, error))
    return FALSE;
  if (!equation->is_context && wf_equation_lexer_is (lexer, WF_TOKEN_WORD, "if"))
    return wf_equation_lexer_advance (lexer, error);
  return expect_sign (lexer, "=", error);
}

static gboolean
read_line (WfEquations *self, WfEquation *equation, WfEquationLexer *lexer, GError **error)
{
  const char *place = lexer->place;

  equation->is_context = wf_equation_lexer_is (lexer, WF_TOKEN_WORD, "context");
  if (equation->is_context && !wf_equation_lexer_advance (lexer, error))
    return FALSE;
  if (!read_left (self, equation, lexer, error))
    return FALSE;
  if (equation->is_context)
    {
      if (!read_given (lexer, equation, error))
        return FALSE;
    }
  else if (!wf_program_parse (&equation->program, self, lexer, FALSE, error) ||
           !check_values (self, equation, lexer, place, error))
    return FALSE;
  equation->text = g_strndup (place, (gsize) (lexer->last - place));
  g_strstrip (equation->text);
  if (lexer->token == WF_TOKEN_LINE || lexer->token == WF_TOKEN_END)
    return TRUE;
  g_clear_pointer (&equation->text, g_free);
  return wf_equation_lexer_fail (
      lexer, lexer->place, WF_ERROR_PARSE, error,
      _ ("“%s” doesn't belong here; an operator, or the end of the line, is wanted"), lexer->text->str);
}

/* A line that couldn't be read leaves an equation without a place in the index; it is freed with the rest. */
static gboolean
read_lines (WfEquations *self, WfEquationLexer *lexer, GError **error)
{
  if (!wf_equation_lexer_advance (lexer, error))
    return FALSE;
  while (lexer->token != WF_TOKEN_END)
    {
      WfEquation *equation = &self->equations[self->n_equations];

      if (lexer->token == WF_TOKEN_LINE)
        {
          if (!wf_equation_lexer_advance (lexer, error))
            return FALSE;
          continue;
        }
      if (!read_line (self, equation, lexer, error))
        {
          self->n_equations++;
          return FALSE;
        }
      g_hash_table_insert (self->index, equation->name, GUINT_TO_POINTER (self->n_equations + 1));
      self->n_equations++;
    }
  return TRUE;
}

/**
 * wf_equations_read:
 * @source: the text of a .scm file
 * @error: return location for an error
 *
 * Reads a deterministic structural causal model; #WfEquations tells how it is written.
 *
 * Errors: #WF_ERROR_PARSE and #WF_ERROR_TOO_LARGE, both with file:line:column and what to do. Cost: linear in
 * the text, but an equation whose range isn't plainly among the values of its variable is run for at most
 * %WF_LIMIT_EQUATION_ROWS combinations of what it reads.
 *
 * Returns: (transfer full): the model, or %NULL with an error
 */
WfEquations *
wf_equations_read (WfSource *source, GError **error)
{
  g_return_val_if_fail (source != NULL, NULL);

  g_autoptr (WfEquations) self = g_atomic_rc_box_new0 (WfEquations);
  g_auto (WfEquationLexer) lexer = { 0 };
  gsize length;
  const char *text = g_bytes_get_data (wf_source_get_bytes (source), &length);
  const char *name = wf_source_get_name (source);

  /* one more than fits, for a line that can't be read */
  self->equations = g_new0 (WfEquation, WF_LIMIT_EQUATION_BITS + 1);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  wf_equation_lexer_init (&lexer, text != NULL ? text : "", length, name != NULL ? name : _ ("equations"));
  if (!g_utf8_validate (lexer.start, (gssize) length, NULL))
    {
      const char *place = lexer.start;

      g_utf8_validate (lexer.start, (gssize) length, &place);
      wf_equation_lexer_fail (&lexer, place, WF_ERROR_PARSE, error,
                              _ ("a byte that isn't text; save the file as UTF-8"));
      return NULL;
    }
  if (!read_lines (self, &lexer, error))
    return NULL;
  if (self->n_equations == 0)
    {
      wf_equation_lexer_fail (&lexer, lexer.start, WF_ERROR_PARSE, error,
                              _ ("there is no equation; write lines such as “BS = ST or BT”"));
      return NULL;
    }
  return g_steal_pointer (&self);
}
