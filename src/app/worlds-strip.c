/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/worlds-strip.h"
#include "core/base/format.h"

struct _WfWorldsStrip
{
  GtkWidget parent_instance;

  WfDocument *document;
  GtkWidget *box;
  GtkWidget *chips;
  GtkWidget *heading;
  GtkLabel *status;
};

G_DEFINE_FINAL_TYPE (WfWorldsStrip, wf_worlds_strip, GTK_TYPE_WIDGET)

static gsize
index_of (GtkWidget *button)
{
  return GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (button), "index"));
}

static void
on_switched (GtkWidget *button, WfWorldsStrip *self)
{
  gsize i = index_of (button);

  wf_document_set_intervention_active (self->document, i,
                                       !wf_document_is_intervention_active (self->document, i));
}

static void
on_removed (GtkWidget *button, WfWorldsStrip *self)
{
  WfIntervention *intervention = wf_document_get_intervention (self->document, index_of (button));

  wf_document_release (self->document, wf_intervention_get_node (intervention));
}

static void
on_repair_switched (GtkWidget *button, WfWorldsStrip *self)
{
  gsize i = index_of (button);

  wf_document_set_repair_active (self->document, i, !wf_document_is_repair_active (self->document, i));
}

static void
on_repair_removed (GtkWidget *button, WfWorldsStrip *self)
{
  wf_document_repair_step (self->document, wf_document_get_repair (self->document, index_of (button))->step,
                           1);
}

static void
on_observed (GtkWidget *button, WfWorldsStrip *self)
{
  wf_document_switch_off_worlds (self->document);
}

static GtkWidget *
button_new (const char *icon, const char *text, const char *name)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (icon)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  if (text)
    gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
chip_new (WfWorldsStrip *self, gboolean is_active)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (chip, "world");
  gtk_widget_add_css_class (chip, is_active ? "active" : "off");
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->chips), chip);
  return chip;
}

static void
add_observed (WfWorldsStrip *self, gboolean is_alone)
{
  const char *text = wf_document_get_trace (self->document) ? _ ("As logged") : _ ("As observed");
  GtkWidget *chip = chip_new (self, is_alone);
  GtkWidget *button = button_new (NULL, text, text);

  gtk_widget_remove_css_class (chip, "off");
  gtk_widget_set_tooltip_text (button, _ ("Switch every intervention off"));
  g_signal_connect (button, "clicked", G_CALLBACK (on_observed), self);
  gtk_box_append (GTK_BOX (chip), button);
}

static GtkWidget *
remove_button_new (const char *what)
{
  g_autofree char *name = g_strdup_printf (_ ("Remove %s"), what);
  GtkWidget *button = button_new ("window-close-symbolic", NULL, name);

  gtk_widget_add_css_class (button, "remove");
  gtk_widget_set_tooltip_text (button, name);
  return button;
}

/* A chip with what it does and a cross that takes it away. */
static void
add_chip (WfWorldsStrip *self,
          gsize i,
          gboolean is_active,
          const char *icon,
          const char *text,
          GCallback on_click,
          GCallback on_cross)
{
  g_autofree char *name = g_strdup_printf (is_active ? _ ("Switch off %s") : _ ("Switch on %s"), text);
  GtkWidget *chip = chip_new (self, is_active);
  GtkWidget *button = button_new (is_active ? icon : "wf-off-symbolic", text, name);
  GtkWidget *remove = remove_button_new (text);

  gtk_widget_set_tooltip_text (button, name);
  g_object_set_data (G_OBJECT (button), "index", GSIZE_TO_POINTER (i));
  g_object_set_data (G_OBJECT (remove), "index", GSIZE_TO_POINTER (i));
  g_signal_connect (button, "clicked", on_click, self);
  g_signal_connect (remove, "clicked", on_cross, self);
  gtk_box_append (GTK_BOX (chip), button);
  gtk_box_append (GTK_BOX (chip), remove);
}

