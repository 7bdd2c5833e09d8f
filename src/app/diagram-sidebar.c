/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/diagram-answer.h"
#include "app/diagram-find.h"
#include "app/diagram-sidebar.h"
#include "app/theme.h"
#include "core/base/format.h"

#define THUMBNAIL_HEIGHT 190
#define SIGN_WIDTH       36
#define SIGN_HEIGHT      24
#define MANY_BOXES       12 /* more aren't seen at a glance */

struct _WfDiagramSidebar
{
  GtkWidget parent_instance;

  GtkWidget *scroller; /* small windows are lower than what is in it */
  GtkWidget *box;
  GtkWidget *find;
  WfCanvas *canvas;
  GtkLabel *facts;
  GtkWidget *regions[2];

  WfDocument *document;
};

G_DEFINE_FINAL_TYPE (WfDiagramSidebar, wf_diagram_sidebar, GTK_TYPE_WIDGET)

/* ---- the signs: figures of a wiring with one thing in it each ---- */

typedef enum
{
  SIGN_BOX,
  SIGN_COPY,
  SIGN_DISCARD,
  SIGN_UNIFORM,
  SIGN_F,
  SIGN_G,
  N_SIGNS,
} Sign;

static const char *const sign_names[N_SIGNS] = {
  N_ ("box: P(out | in)"),        N_ ("copy a value"),           N_ ("discard"), N_ ("uniform state"),
  N_ ("f: comb around the hole"), N_ ("g: channel in the hole"),
};

static void
set_color (cairo_t *cr, const WfColor *color, double alpha)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}

static void
draw_box (cairo_t *cr,
          const WfTheme *theme,
          const WfColor *line,
          const WfColor *fill,
          double alpha,
          gboolean is_dashed)
{
  const double dashes[] = { 4, 3 };

  cairo_rectangle (cr, 4, 3, SIGN_WIDTH - 8, SIGN_HEIGHT - 6);
  set_color (cr, fill, alpha);
  cairo_fill_preserve (cr);
  set_color (cr, line, 1);
  if (is_dashed)
    cairo_set_dash (cr, dashes, 2, 0);
  cairo_stroke (cr);
}

static void
draw_copy (cairo_t *cr, const WfTheme *theme)
{
  const double x = SIGN_WIDTH / 2.0, y = SIGN_HEIGHT / 2.0;

  set_color (cr, &theme->text, 1);
  cairo_move_to (cr, x, SIGN_HEIGHT);
  cairo_line_to (cr, x, y);
  cairo_curve_to (cr, x - 9, y - 3, x - 9, y - 8, x - 9, 0);
  cairo_move_to (cr, x, y);
  cairo_curve_to (cr, x + 9, y - 3, x + 9, y - 8, x + 9, 0);
  cairo_stroke (cr);
  cairo_arc (cr, x, y, 4, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_discard (cairo_t *cr, const WfTheme *theme)
{
  const double x = SIGN_WIDTH / 2.0, y = SIGN_HEIGHT / 2.0;

  set_color (cr, &theme->text, 1);
  cairo_move_to (cr, x, SIGN_HEIGHT);
  cairo_line_to (cr, x, y + 2);
  for (int bar = 0; bar < 3; bar++)
    {
      cairo_move_to (cr, x - 12 + 4 * bar, y + 2 - 5 * bar);
      cairo_line_to (cr, x + 12 - 4 * bar, y + 2 - 5 * bar);
    }
  cairo_stroke (cr);
}

static void
draw_uniform (cairo_t *cr, const WfTheme *theme)
{
  cairo_move_to (cr, 5, 4);
  cairo_line_to (cr, SIGN_WIDTH - 5, 4);
  cairo_line_to (cr, SIGN_WIDTH / 2.0, SIGN_HEIGHT - 2);
  cairo_close_path (cr);
  set_color (cr, &theme->accent, 0.14);
  cairo_fill_preserve (cr);
  set_color (cr, &theme->accent, 1);
  cairo_stroke (cr);
}

static void
draw_sign (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  WfTheme theme;

  wf_theme_for_widget (&theme, GTK_WIDGET (area));
  cairo_set_line_width (cr, theme.is_high_contrast ? 2.4 : 1.8);
  switch ((Sign) GPOINTER_TO_INT (data))
    {
      case SIGN_BOX:
        draw_box (cr, &theme, &theme.text, &theme.card, 1, FALSE);
        break;
      case SIGN_COPY:
        draw_copy (cr, &theme);
        break;
      case SIGN_DISCARD:
        draw_discard (cr, &theme);
        break;
      case SIGN_UNIFORM:
        draw_uniform (cr, &theme);
        break;
      case SIGN_F:
        draw_box (cr, &theme, &theme.kinds[1], &theme.kinds[1], 0.16, FALSE);
        break;
      case SIGN_G:
      case N_SIGNS:
      default:
        draw_box (cr, &theme, &theme.kinds[0], &theme.kinds[0], 0.16, TRUE);
        break;
    }
}

static GtkWidget *
sign_new (Sign sign)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *picture = gtk_drawing_area_new ();
  GtkWidget *words = gtk_label_new (_ (sign_names[sign]));

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (picture), SIGN_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (picture), SIGN_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (picture), draw_sign, GINT_TO_POINTER (sign), NULL);
  wf_theme_watch (picture, G_CALLBACK (gtk_widget_queue_draw));
  gtk_box_append (GTK_BOX (row), picture);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_box_append (GTK_BOX (row), words);
  return row;
}

