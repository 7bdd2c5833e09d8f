/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/attribute/equations-parser-private.h"
#include "core/base/error.h"

/* What an expression can give at most: [low, high]. */
typedef struct
{
  gint64 low, high;
} Range;

typedef struct
{
  const WfEquations *model;
  WfEquationLexer *lexer;
  gboolean is_event;
  GArray *instructions;
  WfVariableSet reads;
  guint depth;    /* of the stack, after what was emitted */
  guint n_nested; /* parentheses and signs we are in */
} Parser;

typedef enum
{
  LEVEL_OR,
  LEVEL_AND,
  LEVEL_COMPARISON,
  LEVEL_SUM,
  LEVEL_PRODUCT,
  LEVEL_UNARY,
} Level;

static const struct
{
  const char *text;
  Level level;
  WfOperation operation;
} operators[] = {
  { "or", LEVEL_OR, WF_OPERATION_OR },
  { "and", LEVEL_AND, WF_OPERATION_AND },
  { "==", LEVEL_COMPARISON, WF_OPERATION_EQUAL },
  { "=", LEVEL_COMPARISON, WF_OPERATION_EQUAL },
  { "!=", LEVEL_COMPARISON, WF_OPERATION_UNEQUAL },
  { "<", LEVEL_COMPARISON, WF_OPERATION_LESS },
  { "<=", LEVEL_COMPARISON, WF_OPERATION_LESS_EQUAL },
  { ">", LEVEL_COMPARISON, WF_OPERATION_GREATER },
  { ">=", LEVEL_COMPARISON, WF_OPERATION_GREATER_EQUAL },
  { "+", LEVEL_SUM, WF_OPERATION_ADD },
  { "-", LEVEL_SUM, WF_OPERATION_SUBTRACT },
  { "*", LEVEL_PRODUCT, WF_OPERATION_MULTIPLY },
};

static gboolean parse_level (Parser *self, Level level, Range *range, GError **error);

static gboolean
fail_nested (const Parser *self, const char *place, GError **error)
{
  return wf_equation_lexer_fail (self->lexer, place, WF_ERROR_TOO_LARGE, error,
                                 _ ("an expression that is nested more than %d deep; split it"),
                                 WF_LIMIT_EXPRESSION_DEPTH);
}

/* One parenthesis or sign further in. */
static gboolean
check_nesting (Parser *self, const char *place, GError **error)
{
  return ++self->n_nested <= WF_LIMIT_EXPRESSION_DEPTH || fail_nested (self, place, error);
}

static gboolean
emit (Parser *self, WfOperation operation, int operand, GError **error)
{
  WfInstruction instruction = { operation, operand };

  if (operation <= WF_OPERATION_VARIABLE)
    self->depth++;
  else if (operation > WF_OPERATION_NEGATE)
    self->depth--;
  if (self->depth > WF_LIMIT_EXPRESSION_DEPTH)
    return fail_nested (self, self->lexer->place, error);
  g_array_append_val (self->instructions, instruction);
  return TRUE;
}

/* the operator at hand of this level, or -1 */
static int
find_operator (const Parser *self, Level level)
{
  const WfEquationLexer *lexer = self->lexer;

  if (lexer->token != WF_TOKEN_WORD && lexer->token != WF_TOKEN_SIGN)
    return -1;
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (operators[i].level == level && g_str_equal (lexer->text->str, operators[i].text))
      return (int) i;
  return -1;
}

static Range
combine_ranges (WfOperation operation, Range a, Range b)
{
  gint64 products[4] = { a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high };
  Range range = { 0, 1 };

  if (operation == WF_OPERATION_ADD)
    range = (Range){ a.low + b.low, a.high + b.high };
  else if (operation == WF_OPERATION_SUBTRACT)
    range = (Range){ a.low - b.high, a.high - b.low };
  else if (operation == WF_OPERATION_MULTIPLY)
    {
      range = (Range){ products[0], products[0] };
      for (gsize i = 1; i < G_N_ELEMENTS (products); i++)
        range = (Range){ MIN (range.low, products[i]), MAX (range.high, products[i]) };
    }
  return range;
}

