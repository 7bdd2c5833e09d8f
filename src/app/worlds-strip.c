/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/throttle.h"
#include "app/tooltip.h"
#include "app/worlds-strip.h"
#include "core/base/format.h"

struct _WfWorldsStrip
{
  GtkWidget parent_instance;

  WfDocument *document;
  GtkWidget *box;
  GtkWidget *chips;
  GtkWidget *heading;
  GtkLabel *precision; /* exact, or of how many draws */
  GtkLabel *warning;
  GtkLabel *status;
  GtkWidget *effects_button;
  GtkAdjustment *room; /* borrowed */
  WfThrottle scroll;
  gboolean is_at_end; /* of the chips, where there is no room for all of them */
};

static guint edit_signal;

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
  wf_document_remove_intervention (self->document, index_of (button));
}

/* where its value is: a node, or the edge that it cuts */
static void
on_edited (GtkWidget *button, WfWorldsStrip *self)
{
  WfIntervention *intervention = wf_document_get_intervention (self->document, index_of (button));
  WfGraph *graph = wf_document_get_graph (self->document);
  const char *parent = wf_intervention_get_parent (intervention);
  gssize node = wf_graph_find_node (graph, wf_intervention_get_node (intervention));
  gssize other = parent ? wf_graph_find_node (graph, parent) : -1;

  if (node >= 0 && other >= 0)
    wf_document_select_pair (self->document, other, node);
  else if (node >= 0)
    wf_document_select_node (self->document, node);
  if (node >= 0)
    g_signal_emit (self, edit_signal, 0);
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
  const char *text = wf_document_get_trace (self->document)         ? _ ("As logged")
                     : wf_document_has_given_model (self->document) ? _ ("Nothing done")
                                                                    : _ ("As observed");
  GtkWidget *chip = chip_new (self, is_alone);
  GtkWidget *button = button_new (NULL, text, text);

  gtk_widget_remove_css_class (chip, "off");
  gtk_widget_set_tooltip_text (button, _ ("Switch every intervention off"));
  g_signal_connect (button, "clicked", G_CALLBACK (on_observed), self);
  gtk_box_append (GTK_BOX (chip), button);
}

static GtkWidget *
small_button_new (const char *icon, const char *name)
{
  GtkWidget *button = button_new (icon, NULL, name);

  gtk_widget_add_css_class (button, "remove");
  return button;
}

/* name: also on hover */
static void
add_button (
    WfWorldsStrip *self, GtkWidget *chip, gsize i, GtkWidget *button, const char *name, GCallback on_click)
{
  gtk_widget_set_tooltip_text (button, name);
  g_object_set_data (G_OBJECT (button), "index", GSIZE_TO_POINTER (i));
  g_signal_connect (button, "clicked", on_click, self);
  gtk_box_append (GTK_BOX (chip), button);
}

/* A chip with what it does, a pencil that leads to where that is said, and a cross that takes it away. */
static void
add_chip (WfWorldsStrip *self,
          gsize i,
          gboolean is_active,
          const char *icon,
          const char *text,
          GCallback on_click,
          GCallback on_edit, /* nullable */
          GCallback on_cross)
{
  g_autofree char *name = g_strdup_printf (is_active ? _ ("Switch off %s") : _ ("Switch on %s"), text);
  g_autofree char *edit_name = g_strdup_printf (_ ("Change %s"), text);
  g_autofree char *remove_name = g_strdup_printf (_ ("Remove %s"), text);
  GtkWidget *chip = chip_new (self, is_active);

  add_button (self, chip, i, button_new (is_active ? icon : "wf-off-symbolic", text, name), name, on_click);
  if (on_edit)
    add_button (self, chip, i, small_button_new ("document-edit-symbolic", edit_name), edit_name, on_edit);
  add_button (self, chip, i, small_button_new ("window-close-symbolic", remove_name), remove_name, on_cross);
}

static void
add_world (WfWorldsStrip *self, gsize i)
{
  g_autofree char *text = wf_intervention_to_text (wf_document_get_intervention (self->document, i));

  add_chip (self, i, wf_document_is_intervention_active (self->document, i), "wf-set-symbolic", text,
            G_CALLBACK (on_switched), G_CALLBACK (on_edited), G_CALLBACK (on_removed));
}

static void
on_row_left (GtkWidget *button, WfWorldsStrip *self)
{
  wf_document_ask_row (self->document, -1);
}

/* "Row 17": the worlds are this row's */
static void
add_row (WfWorldsStrip *self)
{
  g_autofree char *text = g_strdup_printf (_ ("Row %zd"), wf_document_get_row (self->document));
  g_autofree char *name = g_strdup_printf (_ ("Leave row %zd"), wf_document_get_row (self->document));
  GtkWidget *chip = chip_new (self, TRUE);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "row-name");
  gtk_widget_set_tooltip_text (label, _ ("What this row of the table would have been"));
  gtk_box_append (GTK_BOX (chip), label);
  add_button (self, chip, 0, small_button_new ("window-close-symbolic", name), name,
              G_CALLBACK (on_row_left));
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
            G_CALLBACK (on_repair_switched), NULL, G_CALLBACK (on_repair_removed));
}