/* ---- what it is of ---- */

static void
on_changed (WfDiagramSidebar *self, guint parts)
{
  WfDiagramAnswer *answer = wf_document_get_diagram (self->document);
  WfGraph *graph = wf_document_get_graph (self->document);
  gboolean has_regions = answer != NULL && answer->comb != NULL &&
                         wf_bridge_get_kind (wf_comb_get_bridge (answer->comb)) == WF_BRIDGE_COMB;
  g_autofree char *title = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *text = NULL;

  if ((parts & (WF_PART_DIAGRAM | WF_PART_SOURCE | WF_PART_GRAPH)) == 0)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (self->regions); i++)
    gtk_widget_set_visible (self->regions[i], has_regions);
  if (parts & (WF_PART_SOURCE | WF_PART_GRAPH))
    gtk_widget_set_visible (self->find, graph != NULL && wf_graph_get_n_nodes (graph) > MANY_BOXES);
  title = wf_document_dup_title (self->document);
  facts = wf_document_dup_facts (self->document);
  text = g_strdup_printf ("%s\n%s", title, facts);
  gtk_label_set_text (self->facts, text);
}

static void
wf_diagram_sidebar_dispose (GObject *object)
{
  WfDiagramSidebar *self = WF_DIAGRAM_SIDEBAR (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_diagram_sidebar_parent_class)->dispose (object);
}

static void
wf_diagram_sidebar_class_init (WfDiagramSidebarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_diagram_sidebar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
heading_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "pane-heading");
  return label;
}

static GtkWidget *
caption_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
wf_diagram_sidebar_init (WfDiagramSidebar *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "left-pane");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
wf_diagram_sidebar_new (WfDocument *document)
{
  WfDiagramSidebar *self = g_object_new (WF_TYPE_DIAGRAM_SIDEBAR, NULL);
  GtkWidget *frame = adw_clamp_new ();

  self->document = g_object_ref (document);
  self->canvas = WF_CANVAS (wf_canvas_new (document));
  self->facts = GTK_LABEL (caption_new (NULL));
  gtk_widget_set_vexpand (GTK_WIDGET (self->canvas), FALSE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (frame), GTK_ORIENTATION_VERTICAL);
  adw_clamp_set_maximum_size (ADW_CLAMP (frame), THUMBNAIL_HEIGHT);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (frame), THUMBNAIL_HEIGHT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The same model as a graph"), -1);
  adw_clamp_set_child (ADW_CLAMP (frame), GTK_WIDGET (self->canvas));
  gtk_widget_add_css_class (frame, "card");
  gtk_widget_set_overflow (frame, GTK_OVERFLOW_HIDDEN);
  self->find = wf_diagram_find_new (document);
  gtk_box_append (GTK_BOX (self->box), self->find);
  gtk_box_append (GTK_BOX (self->box), heading_new (_ ("The Same Model as a Graph")));
  gtk_box_append (GTK_BOX (self->box), frame);
  gtk_box_append (GTK_BOX (self->box), caption_new (_ ("Selection and cuts are shared")));
  gtk_box_append (GTK_BOX (self->box), heading_new (_ ("Symbols")));
  for (int sign = 0; sign < N_SIGNS; sign++)
    {
      GtkWidget *row = sign_new ((Sign) sign);

      if (sign >= SIGN_F)
        self->regions[sign - SIGN_F] = row;
      gtk_box_append (GTK_BOX (self->box), row);
    }
  gtk_widget_set_vexpand (GTK_WIDGET (self->facts), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->facts), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->facts));
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}

void
wf_diagram_sidebar_find (WfDiagramSidebar *self)
{
  g_return_if_fail (WF_IS_DIAGRAM_SIDEBAR (self));

  gtk_widget_set_visible (self->find, TRUE);
  gtk_widget_grab_focus (self->find);
}

WfCanvas *
wf_diagram_sidebar_get_canvas (WfDiagramSidebar *self)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_SIDEBAR (self), NULL);
  return self->canvas;
}
