/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Comb disintegration: with a = (x, z),
 *   g(b | a) = P(a, b) / P(a),   f(a, c | b) = P(a) P(c | a, b),
 *   P(c | do x) = sum over z, b of g(b | x, z) times the sum over x' of f((x', z), c | b). */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/error.h"
#include "core/diagram/comb.h"

G_DEFINE_BOXED_TYPE (WfComb, wf_comb, wf_comb_ref, wf_comb_unref)

struct _WfComb
{
  WfBridge *bridge;
  WfDiagram *joint; /* over treatment, context, bridge, outcome */
  double *table;    /* n_x x n_z x n_b x n_c */
  gsize n_x, n_z, n_b, n_c;
  double *observed, *effect; /* n_x x n_c */
  double *lower, *upper;
  double *channel, *comb, *surgered; /* nullable */
  double reconstruction_error;
};

static void
comb_clear (gpointer data)
{
  WfComb *self = data;

  g_clear_pointer (&self->bridge, wf_bridge_unref);
  g_clear_pointer (&self->joint, wf_diagram_unref);
  g_free (self->table);
  g_free (self->observed);
  g_free (self->effect);
  g_free (self->lower);
  g_free (self->upper);
  g_free (self->channel);
  g_free (self->comb);
  g_free (self->surgered);
}

