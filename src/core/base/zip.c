/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <zip.h>

#include "core/base/error.h"
#include "core/base/gzip.h"
#include "core/base/zip.h"

#define CHUNK_BYTES 65536

struct _WfZip
{
  GBytes *bytes;
  char *name;
  zip_t *archive;
  gsize n_unpacked; /* of all entries so far */
};

WfZip *
wf_zip_new (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (WfZip) self = g_new0 (WfZip, 1);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  zip_error_t fault;
  zip_source_t *source;

  self->bytes = g_bytes_ref (bytes);
  self->name = g_strdup (name);
  zip_error_init (&fault);
  source = zip_source_buffer_create (data, length, 0, &fault);
  if (source != NULL)
    self->archive = zip_open_from_source (source, ZIP_RDONLY, &fault);
  if (self->archive == NULL)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                   _ ("%s: the file is damaged or cut off (%s); get it again"), name,
                   zip_error_strerror (&fault));
      zip_source_free (source);
    }
  zip_error_fini (&fault);
  return self->archive != NULL ? g_steal_pointer (&self) : NULL;
}

void
wf_zip_free (WfZip *self)
{
  if (self->archive != NULL)
    zip_discard (self->archive);
  g_bytes_unref (self->bytes);
  g_free (self->name);
  g_free (self);
}

gboolean
wf_zip_has (WfZip *self, const char *entry)
{
  return zip_name_locate (self->archive, entry, ZIP_FL_NOCASE) >= 0;
}

gsize
wf_zip_get_size (WfZip *self, const char *entry)
{
  zip_stat_t facts;

  return zip_stat (self->archive, entry, ZIP_FL_NOCASE, &facts) == 0 && facts.valid & ZIP_STAT_SIZE
             ? (gsize) facts.size
             : 0;
}

static gboolean
fail (WfZip *self, const char *entry, zip_error_t *fault, GError **error)
{
  int code = zip_error_code_zip (fault);

  if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD || code == ZIP_ER_ENCRNOTSUPP)
    g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
                 _ ("%s is protected by a password; save a copy without one"), self->name);
  else
    g_set_error (error, WF_ERROR, WF_ERROR_PARSE, _ ("%s: its part “%s” is damaged (%s); get the file again"),
                 self->name, entry, zip_error_strerror (fault));
  return FALSE;
}

static gboolean
pass_on (WfZip *self,
         const char *entry,
         zip_file_t *file,
         WfZipReceiver receive,
         gpointer data,
         WfProgress *progress,
         GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  GError *local_error = NULL;
  zip_int64_t n;

  while ((n = zip_fread (file, chunk, CHUNK_BYTES)) >= 0)
    {
      self->n_unpacked += (gsize) n;
      wf_progress_advance (progress, (gsize) n);
      if (!wf_progress_check (progress, error) ||
          !wf_unpacking_check (self->name, self->n_unpacked, g_bytes_get_size (self->bytes), error))
        return FALSE;
      if (!receive (chunk, (gsize) n, data, &local_error))
        {
          if (local_error != NULL)
            g_propagate_error (error, local_error);
          return local_error == NULL;
        }
      if (n == 0)
        return TRUE;
    }
  return fail (self, entry, zip_file_get_error (file), error);
}

gboolean
wf_zip_read (WfZip *self,
             const char *entry,
             WfZipReceiver receive,
             gpointer data,
             WfProgress *progress,
             GError **error)
{
  zip_file_t *file = zip_fopen (self->archive, entry, ZIP_FL_NOCASE);
  gboolean is_read;

  if (file == NULL)
    return fail (self, entry, zip_get_error (self->archive), error);
  is_read = pass_on (self, entry, file, receive, data, progress, error);
  zip_fclose (file);
  return is_read;
}
