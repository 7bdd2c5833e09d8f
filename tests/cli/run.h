/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* One run of wherefore-cli. */
typedef struct
{
  int status; /* of exit, or -signal */
  char *out;
  char *err;
} Run;

/* arguments end with NULL; input: on standard input, nullable */
Run *run_cli (const char *input, ...) G_GNUC_NULL_TERMINATED;
Run *run_cli_argv (const char *input, const char *const *argv);
void run_free (Run *self);
/* asserts the exit status, and shows what was said when it is another */
void run_assert (Run *self, int status);
void run_assert_says (Run *self, const char *part); /* on standard error */
/* --json: the envelope, checked; its "result" (borrowed from *root) */
JsonNode *run_get_result (Run *self, const char *command, JsonNode **root);

/* a file of the test's own folder, removed by files_clear() */
char *file_path (const char *name);
char *file_write (const char *name, const char *text);
char *file_read (const char *path);
void files_clear (void);
/* a file of the shared data, or NULL (and the test is skipped) */
char *shared_file (const char *relative);

/* x -> z <- y, z -> w with unit noise: n rows of four columns */
char *make_collider_csv (const char *name, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)
