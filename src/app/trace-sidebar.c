/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/advice-list.h"
#include "app/agent-mark.h"
#include "app/step-row.h"
#include "app/trace-sidebar.h"
#include "core/attribute/judged.h"
#include "core/base/format.h"

#define FACT_CHARS 80 /* of a fact of the log are shown */

struct _WfTraceSidebar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkStack *stack;
  GtkListBox *agents;
  GtkLabel *agents_note;
  GtkEditable *filter;
  GtkStack *matches;
  GtkListView *steps;
  WfAdviceList *advice;
  GtkLabel *question;
  GtkListBox *facts;
  GtkLabel *profile_note;

  WfDocument *document;
  GtkFilter *step_filter;
  GtkSingleSelection *selection;
  char *needle; /* casefolded */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfTraceSidebar, wf_trace_sidebar, GTK_TYPE_WIDGET)

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))))
    gtk_list_box_remove (list, child);
}

static GtkWidget *
make_label (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* a line of a row: words at the left, a number at the right */
static GtkWidget *
make_line (GtkWidget *mark, const char *words, const char *number, const char *css_class)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = make_label (words, 0, css_class);

  if (mark != NULL)
    gtk_box_append (GTK_BOX (line), mark);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, words);
  gtk_box_append (GTK_BOX (line), label);
  label = make_label (number, 1, css_class);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (line), label);
  return line;
}

static GtkWidget *
make_agent_row (WfBlame *blame, gsize agent, const char *name)
{
  double share = wf_blame_get_agent_blame (blame, agent);
  g_autofree char *percent = wf_format_percent (share);
  g_autofree char *shapley = wf_format_number (wf_blame_get_agent_shapley (blame, agent));
  g_autofree char *effect = wf_format_number (-wf_blame_get_agent_counterfactual (blame, agent));
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, 1);

  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), share);
  gtk_widget_add_css_class (bar, "blame");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_box_append (GTK_BOX (box), make_line (wf_agent_mark_new (agent), name, percent, "heading"));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), make_line (NULL, _ ("Shapley share"), shapley, "caption"));
  gtk_box_append (GTK_BOX (box), make_line (NULL, _ ("if it made no mistake"), effect, "caption"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

typedef struct
{
  gsize agent;
  double blame;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->blame != y->blame)
    return x->blame < y->blame ? 1 : -1;
  return (x->agent > y->agent) - (x->agent < y->agent);
}

/* not the human who asked, nor a tool */
static gboolean
can_bear_blame (WfTrace *trace, gsize agent)
{
  for (gsize i = 0; i < wf_trace_get_n_steps (trace); i++)
    if (wf_trace_get_agent_index (trace, i) == agent && wf_trace_can_bear_blame (trace, i))
      return TRUE;
  return FALSE;
}

static void
update_agents (WfTraceSidebar *self, WfBlame *blame)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  const char *const *names = wf_trace_get_agents (trace);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (Ranked));

  clear_list (self->agents);
  for (gsize i = 0; names[i]; i++)
    if (can_bear_blame (trace, i))
      g_array_append_val (order, ((Ranked){ i, wf_blame_get_agent_blame (blame, i) }));
  g_array_sort (order, compare_ranked);
  for (guint i = 0; i < order->len; i++)
    {
      gsize agent = g_array_index (order, Ranked, i).agent;

      gtk_list_box_append (self->agents, make_agent_row (blame, agent, names[agent]));
    }
  gtk_label_set_label (
      self->agents_note,
      wf_blame_is_shapley_exact (blame)
          ? _ ("Percent: sum over the agent's steps. Below it, its share of the failure in the model, exact, "
               "and the change without its mistakes.")
          : _ ("Percent: sum over the agent's steps. Below it, its share of the failure in the model, from "
               "200 sampled orders, and the change without its mistakes."));
}

static void
add_fact (GtkListBox *list, const char *name, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row),
                                      FALSE); /* before there is any text to parse */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (list, row);
}

/* the stamp of who judged, below the profile */
static void
add_judge (WfTraceSidebar *self, WfBlame *blame)
{
  if (wf_blame_get_judge (blame) != NULL)
    add_fact (self->facts, _ ("Judged by"), wf_blame_get_judge (blame));
}

/* what the profile can do, and what the judge did */
static void
show_note (WfTraceSidebar *self, WfBlame *blame)
{
  g_autofree char *judge = wf_blame_describe_judge (blame);
  g_autofree char *text =
      judge != NULL ? g_strdup_printf ("%s\n\n%s", judge, wf_blame_get_profile_note (blame)) : NULL;

  gtk_label_set_label (self->profile_note, text != NULL ? text : wf_blame_get_profile_note (blame));
}

