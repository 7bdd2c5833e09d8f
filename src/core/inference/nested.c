/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "core/inference/nested-private.h"
#include "core/model/mechanism.h"

static void
version_clear (gpointer data)
{
  g_free (((WfVersion *) data)->parents);
}

void
wf_nested_init (WfNested *self, WfModel *model)
{
  WfGraph *graph = wf_model_get_graph (model);
  gsize n;

  *self = (WfNested){ .model = model };
  self->order = wf_graph_sort_topologically (graph, &n);
  self->n_nodes = (guint) n;
  self->parents = g_new0 (guint *, n + 1);
  self->n_parents = g_new0 (gsize, n + 1);
  for (guint i = 0; i < self->n_nodes; i++)
    self->parents[i] = wf_graph_list_parents (graph, i, &self->n_parents[i]);
  self->versions = g_array_new (FALSE, TRUE, sizeof (WfVersion));
  g_array_set_clear_func (self->versions, version_clear);
  self->index = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
}

void
wf_nested_clear (WfNested *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    g_free (self->parents[i]);
  g_free (self->parents);
  g_free (self->n_parents);
  g_free (self->order);
  g_clear_pointer (&self->versions, g_array_unref);
  g_clear_pointer (&self->index, g_hash_table_unref);
}

/* The place of a version with this key, or where it is put now. */
static guint
keep (WfNested *self, GByteArray *key, WfVersion version)
{
  g_autoptr (GBytes) bytes = g_bytes_new (key->data, key->len);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, bytes));

  if (place > 0)
    return place - 1;
  version.parents =
      version.n_parents > 0 ? g_memdup2 (version.parents, version.n_parents * sizeof *version.parents) : NULL;
  g_array_append_val (self->versions, version);
  g_hash_table_insert (self->index, g_steal_pointer (&bytes), GUINT_TO_POINTER (self->versions->len));
  return self->versions->len - 1;
}

guint
wf_nested_fix (WfNested *self, guint node, double value)
{
  g_autoptr (GByteArray) key = g_byte_array_new ();

  g_byte_array_append (key, (const guint8 *) &node, sizeof node);
  g_byte_array_append (key, (const guint8 *) &value, sizeof value);
  g_byte_array_append (key, (const guint8 *) "=", 1);
  return keep (self, key, (WfVersion){ .node = node, .is_fixed = TRUE, .value = value });
}

guint
wf_nested_add (WfNested *self, guint node, const guint *parents)
{
  g_autoptr (GByteArray) key = g_byte_array_new ();
  gsize n = self->n_parents[node];

  g_byte_array_append (key, (const guint8 *) &node, sizeof node);
  g_byte_array_append (key, (const guint8 *) parents, (guint) (n * sizeof *parents));
  return keep (self, key, (WfVersion){ .node = node, .parents = (guint *) parents, .n_parents = n });
}

void
wf_nested_add_world (WfNested *self, const gssize *given, guint *out)
{
  g_autofree guint *parents = g_new (guint, self->n_nodes + 1);

  for (guint i = 0; i < self->n_nodes; i++)
    {
      guint node = self->order[i];

      for (gsize k = 0; k < self->n_parents[node]; k++)
        parents[k] = out[self->parents[node][k]];
      out[node] = given[node] >= 0 ? (guint) given[node] : wf_nested_add (self, node, parents);
    }
}

/* ---- paths ---- */

/* The beginnings of all paths: what carries the change to a node is a set of them. */
typedef struct
{
  guint node;
  guint before; /* the beginning without its last node; G_MAXUINT for the exposure alone */
} Beginning;

typedef struct
{
  WfNested *nested;
  GArray *beginnings;
  guint exposure, active;
  const guint *world; /* where nothing is carried */
} Paths;

static guint
keep_beginning (Paths *self, guint before, guint node)
{
  Beginning beginning = { node, before };

  for (guint i = 0; i < self->beginnings->len; i++)
    {
      const Beginning *other = &g_array_index (self->beginnings, Beginning, i);

      if (other->before == before && other->node == node)
        return i;
    }
  g_array_append_val (self->beginnings, beginning);
  return self->beginnings->len - 1;
}

