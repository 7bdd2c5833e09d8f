/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The search for a bridge: a set B of observed nodes that cuts all directed paths from X to C, and a context
 * Z of observed nodes that X doesn't lead to, so that Z blocks every back-door path from X to B, and X with Z
 * every one from B to C. A context that blocks is looked for only where all allowed ancestors together do
 * (van der Zander, Liskiewicz & Textor 2014). */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/diagram/bridge.h"
#include "core/diagram/network-private.h"

G_DEFINE_BOXED_TYPE (WfBridge, wf_bridge, wf_bridge_ref, wf_bridge_unref)

struct _WfBridge
{
  WfBridgeKind kind;
  char *treatment, *outcome;
  char **nodes, **context, **path;
  char *path_text;
  char *lacking; /* nullable: what a better way lacked */
};

typedef struct
{
  WfHiddenNetwork *network;
  guint x, c;
  gboolean *is_bridge, *is_context; /* n: what is tried */
  GArray *bridge_candidates, *context_candidates;
  GPtrArray *found; /* nullable: gboolean arrays, contexts */
  WfProgress *progress;
  GError *error;
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->network, wf_hidden_network_free);
  g_clear_pointer (&self->bridge_candidates, g_array_unref);
  g_clear_pointer (&self->context_candidates, g_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self->is_bridge);
  g_free (self->is_context);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static void
bridge_clear (gpointer data)
{
  WfBridge *self = data;

  g_free (self->treatment);
  g_free (self->outcome);
  g_strfreev (self->nodes);
  g_strfreev (self->context);
  g_strfreev (self->path);
  g_free (self->path_text);
  g_free (self->lacking);
}

