/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "core/attribute/profile-private.h"
#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/trace/logs.h"
#include "tests/shared-data.h"

#define HEAD                                                                                                 \
  "[profile]\nname=mine\nframework=\ntier=%s\nlambda=100\nlogs=3\nquestions=3\nseed=1\n"                     \
  "program-version=0.1.0\nlabels-sha256=ab\n"

static WfProfile *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (WfSource) source = wf_source_new (bytes, "mine.profile");

  return wf_profile_read (source, error);
}

static char *
head (const char *tier, const char *rest)
{
  g_autofree char *text = g_strdup_printf (HEAD, tier);

  return g_strconcat (text, rest, NULL);
}

static void
assert_same (WfProfile *a, WfProfile *b)
{
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->framework, ==, b->framework);
  g_assert_cmpstr (a->origin, ==, b->origin);
  g_assert_cmpstr (a->command, ==, b->command);
  g_assert_cmpstr (a->version, ==, b->version);
  g_assert_cmpstr (a->labels, ==, b->labels);
  g_assert_cmpstr (a->note, ==, b->note);
  g_assert_cmpuint (a->tier, ==, b->tier);
  g_assert_cmpfloat (a->lambda, ==, b->lambda);
  g_assert_cmpuint (a->n_logs, ==, b->n_logs);
  g_assert_cmpuint (a->n_questions, ==, b->n_questions);
  g_assert_cmpuint (a->seed, ==, b->seed);
  g_assert_cmpfloat (a->validated.step, ==, b->validated.step);
  g_assert_cmpfloat (a->validated.log_loss, ==, b->validated.log_loss);
  g_assert_cmpuint (a->validated.constant, ==, b->validated.constant);
  g_assert_cmpfloat (a->unfamiliar.step_high, ==, b->unfamiliar.step_high);
  for (gsize f = 0; f < WF_N_FEATURES; f++)
    {
      g_assert_cmpint (a->is_used[f], ==, b->is_used[f]);
      g_assert_cmpfloat (a->weights[f], ==, b->weights[f]);
      if (a->tier == 2 && a->is_used[f])
        {
          g_assert_cmpfloat (a->mean[f], ==, b->mean[f]);
          g_assert_cmpfloat (a->sd[f], ==, b->sd[f]);
        }
    }
}

static WfProfile *
make_profile (void)
{
  WfProfile *profile = wf_profile_new_empty ();

  g_free (profile->name);
  profile->name = g_strdup ("a = “b”; [c]\n# d");
  g_free (profile->origin);
  profile->origin = g_strdup ("  logs of\tours \\ ");
  profile->tier = 2;
  profile->lambda = 0.1;
  profile->n_logs = 21;
  profile->n_questions = 20;
  profile->seed = G_MAXUINT64;
  profile->validated = (WfProfileFigures){ 21, 5, 1.0 / 3, 0.1, 0.6, 0.5, 0.7, 2.1, 4, 0.2, 0.25 };
  profile->unfamiliar = (WfProfileFigures){ 21, 5, 0.2, 0.05, 1.0 / 7, 0.5, 0.7, 2.1, 4, 0.2, 0.25 };
  for (gsize f = 0; f < WF_N_FEATURES; f += 3)
    {
      profile->is_used[f] = TRUE;
      profile->weights[f] = f == 3 ? 0 : sin ((double) f) / 7;
      profile->mean[f] = -cos ((double) f) * 1e5;
      profile->sd[f] = exp (-(double) f / 10);
    }
  wf_profile_make_note (profile);
  return profile;
}

