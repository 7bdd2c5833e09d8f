/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/node-widget.h"
#include "app/theme.h"
#include "app/tooltip.h"

struct _WfNodeWidget
{
  GtkWidget parent_instance;

  guint node;
  WfFigure *figure;
  WfDetail detail;
  gboolean is_selected;
  char *weakness; /* why its mechanism fits badly; nullable */
};

G_DEFINE_FINAL_TYPE (WfNodeWidget, wf_node_widget, GTK_TYPE_WIDGET)

enum
{
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

#define OVERHANG 16.0f /* badge and rings stand out of the card */

static void
wf_node_widget_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WfNodeWidget *self = WF_NODE_WIDGET (widget);
  float width = gtk_widget_get_width (widget);
  float height = gtk_widget_get_height (widget);
  double card_width, card_height;
  float scale;
  WfCardState state = self->is_selected ? WF_CARD_SELECTED : 0;
  WfTheme theme;
  cairo_t *cr;

  if (self->figure == NULL)
    return;
  wf_theme_for_widget (&theme, widget);
  wf_card_get_size (self->detail, &card_width, &card_height);
  scale = MIN (width / card_width, height / card_height);
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (-OVERHANG, -OVERHANG, width + 2 * OVERHANG, height + 2 * OVERHANG));
  cairo_translate (cr, (width - scale * card_width) / 2, (height - scale * card_height) / 2);
  cairo_scale (cr, scale, scale);
  wf_card_draw (cr, &theme, self->figure, self->node, self->detail, state);
  if (gtk_widget_has_visible_focus (widget) && !self->is_selected)
    wf_draw_ring (cr, &theme, 0, 0, card_width, card_height, 12, 0.7);
  cairo_destroy (cr);
}

static void
wf_node_widget_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  GTK_WIDGET_CLASS (wf_node_widget_parent_class)->state_flags_changed (widget, previous);
  if ((previous ^ gtk_widget_get_state_flags (widget)) &
      (GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE))
    gtk_widget_queue_draw (widget);
}

static void
wf_node_widget_finalize (GObject *object)
{
  WfNodeWidget *self = WF_NODE_WIDGET (object);

  g_clear_pointer (&self->figure, wf_figure_unref);
  g_clear_pointer (&self->weakness, g_free);
  G_OBJECT_CLASS (wf_node_widget_parent_class)->finalize (object);
}

static void
wf_node_widget_class_init (WfNodeWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = wf_node_widget_finalize;
  widget_class->snapshot = wf_node_widget_snapshot;
  widget_class->state_flags_changed = wf_node_widget_state_flags_changed;
  signals[ACTIVATE] = g_signal_new ("activate", WF_TYPE_NODE_WIDGET, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, signals[ACTIVATE]);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_set_css_name (widget_class, "node");
}

static void
wf_node_widget_init (WfNodeWidget *self)
{
  self->detail = WF_DETAIL_CARD;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  wf_theme_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}

GtkWidget *
wf_node_widget_new (guint node)
{
  WfNodeWidget *self = g_object_new (WF_TYPE_NODE_WIDGET, NULL);

  self->node = node;
  return GTK_WIDGET (self);
}

guint
wf_node_widget_get_node (WfNodeWidget *self)
{
  g_return_val_if_fail (WF_IS_NODE_WIDGET (self), 0);
  return self->node;
}

static gsize
count_open (WfGraph *graph, guint node)
{
  gsize n_neighbours, n = 0;
  g_autofree guint *neighbours = wf_graph_list_neighbours (graph, node, &n_neighbours);

  for (gsize i = 0; i < n_neighbours; i++)
    n += wf_graph_get_mark (graph, node, neighbours[i]) == wf_graph_get_mark (graph, neighbours[i], node);
  return n;
}

