/*
 * Wherefore: visual causal graph exploration
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Variable elimination (Zhang & Poole 1994; Koller & Friedman 2009, algorithm 9.1) in the greedy min-fill
 * order, whose largest table is known before the first product is made. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/base/error.h"
#include "core/base/limits.h"
#include "core/base/elimination.h"

void
wf_set_support_error (GError **error)
{
  g_set_error_literal (
      error, WF_ERROR, WF_ERROR_NO_SUPPORT,
      _ ("What is given has probability zero in this model: no case could show it; change or drop a part "
         "of it"));
}

/* Divides by the largest value, so that long products don't underflow. */
static gboolean
rescale (WfFactor *factor, GError **error)
{
  double largest = 0.0;

  for (gsize i = 0; i < factor->n_entries; i++)
    largest = MAX (largest, factor->values[i]);
  if (!(largest > 0.0))
    {
      wf_set_support_error (error);
      return FALSE;
    }
  for (gsize i = 0; i < factor->n_entries; i++)
    factor->values[i] /= largest;
  return TRUE;
}

/* The product of all factors, taken two by two and scaled in between. */
static WfFactor *
multiply_all (GPtrArray *factors, const gsize *sizes, gssize summed, WfProgress *progress, GError **error)
{
  while (factors->len > 2)
    {
      g_autoptr (WfFactor) a = g_ptr_array_steal_index_fast (factors, factors->len - 1);
      g_autoptr (WfFactor) b = g_ptr_array_steal_index_fast (factors, factors->len - 1);
      WfFactor *const both[] = { a, b };
      WfFactor *product = wf_factor_combine (both, 2, sizes, -1, progress, error);

      if (product == NULL)
        return NULL;
      g_ptr_array_add (factors, product);
      if (!rescale (product, error))
        return NULL;
    }
  return wf_factor_combine ((WfFactor *const *) factors->pdata, factors->len, sizes, summed, progress, error);
}

/* Replaces the factors that have the variable by their product summed over it. */
static gboolean
sum_out (GPtrArray *factors, const gsize *sizes, guint variable, WfProgress *progress, GError **error)
{
  g_autoptr (GPtrArray) joined = g_ptr_array_new_with_free_func ((GDestroyNotify) wf_factor_free);
  g_autoptr (WfFactor) product = NULL;

  for (guint f = 0; f < factors->len;)
    {
      if (wf_factor_has (g_ptr_array_index (factors, f), variable))
        g_ptr_array_add (joined, g_ptr_array_steal_index_fast (factors, f));
      else
        f++;
    }
  product = multiply_all (joined, sizes, variable, progress, error);
  if (product == NULL || !rescale (product, error))
    return FALSE;
  g_ptr_array_add (factors, g_steal_pointer (&product));
  return TRUE;
}

WfTriangulation *
wf_eliminate_order (GPtrArray *factors,
                    guint n_variables,
                    const gsize *sizes,
                    const WfScope *query,
                    WfProgress *progress,
                    GError **error)
{
  g_autofree WfScope *scopes = g_new (WfScope, factors->len + 1);
  g_autofree gboolean *kept = g_new0 (gboolean, n_variables + 1);

  for (guint f = 0; f < factors->len; f++)
    scopes[f] = ((const WfFactor *) g_ptr_array_index (factors, f))->scope;
  for (guint k = 0; query != NULL && k < query->n_variables; k++)
    kept[query->variables[k]] = TRUE;
  return wf_triangulation_new (scopes, factors->len, sizes, n_variables, kept, progress, error);
}

/* The normalised product of what is left, in the order of the query. */
static gboolean
read_answer (GPtrArray *factors,
             const gsize *sizes,
             const WfScope *query,
             double *out,
             WfProgress *progress,
             GError **error)
{
  g_autoptr (WfFactor) first = wf_factor_new (query, sizes, error); /* ones: gives the answer its order */
  double total = 0.0;

  if (first == NULL)
    return FALSE;
  for (gsize i = 0; i < first->n_entries; i++)
    first->values[i] = 1.0;
  while (factors->len > 0)
    {
      g_autoptr (WfFactor) next = g_ptr_array_steal_index_fast (factors, factors->len - 1);
      WfFactor *const both[] = { first, next };
      WfFactor *product = wf_factor_combine (both, 2, sizes, -1, progress, error);

      if (product == NULL || !rescale (product, error))
        {
          g_clear_pointer (&product, wf_factor_free);
          return FALSE;
        }
      wf_factor_free (first);
      first = product;
    }
  for (gsize i = 0; i < first->n_entries; i++)
    total += first->values[i];
  for (gsize i = 0; out != NULL && i < first->n_entries; i++)
    out[i] = first->values[i] / total;
  return TRUE;
}

gboolean
wf_eliminate_in_order (GPtrArray *factors,
                       const WfTriangulation *order,
                       const gsize *sizes,
                       const WfScope *query,
                       double *out,
                       WfProgress *progress,
                       GError **error)
{
  const WfScope nothing = { NULL, 0 };

  if (order->largest > WF_LIMIT_TABLE_ENTRIES)
    {
      wf_set_budget_error (order->largest, error);
      return FALSE;
    }
  for (guint f = 0; f < factors->len; f++)
    if (!rescale (g_ptr_array_index (factors, f), error))
      return FALSE;
  for (guint i = 0; i < order->n_eliminated; i++)
    if (!wf_progress_check (progress, error) || !sum_out (factors, sizes, order->order[i], progress, error))
      return FALSE;
  return read_answer (factors, sizes, query != NULL ? query : &nothing, out, progress, error);
}

gboolean
wf_eliminate (GPtrArray *factors,
              guint n_variables,
              const gsize *sizes,
              const WfScope *query,
              double *out,
              WfProgress *progress,
              GError **error)
{
  g_autoptr (WfTriangulation) order =
      wf_eliminate_order (factors, n_variables, sizes, query, progress, error);

  return order != NULL && wf_eliminate_in_order (factors, order, sizes, query, out, progress, error);
}
