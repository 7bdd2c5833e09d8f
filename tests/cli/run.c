/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/json.h"
#include "core/base/rng.h"
#include "run.h"

static char *folder;

Run *
run_cli_argv (const char *input, const char *const *argv)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  Run *self = g_new0 (Run, 1);

  g_ptr_array_add (words, (gpointer) g_getenv ("WHEREFORE_CLI"));
  g_assert_nonnull (words->pdata[0]);
  for (gsize i = 0; argv[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) argv[i]);
  g_ptr_array_add (words, NULL);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &self->out, &self->err, &error);
  g_assert_no_error (error);
  self->status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process)
                                                      : -g_subprocess_get_term_sig (process);
  return self;
}

Run *
run_cli (const char *input, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *word;
  va_list args;

  va_start (args, input);
  while ((word = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer) word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  return run_cli_argv (input, (const char *const *) words->pdata);
}

void
run_free (Run *self)
{
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

void
run_assert (Run *self, int status)
{
  if (self->status != status)
    g_test_message ("status %d\n%s\n%s", self->status, self->out, self->err);
  g_assert_cmpint (self->status, ==, status);
  if (status != 0)
    {
      g_assert_cmpstr (self->out, ==, "");
      g_assert_cmpstr (self->err, !=, "");
    }
}

void
run_assert_says (Run *self, const char *part)
{
  if (strstr (self->err, part) == NULL)
    g_test_message ("“%s” is not in: %s", part, self->err);
  g_assert_nonnull (strstr (self->err, part));
}

/* The keys of the envelope in the order of the documentation. */
static void
check_envelope (JsonObject *envelope, const char *command)
{
  static const char *const keys[] = { "wherefore", "command", "inputs",  "method",   "parameters",
                                      "seed",      "threads", "seconds", "warnings", "result" };
  g_autoptr (GList) members = json_object_get_members (envelope);
  GList *member = members;

  g_assert_cmpuint (json_object_get_size (envelope), ==, G_N_ELEMENTS (keys));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++, member = member->next)
    g_assert_cmpstr (member->data, ==, keys[i]);
  g_assert_cmpstr (json_object_get_string_member (envelope, "wherefore"), ==, PACKAGE_VERSION);
  g_assert_cmpstr (json_object_get_string_member (envelope, "command"), ==, command);
  for (guint i = 0; i < json_array_get_length (json_object_get_array_member (envelope, "inputs")); i++)
    {
      JsonObject *input =
          json_array_get_object_element (json_object_get_array_member (envelope, "inputs"), i);

      g_assert_nonnull (wf_json_get_string (input, "path"));
      g_assert_cmpuint (strlen (wf_json_get_string (input, "sha256")), ==, 64);
    }
}

JsonNode *
run_get_result (Run *self, const char *command, JsonNode **root)
{
  g_autoptr (GError) error = NULL;
  JsonObject *envelope;

  run_assert (self, 0);
  *root = wf_json_parse (self->out, -1, "standard output", &error);
  g_assert_no_error (error);
  envelope = json_node_get_object (*root);
  check_envelope (envelope, command);
  return json_object_get_member (envelope, "result");
}

char *
file_path (const char *name)
{
  if (folder == NULL)
    folder = g_dir_make_tmp ("wherefore-test-XXXXXX", NULL);
  return g_build_filename (folder, name, NULL);
}

char *
file_write (const char *name, const char *text)
{
  char *path = file_path (name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

char *
file_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

void
files_clear (void)
{
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  if (folder != NULL)
    g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}

char *
shared_file (const char *relative)
{
  const char *data = g_getenv ("WHEREFORE_SHARED_DATA");
  g_autofree char *path = data != NULL ? g_build_filename (data, relative, NULL)
                                       : g_build_filename (SOURCEDIR, "..", "shared", "data", relative, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("shared data not found");
  return NULL;
}

char *
make_collider_csv (const char *name, guint n)
{
  g_autoptr (GString) text = g_string_new ("x,y,z,w\n");
  WfRng rng;

  wf_rng_init (&rng, 42, 0);
  for (guint i = 0; i < n; i++)
    {
      double x = wf_rng_normal (&rng), y = wf_rng_normal (&rng);
      double z = x + y + wf_rng_normal (&rng), w = 2 * z + wf_rng_normal (&rng);

      g_string_append_printf (text, "%.9g,%.9g,%.9g,%.9g\n", x, y, z, w);
    }
  return file_write (name, text->str);
}
