/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "core/base/parallel.h"
#include "core/base/progress.h"

static void
test_fraction (void)
{
  g_autoptr (WfProgress) progress = wf_progress_new (NULL);

  g_assert_null (wf_progress_get_stage (progress));
  g_assert_cmpfloat (wf_progress_get_fraction (progress), ==, -1);
  wf_progress_set_stage (progress, "Reading", 10);
  g_assert_cmpstr (wf_progress_get_stage (progress), ==, "Reading");
  g_assert_cmpfloat (wf_progress_get_fraction (progress), ==, 0);
  wf_progress_advance (progress, 4);
  g_assert_cmpfloat_with_epsilon (wf_progress_get_fraction (progress), 0.4, 1e-12);
  wf_progress_advance (progress, 60);
  g_assert_cmpfloat (wf_progress_get_fraction (progress), ==, 1);
  wf_progress_set_stage (progress, "Sorting", 0);
  g_assert_cmpfloat (wf_progress_get_fraction (progress), ==, -1);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_assert_true (wf_progress_get_cancellable (progress) == cancellable);
  g_assert_true (wf_progress_check (progress, &error));
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_true (wf_progress_is_cancelled (progress));
  g_assert_false (wf_progress_check (progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_none (void)
{
  g_autoptr (WfProgress) without = wf_progress_new (NULL);

  wf_progress_set_stage (NULL, "Nothing", 1);
  wf_progress_advance (NULL, 1);
  g_assert_false (wf_progress_is_cancelled (NULL));
  g_assert_true (wf_progress_check (NULL, NULL));
  g_assert_false (wf_progress_is_cancelled (without));
  g_assert_true (wf_progress_check (without, NULL));
}

static void
advance (gsize task, gpointer progress)
{
  for (int i = 0; i < 1000; i++)
    wf_progress_advance (progress, 1);
}

static void
test_threads (void)
{
  g_autoptr (WfProgress) progress = wf_progress_new (NULL);

  wf_progress_set_stage (progress, "Counting", 128000);
  wf_parallel_for (64, 0, advance, progress);
  g_assert_cmpfloat (wf_progress_get_fraction (progress), ==, 0.5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/progress/fraction", test_fraction);
  g_test_add_func ("/base/progress/cancel", test_cancel);
  g_test_add_func ("/base/progress/none", test_none);
  g_test_add_func ("/base/progress/threads", test_threads);
  return g_test_run ();
}
