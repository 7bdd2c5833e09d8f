/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * WfBackup: a project file in the user's state folder that holds what wasn't saved, in case that the program ends. Whoever holds one
 * keeps it locked, so that no other window offers it; the lock ends with the program, however that ends.
 */
typedef struct _WfBackup WfBackup;

/* One that nobody holds any more. */
typedef struct
{
  GFile *file;
  char *title;
  GFile *original; /* the project file whose unsaved work it is; nullable */
  GDateTime *time; /* when it was written, local */
} WfBackupInfo;

/* a new one, without a file yet; NULL with an error when there is no place for it */
WfBackup *wf_backup_new (GError **error);
/* that of this file; NULL when another window or program holds it */
WfBackup *wf_backup_adopt (GFile *file);
/* whether the file is one */
gboolean wf_backup_is_backup (GFile *file);
GFile *wf_backup_get_file (WfBackup *self);
/* what it is called when it is offered, and of which project file it is; original: nullable */
void wf_backup_describe (WfBackup *self, const char *title, GFile *original);
/* frees it; its file stays, to be offered */
void wf_backup_close (WfBackup *self);
/* frees it with its file */
void wf_backup_delete (WfBackup *self);

/* (transfer full): of WfBackupInfo, the newest first */
GPtrArray *wf_backups_list (void);

G_END_DECLS