static gboolean
check_range (Parser *self, Range range, const char *place, GError **error)
{
  if (range.low >= -WF_LIMIT_EQUATION_NUMBER && range.high <= WF_LIMIT_EQUATION_NUMBER)
    return TRUE;
  return wf_equation_lexer_fail (self->lexer, place, WF_ERROR_TOO_LARGE, error, _ ("no number may exceed %d"),
                                 WF_LIMIT_EQUATION_NUMBER);
}

/* A name: what the variable may be. It must have been told of before. */
static gboolean
parse_variable (Parser *self, Range *range, GError **error)
{
  const WfEquationLexer *lexer = self->lexer;
  gssize variable = wf_equations_find ((WfEquations *) self->model, lexer->text->str);
  const WfEquation *equation;

  if (variable < 0)
    {
      g_autoptr (GError) unknown = NULL;
      guint none;

      wf_equations_look_up (self->model, lexer->text->str, &none, &unknown);
      if (self->is_event)
        return wf_equation_lexer_fail (lexer, lexer->place, WF_ERROR_DATA, error, "%s", unknown->message);
      return wf_equation_lexer_fail (
          lexer, lexer->place, WF_ERROR_PARSE, error,
          _ ("“%s” has no line above this one; a variable stands below those it reads, and "
             "none may read itself"),
          lexer->text->str);
    }
  equation = &self->model->equations[variable];
  *range = (Range){ equation->values[0], equation->values[0] };
  for (guint i = 1; i < equation->n_values; i++)
    *range = (Range){ MIN (range->low, equation->values[i]), MAX (range->high, equation->values[i]) };
  self->reads |= WF_VARIABLE_BIT (variable);
  return emit (self, WF_OPERATION_VARIABLE, (int) variable, error) &&
         wf_equation_lexer_advance (self->lexer, error);
}

static gboolean
parse_parentheses (Parser *self, Range *range, GError **error)
{
  const char *place = self->lexer->place;

  if (!wf_equation_lexer_advance (self->lexer, error) || !check_nesting (self, place, error) ||
      !parse_level (self, LEVEL_OR, range, error))
    return FALSE;
  self->n_nested--;
  if (wf_equation_lexer_is (self->lexer, WF_TOKEN_SIGN, ")"))
    return wf_equation_lexer_advance (self->lexer, error);
  return wf_equation_lexer_fail (self->lexer, place, WF_ERROR_PARSE, error,
                                 _ ("a parenthesis that isn't closed"));
}

static gboolean
parse_primary (Parser *self, Range *range, GError **error)
{
  WfEquationLexer *lexer = self->lexer;
  g_autofree char *found = NULL;

  if (lexer->token == WF_TOKEN_NAME)
    return parse_variable (self, range, error);
  if (lexer->token == WF_TOKEN_NUMBER)
    {
      *range = (Range){ lexer->number, lexer->number };
      return emit (self, WF_OPERATION_CONSTANT, (int) lexer->number, error) &&
             wf_equation_lexer_advance (lexer, error);
    }
  if (wf_equation_lexer_is (lexer, WF_TOKEN_SIGN, "("))
    return parse_parentheses (self, range, error);
  found = wf_equation_lexer_describe (lexer);
  return wf_equation_lexer_fail (lexer, lexer->place, WF_ERROR_PARSE, error,
                                 _ ("a variable, a number or a parenthesis is wanted here, not %s"), found);
}

