/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Backups of several programs at once, some of which are killed: each is held by one, none is lost, and
 * nothing is left behind. The other programs are forks, which a test without threads can make. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/backup.h"
#include "core/project/project.h"

#define N_WRITERS  12
#define N_ADOPTERS 6
#define N_BACKUPS  8
#define LENGTH     3000 /* of what is written: long enough to be killed in */

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "wherefore", "backups", NULL);
}

static guint
count_files (void)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static guint
count_offered (void)
{
  g_autoptr (GPtrArray) backups = wf_backups_list ();

  return backups->len;
}

static gboolean
write_backup (WfBackup *backup, gint64 number)
{
  g_autoptr (WfProject) project = wf_project_new ();
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < LENGTH; i++)
    json_array_add_int_element (array, number);
  json_node_take_array (node, array);
  wf_project_set_part (project, "list", node);
  return wf_project_write (project, wf_backup_get_file (backup), NULL);
}

/* whatever ended its writer, it is whole */
static void
assert_whole (GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WfSource) source = wf_source_open (file, NULL, &error);
  g_autoptr (WfProject) project = source != NULL ? wf_project_read (source, &error) : NULL;
  JsonArray *array;

  g_assert_no_error (error);
  array = json_node_get_array (wf_project_get_part (project, "list"));
  g_assert_cmpuint (json_array_get_length (array), ==, LENGTH);
}

/* a fork that doesn't outlive a test that failed */
static pid_t
start (void)
{
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      alarm (30);
      g_random_set_seed ((guint32) getpid ()); /* else all choose the same names */
    }
  return child;
}

/* one that writes its backup over and over, until it is killed */
static pid_t
start_writer (void)
{
  pid_t child = start ();
  WfBackup *backup;

  if (child != 0)
    return child;
  backup = wf_backup_new (NULL);
  for (gint64 number = 0; backup != NULL; number++)
    {
      wf_backup_describe (backup, "A title", NULL);
      if (!write_backup (backup, number))
        break;
    }
  _exit (1);
}

static void
end (pid_t child)
{
  int status;

  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
}

/* all that is offered is taken and given up */
static guint
discard_all (void)
{
  g_autoptr (GPtrArray) backups = wf_backups_list ();

  for (guint i = 0; i < backups->len; i++)
    {
      WfBackup *backup = wf_backup_adopt (((WfBackupInfo *) backups->pdata[i])->file);

      g_assert_nonnull (backup);
      wf_backup_delete (backup);
    }
  return backups->len;
}

/* While they live nothing is offered; then every one is, whole, whenever it was killed; and no file stays. */
static void
test_killed (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  pid_t writers[N_WRITERS];
  guint n_offered = 0;

  for (gsize i = 0; i < N_WRITERS; i++)
    writers[i] = start_writer ();
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (GPtrArray) backups = wf_backups_list ();

      g_assert_cmpuint (backups->len, ==, 0);
      g_usleep (1000);
    }
  for (gsize i = 0; i < N_WRITERS; i++)
    {
      g_autoptr (GPtrArray) backups = NULL;

      g_usleep ((gulong) g_rand_int_range (rand, 0, 5000));
      end (writers[i]);
      backups = wf_backups_list ();
      g_assert_cmpuint (backups->len, <=, i + 1);
      for (guint k = 0; k < backups->len; k++)
        assert_whole (((WfBackupInfo *) backups->pdata[k])->file);
      n_offered = backups->len;
    }
  g_assert_cmpuint (n_offered, >, 0);
  g_assert_cmpuint (discard_all (), ==, n_offered);
  g_assert_cmpuint (count_offered (), ==, 0);
  g_assert_cmpuint (count_files (), ==, 0);
}

/* ---- who takes what is offered ---- */

/* takes what it can, one after another: each by one only, who marks it. FALSE = it was held by another, too
 */
