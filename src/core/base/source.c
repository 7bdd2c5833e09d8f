/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/gzip.h"
#include "core/base/limits.h"
#include "core/base/source.h"

#define CHUNK_BYTES ((gsize) 1 << 20)
/* Up to this size a file is copied, so that an editor that rewrites it can't change what we hold; above it is
 * mapped. */
#define COPY_BYTES ((goffset) 32 << 20)

struct _WfSource
{
  GBytes *bytes;
  char *name;
  char *path;   /* nullable */
  char *sha256; /* once */
  GMutex hashing;   /* while it is computed */
  WfSource *packed; /* nullable: the file this is the content of */
};

G_DEFINE_BOXED_TYPE (WfSource, wf_source, wf_source_ref, wf_source_unref)

/**
 * wf_source_new:
 * @bytes: the content
 * @name: what messages call it
 *
 * Returns: (transfer full): a source without a path
 */
WfSource *
wf_source_new (GBytes *bytes, const char *name)
{
  WfSource *self;

  g_return_val_if_fail (bytes != NULL && name != NULL, NULL);

  self = g_atomic_rc_box_new0 (WfSource);
  self->bytes = g_bytes_ref (bytes);
  self->name = g_strdup (name);
  g_mutex_init (&self->hashing);
  return self;
}

/* Reads until the end; a stream, unlike a file, says nothing about its length. */
static GBytes *
read_stream (GInputStream *stream, const char *name, WfProgress *progress, GError **error)
{
  g_autofree char *data = NULL;
  gsize length = 0;
  gsize room = 0;

  for (;;)
    {
      gssize n;

      if (room - length < CHUNK_BYTES)
        {
          gsize wanted = MAX (2 * room, 4 * CHUNK_BYTES);
          char *more = length > WF_LIMIT_STREAM_BYTES ? NULL : g_try_realloc (data, wanted);

          if (more == NULL)
            {
              g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                           _ ("%s: more than the limit of %zu bytes for a stream; save it to a file first"),
                           name, WF_LIMIT_STREAM_BYTES);
              return NULL;
            }
          data = more;
          room = wanted;
        }
      n = g_input_stream_read (stream, data + length, CHUNK_BYTES, wf_progress_get_cancellable (progress),
                               error);
      if (n < 0)
        return NULL;
      if (n == 0)
        return g_bytes_new_take (g_steal_pointer (&data), length);
      length += (gsize) n;
      wf_progress_advance (progress, (gsize) n);
    }
}

static GBytes *
map_file (const char *path, GError **error)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, error);

  return mapped == NULL ? NULL : g_mapped_file_get_bytes (mapped);
}

static GBytes *
read_file (GFile *file, const char *name, WfProgress *progress, GError **error)
{
  GCancellable *cancellable = wf_progress_get_cancellable (progress);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GFileInputStream) stream = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _ ("%s is a folder; give a file"), name);
      return NULL;
    }
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && g_file_info_get_size (info) > COPY_BYTES &&
      g_file_peek_path (file) != NULL)
    return map_file (g_file_peek_path (file), error);
  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;
  wf_progress_set_stage (progress, _ ("Reading the file"), (gsize) MAX (0, g_file_info_get_size (info)));
  return read_stream (G_INPUT_STREAM (stream), name, progress, error);
}

/**
 * wf_source_open:
 * @file: a file
 * @progress: (nullable): may cancel
 * @error: return location
 *
 * Reads the file, or maps it when it is large and local.
 *
 * Returns: (transfer full): the source, or %NULL with an error of #GIOErrorEnum or %WF_ERROR_TOO_LARGE
 */
WfSource *
wf_source_open (GFile *file, WfProgress *progress, GError **error)
{
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  WfSource *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (!wf_progress_check (progress, error))
    return NULL;
  base = g_file_get_basename (file);
  name = base == NULL ? g_file_get_parse_name (file) : g_filename_display_name (base);
  bytes = read_file (file, name, progress, error);
  if (bytes == NULL)
    return NULL;
  self = wf_source_new (bytes, name);
  self->path = g_file_peek_path (file) != NULL ? g_strdup (g_file_peek_path (file)) : g_file_get_uri (file);
  return self;
}

static WfSource *
open_stdin (WfProgress *progress, GError **error)
{
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (0, FALSE);
  const char *name = _ ("standard input");
  g_autoptr (GBytes) bytes = NULL;

  wf_progress_set_stage (progress, _ ("Reading standard input"), 0);
  bytes = read_stream (stream, name, progress, error);
  return bytes == NULL ? NULL : wf_source_new (bytes, name);
}

/**
 * wf_source_open_path:
 * @path: a path or URI as given on a command line; "-" is standard input
 * @progress: (nullable): may cancel
 * @error: return location
 *
 * Returns: (transfer full): the source, or %NULL as wf_source_open()
 */
WfSource *
wf_source_open_path (const char *path, WfProgress *progress, GError **error)
{
  g_autoptr (GFile) file = NULL;
  WfSource *self;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_str_equal (path, "-"))
    self = open_stdin (progress, error);
  else
    {
      file = g_file_new_for_commandline_arg (path);
      self = wf_source_open (file, progress, error);
    }
  if (self != NULL)
    {
      g_free (self->path);
      self->path = g_strdup (path);
    }
  return self;
}

