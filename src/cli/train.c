/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/evaluation-output.h"
#include "cli/text-output.h"
#include "core/attribute/train.h"
#include "core/base/format.h"

static const WfOption options[] = {
  { "start", 0, N_ ("NAME|FILE"),
    N_ ("Tier 1: a profile to whose weights the penalty draws, for a few logs of your own") },
  WF_OPTION_DATA,
  { NULL },
};

typedef struct
{
  WfProfile *profile;
  WfEvaluation *evaluation;
  WfEvaluation *unfamiliar; /* nullable */
} Trained;

static void
trained_clear (Trained *self)
{
  g_clear_pointer (&self->profile, wf_profile_unref);
  g_clear_pointer (&self->evaluation, wf_evaluation_unref);
  g_clear_pointer (&self->unfamiliar, wf_evaluation_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trained, trained_clear)

static void
list_params (GArray *sets)
{
  wf_params_add_set (sets, "train", _ ("the model and its cross-validation"), wf_training_get_params ());
}

static void
add_evaluation (JsonBuilder *builder, const char *name, WfEvaluation *evaluation)
{
  json_builder_set_member_name (builder, name);
  if (evaluation == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  wf_evaluation_add_json (builder, evaluation, FALSE);
  json_builder_end_object (builder);
}

static void
print_json (WfInvocation *invocation, const Trained *trained)
{
  g_autoptr (JsonBuilder) builder = wf_json_output_begin (invocation);
  WfProfile *profile = trained->profile;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "profile");
  json_builder_add_string_value (builder, wf_profile_get_name (profile));
  json_builder_set_member_name (builder, "framework");
  json_builder_add_string_value (builder, wf_profile_get_framework (profile));
  json_builder_set_member_name (builder, "tier");
  json_builder_add_int_value (builder, wf_profile_get_tier (profile));
  json_builder_set_member_name (builder, "lambda");
  json_builder_add_double_value (builder, wf_profile_get_lambda (profile));
  json_builder_set_member_name (builder, "logs");
  json_builder_add_int_value (builder, (gint64) wf_profile_get_n_logs (profile));
  json_builder_set_member_name (builder, "labels_sha256");
  json_builder_add_string_value (builder, wf_profile_get_labels (profile));
  json_builder_set_member_name (builder, "weights");
  json_builder_begin_object (builder);
  for (gsize w = 0; w < wf_profile_get_n_weights (profile); w++)
    {
      const char *feature;
      double weight = wf_profile_get_weight (profile, w, &feature, NULL, NULL);

      json_builder_set_member_name (builder, feature);
      json_builder_add_double_value (builder, weight);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "output");
  json_builder_add_string_value (builder, wf_invocation_get (invocation, "output"));
  add_evaluation (builder, "cross_validation", trained->evaluation);
  add_evaluation (builder, "left_out_frameworks", trained->unfamiliar);
  json_builder_end_object (builder);
  wf_json_output_end (invocation, builder);
}

static void
print_text (WfInvocation *invocation, const Trained *trained)
{
  WfProfile *profile = trained->profile;
  g_autofree char *lambda = wf_format_number (wf_profile_get_lambda (profile));

  g_string_append_printf (invocation->out, _ ("Profile “%s”: tier %u, %zu features, lambda %s, %zu logs\n"),
                          wf_profile_get_name (profile), wf_profile_get_tier (profile),
                          wf_profile_get_n_weights (profile), lambda, wf_profile_get_n_logs (profile));
  g_string_append (invocation->out, _ ("\nQuestions left out of training (ten folds):\n\n"));
  wf_evaluation_print (invocation->out, trained->evaluation);
  if (trained->unfamiliar == NULL)
    return;
  g_string_append (invocation->out, _ ("\nFrameworks left out of training as well:\n\n"));
  wf_evaluation_print_figures (invocation->out, trained->unfamiliar);
}

static gboolean
write_profile (WfInvocation *invocation, WfProfile *profile, GError **error)
{
  const char *path = wf_invocation_get (invocation, "output");
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *text = wf_profile_to_text (profile);

  if (!wf_file_write (file, text, strlen (text), error))
    return FALSE;
  wf_invocation_tell (invocation, _ ("written: %s"), path);
  return TRUE;
}

static gboolean
answer (WfInvocation *invocation, const Trained *trained, GError **error)
{
  if (!write_profile (invocation, trained->profile, error))
    return FALSE;
  if (invocation->is_json)
    print_json (invocation, trained);
  else
    print_text (invocation, trained);
  if (wf_invocation_wants_report (invocation))
    {
      g_autoptr (WfProvenance) provenance = wf_invocation_create_provenance (invocation);
      g_autoptr (WfReport) report = wf_evaluation_report (trained->evaluation, provenance);

      return wf_invocation_write_report (invocation, report, error);
    }
  return TRUE;
}

static gboolean
check_output (WfInvocation *invocation, GError **error)
{
  static const char *const endings[] = { "profile", "json", NULL };
  const char *path = wf_invocation_get (invocation, "output");

  if (path != NULL && !g_str_equal (path, "-"))
    return wf_invocation_check_ending (invocation, endings, error);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       _ ("Name the profile to write with -o FILE, for example -o mine.profile"));
  return FALSE;
}