static gboolean
adopt_all (guint *n_taken)
{
  for (gint64 until = g_get_monotonic_time () + 2 * G_TIME_SPAN_SECOND; g_get_monotonic_time () < until;)
    {
      g_autoptr (GPtrArray) backups = wf_backups_list ();

      for (guint i = 0; i < backups->len; i++)
        {
          GFile *file = ((WfBackupInfo *) backups->pdata[i])->file;
          g_autofree char *mark = g_strconcat (g_file_peek_path (file), ".mark", NULL);
          WfBackup *backup = wf_backup_adopt (file);
          int fd;

          if (backup == NULL)
            continue;
          fd = open (mark, O_CREAT | O_EXCL | O_WRONLY, 0600);
          if (fd < 0 && errno == EEXIST)
            return FALSE;
          g_usleep (500);
          close (fd);
          g_unlink (mark);
          if (!g_file_query_exists (file, NULL)) /* it was given up before this one took it */
            {
              wf_backup_close (backup);
              continue;
            }
          (*n_taken)++;
          wf_backup_delete (backup);
        }
      if (backups->len == 0 && count_files () == 0)
        break;
    }
  return TRUE;
}

static void
test_taken_once (void)
{
  pid_t adopters[N_ADOPTERS];
  guint n_taken = 0;

  for (int i = 0; i < N_BACKUPS; i++)
    {
      WfBackup *backup = wf_backup_new (NULL);

      g_assert_true (write_backup (backup, i));
      wf_backup_close (backup);
    }
  for (gsize i = 0; i < N_ADOPTERS; i++)
    {
      adopters[i] = start ();
      if (adopters[i] == 0)
        _exit (adopt_all (&n_taken) ? (int) n_taken : 100);
    }
  for (gsize i = 0; i < N_ADOPTERS; i++)
    {
      int status;

      g_assert_cmpint (waitpid (adopters[i], &status, 0), ==, adopters[i]);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), <, 100);
      n_taken += (guint) WEXITSTATUS (status);
    }
  g_assert_cmpuint (n_taken, ==, N_BACKUPS);
  g_assert_cmpuint (count_files (), ==, 0);
}

/* whoever only looks keeps nobody from taking */
static void
test_looking (void)
{
  WfBackup *backup = wf_backup_new (NULL);
  g_autoptr (GFile) file = g_object_ref (wf_backup_get_file (backup));
  pid_t looker;

  g_assert_true (write_backup (backup, 1));
  wf_backup_close (backup);
  looker = start ();
  if (looker == 0)
    for (;;)
      g_ptr_array_unref (wf_backups_list ());
  for (int i = 0; i < 300; i++)
    {
      backup = wf_backup_adopt (file);
      g_assert_nonnull (backup);
      wf_backup_close (backup);
    }
  end (looker);
  g_assert_cmpuint (discard_all (), ==, 1);
}

/* What a program that was killed in the middle leaves is cleared away, but nothing of one that lives. */
static void
test_left_behind (void)
{
  g_autofree char *folder = dup_folder ();
  WfBackup *backup = wf_backup_new (NULL);
  g_autofree char *path = g_file_get_path (wf_backup_get_file (backup));
  g_autofree char *begun = g_strconcat (path, ".AB12C3", NULL);
  g_autofree char *dead = g_build_filename (folder, "dead.wherefore.XY98Z7", NULL);
  g_autofree char *dead_lock = g_build_filename (folder, "dead.wherefore.lock", NULL);
  g_autofree char *foreign = g_build_filename (folder, "notes.txt", NULL);

  for (const char *const *name = (const char *const[]){ begun, dead, dead_lock, foreign, NULL }; *name;
       name++)
    g_assert_true (g_file_set_contents (*name, "half of", -1, NULL));
  g_assert_cmpuint (count_offered (), ==, 0);
  g_assert_true (g_file_test (begun, G_FILE_TEST_EXISTS)); /* its writer may be at it */
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (dead, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (dead_lock, G_FILE_TEST_EXISTS));
  wf_backup_close (backup);
  g_assert_cmpuint (count_offered (), ==, 0);
  g_assert_false (g_file_test (begun, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_unlink (foreign), ==, 0);
  g_assert_cmpuint (count_files (), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("wherefore-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup/killed", test_killed);
  g_test_add_func ("/backup/taken-once", test_taken_once);
  g_test_add_func ("/backup/looking", test_looking);
  g_test_add_func ("/backup/left-behind", test_left_behind);
  return g_test_run ();
}