WfBridge *
wf_bridge_ref (WfBridge *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_bridge_unref (WfBridge *self)
{
  g_atomic_rc_box_release_full (self, bridge_clear);
}

WfBridgeKind
wf_bridge_get_kind (WfBridge *self)
{
  return self->kind;
}

const char *
wf_bridge_get_treatment (WfBridge *self)
{
  return self->treatment;
}

const char *
wf_bridge_get_outcome (WfBridge *self)
{
  return self->outcome;
}

/**
 * wf_bridge_get_nodes:
 * @self: the answer
 *
 * Returns: (array zero-terminated=1) (transfer none): the bridge
 */
const char *const *
wf_bridge_get_nodes (WfBridge *self)
{
  return (const char *const *) self->nodes;
}

/**
 * wf_bridge_get_context:
 * @self: the answer
 *
 * Returns: (array zero-terminated=1) (transfer none): what is held besides
 */
const char *const *
wf_bridge_get_context (WfBridge *self)
{
  return (const char *const *) self->context;
}

/**
 * wf_bridge_get_path:
 * @self: the answer
 *
 * Returns: (array zero-terminated=1) (transfer none): the nodes of a path to highlight
 */
const char *const *
wf_bridge_get_path (WfBridge *self)
{
  return (const char *const *) self->path;
}

static char *
describe_kind (WfBridge *self)
{
  g_autofree char *nodes = g_strjoinv (", ", self->nodes);
  g_autofree char *context = g_strjoinv (", ", self->context);

  switch (self->kind)
    {
      case WF_BRIDGE_NO_PATH:
        return g_strdup_printf (_ ("No directed path leads from %s to %s: there is no effect"),
                                self->treatment, self->outcome);
      case WF_BRIDGE_COMB:
        if (*context == '\0')
          return g_strdup_printf (_ ("All that %s does to %s goes through %s (%s): comb disintegration"),
                                  self->treatment, self->outcome, nodes, self->path_text);
        return g_strdup_printf (
            _ ("Given %s, all that %s does to %s goes through %s (%s): comb disintegration"), context,
            self->treatment, self->outcome, nodes, self->path_text);
      case WF_BRIDGE_BACK_DOOR:
        if (*context == '\0')
          return g_strdup_printf (_ ("Nothing leads to both %s and %s: the cut is what is observed"),
                                  self->treatment, self->outcome);
        return g_strdup_printf (_ ("%s blocks every other way from %s to %s: back-door adjustment"), context,
                                self->treatment, self->outcome);
      case WF_BRIDGE_NONE:
      default:
        return g_strdup_printf (_ ("Not computable from these data: no bridge was found, and nothing "
                                   "observed blocks the path %s"),
                                self->path_text);
    }
}

char *
wf_bridge_describe (WfBridge *self)
{
  g_autofree char *text = describe_kind (self);

  if (self->lacking == NULL)
    return g_steal_pointer (&text);
  return g_strdup_printf ("%s. %s", self->lacking, text);
}

char *
wf_bridge_describe_typeset (WfBridge *self)
{
  static const char *const arrows[][2] = { { " <-> ", " ↔ " }, { " -> ", " → " }, { " <- ", " ← " } };
  g_autofree char *plain = wf_bridge_describe (self);
  g_autoptr (GString) text = g_string_new (plain);

  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    g_string_replace (text, arrows[i][0], arrows[i][1], 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_separated (const Search *self, guint a, guint b, const gboolean *given, const gboolean *cut)
{
  g_autoptr (GArray) path = wf_hidden_network_find_path (self->network, a, b, given, cut, FALSE);

  return path == NULL;
}

/* Z blocks all back-door paths from X to the bridge */
static gboolean
blocks_before (const Search *self, const gboolean *context)
{
  g_autofree gboolean *cut = g_new0 (gboolean, self->network->n + 1);

  cut[self->x] = TRUE;
  for (guint i = 0; i < self->network->n; i++)
    if (self->is_bridge[i] && !is_separated (self, self->x, i, context, cut))
      return FALSE;
  return TRUE;
}

/* X and Z block all back-door paths from the bridge to C */
static gboolean
blocks_behind (const Search *self, const gboolean *context)
{
  g_autofree gboolean *given = g_memdup2 (context, (self->network->n + 1) * sizeof (gboolean));

  given[self->x] = TRUE;
  for (guint i = 0; i < self->network->n; i++)
    if (self->is_bridge[i] && !is_separated (self, i, self->c, given, self->is_bridge))
      return FALSE;
  return TRUE;
}

static gboolean
cuts_all_paths (const Search *self)
{
  g_autofree gboolean *nothing = g_new0 (gboolean, self->network->n + 1);
  g_autoptr (GArray) path =
      wf_hidden_network_find_path (self->network, self->x, self->c, self->is_bridge, nothing, TRUE);

  return path == NULL;
}

static gboolean
blocks_back_door (const Search *self, const gboolean *context)
{
  g_autofree gboolean *cut = g_new0 (gboolean, self->network->n + 1);

  cut[self->x] = TRUE;
  return is_separated (self, self->x, self->c, context, cut);
}

/* the nodes of the candidates that lead to one of the set */
static gboolean *
list_allowed_ancestors (const Search *self, const gboolean *set)
{
  g_autofree gboolean *closed = wf_hidden_network_close (self->network, set, TRUE);
  gboolean *allowed = g_new0 (gboolean, self->network->n + 1);

  for (guint i = 0; i < self->context_candidates->len; i++)
    {
      guint node = g_array_index (self->context_candidates, guint, i);

      allowed[node] = closed[node];
    }
  return allowed;
}

/* whether some context of any size blocks before the bridge, and some behind it */
static gboolean
can_be_blocked (const Search *self)
{
  g_autofree gboolean *set = g_memdup2 (self->is_bridge, (self->network->n + 1) * sizeof (gboolean));
  g_autofree gboolean *before = NULL;
  g_autofree gboolean *behind = NULL;

  set[self->x] = TRUE;
  before = list_allowed_ancestors (self, set);
  set[self->c] = TRUE;
  behind = list_allowed_ancestors (self, set);
  return blocks_before (self, before) && blocks_behind (self, behind);
}

typedef gboolean (*Accept) (Search *self);

/* tries the sets of a size among the candidates, from `first` on; marked: n, in which they are marked */
static gboolean
choose (Search *self, const GArray *candidates, gboolean *marked, guint size, guint first, Accept accept)
{
  if (!wf_progress_check (self->progress, self->error == NULL ? &self->error : NULL))
    return FALSE;
  if (size == 0)
    return accept (self);
  for (guint i = first; i + size <= candidates->len; i++)
    {
      guint node = g_array_index (candidates, guint, i);

      if (marked == self->is_context && self->is_bridge[node])
        continue;
      marked[node] = TRUE;
      if (choose (self, candidates, marked, size - 1, i + 1, accept))
        return TRUE;
      marked[node] = FALSE;
    }
  return FALSE;
}

static gboolean
accept_context (Search *self)
{
  return blocks_before (self, self->is_context) && blocks_behind (self, self->is_context);
}

static gboolean
accept_back_door (Search *self)
{
  return blocks_back_door (self, self->is_context);
}

/* keeps the set unless one that it contains is kept already, and goes on */
static gboolean
collect_back_door (Search *self)
{
  for (guint i = 0; i < self->found->len; i++)
    {
      const gboolean *set = g_ptr_array_index (self->found, i);
      gboolean is_part = TRUE;

      for (guint k = 0; k < self->network->n && is_part; k++)
        is_part = !set[k] || self->is_context[k];
      if (is_part)
        return FALSE;
    }
  if (blocks_back_door (self, self->is_context))
    g_ptr_array_add (self->found, g_memdup2 (self->is_context, (self->network->n + 1) * sizeof (gboolean)));
  return FALSE;
}

static gboolean
accept_bridge (Search *self)
{
  if (!cuts_all_paths (self) || !can_be_blocked (self))
    return FALSE;
  for (guint size = 0; size <= WF_BRIDGE_MAX_SIZE; size++)
    if (choose (self, self->context_candidates, self->is_context, size, 0, accept_context))
      return TRUE;
  return FALSE;
}

/* bridges: observed, between X and C; contexts: observed, not led to by X */
static void
list_candidates (Search *self)
{
  g_autofree gboolean *from = g_new0 (gboolean, self->network->n + 1);
  g_autofree gboolean *to = g_new0 (gboolean, self->network->n + 1);
  g_autofree gboolean *below = NULL;
  g_autofree gboolean *above = NULL;

  from[self->x] = to[self->c] = TRUE;
  below = wf_hidden_network_close (self->network, from, FALSE);
  above = wf_hidden_network_close (self->network, to, TRUE);
  self->bridge_candidates = g_array_new (FALSE, FALSE, sizeof (guint));
  self->context_candidates = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->network->n; i++)
    if (!self->network->is_hidden[i] && i != self->x && i != self->c)
      {
        if (!below[i])
          g_array_append_val (self->context_candidates, i);
        else if (above[i])
          g_array_append_val (self->bridge_candidates, i);
      }
}

static WfBridgeKind
search_run (Search *self)
{
  g_autofree gboolean *ends = g_new0 (gboolean, self->network->n + 1);
  g_autofree gboolean *all = NULL;

  if (cuts_all_paths (self))
    return WF_BRIDGE_NO_PATH;
  for (guint size = 1; size <= WF_BRIDGE_MAX_SIZE; size++)
    if (choose (self, self->bridge_candidates, self->is_bridge, size, 0, accept_bridge))
      return WF_BRIDGE_COMB;
  ends[self->x] = ends[self->c] = TRUE;
  all = list_allowed_ancestors (self, ends);
  if (!blocks_back_door (self, all))
    return WF_BRIDGE_NONE;
  for (guint size = 0; size <= WF_BRIDGE_MAX_SIZE; size++)
    if (choose (self, self->context_candidates, self->is_context, size, 0, accept_back_door))
      return WF_BRIDGE_BACK_DOOR;
  for (guint i = 0; i < self->network->n; i++) /* larger than what is tried one by one */
    self->is_context[i] = all[i];
  return WF_BRIDGE_BACK_DOOR;
}

static char **
list_names (const Search *self, const gboolean *set)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < self->network->n; i++)
    if (set[i])
      g_strv_builder_add (names, self->network->names[i]);
  return g_strv_builder_end (names);
}