/* The version of a node that these beginnings, which all end in it, carry the change to. set: by beginning */
static guint
add_carried (Paths *self, guint node, const gboolean *set)
{
  WfNested *nested = self->nested;
  gsize n = nested->n_parents[node];
  g_autofree guint *versions = g_new (guint, n + 1);

  for (gsize k = 0; k < n; k++)
    {
      guint parent = nested->parents[node][k];
      g_autofree gboolean *before = g_new0 (gboolean, self->beginnings->len);
      gboolean is_carried = FALSE;

      for (guint i = 0; i < self->beginnings->len; i++)
        {
          const Beginning *beginning = &g_array_index (self->beginnings, Beginning, i);

          if (set[i] && beginning->before != G_MAXUINT &&
              g_array_index (self->beginnings, Beginning, beginning->before).node == parent)
            before[beginning->before] = is_carried = TRUE;
        }
      if (!is_carried)
        versions[k] = self->world[parent];
      else
        versions[k] = parent == self->exposure ? self->active : add_carried (self, parent, before);
    }
  return wf_nested_add (nested, node, versions);
}

guint
wf_nested_add_paths (
    WfNested *self, const guint *const *paths, gsize n_paths, guint active, const guint *world)
{
  g_autoptr (GArray) beginnings = g_array_new (FALSE, FALSE, sizeof (Beginning));
  Paths walk = {
    .nested = self, .beginnings = beginnings, .exposure = paths[0][0], .active = active, .world = world
  };
  g_autofree gboolean *set = NULL;
  guint outcome = G_MAXUINT;

  for (gsize i = 0; i < n_paths; i++)
    {
      guint before = G_MAXUINT;

      for (gsize k = 0; paths[i][k] != G_MAXUINT; k++)
        {
          before = keep_beginning (&walk, before, paths[i][k]);
          outcome = paths[i][k];
        }
    }
  set = g_new0 (gboolean, beginnings->len);
  for (guint i = 0; i < beginnings->len; i++)
    set[i] = g_array_index (beginnings, Beginning, i).node == outcome;
  return add_carried (&walk, outcome, set);
}

/* ---- what a version hangs on ---- */

gboolean *
wf_nested_mark_entering (const WfNested *self, const guint *versions, gsize n)
{
  gboolean *enters = g_new0 (gboolean, self->versions->len + 1);

  for (gsize i = 0; i < n; i++)
    enters[versions[i]] = TRUE;
  for (guint i = self->versions->len; i-- > 0;)
    {
      const WfVersion *one = &g_array_index (self->versions, WfVersion, i);

      for (gsize k = 0; enters[i] && k < one->n_parents; k++)
        enters[one->parents[k]] = TRUE;
    }
  return enters;
}

gboolean *
wf_nested_list_recanting (const WfNested *self, guint version)
{
  g_autofree gboolean *enters = wf_nested_mark_entering (self, &version, 1);
  g_autofree guint *n_versions = g_new0 (guint, self->n_nodes + 1);
  gboolean *is_recanting = g_new0 (gboolean, self->n_nodes + 1);

  for (guint i = 0; i <= version; i++)
    {
      const WfVersion *one = &g_array_index (self->versions, WfVersion, i);

      if (enters[i] && !one->is_fixed && ++n_versions[one->node] > 1)
        is_recanting[one->node] = TRUE;
    }
  return is_recanting;
}

/* ---- linear-Gaussian ---- */

gboolean
wf_nested_is_linear (const WfNested *self, const WfNestedQuery *query)
{
  g_autofree gboolean *enters = wf_nested_mark_entering (self, query->versions, query->n);
  gboolean is_linear = TRUE;
  gsize n;

  for (guint i = 0; i < self->versions->len && is_linear; i++)
    {
      const WfVersion *one = &g_array_index (self->versions, WfVersion, i);

      is_linear =
          !enters[i] || (wf_mechanism_get_n_levels (wf_model_get_mechanism (self->model, one->node)) == 0 &&
                         (one->is_fixed || one->n_parents == 0 ||
                          wf_model_get_coefficients (self->model, one->node, &n) != NULL));
    }
  return is_linear;
}

