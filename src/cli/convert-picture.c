/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* `convert graph -o picture`: graphs go out as pictures, but pictures don't come in. */

#include "config.h"

#include <string.h>

#include "cli/convert-picture.h"
#include "core/base/source.h"
#include "render/picture.h"

const char *
wf_convert_find_picture (const char *path)
{
  const char *const *endings = wf_picture_list_endings ();
  const char *dot = strrchr (path, '.');

  if (dot == NULL)
    return NULL;
  for (gsize i = 0; endings[i] != NULL; i++)
    if (g_ascii_strcasecmp (dot + 1, endings[i]) == 0)
      return endings[i];
  return g_ascii_strcasecmp (dot, ".tikz") == 0 || g_ascii_strcasecmp (dot, ".tex") == 0 ? "tikz" : NULL;
}

gboolean
wf_convert_write_picture (
    WfInvocation *invocation, WfGraph *graph, const char *picture, GFile *target, GError **error)
{
  g_autoptr (WfFigure) figure = wf_figure_new_graph (graph);
  g_autofree char *tikz = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize size;

  if (g_str_equal (picture, "tikz"))
    {
      tikz = wf_graph_figure_to_tikz (figure, invocation->progress, error);
      return tikz != NULL && wf_file_write (target, tikz, strlen (tikz), error);
    }
  bytes = wf_figure_to_picture (figure, picture, invocation->progress, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  return wf_file_write (target, data, size, error);
}
