/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "config.h"

#include <glib.h>

/* A file of the shared data sets, which aren't part of the project: WHEREFORE_SHARED_DATA, else ../shared/data beside the sources.
 * NULL, with the test marked as skipped, where there are none. (transfer full) */
static inline char *
shared_data_path (const char *name)
{
  const char *given = g_getenv ("WHEREFORE_SHARED_DATA");
  g_autofree char *path = given != NULL ? g_build_filename (given, name, NULL)
                                        : g_build_filename (SOURCEDIR, "..", "shared", "data", name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("shared data not found");
  return NULL;
}