static void
add_world (WfWorldsStrip *self, gsize i)
{
  g_autofree char *text = wf_intervention_to_text (wf_document_get_intervention (self->document, i));

  add_chip (self, i, wf_document_is_intervention_active (self->document, i), "wf-set-symbolic", text,
            G_CALLBACK (on_switched), G_CALLBACK (on_removed));
}

static void
add_repair (WfWorldsStrip *self, gsize i)
{
  const WfRepair *repair = wf_document_get_repair (self->document, i);
  g_autofree char *percent = wf_format_percent (1 - repair->keep);
  g_autofree char *text = repair->keep > 0
                              ? g_strdup_printf (_ ("step %zu right by %s"), repair->step, percent)
                              : g_strdup_printf (_ ("step %zu right"), repair->step);

  add_chip (self, i, wf_document_is_repair_active (self->document, i), "wf-repair-symbolic", text,
            G_CALLBACK (on_repair_switched), G_CALLBACK (on_repair_removed));
}

/* whether no world is on */
static gboolean
is_alone (WfWorldsStrip *self)
{
  for (gsize i = 0; i < wf_document_get_n_interventions (self->document); i++)
    if (wf_document_is_intervention_active (self->document, i))
      return FALSE;
  for (gsize i = 0; i < wf_document_get_n_repairs (self->document); i++)
    if (wf_document_is_repair_active (self->document, i))
      return FALSE;
  return TRUE;
}

/* the button at a place of the strip, counted over all chips; beyond the last the first one of the last chip
 */
static GtkWidget *
get_button (WfWorldsStrip *self, int place)
{
  GtkWidget *last = gtk_widget_get_last_child (self->chips);

  for (GtkWidget *chip = gtk_widget_get_first_child (self->chips); chip;
       chip = gtk_widget_get_next_sibling (chip))
    for (GtkWidget *button = gtk_widget_get_first_child (chip); button;
         button = gtk_widget_get_next_sibling (button))
      if (place-- == 0)
        return button;
  return last ? gtk_widget_get_first_child (last) : NULL;
}

/* the place of the button that has the focus, -1 = none has it */
static int
find_focus (WfWorldsStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  int place = 0;

  for (GtkWidget *chip = gtk_widget_get_first_child (self->chips); chip && focus;
       chip = gtk_widget_get_next_sibling (chip))
    for (GtkWidget *button = gtk_widget_get_first_child (chip); button;
         button = gtk_widget_get_next_sibling (button), place++)
      if (button == focus)
        return place;
  return -1;
}

/* The chips are new; whoever goes along them by key stays where they were. */
static void
update_chips (WfWorldsStrip *self)
{
  int focus = find_focus (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)))
    gtk_box_remove (GTK_BOX (self->chips), child);
  add_observed (self, is_alone (self));
  for (gsize i = 0; i < wf_document_get_n_interventions (self->document); i++)
    add_world (self, i);
  for (gsize i = 0; i < wf_document_get_n_repairs (self->document); i++)
    add_repair (self, i);
  if (focus >= 0)
    gtk_widget_grab_focus (get_button (self, focus));
}

/* "a → b, c → d": the edges whose direction the data left open, as the model takes them; NULL without any */
static char *
list_choices (WfModel *model)
{
  WfGraph *graph = wf_model_get_graph (model);
  g_autoptr (GString) list = g_string_new (NULL);
  gsize n, n_edges;
  const guint *choices = wf_model_get_choices (model, &n);
  const WfEdge *edges = wf_graph_get_edges (graph, &n_edges);

  for (gsize i = 0; i < n; i++)
    {
      const WfEdge *edge = &edges[choices[i]];
      gboolean is_forward = edge->mark_b == WF_MARK_ARROW;

      g_string_append_printf (list, "%s%s → %s", i > 0 ? ", " : "",
                              wf_graph_get_name (graph, is_forward ? edge->a : edge->b),
                              wf_graph_get_name (graph, is_forward ? edge->b : edge->a));
    }
  return n > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

/* how the numbers came about, and what of the picture the data don't say */
static void
show_model_status (WfWorldsStrip *self, WfModel *model, WfEffect *effect)
{
  g_autofree char *choices = list_choices (model);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *tooltip = NULL;
  gsize n;

  wf_model_get_choices (model, &n);
  if (effect)
    g_string_append (text, wf_effect_is_exact (effect) ? _ ("computed exactly") : _ ("sampled"));
  if (choices)
    {
      if (effect)
        g_string_append (text, " · ");
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "%zu direction is a choice, not from the data",
                                           "%zu directions are a choice, not from the data", n),
                              n);
      tooltip = g_strdup_printf (
          _ ("The data leave these directions open; another choice can give another answer: %s"), choices);
    }
  gtk_label_set_text (self->status, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), tooltip);
}

