/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* From a file's bytes to the text that is parsed: encodings, and blanks between fields as tabs. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/params.h"
#include "core/base/utf16.h"
#include "core/formats/csv-private.h"

#define HEAD_BYTES    65536             /* looked at to tell encodings apart */
#define CHECK_BYTES   65536             /* between two looks at the progress */
#define PREVIEW_BYTES ((gsize) 1 << 20) /* of a file's beginning, where a copy is made of it */

/* is_cut: a character may be cut in two at the end. A NUL is no fault of the encoding. */
static gboolean
is_utf8 (const char *text, gsize length, gboolean is_cut)
{
  const char *end = text + length;
  const char *fault;

  while (!g_utf8_validate_len (text, (gsize) (end - text), &fault))
    {
      if (*fault != '\0')
        return is_cut && end - fault < 4;
      text = fault + 1;
    }
  return TRUE;
}

static WfCsvEncoding
find_encoding (const char *text, gsize length, gboolean is_whole, const char **reason)
{
  gsize n = MIN (length, HEAD_BYTES);

  if (wf_utf16_is_marked (text, length))
    {
      *reason = _ ("the file begins with the mark of UTF-16");
      return WF_CSV_UTF16;
    }
  if (wf_utf16_is_likely (text, n))
    {
      *reason = _ ("every other byte is zero, as in UTF-16");
      return WF_CSV_UTF16;
    }
  if (n >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      *reason = _ ("the file begins with the mark of UTF-8");
      return WF_CSV_UTF8;
    }
  if (is_utf8 (text, n, !is_whole || n < length))
    {
      *reason = _ ("the beginning of the file is valid UTF-8");
      return WF_CSV_UTF8;
    }
  *reason = _ ("some bytes are no UTF-8");
  return WF_CSV_LATIN1;
}

static WfCsvEncoding
choose_encoding (const char *text, gsize length, gboolean is_whole, GVariant *params, const char **reason)
{
  const char *choice = wf_params_get_choice (params, "encoding");

  *reason = "";
  if (g_str_equal (choice, "utf-8"))
    return WF_CSV_UTF8;
  if (g_str_equal (choice, "utf-16"))
    return WF_CSV_UTF16;
  if (g_str_equal (choice, "latin-1"))
    return WF_CSV_LATIN1;
  return find_encoding (text, length, is_whole, reason);
}

gboolean
wf_csv_text_init (WfCsvText *self,
                  GBytes *bytes,
                  gboolean is_whole,
                  const char *name,
                  GVariant *params,
                  WfProgress *progress,
                  GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *text = data != NULL ? data : "";

  *self = (WfCsvText){ .is_whole = is_whole };
  self->encoding = choose_encoding (text, length, is_whole, params, &self->encoding_reason);
  if (self->encoding == WF_CSV_UTF16)
    {
      /* the beginning of a file may end in the middle of a character */
      if (!is_whole)
        length = MIN (length, PREVIEW_BYTES);
      if (!is_whole)
        self->bytes = wf_utf16_convert (text, length / 2 * 2, name, NULL, NULL);
      if (self->bytes == NULL)
        self->bytes =
            wf_utf16_convert (text, is_whole ? length : (length - 2) / 2 * 2, name, progress, error);
      if (self->bytes == NULL)
        return FALSE;
    }
  else
    self->bytes = g_bytes_ref (bytes);
  self->text = g_bytes_get_data (self->bytes, &self->length);
  if (self->text == NULL)
    self->text = "";
  if (self->length >= 3 && memcmp (self->text, "\xef\xbb\xbf", 3) == 0)
    {
      self->text += 3;
      self->length -= 3;
    }
  return TRUE;
}

void
wf_csv_text_clear (WfCsvText *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

static inline gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* Between fields stand blanks, as many as please the eye: one tab for each run of them, none at the ends of a
 * line. What is quoted stays as it is, and so do the newlines, which messages count. */
gboolean
wf_csv_text_squeeze (WfCsvText *self, char quote, WfProgress *progress, GError **error)
{
  gsize n = self->is_whole ? self->length : MIN (self->length, PREVIEW_BYTES);
  const char *end = self->text + n;
  g_autofree char *squeezed = g_malloc (n + 1);
  char *to = squeezed;
  gboolean is_quoted = FALSE;
  gboolean is_start = TRUE;

  for (const char *p = self->text, *check = p; p < end;)
    {
      const char *run = p;

      if (p >= check + CHECK_BYTES)
        {
          check = p;
          if (!wf_progress_check (progress, error))
            return FALSE;
        }
      while (!is_quoted && p < end && is_blank (*p))
        p++;
      if (p > run)
        {
          if (!is_start && p < end && *p != '\n' && *p != '\r')
            *to++ = '\t';
          continue;
        }
      is_quoted ^= quote != '\0' && *p == quote;
      is_start = *p == '\n' || *p == '\r';
      *to++ = *p++;
    }
  g_bytes_unref (self->bytes);
  self->length = (gsize) (to - squeezed);
  *to = '\n'; /* what is read goes one byte beyond */
  self->bytes = g_bytes_new_take (g_steal_pointer (&squeezed), self->length);
  self->text = g_bytes_get_data (self->bytes, NULL);
  return TRUE;
}