/* the directed path over the bridge, or the back-door path that all that is allowed together leaves open */
static GArray *
find_path (const Search *self, WfBridgeKind kind)
{
  g_autofree gboolean *nothing = g_new0 (gboolean, self->network->n + 1);
  g_autofree gboolean *cut = g_new0 (gboolean, self->network->n + 1);
  g_autofree gboolean *ends = g_new0 (gboolean, self->network->n + 1);
  g_autofree gboolean *all = NULL;

  if (kind == WF_BRIDGE_COMB)
    return wf_hidden_network_find_path (self->network, self->x, self->c, nothing, nothing, TRUE);
  if (kind != WF_BRIDGE_NONE)
    return NULL;
  ends[self->x] = ends[self->c] = cut[self->x] = TRUE;
  all = list_allowed_ancestors (self, ends);
  return wf_hidden_network_find_path (self->network, self->x, self->c, all, cut, FALSE);
}

static WfBridge *
create_answer (const Search *self, WfBridgeKind kind)
{
  WfBridge *bridge = g_atomic_rc_box_new0 (WfBridge);
  g_autoptr (GArray) path = find_path (self, kind);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  bridge->kind = kind;
  bridge->treatment = g_strdup (self->network->names[self->x]);
  bridge->outcome = g_strdup (self->network->names[self->c]);
  bridge->nodes = list_names (self, self->is_bridge);
  bridge->context = list_names (self, self->is_context);
  for (guint i = 0; path != NULL && i < path->len; i++)
    g_strv_builder_add (names, self->network->names[g_array_index (path, guint, i)]);
  bridge->path = g_strv_builder_end (names);
  bridge->path_text = path != NULL ? wf_hidden_network_describe (self->network, path) : NULL;
  return bridge;
}

