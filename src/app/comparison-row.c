/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/comparison-row.h"
#include "core/base/format.h"

#define WORDS_CHARS 240 /* of a step: what its lines can hold */
#define LINES       3

typedef struct
{
  GtkWidget *box;
  GtkLabel *name;
  GtkLabel *words;
} Side;

struct _WfComparisonRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *parting;
  Side sides[2];
  GtkLabel *sign;
};

G_DEFINE_FINAL_TYPE (WfComparisonRow, wf_comparison_row, GTK_TYPE_WIDGET)

static void
side_init (Side *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->name = GTK_LABEL (gtk_label_new (NULL));
  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "caption-heading");
  gtk_label_set_xalign (self->words, 0);
  gtk_label_set_yalign (self->words, 0);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_wrap_mode (self->words, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (self->words, PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (self->words, LINES);
  gtk_label_set_width_chars (self->words, 10);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->words));
  gtk_widget_set_hexpand (self->box, TRUE);
}

/* in one paragraph; an ellipsis says that there is more */
static char *
get_beginning (const char *text)
{
  gboolean is_all = g_utf8_strlen (text, -1) <= WORDS_CHARS;
  g_autofree char *words = is_all ? g_strdup (text) : g_utf8_substring (text, 0, WORDS_CHARS);

  g_strstrip (g_strdelimit (words, "\n\r\t", ' '));
  return is_all ? g_steal_pointer (&words) : g_strconcat (words, "…", NULL);
}

static void
side_set (Side *self, WfTrace *trace, gssize step)
{
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  const char *text;

  if (step < 0)
    {
      gtk_label_set_text (self->name, "");
      gtk_label_set_text (self->words, "");
      return;
    }
  text = wf_trace_get_text (trace, step);
  name = g_strdup_printf ("%zd %s", step, wf_trace_get_agent (trace, step));
  words = get_beginning (text);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->words, words);
}

static const char *
kind_to_sign (WfRunPairKind kind)
{
  static const char *const signs[] = { "=", "≈", "←", "→" };

  return signs[kind];
}

static char *
kind_to_words (WfRunPairKind kind, double similarity)
{
  g_autofree char *percent = wf_format_percent (similarity);

  switch (kind)
    {
      case WF_RUN_PAIR_SAME:
        return g_strdup (_ ("the same in both"));
      case WF_RUN_PAIR_ALIKE:
        /* Translators: %s is a percentage */
        return g_strdup_printf (_ ("alike: %s of the words"), percent);
      case WF_RUN_PAIR_ONLY_FIRST:
        return g_strdup (_ ("only in the first"));
      case WF_RUN_PAIR_ONLY_SECOND:
      default:
        return g_strdup (_ ("only in the second"));
    }
}

static void
set_class (GtkWidget *widget, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
wf_comparison_row_set_pair (WfComparisonRow *self, WfRunComparison *comparison, gsize pair)
{
  gssize steps[2];
  double similarity;
  WfRunPairKind kind;
  gboolean is_parting;
  g_autofree char *words = NULL;

  g_return_if_fail (WF_IS_COMPARISON_ROW (self));
  g_return_if_fail (pair < wf_run_comparison_get_n_pairs (comparison));

  kind = wf_run_comparison_get_pair (comparison, pair, &steps[0], &steps[1], &similarity);
  is_parting = wf_run_comparison_get_divergence (comparison) == (gssize) pair;
  words = kind_to_words (kind, similarity);
  side_set (&self->sides[0], wf_run_comparison_get_first (comparison), steps[0]);
  side_set (&self->sides[1], wf_run_comparison_get_second (comparison), steps[1]);
  gtk_label_set_text (self->sign, kind_to_sign (kind));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sign), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sign), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->parting), is_parting);
  set_class (GTK_WIDGET (self), "parting", is_parting);
  set_class (GTK_WIDGET (self), "same", kind == WF_RUN_PAIR_SAME);
  set_class (GTK_WIDGET (self), "alone", kind == WF_RUN_PAIR_ONLY_FIRST || kind == WF_RUN_PAIR_ONLY_SECOND);
}

static void
wf_comparison_row_dispose (GObject *object)
{
  g_clear_pointer (&WF_COMPARISON_ROW (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (wf_comparison_row_parent_class)->dispose (object);
}

static void
wf_comparison_row_class_init (WfComparisonRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_comparison_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "comparison");
}

static void
wf_comparison_row_init (WfComparisonRow *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->parting = GTK_LABEL (gtk_label_new (_ ("The runs part here")));
  self->sign = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->parting, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->parting), "parting-label");
  gtk_label_set_width_chars (self->sign, 2);
  gtk_widget_add_css_class (GTK_WIDGET (self->sign), "sign");
  gtk_widget_set_valign (GTK_WIDGET (self->sign), GTK_ALIGN_START);
  for (int side = 0; side < 2; side++)
    {
      side_init (&self->sides[side]);
      gtk_grid_attach (GTK_GRID (grid), self->sides[side].box, side == 0 ? 0 : 4, 0, 3, 1);
    }
  gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->sign), 3, 0, 1, 1);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->parting));
  gtk_box_append (GTK_BOX (self->box), grid);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
wf_comparison_row_new (void)
{
  return g_object_new (WF_TYPE_COMPARISON_ROW, NULL);
}
