/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "core/report/provenance.h"

typedef struct
{
  char *name, *sha256, *facts;
  GStrv notes;
} Input;

struct _WfProvenance
{
  GArray *inputs; /* of Input */
  char *command;
  guint64 seed;
  double seconds;
};

G_DEFINE_BOXED_TYPE (WfProvenance, wf_provenance, wf_provenance_ref, wf_provenance_unref)

static void
input_clear (gpointer data)
{
  Input *input = data;

  g_free (input->name);
  g_free (input->sha256);
  g_free (input->facts);
  g_strfreev (input->notes);
}

/**
 * wf_provenance_new:
 *
 * Returns: (transfer full): a provenance without inputs and command, with seed 1 and no time
 */
WfProvenance *
wf_provenance_new (void)
{
  WfProvenance *self = g_atomic_rc_box_new0 (WfProvenance);

  self->inputs = g_array_new (FALSE, FALSE, sizeof (Input));
  g_array_set_clear_func (self->inputs, input_clear);
  self->seed = 1;
  self->seconds = NAN;
  return self;
}

/**
 * wf_provenance_ref:
 * @self: a provenance
 *
 * Returns: (transfer full): @self
 */
WfProvenance *
wf_provenance_ref (WfProvenance *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

static void
provenance_clear (gpointer data)
{
  WfProvenance *self = data;

  g_array_unref (self->inputs);
  g_free (self->command);
}

/**
 * wf_provenance_unref:
 * @self: (transfer full): a provenance
 */
void
wf_provenance_unref (WfProvenance *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, provenance_clear);
}

/**
 * wf_provenance_add_input:
 * @self: a provenance
 * @name: the file's name as shown to people
 * @sha256: (nullable): its digest in hexadecimal
 * @facts: (nullable): what it holds, for example "853 rows, 11 columns"
 */
void
wf_provenance_add_input (WfProvenance *self, const char *name, const char *sha256, const char *facts)
{
  Input input;

  g_return_if_fail (self != NULL && name != NULL);

  input = (Input){ g_strdup (name), g_strdup (sha256), g_strdup (facts), NULL };
  g_array_append_val (self->inputs, input);
}

/**
 * wf_provenance_set_input_notes:
 * @self: a provenance with an input
 * @notes: (nullable) (array zero-terminated=1): what was noticed when the input added last was read
 */
void
wf_provenance_set_input_notes (WfProvenance *self, const char *const *notes)
{
  Input *input;

  g_return_if_fail (self != NULL && self->inputs->len > 0);

  input = &g_array_index (self->inputs, Input, self->inputs->len - 1);
  g_strfreev (input->notes);
  input->notes = g_strdupv ((char **) notes);
}

/**
 * wf_provenance_set_command:
 * @self: a provenance
 * @command: (nullable): the shell command that makes the result again
 */
void
wf_provenance_set_command (WfProvenance *self, const char *command)
{
  g_return_if_fail (self != NULL);
  g_free (self->command);
  self->command = g_strdup (command);
}

/**
 * wf_provenance_set_seed:
 * @self: a provenance
 * @seed: the seed of all random streams
 */
void
wf_provenance_set_seed (WfProvenance *self, guint64 seed)
{
  g_return_if_fail (self != NULL);
  self->seed = seed;
}

/**
 * wf_provenance_set_seconds:
 * @self: a provenance
 * @seconds: wall-clock time, or NaN
 */
void
wf_provenance_set_seconds (WfProvenance *self, double seconds)
{
  g_return_if_fail (self != NULL);
  self->seconds = seconds;
}

/**
 * wf_provenance_get_n_inputs:
 * @self: a provenance
 *
 * Returns: the number of inputs
 */
gsize
wf_provenance_get_n_inputs (WfProvenance *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->inputs->len;
}

static const Input *
get_input (WfProvenance *self, gsize i)
{
  return &g_array_index (self->inputs, Input, i);
}

/**
 * wf_provenance_get_input_name:
 * @self: a provenance
 * @i: index of an input
 *
 * Returns: (transfer none): its name
 */
const char *
wf_provenance_get_input_name (WfProvenance *self, gsize i)
{
  g_return_val_if_fail (self != NULL && i < self->inputs->len, NULL);
  return get_input (self, i)->name;
}

/**
 * wf_provenance_get_input_sha256:
 * @self: a provenance
 * @i: index of an input
 *
 * Returns: (transfer none) (nullable): its digest
 */
const char *
wf_provenance_get_input_sha256 (WfProvenance *self, gsize i)
{
  g_return_val_if_fail (self != NULL && i < self->inputs->len, NULL);
  return get_input (self, i)->sha256;
}

/**
 * wf_provenance_get_input_facts:
 * @self: a provenance
 * @i: index of an input
 *
 * Returns: (transfer none) (nullable): what it holds
 */
const char *
wf_provenance_get_input_facts (WfProvenance *self, gsize i)
{
  g_return_val_if_fail (self != NULL && i < self->inputs->len, NULL);
  return get_input (self, i)->facts;
}

/**
 * wf_provenance_get_input_notes:
 * @self: a provenance
 * @i: index of an input
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): what was noticed when it was read
 */
const char *const *
wf_provenance_get_input_notes (WfProvenance *self, gsize i)
{
  g_return_val_if_fail (self != NULL && i < self->inputs->len, NULL);
  return (const char *const *) get_input (self, i)->notes;
}

/**
 * wf_provenance_get_command:
 * @self: a provenance
 *
 * Returns: (transfer none) (nullable): the command that makes the result again
 */
const char *
wf_provenance_get_command (WfProvenance *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->command;
}

/**
 * wf_provenance_get_seed:
 * @self: a provenance
 *
 * Returns: the seed, 1 unless set
 */
guint64
wf_provenance_get_seed (WfProvenance *self)
{
  g_return_val_if_fail (self != NULL, 1);
  return self->seed;
}

/**
 * wf_provenance_get_seconds:
 * @self: a provenance
 *
 * Returns: the time taken, or NaN when not measured
 */
double
wf_provenance_get_seconds (WfProvenance *self)
{
  g_return_val_if_fail (self != NULL, NAN);
  return self->seconds;
}