void
wf_nested_infer_linear (const WfNested *self, const WfNestedQuery *query, double *out)
{
  g_autofree gboolean *enters = wf_nested_mark_entering (self, query->versions, query->n);
  g_autofree double *means = g_new0 (double, self->versions->len + 1);

  for (guint i = 0; i < self->versions->len; i++)
    {
      const WfVersion *one = &g_array_index (self->versions, WfVersion, i);
      gsize n;
      const double *coefficients = wf_model_get_coefficients (self->model, one->node, &n);

      if (!enters[i])
        continue;
      if (one->is_fixed)
        means[i] = one->value;
      else if (one->n_parents == 0)
        wf_mechanism_predict (wf_model_get_mechanism (self->model, one->node), NULL, 1, &means[i]);
      else
        means[i] = wf_model_get_intercept (self->model, one->node);
      for (gsize k = 0; k < one->n_parents; k++)
        means[i] += coefficients[k] * means[one->parents[k]];
    }
  for (gsize i = 0; i < query->n; i++)
    out[i] = means[query->versions[i]];
}

/* ---- discrete ---- */

gboolean
wf_nested_is_discrete (const WfNested *self, const WfNestedQuery *query)
{
  g_autofree gboolean *enters = wf_nested_mark_entering (self, query->versions, query->n);
  gboolean is_discrete = TRUE;
  gsize n;

  for (guint i = 0; i < self->versions->len && is_discrete; i++)
    {
      guint node = g_array_index (self->versions, WfVersion, i).node;

      is_discrete = !enters[i] || wf_model_get_cpt (self->model, node, &n) != NULL;
    }
  return is_discrete;
}

/* One query: the versions that enter it are the variables. */
typedef struct
{
  const WfNested *nested;
  const gboolean *enters;
  const gsize *sizes; /* by version: levels */
  const gint *levels; /* by version: where it is fixed; else -1 */
} Coupling;

static WfFactor *
make_plain_factor (const Coupling *self, guint version, WfProgress *progress, GError **error)
{
  const WfVersion *one = &g_array_index (self->nested->versions, WfVersion, version);
  g_autofree guint *variables = g_new (guint, one->n_parents + 1);
  WfScope scope = { variables, (guint) one->n_parents + 1 };
  gsize n_entries;

  for (gsize k = 0; k < one->n_parents; k++)
    variables[k] = one->parents[k];
  variables[one->n_parents] = version;
  return wf_factor_new_reduced (&scope, self->sizes,
                                wf_model_get_cpt (self->nested->model, one->node, &n_entries), self->levels,
                                progress, error);
}

/* The share of [0, 1) in which one version has its level: its row of probabilities, added up. */
static void
find_interval (
    const Coupling *self, const WfVersion *one, const gsize *digits, gsize level, double *low, double *high)
{
  gsize n_entries, row = 0, n_levels = 0;
  const double *cpt = wf_model_get_cpt (self->nested->model, one->node, &n_entries);

  for (gsize k = 0; k < one->n_parents; k++)
    row = row * self->sizes[one->parents[k]] + digits[one->parents[k]];
  n_levels = wf_table_get_n_levels (wf_model_get_table (self->nested->model), one->node);
  *low = 0.0;
  for (gsize i = 0; i < level; i++)
    *low += cpt[row * n_levels + i];
  *high = level + 1 == n_levels ? 1.0 : *low + cpt[row * n_levels + level];
}

/* The variables of a coupled factor: what the versions hang on, then these. */
static GArray *
list_scope (const Coupling *self, const guint *versions, gsize n)
{
  GArray *scope = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *is_in = g_new0 (gboolean, self->nested->versions->len);

  for (gsize i = 0; i < n; i++)
    {
      const WfVersion *one = &g_array_index (self->nested->versions, WfVersion, versions[i]);

      for (gsize k = 0; k < one->n_parents; k++)
        if (!is_in[one->parents[k]] && self->levels[one->parents[k]] < 0)
          {
            is_in[one->parents[k]] = TRUE;
            g_array_append_val (scope, one->parents[k]);
          }
    }
  g_array_append_vals (scope, versions, (guint) n);
  return scope;
}

/* Several versions of one node see the same noise: together they have certain levels where their intervals
 * overlap. */