/* The command in one line, as it is kept in the profile. */
static char *
describe_command (WfInvocation *invocation)
{
  g_autofree char *lines = wf_invocation_get_command_line (invocation);
  g_auto (GStrv) parts = g_strsplit (lines, " \\\n ", -1);

  return g_strjoinv ("", parts);
}

static gboolean
train_run (WfInvocation *invocation, GError **error)
{
  g_autoptr (WfProfile) start = NULL;
  g_autoptr (WfCorpus) corpus = NULL;
  g_autoptr (GVariant) given = NULL;
  g_autoptr (GVariant) params = NULL;
  g_autofree char *command = describe_command (invocation);
  g_auto (Trained) trained = { NULL };

  if (!check_output (invocation, error) || !wf_invocation_resolve_logs (invocation, error) ||
      !wf_invocation_read_profile (invocation, "start", &start, error))
    return FALSE;
  given = wf_invocation_collect (invocation, wf_training_get_params (), error);
  if (given == NULL)
    return FALSE;
  params = wf_training_name_after (given, wf_invocation_get (invocation, "output"));
  corpus = wf_invocation_read_corpus (invocation, error);
  if (corpus == NULL)
    return FALSE;
  wf_invocation_start (invocation);
  trained.profile = wf_train (corpus, start, params, command, invocation->seed, invocation->n_threads,
                              &trained.evaluation, &trained.unfamiliar, invocation->progress, error);
  wf_invocation_stop (invocation);
  if (trained.profile == NULL)
    return FALSE;
  invocation->method = g_strdup ("conditional-logit");
  invocation->parameters = wf_params_complete (wf_training_get_params (), params, NULL);
  return answer (invocation, &trained, error);
}

const WfCommand wf_command_train = {
  .id = "train",
  .summary = N_ ("Learn from labelled logs how to weigh the steps of a failed run"),
  .usage = N_ ("LOG|FOLDER... --tier 1|2 -o PROFILE"),
  .description = N_ ("Labelled logs name the agent and the step of the decisive mistake. Label failures "
                     "of your own system;\n"
                     "the cross-validation tells what the profile is worth. Examples:\n"
                     "  wherefore-cli train labelled-logs --tier 1 --start default -o mine.profile\n"
                     "  wherefore-cli train labelled-logs --tier 2 --features 16 -o mine.profile\n"
                     "  wherefore-cli attribute run.json --profile mine.profile"),
  .options = options,
  .has_formats = TRUE,
  .min_operands = 1,
  .max_operands = G_MAXUINT,
  .list_params = list_params,
  .run = train_run,
};