/* "not" holds for a whole comparison, the sign - for what follows at once. */
static gboolean
parse_unary (Parser *self, Level level, WfOperation operation, Range *range, GError **error)
{
  const char *place = self->lexer->place;

  if (!wf_equation_lexer_advance (self->lexer, error) || !check_nesting (self, place, error) ||
      !parse_level (self, level, range, error))
    return FALSE;
  self->n_nested--;
  *range = operation == WF_OPERATION_NOT ? (Range){ 0, 1 } : (Range){ -range->high, -range->low };
  return emit (self, operation, 0, error);
}

/* the = of an equation isn't an operator, but people write it where they compare */
static gboolean
check_equals (Parser *self, GError **error)
{
  if (self->is_event || !wf_equation_lexer_is (self->lexer, WF_TOKEN_SIGN, "="))
    return TRUE;
  return wf_equation_lexer_fail (self->lexer, self->lexer->place, WF_ERROR_PARSE, error,
                                 _ ("to compare, write =="));
}

static gboolean
parse_level (Parser *self, Level level, Range *range, GError **error)
{
  guint n_operators = 0;

  if (level == LEVEL_UNARY && wf_equation_lexer_is (self->lexer, WF_TOKEN_SIGN, "-"))
    return parse_unary (self, LEVEL_UNARY, WF_OPERATION_NEGATE, range, error);
  if (level == LEVEL_COMPARISON && wf_equation_lexer_is (self->lexer, WF_TOKEN_WORD, "not"))
    return parse_unary (self, LEVEL_COMPARISON, WF_OPERATION_NOT, range, error);
  if (level > LEVEL_UNARY)
    return parse_primary (self, range, error);
  if (!parse_level (self, level + 1, range, error))
    return FALSE;
  if (level == LEVEL_COMPARISON && !check_equals (self, error))
    return FALSE;
  for (int i = find_operator (self, level); i >= 0; i = find_operator (self, level))
    {
      const char *place = self->lexer->place;
      Range right;

      if (level == LEVEL_COMPARISON && n_operators++ > 0)
        return wf_equation_lexer_fail (self->lexer, place, WF_ERROR_PARSE, error,
                                       _ ("comparisons aren't chained; join two of them with “and”"));
      if (!wf_equation_lexer_advance (self->lexer, error) || !parse_level (self, level + 1, &right, error))
        return FALSE;
      *range = combine_ranges (operators[i].operation, *range, right);
      if (!check_range (self, *range, place, error) || !emit (self, operators[i].operation, 0, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
wf_program_parse (
    WfProgram *self, const WfEquations *model, WfEquationLexer *lexer, gboolean is_event, GError **error)
{
  g_autoptr (GArray) instructions = g_array_new (FALSE, FALSE, sizeof (WfInstruction));
  Parser parser = { .model = model, .lexer = lexer, .is_event = is_event, .instructions = instructions };
  Range range;

  if (!parse_level (&parser, LEVEL_OR, &range, error))
    return FALSE;
  self->low = range.low;
  self->high = range.high;
  self->reads = parser.reads;
  self->n_instructions = instructions->len;
  self->instructions = (WfInstruction *) g_array_free (g_steal_pointer (&instructions), FALSE);
  return TRUE;
}

gboolean
wf_program_compile (
    WfProgram *self, const WfEquations *model, const char *text, const char *what, GError **error)
{
  g_auto (WfEquationLexer) lexer = { 0 };

  wf_equation_lexer_init (&lexer, text, strlen (text), what);
  if (!g_utf8_validate (text, -1, NULL))
    return wf_equation_lexer_fail (&lexer, text, WF_ERROR_PARSE, error, _ ("a byte that isn't text"));
  if (!wf_equation_lexer_advance (&lexer, error) || !wf_program_parse (self, model, &lexer, TRUE, error))
    return FALSE;
  if (lexer.token == WF_TOKEN_END)
    return TRUE;
  return wf_equation_lexer_fail (&lexer, lexer.place, WF_ERROR_PARSE, error,
                                 _ ("“%s” doesn't belong here; join conditions with “and” or “or”"),
                                 lexer.text->str);
}
