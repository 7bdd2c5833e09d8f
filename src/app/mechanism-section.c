/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "app/mechanism-section.h"
#include "app/tooltip.h"
#include "app/value-control.h"
#include "core/base/format.h"

struct _WfMechanismSection
{
  GtkWidget parent_instance;

  GtkDropDown *kind;
  GtkLabel *words;
  GtkLabel *note;
  GtkLabel *fit;
  GtkWidget *weak;
  GtkLabel *reason;

  WfDocument *document;
  guint node;
  WfModel *model;   /* whose kinds are in the drop-down; nullable */
  GPtrArray *kinds; /* of WfMechanismKind, those of the drop-down behind the first entry; borrowed */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (WfMechanismSection, wf_mechanism_section, GTK_TYPE_WIDGET)

static WfDataKind
get_data_kind (WfTable *table, guint node)
{
  return wf_table_get_kind (table, node) == WF_COLUMN_DISCRETE ? WF_DATA_DISCRETE : WF_DATA_CONTINUOUS;
}

/* by what the node and its causes are */
static gboolean
can_be (WfModel *model, guint node, const WfMechanismKind *kind)
{
  WfTable *table = wf_model_get_table (model);
  gsize n;
  g_autofree guint *parents = wf_graph_list_parents (wf_model_get_graph (model), node, &n);

  if ((kind->nodes & get_data_kind (table, node)) == 0)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if ((kind->parents & get_data_kind (table, parents[i])) == 0)
      return FALSE;
  return TRUE;
}

/* ---- its kind ---- */

static void
on_chosen (WfMechanismSection *self)
{
  guint chosen = gtk_drop_down_get_selected (self->kind);
  WfModel *model = wf_document_get_model (self->document);

  if (self->is_updating || model == NULL || chosen == GTK_INVALID_LIST_POSITION || chosen > self->kinds->len)
    return;
  wf_document_set_mechanism (self->document, wf_graph_get_name (wf_model_get_graph (model), self->node),
                             chosen == 0 ? NULL : g_ptr_array_index (self->kinds, chosen - 1));
}

/* "Automatic: linear-Gaussian", and every kind that it can be */
static void
show_kinds (WfMechanismSection *self, WfModel *model)
{
  const char *name = wf_graph_get_name (wf_model_get_graph (model), self->node);
  const WfMechanismKind *present = wf_mechanism_get_kind (wf_model_get_mechanism (model, self->node));
  g_autofree char *id = wf_document_dup_mechanism (self->document, name);
  g_autofree char *automatic =
      id ? g_strdup (_ ("Automatic")) : g_strdup_printf (_ ("Automatic: %s"), _ (present->name));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  wf_model_ref (model);
  g_clear_pointer (&self->model, wf_model_unref);
  self->model = model;
  g_ptr_array_set_size (self->kinds, 0);
  gtk_string_list_append (names, automatic);
  for (const WfMechanismKind *const *kind = wf_mechanism_kinds_get_all (); *kind; kind++)
    if (can_be (model, self->node, *kind))
      {
        g_ptr_array_add (self->kinds, (gpointer) *kind);
        gtk_string_list_append (names, _ ((*kind)->name));
        if (g_strcmp0 ((*kind)->id, id) == 0)
          chosen = self->kinds->len;
      }
  self->is_updating = TRUE;
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->kind, chosen);
  self->is_updating = FALSE;
  /* the list of choices has no way to write such a name */
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind), strpbrk (name, ",=") == NULL);
  /* without rows there is nothing to choose by */
  gtk_widget_set_visible (GTK_WIDGET (self->kind), !wf_document_has_given_model (self->document));
}

static void
on_name_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_name_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), name);
  wf_tooltip_update (gtk_list_item_get_child (item), name);
}

/* A long name doesn't widen the pane, and with it move the picture; the list has room for it. */
static void
shorten_name (GtkDropDown *kind)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_name_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_name_bind), NULL);
  gtk_drop_down_set_list_factory (kind, gtk_drop_down_get_factory (kind));
  gtk_drop_down_set_factory (kind, factory);
}

/* ---- how well it fits ---- */