/* What is written reads back bit by bit, awkward names and numbers too. */
static void
test_round_trip (void)
{
  g_autoptr (WfProfile) profile = make_profile ();
  g_autofree char *text = wf_profile_to_text (profile);
  g_autoptr (GError) error = NULL;
  g_autoptr (WfProfile) back = read_text (text, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  assert_same (profile, back);
  again = wf_profile_to_text (back);
  g_assert_cmpstr (text, ==, again);
}

static void
test_weights (void)
{
  g_autofree char *text =
      head ("2", "[weights]\nl.unable=-0.5\nc.firstcode=1.5\n[mean]\nl.unable=0.25\nc.firstcode=0\n"
                 "[sd]\nl.unable=2\nc.firstcode=1\n");
  g_autoptr (WfProfile) profile = read_text (text, NULL);
  const char *feature;
  double mean, sd;

  g_assert_cmpuint (wf_profile_get_n_weights (profile), ==, 2);
  g_assert_cmpfloat (wf_profile_get_weight (profile, 0, &feature, &mean, &sd), ==, -0.5);
  g_assert_cmpstr (feature, ==, "l.unable");
  g_assert_cmpfloat (mean, ==, 0.25);
  g_assert_cmpfloat (sd, ==, 2);
  g_assert_cmpfloat (wf_profile_get_weight (profile, 1, &feature, NULL, NULL), ==, 1.5);
  g_assert_cmpstr (feature, ==, "c.firstcode");
  g_assert_cmpuint (wf_profile_get_tier (profile), ==, 2);
}

/* Each fault is told with the file, the group and the key. */
static void
test_bad_files (void)
{
  static const struct
  {
    const char *tier, *rest;
    const char *expected[3];
  } cases[] = {
    { "1", "[weights]\nc.firstcod=1\n", { "[weights] c.firstcod", "did you mean “c.firstcode”" } },
    { "1", "[weights]\nnothing.like.it=1\n", { "nothing.like.it", "train the profile again" } },
    { "1", "[weights]\nc.code=much\n", { "[weights] c.code" } },
    { "1", "[weights]\nc.code=nan\n", { "[weights] c.code", "must be a number" } },
    { "1", "[weights]\nc.code=1e300\n", { "[weights] c.code", "must be a number" } },
    { "1", "", { "[weights]", "the group is missing" } },
    { "2", "[weights]\nc.code=1\n[mean]\nc.code=1\n", { "[sd] c.code" } },
    { "2", "[weights]\nc.code=1\n[mean]\nc.code=1\n[sd]\nc.code=0\n", { "[sd] c.code", "must be a number" } },
    { "2",
      "[weights]\nc.code=1\n[mean]\nc.code=1\nc.len=2\n[sd]\nc.code=1\n",
      { "[mean] c.len", "no weight" } },
    { "3", "[weights]\nc.code=1\n", { "[profile] tier", "from 1 to 2" } },
    { "x", "[weights]\nc.code=1\n", { "[profile] tier" } },
    { "1", "[weights]\nc.code=1\n[cross-validation]\nlogs=-4\n", { "[cross-validation] logs" } },
    { "1",
      "[weights]\nc.code=1\n[cross-validation]\nlogs=4\nrepeats=1\n",
      { "[cross-validation] step-accuracy" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = head (cases[i].tier, cases[i].rest);
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (text, &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
      g_assert_true (g_str_has_prefix (error->message, "mine.profile: "));
      for (gsize k = 0; cases[i].expected[k] != NULL; k++)
        if (strstr (error->message, cases[i].expected[k]) == NULL)
          g_error ("“%s” lacks “%s”", error->message, cases[i].expected[k]);
    }
}

static void
test_no_profiles (void)
{
  static const char *const texts[] = {
    "", "name,age\na,1\n", "{\"history\": []}", "[other]\na=1\n", "[profile\nname=x\n", "\xff\xfe[profile]"
  };
  g_autofree char *large = g_strnfill (WF_LIMIT_PROFILE_BYTES + 1, '#');
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_null (read_text (texts[i], &error));
      g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
      g_assert_nonnull (strstr (error->message, "mine.profile is no profile"));
      g_clear_error (&error);
    }
  g_assert_null (read_text (large, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
}

/* Every shipped profile reads, says what it was trained on, and quotes its figures with their caveat. */
static void
test_shipped (void)
{
  const char *const *names = wf_profile_get_names ();
  gsize n = 0;

  for (; names[n] != NULL; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WfProfile) profile = wf_profile_find (names[n], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (wf_profile_get_name (profile), ==, names[n]);
      if (g_str_equal (names[n], "prior"))
        {
          g_assert_cmpuint (wf_profile_get_n_weights (profile), ==, 0);
          continue;
        }
      g_assert_cmpuint (wf_profile_get_n_weights (profile), >=, 16);
      g_assert_cmpuint (wf_profile_get_n_logs (profile), >=, 40);
      g_assert_nonnull (strstr (profile->origin, "Who&When"));
      g_assert_true (g_str_has_prefix (profile->command, "wherefore-cli train who-and-when"));
      g_assert_cmpuint (strlen (profile->labels), ==, 64);
      g_assert_nonnull (strstr (wf_profile_get_note (profile), "95 % interval"));
      g_assert_nonnull (strstr (wf_profile_get_note (profile), "1 to 3 points optimistic"));
      g_assert_true (profile->tier == 2 || profile->unfamiliar.n_logs > 0);
    }
  g_assert_cmpuint (n, ==, 4);
}

static void
test_unknown_name (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_profile_find ("magentic", &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "default, group-chat, orchestrated, prior"));
}

/* ---- the choice by shape ---- */

typedef struct
{
  const char *agent;
  WfStepRole role;
  const char *text;
} Line;

#define QUESTION "How many visits did the page have in July of last year?"

static const char *
choose (const Line *lines, gsize n)
{
  g_autoptr (WfTraceBuilder) builder = wf_trace_builder_new ("anything");
  g_autoptr (WfTrace) trace = NULL;
  g_autoptr (WfProfile) profile = NULL;

  wf_trace_builder_set_question (builder, QUESTION);
  for (gsize i = 0; i < n; i++)
    wf_trace_builder_add_step (builder, lines[i].agent, lines[i].agent, WF_STEP_MESSAGE, lines[i].role,
                               lines[i].text);
  trace = wf_trace_builder_end (builder, NULL);
  profile = wf_profile_choose (trace);
  for (gsize i = 0; wf_profile_get_names ()[i] != NULL; i++)
    if (g_str_equal (wf_profile_get_names ()[i], wf_profile_get_name (profile)))
      return wf_profile_get_names ()[i];
  return NULL;
}

static void
test_choose (void)
{
  static const Line group_chat[] = { { "Planner", WF_ROLE_PLAN, "We are asked something." },
                                     { "Coder", WF_ROLE_WORK, "```python```" },
                                     { "terminal", WF_ROLE_ENVIRONMENT, "exitcode: 0" } };
  static const Line passed_on[] = { { "Solver", WF_ROLE_PLAN,
                                      "You are given a task: " QUESTION " Be brief." },
                                    { "Solver", WF_ROLE_WORK, "It had 12." } };
  static const Line single[] = { { "Solver", WF_ROLE_PLAN, "Let me see." },
                                 { "terminal", WF_ROLE_ENVIRONMENT, "exitcode: 0" } };
  static const Line assistant[] = { { "user", WF_ROLE_TASK, QUESTION },
                                    { "assistant", WF_ROLE_WORK, "I call a tool." },
                                    { "tool", WF_ROLE_ENVIRONMENT, "12" } };
  static const Line ledger[] = {
    { "human", WF_ROLE_TASK, QUESTION },
    { "Boss", WF_ROLE_THINK, "{\"is_request_satisfied\": {\"answer\": false}}" },
    { "Boss", WF_ROLE_INSTRUCT, "Surfer, look it up." },
    { "Surfer", WF_ROLE_WORK, "I clicked." },
  };
  static const Line no_ledger[] = { { "human", WF_ROLE_TASK, QUESTION },
                                    { "Boss", WF_ROLE_THINK, "Who could know?" },
                                    { "Boss", WF_ROLE_INSTRUCT, "Surfer, look it up." },
                                    { "Surfer", WF_ROLE_WORK, "I clicked." } };
  static const Line works_too[] = {
    { "human", WF_ROLE_TASK, QUESTION },
    { "Boss", WF_ROLE_THINK, "{\"is_request_satisfied\": {\"answer\": false}}" },
    { "Boss", WF_ROLE_WORK, "I do it myself." },
  };

  g_assert_cmpstr (choose (group_chat, 3), ==, "group-chat");
  g_assert_cmpstr (choose (passed_on, 2), ==, "group-chat");
  g_assert_cmpstr (choose (single, 2), ==, "default");
  g_assert_cmpstr (choose (assistant, 3), ==, "default");
  g_assert_cmpstr (choose (ledger, 4), ==, "orchestrated");
  g_assert_cmpstr (choose (no_ledger, 4), ==, "default");
  g_assert_cmpstr (choose (works_too, 3), ==, "default");
}

/* On the public logs the shape tells the two systems apart, without a look at the folder. */
static void
test_choose_public (void)
{
  static const char *const folders[][2] = { { "Algorithm-Generated", "group-chat" },
                                            { "Hand-Crafted", "orchestrated" } };
  g_autofree char *root = shared_data_path ("who-and-when");

  for (gsize k = 0; root != NULL && k < G_N_ELEMENTS (folders); k++)
    {
      g_autofree char *folder = g_build_filename (root, folders[k][0], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *entry;

      while ((entry = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, entry, NULL);
          g_autoptr (WfSource) source = wf_source_open_path (path, NULL, NULL);
          g_autoptr (WfTrace) trace = wf_trace_read (source, NULL, NULL);
          g_autoptr (WfProfile) profile = wf_profile_choose (trace);

          g_assert_cmpstr (wf_profile_get_name (profile), ==, folders[k][1]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/round-trip", test_round_trip);
  g_test_add_func ("/profile/weights", test_weights);
  g_test_add_func ("/profile/bad-files", test_bad_files);
  g_test_add_func ("/profile/no-profiles", test_no_profiles);
  g_test_add_func ("/profile/shipped", test_shipped);
  g_test_add_func ("/profile/unknown-name", test_unknown_name);
  g_test_add_func ("/profile/choose", test_choose);
  g_test_add_func ("/profile/choose-public", test_choose_public);
  return g_test_run ();
}