WfComb *
wf_comb_ref (WfComb *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
wf_comb_unref (WfComb *self)
{
  g_atomic_rc_box_release_full (self, comb_clear);
}

WfBridge *
wf_comb_get_bridge (WfComb *self)
{
  return self->bridge;
}

WfDiagram *
wf_comb_get_joint (WfComb *self)
{
  return self->joint;
}

/**
 * wf_comb_get_observed:
 * @self: the answer
 * @n: (out): number of entries
 *
 * Returns: (array length=n) (transfer none): P(outcome | treatment)
 */
const double *
wf_comb_get_observed (WfComb *self, gsize *n)
{
  *n = self->n_x * self->n_c;
  return self->observed;
}

/**
 * wf_comb_get_effect:
 * @self: the answer
 * @n: (out): number of entries; 0 where it isn't computable
 *
 * Returns: (array length=n) (transfer none) (nullable): P(outcome | do(treatment))
 */
const double *
wf_comb_get_effect (WfComb *self, gsize *n)
{
  *n = self->effect != NULL ? self->n_x * self->n_c : 0;
  return self->effect;
}

/**
 * wf_comb_get_bounds:
 * @self: the answer
 * @is_upper: the upper bounds, not the lower ones
 * @n: (out): number of entries
 *
 * Returns: (array length=n) (transfer none): bounds of P(outcome | do(treatment))
 */
const double *
wf_comb_get_bounds (WfComb *self, gboolean is_upper, gsize *n)
{
  *n = self->n_x * self->n_c;
  return is_upper ? self->upper : self->lower;
}

/**
 * wf_comb_get_channel:
 * @self: the answer
 * @n: (out): number of entries
 *
 * Returns: (array length=n) (transfer none) (nullable): g, P(b | a)
 */
const double *
wf_comb_get_channel (WfComb *self, gsize *n)
{
  *n = self->channel != NULL ? self->n_x * self->n_z * self->n_b : 0;
  return self->channel;
}

/**
 * wf_comb_get_comb:
 * @self: the answer
 * @n: (out): number of entries
 *
 * Returns: (array length=n) (transfer none) (nullable): f, P(a, c | b)
 */
const double *
wf_comb_get_comb (WfComb *self, gsize *n)
{
  *n = self->comb != NULL ? self->n_x * self->n_z * self->n_b * self->n_c : 0;
  return self->comb;
}

/**
 * wf_comb_get_surgered:
 * @self: the answer
 * @n: (out): number of entries
 *
 * Returns: (array length=n) (transfer none) (nullable): the joint after the cut
 */
const double *
wf_comb_get_surgered (WfComb *self, gsize *n)
{
  *n = self->surgered != NULL ? self->n_x * self->n_z * self->n_b * self->n_c : 0;
  return self->surgered;
}

double
wf_comb_get_reconstruction_error (WfComb *self)
{
  return self->reconstruction_error;
}

/* sum over c of the row of (a, b) */
static double
sum_row (const WfComb *self, gsize row)
{
  double sum = 0;

  for (gsize c = 0; c < self->n_c; c++)
    sum += self->table[row * self->n_c + c];
  return sum;
}

/* "P(S=1, T=0)": a row of the table: all outputs but the outcome */
static char *
describe_row (const WfComb *self, gsize row)
{
  g_autoptr (GString) text = g_string_new (")");
  gsize n;
  const guint *outputs = wf_diagram_get_outputs (self->joint, &n);

  for (gsize i = n - 1; i-- > 0;)
    {
      guint object = wf_diagram_get_wire_object (self->joint, outputs[i]);
      gsize n_levels = wf_diagram_get_n_levels (self->joint, object);
      g_autofree char *one =
          g_strdup_printf ("%s%s=%s", i > 0 ? ", " : "P(", wf_diagram_get_object_name (self->joint, object),
                           wf_diagram_get_levels (self->joint, object)[row % n_levels]);

      g_string_prepend (text, one);
      row /= n_levels;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
fail_support (const WfComb *self, gsize row, GError **error)
{
  g_autofree char *text = describe_row (self, row);

  g_set_error (error, WF_ERROR, WF_ERROR_NO_SUPPORT,
               _ ("No full support: %s = 0; the answer would rest on what never occurs: merge states, "
                  "smooth, or get more data"),
               text);
  return FALSE;
}

static gboolean
check_support (const WfComb *self, GError **error)
{
  for (gsize row = 0; row < self->n_x * self->n_z * self->n_b; row++)
    if (!(sum_row (self, row) > WF_COMB_SUPPORT_TOLERANCE))
      return fail_support (self, row, error);
  return TRUE;
}

/* P(c | x) and Manski's bounds */
static gboolean
look (WfComb *self, GError **error)
{
  gsize n_rows = self->n_z * self->n_b;

  for (gsize x = 0; x < self->n_x; x++)
    {
      double total = 0;

      for (gsize row = x * n_rows; row < (x + 1) * n_rows; row++)
        for (gsize c = 0; c < self->n_c; c++)
          {
            self->observed[x * self->n_c + c] += self->table[row * self->n_c + c];
            total += self->table[row * self->n_c + c];
          }
      if (!(total > WF_COMB_SUPPORT_TOLERANCE))
        return fail_support (self, x * n_rows, error);
      for (gsize c = 0; c < self->n_c; c++)
        {
          double *seen = &self->observed[x * self->n_c + c];

          self->lower[x * self->n_c + c] = *seen;
          self->upper[x * self->n_c + c] = MIN (*seen + 1 - total, 1);
          *seen /= total;
        }
    }
  return TRUE;
}

/* g and f, and whether they give the joint back */
static gboolean
disintegrate (WfComb *self, GError **error)
{
  gsize n_a = self->n_x * self->n_z;

  self->channel = g_new (double, n_a * self->n_b);
  self->comb = g_new (double, n_a * self->n_b * self->n_c);
  for (gsize a = 0; a < n_a; a++)
    {
      double share = 0;

      for (gsize b = 0; b < self->n_b; b++)
        share += self->channel[a * self->n_b + b] = sum_row (self, a * self->n_b + b);
      for (gsize b = 0; b < self->n_b; b++)
        {
          const double *row = self->table + (a * self->n_b + b) * self->n_c;
          double *out = self->comb + (b * n_a + a) * self->n_c;
          double both = self->channel[a * self->n_b + b];

          self->channel[a * self->n_b + b] /= share;
          for (gsize c = 0; c < self->n_c; c++)
            {
              out[c] = share * row[c] / both;
              self->reconstruction_error =
                  MAX (self->reconstruction_error, fabs (out[c] * self->channel[a * self->n_b + b] - row[c]));
            }
        }
    }
  if (self->reconstruction_error <= WF_COMB_RECONSTRUCTION_TOLERANCE)
    return TRUE;
  g_set_error (error, WF_ERROR, WF_ERROR_DATA,
               _ ("The comb doesn’t give the observed joint back: it is off by %g"),
               self->reconstruction_error);
  return FALSE;
}

/* what the comb gives C when the treatment that goes into it is summed out: of (z, b, c) */
static double
sum_comb (const WfComb *self, gsize z, gsize b, gsize c)
{
  gsize n_a = self->n_x * self->n_z;
  double sum = 0;

  for (gsize x = 0; x < self->n_x; x++)
    sum += self->comb[(b * n_a + x * self->n_z + z) * self->n_c + c];
  return sum;
}

static gboolean
cross_bridge (WfComb *self, GError **error)
{
  if (!check_support (self, error) || !disintegrate (self, error))
    return FALSE;
  self->surgered = g_new (double, self->n_x * self->n_z * self->n_b * self->n_c);
  for (gsize z = 0; z < self->n_z; z++)
    for (gsize b = 0; b < self->n_b; b++)
      for (gsize c = 0; c < self->n_c; c++)
        {
          double share = sum_comb (self, z, b, c);

          for (gsize x = 0; x < self->n_x; x++)
            {
              gsize row = (x * self->n_z + z) * self->n_b + b;
              double value = self->channel[row] * share;

              self->surgered[row * self->n_c + c] = value / (double) self->n_x;
              self->effect[x * self->n_c + c] += value;
            }
        }
  return TRUE;
}

/* sum over z of P(z) P(c | x, z); without a bridge there is one b */
static gboolean
adjust (WfComb *self, GError **error)
{
  for (gsize z = 0; z < self->n_z; z++)
    {
      double share = 0;

      for (gsize x = 0; x < self->n_x; x++)
        share += sum_row (self, x * self->n_z + z);
      for (gsize x = 0; x < self->n_x && share > WF_COMB_SUPPORT_TOLERANCE; x++)
        {
          gsize row = x * self->n_z + z;
          double both = sum_row (self, row);

          if (!(both > WF_COMB_SUPPORT_TOLERANCE))
            return fail_support (self, row, error);
          for (gsize c = 0; c < self->n_c; c++)
            self->effect[x * self->n_c + c] += share * self->table[row * self->n_c + c] / both;
        }
    }
  return TRUE;
}

/* P(c), whatever the treatment */
static void
ignore_treatment (WfComb *self)
{
  for (gsize x = 0; x < self->n_x; x++)
    for (gsize row = 0; row < self->n_x * self->n_z * self->n_b; row++)
      for (gsize c = 0; c < self->n_c; c++)
        self->effect[x * self->n_c + c] += self->table[row * self->n_c + c];
}

static gsize
count_states (WfDiagram *joint, gsize first, gsize end)
{
  gsize n, product = 1;
  const guint *outputs = wf_diagram_get_outputs (joint, &n);

  for (gsize i = first; i < end; i++)
    product *= wf_diagram_get_n_levels (joint, wf_diagram_get_wire_object (joint, outputs[i]));
  return product;
}

/* the joint with the variables of the bridge as its outputs, in their order */
static gboolean
set_table (WfComb *self, WfDiagram *joint, WfProgress *progress, GError **error)
{
  const char *const *context = wf_bridge_get_context (self->bridge);
  const char *const *nodes = wf_bridge_get_nodes (self->bridge);
  gsize n_context = g_strv_length ((GStrv) context), n_nodes = g_strv_length ((GStrv) nodes), n_entries;
  g_autofree const char **outputs = g_new0 (const char *, n_context + n_nodes + 3);

  outputs[0] = wf_bridge_get_treatment (self->bridge);
  for (gsize i = 0; i < n_context; i++)
    outputs[1 + i] = context[i];
  for (gsize i = 0; i < n_nodes; i++)
    outputs[1 + n_context + i] = nodes[i];
  outputs[1 + n_context + n_nodes] = wf_bridge_get_outcome (self->bridge);
  self->joint = wf_diagram_with_outputs (joint, outputs, error);
  if (self->joint == NULL)
    return FALSE;
  self->n_x = count_states (self->joint, 0, 1);
  self->n_z = count_states (self->joint, 1, 1 + n_context);
  self->n_b = count_states (self->joint, 1 + n_context, 1 + n_context + n_nodes);
  self->n_c = count_states (self->joint, 1 + n_context + n_nodes, 2 + n_context + n_nodes);
  self->table = wf_diagram_evaluate (self->joint, NULL, &n_entries, progress, error);
  return self->table != NULL;
}

static gboolean
answer (WfComb *self, GError **error)
{
  gsize n = self->n_x * self->n_c;

  self->observed = g_new0 (double, n);
  self->lower = g_new0 (double, n);
  self->upper = g_new0 (double, n);
  if (!look (self, error))
    return FALSE;
  if (wf_bridge_get_kind (self->bridge) == WF_BRIDGE_NONE)
    return TRUE;
  self->effect = g_new0 (double, n);
  switch (wf_bridge_get_kind (self->bridge))
    {
      case WF_BRIDGE_COMB:
        return cross_bridge (self, error);
      case WF_BRIDGE_BACK_DOOR:
        return adjust (self, error);
      case WF_BRIDGE_NO_PATH:
        ignore_treatment (self);
        return TRUE;
      case WF_BRIDGE_NONE:
      default:
        g_return_val_if_reached (FALSE);
    }
}

/**
 * wf_comb_new:
 * @joint: a diagram that has one wire of each variable of the bridge
 * @bridge: how it is to be computed
 * @progress: (nullable): obeyed when cancelled
 * @error: return location for an error
 *
 * Returns: (transfer full): the answer, or %NULL with an error
 */
WfComb *
wf_comb_new (WfDiagram *joint, WfBridge *bridge, WfProgress *progress, GError **error)
{
  g_autoptr (WfComb) self = g_atomic_rc_box_new0 (WfComb);

  self->bridge = wf_bridge_ref (bridge);
  if (!set_table (self, joint, progress, error) || !answer (self, error))
    return NULL;
  return g_steal_pointer (&self);
}