/* "R² 0.43, 1,000 rows. Held-out rows: 0.28 nats a row better than without causes." */
static char *
describe_fit (WfModel *model, guint node, gboolean is_measured)
{
  double r_squared = wf_model_get_r_squared (model, node), alone = NAN;
  double held_out = is_measured ? wf_model_get_held_out (model, node, &alone) : NAN;
  gsize n = wf_model_get_n_rows_used (model, node);
  g_autofree char *count = wf_format_count (n);
  g_autofree char *rows = g_strdup_printf (ngettext ("%s row", "%s rows", n), count);
  g_autofree char *r_text = wf_format_number (r_squared);
  g_autofree char *gain = wf_format_number (held_out - alone);
  g_autoptr (GString) text = g_string_new (NULL);

  if (wf_mechanism_get_n_parents (wf_model_get_mechanism (model, node)) == 0)
    /* Translators: %s is "1,000 rows" */
    return g_strdup_printf (_ ("No causes; its distribution is as observed in %s."), rows);
  if (!isnan (r_squared))
    g_string_append_printf (text, _ ("R² %s, %s."), r_text, rows);
  else
    g_string_append_printf (text, "%s.", rows);
  if (isfinite (held_out - alone))
    /* Translators: a difference of log-likelihoods a row */
    g_string_append_printf (text, _ (" Held-out rows: %s nats a row better than without causes."), gain);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* what of it counts in this world; NULL = all of it */
static const char *
describe_use (WfMechanismSection *self, const char *name)
{
  WfEffect *effect = wf_document_get_effect (self->document);
  gboolean is_active;
  WfIntervention *own = wf_value_control_find (self->document, name, &is_active);
  const char *value;
  WfRelation relation;
  WfInterventionKind kind = own ? wf_intervention_get_kind (own) : WF_INTERVENTION_SET;

  if (effect == NULL || !is_active || !wf_effect_is_set (effect, self->node))
    return NULL;
  if (kind == WF_INTERVENTION_SHIFT || kind == WF_INTERVENTION_SCALE || kind == WF_INTERVENTION_CLAMP)
    return _ ("used, and then changed in this world");
  if (wf_intervention_get_condition (own, &relation, &value) != NULL)
    return _ ("used in this world for some rows only");
  return _ ("not used in this world");
}

static void
show_fit (WfMechanismSection *self, WfModel *model)
{
  gboolean is_measured = wf_document_is_measured (self->document);
  g_autofree char *text = wf_document_has_given_model (self->document)
                              ? g_strdup (_ ("As the model says; there are no rows to hold it against."))
                              : describe_fit (model, self->node, is_measured);
  const char *reason = NULL;
  gboolean is_weak = is_measured && wf_model_is_weak (model, self->node, &reason);
  /* Translators: %s says why a mechanism fits badly */
  g_autofree char *words = is_weak ? g_strdup_printf (_ ("Weak: %s."), reason) : NULL;

  gtk_label_set_text (self->fit, text);
  gtk_label_set_text (self->reason, words ? words : "");
  gtk_widget_set_visible (self->weak, is_weak);
}

void
wf_mechanism_section_show (WfMechanismSection *self, guint node)
{
  WfModel *model;
  g_autofree char *words = NULL;
  const char *name, *note;
  gboolean is_other;

  g_return_if_fail (WF_IS_MECHANISM_SECTION (self));

  model = wf_document_get_model (self->document);
  g_return_if_fail (model != NULL);
  is_other = model != self->model || node != self->node;
  self->node = node;
  name = wf_graph_get_name (wf_model_get_graph (model), node);
  words = wf_model_describe (model, node);
  note = describe_use (self, name);
  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->note, note ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  if (is_other)
    show_kinds (self, model);
  show_fit (self, model);
}

static void
wf_mechanism_section_dispose (GObject *object)
{
  WfMechanismSection *self = WF_MECHANISM_SECTION (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child)
    gtk_widget_unparent (child);
  g_clear_object (&self->document);
  g_clear_pointer (&self->model, wf_model_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  G_OBJECT_CLASS (wf_mechanism_section_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, WfMechanismSection, name)

static void
wf_mechanism_section_class_init (WfMechanismSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wf_mechanism_section_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/mechanism-section.ui");
  BIND (kind);
  BIND (words);
  BIND (note);
  BIND (fit);
  BIND (weak);
  BIND (reason);
}

static void
wf_mechanism_section_init (WfMechanismSection *self)
{
  self->kinds = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  shorten_name (self->kind);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
}

void
wf_mechanism_section_set_document (WfMechanismSection *self, WfDocument *document)
{
  g_return_if_fail (WF_IS_MECHANISM_SECTION (self));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
}
