/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The entry of libFuzzer; WHEREFORE_FUZZ_TARGET says which reader, as fuzz-replay --list names them. */

#include "config.h"

#include <stdlib.h>

#include "tests/fuzz/targets.h"

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

static const char *target;

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  target = g_getenv ("WHEREFORE_FUZZ_TARGET");
  if (target == NULL || !fuzz_run (target, (const guint8 *) "", 0))
    {
      g_printerr ("WHEREFORE_FUZZ_TARGET must be a line of fuzz-replay --list\n");
      exit (EXIT_FAILURE);
    }
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_FATAL_MASK);
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  fuzz_run (target, data, length);
  return 0;
}
