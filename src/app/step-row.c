/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/step-row.h"
#include "core/base/format.h"

#define WORDS_LENGTH 120 /* characters of a step that a row shows and the filter reads */

struct _WfStepItem
{
  GObject parent_instance;

  guint step;
  char *agent;
  char *words;
  char *folded; /* casefolded agent and words */
  char *blame;  /* "41 %", or NULL for a step that bears none */
};

G_DEFINE_FINAL_TYPE (WfStepItem, wf_step_item, G_TYPE_OBJECT)

static void
wf_step_item_finalize (GObject *object)
{
  WfStepItem *self = WF_STEP_ITEM (object);

  g_free (self->agent);
  g_free (self->words);
  g_free (self->folded);
  g_free (self->blame);
  G_OBJECT_CLASS (wf_step_item_parent_class)->finalize (object);
}

static void
wf_step_item_class_init (WfStepItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wf_step_item_finalize;
}

static void
wf_step_item_init (WfStepItem *self)
{
}

static char *
first_words (const char *text)
{
  g_autofree char *start =
      g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, 4 * WORDS_LENGTH), WORDS_LENGTH));

  return g_strstrip (g_strdelimit (g_steal_pointer (&start), "\n\r\t", ' '));
}

static WfStepItem *
make_item (WfBlame *blame, guint step)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  WfStepItem *self = g_object_new (WF_TYPE_STEP_ITEM, NULL);
  g_autofree char *both = NULL;

  self->step = step;
  self->agent = g_strdup (wf_trace_get_agent (trace, step));
  self->words = first_words (wf_trace_get_text (trace, step));
  both = g_strdup_printf ("%u %s %s", step, self->agent, self->words);
  self->folded = g_utf8_casefold (both, -1);
  if (wf_trace_can_bear_blame (trace, step))
    self->blame = wf_format_percent (wf_blame_get_probability (blame, step));
  return self;
}

GListModel *
wf_step_items_new (WfBlame *blame)
{
  GListStore *store = g_list_store_new (WF_TYPE_STEP_ITEM);
  gsize n = wf_trace_get_n_steps (wf_blame_get_trace (blame));
  g_autoptr (GPtrArray) items = g_ptr_array_new_full (n, g_object_unref);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (items, make_item (blame, i));
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  return G_LIST_MODEL (store);
}

guint
wf_step_item_get_step (WfStepItem *self)
{
  return self->step;
}

gboolean
wf_step_item_matches (WfStepItem *self, const char *casefolded)
{
  return strstr (self->folded, casefolded) != NULL;
}

static GtkWidget *
make_label (float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *agent = make_label (0, "heading"), *words = make_label (0, "dim-label");
  GtkWidget *blame = make_label (1, "numeric");

  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_widget_set_hexpand (agent, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (blame), PANGO_ELLIPSIZE_NONE);
  gtk_grid_attach (GTK_GRID (grid), agent, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), blame, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), words, 0, 1, 2, 1);
  gtk_list_item_set_child (item, grid);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item)
{
  WfStepItem *step = gtk_list_item_get_item (item);
  GtkGrid *grid = GTK_GRID (gtk_list_item_get_child (item));
  g_autofree char *title = g_strdup_printf ("%u  %s", step->step, step->agent);

  gtk_label_set_label (GTK_LABEL (gtk_grid_get_child_at (grid, 0, 0)), title);
  gtk_label_set_label (GTK_LABEL (gtk_grid_get_child_at (grid, 1, 0)), step->blame ? step->blame : "");
  gtk_widget_set_visible (gtk_grid_get_child_at (grid, 1, 0), step->blame != NULL);
  gtk_label_set_label (GTK_LABEL (gtk_grid_get_child_at (grid, 0, 1)), step->words);
}

GtkListItemFactory *
wf_step_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  return factory;
}
