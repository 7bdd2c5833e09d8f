/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a variable is in the question that a graph was drawn for, in the upper right corner of its card:
 * shapes, which colour doesn't have to tell apart. DAGitty marks the first two in its ellipses, too. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "render/picture-private.h"
#include "render/shapes-private.h"

#define RADIUS  8.0
#define SPACING 19.0 /* of several marks */

static void
path_exposure (cairo_t *cr)
{
  cairo_move_to (cr, -3, -4.5);
  cairo_line_to (cr, 4.8, 0);
  cairo_line_to (cr, -3, 4.5);
  cairo_close_path (cr);
}

static void
path_outcome (cairo_t *cr)
{
  cairo_rectangle (cr, -3.6, -3.6, 7.2, 7.2);
}

static void
path_adjusted (cairo_t *cr)
{
  cairo_move_to (cr, -4, 0.2);
  cairo_line_to (cr, -1.2, 3.2);
  cairo_line_to (cr, 4, -3.2);
}

static void
path_selected (cairo_t *cr)
{
  cairo_move_to (cr, 0, -4.8);
  cairo_line_to (cr, 4.8, 0);
  cairo_line_to (cr, 0, 4.8);
  cairo_line_to (cr, -4.8, 0);
  cairo_close_path (cr);
}

static const struct
{
  WfNodeRoles role;
  const char *word;
  void (*path) (cairo_t *cr);
  gboolean is_line;
} roles_known[] = {
  /* Translators: what a variable is in a question: “exposure, outcome” stands behind its name */
  { WF_ROLE_EXPOSURE, N_ ("exposure"), path_exposure, FALSE },
  { WF_ROLE_OUTCOME, N_ ("outcome"), path_outcome, FALSE },
  { WF_ROLE_ADJUSTED, N_ ("adjusted for"), path_adjusted, TRUE },
  { WF_ROLE_SELECTED, N_ ("selected on"), path_selected, FALSE },
};

char *
wf_roles_to_text (WfNodeRoles roles)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (roles_known); i++)
    if (roles & roles_known[i].role)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ (roles_known[i].word));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
draw_mark (cairo_t *cr, const WfTheme *theme, gsize i)
{
  wf_fill_disc (cr, &theme->card, &theme->background, 0, 0, RADIUS);
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, RADIUS - 0.6, 0, 2 * G_PI);
  wf_set_color (cr, &theme->text);
  cairo_set_line_width (cr, theme->is_high_contrast ? 2 : 1.2);
  cairo_stroke (cr);
  roles_known[i].path (cr);
  cairo_set_line_width (cr, 2);
  if (roles_known[i].is_line)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
}

void
wf_roles_draw (cairo_t *cr, const WfTheme *theme, WfNodeRoles roles, double x, double y)
{
  for (gsize i = G_N_ELEMENTS (roles_known); i > 0; i--)
    if (roles & roles_known[i - 1].role)
      {
        cairo_save (cr);
        cairo_translate (cr, x, y);
        draw_mark (cr, theme, i - 1);
        cairo_restore (cr);
        x -= SPACING;
      }
}
