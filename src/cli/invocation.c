/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "cli/command.h"

static void
input_free (gpointer data)
{
  WfInput *input = data;

  g_clear_pointer (&input->source, wf_source_unref);
  g_clear_pointer (&input->corpus, wf_corpus_unref);
  g_free (input->path);
  g_free (input->name);
  g_free (input->facts);
  g_strfreev (input->notes);
  g_free (input);
}

WfInvocation *
wf_invocation_new (const WfCommand *command, GCancellable *cancellable)
{
  WfInvocation *self = g_new0 (WfInvocation, 1);

  self->command = command;
  self->operands = g_ptr_array_new_with_free_func (g_free);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seed = 1;
  self->progress = wf_progress_new (cancellable);
  self->inputs = g_ptr_array_new_with_free_func (input_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->seconds = NAN;
  self->out = g_string_new (NULL);
  self->notes = g_string_new (NULL);
  self->told = g_string_new (NULL);
  return self;
}

void
wf_invocation_free (WfInvocation *self)
{
  g_strfreev (self->argv);
  g_ptr_array_unref (self->operands);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->used);
  wf_progress_unref (self->progress);
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->warnings);
  g_free (self->method);
  g_clear_pointer (&self->model, wf_model_unref);
  g_clear_pointer (&self->project, wf_project_unref);
  g_clear_pointer (&self->parameters, g_variant_unref);
  g_string_free (self->out, TRUE);
  g_string_free (self->notes, TRUE);
  g_string_free (self->told, TRUE);
  g_free (self);
}

void
wf_invocation_add_value (WfInvocation *self, const char *option, const char *value)
{
  GPtrArray *values = g_hash_table_lookup (self->values, option);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->values, g_strdup (option), values);
    }
  g_ptr_array_add (values, g_strdup (value));
}

const char *
wf_invocation_get (WfInvocation *self, const char *option)
{
  GPtrArray *values = g_hash_table_lookup (self->values, option);

  return values != NULL ? values->pdata[values->len - 1] : NULL;
}

gboolean
wf_invocation_has (WfInvocation *self, const char *option)
{
  return g_hash_table_contains (self->values, option);
}

char **
wf_invocation_list (WfInvocation *self, const char *option, char separator)
{
  GPtrArray *values = g_hash_table_lookup (self->values, option);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (values == NULL)
    return NULL;
  for (guint i = 0; i < values->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (values->pdata[i], ",", -1);

      for (guint part = 0; parts[part] != NULL; part++)
        {
          gboolean is_rest = part > 0 && separator != 0 && strchr (parts[part], separator) == NULL;

          if (is_rest)
            {
              g_autofree char *head = g_ptr_array_steal_index (items, items->len - 1);

              g_ptr_array_add (items, g_strdup_printf ("%s,%s", head, parts[part]));
            }
          else if (*parts[part] != '\0')
            g_ptr_array_add (items, g_strdup (parts[part]));
        }
    }
  g_ptr_array_add (items, NULL);
  return (char **) g_ptr_array_steal (items, NULL);
}

GVariant *
wf_invocation_collect (WfInvocation *self, const WfParam *params, GError **error)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  for (gsize i = 0; params != NULL && params[i].id != NULL; i++)
    {
      const char *text = wf_invocation_get (self, params[i].id);
      g_autoptr (GError) failure = NULL;
      g_autoptr (GVariant) value = NULL;

      if (text == NULL)
        continue;
      value = wf_param_parse (&params[i], text, &failure);
      if (value == NULL)
        {
          g_variant_dict_clear (&dict);
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--%s: %s", params[i].id,
                       failure->message);
          return NULL;
        }
      g_variant_dict_insert_value (&dict, params[i].id, value);
      g_hash_table_add (self->used, g_strdup (params[i].id));
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

gboolean
wf_invocation_check_used (WfInvocation *self, const char *what, GError **error)
{
  g_autoptr (GArray) sets = wf_command_list_params (self->command);

  for (guint i = 0; i < sets->len; i++)
    {
      const WfParam *params = g_array_index (sets, WfParamSet, i).params;

      for (gsize p = 0; params[p].id != NULL; p++)
        if (wf_invocation_has (self, params[p].id) && !g_hash_table_contains (self->used, params[p].id))
          {
            g_autofree char *owners = wf_params_list_owners (sets, params[p].id);

            g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _ ("--%s is not a parameter of %s, only of %s"), params[p].id, what, owners);
            return FALSE;
          }
    }
  return TRUE;
}

void
wf_invocation_warn (WfInvocation *self, const char *const *warnings)
{
  for (gsize i = 0; warnings != NULL && warnings[i] != NULL; i++)
    g_ptr_array_add (self->warnings, g_strdup (warnings[i]));
}

void
wf_invocation_warn_about (WfInvocation *self, WfSource *source, const char *const *warnings)
{
  for (gsize i = 0; warnings != NULL && warnings[i] != NULL; i++)
    g_ptr_array_add (self->warnings, g_strdup_printf ("%s: %s", wf_source_get_name (source), warnings[i]));
}

void
wf_invocation_note (WfInvocation *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (self->notes, format, args);
  g_string_append_c (self->notes, '\n');
  va_end (args);
}

void
wf_invocation_tell (WfInvocation *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (self->told, format, args);
  g_string_append_c (self->told, '\n');
  va_end (args);
}

void
wf_invocation_add_parameters (WfInvocation *self, GVariant *parameters)
{
  GVariant *const all[] = { self->parameters, parameters };
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      GVariantIter iter;
      const char *id;
      GVariant *value;

      if (all[i] == NULL)
        continue;
      g_variant_iter_init (&iter, all[i]);
      while (g_variant_iter_next (&iter, "{&sv}", &id, &value))
        {
          g_autoptr (GVariant) later = i == 0 ? g_variant_lookup_value (parameters, id, NULL) : NULL;

          if (later == NULL && !g_str_equal (id, "seed"))
            g_variant_builder_add (&builder, "{sv}", id, value);
          g_variant_unref (value);
        }
    }
  g_clear_pointer (&self->parameters, g_variant_unref);
  self->parameters = g_variant_ref_sink (g_variant_builder_end (&builder));
}

void
wf_invocation_start (WfInvocation *self)
{
  self->began = g_get_monotonic_time ();
}

void
wf_invocation_stop (WfInvocation *self)
{
  self->seconds = (g_get_monotonic_time () - self->began) / 1e6;
}