/**
 * wf_source_ref:
 * @self: a source
 *
 * Returns: (transfer full): @self
 */
WfSource *
wf_source_ref (WfSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
wf_source_clear (WfSource *self)
{
  g_bytes_unref (self->bytes);
  g_free (self->name);
  g_free (self->path);
  g_free (self->sha256);
  g_clear_pointer (&self->packed, wf_source_unref);
  g_mutex_clear (&self->hashing);
}

/**
 * wf_source_unref:
 * @self: (transfer full): a source
 */
void
wf_source_unref (WfSource *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) wf_source_clear);
}

/**
 * wf_source_get_name:
 * @self: a source
 *
 * Returns: (transfer none): the base name, for messages
 */
const char *
wf_source_get_name (WfSource *self)
{
  return self->name;
}

/**
 * wf_source_get_path:
 * @self: a source
 *
 * Returns: (nullable) (transfer none): as given, for command lines
 */
const char *
wf_source_get_path (WfSource *self)
{
  return self->path;
}

/**
 * wf_source_get_bytes:
 * @self: a source
 *
 * Returns: (transfer none): the content
 */
GBytes *
wf_source_get_bytes (WfSource *self)
{
  return self->bytes;
}

/* NULL when cancelled */
static char *
compute_sha256 (GBytes *bytes, WfProgress *progress)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  for (gsize at = 0; at < length; at += CHUNK_BYTES)
    {
      if (wf_progress_is_cancelled (progress))
        return NULL;
      g_checksum_update (checksum, data + at, (gssize) MIN (CHUNK_BYTES, length - at));
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/* by one thread at a time, the others wait for it; unless it was cancelled it is there afterwards */
static void
settle_sha256 (WfSource *self, WfProgress *progress)
{
  g_autoptr (GMutexLocker) locker = NULL;

  if (g_atomic_pointer_get (&self->sha256) != NULL)
    return;
  locker = g_mutex_locker_new (&self->hashing);
  if (self->sha256 == NULL)
    g_atomic_pointer_set (&self->sha256, compute_sha256 (self->bytes, progress));
}

/**
 * wf_source_get_sha256:
 * @self: a source
 *
 * Of the file as it is stored, packed or not. Computed at the first call, from any thread.
 *
 * Returns: (transfer none): 64 hexadecimal digits
 */
const char *
wf_source_get_sha256 (WfSource *self)
{
  if (self->packed != NULL)
    return wf_source_get_sha256 (self->packed);
  settle_sha256 (self, NULL);
  return self->sha256;
}

typedef struct
{
  WfSource *source;
  WfProgress *progress; /* nullable */
} Hashing;

static gpointer
hash_in_thread (gpointer data)
{
  g_autofree Hashing *self = data;

  settle_sha256 (self->source, self->progress);
  wf_source_unref (self->source);
  g_clear_pointer (&self->progress, wf_progress_unref);
  return NULL;
}

/**
 * wf_source_begin_sha256:
 * @self: a source
 * @progress: (nullable): ends it when cancelled
 *
 * Computes the SHA-256 of a large file beside what else is done with it.
 */
void
wf_source_begin_sha256 (WfSource *self, WfProgress *progress)
{
  Hashing *hashing;

  if (self->packed != NULL || (goffset) g_bytes_get_size (self->bytes) <= COPY_BYTES ||
      g_atomic_pointer_get (&self->sha256) != NULL)
    return;
  hashing = g_new (Hashing, 1);
  hashing->source = wf_source_ref (self);
  hashing->progress = progress != NULL ? wf_progress_ref (progress) : NULL;
  g_thread_unref (g_thread_new ("sha256", hash_in_thread, hashing));
}

/**
 * wf_source_is_packed:
 * @self: a source
 *
 * Returns: whether it is a gzip file
 */
gboolean
wf_source_is_packed (WfSource *self)
{
  return wf_gzip_is_packed (self->bytes);
}

/**
 * wf_source_read_head:
 * @self: a source
 * @n_bytes: how many are wanted
 *
 * Returns: (transfer full): the first bytes of the content, unpacked where it is a gzip file
 */
GBytes *
wf_source_read_head (WfSource *self, gsize n_bytes)
{
  if (wf_source_is_packed (self))
    return wf_gzip_unpack_head (self->bytes, n_bytes);
  return g_bytes_new_from_bytes (self->bytes, 0, MIN (n_bytes, g_bytes_get_size (self->bytes)));
}

/**
 * wf_source_unpack:
 * @self: a source
 * @progress: (nullable): may cancel
 * @error: return location
 *
 * Returns: (transfer full): @self, or what it holds when it is a gzip file; %NULL with %WF_ERROR_TOO_LARGE,
 * %WF_ERROR_PARSE when the file is damaged, or #G_IO_ERROR_CANCELLED
 */
WfSource *
wf_source_unpack (WfSource *self, WfProgress *progress, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  WfSource *content;

  if (!wf_source_is_packed (self))
    return wf_source_ref (self);
  bytes = wf_gzip_unpack (self->bytes, self->name, progress, error);
  if (bytes == NULL)
    return NULL;
  content = wf_source_new (bytes, self->name);
  content->path = g_strdup (self->path);
  content->packed = wf_source_ref (self);
  return content;
}
