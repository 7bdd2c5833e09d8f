/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/attribute/equations.h"
#include "core/base/limits.h"

G_BEGIN_DECLS

/* One value for every variable, by its place among the variable's values: a few bits each, packed. */
typedef guint64 WfWorld;
/* A set of variables, one bit each. */
typedef guint64 WfVariableSet;

#define WF_VARIABLE_BIT(i) (G_GUINT64_CONSTANT (1) << (i))

typedef enum
{
  WF_OPERATION_CONSTANT,
  WF_OPERATION_VARIABLE,
  WF_OPERATION_NOT,
  WF_OPERATION_NEGATE,
  WF_OPERATION_AND,
  WF_OPERATION_OR,
  WF_OPERATION_EQUAL,
  WF_OPERATION_UNEQUAL,
  WF_OPERATION_LESS,
  WF_OPERATION_LESS_EQUAL,
  WF_OPERATION_GREATER,
  WF_OPERATION_GREATER_EQUAL,
  WF_OPERATION_ADD,
  WF_OPERATION_SUBTRACT,
  WF_OPERATION_MULTIPLY,
} WfOperation;

typedef struct
{
  WfOperation operation;
  int operand;          /* the constant, or the index of the variable */
} WfInstruction;

/* An expression in postfix order, for a stack of at most WF_LIMIT_EXPRESSION_DEPTH numbers. */
typedef struct
{
  WfInstruction *instructions;
  gsize n_instructions;
  WfVariableSet reads;
  gint64 low, high;     /* what it can give at most, by interval arithmetic */
} WfProgram;

typedef struct
{
  char *name;
  char *text;           /* of its line */
  int *values;
  guint n_values;
  guint shift;          /* of its bits in a world */
  WfWorld mask;         /* likewise, not shifted */
  gboolean is_context;
  guint given;          /* context: place of the given value */
  WfProgram program;    /* else */
} WfEquation;

struct _WfEquations
{
  WfEquation *equations;
  guint n_equations;
  GHashTable *index;    /* name (borrowed) -> place + 1 */
  guint n_bits;
};

static inline guint
wf_world_get (const WfEquations *model, WfWorld world, guint variable)
{
  const WfEquation *equation = &model->equations[variable];

  return (guint) ((world >> equation->shift) & equation->mask);
}

static inline WfWorld
wf_world_with (const WfEquations *model, WfWorld world, guint variable, guint place)
{
  const WfEquation *equation = &model->equations[variable];

  return (world & ~(equation->mask << equation->shift)) | ((WfWorld) place << equation->shift);
}

/* the result of an expression in a world in which everything it reads has its value */
gint64   wf_program_run             (const WfProgram *self, const WfEquations *model, WfWorld world);
void     wf_program_clear           (WfProgram *self);
/* an expression over the variables, as typed; a single = compares, too. what: "--effect", for messages */
gboolean wf_program_compile         (WfProgram *self, const WfEquations *model, const char *text, const char *what, GError **error);
/* place of what the equation of a variable gives in a world */
guint    wf_equations_compute       (const WfEquations *self, WfWorld world, guint variable);
/* all equations but those of the fixed variables, whose values are in the world */
WfWorld  wf_equations_complete      (const WfEquations *self, WfWorld world, WfVariableSet fixed);
/* "ST=1" */
gboolean wf_equations_parse_setting (const WfEquations *self, const char *text, guint *variable, guint *place, GError **error);
/* the world's context: the given values, changed by "U1=0" texts (nullable) */
gboolean wf_equations_parse_context (const WfEquations *self, const char *const *context, WfWorld *world, GError **error);
/* index of a name; WF_ERROR_DATA with the nearest */
gboolean wf_equations_look_up       (const WfEquations *self, const char *name, guint *variable, GError **error);
/* place of a value, -1 = it can't have it */
int      wf_equation_find_value     (const WfEquation *self, gint64 value);
/* "{0, 1, 2}" */
char    *wf_equation_list_values    (const WfEquation *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WfProgram, wf_program_clear)

G_END_DECLS