/* whether no world is on */
static gboolean
is_alone (WfWorldsStrip *self)
{
  if (wf_document_get_row (self->document) >= 0)
    return FALSE;
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
      if (GTK_IS_BUTTON (button) && place-- == 0)
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
         button = gtk_widget_get_next_sibling (button))
      {
        if (button == focus)
          return place;
        place += GTK_IS_BUTTON (button);
      }
  return -1;
}

static int
count_chips (WfWorldsStrip *self)
{
  int n = 0;

  for (GtkWidget *chip = gtk_widget_get_first_child (self->chips); chip;
       chip = gtk_widget_get_next_sibling (chip))
    n++;
  return n;
}

static void
scroll_to_end (gpointer data)
{
  WfWorldsStrip *self = data;

  gtk_adjustment_set_value (self->room, gtk_adjustment_get_upper (self->room));
}

/* A new chip is in sight, until somebody scrolls away from it. While places are given out none can be moved.
 */
static void
on_room (WfWorldsStrip *self)
{
  if (self->is_at_end)
    wf_throttle_postpone (&self->scroll, 0, scroll_to_end, self);
}

static void
on_scrolled (WfWorldsStrip *self)
{
  self->is_at_end = gtk_adjustment_get_value (self->room) + gtk_adjustment_get_page_size (self->room) >
                    gtk_adjustment_get_upper (self->room) - 1;
}

/* The chips are new; whoever goes along them by key stays where they were. */
static void
update_chips (WfWorldsStrip *self)
{
  int focus = find_focus (self);
  int n_before = count_chips (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)))
    gtk_box_remove (GTK_BOX (self->chips), child);
  add_observed (self, is_alone (self));
  if (wf_document_get_row (self->document) >= 0)
    add_row (self);
  for (gsize i = 0; i < wf_document_get_n_interventions (self->document); i++)
    add_world (self, i);
  for (gsize i = 0; i < wf_document_get_n_repairs (self->document); i++)
    add_repair (self, i);
  if (n_before > 0 && count_chips (self) > n_before)
    self->is_at_end = TRUE;
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

/* The largest standard error of a change: of a mean in standard deviations, of a probability as it is. */
static void
find_errors (WfEffect *effect, double *of_means, double *of_levels)
{
  gsize n_nodes = wf_graph_get_n_nodes (wf_model_get_graph (wf_effect_get_model (effect)));

  *of_means = *of_levels = 0;
  for (guint node = 0; node < n_nodes; node++)
    {
      WfMarginal *before = wf_effect_get_before (effect, node);
      gboolean is_number = wf_marginal_get_kind (before) == WF_COLUMN_CONTINUOUS;
      double sd = wf_marginal_get_sd (before), change, error;
      gsize n_levels = 0;

      if (!wf_effect_is_affected (effect, node))
        continue;
      if (is_number && sd > 0 && wf_effect_get_change (effect, node, -1, &change, &error))
        *of_means = MAX (*of_means, error / sd);
      if (!is_number)
        wf_marginal_get_probabilities (before, &n_levels);
      for (gsize i = 0; i < n_levels; i++)
        if (wf_effect_get_change (effect, node, (int) i, &change, &error))
          *of_levels = MAX (*of_levels, error);
    }
}

/* "exact", or "10,000 draws, ± 0.02 sd" */
static char *
describe_precision (WfEffect *effect, char **tooltip)
{
  gsize n = wf_effect_get_n_draws (effect);
  g_autofree char *count = wf_format_count (n);
  g_autofree char *draws = g_strdup_printf (ngettext ("%s draw", "%s draws", n), count);
  g_autofree char *mean_error = NULL;
  g_autofree char *level_error = NULL;
  double of_means, of_levels;

  if (wf_effect_is_exact (effect))
    {
      *tooltip = g_strdup (_ ("Computed exactly from the fitted model, without drawing at random"));
      return g_strdup (_ ("exact"));
    }
  find_errors (effect, &of_means, &of_levels);
  mean_error = wf_format_number (of_means);
  level_error = wf_format_percent (of_levels);
  *tooltip = g_strdup_printf (
      _ ("Sampled: changes of means are known to %s standard deviations, of probabilities to %s "
         "(standard errors, at most)"),
      mean_error, level_error);
  if (of_means > 0)
    /* Translators: "10,000 draws, ± 0.02 standard deviations" */
    return g_strdup_printf (_ ("%s, ± %s sd"), draws, mean_error);
  return of_levels > 0 ? g_strdup_printf ("%s, ± %s", draws, level_error) : g_steal_pointer (&draws);
}

