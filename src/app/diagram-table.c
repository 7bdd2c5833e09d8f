/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/diagram-answer.h"
#include "app/diagram-table.h"
#include "app/tooltip.h"
#include "app/typed-value.h"
#include "core/base/format.h"

#define MAX_ENTRIES 256 /* more are a wall of numbers: the first ones are shown */

struct _WfDiagramTable
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *caption;
  GtkWidget *changed;
  GtkWidget *restore_button;
  GtkWidget *scroller;
  GtkGrid *grid;
  GtkLabel *error;
  GtkLabel *note;
  GtkButton *cut_button;

  WfDocument *document;
  gssize node;    /* of the document's graph; -1 = none */
  char **parents; /* of the table that is shown */
  double *values; /* of the table; NULL = none is known */
  gsize n_values, n_levels;
  gboolean is_editable;
  GPtrArray *entries; /* GtkEntry, or GtkLabel where it can't be changed; one a number shown */
};

G_DEFINE_FINAL_TYPE (WfDiagramTable, wf_diagram_table, GTK_TYPE_WIDGET)

/* ---- changing a number ---- */

static void
show_error (WfDiagramTable *self, gsize entry, const char *message)
{
  GtkWidget *widget = g_ptr_array_index (self->entries, entry);

  gtk_label_set_text (self->error, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), message != NULL);
  if (message)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID,
                               message ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* The others of its row take what is left, in their proportion. */
static void
set_probability (double *row, gsize n, gsize place, double p)
{
  double others = 0;

  for (gsize i = 0; i < n; i++)
    others += i != place ? row[i] : 0;
  for (gsize i = 0; i < n; i++)
    if (i != place)
      row[i] = others > 0 ? row[i] * (1 - p) / others : (1 - p) / (double) (n - 1);
  row[place] = p;
}

gboolean
wf_diagram_table_type (WfDiagramTable *self, gsize entry, const char *text)
{
  g_autofree double *cpt = NULL;
  g_autoptr (GError) error = NULL;
  double p;

  g_return_val_if_fail (WF_IS_DIAGRAM_TABLE (self), FALSE);
  g_return_val_if_fail (self->is_editable && entry < self->entries->len, FALSE);

  if (!wf_typed_number (text, &p) || p < 0 || p > 1)
    {
      show_error (self, entry, _ ("A probability is a number from 0 to 1"));
      return FALSE;
    }
  if (self->n_levels == 1 && p != 1)
    {
      show_error (self, entry, _ ("The only state has probability 1"));
      return FALSE;
    }
  show_error (self, entry, NULL);
  cpt = g_memdup2 (self->values, self->n_values * sizeof (double));
  if (self->n_levels > 1)
    set_probability (cpt + entry / self->n_levels * self->n_levels, self->n_levels, entry % self->n_levels,
                     p);
  if (!wf_document_set_table (self->document, (guint) self->node, cpt, self->n_values, &error))
    show_error (self, entry, error->message);
  return error == NULL;
}

static gsize
index_of (GtkWidget *entry)
{
  return GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (entry), "index"));
}

/* Only what was typed is a change: the text is rounded. An entry that is taken away loses the focus, too. */
static void
apply (WfDiagramTable *self, GtkWidget *entry)
{
  gsize index = index_of (entry);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autofree char *shown = NULL;

  if (index >= self->entries->len || g_ptr_array_index (self->entries, index) != entry)
    return;
  shown = wf_format_number (self->values[index]);
  if (g_strcmp0 (text, shown) != 0)
    wf_diagram_table_type (self, index_of (entry), text);
  else
    show_error (self, index_of (entry), NULL);
}

static void
on_activate (GtkWidget *entry, WfDiagramTable *self)
{
  apply (self, entry);
}

static void
on_leave (GtkEventController *controller, WfDiagramTable *self)
{
  apply (self, gtk_event_controller_get_widget (controller));
}

static void
on_restore (WfDiagramTable *self)
{
  wf_document_restore_table (self->document, (guint) self->node);
}

static void
on_cut (WfDiagramTable *self)
{
  if (wf_document_find_cut (self->document, (guint) self->node) >= 0)
    wf_document_mend (self->document, (guint) self->node);
  else
    wf_document_cut (self->document, (guint) self->node);
}

/* ---- what is shown ---- */

static const char *
get_name (WfDiagramTable *self)
{
  return wf_graph_get_name (wf_document_get_graph (self->document), (guint) self->node);
}

static GtkWidget *
label_new (const char *text, const char *style, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_widget_add_css_class (label, style);
  wf_tooltip_update (label, g_utf8_strlen (text, -1) > 12 ? text : NULL);
  return label;
}

static GtkWidget *
entry_new (WfDiagramTable *self, gsize index, const char *name)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 6);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  g_object_set_data (G_OBJECT (entry), "index", GSIZE_TO_POINTER (index));
  g_signal_connect (entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (entry, focus);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return entry;
}

