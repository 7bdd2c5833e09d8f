/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "render/picture.h"
#include "writers/figure-tables-private.h"
#include "writers/html-private.h"

#define FITTED 1600.0 /* a wider picture keeps its size and is scrolled, rather than fitted to the page */

/* Every id of the picture and every use of one gets the prefix: many pictures share a page. Attributes that
 * SVG within HTML doesn't need or names otherwise are changed, too. */
static char *
make_ids_unique (const char *svg, const char *prefix)
{
  g_autoptr (GRegex) ids = g_regex_new ("( id=\"|url\\(#|href=\"#)", 0, 0, NULL);
  g_autofree char *replacement = g_strdup_printf ("\\1%s", prefix);
  g_autofree char *unique = g_regex_replace (ids, svg, -1, 0, replacement, 0, NULL);
  GString *text = g_string_new (unique);

  g_string_replace (text, "xlink:href", "href", 0);
  return g_string_free (text, FALSE);
}

/* The number of an attribute of the first tag: width="560px". */
static double
get_length (const char *svg, const char *attribute)
{
  const char *found = strstr (svg, attribute);

  return found != NULL ? g_ascii_strtod (found + strlen (attribute), NULL) : 0;
}

/* The picture that cairo drew, as an element of the page. */
static void
add_svg (GString *text, const char *svg, const char *theme, guint number, const char *alt)
{
  g_autofree char *prefix = g_strdup_printf ("figure_%u_%s_", number, theme);
  g_autofree char *label = g_strdup_printf (_ ("Figure %u."), number);
  const char *start = strstr (svg, "<svg");
  const char *content = start != NULL ? strchr (start, '>') : NULL;
  double width, height;
  g_autofree char *unique = NULL;

  g_return_if_fail (content != NULL);
  width = get_length (start, " width=\"");
  height = get_length (start, " height=\"");
  unique = make_ids_unique (content + 1, prefix);
  g_string_append_printf (text,
                          "<div class=\"%s%s\"%s><svg role=\"img\" aria-labelledby=\"%sdesc\" "
                          "width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">\n<title>",
                          theme, width > FITTED ? " wide" : "", width > FITTED ? " tabindex=\"0\"" : "",
                          prefix, width, height, width, height);
  wf_html_add_plain (text, label);
  g_string_append_printf (text, "</title>\n<desc id=\"%sdesc\">", prefix);
  wf_html_add_plain (text, alt);
  g_string_append_printf (text, "</desc>%s</div>\n", g_strchomp (unique));
}

static gboolean
add_picture (
    GString *text, WfFigure *figure, WfLayout *layout, guint number, gboolean is_dark, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *svg = NULL;
  WfTheme theme;

  wf_theme_init (&theme, is_dark, FALSE);
  bytes = wf_figure_to_svg (figure, layout, &theme, error);
  if (bytes == NULL)
    return FALSE;
  svg = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  add_svg (text, svg, is_dark ? "dark" : "light", number, wf_figure_get_alt (figure));
  return TRUE;
}

static void
add_table (GString *text, const WfFigureTable *table)
{
  gsize n = g_strv_length ((char **) table->heads);

  wf_html_begin_scroll (text, n);
  g_string_append (text, "<table>\n<thead><tr>");
  for (gsize c = 0; table->heads[c] != NULL; c++)
    wf_html_add_head_cell (text, table->heads[c], TRUE, table->aligns[c] == 'e');
  g_string_append (text, "</tr></thead>\n<tbody>\n");
  for (guint row = 0; row < table->rows->len; row++)
    {
      char **cells = table->rows->pdata[row];

      g_string_append (text, "<tr>");
      for (gsize c = 0; cells[c] != NULL; c++)
        wf_html_add_cell (text, cells[c], TRUE, table->aligns[c] == 'e');
      g_string_append (text, "</tr>\n");
    }
  g_string_append (text, "</tbody>\n</table>\n");
  wf_html_end_scroll (text, n);
}

/* For who can't see the picture, and for copying its numbers. */
static void
add_tables (GString *text, WfFigure *figure, guint number)
{
  g_autoptr (GPtrArray) tables = wf_figure_list_tables (figure);
  g_autofree char *summary = g_strdup_printf (_ ("What figure %u shows, as a table"), number);

  if (tables->len == 0)
    return;
  g_string_append (text, "<details><summary>");
  wf_html_add_plain (text, summary);
  g_string_append (text, "</summary>\n<p>");
  wf_html_add_plain (text, wf_figure_get_alt (figure));
  g_string_append (text, "</p>\n");
  for (guint i = 0; i < tables->len; i++)
    add_table (text, tables->pdata[i]);
  g_string_append (text, "</details>\n");
}

gboolean
wf_html_add_figure (GString *text,
                    WfFigure *figure,
                    guint number,
                    const char *id,
                    const char *caption,
                    WfProgress *progress,
                    GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (WfLayout) layout = wf_figure_layout (figure, progress, &failure);
  g_autofree char *own_id = g_strdup_printf ("figure_%u", number);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_string_append_printf (text, "<figure id=\"%s\">\n", id != NULL ? id : own_id);
  if (!add_picture (text, figure, layout, number, FALSE, error) ||
      !add_picture (text, figure, layout, number, TRUE, error))
    return FALSE;
  g_string_append (text, "<figcaption>");
  wf_html_add_marked_up (text, caption);
  g_string_append (text, "</figcaption>\n");
  add_tables (text, figure, number);
  g_string_append (text, "</figure>\n");
  return TRUE;
}