static void
show_precision (WfWorldsStrip *self, WfEffect *effect)
{
  g_autofree char *tooltip = NULL;
  g_autofree char *text = effect ? describe_precision (effect, &tooltip) : NULL;
  const char *const *warnings = effect ? wf_effect_get_warnings (effect) : NULL;
  g_autofree char *all = warnings && *warnings ? g_strjoinv ("\n", (char **) warnings) : NULL;

  gtk_label_set_text (self->precision, text ? text : "");
  wf_tooltip_update (GTK_WIDGET (self->precision), tooltip);
  gtk_widget_set_visible (GTK_WIDGET (self->precision), text != NULL);
  gtk_label_set_text (self->warning, all ? warnings[0] : "");
  wf_tooltip_update (GTK_WIDGET (self->warning), all);
  gtk_widget_set_visible (GTK_WIDGET (self->warning), all != NULL);
}

/* what of the picture the data don't say */
static void
show_model_status (WfWorldsStrip *self, WfModel *model)
{
  g_autofree char *choices = list_choices (model);
  g_autofree char *text = NULL;
  g_autofree char *tooltip = NULL;
  gsize n;

  wf_model_get_choices (model, &n);
  if (choices)
    {
      text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%zu direction is a choice, not from the data",
                                           "%zu directions are a choice, not from the data", n),
                              n);
      tooltip = g_strdup_printf (
          _ ("The data leave these directions open; another choice can give another answer: %s"), choices);
    }
  gtk_label_set_text (self->status, text ? text : "");
  wf_tooltip_update (GTK_WIDGET (self->status), tooltip);
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
  wf_tooltip_update (GTK_WIDGET (self->status), NULL);
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

  show_precision (self, blame == NULL ? wf_document_get_effect (self->document) : NULL);
  gtk_widget_set_visible (self->effects_button, blame == NULL && model != NULL);
  if (blame == NULL && model != NULL)
    {
      show_model_status (self, model);
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
  wf_tooltip_update (GTK_WIDGET (self->status), *note ? note : NULL);
}

static void
on_changed (WfWorldsStrip *self, guint parts)
{
  if (parts & (WF_PART_EFFECT | WF_PART_BLAME | WF_PART_SOURCE | WF_PART_INTERVENTIONS | WF_PART_MODEL |
               WF_PART_REPAIR))
    show_status (self);
  if ((parts & (WF_PART_SOURCE | WF_PART_GRAPH | WF_PART_BLAME | WF_PART_MODEL | WF_PART_INTERVENTIONS |
                WF_PART_REPAIR)) == 0)
    return;
  update_chips (self);
  /* without a model, too, a string diagram can be cut */
  gtk_widget_set_visible (GTK_WIDGET (self), wf_document_get_model (self->document) != NULL ||
                                                 wf_document_get_blame (self->document) != NULL ||
                                                 (wf_document_get_table (self->document) != NULL &&
                                                  wf_document_get_diagram_obstacle (self->document) == NULL));
}

static void
wf_worlds_strip_dispose (GObject *object)
{
  WfWorldsStrip *self = WF_WORLDS_STRIP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  wf_throttle_clear (&self->scroll);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_worlds_strip_parent_class)->dispose (object);
}

static void
wf_worlds_strip_class_init (WfWorldsStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wf_worlds_strip_dispose;
  edit_signal =
      g_signal_new ("edit", WF_TYPE_WORLDS_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
caption_new (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  return GTK_LABEL (label);
}

static GtkWidget *
effects_button_new (void)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (_ ("Effects"));

  gtk_widget_set_tooltip_text (button, _ ("Table of what changes (Ctrl+D)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Effects"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "effects-button");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-effects");
  return button;
}

static void
wf_worlds_strip_init (WfWorldsStrip *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->heading = gtk_label_new (_ ("Worlds"));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->precision = caption_new ("dim-label");
  self->warning = caption_new ("warning");
  self->status = caption_new ("dim-label");
  self->effects_button = effects_button_new ();
  gtk_widget_add_css_class (self->box, "worlds");
  gtk_widget_add_css_class (self->heading, "heading");
  gtk_label_set_ellipsize (self->precision, PANGO_ELLIPSIZE_NONE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->chips);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_label_set_max_width_chars (self->status, 90);
  gtk_label_set_max_width_chars (self->warning, 40);
  gtk_widget_set_hexpand (scroller, TRUE);
  self->room = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_signal_connect_object (self->room, "changed", G_CALLBACK (on_room), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->room, "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->heading);
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->warning));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->status));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->precision));
  gtk_box_append (GTK_BOX (self->box), self->effects_button);
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
  gtk_label_set_max_width_chars (self->warning, is_compact ? 8 : 40);
  if (is_compact)
    gtk_button_set_icon_name (GTK_BUTTON (self->effects_button), "view-list-symbolic");
  else
    gtk_button_set_label (GTK_BUTTON (self->effects_button), _ ("Effects"));
}
