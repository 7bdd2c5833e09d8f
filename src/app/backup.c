/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/backup.h"
#include "core/project/project.h"

#define MAX_TEXT   8192 /* bytes of title and URI */
#define LOCK_TRIES 50
#define LOCK_PAUSE 2000 /* microseconds */

struct _WfBackup
{
  GFile *file;
  char *lock_path; /* a title, and the URI of the project file */
  int lock;
};

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "wherefore", "backups", NULL);
}

static char *
dup_lock_path (const char *path)
{
  return g_strconcat (path, ".lock", NULL);
}

/* whether the file is still the one that is called so: its last holder may have removed it meanwhile */
static gboolean
is_called (int lock, const char *lock_path)
{
  struct stat held, named;

  return fstat (lock, &held) == 0 && stat (lock_path, &named) == 0 && held.st_dev == named.st_dev &&
         held.st_ino == named.st_ino;
}

/* at once: a child between its fork and its program would hold it a while longer */
static void
release_lock (int lock)
{
  flock (lock, LOCK_UN);
  close (lock);
}

/* The file of the lock, locked; -1 when somebody else holds it, or it can't be made. Whoever looks for
 * backups holds each for a moment, so that one more try is worth it. */
static int
take_lock (const char *lock_path)
{
  for (int i = 0; i < LOCK_TRIES; i++)
    {
      int lock = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

      if (lock < 0)
        return -1;
      if (flock (lock, LOCK_EX | LOCK_NB) == 0 && is_called (lock, lock_path))
        return lock;
      close (lock);
      g_usleep (LOCK_PAUSE);
    }
  errno = EWOULDBLOCK;
  return -1;
}

/* the same to look at what is there: together with others who look, and no lock is made. -1 also without one
 */
static int
share_lock (const char *lock_path)
{
  int lock = open (lock_path, O_RDWR | O_CLOEXEC);

  if (lock >= 0 && flock (lock, LOCK_SH | LOCK_NB) == 0 && is_called (lock, lock_path))
    return lock;
  if (lock >= 0)
    close (lock);
  return -1;
}

static WfBackup *
backup_new (const char *path)
{
  g_autofree char *lock_path = dup_lock_path (path);
  int lock = take_lock (lock_path);
  WfBackup *self;

  if (lock < 0)
    return NULL;
  self = g_new0 (WfBackup, 1);
  self->file = g_file_new_for_path (path);
  self->lock_path = g_steal_pointer (&lock_path);
  self->lock = lock;
  return self;
}

WfBackup *
wf_backup_new (GError **error)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (id, "." WF_PROJECT_EXTENSION, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  WfBackup *self = NULL;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    self = backup_new (path);
  if (self == NULL)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _ ("No backup can be kept in %s: %s"),
                 folder, g_strerror (errno));
  return self;
}

WfBackup *
wf_backup_adopt (GFile *file)
{
  WfBackup *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = wf_backup_is_backup (file) ? backup_new (g_file_peek_path (file)) : NULL;
  if (self == NULL || g_file_query_exists (file, NULL))
    return self;
  wf_backup_close (self); /* another one took it, and gave it up */
  return NULL;
}

gboolean
wf_backup_is_backup (GFile *file)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GFile) parent = g_file_get_parent (file);

  return parent != NULL && g_strcmp0 (g_file_peek_path (parent), folder) == 0;
}

GFile *
wf_backup_get_file (WfBackup *self)
{
  return self->file;
}

void
wf_backup_describe (WfBackup *self, const char *title, GFile *original)
{
  g_autofree char *uri = original != NULL ? g_file_get_uri (original) : NULL;
  g_autofree char *line = g_strdelimit (g_strdup (title), "\n", ' ');
  g_autofree char *text = g_strconcat (line, "\n", uri, NULL);

  /* a title is a convenience: without one the offer is less friendly */
  if (ftruncate (self->lock, 0) == 0 && pwrite (self->lock, text, strlen (text), 0) < 0)
    g_debug ("The title of a backup wasn't written: %s", g_strerror (errno));
}

