/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/accuracy-page.h"
#include "app/figure-area.h"
#include "core/base/format.h"

#define PAGE_WIDTH 860

struct _WfAccuracyPage
{
  GtkWidget parent_instance;

  WfDocument *document;
  GtkWidget *window;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (WfAccuracyPage, wf_accuracy_page, GTK_TYPE_WIDGET)

static void
add_text (WfAccuracyPage *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (self->box, label);
}

static void
add_rows (WfAccuracyPage *self, GtkWidget **rows, gsize n_rows, const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (gsize i = 0; i < n_rows; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), rows[i]);
  gtk_box_append (self->box, list);
}

/* words at the left, the number at the right, what it means below */
static GtkWidget *
row_new (const char *title, const char *subtitle, const char *number)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (number);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row),
                                      FALSE); /* before there is any text to parse */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle ? subtitle : "");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static GtkWidget *
share_row_new (const char *title, WfEvaluation *evaluation, gssize subset, WfMeasure measure, WfMeasure low)
{
  g_autofree char *share = wf_format_percent (wf_evaluation_get (evaluation, subset, measure));
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *interval = NULL;

  if (low != WF_N_MEASURES)
    {
      from = wf_format_percent (wf_evaluation_get (evaluation, subset, low));
      to = wf_format_percent (wf_evaluation_get (evaluation, subset, low + 1));
      /* Translators: a 95 % interval: "38 % to 58 %" */
      interval = g_strdup_printf (_ ("95 %% interval: %s to %s"), from, to);
    }
  return row_new (title, interval, share);
}

static GtkWidget *
number_row_new (const char *title, const char *subtitle, double number)
{
  g_autofree char *text = wf_format_number (number);

  return row_new (title, subtitle, text);
}

static void
add_measures (WfAccuracyPage *self, WfEvaluation *evaluation, gssize subset)
{
  GtkWidget *rows[] = {
    share_row_new (_ ("Annotated step first"), evaluation, subset, WF_MEASURE_STEP, WF_MEASURE_STEP_LOW),
    share_row_new (_ ("Annotated step among the first three"), evaluation, subset, WF_MEASURE_TOP3,
                   WF_N_MEASURES),
    share_row_new (_ ("Annotated agent first"), evaluation, subset, WF_MEASURE_AGENT, WF_MEASURE_AGENT_LOW),
    number_row_new (_ ("Log loss"), _ ("Mean −log probability of the annotated step; lower is better"),
                    wf_evaluation_get (evaluation, subset, WF_MEASURE_LOG_LOSS)),
    number_row_new (_ ("Calibration error of the first suspect"),
                    _ ("How far its probability is from how often it is right"),
                    wf_evaluation_get (evaluation, subset, WF_MEASURE_TOP_CALIBRATION)),
  };

  add_rows (self, rows, G_N_ELEMENTS (rows), _ ("Accuracy"));
}

static void
add_floors (WfAccuracyPage *self, WfEvaluation *evaluation, gssize subset)
{
  gsize n = wf_evaluation_get_n_floors (evaluation, subset);
  g_autofree GtkWidget **rows = g_new0 (GtkWidget *, n);

  for (gsize i = 0; i < n; i++)
    {
      const char *name;
      gboolean is_agent;
      double share = wf_evaluation_get_floor (evaluation, subset, i, NULL, &name, &is_agent);
      g_autofree char *percent = wf_format_percent (share);

      rows[i] = row_new (name, is_agent ? _ ("Agent") : _ ("Step"), percent);
    }
  add_text (self, _ ("Without reading the log"), "heading");
  add_rows (self, rows, n, _ ("Without reading the log"));
}

static void
add_calibration (WfAccuracyPage *self, WfEvaluation *evaluation, gssize subset)
{
  g_autoptr (WfFigure) figure = wf_evaluation_figure (evaluation, subset, WF_CALIBRATION_FIRST);
  GtkWidget *area = wf_figure_area_new ();

  add_text (self, _ ("Probability of the first suspect, and how often it is right"), "heading");
  wf_figure_area_set_figure (WF_FIGURE_AREA (area), figure, NULL);
  gtk_box_append (self->box, area);
}

static void
add_subset (WfAccuracyPage *self, WfEvaluation *evaluation, gssize subset, const char *name)
{
  gsize n = wf_evaluation_get_n_logs (evaluation, subset);
  /* Translators: a folder of logs: "Hand-Crafted · 40 runs" */
  g_autofree char *title = g_strdup_printf (ngettext ("%s · %zu run", "%s · %zu runs", n), name, n);

  add_text (self, title, "title-4");
  add_measures (self, evaluation, subset);
  add_floors (self, evaluation, subset);
  add_calibration (self, evaluation, subset);
}

static void
add_evaluation (WfAccuracyPage *self, WfEvaluation *evaluation, const char *title)
{
  const char *const *notes = wf_evaluation_get_notes (evaluation);
  gsize n = wf_evaluation_get_n_subsets (evaluation);

  add_text (self, title, "title-3");
  for (gsize i = 0; notes[i] != NULL; i++)
    add_text (self, notes[i], "caption");
  if (n <= 1)
    {
      add_subset (self, evaluation, -1, _ ("All labelled runs"));
      return;
    }
  for (gsize i = 0; i < n; i++)
    add_subset (self, evaluation, i, wf_evaluation_get_subset (evaluation, i));
}

static void
update (WfAccuracyPage *self)
{
  WfEvaluation *trained = wf_document_get_training (self->document);
  WfEvaluation *accuracy = wf_document_get_accuracy (self->document);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))))
    gtk_box_remove (self->box, child);
  if (trained != NULL)
    add_evaluation (self, trained, _ ("The profile trained here, on questions left out of its training"));
  if (accuracy != NULL)
    add_evaluation (self, accuracy, _ ("The ranking shown, beside the labels"));
}

static void
on_changed (WfAccuracyPage *self, guint parts)
{
  if (parts & (WF_PART_SOURCE | WF_PART_PROFILE))
    update (self);
}

static void
wf_accuracy_page_dispose (GObject *object)
{
  WfAccuracyPage *self = WF_ACCURACY_PAGE (object);

  g_clear_pointer (&self->window, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_accuracy_page_parent_class)->dispose (object);
}

static void
wf_accuracy_page_class_init (WfAccuracyPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_accuracy_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_accuracy_page_init (WfAccuracyPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "runs-page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), PAGE_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->box));
  self->window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), clamp);
  gtk_widget_set_parent (self->window, GTK_WIDGET (self));
}

GtkWidget *
wf_accuracy_page_new (WfDocument *document)
{
  WfAccuracyPage *self = g_object_new (WF_TYPE_ACCURACY_PAGE, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
