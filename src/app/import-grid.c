/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/import-grid.h"

#define MAX_COLUMNS 40 /* of a file with more, the first */
#define MAX_ROWS    8
#define CELL_CHARS  18

struct _WfImportGrid
{
  GtkWidget parent_instance;

  GtkWidget *grid;
  GPtrArray *types; /* GtkDropDown, one a column; borrowed */
};

G_DEFINE_FINAL_TYPE (WfImportGrid, wf_import_grid, GTK_TYPE_WIDGET)

static guint retyped_signal;

static GtkWidget *
label_new (const char *text, gboolean is_number)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  /* the grid scrolls: what fits into a cell is never cut to make room */
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (text, -1), CELL_CHARS));
  gtk_label_set_max_width_chars (GTK_LABEL (label), CELL_CHARS);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  return label;
}

static void
on_type (GtkDropDown *types, GParamSpec *pspec, WfImportGrid *self)
{
  guint column;

  if (g_ptr_array_find (self->types, types, &column))
    g_signal_emit (self, retyped_signal, 0, column,
                   wf_column_type_to_id (gtk_drop_down_get_selected (types)));
}

static GtkWidget *
types_new (WfImportGrid *self, WfImport *import, guint column)
{
  const char *names[WF_N_COLUMN_TYPES + 1] = { NULL };
  const char *reason = wf_import_get_type_reason (import, column);
  g_autofree char *label = g_strdup_printf (_ ("Type of %s"), wf_import_get_names (import)[column]);
  GtkWidget *types;

  for (guint i = 0; i < WF_N_COLUMN_TYPES; i++)
    names[i] = wf_column_type_get_name (i);
  types = gtk_drop_down_new_from_strings (names);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (types), wf_import_get_column_type (import, column));
  gtk_widget_set_tooltip_text (types, reason);
  gtk_widget_add_css_class (types, "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (types), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason != NULL ? reason : "", -1);
  g_signal_connect_object (types, "notify::selected", G_CALLBACK (on_type), self, 0);
  return types;
}

static void
add_column (WfImportGrid *self, WfImport *import, guint column)
{
  GtkGrid *grid = GTK_GRID (self->grid);
  const char *name = wf_import_get_names (import)[column];
  WfColumnType type = wf_import_get_column_type (import, column);
  GtkWidget *head = label_new (name, FALSE);
  GtkWidget *types = types_new (self, import, column);

  gtk_widget_add_css_class (head, "heading");
  gtk_widget_set_tooltip_text (head, name);
  gtk_grid_attach (grid, head, (int) column, 0, 1, 1);
  gtk_grid_attach (grid, types, (int) column, 1, 1, 1);
  g_ptr_array_add (self->types, types);
  for (gsize row = 0; row < MIN (wf_import_get_n_rows (import), MAX_ROWS); row++)
    {
      const char *text = wf_import_get_cell (import, row, column);
      GtkWidget *cell = label_new (text != NULL ? text : "–", type == WF_COLUMN_TYPE_CONTINUOUS);

      gtk_widget_add_css_class (cell, "numeric");
      if (text == NULL || type == WF_COLUMN_TYPE_OMITTED)
        gtk_widget_add_css_class (cell, "dim-label");
      gtk_grid_attach (grid, cell, (int) column, (int) row + 2, 1, 1);
    }
}

static gssize
find_focus (WfImportGrid *self)
{
  for (guint i = 0; i < self->types->len; i++)
    if (gtk_widget_get_state_flags (self->types->pdata[i]) & GTK_STATE_FLAG_FOCUS_WITHIN)
      return (gssize) i;
  return -1;
}

void
wf_import_grid_show (WfImportGrid *self, WfImport *import)
{
  gsize n_columns = wf_import_get_n_columns (import);
  gssize focus = find_focus (self);
  GtkWidget *child;

  g_ptr_array_set_size (self->types, 0);
  while ((child = gtk_widget_get_first_child (self->grid)))
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (guint column = 0; column < MIN (n_columns, MAX_COLUMNS); column++)
    add_column (self, import, column);
  if (n_columns > MAX_COLUMNS)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("and %zu more column", "and %zu more columns", n_columns - MAX_COLUMNS),
                           n_columns - MAX_COLUMNS);

      gtk_grid_attach (GTK_GRID (self->grid), gtk_label_new (more), MAX_COLUMNS, 0, 1, 1);
    }
  if (focus >= 0 && (guint) focus < self->types->len)
    gtk_widget_grab_focus (self->types->pdata[focus]);
}

static void
wf_import_grid_dispose (GObject *object)
{
  WfImportGrid *self = WF_IMPORT_GRID (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  G_OBJECT_CLASS (wf_import_grid_parent_class)->dispose (object);
}

static void
wf_import_grid_class_init (WfImportGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_import_grid_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  retyped_signal = g_signal_new ("retyped", WF_TYPE_IMPORT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
wf_import_grid_init (WfImportGrid *self)
{
  self->types = g_ptr_array_new ();
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 4);
  gtk_widget_add_css_class (self->grid, "import-grid");
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

/**
 * wf_import_grid_new:
 *
 * Returns: without rows yet
 */
GtkWidget *
wf_import_grid_new (void)
{
  return g_object_new (WF_TYPE_IMPORT_GRID, NULL);
}
