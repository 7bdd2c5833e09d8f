/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/message-view.h"
#include "app/step-links.h"
#include "app/trace-inspector.h"
#include "app/what-if.h"
#include "core/base/format.h"

#define PATH_SHOWN 16 /* steps of the path to the outcome */

struct _WfTraceInspector
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *disc;
  GtkLabel *title;
  GtkLabel *percent;
  GtkLabel *evidence;
  GtkBox *reasons;
  GtkTextView *said;
  GtkFlowBox *path;
  WfWhatIf *what_if;
  WfStepLinks *links;

  WfDocument *document;
};

G_DEFINE_FINAL_TYPE (WfTraceInspector, wf_trace_inspector, GTK_TYPE_WIDGET)

static void
add_reason (WfTraceInspector *self, const char *reason)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *bullet = g_object_new (GTK_TYPE_LABEL, "label", "•", "valign", GTK_ALIGN_START,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (reason);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (bullet, "reason");
  gtk_box_append (GTK_BOX (row), bullet);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (self->reasons, row);
}

static void
update_reasons (WfTraceInspector *self, WfBlame *blame, gsize step)
{
  const char *const *reasons = wf_blame_get_reasons (blame, step);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons))))
    gtk_box_remove (self->reasons, child);
  for (gsize i = 0; reasons[i]; i++)
    add_reason (self, reasons[i]);
}

static void
on_path_step_clicked (GtkButton *button, WfTraceInspector *self)
{
  wf_document_select_step (self->document, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "step")));
}

static void
append_to_path (WfTraceInspector *self, GtkWidget *widget)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), widget);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_append (self->path, child);
}

static void
append_step (WfTraceInspector *self, gsize step)
{
  g_autofree char *number = g_strdup_printf ("%zu →", step);
  g_autofree char *name = g_strdup_printf (_ ("Go to step %zu"), step);
  GtkWidget *button = gtk_button_new_with_label (number);

  g_object_set_data (G_OBJECT (button), "step", GINT_TO_POINTER ((int) step));
  g_signal_connect (button, "clicked", G_CALLBACK (on_path_step_clicked), self);
  gtk_widget_add_css_class (button, "path-step");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  append_to_path (self, button);
}

/* Of a long path its beginning and its end: the lanes show all of it. */
static void
update_path (WfTraceInspector *self, WfBlame *blame, gsize step)
{
  GtkWidget *child;
  gsize n;
  const gsize *steps = wf_blame_get_path (blame, step, &n);
  gsize n_left_out = n > PATH_SHOWN ? n - PATH_SHOWN : 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->path))))
    gtk_flow_box_remove (self->path, child);
  for (gsize i = 0; i < n; i++)
    {
      if (n_left_out > 0 && i == PATH_SHOWN / 2)
        {
          g_autofree char *text =
              g_strdup_printf (ngettext ("%zu more →", "%zu more →", n_left_out), n_left_out);

          append_to_path (self, gtk_label_new (text));
          i += n_left_out;
        }
      append_step (self, steps[i]);
    }
  append_to_path (self, gtk_label_new (_ ("outcome")));
}

static guint
get_suspect_number (WfBlame *blame, gsize step)
{
  gsize n;
  const gsize *ranking = wf_blame_get_ranking (blame, &n);

  for (gsize i = 0; i < MIN (n, wf_blame_get_n_suspects (blame)); i++)
    if (ranking[i] == step)
      return i + 1;
  return 0;
}

