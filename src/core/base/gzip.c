/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/gzip.h"
#include "core/base/limits.h"

#define CHUNK_BYTES ((gsize) 1 << 20)

/* A gzip file may be several packed files one after another (RFC 1952, section 2.2): appending to a packed
 * log makes one. */
typedef struct
{
  GConverter *unpacker;
  const guint8 *packed; /* what is left */
  gsize length;
  gboolean has_ended;
} Packed;

static Packed
open_packed (GBytes *bytes)
{
  Packed self = { G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP)) };

  self.packed = g_bytes_get_data (bytes, &self.length);
  return self;
}

static void
skip (Packed *self, gsize n)
{
  self->packed += n;
  self->length -= n;
}

static gboolean
begins_packed (const guint8 *data, gsize length)
{
  return length > 2 && data[0] == 0x1f && data[1] == 0x8b && data[2] == 8;
}

/* After one packed file: zeros fill up a block, the next packed file goes on, anything else is a fault. */
static gboolean
open_next (Packed *self, GError **error)
{
  while (self->length > 0 && *self->packed == 0)
    skip (self, 1);
  if (self->length > 0 && !begins_packed (self->packed, self->length))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("what follows is not packed"));
      return FALSE;
    }
  self->has_ended = self->length == 0;
  g_converter_reset (self->unpacker);
  return TRUE;
}

/* The next bytes of what is packed, at most "room"; 0 at the end, -1 with an error. */
static gssize
unpack_some (Packed *self, guint8 *chunk, gsize room, GError **error)
{
  gsize n_out = 0;

  while (!self->has_ended && n_out == 0)
    {
      gsize n_given = MIN (self->length, CHUNK_BYTES), n_in = 0;
      GConverterResult result = g_converter_convert (
          self->unpacker, self->packed, n_given, chunk, room,
          n_given == self->length ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &n_in, &n_out, error);

      if (result == G_CONVERTER_ERROR)
        return -1;
      skip (self, n_in);
      if (result == G_CONVERTER_FINISHED && !open_next (self, error))
        return -1;
    }
  return (gssize) n_out;
}

/* Nothing that people pack shrinks as a bomb does. */
gboolean
wf_unpacking_check (const char *name, gsize n, gsize n_packed, GError **error)
{
  if (n > WF_LIMIT_UNPACKED_BYTES)
    g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                 _ ("%s: more than the limit of %zu bytes when unpacked; split the file"), name,
                 WF_LIMIT_UNPACKED_BYTES);
  else if (n > WF_LIMIT_EXPANSION_FREE && n / WF_LIMIT_EXPANSION > n_packed)
    g_set_error (
        error, WF_ERROR, WF_ERROR_TOO_LARGE,
        _ ("%s: unpacks to more than the limit of %d times its size, as a file made to exhaust the memory "
           "does; if you trust it, unpack it yourself"),
        name, WF_LIMIT_EXPANSION);
  else
    return TRUE;
  return FALSE;
}

/**
 * wf_gzip_is_packed:
 * @bytes: a file's content
 *
 * Returns: whether it begins like a gzip file (RFC 1952)
 */
gboolean
wf_gzip_is_packed (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return begins_packed (data, length);
}

/**
 * wf_gzip_unpack:
 * @bytes: a gzip file
 * @name: what messages call it
 * @progress: (nullable): stage and cancelling
 * @error: return location
 *
 * Unpacks all of it, also several packed files one after another, in memory that grows with what comes out,
 * up to %WF_LIMIT_UNPACKED_BYTES.
 *
 * Returns: (transfer full): what was packed; %NULL with %WF_ERROR_TOO_LARGE, %WF_ERROR_PARSE when the file is
 * damaged, or #G_IO_ERROR_CANCELLED
 */
GBytes *
wf_gzip_unpack (GBytes *bytes, const char *name, WfProgress *progress, GError **error)
{
  Packed self = open_packed (bytes);
  g_autoptr (GConverter) unpacker = self.unpacker;
  g_autoptr (GByteArray) unpacked = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  g_autoptr (GError) local_error = NULL;
  gssize n;

  wf_progress_set_stage (progress, _ ("Unpacking the file"), 0);
  while ((n = unpack_some (&self, chunk, CHUNK_BYTES, &local_error)) > 0)
    {
      if (!wf_progress_check (progress, error) ||
          !wf_unpacking_check (name, unpacked->len + (gsize) n, g_bytes_get_size (bytes) - self.length,
                               error))
        return NULL;
      g_byte_array_append (unpacked, chunk, (guint) n);
    }
  if (n < 0)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_PARSE,
                   _ ("%s: the packed file is damaged after %u bytes (%s); get it again"), name,
                   unpacked->len, local_error->message);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&unpacked));
}

/**
 * wf_gzip_unpack_head:
 * @bytes: a gzip file
 * @n_bytes: how many are wanted
 *
 * Returns: (transfer full): the first bytes of what is packed; fewer where it is shorter or damaged
 */
GBytes *
wf_gzip_unpack_head (GBytes *bytes, gsize n_bytes)
{
  Packed self = open_packed (bytes);
  g_autoptr (GConverter) unpacker = self.unpacker;
  guint8 *head = g_malloc (n_bytes);
  gsize length = 0;
  gssize n = 1;

  while (n > 0 && length < n_bytes)
    {
      n = unpack_some (&self, head + length, n_bytes - length, NULL);
      length += (gsize) MAX (n, 0);
    }
  return g_bytes_new_take (head, length);
}
