/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/source.h"

static gboolean
write_all (GOutputStream *stream, const char *data, gsize length, GError **error)
{
  return g_output_stream_write_all (stream, data, length, NULL, NULL, error) &&
         g_output_stream_close (stream, NULL, error);
}

/* A device or a pipe must not be replaced by a file. */
static gboolean
write_special (GFile *file, const char *data, gsize length, GError **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, error);

  return stream != NULL && write_all (G_OUTPUT_STREAM (stream), data, length, error);
}

/* what the system says behind the name of a temporary file that nobody knows */
static const char *
find_reason (const GError *error)
{
  const char *colon = strrchr (error->message, ':');

  switch (error->code)
    {
      case G_FILE_ERROR_NOSPC:
        return _ ("its disk is full. Make room there, or choose another folder.");
      case G_FILE_ERROR_ROFS:
      case G_FILE_ERROR_ACCES:
      case G_FILE_ERROR_PERM:
        return _ ("its folder can’t be written to. Choose another one.");
      case G_FILE_ERROR_NOENT:
        return _ ("its folder isn’t there. Choose another one.");
      default:
        return colon != NULL && colon[1] != '\0' ? colon + 2 : error->message;
    }
}

/* The file itself is named, and whether it is still what it was. */
static gboolean
explain (const char *path, gboolean exists, GError *cause, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, cause->domain, cause->code,
               exists ? _ ("%s wasn’t written and is as it was: %s") : _ ("%s wasn’t written: %s"), name,
               find_reason (cause));
  g_error_free (cause);
  return FALSE;
}

static gboolean
write_local (GFile *file, const char *path, const char *data, gsize length, GError **error)
{
  /* through a link, to the file it points at */
  g_autofree char *target = realpath (path, NULL);
  struct stat status;
  gboolean exists = target != NULL && stat (target, &status) == 0;
  GError *cause = NULL;

  if (exists && !S_ISREG (status.st_mode) && !S_ISDIR (status.st_mode))
    return write_special (file, data, length, error);
  return g_file_set_contents_full (target != NULL ? target : path, data, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT,
                                   exists ? (int) (status.st_mode & 07777) : 0666, &cause) ||
         explain (path, exists, cause, error);
}

/**
 * wf_file_write:
 * @file: the target
 * @data: (array length=length) (element-type guint8): the content
 * @length: bytes of @data
 * @error: return location
 *
 * Writes all or nothing: a temporary file beside the target, then a rename. Keeps the permissions of an
 * existing file; devices and pipes are written directly.
 *
 * Returns: %TRUE when written
 */
gboolean
wf_file_write (GFile *file, const char *data, gsize length, GError **error)
{
  const char *path;

  g_return_val_if_fail (G_IS_FILE (file) && (data != NULL || length == 0), FALSE);

  path = g_file_peek_path (file);
  if (path != NULL)
    return write_local (file, path, data == NULL ? "" : data, length, error);
  return g_file_replace_contents (file, data, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error);
}