/* "P(Tar = yes | Smoking = no)"; configuration: states of the parents in their order */
static char *
name_entry (WfDiagramTable *self, WfDiagramAnswer *answer, const gsize *configuration, gsize level)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *name = get_name (self);

  g_string_printf (text, "P(%s = %s", name, wf_diagram_answer_get_levels (answer, name)[level]);
  for (gsize k = 0; self->parents[k] != NULL; k++)
    g_string_append_printf (text, "%s%s = %s", k == 0 ? " | " : ", ", self->parents[k],
                            wf_diagram_answer_get_levels (answer, self->parents[k])[configuration[k]]);
  g_string_append_c (text, ')');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_head (WfDiagramTable *self, WfDiagramAnswer *answer)
{
  const char *const *levels = wf_diagram_answer_get_levels (answer, get_name (self));
  int column = 0;

  for (gsize k = 0; self->parents[k] != NULL; k++)
    gtk_grid_attach (self->grid, label_new (self->parents[k], "caption", 0), column++, 0, 1, 1);
  for (gsize l = 0; l < self->n_levels; l++)
    gtk_grid_attach (self->grid, label_new (levels[l], "caption", 1), column++, 0, 1, 1);
}

/* the states of the parents in a row; the last one fastest */
static void
find_configuration (WfDiagramTable *self, WfDiagramAnswer *answer, gsize row, gsize *configuration)
{
  for (gsize k = g_strv_length (self->parents); k-- > 0;)
    {
      gsize n = g_strv_length ((GStrv) wf_diagram_answer_get_levels (answer, self->parents[k]));

      configuration[k] = row % n;
      row /= n;
    }
}

static void
add_row (WfDiagramTable *self, WfDiagramAnswer *answer, gsize row)
{
  gsize n_parents = g_strv_length (self->parents);
  g_autofree gsize *configuration = g_new (gsize, n_parents + 1);

  find_configuration (self, answer, row, configuration);
  for (gsize k = 0; k < n_parents; k++)
    gtk_grid_attach (
        self->grid,
        label_new (wf_diagram_answer_get_levels (answer, self->parents[k])[configuration[k]], "row-head", 0),
        (int) k, (int) row + 1, 1, 1);
  for (gsize l = 0; l < self->n_levels; l++)
    {
      g_autofree char *name = name_entry (self, answer, configuration, l);
      GtkWidget *entry =
          self->is_editable ? entry_new (self, row * self->n_levels + l, name) : label_new ("", "numeric", 1);

      g_ptr_array_add (self->entries, entry);
      gtk_grid_attach (self->grid, entry, (int) (n_parents + l), (int) row + 1, 1, 1);
    }
}

static void
make_grid (WfDiagramTable *self, WfDiagramAnswer *answer)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->entries, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))))
    gtk_grid_remove (self->grid, child);
  if (self->values == NULL)
    return;
  add_head (self, answer);
  for (gsize row = 0; row * self->n_levels < MIN (self->n_values, MAX_ENTRIES); row++)
    add_row (self, answer, row);
}

static void
fill_grid (WfDiagramTable *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *text = wf_format_number (self->values[i]);

      if (!GTK_IS_EDITABLE (entry))
        gtk_label_set_text (GTK_LABEL (entry), text);
      else
        {
          gtk_editable_set_text (GTK_EDITABLE (entry), text);
          gtk_widget_remove_css_class (entry, "error");
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
}

/* ---- where its numbers come from ---- */

static char **
list_parents (WfGraph *graph, guint node)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gsize n;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n);

  for (gsize k = 0; k < n; k++)
    g_strv_builder_add (names, wf_graph_get_name (graph, parents[k]));
  return g_strv_builder_end (names);
}

static gboolean
listens_to_hidden (WfGraph *graph, guint node)
{
  gsize n, n_edges;
  g_autofree guint *parents = wf_graph_list_parents (graph, node, &n);
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize i = 0; i < n_edges; i++)
    if ((edges[i].a == node || edges[i].b == node) && edges[i].mark_a == WF_MARK_ARROW &&
        edges[i].mark_b == WF_MARK_ARROW)
      return TRUE;
  for (gsize k = 0; k < n; k++)
    if (wf_graph_is_latent (graph, parents[k]))
      return TRUE;
  return wf_graph_is_latent (graph, node);
}

/* its table, of the model or else counted; and what to say of it */
static double *
find_values (WfDiagramTable *self, WfDiagramAnswer *answer, guint node, gsize *n, const char **note)
{
  const double *cpt = answer->tables ? wf_model_get_cpt (answer->tables, node, n) : NULL;

  *note = NULL;
  self->is_editable = cpt != NULL && answer->binned == NULL;
  if (cpt != NULL)
    {
      *note = answer->binned
                  ? _ ("Numbers were cut into intervals for this picture: the table is fitted to those, "
                       "and can’t be changed here.")
                  : _ ("Each row sums to 1: what is typed changes the others of its row.");
      return g_memdup2 (cpt, *n * sizeof (double));
    }
  if (listens_to_hidden (answer->drawn, node))
    {
      *note = _ ("It depends on a variable that nobody observed: its table isn’t known.");
      return NULL;
    }
  *note =
      _ ("Counted in the table of data. The graph hides a variable, so that there is no model to change.");
  return wf_diagram_answer_tabulate (answer, get_name (self), (const char *const *) self->parents, n, NULL);
}