static WfFactor *
make_coupled_factor (
    const Coupling *self, const guint *versions, gsize n, WfProgress *progress, GError **error)
{
  g_autoptr (GArray) variables = list_scope (self, versions, n);
  WfScope scope = { (const guint *) variables->data, variables->len };
  g_autofree gsize *digits = g_new0 (gsize, self->nested->versions->len);
  g_autoptr (WfFactor) factor = wf_factor_new (&scope, self->sizes, error);

  for (guint i = 0; i < self->nested->versions->len; i++)
    digits[i] = self->levels[i] >= 0 ? (gsize) self->levels[i] : 0;
  for (gsize entry = 0; factor != NULL && entry < factor->n_entries; entry++)
    {
      double low = 0.0, high = 1.0;

      if (entry % 1024 == 0 && !wf_progress_check (progress, error))
        return NULL;
      for (gsize i = 0; i < n; i++)
        {
          double from, to;

          find_interval (self, &g_array_index (self->nested->versions, WfVersion, versions[i]), digits,
                         digits[versions[i]], &from, &to);
          low = MAX (low, from);
          high = MIN (high, to);
        }
      factor->values[entry] = MAX (high - low, 0.0);
      for (guint k = scope.n_variables; k-- > 0;)
        {
          if (++digits[scope.variables[k]] < self->sizes[scope.variables[k]])
            break;
          digits[scope.variables[k]] = 0;
        }
    }
  return g_steal_pointer (&factor);
}

static gboolean
add_factors (const Coupling *self, GPtrArray *factors, WfProgress *progress, GError **error)
{
  for (guint node = 0; node < self->nested->n_nodes; node++)
    {
      g_autoptr (GArray) versions = g_array_new (FALSE, FALSE, sizeof (guint));
      WfFactor *factor;

      for (guint i = 0; i < self->nested->versions->len; i++)
        {
          const WfVersion *one = &g_array_index (self->nested->versions, WfVersion, i);

          if (one->node == node && self->enters[i] && !one->is_fixed)
            g_array_append_val (versions, i);
        }
      if (versions->len == 0)
        continue;
      factor =
          versions->len == 1
              ? make_plain_factor (self, g_array_index (versions, guint, 0), progress, error)
              : make_coupled_factor (self, (const guint *) versions->data, versions->len, progress, error);
      if (factor == NULL)
        return FALSE;
      g_ptr_array_add (factors, factor);
    }
  return TRUE;
}

static gboolean
infer_one (
    const Coupling *self, guint version, guint level, double *out, WfProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) factors = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_factor_free);
  g_autofree double *probabilities = g_new0 (double, self->sizes[version] + 1);
  WfScope query = { &version, 1 };

  if (self->levels[version] >= 0)
    {
      *out = self->levels[version] == (gint) level;
      return TRUE;
    }
  if (!add_factors (self, factors, progress, error) ||
      !wf_eliminate (factors, self->nested->versions->len, self->sizes, &query, probabilities, progress,
                     error))
    return FALSE;
  *out = probabilities[level];
  return TRUE;
}

gboolean
wf_nested_infer_discrete (
    const WfNested *self, const WfNestedQuery *query, double *out, WfProgress *progress, GError **error)
{
  WfTable *table = wf_model_get_table (self->model);
  g_autofree gsize *sizes = g_new0 (gsize, self->versions->len + 1);
  g_autofree gint *levels = g_new0 (gint, self->versions->len + 1);

  for (guint i = 0; i < self->versions->len; i++)
    {
      const WfVersion *one = &g_array_index (self->versions, WfVersion, i);

      sizes[i] = wf_table_get_n_levels (table, one->node);
      levels[i] = one->is_fixed ? (gint) one->value : -1;
    }
  for (gsize i = 0; i < query->n; i++)
    {
      g_autofree gboolean *enters = wf_nested_mark_entering (self, &query->versions[i], 1);
      Coupling coupling = { .nested = self, .enters = enters, .sizes = sizes, .levels = levels };

      if (!infer_one (&coupling, query->versions[i], query->level, &out[i], progress, error))
        return FALSE;
    }
  return TRUE;
}
