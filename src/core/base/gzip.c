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
  const guchar *data = g_bytes_get_data (bytes, &length);

  return length > 2 && data[0] == 0x1f && data[1] == 0x8b && data[2] == 8;
}

static GInputStream *
open_packed (GBytes *bytes)
{
  g_autoptr (GInputStream) packed = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GConverter) unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));

  return g_converter_input_stream_new (packed, unpacker);
}

/**
 * wf_gzip_unpack:
 * @bytes: a gzip file
 * @name: what messages call it
 * @progress: (nullable): stage and cancelling
 * @error: return location
 *
 * Unpacks all of it, in memory that grows with what comes out, up to %WF_LIMIT_UNPACKED_BYTES.
 *
 * Returns: (transfer full): what was packed; %NULL with %WF_ERROR_TOO_LARGE, %WF_ERROR_PARSE when the file is
 * damaged, or #G_IO_ERROR_CANCELLED
 */
GBytes *
wf_gzip_unpack (GBytes *bytes, const char *name, WfProgress *progress, GError **error)
{
  g_autoptr (GInputStream) stream = open_packed (bytes);
  g_autoptr (GByteArray) unpacked = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  g_autoptr (GError) local_error = NULL;
  gssize n;

  wf_progress_set_stage (progress, _ ("Unpacking the file"), 0);
  while ((n = g_input_stream_read (stream, chunk, CHUNK_BYTES, NULL, &local_error)) > 0)
    {
      if (!wf_progress_check (progress, error))
        return NULL;
      if (unpacked->len + (gsize) n > WF_LIMIT_UNPACKED_BYTES)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_TOO_LARGE,
                       _ ("%s: more than the limit of %zu bytes when unpacked; split the file"), name,
                       WF_LIMIT_UNPACKED_BYTES);
          return NULL;
        }
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
  g_autoptr (GInputStream) stream = open_packed (bytes);
  guint8 *head = g_malloc (n_bytes);
  gsize n = 0;

  g_input_stream_read_all (stream, head, n_bytes, &n, NULL, NULL);
  return g_bytes_new_take (head, n);
}
