/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/format.h"
#include "core/model/model-private.h"

static const WfParam model_params[] = {
  { .id = "mechanisms",
    .name = N_ ("Mechanisms of single variables"),
    .type = WF_PARAM_TEXT,
    .help = N_ ("Kinds for single variables, “a=KIND,b=KIND”; the others keep theirs") },
  { .id = NULL },
};

static void
add_params (GArray *list, const WfParam *params)
{
  for (gsize i = 0; params != NULL && params[i].id != NULL; i++)
    g_array_append_val (list, params[i]);
}

/**
 * wf_model_get_shared_params: (skip)
 *
 * Returns: (transfer none): the parameters that belong to no single kind of mechanism
 */
const WfParam *
wf_model_get_shared_params (void)
{
  return model_params;
}

/**
 * wf_model_list_params: (skip)
 * @kind: (nullable): id of a kind of mechanism, or %NULL = all
 *
 * Returns: (transfer full): the parameters that wf_model_fit() takes, ended by an entry without id; g_free()
 */
WfParam *
wf_model_list_params (const char *kind)
{
  const WfMechanismKind *const *kinds = wf_mechanism_kinds_get_all ();
  GArray *list = g_array_new (TRUE, TRUE, sizeof (WfParam));

  add_params (list, model_params);
  for (gsize i = 0; kinds[i] != NULL; i++)
    if (kind == NULL || g_str_equal (kinds[i]->id, kind))
      add_params (list, kinds[i]->params);
  return (WfParam *) g_array_free (list, FALSE);
}

/* With single nodes of other kinds, the parameters of all kinds are known. */
GVariant *
wf_model_complete_params (const char *kind, GVariant *given, GError **error)
{
  const char *mechanisms = NULL;
  g_autofree WfParam *params = NULL;

  if (given != NULL)
    g_variant_lookup (given, "mechanisms", "&s", &mechanisms);
  params = wf_model_list_params (mechanisms != NULL && *mechanisms != '\0' ? NULL : kind);
  return wf_params_complete (params, given, error);
}

static gboolean
is_used (WfModel *self, const char *id, GVariant *value)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);

  /* not looked up: that may write the dictionary anew, and the id with it */
  if (g_str_equal (id, "mechanisms"))
    return *g_variant_get_string (value, NULL) != '\0';
  for (gsize i = 0; i < n_nodes; i++)
    {
      const WfParam *params = self->mechanisms[i].kind->params;

      if (params != NULL && wf_params_find (params, id) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Leaves out the parameters of kinds that no node is of, and shared ones that are as by default. */
void
wf_model_keep_used_params (WfModel *self)
{
  GVariantBuilder builder;
  GVariantIter iter;
  const char *id;
  GVariant *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_iter_init (&iter, self->params);
  while (g_variant_iter_next (&iter, "{&sv}", &id, &value))
    {
      if (is_used (self, id, value))
        g_variant_builder_add (&builder, "{sv}", id, value);
      g_variant_unref (value);
    }
  g_variant_unref (self->params);
  self->params = g_variant_ref_sink (g_variant_builder_end (&builder));
}

static WfDataKind
get_data_kind (gboolean is_discrete)
{
  return is_discrete ? WF_DATA_DISCRETE : WF_DATA_CONTINUOUS;
}

/* Whether a node may be of a kind; if not, why is told in words. */
static gboolean
is_possible (WfModel *self, guint node, const WfMechanismKind *kind, char **reason)
{
  const WfMechanism *mechanism = &self->mechanisms[node];
  const char *name = wf_graph_get_name (self->graph, node);
  gboolean is_discrete = wf_table_get_kind (self->table, node) == WF_COLUMN_DISCRETE;

  if ((kind->nodes & get_data_kind (is_discrete)) == 0)
    {
      *reason = is_discrete ? g_strdup_printf (_ ("A %s mechanism is for continuous variables, and %s is "
                                                  "discrete"),
                                               kind->id, name)
                            : g_strdup_printf (_ ("A %s mechanism is for discrete variables, and %s is "
                                                  "continuous"),
                                               kind->id, name);
      return FALSE;
    }
  for (gsize k = 0; k < mechanism->n_parents; k++)
    {
      const char *parent = wf_graph_get_name (self->graph, mechanism->parents[k]);
      WfColumnKind parent_kind = wf_table_get_kind (self->table, mechanism->parents[k]);

      if ((kind->parents & get_data_kind (parent_kind == WF_COLUMN_DISCRETE)) != 0)
        continue;
      if (kind->parents == 0)
        *reason = g_strdup_printf (_ ("A %s mechanism is for variables without causes, and %s has %s as a "
                                      "parent"),
                                   kind->id, name, parent);
      else
        *reason = parent_kind == WF_COLUMN_DISCRETE
                      ? g_strdup_printf (_ ("A %s mechanism needs continuous parents, and %s, a parent of "
                                            "%s, is discrete"),
                                         kind->id, parent, name)
                      : g_strdup_printf (_ ("A %s mechanism needs discrete parents, and %s, a parent of %s, "
                                            "is continuous"),
                                         kind->id, parent, name);
      return FALSE;
    }
  return TRUE;
}

/* "categorical or logistic": the kinds that a node may be of */
static char *
list_possible (WfModel *self, guint node)
{
  const WfMechanismKind *const *kinds = wf_mechanism_kinds_get_all ();
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *reason = NULL;

      if (is_possible (self, node, kinds[i], &reason))
        g_string_append_printf (list, "%s%s", list->len > 0 ? _ (" or ") : "", kinds[i]->id);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
set_impossible_error (WfModel *self, guint node, const char *reason, GError **error)
{
  g_autofree char *possible = list_possible (self, node);

  /* Translators: a sentence, then "linear-gaussian or spline" and the name of a variable */
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED, _ ("%s; it can be %s (mechanisms “%s=KIND”)"), reason,
               possible, wf_graph_get_name (self->graph, node));
}

void
wf_model_set_unknown_kind_error (const char *id, GError **error)
{
  const WfMechanismKind *const *kinds = wf_mechanism_kinds_get_all ();
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; kinds[i] != NULL; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", kinds[i]->id);
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED, _ ("There is no kind of mechanism “%s”; there are: %s"),
               id, list->str);
}

/* The kind asked for of all nodes: known, and for some of the data. */
static gboolean
find_kind (WfModel *self, const char *id, const WfMechanismKind **kind, GError **error)
{
  WfDataKind data = wf_table_get_data_kind (self->table);

  *kind = wf_mechanism_kinds_find (id);
  if (*kind == NULL)
    {
      wf_model_set_unknown_kind_error (id, error);
      return FALSE;
    }
  if (data == WF_DATA_MIXED || ((*kind)->nodes & data) != 0)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_UNSUPPORTED,
               data == WF_DATA_DISCRETE ? _ ("A %s model needs continuous columns and these are "
                                             "discrete; read them as numbers (--continuous)")
                                        : _ ("A %s model needs discrete columns and these are "
                                             "continuous; read them as levels (--discrete)"),
               id);
  return FALSE;
}

