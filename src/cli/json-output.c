/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "cli/command.h"
#include "core/base/json.h"
#include "core/base/parallel.h"
#include "writers/json-values.h"

static void
add_input (JsonBuilder *builder, WfInput *input)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "path");
  json_builder_add_string_value (builder, wf_input_get_path (input));
  json_builder_set_member_name (builder, "sha256");
  json_builder_add_string_value (builder, wf_input_get_sha256 (input));
  for (gsize i = 0; i < G_N_ELEMENTS (input->counts) && input->count_names[i] != NULL; i++)
    {
      json_builder_set_member_name (builder, input->count_names[i]);
      json_builder_add_int_value (builder, (gint64) input->counts[i]);
    }
  json_builder_end_object (builder);
}

JsonBuilder *
wf_json_output_begin (WfInvocation *self)
{
  JsonBuilder *builder = json_builder_new ();
  guint n_threads = self->n_threads > 0 ? self->n_threads : wf_parallel_get_n_cores ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "wherefore");
  json_builder_add_string_value (builder, PACKAGE_VERSION);
  json_builder_set_member_name (builder, "command");
  json_builder_add_string_value (builder, self->command->id);
  json_builder_set_member_name (builder, "inputs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->inputs->len; i++)
    add_input (builder, self->inputs->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "method");
  json_builder_add_string_value (builder, self->method);
  json_builder_set_member_name (builder, "parameters");
  wf_json_add_variant (builder, self->parameters);
  json_builder_set_member_name (builder, "seed");
  json_builder_add_int_value (builder, (gint64) self->seed);
  json_builder_set_member_name (builder, "threads");
  json_builder_add_int_value (builder, n_threads);
  json_builder_set_member_name (builder, "seconds");
  wf_json_add_number (builder, self->seconds);
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->warnings->len; i++)
    json_builder_add_string_value (builder, self->warnings->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "result");
  return builder;
}

void
wf_json_output_end (WfInvocation *self, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = wf_json_to_text (root);
  g_string_append (self->out, text);
  if (self->out->len > 0 && self->out->str[self->out->len - 1] != '\n')
    g_string_append_c (self->out, '\n');
}
