/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/picture.h"
#include "core/base/error.h"
#include "render/picture.h"

#define TIKZ "tikz"

void
wf_picture_free (WfPicture *self)
{
  wf_figure_unref (self->figure);
  g_clear_pointer (&self->layout, wf_layout_unref);
  g_clear_pointer (&self->wiring, wf_wiring_unref);
  g_free (self);
}

static gboolean
has_tikz (const WfPicture *self)
{
  return self->wiring != NULL || wf_figure_get_kind (self->figure) == WF_FIGURE_GRAPH;
}

const char **
wf_picture_list_choices (const WfPicture *self)
{
  const char *const *endings = wf_picture_list_endings ();
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  for (gsize i = 0; endings[i] != NULL; i++)
    g_ptr_array_add (choices, (gpointer) endings[i]);
  if (has_tikz (self))
    g_ptr_array_add (choices, (gpointer) TIKZ);
  g_ptr_array_add (choices, NULL);
  return (const char **) g_ptr_array_free (g_steal_pointer (&choices), FALSE);
}

static GBytes *
write_tikz (const WfPicture *self, GError **error)
{
  char *text;

  if (self->wiring != NULL)
    text = wf_wiring_to_tikz (self->figure, self->wiring);
  else if (self->layout != NULL)
    text = wf_graph_figure_to_tikz_as (self->figure, self->layout);
  else
    text = wf_graph_figure_to_tikz (self->figure, NULL, error);
  return text ? g_bytes_new_take (text, strlen (text)) : NULL;
}

GBytes *
wf_picture_draw (const WfPicture *self, const char *ending, GError **error)
{
  g_autofree const char **choices = wf_picture_list_choices (self);
  g_autofree char *list = NULL;

  for (gsize i = 0; choices[i] != NULL; i++)
    if (g_ascii_strcasecmp (choices[i], ending) == 0)
      {
        if (g_str_equal (choices[i], TIKZ))
          return write_tikz (self, error);
        return self->layout ? wf_figure_to_picture_as (self->figure, self->layout, choices[i], error)
                            : wf_figure_to_picture (self->figure, choices[i], NULL, error);
      }
  list = g_strjoinv (", .", (GStrv) choices);
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
               _ ("A picture can’t be written as “%s”: give its name one of the endings .%s"), ending, list);
  return NULL;
}