static void
update_run (WfTraceSidebar *self, WfBlame *blame)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  const char *question = wf_trace_get_question (trace);
  g_autofree char *n_steps = wf_format_count (wf_trace_get_n_steps (trace));
  g_autofree char *n_agents = wf_format_count (g_strv_length ((char **) wf_trace_get_agents (trace)));
  g_autofree char *failure = wf_format_number (wf_blame_get_failure (blame));

  gtk_label_set_label (self->question, *question ? question : _ ("The log doesn't say."));
  clear_list (self->facts);
  add_fact (self->facts, _ ("Steps"), n_steps);
  add_fact (self->facts, _ ("Speakers"), n_agents);
  add_fact (self->facts, _ ("Format"), wf_trace_get_format (trace));
  add_fact (self->facts, _ ("Profile"), wf_blame_get_profile (blame));
  add_judge (self, blame);
  add_fact (self->facts, _ ("Model's failure probability"), failure);
  if (*wf_run_outcome_to_text (wf_trace_get_outcome (trace)) != '\0')
    add_fact (self->facts, _ ("Outcome, as logged"), wf_run_outcome_to_text (wf_trace_get_outcome (trace)));
  for (gsize i = 0; i < wf_trace_get_n_facts (trace); i++)
    {
      const char *key, *value;
      g_autofree char *shown = NULL;

      wf_trace_get_fact (trace, i, &key, &value);
      shown = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), FACT_CHARS));
      add_fact (self->facts, key, shown);
    }
  show_note (self, blame);
}

static void
update_steps (WfTraceSidebar *self, WfBlame *blame)
{
  GListModel *items = wf_step_items_new (blame);
  GtkFilterListModel *filtered = gtk_filter_list_model_new (items, g_object_ref (self->step_filter));

  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (filtered));
  g_object_unref (filtered);
}

static void
update_selection (WfTraceSidebar *self)
{
  gssize selected = wf_document_get_selected_step (self->document);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n && position == GTK_INVALID_LIST_POSITION; i++)
    {
      g_autoptr (WfStepItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if ((gssize) wf_step_item_get_step (item) == selected)
        position = i;
    }
  self->is_updating = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_updating = FALSE;
}

static void
update (WfTraceSidebar *self)
{
  WfBlame *blame = wf_document_get_blame (self->document);

  if (blame == NULL)
    return;
  self->is_updating = TRUE;
  update_agents (self, blame);
  update_run (self, blame);
  update_steps (self, blame);
  self->is_updating = FALSE;
  update_selection (self);
}

static void
on_changed (WfDocument *document, guint parts, WfTraceSidebar *self)
{
  if (parts & (WF_PART_SOURCE | WF_PART_BLAME))
    update (self);
  else if (parts & WF_PART_SELECTION)
    update_selection (self);
}

static void
on_selected (WfTraceSidebar *self)
{
  WfStepItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL && !self->is_updating)
    wf_document_select_step (self->document, wf_step_item_get_step (item));
}

static gboolean
is_shown (gpointer item, gpointer data)
{
  WfTraceSidebar *self = data;

  return self->needle == NULL || wf_step_item_matches (item, self->needle);
}

static void
on_filter_changed (WfTraceSidebar *self)
{
  const char *text = gtk_editable_get_text (self->filter);

  g_clear_pointer (&self->needle, g_free);
  if (*text)
    self->needle = g_utf8_casefold (text, -1);
  self->is_updating = TRUE;
  gtk_filter_changed (self->step_filter, GTK_FILTER_CHANGE_DIFFERENT);
  self->is_updating = FALSE;
  update_selection (self);
}

static void
on_items (WfTraceSidebar *self)
{
  gboolean is_none = self->needle && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0;

  gtk_stack_set_visible_child_name (self->matches, is_none ? "none" : "list");
}

static void
wf_trace_sidebar_dispose (GObject *object)
{
  WfTraceSidebar *self = WF_TRACE_SIDEBAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->step_filter);
  g_clear_object (&self->document);
  g_clear_pointer (&self->needle, g_free);
  G_OBJECT_CLASS (wf_trace_sidebar_parent_class)->dispose (object);
}

static void
wf_trace_sidebar_class_init (WfTraceSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WF_TYPE_ADVICE_LIST);
  G_OBJECT_CLASS (klass)->dispose = wf_trace_sidebar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/trace-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, box);
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, agents);
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, agents_note);
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, filter);
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, matches);
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, steps);
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, advice);
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, question);
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, facts);
  gtk_widget_class_bind_template_child (widget_class, WfTraceSidebar, profile_note);
}

static void
wf_trace_sidebar_init (WfTraceSidebar *self)
{
  g_autoptr (GtkListItemFactory) factory = wf_step_row_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE); /* what its rows want stays inside the pane */
  self->step_filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_factory (self->steps, factory);
  gtk_list_view_set_model (self->steps, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_items), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (on_filter_changed), self, G_CONNECT_SWAPPED);
}

GtkWidget *
wf_trace_sidebar_new (WfDocument *document)
{
  WfTraceSidebar *self = g_object_new (WF_TYPE_TRACE_SIDEBAR, NULL);

  self->document = g_object_ref (document);
  wf_advice_list_set_document (self->advice, document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, 0);
  update (self);
  return GTK_WIDGET (self);
}

void
wf_trace_sidebar_focus_filter (WfTraceSidebar *self)
{
  g_return_if_fail (WF_IS_TRACE_SIDEBAR (self));

  gtk_stack_set_visible_child_name (self->stack, "steps");
  gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}
