/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "core/table/table-private.h"

WfColumn *
wf_column_new_continuous (double *values, gsize n_rows)
{
  WfColumn *self = g_atomic_rc_box_new0 (WfColumn);

  self->kind = WF_COLUMN_CONTINUOUS;
  self->type = WF_COLUMN_TYPE_CONTINUOUS;
  self->values = values;
  for (gsize i = 0; i < n_rows; i++)
    self->n_missing += isnan (values[i]) != 0;
  return self;
}

WfColumn *
wf_column_new_discrete (gint32 *codes, gsize n_rows, char **levels)
{
  WfColumn *self = g_atomic_rc_box_new0 (WfColumn);

  self->kind = WF_COLUMN_DISCRETE;
  self->type = WF_COLUMN_TYPE_CATEGORICAL;
  self->codes = codes;
  self->levels = levels;
  self->n_levels = g_strv_length (levels);
  for (gsize i = 0; i < n_rows; i++)
    self->n_missing += codes[i] < 0;
  return self;
}

WfColumn *
wf_column_new_text (const char **cells, gsize n_rows, GPtrArray *storage, const char *label)
{
  WfColumn *self = g_atomic_rc_box_new0 (WfColumn);

  self->kind = WF_COLUMN_DISCRETE;
  self->type = WF_COLUMN_TYPE_TEXT;
  self->cells = cells;
  self->storage = storage;
  self->label = g_strdup (label);
  for (gsize i = 0; i < n_rows; i++)
    self->n_missing += cells[i] == NULL;
  return self;
}

WfColumn *
wf_column_new_typed (WfColumn *from, WfColumnType type, gboolean is_calendar)
{
  WfColumn *self = g_atomic_rc_box_dup (sizeof *from, from);

  self->owner = wf_column_ref (from->owner != NULL ? from->owner : from);
  self->label = g_strdup (from->label);
  self->type = type;
  self->is_calendar = is_calendar;
  return self;
}

WfColumn *
wf_column_ref (WfColumn *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
wf_column_clear (WfColumn *self)
{
  g_free (self->label);
  if (self->owner != NULL)
    {
      wf_column_unref (self->owner);
      return;
    }
  free (self->values);
  free (self->codes);
  g_free (self->cells);
  g_clear_pointer (&self->storage, g_ptr_array_unref);
  g_strfreev (self->levels);
}

void
wf_column_unref (WfColumn *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) wf_column_clear);
}
