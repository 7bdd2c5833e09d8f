/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/advice-list.h"
#include "core/base/format.h"

struct _WfAdviceList
{
  GtkWidget parent_instance;

  WfDocument *document;
  GtkListBox *list;
  GtkLabel *note;
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfAdviceList, wf_advice_list, GTK_TYPE_WIDGET)

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
on_switched (GtkSwitch *button, GParamSpec *pspec, WfAdviceList *self)
{
  gsize step = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (button), "step"));

  if (!self->is_updating)
    wf_document_repair_step (self->document, step, gtk_switch_get_active (button) ? WF_SUGGESTION_KEEP : 1);
}

/* "step 4, WebSurfer" and the switch that puts it right */
static GtkWidget *
make_head (WfAdviceList *self, WfTrace *trace, gsize step, GtkWidget *button)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name = g_strdup_printf (_ ("Step %zu, %s"), step, wf_trace_get_agent (trace, step));
  g_autofree char *what = g_strdup_printf (_ ("Put step %zu right"), step);
  GtkWidget *label = label_new (name, "heading");

  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  g_object_set_data (G_OBJECT (button), "step", GSIZE_TO_POINTER (step));
  g_signal_connect_object (button, "notify::active", G_CALLBACK (on_switched), self, 0);
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), button);
  return head;
}

static GtkWidget *
make_row (WfAdviceList *self, WfSuggestions *suggestions, gsize k, double before)
{
  WfTrace *trace = wf_document_get_trace (self->document);
  gsize step = wf_suggestions_get_step (suggestions, k);
  double after = wf_suggestions_get_failure (suggestions, k);
  double random = before - wf_suggestions_get_random_gain (suggestions, k);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *button = gtk_switch_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *from = wf_format_number (before);
  g_autofree char *to = wf_format_number (after);
  g_autofree char *control = wf_format_number (random);
  g_autofree char *effect =
      g_strdup_printf (_ ("Deficiency %s → %s; a random step instead: %s"), from, to, control);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_box_append (GTK_BOX (box), make_head (self, trace, step, button));
  gtk_box_append (GTK_BOX (box), label_new (wf_suggestions_get_advice (suggestions, k), "body"));
  gtk_box_append (GTK_BOX (box), label_new (wf_suggestions_get_because (suggestions, k), "caption"));
  gtk_box_append (GTK_BOX (box), label_new (effect, "caption"));
  g_object_set_data (G_OBJECT (row), "step", GSIZE_TO_POINTER (step));
  g_object_set_data (G_OBJECT (row), "switch", button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

/* The switches follow in place: the one that was just switched keeps the focus. */
static void
show_repairs (WfAdviceList *self)
{
  self->is_updating = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row;
       row = gtk_widget_get_next_sibling (row))
    {
      gsize step = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "step"));

      gtk_switch_set_active (g_object_get_data (G_OBJECT (row), "switch"),
                             wf_document_get_kept (self->document, step) < 1);
    }
  self->is_updating = FALSE;
}

static void
show_note (WfAdviceList *self, WfSuggestions *suggestions, WfBlame *blame)
{
  const char *caveat = suggestions && blame ? wf_suggestions_get_caveat (suggestions, blame) : NULL;
  g_autofree char *text = NULL;

  if (suggestions == NULL || wf_suggestions_get_n (suggestions) == 0)
    text =
        g_strdup (_ ("No change of one step would lower the deficiency that reaches the outcome by as much "
                     "as 0.02 in the model."));
  else
    text =
        g_strjoin (" ",
                   _ ("In this order, each on top of the ones above, leaving a fifth of the step’s fault. A "
                      "model’s answer, not a replay of the run."),
                   caveat, NULL);
  gtk_label_set_text (self->note, text);
}

static void
update (WfAdviceList *self)
{
  WfSuggestions *suggestions = wf_document_get_suggestions (self->document);
  WfBlame *blame = wf_document_get_blame (self->document);
  gsize n = suggestions ? wf_suggestions_get_n (suggestions) : 0;
  double before = blame ? wf_blame_get_failure (blame) : 0;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, row);
  for (gsize k = 0; k < n; k++)
    {
      gtk_list_box_append (self->list, make_row (self, suggestions, k, before));
      before = wf_suggestions_get_failure (suggestions, k);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  show_note (self, suggestions, blame);
  show_repairs (self);
}

static void
on_changed (WfAdviceList *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_BLAME))
    update (self);
  else if (parts & WF_PART_REPAIR)
    show_repairs (self);
}

static void
on_activated (GtkListBox *list, GtkListBoxRow *row, WfAdviceList *self)
{
  wf_document_select_step (self->document, GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "step")));
}

static void
wf_advice_list_dispose (GObject *object)
{
  WfAdviceList *self = WF_ADVICE_LIST (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_advice_list_parent_class)->dispose (object);
}

static void
wf_advice_list_class_init (WfAdviceListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_advice_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_advice_list_init (WfAdviceList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *title = label_new (_ ("What to change first"), "heading");

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->note = GTK_LABEL (label_new ("", "caption"));
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title,
                                  NULL, -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_activated), self);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

void
wf_advice_list_set_document (WfAdviceList *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_ADVICE_LIST (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
}