gboolean
wf_model_set_kind (WfModel *self, guint node, const WfMechanismKind *kind, GError **error)
{
  g_autofree char *reason = NULL;

  if (!is_possible (self, node, kind, &reason))
    {
      set_impossible_error (self, node, reason, error);
      return FALSE;
    }
  self->mechanisms[node].kind = kind;
  return TRUE;
}

/* "pka=spline": one entry of the parameter "mechanisms" */
static gboolean
read_entry (WfModel *self, const char *entry, GError **error)
{
  const char *equals = strrchr (entry, '=');
  g_autofree char *name = g_strstrip (g_strndup (entry, equals != NULL ? equals - entry : 0));
  g_autofree char *id = g_strstrip (g_strdup (equals != NULL ? equals + 1 : ""));
  const WfMechanismKind *kind = wf_mechanism_kinds_find (id);
  gssize node = wf_graph_find_node (self->graph, name);

  if (equals == NULL)
    {
      g_set_error (
          error, WF_ERROR, WF_ERROR_DATA,
          _ ("“%s” doesn't say which variable has which mechanism: write x=spline,y=linear-gaussian"), entry);
      return FALSE;
    }
  if (node < 0)
    {
      const char *nearest = wf_nearest_name (name, wf_graph_get_names (self->graph));

      if (nearest != NULL)
        g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no variable “%s”; did you mean “%s”?"),
                     name, nearest);
      else
        g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no variable “%s”"), name);
      return FALSE;
    }
  if (kind == NULL)
    {
      wf_model_set_unknown_kind_error (id, error);
      return FALSE;
    }
  return wf_model_set_kind (self, node, kind, error);
}

static gboolean
read_entries (WfModel *self, const char *text, GError **error)
{
  g_auto (GStrv) entries = g_strsplit (text, ",", -1);

  for (gsize i = 0; entries[i] != NULL; i++)
    {
      g_strstrip (entries[i]);
      if (*entries[i] != '\0' && !read_entry (self, entries[i], error))
        return FALSE;
    }
  return TRUE;
}

const WfMechanismKind *
wf_model_find_possible (WfModel *self, guint node, const WfMechanismKind *after)
{
  const WfMechanismKind *const *kinds = wf_mechanism_kinds_get_all ();
  gboolean is_past = after == NULL;

  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *reason = NULL;

      if (is_past && is_possible (self, node, kinds[i], &reason))
        return kinds[i];
      is_past = is_past || kinds[i] == after;
    }
  return NULL;
}

/* Of all nodes the kind asked for; a node without parents that can't be of it keeps its own values. */
static gboolean
take_kind (WfModel *self, guint node, const WfMechanismKind *kind, GError **error)
{
  g_autofree char *reason = NULL;

  if (self->mechanisms[node].n_parents > 0 || is_possible (self, node, kind, &reason))
    return wf_model_set_kind (self, node, kind, error);
  return wf_model_set_kind (self, node,
                            wf_table_get_kind (self->table, node) == WF_COLUMN_DISCRETE
                                ? &wf_mechanism_categorical
                                : &wf_mechanism_empirical,
                            error);
}

gboolean
wf_model_choose_kinds (WfModel *self, const char *id, GVariant *params, GError **error)
{
  gsize n_nodes = wf_graph_get_n_nodes (self->graph);
  const WfMechanismKind *kind = NULL;

  if (id != NULL && !find_kind (self, id, &kind, error))
    return FALSE;
  if (!read_entries (self, wf_params_get_text (params, "mechanisms"), error))
    return FALSE;
  for (guint i = 0; kind != NULL && i < n_nodes; i++)
    if (self->mechanisms[i].kind == NULL && !take_kind (self, i, kind, error))
      return FALSE;
  return TRUE;
}
