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
  g_test_add_func ("/gzip/cancelled", test_cancelled);
  g_test_add_func ("/gzip/bomb", test_bomb);
  return g_test_run ();
}
