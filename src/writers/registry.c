/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/source.h"
#include "writers/writers-private.h"

static const WfWriter *const writers[] = {
  &wf_writer_pdf, &wf_writer_html, &wf_writer_markdown, &wf_writer_text, &wf_writer_json, NULL,
};

/**
 * wf_writers_get_all: (skip)
 *
 * Returns: (transfer none): every writer, NULL-terminated
 */
const WfWriter *const *
wf_writers_get_all (void)
{
  return writers;
}

static char *
list_extensions (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; writers[i] != NULL; i++)
    g_string_append_printf (text, "%s.%s", i == 0 ? "" : ", ", writers[i]->extension);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * wf_writer_find_for_path: (skip)
 * @path: a path or a file name; only its extension counts, in either case
 * @error: WF_ERROR_UNSUPPORTED lists the extensions there are
 *
 * Returns: (transfer none) (nullable): the writer for that extension
 */
const WfWriter *
wf_writer_find_for_path (const char *path, GError **error)
{
  g_autofree char *extensions = NULL;
  const char *dot;

  g_return_val_if_fail (path != NULL, NULL);

  dot = strrchr (path, '.');
  for (gsize i = 0; dot != NULL && writers[i] != NULL; i++)
    if (g_ascii_strcasecmp (dot + 1, writers[i]->extension) == 0)
      return writers[i];
  extensions = list_extensions ();
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
               _ ("%s: a report is written as %s; give the file one of these endings"), path, extensions);
  return NULL;
}

static WfBeside *
beside_new (const char *name)
{
  WfBeside *self = g_new0 (WfBeside, 1);
  const char *dot = strrchr (name, '.');

  self->stem = g_strndup (name, (gsize) (dot - name));
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  return self;
}

static void
beside_free (WfBeside *self)
{
  g_free (self->stem);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->files);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WfBeside, beside_free)

static gboolean
write_bytes (GFile *file, GBytes *bytes, GError **error)
{
  return wf_file_write (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

/* The pictures first; when something fails, those that weren't there before are taken away again. */
static gboolean
write_all (GFile *file, GBytes *bytes, WfBeside *beside, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean is_done = TRUE;

  for (guint i = 0; is_done && i < beside->names->len; i++)
    {
      g_autoptr (GFile) picture = g_file_get_child (folder, beside->names->pdata[i]);
      gboolean is_new = !g_file_query_exists (picture, NULL);

      is_done = write_bytes (picture, beside->files->pdata[i], error);
      if (is_done && is_new)
        g_ptr_array_add (made, g_steal_pointer (&picture));
    }
  if (is_done && write_bytes (file, bytes, error))
    return TRUE;
  for (guint i = 0; i < made->len; i++)
    g_file_delete (made->pdata[i], NULL, NULL);
  return FALSE;
}

/**
 * wf_report_write: (skip)
 * @report: the report
 * @file: where to; the ending of its name chooses the writer
 * @paper: the paper, for writers that have pages
 * @progress: (nullable): asked for cancelling
 * @error: WF_ERROR_UNSUPPORTED for another ending, G_IO_ERROR
 *
 * Writes all or nothing: after an error or a cancel the file is as it was. Markdown can't hold its figures:
 * they are written beside it as SVG, report-1.svg, report-2.svg and so on beside report.md.
 */
gboolean
wf_report_write (WfReport *report, GFile *file, WfPaper paper, WfProgress *progress, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (WfBeside) beside = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const WfWriter *writer;

  g_return_val_if_fail (report != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  name = g_file_get_basename (file);
  writer = wf_writer_find_for_path (name, error);
  if (writer == NULL)
    return FALSE;
  beside = beside_new (name);
  bytes = writer->write (report, paper, beside, progress, error);
  if (bytes == NULL || !wf_progress_check (progress, error))
    return FALSE;
  return write_all (file, bytes, beside, error);
}
