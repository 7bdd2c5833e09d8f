/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "app/history.h"

typedef struct
{
  char *label;
  char *merge_key;
  gint64 time;
  WfState *state;
} Command;

struct _WfHistory
{
  GPtrArray *undo; /* Command, oldest first */
  GPtrArray *redo;
};

static void
command_free (gpointer data)
{
  Command *command = data;

  g_free (command->label);
  g_free (command->merge_key);
  g_clear_pointer (&command->state, wf_state_free);
  g_free (command);
}

static Command *
last (GPtrArray *commands)
{
  return commands->len > 0 ? g_ptr_array_index (commands, commands->len - 1) : NULL;
}

WfHistory *
wf_history_new (void)
{
  WfHistory *self = g_new0 (WfHistory, 1);

  self->undo = g_ptr_array_new_with_free_func (command_free);
  self->redo = g_ptr_array_new_with_free_func (command_free);
  return self;
}

void
wf_history_free (WfHistory *self)
{
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self);
}

void
wf_history_push (WfHistory *self, const char *label, const char *merge_key, const WfState *before)
{
  Command *command = last (self->undo);
  gint64 now = g_get_monotonic_time ();

  g_ptr_array_set_size (self->redo, 0);
  if (command && merge_key && g_strcmp0 (command->merge_key, merge_key) == 0 &&
      now - command->time < WF_HISTORY_MERGE_US)
    {
      command->time = now;
      g_free (command->label);
      command->label = g_strdup (label);
      return;
    }
  command = g_new0 (Command, 1);
  command->label = g_strdup (label);
  command->merge_key = g_strdup (merge_key);
  command->time = now;
  command->state = wf_state_copy (before);
  g_ptr_array_add (self->undo, command);
  if (self->undo->len > WF_HISTORY_LIMIT)
    g_ptr_array_remove_index (self->undo, 0);
}

void
wf_history_clear (WfHistory *self)
{
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
}

static WfState *
step (GPtrArray *from, GPtrArray *to, WfState *present)
{
  Command *command = last (from);
  WfState *state;

  if (command == NULL)
    return NULL;
  g_ptr_array_steal_index (from, from->len - 1);
  state = command->state;
  command->state = present;
  g_clear_pointer (&command->merge_key, g_free);
  g_ptr_array_add (to, command);
  return state;
}

WfState *
wf_history_undo (WfHistory *self, WfState *present)
{
  return step (self->undo, self->redo, present);
}

WfState *
wf_history_redo (WfHistory *self, WfState *present)
{
  return step (self->redo, self->undo, present);
}

WfGraph *
wf_history_find_other_graph (WfHistory *self, WfGraph *graph)
{
  for (guint i = self->undo->len; i > 0; i--)
    {
      WfGraph *other = ((Command *) g_ptr_array_index (self->undo, i - 1))->state->graph;

      if (other != NULL && other != graph &&
          g_strv_equal (wf_graph_get_names (other), wf_graph_get_names (graph)) &&
          !wf_graph_equal (other, graph))
        return other;
    }
  return NULL;
}

const char *
wf_history_get_undo_label (WfHistory *self)
{
  Command *command = last (self->undo);

  return command ? command->label : NULL;
}

const char *
wf_history_get_redo_label (WfHistory *self)
{
  Command *command = last (self->redo);

  return command ? command->label : NULL;
}
