/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/tier-column.h"

struct _WfTierColumn
{
  GtkWidget parent_instance;

  WfDocument *document;
  int tier;
  guint n_tiers;
  GtkWidget *closed; /* the switch; NULL in the column of no tier */
  GtkListBox *list;
  GtkWidget *menu; /* made when first asked for */
  GStrv names;     /* what the list shows */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfTierColumn, wf_tier_column, GTK_TYPE_WIDGET)

static guint move_signal;

static char *
dup_title (int tier)
{
  if (tier < 0)
    return g_strdup (_ ("Any Time"));
  return tier == 0 ? g_strdup (_ ("Tier 1, Earliest")) : g_strdup_printf (_ ("Tier %d"), tier + 1);
}

/* ---- moving ---- */

static const char *
get_name (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "name");
}

/* the selected ones; when the row isn't among them, or NULL is, that alone */
static GStrv
list_moved (WfTierColumn *self, GtkListBoxRow *row)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GList *selected = gtk_list_box_get_selected_rows (self->list);

  if (row != NULL && g_list_find (selected, row) == NULL)
    g_strv_builder_add (builder, get_name (row));
  else
    for (GList *l = selected; l; l = l->next)
      g_strv_builder_add (builder, get_name (l->data));
  g_list_free (selected);
  return g_strv_builder_end (builder);
}

static void
move (WfTierColumn *self, const char *const *names, int tier)
{
  if (names[0] != NULL)
    g_signal_emit (self, move_signal, 0, names, tier);
}

static void
on_move_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WfTierColumn *self = WF_TIER_COLUMN (widget);
  g_auto (GStrv) names = list_moved (self, NULL);

  move (self, (const char *const *) names, g_variant_get_int32 (parameter));
}

static void
show_menu (WfTierColumn *self, GtkListBoxRow *row)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  graphene_rect_t place;

  for (int tier = -1; tier < (int) self->n_tiers; tier++)
    {
      g_autofree char *title = dup_title (tier);
      g_autofree char *label = g_strdup_printf (_ ("Move to “%s”"), title);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "tier.move", "i", tier);
      if (tier != self->tier)
        g_menu_append_item (menu, item);
    }
  if (!gtk_list_box_row_is_selected (row))
    {
      gtk_list_box_unselect_all (self->list);
      gtk_list_box_select_row (self->list, row);
    }
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), G_MENU_MODEL (menu));
  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self), &place))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                                 &(GdkRectangle){ (int) place.origin.x, (int) place.origin.y,
                                                  (int) place.size.width, (int) place.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static GtkListBoxRow *
get_focused (WfTierColumn *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return focus && GTK_IS_LIST_BOX_ROW (focus) ? GTK_LIST_BOX_ROW (focus) : NULL;
}

static gboolean
on_key (WfTierColumn *self, guint key, guint code, GdkModifierType modifiers)
{
  GdkModifierType held = modifiers & gtk_accelerator_get_default_mod_mask ();
  GtkListBoxRow *row = get_focused (self);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_auto (GStrv) names = NULL;
  int step;

  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && held == GDK_SHIFT_MASK))
    {
      show_menu (self, row);
      return GDK_EVENT_STOP;
    }
  names = list_moved (self, row);
  if (key == GDK_KEY_Delete && held == 0 && self->tier >= 0)
    {
      move (self, (const char *const *) names, -1);
      return GDK_EVENT_STOP;
    }
  step = key == GDK_KEY_Right ? 1 : key == GDK_KEY_Left ? -1 : 0;
  step = is_rtl ? -step : step;
  if (held != GDK_ALT_MASK || step == 0)
    return GDK_EVENT_PROPAGATE;
  if (self->tier + step < -1 || self->tier + step >= (int) self->n_tiers)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else
    move (self, (const char *const *) names, self->tier + step);
  return GDK_EVENT_STOP;
}

static void
on_secondary (GtkGestureClick *gesture, int n_press, double x, double y, WfTierColumn *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int) y);

  if (row != NULL)
    show_menu (self, row);
}

static void
on_long_press (GtkGesture *gesture, double x, double y, WfTierColumn *self)
{
  on_secondary (NULL, 1, x, y, self);
}

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, WfTierColumn *self)
{
  GtkListBoxRow *row = GTK_LIST_BOX_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));
  g_auto (GStrv) names = list_moved (self, row);

  return gdk_content_provider_new_typed (G_TYPE_STRV, names);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, WfTierColumn *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, WfTierColumn *self)
{
  move (self, g_value_get_boxed (value), self->tier);
  return TRUE;
}

