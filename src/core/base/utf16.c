/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/utf16.h"

#define SAMPLE_BYTES 4096
#define CHUNK_BYTES  ((gsize) 1 << 20)

/**
 * wf_utf16_is_marked:
 * @text: (array length=length) (element-type guint8): the beginning of a file
 * @length: bytes of @text
 *
 * Returns: whether it begins with a byte-order mark of UTF-16, of either order
 */
gboolean
wf_utf16_is_marked (const char *text, gsize length)
{
  return length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0);
}

/* zero bytes at even and at odd places */
static void
count_zeros (const char *text, gsize length, gsize n_zeros[2])
{
  n_zeros[0] = n_zeros[1] = 0;
  for (gsize i = 0; i < MIN (length, SAMPLE_BYTES); i++)
    n_zeros[i % 2] += text[i] == '\0';
}

/**
 * wf_utf16_is_likely:
 * @text: (array length=length) (element-type guint8): the beginning of a file without a byte-order mark
 * @length: bytes of @text
 *
 * Returns: whether three of four characters are below 256 and stand in two bytes
 */
gboolean
wf_utf16_is_likely (const char *text, gsize length)
{
  gsize n = MIN (length, SAMPLE_BYTES) / 2;
  gsize n_zeros[2];

  count_zeros (text, length, n_zeros);
  return n >= 4 && MAX (n_zeros[0], n_zeros[1]) >= n - n / 4 && MIN (n_zeros[0], n_zeros[1]) <= n / 64;
}

static gboolean
is_little_endian (const char *text, gsize length)
{
  gsize n_zeros[2];

  if (wf_utf16_is_marked (text, length))
    return *text == '\xff';
  count_zeros (text, length, n_zeros);
  return n_zeros[1] >= n_zeros[0];
}

/* bytes that are converted at once: no character is cut in two between them and the next */
static gsize
find_chunk (const char *text, gsize length, gboolean is_little)
{
  guchar high = (guchar) (length > CHUNK_BYTES ? text[CHUNK_BYTES - (is_little ? 1 : 2)] : 0);

  if (length <= CHUNK_BYTES)
    return length;
  return high >= 0xd8 && high <= 0xdb ? CHUNK_BYTES - 2 : CHUNK_BYTES;
}

/**
 * wf_utf16_convert:
 * @text: (array length=length) (element-type guint8): text in UTF-16; without a byte-order mark the zero
 * bytes tell the order
 * @length: bytes of @text
 * @name: what messages call it
 * @progress: (nullable): obeyed
 * @error: return location
 *
 * Errors: WF_ERROR_UNSUPPORTED above WF_LIMIT_UTF16_BYTES; WF_ERROR_PARSE when it is broken.
 *
 * Returns: (transfer full): the same as UTF-8 without the mark, or %NULL
 */
GBytes *
wf_utf16_convert (const char *text, gsize length, const char *name, WfProgress *progress, GError **error)
{
  const char *from = is_little_endian (text, length) ? "UTF-16LE" : "UTF-16BE";
  gsize at = wf_utf16_is_marked (text, length) ? 2 : 0;
  g_autoptr (GByteArray) all = g_byte_array_new ();

  g_return_val_if_fail (name != NULL, NULL);

  if (length > WF_LIMIT_UTF16_BYTES)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED, _ ("%s is in UTF-16; save it as UTF-8"), name);
      return NULL;
    }
  while (at < length)
    {
      gsize n = find_chunk (text + at, length - at, g_str_equal (from, "UTF-16LE"));
      g_autoptr (GError) local_error = NULL;
      gsize n_converted = 0;
      g_autofree char *converted =
          g_convert (text + at, (gssize) n, "UTF-8", from, NULL, &n_converted, &local_error);

      if (!wf_progress_check (progress, error))
        return NULL;
      if (converted == NULL)
        {
          g_set_error (error, WF_ERROR, WF_ERROR_PARSE, _ ("%s:1:1: broken UTF-16 (%s); save it as UTF-8"),
                       name, local_error->message);
          return NULL;
        }
      g_byte_array_append (all, (const guint8 *) converted, (guint) n_converted);
      at += n;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

GBytes *
wf_utf16_convert_head (const char *text, gsize length)
{
  GBytes *converted = NULL;

  if (!wf_utf16_is_marked (text, length))
    return NULL;
  /* the cut may go through a pair of surrogates */
  for (gsize n = length - length % 2; converted == NULL && n >= 2 && n + 2 >= length; n -= 2)
    converted = wf_utf16_convert (text, n, "", NULL, NULL);
  return converted;
}
