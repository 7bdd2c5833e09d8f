/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "run.h"

#define N_LOGS 30

/* Runs of five steps whose mistake is the one step that makes a value up: the second, third or fourth. */
static char *
write_labelled (const char *name)
{
  static const char *const agents[] = { "Planner", "Reader", "Coder", "Checker", "Planner" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_LOGS; i++)
    {
      guint mistake = 1 + i % 3;

      g_string_append_printf (text, "{\"question\":\"How many boats came in week %u?\",\"history\":[", i);
      for (guint s = 0; s < G_N_ELEMENTS (agents); s++)
        g_string_append_printf (text, "%s{\"name\":\"%s\",\"content\":\"%s %u\"}", s > 0 ? "," : "",
                                agents[s], s == mistake ? "I assume a typical value of" : "The harbour lists",
                                10 * i + s);
      g_string_append_printf (text, "],\"mistake_agent\":\"%s\",\"mistake_step\":\"%u\"}\n", agents[mistake],
                              mistake);
    }
  return file_write (name, text->str);
}

/* What was learned is found again on questions left out, and is what "attribute --profile" ranks by. */
static void
test_learns (void)
{
  g_autofree char *logs = write_labelled ("logs.jsonl");
  g_autofree char *file = file_path ("mine.profile");
  g_autoptr (Run) run = run_cli (NULL, "train", logs, "--tier", "1", "-o", file, "--json", NULL);
  g_autoptr (Run) used = run_cli (NULL, "attribute", logs, "--run", "1", "--profile", file, NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *result = json_node_get_object (run_get_result (run, "train", &root));

  g_assert_cmpstr (json_object_get_string_member (result, "profile"), ==, "mine");
  g_assert_cmpint (json_object_get_int_member (result, "tier"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (result, "logs"), ==, N_LOGS);
  run_assert (used, 0);
  g_assert_nonnull (strstr (used->out, "profile mine"));
  g_assert_nonnull (strstr (used->out, "      1     2  Coder"));
}

/* A name given is kept; the same logs and seed give the same weights on any number of threads. */
static void
test_repeats (void)
{
  g_autofree char *logs = write_labelled ("again.jsonl");
  g_autofree char *file = file_path ("same.profile");
  g_autoptr (Run) first = run_cli (NULL, "train", logs, "--tier", "2", "--features", "4", "-o", file,
                                   "--name", "harbour", "--threads", "1", "--json", NULL);
  g_autofree char *weights = file_read (file);
  g_autoptr (Run) second = run_cli (NULL, "train", logs, "--tier", "2", "--features", "4", "-o", file,
                                    "--name", "harbour", "--threads", "2", "--json", NULL);
  g_autofree char *again = file_read (file);
  const char *numbers = strstr (weights, "[weights]");

  run_assert (first, 0);
  run_assert (second, 0);
  g_assert_nonnull (strstr (weights, "harbour"));
  g_assert_nonnull (numbers);
  g_assert_cmpstr (numbers, ==, strstr (again, "[weights]"));
}

static void
test_refuses (void)
{
  g_autofree char *logs = write_labelled ("refused.jsonl");
  g_autofree char *plain = file_write ("plain.json", "{\"question\":\"q\",\"history\":["
                                                     "{\"content\":\"a\",\"name\":\"A\"},"
                                                     "{\"content\":\"b\",\"name\":\"B\"}]}");
  g_autofree char *file = file_path ("none.profile");
  g_autofree char *nowhere = file_path ("no-such-folder/none.profile");
  g_autoptr (Run) unnamed = run_cli (NULL, "train", logs, "--tier", "1", NULL);
  g_autoptr (Run) lost = run_cli (NULL, "train", logs, "--tier", "1", "-o", nowhere, NULL);
  g_autoptr (Run) ending = run_cli (NULL, "train", logs, "--tier", "1", "-o", "mine.unknown", NULL);
  g_autoptr (Run) unlabelled = run_cli (NULL, "train", plain, "--tier", "1", "-o", file, NULL);

  run_assert (ending, 2);
  run_assert_says (ending, "end it in one of: .profile, .json");
  run_assert (unnamed, 2);
  run_assert_says (unnamed, "-o FILE");
  run_assert (lost, 1);
  run_assert_says (lost, "There is no folder");
  run_assert (unlabelled, 1);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/train/learns", test_learns);
  g_test_add_func ("/cli/train/repeats", test_repeats);
  g_test_add_func ("/cli/train/refuses", test_refuses);
  status = g_test_run ();
  files_clear ();
  return status;
}