static void
show_texts (WfDiagramTable *self, WfDiagramAnswer *answer, guint node, const char *note)
{
  g_autofree char *given = g_strjoinv (", ", self->parents);
  g_autofree char *caption = *given != '\0' ? g_strdup_printf ("P(%s | %s)", get_name (self), given)
                                            : g_strdup_printf ("P(%s)", get_name (self));
  g_autofree char *map = answer->is_gaussian ? wf_model_describe (answer->tables, node) : NULL;
  gboolean is_cut = wf_document_find_cut (self->document, (guint) self->node) >= 0;
  g_autofree char *cut = g_strdup_printf (is_cut ? _ ("Mend %s") : _ ("Cut %s"), get_name (self));

  gtk_label_set_text (self->title, get_name (self));
  wf_tooltip_update (GTK_WIDGET (self->title), get_name (self));
  gtk_label_set_text (self->caption, map ? map : caption);
  gtk_label_set_text (
      self->note, map ? _ ("A linear map with Gaussian noise: its box takes numbers, and gives one.") : note);
  gtk_widget_set_visible (self->changed, wf_document_is_table_changed (self->document, (guint) self->node));
  gtk_button_set_label (self->cut_button, cut);
  gtk_widget_set_visible (GTK_WIDGET (self->cut_button), !wf_graph_is_latent (answer->drawn, node));
}

static gboolean
has_same_shape (
    WfDiagramTable *self, gssize node, char **parents, gsize n_values, gsize n_levels, gboolean was_editable)
{
  return self->node == node && self->n_values == n_values && self->n_levels == n_levels &&
         self->is_editable == was_editable && self->parents &&
         g_strv_equal ((const char *const *) parents, (const char *const *) self->parents);
}

static void
show_node (WfDiagramTable *self, WfDiagramAnswer *answer, gssize selected)
{
  const char *name = wf_graph_get_name (wf_document_get_graph (self->document), (guint) selected);
  gssize node = wf_graph_find_node (answer->drawn, name);
  g_auto (GStrv) old_parents = g_steal_pointer (&self->parents);
  gssize old_node = self->node;
  gsize old_n = self->n_values, old_levels = self->n_levels, n = 0;
  gboolean was_editable = self->is_editable, is_same;
  const char *const *levels = wf_diagram_answer_get_levels (answer, name);
  const char *note;

  self->node = selected;
  self->parents = list_parents (answer->drawn, (guint) node);
  self->n_levels = levels ? g_strv_length ((GStrv) levels) : 0;
  g_free (self->values);
  self->values = find_values (self, answer, (guint) node, &n, &note);
  self->n_values = self->values ? n : 0;
  is_same = old_parents != NULL && self->entries->len > 0 &&
            has_same_shape (self, old_node, old_parents, old_n, old_levels, was_editable);
  if (!is_same)
    make_grid (self, answer);
  fill_grid (self);
  show_texts (self, answer, (guint) node, note);
}

static void
on_changed (WfDiagramTable *self, guint parts)
{
  WfDiagramAnswer *answer = wf_document_get_diagram (self->document);
  gssize node = wf_document_get_selected_node (self->document);

  if ((parts & (WF_PART_SELECTION | WF_PART_DIAGRAM | WF_PART_GRAPH | WF_PART_SOURCE)) == 0)
    return;
  if (answer == NULL || node < 0 || answer->graph != wf_document_get_graph (self->document))
    self->node = -1;
  else if (answer->model == wf_document_get_model (self->document))
    show_node (self, answer, node);
}

static void
wf_diagram_table_dispose (GObject *object)
{
  WfDiagramTable *self = WF_DIAGRAM_TABLE (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_diagram_table_parent_class)->dispose (object);
}

static void
wf_diagram_table_finalize (GObject *object)
{
  WfDiagramTable *self = WF_DIAGRAM_TABLE (object);

  g_strfreev (self->parents);
  g_free (self->values);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (wf_diagram_table_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WfDiagramTable, name)

static void
wf_diagram_table_class_init (WfDiagramTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_diagram_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = wf_diagram_table_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/diagram-table.ui");
  BIND (title);
  BIND (caption);
  BIND (changed);
  BIND (restore_button);
  BIND (scroller);
  BIND (grid);
  BIND (error);
  BIND (note);
  BIND (cut_button);
}

static void
wf_diagram_table_init (WfDiagramTable *self)
{
  self->node = -1;
  self->entries = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->restore_button, "clicked", G_CALLBACK (on_restore), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cut_button, "clicked", G_CALLBACK (on_cut), self, G_CONNECT_SWAPPED);
}

void
wf_diagram_table_set_document (WfDiagramTable *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_DIAGRAM_TABLE (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

gboolean
wf_diagram_table_focus (WfDiagramTable *self)
{
  g_return_val_if_fail (WF_IS_DIAGRAM_TABLE (self), FALSE);

  if (!self->is_editable || self->entries->len == 0)
    return FALSE;
  return gtk_widget_grab_focus (g_ptr_array_index (self->entries, 0));
}