/* "1 cause, 6 effects, 1 link without a direction; set to 800 by intervention" */
static char *
describe (WfNodeWidget *self)
{
  WfGraph *graph = wf_figure_get_graph (self->figure);
  WfMarginal *before = wf_figure_get_node_before (self->figure, self->node);
  WfMarginal *after = wf_figure_get_node_after (self->figure, self->node);
  const char *value = wf_figure_get_node_value (self->figure, self->node);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n_causes, n_effects, n_open = count_open (graph, self->node);
  G_GNUC_UNUSED g_autofree guint *causes = wf_graph_list_parents (graph, self->node, &n_causes);
  G_GNUC_UNUSED g_autofree guint *effects = wf_graph_list_children (graph, self->node, &n_effects);
  g_autofree char *roles = wf_roles_to_text (wf_graph_get_roles (graph, self->node));
  g_autofree char *was = before ? wf_marginal_to_text (before) : NULL;
  g_autofree char *now = after ? wf_marginal_to_text (after) : NULL;

  if (*roles)
    g_string_append_printf (text, "%s; ", roles);
  g_string_append_printf (text, ngettext ("%zu cause", "%zu causes", n_causes), n_causes);
  g_string_append (text, ", ");
  g_string_append_printf (text, ngettext ("%zu effect", "%zu effects", n_effects), n_effects);
  if (n_open > 0)
    g_string_append_printf (
        text, ngettext (", %zu link without a direction", ", %zu links without a direction", n_open), n_open);
  if (value && g_str_has_prefix (value, "= "))
    g_string_append_printf (text, _ ("; set to %s by intervention"), value + 2);
  else if (value)
    g_string_append_printf (text, _ ("; changed by intervention, %s"), value);
  else if (now && (wf_figure_get_node_flags (self->figure, self->node) & WF_NODE_AFFECTED))
    g_string_append_printf (text, _ ("; %s, was %s"), now, was ? was : "");
  else if (was)
    g_string_append_printf (text, "; %s", was);
  if (self->weakness)
    g_string_append_printf (text, _ ("; a weak fit: %s"), self->weakness);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update_accessible (WfNodeWidget *self)
{
  gboolean is_set = wf_figure_get_node_flags (self->figure, self->node) & WF_NODE_SET;
  WfGraph *graph = wf_figure_get_graph (self->figure);
  const char *name = wf_graph_get_name (graph, self->node);
  g_autofree char *description = describe (self);
  g_autofree char *roles = wf_roles_to_text (wf_graph_get_roles (graph, self->node));
  /* Translators: a variable and what it is in the question: "smoking: exposure" */
  g_autofree char *role = *roles ? g_strdup_printf (_ ("%s: %s"), name, roles) : NULL;

  g_autofree char *weakness =
      self->weakness ? g_strdup_printf (_ ("%s: a weak fit, %s"), name, self->weakness) : NULL;

  /* first: a tooltip takes the description's place */
  wf_tooltip_update (GTK_WIDGET (self), weakness                        ? weakness
                                        : role                          ? role
                                        : g_utf8_strlen (name, -1) > 12 ? name
                                                                        : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               is_set ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

/* Nothing was done to it, before and now: what moves elsewhere isn't seen on its card. */
static gboolean
looks_same (WfNodeWidget *self, WfFigure *figure)
{
  WfNodeFlags flags = wf_figure_get_node_flags (figure, self->node);

  return self->figure != NULL && wf_figure_get_graph (self->figure) == wf_figure_get_graph (figure) &&
         flags == wf_figure_get_node_flags (self->figure, self->node) &&
         (flags & (WF_NODE_SET | WF_NODE_AFFECTED)) == 0 &&
         wf_figure_get_node_before (figure, self->node) ==
             wf_figure_get_node_before (self->figure, self->node) &&
         (wf_figure_get_node_after (figure, self->node) != NULL) ==
             (wf_figure_get_node_after (self->figure, self->node) != NULL);
}

void
wf_node_widget_set_figure (WfNodeWidget *self, WfFigure *figure)
{
  gboolean is_kept;

  g_return_if_fail (WF_IS_NODE_WIDGET (self));
  g_return_if_fail (figure != NULL);

  is_kept = looks_same (self, figure);
  wf_figure_ref (figure);
  g_clear_pointer (&self->figure, wf_figure_unref);
  self->figure = figure;
  if (is_kept)
    return;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wf_node_widget_set_weakness (WfNodeWidget *self, const char *weakness)
{
  g_return_if_fail (WF_IS_NODE_WIDGET (self));

  if (g_strcmp0 (self->weakness, weakness) == 0)
    return;
  g_free (self->weakness);
  self->weakness = g_strdup (weakness);
  if (self->figure)
    update_accessible (self);
}

void
wf_node_widget_set_detail (WfNodeWidget *self, WfDetail detail)
{
  g_return_if_fail (WF_IS_NODE_WIDGET (self));

  if (self->detail == detail)
    return;
  self->detail = detail;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
wf_node_widget_set_selected (WfNodeWidget *self, gboolean is_selected)
{
  g_return_if_fail (WF_IS_NODE_WIDGET (self));

  if (self->is_selected == !!is_selected)
    return;
  self->is_selected = !!is_selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, self->is_selected, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