static void
backup_free (WfBackup *self)
{
  release_lock (self->lock);
  g_object_unref (self->file);
  g_free (self->lock_path);
  g_free (self);
}

void
wf_backup_close (WfBackup *self)
{
  if (!g_file_query_exists (self->file, NULL))
    g_unlink (self->lock_path);
  backup_free (self);
}

void
wf_backup_delete (WfBackup *self)
{
  g_file_delete (self->file, NULL, NULL);
  g_unlink (self->lock_path);
  backup_free (self);
}

/* ---- those of programs that ended ---- */

static void
info_free (gpointer data)
{
  WfBackupInfo *info = data;

  g_object_unref (info->file);
  g_free (info->title);
  g_clear_object (&info->original);
  g_date_time_unref (info->time);
  g_free (info);
}

/* NULL when somebody holds it */
static WfBackupInfo *
look_at (const char *path)
{
  g_autofree char *lock_path = dup_lock_path (path);
  char text[MAX_TEXT + 1] = { 0 };
  g_auto (GStrv) lines = NULL;
  int lock = share_lock (lock_path);
  WfBackupInfo *info;
  GStatBuf status;

  if (lock < 0)
    return NULL;
  if (read (lock, text, MAX_TEXT) <= 0 || !g_utf8_validate (text, -1, NULL))
    text[0] = '\0';
  release_lock (lock);
  if (g_stat (path, &status) != 0)
    return NULL;
  info = g_new0 (WfBackupInfo, 1);
  info->file = g_file_new_for_path (path);
  lines = g_strsplit (text, "\n", 2);
  info->title = g_strdup (lines[0] && *lines[0] ? lines[0] : _ ("Without a name"));
  info->original = lines[0] && lines[1] && *lines[1] ? g_file_new_for_uri (lines[1]) : NULL;
  info->time = g_date_time_new_from_unix_local (status.st_mtime);
  return info;
}

static gint
compare_times (gconstpointer a, gconstpointer b)
{
  const WfBackupInfo *one = *(const WfBackupInfo *const *) a;
  const WfBackupInfo *other = *(const WfBackupInfo *const *) b;

  return g_date_time_compare (other->time, one->time);
}

/* "X.wherefore.AB12C3", a file that was being written, or "X.wherefore.lock": (transfer full) "X.wherefore"
 */
static char *
dup_owner (const char *path)
{
  const char *dot = strrchr (path, '.');
  g_autofree char *owner = dot != NULL ? g_strndup (path, (gsize) (dot - path)) : NULL;

  return owner != NULL && g_str_has_suffix (owner, "." WF_PROJECT_EXTENSION) ? g_steal_pointer (&owner)
                                                                             : NULL;
}

/* What a program left that was killed before its backup was whole. A lock that nobody holds is only kept
 * beside a backup. */
static void
clear_away (const char *path)
{
  g_autofree char *owner = dup_owner (path);
  g_autofree char *lock_path = owner != NULL ? dup_lock_path (owner) : NULL;
  int lock;

  if (owner == NULL || (g_str_equal (path, lock_path) && g_file_test (owner, G_FILE_TEST_EXISTS)))
    return;
  lock = open (lock_path, O_RDWR | O_CLOEXEC);
  if (lock >= 0 && (flock (lock, LOCK_EX | LOCK_NB) != 0 || !is_called (lock, lock_path)))
    {
      close (lock);
      return;
    }
  g_unlink (path);
  if (lock < 0)
    return;
  if (!g_file_test (owner, G_FILE_TEST_EXISTS))
    g_unlink (lock_path);
  release_lock (lock);
}

GPtrArray *
wf_backups_list (void)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func (info_free);
  g_autofree char *folder = dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gboolean is_backup = g_str_has_suffix (name, "." WF_PROJECT_EXTENSION);
      WfBackupInfo *info = is_backup ? look_at (path) : NULL;

      if (info != NULL)
        g_ptr_array_add (backups, info);
      if (!is_backup)
        clear_away (path);
    }
  g_ptr_array_sort (backups, compare_times);
  return backups;
}