static void
update_head (WfTraceInspector *self, WfBlame *blame, gsize step)
{
  WfTrace *trace = wf_blame_get_trace (blame);
  gboolean can_bear_blame = wf_trace_can_bear_blame (trace, step);
  guint suspect = get_suspect_number (blame, step);
  g_autofree char *title = g_strdup_printf (_ ("Step %zu, %s"), step, wf_trace_get_agent (trace, step));
  g_autofree char *number = g_strdup_printf ("%u", suspect);
  g_autofree char *percent = wf_format_percent (wf_blame_get_probability (blame, step));
  const char *evidence = wf_blame_get_tier (blame) > 0
                             ? _ ("Evidence: the reasons below, the strongest first.")
                             : _ ("Evidence: the fixed prior of the steps; see the reasons below.");

  if (wf_trace_get_role (trace, step) == WF_ROLE_ENVIRONMENT)
    evidence = _ ("The environment answers; it bears no blame.");
  else if (!can_bear_blame)
    evidence = _ ("This step bears no blame.");
  else if (wf_blame_is_without_choice (blame))
    evidence = _ ("Only this step can bear blame: its probability says nothing.");
  else if (wf_blame_is_low_evidence (blame))
    evidence = _ ("Low evidence: no step stands out. Take this as a reading order.");
  gtk_widget_set_visible (GTK_WIDGET (self->disc), suspect > 0);
  gtk_label_set_label (self->disc, number);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->percent, can_bear_blame ? percent : "");
  gtk_label_set_label (self->evidence, evidence);
}

static void
update (WfTraceInspector *self)
{
  WfBlame *blame = wf_document_get_blame (self->document);
  gssize step = wf_document_get_selected_step (self->document);

  if (blame == NULL || step < 0 || (gsize) step >= wf_trace_get_n_steps (wf_blame_get_trace (blame)))
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  update_head (self, blame, step);
  update_reasons (self, blame, step);
  wf_message_view_set_text (self->said, wf_trace_get_text (wf_blame_get_trace (blame), step));
  update_path (self, blame, step);
  gtk_stack_set_visible_child_name (self->stack, "step");
}

static void
on_changed (WfDocument *document, guint parts, WfTraceInspector *self)
{
  if (parts & (WF_PART_SOURCE | WF_PART_BLAME | WF_PART_SELECTION))
    update (self);
}

static void
wf_trace_inspector_dispose (GObject *object)
{
  WfTraceInspector *self = WF_TRACE_INSPECTOR (object);
  GtkWidget *stack = GTK_WIDGET (self->stack);

  self->stack = NULL;
  g_clear_pointer (&stack, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (wf_trace_inspector_parent_class)->dispose (object);
}

static void
wf_trace_inspector_class_init (WfTraceInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (WF_TYPE_WHAT_IF);
  g_type_ensure (WF_TYPE_STEP_LINKS);
  G_OBJECT_CLASS (klass)->dispose = wf_trace_inspector_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/trace-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, WfTraceInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, WfTraceInspector, disc);
  gtk_widget_class_bind_template_child (widget_class, WfTraceInspector, title);
  gtk_widget_class_bind_template_child (widget_class, WfTraceInspector, percent);
  gtk_widget_class_bind_template_child (widget_class, WfTraceInspector, evidence);
  gtk_widget_class_bind_template_child (widget_class, WfTraceInspector, reasons);
  gtk_widget_class_bind_template_child (widget_class, WfTraceInspector, said);
  gtk_widget_class_bind_template_child (widget_class, WfTraceInspector, path);
  gtk_widget_class_bind_template_child (widget_class, WfTraceInspector, what_if);
  gtk_widget_class_bind_template_child (widget_class, WfTraceInspector, links);
}

static void
wf_trace_inspector_init (WfTraceInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE); /* what its rows want stays inside the pane */
}

GtkWidget *
wf_trace_inspector_new (WfDocument *document)
{
  WfTraceInspector *self = g_object_new (WF_TYPE_TRACE_INSPECTOR, NULL);

  self->document = g_object_ref (document);
  wf_what_if_set_document (self->what_if, document);
  wf_step_links_set_document (self->links, document);
  g_signal_connect_object (document, "changed", G_CALLBACK (on_changed), self, 0);
  update (self);
  return GTK_WIDGET (self);
}