/* what the repairs that are on do together; FALSE when none is */
static gboolean
show_repair_status (WfWorldsStrip *self, WfBlame *blame)
{
  g_autoptr (GArray) repairs = wf_document_dup_repairs (self->document);
  g_autofree char *before = wf_format_number (wf_blame_get_failure (blame));
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;

  if (repairs->len == 0)
    return FALSE;
  after = wf_format_number (
      wf_blame_get_repaired (blame, (const WfRepair *) (gconstpointer) repairs->data, repairs->len, NULL));
  text = g_strdup_printf (_ ("failure probability in the model %s → %s; not a replay"), before, after);
  gtk_label_set_text (self->status, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), NULL);
  return TRUE;
}

static void
show_status (WfWorldsStrip *self)
{
  WfModel *model = wf_document_get_model (self->document);
  WfBlame *blame = wf_document_get_blame (self->document);
  const char *note = blame ? wf_blame_get_profile_note (blame) : "";
  const char *judge = blame ? wf_blame_get_judge (blame) : NULL;
  g_autofree char *stamped = NULL;

  if (blame == NULL && model != NULL)
    {
      show_model_status (self, model, wf_document_get_effect (self->document));
      return;
    }
  if (blame != NULL && show_repair_status (self, blame))
    return;
  if (judge)
    {
      /* Translators: "llama3 at localhost:11434", and what the profile of the log can do */
      stamped = g_strdup_printf (_ ("Judged by %s · %s"), judge, note);
      note = stamped;
    }
  gtk_label_set_text (self->status, note);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), *note ? note : NULL);
}

static void
on_changed (WfWorldsStrip *self, guint parts)
{
  if (parts & (WF_PART_EFFECT | WF_PART_BLAME | WF_PART_SOURCE | WF_PART_INTERVENTIONS | WF_PART_MODEL |
               WF_PART_REPAIR))
    show_status (self);
  if ((parts & (WF_PART_SOURCE | WF_PART_BLAME | WF_PART_MODEL | WF_PART_INTERVENTIONS | WF_PART_REPAIR)) ==
      0)
    return;
  update_chips (self);
  gtk_widget_set_visible (GTK_WIDGET (self), wf_document_get_model (self->document) != NULL ||
                                                 wf_document_get_blame (self->document) != NULL);
}

static void
wf_worlds_strip_dispose (GObject *object)
{
  WfWorldsStrip *self = WF_WORLDS_STRIP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_worlds_strip_parent_class)->dispose (object);
}

static void
wf_worlds_strip_class_init (WfWorldsStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_worlds_strip_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
wf_worlds_strip_init (WfWorldsStrip *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->heading = gtk_label_new (_ ("Worlds"));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->status = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (self->box, "worlds");
  gtk_widget_add_css_class (self->heading, "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "caption");
  gtk_label_set_ellipsize (self->status, PANGO_ELLIPSIZE_END);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->chips);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_label_set_max_width_chars (self->status, 90);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->heading);
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->status));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
wf_worlds_strip_set_document (WfWorldsStrip *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_WORLDS_STRIP (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self, G_MAXUINT);
}

void
wf_worlds_strip_set_compact (WfWorldsStrip *self, gboolean is_compact)
{
  g_return_if_fail (WF_IS_WORLDS_STRIP (self));

  gtk_widget_set_visible (self->heading, !is_compact);
  gtk_widget_set_visible (GTK_WIDGET (self->status), !is_compact);
}
