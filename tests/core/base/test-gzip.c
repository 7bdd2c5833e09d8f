/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/base/error.h"
#include "core/base/gzip.h"
#include "core/base/limits.h"

static GBytes *
pack (const char *text, gsize length)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, packer);

  g_assert_true (g_output_stream_write_all (stream, text, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
test_round_trip (void)
{
  const char text[] = "a log\nof two lines\n";
  g_autoptr (GBytes) packed = pack (text, strlen (text));
  g_autoptr (GBytes) plain = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) unpacked = wf_gzip_unpack (packed, "x.gz", NULL, &error);
  g_autoptr (GBytes) head = wf_gzip_unpack_head (packed, 5);

  g_assert_no_error (error);
  g_assert_true (wf_gzip_is_packed (packed));
  g_assert_false (wf_gzip_is_packed (plain));
  g_assert_true (g_bytes_equal (unpacked, plain));
  g_assert_cmpmem (g_bytes_get_data (head, NULL), g_bytes_get_size (head), "a log", 5);
}

static void
test_damaged (void)
{
  const char text[] = "a log that loses its end";
  g_autoptr (GBytes) packed = pack (text, strlen (text));
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) - 12);
  g_autoptr (GBytes) head = wf_gzip_unpack_head (cut, 100);
  g_autoptr (GError) error = NULL;

  g_assert_null (wf_gzip_unpack (cut, "x.gz", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "x.gz"));
  g_assert_cmpuint (g_bytes_get_size (head), <=, strlen (text));
}

/* "cat a.gz b.gz" and a logger that appends make one file of several; a tape fills it up with zeros. */
static void
test_several (void)
{
  g_autoptr (GBytes) first = pack ("a log\n", 6);
  g_autoptr (GBytes) second = pack ("that goes on\n", 13);
  g_autoptr (GByteArray) both = g_byte_array_new ();
  g_autoptr (GBytes) packed = NULL, unpacked = NULL, head = NULL, torn = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (both, g_bytes_get_data (first, NULL), (guint) g_bytes_get_size (first));
  g_byte_array_append (both, g_bytes_get_data (second, NULL), (guint) g_bytes_get_size (second));
  g_byte_array_append (both, (const guint8 *) "\0\0\0", 3);
  packed = g_byte_array_free_to_bytes (g_steal_pointer (&both));
  unpacked = wf_gzip_unpack (packed, "x.gz", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (unpacked, NULL), g_bytes_get_size (unpacked), "a log\nthat goes on\n",
                   19);
  head = wf_gzip_unpack_head (packed, 9);
  g_assert_cmpmem (g_bytes_get_data (head, NULL), g_bytes_get_size (head), "a log\ntha", 9);

  /* cut within the second */
  torn = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) - 14);
  g_assert_null (wf_gzip_unpack (torn, "x.gz", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
}

static void
test_something_else_behind (void)
{
  g_autoptr (GBytes) first = pack ("a log\n", 6);
  g_autoptr (GByteArray) both = g_byte_array_new ();
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (both, g_bytes_get_data (first, NULL), (guint) g_bytes_get_size (first));
  g_byte_array_append (both, (const guint8 *) "plain", 5);
  packed = g_byte_array_free_to_bytes (g_steal_pointer (&both));
  g_assert_null (wf_gzip_unpack (packed, "x.gz", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_PARSE);
}

static void
test_cancelled (void)
{
  g_autoptr (GBytes) packed = pack ("x", 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WfProgress) progress = wf_progress_new (cancellable);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (wf_gzip_unpack (packed, "x.gz", progress, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A file that grows beyond the limit is refused before the memory is used up. */
static void
test_bomb (void)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, packer);
  g_autofree char *zeros = g_malloc0 (1 << 24);
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_test_slow ())
    {
      g_test_skip ("writes a gigabyte; run with -m slow");
      return;
    }
  for (gsize n = 0; n <= WF_LIMIT_UNPACKED_BYTES; n += 1 << 24)
    g_assert_true (g_output_stream_write_all (stream, zeros, 1 << 24, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  packed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  g_assert_null (wf_gzip_unpack (packed, "bomb.gz", NULL, &error));
  g_assert_error (error, WF_ERROR, WF_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gzip/round-trip", test_round_trip);
  g_test_add_func ("/gzip/damaged", test_damaged);
  g_test_add_func ("/gzip/several", test_several);
  g_test_add_func ("/gzip/something-else-behind", test_something_else_behind);
  g_test_add_func ("/gzip/cancelled", test_cancelled);
  g_test_add_func ("/gzip/bomb", test_bomb);
  return g_test_run ();
}
