/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/diagram-answer.h"
#include "app/diagram-bar.h"
#include "app/tooltip.h"

#define LEAST_BINS 2
#define MOST_BINS  7

struct _WfDiagramBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *badge;
  GtkLabel *words;
  GtkDropDown *bins;

  WfDocument *document;
  GtkStringList *choices;
  gboolean has_numbers; /* the first choice: as they are */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfDiagramBar, wf_diagram_bar, GTK_TYPE_WIDGET)

/* what a place in the list stands for; 0 = numbers as they are */
static guint
get_bins (WfDiagramBar *self, guint place)
{
  if (self->has_numbers)
    return place == 0 ? 0 : LEAST_BINS + place - 1;
  return LEAST_BINS + place;
}

static void
on_chosen (WfDiagramBar *self)
{
  guint place = gtk_drop_down_get_selected (self->bins);

  if (!self->is_updating && place != GTK_INVALID_LIST_POSITION)
    wf_document_set_bins (self->document, get_bins (self, place));
}

/* A model of lines can be drawn as it is. */
static void
fill_choices (WfDiagramBar *self, gboolean has_numbers)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->choices)) > 0 && self->has_numbers == has_numbers)
    return;
  self->has_numbers = has_numbers;
  if (has_numbers)
    g_strv_builder_add (builder, _ ("As numbers"));
  for (guint n = LEAST_BINS; n <= MOST_BINS; n++)
    {
      g_autofree char *text =
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u interval", "%u intervals", n), n);

      g_strv_builder_add (builder, text);
    }
  texts = g_strv_builder_end (builder);
  gtk_string_list_splice (self->choices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->choices)),
                          (const char *const *) texts);
}

static void
update (WfDiagramBar *self, WfDiagramAnswer *answer)
{
  guint n = answer->binned == NULL ? 0 : answer->n_bins > 0 ? answer->n_bins : WF_DIAGRAM_BINS;
  g_autofree char *badge =
      n > 0 ? g_strdup_printf (
                  g_dngettext (GETTEXT_PACKAGE, "cut into %u interval", "cut into %u intervals", n), n)
            : g_strdup (_ ("linear maps with Gaussian noise"));
  g_autofree char *names = answer->binned ? g_strjoinv (", ", answer->binned) : NULL;
  g_autofree char *words =
      names
          ? g_strdup_printf (_ ("%s: the answer is about intervals, and others can give another one"), names)
          : NULL;

  self->is_updating = TRUE;
  fill_choices (self, answer->can_be_gaussian);
  gtk_drop_down_set_selected (self->bins, n == 0              ? 0
                                          : self->has_numbers ? n - LEAST_BINS + 1
                                                              : n - LEAST_BINS);
  self->is_updating = FALSE;
  gtk_label_set_text (self->badge, badge);
  gtk_label_set_text (self->words, words ? words : "");
  wf_tooltip_update (GTK_WIDGET (self->words), words);
}

static void
on_changed (WfDiagramBar *self, guint parts)
{
  WfDiagramAnswer *answer = wf_document_get_diagram (self->document);
  gboolean has_numbers = answer != NULL && (answer->binned != NULL || answer->is_gaussian);

  if ((parts & (WF_PART_DIAGRAM | WF_PART_MODEL | WF_PART_SOURCE | WF_PART_GRAPH)) == 0)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), has_numbers);
  if (has_numbers)
    update (self, answer);
}

static void
wf_diagram_bar_dispose (GObject *object)
{
  WfDiagramBar *self = WF_DIAGRAM_BAR (object);

  self->is_updating = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_diagram_bar_parent_class)->dispose (object);
}

static void
wf_diagram_bar_class_init (WfDiagramBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_diagram_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_diagram_bar_init (WfDiagramBar *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->badge = GTK_LABEL (gtk_label_new (NULL));
  self->words = GTK_LABEL (gtk_label_new (NULL));
  self->choices = gtk_string_list_new (NULL);
  self->bins = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (self->choices), NULL));
  gtk_widget_add_css_class (self->box, "beside-bar");
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), "set-chip");
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "caption");
  gtk_widget_set_valign (GTK_WIDGET (self->badge), GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (self->words, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->words, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->words), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bins), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Intervals that numbers are cut into"), -1);
  g_signal_connect_object (self->bins, "notify::selected", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->badge));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->bins));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
wf_diagram_bar_new (WfDocument *document)
{
  WfDiagramBar *self = g_object_new (WF_TYPE_DIAGRAM_BAR, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
  return GTK_WIDGET (self);
}