static gboolean
find_observed (WfGraph *graph, const char *name, guint *node, GError **error)
{
  gssize found = wf_graph_find_node (graph, name);

  if (found < 0)
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("The graph has no node “%s”"), name);
  else if (wf_graph_is_latent (graph, (guint) found))
    g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is hidden: it can be neither cut nor looked at"),
                 name);
  *node = (guint) found;
  return found >= 0 && !wf_graph_is_latent (graph, (guint) found);
}

static gboolean
search_begin (Search *self, WfGraph *graph, const char *treatment, const char *outcome, GError **error)
{
  if (!find_observed (graph, treatment, &self->x, error) || !find_observed (graph, outcome, &self->c, error))
    return FALSE;
  if (self->x == self->c)
    {
      g_set_error (error, WF_ERROR, WF_ERROR_DATA, _ ("%s is both cut and looked at; choose another outcome"),
                   treatment);
      return FALSE;
    }
  self->network = wf_hidden_network_new (graph, error);
  if (self->network == NULL)
    return FALSE;
  self->is_bridge = g_new0 (gboolean, self->network->n + 1);
  self->is_context = g_new0 (gboolean, self->network->n + 1);
  list_candidates (self);
  return TRUE;
}

/**
 * wf_bridge_find:
 * @graph: a DAG or an ADMG
 * @treatment: name of the node that is cut
 * @outcome: name of the node that is looked at
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Cost: a d-separation for every bridge and context that is tried, sets of up to WF_BRIDGE_MAX_SIZE each.
 *
 * Returns: (transfer full): the answer, “not computable” among them, or %NULL with an error
 */
WfBridge *
wf_bridge_find (
    WfGraph *graph, const char *treatment, const char *outcome, WfProgress *progress, GError **error)
{
  g_auto (Search) search = { .progress = progress };
  WfBridgeKind kind;

  if (!search_begin (&search, graph, treatment, outcome, error))
    return NULL;
  kind = search_run (&search);
  if (search.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&search.error));
      return NULL;
    }
  return create_answer (&search, kind);
}

/**
 * wf_bridge_list_back_doors:
 * @graph: a DAG or an ADMG
 * @treatment: name of the node that is cut
 * @outcome: name of the node that is looked at
 * @lacking: (nullable): a sentence without its full stop: why this is asked for
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Only the smallest are listed: where a combination of treatment and context never occurs, none does with
 * more context either. Errors: as wf_bridge_find(). Cost: a d-separation a set.
 *
 * Returns: (transfer full) (element-type WfBridge): the sets, each as an answer; may be empty
 */
GPtrArray *
wf_bridge_list_back_doors (WfGraph *graph,
                           const char *treatment,
                           const char *outcome,
                           const char *lacking,
                           WfProgress *progress,
                           GError **error)
{
  g_auto (Search) search = { .progress = progress };
  g_autoptr (GPtrArray) bridges = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_bridge_unref);

  if (!search_begin (&search, graph, treatment, outcome, error))
    return NULL;
  search.found = g_ptr_array_new_with_free_func (g_free);
  for (guint size = 0; size <= WF_BRIDGE_MAX_SIZE; size++)
    choose (&search, search.context_candidates, search.is_context, size, 0, collect_back_door);
  if (search.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&search.error));
      return NULL;
    }
  for (guint i = 0; i < search.found->len; i++)
    {
      WfBridge *bridge;

      memcpy (search.is_context, g_ptr_array_index (search.found, i), search.network->n * sizeof (gboolean));
      bridge = create_answer (&search, WF_BRIDGE_BACK_DOOR);
      bridge->lacking = g_strdup (lacking);
      g_ptr_array_add (bridges, bridge);
    }
  return g_steal_pointer (&bridges);
}