static void
on_closed (WfTierColumn *self)
{
  if (!self->is_updating)
    wf_document_close_tier (self->document, (guint) self->tier,
                            gtk_switch_get_active (GTK_SWITCH (self->closed)));
}

/* ---- what it shows ---- */

static GtkWidget *
row_new (WfTierColumn *self, const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (name);
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_tooltip_text (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
  g_signal_connect (drag, "prepare", G_CALLBACK (on_drag_prepare), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  return row;
}

static GStrv
list_names (WfTierColumn *self)
{
  WfKnowledge *knowledge = wf_document_get_knowledge (self->document);
  WfTable *table = wf_document_get_table (self->document);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const char *const *name = table ? wf_table_get_names (table) : NULL; name && *name; name++)
    if ((knowledge ? wf_knowledge_get_tier (knowledge, *name) : -1) == self->tier)
      g_strv_builder_add (builder, *name);
  return g_strv_builder_end (builder);
}

void
wf_tier_column_update (WfTierColumn *self, guint n_tiers)
{
  WfKnowledge *knowledge;
  g_auto (GStrv) names = NULL;
  GtkListBoxRow *row;

  g_return_if_fail (WF_IS_TIER_COLUMN (self));

  self->n_tiers = n_tiers;
  knowledge = wf_document_get_knowledge (self->document);
  names = list_names (self);
  if (self->closed != NULL)
    {
      self->is_updating = TRUE;
      gtk_switch_set_active (GTK_SWITCH (self->closed),
                             knowledge && wf_knowledge_is_tier_closed (knowledge, (guint) self->tier));
      self->is_updating = FALSE;
    }
  if (self->names && g_strv_equal ((const char *const *) self->names, (const char *const *) names))
    return;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (gsize i = 0; names[i]; i++)
    gtk_list_box_append (self->list, row_new (self, names[i]));
  g_strfreev (self->names);
  self->names = g_steal_pointer (&names);
}

gboolean
wf_tier_column_focus (WfTierColumn *self, const char *name)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (WF_IS_TIER_COLUMN (self), FALSE);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (g_str_equal (get_name (row), name))
      {
        gtk_list_box_select_row (self->list, row);
        return gtk_widget_grab_focus (GTK_WIDGET (row));
      }
  return FALSE;
}

GtkListBox *
wf_tier_column_get_list (WfTierColumn *self)
{
  g_return_val_if_fail (WF_IS_TIER_COLUMN (self), NULL);
  return self->list;
}

static void
wf_tier_column_dispose (GObject *object)
{
  WfTierColumn *self = WF_TIER_COLUMN (object);
  GtkWidget *child;

  self->menu = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  g_clear_pointer (&self->names, g_strfreev);
  G_OBJECT_CLASS (wf_tier_column_parent_class)->dispose (object);
}

static void
wf_tier_column_class_init (WfTierColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_tier_column_dispose;
  move_signal = g_signal_new ("move", WF_TYPE_TIER_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_INT);
  gtk_widget_class_install_action (widget_class, "tier.move", "i", on_move_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tier");
}

static void
wf_tier_column_init (WfTierColumn *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}

static void
add_closed (WfTierColumn *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (_ ("No arrows within"));
  g_autofree char *spoken = g_strdup_printf (_ ("No arrows within tier %d"), self->tier + 1);

  self->closed = gtk_switch_new ();
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_valign (self->closed, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->closed), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (self->closed, "notify::active", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), self->closed);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
}

static void
add_list (WfTierColumn *self, const char *title)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *empty =
      gtk_label_new (self->tier < 0 ? _ ("Every variable has a tier") : _ ("Drop variables here"));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *secondary = gtk_gesture_click_new (), *long_press = gtk_gesture_long_press_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_MULTIPLE);
  gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (empty), 12);
  gtk_label_set_justify (GTK_LABEL (empty), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (secondary, "pressed", G_CALLBACK (on_secondary), self);
  g_signal_connect (long_press, "pressed", G_CALLBACK (on_long_press), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (secondary));
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (long_press));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_add_css_class (scrolled, "tier-list");
  gtk_widget_set_parent (scrolled, GTK_WIDGET (self));
}

GtkWidget *
wf_tier_column_new (WfDocument *document, int tier)
{
  WfTierColumn *self = g_object_new (WF_TYPE_TIER_COLUMN, NULL);
  g_autofree char *title = dup_title (tier);
  GtkWidget *heading = gtk_label_new (title);
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRV, GDK_ACTION_MOVE);

  self->document = g_object_ref (document);
  self->tier = tier;
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_parent (heading, GTK_WIDGET (self));
  if (tier >= 0)
    add_closed (self);
  add_list (self, title);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  return GTK_WIDGET (self);
}
